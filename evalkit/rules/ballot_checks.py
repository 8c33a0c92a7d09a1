"""Contradictions in what a ballot must be: points that are no marks, grades that do not exist, shares of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.errors import nearest
from evalkit.files.tomlfile import Location
from evalkit.rules.ballots import ABOUT, LIMITS, Ballot
from evalkit.rules.models import Indicator, Rules
from evalkit.rules.scale_checks import Found


def ballot_contradictions(rules: Rules) -> Iterator[Found]:
    """Yield what is wrong with ``marks.ballot``, whose scales are right by themselves."""
    for i, ballot in enumerate(rules.ballots):
        place: Location = ("marks", "ballot") if len(rules.ballots) == 1 else ("marks", "ballot", i)
        yield from _names(rules, ballot, place)
        if len(ballot.about) != 1:
            yield "not-one-of", place, None, {"allowed": ", ".join(ABOUT)}, None
            continue
        yield from _keys(ballot, place)
        for indicator in rules.on_ballot(ballot):
            yield from _points(rules, ballot, indicator, place)


def _names(rules: Rules, ballot: Ballot, place: Location) -> Iterator[Found]:
    roles, indicators = [r.id for r in rules.review.roles], [i.id for i in rules.indicators]
    for key, words, known in (
        ("role", () if ballot.role is None else (ballot.role,), roles),
        ("indicators", ballot.indicators, indicators),
    ):
        for word in words:
            if word not in known:
                yield "not-allowed", (*place, key), word, {"allowed": ", ".join(known) or "–"}, nearest(word, known)


def _keys(ballot: Ballot, place: Location) -> Iterator[Found]:
    """Find keys that say nothing beside the one that says what the rule is about, and those that are missing."""
    given = [key for key in LIMITS if getattr(ballot, key) is not None]
    if ballot.forced and not given:
        yield "no-criterion", place, None, {"allowed": ", ".join(LIMITS)}, None
    for key in (*given, *(["rounding"] if ballot.rounding else [])) if ballot.fixed else ():
        yield "only-with", (*place, key), None, {"key": "grades", "allowed": "[…]"}, None
    if ballot.share_at_most is not None and ballot.count_at_most is not None:
        yield "not-with", (*place, "count_at_most"), None, {"key": "share_at_most"}, None
    if ballot.rest is not None and ballot.about != ("each_once",):
        yield "only-with", (*place, "rest"), str(ballot.rest), {"key": "each_once", "allowed": "[…]"}, None
    for key in ("share_at_most", "share_at_least"):
        share = getattr(ballot, key)
        if share is not None and not 0 < share <= 1:
            yield "out-of-bounds", (*place, key), str(share), {"allowed": "> 0, ≤ 1"}, None
    for i, points in enumerate(ballot.each_once):
        if points in ballot.each_once[:i]:
            yield "word-twice", (*place, "each_once"), str(points), {}, None
    if ballot.rest is not None and ballot.rest in ballot.each_once:
        yield "ballot-rest-twice", (*place, "rest"), str(ballot.rest), {}, None


def _points(rules: Rules, ballot: Ballot, indicator: Indicator, place: Location) -> Iterator[Found]:
    """Find points and grades that no mark on an indicator can be."""
    scale = rules.known_scale(indicator)
    if scale is None:
        return
    ends = f"{scale.minimum} – {scale.maximum}, + {scale.step}"
    allowed: dict[str, object] = {"indicator": indicator.id, "allowed": ", ".join(scale.grades) or ends}
    numbers = [("each_once", p) for p in ballot.each_once]
    numbers += [(key, p) for key in ("rest", "marks_from") if (p := getattr(ballot, key)) is not None]
    for key, points in numbers:
        if not scale.allows(points):
            yield "ballot-no-mark", (*place, key), str(points), allowed, None
    for word in ballot.grades:
        if word not in scale.grades:
            yield "ballot-no-mark", (*place, "grades"), word, allowed, nearest(word, list(scale.grades))
