"""Which units the panel has to discuss, most consequential first, and which indicators drive their differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.frames import DISPUTES
from evalkit.review.ballots import Ballots, Ints, ballots
from evalkit.review.final import combine, counted_rounds, final_marks, places_of, stretch
from evalkit.review.whole import common, ends_of, whole
from evalkit.rules.banding import tier_numbers
from evalkit.rules.models import Rules
from evalkit.rules.points import round_steps

#: So many sheets are combined at a time.
_AT_A_TIME = 200_000
#: How many indicators are named as those that drive a difference.
MOST_DRIVERS = 3


@dataclass(frozen=True)
class Docket:
    """The units for discussion, and how they were found.

    Attributes
    ----------
    table
        One row a unit for discussion, most consequential first: units whose tier would change if one reviewer were
        left out come first, then those nearest to a cut-off, then those with the largest difference. Columns as in
        :data:`evalkit.frames.DISPUTES`; ``spreads`` is a float, to be shown and not compared; ``drivers`` holds
        :class:`Driver`.
    n_units
        How many units have at least two sheets to compare.
    spread
        Standard deviation of the units' mean totals in points (float, to be shown), None with fewer than two units.
    """

    table: pd.DataFrame
    n_units: int
    spread: float | None

    @property
    def undecided(self) -> pd.DataFrame:
        """The rows of the units of which no decision is on file."""
        return self.table[~self.table["status"].isin(("kept", "revised"))]

    @property
    def open(self) -> int | None:
        """How many units are still to be discussed; None where no minutes are on file, and any may have been."""
        return None if (self.table["status"] == "unknown").any() else len(self.undecided)


@dataclass(frozen=True)
class Driver:
    """An indicator on which the highest and the lowest total of a unit differ.

    Attributes
    ----------
    indicator
        Its id.
    lowest, highest
        The marks of the reviewers with the lowest and with the highest total, in points.
    """

    indicator: str
    lowest: Fraction
    highest: Fraction


def docket(record: ReviewedEdition, rules: Rules | None = None) -> Docket:
    """Find the units whose reviewers differ by what the rules call an important difference.

    Parameters
    ----------
    record
        An edition of marks.
    rules
        The rules to apply; by default those on file.

    Returns
    -------
    The docket; empty where the rules do not say what makes a difference important.
    """
    rules = rules or record.rules
    sheets = ballots(record).before_discussion
    if rules.staged or not rules.cut_offs_known:
        # Totals of sheets are no scores there, or fall into no tier.
        return Docket(DISPUTES.of([]), 0, None)
    before = final_marks(record, sheets, rules)
    sheets = sheets.with_totals
    compared = _Compared(sheets, rules)
    names = dict(zip(record.units["unit"], record.units["name"], strict=True))
    minutes = record.review.minutes
    status = {} if minutes is None else dict(zip(minutes["unit"], minutes["decision"], strict=True))
    otherwise = "unknown" if minutes is None else "open"
    important = {place: why for place in compared.several if (why := compared.why(place))}
    known = [place for place in important if before.known[place]]
    # The tier of each score, all at once.
    own = dict(zip(known, tier_numbers(before.scores.iloc[known].to_numpy(np.int64), rules).tolist(), strict=True))
    reached = _without_one(compared, own)
    rows: list[dict[str, object]] = []
    for place, why in important.items():
        unit = sheets.units[place]
        without_one = reached.get(place, ())
        tier = rules.tiers[own[place]].id if place in own else None
        score = before.scores.iloc[place] if place in own else None
        found = {"why": why, "tier": tier, "without_one": without_one, "hangs": len(without_one) > 1}
        told = {"unit": unit, "name": names[unit], "status": status.get(unit, otherwise)}
        rows.append(told | found | _row(place, score, compared))
    rows.sort(key=_consequence)
    return Docket(DISPUTES.of(rows), len(compared.several), compared.spread)


def differing(record: ReviewedEdition) -> frozenset[str] | None:
    """Return the units whose reviewers differ by what the rules call important; None where that cannot be told."""
    rules = record.rules
    if rules.review.importance is None or rules.staged or not rules.cut_offs_known:
        return None
    sheets = ballots(record).before_discussion.with_totals
    compared = _Compared(sheets, rules)
    if not compared.several:
        return None
    return frozenset(sheets.units[place] for place in compared.several if compared.why(place))


class _Compared:
    """The totals of the reviewers of each unit, compared under the rules.

    `totals` are in steps of `step` points, `marks` in steps of `mark_step`: marks that the rules stretch need finer
    ones than those on file, and totals of which something is left out still finer ones.
    """

    def __init__(self, sheets: Ballots, rules: Rules) -> None:
        self.sheets, self.rules = sheets, rules
        multipliers, offsets, divisor = stretch(sheets, rules)
        self.marks = sheets.marks * multipliers + offsets
        self.totals, below = common(*whole(self.marks, sheets.given, ends_of(rules), divisor))
        self.mark_step = Fraction(rules.mark_scale.step) / divisor
        self.step = Fraction(rules.mark_scale.step) / below
        n_units = len(sheets.units)
        self.number = np.bincount(sheets.unit, minlength=n_units)
        self.order = np.argsort(sheets.unit, kind="stable")
        self.start = np.concatenate(([0], np.cumsum(self.number)))
        self.several = [int(u) for u in np.flatnonzero(self.number >= 2)]
        self.variance = self._variance()
        self.sheet_tiers = tiers_of(self.totals, self.step, rules)

    def rows(self, place: int) -> Ints:
        """Return the sheets of one unit."""
        return self.order[self.start[place] : self.start[place + 1]]

    def _variance(self) -> Fraction | None:
        """Return the variance of the units' mean totals in squared steps, exactly."""
        marked = np.flatnonzero(self.number)
        if len(marked) < 2:
            return None
        sums = np.zeros(len(self.number), dtype=self.totals.dtype)
        np.add.at(sums, self.sheets.unit, self.totals)
        common = lcm(*(int(n) for n in np.unique(self.number[marked])))
        means = [int(sums[u]) * (common // int(self.number[u])) for u in marked]
        n = len(means)
        return Fraction(n * sum(m * m for m in means) - sum(means) ** 2, n * (n - 1) * common**2)

    @property
    def spread(self) -> float | None:
        """The standard deviation of the units' mean totals in points."""
        return None if self.variance is None else float(self.variance) ** 0.5 * float(self.step)

    def difference(self, place: int) -> int:
        """Return highest less lowest total of a unit, in steps."""
        totals = self.totals[self.rows(place)]
        return int(totals.max() - totals.min())

    def why(self, place: int) -> tuple[str, ...]:
        """Return which criteria make the difference of a unit important."""
        importance = self.rules.review.importance
        if importance is None:
            return ()
        difference = self.difference(place)
        found = []
        if importance.points is not None and difference * self.step >= Fraction(importance.points):
            found.append("points")
        if importance.spreads is not None and self.variance:
            # Compared as squares, so that no square root is taken.
            if Fraction(difference) ** 2 >= Fraction(importance.spreads) ** 2 * self.variance:
                found.append("spreads")
        if importance.tiers is not None and len(set(self.sheet_tiers[self.rows(place)])) >= importance.tiers:
            found.append("tiers")
        return tuple(found)

    def drivers(self, place: int) -> tuple[Driver, ...]:
        """Return the indicators on which the two extreme sheets of a unit differ most, in the sense of their totals."""
        rows = self.rows(place)
        totals = self.totals[rows]
        low, high = rows[int(totals.argmin())], rows[int(totals.argmax())]
        gap = self.marks[high] - self.marks[low]
        if self.sheets.given is not None:
            gap = np.where(self.sheets.given[high] & self.sheets.given[low], gap, 0)
        largest = [int(i) for i in np.argsort(-gap, kind="stable")[:MOST_DRIVERS] if gap[i] > 0]
        indicators = self.rules.indicators
        return tuple(
            Driver(
                indicators[i].id,
                self.mark_step * int(self.marks[low, i]),
                self.mark_step * int(self.marks[high, i]),
            )
            for i in largest
            if self.rules.indicators[i].scored
        )


def tiers_of(totals: Ints, step: Fraction, rules: Rules) -> Ints:
    """Return the places of the tiers of totals of sheets in steps of some points, rounded as scores are."""
    ratio = step / Fraction(rules.scores.step)
    rounding = rules.review.final.score_rule if rules.review.final else "half-up"
    steps = round_steps(totals * ratio.numerator, np.full_like(totals, ratio.denominator), rounding)
    return tier_numbers(steps, rules)


def _row(place: int, score: int | None, compared: _Compared) -> dict[str, object]:
    """Return what a row says in numbers; `score` in steps of the scale."""
    rules, step = compared.rules, compared.step
    rows = compared.rows(place)
    totals = compared.totals[rows]
    points = None if score is None else Fraction(rules.scores.scale.to_points(int(score)))
    difference = compared.difference(place)
    return {
        "n_sheets": len(rows),
        "lowest": step * int(totals.min()),
        "highest": step * int(totals.max()),
        "difference": step * difference,
        "spreads": float(difference) / float(compared.variance) ** 0.5 if compared.variance else None,
        "tiers": _names(compared.sheet_tiers[rows], rules),
        "score": points,
        "margin": None if points is None else margin(points, rules),
        "drivers": compared.drivers(place),
    }


def _names(numbers: Iterable[int] | Ints, rules: Rules) -> tuple[str, ...]:
    return tuple(rules.tiers[int(n)].id for n in sorted(set(int(n) for n in numbers)))


def _without_one(compared: _Compared, own: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
    """Return the tiers that the scores of units reach when each reviewer who counts is left out in turn.

    A unit without one of its reviewers is a unit like any other to the final rule: they are combined all at once, as
    many at a time as keep the memory in bounds. `own`: the tier of each of them with all of its reviewers, by place.
    """
    rules, sheets = compared.rules, compared.sheets
    counts = np.isin(sheets.round, places_of(counted_rounds(rules), sheets.rules))
    reached = {place: {tier} for place, tier in own.items()}
    cases: list[tuple[int, Ints]] = []
    waiting = 0
    for place in own:
        rows = compared.rows(place)
        rows = rows[counts[rows]]
        cases += [(place, rows[sheets.reviewer[rows] != who]) for who in np.unique(sheets.reviewer[rows])]
        waiting += len(rows) ** 2
        if waiting > _AT_A_TIME:
            _reach(cases, sheets, rules, reached)
            cases, waiting = [], 0
    _reach(cases, sheets, rules, reached)
    return {place: _names(tiers, rules) for place, tiers in reached.items()}


def _reach(cases: Sequence[tuple[int, Ints]], sheets: Ballots, rules: Rules, reached: dict[int, set[int]]) -> None:
    """Add the tier of every unit as some of its sheets make it; units are places, and may come several times."""
    if not cases:
        return
    places = np.array([place for place, _ in cases])
    alone = sheets.as_units(places, [rows for _, rows in cases])
    scores = combine(alone, rules, np.ones(len(cases), dtype=bool)).scores
    known = scores.notna().to_numpy()
    tiers = tier_numbers(scores[known].to_numpy(np.int64), rules)
    for place, tier in zip(places[known].tolist(), tiers.tolist(), strict=True):
        reached[place].add(tier)


def margin(points: Fraction, rules: Rules) -> Fraction:
    """Return how far a score lies from the nearest cut-off: how much it would have to fall, or rise, to change tier."""
    step, sign = Fraction(rules.scores.step), 1 if rules.best == "highest" else -1
    above = [sign * (points - Fraction(cut_off)) for cut_off in rules.cut_offs]
    return min((by + step if by >= 0 else -by for by in above), default=Fraction(rules.scores.max))


def _consequence(row: dict[str, object]) -> tuple[bool, bool, Fraction, Fraction, str]:
    distance, difference = row["margin"], row["difference"]
    if not isinstance(difference, Fraction):
        raise AssertionError("as _row makes them")
    known = isinstance(distance, Fraction)
    return (
        not row["hangs"],
        not known,
        distance if isinstance(distance, Fraction) else Fraction(0),
        -difference,
        str(row["unit"]),
    )
