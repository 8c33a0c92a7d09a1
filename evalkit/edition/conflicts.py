"""Conflicts of interest: which reviewer may not mark which unit, on what ground, and where it happened all the same.

A conflicted mark on file is a fault of the edition; the assignment of reviewers blocks the same pairs beforehand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import Fault
from evalkit.rules.models import Rules

Ground = Literal["current", "former", "declared", "requested"]

#: From the strongest; where a pair has several grounds, a fault names the first of them.
GROUNDS: tuple[Ground, ...] = get_args(Ground)

_PAIR = ["reviewer", "unit"]
_RECUSALS: dict[str, Ground] = {"reviewer": "declared", "unit": "requested"}


def conflicts(affiliations: pd.DataFrame, recusals: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """List every pair of reviewer and unit that the rules keep apart.

    Parameters
    ----------
    affiliations
        ``reviewer, unit, kind, until``, as in :class:`~evalkit.edition.record.ReviewRecord`.
    recusals
        ``reviewer, unit, by``.
    rules
        Current affiliations and recusals count always; former affiliations where there is a ``[review.conflicts]``
        and they ended on or after the day that :func:`earliest_end` gives. One whose end is not known counts.

    Returns
    -------
    ``reviewer, unit, kind``: one row a pair and ground, `kind` one of ``current``, ``former``, ``declared`` (by the
    reviewer) and ``requested`` (by the unit); sorted by reviewer, unit and strength of the ground.
    """
    kind = affiliations["kind"].astype("str")
    counted = kind == "current"
    earliest = earliest_end(rules)
    if earliest is not None:
        ended_before = [isinstance(until, dt.date) and until < earliest for until in affiliations["until"]]
        counted |= (kind == "former") & ~np.array(ended_before, dtype=bool)
    ties = affiliations.loc[counted, _PAIR].assign(kind=kind[counted])
    asked = recusals[_PAIR].assign(kind=recusals["by"].astype("str").map(_RECUSALS))
    return _by_strength(pd.concat([ties, asked]).astype("str").drop_duplicates())


def earliest_end(rules: Rules) -> dt.date | None:
    """Return the earliest last day of a former affiliation that still counts; None where former ones do not count.

    It is the day of the year on which the window ends, ``former_years`` years earlier. Where that would be a
    29 February of a common year, it is the 28th, the last day of the month.

    Raises
    ------
    ValueError
        The rules count former affiliations and have no window to count from.
    """
    if rules.review.conflicts is None:
        return None
    if rules.window is None:
        raise ValueError("`rules` must have a window where former affiliations count")
    last, year = rules.window.last, rules.window.last.year - rules.review.conflicts.former_years
    if year < dt.MINYEAR:
        return dt.date.min
    leap_day = (last.month, last.day) == (2, 29)
    common = year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)
    return dt.date(year, 2, 28) if leap_day and common else last.replace(year=year)


def blocked(conflicts: pd.DataFrame, units: Sequence[str], reviewers: Sequence[str]) -> NDArray[np.bool_]:
    """Return which pairs are kept apart, as an array of shape (n_units, n_reviewers).

    Parameters
    ----------
    conflicts
        As :func:`conflicts` returns them; those of other units and other reviewers are left out.
    units, reviewers
        The ids that rows and columns stand for, each once.
    """
    at = pd.Index(units).get_indexer(pd.Index(conflicts["unit"]))
    by = pd.Index(reviewers).get_indexer(pd.Index(conflicts["reviewer"]))
    inside = (at >= 0) & (by >= 0)
    result = np.zeros((len(units), len(reviewers)), dtype=bool)
    result[at[inside], by[inside]] = True
    return result


def kept_apart(record: ReviewedEdition) -> NDArray[np.bool_]:
    """Return which pairs of an edition are kept apart, shape (n_units, n_reviewers), in the order of its tables."""
    review = record.review
    found = conflicts(review.affiliations, review.recusals, record.rules)
    return blocked(found, record.units["unit"].tolist(), review.reviewers["reviewer"].tolist())


def conflict_faults(sheets: pd.DataFrame, conflicts: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Yield one fault for every pair that has marks, or is to mark, in spite of a conflict.

    Parameters
    ----------
    sheets
        ``unit, reviewer`` and, where it is known, ``row``: the first line on which they stand in the file. One row a
        sheet rather than one a mark; the round does not matter.
    conflicts
        As :func:`conflicts` returns them.
    file
        Where the sheets are on file.
    """
    grounds = _by_strength(conflicts).drop_duplicates(_PAIR)
    for found in _first_lines(sheets, grounds).merge(grounds, on=_PAIR).itertuples(index=False):
        variables: dict[str, object] = {"unit": found.unit, "ground": found.kind}
        yield Fault("conflicted", file, _line(found.row), "reviewer", str(found.reviewer), variables)


def reciprocal(pairs: pd.DataFrame, affiliations: pd.DataFrame) -> pd.DataFrame:
    """List where two reviewers mark each other's units, whatever the round.

    Parameters
    ----------
    pairs
        ``unit, reviewer``: who marks what, from an assignment or from marks.
    affiliations
        ``reviewer, unit, kind``; only current ones count.

    Returns
    -------
    ``reviewer, unit, other, other_unit``: `reviewer` marks `unit`, with which `other` is affiliated, and `other` marks
    `other_unit`, with which `reviewer` is. One row for the two of them, `reviewer` being the first by code; sorted.
    """
    current = affiliations.loc[affiliations["kind"].astype("str") == "current", _PAIR].astype("str").drop_duplicates()
    marks = pairs[_PAIR].astype("str").drop_duplicates()
    one_way = marks.merge(current.rename(columns={"reviewer": "other"}), on="unit")
    back = one_way.rename(columns={"reviewer": "other", "other": "reviewer", "unit": "other_unit"})
    both = one_way.merge(back, on=["reviewer", "other"])
    found = both[(both["reviewer"] < both["other"]) & (both["unit"] != both["other_unit"])]
    columns = ["reviewer", "unit", "other", "other_unit"]
    return found[columns].sort_values(columns, ignore_index=True)


def reciprocal_faults(sheets: pd.DataFrame, affiliations: pd.DataFrame, rules: Rules, file: str) -> Iterator[Fault]:
    """Yield one fault for every two reviewers who mark each other's units, where the rules forbid it.

    Parameters are those of :func:`conflict_faults` and :func:`reciprocal`. The fault stands at the line of the first
    of the two by code and names the other.
    """
    if rules.review.conflicts is None or not rules.review.conflicts.reciprocal:
        return
    pairs = reciprocal(sheets, affiliations)
    found = pairs.merge(_first_lines(sheets, pairs), on=_PAIR)
    for pair in found.itertuples(index=False):
        variables: dict[str, object] = {"unit": pair.unit, "other": pair.other, "other_unit": pair.other_unit}
        yield Fault("reciprocal", file, _line(pair.row), "reviewer", str(pair.reviewer), variables)


def _by_strength(conflicts: pd.DataFrame) -> pd.DataFrame:
    strength = conflicts["kind"].map(GROUNDS.index)
    ordered = conflicts.assign(strength=strength).sort_values([*_PAIR, "strength"], ignore_index=True)
    return ordered.drop(columns="strength")


def _first_lines(sheets: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """Return ``reviewer, unit, row``, one row a wanted pair that has a sheet; 0 where the line is not known."""
    pairs = sheets[_PAIR].astype("str")
    pairs["row"] = sheets["row"].astype("int64") if "row" in sheets else 0
    pairs = pairs.merge(wanted[_PAIR].drop_duplicates(), on=_PAIR)
    return pairs.sort_values([*_PAIR, "row"]).drop_duplicates(_PAIR)


def _line(row: object) -> int | None:
    return int(str(row)) or None
