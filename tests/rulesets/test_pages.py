"""Every page of every rule set can be made, for the office, in each of its languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evalkit.edition import Workspace
from evalkit.report import figures, tables
from evalkit.report.elements import TableView
from evalkit.report.words import Words
from tests.generated.pages import as_text, every_page, read_page, workspace
from tests.rulesets.test_worked_cases import evaluated

ROOT = Path(__file__).parent
EDITIONS = sorted(p.parent.relative_to(ROOT / "data").parts for p in ROOT.glob("data/*/*/rules.toml"))

#: A change that cannot be seen in print.
UNCHANGED = re.compile(r"from ([\d.]+) to \1(?![\d.]*\d)|由 ([\d.]+) 分降为 \2 分")


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
