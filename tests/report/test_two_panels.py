"""Departments in two panels without a common reviewer, one score withheld, over two years with another cut-off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evalkit.report.elements import Block
from tests.generated.pages import Seen, read_page, workspace

PROGRAMME = """
id = "review"
synthetic = true
title = { zh = "质量评估", en = "Quality review" }
publisher = { zh = "办公室", en = "Office" }
unit = { zh = "院系", zh_measure = "个", en = "department", en_plural = "departments" }
"""
RULES = """
programme = "review"
edition = "%s"
title = { zh = "质量评估", en = "Quality review" }
data = { level = "marks" }
scores = { min = 1, max = 4, step = 0.01 }
cohorts = [
    { id = "t", name = { zh = "教学组", en = "Teaching" }, code = "T[0-9]" },
    { id = "r", name = { zh = "科研组", en = "Research" }, code = "R[0-9]" },
]
indicators = [
    { id = "a", weight = 1, points = 4, name = { zh = "质量", en = "Quality" } },
    { id = "b", weight = 1, points = 4, name = { zh = "成效", en = "Outcomes" } },
]
marks = { minimum = 1, step = 1 }
tiers = [
    { id = "good", lowest = %s, name = { zh = "良好", en = "Good" } },
    { id = "poor", lowest = 1, name = { zh = "较差", en = "Poor" } },
]
publication = { withhold_scores_of = ["poor"] }
review = { final = { rule = "mean", of = "all-rounds", criteria = "weighted-mean", rounding = "half-up" } }
"""
#: What the three reviewers of a panel gave on both indicators; T4 has 4 ÷ 3 = 1.33 and is withheld.
FIRST = {"T1": "444", "T2": "334", "T3": "332", "T4": "121", "R1": "434", "R2": "233", "R3": "333"}
#: One mark of each of the five others is higher by 1 on both indicators: a sheet of theirs by 2 ÷ 3 on average.
SECOND = {"T1": "444", "T2": "344", "T3": "333", "T4": "121", "R1": "444", "R2": "333", "R3": "343"}


def pages(root: Path, language: str) -> dict[str, Seen]:
    for edition, lowest, given in (("2024", "2.5", FIRST), ("2025", "2.4", SECOND)):
        folder = root / "data/review" / edition
        folder.mkdir(parents=True)
        (folder.parent / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
        rows = [
            f"{unit},{unit[0]}{k},{i},{mark}"
            for unit, marks in given.items()
            for k, mark in enumerate(marks, start=1)
            for i in "ab"
        ]
        tables = {
            "rules.toml": RULES % (edition, lowest),
            "units.csv": "unit,name,cohort\n" + "".join(f"{u},Department {u},{u[0].lower()}\n" for u in given),
            "marks.csv": "\n".join(["unit,reviewer,indicator,points", *rows]) + "\n",
        }
        for name, content in tables.items():
            (folder / name).write_text(content, encoding="utf-8")
    names = (
        "02-scores-and-tiers",
        "03-cohorts",
        "05-across-editions",
        "07-reviewer-consistency",
        "08-firmness",
        "brief",
    )
    with workspace(root):
        read = {name[:2]: read_page(name, "review", "2025", language, "public") for name in names}
    assert [page.error for page in read.values()] == [None] * len(names)
    return read


@pytest.fixture(scope="module", params=["en", "zh"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    read = pages(tmp_path_factory.mktemp("review"), request.param)
    texts = {
        name: "\n".join(shown.plain for shown in page.shown if isinstance(shown, Block)) for name, page in read.items()
    }
    return request.param, texts


def test_a_withheld_unit_has_sheets(told: tuple[str, dict[str, str]]) -> None:
    """Seven departments were marked, six are compared: the seventh is left out for its score, which is said once."""
    language, texts = told
    assert {"en": "6 departments whose scores are published", "zh": "评分公布的 6 个院系"}[language] in texts["07"]
    assert {"en": "no sheet here", "zh": "没有评分表，不在比较之列"}[language] not in texts["07"]


def test_parts_name_reviewers_once_and_in_the_order_of_their_numbers(told: tuple[str, dict[str, str]]) -> None:
    """Three reviewers in each of two parts; the order of their codes, T1 to R3, would tell whose number is which."""
    language, texts = told
    line = {"en": r"Part \d: (.+); 3 units, 9", "zh": r"第 \d 部分：(.+?)；"}[language]
    found = re.findall(line, texts["07"])
    numbers = [[int(n) for n in re.findall(r"(?:Reviewer|专家) (\d+)", members)] for members in found]
    assert sorted(n for members in numbers for n in members) == [1, 2, 3, 4, 5, 6]
    assert all(members == sorted(members) and len(members) == 3 for members in numbers)
    assert not any("reviewers" in members or members.count("专家") > 3 for members in found)


def test_why_it_cannot_be_told_how_firm_tiers_are(told: tuple[str, dict[str, str]]) -> None:
    """Cut-offs, scores and marks are all on file; the score is a mean with weights."""
    language, texts = told
    due = {
        "en": "How firm the tiers are cannot be told: the score is not the plain sum of the marks",
        "zh": "等级是否稳定无从判断：评分不是各项评分的简单相加",
    }
    assert due[language] in texts["08"]


def test_a_shift_is_one_of_totals_and_of_what_is_published(told: tuple[str, dict[str, str]]) -> None:
    """Sums of a sheet went up by 2 ÷ 3 on average over T1 (0) and five others (2 ÷ 3 each): 5 ÷ 6 × 2 ÷ 3 = 0.56."""
    language, texts = told
    due = {
        "en": "On 6 departments that were marked in both and have published scores, the totals of sheets in 2025"
        " and 2024 differ by +0.6 points",
        "zh": "两个年度都有评分可比、且评分均已公布的院系有 6 个，"
        "2025 年度每份评分表的总分与 2024 年度平均相差 +0.6 分",
    }
    assert due[language] in texts["05"]


def test_nothing_is_said_to_be_missing_before_it_is_shown(told: tuple[str, dict[str, str]]) -> None:
    """No bar of a whole cohort can be drawn where nobody knows how large it is; the table below has the counts."""
    language, texts = told
    assert {"en": "This part is not on file", "zh": "本年度资料暂缺"}[language] not in texts["03"]
    assert {"en": "at least once", "zh": "至少参评过一次"}[language] not in texts["br"]
