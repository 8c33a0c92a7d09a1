"""A page with real tables and a figure, put together without a kernel, and the files made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import evalkit
from evalkit.edition import EditionRecord
from evalkit.report import figures, tables
from evalkit.report.elements import Block, Column, TableView
from evalkit.report.export import export, shown_tables
from evalkit.report.exported import ExportedPage
from evalkit.report.frames import table_view
from evalkit.report.office.about import About
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.wording import Language
from tests.folders import REPOSITORY

#: Names as somebody might enter them; each must stay the text that it is.
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+49 30 1234",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<b>bold</b> & &amp; &lt;",
    "${jndi:x} {{7*7}} {% raw %} $HOME",
    "]]> <!-- --> <?xml ?>",
    "_x0041_ stays as written",
    "#REF! TRUE 1E5 007",
    "长" * 300,
    "שלום عالم",
    "👩‍🔬 emoji",
    "'quoted' \"doubly\" “curly”",
    "back\\slash | pipe * star _ line",
    "</w:t></w:r>",
    "C:\\Windows\\x & ../../etc",
)


@cache
def evaluation(programme: str, edition: str) -> Evaluation:
    return evalkit.load(programme, edition, root=REPOSITORY).evaluate()


def numbered(views: Sequence[TableView]) -> list[TableView]:
    return [replace(view, caption=f"Table {n}. {view.caption}") for n, view in enumerate(views, 1)]


def page_of(
    record: EditionRecord, language: Language, *shown: Any
) -> tuple[ExportedPage, tuple[TableView, ...], About]:
    """Export a page that shows these elements, a text being markdown."""
    cells: list[NotebookNode] = []
    for number, element in enumerate(shown):
        if isinstance(element, str):
            cells.append(new_markdown_cell(element, id=f"cell-{number}"))
            continue
        data, metadata = element._repr_mimebundle_()
        output = new_output("display_data", data=data, metadata=metadata)
        cells.append(new_code_cell("", id=f"cell-{number}", outputs=[output]))
    notebook = new_notebook(cells=cells)
    page = export(notebook, record, language, "9.9")
    return page, shown_tables(notebook, language), About.of(page, record, language, "9.9")


#: Columns of a table of which the second is one of numbers.
NEAR = ["cut_off", "distance", "score", "unit", "name", "tier", "other_tier"]


@cache
def sample(programme: str, edition: str, language: Language) -> tuple[ExportedPage, tuple[TableView, ...], About]:
    """A page of an edition with four tables and two figures."""
    ev = evaluation(programme, edition)
    words = Words(language, ev.record.programme, ev.rules)
    views = [
        tables.tiers(ev, words),
        table_view(ev.rubric.drop(columns="weight"), words, name="rubric", caption="Rubric", group="area"),
        table_view(ev.near_cut_offs()[NEAR], words, name="near-cut-offs", caption="Near a cut-off"),
        tables.score_list(ev, words),
    ]
    mark = [Block.paragraph(words("synthetic"), "synthetic")] if ev.record.programme.synthetic else []
    tiers, rubric, near, scores = numbered([view for view in views if view is not None])
    return page_of(
        ev.record, language, *mark, "# The title", "A sentence.",
        "## First\n\n### Part", tiers, figures.tier_counts(ev, words),
        "## Second", rubric, figures.cohort_composition(ev, words), near, "## Third", scores,
    )  # fmt: skip


def hostile_view() -> TableView:
    columns = (Column("=label", "head"), Column("=LABEL"), Column("", "number"))
    rows = tuple((name, name, "1") for name in HOSTILE)
    return TableView("hostile", "=caption <b>", columns, (("=group <i>", rows),), "+note <script>")
