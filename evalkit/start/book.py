"""The tables of an edition in one workbook, a sheet for each under its name; read through ``[source]``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from evalkit.files import pen
from evalkit.rules.points import parse_decimal
from evalkit.sources.mapping import SOURCED
from evalkit.wording import Language

#: What the workbook of a new edition is called.
BOOK = "tables.xlsx"
_NUMBERS = ("points", "number", "integer", "count")
_WIDEST = 48


def book_of(tables: Mapping[str, str], title: str, language: Language) -> bytes:
    """Return a workbook with these tables.

    Parameters
    ----------
    tables
        The tables as CSV, by the names of their files.
    title, language
        The title of the workbook, and the language whose font it has.
    """
    book = pen.new_workbook(title)
    book.security.lockStructure = False  # it is an office's own: sheets beside the tables do no harm
    for file, content in tables.items():
        name = file.removesuffix(".csv")
        header, *rows = csv.reader(io.StringIO(content))
        numbers = {column.name for column in SOURCED[name].columns if column.kind in _NUMBERS}
        sheet = book.create_sheet(name)
        for j, column in enumerate(header, start=1):
            pen.put(sheet.cell(1, j), column, language, bold=True, fill=pen.HEADER_FILL)
            for i, row in enumerate(rows, start=2):
                number = parse_decimal(row[j - 1]) if column in numbers else None
                pen.put(sheet.cell(i, j), row[j - 1] if number is None else number, language, box=False)
            widest = max(pen.width_of(row[j - 1]) for row in (header, *rows))
            sheet.column_dimensions[sheet.cell(1, j).column_letter].width = min(widest + 4, _WIDEST)
        sheet.freeze_panes = "A2"
    return pen.to_bytes(book)
