"""What the agreement coefficients need to know of the ratings: a few numbers for each unit, gathered in one pass.

For unit *u*: the number of its ratings m_u, their mean, the sum of squared deviations from that mean, and, on a scale
of V values, how many ratings fell on each. All of them add up over chunks, so that ratings which do not fit into memory
can be streamed. Several marks of one reviewer for one unit are several ratings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.agreement.codes import BLOCK, Coded, codes_of, encode, scale_iv, table_iv
from evalkit.statistics.agreement.counting import Moments, Packed, count_codes
from evalkit.statistics.resampling import slices

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: More counts than this (units × values) are refused: 2 GB of bytes.
_MOST_COUNTS = 1 << 31


@dataclass(frozen=True, eq=False)
class Ratings:
    """Sufficient statistics of ratings, by unit.

    Attributes
    ----------
    n
        Ratings of each unit, m_u, shape (U,).
    mean
        Their mean; 0 where there is none, shape (U,).
    squares
        Sum of squared deviations from that mean, shape (U,).
    by_reviewer
        Ratings given by each reviewer, shape (R,).
    values
        The scale, shape (V,); None where categories were not counted.
    counts
        Ratings of each unit on each value, unsigned integers with shape (U, V), or None.

    Examples
    --------
    A long table of ratings, read in two chunks; the second holds another mark of reviewer 1 for unit 0:

    >>> scale = [1, 2, 3, 4, 5]
    >>> first = Ratings.from_long([0, 0, 1], [0, 1, 0], [4, 5, 2], values=scale)
    >>> second = Ratings.from_long([0, 1], [1, 1], [4, 2], values=scale)
    >>> both = first + second
    >>> both.n.tolist(), both.counts[0].tolist()
    ([3, 2], [0, 0, 0, 2, 1])
    """

    n: Ints
    mean: Floats
    squares: Floats
    by_reviewer: Ints
    values: Floats | None = None
    counts: NDArray[Any] | None = None

    @property
    def n_units(self) -> int:
        """Units with at least one rating."""
        return int(np.count_nonzero(self.n))

    @property
    def n_units_compared(self) -> int:
        """Units with two or more ratings; only those say anything about agreement."""
        return int(np.count_nonzero(self.n > 1))

    @property
    def n_reviewers(self) -> int:
        """Reviewers with at least one rating."""
        return int(np.count_nonzero(self.by_reviewer))

    @property
    def n_ratings(self) -> int:
        """Number of ratings."""
        return int(self.n.sum())

    def counted(self) -> NDArray[Any]:
        """Return the counts, or raise ValueError where categories were not counted."""
        if self.counts is None:
            raise ValueError("`ratings` must count categories; gather them with categories=True")
        return self.counts

    @classmethod
    def from_table(
        cls, table: ArrayLike | Coded, *, values: ArrayLike | None = None, categories: bool = True
    ) -> Ratings:
        """Gather a table with shape (U, R), NaN = not rated.

        Parameters
        ----------
        table
            Ratings, or what :func:`evalkit.statistics.agreement.codes.encode` made of them.
        values
            The whole scale; without it, the values that occur.
        categories
            Whether to count ratings by category; interval alpha and one-way ICC do without.
        """
        if categories or isinstance(table, Coded):
            coded = encode(table, values)
            return _from_coded(coded, categories=categories)
        return of_numbers(table_iv(table))[0]

    @classmethod
    def from_long(
        cls,
        unit: ArrayLike,
        reviewer: ArrayLike,
        rating: ArrayLike,
        *,
        n_units: int | None = None,
        n_reviewers: int | None = None,
        values: ArrayLike | None = None,
        categories: bool = True,
    ) -> Ratings:
        """Gather ratings that stand one a row.

        Parameters
        ----------
        unit, reviewer
            Codes from 0, integers with shape (N,).
        rating
            Numbers with shape (N,); rows with NaN are left out.
        n_units, n_reviewers
            U and R, where chunks are to be added or not every code occurs; by default the largest code + 1.
        values, categories
            As in :meth:`from_table`. Chunks that are to be added need the same `values`.
        """
        u, r, x = _long_iv(unit, reviewer, rating)
        n_u = _size_iv("n_units", n_units, u)
        n_r = _size_iv("n_reviewers", n_reviewers, r)
        n = np.bincount(u, minlength=n_u)
        mean = np.bincount(u, weights=x, minlength=n_u) / np.maximum(n, 1)
        deviations = _without_rounding(x - mean[u], x)
        squares = np.bincount(u, weights=deviations**2, minlength=n_u).astype(np.float64, copy=False)
        by_reviewer = np.bincount(r, minlength=n_r)
        if not categories:
            return cls(n, mean, squares, by_reviewer)
        codes, scale = codes_of(x, None if values is None else scale_iv(values))
        _counts_iv(n_u, len(scale))
        flat = np.bincount(u * len(scale) + codes, minlength=n_u * len(scale))
        counts = flat.astype(np.min_scalar_type(int(flat.max(initial=0))))
        return cls(n, mean, squares, by_reviewer, scale, counts.reshape(n_u, len(scale)))

    def with_at_least(self, n: int) -> Ratings:
        """Leave out units with fewer than `n` ratings."""
        kept = self.n >= n
        if kept.all():
            return self
        counts = None if self.counts is None else self.counts[kept]
        return Ratings(self.n[kept], self.mean[kept], self.squares[kept], self.by_reviewer, self.values, counts)

    @classmethod
    def stack(cls, parts: Sequence[Ratings]) -> Ratings:
        """Put chunks of different units, marked by the same reviewers on the same scale, one below the other."""
        if not parts:
            raise ValueError("`parts` must hold at least one chunk")
        values = _same_scale(parts)
        counts = [part.counts for part in parts if part.counts is not None]
        return cls(
            np.concatenate([part.n for part in parts]),
            np.concatenate([part.mean for part in parts]),
            np.concatenate([part.squares for part in parts]),
            _padded_sum([part.by_reviewer for part in parts]),
            values,
            np.concatenate(counts) if counts else None,
        )

    def __add__(self, other: Ratings) -> Ratings:
        """Add further ratings of the same units (codes mean the same in both, and so does the scale)."""
        values = _same_scale((self, other))
        size = max(len(self.n), len(other.n))
        a, b = (_padded(part.n, size) for part in (self, other))
        mean_a, mean_b = (_padded(part.mean, size) for part in (self, other))
        n = a + b
        # Chan, Golub & LeVeque (1983), eq. 1.5: means and squares of two samples make those of both.
        part = b / np.maximum(n, 1)
        difference = mean_b - mean_a
        squares = _padded(self.squares, size) + _padded(other.squares, size) + a * part * difference**2
        counts = None
        if self.counts is not None and other.counts is not None:
            wide = np.zeros((size, self.counts.shape[1]), dtype=np.int64)
            wide[: len(self.counts)] += self.counts
            wide[: len(other.counts)] += other.counts
            counts = wide.astype(np.min_scalar_type(int(wide.max(initial=0))))
        by_reviewer = _padded_sum([self.by_reviewer, other.by_reviewer])
        return Ratings(n, mean_a + part * difference, squares, by_reviewer, values, counts)


Source = Ratings | Coded | ArrayLike


def gather(source: Source, values: ArrayLike | None = None, *, categories: bool = True) -> Ratings:
    """Return sufficient statistics of a table, or those given, where they suffice."""
    if not isinstance(source, Ratings):
        return Ratings.from_table(source, values=values, categories=categories)
    if categories and source.counts is None:
        raise ValueError("`ratings` must count categories; gather them with categories=True")
    if values is not None and (source.values is None or not np.array_equal(scale_iv(values), source.values)):
        raise ValueError("`values` must be the scale of `ratings`, or be left out")
    return source


def of_numbers(ratings: NDArray[Any], *, deviations: bool = False) -> tuple[Ratings, Floats | None]:
    """Gather a table without counting categories; on request with each reviewer's sum of deviations from the units."""
    moments = Moments.of(*ratings.shape, deviations=deviations)
    for rows in slices(len(ratings), BLOCK // max(1, ratings.shape[1])):
        moments.add(rows, ratings[rows].astype(np.float64, copy=False))
    return Ratings(moments.n, moments.mean, moments.squares, moments.by_reviewer), moments.deviations


def _from_coded(coded: Coded, *, categories: bool) -> Ratings:
    n_units, reviewers = coded.shape
    size = len(coded.values)
    moments = Moments.of(n_units, reviewers)
    counts = None
    if categories:
        _counts_iv(n_units, size)
        counts = np.empty((n_units, size), dtype=np.min_scalar_type(reviewers))
    packed = Packed.of(reviewers, size) if categories else None
    for rows in slices(n_units, BLOCK // max(1, reviewers)):
        codes = coded.codes[rows]
        if counts is not None and packed is not None:
            packed.count(codes, counts[rows])
        elif counts is not None:
            counts[rows] = count_codes(codes, size)
        if counts is not None and size <= reviewers:
            moments.add_counts(rows, counts[rows], coded.values)
            complete = moments.n[rows].min(initial=reviewers) == reviewers
            moments.by_reviewer[:] += len(codes) if complete else np.count_nonzero(codes != size, axis=0)
        else:
            moments.add(rows, coded.numbers(rows))
    values = coded.values if categories else None
    return Ratings(moments.n, moments.mean, moments.squares, moments.by_reviewer, values, counts)


def _without_rounding(deviations: Floats, ratings: Floats) -> Floats:
    deviations[np.abs(deviations) <= 4 * np.finfo(float).eps * np.abs(ratings)] = 0
    return deviations


def _long_iv(unit: ArrayLike, reviewer: ArrayLike, rating: ArrayLike) -> tuple[Ints, Ints, Floats]:
    x = np.asarray(rating, dtype=np.float64)
    columns = []
    for name, column in (("unit", np.asarray(unit)), ("reviewer", np.asarray(reviewer))):
        if column.dtype.kind not in "iu" and column.size:
            raise ValueError(f"`{name}` must be integer codes, got {column.dtype}")
        if column.ndim != 1 or column.shape != x.shape:
            raise ValueError(f"`{name}` must have the shape of `rating`, {x.shape}, got {column.shape}")
        if column.size and column.min() < 0:
            raise ValueError(f"`{name}` must be codes from 0, got {column.min()}")
        columns.append(column.astype(np.int64, copy=False))
    if np.isinf(x).any():
        raise ValueError("`rating` must hold finite numbers or NaN (left out)")
    kept = ~np.isnan(x)
    if kept.all():
        return columns[0], columns[1], x
    return columns[0][kept], columns[1][kept], x[kept]


def _size_iv(name: str, size: int | None, codes: Ints) -> int:
    needed = int(codes.max(initial=-1)) + 1
    if size is not None and size < needed:
        raise ValueError(f"`{name}` must be at least {needed}, the largest code + 1, got {size}")
    return needed if size is None else size


def _counts_iv(n_units: int, size: int) -> None:
    if n_units * size > _MOST_COUNTS:
        raise ValueError(
            f"`table` holds {size} different values for {n_units} units, too many to count by category; "
            "round them to a scale, or use a coefficient for intervals"
        )


def _same_scale(parts: Sequence[Ratings]) -> Floats | None:
    first = parts[0].values
    for part in parts[1:]:
        second = part.values
        same = first is second if first is None or second is None else np.array_equal(first, second)
        if not same:
            raise ValueError("`values` must be the same in all chunks; name the scale when gathering them")
    return first


def _padded(array: NDArray[Any], size: int) -> NDArray[Any]:
    return np.concatenate([array, np.zeros(size - len(array), dtype=array.dtype)])


def _padded_sum(arrays: Sequence[Ints]) -> Ints:
    size = max(len(array) for array in arrays)
    total = np.zeros(size, dtype=np.int64)
    for array in arrays:
        total[: len(array)] += array
    return total
