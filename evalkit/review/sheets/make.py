"""One workbook a reviewer: what to do, a declaration of conflicts of interest, the sheet of marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from evalkit.edition.aside import resigned
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.files import pen, store
from evalkit.review.sheets import layout
from evalkit.review.sheets.comments import join_comments
from evalkit.review.sheets.identity import Identity, add_identity
from evalkit.review.sheets.instructions import draw_instructions
from evalkit.review.sheets.layout import Grid, Unit
from evalkit.review.sheets.tables import draw
from evalkit.rules.models import Round, Rules
from evalkit.rules.scales import NA, NOT_APPLICABLE
from evalkit.sources.schema import PANEL_REVIEWER
from evalkit.wording import Language, text

_FILE_NAME = re.compile(r"[\w.-]+")


def make_sheets(
    record: ReviewedEdition,
    round_id: str,
    language: Language,
    folder: Path,
    *,
    marks: pd.DataFrame | None = None,
    reviewers: Sequence[str] = (),
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write one Excel workbook for each reviewer who has units in a round and has not given up.

    Parameters
    ----------
    record
        The edition; its review holds the assignment.
    round_id
        A round in which reviewers mark on their own.
    language
        The language of the workbooks.
    folder
        Where they go, as ``<programme>-<edition>-<round>-<reviewer>.xlsx``; made where it is not there.
    marks
        Marks to fill in, in the shape of :attr:`evalkit.review.sheets.Collected.marks` or of ``ReviewRecord.marks``:
        ``unit, reviewer, round, indicator``, and ``points`` or ``steps``, and ``comment`` where there are any. Those of
        other rounds and of the panel are passed over; a unit with marks is declared free of conflicts.
    reviewers
        Whose workbooks; of all where there are none.
    overwrite
        Write over workbooks that are there already.

    Returns
    -------
    The files, in the order of the reviewers on file.

    Raises
    ------
    UnknownName
        There is no such round, or no such reviewer who has units in it.
    EvalkitError
        There is no assignment or no complete rubric, workbooks are there already, or they cannot be written. The
        folder is then as it was.
    """
    assigned = assigned_units(record, round_id)
    filled = _marks_to_fill(record.rules, round_id, assigned, marks)
    prefix = f"{record.rules.programme}-{record.rules.edition}-{round_id}"
    paths = {}
    gone = resigned(record.review.unavailable)
    whose = [reviewer for reviewer in assigned if reviewer not in gone]
    for reviewer in reviewers:
        if reviewer not in whose:
            raise UnknownName("reviewer", reviewer, tuple(whose))
    for reviewer in whose:
        if reviewers and reviewer not in reviewers:
            continue
        if not _FILE_NAME.fullmatch(reviewer):
            raise EvalkitError("sheets-code-not-a-file-name", code=reviewer)
        paths[reviewer] = folder / f"{prefix}-{reviewer}.xlsx"
    write_all(
        {
            path: _workbook(record, round_id, reviewer, assigned[reviewer], language, filled)
            for reviewer, path in paths.items()
        },
        overwrite,
    )
    return tuple(paths.values())


def marking_round(record: ReviewedEdition, round_id: str) -> Round:
    """Return a round in which reviewers mark; UnknownName where there is none of this id."""
    rounds = {r.id: r for r in record.rules.marked_rounds}
    if round_id not in rounds:
        raise UnknownName("round", round_id, tuple(rounds))
    return rounds[round_id]


def assigned_units(record: ReviewedEdition, round_id: str) -> dict[str, frozenset[str]]:
    """Return the units that each reviewer is to mark in a round, in the order of the reviewers on file.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such round; there is no review, or nothing is assigned in the round.
    """
    marking_round(record, round_id)
    review = record.review
    if review.assignment is None or not (review.assignment["round"] == round_id).any():
        raise EvalkitError("sheets-no-assignment", edition=record.name, round=round_id)
    rows = review.assignment[review.assignment["round"] == round_id]
    units: dict[str, set[str]] = {}
    for reviewer, unit in zip(rows["reviewer"].astype(str), rows["unit"].astype(str), strict=True):
        units.setdefault(reviewer, set()).add(unit)
    people = review.reviewers["reviewer"].astype(str)
    return {reviewer: frozenset(units[reviewer]) for reviewer in people if reviewer in units}


def score_identity(
    record: ReviewedEdition, round_id: str, reviewer: str, language: Language, grids: Sequence[Grid]
) -> Identity:
    """Return the identity of a reviewer's workbook."""
    content = layout.checksum(grids, record.rules)
    return Identity("scores", record.rules.programme, record.rules.edition, round_id, reviewer, language, content)


def score_grids(
    record: ReviewedEdition, units: Collection[str], language: Language, called: Mapping[str, str] | None = None
) -> tuple[Grid, Grid]:
    """Return the declaration and the sheet of marks over these units; `called` as of `layout.units_of`."""
    rows = layout.units_of(record, units, language, called)
    synthetic = record.programme.synthetic
    return (
        layout.declaration_grid(rows, language, synthetic),
        layout.score_grid(record.rules, rows, language, synthetic),
    )


def write_all(files: Mapping[Path, bytes], overwrite: bool) -> None:
    """Write all files or none; EvalkitError where some are there already or one cannot be written."""
    earlier = {path: path.read_bytes() for path in files if path.exists()}
    if earlier and not overwrite:
        names = ", ".join(path.name for path in earlier)
        raise EvalkitError("sheets-there-already", count=len(earlier), names=names)
    written: list[Path] = []
    try:
        for path, content in files.items():
            store.write(path, content)
            written.append(path)
    except EvalkitError:
        for path in written:
            if path in earlier:
                store.write(path, earlier[path])
            else:
                path.unlink()
        raise


def _workbook(
    record: ReviewedEdition,
    round_id: str,
    reviewer: str,
    units: frozenset[str],
    language: Language,
    filled: dict[tuple[str, str, str], tuple[Decimal | str, str | None]],
) -> bytes:
    rules = record.rules
    grids = score_grids(record, units, language)
    declaration, scores = grids
    banner = text(language, "sheets-synthetic") if record.programme.synthetic else None
    person = {
        "reviewer": reviewer,
        "person": _name_of(record, reviewer),
        "round": marking_round(record, round_id).name[language],
    }
    title = text(language, "sheets-title", title=rules.title[language])
    workbook = pen.new_workbook(title)
    draw_instructions(
        workbook.create_sheet(text(language, "sheets-name-instructions")),
        record,
        language,
        title=title,
        person=person,
        grids=grids,
        banner=banner,
    )
    draw(
        workbook.create_sheet(declaration.sheet),
        declaration,
        language,
        title=text(language, "sheets-title-declaration", title=rules.title[language]),
        hint=text(language, "sheets-hint-declaration", **person),
        banner=banner,
        values={
            (unit.code, "declared"): text(language, "sheets-no")
            for unit in scores.units
            if any((reviewer, unit.code, column.id) in filled for column in scores.marks)
        },
    )
    draw(
        workbook.create_sheet(scores.sheet),
        scores,
        language,
        title=text(language, "sheets-title-scores", title=rules.title[language]),
        hint=text(language, "sheets-hint-scores", **person, **layout.how_to_mark(rules)),
        banner=banner,
        values=_values(scores, reviewer, filled, language),
    )
    add_identity(workbook, score_identity(record, round_id, reviewer, language, grids), language)
    return pen.to_bytes(workbook)


def _name_of(record: ReviewedEdition, reviewer: str) -> str:
    people = record.review.reviewers
    name = people.loc[people["reviewer"] == reviewer, "name"].iloc[0]
    return reviewer if pd.isna(name) else str(name)


def _marks_to_fill(
    rules: Rules, round_id: str, assigned: dict[str, frozenset[str]], marks: pd.DataFrame | None
) -> dict[tuple[str, str, str], tuple[Decimal | str, str | None]]:
    """Return points and comment by reviewer, unit and indicator."""
    if marks is None:
        return {}
    filled = {}
    chosen = marks[(marks["round"] == round_id) & (marks["reviewer"] != PANEL_REVIEWER)]
    for row in chosen.to_dict("records"):
        reviewer, unit, indicator = str(row["reviewer"]), str(row["unit"]), str(row["indicator"])
        if unit not in assigned.get(reviewer, frozenset()):
            raise EvalkitError("sheets-mark-not-assigned", reviewer=reviewer, unit=unit, round=round_id)
        points = row["points"] if "points" in row else _points(int(row["steps"]), rules)
        comment = row.get("comment")
        filled[reviewer, unit, indicator] = (points, str(comment) if pd.notna(comment) else None)
    return filled


def _points(steps: int, rules: Rules) -> Decimal | str:
    return NA if steps == NOT_APPLICABLE else rules.mark_scale.to_points(steps)


def _shown(points: Decimal | str, column: layout.Column) -> Decimal | str:
    """Return what a cell shows of a mark: the number, or the grade as the sheet offers it."""
    grade = column.scale.grade(points) if column.scale is not None and isinstance(points, Decimal) else None
    return next((word for word, meaning in column.words if meaning == grade), points)


def _values(
    grid: Grid,
    reviewer: str,
    filled: dict[tuple[str, str, str], tuple[Decimal | str, str | None]],
    language: Language,
) -> dict[tuple[str, str], object]:
    names = {column.id: column.name for column in grid.marks}

    def of(unit: Unit) -> dict[tuple[str, str], object]:
        found = {c.id: filled[reviewer, unit.code, c.id] for c in grid.marks if (reviewer, unit.code, c.id) in filled}
        comments = {indicator: comment for indicator, (_, comment) in found.items() if comment}
        columns = {c.id: c for c in grid.marks}
        cells: dict[tuple[str, str], object] = {
            (unit.code, i): _shown(points, columns[i]) for i, (points, _) in found.items()
        }
        if comments:
            cells[unit.code, "comment"] = join_comments(comments, names, language)
        return cells

    return {place: value for unit in grid.units for place, value in of(unit).items()}
