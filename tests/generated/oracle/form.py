"""What holds of every table, paragraph and heading, whatever it says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from evalkit.report.elements import Block, FigureView, TableView
from tests.generated.pages import Shown

KINDS = ("text", "number", "head")

#: A number with its sign, and an interval in either language.
_SIGNED = re.compile(r"[+−]\d+(\.\d+)?")
_INTERVAL = re.compile(r"(\S*\d)(?: to | ?至 ?)(\S*\d)")


def form(shown: Shown) -> list[str]:
    """Return what is wrong with the form of an element."""
    if isinstance(shown, Block):
        return list(_block(shown))
    if isinstance(shown, FigureView):
        return [] if shown.data is None else list(_table(shown.data, f"figure {shown.name}"))
    return list(_table(shown, shown.name))


def _block(block: Block) -> Iterator[str]:
    found = re.fullmatch(r"<(p|h[1-6]|ul)(?: class=\"[a-z-]+\")?>(.+)</\1>", block.markup, re.DOTALL)
    if found is None:
        yield f"neither a paragraph, a heading nor a list: {block.markup[:80]}"
        return
    texts = re.findall(r"<li>(.*?)</li>", found[2], re.DOTALL) if found[1] == "ul" else [found[2]]
    plain = [html.unescape(t) for t in texts]
    wanted = [f"- {t}" for t in plain] if found[1] == "ul" else plain
    if re.sub(r"\[U\+[0-9A-F]{4}\]", "", "\n".join(wanted)) != _visible(block.plain):
        yield f"{block.markup[:80]} is {block.plain[:80]!r} as text"


def _visible(text: str) -> str:
    return re.sub("[\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text)


def _table(table: TableView, name: str) -> Iterator[str]:
    for column in table.columns:
        if column.kind not in KINDS or column.label in KINDS:
            yield f"{name}: a column is called {column.label!r} and is of the kind {column.kind!r}"
    for heading, rows in table.groups:
        if heading == "":
            yield f"{name}: rows under an empty heading"
        for row in rows:
            if len(row) != len(table.columns):
                yield f"{name}: {len(row)} cells for {len(table.columns)} columns: {row}"
            yield from (f"{name}: {cell!r} beside a difference: {row}" for cell in _unsigned(row))


def _unsigned(row: tuple[str, ...]) -> Iterator[str]:
    """Yield the intervals without signs in a row of which the number is a difference, with its sign."""
    for before, cell in pairwise(row):
        ends = _INTERVAL.fullmatch(cell)
        signed = _SIGNED.fullmatch(before) or _SIGNED.fullmatch(row[max(0, row.index(cell) - 2)])
        if ends and signed and any(e[0].isdigit() and float(e) for e in ends.groups()):
            yield cell
