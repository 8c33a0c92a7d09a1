"""The file of the marks, CSV or Parquet, as columns of text in which each distinct value stands once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
from numpy.typing import NDArray

from evalkit.errors import Fault
from evalkit.files.textfile import TextFile, not_plain, plain, read_text
from evalkit.sources.csvtable import header_faults, separator_of
from evalkit.sources.schema import MARKS

PARQUET = "marks.parquet"

#: A table that is wrong throughout says so with this many faults and a count of the rest.
MOST_FAULTS = 500

_HEAD = 1 << 16
_BLOCK = 1 << 24
_MOST_ROWS = 50_000_000


def from_parquet(path: Path) -> pa.Table | list[Fault]:
    """Return the columns of a Parquet file, or why it is none."""
    wrong = not_plain(path, path.name)
    if wrong is not None:
        return [wrong]
    try:
        file = pyarrow.parquet.ParquetFile(path)
        if file.metadata.num_rows > _MOST_ROWS:  # some kilobytes can stand for any number of equal rows
            return [
                Fault("too-many-rows", path.name, value=str(file.metadata.num_rows), variables={"most": _MOST_ROWS})
            ]
        header = [plain(name) for name in file.schema_arrow.names]
        faults = header_faults(header, 1, MARKS, path.name)
        for name, kind in zip(header, file.schema_arrow.types, strict=True):
            if name in MARKS.names and not _readable(kind):
                faults.append(Fault("column-type", path.name, None, name, str(kind)))
        if faults:
            return faults
        table = file.read().rename_columns(header)
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        return [Fault("not-parquet", path.name, variables={"why": _first_sentence(error)})]
    return table if table.num_rows else [Fault("no-rows", path.name)]


def _readable(kind: pa.DataType) -> bool:
    """Tell whether the values of a column are text or numbers."""
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    text = pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value)
    number = pa.types.is_integer(value) or pa.types.is_floating(value) or pa.types.is_decimal(value)
    return bool(text or number or pa.types.is_null(value))


def from_csv(path: Path) -> tuple[pa.Table, str] | list[Fault]:
    """Return the columns of a CSV file and its encoding, or what is wrong with its form."""
    head = _head(path)
    if isinstance(head, list):
        return head
    faults = header_faults(head.names, head.line, MARKS, path.name)
    if faults:
        return faults
    table = _parse(path, head) if head.width == len(head.names) and _well_quoted(path) else None
    if table is None:
        return _row_by_row(path, head)
    return (table, head.encoding) if table.num_rows else [Fault("no-rows", path.name)]


@dataclass(frozen=True)
class _Head:
    """The header: its names, its line, how many cells that line has, and the encoding that it was read in."""

    names: list[str]
    line: int
    width: int
    encoding: str


def _head(path: Path) -> _Head | list[Fault]:
    """Return the header, or why there is none."""
    start = b""
    if path.is_file():
        with path.open("rb") as file:
            start = file.read(_HEAD)
    # The first lines tell the encoding; where they do not, the file as a whole does.
    cut = start[: max(start.rfind(b"\n"), start.rfind(b"\r")) + 1] if len(start) == _HEAD else b""
    text: TextFile | Fault
    try:
        text = TextFile(cut.decode("utf-8-sig"), _mark(cut)) if cut else read_text(path, path.name)
    except UnicodeDecodeError:
        text = read_text(path, path.name)
    if isinstance(text, Fault):
        return [text]
    reader = csv.reader(io.StringIO(text.text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(plain(cell) for cell in cells):
                separator = separator_of(cells, MARKS)
                if separator:
                    return [Fault("separator", path.name, reader.line_num, value=separator)]
                names = [plain(cell) for cell in cells]
                while not names[-1]:
                    names.pop()  # Excel leaves empty columns at the right
                return _Head(names, reader.line_num, len(cells), text.encoding)
    except csv.Error as error:
        return [Fault("csv-syntax", path.name, reader.line_num, variables={"why": str(error)})]
    return [Fault("empty-file", path.name)]


def _mark(raw: bytes) -> str:
    return "utf-8 with BOM" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"


def _codec(encoding: str) -> str:
    return "gb18030" if encoding == "gb18030" else "utf-8-sig"


def _well_quoted(path: Path) -> bool:
    """Tell whether each quotation mark opens or closes a cell; one left open would swallow rows without a word."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    outside = np.zeros(256, dtype=bool)  # what may stand before an opening mark and after a closing one
    outside[list(b',\r\n"')] = True
    number = 0
    for start in range(0, len(raw), _BLOCK):
        places = start + np.flatnonzero(raw[start : start + _BLOCK] == ord('"'))
        opening, closing = places[number % 2 :: 2], places[1 - number % 2 :: 2]
        before, after = raw[np.maximum(opening - 1, 0)], raw[np.minimum(closing + 1, len(raw) - 1)]
        if not (outside[before] | (opening == 0)).all() or not (outside[after] | (closing == len(raw) - 1)).all():
            return False
        number += len(places)
    return number % 2 == 0


def _parse(path: Path, head: _Head) -> pa.Table | None:
    """Return the columns of a file in which every row has its cells; None where something is odd about one."""
    text, code = pa.string(), pa.dictionary(pa.int32(), pa.string())
    try:
        return pyarrow.csv.read_csv(
            path,
            pyarrow.csv.ReadOptions(
                column_names=head.names,
                skip_rows=head.line,
                encoding="gb18030" if head.encoding == "gb18030" else "utf8",
            ),
            pyarrow.csv.ParseOptions(newlines_in_values=True),
            pyarrow.csv.ConvertOptions(
                column_types={name: text if name == "comment" else code for name in head.names},
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowException:
        return None


def _row_by_row(path: Path, head: _Head) -> tuple[pa.Table, str] | list[Fault]:
    """Return the columns of a file with rows of odd lengths, or which of them are wrong; slow and exact."""
    file = read_text(path, path.name)
    if isinstance(file, Fault):
        return [file]
    width = len(head.names)
    columns: list[list[str]] = [[] for _ in range(width)]
    seen: dict[str, str] = {}
    wrong: list[Fault] = []
    n_wrong = 0
    reader, last = csv.reader(io.StringIO(file.text, newline=""), strict=True), 0
    try:
        for cells in reader:
            start, last = last + 1, reader.line_num
            if last <= head.line or not cells:
                continue
            if any(plain(cell) for cell in cells[width:]) or (len(cells) < width and any(map(plain, cells))):
                n_wrong += 1
                if n_wrong <= MOST_FAULTS:
                    counts: dict[str, object] = {"count": len(cells), "wanted": width}
                    wrong.append(Fault("cell-count", path.name, start, variables=counts))
            for column, cell in zip(columns, [*cells, *[""] * width], strict=False):
                column.append(seen.setdefault(cell, cell))
    except csv.Error as error:
        return [Fault("csv-syntax", path.name, last + 1, variables={"why": str(error)})]
    if n_wrong > MOST_FAULTS:
        wrong.append(Fault("more-of-them", path.name, variables={"count": n_wrong - MOST_FAULTS, "of": "cell-count"}))
    if wrong:
        return wrong
    table = pa.table({name: pa.array(column, pa.string()) for name, column in zip(head.names, columns, strict=True)})
    return (table, file.encoding) if table.num_rows else [Fault("no-rows", path.name)]


def _first_sentence(error: BaseException) -> str:
    """Return the first sentence of an error, without its full stop."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].split(". ")[0].rstrip(".")


def lines_of(path: Path, encoding: str) -> Callable[[int], int]:
    """Return what gives the line of the file on which the n-th row below the header starts, n from 0.

    A Parquet file has no lines: its rows are counted from 1.
    """
    if path.name == PARQUET:
        return lambda row: row + 1
    starts: list[int] = []

    def line(row: int) -> int:
        if not starts:
            with path.open(encoding=_codec(encoding), newline="") as file:
                reader, last, below = csv.reader(file), 0, False
                for cells in reader:
                    if cells and below:
                        starts.append(last + 1)
                    below = below or any(plain(cell) for cell in cells)
                    last = reader.line_num
        return starts[row]

    return line


def distinct(column: pa.ChunkedArray) -> tuple[list[str | None], NDArray[np.int32]]:
    """Return the distinct values of a column as text, and for each row which of them it holds.

    A number becomes the shortest decimal that reads back as the same number: what was typed.
    """
    coded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    whole = coded.unify_dictionaries().combine_chunks()
    values = whole.dictionary.cast(pa.string()).to_pylist()
    indices = whole.indices.fill_null(len(values)).to_numpy()
    return values, indices.astype(np.int32, copy=False)
