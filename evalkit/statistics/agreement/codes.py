"""Ratings as small integers: the position of each on its scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.resampling import slices

Floats = NDArray[np.float64]

#: Ratings in one block: what a block needs stays in the processor's cache.
BLOCK = 1 << 16
#: A scale of whole numbers no longer than this is read off by counting; any other by sorting.
_LONGEST_RANGE = 4096
_NOT_FINITE = "`table` must hold finite numbers or NaN (not rated)"


@dataclass(frozen=True, eq=False)
class Coded:
    """A table of ratings as positions on a scale.

    Attributes
    ----------
    codes
        Unsigned integers with shape (U, R), one row a unit, one column a reviewer; ``len(values)`` = not rated.
    values
        The scale: V different values, ascending, shape (V,).
    """

    codes: NDArray[Any]
    values: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """U and R."""
        return self.codes.shape[0], self.codes.shape[1]

    def numbers(self, rows: slice) -> Floats:
        """Return the ratings of some units as numbers, NaN = not rated, shape (rows, R)."""
        numbers: Floats = np.append(self.values, np.nan)[self.codes[rows]]
        return numbers


def encode(table: ArrayLike | Coded, values: ArrayLike | None = None) -> Coded:
    """Return ratings as positions on their scale.

    Parameters
    ----------
    table
        Shape (U, R), NaN = not rated. What is coded already is returned as it is.
    values
        The whole scale, where categories that nobody chose matter (Gwet's and Brennan and Prediger's coefficients
        depend on how many there are); without it, the values that occur. Ratings that are words need it, in the order
        of the categories where weights or a metric make use of one; they count as 0, 1, 2 …

    Raises
    ------
    ValueError
        The table has not two dimensions, or holds an infinity or a value that is not on the scale.
    """
    if isinstance(table, Coded):
        if values is not None and not np.array_equal(scale_iv(values), table.values):
            raise ValueError("`values` must be the scale on which `table` was coded, or be left out")
        return table
    words = None if values is None else np.asarray(values)
    if words is not None and words.dtype.kind in "UO" and not _numbers(words):
        return _of_words(np.asarray(table, dtype=object), words)
    ratings = table_iv(table)
    codes, scale = codes_of(ratings.reshape(-1), None if values is None else scale_iv(values))
    return Coded(codes.reshape(ratings.shape), scale)


def codes_of(ratings: NDArray[Any], scale: Floats | None) -> tuple[NDArray[Any], Floats]:
    """Return the positions of ratings, shape (N,), on a scale, and the scale; ``len(scale)`` = not rated."""
    found = _whole_numbers(ratings)
    if found is None:
        occurring, codes = np.unique(ratings, return_inverse=True)
        occurring = occurring[~np.isnan(occurring)].astype(np.float64)
    else:
        codes, occurring = found
    if scale is None or np.array_equal(scale, occurring):
        return _smallest(codes, len(occurring)), occurring
    where = np.searchsorted(scale, occurring)
    known = (where < len(scale)) & (scale[np.minimum(where, len(scale) - 1)] == occurring)
    if not known.all():
        raise ValueError(f"`values` must hold every rating; {occurring[~known][0]:g} is not among them")
    lookup = _smallest(np.append(where, len(scale)), len(scale))
    return lookup[codes], scale


def _whole_numbers(ratings: NDArray[Any]) -> tuple[NDArray[Any], Floats] | None:
    """Code ratings that are whole numbers in a short range without sorting them; None where they are not."""
    ends = _ends(ratings)
    if ends is None:
        return np.zeros(len(ratings), dtype=np.uint8), np.empty(0)
    low, high, gaps = ends
    if not high - low < _LONGEST_RANGE or low != np.floor(low):
        return None
    span = int(high - low) + 1
    codes = np.empty(len(ratings), dtype=_dtype(span))
    scratch = np.empty(min(len(ratings), BLOCK))
    for rows in slices(len(ratings), BLOCK):
        block = codes[rows]
        shifted = scratch[: len(block)]
        np.subtract(ratings[rows], low, out=shifted, casting="unsafe")
        if gaps:
            # The smaller of NaN and `span` is `span`: what is not rated gets the code behind the scale.
            np.fmin(shifted, span, out=shifted)
        np.copyto(block, shifted, casting="unsafe")
        np.subtract(shifted, block, out=shifted)
        if shifted.any():
            return None
    occurs = _occurring(codes, span)
    occurring = low + np.flatnonzero(occurs).astype(np.float64)
    if not occurs.all():
        codes = _smallest(np.append(np.cumsum(occurs) - 1, len(occurring)), len(occurring))[codes]
    return codes, occurring


def _ends(ratings: NDArray[Any]) -> tuple[float, float, bool] | None:
    """Return the smallest and the largest rating and whether there are gaps; None where there is no rating."""
    low, high, gaps = np.inf, -np.inf, False
    for rows in slices(len(ratings), BLOCK):
        block = ratings[rows]
        least, most = float(block.min()), float(block.max())
        if np.isnan(least):
            gaps, least, most = True, float(np.fmin.reduce(block)), float(np.fmax.reduce(block))
        # A comparison with NaN, a block without ratings, is false.
        low, high = least if least < low else low, most if most > high else high
    if low > high:
        if np.isinf(ratings).any():
            raise ValueError(_NOT_FINITE)
        return None
    if np.isinf(low) or np.isinf(high):
        raise ValueError(_NOT_FINITE)
    return low, high, gaps


def _occurring(codes: NDArray[Any], span: int) -> NDArray[np.bool_]:
    """Tell which of the codes 0 to `span` − 1 occur; of codes of one byte, two are looked up at a time."""
    if codes.dtype != np.uint8:
        seen = np.zeros(span + 1, dtype=np.bool_)
        for rows in slices(len(codes), BLOCK):
            seen[codes[rows]] = True
        return seen[:span]
    pairs = np.zeros((256, 256), dtype=np.bool_)
    flat, even = pairs.reshape(-1), codes[: len(codes) // 2 * 2].view(np.uint16)
    for rows in slices(len(even), BLOCK):
        flat[even[rows]] = True
    found: NDArray[np.bool_] = np.logical_or(np.any(pairs, axis=0), np.any(pairs, axis=1))
    found[codes[2 * len(even) :]] = True
    return found[:span]


def _numbers(values: NDArray[Any]) -> bool:
    try:
        values.astype(np.float64)
    except (TypeError, ValueError):
        return False
    return True


def _of_words(table: NDArray[Any], words: NDArray[Any]) -> Coded:
    """Code ratings that are words; None and NaN are not rated."""
    if table.ndim != 2:
        raise ValueError(f"`table` must have two dimensions (units, reviewers), got {table.ndim}")
    place = {word: k for k, word in enumerate(words.tolist())}
    if len(place) < len(words):
        raise ValueError(f"`values` must be different categories, got {words.tolist()!r}")
    codes = np.full(table.shape, len(words), dtype=_dtype(len(words)))
    for at, word in np.ndenumerate(table):
        if word is None or word != word:
            continue
        if word not in place:
            raise ValueError(f"`values` must hold every rating; {word!r} is not among them")
        codes[at] = place[word]
    return Coded(codes, np.arange(len(words), dtype=np.float64))


def table_iv(table: ArrayLike) -> NDArray[Any]:
    """Return a table as numbers with two dimensions, or raise ValueError."""
    array = np.asarray(table)
    if array.dtype.kind not in "iuf":
        try:
            array = array.astype(np.float64)
        except (TypeError, ValueError) as fault:
            because = "`table` must hold numbers or NaN (not rated); where ratings are words, name them with `values=`"
            raise ValueError(because) from fault
    if array.ndim != 2:
        raise ValueError(f"`table` must have two dimensions (units, reviewers), got {array.ndim}")
    return array


def scale_iv(values: ArrayLike) -> Floats:
    """Return a scale as ascending numbers, or raise ValueError."""
    scale = np.asarray(values, dtype=np.float64)
    if scale.ndim != 1 or len(scale) == 0 or not np.isfinite(scale).all() or not (np.diff(scale) > 0).all():
        raise ValueError(f"`values` must be different finite numbers in ascending order, got {values!r}")
    return scale


def _smallest(codes: NDArray[Any], largest: int) -> NDArray[Any]:
    return codes.astype(_dtype(largest), copy=False)


def _dtype(largest: int) -> np.dtype[Any]:
    return np.min_scalar_type(largest)
