"""What a diagnostic says of each reviewer, corrected for having looked at all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy.stats import f as f_distribution
from scipy.stats import gamma

from evalkit.statistics.intervals import ConfidenceInterval, level_iv, t_interval
from evalkit.statistics.multiplicity import holm
from evalkit.statistics.shown import Result

if TYPE_CHECKING:
    from evalkit.statistics.reviewers.cells import Cells

Name = Literal["severity", "spread", "erratic", "halo", "drift", "own-advantage", "scatter"]
Alternative = Literal["two-sided", "greater"]


@dataclass(frozen=True)
class ReviewerFinding(Result):
    """One diagnostic for one reviewer.

    Attributes
    ----------
    reviewer
        The label.
    estimate
        See the function that made it; None where undefined.
    standard_error
        Of the estimate; None where its interval comes from F.
    statistic, df
        t with (df,), or F with (df₁, df₂); a variance with (df, ∞).
    p
        For no difference to the rest of the panel; None where undefined.
    p_holm
        The same, adjusted for the number of reviewers: family-wise error (Holm). Not below `p_exchange`: who stands out
        does so in both tests.
    n_units
        Units that the estimate is taken from.
    undefined_because
        Why there is none, or None. ``too-few-sheets``: there is an estimate, but no p-value; even the most uncommon
        sheets would not stand out.
    n_levels
        For ``halo``: number of indicators; else 1.
    p_exchange
        The chance that dealing sheets anew within units makes anybody stand out as much
        (``reviewers.exchange``): adjusted for all reviewers, whatever the errors are like. None where no
        exchange was made.
    """

    reviewer: Any
    estimate: float | None
    standard_error: float | None
    statistic: float | None
    df: tuple[float, ...]
    p: float | None
    n_units: int
    undefined_because: str | None = None
    p_holm: float | None = None
    n_levels: int = 1
    p_exchange: float | None = None

    def exchanged(self, p: float | None) -> ReviewerFinding:
        """Return the finding with the p-value of the exchange; without any where there is none."""
        if p is None:
            return replace(self, p=None, undefined_because="too-few-sheets")
        return replace(self, p_exchange=p)

    def confidence_interval(self, confidence_level: float = 0.95) -> ConfidenceInterval | None:
        """Return a two-sided interval of the estimate, not adjusted for the number of reviewers."""
        if self.estimate is None or self.statistic is None:
            return None
        if self.standard_error is not None:
            return t_interval(self.estimate, self.standard_error, self.df[0], confidence_level, highest=None)
        tail = (1 - level_iv(confidence_level)) / 2
        law = f_distribution(*self.df) if np.isfinite(self.df[1]) else gamma(self.df[0] / 2, scale=2 / self.df[0])
        limits = [self.statistic / float(law.ppf(q)) for q in (1 - tail, tail)]
        if self.n_levels > 1:
            limits = [(limit - 1) / (limit + self.n_levels - 1) for limit in limits]
        else:
            limits = [float(np.sqrt(limit)) for limit in limits]
        return ConfidenceInterval(limits[0], limits[1])


@dataclass(frozen=True, eq=False)
class ReviewerDiagnostic(Result):
    """One diagnostic for every reviewer of a panel.

    Attributes
    ----------
    name
        ``severity``, ``spread``, ``erratic``, ``halo``, ``drift``, ``own-advantage`` or ``scatter``.
    findings
        One a reviewer, in the order of the labels.
    alternative
        What counts against the null hypothesis: a difference in either direction, or an excess.
    reference
        The value that stands for the rest of the panel: 0 for a difference, 1 for a ratio, a correlation for ``halo``,
        points for ``scatter``.
    n_units, n_reviewers, n_ratings
        What was used.
    undefined_because
        Why nothing can be said of anybody, or None.
    overall
        For ``own-advantage``: one advantage for all reviewers alike, with `reviewer` None; else None.
    """

    name: Name
    findings: tuple[ReviewerFinding, ...]
    alternative: Alternative
    reference: float | None
    n_units: int
    n_reviewers: int
    n_ratings: int
    undefined_because: str | None
    overall: ReviewerFinding | None = None

    @property
    def n_tested(self) -> int:
        """How many reviewers have a p-value."""
        return sum(found.p is not None for found in self.findings)

    def finding(self, reviewer: object) -> ReviewerFinding:
        """Return what is said of one reviewer."""
        for found in self.findings:
            if found.reviewer == reviewer:
                return found
        raise ValueError(f"`reviewer` must be one of {[str(f.reviewer) for f in self.findings]}, got {reviewer!r}")

    def flagged(self, level: float = 0.05, adjusted: Literal["p", "p_holm"] = "p_holm") -> tuple[Any, ...]:
        """Return the reviewers with an adjusted p-value of at most `level`."""
        values = [(found.reviewer, getattr(found, adjusted)) for found in self.findings]
        return tuple(reviewer for reviewer, p in values if p is not None and p <= level)


def corrected(findings: Sequence[ReviewerFinding]) -> tuple[ReviewerFinding, ...]:
    """Return the findings with adjusted p-values; those without a p-value are no part of the family."""
    tested = [found.p for found in findings if found.p is not None]
    steps = iter(holm(tested).tolist())
    return tuple(
        found if found.p is None else replace(found, p_holm=max(next(steps), found.p_exchange or 0.0))
        for found in findings
    )


def nothing(reviewer: Any, n_units: int, because: str, n_levels: int = 1) -> ReviewerFinding:
    """Return the finding of a reviewer of whom nothing can be said."""
    return ReviewerFinding(reviewer, None, None, None, (), None, n_units, because, n_levels=n_levels)


def diagnostic(
    name: Name, table: Cells, findings: Sequence[ReviewerFinding], reference: float | None
) -> ReviewerDiagnostic:
    """Return what a diagnostic found, corrected for the number of reviewers."""
    sizes = (table.units.size, len(findings), table.n_ratings)
    return ReviewerDiagnostic(name, corrected(findings), _alternative(name), reference, *sizes, None)


def undefined(name: Name, table: Cells, because: str) -> ReviewerDiagnostic:
    """Return a diagnostic that says nothing of anybody."""
    findings = tuple(nothing(label, 0, because) for label in table.reviewers.levels)
    sizes = (table.units.size, table.reviewers.size, table.n_ratings)
    return ReviewerDiagnostic(name, findings, _alternative(name), None, *sizes, because)


def _alternative(name: Name) -> Alternative:
    return "greater" if name in ("erratic", "halo") else "two-sided"
