"""Contradictions in what a mark may be: steps that miss the maximum, two grades of one value, nothing that counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from evalkit.files.tomlfile import Location, key_path
from evalkit.rules.models import Grade, Indicator, Rules
from evalkit.rules.scales import NA, MarkScale

#: A fault before it has a line: its kind, the key, the value, what the message needs, what may have been meant.
Found = tuple[str, Location, str | None, dict[str, object], str | None]

#: Scores are looked at one by one to find the ends of a tier.
MOST_STEPS = 1_000_000

_RANGE = ("minimum", "maximum", "step")


def least_and_most(rules: Rules) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the largest sum that the marks of a unit can have; None where they are not known."""
    scales = [rules.known_scale(i) for i in rules.indicators if i.scored]
    if not scales or None in scales:
        return None, None
    known = [s for s in scales if s is not None]
    zero = rules.marks is not None and rules.marks.not_applicable == "zero"
    least = (min(s.minimum, Decimal(0)) if zero else s.minimum for s in known)
    return sum(least, Decimal(0)), sum((s.maximum for s in known), Decimal(0))


def scale_contradictions(rules: Rules) -> Iterator[Found]:
    """Find what is wrong with the scales of the marks, whatever else the rules say."""
    places = [
        (("areas", i, "indicators", j), indicator)
        for i, area in enumerate(rules.areas)
        for j, indicator in enumerate(area.indicators)
    ]
    if rules.marks is None:
        for place, indicator in places:
            for key in (*_RANGE, "grades"):
                if getattr(indicator, key):
                    yield "scale-without-marks", (*place, key), None, {}, None
        return
    marks = rules.marks
    general = list(_by_itself(("marks",), marks.minimum, marks.maximum, marks.step, marks.grades))
    own = [f for p, i in places for f in _by_itself(p, i.minimum, i.maximum, i.step, i.grades)]
    yield from general
    yield from own
    if rules.scores.best not in (None, marks.best or rules.scores.best):
        yield "best-of-both", ("scores", "best"), rules.scores.best, {"other": str(marks.best)}, None
    if rules.best == "lowest" and marks.not_applicable in ("zero", "minimum"):
        yield "not-applicable-is-best", ("marks", "not_applicable"), marks.not_applicable, {}, None
    if rules.marked and places and not any(i.scored for _, i in places):
        yield "nothing-scored", ("areas",), None, {}, None
    if rules.marked and not own and not general:
        total = rules.total_points or Decimal(0)
        if marks.step is not None and total / marks.step > MOST_STEPS:
            yield "too-many-steps", ("marks", "step"), str(marks.step), {"most": MOST_STEPS}, None
        for place, indicator in places:
            yield from _taken_together(rules, place, indicator)


def _by_itself(
    place: Location,
    minimum: Decimal | None,
    maximum: Decimal | None,
    step: Decimal | None,
    grades: Sequence[Grade],
) -> Iterator[Found]:
    if grades:
        for key, value in zip(_RANGE, (minimum, maximum, step), strict=True):
            if value is not None:
                yield "grades-and-range", (*place, key), str(value), {}, None
        yield from _grades((*place, "grades"), grades)
        return
    if step is not None and step <= 0:
        yield "out-of-bounds", (*place, "step"), str(step), {"allowed": "> 0"}, None
    if minimum is None and place == ("marks",):
        minimum = Decimal(0)
    if maximum is not None and minimum is not None and maximum <= minimum:
        yield "out-of-bounds", (*place, "maximum"), str(maximum), {"allowed": f"> {minimum}"}, None


def _grades(place: Location, grades: Sequence[Grade]) -> Iterator[Found]:
    if len(grades) < 2:
        yield "one-grade", place, grades[0].id, {}, None
    words: dict[str, str] = {}
    values: dict[Decimal, str] = {}
    for i, grade in enumerate(grades):
        here = (*place, i)
        own = grade.words
        if NA in own:
            yield "grade-reserved", (*here, "id"), NA, {}, None
        for word in own:
            if word in words:
                yield "listed-twice", (*here, "id"), word, {"what": "grade", "first": words[word]}, None
                break
        for word in own:
            words.setdefault(word, key_path(here))
        if grade.value in values:
            yield "grades-of-one-value", (*here, "value"), str(grade.value), {"other": values[grade.value]}, None
        values.setdefault(grade.value, grade.id)


def _taken_together(rules: Rules, place: Location, indicator: Indicator) -> Iterator[Found]:
    """Find what is wrong with the scale that an indicator and ``[marks]`` make together."""
    scale = rules.known_scale(indicator)
    if scale is None:
        marks = rules.marks
        if marks is not None and indicator.points is None and indicator.maximum is None and marks.maximum is None:
            yield "missing-at-level", (*place, "points"), None, {"level": rules.data.level}, None
        if marks is not None and marks.step is None and indicator.step is None:
            yield "missing-at-level", ("marks", "step"), None, {"level": rules.data.level}, None
        return
    yield from _ends(place, indicator, scale)


def _ends(place: Location, indicator: Indicator, scale: MarkScale) -> Iterator[Found]:
    stated = indicator.points
    if stated is not None and stated != scale.maximum:
        yield "points-not-maximum", (*place, "points"), str(stated), {"maximum": str(scale.maximum)}, None
    elif scale.range <= 0:
        key = "maximum" if stated is None else "points"
        yield "out-of-bounds", (*place, key), str(scale.maximum), {"allowed": f"> {scale.minimum}"}, None
    elif indicator.step is not None and scale.range / scale.step > MOST_STEPS:
        yield "too-many-steps", (*place, "step"), str(scale.step), {"most": MOST_STEPS}, None
    elif not scale.grades and not scale.fits(scale.maximum):
        key = "maximum" if stated is None else "points"
        if scale.minimum:
            variables: dict[str, object] = {"minimum": str(scale.minimum), "step": str(scale.step)}
            yield "not-in-steps", (*place, key), str(scale.maximum), variables, None
        else:
            yield "not-a-multiple", (*place, key), str(scale.maximum), {"step": str(scale.step)}, None
