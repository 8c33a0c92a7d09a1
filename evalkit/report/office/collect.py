"""What somebody edited in the Word file of a report goes back into the texts it was made from.

Each line of a text (a paragraph, a heading, an item of a list) is a bookmark in Word, whose name ends with a digest of
what the line showed (:mod:`evalkit.report.texts`), within one for the whole text. So it is known which lines were
edited in Word, which were added, and which have changed on file since; a line that did both is a conflict. What cannot
be taken is told. :mod:`evalkit.report.office.returned` reads the document.
"""

from __future__ import annotations

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
from evalkit.report.texts import Line, key_of, lines_on_file, tables_on_file
from evalkit.report.words import Words
from evalkit.scoring import Evaluation

_ENDS = "\r\n"


@dataclass(frozen=True)
class Collected:
    """What came back: the texts to be written, and how many lines were changed or added; what was left as it is.

    ``gone`` names, by file and row, lines that are no more there; ``tables``, by file, how many tables are others.
    """

    texts: tuple[OwnText, ...]
    changed: int
    added: int
    gone: tuple[tuple[str, int], ...]
    tables: tuple[tuple[str, int], ...] = ()


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
    tables: list[tuple[str, int]] = []
    changed = added = 0
    for text in (t for t in ev.record.texts if t.language == words.language):
        mine = [paragraph for paragraph in found if paragraph.key == key_of(text)]
        if not mine:
            continue
        merge = _Merge(text, list(lines_on_file(ev, text, words)))
        merge.take([paragraph for paragraph in mine if not paragraph.table])
        other = merge.take_tables([p for p in mine if p.table], list(tables_on_file(ev, text, words)))
        tables += [(text.file, other)] if other else []
        faults += merge.faults
        gone += [(text.file, line.row) for line in merge.missing if line.unit not in ev.unnamed]
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
    return Collected(tuple(texts), changed, added, tuple(gone), tuple(tables))


def _of_no_text(ev: Evaluation, words: Words, found: Sequence[Edited]) -> Iterator[Fault]:
    """Yield what was edited in texts of a language that are no more on file."""
    keys = {key_of(text) for text in ev.record.texts}
    others = [language for language in ev.record.programme.languages if language != words.language]
    for paragraph in found:
        mine = not any(paragraph.key.startswith(f"text_{other.replace('-', '_')}_") for other in others)
        edited = not paragraph.table and digest_of(paragraph.pieces) != paragraph.digest
        if mine and edited and paragraph.key not in keys:
            yield Fault("text-no-file", f"{TEXTS}/{words.language}", None, None, _plain(paragraph.pieces))


class _Merge:
    """The lines of a text on file, and what becomes of each."""

    def __init__(self, text: OwnText, lines: list[Line]) -> None:
        self.text, self.lines = text, lines
        self.faults: list[Fault] = []
        self.changed = self.added = 0
        self._new: dict[int, str] = {}
        self._after: dict[int, list[str]] = {}
        self._seen: set[int] = set()

    def take(self, paragraphs: Sequence[Edited]) -> None:
        """Take the paragraphs of a document, in their order."""
        places = [self._place(paragraph) for paragraph in paragraphs]
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

    def take_tables(self, tables: Sequence[Edited], on_file: Sequence[str]) -> int:
        """Return how many tables in a document are not as on file; one that is not on file at all is a fault."""
        if len(tables) <= len(on_file):
            return sum(_bare(_plain(table.pieces)) not in on_file for table in tables)
        for table in tables:
            if _bare(_plain(table.pieces)) not in on_file:
                self._refuse(Fault("text-not-words", self.text.file), table, None)
        return 0

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
        if not pictures and not _plain(pieces).strip():
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
            self._new[place] = to_markdown(linked, line.numbers, line.pictures, line.addresses)
            self.changed += 1

    def _add(self, paragraph: Edited, before: int) -> None:
        if any(piece.picture for piece in paragraph.pieces):
            self._refuse(Fault("text-not-words", self.text.file), paragraph, None)
        elif before < 0 < paragraph.place:
            self._refuse(Fault("text-added-where", self.text.file), paragraph, None)
        else:
            # Of a paragraph that was split in two, the second has numbers of the first.
            numbers = self.lines[before].numbers if before >= 0 else ()
            self._after.setdefault(before, []).append(to_markdown(paragraph.pieces, numbers, ()))
            self.added += 1

    def _refuse(self, fault: Fault, paragraph: Edited, place: int | None) -> None:
        if place is None and paragraph.digest and self.lines:
            place = min(paragraph.place, len(self.lines)) - 1
        row = None if place is None else self.lines[place].row
        self.faults.append(replace(fault, row=row, value=_plain(paragraph.pieces)))

    @property
    def missing(self) -> list[Line]:
        """Lines on file that the document does not have."""
        return [line for i, line in enumerate(self.lines) if i not in self._seen]

    def source(self) -> str:
        """Return the text with what was edited; all else byte for byte as it is."""
        rows = lines_of(self.text.source)
        ending = (_end(rows[0]) if rows else "") or "\n"
        for place in sorted({*self._new, *self._after} - {-1}, reverse=True):
            line = self.lines[place]
            closing = _end(rows[line.end - 1]) or (ending if place in self._after else "")
            kept = (
                [f"{line.prefix}{self._new[place]}{closing}"] if place in self._new else rows[line.row - 1 : line.end]
            )
            if place in self._after and not _end(kept[-1]):
                kept[-1] += ending
            more = [part for words in self._after.get(place, ()) for part in self._added(line, words, ending)]
            rows[line.row - 1 : line.end] = [*kept, *more]
        first = [part for words in self._after.get(-1, ()) for part in (words + ending, ending)]
        return "".join([*first, *rows])

    @staticmethod
    def _added(line: Line, words: str, ending: str) -> list[str]:
        """Return a paragraph that was added after a line: another item where that is one of a list."""
        if line.item:
            return [f"{line.prefix}{words}{ending}"]
        return [ending, f"{words}{ending}"]


def _end(row: str) -> str:
    return row[len(row.rstrip(_ENDS)) :]


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _bare(words: str) -> str:
    return "".join(words.split())


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
