"""The tables of a new edition: a made-up example that shows what goes where, each name in it marked as made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from evalkit.sources.schema import MARKS, REVIEWERS, SCORES, UNITS, Table
from evalkit.wording import Language, text

_UNITS, _REVIEWERS = 12, 4
#: Criterion → the most points, as the rules of the example have it.
CRITERIA = {"quality": 20, "feasibility": 10, "impact": 10, "budget": 10}
#: Tier → the per cent of the points from which it is.
TIERS = {"fund": 80, "reserve": 60, "decline": 0}
# How good a unit is, in tenths of what there is to get, and how far each reviewer is from the others.
_QUALITY = (9, 4, 7, 8, 3, 6, 9, 5, 7, 2, 8, 6)
_SEVERITY = (0, 1, -1, 0)
_SCORES = (93, 41, 72, 84, 35, 66, 90, 58, 76, 28, 81, 63)


def example_tables(level: str, unit: Mapping[Language, str]) -> dict[str, str]:
    """Return the tables of the example by file name; `unit` is what a unit is called."""
    codes = [f"A{n:02}" for n in range(1, _UNITS + 1)]
    languages = list(unit)
    names = {la: [text(la, "new-example", what=unit[la], number=code) for code in codes] for la in languages}
    columns = ["unit", "name", *(["name_en"] if "en" in languages[1:] else [])]
    rows: list[Sequence[object]] = [
        (code, *(names[la][i] for la in languages[: len(columns) - 1])) for i, code in enumerate(codes)
    ]
    tables = {UNITS.file: csv_text(UNITS, rows, columns)}
    if level == "scores":
        scores = [(code, score, "no") for code, score in zip(codes, _SCORES, strict=True)]
        return {**tables, SCORES.file: csv_text(SCORES, scores, ["unit", "score", "withheld"])}
    if level == "tiers":
        tiers = [
            (code, next(t for t, least in TIERS.items() if s >= least)) for code, s in zip(codes, _SCORES, strict=True)
        ]
        return {**tables, SCORES.file: csv_text(SCORES, tiers, ["unit", "tier"])}
    reviewers = [f"R{n}" for n in range(1, _REVIEWERS + 1)]
    people = [(code, text(languages[0], "new-example-reviewer", number=code)) for code in reviewers]
    tables[REVIEWERS.file] = csv_text(REVIEWERS, people, ["reviewer", "name"])
    marks = [
        (code, reviewer, criterion, _mark(i, j, k, points))
        for i, code in enumerate(codes)
        for j, reviewer in enumerate(reviewers)
        if (i + j) % _REVIEWERS  # three of the four for each unit
        for k, (criterion, points) in enumerate(CRITERIA.items())
    ]
    return {**tables, MARKS.file: csv_text(MARKS, marks, ["unit", "reviewer", "indicator", "points"])}


def _mark(unit: int, reviewer: int, criterion: int, points: int) -> int:
    tenths = _QUALITY[unit] + _SEVERITY[reviewer] + (unit + 2 * reviewer + criterion) % 3 - 1
    return max(0, min(points, points * tenths // 10))


def csv_text(table: Table, rows: Sequence[Sequence[object]], columns: Sequence[str]) -> str:
    """Return a table with these columns of its schema."""
    unknown = set(columns) - set(table.names)
    if unknown:
        raise AssertionError(f"{table.file} has no columns {sorted(unknown)}")
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows([columns, *rows])
    return memory.getvalue()
