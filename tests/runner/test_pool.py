"""Several notebooks at a time: the same bytes however they are run, and where each of them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit.runner.pool import outcomes
from evalkit.runner.task import Settings, Step, Task
from tests.runner.made import ROOT, made, task

NAMES = ("01-data-check", "03-cohorts")


@pytest.fixture(scope="module")
def pages() -> dict[str, dict[str, object]]:
    """Two of the project's notebooks, in both languages where it costs little: pages by way of running them."""
    ways = {"serial": (1, Settings()), "parallel": (2, Settings()), "cold": (2, Settings(warm=False))}
    chosen = [task(ROOT, name, "zh") for name in NAMES]
    return {way: {o.task.name: o.page for o in outcomes(chosen, *how)} for way, how in ways.items()}


def test_pages_are_the_same_warm_or_cold_serial_or_parallel(pages: dict[str, dict[str, object]]) -> None:
    assert set(pages["serial"]) == set(NAMES)
    assert None not in pages["serial"].values()
    assert pages["parallel"] == pages["serial"]
    assert pages["cold"] == pages["serial"]


def test_each_running_notebook_says_where_it_is(tmp_path: Path) -> None:
    root = made(tmp_path, _01_steps=("# First", "1", "2", "# Second", "3"))
    seen: list[tuple[Task, Step | None]] = []
    one = task(root, "01-steps")
    done = list(outcomes([one], 4, watch=lambda task, step: seen.append((task, step))))
    assert [o.failure for o in done] == [""]
    # The parameters cell and the cell that papermill adds with the given values are cells, too.
    assert seen == [(one, None)] + [
        (one, Step(cell, 5, heading)) for cell, heading in [(1, ""), (2, ""), (3, "First"), (4, "First"), (5, "Second")]
    ]


def test_nothing_to_do_starts_nothing() -> None:
    assert list(outcomes([], 4)) == []
