"""Sentences of the review: their numbers, on the demonstration."""

from __future__ import annotations

import evalkit
from evalkit.report import review_findings
from tests.folders import REPOSITORY


def test_coverage_counts_the_sheets_of_each_unit() -> None:
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    found = review_findings.coverage(ev)
    # rules.toml: 3 reviewers a unit in the first round, 2 in the second; 98 take part; 98 x 5 x 20 indicators = 9,800.
    assert (found["sheets"], found["marks"], found["units_marked"]) == (490, 9800, 98)
    assert (found["least"], found["most"], found["same"]) == (5, 5, "yes")
