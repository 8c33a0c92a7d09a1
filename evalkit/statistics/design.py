"""What a panel would be worth before it sits: tiers that come out wrong, and the power to find a severe reviewer.

A mark is truth + severity + residual, severities and residuals normal and independent. Panels are drawn, all at once;
the power follows from the design alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu
from scipy.stats import nct, t

from evalkit.statistics.crossed.connectivity import of_factors
from evalkit.statistics.crossed.least_squares import MOST_REVIEWERS, within_units
from evalkit.statistics.crossed.sums import factor
from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rule = Literal["mean", "median", "trimmed-mean"]


@dataclass(frozen=True)
class Panel:
    """Who marks what, and how marks vary.

    Attributes
    ----------
    unit, reviewer
        Places of unit and reviewer of each sheet, shape (n_sheets,), from 0; every unit has one sheet or more.
    severity_sd, residual_sd
        Standard deviations of the reviewers' severities and of what is left of a sheet's total, in points.
    edges
        The scores at which the tier changes, ascending, in points.
    ends
        Least and largest total.
    rule
        How the totals of a unit are combined; a trimmed mean of one or two is their mean.
    """

    unit: Ints
    reviewer: Ints
    severity_sd: float
    residual_sd: float
    edges: Floats
    ends: tuple[float, float]
    rule: Rule = "mean"


@dataclass(frozen=True)
class Expected(Result):
    """What to expect of a panel.

    Attributes
    ----------
    misplaced, misplaced_error
        Expected number of units whose score falls into another tier than the truth, and its standard error from the
        number of panels drawn.
    near_right
        Share of the tiers that are right among units whose score lies near a cut-off; None where none does.
    adjusted, adjusted_error
        As `misplaced`, with severities estimated (shrunken, the variances known) and taken off first.
    n_panels
        Panels drawn.
    """

    misplaced: float
    misplaced_error: float
    near_right: float | None
    adjusted: float
    adjusted_error: float
    n_panels: int


def expected(panel: Panel, truths: Floats, near: float, rng: np.random.Generator) -> Expected:
    """Draw panels and count wrong tiers.

    Parameters
    ----------
    panel
        Who marks what.
    truths
        True scores in points, shape (n_panels, n_units): one row a panel.
    near
        How near to a cut-off a score is called near, in points.
    rng
        Draws severities and residuals.

    Examples
    --------
    One reviewer a unit, truth and error both normal with sd 1, one cut-off in the middle: the two lie on different
    sides in 1/4 of all cases (arccos(1/√2)/π).

    >>> rng = np.random.default_rng(1)
    >>> own = np.arange(50)
    >>> panel = Panel(own, own, 0.6, 0.8, np.array([0.0]), (-np.inf, np.inf))
    >>> round(expected(panel, rng.normal(size=(2000, 50)), 0.1, rng).misplaced / 50, 2)
    0.25
    """
    n_panels, n_units = truths.shape
    n_reviewers = int(panel.reviewer.max()) + 1
    severity = panel.severity_sd * rng.standard_normal((n_panels, n_reviewers))
    noise = panel.residual_sd * rng.standard_normal((n_panels, len(panel.unit)))
    totals = np.clip(truths[:, panel.unit] + severity[:, panel.reviewer] + noise, *panel.ends)
    true_tier = np.searchsorted(panel.edges, np.clip(truths, *panel.ends), side="right")
    scores = combined(panel, totals, n_units)
    wrong = np.searchsorted(panel.edges, scores, side="right") != true_tier
    close = np.zeros_like(wrong)
    for edge in panel.edges:
        close |= np.abs(scores - edge) <= near
    corrected = combined(panel, totals - shrunken(panel, totals)[:, panel.reviewer], n_units)
    still = (np.searchsorted(panel.edges, corrected, side="right") != true_tier).sum(axis=1)
    counts = wrong.sum(axis=1)
    root = np.sqrt(n_panels)
    return Expected(
        misplaced=float(counts.mean()),
        misplaced_error=float(counts.std() / root),
        near_right=float(1 - wrong[close].mean()) if close.any() else None,
        adjusted=float(still.mean()),
        adjusted_error=float(still.std() / root),
        n_panels=n_panels,
    )


def combined(panel: Panel, totals: Floats, n_units: int) -> Floats:
    """Combine totals, shape (n_panels, n_sheets), to scores, shape (n_panels, n_units)."""
    order = np.argsort(panel.unit, kind="stable")
    sizes = np.bincount(panel.unit, minlength=n_units)
    start = np.cumsum(sizes) - sizes
    scores = np.empty((len(totals), n_units))
    for size in np.unique(sizes):
        units = np.flatnonzero(sizes == size)
        own = totals[:, order[start[units][:, None] + np.arange(size)]]
        if panel.rule == "median":
            scores[:, units] = np.median(own, axis=2)
        elif panel.rule == "trimmed-mean" and size > 2:
            scores[:, units] = (own.sum(axis=2) - own.max(axis=2) - own.min(axis=2)) / (size - 2)
        else:
            scores[:, units] = own.mean(axis=2)
    return scores


def shrunken(panel: Panel, totals: Floats) -> Floats:
    """Return the best predictions of the severities, units fixed and variances known, shape (n_panels, n_reviewers)."""
    n_units, n_reviewers = int(panel.unit.max()) + 1, int(panel.reviewer.max()) + 1
    if panel.severity_sd == 0:
        return np.zeros((len(totals), n_reviewers))
    n_sheets = len(panel.unit)
    sheet, ones = np.arange(n_sheets), np.ones(n_sheets)
    by_unit = sparse.csc_array((ones, (sheet, panel.unit)), shape=(n_sheets, n_units))
    by_reviewer = sparse.csc_array((ones, (sheet, panel.reviewer)), shape=(n_sheets, n_reviewers))
    met, sizes = by_unit.T @ by_reviewer, np.maximum(np.bincount(panel.unit), 1)
    laplacian = sparse.diags_array(by_reviewer.sum(axis=0)) - met.T @ (sparse.diags_array(1 / sizes) @ met)
    within = (totals - (totals @ by_unit / sizes)[:, panel.unit]) @ by_reviewer
    ratio = (panel.residual_sd / panel.severity_sd) ** 2
    found = splu(sparse.csc_array(laplacian + ratio * sparse.eye_array(n_reviewers))).solve(within.T)
    return np.asarray(found.T)


def power(panel: Panel, severe: float, level: float = 0.05) -> float | None:
    """Return with what probability a severe reviewer is found, on average over the reviewers.

    By the t-test of :func:`evalkit.statistics.reviewers.location.severity` (a reviewer against the others, units and
    reviewers fixed) at the first step of Holm's correction, which has this power exactly where errors are normal.

    Parameters
    ----------
    panel
        Who marks what.
    severe
        Points beyond what the others give the same units.
    level
        Of the test, for all reviewers together.

    Returns
    -------
    0 to 1; None where there are over 3,000 reviewers, units and reviewers fall into parts, or no degree of freedom is
    left.
    """
    units, reviewers = factor("unit", panel.unit), factor("reviewer", panel.reviewer)
    n = reviewers.size
    if not 2 <= n <= MOST_REVIEWERS or not of_factors(units, reviewers).connected:
        return None
    fit = within_units(units, reviewers, np.zeros((len(panel.unit), 1)))
    if fit.df < 1:
        return None
    # Against the mean of the others, n/(n − 1) times the distance from the mean of all.
    errors = panel.residual_sd * np.sqrt(np.diagonal(fit.laplacian_inverse)) * n / (n - 1)
    limit = float(t.ppf(1 - level / 2 / n, fit.df))
    shift = severe / errors
    found = nct.sf(limit, fit.df, shift) + nct.cdf(-limit, fit.df, shift)
    return float(np.nanmean(found))
