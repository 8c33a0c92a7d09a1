"""Watching: once at the start, and then on each change of what a page is made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli.main import main
from evalkit.edition import Workspace
from evalkit.runner.plan import Plan
from evalkit.runner.run import Report
from evalkit.runner.watch import changes
from tests.report.conftest import evalkit
from tests.runner.fakes import notebook, workspace
from tests.runner.made import made


def test_changes_are_told_when_they_are_at_rest(tmp_path: Path) -> None:
    space = workspace(tmp_path, "2019")
    notebook(space, "10-one", "# A")
    path = space.notebooks / "10-one.ipynb"
    rules = space.data / "alliances/2019/rules.toml"
    looks = iter(range(100))

    def sleep(_: float) -> None:
        look = next(looks)
        if look == 2:
            path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        if look == 3:
            rules.write_text(rules.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        if look == 7:
            (space.root / "beside.py").write_text("", encoding="utf-8")

    told = changes(space, sleep)
    assert next(told) == []
    # Not after look 3: another file had changed meanwhile.
    assert next(told) == [rules, path]
    assert next(looks) == 5
    assert next(told) == [space.root / "beside.py"]


def test_the_command_makes_the_page_and_says_where_it_is(tmp_path: Path) -> None:
    root = made(tmp_path, _01_one=("# One", "print('one')"))
    done = evalkit(root, "watch", "01", "alliances", "2019", "--language", "en", "--once")
    assert done.returncode == 0, done.stderr
    page = root / "reports/alliances/2019/en/01-one.html"
    assert page.resolve().as_uri() in done.stdout
    assert "one" in page.read_text(encoding="utf-8")
    assert not page.with_name("manifest.json").parent.with_name("zh").exists()


def test_a_notebook_that_was_never_there_ends_the_command(tmp_path: Path) -> None:
    root = made(tmp_path, _01_one=("# One",))
    done = evalkit(root, "watch", "02", "alliances", "2019", "--language", "en")
    assert done.returncode == 2
    assert done.stderr == "There is no notebook “02”. Known: 01-one.\n"
    assert not (root / "reports").exists()


def test_a_notebook_that_goes_meanwhile_is_a_message_and_watching_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made(tmp_path, _01_one=("# One",), _02_two=("# Two",))
    path = root / "notebooks" / "01-one.ipynb"
    content = path.read_text(encoding="utf-8")
    ran: list[str] = []

    def looks(_: Workspace) -> Iterator[list[Path]]:
        yield []
        path.unlink()
        yield [path]
        path.write_text(content, encoding="utf-8")
        yield [path]

    def run(plan: Plan, **_: object) -> Report:
        ran.extend(task.name for task in plan.tasks)
        return Report()

    monkeypatch.setattr("evalkit.runner.watch.changes", looks)
    monkeypatch.setattr("evalkit.runner.run.run", run)
    monkeypatch.setattr("evalkit.runner.processes.load", lambda: None)
    asked = ["watch", "01", "alliances", "2019", "--language", "en"]
    done = CliRunner().invoke(main, ["--root", str(root), *asked], env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 0, done.output
    assert ran == ["01-one", "01-one"]
    assert "01-one" not in done.stderr
    assert "02-two" in done.stderr
