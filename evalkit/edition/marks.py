"""Marks by the million: one long table, read by columns and checked on its distinct values.

A table of ten million marks holds a few hundred distinct codes and points. Each of those is looked at once; the rows
are integers from then on. Nothing here walks through rows, save where there is a fault to be placed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, partial, reduce
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evalkit.edition.ballot_checks import ballot_faults
from evalkit.edition.sheet_shapes import Roles, Shapes, shape_faults
from evalkit.errors import Fault, hints, nearest
from evalkit.files.textfile import plain
from evalkit.files.unseen import ODD_BLANKS
from evalkit.rules.models import Indicator, Rules
from evalkit.rules.points import Scale, parse_decimal
from evalkit.rules.scales import NA, NOT_APPLICABLE, MarkScale
from evalkit.sources.checking import CheckedColumn, check_columns
from evalkit.sources.columns import MOST_FAULTS, Columns, placed
from evalkit.sources.schema import MARKS, PANEL_REVIEWER

_EMPTY, _UNKNOWN = -1, -2
_KEYS = ("unit", "reviewer", "round", "indicator")
_WORDS = {"unit": "unknown-unit", "reviewer": "unknown-reviewer"}

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Vocabulary:
    """What may stand in the columns of codes, in the order in which marks are sorted.

    Attributes
    ----------
    units
        Codes of the units that take part.
    absent
        Codes of those that do not: they may have no marks.
    reviewers
        Codes of the reviewers, without ``panel``.
    rules
        The rules, for rounds, indicators and points.
    types, roles
        The type of each unit, and the role of each reviewer by unit (None: towards all) and reviewer.
    """

    units: Sequence[str]
    absent: Sequence[str]
    reviewers: Sequence[str]
    rules: Rules
    types: Mapping[str, str] = field(default_factory=dict)
    roles: Roles = field(default_factory=dict)

    @cached_property
    def shapes(self) -> Shapes | None:
        """Which indicators are on a sheet; None where all of them are on every sheet."""
        if not any(i.types or i.role for i in self.rules.indicators):
            return None
        return Shapes(self.rules, self.units, self.words("reviewer"), self.types, self.roles)

    @property
    def asked(self) -> NDArray[np.bool_]:
        """Shape (n_indicators,): which were not dropped after marking; a mark on the others need not be there."""
        return ~np.isin(self.words("indicator"), self.rules.dropped)

    def words(self, column: str) -> list[str]:
        """Return the words that a column may hold."""
        return {
            "unit": list(self.units),
            "reviewer": [*self.reviewers, PANEL_REVIEWER],
            "round": [r.id for r in self.rules.review.rounds],
            "indicator": [i.id for i in self.rules.indicators],
        }[column]


@dataclass(frozen=True)
class Sheets:
    """The sheets of a table of marks: one reviewer, unit and round each, with the first row that belongs to it."""

    round: Codes
    unit: Codes
    reviewer: Codes
    first: Codes


@dataclass(frozen=True)
class ReadMarks:
    """Marks as read: the table, its sheets, its file, and the faults in it.

    The table is None where a cell is faulty; the sheets are those of the rows that could be read.
    """

    file: str
    table: pd.DataFrame | None
    sheets: Sheets
    faults: list[Fault]
    line: Callable[[int], int]


def read_marks(columns: Columns, vocabulary: Vocabulary) -> ReadMarks:
    """Check the table of marks by itself.

    Parameters
    ----------
    columns
        The table as its source gives it.
    vocabulary
        What the columns may hold.
    """
    rules, file, rounds = vocabulary.rules, columns.file, vocabulary.words("round")
    none = Sheets(*[np.zeros(0, dtype=np.int64)] * 4)
    if "round" not in columns.table.column_names:
        if len(rounds) != 1:
            found: dict[str, object] = {"found": ", ".join(columns.table.column_names)}
            row = 1 if columns.origin is None else None
            return ReadMarks(file, None, none, [Fault("missing-column", file, row, "round", None, found)], columns.line)
        only = pa.array(rounds * columns.table.num_rows, pa.string()).dictionary_encode()
        columns = replace(columns, table=columns.table.append_column("round", only))
    checked, faults = check_columns(columns, MARKS, {"<rounds>": rounds, "<indicators>": vocabulary.words("indicator")})
    line, points = checked.line, checked.columns.get("points")
    if points is None:
        return ReadMarks(file, None, none, faults, line)
    codes = {
        name: checked.columns[name].among(vocabulary.words(name), empty=_EMPTY, unknown=_UNKNOWN) for name in _KEYS
    }
    meant = {name: hints(vocabulary.words(name)) for name in _WORDS}

    def unknown(name: str, row: int) -> Fault:
        return _unknown(vocabulary, file, line(row), name, checked.columns[name], row, meant[name])

    for name in _WORDS:
        column, wrong = checked.columns[name], codes[name] == _UNKNOWN
        if wrong.any():
            wrong &= np.array([word is not None for word in column.words])[column.rows]
            faults += placed(wrong, partial(unknown, name))
    steps = _mark_codes(points, codes["indicator"], rules)
    faults += _points_faults(steps, codes["indicator"], rules, file, line, partial(_written, points))
    good = reduce(np.logical_and, (codes[name] >= 0 for name in _KEYS))
    faults += _panel_faults(codes, good, vocabulary, file, line)
    faults += _panel_without_mark(codes, steps, vocabulary, file, line)
    shapes = vocabulary.shapes
    misplaced = [] if shapes is None else list(shape_faults(shapes, codes, good, placed, file, line))
    faults += misplaced
    keys, rows = _sorted_keys(codes, good, vocabulary)
    faults += _twice(keys, rows, codes, vocabulary, file, line)
    if not faults:  # of which a ballot that is not what it should be may be an echo
        faults += ballot_faults(rules, codes, steps, vocabulary.words, vocabulary.roles, file, line)
    sheets, sizes = _sheets(keys, rows, vocabulary)
    if not misplaced:  # of which sheets that hold too much or too little are echoes
        faults += _incomplete(sheets, sizes, _explained(sheets, codes, good), vocabulary, file, line)
    table = None
    if not faults:
        comment = checked.texts.get("comment")
        if not np.array_equal(rows, np.arange(len(steps))):
            codes, steps = {name: c[rows] for name, c in codes.items()}, steps[rows]
            comment = None if comment is None else comment.take(pa.array(rows))
        table = _frame(codes, steps, comment, vocabulary)
    return ReadMarks(file, table, sheets, faults, line)


def _written(column: CheckedColumn, row: int) -> str:
    return str(column.written[column.rows[row]])


# What a text that is no mark in steps is coded as; whatever is larger than these is steps.
_NO_MARK, _NO_NUMBER, _BETWEEN, _NEGATIVE, _OUTSIDE, _NO_GRADE, _NA, _REFUSED = range(
    NOT_APPLICABLE, NOT_APPLICABLE - 8, -1
)


def mark_code(text: str, scale: MarkScale, steps: Scale, words: Mapping[str, Decimal], na: bool) -> int:
    """Return what a text stands for: a mark in steps, or what is wrong with it.

    Parameters
    ----------
    text
        What stands in the cell.
    scale
        What a mark may be.
    steps
        What turns points into steps.
    words
        Grades and their values.
    na
        Whether a mark may be not applicable.
    """
    word = plain(text)
    if word == NA:
        return _NA if na else _REFUSED
    if words:
        return steps.to_steps(words[word]) if word in words else _NO_GRADE
    # Not in its plain form, which would turn 8² into 82.
    points = parse_decimal(text.strip("\ufeff"))
    if points is None:
        return _NO_NUMBER
    if points < min(scale.minimum, Decimal(0)):
        return _NEGATIVE
    if not scale.fits(points):
        return _BETWEEN
    return steps.to_steps(points) if scale.allows(points) else _OUTSIDE


def _mark_codes(points: CheckedColumn, indicator: Codes, rules: Rules) -> Codes:
    """Return the code of the mark in every row, having looked at each distinct text once for each different scale."""
    scales = [rules.scale_of(i) for i in rules.indicators]
    words = [rules.grade_words(i) for i in rules.indicators]
    steps, na = rules.mark_scale, rules.may_be_not_applicable
    different: list[tuple[MarkScale, Mapping[str, Decimal]]] = []
    for pair in zip(scales, words, strict=True):
        if pair not in different:
            different.append(pair)
    rows = points.rows
    coded = np.array(
        [
            # What is faulty by itself has been told.
            [_NO_MARK if word is None else mark_code(word, scale, steps, known, na) for word in points.words]
            for scale, known in different
        ],
        dtype=np.int64,
    )
    if len(different) == 1:
        return np.asarray(coded[0][rows])
    place = np.array([different.index(pair) for pair in zip(scales, words, strict=True)])
    # A mark on an indicator that is not known is looked at as one on that with the longest scale.
    longest = max(range(len(scales)), key=lambda i: scales[i].maximum)
    return np.asarray(coded[place[np.where(indicator >= 0, indicator, longest)], rows])


def _unknown(
    vocabulary: Vocabulary,
    file: str,
    line: int,
    name: str,
    column: CheckedColumn,
    row: int,
    hint: Callable[[str], str | None],
) -> Fault:
    word = str(column.words[column.rows[row]])
    if name == "unit" and word in vocabulary.absent:
        return Fault("mark-of-absent", file, line, name, word)
    return Fault(_WORDS[name], file, line, name, word, {}, hint(word))


def _points_faults(
    steps: Codes, indicator: Codes, rules: Rules, file: str, line: Callable[[int], int], cell: Callable[[int], str]
) -> Iterator[Fault]:
    longest = max(rules.indicators, key=lambda i: rules.scale_of(i).maximum)

    def of(row: int) -> Indicator:
        return rules.indicators[indicator[row]] if indicator[row] >= 0 else longest

    def fault(kind: str, row: int) -> Fault:
        scale = rules.scale_of(of(row))
        limits: dict[str, object] = {"min": str(scale.minimum), "max": str(scale.maximum), "step": str(scale.step)}
        counted = kind == "score-between-steps" and not Scale(scale.step).fits(scale.minimum)
        return Fault("mark-between-steps" if counted else kind, file, line(row), "points", cell(row), limits)

    def refused(row: int) -> Fault:
        scale = rules.scale_of(of(row))
        allowed = ", ".join(scale.grades) or f"{scale.minimum}–{scale.maximum}"
        return Fault("not-applicable-refused", file, line(row), "points", NA, {"allowed": allowed})

    def no_grade(row: int) -> Fault:
        words = list(rules.grade_words(of(row)))
        meant = nearest(plain(cell(row)), words)
        grades = ", ".join(rules.scale_of(of(row)).grades)
        return Fault("not-a-grade", file, line(row), "points", cell(row), {"allowed": grades}, meant)

    for wrong, kind in (
        (steps == _NO_NUMBER, "not-a-score"),
        (steps == _BETWEEN, "score-between-steps"),
        ((steps == _NEGATIVE) | ((steps == _OUTSIDE) & (indicator >= 0)), "score-out-of-range"),
    ):
        yield from placed(wrong, partial(fault, kind))
    yield from placed(steps == _REFUSED, refused)
    yield from placed(steps == _NO_GRADE, no_grade)


def _panel_without_mark(
    codes: dict[str, Codes], steps: Codes, vocabulary: Vocabulary, file: str, line: Callable[[int], int]
) -> Iterator[Fault]:
    """Find decisions of the panel that decide nothing: what it decided is a mark."""
    panel = codes["reviewer"] == len(vocabulary.reviewers)
    yield from placed(panel & (steps == _NA), lambda row: Fault("panel-not-applicable", file, line(row), "points", NA))


def _panel_faults(
    codes: dict[str, Codes], good: NDArray[np.bool_], vocabulary: Vocabulary, file: str, line: Callable[[int], int]
) -> Iterator[Fault]:
    """Find reviewers in the discussion, and the panel outside it."""
    rounds = vocabulary.rules.review.rounds
    talk = np.array([r.kind == "discussion" for r in rounds], dtype=bool)
    panel = codes["reviewer"] == len(vocabulary.reviewers)
    wrong = good & (talk[np.where(good, codes["round"], 0)] != panel)

    def fault(row: int) -> Fault:
        where = rounds[codes["round"][row]]
        allowed = PANEL_REVIEWER if where.kind == "discussion" else "reviewers.csv"
        reviewer = vocabulary.words("reviewer")[codes["reviewer"][row]]
        return Fault(
            "reviewer-in-wrong-round", file, line(row), "reviewer", reviewer, {"round": where.id, "allowed": allowed}
        )

    yield from placed(wrong, fault)


def _sorted_keys(codes: dict[str, Codes], good: NDArray[np.bool_], vocabulary: Vocabulary) -> tuple[Codes, Codes]:
    """Return one integer a mark, rising by round, unit, reviewer and indicator, and the rows in that order."""
    rows = np.flatnonzero(good)
    keys = np.zeros(len(rows), dtype=np.int64)
    for name in ("round", "unit", "reviewer", "indicator"):
        keys = keys * max(len(vocabulary.words(name)), 1) + codes[name][rows]
    if np.all(keys[1:] > keys[:-1]):  # as this program writes them
        return keys, rows
    order = np.argsort(keys, kind="stable")
    return keys[order], rows[order]


def _twice(
    keys: Codes,
    rows: Codes,
    codes: dict[str, Codes],
    vocabulary: Vocabulary,
    file: str,
    line: Callable[[int], int],
) -> Iterator[Fault]:
    again = np.zeros(len(keys), dtype=bool)
    again[1:] = keys[1:] == keys[:-1]

    def fault(place: int) -> Fault:
        row, first = int(rows[place]), int(rows[np.searchsorted(keys, keys[place])])
        variables: dict[str, object] = {n: vocabulary.words(n)[codes[n][row]] for n in _KEYS}
        return Fault("mark-twice", file, line(row), None, None, {**variables, "first": line(first)})

    yield from placed(again, fault)


def _sheets(keys: Codes, rows: Codes, vocabulary: Vocabulary) -> tuple[Sheets, Codes]:
    """Return the sheets of sorted keys, and how many different indicators each holds of those that are asked for."""
    indicators = max(len(vocabulary.words("indicator")), 1)
    sheet = keys // indicators
    start = np.flatnonzero(np.r_[True, sheet[1:] != sheet[:-1]]) if len(sheet) else np.zeros(0, dtype=np.int64)
    fresh = np.r_[True, keys[1:] != keys[:-1]] if len(keys) else np.zeros(0, dtype=bool)
    if vocabulary.rules.dropped:
        fresh &= vocabulary.asked[keys % indicators]
    sizes = np.add.reduceat(fresh, start, dtype=np.int64) if len(start) else start
    first = np.minimum.reduceat(rows, start) if len(start) else start
    reviewers, units = len(vocabulary.words("reviewer")), max(len(vocabulary.units), 1)
    rest, reviewer = np.divmod(sheet[start], reviewers)
    where, unit = np.divmod(rest, units)
    return Sheets(where, unit, reviewer, first), sizes


def _explained(sheets: Sheets, codes: dict[str, Codes], good: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which sheets may be the ones that a row with a faulty code belongs to: that row has a fault of its own."""
    names = ("round", "unit", "reviewer")
    bad = {n: np.maximum(codes[n][~good], -1) + 1 for n in names}
    sizes = [int(bad[n].max(initial=0)) + 1 for n in names]
    faulty = np.unique(np.ravel_multi_index(tuple(bad.values()), tuple(sizes)))
    explained = np.full(len(sheets.unit), len(faulty) > MOST_FAULTS)
    for place in faulty[:MOST_FAULTS]:
        code = [int(c) - 1 for c in np.unravel_index(place, tuple(sizes))]
        explained |= np.all([(getattr(sheets, n) == c) | (c < 0) for n, c in zip(names, code, strict=True)], axis=0)
    return explained


def _incomplete(
    sheets: Sheets,
    sizes: Codes,
    explained: NDArray[np.bool_],
    vocabulary: Vocabulary,
    file: str,
    line: Callable[[int], int],
) -> Iterator[Fault]:
    """Find sheets that lack an indicator that was not dropped; what the discussion revised is no whole sheet."""
    if vocabulary.rules.marks is not None and vocabulary.rules.marks.missing == "leave-out":
        return
    every = np.full(len(sizes), len(vocabulary.rules.kept), dtype=np.int64)
    shapes = vocabulary.shapes
    wanted = every if shapes is None else shapes.wanted(sheets.unit, sheets.reviewer)
    talk = np.array([r.kind == "discussion" for r in vocabulary.rules.review.rounds], dtype=bool)
    whole = ~talk[sheets.round] & (sheets.reviewer < len(vocabulary.reviewers))
    words = {name: vocabulary.words(name) for name in ("round", "unit", "reviewer")}

    def fault(i: int) -> Fault:
        variables: dict[str, object] = {n: w[getattr(sheets, n)[i]] for n, w in words.items()}
        counts: dict[str, object] = {"count": int(sizes[i]), "wanted": int(wanted[i])}
        return Fault("marks-incomplete", file, line(int(sheets.first[i])), None, None, {**variables, **counts})

    yield from placed((sizes != wanted) & whole & ~explained, fault)


def _frame(
    codes: dict[str, Codes], steps: Codes, comment: pa.ChunkedArray | None, vocabulary: Vocabulary
) -> pd.DataFrame:
    data: dict[str, Any] = {
        name: pd.Categorical.from_codes(codes[name], categories=pd.Index(vocabulary.words(name), dtype="str"))
        for name in _KEYS
    }
    frame = pd.DataFrame(data)
    frame["steps"] = np.where(steps == _NA, NOT_APPLICABLE, steps).astype(np.int32)
    if comment is not None:
        plain_blanks = pc.replace_substring_regex(comment.cast(pa.string()), ODD_BLANKS, " ")
        texts = pd.Series(plain_blanks.to_pandas(), dtype="string", index=frame.index).str.strip()
        frame["comment"] = texts.mask(texts == "")
    return frame
