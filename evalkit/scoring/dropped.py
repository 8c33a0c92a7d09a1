"""What everybody's result is without one indicator, dropped after marking, and with it: its marks count for nobody.

The rest is taken for the whole, as where an indicator is not applicable to a unit: a unit has the share of the points
that it has of the others. The scale of the scores, cut-offs, quotas and vetoes stay as they are; a threshold on the
indicator itself, and a tie that it would break, fall away.
"""

from __future__ import annotations

import pandas as pd

from evalkit.edition.counted import with_dropped
from evalkit.edition.decisions import drop_faults
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EditionError, UnknownName
from evalkit.scoring.evaluation import Evaluation

_SHOWN = ("score", "tier", "rank")


def without_indicator(record: ReviewedEdition, indicator: str) -> Evaluation:
    """Return the evaluation of an edition in which no mark on an indicator counts, not even one that was decided.

    What was dropped before stays so.

    Raises
    ------
    UnknownName
        There is no such indicator, or it is dropped already.
    EditionError
        There would be no score without it.
    """
    known = tuple(i.id for i in record.rules.kept)
    if indicator not in known:
        raise UnknownName("indicator", indicator, known)
    dropped = [*record.rules.dropped, indicator]
    if faults := list(drop_faults(record.rules, dropped)):
        raise EditionError(record.name, faults)
    left = with_dropped(record, dropped)
    return Evaluation(left, left.rules)


def what_changes(before: Evaluation, after: Evaluation) -> pd.DataFrame:
    """Return score, tier and rank of every unit in two evaluations.

    Returns
    -------
    One row a unit, in the order of the first: ``unit, name``, and ``score_before, score_after, tier_before, tier_after,
    rank_before, rank_after`` as text, empty where there is none.
    """
    columns = ["unit", *_SHOWN]
    both = before.results[["unit", "name", *_SHOWN]].merge(
        after.results[columns], on="unit", how="left", suffixes=("_before", "_after"), sort=False
    )
    names = [f"{name}_{when}" for name in _SHOWN for when in ("before", "after")]
    table = both[["unit", "name", *names]].astype(object)
    return table.where(table.notna(), "").astype(str)


def changed(found: pd.DataFrame) -> dict[str, pd.Series]:
    """Return of each row of :func:`what_changes` whether ``score``, ``tier`` and ``rank`` are others."""
    return {name: found[f"{name}_before"] != found[f"{name}_after"] for name in _SHOWN}
