"""Contradictions in rules that award labels: conditions of two kinds on one column, limits that are not said."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.files.tomlfile import Location
from evalkit.rules.models import Rules
from evalkit.rules.scale_checks import Found
from evalkit.rules.stages import not_one

#: What ``labels.csv`` calls what is no label of ``[[labels]]``.
_TAKEN = ("tier", "honour")
#: The columns of ``assessments.csv`` that every assessment has.
_COLUMNS = ("unit", "label", "assessed")


def label_contradictions(rules: Rules) -> Iterator[Found]:
    """Find what is wrong with ``[[labels]]``."""
    kinds: dict[str, tuple[str, str]] = {}
    if rules.labels and rules.data.level == "counts":
        yield "needs-units", ("data", "level"), rules.data.level, {}, None
    for i, label in enumerate(rules.labels):
        if label.id in _TAKEN:
            yield "id-of-a-ledger", ("labels", i, "id"), label.id, {"allowed": ", ".join(_TAKEN)}, None
        asked: list[tuple[Location, str, str]] = [
            *((("labels", i, "flag"), column, "flag") for column in label.flag),
            *((("labels", i, "thresholds", j, "of"), one.of, "number") for j, one in enumerate(label.thresholds)),
        ]
        for place, column, kind in asked:
            before = kinds.setdefault(column, (kind, label.id))
            if column in _COLUMNS:
                yield "column-of-assessments", place, column, {"allowed": ", ".join(_COLUMNS)}, None
            elif before[0] != kind:
                yield "column-of-two-kinds", place, column, {"label": before[1]}, None
        for j, one in enumerate(label.thresholds):
            if not_one(one, "at_least", "more_than"):
                yield "not-one-of", ("labels", i, "thresholds", j), None, {"allowed": "at_least, more_than"}, None
