"""The review of an edition: who takes part, who reviews, and the marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from evalkit.edition.counted import counted
from evalkit.edition.marks import Vocabulary, read_marks
from evalkit.edition.record import ReviewRecord, filled, roles_on_file
from evalkit.edition.review_marks_checks import mark_faults
from evalkit.errors import Fault
from evalkit.files.textfile import plain
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.columns import Columns, distinct
from evalkit.sources.schema import (
    ABSENCES,
    ADJUSTMENTS,
    AFFILIATIONS,
    APPEALS,
    ASSIGNMENT,
    DROPPED,
    HISTORY,
    MINUTES,
    PANEL_REVIEWER,
    RECUSALS,
    REVIEWERS,
    SUBMISSIONS,
    UNAVAILABLE,
    VERSIONS,
    Table,
)
from evalkit.sources.tables import frame

Tables = Mapping[str, Sequence[CheckedRow]]

#: The reason for not taking part of a unit that gave none: its information is not complete enough.
INCOMPLETE = "incomplete"


def read_review(
    marks: Columns | None, rules: Rules, units: pd.DataFrame, tables: Tables, faults: list[Fault]
) -> tuple[pd.DataFrame, ReviewRecord]:
    """Return the units that take part and the review; add the faults of the marks to `faults`.

    Parameters
    ----------
    marks, rules
        The table of marks, None where there is none, and the rules.
    units
        Every unit of ``units.csv``.
    tables
        The other tables, cell by cell.
    faults
        Those found so far; what is wrong with the marks is added.
    """
    roster = _roster(rules, units, tables)
    taking = roster["takes_part"].to_numpy(bool)
    known = tables if REVIEWERS.file in tables or marks is None else {REVIEWERS.file: _who_marked(marks)}
    reviewers = _table(known, REVIEWERS)
    words = Vocabulary(
        units=units["unit"][taking].tolist(),
        absent=units["unit"][~taking].tolist(),
        reviewers=reviewers["reviewer"].dropna().tolist(),
        rules=rules,
        types=filled(units, "type"),
        roles=roles_on_file(reviewers, frame(tables.get(ASSIGNMENT.file), ASSIGNMENT)),
    )
    read = None if faults or marks is None else read_marks(marks, words)
    review = ReviewRecord(
        roster=roster,
        reviewers=reviewers,
        affiliations=_table(tables, AFFILIATIONS),
        recusals=_table(tables, RECUSALS),
        assignment=frame(tables.get(ASSIGNMENT.file), ASSIGNMENT),
        marks=None if read is None else read.table,
        minutes=frame(tables.get(MINUTES.file), MINUTES),
        adjustments=frame(tables.get(ADJUSTMENTS.file), ADJUSTMENTS),
        unavailable=frame(tables.get(UNAVAILABLE.file), UNAVAILABLE),
        history=frame(tables.get(HISTORY.file), HISTORY),
        appeals=frame(tables.get(APPEALS.file), APPEALS),
        absences=frame(tables.get(ABSENCES.file), ABSENCES),
        dropped=frame(tables.get(DROPPED.file), DROPPED),
        versions=frame(tables.get(VERSIONS.file), VERSIONS),
    )
    if read is not None:
        faults += read.faults
    if not faults:
        faults += mark_faults(rules, review, words, read, tables)
    if not faults:
        review = counted(rules, review)
        taking = review.roster["takes_part"].to_numpy(bool)
    return units[taking].reset_index(drop=True), review


def _who_marked(marks: Columns) -> list[CheckedRow]:
    """Return the reviewers of an edition without a table of them: whoever gave marks, sorted by code."""
    written = distinct(marks.table["reviewer"])[0] if "reviewer" in marks.table.column_names else []
    codes = {code for text in written if text is not None and (code := plain(text))} - {PANEL_REVIEWER}
    return [CheckedRow(line, {"reviewer": code}) for line, code in enumerate(sorted(codes), start=2)]


def _taken_out(tables: Tables) -> dict[str, str]:
    """Return the units that were taken out of a review under way, and why."""
    rows = tables.get(ABSENCES.file, ())
    return {str(row["unit"]): str(row["reason"]) for row in rows if row["since"] is not None}


def _table(tables: Tables, table: Table) -> pd.DataFrame:
    found = frame(tables.get(table.file, ()), table)
    if found is None:
        raise AssertionError("there are rows, if only none")
    return found


def _roster(rules: Rules, units: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return every unit, whether it takes part, on how many indicators it submitted something, and why not."""
    submitted: dict[str | None, set[str | None]] = {}
    for row in tables.get(SUBMISSIONS.file, ()):
        if row["submitted"] == "yes":
            submitted.setdefault(row["unit"], set()).add(row["indicator"])
    given = {row["unit"]: row["reason"] for row in tables.get(ABSENCES.file, ())}
    # Their marks are read like those of others, and set aside afterwards.
    under_way = _taken_out(tables)
    takes_part, numbers, reasons = [], [], []
    for unit in units["unit"]:
        on_file = submitted.get(unit, set())
        enough = rules.eligibility is None or (
            len(on_file) >= rules.eligibility.at_least and on_file.issuperset(rules.eligibility.required)
        )
        takes_part.append(enough and (unit not in given or unit in under_way))
        numbers.append(len(on_file))
        reasons.append(given.get(unit, None if enough else INCOMPLETE))
    return units.assign(
        takes_part=np.array(takes_part, dtype=bool),
        submitted=pd.array(numbers, dtype="Int64"),
        reason=pd.array(reasons, dtype="string"),
    )
