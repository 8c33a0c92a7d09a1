"""The design of a review: how even the loads are, and whether reviewers and units hang together.

Where units and reviewers fall into parts without a common unit, a strict reviewer cannot be told from weak units: the
marks of different parts have no common zero. Where the parts hang by few units, the comparison is as uncertain.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.rules import Rules
from evalkit.review.assignment_solver import components, in_any_round
from evalkit.review.refusals import Component


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
    """

    n_units: int
    n_reviewers: int
    idle: tuple[str, ...]
    loads: pd.DataFrame
    balance: pd.DataFrame
    components: tuple[Component, ...]
    links: pd.DataFrame
    pivotal: tuple[str, ...]

    @property
    def connected(self) -> bool:
        """Whether all units and reviewers hang together."""
        return len(self.components) <= 1


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
    marks = np.zeros((len(rounds), len(units), len(names)), dtype=bool)
    places = ((rounds, "round"), (units, "unit"), (names, "reviewer"))
    marks[tuple(pd.Index(known).get_indexer(pd.Index(distinct[column])) for known, column in places)] = True

    graph = in_any_round(marks)
    loads = people.assign(**dict(zip(rounds, marks.sum(axis=1), strict=True)), total=marks.sum(axis=(0, 1)))
    return Design(
        n_units=len(units),
        n_reviewers=int(graph.any(axis=0).sum()),
        idle=tuple(names[i] for i in np.flatnonzero(~graph.any(axis=0))),
        loads=loads,
        balance=_balance(loads, rules),
        components=parts(graph, units, names),
        links=_links(graph, people["subject"].to_numpy(), rules),
        pivotal=tuple(names[i] for i in _pivotal(graph)),
    )


def parts(graph: NDArray[np.bool_], units: list[str], reviewers: list[str]) -> tuple[Component, ...]:
    """Return the components of a graph of shape (n_units, n_reviewers), the largest first."""
    count, of_units, of_reviewers = components(graph)
    found = [
        Component(
            tuple(units[i] for i in np.flatnonzero(of_units == number)),
            tuple(reviewers[i] for i in np.flatnonzero(of_reviewers == number)),
        )
        for number in range(count)
    ]
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


def _links(graph: NDArray[np.bool_], subject: NDArray[np.str_], rules: Rules) -> pd.DataFrame:
    marked_by = {name: graph[:, subject == name].any(axis=1) for name in _subjects(pd.Series(subject), rules)}
    rows = [(one, other, int((marked_by[one] & marked_by[other]).sum())) for one, other in combinations(marked_by, 2)]
    return pd.DataFrame(rows, columns=["subject", "other", "units"]).astype({"units": "int64"})


def _subjects(present: pd.Series[str], rules: Rules) -> list[str]:
    return [s.id for s in rules.subjects if (present == s.id).any()]


def _pivotal(graph: NDArray[np.bool_]) -> list[int]:
    """Return the reviewers without whom the units that others mark, too, fall into more parts."""
    whole = components(graph)[0]
    found = []
    for reviewer in np.flatnonzero(graph.any(axis=0)):
        rest = np.delete(graph, reviewer, axis=1)
        if components(rest[rest.any(axis=1)])[0] > whole:
            found.append(int(reviewer))
    return found
