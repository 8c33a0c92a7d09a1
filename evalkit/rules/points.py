"""Exact points: decimals on paper, scaled integers in arithmetic.

A score of 84.5 on a scale in steps of 0.5 is the integer 169. Every comparison that decides about a unit is made on
these integers; no binary float takes part.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

RoundingRule = Literal["half-up", "half-even", "down", "up"]

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．＋－−", "0123456789.+--")
_PLAIN_DECIMAL = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?")


def parse_decimal(text: str) -> Decimal | None:
    """Return the decimal that a cell holds, or None where it holds something else.

    Full-width digits and signs are read as what they are. Exponents, separators and units are no numbers here, nor are
    raised or circled digits: the ² of a footnote would turn 8² into 82.
    """
    plain = text.strip().translate(_HALF_WIDTH)
    return Decimal(plain) if _PLAIN_DECIMAL.fullmatch(plain) else None


def decimals_of(points: Decimal) -> int:
    """Return how many digits after the point a number needs: 2 for 0.05, 1 for 0.50, none for 10."""
    exponent = points.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def written(number: Decimal | Fraction | int) -> str:
    """Return a number as a decimal without zeros that say nothing: 1.5 for 1.50, 100 for 1E+2."""
    exact = Decimal(number.numerator) / Decimal(number.denominator) if isinstance(number, Fraction) else Decimal(number)
    return f"{exact.normalize():f}"


def round_quotient(numerator: int, denominator: int, rule: RoundingRule) -> int:
    """Return numerator/denominator rounded to an integer by a named rule; `denominator` > 0.

    ``half-up``: halves go up, below 0 too. ``half-even``: halves go to the even neighbour (ISO 80000-1, rule A).
    ``down``: to the whole number below. ``up``: to the one above.
    """
    if denominator <= 0:
        raise ValueError(f"`denominator` must be > 0, got {numerator}/{denominator}")
    whole, rest = divmod(numerator, denominator)
    if rule == "up":
        return whole + (rest > 0)
    if rule == "down" or 2 * rest < denominator:
        return whole
    if 2 * rest > denominator or rule == "half-up":
        return whole + 1
    return whole + whole % 2


def round_fraction(value: Fraction, step: Fraction, rule: RoundingRule) -> Fraction:
    """Return a number rounded to a multiple of a step by a named rule; "up" and "down" hold below 0 as well."""
    quotient = value / step
    if rule in ("down", "up"):
        return (math.floor if rule == "down" else math.ceil)(quotient) * step
    if rule == "half-even":
        return round(quotient) * step
    return math.floor(quotient + Fraction(1, 2)) * step


@dataclass(frozen=True)
class Scale:
    """Points in steps: converts between decimals and the integers that stand for them.

    Attributes
    ----------
    step
        The smallest difference between two scores on file, in points; > 0.
    """

    step: Decimal

    def fits(self, points: Decimal) -> bool:
        """Tell whether the points are a whole number of steps."""
        return (Fraction(points) / Fraction(self.step)).denominator == 1

    def to_steps(self, points: Decimal) -> int:
        """Return the points as a whole number of steps; ValueError where they are none."""
        steps = Fraction(points) / Fraction(self.step)
        if steps.denominator != 1:
            raise ValueError(f"`points` must be a multiple of {self.step}, got {points}")
        return int(steps)

    def to_points(self, steps: int) -> Decimal:
        """Return the decimal that a number of steps stands for."""
        return Decimal(steps) * self.step

    @property
    def decimals(self) -> int:
        """How many digits after the point every number on this scale can be written with; none where it is whole."""
        return decimals_of(self.step)

    @property
    def whole(self) -> bool:
        """Whether every score on this scale is a whole number of points."""
        return self.step == self.step.to_integral_value()


def round_steps(steps: NDArray[np.int64], per_unit: int | NDArray[np.int64], rule: RoundingRule) -> NDArray[np.int64]:
    """Round scaled scores to a coarser step, exactly.

    Parameters
    ----------
    steps
        Scores in steps of the file's scale, shape (n,); Python integers (dtype object) where they are large.
    per_unit
        How many of those steps make one of the coarser steps, ≥ 1; one number, or one for each score.
    rule
        As in :func:`round_quotient`.

    Returns
    -------
    Scores in coarser steps, shape (n,).
    """
    whole = steps // per_unit
    rest = steps - whole * per_unit
    if rule == "down":
        return whole
    if rule == "up":
        return whole + (rest > 0)
    up = 2 * rest > per_unit
    tie = 2 * rest == per_unit
    up |= tie if rule == "half-up" else tie & (whole % 2 == 1)
    return whole + up
