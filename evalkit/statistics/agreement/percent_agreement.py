"""Percent agreement: how often two reviewers of the same unit agree, chance or no chance."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from evalkit.statistics.agreement.chance import Chance, ChanceCorrected, chance_corrected
from evalkit.statistics.agreement.ratings import Source, gather
from evalkit.statistics.agreement.weights import Weights, agreement_weights, weighting_of


@dataclass(frozen=True, kw_only=True, eq=False)
class PercentAgreement(ChanceCorrected):
    """Share of pairs of ratings that agree, between 0 and 1."""


def percent_agreement(
    source: Source, *, weights: Weights = "identity", values: ArrayLike | None = None
) -> PercentAgreement:
    """Return the mean over units of the weighted share of agreeing pairs.

    Parameters
    ----------
    source
        Table with shape (U, R), NaN = not rated; or :class:`~evalkit.statistics.agreement.ratings.Ratings` with counts.
    weights
        See :func:`~evalkit.statistics.agreement.weights.agreement_weights`.
    values
        The whole scale, where weights depend on it.

    Returns
    -------
    PercentAgreement
        Undefined because of ``no-ratings``, ``one-reviewer`` or ``no-pairs``. It is 1 where all ratings are the same,
        which says nothing about whether reviewers would agree on units that differ.

    Notes
    -----
    p_a of Gwet (2014); every unit with two or more ratings weighs the same. Nothing is taken off for chance.

    Examples
    --------
    Pairs that agree: all of 1 in the first unit, 1 of 3 in the second.

    >>> percent_agreement([[1, 1, np.nan], [1, 1, 2]]).estimate.__round__(4)
    0.6667
    """
    ratings = gather(source, values)
    scale = ratings.values if ratings.values is not None else np.empty(0)
    chance = Chance(value=lambda shares: np.zeros(len(shares)), gradient=np.zeros_like)
    result = chance_corrected(
        PercentAgreement, "percent-agreement", ratings, agreement_weights(weights, scale), chance, least_units=1
    )
    return replace(result, weighting=weighting_of(weights))
