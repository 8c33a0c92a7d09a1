"""Every page of every rule set can be made, for the office, in each of its languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit.edition import Workspace
from evalkit.report import figures
from evalkit.report.elements import TableView
from evalkit.report.words import Words
from tests.generated.pages import as_text, every_page, read_page, workspace
from tests.rulesets.test_worked_cases import evaluated

ROOT = Path(__file__).parent
EDITIONS = sorted(p.parent.relative_to(ROOT / "data").parts for p in ROOT.glob("data/*/*/rules.toml"))


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


def test_the_last_bar_ends_where_the_scores_do() -> None:
    """Bars are 10 points wide from 59.50, where 60 begins by its rounding: the last one would end at 109.50."""
    ev = evaluated("budget-performance", "whole-points")
    for language in ("zh", "en"):
        view = figures.score_distribution(ev, Words(language, ev.record.programme, ev.rules))
        assert view is not None and view.data is not None
        assert view.data.groups[0][1][0] == ("99.50–100.00", "1", "0", "0", "0")
