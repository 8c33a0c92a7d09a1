"""Percentiles: where a score lies among those of this edition and of earlier ones."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from evalkit.rules.base import Count, Model
from evalkit.rules.points import round_fraction

PercentileRounding = Literal["up", "half-up", "half-even", "down"]


class Percentile(Model):
    """100 × (rank − ½) / N, in whole numbers, the lowest for the best score.

    The rank is that among the scores of this edition and the earlier ones in ``base.csv``, N in all; equal scores have
    the mean of their ranks. ``minimum`` and ``maximum``: what a percentile is at least and at most.
    """

    rounding: PercentileRounding
    minimum: Count = 0
    maximum: Annotated[int, Field(ge=1, le=100)] = 100

    def of(self, scores: Mapping[str, Fraction], base: Sequence[Fraction], *, lowest_is_best: bool) -> dict[str, int]:
        """Return the percentile of each of some scores, by the same key.

        Parameters
        ----------
        scores
            Those of this edition.
        base
            Those of earlier ones.
        lowest_is_best
            Whether the lowest score is the best one.
        """
        sign = 1 if lowest_is_best else -1
        pool = sorted(sign * score for score in [*scores.values(), *base])
        found = {}
        for name, score in scores.items():
            # The mean of the ranks of equal scores, less one half.
            place = Fraction(bisect_left(pool, sign * score) + bisect_right(pool, sign * score), 2)
            exact = 100 * place / len(pool)
            whole = math.ceil(exact) if self.rounding == "up" else round_fraction(exact, Fraction(1), self.rounding)
            found[name] = max(self.minimum, min(self.maximum, int(whole)))
        return found
