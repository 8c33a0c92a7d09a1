"""Any DataFrame as a table of a page: ids by their names, numbers by the rules, a column's meaning by its heading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import accumulate, groupby
from numbers import Integral, Real
from typing import Any, Literal

import numpy as np
import pandas as pd

from evalkit.errors import EvalkitError, UnknownName, nearest
from evalkit.frames import FRAMES
from evalkit.publication.policy import TooFew, may_see_reviewers
from evalkit.report.csvtext import Label
from evalkit.report.elements import Column, TableView
from evalkit.report.estimates import p_value
from evalkit.report.people import reviewer_label
from evalkit.report.prose import Said, decimals_of_scores, formatted, in_language, is_several, known, prose, shown
from evalkit.report.words import UNKNOWN, Words
from evalkit.wording import has

#: What heads a column of a frame of the library where it is not the message ``column-<name>``.
_HEADINGS = {
    "after": "column-score-after",
    "because": "column-remark",
    "agrees_with_expectation": "column-as-expected",
    "before": "column-score-before",
    "change": "column-change-of-severity",
    "id": "column-claim",
    "indicators": "column-indicators-decided",
    "item": "column-rule",
    "n_sheets": "column-sheets",
    "p": "consistency-column-p",
    "percent": "column-percent-share",
    "question": "consistency-column-question",
    "reason_en": "column-reason",
    "standard_error": "consistency-column-error",
    "states_en": "column-states",
    "subject": "column-group",
    "tier_after": "column-tier-after",
    "tiers": "column-sheet-tiers",
    "total": "column-all",
    "undefined_because": "consistency-column-remark",
    "unit": "column-code",
    "weight": "column-weight-share",
    "without_one": "column-at-stake",
}
#: What heads a column that pandas has named: of ``describe``, ``agg`` and ``value_counts``.
_OF_PANDAS = {
    "size": "statistic-count",
    "std": "statistic-std",
    "min": "statistic-min",
    "50%": "statistic-median",
    "median": "statistic-median",
    "max": "statistic-max",
    "proportion": "column-share",
}
#: Of themselves they are no ends of an interval: a tier may be called so.
_ENDS = frozenset({"low", "high"})
#: Every column of a frame that is documented, and the message that heads it.
HEADINGS = {c.name: _HEADINGS.get(c.name, f"column-{c.name.replace('_', '-')}") for f in FRAMES for c in f.columns}
#: Columns of ids that are not called after what the ids are of.
_IDS = dict.fromkeys(
    ("before", "after", "tier_before", "tier_after", "tiers", "without_one", "stated_tier", "tier_low", "tier_high"),
    "tier",
)
_STANDINGS = ("absent", "outside")
#: What names an edition, as columns of frames over editions are called.
_EDITION = re.compile(r"\d{4}\S*")
#: What a name hardly ever is, and a slip of an id mostly.
_LIKE_AN_ID = re.compile(r"[a-z0-9_-]+")
#: Decimals of floats between -1 and 1 (shares, coefficients, probabilities), unless those of the scores are more.
_OF_ONE = 3
#: How a column's floats are shown: with so many decimals, or in a format as in a sentence.
Form = int | str


def table_view(
    frame: pd.DataFrame | pd.Series[Any],
    words: Words,
    *,
    name: str,
    caption: Said,
    note: Said = "",
    labels: Mapping[str, Said] | None = None,
    decimals: Form | Mapping[str, Form] | None = None,
    numbers: Collection[str] = (),
    key: str = "",
    quoted: Collection[str] = (),
    group: str = "",
    head: str = "",
) -> TableView:
    """Return a frame as a table of the page.

    For the public, whoever stands in a column ``reviewer`` is called by number; see :func:`by_number`.

    Parameters
    ----------
    frame
        One level of columns, or a Series. An index that is not a plain count becomes columns. What has an id (tiers,
        indicators, reviewers and the like, see :attr:`~evalkit.report.words.Words.names`) is shown by its name in
        columns that are called so (``tier``, ``other_tier``, ``undefined_because``), and as headings of columns that
        are called so together (``frame.columns.name``), as ``unstack`` and ``pivot`` leave them. A column ``low``
        before a column ``high`` is an interval, shown as one.
    words
        The reader's language, the edition's rules.
    name
        In the page, and of the file as which a reader saves it: lower-case letters, digits, hyphens.
    caption
        What the table shows, of which units.
    note
        A remark below the table.
    labels
        Headings by column; give the unit of measurement in them. By default the library's for columns that it knows
        (``column-…`` of its wording) or that ``describe`` and ``agg`` have named, else the column's own name.
    decimals
        Of floats, for all columns or by column: a number, or a format as in a sentence (``"+mean"``; ``".1%"`` shows
        0.35 as 35.0%). By default none where all of a column are whole numbers, three where all lie between -1 and 1,
        else one more than the scale of the scores has; a ``count`` as ``describe`` leaves it is whole.
    numbers
        Columns of texts that are read as numbers, such as ranges (``85–100``) or points that are rounded already.
    key
        The column that the table is read for: it stays in sight where the window is too narrow for all.
    quoted
        Columns of what somebody wrote in the language of the units' names, as ``name`` always is.
    group
        A column that is none of the table: rows of one value, which follow each other, stand below it as their heading.
    head
        The column that names its row.

    Returns
    -------
    Numbers right-aligned, missing values as a dash. The column ``name``, else the first one of text, names its row
    where `head` does not say otherwise. What readers save of it has the frame's own columns, ids, days as
    ``2019-09-01``, and numbers as rounded here.

    Raises
    ------
    EvalkitError
        No frame; several levels of columns, or two columns of one name; a text that the page's language lacks; a
        heading or decimals for a column that is not there; what looks like a slip for an id, or for a column that the
        others name; a cell that holds no value.
    """
    plain = by_number(_flat(frame), words)
    there = tuple(map(str, plain.columns))
    # What is read as numbers may be named for all editions, of which one lacks a column; a slip is nearly one's name.
    missing = {*map(str, (*(labels or ()), *(decimals if isinstance(decimals, Mapping) else ())))} - {*there}
    others = {*map(str, (*numbers, *quoted, key, group, head))} - {*there}
    if wrong := sorted(missing | {name for name in others if nearest(name, there)}):
        raise UnknownName("column", wrong[0], there)
    headings = {str(k): v if isinstance(v, str) else prose(v, words, {}) for k, v in (labels or {}).items()}
    several = "edition" in plain.columns
    above: list[str | None] = [None] * len(plain)
    if group in plain.columns:
        own = plain.pop(group).tolist()
        say = _sayer(group, own, words, 0, several)
        above = [say(value) if known(value) else UNKNOWN for value in own]
    # A column may well be called "high" or "first" and be no tier and no round.
    across = words.names.get(str(plain.columns.name), {})
    rows_of = [] if plain.columns.empty else [str(value) for value in plain.iloc[:, 0]]
    statistics = {"count", "mean", "std"} <= set(rows_of)
    columns: list[Column] = []
    cells: list[list[str]] = []
    called: list[str] = []
    for place, column in enumerate(map(str, plain.columns)):
        values = plain.iloc[:, place].tolist()
        if statistics:
            whole = zip(rows_of, values, strict=True)
            values = [int(v) if row == "count" and place and known(v) else v for row, v in whole]
        stem, _, end = column.partition("_")
        low = "_".join(filter(None, ("low", end)))
        ends_interval = stem == "high" and place > 0 and plain.columns[place - 1] == low
        form = decimals.get(low if ends_interval else column) if isinstance(decimals, Mapping) else decimals
        say = _sayer(column, values, words, _places(values, words) if form is None else form, several)
        say = partial(_statistic, words) if statistics and not place else say
        # Why there is no value, where there is one.
        blank = "" if column == "undefined_because" else UNKNOWN
        told = [say(value) if known(value) else blank for value in values]
        if ends_interval:
            # The end of an interval that has begun: a number beside it, and no column of its own.
            cells[-1] = [_interval(*ends, words) for ends in zip(cells[-1], told, strict=True)]
            continue
        cells.append(told)
        begins = stem == "low" and f"high{column[3:]}" in plain.columns
        heading = headings.get(column) or across.get(column)
        heading = heading or (words("consistency-column-interval") if begins else heading_of(column, words, there))
        heading = words("column-statistic") if statistics and heading == "index" else heading
        kind: Literal["number", "text"] = "number" if column in numbers or _numeric(values) else "text"
        lang = words.name_lang if column in ("name", *quoted) else None
        columns.append(Column(Label(heading, column), kind, lang, key=column == key))
        called.append(column)
    texts = [place for place, column in enumerate(columns) if column.kind == "text"]
    if texts:
        naming = next((place for place in texts if called[place] == (head or "name")), texts[0])
        columns[naming] = replace(columns[naming], kind="head")
    rows = zip(above, zip(*cells, strict=True), strict=True) if cells else iter(())
    groups = tuple((heading, tuple(row for _, row in part)) for heading, part in groupby(rows, key=lambda row: row[0]))
    return TableView(name, in_language(caption, words), tuple(columns), groups, in_language(note, words))


def named(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return a frame with names for ids in the columns that are called ``tier``, ``cohort``, ``area`` and the like."""
    indexed = [name for name in frame.index.names if name == "reviewer"]
    found = by_number(frame.reset_index(level=indexed), words) if indexed else by_number(frame.copy(), words)
    found = found.set_index(indexed, append=frame.index.nlevels > 1) if indexed else found
    for column, ids in words.names.items():
        if column not in found.columns:
            continue
        if isinstance(found[column].dtype, pd.CategoricalDtype) and len(set(ids.values())) == len(ids):
            found[column] = found[column].cat.rename_categories(dict(ids))
        else:
            found[column] = [ids.get(str(value), value) for value in found[column]]
    return found


def as_frame(given: object) -> pd.DataFrame:
    """Return a DataFrame, or a Series as one; EvalkitError for anything else."""
    if isinstance(given, pd.Series):
        return given.to_frame()
    if not isinstance(given, pd.DataFrame):
        raise EvalkitError("table-none", kind=type(given).__name__)
    return given


def _flat(given: object) -> pd.DataFrame:
    """Return a frame whose index, unless it only counts the rows, is among its columns, each of them there once."""
    frame = as_frame(given)
    if frame.columns.nlevels > 1:
        raise EvalkitError("frame-levels", levels=frame.columns.nlevels)
    counts = _counts(frame.index)
    names = [*(() if counts else frame.index.names), *frame.columns]
    if twice := [str(name) for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise EvalkitError("frame-twice", columns=", ".join(twice))
    return frame.copy() if counts else frame.reset_index()


def _counts(index: pd.Index[Any]) -> bool:
    """Whether an index only numbers its rows, as filtering and sorting leave it."""
    return index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index.dtype)


def _numeric(values: list[Any]) -> bool:
    there = [v for v in values if known(v) and not (isinstance(v, str) and v == "")]
    kinds = (Real, Decimal, Fraction, TooFew)
    return bool(there) and all(isinstance(v, kinds) and not isinstance(v, bool) for v in there)


def by_number(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return a frame with the numbers of reviewers in place of their codes, where its readers have only these.

    In columns that are called ``reviewer`` (or ``other_reviewer``), and as headings of columns that are called so
    together. The rows stay in the order of what else they show; where that leaves it open they stand by number, so that
    nobody learns from their order which code comes before which.

    Raises
    ------
    EvalkitError
        Somebody in such a column has no number.
    """
    if may_see_reviewers(words.audience):
        return frame
    labels = {code: reviewer_label(words, code) for code in words.numbers}
    called = set(labels.values())
    if str(frame.columns.name) == "reviewer":
        own = sorted((labels[str(c)], c) for c in frame.columns if str(c) in labels)
        others = [c for c in frame.columns if str(c) not in labels]
        frame = frame[[*others, *(code for _, code in own)]].rename(columns={code: label for label, code in own})
    columns = [c for c in frame.columns if str(c).rpartition("_")[2] == "reviewer"]
    if not columns:
        return frame
    found = frame.copy()
    for column in columns:
        values = [v if known(v) else None for v in frame[column].tolist()]
        said = [v if v is None or v in called else reviewer_label(words, str(v)) for v in values]
        found[column] = pd.Categorical(said, categories=sorted({v for v in said if v is not None}), ordered=True)
    return found.iloc[_order(found, [c for c in found.columns if c not in columns], columns, words)]


def _order(frame: pd.DataFrame, others: list[Any], columns: list[Any], words: Words) -> list[int]:
    """Return an order of rows that follows from what they show: by the columns by which they are sorted, and number."""
    ties, n = [0] * len(frame), len(frame)
    left = [_ranks(frame[column].tolist(), str(column), words) for column in others]
    sorts = True
    while sorts:
        sorts = False
        for ranks in left:
            for sign in (1, -1):
                # Missing ones are last, whichever way a column is sorted.
                place = [n if r is None else sign * r for r in ranks]
                steps = [place[i] - place[i - 1] for i in range(1, n) if ties[i] == ties[i - 1]]
                if any(steps) and min(steps) >= 0:
                    new = [i > 0 and (ties[i], place[i]) != (ties[i - 1], place[i - 1]) for i in range(n)]
                    ties = list(accumulate(map(int, new)))
                    sorts = True
    numbers = [frame[column].cat.codes.tolist() for column in columns]
    return sorted(range(n), key=lambda i: (ties[i], *(codes[i] for codes in numbers)))


def _ranks(values: list[Any], column: str, words: Words) -> list[int | None]:
    """Return the place of each value among those of its column as a reader sees them: number, id of the rules, text."""
    ids = {name: i for i, name in enumerate(words.names.get(column.rpartition("_")[2], ()))}
    number = all(isinstance(v, (Real, Decimal, Fraction)) for v in values if known(v))
    keys = [None if not known(v) else v if number else (ids.get(str(v), len(ids)), str(v)) for v in values]
    place = {key: i for i, key in enumerate(sorted({k for k in keys if k is not None}))}
    return [None if key is None else place[key] for key in keys]


def _places(values: list[Any], words: Words) -> int:
    """Return the decimals of the floats of a column."""
    floats = [float(v) for v in values if isinstance(v, Real) and not isinstance(v, (Integral, Fraction)) and known(v)]
    if floats and all(v.is_integer() for v in floats):
        return 0
    usual = decimals_of_scores(words)
    return max(usual, _OF_ONE) if floats and max(map(abs, floats)) <= 1 else usual


def _sayer(column: str, values: list[Any], words: Words, form: Form, several: bool) -> Callable[[Any], str]:
    """Return what says the values of a column; `several`: whether the frame is over editions, each with ids of its own.

    An id that is not known and looks like a slip is refused.
    """
    kind = column.rpartition("_")[2]
    ids = words.names.get(_IDS.get(column, kind), {})
    called = set(ids.values())
    own = {**words.names["tier"], **dict.fromkeys((*_STANDINGS, "unknown"))}
    if _EDITION.fullmatch(column) and all(v in own for v in values if isinstance(v, str)):
        ids = words.names["tier"]

    def say(value: Any) -> str:
        if is_several(value):
            return words.listed([say(each) if known(each) else UNKNOWN for each in value]) or UNKNOWN
        if not isinstance(value, str):
            if isinstance(value, Real) and (column == "p" or isinstance(form, str)):
                return p_value(float(value)) if column == "p" else formatted(value, str(form), words)
            indicator = getattr(value, "indicator", None)
            said = (
                shown(value, words, None if isinstance(form, str) else form)
                if indicator is None
                else words.names["indicator"][indicator]
            )
            if isinstance(value, (bool, np.bool_)):
                return Label(said, "yes" if value else "no")
            return Label(said, f"{value:%Y-%m-%d}") if isinstance(value, dt.date) else said
        if value in ids or value in called:
            return ids.get(value, value)
        if ids and value in _STANDINGS:
            return words(f"row-{value}")
        if kind in words.names and not several and _LIKE_AN_ID.fullmatch(value) and nearest(value, ids):
            raise UnknownName("id", value, tuple(ids))
        message = next((m for m in _messages(column, value) if has(words.language, m)), None)
        return words(message) if message else value

    return say


def _messages(column: str, value: str) -> tuple[str, ...]:
    """Return the messages that may say a word in a column of a frame of the library."""
    said = {
        "decision": (f"docket-status-{value}", f"label-{value}"),
        "direction": (f"direction-{value}",),
        "level": (f"level-{value}",),
        "status": (f"docket-status-{value}", f"answer-{value}"),
        "verdict": (f"verdict-{value}",),
        "expected": (f"verdict-{value}",),
    }
    return said.get(column, ())


def _statistic(words: Words, row: object) -> str:
    """Return what a row of ``describe`` is called."""
    message = f"statistic-{'median' if row == '50%' else row}"
    return words(message) if has(words.language, message) else str(row)


def _interval(low: str, high: str, words: Words) -> str:
    return UNKNOWN if low == UNKNOWN else words("consistency-interval", low=low, high=high)


def heading_of(column: str, words: Words, beside: Collection[str] = ()) -> str:
    """Return what heads a column, among those beside it, where no heading is given; its own name if none is known."""
    if column in _ENDS and not _ENDS <= set(beside):
        return column
    message = HEADINGS.get(column) or _OF_PANDAS.get(column) or f"column-{column.replace('_', '-')}"
    try:
        return words(message) if has(words.language, message) else column
    except KeyError:
        # It needs a fact, and heads no column that is merely called so.
        return column
