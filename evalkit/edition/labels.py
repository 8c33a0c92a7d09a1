"""Assessments for labels on file: what is wrong with them beside the rules and the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evalkit.errors import Fault
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import ASSESSMENTS


def assessment_faults(rules: Rules, tables: Mapping[str, Sequence[CheckedRow]]) -> Iterator[Fault]:
    """Yield cells that the conditions of a label go by and that are empty."""
    places = {label.id: i for i, label in enumerate(rules.labels)}
    for row in tables.get(ASSESSMENTS.file, ()):
        if row["label"] not in places:
            continue
        i = places[row["label"]]
        label = rules.labels[i]
        asked = {one.column: f"labels[{i + 1}].{one.key}" for one in label.conditions}
        for column, place in asked.items():
            if row[column] is None and column not in row.faulty:
                yield Fault("empty-yet-asked-for", ASSESSMENTS.file, row.line, column, None, {"place": place})
