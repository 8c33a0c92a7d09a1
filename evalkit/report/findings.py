"""The numbers that sentences need, computed; the sentences themselves are in the wording."""

from __future__ import annotations

from typing import Any

from evalkit.report.words import UNKNOWN, Words
from evalkit.scoring import Evaluation

Facts = dict[str, Any]


def participation(ev: Evaluation, words: Words) -> Facts:
    """How many units there are, took part and did not."""
    total = ev.rules.total_of(ev.rules.cohorts_in(None))
    taking = len(ev.results)
    absent = None if total is None else total - taking
    return {
        "total": words.count(total),
        "participants": taking,
        "absent": words.count(absent),
        "absent_share": UNKNOWN if absent is None else words.share(absent, total),
        "share": words.share(taking, total),
    }


def tier(ev: Evaluation, words: Words, tier_id: str) -> Facts:
    """How many units a tier has, and their shares of the participants and of all."""
    total = ev.rules.total_of(ev.rules.cohorts_in(None))
    count = int((ev.results["tier"] == tier_id).sum())
    return {
        "tier": words.tier(tier_id),
        "range": words.tier_range(tier_id),
        "count": count,
        "of_participants": words.share(count, len(ev.results)),
        "of_all": words.share(count, total),
    }


def upper_tiers(ev: Evaluation, words: Words) -> Facts:
    """The two highest tiers taken together."""
    total = ev.rules.total_of(ev.rules.cohorts_in(None))
    first, second = ev.rules.tiers[0].id, ev.rules.tiers[min(1, len(ev.rules.tiers) - 1)].id
    count = int(ev.results["tier"].isin([first, second]).sum())
    return {
        "first": words.tier(first),
        "second": words.tier(second),
        "count": count,
        "of_participants": words.share(count, len(ev.results)),
        "of_all": words.share(count, total),
    }


def scores(ev: Evaluation, words: Words) -> Facts:
    """Lowest, median and highest published score; how many reach the maximum."""
    shown = ev.published[~ev.published["withheld"]]
    values = sorted(shown["score"])
    half = len(values) // 2
    median = values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    full = shown[shown["score"] == ev.rules.scores.max]
    return {
        "count": len(values),
        "withheld": int(ev.published["withheld"].sum()),
        "highest": str(values[-1]),
        "lowest": str(values[0]),
        "median": f"{median:g}",
        "max": str(ev.rules.scores.max),
        "full": len(full),
        "names": words.listed([words.named(n, u) for n, u in zip(full["name"], full["unit"], strict=True)]),
    }


def cohort(ev: Evaluation, words: Words, cohort_id: str) -> Facts:
    """How many units of a cohort there are, took part, and reached one of the two highest tiers."""
    row = ev.participation().set_index("cohort").loc[cohort_id]
    inside = ev.results[ev.results["cohort"] == cohort_id]
    upper = int(inside["tier"].isin([t.id for t in ev.rules.tiers[:2]]).sum())
    return {
        "cohort": words.cohort(cohort_id),
        "total": words.count(row["total"]),
        "participants": int(row["participants"]),
        "absent": words.count(row["absent"]),
        "upper": upper,
        "upper_share": words.share(upper, int(row["participants"])),
        "first": words.tier(ev.rules.tiers[0].id),
        "second": words.tier(ev.rules.tiers[min(1, len(ev.rules.tiers) - 1)].id),
        "share": words.share(int(row["participants"]), ev.rules.total_of((cohort_id,))),
    }


def panel(ev: Evaluation) -> Facts:
    """How large the panel is, and how many of it belong to an evaluated unit; ``size`` 0 where it is not on file."""
    people = ev.record.panel
    if people is None:
        return {"size": 0, "affiliated": 0}
    return {"size": len(people), "affiliated": int(people["unit"].notna().sum())}


def on_file(ev: Evaluation, words: Words) -> Facts:
    """What the edition holds: units, scores, withheld scores."""
    withheld = int(ev.record.scores["withheld"].sum())
    return {
        "units_on_file": len(ev.record.units),
        "scores": len(ev.record.scores) - withheld,
        "withheld": withheld,
        "indicators": len(ev.rules.indicators),
        "areas": len(ev.rules.areas),
        "cohorts": len(ev.rules.cohorts),
        "first": words.date(ev.rules.window.first),
        "last": words.date(ev.rules.window.last),
    }


def near_cut_offs(ev: Evaluation, within: int) -> Facts:
    """How many published scores lie within some points of a cut-off."""
    shown = ev.published[~ev.published["withheld"]]["score"]
    cuts = [t.lowest for t in ev.rules.tiers[:-1]]
    near = sum(any(-within <= s - c < within for c in cuts) for s in shown)
    exactly = sum(any(s == c for c in cuts) for s in shown)
    just_below = sum(any(0 < c - s <= ev.rules.banding.to_nearest for c in cuts) for s in shown)
    return {"within": within, "near": near, "count": len(shown), "exactly": exactly, "just_below": just_below}
