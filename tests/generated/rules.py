"""Draws the rules of an edition: scales, tiers, cohorts, rubric, rounds, and whatever may be left out."""

from __future__ import annotations

import datetime as dt
import math
import random
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.generated.names import Names

Rules = dict[str, Any]

#: Lowest and highest score and the step between two.
SCALES = (
    ("0", "100", "1"), ("0", "100", "0.5"), ("0", "6", "0.01"), ("1", "5", "0.1"), ("0", "10", "0.25"),
    ("20", "80", "5"),
    ("0", "1", "0.05"), ("0", "1000", "1"), ("0", "3", "1"), ("2.5", "7.5", "0.5"), ("0", "20", "0.5"), ("1", "2", "1"),
    ("0", "100", "0.001"), ("0", "5", "1"), ("0", "99999", "1"), ("0", "12", "3"), ("100", "200", "2"),
    ("-10", "10", "1"), ("-3", "3", "0.5"), ("-40", "-20", "2"),
)  # fmt: skip

LEVELS = ("scores", "scores", "scores", "marks", "marks", "marks", "some-scores", "counts")


@st.composite
def rules(draw: st.DrawFn, names: Names, rng: random.Random, edition: str, year: int, level: str) -> Rules:
    """Return the rules of an edition as they stand in rules.toml, without the programme's id."""
    marked = level == "marks"
    areas, total = _areas(draw, names, rng, marked)
    low, high, step = map(Decimal, draw(st.sampled_from(SCALES)))
    if marked:
        points = [i["points"] for a in areas for i in a["indicators"]]
        # Marks do not always begin at 0.
        least = draw(st.sampled_from([m for m in map(Decimal, ("0", "0", "0.5", "1", "-2")) if m < min(points)]))
        low, high = least * len(points), total
        steps = map(Decimal, ("0.01", "0.1", "0.5", "1", "5"))
        step = draw(st.sampled_from([s for s in steps if total % s == 0 and low % s == 0]))
    multiple = 1 if marked else draw(st.sampled_from((1, 1, 1, 2, 4)))
    nearest = step * multiple
    found: Rules = {
        "edition": edition,
        "title": names.both(),
        "data": {"level": level},
        "cohorts": _cohorts(draw, names),
        "total_points": total if total else high,
        "scores": {"min": low, "max": high, "step": step},
        "ranking": {"ties": draw(st.sampled_from(("competition", "modified-competition", "dense")))},
        "percent": {
            "decimals": draw(st.integers(0, 3)),
            "rounding": draw(st.sampled_from(("half-up", "half-even", "largest-remainder"))),
        },
    }
    # Marks whose lowest is the best have a test of their own.
    lowest = not marked and draw(st.integers(0, 3)) == 0
    if lowest:
        found["scores"]["best"] = "lowest"
    whole = level in ("scores", "marks")
    if whole or draw(st.booleans()):
        found["areas"] = areas
    if whole or draw(st.booleans()):
        found["window"] = {"first": dt.date(year, 1, 1), "last": dt.date(year, 12, 31)}
    known = whole or draw(st.booleans())
    if whole or draw(st.integers(0, 3)):
        found["tiers"] = _tiers(draw, names, low, high, nearest, known)
        if lowest and known:
            _turned(found["tiers"])
    else:
        known = False
    if known:
        found["banding"] = {
            "to_nearest": nearest,
            "rounding": draw(st.sampled_from(("half-up", "half-even", "down"))),
        }
    if marked and least:
        found["marks"] = {"minimum": least}
    _optional(draw, names, found, marked)
    return found


def _areas(draw: st.DrawFn, names: Names, rng: random.Random, marked: bool) -> tuple[list[dict[str, Any]], Decimal]:
    """Return areas with their indicators, and the sum of the points; 0 where points are not known."""
    count = draw(st.sampled_from((1, 1, 2, 3, 8)))
    each = draw(st.sampled_from((1, 2, 4, 25) if marked else (0, 1, 2, 4, 25)))
    each = min(each, 30 // count) if marked else each
    known = marked or draw(st.booleans())
    unit = draw(st.sampled_from(("0.5", "1", "2", "5", "20")))
    areas, total = [], Decimal(0)
    for a in range(count):
        indicators = []
        for i in range(each):
            indicator: dict[str, Any] = {"id": f"i{a}-{i}", "name": names.both()}
            if known:
                indicator["points"] = Decimal(unit) * rng.randint(1, 3)
                total += indicator["points"]
            if rng.random() < 0.2:
                indicator["standard"] = names.both()
            indicators.append(indicator)
        areas.append({"id": f"area{a}", "name": names.both(), "indicators": indicators})
    return areas, total


def _cohorts(draw: st.DrawFn, names: Names) -> list[dict[str, Any]]:
    count = draw(st.sampled_from((1, 1, 2, 2, 3, 4, 12, 45)))
    totals = draw(st.sampled_from(("all", "all", "some", "none", "exact")))
    found = []
    for c in range(count):
        cohort: dict[str, Any] = {"id": f"C{c}", "name": names.both(), "code": f"C{c}-[0-9]+"}
        if totals in ("all", "exact") or (totals == "some" and c % 2):
            cohort["total"] = totals  # replaced by a number once the units are there
        found.append(cohort)
    return found


def _tiers(
    draw: st.DrawFn, names: Names, low: Decimal, high: Decimal, nearest: Decimal, known: bool
) -> list[dict[str, Any]]:
    """Return tiers, the highest first; cut-offs may lie anywhere that is a multiple of what scores are rounded to."""
    first = (math.ceil(low / nearest) + 1) * nearest
    steps = max(0, math.floor((high - first) / nearest) + 1)
    wanted = draw(st.sampled_from((0, 1, 2, 2, 3, 3, 5)))
    where = draw(st.sampled_from(("anywhere", "top", "bottom")))
    places: set[int] = set()
    for i in range(min(wanted, steps)):
        if where == "anywhere":
            places.add(draw(st.integers(0, steps - 1)))
        else:
            places.add(steps - 1 - i if where == "top" else i)
    cuts = sorted((first + nearest * p for p in places), reverse=True)
    found: list[dict[str, Any]] = []
    upper = high
    for i, cut in enumerate([*cuts, low]):
        tier: dict[str, Any] = {"id": f"t{i}", "name": names.both()}
        if known:
            tier |= {"lowest": cut, "highest": upper}
        found.append(tier)
        upper = cut - nearest
    return found


def _turned(tiers: list[dict[str, Any]]) -> None:
    """Give the first tier the lowest scores, with the same cut-offs between the tiers."""
    ends = [(tier["lowest"], tier["highest"]) for tier in reversed(tiers)]
    for tier, (low, high) in zip(tiers, ends, strict=True):
        tier |= {"lowest": low, "highest": high}


def _optional(draw: st.DrawFn, names: Names, found: Rules, marked: bool) -> None:
    tiers = [t["id"] for t in found.get("tiers", [])]
    if tiers and draw(st.booleans()):
        chosen = draw(st.sampled_from(([tiers[-1]], [tiers[-1]], tiers, [tiers[0]], tiers[-2:])))
        found["publication"] = {"withhold_scores_of": list(chosen)}
    if tiers and draw(st.integers(0, 2)):
        consecutive = draw(st.sampled_from((1, 2, 2, 3)))
        found["honour"] = {"name": names.both(), "tier": tiers[0], "consecutive": consecutive}
    if tiers and draw(st.booleans()):
        watched = {"tiers": tiers[-1:] if draw(st.integers(0, 3)) else [], "absence": draw(st.booleans())}
        if watched["tiers"] or watched["absence"]:
            audience = draw(st.sampled_from(("internal", "public")))
            found["watch"] = {**watched, "consecutive": draw(st.sampled_from((1, 2, 3))), "audience": audience}
    if draw(st.integers(0, 3)) == 0:
        found["near_window"] = found["scores"]["step"] * draw(st.integers(1, 5))
    if len(found["cohorts"]) > 1 and draw(st.booleans()):
        ids = [c["id"] for c in found["cohorts"]]
        found["cohort_groups"] = [{"id": "g0", "name": names.both(), "cohorts": ids[: max(1, len(ids) // 2)]}]
        if draw(st.booleans()):
            found["cohort_groups"].append({"id": "g1", "name": names.both(), "cohorts": ids})
    if marked or draw(st.booleans()):
        subjects = draw(st.sampled_from((1, 2, 3, 6)))
        found["subjects"] = [{"id": f"s{i}", "name": names.both()} for i in range(subjects)]
    review: dict[str, Any] = {}
    if marked or draw(st.booleans()):
        review["rounds"] = _rounds(draw, names)
    if draw(st.booleans()):
        review["milestones"] = [
            {"date": dt.date(found["window"]["last"].year + 1, m, 3), "what": names.both()}
            for m in range(1, draw(st.integers(1, 4)) + 1)
        ] if "window" in found else []  # fmt: skip
    if draw(st.booleans()):
        review["importance"] = _importance(draw, found)
    if marked:
        if draw(st.booleans()):
            review["conflicts"] = {"former_years": draw(st.integers(0, 5)), "reciprocal": draw(st.booleans())}
        few = [r.get("reviewers_per_unit", 9) for r in review["rounds"] if r["kind"] != "discussion"][-1] < 3
        review["final"] = {
            "rule": draw(st.sampled_from(("mean", "median") if few else ("mean", "median", "trimmed-mean"))),
            "of": draw(st.sampled_from(("last-round", "all-rounds"))),
            "rounding": draw(st.sampled_from(("half-up", "half-even", "down"))),
        }
        # The step of marks divides the points of every indicator.
        step = draw(st.sampled_from((Decimal("0.5"), Decimal("0.1"), Decimal("0.25"))))
        found["marks"] = {**found.get("marks", {}), "step": step}
        if draw(st.integers(0, 3)) == 0:
            reasons = [{"id": f"r{i}", "name": names.both()} for i in range(draw(st.integers(0, 2)))]
            indicators = [i["id"] for a in found["areas"] for i in a["indicators"]]
            required = indicators[: draw(st.integers(0, 1))]
            at_least = draw(st.integers(0, len(indicators)))
            found["eligibility"] = {"required": required, "at_least": at_least, "reasons": reasons}
    found["review"] = review


def _rounds(draw: st.DrawFn, names: Names) -> list[dict[str, Any]]:
    kinds = draw(st.sampled_from((["crossed"], ["grouped"], ["grouped", "crossed"], ["grouped", "crossed", "crossed"])))
    if draw(st.booleans()):
        kinds = [*kinds, "discussion"]
    found = []
    for i, kind in enumerate(kinds):
        one: dict[str, Any] = {"id": f"round{i}", "kind": kind, "name": names.both()}
        if kind != "discussion" and draw(st.booleans()):
            one["reviewers_per_unit"] = draw(st.sampled_from((1, 2, 3, 5)))
        found.append(one)
    return found


def _importance(draw: st.DrawFn, found: Rules) -> dict[str, Any]:
    step = found["scores"]["step"]
    some = {
        "points": step * draw(st.integers(1, 20)),
        "spreads": draw(st.sampled_from((Decimal("0.5"), Decimal("1.5"), Decimal(2)))),
        "tiers": draw(st.integers(2, 3)),
    }
    keys = draw(st.lists(st.sampled_from(list(some)), min_size=1, max_size=3, unique=True))
    return {k: some[k] for k in keys}
