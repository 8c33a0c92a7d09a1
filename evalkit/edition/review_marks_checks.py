"""Faults that only the marks and another table show together: not assigned, in conflict, decided without minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from evalkit.edition.aside import aside, set_aside
from evalkit.edition.conflicts import conflict_faults, conflicts, reciprocal_faults
from evalkit.edition.marks import ReadMarks, Vocabulary
from evalkit.edition.record import ReviewRecord
from evalkit.errors import Fault
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.columns import MOST_FAULTS
from evalkit.sources.schema import ASSIGNMENT, MINUTES

Tables = Mapping[str, Sequence[CheckedRow]]


def mark_faults(
    rules: Rules, review: ReviewRecord, words: Vocabulary, read: ReadMarks | None, tables: Tables
) -> list[Fault]:
    """Return the faults of marks, assignment and minutes taken together.

    Parameters
    ----------
    rules, review
        The rules and the review as read.
    words
        What the columns of the marks may hold.
    read
        The marks as read; None where there are none.
    tables
        Assignment and minutes with their rows.
    """
    faults: list[Fault] = []
    absent = set(words.absent)
    for file in (ASSIGNMENT.file, MINUTES.file):
        for row in tables.get(file, ()):
            if row["unit"] in absent:
                faults.append(Fault("mark-of-absent", file, row.line, "unit", row["unit"]))
    apart = conflicts(review.affiliations, review.recusals, rules)
    cases = aside(rules, review.recusals, review.unavailable)
    assignment = pd.DataFrame(
        [(row["round"], row["unit"], row["reviewer"], row.line) for row in tables.get(ASSIGNMENT.file, ())],
        columns=["round", "unit", "reviewer", "row"],
    )
    assignment = assignment[set_aside(assignment, cases) < 0]
    faults += conflict_faults(assignment, apart, ASSIGNMENT.file)
    faults += reciprocal_faults(assignment, review.affiliations, rules, ASSIGNMENT.file)
    if read is not None:
        sheets = _own_sheets(rules, words, read)
        sheets = sheets[set_aside(sheets, cases) < 0]
        found = [
            *conflict_faults(sheets, apart, read.file),
            *reciprocal_faults(sheets, review.affiliations, rules, read.file),
        ]
        faults += [replace(f, row=None if f.row is None else read.line(f.row - 1)) for f in found]
        faults += _not_assigned(rules, words, read, tables.get(ASSIGNMENT.file))
        faults += _without_minutes(rules, words, read, tables.get(MINUTES.file, ()))
        faults += _without_agreement(rules, words, review, read)
    return faults


def _own_sheets(rules: Rules, words: Vocabulary, read: ReadMarks) -> pd.DataFrame:
    """Return ``round, unit, reviewer, row`` of every sheet of one reviewer; rows below the header, from 1."""
    talk = np.array([r.kind == "discussion" for r in rules.review.rounds], dtype=bool)
    own = np.flatnonzero(~talk[read.sheets.round])
    first = read.sheets.first[own]
    return pd.DataFrame(
        {
            "round": np.array([r.id for r in rules.review.rounds], dtype=object)[read.sheets.round[own]],
            "unit": np.array(words.units, dtype=object)[read.sheets.unit[own]],
            "reviewer": np.array(words.words("reviewer"), dtype=object)[read.sheets.reviewer[own]],
            "row": first + 1,  # 0 would say that it is unknown
        }
    )


def _not_assigned(
    rules: Rules, words: Vocabulary, read: ReadMarks, assignment: Sequence[CheckedRow] | None
) -> Iterator[Fault]:
    """Find sheets of a reviewer who was not to mark that unit in that round."""
    if assignment is None:
        return
    rounds = [r.id for r in rules.review.rounds]
    talk = np.array([r.kind == "discussion" for r in rules.review.rounds], dtype=bool)
    reviewers = words.words("reviewer")
    assigned = {(row["round"], row["unit"], row["reviewer"]) for row in assignment}
    sheets, found = read.sheets, 0
    for i in np.flatnonzero(~talk[sheets.round]):
        key = (rounds[sheets.round[i]], words.units[sheets.unit[i]], reviewers[sheets.reviewer[i]])
        if key in assigned:
            continue
        found += 1
        if found <= MOST_FAULTS:
            names: dict[str, object] = {"round": key[0], "unit": key[1]}
            yield Fault("not-assigned", read.file, read.line(int(sheets.first[i])), "reviewer", key[2], names)
    if found > MOST_FAULTS:
        yield Fault(
            "more-of-them", read.file, None, "reviewer", None, {"count": found - MOST_FAULTS, "of": "not-assigned"}
        )


def agreed(rules: Rules) -> bool:
    """Tell whether the score is made of what the discussion agreed on, and of nothing else."""
    return rules.review.final is not None and rules.review.final.rule == "consensus"


def _without_agreement(rules: Rules, words: Vocabulary, review: ReviewRecord, read: ReadMarks) -> Iterator[Fault]:
    """Find units of which a mark should have been agreed on and was not."""
    if not agreed(rules) or review.marks is None or rules.discussion is None:
        return
    talk = review.marks[review.marks["round"] == rules.discussion.id]
    there = {(str(u), str(i)) for u, i in talk[["unit", "indicator"]].itertuples(index=False)}
    for unit in words.units:
        own = [i for i in rules.counting if i.is_for(words.types.get(unit))]
        lacking = [i.id for i in own if (unit, i.id) not in there]
        if lacking:
            yield Fault("no-agreed-mark", read.file, None, "unit", unit, {"indicators": ", ".join(lacking)})


def _without_minutes(
    rules: Rules, words: Vocabulary, read: ReadMarks, minutes: Sequence[CheckedRow]
) -> Iterator[Fault]:
    """Find marks of the panel without a minuted decision to revise, and such decisions without a mark."""
    if agreed(rules):
        return
    talk = np.array([r.kind == "discussion" for r in rules.review.rounds], dtype=bool)
    sheets = read.sheets
    revised = {row["unit"] for row in minutes if row["decision"] == "revised"}
    marked = set()
    for i in np.flatnonzero(talk[sheets.round]):
        unit = words.units[sheets.unit[i]]
        marked.add(unit)
        if unit not in revised:
            yield Fault("revised-without-minutes", read.file, read.line(int(sheets.first[i])), "unit", unit)
    for row in minutes:
        if row["decision"] == "revised" and row["unit"] not in marked and row["unit"] not in words.absent:
            yield Fault("minutes-without-marks", MINUTES.file, row.line, "unit", row["unit"], {"other": read.file})
