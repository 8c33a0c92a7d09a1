"""The consistency of the reviewers as frames to work with: severities, what stands out, coefficients, more reviewers.

The tables, figures and sentences of the pages read the same frames. What is not defined is missing, and says why where
there is a column ``undefined_because``. Intervals are at 95 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from evalkit.frames import (
    AGREEMENT,
    ASKED,
    COEFFICIENTS,
    COMPONENTS,
    MATTERS,
    MORE_REVIEWERS,
    PARTS,
    SCATTERS,
    SEVERITIES,
    SHEETS,
    TIES,
)  # fmt: skip
from evalkit.reliability.adjusted import Adjusted
from evalkit.reliability.agreement import Agreement, little_to_agree_on
from evalkit.reliability.diagnostics import LEVEL, QUESTIONS, Diagnostics
from evalkit.reliability.generalize import Generalizability
from evalkit.reliability.severity import Fit, detectable
from evalkit.reliability.sheets import Sheets
from evalkit.statistics.generalizability.d_study import Coefficient
from evalkit.statistics.intervals import ConfidenceInterval
from evalkit.statistics.reviewers.result import ReviewerDiagnostic

#: Two-way coefficients, and what they are called in a D-study.
_FROM_MODEL: tuple[tuple[str, Coefficient], ...] = (("agreement", "dependability"), ("consistency", "generalizability"))
#: Numbers of reviewers that a D-study is made for.
COUNTS = range(1, 11)


def sheets(found: Sheets) -> pd.DataFrame:
    """Return every sheet that a reviewer filled in on his or her own, one a row, by round.

    Returns
    -------
    ``round, unit, reviewer``; ``total``: of what is part of the score, in points; ``marks``: how many there are on it;
    ``tied``: whether a tie between reviewer and unit is on file; ``first``: whether it is the first of this reviewer on
    this unit (where all rounds are taken together, only these count).
    """
    rounds = [r.id for r in found.ballots.rules.review.rounds]
    columns = (
        [rounds[k] for k in found.ballots.round.tolist()],
        [found.ballots.units[k] for k in found.unit.tolist()],
        [found.ballots.reviewers[k] for k in found.reviewer.tolist()],
        found.totals,
        np.isfinite(found.points).sum(axis=1),
        found.own,
        found.first,
    )
    return SHEETS.of(zip(*columns, strict=True))


def asked(found: Diagnostics) -> pd.DataFrame:
    """Return what was asked of every reviewer, one question a row.

    Returns
    -------
    ``question``: one of :data:`~evalkit.reliability.diagnostics.QUESTIONS`; ``tested``: of how many reviewers it could
    be answered; ``detectable``: from how many points on a typical reviewer would probably be found, for questions
    about points; ``undefined_because``: why it has no answer at all.
    """
    rows = []
    for question in QUESTIONS:
        result = found.results[question]
        size = detectable(result) if question in ("severity", "drift") else None
        because = result.undefined_because or (None if result.n_tested else "nobody-asked")
        rows.append((question, result.n_tested, size, because))
    return ASKED.of(rows)


def ties(found: Diagnostics) -> pd.DataFrame:
    """Return what reviewers add to units with which they have a tie; no rows where nobody marked one.

    Returns
    -------
    ``reviewer``: missing in the first row, which is of all with a tie together; ``sheets``: with a tie; ``added``,
    ``standard_error, low, high``: points beyond what others give the same units, general severity taken off; ``p``: for
    each reviewer corrected for their number (Holm); ``stands_out``; ``undefined_because``.
    """
    result = found.results["own-advantage"]
    tied = [f for f in result.findings if f.n_units > 0]
    if result.undefined_because is not None or result.overall is None or not tied:
        tied = []
    striking = {m.reviewer for m in found.matters() if m.question == "own-advantage"}
    rows = []
    for f in (result.overall, *tied) if tied else ():
        if f is None:
            continue
        code = None if f is result.overall else found.reviewers[f.reviewer]
        p = f.p if code is None else f.p_holm
        clear = code in striking or (code is None and p is not None and p <= LEVEL)
        ends = _ends(f.confidence_interval())
        rows.append((code, f.n_units, f.estimate, f.standard_error, *ends, p, clear, f.undefined_because))
    return TIES.of(rows)


def components(fits: Iterable[Fit]) -> pd.DataFrame:
    """Return where the differences between totals come from, one row a round, and one for all together.

    Returns
    -------
    ``round``: missing for all together; ``unit_sd, reviewer_sd, residual_sd``: in points; ``unit_share,
    reviewer_share, residual_share``: of the variance of a total; ``units, reviewers, ratings``; ``undefined_because``.
    """
    parts = ("unit", "reviewer", "residual")
    rows = []
    for fit in fits:
        model = fit.model
        known = [model.component(part) for part in parts] if fit.undefined_because is None else []
        sizes = (model.n_units, model.n_reviewers, model.n_ratings)
        values: list[float | None] = [value for c in known for value in (c.sd, c.share)]
        values = values or [None] * 6
        rows.append((fit.round, *values, *sizes, fit.undefined_because))
    return COMPONENTS.of(rows)


def parts(fits: Iterable[Fit], reviewers: Sequence[str]) -> pd.DataFrame:
    """Return the parts of the panel without a common unit, largest first, for each round in which it falls apart.

    Returns
    -------
    ``round``: missing for all together; ``part``: counted from 1; ``members``: a tuple of reviewers; ``units``,
    ``ratings``: how many.
    """
    rows = [
        (fit.round, number, tuple(reviewers[k] for k in part.reviewers), len(part.units), part.n_ratings)
        for fit in fits
        if fit.undefined_because == "not-connected"
        for number, part in enumerate(fit.links.components, start=1)
    ]
    return PARTS.of(rows)


def severities(asked: Diagnostics, adjusted: Adjusted, sheets_of: Mapping[str, int], best: str) -> pd.DataFrame:
    """Return the severity of every reviewer, most severe first; no rows where severities cannot be compared.

    Returns
    -------
    ``reviewer, sheets``; ``severity, standard_error, low, high``: points that the reviewer gives beyond what others
    give the same units; ``p``: for no difference, corrected for the number of reviewers (Holm); ``stands_out``: whether
    that is at most 0.05; ``taken_off``: what an adjustment takes off the sheets, in points.
    """
    result = asked.results["severity"]
    striking = {m.reviewer for m in asked.matters() if m.question == "severity"}
    rows = []
    for found in result.findings if result.undefined_because is None else ():
        code = asked.reviewers[found.reviewer]
        taken = adjusted.severity.get(code)
        rows.append(
            (
                code, sheets_of[code], found.estimate, found.standard_error, *_ends(found.confidence_interval()),
                found.p_holm, code in striking, None if taken is None else float(taken),
            )
        )  # fmt: skip
    frame = SEVERITIES.of(rows)
    return frame.sort_values("severity", ascending=best == "highest", kind="stable", ignore_index=True)


def scatters(found: ReviewerDiagnostic, reviewers: Sequence[str], sheets_of: Mapping[str, int]) -> pd.DataFrame:
    """Return how far the totals of each reviewer stray, widest first; no rows where nothing can be told of anybody.

    Returns
    -------
    ``reviewer, sheets``; ``scatter, low, high``: standard deviation of the reviewer's totals around what unit and
    severity let expect, in points (:func:`evalkit.statistics.reviewers.residual.residual_scatter`);
    ``undefined_because``.
    """
    rows = []
    for f in found.findings if found.undefined_because is None else ():
        code = reviewers[f.reviewer]
        rows.append((code, sheets_of[code], f.estimate, *_ends(f.confidence_interval()), f.undefined_because))
    return SCATTERS.of(rows).sort_values("scatter", ascending=False, kind="stable", ignore_index=True)


def matters(asked: Diagnostics, sheets_of: Mapping[str, int]) -> pd.DataFrame:
    """Return everything that stands out about a reviewer, surest first; what follows from something else after that.

    Returns
    -------
    ``reviewer``; ``question``: one of :data:`~evalkit.reliability.diagnostics.QUESTIONS`; ``direction``: ``above`` or
    ``below`` what the rest of the panel does; ``estimate, low, high``: as the question has them; ``sure``: ``firm`` or
    ``likely``; ``p``: corrected for all comparisons where it is firm, else for the reviewers within the question;
    ``sheets``: of the reviewer, those with a tie where it is about ties; ``follows_from``: the question that brings
    this one with it, or missing; ``reference``: what the rest of the panel has.
    """
    rows = []
    for m in asked.matters():
        sheets = m.finding.n_units if m.question == "own-advantage" else sheets_of[m.reviewer]
        p = m.p_page if m.sureness == "firm" else m.finding.p_holm
        ends = _ends(m.finding.confidence_interval())
        rows.append(
            (
                m.reviewer, m.question, m.direction, m.finding.estimate, *ends, m.sureness, p, sheets, m.follows_from,
                asked.results[m.question].reference,
            )
        )  # fmt: skip
    return MATTERS.of(rows)


def coefficients(found: Iterable[Agreement], study: Generalizability, whole: str | None) -> pd.DataFrame:
    """Return every coefficient of agreement, one a row, totals before tiers.

    Returns
    -------
    ``quantity``: ``total`` or ``tier``; ``round``: missing for all together; ``coefficient``; ``weights``: of a
    coefficient that has any, else ``identity``; ``estimate, low, high``; ``units, reviewers, ratings``: of how many;
    ``undefined_because``. Those of all rounds called ``icc-agreement…`` and ``icc-consistency…`` are from the crossed
    model, since the table of units and reviewers has gaps.
    """
    rows = [
        (
            one.quantity, one.round, name, each.weighting, each.estimate, *_ends(one.interval(name)),
            each.n_units, each.n_reviewers, each.n_ratings, each.undefined_because,
        )
        for one in found
        for name, each in one.coefficients.items()
    ]  # fmt: skip
    now = max(round(study.sheets_per_unit), 1)
    for of, reviewers in (("", 1), ("-average", now)):
        at = study.at(reviewers) if study.undefined_because is None else None
        for name, kind in _FROM_MODEL:
            value = None if at is None else getattr(at, kind)
            sizes_of = (study.study.n_units, study.study.n_reviewers, study.study.n_ratings)
            ends = _ends(study.interval(reviewers, kind))
            why = study.undefined_because
            rows.append(("total", whole, f"icc-{name}{of}", "identity", value, *ends, *sizes_of, why))
    frame = COEFFICIENTS.of(rows)
    return frame.sort_values("quantity", key=lambda q: q != "total", kind="stable", ignore_index=True)


def indicators(found: Sequence[Agreement], name: str) -> pd.DataFrame:
    """Return agreement on each area or indicator, least first; undefined ones before that, ties in order of the rules.

    Returns
    -------
    Its id in a column called `name` (``area`` or ``indicator``); ``alpha, low, high``: Krippendorff's, for intervals;
    ``apart``: mean distance of a mark from the mean of its unit; ``spread``: standard deviation of the units' means,
    both as shares of the range; ``little``: whether there is little to agree on
    (:func:`~evalkit.reliability.agreement.little_to_agree_on`); ``units, ratings``: of how many; ``undefined_because``.
    """
    flat = little_to_agree_on(found)
    rows = []
    for one in found:
        alpha = one["alpha-interval"]
        rows.append(
            (
                one.key, alpha.estimate, *_ends(one.interval("alpha-interval")), one.estimate("average-deviation-mean"),
                one.between, one.key in flat, alpha.n_units, alpha.n_ratings, alpha.undefined_because,
            )
        )  # fmt: skip
    frame = AGREEMENT.of(rows).rename(columns={"indicator": name})
    # What rounding leaves of a tie is no order.
    order = frame["alpha"].round(9).sort_values(kind="stable", na_position="first").index
    return frame.loc[order].reset_index(drop=True)


def more_reviewers(study: Generalizability) -> pd.DataFrame:
    """Return what the mean over one to ten reviewers would be worth; no rows where that cannot be told.

    Returns
    -------
    ``reviewers``; ``dependability, low, high``: Φ, for fixed cut-offs; ``generalizability, low_ranks, high_ranks``:
    Eρ², for ranks; ``error``: standard error of the mean, in points.
    """
    rows = []
    for n in COUNTS if study.undefined_because is None else ():
        at = study.at(n)
        ranks = _ends(study.interval(n, "generalizability"))
        rows.append((n, at.dependability, *_ends(study.interval(n)), at.generalizability, *ranks, at.absolute_sem))
    return MORE_REVIEWERS.of(rows)


def _ends(found: ConfidenceInterval | None) -> tuple[float | None, float | None]:
    return (None, None) if found is None else (found.low, found.high)
