"""What is planted in the demonstration: who marks otherwise than the rest, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["none", "severe", "lenient", "erratic", "halo", "central-tendency"]


@dataclass(frozen=True)
class Habit:
    """How a reviewer marks.

    The total of a sheet is ``ABOUT + slope * (true total - ABOUT) + shift``, the own-alliance advantage where there is
    one, and an error with the standard deviation `total_sd`; it is shared out over the indicators by the true profile
    of the unit and an error of the indicator.

    Attributes
    ----------
    kind
        Its name.
    shift
        Points of the total that are added on every sheet; negative for a severe reviewer.
    slope
        By how much the total rises where the true total rises by one point; below 1 for central tendency.
    total_sd
        Standard deviation of the error of the total, in points.
    indicator_sd
        Standard deviation of the error of an indicator, as a share of its maximum.
    profile
        How much of the true differences between the indicators of a unit is seen; near 0 for a halo.
    """

    kind: Kind = "none"
    shift: float = 0.0
    slope: float = 1.0
    total_sd: float = 4.0
    indicator_sd: float = 0.12
    profile: float = 1.0


#: How every reviewer marks in whom nothing is planted.
NULL = Habit()

#: The reviewers in whom something is planted; the same in every edition.
PLANTED: Mapping[str, Habit] = {
    "R07": Habit("severe", shift=-7.0),
    "R20": Habit("severe", shift=-5.0),
    "R13": Habit("lenient", shift=7.0),
    "R26": Habit("lenient", shift=5.0),
    "R19": Habit("erratic", total_sd=10.0, indicator_sd=0.24),
    "R22": Habit("halo", indicator_sd=0.03, profile=0.1),
    "R10": Habit("central-tendency", slope=0.4),
}

#: The total towards which a reviewer with central tendency goes.
ABOUT = 70.0

#: Points of the total that a reviewer adds for a unit with which there was a tie, one too old to keep them apart.
OWN_ALLIANCE = 6.0


def habit_of(reviewer: str) -> Habit:
    """Return how a reviewer marks."""
    return PLANTED.get(reviewer, NULL)
