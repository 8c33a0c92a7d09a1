"""The numbers that sentences need, computed; the sentences themselves are in the wording."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from evalkit.edition.audience import Audience
from evalkit.errors import EvalkitError
from evalkit.report.words import UNKNOWN, Words
from evalkit.scoring import Evaluation

Facts = dict[str, Any]


def participation(ev: Evaluation, words: Words) -> Facts:
    """How many units there are, took part and did not."""
    total = ev.rules.total_of(ev.rules.cohorts_in(None))
    taking = ev.participants
    if taking is None:
        raise EvalkitError("not-complete", edition=ev.record.name)
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
    """Return the two highest tiers taken together."""
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
    """Lowest, median and highest published score, where any is published; how many reach the maximum."""
    shown = ev.published[~ev.published["withheld"]]
    values = sorted(shown["score"])
    if not values:
        return {"count": 0, "withheld": len(ev.published), "full": 0}
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
    part = ev.participation()
    taking, total, missing = (
        part.loc[part["cohort"] == cohort_id, ["participants", "total", "absent"]].to_numpy().tolist()[0]
    )
    inside = ev.results[ev.results["cohort"] == cohort_id]
    upper = int(inside["tier"].isin([t.id for t in ev.rules.tiers[:2]]).sum())
    return {
        "cohort": words.cohort(cohort_id),
        "total": words.count(total),
        "participants": int(taking),
        "absent": words.count(missing),
        "upper": upper,
        "upper_share": words.share(upper, int(taking)),
        "first": words.tier(ev.rules.tiers[0].id),
        "second": words.tier(ev.rules.tiers[min(1, len(ev.rules.tiers) - 1)].id),
        "share": words.share(int(taking), ev.rules.total_of((cohort_id,))),
    }


def panel(ev: Evaluation) -> Facts:
    """How large the panel is, and how many of it belong to an evaluated unit; ``size`` 0 where it is not on file."""
    people = ev.record.panel
    if people is None:
        return {"size": 0, "affiliated": 0}
    return {"size": len(people), "affiliated": int(people["unit"].notna().sum())}


def on_file(ev: Evaluation, words: Words) -> Facts:
    """Return what the edition holds: units, scores, those of them that the publication rule withholds."""
    withheld = int(ev.scores["unit"].isin(ev.withheld).sum())
    return {
        "units_on_file": len(ev.record.units),
        "scores": len(ev.scores) - withheld,
        "withheld": withheld,
        "indicators": len(ev.rules.indicators),
        "areas": len(ev.rules.areas),
        "cohorts": len(ev.rules.cohorts),
        "first": words.date(ev.rules.window.first) if ev.rules.window else "",
        "last": words.date(ev.rules.window.last) if ev.rules.window else "",
    }


def near_cut_offs(ev: Evaluation, within: int, audience: Audience = "public") -> Facts:
    """How many scores that may be shown lie within some points of a cut-off."""
    shown = ev.shown(audience)["score"].dropna()
    cuts = [t.bounds[0] for t in ev.rules.tiers[:-1]]
    near = sum(any(-within <= s - c < within for c in cuts) for s in shown)
    exactly = sum(any(s == c for c in cuts) for s in shown)
    just_below = sum(any(0 < c - s <= ev.rules.rounded_to[0] for c in cuts) for s in shown)
    return {"within": within, "near": near, "count": len(shown), "exactly": exactly, "just_below": just_below}


def level(ev: Evaluation) -> Facts:
    """How many units are on file; goes with the message ``say-level-<level>``."""
    return {"count": len(ev.record.units)}


def extremes(ev: Evaluation, words: Words) -> tuple[Facts, Facts]:
    """Where participation was highest and lowest, and where the highest tier was most and least frequent."""
    part = ev.participation()
    part = part[part["total"].notna() & (part["participants"] > 0)]
    rates = {str(c): (int(n), int(t)) for c, n, t in part[["cohort", "participants", "total"]].itertuples(index=False)}
    top = ev.rules.tiers[0].id
    shares = ev.shares(("cohort", "tier"), "cohort-participants")
    shares = shares[(shares["tier"] == top) & (shares["denominator"] > 0)]
    tops = {str(c): (int(n), int(d)) for c, n, d in shares[["cohort", "count", "denominator"]].itertuples(index=False)}
    return _best_and_worst(rates, words), {"tier": words.tier(top), **_best_and_worst(tops, words)}


def _best_and_worst(parts: dict[str, tuple[int, int]], words: Words) -> Facts:
    ordered = sorted(parts, key=lambda c: Fraction(*parts[c]))
    best, worst = ordered[-1], ordered[0]
    return {
        "best": words.cohort(best),
        "best_share": words.share(*parts[best]),
        "worst": words.cohort(worst),
        "worst_share": words.share(*parts[worst]),
    }


def milestones(ev: Evaluation, words: Words) -> list[str]:
    """Return the dated events of the evaluation as sentences."""
    return [
        words("say-milestone", date=words.date(m.date), what=m.what[words.language]) for m in ev.rules.review.milestones
    ]


def absent(ev: Evaluation, words: Words) -> Facts:
    """How many did not take part, by cohort."""
    rows = [(str(c), a) for c, a in ev.participation()[["cohort", "absent"]].itertuples(index=False)]
    known = [(c, int(a)) for c, a in rows if not pd.isna(a)]
    listed = words.listed([words("say-absent-cohort", cohort=words.cohort(c), count=a) for c, a in known])
    return {"absent": sum(a for _, a in known), "list": listed}


def recommendations(ev: Evaluation, words: Words, within: int) -> list[str]:
    """Sentences that follow from the rules and the data, and from nothing else."""
    near = near_cut_offs(ev, within, words.audience)
    part = participation(ev, words)
    texts = []
    if near["near"]:
        texts.append(words("say-recommend-near", near=near["near"], within=within))
    if part["absent"] not in (UNKNOWN, "0"):
        texts.append(words("say-recommend-absent", absent=part["absent"], share=part["absent_share"]))
    if any(indicator.points is None for indicator in ev.rules.indicators):
        texts.append(words("say-recommend-points"))
    if ev.rules.discussion is not None and ev.rules.review.importance is None:
        texts.append(words("say-recommend-difference"))
    return texts


def rubric(ev: Evaluation, words: Words) -> Facts:
    """How many areas and indicators the rubric has, its points, and the names of the areas."""
    return {
        "areas": len(ev.rules.areas),
        "count": len(ev.rules.areas),
        "indicators": len(ev.rules.indicators),
        "points": words.count(ev.rules.total_points),
        "list": words.listed([a.name[words.language] for a in ev.rules.areas]),
    }


def rounds(ev: Evaluation, words: Words) -> Facts:
    """Return the steps of the review."""
    names = [r.name[words.language] for r in ev.rules.review.rounds]
    return {"count": len(names), "list": words.listed(names)}


def window(ev: Evaluation, words: Words) -> Facts:
    """Return the first and the last day that the evaluation covers; they must be known."""
    if ev.rules.window is None:
        raise EvalkitError("not-complete", edition=ev.record.name)
    return {"first": words.date(ev.rules.window.first), "last": words.date(ev.rules.window.last)}
