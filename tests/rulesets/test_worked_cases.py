"""Worked rule sets: score, rank and tier of each unit as computed by hand, in fractions, or as published.

``data/<programme>/SOURCE.md`` says where rules and numbers are from; ``expected*.csv`` beside it holds what is due.
Those of the Eurovision Song Contest and of figure skating are official results.
"""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import evalkit
from evalkit.report import labels
from evalkit.report.stage_words import of_standing
from evalkit.report.words import Words
from evalkit.rules.points import round_fraction
from evalkit.rules.validity import TierValidity
from evalkit.scoring import Evaluation
from evalkit.scoring.validity import validity

ROOT = Path(__file__).parent
Expected = dict[str, dict[str, str]]


def expected(programme: str, name: str = "expected.csv", **only: str) -> Expected:
    with (ROOT / "data" / programme / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if all(row[k] == v for k, v in only.items())]
    return {row["unit"]: row for row in rows}


def evaluated(programme: str, edition: str) -> Evaluation:
    return evalkit.load(programme, edition, root=ROOT).evaluate()


def table(ev: Evaluation) -> dict[str, tuple[Fraction, int | None, str | None]]:
    """Return score, rank and tier by unit."""
    rows = ev.results[["unit", "score", "rank", "tier"]].itertuples(index=False)
    return {
        str(unit): (
            Fraction(score),
            None if pd.isna(rank) else int(rank),
            None if pd.isna(tier) else str(tier),
        )
        for unit, score, rank, tier in rows
    }


def exact(ev: Evaluation, unit: str) -> Fraction:
    """Return the score of a unit before it is rounded."""
    assert ev.final is not None and ev.final.made is not None
    made = ev.final.made[ev.final.units.index(unit)]
    assert made is not None
    return made.score


@pytest.mark.parametrize("programme", ["eurovision-1969", "eurovision-2016"])
def test_eurovision(programme: str) -> None:
    """Official totals and places; four winners in 1969, the televote first in 2016."""
    due = expected(programme)
    found = table(evaluated(programme, programme[-4:]))
    assert found == {u: (Fraction(r["score"]), int(r["rank"]), None) for u, r in due.items()}


def test_eurovision_without_the_tie_break() -> None:
    """Netherlands and Malta have 153 points each and share place 11 where nothing breaks the tie."""
    due = expected("eurovision-2016")
    ev = evaluated("eurovision-2016", "2016").replace(ranking={"ties": "competition"})
    assert {u: r for u, (_, r, _) in table(ev).items()} == {
        u: int(row["rank_without_tie_break"]) for u, row in due.items()
    }
    by_countries = {"ties": "competition", "tie_break": [{"voters": True}]}
    ev = evaluated("eurovision-2016", "2016").replace(ranking=by_countries)
    assert {u: r for u, (_, r, _) in table(ev).items()} == {u: int(row["rank_by_countries"]) for u, row in due.items()}


def test_a_tie_in_the_first_place_alone() -> None:
    """Ballots of 1–8, 10 and 12; the number of twelves, then of tens, decides who is first, and nothing below."""
    due = expected("eurovision-1991")
    ev = evaluated("eurovision-1991", "1991")
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        u: (Fraction(r["score"]), int(r["rank"])) for u, r in due.items()
    }
    everywhere = ev.replace(ranking={**ev.rules.ranking.model_dump(exclude_none=True), "tie_break_for": "all"})
    assert {u: r for u, (_, r, _) in table(everywhere).items()} == {
        u: int(row["rank_if_all_ties_are_broken"]) for u, row in due.items()
    }


def test_figure_skating() -> None:
    """Official segment scores, totals and ranks: rounded after the reviewers and after the factor, judge 6 absent."""
    ev = evaluated("isu-pairs-2016", "2016")
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        u: (Fraction(row["score"]), int(row["rank"])) for u, row in expected("isu-pairs-2016").items()
    }
    assert ev.final is not None and ev.final.made is not None
    for name in ("short", "free"):
        segments = expected("isu-pairs-2016", "expected-segments.csv", round=name)
        made = dict(zip(ev.final.units, ev.final.made, strict=True))
        assert {u: m.rounds[name] for u, m in made.items() if m is not None} == {
            u: Fraction(row["segment_score"]) for u, row in segments.items()
        }


def test_horizon_europe() -> None:
    """Agreed marks, thresholds before weights, weights for the order alone, ties by facts that are no marks."""
    ev = evaluated("horizon-europe", "2026")
    due = {
        u: (Fraction(row["score"]), int(row["rank"]) if row["rank"] else None, row["outcome"])
        for u, row in expected("horizon-europe").items()
    }
    assert table(ev) == due
    assert ev.places["U06"].why == ("thresholds[1]",)  # implementation 2.5 < 3
    assert ev.places["U07"].why == ("thresholds[2]",)  # 3 + 3 + 3.5 = 9.5 < 10
    assert ev.places["U05"].why == ("quotas[1]",)


def test_high_tech_enterprises() -> None:
    """Experts of two kinds, an area capped at 30 with a bonus inside, more than 70 of 100."""
    ev = evaluated("hi-tech-enterprise", "2026")
    due = expected("hi-tech-enterprise")
    assert table(ev) == {u: (Fraction(r["score"]), int(r["rank"]), r["tier"]) for u, r in due.items()}
    areas = [area.model_dump(exclude_none=True) for area in ev.rules.areas]
    areas[0]["cap"] = "reviewer"
    each = ev.replace(areas=areas)
    assert {u: (s, t) for u, (s, _, t) in table(each).items()} == {
        u: (Fraction(r["score_if_capped_per_expert"]), r["tier_if_capped_per_expert"]) for u, r in due.items()
    }


def test_high_tech_enterprises_rounded_first() -> None:
    """70.25 is more than 70; rounded to whole points first it is 70, which is not."""
    ev = evaluated("hi-tech-enterprise", "2026")
    rounded = {u: round_fraction(s, Fraction(1), "half-up") for u, (s, _, _) in table(ev).items()}
    due = expected("hi-tech-enterprise")
    assert {u: "pass" if s > 70 else "fail" for u, s in rounded.items()} == {
        u: r["tier_on_whole_score"] for u, r in due.items()
    }


@pytest.mark.parametrize("office", ["huaining", "chanhe"])
def test_social_organisations(office: str) -> None:
    """A rubric for each type, a bonus of at most 100, deductions, whole points before the tier, a veto."""
    ev = evaluated("social-organisations", office)
    ranks = expected("social-organisations", "expected-ranks.csv", office=office)
    due = expected("social-organisations", office=office)
    assert table(ev) == {u: (Fraction(r["score"]), int(ranks[u]["rank"]), r["tier"]) for u, r in due.items()}
    vetoed = {u for u, place in ev.places.items() if place.why}
    assert vetoed == {u for u, r in due.items() if r["reason"].startswith("veto")}


@pytest.mark.parametrize("office", ["huaining", "chanhe"])
def test_tiers_are_valid_for_five_years(office: str) -> None:
    """From 1 January after the announcement to 31 December of the fifth year; 2 January is a year later."""
    ev = evaluated("social-organisations", office)
    found = {row.unit: (str(row.valid_from), str(row.valid_until)) for row in validity(ev).itertuples()}
    due = expected("social-organisations", office=office)
    assert found == {u: (row["valid_from"], row["valid_until"]) for u, row in due.items()}
    words = Words("zh", ev.record.programme, ev.rules)
    assert "等级有效期为 5 年，自公布次年 1 月 1 日起计。" in of_standing(words, ev.rules)
    assert labels.valid(ev, words) is not None


@pytest.mark.parametrize(
    ("announced", "last"), [("2024-02-29", "2025-02-28"), ("2025-03-01", "2026-02-28"), ("2026-01-01", "2026-12-31")]
)
def test_a_year_from_the_announcement(announced: str, last: str) -> None:
    rule = TierValidity(announced=dt.date.fromisoformat(announced), starts="announcement", years=1)
    assert rule.days(dt.date.fromisoformat(announced)) == (rule.announced, dt.date.fromisoformat(last))


def test_social_organisations_with_a_cap() -> None:
    """The rule of Jiangsu: a bonus of at most 30, a total of at most 1000."""
    ev = evaluated("social-organisations", "huaining")
    items = [a.model_dump() for a in ev.rules.adjustments]
    items[0]["maximum"] = Decimal(30)
    due = expected("social-organisations", "expected-capped.csv")
    units = set(ev.results["unit"])
    scores = {**ev.rules.scores.model_dump(exclude_none=True), "cap": Decimal(1000)}
    capped = ev.replace(adjustments=items, scores=scores)
    assert {u: s for u, (s, _, _) in table(capped).items()} == {u: Fraction(due[u]["score"]) for u in units}


def test_staff_appraisal() -> None:
    """Weights of aspects, roles and quarters at once; the leaders' points on top."""
    ev = evaluated("staff-appraisal", "2026")
    due = expected("staff-appraisal")
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        u: (Fraction(row["score"]), int(row["rank"])) for u, row in due.items()
    }
    for unit, row in due.items():
        assert round_fraction(exact(ev, unit), Fraction(1, 10000), "half-up") == Fraction(row["exact_to_4"])


def test_teaching_award() -> None:
    """Grades, weights in per cent, categories ranked apart; printed with one decimal, ranked on thirds."""
    ev = evaluated("teaching-award", "2026")
    due = expected("teaching-award")
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        u: (Fraction(row["score"]), int(row["rank"])) for u, row in due.items()
    }
    assert {u: exact(ev, u) for u in due} == {u: Fraction(row["exact"]) for u, row in due.items()}


def test_hotcrp() -> None:
    """Overall merit weighted by the reviewer's expertise; a paper without reviews has no score."""
    ev = evaluated("hotcrp", "2026")
    due = {u: row for u, row in expected("hotcrp").items() if row["weighted"]}
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        u: (Fraction(row["weighted"]), int(row["rank_by_weighted"])) for u, row in due.items()
    }
    assert {u: exact(ev, u) for u in due} == {u: Fraction(row["weighted_exact"]) for u, row in due.items()}


def test_nih() -> None:
    """The lowest is the best; the mean is rounded to one decimal, half up, before it is multiplied by ten.

    Percentiles among 18 earlier scores and these; equal scores have the mean of their ranks.
    """
    ev = evaluated("nih", "2026")
    due = {u: row for u, row in expected("nih").items() if row["score"]}
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        u: (Fraction(row["score"]), int(row["rank"])) for u, row in due.items()
    }
    assert ev.percentiles == {u: int(row["percentile"]) for u, row in due.items()}


def test_budget_performance() -> None:
    """Half-open bands on the score as it is, and bands on whole points: 89.5 is good, or excellent."""
    due = expected("budget-performance")
    for edition, column in (("half-open", "tier_half_open"), ("whole-points", "tier_after_rounding")):
        found = table(evaluated("budget-performance", edition))
        assert {u: (s, t) for u, (s, _, t) in found.items()} == {
            u: (Fraction(r["score"]), r[column]) for u, r in due.items()
        }


def test_lots_at_the_edge() -> None:
    """Three applications share the last two places; the lots drawn decide, and nothing else ever does."""
    ev = evaluated("snsf", "2026")
    due = expected("snsf")
    assert {u: (r, t) for u, (_, r, t) in table(ev).items()} == {u: (int(r["rank"]), r["tier"]) for u, r in due.items()}
    assert {u: exact(ev, u) for u in due} == {u: Fraction(r["exact"]) for u, r in due.items()}


def test_a_tier_by_score_and_vote() -> None:
    """Two thirds of the votes cast, a quorum, at most three; a vote without a result that could change nothing."""
    ev = evaluated("tenure-vote", "2026")
    due = expected("tenure-vote")
    assert {u: (r, t) for u, (_, r, t) in table(ev).items()} == {u: (int(r["rank"]), r["tier"]) for u, r in due.items()}
    assert (ev.places["U03"].why, ev.places["U06"].why) == (("votes[1]",), ("quotas[1]",))
    vote = {**ev.rules.votes[0].model_dump(), "of": "valid"}
    valid = ev.replace(votes=[vote])  # U03: 7 of 10 are enough, so that U04 is the fourth
    assert [u for u, (_, _, t) in table(valid).items() if t == "promoted"] == ["U01", "U02", "U03"]
    vote |= {"of": "members", "majority": "simple"}
    members = ev.replace(votes=[vote])  # more than 7.5 of 15; U03 has 7, U05 has 9 and is fourth with U04: a lot
    assert members.undecided == {"U04": ("quotas[1]",), "U05": ("quotas[1]",)}


def test_a_unit_to_which_nothing_applies() -> None:
    """F17: all criteria of U06 are N/A: no score and no rank, a status, not 0; the others are ranked."""
    ev = evaluated("hackathon", "2026")
    due = expected("hackathon")
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        u: (Fraction(row["score"]), int(row["rank"])) for u, row in due.items()
    }
    assert {u: exact(ev, u) for u in due} == {u: Fraction(row["exact"]) for u, row in due.items()}
    assert ev.complete
    roster = ev.record.roster.set_index("unit")
    assert roster.loc["U06", ["takes_part", "reason"]].tolist() == [False, "unassessed"]
    assert [(n.kind, n.value) for n in ev.record.notes] == [("unassessed", "U06")]
