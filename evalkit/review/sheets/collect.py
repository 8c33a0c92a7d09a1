"""Reads returned workbooks back into marks: the good ones whole, of the bad ones every fault and no mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from evalkit.edition.aside import aside, set_aside
from evalkit.edition.record import Note, ReviewedEdition
from evalkit.errors import EvalkitError, Fault
from evalkit.files import store
from evalkit.review.sheets.besides import notes_of
from evalkit.review.sheets.earlier import together
from evalkit.review.sheets.make import assigned_units
from evalkit.review.sheets.opening import open_workbook
from evalkit.review.sheets.reading import Content, Rows, as_sent, read_content

MARK_COLUMNS = ("unit", "reviewer", "round", "indicator", "points", "comment")
DECLARED_COLUMNS = ("reviewer", "unit", "reason")

#: Workbooks, but not as we sent them: the reviewer has to save them anew. Other files are passed over with a note.
_OTHER_WORKBOOKS = frozenset(
    {".xls", ".xlsm", ".xlsb", ".xltx", ".xlt", ".ods", ".ots", ".et", ".ett", ".csv", ".numbers"}
)


@dataclass(frozen=True)
class Collected:
    """What came back in one round.

    Attributes
    ----------
    marks
        One row a mark, of accepted workbooks only: ``unit, reviewer, round, indicator`` (text), ``points`` (Decimal),
        ``comment`` (text or None). Sorted by reviewer, unit and indicator in the order of the files.
    declared
        One row a conflict of interest that an accepted workbook declares: ``reviewer, unit, reason``.
    accepted
        The names of the accepted files.
    missing
        The reviewers of whom no workbook came, good or bad, and not all sheets of the round are on file.
    faults
        Every fault of every other workbook, in the order of files, sheets and cells.
    notes
        Files that were passed over, and what is written in workbooks and is not filed.
    """

    marks: pd.DataFrame
    declared: pd.DataFrame
    accepted: tuple[str, ...]
    missing: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class _Read:
    """One workbook: whose it is, where that can be told, and what it holds, or its faults."""

    file: str
    reviewer: str | None
    content: Content | None
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...] = ()


def collect_sheets(
    record: ReviewedEdition, round_id: str, source: Path | Iterable[Path], *, partial: bool = False
) -> Collected:
    """Read the workbooks of a round.

    Parameters
    ----------
    record
        The edition with its assignment.
    round_id
        The round.
    source
        A folder, whose files are looked at, those in folders within too (not hidden ones and lock files of Excel), or
        the files.
    partial
        Whether rows may be left blank for a later time. Those of units whose marks are on file always may.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such round, nothing is assigned in it, or there is no such folder.
    """
    assigned = assigned_units(record, round_id)
    workbooks, faults, notes = _files(source)
    rows = _rows(record, round_id, assigned, partial)
    read = [_read(path, name, record, round_id, rows) for name, path in workbooks.items()]
    files_of: dict[str, list[str]] = {}
    for one in read:
        if one.reviewer is not None:
            files_of.setdefault(one.reviewer, []).append(one.file)
    good: dict[str, tuple[str, Content]] = {}
    for one in read:
        faults += one.faults
        notes += one.notes
        if one.reviewer is None:
            continue
        others = [name for name in files_of[one.reviewer] if name != one.file]
        if others:
            variables: dict[str, object] = {"others": ", ".join(others)}
            faults.append(Fault("sheet-two-versions", one.file, value=one.reviewer, variables=variables))
        elif one.content is not None:
            good[one.reviewer] = (one.file, one.content)
    reviewers = [reviewer for reviewer in rows if reviewer in good]
    marks = [
        (unit, reviewer, round_id, indicator, points, comment)
        for reviewer in reviewers
        for unit, indicator, points, comment in good[reviewer][1].marks
    ]
    declared = [(reviewer, unit, reason) for reviewer in reviewers for unit, reason in good[reviewer][1].declared]
    return Collected(
        marks=pd.DataFrame(marks, columns=list(MARK_COLUMNS), dtype=object),
        declared=pd.DataFrame(declared, columns=list(DECLARED_COLUMNS), dtype=object),
        accepted=tuple(sorted(file for file, _ in good.values())),
        missing=tuple(who for who, units in assigned.items() if who not in files_of and not units <= rows[who].done),
        faults=tuple(faults),
        notes=together(notes),
    )


def _files(source: Path | Iterable[Path]) -> tuple[dict[str, Path], list[Fault], list[Note]]:
    """Return the workbooks to read by their names, the faults of workbooks in other formats, and notes on all else."""
    if isinstance(source, Path):
        if not source.is_dir():
            raise EvalkitError("sheets-no-folder", folder=str(source))
        paths = {path.relative_to(source).as_posix(): path for path in store.below(source)}
    else:
        paths = {path.name: path for path in sorted(source)}
    workbooks: dict[str, Path] = {}
    faults: list[Fault] = []
    notes: list[Note] = []
    for name, path in paths.items():
        if path.name.startswith(("~$", ".")):
            continue
        suffix = path.suffix.lower()
        if suffix == ".xlsx":
            workbooks[name] = path
        elif suffix in _OTHER_WORKBOOKS:
            faults.append(Fault("sheet-other-format", name, value=path.suffix))
        else:
            notes.append(Note("not-a-sheet", name))
    if isinstance(source, Path) and not workbooks and not faults:
        faults.append(Fault("sheets-none", str(source)))
    return workbooks, faults, notes


def _rows(
    record: ReviewedEdition, round_id: str, assigned: Mapping[str, frozenset[str]], partial: bool
) -> dict[str, Rows]:
    """Return the units whose rows the workbook of each reviewer may have, in the order of the reviewers on file."""
    review, none = record.review, frozenset[str]()
    late = set_aside(review.recusals, aside(record.rules, review.recusals, None)) >= 0
    recused = _units_of(review.recusals[~late])
    marks = review.marks
    done = {} if marks is None else _units_of(marks.loc[marks["round"] == round_id, ["reviewer", "unit"]])
    cases = aside(record.rules, review.recusals, review.unavailable)
    there = review.on_file.assignment
    out = {} if there is None else _units_of(there[(set_aside(there, cases) >= 0) & (there["round"] == round_id)])
    return {
        who: Rows(assigned.get(who, none), recused.get(who, none), done.get(who, none), out.get(who, none), partial)
        for who in review.reviewers["reviewer"].astype(str)
    }


def _units_of(pairs: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return the units of each reviewer in a table of ``reviewer, unit``."""
    each = pairs[["reviewer", "unit"]].drop_duplicates().astype(str)
    return {str(who): frozenset(rows) for who, rows in each.groupby("reviewer", sort=False)["unit"]}


def _read(path: Path, file: str, record: ReviewedEdition, round_id: str, rows: Mapping[str, Rows]) -> _Read:
    opened = open_workbook(path, record, "scores", round_id, file)
    if isinstance(opened, list):
        return _Read(file, None, None, tuple(opened))
    reviewer = opened.identity.reviewer
    own = rows.get(reviewer, Rows())
    if not own.assigned and not own.recused and not own.out:
        kind = "sheet-reviewer-without-units" if reviewer in rows else "sheet-unknown-reviewer"
        return _Read(file, None, None, (Fault(kind, file, value=reviewer, variables={"round": round_id}),))
    sent = as_sent(opened, record, own)
    notes = tuple(notes_of(opened, sent.grids))
    content = read_content(opened, record, own, sent)
    if isinstance(content, list):
        return _Read(file, reviewer, None, tuple(content), notes)
    return _Read(file, reviewer, content, (), notes + content.notes)
