"""Score sheets for marks from 1, grades, marks that need not be there: what a cell takes, offers and is read as."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from evalkit.edition import read_edition
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import Fault
from evalkit.files.workbook import Cell
from evalkit.review.filing import file_marks, marks_in_points
from evalkit.review.sheets import collect_sheets, make_sheets
from evalkit.review.sheets.cells import Place, read_mark
from evalkit.review.sheets.layout import Column
from evalkit.rules.scales import MarkScale
from tests.review import scaled

NUMBERS = Column("idea", "", "mark", 8, scale=MarkScale(Decimal(1), Decimal(9), Decimal(2)))
MAYBE = Column("idea", "", "mark", 8, scale=MarkScale(Decimal(1), Decimal(6), Decimal(1)), applicable=False)
GRADES = Column(
    "media",
    "",
    "mark",
    8,
    words=(("优", "A"), ("良", "B")),
    scale=MarkScale(Decimal(1), Decimal(4), Decimal(3), "highest", {"A": Decimal(4), "B": Decimal(1)}),
    also=(("A", "A"), ("B", "B"), ("Good", "B")),
)


def read(value: object, column: Column) -> Decimal | str | Fault | None:
    return read_mark(Cell(5, 3, value), Place("f.xlsx", "s", "C5"), column)


def test_what_a_cell_may_hold() -> None:
    """From 1 in steps of 2; NA where it may stand; a grade by any of its words, whatever their case."""
    assert [read(value, NUMBERS) for value in (1, 3.0, "９")] == [1, 3, 9]
    assert [read(value, MAYBE) for value in ("NA", "na", " ＮＡ ", 6)] == ["NA", "NA", "NA", 6]
    assert [read(value, GRADES) for value in ("优", "b", "good", None)] == [4, 1, 1, None]


@pytest.mark.parametrize(
    ("value", "column", "kind", "english", "chinese"),
    [
        (0, NUMBERS, "sheet-negative", "0 is below 1; allowed: 1 to 9.", "0 小于 1；允许：1 至 9。"),
        (10, NUMBERS, "sheet-above-maximum", "allowed: 1 to 9.", "允许：1 至 9。"),
        (
            4,
            NUMBERS,
            "sheet-between-steps-from",
            "4 cannot be reached from 1 in steps of 2; allowed: 1 to 9.",
            "从 1 起按最小分差 2 不能取到 4；允许：1 至 9。",
        ),
        (
            "NA",
            NUMBERS,
            "sheet-not-applicable",
            "“NA” says that the indicator is not applicable, which is not provided for here; allowed: 1 to 9.",
            "“NA”表示该指标不适用，而此处没有这样规定；允许：1 至 9。",
        ),
        ("优秀", GRADES, "sheet-not-a-choice", "allowed: 优 / 良.", "允许：优 / 良。"),
        (4, GRADES, "sheet-not-a-choice", "“4” is not one of the choices", "“4”不在可选范围内"),
    ],
)
def test_what_it_may_not(value: object, column: Column, kind: str, english: str, chinese: str) -> None:
    fault = read(value, column)
    assert isinstance(fault, Fault) and fault.kind == kind
    assert english in fault.describe("en") and chinese in fault.describe("zh")


@pytest.fixture
def record(tmp_path: Path) -> ReviewedEdition:
    folder = scaled.written_to(tmp_path / "data")
    folder.write("assignment.csv", "round,unit,reviewer\n" + "".join(f"{r},{u},{who}\n" for r, u, who in scaled.SHEETS))
    return folder.read().reviewed()


def marks_of_participants(record: ReviewedEdition) -> pd.DataFrame:
    """Those that count: a unit with NA on all that counts takes no part, and has no row on a sheet."""
    marks = marks_in_points(record)
    return marks[marks["unit"].isin(record.review.marks["unit"].astype(str))].reset_index(drop=True)


def test_marks_to_sheets_and_back(record: ReviewedEdition, tmp_path: Path) -> None:
    """Numbers, grades, NA and what was left empty come back as they were."""
    marks = marks_of_participants(record)
    make_sheets(record, "second", "zh", tmp_path / "sheets", marks=marks)
    collected = collect_sheets(record, "second", tmp_path / "sheets")
    assert collected.faults == ()
    keys = ["unit", "reviewer", "round", "indicator"]
    back = collected.marks.set_index(keys)["points"].to_dict()
    assert back == marks.set_index(keys)["points"].to_dict()
    filed = file_marks(record, collected.marks)
    assert (filed.added, filed.same, filed.replaced) == (0, len(marks), 0)
    # A03, of which no row came back, is still there.
    assert len(marks_in_points(read_edition(record.folder).reviewed())) == len(marks) + 5


def sheet_of(record: ReviewedEdition, tmp_path: Path, language: Any = "en") -> Any:
    path = make_sheets(record, "second", language, tmp_path)[0]
    return load_workbook(path)


def test_what_a_sheet_offers_and_says(record: ReviewedEdition, tmp_path: Path) -> None:
    """Ranges and grades in the header, a drop-down of grades, no total of what cannot be added up."""
    workbook = sheet_of(record, tmp_path)
    sheet = workbook["Scores"]
    headers = [cell.value for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]
    assert "Council\n(1–6)" in headers and "Media\n(Best/Good/Poor)" in headers and "Total" not in headers
    checks = {str(c.sqref)[0]: c for c in sheet.data_validations.dataValidation}
    assert checks["F"].type == "list" and checks["F"].formula1 == '"Best,Good,Poor,NA"'
    row = str(checks["C"].sqref)[1:].partition(":")[0]
    c = f"C{row}"
    assert checks["C"].formula1 == (
        f'OR({c}="NA",IF(ISNUMBER({c}),AND({c}>=1,{c}<=6,ABS(({c}-1)/1-ROUND(({c}-1)/1,0))<0.000001),FALSE))'
    )
    assert checks["C"].prompt == "1 to 6 in steps of 1, or NA where it is not applicable"
    told = " ".join(str(cell.value) for row in workbook["Instructions"].iter_rows() for cell in row if cell.value)
    assert "Enter NA where an indicator is not applicable to a unit." in told
    assert "A cell may stay empty; it is then left out." in told and "Totals" not in told


def test_an_empty_cell_is_a_fault_unless_marks_may_be_missing(record: ReviewedEdition, tmp_path: Path) -> None:
    """NA has to be written; an empty cell says nothing. With missing = "refuse" every cell is filled."""
    text = (record.folder / "rules.toml").read_text("utf-8").replace('missing = "leave-out"\n', "")
    (record.folder / "rules.toml").write_text(text, "utf-8")
    sheets = {key: tuple(p or "1" for p in points) for key, points in scaled.SHEETS.items()}
    (record.folder / "marks.csv").write_text(scaled.marks_csv(sheets), "utf-8")
    again = read_edition(record.folder).reviewed()
    path = make_sheets(again, "second", "en", tmp_path / "sheets", marks=marks_of_participants(again))[0]
    workbook = load_workbook(path)
    rows = workbook["Scores"]
    row = next(r for r in range(1, 12) if rows.cell(r, 1).value == "B01")
    rows.cell(row, 3).value = None  # council
    rows.cell(row, 6).value = None  # media
    workbook.save(path)
    faults = {f.kind: f for f in collect_sheets(again, "second", [path]).faults}
    assert set(faults) == {"sheet-blank-cell", "sheet-blank-grade"}
    assert "allowed: 1 to 6, or NA where the indicator is not applicable." in faults["sheet-blank-cell"].describe("en")
    assert "允许：1 至 6；指标不适用的填 NA。" in faults["sheet-blank-cell"].describe("zh")
    assert "allowed: Best / Good / Poor." in faults["sheet-blank-grade"].describe("en")
