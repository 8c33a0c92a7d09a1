"""Where the variance of a sum, or of any result, comes from: effective weights of parts, Sobol indices of inputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from evalkit.statistics.resampling import Seed
from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class EffectiveWeights(Result):
    """What each part contributes to the differences between sums.

    Attributes
    ----------
    share
        cov(part, sum) / var(sum), shape (parts,); they add up to 1, and one is below 0 where a part goes against the
        sum. None where the sums do not differ.
    correlations
        Between the parts, shape (parts, parts); NaN where one does not vary.
    n_units
        Units.
    undefined_because
        ``no-variation`` or ``too-few-units``, or None.
    """

    share: Floats | None
    correlations: Floats
    n_units: int
    undefined_because: str | None


def effective_weights(parts: ArrayLike) -> EffectiveWeights:
    """Return what each part contributes to the variance of the sum.

    A part that counts for half of the points and is the same for everybody decides nothing: its nominal weight is a
    half, its effective one 0. After Wang & Stanley (1970), Differential weighting, Review of Educational Research
    40(5), 663-705, doi:10.3102/00346543040005663.

    Parameters
    ----------
    parts
        What each unit has in each part, as it is added, shape (units, parts).

    Examples
    --------
    >>> effective_weights([[5, 1], [5, 2], [5, 3]]).share.tolist()
    [0.0, 1.0]
    """
    x = np.asarray(parts, dtype=float)
    if x.ndim != 2 or not np.isfinite(x).all():
        raise ValueError(f"`parts` must be a table of finite numbers, units by parts, got shape {x.shape}")
    away = x - x.mean(axis=0) if len(x) else x
    total = away.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        size = np.sqrt((away**2).sum(axis=0))
        correlations = (away.T @ away) / np.outer(size, size)
    correlations[:, size == 0] = correlations[size == 0] = np.nan
    if len(x) < 2:
        return EffectiveWeights(None, correlations, len(x), "too-few-units")
    variance = float(total @ total)
    if variance <= 1e-24 * float((x**2).sum()):
        return EffectiveWeights(None, correlations, len(x), "no-variation")
    return EffectiveWeights(away.T @ total / variance, correlations, len(x), None)


@dataclass(frozen=True, eq=False)
class SobolIndices(Result):
    """Which inputs a result hangs on.

    Attributes
    ----------
    first
        Share of the variance of the result that an input brings by itself, shape (inputs,); None where it does not
        vary.
    total
        The same with what it brings together with others.
    mean, variance
        Of the result over all inputs.
    n_evaluations
        How often the result was computed.
    undefined_because
        ``no-variation``, or None.
    """

    first: Floats | None
    total: Floats | None
    mean: float
    variance: float
    n_evaluations: int
    undefined_because: str | None


def sobol(
    result: Callable[[Floats], Floats], inputs: Sequence[tuple[float, float]], n: int = 1024, *, rng: Seed = None
) -> SobolIndices:
    """Return first-order and total indices of a result that depends on independent, even inputs.

    ``scipy.stats.sobol_indices`` (Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018).

    Parameters
    ----------
    result
        Takes inputs, shape (inputs, m), and returns m numbers.
    inputs
        The ends between which each input is even.
    n
        Points, a power of 2; the result is computed n × (inputs + 2) times.
    rng
        Seed or generator.

    Examples
    --------
    >>> found = sobol(lambda x: 2 * x[0] + x[1], [(0, 1), (0, 1)], rng=1)
    >>> found.first.round(2).tolist(), found.total.round(2).tolist()
    ([0.8, 0.2], [0.8, 0.2])
    """
    if n < 2 or n & (n - 1):
        raise ValueError(f"`n` must be a power of 2, got {n}")
    generator = np.random.default_rng(rng)
    drawn = stats.qmc.Sobol(2 * len(inputs), rng=generator).random(n)
    low, high = np.array(inputs, dtype=float).T
    a, b = (low + (high - low) * half for half in np.split(drawn, 2, axis=1))
    at = [np.asarray(result(points.T), dtype=float) for points in (a, b)]
    every = np.concatenate(at)
    count, mean, variance = n * (len(inputs) + 2), float(every.mean()), float(every.var())
    if variance <= 1e-24 * max(mean**2, 1e-300):
        return SobolIndices(None, None, mean, 0.0, 2 * n, "no-variation")
    mixed = np.empty((len(inputs), n))
    for k in range(len(inputs)):
        points = a.copy()
        points[:, k] = b[:, k]
        mixed[k] = result(points.T)
    found = stats.sobol_indices(func={"f_A": at[0][None], "f_B": at[1][None], "f_AB": mixed[:, None, :]}, n=n)
    return SobolIndices(np.ravel(found.first_order), np.ravel(found.total_order), mean, variance, count, None)
