"""What else rests on marks: ties and conflicts, what the discussion revised, strengths in words, recommendations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.generated.oracle import review
from tests.generated.oracle.agreement import mean
from tests.generated.oracle.consistency import decimals, tied_sheets
from tests.generated.oracle.context import UNKNOWN, Context
from tests.generated.oracle.edition import Edition, decimal, short
from tests.generated.oracle.numbers import near, near_window
from tests.generated.oracle.public import FEWEST, part, shown_means, told, too_few
from tests.generated.oracle.values import Near, reads

Expected = dict[str, object] | None
Given = Mapping[str, Any]
Rows = list[tuple[object, ...]]
GROUNDS = ("current", "former", "declared", "requested")


def _marked(c: Context) -> bool:
    return c.ev.level == "marks" and bool(c.ev.files.get("marks"))


# --- ties -------------------------------------------------------------------------------------------------------------


def _kept_apart(ev: Edition) -> set[tuple[str, str, str]]:
    """Return reviewer, unit and ground of every pair that must not meet."""
    years = ev.rules["review"].get("conflicts", {}).get("former_years")
    found = set()
    for row in ev.files.get("affiliations", []):
        if row["kind"] == "current":
            found.add((row["reviewer"], row["unit"], "current"))
        elif years is not None:
            last = ev.rules["window"]["last"]
            if not row["until"] or dt.date.fromisoformat(row["until"]) >= last.replace(year=last.year - years):
                found.add((row["reviewer"], row["unit"], "former"))
    for row in ev.files.get("recusals", []):
        found.add((row["reviewer"], row["unit"], "declared" if row["by"] == "reviewer" else "requested"))
    return found


def grounds(c: Context) -> Rows:
    ev = c.ev
    pairs = _kept_apart(ev)
    taking = {u["unit"] for u in ev.units}
    rows: Rows = []
    for ground in GROUNDS:
        if ("affiliations" if ground in GROUNDS[:2] else "recusals") not in ev.files:
            continue
        here = [p for p in pairs if p[2] == ground]
        people, there = len({p[0] for p in here}), sum(p[1] in taking for p in here)
        cells = [told(c, len(here)), told(c, there)]
        if too_few(c, len(here) - there):
            cells[1] = UNKNOWN
        if too_few(c, people):
            cells = [UNKNOWN, UNKNOWN]
        rows.append((c.label(f"ground-{ground}"), *cells, told(c, people)))
    return rows


def _against_others(ev: Edition) -> dict[str, tuple[list[Fraction], list[Fraction]]]:
    """Return, of each unit with a tied reviewer's sheet, the totals of these and of the others."""
    tied = tied_sheets(ev)
    found = {}
    for unit in {s.unit for s in tied}:
        everybody = ev.sheets_of(unit)
        found[unit] = ([s.total for s in everybody if s in tied], [s.total for s in everybody if s not in tied])
    return found


def affiliated_together(c: Context) -> tuple[object, ...] | None:
    """Return what all tied reviewers together gave against others; None where that is of too few."""
    ev = part(c)
    compared = {u: pair for u, pair in _against_others(ev).items() if pair[1]}
    people = {s.reviewer for s in tied_sheets(ev) if s.unit in compared}
    if min(len(compared), len(people)) < FEWEST:
        return None
    gaps = [mean(own) - mean(others) for own, others in compared.values()]
    return (
        str(len(gaps)),
        str(len(people)),
        str(sum(g > 0 for g in gaps)),
        str(sum(g < 0 for g in gaps)),
        Near(float(mean(gaps)), decimals(ev)),
    )


def affiliated_marks(c: Context) -> Rows:
    if c.public:
        row = affiliated_together(c)
        return [] if row is None else [row]
    ev = c.ev
    rows: Rows = []
    for unit, (own, others) in sorted(_against_others(ev).items()):
        places = decimals(ev)
        rest: list[object] = [UNKNOWN, UNKNOWN]
        if others:
            rest = [Near(float(mean(others)), places), Near(float(mean(own) - mean(others)), places)]
        rows.append((unit, ev.names[unit], None, Near(float(mean(own)), places), *rest))
    return rows


def affiliated(kind: str) -> Callable[[Context, Given], Expected]:
    def said(c: Context, _: Given) -> Expected:
        if "affiliations" not in c.ev.files or not _marked(c):
            return None
        told_ = bool(tied_sheets(c.ev)) if not c.public else affiliated_together(c) is not None
        right = "none" if not tied_sheets(c.ev) else "some" if told_ else "few"
        return {} if kind == right else None

    return said


def panel_ties(c: Context, _: Given) -> Expected:
    people = c.ev.files.get("panel")
    number = sum(bool(p.get("unit")) for p in people or [])
    return {"size": len(people or []), "affiliated": number} if number else None


def fewest_common(c: Context, _: Given) -> Expected:
    shared = review.links(c)
    if not shared:
        return None
    least = told(c, min(shared.values()))
    pairs = [pair for pair, n in shared.items() if told(c, n) == least]
    names = {s["id"]: c.name(s) for s in c.ev.rules.get("subjects", [])}
    facts: dict[str, object] = {"fewest": least, "pairs": len(pairs)}
    return facts | ({"one": names[pairs[0][0]], "other": names[pairs[0][1]]} if len(pairs) == 1 else {})


# --- the discussion ---------------------------------------------------------------------------------------------------


def discussed(c: Context) -> Rows:
    """The revised units whose scores the reader sees; a score before the discussion is withheld like one after it."""
    ev = part(c)
    away = set(ev.rules.get("publication", {}).get("withhold_scores_of", ())) if c.public else set()
    rows: Rows = []
    for minute in ev.files.get("minutes", []):
        unit = minute["unit"]
        if minute["decision"] != "revised":
            continue
        scores = [ev.final_score(unit, discussed=after) for after in (False, True)]
        tiers = [None if s is None else ev.tier_at(s) for s in scores]
        shown = [UNKNOWN if s is None else ev.points(s) for s in scores]
        if tiers[0] in away:
            shown[0] = c.label("withheld")
        names = [c.tier(t) for t in tiers]
        tier = names[0] if names[0] == names[1] else f"{names[0]} → {names[1]}"
        number = sum(u == unit for u, _ in ev.decided)
        rows.append((unit, ev.names[unit], *shown, tier, str(number), None))
    return rows


def importance(key: str) -> Callable[[Context, Given], Expected]:
    def said(c: Context, _: Given) -> Expected:
        rule = c.ev.rules["review"].get("importance", {})
        return {key: short(Fraction(rule[key]), 9)} if key in rule else None

    return said


def no_discussion(c: Context, _: Given) -> Expected:
    kinds = [r["kind"] for r in c.ev.rules.get("review", {}).get("rounds", [])]
    return {} if "discussion" not in kinds else None


# --- strengths in words -----------------------------------------------------------------------------------------------


def _shares(c: Context, tier: str) -> dict[str, Fraction]:
    """Return the mean share of each indicator's points in a tier, in per cents, as far as it is shown."""
    ev = c.ev
    shown, secret = shown_means(c)
    if tier not in shown or tier in secret:
        return {}
    marks = [m for u in ev.units if ev.unit_tiers[u["unit"]] == tier and (m := ev.final_marks(u["unit"])) is not None]
    return {
        i["id"]: sum((m[i["id"]] for m in marks), Fraction(0)) / len(marks) / Fraction(i["points"]) * 100
        for i in ev.indicators
    }


def best_and_worst(c: Context, given: Given) -> Expected:
    """Whole per cents: the highest and the lowest of a tier, each with an indicator that has it."""
    tier = next((t for t in c.ev.tier_rules if c.name(t) == given.get("tier")), None)
    shares = {} if tier is None else _shares(c, tier["id"])
    if not shares:
        return None
    whole = {i: decimal(s, 0) for i, s in shares.items()}
    most, least = decimal(max(shares.values()), 0), decimal(min(shares.values()), 0)
    names = {i["id"]: c.name(i) for i in c.ev.indicators}
    return {
        "case": "few" if most != least else "same",
        "most": most,
        "least": least,
        "best": OneOf([names[i] for i, s in whole.items() if s == most]),
        "worst": OneOf([names[i] for i, s in whole.items() if s == least]),
    }


class OneOf:
    """Any of several names."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def matches(self, given: object) -> bool:
        return given in self.names


class Named:
    """A list of indicators with their shares: every one right, and the end of the order among them."""

    def __init__(self, c: Context, shares: Mapping[str, Fraction], highest: bool) -> None:
        names = {i["id"]: c.name(i) for i in c.ev.indicators}
        self.parts = {c.label("name-with-percent", name=names[i], percent=decimal(s, 1)): s for i, s in shares.items()}
        self.highest = highest

    def matches(self, given: object) -> bool:
        text = str(given)
        named = [s for part_, s in self.parts.items() if part_ in text]
        others = [s for part_, s in self.parts.items() if part_ not in text]
        if not named or len(reads(text)) < len(named):
            return False
        rest = (decimal(x, 1) for x in others)
        if self.highest:
            return all(float(x) <= float(decimal(min(named), 1)) for x in rest)
        return all(float(x) >= float(decimal(max(named), 1)) for x in rest)


def tier_strengths(c: Context, given: Given) -> Expected:
    """Strongest and weakest indicators of a tier: no other is stronger, no other weaker, than those that are named."""
    tier = next((t for t in c.ev.tier_rules if c.name(t) == given.get("tier")), None)
    shares = {} if tier is None else _shares(c, tier["id"])
    if len({decimal(s, 1) for s in shares.values()}) < 2:
        # Without two ends there is no sentence; the facts are empty, and nothing is printed.
        return {"strong": "", "weak": ""}
    if not given.get("strong"):
        return {}
    return {"strong": Named(c, shares, True), "weak": Named(c, shares, False)}


# --- recommendations --------------------------------------------------------------------------------------------------


def recommend_near(c: Context, _: Given) -> Expected:
    ev = c.ev
    if not _marked(c) or not ev.complete or not ev.cut_offs_known:
        return None
    minuted = {m["unit"] for m in ev.files.get("minutes", [])}
    units = {n.unit for n in near(c)} - minuted
    talk = any(r["kind"] == "discussion" for r in ev.rules["review"]["rounds"]) and "minutes" in ev.files
    window = short(near_window(ev), 9)
    return {"count": len(units), "window": window, "discussed": "yes" if talk else "no"} if units else None


def recommend_absent(c: Context, _: Given) -> Expected:
    ev = c.ev
    if ev.level == "marks" or not ev.complete or ev.total is None or ev.participants is None:
        return None
    absent = ev.total - ev.participants
    return {"absent": absent, "share": ev.share(absent, ev.total)} if absent else None


def recommend_points(c: Context, _: Given) -> Expected:
    return {} if c.ev.complete and any("points" not in i for i in c.ev.indicators) else None


def recommend_difference(c: Context, _: Given) -> Expected:
    rules = c.ev.rules.get("review", {})
    talk = any(r["kind"] == "discussion" for r in rules.get("rounds", []))
    return {} if c.ev.complete and talk and "importance" not in rules else None


def absent_names(c: Context, _: Given) -> Expected:
    gone = [t - c.ev.count(None, [k]) for k, t in c.ev.totals.items() if t is not None]
    return {} if c.ev.complete and c.ev.level != "marks" and sum(gone) else None


def differences_alt(c: Context, _: Given) -> Expected:
    """The differences of totals, of the units whose scores the reader sees."""
    ev = part(c)
    totals = [[s.total for s in ev.sheets_of(u["unit"])] for u in ev.units]
    gaps = sorted(max(t) - min(t) for t in totals if len(t) > 1)
    if not gaps:
        return None
    middle = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) / 2
    return {
        "count": len(gaps),
        "median": short(middle, 6),
        "largest": short(gaps[-1], 6),
        "ruled": "yes" if "importance" in ev.rules["review"] else "no",
        "listed": len(review.important(ev)[0]),
    }


def strengths_figure(c: Context) -> Rows:
    """Whole per cents by indicator, of the tiers of which there are any."""
    shares = [s for t in c.ev.tiers if (s := _shares(c, t))]
    return [(c.name(i), *(decimal(s[i["id"]], 0) for s in shares)) for i in c.ev.indicators]


MARKS_SAID: dict[str, Callable[[Context, Given], Expected]] = {
    "say-affiliated": affiliated("some"),
    "say-affiliated-none": affiliated("none"),
    "say-affiliated-few": affiliated("few"),
    "say-panel-ties": panel_ties,
    "say-fewest-common": fewest_common,
    "say-no-discussion": no_discussion,
    "importance-points": importance("points"),
    "importance-spreads": importance("spreads"),
    "importance-tiers": importance("tiers"),
    "say-tier-strengths": tier_strengths,
    "alt-tier-best-and-worst": best_and_worst,
    "alt-differences": differences_alt,
    "caption-figure-differences": differences_alt,
    "say-recommend-near": recommend_near,
    "say-recommend-absent": recommend_absent,
    "say-recommend-points": recommend_points,
    "say-recommend-difference": recommend_difference,
    "say-absent-names": absent_names,
    "say-absent-unknown": lambda c, _: {} if all(t is None for t in c.ev.totals.values()) else None,
    "one-tier": lambda c, _: {} if len(c.ev.tiers) == 1 else None,
}
MARKS_TABLES: dict[str, tuple[Callable[[Context], Any], bool]] = {
    "grounds": (grounds, True),
    "affiliated-marks": (affiliated_marks, True),
    "discussed": (discussed, True),
    "figure indicator-strengths": (strengths_figure, True),
}
