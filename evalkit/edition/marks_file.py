"""The file of the marks, CSV or Parquet, as columns of text in which each distinct value stands once."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
from numpy.typing import NDArray

from evalkit.edition.csvtable import header_faults, separator_of
from evalkit.edition.schema import MARKS
from evalkit.edition.textfile import TextFile, plain, read_text
from evalkit.errors import Fault

PARQUET = "marks.parquet"

#: A table that is wrong throughout says so with this many faults and a count of the rest.
MOST_FAULTS = 500

_HEAD = 1 << 16


def from_parquet(path: Path) -> pa.Table | list[Fault]:
    """Return the columns of a Parquet file, or why it is none."""
    try:
        file = pyarrow.parquet.ParquetFile(path)
        header = [plain(name) for name in file.schema_arrow.names]
        faults = header_faults(header, 1, MARKS, path.name)
        return faults or file.read().rename_columns(header)
    except (pa.ArrowException, OSError) as error:
        return [Fault("not-parquet", path.name, variables={"why": _first_line(error)})]


def from_csv(path: Path) -> tuple[pa.Table, str] | list[Fault]:
    """Return the columns of a CSV file and its encoding, or what is wrong with its form."""
    head = _head(path)
    if isinstance(head, list):
        return head
    names, encoding, line = head
    faults = header_faults(names, line, MARKS, path.name)
    if faults:
        return faults
    wrong: list[Any] = []

    def collect(row: Any) -> str:
        wrong.append(row)
        return "skip"

    table = _parse(path, names, line, encoding, collect)
    if isinstance(table, list):
        return table
    if wrong:
        # Only a reader on a single thread knows the numbers of the rows.
        wrong.clear()
        _parse(path, names, line, encoding, collect, threads=False)
        line_of = lines_of(path, encoding)
        return [
            Fault(
                "cell-count",
                path.name,
                line_of(row.number - 2) if row.number else None,
                variables={"count": row.actual_columns, "wanted": row.expected_columns},
            )
            for row in wrong[:MOST_FAULTS]
        ]
    if table.num_rows == 0:
        return [Fault("no-rows", path.name)]
    return table, encoding


def _head(path: Path) -> tuple[list[str], str, int] | list[Fault]:
    """Return the header, the encoding and the line of the header."""
    with path.open("rb") as file:
        start = file.read(_HEAD)
    whole = len(start) < _HEAD
    # The first lines tell the encoding; where they do not, the file as a whole does.
    cut = start if whole else start[: start.rfind(b"\n") + 1]
    text: TextFile | Fault
    try:
        cut.decode("utf-8-sig")
        text = read_text(path, path.name) if whole else TextFile(cut.decode("utf-8-sig"), _mark(cut))
    except UnicodeDecodeError:
        text = read_text(path, path.name)
    if isinstance(text, Fault):
        return [text]
    try:
        for cells in (reader := csv.reader(text.text.splitlines(keepends=True), strict=True)):
            if any(plain(cell) for cell in cells):
                separator = separator_of(cells, MARKS)
                if separator:
                    return [Fault("separator", path.name, reader.line_num, value=separator)]
                return [plain(cell) for cell in cells], text.encoding, reader.line_num
    except csv.Error as error:
        return [Fault("csv-syntax", path.name, variables={"why": str(error)})]
    return [Fault("empty-file", path.name)]


def _mark(raw: bytes) -> str:
    return "utf-8 with BOM" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"


def _parse(
    path: Path,
    names: list[str],
    header: int,
    encoding: str,
    collect: Callable[[Any], str],
    threads: bool = True,
) -> pa.Table | list[Fault]:
    text, code = pa.string(), pa.dictionary(pa.int32(), pa.string())
    try:
        return pyarrow.csv.read_csv(
            path,
            pyarrow.csv.ReadOptions(
                column_names=names,
                skip_rows=header,
                encoding="gb18030" if encoding == "gb18030" else "utf8",
                use_threads=threads,
            ),
            pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=collect),
            pyarrow.csv.ConvertOptions(
                column_types={name: text if name == "comment" else code for name in names}, strings_can_be_null=False
            ),
        )
    except pa.ArrowException as error:
        found = read_text(path, path.name)  # says where the text is not UTF-8, if that is the cause
        return [found if isinstance(found, Fault) else Fault("csv-syntax", path.name, variables={"why": str(error)})]


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def lines_of(path: Path, encoding: str) -> Callable[[int], int]:
    """Return what gives the line of the file on which the n-th row below the header starts, n from 0."""
    if path.name == PARQUET:
        return lambda row: row + 1
    starts: list[int] = []

    def line(row: int) -> int:
        if not starts:
            with path.open(encoding="gb18030" if encoding == "gb18030" else "utf-8-sig", newline="") as file:
                reader, last = csv.reader(file), 0
                for cells in reader:
                    if cells:
                        starts.append(last + 1)
                    last = reader.line_num
        return starts[min(row + 1, len(starts) - 1)]

    return line


def distinct(column: pa.ChunkedArray) -> tuple[list[str | None], NDArray[np.int32]]:
    """Return the distinct values of a column as text, and for each row which of them it holds."""
    kind = column.type
    if not pa.types.is_dictionary(kind):
        if pa.types.is_floating(kind):
            # repr gives the shortest decimal that reads back as the same number: what was typed.
            distinct = pc.dictionary_encode(column.combine_chunks())
            values = [None if v is None else repr(v) for v in distinct.dictionary.to_pylist()]
            values = [None if v is None else v.removesuffix(".0") for v in values]
            return values, distinct.indices.fill_null(len(values)).to_numpy().astype(np.int32)
        column = pc.dictionary_encode(pc.cast(column, pa.string()))
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0)
    values = whole.dictionary.cast(pa.string()).to_pylist()
    indices = whole.indices.fill_null(len(values)).to_numpy()
    return values, indices.astype(np.int32, copy=False)
