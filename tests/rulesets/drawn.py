"""Draws rule books with stages, and computes what they come to in a few lines of plain fractions.

Nothing here uses evalkit: scores, ranks and tiers are made of what was drawn, in the order that docs/rules.md prints.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal as D
from fractions import Fraction as F
from hashlib import sha256
from math import floor
from pathlib import Path
from statistics import median
from typing import Any

from tests.generated.toml import toml

PROGRAMME, EDITION = "book", "2026"
Row = dict[str, Any]
ROUND: dict[str, Callable[[F], int]] = {
    "half-up": lambda x: floor(x + F(1, 2)),
    "half-even": round,
    "down": floor,
}


def both(name: str) -> dict[str, str]:
    return {"en": name, "zh": f"{name} 名"}


def rounded(value: F, rule: Row | None) -> F:
    return value if rule is None else ROUND[rule["rule"]](value / F(rule["step"])) * F(rule["step"])


@dataclass
class Book:
    """A drawn rule book; ``marks``: points, or None where not applicable, by unit, reviewer, round and indicator."""

    rules: Row
    units: list[Row]
    reviewers: list[Row]
    marks: dict[tuple[str, str, str, str], D | None]
    agreed: dict[tuple[str, str], D]
    adjustments: list[tuple[str, str, D]]

    def write(self, root: Path) -> None:
        """Write the workspace."""
        folder = root / "data" / PROGRAMME / EDITION
        folder.mkdir(parents=True)
        programme = {"id": PROGRAMME, "title": both("Book"), "publisher": both("Office"), "synthetic": True}
        noun = {"en": "unit", "en_plural": "units", "zh": "单位", "zh_measure": "个"}
        (folder.parent / "programme.toml").write_text(toml(programme | {"unit": noun}), encoding="utf-8")
        (folder / "rules.toml").write_text(toml(self.rules), encoding="utf-8")
        marks = [
            {"unit": u, "reviewer": r, "round": step, "indicator": i, "points": self.word(i, points)}
            for (u, r, step, i), points in self.marks.items()
        ]
        marks += [
            {"unit": u, "reviewer": "panel", "round": "talk", "indicator": i, "points": self.word(i, points)}
            for (u, i), points in self.agreed.items()
        ]
        present = " ".join(r["reviewer"] for r in self.reviewers)
        minutes = [
            {"unit": u, "date": "2026-06-01", "decision": "revised", "reason": "agreed", "present": present}
            | {"recused": "", "minority_view": ""}
            for u in dict.fromkeys(u for u, _ in self.agreed)
        ]
        adjustments = [{"unit": u, "item": i, "points": f"{p:f}"} for u, i, p in self.adjustments]
        tables = {"units": self.units, "reviewers": self.reviewers, "marks": marks, "minutes": minutes}
        for name, rows in (tables | {"adjustments": adjustments}).items():
            if rows:
                lines = [",".join(rows[0]), *(",".join(str(v) for v in row.values()) for row in rows)]
                (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def word(self, indicator: str, points: D | None) -> str:
        """Return what stands in the table for a mark."""
        if points is None:
            return "NA"
        own = next(i for area in self.rules["areas"] for i in area["indicators"] if i["id"] == indicator)
        return next((g["id"] for g in own.get("grades", ()) if g["value"] == points), f"{points:f}")


def draw(rng: random.Random) -> Book:
    """Draw a rule book that is valid, and marks for it."""

    def maybe(chance: float) -> bool:
        return rng.random() < chance

    lowest = maybe(0.2)
    kinds = ["big", "small"] if maybe(0.3) else []
    roles = maybe(0.2)
    rule = rng.choice(("mean", "mean", "median", "trimmed-mean", "sum", "consensus"))
    criteria = rng.choice(("sum", "sum", "weighted-sum", "weighted-mean"))
    missing, absent = maybe(0.2), rng.choice(("leave-out", "refuse", *(() if lowest else ("zero", "minimum"))))
    if rule in ("sum", "consensus"):
        missing, absent = False, "refuse"
    areas: list[Row] = []
    scale = {"minimum": D(rng.randint(0, 1)), "step": rng.choice((D(1), D("0.5")))}
    for a in range(rng.randint(1, 3)):
        area: Row = {"id": f"a{a}", "name": both(f"Area {a}"), "indicators": []}
        for i in range(rng.randint(1, 3)):
            own: Row = {"id": f"a{a}i{i}", "name": both(f"Item {a}.{i}")}
            if maybe(0.15):
                values = sorted(rng.sample(range(8), 3), reverse=not lowest)
                own["grades"] = [{"id": g, "value": D(v)} for g, v in zip("ABC", values, strict=True)]
            else:
                own["maximum"] = D(rng.randint(3, 10))
            if kinds and a and maybe(0.3):
                own["types"] = [rng.choice(kinds)]
            area["indicators"].append(own)
        areas.append(area)
    indicators = [i for area in areas for i in area["indicators"]]
    for kind in kinds or [None]:
        held = [i for i in indicators if kind in i.get("types", [kind])]
        if criteria == "weighted-sum" and not any("types" in i for i in indicators):
            parts = [rng.randint(1, 5) for _ in held]
            shares = [D(p * 100 // sum(parts)) for p in parts]
            shares[-1] += 100 - sum(shares)
            for i, share in zip(held, shares, strict=True):
                i["weight"] = share / 100
    if criteria == "weighted-sum" and any("weight" not in i for i in indicators):
        criteria = "weighted-mean"
    if criteria == "weighted-mean":
        for i in indicators:
            i["weight"] = D(rng.randint(1, 4))
    for area in areas:
        if maybe(0.2) and criteria != "weighted-mean" and not lowest and not missing and absent == "refuse":
            area |= {"maximum": D(rng.randint(2, 6)), "cap": "combined"}
    rounds = ["r1", "r2"][: rng.randint(1, 2)]
    over = rng.choice((None, "sum", "mean", "weighted-mean")) if len(rounds) > 1 and rule != "consensus" else None
    steps: list[Row] = []
    per_unit = rng.randint(3, 4)
    for k, name in enumerate(rounds):
        one: Row = {"id": name, "name": both(name), "kind": "open"}
        if rule == "sum":
            one["reviewers_per_unit"] = per_unit
        if over == "weighted-mean":
            one["weight"] = D("0.3") if k == 0 else D("0.7")
        elif over is not None and maybe(0.5):
            one["factor"] = rng.choice((D("0.5"), D("1.5"), D(2)))
        steps.append(one)
    final: Row = {"rule": rule, "of": "all-rounds" if over or maybe(0.5) else "last-round", "criteria": criteria}
    if over:
        final["rounds"] = over
    if rule == "consensus":
        steps.append({"id": "talk", "name": both("Talk"), "kind": "discussion"})
    if rule == "trimmed-mean" and maybe(0.5):
        final["drop"] = {"lowest": rng.randint(0, 1), "highest": rng.randint(0, 1)}
    if maybe(0.2):
        final["multiply"] = rng.choice((D(10), D("0.5")))
    rules_of_rounding = [
        {"after": after, "step": rng.choice((D(1), D("0.1"), D("0.01"), D("0.25"))), "rule": rng.choice(list(ROUND))}
        for after in ("reviewers", "weight", "area", "round")
        if maybe(0.2)
    ]
    score: Row = {"after": "score", "rule": rng.choice(list(ROUND))}
    if maybe(0.2):
        score["print_only"] = True
    final["rounding"] = [*rules_of_rounding, score]
    step = rng.choice((D(1), D("0.1"), D("0.01")))
    adjustments: list[Row] = []
    if maybe(0.3):
        adjustments = [
            {"id": f"x{k}", "kind": k, "maximum": D(rng.randint(1, 5)), "name": both(k)}
            for k in ("given", "bonus", "deduction")
            if maybe(0.6)
        ]
    ends = [(min(p), max(p)) for p in (possible(i, scale) for i in indicators)]
    if adjustments or over or kinds or roles or criteria != "sum" or rule == "sum" or "multiply" in final:
        scores: Row = {"min": D(0), "max": D(5000), "step": step, "floor": D(rng.randint(0, 2))}
    else:
        bottom = D(0) if absent == "zero" else sum((low for low, _ in ends), D(0))
        scores = {"min": bottom, "max": sum(high for _, high in ends), "step": step}
    units = [{"unit": f"U{n:02}", "name": f"Unit {n}"} for n in range(1, rng.randint(4, 9))]
    for unit in units:
        if kinds:
            unit["type"] = rng.choice(kinds)
    reviewers = [{"reviewer": f"R{n}", "name": f"Reviewer {n}"} for n in range(1, per_unit + 3)]
    if roles:
        for n, one in enumerate(reviewers):
            one["role"] = "chief" if n % 2 else "peer"
    marks: dict[tuple[str, str, str, str], D | None] = {}
    agreed: dict[tuple[str, str], D] = {}
    zeros = (absent == "leave-out", absent in ("zero", "minimum"))
    for unit in units:
        held = [i for i in indicators if not kinds or unit["type"] in i.get("types", [unit["type"]])]
        for step_ in rounds:
            who = rng.sample(reviewers, per_unit)
            if roles:
                while len({r["role"] for r in who}) < 2 or (
                    rule == "trimmed-mean" and min(sum(r["role"] == x for r in who) for x in ("chief", "peer")) < 1
                ):
                    who = rng.sample(reviewers, per_unit)
            for r in who:
                for i in held:
                    points: D | None = rng.choice(possible(i, scale))
                    if any(zeros) and maybe(0.1):
                        points = None
                    if missing and maybe(0.05):
                        continue
                    marks[unit["unit"], r["reviewer"], step_, i["id"]] = points
        if rule == "consensus":
            for i in held:
                agreed[unit["unit"], i["id"]] = rng.choice(possible(i, scale))
    tiers: list[Row] = []
    thresholds: list[Row] = []
    quotas: list[Row] = []
    vetoes: list[Row] = []
    shape = rng.choice(("none", "cut-offs", "moved")) if not lowest else rng.choice(("none", "moved"))
    if shape != "none":
        tiers = [{"id": t, "name": both(t)} for t in ("top", "mid", "low")]
    least, most = int(scores["min"]), int(min(scores["max"], 40))
    if most - least < 4:
        shape, tiers = "none", []
    if shape == "cut-offs":
        cuts = sorted(rng.sample(range(least + 1, most), 2), reverse=True)
        for tier, cut in zip(tiers, [*cuts, least], strict=True):
            tier["lowest"] = D(cut)
    if shape == "moved" or (shape == "cut-offs" and maybe(0.3)):
        limit = rng.choice(("at_least", "more_than"))
        thresholds = [{"of": "score", limit: D(rng.randint(least, most)), "else": "low", "ranked": maybe(0.7)}]
        quota: Row = {"tier": "top", "ties": rng.choice(("all", "none")), "else": "mid"}
        quota |= (
            {"count": rng.randint(0, 3)} if maybe(0.5) else {"share": D("0.3"), "rounding": rng.choice(list(ROUND))}
        )
        quotas = [quota]
    if shape != "none" and maybe(0.4):
        vetoes = [{"flag": {"ok": "no"}, "best_tier": "mid", "holds_place": maybe(0.5)}]
    ranking: Row = {"ties": rng.choice(("competition", "modified-competition", "dense"))}
    if kinds and maybe(0.5):
        ranking["within"] = "type"
    if maybe(0.4):
        ranking["tie_break"] = [{"by": "size", "order": rng.choice(("highest", "lowest"))}]
        if maybe(0.3):
            ranking["tie_break_for"] = "first-place"
    for unit in units:
        unit |= {"ok": rng.choice(("yes", "no"))} if vetoes else {}
        unit |= {"size": rng.randint(1, 3)} if "tie_break" in ranking else {}
    rules: Row = {"programme": PROGRAMME, "edition": EDITION, "title": both("Book 2026")}
    if kinds:
        rules["types"] = [{"id": k, "name": both(k)} for k in kinds]
    rules |= {"areas": areas}
    if tiers:
        rules["tiers"] = tiers
    for name, rows in (
        ("thresholds", thresholds),
        ("quotas", quotas),
        ("vetoes", vetoes),
        ("adjustments", adjustments),
    ):
        if rows:
            rules[name] = rows
    review: Row = {"rounds": steps, "final": final}
    if roles:
        review["roles"] = [
            {"id": "chief", "name": both("Chief"), "weight": D("0.6")},
            {"id": "peer", "name": both("Peer"), "weight": D("0.4")},
        ]
    rules["data"] = {"level": "marks"}
    rules["marks"] = scale | {"best": "lowest" if lowest else "highest", "not_applicable": absent}
    if missing:
        rules["marks"]["missing"] = "leave-out"
    rules |= {"scores": scores, "ranking": ranking, "review": review}
    given = [
        (u["unit"], x["id"], D(rng.randint(0, int(x["maximum"])))) for u in units for x in adjustments * 2 if maybe(0.5)
    ]
    return Book(rules, units, reviewers, marks, agreed, given)


def possible(indicator: Row, scale: Row) -> list[D]:
    """Return every mark that may be given."""
    if "grades" in indicator:
        return [g["value"] for g in indicator["grades"]]
    found, value = [], scale["minimum"]
    while value <= indicator["maximum"]:
        found.append(value)
        value += scale["step"]
    return found


# What other programmes have: scales below 0, cut-offs where low is good, prices, budgets, lots.


def draw_more(rng: random.Random) -> Book:
    """Draw a rule book as :func:`draw` does, and change it into one of a rarer kind."""
    book = draw(rng)
    rules = book.rules

    def maybe(chance: float) -> bool:
        return rng.random() < chance

    wide = rules["scores"]["max"] == 5000
    if maybe(0.6):
        _below_zero(book, D(rng.randint(1, 6)), summed=not wide)
        if "floor" in rules["scores"] and maybe(0.7):
            del rules["scores"]["floor"]
    lowest = rules["marks"]["best"] == "lowest"
    if wide:
        rules["scores"]["min"] = D(-5000)
    if wide and maybe(0.6):
        rule = "as-it-is" if lowest else rng.choice(("lowest-to-own", "own-to-highest", "linear", "as-it-is"))
        formula: Row = {"column": "price", "rule": rule}
        if rule == "linear":
            formula["best"] = rng.choice(("lowest", "highest"))
        if maybe(0.5):
            formula |= {"step": rng.choice((D("0.01"), D("0.5"))), "rounding": rng.choice(list(ROUND))}
        kind = rng.choice(("given", "bonus", "deduction"))
        item = {"id": "price", "kind": kind, "maximum": D(30), "name": both("Price"), "formula": formula}
        rules["adjustments"] = [*rules.get("adjustments", ()), item]
        for unit in book.units:
            unit["price"] = rng.randint(1, 30)
    scores = rules["scores"]
    least, most = int(scores["min"]), int(scores["max"])
    if wide:
        least, most = -10, 60
    if "tiers" in rules and most - least >= 4:
        cuts = sorted(rng.sample(range(least + 1, most), 2), reverse=not lowest)
        cut = "lowest" in rules["tiers"][0] or (lowest and maybe(0.7))
        key, end = ("highest", scores["max"]) if lowest else ("lowest", scores["min"])
        for tier, at in zip(rules["tiers"], [*map(D, cuts), end], strict=True):
            tier.pop("lowest", None)
            if cut:
                tier[key] = at
        for threshold in rules.get("thresholds", ()):
            limit = "at_least" if "at_least" in threshold else "more_than"
            threshold[limit] = D(rng.randint(least, most))
    for quota in rules.get("quotas", ()):
        if maybe(0.5):
            for key in ("count", "share", "rounding"):
                quota.pop(key, None)
            quota |= {"budget": {"column": "cost", "total": D(rng.randint(1, 20))}, "ties": "none"}
            for unit in book.units:
                unit["cost"] = rng.randint(1, 6)
    if maybe(0.5):
        rules["ranking"]["tie_break"] = [*rules["ranking"].get("tie_break", ()), {"lots": True}]
        rules["lots"] = {"seed": f"seed {rng.randint(0, 99)}"}
    return book


def _below_zero(book: Book, by: D, *, summed: bool) -> None:
    """Take points off every mark, so that some are below 0, and off the ends of the scales."""
    rules = book.rules
    rules["marks"]["minimum"] -= by
    for own in (i for area in rules["areas"] for i in area["indicators"]):
        if "maximum" in own:
            own["maximum"] -= by
        for grade in own.get("grades", ()):
            grade["value"] -= by
    book.marks = {key: None if points is None else points - by for key, points in book.marks.items()}
    book.agreed = {key: points - by for key, points in book.agreed.items()}
    ends = [possible(i, rules["marks"]) for area in rules["areas"] for i in area["indicators"]]
    zero = rules["marks"]["not_applicable"] == "zero"
    if summed:
        rules["scores"]["min"] = sum((min(min(p), D(0)) if zero else min(p) for p in ends), D(0))
        rules["scores"]["max"] = sum((max(p) for p in ends), D(0))


# What the book comes to.


def outcome(book: Book) -> dict[str, tuple[F | None, int | None, str | None]]:
    """Return the printed score, the rank and the tier of each unit."""
    scores = {u["unit"]: score_of(book, u) for u in book.units}
    last = next(r for r in book.rules["review"]["final"]["rounding"] if r["after"] == "score")
    last = last | {"step": book.rules["scores"]["step"]}
    printed = {u: None if s is None else rounded(s, last) for u, s in scores.items()}
    compared = scores if last.get("print_only") else printed
    failed = {u: not _reaches(book, s) for u, s in compared.items() if s is not None}
    threshold = (book.rules.get("thresholds") or [{}])[0]
    out = {u for u, fails in failed.items() if fails and not threshold.get("ranked", True)}
    ranks: dict[str, int] = {}
    keys: dict[str, tuple[F, ...]] = {}
    groups = _groups(book)
    for group in groups:
        there = [u for u in group if compared[u["unit"]] is not None and u["unit"] not in out]
        own = _keys(book, there, compared)
        keys |= own
        ranks |= _ranks(own, book.rules["ranking"]["ties"])
    tiers = _tiers(book, compared, failed, keys, groups)
    return {u: (printed[u], ranks.get(u), tiers.get(u)) for u in scores}


def score_of(book: Book, unit: Row) -> F | None:
    rules, final = book.rules, book.rules["review"]["final"]
    steps = [r for r in rules["review"]["rounds"] if r["kind"] != "discussion"]
    if final.get("rounds"):
        parts = []
        for step in steps:
            part = _part(book, unit, [step["id"]], F(step.get("factor", 1)))
            if part is None:
                return None
            parts.append((rounded(part, _at(final, "round")), F(step.get("weight", 1))))
        if final["rounds"] == "sum":
            score = sum((p for p, _ in parts), F(0))
        else:
            score = sum((p * w for p, w in parts), F(0)) / sum((w for _, w in parts), F(0))
    else:
        counted = [steps[-1]["id"]] if final["of"] == "last-round" else [s["id"] for s in steps]
        part = _part(book, unit, counted, F(1))
        if part is None:
            return None
        score = rounded(part, _at(final, "round"))
    score *= F(final.get("multiply", 1))
    for item in rules.get("adjustments", ()):
        if "formula" in item:
            points = min(_by_formula(book, unit, item), F(item["maximum"]))
            score += points * (-1 if item["kind"] == "deduction" else 1)
            continue
        given = sum((F(p) for u, x, p in book.adjustments if (u, x) == (unit["unit"], item["id"])), F(0))
        score += min(given, F(item["maximum"])) * (-1 if item["kind"] == "deduction" else 1)
    return max(score, F(rules["scores"]["floor"])) if "floor" in rules["scores"] else score


def _by_formula(book: Book, unit: Row, item: Row) -> F:
    formula, most = item["formula"], F(item["maximum"])
    own = F(unit[formula["column"]])
    every = [F(u[formula["column"]]) for group in _groups(book) if unit in group for u in group]
    low, high = min(every), max(every)
    if formula["rule"] == "lowest-to-own":
        points = most * low / own
    elif formula["rule"] == "own-to-highest":
        points = most * own / high
    elif formula["rule"] == "linear":
        far = own - low if formula["best"] == "highest" else high - own
        points = most * far / (high - low) if high > low else most
    else:
        points = own
    return rounded(points, {"step": formula["step"], "rule": formula["rounding"]} if "step" in formula else None)


def _at(final: Row, after: str) -> Row | None:
    return next((r for r in final["rounding"] if r["after"] == after), None)


def _part(book: Book, unit: Row, rounds: Sequence[str], factor: F) -> F | None:
    """Return what the marks of some rounds come to, all taken together."""
    rules, final = book.rules, book.rules["review"]["final"]
    held = [
        [i for i in area["indicators"] if "types" not in i or unit["type"] in i["types"]] for area in rules["areas"]
    ]
    flat = [i for own in held for i in own]
    values: dict[str, F] = {}
    for i in flat:
        rows = [
            (r, points)
            for (u, r, step, x), points in book.marks.items()
            if (u, x) == (unit["unit"], i["id"]) and step in rounds
        ]
        value = F(book.agreed[unit["unit"], i["id"]]) if book.agreed else _panel(book, i, rows)
        if value is not None:
            values[i["id"]] = value
        elif any(points is not None for _, points in rows):
            return None  # too few for the rule
    if not values:
        return None
    ends = {i["id"]: (F(min(possible(i, rules["marks"]))), F(max(possible(i, rules["marks"])))) for i in flat}
    weight = {i["id"]: F(i.get("weight", 1)) for i in flat}
    if rules["marks"]["not_applicable"] == "zero":
        ends = {i: (min(F(0), low), high) for i, (low, high) in ends.items()}
    reached = sum((weight[i] * (v - ends[i][0]) for i, v in values.items()), F(0))
    could = sum((weight[i] * (ends[i][1] - ends[i][0]) for i in values), F(0))
    for i in ends:
        if i not in values:
            values[i] = ends[i][0] + (ends[i][1] - ends[i][0]) * reached / could
    total = F(0)
    for area, own in zip(rules["areas"], held, strict=True):
        points = sum((rounded(values[i["id"]] * weight[i["id"]] * factor, _at(final, "weight")) for i in own), F(0))
        if "maximum" in area:
            points = min(points, F(area["maximum"]) * factor)
        total += rounded(points, _at(final, "area"))
    return total / sum(weight.values(), F(0)) if final["criteria"] == "weighted-mean" else total


def _panel(book: Book, indicator: Row, rows: Sequence[tuple[str, D | None]]) -> F | None:
    stands = {"zero": F(0), "minimum": F(min(possible(indicator, book.rules["marks"])))}
    other = stands.get(book.rules["marks"]["not_applicable"])
    given = [(r, other if points is None else F(points)) for r, points in rows]
    there = [(r, points) for r, points in given if points is not None]
    roles = book.rules["review"].get("roles")
    if not roles:
        return _combined(book, [p for _, p in there])
    role = {r["reviewer"]: r["role"] for r in book.reviewers}
    total = weights = F(0)
    for x in roles:
        own = [p for r, p in there if role[r] == x["id"]]
        value = _combined(book, own)
        if value is not None:
            total += value * F(x["weight"])
            weights += F(x["weight"])
        elif own:
            return None  # too few for the rule
    # A role that has no mark leaves its weight to the other; each has a sheet for every unit here.
    return total / weights if weights else None


def _combined(book: Book, points: list[F]) -> F | None:
    final = book.rules["review"]["final"]
    points = sorted(points)
    if final["rule"] == "trimmed-mean":
        drop = final.get("drop", {"lowest": 1, "highest": 1})
        points = points[drop["lowest"] : len(points) - drop["highest"]] if len(points) > sum(drop.values()) else []
    if not points:
        return None
    made = {"sum": sum(points, F(0)), "median": F(median(points))}.get(final["rule"], sum(points, F(0)) / len(points))
    return rounded(made, _at(final, "reviewers"))


def _reaches(book: Book, score: F) -> bool:
    for threshold in book.rules.get("thresholds", ()):
        limit = F(threshold.get("at_least", threshold.get("more_than", 0)))
        past = limit - score if book.rules["marks"]["best"] == "lowest" else score - limit
        if past < 0 or (past == 0 and "more_than" in threshold):
            return False
    return True


def _groups(book: Book) -> list[list[Row]]:
    if book.rules["ranking"].get("within") != "type":
        return [book.units]
    return [[u for u in book.units if u["type"] == k["id"]] for k in book.rules["types"]]


def _keys(book: Book, units: Sequence[Row], scores: dict[str, F | None]) -> dict[str, tuple[F, ...]]:
    ranking = book.rules["ranking"]
    sign = 1 if book.rules["marks"]["best"] == "lowest" else -1
    first = min((sign * F(scores[u["unit"]] or 0) for u in units), default=None)
    keys = {}
    for u in units:
        key, breaker = sign * F(scores[u["unit"]] or 0), F(0)
        for rule in ranking.get("tie_break", ()):
            if "by" in rule and (ranking.get("tie_break_for") != "first-place" or key == first):
                breaker = F(u["size"]) * (-1 if rule["order"] == "highest" else 1)
        keys[u["unit"]] = (key, breaker)
    if "lots" not in book.rules:
        return keys
    seed = book.rules["lots"]["seed"]
    order = sorted(keys, key=lambda u: sha256(f"{seed} {u}".encode()).hexdigest())
    drawn = ranking.get("tie_break_for") != "first-place"
    return {u: (*k, F(order.index(u)) if drawn or k[0] == first else F(0)) for u, k in keys.items()}


def _ranks(keys: dict[str, tuple[F, ...]], ties: str) -> dict[str, int]:
    if ties == "dense":
        return {u: 1 + len({x for x in keys.values() if x < k}) for u, k in keys.items()}
    if ties == "competition":
        return {u: 1 + sum(x < k for x in keys.values()) for u, k in keys.items()}
    return {u: sum(x <= k for x in keys.values()) for u, k in keys.items()}


def _tiers(
    book: Book,
    scores: dict[str, F | None],
    failed: dict[str, bool],
    keys: dict[str, tuple[F, ...]],
    groups: Sequence[Sequence[Row]],
) -> dict[str, str]:
    names = [t["id"] for t in book.rules.get("tiers", ())]
    cut = "lowest" if names and "lowest" in book.rules["tiers"][0] else None
    cut = "highest" if names and "highest" in book.rules["tiers"][0] else cut
    if not names or not (cut or book.rules.get("thresholds")):
        return {}
    place: dict[str, int] = {}
    for u, score in scores.items():
        if score is None:
            continue
        sign = -1 if cut == "highest" else 1
        inside = (i for i, t in enumerate(book.rules["tiers"]) if cut and sign * (score - F(t[cut])) >= 0)
        place[u] = next(inside) if cut else 0
        if failed[u]:
            place[u] = 2
    vetoes = book.rules.get("vetoes", ())
    bad = {u["unit"] for u in book.units if vetoes and u["ok"] == "no"}
    for quota in book.rules.get("quotas", ()):
        for group in groups:
            held = [u["unit"] for u in group if u["unit"] in keys and place.get(u["unit"]) == 0]
            if vetoes and not vetoes[0]["holds_place"]:
                held = [u for u in held if u not in bad]
            number = sum(scores[u["unit"]] is not None for u in group)
            if "budget" in quota:
                cost = {u["unit"]: u["cost"] for u in group}
                # All that are as good, or better, must fit.
                spent = {u: sum(cost[v] for v in held if keys[v] <= keys[u]) for u in held}
                for u in held:
                    if spent[u] > quota["budget"]["total"]:
                        place[u] = 1
                continue
            size = quota.get("count")
            if size is None:
                size = ROUND[quota["rounding"]](F(quota["share"]) * number)
            held.sort(key=keys.__getitem__)
            kept = held[:size]
            if len(held) > size and kept:
                edge = keys[kept[-1]]
                if keys[held[size]] == edge:
                    kept = [u for u in held if keys[u] < edge or (quota["ties"] == "all" and keys[u] == edge)]
            for u in held:
                if u not in kept:
                    place[u] = 1
    for u in bad & set(place):
        place[u] = max(place[u], 1)
    return {u: names[p] for u, p in place.items()}
