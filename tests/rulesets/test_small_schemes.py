"""Published schemes of other fields in a few lines each: scores, ranks and tiers against hand arithmetic."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from tests.rulesets.small import HEAD, PROGRAMME, Marks, edition, results

DIVING = """
[[indicators]]
id = "award"
name = "Award"
[marks]
minimum = 0
maximum = 10
step = 0.5
[scores]
min = 0
max = 300
step = 0.01
[[review.rounds]]
id = "first"
name = "First dive"
difficulty = { column = "first_dd", minimum = 1.2, maximum = 4.8 }
[[review.rounds]]
id = "second"
name = "Second dive"
difficulty = { column = "second_dd", minimum = 1.2, maximum = 4.8 }
[review.final]
rule = "trimmed-mean"
drop = { lowest = 2, highest = 2 }
of = "all-rounds"
rounds = "sum"
multiply = 3
rounding = "half-up"
"""
DIVES: Marks = {
    ("A", "first", "award"): [7.5, 8, 8, 7.5, 7, 8.5, 8],
    ("A", "second", "award"): [6, 6.5, 6.5, 7, 6, 6.5, 7],
    ("B", "first", "award"): [8, 8, 8, 8, 8, 8, 8],
    ("B", "second", "award"): [5, 5.5, 5, 5, 6, 5.5, 4.5],
}
DIVERS = "unit,name,first_dd,second_dd\nA,Diver A,3.2,2.8\nB,Diver B,3.0,3.6\n"


def test_diving(tmp_path: Path) -> None:
    """World Aquatics: of seven awards the two highest and two lowest go, the other three are added and multiplied.

    A: (7.5 + 8 + 8) × 3.2 + (6.5 + 6.5 + 6.5) × 2.8 = 75.2 + 54.6; B: 24 × 3 + (5 + 5 + 5.5) × 3.6 = 72 + 55.8.
    """
    found = results(edition(tmp_path, DIVING, DIVES, DIVERS))
    assert found == {"A": (Fraction("129.8"), 1, None), "B": (Fraction("127.8"), 2, None)}


@pytest.mark.parametrize(
    ("rules", "divers", "due"),
    [
        (DIVING, DIVERS.replace("3.2", "5.2"), "first_dd: 5.2 is out of bounds; allowed: 1.2 – 4.8"),
        (DIVING, DIVERS.replace("3.2", ""), "first_dd: the cell is empty"),
        (DIVING, DIVERS.replace("first_dd", "dd"), "first_dd: the column is missing; review.rounds.difficulty"),
        (DIVING.replace('rounds = "sum"\n', ""), DIVERS, 'goes only with review.final.rounds = sum'),
        (DIVING.replace("max = 300", "max = 200"), DIVERS, "a score may come to 288, above the maximum of 200"),
    ],
)  # fmt: skip
def test_a_difficulty_that_is_wrong(tmp_path: Path, rules: str, divers: str, due: str) -> None:
    """Twice 10 × 3 × 4.8 is 288."""
    with pytest.raises(EditionError) as caught:
        read_edition(edition(tmp_path, rules, DIVES, divers))
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")


GYMNASTICS = """
[[indicators]]
id = "execution"
name = "Execution"
[marks]
minimum = 0
maximum = 10
step = 0.1
[scores]
min = 0
max = 20
step = 0.001
floor = 0
[[adjustments]]
id = "difficulty"
kind = "given"
maximum = 10
name = "Difficulty"
[[adjustments]]
id = "penalty"
kind = "deduction"
maximum = 2
name = "Neutral deductions"
[[review.rounds]]
id = "final"
name = "Final"
[review.final]
rule = "trimmed-mean"
of = "all-rounds"
[[review.final.rounding]]
after = "reviewers"
step = 0.001
rule = "down"
[[review.final.rounding]]
after = "score"
rule = "half-up"
"""


def test_gymnastics(tmp_path: Path) -> None:
    """FIG: D + E − neutral deductions; E is the mean of the middle three of five, cut to thousandths.

    A: 6.2 + (8.3 + 8.4 + 8.4)/3 − 0.1 = 6.2 + 8.366 − 0.1 = 14.466; B: 5.8 + 8.9 = 14.7.
    """
    marks: Marks = {
        ("A", "final", "execution"): [8.3, 8.4, 8.4, 8.6, 8.1],
        ("B", "final", "execution"): [8.9, 8.9, 8.9, 9.0, 8.8],
    }
    rows = "unit,item,points\nA,difficulty,6.2\nA,penalty,0.1\nB,difficulty,5.8\n"
    found = results(edition(tmp_path, GYMNASTICS, marks, adjustments=rows))
    assert found == {"A": (Fraction("14.466"), 2, None), "B": (Fraction("14.7"), 1, None)}


INSPECTION = """
[[indicators]]
id = "teaching"
name = "Teaching"
[[indicators]]
id = "leadership"
name = "Leadership"
[[indicators]]
id = "safeguarding"
name = "Safeguarding"
[marks]
best = "lowest"
grades = [
  { id = "outstanding", value = 1 }, { id = "good", value = 2 },
  { id = "requires improvement", value = 3 }, { id = "inadequate", value = 4 },
]
[scores]
min = 1
max = 4
step = 1
[[review.rounds]]
id = "visit"
name = "Visit"
[review.final]
rule = "median"
of = "all-rounds"
criteria = "worst"
rounding = "up"
"""


def test_the_worst_limits(tmp_path: Path) -> None:
    """School inspection: the overall grade is that of the worst judgement; low is good, so the worst is the highest."""
    marks: Marks = {
        ("A", "visit", "teaching"): ["outstanding"], ("A", "visit", "leadership"): ["good"],
        ("A", "visit", "safeguarding"): ["inadequate"],
        ("B", "visit", "teaching"): ["good"], ("B", "visit", "leadership"): ["outstanding"],
        ("B", "visit", "safeguarding"): ["good"],
    }  # fmt: skip
    assert results(edition(tmp_path, INSPECTION, marks)) == {"A": (4, 2, None), "B": (2, 1, None)}


HYGIENE = """
[[indicators]]
id = "hygiene"
name = "Food hygiene"
maximum = 25
[[indicators]]
id = "structure"
name = "Structure and cleaning"
maximum = 25
[[indicators]]
id = "management"
name = "Confidence in management"
maximum = 30
[marks]
minimum = 0
step = 5
best = "lowest"
[scores]
min = 0
max = 80
step = 5
[[review.rounds]]
id = "visit"
name = "Visit"
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
""" + "".join(f'[[tiers]]\nid = "{n}"\nname = "Rating {n}"\n' for n in "543210") + "".join(
    f'[[thresholds]]\nof = "{of}"\nat_least = {limit}\nelse = "{tier}"\n'
    for of, limit, tier in [
        ("score", 15, 4), ("score", 20, 3), ("score", 30, 2), ("score", 40, 1), ("score", 50, 0),
        ("every-indicator", 5, 4), ("every-indicator", 10, 2), ("every-indicator", 15, 1), ("every-indicator", 20, 0),
    ]
)  # fmt: skip


def test_food_hygiene(tmp_path: Path) -> None:
    """UK Food Hygiene Rating Scheme: penalty points, and no single score above a limit for each rating.

    5: to 15, none above 5; 4: 20, none above 10; 3: 25–30, none above 10; 2: 35–40, none above 15; 1: 45–50, none
    above 20; 0: above 50. A: 15 in threes of 5; B: 15, one of 10; C: 30, one of 20; D: 55.
    """
    given = {"A": (5, 5, 5), "B": (5, 0, 10), "C": (5, 5, 20), "D": (20, 15, 20)}
    marks: Marks = {
        (unit, "visit", name): [points]
        for unit, row in given.items()
        for name, points in zip(("hygiene", "structure", "management"), row, strict=True)
    }
    tiers = {u: (s, t) for u, (s, _, t) in results(edition(tmp_path, HYGIENE, marks)).items()}
    assert tiers == {"A": (15, "5"), "B": (15, "4"), "C": (30, "1"), "D": (55, "0")}


CURVE = """
[[indicators]]
id = "work"
name = "Work"
[marks]
minimum = 0
maximum = 100
step = 1
[scores]
min = 0
max = 100
step = 1
[[tiers]]
id = "A"
name = "A"
[[tiers]]
id = "B"
name = "B"
[[tiers]]
id = "C"
name = "C"
[[quotas]]
tier = "A"
share = 0.2
ties = "all"
else = "B"
[[quotas]]
tier = "B"
share = 0.6
ties = "all"
else = "C"
[[review.rounds]]
id = "year"
name = "Year"
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
"""


def test_a_forced_curve(tmp_path: Path) -> None:
    """强制分布 20-60-20 of ten: two A, six B, two C; of the two at the edge of A who are equal both are in."""
    scores = [95, 90, 85, 84, 83, 82, 81, 80, 70, 60]
    marks: Marks = {(f"U{i:02}", "year", "work"): [s] for i, s in enumerate(scores)}
    assert "".join(t or "-" for _, _, t in results(edition(tmp_path / "a", CURVE, marks)).values()) == "AABBBBBBCC"
    marks = {**marks, ("U02", "year", "work"): [90]}
    assert "".join(t or "-" for _, _, t in results(edition(tmp_path / "b", CURVE, marks)).values()) == "AAABBBBBBC"


PLAIN = """
[[indicators]]
id = "idea"
name = "Idea"
[[indicators]]
id = "design"
name = "Design"
[marks]
minimum = 0
maximum = 10
step = 1
[scores]
min = 0
max = 20
step = 1
[[review.rounds]]
id = "jury"
name = "Jury"
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
"""
TWO: Marks = {
    ("A", "jury", "idea"): [9], ("A", "jury", "design"): [3],
    ("B", "jury", "idea"): [5], ("B", "jury", "design"): [7],
    ("C", "jury", "idea"): [6], ("C", "jury", "design"): [5],
}  # fmt: skip
ACCEPTED = '[[tiers]]\nid = "in"\nname = "In"\n[[tiers]]\nid = "out"\nname = "Out"\n'


@pytest.mark.parametrize(
    ("rules", "due"),
    [
        # A: 9 + 3 = 12, B: 5 + 7 = 12, C: 6 + 5 = 11.
        (f'{ACCEPTED}[[thresholds]]\nof = "every-indicator"\nat_least = 4\nelse = "out"\n', "A1out B1in C3in"),
        (f'{ACCEPTED}[[thresholds]]\nof = "idea"\nmore_than = 5\nelse = "out"\n', "A1in B1out C3in"),
        ('[ranking]\ntie_break = [{ by = "design" }]\n', "A2- B1- C3-"),
        # Design twice: A 15, B 19, C 16.
        ("[ranking]\nweights = { design = 2 }\n", "A3- B1- C2-"),
    ],
)
def test_plain_sums_have_parts(tmp_path: Path, rules: str, due: str) -> None:
    """Where the score is a plain sum, thresholds, ties and weights for the order go by the indicators all the same."""
    found = results(edition(tmp_path, PLAIN + rules, TWO))
    assert " ".join(f"{u}{r}{t or '-'}" for u, (_, r, t) in sorted(found.items())) == due


@pytest.mark.parametrize(
    ("rules", "due"),
    [
        (
            '[ranking]\ntie_break = [{ round = "jury" }]\n',
            "tie_break[1].round: this goes only with review.final.rounds",
        ),
        ('[ranking]\ntie_break = [{ by = "taste" }]\n', "taste: the column is missing; ranking.tie_break"),
    ],
)
def test_a_tie_break_that_tells_nobody_apart(tmp_path: Path, rules: str, due: str) -> None:
    with pytest.raises(EditionError) as caught:
        read_edition(edition(tmp_path, PLAIN + rules, TWO))
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")


def test_scores_alone_cannot_be_told_apart_by_an_indicator(tmp_path: Path) -> None:
    folder = tmp_path / "small" / "one"
    folder.mkdir(parents=True)
    (folder.parent / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    rules = PLAIN[: PLAIN.index("[marks]")] + "[scores]\nmin = 0\nmax = 20\nstep = 1\n"
    rules = HEAD.replace('"marks"', '"scores"') + rules + '[ranking]\ntie_break = [{ by = "design" }]\n'
    (folder / "rules.toml").write_text(rules, encoding="utf-8")
    (folder / "units.csv").write_text("unit,name\nA,Unit A\nB,Unit B\n", encoding="utf-8")
    (folder / "scores.csv").write_text("unit,score\nA,12\nB,12\n", encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        read_edition(folder)
    assert [fault.kind for fault in caught.value.faults] == ["needs-marks"]
    (folder / "rules.toml").write_text(rules[: rules.index("[ranking]")], encoding="utf-8")
    assert results(folder) == {"A": (12, 1, None), "B": (12, 1, None)}


REGIONS = """
[[cohorts]]
id = "east"
name = "East"
[[cohorts]]
id = "west"
name = "West"
[[tiers]]
id = "in"
name = "In"
[[tiers]]
id = "out"
name = "Out"
[ranking]
within = "cohort"
[[indicators]]
id = "work"
points = 10
name = "Work"
[marks]
step = 1
[scores]
min = 0
max = 10
step = 1
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
[[quotas]]
tier = "in"
counts = { COUNTS }
ties = "none"
else = "out"
"""
WORK = {"A": 9, "B": 8, "C": 5, "X": 7, "Y": 7, "Z": 3}
PLACES = "unit,name,cohort\n" + "".join(f"{u},Unit {u},{'east' if u in 'ABC' else 'west'}\n" for u in WORK)


def test_places_by_region(tmp_path: Path) -> None:
    """Two places of the east go to A and B; the one of the west to neither of the equals X and Y, and not to Z."""
    given = {(unit, "review", "work"): [mark] for unit, mark in WORK.items()}
    rules = REGIONS.replace("COUNTS", "east = 2, west = 1")
    found = results(edition(tmp_path / "one", rules, given, PLACES))
    assert {unit for unit, (_, _, tier) in found.items() if tier == "in"} == {"A", "B"}
    found = results(edition(tmp_path / "two", rules.replace("west = 1", "west = 2"), given, PLACES))
    assert {unit for unit, (_, _, tier) in found.items() if tier == "in"} == {"A", "B", "X", "Y"}


@pytest.mark.parametrize(
    ("change", "due"),
    [
        (
            ("west = 1", "south = 1"),
            ["quotas[1].counts.south: “south” is not allowed", "counts.west: the key is missing"],
        ),
        (('within = "cohort"', ""), ["ranking.within is missing from the rules"]),
        (
            ("counts = {", "count = 3\ncounts = {"),
            ["exactly one of these keys is needed: count, counts, share, budget"],
        ),
    ],
)
def test_places_that_are_not_those_of_the_regions(tmp_path: Path, change: tuple[str, str], due: list[str]) -> None:
    given = {(unit, "review", "work"): [mark] for unit, mark in WORK.items()}
    rules = REGIONS.replace("COUNTS", "east = 2, west = 1").replace(*change)
    with pytest.raises(EditionError) as raised:
        read_edition(edition(tmp_path, rules, given, PLACES))
    told = "\n".join(fault.describe("en") for fault in raised.value.faults)
    assert all(words in told for words in due), told
