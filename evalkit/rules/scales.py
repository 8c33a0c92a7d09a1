"""What a mark may be: from a minimum to a maximum in steps, or one of some grades; and which end of it is good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import Literal

from evalkit.rules.points import Scale

Best = Literal["highest", "lowest"]
#: What becomes of a mark that says “not applicable”: it is left out and the others take its weight; it counts as 0 or
#: as the minimum of its scale; or nobody may give it.
NotApplicable = Literal["leave-out", "zero", "minimum", "refuse"]
#: What becomes of a mark or a sheet that is not there.
Missing = Literal["refuse", "leave-out"]

#: What stands in a table of marks, and in a workbook, for “not applicable”.
NA = "NA"
#: The same among marks in steps, all of which are larger.
NOT_APPLICABLE = -(2**31) + 1


@dataclass(frozen=True)
class MarkScale:
    """What a mark on one indicator may be.

    Attributes
    ----------
    minimum, maximum
        The ends, in points; both may be given.
    step
        The difference between neighbouring marks, counted from `minimum`; of grades the largest number that divides
        all differences between them.
    best
        Which end is good.
    grades
        The value of each grade by its id, in the order of the rules; empty where marks are numbers.
    """

    minimum: Decimal
    maximum: Decimal
    step: Decimal
    best: Best = "highest"
    grades: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def range(self) -> Decimal:
        """How far the ends lie apart, in points."""
        return self.maximum - self.minimum

    @property
    def worst(self) -> Decimal:
        """The end that is not good."""
        return self.minimum if self.best == "highest" else self.maximum

    def fits(self, points: Decimal) -> bool:
        """Tell whether points within the ends are a mark: a whole number of steps from the minimum, or a grade."""
        if self.grades:
            return points in self.grades.values()
        return Scale(self.step).fits(points - self.minimum)

    def allows(self, points: Decimal) -> bool:
        """Tell whether this may be given."""
        return self.minimum <= points <= self.maximum and self.fits(points)

    def grade(self, points: Decimal) -> str | None:
        """Return the id of the grade that has this value."""
        return next((grade for grade, value in self.grades.items() if value == points), None)


def common_step(numbers: Iterable[Decimal]) -> Decimal:
    """Return the largest number of which all of these are whole multiples, exactly; zeros say nothing.

    Raises
    ------
    ValueError
        All are zero.
    """
    fractions = [abs(Fraction(n)) for n in numbers if n]
    if not fractions:
        raise ValueError("`numbers` must not all be 0")
    below = lcm(*(f.denominator for f in fractions))
    return Decimal(gcd(*(int(f * below) for f in fractions))) / below
