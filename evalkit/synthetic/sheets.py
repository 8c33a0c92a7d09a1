"""Workbooks as the fictional reviewers and the fictional panel send them back."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from evalkit.edition.aside import resigned
from evalkit.edition.reader import read_edition
from evalkit.edition.record import ReviewedEdition
from evalkit.edition.workspace import Workspace
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.review.sheets import identity
from evalkit.review.sheets.identity import Identity
from evalkit.review.sheets.layout import Grid
from evalkit.review.sheets.make import assigned_units, make_sheets
from evalkit.review.sheets.minutes import minutes_grids
from evalkit.synthetic.demo import PROGRAMME
from evalkit.synthetic.marks import synthetic_marks
from evalkit.synthetic.panel import decide
from evalkit.synthetic.world import SEED
from evalkit.wording import Language, text


def fill_sheets(workspace: Workspace, folder: Path, seed: int = SEED) -> int:
    """Fill the workbooks of the demonstration that lie in a folder, score sheets and minutes.

    What is entered is what :func:`~evalkit.synthetic.demo.make_demo` puts on file for the same assignment. A workbook
    is known by what it is and not by the name of its file; files that are none of the demonstration are left alone, and
    so are those of reviewers to whom nothing is assigned any more.

    Parameters
    ----------
    workspace
        Where the demonstration is.
    folder
        Where the workbooks are.
    seed
        That of the demonstration.

    Returns
    -------
    How many workbooks were filled.

    Raises
    ------
    EvalkitError
        There is no workbook of the demonstration, or one cannot be written.
    EditionError, UnknownName
        The edition to which one belongs is faulty, or not there.
    """
    found = {path: known for path in sorted(folder.glob("[!.~]*.xlsx")) if (known := _identity(path)) is not None}
    if not found:
        raise EvalkitError("demo-no-sheets", folder=str(folder))
    editions = sorted({known.edition for known in found.values()})
    records = {edition: read_edition(workspace.edition_folder(PROGRAMME, edition)).reviewed() for edition in editions}
    sets = {_set(known) for known in found.values() if known.kind == "scores"}
    scores = {one: _scores(records[one[0]], one[1], one[2], seed) for one in sorted(sets)}
    filled: dict[Path, bytes] = {}
    for path, known in found.items():
        if known.kind == "minutes":
            filled[path] = _minutes(path, records[known.edition], known.language, seed)
        elif known.reviewer in scores[_set(known)]:
            filled[path] = scores[_set(known)][known.reviewer]
    for path, content in filled.items():
        store.write(path, content)
    return len(filled)


def _set(known: Identity) -> tuple[str, str, Language]:
    """Return what the score sheets have in common that are made together."""
    return known.edition, known.round, known.language


def _identity(path: Path) -> Identity | None:
    """Return what a workbook of the demonstration is; None for any other file."""
    try:
        workbook = load_workbook(path, read_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
    try:
        if identity.SHEET not in workbook.sheetnames:
            return None
        rows = list(workbook[identity.SHEET].iter_rows(min_row=2, max_col=2, values_only=True))
    finally:
        workbook.close()
    values = {str(key): "" if value is None else str(value) for key, value in rows if key is not None}
    known = identity.read_identity(values)
    return known if known is not None and known.programme == PROGRAMME else None


def _scores(record: ReviewedEdition, round_id: str, language: Language, seed: int) -> dict[str, bytes]:
    """Return the filled score sheets of a round, by reviewer."""
    marks = synthetic_marks(record, round_id, seed)
    with tempfile.TemporaryDirectory() as name:
        paths = make_sheets(record, round_id, language, Path(name), marks=marks)
        gone = resigned(record.review.unavailable)
        people = [who for who in assigned_units(record, round_id) if who not in gone]
        return {r: p.read_bytes() for r, p in zip(people, paths, strict=True)}


def _minutes(path: Path, record: ReviewedEdition, language: Language, seed: int) -> bytes:
    """Return a workbook of minutes with what the panel decides about the units in it."""
    decisions = decide(record, seed)
    workbook = load_workbook(path)
    minutes, revision = minutes_grids(record, (), language)
    made = {str(row["unit"]): row for row in decisions.minutes.to_dict("records")}
    for unit, row in _rows(workbook[minutes.sheet], minutes).items():
        if unit in made:
            values = {str(key): value for key, value in made[unit].items() if key != "unit"}
            values["decision"] = text(language, f"sheets-{values['decision']}")
            _enter(workbook[minutes.sheet], minutes, row, values)
    rows = _rows(workbook[revision.sheet], revision)
    for mark in decisions.marks.to_dict("records"):
        if str(mark["unit"]) in rows:
            entry = {str(mark["indicator"]): mark["points"]}
            _enter(workbook[revision.sheet], revision, rows[str(mark["unit"])], entry)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _rows(sheet: Any, grid: Grid) -> dict[str, int]:
    """Return the row of every unit on a sheet."""
    column = grid.letter("unit")
    numbers = range(grid.first_row, sheet.max_row + 1)
    return {str(value): n for n in numbers if (value := sheet[f"{column}{n}"].value) is not None}


def _enter(sheet: Any, grid: Grid, row: int, values: dict[str, object]) -> None:
    for column, value in values.items():
        if value is not None:
            sheet[grid.address(column, row)] = value
