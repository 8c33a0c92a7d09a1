"""Exact tests by exchange within units, whatever the errors are like.

Where a reviewer marks as the others do, it is chance which of the sheets of a unit is the reviewer's: each of them is
as likely, however heavy the tails of the errors, however skewed, and however hard this unit is to judge. A score of
every sheet, added up over the sheets of one reviewer, can therefore be compared with the sums that any other choice of
one sheet a unit would give (Pitman 1937, doi:10.2307/2984124). Units are independent, so that the distribution of the
sum is a convolution; it is worked out on a grid, without random numbers. Severities are estimated and taken off first,
which makes the test exact up to what they are off by.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import fft

from evalkit.statistics.crossed_sums import Factor, Floats

#: Steps of the grid on which sums are told apart; the standard deviation of a sum of 16 scores is some 300 of them.
_STEPS = 8192
_BLOCK = 256


def places(units: Factor) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows sorted by unit, and where each unit starts among them, shape (U + 1,)."""
    return np.argsort(units.codes, kind="stable"), np.concatenate([[0], np.cumsum(units.counts)])


def rows_by(factor: Factor) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of each level."""
    order, starts = places(factor)
    for k in range(factor.size):
        yield order[starts[k] : starts[k + 1]]


def tails(observed: float, choices: list[Floats]) -> tuple[float, float]:
    """Return P(sum ≥ observed) and P(sum ≤ observed), one score being drawn from each of the lists.

    Parameters
    ----------
    observed
        A sum.
    choices
        The scores that could have been drawn, each as likely, one list a unit.

    Examples
    --------
    >>> tails(5.0, [np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0])])
    (0.16666666666666666, 1.0)
    """
    lows = np.array([c.min() for c in choices])
    width = float(np.sum([c.max() for c in choices] - lows))
    if width <= 0:
        return 1.0, 1.0
    step = width / _STEPS
    levels = [np.rint((c - low) / step).astype(np.int64) for c, low in zip(choices, lows, strict=True)]
    size = fft.next_fast_len(_STEPS + len(choices) + 1, real=True)
    product = np.ones(size // 2 + 1, dtype=complex)
    for start in range(0, len(levels), _BLOCK):
        chance = np.zeros((len(levels[start : start + _BLOCK]), size))
        for row, level in zip(chance, levels[start : start + _BLOCK], strict=True):
            np.add.at(row, level, 1 / len(level))
        product *= fft.rfft(chance, axis=1).prod(axis=0)
    density = np.maximum(fft.irfft(product, size), 0.0)
    # A drawn score is off by half a step, a sum of n of them by sqrt(n / 12) steps; what is as near counts as reached.
    slack = np.sqrt(len(choices) / 12)
    at = (observed - float(lows.sum())) / step
    upper = density[max(int(np.ceil(at - slack)), 0) :].sum()
    lower = density[: max(int(np.floor(at + slack)), -1) + 1].sum()
    return float(min(upper, 1.0)), float(min(lower, 1.0))


def least(n_in_unit: ArrayLike) -> float:
    """Return the smallest p-value that one sheet in each of these units can have."""
    return float(np.exp(-np.log(np.asarray(n_in_unit, dtype=float)).sum()))
