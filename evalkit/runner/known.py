"""Editions as a worker has read them: a run makes a dozen pages of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from evalkit.edition import EditionRecord, read_edition
from evalkit.runner.unpublished import Unpublished, unpublished


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


@lru_cache(maxsize=4)
def _read(folder: Path, stamps: tuple[tuple[str, int, int, int], ...]) -> Known:
    return Known(read_edition(folder))


def _stamps(programme: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return when each file of a programme was last changed; its editions tell of one another."""
    found = ((str(path), path.stat()) for path in sorted(programme.rglob("*")))
    return tuple((name, now.st_ino, now.st_size, now.st_mtime_ns) for name, now in found)
