"""Weights that are unknown, or known within bounds: how often a unit has a rank or a tier over all that are possible.

Stochastic multicriteria acceptability analysis after Lahdelma & Salminen (2001), SMAA-2, Operations Research 49(3),
444-454, doi:10.1287/opre.49.3.444.11220: the acceptability of a rank is the share of the possible weights that give it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.resampling import Seed
from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]

#: Draws × units of one block.
_BLOCK = 1 << 21
#: A score this near below a cut-off is on it: sums of products of weights are not exact. As a share of the range.
_NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class Acceptability(Result):
    """How often each unit has each rank and each category.

    Attributes
    ----------
    by_rank
        Share of the weights by which a unit has rank 1, 2, …, shape (units, ranks asked for); units with the same score
        share the better rank.
    mean_rank
        Shape (units,); NaN where not all ranks were asked for.
    by_category
        Share of the weights by which a unit falls below the first cut-off, between the first and the second, …, shape
        (units, cuts + 1).
    central
        Mean of the weights by which a unit has rank 1 (central weights), shape (units, criteria); NaN where it never
        has.
    n_draws
        Sets of weights.
    """

    by_rank: Floats
    mean_rank: Floats
    by_category: Floats
    central: Floats
    n_draws: int


def possible_weights(
    nominal: ArrayLike, n_draws: int = 10_000, *, within: float | None = None, rng: Seed = None
) -> Floats:
    """Return sets of weights that add up to 1, shape (n_draws, criteria).

    Parameters
    ----------
    nominal
        The weights as they are, shape (criteria,), 0 or above; only their proportions count. A weight of 0 stays 0.
    n_draws
        How many sets.
    within
        By which share of itself each weight may be off, above 0 and below 1: drawn evenly between, then made to add up
        to 1. None: nothing is known, and all weights are equally possible (Dirichlet with parameters 1).
    rng
        Seed or generator.

    Examples
    --------
    >>> found = possible_weights([3, 1], 1000, within=0.1, rng=1)
    >>> bool((found[:, 0] > 0.7).all()), bool((found[:, 0] < 0.8).all())
    (True, True)
    """
    given = np.asarray(nominal, dtype=float)
    if given.ndim != 1 or not np.isfinite(given).all() or (given < 0).any() or given.sum() <= 0:
        raise ValueError(f"`nominal` must be weights of 0 or above, not all 0, got {nominal!r}")
    if within is not None and not 0 < within < 1:
        raise ValueError(f"`within` must be between 0 and 1, got {within}")
    if n_draws < 1:
        raise ValueError(f"`n_draws` must be at least 1, got {n_draws}")
    generator = np.random.default_rng(rng)
    if within is None:
        drawn = generator.standard_exponential((n_draws, len(given))) * (given > 0)
    else:
        drawn = given * generator.uniform(1 - within, 1 + within, (n_draws, len(given)))
    result: Floats = drawn / drawn.sum(axis=1, keepdims=True)
    return result


def acceptability(
    values: ArrayLike, weights: ArrayLike, *, cuts: ArrayLike = (), ranks: int | None = None
) -> Acceptability:
    """Return how often each unit has each rank and each category over sets of weights.

    Parameters
    ----------
    values
        What each unit reaches on each criterion, the larger the better, shape (units, criteria).
    weights
        Shape (draws, criteria), such as of :func:`possible_weights`.
    cuts
        Cut-offs of the weighted sums, ascending; a sum on a cut-off counts to the upper category.
    ranks
        How many ranks are counted, the best first (with the same score at the last of them, one is taken); None: all.
        With 0 nothing is sorted.

    Examples
    --------
    The one that is middling on both of two criteria comes first where neither weighs 0.6 or more:

    >>> values = [[1, 0], [0, 1], [0.6, 0.6]]
    >>> weights = [[k / 100 + 0.005, 0.995 - k / 100] for k in range(100)]
    >>> found = acceptability(values, weights, cuts=[0.5])
    >>> found.by_rank[:, 0].round(2).tolist(), found.by_category[:, 1].round(2).tolist()
    ([0.4, 0.4, 0.2], [0.5, 0.5, 1.0])
    """
    x, w, edges = np.asarray(values, dtype=float), np.asarray(weights, dtype=float), np.asarray(cuts, dtype=float)
    _iv(x, w, edges)
    n, kept = len(x), len(x) if ranks is None else min(ranks, len(x))
    below = edges - _NEAR * max(float(np.ptp(x)), 1e-300)
    reached, by_rank = np.zeros((len(edges), n)), np.zeros((n, kept), dtype=np.int64)
    sums, central = np.zeros(n), np.zeros((n, x.shape[1]))
    size = max(_BLOCK // n, 1)
    for start in range(0, len(w), size):
        part = w[start : start + size]
        if len(below):
            scores = x @ part.T
            reached += [np.count_nonzero(scores >= edge, axis=1) for edge in below]
        if kept:
            scores = part @ x.T
            found, units = _ranks(scores, kept)
            draw, place = np.nonzero(found == 0)
            np.add.at(central, units[draw, place], part[draw])
            np.add.at(by_rank, (units[found < kept], found[found < kept]), 1)
            if ranks is None:
                np.add.at(sums, units.ravel(), found.ravel())
    first = by_rank[:, :1] if kept else np.zeros((n, 1))
    central = np.divide(central, first, out=np.full_like(central, np.nan), where=first > 0)
    shares = np.vstack([np.full((1, n), len(w)), reached, np.zeros((1, n))])
    mean_rank = sums / len(w) + 1 if ranks is None else np.full(n, np.nan)
    return Acceptability(by_rank / len(w), mean_rank, -np.diff(shares, axis=0).T / len(w), central, len(w))


def _ranks(scores: Floats, kept: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return ranks from 0, best first, of the best units of each row, shape (rows, kept), and which units these are.

    Units with the same score share the better rank.
    """
    if kept < scores.shape[1]:
        units = np.argpartition(-scores, kept - 1, axis=1)[:, :kept]
        scores = np.take_along_axis(scores, units, axis=1)
    else:
        units = np.broadcast_to(np.arange(kept), scores.shape)
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    place = np.broadcast_to(np.arange(kept), ordered.shape).copy()
    place[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = 0
    np.maximum.accumulate(place, axis=1, out=place)
    return place, np.take_along_axis(units, order, axis=1)


def _iv(values: Floats, weights: Floats, cuts: Floats) -> None:
    if values.ndim != 2 or not len(values) or not np.isfinite(values).all():
        raise ValueError(f"`values` must be a table of finite numbers, units by criteria, got shape {values.shape}")
    if weights.ndim != 2 or not len(weights) or weights.shape[1] != values.shape[1]:
        raise ValueError(f"`weights` must have {values.shape[1]} columns, one a criterion, got shape {weights.shape}")
    if cuts.ndim != 1 or not (np.diff(cuts) > 0).all():
        raise ValueError(f"`cuts` must ascend, got {cuts.tolist()!r}")
