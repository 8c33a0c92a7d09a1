"""Who marks what in which round: reviewers for every unit, by the rules, at random and reproducibly.

Groups are the subjects. In an open round a unit goes to any reviewers, in a grouped one to reviewers of its own
subject, in a crossed one to reviewers of other subjects who did not mark it before. Conflicts of interest are blocked,
and so is what reviewers cannot do.
An assignment whose units and reviewers fall into parts is refused: the severity of the reviewers could not be told from
the quality of the units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.conflicts import blocked as blocked_pairs
from evalkit.edition.conflicts import kept_apart
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError
from evalkit.review.assignment_lottery import draw
from evalkit.review.assignment_solver import Problem, in_any_round, solve
from evalkit.review.design import Design, design, parts
from evalkit.review.refusals import Disconnected, Shortage, TooFewReviewers
from evalkit.rules.models import Round, RoundKind, Rules

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Assignment:
    """Who marks what in which round.

    Attributes
    ----------
    table
        ``round, unit, reviewer``, one row each; rounds in the order of the rules, then units and reviewers by code.
    report
        How even the loads are, and how units and reviewers hang together.
    seed
        The same seed and the same input give the same table, whatever the order of the rows.
    """

    table: pd.DataFrame
    report: Design
    seed: int


def assign_edition(
    record: ReviewedEdition,
    *,
    seed: int,
    rules: Rules | None = None,
    cap: float | None = None,
    connect: bool = True,
    kept: pd.DataFrame | None = None,
    also: pd.DataFrame | None = None,
    unavailable: pd.DataFrame | None = None,
    partial: bool = False,
) -> Assignment:
    """Assign reviewers to the units of an edition, by its own rules or others; see :func:`assign`.

    `unavailable` stands in the place of what the edition says.

    Raises
    ------
    EvalkitError
        Units have no fields and a round goes by them, or as :func:`assign` does.
    """
    review = record.review
    if "subject" not in record.units:
        raise EvalkitError("no-subjects", edition=record.name)
    return assign(
        record.units[["unit", "subject"]],
        review.reviewers,
        rules or record.rules,
        kept_apart(record),
        seed=seed,
        affiliations=review.affiliations,
        unavailable=review.unavailable if unavailable is None else unavailable,
        cap=cap,
        connect=connect,
        kept=kept,
        also=also,
        partial=partial,
    )


def assign(
    units: pd.DataFrame,
    reviewers: pd.DataFrame,
    rules: Rules,
    blocked: Bools,
    *,
    seed: int,
    affiliations: pd.DataFrame | None = None,
    unavailable: pd.DataFrame | None = None,
    cap: float | None = None,
    connect: bool = True,
    kept: pd.DataFrame | None = None,
    also: pd.DataFrame | None = None,
    partial: bool = False,
) -> Assignment:
    """Assign reviewers to units for every marked round of the rules.

    The loads of a round are as even as conflicts allow: the largest is as small and the smallest as large as it can
    be, in a grouped round within each group, in a crossed one over all reviewers. Among those loads, the sums over the
    rounds are as even as they can be. Where the program had to be told to connect the parts or to keep reciprocal
    pairs apart, that comes first, and the loads are as even as it allows.

    Parameters
    ----------
    units
        ``unit, subject``, one row a unit that takes part.
    reviewers
        ``reviewer, subject``, one row a person; where there are such columns, ``further_subjects`` (with spaces
        between) that count like `subject`, and ``load``, the most units in all rounds together (missing: no limit).
    rules
        Their marked rounds, each with its number of reviewers a unit; and whether reciprocal marks are allowed.
    blocked
        Which pairs a conflict of interest keeps apart, shape (n_units, n_reviewers), in the order of the frames; see
        :func:`evalkit.edition.conflicts.blocked`.
    seed
        Of the random choice among the assignments that are equally good.
    affiliations
        ``reviewer, unit, kind``: the current ones tell whose marks would be reciprocal. Needed where the rules forbid
        that.
    unavailable
        ``reviewer, unit, round``: what a reviewer cannot mark; all units, all rounds where that is missing.
    cap
        Over 0 to 1: then the assignment is drawn by lot, and over all seeds no reviewer marks a unit with a larger
        probability (:mod:`evalkit.review.assignment_lottery`). Loads over all rounds are as even as the cap allows;
        those of single rounds are left to chance.
    connect
        Whether to refuse what falls into parts; False where further marks will connect them.
    kept
        ``round, unit, reviewer``: assignments that stay as they are, whatever would be better. Units that have more
        reviewers by them than the rules ask for keep those, and get no other.
    also
        ``round, unit, reviewer``: assignments that may stay, whatever else keeps the pair apart.
    partial
        Whether units may be left with fewer reviewers where there is nobody else; else that is refused.

    Raises
    ------
    EvalkitError
        The rules have no marked round, or one without its number of reviewers; there is no unit; a unit has no subject;
        the loads do not suffice; the cap is no probability, or too small.
    TooFewReviewers
        Units that fewer reviewers may mark than must; all of them are listed.
    Disconnected
        Units and reviewers would fall into parts.
    """
    rounds = rules.marked_rounds
    _check_rules(rounds, units)
    ties_count = rules.review.conflicts is not None and rules.review.conflicts.reciprocal
    if ties_count and affiliations is None:
        raise ValueError("`affiliations` must be given where the rules forbid reciprocal marks")
    if cap is not None and not 0 < cap <= 1:
        raise EvalkitError("cap", value=f"{cap:g}")
    if blocked.shape != (len(units), len(reviewers)):
        raise ValueError(f"`blocked` must have shape {(len(units), len(reviewers))}, got {blocked.shape}")

    by_unit, by_reviewer = np.argsort(units["unit"].to_numpy(str)), np.argsort(reviewers["reviewer"].to_numpy(str))
    units, reviewers = units.iloc[by_unit], reviewers.iloc[by_reviewer]
    codes, people = units["unit"].astype("str").tolist(), reviewers["reviewer"].astype("str").tolist()
    free = ~blocked[np.ix_(by_unit, by_reviewer)]
    same = _same_field(units, reviewers)
    admissible = np.stack([free & _fits(r.kind, same) for r in rounds]) & _can(unavailable, rounds, codes, people)
    fixed, stays = (_places(table, rounds, codes, people) for table in (kept, also))
    most = None
    if "load" in reviewers and reviewers["load"].notna().any():
        most = reviewers["load"].fillna(len(rounds) * len(units)).to_numpy(np.int64)
        admissible &= most > 0
        most = np.maximum(most, (fixed | stays).sum(axis=(0, 1)))
    admissible |= fixed | stays

    needed = np.maximum([[r.reviewers_per_unit or 0] for r in rounds], (fixed | stays).sum(axis=2))
    if partial:
        needed = _attainable(admissible, needed, fixed, rounds)
    _check_numbers(admissible, needed, rounds, units)
    if most is not None and most.sum() < needed.sum():
        raise EvalkitError("loads-too-small")
    if connect and kept is None:
        _check_links(in_any_round(admissible), rounds, codes, people)
    ties = np.zeros_like(free)
    if ties_count and affiliations is not None:
        ties = blocked_pairs(affiliations[affiliations["kind"].astype("str") == "current"], codes, people)
    rng = np.random.default_rng(seed)
    problem = Problem(
        admissible=admissible,
        needed=needed,
        crossed=np.array([r.kind == "crossed" for r in rounds]),
        ties=ties,
        chance=rng.random(admissible.shape),
        most=most,
        connect=connect,
        fixed=None if kept is None else fixed,
    )
    outcome = solve(problem) if cap is None else draw(problem, cap, rng)
    if outcome.refused_because == "loads":
        raise EvalkitError("loads-too-small")
    if outcome.refused_because == "reciprocal":
        raise EvalkitError("no-assignment-without-reciprocal")
    if outcome.refused_because == "disconnected":
        raise Disconnected(parts(in_any_round(outcome.chosen), codes, people), possible=False)
    at_round, at_unit, at_reviewer = np.nonzero(outcome.chosen)
    table = pd.DataFrame(
        {
            "round": np.array([r.id for r in rounds], dtype=object)[at_round],
            "unit": np.array(codes, dtype=object)[at_unit],
            "reviewer": np.array(people, dtype=object)[at_reviewer],
        }
    )
    return Assignment(table, design(table, reviewers, rules), seed)


def _same_field(units: pd.DataFrame, reviewers: pd.DataFrame) -> Bools:
    """Return which units are of a field that each reviewer knows, shape (n_units, n_reviewers)."""
    further = reviewers["further_subjects"] if "further_subjects" in reviewers else [None] * len(reviewers)
    known = [
        {str(own), *("" if pd.isna(more) else str(more)).split()}
        for own, more in zip(reviewers["subject"], further, strict=True)
    ]
    return np.array([[subject in fields for fields in known] for subject in units["subject"].astype(str)], dtype=bool)


def _can(unavailable: pd.DataFrame | None, rounds: tuple[Round, ...], units: list[str], reviewers: list[str]) -> Bools:
    """Return what reviewers can mark, shape (n_rounds, n_units, n_reviewers)."""
    can = np.ones((len(rounds), len(units), len(reviewers)), dtype=bool)
    if unavailable is not None:
        ids = [r.id for r in rounds]
        for reviewer, unit, step in unavailable[["reviewer", "unit", "round"]].itertuples(index=False):
            at_unit = slice(None) if pd.isna(unit) else np.array([u == unit for u in units])
            at_round = slice(None) if pd.isna(step) else ids.index(str(step))
            can[at_round, at_unit, reviewers.index(str(reviewer))] = False
    return can


def _fits(kind: RoundKind, same: Bools) -> Bools:
    """Return which reviewers may mark which units in a round of a kind; `same`: their fields are the same."""
    return same if kind == "grouped" else ~same if kind == "crossed" else np.ones_like(same)


def _check_rules(rounds: tuple[Round, ...], units: pd.DataFrame) -> None:
    if not rounds:
        raise EvalkitError("no-marked-round")
    for step in rounds:
        if step.reviewers_per_unit is None:
            raise EvalkitError("no-reviewers-per-unit", round=step.id)
    if units.empty:
        raise EvalkitError("no-units-to-assign")
    without = units.loc[units["subject"].isna(), "unit"].astype("str").tolist()
    if without and any(step.kind != "open" for step in rounds):
        raise EvalkitError("units-without-subject", count=len(without), units=", ".join(sorted(without)))


def _places(table: pd.DataFrame | None, rounds: tuple[Round, ...], units: list[str], reviewers: list[str]) -> Bools:
    """Return who stands in a table of ``round, unit, reviewer``, shape (n_rounds, n_units, n_reviewers)."""
    there = np.zeros((len(rounds), len(units), len(reviewers)), dtype=bool)
    if table is not None:
        known = {"round": [r.id for r in rounds], "unit": units, "reviewer": reviewers}
        there[tuple(pd.Index(known[name]).get_indexer(pd.Index(table[name].astype("str"))) for name in known)] = True
    return there


def _together(rounds: tuple[Round, ...]) -> list[list[int]]:
    """Return which rounds need different reviewers: the crossed ones, every other by itself."""
    crossed = [i for i, r in enumerate(rounds) if r.kind == "crossed"]
    return [[i] for i in range(len(rounds)) if i not in crossed] + ([crossed] if crossed else [])


def _attainable(admissible: Bools, needed: Ints, fixed: Bools, rounds: tuple[Round, ...]) -> Ints:
    """Return how many reviewers each unit can have, at most as many as it needs, in each round."""
    found, there = needed.copy(), fixed.sum(axis=2)
    for members in _together(rounds):
        # Those who are there already are left to the rounds in which they are.
        left = admissible[members].any(axis=0).sum(axis=1) - there[members].sum(axis=0)
        for i in members:
            more = np.minimum(admissible[i].sum(axis=1) - there[i], np.minimum(left, needed[i] - there[i]))
            found[i], left = there[i] + more, left - more
    return found


def _check_numbers(admissible: Bools, needed: Ints, rounds: tuple[Round, ...], units: pd.DataFrame) -> None:
    """Refuse where a unit has too few reviewers; crossed rounds need different ones and are taken together."""
    shortages = []
    for members in _together(rounds):
        wanted = needed[members].sum(axis=0)
        numbers = admissible[members].any(axis=0).sum(axis=1)
        for i in np.flatnonzero(numbers < wanted):
            unit, subject = str(units["unit"].iloc[i]), str(units["subject"].iloc[i])
            ids = tuple(rounds[j].id for j in members)
            shortages.append(Shortage(unit, subject, ids, int(numbers[i]), int(wanted[i])))
    if shortages:
        raise TooFewReviewers(sorted(shortages, key=lambda s: s.unit))


def _check_links(possible: Bools, rounds: tuple[Round, ...], units: list[str], reviewers: list[str]) -> None:
    """Refuse what no choice could connect: parts without an admissible pair between them, or too few marks."""
    found = parts(possible, units, reviewers)
    if len(found) > 1:
        raise Disconnected(found, possible=True)
    n_units, n_reviewers = len(units), int(possible.any(axis=0).sum())
    per_unit = sum(r.reviewers_per_unit or 0 for r in rounds)
    # A graph with n nodes needs n - 1 edges to be connected.
    if n_units * per_unit < n_units + n_reviewers - 1:
        raise EvalkitError(
            "too-few-marks-to-connect",
            units=n_units,
            reviewers=n_reviewers,
            per_unit=per_unit,
            pairs=n_units * per_unit,
            needed=n_units + n_reviewers - 1,
        )
