"""Any DataFrame as a table of a page: ids by their names, numbers by the rules, a column's meaning by its heading."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import Any, Literal

import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.report.elements import Column, TableView
from evalkit.report.estimates import p_value
from evalkit.report.prose import Said, formatted, in_language, known, shown
from evalkit.report.words import UNKNOWN, Words

#: How a column's floats are shown: with so many decimals, or in a format as in a sentence.
Form = int | str
Kind = Literal["text", "number", "head"]
#: Columns in which there are names, in the language of those.
_NAMES = ("name", "alias", "where", "person", "printed", "computed", "on_file")
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
    "reviewer": "consistency-column-reviewer",
    "question": "consistency-column-question",
    "coefficient": "consistency-column-coefficient",
    "sheets": "consistency-column-sheets",
    "units": "consistency-column-units",
    "reviewers": "consistency-column-reviewers",
    "ratings": "consistency-column-ratings",
    "standard_error": "consistency-column-error",
    "p": "consistency-column-p",
    "low": "consistency-column-interval",
    "undefined_because": "consistency-column-remark",
    "verdict": "column-verdict",
    "printed": "column-printed",
    "computed": "column-computed",
}


def table_view(
    frame: pd.DataFrame,
    words: Words,
    *,
    name: str,
    caption: Said,
    note: Said = "",
    labels: Mapping[str, Said] | None = None,
    decimals: Form | Mapping[str, Form] | None = None,
    groups: str = "",
    head: str = "",
    numbers: Collection[str] = (),
) -> TableView:
    """Return a frame as a table of the page.

    Parameters
    ----------
    frame
        One level of columns. An index that is not a plain count becomes columns. What has an id (tiers, indicators,
        reviewers and the like, see :attr:`~evalkit.report.words.Words.names`) is shown by its name in columns that are
        called so (``tier``, ``other_tier``, ``undefined_because``), and as headings of columns that are called so
        together (``frame.columns.name``), as ``unstack`` and ``pivot`` leave them. A column ``low`` before a column
        ``high`` is an interval, shown as one.
    words
        The reader's language, the edition's rules.
    name
        Stem of the CSV file: lower-case letters, digits, hyphens.
    caption
        What the table shows, of which units.
    note
        A remark below the table.
    labels
        Headings by column; give the unit of measurement in them. By default the library's for columns that it knows,
        else the column's own name.
    decimals
        Of floats, for all columns or by column; by default one more than the scale of the scores has. Or a format as
        in a sentence: ``"+mean"``, ``".1%"``.
    groups
        A column whose values head the rows that have them, in the place of a column.
    head
        The column that names its row; by default the first of text.
    numbers
        Columns of texts that are numbers, and stand at the right as these do.

    Returns
    -------
    Numbers right-aligned, missing values as a dash. The first column of text names its row.

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
    heads: list[str | None] = [None] * len(plain)
    labels_of = list(map(str, plain.columns))
    for place, column in enumerate(labels_of):
        values = plain.iloc[:, place].tolist()
        stem, _, end = column.partition("_")
        low = "_".join(filter(None, ("low", end)))
        ends_interval = stem == "high" and place > 0 and labels_of[place - 1] == low
        form = decimals.get(low if ends_interval else column) if isinstance(decimals, Mapping) else decimals
        ids = names.get(column.rpartition("_")[2], {})
        shown_here = [_cell(value, column, ids, words, form) for value in values]
        if column == groups:
            heads = list(shown_here)
            continue
        if ends_interval:
            # The end of an interval that has begun: a number beside it, and no column of its own.
            cells[-1] = [_interval(*ends, words) for ends in zip(cells[-1], shown_here, strict=True)]
            continue
        heading = headings.get(column) or across.get(column) or _heading(stem if stem == "low" else column, words)
        lang = words.name_lang if column in _NAMES else None
        told = "number" if column in numbers else _kind(values, columns, head)
        columns.append(Column(heading, "head" if column == head else told, lang))
        cells.append(shown_here)
    rows = tuple(zip(*cells, strict=True)) if cells else ()
    parts = dict.fromkeys(heads)
    grouped = tuple((head, tuple(r for r, h in zip(rows, heads, strict=True) if h == head)) for head in parts)
    parts_shown = grouped or ((None, ()),)
    return TableView(name, in_language(caption, words), tuple(columns), parts_shown, in_language(note, words))


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


def _kind(values: list[Any], before: list[Column], head: str) -> Kind:
    numbers = [v for v in values if known(v)]
    if numbers and all(isinstance(v, (Real, Decimal, Fraction)) and not isinstance(v, bool) for v in numbers):
        return "number"
    return "text" if head or any(column.kind == "head" for column in before) else "head"


def _cell(value: Any, column: str, names: Mapping[str, str], words: Words, form: Form | None) -> str:
    if not known(value):
        # Why there is no value, where there is one.
        return "" if column == "undefined_because" else UNKNOWN
    if column == "p":
        return p_value(value)
    if isinstance(form, str) and isinstance(value, Real):
        return formatted(value, form, words)
    return names.get(str(value)) or shown(value, words, None if isinstance(form, str) else form)


def _interval(low: str, high: str, words: Words) -> str:
    return UNKNOWN if low == UNKNOWN else words("consistency-interval", low=low, high=high)


def _heading(column: str, words: Words) -> str:
    return words(_HEADINGS[column]) if column in _HEADINGS else column
