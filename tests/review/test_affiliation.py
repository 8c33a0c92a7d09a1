"""Totals by affiliated reviewers against those by others."""

from __future__ import annotations

import math

from evalkit.review.affiliation import by_affiliation
from tests.review.panels import table

TIES = table(
    "reviewer unit kind until",
    ("R1", "A1", "former", None),
    ("R2", "A1", "current", None),
    ("R2", "A1", "former", None),
    ("R3", "A2", "former", None),
    ("R4", "A9", "current", None),
)
COLUMNS = ["unit", "n_affiliated", "n_others", "mean_affiliated", "mean_others", "difference"]


def test_means_by_unit() -> None:
    totals = table(
        "round unit reviewer total",
        ("first", "A1", "R1", 170),
        ("first", "A1", "R2", 180),  # affiliated twice over, and one sheet
        ("first", "A1", "R3", 160),
        ("second", "A1", "R4", 151),
        ("discussion", "A1", "panel", 10),  # nobody's own
        ("first", "A2", "R3", 140),
        ("first", "A3", "R1", 120),  # nobody affiliated with A3
    )
    found = by_affiliation(totals.astype({"unit": "category", "reviewer": "category"}), TIES)
    assert list(found.columns) == COLUMNS
    first, second = found.to_dict("records")
    # (170 + 180) / 2 - (160 + 151) / 2
    assert first == dict(zip(COLUMNS, ["A1", 2, 2, 175.0, 155.5, 19.5], strict=True))
    assert (second["unit"], second["n_affiliated"], second["n_others"]) == ("A2", 1, 0)
    assert second["mean_affiliated"] == 140.0
    assert math.isnan(second["mean_others"]) and math.isnan(second["difference"])


def test_nobody_affiliated() -> None:
    totals = table("round unit reviewer total", ("first", "A3", "R1", 120))
    found = by_affiliation(totals, TIES)
    assert found.empty and list(found.columns) == COLUMNS
    assert by_affiliation(totals, table("reviewer unit kind until")).empty
