"""What is decided about the edition when its review is under way: an indicator is dropped, a unit renamed."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.review.filing import file_row
from evalkit.review.history import Told
from evalkit.sources.schema import DROPPED, RENAMINGS


def drop(
    record: ReviewedEdition,
    indicator: str,
    reason: str,
    told: Told,
    *,
    reason_en: str | None = None,
    since: dt.date | None = None,
) -> None:
    """Enter that an indicator is dropped; the others stand for the whole, and the scale of the scores stays.

    Parameters
    ----------
    record
        The edition.
    indicator
        One that is part of the score.
    reason, reason_en
        Why, as pages give it; the second in English, where the first is in another language.
    told
        Who decided it, and when it is entered.
    since
        Since when; by default the day on which it is entered.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such indicator, or it is dropped already.
    EditionError
        There would be no score without it.
    """
    rules = record.rules
    if indicator in rules.dropped:
        raise EvalkitError("dropped-already", indicator=indicator, edition=record.name)
    known = tuple(i.id for i in rules.indicators)
    if indicator not in known:
        raise UnknownName("indicator", indicator, known)
    day = (since or told.day).isoformat()
    row = {"indicator": indicator, "since": day, "reason": reason, "reason_en": reason_en, "by": told.by}
    file_row(record, DROPPED, record.review.dropped, row, told)


def rename(
    record: ReviewedEdition,
    unit: str,
    name: str,
    reason: str,
    told: Told,
    *,
    name_en: str | None = None,
    reason_en: str | None = None,
    since: dt.date | None = None,
) -> None:
    """Enter that a unit has another name from a day on; ``units.csv`` keeps the one from before.

    Parameters
    ----------
    record
        The edition.
    unit, name, name_en
        Its code, the new name and what that means in English.
    reason, reason_en, told, since
        As of :func:`drop`.

    Raises
    ------
    UnknownName
        There is no such unit.
    EditionError
        It is called so already, or another unit of its cohort is.
    """
    known = tuple(record.roster["unit"])
    if unit not in known:
        raise UnknownName("unit-listed", unit, known)
    row = {"unit": unit, "name": name, "name_en": name_en, "since": (since or told.day).isoformat()}
    row |= {"reason": reason, "reason_en": reason_en, "by": told.by}
    file_row(record, RENAMINGS, on_file(record.renamings), row, told)


def on_file(renamings: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return renamings as they stand in ``renamings.csv``."""
    return None if renamings is None else renamings[list(RENAMINGS.names)]
