"""From scores to places: who is before whom, and in which tier, once the scores are known.

Ranks follow the score before any rounding for tiers, within the groups and with the tie-breaks that the rules name.
:mod:`evalkit.scoring.tiering` has the tiers. All of it in fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evalkit.rules.models import Rules
from evalkit.rules.stages import Threshold, TieBreak
from evalkit.scoring.tiering import Decisions, Key, Standing, tiered

_ONE = Fraction(1)


@dataclass(frozen=True)
class Place:
    """Where a unit stands: the place of its tier in the rules and its rank, None where it has none; and why.

    ``why``: the keys of the thresholds, votes, quotas and vetoes that moved it to a lower tier, such as
    ``thresholds[1]``. ``open``: the keys of the votes and quotas that keep its tier from being decided, since nobody
    voted or no lot is drawn. ``undrawn``: whether it shares its rank only until a lot is drawn.
    ``ends``: the best and the worst tier that it may be in, where that is open.
    """

    tier: int | None
    rank: int | None
    why: tuple[str, ...]
    open: tuple[str, ...] = ()
    undrawn: bool = False
    ends: tuple[int, int] | None = None


def places(units: Sequence[Standing], rules: Rules, decisions: Decisions | None = None) -> dict[str, Place]:
    """Return the tier and the rank of every unit; `decisions` are lots and votes."""
    scored = [u for u in units if u.score is not None]
    failed = {u.unit: [i for i, t in enumerate(rules.thresholds) if not _reached(u, t, rules)] for u in scored}
    decisions = decisions or Decisions()
    undrawn: set[str] = set()
    unranked = {u for u, found in failed.items() if any(not rules.thresholds[i].ranked for i in found)}
    keys: dict[str, Key] = {}
    ranks: dict[str, int] = {}
    for group in _groups(units, rules).values():
        there = [u for u in group if u.score is not None and u.unit not in unranked]
        own, waiting = _by_lot(_keys(there, rules), there, rules, decisions)
        keys |= own
        undrawn |= waiting
        ranks |= _ranked(own, rules)
    found = tiered(_groups(units, rules).values(), failed, keys, rules, decisions, undrawn)
    return {
        u.unit: Place(
            found.tiers.get(u.unit),
            ranks.get(u.unit),
            tuple(found.why.get(u.unit, ())),
            tuple(found.open.get(u.unit, ())),
            u.unit in undrawn,
            found.ends.get(u.unit),
        )
        for u in units
    }


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
        breaks = [b for b in rules.ranking.tie_break_of(u.groups.get("type")) if not b.lots]
        applies = rules.ranking.tie_break_for == "all" or values[u.unit] == first
        keys[u.unit] = (values[u.unit], *(_broken(u, b, rules) if applies else Fraction(0) for b in breaks))
    return keys


def _by_lot(
    keys: Mapping[str, Key], units: Sequence[Standing], rules: Rules, decisions: Decisions
) -> tuple[dict[str, Key], set[str]]:
    """Return the keys with what lots add to them, and the units that are equal only until a lot is drawn.

    Of equal units the one that alone was not drawn is the last of them; where more are missing, all stay equal.
    """
    found, undrawn = dict(keys), set[str]()
    if not rules.ranking.by_lot:
        return found, undrawn
    equal: dict[Key, list[str]] = {}
    for u in units:
        if any(b.lots for b in rules.ranking.tie_break_of(u.groups.get("type"))):
            equal.setdefault(keys[u.unit], []).append(u.unit)
    first = min((key[0] for key in keys.values()), default=None)
    for key, own in equal.items():
        if len(own) < 2 or (rules.ranking.tie_break_for == "first-place" and key[0] != first):
            continue
        drawn = {unit: decisions.lots[None, unit] for unit in own if (None, unit) in decisions.lots}
        if len(drawn) < len(own) - 1:
            undrawn |= set(own)
            continue
        last = max(drawn.values()) + 1
        found |= {unit: (*key, Fraction(drawn.get(unit, last))) for unit in own}
    return found, undrawn


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
    elif threshold.of == "percentile":
        values = [] if unit.percentile is None else [Fraction(unit.percentile)]
    elif threshold.of == "every-indicator":
        values = list(unit.indicators.values())
    else:
        known = {**unit.areas, **unit.indicators}
        values = [known[threshold.of]] if threshold.of in known else []
    limit = threshold.at_least if threshold.at_least is not None else threshold.more_than
    if limit is None:
        raise AssertionError("one of them is given")
    sign = 1 if rules.best == "highest" and threshold.of != "percentile" else -1
    over = [sign * (value - Fraction(limit)) for value in values]
    return all(by > 0 or (by == 0 and threshold.at_least is not None) for by in over)
