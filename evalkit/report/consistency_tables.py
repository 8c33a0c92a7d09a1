"""Display tables of the consistency of the panel: agreement, components of variance, rounds, adjusted scores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from evalkit.publication.part import undefined_study
from evalkit.reliability.adjusted import Adjusted
from evalkit.reliability.agreement import Agreement
from evalkit.reliability.consistency import Consistency
from evalkit.report.elements import Column, TableView
from evalkit.report.estimates import ends, fixed, interval, percent, reason, signed
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
        rows = list(_rows(found.totals[place], found, words))
        if name == found.whole:
            rows += list(_model_rows(found, words))
        if found.tiers:
            rows += list(_rows(found.tiers[place], found, words))
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


def coefficients_of(agreed: Agreement, found: Consistency) -> list[dict[str, Any]]:
    """Return the rows of ``found.coefficients`` of one quantity in one round, or in all."""
    frame = found.coefficients
    scope = frame["round"].isna() if agreed.round is None else frame["round"] == agreed.round
    return records(frame[scope & (frame["quantity"] == agreed.quantity)])


def _rows(of: Agreement, found: Consistency, words: Words) -> Iterator[tuple[str, ...]]:
    for row in coefficients_of(of, found):
        name = row["coefficient"]
        decimals = words.mean_decimals if name.startswith("average-deviation") else 2
        yield (
            words(f"consistency-of-{of.quantity}s"),
            of[name].called(words.language),
            fixed(row["estimate"], decimals),
            interval(words, ends(row), decimals),
            *(str(row[size]) for size in ("units", "reviewers", "ratings")),
            reason(words, row["undefined_because"]),
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
        around = study.interval(reviewers, "dependability" if kind == "dependability" else "generalizability")
        yield (
            words("consistency-of-totals"),
            words(f"statistic-{name}"),
            fixed(value),
            interval(words, around),
            str(study.study.n_units),
            str(study.study.n_reviewers),
            str(study.study.n_ratings),
            reason(words, study.undefined_because) or words("consistency-remark-model"),
        )


def bands(found: Consistency, words: Words) -> TableView | None:
    """How two conventions name the coefficients of all rounds, from the low to the high end of the interval."""
    rows = []
    for agreed in (*found.totals[-1:], *found.tiers[-1:]):
        for row in coefficients_of(agreed, found):
            name, around = row["coefficient"], ends(row)
            convention = _CONVENTIONS.get(name)
            if convention is None or around is None or (name == "alpha-ordinal" and agreed.quantity == "total"):
                continue
            named = dict.fromkeys(words(f"band-{convention.band(v)}") for v in around)
            rows.append(
                (
                    words(f"consistency-of-{agreed.quantity}s"),
                    agreed[name].called(words.language),
                    fixed(row["estimate"]),
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
        (words("consistency-group-areas"), _indicators(found.by_area, "area", areas, words)),
        (words("consistency-group-indicators"), _indicators(found.by_indicator, "indicator", names, words)),
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


def _indicators(frame: pd.DataFrame, key: str, names: dict[str, str], words: Words) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            names[row[key]],
            fixed(row["alpha"]),
            interval(words, ends(row)),
            percent(row["apart"], 1),
            percent(row["spread"], 1),
            str(row["units"]),
            str(row["ratings"]),
            reason(words, row["undefined_because"]) or (words("consistency-remark-alike") if row["little"] else ""),
        )
        for row in records(frame)
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
        Column(words("consistency-column-change-error"), "number"),
        Column(words("consistency-column-error"), "number"),
        Column(words("consistency-column-tier")),
        Column(words("consistency-column-adjusted-tier")),
    ]


def _side_by_side(row: dict[str, object], words: Words) -> tuple[str, ...]:
    tier, other = str(row["tier"]), str(row["adjusted_tier"])
    if row["withheld"]:
        hidden = words("withheld")
        return (str(row["unit"]), *[hidden] * 6, words.tier(tier), hidden)
    raw, new = (float(str_fraction) for str_fraction in (row["raw"], row["adjusted"]))  # type: ignore[arg-type]
    return (
        str(row["unit"]),
        words.points(row["raw"], 2),
        words.points(row["score"]),
        words.points(row["adjusted"], 2),
        signed(new - raw, words.rules.scores.scale.decimals + 2),
        fixed(row["correction_error"], words.rules.scores.scale.decimals + 1),  # type: ignore[arg-type]
        fixed(float(row["error"]), words.rules.scores.scale.decimals + 1),  # type: ignore[arg-type]
        words.tier(tier),
        words("consistency-same") if tier == other else words.tier(other),
    )


def d_study(found: Consistency, words: Words) -> TableView | None:
    """Return what means over one to ten reviewers would be worth; None where that cannot be told."""
    if undefined_study(found) is not None:
        return None
    rows = [
        (
            str(row["reviewers"]),
            fixed(row["dependability"]),
            interval(words, ends(row)),
            fixed(row["generalizability"]),
            interval(words, ends(row, "low_ranks", "high_ranks")),
            fixed(row["error"], words.mean_decimals),
        )
        for row in records(found.more_reviewers)
    ]
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
