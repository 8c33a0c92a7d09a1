"""Which reviewer to talk to: every diagnostic on the marks of an edition, corrected for having looked so often.

Eight questions are asked of each reviewer (:data:`QUESTIONS`). Totals are compared where a matter shows in the total
(severity, spread, erratic marks, drift, ties), shares of the points of each indicator where it shows within a sheet.
All rounds count together, a reviewer's first sheet on a unit only: rounds in which groups do not share units could not
be compared by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from scipy.stats import t

from evalkit.reliability.sheets import Floats, Sheets
from evalkit.statistics.crossed.least_squares import least_squares_severity, within_units
from evalkit.statistics.crossed.sums import factor
from evalkit.statistics.multiplicity import holm
from evalkit.statistics.reviewers.exchange import askable, familywise, incidence, refitted, student, sums
from evalkit.statistics.reviewers.location import drift as paired_drift
from evalkit.statistics.reviewers.location import own_advantage, severity
from evalkit.statistics.reviewers.result import ReviewerDiagnostic, ReviewerFinding, corrected, nothing
from evalkit.statistics.reviewers.scatter import erratic, halo, spread

Question = Literal["severity", "spread", "erratic", "halo", "differentiation", "drift", "own-advantage"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
Sureness = Literal["firm", "likely"]

#: Beside the size of the marks, an error of less than this is none.
_NO_ERROR = 1e-12

LEVEL = 0.05
#: From so many sheets with a tie on, something is said about a single reviewer; fewer speak for all together only.
FEWEST_TIED = 3

#: What an effect brings with it: marks drawn to the middle stray from the others' marks too; whatever shifts all marks
#: of a sheet together makes them go together; near full marks (or 0) there is no room left for differences; and the
#: marks of somebody who does not tell indicators apart go together.
_BRINGS: Mapping[Question, tuple[Question, ...]] = {
    "spread": ("erratic", "halo", "differentiation"),
    "erratic": ("halo", "differentiation"),
    "severity": ("differentiation",),
    "differentiation": ("halo",),
}
#: Tested with the scatter of the whole panel; for an erratic reviewer it is larger.
_BY_SCATTER: tuple[Question, ...] = ("severity", "drift", "own-advantage")


@dataclass(frozen=True)
class Matter:
    """Something about one reviewer that stands out.

    Attributes
    ----------
    reviewer
        Code.
    question
        What was asked.
    finding
        Estimate, interval, p-values.
    p_page
        The p-value, corrected (Holm) for all questions and all reviewers together.
    sureness
        ``firm``: `p_page` ≤ 0.05; the chance of even one such false alarm among all comparisons is at most 5 %.
        ``likely``: corrected for all reviewers within this question only.
    follows_from
        Another matter of the same reviewer that brings this one with it, or None.
    """

    reviewer: str
    question: Question
    finding: ReviewerFinding
    p_page: float
    sureness: Sureness
    follows_from: Question | None

    @property
    def direction(self) -> Literal["above", "below"]:
        """Whether it is an excess or the opposite."""
        reference = 1.0 if self.question == "erratic" else 0.0
        return "above" if (self.finding.estimate or 0.0) >= reference else "below"


@dataclass(frozen=True, eq=False)
class Diagnostics:
    """What was asked of every reviewer, and what came of it.

    Attributes
    ----------
    reviewers
        Codes.
    results
        By question; reviewers in them are places in `reviewers`.
    """

    reviewers: tuple[str, ...]
    results: Mapping[Question, ReviewerDiagnostic]

    @property
    def n_comparisons(self) -> int:
        """How many p-values there are in all."""
        return sum(r.n_tested for r in self.results.values())

    def matters(self) -> tuple[Matter, ...]:
        """Return everything that stands out: surest first; what follows from something else after that."""
        tested = [(q, f) for q in QUESTIONS for f in self.results[q].findings if f.p is not None]
        questions = len({q for q, _ in tested})
        # Neither test alone makes anything sure; the exchange is corrected for the reviewers already.
        page = [
            max(p, min(questions * (f.p_exchange or 0.0), 1.0))
            for p, (_, f) in zip(holm([f.p for _, f in tested if f.p is not None]).tolist(), tested, strict=True)
        ]
        flagged = {(q, f.reviewer) for q, f in tested if f.p_holm is not None and f.p_holm <= LEVEL}
        found = []
        for (question, finding), p in zip(tested, page, strict=True):
            if (question, finding.reviewer) not in flagged:
                continue
            if question == "own-advantage" and finding.n_units < FEWEST_TIED:
                continue
            causes = [q for q in _BRINGS if question in _BRINGS[q] and (q, finding.reviewer) in flagged]
            if (
                question in _BY_SCATTER
                and ("erratic", finding.reviewer) in flagged
                and not self._stays(question, finding)
            ):
                causes.append("erratic")
            found.append(
                Matter(
                    self.reviewers[finding.reviewer],
                    question,
                    finding,
                    p,
                    "firm" if p <= LEVEL else "likely",
                    causes[0] if causes else None,
                )
            )
        return tuple(sorted(found, key=lambda m: (m.follows_from is not None, m.finding.p, m.reviewer)))

    def _stays(self, question: Question, finding: ReviewerFinding) -> bool:
        """Tell whether a shift of an erratic reviewer would stand out with that reviewer's own scatter (Bonferroni)."""
        scatter = self.results["erratic"].finding(finding.reviewer).estimate
        if scatter is None or finding.statistic is None:
            return True
        tested = self.results[question].n_tested
        p = 2 * float(t.sf(abs(finding.statistic) / max(scatter, 1.0), finding.df[0]))
        return p * tested <= LEVEL


def diagnostics(found: Sheets) -> Diagnostics:
    """Ask every question of every reviewer."""
    keep = found.first
    unit, reviewer, totals = found.unit[keep], found.reviewer[keep], found.comparable[keep]
    shares = found.shares[keep]
    results: dict[Question, ReviewerDiagnostic] = {
        "severity": severity(unit, reviewer, totals),
        "spread": spread(unit, reviewer, totals),
        "erratic": erratic(unit, reviewer, totals),
        "halo": judged_halo(unit, reviewer, shares, found.worst),
        "differentiation": differentiation(unit, reviewer, shares, found.worst),
        "drift": drift(found),
        "own-advantage": own_advantage(unit, reviewer, totals, found.own[keep]),
    }
    return Diagnostics(found.ballots.reviewers, results)


def differentiation(unit: np.ndarray, reviewer: np.ndarray, shares: Floats, worst: float = 0.0) -> ReviewerDiagnostic:
    """Find reviewers who see less (or more) difference between the indicators of one unit than others do.

    Parameters
    ----------
    unit, reviewer
        Places, shape (n_sheets,).
    shares
        Marks as shares of their range, shape (n_sheets, n_indicators), NaN = not given.
    worst
        The share that is nothing.

    Returns
    -------
    Estimates: for each point by which an indicator of a unit lies above what is usual for this indicator and this unit,
    by how many points this reviewer's mark lies further above (> 0) or less above (< 0). −1 is a reviewer who gives
    every indicator of a unit the same share.

    Notes
    -----
    :func:`~evalkit.statistics.reviewers.scatter.spread`, taken one level lower: what is compared is each indicator of
    each unit, after the mean of the indicator over all sheets and the mean of the sheet were taken off. Indicators of
    a unit on which everybody gave the worst mark (nothing was submitted) are left out: there is nothing to see. Marks
    of one sheet are not independent of each other: the p-value comes from an exchange of whole sheets within units.
    """
    n = shares.shape[1]
    values = judged(unit, shares, worst)
    seen = ~np.isnan(values)
    values = values - _mean(values, 0)
    values = values - _mean(values, 1)[:, None]
    place = unit[:, None] * n + np.arange(n)
    result = spread(place[seen], np.repeat(reviewer, n).reshape(seen.shape)[seen], values[seen], exchange=False)
    if result.undefined_because is not None:
        # Indicators that nobody marked are none.
        return result if seen.any(axis=0).sum() > 1 else replace(result, undefined_because="one-indicator")
    # The marks of a sheet go together; what may be exchanged within a unit is a whole sheet.
    units, reviewers = factor("unit", unit), factor("reviewer", reviewer)
    filled = np.where(seen, values, 0.0)
    fit = within_units(units, reviewers, filled)
    adjusted = np.where(seen, filled - fit.severity[reviewers.codes], 0.0)
    profile = np.zeros((units.size, n))
    np.add.at(profile, units.codes, adjusted)
    profile /= units.counts[:, None]
    width = np.asarray((profile**2).sum(axis=1))
    weights = (profile / np.maximum(width + width.mean(), 1e-300)[:, None])[units.codes]
    refit, add = refitted(units, reviewers, fit), sums(reviewers)
    p = familywise(
        units,
        fit.residuals,
        lambda dealt: add(np.einsum("nbi,ni->nb", refit(dealt), weights)),
        askable(units, reviewers),
        two_sided=True,
    )
    of = dict(zip(reviewers.levels.tolist(), p, strict=True))
    findings = [f if f.p is None else f.exchanged(of[f.reviewer]) for f in result.findings]
    return replace(result, findings=corrected(findings))


def judged_halo(unit: np.ndarray, reviewer: np.ndarray, shares: Floats, worst: float = 0.0) -> ReviewerDiagnostic:
    """Ask for halo on the units with something to judge on every indicator.

    Where these are too few for a reviewer of whom it could be asked on all units, it is asked on all.
    """
    n = shares.shape[1]
    places = np.repeat(unit, n), np.repeat(reviewer, n)
    indicator = np.tile(np.arange(n), len(unit))
    # Zeros that everybody has to give look like marks that do not go together, and hide those that do: with them, a
    # planted halo is found in 30 % of editions like the demonstration, without them in 89 % (docs/statistics-study.md).
    result = halo(*places, judged(unit, shares, worst).ravel(), indicator)
    if result.n_tested == len(np.unique(reviewer)):
        return result
    on_all = halo(*places, shares.ravel(), indicator)
    return result if result.n_tested >= on_all.n_tested else on_all


def judged(unit: np.ndarray, shares: Floats, worst: float = 0.0) -> Floats:
    """Return shares, NaN for an indicator of a unit on which everybody gave the worst mark: nothing was submitted."""
    given = np.zeros((int(unit.max(initial=-1)) + 1, shares.shape[1]))
    np.add.at(given, unit, np.nan_to_num(np.abs(shares - worst)))
    return np.where(given[unit] > 0, shares, np.nan)


def drift(found: Sheets) -> ReviewerDiagnostic:
    """Find reviewers whose severity changed from the first to the last round.

    Where reviewers marked the same units in both rounds, those pairs of marks are compared. Else each reviewer counts
    as one person in the first and another in the last round; both severities are estimated in one least-squares model
    with units, and the change of each is tested against the mean change of the panel. Units with sheets of both rounds
    link the two.
    """
    if len(found.rounds) < 2:
        return paired_drift(found.unit, found.reviewer, found.totals, np.zeros(found.size))
    places = [k for k, r in enumerate(found.ballots.rules.review.rounds) if r.id in (found.rounds[0], found.rounds[-1])]
    keep = np.isin(found.ballots.round, places)
    unit, reviewer, totals = found.unit[keep], found.reviewer[keep], found.totals[keep]
    last = (found.ballots.round[keep] == places[-1]).astype(np.int64)
    paired = paired_drift(unit, reviewer, totals, last)
    if paired.undefined_because != "no-unit-in-both-rounds":
        return paired
    model = least_squares_severity(unit, 2 * reviewer + last, totals)
    labels = np.unique(reviewer)
    sizes = (model.n_units, len(labels), model.n_ratings)
    at = {int(label): j for j, label in enumerate(model.reviewers)}
    both = [int(k) for k in labels if 2 * k in at and 2 * k + 1 in at]
    because = model.undefined_because or ("too-few-in-both-rounds" if len(both) < 2 else None)
    if because is not None:
        return ReviewerDiagnostic(
            "drift", tuple(nothing(k, 0, because) for k in labels.tolist()), "two-sided", None, *sizes, because
        )
    contrast = np.zeros((len(both), len(at)))
    for row, k in enumerate(both):
        contrast[row, at[2 * k + 1]], contrast[row, at[2 * k]] = 1.0, -1.0
    contrast = contrast - contrast.mean(axis=0)
    change = contrast @ model.severity
    errors = np.sqrt(np.maximum(np.diagonal(contrast @ model.covariance @ contrast.T), 0.0))
    units, persons = factor("unit", unit), factor("person", 2 * reviewer + last)
    fit = within_units(units, persons, (totals - totals.mean())[:, None])
    people = factor("reviewer", reviewer)
    # Without drift of single reviewers, what is left after units, reviewers and rounds may be exchanged.
    rest = within_units(units, people, np.column_stack([totals - totals.mean(), last])).residuals
    rest = rest[:, :1] - rest[:, 1:] * float(rest[:, 0] @ rest[:, 1]) / max(float(rest[:, 1] @ rest[:, 1]), 1e-300)
    statistic = student(incidence(persons), fit.laplacian_inverse, contrast, fit.df)
    asked = askable(units, people)[np.searchsorted(people.levels, both)]
    exchanged = familywise(units, rest, statistic, asked, two_sided=True)
    findings = []
    for k in labels.tolist():
        if k not in both:
            findings.append(nothing(k, 0, "one-round"))
            continue
        j = both.index(k)
        if errors[j] <= _NO_ERROR * max(float(np.abs(totals).max()), 1.0):
            findings.append(nothing(k, 0, "no-variation"))  # all marks are as the model has them
            continue
        ratio = float(change[j] / errors[j])
        p, n = float(2 * t.sf(abs(ratio), model.df)), int((reviewer == k).sum())
        found_here = ReviewerFinding(k, float(change[j]), float(errors[j]), ratio, (float(model.df),), p, n)
        findings.append(found_here.exchanged(exchanged[j]))
    return ReviewerDiagnostic("drift", corrected(findings), "two-sided", 0.0, *sizes, None)


def _mean(values: Floats, axis: int) -> Floats:
    """Mean of what is there; 0 where nothing is."""
    there = np.isfinite(values)
    mean: Floats = np.where(there, values, 0.0).sum(axis=axis) / np.maximum(there.sum(axis=axis), 1)
    return mean
