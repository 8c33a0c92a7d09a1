"""What the public must not get: the units whose scores are withheld, and numbers of fewer than three."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from fractions import Fraction

from tests.generated.oracle.context import UNKNOWN, Context
from tests.generated.oracle.edition import Edition

FEWEST = 3


def too_few(c: Context, *numbers: int) -> bool:
    """Tell whether a number of units or reviewers, 0 aside, is of too few for the reader."""
    return c.public and any(0 < n < FEWEST for n in numbers)


def told(c: Context, number: int) -> str:
    """Return a number of units or reviewers as the reader gets it."""
    return c.label("fewer-than", count=FEWEST) if too_few(c, number) else str(number)


def part(c: Context) -> Edition:
    """Return the edition as if the units whose scores the reader does not see had never taken part."""
    hidden = {u["unit"] for u in c.ev.units if c.hidden(u["unit"])}
    if not hidden:
        return c.ev
    if "part" not in c.ev.__dict__:
        other = copy.copy(c.ev)
        # What was worked out of the whole does not hold for the part.
        whole = Edition(c.ev.folder)
        other.__dict__ = {
            **whole.__dict__,
            # Which units are disputed does not depend on who reads of it.
            "whole": c.ev,
            "units": [u for u in c.ev.units if u["unit"] not in hidden],
            "files": {
                name: [r for r in rows if r["unit"] not in hidden]
                if name in ("marks", "assignment", "minutes", "scores")
                else rows
                for name, rows in c.ev.files.items()
            },
        }
        c.ev.__dict__["part"] = other
    found: Edition = c.ev.__dict__["part"]
    return found


def reasons_shown(c: Context, rows: Sequence[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
    """Return why units did not take part as the reader gets it: name, number by cohort and in all.

    Where a cell is too small there are no cohorts, and the rarest reasons are put together until they are three; a
    reason of one or two alone is not told.
    """
    if not any(too_few(c, *numbers) for _, numbers in rows):
        return list(rows)
    by_size = sorted(rows, key=lambda row: row[1][-1])
    taken = sum(too_few(c, numbers[-1]) for _, numbers in rows)
    while taken and taken < len(rows) and too_few(c, sum(n[-1] for _, n in by_size[:taken])):
        taken += 1
    together = by_size[:taken]
    rest = [(name, numbers[-1:]) for name, numbers in rows if (name, numbers) not in together]
    if taken > 1:
        rest.append((c.label("reasons-together"), [sum(n[-1] for _, n in together)]))
    return rest


def shown_means(c: Context) -> tuple[set[str | None], set[str | None]]:
    """Return the tiers (None for all together) of which means of marks are shown, and those of them in whole per cents.

    Of three units and three reviewers; and all together only where no fewer are left when the tiers shown are taken
    from it. A withheld tier is in no sum. Its whole per cents must leave half of the tier's scores for each unit.
    """
    ev = c.ev
    known = {u["unit"]: ev.unit_tiers[u["unit"]] for u in ev.units if ev.final_marks(u["unit"]) is not None}
    inside: dict[str | None, list[str]] = {t: [u for u, of in known.items() if of == t] for t in ev.tiers}
    inside[None] = [u for u in known if not c.hidden(u)]

    def enough(units: Sequence[str]) -> bool:
        people = {s.reviewer for u in units for s in ev.sheets_of(u)}
        return not c.public or (len(units) >= FEWEST and len(people) >= FEWEST)

    secret = {t for t, units in inside.items() if t is not None and any(c.hidden(u) for u in units)}
    shown = {t for t, units in inside.items() if units and enough(units) and (t not in secret or _vague(c, units, t))}
    rest = [u for t, units in inside.items() if t is not None and t not in shown | secret for u in units]
    if rest and not enough(rest):
        shown -= {None}
    return shown, secret


def _vague(c: Context, units: Sequence[str], tier: str | None) -> bool:
    """Tell whether the mean of a tier, known from whole per cents by area, leaves half of the tier for each unit."""
    ev = c.ev
    low, high = ends_of(ev, tier)
    mean = points = Fraction(0)
    for area in ev.areas:
        names = [i["id"] for i in area.get("indicators", [])]
        most = ev.reach(names)
        mean += ev.least * len(names)
        marks = [
            sum((m[i] - ev.least for i in names), Fraction(0)) for u in units if (m := ev.final_marks(u)) is not None
        ]
        points += most
        if most:
            mean += most * ((200 * sum(marks, Fraction(0)) / len(marks) / most + 1) // 2) / 100
    n = len(units)
    least = max(low, (mean - points / 200) * n - (n - 1) * high)
    largest = min(high, (mean + points / 200) * n - (n - 1) * low)
    return largest - least >= (high - low) / 2


def ends_of(ev: Edition, tier: str | None) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest score of a tier: found by halving: no better score has a lower tier."""
    low, high, step = (Fraction(ev.rules["scores"][k]) for k in ("min", "max", "step"))
    if not ev.cut_offs_known:
        return low, high
    steps = int((high - low) / step)

    def first(place: int) -> int:
        """Return the number of scores of a lower tier than the one at a place."""
        below, above = -1, steps + 1
        while above - below > 1:
            middle = (below + above) // 2
            at = high - middle * step if ev.low_is_good else low + middle * step
            reached = ev.tiers.index(ev.tier_at(at)) <= place
            below, above = (below, middle) if reached else (middle, above)
        return above

    place = ev.tiers.index(str(tier))
    worst, best = first(place), (first(place - 1) if place else steps + 1) - 1
    if ev.low_is_good:
        return high - best * step, high - worst * step
    return low + worst * step, low + best * step


def percents_leave_three(c: Context, units: Sequence[str], points: Fraction) -> bool:
    """Tell whether a whole per cent of the points of a withheld tier's units leaves three sums of marks or more."""
    ev = c.ev
    used = [len([s for s in ev.sheets_of(u) if s.round in ev.counted_rounds]) for u in units]
    rule = ev.rules["review"]["final"]["rule"]
    parts = max(2 - n % 2 if rule == "median" else n - 2 if rule == "trimmed-mean" else n for n in used)
    return points * len(units) / 100 >= FEWEST * Fraction(ev.rules["marks"]["step"]) / parts


def spread_shown(c: Context, loads: Sequence[int], mean: str | None) -> tuple[str | None, ...]:
    """Return number, least, most and mean of loads as the reader gets them."""
    if too_few(c, len(loads)):
        return (told(c, len(loads)), UNKNOWN, UNKNOWN, UNKNOWN)
    return (str(len(loads)), str(min(loads, default=0)), str(max(loads, default=0)), mean)
