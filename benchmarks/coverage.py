"""How often the intervals of the statistics hold the truth, on made-up panels whose truth is known.

Part of :mod:`benchmarks.false_alarms`. Marks are normal with standard deviations of 8 (units), 3 (reviewers) and 5
points; tiers cut them at five levels. A 95 % interval should hold the truth in 93 to 97 % of all panels; over 1,000
panels the error of such a rate is 0.7 points, over 200 it is 1.5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import average_deviation
from evalkit.statistics.agreement.bland_altman import bland_altman
from evalkit.statistics.agreement.brennan_prediger import brennan_prediger
from evalkit.statistics.agreement.conger import conger_kappa
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.agreement.kappa import cohen_kappa
from evalkit.statistics.agreement.percent_agreement import percent_agreement
from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.crossed.icc_crossed import icc_crossed
from evalkit.statistics.generalizability.balanced import g_study
from evalkit.statistics.generalizability.d_study import d_study
from evalkit.statistics.reviewers.location import own_advantage

Floats = NDArray[np.float64]
Interval = tuple[float, float] | None

UNIT, REVIEWER, ERROR = 8.0, 3.0, 5.0
N_UNITS, N_REVIEWERS, PER_UNIT = 99, 31, 5
_CUTS = (60.0, 68.0, 75.0, 83.0)
#: Severities of five reviewers who stay the same in all panels, for the coefficients that take reviewers as given.
_FIXED = np.array([-4.0, -1.0, 0.0, 1.5, 3.5])


def incomplete(rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return unit and reviewer of each sheet: five of 31 reviewers a unit, about as many sheets for each."""
    ballots = rng.permuted(np.tile(np.arange(N_REVIEWERS), (N_UNITS, 1)), axis=1)[:, :PER_UNIT]
    return np.repeat(np.arange(N_UNITS), PER_UNIT), ballots.ravel()


def crossed(rng: np.random.Generator) -> Iterator[tuple[str, float, Interval]]:
    """Variance components, intraclass correlations and severities of incomplete panels, by REML."""
    unit, reviewer = incomplete(rng)
    severe = REVIEWER * rng.standard_normal(N_REVIEWERS)
    quality = UNIT * rng.standard_normal(N_UNITS)
    marks = 72 + quality[unit] + severe[reviewer] + ERROR * rng.standard_normal(len(unit))
    fit = crossed_effects(unit, reviewer, marks)
    for name, sd in (("unit", UNIT), ("reviewer", REVIEWER), ("residual", ERROR)):
        yield f"variance of {name}, profile", sd**2, fit.confidence_interval(name)
        yield f"variance of {name}, Wald", sd**2, fit.confidence_interval(name, method="wald")
    total = UNIT**2 + ERROR**2
    truth = {"agreement": UNIT**2 / (total + REVIEWER**2), "consistency": UNIT**2 / total}
    found = icc_crossed(fit)
    for form, value in truth.items():
        correlation = getattr(found, form)
        yield f"ICC, {form}, with gaps, profile", value, correlation.confidence_interval()
        yield f"ICC, {form}, with gaps, Wald", value, correlation.confidence_interval(method="wald")
    for name, true in (("reviewer", severe), ("unit", quality)):
        effects = fit.effects(name)
        if effects.standard_error is None:
            continue
        for k, effect, error in zip(effects.levels.tolist(), effects.effect, effects.standard_error, strict=True):
            reach = 1.96 * error
            yield f"effect of a {name} ± 1.96 SE", float(true[k]), (float(effect - reach), float(effect + reach))


def own(rng: np.random.Generator) -> Iterator[tuple[str, float, Interval]]:
    """Everybody adds 6 points to units of the own group."""
    unit, reviewer = incomplete(rng)
    is_own = unit % 10 == reviewer % 10
    marks = 72 + UNIT * rng.standard_normal(N_UNITS)[unit] + REVIEWER * rng.standard_normal(N_REVIEWERS)[reviewer]
    found = own_advantage(unit, reviewer, marks + ERROR * rng.standard_normal(len(unit)) + 6 * is_own, is_own)
    for finding in found.findings:
        if finding.estimate is not None:
            yield "own-group advantage of a reviewer", 6.0, finding.confidence_interval()
    if found.overall is not None:
        yield "own-group advantage, all reviewers", 6.0, found.overall.confidence_interval()


def complete(rng: np.random.Generator) -> Iterator[tuple[str, float, Interval]]:
    """ICC and D-study of complete tables, five reviewers drawn anew for each."""
    marks = UNIT * rng.standard_normal((N_UNITS, 1)) + REVIEWER * rng.standard_normal(PER_UNIT)
    marks = 72 + marks + ERROR * rng.standard_normal((N_UNITS, PER_UNIT))
    unit, reviewer, error, k = UNIT**2, REVIEWER**2, ERROR**2, PER_UNIT
    truth = {
        "agreement": unit / (unit + reviewer + error),
        "consistency": unit / (unit + error),
        "agreement_average": unit / (unit + (reviewer + error) / k),
        "consistency_average": unit / (unit + error / k),
    }
    found = icc(marks)
    for form, value in truth.items():
        name = form.replace("_", ", ")
        yield f"ICC, {name}, complete, F", value, getattr(found, form).confidence_interval()
    yield "D-study, Eρ² of five reviewers", truth["consistency_average"], d_study(g_study(marks)).confidence_interval()


def one_way(rng: np.random.Generator) -> Iterator[tuple[str, float, Interval]]:
    """One-way ICC, each unit marked by two to six reviewers of its own; the truth has no reviewer variance apart."""
    marks = UNIT * rng.standard_normal((N_UNITS, 1)) + ERROR * rng.standard_normal((N_UNITS, 6))
    truth = UNIT**2 / (UNIT**2 + ERROR**2)
    yield "ICC, one-way, complete, F", truth, icc(marks).one_way.confidence_interval()
    marks[np.arange(6) >= rng.integers(2, 7, (N_UNITS, 1))] = np.nan
    yield "ICC, one-way, with gaps, F", truth, icc(marks).one_way.confidence_interval()


def given(rng: np.random.Generator, units: int = N_UNITS) -> Floats:
    """Return the points of five given reviewers, for a sample of units."""
    quality = 72 + UNIT * rng.standard_normal((units, 1))
    return quality + _FIXED + ERROR * rng.standard_normal((units, PER_UNIT))


def banded(points: Floats) -> Floats:
    """Return tiers from 1 to 5."""
    return np.digitize(points, _CUTS) + 1.0


def gaps(points: Floats, rng: np.random.Generator) -> Floats:
    """Leave out three marks in ten."""
    return np.where(rng.random(points.shape) < 0.3, np.nan, points)


Measure = Callable[[Floats], Any]
#: What is measured on points, and on tiers of them.
ON_POINTS: dict[str, Measure] = {"alpha, interval": krippendorff_alpha}
ON_TIERS: dict[str, Measure] = {
    "alpha, nominal": lambda t: krippendorff_alpha(t, metric="nominal"),
    "alpha, ordinal": lambda t: krippendorff_alpha(t, metric="ordinal"),
    "AC1": lambda t: gwet_ac(t, values=range(1, 6)),
    "AC2, quadratic": lambda t: gwet_ac(t, weights="quadratic", values=range(1, 6)),
    "Fleiss' kappa": fleiss_kappa,
    "Conger's kappa, linear": lambda t: conger_kappa(t, weights="linear", values=range(1, 6)),
    "Brennan-Prediger": lambda t: brennan_prediger(t, values=range(1, 6)),
    "percent agreement": percent_agreement,
    "Cohen's kappa, quadratic": lambda t: cohen_kappa(t[:, :2], weights="quadratic", values=range(1, 6)),
}
RESAMPLED = ("alpha, interval", "alpha, nominal", "alpha, ordinal", "AC2, quadratic")


@cache
def truths(with_gaps: bool) -> dict[str, float]:
    """Return the coefficients of so many units that their own error is below a tenth of that of a panel."""
    rng = np.random.default_rng(20240501)
    points = given(rng, 400_000)
    if with_gaps:
        points = gaps(points, rng)
    tiers = np.where(np.isnan(points), np.nan, banded(points))
    found = {name: float(measure(points).estimate) for name, measure in ON_POINTS.items()}
    return found | {name: float(measure(tiers).estimate) for name, measure in ON_TIERS.items()}


def coefficients(rng: np.random.Generator) -> Iterator[tuple[str, float, Interval]]:
    """Coefficients that take reviewers as given: Student's t, and resampling of units."""
    whole = given(rng)
    for title, points in (("", whole), (", 30 % missing", gaps(whole, rng))):
        tiers = np.where(np.isnan(points), np.nan, banded(points))
        for table, measures in ((points, ON_POINTS), (tiers, ON_TIERS)):
            for name, measure in measures.items():
                found, truth = measure(table), truths(bool(title))[name]
                yield f"{name}{title}, t", truth, found.confidence_interval()
                if name in RESAMPLED:
                    resampled = found.bootstrap(1000, rng)
                    yield f"{name}{title}, percentile", truth, resampled.confidence_interval()
                    yield f"{name}{title}, BCa", truth, resampled.confidence_interval(method="BCa")


def two_rounds(rng: np.random.Generator) -> Iterator[tuple[str, float, Interval]]:
    """Agreement of two rounds: differences are normal with mean 1.5 and standard deviation 4."""
    first = 72 + UNIT * rng.standard_normal(N_UNITS)
    second = first - 1.5 + 4 * rng.standard_normal(N_UNITS)
    found = bland_altman(first, second)
    yield "Bland-Altman, bias", 1.5, found.confidence_interval()
    limits = found.limit_intervals()
    yield "Bland-Altman, lower limit", 1.5 - 1.96 * 4, limits.lower
    yield "Bland-Altman, upper limit", 1.5 + 1.96 * 4, limits.upper
    marks = 72 + UNIT * rng.standard_normal((N_UNITS, 1)) + ERROR * rng.standard_normal((N_UNITS, 4))
    # Mean absolute deviation from the mean of m normal marks: σ √((m − 1)/m) √(2/π).
    truth = ERROR * np.sqrt(3 / 4) * np.sqrt(2 / np.pi)
    yield "average deviation, t", float(truth), average_deviation(marks).confidence_interval()


#: What is drawn, and how many panels for each that was asked for: the quick ones are drawn more often.
STUDIES: dict[Callable[[np.random.Generator], Iterator[tuple[str, float, Interval]]], int] = {
    crossed: 2,
    own: 2,
    complete: 5,
    one_way: 5,
    coefficients: 2,
    two_rounds: 5,
}


def rows(seeds: int) -> Iterator[tuple[str, int, float, int]]:
    """Yield statistic, panels, share of intervals that hold the truth, and how many were undefined."""
    for number, (study, times) in enumerate(STUDIES.items()):
        held: dict[str, list[bool]] = defaultdict(list)
        none: dict[str, int] = defaultdict(int)
        for k in range(seeds * times):
            for name, truth, interval in study(np.random.default_rng([7, number, k])):
                if interval is None:
                    none[name] += 1
                else:
                    held[name].append(interval[0] <= truth <= interval[1])
        for name, hits in held.items():
            yield name, len(hits), float(np.mean(hits)), none[name]
