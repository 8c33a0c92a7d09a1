"""One table checked against its schema: each distinct value of a column is looked at once, each fault has its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evalkit.errors import Fault, hints
from evalkit.files.textfile import name_key, plain
from evalkit.files.unseen import SPOILT, is_error_value, one_line, spoilt
from evalkit.rules.models import Scores
from evalkit.rules.points import parse_decimal
from evalkit.sources.columns import Columns, distinct, placed
from evalkit.sources.schema import Column, Table

# What a file system, a shell or the table of minutes (codes with spaces between) would take for something else.
_NOT_IN_FILE_NAMES = re.compile(r'[\s/\\:*?"<>|]|^[.~-]')

Check = Callable[[str], "str | Fault"]


@dataclass(frozen=True)
class CheckedColumn:
    """A column in which each distinct text stands once.

    Attributes
    ----------
    written, words
        The distinct texts as they stand there, and in their plain form; None where it is empty, and in `words` where it
        is faulty.
    rows
        For each row, which of them it holds.
    """

    written: Sequence[str | None]
    words: Sequence[str | None]
    rows: NDArray[np.int32]

    def among(self, known: Sequence[str], *, empty: int, unknown: int) -> NDArray[np.int64]:
        """Return for each row the place of its word in a list."""
        place = {word: i for i, word in enumerate(known)}
        codes = [
            empty if written is None else place.get(word or "", unknown)
            for written, word in zip(self.written, self.words, strict=True)
        ]
        return np.array(codes, dtype=np.int64)[self.rows]


@dataclass(frozen=True)
class Checked:
    """A table whose cells were checked, each by itself.

    Attributes
    ----------
    file
        What faults call it.
    columns
        The columns of short words by name.
    texts
        The columns of texts as they stand there, by name.
    line
        The line of the n-th row that holds anything, n from 0.
    height
        How many rows hold anything.
    """

    file: str
    columns: Mapping[str, CheckedColumn]
    texts: Mapping[str, pa.ChunkedArray]
    line: Callable[[int], int]
    height: int


@dataclass(frozen=True)
class CheckedRow:
    """One row with its cells in their plain form; None where a cell is empty or faulty, `faulty` says which."""

    line: int
    cells: Mapping[str, str | None]
    faulty: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> str | None:
        return self.cells.get(column)


def check_columns(
    columns: Columns, table: Table, choices: Mapping[str, Sequence[str]], scores: Scores | None = None
) -> tuple[Checked, list[Fault]]:
    """Check every cell by itself; rows of empty cells are passed over.

    Parameters
    ----------
    columns, table
        The cells and their schema.
    choices
        The ids for which a name in angle brackets stands in the schema.
    scores
        What a number of points may be; where it is None, they are left to the caller.
    """
    known = [column for column in table.columns if column.name in columns.table.column_names]
    raw = {c.name: distinct(columns.table[c.name]) for c in known if c.kind != "text"}
    written = {name: ([_cell(value) for value in values], rows) for name, (values, rows) in raw.items()}
    texts = {c.name: columns.table[c.name].cast(pa.string()) for c in known if c.kind == "text"}
    filled = _filled(written.values(), texts.values(), columns.table.num_rows)
    if len(filled) < columns.table.num_rows:  # Excel leaves rows of commas behind
        written = {name: (values, rows[filled]) for name, (values, rows) in written.items()}
        texts = {name: text.take(pa.array(filled)) for name, text in texts.items()}
    if not len(filled):
        return Checked(columns.file, {}, {}, columns.line, 0), [Fault("no-rows", columns.file)]

    def line(row: int) -> int:
        return columns.line(int(filled[row]))

    faults: list[Fault] = []
    checked: dict[str, CheckedColumn] = {}
    for column in known:
        if column.name in texts:
            faults += _text_faults(texts[column.name], column, columns.file, line)
            continue
        values, rows = written[column.name]
        check = _check_of(column, choices, scores)
        results = [None if value is None else check(value) for value in values]
        if not column.nullable:
            empty = Fault("empty-cell", "", None, column.name)
            results = [empty if value is None else result for value, result in zip(values, results, strict=True)]
        faults += _faults_of(results, rows, columns.file, line)
        words = [None if isinstance(result, Fault) else result for result in results]
        checked[column.name] = CheckedColumn(values, words, rows)
    return Checked(columns.file, checked, texts, line, len(filled)), faults


def check_rows(
    columns: Columns, table: Table, choices: Mapping[str, Sequence[str]], scores: Scores | None = None
) -> tuple[list[CheckedRow], list[Fault]]:
    """Check every cell by itself, and that unique columns are unique; return the rows one by one.

    The parameters are those of :func:`check_columns`.
    """
    checked, faults = check_columns(columns, table, choices, scores)
    nullable = {column.name: column.nullable for column in table.columns}
    cells: dict[str, Sequence[str | None]] = {}
    faulty: dict[int, set[str]] = {}

    def note(name: str, bad: Sequence[bool]) -> None:
        for row in np.flatnonzero(bad):
            faulty.setdefault(int(row), set()).add(name)

    for name, column in checked.columns.items():
        pairs = zip(column.words, column.written, strict=True)
        note(
            name,
            np.array([w is None and (t is not None or not nullable[name]) for w, t in pairs])[column.rows].tolist(),
        )
        cells[name] = [column.words[i] for i in column.rows]
    for name, text in checked.texts.items():
        values = [_cell(value) for value in text.to_pylist()]
        bad = [not nullable[name] if value is None else spoilt(value) is not None for value in values]
        note(name, bad)
        cells[name] = [None if v is None or wrong else one_line(v) for v, wrong in zip(values, bad, strict=True)]
    rows = [
        CheckedRow(checked.line(i), {name: column[i] for name, column in cells.items()}, frozenset(faulty.get(i, ())))
        for i in range(checked.height)
    ]
    for schema in table.columns:
        if schema.unique:
            faults += _repeats(rows, schema.name, columns.file, name_key if schema.kind == "text" else str)
    return rows, faults


def _cell(text: str | None) -> str | None:
    return None if text is None else text.strip().strip("\u00a0\u3000\ufeff") or None


def _filled(
    coded: Iterable[tuple[Sequence[str | None], NDArray[np.int32]]], texts: Iterable[pa.ChunkedArray], height: int
) -> NDArray[np.int64]:
    """Return the rows in which any cell is filled."""
    empty = np.ones(height, dtype=bool)
    for values, rows in coded:
        empty &= np.array([value is None or not plain(value) for value in values])[rows]
    for text in texts if empty.any() else ():
        left = np.flatnonzero(empty)
        cells = text.take(pa.array(left)).to_pylist()
        empty[left] = [cell is None or not plain(cell) for cell in cells]
    return np.flatnonzero(~empty)


def _faults_of(
    results: Sequence[str | Fault | None], rows: NDArray[np.int32], file: str, line: Callable[[int], int]
) -> Iterator[Fault]:
    """Yield the faults of a column, those of one kind together."""
    kinds = [result.kind if isinstance(result, Fault) else "" for result in results]

    def fault(row: int) -> Fault:
        found = results[rows[row]]
        if not isinstance(found, Fault):
            raise AssertionError("only wrong rows are asked for")
        return replace(found, file=file, row=line(row))

    for kind in sorted(set(kinds) - {""}):
        yield from placed(np.array([k == kind for k in kinds])[rows], fault)


def _text_faults(text: pa.ChunkedArray, column: Column, file: str, line: Callable[[int], int]) -> Iterator[Fault]:
    """Yield a fault for every text that holds a character nobody sees or that was lost, or is not there."""
    found = pc.fill_null(pc.match_substring_regex(text, SPOILT), False).to_numpy()

    def fault(row: int) -> Fault:
        value = _cell(text[row].as_py()) or ""
        kind, character = spoilt(value) or ("unseen-character", "")
        return Fault(kind, file, line(row), column.name, value, {"character": character})

    yield from placed(found, fault)
    if not column.nullable:
        blank = np.array([_cell(value) is None for value in text.to_pylist()])
        yield from placed(blank & ~found, lambda row: Fault("empty-cell", file, line(row), column.name))


def _check_of(column: Column, choices: Mapping[str, Sequence[str]], scores: Scores | None) -> Check:
    """Return what gives the plain form of a value of a column, or its fault, without its place."""

    def fault(kind: str, value: str, meant: str | None = None, **variables: object) -> Fault:
        return Fault(kind, "", None, column.name, value, variables, meant)

    allowed = [word for choice in column.allowed for word in choices.get(choice, (choice,))]
    hint = hints(allowed)

    def not_allowed(value: str, word: str) -> Fault:
        if not allowed:
            return fault("none-allowed", value)
        return fault("not-allowed", value, hint(word), allowed=", ".join(allowed))

    def code(value: str) -> str | Fault:
        shown = plain(value)
        bad = spoilt(shown, code=True)
        if bad is not None:
            return fault(bad[0], value, character=bad[1])
        return fault("not-for-file-names", value) if column.names_files and _NOT_IN_FILE_NAMES.search(shown) else shown

    def choice(value: str) -> str | Fault:
        shown = plain(value)
        word = shown if shown in allowed else shown.lower()
        return word if word in allowed else not_allowed(value, shown)

    def several(value: str) -> str | Fault:
        words = plain(value).split()
        wrong = next((word for word in words if word not in allowed), None)
        return " ".join(words) if wrong is None else not_allowed(value, wrong)

    def codes(value: str) -> str | Fault:
        words = plain(value).split()
        again = next((word for i, word in enumerate(words) if word in words[:i]), None)
        return " ".join(words) if again is None else fault("code-twice", value, code=again)

    def date(value: str) -> str | Fault:
        return plain(value) if _is_date(plain(value)) else fault("not-a-date", value)

    def month(value: str) -> str | Fault:
        return plain(value) if _is_date(f"{plain(value)}-01") else fault("not-a-month", value)

    def whole(value: str) -> str | Fault:
        number, least = parse_decimal(value), int(column.kind == "integer")
        if number is not None and number >= least and number % 1 == 0:
            return str(int(number))
        return fault("not-an-order", value) if least else fault("not-a-count", value)

    def points(value: str) -> str | Fault:
        number = parse_decimal(value)
        if scores is None:
            return value
        limits = {"min": str(scores.min), "max": str(scores.max)}
        if number is None:
            return fault("not-a-score", value, **limits)
        if not scores.min <= number <= scores.max:
            return fault("score-out-of-range", value, **limits)
        if not scores.scale.fits(number):
            return fault("score-between-steps", value, step=str(scores.step), **limits)
        return str(number)

    def decimal(value: str) -> str | Fault:
        number = parse_decimal(value)
        return fault("not-a-number", value) if number is None else str(number)

    checks: dict[str, Check] = {
        "number": decimal,
        "code": code, "choice": choice, "flag": choice, "choices": several, "codes": codes,
        "date": date, "month": month,
        "integer": whole, "count": whole, "points": points,
    }  # fmt: skip
    check = checks[column.kind]
    return lambda value: fault("error-value", value) if is_error_value(value) else check(value)


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
