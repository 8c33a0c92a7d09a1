"""Copies of the notebooks for JupyterLab: one language, one edition, nothing that was worked on is overwritten."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

from evalkit.edition import ROOT_VARIABLE, Workspace
from evalkit.errors import EvalkitError, UnknownName
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
    # Not every score is on file, no mark and no printed number; there is an edition before it.
    assert [p.name[:2] for p in written] == ["01", "02", "05", "an", "br"]
    for path in written:
        notebook = nbformat.read(path, as_version=4)
        values = {"programme": "alliances", "edition": "2014", "language": "en", "audience": "public"}
        assert declared(notebook, path.stem) == values
        headings = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
        assert not any("\u4e00" <= character <= "\u9fff" for character in headings), path.name


def test_a_section_that_has_nothing_to_say_is_left_out(workspace: Workspace) -> None:
    _, written = copies(workspace, "alliances", "2014", "en")
    scores = nbformat.read(next(p for p in written if p.stem.startswith("02")), as_version=4)
    ids = [cell.id for cell in scores.cells]
    # The rules award no labels; what stands before that section stays.
    assert not {"labels-en", "holders"} & set(ids) and ids[-1] == "code-05"
    rules = workspace.data / "alliances/2014/rules.toml"
    rules.write_text(f"{rules.read_text(encoding='utf-8')}\n[[labels]]\n", encoding="utf-8")
    _, again = copies(workspace, "alliances", "2014", "en", fresh=True)
    scores = nbformat.read(next(p for p in again if p.stem.startswith("02")), as_version=4)
    assert [cell.id for cell in scores.cells][-2:] == ["labels-en", "holders"]


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


def test_a_copy_that_cannot_be_written_leaves_the_earlier_one(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, written = copies(workspace, "alliances", "2014", "zh")
    before = {path: path.read_bytes() for path in written}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(EvalkitError, match="disk is full"):
            copies(workspace, "alliances", "2014", "zh", fresh=True)
    assert {path: path.read_bytes() for path in written[0].parent.iterdir()} == before


# rules.toml: 52 in the first batch. scores.csv: 37 of them (71.15 %), 17 in tier high and 3 in fairly-high (54.05 %).
FIRST_BATCH = (
    "First batch of pilot alliances: 52 in all, of which 37 took part (71.15%) and 15 did not. Of those that took part,"
    " 20 reached “Highly active” or “Fairly highly active”, which is 54.05%."
)


def shown(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the paragraphs that a notebook shows."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [o for o in outputs if o.output_type == "error"] == []
    return re.findall(
        r"<p(?: [^>]*)?>(.*?)</p>", "\n".join(o.data.get("text/html", "") for o in outputs if "data" in o)
    )


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
    assert FIRST_BATCH in shown(done)


@pytest.mark.slow
def test_a_copy_runs_as_it_is(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by Run All: from the folder of the copies, with nothing handed over."""
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    folder, _ = copies(workspace, "alliances", "2019", "en")
    monkeypatch.chdir(folder)
    done = papermill.execute_notebook("03-cohorts.ipynb", None, progress_bar=False, engine_name="evalkit")
    said = shown(done)
    assert FIRST_BATCH in said
    assert not any("\u4e00" <= character <= "\u9fff" for character in "".join(said))
