"""Faults of the review's tables: who is unknown, what stands twice, which mark should not be there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evalkit.edition.record import Note, ReviewRecord
from evalkit.errors import Fault, hints
from evalkit.rules.checks import within_reason
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.given import Given
from evalkit.sources.schema import (
    ABSENCES,
    AFFILIATIONS,
    ASSIGNMENT,
    MARKS,
    MINUTES,
    PANEL_REVIEWER,
    RECUSALS,
    REVIEWERS,
    SUBMISSIONS,
    UNITS,
    Table,
)

Tables = Mapping[str, Sequence[CheckedRow]]

#: Tables that name reviewers.
OF_REVIEWERS = (AFFILIATIONS, RECUSALS, ASSIGNMENT, MINUTES, MARKS)

_MOST_NAMED = 10

#: What may not stand twice in a table.
_KEYS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (SUBMISSIONS, ("unit", "indicator")),
    (AFFILIATIONS, ("reviewer", "unit", "kind")),
    (RECUSALS, ("reviewer", "unit", "by")),
    (ASSIGNMENT, ("round", "unit", "reviewer")),
)


def missing_faults(given: Given, rules: Rules) -> Iterator[Fault]:
    """Yield the tables that are not there although another file needs them."""
    if not given.has(REVIEWERS) and any(map(given.has, OF_REVIEWERS)):
        yield Fault("missing-file", REVIEWERS.file)
    if rules.eligibility is not None and not given.has(SUBMISSIONS):
        yield Fault("missing-file", SUBMISSIONS.file)


def review_faults(rules: Rules, tables: Tables) -> Iterator[Fault]:
    """Yield every contradiction between the tables of the review, as far as each could be read.

    Assignment and marks are compared with each other and with the conflicts of interest elsewhere.
    """
    for row in tables.get(REVIEWERS.file, ()):
        if row["reviewer"] == PANEL_REVIEWER:
            yield Fault("reserved-code", REVIEWERS.file, row.line, "reviewer", PANEL_REVIEWER)
    yield from _unknown(tables)
    for table, key in _KEYS:
        yield from _twice(table, key, tables.get(table.file, ()))
    yield from _former(tables.get(AFFILIATIONS.file, ()))
    yield from _minutes(rules, tables.get(MINUTES.file, ()))


def _unknown(tables: Tables) -> Iterator[Fault]:
    units = dict.fromkeys(row["unit"] for row in tables.get(UNITS.file, ()) if row["unit"] is not None)
    reviewers = dict.fromkeys(row["reviewer"] for row in tables.get(REVIEWERS.file, ()) if row["reviewer"] is not None)
    like_unit, like_reviewer = hints(units), hints(reviewers)
    for table in (SUBMISSIONS, ABSENCES, AFFILIATIONS, RECUSALS, ASSIGNMENT, MINUTES):
        for row in tables.get(table.file, ()):
            unit = row["unit"]
            if unit is not None and units and unit not in units:
                yield Fault("unknown-unit", table.file, row.line, "unit", unit, {}, like_unit(unit))
            if not reviewers:
                continue
            for column in ("reviewer", "present", "recused"):
                for code in (row[column] or "").split():
                    if code not in reviewers:
                        meant = like_reviewer(code)
                        yield Fault("unknown-reviewer", table.file, row.line, column, code, {}, meant)


def _twice(table: Table, key: tuple[str, ...], rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        values = tuple(value for column in key if (value := row[column]) is not None)
        if len(values) < len(key):
            continue
        line = first.setdefault(values, row.line)
        if line != row.line:
            yield Fault("row-twice", table.file, row.line, None, ", ".join(values), {"first": line})


def first_day_of_talk(rules: Rules) -> dt.date:
    """Return the first day on which the discussion may be: after the window, and not before the first milestone."""
    days = sorted(milestone.date for milestone in rules.review.milestones)[:1]
    if rules.window is not None and rules.window.last < dt.date.max:
        days.append(rules.window.last + dt.timedelta(days=1))
    return max(days, default=dt.date.min)


def _former(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    for row in rows:
        until = row["until"]
        if row["kind"] == "former" and until is None and "until" not in row.faulty:
            yield Fault("former-without-end", AFFILIATIONS.file, row.line, "until")
        if row["kind"] == "current" and until is not None:
            yield Fault("current-with-end", AFFILIATIONS.file, row.line, "until", until)


def _minutes(rules: Rules, rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    for row in rows:
        if row["date"] is not None and rules.window is not None:
            day, latest = dt.date.fromisoformat(row["date"]), within_reason(rules.window)[1]
            if not first_day_of_talk(rules) <= day <= latest:
                span: dict[str, object] = {"first": str(first_day_of_talk(rules)), "last": str(latest)}
                yield Fault("date-beyond-reason", MINUTES.file, row.line, "date", row["date"], span)
        both = set((row["present"] or "").split()) & set((row["recused"] or "").split())
        for code in sorted(both):
            yield Fault("present-and-recused", MINUTES.file, row.line, "recused", code)


def review_notes(rules: Rules, review: ReviewRecord) -> Iterator[Note]:
    """Yield what does not fit together and yet may be meant: other numbers of reviewers, units that nobody marks.

    A unit may be added, or a third reviewer asked, when the rules stand; but nobody should learn of it from a page.
    """
    taking = review.roster.loc[review.roster["takes_part"], "unit"].astype(str)
    sheets, marks = review.assignment, review.marks
    if sheets is not None:
        yield from _units_note("unassigned", ASSIGNMENT.file, taking[~taking.isin(sheets["unit"])])
    if marks is not None:
        marks = marks[["round", "unit", "reviewer"]].drop_duplicates().astype(str)
        yield from _units_note("unmarked", MARKS.file, taking[~taking.isin(marks["unit"])])
        sheets = marks if sheets is None else sheets
    if sheets is None:
        return
    file = MARKS.file if review.assignment is None else ASSIGNMENT.file
    for step in rules.marked_rounds:
        counts = sheets.loc[sheets["round"] == step.id, "unit"].astype(str).value_counts(sort=False)
        wanted = step.reviewers_per_unit
        if wanted is None:
            continue
        for count in sorted(set(counts)):
            # Marks come in one after the other.
            if count > wanted or (count < wanted and review.assignment is not None):
                prefix = f"{step.id}: {count}, reviewers_per_unit = {wanted}: "
                yield from _units_note("reviewers-per-unit", file, counts.index[counts == count], prefix)


def _units_note(kind: str, file: str, units: Iterable[str], prefix: str = "") -> Iterator[Note]:
    named = list(units)
    if named:
        rest = f" … ({len(named)})" if len(named) > _MOST_NAMED else ""
        yield Note(kind, file, prefix + ", ".join(named[:_MOST_NAMED]) + rest)
