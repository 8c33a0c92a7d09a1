"""What the marks come to without those by reviewers who have, or had, a tie to the unit."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from evalkit.scoring.evaluation import Evaluation

_PAIR = ["unit", "reviewer"]


def without_ties(ev: Evaluation) -> Evaluation | None:
    """Evaluate an edition of marks without the sheets of tied reviewers, under its own rules.

    Ties are those on file, current or former, whenever they ended. What the discussion decided stands.

    Returns
    -------
    The evaluation, in which a unit without any other sheet has no score. None where no such sheet is on file; where
    marks are added up, so that a sheet less is a lower score and no other opinion; and where a unit lost all its sheets
    while its tier and rank would bear on those of others.
    """
    review = ev.record.review
    if review is None or review.marks is None or ev.rules.adds_marks:
        return None
    ties = set(review.affiliations[_PAIR].astype(str).itertuples(index=False, name=None))

    def apart(table: pd.DataFrame) -> pd.DataFrame:
        pairs = zip(table["unit"].astype(str), table["reviewer"].astype(str), strict=True)
        return table[[pair not in ties for pair in pairs]].reset_index(drop=True)

    marks = apart(review.marks)
    if len(marks) == len(review.marks):
        return None
    assignment = None if review.assignment is None else apart(review.assignment)
    left = replace(review, marks=marks, assignment=assignment)
    found = Evaluation(replace(ev.record, review=left), ev.rules)
    return None if ev.rules.ordered and not found.complete else found
