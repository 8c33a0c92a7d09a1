"""Severity, drift and own-group advantage: shifts of a reviewer's marks, in points, tested with Student's t.

All of them are contrasts of a least-squares model in which units are fixed, so that it does not matter which units a
reviewer was given. The unit of analysis is the cell (what a reviewer said of a unit, averaged over indicators): the
twenty marks of a cell are not twenty independent observations.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.stats import t

from evalkit.statistics.crossed.least_squares import pseudo_inverse, within_units
from evalkit.statistics.crossed.sums import Factor, Floats
from evalkit.statistics.reviewers.cells import Cells, cells
from evalkit.statistics.reviewers.exchange import Statistic, askable, familywise, incidence, student, unmoved
from evalkit.statistics.reviewers.result import (
    Name,
    ReviewerDiagnostic,
    ReviewerFinding,
    diagnostic,
    nothing,
    undefined,
)


def severity(
    unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike, indicator: ArrayLike | None = None
) -> ReviewerDiagnostic:
    """Find reviewers whose marks lie above or below those of others on the same units.

    Parameters
    ----------
    unit, reviewer, indicator
        Labels of each mark, shape (N,); pass one round at a time.
    values
        The marks, shape (N,), NaN where there is none.

    Returns
    -------
    Estimates: points by which a reviewer marks higher (> 0, lenient) or lower (< 0, severe) than the mean of the panel
    on the same unit.

    Notes
    -----
    One very severe reviewer moves the mean of R reviewers by 1/R of the difference, and the others by as much in the
    other direction. Where severities truly differ a little, as they do, many small differences become significant in
    a large table: read the size before the p-value.

    Examples
    --------
    Half of a mean difference of 15/7, and the p-value of ``scipy.stats.ttest_rel``:

    >>> unit = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]
    >>> found = severity(unit, [1, 2] * 7, [1, 3, 4, 6, 6, 9, 5, 8, 2, 4, 3, 5, 7, 8]).findings[0]
    >>> round(found.estimate, 4), round(found.p, 6)
    (-1.0714, 0.000175)

    With three units nobody can be told from chance:

    >>> severity(unit[:6], [1, 2] * 3, [1, 3, 4, 6, 6, 9]).findings[0].undefined_because
    'too-few-sheets'
    """
    table = cells(unit, reviewer, values, indicator)
    return _contrasts("severity", table, table.means, table.undefined())


def drift(
    unit: ArrayLike,
    reviewer: ArrayLike,
    values: ArrayLike,
    round: ArrayLike,
    indicator: ArrayLike | None = None,
    *,
    paired: bool = True,
) -> ReviewerDiagnostic:
    """Find reviewers whose severity changed from the first to the last round.

    Parameters
    ----------
    unit, reviewer, values, indicator
        As in :func:`severity`.
    round
        Label of the round of each mark, shape (N,); the smallest and the largest are compared.
    paired
        Compare each reviewer's two marks of one and the same unit; only units that a reviewer marked in both rounds
        count. False: compare severities of the two rounds, which may be about different units; where the units are the
        same this is too cautious.

    Returns
    -------
    Estimates: change in severity in points, against the mean change of the panel on the same units.
    """
    rounds = np.asarray(round)
    if rounds.shape != np.shape(values):
        raise ValueError(f"`round` must have the shape of `values`, {np.shape(values)}, got {rounds.shape}")
    known = np.unique(rounds)
    if len(known) < 2:
        return undefined("drift", cells(unit, reviewer, values, indicator), "one-round")
    first, last = (_where(rounds == label, unit, reviewer, values, indicator) for label in known[[0, -1]])
    return _paired(first, last) if paired else _unpaired(first, last)


def own_advantage(
    unit: ArrayLike,
    reviewer: ArrayLike,
    values: ArrayLike,
    own: ArrayLike,
    indicator: ArrayLike | None = None,
) -> ReviewerDiagnostic:
    """Find reviewers who mark units of their own group (alliance, institution) differently from others' units.

    Parameters
    ----------
    unit, reviewer, values, indicator
        As in :func:`severity`.
    own
        Whether the unit of each mark belongs to the reviewer's own group, shape (N,).

    Returns
    -------
    Estimates: points that a reviewer adds to units of the own group beyond what the other reviewers gave the same
    units, and beyond the reviewer's own general severity. Undefined (``no-own``) for a reviewer without any, and
    ``all-own`` where it cannot be told from severity. ``overall`` is one advantage for all alike: where a reviewer has
    one or two own units, only that has the power to find anything.

    Notes
    -----
    The advantage of each reviewer is estimated jointly with that of all others, so that a second advocate of the same
    unit does not hide the first.
    """
    flags = np.asarray(own)
    if flags.shape != np.shape(values):
        raise ValueError(f"`own` must have the shape of `values`, {np.shape(values)}, got {flags.shape}")
    table = cells(unit, reviewer, values, indicator)
    because = table.undefined()
    if because is not None:
        return undefined("own-advantage", table, because)
    in_cell = cells(unit, reviewer, np.where(np.isfinite(np.asarray(values, float)), flags.astype(float), np.nan))
    is_own = in_cell.means + float(in_cell.marks.mean()) > 0.5
    n_own = np.bincount(table.reviewers.codes[is_own], minlength=table.reviewers.size)
    holders = np.flatnonzero(n_own)
    if not len(holders):
        return undefined("own-advantage", table, "no-own")

    fit = within_units(table.units, table.reviewers, table.means[:, None])
    if fit.df < 1:
        return undefined("own-advantage", table, "no-residual")
    single = _shifts(table, is_own, np.searchsorted(holders, table.reviewers.codes), len(holders))
    pooled = _shifts(table, is_own, np.zeros(len(is_own), dtype=np.int64), 1)
    # Without an advantage what is left without it may be exchanged.
    rest = unmoved(table.units, table.reviewers, fit.residuals)
    asked = askable(table.units, table.reviewers)[holders]
    p: list[float | None] = [None] * len(holders)
    if single is not None:
        # t has its width already.
        alike = np.ones(len(holders))
        p = familywise(table.units, rest, single.statistic, asked & single.estimable, two_sided=True, width=alike)
    overall = None
    if pooled is not None and pooled.estimable[0]:
        error = float(np.sqrt(pooled.covariance[0, 0]))
        (p_all,) = familywise(table.units, rest, pooled.statistic, pooled.estimable, two_sided=True)
        overall = _tested(None, float(pooled.estimates[0]), error, pooled.df, int(is_own.sum()), (p_all,))
        overall = replace(overall, p=max((p for p in (overall.p, p_all) if p is not None), default=None))
    if single is None and overall is None:
        return undefined("own-advantage", table, "no-residual")
    findings, position = [], {int(k): j for j, k in enumerate(holders)}
    for k, label in enumerate(table.reviewers.levels):
        j = position.get(k)
        if j is None:
            findings.append(nothing(label, 0, "no-own"))
        elif single is None:
            findings.append(nothing(label, int(n_own[k]), "no-residual"))
        elif not single.estimable[j]:
            findings.append(nothing(label, int(n_own[k]), "all-own"))
        else:
            error = float(np.sqrt(single.covariance[j, j]))
            findings.append(_tested(label, float(single.estimates[j]), error, single.df, int(n_own[k]), (p[j],)))
    return replace(diagnostic("own-advantage", table, findings, 0.0), overall=overall)


@dataclass(frozen=True, eq=False)
class _Shifts:
    """Shifts of marked cells: estimates, covariance, whether each can be estimated, degrees of freedom, t anew."""

    estimates: Floats
    covariance: Floats
    estimable: NDArray[np.bool_]
    df: int
    statistic: Statistic


def _shifts(table: Cells, marked: NDArray[np.bool_], column: NDArray[np.int64], n_columns: int) -> _Shifts | None:
    """Fit cell = unit + reviewer + shift, with one shift for each column of marked cells."""
    size, rows = table.reviewers.size, np.arange(len(table.means))
    design = np.zeros((len(rows), size + n_columns))
    design[rows, table.reviewers.codes] = 1.0
    design[rows[marked], size + column[marked]] = 1.0
    centred, response = _within(table.units, design), _within(table.units, table.means[:, None])[:, 0]
    normal = centred.T @ centred
    inverse, rank = pseudo_inverse(normal)
    estimates = inverse @ (centred.T @ response)
    df = len(rows) - table.units.size - rank
    if df < 1:
        return None
    variance = float(np.sum((response - centred @ estimates) ** 2)) / df
    if variance <= 1e-20 * float(np.var(table.marks[np.isfinite(table.marks)])):
        return None
    own = slice(size, None)
    # A coefficient can be estimated where A⁺A leaves it alone.
    off = np.abs((inverse @ normal - np.eye(len(inverse)))[own]).max(axis=1)
    contrasts = np.eye(len(inverse))[own]
    statistic = student(sparse.csr_array(design), inverse, contrasts, df)
    return _Shifts(estimates[own], variance * inverse[own, own], np.asarray(off < 1e-7), df, statistic)


def _contrasts(name: Name, table: Cells, response: Floats, because: str | None) -> ReviewerDiagnostic:
    if because is not None:
        return undefined(name, table, because)
    fit = within_units(table.units, table.reviewers, response[:, None])
    if fit.df < 1:
        return undefined(name, table, "no-residual")
    variance = float(np.sum(fit.residuals**2)) / fit.df
    if variance <= 1e-20 * float(np.var(table.marks[np.isfinite(table.marks)])):
        return undefined(name, table, "no-residual")
    variances = variance * np.diagonal(fit.laplacian_inverse)
    width = np.sqrt(np.maximum(np.diagonal(fit.laplacian_inverse), 0.0))
    # If nobody differs, the marks themselves may be exchanged.
    statistic = student(incidence(table.reviewers), fit.laplacian_inverse, np.eye(table.reviewers.size), fit.df)
    asked = askable(table.units, table.reviewers) & (width > 1e-9)
    p = familywise(table.units, response[:, None], statistic, asked, two_sided=True)
    findings = [
        _tested(label, float(fit.severity[k, 0]), float(np.sqrt(variances[k])), fit.df, table.shared_units(k), (p[k],))
        if width[k] > 1e-9
        else nothing(label, 0, "too-few-units")
        for k, label in enumerate(table.reviewers.levels)
    ]
    return diagnostic(name, table, findings, 0.0)


def _paired(first: Cells, last: Cells) -> ReviewerDiagnostic:
    """Severity in the differences between the rounds, cell by cell and over the indicators that both have."""
    places = [dict(zip(_labels(c), range(len(c.means)), strict=True)) for c in (first, last)]
    both = [(k, places[1][place]) for place, k in places[0].items() if place in places[1]]
    _, old, new = np.intersect1d(first.indicators, last.indicators, return_indices=True)
    if not both or not len(old):
        return undefined("drift", last, "no-unit-in-both-rounds")
    before, after = np.array(both).T
    change = last.marks[np.ix_(after, new)] - first.marks[np.ix_(before, old)]
    unit, reviewer = (np.repeat(f.levels[f.codes[after]], len(new)) for f in (last.units, last.reviewers))
    table = cells(unit, reviewer, change.ravel(), np.tile(np.arange(len(new)), len(after)))
    return _contrasts("drift", table, table.means, table.undefined())


def _unpaired(first: Cells, last: Cells) -> ReviewerDiagnostic:
    because = first.undefined() or last.undefined()
    if because is not None:
        return undefined("drift", last, because)
    fits = [within_units(c.units, c.reviewers, c.means[:, None]) for c in (first, last)]
    if min(fit.df for fit in fits) < 1:
        return undefined("drift", last, "no-residual")
    labels = np.union1d(first.reviewers.levels, last.reviewers.levels)
    at = [np.searchsorted(c.reviewers.levels, labels).clip(max=c.reviewers.size - 1) for c in (first, last)]
    there = [c.reviewers.levels[k] == labels for c, k in zip((first, last), at, strict=True)]
    both = there[0] & there[1]
    # Against the mean of those who took part in both rounds.
    change = fits[1].severity[at[1], 0] - fits[0].severity[at[0], 0]
    contrast = np.eye(int(both.sum())) - 1 / max(int(both.sum()), 1)
    variances = [float(np.sum(fit.residuals**2)) / fit.df for fit in fits]
    parts = []
    for fit, k, variance in zip(fits, at, variances, strict=True):
        chosen = k[both]
        parts.append(variance * np.diagonal(contrast @ fit.laplacian_inverse[np.ix_(chosen, chosen)] @ contrast.T))
    moved = contrast @ change[both]
    findings, j = [], 0
    for label, is_there in zip(labels, both, strict=True):
        if not is_there:
            findings.append(nothing(label, 0, "one-round"))
            continue
        pieces = [float(part[j]) for part in parts]
        total = sum(pieces)
        if total <= 0:
            findings.append(nothing(label, 0, "no-residual"))
        else:
            df = total**2 / sum(piece**2 / fit.df for piece, fit in zip(pieces, fits, strict=True))
            n_units = sum(int(c.reviewers.counts[np.searchsorted(c.reviewers.levels, label)]) for c in (first, last))
            findings.append(_tested(label, float(moved[j]), float(np.sqrt(total)), df, n_units))
        j += 1
    return diagnostic("drift", last, findings, 0.0)


def _tested(
    label: object, estimate: float, error: float, df: float, n_units: int, exchanged: tuple[float | None] | None = None
) -> ReviewerFinding:
    """Return a finding with Student's t; without p where no exchange could show anything."""
    statistic = estimate / error
    found = ReviewerFinding(
        label, estimate, error, statistic, (float(df),), float(2 * t.sf(abs(statistic), df)), n_units
    )
    return found if exchanged is None else found.exchanged(exchanged[0])


def _where(
    keep: NDArray[np.bool_], unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike, indicator: ArrayLike | None
) -> Cells:
    chosen = None if indicator is None else np.asarray(indicator)[keep]
    return cells(np.asarray(unit)[keep], np.asarray(reviewer)[keep], np.asarray(values)[keep], chosen)


def _labels(table: Cells) -> list[tuple[object, object]]:
    units, reviewers = (f.levels[f.codes].tolist() for f in (table.units, table.reviewers))
    return list(zip(units, reviewers, strict=True))


def _within(units: Factor, columns: Floats) -> Floats:
    sums = np.zeros((units.size, columns.shape[1]))
    np.add.at(sums, units.codes, columns)
    result: Floats = columns - (sums / units.counts[:, None])[units.codes]
    return result
