"""The data files of 2019 against the published report they were taken from, parsed anew from its text.

The source is not part of the repository: it is looked for at ``../shared/seed`` beside it, and where it is not there
these tests are skipped.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass

import pytest

from evalkit.edition import EditionRecord
from evalkit.scoring import Evaluation
from tests.folders import EDITION_2019, REPOSITORY

REPORT = REPOSITORY.parent / "shared" / "seed" / "activity-report-2019.zh.md"

pytestmark = pytest.mark.skipif(not REPORT.exists(), reason=f"the source report is not at {REPORT}")

#: The block headings of annex 2 and their tiers; names of the tiers as in section II.5.
BLOCKS = {"活跃度高": "high", "活跃度较高": "fairly-high", "活跃度一般": "average", "不活跃": "inactive"}


@dataclass(frozen=True)
class Printed:
    """One row of annex 2."""

    number: int
    name: str
    code: str
    score: int | None
    tier: str


@pytest.fixture(scope="module")
def report() -> str:
    return REPORT.read_text(encoding="utf-8")


def annex(report: str, number: int) -> str:
    """Return the text of one annex; the body mentions the annexes without a colon at the line's end."""
    parts = re.split(r"^(?:## )?附件 (\d):\s*$", report, flags=re.MULTILINE)
    return parts[parts.index(str(number)) + 1]


@pytest.fixture(scope="module")
def annex_2(report: str) -> list[Printed]:
    rows: list[Printed] = []
    tier = ""
    for line in annex(report, 2).splitlines():
        block = re.search(r"<b>(.+?)的联盟（共 ?(\d+) ?家）</b>", line)
        if block:
            tier = BLOCKS[block[1]]
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[0].isdigit():
            score = int(cells[3]) if cells[3] else None
            rows.append(Printed(int(cells[0]), cells[1], cells[2], score, tier))
    return rows


@pytest.fixture(scope="module")
def record(ev2019: Evaluation) -> EditionRecord:
    return ev2019.record


def table(name: str) -> list[dict[str, str]]:
    """Return a data file as it stands, by Python's csv module alone."""
    with (EDITION_2019 / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def narrow(text: str) -> str:
    """Return a name in one width and without spaces, as two typesettings of it are compared."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_annex_2_is_parsed_whole(annex_2: list[Printed]) -> None:
    """Numbered 1 to 99; blocks of 35, 19, 37 and 8, as its headings and section III.1 say."""
    assert [row.number for row in annex_2] == list(range(1, 100))
    assert [sum(row.tier == tier for row in annex_2) for tier in BLOCKS.values()] == [35, 19, 37, 8]


def test_codes_names_and_cohorts(annex_2: list[Printed]) -> None:
    """units.csv: every code with its name letter for letter, and the cohort that the note to annex 2 gives the code."""
    assert {row["unit"]: row["name"] for row in table("units.csv")} == {row.code: row.name for row in annex_2}
    assert all(row["cohort"] == row["unit"][0] for row in table("units.csv"))
    assert len(table("units.csv")) == 99


def test_scores_and_tiers(annex_2: list[Printed]) -> None:
    """scores.csv: every printed score and block; the eight without a printed score are withheld, and only those."""
    on_file = {row["unit"]: (row["score"], row["withheld"], row["tier"]) for row in table("scores.csv")}
    printed = {
        row.code: ("" if row.score is None else str(row.score), "yes" if row.score is None else "no", row.tier)
        for row in annex_2
    }
    assert on_file == printed
    assert sum(row.score is None for row in annex_2) == 8


def test_withheld_units_do_not_stand_in_the_order_of_the_source(annex_2: list[Printed]) -> None:
    """Annex 2 does not list them in the order of their codes; the data files do, and give nothing away."""
    printed = [row.code for row in annex_2 if row.score is None]
    on_file = [row["unit"] for row in table("scores.csv") if row["withheld"] == "yes"]
    assert on_file == sorted(printed) != printed
    for name in ("units.csv", "scores.csv"):
        codes = [row["unit"] for row in table(name)]
        assert codes == sorted(codes)


def test_panel(report: str) -> None:
    """panel.csv: the 31 people of annex 1 in its order, with their roles, affiliations and titles."""
    role = {"顾 问": "adviser", "组 长": "head", "副组长": "deputy", "专家组成员": "member"}
    people = []
    now = ""
    for line in filter(None, map(str.strip, annex(report, 1).splitlines())):
        now = role.get(line, now)
        if line in role or line.startswith("#"):
            continue
        person = re.fullmatch(r"(\S(?: \S|\S\S?))\s(\S.*)\s(\S+)", line)
        assert person, line
        people.append((now, person[1].replace(" ", ""), person[2], person[3]))
    on_file = [(row["role"], row["name"], row["affiliation"], row["title"]) for row in table("panel.csv")]
    assert on_file == people
    assert [row["order"] for row in table("panel.csv")] == [str(i) for i in range(1, 32)]
    roles = [person[0] for person in people]
    assert [roles.count(r) for r in role.values()] == [1, 1, 2, 27]  # section II.3: 31 in all


def test_panel_links(annex_2: list[Printed]) -> None:
    """27 of the 31 belong to an evaluated alliance: by its name, or by a variant in aliases.csv.

    Counted here from names alone; /shared/seed/README.md counts 27 too.
    """
    codes = {narrow(row.name): row.code for row in annex_2}
    codes |= {narrow(row["alias"]): row["unit"] for row in table("aliases.csv")}
    links = {row["name"]: row["unit"] for row in table("panel.csv")}
    assert links == {row["name"]: codes.get(narrow(row["affiliation"]), "") for row in table("panel.csv")}
    assert sum(bool(code) for code in links.values()) == 27


def test_aliases_stand_in_the_source(report: str, annex_2: list[Printed]) -> None:
    """Each variant is printed somewhere outside annex 2 and is not the name that annex 2 prints."""
    names = {row.code: row.name for row in annex_2}
    elsewhere = report.replace(annex(report, 2), "")
    for row in table("aliases.csv"):
        assert row["alias"] in elsewhere
        assert row["alias"] != names[row["unit"]]
        assert (narrow(row["alias"]) == narrow(names[row["unit"]])) == (row["kind"] == "width")


def test_annex_3_is_high_in_2019(report: str, annex_2: list[Printed], ev2019: Evaluation) -> None:
    """The 22 A-level alliances (13 + 4 + 5 by batch) are all in the highest tier, under the same codes and names."""
    rows = re.findall(r"^\| *(\d+) *\| *(.+?) *\| *(\w+) *\|$", annex(report, 3), flags=re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, 23))
    names = {row.code: narrow(row.name) for row in annex_2}
    assert all(names[code] == narrow(name) for _, name, code in rows)
    assert [sum(code.startswith(batch) for _, _, code in rows) for batch in "123D"] == [13, 4, 5, 0]
    results = ev2019.results.set_index("unit")
    assert (results.loc[[code for _, _, code in rows], "tier"] == "high").all()


def test_cohorts_and_totals(report: str, record: EditionRecord) -> None:
    """146 pilots in three batches and 11 network members, 157 in all (II.4); 52, 39 and 55 of them (III.6)."""
    assert re.search(r"146 家[^\d]*11 家，合计 157 家", report)
    printed = [int(re.search(rf"第{batch}批 (\d+) 个试点联盟总数", report)[1]) for batch in "一二三"]  # type: ignore[index]
    assert printed == [52, 39, 55]
    assert [cohort.total for cohort in record.rules.cohorts] == [*printed, 157 - sum(printed)]
    assert sum(printed) == 146


def test_tiers(report: str, record: EditionRecord) -> None:
    """Section II.5: 85 to 100, 70 to 84, 50 to 69, 49 and below."""
    printed = re.search(
        r"高（(\d+) 分~(\d+) 分）.*?较高（(\d+) 分~(\d+) 分）.*?一般（(\d+) 分~(\d+) 分）.*?不活跃（(\d+) 分以下）",
        report,
    )
    assert printed
    numbers = [int(number) for number in printed.groups()]
    ends = [int(end) for tier in record.rules.tiers for end in (tier.lowest, tier.highest)]
    assert ends == [*numbers[:6], 0, numbers[6]]
    assert [tier.name["zh"] for tier in record.rules.tiers] == list(BLOCKS)


def test_rubric(report: str, record: EditionRecord) -> None:
    """3 first-level and 20 second-level indicators (II.2); 6 + 9 + 5 read off its prose; no points are printed."""
    assert "3 个一级指标，20 个二级指标" in report
    assert [len(area.indicators) for area in record.rules.areas] == [6, 9, 5]
    assert len(record.rules.indicators) == 20
    assert all(indicator.points is None for indicator in record.rules.indicators)
    for area in record.rules.areas:
        assert area.name["zh"] in report


def test_window_and_milestones(report: str, record: EditionRecord) -> None:
    """2019-01-01 to 12-31, meetings on 2020-01-10 and 2020-08-01 (II.4), notice of 2019-12-15 (foreword)."""
    window = record.rules.window
    assert (str(window.first), str(window.last)) == ("2019-01-01", "2019-12-31")
    assert "2019 年 1 月 1 日—12 月 31 日" in report
    body = report.replace(" ", "")
    for milestone in record.rules.review.milestones:
        assert f"{milestone.date.year}年{milestone.date.month}月{milestone.date.day}日" in body
    names = [step.name["zh"] for step in record.rules.review.rounds]
    assert "、".join(names) in report
