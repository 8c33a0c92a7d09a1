"""The design of a review: how even the loads are, and whether reviewers and units hang together.

Where units and reviewers fall into parts without a common unit, a strict reviewer cannot be told from weak units: the
marks of different parts have no common zero. Where the parts hang by few units, the comparison is as uncertain.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from evalkit.review.assignment_solver import components
from evalkit.review.refusals import Component
from evalkit.rules.models import Rules


@dataclass(frozen=True)
class Design:
    """Loads and connectivity of an assignment, or of the marks on file.

    Attributes
    ----------
    n_units, n_reviewers
        Units that have a reviewer, and reviewers that have a unit.
    idle
        Reviewers without a unit.
    loads
        One row a reviewer, those without units included: ``reviewer, subject``, one column a marked round, called by
        its id, with the number of units, and ``total``.
    balance
        One row a round and group: ``round`` (None for all rounds together), ``subject`` (None for all reviewers; the
        rows of a grouped round are by subject), ``reviewers`` (their number), ``least``, ``most`` and ``mean`` (units
        a reviewer).
    components
        The parts into which units and reviewers fall, the largest first; one where all hang together.
    links
        One row for every two subjects of which there are reviewers: ``subject, other`` and ``units``, the number of
        units marked by reviewers of both.
    pivotal
        Reviewers without whose marks the rest would fall into more parts.
    same_points
        Whether every reviewer has the same points to give.
    roles_apart
        Whether reviewers of different roles mark different indicators: then their sheets cannot be compared as wholes.
    """

    n_units: int
    n_reviewers: int
    idle: tuple[str, ...]
    loads: pd.DataFrame
    balance: pd.DataFrame
    components: tuple[Component, ...]
    links: pd.DataFrame
    pivotal: tuple[str, ...]
    same_points: bool = False
    roles_apart: bool = False

    @property
    def connected(self) -> bool:
        """Whether all units and reviewers hang together."""
        return len(self.components) <= 1

    @property
    def severity(self) -> Literal["one-reviewer", "same-points", "roles", "connected", "parts"]:
        """Whether a severe reviewer can be told from weak units: only where all are ``connected``.

        Not with ``one-reviewer``; not in ``parts`` without a common unit; not between ``roles`` that mark different
        indicators; and with the ``same-points`` to give nobody is severe.
        """
        if len({reviewer for part in self.components for reviewer in part.reviewers}) == 1:
            return "one-reviewer"
        if self.same_points:
            return "same-points"
        return "roles" if self.roles_apart else "connected" if self.connected else "parts"


def design(pairs: pd.DataFrame, reviewers: pd.DataFrame, rules: Rules) -> Design:
    """Describe who marks what.

    Parameters
    ----------
    pairs
        ``round, unit, reviewer``; rows that stand there several times count once, so that marks do as well as an
        assignment. Rows of other rounds than the marked ones, and of reviewers that are not listed, do not count.
    reviewers
        ``reviewer, subject``, one row a person.
    rules
        For the order of rounds and subjects.
    """
    rounds = [r.id for r in rules.marked_rounds]
    people = reviewers[["reviewer", "subject"]].astype("str").sort_values("reviewer", ignore_index=True)
    names = people["reviewer"].tolist()
    distinct = pairs[["round", "unit", "reviewer"]].drop_duplicates().astype("str")
    distinct = distinct[distinct["round"].isin(rounds) & distinct["reviewer"].isin(names)]
    units = sorted(set(distinct["unit"]))
    places = ((rounds, "round"), (units, "unit"), (names, "reviewer"))
    step, row, column = (pd.Index(known).get_indexer(pd.Index(distinct[name])) for known, name in places)
    graph = sparse.coo_array((np.ones(len(row), dtype=np.int64), (row, column)), shape=(len(units), len(names))).tocsr()
    graph.data[:] = 1
    active = np.asarray(graph.sum(axis=0)) > 0
    of_round = [np.bincount(column[step == k], minlength=len(names)) for k in range(len(rounds))]
    loads = people.assign(**dict(zip(rounds, of_round, strict=True)), total=np.bincount(column, minlength=len(names)))
    return Design(
        n_units=len(units),
        n_reviewers=int(active.sum()),
        idle=tuple(names[i] for i in np.flatnonzero(~active)),
        loads=loads,
        balance=_balance(loads, rules),
        components=parts(graph, units, names),
        links=_links(graph, people["subject"].to_numpy(), rules),
        pivotal=tuple(names[i] for i in _pivotal(graph)),
        same_points=any(ballot.fixed for ballot in rules.ballots),
        roles_apart=len({i.role for i in rules.kept if i.about is None}) > 1,
    )


def parts(graph: Any, units: list[str], reviewers: list[str]) -> tuple[Component, ...]:
    """Return the components of a graph of shape (n_units, n_reviewers), the largest first."""
    count, of_units, of_reviewers = components(graph)
    members: list[tuple[list[str], list[str]]] = [([], []) for _ in range(count)]
    for place, labels, numbers in ((0, units, of_units), (1, reviewers, of_reviewers)):
        for label, number in zip(labels, numbers.tolist(), strict=True):
            if number >= 0:
                members[number][place].append(label)
    found = [Component(tuple(of_unit), tuple(of_reviewer)) for of_unit, of_reviewer in members]
    return tuple(sorted(found, key=lambda part: (-len(part.units) - len(part.reviewers), part.units)))


def _balance(loads: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    rows: list[tuple[str | None, str | None, pd.Series[int]]] = []
    for step in rules.marked_rounds:
        if step.kind == "grouped":
            rows += [
                (step.id, s, loads.loc[loads["subject"] == s, step.id]) for s in _subjects(loads["subject"], rules)
            ]
        else:
            rows.append((step.id, None, loads[step.id]))
    rows.append((None, None, loads["total"]))
    return pd.DataFrame(
        {
            "round": pd.Series([step for step, _, _ in rows], dtype=object),
            "subject": pd.Series([subject for _, subject, _ in rows], dtype=object),
            "reviewers": [len(load) for _, _, load in rows],
            "least": [int(load.min()) if len(load) else 0 for _, _, load in rows],
            "most": [int(load.max()) if len(load) else 0 for _, _, load in rows],
            "mean": [float(load.mean()) if len(load) else 0.0 for _, _, load in rows],
        }
    )


def _links(graph: Any, subject: NDArray[np.str_], rules: Rules) -> pd.DataFrame:
    marked_by = {
        name: np.asarray(graph[:, subject == name].sum(axis=1)) > 0 for name in _subjects(pd.Series(subject), rules)
    }
    rows = [(one, other, int((marked_by[one] & marked_by[other]).sum())) for one, other in combinations(marked_by, 2)]
    return pd.DataFrame(rows, columns=["subject", "other", "units"]).astype({"units": "int64"})


def _subjects(present: pd.Series[str], rules: Rules) -> list[str]:
    return [s.id for s in rules.subjects if (present == s.id).any()]


def _pivotal(graph: Any) -> list[int]:
    """Return the reviewers without whom the units that others mark, too, fall into more parts.

    In the graph without units that a single reviewer marks these are the cut vertices: those of whom some neighbour,
    searched in depth, reaches nothing that was seen before them (Hopcroft & Tarjan 1973, doi:10.1145/362248.362272).
    """
    shared = graph[np.asarray(graph.sum(axis=1)) > 1]
    n_units = shared.shape[0]
    both = sparse.block_array([[None, shared], [shared.T, None]], format="csr") if shared.nnz else shared
    ends, heads = both.indptr.tolist(), both.indices.tolist()
    size = sum(shared.shape) if shared.nnz else 0
    seen, lowest, found = [-1] * size, [0] * size, set()
    number = 0
    for root in range(n_units):
        # Roots are units, so that no reviewer is one.
        if not size or seen[root] >= 0:
            continue
        seen[root] = lowest[root] = number
        number += 1
        stack = [(root, -1, ends[root])]
        while stack:
            here, parent, edge = stack.pop()
            if edge < ends[here + 1]:
                stack.append((here, parent, edge + 1))
                there = heads[edge]
                if seen[there] < 0:
                    seen[there] = lowest[there] = number
                    number += 1
                    stack.append((there, here, ends[there]))
                elif there != parent:
                    lowest[here] = min(lowest[here], seen[there])
            elif parent >= 0:
                lowest[parent] = min(lowest[parent], lowest[here])
                if lowest[here] >= seen[parent] and parent >= n_units:
                    found.add(parent - n_units)
    return sorted(found)
