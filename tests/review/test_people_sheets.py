"""Workbooks when the panel changes: a new one has the marks already, an old one is no fault, and a name is no code."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import UnknownName
from evalkit.review.filing import file_marks
from evalkit.review.history import Told
from evalkit.review.people import recuse, resign
from evalkit.review.sheets import collect_sheets, make_sheets
from tests.review.small import INDICATORS, TWO_EACH, SmallFolder

ON = Told("Wu", "Letter", dt.date(2026, 3, 2))


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    """The small edition; the sheet of R5 on A03 in the second round is not in yet."""
    return SmallFolder.under_way(tmp_path)


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def make(folder: SmallFolder, to: Path, *reviewers: str) -> list[str]:
    record = read(folder)
    made = make_sheets(record, "second", "en", to, marks=record.review.marks, reviewers=reviewers, overwrite=True)
    return [path.name.removeprefix("small-2025-second-").removesuffix(".xlsx") for path in made]


def rows(path: Path) -> dict[str, tuple[list[object], int]]:
    """The cells of marks of each unit on a sheet, and the number of its row."""
    sheet = load_workbook(path)["Scores"]
    found = {}
    for row in sheet.iter_rows():
        if str(row[0].value) in ("A01", "A02", "A03", "B01", "B02"):
            found[str(row[0].value)] = ([cell.value for cell in row[2:6]], row[0].row)
    return found


def test_a_new_workbook_has_the_marks_and_only_the_new_row_is_to_be_filled(small: SmallFolder, tmp_path: Path) -> None:
    """R5 has A01 and A02 done and A03 open; B02, of another round for R3 and R4, is added by hand, A03 taken off."""
    assert make(small, tmp_path / "one", "R5") == ["R5"]
    path = tmp_path / "one" / "small-2025-second-R5.xlsx"
    assert {unit: cells for unit, (cells, _) in rows(path).items()} == {
        "A01": [25, 17, 34, 8], "A02": [18, 13, 24, 6], "A03": [None] * 4
    }  # fmt: skip
    book = load_workbook(path)
    sheet, declared = book["Scores"], book["Conflicts"]
    for place, points in enumerate(("30", "20", "40", "10"), start=3):
        sheet.cell(rows(path)["A03"][1], place).value = float(points)
    answers = {str(row[0].value): row[2].value for row in declared.iter_rows()}
    assert (answers["A01"], answers["A02"], answers["A03"]) == ("No", "No", None)
    next(row for row in declared.iter_rows() if row[0].value == "A03")[2].value = "No"
    book.save(path)
    found = collect_sheets(read(small), "second", tmp_path / "one")
    assert found.faults == ()
    filed = file_marks(read(small), found.marks, found.declared, told=ON)
    assert (filed.added, filed.same, filed.replaced) == (len(INDICATORS), 2 * len(INDICATORS), 0)
    with pytest.raises(UnknownName, match="R9"):
        make(small, tmp_path / "two", "R9")


def test_a_unit_that_was_taken_off_is_in_no_new_workbook(small: SmallFolder, tmp_path: Path) -> None:
    """R5 keeps the two that are done; A03 is not in the new workbook."""
    make(small, tmp_path / "old", "R5")
    recuse(read(small), "R5", "A03", ON)
    make(small, tmp_path / "new", "R5")
    assert list(rows(tmp_path / "new" / "small-2025-second-R5.xlsx")) == ["A01", "A02"]


def test_whoever_gave_up_gets_no_workbook_and_is_not_waited_for(small: SmallFolder, tmp_path: Path) -> None:
    make(small, tmp_path / "old")
    resign(read(small), "R5", ON)
    assert "R5" not in make(small, tmp_path / "new")
    # The others have no open row: their workbooks are whole as they come.
    found = collect_sheets(read(small), "second", tmp_path / "new")
    assert (found.faults, found.missing) == ((), ())
    # What was sent before comes back, with A03 blank, which is nobody's any more.
    found = collect_sheets(read(small), "second", tmp_path / "old")
    assert (found.faults, found.missing) == ((), ())
    assert "A03" not in set(found.marks.loc[found.marks["reviewer"] == "R5", "unit"])


@pytest.mark.parametrize("rule", ["conflict", "leave-out"])
def test_an_old_workbook_with_marks_that_do_not_count_any_more(small: SmallFolder, tmp_path: Path, rule: str) -> None:
    """Collected once more among others: nothing is taken of the rows that concern nobody, and nothing is wrong."""
    make(small, tmp_path / "old", "R4")
    if rule == "conflict":
        recuse(read(small), "R4", "A02", ON)
    else:
        small.write(
            "rules.toml",
            TWO_EACH.replace("[review.conflicts]", '[review]\nresigned = "leave-out"\n\n[review.conflicts]'),
        )
        small.write("reviewers.csv", small.path("reviewers.csv").read_text("utf-8") + "R6,吴六,farming\n")
        resign(read(small), "R4", ON)
    marks = small.path("marks.csv").read_bytes()
    found = collect_sheets(read(small), "second", tmp_path / "old")
    assert found.faults == ()
    units = set(found.marks["unit"])
    assert units == ({"A01", "A03"} if rule == "conflict" else set())
    file_marks(read(small), found.marks, found.declared, told=ON)
    assert small.path("marks.csv").read_bytes() == marks


def test_two_reviewers_with_one_name_are_told_apart_by_their_codes(small: SmallFolder, tmp_path: Path) -> None:
    """R3 and R4 are both called 李四: two workbooks, each of which names its code, and each goes back to its own."""
    small.write("reviewers.csv", small.path("reviewers.csv").read_text("utf-8").replace("孙三", "李四"))
    assert make(small, tmp_path / "both", "R3", "R4") == ["R3", "R4"]
    for who in ("R3", "R4"):
        book = load_workbook(tmp_path / "both" / f"small-2025-second-{who}.xlsx")
        heads = [str(book[name]["A2"].value) for name in ("Scores", "Conflicts")]
        assert all(f"Reviewer: 李四 ({who})." in head for head in heads)
    found = collect_sheets(read(small), "second", tmp_path / "both")
    assert found.faults == ()
    of = {who: set(rows_["unit"]) for who, rows_ in found.marks.groupby("reviewer")}
    assert of == {"R3": {"A01", "A02", "A03"}, "R4": {"A01", "A02", "A03"}}
    on_file = read(small).review.marks
    assert on_file is not None
    mine = on_file[on_file["round"] == "second"]
    totals = pd.Series([float(p) for p in found.marks["points"]]).groupby(found.marks["reviewer"].to_numpy()).sum()
    assert totals.to_dict() == {"R3": 85 + 80 + 96, "R4": 84.5 + 55 + 96}  # the table in small.py
    assert len(mine[mine["reviewer"].isin(["R3", "R4"])]) == 24
