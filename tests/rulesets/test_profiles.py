"""Marks that are shares over grades: REF 2014 as published, and a sibling of it with the arithmetic shown."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest

import evalkit
from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError, EvalkitError
from evalkit.report import profiles, review_findings
from evalkit.report.words import Words
from evalkit.rules.profiles import ProfileRounding, rounded_profile
from evalkit.scoring import Evaluation
from evalkit.wording import Language
from tests.rulesets.test_faulty_rules import changed, without_column, without_rows
from tests.rulesets.test_worked_cases import evaluated, expected, table

RULES, TABLE = "rules.toml", "profiles.csv"
CUMULATIVE = 'rule = "cumulative"'


def sibling(folder: Path, rules: str = "", rows: str = "") -> Evaluation:
    """Return three theses judged by two aspects, 3 : 1, over three grades worth 10, 6 and 0."""
    edition = folder / "data" / "theses" / "2026"
    edition.mkdir(parents=True)
    (edition.parent / "programme.toml").write_text(
        'id = "theses"\nlanguages = ["en"]\ntitle = "Theses"\npublisher = "Nobody"\nsynthetic = true\n'
        '[unit]\nen = "thesis"\nen_plural = "theses"\n',
        encoding="utf-8",
    )
    (edition / RULES).write_text(
        'programme = "theses"\nedition = "2026"\ntitle = "Theses"\n'
        '[[indicators]]\nid = "text"\nname = "Text"\nweight = 0.75\n'
        '[[indicators]]\nid = "talk"\nname = "Talk"\nweight = 0.25\n'
        '[marks]\ngrades = [{ id = "weak", value = 0 }, { id = "good", value = 10 }, { id = "fair", value = 6 }]\n'
        "[scores]\nmin = 0\nmax = 10\nstep = 0.1\n" + rules,
        encoding="utf-8",
    )
    (edition / "units.csv").write_text("unit,name\nA,Thesis A\nB,Thesis B\nC,Thesis C\n", encoding="utf-8")
    rows = rows or (
        "A,text,0,50,50\nA,talk,0,50,50\nB,text,10,55,35\nB,talk,20,45,35\nC,text,0,33.3,66.7\nC,talk,100,0,0\n"
    )
    (edition / TABLE).write_text("unit,indicator,weak,good,fair\n" + rows, encoding="utf-8")
    return evalkit.load("theses", "2026", root=folder).evaluate()


SCORE = '[[profiles.rounding]]\nafter = "score"\nrule = "half-up"\n'


def said(ev: Evaluation, language: Language) -> list[str]:
    return review_findings.standing(ev, Words(language, ev.record.programme, ev.rules))


def test_ref_2014() -> None:
    """Official overall profiles; the average and the rank that follow from them."""
    ev, due = evaluated("ref-2014", "2014"), expected("ref-2014")
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        u: (F(row["gpa"]), int(row["rank"])) for u, row in due.items()
    }
    grades = [grade.id for grade in ev.rules.profile_grades]
    assert grades == ["4*", "3*", "2*", "1*", "unclassified"]
    assert {u: list(p.overall) for u, p in ev.profiles.items()} == {
        u: [F(row[g]) for g in grades] for u, row in due.items()
    }
    # Cardiff: .65 · 24.6 + .20 · 100 + .15 · 75 = 47.24
    assert ev.profiles["R13"].exact[:3] == (F("47.24"), F("49.315"), F("3.445"))


def test_ref_2014_average_of_the_unrounded_profile() -> None:
    """A profile that is rounded in print only: the average is that of the exact one."""
    ev, due = evaluated("ref-2014", "2014"), expected("ref-2014")
    rounding = [
        {"after": "profile", "step": Decimal(1), "rule": "cumulative", "print_only": True},
        {"after": "score", "rule": "half-up", "print_only": True},
    ]
    exact = ev.replace(profiles={"rounding": rounding})
    assert {u: p.made.score for u, p in exact.profiles.items()} == {
        u: F(row["gpa_of_unrounded_profile"]) for u, row in due.items()
    }
    assert {u: r for u, (_, r, _) in table(exact).items()} == {
        u: int(row["rank_on_unrounded"]) for u, row in due.items()
    }
    assert exact.profiles["R13"].overall == ev.profiles["R13"].overall


def test_ref_2014_each_share_rounded_by_itself() -> None:
    """Rounded one by one, seven of the 14 overall profiles are others than the official ones."""
    ev, due = evaluated("ref-2014", "2014"), expected("ref-2014")
    changes: dict[str, Any] = {
        "profiles": {"rounding": [{"after": "profile", "step": Decimal(1), "rule": "half-up"}]},
        "scores": {"min": Decimal(0), "max": Decimal("4.05"), "step": Decimal("0.01")},
    }
    with pytest.raises(EvalkitError):  # another scale of scores is another edition
        ev.replace(**changes)
    alone = {
        u: rounded_profile(p.exact, ProfileRounding(after="profile", step=Decimal(1), rule="half-up"))
        for u, p in ev.profiles.items()
    }
    assert {u: sum(shares) for u, shares in alone.items()} == {
        u: F(row["sum_if_each_rounded_alone"]) for u, row in due.items()
    }
    assert {u for u, shares in alone.items() if shares != ev.profiles[u].overall} == {
        u for u, row in due.items() if row["differs_if_each_rounded_alone"]
    }


def test_sibling_by_hand(tmp_path: Path) -> None:
    """The best grade stands second in the rules; weights .75 and .25.

    A: 50 good, 50 fair: 5 + 3 = 8. B: good .75·55 + .25·45 = 52.5, fair 35, weak .75·10 + .25·20 = 12.5:
    5.25 + 2.1 = 7.35 → 7.4. C: good .75·33.3 = 24.975, fair .75·66.7 = 50.025, weak 25: 2.4975 + 3.0015 = 5.499 → 5.5.
    """
    ev = sibling(tmp_path, SCORE)
    assert {u: (s, r) for u, (s, r, _) in table(ev).items()} == {
        "A": (F(8), 1), "B": (F("7.4"), 2), "C": (F("5.5"), 3)
    }  # fmt: skip
    assert ev.profiles["B"].overall == (F("52.5"), F(35), F("12.5"))
    assert ev.profiles["C"].made.score == F("5.499")
    # Of single aspects: C's text 3.33 + 4.002, its talk 0
    assert dict(ev.profiles["C"].made.indicators) == {"text": F("7.332"), "talk": F(0)}


def test_sibling_rounded_to_tens(tmp_path: Path) -> None:
    """Running sums of B: 52.5, 87.5, 100 → 50, 90, 100, shares 50, 40, 10: 5 + 2.4 = 7.4 (one by one: 50, 40, 10)."""
    ev = sibling(tmp_path, '[[profiles.rounding]]\nafter = "profile"\nstep = 10\nrule = "cumulative"\n')
    assert ev.profiles["B"].overall == (F(50), F(40), F(10))
    # C: 24.975, 75, 100 → 20, 80, 100
    assert ev.profiles["C"].overall == (F(20), F(60), F(20))
    assert {u: s for u, (s, _, _) in table(ev).items()} == {"A": F(8), "B": F("7.4"), "C": F("5.6")}


def test_threshold_and_tie_break_go_by_single_indicators(tmp_path: Path) -> None:
    """B and D are equal in all; D's text is better. C's talk has nothing above weak and fails."""
    more = (
        '[[tiers]]\nid = "pass"\nname = "Pass"\n[[tiers]]\nid = "fail"\nname = "Fail"\n'
        '[[thresholds]]\nof = "talk"\nmore_than = 0\nelse = "fail"\n[ranking]\ntie_break = [{ by = "text" }]\n'
    )
    rows = "A,text,50,0,50\nA,talk,0,100,0\nB,text,25,75,0\nB,talk,25,75,0\nC,text,0,100,0\nC,talk,100,0,0\n"
    ev = sibling(tmp_path, SCORE + more, rows)
    # A: .75·(3) + .25·10 = 4.75 → 4.8; B: 7.5; C: .75·10 = 7.5, text 10 before B's 7.5
    assert table(ev) == {"A": (F("4.8"), 3, "pass"), "B": (F("7.5"), 2, "pass"), "C": (F("7.5"), 1, "fail")}


def test_shares_that_were_rounded_are_scaled(tmp_path: Path) -> None:
    """33.3 three times is 99.9, and with rounded_to a third each; the page says which."""
    rows = "A,text,33.3,33.3,33.3\nA,talk,0,50,50\nB,text,0,100,0\nB,talk,0,100,0\nC,text,0,0,100\nC,talk,0,0,100\n"
    with pytest.raises(EditionError):
        sibling(tmp_path / "refused", SCORE, rows)
    ev = sibling(tmp_path / "declared", "[profiles]\nrounded_to = 0.1\n" + SCORE, rows)
    # .75 · (10 + 6 + 0)/3 + .25 · 8 = 4 + 2
    assert ev.profiles["A"].made.score == 6
    assert said(ev, "en")[-1] == (
        "The shares on file were rounded to 0.1. One profile does not add up to 100 (A, Text:"
        " 99.9) and is scaled to it."
    )


SAID: list[tuple[Language, list[str]]] = [
    (
        "en",
        [
            "On each indicator (Outputs, Impact and Environment) there is a profile: which per cent of"
            " what was assessed"
            " is of each grade (4* (4), 3* (3), 2* (2), 1* (1) and Unclassified (0)).",
            "The overall profile is the sum of these, each times its weight: Outputs 65, Impact 20 and Environment 15.",
            "It is rounded to multiples of 1 per cent cumulatively: the running sums from the best grade down are"
            " rounded, halves up, and the share of a grade is the difference of two of them, so that the shares add up"
            " to 100.",
            "The score is the grade point average: the value of each grade times its share in the overall profile, as"
            " it is rounded, added up and divided by 100.",
        ],
    ),
    (
        "zh",
        [
            "各项指标（研究成果、影响和环境）的评审结果为各档次所占的百分比，档次及其分值为："
            "4*（4 分）、3*（3 分）、2*（2 分）、1*（1 分）和未分级（0 分）。",
            "各项指标的占比按权重（研究成果 65、影响 20 和环境 15）加权相加，得总体占比。",
            "总体占比取到 1%，采用累计取整：从最好的档次起逐档累加，累计数四舍五入，相邻两个累计数之差为该档占比，"
            "合计仍为 100%。",
            "评分为平均绩点（GPA）：各档次分值乘以总体占比（取整后），相加后除以 100。",
        ],
    ),
]


@pytest.mark.parametrize(("language", "due"), SAID, ids=[language for language, _ in SAID])
def test_what_a_page_says(language: Language, due: list[str]) -> None:
    assert said(evaluated("ref-2014", "2014"), language) == due


def test_table_of_profiles() -> None:
    """Best unit first; the profiles as on file, the overall one whole; weights instead of points in the rubric."""
    ev = evaluated("ref-2014", "2014")
    words = Words("en", ev.record.programme, ev.rules)
    view = profiles.profiles(ev, words)
    assert view is not None
    assert [c.label for c in view.columns] == ["Profile", "4*", "3*", "2*", "1*", "Unclassified", "GPA"]
    heading, rows = view.groups[0]
    assert heading == "Cardiff University (R13)"
    # Outputs: (4 · 24.6 + 3 · 70.1 + 2 · 5.3) / 100 = 3.193
    assert rows[0] == ("Outputs", "24.6", "70.1", "5.3", "0.0", "0.0", "3.19")
    assert rows[3] == ("Overall", "47", "50", "3", "0", "0", "3.44")
    assert ev.rubric["weight"].tolist() == [F(65, 100), F(20, 100), F(15, 100)]
    assert profiles.profiles(evaluated("nih", "2026"), words) is None


Old = str | Callable[[str], str]
FAULTS: dict[str, tuple[list[tuple[str, Old, str]], list[str]]] = {
    "F24 a profile of 99.9": (
        [(TABLE, "R01,impact,13.3,50,36.7", "R01,impact,13.3,50,36.6")],
        [
            "profiles.csv, row 3: the shares 13.3 + 50 + 36.6 + 0 + 0 add up to 99.9; allowed: 100, or"
            " the rounding of the"
            " shares declared, such as profiles.rounded_to = 0.1."
        ],
    ),
    "further from 100 than its rounding explains": (
        [
            (TABLE, "R01,impact,13.3,50,36.7", "R01,impact,13.3,50,36.4"),
            (RULES, "[[profiles.rounding]]", "[profiles]\nrounded_to = 0.1\n[[profiles.rounding]]"),
        ],
        [
            "profiles.csv, row 3: the shares 13.3 + 50 + 36.4 + 0 + 0 add up to 99.7; allowed: 100, or"
            " at most 0.25 from"
            " it, which the declared rounding explains."
        ],
    ),
    "a share below 0": (
        [(TABLE, "R01,impact,13.3,50,36.7", "R01,impact,-13.3,76.6,36.7")],
        ["profiles.csv, row 3, 4*: -13.3 is out of bounds; allowed: 0–100."],
    ),
    "a profile that is not there": (
        [(TABLE, without_rows("R05,outputs"), "")],
        ["profiles.csv, indicator: unit “R05” has no profile on outputs; allowed: one row for each of its indicators."],
    ),
    "a profile twice": (
        [(TABLE, "R01,outputs", "R01,impact")],
        [
            "profiles.csv, indicator: unit “R01” has no profile on outputs; allowed: one row for each of its"
            " indicators.",
            "profiles.csv, row 4: “R01, impact” stands in row 3 already; allowed: every combination once.",
        ],
    ),
    "no column for a grade": (
        [(TABLE, without_column("1*"), "")],
        ["profiles.csv, row 1, 1*: the column is missing; marks.grades in rules.toml goes by it."],
    ),
    "weights of 99": (
        [(RULES, "weight = 15", "weight = 14")],
        ["rules.toml, row 14, indicators[1].weight: the weights 65 + 20 + 14 add up to 99; allowed: 1 or 100."],
    ),
    "cumulative rounding of the score": (
        [(RULES, 'after = "profile"\nstep = 1\n', 'after = "score"\n')],
        [
            "rules.toml, row 37, profiles.rounding[1].rule: “cumulative” is not allowed; allowed:"
            " half-up, half-even, down."
        ],
    ),
    "a step that misses 100": (
        [(RULES, "step = 1\n", "step = 3\n")],
        [
            "rules.toml, row 37, profiles.rounding[1].step: 3 does not go into 100 a whole number of"
            " times; allowed: such as"
            " 1, 0.5 or 0.1."
        ],
    ),
    "each share by itself may come to more than 100": (
        [(RULES, CUMULATIVE, 'rule = "half-up"')],
        [
            "rules.toml, row 42, scores.max: a score may come to 4.05, and the scores end at 4; allowed: 4.05, or a"
            " rounding that keeps the sum of 100 (cumulative), or print_only = true."
        ],
    ),
    "averages between the steps": (
        [(RULES, "step = 0.01", "step = 0.1")],
        [
            "rules.toml, row 43, scores.step: a grade point average may lie between two scores, 0.1 apart; allowed: a"
            ' finer step, or a rounding after = "score" in profiles.rounding.'
        ],
    ),
    "profiles beside marks": (
        [(RULES, 'level = "scores"', 'level = "marks"')],
        [
            "rules.toml, row 9, data.level: “marks” does not go with [profiles], which stand in the place of scores;"
            " allowed: scores."
        ],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str, tmp_path: Path) -> None:
    changes, due = FAULTS[name]
    with pytest.raises(EditionError) as raised:
        read_edition(changed(tmp_path, "ref-2014", "2014", changes))
    lines = [line.strip() for line in raised.value.describe("en").splitlines()[1:]]
    assert lines == due
    assert len(raised.value.describe("zh").splitlines()) == len(lines) + 1


def test_profiles_from_a_workbook(tmp_path: Path) -> None:
    """A sheet whose columns have names of their own, mapped to the grades."""
    openpyxl = pytest.importorskip("openpyxl")
    edition = changed(tmp_path, "ref-2014", "2014", [])
    book = openpyxl.Workbook()
    with (edition / TABLE).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    names = [{"4*": "Four star", "indicator": "Profile"}.get(name, name) for name in header]
    for row in [names, *([*row[:2], *map(float, row[2:])] for row in rows)]:
        book.active.append(row)
    book.active.title = "Results"
    book.save(edition / "results.xlsx")
    (edition / TABLE).unlink()
    with (edition / RULES).open("a", encoding="utf-8") as file:
        file.write(
            '[source]\nkind = "workbook"\nfile = "results.xlsx"\n[source.tables.profiles]\nsheet = "Results"\n'
            'columns = { indicator = "Profile", "4*" = "Four star" }\n'
        )
    found, due = read_edition(edition).profiles, evaluated("ref-2014", "2014").record.profiles
    assert found is not None and due is not None
    assert found.columns.tolist() == due.columns.tolist()
    assert found.map(_number).to_numpy().tolist() == due.map(_number).to_numpy().tolist()


def _number(cell: str) -> object:
    """Return a cell as a number, where it is one: 20 and 20.0 are the same."""
    try:
        return F(cell)
    except ValueError:
        return cell


def test_scores_on_file_beside_profiles(tmp_path: Path) -> None:
    edition = changed(tmp_path, "ref-2014", "2014", [])
    (edition / "scores.csv").write_text("unit,score,withheld\nR01,2.69,no\n", encoding="utf-8")
    with pytest.raises(EditionError) as raised:
        read_edition(edition)
    assert "allowed: profiles.csv in its place" in raised.value.describe("en")
