"""Ballots: what the marks that one reviewer gives on one indicator in one round have to be, taken together.

Points that are given once each, a sum to be shared out, a part of the ballot that the best grades may take (a forced
distribution). A rule of this kind says nothing about how the marks become a score.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from evalkit.rules.base import Count, Id, Line, Model, Points
from evalkit.rules.points import RoundingRule, round_fraction

#: The keys of which a ballot has exactly one: it says what the rule is about.
ABOUT = ("each_once", "total", "grades", "marks_from")
#: The keys of a forced distribution, of which it has at least one.
LIMITS = ("share_at_most", "share_at_least", "count_at_most")


class Ballot(Model):
    """What a reviewer's marks on one indicator in one round must be, taken together.

    ``each_once``: these points are given to one unit each; all others get ``rest``, and where that is absent there are
    no others. ``total``: the marks add up to this. ``grades``, or marks from ``marks_from`` upwards: how many of the
    ballot they may be, ``share_at_most``, ``share_at_least`` (rounded to whole units by ``rounding``) or
    ``count_at_most``. ``role``: of whose ballots; ``indicators``: on which; all where they are absent.
    """

    each_once: Annotated[tuple[Points, ...], Field(strict=False)] = ()
    rest: Points | None = None
    total: Points | None = None
    grades: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    marks_from: Points | None = None
    share_at_most: Points | None = None
    share_at_least: Points | None = None
    count_at_most: Count | None = None
    rounding: RoundingRule | None = None
    role: Id | None = None
    indicators: Annotated[tuple[Id, ...], Field(strict=False)] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """Which of the keys that say what the rule is about are given; one, in rules without faults."""
        return tuple(key for key in ABOUT if getattr(self, key) not in (None, ()))

    @property
    def forced(self) -> bool:
        """Whether it limits how many of a ballot may have some grades."""
        return self.about in (("grades",), ("marks_from",))

    @property
    def fixed(self) -> bool:
        """Whether the marks of a ballot always have the same sum, so that no reviewer can be severe or lenient."""
        return not self.forced

    def share_of(self, share: Decimal, size: int) -> int:
        """Return how many of a ballot of so many units a share comes to: whole units, rounded down unless said."""
        return int(round_fraction(Fraction(share) * size, Fraction(1), self.rounding or "down"))

    def most(self, size: int) -> int | None:
        """Return how many of a ballot of so many units may be in the grades; None where there is no limit."""
        if self.count_at_most is not None:
            return self.count_at_most
        return None if self.share_at_most is None else self.share_of(self.share_at_most, size)

    def least(self, size: int) -> int | None:
        """Return how many of a ballot of so many units must be in the grades; None where there is no limit."""
        return None if self.share_at_least is None else self.share_of(self.share_at_least, size)
