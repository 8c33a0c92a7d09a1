"""Do the parts of a scale measure one thing: Cronbach's alpha, and McDonald's omega of one factor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]

#: The least share of an item's variance that is its own, as R's ``factanal`` takes it.
_LEAST = 0.005


@dataclass(frozen=True, eq=False)
class ScaleReliability(Result):
    """How far a sum of items measures what they have in common.

    Attributes
    ----------
    alpha
        Cronbach's, of the items as they are added; None where there are fewer than two that vary.
    omega
        (Σλ)² / ((Σλ)² + Σψ) of one factor with loadings λ and own variances ψ, by maximum likelihood (McDonald 1999,
        Test theory, ch. 6); None with fewer than three items: then one factor is not determined.
    loadings
        Of the items divided by their standard deviations, −1 to 1; None with `omega`.
    at_limit
        Whether an item is the factor itself but for the least own variance allowed (a Heywood case): `omega` and
        `loadings` are then not to be relied on.
    n_units, n_items
        Units, and items that vary.
    """

    alpha: float | None
    omega: float | None
    loadings: Floats | None
    at_limit: bool
    n_units: int
    n_items: int


def scale_reliability(items: ArrayLike) -> ScaleReliability:
    """Return alpha and omega of a sum of items.

    Parameters
    ----------
    items
        What each unit has on each item, as it is added, shape (units, items). Items that do not vary are left out.

    Notes
    -----
    Alpha is at most omega's value where all items load alike, below it where they do not; both take what items have in
    common for what is meant. With halo they are high for that reason alone.

    Examples
    --------
    >>> found = scale_reliability([[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 3, 5], [5, 5, 4]])
    >>> round(found.alpha, 3), found.n_items
    (0.88, 3)
    """
    x = np.asarray(items, dtype=float)
    if x.ndim != 2 or not np.isfinite(x).all():
        raise ValueError(f"`items` must be a table of finite numbers, units by items, got shape {x.shape}")
    n = len(x)
    covariance = np.atleast_2d(np.cov(x, rowvar=False)) if n > 1 else np.zeros((x.shape[1], x.shape[1]))
    return _of(covariance, n)


def scale_reliability_of(covariance: ArrayLike, n_units: int) -> ScaleReliability:
    """Return alpha and omega from the covariances (or correlations) of items.

    Parameters
    ----------
    covariance
        Shape (items, items), symmetric.
    n_units
        Of how many units.

    Examples
    --------
    With three items one factor fits exactly: λ₁² = r₁₂ r₁₃ / r₂₃.

    >>> found = scale_reliability_of([[1, 0.72, 0.63], [0.72, 1, 0.56], [0.63, 0.56, 1]], 100)
    >>> found.loadings.round(3).tolist()
    [0.9, 0.8, 0.7]
    """
    return _of(np.asarray(covariance, dtype=float), n_units)


def _of(covariance: Floats, n_units: int) -> ScaleReliability:
    varies = np.diagonal(covariance) > 0
    s = covariance[np.ix_(varies, varies)]
    k = len(s)
    if k < 2 or s.sum() <= 0:
        return ScaleReliability(None, None, None, False, n_units, k)
    alpha = float(k / (k - 1) * (1 - np.trace(s) / s.sum()))
    if k < 3 or n_units <= k:
        return ScaleReliability(alpha, None, None, False, n_units, k)
    sd = np.sqrt(np.diagonal(s))
    loadings, own = _one_factor(s / np.outer(sd, sd))
    common = float((loadings @ sd) ** 2)
    omega = common / (common + float(own @ sd**2))
    full = np.full(len(covariance), np.nan)
    full[varies] = loadings
    return ScaleReliability(alpha, omega, full, bool((own <= _LEAST * 1.001).any()), n_units, k)


def _one_factor(r: Floats) -> tuple[Floats, Floats]:
    """Return loadings and own variances by maximum likelihood (Jöreskog 1967), of a matrix of correlations.

    Given the own variances, the loadings follow from the largest eigenvalue; only the former are searched for.
    """

    def solved(own: Floats) -> tuple[Floats, Floats]:
        root = np.sqrt(own)
        values, vectors = np.linalg.eigh(r / np.outer(root, root))
        return values, root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))

    def discrepancy(logs: Floats) -> tuple[float, Floats]:
        own = np.exp(logs)
        values, loadings = solved(own)
        rest = np.maximum(values[:-1], 1e-12)
        fitted = np.outer(loadings, loadings) + np.diag(own) - r
        return float(np.sum(rest - np.log(rest) - 1)), np.diagonal(fitted) / own

    start = np.log(np.clip(1 / np.diagonal(np.linalg.pinv(r)), 0.05, 0.95))
    found = optimize.minimize(
        discrepancy, start, jac=True, method="L-BFGS-B", bounds=[(np.log(_LEAST), 0.0)] * len(r),
        options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 1000},
    )  # fmt: skip
    own = np.exp(found.x)
    loadings = solved(own)[1]
    return loadings * (1 if loadings.sum() >= 0 else -1), own
