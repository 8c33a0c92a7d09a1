"""Page 08: how many tiers are spoken of, who is near a cut-off, and what single changes move, from the files alone."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.generated.oracle.consistency import base, chosen
from tests.generated.oracle.context import Context
from tests.generated.oracle.edition import Edition, rounded

Expected = dict[str, object] | None
Given = Mapping[str, Any]

#: Of a normal distribution 90 % lie below.
NINETY = 1.2815515655446004


def visible(c: Context) -> dict[str, Fraction]:
    """The scores that this reader sees."""
    return {u: s for u, s in c.ev.scores.items() if s is not None and not c.hidden(u)}


def edges(ev: Edition) -> list[Fraction]:
    """The exact scores from which on a unit is in the next tier: where they round up to a score that it begins with."""
    step, rule = Fraction(ev.rules["scores"]["step"]), ev.rules["review"].get("final", {}).get("rounding")
    least, most = (round(Fraction(ev.rules["scores"][end]) / step) for end in ("min", "max"))
    found = []
    for k in range(least + 1, most + 1):
        if ev.tier_at(step * k) != ev.tier_at(step * (k - 1)):
            back = [b for b in (Fraction(0), Fraction(1, 2)) if rule and rounded(k - b + Fraction(1, 999), rule) == k]
            found.append(step * (k - max(back, default=Fraction(0))))
    return found


def sureness(c: Context, g: Given) -> Expected:
    """Every score that is seen; those that are firm and those that are not are all."""
    count = len(visible(c))
    told = {"count": count, "limit": 90, "listed": "no" if c.public else "yes"}
    if g["case"] == "hidden":
        return told | {"sure": "", "unsure": ""}
    return told | {"sure": count - int(g["unsure"]), "case": "some" if int(g["unsure"]) else "all"}


def near(c: Context, g: Given) -> Expected:
    """As many scores as are nearer to where a tier begins than the typical error leaves 90 %."""
    reach = round(NINETY * float(g["error"]), 1)
    at = edges(c.ev)
    count = sum(any(abs(float(s - edge)) <= reach + 1e-9 for edge in at) for s in visible(c).values())
    return {"reach": f"{reach:.1f}", "count": count}


def unsure(c: Context, g: Given) -> Expected:
    """Of those that are listed no more are within a step of another tier than there are such units."""
    step, at = Fraction(c.ev.rules["scores"]["step"]), edges(c.ev)
    most = sum(any(abs(s - edge) < step for edge in at) for s in visible(c).values())
    return {"near": min(int(g["near"]), most, int(g["count"]))}


def unseen(c: Context, _: Given) -> Expected:
    """Whether some units are harder cannot be seen: of a plain panel with many marks a unit that is not said.

    Of units with four sheets or more the first of each reviewer count; 150 sheets beyond three a unit are many.
    """
    ev = base(c)
    counts = Counter(s.unit for s in chosen(ev, None)) if ev else Counter()
    beyond = sum(n - 3 for n in counts.values() if n >= 4)
    return {} if beyond < 150 else None


def _moved(c: Context, other: Callable[[str, Fraction], str | None]) -> int:
    """How many tiers would be others."""
    after = {u: other(u, s) for u, s in visible(c).items()}
    return sum(after[u] not in (None, c.ev.unit_tiers[u]) for u in after)


def by_cut_offs(c: Context) -> int:
    """The most that change where one tier, or every tier, begins a step higher or lower: each score then falls anew."""
    step = Fraction(c.ev.rules["scores"]["step"])
    order = c.ev.tiers
    begins = {}
    for k in range(*(round(Fraction(c.ev.rules["scores"][end]) / step) for end in ("min", "max"))):
        low, high = c.ev.tier_at(step * k), c.ev.tier_at(step * (k + 1))
        if low != high:
            begins[high] = step * (k + 1)

    def after(score: Fraction, some: list[str], by: Fraction) -> str:
        reached = [t for t in begins if score >= begins[t] + (by if t in some else 0)]
        lowest = next(t for t in reversed(order) if t not in begins)
        return min(reached, key=order.index, default=lowest)

    kinds = [[t] for t in begins] + ([list(begins)] if len(begins) > 1 else [])
    return max((_moved(c, lambda _, s: after(s, some, by)) for some in kinds for by in (step, -step)), default=0)  # noqa: B023


def by_rule(c: Context) -> int:
    """The most that change by another rule for several marks."""
    most = 0
    for rule in {"mean", "median", "trimmed-mean"} - {c.ev.rules["review"]["final"]["rule"]}:
        other = copy.copy(c.ev)
        other.rules = copy.deepcopy(c.ev.rules)
        other.rules["review"]["final"]["rule"] = rule
        other.__dict__ = {k: v for k, v in other.__dict__.items() if k not in ("scores", "unit_tiers", "withheld")}
        most = max(most, _moved(c, lambda u, _: None if (s := other.final_score(u)) is None else other.tier_at(s)))  # noqa: B023
    return most


def by_reviewer(c: Context) -> int:
    """The most that change where one reviewer's sheets are left out."""
    people = {row["reviewer"] for row in c.ev.files.get("reviewers", [])}

    def without(person: str) -> int:
        return _moved(c, lambda u, _: None if (s := c.ev.final_score(u, without=person)) is None else c.ev.tier_at(s))

    return max(map(without, people), default=0)


def changes(c: Context, g: Given) -> Expected:
    """What moves most tiers moves no fewer than what is worked out here, and as many where it is that."""
    kinds: dict[str, Callable[[Context], int]] = {"cut-off": by_cut_offs}
    if c.ev.level == "marks":
        kinds |= {"rule": by_rule, "reviewer": by_reviewer}
    if not isinstance(g["changed"], int):
        return {"count": len(visible(c))}
    found = {c.label(f"firm-change-{kind}"): work(c) for kind, work in kinds.items()}
    most = found.get(str(g["cause"]), max(int(g["changed"]), *found.values()))
    return {"count": len(visible(c)), "changed": most}


FIRM: dict[str, Callable[[Context, Given], Expected]] = {
    "say-firmness": sureness,
    "say-firm-near": near,
    "say-firm-unsure": unsure,
    "say-firm-changes": changes,
    "say-firm-open": unseen,
}
