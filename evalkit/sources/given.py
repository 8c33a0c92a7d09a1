"""The tables of an edition: CSV files in its folder, or wherever its ``[source]`` says, or the copy that was frozen."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalkit.errors import Fault
from evalkit.files import store
from evalkit.files.textfile import plain
from evalkit.rules.models import Source, SourceTable
from evalkit.sources.columns import Columns, Origin, header_faults, header_of
from evalkit.sources.database import Database
from evalkit.sources.mapping import SOURCED, Raw, beneath, joined, mapped, stacked
from evalkit.sources.onfile import PARQUET, first_lines, from_csv, from_parquet, read_table
from evalkit.sources.schema import MARKS, Table

if TYPE_CHECKING:
    from evalkit.sources.workbook import Workbook

#: The folder of the copy, and what says what is in it.
FROZEN, FROZEN_LIST = "frozen", "source.json"


class Given:
    """Where each table of an edition is, and its columns.

    Parameters
    ----------
    folder
        The folder of the edition.
    source
        Its ``[source]``, or None.
    told_in
        The file that holds it.
    fresh
        Whether to read the source even where it is not in the folder; else its frozen copy is read.

    Attributes
    ----------
    files
        The files that were read, by their names from the folder.
    sourced
        The tables of the source that were read, by the names of their files.
    """

    def __init__(
        self, folder: Path, source: Source | None, told_in: str = "rules.toml", *, fresh: bool = False
    ) -> None:
        self._folder, self._told_in = folder, told_in
        self._source = source
        self.files: list[str] = []
        self.sourced: dict[str, Columns] = {}
        self._list: dict[str, Any] = {}
        self.fault: Fault | None = None
        if source is not None and not fresh and (_outside(source) or not self._there(source)):
            self._list = store.read_json(folder / FROZEN / FROZEN_LIST)
            if not self._list and _outside(source):
                self.fault = Fault("not-frozen", told_in, None, "source")
            elif not self._list:
                self.fault = Fault("missing-file", str(source.file or source.folder))
        if source is not None and source.kind == "workbook" and not self._list and self.fault is None:
            self.fault = self._workbook.fault

    def where(self, table: Table) -> list[str]:
        """Return the names of the files in the folder that hold a table."""
        names = [table.file, *([PARQUET] if table is MARKS else [])]
        return [name for name in names if os.path.lexists(self._folder / name)]

    def has(self, table: Table) -> bool:
        """Tell whether there is such a table, be it in the folder or in the source."""
        return table.file in self._entries or bool(self.where(table))

    @property
    def source_files(self) -> list[str]:
        """The files of the source that were read, by their names from the folder."""
        own = {file for table in SOURCED.values() if table.file not in self.sourced for file in self.where(table)}
        return [name for name in self.files if name not in own]

    def source_paths(self) -> list[Path]:
        """Return the paths of the files in the folder that the source or its copy consists of."""
        if self._source is None:
            return []
        copy = [path for path in store.below(self._folder / FROZEN) if path.is_file()]
        if _outside(self._source) or self._list:
            return copy
        if self._source.kind == "workbook":
            return [self._main, *copy]
        return [*(path for file, entry in self._entries.items() for path in self._paths(file, entry)), *copy]

    @property
    def own_files(self) -> list[str]:
        """The names of the source's files in the folder of the edition: they are no stray tables."""
        if self._source is None or self._source.kind not in ("csv", "parquet"):
            return []
        paths = [path for file, entry in self._entries.items() for path in self._paths(file, entry)]
        return [path.name for path in paths if path.parent == self._folder]

    def read(self, table: Table) -> Columns | list[Fault]:
        """Return the columns of a table that is there, or what is wrong with their form."""
        local, entry = self.where(table), self._entries.get(table.file)
        if entry is None:
            if len(local) > 1:
                return [Fault("two-tables-of-marks", PARQUET, variables={"other": MARKS.file})]
            source = self._source
            if not local and source is not None and source.kind == "workbook" and not source.tables and not self._list:
                # It is not there, and what says so names the sheets that are.
                sheet = self._workbook.read(table.file.removesuffix(".csv"))
                return sheet if isinstance(sheet, list) else []
            name = local[0] if local else table.file
            self._note(name)
            return read_table(self._folder / name, table)
        read = self._frozen(table) if self._list else self._mapped(table, entry, local)
        if isinstance(read, Columns):
            self.sourced[table.file] = read
        return read

    def told(self, fault: Fault) -> Fault:
        """Return a fault with the place in the source where the table came from one."""
        read = self.sourced.get(fault.file)
        return fault if read is None or read.origin is None else read.origin.told(fault)

    def close(self) -> None:
        """Let go of a database."""
        if "_database" in self.__dict__:
            self._database.close()

    def _there(self, source: Source) -> bool:
        if source.kind == "workbook":
            return self._main.exists()
        entries = source.tables or dict.fromkeys(SOURCED, SourceTable())
        return any(os.path.lexists(path) for name, entry in entries.items() for path in self._paths(name, entry))

    @property
    def _main(self) -> Path:
        """The file or folder that the source is."""
        source = self._source
        return self._folder if source is None else self._folder / (source.file or source.folder)

    @cached_property
    def _workbook(self) -> Workbook:
        # What reads workbooks takes a while to load, and is needed for such sources only.
        from evalkit.sources.workbook import Workbook

        name = "" if self._source is None else self._source.file or ""
        return Workbook(self._main, Path(name).name)

    @cached_property
    def _database(self) -> Database:
        url = "" if self._source is None else self._source.url or ""
        return Database(url, self._folder, self._told_in)

    def _paths(self, name: str, entry: SourceTable) -> list[Path]:
        """Return the files of a table, by its name or that of its own file."""
        suffix = ".parquet" if self._source is not None and self._source.kind == "parquet" else ".csv"
        names = entry.parts.values() or [entry.file or name.removesuffix(".csv") + suffix]
        return [self._main / file for file in names]

    @cached_property
    def _entries(self) -> Mapping[str, SourceTable]:
        """What the source holds, by the name of the table's file."""
        source = self._source
        if source is None or self.fault is not None:
            return {}
        if self._list:
            return {str(file): SourceTable() for file in self._list.get("tables", {})}
        entries = source.tables
        if not entries:
            there = self._workbook.sheet_of if source.kind == "workbook" else self._is_file
            entries = {name: SourceTable() for name in SOURCED if there(name)}
        return {SOURCED[name].file: entry for name, entry in entries.items()}

    def _is_file(self, name: str) -> bool:
        return os.path.lexists(self._paths(name, SourceTable())[0])

    def _note(self, name: str) -> None:
        if name not in self.files:
            self.files.append(name)

    def _frozen(self, table: Table) -> Columns | list[Fault]:
        name = f"{FROZEN}/{table.file}"
        self._note(name)
        path = self._folder / name
        read = read_table(path, table)
        if isinstance(read, list):
            return [replace(fault, file=name) for fault in read]
        if store.sha256(path) != self._list["tables"][table.file].get("sha256"):
            return [Fault("frozen-changed", name)]
        return replace(read, origin=Origin(name))

    def _mapped(self, table: Table, entry: SourceTable, local: list[str]) -> Columns | list[Fault]:
        if self._source is not None and self._source.kind in ("csv", "parquet"):
            local = [file for file in local if self._folder / file not in self._paths(table.file, entry)]
        if local:
            return [Fault("table-in-two-places", local[0], variables={"other": self._told_in})]
        groups = entry.parts or entry.under
        if not groups:
            return self._part(table, entry)
        parts: list[Columns] = []
        faults: list[Fault] = []
        for word, place in groups.items():
            fill = {**entry.fill, entry.part: word} if entry.part in table.names else entry.fill
            where: dict[str, object] = {"sheet": place, "file": place}
            if entry.under:
                where = {"wide": {own: beneath(place, name) for own, name in entry.wide.items()}}
            read = self._part(table, entry.model_copy(update={**where, "fill": fill}))
            if isinstance(read, Columns):
                parts.append(read)
            else:
                faults += read
        return faults or stacked(parts, once=entry.distinct)

    def _part(self, table: Table, entry: SourceTable) -> Columns | list[Fault]:
        """Return the columns of a table, or of a part of it, that is in one sheet, file or query."""
        source, name = self._source, table.file.removesuffix(".csv")
        if source is None:
            raise AssertionError("there are entries of a source only")
        raw: Raw | list[Fault]
        if source.kind == "workbook":
            self._note(str(source.file))
            raw = self._workbook.read(entry.sheet or name, entry.header)
        elif source.kind == "sql":
            raw = self._database.read(name, entry.query or "")
        else:
            path = self._main / entry.file if entry.file else self._paths(name, entry)[0]
            self._note(os.path.relpath(path, self._folder))
            raw = _from_file(path, source.separator, entry.header)
        if isinstance(raw, list):
            return raw
        if not source.tables:  # its own names throughout: one that is none is a slip
            wrong = header_faults(header_of(raw.header, table), raw.header_line or 1, table, raw.file)
            if wrong:
                return wrong
        return mapped(raw, entry, table, source.decimal)


def _outside(source: Source) -> bool:
    """Tell whether a source is not in the folder of the edition."""
    place = os.path.normpath(source.file or source.folder)
    return source.kind == "sql" or os.path.isabs(place) or place.split(os.sep)[0] == ".."


def _from_file(path: Path, separator: str, header_lines: Sequence[int] = ()) -> Raw | list[Fault]:
    """Return a CSV or Parquet file as it is."""
    header: list[str] = []
    separator = {"tab": "\t"}.get(separator, separator)
    first: list[int] = []

    def naming(cells: Sequence[str], line: int) -> list[str]:
        header[:], first[:] = cells, [line]
        while header and not plain(header[-1]):
            header.pop()
        return [str(i) for i in range(len(header))]

    if path.suffix == ".parquet":
        read = from_parquet(path, path.name, naming)
    else:
        read = from_csv(path, path.name, naming, (), separator, max(header_lines, default=None))
    if isinstance(read, list):
        return [_by_name(fault, header) for fault in read]
    if len(header_lines) > 1:
        above = first_lines(path, path.name, separator, max(header_lines))
        header[:] = joined(
            [*([*above[n], *[""] * len(header)] for n in sorted(header_lines)[:-1] if n in above), header]
        )
    line = None if path.suffix == ".parquet" else first[0]
    return Raw(path.name, header, read.table.columns, line, read.line, read.seen_as)


def _by_name(fault: Fault, header: Sequence[str]) -> Fault:
    return fault if fault.column is None else replace(fault, column=header[int(fault.column)])
