"""The page for the chair: who never took part, tiers under former rules, marks without those of tied reviewers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.generated.oracle.context import Context
from tests.generated.oracle.edition import Edition
from tests.generated.oracle.numbers import gap_before, standing
from tests.generated.oracle.series import Replay

Expected = dict[str, object] | None
Given = Mapping[str, Any]


def never(c: Context, _: Given) -> Expected:
    """On the roster of this edition, and in none on file among the participants; the rosters of all are on file."""
    if len(c.series) < 2 or any(ev.level != "marks" for ev in c.series):
        return None
    away = [u for u in sorted(c.ev.names) if all(standing(ev, u) in ("absent", "outside") for ev in c.series)]
    named = "yes" if away and not c.public else "no"
    return {"count": len(away), "editions": len(c.series), "named": named, "list": c.listed(away)}


def _top(c: Context) -> dict[str, object] | None:
    """Return the highest tier of the last two editions, where both have cut-offs and none is missing between them."""
    if len(c.series) < 2 or gap_before(c.series, len(c.series) - 1) or not c.ev.complete or not c.ev.tiers:
        return None
    before = c.series[-2]
    if not (before.cut_offs_known and c.ev.cut_offs_known):
        return None
    known = before.complete
    then = before.count(before.tiers[0]) if known else before.fact("tier", {before.tiers[0]})
    if then is None or before.participants is None:
        return None
    now = c.ev.count(c.ev.tiers[0])
    return {
        "tier": c.tier(c.ev.tiers[0]),
        "edition": c.ev.name,
        "previous": before.name,
        "now": now,
        "now_share": c.ev.share(now, len(c.ev.units)),
        "before": then,
        "before_share": c.ev.share(then, before.participants),
    }


def tiers(c: Context, _: Given) -> Expected:
    """Nothing that bears on the tiers changed."""
    found, replay = _top(c), Replay(c)
    if found is None or replay.items or replay.left:
        return None
    before = c.series[-2]
    same = [(t["lowest"], t["highest"]) for t in before.tier_rules] == [
        (t["lowest"], t["highest"]) for t in c.ev.tier_rules
    ]
    return found if same else None


def tiers_former(c: Context, given: Given) -> Expected:
    """All that changed was put back, and every unit has its tier."""
    found, replay = _top(c), Replay(c)
    if found is None or replay.left or not replay.items:
        return None
    if replay.unclear and any(map(c.hidden, c.ev.unit_tiers)):
        return None
    if replay.unclear:
        return {**found, "then": given.get("then"), "then_share": given.get("then_share")}
    if replay.pairs is None or replay.undecided:
        return None
    then = sum(before == 0 for _, before in replay.pairs)
    return {**found, "then": then, "then_share": c.ev.share(then, len(replay.pairs))}


def tiers_replayed(c: Context, given: Given) -> Expected:
    """All that changed was put back, and of some units the tier is not known then."""
    found, replay = _top(c), Replay(c)
    if found is None or replay.left or not replay.items:
        return None
    if replay.unclear and not any(map(c.hidden, c.ev.unit_tiers)):
        return None
    if replay.unclear:
        return {**found, "moved": given.get("moved"), "count": given.get("count")}
    if replay.pairs is None or not replay.undecided:
        return None
    return {**found, "moved": sum(now != before for now, before in replay.pairs), "count": len(replay.pairs)}


def without_ties(c: Context, _: Given) -> Expected:
    """For the office alone: the marks once more, without the sheets of whoever has a tie to the unit."""
    ev = c.ev
    ties = {(r["unit"], r["reviewer"]) for r in ev.files.get("affiliations", [])}
    if c.public or not ev.complete or not any((s.unit, s.reviewer) in ties for s in ev.sheets):
        return None
    if ev.rules["review"]["final"]["rule"] == "sum":
        return None  # a sheet less is a lower score
    other = Edition(ev.folder)
    other.__dict__["sheets"] = [s for s in ev.sheets if (s.unit, s.reviewer) not in ties]
    rows = [r for r in ev.files.get("assignment", []) if (r["unit"], r["reviewer"]) not in ties]
    other.__dict__["files"] = {**ev.files, "assignment": rows}
    now = {u: other.unit_tiers[u] for u in ev.unit_tiers}
    moved = [u for u, tier in ev.unit_tiers.items() if now[u] not in (None, tier)]
    open_ = sum(now[u] is None and tier is not None for u, tier in ev.unit_tiers.items())
    return {"moved": len(moved), "open": open_, "list": c.listed(sorted(moved))}


def by_tier(c: Context, _: Given) -> Expected:
    """Where nothing is said of the highest tier beside an edition before."""
    ev = c.ev
    if not ev.complete or not ev.tiers or any(f(c, {}) for f in (tiers, tiers_former, tiers_replayed)):
        return None
    shown = [c.label("brief-tier", tier=c.tier(t), count=ev.count(t)) for t in ev.tiers]
    return {"list": c.listed(shown)}


BRIEF: dict[str, Callable[[Context, Given], Expected]] = {
    "say-brief-never": never,
    "say-brief-by-tier": by_tier,
    "say-brief-tiers": tiers,
    "say-brief-tiers-former": tiers_former,
    "say-brief-tiers-replayed": tiers_replayed,
    "say-brief-without-ties": without_ties,
}
