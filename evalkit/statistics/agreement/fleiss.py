"""Fleiss' kappa: agreement beyond chance between reviewers who need not be the same for every unit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.agreement.chance import Chance, ChanceCorrected, chance_corrected, pass_over
from evalkit.statistics.agreement.ratings import Ratings, Source, gather
from evalkit.statistics.agreement.weights import Weights, agreement_weights, weighting_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class FleissKappa(ChanceCorrected):
    """Fleiss' kappa.

    Attributes
    ----------
    ratings
        What it was computed from.
    weights
        The matrix of weights, shape (V, V).
    """

    ratings: Ratings | None = field(default=None, repr=False)
    weights: Floats | None = field(default=None, repr=False)

    @cached_property
    def unit_agreement(self) -> Floats:
        """Weighted share of agreeing pairs in each unit with two or more ratings, p_a,i."""
        if self.ratings is None or self.weights is None or self.estimate is None:
            return np.empty(0)
        return pass_over(self.ratings.with_at_least(2), self.weights)[0]

    @cached_property
    def by_category(self) -> tuple[float | None, ...]:
        """Kappa of each value against all others together; None for a value that all ratings have, or none.

        κ_k = 1 − (Σ_i n_ik (m_i − n_ik)/(m_i − 1)) / (N p_k (1 − p_k)) over units with two or more ratings, N of them
        in all, of which the share p_k has value k (Fleiss 1971, eq. 22, for equal m_i).
        """
        if self.ratings is None or self.ratings.counts is None:
            return ()
        pairable = self.ratings.with_at_least(2)
        counts = np.asarray(pairable.counts, dtype=np.float64)
        m = pairable.n[:, None]
        p = counts.sum(axis=0) / max(1, pairable.n_ratings)
        different = np.sum(counts * (m - counts) / (m - 1), axis=0)
        chance = pairable.n_ratings * p * (1 - p)
        return tuple(1 - float(d / c) if c > 0 else None for d, c in zip(different, chance, strict=True))

    @cached_property
    def z(self) -> float | None:
        """Estimate over its standard error if agreement were by chance (Fleiss, Nee & Landis 1979).

        None where the coefficient is undefined or weighted, or units have different numbers of ratings.
        """
        if self.ratings is None or self.estimate is None or self.weights is None:
            return None
        n = self.ratings.n[self.ratings.n > 0]
        if (n != n[0]).any() or not np.array_equal(self.weights, np.eye(len(self.weights))):
            return None
        p = np.asarray(self.ratings.counts, dtype=np.float64).sum(axis=0) / n.sum()
        spread = float(np.sum(p * (1 - p)))
        skew = float(np.sum(p * (1 - p) * (1 - 2 * p)))
        variance = 2 * (spread**2 - skew) / (spread**2 * len(n) * n[0] * (n[0] - 1))
        return float(self.estimate / np.sqrt(variance))


def fleiss_kappa(source: Source, *, weights: Weights = "identity", values: ArrayLike | None = None) -> FleissKappa:
    """Return Fleiss' kappa, weighted and with missing ratings where need be.

    Parameters
    ----------
    source
        Table with shape (U, R), NaN = not rated; or :class:`~evalkit.statistics.agreement.ratings.Ratings` with counts.
    weights
        See :func:`~evalkit.statistics.agreement.weights.agreement_weights`; ``identity`` gives the coefficient of 1971.
    values
        The whole scale; categories that nobody chose change nothing but the weights.

    Returns
    -------
    FleissKappa
        Undefined because of ``no-ratings``, ``one-reviewer``, ``no-pairs``, ``one-unit``, or ``no-variation`` where all
        ratings are the same.

    Notes
    -----
    p_e = Σ_kl w_kl π_k π_l. Missing ratings are left out as in Gwet (2014); for equal numbers of ratings this is
    Fleiss' coefficient exactly. Like every kappa it is near 0 where nearly all ratings are the same, however well the
    reviewers agree.

    References
    ----------
    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5), 378-382.
    https://doi.org/10.1037/h0031619

    Examples
    --------
    The four first patients of Fleiss (1971), table 1, six psychiatrists each:

    >>> table = [[4] * 6, [2, 2, 2, 5, 5, 5], [2, 3, 3, 3, 3, 5], [5] * 6]
    >>> kappa = fleiss_kappa(table)
    >>> kappa.unit_agreement.round(2)
    array([1. , 0.4, 0.4, 1. ])
    """
    ratings = gather(source, values)
    scale = ratings.values if ratings.values is not None else np.empty(0)
    matrix = agreement_weights(weights, scale)
    chance = Chance(
        value=lambda shares: np.einsum("bk,bk->b", shares @ matrix, shares),
        gradient=lambda shares: 2 * matrix @ shares,
    )
    result = chance_corrected(FleissKappa, "fleiss-kappa", ratings, matrix, chance)
    return replace(result, ratings=ratings, weights=matrix, weighting=weighting_of(weights))
