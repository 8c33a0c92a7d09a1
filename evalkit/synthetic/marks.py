"""The marks that the fictional reviewers give for an assignment on file."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.conflicts import conflicts
from evalkit.edition.record import EditionRecord, ReviewedEdition
from evalkit.review.sheets.make import assigned_units
from evalkit.synthetic.draws import Floats, reach, stream
from evalkit.synthetic.effects import ABOUT, OWN_ALLIANCE, habit_of
from evalkit.synthetic.world import SEED, World, rules_of, world_of
from evalkit.wording import text

COLUMNS = ("unit", "reviewer", "round", "indicator", "points", "comment")

# Of so many sheets one has a comment, on its weakest or on its strongest indicator.
_COMMENTED = 0.12
_N_COMMENTS = 4

Pair = tuple[str, str]


def synthetic_marks(record: EditionRecord, round_id: str, seed: int = SEED) -> pd.DataFrame:
    """Return what the fictional reviewers give in one round.

    A sheet follows from the seed, the edition, the round, the reviewer and the unit, and from nothing else: another
    assignment has the same marks where it has the same sheets.

    Parameters
    ----------
    record
        An edition of the demonstration with its assignment.
    round_id
        A round in which reviewers mark on their own.
    seed
        That of the demonstration.

    Returns
    -------
    ``unit, reviewer, round, indicator, points`` (Decimal), ``comment`` (text or missing), one row a mark; units,
    reviewers and indicators in the order of the files.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such round; nothing is assigned in it.
    ValueError
        The edition is none of the demonstration.
    """
    world = demo_world(record, seed)
    sheets = _sheets(record.reviewed(), round_id)
    steps, comments = fill(world, record.rules.edition, round_id, sheets, old_ties(record))
    indicators = [i.id for i in record.rules.indicators]
    step = record.rules.mark_scale.step
    rows = [
        (unit, reviewer, round_id, indicator, step * int(steps[i, j]), comments.get((i, j)))
        for i, (unit, reviewer) in enumerate(sheets)
        for j, indicator in enumerate(indicators)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: "string" for name in COLUMNS if name != "points"})


def demo_world(record: EditionRecord, seed: int) -> World:
    """Return the world to which an edition belongs; ValueError where it is none of the demonstration."""
    world = world_of(seed)
    known = record.programme.synthetic and record.rules.edition in world.years
    if not known or record.review is None or not set(record.units["unit"]) <= set(world.place):
        raise ValueError(f"`record` must be an edition of the demonstration, got {record.name}")
    return world


def old_ties(record: EditionRecord) -> frozenset[Pair]:
    """Return the pairs of reviewer and unit with a former tie that the rules do not count any more."""
    review = record.reviewed().review
    ties = review.affiliations
    former = ties[ties["kind"] == "former"]
    apart = conflicts(ties, review.recusals, record.rules)
    return frozenset(_pairs(former)) - frozenset(_pairs(apart))


def _pairs(table: pd.DataFrame) -> list[Pair]:
    return [(str(r), str(u)) for r, u in zip(table["reviewer"], table["unit"], strict=True)]


def _sheets(record: ReviewedEdition, round_id: str) -> list[Pair]:
    """Return unit and reviewer of every sheet, in the order of the files."""
    assigned = assigned_units(record, round_id)
    return [(str(u), reviewer) for u in record.units["unit"] for reviewer, units in assigned.items() if str(u) in units]


def fill(
    world: World, edition: str, round_id: str, sheets: list[Pair], own: frozenset[Pair]
) -> tuple[NDArray[np.int64], dict[tuple[int, int], str]]:
    """Return what stands on sheets that are named, on file or not.

    Parameters
    ----------
    world, edition, round_id
        Whose units and habits, and what the marks follow from beside reviewer and unit.
    sheets
        Unit and reviewer of each.
    own
        Reviewer and unit of old ties.

    Returns
    -------
    Marks in steps, shape (n_sheets, n_indicators), and comments by sheet and indicator.
    """
    rules, year = rules_of(edition), world.years[edition]
    place = np.array([world.place[unit] for unit, _ in sheets], dtype=np.int64)
    habits = [habit_of(reviewer) for _, reviewer in sheets]
    streams = [stream(world.seed, edition, round_id, reviewer, unit) for unit, reviewer in sheets]
    drawn = np.array([rng.standard_normal(1 + len(rules.indicators)) for rng in streams])
    points = np.where(year.submitted[place], [float(i.points or 0) for i in rules.indicators], 0.0)
    extra = np.array([OWN_ALLIANCE if (reviewer, unit) in own else 0.0 for unit, reviewer in sheets])

    def each(name: str) -> Floats:
        return np.array([getattr(habit, name) for habit in habits])

    true = year.totals[place]
    totals = ABOUT + each("slope") * (true - ABOUT) + each("shift") + extra + each("total_sd") * drawn[:, 0]
    overall = (true / points.sum(axis=1))[:, None]
    seen = overall + each("profile")[:, None] * (year.shares[place] - overall)
    shares = reach(seen + each("indicator_sd")[:, None] * drawn[:, 1:], points, totals, 0.0, 1.0)
    steps = np.rint(shares * points / float(rules.mark_scale.step)).astype(np.int64)
    comments = {}
    for i, rng in enumerate(streams):
        if rng.random() < _COMMENTED:
            strong, number = rng.random() < 0.5, int(rng.integers(_N_COMMENTS)) + 1
            share = np.where(points[i] > 0, shares[i], 0.5)
            j = int(share.argmax() if strong else share.argmin())
            comments[i, j] = text("zh", f"synthetic-comment-{'strong' if strong else 'weak'}-{number}")
    return steps, comments
