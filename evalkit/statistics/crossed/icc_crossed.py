"""Intraclass correlations with intervals for tables with gaps: from the crossed model instead of mean squares."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2, norm

from evalkit.statistics.crossed.criterion import Criterion, Point
from evalkit.statistics.crossed.icc_components import icc_from_components, spearman_brown
from evalkit.statistics.crossed.limits import least_of, log_covariance, starting_logs
from evalkit.statistics.crossed.result import RESIDUAL, CrossedEffects, IntervalMethod
from evalkit.statistics.crossed.sums import Floats
from evalkit.statistics.intervals import ConfidenceInterval, level_iv
from evalkit.statistics.shown import Result

Form = Literal["agreement", "consistency"]

#: Log odds of a correlation that is taken to be 0, and of one that is taken to be 1.
_NONE, _ALL = -25.0, 25.0


@dataclass(frozen=True, kw_only=True, eq=False)
class CrossedCorrelation(Result):
    """One intraclass correlation of a crossed model.

    Attributes
    ----------
    form
        ``agreement`` (levels of reviewers matter) or ``consistency`` (they do not).
    estimate
        0 to 1; None where undefined.
    ratings_averaged
        1, or k for the mean of k ratings by different reviewers.
    n_units, n_reviewers, n_ratings
        What the model was fitted to.
    undefined_because
        Why there is no estimate, or None.
    """

    form: Form
    estimate: float | None
    ratings_averaged: float
    n_units: int
    n_reviewers: int
    n_ratings: int
    undefined_because: str | None
    _fit: CrossedEffects = field(repr=False)

    def confidence_interval(
        self, confidence_level: float = 0.95, method: IntervalMethod = "profile"
    ) -> ConfidenceInterval | None:
        """Return an interval; None where the coefficient is undefined.

        Parameters
        ----------
        confidence_level
            Between 0 and 1.
        method
            ``profile``: all values that a likelihood-ratio test does not reject, some hundred evaluations of the
            likelihood; its lower end is 0 where 0 is not rejected. ``wald``: normal on the scale of log ρ/(1 − ρ), at
            no cost; None where units do not differ.

        Notes
        -----
        The interval of a mean of k ratings is that of one rating put through Spearman and Brown's formula, of which it
        is a rising function. Both methods rest on the normal approximation to the likelihood: with fewer than some ten
        reviewers, or units, the interval of ``agreement`` is too short.
        """
        level = level_iv(confidence_level)
        if self.estimate is None:
            return None
        odds = _Odds.of(self._fit, self.form)
        if odds is None:
            return None
        limits = odds.profile(level) if method == "profile" else odds.wald(level)
        if limits is None:
            return None
        low, high = (spearman_brown(_share(limit), self.ratings_averaged) for limit in limits)
        return ConfidenceInterval(low, high)


@dataclass(frozen=True, kw_only=True)
class CrossedCorrelations(Result):
    """The two-way intraclass correlations of a crossed model."""

    agreement: CrossedCorrelation
    consistency: CrossedCorrelation
    agreement_average: CrossedCorrelation
    consistency_average: CrossedCorrelation


def icc_crossed(fit: CrossedEffects, ratings_averaged: float = 1.0) -> CrossedCorrelations:
    """Return the intraclass correlations that the variance components of a fit make.

    Parameters
    ----------
    fit
        Of :func:`~evalkit.statistics.crossed.effects.crossed_effects`, without further facets.
    ratings_averaged
        k of the average forms; with unequal numbers the harmonic mean of the numbers of ratings is the usual choice.

    Returns
    -------
    CrossedCorrelations
        Undefined for the reason for which the fit is. On a complete table whose mean squares give no negative
        component, the estimates are those of :func:`~evalkit.statistics.agreement.icc.icc`.

    Examples
    --------
    Five of the 24 marks of Shrout & Fleiss (1979), table 2, are missing:

    >>> from evalkit.statistics.crossed.effects import crossed_effects
    >>> marks = [9, 2, 5, None, 6, 1, 3, 2, None, 4, 6, 8, 7, None, 2, 6, 10, 5, None, 9, 6, 2, 4, None]
    >>> marks = [float("nan") if m is None else m for m in marks]
    >>> found = icc_crossed(crossed_effects([u for u in range(6) for _ in range(4)], [0, 1, 2, 3] * 6, marks))
    >>> [round(c.estimate, 2) for c in (found.agreement, found.consistency)]
    [0.33, 0.73]
    """
    names = {component.name for component in fit.components}
    if fit.components and names != {"unit", "reviewer", RESIDUAL}:
        raise ValueError(f"`fit` must have the components unit, reviewer and residual, got {sorted(names)}")
    if fit.components:
        unit, reviewer, residual = (fit.component(name).variance for name in ("unit", "reviewer", RESIDUAL))
        values = icc_from_components(unit, reviewer, residual, ratings_averaged=ratings_averaged)
        found = (values.agreement, values.consistency, values.agreement_average, values.consistency_average)
    else:
        found = (None, None, None, None)

    def one(form: Form, estimate: float | None, k: float) -> CrossedCorrelation:
        return CrossedCorrelation(
            form=form,
            estimate=estimate,
            ratings_averaged=k,
            n_units=fit.n_units,
            n_reviewers=fit.n_reviewers,
            n_ratings=fit.n_ratings,
            undefined_because=fit.undefined_because,
            _fit=fit,
        )

    return CrossedCorrelations(
        agreement=one("agreement", found[0], 1.0),
        consistency=one("consistency", found[1], 1.0),
        agreement_average=one("agreement", found[2], ratings_averaged),
        consistency_average=one("consistency", found[3], ratings_averaged),
    )


@dataclass(frozen=True, eq=False)
class _Odds:
    """The log odds θ = log ρ/(1 − ρ) of a fit: log λ_u, or log λ_u − log(1 + λ_r) where reviewers count."""

    criterion: Criterion
    point: Point
    unit: int
    reviewer: int
    form: Form

    @classmethod
    def of(cls, fit: CrossedEffects, form: Form) -> _Odds | None:
        places = [fit._positions.get(name) for name in ("unit", "reviewer")]
        if fit._likelihood is None or fit._optimum is None or places[0] is None or places[1] is None:
            return None
        return cls(fit._likelihood, fit._optimum, places[0], places[1], form)

    def estimate(self) -> float:
        """Return θ of the fit; _NONE where units do not differ."""
        ratios = self.point.ratios
        unit, reviewer = float(ratios[self.unit]), float(ratios[self.reviewer])
        if unit <= 0:
            return _NONE
        return math.log(unit) - (math.log1p(reviewer) if self.form == "agreement" else 0.0)

    def error(self) -> float | None:
        """Return the standard error of θ, from the observed information; None where units do not differ."""
        point = self.point
        covariance = log_covariance(self.criterion, point)
        if covariance is None or self.unit not in point.active:
            return None
        slope = np.zeros(len(covariance))
        slope[point.active.index(self.unit)] = 1.0
        reviewer = float(point.ratios[self.reviewer]) if self.form == "agreement" else 0.0
        if reviewer > 0:
            slope[point.active.index(self.reviewer)] = -reviewer / (1 + reviewer)
        slope[-1] = -1 / (1 + reviewer)
        return float(np.sqrt(slope @ covariance @ slope))

    def wald(self, level: float) -> tuple[float, float] | None:
        error = self.error()
        if error is None:
            return None
        reach = float(norm.ppf(0.5 + level / 2)) * error
        return self.estimate() - reach, self.estimate() + reach

    def profile(self, level: float) -> tuple[float, float]:
        allowed, best = float(chi2.ppf(level, 1)), self.point.criterion

        def excess(theta: float) -> float:
            return self._least(theta) - best - allowed

        middle, step = self.estimate(), self.error() or 1.0
        ends = []
        for sign, last in ((-1, _NONE), (1, _ALL)):
            inner, reach = middle, step
            outer = middle
            while True:
                inner, outer = outer, sign * min(sign * (outer + sign * reach), sign * last)
                if excess(outer) > 0:
                    ends.append(float(brentq(excess, inner, outer, xtol=1e-6)))
                    break
                if outer == last:
                    ends.append(sign * math.inf)
                    break
                reach *= 1.6
        return ends[0], ends[1]

    def _least(self, theta: float) -> float:
        """Return the least −2 log likelihood over λ_r with θ held.

        A low correlation is units that hardly differ or reviewers who differ much: two minima, a start near each.
        """
        ratios = self.point.ratios.copy()
        starts = [starting_logs(self.criterion, ratios)[[self.reviewer]]]
        if self.form == "agreement" and (apart := ratios[self.unit] * math.exp(-theta) - 1) > ratios[self.reviewer]:
            starts.append(np.log([apart]))

        def evaluate(logs: Floats) -> tuple[float, Floats]:
            reviewer = math.exp(float(logs[0]))
            ratios = np.zeros(2)
            ratios[self.reviewer] = reviewer
            ratios[self.unit] = math.exp(theta) * (1 + reviewer if self.form == "agreement" else 1.0)
            point = self.criterion.at(ratios)
            if point is None:
                return 1e300, np.zeros(1)
            slope = float(point.gradient[point.active.index(self.reviewer)])
            if self.form == "agreement":
                slope += float(point.gradient[point.active.index(self.unit)]) * reviewer / (1 + reviewer)
            return point.criterion, np.array([slope])

        return least_of(evaluate, starts)


def _share(log_odds: float) -> float:
    if math.isinf(log_odds):
        return 0.0 if log_odds < 0 else 1.0
    return 1 / (1 + math.exp(-log_odds))
