"""Notebooks made for a test."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = 'programme = "alliances"\nedition = "2019"\nlanguage = "zh"'


def write_notebook(path: Path, *cells: str, parameters: str = PARAMETERS, reads: str | None = None) -> None:
    """Write a notebook with a parameters cell; a cell that begins with # is a heading."""
    made = [new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]})]
    for i, source in enumerate(cells):
        make = new_markdown_cell if source.startswith("# ") else new_code_cell
        made.append(make(source, id=f"cell-{i}"))
    metadata = {} if reads is None else {"evalkit": {"reads": reads}}
    nbformat.write(new_notebook(cells=made, metadata=metadata), path)
