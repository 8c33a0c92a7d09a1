"""Workbooks that are older than what was decided since: an indicator was dropped, a unit renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from evalkit.edition.record import Note, ReviewedEdition

BEFORE_DROP = "sheet-before-drop"


def before_dropping(record: ReviewedEdition) -> Iterator[ReviewedEdition]:
    """Yield an edition as it is, then as it was before the last indicator was dropped, the one before that, and so on.

    Of the edition then only the rules are those of then.
    """
    dropped = [] if record.review.dropped is None else record.review.dropped["indicator"].astype(str).tolist()
    for count in range(len(dropped), -1, -1):
        yield replace(record, rules=record.rules.without(dropped[:count]))


def dropped_since(now: ReviewedEdition, then: ReviewedEdition) -> tuple[str, ...]:
    """Return the indicators, by their ids, that were dropped between two states of an edition."""
    return tuple(i for i in now.rules.dropped if i not in then.rules.dropped)


def drop_note(file: str, dropped: Iterable[str]) -> list[Note]:
    """Return the note that a workbook asks for what was dropped; none where it does not."""
    listed = ", ".join(dropped)
    return [Note(BEFORE_DROP, file, listed, {"count": 1})] if listed else []


def together(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return notes in which one tells of all workbooks that ask for the same that was dropped."""
    told = list(notes)
    count = Counter(note.value for note in told if note.kind == BEFORE_DROP)
    said = [Note(BEFORE_DROP, "", value, {"count": number}) for value, number in count.items()]
    return (*(note for note in told if note.kind != BEFORE_DROP), *said)
