"""The numbers that sentences about the review need, computed; the sentences themselves are in the wording."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from evalkit.edition.conflicts import affiliated
from evalkit.report.findings import Facts
from evalkit.report.review_tables import affiliated_marks, reviewed
from evalkit.report.tables import records
from evalkit.report.words import Words
from evalkit.review.affiliation import by_affiliation
from evalkit.review.ballots import ballots
from evalkit.review.design import Design, design
from evalkit.review.docket import Docket
from evalkit.review.docket_words import decimal
from evalkit.review.trail import changes
from evalkit.scoring import Evaluation
from evalkit.scoring.strengths import strengths


def eligibility(ev: Evaluation, words: Words) -> Facts:
    """Return the completeness rule, and how many units it kept out."""
    rule = ev.rules.eligibility
    roster = reviewed(ev).roster
    names = {i.id: i.name[words.language] for i in ev.rules.indicators}
    return {
        "all": len(roster),
        "taking": int(roster["takes_part"].sum()),
        "absent": int((~roster["takes_part"]).sum()),
        "at_least": 0 if rule is None else rule.at_least,
        "indicators": len(ev.rules.indicators),
        "required": words.listed([names[i] for i in rule.required]) if rule and rule.required else words("nothing"),
    }


def coverage(ev: Evaluation) -> Facts:
    """Return how many sheets, marks and reviewers there are, and how many sheets a unit has."""
    sheets = ballots(ev.record)
    number = np.bincount(sheets.unit, minlength=len(sheets.units))
    return {
        "sheets": len(sheets.unit),
        "marks": int(sheets.marks.size),
        "reviewers": len(set(sheets.reviewer.tolist())),
        "panel": len(sheets.reviewers),
        "units_marked": int((number > 0).sum()),
        "units_all": len(sheets.units),
        "least": int(number.min()) if len(number) else 0,
        "most": int(number.max(initial=0)),
        "same": "yes" if len(set(number.tolist())) == 1 else "no",
        "without_score": 0 if ev.final is None else int((~ev.final.known).sum()),
    }


def on_file(ev: Evaluation) -> Design:
    """Return the design of the marks on file; of the assignment, where there are none yet."""
    review = reviewed(ev)
    sheets = ballots(ev.record).frame
    pairs = sheets if len(sheets) or review.assignment is None else review.assignment
    return design(pairs[["round", "unit", "reviewer"]].astype(str), review.reviewers, ev.rules)


def connectivity(found: Design, ev: Evaluation, words: Words) -> Facts:
    """Return into how many parts units and reviewers fall, and by how few units two groups hang together."""
    names = {s.id: s.name[words.language] for s in ev.rules.subjects}
    facts: Facts = {"count": len(found.components), "groups": len(found.links), "fewest": 0, "one": "", "other": ""}
    if len(found.links):
        weakest = records(found.links.sort_values("units", kind="stable"))[0]
        facts |= {"fewest": weakest["units"], "one": names[weakest["subject"]], "other": names[weakest["other"]]}
    return facts


def ties(ev: Evaluation) -> Facts:
    """Return how many reviewers belong to a unit of the roster, and to one that takes part."""
    review = reviewed(ev)
    found = affiliated(review.reviewers, review.affiliations, review.roster)
    return {"reviewers": found.n_reviewers, "any": found.n_with_unit, "taking": found.n_with_participant}


def affiliated_said(ev: Evaluation, words: Words) -> str:
    """Return the id of what there is to say about marks of reviewers with an admitted tie."""
    found = by_affiliation(ballots(ev.record).frame, reviewed(ev).affiliations)
    if found.empty:
        return "say-affiliated-none"
    return "say-affiliated" if affiliated_marks(ev, words) else "say-affiliated-few"


def importance(ev: Evaluation, words: Words) -> list[str]:
    """Return the criteria of an important difference as sentences."""
    rule = ev.rules.review.importance
    if rule is None:
        return []
    found = []
    if rule.points is not None:
        found.append(words("importance-points", points=f"{rule.points:f}"))
    if rule.spreads is not None:
        found.append(words("importance-spreads", spreads=f"{rule.spreads:f}"))
    if rule.tiers is not None:
        found.append(words("importance-tiers", tiers=rule.tiers))
    return found


def discussion(ev: Evaluation, docket: Docket) -> Facts:
    """Return how many units are on the docket, and what became of them."""
    table = changes(ev.record, ev.rules)
    revised = table[table["decision"] == "revised"]
    moved = revised["tier_before"] != revised["tier_after"]
    return {
        "docket": len(docket.table),
        "compared": docket.n_units,
        "open": docket.open,
        "stake": int((docket.table["without_one"].map(len) > 1).sum()),
        "minuted": len(table),
        "revised": len(revised),
        "kept": len(table) - len(revised),
        "moved": int(moved.sum()),
        "dissent": int(table["minority_view"].notna().sum()),
    }


def final_rule(ev: Evaluation, words: Words) -> Facts:
    """Return how marks become a score, in words; nothing where the rules do not say."""
    final = ev.rules.review.final
    if final is None:
        return {}
    return {
        "rule": words(f"final-{final.rule}"),
        "rounds": words(f"final-{final.of}"),
        "step": f"{ev.rules.scores.step:f}",
        "rounding": words(f"rounding-{final.rounding}"),
    }


def strongest(ev: Evaluation, words: Words, tier: str) -> Facts:
    """Return on which two indicators the units of a tier are strongest and weakest; ``known`` says whether."""
    table = strengths(ev, "indicator", words.audience)
    rows: list[dict[str, Any]] = [r for r in records(table) if r["tier"] == tier and r["share"] is not None]
    names = {i.id: i.name[words.language] for i in ev.rules.indicators}

    def listed(some: list[dict[str, Any]]) -> str:
        return words.listed([_with_share(names[r["indicator"]], r["share"], words) for r in some])

    ordered = sorted(rows, key=lambda r: -r["share"])
    return {
        "known": bool(rows),
        "tier": words.tier(tier),
        "strong": listed(ordered[:2]),
        "weak": listed(ordered[::-1][:2]),
    }


def tier_strengths(ev: Evaluation, words: Words) -> list[str]:
    """Return a sentence on the strengths and weaknesses of each tier of which that may be said."""
    facts = [strongest(ev, words, tier.id) for tier in ev.rules.tiers]
    return [words("say-tier-strengths", **f) for f in facts if f.pop("known")]


def _with_share(name: str, share: Fraction, words: Words) -> str:
    return words("name-with-percent", name=name, percent=decimal(share * 100, 1))
