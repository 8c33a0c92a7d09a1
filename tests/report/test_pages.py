"""The pages as files: self-contained, well formed, and saying what the 2019 report says."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from evalkit.report import fonts
from evalkit.report.sheet import TEMPLATES

ALWAYS = ("01-data-check", "02-scores-and-tiers", "05-across-editions", "annual-report")
#: Of 2014 some scores are on file and no printed numbers, of neither edition anything about single reviews.
NAMES = {"2014": ALWAYS, "2019": (*ALWAYS, "03-cohorts", "04-published-claims")}
PAGES = [(language, edition, name) for language in ("zh", "en") for edition in NAMES for name in NAMES[edition]]
#: Figures on the pages of 2019 (annex and claims pages have none), and of 2014, where only the series can be drawn.
FIGURES = {
    "2019": {"02-scores-and-tiers": 2, "03-cohorts": 2, "05-across-editions": 2, "annual-report": 6},
    "2014": {"05-across-editions": 2},
}
URL_ATTRIBUTES = ("src", "href", "srcset", "action", "poster", "data", "xlink:href")


@pytest.fixture(params=PAGES, ids=["-".join(p) for p in PAGES])
def page(request: pytest.FixtureRequest, built: Path) -> Iterator[tuple[str, str, str, BeautifulSoup]]:
    language, edition, name = request.param
    html = (built / f"reports/alliances/{edition}/{language}/{name}.html").read_text(encoding="utf-8")
    yield language, edition, name, BeautifulSoup(html, "html.parser")


def test_nothing_on_a_page_can_reach_the_network(page: tuple[str, str, str, BeautifulSoup]) -> None:
    soup = page[-1]
    assert soup.find_all(["iframe", "object", "embed", "link", "base"]) == []
    for tag in soup.find_all(True):
        for attribute in URL_ATTRIBUTES:
            value = tag.get(attribute)
            assert value is None or value.startswith(("data:", "#")), (tag.name, attribute, value)
        assert not [a for a in tag.attrs if a.startswith("on")]
    styles = "".join(style.get_text() for style in soup.find_all("style"))
    assert "@import" not in styles
    assert set(re.findall(r"url\((.{5})", styles)) == {"data:"}


def one_script_and_its_policy(soup: BeautifulSoup) -> None:
    """The page's one script is the suite's, its policy names that script by its hash and lets nothing else happen."""
    (script,) = soup.find_all("script")
    assert script.attrs == {}
    files = [(TEMPLATES / name).read_text(encoding="utf-8") for name in ("what-if.js", "script.js")]
    assert script.get_text() == "".join(files) and len(script.get_text().encode("utf-8")) < 40_000
    digest = base64.b64encode(hashlib.sha256(script.get_text().encode("utf-8")).digest()).decode("ascii")
    (policy,) = [m["content"] for m in soup.find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})]
    assert policy.split("; ") == [
        "default-src 'none'",
        "img-src data:",
        "font-src data:",
        "style-src 'unsafe-inline'",
        f"script-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    # The policy holds for what comes after it.
    assert soup.head is not None
    assert [tag.name for tag in soup.head.find_all(True)][:2] == ["meta", "meta"]


def test_the_one_script_is_known_by_its_hash(page: tuple[str, str, str, BeautifulSoup]) -> None:
    one_script_and_its_policy(page[-1])


def test_structure(page: tuple[str, str, str, BeautifulSoup]) -> None:
    language, _, _name, soup = page
    assert soup.html is not None and soup.html["lang"] == {"zh": "zh-CN", "en": "en-GB"}[language]
    (heading,) = soup.find_all("h1")
    assert soup.title is not None and heading.get_text(strip=True) in soup.title.get_text()
    # As in the headings, with the space behind the number.
    led = {a["href"][1:]: a.get_text() for a in soup.select("nav.toc a")}
    assert led == {name: " ".join(soup.find(id=name).get_text().split()) for name in led}
    targets = [a["href"][1:] for a in soup.select("nav.toc a")]
    assert targets == [h["id"] for h in soup.select("main h2, main h3")]
    assert len(targets) == len(set(targets))
    assert len(targets) > 3
    # Search fields and sort buttons are made by the script, so that a page without it has none that do nothing.
    assert soup.select("input, button, textarea, .jp-InputArea, .prompt") == []
    assert "evalkit.load(" not in soup.get_text()
    assert soup.select("main [lang]") == [] or language == "en"


def test_headings_step_down_one_level_at_a_time(page: tuple[str, str, str, BeautifulSoup]) -> None:
    levels = [int(h.name[1]) for h in page[-1].find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_figures_have_a_text_with_numbers_and_a_caption(page: tuple[str, str, str, BeautifulSoup]) -> None:
    _, edition, name, soup = page
    images = soup.find_all("img")
    assert len(images) == FIGURES[edition].get(name, 0)
    for image in images:
        assert len(image["alt"]) > 20 and re.search(r"\d", image["alt"])
        figure = image.find_parent("figure")
        assert figure is not None and figure.figcaption.get_text(strip=True)
        data = figure.select_one("details > summary + div.table > table")
        assert data is not None
        # Whatever the description says in numbers is in the data below; a histogram's sums up what is there.
        stated, shown = (set(re.findall(r"\d+(?:\.\d+)?", text)) for text in (image["alt"], data.get_text(" ")))
        assert stated <= shown or image["alt"].startswith(("直方图", "Histogram")), stated - shown
        svg = base64.b64decode(image["src"].partition("base64,")[2]).decode("utf-8")
        # Text is drawn as outlines: an image does not see the page's fonts, and a missing glyph would be a box.
        assert "<text" not in svg
        assert "http" not in re.sub(
            r'xmlns(:\w+)?="[^"]*"|<!DOCTYPE[^>]*>|<metadata>.*?</metadata>', "", svg, flags=re.S
        )


def test_every_table_and_figure_has_a_name_of_its_own(page: tuple[str, str, str, BeautifulSoup]) -> None:
    soup = page[-1]
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    # What belongs to controls is hidden where no script runs, and none of the page's own tables.
    named = soup.select("main div.table:not(form[hidden] *), main figure")
    assert all(str(tag.get("id", "")).startswith(("table-", "figure-")) for tag in named)
    # What holds the cells of headings is gone; the cell is told of what may have numbers.
    told = ":not([data-said]):not([data-expression]):not([data-table]):not([data-figure])"
    assert soup.select(f"main [data-cell]{told}, main [data-fold]") == []


def test_tables_have_captions_and_scopes(page: tuple[str, str, str, BeautifulSoup]) -> None:
    _, _edition, _name, soup = page
    tables = soup.find_all("table")
    assert tables
    for table in tables:
        assert table.caption is not None
        assert re.search(r"\d", table.caption.get_text()) or table.find_parent("form", hidden=True)
        assert all(th.get("scope") for th in table.find_all("th"))
        widths = {sum(int(c.get("colspan", 1)) for c in row.find_all(["td", "th"])) for row in table.find_all("tr")}
        assert len(widths) == 1


def test_the_page_carries_every_glyph_it_needs(page: tuple[str, str, str, BeautifulSoup]) -> None:
    soup = page[-1]
    assert fonts.missing(soup.get_text()) == ""
    css = "".join(style.get_text() for style in soup.find_all("style"))
    assert re.search(r"src:url\(data:font/woff;base64,[A-Za-z0-9+/]{4000,}", css)


def test_withheld_is_said_and_no_empty_value_leaks(page: tuple[str, str, str, BeautifulSoup]) -> None:
    text = page[-1].get_text()
    assert not re.search(r"\bnan\b|<NA>|\bNone\b|NaT|Decimal\(|Fraction\(", text)
    if page[1:3] == ("2019", "annual-report"):
        assert text.count({"zh": "不公布", "en": "withheld"}[page[0]]) >= 8


def test_chinese_report_states_the_overall_figures_of_section_iii(built: Path) -> None:
    html = (built / "reports/alliances/2019/zh/annual-report.html").read_text(encoding="utf-8")
    text = BeautifulSoup(html, "html.parser").get_text()
    # III.1: 157 in all, 99 took part, 58 = 36.94 % did not; high + fairly high 54 = 54.55 % = 34.39 %.
    assert "评价对象共 157 家联盟，其中 99 家参评，58 家未参评，未参评者占总数的 36.94%。" in text
    assert "合计 54 家，占参评联盟的 54.55%，占全部联盟的 34.39%。" in text
    # III.6: 35 high = 35.35 % of participants = 22.29 % of all.
    assert "“活跃度高”（85–100 分）的联盟有 35 家，占参评联盟的 35.35%，占全部联盟的 22.29%。" in text
    # 37/99 = 0.373737…: the report prints 37.38 in III.1 and 37.37 in III.8.
    assert "37.37%" in text
    assert "37.38" not in text
    # Annex 1: 31 people, of whom 27 belong to an evaluated alliance.
    assert "专家组共 31 人，其中 27 人任职于本届参评联盟。" in text


def test_english_report_states_the_same_figures(built: Path) -> None:
    html = (built / "reports/alliances/2019/en/annual-report.html").read_text(encoding="utf-8")
    text = BeautifulSoup(html, "html.parser").get_text()
    assert "There are 157 alliances in all; 99 took part and 58 did not, which is 36.94% of all." in text
    assert "together have 54 alliances: 54.55% of the participants and 34.39% of all alliances." in text


def test_the_annual_report_weighs_little(built: Path) -> None:
    for page in (built / "reports").rglob("annual-report.html"):
        assert page.stat().st_size < 3_000_000


@pytest.mark.parametrize(("file", "other"), [("index.html", "index.en.html"), ("index.en.html", "index.html")])
def test_index_links_to_files_that_exist(built: Path, file: str, other: str) -> None:
    soup = BeautifulSoup((built / "reports" / file).read_text(encoding="utf-8"), "html.parser")
    one_script_and_its_policy(soup)
    links = [a["href"] for a in soup.find_all("a") if not a["href"].startswith("#")]
    assert len(links) == len(set(links))
    assert other in links
    for link in links:
        assert (built / "reports" / link).is_file(), link
    pages = {p.relative_to(built / "reports").as_posix() for p in (built / "reports").rglob("*/*.html")}
    assert {link for link in links if link.endswith(".html")} == pages | {other}
    tables = {p.relative_to(built / "reports").as_posix() for p in (built / "reports").rglob("*.csv")}
    assert {link for link in links if link.endswith(".csv")} == tables
    assert "alliances/2019/data/results.csv" in tables


def test_index_begins_with_the_latest_edition_and_its_report(built: Path) -> None:
    soup = BeautifulSoup((built / "reports/index.html").read_text(encoding="utf-8"), "html.parser")
    assert soup.select_one("main section a")["href"] == "alliances/2019/zh/annual-report.html"
    assert [h.get_text() for h in soup.select("section h3")] == [
        "最新结果：2019 年度产业技术创新战略联盟活跃度评价",
        "其他年度",
    ]
    facts = [(d.dt.get_text(), d.dd.get_text(" ", strip=True)) for d in soup.select(".latest .facts > div")]
    # II.4 and III.1: 99 of 157 took part; 35, 19, 37 and 8 by tier.
    assert facts == [
        ("参评", "99 / 157"),
        ("活跃度高", "35"),
        ("活跃度较高", "19"),
        ("活跃度一般", "37"),
        ("不活跃", "8"),
    ]
