"""Page 07 without a run: the notebook's cells run here, and what they show is kept; reviewers by code alone."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from evalkit.report import page as page_module
from evalkit.report.elements import FigureView, TableView
from tests.folders import REPOSITORY

NOTEBOOK = REPOSITORY / "notebooks" / "07-reviewer-consistency.ipynb"
Shown = list[object]


def run(root: Path, programme: str, edition: str, language: str, audience: str = "internal") -> Shown:
    """Run the notebook's code in a workspace and return everything that it displays."""
    shown: Shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_module, "display", shown.append)
        patch.setattr(page_module, "names", lambda _: {})
        patch.chdir(root)
        names: dict[str, object] = {}
        for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), names)
                if cell.id == "parameters":
                    names.update(programme=programme, edition=edition, language=language, audience=audience)
    return shown


def table(shown: Shown, name: str) -> TableView:
    """Return the table of a name, ``consistency-…``."""
    (found,) = (s for s in shown if isinstance(s, TableView) and s.name == f"consistency-{name}")
    return found


def cells(shown: Shown, name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table."""
    return [row for _, rows in table(shown, name).groups for row in rows]


def figure(shown: Shown, name: str) -> FigureView:
    """Return the figure of a name."""
    (found,) = (s for s in shown if isinstance(s, FigureView) and s.name == f"consistency-{name}")
    return found
