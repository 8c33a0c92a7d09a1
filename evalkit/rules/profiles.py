"""Profiles: what was assessed, as shares over the grades, and how the profiles of a unit become its score.

A profile says which per cent of what was assessed is of each grade. The overall profile of a unit is the sum of its
profiles, each times its weight; the score is the grade point average, the sum of each grade's value times its share.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from evalkit.rules.base import Model, Points
from evalkit.rules.points import RoundingRule, round_fraction

ProfileStage = Literal["profile", "score"]
ProfileRule = Literal["half-up", "half-even", "down", "cumulative"]

#: What the shares of a profile add up to.
WHOLE_PROFILE = Fraction(100)

Shares = tuple[Fraction, ...]


class ProfileRounding(Model):
    """Where something is rounded between the profiles and the score, and how.

    ``after``: of the overall ``profile``, or of the ``score``, whose step is that of ``[scores]`` and is not given
    again. ``cumulative``, of a profile alone: the running sums from the best grade down are rounded, halves up, and a
    share is the difference of two of them, so that the shares add up to 100. By any other rule each share is rounded
    by itself. ``print_only``: printed rounded, and taken as it is by whatever comes after.
    """

    after: ProfileStage
    step: Points | None = None
    rule: ProfileRule
    print_only: bool = False


class Profiles(Model):
    """Marks that are shares over the grades of ``[marks]``: a profile of each unit on each indicator, in per cent.

    They stand in ``profiles.csv``, in the place of ``scores.csv``. ``counts``: the columns hold how many votes, or
    works, there are of each grade, from which the shares are made. ``rounded_to``: to what the shares on file were
    rounded before they came here; then those that miss 100 by no more than that explains are scaled to 100.
    """

    rounding: Annotated[tuple[ProfileRounding, ...], Field(strict=False)] = ()
    rounded_to: Points | None = None
    counts: bool = False

    def rounded(self, after: ProfileStage) -> ProfileRounding | None:
        """Return what is rounded after a stage; None where values stay exact."""
        return next((r for r in self.rounding if r.after == after), None)

    @property
    def score_rule(self) -> RoundingRule:
        """The rule by which the score is rounded."""
        found = self.rounded("score")
        return "half-up" if found is None or found.rule == "cumulative" else found.rule

    @property
    def exact(self) -> bool:
        """Whether the score is rounded in print only."""
        found = self.rounded("score")
        return found is not None and found.print_only

    def fits(self, shares: Sequence[Fraction]) -> bool:
        """Tell whether shares add up to 100, or miss it by no more than their rounding explains."""
        total = sum(shares, Fraction(0))
        if self.counts:
            return total > 0
        return total > 0 and abs(total - WHOLE_PROFILE) <= Fraction(self.rounded_to or 0) * len(shares) / 2


def weighted_profile(profiles: Sequence[tuple[Fraction, Shares]]) -> Shares:
    """Return the sum of profiles, each scaled to 100 and times its weight; the weights are taken in proportion."""
    weights = sum((weight for weight, _ in profiles), Fraction(0))
    scaled = [(w / weights, WHOLE_PROFILE / sum(shares, Fraction(0)), shares) for w, shares in profiles]
    grades = range(len(profiles[0][1]))
    return tuple(sum((w * up * shares[i] for w, up, shares in scaled), Fraction(0)) for i in grades)


def rounded_profile(profile: Shares, rounding: ProfileRounding | None) -> Shares:
    """Return a profile, from the best grade down, rounded by a rule; as it is where there is none."""
    if rounding is None or rounding.step is None:
        return profile
    step = Fraction(rounding.step)
    if rounding.rule != "cumulative":
        return tuple(round_fraction(share, step, rounding.rule) for share in profile)
    found: list[Fraction] = []
    running = before = Fraction(0)
    for share in profile:
        running += share
        sofar = round_fraction(running, step, "half-up")
        found.append(sofar - before)
        before = sofar
    return tuple(found)


def grade_point_average(profile: Shares, values: Sequence[Fraction]) -> Fraction:
    """Return the sum of each grade's value times its share, in points."""
    return sum((value * share for value, share in zip(values, profile, strict=True)), Fraction(0)) / WHOLE_PROFILE
