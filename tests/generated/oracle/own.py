"""What notebooks 01 and 05 and the annual report say themselves and no message of the wording does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.generated.oracle.context import Context
from tests.generated.oracle.numbers import honour, moves, name_in, standing
from tests.generated.oracle.series import changes, honour_changes, mobility_none, rebanded

Expected = dict[str, object] | None
Given = Mapping[str, Any]


def checked(c: Context, _: Given) -> Expected:
    """Every file of the edition and the programme's own was read, but for what describes them to people."""
    files = [p for p in c.ev.folder.iterdir() if p.suffix in (".toml", ".csv", ".parquet")]
    return {"count": len(files) + 1}


def aliases(c: Context, _: Given) -> Expected:
    rows = c.ev.files.get("aliases")
    return None if rows is None else {"count": len(rows)}


def aliases_none(c: Context, _: Given) -> Expected:
    return {} if "aliases" not in c.ev.files else None


# --- several editions -------------------------------------------------------------------------------------------------


def taking_part(c: Context, _: Given) -> Expected:
    """This edition beside the last one before it of which the number is known."""
    earlier = [e for e in c.series[:-1] if e.participants is not None]
    if not earlier or c.ev.participants is None:
        return None
    taking = c.ev.participants
    top = c.ev.count(c.ev.tiers[0]) if c.ev.complete else c.ev.fact("tier", {c.ev.tiers[0]}) if c.ev.tiers else None
    return {
        "edition": c.ev.name,
        "previous": earlier[-1].name,
        "taking": taking,
        "earlier": earlier[-1].participants,
        "top": top,
        "tier": c.tier(c.ev.tiers[0]) if c.ev.tiers else None,
        "share": c.ev.share(top, taking) if top is not None and taking else None,
    }


def least_most(c: Context, _: Given) -> Expected:
    known = [e.participants for e in c.series if e.participants is not None]
    if len(set(known)) == 1:
        return {"least": None, "most": None, "steady": known[0]}
    return {"least": min(known, default=None), "most": max(known, default=None), "steady": None}


def moved(c: Context, _: Given) -> Expected:
    """Of the units in a tier in both of the last editions, the same ones: who is now higher, lower or as before."""
    if len(c.series) < 2:
        return None
    before, after = c.series[-2:]
    places = {t: i for i, t in enumerate(after.tiers)}
    steps = {p: n for p, n in moves(before, after).items() if set(p) <= places.keys()}
    if before.tiers != after.tiers or not steps:
        return None
    return {
        "previous": before.name,
        "edition": after.name,
        "both": sum(steps.values()),
        "up": sum(n for (a, b), n in steps.items() if places[b] < places[a]),
        "down": sum(n for (a, b), n in steps.items() if places[b] > places[a]),
        "same": sum(n for (a, b), n in steps.items() if a == b),
    }


def _histories(c: Context) -> list[list[str | None]]:
    units = sorted({u for ev in c.series for u in ev.names})
    return [[standing(ev, unit) for ev in c.series] for unit in units]


def lines(c: Context, _: Given) -> Expected:
    """How many units are drawn, and how many of them were in one and the same tier each time."""
    found = _histories(c)
    alike = len({tuple(ev.tiers) for ev in c.series}) == 1
    steady = sum(len(set(history)) == 1 and history[0] in c.ev.tiers for history in found)
    return {
        "count": len(found),
        "edition": c.ev.name,
        "editions": len(c.series),
        "steady": steady if alike and steady else None,
    }


def tiers_by_edition(c: Context) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the rows below the tiles and what their columns are called."""
    counts: list[dict[str, int]] = []
    for place, ev in enumerate(c.series):
        there: dict[str, int] = {}
        for history in _histories(c):
            kind = history[place]
            in_words = c.label(f"row-{kind or 'unknown'}") if kind in (None, "absent", "outside") else c.tier(kind, ev)
            there[in_words] = there.get(in_words, 0) + 1
        counts.append(there)
    names = [c.name(t) for ev in reversed(c.series) for t in ev.tier_rules]
    names += [c.label(f"row-{kind}") for kind in ("absent", "outside", "unknown")]
    heads = [name for name in dict.fromkeys(names) if any(name in there for there in counts)]
    return [
        (ev.name, *(str(there.get(h, 0)) for h in heads)) for ev, there in zip(c.series, counts, strict=True)
    ], heads


# --- the annual report ------------------------------------------------------------------------------------------------


def tier_count(c: Context, given: Given) -> Expected:
    found = next((t for t in c.ev.tier_rules if c.name(t) == given.get("tier")), None)
    return {"count": c.ev.count(found["id"])} if found is not None and c.ev.complete else None


def by_tier(c: Context, _: Given) -> Expected:
    measure = f" {c.programme.about['unit']['zh_measure']}" if c.language == "zh" else ""
    parts = [f"{c.name(t)} {c.ev.count(t['id'])}{measure}" for t in c.ev.tier_rules]
    return {"tiers": c.listed(parts)} if c.ev.complete else None


def held(c: Context) -> list[str]:
    """Return who is known to hold the title."""
    return [u for u, s in honour(c.series)[0].items() if s == "yes"] if "honour" in c.ev.rules else []


def holders(c: Context, _: Given) -> Expected:
    """Who is new is named only where it is known of everybody."""
    change = honour_changes(c)
    if change is None or change["maybe_added"] or change["maybe_dropped"]:
        return None
    brackets = "（{}）" if c.language == "zh" else " ({})"
    new = [name_in(c.series, unit) + brackets.format(unit) for unit in change["added"]]
    return {
        "honour": c.ev.rules["honour"]["name"][c.language],
        "held": len(held(c)),
        "new": c.listed(new) if new else None,
    }


def shares(c: Context, _: Given) -> Expected:
    upper = sum(c.ev.count(t) for t in c.ev.tiers[:2])
    enough = c.ev.complete and len(c.ev.tiers) > 2 and len(c.ev.units)
    return {"share": c.ev.share(upper, len(c.ev.units)) if enough else None}


def absent_of_all(c: Context, _: Given) -> Expected:
    total = c.ev.total
    if total is None:
        return {"total": None, "absent": None, "share": None}
    absent = total - len(c.ev.units)
    return {"total": total, "absent": absent, "share": c.ev.share(absent, total) if total else None}


def when(test: Callable[[Context], object]) -> Callable[[Context, Given], Expected]:
    """Return a statement without a number, which may be made where this holds."""
    return lambda c, _: {} if test(c) else None


OWN: dict[str, Callable[[Context, Given], Expected]] = {
    "say-checked": checked,
    "say-aliases": aliases,
    "aliases-none": aliases_none,
    "say-taking-part": taking_part,
    "caption-least-most": least_most,
    "say-moved": moved,
    "caption-lines": lines,
    "say-histories": when(lambda c: any(ev.names for ev in c.series)),
    "say-changed": lambda c, _: {"count": len(changes(c))} if changes(c) else None,
    "say-rebanded": when(rebanded),
    "say-mobility-none": lambda c, g: {} if len(c.series) == 1 else mobility_none(c, g),
    "say-tier-count": tier_count,
    "say-by-tier": by_tier,
    "say-holders": holders,
    "caption-tier-counts": shares,
    "caption-everyone": absent_of_all,
    "say-tiers-of": lambda c, _: {"tiers": len(c.ev.tiers)} if c.ev.cut_offs_known else None,
    "say-annex-1": when(lambda c: "panel" in c.ev.files),
    "say-annex-3": when(lambda c: held(c)),
    "say-by-cohort": when(lambda c: c.ev.participants is not None),
    "say-compared": when(lambda c: c.ev.complete),
    "say-incomplete": when(lambda c: not c.ev.complete),
    "say-groups": when(lambda c: c.ev.rules.get("cohort_groups")),
    "say-strengths-of": when(lambda c: c.ev.files.get("marks")),
    "say-any": lambda c, _: {},
}
