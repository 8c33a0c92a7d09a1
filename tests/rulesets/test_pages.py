"""Every page of every rule set can be made, for the office, in each of its languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evalkit.edition import Workspace
from evalkit.report import figures, review_figures, review_tables, tables
from evalkit.report.elements import FigureView, TableView
from evalkit.report.words import Words
from evalkit.wording import Language
from tests.generated.pages import as_text, every_page, read_page, workspace
from tests.rulesets.test_worked_cases import evaluated

ROOT = Path(__file__).parent
EDITIONS = sorted(p.parent.relative_to(ROOT / "data").parts for p in ROOT.glob("data/*/*/rules.toml"))

#: A change that cannot be seen in print.
UNCHANGED = re.compile(
    r"from ([\d.]+) to \1(?![\d.]*\d)|由 ([\d.]+) 分降为 \2 分"
    r"|\b([\d.]+) before, \3 after|由 ([\d.]+) 变为 \4(?![\d.]*\d)"
)


@pytest.mark.parametrize(("programme", "edition"), EDITIONS)
def test_every_page_can_be_made(programme: str, edition: str) -> None:
    views = [(language, "internal") for language in Workspace(ROOT).languages(programme)]
    pages = every_page(ROOT, programme, edition, *views)
    assert [f"{page.notebook} {page.language}: {page.error}" for page in pages if page.error is not None] == []
    assert {"01-data-check", "02-scores-and-tiers", "annual-report"} <= {page.notebook for page in pages}
    empty = [
        f"{page.notebook} {view.name}: {column.label}"
        for page in pages
        for name in ("tiers", "overview")
        for view in page.tables(name)
        for i, column in enumerate(view.columns)
        if all(row[i] == "–" for _, rows in view.groups for row in rows)
    ]
    assert empty == []
    asked = [
        row for page in pages for v in page.tables("consistency-questions") for _, part in v.groups for row in part
    ]
    assert [row for row in asked if row[2] == "0" and not row[4]] == []
    # A Chinese caption may begin with the id of an edition, which has no capital.
    captions = [view.caption for page in pages for view in page.shown if isinstance(view, TableView)]
    assert not [c for c in captions if edition[0].islower() and c.rpartition("　")[2].startswith(edition.capitalize())]
    said = [as_text(element) for page in pages for element in page.shown]
    assert not {"This part is not on file.", "本年度资料暂缺。"} & set(said)
    assert [text for text in said if UNCHANGED.search(text)] == []


@pytest.mark.parametrize(
    ("programme", "said"),
    [
        ("staff-appraisal", "The same reviewers marked the same employees in both rounds"),
        ("nih", "What the rounds changed cannot be said: there is only one round"),
    ],
)
def test_who_marked_two_rounds(programme: str, said: str) -> None:
    """Nine people mark five others every quarter; of the panel's two rounds one is kept on file and is not compared."""
    with workspace(ROOT):
        page = read_page("07-reviewer-consistency", programme, "2026", "en", "internal")
    assert any(said in as_text(element) for element in page.shown)


def test_one_reviewer_more_where_the_print_shows_no_difference() -> None:
    """One score of nine judges has a standard error of 1.8/sqrt(9) = 0.6, of ten 1.8/sqrt(10) = 0.57: 0.6 as well."""
    with workspace(ROOT):
        page = read_page("07-reviewer-consistency", "isu-pairs-2016", "2016", "en", "internal")
    said = " ".join(as_text(element) for element in page.shown)
    assert "One more would hardly lower the standard error of a score (0.6 points). That is no case for fewer" in said
    assert "The rules of the edition name no number of reviewers for each pair; no calculation" in said


def text_of(notebook: str, programme: str, edition: str, language: Language = "zh", audience: str = "internal") -> str:
    with workspace(ROOT):
        page = read_page(notebook, programme, edition, language, audience)
    assert page.error is None
    return "\n".join(as_text(element) for element in page.shown)


def test_sheets_of_different_roles_or_of_votes_are_not_compared_as_wholes() -> None:
    """The financial expert marks 20 points that no technical expert marks; a jury that gives 12 is not lenient."""
    firms = text_of("06-review-process", "hi-tech-enterprise", "2026")
    assert "评审身份不同的专家所评指标不同，彼此孰宽孰严无从比较。" in firms
    assert "连成一体" not in firms
    for programme, edition in (("hi-tech-enterprise", "2026"), ("eurovision-1969", "1969"), ("teaching-award", "2026")):
        assert figures_of_gaps(programme, edition) is None
    assert figures_of_gaps("isu-pairs-2016", "2016") is not None


def figures_of_gaps(programme: str, edition: str) -> FigureView | None:
    ev = evaluated(programme, edition)
    return review_figures.differences(ev, Words("zh", ev.record.programme, ev.rules), ev.docket)


def test_where_nothing_was_assigned_nobody_is_awaited() -> None:
    ev = evaluated("isu-pairs-2016", "2016")
    view = review_tables.rounds(ev, Words("zh", ev.record.programme, ev.rules))
    assert [column.label for column in view.columns] == ["评审步骤", "已交评分表", "有评分表的组合数", "专家数"]
    assert view.groups[0][1] == (("短节目", "64", "8", "8"), ("自由滑", "72", "8", "9"))


def test_no_table_of_loads_that_are_all_of_too_few() -> None:
    """Two judges: what either had to mark is not for the public, and a table of dashes says nothing."""
    assert "可见任务分得是否均匀" not in text_of("06-review-process", "hackathon", "2026", audience="public")
    assert "可见任务分得是否均匀" in text_of("06-review-process", "hackathon", "2026")


def test_who_did_not_take_part_is_counted_alike_on_every_page() -> None:
    """U06 has no score: no indicator applies to it. It is on the roster, and one of four did not take part."""
    due = "评价对象共 4 件作品，其中 3 件参评，1 件未参评，未参评者占总数的 25.0%。"
    for notebook in ("01-data-check", "06-review-process", "annual-report", "brief"):
        assert due in text_of(notebook, "hackathon", "2026", audience="public"), notebook


@pytest.mark.parametrize(("programme", "edition"), [("hackathon", "2026"), ("isu-pairs-2016", "2016")])
def test_how_far_marks_are_apart_is_said_as_the_table_has_it(programme: str, edition: str) -> None:
    """Such as 3.3 % for Performance, which is more than 3 %."""
    with workspace(ROOT):
        page = read_page("07-reviewer-consistency", programme, edition, "zh", "internal")
    (view,) = page.tables("consistency-indicators")
    column = next(i for i, c in enumerate(view.columns) if c.label.startswith("评分相距"))
    apart = {row[0]: float(row[column]) for _, rows in view.groups for row in rows}
    told = "\n".join(as_text(element) for element in page.shown)
    assert f"平均相距都不超过{'满分' if programme.startswith('isu') else '分值幅度'}的 {max(apart.values())}%。" in told
    far = re.search(r"([^\s>]+)的 α 系数低于 0.667，主要是专家的评分相距较远", told)
    assert far is not None
    assert min(apart[name] for name in re.split("、|和", far[1])) >= sorted(apart.values())[len(apart) // 2]


def test_severities_that_touch_every_unit_alike_change_nothing() -> None:
    """In each programme every judge marks every pair: taking severities off moves all means alike."""
    assert "（相关系数扣除前后同为 0.539；8 对组合）" in text_of("07-reviewer-consistency", "isu-pairs-2016", "2016")


def test_units_that_are_ranked_apart_are_listed_apart() -> None:
    """As the types stand in the rules, each from its first place to its last."""
    ev = evaluated("teaching-award", "2026")
    view = tables.score_list(ev, Words("en", ev.record.programme, ev.rules))
    ((_, rows),) = view.groups
    assert [(row[0], row[3]) for row in rows] == [
        *((str(n), "Leaders") for n in (1, 2, 3, 4)),
        *((str(n), "Teams") for n in (1, 2, 3, 4)),
    ]


def test_added_marks_have_no_full_number_of_points() -> None:
    """Nobody votes for the own song: 15 juries at 10 points, and never 16 times 10."""
    with workspace(ROOT):
        page = read_page("annual-report", "eurovision-1969", "1969", "en", "internal")
    assert not any("160" in as_text(element) for element in page.shown)


def test_the_last_bar_ends_where_the_scores_do() -> None:
    """Bars are 10 points wide from 59.50, where 60 begins by its rounding: the last one would end at 109.50."""
    ev = evaluated("budget-performance", "whole-points")
    for language in ("zh", "en"):
        view = figures.score_distribution(ev, Words(language, ev.record.programme, ev.rules))
        assert view is not None and view.data is not None
        assert view.data.groups[0][1][0] == ("99.50–100.00", "1", "0", "0", "0")
