"""Sentences of the review: their numbers, on the demonstration."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import evalkit
from evalkit.report import review_findings
from evalkit.rules.models import PercentRounding
from evalkit.scoring import Evaluation
from evalkit.wording import Language, text
from tests.folders import REPOSITORY
from tests.review import small


def test_coverage_counts_the_sheets_of_each_unit() -> None:
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    found = review_findings.coverage(ev)
    # rules.toml: 3 reviewers a unit in the first round, 2 in the second; 98 take part; 98 x 5 x 20 indicators = 9,800.
    assert (found["sheets"], found["marks"], found["units_marked"]) == (490, 9800, 98)
    assert (found["least"], found["most"], found["same"]) == (5, 5, "yes")


def test_a_revised_unit_without_a_score_did_not_move(tmp_path: Path) -> None:
    """A02 is minuted as revised; without a sheet in the second round it has no score, and no tier before or after."""
    sheets = {k: v for k, v in small.SHEETS.items() if k[:2] != ("second", "A02")}
    folder = small.SmallFolder.written_to(tmp_path)
    folder.with_sheets(sheets, small.DECIDED)
    record = folder.read()
    ev = Evaluation(record, record.rules)
    facts = review_findings.discussion(ev, ev.docket)
    assert (facts["revised"], facts["moved"]) == (1, 0)


@pytest.mark.parametrize("language", get_args(Language))
def test_every_way_to_round_has_words(language: Language) -> None:
    """Each may stand among the changes of the rules."""
    assert len({text(language, f"rounding-{rule}") for rule in (*get_args(PercentRounding), "down")}) == 4
