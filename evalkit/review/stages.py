"""From the marks of one unit to its score, stage by stage, in fractions.

This is the order of computation, written out. Where an edition uses none of the stages between the reviewers and the
sum, :mod:`evalkit.review.final` computes the same for all units at once; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evalkit.rules.models import Area, Indicator, Round, Rules
from evalkit.rules.points import parse_decimal, round_fraction
from evalkit.rules.stages import Final, Stage

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Mark:
    """What one reviewer gave on one indicator, in points; `role` is None where reviewers have none."""

    round: str
    reviewer: str
    role: str | None
    indicator: str
    points: Fraction


@dataclass(frozen=True)
class Made:
    """What the marks of a unit come to.

    Attributes
    ----------
    score
        After all stages, before it is rounded to the step of the scores.
    indicators
        What the reviewers give on each indicator that the unit has and that is in the score, before any weight.
    areas
        The points of each area, after its cap; not of one of which every indicator was dropped after marking.
    rounds
        The score of each round; empty where the marks of all rounds are taken together.
    """

    score: Fraction
    indicators: Mapping[str, Fraction]
    areas: Mapping[str, Fraction]
    rounds: Mapping[str, Fraction]


def of_type(rules: Rules, kind: str | None) -> list[tuple[Area, list[Indicator]]]:
    """Return the areas with the indicators that are in the score of a type of unit."""
    return [(area, [i for i in area.indicators if i.scored and i.is_for(kind)]) for area in rules.areas]


def compose(
    rules: Rules,
    kind: str | None,
    marks: Sequence[Mark],
    decided: Mapping[str, Fraction],
    adjustments: Iterable[tuple[str, str | None, Fraction]] = (),
    cells: Mapping[str, str] | None = None,
    present: Collection[str | None] = (),
) -> Made | None:
    """Return what the marks of a unit come to; None where there are too few for a score.

    Parameters
    ----------
    rules
        The rules.
    kind
        The type of the unit.
    marks
        Its marks in the rounds that count.
    decided
        What the discussion decided, by indicator.
    adjustments
        Item, round or None, and points of every row of ``adjustments.csv``.
    cells
        What stands in the columns of ``units.csv`` by which marks are multiplied.
    present
        The roles of whoever filled in a sheet, also where it holds no mark.
    """
    final = rules.review.final
    if final is None:
        raise ValueError("the rules do not say how marks become a score")
    steps = [r for r in rules.marked_rounds if r.counts] if final.rounds is not None else [None]
    made: list[tuple[Round | None, Fraction]] = []
    indicators: dict[str, list[Fraction]] = {}
    areas: dict[str, list[Fraction]] = {}
    for step in steps:
        own = [m for m in marks if step is None or m.round == step.id]
        factor = _factor(step, cells or {})
        if factor is None:
            return None
        found = _one_round(rules, final, kind, factor, own, decided, present, indicators, areas)
        if found is None:
            return None
        inside = _adjusted(rules, [a for a in adjustments if step is not None and a[1] == step.id])
        made.append((step, _rounded(found + inside, final, "round")))
    outside = _adjusted(rules, [a for a in adjustments if a[1] is None])
    score = _over_rounds(final, made) * Fraction(final.multiply if final.multiply is not None else 1) + outside
    if rules.scores.floor is not None:
        score = max(score, Fraction(rules.scores.floor))
    if rules.scores.cap is not None:
        score = min(score, Fraction(rules.scores.cap))
    return Made(
        score,
        {name: sum(values, ZERO) / len(values) for name, values in indicators.items()},
        {name: sum(values, ZERO) / len(values) for name, values in areas.items()},
        {step.id: value for step, value in made if step is not None},
    )


def _one_round(
    rules: Rules,
    final: Final,
    kind: str | None,
    factor: Fraction,
    marks: Sequence[Mark],
    decided: Mapping[str, Fraction],
    present: Collection[str | None],
    indicators: dict[str, list[Fraction]],
    areas: dict[str, list[Fraction]],
) -> Fraction | None:
    sheets = _sheet_weights(rules, final, marks)
    total, weights = ZERO, ZERO
    values: dict[str, Fraction] = {}
    rubric = of_type(rules, kind)
    for indicator in (i for _, own in rubric for i in own):
        given = [m for m in marks if m.indicator == indicator.id]
        value = _of_reviewers(rules, final, given, decided.get(indicator.id), sheets, present)
        if value is not None:
            values[indicator.id] = value
            indicators.setdefault(indicator.id, []).append(value)
        elif given or not (rules.leaves_out or rules.is_dropped(indicator.id)):
            return None
    if not values:
        return None
    worst = (min if rules.best == "highest" else max)(values.values()) * factor
    missing = left_out(rules, [i for _, own in rubric for i in own], values)
    if missing is None:
        return None
    values |= missing
    for area, own in rubric:
        points = ZERO
        for indicator in own:
            value = values[indicator.id]
            weight = Fraction(indicator.weight) if indicator.weight is not None else ONE
            weights += weight
            points += _rounded(value * weight * factor, final, "weight")
        if area.maximum is not None:
            if area.cap == "reviewer":
                capped = _of_capped(final, area, own, marks)
                if capped is None:
                    return None
                points = capped * factor
            points = min(points, Fraction(area.maximum) * factor)
        points = _rounded(points, final, "area") * Fraction(area.weight if area.weight is not None else 1)
        if any(not rules.is_dropped(i.id) for i in own):
            areas.setdefault(area.id, []).append(points)
        total += points
    if final.criteria == "worst":
        return worst
    return total / weights if final.criteria == "weighted-mean" else total


def _factor(step: Round | None, cells: Mapping[str, str]) -> Fraction | None:
    """Return what the marks of a round are multiplied by; None where the unit's own factor is not on file."""
    factor = Fraction(step.factor) if step is not None and step.factor is not None else ONE
    if step is None or step.difficulty is None:
        return factor
    own = parse_decimal(cells.get(step.difficulty.column, ""))
    return None if own is None else factor * Fraction(own)


def left_out(rules: Rules, own: Sequence[Indicator], values: Mapping[str, Fraction]) -> dict[str, Fraction] | None:
    """Return what stands for the indicators without a mark: the share of the range that the others reach, by weight.

    On one scale that is what weighing the others up comes to. What is outside the whole, such as a bonus, stands for
    nothing, and nothing stands for it. None where no mark is on what weighs in the whole.
    """
    missing = [i for i in own if i.id not in values]
    if not missing:
        return {}
    reached = possible = ZERO
    for indicator in own:
        if indicator.id in values:
            scale, weight = rules.scale_of(indicator), rules.weights_in_whole[indicator.id]
            reached += weight * (values[indicator.id] - Fraction(scale.minimum))
            possible += weight * Fraction(scale.range)
    if not possible:
        return None
    beside = {i.id: ZERO for i in missing if i.id in rules.outside}
    scales = {i.id: rules.scale_of(i) for i in missing if i.id not in beside}
    share = reached / possible
    return beside | {name: Fraction(s.minimum) + Fraction(s.range) * share for name, s in scales.items()}


def _of_capped(final: Final, area: Area, own: Sequence[Indicator], marks: Sequence[Mark]) -> Fraction | None:
    """Return what reviewers come to on an area of which no reviewer's points count for more than its maximum."""
    weight = {i.id: Fraction(i.weight) if i.weight is not None else ONE for i in own}
    sums: dict[tuple[str, str], Fraction] = {}
    for m in marks:
        if m.indicator in weight:
            sums[m.round, m.reviewer] = sums.get((m.round, m.reviewer), ZERO) + m.points * weight[m.indicator]
    return combined(final, [(min(s, Fraction(area.maximum or 0)), ONE) for s in sums.values()])


def _of_reviewers(
    rules: Rules,
    final: Final,
    given: Sequence[Mark],
    decided: Fraction | None,
    sheets: Mapping[tuple[str, str], Fraction],
    present: Collection[str | None],
) -> Fraction | None:
    if decided is not None or final.rule == "consensus":
        return decided
    weighted = {r.id: Fraction(r.weight) for r in rules.review.roles if r.weight is not None}
    if not weighted:
        return _of_role(final, given, sheets)
    total = weights = ZERO
    for role, weight in weighted.items():
        own = [m for m in given if m.role == role]
        value = _of_role(final, own, sheets)
        if value is not None:
            total += value * weight
            weights += weight
        elif own or not (rules.may_lack_sheets or (rules.leaves_out and role in present)):
            return None  # too few of its marks, or all of them still to come
    return total / weights if weights else None


def _of_role(final: Final, given: Sequence[Mark], sheets: Mapping[tuple[str, str], Fraction]) -> Fraction | None:
    value = combined(final, [(m.points, sheets.get((m.round, m.reviewer), ONE)) for m in given])
    return None if value is None else _rounded(value, final, "reviewers")


def combined(final: Final, marks: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return marks, each with its weight, combined by the rule for several reviewers; None where there are too few."""
    points = sorted(value for value, _ in marks)
    if final.rule == "trimmed-mean":
        low, high = (1, 1) if final.drop is None else (final.drop.lowest, final.drop.highest)
        points = points[low : len(points) - high] if len(points) > low + high else []
        return sum(points, ZERO) / len(points) if points else None
    if not points:
        return None
    if final.rule == "sum":
        return sum(points, ZERO)
    if final.rule == "median":
        return (points[(len(points) - 1) // 2] + points[len(points) // 2]) / 2
    weights = sum((weight for _, weight in marks), ZERO)
    return sum((value * weight for value, weight in marks), ZERO) / weights if weights else None


def _sheet_weights(rules: Rules, final: Final, marks: Sequence[Mark]) -> dict[tuple[str, str], Fraction]:
    """Return the weight of each sheet by what it says on the indicator that decides it."""
    rule = final.reviewer_weight
    if rule is None:
        return {}
    points = {word: rules.points_of_word(rule.indicator, word) for word in rule.values}
    weights = {p: Fraction(rule.values[word]) for word, p in points.items() if p is not None}
    return {
        (m.round, m.reviewer): weights[m.points] for m in marks if m.indicator == rule.indicator and m.points in weights
    }


def _over_rounds(final: Final, made: Sequence[tuple[Round | None, Fraction]]) -> Fraction:
    if final.rounds == "weighted-mean":
        weights = [Fraction(step.weight) for step, _ in made if step is not None and step.weight is not None]
        return sum((w * value for w, (_, value) in zip(weights, made, strict=True)), ZERO) / sum(weights, ZERO)
    total = sum((value for _, value in made), ZERO)
    return total / len(made) if final.rounds == "mean" else total


def _adjusted(rules: Rules, rows: Iterable[tuple[str, str | None, Fraction]]) -> Fraction:
    """Return what the rows of a unit add to its score, each item at most its maximum."""
    sums: dict[str, Fraction] = {}
    for item, _, points in rows:
        sums[item] = sums.get(item, ZERO) + points
    total = ZERO
    for adjustment in rules.adjustments:
        points = min(sums.get(adjustment.id, ZERO), Fraction(adjustment.maximum))
        total += -points if adjustment.kind == "deduction" else points
    return total


def _rounded(value: Fraction, final: Final, after: Stage) -> Fraction:
    rounding = final.rounded(after)
    if rounding is None or rounding.step is None:
        return value
    return round_fraction(value, Fraction(rounding.step), rounding.rule)
