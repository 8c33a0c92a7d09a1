"""What somebody edited in the Word file of a report goes back into the texts it was made from.

Each line of a text (a paragraph, a heading, an item of a list) is a bookmark in Word, whose name ends with a digest of
what the line showed (:mod:`evalkit.report.texts`). So it is known which lines were edited in Word, and which have
changed on file since; a line that did both is a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from evalkit.audit.ledger import vocabulary_of
from evalkit.audit.texts import number_faults
from evalkit.edition.record import EditionRecord, OwnText
from evalkit.edition.texts import form_faults
from evalkit.edition.workspace import TEXTS
from evalkit.errors import EditionError, EvalkitError, Fault
from evalkit.files import store
from evalkit.files.archive import unpack
from evalkit.files.pictures import PRINTED
from evalkit.report.pieces import Piece, digest_of, spoilt, to_markdown
from evalkit.report.texts import HEAD, Line, key_of, lines_on_file
from evalkit.report.words import Words
from evalkit.scoring import Evaluation

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NAME = re.compile(r"(text_[A-Za-z0-9_]+)_(\d+)_([0-9a-f]{6})")
_OFF = ("0", "false", "none")


@dataclass(frozen=True)
class Edited:
    """A paragraph of the document: the line that it was, by key, place and digest, and what it shows now.

    One that was added has no digest; its place is that of the line before it.
    """

    key: str
    place: int
    digest: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Collected:
    """What came back: the texts to be written, and how many lines were changed or added; lines that are no more there.

    ``gone`` names them by file and row; they are left as they are.
    """

    texts: tuple[OwnText, ...]
    changed: int
    added: int
    gone: tuple[tuple[str, int], ...]


def paragraphs(docx: bytes) -> list[Edited]:
    """Return the paragraphs of a document that are, or stand among, lines of the office's own texts.

    Raises
    ------
    EvalkitError
        It is no Word document.
    """
    try:
        parts = unpack(docx)
        body = fromstring(parts["word/document.xml"]).find(f"{_W}body")
        rels = fromstring(parts.get("word/_rels/document.xml.rels", b"<none/>"))
    except Exception as error:
        raise EvalkitError("text-not-word") from error
    addresses = {str(rel.get("Id")): str(rel.get("Target")) for rel in rels}
    found: list[Edited] = []
    # Some programs lose the end of a bookmark after a list. Where a text ends then, only its own lines tell.
    ended = set() if body is None else {number for tag, number, _ in _bookmarks(body) if tag.endswith("End")}
    open_: dict[str, str] = {}
    last: tuple[str, int] | None = None
    for block in [] if body is None else body:
        outer = _bookmarks(block) if block.tag.startswith(f"{_W}bookmark") else ()
        for tag, number, name in outer:
            _open(open_, tag, number, name)
        if block.tag != f"{_W}p":
            continue
        inside = [name for number, name in open_.items() if number in ended]
        named = next((m for _, _, n in _bookmarks(block) if (m := _NAME.fullmatch(n))), None)
        pieces = tuple(_pieces(block, addresses, dict(open_)))
        for tag, number, name in _bookmarks(block):
            _open(open_, tag, number, name)
        if named is not None:
            last = (named[1], int(named[2]))
            found.append(Edited(named[1], int(named[2]), named[3], pieces))
        elif last is not None and last[0] in inside and any(piece.text.strip() for piece in pieces):
            found.append(Edited(last[0], last[1], "", pieces))
    return found


def _bookmarks(block: Element) -> list[tuple[str, str, str]]:
    marks = [block] if block.tag.startswith(f"{_W}bookmark") else [e for e in block.iter() if "}bookmark" in e.tag]
    return [(e.tag, str(e.get(f"{_W}id")), str(e.get(f"{_W}name", ""))) for e in marks]


def _open(open_: dict[str, str], tag: str, number: str, name: str) -> None:
    if tag.endswith("Start"):
        open_[number] = name
    else:
        open_.pop(number, None)


def _pieces(block: Element, addresses: Mapping[str, str], open_: dict[str, str]) -> Iterator[Piece]:
    """Yield what a paragraph shows, without what heads a highlight and what was deleted under tracked changes."""
    links = {
        run: addresses.get(str(link.get(f"{_R}id")), f"#{link.get(f'{_W}anchor', '')}")
        for link in block.iter(f"{_W}hyperlink")
        for run in link.iter(f"{_W}r")
    }
    for element in block.iter():
        if element.tag.startswith(f"{_W}bookmark"):
            _open(open_, element.tag, str(element.get(f"{_W}id")), str(element.get(f"{_W}name", "")))
        elif element.tag == f"{_W}r" and not any(name.endswith(HEAD) for name in open_.values()):
            number = next((int(m[1]) for n in open_.values() if (m := re.search(r"_n(\d+)$", n))), 0)
            yield from _run(element, links.get(element, ""), number)


def _run(run: Element, href: str, number: int) -> Iterator[Piece]:
    properties = run.find(f"{_W}rPr")

    def has(name: str) -> bool:
        found = None if properties is None else properties.find(f"{_W}{name}")
        return found is not None and found.get(f"{_W}val", "1") not in _OFF

    style = None if properties is None else properties.find(f"{_W}rStyle")
    code = style is not None and style.get(f"{_W}val") == "VerbatimChar"
    for part in run:
        text = {"t": part.text or "", "br": "\n", "tab": " ", "drawing": ""}.get(part.tag.removeprefix(_W))
        if text is not None:
            picture = part.tag == f"{_W}drawing"
            yield Piece(text, strong=has("b"), em=has("i"), code=code, href=href, number=number, picture=picture)


def collect(ev: Evaluation, words: Words, found: Sequence[Edited]) -> Collected:
    """Return the texts of one language with what was edited in a document.

    Raises
    ------
    EditionError
        Something was changed on both sides, or a text is faulty with what was edited; every case is listed.
    """
    faults: list[Fault] = []
    texts: list[OwnText] = []
    gone: list[tuple[str, int]] = []
    changed = added = 0
    for text in (t for t in ev.record.texts if t.language == words.language):
        mine = [paragraph for paragraph in found if paragraph.key == key_of(text)]
        if not mine:
            continue
        lines = list(lines_on_file(ev, text, words))
        merge = _Merge(text, lines)
        for paragraph in mine:
            merge.take(paragraph)
        faults += merge.faults
        gone += [(text.file, line.row) for line in merge.missing]
        source = merge.source()
        if source != text.source:
            changed, added = changed + merge.changed, added + merge.added
            texts.append(replace(text, source=source))
    if not faults:
        vocabulary = vocabulary_of(ev)
        faults = [fault for text in texts for fault in form_faults(text, vocabulary)]
        faults = faults or list(number_faults(ev, texts))
    if faults:
        raise EditionError(ev.record.name, faults, "text-collect")
    return Collected(tuple(texts), changed, added, tuple(gone))


class _Merge:
    """The lines of a text on file, and what becomes of each."""

    def __init__(self, text: OwnText, lines: list[Line]) -> None:
        self.text, self.lines = text, lines
        self.faults: list[Fault] = []
        self.changed = self.added = 0
        self._new: dict[int, str] = {}
        self._after: dict[int, list[str]] = {}
        self._seen: set[int] = set()

    def take(self, paragraph: Edited) -> None:
        shown = digest_of(paragraph.pieces)
        if not paragraph.digest:
            self._add(paragraph)
            return
        place = self._place(paragraph)
        if place is not None:
            self._seen.add(place)
        if shown == paragraph.digest or shown in {line.digest for line in self.lines}:
            return
        if place is None:
            at = min(paragraph.place, len(self.lines)) - 1
            self.faults.append(self.fault("text-both-changed", self.lines[at].row, _plain(paragraph.pieces)))
            return
        line = self.lines[place]
        if not _plain(paragraph.pieces).strip():
            self._seen.discard(place)
            return
        wrong = spoilt(paragraph.pieces, line.numbers)
        if wrong is not None:
            self.faults.append(self.fault("text-filled-edited", line.row, wrong))
            return
        self._new[place] = to_markdown(paragraph.pieces, line.numbers, line.pictures)
        self.changed += 1

    def _place(self, paragraph: Edited) -> int | None:
        fitting = [i for i, line in enumerate(self.lines) if line.digest == paragraph.digest and i not in self._seen]
        return min(fitting, key=lambda i: abs(i + 1 - paragraph.place), default=None)

    def _add(self, paragraph: Edited) -> None:
        if not self._seen:
            self.faults.append(self.fault("text-added-where", None, _plain(paragraph.pieces)))
            return
        self._after.setdefault(max(self._seen), []).append(to_markdown(paragraph.pieces, (), ()))
        self.added += 1

    @property
    def missing(self) -> list[Line]:
        """Lines on file that the document does not have."""
        return [line for i, line in enumerate(self.lines) if i not in self._seen]

    def source(self) -> str:
        """Return the text with what was edited; all else byte for byte as it is."""
        rows = self.text.source.splitlines(keepends=True)
        ending = "\r\n" if rows and rows[0].endswith("\r\n") else "\n"
        for place in sorted({*self._new, *self._after}, reverse=True):
            line = self.lines[place]
            last = rows[line.end - 1]
            closing = last[len(last.rstrip("\r\n")) :] or (ending if place in self._after else "")
            kept = (
                [f"{line.prefix}{self._new[place]}{closing}"] if place in self._new else rows[line.row - 1 : line.end]
            )
            if place in self._after and not kept[-1].endswith("\n"):
                kept[-1] += ending
            more = [part for words in self._after.get(place, ()) for part in self._added(line, words, ending)]
            rows[line.row - 1 : line.end] = [*kept, *more]
        return "".join(rows)

    @staticmethod
    def _added(line: Line, words: str, ending: str) -> list[str]:
        """Return a paragraph that was added after a line: another item where that is one of a list."""
        if line.item:
            return [f"{line.prefix}{words}{ending}"]
        return [ending, f"{words}{ending}"]

    def fault(self, kind: str, row: int | None, value: str) -> Fault:
        """Return a fault of the text."""
        return Fault(kind, self.text.file, row, None, value)


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def file_text(record: EditionRecord, text: OwnText) -> Path:
    """Write an edited text and return where; an inherited one becomes the edition's own, with its pictures."""
    folder = record.folder / TEXTS / text.language
    if folder != text.path.parent:
        for picture in (p for p in text.path.parent.iterdir() if p.suffix.lower() in PRINTED):
            if not (folder / picture.name).exists():
                store.write(folder / picture.name, picture.read_bytes())
    store.write(folder / f"{text.slot}.md", text.source)
    return folder / f"{text.slot}.md"
