"""The tables of a page as one workbook: cover, notes, list of tables, then one table on each worksheet.

Laid out after the guidance of the UK Government Analysis Function, "Releasing statistics in spreadsheets": title in
A1, notes below it, one table a worksheet and marked as such, no merged cells, no empty rows or columns, ``[c]`` for
what is confidential. Text is text, also where it begins like a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo

from evalkit.files import pen
from evalkit.files.archive import NO_DATE
from evalkit.files.pen import Sheet, put, width_of
from evalkit.report.elements import TableView
from evalkit.report.office.about import About
from evalkit.report.office.numbers import Number, parse
from evalkit.wording import Language, manner, text

#: Stands where a score is withheld, after the guidance on symbols in tables.
WITHHELD = "[c]"
UNKNOWN = "–"

_LINE = 15.0
_NARROWEST, _WIDEST = 9.0, 56.0
# Widths in narrow characters: of the column of running text, and of a line of a note above a table.
_PROSE, _NOTE = 100.0, 96
_LINK = "0B5C7A"
# What a spreadsheet takes for a formula when somebody edits the cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SENTENCE_END = re.compile(r"(?<=[。；])|(?<=[.;])\s+")


def workbook(views: Sequence[TableView], about: About) -> bytes:
    """Return the workbook of a page; the same tables give the same bytes.

    Parameters
    ----------
    views
        The tables in the order of the page. Cells of number columns become numbers where they show one.
    about
        What stands on the cover and in the properties.
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.title = about.title
    book.properties.subject = about.edition
    book.properties.description = " ".join([*about.marks, about.provenance])
    book.properties.creator = f"evalkit {about.version}"
    book.properties.language = about.locale
    book.properties.created = NO_DATE
    words = about.language
    names = [text(words, "office-sheet-table", number=n) for n in range(1, len(views) + 1)]
    contents = text(words, "office-sheet-contents")
    _cover(book.create_sheet(text(words, "office-sheet-cover")), about, len(views))
    _notes(book.create_sheet(text(words, "office-sheet-notes")), about)
    _contents(book.create_sheet(contents), about, views, names)
    for number, (view, name) in enumerate(zip(views, names, strict=True), 1):
        _table(book.create_sheet(name), view, number, about, contents)
    return pen.to_bytes(book)


def _cover(sheet: Sheet, about: About, count: int) -> None:
    words = about.language
    lines = [
        (about.title, 16.0, True),
        *((mark, 11.0, True) for mark in about.marks),
        (text(words, "office-cover-what", title=about.title, count=count), 11.0, False),
        (text(words, "office-cover-edition", programme=about.programme, edition=about.edition), 11.0, False),
        (text(words, "office-cover-language"), 11.0, False),
        (text(words, "office-cover-how"), 13.0, True),
        (text(words, "office-cover-how-contents", contents=text(words, "office-sheet-contents")), 11.0, False),
        (text(words, "office-cover-how-notes", notes=text(words, "office-sheet-notes")), 11.0, False),
        (text(words, "office-cover-how-tables"), 11.0, False),
        (text(words, "office-cover-origin"), 13.0, True),
        (about.publisher, 11.0, False),
        (about.provenance, 11.0, False),
        *([(about.source, 11.0, False)] if about.source else []),
    ]
    sheet.column_dimensions["A"].width = _PROSE
    for row, (line, size, bold) in enumerate(lines, 1):
        fill = pen.BANNER_FILL if line in about.marks else None
        put(sheet.cell(row, 1), line, words, bold=bold, size=size, fill=fill, box=False)
        height = size * 1.5 * pen.lines_of(line, _PROSE * 10 / size)
        sheet.row_dimensions[row].height = height + (12 if size == 13 else 2)
    pen.for_print(sheet, about.running_title)


def _notes(sheet: Sheet, about: About) -> None:
    words = about.language
    rows = [
        (WITHHELD, text(words, "office-notes-withheld")),
        (UNKNOWN, text(words, "office-notes-unknown")),
        *(
            (text(words, f"office-notes-{of}"), text(words, f"office-notes-{of}-meaning"))
            for of in ("numbers", "percent", "text")
        ),
    ]
    top = _above(sheet, text(words, "office-notes-title"), [], about, None)
    header = [text(words, "office-notes-symbol"), text(words, "office-notes-meaning")]
    _body(sheet, top, header, [[(cell, words) for cell in row] for row in rows], [18.0, 90.0], "notes", words)
    pen.for_print(sheet, about.running_title, f"{top}:{top}")


def _contents(sheet: Sheet, about: About, views: Sequence[TableView], names: Sequence[str]) -> None:
    words = about.language
    top = _above(sheet, text(words, "office-contents-title"), [], about, None)
    header = [text(words, f"office-contents-{of}") for of in ("sheet", "caption", "rows")]
    rows: list[list[tuple[object, Language]]] = [
        [(name, words), (view.caption, words), (sum(len(rows) for _, rows in view.groups), words)]
        for view, name in zip(views, names, strict=True)
    ]
    widths = [12.0, min(90.0, max([30.0, *(width_of(v.caption) * 1.1 + 2 for v in views)])), 9.0]
    _body(sheet, top, header, rows, widths, "contents", words)
    for row, name in enumerate(names, top + 1):
        _link(sheet.cell(row, 1), name, words)
    pen.for_print(sheet, about.running_title, f"{top}:{top}")


def _table(sheet: Sheet, view: TableView, number: int, about: About, contents: str) -> None:
    words = about.language
    top = _above(sheet, view.caption, _sentences(view.note), about, contents)
    grouped = any(heading is not None for heading, _ in view.groups)
    languages = [_language(column.lang, words) for column in view.columns]
    withheld = text(words, "withheld")
    rows: list[list[tuple[object, Language]]] = []
    for heading, lines in view.groups:
        for line in lines:
            cells: list[tuple[object, Language]] = [(heading or "", words)] if grouped else []
            for cell, column, language in zip(line, view.columns, languages, strict=True):
                cells.append(
                    (_value(cell, withheld, manner(words).decimal) if column.kind == "number" else cell, language)
                )
            rows.append(cells)
    labels = ([text(words, "office-column-group")] if grouped else []) + [column.label for column in view.columns]
    header = _header(labels, words)
    numeric = ([False] if grouped else []) + [column.kind == "number" for column in view.columns]
    widths = [_width(header[i], [row[i][0] for row in rows]) for i in range(len(header))]
    slug = re.sub(r"[^A-Za-z0-9]+", "_", view.name).strip("_")
    _body(sheet, top, header, rows, widths, f"table_{number}_{slug}".rstrip("_"), words, numeric)
    pen.for_print(sheet, f"{about.running_title} · {sheet.title}", f"{top}:{top}")


def _value(cell: str, withheld: str, decimal: str) -> object:
    """Return what stands in a cell of a number column: the number, ``[c]``, or the text."""
    return WITHHELD if cell == withheld else parse(cell, decimal) or cell


def _language(tag: str | None, words: Language) -> Language:
    return "zh" if tag is not None and tag.startswith("zh") else words


def _above(sheet: Sheet, title: str, notes: Sequence[str], about: About, contents: str | None) -> int:
    """Write what stands above a table, and return the row of its header."""
    put(sheet["A1"], title, about.language, bold=True, size=14, box=False)
    sheet.row_dimensions[1].height = 24
    lines = [(mark, True) for mark in about.marks] + [(note, False) for note in notes]
    row = 1
    for row, (line, bold) in enumerate(lines, 2):
        put(sheet.cell(row, 1), line, about.language, bold=bold, box=False)
    if contents is not None:
        row += 1
        put(sheet.cell(row, 1), text(about.language, "office-back"), about.language, box=False)
        _link(sheet.cell(row, 1), contents, about.language)
    for above in range(1, row + 1):
        cell = sheet.cell(above, 1)
        # Not wrapped: the cells to the right are empty, and the line runs on over them.
        _align(cell, wrap_text=False)
    return row + 1


def _link(cell: Any, sheet: str, words: Language) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A1", display=str(cell.value))
    cell.font = Font(name=manner(words).font, size=10, underline="single", color=_LINK)


def _body(
    sheet: Sheet,
    top: int,
    header: Sequence[str],
    rows: Sequence[Sequence[tuple[object, Language]]],
    widths: Sequence[float],
    name: str,
    words: Language,
    numeric: Sequence[bool] = (),
) -> None:
    """Write a table from row `top` on and mark it as one, under a name that is unique in the workbook."""
    right = list(numeric) or [False] * len(header)
    for place, (label, width) in enumerate(zip(header, widths, strict=True), 1):
        align = "right" if right[place - 1] else "left"
        put(sheet.cell(top, place), label, words, bold=True, fill=pen.HEADER_FILL, align=align, vertical="bottom")
        _plain_text(sheet.cell(top, place))
        _align(sheet.cell(top, place), indent=1)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[top].height = _height(header, [width - 3 for width in widths])
    for row, cells in enumerate(rows, top + 1):
        for place, (value, language) in enumerate(cells, 1):
            _cell(sheet.cell(row, place), value, language, right[place - 1])
        texts = [value if isinstance(value, str) else "" for value, _ in cells]
        sheet.row_dimensions[row].height = _height(texts, widths)
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    if not rows:
        return  # a table object must have a row
    table = Table(displayName=name, ref=f"A{top}:{get_column_letter(len(header))}{top + len(rows)}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _cell(cell: Any, value: object, words: Language, right: bool) -> None:
    align = "right" if right or isinstance(value, int) else "left"
    put(cell, value.value if isinstance(value, Number) else value, words, align=align)
    if isinstance(value, Number):
        cell.number_format = value.format
    _plain_text(cell)
    # Some air, so that a number does not touch the text to its right.
    _align(cell, indent=1, wrap_text=isinstance(value, str))


def _align(cell: Any, **changes: object) -> None:
    alignment = copy(cell.alignment)
    for name, value in changes.items():
        setattr(alignment, name, value)
    cell.alignment = alignment


def _plain_text(cell: Any) -> None:
    """Keep what begins like a formula text, also when somebody edits it or saves it under another format."""
    if isinstance(cell.value, str) and cell.value.startswith(_FORMULA):
        cell.quotePrefix = True


def _header(labels: Sequence[str], words: Language) -> list[str]:
    """Return labels that are neither empty nor the same, as a table object needs them."""
    seen: dict[str, int] = {}
    header = []
    for number, label in enumerate(labels, 1):
        name = " ".join(label.split()) or text(words, "office-column-unnamed", number=number)
        # Excel compares them without regard to capitals.
        seen[name.casefold()] = count = seen.get(name.casefold(), 0) + 1
        header.append(name if count == 1 else f"{name} ({count})")
    return header


def _width(label: str, values: Sequence[object]) -> float:
    shown = [str(value.value if isinstance(value, Number) else value) for value in values]
    longest = max([width_of(line) for cell in shown for line in cell.splitlines() or [""]], default=0)
    # The header has room for two lines, and for the arrow of its filter.
    return min(_WIDEST, max(_NARROWEST, longest * 1.1 + 4, width_of(label) * 0.6 + 5))


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    pairs = zip(texts, widths, strict=True)
    return _LINE * max([1, *(pen.lines_of(words, max(width * 0.9, 1)) for words, width in pairs)]) + 3


def _sentences(note: str) -> list[str]:
    """Break a note into lines that fit beside each other on a screen, at the ends of its sentences."""
    lines: list[str] = []
    for sentence in filter(None, (part.strip() for part in _SENTENCE_END.split(note))):
        joint = "" if lines and lines[-1].endswith(("。", "；")) else " "
        if lines and width_of(lines[-1] + joint + sentence) <= _NOTE:
            lines[-1] += joint + sentence
        else:
            lines.append(sentence)
    return lines
