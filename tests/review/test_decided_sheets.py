"""Workbooks and decisions: what was dropped is not asked for any more, and a workbook of before is still collected."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from evalkit.cli import main
from evalkit.edition.record import ReviewedEdition
from evalkit.report import dropped as told
from evalkit.report.words import Words
from evalkit.review.dropping import drop, rename
from evalkit.review.filing import file_marks, marks_in_points
from evalkit.review.history import Told
from evalkit.review.sheets import Collected, collect_minutes, collect_sheets, make_minutes, make_sheets
from evalkit.scoring import Evaluation
from tests.review import sheets_sample
from tests.review.small import DECIDED, SmallFolder
from tests.review.test_dropping import by_fractions, scores
from tests.review.test_minutes_sheet import CONFLICTS, DOCKET, UNITS, fill

ON = Told("Panel", "asked twice", dt.date(2026, 3, 5))
#: R5 on A03, as small.SHEETS has it: 30, 20, 40 and 10, which is everything.
FULL = {"Council": 30, "Committee": 20, "Projects": 40, "Media": 10}
A03, LATE = ("second", "A03", "R5"), "small-2025-second-R5.xlsx"


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    """The small edition; the sheet of R5 on A03 in the second round is not in yet."""
    return SmallFolder.under_way(tmp_path)


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def make(folder: SmallFolder, to: Path) -> Path:
    record = read(folder)
    make_sheets(record, "second", "en", to, marks=record.review.marks, reviewers=["R5"])
    return to / LATE


def titles(path: Path) -> list[str]:
    """The headers of the marks, without what a mark may be."""
    sheet = load_workbook(path)["Scores"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Code")
    return [str(cell.value).partition("\n")[0] for cell in header if cell.value][2:]


def fill_in(path: Path, **points: object) -> None:
    """Enter A03: no conflict, and these points by the name of the indicator; all others stay empty."""
    book: Any = load_workbook(path)
    sheet, columns = book["Scores"], titles(path)
    row = next(row for row in sheet.iter_rows() if row[0].value == "A03")
    for name, value in points.items():
        row[2 + columns.index(name)].value = value
    next(row for row in book["Conflicts"].iter_rows() if row[0].value == "A03")[2].value = "No"
    book.save(path)


def collected(folder: SmallFolder, path: Path) -> Collected:
    """Collect a workbook and put it on file."""
    found = collect_sheets(read(folder), "second", path.parent)
    assert found.faults == ()
    file_marks(read(folder), found.marks, found.declared, told=ON)
    return found


def of_a03(folder: SmallFolder) -> dict[str, object]:
    marks = marks_in_points(read(folder))
    own = marks[(marks["round"] == A03[0]) & (marks["unit"] == A03[1]) & (marks["reviewer"] == A03[2])]
    return dict(zip(own["indicator"], own["points"], strict=True))


def test_a_workbook_to_come_does_not_ask_for_what_was_dropped(small: SmallFolder, tmp_path: Path) -> None:
    """Nor do its instructions; a sheet without it is whole, and one without another indicator is not."""
    drop(read(small), "media", "asked twice", ON)
    path = make(small, tmp_path / "new")
    assert titles(path) == ["Council", "Committee", "Projects", "Total", "Comment"]
    cells = [cell.value for row in load_workbook(path)["Instructions"].iter_rows() for cell in row]
    assert "Committee" in cells and "Media" not in cells
    fill_in(path, Council=30, Committee=20)
    found = collect_sheets(read(small), "second", path.parent)
    assert [fault.kind for fault in found.faults] == ["sheet-blank-cell"]
    fill_in(path, Projects=40)
    assert collected(small, path).notes == ()
    assert of_a03(small) == {"council": 30, "committee": 20, "projects": 40}
    # by_fractions has nothing decided in the discussion of this edition: A02 stands as its sheets say.
    wanted = by_fractions("media")
    assert {u: s for u, s in scores(read(small)).items() if u not in dict(DECIDED)} | {"A02": wanted["A02"]} == wanted
    ev = Evaluation(read(small), read(small).rules)
    assert ev.undropped is None
    for language, said in (
        ("en", "What tiers and ranks would be with what was dropped is not known: sheets that came in later have no "
               "marks on it."),
        ("zh", "取消指标之后收到的评分表不再有该项评分，如计入该项，等级和名次如何无从得知。"),
    ):  # fmt: skip
        words = Words(language, ev.record.programme, ev.rules, "internal")  # type: ignore[arg-type]
        assert told.effect(ev, words) == [said] and told.units(ev, words) is None


@pytest.mark.parametrize("media", [None, 10], ids=["empty", "filled-in"])
def test_a_workbook_of_before_is_collected_all_the_same(small: SmallFolder, tmp_path: Path, media: int | None) -> None:
    """Its mark is filed where there is one and counts in no case; the score is the same."""
    path = make(small, tmp_path / "old")
    drop(read(small), "media", "asked twice", ON)
    fill_in(path, **FULL | {"Media": media})
    notes = collected(small, path).notes
    assert [(n.kind, n.value, n.variables["count"]) for n in notes] == [("sheet-before-drop", "media", 1)]
    assert of_a03(small).get("media") == media and len(of_a03(small)) == (3 if media is None else 4)
    assert scores(read(small))["A03"] == by_fractions("media")["A03"]
    before = Evaluation(read(small), read(small).rules).undropped
    assert (before is None) == (media is None)
    if before is not None:
        assert {u: s for u, s in scores(before.record.reviewed()).items() if u == "A03"} == {
            "A03": by_fractions()["A03"]
        }  # fmt: skip


def test_a_workbook_made_between_two_drops(small: SmallFolder, tmp_path: Path) -> None:
    """It has neither the column of the first nor lacks that of the second; what else is empty is a fault still."""
    drop(read(small), "media", "asked twice", ON)
    path = make(small, tmp_path / "between")
    drop(read(small), "council", "not comparable", ON)
    assert "Media" not in titles(path) and "Council" in titles(path)
    fill_in(path, Committee=20)
    found = collect_sheets(read(small), "second", path.parent)
    assert [(f.kind, f.column) for f in found.faults] == [("sheet-blank-cell", "Scores!E8")]
    fill_in(path, Projects=40)
    assert [n.value for n in collected(small, path).notes] == ["council"]
    assert of_a03(small) == {"committee": 20, "projects": 40}
    assert scores(read(small))["A03"] == by_fractions("media", "council")["A03"]


def test_the_command_says_it_in_one_line(small: SmallFolder, tmp_path: Path) -> None:
    record = read(small)
    make_sheets(record, "second", "en", tmp_path / "old", marks=record.review.marks)
    drop(read(small), "media", "asked twice", ON)
    fill_in(tmp_path / "old" / LATE, Council=30, Committee=20, Projects=40)
    root = str(small.edition.parent.parent.parent)
    words = ["--root", root, "sheets", "collect", "small", "2025", "second", str(tmp_path / "old")]
    for locale, line in (
        ("C.UTF-8", "5 workbooks still ask for media, dropped after they were made: such marks are filed and do not "
                    "count."),
        ("zh_CN.UTF-8", "有 5 份工作簿制作于取消指标 media 之前，仍列有该项：对其评分照样归档，不计入结果。"),
    ):  # fmt: skip
        said = CliRunner().invoke(main, words, env={"LC_ALL": locale})
        assert said.exit_code == 0, said.output
        assert said.output.splitlines()[1:] == [line]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workbook_of_before_a_unit_was_renamed(small: SmallFolder, tmp_path: Path, language: Any) -> None:
    """Its code is what counts; a name that the unit never had is a fault."""
    record = read(small)
    make_sheets(record, "second", language, tmp_path / "old", marks=record.review.marks)
    rename(read(small), "A02", "甲新", "重新登记", ON, name_en="Alpha New")
    rename(read(small), "A02", "甲再", "又改", Told(on=dt.date(2026, 3, 6)), name_en="Alpha Again")
    drop(read(small), "media", "asked twice", ON)
    found = collect_sheets(read(small), "second", tmp_path / "old", partial=True)
    assert found.faults == () and len(found.accepted) == 5
    path = tmp_path / "old" / "small-2025-second-R4.xlsx"
    book: Any = load_workbook(path)
    sheet = book.worksheets[2]
    next(row for row in sheet.iter_rows() if row[0].value == "A02")[1].value = "Alpha Zero"
    book.save(path)
    kinds = {fault.kind for fault in collect_sheets(read(small), "second", tmp_path / "old", partial=True).faults}
    assert "sheet-name-changed" in kinds


def test_minutes_of_before(tmp_path: Path) -> None:
    """The panel revised an indicator that was dropped before its workbook came back, and another one."""
    record = sheets_sample.record()
    path = make_minutes(record, DOCKET, "zh", tmp_path / "minutes.xlsx")
    fill(path)
    wanted = collect_minutes(record, path, UNITS, CONFLICTS)
    first = str(wanted.revised["indicator"].iloc[0])
    table = pd.DataFrame({"indicator": [first], "since": [dt.date(2021, 3, 6)], "reason": ["x"]})
    later = replace(record, rules=record.rules.without([first]), review=replace(record.review, dropped=table))
    found = collect_minutes(later, path, UNITS, CONFLICTS)
    assert found.minutes.equals(wanted.minutes) and found.revised.equals(wanted.revised)
    assert [(n.kind, n.value) for n in found.notes] == [("sheet-before-drop", first)]
    again = make_minutes(later, DOCKET, "zh", tmp_path / "again.xlsx")
    headers = {str(c.value).partition("\n")[0] for row in load_workbook(again)["改定评分"].iter_rows() for c in row}
    names = {i.id: i.name["zh"] for i in record.rules.indicators}
    assert {name for i, name in names.items() if i != first} <= headers and names[first] not in headers
