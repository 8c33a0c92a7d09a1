"""Intraclass correlations of the crossed model: the numbers of complete tables, and intervals by the textbook."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import chi2

from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.crossed.icc_crossed import icc_crossed
from tests.statistics_models.dense import Dense

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)


def long(table: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    unit, reviewer = np.indices(table.shape)
    return unit.ravel(), reviewer.ravel(), table.ravel()


def test_complete_tables_have_the_mean_squares() -> None:
    """Shrout & Fleiss (1979), table 4: .29, .71, .62 and .91; REML of a complete table is the analysis of variance."""
    found, squares = icc_crossed(crossed_effects(*long(SHROUT_FLEISS)), 4), icc(SHROUT_FLEISS)
    names = ("agreement", "consistency", "agreement_average", "consistency_average")
    assert [round(getattr(found, n).estimate, 2) for n in names] == [0.29, 0.71, 0.62, 0.91]
    for name in names:
        one = getattr(found, name)
        assert one.estimate == pytest.approx(getattr(squares, name).estimate, abs=1e-6)
        assert (one.n_units, one.n_reviewers, one.n_ratings, one.undefined_because) == (6, 4, 24, None)
    assert found.agreement.form == "agreement" and found.consistency_average.ratings_averaged == 4


@pytest.mark.parametrize("form", ["agreement", "consistency"])
def test_profile_limits_are_where_the_criterion_rose(form: str) -> None:
    """By the covariance matrix spelled out: at both ends the best −2 log likelihood lies 3.84 above the optimum."""
    rng = np.random.default_rng(3)
    unit, reviewer = rng.integers(0, 12, 60), rng.integers(0, 6, 60)
    marks = 3 * rng.standard_normal(12)[unit] + 2 * rng.standard_normal(6)[reviewer] + 2 * rng.standard_normal(60)
    fit = crossed_effects(unit, reviewer, marks)
    interval = getattr(icc_crossed(fit), form).confidence_interval(0.9)
    assert interval is not None and 0 < interval.low < getattr(icc_crossed(fit), form).estimate < interval.high < 1
    dense = Dense([unit, reviewer], marks, [], True)

    def least(rho: float) -> float:
        def at(log_residual: float, log_ratio: float) -> float:
            residual = np.exp(log_residual)
            severe = residual * np.exp(log_ratio)
            others = residual + (severe if form == "agreement" else 0.0)
            return dense.criterion(np.array([rho / (1 - rho) * others, severe, residual]))

        def inner(log_ratio: float) -> float:
            return minimize_scalar(lambda v: at(v, log_ratio), bounds=(-2, 5), method="bounded").fun

        return float(minimize_scalar(inner, bounds=(-4, 4), method="bounded").fun)

    for limit in interval:
        assert least(limit) - fit.criterion == pytest.approx(chi2.ppf(0.9, 1), abs=1e-3)


def test_wald_is_near_the_profile_where_there_is_much() -> None:
    rng = np.random.default_rng(8)
    unit, reviewer = (c.ravel() for c in np.indices((150, 30)))
    kept = rng.random(len(unit)) < 0.4
    unit, reviewer = unit[kept], reviewer[kept]
    marks = 4 * rng.standard_normal(150)[unit] + rng.standard_normal(30)[reviewer] + 3 * rng.standard_normal(len(unit))
    found = icc_crossed(crossed_effects(unit, reviewer, marks), 5)
    for one in (found.agreement, found.consistency, found.agreement_average):
        assert one.confidence_interval(method="wald") == pytest.approx(one.confidence_interval(), abs=0.01)
    # Spearman and Brown: the interval of the mean of five is that of one, put through 5ρ/(1 + 4ρ).
    single, average = found.agreement.confidence_interval(), found.agreement_average.confidence_interval()
    assert single is not None
    assert average == pytest.approx([5 * limit / (1 + 4 * limit) for limit in single])


def test_units_that_do_not_differ() -> None:
    """The estimate is 0, the interval starts there, and the normal approximation has none."""
    rng = np.random.default_rng(1)
    unit, reviewer = (c.ravel() for c in np.indices((20, 5)))
    found = None
    for _ in range(20):
        found = icc_crossed(crossed_effects(unit, reviewer, rng.standard_normal(100)))
        if found.agreement.estimate == 0:
            break
    assert found is not None and found.agreement.estimate == 0
    interval = found.agreement.confidence_interval()
    assert interval is not None and interval.low == 0 < interval.high < 0.3
    assert found.agreement.confidence_interval(method="wald") is None


DEGENERATE = {
    "no-ratings": ([], [], []),
    "one-unit": ([1, 1, 1], [1, 2, 3], [1, 2, 3]),
    "one-reviewer": ([1, 2, 3], [1, 1, 1], [1, 2, 3]),
    "no-variation": ([1, 1, 2, 2], [1, 2, 1, 2], [5, 5, 5, 5]),
    "not-connected": ([1, 1, 2, 2, 1, 2], [1, 2, 3, 4, 1, 3], [1, 2, 3, 4, 2, 5]),
}


@pytest.mark.parametrize("reason", DEGENERATE)
def test_undefined_as_the_fit_is(reason: str) -> None:
    unit, reviewer, marks = DEGENERATE[reason]
    found = icc_crossed(crossed_effects(unit, reviewer, marks), 3)
    for one in (found.agreement, found.consistency, found.agreement_average, found.consistency_average):
        assert (one.estimate, one.undefined_because, one.confidence_interval()) == (None, reason, None)


def test_other_models_are_refused() -> None:
    unit, reviewer, marks = long(SHROUT_FLEISS)
    fit = crossed_effects(unit, reviewer, marks + np.arange(24) % 3, facets={"indicator": np.arange(24) % 2})
    with pytest.raises(ValueError, match="`fit` must have the components unit, reviewer and residual"):
        icc_crossed(fit)
