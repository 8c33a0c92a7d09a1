"""Lots: on record or from a published seed, at the edge of a quota and in the ranking; never the order of codes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.report.review_findings import standing
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.scoring.waiting import waiting_notes
from tests.rulesets.small import Marks, edition, results

RULES = """
[[indicators]]
id = "idea"
name = "Idea"
[marks]
minimum = 0
maximum = 10
step = 1
[scores]
min = 0
max = 10
step = 1
[ranking]
tie_break = [{ lots = true }]
[[review.rounds]]
id = "jury"
name = "Jury"
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
"""
GIVEN: Marks = {(u, "jury", "idea"): [p] for u, p in zip("ABCDE", (7, 9, 7, 7, 5), strict=True)}
QUOTA = '[[tiers]]\nid = "in"\nname = "In"\n[[tiers]]\nid = "out"\nname = "Out"\n[[quotas]]\ntier = "in"\ncount = 2\nties = "lots"\nelse = "out"\n'  # fmt: skip # noqa: E501
SEED = '[lots]\nseed = "4 8 15 16 23 42"\nsource = "Lottery of 6 May 2026"\n'


def ranks(folder: Path) -> str:
    return " ".join(f"{u}{rank}" for u, (_, rank, _) in sorted(results(folder).items()))


def notes(folder: Path) -> list[tuple[str, str]]:
    record = read_edition(folder)
    return [(n.kind, n.value) for n in waiting_notes(Evaluation(record, record.rules))]


def test_until_lots_are_drawn_equals_share_a_rank(tmp_path: Path) -> None:
    folder = edition(tmp_path, RULES, GIVEN)
    assert ranks(folder) == "A2 B1 C2 D2 E5"
    assert notes(folder) == [("waiting-ranks", "A, C, D")]
    ev = Evaluation(record := read_edition(folder), record.rules)
    said = standing(ev, Words("en", record.programme, record.rules))
    assert "Not decided yet: A, C and D are equal and share a rank until the lot is drawn." in said
    assert "Equal scores are told apart by lot." in said


@pytest.mark.parametrize(
    ("rows", "found", "waiting"),
    [
        (",D,1\n,C,2\n,A,3\n", "A4 B1 C3 D2 E5", []),
        (",D,1\n,C,2\n", "A4 B1 C3 D2 E5", []),  # A alone is left, and is the last
        (",D,1\n", "A2 B1 C2 D2 E5", [("waiting-ranks", "A, C, D")]),
        (",D,2\n,C,7\n,A,1\n,B,3\n", "A2 B1 C4 D3 E5", []),  # B has no equal
    ],
)
def test_lots_on_record(tmp_path: Path, rows: str, found: str, waiting: list[tuple[str, str]]) -> None:
    folder = edition(tmp_path, RULES, GIVEN, lots="tier,unit,order\n" + rows)
    assert (ranks(folder), notes(folder)) == (found, waiting)


def test_the_page_says_what_was_drawn(tmp_path: Path) -> None:
    """Of three equal ones for one place C is drawn first; nothing of it where one of them is not named in public."""
    quota = RULES.replace("[ranking]\ntie_break = [{ lots = true }]\n", QUOTA)
    folder = edition(tmp_path, quota, GIVEN, lots="tier,unit,order\nin,C,1\nin,A,2\nin,D,3\n")
    assert [u for u, (_, _, tier) in results(folder).items() if tier == "in"] == ["B", "C"]
    record = read_edition(folder)
    ev = Evaluation(record, record.rules)
    assert "Lots were drawn for a place in tier “In”, in this order: C, A and D." in standing(
        ev, Words("en", record.programme, record.rules)
    )
    tiers = '[[tiers]]\nid = "in"\nname = "In"\nlowest = 6\n[[tiers]]\nid = "out"\nname = "Out"\nlowest = 0\n'
    for away, due in (("", True), ('[publication]\nwithhold_names_of = ["out"]\n', False)):
        folder = edition(tmp_path / str(due), RULES + tiers + away, GIVEN, lots="unit,order\nD,1\nE,2\nC,3\nA,4\n")
        record = read_edition(folder)
        said = standing(Evaluation(record, record.rules), Words("en", record.programme, record.rules))
        # E, with 5 points, is in the tier whose names are withheld.
        assert ("Lots were drawn for the ranks, in this order: D, E, C and A." in said) is due
        assert any("Lots were" in s for s in said) is due


def test_a_seed_that_was_published(tmp_path: Path) -> None:
    """The order is that of `printf '4 8 15 16 23 42 A' | sha256sum` and so on, for the ranks and for the quota."""
    hashes = {unit: sha256(f"4 8 15 16 23 42 {unit}".encode()).hexdigest() for unit in "ACD"}
    order = sorted("ACD", key=lambda unit: hashes[unit])
    folder = edition(tmp_path / "a", RULES + SEED, GIVEN)
    assert {u: r for u, (_, r, _) in results(folder).items()} == {"B": 1, "E": 5} | {u: 2 + i for i, u in enumerate(order)}  # fmt: skip # noqa: E501
    assert notes(folder) == []
    record = read_edition(folder)
    (said,) = [
        s for s in standing(Evaluation(record, record.rules), Words("en", record.programme, record.rules)) if "SHA" in s
    ]
    assert said.startswith("Lots follow from a text that was published, “4 8 15 16 23 42” (Lottery of 6 May 2026): ")
    quota = RULES.replace("[ranking]\ntie_break = [{ lots = true }]\n", QUOTA) + SEED
    inside = [u for u, (_, _, tier) in results(edition(tmp_path / "b", quota, GIVEN)).items() if tier == "in"]
    assert sorted(inside) == sorted(["B", order[0]])


def test_for_the_first_place_alone(tmp_path: Path) -> None:
    rules = RULES.replace("tie_break =", 'tie_break_for = "first-place"\ntie_break =')
    given: Marks = {**GIVEN, ("C", "jury", "idea"): [9]}
    folder = edition(tmp_path, rules, given, lots="unit,order\nC,1\nB,2\n")
    assert (ranks(folder), notes(folder)) == ("A3 B2 C1 D3 E5", [])


@pytest.mark.parametrize(
    ("old", "new", "tables", "due"),
    [
        ("{ lots = true }", '{ lots = true }, { by = "idea" }', {}, "tie_break[1].lots: lots tell all units apart"),
        ("{ lots = true }", '{ by = "idea" }', {}, "lots: nothing is decided by lot"),
        ("", "", {"lots": "unit,order\nA,1\n"}, "lots.csv: lots follow from lots.seed in rules.toml"),
    ],
)
def test_lots_that_are_wrong(tmp_path: Path, old: str, new: str, tables: dict[str, str], due: str) -> None:
    with pytest.raises(EditionError) as caught:
        read_edition(edition(tmp_path, (RULES + SEED).replace(old, new, 1), GIVEN, **tables))
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")


@pytest.mark.parametrize(
    ("rules", "rows", "due"),
    [
        (RULES, ",A,1\n,A,2\n", "lots.csv, row 3: “A” stands in row 2 already"),
        (RULES, ",A,1\n,C,1\n", "lots.csv, row 3: “1” stands in row 2 already"),
        (
            RULES.replace("[ranking]\ntie_break = [{ lots = true }]\n", QUOTA),
            ",A,1\n",
            "row 2, tier: the cell is empty",
        ),
        (RULES, "in,A,1\n", "tier"),
    ],
)
def test_lots_on_record_that_are_wrong(tmp_path: Path, rules: str, rows: str, due: str) -> None:
    with pytest.raises(EditionError) as caught:
        read_edition(edition(tmp_path, rules, GIVEN, lots="tier,unit,order\n" + rows))
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")
