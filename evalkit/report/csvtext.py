"""Tables as CSV: what stands there for a text that readers see, and no cell that a spreadsheet takes for a formula.

Excel, LibreOffice and their like compute a cell that begins with ``=``, ``+``, ``-`` or ``@`` (also in their full-width
forms), and look past a tab or a line break before it. Such a cell gets an apostrophe in front, the sign by which
spreadsheets themselves mark text; numbers with a sign stay numbers, and so do quotients of two. Only what a report
writes is treated so: the tables of an edition, which evalkit reads back, are written as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

#: Excel takes CSV for the system's own encoding unless it begins with this mark.
CSV_MARK = "\ufeff"
#: What a cell shows of which nothing is known.
UNKNOWN = "–"
#: Between the two ends of an interval, which in a file are two columns.
BETWEEN = "\t"

_STARTS = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*((\.[0-9]+)?%?|/[0-9]+)")
_SIGNED = re.compile(r"(?<![0-9])[−+](?=[0-9])")
_SHARE = re.compile(r"-?[0-9]+(\.[0-9]+)?%")


class Label(str):
    """A text for readers, and what stands for it in data: an id, a number without a language, nothing if not known."""

    data: str

    def __new__(cls, text: str, data: str = "") -> Label:
        """Return a text with what stands for it."""
        label = super().__new__(cls, text)
        label.data = data
        return label


def in_data(text: str) -> str:
    """Return what stands in data for a text that is shown."""
    return text.data if isinstance(text, Label) else "" if text == UNKNOWN else text


def in_figures(text: str) -> str:
    """Return what stands in data for a cell of a column of numbers: minus as ``-``, no plus, a share as a decimal."""
    found = _SIGNED.sub(lambda sign: "-" if sign[0] == "−" else "", in_data(text))
    return f"{Decimal(found[:-1]).scaleb(-2):f}" if _SHARE.fullmatch(found) else found


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _STARTS.search(cell) and not _NUMBER.fullmatch(cell) else cell


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV, every cell inert."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([inert(cell) for cell in row] for row in rows)
    return buffer.getvalue()
