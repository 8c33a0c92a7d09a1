"""Faults and errors: what they print, in which order, and when they guess."""

from __future__ import annotations

import pytest

from evalkit.errors import (
    EditionError,
    EvalkitError,
    Fault,
    ParameterError,
    RunError,
    UnknownName,
    fault_lines,
    nearest,
    visible,
)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("scroe", ["unit", "score", "tier"], "score"),
        ("score.csv", ["scores.csv", "units.csv"], "scores.csv"),
        ("HIGH", ["high", "inactive"], "high"),
        ("d106", ["D105", "D106"], "D106"),
        ("score", ["score"], "score"),
        # Another word, another year, another unit: what is allowed is listed instead.
        ("weighted-mean", ["mean", "median", "trimmed-mean"], None),
        ("eligible", ["ineligible"], None),
        ("active", ["inactive"], None),
        ("last-rounds", ["all-rounds"], None),
        ("min", ["max"], None),
        ("2018", ["2019"], None),
        ("A05", ["A04"], None),
        ("2109", ["2019"], "2019"),
        ("hihg", ["high", "low"], "high"),
        ("备注", ["unit", "score"], None),
        ("", ["unit"], None),
        ("unit", [], None),
        # Two letters of three in common with each: a guess would be as good as any other.
        ("199", ["109", "129", "190"], None),
    ],
)
def test_nearest(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant
    assert nearest(word, known[::-1]) == meant


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("85", "85"),
        (85, "85"),
        ("联盟", "联盟"),
        ("a\nb", "a\\nb"),
        ("a\u200bb", "a\\u200bb"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\u3000", "\\u3000"),
        ("\U000e0001", "\\U000e0001"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_visible(value: object, shown: str) -> None:
    """One printable line of at most 60 characters."""
    assert visible(value) == shown


PLACES = [
    (Fault("empty-file", "a.csv"), "a.csv: ", "a.csv："),
    (Fault("empty-file", "a.csv", 2), "a.csv, row 2: ", "a.csv 第 2 行："),
    (Fault("empty-file", "a.csv", None, "unit"), "a.csv, unit: ", "a.csv 的 unit："),
    (Fault("empty-file", "a.csv", 12345, "unit"), "a.csv, row 12345, unit: ", "a.csv 第 12345 行 unit："),
]


@pytest.mark.parametrize(("fault", "english", "chinese"), PLACES)
def test_place_of_a_fault(fault: Fault, english: str, chinese: str) -> None:
    """Numbers of rows are not grouped into thousands."""
    assert fault.describe("en") == english + "the file is empty."
    assert fault.describe("zh") == chinese + "文件是空的。"
    assert fault.describe() == fault.describe("en")


def test_hint_of_a_fault() -> None:
    fault = Fault("not-allowed", "a.csv", 2, "tier", "hihg", {"allowed": "high, low"}, "high")
    assert fault.describe("en") == "a.csv, row 2, tier: “hihg” is not allowed; allowed: high, low. Did you mean “high”?"
    assert fault.describe("zh") == "a.csv 第 2 行 tier：不允许“hihg”；允许：high, low。是否想写“high”？"


def test_what_is_allowed_is_not_cut() -> None:
    """Sixty characters are enough for what was found, not for what is allowed."""
    allowed = ", ".join(f"word-{i}" for i in range(30))
    assert allowed in Fault("not-allowed", "a.csv", 2, "tier", "x", {"allowed": allowed}).describe()


def test_faults_are_sorted_whatever_the_order_they_are_found_in() -> None:
    faults = [
        Fault("empty-cell", "b.csv", 10, "b"),
        Fault("empty-cell", "b.csv", 9, "c"),
        Fault("empty-cell", "b.csv", 9, "a"),
        Fault("no-rows", "b.csv"),
        Fault("empty-file", "a.csv"),
    ]
    assert EditionError("p/e", faults).faults == tuple(faults[::-1])
    assert EditionError("p/e", faults[::-1]).faults == tuple(faults[::-1])


def test_one_fault_in_the_singular() -> None:
    assert str(EditionError("p/e", [Fault("empty-file", "a.csv")])).splitlines() == [
        "p/e: 1 fault; nothing was written.",
        "  a.csv: the file is empty.",
    ]


def test_unknown_name() -> None:
    error = UnknownName("language", "cn", ["zh", "en"])
    assert error.known == ("zh", "en")
    assert str(error) == "There is no language “cn”. Known: zh, en."  # cn is as near to zh as to en: no guess
    assert str(UnknownName("edition", "2019", [])) == "There is no edition “2019”. Known: –."
    assert "a\\nb" in str(UnknownName("edition", "a\nb", ["2019"]))


def test_exit_codes() -> None:
    """2: the user can mend it before a run; 1: a run failed."""
    assert EvalkitError("no-workspace", folder="x").exit_code == 2
    assert issubclass(UnknownName, EvalkitError) and issubclass(ParameterError, EvalkitError)
    assert EditionError("p/e", []).exit_code == UnknownName("edition", "x", []).exit_code == 2
    assert RunError("run-failed", count=1).exit_code == 1


def test_other_errors_in_both_languages() -> None:
    error = RunError("run-failed", count=2)
    assert str(error) == "2 notebooks failed; the earlier reports of those are untouched."
    assert error.describe("zh") == "2 个笔记本运行失败；其原有报告保持不变。"


def test_one_line_for_one_cause() -> None:
    """A thousand empty cells are a line with three places; all of them stay data."""
    faults = [Fault("empty-cell", "units.csv", row, "name") for row in range(2, 1002)]
    faults += [Fault("unknown-unit", "scores.csv", row, "unit", f"X{row}") for row in range(2, 13)]
    faults += [Fault("empty-cell", "scores.csv", row, "tier") for row in (5, 6, 7)]
    error = EditionError("a/1", faults)
    assert len(error.faults) == 1014
    assert str(error).splitlines() == [
        "a/1: 1,014 faults; nothing was written.",
        "  scores.csv, row 2, unit: “X2” is not in units.csv. And 10 more like it: row 3 (“X3”), row 4 (“X4”) …",
        "  scores.csv, row 5, tier: the cell is empty; allowed: a value.",
        "  scores.csv, row 6, tier: the cell is empty; allowed: a value.",
        "  scores.csv, row 7, tier: the cell is empty; allowed: a value.",
        "  units.csv, row 2, name: the cell is empty; allowed: a value. And 999 more like it: row 3, row 4 …",
    ]
    assert fault_lines(error.faults, "zh")[-1] == (
        "units.csv 第 2 行 name：单元格为空；允许：填写一个值。另有 999 处与此相同：第 3 行、第 4 行等。"
    )


def test_what_was_counted_only_is_counted_with_its_cause() -> None:
    """500 rows of marks are listed as data and 7 counted; columns beyond the table are one cause."""
    faults = [Fault("empty-cell", "marks.csv", row, "points") for row in range(2, 502)]
    faults.append(Fault("more-of-them", "marks.csv", None, "points", None, {"count": 7, "of": "empty-cell"}))
    faults += [Fault("extra-column", "units.csv", 1, f"c{i:02}", None, {"allowed": "unit"}) for i in range(20)]
    assert fault_lines(faults) == [
        "marks.csv, row 2, points: the cell is empty; allowed: a value. And 506 more like it: row 3, row 4 …",
        "units.csv, row 1, c00: the column is not known; allowed: unit. And 19 more like it: c01, c02 …",
    ]
