"""The same marks under other rules, and editions on other scales."""

from __future__ import annotations

import csv
from decimal import Decimal

import pandas as pd
import pytest

import evalkit
from evalkit.edition import variant
from evalkit.errors import EditionError, EvalkitError
from evalkit.scoring import Evaluation
from tests.folders import EDITION_2019, Folder

NAMES = [("high", "活跃度高"), ("fairly-high", "活跃度较高"), ("average", "活跃度一般"), ("inactive", "不活跃")]


def tiers_from(*lowest: int) -> list[dict[str, object]]:
    """Return four tiers of whole points that begin at these scores."""
    highest = [100, *(start - 1 for start in lowest[:-1])]
    return [
        {"id": id_, "name": {"zh": zh, "en": id_}, "lowest": low, "highest": high}
        for (id_, zh), low, high in zip(NAMES, lowest, highest, strict=True)
    ]


def test_2019_under_the_cut_offs_of_2015(ev2019: Evaluation) -> None:
    """86, 75 and 65, the cut-offs printed for 2014 and 2015 (1258299.com/Article_View.asp?ID=967).

    Annex 2 of 2019 down to 86 points are its numbers 1 to 32; to 75, 33 to 49; to 65, 50 to 63; the rest 64 to 99, the
    eight with withheld scores among them: all of those are below 50, so that their tier is known here too.
    """
    ev = ev2019.replace(tiers=tiers_from(86, 75, 65, 0))
    with (EDITION_2019 / "scores.csv").open(encoding="utf-8", newline="") as file:
        printed = [row["score"] for row in csv.DictReader(file)]
    scores = [int(score) for score in printed if score]
    counted = [
        sum(score >= 86 for score in scores),
        sum(75 <= score <= 85 for score in scores),
        sum(65 <= score <= 74 for score in scores),
        sum(score <= 64 for score in scores) + printed.count(""),
    ]
    assert ev.counts("tier")["count"].tolist() == counted == [32, 17, 14, 36]
    # Ranks and withheld scores are as they were; the edition and its own evaluation too.
    assert ev.results.set_index("unit")["rank"].equals(
        ev2019.results.set_index("unit")["rank"].reindex(ev.results["unit"])
    )
    assert ev2019.counts("tier")["count"].tolist() == [35, 19, 37, 8]
    assert ev.record is ev2019.record
    # What is withheld goes by the new tiers: 36 scores of the lowest.
    assert ev.published["score"].isna().sum() == 36


def test_replace_by_rules_and_by_changes_is_the_same(ev2019: Evaluation) -> None:
    tiers = tiers_from(90, 80, 70, 0)
    by_rules = ev2019.replace(variant(ev2019.rules, tiers=tiers))
    pd.testing.assert_frame_equal(by_rules.results, ev2019.replace(tiers=tiers).results)
    assert ev2019.replace() == ev2019


def test_a_withheld_score_that_may_lie_in_two_tiers(ev2019: Evaluation) -> None:
    """A cut at 30 goes through the range of the withheld scores (0 to 49): their tier is then unknown, and missing."""
    ev = ev2019.replace(tiers=tiers_from(85, 70, 30, 0))
    withheld = ev.results[ev.results["withheld"]]
    assert withheld["tier"].isna().all() and len(withheld) == 8
    assert ev.results["unit"][91:].tolist() == withheld["unit"].tolist()
    assert ev.counts("tier")["count"].tolist() == [35, 19, 37, 0]
    assert ev.published["score"].isna().sum() == 8


def test_rules_that_contradict_themselves(ev2019: Evaluation) -> None:
    tiers = tiers_from(85, 70, 50, 0)
    tiers[3]["highest"] = 48
    with pytest.raises(EditionError, match="48 leaves a gap below tier “average”, which begins at 50; allowed: 49"):
        ev2019.replace(tiers=tiers)


def test_rules_of_another_scale(ev2019: Evaluation) -> None:
    with pytest.raises(EvalkitError, match="measure scores in another range or in other steps than those on file"):
        ev2019.replace(scores={"min": 0, "max": 100, "step": Decimal("0.5")})


def test_rules_without_a_cohort_on_file(ev2019: Evaluation) -> None:
    """Counts would leave out ten units without a word."""
    cohorts = list(ev2019.rules.cohorts[:3])
    with pytest.raises(EvalkitError, match="leave out a cohort of units on file: D"):
        ev2019.replace(cohorts=cohorts)


HALVES = [("half-up", "high", "49"), ("half-even", "fairly-high", "49"), ("down", "fairly-high", "49.5")]


@pytest.mark.parametrize(("rounding", "tier", "highest_withheld"), HALVES)
def test_scale_in_halves(rounding: str, tier: str, highest_withheld: str, folder: Folder) -> None:
    """Unit 223 with 84.5 points: 85 and high, or 84 (the even neighbour, or cut) and fairly high.

    The score on file stays 84.5, and so does the rank: it goes by the score, one place behind the 85s. A withheld score
    of the lowest tier is at most 49; with "down" also 49.5, which is then 49.
    """
    folder.sub("rules.toml", "\nstep = 1\n", "\nstep = 0.5\n")
    folder.sub("rules.toml", 'to_nearest = 1\nrounding = "half-up"', f'to_nearest = 1\nrounding = "{rounding}"')
    folder.sub("scores.csv", "223,85,no,high", f"223,84.5,no,{tier}")
    edition = evalkit.load("alliances", "2019", root=folder.root)
    ev = edition.evaluate()
    row = ev.results.set_index("unit").loc["223"]
    assert (row["score"], row["tier"], row["rank"]) == (Decimal("84.5"), tier, 35)
    assert all(isinstance(score, Decimal) for score in ev.results["score"][:91])
    assert ev.results["score"][91:].tolist() == [None] * 8
    assert ev.published["score"][91:].tolist() == [None] * 8
    pd.testing.assert_frame_equal(ev.published, ev.results)
    withheld = edition.scores[edition.scores["withheld"]]
    assert set(withheld["lowest"]) == {0}
    assert {edition.rules.scores.scale.to_points(steps) for steps in withheld["highest"]} == {Decimal(highest_withheld)}
    # Under the other rules the same marks fall as the other cases of this test say.
    for other, other_tier, _ in HALVES:
        again = ev.replace(banding={"to_nearest": 1, "rounding": other})
        assert again.results.set_index("unit")["tier"]["223"] == other_tier


def test_a_scale_in_halves_without_rounding(folder: Folder) -> None:
    """Tiers from 84.5: with scores and tiers in halves, nothing is rounded."""
    folder.sub("rules.toml", "\nstep = 1\n", "\nstep = 0.5\n")
    folder.sub("rules.toml", "to_nearest = 1", "to_nearest = 0.5")
    for lowest, highest in ((85, 84), (70, 69), (50, 49)):
        folder.sub("rules.toml", f"lowest = {lowest}\n", f"lowest = {lowest - 1}.5\n")
        folder.sub("rules.toml", f"highest = {highest}\n", f"highest = {highest}.0\n")
    folder.sub("scores.csv", "223,85,", "223,84.5,")
    ev = evalkit.load("alliances", "2019", root=folder.root).evaluate()
    assert ev.counts("tier")["count"].tolist() == [35, 19, 37, 8]


def test_a_scale_in_fives(folder: Folder) -> None:
    """Scores in steps of 5 points are whole, and come out as points, not as steps."""
    folder.sub("rules.toml", "\nstep = 1\n", "\nstep = 5\n")
    folder.sub("rules.toml", "to_nearest = 1", "to_nearest = 5")
    for highest in (84, 69, 49):
        folder.sub("rules.toml", f"highest = {highest}\n", f"highest = {highest // 5 * 5}\n")
    lines = folder.text("scores.csv").splitlines()
    rows = [line.split(",") for line in lines[1:]]
    fives = [",".join([unit, str(int(score) // 5 * 5) if score else "", *rest]) for unit, score, *rest in rows]
    folder.write("scores.csv", "\n".join([lines[0], *fives, ""]))
    ev = evalkit.load("alliances", "2019", root=folder.root).evaluate()
    assert str(ev.results["score"].dtype) == "Int64"
    assert ev.results["score"][:12].tolist() == [100] * 7 + [95] * 5
    assert ev.counts("tier")["count"].tolist() == [35, 19, 37, 8]


def test_cohorts_in_another_order(ev2019: Evaluation) -> None:
    """Cohorts stand in the order of the rules that are applied: in the table, in the counts and among equal scores."""
    ev = ev2019.replace(cohorts=list(ev2019.rules.cohorts)[::-1])
    assert ev.results["cohort"].cat.categories.tolist() == ["D", "3", "2", "1"]
    assert ev.counts("cohort")["count"].tolist() == [10, 34, 18, 37]
    # 100 points: 320 of batch 3, then six of batch 1; 94 points: D106, 346, 235, 115 (annex 2, 18 to 21).
    assert ev.results["unit"][:7].tolist() == ["320", "105", "110", "118", "119", "125", "129"]
    assert ev.results["unit"][17:21].tolist() == ["D106", "346", "235", "115"]
