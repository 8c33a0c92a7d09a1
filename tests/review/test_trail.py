"""Who set which mark and why, and what the discussion changed: by hand."""

from __future__ import annotations

import csv
import dataclasses
import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from evalkit.edition import EditionRecord
from evalkit.errors import EvalkitError
from evalkit.review.trail import changes, trail
from tests.folders import REPOSITORY
from tests.review.small import INDICATORS, SHEETS, SmallFolder, quoted
from tests.review.test_final import with_final, without


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> EditionRecord:
    """The good small edition."""
    return SmallFolder.written_to(tmp_path_factory.mktemp("small")).read()


def test_the_trail_of_one_unit(small: EditionRecord) -> None:
    """A02: the panel decided council and projects; the first round does not count."""
    table = trail(small, "A02")
    rows = table[["indicator", "round", "reviewer", "points", "counts"]].astype("object").to_numpy().tolist()
    decided = [["first", "R1"], ["first", "R2"], ["second", "R3"], ["second", "R4"], ["second", "R5"]]
    council = zip(decided, ("20", "10", "24", "15", "18"), strict=True)
    assert rows[:6] == [
        *(["council", *who, Decimal(points), "overruled"] for who, points in council),
        ["council", "talk", "panel", Decimal(20), "yes"],
    ]
    committee = zip(decided, ("12", "8", "16", "10", "13"), ("other-round",) * 2 + ("yes",) * 3, strict=True)
    assert rows[6:11] == [["committee", *who, Decimal(points), counts] for who, points, counts in committee]
    assert [row[0] for row in rows] == ["council"] * 6 + ["committee"] * 5 + ["projects"] * 6 + ["media"] * 5
    reasons = table["reason"]
    assert reasons[table["reviewer"] == "panel"].tolist() == ["项目材料补充核实"] * 2
    assert reasons[table["reviewer"] != "panel"].isna().all()
    assert set(table["unit"]) == {"A02"}


def test_the_trail_of_all(small: EditionRecord) -> None:
    """98 marks: 24 sheets of 4 and 2 of the panel; 11 sheets of the first round, of which 2 are A02's."""
    table = trail(small)
    assert len(table) == 4 * len(SHEETS) + 2 == 98
    # Overruled: council and projects of A02, 5 sheets each. First round: 11 sheets of 4, less 2 sheets of 2 marks.
    assert table["counts"].value_counts().to_dict() == {"yes": 13 * 4 - 6 + 2, "other-round": 44 - 4, "overruled": 10}
    assert table["unit"].tolist() == sorted(table["unit"])
    order = pd.MultiIndex.from_frame(table[["unit", "indicator", "round", "reviewer"]])
    assert order.is_unique
    assert all(isinstance(points, Decimal) for points in table["points"])
    assert sum(table["points"][table["counts"] == "yes"]) == Decimal("253.5") + 196 + 292 + Decimal("58.5") + 153 - (
        57 + 81  # council and projects of A02 in the second round, overruled
    ) + (20 + 30)


def test_every_round_may_count(small: EditionRecord) -> None:
    record = dataclasses.replace(small, rules=with_final(small.rules, of="all-rounds"))
    assert set(trail(record)["counts"]) == {"yes", "overruled"}


def test_comments_are_the_reasons_of_reviewers(tmp_path: Path) -> None:
    folder = SmallFolder.written_to(tmp_path)
    rows = list(csv.reader(io.StringIO(folder.text("marks.csv"))))
    told = [[*rows[0], "comment"], *([*row, "核实" if row[1] == "panel" else f"{row[1]} {row[3]}"] for row in rows[1:])]
    folder.write("marks.csv", quoted(told))
    table = trail(folder.read(), "A02")
    own = table[table["reviewer"] != "panel"]
    assert own["reason"].tolist() == [f"{r} {i}" for r, i in zip(own["reviewer"], own["indicator"], strict=True)]
    assert table["reason"][table["reviewer"] == "panel"].tolist() == ["项目材料补充核实"] * 2  # the minutes' reason


def test_no_trail_without_marks(small: EditionRecord) -> None:
    assert small.review is not None
    record = dataclasses.replace(small, review=dataclasses.replace(small.review, marks=None))
    table = trail(record)
    assert table.empty
    first = ["unit", "indicator", "round", "reviewer", "points", "counts", "reason"]
    assert list(table.columns) == [*first, "until", "by"]
    assert trail(small, "Z99").empty


def test_no_discussion_overrules_nothing(tmp_path: Path) -> None:
    record = SmallFolder.written_to(tmp_path).with_sheets(SHEETS).read()
    table = trail(record)
    assert len(table) == 96 and set(table["counts"]) == {"yes", "other-round"}
    assert changes(record).empty


def test_an_edition_of_scores_has_no_trail() -> None:
    from evalkit.edition import read_edition

    record = read_edition(REPOSITORY / "data" / "alliances" / "2019")
    with pytest.raises(EvalkitError) as caught:
        trail(record.reviewed())
    assert caught.value.message == "not-of-marks"
    assert changes(record).empty


def test_changes(small: EditionRecord) -> None:
    """A02: 65.33 before, 69.33 after; B02 was discussed and kept."""
    one, two = changes(small).to_dict("records")
    assert one == {
        "unit": "A02",
        "name": "甲二",
        "decision": "revised",
        "before": 65,
        "after": 69,
        "tier_before": "middle",
        "tier_after": "middle",
        "indicators": 2,
        "reason": "项目材料补充核实",
        "minority_view": "R5 主张维持",
    }
    assert pd.isna(two.pop("minority_view"))
    assert two == {
        "unit": "B02",
        "name": "乙二",
        "decision": "kept",
        "before": 77,
        "after": 77,
        "tier_before": "middle",
        "tier_after": "middle",
        "indicators": 0,
        "reason": "差异属专业判断",
    }
    assert all(isinstance(score, Fraction) for score in (one["before"], one["after"], two["before"]))


def test_changes_across_a_cut_off(tmp_path: Path) -> None:
    """A01 at 84.5: under half-even 84, middle; the discussion gives council 26 for 25.5, and 85 is high."""
    folder = SmallFolder.written_to(tmp_path).with_sheets(SHEETS, {("A01", "council"): "26"})
    folder.write("minutes.csv", folder.text("minutes.csv").replace("A02", "A01"))
    record = folder.read()
    (row, _) = changes(record, with_final(record.rules, rounding="half-even")).to_dict("records")
    assert (row["before"], row["after"], row["tier_before"], row["tier_after"]) == (84, 85, "middle", "high")


def test_changes_while_sheets_are_missing(small: EditionRecord) -> None:
    record = without(small, ("second", "A02", "R5"))
    one, two = changes(record).to_dict("records")
    assert all(pd.isna(one[key]) for key in ("before", "after", "tier_before", "tier_after"))
    assert one["indicators"] == 2 and two["after"] == 77


def test_what_was_decided_counts_marks_not_units(tmp_path: Path) -> None:
    """All four indicators decided: the score is their sum, whatever the reviewers gave."""
    decided = {("A02", i): p for i, p in zip(INDICATORS, (21, 14, 28, 7), strict=True)}
    folder = SmallFolder.written_to(tmp_path).with_sheets(SHEETS, decided)
    one, _ = changes(folder.read()).to_dict("records")
    assert (one["indicators"], one["after"]) == (4, 70)
