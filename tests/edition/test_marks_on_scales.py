"""Marks that are not on their scale are refused with what is allowed there, in both languages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.review import scaled

PLAIN = "[marks]\nminimum = 1\nmaximum = 6\nstep = 1\n"

#: What is changed in which row, then the fault in English and in Chinese. Row numbers count from the header, row 1.
CASES = {
    "below the least mark": (
        "A01,R3,second,council,6",
        "A01,R3,second,council,0",
        "marks.csv, row 2, points: 0 is out of range; allowed: 1 to 6.",
        "marks.csv 第 2 行 points：0 超出范围；允许：1 至 6。",
    ),
    "above the largest": (
        "A01,R3,second,council,6",
        "A01,R3,second,council,7",
        "marks.csv, row 2, points: 7 is out of range; allowed: 1 to 6.",
        "marks.csv 第 2 行 points：7 超出范围；允许：1 至 6。",
    ),
    "between steps": (
        "A01,R3,second,council,6",
        "A01,R3,second,council,5.5",
        "marks.csv, row 2, points: 5.5 is not a multiple of 1; allowed: 1 to 6 in steps of 1.",
        "marks.csv 第 2 行 points：5.5 不是 1 的整数倍；允许：1 至 6，步长 1。",
    ),
    "a range of its own": (
        "A01,R3,second,sure,3",
        "A01,R3,second,sure,4",
        "marks.csv, row 6, points: 4 is out of range; allowed: 1 to 3.",
        "marks.csv 第 6 行 points：4 超出范围；允许：1 至 3。",
    ),
    "a grade in another case": (
        "B01,R1,second,media,Best",
        "B01,R1,second,media,best",
        "marks.csv, row 34, points: “best” is no grade; allowed: A, B, C. Did you mean “Best”?",
        "marks.csv 第 34 行 points：没有“best”这一档；允许：A, B, C。是否想写“Best”？",
    ),
    "a number for a grade": (
        "A01,R3,second,media,A",
        "A01,R3,second,media,4",
        "marks.csv, row 5, points: “4” is no grade; allowed: A, B, C.",
        "marks.csv 第 5 行 points：没有“4”这一档；允许：A, B, C。",
    ),
    "a grade for a number": (
        "A01,R3,second,council,6",
        "A01,R3,second,council,A",
        "marks.csv, row 2, points: “A” is not a number; allowed: 1 to 6, in digits.",
        "marks.csv 第 2 行 points：“A”不是数字；允许：1 至 6，用阿拉伯数字书写。",
    ),
    "an empty cell is no NA": (
        "A01,R3,second,council,6",
        "A01,R3,second,council,",
        "marks.csv, row 2, points: the cell is empty; allowed: a value.",
        "marks.csv 第 2 行 points：单元格为空；允许：填写一个值。",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mark_off_its_scale(name: str, tmp_path: Path) -> None:
    old, new, english, chinese = CASES[name]
    folder = scaled.written_to(tmp_path)
    text = folder.text("marks.csv")
    assert text.count(old) == 1
    folder.write("marks.csv", text.replace(old, new))
    (fault,) = folder.faults()
    assert fault.describe("en") == english
    assert fault.describe("zh") == chinese


def test_steps_are_counted_from_the_least_mark(tmp_path: Path) -> None:
    """From 1 in steps of 2 there are 1, 3 and 5; 4 and 6 are none. The maximum has to be one, too."""
    marks = scaled.MARKS.replace("maximum = 6\nstep = 1", "maximum = 5\nstep = 2")
    folder = scaled.written_to(tmp_path, {("second", "A01", "R3"): ("5", "4", "3", "A", "3")}, marks)
    folder.write(
        "rules.toml", folder.text("rules.toml").replace("16", "14").replace("maximum = 3\n", "maximum = 3\nstep = 1\n")
    )
    (fault,) = folder.faults()
    assert fault.describe("en") == (
        "marks.csv, row 3, points: 4 cannot be reached from 1 in steps of 2; allowed: 1 to 5 in steps of 2."
    )
    assert fault.describe("zh") == "marks.csv 第 3 行 points：从 1 起按步长 2 不能取到 4；允许：1 至 5，步长 2。"


def test_not_applicable_and_missing_are_refused_unless_the_rules_say_otherwise(tmp_path: Path) -> None:
    """Six marks are NA; A01's R5 gave four marks of five. One line for one cause."""
    folder = scaled.written_to(tmp_path, marks=PLAIN)
    faults = folder.faults()
    assert [f.kind for f in faults] == ["not-applicable-refused", "marks-incomplete", *["not-applicable-refused"] * 5]
    assert faults[0].describe("en") == (
        "marks.csv, row 8, points: “NA” says that the indicator is not applicable, which the rules do not provide for; "
        "allowed: 1–6, or not_applicable under [marks] in rules.toml."
    )
    assert faults[0].describe("zh") == (
        "marks.csv 第 8 行 points：“NA”表示该指标不适用，而规则没有这样规定；允许：1–6，"
        "或在 rules.toml 的 [marks] 中写明 not_applicable。"
    )


def test_what_the_panel_decides_is_a_mark(tmp_path: Path) -> None:
    folder = scaled.written_to(tmp_path)
    folder.write(
        "minutes.csv", "unit,date,decision,reason,present,recused,minority_view\nA01,2026-01-20,revised,因,R3,,\n"
    )
    folder.write("marks.csv", scaled.marks_csv() + "A01,panel,talk,council,NA\n")
    (fault,) = folder.faults()
    assert fault.kind == "panel-not-applicable"
    assert "the panel decided “NA”" in fault.describe("en") and "集体讨论所定为“NA”" in fault.describe("zh")


def test_a_table_of_parquet_holds_grades_as_text(tmp_path: Path) -> None:
    """The same marks, whichever file they are in."""
    folder = scaled.written_to(tmp_path)
    before = folder.read().reviewed().review.marks
    folder.with_parquet(pd.read_csv(folder.path("marks.csv"), dtype="str", keep_default_na=False))
    after = folder.read().reviewed().review.marks
    assert before is not None and after is not None and before.equals(after)
