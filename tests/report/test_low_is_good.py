"""Where the lowest mark is the best, “severe” is who gives higher marks; numbers keep the signs of the marks.

The edition of ``tests/rulesets/data/nih``, marks from 1 to 9, of which 1 is the best: ``expected-reviewers.csv`` has
the mean difference of each reviewer from the others, in marks, and the word that goes with it.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import evalkit
from evalkit.reliability.consistency import Consistency
from evalkit.report.mark_words import of_marks
from evalkit.report.words import Words
from tests.report.page07 import cells, run

RULESETS = Path(__file__).parents[1] / "rulesets"


@pytest.fixture(scope="module")
def ev() -> evalkit.Evaluation:
    return evalkit.load("nih", "2026", root=RULESETS).evaluate()


def words(ev: evalkit.Evaluation, language: str) -> Words:
    return Words(language, ev.record.programme, ev.rules, "internal")  # type: ignore[arg-type]


def test_the_most_severe_comes_first(ev: evalkit.Evaluation) -> None:
    """V2 gives the highest marks (+0.31), V1 the lowest (−0.15): the order of the table, and the signs in it."""
    with (RULESETS / "data" / "nih" / "expected-reviewers.csv").open(encoding="utf-8", newline="") as file:
        due = {row["reviewer"]: row for row in csv.DictReader(file)}
    result = Consistency(ev).diagnostics.results["severity"]
    assert result.undefined_because is None
    rows = cells(run(RULESETS, "nih", "2026", "en"), "severity")
    order = [row[0] for row in rows]
    most, least = (
        max(due, key=lambda r: float(due[r]["mean_difference"])),
        min(due, key=lambda r: float(due[r]["mean_difference"])),
    )
    assert (due[most]["word"], due[least]["word"]) == ("severe", "lenient")
    assert order[0].startswith(most) and order[-1].startswith(least)
    assert rows[0][2].startswith("+") and rows[-1][2].startswith("−")


@pytest.mark.parametrize(
    ("language", "direction", "said"),
    [
        ("en", "above", "Severe: 2 points higher"),
        ("en", "below", "Lenient: 2 points lower"),
        ("zh", "above", "偏严：评同一"),
        ("zh", "below", "偏宽：评同一"),
    ],
)
def test_the_words_turn(ev: evalkit.Evaluation, language: str, direction: str, said: str) -> None:
    text = words(ev, language)("consistency-matter-severity", direction=direction, size="2", interval="+1 to +3")
    assert text.startswith(said)


def test_the_rules_are_told(ev: evalkit.Evaluation) -> None:
    assert of_marks(words(ev, "en"), ev.rules) == [
        "Marks: 1 to 9 in steps of 1.",
        "The lowest mark is the best.",
        "Marks and sheets that are not there are left out.",
        "Importance and Rigor: marked, and part of no score.",
    ]
    assert of_marks(words(ev, "zh"), ev.rules) == [
        "评分取值：1 至 9 分，步长 1 分。",
        "评分越低越好。",
        "缺少的评分和评分表不计入。",
        "重要性和严谨性：评分，但不计入总分。",
    ]
