"""Profiles on a page: the table of them, and what there is to say about how they become scores."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evalkit.report.elements import Column, TableView
from evalkit.report.tables import Rows, records
from evalkit.report.words import Words, plain
from evalkit.rules.points import decimals_of
from evalkit.rules.profiles import WHOLE_PROFILE
from evalkit.scoring import Evaluation


def profiles(ev: Evaluation, words: Words) -> TableView | None:
    """Return every profile of every unit, in the order of the results; None where the rules do not go by profiles."""
    if not ev.profiles or ev.rules.profiles is None:
        return None
    names = {i.id: i.name[words.language] for i in ev.rules.indicators}
    rounding = ev.rules.profiles.rounded("profile")
    digits = 2 if rounding is None or rounding.step is None else decimals_of(rounding.step)
    every = [share for unit in ev.profiles.values() for shares in unit.indicators.values() for share in shares]
    filed = max(decimals_of(Decimal(share.numerator) / Decimal(share.denominator)) for share in every)
    groups: list[tuple[str | None, Rows]] = []
    for row in records(ev.shown(words.audience)):
        unit = ev.profiles[row["unit"]]
        rows = [
            (names[name], *(plain(share, filed) for share in shares), words.points(unit.made.indicators[name]))
            for name, shares in unit.indicators.items()
        ]
        overall = (words("row-overall-profile"), *(plain(share, digits) for share in unit.overall))
        groups.append((words.named(row["name"], row["unit"]), (*rows, (*overall, words.score(row["score"])))))
    grades = [g.name[words.language] if g.name else g.id for g in ev.rules.profile_grades]
    columns = [Column(words("column-profile"), "head"), *(Column(name, "number") for name in grades)]
    columns.append(Column(words("column-grade-average"), "number", key=True))
    note = words("note-profiles", rounded="no" if rounding is None else "yes")
    caption = words("caption-profiles", counts="yes" if ev.rules.profiles.counts else "no")
    return TableView("profiles", caption, tuple(columns), tuple(groups), note)


def scaled(ev: Evaluation, words: Words) -> list[str]:
    """Return which profiles on file do not add up to 100 and were scaled to it, where the rules provide for that."""
    rule = ev.rules.profiles
    if rule is None or rule.rounded_to is None:
        return []
    names = {i.id: i.name[words.language] for i in ev.rules.indicators}
    sums = [(u, names[i], sum(s, Fraction(0))) for u, one in ev.profiles.items() for i, s in one.indicators.items()]
    off = [(u, i, s) for u, i, s in sums if s != WHOLE_PROFILE]
    digits = decimals_of(rule.rounded_to)
    named = [words("profile-sum", code=u, indicator=i, sum=plain(s, digits)) for u, i, s in off]
    facts = {"step": plain(rule.rounded_to, digits), "count": len(off), "list": words.listed(named) if named else "–"}
    return [words("say-profiles-scaled", **facts)]
