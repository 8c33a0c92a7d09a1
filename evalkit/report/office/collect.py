"""What somebody edited in the Word file of a report goes back into the texts it was made from.

Each line of a text (a paragraph, a heading, an item of a list, a cell) is a bookmark in Word, whose name ends with a
digest of what the line showed (:mod:`evalkit.report.texts`), within one for the whole text. So it is known which lines
were edited in Word, which were added, and which have changed on file since; a line that did both is a conflict. What
cannot be taken is told. :mod:`evalkit.report.office.returned` reads the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evalkit.audit.ledger import vocabulary_of
from evalkit.audit.texts import number_faults
from evalkit.edition.marked import lines_of
from evalkit.edition.record import EditionRecord, OwnText
from evalkit.edition.texts import form_faults
from evalkit.edition.workspace import TEXTS
from evalkit.errors import EditionError, Fault
from evalkit.files import store
from evalkit.files.pictures import mentioned
from evalkit.report.office.returned import Edited
from evalkit.report.pieces import Piece, digest_of, relinked, spoilt, to_markdown
from evalkit.report.texts import Line, key_of, lines_on_file
from evalkit.report.words import Words
from evalkit.scoring import Evaluation

_ENDS = "\r\n"
#: Between the cells of a row; what stands before the first; and the row below the heads.
_BAR = re.compile(r"(?<!\\)\|")
_BEFORE_CELLS = re.compile(r"[\s>]*\|")
_RULE = re.compile(r"[\s>|:-]*-[\s|:-]*")


@dataclass(frozen=True)
class Collected:
    """What came back: the texts to be written, and how many lines were changed or added; what was left as it is.

    ``gone`` names, by file and row, lines that are no more there; ``moved`` those that stand elsewhere.
    """

    texts: tuple[OwnText, ...]
    changed: int
    added: int
    gone: tuple[tuple[str, int], ...]
    moved: tuple[tuple[str, int], ...] = ()


def collect(ev: Evaluation, words: Words, found: Sequence[Edited]) -> Collected:
    """Return the texts of one language with what was edited in a document.

    Raises
    ------
    EditionError
        Something was changed on both sides, cannot be taken, or makes a text faulty; every case is listed.
    """
    faults = list(_of_no_text(ev, words, found))
    texts: list[OwnText] = []
    gone: list[tuple[str, int]] = []
    moved: list[tuple[str, int]] = []
    changed = added = 0
    for text in (t for t in ev.record.texts if t.language == words.language):
        mine = [paragraph for paragraph in found if paragraph.key == key_of(text)]
        if not mine:
            continue
        merge = _Merge(text, list(lines_on_file(ev, text, words)))
        merge.take(mine)
        faults += merge.faults
        gone += [(text.file, line.row) for line in merge.missing if line.unit not in ev.unnamed]
        moved += [(text.file, line.row) for line in merge.moved]
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
    return Collected(tuple(texts), changed, added, tuple(dict.fromkeys(gone)), tuple(dict.fromkeys(moved)))


def _of_no_text(ev: Evaluation, words: Words, found: Sequence[Edited]) -> Iterator[Fault]:
    """Yield what was edited in texts of a language that are no more on file."""
    keys = {key_of(text) for text in ev.record.texts}
    others = [language for language in ev.record.programme.languages if language != words.language]
    for paragraph in found:
        mine = not any(paragraph.key.startswith(f"text_{other.replace('-', '_')}_") for other in others)
        edited = digest_of(paragraph.pieces) != paragraph.digest
        if mine and edited and paragraph.key not in keys:
            yield Fault("text-no-file", f"{TEXTS}/{words.language}", None, None, _plain(paragraph.pieces))


class _Merge:
    """The lines of a text on file, and what becomes of each."""

    def __init__(self, text: OwnText, lines: list[Line]) -> None:
        self.text, self.lines = text, lines
        self.faults: list[Fault] = []
        self.changed = self.added = 0
        self._new: dict[int, str] = {}
        #: What was added, each with whether it is a row of a table.
        self._after: dict[int, list[tuple[bool, str]]] = {}
        self._seen: set[int] = set()
        #: Lines that stand elsewhere among the others than in the file.
        self.moved: list[Line] = []

    def take(self, paragraphs: Sequence[Edited]) -> None:
        """Take the paragraphs of a document, in their order."""
        places = [self._place(paragraph) for paragraph in paragraphs]
        self.moved = [self.lines[place] for place in _out_of_order([p for p in places if p is not None])]
        for at, (paragraph, place) in enumerate(zip(paragraphs, places, strict=True)):
            if paragraph.foreign:
                self._refuse(Fault("text-not-words", self.text.file), paragraph, place)
            elif place is not None:
                self._edit(paragraph, place)
            elif digest_of(paragraph.pieces) != paragraph.digest:
                before = next((p for p in reversed(places[:at]) if p is not None), -1)
                after = next((p for p in places[at + 1 :] if p is not None), len(self.lines))
                places[at] = self._already(paragraph, before + 1, after)
                if places[at] is None and paragraph.digest:
                    self._refuse(Fault("text-both-changed", self.text.file), paragraph, None)
                elif places[at] is None:
                    self._add(paragraph, before)

    def _place(self, paragraph: Edited) -> int | None:
        """Return which line a paragraph is, where that is on file as it was."""
        fitting = [i for i, line in enumerate(self.lines) if line.digest == paragraph.digest and i not in self._seen]
        place = min(fitting, key=lambda i: abs(i + 1 - paragraph.place), default=None)
        self._seen |= set() if place is None else {place}
        return place

    def _already(self, paragraph: Edited, low: int, high: int) -> int | None:
        """Return which line on file, among those that may stand there, is what a paragraph shows now."""
        shown = digest_of(paragraph.pieces)
        # Of equal lines below each other nobody knows which is which.
        while low > 0 and self.lines[low - 1].digest == shown:
            low -= 1
        while high < len(self.lines) and self.lines[high].digest == shown:
            high += 1
        for i in range(low, high):
            line = self.lines[i]
            if i not in self._seen and shown in (line.digest, digest_of([Piece(line.prefix), *line.shown])):
                self._seen.add(i)
                return i
        return None

    def _edit(self, paragraph: Edited, place: int) -> None:
        line, pieces = self.lines[place], paragraph.pieces
        if digest_of(pieces) == paragraph.digest:
            return
        pictures = sum(piece.picture for piece in pieces)
        if not pictures and line.cell is None and not _plain(pieces).strip():
            self._seen.discard(place)
            return
        wrong = spoilt(pieces, line.numbers)
        linked, lost = relinked(pieces, line.links)
        if pictures not in (0, len(line.pictures)):
            self._refuse(Fault("text-not-words", self.text.file), paragraph, place)
        elif wrong is not None:
            self.faults.append(Fault("text-filled-edited", self.text.file, line.row, None, wrong))
        elif lost is not None:
            leads: dict[str, object] = {"address": lost.href}
            self.faults.append(Fault("text-link-edited", self.text.file, line.row, None, lost.text, leads))
        else:
            words = to_markdown(linked, line.numbers, line.pictures, line.addresses)
            self._new[place] = words if line.cell is None else _in_cell(words)
            self.changed += 1

    def _add(self, paragraph: Edited, before: int) -> None:
        if any(piece.picture for piece in paragraph.pieces):
            self._refuse(Fault("text-not-words", self.text.file), paragraph, None)
        elif before < 0 < paragraph.place:
            self._refuse(Fault("text-added-where", self.text.file), paragraph, None)
        else:
            # Of a paragraph that was split in two, the second has numbers of the first.
            numbers = self.lines[before].numbers if before >= 0 and not paragraph.row else ()
            cells = [_in_cell(to_markdown(cell, (), ())) for cell in paragraph.row]
            words = f"| {' | '.join(cells)} |" if cells else to_markdown(paragraph.pieces, numbers, ())
            self._after.setdefault(before, []).append((bool(cells), words))
            self.added += 1

    def _refuse(self, fault: Fault, paragraph: Edited, place: int | None) -> None:
        if place is None and paragraph.digest and self.lines:
            place = min(paragraph.place, len(self.lines)) - 1
        row = None if place is None else self.lines[place].row
        self.faults.append(replace(fault, row=row, value=_plain(paragraph.pieces)))

    @property
    def missing(self) -> list[Line]:
        """Lines on file that the document does not have."""
        return [line for i, line in enumerate(self.lines) if i not in self._seen and line.pieces]

    def source(self) -> str:
        """Return the text with what was edited; all else byte for byte as it is."""
        rows = lines_of(self.text.source)
        ending = (_end(rows[0]) if rows else "") or "\n"
        for place in sorted({*self._new, *self._after} - {-1}, reverse=True):
            line = self.lines[place]
            start, end = line.row - 1, line.end
            if place in self._new and line.cell is not None:
                rows[start] = _with_cell(rows[start], line.cell, self._new[place])
            elif place in self._new:
                rows[start:end] = [f"{line.prefix}{self._new[place]}{_end(rows[end - 1])}"]
                end = line.row
            if place in self._after:
                # Below the heads of a table stands what makes it one.
                end += line.cell is not None and _RULE.fullmatch("".join(rows[end : end + 1]).strip()) is not None
                rows[end - 1] += "" if _end(rows[end - 1]) else ending
                rows[end:end] = [part for added in self._after[place] for part in self._added(line, *added, ending)]
        first = [part for _, words in self._after.get(-1, ()) for part in (words + ending, ending)]
        return "".join([*first, *rows])

    @staticmethod
    def _added(line: Line, is_row: bool, words: str, ending: str) -> list[str]:
        """Return what was added after a line: another item where that is one of a list."""
        if is_row or (line.item and line.cell is None):
            return [f"{line.prefix}{words}{ending}"]
        return [ending, f"{words}{ending}"]


def _out_of_order(places: Sequence[int]) -> list[int]:
    """Return the fewest places without which the others rise."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    kept, last = set(), tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return sorted(set(places) - kept)


def _in_cell(words: str) -> str:
    """Return a line of Markdown as it stands in a table."""
    return _BAR.sub(r"\|", words.replace("\n", " "))


def _with_cell(row: str, cell: int, words: str) -> str:
    """Return a row of a table with other words in one of its cells; what stands around them is kept."""
    body = row.rstrip(_ENDS)
    before = _BEFORE_CELLS.match(body)
    parts = _BAR.split(body[before.end() :] if before else body)
    parts += [""] * (cell + 1 - len(parts))
    old = parts[cell]
    lead = old[: len(old) - len(old.lstrip())] or " "
    parts[cell] = f"{lead}{words}{old[len(old.rstrip()) :] or ' '}" if old.strip() else f" {words} "
    return (before[0] if before else "") + "|".join(parts) + _end(row)


def _end(row: str) -> str:
    return row[len(row.rstrip(_ENDS)) :]


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def file_text(record: EditionRecord, text: OwnText) -> list[Path]:
    """Write an edited text and return what was written.

    An inherited one becomes the edition's own, in every language: else the others were no more to be had. Pictures come
    along.
    """
    own = record.folder / TEXTS
    slot = [text, *(t for t in record.texts if t.slot == text.slot and t.language != text.language and t.inherited)]
    written = []
    for one in slot if text.inherited else [text]:
        path = own / one.language / f"{one.slot}.md"
        if one is not text and path.exists():
            continue
        root = one.path.parents[1]
        for picture in mentioned([one.source], one.path.parent, root) if one.inherited else ():
            copy = own / picture.relative_to(root)
            if not copy.exists():
                store.write(copy, picture.read_bytes())
        store.write(path, one.source)
        written.append(path)
    return written
