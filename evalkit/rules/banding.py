"""Tiers on scaled scores: which tier a score falls into, and which scores fall into a tier. Exact by construction."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from evalkit.rules.models import Rules, Tier
from evalkit.rules.points import round_fraction, round_steps


def tier_numbers(steps: NDArray[np.int64], rules: Rules) -> NDArray[np.int64]:
    """Return the place of each score's tier in ``rules.tiers`` (0 = the highest).

    Parameters
    ----------
    steps
        Scores in steps of ``rules.scores.scale``, shape (n,), within the range of the scores.
    rules
        The score is rounded by ``rules.banding`` first; then it is compared with the cut-offs.

    Returns
    -------
    Integers from 0 to the number of tiers - 1, shape (n,).
    """
    scale = rules.scores.scale
    to_nearest, rounding = rules.rounded_to
    per_unit = scale.to_steps(to_nearest)
    rounded = round_steps(np.asarray(steps, dtype=np.int64), per_unit, rounding)
    ends = [scale.to_steps(cut_off) // per_unit for cut_off in rules.cut_offs]
    if rules.best == "lowest":
        # Ascending highest scores of all tiers but the last: as many tiers are missed as there are ends below a score.
        return np.searchsorted(np.array(ends, dtype=np.int64), rounded, side="left").astype(np.int64)
    # Ascending lower ends of all tiers but the lowest: the number of ends that a score reaches counts from the bottom.
    reached = np.searchsorted(np.array(ends[::-1], dtype=np.int64), rounded, side="right")
    return len(rules.tiers) - 1 - reached.astype(np.int64)


def place_of(score: Fraction, rules: Rules) -> int:
    """Return the place in ``rules.tiers`` of the tier of a score that need not be a whole number of steps."""
    to_nearest, rounding = rules.rounded_to
    rounded = round_fraction(score, Fraction(to_nearest), rounding)
    sign = 1 if rules.best == "highest" else -1
    reached = (i for i, cut_off in enumerate(rules.cut_offs) if sign * (rounded - Fraction(cut_off)) >= 0)
    return next(reached, len(rules.tiers) - 1)


def steps_of_tier(tier: Tier, rules: Rules) -> tuple[int, int]:
    """Return the lowest and the highest score, in steps, that the rules put into a tier."""
    everything = _every_score(rules)
    inside = everything[tier_numbers(everything, rules) == rules.tiers.index(tier)]
    return int(inside[0]), int(inside[-1])


def tier_starts(rules: Rules) -> tuple[NDArray[np.int64], list[int]]:
    """Return the least score, in steps, of each tier that a score can reach, ascending; and the tiers' places."""
    everything = _every_score(rules)
    places = tier_numbers(everything, rules)
    begins = np.flatnonzero(np.diff(places, prepend=len(rules.tiers)))
    return everything[begins], places[begins].tolist()


def _every_score(rules: Rules) -> NDArray[np.int64]:
    scale = rules.scores.scale
    return np.arange(scale.to_steps(rules.scores.min), scale.to_steps(rules.scores.max) + 1, dtype=np.int64)
