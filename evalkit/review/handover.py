"""Who takes over from whom: the panel changes when sheets are out, and whoever has one keeps it.

What stands stays as it is. Only what is open, or what a unit lacks, goes to somebody else: free of conflicts, connected
where it was so before, the loads as even as what stays allows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError
from evalkit.review.assignment import assign_edition
from evalkit.review.design import Design, design
from evalkit.review.history import SHEET

Bools = NDArray[np.bool_]

_CANNOT = ["reviewer", "unit", "round"]


@dataclass(frozen=True)
class Handover:
    """What a change of the panel does to the assignment.

    Attributes
    ----------
    left, given
        Assignments that fall away, and those that come instead: ``round, unit, reviewer``.
    short
        Units that have fewer reviewers than the rules ask for all the same: ``round, unit, reviewers, needed``.
    report
        How even the loads are afterwards, and how units and reviewers hang together.
    """

    left: pd.DataFrame
    given: pd.DataFrame
    short: pd.DataFrame
    report: Design

    @property
    def changes(self) -> pd.DataFrame:
        """``round, unit, before, after``, one row a sheet that goes from one reviewer to another; None for nobody."""
        before, after = (
            table.assign(place=table.groupby(["round", "unit"]).cumcount()).rename(columns={"reviewer": name})
            for table, name in ((self.left, "before"), (self.given, "after"))
        )
        both = before.merge(after, on=["round", "unit", "place"], how="outer", sort=False).astype(object)
        return both[["round", "unit", "before", "after"]].where(both.notna(), None)


def done(record: ReviewedEdition, table: pd.DataFrame) -> Bools:
    """Return for each row of ``round, unit, reviewer`` whether marks are on file, counting or not."""
    marks = record.review.on_file.marks
    if marks is None:
        return np.zeros(len(table), dtype=bool)
    sheets = pd.MultiIndex.from_frame(marks[SHEET].drop_duplicates().astype(str))
    return pd.MultiIndex.from_frame(table[SHEET].astype(str)).isin(sheets)


def hand_over(
    record: ReviewedEdition,
    leaving: pd.DataFrame,
    *,
    seed: int,
    partial: bool = False,
    to: str | None = None,
) -> Handover:
    """Give what some reviewers leave, and what units lack, to others.

    Parameters
    ----------
    record
        The edition as it is to be: recusals and those who cannot mark are in it already.
    leaving
        ``round, unit, reviewer``: what falls away.
    seed
        Of the random choice among equally good ones.
    partial
        Whether units may be left with fewer reviewers, and all in parts, where it cannot be helped.
    to
        A reviewer who takes from those who have most, as far as their sheets are open; nobody else gets anything.

    Raises
    ------
    EvalkitError
        Nothing is assigned, or there is no such assignment; see :func:`evalkit.review.assignment.assign`.
    """
    review = record.review
    if review.assignment is None:
        raise EvalkitError("nothing-assigned", edition=record.name)
    stands = review.assignment[SHEET].astype(str)
    stands = stands[~_among(stands, leaving)]
    kept, also, unavailable = stands, None, review.unavailable
    if to is not None:
        started = done(record, stands) | (stands["reviewer"] == to).to_numpy(bool)
        kept, also = stands[started], stands[~started]
        others = review.reviewers.loc[review.reviewers["reviewer"] != to, ["reviewer"]].astype(object)
        unavailable = pd.concat([others.reindex(columns=_CANNOT), unavailable], ignore_index=True)
    was = design(review.assignment, review.reviewers, record.rules)
    found = assign_edition(
        record, seed=seed, kept=kept, also=also, unavailable=unavailable, partial=partial, connect=was.connected
    )
    left = pd.concat([leaving[SHEET].astype(str), stands[~_among(stands, found.table)]], ignore_index=True)
    given = found.table[~_among(found.table, stands)].reset_index(drop=True)
    return Handover(left, given, _short(record, found.table), found.report)


def _short(record: ReviewedEdition, table: pd.DataFrame) -> pd.DataFrame:
    """Return the units and rounds with fewer reviewers than the rules ask for."""
    rows = []
    for step in record.rules.marked_rounds:
        counts = table.loc[table["round"] == step.id, "unit"].value_counts()
        needed = step.reviewers_per_unit or 0
        numbers = ((unit, int(counts.get(unit, 0))) for unit in record.units["unit"])
        rows += [(step.id, unit, number, needed) for unit, number in numbers if number < needed]
    return pd.DataFrame(rows, columns=["round", "unit", "reviewers", "needed"])


def _among(table: pd.DataFrame, others: pd.DataFrame) -> Bools:
    return pd.MultiIndex.from_frame(table[SHEET].astype(str)).isin(pd.MultiIndex.from_frame(others[SHEET].astype(str)))
