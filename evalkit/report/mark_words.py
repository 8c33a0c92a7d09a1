"""What a mark may be, and what becomes of one that is not there, a sentence for each rule in use."""

from __future__ import annotations

from decimal import Decimal

from evalkit.report.words import UNKNOWN, Words, plain, shown_number
from evalkit.rules.ballots import Ballot
from evalkit.rules.models import Grade, Indicator, Rules
from evalkit.rules.points import decimals_of, written
from evalkit.rules.scales import MarkScale


def is_plain(rules: Rules) -> bool:
    """Tell whether all marks go from 0 in the same steps and all of them count: nothing needs to be explained."""
    scales = [rules.known_scale(i) for i in rules.kept]
    return (
        rules.best == "highest"
        and not rules.may_be_not_applicable
        and not rules.leaves_out
        and all(i.scored for i in rules.kept)
        and len({s.step for s in scales if s is not None}) <= 1
        and not any(s is not None and (s.minimum or s.grades) for s in scales)
        and not rules.ballots
    )


def scales(words: Words, rules: Rules) -> str:
    """Return what marks go from and to, for all indicators or for each kind of scale those that have it."""
    groups: dict[str, list[Indicator]] = {}
    for indicator in rules.kept:
        scale = rules.known_scale(indicator)
        if scale is not None:
            groups.setdefault(_scale(words, rules, indicator, scale), []).append(indicator)
    if len(groups) == 1:
        return next(iter(groups))
    parts = [
        words("mark-scale-of", list=words.listed([i.name[words.language] for i in own]), scale=scale)
        for scale, own in groups.items()
    ]
    return words.clauses(parts)


def ends(words: Words, rules: Rules, indicator: Indicator) -> str:
    """Return the ends of what a mark on an indicator may be and which of them is good; its grades where it has them."""
    scale = rules.known_scale(indicator)
    if scale is None:
        return UNKNOWN
    if scale.grades:
        return words.listed([graded(words, g) for g in rules.grades_of(indicator)])
    return words("mark-ends", minimum=_shown(scale.minimum), maximum=_shown(scale.maximum))


def limits(words: Words, rules: Rules, *, points: bool) -> list[str]:
    """Return of each indicator its most points, or the ends of its marks; that it was dropped, where it was."""
    most = {i.id: rules.points_of(i) for i in rules.indicators}
    digits = max((decimals_of(number) for number in most.values() if number is not None), default=0)
    told = {i.id: plain(most[i.id], digits) if points else ends(words, rules, i) for i in rules.kept}
    return [told.get(i.id, words("mark-dropped")) for i in rules.indicators]


def of_marks(words: Words, rules: Rules) -> list[str]:
    """Return what a mark may be; empty where all go from 0 in the same steps, as readers expect."""
    if rules.marks is None or is_plain(rules):
        return []
    found = [words("mark-scales", scales=scales(words, rules))]
    if rules.best == "lowest":
        found.append(words("mark-lowest"))
    if rules.may_be_not_applicable:
        found.append(words(f"mark-na-{rules.marks.not_applicable}"))
    if rules.marks.missing == "leave-out":
        found.append(words("mark-missing"))
    for key, out in (("about", "reviewer"), ("counts", None)):
        own = [i for i in rules.kept if not i.scored and i.about == out]
        if own:
            found.append(words(f"mark-{key}", list=words.listed([i.name[words.language] for i in own])))
    return [*found, *(_ballot(words, rules, ballot) for ballot in rules.ballots if rules.on_ballot(ballot))]


def _ballot(words: Words, rules: Rules, ballot: Ballot) -> str:
    """Return what the marks of one reviewer must be, taken together."""
    role = next((r.name[words.language] for r in rules.review.roles if r.id == ballot.role), "all")
    own = [i.name[words.language] for i in rules.on_ballot(ballot)]
    every = "all" if len(own) == 1 else "each"
    facts: dict[str, object] = {"role": role, "indicators": every}
    if len(own) < len(rules.counting):
        facts["indicators"] = words.listed(own)
    if ballot.each_once:
        rest = "none" if ballot.rest is None else written(ballot.rest)
        return words(
            "mark-ballot-each-once", **facts, list=words.listed(list(map(written, ballot.each_once))), rest=rest
        )
    if ballot.total is not None:
        return words("mark-ballot-total", **facts, total=written(ballot.total))
    limits = [
        words(f"mark-ballot-{key}", limit=written(value) if key.startswith("count") else written(value * 100))
        for key in ("share_at_most", "count_at_most", "share_at_least")
        if (value := getattr(ballot, key)) is not None
    ]
    what = words("mark-ballot-from", points=written(ballot.marks_from)) if ballot.marks_from is not None else ""
    if not what:
        scored = rules.on_ballot(ballot)[0]
        names = {g.id: _name(words, g) for g in rules.grades_of(scored)}
        named = words.listed([names[g] for g in ballot.grades])
        what = words("mark-ballot-grades", list=named, count=len(ballot.grades))
    return words("mark-ballot-forced", **facts, what=what, limits=words.listed(limits))


def graded(words: Words, grade: Grade) -> str:
    """Return a grade with what it is worth, unless its name is that number."""
    name, value = _name(words, grade), _shown(grade.value)
    return name if name == written(grade.value) else words("mark-grade", name=name, value=value)


def _shown(number: Decimal) -> str:
    return shown_number(written(number))


def _name(words: Words, grade: Grade) -> str:
    return grade.name[words.language] if grade.name else grade.id


def _scale(words: Words, rules: Rules, indicator: Indicator, scale: MarkScale) -> str:
    if scale.grades:
        grades = rules.grades_of(indicator)
        return words("mark-grades", count=len(grades), list=words.listed([graded(words, g) for g in grades]))
    ends = {end: _shown(getattr(scale, end)) for end in ("minimum", "maximum", "step")}
    return words("mark-range", **ends)
