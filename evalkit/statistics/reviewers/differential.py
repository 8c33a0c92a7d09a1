"""Differential severity: is a reviewer more severe on one area than on another, or with one group of units.

First it is asked whether there is any at all: one F-test, and one exchange of sheets within units
(:mod:`evalkit.statistics.reviewers.exchange`), for the whole panel; only where both say so is a single reviewer looked
at, corrected for all pairs of a reviewer and a part. How large it is in general is a variance component: lme4's
``(1|reviewer:part)`` beside ``(1|unit)`` and ``(1|reviewer)``.

By area what is compared are contrasts between the areas of one sheet, which no severity and no common impression of the
unit can move. With an orthonormal set of them the restricted likelihood of the full model (unit, reviewer, sheet,
unit × area, reviewer × area) falls into two parts, and all that is asked here is in the one of the contrasts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import helmert
from scipy.stats import f as f_distribution
from scipy.stats import t

from evalkit.statistics.crossed.effects import crossed_effects, random_intercepts
from evalkit.statistics.crossed.least_squares import Within, within_units
from evalkit.statistics.crossed.result import CrossedEffects
from evalkit.statistics.crossed.sums import Factor, Floats, factor
from evalkit.statistics.intervals import ConfidenceInterval
from evalkit.statistics.multiplicity import holm
from evalkit.statistics.reviewers.exchange import askable, familywise, incidence, refitted
from evalkit.statistics.reviewers.location import severity
from evalkit.statistics.reviewers.result import ReviewerFinding, nothing
from evalkit.statistics.shown import Result

#: Reviewers × parts above which nothing is asked: tables of their square would have to be made.
_MOST_PAIRS = 2_000
#: Sheets × pairs of a reviewer and a group above which no single shift is looked for.
_MOST_CELLS = 20_000_000
#: A shift of which less than this is left beside units and reviewers cannot be told from them.
_NOTHING = 1e-9
_LEVEL = 0.05
_INTERACTION = "reviewer-part"


@dataclass(frozen=True)
class PartFinding(Result):
    """A reviewer in one part.

    Attributes
    ----------
    reviewer, part
        Labels.
    finding
        Estimate: how much more lenient (> 0) or severe (< 0) the reviewer is in this part than elsewhere; its p-values
        are for this part alone.
    p_adjusted
        Corrected for all reviewers and parts, by Holm for t and by the number of parts for the exchange; the larger
        one. None where undefined.
    """

    reviewer: Any
    part: Any
    finding: ReviewerFinding
    p_adjusted: float | None


@dataclass(frozen=True, eq=False)
class DifferentialSeverity(Result):
    """Whether severity depends on the area, or on the group of units.

    Attributes
    ----------
    by
        ``area`` or ``group``.
    statistic, df
        F of all differences together, with (df₁, df₂).
    p, p_exchange
        For no difference at all, by F and by exchange; None where undefined.
    n_units, n_reviewers, n_parts, n_ratings
        What was used.
    undefined_because
        Why nothing can be said, or None.

    What follows is worked out when it is first asked for: most panels need no more than the two tests.
    """

    by: Literal["area", "group"]
    statistic: float | None
    df: tuple[int, int]
    p: float | None
    p_exchange: float | None
    n_units: int
    n_reviewers: int
    n_parts: int
    n_ratings: int
    undefined_because: str | None
    _each: Callable[[], Mapping[Any, tuple[ReviewerFinding, ...]]] = field(default=dict, repr=False)
    _fit: Callable[[], CrossedEffects | None] = field(default=lambda: None, repr=False)

    @cached_property
    def findings(self) -> tuple[PartFinding, ...]:
        """One a reviewer and part."""
        return _corrected(self._each())

    @cached_property
    def model(self) -> CrossedEffects | None:
        """The fit, with components ``unit`` or ``unit-part``, ``reviewer`` and ``reviewer-part``, or None."""
        fit = self._fit()
        return None if fit is None or fit.undefined_because is not None else fit

    @property
    def sd(self) -> float | None:
        """Standard deviation of the differences over reviewers and parts; None where there is no fit."""
        return None if self.model is None else self.model.component(_INTERACTION).sd

    @cached_property
    def interval(self) -> ConfidenceInterval | None:
        """95 % profile interval of `sd`; None where it has no upper end, or there is no fit."""
        ends = None if self.model is None else self.model.confidence_interval(_INTERACTION)
        return None if ends is None else ConfidenceInterval(float(ends.low**0.5), float(ends.high**0.5))

    @property
    def there(self) -> bool | None:
        """Whether there is any, at 5 % in both tests; None where that was not tested."""
        if self.p is None or self.p_exchange is None:
            return None
        return max(self.p, self.p_exchange) <= _LEVEL

    @property
    def striking(self) -> tuple[PartFinding, ...]:
        """Who stands out in which part, surest first: nobody where there is nothing at all."""
        found = [f for f in self.findings if f.p_adjusted is not None and f.p_adjusted <= _LEVEL]
        return tuple(sorted(found, key=lambda f: f.p_adjusted or 0.0)) if self.there else ()


def severity_by_area(unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike) -> DifferentialSeverity:
    """Ask whether reviewers are more severe on some areas of a sheet than on others.

    Parameters
    ----------
    unit, reviewer
        Labels of each sheet, shape (N,), one sheet a pair.
    values
        What each sheet gives each area, on one scale, shape (N, A); sheets with a NaN are left out.

    Notes
    -----
    Estimates are differences to the mean over the areas of the same sheet, those of the panel on the same units taken
    off; over the areas they add up to 0. The areas are taken to scatter alike.

    Examples
    --------
    Of two reviewers one gives the second area 10 points more than the first, on all of six units; the other, 2:

    >>> unit, reviewer = (index.ravel() for index in np.indices((6, 2)))
    >>> noise = np.array([0.1, -0.2, 0.3, -0.1, 0.2, 0.0, -0.3, 0.1, -0.1, 0.2, 0.0, -0.2])
    >>> marks = np.column_stack([60 + unit, 60 + unit + np.where(reviewer == 0, 10, 2) + noise])
    >>> found = severity_by_area(unit, reviewer, marks)
    >>> found.df, [round(f.finding.estimate, 2) for f in found.findings if f.part == 1]
    ((1, 5), [2.02, -2.02])
    """
    sheets = np.asarray(values, dtype=float)
    if sheets.ndim != 2 or np.shape(unit) != sheets.shape[:1] or np.shape(reviewer) != sheets.shape[:1]:
        raise ValueError(f"`values` must have the shape (N, A), a row a unit and reviewer, got {sheets.shape}")
    keep = np.isfinite(sheets).all(axis=1)
    units, reviewers, sheets = factor("unit", unit, keep), factor("reviewer", reviewer, keep), sheets[keep]
    n_parts = sheets.shape[1]
    because = "one-area" if n_parts < 2 else _undefined(units, reviewers, n_parts)
    if because is not None:
        return _nothing("area", units, reviewers, n_parts, because)
    contrasts = sheets @ helmert(n_parts).T
    contrasts -= contrasts.mean(axis=0)
    fit = within_units(units, reviewers, contrasts)
    rank = len(sheets) - units.size - fit.df
    if rank < 1 or fit.df < 1 or not np.sum(fit.residuals**2) > 1e-20 * float(np.sum(sheets**2)):
        return _nothing("area", units, reviewers, n_parts, "no-pairs" if rank < 1 else "no-residual")
    own = contrasts - _unit_means(units, contrasts)
    tested = _tested(units, own, fit, None, reviewers, rank)
    labels = units.levels[units.codes], reviewers.levels[reviewers.codes]
    apart = sheets - sheets.mean(axis=1, keepdims=True)
    place = np.arange(n_parts - 1)
    columns = {
        "unit-part": (units.codes[:, None] * n_parts + place).ravel(),
        _INTERACTION: (reviewers.codes[:, None] * n_parts + place).ravel(),
    }
    contrast = np.tile(place, len(sheets))
    fixed = {f"contrast-{k}": (contrast == k).astype(float) for k in place[1:].tolist()}
    return _filled(
        _nothing("area", units, reviewers, n_parts, None),
        tested,
        lambda: {part: severity(*labels, apart[:, part]).findings for part in range(n_parts)},
        lambda: random_intercepts(columns, contrasts.ravel(), fixed=fixed),
    )


def severity_by_group(
    unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike, group: ArrayLike
) -> DifferentialSeverity:
    """Ask whether reviewers are more severe with some groups of units (cohorts) than with others.

    Parameters
    ----------
    unit, reviewer
        Labels of each sheet, shape (N,).
    values
        Totals, shape (N,), NaN where there is none.
    group
        Label of the group that the unit of each sheet belongs to, shape (N,).

    Notes
    -----
    Estimates are shifts of one reviewer in one group, each in the model unit + reviewer + this shift: a reviewer who
    marked one group only has none.

    Examples
    --------
    Two reviewers on four units of each of two groups; the first gives those of the second group 6 points more:

    >>> unit, reviewer = (index.ravel() for index in np.indices((8, 2)))
    >>> noise = np.array([0.3, 0, -0.2, 0, 0.1, 0, -0.1, 0, 0.2, 0, -0.3, 0, 0.1, 0, -0.2, 0])
    >>> found = severity_by_group(unit, reviewer, 50 + 3 * unit + 6 * ((unit > 3) & (reviewer == 0)) + noise, unit > 3)
    >>> found.df, [round(f.finding.estimate, 2) for f in found.findings if f.part]
    ((1, 6), [5.92, -5.92])
    """
    marks = np.asarray(values, dtype=float)
    for name, given in {"unit": unit, "reviewer": reviewer, "group": group}.items():
        if marks.ndim != 1 or np.shape(given) != marks.shape:
            raise ValueError(f"`{name}` must have the shape (N,) of `values`, got {np.shape(given)} and {marks.shape}")
    keep = np.isfinite(marks)
    marks = marks[keep]
    units, reviewers, groups = (
        factor(name, labels, keep) for name, labels in (("unit", unit), ("reviewer", reviewer), ("group", group))
    )
    because = "one-group" if groups.size < 2 else _undefined(units, reviewers, groups.size)
    if because is not None:
        return _nothing("group", units, reviewers, groups.size, because)
    pairs = factor("pair", reviewers.codes * groups.size + groups.codes)
    centred = (marks - marks.mean())[:, None]
    main, full = within_units(units, reviewers, centred), within_units(units, pairs, centred)
    if full.df < 1 or main.df == full.df or not np.sum(full.residuals**2) > 1e-20 * float(np.sum(centred**2)):
        return _nothing("group", units, reviewers, groups.size, "no-residual" if full.df < 1 else "one-group-each")
    tested = _tested(units, main.residuals, full, (reviewers, main), pairs, main.df - full.df)
    return _filled(
        _nothing("group", units, reviewers, groups.size, None),
        tested,
        lambda: _shifts(units, reviewers, groups, pairs, main) if len(marks) * pairs.size <= _MOST_CELLS else {},
        lambda: crossed_effects(units.codes, reviewers.codes, marks, facets={_INTERACTION: pairs.codes}),
    )


def _tested(
    units: Factor, without: Floats, fit: Within, main: tuple[Factor, Within] | None, terms: Factor, rank: int
) -> tuple[float, tuple[int, int], float, float | None]:
    """Return F, its degrees of freedom, and the p-values of F and of dealing sheets anew within units.

    `without` is what is left without the differences, shape (N, q), and is dealt; `fit` has `terms` for them, `rank` of
    which are new; `main` is the model without them, None where it is of units alone.
    """
    dfs = (without.shape[1] * rank, without.shape[1] * fit.df)
    rest = float(np.sum(fit.residuals**2))
    statistic = (float(np.sum(without**2)) - rest) / dfs[0] / (rest / dfs[1])
    larger = refitted(units, terms, fit)
    smaller = None if main is None else refitted(units, *main)

    def share(values: Floats) -> Floats:
        before = values if smaller is None else smaller(values)
        left, right = (np.asarray((x**2).sum(axis=(0, 2))) for x in (larger(values), before))
        return np.asarray(np.log(np.maximum(right, 1e-300) / np.maximum(left, 1e-300))[None, :])

    (exchanged,) = familywise(units, without, share, np.ones(1, dtype=bool), two_sided=False)
    return statistic, dfs, float(f_distribution.sf(statistic, *dfs)), exchanged


def _shifts(
    units: Factor, reviewers: Factor, groups: Factor, pairs: Factor, main: Within
) -> dict[Any, tuple[ReviewerFinding, ...]]:
    """Return for each group the shift of each reviewer who marked it: one at a time, added to the model without any."""
    column = within_units(units, reviewers, incidence(pairs).toarray()).residuals
    width = (column**2).sum(axis=0)
    known = width > _NOTHING * pairs.counts
    df = main.df - 1
    refit = refitted(units, reviewers, main)

    def student(values: Floats) -> Floats:
        rest = refit(values)[:, :, 0]
        sums = column.T @ rest
        left = (rest**2).sum(axis=0) - sums**2 / np.where(known, width, np.inf)[:, None]
        scale = np.sqrt(np.where(known, width, 1.0)[:, None] * np.maximum(left, 1e-300) / df)
        return np.where(known[:, None], sums / scale, 0.0)

    statistic = student(main.residuals[:, :, None])[:, 0]
    estimate = column.T @ main.residuals[:, 0] / np.where(known, width, np.inf)
    asked = askable(units, pairs) & known
    exchanged = familywise(units, main.residuals, student, asked, two_sided=True)
    found: dict[Any, list[ReviewerFinding]] = {label: [] for label in groups.levels.tolist()}
    for k, pair in enumerate(pairs.levels.tolist()):
        label, part = reviewers.levels[pair // groups.size], groups.levels[pair % groups.size]
        n = int((units.counts[units.codes[pairs.codes == k]] > 1).sum())
        own = nothing(label, n, "one-group")
        if known[k]:
            value, ratio = float(estimate[k]), float(statistic[k])
            p = float(2 * t.sf(abs(ratio), df))
            own = ReviewerFinding(label, value, abs(value / ratio) if ratio else None, ratio, (float(df),), p, n)
            own = own.exchanged(exchanged[k])
        found[part.item() if hasattr(part, "item") else part].append(own)
    return {part: tuple(findings) for part, findings in found.items()}


def _filled(
    empty: DifferentialSeverity,
    tested: tuple[float, tuple[int, int], float, float | None],
    each: Callable[[], Mapping[Any, tuple[ReviewerFinding, ...]]],
    fit: Callable[[], CrossedEffects],
) -> DifferentialSeverity:
    statistic, df, p, exchanged = tested
    return replace(empty, statistic=statistic, df=df, p=p, p_exchange=exchanged, _each=each, _fit=fit)


def _corrected(each: Mapping[Any, tuple[ReviewerFinding, ...]]) -> tuple[PartFinding, ...]:
    """Return the findings of every part, corrected for all of them."""
    every = [(part, finding) for part, findings in each.items() for finding in findings]
    steps = iter(holm([f.p for _, f in every if f.p is not None]).tolist())
    return tuple(
        PartFinding(
            f.reviewer,
            part,
            f,
            None if f.p is None else max(next(steps), min(len(each) * (f.p_exchange or 0.0), 1.0)),
        )
        for part, f in every
    )


def _undefined(units: Factor, reviewers: Factor, n_parts: int) -> str | None:
    if len(units.codes) == 0:
        return "no-ratings"
    if min(units.size, reviewers.size) < 2:
        return "one-unit" if units.size < 2 else "one-reviewer"
    if int(units.counts.max()) < 2:
        return "no-pairs"
    return "too-many-reviewers" if reviewers.size * n_parts > _MOST_PAIRS else None


def _nothing(
    by: Literal["area", "group"], units: Factor, reviewers: Factor, n_parts: int, because: str | None
) -> DifferentialSeverity:
    sizes = (units.size, reviewers.size, n_parts, len(units.codes))
    return DifferentialSeverity(by, None, (0, 0), None, None, *sizes, because)


def _unit_means(units: Factor, columns: Floats) -> NDArray[np.float64]:
    sums = np.zeros((units.size, columns.shape[1]))
    np.add.at(sums, units.codes, columns)
    return np.asarray((sums / units.counts[:, None])[units.codes])
