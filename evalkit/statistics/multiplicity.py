"""Corrections for looking at many reviewers at once.

Of 31 reviewers without any fault one or two have p < 0.05. Holm keeps the chance of *any* false alarm at the level,
Benjamini and Hochberg the expected share of false ones among the alarms, and the single step by simulation does what
Holm does with less loss where the statistics are correlated and their correlation is known.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def holm(p: ArrayLike) -> Floats:
    """Return step-down adjusted p-values that control the family-wise error under any dependence.

    Parameters
    ----------
    p
        The p-values of one family, shape (m,), each in [0, 1].

    References
    ----------
    Holm 1979, Scandinavian Journal of Statistics 6:65-70, https://www.jstor.org/stable/4615733.

    Examples
    --------
    >>> [float(x) for x in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    values = _p_iv(p)
    order = np.argsort(values, kind="stable")
    steps = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    return _back(np.minimum(steps, 1.0), order)


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Return step-up adjusted p-values that control the false discovery rate (independent or positively dependent).

    References
    ----------
    Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> [float(x) for x in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    values = _p_iv(p)
    m = len(values)
    order = np.argsort(values, kind="stable")
    steps = values[order] * m / np.arange(1, m + 1)
    steps = np.minimum.accumulate(steps[::-1])[::-1]
    return _back(np.minimum(steps, 1.0), order)


def single_step(
    statistics: ArrayLike,
    correlation: ArrayLike,
    df: float,
    *,
    n_draws: int = 20_000,
    rng: int | np.random.Generator | None = None,
) -> Floats:
    """Return two-sided adjusted p-values P(max |T| ≥ |t|), T multivariate t, by simulation.

    Parameters
    ----------
    statistics
        t-statistics, shape (m,).
    correlation
        Their correlation under the null hypothesis, shape (m, m); may be singular, as that of severities that add up
        to 0 is.
    df
        Degrees of freedom of the variance estimate that they share; infinity for normal statistics.
    n_draws
        Draws of the maximum. The smallest p-value is 1 / (n_draws + 1).
    rng
        Seed or generator.

    References
    ----------
    Hothorn, Bretz & Westfall 2008, doi:10.1002/bimj.200810425.

    Examples
    --------
    Of two independent normal statistics one reaches 2 with probability 1 − .9545² = .089:

    >>> single_step([2.0, 0.5], [[1, 0], [0, 1]], np.inf, rng=1).round(2).tolist()
    [0.09, 0.85]
    """
    observed = np.abs(np.asarray(statistics, dtype=float))
    matrix = np.asarray(correlation, dtype=float)
    if matrix.shape != (len(observed), len(observed)):
        raise ValueError(f"`correlation` must have shape ({len(observed)}, {len(observed)}), got {matrix.shape}")
    if not df > 0:
        raise ValueError(f"`df` must be > 0, got {df}")
    generator = np.random.default_rng(rng)
    values, vectors = np.linalg.eigh(matrix)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    largest = np.abs(generator.standard_normal((n_draws, len(observed))) @ root.T).max(axis=1, initial=0.0)
    if np.isfinite(df):
        largest /= np.sqrt(generator.chisquare(df, n_draws) / df)
    above = n_draws - np.searchsorted(np.sort(largest), observed, side="left")
    result: Floats = (above + 1) / (n_draws + 1)
    return result


def _p_iv(p: ArrayLike) -> Floats:
    values = np.asarray(p, dtype=float)
    if values.ndim != 1 or not np.all((values >= 0) & (values <= 1)):
        raise ValueError("`p` must be a list of numbers from 0 to 1")
    return values


def _back(sorted_values: Floats, order: NDArray[np.intp]) -> Floats:
    result = np.empty_like(sorted_values)
    result[order] = sorted_values
    return result
