"""What happens to labels between editions: the rows of ``labels.csv`` that no other row takes back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evalkit.edition.record import EditionRecord
from evalkit.errors import Fault
from evalkit.sources.schema import LABEL_LEDGER as FILE


@dataclass(frozen=True)
class Event:
    """A row of ``labels.csv`` that holds: no row takes it back."""

    date: dt.date
    edition: str
    unit: str
    label: str
    kind: str
    tier: str | None
    until: dt.date | None
    applied: dt.date | None
    reason: str
    source: str
    line: int


def events_of(record: EditionRecord) -> list[Event]:
    """Return the events of a programme that hold, of all its editions, in the order of the file."""
    rows = [] if record.label_events is None else record.label_events.to_dict("records")
    void = {_same(row) for row in rows if row["event"] == "void"}
    return [_event(row) for row in rows if _same(row) not in void]


def _same(row: dict[Any, Any]) -> tuple[object, ...]:
    """Return what of a row another one repeats that takes it back."""
    columns = ("date", "edition", "unit", "label", "tier")
    return tuple(None if pd.isna(row[column]) else row[column] for column in columns)


def _event(row: dict[Any, Any]) -> Event:
    def cell(name: str) -> Any:
        value = row.get(name)
        return None if value is None or pd.isna(value) else value

    return Event(
        row["date"], str(row["edition"]), str(row["unit"]), str(row["label"]), str(row["event"]), cell("tier"),
        cell("until"), cell("applied"), cell("reason") or "", cell("source") or "", int(row["line"]),
    )  # fmt: skip


def fault(kind: str, event: Event, column: str, value: str, allowed: str) -> Fault:
    """Return a fault of an event in ``labels.csv``."""
    return Fault(kind, f"../{FILE.file}", event.line, column, value, {"event": event.kind, "allowed": allowed})
