"""Tables that are files, CSV or Parquet, as columns of text; ten million rows as well as ten."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from evalkit.errors import Fault
from evalkit.files.textfile import TextFile, not_plain, plain, read_text
from evalkit.sources.columns import MOST_FAULTS, Columns, header_faults, header_of, separator_of
from evalkit.sources.schema import Table

PARQUET = "marks.parquet"

_HEAD = 1 << 16
_BLOCK = 1 << 24
_MOST_ROWS = 50_000_000


#: Gives the names under which the columns of a header are read, or what is wrong with it; the second is its line.
Naming = Callable[[Sequence[str], int], "list[str] | list[Fault]"]


def read_table(path: Path, table: Table) -> Columns | list[Fault]:
    """Read a table of an edition as columns of text and check its header and shape."""
    texts = {column.name for column in table.columns if column.kind == "text"}
    naming = partial(_named, table=table, file=path.name)
    if path.suffix == ".parquet":
        return from_parquet(path, path.name, naming)
    return from_csv(path, path.name, naming, texts)


def _named(header: Sequence[str], line: int, table: Table, file: str) -> list[str] | list[Fault]:
    separator = separator_of(header, table)
    if separator:
        return [Fault("separator", file, line, value=separator)]
    names = header_of(header, table)
    return header_faults(names, line, table, file) or names


def from_parquet(path: Path, file: str, naming: Naming) -> Columns | list[Fault]:
    """Return the columns of a Parquet file, or why it is none.

    Parameters
    ----------
    path, file
        The file, and what faults call it.
    naming
        What its columns are called.
    """
    wrong = not_plain(path, file)
    if wrong is not None:
        return [wrong]
    try:
        parquet = pyarrow.parquet.ParquetFile(path)
        height = parquet.metadata.num_rows
        if height > _MOST_ROWS:  # some kilobytes can stand for any number of equal rows
            return [Fault("too-many-rows", file, value=str(height), variables={"most": _MOST_ROWS})]
        names = naming(parquet.schema_arrow.names, 1)
        faults = [name for name in names if isinstance(name, Fault)]
        for name, kind in zip(names, parquet.schema_arrow.types, strict=False):
            if isinstance(name, str) and not _readable(kind):
                faults.append(Fault("column-type", file, None, name, str(kind)))
        if faults:
            return faults
        table = parquet.read().rename_columns(names)
        table.validate(full=True)
    except FileNotFoundError:
        return [Fault("missing-file", file)]
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        return [Fault("not-parquet", file, variables={"why": _first_sentence(error)})]
    # A Parquet file has no lines: its rows are counted from 1.
    return Columns(file, table, lambda row: row + 1) if table.num_rows else [Fault("no-rows", file)]


def _readable(kind: pa.DataType) -> bool:
    """Tell whether the values of a column are text or numbers."""
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    text = pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value)
    number = pa.types.is_integer(value) or pa.types.is_floating(value) or pa.types.is_decimal(value)
    return bool(text or number or pa.types.is_date(value) or pa.types.is_null(value))


def from_csv(
    path: Path,
    file: str,
    naming: Naming,
    texts: Collection[str] = (),
    separator: str = ",",
    header: int | None = None,
) -> Columns | list[Fault]:
    """Return the columns of a CSV file, or what is wrong with its form; blank lines are passed over.

    Parameters
    ----------
    path, file
        The file, and what faults call it.
    naming
        What its columns are called.
    texts
        Columns of texts that hardly repeat.
    separator
        What stands between the cells.
    header
        The line of the names; None for the first that is not empty.
    """
    head = _head(path, file, naming, separator, header or 1)
    if isinstance(head, list):
        return head
    quick = head.width == len(head.names) and _well_quoted(path, separator)
    table = _parse(path, head, texts) if quick else None
    if table is None:
        read = _row_by_row(path, file, head)
        if isinstance(read, list):
            return read
        table, head = read
    return Columns(file, table, _lines_of(path, head), head.seen_as) if table.num_rows else [Fault("no-rows", file)]


@dataclass(frozen=True)
class _Head:
    """The header: names, line, how many cells that line has; how the file is read, and how that is told."""

    names: list[str]
    line: int
    width: int
    codec: str
    seen_as: str
    separator: str


def _head(path: Path, file: str, naming: Naming, separator: str, first: int) -> _Head | list[Fault]:
    """Return the header, or why there is none."""
    start = b""
    if path.is_file():
        with path.open("rb") as opened:
            start = opened.read(_HEAD)
    # The first lines tell the encoding; where they do not, the file as a whole does.
    cut = start[: max(start.rfind(b"\n"), start.rfind(b"\r")) + 1] if len(start) == _HEAD else b""
    text: TextFile | Fault
    try:
        text = TextFile(cut.decode("utf-8-sig"), _mark(cut)) if cut else read_text(path, file)
    except UnicodeDecodeError:
        text = read_text(path, file)
    if isinstance(text, Fault):
        return [text]
    reader = csv.reader(io.StringIO(text.text, newline=""), strict=True, delimiter=separator)
    last = 0
    try:
        for cells in reader:
            if last + 1 >= first and any(plain(cell) for cell in cells):
                names = naming(cells, last + 1)
                faults = [name for name in names if isinstance(name, Fault)]
                known = [name for name in names if not isinstance(name, Fault)]
                return faults or _Head(known, reader.line_num, len(cells), _codec(text), text.seen_as, separator)
            last = reader.line_num
    except csv.Error as error:
        return [Fault("csv-syntax", file, last + 1, variables={"why": str(error)})]
    return [Fault("empty-file", file)]


def first_lines(path: Path, file: str, separator: str, last: int) -> dict[int, list[str]]:
    """Return the cells of the first lines of a CSV file that was read, by the number of the line."""
    text, found = read_text(path, file), {}
    reader = csv.reader(io.StringIO("" if isinstance(text, Fault) else text.text, newline=""), delimiter=separator)
    for cells in reader:
        if reader.line_num > last:
            break
        found[reader.line_num] = cells
    return found


def _codec(text: TextFile) -> str:
    return "gb18030" if text.encoding == "gb18030" else "utf-8-sig"


def _mark(raw: bytes) -> str:
    return "utf-8 with BOM" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"


def _well_quoted(path: Path, separator: str = ",") -> bool:
    """Tell whether each quotation mark opens or closes a cell; one left open would swallow rows without a word."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    outside = np.zeros(256, dtype=bool)  # what may stand before an opening mark and after a closing one
    outside[list(b'\r\n"' + separator.encode())] = True
    number = 0
    for start in range(0, len(raw), _BLOCK):
        places = start + np.flatnonzero(raw[start : start + _BLOCK] == ord('"'))
        opening, closing = places[number % 2 :: 2], places[1 - number % 2 :: 2]
        before, after = raw[np.maximum(opening - 1, 0)], raw[np.minimum(closing + 1, len(raw) - 1)]
        if not (outside[before] | (opening == 0)).all() or not (outside[after] | (closing == len(raw) - 1)).all():
            return False
        number += len(places)
    return number % 2 == 0


def _parse(path: Path, head: _Head, texts: Collection[str]) -> pa.Table | None:
    """Return the columns of a file in which every row has its cells; None where something is odd about one."""
    text, code = pa.string(), pa.dictionary(pa.int32(), pa.string())
    try:
        return pyarrow.csv.read_csv(
            path,
            pyarrow.csv.ReadOptions(
                column_names=head.names,
                skip_rows=head.line,
                encoding="gb18030" if head.codec == "gb18030" else "utf8",
            ),
            pyarrow.csv.ParseOptions(delimiter=head.separator, newlines_in_values=True),
            pyarrow.csv.ConvertOptions(
                column_types={name: text if name in texts else code for name in head.names},
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowException:
        return None


def _row_by_row(path: Path, name: str, head: _Head) -> tuple[pa.Table, _Head] | list[Fault]:
    """Return the columns of a file with rows of odd lengths, or which of them are wrong; slow and exact."""
    file = read_text(path, name)
    if isinstance(file, Fault):
        return [file]
    width = len(head.names)
    columns: list[list[str]] = [[] for _ in range(width)]
    seen: dict[str, str] = {}
    wrong: list[Fault] = []
    n_wrong = 0
    reader, last = csv.reader(io.StringIO(file.text, newline=""), strict=True, delimiter=head.separator), 0
    try:
        for cells in reader:
            start, last = last + 1, reader.line_num
            if last <= head.line or not cells:
                continue
            if any(plain(cell) for cell in cells[width:]) or (len(cells) < width and any(map(plain, cells))):
                n_wrong += 1
                if n_wrong <= MOST_FAULTS:
                    counts: dict[str, object] = {"count": len(cells), "wanted": width}
                    wrong.append(Fault("cell-count", name, start, variables=counts))
            for column, cell in zip(columns, [*cells, *[""] * width], strict=False):
                column.append(seen.setdefault(cell, cell))
    except csv.Error as error:
        return [Fault("csv-syntax", name, last + 1, variables={"why": str(error)})]
    if n_wrong > MOST_FAULTS:
        wrong.append(Fault("more-of-them", name, variables={"count": n_wrong - MOST_FAULTS, "of": "cell-count"}))
    if wrong:
        return wrong
    table = pa.table([pa.array(column, pa.string()) for column in columns], names=head.names)
    return table, replace(head, codec=_codec(file), seen_as=file.seen_as)


def _first_sentence(error: BaseException) -> str:
    """Return the first sentence of an error, without its full stop."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].split(". ")[0].rstrip(".")


def _lines_of(path: Path, head: _Head) -> Callable[[int], int]:
    """Return what gives the line of the file on which the n-th row below the header starts, n from 0."""
    starts: list[int] = []

    def line(row: int) -> int:
        if not starts:
            with path.open(encoding=head.codec, newline="") as file:
                reader, last = csv.reader(file, delimiter=head.separator), 0
                for cells in reader:
                    if cells and last >= head.line:
                        starts.append(last + 1)
                    last = reader.line_num
        return starts[row]

    return line
