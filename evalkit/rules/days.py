"""Days as commands are given them: year-month-day."""

from __future__ import annotations

import datetime as dt

from evalkit.errors import EvalkitError


def day_of(value: str) -> dt.date:
    """Return a day that is given as year-month-day.

    Raises
    ------
    EvalkitError
        It is none.
    """
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise EvalkitError("not-a-day", value=value) from None


def past_day(value: str) -> dt.date:
    """Return a day on which something happened: what is entered holds at once, and of a day to come it would be false.

    Raises
    ------
    EvalkitError
        It is no day, or one to come.
    """
    day, today = day_of(value), dt.date.today()
    if day > today:
        raise EvalkitError("day-to-come", day=day.isoformat(), last=today.isoformat())
    return day
