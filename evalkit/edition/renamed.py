"""Units that were renamed when the review was under way: the name of today, and what each was called before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from evalkit.edition.record import EditionRecord, Note
from evalkit.errors import Fault
from evalkit.files.textfile import name_key
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import RENAMINGS
from evalkit.sources.tables import frame

_FORMER = {"name": "former", "name_en": "former_en"}


def renamed(units: pd.DataFrame, rows: Sequence[CheckedRow]) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return units under the names that they have now, and the renamings with the name before each.

    Parameters
    ----------
    units
        As ``units.csv`` names them: as they were when the edition began.
    rows
        Those of ``renamings.csv``.

    Returns
    -------
    The units; and the rows by day with ``former`` and ``former_en``, the name before; None where there are none.
    """
    table = frame(rows or None, RENAMINGS)
    if table is None:
        return units, None
    table = table.sort_values("since", kind="stable").reset_index(drop=True)
    units, former = units.copy(), dict[str, list[object]]()
    for row in table.to_dict("records"):
        own = (units["unit"] == row["unit"]).to_numpy(bool)
        for column, before in _FORMER.items():
            former.setdefault(before, []).append(next(iter(units.loc[own, column]), None) if column in units else None)
            if column in units:
                units.loc[own, column] = row[column]
    return units, table.assign(**{name: pd.Series(names, dtype=object) for name, names in former.items()})


def renaming_faults(units: pd.DataFrame, table: pd.DataFrame | None, rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Yield renamings to the name that a unit has anyway, or to one that another unit of its cohort has on that day.

    Parameters
    ----------
    units
        As ``units.csv`` names them.
    table
        The renamings that :func:`renamed` returns.
    rows
        The rows of ``renamings.csv``.
    """
    if table is None:
        return
    names = {str(unit): name_key(str(name)) for unit, name in zip(units["unit"], units["name"], strict=True)}
    cohort = {str(unit): str(own) for unit, own in zip(units["unit"], units["cohort"], strict=True)}
    for _, day in table.groupby("since", sort=True):
        # Who gives up a name that day leaves it to others from that day on.
        names |= {str(unit): name_key(str(name)) for unit, name in zip(day["unit"], day["name"], strict=True)}
        for row in day.to_dict("records"):
            line = next(r.line for r in rows if (r["unit"], r["name"], r["since"]) == _key(row))
            code, name, key = str(row["unit"]), str(row["name"]), name_key(str(row["name"]))
            if row["former"] is not None and name_key(str(row["former"])) == key:
                yield Fault("renamed-to-itself", RENAMINGS.file, line, "name", name, {"unit": code})
            beside = (u for u in names if u != code and cohort.get(u) == cohort.get(code) and names[code] == key)
            for unit in (u for u in beside if names[u] == key):
                yield Fault("alias-of-another", RENAMINGS.file, line, "name", name, {"unit": unit})


def renaming_notes(table: pd.DataFrame | None) -> Iterator[Note]:
    """Yield which units are called otherwise than in ``units.csv``, since when."""
    rows = [] if table is None else table.to_dict("records")
    if rows:
        listed = (f"{row['unit']} ({row['former']} → {row['name']}, {row['since']})" for row in rows)
        yield Note("renamed", RENAMINGS.file, "; ".join(listed))


def _key(row: dict[object, object]) -> tuple[str, str, str]:
    return str(row["unit"]), str(row["name"]), str(row["since"])


def former_names(record: EditionRecord) -> dict[str, frozenset[str]]:
    """Return what each unit that was renamed was called before, in whatever language, by code."""
    found: dict[str, frozenset[str]] = {}
    for row in [] if record.renamings is None else record.renamings.to_dict("records"):
        unit, names = str(row["unit"]), (row[name] for name in _FORMER.values())
        found[unit] = found.get(unit, frozenset()) | {str(name) for name in names if pd.notna(name)}
    return found
