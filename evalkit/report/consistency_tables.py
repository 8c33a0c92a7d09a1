"""Display tables of the consistency of the panel: agreement, components of variance, rounds, adjusted scores."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from evalkit.publication.part import undefined_study
from evalkit.reliability.adjusted import Adjusted
from evalkit.reliability.agreement import Agreement, little_to_agree_on
from evalkit.reliability.consistency import Consistency
from evalkit.report.elements import Column, TableView
from evalkit.report.estimates import fixed, interval, percent, reason, signed
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.statistics.agreement.bands import KOO_LI, LANDIS_KOCH, Convention

#: Which convention names the values of a coefficient.
_CONVENTIONS: dict[str, Convention] = {
    "alpha-interval": LANDIS_KOCH,
    "icc-one-way": KOO_LI,
    "icc-one-way-average": KOO_LI,
    "alpha-ordinal": LANDIS_KOCH,
    "gwet-ac2": LANDIS_KOCH,
    "fleiss-kappa": LANDIS_KOCH,
}
#: Reviewer counts of the D-study that a page shows.
COUNTS = range(1, 11)


def round_name(words: Words, name: str | None) -> str:
    """Return the name of a round, or that of all together."""
    if name is None:
        return words("consistency-all-rounds")
    # Other rules may list fewer rounds than those in which marks were given.
    return next((r.name[words.language] for r in words.rules.review.rounds if r.id == name), name)


def agreement(found: Consistency, words: Words) -> TableView:
    """Every coefficient for totals and tiers, round by round, with interval and sizes."""
    groups = []
    for place, name in enumerate(found.scopes):
        rows = list(_rows(found.totals[place], words, "consistency-of-totals"))
        if name == found.whole:
            rows += list(_model_rows(found, words))
        if found.tiers:
            rows += list(_rows(found.tiers[place], words, "consistency-of-tiers"))
        groups.append((round_name(words, name), tuple(rows)))
    columns = (
        Column(words("consistency-column-what")),
        Column(words("consistency-column-coefficient"), "head"),
        Column(words("consistency-column-value"), "number"),
        Column(words("consistency-column-interval"), "number"),
        Column(words("consistency-column-units"), "number"),
        Column(words("consistency-column-reviewers"), "number"),
        Column(words("consistency-column-ratings"), "number"),
        Column(words("consistency-column-remark")),
    )
    return TableView(
        "consistency-agreement",
        words("consistency-caption-agreement"),
        columns,
        tuple(groups),
        words("consistency-note-agreement"),
    )


def _rows(found: Agreement, words: Words, what: str) -> Iterator[tuple[str, ...]]:
    for name, coefficient in found.coefficients.items():
        decimals = (
            2 if not name.startswith("average-deviation") else 1 if found.quantity != "total" else words.mean_decimals
        )
        yield (
            words(what),
            coefficient.called(words.language),
            fixed(coefficient.estimate, decimals),
            interval(words, found.interval(name), decimals),
            str(coefficient.n_units),
            str(coefficient.n_reviewers),
            str(coefficient.n_ratings),
            reason(words, coefficient.undefined_because),
        )


def _model_rows(found: Consistency, words: Words) -> Iterator[tuple[str, ...]]:
    """Two-way coefficients from the components of variance, since the table has gaps."""
    study = found.generalizability
    k = max(round(study.sheets_per_unit), 1)
    rows = (
        ("icc-agreement", 1, "dependability"),
        ("icc-consistency", 1, "generalizability"),
        ("icc-agreement-average", k, "dependability"),
        ("icc-consistency-average", k, "generalizability"),
    )
    for name, reviewers, kind in rows:
        at = study.at(reviewers) if study.undefined_because is None else None
        value = None if at is None else at.dependability if kind == "dependability" else at.generalizability
        ends = study.interval(reviewers, "dependability" if kind == "dependability" else "generalizability")
        yield (
            words("consistency-of-totals"),
            words(f"statistic-{name}"),
            fixed(value),
            interval(words, ends),
            str(study.study.n_units),
            str(study.study.n_reviewers),
            str(study.study.n_ratings),
            reason(words, study.undefined_because) or words("consistency-remark-model"),
        )


def bands(found: Consistency, words: Words) -> TableView | None:
    """How two conventions name the coefficients of all rounds, from the low to the high end of the interval."""
    rows = []
    for agreed in (*found.totals[-1:], *found.tiers[-1:]):
        for name, convention in _CONVENTIONS.items():
            if name not in agreed.coefficients or (name == "alpha-ordinal" and agreed.quantity == "total"):
                continue
            value, ends = agreed.estimate(name), agreed.interval(name)
            if value is None or ends is None:
                continue
            named = dict.fromkeys(words(f"band-{convention.band(v)}") for v in ends)
            rows.append(
                (
                    words("consistency-of-tiers" if agreed.quantity == "tier" else "consistency-of-totals"),
                    agreed[name].called(words.language),
                    fixed(value),
                    words(f"consistency-convention-{convention.id}"),
                    words("consistency-from-to", low=next(iter(named)), high=list(named)[-1], count=len(named)),
                )
            )
    columns = [
        Column(words("consistency-column-what")),
        Column(words("consistency-column-coefficient"), "head"),
        Column(words("consistency-column-value"), "number"),
        Column(words("consistency-column-convention")),
        Column(words("consistency-column-band")),
    ]
    if not rows:
        return None
    return plain(
        "consistency-bands", words("consistency-caption-bands"), columns, rows, words("consistency-note-bands")
    )


def indicators(found: Consistency, words: Words) -> TableView:
    """Areas and indicators, those with the least agreement first."""
    areas = {a.id: a.name[words.language] for a in words.rules.areas}
    names = {i.id: i.name[words.language] for i in words.rules.indicators}
    groups = (
        (words("consistency-group-areas"), _indicators(found.areas, areas, words)),
        (words("consistency-group-indicators"), _indicators(found.indicators, names, words)),
    )
    columns = (
        Column(words("column-indicator"), "head"),
        Column(words("consistency-column-alpha"), "number"),
        Column(words("consistency-column-interval"), "number"),
        Column(words("consistency-column-deviation"), "number"),
        Column(words("consistency-column-between"), "number"),
        Column(words("consistency-column-units"), "number"),
        Column(words("consistency-column-ratings"), "number"),
        Column(words("consistency-column-remark")),
    )
    return TableView(
        "consistency-indicators",
        words("consistency-caption-indicators"),
        columns,
        groups,
        words("consistency-note-indicators"),
    )


def by_alpha(found: tuple[Agreement, ...]) -> list[Agreement]:
    """Return agreements by alpha, the lowest first; undefined ones before them, ties in the order of the rules."""
    values = [a.estimate("alpha-interval") for a in found]
    # What rounding leaves of a tie is no order.
    places = sorted(range(len(found)), key=lambda i: (values[i] is not None, round(values[i] or 0.0, 9)))
    return [found[i] for i in places]


def _indicators(found: tuple[Agreement, ...], names: dict[str, str], words: Words) -> tuple[tuple[str, ...], ...]:
    flat = little_to_agree_on(found)
    return tuple(_indicator(a, names, words, a.key in flat) for a in by_alpha(found))


def _indicator(found: Agreement, names: dict[str, str], words: Words, flat: bool) -> tuple[str, ...]:
    alpha = found["alpha-interval"]
    remark = reason(words, alpha.undefined_because)
    if flat and not remark:
        remark = words("consistency-remark-alike")
    return (
        names[found.key or ""],
        fixed(alpha.estimate),
        interval(words, found.interval("alpha-interval")),
        percent(found.estimate("average-deviation-mean"), 1),
        percent(found.between, 1),
        str(alpha.n_units),
        str(alpha.n_ratings),
        remark,
    )


def components(found: Consistency, words: Words) -> TableView:
    """Where the differences between totals come from, round by round, or why that cannot be told."""
    rows = []
    for fit in found.fits:
        cells = [UNKNOWN] * 3
        if fit.undefined_because is None:
            parts = [fit.model.component(n) for n in ("unit", "reviewer", "residual")]
            cells = [
                words("consistency-sd-share", sd=fixed(c.sd, words.mean_decimals), percent=percent(c.share))
                for c in parts
            ]
        sizes = (fit.model.n_units, fit.model.n_reviewers, fit.model.n_ratings)
        rows.append((round_name(words, fit.round), *cells, *map(str, sizes), reason(words, fit.undefined_because)))
    columns = [
        Column(words("column-round"), "head"),
        Column(words("component-unit"), "number"),
        Column(words("component-reviewer"), "number"),
        Column(words("component-residual"), "number"),
        Column(words("consistency-column-units"), "number"),
        Column(words("consistency-column-reviewers"), "number"),
        Column(words("consistency-column-ratings"), "number"),
        Column(words("consistency-column-remark")),
    ]
    return plain("consistency-components", words("consistency-caption-components"), columns, rows)


def rounds(found: Consistency, words: Words) -> TableView | None:
    """Return Bland and Altman's limits of the last against the first round; None with one round."""
    compared = found.rounds
    if compared is None or compared.agreement.undefined_because is not None:
        return None
    result = compared.agreement
    limits = result.limit_intervals()
    rows = [
        (
            words("consistency-row-bias"),
            signed(result.estimate, words.mean_decimals),
            interval(words, result.confidence_interval(), words.mean_decimals, sign=True),
        ),
        (
            words("consistency-row-lower"),
            signed(result.lower, words.mean_decimals),
            interval(words, limits and limits.lower, words.mean_decimals, sign=True),
        ),
        (
            words("consistency-row-upper"),
            signed(result.upper, words.mean_decimals),
            interval(words, limits and limits.upper, words.mean_decimals, sign=True),
        ),
    ]
    columns = [
        Column(words("consistency-column-what"), "head"),
        Column(words("consistency-column-points"), "number"),
        Column(words("consistency-column-interval"), "number"),
    ]
    names = {"first": round_name(words, compared.first), "last": round_name(words, compared.last)}
    caption = words("consistency-caption-rounds", count=result.n_units, **names)
    return plain("consistency-rounds", caption, columns, rows)


def changed(found: Consistency, words: Words) -> TableView | None:
    """Return the units whose tier would change, those that are withheld left out; None where there are none."""
    table = found.adjusted.changed
    shown = [r for r in records(table) if not r["withheld"]]
    if not shown:
        return None
    rows = [
        (*_side_by_side(r, words), words("consistency-within" if r["within_error"] else "consistency-beyond"))
        for r in shown
    ]
    columns = [*_side_columns(words), Column(words("consistency-column-within"))]
    note = words("consistency-note-changed")
    return plain("consistency-changed", words("consistency-caption-changed"), columns, rows, note)


def side_by_side(found: Consistency, words: Words) -> TableView | None:
    """Return raw and adjusted scores of every unit, in the order of the results; None where there is no adjustment.

    Withheld scores stay withheld, and so does what would become of them.
    """
    if found.adjusted.undefined_because is not None:
        return None
    rows = [_side_by_side(r, words) for r in records(found.adjusted.table)]
    caption, note = words("consistency-caption-adjusted"), words("consistency-note-adjusted")
    return plain("consistency-adjusted", caption, _side_columns(words), rows, note)


def _side_columns(words: Words) -> list[Column]:
    return [
        Column(words("column-code"), "head"),
        Column(words("consistency-column-raw"), "number"),
        Column(words("consistency-column-official"), "number"),
        Column(words("consistency-column-adjusted"), "number"),
        Column(words("consistency-column-change"), "number"),
        Column(words("consistency-column-error"), "number"),
        Column(words("consistency-column-tier")),
        Column(words("consistency-column-adjusted-tier")),
    ]


def _side_by_side(row: dict[str, object], words: Words) -> tuple[str, ...]:
    tier, other = str(row["tier"]), str(row["adjusted_tier"])
    if row["withheld"]:
        hidden = words("withheld")
        return (str(row["unit"]), hidden, hidden, hidden, hidden, hidden, words.tier(tier), hidden)
    raw, new = (float(str_fraction) for str_fraction in (row["raw"], row["adjusted"]))  # type: ignore[arg-type]
    return (
        str(row["unit"]),
        words.points(row["raw"], 2),
        words.points(row["score"]),
        words.points(row["adjusted"], 2),
        signed(new - raw, words.rules.scores.scale.decimals + 2),
        fixed(float(row["error"]), words.rules.scores.scale.decimals + 1),  # type: ignore[arg-type]
        words.tier(tier),
        words("consistency-same") if tier == other else words.tier(other),
    )


def d_study(found: Consistency, words: Words) -> TableView | None:
    """Return what means over one to ten reviewers would be worth; None where that cannot be told."""
    study = found.generalizability
    if undefined_study(found) is not None:
        return None
    rows = []
    for n in COUNTS:
        at = study.at(n)
        rows.append(
            (
                str(n),
                fixed(at.dependability),
                interval(words, study.interval(n)),
                fixed(at.generalizability),
                interval(words, study.interval(n, "generalizability")),
                fixed(at.absolute_sem, words.mean_decimals),
            )
        )
    columns = [
        Column(words("consistency-column-per-unit"), "head"),
        Column(words("consistency-column-phi"), "number"),
        Column(words("consistency-column-interval"), "number"),
        Column(words("consistency-column-rho"), "number"),
        Column(words("consistency-column-interval"), "number"),
        Column(words("consistency-column-sem"), "number"),
    ]
    note = words("consistency-note-d-study")
    return plain("consistency-d-study", words("consistency-caption-d-study"), columns, rows, note)


def counts_of_changes(adjusted: Adjusted) -> tuple[int, int, int]:
    """Return how many tiers would change, how many of them beyond the error, and how many of withheld units."""
    table = adjusted.changed
    return len(table), int(np.sum(~table["within_error"])), int(np.sum(table["withheld"]))
