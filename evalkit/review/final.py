"""From the marks of several reviewers to one score, exactly, by a named rule.

The rule is applied to the marks of one indicator; what the discussion decided stands; the sum over the indicators is
rounded once, to the step of the scores. All of it in integers: a mean of three marks is a sum over 3 until the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.record import ReviewedEdition
from evalkit.review.ballots import UNDECIDED, Ballots, Ints
from evalkit.review.stages import ONE, ZERO, Made, Mark, compose, left_out
from evalkit.review.whole import ends_of, whole
from evalkit.rules.models import Rules
from evalkit.rules.points import round_fraction, round_steps
from evalkit.rules.stages import FinalRule


@dataclass(frozen=True)
class FinalMarks:
    """The final marks of every unit on every indicator, as fractions.

    Attributes
    ----------
    rules
        The rules by which they were found.
    units
        Codes of the units.
    numerator
        Shape (n_units, n_indicators). ``numerator / denominator`` is the final mark, in steps of ``rules.marks``. Of
        dtype object, as the denominator, where it does not go into 64 bits.
    denominator
        Shape (n_units,); 0 where a unit has no final marks, since a sheet is missing.
    n_sheets
        Shape (n_units,): how many sheets were counted.
    marked
        Shape (n_units, n_indicators): where there is a final mark; None where there is one on every indicator of every
        unit that is known. Where nobody found an indicator applicable, or units of a type do not have it, there is
        none.
    made
        What the stages of the rules make of each unit; None where the sum of the final marks is the score. With them,
        a final mark is what the reviewers of an indicator come to, before any weight, and 0 on an indicator that units
        of that type do not have.
    """

    rules: Rules
    units: tuple[str, ...]
    numerator: Ints
    denominator: Ints
    n_sheets: Ints
    marked: NDArray[np.bool_] | None = None
    made: tuple[Made | None, ...] | None = None

    @property
    def known(self) -> NDArray[np.bool_]:
        """Shape (n_units,): whether the unit has final marks."""
        return self.denominator > 0

    @cached_property
    def scores(self) -> pd.Series:
        """The final scores in steps of ``rules.scores``, rounded once; ``Int64``, by unit, missing where unknown."""
        final = self.rules.review.final
        if final is None:
            raise ValueError("the rules do not say how marks become a score")
        known = self.known
        steps = pd.Series(pd.NA, index=pd.Index(self.units, name="unit"), dtype="Int64")
        if self.made is not None:
            step = Fraction(self.rules.scores.step)
            made = [round_fraction(m.score / step, ONE, final.score_rule) for m in self.made if m is not None]
            steps[known] = np.array([int(s) for s in made], dtype=np.int64)
            return steps
        ratio = Fraction(self.rules.mark_scale.step) / Fraction(self.rules.scores.step)
        sums, below = self._sums
        numerator, denominator = sums[known] * ratio.numerator, below[known] * ratio.denominator
        steps[known] = round_steps(numerator, denominator, final.score_rule).astype(np.int64)
        return steps

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {unit: row for row, unit in enumerate(self.units)}

    def points(self, unit: str) -> tuple[Fraction | None, ...] | None:
        """Return the exact final marks of one unit in points, in the order of the rubric; None where unknown."""
        row = self._rows[unit]
        if not self.known[row]:
            return None
        step = Fraction(self.rules.mark_scale.step)
        marked = np.ones(len(self.rules.indicators), dtype=bool) if self.marked is None else self.marked[row]
        points = [step * Fraction(int(n), int(self.denominator[row])) for n in self.numerator[row]]
        return tuple(p if there else None for p, there in zip(points, marked, strict=True))

    def parts(self, unit: str) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
        """Return what one unit has on each indicator of the score, and in each area, in points; empty where unknown.

        An area of which every indicator was dropped after marking has none. For plain
        sums; where there are stages between, :attr:`made` has the same.
        """
        points = self.points(unit) or ()
        scored = [i for i in self.rules.indicators if i.scored]
        by_indicator = dict(zip((i.id for i in self.rules.indicators), points, strict=bool(points)))
        given = {i.id: p for i in scored if (p := by_indicator.get(i.id)) is not None}
        whole = given | (left_out(self.rules, scored, given) or {}) if given else {}
        kept = [a for a in self.rules.areas if any(not self.rules.is_dropped(i.id) for i in a.indicators)]
        areas = [(a.id, [whole[i.id] for i in a.indicators if i.id in whole]) for a in kept]
        return given, {name: sum(own, ZERO) for name, own in areas if own}

    @cached_property
    def _sums(self) -> tuple[Ints, Ints]:
        return whole(self.numerator, self.marked, ends_of(self.rules), self.denominator)

    def total(self, unit: str) -> Fraction | None:
        """Return the exact score of one unit before it is rounded, in points; None where unknown."""
        row = self._rows[unit]
        if not self.known[row]:
            return None
        made = None if self.made is None else self.made[row]
        if made is not None:
            return made.score
        numerator, denominator = self._sums
        return Fraction(self.rules.mark_scale.step) * Fraction(int(numerator[row]), int(denominator[row]))


def final_marks(record: ReviewedEdition, sheets: Ballots, rules: Rules | None = None) -> FinalMarks:
    """Apply the rules of an edition, or others, to its marks.

    Parameters
    ----------
    record
        The edition; its assignment says which sheets there should be.
    sheets
        Its marks, or some of them.
    rules
        The rules to apply. Where they give an indicator other points than the marks were given under, marks are
        stretched in proportion.

    Returns
    -------
    The final marks. A unit has them where every sheet assigned to it in the rounds that count is there (unless the
    rules leave out what is missing), and at least one in each of those rounds.
    """
    rules = rules or record.rules
    counted = places_of(counted_rounds(rules), sheets.rules)
    used = sheets.only(np.isin(sheets.round, counted))
    complete = _complete(record, used, counted)
    return _staged(record, used, rules, complete) if rules.staged else combine(used, rules, complete)


def _staged(record: ReviewedEdition, used: Ballots, rules: Rules, complete: NDArray[np.bool_]) -> FinalMarks:
    """Take every unit through the stages of the rules."""
    kinds = record.column("type")
    step = Fraction(used.rules.mark_scale.step)
    names = [i.id for i in rules.indicators]
    rounds = [r.id for r in used.rules.review.rounds]
    own: list[list[Mark]] = [[] for _ in used.units]
    present: list[set[str | None]] = [set() for _ in used.units]
    for sheet in range(len(used.unit)):
        at, reviewer = int(used.unit[sheet]), used.reviewers[used.reviewer[sheet]]
        role = record.role(used.units[at], reviewer)
        present[at].add(role)
        own[at] += [
            Mark(rounds[used.round[sheet]], reviewer, role, names[i], step * int(used.marks[sheet, i]))
            for i in (range(len(names)) if used.given is None else np.flatnonzero(used.given[sheet]))
        ]
    columns = {r.difficulty.column for r in rules.review.rounds if r.difficulty is not None}
    by_column = {column: record.column(column) for column in columns}
    computed = _by_formula(record, rules)
    made: list[Made | None] = []
    for place, unit in enumerate(used.units):
        agreed = {n: step * int(d) for n, d in zip(names, used.decided[place], strict=True) if d != UNDECIDED}
        there = complete[place] or (rules.review.final is not None and rules.review.final.rule == "consensus")
        cells = {column: there_is[unit] for column, there_is in by_column.items() if unit in there_is}
        given = [*record.adjustments.get(unit, ()), *computed.get(unit, ())]
        found = compose(rules, kinds.get(unit), own[place], agreed, given, cells, present[place]) if there else None
        made.append(found)
    mark = Fraction(rules.mark_scale.step)
    shares = [[(m.indicators.get(n, ZERO) / mark) if m else ZERO for n in names] for m in made]
    below = [lcm(*(s.denominator for s in row)) if m else 0 for row, m in zip(shares, made, strict=True)]
    numerator = np.array([[int(s * b) for s in row] for row, b in zip(shares, below, strict=True)], dtype=object)
    n_sheets = np.bincount(used.unit, minlength=len(used.units))
    numerator = numerator.reshape(len(made), len(names))
    marked = np.array([[m is None or n in m.indicators for n in names] for m in made], dtype=bool)
    marked = marked.reshape(numerator.shape)
    return FinalMarks(
        rules,
        used.units,
        numerator,
        np.array(below, dtype=object),
        n_sheets,
        None if marked.all() else marked,
        tuple(made),
    )


def _by_formula(record: ReviewedEdition, rules: Rules) -> dict[str, list[tuple[str, str | None, Fraction]]]:
    """Return the points of each unit that follow from a number on file, as rows of ``adjustments.csv`` would be."""
    found: dict[str, list[tuple[str, str | None, Fraction]]] = {}
    within = rules.ranking.within
    group = {} if within is None else record.column(within)
    for adjustment in rules.adjustments:
        if adjustment.formula is None:
            continue
        own = {unit: Fraction(cell) for unit, cell in record.column(adjustment.formula.column).items()}
        every: dict[str | None, list[Fraction]] = {}
        for unit, number in own.items():
            every.setdefault(group.get(unit), []).append(number)
        for unit, number in own.items():
            points = adjustment.formula.points(number, every[group.get(unit)], Fraction(adjustment.maximum))
            found.setdefault(unit, []).append((adjustment.id, None, points))
    return found


def combine(used: Ballots, rules: Rules, complete: NDArray[np.bool_], parts: int = 1) -> FinalMarks:
    """Apply the final rule to all given sheets of the units that are `complete`, shape (n_units,).

    Marks, and what was decided, are in steps / `parts`.
    """
    final = rules.review.final
    if final is None:
        raise ValueError("the rules do not say how marks become a score")
    n_units = len(used.units)
    numerator = np.zeros((n_units, used.marks.shape[1]), dtype=np.int64)
    denominator = np.zeros(n_units, dtype=np.int64)
    n_sheets = np.bincount(used.unit, minlength=n_units)
    for units, marks in _by_number(used, n_sheets):
        numerator[units], denominator[units] = _apply(final.rule, marks)
    decided = used.decided != UNDECIDED
    marked = None
    if used.given is not None:
        numerator, denominator, marked = _of_given(final.rule, used, numerator, denominator)
        marked |= decided
        complete = complete & marked[:, used.ends.scored & ~used.ends.outside].any(axis=1)
    multipliers, offsets, divisor = stretch(used, rules)
    numerator = numerator * multipliers + parts * offsets * denominator[:, None]
    stood = (used.decided * multipliers + parts * offsets) * denominator[:, None]
    numerator = np.where(decided & (denominator > 0)[:, None], stood, numerator)
    denominator = denominator.astype(np.result_type(denominator, multipliers)) * divisor * parts
    denominator[~complete] = 0
    return FinalMarks(rules, used.units, numerator, denominator, n_sheets, marked)


def _of_given(
    rule: FinalRule, used: Ballots, numerator: Ints, denominator: Ints
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Combine anew the marks of units of which some were not given, in integers of any size.

    Returns numerators, denominators and where there is a mark. A unit on which the rule has too few marks of an
    indicator, though some, has no final marks.
    """
    given = used.given
    if given is None:
        raise ValueError("`used` must say which marks were given")
    # Nobody has a mark on what was dropped: that is no reason to go through the units one by one.
    kept = ~np.isin([i.id for i in used.rules.indicators], used.rules.dropped)
    marked = kept & (denominator > 0)[:, None]
    lacking = np.unique(used.unit[~given[:, kept].all(axis=1)])
    if len(lacking):
        numerator, denominator = numerator.astype(object), denominator.astype(object)
    for unit in lacking:
        rows = used.unit == unit
        parts: list[tuple[int, int]] = []
        for column, there in zip(used.marks[rows].T, given[rows].T, strict=True):
            if not there.any():
                parts.append((0, 1))
                continue
            sums, below = _apply(rule, column[there][None, :, None])
            parts.append((int(sums[0, 0]), below))
        below = lcm(*(b for _, b in parts))  # 0 where any is
        numerator[unit] = [n * (below // b) if b else 0 for n, b in parts]
        denominator[unit], marked[unit] = below, given[rows].any(axis=0)
    return numerator, denominator, marked


def counted_rounds(rules: Rules) -> list[str]:
    """Return the ids of the rounds whose marks count."""
    ids = [r.id for r in rules.marked_rounds if r.counts]
    last_only = rules.review.final is not None and rules.review.final.of == "last-round"
    return ids[-1:] if last_only else ids


def counted_sheets(sheets: Ballots, rules: Rules) -> Ballots:
    """Return the sheets of the rounds whose marks count; all units stay."""
    return sheets.only(np.isin(sheets.round, places_of(counted_rounds(rules), sheets.rules)))


def places_of(rounds: list[str], given: Rules) -> list[int]:
    """Return the places of rounds among those of the rules under which the marks were given.

    By id: a variant of the rules may list fewer rounds, or in another order.

    Raises
    ------
    ValueError
        Nobody was to mark in one of the rounds.
    """
    unknown = [r for r in rounds if r not in {given_round.id for given_round in given.marked_rounds}]
    if unknown:
        raise ValueError(f"`rounds` must be among those in which marks were given, got {unknown[0]}")
    return [i for i, r in enumerate(given.review.rounds) if r.id in rounds]


def _by_number(used: Ballots, n_sheets: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield units with the same number of sheets, and their marks, shape (units, sheets, indicators)."""
    order = np.argsort(used.unit, kind="stable")
    start = np.concatenate(([0], np.cumsum(n_sheets)))
    for number in np.unique(n_sheets[n_sheets > 0]):
        units = np.flatnonzero(n_sheets == number)
        rows = order[start[units][:, None] + np.arange(number)]
        yield units, used.marks[rows]


def _apply(rule: FinalRule, marks: Ints) -> tuple[Ints, int]:
    """Return the combined marks of units with equally many sheets, as numerators over one denominator.

    The denominator is 0 where there are too few sheets for the rule: a trimmed mean needs three.
    """
    number = marks.shape[1]
    if rule == "mean":
        return marks.sum(axis=1), number
    if rule == "trimmed-mean":
        return marks.sum(axis=1) - marks.max(axis=1) - marks.min(axis=1), max(number - 2, 0)
    ordered = np.sort(marks, axis=1)
    return ordered[:, (number - 1) // 2] + ordered[:, number // 2], 2


def stretch(sheets: Ballots, wanted: Rules) -> tuple[Ints, Ints, int]:
    """Return multipliers and what to add, one an indicator, and a divisor: from marks on file to those of other rules.

    Both are Python integers (dtype object) where products of marks would not go into 64 bits.
    """
    given = sheets.rules
    if [i.id for i in wanted.indicators] != [i.id for i in given.indicators]:
        raise ValueError("`rules` must have the indicators under which the marks were given")
    pairs = [(given.scale_of(a), wanted.scale_of(b)) for a, b in zip(given.indicators, wanted.indicators, strict=True)]
    scale, unit = given.mark_scale, Fraction(wanted.mark_scale.step)
    ratios = [Fraction(new.range) / Fraction(old.range) for old, new in pairs]
    factors = [Fraction(scale.step) / unit * ratio for ratio in ratios]
    added = [
        (Fraction(new.minimum) - Fraction(old.minimum) * ratio) / unit
        for (old, new), ratio in zip(pairs, ratios, strict=True)
    ]
    divisor = lcm(*(f.denominator for f in (*factors, *added)))
    multipliers, offsets = ([int(f * divisor) for f in numbers] for numbers in (factors, added))
    # The largest numbers on the way to a score: twice the sum of all marks of a unit, and what that is divided by.
    ratio = unit / Fraction(wanted.scores.step)
    total = sum(scale.to_steps(max(abs(old.minimum), abs(old.maximum))) for old, _ in pairs)
    number = 2 * max(int(np.bincount(sheets.unit).max(initial=0)), 2)
    sums = total * max(multipliers) + sum(abs(o) for o in offsets)
    largest = number * max(sums * ratio.numerator, divisor * ratio.denominator)
    kind = np.int64 if largest < 2**63 else object
    return np.array(multipliers, dtype=kind), np.array(offsets, dtype=kind), divisor


def _complete(record: ReviewedEdition, used: Ballots, counted: list[int]) -> NDArray[np.bool_]:
    n_units, n_rounds = len(used.units), len(record.rules.review.rounds)
    there = np.zeros((n_units, n_rounds), dtype=np.int64)
    np.add.at(there, (used.unit, used.round), 1)
    wanted = np.ones((n_units, n_rounds), dtype=np.int64)
    assignment = record.review.assignment
    if assignment is not None:
        ids = [r.id for r in record.rules.review.rounds]
        rounds = pd.Categorical(assignment["round"], categories=ids).codes
        units = pd.Categorical(assignment["unit"], categories=list(used.units)).codes
        if not record.rules.may_lack_sheets:
            np.add.at(wanted, (units, rounds), 1)
            wanted = np.maximum(wanted - 1, 1)
    complete: NDArray[np.bool_] = np.all((there >= wanted)[:, counted], axis=1)
    return complete
