"""Tables without the units that are not named to their readers."""

from __future__ import annotations

from dataclasses import replace

from evalkit.report.elements import TableView
from evalkit.report.words import Words


def without_unnamed(view: TableView, words: Words) -> TableView:
    """Return a table without the rows of units that are not named; the note says how many there were.

    A row is one of a unit where a cell is its name, or where a column of codes has its code: a code may be a number
    like any other.
    """
    if not words.unnamed:
        return view
    names = {name for own in words.unnamed.values() for name in own}
    code = words("column-code")
    heads = [column.label == code for column in view.columns]

    def kept(row: tuple[str, ...]) -> bool:
        cells = zip(row, heads, strict=True)
        return not any(cell in names or (coded and cell in words.unnamed) for cell, coded in cells)

    groups = tuple((heading, tuple(filter(kept, rows))) for heading, rows in view.groups)
    gone = view.n_rows - sum(len(rows) for _, rows in groups)
    if not gone:
        return view
    said = [*([view.note] if view.note else []), words("note-unnamed", count=gone)]
    return replace(view, groups=tuple(g for g in groups if g[1]), note=words.sentences(said))
