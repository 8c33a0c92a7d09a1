"""Counting the ratings of each unit, and adding them up, in blocks that stay in the processor's cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Moments:
    """Number, mean and squares of the ratings of each unit, entered block by block.

    Attributes
    ----------
    n, mean, squares, by_reviewer
        As in :class:`~evalkit.statistics.agreement.ratings.Ratings`.
    deviations
        Sums by reviewer of the deviations from the units' means, shape (R,); None where nobody asked for them.
    """

    n: Ints
    mean: Floats
    squares: Floats
    by_reviewer: Ints
    deviations: Floats | None = None

    @classmethod
    def of(cls, n_units: int, n_reviewers: int, *, deviations: bool = False) -> Moments:
        """Return room for so many units."""
        return cls(
            np.empty(n_units, dtype=np.int64),
            np.empty(n_units),
            np.empty(n_units),
            np.zeros(n_reviewers, dtype=np.int64),
            np.zeros(n_reviewers) if deviations else None,
        )

    def add(self, rows: slice, block: Floats) -> None:
        """Enter a block of rows; products with a vector of ones add up short rows faster than `sum` does."""
        reviewers = block.shape[1]
        ones = np.ones(reviewers)
        total = block @ ones
        absent = np.isnan(block) if np.isnan(total).any() else None
        if absent is None:
            n = np.full(len(block), reviewers)
            self.by_reviewer[:] += len(block)
        else:
            rated = ~absent
            n = np.count_nonzero(rated, axis=1)
            self.by_reviewer[:] += np.count_nonzero(rated, axis=0)
            total = np.where(absent, 0.0, block) @ ones
        if not np.isfinite(total).all():
            raise ValueError("`table` must hold finite numbers or NaN (not rated)")
        mean = total / np.maximum(n, 1)
        deviations = block - mean[:, None]
        if absent is not None:
            deviations[absent] = 0
        self.n[rows], self.mean[rows] = n, mean
        self.squares[rows] = _clean(np.einsum("ij,ij->i", deviations, deviations), n, mean)
        if self.deviations is not None:
            self.deviations[:] += np.ones(len(block)) @ deviations

    def add_counts(self, rows: slice, counts: NDArray[Any], values: Floats) -> None:
        """Enter a block of rows that has been counted: on a short scale there are fewer counts than ratings."""
        block = counts.astype(np.float64)
        centre = values[len(values) // 2] if len(values) else 0.0
        about = values - centre
        sums = block @ np.column_stack([np.ones_like(about), about, about**2])
        n = sums[:, 0]
        divisor = np.maximum(n, 1)
        first = sums[:, 1] / divisor
        self.n[rows] = n
        self.mean[rows] = np.where(n > 0, centre + first, 0.0)
        if _exact(about, n):
            # Sums of whole numbers have no rounding error, so that unanimous ratings give 0 and nothing near it.
            self.squares[rows] = (n * sums[:, 2] - sums[:, 1] ** 2) / divisor
        else:
            squares = np.einsum("uv,uv->u", block, (about - first[:, None]) ** 2)
            self.squares[rows] = _clean(squares, n, self.mean[rows])


def _exact(about: Floats, n: Floats) -> bool:
    most = float(np.abs(about).max(initial=0.0) * n.max(initial=0.0))
    return bool(most**2 < 2.0**52 and np.array_equal(about, np.rint(about)))


@dataclass(frozen=True, eq=False)
class Packed:
    """Counts of several values in the digits of one number, so that counting a row is adding numbers up.

    A row of R ratings counts no value more than R times: with b bits for a count, ⌊52/b⌋ values fit into what a double
    holds exactly, and the sums of rows are one product with a vector of ones.

    Attributes
    ----------
    bits
        b.
    lookups
        For each number the value of every code, 0 for codes that it does not count, each of shape (V + 1,).
    """

    bits: int
    lookups: tuple[Floats, ...]

    @classmethod
    def of(cls, reviewers: int, size: int) -> Packed | None:
        """Return how to pack; None where counts would take so many numbers that a histogram is quicker."""
        bits = max(1, reviewers.bit_length())
        per_number = 52 // bits
        if per_number == 0 or size > 2 * per_number or reviewers < 2:
            return None
        lookups = []
        for start in range(0, size, per_number):
            lookup = np.zeros(size + 1)
            chosen = np.arange(start, min(start + per_number, size))
            lookup[chosen] = np.exp2(bits * (chosen - start))
            lookups.append(lookup)
        return cls(bits, tuple(lookups))

    def count(self, codes: NDArray[Any], counts: NDArray[Any]) -> None:
        """Fill `counts`, shape (rows, V), from codes with shape (rows, R)."""
        ones = np.ones(codes.shape[1])
        scratch = np.empty(codes.shape)
        value, mask = 0, (1 << self.bits) - 1
        for lookup in self.lookups:
            lookup.take(codes, out=scratch, mode="clip")
            numbers = (scratch @ ones).astype(np.int64)
            for place in range(int(np.count_nonzero(lookup))):
                counts[:, value] = (numbers >> (self.bits * place)) & mask
                value += 1


def count_codes(codes: NDArray[Any], size: int) -> Ints:
    """Count codes by row, shape (rows, size); the code `size` means not rated and is not counted."""
    first = np.arange(0, len(codes) * (size + 1), size + 1)
    cells = (codes + first[:, None]).reshape(-1)
    return np.bincount(cells, minlength=len(codes) * (size + 1)).reshape(len(codes), size + 1)[:, :size]


def _clean(squares: Floats, n: NDArray[Any], mean: Floats) -> Floats:
    """Set to 0 the squares that rounding alone makes where all ratings of a unit are the same."""
    squares[squares <= n * (4 * np.finfo(float).eps * mean) ** 2] = 0
    return squares
