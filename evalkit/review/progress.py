"""How far the review has come: sheets assigned, sheets on file, reviewers awaited."""

from __future__ import annotations

import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.review.ballots import ballots


def progress(record: ReviewedEdition) -> pd.DataFrame:
    """Return, round by round, how many sheets were assigned and how many are on file.

    Returns
    -------
    One row a round in which reviewers mark on their own: ``round, assigned`` (Int64, missing where nothing is
    assigned), ``on_file, units`` (with at least one sheet), ``reviewers`` (with at least one sheet), ``awaited``
    (reviewers with sheets still to come, codes in a tuple).
    """
    sheets = ballots(record).frame
    review = record.review
    assignment = review.assignment
    rows = []
    for step in record.rules.marked_rounds:
        there = sheets[sheets["round"] == step.id]
        wanted = None if assignment is None else assignment[assignment["round"] == step.id]
        awaited: tuple[str, ...] = ()
        if wanted is not None:
            pairs = set(zip(there["unit"].astype(str), there["reviewer"].astype(str), strict=True))
            open_pairs = zip(wanted["unit"], wanted["reviewer"], strict=True)
            awaited = tuple(sorted({str(r) for u, r in open_pairs if (u, r) not in pairs}))
        rows.append(
            {
                "round": step.id,
                "assigned": None if wanted is None else len(wanted),
                "on_file": len(there),
                "units": there["unit"].nunique(),
                "reviewers": there["reviewer"].nunique(),
                "awaited": awaited,
            }
        )
    frame = pd.DataFrame(rows, columns=["round", "assigned", "on_file", "units", "reviewers", "awaited"])
    return frame.astype({"assigned": "Int64"})
