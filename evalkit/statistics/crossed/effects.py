"""How much of a mark is the unit, how much the reviewer: random effects that cross, on tables with gaps.

The model is mark = μ + unit + reviewer + … + residual with normal, independent random effects, fitted by restricted or
by full maximum likelihood (Patterson & Thompson 1971, doi:10.1093/biomet/58.3.545; Bates et al. 2015,
doi:10.18637/jss.v067.i01). Nobody need have rated everything; a cell may hold several marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.crossed.connectivity import Connectivity, of_factors
from evalkit.statistics.crossed.criterion import Criterion, Point
from evalkit.statistics.crossed.least_squares import MOST_REVIEWERS
from evalkit.statistics.crossed.levels import factor_effects
from evalkit.statistics.crossed.limits import log_covariance
from evalkit.statistics.crossed.result import RESIDUAL, CrossedEffects, FixedEffect, Method, VarianceComponent
from evalkit.statistics.crossed.search import search
from evalkit.statistics.crossed.sums import Factor, Floats, crossed_sums, crosstab, factor

_INTERCEPT = "intercept"


def crossed_effects(
    unit: ArrayLike,
    reviewer: ArrayLike,
    values: ArrayLike,
    *,
    facets: Mapping[str, ArrayLike] | None = None,
    fixed: Mapping[str, ArrayLike] | None = None,
    method: Method = "reml",
) -> CrossedEffects:
    """Fit mark ~ 1 + (1|unit) + (1|reviewer), and refuse where the panel falls apart.

    Parameters
    ----------
    unit, reviewer
        Labels of each rating, shape (N,): integers or strings.
    values
        The marks, shape (N,); NaN where there is none (such a rating is left out and counted).
    facets
        Further random factors, such as ``{"indicator": labels}``.
    fixed
        Columns of the fixed part beside the intercept, such as ``{"round": 0 or 1}``.
    method
        ``reml``: variances without the bias that comes of estimating the fixed part from the same data. ``ml``: for
        comparing models that differ in the fixed part.

    Returns
    -------
    Components named ``unit``, ``reviewer``, those of `facets` and ``residual``; severities
    (``.effects("reviewer")``) and adjusted scores (``.effects("unit").adjusted``) with their standard errors.
    ``undefined_because`` is ``not-connected`` where the ratings fall into parts without a shared unit, and then
    ``connectivity`` names the parts.

    Notes
    -----
    The criterion is the one that lme4 prints. Severity is a prediction, shrunken towards 0: for a test of a single
    reviewer see :mod:`evalkit.statistics.reviewers.diagnostics`. It misleads where units were not given to reviewers
    independently of their quality and few are shared, and where a reviewer's severity changes. Memory is a small
    multiple of R² numbers, R being the levels of all factors but the largest.

    Examples
    --------
    Six targets and four judges of Shrout & Fleiss (1979, Table 2); by their mean squares the components are
    (11.24 − 1.02)/4, (32.49 − 1.02)/6 and 1.02:

    >>> marks = [9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7]
    >>> fit = crossed_effects([u for u in range(6) for _ in range(4)], [0, 1, 2, 3] * 6, marks)
    >>> [(c.name, round(c.variance, 3)) for c in fit.components]
    [('unit', 2.556), ('reviewer', 5.244), ('residual', 1.019)]
    """
    columns: dict[str, ArrayLike] = {"unit": unit, "reviewer": reviewer}
    for name, labels in (facets or {}).items():
        if name in columns:
            raise ValueError(f"`facets` must have other names than 'unit' and 'reviewer', got {name!r}")
        columns[name] = labels
    return _fit(columns, values, fixed or {}, method, connect=True)


def random_intercepts(
    factors: Mapping[str, ArrayLike],
    values: ArrayLike,
    *,
    fixed: Mapping[str, ArrayLike] | None = None,
    method: Method = "reml",
) -> CrossedEffects:
    """Fit a model with any random intercepts, crossed or nested, connected or not.

    Parameters
    ----------
    factors
        Labels by factor, each of shape (N,); a nested factor needs labels of its own for each level of the outer one.
    values, fixed, method
        As in :func:`crossed_effects`.

    Returns
    -------
    As :func:`crossed_effects`, with components of the names given.

    Examples
    --------
    The table of Shrout & Fleiss (1979), by unit and by reviewer:

    >>> marks = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> unit, reviewer = np.indices(marks.shape).reshape(2, -1)
    >>> found = random_intercepts({"target": unit, "judge": reviewer}, marks.ravel())
    >>> [(c.name, round(c.variance, 2)) for c in found.components]
    [('target', 2.56), ('judge', 5.24), ('residual', 1.02)]
    """
    return _fit(dict(factors), values, fixed or {}, method, connect=False)


def _fit(
    factors: Mapping[str, ArrayLike],
    values: ArrayLike,
    fixed: Mapping[str, ArrayLike],
    method: Method,
    connect: bool,
) -> CrossedEffects:
    marks, columns, keep = _fit_iv(factors, values, fixed, method)
    coded = [factor(name, labels, keep) for name, labels in factors.items()]
    linked = of_factors(coded[0], coded[1]) if connect else None
    n_missing = 0 if keep is None else int((~keep).sum())
    because = _undefined(coded, marks, columns, linked)
    if because is None:
        criterion = Criterion(crossed_sums(marks, coded, columns), method == "reml")
        found = search(criterion)
        because = found.reason
        if found.point is not None:
            if _identified(criterion, found.point):
                return _result(criterion, found.point, coded, columns, method, n_missing, linked)
            because = "aliased"
    return CrossedEffects(
        method=method,
        components=(),
        fixed=(),
        criterion=None,
        n_units=coded[0].size,
        n_reviewers=coded[1].size if len(coded) > 1 else 0,
        n_ratings=len(marks),
        n_missing=n_missing,
        n_evaluations=0,
        levels={},
        connectivity=linked,
        undefined_because=because,
    )


def _fit_iv(
    factors: Mapping[str, ArrayLike], values: ArrayLike, fixed: Mapping[str, ArrayLike], method: Method
) -> tuple[Floats, dict[str, Floats], NDArray[np.bool_] | None]:
    if method not in get_args(Method):
        raise ValueError(f"`method` must be one of {get_args(Method)}, got {method!r}")
    if not factors or RESIDUAL in factors or _INTERCEPT in fixed:
        raise ValueError("`factors` must hold at least one factor, and the names 'residual' and 'intercept' are taken")
    marks = np.asarray(values, dtype=float)
    columns = {name: np.asarray(column, dtype=float) for name, column in fixed.items()}
    if marks.ndim != 1:
        raise ValueError(f"`values` must have one dimension, got shape {marks.shape}")
    for name, shape in [(n, np.shape(c)) for n, c in (*factors.items(), *columns.items())]:
        if shape != marks.shape:
            raise ValueError(f"`{name}` must have the shape of `values`, {marks.shape}, got {shape}")
    keep = np.isfinite(marks)
    for column in columns.values():
        keep &= np.isfinite(column)
    if keep.all():
        return marks, columns, None
    return marks[keep], {name: column[keep] for name, column in columns.items()}, keep


def _undefined(
    coded: list[Factor], marks: Floats, columns: Mapping[str, Floats], linked: Connectivity | None
) -> str | None:
    n = len(marks)
    if n == 0:
        return "no-ratings"
    if n <= len(columns) + 1:
        return "too-few-ratings"
    if coded[0].size < 2:
        return "one-unit"
    if len(coded) > 1 and coded[1].size < 2:
        return "one-reviewer"
    if any(f.size < 2 for f in coded):
        return "one-level"
    if float(np.ptp(marks)) == 0:
        return "no-variation"
    if any(f.size == n for f in coded):
        return "no-repeats"
    if linked is not None and not linked.connected:
        return "not-connected"
    if linked is not None and min(f.size for f in coded) > MOST_REVIEWERS:
        return "too-many-reviewers"
    for i, one in enumerate(coded):
        for other in coded[:i]:
            if one.size == other.size:
                table = crosstab(one, other)
                if int((table > 0).sum()) == one.size:
                    return "aliased"
    if columns:
        table = np.column_stack([np.ones(n), *columns.values()])
        scale = np.linalg.norm(table, axis=0)
        if np.any(scale == 0) or np.linalg.matrix_rank((table / scale).T @ (table / scale), tol=1e-10) < table.shape[1]:
            return "collinear"
    return None


def _identified(criterion: Criterion, point: Point) -> bool:
    """Whether the expected information tells the active factors from each other and from the residual."""
    size = len(point.active)
    if not size:
        return True
    expected = np.empty((size + 1, size + 1))
    traces = criterion.traces(point)
    expected[:size, :size] = traces
    # λ tr(PH) by factor, and from P H P = P the row and the corner of the residual.
    sums = criterion.sums
    per_level = np.array([sums.n_ratings / f.size for f in (sums.eliminated, *sums.others)])
    single = point.log_determinant_slope
    expected[:size, size] = expected[size, :size] = single - traces.sum(axis=1)
    expected[size, size] = point.degrees - 2 * single.sum() + traces.sum()
    diagonal = np.diagonal(expected)
    strength = point.ratios[list(point.active)] * per_level[list(point.active)]
    if np.any(diagonal[:size] < 1e-9 * np.minimum(strength, 1.0) ** 2) or diagonal[size] < 1e-9:
        return False
    scaled = expected / np.sqrt(np.outer(diagonal, diagonal))
    return float(np.linalg.eigvalsh(scaled)[0]) > 1e-9


def _result(
    criterion: Criterion,
    point: Point,
    coded: list[Factor],
    columns: Mapping[str, Floats],
    method: Method,
    n_missing: int,
    linked: Connectivity | None,
) -> CrossedEffects:
    sums = criterion.sums
    order = [sums.eliminated.name, *(f.name for f in sums.others)]
    positions: dict[str, int | None] = {f.name: order.index(f.name) for f in coded}
    covariance = log_covariance(criterion, point)
    total = point.variance * (1 + float(point.ratios.sum()))
    components = []
    for f in coded:
        k = order.index(f.name)
        variance = point.variance * float(point.ratios[k])
        error = None
        if covariance is not None and k in point.active:
            error = variance * float(np.sqrt(covariance[point.active.index(k), point.active.index(k)]))
        components.append(VarianceComponent(f.name, variance, error, variance / total, variance == 0, f.size))
    error = None if covariance is None else point.variance * float(np.sqrt(covariance[-1, -1]))
    components.append(VarianceComponent(RESIDUAL, point.variance, error, point.variance / total, False, sums.n_ratings))
    levels = {found.name: found for found in factor_effects(criterion, point)}
    return CrossedEffects(
        method=method,
        components=tuple(components),
        fixed=_fixed(criterion, point, columns),
        criterion=point.criterion,
        n_units=coded[0].size,
        n_reviewers=coded[1].size if len(coded) > 1 else 0,
        n_ratings=sums.n_ratings,
        n_missing=n_missing,
        n_evaluations=criterion.n_evaluations,
        levels={f.name: levels[f.name] for f in coded},
        connectivity=linked,
        undefined_because=None,
        _likelihood=criterion,
        _optimum=point,
        _positions={**positions, RESIDUAL: None},
    )


def _fixed(criterion: Criterion, point: Point, columns: Mapping[str, Floats]) -> tuple[FixedEffect, ...]:
    """Coefficients and errors, taken back from centred columns to those that were given."""
    sums = criterion.sums
    back = np.eye(sums.n_fixed)
    back[0, 1:] = -sums.centres[1:-1]
    start = len(point.columns)
    estimates = back @ -point.vector[start:-1]
    estimates[0] += sums.centres[-1]
    covariance = point.variance * back @ point.inverse[start:, start:] @ back.T
    errors = np.sqrt(np.diagonal(covariance))
    names = (_INTERCEPT, *columns)
    return tuple(FixedEffect(n, float(b), float(s)) for n, b, s in zip(names, estimates, errors, strict=True))
