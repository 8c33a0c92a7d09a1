r"""The likelihood of the crossed model at given variance ratios, with its derivatives.

Write the model as y = Xβ + Σ_k Z_k u_k + e with var(u_k) = λ_k σ² and var(e) = σ²; k = 0 is the eliminated factor.
With H = I + Σ λ_k Z_k Z_kᵀ everything follows from one symmetric matrix of order R + p + 1

    E = S ([Z X y]ᵀ H₀⁻¹ [Z X y]) S + diag(1, …, 1, 0, …, 0),    H₀ = I + λ_0 Z_0 Z_0ᵀ,

where S holds √λ_k for the columns of Z and 1 for those of X and y. Its Cholesky factor gives log|H| and log|XᵀH⁻¹X|
(the diagonal), r² = yᵀPy (the last entry, squared) and, by one substitution, the effects. [Z X y]ᵀH₀⁻¹[Z X y] is
total − Σ_n λ_0/(1 + λ_0 n) G_n, so no rating is read again. After Bates et al. (2015), doi:10.18637/jss.v067.i01; the
average-information matrix after Gilmour, Thompson & Cullis (1995), doi:10.2307/2533274.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas, lapack

from evalkit.statistics.crossed.sums import CrossedSums, Floats

#: Up to this order dpotri is avoided: OpenBLAS starts threads for it even where the matrix is 7 × 7, and on a busy
#: machine waiting for them takes a thousand times as long as the arithmetic.
_SMALL = 200


@dataclass(frozen=True, eq=False)
class Point:
    """The likelihood at one set of variance ratios.

    Derivatives are with respect to φ_k = log λ_k, for the factors in `active` (those with λ_k > 0), in their order.

    Attributes
    ----------
    ratios
        λ, shape (1 + number of other factors,), the eliminated factor first.
    active
        Positions in `ratios` of the factors with λ > 0.
    degrees
        N − p (restricted) or N.
    log_determinant, residual
        log|H| (+ log|XᵀH⁻¹X| if restricted), and r² = yᵀPy.
    log_determinant_slope, residual_slope
        Their first derivatives.
    information
        λ_i λ_j yᵀP H_i P H_j Py, from which the average information is made.
    vector
        v with Ev = (0, …, 0, r²)ᵀ and a last entry of 1: minus the scaled effects, minus β̂, 1.
    inverse
        Inverse of E without its last row and column, shape (R + p, R + p).
    trace_inverse
        What stands for the inverse in derivatives of the log-determinant: `inverse` if restricted, else without the
        part that estimating β adds (zeros for X).
    scale, columns
        √λ by column of [Z X], and which of the R columns take part.
    """

    ratios: Floats
    active: tuple[int, ...]
    degrees: int
    log_determinant: float
    residual: float
    log_determinant_slope: Floats
    residual_slope: Floats
    information: Floats
    vector: Floats
    inverse: Floats
    trace_inverse: Floats
    scale: Floats
    columns: NDArray[np.intp]

    @property
    def variance(self) -> float:
        """The residual variance that maximises the likelihood at these ratios."""
        return self.residual / self.degrees

    @property
    def criterion(self) -> float:
        """−2 log (restricted) likelihood, the residual variance profiled out."""
        return self.log_determinant + self.degrees * (1.0 + float(np.log(2 * np.pi * self.residual / self.degrees)))

    @property
    def gradient(self) -> Floats:
        """Derivative of `criterion` with respect to φ."""
        return self.log_determinant_slope + self.residual_slope / self.variance

    @property
    def curvature(self) -> Floats:
        """Average-information approximation of the second derivative of `criterion`; positive semi-definite."""
        slope = self.residual_slope / self.variance
        return self.information / self.variance - np.outer(slope, slope) / self.degrees


class Criterion:
    """The likelihood of one set of ratings as a function of the variance ratios; counts its evaluations."""

    def __init__(self, sums: CrossedSums, restricted: bool) -> None:
        self.sums = sums
        self.restricted = restricted
        self.degrees = sums.n_ratings - sums.n_fixed if restricted else sums.n_ratings
        self.n_evaluations = 0

    def at(self, ratios: Floats) -> Point | None:
        """Evaluate; None where E is not positive definite in floating point (a residual of nothing)."""
        sums = self.sums
        self.n_evaluations += 1
        active = tuple(int(k) for k in np.flatnonzero(ratios > 0))
        columns = np.flatnonzero(ratios[1:][sums.owner] > 0) if sums.n_other_levels else np.zeros(0, dtype=np.intp)
        blocks = sums.owner[columns] + 1
        n_random = len(columns)
        scale = np.concatenate([np.sqrt(ratios[blocks]), np.ones(sums.n_fixed + 1)])

        own, n = float(ratios[0]), sums.sizes
        matrix = self._assemble(-own / (1 + own * n), columns, scale, total=True)
        matrix[np.arange(n_random), np.arange(n_random)] += 1.0
        factor, info = lapack.dpotrf(matrix, lower=1, clean=1, overwrite_a=1)
        last = float(factor[-1, -1]) if info == 0 else 0.0
        if info != 0 or last**2 <= 1e-13 * self.sums.total_fixed[-1, -1]:
            return None
        lead = factor[:-1, :-1]
        solution, inverse = _solved(lead, factor[-1, :-1])
        vector = np.append(-solution, 1.0)
        logs = 2 * np.log(np.diagonal(factor)[:-1])
        trace_inverse = inverse if self.restricted else _without_fixed(inverse, n_random)

        # The eliminated factor enters E through the weights λ/(1 + λn), whose derivative by λ is 1/(1 + λn)².
        first = self._assemble(-1 / (1 + own * n) ** 2, columns, scale, total=False)
        pushed = _times(first, vector)
        push = pushed[:-1]
        answer = _times(inverse, push)
        slopes, residual_slopes = [], []
        rows = {k: np.flatnonzero(blocks == k) for k in active if k > 0}
        for k in active:
            if k == 0:
                slope = float(sums.n_of_size @ (n / (1 + own * n))) + _inner(trace_inverse, first[:-1, :-1])
                slopes.append(own * slope)
                residual_slopes.append(own * float(vector @ pushed))
            else:
                slopes.append(len(rows[k]) - float(np.diagonal(trace_inverse)[rows[k]].sum()))
                residual_slopes.append(-float(vector[rows[k]] @ vector[rows[k]]))

        information = np.zeros((len(active), len(active)))
        for i, k in enumerate(active):
            for j, m in enumerate(active[: i + 1]):
                if k == 0:
                    second = self._quadratic(2 * n / (1 + own * n) ** 3, columns, scale * vector)
                    value = own**2 * (second / 2 - float(push @ answer))
                elif m == 0:
                    value = own * float(vector[rows[k]] @ answer[rows[k]])
                else:
                    value = -float(vector[rows[k]] @ _times(inverse[np.ix_(rows[k], rows[m])], vector[rows[m]]))
                    value += float(vector[rows[k]] @ vector[rows[k]]) if k == m else 0.0
                information[i, j] = information[j, i] = value

        fixed_logs = logs[n_random:].sum() if self.restricted else 0.0
        return Point(
            ratios=ratios,
            active=active,
            degrees=self.degrees,
            log_determinant=float(sums.n_of_size @ np.log1p(own * n)) + float(logs[:n_random].sum() + fixed_logs),
            residual=last**2,
            log_determinant_slope=np.array(slopes),
            residual_slope=np.array(residual_slopes),
            information=information,
            vector=vector,
            inverse=inverse,
            trace_inverse=trace_inverse,
            scale=scale[:-1],
            columns=columns,
        )

    def slope_at_zero(self, point: Point, k: int) -> float:
        """Return the derivative of the profiled criterion by λ_k at λ_k = 0; negative: 0 is not the optimum."""
        sums, n = self.sums, self.sums.sizes
        full = np.concatenate([point.scale, [1.0]])
        if k == 0:
            first = self._assemble(-np.ones_like(n), point.columns, full, total=False)
            trace = sums.n_ratings + _inner(point.trace_inverse, first[:-1, :-1])
            return trace + float(point.vector @ _times(first, point.vector)) / point.variance
        own = np.flatnonzero(sums.owner == k - 1)
        everything = np.arange(sums.n_other_levels)
        ones = np.ones(len(everything) + sums.n_fixed + 1)
        whole = self._assemble(-point.ratios[0] / (1 + point.ratios[0] * n), everything, ones, total=True)
        with_fixed = np.concatenate([point.columns, np.arange(len(everything), len(ones))])
        cross = whole[np.ix_(own, with_fixed)] * full
        trace = float(np.diagonal(whole)[own].sum())
        trace -= float(np.vdot(cross[:, :-1] @ point.trace_inverse, cross[:, :-1]))
        push = cross @ point.vector
        return trace - float(push @ push) / point.variance

    def curvature(self, point: Point) -> Floats:
        """Return the second derivative of the criterion, or its average-information approximation.

        The true one is used where it is cheap and positive definite: with few levels the approximation may be far off.
        """
        if len(point.inverse) > _SMALL:
            return point.curvature
        slope = point.residual_slope / point.variance
        exact = 2 * point.information / point.variance - np.outer(slope, slope) / point.degrees - self.traces(point)
        exact += np.diag(point.gradient)
        values = np.linalg.eigvalsh(exact)
        return exact if values[0] > 1e-6 * values[-1] else point.curvature

    def traces(self, point: Point) -> Floats:
        """Return λ_i λ_j tr(P H_i P H_j) for the active factors (H⁻¹ in place of P if not restricted)."""
        sums, n, own = self.sums, self.sums.sizes, float(point.ratios[0])
        active, inverse = point.active, point.trace_inverse
        blocks = sums.owner[point.columns] + 1
        rows = {k: np.flatnonzero(blocks == k) for k in active if k > 0}
        result = np.zeros((len(active), len(active)))
        if 0 in active:
            full = np.concatenate([point.scale, [1.0]])
            first = self._assemble(-1 / (1 + own * n) ** 2, point.columns, full, total=False)[:-1, :-1]
            second = self._assemble(2 * n / (1 + own * n) ** 3, point.columns, full, total=False)[:-1, :-1]
            product = blas.dgemm(1.0, inverse, first)
        for i, k in enumerate(active):
            for j, m in enumerate(active[: i + 1]):
                if k == 0:
                    value = float(sums.n_of_size @ (n / (1 + own * n)) ** 2) - _inner(inverse, second)
                    value = own**2 * (value + float(np.sum(product * product.T)))
                elif m == 0:
                    value = -own * float(np.sum(product[rows[k]] * inverse[:, rows[k]].T))
                else:
                    part = inverse[np.ix_(rows[k], rows[m])]
                    value = float(np.sum(part**2))
                    value += len(rows[k]) - 2 * float(np.trace(part)) if k == m else 0.0
                result[i, j] = result[j, i] = value
        return result

    def _assemble(self, weights: Floats, columns: NDArray[np.intp], scale: Floats, *, total: bool) -> Floats:
        """Return S (Σ weights_n G_n) S with the sums over single ratings added where asked; Fortran order."""
        sums, size = self.sums, len(columns)
        squares = sums.squares.weighted(weights)
        mixed = np.tensordot(weights, sums.mixed, 1)
        fixed = np.tensordot(weights, sums.fixed, 1)
        if total:
            squares += sums.total_squares
            mixed += sums.total_mixed
            fixed += sums.total_fixed
        if size < sums.n_other_levels:
            squares, mixed = squares[np.ix_(columns, columns)], mixed[columns]
        matrix = np.empty((len(scale), len(scale)), order="F")
        matrix[:size, :size] = squares
        matrix[:size, size:] = mixed
        matrix[size:, :size] = mixed.T
        matrix[size:, size:] = fixed
        matrix *= scale
        matrix *= scale[:, None]
        return matrix

    def _quadratic(self, weights: Floats, columns: NDArray[np.intp], vector: Floats) -> float:
        """Return Σ weights_n xᵀG_n x."""
        ones = np.ones(len(vector))
        return float(vector @ _times(self._assemble(weights, columns, ones, total=False), vector))


def _solved(factor: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Return L⁻ᵀ right and (LLᵀ)⁻¹ for a lower factor L."""
    if len(factor) <= _SMALL:
        inverse = lapack.dtrtri(factor, lower=1)[0]
        return right @ inverse, inverse.T @ inverse
    solution = blas.dtrsv(factor, right, lower=1, trans=1)
    return solution, _symmetric(lapack.dpotri(np.asfortranarray(factor), lower=1, overwrite_c=1)[0])


def _times(matrix: Floats, vector: Floats) -> Floats:
    """Return the product of a matrix and a vector.

    Large ones by SciPy's BLAS, which has done the factorisation: NumPy and SciPy each bring a BLAS with threads of its
    own, and the threads of the one are in the way of the other's.
    """
    if len(matrix) <= _SMALL or not matrix.size:
        small: Floats = matrix @ vector
        return small
    transposed = matrix.flags.c_contiguous
    large: Floats = blas.dgemv(1.0, matrix.T if transposed else matrix, vector, trans=int(transposed))
    return large


def _inner(one: Floats, other: Floats) -> float:
    """Return Σ one_ij other_ij, one symmetric; without BLAS, see :func:`_times`."""
    return float(np.einsum("ij,ij->", one.T if one.flags.c_contiguous else one, other))


def _symmetric(lower: Floats) -> Floats:
    full: Floats = np.tril(lower, -1)
    return full + full.T + np.diag(np.diagonal(lower))


def _without_fixed(inverse: Floats, n_random: int) -> Floats:
    """Inverse of the random corner of E alone, padded with zeros for the fixed columns."""
    result = np.zeros_like(inverse)
    cross = inverse[:n_random, n_random:]
    result[:n_random, :n_random] = inverse[:n_random, :n_random] - cross @ np.linalg.solve(
        inverse[n_random:, n_random:], cross.T
    )
    return result
