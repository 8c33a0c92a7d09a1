"""Severity by least squares: reviewers and units as fixed effects, nothing shrunken, exact t-tests.

Only comparisons within units count. With w_u the counts of unit u by reviewer and n_u their sum, the normal equations
of the severities τ after the units are eliminated are A τ = b with A = Σ_u (diag(w_u) − w_u w_uᵀ / n_u), the Laplacian
of the panel: singular by one where it is connected, so that severities are given against their mean. Scheffé (1959),
The Analysis of Variance, § 4.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import linalg, sparse
from scipy.sparse import csgraph
from scipy.stats import t

from evalkit.statistics.crossed.connectivity import Connectivity, of_factors
from evalkit.statistics.crossed.sums import Factor, Floats, crosstab, factor
from evalkit.statistics.intervals import ConfidenceInterval, level_iv
from evalkit.statistics.shown import Result

#: Least squares takes a table of reviewers by reviewers; up to here it fits into memory and takes seconds.
MOST_REVIEWERS = 3_000
#: Share of the squares below which a residual is rounding, as in the criterion of the crossed model.
_ROUNDING = 1e-13


@dataclass(frozen=True, eq=False)
class Within:
    """Least squares of several responses on reviewers and units.

    Attributes
    ----------
    laplacian_inverse
        A⁺, shape (R, R); times the residual variance it is the covariance of the severities.
    severity
        τ against the mean of the panel, shape (R, q).
    residuals
        Shape (N, q).
    df
        N minus the rank of the model.
    """

    laplacian_inverse: Floats
    severity: Floats
    residuals: Floats
    df: int


def within_units(units: Factor, reviewers: Factor, responses: Floats) -> Within:
    """Fit responses of shape (N, q); the panel may fall apart (then severities are against the mean of each part)."""
    inverse, rank = _of_panel(
        units.codes.tobytes(), reviewers.codes.tobytes(), units.codes.dtype.str, units.size, reviewers.size
    )
    n_units = units.counts.astype(float)
    means = _sums(units, responses) / n_units[:, None]
    right = _sums(reviewers, responses - means[units.codes])
    severity = inverse @ right
    explained = severity[reviewers.codes]
    residuals = responses - explained
    residuals -= (_sums(units, residuals) / n_units[:, None])[units.codes]
    return Within(inverse, severity, residuals, len(responses) - units.size - rank)


@lru_cache(maxsize=2)
def _of_panel(unit: bytes, reviewer: bytes, dtype: str, n_units: int, n_reviewers: int) -> tuple[Floats, int]:
    """Return A⁺ and its rank of a panel, who marked what given as bytes: every question asks it of the same panel.

    A falls into the parts of the panel, and so does its inverse. In a part of n reviewers 1/√n is the one vector that A
    takes to 0; with J/n, which takes it to itself, A is regular, and (A + J/n)⁻¹ − J/n is the inverse sought.
    """
    rows, columns = (np.frombuffer(codes, dtype=dtype) for codes in (unit, reviewer))
    met = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(n_units, n_reviewers)).tocsr()
    scaled = sparse.diags_array(1 / np.sqrt(met.sum(axis=1))) @ met
    laplacian = sparse.csr_array(sparse.diags_array(met.sum(axis=0)) - scaled.T @ scaled)
    count, part = csgraph.connected_components(sparse.csr_array(met.T @ met), directed=False)
    inverse = np.zeros((n_reviewers, n_reviewers))
    order = np.argsort(part, kind="stable")
    for members in np.split(order, np.cumsum(np.bincount(part, minlength=count))[:-1]):
        n = len(members)
        if n > 1:
            own = laplacian[members][:, members].toarray() + 1 / n
            inverse[np.ix_(members, members)] = linalg.inv(own, overwrite_a=True, check_finite=False) - 1 / n
    inverse.flags.writeable = False
    return inverse, n_reviewers - count


def pseudo_inverse(matrix: Floats) -> tuple[Floats, int]:
    """Return the Moore–Penrose inverse of a symmetric positive semi-definite matrix, and its rank."""
    values, vectors = np.linalg.eigh(matrix)
    keep = values > 1e-9 * max(float(values[-1]), 1e-300) if len(values) else np.zeros(0, dtype=bool)
    kept = vectors[:, keep]
    return (kept / values[keep]) @ kept.T, int(keep.sum())


@dataclass(frozen=True, eq=False)
class LeastSquaresSeverity(Result):
    """Severities and adjusted scores that borrow nothing from the panel.

    Attributes
    ----------
    reviewers, units
        Labels, sorted.
    severity, standard_error
        Against the mean of the reviewers, in points, shape (R,); above 0 is lenient. Empty where undefined.
    covariance
        Of the severities, shape (R, R).
    adjusted, adjusted_standard_error
        Score of each unit had the average reviewer marked it, shape (U,).
    residual_variance, df
        Of a single mark, and its degrees of freedom; None and 0 where undefined.
    n_units, n_reviewers, n_ratings
        What was used.
    connectivity
        How the panel hangs together.
    undefined_because
        Why there is no estimate, or None.
    """

    reviewers: NDArray[Any]
    units: NDArray[Any]
    severity: Floats
    standard_error: Floats
    covariance: Floats
    adjusted: Floats
    adjusted_standard_error: Floats
    residual_variance: float | None
    df: int
    n_units: int
    n_reviewers: int
    n_ratings: int
    connectivity: Connectivity
    undefined_because: str | None

    def confidence_interval(self, position: int, confidence_level: float = 0.95) -> ConfidenceInterval | None:
        """Return the t-interval of the severity of the reviewer at a position of `reviewers`."""
        if self.undefined_because is not None:
            return None
        reach = float(t.ppf(0.5 + level_iv(confidence_level) / 2, self.df)) * float(self.standard_error[position])
        return ConfidenceInterval(float(self.severity[position]) - reach, float(self.severity[position]) + reach)


def least_squares_severity(unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike) -> LeastSquaresSeverity:
    """Estimate severities by least squares.

    Parameters
    ----------
    unit, reviewer, values
        As in :func:`evalkit.statistics.crossed.effects.crossed_effects`.

    Notes
    -----
    Unbiased however units were given to reviewers, where the model without shrinkage suffices; the price is a larger
    error for those who rated little. Units that a single reviewer rated add nothing.

    Examples
    --------
    >>> found = least_squares_severity([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 3, 4, 6, 6, 9])
    >>> [round(float(x), 4) for x in found.severity], [round(float(x), 4) for x in found.standard_error]
    ([-1.1667, 1.1667], [0.1667, 0.1667])
    """
    marks = np.asarray(values, dtype=float)
    keep = np.isfinite(marks)
    units, reviewers = factor("unit", unit, keep), factor("reviewer", reviewer, keep)
    marks = marks[keep]
    linked = of_factors(units, reviewers)
    because = None
    if units.size < 2:
        because = "one-unit"
    elif reviewers.size < 2:
        because = "one-reviewer"
    elif not linked.connected:
        because = "not-connected"
    elif reviewers.size > MOST_REVIEWERS:
        because = "too-many-reviewers"
    nothing = np.zeros(0)
    if because is None:
        centre = float(marks.mean())
        fit = within_units(units, reviewers, (marks - centre)[:, None])
        # What rounding leaves of a model that explains every mark is no residual.
        if fit.df > 0 and float(np.sum(fit.residuals**2)) > _ROUNDING * float(np.sum((marks - centre) ** 2)):
            return _filled(linked, units, reviewers, marks - centre, centre, fit)
        because = "no-residual"
    return LeastSquaresSeverity(
        reviewers=reviewers.levels,
        units=units.levels,
        severity=nothing,
        standard_error=nothing,
        covariance=np.zeros((0, 0)),
        adjusted=nothing,
        adjusted_standard_error=nothing,
        residual_variance=None,
        df=0,
        n_units=units.size,
        n_reviewers=reviewers.size,
        n_ratings=len(marks),
        connectivity=linked,
        undefined_because=because,
    )


def _filled(
    linked: Connectivity, units: Factor, reviewers: Factor, marks: Floats, centre: float, fit: Within
) -> LeastSquaresSeverity:
    variance = float(np.sum(fit.residuals**2)) / fit.df
    severity = fit.severity[:, 0]
    covariance = variance * fit.laplacian_inverse
    # A unit's mean is independent of all comparisons within units, hence of the severities.
    table = sparse.csr_array(crosstab(units, reviewers)).astype(float)
    share = sparse.diags_array(1 / units.counts) @ table
    adjusted = np.bincount(units.codes, marks, units.size) / units.counts - share @ severity
    spread = np.asarray((share @ covariance) * share.toarray()).sum(axis=1)
    return LeastSquaresSeverity(
        reviewers=reviewers.levels,
        units=units.levels,
        severity=severity,
        standard_error=np.sqrt(np.diagonal(covariance)),
        covariance=covariance,
        adjusted=adjusted + centre,
        adjusted_standard_error=np.sqrt(variance / units.counts + spread),
        residual_variance=variance,
        df=fit.df,
        n_units=units.size,
        n_reviewers=reviewers.size,
        n_ratings=len(marks),
        connectivity=linked,
        undefined_because=None,
    )


def _sums(f: Factor, columns: Floats) -> Floats:
    result = np.empty((f.size, columns.shape[1]))
    for j in range(columns.shape[1]):
        result[:, j] = np.bincount(f.codes, columns[:, j], f.size)
    return result
