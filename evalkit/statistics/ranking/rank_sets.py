"""Which ranks an estimate leaves open: confidence sets of ranks and of the top k, expected rank, SUCRA.

After Mogstad, Romano, Shaikh & Wilhelm (2024), Inference for ranks with applications to mobility across neighbourhoods
and academic achievement across countries, Review of Economic Studies 91(1), doi:10.1093/restud/rdad006: confidence
intervals for differences that hold together make sets of ranks. Rank 1 is the highest value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, stdtr

from evalkit.statistics.intervals import level_iv
from evalkit.statistics.resampling import Seed
from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Draws × units of one block.
_BLOCK = 1 << 19
#: From so many units on most pairs of a draw are not looked at, and so many units are looked at first.
_MANY, _FIRST = 200, 30


@dataclass(frozen=True, eq=False)
class RankSets(Result):
    """Ranks and what they may be.

    Attributes
    ----------
    rank
        1 + the number of units with a higher value, shape (p,).
    low, high
        The best and the worst rank in the set of each unit, shape (p,).
    expected_rank, sucra
        1 + Σ_k P(unit k lies above); and the share of the others that a unit is expected to lie above, 0 to 1. Under
        normal errors, the values themselves taken as the middle of what is believed.
    simultaneous
        Whether all sets hold together with the stated confidence, or each by itself.
    confidence_level
        As asked.
    """

    rank: Ints
    low: Ints
    high: Ints
    expected_rank: Floats
    sucra: Floats
    simultaneous: bool
    confidence_level: float


def rank_sets(
    values: ArrayLike,
    errors: ArrayLike,
    *,
    simultaneous: bool = True,
    confidence_level: float = 0.95,
    steps: bool | None = None,
    df: float | None = None,
    n_draws: int = 10_000,
    rng: Seed = None,
) -> RankSets:
    """Return confidence sets of ranks.

    Parameters
    ----------
    values
        Estimates, shape (p,), p ≥ 2.
    errors
        Their standard errors, shape (p,), all above 0; or their covariance matrix, shape (p, p).
    simultaneous
        Sets that hold for all units together (to read the list), or for each by itself (to ask about one).
    confidence_level, n_draws, rng
        Level, draws of the errors, and seed or generator.
    steps
        Whether pairs that are told apart leave, and the limit for the others is found anew: never wider, and dearer.
        None: for sets that hold by themselves only, which gives the numbers of csranks 1.2.3 for both kinds.
    df
        Degrees of freedom of one variance that all errors share, as of severities by least squares; None: errors are
        known.

    Notes
    -----
    Two-sided intervals of differences. Errors are taken as normal, and as known where there is no `df`.

    Examples
    --------
    >>> found = rank_sets([90, 80, 79, 60], [1, 1, 1, 1], rng=1)
    >>> found.low.tolist(), found.high.tolist(), found.expected_rank.round(1).tolist()
    ([1, 2, 2, 4], [1, 3, 3, 4], [1.0, 2.2, 2.8, 4.0])
    """
    x, spread, draws = _errors_iv(values, errors, df, n_draws, rng)
    level = level_iv(confidence_level)
    apart = (x[:, None] - x) / spread
    stepwise = not simultaneous if steps is None else steps
    open_pairs = ~np.eye(len(x), dtype=bool)
    told = np.zeros_like(open_pairs)
    while open_pairs.any():
        most = _largest(draws, spread, open_pairs, each=not simultaneous, absolute=True)
        limit = np.quantile(most, level, axis=-1)
        new = open_pairs & (np.abs(apart) > (limit[:, None] if not simultaneous else limit))
        told |= new
        open_pairs &= ~new
        if not stepwise or not new.any():
            break
    above = 1 + np.sum(told & (apart < 0), axis=1)
    below = len(x) - np.sum(told & (apart > 0), axis=1)
    chance = ndtr(-apart) if df is None else stdtr(df, -apart)
    np.fill_diagonal(chance, 0.0)
    expected = 1 + chance.sum(axis=1)
    sucra = (len(x) - expected) / (len(x) - 1)
    rank = 1 + np.sum(x[None, :] > x[:, None], axis=1)
    return RankSets(rank, above, below, expected, sucra, simultaneous, level)


def top_set(
    values: ArrayLike,
    errors: ArrayLike,
    k: int,
    *,
    confidence_level: float = 0.95,
    steps: bool = False,
    df: float | None = None,
    n_draws: int = 10_000,
    rng: Seed = None,
) -> Flags:
    """Return which units may be among the best k: together they hold all of these with the stated confidence.

    Parameters
    ----------
    values, errors, confidence_level, steps, df, n_draws, rng
        As in :func:`rank_sets`.
    k
        How many are best; 1 to p.

    Examples
    --------
    >>> top_set([90, 80, 79, 60], [1, 1, 1, 1], 2, rng=1).tolist()
    [True, True, True, False]
    """
    x, spread, draws = _errors_iv(values, errors, df, n_draws, rng)
    if not 1 <= k <= len(x):
        raise ValueError(f"`k` must be between 1 and {len(x)}, got {k}")
    level = level_iv(confidence_level)
    # Only whether others lie above is asked: one-sided, all pairs at once.
    above = (x[None, :] - x[:, None]) / spread
    open_pairs = ~np.eye(len(x), dtype=bool)
    told = np.zeros_like(open_pairs)
    while open_pairs.any():
        limit = np.quantile(_largest(draws, spread, open_pairs, each=False, absolute=False), level)
        new = open_pairs & (above > limit)
        told |= new
        open_pairs &= ~new
        if not steps or not new.any():
            break
    best: Flags = 1 + told.sum(axis=1) <= k
    return best


def _errors_iv(
    values: ArrayLike, errors: ArrayLike, df: float | None, n_draws: int, rng: Seed
) -> tuple[Floats, Floats, NDArray[np.float32]]:
    x, given = np.asarray(values, dtype=float), np.asarray(errors, dtype=float)
    if x.ndim != 1 or len(x) < 2 or not np.isfinite(x).all():
        raise ValueError(f"`values` must be two or more finite numbers, got shape {x.shape}")
    if given.shape not in ((len(x),), (len(x), len(x))) or not np.isfinite(given).all():
        raise ValueError(f"`errors` must be {len(x)} standard errors or their covariance, got shape {given.shape}")
    if n_draws < 1:
        raise ValueError(f"`n_draws` must be at least 1, got {n_draws}")
    if df is not None and not df > 0:
        raise ValueError(f"`df` must be above 0, got {df}")
    generator = np.random.default_rng(rng)
    if given.ndim == 1:
        variance = given[:, None] ** 2 + given**2
        draws = generator.standard_normal((n_draws, len(x)), dtype=np.float32) * given.astype(np.float32)
    else:
        diagonal = np.diagonal(given)
        variance = diagonal[:, None] + diagonal - 2 * given
        draws = generator.multivariate_normal(np.zeros(len(x)), given, n_draws, method="eigh").astype(np.float32)
    np.fill_diagonal(variance, 1.0)
    if not (variance > 0).all():
        raise ValueError("`errors` must leave every difference uncertain")
    if df is not None:
        # One variance for all: what is too small for one is too small for everybody.
        draws /= np.sqrt(generator.chisquare(df, n_draws) / df).astype(np.float32)[:, None]
    return x, np.sqrt(variance), np.ascontiguousarray(draws.T)


def _largest(
    draws: NDArray[np.float32], spread: Floats, pairs: Flags, *, each: bool, absolute: bool
) -> NDArray[np.float32]:
    """Return the largest studentised difference over pairs (j, k), of each draw: (k above j where not absolute).

    With `each` one row for each j, shape (p, n_draws); else over all, shape (n_draws,).
    """
    p, n = draws.shape
    inverse = (1 / spread).astype(np.float32)
    symmetric = absolute and not each
    if symmetric and p >= _MANY and int(pairs.sum()) == p * (p - 1):
        return _largest_of_all(draws, inverse)
    result = np.zeros((p, n) if each else n, dtype=np.float32)
    step = max(1, _BLOCK // p)
    scratch = np.empty((p, step), dtype=np.float32)
    for start in range(0, n, step):
        block = np.ascontiguousarray(draws[:, start : start + step])
        for j in range(p):
            others = np.flatnonzero(pairs[j, j + 1 :]) + j + 1 if symmetric else np.flatnonzero(pairs[j])
            if not len(others):
                continue
            # A row of all that follow is a view; a choice of rows is a copy.
            whole = len(others) == p - j - 1 and symmetric
            chosen = block[j + 1 :] if whole else block[others]
            difference = np.subtract(chosen, block[j], out=scratch[: len(chosen), : block.shape[1]])
            difference *= inverse[j, others][:, None]
            if absolute:
                np.abs(difference, out=difference)
            most = difference.max(axis=0)
            target = result[j, start : start + step] if each else result[start : start + step]
            np.maximum(target, most, out=target)
    return result


def _largest_of_all(draws: NDArray[np.float32], inverse: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the largest studentised difference over all pairs, of each draw, shape (n_draws,).

    With a_j = |e_j| max_k 1/s_jk no pair has more than a_j + a_k. So a pair that has as much as the largest one known
    is of two units with a_j of at least that less the largest a: of thousands some dozens.
    """
    inverse = inverse.copy()
    np.fill_diagonal(inverse, 0.0)
    most = inverse.max(axis=1)
    result = np.zeros(draws.shape[1], dtype=np.float32)
    for number, errors in enumerate(draws.T):
        reach = np.abs(errors) * most
        chosen = np.argpartition(reach, -_FIRST)[-_FIRST:]
        for _ in range(2):
            own = errors[chosen]
            known = np.max(np.abs(own[:, None] - own) * inverse[np.ix_(chosen, chosen)])
            # Less what rounding may take away.
            chosen = np.flatnonzero(reach >= known * (1 - 1e-5) - reach.max())
        result[number] = known
    return result
