"""Contradictions in rules that go by profiles: no grades, weights that are missing, scores between two steps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evalkit.files.tomlfile import Location
from evalkit.rules.models import Rules
from evalkit.rules.points import written
from evalkit.rules.profiles import WHOLE_PROFILE, Profiles
from evalkit.rules.scale_checks import Found
from evalkit.rules.scales import common_step
from evalkit.rules.stage_checks import adds_up, out_of_bounds, types_of

#: Columns of ``profiles.csv`` that are no grades.
_COLUMNS = ("unit", "indicator")


def profile_contradictions(rules: Rules) -> Iterator[Found]:
    """Find what is wrong with rules that have ``[profiles]``."""
    profiles = rules.profiles
    if profiles is None:
        return
    if rules.data.level != "scores":
        yield "profiles-at-level", ("data", "level"), rules.data.level, {}, None
        return
    if held := rules.publication.scores_held_by:
        # A profile tells the score, and the profiles of the others are on the page.
        yield "not-with", ("publication", held), None, {"key": "[profiles]"}, None
    if not rules.indicators:
        yield "missing-at-level", ("indicators",), None, {"level": rules.data.level}, None
    yield from _unused(rules)
    yield from _weights(rules)
    wrong = list(_rounding(rules, profiles))
    yield from wrong
    grades = rules.profile_grades
    if not grades:
        yield "needs-key", ("profiles",), "profiles", {"key": "marks.grades"}, None
        return
    for i, grade in enumerate(rules.marks.grades if rules.marks else ()):
        if grade.id.lower() in _COLUMNS:
            first: dict[str, object] = {"what": "grade", "first": "profiles.csv"}
            yield "listed-twice", ("marks", "grades", i, "id"), grade.id, first, None
        if grade.value < 0:
            yield out_of_bounds(("marks", "grades", i, "value"), grade.value, "≥ 0")
    if not wrong and all(grade.value >= 0 for grade in grades):
        yield from _scores(rules, profiles)


def _unused(rules: Rules) -> Iterator[Found]:
    """Find keys of indicators and areas that profiles do not go by."""
    for i, area in enumerate(rules.areas):
        for key in ("maximum", "cap", "weight"):
            if getattr(area, key) is not None:
                yield "not-with", ("areas", i, key), None, {"key": "[profiles]"}, None
        for j, indicator in enumerate(area.indicators):
            for key in ("points", "minimum", "maximum", "step", "grades", "role", "about", "bonus"):
                if getattr(indicator, key):
                    yield "not-with", ("areas", i, "indicators", j, key), None, {"key": "[profiles]"}, None


def _weights(rules: Rules) -> Iterator[Found]:
    own = [
        (("areas", i, "indicators", j, "weight"), x)
        for i, a in enumerate(rules.areas)
        for j, x in enumerate(a.indicators)
        if x.scored
    ]
    for place, indicator in own:
        if indicator.weight is None:
            yield "weight-missing", place, None, {"rule": "[profiles]"}, None
        elif indicator.weight < 0:
            yield out_of_bounds(place, indicator.weight, "≥ 0")
    if any(x.weight is None or x.weight < 0 for _, x in own):
        return
    for i, kind in enumerate(types_of(rules)):
        of_kind = [(p, x) for p, x in own if x.is_for(kind)]
        if of_kind:
            yield from adds_up(of_kind[0][0], [x.weight for _, x in of_kind if x.weight is not None])
        elif own:
            yield "type-without-indicators", ("types", i, "id"), kind, {}, None


def _rounding(rules: Rules, profiles: Profiles) -> Iterator[Found]:
    for i, rounding in enumerate(profiles.rounding):
        place: Location = ("profiles", "rounding", i)
        if rounding.after in [r.after for r in profiles.rounding[:i]]:
            yield "stage-twice", (*place, "after"), rounding.after, {}, None
        if rounding.after == "score":
            if rounding.step is not None and rounding.step != rules.scores.step:
                yield "not-the-step", (*place, "step"), str(rounding.step), {"step": str(rules.scores.step)}, None
            if rounding.rule == "cumulative":
                allowed: dict[str, object] = {"allowed": "half-up, half-even, down"}
                yield "not-allowed", (*place, "rule"), rounding.rule, allowed, None
        elif rounding.step is None:
            yield "missing-key", (*place, "step"), None, {}, None
        elif rounding.step <= 0 or (WHOLE_PROFILE / Fraction(rounding.step)).denominator != 1:
            yield "not-of-100", (*place, "step"), str(rounding.step), {}, None
    if profiles.rounded_to is not None and profiles.counts:
        yield "not-with", ("profiles", "rounded_to"), str(profiles.rounded_to), {"key": "profiles.counts"}, None
    if profiles.rounded_to is not None and profiles.rounded_to <= 0:
        yield out_of_bounds(("profiles", "rounded_to"), profiles.rounded_to, "> 0")


def _scores(rules: Rules, profiles: Profiles) -> Iterator[Found]:
    """Find averages that the scale of the scores does not have."""
    values = [Fraction(grade.value) for grade in rules.profile_grades]
    rounding = profiles.rounded("profile")
    counted = None if rounding is None or rounding.print_only or rounding.step is None else rounding
    low, high = min(values), max(values)
    if counted is not None and counted.rule != "cumulative":
        # Each share may go up by half a step, and down by one: the whole is no longer 100.
        step = Fraction(counted.step or 0)
        down, up = (step, Fraction(0)) if counted.rule == "down" else (step / 2, step / 2)
        spread = sum(values, Fraction(0)) / WHOLE_PROFILE
        low, high = max(Fraction(0), low - down * spread), high + up * spread
    for key, reach, beyond in (
        ("max", high, high > Fraction(rules.scores.max)),
        ("min", low, low < Fraction(rules.scores.min)),
    ):
        if beyond:
            found: dict[str, object] = {"reach": written(reach)}
            yield "average-beyond", ("scores", key), str(getattr(rules.scores, key)), found, None
    if profiles.rounded("score") is None:
        apart = [grade.value for grade in rules.profile_grades]
        each = None if counted is None else Fraction(counted.step or 0) * Fraction(common_step(apart))
        if each is None or (each / WHOLE_PROFILE / Fraction(rules.scores.step)).denominator != 1:
            yield "average-between-steps", ("scores", "step"), str(rules.scores.step), {}, None
    elif rules.banding is not None and rules.banding.to_nearest != rules.scores.step and not profiles.exact:
        wanted: dict[str, object] = {"step": str(rules.scores.step)}
        yield "rounded-twice", ("banding", "to_nearest"), str(rules.banding.to_nearest), wanted, None
