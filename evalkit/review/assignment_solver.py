"""The optimum behind an assignment: who marks what, as a flow from units through reviewers with convex costs.

Every unit sends as many marks as a round needs to admissible reviewers. The load of a reviewer costs 1 for the first
unit, 2 for the second and so on, in each round and, far less, in all rounds together; and every single pair costs a
random amount below 1, less still. The least cost therefore makes the loads of each round as even as they can be, then
the sums, and leaves the rest to chance. Of loads that a flow can reach, those with the least such cost have both the
smallest maximum and the largest minimum (A. Frank and K. Murota, Decreasing minimization on M-convex sets: background
and structures, arXiv:2007.09616).

The matrix of a flow is totally unimodular, so the vertices of the linear program are whole numbers. Three conditions
are not of that kind. Each is broken by few pairs in a random solution, so it is added where it is broken, and the
program solved anew: nobody marks a unit in two crossed rounds; no two reviewers mark each other's units; the graph
of reviewers and units hangs together. Where they make a solution fractional, it is solved as an integer program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse.csgraph import connected_components

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Pairs a unit and round that a first solution may use, the cheapest ones; the others join where their price is right.
_FIRST_PAIRS = 16
# Up to so many pairs an integer program has all of them.
_MOST_PAIRS_AT_ONCE = 100_000
# Prices are exact to some 1e-7; random costs differ by more.
_PRICE_TOLERANCE = 1e-6
# An assignment that needs more additions than this hangs by so few pairs that it is not worth having.
_MOST_ADDITIONS = 200


@dataclass(frozen=True)
class Problem:
    """What an assignment has to satisfy.

    Attributes
    ----------
    admissible
        Who may mark what in which round, shape (n_rounds, n_units, n_reviewers).
    needed
        Reviewers of each unit in each round, shape (n_rounds, n_units).
    crossed
        Rounds in which nobody marks a unit that they marked in another of these, shape (n_rounds,).
    ties
        Whose marks may not be returned: reviewers who have a tie to the unit, shape (n_units, n_reviewers).
    chance
        A cost from 0 to 1 for every pair, shape (n_rounds, n_units, n_reviewers).
    most
        Units that may be asked of each reviewer in all rounds together, shape (n_reviewers,); None for no limit.
    connect
        Whether all must hang together.
    fixed
        Who marks what whatever else is chosen, shape (n_rounds, n_units, n_reviewers), all of it admissible; None for
        nobody.
    """

    admissible: Bools
    needed: Ints
    crossed: Bools
    ties: Bools
    chance: Floats
    most: Ints | None = None
    connect: bool = True
    fixed: Bools | None = None


@dataclass(frozen=True)
class Outcome:
    """The assignment found, or why there is none.

    Attributes
    ----------
    chosen
        Who marks what in which round, shape (n_rounds, n_units, n_reviewers).
    refused_because
        None where `chosen` satisfies everything; ``reciprocal`` where the units' reviewers cannot be found without two
        who mark each other's units, ``disconnected`` where they can, but not so that all hang together, ``loads`` where
        the limits of the reviewers do not suffice. Then `chosen` is the last solution tried.
    """

    chosen: Bools
    refused_because: Literal["reciprocal", "disconnected", "loads"] | None = None


@dataclass(frozen=True)
class _Row:
    """At most, or at least, `bound` of some pairs are chosen."""

    pairs: Ints
    sign: Literal[1, -1]
    bound: int


def solve(problem: Problem) -> Outcome:
    """Return the assignment with the least cost; every unit must have enough admissible reviewers."""
    model = _Model(problem)
    rows: list[_Row] = []
    chosen = np.zeros_like(problem.admissible)
    cut = False
    for _ in range(_MOST_ADDITIONS):
        found = model.solve(rows)
        if found is None:
            return Outcome(chosen, "disconnected" if cut else "reciprocal" if rows else "loads")
        chosen = found
        rows_before = len(rows)
        rows += _repeats(problem, model.number, chosen)
        rows += _returned(problem, model.number, chosen)
        if len(rows) == rows_before and problem.connect:
            rows += _cuts(problem, model.number, chosen)
            cut = cut or len(rows) > rows_before
        if len(rows) == rows_before:
            return Outcome(chosen)
    return Outcome(chosen, "disconnected")


def in_any_round(marks: Bools) -> Bools:
    """Return who marks what in one round or another, shape (n_units, n_reviewers)."""
    return np.asarray(marks.any(axis=0), dtype=bool)


def components(marks: Any) -> tuple[int, Ints, Ints]:
    """Return the components of the graph of units and reviewers.

    Parameters
    ----------
    marks
        Who marks what, shape (n_units, n_reviewers), an array or sparse.

    Returns
    -------
    n_components
        Those that hold a unit; a reviewer without units is in none.
    of_units
        The number of the component of each unit, from 0; shape (n_units,).
    of_reviewers
        The same for each reviewer, -1 for those without units; shape (n_reviewers,).
    """
    n_units = marks.shape[0]
    pairs = sparse.coo_array(marks)
    size = sum(marks.shape)
    edges = (np.ones(pairs.nnz), (pairs.coords[0], n_units + pairs.coords[1]))
    labels = connected_components(sparse.csr_array(edges, shape=(size, size)), directed=False)[1]
    numbers, of_units = np.unique(labels[:n_units], return_inverse=True)
    marked = np.bincount(pairs.coords[1], minlength=marks.shape[1]) > 0
    of_reviewers = np.where(marked, np.searchsorted(numbers, labels[n_units:]), -1)
    return len(numbers), of_units.astype(np.int64), of_reviewers.astype(np.int64)


def _repeats(problem: Problem, number: Ints, chosen: Bools) -> Iterator[_Row]:
    """Yield a row for every unit that somebody marks in two crossed rounds."""
    rounds = np.flatnonzero(problem.crossed)
    times = chosen[rounds].sum(axis=0)
    if problem.fixed is not None:
        # What stood there before, by whoever wrote it, stays.
        times = np.where(problem.fixed[rounds].sum(axis=0) > 1, 0, times)
    for unit, reviewer in np.argwhere(times > 1):
        pairs = number[rounds, unit, reviewer]
        yield _Row(pairs[pairs >= 0], 1, 1)


def _returned(problem: Problem, number: Ints, chosen: Bools) -> Iterator[_Row]:
    """Yield a row for every two marks by which reviewers mark each other's units."""
    marks = in_any_round(chosen)
    # How many units with a tie to the second reviewer the first one marks; a float product is exact and far faster.
    one_way = marks.T.astype(np.float64) @ problem.ties.astype(np.float64) > 0
    for a, b in np.argwhere(np.triu(one_way & one_way.T, k=1)):
        for unit in np.flatnonzero(marks[:, a] & problem.ties[:, b]):
            for other in np.flatnonzero(marks[:, b] & problem.ties[:, a]):
                for first in number[chosen[:, unit, a], unit, a]:
                    for second in number[chosen[:, other, b], other, b]:
                        if unit != other:
                            yield _Row(np.array([first, second]), 1, 1)


def _cuts(problem: Problem, number: Ints, chosen: Bools) -> Iterator[_Row]:
    """Yield a row for every component: some pair must lead out of it."""
    n_components, of_units, of_reviewers = components(in_any_round(chosen))
    possible = in_any_round(problem.admissible)
    # Of two components each leads out where the other does.
    for component in range(n_components if n_components > 2 else n_components - 1):
        units = of_units == component
        # A pair with somebody who may mark these units only leads nowhere.
        reviewers = (of_reviewers == component) | ~possible[~units].any(axis=0)
        leaving = units[:, np.newaxis] != reviewers
        yield _Row(number[problem.admissible & leaving], -1, -1)


class _Model:
    """The linear program: one column a pair and round, then one a unit of load, of each round and of their sum."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._round, self._unit, self._reviewer = np.nonzero(problem.admissible)
        self.n_pairs = len(self._round)
        #: The number of every admissible pair, -1 elsewhere.
        self.number: Ints = np.full(problem.admissible.shape, -1, dtype=np.int64)
        self.number[problem.admissible] = np.arange(self.n_pairs)
        self._chance = problem.chance[problem.admissible]
        # Load that reviewers would have if each unit spread its marks evenly; twice that is seldom needed.
        even = problem.admissible * (problem.needed / np.maximum(problem.admissible.sum(axis=2), 1))[:, :, np.newaxis]
        self._priced: Ints = 2 * np.ceil(even.sum(axis=1).max(axis=1)).astype(np.int64) + 2
        self._build()

    def _build(self) -> None:
        """Make matrix, costs and bounds for so many units of load as are priced one by one."""
        n_rounds, n_units, n_reviewers = self._problem.admissible.shape
        priced, in_all = self._priced, int(self._priced.sum())
        load_round = np.repeat(np.arange(n_rounds), n_reviewers * priced)
        load_reviewer = np.concatenate([np.repeat(np.arange(n_reviewers), n) for n in priced])
        load_place = np.concatenate([np.tile(np.arange(n), n_reviewers) for n in priced])
        sum_reviewer = np.repeat(np.arange(n_reviewers), in_all)
        sum_place = np.tile(np.arange(in_all), n_reviewers)
        # One unit of load moved along a path changes the costs of chance by less than `most`, two sums by less than
        # `in_all`: each weight outdoes everything below it.
        most = n_rounds * min(n_units, n_reviewers)
        # Costs are counted from the middle: the loads add up to the same whatever happens, and the numbers stay small.
        self._costs = np.concatenate(
            [
                self._chance,
                most * (in_all + 1.0) * (load_place - priced[load_round] // 2),
                most * (sum_place - in_all // 2.0),
            ]
        )
        loads, sums = np.arange(len(load_round)) + self.n_pairs, np.arange(len(sum_reviewer))
        sums += self.n_pairs + len(loads)
        pairs = np.arange(self.n_pairs)
        at_load = n_rounds * n_units
        at_sum = at_load + n_rounds * n_reviewers
        entries = [
            (self._round * n_units + self._unit, pairs, 1.0),
            (at_load + self._round * n_reviewers + self._reviewer, pairs, 1.0),
            (at_load + load_round * n_reviewers + load_reviewer, loads, -1.0),
            (at_sum + load_reviewer, loads, 1.0),
            (at_sum + sum_reviewer, sums, -1.0),
        ]
        shape = (at_sum + n_reviewers, self.n_pairs + len(loads) + len(sums))
        values = np.concatenate([np.full(len(columns), value) for _, columns, value in entries])
        places = (np.concatenate([rows for rows, _, _ in entries]), np.concatenate([c for _, c, _ in entries]))
        self._matrix = sparse.csc_array((values, places), shape=shape)
        self._right = np.zeros(shape[0])
        self._right[:at_load] = self._problem.needed.ravel()
        self._upper = np.ones(shape[1])
        self._lower = np.zeros(shape[1])
        if self._problem.fixed is not None:
            self._lower[pairs] = self._problem.fixed[self._problem.admissible]
        # What is above the priced load costs as much as its last unit, and is priced where it is used.
        self._upper[loads[load_place == priced[load_round] - 1]] = np.inf
        self._upper[sums[sum_place == in_all - 1]] = np.inf
        if self._problem.most is not None:
            # A limit above what is priced is looked at once more is priced.
            self._upper[sums[sum_place >= self._problem.most[sum_reviewer]]] = 0.0

    def solve(self, rows: list[_Row]) -> Bools | None:
        """Return the best choice under the additional rows; None where there is none."""
        while True:
            chosen = self._choice(rows)
            if chosen is None:
                return None
            exceeded = chosen.sum(axis=1).max(axis=1) > self._priced
            if not exceeded.any():
                return chosen
            self._priced = np.where(exceeded, 2 * self._priced, self._priced)
            self._build()

    def _choice(self, rows: list[_Row]) -> Bools | None:
        extra, bounds = self._extra(rows)
        used = self._first_columns()
        while True:
            columns = np.flatnonzero(used)
            result = linprog(
                self._costs[columns],
                A_ub=extra[:, columns] if rows else None,
                b_ub=bounds if rows else None,
                A_eq=self._matrix[:, columns],
                b_eq=self._right,
                bounds=np.stack([self._lower[columns], self._upper[columns]], axis=1),
                method="highs-ds",
            )
            if result.status == 2 and not used.all():
                used[:] = True
                continue
            if result.status == 2:
                return None
            if result.status != 0:
                raise RuntimeError(result.message)
            price = self._costs - self._matrix.T @ result.eqlin.marginals
            if rows:
                price -= extra.T @ result.ineqlin.marginals
            joining = ~used & (price < -_PRICE_TOLERANCE)
            if not joining.any():
                break
            used |= joining
        values = result.x
        if np.abs(values - np.round(values)).max() > _PRICE_TOLERANCE:
            if self.n_pairs <= _MOST_PAIRS_AT_ONCE:
                used[:] = True
            found = self._whole(np.flatnonzero(used), extra, bounds)
            if found is None:
                return None
            columns, values = np.flatnonzero(used), found
        chosen = np.zeros(self._matrix.shape[1], dtype=bool)
        chosen[columns] = values > 0.5
        choice = np.zeros_like(self._problem.admissible)
        choice[self._problem.admissible] = chosen[: self.n_pairs]
        return choice

    def _first_columns(self) -> Bools:
        """Return which columns a first solution has: all loads, and for each unit and round its cheapest pairs."""
        used = np.ones(self._matrix.shape[1], dtype=bool)
        order = np.lexsort((self._chance, self._unit, self._round))
        place = self._round[order] * self._problem.admissible.shape[1] + self._unit[order]
        rank = np.arange(self.n_pairs) - np.searchsorted(place, place)
        used[order] = rank < _FIRST_PAIRS + self._problem.needed[self._round[order], self._unit[order]]
        return used | (self._lower > 0)

    def _extra(self, rows: list[_Row]) -> tuple[sparse.csc_array, Floats]:
        """Return the additional rows as a matrix and its upper bounds."""
        lengths = [len(row.pairs) for row in rows]
        values = np.repeat([float(row.sign) for row in rows], lengths)
        places = np.repeat(np.arange(len(rows)), lengths)
        columns = np.concatenate([row.pairs for row in rows]) if rows else np.empty(0, dtype=np.int64)
        matrix = sparse.csc_array((values, (places, columns)), shape=(len(rows), self._matrix.shape[1]))
        return matrix, np.array([float(row.bound) for row in rows])

    def _whole(self, columns: Ints, extra: sparse.csc_array, bounds: Floats) -> Floats | None:
        """Solve in whole numbers."""
        result = milp(
            self._costs[columns],
            integrality=(columns < self.n_pairs).astype(int),
            bounds=Bounds(self._lower[columns], self._upper[columns]),
            constraints=[
                LinearConstraint(self._matrix[:, columns], self._right, self._right),
                LinearConstraint(extra[:, columns], -np.inf, bounds),
            ],
            options={"mip_rel_gap": 0},
        )
        if result.status not in (0, 2):
            raise RuntimeError(result.message)
        return np.asarray(result.x) if result.status == 0 else None
