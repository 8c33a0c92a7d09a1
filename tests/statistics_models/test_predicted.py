"""Predictions with the variances integrated out: by the covariance matrix spelled out, and by made-up panels."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from evalkit.statistics import crossed_effects, predicted
from tests.statistics_models.dense import Dense
from tests.statistics_models.test_limits import panel


@pytest.mark.parametrize("severity", [0.0, 3.0])
def test_against_dense_matrices(severity: float) -> None:
    """On a fine grid of √λ: exp(−criterion/2) and the prior, Henderson's equations, quantiles of 20,000 draws of t."""
    unit, reviewer, marks = panel(5, 7, 7, severity)
    fit = crossed_effects(unit, reviewer, marks)
    dense = Dense([unit, reviewer], marks, [], True)
    n = len(marks) - 1
    means, errors, weights = [], [], []
    for a in (np.arange(40) + 0.5) * 0.18:
        for b in (np.arange(60) + 0.5) * (0.12 if severity else 0.06):
            ratios = np.array([a**2, b**2, 1.0])
            # −2 log likelihood with σ² held at 1 is the log determinant and r²; σ² is profiled out by hand.
            v = dense.covariance(ratios)
            inverse = np.linalg.inv(v)
            x = dense.x
            beta = np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ marks)
            rest = marks - x @ beta
            squares = float(rest @ inverse @ rest)
            logs = np.linalg.slogdet(v)[1] + np.linalg.slogdet(x.T @ inverse @ x)[1] + n * np.log(squares)
            fixed, effects, covariance, _ = dense.predictions(ratios)
            means.append([effects[7], fixed[0] + effects[0]])
            both = np.zeros((2, len(covariance)))
            both[0, 8] = both[1, 0] = both[1, 1] = 1
            errors.append(np.sqrt(np.diagonal(both @ covariance @ both.T) * squares / n))
            weights.append(-logs / 2 - 0.5 * np.log(1 + 7 * a**2) - 0.5 * np.log(1 + 7 * b**2))
    share = np.exp(np.array(weights) - max(weights))
    rng = np.random.default_rng(1)
    drawn = rng.choice(len(share), 20_000, p=share / share.sum())
    draws = np.array(means)[drawn] + np.array(errors)[drawn] * stats.t.rvs(n, size=(20_000, 1), random_state=rng)
    for k, found in enumerate((predicted(fit, "reviewer"), predicted(fit, "unit", "adjusted"))):
        assert found is not None and found.integrated
        width = found.high[0] - found.low[0]
        np.testing.assert_allclose(
            [found.low[0], found.high[0]], np.quantile(draws[:, k], [0.025, 0.975]), atol=0.06 * width
        )
        assert found.estimate[0] == pytest.approx(draws[:, k].mean(), abs=0.03 * width)
        assert found.below([found.low[0], found.high[0]])[0] == pytest.approx([0.025, 0.975], abs=1e-6)


def test_a_variance_of_0_is_not_known_exactly() -> None:
    """Where reviewers seem not to differ at all the plug-in error is 0; the interval is not."""
    unit, reviewer, marks = panel(0, 20, 5, 0.0)
    fit = crossed_effects(unit, reviewer, marks)
    assert fit.component("reviewer").at_boundary
    found = predicted(fit, "reviewer")
    assert found is not None and (found.high - found.low > 0.5).all()


def test_combinations_have_the_covariance() -> None:
    """One level's weight gives its own effect; a difference is surer than independent errors would have it."""
    fit = crossed_effects(*panel(3, 20, 5, 2.0))
    single = predicted(fit, "reviewer")
    found = predicted(fit, "reviewer", weights=[[1, 0, 0, 0, 0], [1, -1, 0, 0, 0]])
    assert single is not None and found is not None
    assert found.estimate[0] == pytest.approx(single.estimate[0])
    assert found.standard_error[0] == pytest.approx(single.standard_error[0])
    assert found.standard_error[1] < np.hypot(*single.standard_error[:2])
    with pytest.raises(ValueError, match="`weights` combine effects of a factor"):
        predicted(fit, "unit", weights=np.eye(20))
    with pytest.raises(ValueError, match="`weights` must have 5 columns"):
        predicted(fit, "reviewer", weights=[[1.0]])


def test_no_fit_no_prediction() -> None:
    assert predicted(crossed_effects([1, 1], [1, 2], [3.0, 3.0]), "reviewer") is None
