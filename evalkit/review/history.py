"""What was changed after it was first on file, one event a row, never overwritten; and the tables as they once stood.

The tables of an edition hold what is in force. Beside them ``history.csv`` grows by what each command changes: which
mark had which value before, who was taken off a unit, what earlier minutes said. The tables of an earlier day are found
by undoing the events after it, the last one first.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from evalkit.sources.schema import (
    ABSENCES,
    ASSIGNMENT,
    DROPPED,
    HISTORY,
    MINUTES,
    RECUSALS,
    RENAMINGS,
    UNAVAILABLE,
)

MARK = ["round", "unit", "reviewer", "indicator"]
SHEET = MARK[:3]
_KIND = {ASSIGNMENT.file: "assignment", RECUSALS.file: "recusal", MINUTES.file: "minutes", ABSENCES.file: "absence"}
_KIND |= {UNAVAILABLE.file: "unavailable", DROPPED.file: "dropped", RENAMINGS.file: "renamed"}


@dataclass(frozen=True)
class Told:
    """Who makes a change and why, as far as they say, and on which day (today where it is None)."""

    by: str | None = None
    reason: str | None = None
    on: dt.date | None = None

    @property
    def day(self) -> dt.date:
        """The day on which the change is entered."""
        return self.on or dt.date.today()

    def events(self, kind: str, cells: Iterable[Mapping[str, object]]) -> pd.DataFrame:
        """Return rows of ``history.csv``."""
        every = {"date": self.day.isoformat(), "event": kind, "by": self.by, "reason": self.reason}
        return pd.DataFrame([{**row, **every} for row in cells], columns=list(HISTORY.names), dtype=object)


def mark_events(old: pd.DataFrame, new: pd.DataFrame, told: Told) -> pd.DataFrame:
    """Return the events by which marks become others.

    Parameters
    ----------
    old, new
        ``round, unit, reviewer, indicator, points, comment`` as they are written, missing where nothing is; all marks
        before and after of the sheets in question (one reviewer, unit and round).
    told
        Who, why and when.

    Returns
    -------
    Rows of ``history.csv``. A sheet of which nothing was on file is one ``sheet``, with the number of its marks; every
    other mark that is new, differs or is gone is one ``mark``, every such comment one ``comment``.
    """
    known = pd.MultiIndex.from_frame(old[SHEET]).unique()
    again = pd.MultiIndex.from_frame(new[SHEET]).isin(known)
    first = new[~again].groupby(SHEET, sort=False).size().rename("after").reset_index()
    events = [told.events("sheet", _records(first))]
    both = old.merge(new[again], on=MARK, how="outer", suffixes=("_old", "_new"), sort=False)
    for kind, column in (("mark", "points"), ("comment", "comment")):
        pair = both[[*MARK, f"{column}_old", f"{column}_new"]].set_axis([*MARK, "before", "after"], axis=1)
        pair = pair.astype(object).where(pair.notna(), None)
        events.append(told.events(kind, [row for row in _records(pair) if row["before"] != row["after"]]))
    return together(events)


def row_events(file: str, old: pd.DataFrame | None, new: pd.DataFrame, told: Told) -> pd.DataFrame:
    """Return the events by which ``assignment.csv``, ``recusals.csv`` or ``minutes.csv`` become others.

    A row that is new has only what comes `after`, one that is gone only what was `before`; of minutes, which are one
    row a unit, both stand in one event. The first assignment is one event, with the number of its rows.
    """
    if old is None and file == ASSIGNMENT.file:
        return told.events(_KIND[file], [{"after": len(new)}])
    then, now = (dict.fromkeys(_as_json(table)) for table in (old, new))
    gone, come = [row for row in then if row not in now], [row for row in now if row not in then]
    events: list[dict[str, object]] = [_placed(row) | {"before": row} for row in gone]
    at = {event["unit"]: event for event in events} if file == MINUTES.file else {}
    for row in come:
        place = _placed(row)
        if place["unit"] in at:
            at[place["unit"]]["after"] = row
        else:
            events.append(place | {"after": row})
    return told.events(_KIND[file], events)


def together(events: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return events one below the other."""
    some = [each for each in events if len(each)]
    return pd.concat(some, ignore_index=True) if some else pd.DataFrame(columns=list(HISTORY.names), dtype=object)


def later_than(history: pd.DataFrame, since: dt.date | int) -> pd.DataFrame:
    """Return the events after the end of a day, or after so many events.

    Those after a day are the first of a later day and all that follow it, whatever day they name: only what was done
    last can be undone.
    """
    if isinstance(since, dt.date):
        since = next((place for place, date in enumerate(history["date"]) if date > since), len(history))
    return history.iloc[since:]


def marks_before(marks: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """Return the marks as they stood before some events.

    Parameters
    ----------
    marks
        Those on file, as in :func:`mark_events`.
    later
        The events from then to now, from :func:`later_than`.
    """
    sheets = later[later["event"] == "sheet"]
    cells = {kind: _first(later, kind, MARK) for kind in ("mark", "comment")}
    touched = pd.MultiIndex.from_tuples([*{*cells["mark"], *cells["comment"]}], names=MARK)
    there = pd.MultiIndex.from_frame(marks[MARK].astype(object))
    kept = marks[~there.isin(touched)]
    now = {
        row[:4]: row[4:] for row in marks.loc[there.isin(touched), [*MARK, "points", "comment"]].itertuples(False, None)
    }
    rows = []
    for key in touched:
        points, comment = now.get(key, (None, None))
        row = (cells["mark"].get(key, points), cells["comment"].get(key, comment))
        if row[0] is not None:
            rows.append((*key, *row))
    before = pd.DataFrame(rows, columns=[*MARK, "points", "comment"], dtype=object)
    out = pd.concat([f for f in (kept, before) if len(f)], ignore_index=True) if len(before) else kept
    filed = pd.MultiIndex.from_frame(sheets[SHEET].astype(object))
    return out[~pd.MultiIndex.from_frame(out[SHEET].astype(object)).isin(filed)].reset_index(drop=True)


def rows_before(file: str, table: pd.DataFrame | None, later: pd.DataFrame) -> pd.DataFrame | None:
    """Return ``assignment.csv``, ``recusals.csv`` or ``minutes.csv`` as it stood before some events.

    None where it was not there. What was changed by hand, past the commands, has no event and stays as it is.
    """
    rows = list(_as_json(table))
    events = later.loc[later["event"] == _KIND[file], ["before", "after"]]
    for before, after in reversed(list(events.itertuples(index=False, name=None))):
        if not isinstance(before, str) and str(after).isdigit():  # the first assignment, as a whole
            rows.clear()
        place = rows.index(after) if isinstance(after, str) and after in rows else None
        if place is not None:
            rows.pop(place)
        # A row stands once; in a history of before files were written together, a killed command left the row there.
        if isinstance(before, str) and before not in rows:
            rows.insert(len(rows) if place is None else place, before)
    if not rows and len(events):
        return None
    return table if table is None else pd.DataFrame(map(json.loads, rows), columns=list(table.columns), dtype=object)


def _first(later: pd.DataFrame, kind: str, key: Sequence[str]) -> dict[tuple[str, ...], str | None]:
    """Return what stood in each place before the first of its events."""
    events = later[later["event"] == kind].drop_duplicates(list(key))
    before = [cell if isinstance(cell, str) else None for cell in events["before"]]
    return dict(zip(events[list(key)].astype(str).itertuples(index=False, name=None), before, strict=True))


def _as_json(table: pd.DataFrame | None) -> Iterable[str]:
    """Return each row as a text of its own, cells that are empty left out."""
    for row in [] if table is None else table.to_dict("records"):
        cells = {str(name): str(cell) for name, cell in row.items() if pd.notna(cell)}
        yield json.dumps(cells, ensure_ascii=False, sort_keys=True)


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def _placed(row: str) -> dict[str, object]:
    cells = json.loads(row)
    return {name: cells.get(name) for name in MARK}
