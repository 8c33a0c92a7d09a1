"""Points that follow from a number on file, as the price does in a tender: exact, checked, and said on a page."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.report.stage_words import of_score
from evalkit.report.words import Words
from tests.rulesets.small import Marks, edition, results

TENDER = """
[[indicators]]
id = "technical"
name = "Technical"
maximum = 70
[marks]
minimum = 0
step = 1
[scores]
min = 0
max = 100
step = 0.01
[[adjustments]]
id = "price"
name = "Price"
kind = "given"
maximum = 30
formula = { column = "price", rule = "lowest-to-own", step = 0.01, rounding = "half-up" }
[[review.rounds]]
id = "review"
name = "Review"
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
"""
FORMULA = 'formula = { column = "price", rule = "lowest-to-own", step = 0.01, rounding = "half-up" }'
BIDS: Marks = {
    ("A", "review", "technical"): [60, 62],
    ("B", "review", "technical"): [68, 69],
    ("C", "review", "technical"): [50, 50],
}
PRICES = "unit,name,price\nA,Bid A,900\nB,Bid B,1100\nC,Bid C,960.5\n"


def scores(root: Path, rules: str, prices: str = PRICES) -> dict[str, Fraction]:
    return {unit: score for unit, (score, _, _) in results(edition(root, rules, BIDS, prices)).items()}


def test_the_price_of_a_tender(tmp_path: Path) -> None:
    """政府采购低价优先法: 30 × lowest ÷ own.

    A: 61 + 30; B: 68.5 + 30 × 900/1100 = 24.545… → 24.55; C: 50 + 30 × 900/960.5 = 28.1103… → 28.11.
    """
    assert scores(tmp_path, TENDER) == {"A": 91, "B": Fraction("93.05"), "C": Fraction("78.11")}


@pytest.mark.parametrize(
    ("formula", "points"),
    [
        # 1100 is the highest: 30 × 900/1100 = 24.5454… (cut to 24.5), 30, 30 × 960.5/1100 = 26.19… (26.1).
        ('rule = "own-to-highest", step = 0.1, rounding = "down"', ("24.5", "30", "26.1")),
        # 30 × (1100 − 960.5)/200 = 20.925.
        ('rule = "linear", best = "lowest", step = 0.01, rounding = "half-even"', ("30", "0", "20.92")),
        ('rule = "linear", best = "highest", step = 0.01, rounding = "half-up"', ("0", "30", "9.08")),
    ],
)
def test_other_formulas(tmp_path: Path, formula: str, points: tuple[str, ...]) -> None:
    found = scores(tmp_path, TENDER.replace(FORMULA, f'formula = {{ column = "price", {formula} }}'))
    marks = dict(zip("ABC", (61, Fraction("68.5"), 50), strict=True))
    assert {u: s - marks[u] for u, s in found.items()} == dict(zip("ABC", map(Fraction, points), strict=True))


def test_the_number_itself(tmp_path: Path) -> None:
    rules = TENDER.replace(FORMULA, 'formula = { column = "price", rule = "as-it-is" }')
    prices = PRICES.replace("900", "12.5").replace("1100", "30").replace("960.5", "0")
    assert scores(tmp_path, rules, prices) == {"A": Fraction("73.5"), "B": Fraction("98.5"), "C": 50}


def test_without_a_rounding_of_their_own_points_stay_exact(tmp_path: Path) -> None:
    """B: 68.5 + 270/11 = 93.0454… → 93.05 (rounded once, as the score); cut down 93.04, where 24.55 + 68.5 is 93.05."""
    rules = TENDER.replace(', step = 0.01, rounding = "half-up" }', " }")
    assert scores(tmp_path / "up", rules)["B"] == Fraction("93.05")
    assert scores(tmp_path / "down", rules.replace('rounding = "half-up"', 'rounding = "down"'))["B"] == Fraction("93.04")  # fmt: skip # noqa: E501


def test_the_lowest_is_that_of_the_group(tmp_path: Path) -> None:
    """Ranked within lots (types): B is alone in its lot and has the lowest price there."""
    rules = '[[types]]\nid = "works"\nname = "Works"\n[[types]]\nid = "goods"\nname = "Goods"\n' + TENDER
    prices = "unit,name,type,price\nA,Bid A,works,900\nB,Bid B,goods,1100\nC,Bid C,works,1800\n"
    found = scores(tmp_path, rules + '[ranking]\nwithin = "type"\n', prices)
    assert found == {"A": 91, "B": Fraction("98.5"), "C": 65}


def test_equal_numbers_have_the_maximum(tmp_path: Path) -> None:
    rules = TENDER.replace('"lowest-to-own"', '"linear", best = "lowest"')
    prices = "unit,name,price\nA,Bid A,900\nB,Bid B,900\nC,Bid C,900\n"
    assert scores(tmp_path, rules, prices) == {"A": 91, "B": Fraction("98.5"), "C": 80}


def test_the_page_says_how(tmp_path: Path) -> None:
    record = read_edition(edition(tmp_path, TENDER, BIDS, PRICES))
    said = of_score(Words("en", record.programme, record.rules), record.rules)
    assert (
        "Price: 30 points × the lowest “price” ÷ that of the unit; who has the lowest has 30; the points are rounded to"
        " multiples of 0.01 (halves up)." in said
    )


@pytest.mark.parametrize(
    ("old", "new", "prices", "due"),
    [
        ("", "", PRICES.replace("900", ""), "units.csv, row 2, price: the cell is empty"),
        ("", "", PRICES.replace("900", "0"), "units.csv, row 2, price: 0 is out of bounds; allowed: > 0."),
        ("", "", PRICES.replace("900", "cheap"), "units.csv, row 2, price: “cheap” is not a number."),
        ("", "", "unit,name\nA,Bid A\nB,Bid B\nC,Bid C\n", "price: the column is missing; adjustments.formula in rules.toml"),  # noqa: E501
        ('"lowest-to-own"', '"linear"', PRICES, "adjustments[1].formula.best: the key is missing"),
        ('"lowest-to-own"', '"lowest-to-own", best = "lowest"', PRICES, "best: this goes only with rule = linear."),
        (", step = 0.01", "", PRICES, "adjustments[1].formula.step: the key is missing"),
        ("max = 100", "max = 99", PRICES, "a score may come to 100, above the maximum of 99"),
        ("step = 1\n", 'step = 1\nbest = "lowest"\n', PRICES, 'formula.rule: this does not go with best = "lowest".'),
        ('"lowest-to-own"', '"as-it-is"', PRICES, "price: 900 is out of bounds; allowed: 0 – 30."),
    ],
)  # fmt: skip
def test_a_formula_that_is_wrong(tmp_path: Path, old: str, new: str, prices: str, due: str) -> None:
    rules = TENDER.replace(old, new, 1) if old else TENDER
    with pytest.raises(EditionError) as caught:
        read_edition(edition(tmp_path, rules, BIDS, prices))
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")


def test_a_row_beside_a_formula(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="the points of “price” follow from the column “price”"):
        read_edition(edition(tmp_path, TENDER, BIDS, PRICES, adjustments="unit,item,points\nA,price,3\n"))


ROLES = """
[[indicators]]
id = "work"
name = "Work"
maximum = 10
[marks]
minimum = 0
step = 1
{marks}
[scores]
min = 0
max = 10
step = 0.1
[[review.roles]]
id = "chief"
name = "Chief"
weight = 0.6
[[review.roles]]
id = "peer"
name = "Peer"
weight = 0.3
[[review.roles]]
id = "self"
name = "Self"
weight = 0.1
[[review.rounds]]
id = "year"
name = "Year"
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
"""
PEOPLE = "reviewer,role\nJ1,chief\nJ2,peer\nJ3,self\n"


def test_a_role_that_gave_no_mark(tmp_path: Path) -> None:
    """With leave-out the others take its weight: A 0.6 × 8 + 0.3 × 6 + 0.1 × 9 = 7.5; B (0.6 × 8 + 0.1 × 10)/0.7 = 8.3.

    With refuse B waits for its peer, and check says so.
    """
    marks = "unit,reviewer,round,indicator,points\n" + "".join(
        f"{u},{r},year,work,{p}\n" for u, r, p in [("A", "J1", 8), ("A", "J2", 6), ("A", "J3", 9), ("B", "J1", 8), ("B", "J3", 10)]  # noqa: E501
    )  # fmt: skip
    bare: Marks = {("A", "year", "work"): [0], ("B", "year", "work"): [0]}
    left = edition(tmp_path / "a", ROLES.format(marks='missing = "leave-out"'), bare, reviewers=PEOPLE, marks=marks)
    assert {u: s for u, (s, _, _) in results(left).items()} == {"A": Fraction("7.5"), "B": Fraction("8.3")}
    record = read_edition(edition(tmp_path / "b", ROLES.format(marks=""), bare, reviewers=PEOPLE, marks=marks))
    assert [(n.kind, n.value) for n in record.notes] == [("unmarked-by-role", "peer: B")]


def test_a_role_that_found_nothing_applicable(tmp_path: Path) -> None:
    """NA by the whole role: the others take its weight, (0.6 × 8 + 0.1 × 10)/0.7 = 8.3; nobody waits for it."""
    marks: Marks = {("B", "year", "work"): [8, "NA", 10]}
    rules = ROLES.format(marks='not_applicable = "leave-out"')
    assert results(edition(tmp_path, rules, marks, reviewers=PEOPLE))["B"][0] == Fraction("8.3")


def test_nothing_that_counts_is_applicable(tmp_path: Path) -> None:
    """A mark beside the score makes no score: such a unit does not take part, and the others are ranked."""
    rules = ROLES.format(marks='not_applicable = "leave-out"').replace(
        "[marks]", '[[indicators]]\nid = "fit"\nname = "Fit"\nmaximum = 10\ncounts = false\n[marks]'
    )
    marks: Marks = {
        ("A", "year", "work"): [8, 6, 9], ("A", "year", "fit"): [1, 2, 3],
        ("B", "year", "work"): ["NA", "NA", "NA"], ("B", "year", "fit"): [1, 2, 3],
    }  # fmt: skip
    folder = edition(tmp_path, rules, marks, reviewers=PEOPLE)
    assert results(folder) == {"A": (Fraction("7.5"), 1, None)}
    assert [(n.kind, n.value) for n in read_edition(folder).notes] == [("unassessed", "B")]
