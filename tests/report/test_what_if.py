"""Other cut-offs inside a page: the script shows what ``Evaluation.replace`` finds, and nothing withheld is there."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

import evalkit
from evalkit.edition import variant
from evalkit.report.what_if import what_if
from evalkit.report.words import Words
from evalkit.rules.audience import Audience
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY
from tests.report.made import made_page
from tests.report.odd_editions import differences, edition, tiers_of


def controls(ev: Evaluation, audience: Audience = "public") -> str | None:
    made = what_if(ev, Words("en", ev.record.programme, ev.rules, audience))
    return None if made is None else made.markup


def column(page: Page, table: int, place: int) -> list[str]:
    rows = page.locator("form.what-if table").nth(table).locator("tbody tr:visible")
    return rows.locator(f"xpath=*[{place + 1}]").all_inner_texts()


@pytest.mark.browser
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_what_the_page_shows_is_what_replace_finds(browser: Browser, audience: Audience, ev2019: Evaluation) -> None:
    """Eight odd editions, twelve sets of cut-offs each; ``python -m tests.report.odd_editions 10000`` has more."""
    found = [differences(browser, random.Random(f"{audience} {n}"), 12, audience) for n in range(8)]
    found.append(differences(browser, random.Random(2019), 12, audience, ev2019))
    assert [line for lines in found for line in lines] == []


@pytest.mark.browser
def test_2019_under_the_cut_offs_of_2015(browser: Browser, ev2019: Evaluation, tmp_path: Path) -> None:
    """86, 75 and 65 give 32, 17, 14 and 36, as counted by hand in ``tests/scoring/test_replace.py``.

    Three scores of 85 leave the first tier (35 − 32), 5 of 70 to 74 the second (19 + 3 − 17), 28 of 50 to 64 the third
    (37 + 5 − 14): 36 go down. 49 instead of 50 may leave each of the eight withheld scores, below 50, in either tier.
    """
    made = what_if(ev2019, Words("zh", ev2019.record.programme, ev2019.rules))
    assert made is not None
    page = browser.new_page()
    page.goto(made_page(tmp_path, made))
    fields = page.get_by_role("spinbutton")
    assert [page.get_by_label("“活跃度较高”的最低分").input_value(), fields.count()] == ["70", 3]
    status = page.get_by_role("status")
    expect(status).to_have_text("各联盟的等级均无变动。")
    assert (column(page, 0, 2), column(page, 1, 0)) == (["35", "19", "37", "8"], [])
    # By the keyboard alone.
    fields.nth(0).focus()
    page.keyboard.press("ArrowUp")
    assert column(page, 0, 2) == ["32", "22", "37", "8"]
    for key in ("Tab", "7", "5", "Tab", "6", "5"):
        page.keyboard.press(key)
    expect(status).to_have_text("等级变动的联盟有 36 家，其中上升 0 家，下降 36 家。")
    assert column(page, 0, 2) == ["32", "17", "14", "36"]
    # 32/99 and 32/157.
    assert (column(page, 0, 3)[0], column(page, 0, 4)[0]) == ("32.32", "20.38")
    assert len(column(page, 1, 0)) == 36
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status).to_have_text("各联盟的等级均无变动。")
    assert [field.input_value() for field in fields.all()] == ["85", "70", "50"]
    fields.nth(2).fill("49")
    expect(status).to_have_text(
        "等级变动的联盟有 0 家，其中上升 0 家，下降 0 家。另有 8 家的评分不公布，等级不能判定。"
    )
    assert (column(page, 0, 2)[2:], column(page, 0, 3)[3]) == (["37–45", "0–8"], "0.00–8.08")
    assert set(column(page, 1, 4)) == {"不能判定"}
    fields.nth(2).fill("70")
    expect(status).to_have_text("各等级线须在 1 至 100 之间，为 1 的整数倍，并且依次降低。")
    assert [field.get_attribute("aria-invalid") for field in fields.all()] == ["false", "false", "true"]
    assert column(page, 0, 2) == ["–"] * 4
    page.emulate_media(media="print")
    assert not page.locator("form.what-if").is_visible()
    page.close()


@pytest.mark.browser
def test_without_scripts_there_is_no_trace_of_it(browser: Browser, ev2019: Evaluation, tmp_path: Path) -> None:
    made = what_if(ev2019, Words("zh", ev2019.record.programme, ev2019.rules))
    assert made is not None
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(made_page(tmp_path, made))
    assert page.locator("form.what-if").count() == 1 and not page.locator("form.what-if").is_visible()
    context.close()


def test_nothing_of_the_withheld_scores_is_in_it() -> None:
    """Whatever they are, the controls of the public are the same, byte for byte; those of the office are not."""
    tried = 0
    for number in range(12):
        ev = edition(random.Random(number))
        away = ev.results["unit"].isin(ev.withheld)
        if not 0 < away.sum() < len(away):
            continue
        scores, tier = ev.record.scores.copy(), ev.tier_by_unit
        for i in scores.index[scores["unit"].isin(ev.withheld)]:
            same = scores["unit"].map(tier) == tier[scores.loc[i, "unit"]]
            for column_ in ("steps", "lowest", "highest"):
                scores.loc[i, column_] = ev.record.scores.loc[same, "steps"].min()
        other = Evaluation(replace(ev.record, scores=scores), ev.rules)
        assert controls(other) == controls(ev)
        tried += controls(other, "internal") != controls(ev, "internal")
    assert tried >= 2


def test_units_that_are_not_named_have_no_code_in_it(ev2019: Evaluation) -> None:
    """The eight inactive alliances of 2019, counted and not named."""
    rules = variant(ev2019.rules, publication={"withhold_names_of": ["inactive"]})
    made = controls(Evaluation(replace(ev2019.record, rules=rules), rules))
    assert made is not None
    rows = [
        [c.get_text() for c in row.find_all(["td", "th"])]
        for row in BeautifulSoup(made, "html.parser").select("[data-at]")
    ]
    assert len(rows) == 99
    assert [row[:3] for row in rows if row[3] == "Inactive"] == [["–", "(not named)", "withheld"]] * 8


def test_where_it_could_not_be_told_there_are_no_controls(ev2019: Evaluation) -> None:
    """Other rules beside the score, scores of which the public sees none, one tier, no cut-offs, not every score."""
    assert controls(ev2019) is not None
    ends = (Decimal(0), Decimal(100))
    every = [tier.id for tier in ev2019.rules.tiers]
    silent = variant(ev2019.rules, publication={"withhold_scores_of": every})
    silenced = Evaluation(replace(ev2019.record, rules=silent), silent)
    assert (controls(silenced), controls(silenced, "internal") is None) == (None, False)
    quotas = [{"tier": "high", "count": 30, "otherwise": "fairly-high", "ties": "all"}]
    quota = ev2019.replace(quotas=quotas, publication={})
    threshold = ev2019.replace(thresholds=[{"of": "score", "at_least": 60, "otherwise": "inactive"}], publication={})
    one = ev2019.replace(tiers=tiers_of([], ev2019, ends, "highest"), honour=None, publication={})
    assert [controls(ev) for ev in (quota, threshold, one)] == [None, None, None]
    assert controls(evalkit.load("alliances", "2018", root=REPOSITORY).evaluate()) is None
