"""Any DataFrame as a table of a page: ids by their names, numbers by the rules, a column's meaning by its heading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.report.csvtext import Label
from evalkit.report.elements import Column, TableView
from evalkit.report.prose import Said, in_language, known, shown
from evalkit.report.words import UNKNOWN, Words

#: Columns that frames of the library have, and the message that heads them on a page.
_HEADINGS = {
    "unit": "column-code",
    "name": "column-name",
    "cohort": "column-cohort",
    "tier": "column-tier",
    "score": "column-score",
    "rank": "column-rank",
    "area": "column-area",
    "indicator": "column-indicator",
    "round": "column-round",
    "edition": "column-edition",
    "count": "column-count",
    "points": "column-points",
    "cut_off": "column-cut-off",
    "distance": "column-distance",
}


def table_view(
    frame: pd.DataFrame,
    words: Words,
    *,
    name: str,
    caption: Said,
    note: Said = "",
    labels: Mapping[str, Said] | None = None,
    decimals: int | Mapping[str, int] | None = None,
) -> TableView:
    """Return a frame as a table of the page.

    Parameters
    ----------
    frame
        One level of columns. An index that is not a plain count becomes columns. Ids of tiers, cohorts, areas,
        indicators and rounds are shown by their names in columns that are called so (``tier``, ``other_tier``), and as
        headings of columns that are called so together (``frame.columns.name``), as ``unstack`` and ``pivot`` leave
        them.
    words
        The reader's language, the edition's rules.
    name
        In the page, and of the file as which a reader saves it: lower-case letters, digits, hyphens.
    caption
        What the table shows, of which units.
    note
        A remark below the table.
    labels
        Headings by column; give the unit of measurement in them. By default the library's for columns that it knows,
        else the column's own name.
    decimals
        Of floats, for all columns or by column; by default one more than the scale of the scores has.

    Returns
    -------
    Numbers right-aligned, missing values as a dash. The first column of text names its row. What readers save of it has
    the frame's own columns, ids, days as ``2019-09-01``, and numbers as rounded here.

    Raises
    ------
    EvalkitError
        Several levels of columns, or a text that the page's language lacks.
    """
    if frame.columns.nlevels > 1:
        raise EvalkitError("frame-levels", levels=frame.columns.nlevels)
    plain = frame if _counts(frame.index) else frame.reset_index()
    names = words.names
    headings = {str(k): in_language(v, words) for k, v in (labels or {}).items()}
    # A column may well be called "high" or "first" and be no tier and no round.
    across = names.get(str(frame.columns.name), {})
    columns: list[Column] = []
    cells: list[list[str]] = []
    for place, column in enumerate(map(str, plain.columns)):
        values = plain.iloc[:, place].tolist()
        places = decimals.get(column) if isinstance(decimals, Mapping) else decimals
        ids = names.get(column.rpartition("_")[2], {})
        cells.append([_cell(value, ids, words, places) for value in values])
        heading = headings.get(column) or across.get(column) or _heading(column, words)
        columns.append(Column(Label(heading, column), _kind(values, columns)))
    rows = tuple(zip(*cells, strict=True)) if cells else ()
    return TableView(name, in_language(caption, words), tuple(columns), ((None, rows),), in_language(note, words))


def named(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return a frame with names for ids in the columns that are called ``tier``, ``cohort``, ``area`` and the like."""
    found = frame.copy()
    for column, ids in words.names.items():
        if column not in found.columns:
            continue
        if isinstance(found[column].dtype, pd.CategoricalDtype) and len(set(ids.values())) == len(ids):
            found[column] = found[column].cat.rename_categories(dict(ids))
        else:
            found[column] = [ids.get(str(value), value) for value in found[column]]
    return found


def _counts(index: pd.Index[Any]) -> bool:
    """Whether an index only numbers its rows, as filtering and sorting leave it."""
    return index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index.dtype)


def _kind(values: list[Any], before: list[Column]) -> Any:
    numbers = [v for v in values if known(v)]
    if numbers and all(isinstance(v, (Real, Decimal, Fraction)) and not isinstance(v, bool) for v in numbers):
        return "number"
    return "text" if any(column.kind == "head" for column in before) else "head"


def _cell(value: Any, names: Mapping[str, str], words: Words, decimals: int | None) -> str:
    if not known(value):
        return UNKNOWN
    said = names.get(str(value)) or shown(value, words, decimals)
    if isinstance(value, (bool, np.bool_)):
        return Label(said, "yes" if value else "no")
    return Label(said, f"{value:%Y-%m-%d}") if isinstance(value, dt.date) else said


def _heading(column: str, words: Words) -> str:
    return words(_HEADINGS[column]) if column in _HEADINGS else column
