"""From the columns of a source, whatever they are called there, to the columns of a table.

The schema says what a table needs; ``[source.tables]`` says where it is. Each kind of source gives a :class:`Raw`
table, and what is done with it is the same for all.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evalkit.errors import Fault, nearest
from evalkit.files.textfile import name_key, plain
from evalkit.rules.models import Source, SourceTable
from evalkit.sources.columns import POINT, Columns, Origin, Stack, distinct
from evalkit.sources.schema import MARKS, SUBMISSIONS, TABLES, Table

#: The tables that a source may hold, by the name that ``[source.tables]`` calls them.
SOURCED = {table.file.removesuffix(".csv"): table for table in (*TABLES, MARKS)}
#: What stands in the cells of a wide table, one column an indicator.
_CELLS = {MARKS.file: "points", SUBMISSIONS.file: "submitted"}

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Raw:
    """A table as it is in the source.

    Attributes
    ----------
    file
        The source in words: a file, a sheet, a query.
    header
        The names of its columns as they stand there.
    columns
        Its columns, text or dictionaries of text or numbers.
    header_line
        The line of the names; None where there is none.
    line
        The line of the n-th row, n from 0.
    seen_as
        The encoding that it was read in.
    address
        Gives the address of a cell by its line and column, both from 1; None where cells have none.
    uncalculated
        Line and column of the cells that hold a formula without a value.
    """

    file: str
    header: Sequence[str]
    columns: Sequence[pa.ChunkedArray]
    header_line: int | None
    line: Callable[[int], int]
    seen_as: str = "utf-8"
    address: Callable[[int, int], str] | None = None
    uncalculated: Collection[tuple[int, int]] = field(default=())


def beneath(above: str, name: str) -> str:
    """Return what a column is called whose name stands below another."""
    return f"{above} / {name}"


def joined(rows: Sequence[Sequence[str | None]]) -> list[str]:
    """Return the names of columns that stand in several rows, as “above / below”.

    A cell above several columns, merged, belongs to each of them; one that is merged downwards has nothing below it.

    Examples
    --------
    >>> joined([["Code", "Use", None, "Cost"], [None, "Reach", "Need", None]])
    ['Code', 'Use / Reach', 'Use / Need', 'Cost']
    """
    names = [cell if cell and plain(cell) else "" for cell in rows[-1]]
    for row in reversed(rows[:-1]):
        above = ""
        for i, cell in enumerate(row[: len(names)]):
            above = cell if cell and plain(cell) else above if names[i] else ""
            if not names[i]:
                names[i], above = above, ""
            elif above:
                names[i] = beneath(above, names[i])
    return names


def mapped(raw: Raw, entry: SourceTable, table: Table, decimal: str = ".") -> Columns | list[Fault]:
    """Return the columns of a table, or what is missing in the source.

    Parameters
    ----------
    raw
        The table as it is in the source.
    entry
        Where its columns are.
    table
        What it needs.
    decimal
        The decimal sign.
    """
    place = {name_key(name): i for i, name in reversed(list(enumerate(raw.header))) if plain(name)}
    across = entry.across or ("indicator" if entry.wide else None)
    spread: list[str] = [] if across is None else [across, _CELLS[table.file]]
    found: dict[str, int] = {}
    faults: list[Fault] = []

    def find(name: str, *, needed: bool) -> int | None:
        at = place.get(name_key(name))
        if at is None and needed:
            shown: dict[str, object] = {"found": ", ".join(name for name in raw.header if plain(name))}
            meant = nearest(name, raw.header)
            faults.append(Fault("missing-column", raw.file, raw.header_line, name, variables=shown, meant=meant))
        return at

    for column in table.columns:
        if column.name in entry.fill or column.name in spread:
            continue
        at = find(entry.columns.get(column.name, column.name), needed=column.required or column.name in entry.columns)
        if at is not None:
            found[column.name] = at
    conditions: list[tuple[int | None, Collection[str]]] = [
        (find(name, needed=True), words) for name, words in entry.only.items()
    ]
    conditions += [(find(name, needed=True), ()) for name in entry.filled]
    down = [find(name, needed=True) for name in entry.down]
    used = {*found.values(), *(at for at, _ in conditions)}
    if entry.wide:
        wide = [(word, find(name, needed=True)) for word, name in entry.wide.items()]
    else:
        rest = enumerate(raw.header) if spread else ()
        wide = [(plain(name), i) for i, name in rest if i not in used and plain(name)]
    if faults:
        return faults
    rows = np.arange(len(raw.columns[0]) if raw.columns else 0)
    for at, words in conditions:
        rows = rows[_holds(raw.columns[at or 0], words)[rows]]
    if down:
        raw = replace(raw, columns=[_from_above(c) if i in down else c for i, c in enumerate(raw.columns)])
    cells = {word: at for word, at in wide if at is not None}
    which: Indices | None = None
    if spread:
        rows, which = _filled_cells(raw, list(cells.values()), rows)
    faults += _uncalculated(raw, {*found.values(), *cells.values()}, rows)
    if faults:
        return faults
    kinds = {column.name: column.kind for column in table.columns}
    made: dict[str, pa.ChunkedArray] = {}

    def changes(name: str) -> tuple[str | None, Mapping[str, str]]:
        return entry.take.get(name), entry.recode.get(name, {})

    for name, at in found.items():
        made[name] = _changed(raw.columns[at].take(pa.array(rows)), *changes(name), kinds[name], decimal)
    for name, word in entry.fill.items():
        made[name] = pa.chunked_array([pa.array([word] * len(rows), pa.string())])
    if which is not None:
        words = pa.array(list(cells), pa.string())
        made[spread[0]] = pa.chunked_array([words.take(pa.array(which))])
        whole = pa.concat_arrays([_as_text(raw.columns[at]).combine_chunks() for at in cells.values()])
        values = pa.chunked_array([whole.take(pa.array(which * len(raw.columns[0]) + rows))])
        made[spread[1]] = _changed(values, *changes(spread[1]), kinds[spread[1]], decimal)
    result = pa.table({name: made[name] for name in table.names if name in made})
    if entry.distinct:
        kept = _first_of_each(result)
        result, rows, which = result.take(pa.array(kept)), rows[kept], None if which is None else which[kept]
    if not len(rows):
        return [Fault("no-rows", raw.file)]
    names = {name: raw.header[at] for name, at in found.items()}
    places = list(cells.values())

    def line(row: int) -> int:
        return raw.line(int(rows[row - 1]))

    def called(name: str, row: int | None) -> str:
        at = found.get(name)
        if name in spread and which is not None and row is not None:
            at = places[which[row - 1]]
        shown = names.get(name, name) if at is None else raw.header[at]
        if at is None or row is None or raw.address is None:
            return shown
        return f"{shown} ({raw.address(line(row), at + 1)})"

    return Columns(table.file, result, lambda row: row + 1, raw.seen_as, Origin(raw.file, line, called, decimal == ","))


def stacked(parts: Sequence[Columns], *, once: bool) -> Columns:
    """Return the columns of a table that is in several parts, one below the other.

    Parameters
    ----------
    parts
        Its parts, each as :func:`mapped` gives it.
    once
        Whether rows that agree in every column count once.
    """
    whole = pa.concat_tables([part.table for part in parts], promote_options="default")
    starts = np.cumsum([0, *(part.table.num_rows for part in parts)])
    kept = _first_of_each(whole) if once else np.arange(whole.num_rows)
    if once:
        whole = whole.take(pa.array(kept))
    origins = [part.origin or Origin(part.file) for part in parts]

    def place(row: int) -> tuple[Origin, int]:
        at = int(np.searchsorted(starts, kept[row - 1], side="right")) - 1
        return origins[at], int(kept[row - 1] - starts[at]) + 1

    return replace(parts[0], table=whole, origin=Stack(", ".join(o.file for o in origins), place=place))


def as_text(value: Any) -> str | None:
    """Return a value of a workbook or a database as it would be typed into a table; None where there is none."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (float, Decimal)) and math.isfinite(value):
        shown = f"{Decimal(repr(value)) if isinstance(value, float) else value:f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string())


def _holds(column: pa.ChunkedArray, words: Collection[str]) -> NDArray[np.bool_]:
    """Tell for each row whether a column holds one of these words; without any, whether it holds something."""
    values, rows = distinct(column)
    wanted = {plain(word) for word in words}
    held = [plain(value or "") for value in values]
    return np.array([word in wanted if wanted else bool(word) for word in held])[rows]


def _from_above(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column in which an empty cell holds what stands above it, as one that is merged shows it."""
    values, rows = distinct(column)
    full = np.array([bool(plain(value or "")) for value in values])[rows]
    last = np.maximum.accumulate(np.where(full, np.arange(len(rows)), 0)) if len(rows) else rows
    return _as_text(column).take(pa.array(last))


def _filled_cells(raw: Raw, places: Sequence[int], rows: Indices) -> tuple[Indices, Indices]:
    """Return, for each cell of a wide table that holds something, its row and which of the columns it is in."""
    filled = []
    for at in places:
        values, coded = distinct(raw.columns[at])
        full = np.array([value is not None and bool(plain(value)) for value in values])[coded]
        for line, column in raw.uncalculated:
            if column == at + 1:
                full |= np.array([raw.line(int(row)) == line for row in range(len(full))])
        filled.append(full[rows])
    row, which = np.nonzero(np.array(filled, dtype=bool).reshape(len(places), len(rows)).T)
    return rows[row], which


def _uncalculated(raw: Raw, used: Collection[int], rows: Indices) -> Iterator[Fault]:
    if raw.uncalculated:
        lines = {raw.line(int(row)) for row in rows}
        for line, column in sorted(raw.uncalculated):
            if column - 1 in used and line in lines and raw.address is not None:
                name = f"{raw.header[column - 1]} ({raw.address(line, column)})"
                yield Fault("formula-without-value", raw.file, line, name)


def _changed(
    column: pa.ChunkedArray, take: str | None, recode: Mapping[str, str], kind: str, decimal: str
) -> pa.ChunkedArray:
    """Return a column with a part of its texts, with other words for some, and with points for decimal commas."""
    if kind == "text" and not recode and take is None:
        return _as_text(column)
    words = {plain(theirs): ours for theirs, ours in recode.items()}
    values, rows = distinct(column)
    if take is not None:
        values = [None if value is None else _part(take, value) for value in values]
    new = [None if value is None else words.get(plain(value), value) for value in values]
    if decimal == "," and kind in ("points", "count", "integer"):
        new = [value if value is None else value.replace(".", POINT).replace(",", ".") for value in new]
    coded = pa.DictionaryArray.from_arrays(pa.array(rows), pa.array(range(len(new))))
    texts = pa.array(new, pa.string()).take(coded.indices)
    return pa.chunked_array([texts if kind == "text" else pc.dictionary_encode(texts)])


def _part(pattern: str, value: str) -> str:
    """Return what the first group of a pattern finds in a text; the text where it does not fit or has no group."""
    found = re.search(pattern, value)
    return value if found is None or not found.re.groups else found[1] or value


def _first_of_each(table: pa.Table) -> Indices:
    """Return the first of the rows that agree in every column."""
    codes = np.zeros(table.num_rows, dtype=np.int64)
    for column in table.columns:
        values, rows = distinct(column)
        words = {word: i for i, word in enumerate(dict.fromkeys(plain(value or "") for value in values))}
        own = np.array([words[plain(value or "")] for value in values])[rows]
        codes = np.unique(codes * (len(words) + 1) + own, return_inverse=True)[1]
    return np.sort(np.unique(codes, return_index=True)[1])


def source_faults(source: Source, file: str, asked: Mapping[str, Collection[str]] | None = None) -> Iterator[Fault]:
    """Yield what contradicts itself in a ``[source]``.

    Parameters
    ----------
    source
        What it says.
    file
        The file that holds it.
    asked
        The columns for which rules ask by name, by the file of the table that has them.
    """
    row = None
    missing = {"workbook": ("file", source.file), "sql": ("url", source.url)}.get(source.kind)
    if missing is not None and missing[1] is None:
        yield Fault("missing-key", file, row, f"source.{missing[0]}")
    for name, entry in source.tables.items():
        table, key = SOURCED.get(name), f"source.tables.{name}"
        if table is None:
            yield _unknown(file, row, key, name, list(SOURCED))
            continue
        if source.kind == "sql" and entry.query is None:
            yield Fault("missing-key", file, row, f"{key}.query")
        named: dict[str, Collection[str]] = {
            "columns": entry.columns, "fill": entry.fill, "take": entry.take, "recode": entry.recode,
        }  # fmt: skip
        if entry.under and entry.parts:
            yield Fault("not-with", file, row, f"{key}.under", variables={"key": f"{key}.parts"})
        if entry.under and not entry.wide:
            yield Fault("missing-key", file, row, f"{key}.wide")
        if (entry.parts or entry.under) and entry.part not in table.names and entry.part != SourceTable().part:
            yield _unknown(file, row, f"{key}.part", entry.part, table.names)
        for what, words in named.items():
            for word in words:
                if word not in table.names and word not in (asked or {}).get(table.file, ()):
                    yield _unknown(file, row, f"{key}.{what}", word, table.names)
        if (entry.wide or entry.across) and table.file not in _CELLS:
            yield Fault("not-wide", file, row, key, name, {"allowed": "marks, submissions"})
        elif entry.across is not None and entry.across not in table.names:
            yield _unknown(file, row, f"{key}.across", entry.across, table.names)
    if source.kind == "sql" and not source.tables:
        yield Fault("missing-key", file, row, "source.tables")


def _unknown(file: str, row: int | None, key: str, word: str, known: Sequence[str]) -> Fault:
    return Fault("not-allowed", file, row, key, word, {"allowed": ", ".join(known)}, nearest(word, known))
