"""The last look at a public output before it goes out: whether anything is in it that may not be published.

A withheld score is a number like any other, and 48 stands on every page. It is looked for beside its unit: in a row or
column of a table that holds the unit's code or name, in a sentence that names the unit, and in whatever was printed,
between the unit and the next one. Names of reviewers are looked for everywhere. Each text is gone through once.

What such a search cannot find is told in ``docs/publication.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from evalkit.publication.blocks import Block, blocks
from evalkit.publication.finder import Finder, Mention
from evalkit.publication.policy import FEWEST
from evalkit.publication.secrets import Unpublished, WithheldUnit
from evalkit.wording import Language, known_languages, manner, text

_NUMBER = re.compile(r"(?<![0-9A-Za-z.])[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z])(?!\.[0-9])")
#: Digits of other widths and scripts, raised, lowered, in circles.
_ODD_DIGIT = re.compile("(?![0-9])\\d|[²³¹⁰-⁹₀-₉①-⑳]")
_TOKEN = re.compile(r"[^\s,;|\[\](){}'\"=:]+")
#: Columns of counts and places, and of headings of groups, which end with a count; a small number there is no score.
_COUNTS = (
    "column-number", "column-count", "column-indicators-decided", "column-code", "column-rows", "column-claim",
    "office-column-group",
)  # fmt: skip


@cache
def _labels(languages: tuple[Language, ...], *messages: str) -> frozenset[str]:
    return frozenset(text(language, message) for language in languages for message in messages)


def _counted() -> frozenset[str]:
    return _labels(known_languages(), *_COUNTS)


def _ranks() -> frozenset[str]:
    return _labels(known_languages(), "column-rank") | {"rank"}


def _codes() -> frozenset[str]:
    return _labels(known_languages(), "column-code") | {"unit", "code"}


def _reviewers() -> frozenset[str]:
    """As the head of a column, and what says of printed numbers that they are codes of reviewers."""
    heads = _labels(known_languages(), "consistency-column-reviewer")
    return frozenset({"reviewer", *(head.casefold() for head in heads)})


@dataclass(frozen=True)
class Leak:
    """Something that may not be published, found in an output.

    It names the place, and the unit or the reviewer by code; never the score or the name, for it ends up in the log of
    a run.
    """

    file: str
    where: str
    kind: str
    code: str


def leaks(
    files: Iterable[tuple[str, bytes]], secrets: Unpublished, code_columns: Collection[str] = ()
) -> Iterator[Leak]:
    """Search files for what may not be published.

    Parameters
    ----------
    files
        Names (the ending tells the kind) and contents.
    secrets
        What to search for.
    code_columns
        Where tables are such that codes of units stand in columns of these names only: a code that is a number is
        looked for nowhere else.
    """
    look = _Look(secrets, frozenset(code_columns))
    for file, content in files:
        if secrets.key and secrets.key.encode() in content:
            yield Leak(file, "", "key", "")
        for block in blocks(file, content) if secrets else ():
            for kind, code in look.at(block):
                yield Leak(file, block.where, kind, code)


class _Look:
    """The search for the secrets of one edition."""

    def __init__(self, secrets: Unpublished, code_columns: frozenset[str] = frozenset()) -> None:
        self._secrets = secrets
        self._code_columns = code_columns
        self._people = Finder(secrets.people)
        self._unnamed = Finder(secrets.unnamed)
        # A code that is a number, or a word, is one of a unit only where something says so.
        self._no_codes = Finder(c for c in secrets.unnamed.values() if re.search(r"\d", c) and re.search(r"[^\W\d]", c))
        # A code that is a number, or a word, is one of a reviewer only where something says so.
        self._codes = Finder(c for c in secrets.reviewers if re.search(r"\d", c) and re.search(r"[^\W\d]", c))
        self._scores = frozenset().union(*(unit.scores for unit in secrets.units))
        # Under what each unit is called; where two are called alike, both are meant.
        self._called: dict[str, list[WithheldUnit]] = {}
        for unit in secrets.units:
            for call in {unit.code, *unit.names}:
                self._called.setdefault(call, []).append(unit)
        self._units = Finder([*self._called, *(secrets.others if self._called else ())])

    def at(self, block: Block) -> Iterator[tuple[str, str]]:
        """Yield what a block tells, as kind and code."""
        yield from self._at(block)
        # A code in such digits; names may have them, and are looked for as they are written.
        plain = tuple(map(_plain_digits, block.cells))
        if plain != block.cells:
            yield from self._at(replace(block, cells=plain))

    def _at(self, block: Block) -> Iterator[tuple[str, str]]:
        # Nothing that is looked for goes on from one cell to the next.
        whole = "\0".join(block.cells)
        for name in dict.fromkeys(m.word for m in self._people(whole)):
            if self._names(block, name):
                yield ("name", self._secrets.people[name])
        yield from (("reviewer", code) for code in self._reviewers(block, whole))
        yield from (("unit", code) for code in self._units_named(block, whole))
        if not self._called:
            return
        if len(block.cells) > 1:
            yield from self._row(block)
        elif block.cells and block.printed:
            yield from self._print(block.cells[0])
        elif block.cells:
            yield from self._sentence(block.cells[0])

    def _units_named(self, block: Block, whole: str) -> list[str]:
        """Return the codes of the units that a block names and that are not to be named."""
        if not self._secrets.unnamed:
            return []
        found = {m.word for m in self._no_codes(whole)}
        for head, cell in zip(block.heads, block.cells, strict=False):
            if head.strip() in _codes() and cell.strip() in self._secrets.unnamed.values():
                found.add(cell.strip())
        for name in dict.fromkeys(m.word for m in self._unnamed(whole)):
            if any(Finder([name])(self._without_known(cell, name)) for cell in block.cells):
                found.add(self._secrets.unnamed[name])
        return sorted(found)

    def _without_known(self, cell: str, name: str) -> str:
        """Return a text without the published texts that hold a name."""
        for known in self._secrets.holding(name):
            cell = cell.replace(known, "\0")
        return cell

    def _names(self, block: Block, name: str) -> bool:
        """Tell whether a block names a reviewer other than in a text that is published in any case."""
        found = False
        finder = Finder([name])
        for cell in block.cells:
            found = found or bool(finder(self._without_known(cell, name)))
        if found and name in self._secrets.printed:
            # The printed panel tells who they are; which code is whose it does not tell.
            code = re.compile(rf"(?<!\w){re.escape(self._secrets.people[name])}(?!\w)")
            return any(code.search(cell) for cell in block.cells)
        return found

    def _reviewers(self, block: Block, whole: str) -> list[str]:
        """Return the codes of reviewers that a block shows."""
        if not self._secrets.reviewers:
            return []
        found = {m.word for m in self._codes(whole)}
        for head, cell in zip(block.heads, block.cells, strict=False):
            if head.strip().casefold() in _reviewers() and cell.strip() in self._secrets.reviewers:
                found.add(cell.strip())
        if block.printed:
            tokens = set(_TOKEN.findall(block.cells[0]))
            codes = tokens & self._secrets.reviewers
            if len(codes) >= FEWEST and not _reviewers().isdisjoint(token.casefold() for token in tokens):
                found |= codes
        return sorted(found)

    def _row(self, block: Block) -> Iterator[tuple[str, str]]:
        if self._code_columns and block.heads:
            if block.column:
                return
            cells = [
                cell
                for head, cell in zip(block.heads, block.cells, strict=False)
                if head in self._code_columns or not cell.strip().isdecimal()
            ]
        else:
            cells = list(block.cells[:1] if block.column else block.cells)
        for unit in {u.code: u for cell in cells for u in self._called.get(cell.strip(), ())}.values():
            kind = _row_tells(block, unit)
            if kind:
                yield kind, unit.code

    def _sentence(self, sentence: str) -> Iterator[tuple[str, str]]:
        mentions = self._units(sentence)
        for unit in self._mentioned(mentions):
            calls = {m.word for m in mentions}
            bare = unit.code in calls and not unit.code.isdecimal()
            in_brackets = re.search(rf"[（(]{re.escape(unit.code)}[）)]", sentence)
            # A number beside a number and nothing else: a label and its value.
            short = unit.code in calls and len(_TOKEN.findall(sentence)) <= 3
            if not (bare or in_brackets or short or calls.intersection(unit.names)):
                continue
            if unit.scores & numbers_in(_beside(sentence, mentions, unit)):
                yield ("score", unit.code)

    def _print(self, output: str) -> Iterator[tuple[str, str]]:
        """Look at something printed: by line, across lines that are columns, below a line with the unit alone."""
        lines = [(line, self._units(line)) for line in output.splitlines()]
        ranked = any(token.casefold() in _ranks() for line, _ in lines for token in _TOKEN.findall(line))
        told: dict[str, str] = {}
        for number, (line, mentions) in enumerate(lines):
            for unit in self._mentioned(mentions):
                given = numbers_in(_beside(_without_index(line, number, mentions), mentions, unit))
                # An object over several lines has its unit in one, alone or after the name of its key.
                if not given and len(_TOKEN.findall(line)) <= 2:
                    given = self._below(lines, number)
                given |= _aligned(lines, number, unit)
                if unit.scores & given:
                    told.setdefault(unit.code, "score")
                elif ranked and unit.rank in given:
                    told.setdefault(unit.code, "rank")
                elif len(unit.totals & given) > 1:
                    told.setdefault(unit.code, "totals")
        yield from ((kind, code) for code, kind in told.items())
        if not told and self._only_scores(output):
            yield ("scores", "")

    def _only_scores(self, output: str) -> bool:
        """Tell whether a line is a list of the withheld scores themselves, without saying whose they are."""
        for line in (*output.splitlines(), *(read for known in output.splitlines() for read in _with_points(known))):
            numbers = _NUMBER.findall(line)
            values = {Fraction(number) for number in numbers}
            if len(numbers) >= FEWEST and values <= self._scores and 2 * len(numbers) >= len(self._secrets.units):
                return True
        return False

    def _below(self, lines: Sequence[tuple[str, list[Mention]]], number: int) -> set[Fraction]:
        """Return the numbers in the lines after one up to the next that names a unit."""
        found: set[Fraction] = set()
        for line, mentions in lines[number + 1 :]:
            if mentions:
                break
            found |= numbers_in(line)
        return found

    def _mentioned(self, mentions: Iterable[Mention]) -> list[WithheldUnit]:
        return list({u.code: u for m in mentions for u in self._called.get(m.word, ())}.values())


def _beside(line: str, mentions: Sequence[Mention], unit: WithheldUnit) -> str:
    """Return the parts of a text that belong to a unit, without what units are called.

    Where no other unit is named, that is all of it. Else it is what follows the unit up to the next one; and where
    something stands before the first and nothing after the last, what stands before it.
    """
    own = {unit.code, *unit.names}
    spans = sorted({(m.start, m.end): m for m in mentions}.values(), key=lambda m: (m.start, -m.end))
    blank = list(line)
    for m in spans:
        blank[m.start : m.end] = " " * (m.end - m.start)
    bare = "".join(blank)
    if all(m.word in own for m in spans):
        return bare
    first, last = spans[0].start, max(m.end for m in spans)
    before = bool(_NUMBER.search(bare[:first])) and not _NUMBER.search(bare[last:])
    parts = []
    for m in (m for m in spans if m.word in own):
        if before:
            start = max((o.end for o in spans if o.end <= m.start and o.word not in own), default=0)
            parts.append(bare[start : m.start])
        else:
            stop = min((o.start for o in spans if o.start >= m.end and o.word not in own), default=len(bare))
            parts.append(bare[m.end : stop])
    return "\n".join(parts)


def _without_index(line: str, number: int, mentions: Sequence[Mention]) -> str:
    """Return a printed line without the number of its row, which a frame puts first."""
    found = re.match(r"\s*(\d+)(?=\s)", line)
    if found and int(found[1]) in (number, number - 1) and all(m.start >= found.end() for m in mentions):
        return " " * found.end() + line[found.end() :]
    return line


def _aligned(lines: Sequence[tuple[str, list[Mention]]], number: int, unit: WithheldUnit) -> set[Fraction]:
    """Return what other printed lines have in the place, counted from the end, that a unit has in its own."""
    tokens = _TOKEN.findall(lines[number][0])
    if len(tokens) < 3 or tokens.count(unit.code) != 1:
        return set()
    places = len(tokens) - tokens.index(unit.code)
    found: set[Fraction] = set()
    for other, (line, mentions) in enumerate(lines):
        beside = _TOKEN.findall(line)
        # Names of rows may have several words or none; but most of a column of scores are numbers.
        if other != number and not mentions and abs(len(beside) - len(tokens)) <= 2 and len(beside) >= places:
            found |= numbers_in(beside[-places])
    return found


def _row_tells(block: Block, unit: WithheldUnit) -> str | None:
    """Return what a row or column tells of a withheld unit: ``score``, ``rank`` or ``totals``; None where nothing."""
    called = {unit.code, *unit.names}
    given: set[Fraction] = set()
    for place, cell in enumerate(block.cells):
        head = block.heads[place] if block.heads else ""
        if cell.strip() in called or head in _counted():
            continue
        numbers = numbers_in(_without(cell, unit))
        if head.casefold() in _ranks():
            if unit.rank in numbers:
                return "rank"
            continue
        if unit.scores & numbers:
            return "score"
        given |= unit.totals & numbers
    # One number may be the same by chance; two of them are the totals of two reviewers.
    return "totals" if len(given) > 1 else None


def _without(cell: str, unit: WithheldUnit) -> str:
    """Return a text without what the unit is called: a name may hold a number, and a code is one."""
    for name in sorted(unit.names, key=len, reverse=True):
        cell = cell.replace(name, " ")
    return re.sub(rf"(?<!\w){re.escape(unit.code)}(?!\w)", " ", cell)


def _plain_digits(text: str) -> str:
    return _ODD_DIGIT.sub(lambda digit: unicodedata.normalize("NFKC", digit[0]), text)


def numbers_in(cell: str) -> set[Fraction]:
    """Return the numbers in a text, in whatever digits."""
    plain = _plain_digits(cell)
    read = {re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain), *_with_points(plain)}
    return {Fraction(number) for each in read for number in _NUMBER.findall(each)}


def _with_points(text: str) -> list[str]:
    """Return a text with points for the decimal commas, where a language here has those."""
    commas = "," in text and any(manner(language).decimal == "," for language in known_languages())
    return [re.sub(r"(?<=\d),(?=\d)", ".", text)] if commas else []
