"""Votes with a maybe, and votes that are counted by grade: yes/maybe/no of a jury, 优/良/中/差 of a secret ballot."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.report.stage_words import of_score, of_standing
from evalkit.report.words import Words
from tests.rulesets.small import results, scored

SCORES = "[scores]\nmin = 0\nmax = 100\nstep = 0.01\n"
JURY = (
    SCORES
    + """
[[tiers]]
id = "second"
name = "Second round"
[[tiers]]
id = "out"
name = "Out"
[[votes]]
id = "jury"
name = "Vote of the jury"
tier = "second"
majority = "two-thirds"
maybe = 0.5
else = "out"
"""
)
VOTES = "unit,vote,yes,maybe,no,abstain\nA,jury,5,2,2,0\nB,jury,5,1,3,0\nC,jury,0,0,0,9\nD,jury,1,9,0,0\n"


def test_a_maybe_counts_for_half(tmp_path: Path) -> None:
    """A: (5 + 1)/9 = 2/3; B: 5.5/9; C: nobody voted yes, maybe or no; D: (1 + 4.5)/10 = 0.55."""
    found = results(scored(tmp_path, JURY, "A,50 B,50 C,50 D,50", votes=VOTES))
    assert {u: tier for u, (_, _, tier) in found.items()} == {"A": "second", "B": "out", "C": None, "D": "out"}


@pytest.mark.parametrize(
    ("of", "carried"),
    [("valid", True), ("cast", False), ("members", False)],  # 3.5/5, 3.5/6, 3.5/9, of which two thirds are needed
)
def test_the_base_of_a_maybe(tmp_path: Path, of: str, carried: bool) -> None:
    rules = JURY.replace("maybe = 0.5", f'maybe = 0.5\nof = "{of}"\nmembers = 9')
    (vote,) = read_edition(scored(tmp_path, rules, "A,50")).rules.votes
    assert vote.carried(3, 1, 1, 1) is carried


def test_the_page_says_what_a_maybe_counts_for(tmp_path: Path) -> None:
    record = read_edition(scored(tmp_path, JURY, "A,50", votes="unit,vote,yes,no\nA,jury,1,0\n"))
    (said,) = of_standing(Words("en", record.programme, record.rules), record.rules)
    assert said == (
        "Vote of the jury: no unit is in tier “Second round” unless at least two thirds of the valid votes (without"
        " abstentions) are yes (a maybe counts for 0.5 of one); one that fails is in tier “Out”."
    )


TALLY = """
[[indicators]]
id = "load"
name = "Load"
weight = 0.3
[[indicators]]
id = "results"
name = "Results"
weight = 0.7
[marks]
grades = [{ id = "a", value = 100 }, { id = "b", value = 80 }, { id = "c", value = 60 }, { id = "d", value = 40 }]
[profiles]
counts = true
rounding = [{ after = "score", rule = "half-up" }]
"""
COUNTED = "unit,indicator,a,b,c,d\nA,load,3,5,1,0\nA,results,2,2,2,1\nB,load,0,0,0,1\nB,results,1,0,0,0\n"


def test_votes_are_counted_by_grade(tmp_path: Path) -> None:
    """机关考核: votes × 100/80/60/40 ÷ valid votes. A: 0.3 × 760/9 + 0.7 × 520/7 = 25.333 + 52 = 77.33; B: 12 + 70."""
    folder = scored(tmp_path, SCORES + TALLY, "A B", profiles=COUNTED)
    assert {u: (s, r) for u, (s, r, _) in results(folder).items()} == {"A": (Fraction("77.33"), 2), "B": (82, 1)}
    record = read_edition(folder)
    said = of_score(Words("en", record.programme, record.rules), record.rules)
    assert said[0] == (
        "On each indicator (Load and Results) there is a profile: which per cent of the votes or works that were"
        " counted is of each grade (a (100), b (80), c (60) and d (40))."
    )


@pytest.mark.parametrize(
    ("rules", "tables", "due"),
    [
        (JURY.replace("maybe = 0.5", "maybe = 1"), {"votes": VOTES}, "votes[1].maybe: 1 is out of bounds; allowed: > 0, < 1."),  # noqa: E501
        (JURY.replace("maybe = 0.5\n", ""), {"votes": VOTES}, "votes.csv, row 2, maybe: nobody can vote maybe on “jury”"),  # noqa: E501
        (SCORES + TALLY, {"profiles": COUNTED.replace("3,5", "3,5.5")}, "profiles.csv, row 2, b: “5.5” is not a count"),
        (SCORES + TALLY, {"profiles": COUNTED.replace("0,0,0,1", "0,0,0,0")}, "row 4: no vote and no work of unit “B” is counted here"),  # noqa: E501
        (SCORES + TALLY.replace("counts = true", "counts = true\nrounded_to = 1"), {"profiles": COUNTED}, "profiles.rounded_to: this does not go with profiles.counts."),  # noqa: E501
    ],
)  # fmt: skip
def test_counts_that_are_wrong(tmp_path: Path, rules: str, tables: dict[str, str], due: str) -> None:
    scores = "A,50 B,50 C,50 D,50" if "votes" in tables else "A B"
    with pytest.raises(EditionError) as caught:
        read_edition(scored(tmp_path, rules, scores, **tables))
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")
