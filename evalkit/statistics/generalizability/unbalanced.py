"""A G-study of units and reviewers where not everybody marked everything."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.crossed.sums import Factor, factor
from evalkit.statistics.generalizability.balanced import EFFECTS, Floats, GComponent, GStudy, NegativeRule

Estimator = Literal["reml", "henderson-1"]


def g_study_unbalanced(
    unit: ArrayLike,
    reviewer: ArrayLike,
    values: ArrayLike,
    *,
    estimator: Estimator = "reml",
    negative: NegativeRule = "set-to-zero",
) -> GStudy:
    """Estimate the components of p×r from a table with gaps.

    Parameters
    ----------
    unit, reviewer, values
        As in :func:`evalkit.statistics.crossed.effects.crossed_effects`.
    estimator
        ``reml``: restricted maximum likelihood; never negative, best where marks are about normal. ``henderson-1``:
        sums of squares equated to what they are on average (Henderson 1953, doi:10.2307/3001853; the analogous ANOVA of
        Brennan 2001, § 7.1); unbiased without normality, less precise, may be negative.
    negative
        For ``henderson-1``, as in :func:`evalkit.statistics.g_study`; ``carry-zero`` is not offered.

    Returns
    -------
    Components ``p``, ``r`` and ``pr``; with one mark a cell ``pr`` holds the interaction and the error. On a complete
    table both estimators give the numbers of ``g_study`` unless one of those is negative.

    Examples
    --------
    The table of Shrout & Fleiss (1979), one mark of it lost; with all of them 2.56, 5.24 and 1.02:

    >>> marks = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, np.nan]])
    >>> unit, reviewer = np.indices(marks.shape).reshape(2, -1)
    >>> study = g_study_unbalanced(unit, reviewer, marks.ravel())
    >>> [(c.name, round(c.variance, 2)) for c in study.components]
    [('p', 2.67), ('r', 5.06), ('pr', 1.0)]
    """
    if estimator not in get_args(Estimator):
        raise ValueError(f"`estimator` must be one of {get_args(Estimator)}, got {estimator!r}")
    if negative not in ("set-to-zero", "keep"):
        raise ValueError(f"`negative` must be 'set-to-zero' or 'keep', got {negative!r}")
    marks = np.asarray(values, dtype=float)
    keep = np.isfinite(marks)
    units, reviewers = factor("unit", unit, keep), factor("reviewer", reviewer, keep)
    components: tuple[GComponent, ...] = ()
    if estimator == "reml":
        fit = crossed_effects(unit, reviewer, values)
        because = fit.undefined_because
        if because is None:
            found = [fit.component(name) for name in ("unit", "reviewer", "residual")]
            components = tuple(
                GComponent(name, facets, c.variance, c.variance, None, None, c.standard_error, None)
                for (name, facets), c in zip(EFFECTS["p×r"], found, strict=True)
            )
    else:
        because = _undefined(units, reviewers, marks[keep])
        if because is None:
            estimates = _henderson(units, reviewers, marks[keep])
            components = tuple(
                GComponent(name, facets, e if negative == "keep" else max(e, 0.0), e, None, None, None, None)
                for (name, facets), e in zip(EFFECTS["p×r"], estimates.tolist(), strict=True)
            )
    return GStudy(
        design="p×r",
        components=components,
        sizes={"p": units.size, "r": reviewers.size},
        negative=negative,
        estimator=estimator,
        mean=float(marks[keep].mean()) if keep.any() else None,
        n_units=units.size,
        n_reviewers=reviewers.size,
        n_ratings=int(keep.sum()),
        undefined_because=because,
    )


def _henderson(units: Factor, reviewers: Factor, marks: Floats) -> Floats:
    """Equate T(p), T(r) and T(0), each less T(μ), to their expectations."""
    n = len(marks)
    centred = marks - marks.mean()
    # Σ n_pr², the number of pairs of marks that share a cell.
    cell = np.unique(units.codes * reviewers.size + reviewers.codes, return_inverse=True)[1]
    in_cell = np.bincount(cell).astype(float)
    of_unit = units.counts[units.codes].astype(float)
    of_reviewer = reviewers.counts[reviewers.codes].astype(float)
    t_unit = float(np.sum(np.bincount(units.codes, centred) ** 2 / units.counts))
    t_reviewer = float(np.sum(np.bincount(reviewers.codes, centred) ** 2 / reviewers.counts))
    t_all = float(np.sum(centred**2))
    # Coefficients of σ²(p), σ²(r), σ²(pr) in E T(p), E T(r), E T(0) and E T(μ).
    same = in_cell[cell]
    mean = np.array([np.sum(units.counts**2.0) / n, np.sum(reviewers.counts**2.0) / n, 1.0])
    expected = np.array(
        [
            [n, np.sum(same / of_unit), units.size],
            [np.sum(same / of_reviewer), n, reviewers.size],
            [n, n, n],
        ]
    )
    solved = np.linalg.solve(expected - mean, np.array([t_unit, t_reviewer, t_all]))
    return np.asarray(solved, dtype=np.float64)


def _undefined(units: Factor, reviewers: Factor, marks: Floats) -> str | None:
    if not len(marks):
        return "no-ratings"
    if units.size < 2:
        return "one-unit"
    if reviewers.size < 2:
        return "one-reviewer"
    if float(np.ptp(marks)) == 0:
        return "no-variation"
    return "no-repeats" if len(marks) in (units.size, reviewers.size) else None
