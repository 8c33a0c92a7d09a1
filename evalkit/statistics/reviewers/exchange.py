"""Tests by exchange within units, whatever the errors are like, for all reviewers of a panel at once.

Where a reviewer marks as the others do, it is chance which of the sheets of a unit is the reviewer's: each of them is
as likely, however heavy the tails of the errors, however skewed, and however hard this unit is to judge (Pitman 1937,
doi:10.2307/2984124). Sheets are therefore dealt anew within units, and everything that was estimated is estimated
again (Freedman & Lane 1983, doi:10.1080/07350015.1983.10509354): severities that are taken off are off by as much in
what is compared with as in what was seen. A p-value is the share of deals in which the most striking of *all* reviewers
is as striking as this one was (Westfall & Young 1993, Resampling-Based Multiple Testing), which keeps the chance of any
false alarm. Where nothing is taken off first (severity, drift of pairs) the test is exact if no reviewer differs.

Two things matter where a few large errors decide (erratic, own-advantage). Whoever stands out widens the reference: the
errors are dealt among the reviewers of the same units, and in standard deviations of one's own number over the deals
nobody is far out (with one sheet of a unit of five never above 2). There ``width`` is one that does not come from the
deals. And an error far off moves the severity that is taken off with it; taken off again in every deal, it moves it
once more, so that what was seen is larger than what is dealt. There, marks are dealt around severities that it hardly
moves (:func:`unmoved`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from evalkit.statistics.crossed.least_squares import Within, within_units
from evalkit.statistics.crossed.sums import Factor, Floats

#: Deals; the seed is fixed, so that the same marks have the same p-values. The least p-value is 1 / (DEALS + 1).
DEALS = 999
_SEED = 19370
#: Numbers held at a time.
_BLOCK = 2_000_000
#: Errors count as far off from so many robust standard deviations on (Huber 1981, Robust Statistics, § 7.8).
_FAR = 1.5
_STEPS, _CLOSE = 50, 1e-4

Statistic = Callable[[Floats], Floats]


def askable(units: Factor, reviewers: Factor, fewest: int = 2, level: float = 0.05) -> NDArray[np.bool_]:
    """Return which reviewers have sheets enough to be asked, shape (R,).

    Asked are as many as can be, so that everybody asked could be found (Tarone 1990, doi:10.2307/2531456): the least
    p-value is one in as many as there are ways to choose one sheet of each of the reviewer's units. A reviewer with few
    sheets would make it harder for the rest, and gain nothing. Units with fewer sheets than `fewest` tell nothing.
    """
    counts = units.counts[units.codes]
    told = np.where(counts >= fewest, np.log(counts), 0.0)
    least = np.exp(-np.bincount(reviewers.codes, told, reviewers.size))
    limits, numbers = np.unique(least, return_counts=True)
    fits = np.flatnonzero(limits * np.cumsum(numbers) <= level)
    return np.asarray(least <= limits[fits[-1]] if len(fits) else np.zeros(len(least), dtype=bool))


def familywise(
    units: Factor,
    values: Floats,
    statistic: Statistic,
    asked: NDArray[np.bool_],
    *,
    two_sided: bool,
    width: Floats | None = None,
) -> list[float | None]:
    """Return for each reviewer the chance that anybody stands out as much, sheets being dealt anew within units.

    Parameters
    ----------
    units
        Of the sheets, shape (N,).
    values
        What is dealt, a row a sheet, shape (N, I); the mean of each unit is taken off.
    statistic
        From B deals of values, shape (N, B, I), to a number for each reviewer, shape (R, B). What is compared is how
        far it lies from its mean over the deals.
    asked
        Who is looked at, shape (R,).
    two_sided
        Small numbers count as large ones do.
    width
        In what each reviewer's distance is measured, shape (R,); None takes its standard deviation over the deals.

    Returns
    -------
    p-values, adjusted for all who are asked; None for the others.
    """
    result: list[float | None] = [None] * len(asked)
    if not asked.any():
        return result
    values = values - (incidence(units).T @ values / units.counts[:, None])[units.codes]
    drawn = np.hstack([statistic(dealt)[asked] for dealt in _deals(units, values)])
    drawn -= drawn.mean(axis=1, keepdims=True)
    wide = drawn.std(axis=1, keepdims=True) if width is None else width[asked, None]
    drawn = np.divide(drawn, wide, out=np.zeros_like(drawn), where=wide > 1e-12 * max(float(wide.max()), 1e-300))
    drawn = np.abs(drawn) if two_sided else drawn
    # What is as striking but for rounding counts as striking.
    most = drawn.max(axis=0) + 1e-9
    for place, own in zip(np.flatnonzero(asked).tolist(), drawn[:, 0], strict=True):
        result[place] = float(np.mean(most >= own))
    return result


def _deals(units: Factor, values: Floats) -> Iterator[Floats]:
    """Yield the values as they are and as they are dealt, shape (N, B, I)."""
    rng = np.random.default_rng(_SEED)
    yield values[:, None, :]
    order = np.argsort(units.codes, kind="stable")
    place = np.argsort(order)
    of = units.codes[order].astype(np.float64)
    block = max(_BLOCK // values.size, 1)
    for start in range(0, DEALS, block):
        keys = rng.random((min(block, DEALS - start), len(order))) + of
        yield values[order[np.argsort(keys, axis=1)].T[place]]


def incidence(reviewers: Factor) -> sparse.csr_array:
    """Return the table of sheets by reviewers, 1 where the sheet is the reviewer's, shape (N, R)."""
    n = len(reviewers.codes)
    return sparse.csr_array((np.ones(n), (np.arange(n), reviewers.codes)), shape=(n, reviewers.size))


def sums(reviewers: Factor) -> Callable[[Floats], Floats]:
    """Return a function that adds up by reviewer, from (N, …) to (R, …)."""
    table = sparse.csr_array(incidence(reviewers).T)

    def add(values: Floats) -> Floats:
        return np.asarray(table @ values.reshape(len(values), -1)).reshape(-1, *values.shape[1:])

    return add


def refitted(units: Factor, reviewers: Factor, fit: Within) -> Callable[[Floats], Floats]:
    """Return a function that takes severities off anew, from and to shape (N, B, I), means of units being 0."""
    add = sums(reviewers)
    design = incidence(reviewers)
    of_unit = sparse.diags_array(1 / units.counts) @ incidence(units).T @ design
    centred = sparse.csr_array(design - incidence(units) @ of_unit)

    def refit(values: Floats) -> Floats:
        severity = fit.laplacian_inverse @ add(values).reshape(reviewers.size, -1)
        rest: Floats = values - np.asarray(centred @ severity).reshape(values.shape)
        return rest

    return refit


def unmoved(units: Factor, reviewers: Factor, residuals: Floats) -> Floats:
    """Return what is left around severities that marks far off hardly move, from least-squares residuals, (N, I).

    Huber's estimate: what units and reviewers explain of the residuals, cut at 1.5 standard deviations, is taken off
    until they explain nothing (modified residuals; Huber 1981, § 7.8). Least squares of it are the residuals again.
    """
    refit, of_unit = refitted(units, reviewers, within_units(units, reviewers, residuals)), sums(units)
    rest = residuals
    for _ in range(_STEPS):
        far = _FAR * np.median(np.abs(rest), axis=0) / 0.6745
        cut = np.clip(rest, -far, far)
        mean = (of_unit(cut) / units.counts[:, None])[units.codes]
        step = cut - refit((cut - mean)[:, None, :])[:, 0, :]
        rest = rest - step
        if np.all(np.abs(step) <= _CLOSE * far):
            break
    return rest


def student(design: sparse.csr_array, inverse: Floats, contrasts: Floats, df: int) -> Statistic:
    """Return t-statistics of contrasts of a least-squares model in which units are fixed.

    Parameters
    ----------
    design
        The other columns of the model, shape (N, p).
    inverse
        Of the normal equations after units are eliminated, shape (p, p).
    contrasts
        Shape (K, p).
    df
        Degrees of freedom of the rest.
    """
    width = np.sqrt(np.maximum(((contrasts @ inverse) * contrasts).sum(axis=1), 0.0))[:, None]

    def statistic(values: Floats) -> Floats:
        marks = values[:, :, 0]
        right = np.asarray(design.T @ marks)
        found = inverse @ right
        rest = np.sqrt(np.maximum((marks**2).sum(axis=0) - (found * right).sum(axis=0), 1e-300) / df)
        estimate = contrasts @ found
        return np.asarray(np.divide(estimate, width * rest, out=np.zeros_like(estimate), where=width > 1e-9))

    return statistic
