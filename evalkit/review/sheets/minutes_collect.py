"""Reads the minutes of the discussion back: who decided what and why, and the marks that were revised."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd

from evalkit.edition.record import Note, ReviewedEdition
from evalkit.errors import EditionError, Fault, nearest
from evalkit.files.textfile import plain
from evalkit.files.workbook import Sheet
from evalkit.review.sheets import layout
from evalkit.review.sheets.besides import merge_faults, notes_of
from evalkit.review.sheets.cells import Place, read_choice, read_day, read_fact, read_mark, read_text
from evalkit.review.sheets.collect import MARK_COLUMNS
from evalkit.review.sheets.earlier import before_dropping, drop_note, dropped_since
from evalkit.review.sheets.layout import Grid, Unit
from evalkit.review.sheets.minutes import discussion_of, minutes_grids, minutes_identity
from evalkit.review.sheets.opening import Opened, open_workbook
from evalkit.review.sheets.structure import codes_below, column_faults, names_below, outside_faults
from evalkit.sources.schema import DECISIONS, MINUTES, PANEL_REVIEWER
from evalkit.wording import LANGUAGES, text

_BETWEEN_CODES = re.compile(r"[\s,;、，；]+")


@dataclass(frozen=True)
class Minutes:
    """What the discussion decided.

    Attributes
    ----------
    minutes
        One row a unit, in the order of the docket, with the columns of minutes.csv: ``unit``, ``date``
        (``datetime.date``), ``decision`` (``kept`` or ``revised``), ``reason``, ``present`` and ``recused`` (codes with
        spaces between; ``recused`` may be None), ``minority_view`` (or None).
    revised
        One row a revised mark: ``unit, reviewer`` (``panel``), ``round`` (the discussion), ``indicator``, ``points``
        (Decimal), ``comment`` (None).
    notes
        What is written in the workbook and is not in the tables.
    """

    minutes: pd.DataFrame
    revised: pd.DataFrame
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class _Context:
    """What the rows are checked against."""

    file: str
    people: tuple[str, ...]
    conflicted: frozenset[tuple[str, str]]
    decisions: Mapping[str, str]
    allowed: str
    last_day: dt.date | None


@dataclass(frozen=True)
class _Table:
    """A table as it came: the sheet, how it should be, and the row of each unit."""

    sheet: Sheet
    grid: Grid
    rows: Mapping[str, int]

    def place(self, column: str, unit: str, context: _Context) -> Place:
        """Return where a cell is."""
        return Place(context.file, self.grid.sheet, self.grid.address(column, self.rows[unit]))


def collect_minutes(record: ReviewedEdition, path: Path, units: Sequence[str], conflicts: pd.DataFrame) -> Minutes:
    """Read the minutes of the discussion.

    Parameters
    ----------
    record
        The edition.
    path
        The workbook.
    units
        The codes of the units that were to be discussed.
    conflicts
        Who may not judge whom: ``reviewer, unit`` (and ``kind``).

    Raises
    ------
    EditionError
        The workbook has faults; all are listed.
    EvalkitError
        There is no review, no discussion or no complete rubric.
    """
    discussion = discussion_of(record)
    opened = open_workbook(path, record, "minutes", discussion.id)
    if isinstance(opened, list):
        raise EditionError(record.name, opened)
    tables, faults, dropped = _tables(opened, record, units)
    if len(tables) < 2:
        raise EditionError(record.name, faults)
    minutes, revision = tables
    context = _context(record, opened, minutes.grid, conflicts)
    decided: list[dict[str, object]] = []
    revised: list[tuple[object, ...]] = []
    for unit in units:
        if unit not in minutes.rows or unit not in revision.rows:
            continue
        row, wrong = _decision(minutes, unit, context)
        marks, wrong_marks = _revised(revision, unit, context)
        faults += wrong + wrong_marks
        if row["decision"] == "revised" and not marks and not wrong_marks:
            faults.append(minutes.place("decision", unit, context).fault("sheet-revised-without-mark", unit=unit))
        if row["decision"] == "kept" and marks:
            place, points = revision.place(marks[0][0], unit, context), layout.shown(marks[0][1])
            faults.append(place.fault("sheet-kept-with-mark", points, unit=unit))
        decided.append(row)
        revised += [(unit, PANEL_REVIEWER, discussion.id, indicator, points, None) for indicator, points in marks]
    if faults:
        raise EditionError(record.name, faults)
    return Minutes(
        pd.DataFrame(decided, columns=[c.name for c in MINUTES.columns if c.required], dtype=object),
        pd.DataFrame(revised, columns=list(MARK_COLUMNS), dtype=object),
        (*drop_note(opened.file, dropped), *notes_of(opened, (minutes.grid, revision.grid))),
    )


def _tables(
    opened: Opened, record: ReviewedEdition, units: Sequence[str]
) -> tuple[list[_Table], list[Fault], tuple[str, ...]]:
    """Return the tables of the workbook whose columns are in their places, and what is wrong with the others.

    And the indicators in them that were dropped since it was made.
    """
    language = opened.identity.language
    faults: list[Fault] = []
    tables: list[_Table] = []
    then = _as_sent(opened, record, units)
    if then is None:
        faults.append(Fault("sheet-outdated", opened.file))
    grids = minutes_grids(then or record, tuple(Unit(code, "") for code in units), language)
    renamed = False
    for grid in grids:
        sheet = opened.sheet(grid.sheet)
        if isinstance(sheet, Fault):
            faults.append(sheet)
            renamed = True
        elif wrong := merge_faults(sheet, grid, opened.file) or column_faults(sheet, grid, opened.file):
            faults += wrong
        else:
            rows, wrong = _rows(sheet, grid, opened.file)
            faults += wrong
            tables.append(_Table(sheet, grid, rows))
    if not renamed:  # A renamed sheet is not one more sheet.
        faults += opened.extra_sheets([text(language, "sheets-name-instructions"), *(grid.sheet for grid in grids)])
    return tables, faults, dropped_since(record, then or record)


def _as_sent(opened: Opened, record: ReviewedEdition, units: Sequence[str]) -> ReviewedEdition | None:
    """Return the edition with the rules by which the workbook was made; None where its seal does not tell."""
    language = opened.identity.language
    grid, _ = minutes_grids(record, (), language)
    sheet = opened.sheet(grid.sheet)
    names = {} if isinstance(sheet, Fault) else names_below(sheet, grid)
    every = before_dropping(record)
    return next((then for then in every if minutes_identity(then, units, language, names) == opened.identity), None)


def _context(record: ReviewedEdition, opened: Opened, grid: Grid, conflicts: pd.DataFrame) -> _Context:
    known = (*LANGUAGES, *record.programme.languages)
    words = {text(each, f"sheets-{word}").casefold(): word for each in known for word in DECISIONS}
    return _Context(
        file=opened.file,
        people=tuple(record.review.reviewers["reviewer"].astype(str)),
        conflicted=frozenset(zip(conflicts["reviewer"].astype(str), conflicts["unit"].astype(str), strict=True)),
        decisions=words,
        allowed=" / ".join(word for column in grid.columns if column.id == "decision" for word, _ in column.words),
        last_day=record.rules.window.last if record.rules.window else None,
    )


def _rows(sheet: Sheet, grid: Grid, file: str) -> tuple[dict[str, int], list[Fault]]:
    """Return the row of each unit, in whatever order they stand, and what is wrong with the codes."""
    places: dict[str, int] = {}
    faults: list[Fault] = []
    wanted = [unit.code for unit in grid.units]
    for row, code in enumerate(codes_below(sheet, grid), grid.first_row):
        place = Place(file, grid.sheet, grid.address("unit", row))
        if code in places:
            faults.append(place.fault("sheet-row-added", code))
        elif code in wanted:
            places[code] = row
        elif code:
            faults.append(place.fault("sheet-not-on-docket", code, nearest(code, wanted)))
    missing = [code for code in wanted if code not in places]
    faults += [Fault("sheet-row-missing", file, column=grid.sheet, variables={"allowed": code}) for code in missing]
    return places, faults or outside_faults(sheet, grid, file)


def _decision(table: _Table, unit: str, context: _Context) -> tuple[dict[str, object], list[Fault]]:
    """Return a row of minutes.csv; what is missing or faulty in it is None."""
    places = {column.id: table.place(column.id, unit, context) for column in table.grid.columns}
    cells = {name: table.sheet[place.address] for name, place in places.items()}
    read: dict[str, object] = {
        "date": read_day(cells["date"], places["date"]),
        "decision": read_choice(cells["decision"], places["decision"], context.decisions, context.allowed),
        **{name: read_text(cells[name], places[name]) for name in ("reason", "minority_view")},
        **{name: read_fact(cells[name], places[name]) for name in ("present", "recused")},
    }
    faults = [value for value in read.values() if isinstance(value, Fault)]
    day = read["date"]
    if isinstance(day, dt.date) and context.last_day is not None and day <= context.last_day:
        faults.append(places["date"].fault("sheet-day-too-early", day, first=context.last_day))
    if read["decision"] is None:
        faults.append(places["decision"].fault("sheet-undecided", unit=unit, allowed=context.allowed))
    else:
        # Of a unit without a decision nothing else can be expected.
        if day is None:
            faults.append(places["date"].fault("sheet-no-day", unit=unit))
        if read["reason"] is None:
            faults.append(places["reason"].fault("sheet-no-reason", unit=unit))
        if read["present"] is None:
            faults.append(places["present"].fault("sheet-no-one-present", unit=unit))
    present = _codes(read["present"], places["present"], context, faults)
    recused = _codes(read["recused"], places["recused"], context, faults)
    for code in present:
        if code in recused:
            faults.append(places["present"].fault("sheet-present-and-recused", code))
        elif (code, unit) in context.conflicted:
            faults.append(places["present"].fault("sheet-conflicted-present", code, unit=unit))
    read |= {"present": " ".join(present), "recused": " ".join(recused) or None}
    return {"unit": unit} | {name: None if isinstance(v, Fault) else v for name, v in read.items()}, faults


def _codes(value: object, place: Place, context: _Context, faults: list[Fault]) -> list[str]:
    """Return the codes in a cell, each once; unknown ones become faults."""
    if not isinstance(value, str):
        return []
    codes = list(dict.fromkeys(code for code in _BETWEEN_CODES.split(plain(value)) if code))
    for code in codes:
        if code not in context.people:
            faults.append(place.fault("sheet-unknown-person", code, nearest(code, context.people)))
    return codes


def _revised(table: _Table, unit: str, context: _Context) -> tuple[list[tuple[str, Decimal]], list[Fault]]:
    """Return indicator and points of each mark in a row."""
    marks: list[tuple[str, Decimal]] = []
    faults: list[Fault] = []
    for column in table.grid.marks:
        place = table.place(column.id, unit, context)
        points = read_mark(table.sheet[place.address], place, column)
        if isinstance(points, Fault):
            faults.append(points)
        elif isinstance(points, Decimal):
            marks.append((column.id, points))
    return marks, faults
