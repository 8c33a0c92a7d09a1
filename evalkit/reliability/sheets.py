"""The marks of an edition in the form that the statistics take: points and shares, one row a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from evalkit.edition.record import ReviewedEdition
from evalkit.review.ballots import Ballots, Ints, ballots
from evalkit.review.docket import tiers_of
from evalkit.rules.models import Indicator, Rules

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: Above so many cells a table of units by reviewers is not made.
_MOST_CELLS = 10_000_000


@dataclass(frozen=True, eq=False)
class Sheets:
    """Every sheet that reviewers filled in on their own, before the discussion.

    Attributes
    ----------
    ballots
        The sheets, exactly, in steps of a mark.
    indicators
        What was marked, without what says something about the reviewer, or was dropped after marking.
    low, range
        Shape (n_indicators,): the least mark on each, and how far the largest lies above it, in points.
    own
        Whether a tie between reviewer and unit is on file, current or former, whenever it ended, shape (n_sheets,).
        Ties that the rules forbid do not occur: such a sheet is a fault of the edition.
    """

    ballots: Ballots
    indicators: tuple[Indicator, ...]
    low: Floats
    range: Floats
    own: Flags

    @property
    def unit(self) -> Ints:
        """Place of the unit of each sheet among ``ballots.units``."""
        return self.ballots.unit

    @property
    def reviewer(self) -> Ints:
        """Place of the reviewer of each sheet among ``ballots.reviewers``."""
        return self.ballots.reviewer

    @property
    def size(self) -> int:
        """Number of sheets."""
        return len(self.ballots.unit)

    @cached_property
    def rounds(self) -> tuple[str, ...]:
        """Ids of the rounds in which there is a sheet, in their order."""
        ids = [r.id for r in self.ballots.rules.review.rounds]
        return tuple(ids[k] for k in np.unique(self.ballots.round).tolist())

    def in_round(self, name: str) -> Flags:
        """Return which sheets are of one round, shape (n_sheets,)."""
        ids = [r.id for r in self.ballots.rules.review.rounds]
        return np.asarray(self.ballots.round == ids.index(name))

    @cached_property
    def first(self) -> Flags:
        """Which sheets are the first that their reviewer filled in for their unit, shape (n_sheets,).

        A second look by the same reviewer is no second opinion. Where all rounds are taken together, only these count.
        """
        pair = self.unit * max(len(self.ballots.reviewers), 1) + self.reviewer
        keep = np.zeros(self.size, dtype=bool)
        # Sheets are sorted by round, and `unique` returns the first of each pair.
        keep[np.unique(pair, return_index=True)[1]] = True
        return keep

    @cached_property
    def points(self) -> Floats:
        """Marks in points, shape (n_sheets, n_indicators), NaN = not given."""
        rules = self.ballots.rules
        asked = [i in self.indicators for i in rules.indicators]
        points = self.ballots.marks[:, asked] * float(rules.mark_scale.step)
        given = self.ballots.given
        return np.asarray(points if given is None else np.where(given[:, asked], points, np.nan), dtype=np.float64)

    @cached_property
    def shares(self) -> Floats:
        """Marks as a share of the range of their indicator, 0 to 1, shape (n_sheets, n_indicators), NaN = not given."""
        return np.asarray((self.points - self.low) / self.range, dtype=np.float64)

    def share_of(self, columns: Sequence[int]) -> Floats:
        """Return which share of the ranges of some indicators each sheet reaches, over those it marks; NaN = none."""
        reached, ranges = self.points[:, columns] - self.low[columns], self.range[columns]
        possible = np.where(np.isnan(reached), 0.0, ranges).sum(axis=1)
        share: Floats = np.nansum(reached, axis=1) / np.where(possible > 0, possible, np.nan)
        return share

    @property
    def worst(self) -> float:
        """The share that is nothing: 0, or 1 where low marks are good."""
        return 0.0 if self.ballots.rules.best == "highest" else 1.0

    @cached_property
    def totals(self) -> Floats:
        """The sum of each sheet over what is part of the score, in points."""
        return np.asarray(self.ballots.totals * float(self.ballots.total_step), dtype=np.float64)

    @cached_property
    def comparable(self) -> Floats:
        """Totals with the mean difference between the rounds taken off, see :meth:`without_rounds`."""
        return self.without_rounds(self.totals)

    def without_rounds(self, values: Floats) -> Floats:
        """Return values of sheets with the mean difference between the rounds, on units marked in several, taken off.

        Who marked more in the round in which everybody was more severe is not more severe for that. NaN stays.
        """
        there = np.isfinite(values)
        place, unit = self.ballots.round[there], self.unit[there]
        levels = np.unique(place)
        if len(levels) < 2:
            return values
        columns = (place[:, None] == levels[1:]).astype(np.float64)
        counts = np.bincount(unit)

        def within(own: Floats) -> Floats:
            return np.asarray(own - np.bincount(unit, own)[unit] / counts[unit])

        design = np.column_stack([within(column) for column in columns.T])
        effect = np.linalg.lstsq(design, within(values[there]), rcond=None)[0]
        level = values.copy()
        level[there] -= columns @ effect
        return level

    def tiers(self, rules: Rules) -> Floats | None:
        """Return the tier of each sheet's total, 1 for the lowest; None where a total falls into none."""
        if not rules.cut_offs_known or rules.review.final is None or rules.staged:
            return None
        places = tiers_of(self.ballots.totals, self.ballots.total_step, rules)
        numbers: Floats = len(rules.tiers) - places.astype(np.float64)
        return numbers

    def table(self, values: Floats, keep: Flags) -> Floats:
        """Return values of some sheets by unit and reviewer, shape (U, R), NaN = not marked.

        Where that is a table of next to nothing but gaps, the sheets of a unit stand side by side instead, whoever
        they are by, beside a column without any: for coefficients that do not ask who marked what, it is the same.
        """
        if len(self.ballots.units) * len(self.ballots.reviewers) > _MOST_CELLS:
            rows = np.flatnonzero(keep)
            rows = rows[np.argsort(self.unit[rows], kind="stable")]
            counts = np.bincount(self.unit[rows], minlength=len(self.ballots.units))
            place = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
            narrow = np.full((len(counts), int(counts.max(initial=0)) + 1), np.nan)
            narrow[self.unit[rows], place] = values[rows]
            return narrow
        table = np.full((len(self.ballots.units), len(self.ballots.reviewers)), np.nan)
        table[self.unit[keep], self.reviewer[keep]] = values[keep]
        return table


def sheets(record: ReviewedEdition) -> Sheets:
    """Return the sheets of an edition of marks.

    Raises
    ------
    ValueError
        The edition is not one of marks.
    """
    found = ballots(record).with_totals
    review = record.review
    ties = set(zip(review.affiliations["reviewer"].astype(str), review.affiliations["unit"].astype(str), strict=True))
    own = [(found.reviewers[r], found.units[u]) in ties for r, u in zip(found.reviewer, found.unit, strict=True)]
    asked = tuple(i for i in record.rules.kept if i.about is None)
    scales = [record.rules.scale_of(i) for i in asked]
    low, reach = (np.array([float(getattr(s, end)) for s in scales]) for end in ("minimum", "range"))
    return Sheets(found, asked, low, reach, np.array(own, dtype=bool))
