"""Spread, erratic marks and halo: how a reviewer's marks scatter, compared with the rest of the panel.

A table without scatter between units, between reviewers or within a cell says nothing here. In all three the severity
of a reviewer plays no part, nor does which units the reviewer was given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import polygamma
from scipy.stats import chi2, t
from scipy.stats import f as f_distribution

from evalkit.statistics.crossed.least_squares import Within, within_units
from evalkit.statistics.crossed.sums import Factor, Floats
from evalkit.statistics.reviewers.cells import Cells, cells
from evalkit.statistics.reviewers.exchange import Statistic, askable, familywise, refitted, sums, unmoved
from evalkit.statistics.reviewers.result import (
    ReviewerDiagnostic,
    ReviewerFinding,
    diagnostic,
    nothing,
    undefined,
)


def spread(
    unit: ArrayLike,
    reviewer: ArrayLike,
    values: ArrayLike,
    indicator: ArrayLike | None = None,
    *,
    exchange: bool = True,
) -> ReviewerDiagnostic:
    """Find reviewers who keep to the middle of the scale, or go to its ends, more than others on the same units.

    Parameters
    ----------
    unit, reviewer, values, indicator
        As in :func:`evalkit.statistics.reviewers.location.severity`.
    exchange
        Whether to exchange marks within units, too; False where marks of several units go together.

    Returns
    -------
    Estimates: for each point that a unit lies above the average, by how many points this reviewer's mark lies further
    above (> 0) or less above (< 0: central tendency, range restriction) than the mean of the others'. −1 is a reviewer
    who gives everything the same mark.

    Notes
    -----
    d = own mark − mean of the k others on the same unit, severities taken off; m = mean of all k + 1. If the reviewer
    is like the others, d and m are uncorrelated whatever k is (Pitman 1939, doi:10.1093/biomet/31.1-2.9; Morgan 1939,
    doi:10.1093/biomet/31.1-2.13), so the slope of d on m, with weights k/(k + 1), is tested with Student's t. Marks
    cut off at the ends of the scale make the spread of severe and lenient reviewers smaller.
    """
    table = cells(unit, reviewer, values, indicator)
    because = table.undefined()
    if because is not None:
        return undefined("spread", table, because)
    fit = within_units(table.units, table.reviewers, table.means[:, None])
    adjusted = table.means - fit.severity[table.reviewers.codes, 0]
    counts = table.units.counts[table.units.codes]
    mean = (np.bincount(table.units.codes, adjusted, table.units.size) / table.units.counts)[table.units.codes]
    others = counts - 1
    # Own − mean of the k others = (own − mean of all) (k + 1) / k.
    shared = others > 0
    difference = np.where(shared, (adjusted - mean) * counts / np.maximum(others, 1), 0.0)
    scale = float(np.var(table.means))
    if exchange:
        statistic = _slopes(table, fit, mean)
        exchanged = familywise(
            table.units, fit.residuals, statistic, askable(table.units, table.reviewers), two_sided=True
        )
    findings = []
    for k, label in enumerate(table.reviewers.levels):
        rows = (table.reviewers.codes == k) & shared
        n = int(rows.sum())
        if n < 4:
            findings.append(nothing(label, n, "too-few-units"))
            continue
        weights = others[rows] / counts[rows]
        x = mean[rows] - np.average(mean[rows], weights=weights)
        y = difference[rows] - np.average(difference[rows], weights=weights)
        width = float(weights @ x**2)
        if width <= 1e-12 * n * scale:
            findings.append(nothing(label, n, "no-variation"))
            continue
        slope = float(weights @ (x * y)) / width
        rest = float(weights @ (y - slope * x) ** 2) / (n - 2)
        if rest <= 1e-20 * scale:
            findings.append(nothing(label, n, "no-residual"))
            continue
        error = float(np.sqrt(rest / width))
        p = float(2 * t.sf(abs(slope / error), n - 2))
        found = ReviewerFinding(label, slope, error, slope / error, (float(n - 2),), p, n)
        findings.append(found.exchanged(exchanged[k]) if exchange else found)
    return diagnostic("spread", table, findings, 0.0)


def erratic(
    unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike, indicator: ArrayLike | None = None
) -> ReviewerDiagnostic:
    """Find reviewers whose marks follow neither the units nor a constant severity.

    Parameters
    ----------
    unit, reviewer, values, indicator
        As in :func:`evalkit.statistics.reviewers.location.severity`. With indicators, only cells with a mark on every
        indicator count.

    Returns
    -------
    Estimates: by what factor the scatter of the reviewer's marks, around what the others' marks of the same units let
    expect, exceeds the scatter of a typical member of the panel; 1 is typical.

    Notes
    -----
    Let Q be by how much the residual sum of squares of mark = unit + reviewer falls when the reviewer's cells are left
    out. For independent normal errors of one variance Q and what remains are independent multiples of χ², hence an
    exact F-test. With I indicators the model is fitted to each. As the marks of a cell may go together, the sum is
    split into cell means and contrasts between indicators, each has its F-test, and their two p-values are combined by
    Fisher's method; the interval has Satterthwaite's degrees of freedom. Only an excess is tested. The test takes
    normality to heart, and with heavy tails it is too ready to alarm; therefore an adjusted p-value is never below
    that of an exchange within units (:mod:`evalkit.statistics.reviewers.exchange`).
    """
    table = _complete(unit, reviewer, values, indicator)
    parts = _Scatter.of(table) if table.undefined() is None else None
    if parts is None:
        return undefined("erratic", table, table.undefined() or "no-residual")
    asked = askable(table.units, table.reviewers, fewest=3)
    exchanged = familywise(
        table.units,
        unmoved(table.units, table.reviewers, parts.fit.residuals),
        _strayed(table, parts.fit),
        asked,
        two_sided=False,
        width=_strays(table),
    )
    findings = []
    for k, label in enumerate(table.reviewers.levels):
        n, df_own = table.shared_units(k), float(parts.df_own[k])
        df_rest = parts.df - df_own
        rest = parts.cell - parts.cell_own[k] + parts.marks - parts.marks_own[k]
        if df_own < 1:
            findings.append(nothing(label, n, "too-few-units"))
        elif df_rest < 1 or rest <= 0:
            findings.append(nothing(label, n, "no-residual"))
        else:
            own = parts.cell_own[k] + parts.marks_own[k]
            ratio = (own / df_own) / (rest / df_rest)
            dfs = (df_own * parts.effective, df_rest * parts.effective)
            normal = _fisher(
                [
                    (parts.cell_own[k], df_own, parts.cell - parts.cell_own[k], df_rest),
                    (
                        parts.marks_own[k],
                        df_own * parts.contrasts * parts.epsilon,
                        parts.marks - parts.marks_own[k],
                        df_rest * parts.contrasts * parts.epsilon,
                    ),
                ]
            )
            found = ReviewerFinding(label, float(np.sqrt(ratio)), None, ratio, dfs, normal, n)
            findings.append(found.exchanged(exchanged[k]))
    return diagnostic("erratic", table, findings, 1.0)


def halo(unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike, indicator: ArrayLike) -> ReviewerDiagnostic:
    """Find reviewers whose marks on the indicators of one unit go together more than other reviewers' do.

    Parameters
    ----------
    unit, reviewer, values, indicator
        As in :func:`evalkit.statistics.reviewers.location.severity`; only cells with a mark on every indicator count.

    Returns
    -------
    Estimates: correlation between two indicators of one cell, the main effects of units, reviewers and of each
    reviewer's indicators being taken off; ``reference`` is that of the panel. A general impression that colours every
    indicator makes it high, and so does giving all indicators of a unit much the same mark.

    Notes
    -----
    With B the mean square of cell means around what the other reviewers' marks let expect (as in :func:`erratic`, times
    I) and W the mean square within cells around the reviewer's mean on each indicator, the correlation is
    (B − W)/(B + (I − 1) W). Tested is whether B/W exceeds that of the rest of the panel, as F; degrees of freedom of
    W are reduced for unequal variances of the indicators (Greenhouse & Geisser 1959, doi:10.1007/BF02289823), and the
    chance part of W and of the panel's own ratio is allowed for by matching the variance of log B/W.
    """
    table = _complete(unit, reviewer, values, indicator)
    because = table.undefined() or (None if table.marks.shape[1] > 1 else "one-indicator")
    parts = _Scatter.of(table) if because is None else None
    if parts is None:
        return undefined("halo", table, because or "no-residual")
    size, n_levels = table.reviewers.size, table.marks.shape[1]
    deltas = table.marks - table.marks.mean(axis=1, keepdims=True)
    within, pooled = np.zeros(size), np.zeros((n_levels, n_levels))
    n_cells = table.reviewers.counts
    for k in range(size):
        own = deltas[table.reviewers.codes == k]
        own = own - own.mean(axis=0)
        within[k] = float(np.sum(own**2))
        pooled += own.T @ own
    if not pooled.any():
        return undefined("halo", table, "no-variation")
    asked = askable(table.units, table.reviewers)
    exchanged = familywise(table.units, parts.fit.residuals, _together(table, parts.fit), asked, two_sided=False)
    epsilon = _epsilon(pooled)
    df_within = (n_cells - 1.0) * (n_levels - 1)
    findings = []
    for k, label in enumerate(table.reviewers.levels):
        n = table.shared_units(k)
        df = (parts.df_own[k], df_within[k], parts.df - parts.df_own[k], float(df_within.sum() - df_within[k]))
        if parts.df_own[k] < 2 or df[2] < 1 or df[3] < 1:
            findings.append(nothing(label, n, "too-few-units", n_levels))
            continue
        own_ratio = _ratio(parts.cell_own[k] / df[0], within[k] / df[1])
        rest = _ratio((parts.cell - parts.cell_own[k]) / df[2], (within.sum() - within[k]) / df[3])
        if own_ratio is None or not rest:
            findings.append(nothing(label, n, "no-variation", n_levels))
            continue
        second = _matched(epsilon * df[1], df[2], epsilon * df[3])
        p = float(f_distribution.sf(own_ratio / rest, df[0], second))
        correlation = (own_ratio - 1) / (own_ratio + n_levels - 1)
        dfs = (float(df[0]), _matched(epsilon * df[1]))
        found = ReviewerFinding(label, correlation, None, own_ratio, dfs, p, n, n_levels=n_levels)
        findings.append(found.exchanged(exchanged[k]))
    panel = _ratio(parts.cell / parts.df, float(within.sum() / df_within.sum()))
    reference = None if panel is None else (panel - 1) / (panel + n_levels - 1)
    return diagnostic("halo", table, findings, reference)


@dataclass(frozen=True, eq=False)
class _Scatter:
    """Residual sums of squares of mark = unit + reviewer, fitted to each of I indicators, in two parts.

    Attributes
    ----------
    cell, marks
        Of the panel: of the cell means (times I), and of the contrasts between indicators.
    cell_own, marks_own
        By how much they fall without each reviewer, shape (R,).
    df, df_own
        Degrees of freedom of `cell` and of `cell_own`; those of the contrasts are `contrasts` = I − 1 times as many.
    contrasts
        I − 1.
    epsilon
        Greenhouse and Geisser's ε of the contrasts, 1 where all vary alike and independently.
    effective
        Satterthwaite's degrees of freedom of a sum of `cell` and `marks`, per degree of freedom of `cell`.
    fit
        The fit, with residuals of shape (C, I).
    """

    cell: float
    marks: float
    cell_own: Floats
    marks_own: Floats
    df: int
    df_own: Floats
    contrasts: int
    epsilon: float
    effective: float
    fit: Within

    @staticmethod
    def of(table: Cells) -> _Scatter | None:
        fit = within_units(table.units, table.reviewers, table.marks)
        total = float(np.sum(fit.residuals**2))
        if fit.df < 1 or total <= 1e-20 * float(np.var(table.marks)) * table.marks.size:
            return None
        size, n_levels = table.reviewers.size, table.marks.shape[1]
        cell = n_levels * float(np.sum(fit.residuals.mean(axis=1) ** 2))
        cell_own, marks_own, df_own = np.zeros(size), np.zeros(size), np.zeros(size)
        for k in range(size):
            rows = np.flatnonzero(table.reviewers.codes == k)
            whitened, rank = _deleted(table.units, table.reviewers, fit.laplacian_inverse, rows, fit.residuals[rows])
            cell_own[k] = n_levels * float(np.sum(whitened.mean(axis=1) ** 2))
            marks_own[k] = max(float(np.sum(whitened**2)) - cell_own[k], 0.0)
            df_own[k] = rank
        marks = max(total - cell, 0.0)
        deltas = fit.residuals - fit.residuals.mean(axis=1, keepdims=True)
        epsilon = _epsilon(deltas.T @ deltas) if n_levels > 1 else 1.0
        spread_of = cell**2 + (marks**2 / ((n_levels - 1) * epsilon) if n_levels > 1 else 0.0)
        return _Scatter(
            cell=cell,
            marks=marks,
            cell_own=cell_own,
            marks_own=marks_own,
            df=fit.df,
            df_own=df_own,
            contrasts=n_levels - 1,
            epsilon=epsilon,
            effective=total**2 / spread_of,
            fit=fit,
        )


def _deleted(
    units: Factor, reviewers: Factor, laplacian_inverse: Floats, rows: np.ndarray, residuals: Floats
) -> tuple[Floats, int]:
    """Return W with WᵀW = eᵀ M⁺ e, M the block of the residual maker that belongs to one reviewer's cells."""
    own_units = units.codes[rows]
    at = np.full(units.size, -1)
    at[own_units] = np.arange(len(rows))
    inside = np.flatnonzero(at[units.codes] >= 0)
    # Only reviewers of the same units have a part in it.
    peers, place = np.unique(reviewers.codes[inside], return_inverse=True)
    seen = np.zeros((len(rows), len(peers)))
    seen[:, np.searchsorted(peers, reviewers.codes[rows[0]])] = 1.0
    np.add.at(seen, (at[units.codes[inside]], place), -1.0 / units.counts[units.codes[inside]])
    block = np.diag(1 - 1 / units.counts[own_units]) - seen @ laplacian_inverse[np.ix_(peers, peers)] @ seen.T
    values, vectors = np.linalg.eigh(block)
    keep = values > 1e-9
    return (vectors[:, keep] / np.sqrt(values[keep])).T @ residuals, int(keep.sum())


def _slopes(table: Cells, fit: Within, mean: Floats) -> Statistic:
    """Return the t-statistics of :func:`spread` from residuals, (C, B, 1) to (R, B); places stay where they are."""
    counts, codes = table.units.counts[table.units.codes], table.reviewers.codes
    refit, add = refitted(table.units, table.reviewers, fit), sums(table.reviewers)
    weights = np.where(counts > 1, (counts - 1) / counts, 0.0)
    own = np.where(counts > 1, counts / np.maximum(counts - 1, 1), 0.0)
    total = np.maximum(add(weights), 1e-300)
    x = mean - (add(weights * mean) / total)[codes]
    width = np.maximum(add(weights * x**2), 1e-300)
    df = np.maximum(add((counts > 1).astype(float)) - 2, 1)

    def statistic(values: Floats) -> Floats:
        y = refit(values)[:, :, 0] * own[:, None]
        slope = add((weights * x)[:, None] * y) / width[:, None]
        rest = add(weights[:, None] * y**2) - add(weights[:, None] * y) ** 2 / total[:, None]
        rest = np.maximum(rest - slope**2 * width[:, None], 1e-300)
        return np.asarray(slope * np.sqrt((width * df)[:, None] / rest))

    return statistic


def _together(table: Cells, fit: Within) -> Statistic:
    """Return how much of what a cell differs by is common to its indicators, as a logarithm, (C, B, I) to (R, B).

    B + mean B over W, which keeps a single cell whose B is by chance near 0 from weighing more than all others.
    """
    refit, add = refitted(table.units, table.reviewers, fit), sums(table.reviewers)
    n_levels = table.marks.shape[1]
    # What the reviewer always gives an indicator more or less is taken off, what the unit deserves is not.
    level = table.marks - table.marks.mean(axis=0) - fit.residuals - fit.severity[table.reviewers.codes]
    level = level - level.mean(axis=0)
    tiny = 1e-6 * max(float(np.mean((level + fit.residuals) ** 2)), 1e-300)

    def statistic(values: Floats) -> Floats:
        residuals = refit(values)
        common = n_levels * residuals.mean(axis=2) ** 2
        within = (level[:, None] + residuals).var(axis=2, ddof=1)
        floor = np.maximum(common.mean(axis=0), tiny)
        return np.asarray(add(np.log((common + floor) / (within + tiny))))

    return statistic


def _strayed(table: Cells, fit: Within) -> Statistic:
    """Return by how much the cells of each reviewer stray from the others of their units, (C, B, I) to (R, B).

    e² / (m + 3 v), e² the squared residuals of a cell over its indicators, m their mean over the unit, v over all
    units: units that are hard to judge weigh less. With m + v the reviewer's own large errors would, too.
    """
    refit, add, of_unit = refitted(table.units, table.reviewers, fit), sums(table.reviewers), sums(table.units)

    def statistic(values: Floats) -> Floats:
        square = (refit(values) ** 2).mean(axis=2)
        here = (of_unit(square) / table.units.counts[:, None])[table.units.codes]
        return np.asarray(add(square / np.maximum(here + 3 * square.mean(axis=0), 1e-300)))

    return statistic


def _strays(table: Cells) -> Floats:
    """Return how wide the sums of e² over the cells of each reviewer are if errors are normal, up to a factor, (R,).

    Of n normal errors of a unit less their mean, the squares have a variance of 2 σ⁴ (n − 1)(n − 2) / n² in the unit.
    """
    counts = table.units.counts[table.units.codes]
    return np.asarray(np.sqrt(sums(table.reviewers)((counts - 1.0) * (counts - 2.0) / counts**2)))


def _fisher(parts: list[tuple[float, float, float, float]]) -> float:
    """Combine F-tests of (own sum of squares, df, rest, df), independent of each other, by Fisher's method."""
    logs = []
    for own, df_own, rest, df_rest in parts:
        if df_own > 0 and rest > 0:
            logs.append(float(f_distribution.logsf((own / df_own) / (rest / df_rest), df_own, df_rest)))
    return float(chi2.sf(-2 * sum(logs), 2 * len(logs))) if len(logs) > 1 else float(np.exp(sum(logs)))


def _epsilon(products: Floats) -> float:
    """Greenhouse and Geisser's ε of the contrasts between I indicators, from their sums of products."""
    square = float(np.sum(products**2))
    return min(1.0, float(np.trace(products)) ** 2 / ((len(products) - 1) * square)) if square > 0 else 1.0


def _matched(*dfs: float) -> float:
    """Degrees of freedom of the single χ² whose logarithm varies as much as the sum of several."""
    goal = float(sum(polygamma(1, df / 2) for df in dfs))
    low, high = 1e-3, 1e9
    while high / low > 1 + 1e-9:
        middle = float(np.sqrt(low * high))
        low, high = (middle, high) if float(polygamma(1, middle / 2)) > goal else (low, middle)
    return low


def _ratio(above: float, below: float) -> float | None:
    return above / below if below > 1e-300 else None


def _complete(unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike, indicator: ArrayLike | None) -> Cells:
    """Cells with a mark on every indicator."""
    table = cells(unit, reviewer, values, indicator)
    if table.complete.all():
        return table
    rows = np.flatnonzero(table.complete)
    n_levels = table.marks.shape[1]
    of_unit, of_reviewer = (np.repeat(f.levels[f.codes[rows]], n_levels) for f in (table.units, table.reviewers))
    return cells(of_unit, of_reviewer, table.marks[rows].ravel(), np.tile(table.indicators, len(rows)))
