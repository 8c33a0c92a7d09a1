"""What is wrong with an assignment on file: assignment.csv, made elsewhere or changed by hand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalkit.edition.conflicts import conflict_faults, reciprocal_faults
from evalkit.errors import Fault
from evalkit.review.design import design
from evalkit.rules.models import Rules
from evalkit.sources.schema import ASSIGNMENT

_FILE = ASSIGNMENT.file


def check_assignment(
    table: pd.DataFrame,
    units: pd.DataFrame,
    reviewers: pd.DataFrame,
    rules: Rules,
    conflicts: pd.DataFrame,
    affiliations: pd.DataFrame,
) -> list[Fault]:
    """Return everything in which an assignment is not as the rules want it.

    Parameters
    ----------
    table
        ``round, unit, reviewer`` as text and in the order of the file, and ``row``, the line of each; without that
        column the first row is line 2. Unknown rounds and reviewers are faults of the cells and no matter here.
    units
        ``unit, subject``, one row a unit that takes part.
    reviewers
        ``reviewer, subject``, one row a person.
    rules
        Their marked rounds, and whether reciprocal marks are allowed.
    conflicts
        As :func:`evalkit.edition.conflicts.conflicts` returns them.
    affiliations
        ``reviewer, unit, kind``, for reciprocal marks.
    """
    lines = table.copy() if "row" in table else table.assign(row=np.arange(len(table)) + 2)
    known = lines["round"].isin([r.id for r in rules.marked_rounds]) & lines["reviewer"].isin(reviewers["reviewer"])
    lines = lines[known].astype({"round": "str", "unit": "str", "reviewer": "str"})
    keys = ["round", "unit", "reviewer"]
    first = lines.groupby(keys)["row"].transform("min")
    twice = lines["row"] != first
    faults = [
        Fault("assigned-twice", _FILE, int(row), "reviewer", str(reviewer), {"first": int(earlier)})
        for row, reviewer, earlier in zip(
            lines.loc[twice, "row"], lines.loc[twice, "reviewer"], first[twice], strict=True
        )
    ]
    lines = lines[~twice]
    absent = ~lines["unit"].isin(units["unit"])
    faults += [
        Fault("assigned-not-taking-part", _FILE, int(row), "unit", str(unit))
        for row, unit in zip(lines.loc[absent, "row"], lines.loc[absent, "unit"], strict=True)
    ]
    lines = lines[~absent]
    faults += conflict_faults(lines, conflicts, _FILE)
    faults += reciprocal_faults(lines, affiliations, rules, _FILE)
    faults += _count_faults(lines, units, rules)
    faults += _field_faults(lines, units, reviewers, rules)
    faults += _repeat_faults(lines, rules)
    found = design(lines, reviewers, rules)
    if not found.connected:
        smallest = found.components[-1]
        variables: dict[str, object] = {
            "count": len(found.components),
            "units": ", ".join(smallest.units),
            "reviewers": ", ".join(smallest.reviewers),
        }
        faults.append(Fault("assigned-in-parts", _FILE, None, None, None, variables))
    return sorted(faults, key=Fault.order)


def _count_faults(lines: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> Iterator[Fault]:
    """Yield a fault for each unit and round with more or fewer reviewers than the rules ask for."""
    for step in rules.marked_rounds:
        inside = lines[lines["round"] == step.id].groupby("unit")["row"].agg(["size", "min"])
        inside = inside.reindex(units["unit"].astype("str"), fill_value=0)
        wanted = step.reviewers_per_unit
        if wanted is None:
            continue
        for unit, count, row in inside[inside["size"] != wanted].itertuples(name=None):
            variables: dict[str, object] = {"round": step.id, "count": int(count), "allowed": wanted}
            yield Fault("assigned-number", _FILE, int(row) or None, "unit" if row else None, str(unit), variables)


def _field_faults(lines: pd.DataFrame, units: pd.DataFrame, reviewers: pd.DataFrame, rules: Rules) -> Iterator[Fault]:
    """Yield a fault for each row of a grouped round across fields, and of a crossed one within a field."""
    of_unit = lines["unit"].map(units.set_index("unit")["subject"])
    of_reviewer = lines["reviewer"].map(reviewers.set_index("reviewer")["subject"])
    kinds = lines["round"].map({r.id: r.kind for r in rules.marked_rounds})
    same = of_unit.to_numpy(object) == of_reviewer.to_numpy(object)
    for wrong, kind in ((~same & (kinds == "grouped"), "grouped"), (same & (kinds == "crossed"), "crossed")):
        for row, reviewer, subject, field in zip(
            lines.loc[wrong, "row"], lines.loc[wrong, "reviewer"], of_reviewer[wrong], of_unit[wrong], strict=True
        ):
            variables: dict[str, object] = {"kind": kind, "subject": subject, "field": field}
            yield Fault("assigned-field", _FILE, int(row), "reviewer", str(reviewer), variables)


def _repeat_faults(lines: pd.DataFrame, rules: Rules) -> Iterator[Fault]:
    """Yield a fault for each row of a crossed round whose reviewer has the unit in an earlier round."""
    order = {r.id: i for i, r in enumerate(rules.marked_rounds)}
    crossed = {r.id for r in rules.marked_rounds if r.kind == "crossed"}
    ordered = lines.assign(place=lines["round"].map(order)).sort_values(["place", "row"])
    earlier = ordered.groupby(["unit", "reviewer"])["round"].shift()
    for row, reviewer, step, before in zip(ordered["row"], ordered["reviewer"], ordered["round"], earlier, strict=True):
        if step in crossed and not pd.isna(before):
            yield Fault("assigned-again", _FILE, int(row), "reviewer", str(reviewer), {"round": before})
