"""Names in manifests and notes are names of files in their folder, or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evalkit.runner.manifest import own_files, read_manifest
from evalkit.runner.plan import plan
from evalkit.runner.run import run
from evalkit.runner.staging import Staging
from tests.runner.fakes import notebook, source, workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports with a link that leads out of it."""
    inside = tmp_path / "reports"
    (inside / "tables").mkdir(parents=True)
    (tmp_path / "victim").write_text("keep", encoding="utf-8")
    (inside / "out").symlink_to("..")
    return inside


@pytest.mark.parametrize(
    "name",
    ["../victim", "tables/../../victim", "/etc/hosts", "out/victim", "a\0b", "", ".", "..", "tables", "tables/..",
     "C:\\victim", "..\\victim", "\\\\server\\victim", 7, None, ["a"]],
)  # fmt: skip
def test_what_is_no_name_of_a_file_of_the_folder(folder: Path, name: object) -> None:
    assert own_files(folder, [name, "a.html"]) == ["a.html"]


def test_names_of_files(folder: Path) -> None:
    names = ["a.html", "tables/a.b.csv", "甲.html", "never/there.csv", "..a"]
    assert own_files(folder, names) == names
    assert own_files(folder, 5) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "[" * 100_000, '{"notebooks": 5}', '{"notebooks": {"a": [], "../b": {}}, "index": 1}']
)
def test_a_manifest_that_is_none(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert set(read_manifest(folder).get("notebooks", {})) <= {"a"}


def test_four_ways_out(tmp_path: Path) -> None:
    """A stale file, a pruned page, the copy of a failed notebook, the note of a killed run: none leads outside."""
    space = workspace(tmp_path, "2019")
    for name in ("10-one", "20-two"):
        notebook(space, name, "# tables a")
    run(plan(space), 1, source=source)
    victims = [tmp_path / "victim", tmp_path / "victim.ipynb"]
    for victim in victims:
        victim.write_text("keep", encoding="utf-8")
    page = space.reports / "alliances/2019/zh"
    content = json.loads((page / "manifest.json").read_text(encoding="utf-8"))
    for entry in content["notebooks"].values():
        entry["outputs"] |= {"../../../../victim": "00", str(victims[0]): "00"}
    content["notebooks"]["../../../../../victim"] = content["notebooks"]["10-one"]
    (page / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    dead = space.reports / ".run-dead"
    dead.mkdir()
    for number, place in enumerate(("..", "alliances/../..", str(tmp_path), "alliances/2019/zh")):
        note = {"folder": place, "files": ["victim", "../../../../victim", str(victims[0])]}
        (dead / f"{number}.note").write_text(json.dumps(note), encoding="utf-8")
    (space.notebooks / "20-two.ipynb").unlink()
    done = run(plan(space, force=True), 1, source=source, prune_obsolete=True)
    assert not done.failures
    assert [victim.read_text(encoding="utf-8") for victim in victims] == ["keep", "keep"]
    assert not dead.exists()
    assert not (page / "20-two.html").exists()
    assert (page / "10-one.html").exists()


def test_internal_reports_are_the_owners_own(tmp_path: Path) -> None:
    with Staging(tmp_path / "reports-internal"), Staging(tmp_path / "reports"):
        assert (tmp_path / "reports-internal").stat().st_mode & 0o077 == 0
        assert (tmp_path / "reports").stat().st_mode & 0o055
