"""From scores to places: who is before whom, and in which tier, once the scores are known.

The order of the stages is fixed: tier by score, thresholds, quotas, vetoes. Ranks follow the score before any rounding
for tiers, within the groups and with the tie-breaks that the rules name. All of it in fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from evalkit.rules.banding import place_of
from evalkit.rules.models import Rules
from evalkit.rules.points import round_fraction
from evalkit.rules.stages import Quota, Threshold, TieBreak, Veto

_ONE = Fraction(1)

Key = tuple[Fraction, ...]


@dataclass(frozen=True)
class Standing:
    """What decides about a unit beside the rules.

    Attributes
    ----------
    unit
        Its code.
    score
        Its score as it is compared: exact, or rounded to the step of the scores; None where it has none.
    groups
        Its type, cohort and subject, by these words.
    cells
        What stands in the columns of ``units.csv`` that the rules name; None where the cell is empty.
    indicators, areas, rounds
        As in :class:`evalkit.review.stages.Made`.
    marks
        By reviewer, the points that each gave; for tie-breaks that count marks.
    """

    unit: str
    score: Fraction | None
    groups: Mapping[str, str | None] = field(default_factory=dict)
    cells: Mapping[str, str | None] = field(default_factory=dict)
    indicators: Mapping[str, Fraction] = field(default_factory=dict)
    areas: Mapping[str, Fraction] = field(default_factory=dict)
    rounds: Mapping[str, Fraction] = field(default_factory=dict)
    marks: Mapping[str, Sequence[Fraction]] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a unit stands: the place of its tier in the rules and its rank, None where it has none; and why.

    ``why``: the keys of the thresholds, quotas and vetoes that moved it to a lower tier, such as ``thresholds[1]``.
    """

    tier: int | None
    rank: int | None
    why: tuple[str, ...]


def places(units: Sequence[Standing], rules: Rules) -> dict[str, Place]:
    """Return the tier and the rank of every unit."""
    scored = [u for u in units if u.score is not None]
    failed = {u.unit: [i for i, t in enumerate(rules.thresholds) if not _reached(u, t, rules)] for u in scored}
    unranked = {u for u, found in failed.items() if any(not rules.thresholds[i].ranked for i in found)}
    keys: dict[str, Key] = {}
    ranks: dict[str, int] = {}
    for group in _groups(units, rules).values():
        there = [u for u in group if u.score is not None and u.unit not in unranked]
        own = _keys(there, rules)
        keys |= own
        ranks |= _ranked(own, rules)
    tiers, why = _tiers(units, scored, failed, keys, rules)
    return {u.unit: Place(tiers.get(u.unit), ranks.get(u.unit), tuple(why.get(u.unit, ()))) for u in units}


def _groups(units: Sequence[Standing], rules: Rules) -> dict[str | None, list[Standing]]:
    within = rules.ranking.within
    groups: dict[str | None, list[Standing]] = {}
    for unit in units:
        groups.setdefault(None if within is None else unit.groups.get(within), []).append(unit)
    return groups


def _keys(units: Sequence[Standing], rules: Rules) -> dict[str, Key]:
    """Return the sort key of each unit of a group, the smaller the better."""
    sign = -1 if rules.best == "highest" else 1
    values = {u.unit: sign * _ordering(u, rules) for u in units}
    first = min(values.values(), default=None)
    keys: dict[str, Key] = {}
    for u in units:
        breaks = rules.ranking.tie_break_of(u.groups.get("type"))
        applies = rules.ranking.tie_break_for == "all" or values[u.unit] == first
        keys[u.unit] = (values[u.unit], *(_broken(u, b, rules) if applies else Fraction(0) for b in breaks))
    return keys


def _ordering(unit: Standing, rules: Rules) -> Fraction:
    """Return the number by which a unit is ranked: its score, or its indicators by weights for the order alone."""
    weights = rules.ranking.weights_of(unit.groups.get("type"))
    if not weights or unit.score is None:
        return unit.score or Fraction(0)
    return sum((value * Fraction(weights.get(name, _ONE)) for name, value in unit.indicators.items()), Fraction(0))


def _broken(unit: Standing, rule: TieBreak, rules: Rules) -> Fraction:
    """Return what tells a unit from its equals, the smaller the better."""
    if rule.count is not None:
        return -Fraction(sum(1 for given in unit.marks.values() for p in given if p == Fraction(rule.count)))
    if rule.voters:
        return -Fraction(sum(1 for given in unit.marks.values() if sum(given)))
    if rule.round is not None:
        value = unit.rounds.get(rule.round, Fraction(0))
        return -value if rules.best == "highest" else value
    if rule.by is not None and rule.by in unit.indicators:
        value = unit.indicators[rule.by]
        return -value if (rule.order == "highest") == (rules.best == "highest") else value
    cell = unit.cells.get(rule.by or "")
    if rule.first is not None:
        return Fraction(0 if cell == rule.first else 1)
    number = Fraction(cell) if cell is not None else None
    if number is None:
        return Fraction(10**12)
    if rule.nearest is not None:
        return abs(number - Fraction(rule.nearest))
    return -number if rule.order == "highest" else number


def _ranked(keys: Mapping[str, Key], rules: Rules) -> dict[str, int]:
    ordered = sorted(keys.values())
    different = sorted(set(keys.values()))
    if rules.ranking.ties == "dense":
        return {unit: 1 + different.index(key) for unit, key in keys.items()}
    before = {key: i for i, key in reversed(list(enumerate(ordered)))}
    if rules.ranking.ties == "competition":
        return {unit: 1 + before[key] for unit, key in keys.items()}
    last = {key: i for i, key in enumerate(ordered)}
    return {unit: 1 + last[key] for unit, key in keys.items()}


def _reached(unit: Standing, threshold: Threshold, rules: Rules) -> bool:
    """Tell whether a unit reaches a threshold; one on something that the unit does not have, it does."""
    if threshold.of == "score":
        values = [unit.score or Fraction(0)]
    elif threshold.of == "every-indicator":
        values = list(unit.indicators.values())
    else:
        known = {**unit.areas, **unit.indicators}
        values = [known[threshold.of]] if threshold.of in known else []
    limit = threshold.at_least if threshold.at_least is not None else threshold.more_than
    if limit is None:
        raise AssertionError("one of them is given")
    sign = 1 if rules.best == "highest" else -1
    over = [sign * (value - Fraction(limit)) for value in values]
    return all(by > 0 or (by == 0 and threshold.at_least is not None) for by in over)


def _tiers(
    units: Sequence[Standing],
    scored: Sequence[Standing],
    failed: Mapping[str, Sequence[int]],
    keys: Mapping[str, Key],
    rules: Rules,
) -> tuple[dict[str, int], dict[str, list[str]]]:
    number = {tier.id: place for place, tier in enumerate(rules.tiers)}
    why: dict[str, list[str]] = {}
    if not rules.tiers or not (rules.cut_offs_known or rules.thresholds or rules.quotas):
        return {}, why

    def moved(unit: str, to: int, reason: str) -> None:
        if to > tiers[unit]:
            tiers[unit] = to
            why.setdefault(unit, []).append(reason)

    # Where no tier has cut-offs, a unit is in the first one until something moves it.
    tiers = {u.unit: place_of(u.score, rules) if rules.cut_offs_known and u.score is not None else 0 for u in scored}
    for u in scored:
        for i in failed[u.unit]:
            moved(u.unit, number[rules.thresholds[i].otherwise], f"thresholds[{i + 1}]")
    vetoed = {u.unit: [(i, v) for i, v in enumerate(rules.vetoes) if _holds(u, v)] for u in scored}
    for i, quota in enumerate(rules.quotas):
        place = number[quota.tier]
        for group in _groups(units, rules).values():
            there = [u.unit for u in group if u.unit in tiers and tiers[u.unit] == place and u.unit in keys]
            stays = [u for u in there if all(v.holds_place or number[v.best_tier] <= place for _, v in vetoed[u])]
            for unit in _outside(stays, keys, _size(group, quota), quota):
                moved(unit, number[quota.otherwise], f"quotas[{i + 1}]")
    for u in scored:
        for i, veto in vetoed[u.unit]:
            moved(u.unit, number[veto.best_tier], f"vetoes[{i + 1}]")
    return tiers, why


def _outside(units: Sequence[str], keys: Mapping[str, Key], size: int, quota: Quota) -> list[str]:
    """Return the units for which a quota of so many has no place."""
    ordered = sorted(keys[u] for u in units)
    if len(units) <= size:
        return []
    if size == 0:
        return list(units)
    edge = ordered[size - 1]
    tied = ordered[size] == edge
    return [u for u in units if keys[u] > edge or (tied and quota.ties == "none" and keys[u] == edge)]


def _holds(unit: Standing, veto: Veto) -> bool:
    return all(unit.cells.get(column) == value for column, value in veto.flag.items())


def _size(group: Sequence[Standing], quota: Quota) -> int:
    """Return how many units of a group a quota lets into its tier."""
    if quota.count is not None:
        return quota.count
    number = len(group) if quota.of == "participants" else sum(u.score is not None for u in group)
    return int(round_fraction(Fraction(quota.share or 0) * number, _ONE, quota.rounding))
