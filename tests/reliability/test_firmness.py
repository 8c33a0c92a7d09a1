"""How firm tiers are: the smallest changes by brute force, probabilities by drawing, boundaries by rounding."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import evalkit
from evalkit.reliability import Consistency
from evalkit.reliability.firmness import FIRM, Firmness, assumed, boundaries, curve
from evalkit.review.ballots import UNDECIDED
from evalkit.rules.banding import tier_numbers
from evalkit.rules.points import round_fraction
from evalkit.scoring import Evaluation


@pytest.fixture(scope="module")
def ev() -> Evaluation:
    return evalkit.load("demo", "2025").evaluate()


@pytest.fixture(scope="module")
def found(ev: Evaluation) -> Consistency:
    return Consistency(ev)


@pytest.fixture(scope="module")
def firm(found: Consistency) -> Firmness:
    return found.firmness


SEEN: dict[Fraction, str] = {}


def tier_of(points: Fraction, ev: Evaluation) -> str:
    """Round to the step, then to what is banded, by the rules of the demonstration; each score once."""
    if points not in SEEN:
        SEEN[points] = banded(points, ev)
    return SEEN[points]


def banded(points: Fraction, ev: Evaluation) -> str:
    assert ev.rules.review.final is not None
    steps = round_fraction(points, Fraction(ev.rules.scores.step), ev.rules.review.final.score_rule)
    steps = steps / Fraction(ev.rules.scores.step)
    return ev.rules.tiers[int(tier_numbers(np.array([int(steps)]), ev.rules)[0])].id


def trimmed(marks: list[int]) -> Fraction:
    """The mean without the highest and the lowest."""
    kept = sorted(marks)[1:-1]
    return Fraction(sum(kept), len(kept))


def test_smallest_changes_by_brute_force(ev: Evaluation, found: Consistency) -> None:
    """All 98 units: each reviewer left out, each mark set to each value, in fractions and loops.

    The demonstration takes the trimmed mean of each indicator, and what was decided stands.
    """
    assert ev.rules.review.final is not None and ev.rules.review.final.rule == "trimmed-mean"
    changes, official = found.smallest_changes.set_index("unit"), ev.results.set_index("unit")["score"]
    ballots = found.sheets.ballots
    low, high = ballots.ends.low, ballots.ends.low + ballots.ends.range
    step = Fraction(ballots.rules.mark_scale.step)
    for place, unit in enumerate(ballots.units):
        rows = np.flatnonzero(ballots.unit == place).tolist()
        fixed = [None if d == UNDECIDED else int(d) for d in ballots.decided[place]]
        free = [k for k, d in enumerate(fixed) if d is None and ballots.ends.scored[k]]

        def columns(used: list[int], free: list[int] = free) -> dict[int, list[int]]:
            return {k: [int(ballots.marks[r, k]) for r in used] for k in free}

        stood = sum(d for d, scored in zip(fixed, ballots.ends.scored, strict=True) if d is not None and scored)
        parts = {k: trimmed(marks) for k, marks in columns(rows).items()}
        total = stood + sum(parts.values())
        own = tier_of(step * total, ev)
        assert own == changes.loc[unit, "tier"]

        out = set()
        for row in rows:
            rest = columns([r for r in rows if ballots.reviewer[r] != ballots.reviewer[row]])
            if tier_of(step * (stood + sum(map(trimmed, rest.values()))), ev) != own:
                out.add(ballots.reviewers[ballots.reviewer[row]])
        told = changes.loc[unit, "left_out"]
        assert (set(told.split()) if isinstance(told, str) else set()) == out, unit

        least = None
        for k, marks in columns(rows).items():
            for at, before in enumerate(marks):
                for mark in range(int(low[k]), int(high[k]) + 1):
                    if least is None or abs(mark - before) < least:
                        moved = trimmed([*marks[:at], mark, *marks[at + 1 :]])
                        if tier_of(step * (total - parts[k] + moved), ev) != own:
                            least = abs(mark - before)
        told = changes.loc[unit, "mark_by"]
        assert (None if pd.isna(told) else abs(told)) == (None if least is None else float(step * least)), unit

        # Moving the cut-off is moving the score the other way; one point less changes nothing.
        score, by = Fraction(str(official[unit])), Fraction(changes.loc[unit, "cut_off_by"])
        assert changes.loc[unit, "cut_off_tier"] in {tier_of(score + by, ev), tier_of(score - by, ev)} - {own}
        less = by - Fraction(ev.rules.scores.step)
        assert {tier_of(score + less, ev), tier_of(score - less, ev)} == {own}


def test_boundaries_are_where_rounding_changes(ev: Evaluation) -> None:
    """Tiers from 85, 70 and 50 in whole points, half up: 84.5, 69.5 and 49.5."""
    edges, places = boundaries(ev.rules)
    assert (edges.tolist(), places) == ([49.5, 69.5, 84.5], [3, 2, 1, 0])


def test_probabilities_are_those_of_the_interval(ev: Evaluation, firm: Firmness) -> None:
    """Rows add up to 1; a tier of 97.5 % or more holds an end of the interval; firm is 90 %; least firm first."""
    np.testing.assert_allclose(firm.probabilities.sum(axis=1), 1)
    assert firm.table["probability"].is_monotonic_increasing and len(firm.table) == 98
    assert (firm.table["firm"] == (firm.table["probability"] >= FIRM)).all()
    edges, _ = boundaries(ev.rules)
    inside = [sum((edges > r.low) & (edges < r.high)) == 0 for r in firm.table.itertuples()]
    assert (firm.table["probability"][inside] >= 0.95 - 1e-9).all()
    assert firm.expected_wrong == pytest.approx(98 * (1 - firm.accuracy))
    assert firm.expected_wrong == pytest.approx(9.7, abs=0.3) and firm.consistency < firm.accuracy


def test_what_was_decided_is_certain(ev: Evaluation, found: Consistency) -> None:
    """The interval of a unit of which a share of the range was decided is narrower by that share."""
    table = found.firmness.table.set_index("unit")
    ballots = found.sheets.ballots
    ranges = np.where(ballots.ends.scored, ballots.ends.range, 0)
    share = ((ballots.decided != UNDECIDED) @ ranges) / ranges.sum()
    width = {u: table.loc[u, "high"] - table.loc[u, "low"] for u in table.index if table.loc[u, "high"] < 100}
    n_sheets = np.bincount(ballots.unit)
    plain = [w / (1 - share[k]) for k, u in enumerate(ballots.units) if (w := width.get(u)) and n_sheets[k] == 5]
    assert share.max() > 0 and np.ptp(plain) < 0.35 * np.mean(plain)


def test_scores_alone_need_an_assumption() -> None:
    """2019: the better the reliability that is assumed, the fewer tiers are wrong and the more are firm."""
    ev = evalkit.load("alliances", "2019").evaluate()
    frame = curve(ev)
    assert frame["reliability"].tolist() == [round(0.8 + 0.01 * k, 2) for k in range(20)]
    assert frame["expected_wrong"].is_monotonic_decreasing and frame["firm"].is_monotonic_increasing
    one = assumed(ev, 0.9)
    assert one.reliability == 0.9 and not set(one.table["unit"]) & ev.withheld
    shares = one.probabilities.sum(axis=1)
    np.testing.assert_allclose(shares, 1)
    assert frame.set_index("reliability").loc[0.9, "expected_wrong"] == pytest.approx(one.expected_wrong)


def test_an_edition_without_scores_has_no_curve() -> None:
    assert curve(evalkit.load("alliances", "2014").evaluate()).empty
