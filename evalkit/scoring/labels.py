"""What becomes of every assessment for a label: awarded, renewed, awarded anew or refused, and to which month."""

from __future__ import annotations

import pandas as pd

from evalkit.edition.record import EditionRecord
from evalkit.frames import LABELS
from evalkit.rules.models import Rules


def decisions(record: EditionRecord, rules: Rules) -> pd.DataFrame:
    """Return one row an assessment: ``unit, label, assessed, decision, valid_until, unmet`` and its own columns.

    By unit, in the order of the table of units, and month. ``valid_until`` is a month, None where the label is refused
    or its rules have no end; ``unmet`` the conditions that the assessment does not meet, as
    :class:`evalkit.rules.labels.Condition`.
    """
    table = record.assessments
    if table is None:
        return LABELS.of([])
    labels = {label.id: label for label in rules.labels}
    place = {str(unit): i for i, unit in enumerate(record.units["unit"])}
    rows = [{str(k): None if pd.isna(v) else str(v) for k, v in row.items()} for row in table.to_dict("records")]
    ends: dict[tuple[str | None, str | None], str | None] = {}
    found = []
    for row in sorted(rows, key=lambda r: (place.get(r["unit"] or "", len(place)), r["assessed"] or "")):
        if row["label"] not in labels or row["unit"] not in place:
            continue
        label, key = labels[row["label"]], (row["unit"], row["label"])
        unmet = label.unmet(row)
        decision, end = ("refused", None) if unmet else label.decide(row["assessed"] or "", ends.get(key))
        if not unmet:
            ends[key] = end
        found.append({**row, "decision": decision, "valid_until": end, "unmet": unmet})
    own = [column for column in table.columns if column not in LABELS.names]
    frame = pd.DataFrame(found, columns=[*LABELS.names, *own], dtype=object)
    return frame.where(frame.notna(), None)
