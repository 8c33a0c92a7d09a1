"""Workbooks as sources, Excel or OpenDocument: the values of their cells, those of formulas as last calculated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from evalkit.errors import EditionError, Fault, nearest
from evalkit.files import opendocument
from evalkit.files.textfile import name_key, not_plain
from evalkit.files.unseen import one_line
from evalkit.files.workbook import Place, Unreadable, address_of, without_value
from evalkit.sources.mapping import Raw, as_text, joined

#: What a workbook is called.
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_MOST_BYTES = 1 << 28


class Workbook:
    """A workbook that is open for reading.

    Parameters
    ----------
    path, file
        The file, and what faults call it.
    """

    def __init__(self, path: Path, file: str) -> None:
        self.file = file
        self.fault = not_plain(path, file, _MOST_BYTES)
        self._path = path
        if self.fault is None and not path.exists():
            self.fault = Fault("missing-file", file)
        elif self.fault is None and not path.stat().st_size:
            self.fault = Fault("empty-file", file)
        if self.fault is not None:
            return
        try:
            self._book = CalamineWorkbook.from_path(str(path))
        except PasswordError:
            self.fault = Fault("workbook-locked", file)
        except (CalamineError, ZipError, OSError, ValueError) as error:
            self.fault = Fault("not-a-workbook", file, variables={"why": str(error)})

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets."""
        return [] if self.fault is not None else list(self._book.sheet_names)

    def sheet_of(self, name: str) -> str | None:
        """Return the sheet of a name, in capitals or not; None where there is none."""
        return next((sheet for sheet in self.sheets if name_key(sheet) == name_key(name)), None)

    def grid(self, sheet: str) -> list[list[str | None]]:
        """Return the cells of a sheet, row by row, from A1 on; an error is the text that the cell shows.

        Raises
        ------
        EditionError
            It holds what cannot be read.
        """
        return self._grid(sheet, self._without_value(sheet))

    def _grid(self, sheet: str, without: Mapping[Place, str]) -> list[list[str | None]]:
        shown = {place: error for place, error in without.items() if error}
        try:
            rows = [[_text(cell) for cell in row] for row in self._book.get_sheet_by_name(sheet).to_python(False)]
        except CalamineError as why:  # an error that is younger than the reader
            file = f"{self.file} [{sheet}]"
            faults = [Fault("error-value", file, at[0], address_of(at), value) for at, value in shown.items()]
            faults = faults or [Fault("not-a-workbook", file, variables={"why": str(why)})]
            raise EditionError(file, faults) from why
        for (row, column), error in shown.items():
            rows[row - 1][column - 1] = error
        return rows

    def _without_value(self, sheet: str) -> Mapping[Place, str]:
        """Return the cells that hold an error, or a formula that was never calculated."""
        content = self._path.read_bytes()
        try:
            return without_value(content, sheet) or opendocument.without_value(content, sheet)
        except Unreadable:
            return {}

    def read(self, name: str, header: Sequence[int] = ()) -> Raw | list[Fault]:
        """Return a sheet as it stands there.

        Parameters
        ----------
        name
            The name of the sheet.
        header
            The rows of the names; by default the first that is not empty.
        """
        if self.fault is not None:
            return [self.fault]
        sheet = self.sheet_of(name)
        if sheet is None:
            variables: dict[str, object] = {"allowed": ", ".join(self.sheets)}
            return [Fault("no-such-sheet", self.file, None, None, name, variables, nearest(name, self.sheets))]
        shown = f"{self.file} [{sheet}]"
        without = self._without_value(sheet)
        try:
            rows = self._grid(sheet, without)
        except EditionError as error:
            return list(error.faults)
        first = max(header) - 1 if header else next((i for i, row in enumerate(rows) if any(row)), len(rows))
        if first >= len(rows) or not any(rows[first]):
            return [Fault("empty-file", shown)]
        if first + 1 == len(rows):
            return [Fault("no-rows", shown)]
        columns = [pa.chunked_array([pa.array(column, pa.string())]) for column in zip(*rows[first + 1 :], strict=True)]
        names = [one_line(cell) for cell in joined([rows[line - 1] for line in sorted(header)] or [rows[first]])]
        return Raw(
            shown,
            names,
            columns,
            first + 1,
            lambda row: row + first + 2,
            address=lambda line, column: address_of((line, column)),
            uncalculated={place for place, shown in without.items() if not shown},
        )


def _text(cell: Any) -> str | None:
    # As a spreadsheet shows a number at most: 4.3 + 4.4 is 8.700000000000001 in binary and 8.7 in its cell.
    return as_text(float(f"{cell:.15g}") if isinstance(cell, float) else cell)
