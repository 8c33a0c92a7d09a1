"""The numbers that sentences need, computed; the sentences themselves are in the wording."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.report.words import Words, countable
from evalkit.rules.labels import Decision
from evalkit.rules.models import Rules
from evalkit.scoring import Evaluation

Facts = dict[str, Any]


def participation(ev: Evaluation, words: Words) -> Facts:
    """How many units there are, took part and did not; ``known``: whether all did, some, or only that part is known."""
    total = ev.rules.total_of(ev.rules.cohorts_in(None))
    taking = ev.participants
    if taking is None:
        raise EvalkitError("not-complete", edition=ev.record.name)
    absent = None if total is None else total - taking
    return {
        "known": "part" if absent is None else "some" if absent else "all",
        "total": total,
        "participants": taking,
        "absent": absent,
        "absent_share": None if absent is None else words.share(absent, total),
        "share": words.share(taking, total),
    }


def cohort(ev: Evaluation, words: Words, name: str) -> Facts:
    """How many of a cohort there are and took part, and how many of these are in the two highest of several tiers."""
    total = ev.rules.total_of((name,))
    tiers = ev.results.loc[ev.results["cohort"] == name, "tier"]
    upper = [tier.id for tier in ev.rules.tiers[:2]] if len(ev.rules.tiers) > 2 else []
    count = int(tiers.isin(upper).sum())
    return {
        "cohort": words.cohort(name),
        "whole": "unknown" if total is None else "known" if total else "empty",
        "total": total,
        "participants": len(tiers),
        "absent": None if total is None else total - len(tiers),
        "share": words.share(len(tiers), total),
        "uppers": "yes" if upper and len(tiers) else "no",
        "first": words.tier(upper[0]) if upper else None,
        "second": words.tier(upper[1]) if upper else None,
        "upper": count,
        "upper_share": words.share(count, len(tiers)),
    }


def of_kind(ev: Evaluation, results: pd.DataFrame, kind: str | None) -> pd.DataFrame:
    """Return the results of one type of unit; all where no type is named."""
    kinds = ev.record.column("type")
    return results if kind is None else results[[kinds.get(str(unit)) == kind for unit in results["unit"]]]


def panel(ev: Evaluation) -> Facts:
    """How large the panel is, and how many of it belong to an evaluated unit; ``tied`` says whether that is on file.

    Where the panel is not on file as printed, the reviewers are it. Which unit an affiliation is of is optional in
    ``panel.csv``: where no row has one, it was not looked up, which is not zero.
    """
    people, review = ev.record.panel, ev.record.review
    if people is None:
        return {"size": None if review is None else len(review.reviewers), "tied": "no", "affiliated": None}
    affiliated = int(people["unit"].notna().sum())
    return {"size": len(people), "tied": "yes" if affiliated else "no", "affiliated": affiliated or None}


def no_cut_offs(rules: Rules) -> str:
    """Return the id of why rules of a complete edition have no cut-offs."""
    return "no-tiers" if not rules.tiers else "no-cut-offs" if rules.scored else "tiers-alone"


def near_cut_offs(ev: Evaluation, words: Words) -> Facts:
    """How many of the scores that the reader may see would change tier if they moved by the rules' window or less.

    ``said`` is the message that goes with it: another one where no score may be seen, where there are fewer than two
    tiers, and where the cut-offs are not on file.
    """
    if not ev.rules.cut_offs_known:
        none = no_cut_offs(ev.rules)
        return {"said": none if ev.rules.complete else "without-cut-offs", "near": 0}
    if ev.complete and not ev.rules.decided_by_score:
        return {"said": "without-near", "near": 0}
    if len(ev.rules.tiers) < 2:
        return {"said": "one-tier", "near": 0}
    near = ev.near_cut_offs(words.audience)
    seen = int(ev.shown(words.audience)["score"].notna().sum())
    return {
        "said": "say-near" if seen else "say-near-none",
        "window": countable(words.points(ev.near_window)),
        "near": near["unit"].nunique(),
        "count": seen,
        "up": int((near["direction"] == "up").sum()),
        "down": int((near["direction"] == "down").sum()),
    }


def level(ev: Evaluation) -> Facts:
    """How many units, bare counts and assessments for labels are on file; goes with ``say-level-<level>``."""
    return {
        "count": len(ev.record.units),
        "facts": 0 if ev.record.facts is None else len(ev.record.facts),
        "assessments": len(ev.labels),
        "labels": "yes" if ev.rules.labels else "no",
    }


def labels(ev: Evaluation, words: Words) -> Facts:
    """How many assessments for labels are on file, by what became of them."""
    decisions = ev.labels["decision"].value_counts()
    listed = [
        words("label-decisions", count=int(decisions[one]), decision=words(f"label-{one}"))
        for one in get_args(Decision)
        if one in decisions
    ]
    return {"count": len(ev.labels), "list": words.listed(listed)}


def extremes(ev: Evaluation, words: Words) -> tuple[Facts, Facts]:
    """Where participation was highest and lowest, and where the highest tier was most and least frequent.

    ``case`` is ``few`` where there is a difference to tell, ``same`` where all cohorts have one share. With fewer than
    two cohorts to compare, or a difference too small to be seen in print, nothing is known.
    """
    part = ev.participation()
    part = part[part["total"].notna() & (part["total"] > 0)]
    rates = {str(c): (int(n), int(t)) for c, n, t in part[["cohort", "participants", "total"]].itertuples(index=False)}
    if not ev.rules.tiers:
        return _best_and_worst(rates, words), _best_and_worst({}, words)
    top = ev.rules.tiers[0].id
    shares = ev.shares(("cohort", "tier"), "cohort-participants")
    shares = shares[(shares["tier"] == top) & (shares["denominator"] > 0)]
    tops = {str(c): (int(n), int(d)) for c, n, d in shares[["cohort", "count", "denominator"]].itertuples(index=False)}
    compared = tops if len(ev.rules.tiers) > 1 else {}
    return _best_and_worst(rates, words), {"tier": words.tier(top), **_best_and_worst(compared, words)}


def _best_and_worst(parts: dict[str, tuple[int, int]], words: Words) -> Facts:
    """Return the highest and the lowest share with all whose share it is; compared exactly, told as printed."""
    exact = {c: Fraction(*pair) for c, pair in parts.items()}
    printed = {c: words.share(*pair) for c, pair in parts.items()}
    nothing = {"case": None, "best_share": None}
    if len(parts) < 2:
        return nothing
    best, worst = max(exact, key=lambda c: exact[c]), min(exact, key=lambda c: exact[c])
    if printed[best] == printed[worst]:
        # Shares that differ by less than is printed are no difference either.
        return {"case": "same", "best_share": printed[best]} if exact[best] == exact[worst] else nothing
    ends = [[c for c in parts if printed[c] == printed[end]] for end in (best, worst)]
    return {
        "case": "few",
        "best": words.listed([words.cohort(c) for c in ends[0]]),
        "best_share": printed[best],
        "worst": words.listed([words.cohort(c) for c in ends[1]]),
        "worst_share": printed[worst],
    }


def milestones(ev: Evaluation, words: Words) -> list[str]:
    """Return the dated events of the evaluation as sentences."""
    return [
        words("say-milestone", date=words.date(m.date), what=m.what[words.language]) for m in ev.rules.review.milestones
    ]


def absent(ev: Evaluation, words: Words) -> Facts:
    """How many did not take part, by cohort; ``named`` says whether it is on file who they are."""
    rows = [(str(c), a) for c, a in ev.participation()[["cohort", "absent"]].itertuples(index=False)]
    known = [(c, int(a)) for c, a in rows if not pd.isna(a)]
    open_ones = [words.cohort(c) for c, a in rows if pd.isna(a)]
    number = sum(a for _, a in known)
    parts = [words("say-absent-cohort", cohort=words.cohort(c), count=a) for c, a in known if a]
    return {
        "case": "open" if not known else "all" if not number and not open_ones else "none" if not number else "some",
        "absent": number,
        "list": words.listed(parts),
        "open": len(open_ones),
        "open_list": words.listed(open_ones),
        "named": "no" if ev.record.review is None else "yes",
    }


def recommendations(ev: Evaluation, words: Words) -> list[str]:
    """Sentences that follow from the rules and the data, and from nothing else; none that is already followed.

    Marks are on file only where a review is the office's own: only there can a score be looked at again.
    """
    part, roster = participation(ev, words), ev.record.review
    texts: list[str | None] = []
    if ev.marked and ev.rules.decided_by_score:
        minutes = None if roster is None else roster.minutes
        looked_at = set() if minutes is None else set(minutes["unit"].astype(str))
        open_ones = set(ev.near_cut_offs(words.audience)["unit"].astype(str)) - looked_at
        facts = {"count": len(open_ones), "window": near_cut_offs(ev, words).get("window")}
        # What was not discussed only the minutes can tell.
        discussed = "no" if ev.rules.discussion is None or minutes is None else "yes"
        texts.append(words.said("say-recommend-near", discussed=discussed, **facts) if open_ones else None)
    if part["absent"] and roster is None:
        texts.append(words.said("say-recommend-absent", absent=part["absent"], share=part["absent_share"]))
    if ev.rules.profiles is None and any(ev.rules.points_of(indicator) is None for indicator in ev.rules.indicators):
        texts.append(words("say-recommend-points"))
    if ev.rules.discussion is not None and ev.rules.review.importance is None:
        texts.append(words("say-recommend-difference"))
    return [text for text in texts if text]


def rounds(ev: Evaluation, words: Words) -> Facts:
    """Return the steps of the review."""
    names = [r.name[words.language] for r in ev.rules.review.rounds]
    return {"count": len(names), "list": words.listed(names)}
