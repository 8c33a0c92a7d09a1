"""What everybody's result would be without one indicator: dropped after marking, its marks count for nobody.

The rest is taken for the whole, as where an indicator is not applicable to a unit: a unit has the share of the points
that it has of the others. Scales, cut-offs, quotas and vetoes stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.rules.checks import variant
from evalkit.rules.scales import NOT_APPLICABLE
from evalkit.scoring.evaluation import Evaluation
from evalkit.sources.schema import PANEL_REVIEWER

_SHOWN = ("score", "tier", "rank")


def without_indicator(record: ReviewedEdition, indicator: str) -> Evaluation:
    """Return the evaluation of an edition in which no mark on an indicator counts, not even one that was decided.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such indicator that is part of the score, or no other; the rules count what is not applicable as a
        mark, so that nothing can be left out.
    EditionError
        The rules do not allow marks to be left out.
    """
    rules, review = record.rules, record.review
    scored = tuple(i.id for i in rules.indicators if i.scored)
    if indicator not in scored:
        raise UnknownName("indicator", indicator, scored)
    if rules.marks is None or rules.marks.not_applicable in ("zero", "minimum") or len(scored) == 1:
        raise EvalkitError("cannot-drop", indicator=indicator, edition=record.name)
    marks = review.marks
    if marks is None:
        return Evaluation(record, rules)
    on_it = (marks["indicator"] == indicator).to_numpy(bool)
    kept = marks[~(on_it & (marks["reviewer"] == PANEL_REVIEWER).to_numpy(bool))].reset_index(drop=True)
    kept["steps"] = kept["steps"].mask((kept["indicator"] == indicator).to_numpy(bool), NOT_APPLICABLE)
    out = variant(rules, marks={**rules.marks.model_dump(exclude_none=True), "not_applicable": "leave-out"})
    return Evaluation(replace(record, rules=out, review=replace(review, marks=kept)), out)


def what_changes(before: Evaluation, after: Evaluation) -> pd.DataFrame:
    """Return score, tier and rank of every unit in two evaluations of the same units.

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
