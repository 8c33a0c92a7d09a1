"""What if the cut-offs lay elsewhere: controls inside a page, with nothing behind them that is not in it already.

The controls are hidden until the script of the page (``template/what-if.js``) shows them. It compares integers, and
what it shows is what ``known_to(ev, audience).replace(tiers=…)`` gives: the tiers of published scores, and of a
withheld one only where all scores that its tier allows lie in one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pandas as pd

from evalkit.publication.part import known_to
from evalkit.report.elements import Bundle, Column, markup
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.rules.models import Rules
from evalkit.rules.points import decimals_of, round_fraction
from evalkit.scoring import Evaluation
from evalkit.scoring.disclosure import anonymous

#: Under this key the export finds controls in a cell's output, whose HTML it takes as it is.
WHAT_IF_MIME = "application/vnd.evalkit.what-if+json"
#: From here on a script's numbers are not exact.
_INEXACT = 2**53


@dataclass(frozen=True)
class WhatIf:
    """The controls, as HTML that is hidden where no script runs; in words they are nothing."""

    markup: str
    plain: str = ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {"text/html": self.markup, "text/plain": self.plain, WHAT_IF_MIME: {}}, {}


def what_if(ev: Evaluation, words: Words) -> WhatIf | None:
    """Return controls that move the cut-offs; None where a page could not say truly what comes of it.

    That is where a score that its readers see does not alone decide the tier: thresholds, votes, quotas, vetoes, scores
    that are rounded in print only; where not every score is on file; and where readers see none of them.
    """
    rules, scale = ev.rules, _Scale.of(ev.rules)
    if not (ev.complete and rules.decided_by_score and len(rules.tiers) > 1 and scale is not None):
        return None
    known = known_to(ev, words.audience)
    results = known.results.merge(known.scores[["unit", "lowest", "highest"]], on="unit")
    unnamed = ev.unnamed_for(words.audience)
    results = anonymous(results, rules, unnamed) if unnamed else results
    if results["score"].isna().all():
        return None
    wholes = [whole for whole in (len(results), rules.total_of(rules.cohorts_in(None))) if whole is not None]
    settings = {
        "places": scale.places,
        "best": scale.whole(rules.best_score),
        "worst": scale.whole(rules.scores.max if rules.best == "lowest" else rules.scores.min),
        "step": scale.whole(rules.rounded_to[0]),
        "cuts": [scale.whole(cut_off) for cut_off in rules.cut_offs],
        "field": dict(zip(("min", "max", "step"), (f"{n:f}" for n in (*scale.ends, rules.rounded_to[0])), strict=True)),
        "labels": [words("what-if-cut-off", tier=words.tier(tier.id)) for tier in rules.tiers[:-1]],
        "values": [f"{cut_off:f}" for cut_off in rules.cut_offs],
        "tiers": [words.tier(tier.id) for tier in rules.tiers],
        "wholes": wholes,
        "decimals": rules.percent.decimals,
        "rounding": rules.percent.rounding,
        "comma": words.manner.decimal,
        "moved": words("what-if-moved", moved="{moved}", up="{up}", down="{down}"),
        "open": words("what-if-open", open="{open}"),
        "none": words("what-if-none"),
        "wrong": words("what-if-wrong", **scale.said(words)),
        "unknown": words("what-if-unknown"),
    }
    rules_said = markup(json.dumps(settings, ensure_ascii=False))
    return WhatIf(
        f'<form class="what-if" hidden autocomplete="off" data-rules="{rules_said}">'
        f"<fieldset><legend>{markup(words('what-if'))}</legend>"
        f"<p>{markup(words('what-if-about', withheld='yes' if results['score'].isna().any() else 'no'))}</p>"
        f'</fieldset><p role="status"></p>{_counted(ev, words, len(wholes))}{_units(results, words, scale)}</form>'
    )


@dataclass(frozen=True)
class _Scale:
    """How numbers of points are whole ones for the script: multiples of a power of ten, 0.1 where `places` is 1."""

    rules: Rules
    places: int

    @classmethod
    def of(cls, rules: Rules) -> _Scale | None:
        """Return the scale of an edition; None where its numbers are too large for a script."""
        ends = (rules.scores.min, rules.scores.max)
        places = max(map(decimals_of, (*ends, rules.rounded_to[0])))
        within = all(abs(end) * 10 ** (places + 1) < _INEXACT for end in ends)
        return cls(rules, places) if within else None

    def whole(self, points: Decimal | Fraction) -> int:
        return int(Fraction(points) * 10**self.places)

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest cut-off that there may be: the last tier keeps a score of its own."""
        step, (low, high) = self.rules.rounded_to[0], (self.rules.scores.min, self.rules.scores.max)
        if self.rules.best == "highest":
            return (floor(Fraction(low) / Fraction(step)) + 1) * step, floor(Fraction(high) / Fraction(step)) * step
        return ceil(Fraction(low) / Fraction(step)) * step, (ceil(Fraction(high) / Fraction(step)) - 1) * step

    def said(self, words: Words) -> dict[str, str]:
        """Return what cut-offs may be, for a sentence."""
        low, high = map(words.cut_off, self.ends)
        return {"low": low, "high": high, "step": words.cut_off(self.rules.rounded_to[0])}

    def compared(self, steps: int) -> int:
        """Return a score as it is compared with the cut-offs: rounded by the rule for that."""
        to_nearest, rounding = self.rules.rounded_to
        return self.whole(round_fraction(steps * Fraction(self.rules.scores.step), Fraction(to_nearest), rounding))


def _counted(ev: Evaluation, words: Words, shares: int) -> str:
    """Return a table of the tiers, of which the script fills in what comes of other cut-offs; one share or both."""
    columns = [
        Column(words("column-tier"), "head"),
        Column(words("column-count-issued"), "number"),
        Column(words("column-count"), "number"),
        *(Column(words(f"column-percent-{of}"), "number") for of in ("participants", "all")[:shares]),
    ]
    counts = {str(row["tier"]): str(row["count"]) for row in records(ev.counts("tier"))}
    rows = [(words.tier(t.id), counts[t.id], *[UNKNOWN] * (len(columns) - 2)) for t in ev.rules.tiers]
    return live(plain("", words("what-if-counts"), columns, rows).to_html())


def _units(results: pd.DataFrame, words: Words, scale: _Scale) -> str:
    """Return a table of all units, of which the script shows those that move."""
    columns = [
        Column(words("column-code")),
        Column(words("column-name"), "head", words.name_lang),
        Column(words("column-score"), "number"),
        Column(words("column-tier")),
        Column(words("column-other-tier"), key=True),
    ]
    tiers = [tier.id for tier in scale.rules.tiers]
    rows, places = [], []
    for row in records(results):
        tier = None if pd.isna(row["tier"]) else str(row["tier"])
        unit, name = (UNKNOWN, words("unit-unnamed")) if pd.isna(row["unit"]) else (row["unit"], row["name"])
        score = words.number(words.score(row["score"], withheld=row["withheld"]))
        rows.append((unit, name, score, UNKNOWN if tier is None else words.tier(tier), UNKNOWN))
        ends = (scale.compared(int(row[end])) for end in ("lowest", "highest"))
        places.append(" ".join(map(str, (-1 if tier is None else tiers.index(tier), *ends))))
    return live(plain("", words("what-if-units"), columns, rows).to_html(), iter(places))


def live(table: str, rows: Iterator[Any] | None = None, *, hidden: bool = True) -> str:
    """Return a table that is none of the page's own: it has no number, no name and no CSV; its rows may be hidden."""
    table = table.replace(' data-table=""', "", 1)
    mark = "<tr hidden" if hidden else "<tr"
    return (
        table
        if rows is None
        else re.sub("(?<!<thead>)<tr>", lambda _: f'{mark} data-at="{markup(next(rows))}">', table)
    )
