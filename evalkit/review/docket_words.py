"""The docket in words: for the terminal, and for the workbook of the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.review.ballots import ballots
from evalkit.review.docket import Docket
from evalkit.wording import Language, text


def decimal(points: Fraction, places: int = 2, *, fixed: bool = False) -> str:
    """Return points as a decimal of at most `places` digits (of just so many where `fixed`), rounded half up."""
    scaled = points * 10**places
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if points < 0 and whole else ""
    shown = f"{Decimal(whole).scaleb(-places):f}"
    return sign + (shown.rstrip("0").rstrip(".") if "." in shown and not fixed else shown)


def docket_lines(docket: Docket, record: ReviewedEdition, language: Language) -> Iterator[str]:
    """Yield the docket as lines: how many units, then one block a unit."""
    if record.rules.review.importance is None:
        yield text(language, "docket-no-rule")
        return
    left = "unknown" if docket.open is None else docket.open
    yield text(language, "docket-count", count=len(docket.table), open=left, units=docket.n_units)
    for place, row in enumerate(docket.table.to_dict("records"), start=1):
        facts = {
            "place": str(place),
            "unit": row["unit"],
            "name": row["name"],
            "lowest": _total(row["lowest"], record),
            "highest": _total(row["highest"], record),
            "difference": _total(row["difference"], record),
            "status": text(language, f"docket-status-{row['status']}"),
        }
        yield text(language, "docket-unit", **facts)
        yield "   " + consequence(row, record, language)
        if row["drivers"]:
            yield "   " + text(language, "docket-drivers", drivers=drivers(row, record, language))


def _marks(points: Fraction, record: ReviewedEdition) -> str:
    """Return points of marks with the decimals that the marks have."""
    return decimal(points, record.rules.mark_scale.decimals, fixed=True)


def _total(points: Fraction, record: ReviewedEdition) -> str:
    """Return a total: with a decimal more than the marks have where parts of it may be left out."""
    return decimal(points, record.rules.mark_scale.decimals + record.rules.may_lack_marks, fixed=True)


def consequence(row: Mapping[Any, Any], record: ReviewedEdition, language: Language) -> str:
    """Return in a sentence whether the tier of a unit on the docket hangs on one reviewer."""
    names = {tier.id: tier.name[language] for tier in record.rules.tiers}
    if row["score"] is None:
        return text(language, "docket-no-score")
    score, margin = (decimal(row[k], record.rules.scores.scale.decimals, fixed=True) for k in ("score", "margin"))
    facts = {"score": score, "tier": names[row["tier"]], "margin": margin}
    others = [names[tier] for tier in row["without_one"] if tier != row["tier"]]
    if others:
        return text(language, "docket-tier-changes", others=text(language, "docket-or").join(others), **facts)
    return text(language, "docket-tier-stays", **facts)


def drivers(row: Mapping[Any, Any], record: ReviewedEdition, language: Language) -> str:
    """Return the driving indicators with the marks of the two reviewers who differ most."""
    names = {i.id: i.name[language] for i in record.rules.indicators}
    parts = [
        text(
            language,
            "docket-driver",
            indicator=names[d.indicator],
            low=_marks(d.lowest, record),
            high=_marks(d.highest, record),
        )
        for d in row["drivers"]
    ]
    return text(language, "docket-comma").join(parts)


def for_minutes(docket: Docket, record: ReviewedEdition, language: Language) -> pd.DataFrame:
    """Return the undecided units as the workbook of the minutes takes them: ``unit, name, totals, drivers, why``."""
    sheets = ballots(record).with_totals
    step = sheets.total_step
    rows = []
    for row in docket.undecided.to_dict("records"):
        mine = np.flatnonzero(sheets.unit == sheets.units.index(row["unit"]))
        mine = mine[np.argsort(-sheets.totals[mine], kind="stable")]
        totals = [
            f"{sheets.reviewers[sheets.reviewer[i]]} {_total(step * int(sheets.totals[i]), record)}" for i in mine
        ]
        rows.append(
            {
                "unit": row["unit"],
                "name": row["name"],
                "totals": ", ".join(totals),
                "drivers": " ".join(d.indicator for d in row["drivers"]),
                "why": consequence(row, record, language),
            }
        )
    return pd.DataFrame(rows, columns=["unit", "name", "totals", "drivers", "why"], dtype=object)
