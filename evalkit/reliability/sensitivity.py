"""What else the list might have been: each rule, cut-off, weight, round and reviewer another, one at a time.

Every change is replayed by the rules of the edition, in integers, on all units at once. What is left out (an indicator,
an area) is taken at the share of its range that the rest reaches, as what is not applicable is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from evalkit.frames import ONE_CHANGE
from evalkit.reliability.changes import tiers_after, without_one
from evalkit.reliability.sheets import Flags, Sheets
from evalkit.review.ballots import Ballots, Ints
from evalkit.review.final import FinalMarks, counted_sheets
from evalkit.review.whole import ends_of
from evalkit.rules.banding import tier_numbers, tier_starts
from evalkit.rules.models import Rules
from evalkit.rules.points import round_steps
from evalkit.rules.stages import FinalRule
from evalkit.scoring import Evaluation

#: What may be changed, in the order in which pages name them.
CAUSES = ("rule", "cut-off", "weight", "area", "indicator", "round", "tie", "reviewer")
#: By which share of itself the weight of an area (an indicator, where there is one area) is raised and lowered.
WEIGHT_BY = Fraction(1, 10)
#: By which rules the marks of several reviewers are combined in its place.
RULES: tuple[FinalRule, ...] = ("mean", "median", "trimmed-mean")


class Change(NamedTuple):
    """Something else than it is, and the places of the units' tiers then, −1 where there is no score."""

    cause: str
    what: str | None
    by: float | None
    places: Ints


def not_changed_because(ev: Evaluation) -> str | None:
    """Return why nothing is replayed, as in ``undefined-…``; None where cut-offs at least are moved."""
    beside = ev.rules.outside and ev.rules.may_lack_marks
    if ev.rules.staged or ev.rules.ordered or beside or ev.record.profiles is not None:
        return "stages"
    if not ev.rules.cut_offs_known or (ev.final is not None and ev.rules.review.final is None):
        return "no-final-rule"
    return None if ev.complete and ev.scores["steps"].notna().any() else "no-ratings"


def one_change(ev: Evaluation, found: Sheets | None) -> pd.DataFrame:
    """Return how many tiers would be others if one thing were another, most first.

    Parameters
    ----------
    ev
        The evaluation.
    found
        Its sheets; None where only scores are on file: then cut-offs alone are moved.

    Returns
    -------
    ``cause``: one of :data:`CAUSES`; ``what``: another rule of combination, the tier whose cut-off moves, the area or
    indicator that weighs more or less or is left out, the round, or the reviewer, left out (missing for ties, all of
    which are left out together); ``by``: of cut-offs the step in points, of weights the share, above 0: raised;
    ``changed``: units with another tier then, ``up`` and ``down``: to a better and to a worse one; ``open``: units that
    the rules would give no score then, not among them; ``moved``: codes of those that change. No rows where
    :func:`not_changed_because` says why.
    """
    if not_changed_because(ev) is not None:
        return ONE_CHANGE.of([])
    units, own = _present(ev)
    rows: list[tuple[Any, ...]] = []
    for cause, what, by, places in _changes(ev, found, units):
        moved = (places != own) & (places >= 0)
        codes = tuple(np.array(units, dtype=object)[moved].tolist())
        up = int(np.sum(moved & (places < own)))
        rows.append((cause, what, by, len(codes), up, len(codes) - up, int(np.sum(places < 0)), codes))
    order = {cause: k for k, cause in enumerate(CAUSES)}
    rows.sort(key=lambda row: (-row[3], order[row[0]]))
    return ONE_CHANGE.of(rows)


def possible(changes: pd.DataFrame) -> pd.Series[bool]:
    """Tell of each row of `one_change`, in whatever form readers get it, whether it leaves scores that could move."""
    none: pd.Series[bool] = (changes["changed"] == 0) & (changes["open"] > 0)
    return ~none


def _present(ev: Evaluation) -> tuple[list[str], Ints]:
    """Return the units with a score and the places of their tiers."""
    scores = ev.scores[ev.scores["steps"].notna()]
    places = tier_numbers(scores["steps"].to_numpy(np.int64), ev.rules)
    return scores["unit"].astype(str).tolist(), places


def _changes(ev: Evaluation, found: Sheets | None, units: list[str]) -> Iterator[Change]:
    rules, final = ev.rules, ev.final
    steps = ev.scores["steps"].dropna().to_numpy(np.int64)
    yield from _cut_offs(steps, rules)
    if found is None or final is None:
        return
    used = counted_sheets(found.ballots, rules)
    place = {unit: k for k, unit in enumerate(final.units)}
    rows = np.array([place[u] for u in units], dtype=np.int64)
    yield from (c._replace(places=c.places[rows]) for c in _of_marks(used, found, rules, final))


def _cut_offs(steps: Ints, rules: Rules) -> Iterator[Change]:
    """Move each cut-off, then all, by one step of the scores: a tier then starts so much higher or lower."""
    starts, places = tier_starts(rules)
    each = [(k,) for k in range(1, len(starts))]
    for some in [*each, tuple(range(1, len(starts)))] if len(each) > 1 else each:
        for sign in (1, -1):
            moved = starts.copy()
            moved[list(some)] += sign
            if (np.diff(moved) <= 0).any():
                continue
            found = np.array(places)[np.maximum(np.searchsorted(moved, steps, side="right") - 1, 0)]
            what = None if len(some) > 1 else rules.tiers[places[some[0]]].id
            yield Change("cut-off", what, sign * float(rules.scores.step), found)


def _of_marks(used: Ballots, found: Sheets, rules: Rules, final: FinalMarks) -> Iterator[Change]:
    """Change what marks become; places by unit of the edition, −1 where there is no score."""
    known = final.known
    for rule in RULES:
        if rules.review.final is not None and rule != rules.review.final.rule:
            yield Change("rule", rule, None, np.where(known, tiers_after(used, with_rule(rules, rule)), -1))
    yield from _weights(rules, final)
    rounds = np.unique(used.round).tolist()
    for k in rounds if len(rounds) > 1 else ():
        yield Change(
            "round",
            used.rules.review.rounds[k].id,
            None,
            np.where(known, tiers_after(used.only(used.round != k), rules), -1),
        )
    tied = counted_ties(used, found)
    if tied.any():
        yield Change("tie", None, None, np.where(known, tiers_after(used.only(~tied), rules), -1))
    own = np.full(len(known), -1, dtype=np.int64)
    own[known] = tier_numbers(final.scores[known].to_numpy(np.int64), rules)
    unit, sheet, place = without_one(used, rules, known)
    for reviewer in np.unique(used.reviewer[sheet]).tolist():
        places, theirs = own.copy(), used.reviewer[sheet] == reviewer
        places[unit[theirs]] = place[theirs]
        yield Change("reviewer", used.reviewers[reviewer], None, places)


def with_rule(rules: Rules, rule: FinalRule) -> Rules:
    """Return rules that combine the marks of several reviewers by another rule."""
    final = rules.review.final
    if final is None:
        raise ValueError("the rules do not say how marks become a score")
    review = rules.review.model_copy(update={"final": final.model_copy(update={"rule": rule})})
    return rules.model_copy(update={"review": review})


def counted_ties(used: Ballots, found: Sheets) -> Flags:
    """Return which of the counted sheets are by a reviewer with a tie to the unit, shape (n_sheets,)."""
    pair = found.unit * max(len(used.reviewers), 1) + found.reviewer
    tied: Flags = np.isin(used.unit * max(len(used.reviewers), 1) + used.reviewer, pair[found.own])
    return tied


def _weights(rules: Rules, final: FinalMarks) -> Iterator[Change]:
    """Raise and lower the weight of each area, then leave out each area and each indicator."""
    areas, weighed = areas_of(rules), weighed_in(rules)
    scored = [i for own in areas.values() for i in own]
    base, more = WEIGHT_BY.denominator, WEIGHT_BY.numerator
    for sign in (1, -1) if len(weighed) > 1 else ():
        for name, own in weighed.items():
            factors = {i: base + (sign * more if i in own else 0) for i in scored}
            yield Change("weight", name, sign * float(WEIGHT_BY), _places(final, rules, factors))
    for cause, parts in (("area", areas), ("indicator", {i: [i] for i in scored})):
        for name, own in parts.items() if len(parts) > 1 else ():
            yield Change(cause, name, None, _places(final, rules, {i: int(i not in own) for i in scored}))


def areas_of(rules: Rules) -> dict[str, list[str]]:
    """Return the indicators that are part of the score, by area, in the order of the rules."""
    own = {area.id: [i.id for i in area.indicators if i in rules.counting] for area in rules.areas}
    return {name: some for name, some in own.items() if some}


def weighed_in(rules: Rules) -> dict[str, list[str]]:
    """Return what weights are varied of, and its indicators: each area, or each indicator where there is one area."""
    areas = areas_of(rules)
    return areas if len(areas) > 1 else {i: [i] for own in areas.values() for i in own}


def _places(final: FinalMarks, rules: Rules, factors: dict[str, int]) -> Ints:
    """Return the places of tiers where the range of each indicator counts so many times."""
    steps = reweighted(final, rules, [factors.get(i.id, 0) for i in rules.indicators])
    places = np.full(len(steps), -1, dtype=np.int64)
    there = np.array([s is not None for s in steps], dtype=bool)
    places[there] = tier_numbers(np.array([s for s in steps if s is not None], dtype=np.int64), rules)
    return places


def reweighted(final: FinalMarks, rules: Rules, factors: list[int]) -> list[int | None]:
    """Return the score of each unit, in steps, where the range of each indicator counts so many times.

    Exactly: the share of the weighted ranges that the final marks reach, of the range of the scores. None where there
    are no marks that count.
    """
    ends = ends_of(rules)
    times = np.array([f if s else 0 for f, s in zip(factors, ends.scored, strict=True)], dtype=object)
    low, reach = ends.low.astype(object), ends.range.astype(object)
    full, least = int(reach[ends.scored].sum()), int(low[ends.scored].sum())
    below = final.denominator.astype(object)
    there = np.ones(final.numerator.shape, dtype=bool) if final.marked is None else final.marked
    reached = (np.where(there, final.numerator.astype(object) - low * below[:, None], 0) * times).sum(axis=1)
    possible = (np.where(there, reach, 0) * times).sum(axis=1)
    ratio = Fraction(rules.mark_scale.step) / Fraction(rules.scores.step)
    rule: Any = rules.review.final.score_rule if rules.review.final is not None else None
    known = np.flatnonzero(final.known & (possible > 0))
    result: list[int | None] = [None] * len(below)
    numerator = (reached * full + least * possible * below)[known] * ratio.numerator
    rounded = round_steps(numerator, (possible * below)[known] * ratio.denominator, rule)
    for k, steps in zip(known.tolist(), rounded.tolist(), strict=True):
        result[k] = int(steps)
    return result
