"""The first sheet of a workbook: whom and what it is about, what to do, then the rubric or the reviewers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evalkit.edition.record import ReviewedEdition
from evalkit.files import pen
from evalkit.files.pen import Sheet, put
from evalkit.review.sheets import layout
from evalkit.review.sheets.layout import Column, Grid
from evalkit.wording import Language, text

_STEPS = ("declare", "mark", "comment", "paste", "save")
_WIDTHS = (24.0, 34.0, 10.0, 72.0)
_LINE_HEIGHT = 16.0


def draw_instructions(
    sheet: Sheet,
    record: ReviewedEdition,
    language: Language,
    *,
    title: str,
    person: Mapping[str, str],
    grids: Sequence[Grid],
    banner: str | None,
) -> None:
    """Draw the sheet: title, person and round, what to do, then the rubric with its standards.

    Parameters
    ----------
    sheet, record, language
        Where, of which edition, in which language.
    title
        The heading.
    person
        ``reviewer`` (code), ``person`` (name) and ``round`` (name).
    grids
        The declaration and the sheet of marks.
    banner
        Says that the data are made up; None where they are not.
    """
    declaration, scores = grids
    words = {
        "declaration": declaration.sheet,
        "scores": scores.sheet,
        **layout.how_to_mark(record.rules),
        "yes": text(language, "sheets-yes"),
        "no": text(language, "sheets-no"),
    }
    row = draw_lines(
        sheet,
        language,
        title=title,
        banner=banner,
        about=text(language, "sheets-for", **person),
        steps=[text(language, f"sheets-do-{name}", **words) for name in _STEPS],
    )
    row = _line(sheet, row, text(language, "sheets-rubric"), language, bold=True, size=12)
    _rubric(sheet, row, scores.marks, language)
    pen.for_print(sheet, title)
    pen.protect(sheet)


def draw_lines(
    sheet: Sheet, language: Language, *, title: str, banner: str | None, about: str, steps: Sequence[str]
) -> int:
    """Draw the heading, the banner of made-up data, what the workbook is about and the numbered steps.

    Returns the row below them.
    """
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row = _line(sheet, 1, title, language, bold=True, size=16)
    if banner is not None:
        row = _line(sheet, row, banner, language, bold=True, fill=pen.BANNER_FILL)
    row = _line(sheet, row, about, language, size=11)
    row = _line(sheet, row + 1, text(language, "sheets-what-to-do"), language, bold=True, size=12)
    for number, step in enumerate(steps, 1):
        row = _line(sheet, row, text(language, "sheets-numbered", number=str(number), step=step), language)
    return row + 1


def draw_people(sheet: Sheet, row: int, people: Sequence[tuple[str, str]], language: Language) -> None:
    """Draw the table of the reviewers, code and name, from a row on."""
    row = _line(sheet, row, text(language, "sheets-people"), language, bold=True, size=12)
    for place, name in enumerate(("code", "name"), 1):
        heading = text(language, f"sheets-people-{name}")
        put(sheet.cell(row, place), heading, language, bold=True, fill=pen.HEADER_FILL, align="center")
    for number, person in enumerate(people, row + 1):
        for place, words in enumerate(person, 1):
            put(sheet.cell(number, place), words, language)


def _line(
    sheet: Sheet,
    row: int,
    words: str,
    language: Language,
    *,
    bold: bool = False,
    size: float = 10.5,
    fill: object = None,
) -> int:
    put(sheet.cell(row, 1), words, language, bold=bold, size=size, box=False)
    if fill is not None:
        sheet.cell(row, 1).fill = fill
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
    # Merged cells do not grow by themselves.
    lines = pen.lines_of(words, sum(_WIDTHS) * 10 / size * 0.92)
    sheet.row_dimensions[row].height = lines * _LINE_HEIGHT * size / 10 + 2
    return row + 1


def _rubric(sheet: Sheet, row: int, marks: Sequence[Column], language: Language) -> None:
    titles = ("area", "indicator", "maximum", "standard")
    for place, name in enumerate(titles, 1):
        heading = text(language, f"sheets-rubric-{name}")
        put(sheet.cell(row, place), heading, language, bold=True, fill=pen.HEADER_FILL, align="center")
    above = None
    for number, column in enumerate(marks, row + 1):
        # An area is named where it begins.
        put(sheet.cell(number, 1), column.area if column.area != above else None, language)
        put(sheet.cell(number, 2), column.name, language)
        from_zero = column.scale is not None and not column.scale.minimum and not column.words
        most = column.scale.maximum if column.scale is not None and from_zero else column.allowed(language)
        put(sheet.cell(number, 3), most, language, align="center")
        put(sheet.cell(number, 4), column.standard or None, language)
        above = column.area
        texts = ((column.area, 0), (column.name, 1), ("" if from_zero else str(most), 2), (column.standard, 3))
        lines = max(pen.lines_of(words, _WIDTHS[place] * 0.92) for words, place in texts)
        sheet.row_dimensions[number].height = lines * _LINE_HEIGHT + 2
