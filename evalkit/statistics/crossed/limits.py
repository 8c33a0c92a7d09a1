"""Standard errors and intervals of variance components."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
#: Ratio times ratings a level below which a search does not start.
_LEAST = 0.05
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
    held = _Held(criterion, point, k)

    def excess(variance: float) -> float:
        return held.least(variance) - point.criterion - allowed

    if estimate > 0:
        lower = 0.0
        # Whether 0 is rejected is what the model without the factor says, not a limit of ever smaller variances.
        if k is None or excess(0.0) > 0:
            low = estimate
            while excess(low) < 0 and low > 1e-10 * point.variance:
                low /= 2
            lower = _crossing(excess, low, min(2 * low, estimate)) if excess(low) > 0 else 0.0
        first = estimate
    else:
        lower, first = 0.0, 0.01 * point.variance
    high, largest = first, _LARGEST * max(first, point.variance)
    while excess(high) < 0:
        if high > largest:
            return None
        high *= 2
    return ConfidenceInterval(lower, _crossing(excess, high / 2 if high > first else 0.0, high))


def starting_logs(criterion: Criterion, ratios: Floats) -> Floats:
    """Return log ratios to start a search from: those given, and where one is next to 0 what a rating could tell of.

    On the logarithmic scale the likelihood is flat near 0: a search that starts there stays there.
    """
    sums = criterion.sums
    per_level = np.array([sums.n_ratings / f.size for f in (sums.eliminated, *sums.others)])
    starts: Floats = np.log(np.maximum(ratios, _LEAST / per_level))
    return starts


def least_of(evaluate: Callable[[Floats], tuple[float, Floats]], starts: Sequence[Floats]) -> float:
    """Return the least value that searches over log ratios find, one from each start."""
    return min(
        float(
            minimize(
                evaluate,
                np.clip(start, _LOWEST, _HIGHEST),
                jac=True,
                method="L-BFGS-B",
                bounds=[(_LOWEST, _HIGHEST)] * len(start),
                options={"gtol": 1e-7, "ftol": 1e-10, "maxfun": _MOST_EVALUATIONS},
            ).fun
        )
        for start in starts
    )


def _crossing(excess: Callable[[float], float], low: float, high: float) -> float:
    """Root between two variances of which one is inside the interval and one outside."""
    if low == 0.0:
        low = 1e-10 * high
    return float(brentq(excess, low, high, xtol=1e-9 * high, rtol=1e-9))


class _Held:
    """The least −2 log likelihood with the variance of one factor (None: the residual) held at a value."""

    def __init__(self, criterion: Criterion, point: Point, k: int | None) -> None:
        self._criterion, self._point, self._k = criterion, point, k

    def least(self, variance: float) -> float:
        """Search from the variances of the optimum, the residual's included: a ratio follows its variance."""
        if variance == 0:
            return self._without()
        ratios = self._point.ratios.copy()
        start = starting_logs(self._criterion, ratios)
        if self._k is None:
            start += np.log(self._point.variance / variance)
        else:
            start[self._k] = np.log(variance / self._point.variance)
        return least_of(lambda logs: self._at(logs, variance), [start])

    def _without(self) -> float:
        """Return the least of the model that does not have the factor."""
        ratios = self._point.ratios.copy()
        others = [j for j in range(len(ratios)) if j != self._k]

        def evaluate(logs: Floats) -> tuple[float, Floats]:
            reduced = np.zeros(len(ratios))
            reduced[others] = np.exp(logs)
            at = self._criterion.at(reduced)
            return (1e300, np.zeros_like(logs)) if at is None else (at.criterion, at.gradient)

        if not others:
            at = self._criterion.at(np.zeros(1))
            return 1e300 if at is None else at.criterion
        return least_of(evaluate, [starting_logs(self._criterion, ratios)[others]])

    def _at(self, logs: Floats, variance: float) -> tuple[float, Floats]:
        k, point = self._k, self._criterion.at(np.exp(logs))
        if point is None:
            return 1e300, np.zeros_like(logs)
        residual = variance if k is None else variance * float(np.exp(-logs[k]))
        value = point.log_determinant + point.degrees * float(np.log(2 * np.pi * residual)) + point.residual / residual
        slope = point.log_determinant_slope + point.residual_slope / residual
        if k is not None:
            slope[k] += point.residual / residual - point.degrees
        return value, slope
