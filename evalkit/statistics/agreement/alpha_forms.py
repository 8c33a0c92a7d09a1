"""Krippendorff's alpha as sums over units: three forms for four metrics, none of which forms pairs of ratings.

All take units with two or more ratings only. n is the number of ratings, m_u that of unit *u*.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from evalkit.statistics.agreement.ratings import Ratings
from evalkit.statistics.resampling import ByUnit, SumsOfUnits, ratio, slices

Floats = NDArray[np.float64]
_BLOCK = 1 << 18
#: Up to so many values, products of counts cost less than ranks of every unit in every resample.
_SHORT = 8
#: Numbers in a block of units × resamples.
_PRODUCT = 1 << 20


class Form(ByUnit, Protocol):
    """Observed and expected disagreement, and how alpha depends on units."""

    @property
    def observed(self) -> float:
        """D_o."""

    @property
    def expected(self) -> float:
        """D_e."""

    def standard_error(self) -> float | None:
        """Return the standard error of alpha over units."""


@dataclass(frozen=True, eq=False)
class _Sums:
    """Alpha = 1 − (n − 1) A/B of three sums; the forms below say what A and B are."""

    n: int
    sums: SumsOfUnits

    @property
    def n_units(self) -> int:
        """See :class:`ByUnit`."""
        return self.sums.n_units

    def weighted(self, weights: Floats) -> Floats:
        """See :class:`ByUnit`."""
        return self.sums.weighted(weights)

    def leave_one_out(self) -> Floats:
        """See :class:`ByUnit`."""
        return self.sums.leave_one_out()


@dataclass(frozen=True, eq=False)
class IntervalForm(_Sums):
    """Interval metric: four numbers a unit.

    With c_u the unit's mean less the grand mean and S_u its squares about its mean, D_o = (2/n) Σ m_u S_u/(m_u − 1) and
    D_e = 2 T/(n − 1), T = Σ (S_u + m_u c_u²).
    """

    m: NDArray[np.int64]
    centred: Floats
    squares: Floats
    within: Floats
    total: float

    @classmethod
    def of(cls, pairable: Ratings) -> IntervalForm:
        """Gather the four numbers."""
        m = pairable.n
        grand = float(m @ pairable.mean) / int(m.sum())
        centred = pairable.mean - grand
        centred[np.abs(centred) <= 4 * np.finfo(float).eps * abs(grand)] = 0
        squares = pairable.squares + m * centred**2
        within = pairable.squares * (m / (m - 1))
        total = float(squares.sum())
        scale = total or 1.0

        def columns(rows: slice) -> Floats:
            c = centred[rows] / np.sqrt(scale)
            return np.column_stack([m[rows], m[rows] * c, squares[rows] / scale, within[rows] / scale])

        def formula(sums: Floats) -> Floats:
            n, s, q, a = sums.T
            return 1 - ratio((n - 1) / n * a, q - s**2 / n)

        return cls(int(m.sum()), SumsOfUnits(len(m), 4, columns, formula), m, centred, squares, within, total)

    @property
    def observed(self) -> float:
        """D_o."""
        return 2 * float(self.within.sum()) / self.n

    @property
    def expected(self) -> float:
        """D_e."""
        return 2 * self.total / (self.n - 1)

    def standard_error(self) -> float:
        """Return the standard error: A/T with A = Σ m_u S_u/(m_u − 1), linearised."""
        a = float(self.within.sum())
        linear = self.within - a / self.total * self.squares + a / self.n**2 * self.m
        return _linearised(linear / self.total)


@dataclass(frozen=True, eq=False)
class MatrixForm(_Sums):
    """A metric given as a matrix Δ: A = Σ n_uᵀ Δ n_u/(m_u − 1), B = Σ_ck n_c n_k δ²_ck; V + 1 numbers a unit."""

    counts: NDArray[np.unsignedinteger]
    within: Floats
    totals: Floats
    matrix: Floats

    @classmethod
    def of(cls, pairable: Ratings, matrix: Floats) -> MatrixForm:
        """Gather counts and the disagreement within units."""
        counts = pairable.counted()
        size = counts.shape[1]
        nominal = np.array_equal(matrix, 1 - np.eye(size))
        within = np.empty(len(counts))
        totals = np.zeros(size)
        for rows in slices(len(counts), _BLOCK // size):
            block = counts[rows].astype(np.float64)
            m = pairable.n[rows]
            totals += block.sum(axis=0)
            if nominal:
                disagreement = m**2 - np.einsum("uv,uv->u", block, block)
            else:
                disagreement = np.einsum("uv,uv->u", block @ matrix, block)
            within[rows] = disagreement / (m - 1)

        def columns(rows: slice) -> Floats:
            return np.column_stack([within[rows], counts[rows]])

        def formula(sums: Floats) -> Floats:
            n = sums[:, 1:].sum(axis=1)
            shares = sums[:, 1:] / n[:, None]
            return 1 - ratio((n - 1) * sums[:, 0] / n**2, np.einsum("bk,bk->b", shares @ matrix, shares))

        sums = SumsOfUnits(len(counts), size + 1, columns, formula)
        return cls(int(pairable.n.sum()), sums, counts, within, totals, matrix)

    @cached_property
    def _chance(self) -> float:
        return float(self.totals @ self.matrix @ self.totals)

    @property
    def observed(self) -> float:
        """D_o."""
        return float(self.within.sum()) / self.n

    @property
    def expected(self) -> float:
        """D_e."""
        return self._chance / (self.n * (self.n - 1))

    def standard_error(self) -> float:
        """Return the standard error: n A/B, linearised."""
        a = float(self.within.sum())
        slope = 2 * a * self.n / self._chance * (self.matrix @ self.totals) - a - a / self.n
        linear = self.n * self.within
        for rows in slices(len(linear), _BLOCK // len(slope)):
            linear[rows] -= self.counts[rows] @ slope
        return _linearised(linear / self._chance)


@dataclass(frozen=True, eq=False)
class OrdinalForm:
    """Ordinal metric: the interval metric of mid-ranks, which change with every resample.

    With mid-ranks r_c = Σ_{g<c} n_g + n_c/2, A = 2 Σ_u [m_u Σ_c n_uc r_c² − (Σ_c n_uc r_c)²]/(m_u − 1) and
    B = 2 [n Σ_c n_c r_c² − (Σ_c n_c r_c)²]. Ranks are taken as shares of n about their mean, in which α is the same.
    """

    counts: NDArray[np.unsignedinteger]
    m: NDArray[np.int64]
    totals: Floats

    @classmethod
    def of(cls, pairable: Ratings) -> OrdinalForm:
        """Gather the counts."""
        counts = pairable.counted()
        return cls(counts, pairable.n, counts.sum(axis=0, dtype=np.int64).astype(np.float64))

    @property
    def n_units(self) -> int:
        """See :class:`ByUnit`."""
        return len(self.m)

    @cached_property
    def _terms(self) -> tuple[float, float]:
        n = float(self.totals.sum())
        ranks = _ranks(self.totals[None])[0]
        within = 0.0
        for rows in slices(len(self.m), _BLOCK // len(ranks)):
            m = self.m[rows]
            sums = self.counts[rows] @ np.column_stack([ranks, ranks**2])
            within += float(np.sum((m * sums[:, 1] - sums[:, 0] ** 2) / (m - 1)))
        # Rounding leaves a trace where every unit is unanimous, and the difference of two large sums is no square.
        within = within if within > 1e-14 * n else 0.0
        return within / n, float(self.totals @ ranks**2) / (n - 1)

    @property
    def observed(self) -> float:
        """D_o, in squared ranks."""
        return 2 * self._terms[0] * float(self.totals.sum()) ** 2

    @property
    def expected(self) -> float:
        """D_e, in squared ranks."""
        return 2 * self._terms[1] * float(self.totals.sum()) ** 2

    def weighted(self, weights: Floats) -> Floats:
        """See :class:`ByUnit`; ranks first, then the disagreement in those ranks."""
        if self.counts.shape[1] <= _SHORT:
            return self._by_coincidences.weighted(weights)
        linear, totals = (np.zeros((len(weights), self.counts.shape[1])) for _ in range(2))
        for rows in slices(len(self.m), _BLOCK // self.counts.shape[1]):
            counts = self.counts[rows].astype(np.float64)
            m = self.m[rows]
            totals += weights[:, rows] @ counts
            linear += weights[:, rows] @ (counts * (m / (m - 1))[:, None])
        ranks = _ranks(totals)
        within = np.einsum("bv,bv->b", linear, ranks**2)
        for rows in slices(len(self.m), _PRODUCT // len(weights)):
            sums = ranks @ self.counts[rows].T
            sums *= sums
            sums *= weights[:, rows]
            within -= sums @ (1 / (self.m[rows] - 1))
        return self._alpha(totals, within, ranks)

    @cached_property
    def _by_coincidences(self) -> SumsOfUnits:
        """On a short scale: n_uc and n_uc n_uk/(m_u − 1) for c ≤ k, so that all resamples are one product of matrices.

        A = Σ_c Σ_k o_ck (r_c − r_k)² with o the sums of the latter.
        """
        size = self.counts.shape[1]
        first, second = np.triu_indices(size, 1)

        def columns(rows: slice) -> Floats:
            counts = self.counts[rows].astype(np.float64)
            return np.hstack([counts, counts[:, first] * counts[:, second] / (self.m[rows] - 1)[:, None]])

        def formula(sums: Floats) -> Floats:
            totals = sums[:, :size]
            ranks = _ranks(totals)
            within = np.einsum("bp,bp->b", sums[:, size:], (ranks[:, first] - ranks[:, second]) ** 2)
            return self._alpha(totals, within, ranks)

        return SumsOfUnits(len(self.m), size + len(first), columns, formula)

    def leave_one_out(self) -> Floats:
        """See :class:`ByUnit`; by the coincidences less those of each unit, so that nothing is added up anew."""
        size = self.counts.shape[1]
        coincidences = np.zeros((size, size))
        linear = np.zeros(size)
        for rows in slices(len(self.m), _BLOCK // size):
            counts = self.counts[rows].astype(np.float64)
            m = self.m[rows]
            scaled = counts / (m - 1)[:, None]
            coincidences += scaled.T @ counts
            linear += m @ scaled
        found = np.empty(len(self.m))
        for rows in slices(len(self.m), _BLOCK // size):
            counts = self.counts[rows].astype(np.float64)
            m = self.m[rows]
            totals = self.totals - counts
            ranks = _ranks(totals)
            rest = linear - counts * (m / (m - 1))[:, None]
            within = np.einsum("uv,uv->u", rest, ranks**2)
            within -= np.einsum("uv,uv->u", ranks @ coincidences, ranks)
            within += np.einsum("uv,uv->u", counts, ranks) ** 2 / (m - 1)
            found[rows] = self._alpha(totals, within, ranks)
        return found

    def standard_error(self) -> float | None:
        """Return the standard error of the jackknife over units; None where alpha is undefined without one of them."""
        estimates = self.leave_one_out()
        n = len(estimates)
        if np.isnan(estimates).any():
            return None
        return float(np.sqrt((n - 1) * np.mean((estimates - estimates.mean()) ** 2)))

    @staticmethod
    def _alpha(totals: Floats, within: Floats, ranks: Floats) -> Floats:
        n = totals.sum(axis=1)
        return 1 - ratio((n - 1) / n * within / n, np.einsum("bv,bv->b", totals, ranks**2) / n)


def _ranks(totals: Floats) -> Floats:
    """Return mid-ranks as shares of n less ½, shape (B, V); their mean over ratings is 0."""
    n = totals.sum(axis=1, keepdims=True)
    shares = np.divide(totals, n, out=np.zeros_like(totals), where=n > 0)
    ranks: Floats = np.cumsum(shares, axis=1) - shares / 2 - 0.5
    return ranks


def _linearised(contributions: Floats) -> float:
    # As published (Gwet 2014, ch. 5): α without its factor (n − 1)/n, and a term m_u A/n that comes of taking p_a with
    # that factor in the correction for unequal m_u. The error is larger than the exact one by about 1/n of itself.
    n = len(contributions)
    return float(np.sqrt(n / (n - 1) * np.sum((contributions - contributions.mean()) ** 2)))
