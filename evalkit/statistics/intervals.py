"""Confidence intervals: what one is, which levels are allowed, and the one that Student's t gives."""

from __future__ import annotations

from typing import NamedTuple

from scipy import stats


class ConfidenceInterval(NamedTuple):
    """The two ends of a confidence interval."""

    low: float
    high: float


def level_iv(confidence_level: float) -> float:
    """Return the level, or raise ValueError where it is not between 0 and 1."""
    if not 0 < confidence_level < 1:
        raise ValueError(f"`confidence_level` must be between 0 and 1, got {confidence_level}")
    return float(confidence_level)


def t_interval(
    estimate: float, standard_error: float, df: float, confidence_level: float, *, highest: float | None = 1.0
) -> ConfidenceInterval:
    """Return estimate ± t·SE with `df` degrees of freedom, cut at the highest value that the coefficient can take."""
    half = float(stats.t.ppf((1 + level_iv(confidence_level)) / 2, df)) * standard_error
    high = estimate + half
    return ConfidenceInterval(estimate - half, high if highest is None else min(highest, high))
