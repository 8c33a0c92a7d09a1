"""One mark that is on file becomes another; what stood there before is kept."""

from __future__ import annotations

import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.review.filing import file_marks, marks_in_points, written
from evalkit.review.history import MARK, Told
from evalkit.rules.points import parse_decimal
from evalkit.rules.scales import NA


def correct_mark(record: ReviewedEdition, place: tuple[str | None, str, str, str], points: str, told: Told) -> str:
    """Correct a mark and return what stood there before, as it was written.

    Parameters
    ----------
    record
        The edition.
    place
        ``round, unit, reviewer, indicator``; the round may be None where reviewers mark in one only.
    points
        The mark as ``marks.csv`` writes it: a number, the id of a grade, or ``NA``.
    told
        Who corrects it and why.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such mark on file, the text is no mark, or the mark is this one already.
    EditionError
        The edition would be faulty with it.
    """
    found = corrected_mark(record, place, points)
    before = found.pop("before").iloc[0]
    if written(record, found)["points"].iloc[0] == before:
        where = {name: str(found[name].iloc[0]) for name in MARK}
        raise EvalkitError("mark-is-so", value=str(before), **where)
    file_marks(record, found, replace=True, told=told)
    return str(before)


def corrected_mark(record: ReviewedEdition, place: tuple[str | None, str, str, str], points: str) -> pd.DataFrame:
    """Return the row of a mark as it would be, and what it is, as ``marks.csv`` writes that, in ``before``.

    The parameters and what is raised are those of :func:`correct_mark`; nothing is written.
    """
    rounds = tuple(r.id for r in record.rules.marked_rounds)
    key = (place[0] if place[0] is not None or len(rounds) != 1 else rounds[0], *place[1:])
    if key[0] is None:
        raise EvalkitError("round-needed", known=", ".join(rounds))
    marks = marks_in_points(record)
    known = {"round": rounds, "indicator": tuple(i.id for i in record.rules.indicators)}
    known |= {name: tuple(marks[name].unique()) for name in ("unit", "reviewer")}
    for name, value in zip(MARK, key, strict=True):
        if value not in known[name]:
            raise UnknownName(name, str(value), known[name])
    found = marks[(marks[MARK] == list(key)).all(axis=1)]
    if found.empty:
        raise EvalkitError("no-such-mark", **dict(zip(MARK, map(str, key), strict=True)))
    scale = record.rules.scale_of(next(i for i in record.rules.indicators if i.id == key[3]))
    mark = NA if points == NA else scale.grades.get(points) if scale.grades else parse_decimal(points)
    if mark is None:
        raise EvalkitError("not-a-mark", value=points, indicator=str(key[3]))
    now = pd.Series([mark], index=found.index, dtype=object)
    return found.assign(points=now, before=written(record, found)["points"])
