"""Cluster bootstrap: whole units are drawn, never single ratings, and no rating is read again.

A coefficient enters here as a function of *weights*: row *b* of a matrix with shape (B, U) says how often each of the
*U* units was drawn in resample *b*. Most coefficients are a formula in p sums over units, so that all B resamples are
one matrix product (B, U) × (U, p); that is :class:`SumsOfUnits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import special

from evalkit.statistics.intervals import ConfidenceInterval, level_iv
from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]
Seed = int | np.random.Generator | None
IntervalMethod = Literal["percentile", "BCa"]

#: Numbers in one block of weights; 64 MB.
_BLOCK = 1 << 23
#: Numbers in one block of columns.
_COLUMNS = 1 << 20


class ByUnit(Protocol):
    """A coefficient as a function of how often each unit counts."""

    @property
    def n_units(self) -> int:
        """Number of units that can be drawn."""

    def weighted(self, weights: Floats) -> Floats:
        """Return the estimate under each row of weights, shape (B,); NaN where it is undefined."""

    def leave_one_out(self) -> Floats:
        """Return the estimate without each unit in turn, shape (U,)."""


@dataclass(frozen=True, eq=False)
class SumsOfUnits:
    """A coefficient that is a formula in sums over units.

    Attributes
    ----------
    n_units
        U.
    n_columns
        p.
    columns
        Gives the p numbers of each unit in a slice of units, shape (rows, p).
    formula
        Turns sums with shape (B, p) into estimates with shape (B,), NaN where undefined.
    """

    n_units: int
    n_columns: int
    columns: Callable[[slice], Floats]
    formula: Callable[[Floats], Floats]

    def _blocks(self) -> Iterator[tuple[slice, Floats]]:
        for rows in slices(self.n_units, _COLUMNS // self.n_columns):
            yield rows, self.columns(rows)

    def weighted(self, weights: Floats) -> Floats:
        """See :class:`ByUnit`."""
        sums = np.zeros((len(weights), self.n_columns))
        for rows, columns in self._blocks():
            sums += weights[:, rows] @ columns
        return self.formula(sums)

    def leave_one_out(self) -> Floats:
        """See :class:`ByUnit`."""
        total = np.zeros(self.n_columns)
        for _, columns in self._blocks():
            total += columns.sum(axis=0)
        return np.concatenate([self.formula(total - columns) for _, columns in self._blocks()])


def mean_over_units(values: Floats) -> SumsOfUnits:
    """Return the mean of one value a unit as a formula in sums."""

    def columns(rows: slice) -> Floats:
        return np.column_stack([values[rows], np.ones(rows.stop - rows.start)])

    return SumsOfUnits(len(values), 2, columns, lambda sums: ratio(sums[:, 0], sums[:, 1]))


@dataclass(frozen=True, eq=False)
class Bootstrap(Result):
    """The estimates that resamples of whole units give.

    Attributes
    ----------
    estimate
        The coefficient of the sample itself.
    distribution
        Its value in each resample where it is defined, shape (B,).
    n_undefined
        In how many resamples it was undefined (all units alike, say); those are left out of `distribution`.
    """

    estimate: float
    distribution: Floats
    n_undefined: int
    by_unit: ByUnit

    @property
    def standard_error(self) -> float | None:
        """Standard deviation of the distribution; None for fewer than two resamples."""
        return float(self.distribution.std(ddof=1)) if len(self.distribution) > 1 else None

    def confidence_interval(
        self, confidence_level: float = 0.95, method: IntervalMethod = "percentile"
    ) -> ConfidenceInterval | None:
        """Return the percentile or the BCa interval; None where no resample was defined.

        ``BCa`` corrects bias and skewness by the estimates without one unit each [1]_. Where it cannot be computed
        (one unit, every resample on one side of the estimate, or nothing changes when a unit is left out) it is None.

        References
        ----------
        .. [1] Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical
           Association, 82(397), 171-185. https://doi.org/10.1080/01621459.1987.10478410
        """
        tail = (1 - level_iv(confidence_level)) / 2
        if method not in ("percentile", "BCa"):
            raise ValueError(f"`method` must be 'percentile' or 'BCa', got {method!r}")
        if len(self.distribution) == 0:
            return None
        quantiles = np.array([tail, 1 - tail])
        if method == "BCa":
            if self.by_unit.n_units < 2:
                return None
            corrected = _bca_quantiles(quantiles, self.estimate, self.distribution, self.by_unit.leave_one_out())
            if corrected is None:
                return None
            quantiles = corrected
        low, high = np.quantile(self.distribution, quantiles)
        return ConfidenceInterval(float(low), float(high))


def bootstrap(estimate: float, by_unit: ByUnit, n_resamples: int = 1000, rng: Seed = None) -> Bootstrap:
    """Draw as many units as there are, with replacement, `n_resamples` times.

    Parameters
    ----------
    estimate
        The coefficient of the sample.
    by_unit
        The coefficient as a function of weights.
    n_resamples
        How many resamples; at least 1.
    rng
        Seed or generator.
    """
    if n_resamples < 1:
        raise ValueError(f"`n_resamples` must be at least 1, got {n_resamples}")
    generator = np.random.default_rng(rng)
    n = by_unit.n_units
    found = np.empty(n_resamples)
    for rows in slices(n_resamples, _BLOCK // n):
        weights = np.empty((rows.stop - rows.start, n))
        for row in weights:
            # Counting draws is several times faster than `Generator.multinomial` and the same distribution.
            row[:] = np.bincount(generator.integers(n, size=n, dtype=np.uint32), minlength=n)
        found[rows] = by_unit.weighted(weights)
    defined = found[~np.isnan(found)]
    return Bootstrap(estimate, defined, n_resamples - len(defined), by_unit)


def slices(length: int, step: int) -> Iterator[slice]:
    """Cut ``range(length)`` into consecutive slices of at most `step` (at least 1) elements."""
    step = max(1, step)
    for start in range(0, length, step):
        yield slice(start, min(start + step, length))


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Divide; NaN, and no warning, where the denominator is no larger than the rounding error of a number near 1."""
    defined = np.abs(denominator) > 1e-12
    quotient: Floats = np.divide(numerator, denominator, out=np.full(np.shape(numerator), np.nan), where=defined)
    return quotient


def _bca_quantiles(quantiles: Floats, estimate: float, distribution: Floats, jackknife: Floats) -> Floats | None:
    # Ties count half: with few units many resamples repeat the sample itself.
    below = (np.mean(distribution < estimate) + np.mean(distribution <= estimate)) / 2
    deviations = jackknife.mean() - jackknife
    spread = float(np.sum(deviations**2))
    # A NaN among the jackknife estimates makes the comparison false.
    if not (0 < below < 1 and spread > 0):
        return None
    bias = special.ndtri(below)
    acceleration = float(np.sum(deviations**3)) / (6 * spread**1.5)
    z = bias + special.ndtri(quantiles)
    corrected: Floats = special.ndtr(bias + z / (1 - acceleration * z))
    return corrected
