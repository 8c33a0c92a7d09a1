"""The tables of an edition of the demonstration before anything is marked, as the text of their files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from evalkit.sources.schema import (
    ABSENCES,
    AFFILIATIONS,
    ASSIGNMENT,
    MARKS,
    RECUSALS,
    REVIEWERS,
    SUBMISSIONS,
    UNITS,
    Table,
)
from evalkit.synthetic.draws import stream
from evalkit.synthetic.world import World, rules_of
from evalkit.wording import text

# How many reasons there are to choose from, by who asks for the recusal.
_N_REASONS = {"reviewer": 3, "unit": 2}


#: Types of unit, roles, loads and second fields of reviewers; and what only the commands write.
_NOT_ASKED_FOR = ("type", "role", "load", "further_subjects", "state", "since", "note")


def columns_of(table: Table) -> list[str]:
    """Return the columns that the demonstration has; its rules ask for no more."""
    return [name for name in table.names if name not in _NOT_ASKED_FOR]


def csv_text(table: Table, rows: Iterable[Sequence[object]]) -> str:
    """Return a table as the text of its file; missing cells are empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns_of(table))
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue()


def registered(world: World, edition: str) -> Mapping[str, str]:
    """Return the files of an edition that are there before reviewers are assigned: content by name."""
    rules, year = rules_of(edition), world.years[edition]
    ids = [i.id for i in rules.indicators]
    units = [(u.code, u.name, u.name_en, u.cohort, u.subject) for u in world.units]
    submissions = [
        (unit.code, indicator, "yes" if year.submitted[i, j] else "no")
        for i, unit in enumerate(world.units)
        for j, indicator in enumerate(ids)
    ]
    ties = [
        (t.reviewer, t.unit, "current", None) if t.lasts(rules) else (t.reviewer, t.unit, "former", t.until)
        for t in world.ties
    ]
    return {
        UNITS.file: csv_text(UNITS, units),
        SUBMISSIONS.file: csv_text(SUBMISSIONS, submissions),
        ABSENCES.file: csv_text(ABSENCES, [(unit, reason) for unit, reason in year.absent.items() if reason]),
        REVIEWERS.file: csv_text(REVIEWERS, [(p.code, p.name, p.subject) for p in world.reviewers]),
        AFFILIATIONS.file: csv_text(AFFILIATIONS, ties),
        RECUSALS.file: csv_text(RECUSALS, [(*r, _reason(world, edition, r)) for r in year.recusals]),
    }


def _reason(world: World, edition: str, recusal: tuple[str, str, str]) -> str:
    reviewer, unit, by = recusal
    number = int(stream(world.seed, edition, "reason", reviewer, unit).integers(_N_REASONS[by])) + 1
    return text("zh", f"synthetic-recusal-{by}-{number}")


def assignment_text(table: pd.DataFrame) -> str:
    """Return ``assignment.csv``."""
    return csv_text(ASSIGNMENT, table[columns_of(ASSIGNMENT)].itertuples(index=False))


def marks_text(tables: Iterable[pd.DataFrame]) -> str:
    """Return ``marks.csv`` with the marks of several rounds, one after the other."""
    rows = [
        (unit, reviewer, where, indicator, points_text(points), None if pd.isna(comment) else comment)
        for table in tables
        for unit, reviewer, where, indicator, points, comment in table[columns_of(MARKS)].itertuples(index=False)
    ]
    return csv_text(MARKS, rows)


def points_text(points: Decimal) -> str:
    """Return points as they are written in a table: 4, 3.5."""
    return f"{points:f}".removesuffix(".0")
