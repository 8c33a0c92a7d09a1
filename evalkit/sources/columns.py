"""The form in which every source gives a table: columns of text, and where each row stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evalkit.errors import Fault, nearest
from evalkit.files.textfile import plain
from evalkit.sources.schema import Table

#: A table that is wrong throughout says so with this many faults and a count of the rest.
MOST_FAULTS = 500


#: What a decimal point becomes where the sign is a comma: no number, and nobody types it.
POINT = "\u00b7"


@dataclass(frozen=True)
class Origin:
    """Where the cells of a table stand in its source.

    Attributes
    ----------
    file
        The source in words: a file, a sheet, a query.
    line
        The line or row of the source in which the row with this line of the table stands.
    column
        What the column is called there, for a row of the table or None for any.
    comma
        Whether its decimal sign is a comma; then a point in a number stands in the table as :data:`POINT`.
    """

    file: str
    line: Callable[[int], int] = int
    column: Callable[[str, int | None], str] = lambda name, line: name
    comma: bool = False

    def told(self, fault: Fault) -> Fault:
        """Return a fault of the table with the place of the source in the place of the table's."""
        row = None if fault.row is None else self.line(fault.row)
        column = None if fault.column is None else self.column(fault.column, fault.row)
        variables = dict(fault.variables)
        if isinstance(first := variables.get("first"), int):
            variables["first"] = self.line(first)
        fault = replace(fault, file=self.file, row=row, column=column, variables=variables)
        if self.comma and fault.value is not None and POINT in fault.value:
            return Fault("point-for-comma", self.file, row, column, fault.value.replace(POINT, "."))
        return fault


@dataclass(frozen=True)
class Stack(Origin):
    """Where the cells of a table stand that is in several parts.

    Attributes
    ----------
    place
        The part in which a row of the table stands, and which of its rows that is.
    """

    place: Callable[[int], tuple[Origin, int]] = lambda row: (Origin(""), row)

    def told(self, fault: Fault) -> Fault:
        """Return a fault with its place in the part that has it; one of no row is about all of them."""
        if fault.row is None:
            return super().told(fault)
        part, row = self.place(fault.row)
        variables = dict(fault.variables)
        if isinstance(first := variables.get("first"), int):
            variables["first"] = self.place(first)[1]
        return part.told(replace(fault, row=row, variables=variables))


@dataclass(frozen=True)
class Columns:
    """The cells of a table as text, by columns.

    Attributes
    ----------
    file
        What faults call the place where it is.
    table
        Columns under the names of the schema: text, or dictionaries of text or numbers. An empty cell is null or blank.
    line
        The line of the file on which the n-th row starts, n from 0.
    seen_as
        The encoding that it was read in, and where that was guessed, words by which to see if it is right.
    origin
        Where the cells stand in their source, where that is another place than `file`.
    """

    file: str
    table: pa.Table
    line: Callable[[int], int]
    seen_as: str = "utf-8"
    origin: Origin | None = None


def distinct(column: pa.ChunkedArray) -> tuple[list[str | None], NDArray[np.int32]]:
    """Return the distinct values of a column as text, None the last of them, and for each row which it holds.

    A number becomes the shortest decimal that reads back as the same number: what was typed.
    """
    coded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    whole = coded.unify_dictionaries().combine_chunks()
    values = whole.dictionary.cast(pa.string()).to_pylist()
    indices = whole.indices.fill_null(len(values)).to_numpy()
    return [*values, None], indices.astype(np.int32, copy=False)


def placed(wrong: NDArray[np.bool_], fault: Callable[[int], Fault]) -> Iterator[Fault]:
    """Yield a fault for each wrong row, and for all beyond `MOST_FAULTS` one that counts them."""
    rows = np.flatnonzero(wrong)
    for row in rows[:MOST_FAULTS]:
        yield fault(int(row))
    if len(rows) > MOST_FAULTS:
        first = fault(int(rows[0]))
        variables: dict[str, object] = {"count": len(rows) - MOST_FAULTS, "of": first.kind}
        yield Fault("more-of-them", first.file, None, first.column, None, variables)


def header_of(cells: Sequence[str], table: Table) -> list[str]:
    """Return the names in a header as the schema writes them; Excel leaves empty columns at the right."""
    known = {name.casefold(): name for name in table.names}
    names = [known.get(plain(cell).casefold(), plain(cell)) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def separator_of(header: Sequence[str], table: Table) -> str | None:
    """Return what separates the names in a header that holds no comma, None where nothing does."""
    if sum(1 for cell in header if plain(cell)) != 1:
        return None
    # Before NFKC, which makes a comma of a full-width one.
    for separator in (";", "\t", "|", "，", "；", "、"):
        if any(name in table.names for name in header_of(header[0].split(separator)[1:], table)):
            return "TAB" if separator == "\t" else separator
    return None


def header_faults(header: Sequence[str], line: int, table: Table, file: str) -> list[Fault]:
    """Return what is wrong with the names of the columns."""
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
