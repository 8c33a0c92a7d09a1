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

_NAMES = ("name", "name_en")


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
    The units; and the rows by day with ``former``, the name before; None where there are none.
    """
    table = frame(rows or None, RENAMINGS)
    if table is None:
        return units, None
    table = table.sort_values("since", kind="stable").reset_index(drop=True)
    units, names, former = units.copy(), dict(zip(units["unit"], units["name"], strict=True)), []
    for row in table.to_dict("records"):
        former.append(names.get(row["unit"]))
        names[row["unit"]] = row["name"]
        own = (units["unit"] == row["unit"]).to_numpy(bool)
        for column in _NAMES:
            if column in units:
                units.loc[own, column] = row[column]
    return units, table.assign(former=pd.Series(former, dtype=object))


def renaming_faults(units: pd.DataFrame, table: pd.DataFrame | None, rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Yield renamings to the name that a unit has anyway, or to that of another unit of its cohort.

    Parameters
    ----------
    units, table
        What :func:`renamed` returns.
    rows
        The rows of ``renamings.csv``.
    """
    for row in [] if table is None else table.to_dict("records"):
        line = next(r.line for r in rows if (r["unit"], r["name"], r["since"]) == _key(row))
        if row["former"] is not None and name_key(str(row["former"])) == name_key(str(row["name"])):
            yield Fault("renamed-to-itself", RENAMINGS.file, line, "name", str(row["name"]), {"unit": str(row["unit"])})
        own = (units["unit"] == row["unit"]).to_numpy(bool)
        beside = units[units["cohort"].isin(list(units.loc[own, "cohort"])).to_numpy(bool) & ~own]
        for unit, name in zip(beside["unit"], beside["name"], strict=True):
            if name_key(str(name)) == name_key(str(row["name"])):
                yield Fault("alias-of-another", RENAMINGS.file, line, "name", str(row["name"]), {"unit": str(unit)})


def renaming_notes(table: pd.DataFrame | None) -> Iterator[Note]:
    """Yield which units are called otherwise than in ``units.csv``, since when."""
    rows = [] if table is None else table.to_dict("records")
    if rows:
        listed = (f"{row['unit']} ({row['former']} → {row['name']}, {row['since']})" for row in rows)
        yield Note("renamed", RENAMINGS.file, "; ".join(listed))


def _key(row: dict[object, object]) -> tuple[str, str, str]:
    return str(row["unit"]), str(row["name"]), str(row["since"])


def former_names(record: EditionRecord) -> dict[str, frozenset[str]]:
    """Return what each unit that was renamed was called before, by code."""
    found: dict[str, frozenset[str]] = {}
    for row in [] if record.renamings is None else record.renamings.to_dict("records"):
        unit = str(row["unit"])
        found[unit] = found.get(unit, frozenset()) | {str(row["former"])}
    return found
