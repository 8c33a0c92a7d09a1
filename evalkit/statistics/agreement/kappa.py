"""Cohen's kappa, weighted or not: agreement beyond chance between two reviewers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.agreement.chance import ChanceCorrected
from evalkit.statistics.agreement.codes import Coded, encode
from evalkit.statistics.agreement.weights import Weights, agreement_weights, weighting_of
from evalkit.statistics.resampling import SumsOfUnits, ratio

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class CohenKappa(ChanceCorrected):
    """Cohen's kappa.

    Attributes
    ----------
    contingency
        Units by value of the first (rows) and the second reviewer (columns), shape (V, V).
    """

    contingency: NDArray[np.int64]


def cohen_kappa(
    table: ArrayLike | Coded, *, weights: Weights = "identity", values: ArrayLike | None = None
) -> CohenKappa:
    """Return Cohen's kappa of two reviewers.

    Parameters
    ----------
    table
        Shape (U, 2), NaN = not rated. Units that one of them did not rate are left out.
    weights
        See :func:`~evalkit.statistics.agreement_weights`. With ``quadratic`` weights kappa is Lin's concordance
        coefficient (with moments that divide by n).
    values
        The whole scale, where weights depend on it.

    Returns
    -------
    CohenKappa
        Undefined because of ``no-ratings``, ``no-pairs``, ``one-unit``, or ``no-variation`` where both reviewers gave
        all units the same value.

    Notes
    -----
    p_a = Σ_kl w_kl p_kl and p_e = Σ_kl w_kl p_k· p_·l. Standard error and normal interval: Fleiss, Cohen & Everitt
    (1969). Low where one value prevails, even with high agreement; a weighted kappa grows with the fineness of the
    scale, so compare only on one scale.

    References
    ----------
    Cohen, J. (1968). Weighted kappa. Psychological Bulletin, 70(4), 213-220. https://doi.org/10.1037/h0026256
    Fleiss, J. L., Cohen, J., & Everitt, B. S. (1969). Large sample standard errors of kappa and weighted kappa.
    Psychological Bulletin, 72(5), 323-327. https://doi.org/10.1037/h0028106

    Examples
    --------
    Cohen (1968), table 1, of 200 diagnoses: .492.

    >>> frequencies = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    >>> table = [(i, j) for i in range(3) for j in range(3) for _ in range(frequencies[i][j])]
    >>> round(cohen_kappa(table).estimate, 3)
    0.492
    """
    coded = encode(table, values)
    if coded.shape[1] != 2:
        raise ValueError(f"`table` must have two columns, one a reviewer, got {coded.shape[1]}")
    size = len(coded.values)
    rated = coded.codes != size
    both = rated.all(axis=1)
    first, second = coded.codes[both].astype(np.intp).T
    n = len(first)
    contingency = np.bincount(first * size + second, minlength=size * size).reshape(size, size)
    why_not = "no-ratings" if not rated.any() else "no-pairs" if n == 0 else "one-unit" if n == 1 else None
    estimate = observed = expected = None
    by_unit = spread = None
    if why_not is None:
        matrix = agreement_weights(weights, coded.values)
        p = contingency / n
        p_a = observed = float(np.sum(matrix * p))
        p_e = expected = float(p.sum(axis=1) @ matrix @ p.sum(axis=0))
        if 1 - p_e > 1e-12:
            kappa = estimate = (p_a - p_e) / (1 - p_e)
            by_unit = _by_unit(first, second, matrix)

            def spread() -> float:
                margins = (matrix @ p.sum(axis=0))[:, None] + p.sum(axis=1) @ matrix
                square = float(np.sum(p * (matrix - margins * (1 - kappa)) ** 2))
                return math.sqrt(max(0.0, square - (kappa - p_e * (1 - kappa)) ** 2) / n) / (1 - p_e)
        else:
            why_not = "no-variation"
    return CohenKappa(
        name="cohen-kappa",
        weighting=weighting_of(weights),
        estimate=estimate,
        observed=observed,
        expected=expected,
        contingency=contingency,
        n_units=n,
        n_units_compared=n,
        n_reviewers=2,
        n_ratings=2 * n,
        undefined_because=why_not,
        by_unit=by_unit,
        spread=spread,
        df=math.inf,
    )


def _by_unit(first: NDArray[np.intp], second: NDArray[np.intp], matrix: Floats) -> SumsOfUnits:
    size = len(matrix)
    one_hot = np.eye(size)

    def columns(rows: slice) -> Floats:
        a, b = first[rows], second[rows]
        return np.column_stack([np.ones(len(a)), matrix[a, b], one_hot[a], one_hot[b]])

    def formula(sums: Floats) -> Floats:
        p = sums[:, 1:] / sums[:, :1]
        p_e = np.einsum("bk,bk->b", p[:, 1 : 1 + size] @ matrix, p[:, 1 + size :])
        return ratio(p[:, 0] - p_e, 1 - p_e)

    return SumsOfUnits(len(first), 2 + 2 * size, columns, formula)
