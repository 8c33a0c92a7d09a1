"""Sheets that stay on file and do not count: a conflict was found after marking, or the reviewer gave up under way.

Units that were taken out of the review are looked after where it is decided who takes part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.rules.models import Rules


@dataclass(frozen=True)
class Aside:
    """Why some sheets do not count, and whose: of all units, or in all rounds, where that is None."""

    why: Literal["conflict", "resigned"]
    since: dt.date
    reviewer: str
    unit: str | None = None
    round: str | None = None
    reason: str | None = None


def aside(rules: Rules, recusals: pd.DataFrame, unavailable: pd.DataFrame | None) -> tuple[Aside, ...]:
    """Return what sets sheets aside, conflicts first.

    Parameters
    ----------
    rules
        Their ``review.resigned`` says whether the sheets of somebody who gave up count.
    recusals, unavailable
        As in :class:`~evalkit.edition.record.ReviewRecord`.
    """
    found = [Aside("conflict", **cells) for cells in _dated(recusals, ("since", "reviewer", "unit", "reason"))]
    if rules.review.resigned == "leave-out":
        names = ("since", "reviewer", "unit", "round", "reason")
        found += [Aside("resigned", **cells) for cells in _dated(unavailable, names)]
    return tuple(found)


def resigned(unavailable: pd.DataFrame | None) -> dict[str, dt.date]:
    """Return the reviewers who gave up the whole review under way, and since when, in the order of the table."""
    rows = _dated(unavailable, ("since", "reviewer", "unit", "round"))
    return {row["reviewer"]: row["since"] for row in rows if row["unit"] is None and row["round"] is None}


def set_aside(sheets: pd.DataFrame, cases: Sequence[Aside]) -> NDArray[np.int64]:
    """Return the place of the case that sets each row aside, -1 where none does; shape (n_rows,).

    Parameters
    ----------
    sheets
        ``round, unit, reviewer`` and whatever else.
    cases
        Those of :func:`aside`; of several the first.
    """
    found = np.full(len(sheets), -1, dtype=np.int64)
    for place, case in reversed(list(enumerate(cases))):
        hit = (sheets["reviewer"] == case.reviewer).to_numpy(bool)
        for name in ("unit", "round"):
            wanted = getattr(case, name)
            if wanted is not None:
                hit = hit & (sheets[name] == wanted).to_numpy(bool)
        found[hit] = place
    return found


def _dated(table: pd.DataFrame | None, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return some cells of the rows that name a day, None where they are empty."""
    if table is None or "since" not in table:
        return []
    rows = table.loc[table["since"].notna(), [name for name in names if name in table]].astype(object)
    return [
        {str(name): cell for name, cell in row.items()} for row in rows.where(rows.notna(), None).to_dict("records")
    ]
