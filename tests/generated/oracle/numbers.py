"""Answers that several tables and sentences give: who is near a cut-off, who moved, who holds the honour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from tests.generated.oracle.context import Context
from tests.generated.oracle.edition import Edition, rounded

# --- near a cut-off ---------------------------------------------------------------------------------------------------


def near_window(ev: Edition) -> Fraction:
    """Return how near is near: as the rules say, else a fiftieth of the range in whole steps, one at least."""
    low, high, step = (Fraction(ev.rules["scores"][k]) for k in ("min", "max", "step"))
    if "near_window" in ev.rules:
        return Fraction(ev.rules["near_window"])
    return step * max(1, rounded((high - low) / step / 50, "half-up"))


@dataclass(frozen=True)
class Near:
    """A score that a small move would put into another tier."""

    unit: str
    move: Fraction
    other: str


def near(c: Context) -> list[Near]:
    """Return every score seen by the reader that a move by the window or less, up or down, puts into another tier."""
    return [n for n in _near(c.ev) if not c.hidden(n.unit)]


@cache
def _near(ev: Edition) -> list[Near]:
    low, high, step = (Fraction(ev.rules["scores"][k]) for k in ("min", "max", "step"))
    reach = int(near_window(ev) / step)
    found = []
    for unit, score in ev.scores.items():
        if score is None:
            continue
        for sign, end in ((1, high), (-1, low)):
            most = min(reach, int(abs(end - score) / step))
            move = _first_move(ev, score, sign * step, most)
            if move is not None:
                found.append(Near(unit, move, ev.tier_at(score + move)))
    return found


def _first_move(ev: Edition, score: Fraction, step: Fraction, most: int) -> Fraction | None:
    """Return the smallest of `most` moves by steps that changes the tier; there is one where the last of them does."""
    here = ev.tier_at(score)
    if most < 1 or ev.tier_at(score + most * step) == here:
        return None
    stays, changes = 0, most
    while changes - stays > 1:
        middle = (stays + changes) // 2
        stays, changes = (middle, changes) if ev.tier_at(score + middle * step) == here else (stays, middle)
    return changes * step


# --- several editions -------------------------------------------------------------------------------------------------


def standing(ev: Edition, unit: str) -> str | None:
    """Return a unit's tier; ``absent``, ``outside`` (not on the roster), or None where it is not known."""
    if unit in ev.unit_tiers:
        return ev.unit_tiers[unit]
    if ev.level == "marks":
        return "absent" if unit in ev.names else "outside"
    return "absent" if ev.complete else None


def moves(before: Edition, after: Edition) -> Counter[tuple[str, str]]:
    """Count units by their tiers in two editions, where both are known and they were on both rosters."""
    units = {*before.names, *after.names}
    pairs = ((standing(before, u), standing(after, u)) for u in units)
    return Counter((a, b) for a, b in pairs if a is not None and b is not None and "outside" not in (a, b))


def gap_before(series: Sequence[Edition], place: int) -> bool:
    """Tell whether an edition is missing before one: its window does not begin where the one before ended.

    Of two windows only nobody can tell: the programme may evaluate every other year.
    """
    windows = [e.rules.get("window") for e in series]
    if place == 0 or sum(w is not None for w in windows) < 3 or windows[place] is None or windows[place - 1] is None:
        return False
    return bool(windows[place]["first"].year - windows[place - 1]["first"].year > 1)


def run(series: Sequence[Edition], consecutive: int) -> tuple[list[Edition], str]:
    """Return the editions that count for a rule, and why no earlier one does."""
    counted: list[Edition] = []
    for place in range(len(series) - 1, -1, -1):
        counted.insert(0, series[place])
        if len(counted) == consecutive:
            return counted, "whole"
        if gap_before(series, place):
            return counted, "gap"
    return counted, "beginning"


def _meets(ev: Edition, unit: str, wanted: set[str]) -> bool | None:
    """Tell whether a unit is where it is wanted; of a score that is not on file, wherever it may be."""
    there = standing(ev, unit)
    if there is not None:
        return there in wanted
    may_be = set(ev.may_be(unit)) if unit in ev.unit_tiers else {"", *wanted}
    return True if may_be <= wanted else None if may_be & wanted else False


def roll(series: Sequence[Edition], consecutive: int, wanted: set[str]) -> tuple[dict[str, str], list[Edition], str]:
    """Return yes, no or unknown by unit, the editions that count, and why no more do."""
    counted, end = run(series, consecutive)
    found = {}
    for unit in {u for ev in series for u in ev.names}:
        there = [_meets(ev, unit, wanted) for ev in counted]
        if end == "beginning" or False in there:
            found[unit] = "no"
        else:
            found[unit] = "unknown" if end == "gap" or None in there else "yes"
    return found, counted, end


def honour(series: Sequence[Edition]) -> tuple[dict[str, str], list[Edition], str]:
    """Return who holds the honour of the last edition."""
    rule = series[-1].rules["honour"]
    return roll(series, rule["consecutive"], {rule["tier"]})


def watch(series: Sequence[Edition]) -> tuple[dict[str, str], list[Edition], str]:
    """Return who is to be watched by the rules of the last edition."""
    rule = series[-1].rules["watch"]
    return roll(series, rule["consecutive"], {*rule["tiers"], *(["absent"] if rule["absence"] else [])})


def watch_is_whole(counted: Sequence[Edition], absence: bool) -> bool:
    """Tell whether a unit on no file is known not to be watched.

    It is where a roster is on file, and where everybody who took part is and absence does not count.
    """
    return any(e.level == "marks" or (e.complete and not absence) for e in counted)


def name_in(series: Sequence[Edition], unit: str) -> str:
    """Return the name that a unit had last."""
    return next(e.names[unit] for e in reversed(series) if unit in e.names)
