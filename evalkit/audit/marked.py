"""Claims in running text: a number as a link to the expression that computes it.

``参评 [99](evalkit:count()) 家，高者占 [35.35%](evalkit:share(tier=high,of=participants))。`` A claim that is meant to
be wrong says so in the link's title: ``[37.38%](evalkit:share(tier=average,of=participants) "not-reproduced")``. Any
link of Markdown or HTML will do. Code is passed over, so that a text may explain the form; anywhere else, an
``evalkit:`` that is no link is a fault, for whoever wrote it took it for checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import Comment
from markdown_it import MarkdownIt

from evalkit.errors import Fault, nearest
from evalkit.sources.schema import VERDICTS

_LINES = re.compile(r"\r\n?|\n")
_SCHEME = re.compile(r"evalkit:(?:@(\d+)@)?", re.IGNORECASE)
_NOTED = re.compile(r"evalkit:@(\d+)@([^\s<]*)", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_NOT_TEXT = ["code", "pre", "script", "style", "template", "title"]
_LINE = "data-evalkit-line"
#: What an expression may hold and a link of Markdown, or a cell of its tables, may not.
_IN_LINKS = {ord(c): f"%{ord(c):02X}" for c in " |<>"}


@dataclass(frozen=True)
class MarkedClaim:
    """A claim in a text: its line, the printed value, the expression, the expected verdict, and faults of its form."""

    line: int
    printed: str
    expression: str
    expected: str
    faults: tuple[Fault, ...] = ()


def marked_claims(text: str) -> Iterator[MarkedClaim]:
    """Yield the claims of a text in their order; those of a faulty form carry their faults, without file and row.

    Parameters
    ----------
    text
        Markdown (CommonMark with tables), or a page of HTML.
    """
    noted = "\n".join(_noted(number, line) for number, line in enumerate(_LINES.split(text), start=1))
    env: dict[str, Any] = {}
    soup = BeautifulSoup(noted if _HTML.match(text) else _rendered(noted, env), "html.parser")
    for passage in [*soup.find_all(_NOT_TEXT), *soup.find_all(string=lambda node: isinstance(node, Comment))]:
        passage.extract()
    definitions = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    found = list(_claims(soup, {line for where in definitions for line in range(where["map"][0], where["map"][1])}))
    # What is left is in no link, in the source of a picture, or defined and never used.
    left = str(soup) + " ".join(where["href"] for where in definitions if where["href"] not in {c[1] for c in found})
    found += [(_unread(int(place[1]), unquote(place[2])), "") for place in _NOTED.finditer(left)]
    yield from (claim for claim, _ in sorted(found, key=lambda pair: pair[0].line))


def _noted(number: int, line: str) -> str:
    """Return a line with its number in each ``evalkit:``, by which it is found again whatever a parser makes of it.

    A space or a bar within the parentheses of an expression would end a link of Markdown; nobody means that.
    """
    parts = _SCHEME.split(line)[::2]
    return parts[0] + "".join(f"evalkit:@{number}@{_closed(part)}" for part in parts[1:])


def _closed(rest: str) -> str:
    depth = 0
    for place, character in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth <= 0 and character in "() <>\"'":
            return rest[:place].translate(_IN_LINKS) + rest[place:]
    return rest


def _rendered(text: str, env: dict[str, Any]) -> str:
    """Return Markdown as HTML, each link with the line on which it stands."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse(text, env)
    for block in tokens:
        line = (block.map or [0])[0] + 1
        for token in block.children or ():
            if token.type == "link_open":
                token.attrSet(_LINE, str(line))
            line += token.content.count("\n") if token.type == "html_inline" else token.type.endswith("break")
    return str(parser.renderer.render(tokens, parser.options, env))


def _claims(soup: BeautifulSoup, definitions: set[int]) -> Iterator[tuple[MarkedClaim, str]]:
    """Yield claims with their addresses, and take their links out; definitions are on lines counted from 0."""
    for link in soup.find_all(["a", "area"], href=True):
        raw = "" if link.decomposed else str(link["href"])
        address = unquote(raw.strip())
        scheme = _SCHEME.match(address)
        if scheme is None:
            continue
        own = str(link.get(_LINE) or link.sourceline or 1)
        # The line in a link by reference is that of its definition, where no number stands.
        line = int(own if scheme[1] is None or int(scheme[1]) - 1 in definitions else scheme[1])
        printed = "" if _NOTED.search(link.get_text()) else " ".join(link.get_text().split())
        expected = str(link.get("title") or "reproduced")
        yield MarkedClaim(line, printed, address[scheme.end() :], expected, _form(printed, expected)), raw
        link.decompose()


def _unread(line: int, rest: str) -> MarkedClaim:
    return MarkedClaim(line, "", rest, "", (Fault("claim-not-read", "", None, "expression", f"evalkit:{rest}"),))


def _form(printed: str, expected: str) -> tuple[Fault, ...]:
    faults = []
    if not printed:
        faults.append(Fault("empty-cell", "", None, "printed"))
    if expected not in VERDICTS:
        allowed: dict[str, object] = {"allowed": ", ".join(VERDICTS)}
        faults.append(Fault("not-allowed", "", None, "expected", expected, allowed, nearest(expected, VERDICTS)))
    return tuple(faults)
