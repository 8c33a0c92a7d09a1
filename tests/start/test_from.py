"""A programme from an office's own file: what is recognised, what is assumed and said, and what is refused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import evalkit
from evalkit.cli import main
from evalkit.edition import ROOT_VARIABLE
from evalkit.publication import secrets
from evalkit.scoring import Evaluation
from tests.sources.dressed import write_ods
from tests.start import books


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing in it, in which one stands."""
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    (tmp_path / "office").mkdir()
    monkeypatch.chdir(tmp_path / "office")
    return tmp_path / "office"


def told(*words: str, language: str = "C.UTF-8") -> Result:
    return CliRunner().invoke(main, list(words), env={"LC_ALL": language})


def proposed(empty: Path, make: Callable[[Path], Path], name: str = "own.xlsx", language: str = "C.UTF-8") -> list[str]:
    """Make a programme from a file and return what was said; it has no fault as it is."""
    path = make(empty.parent / name)
    done = told("new", "own", "--from", str(path), "--edition", "2025", language=language)
    assert done.exit_code == 0, done.output
    checked = told("check", "own")
    assert checked.exit_code == 0, checked.output
    return [line.strip().removeprefix("- ") for line in done.output.splitlines()]


def evaluated(empty: Path) -> Evaluation:
    return evalkit.load("own", "2025", root=empty).evaluate()


def scores(empty: Path) -> dict[str, str]:
    results = evaluated(empty).results.set_index("unit")["score"].astype(str)
    return {unit: f"{float(score):g}" for unit, score in results.items()}


def rules(empty: Path) -> dict[str, Any]:
    return tomllib.loads((empty / "data/own/2025/rules.toml").read_text(encoding="utf-8"))


def names(empty: Path) -> list[str]:
    return sorted(p.relative_to(empty).as_posix() for p in empty.rglob("*") if p.is_file())


def test_a_column_for_each_reviewer(empty: Path) -> None:
    """Header in row 3, an empty column, a mean by formula, a row of means (9) and a note (11) below.

    The means, by hand: XM-01 336/4 = 84; XM-02 368/4 = 92; XM-03 284/4 = 71; XM-04 344/4 = 86; XM-05 260/4 = 65.
    """
    said = proposed(empty, books.chinese_people)
    assert names(empty) == [
        "data/own/2025/own.xlsx", "data/own/2025/rules.toml", "data/own/programme.toml",
    ]  # fmt: skip
    assert scores(empty) == {"XM-01": "84", "XM-02": "92", "XM-03": "71", "XM-04": "86", "XM-05": "65"}
    assert said == [
        "3 files written to data/own. Recognised in your file:",
        "Units: 5 in [评审汇总], code from “项目编号”, name from “项目名称”.",
        "Marks: [评审汇总], one column a reviewer: 专家1、专家2、专家3、专家4.",
        "“平均分” is the mean of the reviewers: the rule for several reviewers follows it.",
        "What it does not say; please look at data/own/2025/rules.toml:",
        "How many points a criterion can give; assumed, with the highest mark in brackets: 评分 100 (95).",
        "To what step a score is rounded; 0.01 was assumed. Marks are in steps of 0.5.",
        "Columns of [评审汇总] that were passed over: 序号、平均分.",
        "Rows of [评审汇总] that do not belong to the table: 9, 11.",
        "Tiers and cut-offs: the file names none.",
        "Next: evalkit check own and evalkit run own.",
    ]
    programme = tomllib.loads((empty / "data/own/programme.toml").read_text(encoding="utf-8"))
    assert (programme["languages"], programme["title"], programme["unit"]["zh"]) == (["zh"], "社区项目评审", "项目")
    assert programme["synthetic"] is False


def test_one_row_a_sheet_with_merged_units_and_lists_of_units_and_reviewers(empty: Path) -> None:
    """A01: (28+25)/2 + (45+41.5)/2 + (18+17)/2 = 26.5 + 43.25 + 17.5 = 87.25; A02: 21 + 31.5 + 13.5 = 66;

    A03: 29.5 + 49 + 19.5 = 98. The most points stand in the names of the columns; the row of sums is left out.
    """
    said = proposed(empty, books.chinese_wide, language="zh_CN.UTF-8")
    assert scores(empty) == {"A01": "87.25", "A02": "66", "A03": "98"}
    found = rules(empty)
    assert [(i["name"], i["points"]) for i in found["indicators"]] == [
        ("组织建设", 30), ("技术创新", 50), ("社会效益", 20),
    ]  # fmt: skip
    assert [c["name"] for c in found["cohorts"]] == ["第一批", "第二批"]
    assert found["source"]["tables"]["marks"]["down"] == ["单位代码"]
    review = evaluated(empty).record.review
    assert review is not None
    assert review.reviewers["name"].tolist() == ["王一", "李二"]
    assert "未采用的工作表：填表说明。" in said and "[评分] 中不属于表格的行：9。" in said


def test_one_mark_a_row(empty: Path) -> None:
    """Night buses: merit (4+3)/2 = 3.5, reach (5+4)/2 = 4.5; full names are no codes."""
    said = proposed(empty, books.english_long)
    assert scores(empty) == {"Night buses": "8", "Repair cafés": "5.5", "A library of seeds": "9.5"}
    review = evaluated(empty).record.review
    assert review is not None
    assert review.reviewers[["reviewer", "name"]].to_numpy().tolist() == [
        ["R1", "Ada Lovelace"],
        ["R2", "Emmy Noether"],
    ]
    # The mapping has their names, and is on no page: the last look goes on looking for them.
    shown = secrets.published_texts(evaluated(empty).record)
    assert "Scientific merit" in shown and "Ada Lovelace" not in shown
    assert "No column has codes; the names in “Project” are used as codes." in said
    assert "Whether marks begin at 0 or 1; the lowest is 2, so 1 was assumed." in said


def test_final_scores_with_tiers(empty: Path) -> None:
    said = proposed(empty, books.chinese_scores)
    results = evaluated(empty).results.set_index("unit")["tier"].astype(str).to_dict()
    assert results == {"1": "t1", "2": "t2", "3": "t2", "4": "t3"}
    assert rules(empty)["data"]["level"] == "scores"
    assert "Where a tier begins; the lowest score on file was taken: 一等奖 ≥ 93.5、二等奖 ≥ 85.5、三等奖 ≥ 0." in said


def test_a_total_without_the_highest_and_the_lowest(empty: Path) -> None:
    """Without the highest and the lowest: (8+9)/2 = 8.5 and (6+7)/2 = 6.5; the plain means are 8.25 and 6.25."""

    def make(path: Path) -> Path:
        rows: books.Rows = [
            ["Code", "Name", "Ann", "Bo", "Cy", "Di", "Final score"],
            ["P1", "Roads", 10, 8, 9, 6, books.Sum("=TRIMMEAN(C2:F2,0.5)", 8.5)],
            ["P2", "Bridges", 6, 7, 3, 9, books.Sum("=TRIMMEAN(C3:F3,0.5)", 6.5)],
        ]
        return books.write_book(path, {"Scores": rows})

    said = proposed(empty, make)
    assert scores(empty) == {"P1": "8.5", "P2": "6.5"}
    assert rules(empty)["review"]["final"]["rule"] == "trimmed-mean"
    assert (empty / "data/own/2025/reviewers.csv").read_text(encoding="utf-8").split()[1] == "Ann,Ann"
    assert "Whether these columns are reviewers; their mean is the total, so that was assumed: Ann, Bo, Cy, Di." in said


def test_weights_in_the_names_of_columns(empty: Path) -> None:
    """P1: 0.6 × (80 + 90)/2 + 0.4 × (70 + 60)/2 = 51 + 26 = 77;
    P2: 0.6 × 50 + 0.4 × 100 = 70. Reach counts for nothing.
    """

    def make(path: Path) -> Path:
        names = ["Merit (0-100, 60%)", "Team (0-100, 40%)", "Reach (0-100, 0%)", "Remarks"]
        rows: books.Rows = [
            ["Application no.", "Applicant", "Referee", *names],
            ["P1", "Roads", "A", 80, 70, 90, None], ["P1", "Roads", "B", 90, 60, 10, "late"],
            ["P2", "Bridges", "A", 40, 100, 50, None], ["P2", "Bridges", "B", 60, 100, 50, None],
        ]  # fmt: skip
        return books.write_book(path, {"Reviews": rows})

    proposed(empty, make)
    assert scores(empty) == {"P1": "77", "P2": "70"}


def test_marks_that_are_not_there(empty: Path) -> None:
    """P1 has merit (8+6)/2 = 7 and reach 5 from one reviewer: 12."""

    def make(path: Path) -> Path:
        rows: books.Rows = [
            ["Code", "Name", "Judge", "Merit", "Reach"],
            ["P1", "Roads", "A", 8, 5], ["P1", "Roads", "B", 6, None], ["P2", "Bridges", "A", 9, 9],
        ]  # fmt: skip
        return books.write_book(path, {"Marks": rows})

    assert "1 mark is not there; it is left out." in proposed(empty, make)
    assert scores(empty) == {"P1": "12", "P2": "18"}


def test_criteria_without_reviewers(empty: Path) -> None:
    def make(path: Path) -> Path:
        rows: books.Rows = [
            ["Course", "Content (20 points)", "Teaching (10 points)"],
            ["Algebra", 17, 9],
            ["Botany", 12, 4],
        ]
        return books.write_book(path, {"Marks": rows})

    said = proposed(empty, make)
    assert scores(empty) == {"Algebra": "26", "Botany": "16"}
    assert any(line.startswith("Who gave the marks; they are taken as those of one panel") for line in said)


def test_a_row_of_the_most_points_under_the_header(empty: Path) -> None:
    def make(path: Path) -> Path:
        rows: books.Rows = [
            ["编号", "单位", "评委", "质量", "效益"], ["满分", None, None, 60, 40],
            ["D1", "甲单位", "张三", 50, 30], ["D1", "甲单位", "李四", 52, 34], ["D2", "乙单位", "张三", 40, 20],
        ]  # fmt: skip
        return books.write_book(path, {"评分": rows})

    proposed(empty, make)
    assert [i["points"] for i in rules(empty)["indicators"]] == [60, 40]
    assert scores(empty) == {"D1": "83", "D2": "60"}


def test_opendocument(empty: Path) -> None:
    def make(path: Path) -> Path:
        rows = [["Code", "Title", "Reviewer 1", "Reviewer 2"], ["P1", "Roads", "7.5", "6"], ["P2", "Bridges", "9", "8"]]
        write_ods(path, {"Scores": rows})
        return path

    proposed(empty, make, "own.ods")
    assert scores(empty) == {"P1": "6.75", "P2": "8.5"}


def test_csv_with_semicolons_a_title_and_a_name_that_a_table_has(empty: Path) -> None:
    def make(path: Path) -> Path:
        text = "Grants 2025;;;\n;;;\nCode;Projekt-Name;Reviewer 1;Reviewer 2\nP1;Roads;7,5;6\nP2;Bridges;9;8\n"
        path.write_text(text, encoding="utf-8")
        return path

    proposed(empty, make, "scores.csv")
    assert scores(empty) == {"P1": "6.75", "P2": "8.5"}
    assert "data/own/2025/from-scores.csv" in names(empty)


def test_one_sheet_a_reviewer(empty: Path) -> None:
    """K1: (28+26+30)/3 + (17+18+19)/3 = 28 + 18 = 46; K2: 20 + 12 = 32; K3: (25+24)/2 + (15+12+15)/3 = 24.5 + 14."""
    said = proposed(empty, books.chinese_sheets, language="zh_CN.UTF-8")
    assert scores(empty) == {"K1": "46", "K2": "32", "K3": "38.5"}
    marks = rules(empty)["source"]["tables"]["marks"]
    assert marks["parts"] == {"张三": "张三", "李四": "李四", "王五": "王五"} and "sheet" not in marks
    review = evaluated(empty).record.review
    assert review is not None
    assert review.reviewers["name"].tolist() == ["张三", "李四", "王五"]
    assert "下列工作表是否每位专家一个；各表列名相同，暂按此处理：张三、李四、王五。" in said
    assert "未采用的工作表：填表说明。" in said
    assert "[张三] 中未采用的列：小计。" in said


def test_a_fault_in_the_sheet_of_a_reviewer_names_that_sheet(empty: Path) -> None:
    proposed(empty, books.chinese_sheets)
    path = empty / "data/own/2025/own.xlsx"
    book = openpyxl.load_workbook(path)
    book["李四"]["C4"] = 31
    book.save(path)
    done = told("check", "own")
    assert done.output.splitlines()[1:] == [
        "  own.xlsx [李四], row 4, 项目质量（30分） (C4): 31 is out of range; allowed: 0 to 30."
    ]


def test_sheets_of_different_units_are_batches_and_no_reviewers(empty: Path) -> None:
    def make(path: Path) -> Path:
        header = ["Code", "Name", "Idea (10 points)", "Cost (5 points)"]
        north: books.Rows = [header, ["N1", "Roads", 8, 4], ["N2", "Rails", 6, 5]]
        return books.write_book(path, {"North": north, "South": [header, ["S1", "Bridges", 9, 5]]})

    said = proposed(empty, make)
    assert scores(empty) == {"N1": "12", "N2": "11"}
    assert "Sheets that were passed over: South." in said


def test_criteria_below_the_names_of_their_areas(empty: Path) -> None:
    """F1: (8+6)/2 + (7+7)/2 + (4+5)/2 = 7 + 7 + 4.5 = 18.5; F2: 9.5 + 8.5 + 2.5 = 20.5."""
    said = proposed(empty, books.english_two_rows)
    assert scores(empty) == {"F1": "18.5", "F2": "20.5"}
    found = rules(empty)
    assert [(a["name"], [i["name"] for i in a["indicators"]]) for a in found["areas"]] == [
        ("Quality", ["Idea", "Method"]),
        ("Use", ["Reach"]),
    ]
    marks = found["source"]["tables"]["marks"]
    assert marks["header"] == [2, 3]
    assert marks["wide"]["reach"] == "Use / Reach (5 points)"
    assert "Columns of [Marks] that were passed over: Use / Sum, Remarks." in said


def test_marks_that_are_words(empty: Path) -> None:
    """Excellent 3, Good 2, Poor 1. C1: (3+2)/2 + (2+3)/2 = 5; C2: 1 + (2+1)/2 = 2.5. “good” is “Good”."""
    said = proposed(empty, books.english_words)
    assert scores(empty) == {"C1": "5", "C2": "2.5"}
    assert rules(empty)["marks"]["grades"] == [
        {"id": "Excellent", "value": 3}, {"id": "Good", "value": 2}, {"id": "Poor", "value": 1},
    ]  # fmt: skip
    assert (
        "The order of the words that are marks, and how many points each is worth; assumed: Excellent 3, Good 2, "
        "Poor 1. "
        "A word that nobody gave is not among them. Another order: --grades, the best first." in said
    )


def test_marks_that_are_chinese_words_in_a_column_for_each_reviewer(empty: Path) -> None:
    """优 3, 良 2, 差 1: D1 (3+2)/2 = 2.5, D2 (1+2)/2 = 1.5."""

    def make(path: Path) -> Path:
        rows: books.Rows = [["编号", "名称", "专家1", "专家2"], ["D1", "甲", "优", "良"], ["D2", "乙", "差", "良"]]
        return books.write_book(path, {"评分": rows})

    proposed(empty, make)
    assert scores(empty) == {"D1": "2.5", "D2": "1.5"}


def test_words_of_which_nobody_knows_the_order(empty: Path) -> None:
    """With the order told: Wow 3, Solid 2, Thin 1, as Excellent, Good and Poor above."""
    path = books.english_words(empty.parent / "own.xlsx", ("Wow", "Solid", "Thin"))
    (line,) = refused(empty, path)
    assert line == (
        "own.xlsx: the marks seem to be words (Wow, Solid, Thin), of which it is not known which is better; nothing "
        'was written. Say so, the best first: --grades "Wow, Solid, Thin"'
    )
    done = told("new", "own", "--from", str(path), "--edition", "2025", "--grades", "Wow, Solid, Thin")
    assert done.exit_code == 0, done.output
    assert scores(empty) == {"C1": "5", "C2": "2.5"}


def test_a_page_is_made_of_it(empty: Path) -> None:
    proposed(empty, books.chinese_people)
    done = told("run", "own", "--no-office", "--notebook", "02", "--notebook", "07")
    assert done.exit_code == 0, done.output
    page = (empty / "reports/own/2025/zh/02-scores-and-tiers.html").read_text(encoding="utf-8")
    assert "夜间公交" in page
    assert (empty / "reports/own/2025/zh/07-reviewer-consistency.html").is_file()


def refused(empty: Path, path: Path) -> list[str]:
    done = told("new", "own", "--from", str(path), "--edition", "2025")
    assert done.exit_code == 2, done.output
    assert names(empty) == [] and not (empty / "data/own").exists()
    return done.output.splitlines()


def test_no_file(empty: Path) -> None:
    assert refused(empty, empty.parent / "elsewhere.xlsx")[1:] == ["  elsewhere.xlsx: the file is missing."]


def test_no_workbook(empty: Path) -> None:
    path = empty.parent / "own.xlsx"
    path.write_bytes(b"no workbook")
    assert refused(empty, path)[1].startswith("  own.xlsx: the file cannot be read as a workbook: ")


def test_nothing_that_is_a_table(empty: Path) -> None:
    book = books.write_book(empty.parent / "own.xlsx", {"Letter": [["Dear all"], ["the budget", 3], ["is", 4]]})
    (line,) = refused(empty, book)
    assert line.startswith("own.xlsx: no table of marks or scores was recognised (Letter); nothing was written.")


def test_a_formula_that_was_never_calculated(empty: Path) -> None:
    rows: books.Rows = [
        ["Code", "Name", "Reviewer 1", "Reviewer 2"], ["P1", "Roads", 7, 6], ["P2", "Bridges", 8, books.Sum("=4+4")],
    ]  # fmt: skip
    lines = refused(empty, books.write_book(empty.parent / "own.xlsx", {"Marks": rows}))
    assert lines == [
        "own/2025: 1 fault; nothing was written.",
        "  own.xlsx [Marks], row 3, Reviewer 2 (D3): the cell holds a formula that was never calculated; open the "
        "workbook in a spreadsheet program and save it.",
    ]


def test_a_mark_above_what_its_column_says(empty: Path) -> None:
    path = books.chinese_wide(empty.parent / "own.xlsx")
    book = openpyxl.load_workbook(path, data_only=True)
    book["评分"]["D4"] = 51
    book.save(path)
    assert refused(empty, path)[1:] == [
        "  own.xlsx [评分], row 4, 技术 创新（50分） (D4): 51 is out of range; allowed: 0 to 50."
    ]


def test_a_level_that_the_file_has_not(empty: Path) -> None:
    path = books.chinese_scores(empty.parent / "own.xlsx")
    done = told("new", "own", "--from", str(path), "--level", "marks")
    assert (done.exit_code, done.output) == (2, "own.xlsx holds final scores, not marks; nothing was written.\n")
    assert names(empty) == []


def test_criteria_below_each_reviewer(empty: Path) -> None:
    """XM-01: (88 + 90 + 84) / 3 = 87.33; XM-02: (71 + 69 + 76) / 3 = 72. The sums below each reviewer are no marks."""
    said = proposed(empty, books.chinese_matrix)
    assert scores(empty) == {"XM-01": "87.33", "XM-02": "72"}
    assert (
        "Marks: [评分矩阵], each reviewer (专家1、专家2、专家3) on each criterion (创新性、可行性、效益), side by side."
        in said
    )
    assert "“总分” is the mean of the reviewers: the rule for several reviewers follows it." in said
    marks = rules(empty)["source"]["tables"]["marks"]
    assert marks["under"] == {"R1": "专家1", "R2": "专家2", "R3": "专家3"}
    assert marks["wide"] == {"c1": "创新性（30分）", "c2": "可行性（40分）", "c3": "效益（30分）"}


def test_reviewers_below_each_criterion(empty: Path) -> None:
    """P1: (7+8)/2 + (3+4)/2 = 11; P2: 5 + (2+5)/2 = 8.5, for one mark is not there. Points tell which are criteria."""
    said = proposed(empty, books.english_matrix)
    assert scores(empty) == {"P1": "11", "P2": "8.5"}
    review = evaluated(empty).record.review
    assert review is not None and review.reviewers["name"].tolist() == ["Ada", "Emmy"]
    assert (
        "Which of the two rows of names are reviewers; assumed: Ada, Emmy are reviewers, Merit, Reach criteria." in said
    )
    assert "1 mark is not there; it is left out." in said
    marks = rules(empty)["source"]["tables"]["marks"]
    assert (marks["part"], marks["across"]) == ("indicator", "reviewer")
    assert marks["under"] == {"merit": "Merit (10)", "reach": "Reach (5)"}


HOTCRP = """\
paper,title,review,reviewername,email,round,Overall merit,Reviewer expertise,Novelty,Comments for authors
1,Roads,1A,Ada Lovelace,ada@example.org,R1,{4. Accept},{3. Knowledgeable},{4. High},"Sound, if slow."
1,Roads,1B,Emmy Noether,emmy@example.org,R1,{3. Weak accept},{2. Some},{5. Very high},
2,Bridges,2A,Ada Lovelace,ada@example.org,R2,{5. Strong accept},{4. Expert},{4. High},"Line one
line two"
2,Bridges,2B,Emmy Noether,emmy@example.org,R1,{4. Accept},{1. None},{3. Fair},
3,Tunnels,3A,Ada Lovelace,ada@example.org,R1,{2. Weak reject},{4. Expert},{2. Low},ok
3,Tunnels,3B,Mary Somerville,mary@example.org,R1,{1. Reject},{3. Knowledgeable},{2. Low},ok
"""


@pytest.mark.parametrize("words", [False, True])
def test_reviews_of_hotcrp(empty: Path, words: bool) -> None:
    """The number of a paper is its code and its title its name; the score is the mean of the overall merit.

    (4 + 3) / 2 = 3.5, (5 + 4) / 2 = 4.5, (2 + 1) / 2 = 1.5; the column round is of HotCRP's rounds.
    """
    plain = re.sub(r"\{([^}]*)\}" if words else r"\{(\d)[^}]*\}", r"\1", HOTCRP)
    said = proposed(empty, written(plain), "reviews.csv")
    assert "Units: 3 in [reviews.csv], code from “paper”, name from “title”." in said
    assert scores(empty) == {"1": "3.5", "2": "4.5", "3": "1.5"}
    assert evaluated(empty).record.units["name"].tolist() == ["Roads", "Bridges", "Tunnels"]
    found = {i["id"]: i for i in rules(empty)["indicators"]}
    assert list(found) == ["overall-merit", "reviewer-expertise", "novelty"]
    assert found["reviewer-expertise"]["about"] == "reviewer" and found["novelty"]["counts"] is False
    assert any(line.startswith("What makes the score; assumed: “Overall merit” alone") for line in said)


def test_a_total_of_the_criteria_stays_one(empty: Path) -> None:
    """4 + 3 = 7 and so on: what is called an overall score and is the sum of the others is no criterion."""
    rows = ["Code,Juror,Idea (5),Cost (5),Overall score", "A,J1,4,3,7", "A,J2,5,3,8", "B,J1,2,3,5", "B,J2,1,1,2"]
    proposed(empty, written("\n".join(rows) + "\n"), "own.csv")
    assert [i["id"] for i in rules(empty)["indicators"]] == ["idea", "cost"]
    assert scores(empty) == {"A": "7.5", "B": "3.5"}


OPENREVIEW = """\
id,number,forum,forum_title,signatures,cdate,content.rating.value,content.confidence.value,content.summary.value
r1,1,aB3x,Roads,Venue/2025/Conference/Submission1/Reviewer_k2Vq,1715000000000,7: good paper,4: confident,One text
r2,2,aB3x,Roads,Venue/2025/Conference/Submission1/Reviewer_Xp9a,1715000000001,6: marginally above,3: fairly,A text
r3,1,Zz_9,Bridges,Venue/2025/Conference/Submission2/Reviewer_0tYc,1715000000002,9: top 15%,5: certain,Text three
r4,2,Zz_9,Bridges,Venue/2025/Conference/Submission2/Reviewer_Lm4e,1715000000003,8: top 50%,4: confident,Text four
"""


def test_reviews_of_openreview(empty: Path) -> None:
    """The forum is the code, not the id or number of a review; a reviewer is the end of a signature.

    (7 + 6) / 2 = 6.5 and (9 + 8) / 2 = 8.5; confidence is about the reviewer.
    """
    said = proposed(empty, written(OPENREVIEW), "reviews.csv")
    assert "Units: 2 in [reviews.csv], code from “forum”, name from “forum_title”." in said
    assert "Reviewers: 4 in [reviews.csv], from “signatures”." in said
    assert scores(empty) == {"Zz_9": "8.5", "aB3x": "6.5"}
    assert [i["name"] for i in rules(empty)["indicators"]] == ["rating", "confidence"]


def written(content: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_text(content, encoding="utf-8")
        return path

    return make
