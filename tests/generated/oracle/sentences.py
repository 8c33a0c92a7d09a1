"""What each sentence of a page says, computed anew, and when it may be said at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.generated.oracle.alts import ALTS
from tests.generated.oracle.audit import AUDIT
from tests.generated.oracle.brief import BRIEF
from tests.generated.oracle.consistency import CONSISTENCY
from tests.generated.oracle.context import Context
from tests.generated.oracle.edition import Edition, short
from tests.generated.oracle.firm import FIRM
from tests.generated.oracle.marks import MARKS_SAID
from tests.generated.oracle.numbers import gap_before, honour, near, near_window, standing, watch, watch_is_whole
from tests.generated.oracle.own import OWN
from tests.generated.oracle.review import REVIEW
from tests.generated.oracle.series import SERIES

Given = Mapping[str, Any]
#: What a sentence is given; None where it must not be said.
Expected = dict[str, object] | None
Sentence = Callable[[Context, Given], Expected]

ANYTHING = object()


def _by_name(c: Context, things: list[dict[str, Any]], name: object) -> dict[str, Any] | None:
    return next((t for t in things if c.name(t) == name), None)


# --- what is on file --------------------------------------------------------------------------------------------------


def level(kind: str) -> Sentence:
    return lambda c, _: {"count": len(c.ev.units)} if c.ev.level == kind else None


def on_file(c: Context, _: Given) -> Expected:
    ev = c.ev
    if not ev.complete:
        return None
    return {
        "units_on_file": len(ev.units),
        "scores": len(ev.units) - len(ev.withheld),
        "withheld": len(ev.withheld),
        "cohorts": len(ev.cohorts) if ev.several_cohorts else 0,
    }


def withheld(c: Context, _: Given) -> Expected:
    return {"withheld": len(c.ev.withheld)} if c.ev.withheld and c.ev.complete else None


def no_withheld(c: Context, _: Given) -> Expected:
    return {} if not c.ev.withheld and c.ev.complete else None


def participation(c: Context, _: Given) -> Expected:
    ev = c.ev
    if ev.participants is None:
        return None
    absent = None if ev.total is None else ev.total - ev.participants
    return {
        "known": "part" if absent is None else "some" if absent else "all",
        "total": ev.total,
        "participants": ev.participants,
        "absent": absent,
        "absent_share": None if absent is None else ev.share(absent, ev.total),
        "share": ev.share(ev.participants, ev.total),
    }


# --- scores and tiers -------------------------------------------------------------------------------------------------


def upper_tiers(c: Context, _: Given) -> Expected:
    ev = c.ev
    if not ev.complete or len(ev.tiers) < 3:
        return None
    count = ev.count(ev.tiers[0]) + ev.count(ev.tiers[1])
    return {
        "first": c.tier(ev.tiers[0]),
        "second": c.tier(ev.tiers[1]),
        "count": count,
        "of_participants": ev.share(count, len(ev.units)) if ev.units else None,
        "of_all": ev.share(count, ev.total),
        "shares": "none" if not ev.units else "both" if ev.total else "participants",
    }


def tier(c: Context, given: Given) -> Expected:
    ev = c.ev
    found = _by_name(c, ev.tier_rules, given.get("tier"))
    if not ev.complete or found is None:
        return None
    count = ev.count(found["id"])
    return {
        "tier": c.name(found),
        "range": c.tier_range(found),
        "count": count,
        "of_participants": ev.share(count, len(ev.units)),
        "of_all": ev.share(count, ev.total),
        "ranged": "yes" if "lowest" in found else "no",
        "all_known": "yes" if ev.total else "no",
    }


def scores(c: Context, _: Given) -> Expected:
    """The published scores, whoever reads: their ends, their median, who has the most that can be had."""
    ev = c.ev
    seen = {u: s for u, s in ev.scores.items() if s is not None and u not in ev.withheld}
    if not ev.complete or not seen:
        return None
    values = sorted(seen.values())
    n = len(values)
    most = ev.best_score
    full = [u for u, s in seen.items() if s == most]
    full.sort(key=lambda u: (ev.cohorts.index(ev.cohort[u]), u))
    named = [f"{ev.names[u]}（{u}）" if c.language == "zh" else f"{ev.names[u]} ({u})" for u in full]
    return {
        "count": n,
        "differ": "yes" if values[0] < values[-1] else "no",
        "withheld": len(ev.withheld),
        "lowest": ev.points(values[0]),
        "highest": ev.points(values[-1]),
        "median": short((values[(n - 1) // 2] + values[n // 2]) / 2, 6),
        "max": ev.points(most),
        "full": len(full),
        "names": c.listed(named),
    }


def scores_none(c: Context, given: Given) -> Expected:
    level = c.ev.rules["data"]["level"]
    return {"level": level} if c.ev.complete and scores(c, given) is None else None


def full_marks(c: Context, given: Given) -> Expected:
    found = scores(c, given)
    return found if found and found["full"] else None


def full_none(c: Context, given: Given) -> Expected:
    found = scores(c, given)
    return found if found and not found["full"] else None


def near_cut_offs(c: Context, _: Given) -> Expected:
    ev = c.ev
    seen = [u for u, s in ev.scores.items() if s is not None and not c.hidden(u)]
    if not ev.complete or not seen or len(ev.tiers) < 2:
        return None
    found = near(c)
    return {
        "window": short(near_window(ev), 9),
        "near": len({n.unit for n in found}),
        "count": len(seen),
        "up": sum(ev.sign * n.move > 0 for n in found),
        "down": sum(ev.sign * n.move < 0 for n in found),
    }


def near_none(c: Context, _: Given) -> Expected:
    seen = [u for u, s in c.ev.scores.items() if s is not None and not c.hidden(u)]
    return {} if c.ev.complete and not seen else None


def banding(c: Context, _: Given) -> Expected:
    ev = c.ev
    if not ev.cut_offs_known:
        return None
    found = ev.rules["banding"]
    return {"nearest": short(Fraction(found["to_nearest"]), 9), "rule": c.label(f"rounding-{found['rounding']}")}


# --- cohorts ----------------------------------------------------------------------------------------------------------


def cohort(c: Context, given: Given) -> Expected:
    ev = c.ev
    found = _by_name(c, ev.rules["cohorts"], given.get("cohort"))
    if not ev.complete or found is None:
        return None
    name, total = found["id"], found.get("total")
    taking = ev.count(None, [name])
    absent = None if total is None else total - taking
    several = len(ev.tiers) > 2
    upper = sum(ev.count(t, [name]) for t in ev.tiers[:2]) if several else 0
    known = "none" if not taking else "part" if absent is None else "some" if absent else "all"
    return {
        "known": known,
        "cohort": c.name(found),
        "total": total,
        "participants": taking,
        "absent": absent,
        "share": ev.share(taking, total),
        "upper": upper,
        "upper_share": ev.share(upper, taking),
        "uppers": "yes" if taking and several else "no",
    } | ({"first": c.tier(ev.tiers[0]), "second": c.tier(ev.tiers[1])} if several else {})


def absent(c: Context, _: Given) -> Expected:
    ev = c.ev
    if not ev.complete:
        return None
    gone = {k: None if ev.totals[k] is None else (ev.totals[k] or 0) - ev.count(None, [k]) for k in ev.cohorts}
    known = {k: n for k, n in gone.items() if n is not None}
    unknown = [c.cohort(k) for k, n in gone.items() if n is None]
    number = sum(known.values())
    case = "open" if not known else "some" if number else "none" if unknown else "all"
    return {"case": case, "absent": number, "open": len(unknown), "open_list": c.listed(unknown)}


def absent_cohort(c: Context, given: Given) -> Expected:
    ev = c.ev
    found = _by_name(c, ev.rules["cohorts"], given.get("cohort"))
    if found is None or found.get("total") is None:
        return None
    number = found["total"] - ev.count(None, [found["id"]])
    return {"cohort": c.name(found), "count": number} if number else None


def _ends(c: Context, parts: dict[str, tuple[int, int]]) -> Expected:
    """Where a share is highest and where lowest: all whose share is printed the same, and only where there is a
    difference."""
    exact = {k: Fraction(n, of) for k, (n, of) in parts.items()}
    printed = {k: c.ev.share(n, of) for k, (n, of) in parts.items()}
    if len(parts) < 2:
        return None
    best, worst = max(exact.values()), min(exact.values())
    best_printed = next(printed[k] for k in exact if exact[k] == best)
    worst_printed = next(printed[k] for k in exact if exact[k] == worst)
    if best_printed == worst_printed:
        return {"case": "same", "best_share": best_printed} if best == worst else None
    return {
        "case": "few",
        "best": c.listed([c.cohort(k) for k in parts if printed[k] == best_printed]),
        "best_share": best_printed,
        "worst": c.listed([c.cohort(k) for k in parts if printed[k] == worst_printed]),
        "worst_share": worst_printed,
    }


def summary_participation(c: Context, _: Given) -> Expected:
    ev = c.ev
    parts = {k: (ev.count(None, [k]), t) for k in ev.cohorts if (t := ev.totals[k])}
    return _ends(c, parts) if ev.complete else None


def summary_upper(c: Context, _: Given) -> Expected:
    ev = c.ev
    if not ev.complete or len(ev.tiers) < 2:
        return None
    parts = {k: (ev.count(ev.tiers[0], [k]), n) for k in ev.cohorts if (n := ev.count(None, [k]))}
    found = _ends(c, parts)
    return None if found is None else {"tier": c.tier(ev.tiers[0]), **found}


# --- the rubric, the panel, the procedure -----------------------------------------------------------------------------


def only(keys: str, rule: Sentence) -> Sentence:
    """Return a statement of which a caption has these numbers where the sentence can be said, and else none."""
    return lambda c, given: (
        dict.fromkeys(keys.split()) | {k: v for k, v in (rule(c, given) or {}).items() if k in keys.split()}
    )


def rubric(c: Context, _: Given) -> Expected:
    ev = c.ev
    points = ev.rules.get("total_points")
    if points is None and ev.indicators and all("points" in i for i in ev.indicators):
        points = sum(Fraction(i["points"]) for i in ev.indicators)
    return {
        "areas": len(ev.areas),
        "indicators": len(ev.indicators),
        "pointed": "no" if points is None else "yes",
        "points": None if points is None else short(Fraction(points), 9),
        "names": c.listed([c.name(a) for a in ev.areas]),
    } if ev.areas else None  # fmt: skip


def areas(c: Context, _: Given) -> Expected:
    return {"count": len(c.ev.areas), "list": c.listed([c.name(a) for a in c.ev.areas])} if c.ev.areas else None


def panel(c: Context, _: Given) -> Expected:
    people = c.ev.files.get("panel")
    if people is None:
        number = len(c.ev.files.get("reviewers", []))
        return {"size": number, "tied": "no"} if number else None
    tied = sum(bool(p.get("unit")) for p in people)
    return {"size": len(people), "tied": "yes" if tied else "no", "affiliated": tied or None}


def rounds(c: Context, _: Given) -> Expected:
    found = c.ev.rules.get("review", {}).get("rounds", [])
    return {"count": len(found), "list": c.listed([c.name(r) for r in found])} if found else None


def milestone(c: Context, given: Given) -> Expected:
    texts = [m["what"][c.language] for m in c.ev.rules.get("review", {}).get("milestones", [])]
    return {} if given.get("what") in texts else None


def window(c: Context, _: Given) -> Expected:
    return {} if "window" in c.ev.rules else None


def final_rule(c: Context, _: Given) -> Expected:
    final = c.ev.rules.get("review", {}).get("final")
    if final is None:
        return None
    return {
        "rule": c.label(f"final-{final['rule']}"),
        "rounds": c.label(f"final-{final['of']}"),
        "step": short(Fraction(c.ev.rules["scores"]["step"]), 9),
        "rounding": c.label(f"rounding-{final['rounding']}"),
    }


# --- several editions -------------------------------------------------------------------------------------------------


def gap(c: Context, given: Given) -> Expected:
    """An edition is missing between two that stand beside each other."""
    series = c.series
    for place, ev in enumerate(series):
        if ev.name == given.get("after") and gap_before(series, place):
            return {"before": series[place - 1].name, "after": ev.name}
    return None


def _roll(c: Context) -> dict[str, object]:
    statuses, counted, end = honour(c.series)
    held = [u for u, s in statuses.items() if s == "yes"]
    rule = c.ev.rules["honour"]
    total = c.ev.fact("honour", None)
    open_ones = [u for u, s in statuses.items() if s == "unknown"]
    closed = total is not None and len(held) == total
    whole = closed or any(e.complete or e.level == "marks" for e in counted)
    parts = []
    for k in c.ev.cohorts:
        number = sum(_cohort_in(c, u) == k for u in held)
        if number:
            parts.append(c.label("say-honour-cohort", cohort=c.cohort(k), count=number))
    return {
        "end": end,
        "known": whole and (closed or not open_ones) and total in (None, len(held)),
        "whole": whole,
        "total": total,
        "facts": {
            "edition": c.ev.name,
            "honour": rule["name"][c.language],
            "tier": c.tier(rule["tier"]),
            "count": rule["consecutive"],
            "held": len(held),
            "unknown": 0 if closed else len(open_ones),
            "list": c.listed(parts),
        },
    }


def _cohort_in(c: Context, unit: str) -> str:
    return next(e.cohort[unit] for e in reversed(c.series) if unit in e.cohort)


def honour_said(test: Callable[[dict[str, Any]], bool]) -> Sentence:
    def said(c: Context, _: Given) -> Expected:
        if "honour" not in c.ev.rules:
            return None
        found = _roll(c)
        if found["end"] == "beginning" or not test(found):
            return None
        return dict(found["facts"])  # type: ignore[call-overload, no-any-return]

    return said


def without_honour(c: Context, _: Given) -> Expected:
    return {} if "honour" not in c.ev.rules else None


def without_honour_editions(c: Context, _: Given) -> Expected:
    if "honour" not in c.ev.rules or _roll(c)["end"] != "beginning":
        return None
    return {"count": c.ev.rules["honour"]["consecutive"], "edition": c.ev.name}


def watch_said(test: Callable[[dict[str, Any]], bool]) -> Sentence:
    """The watch list: for whom it is, who is on it, and of whom it is not known."""

    def said(c: Context, _: Given) -> Expected:
        rule = c.ev.rules.get("watch")
        if rule is None or (rule["audience"] == "internal" and c.public):
            return None
        statuses, counted, end = watch(c.series)
        if end == "beginning":
            return None
        listed = [u for u, s in statuses.items() if s == "yes"]
        unknown = sum(s == "unknown" for s in statuses.values())
        whole = watch_is_whole(counted, rule["absence"])
        absent = sum(all(standing(e, u) == "absent" for e in counted) for u in listed)
        facts = {
            "editions": c.listed([e.name for e in counted]),
            "listed": len(listed),
            "absent": "all" if absent == len(listed) else absent,
            "unknown": unknown,
        }
        more = {"open": bool(unknown) or not whole, "whole": whole, "end": end, "consecutive": rule["consecutive"]}
        return dict(facts) if test({**facts, **more}) else None

    return said


def watch_hidden(c: Context, _: Given) -> Expected:
    rule = c.ev.rules.get("watch")
    return {} if rule is not None and rule["audience"] == "internal" and c.public else None


def watch_editions(c: Context, _: Given) -> Expected:
    rule = c.ev.rules.get("watch")
    if rule is None or watch(c.series)[2] != "beginning":
        return None
    return {"count": rule["consecutive"], "edition": c.ev.name}


def first_edition(c: Context, _: Given) -> Expected:
    return {} if len(c.series) == 1 else None


# --- notes, labels, texts that stand for figures ----------------------------------------------------------------------


def note_denominators(c: Context, _: Given) -> Expected:
    ev = c.ev
    return {
        "participants": len(ev.units),
        "all": ev.total,
        "all_known": "no" if ev.total is None else "yes",
        "decimals": ev.rules["percent"]["decimals"],
    }


def note_ranks(kind: str) -> Sentence:
    return lambda c, _: {} if c.ev.rules["ranking"]["ties"] == kind else None


def note_withheld(c: Context, _: Given) -> Expected:
    return {"count": len(c.ev.withheld)} if c.ev.withheld and c.public else None


def group_tier(c: Context, given: Given) -> Expected:
    found = _by_name(c, c.ev.tier_rules, given.get("tier"))
    return None if found is None else {"count": c.ev.count(found["id"])}


def group_area(c: Context, given: Given) -> Expected:
    found = _by_name(c, c.ev.areas, given.get("area"))
    return None if found is None else {"count": len(found.get("indicators", []))}


def score_distribution(c: Context, given: Given) -> Expected:
    found = scores(c, given)
    if found is None:
        return None
    return {k: found[k] for k in ("count", "lowest", "highest", "median")} | {"hidden": found["withheld"]}


def without(test: Callable[[Edition], bool]) -> Sentence:
    """A remark that something is not on file."""
    return lambda c, _: {} if test(c.ev) else None


def always(c: Context, _: Given) -> Expected:
    return {}


#: The watch list; each of these must be said where it may.
WATCH: dict[str, Sentence] = {
    "say-watch": watch_said(lambda f: bool(f["listed"] and not f["open"])),
    "say-watch-at-least": watch_said(lambda f: bool(f["listed"] and f["open"])),
    "say-watch-nobody": watch_said(lambda f: not f["listed"] and not f["open"]),
    "say-watch-unknown": watch_said(lambda f: not f["listed"] and f["open"]),
    "say-watch-absent": watch_said(lambda f: bool(f["listed"] and f["absent"] and f["consecutive"] > 1)),
    "say-watch-open": watch_said(lambda f: bool(f["unknown"])),
    "say-watch-beyond": watch_said(lambda f: not f["whole"]),
    "say-watch-gap": watch_said(lambda f: f["end"] == "gap"),
    "say-watch-not-public": watch_hidden,
}

SENTENCES: dict[str, Sentence] = {
    **REVIEW,
    **CONSISTENCY,
    **AUDIT,
    **BRIEF,
    **FIRM,
    **MARKS_SAID,
    **ALTS,
    **SERIES,
    **OWN,
    "say-level-counts": level("counts"),
    "say-level-some-scores": level("some-scores"),
    "say-level-scores": level("scores"),
    "say-level-marks": level("marks"),
    "say-on-file": on_file,
    "say-withheld-not-missing": withheld,
    "say-withheld-not-missing-internal": withheld,
    "say-no-withheld": no_withheld,
    "say-participation": participation,
    "say-upper-tiers": upper_tiers,
    "say-tier": tier,
    "say-scores": scores,
    "say-scores-none": scores_none,
    "say-full-marks": full_marks,
    "say-full-none": full_none,
    "say-near": near_cut_offs,
    "say-near-internal": near_cut_offs,
    "say-near-none": near_none,
    "caption-scores": only("median", scores),
    "caption-best-worst": only("best best_share worst worst_share", summary_participation),
    "caption-most-frequent": only("best best_share", summary_upper),
    "say-banding": banding,
    "say-cohort": cohort,
    "say-absent": absent,
    "say-absent-cohort": absent_cohort,
    "say-summary-participation": summary_participation,
    "say-summary-upper": summary_upper,
    "say-rubric": rubric,
    "say-areas": areas,
    "say-panel": panel,
    "say-rounds": rounds,
    "say-milestone": milestone,
    "say-window": window,
    "say-final-rule": final_rule,
    "say-gap": gap,
    "say-honour": honour_said(lambda f: bool(f["known"] and f["facts"]["held"])),
    "say-honour-nobody": honour_said(lambda f: bool(f["known"] and not f["facts"]["held"])),
    "say-honour-at-least": honour_said(lambda f: bool(not f["known"] and f["facts"]["held"])),
    "say-honour-unknown": honour_said(lambda f: bool(not f["known"] and not f["facts"]["held"])),
    "say-honour-beyond": honour_said(lambda f: not f["known"] and not f["whole"]),
    "say-honour-total": honour_said(lambda f: not f["known"] and f["total"] is not None),
    "say-honour-gap": honour_said(lambda f: f["end"] == "gap"),
    "without-honour": without_honour,
    "without-honour-editions": without_honour_editions,
    "say-first-edition": first_edition,
    **WATCH,
    "without-watch": without(lambda ev: "watch" not in ev.rules),
    "without-watch-editions": watch_editions,
    "note-denominators": note_denominators,
    "note-ranks-competition": note_ranks("competition"),
    "note-ranks-modified-competition": note_ranks("modified-competition"),
    "note-ranks-dense": note_ranks("dense"),
    "note-ranks-and-withheld": note_withheld,
    "group-tier": group_tier,
    "group-area": group_area,
    "alt-score-distribution": score_distribution,
    "caption-figure-score-distribution": lambda c, _: {
        # One tier has no line to be drawn.
        "cut": "yes" if c.ev.cut_offs_known and len(c.ev.tiers) > 1 else "no"
    },
    "without-scores": without(lambda ev: not ev.complete),
    "without-participation": without(lambda ev: ev.participants is None),
    "without-cut-offs": without(lambda ev: not ev.cut_offs_known),
    "without-tiers": without(lambda ev: not ev.tiers),
    "without-areas": without(lambda ev: not ev.areas),
    "without-indicators": without(lambda ev: not ev.indicators),
    "without-rounds": without(lambda ev: not ev.rules.get("review", {}).get("rounds")),
    "without-window": without(lambda ev: "window" not in ev.rules),
    "without-panel": without(lambda ev: "panel" not in ev.files and not ev.files.get("reviewers")),
    "without-units": without(lambda ev: not ev.units),
    "without-review": without(lambda ev: ev.level != "marks"),
    "without-marks": without(lambda ev: not ev.files.get("marks")),
}
