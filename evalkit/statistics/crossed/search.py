"""The variance ratios at which the likelihood is greatest: damped Newton steps on log λ, zeros handled as zeros."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.statistics.crossed.criterion import Criterion, Point
from evalkit.statistics.crossed.sums import Floats

#: Expected further fall of −2 log-likelihood at which the search ends.
_TOLERANCE = 1e-11
_LONGEST_STEP = 3.0
_MAX_EVALUATIONS = 200
#: A ratio times the ratings a level has, below which a falling ratio is taken to be 0, and above which it has no bound.
_NOTHING = 1e-6
_BOUNDLESS = 1e12


@dataclass(frozen=True, eq=False)
class Found:
    """Where the search ended.

    Attributes
    ----------
    point
        The optimum; None where there is none.
    reason
        None, or why there is none: ``no-residual`` (the model explains every mark), ``no-convergence``.
    """

    point: Point | None
    reason: str | None = None


def search(criterion: Criterion, start: Floats | None = None) -> Found:
    """Return the optimum over λ ≥ 0.

    A ratio that falls towards 0 is set to 0 and left out of the model; at the end the slope there is looked at, and a
    factor whose ratio should be positive after all comes back.
    """
    sums = criterion.sums
    per_level = np.array([sums.n_ratings / f.size for f in (sums.eliminated, *sums.others)])
    ratios = np.full(len(per_level), 0.3) if start is None else start.astype(float)
    returned: set[int] = set()
    while criterion.n_evaluations < _MAX_EVALUATIONS:
        found = _descend(criterion, ratios, per_level)
        if found.point is None:
            return found
        zeros = [k for k in range(len(per_level)) if k not in found.point.active and k not in returned]
        slopes = {k: criterion.slope_at_zero(found.point, k) for k in zeros}
        # The slope has the dimension of 1/λ: compared with what would matter for a ratio of 1/ratings a level.
        back = [k for k in zeros if slopes[k] < -1e-6 * per_level[k]]
        if not back:
            return found
        returned.update(back)
        ratios = found.point.ratios.copy()
        ratios[back] = 0.01 / per_level[back]
    return Found(None, "no-convergence")


def _descend(criterion: Criterion, ratios: Floats, per_level: Floats) -> Found:
    point = criterion.at(ratios)
    damping, curvature = 0.0, None
    while point is not None and criterion.n_evaluations < _MAX_EVALUATIONS:
        active = np.array(point.active, dtype=np.intp)
        if not len(active):
            return Found(point)
        gradient = point.gradient
        small = (point.ratios[active] * per_level[active] < _NOTHING) & (gradient > -1e-9)
        if small.any():
            ratios = point.ratios.copy()
            ratios[active[small]] = 0.0
            point = criterion.at(ratios)
            damping, curvature = 0.0, None
            continue
        if np.any(point.ratios[active] > _BOUNDLESS):
            return Found(None, "no-residual")
        if curvature is None:
            curvature = criterion.curvature(point)
        step, promise = _newton(point, curvature.copy(), damping)
        if promise < _TOLERANCE:
            return Found(point)
        ratios = point.ratios.copy()
        ratios[active] *= np.exp(step)
        tried = criterion.at(ratios)
        if tried is None and np.all(step <= 0):
            return Found(None, "no-residual")
        # Rounding of the criterion itself: about 1e-15 of its size.
        if tried is not None and tried.criterion <= point.criterion + 1e-13 * (1 + abs(point.criterion)):
            point, curvature = tried, None
            damping = 0.0 if damping < 1e-3 else damping / 10
        elif damping > 1e8:
            return Found(None, "no-residual") if tried is None else Found(point)
        else:
            damping = max(10 * damping, 1e-2)
    return Found(None, "no-residual" if point is None else "no-convergence")


def _newton(point: Point, curvature: Floats, damping: float) -> tuple[Floats, float]:
    """Return a damped, bounded step and the squared Newton decrement of the undamped one."""
    gradient = point.gradient
    # A factor that the fixed part explains has no slope at all; it stays where it is, and is told of afterwards.
    flat = (np.abs(gradient) < 1e-11) & (np.diagonal(curvature) < 1e-9)
    curvature[flat] = curvature[:, flat] = 0.0
    curvature[flat, flat] = 1.0
    # Positive semi-definite but for rounding, and singular where the residual vanishes.
    values, vectors = np.linalg.eigh(curvature)
    values = np.maximum(values, 1e-8 * max(float(values[-1]), 1e-8 * point.degrees**0.5))
    along = vectors.T @ gradient
    step = np.asarray(-vectors @ (along / (values + damping * values[-1])), dtype=np.float64)
    step *= min(1.0, _LONGEST_STEP / max(float(np.abs(step).max()), 1e-300))
    return step, float(along @ (along / values))
