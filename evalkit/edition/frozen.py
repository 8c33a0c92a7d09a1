"""The frozen copy of a source: what was read, as CSV beside the edition, so that a report can be made without it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalkit.edition.reader import read_given
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.files.together import write_together
from evalkit.sources.columns import Columns
from evalkit.sources.given import FROZEN, FROZEN_LIST


@dataclass(frozen=True)
class Frozen:
    """A table that was frozen: its file, its rows, and whether it is as it was before."""

    file: str
    rows: int
    unchanged: bool


def freeze(folder: Path) -> list[Frozen]:
    """Read the source of an edition, check the edition, and put what was read into ``frozen/``.

    Parameters
    ----------
    folder
        The folder of the edition.

    Raises
    ------
    EditionError
        The edition has faults; the earlier copy stays as it was.
    EvalkitError
        It has no source.
    """
    record, given = read_given(folder, fresh=True)
    if not given.sourced:
        raise EvalkitError("no-source", edition=record.name)
    there = folder / FROZEN
    before = store.read_json(there / FROZEN_LIST).get("tables", {})
    tables: dict[str, Any] = {}
    contents: dict[str, bytes] = {}
    made = []
    for file, columns in sorted(given.sourced.items()):
        contents[file] = _csv(columns)
        digest = hashlib.sha256(contents[file]).hexdigest()
        tables[file] = {"from": "" if columns.origin is None else columns.origin.file, "sha256": digest}
        tables[file]["rows"] = columns.table.num_rows
        made.append(Frozen(file, columns.table.num_rows, before.get(file, {}).get("sha256") == digest))
    files = {name: store.sha256(folder / name) for name in given.source_files}
    contents[FROZEN_LIST] = store.json_text({"tables": tables, "files": files}).encode("utf-8")
    write_together(there, contents, private_as={}, since=record.seen)
    for file in set(before) - set(tables):
        (there / file).unlink(missing_ok=True)
    return made


def _csv(columns: Columns) -> bytes:
    text: str = columns.table.to_pandas(strings_to_categorical=False).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8")
