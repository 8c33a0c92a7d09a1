"""Average deviation: how far, in points, ratings of one unit lie from their middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.agreement.ratings import Ratings, Source, gather
from evalkit.statistics.agreement.results import Coefficient, nothing_to_compare
from evalkit.statistics.resampling import mean_over_units, slices

Floats = NDArray[np.float64]
Middle = Literal["mean", "median"]
_BLOCK = 1 << 18


@dataclass(frozen=True, kw_only=True, eq=False)
class AverageDeviation(Coefficient):
    """Average deviation index, in the unit of the ratings; 0 = the same rating from all.

    Attributes
    ----------
    middle
        ``mean`` (AD_M) or ``median`` (AD_Md).
    per_unit
        The index of each unit with two or more ratings.
    practical_limit
        Burke and Dunlap's limit of practical significance: a sixth of the number of values of the scale, times the
        distance between neighbours. None where the scale was not named or has unequal steps. A convention, no test.
    """

    middle: str
    per_unit: Floats
    practical_limit: float | None


def average_deviation(source: Source, *, middle: Middle = "mean", values: ArrayLike | None = None) -> AverageDeviation:
    """Return the average deviation index, averaged over units.

    Parameters
    ----------
    source
        Table with shape (U, R), NaN = not rated; or :class:`~evalkit.statistics.agreement.ratings.Ratings` with counts.
    middle
        What deviations are taken from: the mean or the median of a unit's ratings.
    values
        The whole scale; needed for `practical_limit`.

    Returns
    -------
    AverageDeviation
        Undefined because of ``no-ratings``, ``one-reviewer`` or ``no-pairs``. It is 0 where all ratings are the same.

    Notes
    -----
    AD_u = Σ_r |x_ur − middle_u|/m_u, in points, and the mean over units with two or more ratings, each weighing the
    same. It needs no variance between units: where units hardly differ, alpha and ICC are near 0 and this says how far
    reviewers are apart all the same. It does not take off what chance would give. Standard error: of a mean over units.

    References
    ----------
    Burke, M. J., & Dunlap, W. P. (2002). Estimating interrater agreement with the average deviation index: a user's
    guide. Organizational Research Methods, 5(2), 159-172. https://doi.org/10.1177/1094428102005002002

    Examples
    --------
    Deviations from the mean 3 are 1, 0 and 1 in the first unit, (1 + 0 + 1)/3; 0 in the second.

    >>> found = average_deviation([[2, 3, 4], [5, 5, 5]], values=[1, 2, 3, 4, 5])
    >>> round(found.estimate, 4), round(found.practical_limit, 4)
    (0.3333, 0.8333)
    """
    if middle not in ("mean", "median"):
        raise ValueError(f"`middle` must be 'mean' or 'median', got {middle!r}")
    ratings = gather(source, values)
    why_not = nothing_to_compare(ratings, least_units=1)
    per_unit = np.empty(0) if why_not else _deviations(ratings.with_at_least(2), middle)
    n = len(per_unit)
    return AverageDeviation(
        name=f"average-deviation-{middle}",
        estimate=float(per_unit.mean()) if n else None,
        middle=middle,
        per_unit=per_unit,
        practical_limit=None if values is None else _practical_limit(ratings.values),
        n_units=ratings.n_units,
        n_units_compared=ratings.n_units_compared,
        n_reviewers=ratings.n_reviewers,
        n_ratings=ratings.n_ratings,
        undefined_because=why_not,
        by_unit=mean_over_units(per_unit) if n else None,
        spread=lambda: float(per_unit.std(ddof=1) / np.sqrt(n)),
        df=n - 1,
        highest=None,
    )


def _deviations(pairable: Ratings, middle: Middle) -> Floats:
    counts, values = pairable.counts, pairable.values
    if counts is None or values is None:
        raise ValueError("`ratings` must count categories; gather them with categories=True")
    found = np.empty(len(counts))
    for rows in slices(len(counts), _BLOCK // len(values)):
        m = pairable.n[rows]
        centre = pairable.mean[rows] if middle == "mean" else _medians(counts[rows], m, values)
        distance = np.abs(values - centre[:, None])
        found[rows] = np.einsum("uv,uv->u", counts[rows], distance) / m
    return found


def _medians(counts: NDArray[np.unsignedinteger], m: NDArray[np.int64], values: Floats) -> Floats:
    cumulated = np.cumsum(counts, axis=1, dtype=np.int64)
    lower = np.argmax(cumulated >= ((m + 1) // 2)[:, None], axis=1)
    upper = np.argmax(cumulated >= (m // 2 + 1)[:, None], axis=1)
    middle: Floats = (values[lower] + values[upper]) / 2
    return middle


def _practical_limit(values: Floats | None) -> float | None:
    if values is None or len(values) < 2:
        return None
    steps = np.diff(values)
    return float(len(values) * steps[0] / 6) if np.allclose(steps, steps[0]) else None
