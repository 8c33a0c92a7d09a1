"""Every page by axe-core in both colour schemes, and what axe lets pass: keyboard, focus, language, reflow, spacing."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_markdown_cell, new_notebook
from PIL import Image
from playwright.sync_api import Browser, Page

from evalkit.edition import Workspace, read_edition
from evalkit.package.notice import superseded
from evalkit.report.export import export
from evalkit.runner.register import ledger_of, register_page
from tests.folders import EDITION_2019, REPOSITORY

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOLDERS = ["", "alliances/2014/zh", "alliances/2014/en", "alliances/2019/zh", "alliances/2019/en"]

# How many rows of each table are looked at.
ROWS = 12

# What every keyboard stop looks like, and whether an element may be one.
STOPS = "a[href], button, input, summary, [tabindex='0']"
FOCUSED = """() => { const e = document.activeElement; if (e === document.body) return null;
    const s = getComputedStyle(e);
    const r = e.getBoundingClientRect();
    return {name: e.localName, text: (e.textContent || e.id).trim().slice(0, 30), width: parseFloat(s.outlineWidth),
            style: s.outlineStyle, index: [...document.querySelectorAll('*')].indexOf(e),
            seen: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth}; }"""
# WCAG 1.4.12: what a reader may set without losing anything.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def pages(built: Path, folder: str) -> list[Path]:
    found = sorted((built / "reports" / folder).glob("*.html"))
    assert found
    return found


def violations(page: Page, run_only: dict[str, object]) -> list[tuple[str, str]]:
    response: dict[str, Any] = Axe().run(page, options={"runOnly": run_only, "resultTypes": ["violations"]}).response
    return [(v["id"], node["html"][:160]) for v in response["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("folder", FOLDERS)
def test_axe_finds_no_violation_in_light_and_in_dark(page: Page, built: Path, folder: str) -> None:
    found = {}
    for path in pages(built, folder):
        page.emulate_media(color_scheme="light")
        page.goto(path.as_uri())
        # The data of figures are there only once they are asked for.
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        # What axe takes grows with the square of the elements, and the rows of a table are all made alike.
        page.evaluate(f"document.querySelectorAll('tbody tr:nth-child(n + {ROWS + 1})').forEach(r => r.remove())")
        found[path.name, "light"] = violations(page, {"type": "tag", "values": TAGS})
        page.emulate_media(color_scheme="dark")
        # Structure is the same in either scheme.
        found[path.name, "dark"] = violations(
            page, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
        )
    assert {name: what for name, what in found.items() if what} == {}


def test_what_marks_a_page_is_in_a_landmark(page: Page) -> None:
    """An internal page, an internal register, a page that another version has replaced."""
    cells = [new_markdown_cell("# 1. One", id="one"), new_markdown_cell("Nothing else.", id="two")]
    shown = [
        export(new_notebook(cells=cells), read_edition(EDITION_2019), "en", "1", audience).html
        for audience in ("internal", "public")
    ]
    register = register_page(ledger_of(Workspace(REPOSITORY), "alliances"), dt.date(2021, 1, 1), "internal")
    internal = "Internal, not for publication"
    for html, said in (
        (shown[0], internal),
        (register.page("en", ("zh", "en"), "1", "0"), internal),
        (superseded(shown[1], "Replaced.", "en"), "Replaced."),
    ):
        page.set_content(html)
        assert said in page.locator(".internal").inner_text()
        assert violations(page, {"type": "tag", "values": TAGS}) == []


def test_dark_is_dark_on_the_page_and_in_its_figures(page: Page, built: Path) -> None:
    page.goto((built / "reports/alliances/2019/zh/annual-report.html").as_uri())
    shown = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        picture = Image.open(io.BytesIO(page.locator("figure img").first.screenshot())).convert("RGB")
        shown[scheme] = (picture.getpixel((3, 3)), page.evaluate("getComputedStyle(document.body).backgroundColor"))
    # The paper of the figures is the paper of the page: #ffffff and #12181f.
    assert shown == {
        "light": ((255, 255, 255), "rgb(255, 255, 255)"),
        "dark": ((0x12, 0x18, 0x1F), "rgb(18, 24, 31)"),
    }


@pytest.mark.parametrize("name", ["index.html", "alliances/2019/zh/annual-report.html"])
def test_the_keyboard_reaches_everything_in_reading_order_and_is_seen(page: Page, built: Path, name: str) -> None:
    # Otherwise the page is still on its way to the stop when it is looked at.
    page.emulate_media(reduced_motion="reduce")
    page.goto((built / "reports" / name).as_uri())
    expected = page.locator(STOPS).evaluate_all(
        "all => all.filter(e => e.checkVisibility() && !e.closest('details:not([open]) > :not(summary)'))"
        ".map(e => [...document.querySelectorAll('*')].indexOf(e))"
    )
    stops = []
    for _ in range(len(expected) + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    assert [s["index"] for s in stops] == expected, "a stop is missed, out of order, or a trap"
    assert stops[0]["name"] == "a" and stops[0]["text"] == "跳到正文"
    for stop in stops:
        assert (stop["style"], stop["seen"]) == ("solid", True), stop
        assert stop["width"] >= 2, stop


def test_the_skip_link_leads_to_the_text(page: Page, built: Path) -> None:
    page.goto((built / "reports/alliances/2019/zh/annual-report.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_narrow_window_with_wide_spacing_loses_nothing(page: Page, built: Path, folder: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in pages(built, folder):
        page.goto(path.as_uri())
        page.add_style_tag(content=SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path.name
        # Text outside the tables, which scroll in their own frame, ends within the window.
        late = page.locator(
            "h1, h2, h3, h4, main > p, li, figcaption, summary, label, .note, .colophon p"
        ).evaluate_all(
            "all => all.filter(e => e.checkVisibility() && !e.closest('div.table')"
            " && e.getBoundingClientRect().right > 320.5).map(e => e.outerHTML.slice(0, 90))"
        )
        assert late == [], path.name


@pytest.mark.parametrize("folder", FOLDERS)
def test_targets_are_large_enough_for_a_finger(page: Page, built: Path, folder: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in pages(built, folder):
        page.goto(path.as_uri())
        # WCAG 2.5.8: 24 by 24 CSS pixels; links within a sentence are as high as its lines.
        small = page.locator("nav a, button, input, summary, .files a").evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => [e.textContent, e.getBoundingClientRect()])"
            ".filter(([, r]) => r.width < 24 || r.height < 24).map(([text, r]) => [text, r.width, r.height])"
        )
        assert small == [], path.name


def test_chinese_on_english_pages_is_marked_as_such(page: Page, built: Path) -> None:
    for path in [*pages(built, "alliances/2019/en"), built / "reports/index.en.html"]:
        page.goto(path.as_uri())
        unmarked = page.evaluate(
            r"""() => { const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) { const e = walk.currentNode.parentElement, t = walk.currentNode.data;
              if (/\p{Script=Han}/u.test(t) && e.localName !== 'script' && !e.closest('[lang]').lang.startsWith('zh'))
                found.push(t.trim().slice(0, 40)); }
            return found; }"""
        )
        assert unmarked == [], path.name


def test_high_contrast_keeps_figures_and_controls(browser: Browser, built: Path) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((built / "reports/alliances/2019/zh/annual-report.html").as_uri())
    assert page.evaluate(
        "[...document.images].every(i => getComputedStyle(i).backgroundColor === 'rgb(255, 255, 255)')"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.tools button')).borderStyle") == "solid"
    context.close()
