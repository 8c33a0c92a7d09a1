"""Sections that are closed, names that stay, wide tables: in the files, and in Chromium at several widths."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser

import evalkit
from evalkit.edition import read_edition
from evalkit.report import tables
from evalkit.report.elements import Block, Column, TableView
from evalkit.report.export import export
from evalkit.report.office.document import document, nodes
from evalkit.report.tables import plain
from evalkit.report.words import Words
from evalkit.rules.audience import Audience
from evalkit.scoring import Evaluation
from evalkit.wording import Language
from tests.folders import EDITION_2019, REPOSITORY
from tests.generated.pages import read_page, workspace
from tests.report.made import made_page
from tests.report.office_page import page_of

TABLE = plain("small", "Table 1. Small", [Column("Code", "head"), Column("Points", "number")], [("A", "1"), ("B", "2")])


def heading(name: str, text: str, *tags: str) -> NotebookNode:
    return new_markdown_cell(text, id=name, metadata={"tags": list(tags)})


def shown(name: str, *elements: Block | TableView) -> NotebookNode:
    outputs = [new_output("display_data", data=e._repr_mimebundle_()[0]) for e in elements]
    return new_code_cell("", id=name, outputs=outputs)


def page(*cells: NotebookNode, language: Language = "en") -> str:
    return export(new_notebook(cells=list(cells)), read_edition(EDITION_2019), language, "0").html


def folded() -> str:
    return page(
        heading("title-en", "# Title", "lang-en"),
        heading("first-en", "## First", "lang-en"),
        shown("first", Block.paragraph("What matters.")),
        heading("second-en", "## Second", "lang-en", "fold"),
        shown("second", Block.paragraph("What it rests on."), TABLE, TABLE),
        heading("third-en", "## Third", "lang-en", "fold"),
        heading("part-en", "### Part", "lang-en"),
        shown("part", Block.paragraph("More.")),
        heading("empty-en", "## Empty", "lang-en"),
        heading("below-en", "### Below", "lang-en"),
        heading("last-en", "## Last", "lang-en"),
        shown("last", Block.paragraph("The end.")),
    )


def test_a_section_is_closed_up_to_the_next_of_its_level() -> None:
    soup = BeautifulSoup(folded(), "html.parser")
    closed = soup.select("main > details.fold")
    assert [[p.get_text() for p in part.find_all("p")] for part in closed] == [["What it rests on."], ["More."]]
    assert [part.summary.h2.get_text() for part in closed] == ["Second", "Third"]  # type: ignore[union-attr]
    assert len(closed[0].select(".table")) == 2 and "open" not in closed[0].attrs
    assert [p.get_text() for p in soup.select("main > p")] == ["What matters.", "The end."]


def test_headings_without_anything_below_them_are_left_out() -> None:
    soup = BeautifulSoup(folded(), "html.parser")
    assert [h.get_text() for h in soup.select("main h2, main h3")] == ["First", "Second", "Third", "Part", "Last"]


def test_names_are_those_of_cells_and_files() -> None:
    soup = BeautifulSoup(folded(), "html.parser")
    assert [h["id"] for h in soup.select("main h2, main h3")] == [
        "section-first", "section-second", "section-third", "section-part", "section-last",
    ]  # fmt: skip
    # As the CSV files of tables with one name: small.csv and small-2.csv.
    assert [t["id"] for t in soup.select("[data-table]")] == ["table-small", "table-small-2"]
    assert [a["href"] for a in soup.select("nav.toc a")][:2] == ["#section-first", "#section-second"]
    assert soup.select("[data-cell]:not([data-table]):not([data-said]), [data-fold]") == []


def test_the_same_section_has_one_name_in_both_languages() -> None:
    pages = [
        page(heading("a-zh", "## 甲", "lang-zh"), heading("a-en", "## A", "lang-en"), shown("a", TABLE), language=of)
        for of in ("zh", "en")
    ]  # fmt: skip
    ids = [[h["id"] for h in BeautifulSoup(p, "html.parser").select("main h2")] for p in pages]
    assert ids == [["section-a"], ["section-a"]]


def test_nothing_is_closed_on_paper() -> None:
    about = page_of(read_edition(EDITION_2019), "en", "# Title", "Text.")[2]
    made = document(folded(), about)
    said = " ".join(node["c"] for node in nodes(made.tree, "Str"))
    for text in ("What it rests on.", "Second", "More."):
        assert text in said
    assert [entry.words for entry in made.listed("section")] == ["First", "Second", "Third", "Part", "Last"]


def test_a_table_of_which_the_rows_are_there_as_csv_only() -> None:
    left_out = TableView(TABLE.name, TABLE.caption, TABLE.columns, TABLE.groups, instead="2 rows, as CSV")
    found = export(new_notebook(cells=[shown("a", left_out)]), read_edition(EDITION_2019), "en", "0")
    soup = BeautifulSoup(found.html, "html.parser")
    assert soup.select("table") == []
    said = soup.select_one("#table-small").get_text("|")  # type: ignore[union-attr]
    assert said == f"Table 1. Small|2 rows, as CSV|{TABLE.to_csv()}"
    assert TableView.from_payload(left_out.to_payload()) == left_out


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize(
    ("notebook", "programme", "edition"),
    [
        ("04-published-claims", "alliances", "2019"),
        ("06-review-process", "demo", "2025"),
        ("07-reviewer-consistency", "demo", "2025"),
    ],
)
def test_every_table_and_figure_is_referred_to(notebook: str, programme: str, edition: str, audience: Audience) -> None:
    """By its number, in the paragraph before it: “See Figure 2, Table 3 and Table 4.”"""
    with workspace(REPOSITORY):
        seen = read_page(notebook, programme, edition, "en", audience)
    named: set[str] = set()
    for element in seen.shown:
        if isinstance(element, Block):
            named |= set(re.findall(r"(?:Table|Figure) \d+", element.plain.rpartition(" See ")[2]))
        else:
            assert element.caption.partition(".")[0] in named
    assert len(named) == sum(not isinstance(element, Block) for element in seen.shown) > 5


@pytest.fixture(scope="module")
def demo() -> Evaluation:
    return evalkit.load("demo", "2025", root=REPOSITORY).evaluate()


def words(ev: Evaluation, language: Language, audience: Audience) -> Words:
    return Words(language, ev.record.programme, ev.rules, audience)


def docket(ev: Evaluation, language: Language) -> TableView:
    with workspace(REPOSITORY):
        return read_page("06-review-process", "demo", "2025", language, "internal").tables("docket")[0]


#: How much of a column's heading and of its first cell is in the window, where nobody has scrolled.
IN_SIGHT = """([table, place]) => {
  const rows = [...document.querySelectorAll(`#${table} thead tr, #${table} tbody tr:not(.group)`)].slice(0, 2);
  return rows.map(row => {
    const cell = row.cells[place < 0 ? row.cells.length + place : place].getBoundingClientRect();
    return (Math.min(cell.right, innerWidth) - Math.max(cell.left, 0)) / cell.width;
  });
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["docket", "scores"])
def test_the_column_that_matters_is_in_sight(
    browser: Browser, demo: Evaluation, tmp_path: Path, name: str, language: Language, width: int
) -> None:
    """Status and score, of which nothing could be seen on a phone; the first column stays as the table is scrolled."""
    view = docket(demo, language) if name == "docket" else tables.score_list(demo, words(demo, language, "internal"))
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    tab.goto(made_page(tmp_path, view, language=language))
    tab.evaluate("document.fonts.ready.then(() => null)")
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert tab.evaluate(IN_SIGHT, [f"table-{name}", -1]) == [1, 1]
    box = f"document.querySelector('#table-{name}')"
    wide = tab.evaluate(f"{box}.scrollWidth > {box}.clientWidth")
    assert wide or width > 390 or name == "scores"
    # There is more, and that can be seen, until the end is reached.
    assert tab.evaluate(f"{box}.classList.contains('more')") == wide
    tab.evaluate(f"{box}.scrollLeft = 10000")
    assert tab.evaluate(IN_SIGHT, [f"table-{name}", 0]) == [1, 1]
    tab.wait_for_function(f"!{box}.classList.contains('more')")
    context.close()


@pytest.mark.browser
def test_a_wide_table_goes_on_to_the_edge_of_the_window(browser: Browser, demo: Evaluation, tmp_path: Path) -> None:
    """At 1920 pixels the docket is wider than the text above it, and nothing of it is hidden."""
    context = browser.new_context(viewport={"width": 1920, "height": 900})
    tab = context.new_page()
    tab.goto(made_page(tmp_path, docket(demo, "en"), language="en"))
    box, text = (
        tab.evaluate(f"document.querySelector('{what}').getBoundingClientRect().right")
        for what in ("#table-docket", "h2")
    )
    assert text < box <= 1920
    assert tab.evaluate("(b => b.scrollWidth === b.clientWidth)(document.querySelector('#table-docket'))")
    context.close()


@pytest.mark.browser
def test_a_link_and_a_printer_open_what_is_closed(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(folded(), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    opened = "[...document.querySelectorAll('details.fold')].map(d => d.open)"
    tab.goto(file.as_uri())
    assert tab.evaluate(opened) == [False, False]
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.evaluate(opened) == [True, True]
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.evaluate(opened) == [False, False]
    tab.goto(f"{file.as_uri()}#table-small-2")
    tab.reload()
    assert tab.evaluate(opened) == [True, False]
    context.close()


@pytest.mark.parametrize(
    ("language", "headings", "numbered"),
    [
        (
            "zh",
            ("## 一、甲", "### 乙", "### 丙", "#### 丁", "## 附件 1　戊", "### 己", "## 二、庚", "### 辛"),
            ["一、甲", "（一）乙", "（二）丙", "1. 丁", "附件 1　戊", "己", "二、庚", "（一）辛"],
        ),
        (
            "en",
            ("## 1. A", "### B", "### 1.9. C", "### D", "#### E", "#### F", "## G", "### H"),
            ["1. A", "1.1 B", "1.9. C", "1.2 D", "1.2.1 E", "1.2.2 F", "G", "H"],
        ),
    ],
)
def test_the_parts_of_a_numbered_section_are_numbered(
    language: str, headings: tuple[str, ...], numbered: list[str]
) -> None:
    """What has a number keeps it, and what is below a heading without one has none."""
    cells = [
        cell
        for i, words in enumerate(headings)
        for cell in (heading(f"h{i}", words), shown(f"t{i}", Block.paragraph("Text.")))
    ]
    soup = BeautifulSoup(page(*cells, language=language), "html.parser")
    assert [h.get_text() for h in soup.select("main h2, main h3, main h4")] == numbered


def test_a_number_of_a_table_leads_to_it() -> None:
    said = Block.paragraph("See Table 1, Table 2 and Table 21; not Figure 1.")
    views = [replace(TABLE, caption=f"Table {number}. Small") for number in (1, 2)]
    cells = [shown("said", said), *(shown(f"t{i}", view) for i, view in enumerate(views))]
    soup = BeautifulSoup(page(*cells), "html.parser")
    assert [(a.get_text(), a["href"]) for a in soup.select("main p a")] == [
        ("Table 1", "#table-small"), ("Table 2", "#table-small-2")
    ]  # fmt: skip
