"""Contradictions between the keys of ``rules.toml``: tiers that overlap, indicators listed twice, unknown cohorts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from evalkit.errors import EditionError, Fault, nearest
from evalkit.files.tomlfile import LineIndex, Location, key_path, parse_model
from evalkit.rules.ballot_checks import ballot_contradictions
from evalkit.rules.implied import completed, written
from evalkit.rules.label_checks import label_contradictions
from evalkit.rules.models import Rules, Window
from evalkit.rules.profile_checks import profile_contradictions
from evalkit.rules.scale_checks import MOST_STEPS, Found, least_and_most, scale_contradictions
from evalkit.rules.stage_checks import over, stage_faults
from evalkit.rules.tier_checks import closed, tier_contradictions
from evalkit.rules.timeline import Days
from evalkit.wording import LANGUAGES, Language

_FILE = "rules.toml"

# What belongs to an evaluation happens at most so long before the first and after the last day of its window.
_BEFORE, _AFTER = dt.timedelta(days=366), dt.timedelta(days=5 * 366)


def check_rules(
    data: Mapping[str, Any],
    name: str = _FILE,
    lines: LineIndex | None = None,
    languages: Sequence[Language] = LANGUAGES,
) -> Rules | list[Fault]:
    """Return the rules that a dictionary holds, or every fault in it.

    Contradictions are looked for only once every key is right by itself: before that they would be echoes. `languages`
    are those of the programme.
    """
    whole = completed(data, tuple(languages))
    rules = parse_model(Rules, whole, name, lines, {"languages": tuple(languages)})
    if isinstance(rules, list):
        faults = rules
    else:
        tiers = list(tier_contradictions(rules))
        rules = _whole(rules)
        found = [*_contradictions(rules), *tiers]
        faults = [
            Fault(kind, name, lines.row(place) if lines else None, key_path(place), value, variables, meant)
            for kind, place, value, variables, meant in found
        ]
    if "areas" not in data:
        faults = [_as_written(fault, lines) for fault in faults]
    return faults or rules


def _as_written(fault: Fault, lines: LineIndex | None) -> Fault:
    """Return a fault of an indicator without an area where it stands in the file."""
    place = written(fault.column or "")
    return fault if place == fault.column else replace(fault, column=place, row=lines.row_of(place) if lines else None)


def _whole(rules: Rules) -> Rules:
    """Return rules with what follows from the rest: ends of tiers, and the points where marks are plainly added up."""
    if rules.marked and rules.total_points is None and not rules.staged:
        rules = rules.model_copy(update={"total_points": rules.scores.max})
    return closed(rules)


def variant(rules: Rules, **changes: Any) -> Rules:
    """Return the rules with whole top-level keys replaced, checked like a file.

    Parameters
    ----------
    rules
        The rules to start from.
    **changes
        Top-level keys of ``rules.toml`` with their new values, as models or as plain dicts and lists.

    Raises
    ------
    EditionError
        The variant contradicts itself; every fault is listed.
    """
    data = rules.model_dump(exclude_none=True)
    data.update({key: _plain(value) for key, value in changes.items()})
    result = check_rules(data, "", languages=tuple(rules.title))
    if isinstance(result, list):
        raise EditionError(f"{rules.programme}/{rules.edition}", result, "variant")
    return result.without(rules.dropped) if rules.dropped else result


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_none=True)
    if isinstance(value, float):
        return Decimal(repr(value))  # what was typed
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _contradictions(rules: Rules) -> Iterator[Found]:
    if rules.window and rules.window.last < rules.window.first:
        yield "window-backwards", ("window", "last"), str(rules.window.last), {"first": str(rules.window.first)}, None
    yield from _milestones(rules)
    yield from _repeats(rules)
    yield from _references(rules)
    wrong = list(scale_contradictions(rules))
    yield from _rubric(rules, not wrong)
    yield from _score_range(rules)
    yield from _completeness(rules)
    yield from _discussion(rules)
    yield from _importance(rules)
    yield from _fields(rules)
    yield from wrong or ballot_contradictions(rules)
    if rules.marked and rules.profiles is None:
        yield from _marks(rules, not wrong)
    yield from stage_faults(rules)
    yield from profile_contradictions(rules)
    yield from label_contradictions(rules)


def _completeness(rules: Rules) -> Iterator[Found]:
    """Find what is absent that only the rules of an edition of which little is known may leave out."""
    if rules.marked and not rules.indicators:
        yield "missing-at-level", ("indicators",), None, {"level": rules.data.level}, None


def _milestones(rules: Rules) -> Iterator[Found]:
    """Find dated events that cannot belong to this evaluation: a digit was mistyped, or they were copied."""
    if rules.window is None:
        return
    first, last = within_reason(rules.window)
    span: dict[str, object] = {"first": str(first), "last": str(last)}
    for i, milestone in enumerate(rules.review.milestones):
        if not first <= milestone.date <= last:
            yield "date-beyond-reason", ("review", "milestones", i, "date"), str(milestone.date), span, None


def within_reason(window: Window) -> Days:
    """Return the first and the last day on which something that belongs to the evaluation of a window may happen."""
    first = window.first - _BEFORE if window.first - dt.date.min > _BEFORE else dt.date.min
    last = window.last + _AFTER if dt.date.max - window.last > _AFTER else dt.date.max
    return first, last


def _discussion(rules: Rules) -> Iterator[Found]:
    """Find a discussion that is followed by another round: what it decides is final."""
    rounds = rules.review.rounds
    for i, r in enumerate(rounds[:-1]):
        if r.kind == "discussion":
            yield "discussion-not-last", ("review", "rounds", i, "kind"), r.id, {"next": rounds[i + 1].id}, None


def _importance(rules: Rules) -> Iterator[Found]:
    """Find a difference of nothing that would be called important."""
    importance = rules.review.importance
    if importance is not None and importance == type(importance)():
        known = ", ".join(type(importance).model_fields)
        yield "no-criterion", ("review", "importance"), None, {"allowed": known}, None
    for key in ("points", "spreads"):
        value = getattr(importance, key, None)
        if value is not None and value <= 0:
            yield "out-of-bounds", ("review", "importance", key), str(value), {"allowed": "> 0"}, None


def _marks(rules: Rules, summed: bool) -> Iterator[Found]:
    """Find what keeps marks from becoming exact scores; sums of scales that are wrong are not looked at."""
    needed: list[tuple[Location, object]] = [
        (("marks",), rules.marks),
        (("review", "final"), rules.review.final),
        (("review", "rounds"), rules.marked_rounds),
    ]
    for place, value in needed:
        if not value:
            yield "missing-at-level", place, None, {"level": rules.data.level}, None
    low, high = least_and_most(rules) if summed and not rules.staged else (None, None)
    if low is not None and rules.scores.min != low:
        yield "not-the-sum", ("scores", "min"), str(rules.scores.min), {"wanted": str(low)}, None
    wanted = high if rules.total_points is None else rules.total_points
    if not rules.staged and wanted is not None and rules.scores.max != wanted:
        yield "not-the-sum", ("scores", "max"), str(rules.scores.max), {"wanted": str(wanted)}, None
    exact = rules.review.final is not None and rules.review.final.exact
    if rules.banding is not None and rules.banding.to_nearest != rules.scores.step and not exact:
        # Rounded to 0.1 and then to 1, 84.46 becomes 84.5 and then 85; rounded once it is 84.
        step: dict[str, object] = {"step": str(rules.scores.step)}
        yield "rounded-twice", ("banding", "to_nearest"), str(rules.banding.to_nearest), step, None
    yield from _reviewers_for_trimming(rules)


def _fields(rules: Rules) -> Iterator[Found]:
    """Find what is done by fields or by days that the rules do not name."""
    for i, r in enumerate(rules.review.rounds):
        if r.kind in ("grouped", "crossed") and rules.marked and not rules.subjects:
            yield "needs-key", ("review", "rounds", i, "kind"), r.kind, {"key": "[[subjects]]"}, None
    if rules.marked and rules.review.conflicts and rules.window is None:
        years = str(rules.review.conflicts.former_years)
        yield "needs-key", ("review", "conflicts", "former_years"), years, {"key": "[window]"}, None


def _reviewers_for_trimming(rules: Rules) -> Iterator[Found]:
    final = rules.review.final
    if final is None or final.rule != "trimmed-mean":
        return
    counted = rules.marked_rounds[-1:] if final.of == "last-round" else rules.marked_rounds
    numbers = [r.reviewers_per_unit for r in counted]
    left_out = 2 if final.drop is None else final.drop.lowest + final.drop.highest
    if all(n is not None for n in numbers) and sum(n for n in numbers if n is not None) <= left_out:
        yield "too-few-to-trim", ("review", "final", "rule"), final.rule, {}, None


def _repeats(rules: Rules) -> Iterator[Found]:
    lists: list[tuple[str, list[tuple[Location, Any]]]] = [
        ("cohort", [(("cohorts", i), c) for i, c in enumerate(rules.cohorts)]),
        ("cohort-group", [(("cohort_groups", i), g) for i, g in enumerate(rules.cohort_groups)]),
        ("area", [(("areas", i), a) for i, a in enumerate(rules.areas)]),
        (
            "indicator",
            [(("areas", i, "indicators", j), x) for i, a in enumerate(rules.areas) for j, x in enumerate(a.indicators)],
        ),
        ("tier", [(("tiers", i), t) for i, t in enumerate(rules.tiers)]),
        ("label", [(("labels", i), x) for i, x in enumerate(rules.labels)]),
        ("subject", [(("subjects", i), t) for i, t in enumerate(rules.subjects)]),
        (
            "reason",
            [(("eligibility", "reasons", i), r) for i, r in enumerate(rules.eligibility.reasons)]
            if rules.eligibility
            else [],
        ),
        (
            "reason",
            [(("appeals", "grounds", i), g) for i, g in enumerate(rules.appeals.grounds)] if rules.appeals else [],
        ),
        ("round", [(("review", "rounds", i), r) for i, r in enumerate(rules.review.rounds)]),
    ]
    for what, items in lists:
        seen: dict[str, str] = {}
        for place, item in items:
            # One fault for one repeated item: a copied block repeats its id and both names.
            named = {"id": item.id, **{f"name.{language}": name for language, name in item.name.items()}}
            for key, value in named.items():
                if value in seen:
                    variables: dict[str, object] = {"what": what, "first": seen[value]}
                    yield "listed-twice", (*place, *key.split(".")), value, variables, None
                    break
            for value in named.values():
                seen.setdefault(value, key_path(place))


def _references(rules: Rules) -> Iterator[Found]:
    cohorts = list(dict.fromkeys(c.id for c in rules.cohorts))
    for i, group in enumerate(rules.cohort_groups):
        yield from _reference(("cohort_groups", i, "cohorts"), group.cohorts, cohorts)
    tiers = list(dict.fromkeys(t.id for t in rules.tiers))
    for key in ("withhold_scores_of", "withhold_ranks_of", "withhold_names_of"):
        yield from _reference(("publication", key), getattr(rules.publication, key) or (), tiers)
    # An order of its own is none that the scores tell.
    ordered = rules.ranking.weights or any(one.weights for one in rules.ranking.lists)
    for tier in rules.publication.withhold_ranks_of or ():
        if tier in tiers and tier not in rules.publication.without_score and not ordered:
            yield "rank-follows-from-score", ("publication", "withhold_ranks_of"), tier, {}, None
    if rules.eligibility:
        indicators = list(dict.fromkeys(i.id for i in rules.indicators))
        yield from _reference(("eligibility", "required"), rules.eligibility.required, indicators)
        if rules.eligibility.at_least > len(indicators):
            most: dict[str, object] = {"allowed": f"≤ {len(indicators)}"}
            yield "out-of-bounds", ("eligibility", "at_least"), str(rules.eligibility.at_least), most, None
    if rules.honour:
        yield from _reference(("honour", "tier"), (rules.honour.tier,), tiers)
    if rules.watch:
        yield from _reference(("watch", "tiers"), rules.watch.tiers, tiers)
        if not rules.watch.tiers and not rules.watch.absence:
            yield "watches-nothing", ("watch", "tiers"), None, {}, None


def _reference(place: Location, words: Sequence[str], known: Sequence[str]) -> Iterator[Found]:
    for i, word in enumerate(words):
        if word in words[:i]:
            yield "word-twice", place, word, {}, None
        elif word not in known:
            yield "not-allowed", place, word, {"allowed": ", ".join(known)}, nearest(word, known)


def _rubric(rules: Rules, summed: bool) -> Iterator[Found]:
    """Find points that are missing or, where they are right by themselves, do not add up."""
    points = [rules.points_of(indicator) for indicator in rules.indicators if indicator.scored]
    known = [p for p in points if p is not None]
    for i, area in enumerate(rules.areas):
        for j, indicator in enumerate(area.indicators):
            place = ("areas", i, "indicators", j, "points")
            if indicator.points is not None and indicator.points <= 0:
                yield "out-of-bounds", place, str(indicator.points), {"allowed": "> 0"}, None
            if indicator.scored and rules.points_of(indicator) is None and known:
                yield "points-of-some", place, None, {"known": len(known), "count": len(points)}, None
    points = [rules.points_of(i) for i in rules.indicators if i.scored and not i.bonus]
    known = [p for p in points if p is not None]
    apart = rules.types or any(over(rules, area) for area in rules.areas)
    added = summed and not apart and (rules.review.final is None or rules.review.final.criteria == "sum")
    if (
        added
        and points
        and rules.total_points is not None
        and len(known) == len(points)
        and sum(known) != rules.total_points
    ):
        yield "points-do-not-add-up", ("total_points",), str(rules.total_points), {"sum": str(sum(known))}, None


def _score_range(rules: Rules) -> Iterator[Found]:
    scores, banding = rules.scores, rules.banding
    if scores.step <= 0:
        yield "out-of-bounds", ("scores", "step"), str(scores.step), {"allowed": "> 0"}, None
        return
    if scores.max <= scores.min:
        yield "out-of-bounds", ("scores", "max"), str(scores.max), {"allowed": f"> {scores.min}"}, None
    if (scores.max - scores.min) / scores.step > MOST_STEPS:
        yield "too-many-steps", ("scores", "step"), str(scores.step), {"most": MOST_STEPS}, None
    for key, value in (("min", scores.min), ("max", scores.max)):
        if not scores.scale.fits(value):
            yield "not-a-multiple", ("scores", key), str(value), {"step": str(scores.step)}, None
    if rules.near_window is not None and rules.near_window <= 0:
        yield "out-of-bounds", ("near_window",), str(rules.near_window), {"allowed": "> 0"}, None
    elif rules.near_window is not None and not scores.scale.fits(rules.near_window):
        yield "not-a-multiple", ("near_window",), str(rules.near_window), {"step": str(scores.step)}, None
    if banding is None:
        return
    if banding.to_nearest <= 0:
        yield "out-of-bounds", ("banding", "to_nearest"), str(banding.to_nearest), {"allowed": "> 0"}, None
    elif not scores.scale.fits(banding.to_nearest):
        yield "not-a-multiple", ("banding", "to_nearest"), str(banding.to_nearest), {"step": str(scores.step)}, None
