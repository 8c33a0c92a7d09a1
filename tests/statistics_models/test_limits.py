"""Profile limits, against two fits and against a grid: where reviewers hardly differ a search must not stay at 0."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from evalkit.statistics import CrossedEffects, crossed_effects, icc_crossed, random_intercepts

#: Eight units by two reviewers each; the interval of agreement raised ValueError.
MARKS = [58, 65, 67, 71, 69, 70, 70, 76, 82, 82, 69, 63, 66, 71, 69, 69]
ALLOWED = float(chi2.ppf(0.95, 1))


def panel(seed: int, units: int, reviewers: int, severity: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    unit, reviewer = np.indices((units, reviewers)).reshape(2, -1)
    error = rng.normal(0, 3, units * reviewers)
    return unit, reviewer, 70 + rng.normal(0, 5, units)[unit] + rng.normal(0, severity, reviewers)[reviewer] + error


def excess(fit: CrossedEffects, theta: float) -> float:
    """By how much the best −2 log likelihood on a grid of λ_r lies above the optimum, log odds of agreement held."""
    assert fit._likelihood is not None and fit.criterion is not None
    ratios = [np.array([np.exp(theta) * (1 + r), r]) for r in np.exp(np.linspace(-12, 8, 201))]
    points = [fit._likelihood.at(r) for r in ratios]
    return min(p.criterion for p in points if p is not None) - fit.criterion


def test_agreement_has_two_minima() -> None:
    """A low correlation is units that hardly differ or reviewers who differ much: the grid finds the same ends."""
    fit = crossed_effects(np.repeat(np.arange(8), 2), [0, 1] * 8, MARKS)
    interval = icc_crossed(fit).agreement.confidence_interval()
    assert interval is not None and 0 < interval.low < interval.high < 1
    for end in interval:
        assert excess(fit, float(np.log(end / (1 - end)))) == pytest.approx(ALLOWED, abs=0.02)


@pytest.mark.parametrize(("units", "reviewers"), [(40, 2), (30, 3), (20, 2)])
def test_intervals_of_agreement_are_there(units: int, reviewers: int) -> None:
    """For seeds of which a third raised ValueError before."""
    for seed in range(3):
        found = icc_crossed(crossed_effects(*panel(seed, units, reviewers, 0.5)))
        for one in (found.agreement, found.consistency):
            interval = one.confidence_interval()
            assert interval is not None and one.estimate is not None
            assert 0 <= interval.low <= one.estimate <= interval.high <= 1


def test_lower_limit_is_0_where_two_fits_do_not_reject_0() -> None:
    """The likelihood ratio against 0 is what the models with and without reviewers differ by."""
    rejected = 0
    for seed in range(12):
        unit, reviewer, marks = panel(seed, 20, 5, 0.8)
        fit, without = crossed_effects(unit, reviewer, marks), random_intercepts({"unit": unit}, marks)
        assert fit.criterion is not None and without.criterion is not None
        interval = fit.confidence_interval("reviewer")
        assert interval is not None
        assert (interval.low > 0) == (without.criterion - fit.criterion > ALLOWED), seed
        rejected += interval.low > 0
    assert 0 < rejected < 12
