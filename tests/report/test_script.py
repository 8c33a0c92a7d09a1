"""The one script: search and sort in long tables; that pages are whole without it; that nothing else ever runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from playwright.sync_api import Browser, Error, Locator, Page

from evalkit.report.csvtext import Label
from evalkit.report.elements import Block, Column, FigureView, TableView
from tests.report.made import made_page

pytestmark = pytest.mark.browser

REPORT = "reports/alliances/2019/zh/annual-report.html"
HOSTILE = (
    "<script>window.pwned = 1</script>",
    '"><img src=x onerror="window.pwned = 2">',
    "</title></style></script><script>window.pwned = 3</script>",
    "<svg onload=window.pwned=4>",
    "javascript:window.pwned=5",
    "${window.pwned = 6} {{ 7 * 7 }} {% raw %} #{8} <%= 9 %>",
    "&lt;b&gt; &amp; &#x3c;i&#x3e;",
    '=HYPERLINK("https://example.org")',
    "a\u202egnorw\u202cb",
    "\u2067שלום עולם\u2069 السلام عليكم",
    "👩‍👩‍👧‍👦🇨🇳 é ﷽",
    "超长名称" * 75,
    "Donaudampfschifffahrtsgesellschaft" * 9,
)
# 12 places in the order of their pinyin (anhui, beijing, fujian, …), and one that is not known.
PLACES = ("安徽", "北京", "福建", "广东", "海南", "吉林", "江苏", "辽宁", "内蒙古", "青海", "山东", "天津")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def column(table: Locator, index: int, visible: bool = True) -> list[str]:
    rows = "tbody tr:not(.group):not([hidden])" if visible else "tbody tr:not(.group)"
    return table.locator(f"{rows} > :nth-child({index})").all_inner_texts()


def scores(page: Page, built: Path) -> Locator:
    page.goto((built / REPORT).as_uri())
    return page.locator("[data-table=scores] table")


def tools(table: Locator) -> Locator:
    return table.locator("xpath=../preceding-sibling::div[@class='tools'][1]")


def test_every_long_table_and_no_other_has_a_labelled_search(page: Page, built: Path) -> None:
    scores(page, built)
    lengths = page.locator("div.table > table").evaluate_all(
        "all => all.map(t => [t.tBodies.length && [...t.rows].filter(r => r.parentElement.localName === 'tbody' &&"
        " !r.classList.contains('group')).length, t.parentElement.previousElementSibling?.className === 'tools'])"
    )
    assert [with_tools for _, with_tools in lengths] == [rows >= 12 for rows, _ in lengths]
    labels = page.locator(".tools label").evaluate_all("all => all.map(l => l.control.type)")
    assert set(labels) == {"search"}
    names = page.locator(".tools:not(.take)").evaluate_all("all => all.map(t => t.getAttribute('aria-label'))")
    assert len(names) == len(set(names)) == len(labels)


def test_search_counts_hides_and_is_taken_back(page: Page, built: Path) -> None:
    table = scores(page, built)
    found = tools(table).locator("output")
    assert found.evaluate("e => [e.localName, e.getAttribute('for').startsWith('find-')]") == ["output", True]
    # Full-width letters and a part of a name find it as well.
    tools(table).locator("input").fill("Ｄ106")
    assert (column(table, 2), found.inner_text()) == (["D106"], "显示 1 项，共 99 项")
    assert table.locator("tr.group:visible").all_inner_texts() == ["活跃度高（共 35 家）"]
    tools(table).locator("input").fill("网员 73")
    assert column(table, 2) == ["D105"]
    tools(table).locator("input").fill("没有这个")
    assert (column(table, 2), found.inner_text()) == ([], "显示 0 项，共 99 项")
    tools(table).locator("button").click()
    assert (len(column(table, 2)), found.inner_text()) == (99, "")


def test_numbers_sort_as_numbers_within_their_tier_and_withheld_stays_last(page: Page, built: Path) -> None:
    table = scores(page, built)
    issued = column(table, 2)
    head = table.locator("thead th").nth(4)
    assert head.get_attribute("aria-sort") is None
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    values = column(table, 5)
    # Annex 2: the 35 highest have 85 to 100 points, the 19 below them 70 to 83, 37 have 50 to 69; 8 are withheld.
    assert (values[0], values[34], values[35], values[53], values[54], values[90]) == (
        "85",
        "100",
        "70",
        "83",
        "50",
        "69",
    )
    assert values[:35] == sorted(values[:35], key=int)
    assert values[91:] == ["不公布"] * 8
    # What is withheld keeps the order of codes in either direction: it gives nothing away.
    assert column(table, 2)[91:] == issued[91:] == ["109", "123", "216", "238", "313", "329", "335", "349"]
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    values = column(table, 5)
    assert (values[0], values[34], values[91:]) == ("100", "85", ["不公布"] * 8)
    assert column(table, 2)[91:] == issued[91:]
    code = table.locator("thead th").nth(1)
    code.locator("button").focus()
    page.keyboard.press("Enter")
    assert (head.get_attribute("aria-sort"), code.get_attribute("aria-sort")) == (None, "ascending")
    assert column(table, 2)[:2] == ["102", "104"]
    tools(table).locator("button").click()
    assert column(table, 2) == issued
    assert table.locator("th[aria-sort]").count() == 0


def test_chinese_sorts_by_pinyin_signs_as_numbers_and_the_unknown_last(page: Page, tmp_path: Path) -> None:
    values = ("−2", "+1", "10", "−10", "9", "0", "≥ 85", "35.35%", "1,000", "–", "", "不公布")
    shuffled = PLACES[::-1]
    rows = tuple(zip((*shuffled, "–"), (*values, "3"), strict=True))
    view = TableView("places", "表 1　地方", (Column("地方", "head"), Column("数", "number")), ((None, rows),))
    page.goto(made_page(tmp_path, view))
    table = page.locator("[data-table=places] table")
    table.locator("thead button").first.click()
    assert column(table, 1) == [*PLACES, "–"]
    table.locator("thead button").first.click()
    assert column(table, 1) == [*PLACES[::-1], "–"]
    table.locator("thead button").last.click()
    known = ["−10", "−2", "0", "+1", "3", "9", "10", "35.35%", "≥ 85", "1,000"]
    assert column(table, 2)[:10] == known
    assert sorted(column(table, 2)[10:]) == sorted(["–", "", "不公布"])


def test_the_index_is_searched_by_title_and_edition(page: Page, built: Path) -> None:
    page.goto((built / "reports/index.html").as_uri())
    page.locator(".tools input").fill("2014 年度报告")
    page.locator(".tools input").fill("2014 评分与等级")
    hrefs = page.locator("[data-item]:visible a:not([lang])").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert hrefs == ["alliances/2014/zh/02-scores-and-tiers.html"]
    assert page.locator("section .latest:visible").count() == 0


@pytest.mark.parametrize("name", [REPORT, "reports/index.html"])
def test_without_scripts_everything_is_there_and_nothing_is_dead(browser: Browser, built: Path, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / name).as_uri())
    assert page.locator("input, button, .tools").count() == 0
    assert page.locator("tr[hidden], [data-item][hidden]").count() == 0
    if name == REPORT:
        assert page.locator("[data-table=scores] tbody tr:not(.group):visible").count() == 99
        assert page.locator("[data-table=scores][tabindex='0']").count() == 1
    context.close()


def test_every_alliance_can_be_found_in_the_page(page: Page, built: Path) -> None:
    table = scores(page, built)
    names = column(table, 3)
    assert len(names) == 99
    # The browser's own search, as Ctrl-F uses it.
    missing = page.evaluate("names => names.filter(n => !window.find(n, true, false, true))", names)
    assert missing == []


def test_paper_shows_the_table_as_it_was_issued(page: Page, built: Path) -> None:
    table = scores(page, built)
    issued = column(table, 2)
    table.locator("thead button").nth(4).click()
    tools(table).locator("input").fill("D106")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert column(table, 2, visible=False) == issued
    assert table.locator("tbody tr:not(.group):visible").count() == 99
    assert page.locator(".tools:visible, .skip:visible, summary:visible").count() == 0
    assert table.locator("thead").evaluate("e => getComputedStyle(e).display") == "table-header-group"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")
    assert column(table, 2) == ["D106"]
    paper = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(round(float(n)) for n in box.split()) for box in re.findall(rb"/MediaBox \[([\d. ]+)\]", paper)}
    # A4 is 210 × 297 mm: 595 × 842 points.
    assert sizes == {(0, 0, 595, 842)}
    assert 10 < len(re.findall(rb"/Type /Page\b", paper)) < 30


def test_content_is_never_code_nor_breaks_the_page(page: Page, tmp_path: Path) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    columns = (Column("编号", "number"), Column("名称", "head"), Column("说明"))
    rows = tuple((str(i), text, text) for i, text in enumerate(HOSTILE))
    table = TableView("hostile", "表 1　" + HOSTILE[1], columns, ((HOSTILE[0], rows),), note=HOSTILE[2])
    drawing = Figure(figsize=(2, 1))
    figure = FigureView(drawing, "hostile", "图 1　" + HOSTILE[0], HOSTILE[1])
    blocks = [Block.paragraph(text) for text in HOSTILE] + [Block.heading(3, text) for text in HOSTILE[:4]]
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(made_page(tmp_path, table, figure, *blocks, Block.bullets(list(HOSTILE))))
    shown = {text: text.replace("\u202e", "[U+202E]").replace("\u202c", "[U+202C]") for text in HOSTILE}
    shown = {k: v.replace("\u2067", "[U+2067]").replace("\u2069", "[U+2069]") for k, v in shown.items()}
    cells = page.locator("[data-table=hostile] tbody th[scope=row]").all_text_contents()
    assert cells == list(shown.values())
    assert page.locator("main > ul > li").all_text_contents() == list(shown.values())
    assert page.locator("img").get_attribute("alt") == HOSTILE[1]
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 1
    assert page.evaluate("window.pwned") is None
    assert dialogs == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator(".tools input").fill("<script>")
    assert len(column(page.locator("[data-table=hostile] table"), 2)) == 2
    assert page.evaluate("window.pwned") is None


def test_what_gets_into_a_page_all_the_same_can_neither_run_nor_call_out(page: Page, tmp_path: Path) -> None:
    broken = "<img src=data:image/png,x onerror='window.pwned = 1'>"
    address = made_page(tmp_path, Block(f"<p>{broken}</p><script>window.pwned = 2</script>", ""))
    asked: list[str] = []
    refused: list[str | None] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: refused.append(request.failure))
    page.goto(address)
    assert page.evaluate("window.pwned") is None
    with pytest.raises(Error, match="Failed to fetch"):
        page.evaluate("fetch('https://example.org/')")
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.pwned = 3';"
        " document.body.append(script); }"
    )
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.pwned = 4\">')")
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") is None
    assert [url for url in asked if not url.startswith("data:")] == [address]
    # What was tried was stopped by the policy before it left.
    assert set(refused) == {"csp"}


SAVED = TableView(
    "saved",
    "Saved",
    (
        Column(Label("等级", "tier"), "head"),
        Column(Label("占比", "share"), "number"),
        Column(Label("区间", "interval"), "number"),
        Column("=1+1"),
    ),
    (
        (Label("甲组（2）", "a"), ((Label("高", "high"), "35.35%", Label("−0.1 至 0.2", "−0.1\t0.2"), '=A1+"x"'),)),
        (Label("乙组（1）", "b"), (("其他", "–", "–", "a,b"), ("@SUM(A1)", "+3", "无", "\u200b=1"))),
    ),
).with_numbers(str)
#: Of the share the decimal, of an interval its ends, of a dash nothing; no text that a spreadsheet would compute.
AS_CSV = "\n".join(
    (
        "group,tier,share,interval_low,interval_high,'=1+1",
        'a,high,0.3535,-0.1,0.2,"\'=A1+""x"""',
        'b,其他,,,,"a,b"',
        "b,'@SUM(A1),3,无,,'\u200b=1",
        "",
    )
)


def saved(page: Page, button: Locator) -> bytes:
    with page.expect_download() as started:
        button.press("Enter")
    return Path(started.value.path()).read_bytes()


def test_a_table_is_saved_as_the_library_writes_it(page: Page, tmp_path: Path) -> None:
    assert SAVED.to_csv() == AS_CSV
    page.goto(made_page(tmp_path, SAVED))
    assert saved(page, page.get_by_role("button", name="存为 CSV")).decode("utf-8-sig") == AS_CSV
    page.get_by_role("button", name="复制").press("Enter")
    assert page.locator(".take output").inner_text() == "已复制"
    # What turns the direction of a text is shown by its number.
    seen = [text for text in HOSTILE if text.isprintable()]
    hostile = TableView("hostile", "Hostile", (Column("A"),), ((None, tuple((text,) for text in seen)),))
    page.goto(made_page(tmp_path, hostile))
    assert saved(page, page.get_by_role("button", name="存为 CSV")).decode("utf-8-sig") == hostile.to_csv()
    left_out = replace(SAVED, instead="3 行")
    page.goto(made_page(tmp_path, left_out))
    page.locator("summary").click()
    assert saved(page, page.get_by_role("button", name="存为 CSV")).decode("utf-8-sig") == AS_CSV


def test_a_figure_is_saved_as_it_is_printed(browser: Browser, built: Path) -> None:
    found = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto((built / REPORT).as_uri())
        first = page.locator("figure .take").first
        found.append([saved(page, first.get_by_role("button", name=f"存为 {kind}")) for kind in ("SVG", "PNG")])
        context.close()
    assert found[0] == found[1]
    svg, png = found[0]
    assert svg.startswith(b"<?xml") and b"prefers-color-scheme" not in svg
    # Three times the drawing's points, at 96 pixels to 72 points.
    points = re.search(rb'<svg[^>]* width="([\d.]+)pt"', svg)
    assert points and png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 3 * round(float(points[1]) * 96 / 72)
