"""The reporting block after GRRAS (Kottner et al. 2011, doi:10.1016/j.jclinepi.2010.03.002), filled from data."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from evalkit.reliability.consistency import Consistency
from evalkit.report import consistency_findings as findings
from evalkit.report.elements import Column, TableView
from evalkit.report.estimates import fixed
from evalkit.report.findings import Facts
from evalkit.report.mark_words import is_plain, scales
from evalkit.report.review_tables import reviewed
from evalkit.report.tables import plain
from evalkit.report.words import Words

#: GRRAS has fifteen items.
ITEMS = range(1, 16)
_CONVENTIONS = ("icc", "components", "alpha", "kendall", "interval", "severity", "corrections", "adjusted", "bands")
_REFERENCES = (
    "kottner-2011",
    "shrout-fleiss-1979",
    "mcgraw-wong-1996",
    "krippendorff-2011",
    "gwet-2014",
    "landis-koch-1977",
    "koo-li-2016",
    "burke-dunlap-2002",
    "bland-altman-1986",
    "brennan-2001",
    "holm-1979",
    "cortes-lawrence-2021",
)


def _facts(found: Consistency, words: Words) -> Facts:
    ev, rules = found.ev, words.rules
    review = reviewed(ev)
    totals, unit = found.sheets.totals, found.sheets.unit
    counts = np.bincount(unit)
    means = np.bincount(unit, totals)[counts > 0] / counts[counts > 0]
    per_round = [
        words("consistency-per-round", round=r.name[words.language], count=r.reviewers_per_unit)
        for r in rules.marked_rounds
        if r.reviewers_per_unit is not None
    ]
    return {
        **findings.basis(found, words),
        "indicators": len(rules.indicators),
        "points": words.marks(sum((rules.points_of(i) or Decimal(0) for i in rules.indicators), Decimal(0))),
        "step": words.marks(rules.mark_scale.step),
        "plain": "yes" if is_plain(rules) else "no",
        "scales": scales(words, rules),
        "panel": len(review.reviewers),
        "collected": findings.own(found, words)["collected"],
        "members": findings.own(found, words)["members"],
        "per_round": words.listed(per_round),
        "assigned": "no" if review.assignment is None else "yes",
        "average": fixed(float(means.mean()), words.mean_decimals),
        "sd": fixed(float(means.std(ddof=1)) if len(means) > 1 else None, words.mean_decimals),
        "pairs": findings.agreement(found, words)["pairs"],
        "near": findings.adjusted(found, words)["near"],
        "error": findings.adjusted(found, words)["error"],
    }


def grras(found: Consistency, words: Words) -> TableView:
    """Every item of GRRAS with what is on file about it, or that nothing is."""
    facts = _facts(found, words)
    rows = [
        (str(n), words(f"grras-{n}"), words.said(f"grras-{n}.answer", **facts) or words("consistency-not-computed"))
        for n in ITEMS
    ]
    columns = [
        Column(words("column-number"), "number"),
        Column(words("consistency-column-item"), "head"),
        Column(words("consistency-column-answer")),
    ]
    return plain("consistency-grras", words("consistency-caption-grras"), columns, rows)


def conventions(words: Words) -> list[str]:
    """Return which convention is followed where there are several, one sentence each."""
    return [words(f"convention-{name}") for name in _CONVENTIONS]


def references(words: Words) -> list[str]:
    """Return what the page cites."""
    return [words(f"reference-{name}") for name in _REFERENCES]
