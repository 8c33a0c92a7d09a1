"""The numbers that sentences about the reviewers' consistency need, computed; the sentences are in the wording."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd

from evalkit.publication.part import undefined_study
from evalkit.publication.policy import FEWEST, enough, may_see_ties, may_show
from evalkit.reliability.agreement import PRACTICAL_LIMIT, TENTATIVE
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.diagnostics import FEWEST_TIED, LEVEL, QUESTIONS, Matter
from evalkit.reliability.generalize import TARGETS
from evalkit.reliability.severity import detectable
from evalkit.report.consistency_reviewers import asked_in_vain, matters_for
from evalkit.report.consistency_tables import counts_of_changes, round_name
from evalkit.report.ends import both_ends
from evalkit.report.estimates import fixed, interval, p_text, percent, reason, signed
from evalkit.report.findings import Facts
from evalkit.report.people import reviewer_label
from evalkit.report.review_tables import told
from evalkit.report.words import UNKNOWN, Words
from evalkit.sources.schema import AFFILIATIONS
from evalkit.statistics.generalizability.d_study import Coefficient
from evalkit.statistics.reviewers.result import ReviewerDiagnostic
from evalkit.wording import text

#: How many of the indicators with the least, and the most, agreement a sentence names.
_NAMED = 3
#: Of how many parts of a panel, the largest, the members are named.
_PARTS_NAMED = 50
#: What a panel's means should reach where fixed cut-offs decide; a convention.
TARGET = TARGETS[0]


def basis(found: Consistency, words: Words) -> Facts:
    """Return what the page rests on: sheets, marks, reviewers, units, rounds; ``least`` only where units differ."""
    sheets = found.sheets
    number = np.bincount(sheets.unit)
    number = number[number > 0]
    least, most = int(number.min(initial=number.max(initial=0))), int(number.max(initial=0))
    return {
        "sheets": sheets.size,
        "marks": int(np.isfinite(sheets.points).sum()),
        "missing": int(np.isnan(sheets.points).sum()),
        "reviewers": len(np.unique(sheets.reviewer)),
        "count": len(number),
        "rounds": words.listed([words("consistency-quoted", name=round_name(words, r)) for r in sheets.rounds]),
        "n_rounds": len(sheets.rounds),
        "least": None if least == most else least,
        "most": most,
    }


def agreement(found: Consistency, words: Words) -> Facts:
    """Return how far totals and tiers agree over all rounds; ``reason`` says why not, where they cannot be compared."""
    totals = found.totals[-1]
    single, mean = totals["icc-one-way"], totals["icc-one-way-average"]
    pairs = found.tiers[-1].estimate("percent-agreement") if found.tiers else None
    return {
        "reason": reason(words, single.undefined_because),
        "told": "no" if single.estimate is not None and single.estimate <= 0 else "yes",
        "single": fixed(single.estimate),
        "single_interval": interval(words, totals.interval("icc-one-way")),
        "units_share": percent(single.estimate),
        "rest_share": UNKNOWN if single.estimate is None else percent(1 - single.estimate),
        "mean": fixed(mean.estimate),
        "deviation": fixed(totals.estimate("average-deviation-mean"), words.mean_decimals),
        "between": fixed(totals.between, words.mean_decimals),
        "tiers": "yes" if pairs is not None else "no",
        "pairs": percent(pairs),
    }


def indicators(found: Consistency, words: Words) -> Facts:
    """Return on which indicators the reviewers agree least and most, and where there is little to agree on."""
    names = {i.id: i.name[words.language] for i in words.rules.indicators}

    def listed(some: list[str]) -> str:
        return words.listed([words("consistency-with-value", name=n, value=fixed(values[n])) for n in some])

    frame = found.by_indicator.assign(name=found.by_indicator["indicator"].map(names)).dropna(subset=["alpha"])
    known = list(zip(frame["name"], frame["alpha"], strict=True))
    values = dict(known)
    most, least = both_ends([(name, round(Decimal(value), 2)) for name, value in known], _NAMED)
    alike = frame.loc[frame["little"], "name"].tolist()
    apart = frame.loc[~frame["little"] & (frame["alpha"] < TENTATIVE), "name"].tolist()
    every = found.by_indicator
    spread, other_spread = (every.loc[every["little"] == inside, "spread"].mean() for inside in (True, False))
    return {
        "reason": "" if len(frame) else reason(words, every["undefined_because"].iloc[0]),
        "known": len(frame),
        "case": "few" if least else "one" if len(frame) == 1 else "same",
        "least": listed(least[::-1] or list(values)),
        "most": listed(most),
        "alike": len(alike),
        "alike_list": words.listed(alike),
        "spread": percent(spread),
        "other_spread": percent(other_spread),
        "closer": "yes" if spread < other_spread else "no",
        "apart": len(apart),
        "apart_list": words.listed(apart),
        "threshold": fixed(TENTATIVE, 3),
        "limit": percent(PRACTICAL_LIMIT),
        "largest": percent(every["apart"].max()) if len(frame) else None,
    }


def severity(found: Consistency, words: Words) -> Facts:
    """Return who is severe and who lenient; ``reason`` says why not, where severities cannot be compared."""
    result = found.diagnostics.results["severity"]
    striking = found.severities[found.severities["stands_out"]]
    gives_less = striking["severity"] < 0 if words.rules.best == "highest" else striking["severity"] > 0
    severe, lenient = striking[gives_less], striking[~gives_less][::-1]
    # As in the table of components, which allows for the rounds.
    overall = found.overall
    part = None if overall.undefined_because else overall.model.component("reviewer")
    return {
        "reason": reason(words, _unasked(result)),
        "severe": len(severe),
        "severe_list": words.listed(_with_sizes(severe, "severity", words)),
        "lenient": len(lenient),
        "lenient_list": words.listed(_with_sizes(lenient, "severity", words)),
        "count": result.n_tested,
        "detectable": fixed(detectable(result), words.mean_decimals),
        "sd": fixed(0.0 if part is None else part.sd, words.mean_decimals),
        "share": percent(None if part is None else part.share),
    }


def _unasked(result: ReviewerDiagnostic) -> str | None:
    """Return why a question has no answer: it has none as such, or nobody could be asked."""
    return result.undefined_because or (None if result.n_tested else "nobody-asked")


def _with_sizes(rows: pd.DataFrame, column: str, words: Words) -> list[str]:
    return [
        words("consistency-with-value", name=reviewer_label(words, code), value=signed(size, words.mean_decimals))
        for code, size in zip(rows["reviewer"], rows[column], strict=True)
    ]


def parts(found: Consistency, words: Words) -> list[str]:
    """Return, for each round in which the panel falls apart, a sentence on it and one on each part.

    Of very many parts the smallest are counted together.
    """
    lines = []
    linked = "yes" if found.overall.links.connected else "no"
    for fit in found.fits:
        if fit.undefined_because != "not-connected":
            continue
        components = fit.links.components
        name = round_name(words, fit.round)
        lines.append(words("consistency-parts", round=name, count=len(components), linked=linked))
        codes = found.sheets.ballots.reviewers
        lines += [
            text(
                words.language,
                "part-of-panel",
                number=number,
                reviewers=words.listed([reviewer_label(words, codes[k]) for k in part.reviewers]),
                units=len(part.units),
                ratings=part.n_ratings,
            )
            for number, part in enumerate(components[:_PARTS_NAMED], start=1)
        ]
        if rest := components[_PARTS_NAMED:]:
            sizes = [len(part.reviewers) for part in rest]
            covered = sum(len(part.units) for part in rest)
            counts = {"reviewers": sum(sizes), "covered": covered, "most": max(sizes)}
            lines.append(words("consistency-parts-more", count=len(rest), **counts))
    return lines


def talk(found: Consistency, words: Words) -> Facts:
    """Return which reviewers to talk to: surely, and perhaps; how many comparisons were made, how many were quiet."""
    matters = [m for m in matters_for(found, words) if m.follows_from is None]
    ties_asked = found.diagnostics.results["own-advantage"].undefined_because is None
    firm = list(dict.fromkeys(m.reviewer for m in matters if m.sureness == "firm"))
    likely = list(dict.fromkeys(m.reviewer for m in matters if m.reviewer not in firm))
    asked = [q for q in QUESTIONS if found.diagnostics.results[q].undefined_because is None]
    active = len(np.unique(found.sheets.reviewer))
    comparisons = found.diagnostics.n_comparisons
    # Ties of single reviewers were asked about, and the public does not get the answer.
    hidden = (ties_asked and not may_see_ties(words.audience)) or not comparisons
    return {
        "firm": len(firm),
        "firm_list": words.listed([_with_reasons(r, matters, words) for r in firm]),
        "likely": len(likely),
        "likely_list": words.listed([_with_reasons(r, matters, words) for r in likely]),
        "named": len(firm) + len(likely),
        "quiet": "hidden" if hidden else active - len(firm) - len(likely),
        "comparisons": comparisons,
        "questions": len(asked),
        "level": percent(LEVEL),
        "chance": percent(1 - (1 - LEVEL) ** len(asked)),
    }


def _with_reasons(reviewer: str, matters: list[Matter], words: Words) -> str:
    reasons = [
        words(f"consistency-brief-{m.question}", direction=m.direction) for m in matters if m.reviewer == reviewer
    ]
    return words(
        "consistency-with-value",
        name=reviewer_label(words, reviewer),
        value=words.clauses(list(dict.fromkeys(reasons))),
    )


def own(found: Consistency, words: Words) -> Facts:
    """Return whether ties matter: what is added for all reviewers alike, from how many sheets."""
    result = found.diagnostics.results["own-advantage"]
    panel = found.ev.panel
    collected = found.ev.record.has(AFFILIATIONS.file)
    pooled = result.overall
    estimate = None if pooled is None else pooled.estimate
    clear = pooled is not None and pooled.p is not None and pooled.p <= LEVEL
    named = [m for m in matters_for(found, words) if m.question == "own-advantage"]
    because = reason(words, asked_in_vain(found, "own-advantage") or (None if estimate is not None else "all-own"))
    tied = [set(of[found.sheets.own].tolist()) for of in (found.sheets.unit, found.sheets.reviewer)]
    if not because and not enough(words.audience, *map(len, tied)):
        estimate, because = None, words("consistency-too-few-to-publish", fewest=FEWEST)
    return {
        "known": "no" if estimate is None else "clear" if clear else "unclear",
        "reason": because,
        "direction": "above" if (estimate or 0.0) >= 0 else "below",
        "points": fixed(abs(estimate or 0.0), words.mean_decimals),
        "interval": interval(
            words, None if pooled is None else pooled.confidence_interval(), words.mean_decimals, sign=True
        ),
        "p": p_text(None if pooled is None else pooled.p),
        "sheets": 0 if pooled is None else pooled.n_units,
        "holders": sum(f.n_units > 0 for f in result.findings),
        "panel": len(panel),
        "collected": "yes" if collected else "no",
        "members": told(words, int(panel["of_roster"].sum())) if collected else None,
        "fewest": FEWEST_TIED,
        "named": len(named) if may_see_ties(words.audience) else "hidden",
        "named_list": words.listed([reviewer_label(words, m.reviewer) for m in named]),
    }


def rounds(found: Consistency, words: Words) -> Facts:
    """Return by how much the last round differs from the first; ``reason`` where there is nothing to compare."""
    compared = found.rounds
    if compared is None or compared.agreement.undefined_because is not None:
        because = "one-round" if compared is None else compared.agreement.undefined_because
        return {"reason": reason(words, because)}
    result = compared.agreement
    ends = result.confidence_interval()
    clear = ends is not None and (ends.low > 0 or ends.high < 0)
    return {
        "reason": "",
        "first": round_name(words, compared.first),
        "last": round_name(words, compared.last),
        "direction": ("above" if (result.estimate or 0.0) > 0 else "below") if clear else "same",
        "points": fixed(abs(result.estimate or 0.0), words.mean_decimals),
        "interval": interval(words, ends, words.mean_decimals, sign=True),
        "lower": signed(result.lower, words.mean_decimals),
        "upper": signed(result.upper, words.mean_decimals),
        "count": result.n_units,
    }


def drift(found: Consistency, words: Words) -> Facts:
    """Return which reviewers changed between the rounds; ``reason`` where that cannot be told."""
    result = found.diagnostics.results["drift"]
    named = found.matters[found.matters["question"] == "drift"]
    return {
        "reason": reason(words, _unasked(result)),
        "tested": result.n_tested,
        "named": len(named),
        "list": words.listed(_with_sizes(named, "estimate", words)),
        "detectable": fixed(detectable(result), words.mean_decimals),
    }


def adjusted(found: Consistency, words: Words) -> Facts:
    """Return how many tiers an adjustment would change; ``reason`` where there is none."""
    result = found.adjusted
    moved, beyond, hidden = counts_of_changes(result)
    moves = np.array([abs(float(a - b)) for a, b in zip(result.table["adjusted"], result.table["raw"], strict=True)])
    return {
        "reason": reason(words, result.undefined_because),
        "count": len(result.table),
        "moved": told(words, moved),
        "beyond": beyond,
        "hidden": hidden,
        "near": told(words, int(result.table["near"].sum())) if result.undefined_because is None else None,
        "typical": fixed(float(np.median(moves)) if len(moves) else None, words.mean_decimals),
        "largest": fixed(float(moves.max()) if len(moves) else None, words.mean_decimals),
        "error": fixed(float(result.table["error"].median()) if len(moves) else None, words.mean_decimals),
    }


def calibration(found: Consistency, words: Words) -> Facts:
    """Return whether severities of one round bring the rounds closer together; ``reason`` where that is unknown."""
    result = found.calibration
    ends = result.difference
    verdict = "open"
    if ends is not None:
        verdict = "better" if ends.low > 0 else "worse" if ends.high < 0 else "open"
    sources = result.severities_from
    return {
        "reason": reason(words, result.undefined_because),
        "verdict": verdict,
        "raw": fixed(result.raw, 3),
        "adjusted": fixed(result.adjusted, 3),
        "interval": interval(words, ends, 3, sign=True),
        "raw_sd": fixed(result.raw_sd, words.mean_decimals),
        "adjusted_sd": fixed(result.adjusted_sd, words.mean_decimals),
        "count": result.n_units,
        "source": None if sources is None else "both" if sources[0] != sources[1] else "one",
        "round": "" if sources is None else round_name(words, sources[0]),
    }


def more_reviewers(found: Consistency, words: Words, coefficient: Coefficient = "dependability") -> Facts:
    """Return how many reviewers a unit are needed, and what the present number is worth; ``reason`` if unknown."""
    study = found.generalizability
    now = max(round(study.sheets_per_unit), 1)
    because = undefined_study(found)
    if because is not None:
        return {"reason": reason(words, because)}
    needed, at, more = study.needed(TARGET, coefficient), study.at(now), study.at(now + 1)
    return {
        "reason": "",
        "needed": needed or 0,
        "enough": "never" if needed is None else "yes" if needed <= now else "no",
        "target": fixed(TARGET, 1),
        "now": now,
        "phi": fixed(at.dependability),
        "interval": interval(words, study.interval(now)),
        "sem": fixed(at.absolute_sem, words.mean_decimals),
        "more": now + 1,
        "more_sem": fixed(more.absolute_sem, words.mean_decimals),
        "one_sem": fixed(study.at(1).absolute_sem, words.mean_decimals),
        "share": percent(study.shares.get("pr")),
    }


def summary(found: Consistency, words: Words) -> list[str]:
    """Return what there is to decide by, a sentence a matter; those that cannot be said are left out."""
    beside = may_show("table", "consistency-adjusted", words.audience)
    parts_of_it = [
        ("consistency-short-agreement", agreement(found, words)),
        (f"consistency-short-adjusted{'' if beside else '-public'}", adjusted(found, words)),
        ("consistency-short-more", more_reviewers(found, words)),
    ]
    said = [words.said(message, **facts) for message, facts in parts_of_it if not facts.get("reason")]
    return [sentence for sentence in said if sentence]
