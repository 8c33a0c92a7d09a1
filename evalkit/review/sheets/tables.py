"""Draws a table of units onto a sheet: headers, input cells, drop-downs, checks while typing, print set-up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby

from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from evalkit.files import pen
from evalkit.files.pen import Sheet, put
from evalkit.review.sheets.layout import INPUT, Column, Grid, shown
from evalkit.rules.scales import NA
from evalkit.wording import Language, manner, text

Values = Mapping[tuple[str, str], object]

_WRONG = {"fill": PatternFill("solid", bgColor="F4B6B6"), "font": Font(bold=True, color="8B0000")}
_LINE_HEIGHT = 15.0
_TALLEST = 170.0
# Excel takes a drop-down of so many characters.
_LONGEST_LIST = 257


def draw(
    sheet: Sheet,
    grid: Grid,
    language: Language,
    *,
    title: str,
    hint: str,
    banner: str | None,
    values: Values,
    marked_cells: Collection[tuple[str, str]] = (),
) -> None:
    """Draw a table.

    Parameters
    ----------
    sheet, grid, language
        Where, what, and in which language.
    title, hint, banner
        The lines above the table; `banner` says that the data are made up.
    values
        What the cells hold, by unit and column; others are empty.
    marked_cells
        Input cells that are to stand out, by unit and column.
    """
    _above(sheet, grid, language, title, hint, banner)
    _headers(sheet, grid, language)
    for row, unit in enumerate(grid.units, grid.first_row):
        given: dict[str, object] = {"unit": unit.code, "name": unit.name}
        for place, column in enumerate(grid.columns, 1):
            value = given.get(column.id, values.get((unit.code, column.id)))
            cell = sheet.cell(row, place)
            if column.kind == "total":
                marks = _added(grid, row)
                words = f'=IF(COUNT({marks})=0,"",SUM({marks}))'
                pen.formula(cell, words, language, pen.HEADER_FILL)
                continue
            filled_in = column.kind in INPUT
            stands_out = (unit.code, column.id) in marked_cells
            fill = pen.DRIVER_FILL if stands_out else pen.INPUT_FILL if filled_in else None
            align = "center" if column.kind in ("mark", "choice", "date") else "left"
            put(cell, value, language, fill=fill, align=align, unlocked=filled_in)
            if column.kind == "date":
                cell.number_format = "yyyy-mm-dd"
        sheet.row_dimensions[row].height = _row_height(grid, row, sheet)
    for column in grid.columns:
        _check_while_typing(sheet, grid, column, language)
    sheet.freeze_panes = grid.address(grid.columns[2].id, grid.first_row)
    first = grid.header_row - (1 if grid.marks else 0)
    pen.for_print(sheet, title, f"{first}:{grid.header_row}")
    pen.protect(sheet)


def _above(sheet: Sheet, grid: Grid, language: Language, title: str, hint: str, banner: str | None) -> None:
    put(sheet["A1"], title, language, bold=True, size=14, box=False)
    put(sheet["A2"], hint, language, box=False)
    rows = 2
    if banner is not None:
        put(sheet["A3"], banner, language, bold=True, fill=pen.BANNER_FILL, box=False)
        rows = 3
    width = sum(column.width for column in grid.columns)
    for row in range(1, rows + 1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(grid.columns))
        height = _LINE_HEIGHT * 1.1 * pen.lines_of(str(sheet.cell(row, 1).value), width * 0.85)
        sheet.row_dimensions[row].height = 26.0 if row == 1 else height


def _headers(sheet: Sheet, grid: Grid, language: Language) -> None:
    for place, column in enumerate(grid.columns, 1):
        # English words are too long for a narrow column and are turned; Chinese breaks after any character.
        turned = column.kind == "mark" and not manner(language).han
        cell = sheet.cell(grid.header_row, place)
        put(
            cell,
            column.title,
            language,
            bold=True,
            fill=pen.HEADER_FILL,
            align="left" if turned else "center",
            rotation=90 if turned else 0,
        )
        if column.standard:
            cell.comment = Comment(column.standard, "evalkit", width=320)
            cell.comment.height = 30 + 20 * pen.lines_of(column.standard, 44)
        sheet.column_dimensions[grid.letter(column.id)].width = column.width
    sheet.row_dimensions[grid.header_row].height = _header_height(grid, language)
    if not grid.marks:
        return
    above = grid.header_row - 1
    start = 1
    for area, columns in groupby(grid.columns, key=lambda column: column.area):
        end = start + len(list(columns)) - 1
        for place in range(start, end + 1):
            put(sheet.cell(above, place), None, language, fill=pen.HEADER_FILL)
        put(sheet.cell(above, start), area or None, language, bold=True, fill=pen.HEADER_FILL, align="center")
        if end > start:
            sheet.merge_cells(start_row=above, start_column=start, end_row=above, end_column=end)
        start = end + 1
    sheet.row_dimensions[above].height = 20


def _row_height(grid: Grid, row: int, sheet: Sheet) -> float:
    # Not every spreadsheet fits rows to their text when it opens a file; one line more is room to write.
    texts = [(sheet.cell(row, place).value, column) for place, column in enumerate(grid.columns, 1)]
    written = [(words, column.width) for words, column in texts if isinstance(words, str) and column.kind != "total"]
    least = 4 if any(column.kind == "date" for column in grid.columns) else 1
    lines = max(pen.lines_of(words, width * 0.95) for words, width in written)
    return _LINE_HEIGHT * max(lines, least) + 4


def _header_height(grid: Grid, language: Language) -> float:
    if not manner(language).han and grid.marks:
        # Turned by a quarter: three lines fit beside one another, the longest of them sets the height.
        longest = max(pen.width_of(column.title) for column in grid.marks)
        return min(_TALLEST, max(80.0, longest * 5.6 / 2 + 34))
    lines = max(pen.lines_of(column.title, column.width - 1.5) for column in grid.columns)
    return min(_TALLEST, _LINE_HEIGHT * lines + 8)


def _added(grid: Grid, row: int) -> str:
    """Return the cells of a row that its total adds up."""
    if all(column.adds for column in grid.marks):
        return f"{grid.address(grid.marks[0].id, row)}:{grid.address(grid.marks[-1].id, row)}"
    return ",".join(grid.address(column.id, row) for column in grid.marks if column.adds)


def _check_while_typing(sheet: Sheet, grid: Grid, column: Column, language: Language) -> None:
    """Let the spreadsheet refuse what collecting would refuse, and show in red what was pasted past the refusal."""
    check = None
    if column.kind == "mark":
        allowed = column.allowed(language)
        right = _is_mark(grid.address(column.id, grid.first_row), column)
        listed = _listed(column)
        check = (
            DataValidation(type="list", formula1=listed) if listed else DataValidation(type="custom", formula1=right)
        )
        check.promptTitle = column.name[: pen.LONGEST_TITLE]
        check.prompt = text(language, "sheets-prompt-mark", allowed=allowed)[: pen.LONGEST_MESSAGE]
        check.errorTitle = text(language, "sheets-refused-title")
        check.error = text(language, "sheets-refused-mark", name=column.name, allowed=allowed)[: pen.LONGEST_MESSAGE]
        cell = grid.address(column.id, grid.first_row)
        wrong = f"AND(NOT(ISBLANK({cell})),NOT({right}))"
        sheet.conditional_formatting.add(grid.cells(column.id), FormulaRule(formula=[wrong], **_WRONG))
    elif column.kind == "choice":
        words = [word for word, _ in column.words]
        check = DataValidation(type="list", formula1='"' + ",".join(words) + '"')
        check.errorTitle = text(language, "sheets-refused-title")
        check.error = text(
            language, "sheets-refused-choice", allowed=text(language, "sheets-or", first=words[0], second=words[1])
        )
    elif column.kind == "date":
        check = DataValidation(type="date", operator="greaterThan", formula1="36526")  # 2000-01-01
        check.errorTitle = text(language, "sheets-refused-title")
        check.error = text(language, "sheets-refused-date")
    if check is not None:
        check.allow_blank = True
        check.showErrorMessage = True
        check.showInputMessage = bool(check.prompt)
        check.add(grid.cells(column.id))
        sheet.add_data_validation(check)


def _listed(column: Column) -> str | None:
    """Return the words of a drop-down; None where there are none, or where Excel would not take them."""
    words = [word for word, _ in column.words]
    if not words:
        return None
    listed = '"' + ",".join(words if column.applicable else [*words, NA]) + '"'
    fits = len(listed) <= _LONGEST_LIST and not any("," in word or '"' in word for word in words)
    return listed if fits else None


def _is_mark(cell: str, column: Column) -> str:
    """Return the formula that tells whether a cell holds a mark."""
    words = [word for word, _ in (*column.words, *column.also)]
    tests = [
        f'{cell}="{word.replace(chr(34), chr(34) * 2)}"' for word in (words if column.applicable else [*words, NA])
    ]
    if not column.words and column.scale is not None:
        least, step = shown(column.scale.minimum), shown(column.scale.step)
        # ROUND, since a spreadsheet computes in binary: 0.3/0.1 is 2.9999999999999996 there.
        above = cell if least == "0" else f"({cell}-{least})"
        whole = f"ABS({above}/{step}-ROUND({above}/{step},0))<0.000001"
        # IF, since AND computes all its parts and text cannot be divided.
        number = f"AND({cell}>={least},{cell}<={shown(column.scale.maximum)},{whole})"
        tests.append(f"IF(ISNUMBER({cell}),{number},FALSE)")
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
