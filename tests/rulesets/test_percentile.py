"""Percentiles among earlier scores: by hand, either end good, every rounding, and what is refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction as F
from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.report import review_findings, tables
from evalkit.report.stage_words import of_standing
from evalkit.report.words import Words
from evalkit.rules.percentile import Percentile
from evalkit.scoring import Evaluation
from evalkit.wording import LANGUAGES
from tests.rulesets.small import results, scored
from tests.rulesets.test_faulty_rules import changed
from tests.rulesets.test_worked_cases import evaluated

#: Two of this edition and one earlier one share 70.
OWN, BASE = {"A": F(90), "B": F(70), "C": F(70), "D": F(40)}, [F(95), F(70), F(10)]


@pytest.mark.parametrize(
    ("rounding", "due"),
    [
        # From the best down 95 90 70 70 70 40 10, N = 7. A: rank 2, 150/7 = 21.43; B, C: ranks 3 to 5, the mean is 4,
        # 350/7 = 50; D: rank 6, 550/7 = 78.57
        ("up", {"A": 22, "B": 50, "C": 50, "D": 79}),
        ("down", {"A": 21, "B": 50, "C": 50, "D": 78}),
        ("half-up", {"A": 21, "B": 50, "C": 50, "D": 79}),
        ("half-even", {"A": 21, "B": 50, "C": 50, "D": 79}),
    ],
)
def test_high_is_good(rounding: str, due: dict[str, int]) -> None:
    rule = Percentile.model_validate({"rounding": rounding})
    assert rule.of(OWN, BASE, lowest_is_best=False) == due


def test_low_is_good_and_the_ends_hold() -> None:
    """10 40 70 70 70 90 95: D 150/7 → 22, B and C 50, A 550/7 → 79; kept between 30 and 60."""
    rule = Percentile(rounding="up")
    assert rule.of(OWN, BASE, lowest_is_best=True) == {"A": 79, "B": 50, "C": 50, "D": 22}
    held = Percentile(rounding="up", minimum=30, maximum=60)
    assert held.of(OWN, BASE, lowest_is_best=True) == {"A": 60, "B": 50, "C": 50, "D": 30}


def test_one_score_and_no_other() -> None:
    """100 × ½ / 1; a half goes up, or to even."""
    assert Percentile(rounding="down").of({"A": F(1)}, [], lowest_is_best=True) == {"A": 50}
    # Two of four: 100 × ½ / 4 = 12.5 and 37.5
    own, base = {"A": F(1), "B": F(2)}, [F(3), F(4)]
    assert Percentile(rounding="half-up").of(own, base, lowest_is_best=True) == {"A": 13, "B": 38}
    assert Percentile(rounding="half-even").of(own, base, lowest_is_best=True) == {"A": 12, "B": 38}


def test_what_a_page_says() -> None:
    ev = evaluated("nih", "2026")
    words = {language: Words(language, ev.record.programme, ev.rules) for language in LANGUAGES}
    assert review_findings.standing(ev, words["en"])[-2:] == [
        "The percentile is 100 × (rank − ½) ÷ N: the rank is that among all N scores of this edition and of earlier"
        " ones, from the best down; equal scores have the mean of their ranks. It is rounded up to whole numbers, 1 at"
        " least and 99 at most. A low percentile is good.",
        "N is 29: 11 of this edition and 18 of earlier ones.",
    ]
    assert review_findings.standing(ev, words["zh"])[-2:] == [
        "百分位为 100 ×（名次 − ½）÷ N：名次按本届和此前各次共 N 个评分由优到劣排列，同分者取名次的平均数。"
        "进位取整，最小为 1，最大为 99，以低为好。",
        "N 为 29：本届 11 个，此前各次 18 个。",
    ]
    view = tables.score_list(ev, words["en"])
    assert view.columns[-1].label == "Percentile"
    assert view.groups[0][1][1] == ("2", "U02", "Unit U02", "20", "16")


Old = str | Callable[[str], str]
FAULTS: dict[str, tuple[list[tuple[str, Old, str]], list[str]]] = {
    "an earlier score off the scale": (
        [("base.csv", "18\n", "180\n")],
        ["base.csv, row 2, score: 180 is out of range; allowed: 10 to 90."],
    ),
    "the least above the most": (
        [("rules.toml", "minimum = 1\nmaximum = 99", "minimum = 60\nmaximum = 50")],
        ["rules.toml, row 88, percentile.minimum: 60 is out of bounds; allowed: ≤ 50."],
    ),
    "a base without percentiles": (
        [("rules.toml", '[percentile]\nrounding = "up"\nminimum = 1\nmaximum = 99\n', "")],
        ["base.csv: the rules have no [percentile], by which the table would be read."],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str, tmp_path: Path) -> None:
    changes, due = FAULTS[name]
    with pytest.raises(EditionError) as raised:
        read_edition(changed(tmp_path, "nih", "2026", changes))
    lines = [line.strip() for line in raised.value.describe("en").splitlines()[1:]]
    assert lines == due
    assert len(raised.value.describe("zh").splitlines()) == len(lines) + 1


def test_percentiles_without_a_base(tmp_path: Path) -> None:
    edition = changed(tmp_path, "nih", "2026", [])
    (edition / "base.csv").unlink()
    with pytest.raises(EditionError) as raised:
        read_edition(edition)
    assert [(f.kind, f.file) for f in raised.value.faults] == [("missing-file", "base.csv")]


def test_a_first_year_has_a_base_of_its_header_alone(tmp_path: Path) -> None:
    """100 × (rank − ½) / N among the edition's own scores, rounded up, from 1 to 99; equal ones have the mean rank."""
    edition = changed(tmp_path, "nih", "2026", [])
    (edition / "base.csv").write_text("score\n", encoding="utf-8")
    record = read_edition(edition)
    ev = Evaluation(record, record.rules)
    scores = {u: F(str(s)) for u, s in zip(ev.results["unit"], ev.results["score"], strict=True)}
    better = {u: sum(o < s for o in scores.values()) for u, s in scores.items()}
    alike = {u: sum(o == s for o in scores.values()) for u, s in scores.items()}
    exact = {u: 100 * (better[u] + F(alike[u] + 1, 2) - F(1, 2)) / len(scores) for u in scores}
    assert ev.percentiles == {u: min(99, max(1, math.ceil(value))) for u, value in exact.items()}
    said = review_findings.standing(ev, Words("en", record.programme, record.rules))
    assert said[-1] == f"N is {len(scores)}: {len(scores)} of this edition and 0 of earlier ones."


PAYLINE = """
[scores]
min = 0
max = 100
step = 1
[percentile]
rounding = "up"
[[tiers]]
id = "funded"
name = "Funded"
[[tiers]]
id = "declined"
name = "Declined"
[[thresholds]]
of = "percentile"
at_least = 50
else = "declined"
"""


@pytest.mark.parametrize(
    ("limit", "funded", "said"),
    [
        ("at_least = 50", {"A", "B", "C"}, "Needed on the percentile: 50 or less."),
        ("at_least = 49", {"A"}, "Needed on the percentile: 49 or less."),
        ("more_than = 50", {"A"}, "Needed on the percentile: less than 50; 50 itself is not enough."),
    ],
)
def test_a_payline(tmp_path: Path, limit: str, funded: set[str], said: str) -> None:
    """Whichever end of the scores is good, a low percentile is: A 22, B and C 50, D 79, as above."""
    base = "score\n" + "".join(f"{s}\n" for s in BASE)
    rules = PAYLINE.replace("at_least = 50", limit)
    folder = scored(tmp_path, rules, " ".join(f"{u},{s}" for u, s in OWN.items()), base=base)
    assert {unit for unit, (_, _, tier) in results(folder).items() if tier == "funded"} == funded
    record = read_edition(folder)
    (line,) = [s for s in of_standing(Words("en", record.programme, record.rules), record.rules) if "Needed" in s]
    assert line.startswith(said)
