"""Effects of single levels at the optimum (severity of a reviewer, adjusted score of a unit) and their errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evalkit.statistics.crossed.criterion import Criterion, Point
from evalkit.statistics.crossed.sums import Factor, Floats, Ints
from evalkit.statistics.shown import Result

_BLOCK = 32_768


@dataclass(frozen=True, eq=False)
class FactorEffects(Result):
    """Predicted effects (BLUPs) of one random factor.

    Attributes
    ----------
    name
        The factor.
    levels
        Labels, shape (n_levels,).
    n_ratings
        Ratings of each level, shape (n_levels,).
    effect
        By how much marks at this level lie above the mean, other things equal, shrunken towards 0 the more, the fewer
        the ratings. For a reviewer: above 0 is lenient, below 0 severe.
    standard_error
        Root of the prediction error variance of `effect`; the uncertainty of the fixed effects is in it. None where
        the variance is estimated as 0: the estimate says that nobody differs, not how surely. ``predicted`` has it.
    conditional_sd
        The same with the fixed effects taken as known: what lme4 calls the conditional standard deviation, 0 where the
        variance is estimated as 0.
    adjusted, adjusted_standard_error
        Mean (at average fixed columns) plus effect, and its standard error. For a unit: its score had the average
        reviewer marked it. The error is None where `standard_error` is.
    """

    name: str
    levels: NDArray[Any]
    n_ratings: Ints
    effect: Floats
    standard_error: Floats | None
    conditional_sd: Floats
    adjusted: Floats
    adjusted_standard_error: Floats | None


def factor_effects(criterion: Criterion, point: Point) -> tuple[FactorEffects, ...]:
    """Return the effects of every random factor, the eliminated one first."""
    sums = criterion.sums
    n_random = len(point.columns)
    # Effects of the other factors and fixed coefficients on the scale of the marks.
    unscaled = np.append(point.scale, 1.0) * point.vector
    mean = -unscaled[n_random] + sums.centres[-1]
    spread = point.inverse * point.scale * point.scale[:, None]
    fixed_known = _fixed_known(spread, n_random)
    variance_of_mean = spread[n_random, n_random]

    results = [_eliminated(criterion, point, unscaled, mean, spread, fixed_known)]
    position = np.full(sums.n_other_levels, -1)
    position[point.columns] = np.arange(n_random)
    for k, f in enumerate(sums.others):
        where = position[sums.owner == k]
        if (where < 0).any():
            results.append(_nothing(f, mean))
            continue
        own = np.diagonal(spread)[where]
        total = own + 2 * spread[where, n_random] + variance_of_mean
        effect = -unscaled[where]
        results.append(
            FactorEffects(
                name=f.name,
                levels=f.levels,
                n_ratings=f.counts,
                effect=effect,
                standard_error=_root(point.variance * own),
                conditional_sd=_root(point.variance * np.diagonal(fixed_known)[where]),
                adjusted=mean + effect,
                adjusted_standard_error=_root(point.variance * total),
            )
        )
    return tuple(results)


def _eliminated(
    criterion: Criterion, point: Point, unscaled: Floats, mean: float, spread: Floats, fixed_known: Floats
) -> FactorEffects:
    sums, ratio, n_random = criterion.sums, float(point.ratios[0]), len(point.columns)
    f = sums.eliminated
    if ratio == 0:
        return _nothing(f, mean)
    shrink = ratio / (1 + ratio * sums.unit_counts)
    effect, own, known, total = (np.empty(f.size) for _ in range(4))
    for start in range(0, f.size, _BLOCK):
        rows = slice(start, min(start + _BLOCK, f.size))
        levels, fixed, c = sums.unit_levels[rows], sums.unit_fixed[rows], shrink[rows]
        if n_random < sums.n_other_levels:
            levels = levels[:, point.columns]
        effect[rows] = c * (levels @ unscaled[:n_random] + fixed @ unscaled[n_random:])
        lead = fixed[:, :-1]
        # tᵀ Q t with t = [levels, fixed] in blocks, so that sparse counts stay sparse.
        with_levels = levels @ spread[:n_random]
        with_fixed = lead @ spread[n_random:]
        on_levels = _row_products(levels, with_levels[:, :n_random] + 2 * with_fixed[:, :n_random])
        quadratic = on_levels + np.einsum("ij,ij->i", with_fixed[:, n_random:], lead)
        own[rows] = c + c**2 * quadratic
        known[rows] = c + c**2 * _row_products(levels, levels @ fixed_known)
        # The mean enters through its own variance and its covariance with what the effect was predicted from.
        along = with_levels[:, n_random] + with_fixed[:, n_random]
        total[rows] = own[rows] - 2 * c * along + spread[n_random, n_random]
    return FactorEffects(
        name=f.name,
        levels=f.levels,
        n_ratings=f.counts,
        effect=effect,
        standard_error=_root(point.variance * own),
        conditional_sd=_root(point.variance * known),
        adjusted=mean + effect,
        adjusted_standard_error=_root(point.variance * total),
    )


def _nothing(f: Factor, mean: float) -> FactorEffects:
    """Effects of a factor whose variance is estimated as 0: none, and how surely is not known."""
    zero = np.zeros(f.size)
    return FactorEffects(f.name, f.levels, f.counts, zero, None, zero, np.full(f.size, mean), None)


def _fixed_known(spread: Floats, n_random: int) -> Floats:
    cross = spread[:n_random, n_random:]
    known: Floats = spread[:n_random, :n_random] - cross @ np.linalg.solve(spread[n_random:, n_random:], cross.T)
    return known


def _row_products(levels: Any, dense: Floats) -> Floats:
    if isinstance(levels, np.ndarray):
        products: Floats = np.einsum("ij,ij->i", levels.astype(float), dense)
        return products
    # Only the cells that are there, row by row.
    rows = np.repeat(np.arange(levels.shape[0]), np.diff(levels.indptr))
    sums = np.bincount(rows, levels.data * dense[rows, levels.indices], levels.shape[0])
    return sums.astype(np.float64, copy=False)


def _root(variance: Floats) -> Floats:
    root: Floats = np.sqrt(np.maximum(variance, 0.0))
    return root
