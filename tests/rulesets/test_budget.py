"""A quota by budget: funded in the order of the ranks, as far as the money goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.report.stage_words import of_standing
from evalkit.report.words import Words
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
[[tiers]]
id = "funded"
name = "Funded"
[[tiers]]
id = "declined"
name = "Declined"
[[quotas]]
tier = "funded"
budget = { column = "requested", total = 12 }
ties = "none"
else = "declined"
[[review.rounds]]
id = "jury"
name = "Jury"
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
"""


def funded(root: Path, marks: str, sums: str, rules: str = RULES, **tables: str) -> str:
    """Return who is funded, undecided ones with a question mark; marks and sums a unit, in the order of the letters."""
    units = "ABCDEFG"[: len(marks)]
    given: Marks = {(u, "jury", "idea"): [int(p)] for u, p in zip(units, marks, strict=True)}
    table = "unit,name,requested\n"
    table += "".join(f"{u},Unit {u},{s}\n" for u, s in zip(units, sums.split(), strict=True))
    found = results(edition(root, rules, given, table, **tables))
    return "".join(f"{u}{'' if tier else '?'}" for u, (_, _, tier) in sorted(found.items()) if tier != "declined")


@pytest.mark.parametrize(
    ("marks", "sums", "who"),
    [
        ("98765", "5 4 3 1 1", "ABC"),  # 5 + 4 + 3 = 12: all of it
        ("98765", "5 4 3.5 1 1", "AB"),  # 12.5 would be too much, and C ends the list although D would fit
        ("98765", "13 1 1 1 1", ""),
        ("98885", "5 2 2 2 1", "ABCDE"),  # 5 + 6 + 1 = 12
        ("98885", "5 3 3 3 1", "A"),  # of the three equal ones not all fit, and none is in
        ("98885", "5 8 1 1 1", "A"),
    ],
)
def test_as_far_as_the_money_goes(tmp_path: Path, marks: str, sums: str, who: str) -> None:
    assert funded(tmp_path, marks, sums) == who


@pytest.mark.parametrize(
    ("rows", "who"),
    [
        ("", "AB?C?D?"),
        ("funded,C,1\nfunded,B,2\n", "ABC"),  # 5 + 3 + 3 = 11, and 1 is left for nobody
        ("funded,C,1\n", "AB?CD?"),  # one more of the two
        ("funded,D,1\nfunded,C,2\nfunded,B,3\n", "ACD"),
    ],
)
def test_lots_where_it_does_not_suffice_for_all(tmp_path: Path, rows: str, who: str) -> None:
    rules = RULES.replace('ties = "none"', 'ties = "lots"')
    tables = {"lots": "tier,unit,order\n" + rows} if rows else {}
    assert funded(tmp_path, "98885", "5 3 3 3 4", rules, **tables) == who


def test_the_page_says_how(tmp_path: Path) -> None:
    funded(tmp_path, "98", "5 4")
    record = read_edition(tmp_path / "small" / "one")
    (said,) = of_standing(Words("en", record.programme, record.rules), record.rules)
    assert said == (
        "Tier “Funded” goes to the best of those that reach it, as long as “requested” adds up to no more than 12; the"
        " first for which there is not enough left and all after it are in tier “Declined”. Of equal units for which"
        " there is not enough together none is in."
    )


@pytest.mark.parametrize(
    ("old", "new", "sums", "due"),
    [
        ('ties = "none"', 'ties = "all"', "5 4", "quotas[1].ties: “all” is not allowed; allowed: none, lots."),
        ("total = 12 }", "total = 12 }\ncount = 3", "5 4", "quotas[1]: exactly one of these keys is needed: count, counts, share, budget."),  # noqa: E501
        ("total = 12", "total = 0", "5 4", "quotas[1].budget.total: 0 is out of bounds; allowed: > 0."),
        ('"requested"', '"asked"', "5 4", "asked: the column is missing; quotas.budget in rules.toml goes by it."),
        ("", "", "5 0", "units.csv, row 3, requested: 0 is out of bounds; allowed: > 0."),
    ],
)  # fmt: skip
def test_a_budget_that_is_wrong(tmp_path: Path, old: str, new: str, sums: str, due: str) -> None:
    with pytest.raises(EditionError) as caught:
        funded(tmp_path, "98", sums, RULES.replace(old, new, 1) if old else RULES)
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")
