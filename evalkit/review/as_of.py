"""An edition as it stood at the end of an earlier day: its tables with every later change undone."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.review.filing import check_with, marks_files, marks_in_points, table_text
from evalkit.review.history import marks_before, rows_before
from evalkit.sources.onfile import PARQUET
from evalkit.sources.schema import ASSIGNMENT, HISTORY, MARKS, MINUTES, RECUSALS


def files_as_of(record: ReviewedEdition, day: dt.date) -> dict[str, bytes | None]:
    """Return the tables that were others at the end of a day, by their names; None where one was not there.

    Raises
    ------
    EvalkitError
        No change is on file: what stood there before is not known.
    """
    review = record.review
    history = review.history
    if history is None:
        raise EvalkitError("no-history", edition=record.name)
    files: dict[str, bytes | None] = {}
    for table, rows in ((ASSIGNMENT, review.assignment), (RECUSALS, review.recusals), (MINUTES, review.minutes)):
        before = rows_before(table.file, rows, history, day)
        if before is not rows:
            files[table.file] = None if before is None else table_text(before, table)
    if review.marks is not None:
        marks = marks_before(marks_in_points(record), history, day)
        files |= marks_files(record, marks) if len(marks) else dict.fromkeys((MARKS.file, PARQUET))
    later = [date > day for date in history["date"]]
    kept = history[[not late for late in later]]
    files[HISTORY.file] = table_text(kept, HISTORY) if len(kept) else None
    return files


def write_as_of(record: ReviewedEdition, day: dt.date, root: Path) -> Path:
    """Write a workspace in which the edition stands as it did, the others of its programme as they do.

    Returns
    -------
    The folder of the edition in it.

    Raises
    ------
    EvalkitError
        No change is on file, or there is something in the folder already.
    EditionError
        What was on file on that day, as far as it can be told, has faults.
    """
    files = files_as_of(record, day)
    programme = record.folder.parent
    if root.exists() and any(root.iterdir()):
        raise EvalkitError("folder-not-empty", folder=str(root))
    check_with(record, files)
    with store.told(root):
        shutil.copytree(programme, root / "data" / programme.name)
        notebooks = programme.parent.parent / "notebooks"
        if notebooks.is_dir():
            shutil.copytree(notebooks, root / "notebooks")
    folder = root / "data" / programme.name / record.folder.name
    for name, content in files.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            store.write(folder / name, content)
    return folder
