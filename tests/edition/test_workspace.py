"""Where the data are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition import ROOT_VARIABLE, find_workspace
from evalkit.edition.workspace import PACKAGED
from evalkit.errors import EvalkitError, UnknownName
from tests.folders import REPOSITORY, Folder


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)


def test_the_folder_that_is_named(folder: Folder) -> None:
    workspace = find_workspace(folder.root)
    assert workspace.root == folder.root.resolve()
    assert (workspace.data.name, workspace.notebooks.name, workspace.reports.name) == ("data", "notebooks", "reports")
    assert workspace.programmes() == ("alliances",)
    assert workspace.editions("alliances") == ("2019",)
    assert workspace.edition_folder("alliances", "2019") == folder.edition.resolve()


def test_the_variable(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(folder.root))
    assert find_workspace().root == folder.root.resolve()


def test_the_nearest_folder_above(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.edition)
    assert find_workspace().root == folder.root


def test_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder with no programme above it, the checkout that evalkit is run from."""
    monkeypatch.chdir(tmp_path)
    assert find_workspace().root == REPOSITORY


def test_a_folder_without_a_programme(tmp_path: Path) -> None:
    with pytest.raises(EvalkitError) as caught:
        find_workspace(tmp_path)
    assert str(caught.value).endswith("holds no programme: data/<programme>/programme.toml is not there.")
    assert "缺少 data/<项目>/programme.toml" in caught.value.describe("zh")


def test_editions_are_sorted_and_count_without_rules(folder: Folder) -> None:
    """A folder without rules.toml is an edition with a fault; hidden folders and files are none."""
    for name in ("2020-2021", "2017", ".git", "_draft"):
        (folder.edition.parent / name).mkdir()
    workspace = find_workspace(folder.root)
    assert workspace.editions("alliances") == ("2017", "2019", "2020-2021")
    with pytest.raises(UnknownName, match="There is no programme “demo”"):
        workspace.editions("demo")
    with pytest.raises(UnknownName, match=r"There is no edition “\.\./2019”"):
        workspace.edition_folder("alliances", "../2019")


@pytest.mark.parametrize("parts", [("data",), ("notebooks",), ("data", "notebooks")])
def test_a_folder_of_ones_own_is_never_taken_for_the_checkout(
    parts: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in parts:
        (tmp_path / part).mkdir()
    (tmp_path / "deeper").mkdir()
    monkeypatch.chdir(tmp_path / "deeper")
    with pytest.raises(EvalkitError) as caught:
        find_workspace()
    assert str(caught.value.variables["folder"]).startswith(str(tmp_path))


def test_a_workspace_in_the_making_is_not_taken_for_the_one_around_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With data/ alone it may be a folder of the workspace above; with notebooks/ as well it is a workspace."""
    inner = folder.root / "mine"
    (inner / "data").mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert find_workspace().root == folder.root
    (inner / "notebooks").mkdir()
    with pytest.raises(EvalkitError, match="holds no programme"):
        find_workspace()


@pytest.mark.parametrize("inside", [True, False])
def test_the_demonstration_is_made_where_one_stands(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, inside: bool
) -> None:
    """In the workspace around, and not in a checkout somewhere else."""
    empty = tmp_path_factory.mktemp("empty")
    monkeypatch.chdir(folder.edition if inside else empty)
    done = CliRunner().invoke(main, ["demo", "--until", "registered"], env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 0, done.output
    where = folder.root if inside else empty
    assert (where / "data" / "demo" / "programme.toml").is_file()


def test_the_notebooks_of_evalkit_serve_a_workspace_without_any(folder: Folder) -> None:
    """Own ones are its notebooks as soon as there is one, even one that lies too deep to run."""
    workspace = find_workspace(folder.root)
    assert workspace.notebooks == PACKAGED == REPOSITORY / "notebooks"
    (folder.root / "notebooks" / "drafts").mkdir(parents=True)
    assert workspace.notebooks == PACKAGED
    (folder.root / "notebooks" / "drafts" / "10-mine.ipynb").touch()
    assert workspace.notebooks == folder.root.resolve() / "notebooks"
