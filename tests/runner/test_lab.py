"""Copies of the notebooks for JupyterLab: one language, one edition, nothing that was worked on is overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

from evalkit.edition import ROOT_VARIABLE, Workspace
from evalkit.errors import UnknownName
from evalkit.runner.lab import copies
from evalkit.runner.parameters import declared
from tests.folders import REPOSITORY as ROOT


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copytree(ROOT / "data" / "alliances", tmp_path / "data" / "alliances")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return Workspace(tmp_path)


def test_one_language_and_the_parameters_filled_in(workspace: Workspace) -> None:
    folder, written = copies(workspace, "alliances", "2014", "en")
    assert folder == workspace.root / "lab" / "alliances" / "2014" / "en"
    assert [p.name for p in written] == sorted(p.name for p in workspace.notebooks.glob("*.ipynb"))
    for path in written:
        notebook = nbformat.read(path, as_version=4)
        values = {"programme": "alliances", "edition": "2014", "language": "en", "audience": "public"}
        assert declared(notebook, path.stem) == values
        headings = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
        assert not any("\u4e00" <= character <= "\u9fff" for character in headings), path.name


def test_a_copy_that_was_worked_on_stays(workspace: Workspace) -> None:
    _, written = copies(workspace, "alliances", "2014", "zh")
    written[0].write_text("mine", encoding="utf-8")
    assert copies(workspace, "alliances", "2014", "zh")[1] == []
    assert written[0].read_text(encoding="utf-8") == "mine"
    assert len(copies(workspace, "alliances", "2014", "zh", fresh=True)[1]) == len(written)


def test_an_edition_that_is_not_there(workspace: Workspace) -> None:
    with pytest.raises(UnknownName):
        copies(workspace, "alliances", "1999", "en")
    assert not (workspace.root / "lab").exists()


@pytest.mark.slow
def test_plain_papermill_with_a_number_for_the_edition(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(workspace.root))
    done = papermill.execute_notebook(
        workspace.notebooks / "03-cohorts.ipynb",
        tmp_path / "out.ipynb",
        {"edition": 2019, "language": "en"},
        progress_bar=False,
        kernel_name="python3",
    )
    text = str([o for c in done.cells for o in c.get("outputs", [])])
    assert "37 of 52" in text or "'37'" in text or ">37<" in text
