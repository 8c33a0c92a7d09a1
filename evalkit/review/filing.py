"""Put what a review produces on file: assignment, marks, recusals, minutes. Checked first, as a whole, on a copy.

The edition with the new tables is read from a temporary copy; only when it has no fault are the files of the edition
replaced, all of them or none. An edition that could be read before can be read afterwards.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pandas as pd

from evalkit.edition.catalogues import CATALOGUES
from evalkit.edition.reader import read_edition
from evalkit.edition.record import ReviewedEdition, ReviewRecord
from evalkit.edition.workspace import TEXTS
from evalkit.errors import EvalkitError, UnknownName
from evalkit.files import store
from evalkit.files.together import write_together
from evalkit.review.ballots import points_of_steps
from evalkit.review.history import MARK, SHEET, Told, mark_events, row_events, together
from evalkit.review.state import state_of
from evalkit.rules.scales import NA, MarkScale
from evalkit.sources.onfile import PARQUET
from evalkit.sources.schema import (
    ABSENCES,
    APPEALS,
    ASSIGNMENT,
    HISTORY,
    LABEL_LEDGER,
    MARKS,
    MINUTES,
    RECUSALS,
    SUCCESSIONS,
    Table,
)

#: A change of which nobody says who made it.
NOBODY = Told()


@dataclass(frozen=True)
class Filed:
    """What was put on file.

    Attributes
    ----------
    added, same, replaced
        Marks that are new, that were on file already with the same points, and that replaced others.
    recused
        Recusals that are new.
    dropped
        Assignments that fell away with them, ``round, unit, reviewer``.
    """

    added: int
    same: int
    replaced: int
    recused: int
    dropped: pd.DataFrame


def file_assignment(
    record: ReviewedEdition, table: pd.DataFrame, *, overwrite: bool = False, told: Told = NOBODY
) -> Path:
    """Write ``assignment.csv``.

    Raises
    ------
    EvalkitError
        There is an assignment already and `overwrite` is false, or marks are on file: those who gave them were
        assigned by the earlier one.
    EditionError
        The edition would be faulty with it.
    """
    review = record.review.on_file
    if review.marks is not None:
        raise EvalkitError("assignment-after-marks", edition=record.name)
    if review.assignment is not None and not overwrite:
        raise EvalkitError("assignment-there", edition=record.name)
    events = row_events(ASSIGNMENT.file, review.assignment, table, told)
    file_tables(record, {ASSIGNMENT.file: table_text(table, ASSIGNMENT)}, events)
    return record.folder / ASSIGNMENT.file


def file_marks(
    record: ReviewedEdition,
    marks: pd.DataFrame,
    declared: pd.DataFrame | None = None,
    *,
    replace: bool = False,
    told: Told = NOBODY,
) -> Filed:
    """Add marks to those on file, and recusals that reviewers declared on their sheets.

    Parameters
    ----------
    record
        The edition.
    marks
        ``unit, reviewer, round, indicator, points`` (Decimal or ``NA``) and ``comment``, one row a mark.
    declared
        ``reviewer, unit, reason``. The pair is also taken off the assignment, in every round.
    replace
        Whether marks that differ from those on file take their place; ``history.csv`` keeps what stood there.
    told
        Who files them and why.

    Raises
    ------
    EvalkitError
        Marks on file differ from the new ones and `replace` is false.
    EditionError
        The edition would be faulty with them.
    """
    review = record.review.on_file
    old = marks_in_points(record)
    joined = old.merge(marks, on=MARK, how="inner", suffixes=("_old", ""))
    changed = [a != b for a, b in zip(joined["points_old"], joined["points"], strict=True)]
    if any(changed) and not replace:
        first = joined[changed].iloc[0]
        raise EvalkitError("marks-there", count=sum(changed), reviewer=str(first["reviewer"]), unit=str(first["unit"]))
    files = {}
    events = []
    if len(marks):
        kept = old[~pd.MultiIndex.from_frame(old[MARK]).isin(pd.MultiIndex.from_frame(marks[MARK]))]
        both = pd.concat([f for f in (kept, marks) if len(f)], ignore_index=True)
        files.update(marks_files(record, both))
        sheets = pd.MultiIndex.from_frame(marks[SHEET])
        then, now = (written(record, f[pd.MultiIndex.from_frame(f[SHEET]).isin(sheets)]) for f in (old, both))
        events.append(mark_events(then, now, told))
    new, dropped = _recusals(review, declared)
    if len(new):
        if review.assignment is not None and len(dropped):
            pairs = pd.MultiIndex.from_frame(dropped[["unit", "reviewer"]])
            taken = pd.MultiIndex.from_frame(review.assignment[["unit", "reviewer"]]).isin(pairs)
            files[ASSIGNMENT.file] = table_text(review.assignment[~taken], ASSIGNMENT)
            events.append(row_events(ASSIGNMENT.file, review.assignment, review.assignment[~taken], told))
        recusals = pd.concat([review.recusals.astype(object), new], ignore_index=True)
        files[RECUSALS.file] = table_text(recusals, RECUSALS)
        events.append(row_events(RECUSALS.file, review.recusals, recusals, told))
    if files:
        file_tables(record, files, together(events))
    same = len(joined) - sum(changed)
    return Filed(len(marks) - len(joined), same, sum(changed), len(new), dropped)


def file_minutes(
    record: ReviewedEdition,
    minutes: pd.DataFrame,
    revised: pd.DataFrame,
    *,
    replace: bool = False,
    told: Told = NOBODY,
) -> Filed:
    """Add minutes of the discussion, and the marks that it decided.

    Parameters
    ----------
    minutes
        The columns of ``minutes.csv``, one row a unit.
    revised
        ``unit, reviewer, round, indicator, points, comment``; the reviewer is ``panel``.
    replace
        Whether minutes of units that were minuted before take their place, marks included; ``history.csv`` keeps the
        earlier ones.
    told
        Who files them and why.

    Raises
    ------
    EvalkitError
        A unit was minuted before and `replace` is false.
    EditionError
        The edition would be faulty with them.
    """
    review = record.review.on_file
    earlier = review.minutes
    again = [] if earlier is None else sorted(set(earlier["unit"]) & set(minutes["unit"]))
    if again and not replace:
        raise EvalkitError("minutes-there", units=", ".join(again))
    old = marks_in_points(record)
    talk = record.rules.discussion
    undone = old["unit"].isin(again) & (old["round"] == (talk.id if talk else ""))
    rows = [f for f in (old[~undone], revised) if len(f)]
    states = state_of(record, minutes["unit"].tolist())
    minutes = minutes.assign(state=minutes["unit"].astype(str).map(states))
    kept = None if earlier is None else earlier[~earlier["unit"].isin(again)].astype(object)
    table = minutes if kept is None else pd.concat([kept, minutes], ignore_index=True)
    order = {unit: place for place, unit in enumerate(record.roster["unit"])}
    table = table.sort_values("unit", key=lambda units: units.map(order), kind="stable")
    files = {MINUTES.file: table_text(table, MINUTES)}
    events = [row_events(MINUTES.file, earlier, table, told)]
    if rows:
        both = pd.concat(rows, ignore_index=True)
        files |= marks_files(record, both)
        then, now = (written(record, f[f["unit"].isin(minutes["unit"])]) for f in (old, both))
        events.append(mark_events(then, now, told))
    file_tables(record, files, together(events))
    return Filed(len(revised), 0, int(undone.sum()), 0, pd.DataFrame(columns=list(ASSIGNMENT.names)))


def file_absence(
    record: ReviewedEdition, unit: str, reason: str, note: str | None, told: Told, *, since: dt.date | None = None
) -> None:
    """Take a unit out of a review under way: what is on file of it stays there and does not count any more.

    Parameters
    ----------
    record
        The edition.
    unit, reason
        One that takes part, and one of ``[[eligibility.reasons]]``.
    note
        What else is to be said, for the office.
    told
        Who takes it out, why, and when.
    since
        Since when it is out; by default the day on which it is taken out.

    Raises
    ------
    UnknownName
        There is no such unit that takes part, or no such reason.
    EditionError
        The edition would be faulty without it.
    """
    eligibility, earlier = record.rules.eligibility, record.review.absences
    reasons = () if eligibility is None else eligibility.reasons
    known = {"unit": tuple(record.units["unit"]), "reason": tuple(r.id for r in reasons)}
    for name, value in (("unit", unit), ("reason", reason)):
        if value not in known[name]:
            raise UnknownName(name, value, known[name])
    row = {"unit": unit, "reason": reason, "since": (since or told.day).isoformat(), "note": note}
    file_row(record, ABSENCES, earlier, row, told)


def file_row(
    record: ReviewedEdition, form: Table, earlier: pd.DataFrame | None, row: Mapping[str, str | None], told: Told
) -> None:
    """Add a row to a table that holds one decision a row, and to ``history.csv`` that it was added."""
    new = pd.DataFrame([row], columns=list(form.names), dtype=object)
    table = new if earlier is None else pd.concat([earlier.astype(object), new], ignore_index=True)
    file_tables(record, {form.file: table_text(table, form)}, row_events(form.file, earlier, table, told))


def marks_in_points(record: ReviewedEdition) -> pd.DataFrame:
    """Return the marks on file as ``unit, reviewer, round, indicator, points, comment``: text and exact decimals.

    ``points`` is ``NA`` where the indicator is not applicable.
    """
    marks = record.review.on_file.marks
    if marks is None:
        return pd.DataFrame(columns=list(MARKS.names), dtype=object)
    out = marks[["unit", "reviewer", "round", "indicator"]].astype(str).astype(object)
    points = points_of_steps(marks["steps"], record.rules)
    out["points"] = points.where(points.notna(), NA)
    comment = (
        marks["comment"].astype(object) if "comment" in marks else pd.Series(None, index=marks.index, dtype=object)
    )
    out["comment"] = comment.where(comment.notna(), None)
    return out


def _recusals(review: ReviewRecord, declared: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the recusals that are new, and the assignments that fall away with the declared ones."""
    none = pd.DataFrame(columns=list(RECUSALS.names), dtype=object)
    if declared is None or declared.empty:
        return none, pd.DataFrame(columns=list(ASSIGNMENT.names))
    known = set(zip(review.recusals["reviewer"], review.recusals["unit"], review.recusals["by"], strict=True))
    rows = [
        (reviewer, unit, "reviewer", reason, None)
        for reviewer, unit, reason in declared[["reviewer", "unit", "reason"]].itertuples(index=False)
        if (reviewer, unit, "reviewer") not in known
    ]
    dropped = pd.DataFrame(columns=list(ASSIGNMENT.names))
    if review.assignment is not None:
        pairs = set(zip(declared["unit"], declared["reviewer"], strict=True))
        hit = [p in pairs for p in zip(review.assignment["unit"], review.assignment["reviewer"], strict=True)]
        dropped = review.assignment[hit].reset_index(drop=True)
    return pd.DataFrame(rows, columns=list(RECUSALS.names), dtype=object), dropped


def marks_files(record: ReviewedEdition, marks: pd.DataFrame) -> dict[str, bytes]:
    """Return the file of the marks, by its name, in the form in which the edition has it, sorted as it is read."""
    rules, review = record.rules, record.review
    orders = {
        "round": [r.id for r in rules.review.rounds],
        "unit": list(record.roster["unit"]),
        "reviewer": list(review.reviewers["reviewer"]),
        "indicator": [i.id for i in rules.indicators],
    }
    # The panel comes after all reviewers: it is in no list of theirs.
    keys = pd.DataFrame(
        {
            name: marks[name].map({w: i for i, w in enumerate(order)}).fillna(len(order))
            for name, order in orders.items()
        }
    )
    table = written(record, marks.loc[keys.sort_values(MARK, kind="stable").index])[list(MARKS.names)]
    if table["comment"].isna().all():
        table = table.drop(columns="comment")
    if (record.folder / PARQUET).exists():
        buffer = BytesIO()
        table.astype("string").to_parquet(buffer, index=False)
        return {PARQUET: buffer.getvalue()}
    return {MARKS.file: _text(table)}


def written(record: ReviewedEdition, marks: pd.DataFrame) -> pd.DataFrame:
    """Return marks as they are written to their file: numbers without needless zeros, grades by their ids."""
    scales = {i.id: record.rules.scale_of(i) for i in record.rules.indicators}
    points = [_written(p, scales[i]) for p, i in zip(marks["points"], marks["indicator"], strict=True)]
    return marks.assign(points=points)


def _written(points: Decimal | str, scale: MarkScale) -> str:
    if isinstance(points, str):
        return points
    if scale.grades:
        return scale.grade(points) or ""
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def table_text(frame: pd.DataFrame, table: Table) -> bytes:
    """Return a table as its file; a column that it need not have only where something is in it."""
    needed = {column.name for column in table.columns if column.required}
    return _text(frame[[n for n in table.names if n in needed or (n in frame and frame[n].notna().any())]])


def _text(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")


def file_tables(record: ReviewedEdition, files: Mapping[str, bytes], events: pd.DataFrame) -> None:
    """Write tables that leave the edition without faults, and what they change, all of them or none."""
    if len(events):
        earlier = record.review.history
        both = events if earlier is None else pd.concat([earlier.astype(object), events], ignore_index=True)
        files = {HISTORY.file: _text(both[list(HISTORY.names)]), **files}
    put_on_file(record, files)


def put_on_file(record: ReviewedEdition, files: Mapping[str, bytes]) -> None:
    """Write tables that leave the edition without faults, all of them or none.

    Raises
    ------
    EditionError
        The edition would be faulty with them.
    EvalkitError
        They cannot be written; or a file of the edition is another by now than the one that was read (exit code 1).
    """
    check_with(record, files)
    # What was changed, or is complained of, is as private as the marks.
    private = dict.fromkeys((HISTORY.file, APPEALS.file), marks_path(record))
    write_together(record.folder, files, private_as=private, since=record.seen)


def marks_path(record: ReviewedEdition) -> Path | None:
    """Return the file of the marks; None where there is none."""
    return next((path for name in (MARKS.file, PARQUET) if (path := record.folder / name).exists()), None)


def check_with(record: ReviewedEdition, files: Mapping[str, bytes | None]) -> None:
    """Read the edition with other tables, on a copy; None stands for a table that is not there.

    Raises
    ------
    EditionError
        The edition would be faulty with them.
    """
    with tempfile.TemporaryDirectory() as there:
        own = record.folder.absolute().parent
        programme = Path(there) / "data" / own.name
        trial = programme / record.folder.name
        # Logos and styles lie there, too. What tables there say of other editions does not depend on this one.
        store.copy(own, programme, without=(SUCCESSIONS.file, LABEL_LEDGER.file), deep=False)
        store.copy(own / TEXTS, programme / TEXTS)
        store.copy(own.parent.parent / CATALOGUES, Path(there) / CATALOGUES)
        left_out = [*files] if PARQUET not in files and MARKS.file not in files else [*files, PARQUET, MARKS.file]
        store.copy(record.folder, trial, without=left_out)
        for name, content in files.items():
            if content is not None:
                (trial / name).write_bytes(content)
        read_edition(trial)
