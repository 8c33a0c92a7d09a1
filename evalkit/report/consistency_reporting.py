"""The reporting block after GRRAS (Kottner et al. 2011, doi:10.1016/j.jclinepi.2010.03.002), filled from data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

from evalkit.publication.policy import may_see_reviewers
from evalkit.reliability.consistency import Consistency
from evalkit.report.elements import Column, TableView
from evalkit.report.estimates import fixed, percent
from evalkit.report.findings import Facts
from evalkit.report.mark_words import is_plain, scales
from evalkit.report.people import reviewer_label
from evalkit.report.review_tables import reviewed, told
from evalkit.report.tables import plain, records
from evalkit.report.words import Words
from evalkit.sources.schema import AFFILIATIONS
from evalkit.wording import text

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


#: Of how many parts of a panel, the largest, the members are named.
_PARTS_NAMED = 50


def _facts(found: Consistency, words: Words, basis: Mapping[str, object]) -> Facts:
    ev, rules = found.ev, words.rules
    review = reviewed(ev)
    means = found.by_sheet.groupby("unit")["total"].mean()
    replay, pairs = found.adjusted.table, found.tiers[-1].estimate("percent-agreement") if found.tiers else None
    collected, belongs = ev.record.has(AFFILIATIONS.file), ev.panel["of_roster"]
    rounds = basis["rounds"]
    per_round = [
        words("consistency-per-round", round=r.name[words.language], count=r.reviewers_per_unit)
        for r in rules.marked_rounds
        if r.reviewers_per_unit is not None
    ]
    return {
        **basis,
        "rounds": words.listed(rounds) if isinstance(rounds, list) else rounds,
        "missing": int(np.isnan(found.sheets.points).sum()),
        "indicators": len(rules.kept),
        "points": words.marks(sum((rules.points_of(i) or Decimal(0) for i in rules.kept), Decimal(0))),
        "step": words.marks(rules.mark_scale.step),
        "plain": "yes" if is_plain(rules) else "no",
        "scales": scales(words, rules),
        "panel": len(review.reviewers),
        "collected": "yes" if collected else "no",
        "members": told(words, int(belongs.sum())) if collected else None,
        "planned": "yes" if per_round else "no",
        "per_round": words.listed(per_round),
        "assigned": "no" if review.assignment is None else "yes",
        "average": fixed(float(means.mean()), words.mean_decimals),
        "sd": fixed(float(means.std()), words.mean_decimals),
        "pairs": percent(pairs),
        "single": "no" if found.adjusted.undefined_because else "yes",
        "near": None if found.adjusted.undefined_because else told(words, int(replay["near"].sum())),
        "error": fixed(float(replay["error"].astype("float64").median()), words.mean_decimals),
    }


def grras(found: Consistency, words: Words, basis: Mapping[str, object]) -> TableView:
    """Every item of GRRAS with what is on file about it, or that nothing is; `basis`: what the page rests on."""
    facts = _facts(found, words, basis)
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


def _in_order(words: Words, codes: Iterable[str]) -> list[str]:
    """Return reviewers in the order of what they are called here: that of their codes would tell whose is which."""
    if may_see_reviewers(words.audience):
        return list(codes)
    return sorted(codes, key=lambda code: (len(words.numbers[code]), words.numbers[code]))


def parts(found: Consistency, words: Words) -> list[str]:
    """Return, for each round in which the panel falls apart, a sentence on it and one on each part.

    Of very many parts the smallest are counted together.
    """
    lines = []
    linked = "yes" if found.overall.links.connected else "no"
    for name, of in found.parts.groupby("round", sort=False, dropna=False):
        called = words("consistency-all-rounds") if pd.isna(name) else words.names["round"].get(str(name), str(name))
        lines.append(words("consistency-parts", round=called, count=len(of), linked=linked))
        named, rest = of.head(_PARTS_NAMED), of.iloc[_PARTS_NAMED:]
        for row in records(named):
            members = words.listed([reviewer_label(words, code) for code in _in_order(words, row["members"])])
            facts = {"number": row["part"], "units": row["units"], "ratings": row["ratings"], "reviewers": members}
            lines.append(text(words.language, "part-of-panel", **facts))
        if len(rest):
            sizes = rest["members"].str.len()
            counts = {"reviewers": sizes.sum(), "covered": rest["units"].sum(), "most": sizes.max()}
            whole = {name: int(count) for name, count in counts.items()}
            lines.append(words("consistency-parts-more", count=len(rest), **whole))
    return lines


def conventions(words: Words) -> list[str]:
    """Return which convention is followed where there are several, one sentence each."""
    return [words(f"convention-{name}") for name in _CONVENTIONS]


def references(words: Words) -> list[str]:
    """Return what the page cites."""
    return [words(f"reference-{name}") for name in _REFERENCES]
