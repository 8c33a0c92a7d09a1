"""Assessments for labels on file: what is wrong with them beside the rules and the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evalkit.errors import Fault
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import ASSESSMENTS


def assessment_faults(rules: Rules, tables: Mapping[str, Sequence[CheckedRow]]) -> Iterator[Fault]:
    """Yield an assessment that stands there twice, and cells that the conditions of its label go by and are empty."""
    places = {label.id: i for i, label in enumerate(rules.labels)}
    seen: dict[tuple[str | None, ...], int] = {}
    for row in tables.get(ASSESSMENTS.file, ()):
        key = (row["unit"], row["label"], row["assessed"])
        first = seen.setdefault(key, row.line)
        if first != row.line and None not in key:
            yield Fault("row-twice", ASSESSMENTS.file, row.line, "unit", row["unit"], {"first": first})
        if row["label"] not in places:
            continue
        i = places[row["label"]]
        label = rules.labels[i]
        asked = {column: f"labels[{i + 1}].flag" for column in label.flag}
        asked |= {t.of: f"labels[{i + 1}].thresholds[{j + 1}]" for j, t in enumerate(label.thresholds)}
        for column, place in asked.items():
            if row[column] is None and column not in row.faulty:
                yield Fault("empty-yet-asked-for", ASSESSMENTS.file, row.line, column, None, {"place": place})
