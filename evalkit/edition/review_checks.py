"""Faults of the review's tables: who is unknown, what stands twice, which mark should not be there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np
import pandas as pd

from evalkit.edition.aside import aside, resigned
from evalkit.edition.ballot_checks import ballot_notes
from evalkit.edition.decisions import decision_faults
from evalkit.edition.publications import publication_faults
from evalkit.edition.record import Note, ReviewRecord, role_of, roles_on_file
from evalkit.errors import Fault, hints
from evalkit.rules.checks import within_reason
from evalkit.rules.models import Rules
from evalkit.rules.points import parse_decimal
from evalkit.rules.scales import NOT_APPLICABLE
from evalkit.sources.checking import CheckedRow
from evalkit.sources.given import Given
from evalkit.sources.schema import (
    ABSENCES,
    ADJUSTMENTS,
    AFFILIATIONS,
    APPEALS,
    ASSESSMENTS,
    ASSIGNMENT,
    DROPPED,
    LOTS,
    MARKS,
    MINUTES,
    PANEL_REVIEWER,
    PROFILES,
    RECUSALS,
    RENAMINGS,
    REVIEWERS,
    SUBMISSIONS,
    UNAVAILABLE,
    UNITS,
    VOTES,
    Table,
)

Tables = Mapping[str, Sequence[CheckedRow]]

#: Tables that name reviewers.
OF_REVIEWERS = (AFFILIATIONS, RECUSALS, UNAVAILABLE, ASSIGNMENT, MINUTES, MARKS)

_MOST_NAMED = 10

#: What may not stand twice in a table.
_KEYS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (SUBMISSIONS, ("unit", "indicator")),
    (AFFILIATIONS, ("reviewer", "unit", "kind")),
    (RECUSALS, ("reviewer", "unit", "by")),
    (UNAVAILABLE, ("reviewer", "unit", "round")),
    (RENAMINGS, ("unit", "since")),
    (ASSIGNMENT, ("round", "unit", "reviewer")),
    (LOTS, ("tier", "unit")),
    (LOTS, ("tier", "order")),
    (VOTES, ("vote", "unit")),
    (PROFILES, ("unit", "indicator")),
    (ASSESSMENTS, ("unit", "label", "assessed")),
)


def missing_faults(given: Given, rules: Rules) -> Iterator[Fault]:
    """Yield the tables that are not there although another file needs them."""
    # From marks alone it is known who gave them; what role or field somebody has, and who else there is, is not.
    asked_of = rules.review.roles or any(r.kind in ("grouped", "crossed") for r in rules.review.rounds)
    if not given.has(REVIEWERS) and any(given.has(table) for table in OF_REVIEWERS if table is not MARKS or asked_of):
        yield Fault("missing-file", REVIEWERS.file)
    asked = rules.eligibility is not None and bool(rules.eligibility.required or rules.eligibility.at_least)
    if asked and not given.has(SUBMISSIONS):
        yield Fault("missing-file", SUBMISSIONS.file)


def review_faults(rules: Rules, tables: Tables) -> Iterator[Fault]:
    """Yield every contradiction between the tables of the review, as far as each could be read.

    Assignment and marks are compared with each other and with the conflicts of interest elsewhere.
    """
    for row in tables.get(REVIEWERS.file, ()):
        if row["reviewer"] == PANEL_REVIEWER:
            yield Fault("reserved-code", REVIEWERS.file, row.line, "reviewer", PANEL_REVIEWER)
    yield from _unknown(tables)
    yield from _adjustments(rules, tables.get(ADJUSTMENTS.file, ()))
    yield from decision_faults(rules, tables)
    yield from publication_faults(tables)
    kinds = [t.id for t in rules.types]
    for row in tables.get(UNITS.file, ()) if kinds else ():
        if row["type"] is None and row["unit"] is not None and "type" not in row.faulty:
            needed: dict[str, object] = {"unit": row["unit"], "allowed": ", ".join(kinds)}
            yield Fault("type-missing", UNITS.file, row.line, "type", None, needed)
    yield from _numbers(rules, tables)
    for table, key in _KEYS:
        yield from _twice(table, key, tables.get(table.file, ()))
    yield from _former(tables.get(AFFILIATIONS.file, ()))
    yield from _minutes(rules, tables.get(MINUTES.file, ()))


def _unknown(tables: Tables) -> Iterator[Fault]:
    units = dict.fromkeys(row["unit"] for row in tables.get(UNITS.file, ()) if row["unit"] is not None)
    reviewers = dict.fromkeys(row["reviewer"] for row in tables.get(REVIEWERS.file, ()) if row["reviewer"] is not None)
    like_unit, like_reviewer = hints(units), hints(reviewers)
    named = (
        SUBMISSIONS,
        ABSENCES,
        RENAMINGS,
        AFFILIATIONS,
        RECUSALS,
        UNAVAILABLE,
        ASSIGNMENT,
        MINUTES,
        ADJUSTMENTS,
        LOTS,
        VOTES,
        APPEALS,
    )
    for table in named:
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


def _adjustments(rules: Rules, rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Find points that no reviewer gives and that are out of bounds, or belong to a round that has no score."""
    items = {a.id: a for a in rules.adjustments}
    rounds = rules.review.final is not None and rules.review.final.rounds is not None
    for row in rows:
        item = items.get(row["item"] or "")
        if item and item.formula is not None:
            by: dict[str, object] = {"column": item.formula.column}
            yield Fault("adjustment-by-formula", ADJUSTMENTS.file, row.line, "item", item.id, by)
            continue
        points = None if row["points"] is None else parse_decimal(row["points"])
        # A bonus or a deduction of more than its maximum counts for the maximum; what is given is given.
        if item and points is not None and (points < 0 or (item.kind == "given" and points > item.maximum)):
            most: dict[str, object] = {"item": item.id, "most": str(item.maximum)}
            yield Fault("above-adjustment", ADJUSTMENTS.file, row.line, "points", row["points"], most)
        if row["round"] is not None and not rounds:
            yield Fault("round-of-adjustment", ADJUSTMENTS.file, row.line, "round", row["round"])


def _numbers(rules: Rules, tables: Tables) -> Iterator[Fault]:
    """Find numbers of units, factors, what formulas or budgets go by, that are not there or out of bounds."""
    absent = {row["unit"] for row in tables.get(ABSENCES.file, ())}
    asked: dict[str, tuple[Decimal | None, Decimal | None]] = {
        r.difficulty.column: (r.difficulty.minimum, r.difficulty.maximum)
        for r in rules.review.rounds
        if r.difficulty is not None
    }
    above_zero = {q.budget.column for q in rules.quotas if q.budget is not None}
    asked |= {column: (None, None) for column in above_zero}
    for a in rules.adjustments:
        if a.formula is not None:
            # What is on file follows the bounds of adjustments.csv: never below 0, and what is given is given.
            own = a.formula.rule == "as-it-is"
            if own or a.formula.column not in asked:
                most = a.maximum if own and a.kind == "given" else None
                asked[a.formula.column] = (Decimal(0) if own else None, most)
            above_zero |= {a.formula.column} if a.formula.rule in ("lowest-to-own", "own-to-highest") else set()
    for row in tables.get(UNITS.file, ()) if asked else ():
        for name, (least, most) in asked.items():
            value = row[name]
            number = None if value is None else parse_decimal(value)
            if value is None and name not in row.faulty and row["unit"] not in absent:
                yield Fault("empty-cell", UNITS.file, row.line, name)
            elif number is None:
                continue
            elif name in above_zero and number <= 0:
                yield Fault("out-of-bounds", UNITS.file, row.line, name, value, {"allowed": "> 0"})
            elif (least is not None and number < least) or (most is not None and number > most):
                allowed = f"≥ {least}" if most is None else f"{least} – {most}"
                yield Fault("out-of-bounds", UNITS.file, row.line, name, value, {"allowed": allowed})


def _twice(table: Table, key: tuple[str, ...], rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Find rows that say again what an earlier one says; a column that may be empty, or left out, may be so here."""
    empty = {column.name for column in table.columns if column.nullable}
    first: dict[tuple[str | None, ...], int] = {}
    for row in rows:
        own = [column for column in key if column in row.cells]
        values = tuple(row[column] for column in own)
        if any(v is None and (c not in empty or c in row.faulty) for v, c in zip(values, own, strict=True)):
            continue
        line = first.setdefault(values, row.line)
        if line != row.line:
            yield Fault("row-twice", table.file, row.line, None, ", ".join(filter(None, values)), {"first": line})


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
    taking = review.roster.loc[review.roster["takes_part"], "unit"].astype(str).tolist()

    def without(sheets: pd.DataFrame) -> list[str]:
        there = set(sheets["unit"].unique())
        return [unit for unit in taking if unit not in there]

    yield from ballot_notes(rules, review)
    yield from _units_note("unassessed", MARKS.file, review.roster.loc[review.roster["reason"] == "unassessed", "unit"])
    absences = review.absences
    if absences is not None and "since" in absences:
        out = absences.loc[absences["since"].notna(), ["unit", "reason", "since"]].itertuples(index=False, name=None)
        yield from _units_note("taken-out", ABSENCES.file, [f"{unit} ({why}, {since})" for unit, why, since in out])
    for row in [] if review.dropped is None else review.dropped.to_dict("records"):
        facts = {"since": str(row["since"]), "reason": str(row["reason"])}
        yield Note("dropped", DROPPED.file, str(row["indicator"]), facts)
    gone = resigned(review.unavailable)
    if gone:
        yield Note("resigned", UNAVAILABLE.file, ", ".join(gone), {"rule": rules.review.resigned})
    late = [f"{case.reviewer} / {case.unit}" for case in aside(rules, review.recusals, None)]
    if late:
        yield Note("conflict-found", RECUSALS.file, ", ".join(late))
    sheets, marks = review.assignment, review.marks
    if sheets is not None:
        yield from _units_note("unassigned", ASSIGNMENT.file, without(sheets))
    if marks is not None:
        yield from _least_everywhere(rules, marks)
        marks = _sheets(marks)
        yield from _units_note("unmarked", MARKS.file, without(marks))
        yield from _roles_without_marks(rules, review, marks)
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


def _roles_without_marks(rules: Rules, review: ReviewRecord, sheets: pd.DataFrame) -> Iterator[Note]:
    """Yield the units that wait for the marks of a role which has a weight: without them there is no score."""
    weighted = [role.id for role in rules.review.roles if role.weight is not None]
    if not weighted or rules.may_lack_sheets:
        return
    roles = roles_on_file(review.reviewers, review.assignment)
    counted = sheets[sheets["round"].isin([r.id for r in rules.marked_rounds if r.counts])]
    there = {(u, role_of(roles, u, who)) for u, who in counted[["unit", "reviewer"]].itertuples(index=False)}
    for role in weighted:
        waiting = [unit for unit in dict.fromkeys(counted["unit"]) if (unit, role) not in there]
        yield from _units_note("unmarked-by-role", MARKS.file, waiting, f"{role}: ")


def _least_everywhere(rules: Rules, marks: pd.DataFrame) -> Iterator[Note]:
    """Yield the reviewers who gave the least mark everywhere in a round: perhaps 0 was filled in for their absence.

    Where marks are votes to be shared out, most of them are 0.
    """
    if rules.review.final is None or rules.review.final.rule == "sum":
        return
    least = {i.id: rules.mark_scale.to_steps(rules.scale_of(i).minimum) for i in rules.indicators}
    # By the codes of the categories: there may be ten million marks, and a text for each of them takes its time.
    of, step, who = (marks[name].cat for name in ("indicator", "round", "reviewer"))
    floor = np.array([least[str(indicator)] for indicator in of.categories])[of.codes]
    above = (marks["steps"] > floor) | (marks["steps"] == NOT_APPLICABLE)
    sheet = step.codes.to_numpy(np.int64) * len(who.categories) + who.codes.to_numpy()
    given, higher = np.bincount(sheet), np.bincount(sheet, above)
    for place in np.flatnonzero((higher == 0) & (given > len(rules.indicators))):
        where, name = divmod(int(place), len(who.categories))
        yield Note("least-everywhere", MARKS.file, str(who.categories[name]), {"round": str(step.categories[where])})


def _sheets(marks: pd.DataFrame) -> pd.DataFrame:
    """Return round, unit and reviewer of each sheet, as texts."""
    columns = ["round", "unit", "reviewer"]
    # The marks of a sheet stand one below the other: of ten million rows half a million are left to compare.
    first = np.zeros(len(marks), dtype=bool)
    first[:1] = True
    for name in columns:
        codes = marks[name].cat.codes.to_numpy()
        first[1:] |= codes[1:] != codes[:-1]
    return marks.loc[first, columns].drop_duplicates().astype(str)


def _units_note(kind: str, file: str, units: Iterable[str], prefix: str = "") -> Iterator[Note]:
    named = list(units)
    if named:
        rest = f" … ({len(named)})" if len(named) > _MOST_NAMED else ""
        yield Note(kind, file, prefix + ", ".join(named[:_MOST_NAMED]) + rest)
