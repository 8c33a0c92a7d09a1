"""Schemes in which low is good, or scores go below 0: tiers, ranks and faults against hand arithmetic."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.rules.banding import steps_of_tier
from evalkit.scoring import Evaluation
from tests.rulesets.small import Marks, edition, results, scored

NIH = """
[[indicators]]
id = "impact"
name = "Impact"
[marks]
minimum = 1
maximum = 9
step = 1
best = "lowest"
[scores]
min = 10
max = 90
step = 1
[[tiers]]
id = "funded"
name = "Funded"
highest = 30
[[tiers]]
id = "reserve"
name = "Reserve"
highest = 50
[[tiers]]
id = "declined"
name = "Declined"
highest = 90
[[review.rounds]]
id = "vote"
name = "Vote"
[review.final]
rule = "mean"
of = "all-rounds"
multiply = 10
[[review.final.rounding]]
after = "reviewers"
step = 0.1
rule = "half-up"
[[review.final.rounding]]
after = "score"
rule = "half-up"
"""
VOTES: Marks = {
    ("A", "vote", "impact"): [3, 3, 3, 3],
    ("B", "vote", "impact"): [3, 3, 3, 4],
    ("C", "vote", "impact"): [5, 5, 5, 5],
    ("D", "vote", "impact"): [5, 5, 5, 6],
}


def test_impact_scores_have_a_payline(tmp_path: Path) -> None:
    """NIH: the mean to one decimal, times 10, the lowest the best; 30 is still funded, 33 (3.25 → 3.3) is not."""
    found = results(edition(tmp_path, NIH, VOTES))
    assert found == {"A": (30, 1, "funded"), "B": (33, 2, "reserve"), "C": (50, 3, "reserve"), "D": (53, 4, "declined")}


def test_tiers_say_where_they_begin_and_who_is_near(tmp_path: Path) -> None:
    """The second tier begins one step above the first. C (50) is 1 point from the next, B (33) 3 from the first."""
    ev = Evaluation(record := read_edition(edition(tmp_path, NIH, VOTES)), record.rules).replace(near_window=3)
    assert [tuple(map(int, tier.bounds)) for tier in ev.rules.tiers] == [(10, 30), (31, 50), (51, 90)]
    assert [steps_of_tier(tier, ev.rules) for tier in ev.rules.tiers] == [(10, 30), (31, 50), (51, 90)]
    near = ev.near_cut_offs("internal")[["unit", "cut_off", "distance", "direction", "other_tier"]]
    assert [tuple(map(str, row)) for row in near.itertuples(index=False)] == [
        ("A", "30", "1", "down", "reserve"),
        ("B", "30", "-3", "up", "funded"),
        ("C", "50", "1", "down", "declined"),
        ("D", "50", "-3", "up", "reserve"),
    ]


GOLF = """
[scores]
min = -20
max = 60
step = 1
best = "lowest"
[[tiers]]
id = "under"
name = "Under par"
highest = -1
[[tiers]]
id = "over"
name = "Par and over"
highest = 60
"""


def test_golf(tmp_path: Path) -> None:
    """Strokes against par: the lowest first, equal ones share a rank (1 2 2 4), and −1 is the last under par."""
    found = results(scored(tmp_path, GOLF, "A,-1 B,0 C,-7 D,-1"))
    assert found == {"A": (-1, 2, "under"), "B": (0, 4, "over"), "C": (-7, 1, "under"), "D": (-1, 2, "under")}


def test_halves_below_0_are_rounded_as_above(tmp_path: Path) -> None:
    """Half up: −0.5 is 0, −1.5 is −1; half even: 0 and −2; so −1.5 changes its tier."""
    rules = GOLF.replace("step = 1", "step = 0.5") + '[banding]\nto_nearest = 1\nrounding = "{}"\n'
    rules = rules.replace("highest = -1", "highest = -2")
    up = results(scored(tmp_path / "up", rules.format("half-up"), "A,-1.5 B,-2.5"))
    even = results(scored(tmp_path / "even", rules.format("half-even"), "A,-1.5 B,-2.5"))
    assert [up["A"][2], up["B"][2], even["A"][2], even["B"][2]] == ["over", "under", "under", "under"]


RINGS = '[[tiers]]\nid = "{}"\nname = "{}"\n'


@pytest.mark.parametrize(
    ("old", "new", "due"),
    [
        ("highest = -1", "highest = 61", "tiers[1].highest: 61 is out of bounds; allowed: -20–60."),
        ("highest = -1", "highest = 60", "tiers[2].highest: 60 is where tier “under” ends; tiers are listed from the best, which is here the one with the lowest scores."),  # noqa: E501
        ("highest = 60", "highest = 59", "tiers[2].highest: 59 leaves scores without a tier or reaches beyond them; allowed: 60."),  # noqa: E501
        ("highest = -1", "highest = -1\nlowest = -20", "tiers[2].lowest: the cut-off is missing"),
        ("highest = 60", "", "tiers[2].highest: the cut-off is missing"),
        ("highest = -1", "highest = -1.5", "tiers[1].highest: -1.5 is not a multiple of 1."),
        ("[[tiers]]", "[marks]\nbest = \"highest\"\n[[tiers]]", "scores.best: scores.best is “lowest”, and marks.best is “highest”: what is good in the marks is good in the scores."),  # noqa: E501
    ],
)  # fmt: skip
def test_tiers_that_are_wrong(tmp_path: Path, old: str, new: str, due: str) -> None:
    with pytest.raises(EditionError) as caught:
        read_edition(scored(tmp_path, GOLF.replace(old, new, 1), "A,0"))
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")


@pytest.mark.parametrize(
    ("first", "second", "due"),
    [
        ("lowest = -20\nhighest = -1", "lowest = 1\nhighest = 60", "tiers[2].lowest: 1 leaves a gap above tier “under”, which ends at -1; allowed: 0, or no “lowest” in any tier, or"),  # noqa: E501
        ("lowest = -20\nhighest = -1", "lowest = -1\nhighest = 60", "tiers[2].lowest: -1 overlaps tier “under”, which ends at -1; allowed: 0, or no “lowest” in any tier: each then begins above"),  # noqa: E501
        ("lowest = -19\nhighest = -1", "lowest = 0\nhighest = 60", "tiers[1].lowest: -19 leaves scores without a tier or reaches beyond them; allowed: -20."),  # noqa: E501
        ("lowest = 0\nhighest = 60", "lowest = -20\nhighest = -1", "tiers[2].highest: -1 is below the end of tier “under”, 60; tiers are listed from the best"),  # noqa: E501
        ("lowest = 0", "lowest = -20", "tiers[1].lowest: the first tier begins at 0, and the lowest score is the best: the order of the tiers runs against it."),  # noqa: E501
    ],
)  # fmt: skip
def test_both_ends_that_do_not_fit(tmp_path: Path, first: str, second: str, due: str) -> None:
    rules = GOLF.replace("highest = -1", "FIRST").replace("highest = 60", second).replace("FIRST", first)
    with pytest.raises(EditionError) as caught:
        read_edition(scored(tmp_path, rules, "A,0"))
    (fault,) = caught.value.faults
    assert due in fault.describe("en")


@pytest.mark.parametrize(
    ("tiers", "due"),
    [
        ((101, 0), "tiers[1].lowest: 101 is out of bounds; allowed: 0–100."),
        ((60, 60, 0), "tiers[2].lowest: 60 is where tier “t0” begins; tiers are listed from the highest down."),
        ((60, 70, 0), "tiers[2].lowest: 70 is above tier “t0”, which begins at 60; tiers are listed from the highest down."),  # noqa: E501
    ],
)  # fmt: skip
def test_a_cut_off_is_blamed_where_it_is_written(tmp_path: Path, tiers: tuple[int, ...], due: str) -> None:
    """No ``highest`` is on file: a fault does not speak of the one that is implied."""
    rules = "[scores]\nmin = 0\nmax = 100\nstep = 1\n"
    rules += "".join(f'[[tiers]]\nid = "t{i}"\nname = "T{i}"\nlowest = {n}\n' for i, n in enumerate(tiers))
    with pytest.raises(EditionError) as caught:
        read_edition(scored(tmp_path, rules, "A,0"))
    (fault,) = caught.value.faults
    assert due in fault.describe("en")


ELEMENTS = """
[[indicators]]
id = "jump"
name = "Jump"
[[indicators]]
id = "spin"
name = "Spin"
[marks]
minimum = -3
maximum = 3
step = 1
{marks}
[scores]
min = -6
max = 6
step = 0.1
[[review.rounds]]
id = "panel"
name = "Panel"
[review.final]
rule = "{rule}"
of = "all-rounds"
rounding = "half-up"
"""


@pytest.mark.parametrize(
    ("rule", "scores"),
    [
        # (−3 − 2 + 0)/3 + (1 + 2 + 3)/3 = −5/3 + 2 = 1/3 → 0.3; −1 (the mean of three) + (−1) = −2.
        ("mean", {"A": "0.3", "B": "-2"}),
        ("median", {"A": "0", "B": "-2"}),
        ("trimmed-mean", {"A": "0", "B": "-2"}),
    ],
)
def test_grades_of_execution(tmp_path: Path, rule: str, scores: dict[str, str]) -> None:
    """Marks from −3 to +3, as in figure skating."""
    marks: Marks = {
        ("A", "panel", "jump"): [-3, -2, 0], ("A", "panel", "spin"): [1, 2, 3],
        ("B", "panel", "jump"): [-1, -1, -1], ("B", "panel", "spin"): [-1, -2, 0],
    }  # fmt: skip
    found = results(edition(tmp_path, ELEMENTS.format(rule=rule, marks=""), marks))
    assert {unit: score for unit, (score, _, _) in found.items()} == {u: Fraction(s) for u, s in scores.items()}


def test_not_applicable_is_no_mark_below_0(tmp_path: Path) -> None:
    """−1 is a mark. NA is left out: A has −1 on one element, a third of the way from −3 to 3; so on the other, −2."""
    marks: Marks = {
        ("A", "panel", "jump"): [-1, -1, -1], ("A", "panel", "spin"): ["NA", "NA", "NA"],
        ("B", "panel", "jump"): [0, 0, 0], ("B", "panel", "spin"): [-1, -1, "NA"],
    }  # fmt: skip
    rules = ELEMENTS.format(rule="mean", marks='not_applicable = "leave-out"')
    assert {u: s for u, (s, _, _) in results(edition(tmp_path, rules, marks)).items()} == {"A": -2, "B": -1}


def test_a_penalty_may_be_larger_than_the_marks(tmp_path: Path) -> None:
    """2 + 1 − 5 = −2; without room below 0 the rules are refused, with a floor it is 0."""
    rules = ELEMENTS.replace("minimum = -3", "minimum = 0").format(rule="mean", marks="")
    rules += '[[adjustments]]\nid = "falls"\nname = "Falls"\nkind = "deduction"\nmaximum = 5\n'
    marks: Marks = {("A", "panel", "jump"): [2], ("A", "panel", "spin"): [1]}
    rows = "unit,item,points\nA,falls,5\n"
    assert results(edition(tmp_path / "a", rules, marks, adjustments=rows))["A"][0] == -2
    with pytest.raises(EditionError, match="a score may come to -5, below the minimum of 0"):
        read_edition(edition(tmp_path / "b", rules.replace("min = -6", "min = 0"), marks, adjustments=rows))
    floor = rules.replace("min = -6", "min = 0\nfloor = 0")
    assert results(edition(tmp_path / "c", floor, marks, adjustments=rows))["A"][0] == 0
