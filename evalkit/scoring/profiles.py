"""The overall profile of each unit, and the score that its profiles come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from evalkit.edition.record import EditionRecord
from evalkit.review.stages import Made
from evalkit.rules.models import Rules
from evalkit.rules.points import round_fraction
from evalkit.rules.profiles import Shares, grade_point_average, rounded_profile, weighted_profile


@dataclass(frozen=True)
class UnitProfile:
    """The profiles of one unit, in per cent, from the best grade down.

    Attributes
    ----------
    indicators
        As they are on file, by indicator.
    exact
        The overall profile, before it is rounded.
    overall
        The overall profile as the rules round it.
    made
        What they come to: the grade point average, and that of each indicator.
    """

    indicators: Mapping[str, Shares]
    exact: Shares
    overall: Shares
    made: Made


def unit_profiles(record: EditionRecord, rules: Rules) -> dict[str, UnitProfile]:
    """Return the profiles of every unit by code; empty where none are on file."""
    table, profiles = record.profiles, rules.profiles
    if table is None or profiles is None:
        return {}
    grades = rules.profile_grades
    values = [Fraction(grade.value) for grade in grades]
    weights = {i.id: Fraction(i.weight or 0) for i in rules.indicators if i.scored}
    given: dict[str, dict[str, Shares]] = {}
    for unit, indicator, *shares in table[["unit", "indicator", *(g.id for g in grades)]].itertuples(index=False):
        given.setdefault(str(unit), {})[str(indicator)] = tuple(map(Fraction, shares))
    rounding = profiles.rounded("profile")
    found: dict[str, UnitProfile] = {}
    for unit in map(str, record.units["unit"]):
        own = {name: given[unit][name] for name in weights if name in given[unit]}
        exact = weighted_profile([(weights[name], shares) for name, shares in own.items()])
        overall = rounded_profile(exact, rounding)
        counted = exact if rounding is None or rounding.print_only else overall
        averages = {name: grade_point_average(weighted_profile([(Fraction(1), s)]), values) for name, s in own.items()}
        found[unit] = UnitProfile(own, exact, overall, Made(grade_point_average(counted, values), averages, {}, {}))
    return found


def scores_of(profiles: Mapping[str, UnitProfile], units: pd.Series, rules: Rules) -> pd.Series:
    """Return the scores in steps of ``rules.scores``, in the order of `units`; ``Int64``."""
    if rules.profiles is None:
        raise ValueError("the rules do not go by profiles")
    step = Fraction(rules.scores.step)
    made = [profiles[str(unit)].made.score / step for unit in units]
    return pd.Series([int(round_fraction(m, Fraction(1), rules.profiles.score_rule)) for m in made], dtype="Int64")
