"""The consistency of the reviewers as frames to work with: severities, what stands out, coefficients, more reviewers.

The tables, figures and sentences of the pages read the same frames. What is not defined is missing, and says why where
there is a column ``undefined_because``. Intervals are at 95 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from evalkit.frames import AGREEMENT, COEFFICIENTS, MATTERS, MORE_REVIEWERS, SEVERITIES
from evalkit.reliability.adjusted import Adjusted
from evalkit.reliability.agreement import Agreement, little_to_agree_on
from evalkit.reliability.diagnostics import Diagnostics
from evalkit.reliability.generalize import Generalizability
from evalkit.statistics.intervals import ConfidenceInterval

#: Numbers of reviewers that a D-study is made for.
COUNTS = range(1, 11)


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


def matters(asked: Diagnostics, sheets_of: Mapping[str, int]) -> pd.DataFrame:
    """Return everything that stands out about a reviewer, surest first; what follows from something else after that.

    Returns
    -------
    ``reviewer``; ``question``: one of :data:`~evalkit.reliability.diagnostics.QUESTIONS`; ``direction``: ``above`` or
    ``below`` what the rest of the panel does; ``estimate, low, high``: as the question has them; ``sure``: ``firm`` or
    ``likely``; ``p``: corrected for all comparisons where it is firm, else for the reviewers within the question;
    ``sheets``: of the reviewer, those with a tie where it is about ties; ``follows_from``: the question that brings
    this one with it, or missing.
    """
    rows = []
    for m in asked.matters():
        sheets = m.finding.n_units if m.question == "own-advantage" else sheets_of[m.reviewer]
        p = m.p_page if m.sureness == "firm" else m.finding.p_holm
        ends = _ends(m.finding.confidence_interval())
        rows.append(
            (m.reviewer, m.question, m.direction, m.finding.estimate, *ends, m.sureness, p, sheets, m.follows_from)
        )
    return MATTERS.of(rows)


def coefficients(found: Iterable[Agreement]) -> pd.DataFrame:
    """Return every coefficient of agreement, one a row.

    Returns
    -------
    ``quantity``: ``total`` or ``tier``; ``round``: missing for all together; ``coefficient``; ``estimate, low, high``;
    ``units, reviewers, ratings``: of how many; ``undefined_because``.
    """
    rows = [
        (
            one.quantity, one.round, name, each.estimate, *_ends(one.interval(name)),
            each.n_units, each.n_reviewers, each.n_ratings, each.undefined_because,
        )
        for one in found
        for name, each in one.coefficients.items()
    ]  # fmt: skip
    return COEFFICIENTS.of(rows)


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
