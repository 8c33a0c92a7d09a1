"""Several notebooks at a time: the same bytes however they are run, and where each of them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit.runner.execute import execute
from evalkit.runner.pool import outcomes
from evalkit.runner.task import Settings, Step, Task
from tests.runner.made import ROOT, made, printed, task

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


def test_what_is_printed_bit_by_bit_is_one_output(tmp_path: Path) -> None:
    # Kernels send every fifth of a second what there is to send.
    slow = "import sys, time\nfor i in range(3):\n    print(i, flush=True)\n    time.sleep(0.3)\ndisplay(3)\nprint(4)"
    root = made(tmp_path, _01_prints=(slow,))
    assert printed(execute(task(root, "01-prints"))) == "0\n1\n2\n" + "\n" + "3" + "\n" + "4\n"


def test_nothing_to_do_starts_nothing() -> None:
    assert list(outcomes([], 4)) == []
