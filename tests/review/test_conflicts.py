"""Conflicts of interest: which ties count, what is blocked, what is a fault on file."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from evalkit.edition.conflicts import (
    blocked,
    conflict_faults,
    conflicts,
    earliest_end,
    reciprocal,
    reciprocal_faults,
)
from evalkit.sources.schema import MARKS
from tests.review.panels import panel_rules, table

NO_RECUSALS = table("reviewer unit by reason")
NO_TIES = table("reviewer unit kind until")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def ties(*rows: tuple[str, str, str, dt.date | None]) -> pd.DataFrame:
    return table("reviewer unit kind until", *rows)


def grounds(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(frame.itertuples(index=False, name=None))


def test_every_ground_one_row_each_sorted_by_strength() -> None:
    found = conflicts(
        ties(
            ("R2", "A1", "current", None),
            ("R1", "A2", "former", day("2019-06-30")),
            ("R1", "A1", "former", day("2019-06-30")),
            ("R1", "A1", "current", None),
            ("R1", "A1", "current", None),
        ),
        table(
            "reviewer unit by reason",
            ("R1", "A1", "unit", None),
            ("R1", "A1", "reviewer", "sister"),
            ("R3", "A9", "unit", "x"),
        ),
        panel_rules(former_years=3),
    )
    assert list(found.columns) == ["reviewer", "unit", "kind"]
    assert grounds(found) == [
        ("R1", "A1", "current"),
        ("R1", "A1", "former"),
        ("R1", "A1", "declared"),
        ("R1", "A1", "requested"),
        ("R1", "A2", "former"),
        ("R2", "A1", "current"),
        ("R3", "A9", "requested"),
    ]


def test_without_rules_for_conflicts_former_ties_do_not_block() -> None:
    """Current affiliations and recusals do all the same."""
    found = conflicts(
        ties(("R1", "A1", "current", None), ("R1", "A2", "former", day("2019-12-30"))),
        table("reviewer unit by reason", ("R2", "A2", "reviewer", None)),
        panel_rules(),
    )
    assert grounds(found) == [("R1", "A1", "current"), ("R2", "A2", "declared")]


@pytest.mark.parametrize(
    ("until", "counts"),
    [
        ("2016-12-30", False),  # three years and a day before 2019-12-31
        ("2016-12-31", True),  # three years to the day: at most three
        ("2019-12-31", True),
        ("2020-02-01", True),  # ended after the window, so within it there was a tie
    ],
)
def test_former_ties_are_counted_in_calendar_years(until: str, counts: bool) -> None:
    found = conflicts(ties(("R1", "A1", "former", day(until))), NO_RECUSALS, panel_rules(former_years=3))
    assert len(found) == counts


def test_a_former_tie_of_unknown_end_counts() -> None:
    frame = ties(("R1", "A1", "former", None), ("R1", "A2", "former", day("2000-01-01")))
    found = conflicts(frame, NO_RECUSALS, panel_rules(former_years=3))
    assert grounds(found) == [("R1", "A1", "former")]


@pytest.mark.parametrize(
    ("last", "years", "earliest"),
    [
        ("2019-12-31", 3, "2016-12-31"),
        ("2019-12-31", 0, "2019-12-31"),
        ("2020-02-29", 1, "2019-02-28"),  # 2019 has no 29 February
        ("2020-02-29", 4, "2016-02-29"),
        ("2000-02-29", 100, "1900-02-28"),  # nor has 1900
        ("2000-02-29", 400, "1600-02-29"),
        ("2021-02-28", 1, "2020-02-28"),
        ("2019-12-31", 2018, "0001-12-31"),
        ("2019-12-31", 2019, "0001-01-01"),  # before the calendar: every former tie counts
    ],
)
def test_the_earliest_end(last: str, years: int, earliest: str) -> None:
    assert earliest_end(panel_rules(former_years=years, last=day(last))) == day(earliest)


def test_no_window_to_count_from() -> None:
    assert earliest_end(panel_rules(last=None)) is None
    with pytest.raises(ValueError, match="`rules` must have a window"):
        earliest_end(panel_rules(former_years=3, last=None))


def test_nothing_on_file() -> None:
    found = conflicts(NO_TIES, NO_RECUSALS, panel_rules(former_years=3))
    assert list(found.columns) == ["reviewer", "unit", "kind"] and found.empty
    assert not blocked(found, ["A1"], ["R1", "R2"]).any()
    assert list(conflict_faults(table("unit reviewer", ("A1", "R1")), found, MARKS.file)) == []


def test_blocked_is_in_the_order_of_the_lists() -> None:
    frame = conflicts(
        ties(("R1", "A2", "current", None), ("R2", "A1", "current", None), ("R9", "A1", "current", None)),
        table("reviewer unit by reason", ("R1", "A2", "unit", None), ("R1", "A9", "unit", None)),
        panel_rules(),
    )
    assert np.array_equal(blocked(frame, ["A2", "A1"], ["R2", "R1"]), [[False, True], [True, False]])


def test_one_fault_a_pair_with_its_strongest_ground_and_first_line() -> None:
    frame = conflicts(
        ties(("R1", "A1", "current", None), ("R2", "A1", "former", day("2018-01-01"))),
        table(
            "reviewer unit by reason",
            ("R1", "A1", "reviewer", None),
            ("R3", "A1", "reviewer", None),
            ("R4", "A1", "unit", None),
            ("R5", "A1", "unit", None),
        ),
        panel_rules(former_years=3),
    )
    sheets = table(
        "round unit reviewer row",
        ("second", "A1", "R1", 90),
        ("first", "A1", "R1", 12),
        ("first", "A1", "R2", 32),
        ("first", "A1", "R3", 52),
        ("first", "A1", "R4", 72),
        ("first", "A2", "R5", 82),  # R5 may mark A2
        ("discussion", "A1", "panel", 95),
    )
    found = list(conflict_faults(sheets, frame, "marks.csv"))
    assert [f.describe("en") for f in found] == [
        "marks.csv, row 12, reviewer: reviewer R1 may not mark unit A1: the reviewer is affiliated with it.",
        "marks.csv, row 32, reviewer: reviewer R2 may not mark unit A1: the reviewer was affiliated with it until "
        "recently.",
        "marks.csv, row 52, reviewer: reviewer R3 may not mark unit A1: the reviewer declared a conflict of interest.",
        "marks.csv, row 72, reviewer: reviewer R4 may not mark unit A1: the unit asked that the reviewer be recused.",
    ]
    assert [f.describe("zh") for f in found] == [
        "marks.csv 第 12 行 reviewer：专家 R1 不得评审单位 A1：专家现任职于该单位。",
        "marks.csv 第 32 行 reviewer：专家 R2 不得评审单位 A1：专家曾任职于该单位，仍在回避期内。",
        "marks.csv 第 52 行 reviewer：专家 R3 不得评审单位 A1：专家已声明利益冲突。",
        "marks.csv 第 72 行 reviewer：专家 R4 不得评审单位 A1：该单位已申请其回避。",
    ]


def test_categorical_sheets_without_lines() -> None:
    """As they come from marks.parquet, where a row has no line."""
    frame = conflicts(ties(("R1", "A1", "current", None)), NO_RECUSALS, panel_rules())
    sheets = table("unit reviewer", ("A1", "R2"), ("A1", "R1")).astype("category")
    (found,) = conflict_faults(sheets, frame, "marks.parquet")
    assert (found.row, found.file, found.value) == (None, "marks.parquet", "R1")


MUTUAL = ties(
    ("R1", "A1", "current", None),
    ("R2", "A2", "current", None),
    ("R3", "A3", "former", day("2019-12-31")),
    ("R4", "A1", "current", None),
)


def test_reciprocal_marks_in_any_round() -> None:
    pairs = table(
        "round unit reviewer",
        ("first", "A2", "R1"),  # R1 marks A2 of R2
        ("second", "A1", "R2"),  # R2 marks A1, of R1 and of R4
        ("first", "A3", "R1"),  # R3 has left A3
        ("first", "A1", "R3"),
        ("first", "A5", "R4"),
    )
    found = reciprocal(pairs, MUTUAL)
    assert list(found.columns) == ["reviewer", "unit", "other", "other_unit"]
    assert grounds(found) == [("R1", "A2", "R2", "A1")]
    # Once R4 marks A2, R4 and R2 do it too; and it is one row for the two of them.
    more = pd.concat([pairs, table("round unit reviewer", ("second", "A2", "R4"))])
    assert grounds(reciprocal(more, MUTUAL)) == [("R1", "A2", "R2", "A1"), ("R2", "A1", "R4", "A2")]


def test_colleagues_are_not_reciprocal() -> None:
    """Two reviewers of one unit who both mark it have each a conflict of their own, and it is reported as that."""
    pairs = table("unit reviewer", ("A1", "R1"), ("A1", "R4"))
    assert reciprocal(pairs, MUTUAL).empty


def test_reciprocal_faults_only_where_the_rules_forbid_them() -> None:
    sheets = table(
        "round unit reviewer row", ("first", "A2", "R1", 8), ("second", "A2", "R1", 4), ("first", "A1", "R2", 9)
    )
    for rules in (panel_rules(), panel_rules(former_years=3, reciprocal=False)):
        assert list(reciprocal_faults(sheets, MUTUAL, rules, "marks.csv")) == []
    (found,) = reciprocal_faults(sheets, MUTUAL, panel_rules(former_years=3, reciprocal=True), "marks.csv")
    assert found.describe("en") == (
        "marks.csv, row 4, reviewer: reviewer R1 marks unit A2 of reviewer R2, who marks unit A1 of reviewer R1; "
        "allowed: one of the two at most."
    )
    assert found.describe("zh") == (
        "marks.csv 第 4 行 reviewer：专家 R1 评审专家 R2 所在的单位 A2，后者又评审前者所在的单位 A1，"
        "构成互评；允许：两者最多保留其一。"
    )
