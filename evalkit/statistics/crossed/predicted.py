"""Intervals of severities and adjusted scores that hold in small panels: the variances are not taken as known.

A prediction's plug-in error is what it would be if the variance ratios were those estimated. With five reviewers they
are not, and where one is estimated as 0 the plug-in error is 0. Here the ratios are integrated out: given λ, an effect
follows Student's t around its prediction, on the degrees of freedom of the fit, and each λ counts by its restricted
likelihood (σ² integrated out under 1/σ², which makes it exp(−criterion/2)) times 1/√(1 + nλ) as a prior of √λ, n
being ratings a level. Far from 0 that is 1/√λ, under which the mean of R levels has Student's t on R − 1 degrees of
freedom, as in the textbook; near 0 it is flat. The interval is that of the mixture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special
from scipy.optimize import elementwise

from evalkit.statistics.crossed.criterion import Criterion, Point
from evalkit.statistics.crossed.levels import FactorEffects, factor_effects
from evalkit.statistics.crossed.result import CrossedEffects
from evalkit.statistics.crossed.sums import Floats
from evalkit.statistics.intervals import level_iv
from evalkit.statistics.shown import Result

What = Literal["effect", "adjusted"]

#: Points a factor of the grid, by how many factors there are.
_POINTS: Mapping[int, int] = {1: 24, 2: 12, 3: 7}
#: How far, in −2 log likelihood, the grid goes from the optimum; what weighs less than the last is left out.
_REACH, _LIGHT = 16.0, 1e-5
#: Above this many levels of all factors but the largest the ratios are as good as known, and the grid too dear.
_MOST_LEVELS = 200


@dataclass(frozen=True, eq=False)
class Predicted(Result):
    """Predictions with errors and intervals in which the variances are uncertain, too.

    Attributes
    ----------
    levels
        Labels, shape (n,); rows of `weights` where combinations were asked for.
    estimate, standard_error
        Mean and standard deviation, in points, shape (n,).
    low, high
        Ends of the interval, shape (n,).
    integrated
        Whether the variances were integrated out; else they were taken as estimated, there being enough levels or too
        many factors, and a variance estimated as 0 gives NaN.
    """

    levels: NDArray[Any]
    estimate: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    integrated: bool
    _mixture: tuple[Floats, Floats, Floats, int] = field(repr=False)

    def below(self, limits: ArrayLike, further: ArrayLike = 0.0) -> Floats:
        """Return the probability that each lies below some limits, shape (n, limits).

        Parameters
        ----------
        limits
            Shape (limits,), or (n, limits) where each has its own.
        further
            Standard error, shape () or (n,), of what is added: a new panel's mean instead of the truth, say.
        """
        share, means, errors, df = self._mixture
        scale = np.sqrt(errors**2 + np.asarray(further, dtype=float) ** 2)
        edges = np.broadcast_to(np.asarray(limits, dtype=float), (means.shape[1], np.shape(limits)[-1]))
        found: Floats = np.empty(edges.shape)
        for k in range(edges.shape[1]):
            found[:, k] = share @ special.stdtr(df, (edges[:, k] - means) / np.maximum(scale, 1e-300))
        return found


def predicted(
    fit: CrossedEffects,
    name: str,
    what: What = "effect",
    *,
    weights: ArrayLike | None = None,
    confidence_level: float = 0.95,
) -> Predicted | None:
    """Return the effects of a factor's levels, or combinations of them, with intervals; None where there is no fit.

    Parameters
    ----------
    fit
        Of :func:`~evalkit.statistics.crossed.effects.crossed_effects`.
    name
        A random factor.
    what
        ``effect`` (severity of a reviewer), or ``adjusted``: the mean and the effect (score of a unit had the average
        reviewer marked it).
    weights
        Rows of weights of the levels, shape (n, n_levels): for each row Σ weight × effect, such as what an adjustment
        adds to a unit's score. Not for the largest factor, and with ``effect`` only.
    confidence_level
        Between 0 and 1.

    Notes
    -----
    With two or three levels the distribution has a heavy tail; the grid ends where the likelihood is 1/3000 of its
    best, and how far it goes is then part of the answer: take such intervals as wide, not as exact.

    Examples
    --------
    The judges of Shrout & Fleiss (1979), table 2; with four of them ± 1.96 plug-in errors would be [1.2, 6.1] for the
    first:

    >>> from evalkit.statistics import crossed_effects
    >>> marks = [9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7]
    >>> fit = crossed_effects([u for u in range(6) for _ in range(4)], [0, 1, 2, 3] * 6, marks)
    >>> found = predicted(fit, "reviewer")
    >>> bool(found.low[0] < fit.effects("reviewer").effect[0] < found.high[0]), found.integrated
    (True, True)
    """
    level = level_iv(confidence_level)
    if fit._likelihood is None or fit._optimum is None:
        return None
    criterion, point = fit._likelihood, fit._optimum
    rows = None if weights is None else np.asarray(weights, dtype=float)
    place = _place_iv(fit, name, what, rows)
    points = _grid(criterion, point)
    integrated = bool(points)
    found = [_at(criterion, p.point, name, place, what, rows) for p in points or (_Weighted(point, 0.0),)]
    means, errors = (np.array([f[k] for f in found]) for k in (0, 1))
    logs = np.array([p.log_weight for p in points]) if integrated else np.zeros(1)
    share = np.exp(logs - logs.max())
    share /= share.sum()
    df = point.degrees
    mean = share @ means
    between = share @ (means - mean) ** 2
    inflated = df / (df - 2) if df > 2 else 1.0
    error = np.sqrt(share @ errors**2 * inflated + between)
    low, high = (_quantile(q, share, means, errors, df, mean, error) for q in ((1 - level) / 2, (1 + level) / 2))
    levels = fit.effects(name).levels if rows is None else np.arange(len(rows))
    return Predicted(levels, mean, error, low, high, integrated, (share, means, errors, df))


def _place_iv(fit: CrossedEffects, name: str, what: str, rows: Floats | None) -> int:
    if what not in ("effect", "adjusted"):
        raise ValueError(f"`what` must be 'effect' or 'adjusted', got {what!r}")
    size = len(fit.effects(name).levels)
    place = fit._positions[name]
    if place is None:
        raise ValueError(f"`name` must be a random factor, got {name!r}")
    if rows is not None and (rows.ndim != 2 or rows.shape[1] != size):
        raise ValueError(f"`weights` must have {size} columns, one a level of {name!r}, got shape {rows.shape}")
    if rows is not None and (place == 0 or what != "effect"):
        raise ValueError("`weights` combine effects of a factor that is not the largest")
    return place


@dataclass(frozen=True, eq=False)
class _Weighted:
    """A point of the grid and the logarithm of what it counts."""

    point: Point
    log_weight: float


@lru_cache(maxsize=4)
def _grid(criterion: Criterion, optimum: Point) -> tuple[_Weighted, ...]:
    """Return the points of a product grid over √λ that matter; none where the ratios are taken as known."""
    sums, size = criterion.sums, len(optimum.ratios)
    if size not in _POINTS or sums.n_other_levels > _MOST_LEVELS:
        return ()
    per_level = np.array([sums.n_ratings / f.size for f in (sums.eliminated, *sums.others)])
    nodes, node_weights = np.polynomial.legendre.leggauss(_POINTS[size])
    axes = []
    for k in range(size):
        low, high = _range(criterion, optimum, k, float(0.3 / np.sqrt(per_level[k])))
        half = (high - low) / 2
        axes.append([(low + half * (1 + x), np.log(w * half)) for x, w in zip(nodes, node_weights, strict=True)])
    points = []
    for combination in product(*axes):
        at = criterion.at(np.array([s**2 for s, _ in combination]))
        if at is not None:
            prior = -0.5 * float(np.log1p(per_level * at.ratios).sum())
            points.append(_Weighted(at, sum(w for _, w in combination) + prior - at.criterion / 2))
    heaviest = max((p.log_weight for p in points), default=0.0)
    return tuple(p for p in points if p.log_weight > heaviest + np.log(_LIGHT))


def _range(criterion: Criterion, optimum: Point, k: int, step: float) -> tuple[float, float]:
    """Return from which √λ_k to which the likelihood matters, the other ratios as estimated."""
    middle = float(np.sqrt(optimum.ratios[k]))
    start = optimum.ratios.copy()

    def excess(root: float) -> float:
        start[k] = root**2
        at = criterion.at(start)
        return np.inf if at is None else at.criterion - optimum.criterion

    ends = []
    for sign in (-1, 1):
        reach = step
        while excess(max(middle + sign * reach, 0.0)) < _REACH and middle + sign * reach > 0 and reach < 1e6:
            reach *= 1.4
        ends.append(max(middle + sign * reach, 0.0))
    return ends[0], ends[1]


def _at(
    criterion: Criterion, at: Point, name: str, place: int, what: str, rows: Floats | None
) -> tuple[Floats, Floats]:
    if rows is not None:
        columns = np.flatnonzero(criterion.sums.owner[at.columns] == place - 1)
        if not len(columns):
            return np.zeros(len(rows)), np.full(len(rows), np.nan)
        effect = -(at.scale * at.vector[:-1])[columns]
        spread = at.inverse[np.ix_(columns, columns)] * np.outer(at.scale[columns], at.scale[columns])
        variance = np.einsum("ij,jk,ik->i", rows, spread, rows)
        return rows @ effect, np.sqrt(np.maximum(at.variance * variance, 0.0))
    found: FactorEffects = next(f for f in factor_effects(criterion, at) if f.name == name)
    means, errors = (found.effect, found.standard_error)
    if what == "adjusted":
        means, errors = (found.adjusted, found.adjusted_standard_error)
    return means, np.full_like(means, np.nan) if errors is None else errors


def _quantile(q: float, share: Floats, means: Floats, errors: Floats, df: int, mean: Floats, error: Floats) -> Floats:
    """Return the quantile of a mixture of t distributions, one a column; each lies between its parts' own quantiles."""
    if np.isnan(errors).any():
        return np.full_like(mean, np.nan)
    scale = np.maximum(errors, 1e-300)

    def excess(at: Floats, column: NDArray[np.intp]) -> Floats:
        below: Floats = share @ special.stdtr(df, (at - means[:, column]) / scale[:, column]) - q
        return below

    own = means + scale * special.stdtrit(df, q)
    slack = 1e-9 * error + 1e-12 * (1 + np.abs(mean))
    ends = (own.min(axis=0) - slack, own.max(axis=0) + slack)
    result: Floats = elementwise.find_root(excess, ends, args=(np.arange(len(mean)),)).x
    return result
