"""An edition as it stood at the end of an earlier day, or when it was published: every later change undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from evalkit.edition.record import ReviewedEdition, ReviewRecord
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.review.dropping import on_file
from evalkit.review.filing import check_with, marks_files, marks_in_points, table_text
from evalkit.review.history import later_than, marks_before, rows_before
from evalkit.sources.onfile import PARQUET
from evalkit.sources.schema import (
    ABSENCES,
    APPEALS,
    ASSIGNMENT,
    DROPPED,
    HISTORY,
    MARKS,
    MINUTES,
    RECUSALS,
    RENAMINGS,
    UNAVAILABLE,
    VERSIONS,
)


def files_as_of(record: ReviewedEdition, since: dt.date | int) -> dict[str, bytes | None]:
    """Return the tables that were others at some time, by their names; None where one was not there.

    Parameters
    ----------
    record
        The edition as it is on file.
    since
        The end of this day, or after so many events of ``history.csv``.

    Raises
    ------
    EvalkitError
        No change is on file: what stood there before is not known.
    """
    review = record.review.on_file
    history = review.history
    if history is None:
        if since == 0:  # no change since there was none
            return {}
        raise EvalkitError("no-history", edition=record.name)
    later = later_than(history, since)
    files: dict[str, bytes | None] = {}
    tables = {ASSIGNMENT: review.assignment, RECUSALS: review.recusals}
    tables |= {MINUTES: review.minutes, ABSENCES: review.absences, UNAVAILABLE: review.unavailable}
    tables |= {DROPPED: review.dropped, RENAMINGS: on_file(record.renamings)}
    for table, rows in tables.items():
        before = rows_before(table.file, rows, later)
        if before is not rows:
            files[table.file] = None if before is None else table_text(before, table)
    if review.marks is not None:
        marks = marks_before(marks_in_points(record), later)
        files |= marks_files(record, marks) if len(marks) else dict.fromkeys((MARKS.file, PARQUET))
    kept = history.iloc[: len(history) - len(later)]
    files[HISTORY.file] = table_text(kept, HISTORY) if len(kept) else None
    return files | _published(review, since, len(kept))


def _published(review: ReviewRecord, since: dt.date | int, events: int) -> dict[str, bytes | None]:
    """Return the versions of then, and the appeals against them that had been opened and decided."""
    found: dict[str, bytes | None] = {}
    numbers: set[int] = set()
    for table, rows in ((VERSIONS, review.versions), (APPEALS, review.appeals)):
        if rows is None:
            continue
        there = rows["events"] <= events if table is VERSIONS else rows["version"].isin(numbers)
        if isinstance(since, dt.date):
            there &= rows["date"].map(since.__ge__).astype(bool)
        known = rows[there.astype(bool)]
        numbers |= set(known["version"])
        found[table.file] = table_text(known, table) if len(known) else None
    return found


def write_as_of(record: ReviewedEdition, since: dt.date | int, root: Path) -> Path:
    """Write a workspace in which the edition stands as it did, the others of its programme as they do.

    Parameters
    ----------
    record, since
        As of :func:`files_as_of`.
    root
        The workspace, a folder that is empty or not there.

    Returns
    -------
    The folder of the edition in it.

    Raises
    ------
    EvalkitError
        No change is on file, there is something in the folder already, or it lies in what would be copied.
    EditionError
        What was on file then, as far as it can be told, has faults.
    """
    files = files_as_of(record, since)
    programme = record.folder.parent
    notebooks = programme.parent.parent / "notebooks"
    for copied in (programme, notebooks):
        if root.resolve().is_relative_to(copied.resolve()):
            raise EvalkitError("folder-inside", folder=str(root), inside=str(copied))
    if root.exists() and any(root.iterdir()):
        raise EvalkitError("folder-not-empty", folder=str(root))
    check_with(record, files)
    record.refuse_changed()  # what lies beside these tables is copied as it is now
    with store.told(root):
        store.copy(programme, root / "data" / programme.name)
        if notebooks.is_dir():
            store.copy(notebooks, root / "notebooks")
    folder = root / "data" / programme.name / record.folder.name
    for name, content in files.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            store.write(folder / name, content)
    return folder
