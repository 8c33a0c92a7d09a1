"""How long a tier is valid: from its announcement, or from the beginning of the next year, for some years."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from evalkit.rules.base import Id, Model
from evalkit.rules.timeline import Days


class TierValidity(Model):
    """From when and to when a tier is valid.

    ``announced``: the day on which all are announced; or ``column`` of ``units.csv``, where each has its own.
    ``starts``: on that day, or on 1 January after it. ``tiers``: those that are valid for a time, all where absent.
    """

    announced: dt.date | None = None
    column: Id | None = None
    starts: Literal["announcement", "next-year"]
    years: Annotated[int, Field(ge=1, le=100)]
    tiers: Annotated[tuple[Id, ...], Field(strict=False)] = ()

    def days(self, announced: dt.date) -> Days:
        """Return the first and the last day on which a tier is valid that is announced on a day."""
        year = announced.year
        if self.starts == "next-year":
            return dt.date(year + 1, 1, 1), dt.date(year + self.years, 12, 31)
        leap = (announced.month, announced.day) == (2, 29)
        again = dt.date(year + self.years, 3, 1) if leap else announced.replace(year=year + self.years)
        return announced, again - dt.timedelta(days=1)
