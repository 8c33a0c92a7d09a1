"""Draws the tables of an edition from its rules: units, scores or marks, and whatever may be left out."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.generated.names import Names

Row = Sequence[object]
Files = dict[str, str]


def text_of(header: Sequence[str], rows: Sequence[Row]) -> str:
    """Return a table as CSV; None is an empty cell."""
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows([header, *rows])
    return memory.getvalue()


def tier_of(score: Decimal, rules: dict[str, Any]) -> str:
    """Return the tier of a score, by long division on paper."""
    nearest, rounding = rules["banding"]["to_nearest"], rules["banding"]["rounding"]
    whole, rest = divmod(score, nearest)
    up = rounding != "down" and (rest * 2 > nearest or (rest * 2 == nearest and (rounding == "half-up" or whole % 2)))
    rounded = (whole + (1 if up else 0)) * nearest
    inside = (t["id"] for t in rules["tiers"] if rounded >= t["lowest"])
    if rules["scores"].get("best") == "lowest":
        inside = (t["id"] for t in rules["tiers"] if rounded <= t["highest"])
    return next(inside, rules["tiers"][-1]["id"])


def roster(
    draw: st.DrawFn, names: Names, rng: random.Random, rules: dict[str, Any], known: dict[str, str]
) -> list[Row]:
    """Return the units: code, name, gloss, cohort, subject. `known` are the names of earlier editions by code."""
    count = draw(st.sampled_from((1, 2, 3, 5, 8, 13, 24, 60)))
    if rules["data"]["level"] == "marks":
        count = min(count, 24)
    subjects = [s["id"] for s in rules.get("subjects", [])]
    glossed = draw(st.booleans())
    some_cohorts = draw(st.booleans())
    cohorts = [c["id"] for c in rules["cohorts"]]
    cohorts = cohorts[: max(1, len(cohorts) // 2)] if some_cohorts else cohorts
    found: dict[str, Row] = {}
    while len(found) < count:
        cohort = rng.choice(cohorts)
        code = f"{cohort}-{rng.randint(1, 3 * count)}"
        if code not in found:
            known.setdefault(code, names())
            gloss = names() if glossed and rng.random() < 0.8 else None
            found[code] = (code, known[code], gloss, cohort, rng.choice(subjects) if subjects else None)
    for cohort in rules["cohorts"]:
        if "total" in cohort:
            inside = sum(r[3] == cohort["id"] for r in found.values())
            cohort["total"] = inside + (0 if cohort["total"] == "exact" else rng.choice((0, 1, 5)))
    return list(found.values())


def units_file(rows: Sequence[Row], rules: dict[str, Any]) -> Files:
    """Return units.csv, with the columns that have something in them."""
    header = ["unit", "name", "name_en", "cohort", "subject"]
    kept = [i for i, name in enumerate(header) if name in ("unit", "name", "cohort") or any(r[i] for r in rows)]
    return {"units.csv": text_of([header[i] for i in kept], [[r[i] for i in kept] for r in rows])}


def scores_file(draw: st.DrawFn, rng: random.Random, rules: dict[str, Any], rows: Sequence[Row]) -> Files:
    """Return scores.csv; ties are common, and withheld scores stand there or do not."""
    low, high, step = (rules["scores"][k] for k in ("min", "max", "step"))
    steps = int((high - low) / step)
    full = 0 if rules["scores"].get("best") == "lowest" else steps
    spread = draw(st.sampled_from(("any", "tied", "full", "few", "near")))
    secret = draw(st.booleans())
    stated = draw(st.booleans())
    withheld = set(rules.get("publication", {}).get("withhold_scores_of", ()))
    some = rules["data"]["level"] == "some-scores"
    cuts = [t["lowest"] for t in rules["tiers"][:-1]] if "banding" in rules else []
    few = [rng.randint(0, steps) for _ in range(3)]
    table = []
    for row in rows:
        place = {"any": rng.randint(0, steps), "tied": few[0], "full": full, "few": rng.choice(few)}.get(spread, 0)
        if spread == "near" and cuts:
            place = min(steps, max(0, int((rng.choice(cuts) - low) / step) + rng.randint(-2, 2)))
        score: Decimal | None = low + step * place
        tier = tier_of(score, rules) if "banding" in rules else None
        if tier is None and rules.get("tiers") and rng.random() < 0.7:
            tier = rng.choice(rules["tiers"])["id"]
        at_least = None
        hidden = tier in withheld and secret
        if hidden:
            score = None
        elif some and rng.random() < 0.4:
            score, at_least = None, score if rng.random() < 0.6 else None
            if tier is None and at_least is None:
                at_least = low
            if at_least is not None and "banding" in rules:
                at_least, tier = None, tier
        shown = tier if stated or score is None else None
        table.append([row[0], score, "yes" if hidden else "no", shown, at_least, "source, page 3" if some else None])
    header = ["unit", "score", "withheld", "tier", "at_least", "source"]
    kept = [i for i, n in enumerate(header) if i < 3 or any(r[i] is not None for r in table)]
    if not rules.get("tiers"):
        kept = [i for i in kept if header[i] != "tier"]
    return {"scores.csv": text_of([header[i] for i in kept], [[r[i] for i in kept] for r in table])}


def facts_file(draw: st.DrawFn, rng: random.Random, rules: dict[str, Any]) -> Files:
    """Return facts.csv of an edition that is not whole."""
    rows: list[Row] = []
    sizes = [c.get("total") for c in rules["cohorts"]]
    most = 60 if None in sizes else sum(sizes)
    taking = rng.randint(min(1, most), most)
    if draw(st.booleans()):
        rows.append(("participants", None, None, taking, None, "printed, page 1"))
    for tier in rules.get("tiers", []):
        if draw(st.booleans()):
            rows.append(("tier", None, tier["id"], rng.randint(0, taking), "12.5%", "printed, page 2"))
    if draw(st.booleans()):
        rows.append(
            (
                "entered",
                rules["cohorts"][0]["id"],
                None,
                rng.randint(0, 40 if sizes[0] is None else sizes[0]),
                None,
                "printed, page 3",
            )
        )
    header = ["fact", "cohorts", "tiers", "count", "printed_share", "source"]
    return {"facts.csv": text_of(header, rows)} if rows else {}


def panel_file(names: Names, rng: random.Random, rows: Sequence[Row]) -> Files:
    """Return panel.csv."""
    people = []
    for order in range(1, rng.choice((1, 4, 30)) + 1):
        unit = rng.choice(rows)[0] if rows and rng.random() < 0.4 else None
        people.append((order, rng.choice(("adviser", "head", "deputy", "member")), names(), names(), names(), unit))
    return {"panel.csv": text_of(["order", "role", "name", "affiliation", "title", "unit"], people)}


def aliases_file(names: Names, rng: random.Random, rows: Sequence[Row]) -> Files:
    """Return aliases.csv."""
    table = [(rng.choice(rows)[0], names(), names(), rng.choice(("width", "short", "wording"))) for _ in range(3)]
    return {"aliases.csv": text_of(["unit", "alias", "where", "kind"], table)}


def claims_file(rng: random.Random, rules: dict[str, Any], names: Names) -> Files:
    """Return claims.csv; what is printed may be right or wrong, and what is expected is a guess."""
    header = ["id", "section", "states", "states_en", "printed", "expression", "expected", "reason", "reason_en"]
    tiers = [t["id"] for t in rules.get("tiers", [])]
    calls = ["count()", "areas()", "cohorts()", "total()", "absent()", "indicators()"]
    calls += [f"count(tier={t})" for t in tiers] + [f"share(tier={t}, of=participants)" for t in tiers]
    rows = []
    known = {"areas()": len(rules.get("areas", [])), "cohorts()": len(rules["cohorts"])}

    def claim(call: str, section: str, value: int | None = None) -> None:
        number = value if value is not None else rng.choice((known.get(call, 50), rng.randint(0, 100)))
        printed = f"{number}%" if call.startswith("share") else str(number)
        expected = rng.choice(("reproduced", "not-reproduced", "not-checkable"))
        rows.append((f"c{len(rows) + 1}", section, names(), names(), printed, call, expected, names(), names()))

    chosen = rng.sample(calls, min(len(calls), 6))
    for call in chosen:
        claim(call, rng.choice(("1", "A1")))
    if rng.random() < 0.5:
        claim(chosen[0], "2")  # printed twice, perhaps differently
    if tiers and rng.random() < 0.5:
        parts = [rng.randint(0, 100 // len(tiers)) for _ in tiers]
        for tier, part in zip(tiers, [100 - sum(parts[1:]), *parts[1:]], strict=True):
            claim(f"share(tier={tier}, of=participants)", "A2", part)
    rows.append(("c0", "1", names(), names(), names(), None, "not-checkable", names(), names()))
    return {"claims.csv": text_of(header, rows)}
