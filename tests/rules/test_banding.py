"""Tiers: every score of the range against plain comparisons of decimals, and the sums that binary floats get wrong."""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.edition import Rules, variant
from evalkit.rules.banding import steps_of_tier, tier_numbers
from evalkit.rules.points import RoundingRule
from evalkit.scoring import Evaluation

IN_DECIMAL = {"half-up": decimal.ROUND_HALF_UP, "half-even": decimal.ROUND_HALF_EVEN, "down": decimal.ROUND_DOWN}
ROUNDINGS: tuple[RoundingRule, ...] = ("half-up", "half-even", "down")


def rules_with(
    rules: Rules, step: str, to_nearest: str, rounding: RoundingRule, lowest: Sequence[str] = ("85", "70", "50", "0")
) -> Rules:
    """Return the rules of 2019 on another scale, with tiers that begin at `lowest`."""
    width = Decimal(to_nearest)
    tiers = []
    for i, start in enumerate(lowest):
        highest = Decimal(100) if i == 0 else Decimal(lowest[i - 1]) - width
        name = {"zh": f"等{i}", "en": f"Tier {i}"}
        tiers.append({"id": f"tier-{i}" if i else "high", "name": name, "lowest": Decimal(start), "highest": highest})
    return variant(
        rules,
        scores={"min": 0, "max": 100, "step": Decimal(step)},
        banding={"to_nearest": width, "rounding": rounding},
        tiers=tiers,
        publication={},
    )


def tier_by_hand(score: Decimal, rules: Rules) -> int:
    """Round by the decimal module, then compare with the lower ends from the top."""
    width = rules.banding.to_nearest
    rounded = (score / width).quantize(Decimal(1), IN_DECIMAL[rules.banding.rounding]) * width
    return next(i for i, tier in enumerate(rules.tiers) if rounded >= tier.lowest)


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize(
    ("step", "to_nearest"),
    [("1", "1"), ("1", "5"), ("0.5", "0.5"), ("0.5", "1"), ("0.01", "0.01"), ("0.01", "1"), ("0.01", "0.5")],
)
def test_every_score_against_plain_comparison(
    step: str, to_nearest: str, rounding: RoundingRule, ev2019: Evaluation
) -> None:
    rules = rules_with(ev2019.rules, step, to_nearest, rounding)
    scale = rules.scores.scale
    everything = np.arange(scale.to_steps(Decimal(100)) + 1)
    expected = [tier_by_hand(scale.to_points(int(s)), rules) for s in everything]
    assert tier_numbers(everything, rules).tolist() == expected
    for i, tier in enumerate(rules.tiers):
        inside = [s for s, e in enumerate(expected) if e == i]
        assert steps_of_tier(tier, rules) == (inside[0], inside[-1])


@pytest.mark.parametrize(
    ("score", "tiers"),
    # Cut-offs of section II.5 (85, 70, 50), to whole points: 84.5 is 85, 84, 84; 69.5: 70, 70, 69; 49.5: 50, 50, 49.
    [
        ("84.5", (0, 1, 1)),
        ("84.4", (1, 1, 1)),
        ("84.6", (0, 0, 1)),
        ("69.5", (1, 1, 2)),
        ("49.5", (2, 2, 3)),
        ("85", (0, 0, 0)),
    ],
)
def test_what_becomes_of_halves(score: str, tiers: tuple[int, int, int], ev2019: Evaluation) -> None:
    """The report prints no rule for 84.5; each of the three has its own answer."""
    for rounding, tier in zip(ROUNDINGS, tiers, strict=True):
        rules = rules_with(ev2019.rules, "0.1", "1", rounding)
        steps = np.array([rules.scores.scale.to_steps(Decimal(score))])
        assert tier_numbers(steps, rules).tolist() == [tier]


def test_a_weighted_sum_that_floats_get_wrong(ev2019: Evaluation) -> None:
    """Marks 56, 96, 69, 52 weighted .35, .3, .2, .15: 19.6 + 28.8 + 13.8 + 7.8 = 70, the lowest of its tier.

    In binary doubles (IEEE 754), added in this order, it is 69.99999999999999, one tier lower.
    """
    weights, marks = ("0.35", "0.3", "0.2", "0.15"), (56, 96, 69, 52)
    in_floats = 0.0
    for weight, mark in zip(weights, marks, strict=True):
        in_floats += float(weight) * mark
    assert in_floats < 70
    total = sum((Decimal(w) * m for w, m in zip(weights, marks, strict=True)), Decimal(0))
    rules = rules_with(ev2019.rules, "0.01", "0.01", "half-up")
    assert tier_numbers(np.array([rules.scores.scale.to_steps(total)]), rules).tolist() == [1]


@given(st.data())
def test_a_tier_never_falls_when_a_score_rises(ev2019: Evaluation, data: st.DataObject) -> None:
    """For any cut-offs, step and rounding."""
    cuts = sorted(data.draw(st.sets(st.integers(1, 99), min_size=1, max_size=6)), reverse=True)
    step = data.draw(st.sampled_from(["1", "0.5", "0.1"]))
    rules = rules_with(ev2019.rules, step, "1", data.draw(st.sampled_from(ROUNDINGS)), [*map(str, cuts), "0"])
    numbers = tier_numbers(np.arange(rules.scores.scale.to_steps(Decimal(100)) + 1), rules)
    assert (np.diff(numbers) <= 0).all()
    assert set(numbers.tolist()) == set(range(len(cuts) + 1))
    # Ends of the tiers join: each score lies in exactly one.
    ends = [steps_of_tier(tier, rules) for tier in reversed(rules.tiers)]
    assert ends[0][0] == 0 and ends[-1][1] == 100 / Fraction(step)
    assert all(low == high + 1 for (_, high), (low, _) in pairwise(ends))


def test_no_scores(ev2019: Evaluation) -> None:
    """An edition whose scores are all withheld asks for no tier."""
    assert tier_numbers(np.array([], dtype=np.int64), ev2019.rules).tolist() == []
