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
from numpy.typing import NDArray
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
    # A score is off by up to half a step, a sum of n by sqrt(n / 12) steps as a rule; what is that near counts as
    # reached, so that a p-value errs upwards.
    slack = min(len(choices) / 2, 4 * np.sqrt(len(choices) / 12))
    at = (observed - float(lows.sum())) / step
    upper = density[max(int(np.ceil(at - slack)), 0) :].sum()
    lower = density[: max(int(np.floor(at + slack)), -1) + 1].sum()
    return float(min(upper, 1.0)), float(min(lower, 1.0))


def compare(
    units: Factor,
    reviewers: Factor,
    scores: Floats,
    weights: Floats | None = None,
    *,
    observed: Floats | None = None,
    two_sided: bool = False,
    fewest: int = 2,
) -> tuple[list[float | None], Floats]:
    """Return for each reviewer the p-value of the sum of the scores of the reviewer's sheets.

    Parameters
    ----------
    units, reviewers
        Of the sheets, shape (N,).
    scores
        What may be exchanged within a unit, shape (N,).
    weights
        What a score counts where the reviewer of this row has it, shape (N,); None for 1.
    observed
        What to compare with the sums, shape (R,), where it is not the reviewer's own sum.
    two_sided
        Twice the smaller tail; else a large sum counts.
    fewest
        Units with fewer sheets tell nothing.

    Returns
    -------
    p-values, None for reviewers who cannot be asked, and the least that each could have been, shape (R,). Asked are as
    many as can be, so that everybody asked could be found (Tarone 1990, doi:10.2307/2531456): a reviewer with few
    sheets would make it harder for the rest, and gain nothing.
    """
    counts = units.counts[units.codes]
    sides = 2.0 if two_sided else 1.0
    told = np.where(counts >= fewest, np.log(counts), 0.0)
    least = np.minimum(sides * np.exp(-np.bincount(reviewers.codes, told, reviewers.size)), 1.0)
    asked = _family(least)
    order, starts = places(units)
    result: list[float | None] = []
    for k, rows in enumerate(rows_by(reviewers)):
        if not asked[k]:
            result.append(None)
            continue
        rows = rows[counts[rows] >= fewest]
        of = units.codes[rows]
        weight = np.ones(len(rows)) if weights is None else weights[rows]
        choices = [w * scores[order[starts[c] : starts[c + 1]]] for c, w in zip(of, weight, strict=True)]
        value = float(weight @ scores[rows]) if observed is None else float(observed[k])
        upper, lower = tails(value, choices)
        result.append(min(1.0, 2 * min(upper, lower)) if two_sided else upper)
    return result, least


def _family(least: Floats, level: float = 0.05) -> NDArray[np.bool_]:
    """Return who can be asked: the largest number m of reviewers of whom each can reach level / m."""
    limits, numbers = np.unique(least, return_counts=True)
    fits = np.flatnonzero(limits * np.cumsum(numbers) <= level)
    return np.asarray(least <= limits[fits[-1]] if len(fits) else np.zeros(len(least), dtype=bool))


def surer(parametric: float, exchanged: float | None) -> float | None:
    """Return the larger p-value of two tests: who stands out does so in both.

    The one that takes errors to be normal knows what few sheets can say; the other is not misled by the errors' law.
    """
    return None if exchanged is None else max(parametric, exchanged)
