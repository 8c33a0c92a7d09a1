"""An assignment drawn by lot, in which no pair of reviewer and unit had more than a stated probability of coming about.

Whoever hopes to mark a certain unit, or to keep somebody from it, cannot count on it, whatever the seed turns out to be
(Jecmen, Zhang, Liu, Shah, Conitzer & Fang 2020, Mitigating Manipulation in Peer Review via Randomized Reviewer
Assignments, arXiv:2006.16437). A linear program gives each pair a probability of at most the cap, with loads as even
as it allows; the lot then rounds these to 0 and 1 so that every pair comes about with just its probability, and every
sum is the whole number next to it (Gandhi, Khuller, Parthasarathy & Srinivasan 2006, Dependent rounding,
doi:10.1145/1147954.1147956).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from evalkit.errors import EvalkitError
from evalkit.review.assignment_solver import Bools, Floats, Ints, Outcome, Problem, components, in_any_round

#: Nearer to 0 or 1 than this, a probability is one of them.
_WHOLE = 1e-7


@dataclass(frozen=True)
class _Pairs:
    """Pairs that may come about: shapes (n_pairs,). Rounds of one kind in which nobody may repeat are one group."""

    group: Ints
    unit: Ints
    reviewer: Ints


def draw(problem: Problem, cap: float, rng: np.random.Generator) -> Outcome:
    """Draw an assignment.

    Parameters
    ----------
    problem
        What it has to satisfy. In crossed rounds reviewers are drawn who may mark the unit in each of them.
    cap
        Largest probability, over 0 to 1, that a reviewer marks a unit in any round.
    rng
        Decides; the cap holds over all that it may decide.

    Raises
    ------
    EvalkitError
        No probabilities keep to the cap: ``cap-too-small``, with the least cap that can be kept to.
    """
    rounds = [[int(i)] for i in np.flatnonzero(~problem.crossed)]
    rounds += [np.flatnonzero(problem.crossed).tolist()] if problem.crossed.any() else []
    free = _one_way(problem, rng)
    may = np.stack([free[own].all(axis=0) for own in rounds])
    pairs = _Pairs(*np.nonzero(may))
    each = problem.needed[:, 0]  # of one unit as of any other
    needed = np.array([each[own].sum() for own in rounds])
    chance = _probabilities(pairs, needed, may.shape, cap, problem.most, rng)
    taken = np.zeros(may.shape, dtype=bool)
    left = pairs.group * may.shape[1] + pairs.unit
    taken[pairs.group, pairs.unit, pairs.reviewer] = rounded(left, pairs.reviewer, chance, rng)
    chosen = np.zeros_like(problem.admissible)
    for own, marks in zip(rounds, taken, strict=True):
        for unit in range(may.shape[1]):
            people = rng.permutation(np.flatnonzero(marks[unit]))
            for i, part in zip(own, np.split(people, np.cumsum(each[own])[:-1]), strict=True):
                chosen[i, unit, part] = True
    apart = problem.connect and components(in_any_round(chosen))[0] > 1
    return Outcome(chosen, "disconnected" if apart else None)


def _one_way(problem: Problem, rng: np.random.Generator) -> Bools:
    """Return who may mark what if of two reviewers one, by lot, may not mark the other's units."""
    free = problem.admissible.copy()
    ties = problem.ties.astype(np.float64)
    may = in_any_round(free).T.astype(np.float64) @ ties > 0
    for a, b in np.argwhere(np.triu(may & may.T, k=1)):
        one, other = (a, b) if rng.random() < 0.5 else (b, a)
        free[:, problem.ties[:, other], one] = False
    return free


def _probabilities(
    pairs: _Pairs, needed: Ints, shape: tuple[int, ...], cap: float, most: Ints | None, rng: np.random.Generator
) -> Floats:
    """Return a probability for each pair, the loads as even as the cap allows, the rest by lot."""
    _, n_units, n_reviewers = shape
    n = len(pairs.unit)
    seats = pairs.group * n_units + pairs.unit
    n_seats = len(needed) * n_units
    every = np.arange(n)
    # One column for each pair, then units of load for each reviewer, each dearer than the last.
    met = np.bincount(pairs.reviewer, minlength=n_reviewers)
    top = met if most is None else np.minimum(met, most)
    owner = np.repeat(np.arange(n_reviewers), top)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(top) - top, top)
    loads = n + np.arange(len(owner))
    rows = np.concatenate([seats, n_seats + pairs.reviewer, n_seats + owner])
    columns = np.concatenate([every, every, loads])
    signs = np.concatenate([np.ones(2 * n), -np.ones(len(owner))])
    equal = sparse.csr_array((signs, (rows, columns)), shape=(n_seats + n_reviewers, n + len(owner)))
    right = np.concatenate([np.repeat(needed, n_units), np.zeros(n_reviewers)])
    key = pairs.unit * n_reviewers + pairs.reviewer
    _, pair = np.unique(key, return_inverse=True)
    both = sparse.csr_array((np.ones(n), (pair, every)), shape=(int(pair.max(initial=-1)) + 1, n + len(owner)))
    costs = np.concatenate([rng.random(n), 2.0 * min(n_units, n_reviewers) * place])
    upper = np.concatenate([np.full(n, cap), np.ones(len(owner))])
    found = _solved(costs, both, np.full(both.shape[0], cap), equal, right, upper)
    if found is not None:
        return np.clip(found[:n], 0.0, 1.0)
    # The least cap: a further column that bounds every pair.
    wider = sparse.hstack([both, sparse.csr_array(-np.ones((both.shape[0], 1)))], format="csr")
    flat = sparse.hstack([equal, sparse.csr_array((equal.shape[0], 1))], format="csr")
    least = _solved(np.append(np.zeros(n + len(owner)), 1.0), wider, np.zeros(both.shape[0]), flat, right,
                    np.concatenate([np.ones(n + len(owner)), [1.0]]))  # fmt: skip
    if least is None:
        raise EvalkitError("loads-too-small")
    raise EvalkitError("cap-too-small", cap=f"{cap:g}", least=f"{np.ceil(least[-1] * 100 - 1e-6) / 100:.2f}")


def _solved(
    costs: Floats, below: sparse.csr_array, most: Floats, equal: sparse.csr_array, right: Floats, upper: Floats
) -> Floats | None:
    bounds = np.stack([np.zeros(len(upper)), upper], axis=1)
    result = linprog(costs, A_ub=below, b_ub=most, A_eq=equal, b_eq=right, bounds=bounds, method="highs")
    if result.status not in (0, 2):
        raise RuntimeError(result.message)
    return np.asarray(result.x) if result.status == 0 else None


def rounded(left: Ints, right: Ints, chance: Floats, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Round the probabilities of pairs to 0 and 1 so that each becomes 1 with just its probability.

    Parameters
    ----------
    left, right
        The two ends of each pair, shape (n_pairs,), integers from 0.
    chance
        Shape (n_pairs,), 0 to 1.
    rng
        The lot.

    Returns
    -------
    Shape (n_pairs,). Of the pairs of one end as many are True as their probabilities add up to, rounded up or down.
    """
    x = np.where(chance < _WHOLE, 0.0, np.where(chance > 1 - _WHOLE, 1.0, chance))
    ends = np.stack([left, right + int(left.max(initial=-1)) + 1], axis=1).tolist()
    at: dict[int, set[int]] = {}
    for edge in np.flatnonzero((x > 0) & (x < 1)).tolist():
        for node in ends[edge]:
            at.setdefault(node, set()).add(edge)
    while at:
        walk = np.array(_walk(at, ends))
        odd, even = walk[::2], walk[1::2]
        up = min(1 - x[odd].max(), x[even].min(initial=1.0))
        down = min(x[odd].min(), 1 - x[even].max(initial=0.0))
        move = up if rng.random() * (up + down) < down else -down
        x[odd] += move
        x[even] -= move
        for edge in walk.tolist():
            if not _WHOLE < x[edge] < 1 - _WHOLE:
                x[edge] = round(x[edge])
                for node in ends[edge]:
                    at[node].discard(edge)
                    if not at[node]:
                        del at[node]
    return np.asarray(x > 0.5)


def _walk(at: dict[int, set[int]], ends: list[list[int]]) -> list[int]:
    """Return the pairs of a closed walk, or of one that cannot be made longer, each next to the one before."""
    node = next((n for n, edges in at.items() if len(edges) == 1), next(iter(at)))
    seen, walk = {node: 0}, list[int]()
    while True:
        edge = next((e for e in sorted(at[node]) if not walk or e != walk[-1]), None)
        if edge is None:
            return walk
        walk.append(edge)
        a, b = ends[edge]
        node = b if node == a else a
        if node in seen:
            return walk[seen[node] :]
        seen[node] = len(walk)
