"""On which marks a decision of the panel was made, and whether they are still those on file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any

from evalkit.edition.record import Note, ReviewedEdition
from evalkit.review.docket import differing
from evalkit.sources.schema import MINUTES, PANEL_REVIEWER

_LENGTH = 16


def state_of(record: ReviewedEdition, units: Collection[str]) -> dict[str, str]:
    """Return for each of some units that has marks a checksum of what reviewers gave, whatever the panel decided."""
    marks = record.review.marks
    if marks is None or not len(units):
        return {}
    own = marks["unit"].isin(units) & (marks["reviewer"] != PANEL_REVIEWER)
    given = marks.loc[own, ["unit", "round", "reviewer", "indicator", "steps"]]
    lines = given.astype(str).sort_values(["unit", "round", "reviewer", "indicator"], kind="stable")
    lines["line"] = lines["round"].str.cat(lines[["reviewer", "indicator", "steps"]], sep="\t")
    sums: dict[str, Any] = {}
    for unit, line in zip(lines["unit"], lines["line"], strict=True):
        sums.setdefault(unit, hashlib.sha256()).update(f"{line}\n".encode())
    return {unit: found.hexdigest()[:_LENGTH] for unit, found in sums.items()}


def outlived(record: ReviewedEdition) -> dict[str, tuple[str, ...]]:
    """Return the minuted units whose decision may have outlived its marks, in the order of the minutes.

    ``changed``: the marks are others than those on which it was decided; known of minutes that name their state.
    ``agreed``: the reviewers do not differ by what the rules call important, so that nothing was to discuss; empty
    where the rules do not say what is.
    """
    minutes = record.review.minutes
    if minutes is None or record.review.marks is None:
        return {"changed": (), "agreed": ()}
    named = minutes[minutes["state"].notna()] if "state" in minutes else minutes.iloc[:0]
    now = state_of(record, named["unit"].tolist())
    changed = [str(u) for u, state in zip(named["unit"], named["state"], strict=True) if now.get(str(u)) != state]
    apart = differing(record)
    agreed = [] if apart is None else [str(u) for u in minutes["unit"] if str(u) not in apart]
    return {"changed": tuple(changed), "agreed": tuple(agreed)}


def decision_notes(record: ReviewedEdition) -> Iterator[Note]:
    """Yield what an office has to look at: decisions that may rest on marks that are no longer there."""
    for kind, units in outlived(record).items():
        if units:
            yield Note(f"decision-{kind}", MINUTES.file, ", ".join(units), {"count": len(units)})
