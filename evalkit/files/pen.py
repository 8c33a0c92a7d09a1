"""Cells, sheets and files of a workbook: text that stays text, what is protected, how it prints, the same bytes."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection

from evalkit.files.archive import NO_DATE, pack, unpack
from evalkit.wording import Language, manner

# openpyxl has no types; a sheet and a cell are Any throughout.
Sheet = Any
Cell = Any

HEADER_FILL = PatternFill("solid", fgColor="D9E2EC")
INPUT_FILL = PatternFill("solid", fgColor="FFFBE6")
DRIVER_FILL = PatternFill("solid", fgColor="FFE0A3")
BANNER_FILL = PatternFill("solid", fgColor="FCE4D6")

_LINE = Side(style="thin", color="8A94A0")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

# Excel breaks a longer line nowhere and shows no longer prompt or error message.
LONGEST_TITLE = 32
LONGEST_MESSAGE = 225

# When openpyxl wrote the file: the same content is to give the same bytes.
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def width_of(words: str) -> int:
    """Return how many narrow characters a line is wide; a Chinese one counts for two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def lines_of(words: str, width: float) -> int:
    """Return how many lines a text takes in a column of this width."""
    return sum(max(1, math.ceil(width_of(line) / width)) for line in words.splitlines() or [""])


def put(
    cell: Cell,
    value: object,
    language: Language,
    *,
    bold: bool = False,
    size: float = 10,
    fill: PatternFill | None = None,
    box: bool = True,
    align: str = "left",
    vertical: str = "center",
    rotation: int = 0,
    unlocked: bool = False,
) -> None:
    """Write a cell and how it looks. Text is written as text, also where it begins with = or reads #REF!."""
    if isinstance(value, str):
        # _x0041_ is how a workbook writes the character A; where it is meant literally, the underscore is written so.
        cell.value = _ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub(" ", value))
        cell.data_type = "s"
    else:
        cell.value = value
    cell.font = Font(name=manner(language).font, size=size, bold=bold)
    cell.alignment = Alignment(horizontal=align, vertical=vertical, wrap_text=True, text_rotation=rotation)
    if fill is not None:
        cell.fill = fill
    if box:
        cell.border = BOX
    cell.protection = Protection(locked=not unlocked)


def formula(cell: Cell, words: str, language: Language, fill: PatternFill | None = None) -> None:
    """Write a formula into a protected cell."""
    put(cell, None, language, bold=True, align="center", fill=fill)
    cell.value = words


def protect(sheet: Sheet) -> None:
    """Protect all but the unlocked cells, without a password; columns and rows may still be made wider."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def for_print(sheet: Sheet, footer: str, rows: str | None = None) -> None:
    """Set a sheet up for A4 across, as wide as the page, with the header rows on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, 0.4)
    for side in ("top", "bottom"):
        setattr(sheet.page_margins, side, 0.75)
    sheet.page_margins.footer = 0.35
    # & begins a code in a footer.
    sheet.oddFooter.left.text = footer.replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"
    if rows is not None:
        sheet.print_title_rows = rows


def new_workbook(title: str) -> Workbook:
    """Return a workbook without sheets whose sheets cannot be renamed, moved or deleted."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.title = title
    workbook.properties.creator = "evalkit"
    workbook.properties.created = NO_DATE
    workbook.security = WorkbookProtection(lockStructure=True)
    return workbook


def to_bytes(workbook: Workbook) -> bytes:
    """Return the file of a workbook; the same content gives the same bytes.

    openpyxl puts the time of writing into the properties and into the archive; both are taken out.
    """
    written = io.BytesIO()
    workbook.save(written)
    parts = unpack(written.getvalue())
    stamp = NO_DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
    parts["docProps/core.xml"] = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", parts["docProps/core.xml"])
    return pack(parts)
