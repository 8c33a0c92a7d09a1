"""An evaluation whose scores are computed from marks: by hand, against fractions, and while sheets are missing."""

from __future__ import annotations

import dataclasses
import tempfile
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evalkit
from evalkit.errors import EvalkitError
from evalkit.scoring import Evaluation
from tests.review.small import SHEETS, SmallFolder
from tests.review.test_final import areas, without


@pytest.fixture(scope="module")
def ev(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The small edition under its own rules."""
    folder = SmallFolder.written_to(tmp_path_factory.mktemp("small"))
    return evalkit.load("small", "2025", root=folder.root).evaluate()


def incomplete(ev: Evaluation) -> Evaluation:
    """Return the edition while R5's sheet of A01 is still to come."""
    return Evaluation(without(ev.record, ("second", "A01", "R5")), ev.rules)


def table(ev: Evaluation, *columns: str) -> list[list[object]]:
    """Return columns of the results row by row, None for what is missing."""
    frame = ev.results[list(columns)].astype("object")
    return frame.where(frame.notna(), None).to_numpy().tolist()


def test_results(ev: Evaluation) -> None:
    """A03 97.33, A01 84.5, B02 76.5, A02 69.33, B01 29.25; rounded half up."""
    assert ev.complete and ev.participants == 5
    assert table(ev, "unit", "cohort", "score", "tier", "rank") == [
        ["A03", "A", 97, "high", 1],
        ["A01", "A", 85, "high", 2],
        ["B02", "B", 77, "middle", 3],
        ["A02", "A", 69, "middle", 4],
        ["B01", "B", 29, "low", 5],
    ]
    assert not ev.results["withheld"].any()
    assert ev.scores["unit"].tolist() == ["A01", "A02", "A03", "B01", "B02"]
    assert ev.scores["steps"].tolist() == ev.scores["lowest"].tolist() == ev.scores["highest"].tolist()


def test_counts_and_shares(ev: Evaluation) -> None:
    assert ev.counts("tier")["count"].tolist() == [2, 2, 1]
    assert ev.counts(("cohort", "tier"))["count"].tolist() == [2, 1, 0, 0, 1, 1]
    assert ev.shares("tier")["share"].tolist() == [Fraction(2, 5), Fraction(2, 5), Fraction(1, 5)]
    participation = ev.participation()
    assert participation[["participants", "total", "absent"]].to_numpy().tolist() == [[3, 4, 1], [2, 3, 1]]


def test_scores_in_tenths(tmp_path: Path) -> None:
    """Steps of 0.1: 208/3 = 69.33 is 69.3, 29.25 is 29.3; the tiers begin and end at tenths."""
    folder = SmallFolder.written_to(tmp_path)
    folder.sub("rules.toml", "max = 100\nstep = 1\n", "max = 100\nstep = 0.1\n")
    folder.sub("rules.toml", "to_nearest = 1\n", "to_nearest = 0.1\n")
    folder.sub("rules.toml", "highest = 84", "highest = 84.9")
    folder.sub("rules.toml", "highest = 59", "highest = 59.9")
    ev = evalkit.load("small", "2025", root=folder.root).evaluate()
    assert table(ev, "unit", "score", "tier", "rank") == [
        ["A03", Decimal("97.3"), "high", 1],
        ["A01", Decimal("84.5"), "middle", 2],
        ["B02", Decimal("76.5"), "middle", 3],
        ["A02", Decimal("69.3"), "middle", 4],
        ["B01", Decimal("29.3"), "low", 5],
    ]


def test_ties_share_a_rank(tmp_path: Path) -> None:
    same = {sheet: ("20", "20", "20", "10") for sheet in SHEETS}
    folder = SmallFolder.written_to(tmp_path).with_sheets(same)
    ev = evalkit.load("small", "2025", root=folder.root).evaluate()
    assert ev.results["rank"].tolist() == [1] * 5 and ev.results["score"].tolist() == [70] * 5


# --- While sheets are missing ----------------------------------------------------------------------------------------


def test_nothing_is_counted_while_sheets_are_missing(ev: Evaluation) -> None:
    part = incomplete(ev)
    assert not part.complete
    for ask in (part.counts, part.shares, part.participation):
        with pytest.raises(EvalkitError) as caught:
            ask()
        assert str(caught.value) == (
            "small/2025: not every participant is on file, so nothing can be counted or shared out."
        )
    assert part.participants is None and part.tier_total(("high",)) is None


def test_what_is_known_while_sheets_are_missing(ev: Evaluation) -> None:
    """Scores and tiers of the others stand; ranks would be of those only that are known, so there are none."""
    found = {row[0]: row[1:] for row in table(incomplete(ev), "unit", "score", "tier", "rank")}
    assert found == {
        "A01": [None, None, None],
        "A02": [69, "middle", None],
        "A03": [97, "high", None],
        "B01": [29, "low", None],
        "B02": [77, "middle", None],
    }
    assert incomplete(ev).published["unit"].tolist()[0] == "A03"
    row = incomplete(ev).scores.set_index("unit").loc["A01"]
    assert (row["lowest"], row["highest"]) == (0, 100) and pd.isna(row["steps"])


def test_results_are_in_the_order_of_scores_while_sheets_are_missing(ev: Evaluation) -> None:
    """By tier, then by score: B02 with 77 before A02 with 69; the unit without a score is last."""
    assert incomplete(ev).results["unit"].tolist() == ["A03", "B02", "A02", "B01", "A01"]


def test_a_tier_that_holds_every_score_is_known(ev: Evaluation) -> None:
    """One tier from 0 to 100: whatever the missing sheet says, A01 will be in it."""
    tiers = [{"id": "any", "name": {"zh": "不分等级", "en": "Any"}, "lowest": 0, "highest": 100}]
    assert incomplete(ev).replace(tiers=tiers).results["tier"].tolist() == ["any"] * 5


def test_before_the_first_sheet(ev: Evaluation) -> None:
    assert ev.record.review is not None
    review = dataclasses.replace(ev.record.review, marks=None)
    none = Evaluation(dataclasses.replace(ev.record, review=review), ev.rules)
    assert not none.complete and none.results["score"].isna().all() and none.results["tier"].isna().all()
    assert len(none.results) == 5


# --- Under other rules -----------------------------------------------------------------------------------------------


def test_other_cut_offs(ev: Evaluation) -> None:
    tiers = [tier.model_dump() for tier in ev.rules.tiers]
    tiers[0]["lowest"], tiers[1]["highest"] = Decimal(86), Decimal(85)
    assert ev.replace(tiers=tiers).counts("tier")["count"].tolist() == [1, 3, 1]  # A01 has 85


def test_other_points(ev: Evaluation) -> None:
    """Committee from 20 to 30 points, projects from 40 to 30.

    A01 25.5 + 17 · 1.5 + 34 · 0.75 + 8 = 84.5; A03 88/3 + 29 + 29.5 + 28/3 = 97.17; B02 22 + 22.5 + 24 + 7.5 = 76;
    A02 20 + 19.5 + 22.5 + 19/3 = 68.33; B01 7.5 + 9 + 9 + 3.75 = 29.25.
    """
    found = ev.replace(areas=areas(30, 30, 30, 10))
    assert table(found, "unit", "score") == [["A03", 97], ["A01", 85], ["B02", 76], ["A02", 68], ["B01", 29]]


def test_another_final_rule(ev: Evaluation) -> None:
    review = ev.rules.review.model_dump(exclude_none=True)
    review["final"] = {"rule": "median", "of": "all-rounds", "rounding": "down"}
    # Column medians of all five sheets; A01: 26 + 17 + 34 + 8; A03: 30 + 20 + 40 + 9.5; B01: 6 + 5 + 11 + 3;
    # B02, of four: 21.5 + 14.5 + 29.5 + 7 = 72.5; A02: 20 and 30 decided, 12 and 5.
    found = dict(table(ev.replace(review=review), "unit", "score"))
    assert found == {"A01": 85, "A02": 67, "A03": 99, "B01": 25, "B02": 72}


def test_other_indicators_are_refused(ev: Evaluation) -> None:
    with pytest.raises(EvalkitError) as caught:
        ev.replace(areas=areas(30, 20, 40, 10)[::-1])
    assert str(caught.value) == "small/2025: the new rules have other indicators than those that were marked."


def test_other_rounds_are_refused(ev: Evaluation) -> None:
    """A round that counts must be one in which marks were given; leaving one out is another matter."""
    review = ev.rules.review.model_dump(exclude_none=True)
    review["final"]["of"] = "all-rounds"
    review["rounds"] = list(review["rounds"])
    review["rounds"][0]["id"] = "zeroth"
    with pytest.raises(EvalkitError) as caught:
        ev.replace(review=review)
    assert str(caught.value) == "small/2025: no marks were given in round “zeroth”, which counts under the new rules."
    del review["rounds"][0]
    assert dict(table(ev.replace(review=review), "unit", "score"))["A01"] == 85


def test_other_scores_are_refused(ev: Evaluation) -> None:
    with pytest.raises(EvalkitError, match="another range or in other steps"):
        ev.replace(scores={"min": 0, "max": 100, "step": Decimal("0.5")}, banding={
            "to_nearest": Decimal("0.5"), "rounding": "half-up"}, tiers=[
            {"id": "any", "name": {"zh": "不分等级", "en": "Any"}, "lowest": 0, "highest": 100}])  # fmt: skip


# --- Against plain fractions -----------------------------------------------------------------------------------------


@given(st.data())
@settings(max_examples=25)
def test_plain_fractions_agree(data: st.DataObject) -> None:
    """Score, tier, rank and counts of random marks, from the text of the sheets."""
    tops = (60, 40, 80, 20)
    sheets = {key: tuple(str(Decimal(data.draw(st.integers(0, top))) / 2) for top in tops) for key in SHEETS}
    with tempfile.TemporaryDirectory() as root:
        folder = SmallFolder.written_to(Path(root)).with_sheets(sheets)
        ev = evalkit.load("small", "2025", root=folder.root).evaluate()
    scores = {}
    for unit in ("A01", "A02", "A03", "B01", "B02"):
        totals = [sum(map(Fraction, marks)) for (step, u, _), marks in sheets.items() if (step, u) == ("second", unit)]
        scores[unit] = floor(Fraction(sum(totals)) / len(totals) + Fraction(1, 2))
    tiers = {unit: "high" if s >= 85 else "middle" if s >= 60 else "low" for unit, s in scores.items()}
    ranks = {unit: 1 + sum(other > s for other in scores.values()) for unit, s in scores.items()}
    assert table(ev, "unit", "score", "tier", "rank") == [
        [unit, scores[unit], tiers[unit], ranks[unit]] for unit in sorted(scores, key=lambda u: (-scores[u], u))
    ]
    tally = Counter(tiers.values())
    assert ev.counts("tier")["count"].tolist() == [tally[t] for t in ("high", "middle", "low")]
