"""Editions that this process has read already: whoever asks again gets what was read, as long as no file has changed.

Every page of an edition may ask for the whole series, so that n editions would be read n times over. Processes that are
forked have what the one they come from had read. What is handed out is the caller's own: writing into a table of it
changes nothing for the next one.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar

import pandas as pd

from evalkit.edition.catalogues import take_languages
from evalkit.edition.reader import read_edition
from evalkit.edition.record import EditionRecord, ReviewRecord
from evalkit.edition.workspace import TEXTS
from evalkit.files import store
from evalkit.files.store import Stamps

#: Tables of so many bytes are kept, those asked for last; an edition larger than that is read every time.
MOST_BYTES = 512 * 2**20

_Kept = TypeVar("_Kept")
# From pandas 3 on a copy shares its numbers until somebody writes into one of the two.
_DEEP = int(pd.__version__.partition(".")[0]) < 3


class _Shelf:
    """Records by folder, the one asked for last at the end."""

    def __init__(self) -> None:
        self._records: OrderedDict[Path, tuple[Stamps, EditionRecord, int]] = OrderedDict()

    def get(self, folder: Path, stamps: Stamps) -> EditionRecord | None:
        found = self._records.get(folder)
        if found is None or found[0] != stamps:
            return None
        self._records.move_to_end(folder)
        return found[1]

    def put(self, folder: Path, stamps: Stamps, record: EditionRecord) -> None:
        self._records[folder] = (stamps, record, _bytes(record))
        self._records.move_to_end(folder)
        # A list at once: another thread may put one as well.
        while sum(size for _, _, size in list(self._records.values())) > MOST_BYTES:
            self._records.popitem(last=False)

    def clear(self) -> None:
        self._records.clear()

    def update(self, other: _Shelf) -> None:
        self._records.update(other._records)


_SHELF = _Shelf()


def read_once(folder: Path) -> EditionRecord:
    """Return the edition in a folder as it is now, read anew only where one of its files has changed.

    Raises
    ------
    EditionError
        It is faulty; see :func:`~evalkit.edition.reader.read_edition`.
    """
    # Before the files are read: one that changes meanwhile is read again the next time.
    place = folder.absolute()
    inherited = store.below(place.parent / TEXTS)
    # Its own files, and which editions there are.
    stamps = store.stamps_of([*store.inside(place.parent), *inherited, *store.below(place)])
    record = _SHELF.get(place, stamps)
    if record is None or record.folder != folder:
        record = read_edition(folder)
        _SHELF.put(place, stamps, record)
    else:
        take_languages(record.programme.languages, place.parent.parent.parent)
    return _own(record)


def forget() -> None:
    """Forget every edition."""
    _SHELF.clear()


def kept() -> object:
    """Return what was read and is kept, for another process (:func:`take`): it can be pickled."""
    return _SHELF


def take(others: object) -> None:
    """Take what another process of the same run has read."""
    if isinstance(others, _Shelf):
        _SHELF.update(others)


def _own(part: _Kept) -> _Kept:
    """Return a record with tables of its own."""
    if isinstance(part, pd.DataFrame):
        return part.copy(deep=_DEEP)
    if is_dataclass(part) and not isinstance(part, type):
        own = {f.name: getattr(part, f.name) for f in fields(part)}
        return replace(part, **{n: _own(v) for n, v in own.items() if isinstance(v, (pd.DataFrame, ReviewRecord))})
    return part


def _bytes(record: object) -> int:
    if isinstance(record, pd.DataFrame):
        return int(record.memory_usage().sum())
    if is_dataclass(record) and not isinstance(record, type):
        return sum(_bytes(getattr(record, f.name)) for f in fields(record))
    return 0
