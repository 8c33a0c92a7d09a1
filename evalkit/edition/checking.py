"""Several editions at once: choose them, check them all, and report every fault of every one together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evalkit.edition.workspace import Workspace
from evalkit.errors import EditionError, EvalkitError, Fault, UnknownName
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


def check_editions(
    workspace: Workspace,
    pairs: Sequence[tuple[str, str]],
    beside: Collection[str] = (),
    also: Callable[[EditionRecord], Sequence[Fault]] = lambda record: (),
) -> dict[tuple[str, str], EditionRecord]:
    """Read every edition; one FaultyEditions with the faults of all where any is faulty.

    Parameters
    ----------
    workspace
        Where the data are.
    pairs
        Programme and edition of those that are asked for. What they show beside the other editions of their programme
        is among their faults and notes. A fault in one of the others is a note.
    beside
        Programmes of which every edition is needed, whether it is asked for or not: their faults count as well.
    also
        What else may be wrong with an edition that was asked for and has no fault of its own.
    """
    if not pairs:
        return {}
    # Takes pandas and pydantic, which a run with nothing to do is over before.
    from evalkit.edition.once import read_once
    from evalkit.edition.record import Note
    from evalkit.edition.siblings import remarks

    records: dict[tuple[str, str], EditionRecord] = {}
    faulty: list[EditionError] = []
    for programme in dict.fromkeys(name for name, _ in pairs):
        known: dict[str, EditionRecord] = {}
        broken: dict[str, EditionError] = {}
        for edition in workspace.editions(programme):
            try:
                known[edition] = read_once(workspace.edition_folder(programme, edition))
            except EditionError as error:
                broken[edition] = error
        found = remarks(known) if known else {}
        asked = [edition for name, edition in pairs if name == programme]
        wanted = workspace.editions(programme) if programme in beside else asked
        faulty += [broken[edition] for edition in wanted if edition in broken]
        others = [
            Note("faulty-sibling", edition, f"{programme}/{edition}", {"count": len(error.faults)})
            for edition, error in broken.items()
            if edition not in asked
        ]
        for i, edition in enumerate(edition for edition in wanted if edition in known):
            wrong = found[edition].faults
            if not wrong and edition in asked:
                wrong = [*also(known[edition])]
            if wrong:
                faulty.append(EditionError(f"{programme}/{edition}", wrong))
            # One line for one cause: a fault elsewhere is named once.
            notes = (*known[edition].notes, *found[edition].notes, *(others if i == 0 else ()))
            records[programme, edition] = replace(known[edition], notes=notes)
    if faulty:
        raise FaultyEditions(faulty)
    return {pair: records[pair] for pair in pairs}
