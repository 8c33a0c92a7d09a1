"""What one returned workbook holds: the declared conflicts and the marks, or every fault in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evalkit.edition.record import Note, ReviewedEdition
from evalkit.errors import Fault
from evalkit.files.workbook import Sheet
from evalkit.review.sheets import layout
from evalkit.review.sheets.cells import Place, as_text, is_blank, read_choice, read_lines, read_mark, read_text
from evalkit.review.sheets.comments import split_comments
from evalkit.review.sheets.earlier import before_dropping, drop_note, dropped_since
from evalkit.review.sheets.layout import INPUT, Column, Grid
from evalkit.review.sheets.make import score_grids, score_identity
from evalkit.review.sheets.opening import Opened
from evalkit.review.sheets.structure import names_below, table_faults
from evalkit.wording import LANGUAGES, Language, text

#: Unit, indicator, points (or `NA`) and comment.
Mark = tuple[str, str, Decimal | str, str | None]


@dataclass(frozen=True)
class Content:
    """What a workbook without faults holds.

    ``marks`` are unit, indicator, points and comment; ``declared`` unit and reason. ``notes`` tell of what is not
    filed: reasons where no conflict is declared.
    """

    marks: tuple[Mark, ...]
    declared: tuple[tuple[str, str | None], ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Answers:
    """The declaration: the answer by unit (``yes`` or ``no``; missing where there is none), and the reason."""

    answers: Mapping[str, str]
    reasons: Mapping[str, str]


@dataclass(frozen=True)
class Rows:
    """The units whose rows a reviewer's workbook of a round may have.

    Attributes
    ----------
    assigned
        Those that the reviewer is to mark.
    recused
        Those from which the reviewer is recused. Such a one may have been taken off the assignment after the workbook
        was sent out, by this very workbook when it was collected before; its row is then still right.
    done
        Those whose marks are on file: their rows may be left blank.
    out
        Those whose marks are on file and do not count any more: their rows concern nobody.
    partial
        Whether any row may.
    """

    assigned: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    out: frozenset[str] = frozenset()
    partial: bool = False


@dataclass(frozen=True)
class Sent:
    """How a workbook went out.

    Attributes
    ----------
    grids
        Its two tables; as they would be now where the seal does not tell.
    told
        Whether it tells.
    dropped
        The indicators in them, by their ids, that were dropped since.
    """

    grids: tuple[Grid, Grid]
    told: bool
    dropped: tuple[str, ...] = ()


def read_content(opened: Opened, record: ReviewedEdition, rows: Rows, sent: Sent) -> Content | list[Fault]:
    """Read a reviewer's workbook.

    The workbook may be of an earlier assignment: its seal tells which units it had. The row of a unit that is no longer
    the reviewer's concerns nobody; a unit that was added later is waited for. Nor does anybody wait for a mark on what
    was dropped; one that is there is read.

    Parameters
    ----------
    opened
        The workbook.
    record
        The edition.
    rows
        The units that its rows may be of.
    sent
        How it went out, of :func:`as_sent`.
    """
    who, known, grids = opened.identity, set(record.review.roster["unit"].astype(str)), sent.grids
    theirs = frozenset(unit.code for unit in grids[1].units)
    gone, recused = theirs - rows.assigned - rows.recused, rows.recused & theirs - rows.assigned
    faults: list[Fault] = []
    if not sent.told:
        faults.append(Fault("sheet-outdated", opened.file))
    sheets = {}
    renamed = False
    for grid in grids:
        sheet = opened.sheet(grid.sheet)
        if isinstance(sheet, Fault):
            faults.append(sheet)
            renamed = True
        elif wrong := table_faults(sheet, grid, opened.file, known):
            faults += wrong
        else:
            sheets[grid.sheet] = sheet
    if not renamed:  # A renamed sheet is not one more sheet.
        faults += opened.extra_sheets([text(who.language, "sheets-name-instructions"), *(g.sheet for g in grids)])
    if len(sheets) == len(grids) and all(len(_blank_rows(sheets[g.sheet], g)) == len(g.units) for g in grids):
        return [*faults, Fault("sheet-untouched", opened.file)]
    declaration, scores = grids
    found = _Answers({}, {})
    empty = _blank_rows(sheets[scores.sheet], scores) if scores.sheet in sheets else frozenset()
    passed = empty & (theirs if rows.partial else gone | rows.done) - recused
    if declaration.sheet in sheets:
        found, wrong = _declaration(sheets[declaration.sheet], declaration, opened.file, who.language, recused, passed)
        faults += wrong
    marks: list[Mark] = []
    if scores.sheet in sheets:
        optional = [column.id for column in scores.marks] if layout.may_be_missing(record.rules) else sent.dropped
        asked = {unit: answer for unit, answer in found.answers.items() if unit not in passed or answer == "yes"}
        marks, wrong = _marks(sheets[scores.sheet], scores, opened.file, asked, optional)
        faults += wrong
    if faults:
        return faults
    waited = sorted(rows.assigned - theirs - rows.done)
    late = [Note("sheet-units-later", opened.file, ", ".join(waited))] if waited else []
    late += [Note("sheet-unit-gone", opened.file, unit) for unit in dict.fromkeys(m[0] for m in marks) if unit in gone]
    marks = [mark for mark in marks if mark[0] not in gone]
    declared = ((unit, found.reasons.get(unit)) for unit, answer in found.answers.items() if answer == "yes")
    notes = tuple(
        Note("sheet-reason", opened.file, found.reasons[unit.code], {"place": f"{declaration.sheet}!{place}"})
        for row, unit in enumerate(declaration.units, declaration.first_row)
        for place in [declaration.address("reason", row)]
        if unit.code in found.reasons and found.answers.get(unit.code) == "no"
    )
    return Content(tuple(marks), tuple(declared), (*drop_note(opened.file, sent.dropped), *late, *notes))


def as_sent(opened: Opened, record: ReviewedEdition, rows: Rows) -> Sent:
    """Return how a reviewer's workbook went out: with the units, names and indicators by which the seal is right."""
    who, names = opened.identity, _names(opened, record)
    for then in before_dropping(record):
        for units in (names.keys(), rows.assigned | rows.recused & names.keys()):
            grids = score_grids(then, units, who.language, names)
            if score_identity(then, who.round, who.reviewer, who.language, grids) == who:
                return Sent(grids, True, dropped_since(record, then))
    return Sent(score_grids(record, rows.assigned | rows.recused & names.keys(), who.language), False)


def _blank_rows(sheet: Sheet, grid: Grid) -> frozenset[str]:
    """Return the units in whose rows nothing is filled in."""
    inputs = [column.id for column in grid.columns if column.kind in INPUT]
    return frozenset(
        unit.code
        for row, unit in enumerate(grid.units, grid.first_row)
        if all(is_blank(sheet[grid.address(column, row)].value) for column in inputs)
    )


def _names(opened: Opened, record: ReviewedEdition) -> dict[str, str]:
    """Return what stands in the columns of names and codes, by code."""
    _, scores = score_grids(record, (), opened.identity.language)
    sheet = opened.sheet(scores.sheet)
    return {} if isinstance(sheet, Fault) else names_below(sheet, scores)


def _declaration(
    sheet: Sheet, grid: Grid, file: str, language: Language, recused: frozenset[str], passed: frozenset[str]
) -> tuple[_Answers, list[Fault]]:
    """Return what is declared; units in `passed` need no declaration."""
    words = {word.casefold(): meaning for known in (*LANGUAGES, language) for word, meaning in layout.yes_no(known)}
    allowed = " / ".join(word for word, _ in layout.yes_no(language))
    answers: dict[str, str] = {}
    reasons: dict[str, str] = {}
    faults = []
    for row, unit in enumerate(grid.units, grid.first_row):
        address = grid.address("declared", row)
        place = Place(file, grid.sheet, address)
        answer = read_choice(sheet[address], place, words, allowed)
        if answer is None:
            if unit.code not in passed:
                faults.append(place.fault("sheet-not-declared", unit=unit.code, allowed=allowed))
        elif isinstance(answer, Fault):
            faults.append(answer)
        elif answer == "no" and unit.code in recused:
            faults.append(place.fault("sheet-recused-on-file", unit=unit.code))
        else:
            answers[unit.code] = answer
        address = grid.address("reason", row)
        reason = read_text(sheet[address], Place(file, grid.sheet, address))
        if isinstance(reason, Fault):
            faults.append(reason)
        elif reason is not None:
            reasons[unit.code] = reason
    return _Answers(answers, reasons), faults


def _marks(
    sheet: Sheet, grid: Grid, file: str, answers: Mapping[str, str], optional: Collection[str]
) -> tuple[list[Mark], list[Fault]]:
    """Return the marks of a sheet; on what is `optional`, by its id, there may be none."""
    marks: list[Mark] = []
    faults: list[Fault] = []
    names = {column.id: column.name for column in grid.marks}
    for row, unit in enumerate(grid.units, grid.first_row):
        inputs = [grid.address(column.id, row) for column in grid.columns if column.kind in INPUT]
        filled = [address for address in inputs if not is_blank(sheet[address].value)]
        answer = answers.get(unit.code)
        if answer == "yes":
            if filled:
                place, value = Place(file, grid.sheet, filled[0]), as_text(sheet[filled[0]].value)
                faults.append(place.fault("sheet-declared-yet-marked", value, unit=unit.code))
            continue
        if not filled:
            if answer == "no" and len(optional) < len(grid.marks):
                place = Place(file, grid.sheet, inputs[0])
                faults.append(place.fault("sheet-blank-row", unit=unit.code))
            continue
        address = grid.address("comment", row)
        comment = read_lines(sheet[address], Place(file, grid.sheet, address))
        comments = split_comments(comment, names) if isinstance(comment, str) else {}
        for column in grid.marks:
            address = grid.address(column.id, row)
            place = Place(file, grid.sheet, address)
            points = read_mark(sheet[address], place, column)
            if points is None:
                faults += [] if column.id in optional else [_blank(place, column)]
            elif isinstance(points, Fault):
                faults.append(points)
            else:
                marks.append((unit.code, column.id, points, comments.get(column.id)))
        if isinstance(comment, Fault):
            faults.append(comment)
    return marks, faults


def _blank(place: Place, column: Column) -> Fault:
    if column.words:
        return place.fault("sheet-blank-grade", allowed=" / ".join(word for word, _ in column.words))
    na = "no" if column.applicable else "yes"
    return place.fault("sheet-blank-cell", na=na, **column.limits)
