"""Weighted kappa of every pair of reviewers at once, by products of matrices; and Light's kappa, their mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.agreement.codes import BLOCK, Coded, encode
from evalkit.statistics.agreement.weights import Weights, agreement_weights
from evalkit.statistics.resampling import ratio, slices
from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class PairwiseKappa(Result):
    """Cohen's kappa of every pair of reviewers, over the units that both rated.

    Attributes
    ----------
    matrix
        Shape (R, R), symmetric; use :meth:`between` for a single pair, since undefined ones are NaN here.
    n_common
        Units that both rated, shape (R, R).
    """

    matrix: Floats
    n_common: NDArray[np.int64]

    def between(self, first: int, second: int) -> float | None:
        """Return the kappa of two reviewers, or None where it is undefined."""
        value = float(self.matrix[first, second])
        return None if np.isnan(value) else value

    def undefined_because(self, first: int, second: int) -> str | None:
        """Return ``no-pairs``, ``one-unit`` or ``no-variation`` where two reviewers have no kappa, else None."""
        if self.between(first, second) is not None:
            return None
        common = int(self.n_common[first, second])
        return "no-pairs" if common == 0 else "one-unit" if common == 1 else "no-variation"

    @property
    def light(self) -> float | None:
        """Light's kappa: the mean over all pairs for which kappa is defined; None where there is none.

        Light, R. J. (1971). Measures of response agreement for qualitative data. Psychological Bulletin, 76(5),
        365-377. https://doi.org/10.1037/h0031643
        """
        above = self.matrix[np.triu_indices(len(self.matrix), 1)]
        defined = above[~np.isnan(above)]
        return float(defined.mean()) if len(defined) else None


def pairwise_kappa(
    table: ArrayLike | Coded, *, weights: Weights = "identity", values: ArrayLike | None = None
) -> PairwiseKappa:
    """Return the kappa of every pair of reviewers.

    Parameters
    ----------
    table
        Shape (U, R), NaN = not rated.
    weights, values
        As in :func:`~evalkit.statistics.agreement.kappa.cohen_kappa`.

    Returns
    -------
    PairwiseKappa
        A reviewer with himself is left undefined, as ``no-pairs``.

    Notes
    -----
    Quadratic weights need only the first and second moments of each pair, κ = 2 s_xy/(s_x² + s_y² + (x̄ − ȳ)²), which
    is one product of matrices; any others need two products for each value of the scale, never the V × V table of each
    pair.

    Examples
    --------
    >>> found = pairwise_kappa([[1, 1, 2], [2, 2, 2], [1, 1, 1], [2, 1, 1]])
    >>> found.between(0, 1), found.between(1, 2), round(found.light, 3)
    (0.5, 0.5, 0.333)
    """
    coded = encode(table, values)
    if isinstance(weights, str) and weights == "quadratic":
        n, kappa = _by_moments(coded)
    else:
        n, kappa = _by_value(coded, agreement_weights(weights, coded.values))
    kappa[n < 2] = np.nan
    np.fill_diagonal(kappa, np.nan)
    common = n.astype(np.int64)
    np.fill_diagonal(common, 0)
    return PairwiseKappa(matrix=kappa, n_common=common)


def _by_moments(coded: Coded) -> tuple[Floats, Floats]:
    units, r = coded.shape
    # About the middle of the scale and in units of its range, so that nothing large is subtracted.
    low, high = (float(coded.values[0]), float(coded.values[-1])) if len(coded.values) else (0.0, 1.0)
    scaled = (coded.values - (low + high) / 2) / ((high - low) or 1.0)
    lookup = np.append(scaled, 0.0)
    moments = np.zeros((3 * r, 2 * r))
    for rows in slices(units, BLOCK // max(1, r)):
        codes = coded.codes[rows]
        x = lookup[codes]
        rated = (codes != len(coded.values)).astype(np.float64)
        moments += np.hstack([rated, x, x * x]).T @ np.hstack([rated, x])
    n = moments[:r, :r]
    divisor = np.maximum(n, 1)
    mean = moments[r : 2 * r, :r] / divisor
    variance = moments[2 * r :, :r] / divisor - mean**2
    covariance = moments[r : 2 * r, r:] / divisor - mean * mean.T
    return n, ratio(2 * covariance, variance + variance.T + (mean - mean.T) ** 2)


def _by_value(coded: Coded, matrix: Floats) -> tuple[Floats, Floats]:
    units, r = coded.shape
    size = len(matrix)
    identity = np.array_equal(matrix, np.eye(size))
    # Counts in a block are below 2²⁴ and so exact in single precision; weights need not be.
    dtype: type[Any] = np.float32 if identity else np.float64
    lookup = np.hstack([matrix, np.zeros((size, 1))])
    observed = np.zeros((r, r))
    margins = np.zeros((size, r, r))
    for rows in slices(units, BLOCK // max(1, r)):
        codes = coded.codes[rows]
        rated = (codes != size).astype(dtype)
        for v in range(size):
            chosen = (codes == v).astype(dtype)
            found = chosen.T @ np.hstack([chosen if identity else lookup[v][codes], rated])
            observed += found[:, :r]
            margins[v] += found[:, r:]
    n = margins.sum(axis=0)
    expected = np.zeros((r, r))
    weighted = np.tensordot(matrix, margins, axes=1)
    for v in range(size):
        expected += margins[v] * weighted[v].T
    divisor = np.maximum(n, 1)
    p_e = expected / divisor**2
    return n, ratio(observed / divisor - p_e, 1 - p_e)
