"""The last look at a public output before it goes out: whether anything is in it that may not be published.

A withheld score is a number like any other, and 48 stands on every page. It is looked for beside its unit: in a row of
a table that holds the unit's code or name, and in a sentence that names the unit. Names of reviewers are looked for
everywhere.

What such a search cannot find is told in ``docs/publication.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from evalkit.publication.blocks import Block, blocks
from evalkit.publication.people import name_pattern
from evalkit.publication.secrets import Unpublished, WithheldUnit
from evalkit.wording import LANGUAGES, text

_NUMBER = re.compile(r"(?<![0-9A-Za-z.])[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z])(?!\.[0-9])")
#: Columns of counts and places; a small number in them is no score.
_COUNTS = ("column-number", "column-count", "column-indicators-decided", "column-code", "column-rows", "column-claim")
_COUNTED = frozenset(text(language, message) for language in LANGUAGES for message in _COUNTS)
_RANKS = frozenset(text(language, "column-rank") for language in LANGUAGES)


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


def leaks(files: Iterable[tuple[str, bytes]], secrets: Unpublished) -> Iterator[Leak]:
    """Search files for what may not be published.

    Parameters
    ----------
    files
        Names (the ending tells the kind) and contents.
    secrets
        What to search for.
    """
    if not secrets:
        return
    people = tuple(secrets.people.items())
    anyone = _any_of([name for name, _ in people])
    for file, content in files:
        for block in blocks(file, content):
            line = "\n".join(block.cells)
            for name, code in people if anyone is not None and anyone.search(line) else ():
                if _names(block, name, code, secrets):
                    yield Leak(file, block.where, "name", code)
            for unit in secrets.units:
                kind = _tells(block, unit)
                if kind:
                    yield Leak(file, block.where, kind, unit.code)


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    patterns = [name_pattern(name).pattern for name in names]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _names(block: Block, name: str, code: str, secrets: Unpublished) -> bool:
    """Tell whether a block names a reviewer other than in a text that is published in any case."""
    found = False
    for cell in block.cells:
        rest = cell
        for known in secrets.public.get(name, ()):
            rest = rest.replace(known, "\0")
        found = found or bool(name_pattern(name).search(rest))
    if found and name in secrets.printed:
        # The printed panel tells who they are; which code is whose it does not tell.
        return any(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", cell) for cell in block.cells)
    return found


def _tells(block: Block, unit: WithheldUnit) -> str | None:
    """Return what a block tells of a withheld unit: ``score``, ``rank`` or ``totals``; None where nothing."""
    if len(block.cells) == 1:
        return _sentence_tells(block.cells[0], unit)
    called = {unit.code, *unit.names}
    if not called.intersection(cell.strip() for cell in block.cells):
        return None
    given: set[Fraction] = set()
    for place, cell in enumerate(block.cells):
        head = block.heads[place] if block.heads else ""
        if cell.strip() in called or head in _COUNTED:
            continue
        numbers = _numbers(_without(cell, unit))
        if head in _RANKS:
            if unit.rank in numbers:
                return "rank"
            continue
        if unit.scores & numbers:
            return "score"
        given |= unit.totals & numbers
    # One number may be the same by chance; two of them are the totals of two reviewers.
    return "totals" if len(given) > 1 else None


def _sentence_tells(sentence: str, unit: WithheldUnit) -> str | None:
    named = any(len(name) > 1 and name in sentence for name in unit.names)
    if not named and not re.search(rf"[（(]{re.escape(unit.code)}[）)]", sentence):
        return None
    return "score" if unit.scores & _numbers(_without(sentence, unit)) else None


def _without(cell: str, unit: WithheldUnit) -> str:
    """Return a text without what the unit is called: a name may hold a number, and a code is one."""
    for name in sorted(unit.names, key=len, reverse=True):
        cell = cell.replace(name, " ")
    return re.sub(rf"(?<!\w){re.escape(unit.code)}(?!\w)", " ", cell)


def _numbers(cell: str) -> set[Fraction]:
    return {Fraction(number) for number in _NUMBER.findall(cell.replace(",", ""))}
