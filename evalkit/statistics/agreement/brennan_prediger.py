"""Brennan and Prediger's coefficient: chance is every value of the scale being equally likely."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from evalkit.statistics.agreement.chance import Chance, ChanceCorrected, chance_corrected
from evalkit.statistics.agreement.ratings import Source, gather
from evalkit.statistics.agreement.weights import Weights, agreement_weights, weighting_of


@dataclass(frozen=True, kw_only=True, eq=False)
class BrennanPrediger(ChanceCorrected):
    """Brennan and Prediger's coefficient."""


def brennan_prediger(
    source: Source, *, weights: Weights = "identity", values: ArrayLike | None = None
) -> BrennanPrediger:
    """Return Brennan and Prediger's coefficient.

    Parameters
    ----------
    source
        Table with shape (U, R), NaN = not rated; or :class:`~evalkit.statistics.agreement.ratings.Ratings` with counts.
    weights
        See :func:`~evalkit.statistics.agreement.weights.agreement_weights`.
    values
        The whole scale. The coefficient depends on its length q, and grows with it: name the scale of the rubric rather
        than the values that occur.

    Returns
    -------
    BrennanPrediger
        Undefined because of ``no-ratings``, ``one-reviewer``, ``no-pairs``, ``one-unit``, or ``no-variation`` where the
        scale has one value only.

    Notes
    -----
    p_e = T_w/q² with T_w the sum of all weights. Missing ratings are left out. Standard error as in Gwet (2014).

    References
    ----------
    Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and alternatives. Educational and
    Psychological Measurement, 41(3), 687-699. https://doi.org/10.1177/001316448104100307

    Examples
    --------
    Two reviewers agree on 3 of 4 units; by chance on half of them: (3/4 − 1/2)/(1 − 1/2) = 1/2.

    >>> brennan_prediger([[1, 1], [0, 0], [1, 1], [0, 1]]).estimate
    0.5
    """
    ratings = gather(source, values)
    scale = ratings.values if ratings.values is not None else np.empty(0)
    matrix = agreement_weights(weights, scale)
    expected = float(matrix.mean()) if len(scale) else 1.0
    chance = Chance(value=lambda shares: np.full(len(shares), expected), gradient=np.zeros_like)
    result = chance_corrected(BrennanPrediger, "brennan-prediger", ratings, matrix, chance)
    return replace(result, weighting=weighting_of(weights))
