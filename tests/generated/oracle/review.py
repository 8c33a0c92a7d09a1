"""The review worked out by hand: sheets, ties, important differences, what the discussion did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.generated.oracle.context import UNKNOWN, Context
from tests.generated.oracle.edition import Edition, decimal, rounded, short
from tests.generated.oracle.public import FEWEST, part, percents_leave_three, shown_means, spread_shown, told, too_few
from tests.generated.oracle.values import Near

Expected = dict[str, object] | None
Rows = list[tuple[str | None, ...]]
Given = Mapping[str, Any]


def _marked(ev: Edition) -> bool:
    return ev.level == "marks" and bool(ev.files.get("marks"))


def eligibility(c: Context, _: Given) -> Expected:
    rule = c.ev.rules.get("eligibility")
    if rule is None or c.ev.level != "marks":
        return None
    names = {i["id"]: c.name(i) for i in c.ev.indicators}
    number, musts = rule.get("at_least", 0), rule.get("required", [])
    return {
        "asks": "number" if number else "some" if musts else "nothing",
        "at_least": number,
        "indicators": len(c.ev.indicators),
        "musts": len(musts),
        "required": c.listed([names[i] for i in musts]),
    }


def roster(c: Context, _: Given) -> Expected:
    ev = c.ev
    if ev.level != "marks":
        return None
    absent = len(ev.roster) - len(ev.units)
    facts = {"total": len(ev.roster), "participants": len(ev.units), "absent": absent}
    return facts | {"share": ev.share(absent, len(ev.roster))}


def no_eligibility(c: Context, _: Given) -> Expected:
    return {} if "eligibility" not in c.ev.rules else None


def coverage(c: Context, _: Given) -> Expected:
    ev = c.ev
    if not _marked(ev):
        return None
    numbers = [len(ev.sheets_of(u["unit"])) for u in ev.units]
    people, panel = {s.reviewer for s in ev.sheets}, ev.files["reviewers"]
    return {
        "sheets": len(ev.sheets),
        "marks": sum(len(s.marks) for s in ev.sheets),
        "reviewers": len(people),
        "panel": len(panel),
        "everybody": "yes" if len(people) == len(panel) else "no",
        "least": min(numbers),
        "most": max(numbers),
        "same": "yes" if len(set(numbers)) == 1 else "no",
    }


def without_score(c: Context, _: Given) -> Expected:
    count = sum(s is None for s in c.ev.scores.values()) if _marked(c.ev) else 0
    return {"count": count} if count else None


def without_score_none(c: Context, _: Given) -> Expected:
    return {} if _marked(c.ev) and None not in c.ev.scores.values() else None


def panel_ties(c: Context, _: Given) -> Expected:
    people = c.ev.files.get("panel", [])
    affiliated = sum(bool(p["unit"]) for p in people)
    return {"affiliated": affiliated, "size": len(people)} if affiliated else None


def conflicts_blocked(c: Context, _: Given) -> Expected:
    """Such marks are faults: that some pairs are kept apart must be on file, and no more."""
    return {} if c.ev.level == "marks" and {"affiliations", "recusals"} & set(c.ev.files) else None


def _distance(ev: Edition, score: Fraction) -> Fraction:
    """Return by how much a score must move to be in another tier; with one tier, the end of the scale."""
    step = Fraction(ev.rules["scores"]["step"])
    ends = [Fraction(t[ev.limit]) for t in ev.tier_rules[:-1]]
    whole = Fraction(ev.rules["scores"]["max"])
    over = [ev.sign * (score - end) for end in ends]
    return min((by + step if by >= 0 else -by for by in over), default=whole)


def _disputed(ev: Edition) -> dict[str, Fraction]:
    """Return the scores before the discussion of the units on the docket that have one."""
    scores = {unit: ev.final_score(unit, discussed=False) for unit in important(ev)[0]}
    return {unit: score for unit, score in scores.items() if score is not None}


def disputes(c: Context, _: Given) -> Expected:
    ev = part(c)
    found = _disputed(ev) if _marked(c.ev) and not c.public else {}
    return {"count": len(found), "hanging": sum(len(_tiers_without_one(ev, u)) > 1 for u in found)} if found else None


def disputes_drawn(c: Context) -> Rows:
    """Unit, difference of totals, distance of its score from a cut-off, what became of it."""
    ev = part(c)
    became = status_of(ev)
    places = len(str(ev.rules["scores"]["step"]).rstrip("0").partition(".")[2]) + 1
    found = []
    for unit, score in _disputed(ev).items():
        totals = [s.total for s in ev.sheets_of(unit)]
        gap, distance = max(totals) - min(totals), _distance(ev, score)
        found.append((len(_tiers_without_one(ev, unit)) < 2, distance, -gap, unit))
    rows: list[tuple[Any, ...]] = []
    for _, distance, gap, unit in sorted(found):
        numbers = (Near(float(-gap), places), Near(float(distance), places))
        rows.append((unit, *numbers, c.label(f"docket-status-{became(unit)}")))
    return rows


def on_marks(c: Context, _: Given) -> Expected:
    return {} if _marked(c.ev) else None


def of_marks(c: Context, _: Given) -> Expected:
    return {} if c.ev.level == "marks" else None


def ties(c: Context, _: Given) -> Expected:
    rows = c.ev.files.get("affiliations")
    if rows is None:
        return None
    taking = {u["unit"] for u in c.ev.units}
    current = [r for r in rows if r["kind"] == "current"]
    tied = len({r["reviewer"] for r in current})
    with_one = len({r["reviewer"] for r in current if r["unit"] in taking})
    few = too_few(c, tied, with_one, tied - with_one)
    return {
        "reviewers": len(c.ev.files["reviewers"]),
        "any": told(c, tied),
        "taking": "hidden" if few else "all" if with_one == tied > 1 else with_one,
    }


def ties_unknown(c: Context, _: Given) -> Expected:
    return {} if "affiliations" not in c.ev.files else None


def _parts(ev: Edition) -> int:
    """Return into how many parts units and reviewers fall: one after another, everything that hangs together."""
    pairs = {(s.unit, s.reviewer) for s in ev.sheets}
    if not pairs:
        pairs = {(r["unit"], r["reviewer"]) for r in ev.files.get("assignment", [])}
    left = set(pairs)
    parts = 0
    while left:
        units, people = {next(iter(left))[0]}, set[str]()
        while True:
            more = {p for u, p in left if u in units} - people
            people |= more
            wider = {u for u, p in left if p in people} - units
            units |= wider
            if not more and not wider:
                break
        left = {(u, p) for u, p in left if u not in units}
        parts += 1
    return parts


def _people(ev: Edition) -> int:
    rows = [s.reviewer for s in ev.sheets] or [r["reviewer"] for r in ev.files.get("assignment", [])]
    return len(set(rows))


def connected(c: Context, _: Given) -> Expected:
    return {} if c.ev.level == "marks" and _parts(c.ev) <= 1 and _people(c.ev) != 1 else None


def one_reviewer(c: Context, _: Given) -> Expected:
    return {} if c.ev.level == "marks" and _people(c.ev) == 1 else None


def not_connected(c: Context, _: Given) -> Expected:
    parts = _parts(c.ev) if c.ev.level == "marks" else 0
    return {"count": parts} if parts > 1 else None


def _important(ev: Edition) -> tuple[list[str], int]:
    """Return the units whose reviewers differ by an important difference, and how many have several sheets."""
    rule = ev.rules["review"].get("importance", {})
    totals = {u["unit"]: [s.total for s in ev.sheets_of(u["unit"])] for u in ev.units}
    several = {u: t for u, t in totals.items() if len(t) > 1}
    means = [sum(t, Fraction(0)) / len(t) for t in totals.values() if t]
    step, rounding = Fraction(ev.rules["scores"]["step"]), ev.rules["review"]["final"]["rounding"]
    variance = None
    if len(means) > 1:
        centre = sum(means, Fraction(0)) / len(means)
        variance = sum(((m - centre) ** 2 for m in means), Fraction(0)) / (len(means) - 1)
    found = []
    for unit, all_totals in several.items():
        gap = max(all_totals) - min(all_totals)
        tiers = {ev.tier_at(step * rounded(t / step, rounding)) for t in all_totals}
        by_points = "points" in rule and gap >= Fraction(rule["points"])
        spread = variance is not None and variance > 0 and "spreads" in rule
        by_spread = spread and gap**2 >= Fraction(rule["spreads"]) ** 2 * (variance or 0)
        if by_points or by_spread or ("tiers" in rule and len(tiers) >= rule["tiers"]):
            found.append(unit)
    return found, len(several)


def important(ev: Edition) -> tuple[list[str], int]:
    """Return the units that were to be discussed, and how many were compared; of a part, those of the whole in it."""
    found, several = _important(ev)
    whole = ev.__dict__.get("whole")
    if whole is None:
        return found, several
    there = {u["unit"] for u in ev.units}
    return [unit for unit in _important(whole)[0] if unit in there], several


def _tiers_without_one(ev: Edition, unit: str) -> set[str]:
    """Return the tiers that a unit's score before the discussion reaches with all, and without any one reviewer."""
    score = ev.final_score(unit, discussed=False)
    if score is None:
        return set()
    found = {ev.tier_at(score)}
    for reviewer in {s.reviewer for s in ev.sheets_of(unit) if s.round in ev.counted_rounds}:
        other = ev.final_score(unit, discussed=False, without=reviewer)
        if other is not None:
            found.add(ev.tier_at(other))
    return found


def status_of(ev: Edition) -> Callable[[str], str]:
    """Return what became of a unit on the docket; without a table of minutes nobody can tell that it is still open."""
    minutes = {m["unit"]: m["decision"] for m in ev.files.get("minutes", [])}
    return lambda unit: minutes.get(unit, "open" if "minutes" in ev.files else "unknown")


def discussion_facts(ev: Edition) -> dict[str, object]:
    """Return what is on the docket, and what became of it."""
    found, several = important(ev)
    minutes = {m["unit"]: m for m in ev.files.get("minutes", [])}
    revised = [u for u, m in minutes.items() if m["decision"] == "revised"]

    def tier(unit: str, discussed: bool) -> str | None:
        score = ev.final_score(unit, discussed=discussed)
        return None if score is None else ev.tier_at(score)

    return {
        "docket": len(found),
        "compared": several,
        "open": sum(u not in minutes for u in found) if "minutes" in ev.files else "unknown",
        "stake": sum(len(_tiers_without_one(ev, u)) > 1 for u in found),
        "minuted": len(minutes),
        "revised": len(revised),
        "kept": len(minutes) - len(revised),
        "moved": sum(tier(u, False) != tier(u, True) for u in revised),
        "dissent": sum(bool(m.get("minority_view")) for m in minutes.values()),
    }


def _told(c: Context) -> dict[str, object]:
    """Return the facts of the discussion as the reader gets them.

    What hangs on one reviewer is told of three units that do and three that do not; a minority view as a small number,
    and not at all where the others give it away.
    """
    facts: dict[str, Any] = discussion_facts(part(c))
    stake, rest = facts["stake"], facts["docket"] - facts["stake"]
    facts["stake"] = "hidden" if c.public and min(stake, rest) < FEWEST else stake
    minuted, dissent = facts["minuted"], facts["dissent"]
    facts["dissent"] = "hidden" if too_few(c, minuted, minuted - dissent) else told(c, dissent)
    return facts


def docket(c: Context, _: Given) -> Expected:
    facts = _told(c) if _marked(c.ev) else {"docket": 0}
    return facts if facts["docket"] else None


def docket_none(c: Context, _: Given) -> Expected:
    return {} if _marked(c.ev) and not discussion_facts(part(c))["docket"] else None


def discussion(c: Context, _: Given) -> Expected:
    facts = _told(c) if _marked(c.ev) else {"minuted": 0}
    return facts if facts["minuted"] else None


def discussion_none(c: Context, _: Given) -> Expected:
    """That no unit was discussed must be on file: minutes without a row of one that the reader is told of."""
    return {} if _marked(c.ev) and part(c).files.get("minutes") == [] else None


def discussion_unknown(c: Context, _: Given) -> Expected:
    return {} if _marked(c.ev) and _talk(c.ev) and "minutes" not in c.ev.files else None


def no_discussion(c: Context, _: Given) -> Expected:
    return {} if _marked(c.ev) and not _talk(c.ev) else None


def _talk(ev: Edition) -> bool:
    return any(r["kind"] == "discussion" for r in ev.rules["review"]["rounds"])


def importance_unknown(c: Context, _: Given) -> Expected:
    return {} if "importance" not in c.ev.rules.get("review", {}) else None


def importance_known(c: Context, _: Given) -> Expected:
    return {} if "importance" in c.ev.rules.get("review", {}) else None


REVIEW = {
    "say-eligibility": eligibility,
    "say-roster": roster,
    "say-no-eligibility": no_eligibility,
    "say-coverage": coverage,
    "say-without-score": without_score,
    "say-without-score-none": without_score_none,
    "say-panel-ties": panel_ties,
    "say-conflicts-blocked": conflicts_blocked,
    "say-disputes": disputes,
    "say-differences": on_marks,
    "say-stakes": lambda c, _: {} if disputes(c, _) else None,
    "say-trail": on_marks,
    "say-loads": of_marks,
    "say-ties": ties,
    "say-ties-unknown": ties_unknown,
    "say-connected": connected,
    "say-not-connected": not_connected,
    "say-one-reviewer": one_reviewer,
    "say-docket": docket,
    "say-docket-none": docket_none,
    "say-discussion": discussion,
    "say-discussion-none": discussion_none,
    "say-discussion-unknown": discussion_unknown,
    "say-no-discussion": no_discussion,
    "say-importance": importance_known,
    "say-importance-unknown": importance_unknown,
}


# --- tables ---------------------------------------------------------------------------------------------------------


def docket_table(c: Context) -> Rows:
    """Which units and what became of them; how far their totals differ, and what hangs on one reviewer."""
    ev = part(c)
    became = status_of(ev)
    rows: Rows = []
    for unit in sorted(important(ev)[0]):
        status = c.label(f"docket-status-{became(unit)}")
        if c.public:
            rows.append((unit, ev.names[unit], status))
            continue
        totals = [s.total for s in ev.sheets_of(unit)]
        ends = f"{_marks(ev, min(totals))}–{_marks(ev, max(totals))}"
        stake = None if len(_tiers_without_one(ev, unit)) > 1 else c.label("tier-stays")
        rows.append((None, unit, ev.names[unit], ends, _marks(ev, max(totals) - min(totals)), stake, None, status))
    return rows


def _marks(ev: Edition, total: Fraction) -> str:
    """Return a sum of marks with as many decimals as a mark has, at least."""
    return short(total, 6)


def links(c: Context) -> dict[tuple[str, str], int]:
    """Return how many units reviewers of each two fields have in common."""
    field = {r["reviewer"]: r["subject"] for r in c.ev.files.get("reviewers", [])}
    of: dict[str, set[str]] = {}
    for sheet in c.ev.sheets:
        of.setdefault(field[sheet.reviewer], set()).add(sheet.unit)
    present = [s["id"] for s in c.ev.rules.get("subjects", []) if s["id"] in field.values()]
    return {(a, b): len(of.get(a, set()) & of.get(b, set())) for i, a in enumerate(present) for b in present[i + 1 :]}


def balance(c: Context) -> Rows:
    """How many units a reviewer has, round by round, those without any among them.

    Where a group is of too few there are none, so that it cannot be had from the others either.
    """
    ev = c.ev
    people = ev.files.get("reviewers", [])
    pairs = {(s.round, s.unit, s.reviewer) for s in ev.sheets}
    if not pairs:
        pairs = {(r["round"], r["unit"], r["reviewer"]) for r in ev.files.get("assignment", [])}

    def row(round_name: str, group: str, inside: list[str], rounds: list[str]) -> tuple[str | None, ...]:
        loads = [sum(p == person and r in rounds for r, _, p in pairs) for person in inside]
        mean = decimal(Fraction(sum(loads), len(loads)), 1) if loads else "0.0"
        near = None if loads and (Fraction(sum(loads), len(loads)) * 20) % 2 == 1 else mean
        return (round_name, group, *spread_shown(c, loads, near))

    rows: Rows = []
    everybody = [p["reviewer"] for p in people]
    for one in ev.rules["review"]["rounds"]:
        if one["kind"] == "grouped":
            of = {s["id"]: [p["reviewer"] for p in people if p["subject"] == s["id"]] for s in ev.rules["subjects"]}
            of = {k: inside for k, inside in of.items() if inside}
            names = {s["id"]: c.name(s) for s in ev.rules["subjects"]}
            if any(too_few(c, len(inside)) for inside in of.values()):
                rows.append(row(c.name(one), c.label("design-all-reviewers"), everybody, [one["id"]]))
            else:
                rows += [row(c.name(one), names[k], inside, [one["id"]]) for k, inside in of.items()]
        elif one["kind"] == "crossed":
            rows.append(row(c.name(one), c.label("design-all-reviewers"), everybody, [one["id"]]))
    if len(rows) == 1:
        # All rounds together are that one.
        return rows
    return [*rows, row(c.label("design-all-rounds"), c.label("design-all-reviewers"), everybody, ev.marked_rounds)]


def strengths(c: Context, by: str) -> Rows:
    """Mean share of the points over the units of each tier; all together are those whose scores the reader sees."""
    ev = c.ev
    marks = {u["unit"]: m for u in ev.units if (m := ev.final_marks(u["unit"])) is not None}
    things = ev.areas if by == "area" else ev.indicators
    shown, secret = shown_means(c)
    rows: Rows = []
    for thing in things:
        inside = [i["id"] for i in thing.get("indicators", [])] if by == "area" else [thing["id"]]
        points = ev.reach(inside)
        cells: list[str | None] = []
        for tier in (None, *ev.tiers):
            units = [u for u in marks if (not c.hidden(u) if tier is None else ev.unit_tiers[u] == tier)]
            untold = tier in secret and (by == "indicator" or not percents_leave_three(c, units, points))
            if tier not in shown or untold:
                cells.append(UNKNOWN)
            else:
                total = sum((marks[u][i] - ev.least for u in units for i in inside), Fraction(0))
                cells.append(decimal(total / len(units) / points * 100, 0 if tier in secret else 1))
        rows.append((c.name(thing), *cells))
    return rows
