"""Standard errors and intervals of variance components."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.stats import chi2, norm

from evalkit.statistics.crossed.criterion import Criterion, Point
from evalkit.statistics.crossed.sums import Floats
from evalkit.statistics.intervals import ConfidenceInterval

#: log λ below which a factor plays no part, and above which the residual plays none.
_LOWEST, _HIGHEST = -30.0, 30.0
#: How many times the residual variance a variance may be before the likelihood is taken not to bound it.
_LARGEST = 1e6
#: A search over one or two ratios takes a dozen evaluations; where the likelihood is flat it would go on for ever.
_MOST_EVALUATIONS = 100


def log_covariance(criterion: Criterion, point: Point) -> Floats | None:
    """Covariance matrix of log variance: the active factors in their order, then the residual.

    The inverse of the observed information at the optimum; None where that is not positive definite.
    """
    size = len(point.active)
    hessian = np.empty((size + 1, size + 1))
    hessian[:size, :size] = -criterion.traces(point) + 2 * point.information / point.variance
    hessian[:size, :size] += np.diag(point.gradient)
    hessian[:size, size] = hessian[size, :size] = -point.residual_slope / point.variance
    hessian[size, size] = point.degrees
    values, vectors = np.linalg.eigh(hessian)
    if values[0] <= 1e-10 * values[-1]:
        return None
    covariance = 2 * (vectors / values) @ vectors.T
    # log σ_k² = log λ_k + log σ².
    add = np.eye(size + 1)
    add[:size, size] = 1.0
    result: Floats = add @ covariance @ add.T
    return result


def wald(variance: float, log_error: float, confidence_level: float) -> ConfidenceInterval:
    """Interval by the normal approximation on the log scale."""
    reach = float(norm.ppf(0.5 + confidence_level / 2)) * log_error
    return ConfidenceInterval(variance * float(np.exp(-reach)), variance * float(np.exp(reach)))


def profile(criterion: Criterion, point: Point, k: int | None, confidence_level: float) -> ConfidenceInterval | None:
    """Interval of a variance by the profile likelihood; None where the marks are too few to set an upper limit.

    Every value is in it that a likelihood-ratio test at level 1 − `confidence_level` does not reject. The lower limit
    of a factor's variance is 0 where 0 is not rejected.

    Parameters
    ----------
    criterion, point
        The likelihood and its optimum.
    k
        Position of the factor in `point.ratios`; None for the residual.
    confidence_level
        Between 0 and 1.
    """
    allowed = float(chi2.ppf(confidence_level, 1))
    estimate = point.variance if k is None else point.variance * float(point.ratios[k])
    start = np.log(np.maximum(point.ratios, 1e-8))

    def excess(variance: float) -> float:
        return _constrained(criterion, start, k, variance) - point.criterion - allowed

    if estimate > 0:
        low = estimate
        while excess(low) < 0 and low > 1e-10 * point.variance:
            low /= 2
        lower = 0.0 if excess(low) < 0 else _crossing(excess, low, min(2 * low, estimate))
        first = estimate
    else:
        lower, first = 0.0, 0.01 * point.variance
    high, largest = first, _LARGEST * max(first, point.variance)
    while excess(high) < 0:
        if high > largest:
            return None
        high *= 2
    return ConfidenceInterval(lower, _crossing(excess, high / 2 if high > first else 0.0, high))


def _crossing(excess: Callable[[float], float], low: float, high: float) -> float:
    """Root between two variances of which one is inside the interval and one outside."""
    if low == 0.0:
        low = 1e-10 * high
    return float(brentq(excess, low, high, xtol=1e-9 * high, rtol=1e-9))


def _constrained(criterion: Criterion, start: Floats, k: int | None, variance: float) -> float:
    """Least −2 log likelihood with one variance held at a value."""

    def evaluate(logs: Floats) -> tuple[float, Floats]:
        point = criterion.at(np.exp(logs))
        if point is None:
            return 1e300, np.zeros_like(logs)
        residual = variance if k is None else variance * float(np.exp(-logs[k]))
        value = point.log_determinant + point.degrees * float(np.log(2 * np.pi * residual)) + point.residual / residual
        slope = point.log_determinant_slope + point.residual_slope / residual
        if k is not None:
            slope[k] += point.residual / residual - point.degrees
        return value, slope

    found = minimize(
        evaluate,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(_LOWEST, _HIGHEST)] * len(start),
        options={"gtol": 1e-7, "maxfun": _MOST_EVALUATIONS},
    )
    return float(found.fun)
