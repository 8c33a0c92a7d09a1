"""Claims in running text: a number as a link to the expression that computes it.

``参评 [99](evalkit:count()) 家，高者占 [35.35%](evalkit:share(tier=high,of=participants))。`` A claim that is meant to
be wrong says so in the link's title: ``[37.38%](evalkit:share(tier=average,of=participants) "not-reproduced")``. Any
link of Markdown or HTML will do. Code is passed over, so that a text may explain the form; anywhere else, an
``evalkit:`` that is no link is a fault, for whoever wrote it took it for checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import Comment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from evalkit.errors import Fault, nearest
from evalkit.sources.schema import VERDICTS

_LINES = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_ENDS = "\r\n"
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


def marked_claims(text: str, *, filled: bool = False) -> Iterator[MarkedClaim]:
    """Yield the claims of a text in their order; those of a faulty form carry their faults, without file and row.

    Parameters
    ----------
    text
        Markdown (CommonMark with tables), or a page of HTML.
    filled
        Whether a link without words is a number that is yet to be filled in, and no fault.
    """
    noted = _all_noted(text)
    env: dict[str, Any] = {}
    soup = BeautifulSoup(noted if _HTML.match(text) else _rendered(noted, env), "html.parser")
    for passage in [*soup.find_all(_NOT_TEXT), *soup.find_all(string=lambda node: isinstance(node, Comment))]:
        passage.extract()
    definitions = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    lines = {line for where in definitions for line in range(where["map"][0], where["map"][1])}
    found = list(_claims(soup, lines, filled))
    # What is left is in no link, in the source of a picture, or defined and never used.
    left = str(soup) + " ".join(where["href"] for where in definitions if where["href"] not in {c[1] for c in found})
    found += [(_unread(int(place[1]), unquote(place[2])), "") for place in _NOTED.finditer(left)]
    yield from (claim for claim, _ in sorted(found, key=lambda pair: pair[0].line))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as a parser of Markdown counts them, each with its end."""
    return _LINES.findall(text)


def parsed(text: str) -> tuple[MarkdownIt, list[Token], dict[str, Any]]:
    """Return a parser of Markdown, the tokens of a text, and what else it takes to render them.

    Where an address leads, :func:`expression_in` tells.
    """
    parser, env = _parser(), dict[str, Any]()
    return parser, parser.parse(_all_noted(text), env), env


def placed(tokens: Iterable[Token]) -> Iterator[tuple[int, Token]]:
    """Yield every token, those within a line after that of the block, with the line on which it stands."""
    for block in tokens:
        line = (block.map or [0])[0] + 1
        yield line, block
        for token in block.children or ():
            yield line, token
            line += token.content.count("\n") if token.type == "html_inline" else token.type.endswith("break")


def expression_in(address: str) -> str | None:
    """Return the expression in the address of a link of :func:`parsed`; None where it leads elsewhere."""
    address = unquote(address.strip())
    scheme = _SCHEME.match(address)
    return None if scheme is None else address[scheme.end() :]


def _all_noted(text: str) -> str:
    return "".join(f"{_noted(number, line.rstrip(_ENDS))}\n" for number, line in enumerate(lines_of(text), start=1))


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
    parser = _parser()
    tokens = parser.parse(text, env)
    for line, token in placed(tokens):
        if token.type == "link_open":
            token.attrSet(_LINE, str(line))
    return str(parser.renderer.render(tokens, parser.options, env))


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _claims(soup: BeautifulSoup, definitions: set[int], filled: bool) -> Iterator[tuple[MarkedClaim, str]]:
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
        yield MarkedClaim(line, printed, address[scheme.end() :], expected, _form(printed, expected, filled)), raw
        link.decompose()


def _unread(line: int, rest: str) -> MarkedClaim:
    return MarkedClaim(line, "", rest, "", (Fault("claim-not-read", "", None, "expression", f"evalkit:{rest}"),))


def _form(printed: str, expected: str, filled: bool) -> tuple[Fault, ...]:
    faults = []
    if not printed and not filled:
        faults.append(Fault("empty-cell", "", None, "printed"))
    if expected not in VERDICTS:
        allowed: dict[str, object] = {"allowed": ", ".join(VERDICTS)}
        faults.append(Fault("not-allowed", "", None, "expected", expected, allowed, nearest(expected, VERDICTS)))
    return tuple(faults)
