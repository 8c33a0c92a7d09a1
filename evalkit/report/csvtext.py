"""Tables as CSV that a spreadsheet shows as they are: no cell is taken for a formula.

Excel, LibreOffice and their like compute a cell that begins with ``=``, ``+``, ``-`` or ``@`` (also in their full-width
forms), and look past a tab or a line break before it. Such a cell gets an apostrophe in front, the sign by which
spreadsheets themselves mark text; numbers with a sign stay numbers. Only what a report writes is treated so: the tables
of an edition, which evalkit reads back, are written as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_STARTS = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _STARTS.search(cell) and not _NUMBER.fullmatch(cell) else cell


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV, every cell inert."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([inert(cell) for cell in row] for row in rows)
    return buffer.getvalue()
