"""A G-study of units and reviewers where not everybody marked everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

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
    fixed: Mapping[str, ArrayLike] | None = None,
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
    fixed
        For ``reml``: columns whose effect is no error, such as the difference between two rounds.

    Returns
    -------
    Components ``p``, ``r`` and ``pr``, which is the variance of one mark that is neither the unit nor the reviewer:
    interaction and error, also where cells hold several marks. Undefined because of ``aliased`` where the marks cannot
    tell the components apart. On a complete
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
    if fixed and estimator != "reml":
        raise ValueError("`fixed` needs the estimator 'reml'")
    if negative not in ("set-to-zero", "keep"):
        raise ValueError(f"`negative` must be 'set-to-zero' or 'keep', got {negative!r}")
    marks = np.asarray(values, dtype=float)
    keep = np.isfinite(marks)
    units, reviewers = factor("unit", unit, keep), factor("reviewer", reviewer, keep)
    components: tuple[GComponent, ...] = ()
    if estimator == "reml":
        fit = crossed_effects(unit, reviewer, values, fixed=fixed)
        because = fit.undefined_because
        if because is None:
            found = [fit.component(name) for name in ("unit", "reviewer", "residual")]
            components = tuple(
                GComponent(name, facets, c.variance, c.variance, None, None, c.standard_error, None)
                for (name, facets), c in zip(EFFECTS["p×r"], found, strict=True)
            )
    else:
        because, estimates = _undefined(units, reviewers, marks[keep]), None
        if because is None:
            estimates = _henderson(units, reviewers, marks[keep])
            because = "aliased" if estimates is None else None
        if because is None and estimates is not None:
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


def _henderson(units: Factor, reviewers: Factor, marks: Floats) -> Floats | None:
    """Equate T(p), T(r), T(pr) and T(0), each less T(μ), to their expectations; None where those are not independent.

    Where cells hold several marks the interaction, which these share, and the error, which they do not, are two
    components; what is returned for ``pr`` is their sum.
    """
    n = len(marks)
    centred = marks - marks.mean()
    cell = np.unique(units.codes * reviewers.size + reviewers.codes, return_inverse=True)[1]
    in_cell = np.bincount(cell)
    repeated = len(in_cell) < n
    # Σ n_pr² over marks: the number of pairs that share a cell.
    same = in_cell[cell].astype(float)
    of_unit = float(np.sum(same / units.counts[units.codes]))
    of_reviewer = float(np.sum(same / reviewers.counts[reviewers.codes]))
    single = np.arange(n)
    levels: list[tuple[Any, Any]] = [
        (units.codes, units.counts),
        (reviewers.codes, reviewers.counts),
        (cell, in_cell),
        (single, 1),
    ]
    squares = np.array([float(np.sum(np.bincount(codes, centred) ** 2 / counts)) for codes, counts in levels])
    # Coefficients of σ²(p), σ²(r), σ²(pr), σ²(e) in E T(p), E T(r), E T(pr), E T(0) and E T(μ).
    mean = np.array([np.sum(units.counts**2.0) / n, np.sum(reviewers.counts**2.0) / n, np.sum(same) / n, 1.0])
    expected = np.array(
        [
            [n, of_unit, of_unit, units.size],
            [of_reviewer, n, of_reviewer, reviewers.size],
            [n, n, n, len(in_cell)],
            [n, n, n, n],
        ]
    )
    kept = [0, 1, 2, 3] if repeated else [0, 1, 3]
    system = ((expected - mean) / n)[np.ix_(kept, kept)]
    if np.linalg.matrix_rank(system, tol=1e-10) < len(kept):
        return None
    solved = np.linalg.solve(system, squares[kept] / n)
    return np.append(solved[:2], solved[2:].sum()).astype(np.float64)


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
