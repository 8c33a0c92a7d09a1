"""What several rooms' tests share: the evaluated 2019 edition, and copies of its folder that may be spoilt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

import evalkit
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY, Folder

# Workspaces that are made twice get the same bytes only with the same key.
os.environ["EVALKIT_KEY"] = "the key of the tests"
# Two runs try the same examples, and a slow machine fails no test.
settings.register_profile("evalkit", deadline=None, derandomize=True, print_blob=False, database=None)
settings.load_profile("evalkit")


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: a quarter of their time, tests wait for commands, browsers and locks."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (cores or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that hold slow tests: as the last ones they would keep one core busy and the others idle."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def ev2019() -> Evaluation:
    """The 2019 edition under its own rules."""
    return evalkit.load("alliances", "2019", root=REPOSITORY).evaluate()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A workspace of one's own with a good copy of the 2019 edition."""
    return Folder.copied_to(tmp_path)
