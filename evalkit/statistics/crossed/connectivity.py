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
from scipy import sparse
from scipy.sparse import csgraph

from evalkit.statistics.crossed.sums import Factor, factor
from evalkit.statistics.shown import Result


@dataclass(frozen=True, eq=False)
class Component(Result):
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
class Connectivity(Result):
    """How the ratings hang together.

    Attributes
    ----------
    components
        The parts, the one with the most ratings first; one part if all is well.
    reviewers
        Labels, sorted, shape (R,).
    met
        Whether a reviewer rated a unit, 1 or 0, sparse, shape (U, R).
    n_units, n_reviewers, n_ratings
        What was looked at.
    """

    components: tuple[Component, ...]
    reviewers: NDArray[Any]
    met: Any
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

    @property
    def shared_units(self) -> NDArray[np.int64]:
        """How many units each pair of reviewers both rated, shape (R, R); on the diagonal how many each rated."""
        pairs: NDArray[np.int64] = (self.met.T @ self.met).toarray()
        return pairs

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
        of_unit = self.met @ member
        total = of_unit.T @ of_unit - member.T @ (self.met.sum(axis=0)[:, None] * member)
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
    ones = np.ones(len(units.codes), dtype=np.int64)
    met = sparse.coo_array((ones, (units.codes, reviewers.codes)), shape=(units.size, reviewers.size)).tocsr()
    met.data[:] = 1
    graph = sparse.coo_array(
        (ones, (units.codes, units.size + reviewers.codes)), shape=(units.size + reviewers.size,) * 2
    )
    count, label = csgraph.connected_components(graph.tocsr(), directed=False) if len(ones) else (0, np.zeros(0, int))
    # One pass whatever the number of parts: sorted by part, each of them is a slice.
    of_unit, of_reviewer = label[: units.size], label[units.size :]
    unit_rows, reviewer_rows = (
        np.split(np.argsort(of, kind="stable"), _ends(of, count)) for of in (of_unit, of_reviewer)
    )
    ratings = np.bincount(of_unit, units.counts, count).astype(np.int64)
    parts = (
        [
            Component(reviewers.levels[b], units.levels[a], int(n))
            for a, b, n in zip(unit_rows, reviewer_rows, ratings, strict=True)
        ]
        if count
        else []
    )
    parts.sort(key=lambda part: -part.n_ratings)
    return Connectivity(tuple(parts), reviewers.levels, met, units.size, reviewers.size, len(units.codes))


def _ends(part: NDArray[Any], count: int) -> NDArray[np.int64]:
    return np.cumsum(np.bincount(part, minlength=count))[:-1]
