"""Whether a table came back as it went out: every column and every row in its place, nothing beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from openpyxl.utils import get_column_letter

from evalkit.errors import Fault
from evalkit.files.textfile import name_key, plain
from evalkit.files.workbook import Sheet
from evalkit.review.sheets.besides import merge_faults
from evalkit.review.sheets.cells import Place, as_text, is_blank
from evalkit.review.sheets.layout import Grid

# How far a header is looked for that is not in its row.
_MOST_ROWS_ABOVE = 60


@dataclass(frozen=True)
class Change:
    """One difference between two lists.

    ``moved``: stands at `place` and belongs elsewhere; ``missing``: is nowhere, and belongs at `place`; ``added``:
    stands at `place` and belongs nowhere; ``altered``: `found` stands at `place` where `wanted` belongs. Places count
    from 1, in the list that was found; those of ``missing`` in the list that was wanted.
    """

    kind: Literal["moved", "missing", "added", "altered"]
    place: int
    found: str
    wanted: str


def changes(wanted: Sequence[str], found: Sequence[str]) -> list[Change]:
    """Return the fewest differences that explain how one list became another."""
    result: list[Change] = []
    gone: list[int] = []
    come: list[int] = []
    for tag, i, j, k, m in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if tag == "replace" and j - i == m - k:
            pairs = zip(range(i, j), range(k, m), strict=True)
            for old, new in pairs:
                if found[new] in wanted or wanted[old] in found:
                    gone.append(old)
                    come.append(new)
                elif not found[new]:
                    gone.append(old)
                else:
                    result.append(Change("altered", new + 1, found[new], wanted[old]))
        elif tag != "equal":
            gone += range(i, j)
            come += range(k, m)
    # What went at one place and came at another has moved.
    for place in come:
        if not found[place]:
            continue
        left = next((p for p in gone if wanted[p] == found[place]), None)
        if left is None:
            result.append(Change("added", place + 1, found[place], ""))
        else:
            gone.remove(left)
            result.append(Change("moved", place + 1, found[place], wanted[left]))
    result += [Change("missing", place + 1, "", wanted[place]) for place in gone]
    return sorted(result, key=lambda change: (change.place, change.kind))


def table_faults(sheet: Sheet, grid: Grid, file: str, known: Collection[str]) -> list[Fault]:
    """Return how a table differs from what was sent out, apart from the input cells.

    Parameters
    ----------
    sheet, grid, file
        The table as it came, as it should be, and the name of the file.
    known
        The codes of all units: one of them in the wrong table is another reviewer's, any other code is a slip.
    """
    faults = merge_faults(sheet, grid, file) or column_faults(sheet, grid, file)
    return faults or _row_faults(sheet, grid, file, known) or outside_faults(sheet, grid, file)


def column_faults(sheet: Sheet, grid: Grid, file: str) -> list[Fault]:
    """Return which columns are not where they were."""
    titles = {name_key(column.title): column.title for column in grid.columns}
    found = _header(sheet, grid.header_row)
    if not any(name_key(title) in titles for title in found):
        for row in range(1, _MOST_ROWS_ABOVE):
            if sum(name_key(title) in titles for title in _header(sheet, row)) > len(titles) // 2:
                place = Place(file, grid.sheet, f"A{row}")
                return [place.fault("sheet-header-moved", row=row, allowed=grid.header_row)]
    # Both lists in the form in which titles are compared, and back to what a reader sees.
    read = {name_key(title): title for title in found}
    faults = []
    for change in changes(list(titles), [name_key(title) for title in found]):
        place = Place(file, grid.sheet, f"{get_column_letter(change.place)}{grid.header_row}")
        value, wanted = _line(read.get(change.found)), _line(titles.get(change.wanted))
        if change.kind == "moved":
            faults.append(place.fault("sheet-column-moved", value))
        elif change.kind == "missing":
            faults.append(place.fault("sheet-column-missing", allowed=wanted))
        elif change.kind == "added":
            faults.append(place.fault("sheet-column-added", value))
        else:
            faults.append(place.fault("sheet-column-renamed", value, allowed=wanted))
    return faults


def _row_faults(sheet: Sheet, grid: Grid, file: str, known: Collection[str]) -> list[Fault]:
    wanted = [unit.code for unit in grid.units]
    found = codes_below(sheet, grid)
    faults = []
    for change in changes(wanted, found):
        place = Place(file, grid.sheet, grid.address("unit", grid.header_row + change.place))
        if change.kind == "moved":
            faults.append(place.fault("sheet-row-moved", change.found))
        elif change.kind == "missing":
            faults.append(place.fault("sheet-row-missing", allowed=change.wanted))
        elif change.found in known and change.found not in wanted:
            faults.append(place.fault("sheet-unit-not-assigned", change.found))
            if change.wanted:
                faults.append(place.fault("sheet-row-missing", allowed=change.wanted))
        elif change.kind == "added":
            faults.append(place.fault("sheet-row-added", change.found))
        else:
            faults.append(place.fault("sheet-unit-changed", change.found, allowed=change.wanted))
    if faults:
        return faults
    for row, unit in enumerate(grid.units, grid.first_row):
        address = grid.address("name", row)
        name = as_text(sheet[address].value or "")
        if name_key(name) != name_key(unit.name):
            place = Place(file, grid.sheet, address)
            faults.append(place.fault("sheet-name-changed", _line(name), unit=unit.code, allowed=unit.name))
    return faults


def codes_below(sheet: Sheet, grid: Grid) -> list[str]:
    """Return the codes in the first column below the header, as far down as there is one."""
    rows = [row for (row, column), cell in sheet.cells.items() if column == 1 and not is_blank(cell.value)]
    return [plain(as_text(sheet.cell(row, 1).value or "")) for row in range(grid.first_row, max(rows, default=0) + 1)]


def names_below(sheet: Sheet, grid: Grid) -> dict[str, str]:
    """Return the names of the units in the second column by the codes in the first, wherever the table ends."""
    codes = enumerate(codes_below(sheet, grid), grid.first_row)
    return {code: as_text(sheet[grid.address("name", row)].value or "") for row, code in codes}


def outside_faults(sheet: Sheet, grid: Grid, file: str) -> list[Fault]:
    """Return what stands below, beside or above the table: it would be overlooked."""
    faults = []
    areas = {name_key(column.area) for column in grid.columns}
    ours = grid.header_row - (2 if grid.marks else 1)
    for (row, column), cell in sorted(sheet.cells.items()):
        outside = column > len(grid.columns) or row > grid.last_row or (row <= ours and column > 1)
        if ours < row < grid.header_row:
            outside = name_key(as_text(cell.value)) not in areas
        if outside and not is_blank(cell.value):
            faults.append(Place(file, grid.sheet, cell.coordinate).fault("sheet-outside", as_text(cell.value)))
    return faults


def _header(sheet: Sheet, row: int) -> list[str]:
    last = max((c for (r, c), cell in sheet.cells.items() if r == row and not is_blank(cell.value)), default=0)
    return [as_text(sheet.cell(row, column).value or "") for column in range(1, last + 1)]


def _line(words: str | None) -> str:
    return " ".join((words or "").split())
