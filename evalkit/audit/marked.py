"""Claims in running text: a number as a link to the expression that computes it.

``参评 [99](evalkit:count()) 家，高者占 [35.35%](evalkit:share(tier=high,of=participants))。`` A claim that is meant to
be wrong says so in the link's title: ``[37.38%](evalkit:share(tier=average,of=participants) "not-reproduced")``. Code
spans and fenced blocks are passed over, so that a text may explain the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evalkit.edition.schema import VERDICTS
from evalkit.errors import Fault, nearest

_LINK = re.compile(r"\[(?P<printed>[^\[\]]*)\]\(evalkit:(?P<rest>.*)")
_TITLE = re.compile(r"""\s+(?:"([^"]*)"|'([^']*)')\s*$""")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class MarkedClaim:
    """A claim in a text: its line, the printed value, the expression, the expected verdict, and faults of its form."""

    line: int
    printed: str
    expression: str
    expected: str
    faults: tuple[Fault, ...] = ()


def marked_claims(text: str) -> Iterator[MarkedClaim]:
    """Yield the claims of a text in their order; those of a faulty form carry their faults, without file and row."""
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield from _of_line(number, _SPAN.sub(lambda span: " " * len(span[0]), line))


def _of_line(number: int, line: str) -> Iterator[MarkedClaim]:
    found = _LINK.search(line)
    while found:
        printed, rest = found["printed"].strip(" *_"), found["rest"]
        end = _closing(rest)
        if end is None:
            yield MarkedClaim(number, printed, rest, "", (Fault("claim-link-open", "", None, "expression", rest),))
            return
        inside = rest[:end]
        title = _TITLE.search(inside)
        expected = (title[1] or title[2] or "") if title else "reproduced"
        expression = inside[: title.start()] if title else inside
        yield MarkedClaim(number, printed, expression, expected, _form(printed, expected))
        line = rest[end + 1 :]
        found = _LINK.search(line)


def _closing(text: str) -> int | None:
    """Return where the link's parenthesis closes, those of the expression left out."""
    depth = 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return place
    return None


def _form(printed: str, expected: str) -> tuple[Fault, ...]:
    faults = []
    if not printed:
        faults.append(Fault("empty-cell", "", None, "printed"))
    if expected not in VERDICTS:
        allowed: dict[str, object] = {"allowed": ", ".join(VERDICTS)}
        faults.append(Fault("not-allowed", "", None, "expected", expected, allowed, nearest(expected, VERDICTS)))
    return tuple(faults)
