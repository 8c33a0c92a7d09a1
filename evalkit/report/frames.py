"""Any DataFrame as a table of a page: ids by their names, numbers by the rules, a column's meaning by its heading."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from numbers import Real
from typing import Any, Literal

import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.publication.policy import TooFew
from evalkit.report.elements import Column, TableView
from evalkit.report.prose import Said, in_language, known, prose, shown
from evalkit.report.words import UNKNOWN, Words
from evalkit.wording import has

#: Columns of frames of the library whose heading is not called as they are (``column-cut-off`` for ``cut_off``).
_HEADINGS = {"unit": "column-code", "subject": "column-group"}


def table_view(
    frame: pd.DataFrame,
    words: Words,
    *,
    name: str,
    caption: Said,
    note: Said = "",
    labels: Mapping[str, Said] | None = None,
    decimals: int | Mapping[str, int] | None = None,
    numbers: Collection[str] = (),
    key: str = "",
    quoted: Collection[str] = (),
    group: str = "",
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
        Stem of the CSV file: lower-case letters, digits, hyphens.
    caption
        What the table shows, of which units.
    note
        A remark below the table.
    labels
        Headings by column; give the unit of measurement in them. By default the library's for columns that it knows
        (``column-…`` of its wording), else the column's own name.
    decimals
        Of floats, for all columns or by column; by default one more than the scale of the scores has.
    numbers
        Columns of texts that are read as numbers, such as ranges (``85–100``) or points that are rounded already.
    key
        The column that the table is read for: it stays in sight where the window is too narrow for all.
    quoted
        Columns of what somebody wrote in the language of the units' names, as ``name`` always is.
    group
        A column that is none of the table: rows of one value, which follow each other, stand below it as their heading.

    Returns
    -------
    Numbers right-aligned, missing values as a dash. The column ``name``, else the first one of text, names its row.

    Raises
    ------
    EvalkitError
        Several levels of columns, or a text that the page's language lacks.
    """
    if frame.columns.nlevels > 1:
        raise EvalkitError("frame-levels", levels=frame.columns.nlevels)
    plain = frame.copy() if _counts(frame.index) else frame.reset_index()
    names = words.names
    headings = {str(k): v if isinstance(v, str) else prose(v, words, {}) for k, v in (labels or {}).items()}
    above: list[str | None] = [None] * len(plain)
    if group in plain.columns:
        above = [_cell(value, names.get(group, {}), words, None) for value in plain.pop(group)]
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
        kind: Literal["number", "text"] = "number" if column in numbers or _numeric(values) else "text"
        lang = words.name_lang if column in ("name", *quoted) else None
        columns.append(Column(heading, kind, lang, key=column == key))
    texts = [place for place, column in enumerate(columns) if column.kind == "text"]
    if texts:
        head = next((place for place in texts if plain.columns[place] == "name"), texts[0])
        columns[head] = replace(columns[head], kind="head")
    rows = zip(above, zip(*cells, strict=True), strict=True) if cells else iter(())
    groups = tuple((heading, tuple(row for _, row in part)) for heading, part in groupby(rows, key=lambda row: row[0]))
    return TableView(name, in_language(caption, words), tuple(columns), groups, in_language(note, words))


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


def _numeric(values: list[Any]) -> bool:
    there = [v for v in values if known(v) and v != ""]
    kinds = (Real, Decimal, Fraction, TooFew)
    return bool(there) and all(isinstance(v, kinds) and not isinstance(v, bool) for v in there)


def _cell(value: Any, names: Mapping[str, str], words: Words, decimals: int | None) -> str:
    if not known(value):
        return UNKNOWN
    return names.get(str(value)) or shown(value, words, decimals)


def _heading(column: str, words: Words) -> str:
    message = _HEADINGS.get(column, f"column-{column.replace('_', '-')}")
    try:
        return words(message) if has(words.language, message) else column
    except KeyError:
        # It needs a fact, and heads no column that is merely called so.
        return column
