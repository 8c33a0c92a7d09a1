"""Random tables of ratings: with gaps, unequal numbers, ties and columns that never change."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SCALES = ([0.0, 1.0], [1.0, 2.0, 3.0, 4.0, 5.0], [0.5, 1.0, 2.5, 7.0], [80.0, 84.5, 85.0, 99.0, 100.0])


@st.composite
def tables(draw: st.DrawFn, least_units: int = 1, reviewers: tuple[int, int] = (2, 5)) -> tuple[Floats, list[float]]:
    """Return a table and its scale."""
    scale = draw(st.sampled_from(SCALES))
    columns = draw(st.integers(*reviewers))
    rows = draw(st.integers(least_units, 8))
    gaps = draw(st.sampled_from([0, 1, 3]))
    cell = st.sampled_from([*scale, *([np.nan] * gaps)])
    table = np.array([[draw(cell) for _ in range(columns)] for _ in range(rows)])
    for column in draw(st.sets(st.integers(0, columns - 1), max_size=1)):
        rated = ~np.isnan(table[:, column])
        table[rated, column] = draw(st.sampled_from(scale))
    return table, scale


def as_lists(table: Floats) -> list[list[float | None]]:
    """Return a table with None for what is not rated."""
    return [[None if np.isnan(x) else float(x) for x in row] for row in table]
