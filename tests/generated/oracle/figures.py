"""The numbers that are drawn in the figures, as the table below each of them gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from tests.generated.oracle.context import Context
from tests.generated.oracle.own import tiers_by_edition
from tests.generated.oracle.public import part
from tests.generated.oracle.review import disputes_drawn, important
from tests.generated.oracle.tables import Rows


def _stacked(c: Context, names: Sequence[str], counts: Sequence[Sequence[int]]) -> Rows:
    return [
        (c.label("label-cohort-size", name=name, count=sum(row)), *map(str, row))
        for name, row in zip(names, counts, strict=True)
    ]


def _absent(c: Context, cohort: str) -> int:
    return (c.ev.totals[cohort] or 0) - c.ev.count(None, [cohort])


def tier_counts(c: Context) -> Rows:
    ev = c.ev
    counts = [ev.count(t) for t in ev.tiers]
    shares = ev.percents(counts, len(ev.units))
    return [(c.name(t), str(n), c.number(s)) for t, n, s in zip(ev.tier_rules, counts, shares, strict=True)]


def cohort_composition(c: Context) -> Rows:
    ev = c.ev
    inside = [k for k in ev.cohorts if ev.totals[k] is not None]
    rows = [[ev.count(t, [k]) for t in ev.tiers] for k in inside]
    absent = [_absent(c, k) for k in inside]
    if any(absent):
        rows = [[*row, n] for row, n in zip(rows, absent, strict=True)]
    return _stacked(c, [c.cohort(k) for k in inside], rows)


def participants_by_cohort(c: Context) -> Rows:
    ev = c.ev
    inside = [k for k in ev.cohorts if ev.count(None, [k])]
    return _stacked(c, [c.cohort(k) for k in inside], [[ev.count(t, [k]) for t in ev.tiers] for k in inside])


def tier_composition(c: Context) -> Rows:
    return _tiers_by(c, c.ev.cohorts)


def tiers_in_groups(c: Context) -> list[Rows]:
    """Return the numbers for each group; the figure's name does not say which of them it is of."""
    groups = c.ev.rules.get("cohort_groups", [])
    return [_tiers_by(c, [k for k in c.ev.cohorts if k in group["cohorts"]]) for group in groups]


def tier_in_group(c: Context) -> Rows | None:
    found = tiers_in_groups(c)
    return found[0] if len(found) == 1 else None


def _tiers_by(c: Context, cohorts: Sequence[str]) -> Rows:
    inside = [t for t in c.ev.tiers if c.ev.count(t, cohorts)]
    return _stacked(c, [c.tier(t) for t in inside], [[c.ev.count(t, [k]) for k in cohorts] for t in inside])


def all_composition(c: Context) -> Rows:
    ev = c.ev
    row = [ev.count(t) for t in ev.tiers]
    if ev.total is not None:
        row.append(ev.total - len(ev.units))
    return _stacked(c, [c.label("all-cohorts")], [row])


def participation_series(c: Context) -> Rows:
    return [(ev.name, str(ev.participants)) for ev in c.series if ev.participants is not None]


FIGURES = {
    "tiers-by-edition": lambda c: tiers_by_edition(c)[0],
    "tier-counts": tier_counts,
    "cohort-composition": cohort_composition,
    "participants-by-cohort": participants_by_cohort,
    "tier-composition": tier_composition,
    "tier-in-group": tier_in_group,
    "all-composition": all_composition,
    "participation-series": participation_series,
}


def histogram(c: Context, name: str, shown: Sequence[Sequence[str]]) -> list[str]:
    """Return where a bar is not of the units between its two ends, tier by tier, or where some are in no bar.

    How wide the bars are is a matter of looks, and not worked out here.
    """
    if name == "score-distribution":
        values = [
            (s, t) for u, t in c.ev.unit_tiers.items() if (s := c.ev.scores[u]) is not None and u not in c.ev.withheld
        ]
        kinds = [t for t in c.ev.tiers if any(t == of for _, of in values)]
    else:
        ev = part(c)
        listed = important(ev)[0] if "importance" in ev.rules["review"] else []
        totals = {u["unit"]: [s.total for s in ev.sheets_of(u["unit"])] for u in ev.units}
        values = [(max(t) - min(t), str(u in listed)) for u, t in totals.items() if len(t) > 1]
        kinds = ["True", "False"] if "importance" in ev.rules["review"] else ["False"]
    wrong, counted = [], 0
    for label, *numbers in shown:
        ends = [Fraction(x) for x in re.findall(r"-?\d+(?:\.\d+)?", label)]
        inside = [k for v, k in values if (v == ends[0] if len(ends) == 1 else ends[0] <= v < ends[1])]
        counts = [str(inside.count(k)) for k in kinds]
        counted += len(inside)
        if counts != list(numbers):
            wrong.append(f"figure {name}: the bar {label} has {numbers} for {counts}")
    if counted != len(values):
        wrong.append(f"figure {name}: {counted} in the bars for {len(values)}")
    return wrong


#: Those of bars that are cut into parts.
STACKED = (
    "cohort-composition",
    "participants-by-cohort",
    "tier-composition",
    "all-composition",
    "tier-in-group",
)


def figure_rows(c: Context, name: str) -> tuple[Rows, bool] | None:
    """Return the numbers of a figure; None where they are not worked out here."""
    rows = FIGURES[name](c) if name in FIGURES else None
    if name == "disputes":
        return disputes_drawn(c), True
    return None if rows is None else (rows, True)
