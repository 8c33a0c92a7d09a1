"""How far the marks of each reviewer stray, in points, where everybody may have a scatter of his or her own.

``erratic`` tests one reviewer against a panel that is otherwise all alike. Its ratio is no size: in what a reviewer is
off from the others of a unit their errors have a part, too, so that it lies between 1 and the truth. Here all errors of
reviewer j have a variance σ_j² of their own, beside fixed units and severities, and all variances are estimated at once
by restricted maximum likelihood. With three reviewers who marked the same units these are the estimators of Grubbs
(1948, doi:10.1080/01621459.1948.10483261), ½ (s₁₂ + s₁₃ − s₂₃) with s_jk the variance of the differences of two.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.crossed.least_squares import pseudo_inverse
from evalkit.statistics.crossed.sums import Factor, Floats
from evalkit.statistics.reviewers.cells import Cells, cells
from evalkit.statistics.reviewers.result import ReviewerDiagnostic, ReviewerFinding, diagnostic, nothing, undefined

#: Degrees of freedom below which nothing is said of a reviewer.
_FEWEST = 4.0
#: Sheets above which the table of all by all, which the errors of the variances need, is not made.
_MOST_SHEETS = 3_000
#: Share of the squares below which a residual is rounding, as in least squares.
_NOTHING = 1e-13
#: Share of the common variance below which a variance is none.
_LEAST = 1e-6
_STEPS, _HALVINGS, _CLOSE, _ROUNDING, _FLAT = 200, 10, 1e-6, 1e-10, 1e-6


def residual_scatter(unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike) -> ReviewerDiagnostic:
    """Estimate the residual standard deviation of each reviewer.

    Parameters
    ----------
    unit, reviewer
        Labels of each mark, shape (N,).
    values
        The marks, shape (N,); NaN where there is none. Several in one place are averaged.

    Returns
    -------
    Estimates: standard deviation of a reviewer's marks around unit + severity, in points, with an interval of its own;
    no p-values, which are those of :func:`evalkit.statistics.reviewers.scatter.erratic`. ``reference``: that of a panel
    all alike. ``undefined_because`` of a reviewer: ``too-few-to-see-scatter`` where, were all alike, the variance would
    have fewer than 4 degrees of freedom, because of few sheets or since only the sum with another one's is known (units
    with two marks); these reviewers have one variance in common.

    Notes
    -----
    mark = unit + severity + error, Var(error of j) = σ_j². With P = V⁻¹ − V⁻¹X(XᵀV⁻¹X)⁻XᵀV⁻¹, q_j the sum of squares of
    Py over the marks of j and M_jk that of P over the marks of j and k, REML solves M σ² = q (Rao 1971's MINQUE, doi:
    10.1016/0047-259X(71)90001-7, iterated); it is what nlme's ``gls`` with ``varIdent`` maximises. Var(σ²) = 2 M⁻¹;
    intervals are those of a χ² with the same mean and variance (Satterthwaite). Errors are taken as normal.

    Examples
    --------
    Grubbs (1973, doi:10.1080/00401706.1973.10489010), velocities of twelve rounds by three chronographs:

    >>> fotobalk = [793.8, 793.1, 792.4, 794.0, 791.4, 792.4, 791.7, 792.3, 789.6, 794.4, 790.9, 793.5]
    >>> counter = [794.6, 793.9, 793.2, 794.0, 792.2, 793.1, 792.4, 792.8, 790.2, 795.0, 791.6, 793.8]
    >>> terma = [793.2, 793.3, 792.6, 793.8, 791.6, 791.6, 791.6, 792.4, 788.5, 794.7, 791.3, 793.5]
    >>> marks = np.column_stack([fotobalk, counter, terma])
    >>> found = residual_scatter(np.repeat(np.arange(12), 3), np.tile(np.arange(3), 12), marks.ravel())
    >>> [round(f.estimate**2, 4) for f in found.findings]
    [0.0065, 0.0525, 0.2186]
    """
    table = cells(unit, reviewer, values)
    because = table.undefined() or ("too-many-sheets" if len(table.units.codes) > _MOST_SHEETS else None)
    if because is not None:
        return undefined("scatter", table, because)
    marks = table.marks[:, 0] - table.marks.mean()
    alike, _ = _projection(table.units, table.reviewers, np.ones(len(marks)))
    df = float(np.trace(alike))
    common = float(marks @ alike @ marks) / df if df > 0.5 else 0.0
    if common <= _NOTHING * float(marks @ marks):
        return undefined("scatter", table, "no-residual")
    designed = _freedom(_by(alike**2, table.reviewers.codes))
    seen = designed >= _FEWEST
    # Whoever cannot be seen shares the last of the variances.
    own = np.where(seen, np.cumsum(seen) - 1, seen.sum())
    fit = _estimated(table, marks, own[table.reviewers.codes], common)
    if fit is None:
        return undefined("scatter", table, "no-convergence")
    findings = []
    for k, label in enumerate(table.reviewers.levels):
        n = table.shared_units(k)
        if not seen[k]:
            findings.append(nothing(label, n, "too-few-to-see-scatter"))
            continue
        variance, df_own = (float(x[own[k]]) for x in fit)
        # Where chance makes a variance large, it makes its degrees of freedom many.
        dfs = (min(df_own, float(designed[k])), np.inf)
        statistic = variance if df_own >= 1 else None
        findings.append(ReviewerFinding(label, float(np.sqrt(variance)), None, statistic, dfs, None, n))
    return diagnostic("scatter", table, findings, float(np.sqrt(common)))


def _projection(units: Factor, reviewers: Factor, weights: Floats) -> tuple[Floats, float]:
    """Return P = W − WX(XᵀWX)⁻XᵀW for weights of shape (N,), X the units and the reviewers, and log |XᵀWX| − log |W|.

    P has the shape (N, N); of the determinants what is the same for all weights is left out.
    """
    total = np.bincount(units.codes, weights, units.size)
    mean = np.zeros((units.size, reviewers.size))
    np.add.at(mean, (units.codes, reviewers.codes), weights / total[units.codes])
    within = -mean[units.codes]
    within[np.arange(len(weights)), reviewers.codes] += 1.0
    values, vectors = np.linalg.eigh(within.T @ (weights[:, None] * within))
    keep = values > 1e-9 * values[-1]
    inside = within @ (vectors[:, keep] / np.sqrt(values[keep]))
    same = (units.codes[:, None] == units.codes) / total[units.codes]
    projection = np.diag(weights) - weights[:, None] * (same + inside @ inside.T) * weights
    size = float(np.log(total).sum() + np.log(values[keep]).sum() - np.log(weights).sum())
    return projection, size


def _by(table: Floats, codes: NDArray[np.int64]) -> Floats:
    """Add up a table of sheets by sheets by what each sheet belongs to."""
    rows = np.zeros((int(codes.max()) + 1, len(codes)))
    rows[codes, np.arange(len(codes))] = 1.0
    return np.asarray(rows @ table @ rows.T)


def _freedom(matrix: Floats, variances: Floats | float = 1.0) -> Floats:
    """Return the degrees of freedom of variances from M, 2 σ⁴ / Var(σ²); 0 for those of which only a sum is known."""
    inverse, _ = pseudo_inverse(matrix)
    known = np.diagonal(inverse @ matrix) > 1 - 1e-6
    return np.where(known, variances**2 / np.where(known, np.diagonal(inverse), 1.0), 0.0)


def _estimated(table: Cells, marks: Floats, own: NDArray[np.int64], common: float) -> tuple[Floats, Floats] | None:
    """Return the variances and their degrees of freedom, or None where the search does not end.

    `own` is which variance each sheet has, shape (N,); `common` that of a panel all alike, from which it sets out.
    """
    least = _LEAST * common

    def at(variances: Floats) -> tuple[Floats, Floats, float]:
        projection, size = _projection(table.units, table.reviewers, 1 / variances[own])
        return variances, projection, size + float(marks @ projection @ marks)

    now = at(np.full(int(own.max()) + 1, common))
    for _ in range(_STEPS):
        variances, projection, deviance = now
        matrix = _by(projection**2, own)
        weighted = projection @ marks
        slope = np.bincount(own, weighted**2) - matrix @ variances
        each = np.zeros((len(marks), len(variances)))
        each[np.arange(len(marks)), own] = weighted
        step = _step(slope, 2 * each.T @ projection @ each - matrix, matrix, variances <= least)
        if np.all(np.abs(step) <= _CLOSE * np.maximum(variances, 1e3 * least)):
            return variances, _freedom(matrix, variances)
        # No variance falls to less than a fifth at once; one at the end of its way to 0 stays there.
        step *= min(1.0, 0.8 * float((variances / np.maximum(-step, 1e-300)).min()))
        for halvings in range(_HALVINGS):
            now = at(np.maximum(variances + 0.5**halvings * step, least))
            if now[2] < deviance + _ROUNDING * abs(deviance):
                break
    return None


def _step(slope: Floats, curved: Floats, expected: Floats, at_end: NDArray[np.bool_]) -> Floats:
    """Return Newton's step where the likelihood is curved as at its top, else Fisher's; none leads below the end."""
    free = ~at_end | (slope > 0)
    while True:
        step = np.zeros(len(slope))
        inside = np.ix_(free, free)
        top = free.any() and np.linalg.eigvalsh(curved[inside])[0] > _FLAT * np.trace(expected[inside])
        step[free] = pseudo_inverse((curved if top else expected)[inside])[0] @ slope[free]
        stuck = at_end & (step < 0)
        if not stuck.any():
            return step
        free &= ~stuck
