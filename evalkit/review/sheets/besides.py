"""What was written on a sheet beside the values of its cells: notes, lines through text, merged cells, drawings.

What leaves open which mark holds is a fault; all else is listed, for somebody to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evalkit.edition.record import Note
from evalkit.errors import Fault
from evalkit.files.workbook import Sheet, address_of
from evalkit.review.sheets.cells import Place, as_text, is_blank
from evalkit.review.sheets.identity import SHEET
from evalkit.review.sheets.layout import INPUT, Grid
from evalkit.review.sheets.opening import Opened

_LONGEST = 2000


def notes_of(opened: Opened, grids: Iterable[Grid]) -> Iterator[Note]:
    """Yield what is written on the visible sheets of a workbook and is not read as an entry."""
    by_sheet = {grid.sheet: grid for grid in grids}
    for title, sheet in opened.sheets.items():
        if title == SHEET or not sheet.visible:
            continue
        grid = by_sheet.get(title)
        found = [(place, "sheet-comment", words) for place, words in sheet.notes.items()]
        struck = ((place, as_text(cell.struck).strip()) for place, cell in sheet.cells.items())
        found += [(place, "sheet-struck", words) for place, words in struck if words]
        for place, kind, words in sorted(found):
            told = kind == "sheet-struck" and grid is not None and grid.decides(*place)
            ours = kind == "sheet-comment" and _line(words) == _line(_standard(grid, place))
            if not told and not ours:
                yield Note(kind, opened.file, _line(words), {"place": f"{title}!{address_of(place)}"})
        for words in sheet.drawings:
            yield Note("sheet-drawing-text" if words else "sheet-drawing", opened.file, _line(words), {"place": title})
        for area, reference in _merges(sheet, grid) if grid else ():
            if grid and any(grid.decides(*place) for place in area):
                continue
            hidden = _hidden(sheet, area, reference)
            kind = "sheet-merged-over" if hidden else "sheet-merged"
            yield Note(kind, opened.file, hidden, {"place": f"{title}!{reference}"})


def merge_faults(sheet: Sheet, grid: Grid, file: str) -> list[Fault]:
    """Return a fault for each range in which the cells of marks and other decisions are merged."""
    faults = []
    for area, reference in _merges(sheet, grid):
        if any(grid.decides(*place) for place in area):
            hidden = _hidden(sheet, area, reference)
            kind = "sheet-merged-over" if hidden else "sheet-merged"
            faults.append(Place(file, grid.sheet, reference).fault(kind, allowed=hidden))
    return faults


def _merges(sheet: Sheet, grid: Grid) -> Iterator[tuple[list[tuple[int, int]], str]]:
    """Yield each merged range over cells that are filled in: those cells, and its address."""
    most = len(grid.columns) * len(grid.units)
    for top, left, bottom, right in sheet.merges:
        rows = range(max(top, grid.first_row), min(bottom, grid.last_row) + 1)
        columns = range(max(left, 1), min(right, len(grid.columns)) + 1)
        filled_in = [(row, c) for row in rows for c in columns if grid.columns[c - 1].kind in INPUT]
        most -= len(rows) * len(columns)
        if filled_in and (top, left) != (bottom, right):
            yield filled_in, f"{address_of((top, left))}:{address_of((bottom, right))}"
        if most < 0:  # No spreadsheet lets ranges overlap; whoever made these did not mean them.
            return


def _hidden(sheet: Sheet, area: list[tuple[int, int]], reference: str) -> str:
    """Return what lies under a merged range, with its cells; programs that repeat the first cell hide nothing."""
    first = sheet[reference.partition(":")[0]]
    cells = (sheet.cell(*place) for place in area)
    other = [c for c in cells if c.coordinate != first.coordinate and not is_blank(c.value) and c.value != first.value]
    return _line("; ".join(f"{cell.coordinate} “{as_text(cell.value)}”" for cell in other))


def _standard(grid: Grid | None, place: tuple[int, int]) -> str:
    """Return the note that we put on a header ourselves."""
    row, column = place
    inside = grid is not None and row == grid.header_row and column <= len(grid.columns)
    return grid.columns[column - 1].standard if grid is not None and inside else ""


def _line(words: str) -> str:
    line = " ".join(words.split())
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"
