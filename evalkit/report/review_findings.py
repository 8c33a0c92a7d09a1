"""The numbers that sentences about the review need, computed; the sentences themselves are in the wording."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np

from evalkit.publication.policy import enough, may_split, small
from evalkit.publication.strengths import strengths
from evalkit.report.dropped import dropped, effect
from evalkit.report.ends import both_ends
from evalkit.report.findings import Facts
from evalkit.report.mark_words import of_marks
from evalkit.report.profiles import scaled
from evalkit.report.review_tables import reviewed, told
from evalkit.report.stage_words import of_printed, of_score, of_standing
from evalkit.report.tables import records
from evalkit.report.words import Words, countable, plain
from evalkit.review.docket import Docket
from evalkit.review.docket_words import decimal
from evalkit.rules.points import decimals_of
from evalkit.rules.scales import NOT_APPLICABLE
from evalkit.rules.stages import Quota
from evalkit.rules.votes import Vote
from evalkit.scoring import Evaluation
from evalkit.scoring.waiting import waiting
from evalkit.sources.schema import AFFILIATIONS, PANEL_REVIEWER


def eligibility(ev: Evaluation, words: Words) -> Facts:
    """Return the rule about who takes part."""
    rule = ev.rules.eligibility
    names = {i.id: i.name[words.language] for i in ev.rules.indicators}
    asks = "nothing" if rule is None or not (rule.at_least or rule.required) else "number" if rule.at_least else "some"
    return {
        "asks": asks,
        "at_least": None if rule is None else rule.at_least,
        "indicators": len(ev.rules.indicators),
        "musts": 0 if rule is None else len(rule.required),
        "required": words.listed([names[i] for i in rule.required]) if rule else None,
    }


def coverage(ev: Evaluation) -> Facts:
    """Return how many sheets, marks and reviewers there are, and how many sheets a unit has."""
    sheets = ev.sheets
    number = np.bincount(sheets.unit, minlength=len(sheets.units))
    reviewers = len(set(sheets.reviewer.tolist()))
    return {
        "sheets": len(sheets.unit),
        "marks": int(sheets.marks.size if sheets.given is None else sheets.given.sum()) + _dropped_marks(ev),
        "reviewers": reviewers,
        "panel": len(sheets.reviewers),
        "everybody": "yes" if reviewers == len(sheets.reviewers) else "no",
        "units_marked": int((number > 0).sum()),
        "units_all": len(sheets.units),
        "least": int(number.min()) if len(number) else 0,
        "most": int(number.max(initial=0)),
        "same": "yes" if len(set(number.tolist())) == 1 else "no",
        "without_score": 0 if ev.final is None else int((~ev.final.known).sum()),
    }


def ties(ev: Evaluation, words: Words) -> Facts:
    """Return how many reviewers belong to a unit of the roster, and to one that takes part; unknown if not on file.

    The latter is ``hidden`` where it, or what is left when it is taken off, is of too few for the reader.
    """
    panel = ev.panel
    if not ev.record.has(AFFILIATIONS.file):
        return {"reviewers": len(panel), "any": None, "taking": None}
    any_, taking = int(panel["of_roster"].sum()), int(panel["of_participant"].sum())
    shown = taking if may_split(words.audience, taking, any_) else "hidden"
    taken = "all" if shown == any_ > 1 else shown
    return {"reviewers": len(panel), "any": told(words, any_), "taking": taken}


def docket_said(ev: Evaluation) -> str:
    """Return the id of what there is to say about important differences: that they are not defined, none, or some."""
    if ev.rules.review.importance is None:
        return "say-importance-unknown"
    return "say-docket" if len(ev.docket.table) else "say-docket-none"


def discussion_said(ev: Evaluation) -> str:
    """Return the id of what there is to say about the discussion: that there is none to be, none of these, or some.

    Whether anything was discussed the minutes say, and where they are not on file it is not known.
    """
    if ev.rules.discussion is None:
        return "say-no-discussion"
    if reviewed(ev).minutes is None:
        return "say-discussion-unknown"
    return "say-discussion" if len(ev.discussed) else "say-discussion-none"


def importance(ev: Evaluation, words: Words) -> list[str]:
    """Return the criteria of an important difference as sentences."""
    rule = ev.rules.review.importance
    if rule is None:
        return []
    found = []
    if rule.points is not None:
        found.append(words("importance-points", points=countable(plain(rule.points, decimals_of(rule.points)))))
    if rule.spreads is not None:
        found.append(words("importance-spreads", spreads=plain(rule.spreads, decimals_of(rule.spreads))))
    if rule.tiers is not None:
        found.append(words("importance-tiers", tiers=rule.tiers))
    return found


def discussion(ev: Evaluation, docket: Docket, words: Words) -> Facts:
    """Return how many units are on the docket, and what became of them.

    Which units are on it, what became of each and which tiers changed is in the public tables, by code; so are their
    numbers. How many tiers hang on one reviewer rests on totals of single reviewers, and with the codes in a table
    "all" and "none" speak of each of these: ``stake`` is ``hidden`` where either group is of too few. A minority view
    is of one person or two: ``dissent`` is told as small cells are, and ``hidden`` where it could be had from the rest.
    """
    table = ev.discussed
    stake = int(docket.table["hangs"].sum())
    dissent = int(table["minority_view"].notna().sum())
    shown = not small(words.audience, len(table)) and not small(words.audience, len(table) - dissent)
    revised = table[table["decision"] == "revised"]
    # Without a score there is no tier to have moved from. Where more than the score decides about tiers, or every score
    # is made by the discussion, nobody knows which tier would have been.
    before = revised["tier_before"].notna()
    moved = int((before & (revised["tier_before"] != revised["tier_after"])).sum())
    told_apart = ev.rules.decided_by_score and (before.any() or revised["tier_after"].isna().all())
    return {
        "docket": len(docket.table),
        "discussed": "no" if ev.rules.discussion is None else "yes",
        "compared": docket.n_units,
        "open": "unknown" if docket.open is None else docket.open,
        "stake": stake if enough(words.audience, stake, len(docket.table) - stake) else "hidden",
        "minuted": len(table),
        "revised": len(revised),
        "kept": len(table) - len(revised),
        "moved": moved if told_apart else "unknown",
        "dissent": told(words, dissent) if shown else "hidden",
    }


def _dropped_marks(ev: Evaluation) -> int:
    """Return how many marks that reviewers gave are on file on indicators that were dropped after marking."""
    marks = reviewed(ev).marks
    if marks is None or not ev.rules.dropped:
        return 0
    given = (marks["reviewer"] != PANEL_REVIEWER) & (marks["steps"] != NOT_APPLICABLE)
    return int((given & marks["indicator"].isin(ev.rules.dropped)).sum())


def final_rule(ev: Evaluation, words: Words) -> Facts:
    """Return how marks become a score, in words; unknown where the rules do not say, or more than this happens."""
    final = ev.rules.review.final
    if final is None or ev.rules.staged:
        return dict.fromkeys(("discussed", "rule", "rounds", "step", "rounding"))
    return {
        "discussed": "no" if ev.rules.discussion is None else "yes",
        "rule": words(f"final-{final.rule}"),
        "rounds": words(f"final-{final.of}"),
        "step": countable(words.points(ev.rules.scores.step)),
        "rounding": words(f"rounding-{final.score_rule}"),
    }


def stages(ev: Evaluation, words: Words) -> list[str]:
    """Return what a mark may be and how marks become a score, rule by rule, as far as that is more than plain sums.

    An indicator that was dropped after marking is named at the end.
    """
    made = of_score(words, ev.rules) if ev.rules.staged else []
    return [*of_marks(words, ev.rules), *made, *dropped(ev, words)]


def printed(ev: Evaluation, words: Words) -> list[str]:
    """Return that scores are compared as they are, where print alone rounds them; profiles say it themselves."""
    return of_printed(words, ev.rules) if ev.rules.profiles is None else []


def standing(ev: Evaluation, words: Words) -> list[str]:
    """Return how profiles make up the score, what decides about tiers and ranks beside it, what is still open.

    And what it did to tiers and ranks that an indicator was dropped after marking.
    """
    made = [] if ev.rules.profiles is None else [*of_score(words, ev.rules), *scaled(ev, words)]
    decided = [*of_standing(words, ev.rules), *_percentile(ev, words), *_drawn(ev, words)]
    return [*made, *decided, *waiting_for(ev, words), *effect(ev, words)]


def waiting_for(ev: Evaluation, words: Words) -> list[str]:
    """Return which units wait for a vote or a lot, rule by rule, as far as this reader may know.

    Who is equal to whom tells a score: of lots nothing is said where one of the scores is not for this reader. Units
    that are not named to this reader are left out.
    """
    hidden, unnamed = ev.hidden_from(words.audience), ev.unnamed_for(words.audience)
    said = []
    for one in waiting(ev):
        units = [unit for unit in one.units if unit not in unnamed]
        if units and not (one.kind in ("lots", "ranks") and hidden.intersection(one.units)):
            said.append(words(f"waiting-{one.kind}", list=words.listed(units), what=_asked(words, one.rule)))
    return said


def _drawn(ev: Evaluation, words: Words) -> list[str]:
    """Return in which order lots were drawn; nothing where a score or a name of those drawn is not for this reader."""
    lots, away = ev.record.lots, ev.hidden_from(words.audience) | ev.unnamed_for(words.audience)
    if lots is None:
        return []
    said = []
    for tier in ev.rules.drawn:
        own = lots[lots["tier"].isna() if tier is None else lots["tier"] == tier].sort_values("order")
        units = own["unit"].astype(str).tolist()
        if units and not away.intersection(units):
            what = "" if tier is None else words.tier(tier)
            said.append(
                words("drawn-lots", for_="ranks" if tier is None else "tier", what=what, list=words.listed(units))
            )
    return said


def _asked(words: Words, rule: Quota | Vote | None) -> str:
    """Return what is to be decided: a vote, or the tier of a quota; nothing where ranks are."""
    if rule is None:
        return ""
    return rule.name[words.language] if isinstance(rule, Vote) else words.tier(rule.tier)


def _percentile(ev: Evaluation, words: Words) -> list[str]:
    own, base = len(ev.percentiles), ev.record.base
    if not own or base is None:
        return []
    return [words("say-percentile-base", count=own + len(base), own=own, base=len(base))]


def strongest(ev: Evaluation, words: Words, tier: str) -> Facts:
    """Return on which two indicators the units of a tier are strongest and weakest, in ``strong`` and ``weak``.

    Unknown where that cannot be told: with fewer than two indicators, or where the shares, as printed, do not set two
    ends apart. Of indicators with the same share all are named, and with three indicators one at each end.
    """
    table = strengths(ev, "indicator", words.audience)
    rows: list[dict[str, Any]] = [r for r in records(table) if r["tier"] == tier and r["share"] is not None]
    names = {i.id: i.name[words.language] for i in ev.rules.indicators}
    printed = {r["indicator"]: decimal(r["share"] * 100, 1, fixed=True) for r in rows}
    strong, weak = both_ends([(r["indicator"], Decimal(printed[r["indicator"]])) for r in rows], 2)
    if ev.rules.best == "lowest":
        strong, weak = weak[::-1], strong[::-1]

    def listed(some: list[str]) -> str:
        return words.listed([words("name-with-percent", name=names[i], percent=printed[i]) for i in some])

    return {"tier": words.tier(tier), "strong": listed(strong), "weak": listed(weak[::-1])}


def tier_strengths(ev: Evaluation, words: Words) -> list[str]:
    """Return a sentence on the strengths and weaknesses of each tier of which that may be said."""
    said = [words.said("say-tier-strengths", **strongest(ev, words, tier.id)) for tier in ev.rules.tiers]
    return [sentence for sentence in said if sentence]
