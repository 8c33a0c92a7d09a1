"""What is wrong with an assignment, told row by row and without the solver's own sums."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalkit.edition.conflicts import conflict_faults, reciprocal_faults
from evalkit.review.design import design
from evalkit.rules.models import Rules

_FILE = "assignment.csv"


def check_assignment(
    table: pd.DataFrame,
    units: pd.DataFrame,
    reviewers: pd.DataFrame,
    rules: Rules,
    conflicts: pd.DataFrame,
    affiliations: pd.DataFrame,
) -> list[str]:
    """Return everything in which an assignment is not as the rules want it.

    `table`: ``round, unit, reviewer``; `units`: ``unit, subject``, of those that take part; `reviewers`:
    ``reviewer, subject``; `conflicts`: as :func:`evalkit.edition.conflicts.conflicts` returns them; `affiliations`:
    ``reviewer, unit, kind``.
    """
    lines = table.assign(row=np.arange(len(table)) + 2).astype({"round": "str", "unit": "str", "reviewer": "str"})
    wrong = [f"{row}: twice" for row in lines.loc[lines.duplicated(["round", "unit", "reviewer"]), "row"]]
    wrong += [f"{row}: does not take part" for row in lines.loc[~lines["unit"].isin(units["unit"]), "row"]]
    wrong += [fault.describe() for fault in conflict_faults(lines, conflicts, _FILE)]
    wrong += [fault.describe() for fault in reciprocal_faults(lines, affiliations, rules, _FILE)]
    wrong += [*_counts(lines, units, rules), *_fields(lines, units, reviewers, rules), *_repeats(lines, rules)]
    if not design(lines, reviewers, rules).connected:
        wrong.append("falls into parts")
    return wrong


def _counts(lines: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> Iterator[str]:
    """Yield each unit and round with more or fewer reviewers than the rules ask for."""
    for step in rules.marked_rounds:
        inside = lines[lines["round"] == step.id].groupby("unit").size()
        inside = inside.reindex(units["unit"].astype("str"), fill_value=0)
        for unit, count in inside[inside != step.reviewers_per_unit].items():
            if step.reviewers_per_unit is not None:
                yield f"{step.id}, {unit}: {count} reviewers, not {step.reviewers_per_unit}"


def _fields(lines: pd.DataFrame, units: pd.DataFrame, reviewers: pd.DataFrame, rules: Rules) -> Iterator[str]:
    """Yield each row of a grouped round across fields, and of a crossed one within a field."""
    of_unit = lines["unit"].map(units.set_index("unit")["subject"])
    of_reviewer = lines["reviewer"].map(reviewers.set_index("reviewer")["subject"])
    kinds = lines["round"].map({r.id: r.kind for r in rules.marked_rounds})
    same = of_unit.to_numpy(object) == of_reviewer.to_numpy(object)
    for row in lines.loc[(~same & (kinds == "grouped")) | (same & (kinds == "crossed")), "row"]:
        yield f"{row}: of the wrong field"


def _repeats(lines: pd.DataFrame, rules: Rules) -> Iterator[str]:
    """Yield each row of a crossed round whose reviewer has the unit in an earlier round."""
    order = {r.id: i for i, r in enumerate(rules.marked_rounds)}
    crossed = {r.id for r in rules.marked_rounds if r.kind == "crossed"}
    ordered = lines.assign(place=lines["round"].map(order)).sort_values(["place", "row"])
    again = ordered.duplicated(["unit", "reviewer"]) & ordered["round"].isin(crossed)
    for row in ordered.loc[again, "row"]:
        yield f"{row}: marked the unit before"
