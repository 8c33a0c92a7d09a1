"""Marks as cells: one row for each unit and reviewer, one column an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.crossed.connectivity import Connectivity, of_factors
from evalkit.statistics.crossed.least_squares import MOST_REVIEWERS
from evalkit.statistics.crossed.sums import Factor, Floats, factor


@dataclass(frozen=True, eq=False)
class Cells:
    """What each reviewer said of each unit.

    Attributes
    ----------
    units, reviewers
        Factors over the C cells.
    indicators
        Labels of the I columns, shape (I,); one label 0 where no indicators were given.
    marks
        By indicator, shape (C, I); NaN where an indicator was not marked. Several marks in one place are averaged.
    means
        Mean over the indicators of a cell after the mean of each indicator is taken off, shape (C,).
    complete
        Cells with a mark on every indicator, shape (C,).
    n_ratings
        Single marks behind all this.
    """

    units: Factor
    reviewers: Factor
    indicators: NDArray[Any]
    marks: Floats
    means: Floats
    complete: NDArray[np.bool_]
    n_ratings: int

    @property
    def connectivity(self) -> Connectivity:
        """How the panel hangs together."""
        return of_factors(self.units, self.reviewers)

    def shared_units(self, reviewer: int) -> int:
        """Return how many units of a reviewer, given by place, somebody else marked, too."""
        own = self.units.codes[self.reviewers.codes == reviewer]
        return int((self.units.counts[own] > 1).sum())

    def undefined(self) -> str | None:
        """Return why reviewers cannot be compared, or None."""
        if self.n_ratings == 0:
            return "no-ratings"
        if self.reviewers.size < 2:
            return "one-reviewer"
        if self.units.size < 2:
            return "one-unit"
        if int(self.units.counts.max()) < 2:
            return "no-pairs"
        if self.reviewers.size > MOST_REVIEWERS:
            return "too-many-reviewers"
        return "no-variation" if float(np.ptp(self.marks[np.isfinite(self.marks)])) == 0 else None


def cells(unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike, indicator: ArrayLike | None = None) -> Cells:
    """Gather marks into cells.

    Parameters
    ----------
    unit, reviewer, indicator
        Labels of each mark, shape (N,); None for a single indicator.
    values
        The marks, shape (N,); NaN where there is none.
    """
    marks = np.asarray(values, dtype=float)
    labels = {"unit": unit, "reviewer": reviewer}
    if indicator is not None:
        labels["indicator"] = indicator
    for name, column in labels.items():
        if marks.ndim != 1 or np.shape(column) != marks.shape:
            raise ValueError(f"`{name}` must have the shape (N,) of `values`, got {np.shape(column)} and {marks.shape}")
    keep = np.isfinite(marks)
    marks = marks[keep]
    units, reviewers = factor("unit", unit, keep), factor("reviewer", reviewer, keep)
    indicators = factor("indicator", np.zeros(len(keep), dtype=np.int64) if indicator is None else indicator, keep)
    columns, n_columns = indicators.codes, indicators.size
    flat, row = np.unique(units.codes * max(reviewers.size, 1) + reviewers.codes, return_inverse=True)
    slot = row * max(n_columns, 1) + columns
    count = np.bincount(slot, minlength=len(flat) * n_columns).reshape(len(flat), n_columns)
    total = np.bincount(slot, marks, len(flat) * n_columns).reshape(len(flat), n_columns)
    table = np.full(total.shape, np.nan)
    np.divide(total, count, out=table, where=count > 0)
    filled = count > 0
    of_indicator = np.where(filled, table, 0.0).sum(axis=0) / np.maximum(filled.sum(axis=0), 1)
    means = np.where(filled, table - of_indicator, 0.0).sum(axis=1) / np.maximum(filled.sum(axis=1), 1)
    return Cells(
        units=Factor("unit", units.levels, flat // max(reviewers.size, 1)),
        reviewers=Factor("reviewer", reviewers.levels, flat % max(reviewers.size, 1)),
        indicators=indicators.levels,
        marks=table,
        means=means,
        complete=np.asarray(filled.all(axis=1)),
        n_ratings=len(marks),
    )
