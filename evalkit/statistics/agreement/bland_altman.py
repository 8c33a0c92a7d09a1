"""Bland and Altman's limits of agreement: how far two marks of the same unit, such as in two rounds, lie apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from evalkit.statistics.agreement.results import Coefficient
from evalkit.statistics.intervals import ConfidenceInterval, level_iv
from evalkit.statistics.resampling import mean_over_units

Floats = NDArray[np.float64]
LimitMethod = Literal["exact", "1999", "1986"]


class LimitIntervals(NamedTuple):
    """Confidence intervals of the lower and of the upper limit of agreement."""

    lower: ConfidenceInterval
    upper: ConfidenceInterval


@dataclass(frozen=True, kw_only=True, eq=False)
class BlandAltman(Coefficient):
    """Bias and limits of agreement; `estimate` is the bias, the mean of first − second.

    Attributes
    ----------
    sd
        Standard deviation of the differences, s; None where undefined.
    lower, upper
        Limits of agreement, bias ± multiplier·s: where about 95 % of differences lie if they are normal.
    multiplier
        1.96, or what was asked for.
    repeatability
        multiplier·√(mean of squared differences): the same for marks that are repeats of each other, bias being none.
    """

    sd: float | None
    lower: float | None
    upper: float | None
    multiplier: float
    repeatability: float | None

    def limit_intervals(self, confidence_level: float = 0.95, method: LimitMethod = "exact") -> LimitIntervals | None:
        """Return confidence intervals of both limits; None where undefined.

        Parameters
        ----------
        confidence_level
            Of each interval by itself.
        method
            ``exact`` (noncentral t, Carkeet 2015); ``1999`` (SE² = s²(1/n + z²/(2(n − 1)))) or ``1986`` (SE² = 3 s²/n)
            with Student's t, as Bland and Altman gave them.
        """
        tail = (1 - level_iv(confidence_level)) / 2
        if method not in ("exact", "1999", "1986"):
            raise ValueError(f"`method` must be 'exact', '1999' or '1986', got {method!r}")
        if self.estimate is None or self.sd is None:
            return None
        n, z = self.n_units, self.multiplier
        if method == "exact":
            root = math.sqrt(n)
            near, far = (float(stats.nct.ppf(q, n - 1, z * root)) / root for q in (tail, 1 - tail))
        else:
            half = float(stats.t.isf(tail, n - 1)) * self.limit_standard_error(method) / (self.sd or 1.0)
            near, far = z - half, z + half
        return LimitIntervals(
            ConfidenceInterval(self.estimate - far * self.sd, self.estimate - near * self.sd),
            ConfidenceInterval(self.estimate + near * self.sd, self.estimate + far * self.sd),
        )

    def limit_standard_error(self, method: Literal["1999", "1986"] = "1999") -> float:
        """Return the standard error of a limit by one of Bland and Altman's two formulas; 0 where undefined."""
        n, s, z = self.n_units, self.sd or 0.0, self.multiplier
        if s == 0:
            return 0.0
        return s * math.sqrt(3 / n) if method == "1986" else s * math.sqrt(1 / n + z**2 / (2 * (n - 1)))


def bland_altman(first: ArrayLike, second: ArrayLike, *, multiplier: float = 1.96) -> BlandAltman:
    """Return bias and limits of agreement of two series of marks.

    Parameters
    ----------
    first, second
        Marks of the same units, shape (U,), NaN = none. Units with one mark only are left out.
    multiplier
        How many standard deviations the limits lie from the bias; 1.96, or 2 as in the paper of 1986.

    Returns
    -------
    BlandAltman
        Undefined because of ``no-ratings``, ``no-pairs`` or ``one-unit``. The interval of the bias is Student's.

    Notes
    -----
    Limits say how far marks of one unit lie apart in points, which a correlation does not. They presume differences
    that are about normal and do not grow with the mark; look at the plot before quoting them.

    References
    ----------
    Bland, J. M., & Altman, D. G. (1986). Statistical methods for assessing agreement between two methods of clinical
    measurement. Lancet, 327(8476), 307-310. https://doi.org/10.1016/S0140-6736(86)90837-8
    Bland, J. M., & Altman, D. G. (1999). Measuring agreement in method comparison studies. Statistical Methods in
    Medical Research, 8(2), 135-160. https://doi.org/10.1177/096228029900800204
    Carkeet, A. (2015). Exact parametric confidence intervals for Bland-Altman limits of agreement. Optometry and Vision
    Science, 92(3), e71-e80. https://doi.org/10.1097/OPX.0000000000000513

    Examples
    --------
    First readings of both meters in Bland & Altman (1986): bias −2.1, limits −79.7 and 75.5 after rounding s to 38.8.

    >>> large = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427]
    >>> mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451]
    >>> found = bland_altman(large, mini, multiplier=2)
    >>> round(found.estimate, 1), round(found.sd, 1), round(found.lower, 1), round(found.upper, 1)
    (-2.1, 38.8, -79.6, 75.4)
    """
    a, b = _marks_iv("first", first), _marks_iv("second", second)
    if a.shape != b.shape:
        raise ValueError(f"`second` must have the shape of `first`, {a.shape}, got {b.shape}")
    if not (math.isfinite(multiplier) and multiplier > 0):
        raise ValueError(f"`multiplier` must be above 0, got {multiplier}")
    difference = (a - b)[~np.isnan(a) & ~np.isnan(b)]
    n = len(difference)
    none = bool(np.isnan(a).all() and np.isnan(b).all())
    why_not = "no-ratings" if none else "no-pairs" if n == 0 else "one-unit" if n == 1 else None
    bias = sd = lower = upper = repeatability = None
    if why_not is None:
        bias = float(difference.mean())
        sd = float(difference.std(ddof=1)) if np.ptp(difference) > 0 else 0.0
        lower, upper = bias - multiplier * sd, bias + multiplier * sd
        repeatability = multiplier * math.sqrt(float(np.mean(difference**2)))
    error = None if sd is None else sd / math.sqrt(n)
    return BlandAltman(
        name="bland-altman",
        estimate=bias,
        sd=sd,
        lower=lower,
        upper=upper,
        multiplier=multiplier,
        repeatability=repeatability,
        n_units=n,
        n_units_compared=n,
        n_reviewers=2,
        n_ratings=2 * n,
        undefined_because=why_not,
        by_unit=mean_over_units(difference) if why_not is None else None,
        spread=lambda: error,
        df=n - 1,
        highest=None,
    )


def _marks_iv(name: str, marks: ArrayLike) -> Floats:
    array = np.asarray(marks, dtype=np.float64)
    if array.ndim != 1 or np.isinf(array).any():
        raise ValueError(f"`{name}` must be one column of finite numbers or NaN, got shape {array.shape}")
    return array
