"""Faults and errors: what they print, in which order, and when they guess."""

from __future__ import annotations

import pytest

from evalkit.errors import EditionError, EvalkitError, Fault, ParameterError, RunError, UnknownName, nearest, visible


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("scroe", ["unit", "score", "tier"], "score"),
        ("score.csv", ["scores.csv", "units.csv"], "scores.csv"),
        ("HIGH", ["high", "inactive"], "high"),
        ("d106", ["D105", "D106"], "D106"),
        ("score", ["score"], "score"),
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
