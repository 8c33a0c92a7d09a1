"""Which versions of an edition were published, and how it stood at each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.review.filing import put_on_file, table_text
from evalkit.review.history import Told, later_than
from evalkit.rules.days import past_day
from evalkit.sources.schema import VERSIONS


@dataclass(frozen=True)
class Version:
    """A version: its number from 1, its day, and how many events of ``history.csv`` came before it."""

    number: int
    date: dt.date
    events: int


def versions_of(record: ReviewedEdition) -> tuple[Version, ...]:
    """Return the versions that are registered, the first one first."""
    table = record.review.versions
    if table is None:
        return ()
    rows = table[["version", "date", "events"]].itertuples(index=False, name=None)
    return tuple(sorted((Version(int(n), day, int(events)) for n, day, events in rows), key=lambda v: v.number))


def published_version(record: ReviewedEdition, since: str | None) -> Version:
    """Return the version that a correction replaces.

    Parameters
    ----------
    record
        The edition.
    since
        Its number, the latest where nothing is said. Where no version is registered: the day at whose end the edition
        stood as it was published, as year-month-day; that is version 1.

    Raises
    ------
    UnknownName, EvalkitError
        It is neither, or nothing is said and nothing is registered.
    """
    versions = versions_of(record)
    if versions:
        known = {str(v.number): v for v in versions}
        number = since or str(versions[-1].number)
        if number not in known:
            raise UnknownName("version", number, tuple(known))
        return known[number]
    if since is None:
        raise EvalkitError("no-version", edition=record.name)
    day = past_day(since)
    history = record.review.history
    return Version(1, day, 0 if history is None else len(history) - len(later_than(history, day)))


def next_version(record: ReviewedEdition, since: Version, told: Told) -> Version:
    """Return the version that what is on file now would be."""
    events = 0 if record.review.history is None else len(record.review.history)
    number = max([since.number, *(v.number for v in versions_of(record))]) + 1
    return Version(number, told.day, events)


def release(record: ReviewedEdition, told: Told) -> Version:
    """Register what is on file as version 1, which is about to be published.

    Raises
    ------
    EvalkitError
        A version is registered already: the next one comes with a correction notice.
    """
    versions = versions_of(record)
    if versions:
        raise EvalkitError("released-already", edition=record.name, version=str(versions[-1].number))
    first = next_version(record, Version(0, dt.date.min, 0), told)
    register(record, [first], told)
    return first


def register(record: ReviewedEdition, versions: list[Version], told: Told) -> None:
    """Add versions to ``versions.csv``; those that are in it already stay as they are."""
    known = record.review.versions
    there = set() if known is None else set(known["version"].astype(int))
    rows = [
        {"version": v.number, "date": v.date.isoformat(), "events": v.events, "by": told.by, "reason": told.reason}
        for v in versions
        if v.number not in there
    ]
    new = pd.DataFrame(rows, columns=list(VERSIONS.names), dtype=object)
    table = new if known is None else pd.concat([known.astype(object), new], ignore_index=True)
    content = table_text(table, VERSIONS)
    put_on_file(record, {VERSIONS.file: content})
