"""What is still to be decided by people: lots that nobody has drawn, votes that nobody has taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evalkit.edition.record import Note
from evalkit.rules.stages import Quota
from evalkit.rules.votes import Vote
from evalkit.scoring.evaluation import Evaluation
from evalkit.sources.schema import LOTS, VOTES

_MOST_NAMED = 10


@dataclass(frozen=True)
class Waiting:
    """Units whose tier, or rank, waits for one decision, in the order of the results."""

    kind: Literal["lots", "votes", "quota", "ranks"]
    rule: Quota | Vote | None
    units: tuple[str, ...]


def waiting(ev: Evaluation) -> list[Waiting]:
    """Return what is still to be decided, rule by rule; empty where every tier is known.

    ``quota``: no lot is to be drawn, but whether there is room depends on a vote or a lot that comes before.
    ``ranks``: equal units share a rank until a lot is drawn.
    """
    found: list[Waiting] = []
    order = [str(unit) for unit in ev.results["unit"] if unit in ev.undecided] if ev.undecided else []
    lists: list[tuple[str, tuple[Quota | Vote, ...]]] = [("votes", ev.rules.votes), ("quotas", ev.rules.quotas)]
    for name, rules in lists:
        for i, rule in enumerate(rules):
            units = tuple(u for u in order if f"{name}[{i + 1}]" in ev.undecided[u])
            if units:
                lots = isinstance(rule, Quota) and rule.ties == "lots"
                found.append(Waiting("votes" if name == "votes" else "lots" if lots else "quota", rule, units))
    tied = tuple(str(unit) for unit in ev.results["unit"] if unit in ev.undrawn) if ev.undrawn else ()
    return [*found, Waiting("ranks", None, tied)] if tied else found


def waiting_notes(ev: Evaluation) -> list[Note]:
    """Return the same as notes, for the terminal."""
    notes = []
    for one in waiting(ev):
        rest = f" … ({len(one.units)})" if len(one.units) > _MOST_NAMED else ""
        file = VOTES.file if one.kind == "votes" else LOTS.file
        what = "" if one.rule is None else one.rule.id if isinstance(one.rule, Vote) else one.rule.tier
        listed = ", ".join(one.units[:_MOST_NAMED]) + rest
        notes.append(Note(f"waiting-{one.kind}", file, listed, {"what": what}))
    return notes
