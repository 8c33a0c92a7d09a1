"""One CSV table, cell by cell: read as text, checked against its schema, every fault with its row and column."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evalkit.errors import Fault, nearest
from evalkit.files.textfile import name_key, plain, read_text
from evalkit.files.unseen import one_line, spoilt
from evalkit.rules.models import Scores
from evalkit.rules.points import parse_decimal
from evalkit.sources.schema import Column, Table

# What a file system, a shell or the table of minutes (codes with spaces between) would take for something else.
_NOT_IN_FILE_NAMES = re.compile(r'[\s/\\:*?"<>|]|^[.~-]')


@dataclass(frozen=True)
class Row:
    """One row: its 1-based line in the file, and its cells by column; an empty cell is None."""

    line: int
    cells: Mapping[str, str | None]


@dataclass(frozen=True)
class RawTable:
    """The rows of a file as text, and how the file was encoded."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    seen_as: str


def read_csv(path: Path, table: Table) -> RawTable | list[Fault]:
    """Read the cells of a table as text and check its header and shape; blank lines are passed over."""
    file = read_text(path, table.file)
    if isinstance(file, Fault):
        return [file]
    reader = csv.reader(io.StringIO(file.text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            return [Fault("csv-syntax", table.file, row=start, variables={"why": str(error)})]
        if cells is None:
            break
        if any(plain(cell) for cell in cells):
            lines.append((start, cells))
    if not lines:
        return [Fault("empty-file", table.file)]
    separator = separator_of(lines[0][1], table)
    if separator:
        return [Fault("separator", table.file, lines[0][0], value=separator)]
    header = [plain(cell) for cell in lines[0][1]]
    while header and not header[-1]:
        header.pop()  # Excel leaves empty columns at the right
    faults = header_faults(header, lines[0][0], table)
    if faults:
        return faults
    rows = []
    for line, cells in lines[1:]:
        extra = [cell for cell in cells[len(header) :] if plain(cell)]
        if extra or len(cells) < len(header):
            variables: dict[str, object] = {"count": len(cells), "wanted": len(header)}
            faults.append(Fault("cell-count", table.file, line, variables=variables))
            continue
        rows.append(Row(line, {k: _cell(v) for k, v in zip(header, cells, strict=False)}))
    if not rows and not faults:
        faults.append(Fault("no-rows", table.file))
    return faults or RawTable(tuple(rows), tuple(header), file.seen_as)


def _cell(text: str) -> str | None:
    return text.strip().strip("\u00a0\u3000\ufeff") or None


def separator_of(header: Sequence[str], table: Table) -> str | None:
    """Return what separates the names in a header that holds no comma, None where nothing does."""
    if sum(1 for cell in header if plain(cell)) != 1:
        return None
    # Before NFKC, which makes a comma of a full-width one.
    for separator in (";", "\t", "|", "，", "；", "、"):
        if any(plain(name) in table.names for name in header[0].split(separator)[1:]):
            return "TAB" if separator == "\t" else separator
    return None


def header_faults(header: Sequence[str], line: int, table: Table, file: str | None = None) -> list[Fault]:
    """Return what is wrong with the names of the columns; `file` where it is not that of the schema."""
    file = file or table.file
    faults = []
    needed = [column.name for column in table.columns if column.required]
    missing = [name for name in needed if name not in header]
    for place, name in enumerate(header):
        if not name:
            faults.append(Fault("nameless-column", file, line, variables={"place": place + 1}))
        elif name not in table.names:
            allowed: dict[str, object] = {"allowed": ", ".join(table.names)}
            meant = nearest(name, missing or table.names)
            faults.append(Fault("extra-column", file, line, name, None, allowed, meant))
        elif name in header[:place]:
            faults.append(Fault("column-twice", file, line, name))
    found_columns: dict[str, object] = {"found": ", ".join(header)}
    faults += [Fault("missing-column", file, line, name, variables=found_columns) for name in missing]
    return faults


@dataclass(frozen=True)
class CheckedRow:
    """One row with its cells in their plain form; None where a cell is empty or faulty, `faulty` says which."""

    line: int
    cells: Mapping[str, str | None]
    faulty: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> str | None:
        return self.cells.get(column)


def check_cells(
    raw: RawTable, table: Table, choices: Mapping[str, Sequence[str]], scores: Scores | None
) -> tuple[list[CheckedRow], list[Fault]]:
    """Check every cell by itself, and that unique columns are unique.

    Parameters
    ----------
    raw, table
        The cells and their schema.
    choices
        The ids for which a name in angle brackets stands in the schema.
    scores
        What a score may be; None for a table without any.
    """
    faults: list[Fault] = []
    rows = []
    columns = [column for column in table.columns if column.name in raw.columns]
    for row in raw.rows:
        cells: dict[str, str | None] = {}
        faulty: set[str] = set()
        for column in columns:
            value = row.cells[column.name]
            result: str | Fault | None = None
            if value is not None:
                result = _check_cell(value, column, choices, scores)
            elif not column.nullable:
                result = Fault("empty-cell", "", None, column.name)
            if isinstance(result, Fault):
                faults.append(replace(result, file=table.file, row=row.line))
                faulty.add(column.name)
                result = None
            cells[column.name] = result
        rows.append(CheckedRow(row.line, cells, frozenset(faulty)))
    for column in columns:
        if column.unique:
            faults += _repeats(rows, column.name, table.file, name_key if column.kind == "text" else str)
    return rows, faults


def _check_cell(value: str, column: Column, choices: Mapping[str, Sequence[str]], scores: Scores | None) -> str | Fault:
    def fault(kind: str, meant: str | None = None, **variables: object) -> Fault:
        return Fault(kind, "", None, column.name, value, variables, meant)

    bad = spoilt(plain(value) if column.kind == "code" else value, code=column.kind == "code")
    if bad is not None and column.kind in ("text", "code"):
        return fault(bad[0], character=bad[1])
    if column.kind == "text":
        return one_line(value)
    shown = plain(value)
    if column.kind == "code":
        return fault("not-for-file-names") if column.names_files and _NOT_IN_FILE_NAMES.search(shown) else shown
    if column.kind in ("choice", "flag"):
        allowed = [word for choice in column.allowed for word in choices.get(choice, (choice,))]
        word = shown if shown in allowed else shown.lower()
        return word if word in allowed else fault("not-allowed", nearest(shown, allowed), allowed=", ".join(allowed))
    if column.kind == "choices":
        allowed = [word for choice in column.allowed for word in choices.get(choice, (choice,))]
        wrong = next((word for word in shown.split() if word not in allowed), None)
        return (
            " ".join(shown.split())
            if wrong is None
            else fault("not-allowed", nearest(wrong, allowed), allowed=", ".join(allowed))
        )
    if column.kind == "codes":
        words = shown.split()
        again = next((word for i, word in enumerate(words) if word in words[:i]), None)
        return " ".join(words) if again is None else fault("code-twice", code=again)
    if column.kind == "date":
        return shown if _is_date(shown) else fault("not-a-date")
    number = parse_decimal(value)
    if column.kind == "count":
        return str(int(number)) if number is not None and number >= 0 and number % 1 == 0 else fault("not-a-count")
    if column.kind == "number":
        return str(number) if number is not None else fault("not-a-number")
    if column.kind == "integer":
        return str(int(number)) if number is not None and number >= 1 and number % 1 == 0 else fault("not-an-order")
    if scores is None:
        raise AssertionError("a table with points needs to know what a score may be")
    limits = {"min": str(scores.min), "max": str(scores.max)}
    if number is None:
        return fault("not-a-score", **limits)
    if not scores.min <= number <= scores.max:
        return fault("score-out-of-range", **limits)
    if not scores.scale.fits(number):
        return fault("score-between-steps", step=str(scores.step), **limits)
    return str(number)


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _repeats(rows: Sequence[CheckedRow], column: str, file: str, key: Callable[[str], str]) -> list[Fault]:
    first: dict[str, CheckedRow] = {}
    faults = []
    for row in rows:
        value = row[column]
        if value is None:
            continue
        before = first.setdefault(key(value), row)
        if before is not row:
            faults.append(twice(before, row, column, file))
    return faults


def twice(before: CheckedRow, row: CheckedRow, column: str, file: str) -> Fault:
    """Return the fault of a value that stands in an earlier row, there perhaps in another spelling."""
    value, there = row[column], before[column]
    variables: dict[str, object] = {"first": before.line}
    if value == there:
        return Fault("value-twice", file, row.line, column, value, variables)
    return Fault("name-twice", file, row.line, column, value, {**variables, "there": there})
