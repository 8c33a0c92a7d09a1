"""The review as frames, worked out by hand from the small edition."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import evalkit
from evalkit.errors import EvalkitError
from evalkit.review import frames
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY
from tests.review import small


@pytest.fixture
def ev(tmp_path: Path) -> Evaluation:
    return evalkit.load("small", "2025", root=small.SmallFolder.written_to(tmp_path).root).evaluate()


def test_every_mark_has_a_row_and_those_of_the_discussion_none(ev: Evaluation) -> None:
    # 24 sheets of four indicators.
    assert len(ev.marks) == 96
    assert set(ev.marks["reviewer"]) == {"R1", "R2", "R3", "R4", "R5"}
    one = ev.marks.query("round == 'first' and unit == 'A01' and reviewer == 'R1'")
    assert one["points"].tolist() == [28, 18, 38, 9]
    assert one["share"].round(4).tolist() == [0.9333, 0.9, 0.95, 0.9]
    # R1 gave A01 93 points in the first round, as the table above the data says.
    totals = ev.marks.groupby(["round", "unit", "reviewer"], observed=True)["points"].sum()
    assert totals["first", "A01", "R1"] == 93 and totals["second", "B02", "R2"] == 82


def test_every_reviewer_has_a_row(ev: Evaluation) -> None:
    panel = ev.panel.set_index("reviewer")
    # R5 marked one unit in the first round and three in the second; the others two and three, or three and two.
    assert panel["sheets"].to_dict() == {"R1": 5, "R2": 5, "R3": 5, "R4": 5, "R5": 4}
    assert panel["units"].to_dict() == {"R1": 5, "R2": 5, "R3": 5, "R4": 5, "R5": 4}
    # R2 belongs to B03, which does not take part; R4's tie to A03 ended in 2010.
    assert panel.index[panel["of_roster"]].tolist() == ["R2"]
    assert not panel["of_participant"].any()


def test_only_a_present_tie_of_a_reviewer_to_a_unit_of_the_roster_counts(ev: Evaluation) -> None:
    """R1 to A01, which takes part; nobody for a person who is no reviewer, and for a unit that is on no roster."""
    record = ev.record.reviewed()
    more = pd.DataFrame(
        [("R1", "A01", "current", None), ("X", "A01", "current", None), ("R3", "Z01", "current", None)],
        columns=["reviewer", "unit", "kind", "until"],
    )
    ties = pd.concat([record.review.affiliations, more], ignore_index=True)
    panel = frames.panel(replace(record, review=replace(record.review, affiliations=ties)))
    assert panel.loc[panel["of_roster"], "reviewer"].tolist() == ["R1", "R2"]
    assert panel.loc[panel["of_participant"], "reviewer"].tolist() == ["R1"]


def test_ties_that_were_not_collected_are_not_known(tmp_path: Path) -> None:
    folder = small.SmallFolder.written_to(tmp_path)
    folder.path("affiliations.csv").unlink()
    panel = evalkit.load("small", "2025", root=folder.root).evaluate().panel
    assert panel["of_roster"].isna().all() and panel["of_participant"].isna().all()


def test_disputes_and_what_came_of_them(ev: Evaluation) -> None:
    # A02: 80 − 42 points in all rounds; its tier is one or the other. Two units were minuted.
    assert ev.disputes.set_index("unit").loc["A02", "difference"] == 38
    assert ev.discussed[["unit", "decision"]].to_numpy().tolist() == [["A02", "revised"], ["B02", "kept"]]


def test_without_marks_there_are_none_and_without_review_it_is_said(tmp_path: Path) -> None:
    folder = small.SmallFolder.written_to(tmp_path)
    for file in ("marks.csv", "minutes.csv"):
        folder.path(file).unlink()
    waiting = evalkit.load("small", "2025", root=folder.root).evaluate()
    assert waiting.marks.empty and list(waiting.marks) == ["round", "unit", "reviewer", "indicator", "points", "share"]
    assert waiting.panel["sheets"].sum() == 0
    other = evalkit.load("alliances", "2019", root=REPOSITORY).evaluate()
    for frame in ("marks", "panel"):
        with pytest.raises(EvalkitError, match="alliances/2019"):
            getattr(other, frame)
    assert isinstance(other.discussed, pd.DataFrame) and other.discussed.empty
