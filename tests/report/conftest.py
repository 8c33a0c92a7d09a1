"""Reports are built twice for the whole test session, through the command, as a user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def workspace(folder: Path) -> Path:
    """Copy the alliances and the notebooks into an empty folder; the demonstration has a test of its own."""
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("demo"))
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return folder


def evalkit(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a workspace."""
    env = {**os.environ, "LC_ALL": "C.UTF-8", **environment}
    command = [sys.executable, "-m", "evalkit.cli", "--root", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, timeout=900, check=False)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A workspace with all reports of 2019, and of 2014, of which little is known; tests must not change it."""
    base = tmp_path_factory.getbasetemp()
    # Processes that test side by side share what the first of them builds.
    root = (base if worker_id == "master" else base.parent) / "built"
    with FileLock(f"{root}.lock"):
        if not (root / "finished").exists():
            done = evalkit(workspace(root), "run", "alliances", "2014", "2019", "--jobs", "2")
            assert done.returncode == 0, done.stderr
            assert done.stderr == "", "a run prints no warning"
            (root / "finished").touch()
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a module; skipped where there is none.

    Not for the whole session: while Playwright runs, no other test could start an event loop.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; set CHROMIUM to its path")
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        started = play.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace with one quick notebook, for runs that are meant to go wrong."""
    root = workspace(tmp_path)
    for edition in (root / "data/alliances").iterdir():
        if edition.is_dir() and edition.name != "2019":
            shutil.rmtree(edition)
    # They speak of the editions before it.
    shutil.rmtree(root / "data/alliances/2019/text")
    for path in (root / "notebooks").glob("*.ipynb"):
        if path.stem != "01-data-check":
            path.unlink()
    return root
