"""Whether reviewers are severe everywhere alike, or more in one area, or with one cohort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from evalkit.frames import DIFFERENTIAL, DIFFERING
from evalkit.reliability.sheets import Sheets
from evalkit.rules.models import Area
from evalkit.statistics.reviewers.differential import DifferentialSeverity, severity_by_area, severity_by_group


def by_area(found: Sheets, areas: Sequence[Area]) -> DifferentialSeverity | None:
    """Compare areas within sheets, each as percentage points of its range; None where fewer than two are scored.

    Differences between the rounds are taken off each area. Parts are places in `areas`.
    """
    indicators = [[k for k, i in enumerate(found.indicators) if i in area.indicators and i.scored] for area in areas]
    if len(areas) < 2 or not all(indicators):
        return None
    shares = np.column_stack([found.without_rounds(100 * found.share_of(own)) for own in indicators])
    return severity_by_area(found.unit[found.first], found.reviewer[found.first], shares[found.first])


def by_cohort(found: Sheets, cohorts: pd.Series) -> DifferentialSeverity | None:
    """Compare totals of the units of each cohort, in points; None where all are of one, or of none.

    `cohorts` is a Categorical by unit, in the order of the sheets' units; parts are its codes.
    """
    code = cohorts.cat.codes.to_numpy()[found.unit]
    keep = found.first & (code >= 0)
    if len(np.unique(code[keep])) < 2:
        return None
    return severity_by_group(found.unit[keep], found.reviewer[keep], found.comparable[keep], code[keep])


def differential(asked: Mapping[str, DifferentialSeverity]) -> pd.DataFrame:
    """Return what was found, one row for areas and one for cohorts, as far as there are any.

    Returns
    -------
    ``by``: ``area`` or ``cohort``; ``p``: for no difference at all, the larger of two tests; ``stands_out``: whether
    that is at most 0.05; ``sd, low, high``: where it is, the standard deviation over reviewers and parts (of areas in
    per cent of their range, of cohorts in points) and its interval; ``units, reviewers, ratings``;
    ``undefined_because``.
    """
    rows = []
    for by, one in asked.items():
        sd, ends = (one.sd, one.interval) if one.there else (None, None)
        size = (sd, None, None) if ends is None else (sd, ends.low, ends.high)
        p = None if one.p is None or one.p_exchange is None else max(one.p, one.p_exchange)
        why = one.undefined_because or ("too-few-sheets" if p is None else None)
        rows.append((by, p, bool(one.there), *size, one.n_units, one.n_reviewers, one.n_ratings, why))
    return DIFFERENTIAL.of(rows)


def differing(
    asked: Mapping[str, DifferentialSeverity], parts: Mapping[str, Sequence[str]], reviewers: Sequence[str]
) -> pd.DataFrame:
    """Return who stands out in which part, surest first; nobody where severity is not shown to differ at all.

    Returns
    -------
    ``by, part, reviewer, sheets``; ``difference``: how much more than elsewhere the reviewer gives in this part, the
    rest of the panel on the same units taken off, with ``standard_error, low, high``; ``p``: corrected for all
    reviewers and parts.
    """
    rows = []
    for by, one in asked.items():
        for part in one.striking:
            own, ends = part.finding, part.finding.confidence_interval()
            rows.append(
                (
                    by, parts[by][part.part], reviewers[own.reviewer], own.n_units, own.estimate, own.standard_error,
                    *((None, None) if ends is None else (ends.low, ends.high)), part.p_adjusted,
                )
            )  # fmt: skip
    return DIFFERING.of(rows)
