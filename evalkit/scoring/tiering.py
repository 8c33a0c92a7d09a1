"""From scores to tiers: cut-offs, thresholds, votes, quotas, vetoes, in this order; and what is not decided yet.

Where a lot is not drawn or a vote not taken, a unit may still be in one of several tiers: the best and the worst of
them are carried on through the stages, and the unit is in a tier only where both are the same. Nothing else ever
decides in their place, least of all the order of codes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from evalkit.rules.banding import place_of
from evalkit.rules.models import Rules
from evalkit.rules.points import round_fraction
from evalkit.rules.stages import Quota, Veto

Key = tuple[Fraction, ...]

_ONE = Fraction(1)


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
    percentile
        Where the rules ask for one.
    """

    unit: str
    score: Fraction | None
    groups: Mapping[str, str | None] = field(default_factory=dict)
    cells: Mapping[str, str | None] = field(default_factory=dict)
    indicators: Mapping[str, Fraction] = field(default_factory=dict)
    areas: Mapping[str, Fraction] = field(default_factory=dict)
    rounds: Mapping[str, Fraction] = field(default_factory=dict)
    marks: Mapping[str, Sequence[Fraction]] = field(default_factory=dict)
    percentile: int | None = None


@dataclass(frozen=True)
class Decisions:
    """What people decided beside the marks.

    Attributes
    ----------
    lots
        In which order units were drawn, the first drawn 1: by tier (None: for the ranks) and unit.
    votes
        How many voted yes, no, abstained and voted maybe: by vote and unit.
    """

    lots: Mapping[tuple[str | None, str], int] = field(default_factory=dict)
    votes: Mapping[tuple[str, str], tuple[int, int, int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Tiered:
    """The tiers of some units, and why.

    Attributes
    ----------
    tiers
        The place of its tier in the rules, by unit; no entry where it has none.
    why
        What moved a unit to a lower tier: keys of the rules.
    open
        What keeps the tier of a unit from being known: keys of the rules.
    ends
        The places of the best and the worst tier that a unit may be in, for those in `open`.
    """

    tiers: Mapping[str, int]
    why: Mapping[str, Sequence[str]]
    open: Mapping[str, Sequence[str]]
    ends: Mapping[str, tuple[int, int]]


class _Ends:
    """The best and the worst tier that each unit may be in, on the way through the stages."""

    def __init__(self, first: Mapping[str, int]) -> None:
        self.best, self.worst = dict(first), dict(first)
        self.why: dict[str, list[str]] = {}
        self.open: dict[str, list[str]] = {}

    def move(self, unit: str, place: int | None, to: int, reason: str) -> None:
        """Move a unit to a lower tier: from one tier, or from whatever it is in."""
        if to > self.best[unit] and place in (None, self.best[unit]):
            self.best[unit] = to
            self.why.setdefault(unit, []).append(reason)
        if to > self.worst[unit] and place in (None, self.worst[unit]):
            self.worst[unit] = to

    def doubt(self, unit: str, place: int, to: int, reason: str) -> None:
        """Leave open whether a unit is moved from one tier."""
        if place in (self.best[unit], self.worst[unit]):
            self.worst[unit] = max(self.worst[unit], to)
            self.open.setdefault(unit, []).append(reason)

    def at(self, place: int) -> tuple[list[str], list[str]]:
        """Return the units that are in a tier for certain, and those that may be."""
        ends = [(u, self.best[u], self.worst[u]) for u in self.best]
        sure = [u for u, best, worst in ends if best == worst == place]
        return sure, [u for u, best, worst in ends if best != worst and place in (best, worst)]

    def result(self) -> Tiered:
        """Return where the units ended."""
        known = {u: best for u, best in self.best.items() if best == self.worst[u]}
        open_ = {u: keys for u, keys in self.open.items() if u not in known}
        return Tiered(known, self.why, open_, {u: (self.best[u], self.worst[u]) for u in open_})


def tiered(
    groups: Iterable[Sequence[Standing]],
    failed: Mapping[str, Sequence[int]],
    keys: Mapping[str, Key],
    rules: Rules,
    decisions: Decisions,
    undrawn: Collection[str] = (),
) -> Tiered:
    """Return the tier of every unit with a score.

    Parameters
    ----------
    groups
        The units by the groups within which they are ranked.
    failed
        By unit, the places in the rules of the thresholds that it does not reach.
    keys
        By what each ranked unit is ordered, the smaller the better.
    rules, decisions
        The rules; lots and votes.
    undrawn
        The units that have equal keys only until a lot is drawn for their ranks.
    """
    if not rules.tiers or not (rules.cut_offs_known or rules.moved):
        return Tiered({}, {}, {}, {})
    number = {tier.id: place for place, tier in enumerate(rules.tiers)}
    lists = [list(group) for group in groups]
    scored = [u for group in lists for u in group if u.score is not None]
    # Where no tier has cut-offs, a unit is in the first one until something moves it.
    ends = _Ends(
        {u.unit: place_of(u.score, rules) if rules.cut_offs_known and u.score is not None else 0 for u in scored}
    )
    for u in scored:
        for i in failed[u.unit]:
            ends.move(u.unit, None, number[rules.thresholds[i].otherwise], f"thresholds[{i + 1}]")
    for i, vote in enumerate(rules.votes):
        for u in scored:
            cast = decisions.votes.get((vote.id, u.unit))
            carried = None if cast is None else vote.carried(*cast)
            step = (u.unit, number[vote.tier], number[vote.otherwise], f"votes[{i + 1}]")
            if carried is None:
                ends.doubt(*step)
            elif not carried:
                ends.move(*step)
    vetoed = {u.unit: [(i, v) for i, v in enumerate(rules.vetoes) if _holds(u, v)] for u in scored}
    for i, quota in enumerate(rules.quotas):
        place = number[quota.tier]
        for group in lists:
            own = {u.unit for u in group if u.unit in keys}
            keep = {u for u in own if all(v.holds_place or number[v.best_tier] <= place for _, v in vetoed[u])}
            sure, perhaps = ([u for u in units if u in keep] for units in ends.at(place))
            step_to = (place, number[quota.otherwise], f"quotas[{i + 1}]")
            _apply(
                ends, sure, perhaps, keys, _room(group, quota, rules.ranking.within), quota, decisions, step_to, undrawn
            )
    for u in scored:
        for i, veto in vetoed[u.unit]:
            ends.move(u.unit, None, number[veto.best_tier], f"vetoes[{i + 1}]")
    return ends.result()


def _apply(
    ends: _Ends,
    sure: Sequence[str],
    perhaps: Sequence[str],
    keys: Mapping[str, Key],
    room: _Room,
    quota: Quota,
    decisions: Decisions,
    step: tuple[int, int, str],
    unranked: Collection[str],
) -> None:
    """Move the units for which a quota has no place, whoever else may turn out to be in its tier."""
    # Each further unit can only push others out: with none and with all of those that may be there, all is said.
    crowded, drawn_later = _outside([*sure, *perhaps], keys, room, quota, decisions, unranked)
    for unit in (*sure, *perhaps):
        alone = sure if unit in sure else [*sure, unit]
        out, undrawn = _outside(alone, keys, room, quota, decisions, unranked)
        if unit in out:
            ends.move(unit, *step)
        elif unit in crowded or unit in drawn_later or unit in undrawn:
            ends.doubt(unit, *step)


def _outside(
    units: Sequence[str],
    keys: Mapping[str, Key],
    room: _Room,
    quota: Quota,
    decisions: Decisions,
    unranked: Collection[str],
) -> tuple[set[str], set[str]]:
    """Return the units for which a quota has no place, and those about which a lot is not drawn yet."""
    left = room.size
    ordered = sorted(units, key=lambda unit: keys[unit])
    for key, own in groupby(ordered, key=lambda unit: keys[unit]):
        tied = set(own)
        if room.takes(tied) <= left:
            left -= room.takes(tied)
            continue
        out = {u for u in units if keys[u] > key}
        if not any(room.takes({u}) <= left for u in tied):
            return out | tied, set()
        if tied.intersection(unranked):
            return out, tied  # no tie any more once the lot for the ranks is drawn
        if quota.ties == "none":
            return out | tied, set()
        if quota.ties == "all":
            return out, set()
        inside, full = set[str](), False
        for _, u in sorted((decisions.lots[quota.tier, u], u) for u in tied if (quota.tier, u) in decisions.lots):
            full = full or room.takes({u}) > left
            if not full:
                left -= room.takes({u})
                inside.add(u)
        # Fewer lots than places say who is in, and not who is out.
        full = full or not any(room.takes({u}) <= left for u in tied - inside)
        return (out | (tied - inside), set()) if full else (out, tied - inside)
    return set(), set()


def _holds(unit: Standing, veto: Veto) -> bool:
    return all(unit.cells.get(column) == value for column, value in veto.flag.items())


@dataclass(frozen=True)
class _Room:
    """How much a quota has room for: a number of units, or a sum of what each of them takes."""

    size: Fraction
    cost: Mapping[str, Fraction] | None = None

    def takes(self, units: Collection[str]) -> Fraction:
        return Fraction(len(units)) if self.cost is None else sum((self.cost[u] for u in units), Fraction(0))


def _room(group: Sequence[Standing], quota: Quota, within: str | None) -> _Room:
    """Return how many units of a group a quota lets into its tier, or how much they may take together."""
    if quota.budget is not None:
        cost = {u.unit: Fraction(u.cells.get(quota.budget.column) or 0) for u in group}
        return _Room(Fraction(quota.budget.total), cost)
    if quota.count is not None:
        return _Room(Fraction(quota.count))
    if quota.counts is not None:
        own = {u.groups.get(within or "") for u in group}
        return _Room(Fraction(sum(quota.counts.get(name or "", 0) for name in own)))
    number = len(group) if quota.of == "participants" else sum(u.score is not None for u in group)
    return _Room(round_fraction(Fraction(quota.share or 0) * number, _ONE, quota.rounding))
