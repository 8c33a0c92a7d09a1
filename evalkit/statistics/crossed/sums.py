"""What the crossed model needs to know of the ratings: sums by unit, gathered in one pass.

With *N* ratings, *U* levels of the largest random factor (as a rule the units), *R* levels of all the other random
factors together and *q* fixed columns (the values are the last of them), a unit enters the likelihood only through its
number of ratings n_u and the row t_u = [counts by other level (R), sums of the fixed columns (q)]. Units with the same
n_u are added up into one matrix G_n = Σ t_u t_uᵀ, so that every later evaluation costs the same whatever *N* and *U*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Above this many numbers the matrices G_n are kept sparse, on the pattern that they share.
_DENSE_LIMIT = 8_000_000
_BLOCK = 32_768


@dataclass(frozen=True, eq=False)
class Factor:
    """A random factor: what its levels are called, and the level of each rating.

    Attributes
    ----------
    name
        Such as ``unit`` or ``reviewer``.
    levels
        The labels that occur, sorted, shape (n_levels,).
    codes
        Position in `levels` for each rating, shape (N,).
    """

    name: str
    levels: NDArray[Any]
    codes: NDArray[np.int64]

    @property
    def size(self) -> int:
        """Number of levels."""
        return len(self.levels)

    @cached_property
    def counts(self) -> Ints:
        """Number of ratings of each level, shape (n_levels,)."""
        return np.bincount(self.codes, minlength=self.size).astype(np.int64, copy=False)


def factor(name: str, labels: ArrayLike, keep: NDArray[np.bool_] | None = None) -> Factor:
    """Return the factor that a column of labels makes; levels that do not occur among `keep` do not exist."""
    column = np.asarray(labels)
    if keep is not None:
        column = column[keep]
    small = (
        column.dtype.kind in "iu" and column.size > 0 and 0 <= column.min() and column.max() < 4 * column.size + 1000
    )
    if not small:
        levels, codes = np.unique(column, return_inverse=True)
        return Factor(name, levels, codes.astype(np.int64, copy=False))
    # Small integers need no sort.
    present = np.bincount(column) > 0
    levels = np.flatnonzero(present)
    whole = len(levels) == len(present)
    codes = column if whole else (np.cumsum(present) - 1)[column]
    return Factor(name, levels, codes.astype(np.int64, copy=False))


def crosstab(one: Factor, other: Factor) -> Any:
    """Return how many ratings each pair of levels has: an array where that is about as small, else CSR."""
    cells = one.size * other.size
    if cells <= 4 * len(one.codes):
        flat = np.bincount(one.codes * other.size + other.codes, minlength=cells)
        return flat.reshape(one.size, other.size)
    ones = np.ones(len(one.codes))
    return sparse.coo_array((ones, (one.codes, other.codes)), shape=(one.size, other.size)).tocsr()


class GroupedSquares:
    """The R × R corner of every G_n, and weighted sums of them."""

    def __init__(self, groups: Sequence[Any], size: int, dense_limit: int = _DENSE_LIMIT) -> None:
        self._size = size
        self._dense: Floats | None = None
        if len(groups) * size * size <= dense_limit:
            self._dense = np.array([_dense(g) for g in groups], dtype=float).reshape(len(groups), size * size)
            return
        upper = [sparse.triu(sparse.coo_array(g)).tocoo() for g in groups]
        flat = np.concatenate([g.row.astype(np.int64) * size + g.col for g in upper])
        occurs = np.zeros(size * size, dtype=bool)
        occurs[flat] = True
        self._slots = np.flatnonzero(occurs)
        position = np.cumsum(occurs, dtype=np.int64)[flat] - 1
        column = np.repeat(np.arange(len(upper)), [g.nnz for g in upper])
        values = np.concatenate([g.data for g in upper]).astype(float)
        self._pattern = sparse.coo_array((values, (position, column)), shape=(len(self._slots), len(upper))).tocsr()

    def weighted(self, weights: Floats) -> Floats:
        """Return Σ weights_n G_n, shape (R, R), symmetric."""
        size = self._size
        if self._dense is not None:
            total: Floats = (weights @ self._dense).reshape(size, size)
            return total
        flat = np.zeros(size * size)
        flat[self._slots] = self._pattern @ weights
        upper = flat.reshape(size, size)
        diagonal = np.diagonal(upper).copy()
        full = upper + upper.T
        np.fill_diagonal(full, diagonal)
        return full


@dataclass(frozen=True, eq=False)
class CrossedSums:
    """Sufficient statistics of a model with random intercepts.

    Attributes
    ----------
    eliminated
        The random factor with the most levels (U of them).
    others
        The other random factors; their levels stand one after the other in R columns.
    n_ratings, n_fixed
        N, and the number p of fixed columns (intercept included; q = p + 1).
    unit_counts
        n_u, shape (U,).
    unit_levels
        Count by other level, shape (U, R), array or CSR.
    unit_fixed
        Sums of [1, fixed columns, values] by unit, shape (U, q). The columns are centred, the intercept is not.
    sizes, n_of_size
        The K values that n_u takes, and how many units have each.
    squares, mixed, fixed
        G_n in three parts: R × R, (K, R, q), (K, q, q).
    total_squares, total_mixed, total_fixed
        The same sums over single ratings instead of units.
    centres
        What was subtracted from each of the q columns; 0 for the intercept.
    """

    eliminated: Factor
    others: tuple[Factor, ...]
    n_ratings: int
    n_fixed: int
    unit_counts: Floats
    unit_levels: Any
    unit_fixed: Floats
    sizes: Floats
    n_of_size: Floats
    squares: GroupedSquares
    mixed: Floats
    fixed: Floats
    total_squares: Floats
    total_mixed: Floats
    total_fixed: Floats
    centres: Floats

    @cached_property
    def owner(self) -> Ints:
        """For each of the R columns, which of `others` it belongs to."""
        return np.repeat(np.arange(len(self.others)), [f.size for f in self.others])

    @property
    def n_other_levels(self) -> int:
        """R."""
        return len(self.owner)


def crossed_sums(values: Floats, factors: Sequence[Factor], columns: Mapping[str, Floats]) -> CrossedSums:
    """Gather the sums in one pass.

    Parameters
    ----------
    values
        Shape (N,), finite.
    factors
        One or more random factors.
    columns
        Fixed columns beside the intercept, each of shape (N,), finite.
    """
    order = sorted(range(len(factors)), key=lambda k: -factors[k].size)
    eliminated = factors[order[0]]
    others = tuple(f for k, f in enumerate(factors) if k != order[0])
    matrix = [np.asarray(c, dtype=float) for c in columns.values()] + [np.asarray(values, dtype=float)]
    centres = np.array([0.0] + [float(c.mean()) for c in matrix])
    matrix = [c - m for c, m in zip(matrix, centres[1:], strict=True)]

    counts = eliminated.counts.astype(float)
    unit_fixed = np.column_stack([counts] + [np.bincount(eliminated.codes, c, eliminated.size) for c in matrix])
    unit_levels = _joined([crosstab(eliminated, f) for f in others], eliminated.size)

    level_fixed = [
        np.column_stack([f.counts.astype(float)] + [np.bincount(f.codes, c, f.size) for c in matrix]) for f in others
    ]
    q = len(matrix) + 1
    total_mixed = np.vstack(level_fixed) if level_fixed else np.zeros((0, q))
    total_fixed = np.empty((q, q))
    total_fixed[0, 0] = len(values)
    total_fixed[0, 1:] = total_fixed[1:, 0] = [c.sum() for c in matrix]
    for i, one in enumerate(matrix):
        for j, other in enumerate(matrix[: i + 1]):
            total_fixed[i + 1, j + 1] = total_fixed[j + 1, i + 1] = one @ other

    sizes, squares, mixed, fixed, n_of_size = _by_size(counts, unit_levels, unit_fixed)
    return CrossedSums(
        eliminated=eliminated,
        others=others,
        n_ratings=len(values),
        n_fixed=q - 1,
        unit_counts=counts,
        unit_levels=unit_levels,
        unit_fixed=unit_fixed,
        sizes=sizes,
        n_of_size=n_of_size,
        squares=squares,
        mixed=mixed,
        fixed=fixed,
        total_squares=_cross_counts(others),
        total_mixed=total_mixed,
        total_fixed=total_fixed,
        centres=centres,
    )


def _by_size(
    counts: Floats, unit_levels: Any, unit_fixed: Floats
) -> tuple[Floats, GroupedSquares, Floats, Floats, Floats]:
    sizes, n_of_size = np.unique(counts, return_counts=True)
    order = np.argsort(counts, kind="stable")
    ends = np.cumsum(n_of_size)
    n_levels, q = unit_levels.shape[1], unit_fixed.shape[1]
    squares: list[Any] = []
    mixed, fixed = np.zeros((len(sizes), n_levels, q)), np.zeros((len(sizes), q, q))
    for k, (end, number) in enumerate(zip(ends, n_of_size, strict=True)):
        parts = []
        for start in range(end - number, end, _BLOCK):
            rows = order[start : min(start + _BLOCK, end)]
            block = unit_levels[rows].astype(float)
            sums = unit_fixed[rows]
            parts.append(block.T @ block)
            mixed[k] += block.T @ sums
            fixed[k] += sums.T @ sums
        squares.append(sum(parts[1:], start=parts[0]))
    return sizes, GroupedSquares(squares, n_levels), mixed, fixed, n_of_size.astype(float)


def _cross_counts(factors: tuple[Factor, ...]) -> Floats:
    if not factors:
        return np.zeros((0, 0))
    rows = []
    for i, one in enumerate(factors):
        row = [np.diag(one.counts.astype(float)) if i == j else _dense(crosstab(one, f)) for j, f in enumerate(factors)]
        rows.append(np.hstack(row))
    return np.vstack(rows).astype(float)


def _joined(tables: list[Any], n_rows: int) -> Any:
    if not tables:
        return np.zeros((n_rows, 0), dtype=np.int64)
    if len(tables) == 1:
        return tables[0]
    if all(isinstance(t, np.ndarray) for t in tables):
        return np.hstack(tables)
    return sparse.hstack([sparse.csr_array(t) for t in tables], format="csr")


def _dense(table: Any) -> Floats:
    result: Floats = table if isinstance(table, np.ndarray) else table.toarray()
    return result
