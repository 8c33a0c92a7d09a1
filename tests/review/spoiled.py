"""Workbooks as they come back: every way in which one was spoiled, and the faults that have to be found in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula

#: Sheets of a Chinese workbook of R01: units 101 to 104 in rows 4 to 7 of the one and 5 to 8 of the other; in the
#: latter C to G are the indicators (10, 5, 2.5, 20 and 12.5 points in steps of 0.5), H the total, I the comment.
DECLARATION, SCORES, HIDDEN = "回避声明", "评分表", "evalkit"

Spoil = Callable[[Path], None]
Expected = tuple[str, str | None, str | None]


@dataclass(frozen=True)
class Case:
    """One spoiled workbook: how it is spoiled, and kind, cell and value of each fault, in their order."""

    name: str
    spoil: Spoil
    faults: tuple[Expected, ...]


def edited(change: Callable[[Any], None]) -> Spoil:
    """Change a workbook as somebody would who took off its protection."""

    def spoil(path: Path) -> None:
        workbook = load_workbook(path)
        change(workbook)
        workbook.save(path)

    return spoil


def cell(sheet: str, address: str, value: object, number_format: str | None = None) -> Spoil:
    """Put a value into a cell."""

    def change(workbook: Any) -> None:
        workbook[sheet][address] = value
        if number_format is not None:
            workbook[sheet][address].number_format = number_format

    return edited(change)


def typed(address: str, value: str, kind: str) -> Spoil:
    """Put text of a type of its own into a cell of the scores: ``s`` text, ``e`` error."""

    def change(workbook: Any) -> None:
        workbook[SCORES][address].value = value
        workbook[SCORES][address].data_type = kind

    return edited(change)


def content(data: bytes) -> Spoil:
    return lambda path: (path.write_bytes(data), None)[1]


def clear(sheet: str, cells: str) -> Callable[[Any], None]:
    def change(workbook: Any) -> None:
        for row in workbook[sheet][cells]:
            for one in row:
                one.value = None

    return change


def both(*changes: Callable[[Any], None]) -> Spoil:
    return edited(lambda workbook: [change(workbook) for change in changes].clear())


def swap_columns(workbook: Any) -> None:
    sheet = workbook[SCORES]
    for row in range(4, 9):
        left, right = sheet.cell(row, 3), sheet.cell(row, 4)
        left.value, right.value = right.value, left.value


def swap_rows(workbook: Any) -> None:
    sheet = workbook[SCORES]
    for column in range(1, 10):
        upper, lower = sheet.cell(5, column), sheet.cell(6, column)
        upper.value, lower.value = lower.value, upper.value
        upper.data_type = "s" if isinstance(upper.value, str) and column != 8 else upper.data_type
        lower.data_type = "s" if isinstance(lower.value, str) and column != 8 else lower.data_type


def add_row(workbook: Any) -> None:
    sheet = workbook[SCORES]
    for column, value in enumerate(("999", "自行补充的单位", 1, 1, 1, 1, 1), 1):
        sheet.cell(9, column).value = value


def copy_sheet(workbook: Any) -> None:
    workbook.copy_worksheet(workbook[SCORES]).title = "评分表 (2)"


def other_workbook() -> bytes:
    workbook = Workbook()
    workbook.active["A1"] = "名单"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def cut_short(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def without_part(part: str) -> Spoil:
    """Leave out a part of the archive."""

    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if name != part}
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)

    return spoil


def with_part(part: str, data: bytes) -> Spoil:
    """Put another part in place of one."""

    def spoil(path: Path) -> None:
        without_part(part)(path)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(part, data)

    return spoil


def insert_column(workbook: Any) -> None:
    workbook[SCORES].insert_cols(4)
    workbook[SCORES]["D4"] = "备注"


def clear_all(workbook: Any) -> None:
    for change in (clear(SCORES, "C5:G8"), clear(SCORES, "I5:I8"), clear(DECLARATION, "C4:C7")):
        change(workbook)


def bomb(path: Path) -> None:
    without_part("xl/styles.xml")(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/styles.xml", bytes(80 * 2**20))


def in_xml(part: str, *pairs: tuple[str, str]) -> Spoil:
    """Replace text in a part of the archive, once and for certain."""

    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            text = archive.read(part).decode("utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        with_part(part, text.encode("utf-8"))(path)

    return spoil


#: The part of the scores.
SHEET_3 = "xl/worksheets/sheet3.xml"


def struck(sheet: str, address: str) -> Callable[[Any], None]:
    return lambda workbook: setattr(workbook[sheet][address], "font", Font(strike=True))


def partly_struck(sheet: str, address: str) -> Spoil:
    """Type 12 for a mark and strike the 1 out."""

    def change(workbook: Any) -> None:
        workbook[sheet][address] = CellRichText(TextBlock(InlineFont(strike=True), "1"), "2")

    return edited(change)


def merge(*references: str) -> Spoil:
    """Merge cells of the scores without clearing what lies beneath, as LibreOffice does on request."""
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return in_xml(SHEET_3, ("</mergeCells>", merged + "</mergeCells>"))


#: Below the merged cells of the title.
under_the_title = in_xml(SHEET_3, ("</row>", '<c r="C1" t="str"><v>另见</v></c></row>'))


def archive_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def filled_down(path: Path) -> None:
    """Fill a column outside the table with zeros to the last row."""
    rows = "".join(f'<row r="{row}"><c r="K{row}"><v>0</v></c></row>' for row in range(20, 400_000))
    in_xml(SHEET_3, ("</sheetData>", rows + "</sheetData>"))(path)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
WORD = io.BytesIO()
with zipfile.ZipFile(WORD, "w") as _archive:
    _archive.writestr("[Content_Types].xml", "<Types/>")
    _archive.writestr("word/document.xml", "<document/>")


def one(name: str, spoil: Spoil, kind: str, where: str | None = None, value: str | None = None) -> Case:
    return Case(name, spoil, ((kind, where, value),))


def at(address: str) -> str:
    return f"{SCORES}!{address}"


def declared_at(address: str) -> str:
    return f"{DECLARATION}!{address}"


CASES: Sequence[Case] = (
    # Files
    one("empty file", content(b""), "empty-file"),
    one("web page under another name", content("<html>评分".encode()), "sheet-not-a-workbook"),
    one("Word document under another name", content(WORD.getvalue()), "sheet-not-a-workbook"),
    one("cut short", cut_short, "sheet-damaged"),
    one("a sheet is lost", without_part("xl/worksheets/sheet3.xml"), "sheet-missing", None, SCORES),
    one("a sheet is cut short", with_part("xl/worksheets/sheet3.xml", b"<worksheet><sheetData><row"), "sheet-damaged"),
    one("no list of contents", without_part("[Content_Types].xml"), "sheet-not-a-workbook"),
    one("Excel 97", content(OLE + "Workbook".encode("utf-16-le")), "sheet-old-format"),
    one("password", content(OLE + "EncryptedPackage".encode("utf-16-le")), "sheet-password"),
    one("unpacks to too much", bomb, "sheet-too-large", None, "80"),
    one("a table of a text", content(archive_of("mimetype", "content.xml")), "sheet-not-a-workbook"),
    one("Numbers", content(archive_of("Index/Document.iwa")), "sheet-not-a-workbook"),
    one("PDF", content(b"%PDF-1.7"), "sheet-not-a-workbook"),
    one("Word 97", content(OLE + "WordDocument".encode("utf-16-le")), "sheet-not-a-workbook"),
    one("a document type", in_xml(SHEET_3, ("<worksheet", "<!DOCTYPE x><worksheet")), "sheet-damaged"),
    one("nested without end", in_xml(SHEET_3, ("<sheetData>", "<sheetData>" + "<x>" * 10_000)), "sheet-damaged"),
    one("too much in a cell", in_xml(SHEET_3, ("<sheetData>", "<sheetData><c>" + "<x/>" * 1_000_001)), "sheet-damaged"),
    one("filled to the end", filled_down, "sheet-too-many-cells", None, SCORES),
    one("another workbook", content(other_workbook()), "sheet-not-ours"),
    # Identity
    one("hidden sheet deleted", edited(lambda book: book.remove(book[HIDDEN])), "sheet-not-ours"),
    one("reviewer overwritten", cell(HIDDEN, "B6", "R02"), "sheet-identity-changed", HIDDEN),
    one("seal deleted", cell(HIDDEN, "B10", None), "sheet-identity-changed", HIDDEN),
    one("line added to the hidden sheet", cell(HIDDEN, "A11", "note"), "sheet-identity-changed", HIDDEN),
    # Sheets
    one("sheet renamed", edited(lambda book: setattr(book[SCORES], "title", "评分")), "sheet-missing", None, SCORES),
    one("sheet deleted", edited(lambda book: book.remove(book[DECLARATION])), "sheet-missing", None, DECLARATION),
    one("sheet copied", edited(copy_sheet), "sheet-extra", None, "评分表 (2)"),
    one("not filled in", edited(clear_all), "sheet-untouched"),
    # Columns and rows
    one("columns swapped", edited(swap_columns), "sheet-column-moved", at("C4"), "网站建设与更新 （5 分）"),
    one("column deleted", edited(lambda book: book[SCORES].delete_cols(4)), "sheet-column-missing", at("D4")),
    one("column inserted", edited(insert_column), "sheet-column-added", at("D4"), "备注"),
    one("column named anew", cell(SCORES, "F4", "标准（20 分）"), "sheet-column-renamed", at("F4"), "标准（20 分）"),
    one("maximum raised", cell(SCORES, "C4", "理事会（15 分）"), "sheet-column-renamed", at("C4"), "理事会（15 分）"),
    one("column added at the end", cell(SCORES, "J4", "排名"), "sheet-column-added", at("J4"), "排名"),
    one("reasons named anew", cell(DECLARATION, "D3", "说明"), "sheet-column-renamed", declared_at("D3"), "说明"),
    one("row inserted above", edited(lambda book: book[SCORES].insert_rows(1)), "sheet-header-moved", at("A5")),
    one("rows swapped", edited(swap_rows), "sheet-row-moved", at("A5"), "102"),
    one("row deleted", edited(lambda book: book[SCORES].delete_rows(6)), "sheet-row-missing", at("A6")),
    one("row added", edited(add_row), "sheet-row-added", at("A9"), "999"),
    one("code changed", cell(SCORES, "A6", "l02"), "sheet-unit-changed", at("A6"), "l02"),
    one("name changed", cell(SCORES, "B5", "新能源汽车协会"), "sheet-name-changed", at("B5"), "新能源汽车协会"),
    Case(
        "unit of another reviewer",
        cell(SCORES, "A8", "106"),
        (("sheet-unit-not-assigned", at("A8"), "106"), ("sheet-row-missing", at("A8"), None)),
    ),
    one("note below the table", cell(SCORES, "D11", "以上供参考"), "sheet-outside", at("D11"), "以上供参考"),
    one("note above the table", cell(SCORES, "K2", "见附件"), "sheet-outside", at("K2"), "见附件"),
    one("under the title", under_the_title, "sheet-outside", at("C1"), "另见"),
    one("sum beside the table", cell(SCORES, "K6", 3), "sheet-outside", at("K6"), "3"),
    # Cells
    one("words for a number", cell(SCORES, "C5", "十分"), "sheet-not-a-number", at("C5"), "十分"),
    one("unit of measure", cell(SCORES, "C5", "8分"), "sheet-not-a-number", at("C5"), "8分"),
    one("decimal comma", cell(SCORES, "C5", "7,5"), "sheet-not-a-number", at("C5"), "7,5"),
    one("formula", cell(SCORES, "D6", "=1+2"), "sheet-formula", at("D6"), "=1+2"),
    one("array formula", cell(SCORES, "D6", ArrayFormula("D6", "=SUM(C5)")), "sheet-formula", at("D6"), "=SUM(C5)"),
    one("formula as comment", cell(SCORES, "I6", "=C5"), "sheet-formula", at("I6"), "=C5"),
    one("error value", typed("E7", "#REF!", "e"), "sheet-error-value", at("E7"), "#REF!"),
    one("1-2 as a date", cell(SCORES, "C5", dt.datetime(2020, 1, 2)), "sheet-date-for-number", at("C5"), "2020-01-02"),
    one("time of day", cell(SCORES, "C5", dt.time(8, 30)), "sheet-date-for-number", at("C5"), "08:30:00"),
    one("100%", cell(SCORES, "C5", 1, "0%"), "sheet-percent", at("C5"), "100%"),
    one("half, shown as nothing", cell(SCORES, "D5", 0.5, ";;;"), "sheet-disguised", at("D5"), ";;;"),
    one("mark struck through", edited(struck(SCORES, "C5")), "sheet-struck", at("C5")),
    one("mark struck through in part", partly_struck(SCORES, "F5"), "sheet-struck", at("F5"), "12"),
    one("answer struck through", edited(struck(DECLARATION, "C5")), "sheet-struck", declared_at("C5"), "否"),
    one("marks merged", merge("C5:C6"), "sheet-merged-over", at("C5:C6")),
    one("mark and comment merged", merge("G8:I8"), "sheet-merged", at("G8:I8")),
    one("everything merged", merge("A1:XFD1048576"), "sheet-merged-over", at("A1:XFD1048576")),
    one("columns merged to the end", merge("C1:D1048576"), "sheet-merged-over", at("C1:D1048576")),
    one("yes or no", cell(SCORES, "C5", True), "sheet-boolean", at("C5"), "TRUE"),
    one("blank cell", cell(SCORES, "F8", None), "sheet-blank-cell", at("F8")),
    one("only spaces", cell(SCORES, "F8", " \u3000"), "sheet-blank-cell", at("F8")),
    one("blank row", both(clear(SCORES, "C6:G6"), clear(SCORES, "I6:I6")), "sheet-blank-row", at("C6")),
    one("above the maximum", cell(SCORES, "D5", 5.5), "sheet-above-maximum", at("D5"), "5.5"),
    one("far above the maximum", cell(SCORES, "D5", 1e300), "sheet-above-maximum", at("D5")),
    one("negative", cell(SCORES, "D5", -0.5), "sheet-negative", at("D5"), "-0.5"),
    one("between the steps", cell(SCORES, "D5", 3.25), "sheet-between-steps", at("D5"), "3.25"),
    one("between steps, formatted away", cell(SCORES, "D5", 3.04, "0.0"), "sheet-between-steps", at("D5"), "3.04"),
    # Declaration
    one("neither yes nor no", cell(DECLARATION, "C5", "不清楚"), "sheet-not-a-choice", declared_at("C5"), "不清楚"),
    one("yes or no as a switch", cell(DECLARATION, "C5", False), "sheet-not-a-choice", declared_at("C5"), "FALSE"),
    one("not declared", cell(DECLARATION, "C7", None), "sheet-not-declared", declared_at("C7")),
    one("formula as declaration", cell(DECLARATION, "C7", "=C6"), "sheet-formula", declared_at("C7"), "=C6"),
    one("declared yet marked", cell(DECLARATION, "C6", "是"), "sheet-declared-yet-marked", at("C7"), "5"),
    # Several at once, in the order of the sheets
    Case(
        "five slips",
        both(
            lambda book: book[DECLARATION].__setitem__("C4", "maybe"),
            lambda book: book[SCORES].__setitem__("C5", 11),
            lambda book: book[SCORES].__setitem__("G5", "多"),
            clear(SCORES, "E7:E7"),
            lambda book: book[SCORES].__setitem__("F8", -1),
        ),
        (
            ("sheet-not-a-choice", declared_at("C4"), "maybe"),
            ("sheet-above-maximum", at("C5"), "11"),
            ("sheet-not-a-number", at("G5"), "多"),
            ("sheet-blank-cell", at("E7"), None),
            ("sheet-negative", at("F8"), "-1"),
        ),
    ),
)  # fmt: skip
