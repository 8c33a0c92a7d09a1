"""Faults of whole ballots: points given twice, a sum that is another, more of the best grades than there may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.record import Note, ReviewRecord, role_of, roles_on_file
from evalkit.edition.sheet_shapes import Roles
from evalkit.errors import Fault
from evalkit.rules.ballots import Ballot
from evalkit.rules.models import Indicator, Rules
from evalkit.rules.points import round_fraction, written
from evalkit.rules.scales import NOT_APPLICABLE
from evalkit.sources.schema import ASSIGNMENT, MARKS

Codes = NDArray[np.int64]
Words = Callable[[str], Sequence[str]]


def ballot_faults(
    rules: Rules,
    codes: Mapping[str, Codes],
    steps: Codes,
    words: Words,
    roles: Roles,
    file: str,
    line: Callable[[int], int],
) -> Iterator[Fault]:
    """Yield the ballots that are not what the rules say; one fault each.

    Parameters
    ----------
    rules
        The rules.
    codes
        Unit, reviewer, round and indicator of every row of marks, numbered as in `words`.
    steps
        The marks, in steps; :data:`NOT_APPLICABLE` or less where there is none.
    words
        What the numbers of a column stand for.
    roles
        The roles of the reviewers.
    file, line
        What faults call the table, and the line of each of its rows.
    """
    if not rules.ballots:
        return
    talk = np.array([r.kind == "discussion" for r in rules.review.rounds], dtype=bool)
    there = np.all([code >= 0 for code in codes.values()], axis=0) & (steps > NOT_APPLICABLE)
    there[there] &= ~talk[codes["round"][there]]
    rows = np.flatnonzero(there)
    names = {column: words(column) for column in codes}
    grouped = pd.DataFrame({c: codes[c][rows] for c in ("round", "reviewer", "indicator")}).assign(row=rows)
    sheets: Any = grouped.groupby(["round", "reviewer", "indicator"], sort=True)["row"]
    for (step, who, at), own in sheets:
        indicator, reviewer = rules.indicators[at], names["reviewer"][who]
        for ballot in rules.ballots:
            if indicator not in rules.on_ballot(ballot):
                continue
            marked = own.to_numpy()
            if ballot.role is not None:
                units = (names["unit"][u] for u in codes["unit"][marked])
                marked = marked[[ballot.role == role_of(roles, u, reviewer) for u in units]]
            points = [rules.mark_scale.to_points(int(n)) for n in steps[marked]]
            wrong = _wrong(rules, ballot, indicator, points) if points else None
            if wrong is not None:
                where = {"indicator": indicator.id, "round": names["round"][step], **wrong.variables}
                yield replace(wrong, file=file, row=line(int(marked[0])), value=reviewer, variables=where)


def _wrong(rules: Rules, ballot: Ballot, indicator: Indicator, points: Sequence[Decimal]) -> Fault | None:
    """Return what is wrong with a ballot, wherever it stands."""
    if ballot.each_once:
        counts = Counter(points)
        once = {p: counts.pop(p, 0) for p in ballot.each_once}
        if ballot.rest is not None:
            counts.pop(ballot.rest, None)
        odd = [f"{written(p)} ×{n}" for p, n in [*once.items(), *counts.items()] if p not in once or n != 1]
        if not odd:
            return None
        rest = "none" if ballot.rest is None else written(ballot.rest)
        listed = ", ".join(map(written, ballot.each_once))
        once_each: dict[str, object] = {"found": ", ".join(odd), "allowed": listed, "rest": rest}
        return Fault("ballot-each-once", "", column="points", variables=once_each)
    if ballot.total is not None:
        total = sum(points, Decimal(0))
        sums: dict[str, object] = {"sum": written(total), "allowed": written(ballot.total)}
        return None if total == ballot.total else Fault("ballot-total", "", column="points", variables=sums)
    size, what = len(points), _marks_of(ballot)
    best = {rules.scale_of(indicator).grades.get(g) for g in ballot.grades}
    count = sum(1 for p in points if (p in best if ballot.grades else p >= (ballot.marks_from or Decimal(0))))
    most, least = ballot.most(size), ballot.least(size)
    found: dict[str, object] = {"count": count, "size": size, "what": what}
    percent = round_fraction(Fraction(100 * count, size), Fraction(1, 10), "half-up")
    found["percent"] = written(Decimal(percent.numerator) / percent.denominator)
    if most is not None and count > most:
        found |= {"end": "most", "limit": most, **_product(ballot.share_at_most, size)}
    elif least is not None and count < least:
        found |= {"end": "least", "limit": least, **_product(ballot.share_at_least, size)}
    return Fault("ballot-share", "", column="points", variables=found) if "end" in found else None


def _marks_of(ballot: Ballot) -> str:
    """Return the marks of which a rule limits the number."""
    return ", ".join(ballot.grades) or f"≥ {written(ballot.marks_from or Decimal(0))}"


def _product(share: Decimal | None, size: int) -> dict[str, object]:
    return {"share": "none"} if share is None else {"share": written(share), "product": written(share * size)}


def ballot_notes(rules: Rules, review: ReviewRecord) -> Iterator[Note]:
    """Yield that some ballots are too small for a share: a fifth of four is 0.8, so that nobody may have the grade."""
    sheets, file = (review.assignment, ASSIGNMENT.file) if review.marks is None else (review.marks, MARKS.file)
    for ballot in rules.ballots if sheets is not None else ():
        if sheets is None or ballot.share_at_most is None:
            continue
        own = sheets[["round", "reviewer", "unit"]].drop_duplicates()
        if ballot.role is not None:
            pairs = own[["unit", "reviewer"]].astype(str).itertuples(index=False)
            roles = roles_on_file(review.reviewers, review.assignment)
            own = own[[ballot.role == role_of(roles, u, r) for u, r in pairs]]
        sizes = own.groupby(["round", "reviewer"], observed=True).size()
        for size in sorted({int(n) for n in sizes if n and ballot.most(int(n)) == 0}):
            what = _marks_of(ballot)
            yield Note("ballot-for-nobody", file, str(size), {"what": what, **_product(ballot.share_at_most, size)})
