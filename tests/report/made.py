"""A page made of given elements, exported as a run would."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from evalkit.edition import read_edition
from evalkit.report.elements import Block, FigureView, TableView
from evalkit.report.export import export
from evalkit.report.what_if import WhatIf
from evalkit.wording import Language
from tests.folders import EDITION_2019


def made_page(folder: Path, *elements: TableView | FigureView | Block | WhatIf, language: Language = "zh") -> str:
    """Write a page that shows the elements and return its address."""
    outputs = []
    for element in elements:
        data, metadata = element._repr_mimebundle_()
        outputs.append(new_output("display_data", data=data, metadata=metadata))
    cells = [new_markdown_cell("# 标题\n\n## 小节", id="title"), new_code_cell("", id="shown", outputs=outputs)]
    notebook: NotebookNode = new_notebook(cells=cells)
    page = folder / "page.html"
    page.write_text(export(notebook, read_edition(EDITION_2019), language, "0").html, encoding="utf-8")
    return page.as_uri()
