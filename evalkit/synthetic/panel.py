"""What the fictional panel decides about the units on the docket, and its minutes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from evalkit.edition.conflicts import conflicts
from evalkit.edition.record import EditionRecord
from evalkit.review.ballots import Ballots, ballots
from evalkit.review.docket import Driver, docket
from evalkit.sources.schema import PANEL_REVIEWER
from evalkit.synthetic.draws import Floats, stream
from evalkit.synthetic.marks import COLUMNS, demo_world
from evalkit.synthetic.world import SEED
from evalkit.wording import text

_REVISED, _ATTENDS, _MINORITY = 0.6, 0.9, 0.15
# How far a revised mark goes from the mean of the marks towards the true one.
_TOWARDS_TRUTH = 0.7
_N_REVISED, _N_KEPT, _N_MINORITY = 3, 2, 2


@dataclass(frozen=True)
class Decisions:
    """What a panel decided.

    Attributes
    ----------
    minutes
        One row a unit, in the order of its file: ``unit, date, decision, reason, present, recused, minority_view``.
    marks
        The revised marks, in the columns of ``marks.csv``.
    """

    minutes: pd.DataFrame
    marks: pd.DataFrame


def decide(record: EditionRecord, seed: int = SEED) -> Decisions:
    """Discuss every unit on the docket of an edition of the demonstration.

    Some marks are kept; others are revised, those of the indicators that drive the difference, towards the truth. The
    panel meets on two days, the first half of the docket on the first.

    Raises
    ------
    ValueError
        The edition is none of the demonstration.
    """
    world, edition = demo_world(record, seed), record.rules.edition
    record = record.reviewed()
    review, talk = record.review, record.rules.discussion
    if talk is None:
        raise AssertionError("the editions of the demonstration have a discussion")
    apart = conflicts(review.affiliations, review.recusals, record.rules)
    sheets = ballots(record)
    table = docket(record).table
    days = [m.date for m in record.rules.review.milestones][-1:]
    minutes, marks = [], []
    for n, (unit, drivers) in enumerate(zip(table["unit"], table["drivers"], strict=True)):
        rng = stream(seed, edition, "panel", unit)
        day = days[0] + dt.timedelta(days=0 if 2 * n < len(table) else 1)
        attends = stream(seed, edition, "attends", str(day)).random(len(world.reviewers)) < _ATTENDS
        people = [p.code for p, there in zip(world.reviewers, attends, strict=True) if there]
        recused = set(apart.loc[apart["unit"] == unit, "reviewer"])
        revised = rng.random() < _REVISED
        minutes.append(
            {
                "unit": unit,
                "date": day,
                "decision": "revised" if revised else "kept",
                "reason": _reason(record, drivers, revised, rng),
                "present": " ".join(p for p in people if p not in recused),
                "recused": " ".join(p for p in people if p in recused) or None,
                "minority_view": _minority(record, drivers, rng),
            }
        )
        if revised:
            shares = world.years[edition].shares[world.place[unit]]
            for indicator, steps in _new_marks(record, sheets, unit, drivers, shares).items():
                points = record.rules.mark_scale.to_points(steps)
                marks.append((unit, PANEL_REVIEWER, talk.id, indicator, points, None))
    order = {str(unit): i for i, unit in enumerate(record.units["unit"])}
    names = ["unit", "date", "decision", "reason", "present", "recused", "minority_view"]
    listed = sorted(minutes, key=lambda row: order[str(row["unit"])])
    indicators = {i.id: n for n, i in enumerate(record.rules.indicators)}
    marks.sort(key=lambda row: (order[row[0]], indicators[row[3]]))
    return Decisions(pd.DataFrame(listed, columns=names, dtype=object), pd.DataFrame(marks, columns=list(COLUMNS)))


def _named(record: EditionRecord, drivers: tuple[Driver, ...]) -> list[str]:
    names = {i.id: i.name["zh"] for i in record.rules.indicators}
    return [f"“{names[driver.indicator]}”" for driver in drivers]


def _reason(record: EditionRecord, drivers: tuple[Driver, ...], revised: bool, rng: np.random.Generator) -> str:
    word, number = ("revised", _N_REVISED) if revised else ("kept", _N_KEPT)
    message = f"synthetic-{word}-{int(rng.integers(number)) + 1}"
    return text("zh", message, indicators="".join(_named(record, drivers)))


def _minority(record: EditionRecord, drivers: tuple[Driver, ...], rng: np.random.Generator) -> str | None:
    number = int(rng.integers(_N_MINORITY)) + 1
    if rng.random() >= _MINORITY:
        return None
    return text("zh", f"synthetic-minority-{number}", indicator=_named(record, drivers)[0])


def _new_marks(
    record: EditionRecord, sheets: Ballots, unit: str, drivers: tuple[Driver, ...], shares: Floats
) -> dict[str, int]:
    """Return the revised marks in steps, by indicator."""
    rules = record.rules
    ids = [i.id for i in rules.indicators]
    own = sheets.marks[sheets.unit == sheets.units.index(unit)]
    found = {}
    for driver in drivers:
        j = ids.index(driver.indicator)
        mean = Fraction(int(own[:, j].sum()), len(own))
        true = float(shares[j]) * rules.mark_scale.to_steps(rules.indicators[j].points or rules.mark_scale.step)
        found[driver.indicator] = round(float(mean) + _TOWARDS_TRUTH * (true - float(mean)))
    return found
