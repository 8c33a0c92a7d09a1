"""How long a tier or an honour is valid, when a new assessment may be asked for, and what a follow-up does to it."""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from evalkit.rules.base import Id, Line, Model, Points
from evalkit.rules.lots import Lots
from evalkit.rules.texts import Text
from evalkit.rules.timeline import Days

_Year = Annotated[int, Field(ge=1, le=100)]


class Reapply(Model):
    """In which years of its validity, the first 1, a new assessment may be asked for.

    From 1 January of ``first`` to 31 December of ``last`` where the validity begins with a year, else between the
    anniversaries of its first day. The last year alone has ``first`` and ``last`` equal to ``years``.
    """

    first: _Year = 1
    last: _Year


class FollowUp(Model):
    """A sample of those that hold it is looked at again, and so is whoever gives cause.

    ``finding = "lowers"``: a finding that is less lowers it, one that is more changes nothing. ``adjusts``: it becomes
    what was found. Its last day stays. ``percent`` (rounded up to whole units) or ``count`` is how many are drawn of
    those in ``tiers`` (all where absent), by the SHA-256 of ``seed`` as under ``[lots]``. A seed that is published
    draw by draw is given to the command instead.
    """

    finding: Literal["lowers", "adjusts"]
    tiers: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    percent: Points | None = None
    count: Annotated[int, Field(ge=1)] | None = None
    seed: Line | None = None
    source: Text | None = None

    def sample(self, units: Iterable[str], seed: str) -> tuple[str, ...]:
        """Return which of some units are drawn by a seed, the first drawn first."""
        drawn = sorted(Lots(seed=seed).order(units).items(), key=lambda pair: pair[1])
        wanted = len(drawn) if self.percent is None else -(-Fraction(self.percent) * len(drawn) // 100)
        return tuple(unit for unit, _ in drawn[: int(wanted) if self.count is None else self.count])


class TierValidity(Model):
    """From when and to when a tier, or an honour, is valid.

    ``announced``: the day on which all are announced; or ``column`` of ``units.csv``, where each has its own.
    ``starts``: on that day, or on 1 January after it. ``tiers``: those that are valid for a time, all where absent.
    ``refused``: what becomes of the earlier one of a unit that is assessed anew and gets none: it ``runs-on`` to its
    last day, or ``ends`` when the new one would have begun; where that is absent, nobody knows.
    """

    announced: dt.date | None = None
    column: Id | None = None
    starts: Literal["announcement", "next-year"]
    years: _Year
    tiers: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    refused: Literal["runs-on", "ends"] | None = None
    reapply: Reapply | None = None
    follow_up: FollowUp | None = None

    def days(self, announced: dt.date) -> Days:
        """Return the first and the last day on which a tier is valid that is announced on a day."""
        first = dt.date(announced.year + 1, 1, 1) if self.starts == "next-year" else announced
        return first, _later(first, self.years) - dt.timedelta(days=1)

    def reapply_days(self, first: dt.date) -> Days | None:
        """Return the days on which a new assessment may be asked for, of what is valid from a day; None for no rule."""
        if self.reapply is None:
            return None
        end = _later(first, self.reapply.last) - dt.timedelta(days=1)
        return _later(first, self.reapply.first - 1), end


def _later(day: dt.date, years: int) -> dt.date:
    """Return the same day some years later; 1 March for 29 February where there is none."""
    year = day.year + years
    if year > dt.MAXYEAR:
        return dt.date.max
    gone = (day.month, day.day) == (2, 29) and not isleap(year)
    return dt.date(year, 3, 1) if gone else day.replace(year=year)
