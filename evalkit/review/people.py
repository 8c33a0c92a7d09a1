"""The panel changes under way: somebody resigns, joins late, or turns out to have a conflict; and who takes over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.aside import resigned
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.review.filing import file_tables, table_text
from evalkit.review.handover import Handover, done, hand_over
from evalkit.review.history import SHEET, Told, row_events, together
from evalkit.sources.schema import ASSIGNMENT, RECUSALS, UNAVAILABLE, Table


def resign(
    record: ReviewedEdition,
    reviewer: str,
    told: Told,
    *,
    since: dt.date | None = None,
    seed: int = 1,
    partial: bool = False,
) -> Handover | None:
    """Enter that a reviewer gives up, and give what is left to others.

    Whether the sheets that are done count, the rules say (``review.resigned``); where they do not, they are given to
    others anew.

    Parameters
    ----------
    record
        The edition.
    reviewer
        Who gives up.
    told
        Who enters it and why; the reason is kept with the resignation, too.
    since
        Since when; by default the day on which it is entered.
    seed, partial
        As of :func:`~evalkit.review.handover.hand_over`.

    Returns
    -------
    Who takes over what; None where nothing is assigned yet.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such reviewer, or it is entered already; or nobody can take over (``TooFewReviewers`` names the
        units).
    EditionError
        The edition would be faulty with it.
    """
    review = record.review
    _known(record, reviewer)
    if reviewer in resigned(review.unavailable):
        raise EvalkitError("resigned-already", reviewer=reviewer, edition=record.name)
    day = since or told.day
    row = {"reviewer": reviewer, "unit": None, "round": None, "since": day.isoformat(), "reason": told.reason}
    rows = _added(review.unavailable, row, UNAVAILABLE)
    then = replace(record, review=replace(review, unavailable=rows))
    if review.assignment is None:
        _write(record, UNAVAILABLE, rows, None, told)
        return None
    own = review.assignment[(review.assignment["reviewer"] == reviewer).to_numpy(bool)]
    leaving = own if record.rules.review.resigned == "leave-out" else own[~done(record, own)]
    found = hand_over(then, leaving, seed=seed, partial=partial)
    _write(record, UNAVAILABLE, rows, found, told)
    return found


def recuse(
    record: ReviewedEdition,
    reviewer: str,
    unit: str,
    told: Told,
    *,
    asked_by: str = "reviewer",
    since: dt.date | None = None,
    seed: int = 1,
    partial: bool = False,
) -> Handover | None:
    """Enter a conflict of interest, found after marking perhaps, and give the unit to somebody else.

    Marks of the reviewer on the unit stay on file and do not count. What the discussion decided stands; it is listed
    among the decisions whose marks have changed.

    Parameters
    ----------
    reviewer, unit
        The two that are to be kept apart.
    asked_by
        ``reviewer``, who declares it, or ``unit``, which requests it.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such reviewer or unit that takes part, or it is entered already; or as of :func:`resign`.

    Other parameters, and what is returned, are those of :func:`resign`.
    """
    review = record.review
    _known(record, reviewer)
    if unit not in set(record.units["unit"]):
        raise UnknownName("unit", unit, tuple(record.units["unit"]))
    if _pair(review.recusals, reviewer, unit).any():
        raise EvalkitError("recused-already", reviewer=reviewer, unit=unit)
    marked = review.marks is not None and _pair(review.marks, reviewer, unit).any()
    day = (since or told.day).isoformat() if marked else None
    row = {"reviewer": reviewer, "unit": unit, "by": asked_by, "reason": told.reason, "since": day}
    rows = _added(review.recusals, row, RECUSALS)
    if review.assignment is None:
        _write(record, RECUSALS, rows, None, told)
        return None
    leaving = review.assignment[_pair(review.assignment, reviewer, unit)]
    then = replace(record, review=replace(review, recusals=rows))
    found = hand_over(then, leaving, seed=seed, partial=partial)
    _write(record, RECUSALS, rows, found, told)
    return found


def join(record: ReviewedEdition, reviewer: str, told: Told, *, seed: int = 1) -> Handover:
    """Give a reviewer who joins late a share of what is open: from those who have most, and what units lack.

    The reviewer stands in ``reviewers.csv`` already. Sheets with marks on file stay with those who gave them.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such reviewer, or one who has given up; nothing is assigned.
    """
    _known(record, reviewer)
    if reviewer in resigned(record.review.unavailable):
        raise EvalkitError("resigned-already", reviewer=reviewer, edition=record.name)
    found = hand_over(record, pd.DataFrame(columns=SHEET, dtype=object), seed=seed, partial=True, to=reviewer)
    _write(record, None, None, found, told)
    return found


def fill(record: ReviewedEdition, told: Told, *, seed: int = 1, partial: bool = False) -> Handover:
    """Give units that have too few reviewers more of them; every assignment stays.

    Raises
    ------
    EvalkitError
        As of :func:`~evalkit.review.handover.hand_over`.
    """
    found = hand_over(record, pd.DataFrame(columns=SHEET, dtype=object), seed=seed, partial=partial)
    _write(record, None, None, found, told)
    return found


def _pair(table: pd.DataFrame, reviewer: str, unit: str) -> NDArray[np.bool_]:
    return ((table["reviewer"] == reviewer) & (table["unit"] == unit)).to_numpy(bool)


def _known(record: ReviewedEdition, reviewer: str) -> None:
    people = tuple(record.review.reviewers["reviewer"].astype(str))
    if reviewer not in people:
        raise UnknownName("reviewer", reviewer, people)


def _added(table: pd.DataFrame | None, row: dict[str, str | None], form: Table) -> pd.DataFrame:
    new = pd.DataFrame([row], columns=list(form.names), dtype=object)
    return new if table is None else pd.concat([table.astype(object), new], ignore_index=True)


def _write(
    record: ReviewedEdition, form: Table | None, rows: pd.DataFrame | None, found: Handover | None, told: Told
) -> None:
    """Put a resignation or recusal on file, and the assignment as it is after it: sheets that are done stay in it."""
    review = record.review.on_file
    files, events = {}, []
    if found is not None and review.assignment is not None and (len(found.left) or len(found.given)):
        table = _assignment(record, review.assignment, found)
        files[ASSIGNMENT.file] = table_text(table, ASSIGNMENT)
        events.append(row_events(ASSIGNMENT.file, review.assignment, table, told))
    if form is not None and rows is not None:
        before = review.unavailable if form is UNAVAILABLE else review.recusals
        files[form.file] = table_text(rows, form)
        events.append(row_events(form.file, before, rows, told))
    if files:
        file_tables(record, files, together(events))


def _assignment(record: ReviewedEdition, table: pd.DataFrame, found: Handover) -> pd.DataFrame:
    """Return the assignment as it is on file after a change of the panel, in the order in which one is made."""
    left = found.left[~done(record, found.left)]
    gone = pd.MultiIndex.from_frame(table[SHEET].astype(str)).isin(pd.MultiIndex.from_frame(left[SHEET]))
    both = pd.concat([table[~gone].astype(object), found.given.astype(object)], ignore_index=True)
    rounds = {step.id: place for place, step in enumerate(record.rules.review.rounds)}
    keys = both.assign(round=both["round"].map(rounds)).sort_values(SHEET, kind="stable").index
    return both.loc[keys].reset_index(drop=True)
