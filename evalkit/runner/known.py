"""Editions as a worker has read them: a run makes a dozen pages of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from evalkit.edition import EditionRecord, read_edition, store
from evalkit.publication.secrets import Unpublished, unpublished


@dataclass(frozen=True)
class Known:
    """An edition, and what may not be published of it."""

    record: EditionRecord

    @cached_property
    def secrets(self) -> Unpublished:
        """Return what may not be published."""
        return unpublished(self.record)


def known(folder: Path) -> Known:
    """Return the edition in a folder as it is now.

    Raises
    ------
    EvalkitError
        It is faulty.
    """
    return _read(folder, _stamps(folder.parent))


# A run goes notebook by notebook through all editions; a worker ends with its run.
@lru_cache(maxsize=16)
def _read(folder: Path, stamps: tuple[tuple[str, tuple[int, ...]], ...]) -> Known:
    return Known(read_edition(folder))


def _stamps(programme: Path) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return when each file of a programme was last changed; its editions tell of one another."""
    return tuple((str(path), _stamp(path)) for path in store.below(programme))


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        now = path.stat()
    except OSError:
        return ()
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)
