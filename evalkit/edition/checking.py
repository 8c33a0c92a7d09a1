"""Several editions at once: choose them, check them all, and report every fault of every one together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evalkit.edition.workspace import Workspace
from evalkit.errors import EditionError, EvalkitError, UnknownName
from evalkit.wording import Language

if TYPE_CHECKING:
    from evalkit.edition.record import EditionRecord


class FaultyEditions(EvalkitError):
    """One or more faulty editions, each with all its faults."""

    def __init__(self, errors: Sequence[EditionError]) -> None:
        self.errors = tuple(errors)
        super().__init__("edition")

    def describe(self, language: Language = "en") -> str:
        """Return the faults of every edition, one block each."""
        return "\n".join(error.describe(language) for error in self.errors)


def choose_editions(workspace: Workspace, programme: str | None, editions: Sequence[str]) -> list[tuple[str, str]]:
    """Return the (programme, edition) pairs that were asked for; all of them where nothing was.

    Raises
    ------
    UnknownName
        One of them does not exist.
    """
    chosen = []
    for name in [programme] if programme else workspace.programmes():
        known = workspace.editions(name)
        for edition in editions:
            if edition not in known:
                raise UnknownName("edition", edition, known)
        chosen += [(name, edition) for edition in (editions or known)]
    return list(dict.fromkeys(chosen))


def check_editions(workspace: Workspace, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], EditionRecord]:
    """Read every edition; one EditionError with the faults of all where any is faulty."""
    if not pairs:
        return {}
    # Takes pandas and pydantic, which a run with nothing to do is over before.
    from evalkit.edition.reader import read_edition

    records, faulty = {}, []
    for programme, edition in pairs:
        try:
            records[programme, edition] = read_edition(workspace.edition_folder(programme, edition))
        except EditionError as error:
            faulty.append(error)
    if faulty:
        raise FaultyEditions(faulty)
    return records
