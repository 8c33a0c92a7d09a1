"""From checked rows to a DataFrame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import Table


def frame(rows: Sequence[CheckedRow] | None, table: Table) -> pd.DataFrame | None:
    """Return rows without faults as a DataFrame with the columns of the schema; None for None.

    Whole numbers are ``Int64``, dates ``datetime.date`` or None in an object column, all else text.
    """
    if rows is None:
        return None
    data: dict[str, Any] = {}
    for column in table.columns:
        values = [row[column.name] for row in rows]
        if column.kind in ("integer", "count"):
            data[column.name] = pd.array([None if v is None else int(v) for v in values], dtype="Int64")
        elif column.kind == "date":
            dates = [None if v is None else dt.date.fromisoformat(v) for v in values]
            data[column.name] = pd.Series(dates, dtype=object)
        else:
            data[column.name] = pd.Series(values, dtype="string")
    return pd.DataFrame(data)
