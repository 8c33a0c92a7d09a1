"""Gwet's AC1 and AC2: agreement beyond chance that does not collapse where nearly everything gets the same value."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.agreement.chance import Chance, ChanceCorrected, chance_corrected
from evalkit.statistics.agreement.ratings import Source, gather
from evalkit.statistics.agreement.weights import Weights, agreement_weights, weighting_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class GwetAC(ChanceCorrected):
    """Gwet's AC1 (identity weights) or AC2 (any other)."""


def gwet_ac(source: Source, *, weights: Weights = "identity", values: ArrayLike | None = None) -> GwetAC:
    """Return Gwet's AC1 or AC2.

    Parameters
    ----------
    source
        Table with shape (U, R), NaN = not rated; or :class:`~evalkit.statistics.agreement.ratings.Ratings` with counts.
    weights
        See :func:`~evalkit.statistics.agreement.weights.agreement_weights`; ``identity`` gives AC1.
    values
        The whole scale. The coefficient depends on its length q: a category that nobody chose counts.

    Returns
    -------
    GwetAC
        Undefined because of ``no-ratings``, ``one-reviewer``, ``no-pairs``, ``one-unit``, or ``no-variation`` where the
        scale has one value only.

    Notes
    -----
    p_e = T_w/(q (q − 1)) Σ_k π_k (1 − π_k) with T_w the sum of all weights. Missing ratings are left out; a unit with
    one rating counts for π alone. Where one category takes nearly all ratings, p_e is near 0 and the coefficient near
    p_a, whereas kappa and alpha are near 0: that is its purpose, and the reason why it must not be read as "reviewers
    tell units apart". The standard error takes the reviewers as given.

    References
    ----------
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British
    Journal of Mathematical and Statistical Psychology, 61(1), 29-48. https://doi.org/10.1348/000711006X126600
    Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.), ch. 4 and 5.

    Examples
    --------
    Krippendorff's data of 2011, with the value and standard error of Gwet's program:

    >>> _ = np.nan
    >>> table = [
    ...     [1, 1, _, 1],
    ...     [2, 2, 3, 2],
    ...     [3, 3, 3, 3],
    ...     [3, 3, 3, 3],
    ...     [2, 2, 2, 2],
    ...     [1, 2, 3, 4],
    ...     [4, 4, 4, 4],
    ...     [1, 1, 2, 1],
    ...     [2, 2, 2, 2],
    ...     [_, 5, 5, 5],
    ...     [_, _, 1, 1],
    ...     [_, _, 3, _],
    ... ]
    >>> ac1 = gwet_ac(table)
    >>> round(ac1.estimate, 5), round(ac1.standard_error, 5)
    (0.77544, 0.14295)
    """
    ratings = gather(source, values)
    scale = ratings.values if ratings.values is not None else np.empty(0)
    matrix = agreement_weights(weights, scale)
    chance = _chance(matrix)
    name = "gwet-ac1" if isinstance(weights, str) and weights == "identity" else "gwet-ac2"
    return replace(chance_corrected(GwetAC, name, ratings, matrix, chance), weighting=weighting_of(weights))


def _chance(matrix: Floats) -> Chance:
    q = len(matrix)
    if q < 2:
        # Two ratings on a scale of one value agree by necessity.
        return Chance(value=lambda shares: np.ones(len(shares)), gradient=np.zeros_like)
    factor = float(matrix.sum()) / (q * (q - 1))
    return Chance(
        value=lambda shares: factor * np.sum(shares * (1 - shares), axis=1),
        gradient=lambda shares: factor * (1 - 2 * shares),
    )
