"""What a worker knows of the editions that it has read: a run makes a dozen pages of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from evalkit.edition import EditionRecord
from evalkit.edition.catalogues import take_languages
from evalkit.edition.once import Stamps, read_once, stamps_of
from evalkit.files import store
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
    # Its editions tell of one another.
    found = _read(folder, stamps_of(store.below(folder.parent)))
    take_languages(found.record.programme.languages, folder.absolute().parent.parent.parent)
    return found


# A run goes notebook by notebook through all editions; a worker ends with its run.
@lru_cache(maxsize=16)
def _read(folder: Path, stamps: Stamps) -> Known:
    return Known(read_once(folder))
