"""What an edition's method is, item by item, what changed in it, and what the changes alone do to the tiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from evalkit.errors import EditionError, EvalkitError
from evalkit.frames import RULE_CHANGES
from evalkit.rules.models import Area, Indicator, Rules, Text, Tier, Window
from evalkit.scoring.evaluation import Evaluation

#: Beginning of the items that are the points of one indicator; its id follows.
POINTS = "points:"

#: The items that decide the tier of a unit with given marks and can be put back, by the key of the rules.
REPLAYED = {"cut-offs": "tiers", "tiers": "tiers", "rounding": "banding", "final": "review", "total-points": "areas"}
#: The items by which the tiers of two editions differ although no score was banded anew, and why they stay as they are.
LEFT = {
    "areas": "indicators",
    "indicators": "indicators",
    "scale": "scale",
    "mark-step": "scale",
    "marks": "scale",
    "rounds": "review",
    "stages": "review",
    "standing": "review",
    "importance": "review",
    "conflicts": "review",
    "eligibility": "who",
    "window": "period",
}


def compared_rules(rules: Rules) -> dict[str, object]:
    """Return what is compared between editions by item; None where it is unknown.

    What an edition's rules leave out is unknown, unless its marks are on file: then it went by these rules and no
    others, and what is not there was not asked for. The points of each indicator are an item each.
    """
    importance, final, eligibility = rules.review.importance, rules.review.final, rules.eligibility
    return {
        "areas": tuple(_printed(a.name) for a in rules.areas) or None,
        "indicators": tuple(i.id for i in rules.kept) or None,
        **{POINTS + i.id: rules.points_of(i) for i in rules.kept},
        "total-points": rules.total_points,
        "mark-step": rules.marks.step if rules.marks else None,
        "marks": _marks(rules),
        "final": (final.rule, final.of, final.score_rule) if final else None,
        "stages": _stages(rules),
        "standing": _standing(rules),
        "importance": _optional(rules, importance and (importance.points, importance.spreads, importance.tiers)),
        "conflicts": _optional(
            rules, rules.review.conflicts and (rules.review.conflicts.former_years, rules.review.conflicts.reciprocal)
        ),
        "eligibility": _optional(rules, eligibility and (tuple(sorted(eligibility.required)), eligibility.at_least)),
        "scale": (*rules.scores.ends, rules.best) if rules.cut_offs_known else None,
        "rounding": rules.rounded_to if rules.cut_offs_known else None,
        "cut-offs": rules.cut_offs if rules.cut_offs_known else None,
        "tiers": tuple(_printed(t.name) for t in rules.tiers) or None,
        "withheld": _tiers(rules, rules.publication.without_score) if rules.complete else None,
        "withheld-ranks": _optional_tiers(rules, rules.publication.withhold_ranks_of),
        "withheld-names": _optional_tiers(rules, rules.publication.withhold_names_of),
        "cohorts": tuple(_printed(c.name) for c in rules.cohorts),
        "rounds": tuple((_printed(r.name), r.kind, r.reviewers_per_unit) for r in rules.review.rounds) or None,
        "ranking": rules.ranking.ties if rules.complete else None,
        "percent": (rules.percent.decimals, rules.percent.rounding) if rules.complete else None,
        "window": _shape(rules.window) if rules.window else None,
        "honour": _optional(
            rules,
            rules.honour and (_tiers(rules, (rules.honour.tier,)), rules.honour.consecutive, rules.honour.cancelled),
        ),
        "watch": _optional(
            rules,
            rules.watch
            and (
                _tiers(rules, rules.watch.tiers),
                rules.watch.absence,
                rules.watch.consecutive,
                rules.watch.cancelled,
            ),
        ),
    }


def _marks(rules: Rules) -> object:
    """Return what a mark may be beside its step and its maximum, which are items of their own."""
    marks = rules.marks
    if marks is None:
        return None
    scales = [rules.known_scale(i) for i in rules.indicators]
    ends = tuple((s.minimum, s.step, tuple(s.grades.items())) if s else None for s in scales)
    plain = set(ends) <= {(Decimal(0), marks.step, ())}
    out = tuple((i.id, i.counts, i.about) for i in rules.indicators if not i.scored)
    return (() if plain else ends, rules.best, marks.not_applicable, marks.missing, out, marks.ballot)


def _stages(rules: Rules) -> object:
    """Return what lies between marks and score beside the rule for several reviewers; None where that is unknown."""
    if rules.profiles is not None:
        return repr((rules.profiles, [(i.id, i.types, i.weight) for i in rules.indicators]))
    if not rules.staged or rules.review.final is None:
        return _optional(rules, None)
    final = rules.review.final.model_dump(exclude={"rule", "of"})
    indicators = [(i.id, i.types, i.role, i.weight, i.bonus) for i in rules.indicators]
    areas = [(a.id, a.maximum, a.cap, a.weight) for a in rules.areas]
    rounds = [(r.id, r.factor, r.difficulty, r.weight, r.counts) for r in rules.review.rounds]
    roles = [(r.id, r.weight) for r in rules.review.roles]
    items = [(a.id, a.kind, a.maximum, a.formula) for a in rules.adjustments]
    whole = (final, indicators, areas, rounds, roles, items, rules.scores.floor, rules.scores.cap)
    return repr(whole)


def _standing(rules: Rules) -> object:
    """Return what decides about tiers and ranks beside the score; None where that is unknown."""
    if not rules.reordered:
        # Whoever has every score on file has the rules for what follows from them.
        return repr(rules.percentile) if rules.percentile else () if rules.complete else None
    return repr(
        (rules.thresholds, rules.votes, rules.quotas, rules.vetoes, rules.ranking, rules.best, rules.percentile)
    )


def _printed(name: Text) -> tuple[str, ...]:
    """Return a name as readers know it: an id that is spelt in another way is no change of the method."""
    return tuple(name.values())


def _tiers(rules: Rules, ids: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(_printed(t.name) for t in rules.tiers if t.id in ids)


def _optional_tiers(rules: Rules, ids: Iterable[str] | None) -> object:
    """Return the tiers of a rule of its own; empty where it says nothing of its own and all units are on file."""
    return _tiers(rules, ids or ()) if rules.complete else None


def _optional(rules: Rules, value: Any) -> object:
    """Return the value of a rule that need not be: empty, and not unknown, where all rules are on file."""
    return value if value else () if rules.marked else None


def _shape(window: Window) -> tuple[object, ...]:
    """Return a window without its year: first and last day in the year, and how many years lie between them.

    The end of February is one day, whether the year is a leap year or not.
    """

    def day(date: dt.date) -> tuple[int, int]:
        return (2, 29) if (date.month, date.day) == (2, 28) else (date.month, date.day)

    return (window.first.month, window.first.day), day(window.last), window.last.year - window.first.year


def rule_changes(rules: Mapping[str, Rules]) -> pd.DataFrame:
    """Compare each edition's rules with those before it: ``edition, previous, item, before, after``.

    Where one side is unknown nothing can be said, and there is no row; the comparison is then with the last edition of
    which the item is known. Points are compared where both editions have the indicator; ``indicators`` has the rest.
    """
    rows = []
    known: dict[str, tuple[str, object]] = {}
    for name, own in rules.items():
        for item, value in compared_rules(own).items():
            if value is None:
                continue
            if item in known and known[item][1] != value:
                rows.append((name, known[item][0], item, known[item][1], value))
            known[item] = (name, value)
    return RULE_CHANGES.of(rows)


@dataclass(frozen=True)
class Replay:
    """An edition's scores or marks under what was the rule before.

    Attributes
    ----------
    items
        The changed items that were put back.
    left
        Changed items that could not be put back, each with the reason: ``indicators``, ``scale``, ``tiers``,
        ``review``, ``who``, ``period``, ``apart`` (id of the message ``replay-left-<reason>``) or ``marks`` (the marks
        are not on file).
    table
        One row a unit of which the reader sees the tier now and the tier under the former rules: ``unit, now,
        before`` (places of the tiers, the highest 0); None where nothing was put back.
    undecided
        How many more there are.
    """

    items: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    table: pd.DataFrame | None
    undecided: int

    @property
    def up(self) -> int:
        """How many would be in a higher tier under the former rules."""
        return 0 if self.table is None else int((self.table["before"] < self.table["now"]).sum())

    @property
    def down(self) -> int:
        """How many would be in a lower tier under the former rules."""
        return 0 if self.table is None else int((self.table["before"] > self.table["now"]).sum())


def replay(ev: Evaluation, changes: Sequence[tuple[str, Rules]], known: Evaluation) -> Replay | None:
    """Replay an edition under the former rules; None where no change bears on the tiers or tiers are not all known.

    Parameters
    ----------
    ev
        The edition.
    changes
        Each changed item with the rules before it changed.
    known
        The same edition as its reader knows it, `ev` itself for whoever knows all; any other than `ev` is that of a
        reader who gets only the units whose scores are published, so that nothing is told about the others.
    """
    marked = ev.marked
    put_back: dict[str, Rules] = {}
    left: list[tuple[str, str]] = []
    others = any(LEFT.get(item) in ("indicators", "scale") for item, _ in changes)
    for item, former in changes:
        key = "areas" if item.startswith(POINTS) else REPLAYED.get(item)
        if key is None:
            left += [(item, LEFT[item])] if item in LEFT else []
        elif key in ("areas", "review") and not marked:
            left.append((item, "marks"))
        elif others and key in ("areas", "tiers", "banding"):
            scale = [i for i, _ in changes if LEFT.get(i) == "scale"]
            left.append((item, "scale" if scale else "indicators"))
        elif key == "tiers" and former_tiers(ev.rules, former) is None:
            left.append((item, "tiers"))
        elif item != "tiers":
            # Tiers that are as many have other names; their cut-offs are an item of their own.
            put_back[item] = former
    if not ev.complete or not (put_back or left):
        return None
    try:
        table, undecided = _replayed(ev, put_back, known) if put_back else (None, 0)
    except (EvalkitError, EditionError):
        return Replay((), (*left, *((item, "apart") for item in put_back)), None, 0)
    return Replay(tuple(put_back), tuple(left), table, undecided)


def former_tiers(rules: Rules, former: Rules) -> tuple[Tier, ...] | None:
    """Return the tiers of some rules with the cut-offs of others, place by place; None where there are not as many."""
    if len(former.tiers) != len(rules.tiers):
        return None
    return tuple(
        tier.model_copy(update={"lowest": old.lowest, "highest": old.highest})
        for tier, old in zip(rules.tiers, former.tiers, strict=True)
    )


def _replayed(ev: Evaluation, put_back: Mapping[str, Rules], known: Evaluation) -> tuple[pd.DataFrame, int]:
    keys: dict[str, Any] = {}
    rules = ev.rules
    for item, former in put_back.items():
        if item == "cut-offs":
            keys["tiers"] = former_tiers(rules, former)
        elif item == "rounding":
            keys["banding"] = former.banding
        elif item == "final":
            keys["review"] = rules.review.model_copy(update={"final": former.review.final})
    pointed = [item for item in put_back if item.startswith(POINTS) or item == "total-points"]
    if pointed:
        former = put_back[pointed[0]]
        points = {i.id: i.points for i in former.indicators}
        keys["areas"] = tuple(_with_points(area, points) for area in rules.areas)
    by_marks = bool({"areas", "review"} & set(keys))
    # Cut-offs alone can be applied to what the public knows; marks cannot, so that units are left out instead.
    base = ev if by_marks else known
    before_by_unit = base.replace(**keys).tier_by_unit
    place = {tier.id: i for i, tier in enumerate(rules.tiers)}
    hidden = ev.withheld if by_marks and known is not ev else frozenset()
    rows = [
        (unit, place[tier], place[before])
        for unit, tier in ev.tier_by_unit.items()
        if unit not in hidden and tier is not None and (before := before_by_unit[unit]) is not None
    ]
    return pd.DataFrame(rows, columns=["unit", "now", "before"]), len(ev.tier_by_unit) - len(rows)


def _with_points(area: Area, points: Mapping[str, Any]) -> Area:
    indicators: tuple[Indicator, ...] = tuple(
        i.model_copy(update={"points": points.get(i.id, i.points)}) for i in area.indicators
    )
    return area.model_copy(update={"indicators": indicators})
