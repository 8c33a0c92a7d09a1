"""What holds of every table, paragraph and heading, whatever it says."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator

from evalkit.report.elements import Block, FigureView, TableView
from evalkit.report.texts import Passage
from evalkit.report.what_if import WhatIf
from tests.generated.pages import Shown

KINDS = ("text", "number", "head")

#: What only a difference has, and an interval in either language. A coefficient below 0 has its minus and is none.
_PLUS = re.compile(r"\+\d+(\.\d+)?")
_INTERVAL = re.compile(r"(\S*\d)(?: to | ?至 ?)(\S*\d)")


def form(shown: Shown) -> list[str]:
    """Return what is wrong with the form of an element."""
    if isinstance(shown, Block):
        return list(_block(shown))
    if isinstance(shown, (Passage, WhatIf)):
        # What an office writes itself, and controls: tests/texts and tests/report/test_what_if.py hold their numbers.
        return []
    if isinstance(shown, FigureView):
        return [] if shown.data is None else list(_table(shown.data, f"figure {shown.name}"))
    return list(_table(shown, shown.name))


def _block(block: Block) -> Iterator[str]:
    found = re.fullmatch(
        r"<(p|h[1-6]|ul)(?: class=\"[a-z-]+\")?(?: data-(?:said|see)=\"[^\"<>]*\")*>(.+)</\1>", block.markup, re.DOTALL
    )
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
    differences: set[int] = set()
    for heading, rows in table.groups:
        if heading == "":
            yield f"{name}: rows under an empty heading"
        for row in rows:
            if len(row) != len(table.columns):
                yield f"{name}: {len(row)} cells for {len(table.columns)} columns: {row}"
            differences |= {at for at, cell in enumerate(row) if _PLUS.fullmatch(cell)}
    for _, rows in table.groups:
        for row in rows:
            yield from (f"{name}: {cell!r} beside a difference: {row}" for cell in _unsigned(row, differences))
            yield from (f"{name}: {cell!r} runs backwards" for cell in row if _backwards(cell))


def _unsigned(row: tuple[str, ...], differences: Collection[int]) -> Iterator[str]:
    """Yield the intervals without signs, one or two columns behind differences."""
    for at, cell in enumerate(row):
        ends = _INTERVAL.fullmatch(cell)
        behind = at - 1 in differences or at - 2 in differences
        if ends and behind and any(e[0].isdigit() and float(e) for e in ends.groups()):
            yield cell


def _backwards(cell: str) -> bool:
    ends = _INTERVAL.fullmatch(cell)
    if ends is None:
        return False
    try:
        low, high = (float(end.replace("−", "-").replace(",", "").rstrip("%")) for end in ends.groups())
    except ValueError:
        return False  # codes, dates
    return low > high
