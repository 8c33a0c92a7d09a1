"""Whether units that both rated link every reviewer with every other.

Severities of two reviewers can be told apart from the quality of what they rated only if a chain of shared units leads
from one to the other. In the graph of reviewers and units, joined by ratings, that is the question whether the graph
is connected (Eccleston & Hedayat 1974, doi:10.1214/aos/1176342877).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csgraph

from evalkit.statistics.crossed_sums import Factor, crosstab, factor

_BLOCK = 32_768


@dataclass(frozen=True, eq=False)
class Component:
    """A part of the panel with no rating between it and the rest.

    Attributes
    ----------
    reviewers, units
        Labels of those in it, sorted.
    n_ratings
        Ratings within it.
    """

    reviewers: NDArray[Any]
    units: NDArray[Any]
    n_ratings: int


@dataclass(frozen=True, eq=False)
class Connectivity:
    """How the ratings hang together.

    Attributes
    ----------
    components
        The parts, the one with the most ratings first; one part if all is well.
    reviewers
        Labels, sorted, shape (R,).
    shared_units
        How many units each pair of reviewers both rated, shape (R, R); on the diagonal how many each rated.
    n_units, n_reviewers, n_ratings
        What was looked at.
    """

    components: tuple[Component, ...]
    reviewers: NDArray[Any]
    shared_units: NDArray[np.int64]
    n_units: int
    n_reviewers: int
    n_ratings: int

    @property
    def connected(self) -> bool:
        """Whether there is one part only."""
        return len(self.components) == 1

    @property
    def undefined_because(self) -> str | None:
        """``not-connected`` where severities cannot be compared, else None."""
        return None if self.connected else "not-connected"

    def links(self, groups: ArrayLike) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """Count shared units between groups of reviewers.

        Parameters
        ----------
        groups
            A label for each of `reviewers`, in their order.

        Returns
        -------
        The group labels, sorted, and a matrix: over all pairs of a reviewer in the one and a reviewer in the other
        group (each pair once), the number of units that both rated.
        """
        labels, codes = np.unique(np.asarray(groups), return_inverse=True)
        if codes.shape != self.reviewers.shape:
            raise ValueError(f"`groups` must have one label a reviewer ({self.n_reviewers}), got {codes.shape}")
        member = np.eye(len(labels), dtype=np.int64)[codes]
        pairs = self.shared_units - np.diag(np.diagonal(self.shared_units))
        total = member.T @ pairs @ member
        np.fill_diagonal(total, np.diagonal(total) // 2)
        return labels, total


def connectivity(unit: ArrayLike, reviewer: ArrayLike, values: ArrayLike | None = None) -> Connectivity:
    """Find the parts of a panel that no shared unit links.

    Parameters
    ----------
    unit, reviewer
        Labels of each rating, shape (N,).
    values
        The marks, shape (N,); ratings with NaN link nothing. None counts every rating.

    Returns
    -------
    The parts, and the number of units that each pair of reviewers shares.

    Notes
    -----
    Being connected is the least that is needed; two parts joined by a single unit are compared through that unit's few
    marks, and the standard errors of a fit show it.

    Examples
    --------
    >>> found = connectivity([1, 1, 2, 2, 3, 3], ["a", "b", "a", "b", "c", "d"])
    >>> found.connected, [list(map(str, part.reviewers)) for part in found.components]
    (False, [['a', 'b'], ['c', 'd']])
    """
    keep = None if values is None else np.isfinite(np.asarray(values, dtype=float))
    if np.shape(unit) != np.shape(reviewer):
        raise ValueError(f"`unit` and `reviewer` must have one shape, got {np.shape(unit)} and {np.shape(reviewer)}")
    return of_factors(factor("unit", unit, keep), factor("reviewer", reviewer, keep))


def of_factors(units: Factor, reviewers: Factor) -> Connectivity:
    """Return the connectivity of two coded factors; see :func:`connectivity`."""
    shared = _shared(crosstab(units, reviewers))
    # Reviewers who share a unit are in one part, and each unit in that of any who rated it.
    count, label = csgraph.connected_components(shared, directed=False) if reviewers.size else (0, np.zeros(0, int))
    of_unit = np.zeros(units.size, dtype=np.int64)
    of_unit[units.codes] = label[reviewers.codes]
    parts = []
    for part in range(count):
        inside = of_unit == part
        ratings = int(units.counts[inside].sum())
        parts.append(Component(reviewers.levels[label == part], units.levels[inside], ratings))
    parts.sort(key=lambda part: -part.n_ratings)
    return Connectivity(tuple(parts), reviewers.levels, shared, units.size, reviewers.size, len(units.codes))


def _shared(table: Any) -> NDArray[np.int64]:
    """Return how many units each pair of reviewers both rated."""
    if not isinstance(table, np.ndarray):
        met = (table > 0).astype(np.int64)
        sparse_counts: NDArray[np.int64] = (met.T @ met).toarray()
        return sparse_counts
    total = np.zeros((table.shape[1], table.shape[1]))
    for start in range(0, len(table), _BLOCK):
        block = (table[start : start + _BLOCK] > 0).astype(float)
        total += block.T @ block
    return total.astype(np.int64)
