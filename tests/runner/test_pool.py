"""Several notebooks at a time: the same bytes however they are run, and where each of them is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evalkit.runner.execute import execute
from evalkit.runner.pool import outcomes
from evalkit.runner.run import longest_first
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


def test_a_later_run_of_a_process_has_the_environment_of_its_own_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Workers are forked from a process that the first run started.
    root = made(tmp_path, _01_look=("import os\nprint(os.environ.get('EVALKIT_TEST_LOOK'))",))
    seen = []
    for value in ("one", "two"):
        monkeypatch.setenv("EVALKIT_TEST_LOOK", value)
        seen += [printed(outcome) for outcome in outcomes([task(root, "01-look")], 1)]
    assert seen == ["one\n", "two\n"]


def test_the_notebook_with_most_cells_and_the_edition_with_most_data_come_first() -> None:
    editions = [("alliances", "2014"), ("alliances", "2019"), ("demo", "2025")]
    names = ("01-data-check", "annual-report", "07-reviewer-consistency")
    mixed = [
        replace(task(ROOT, name), programme=programme, edition=edition)
        for programme, edition in editions
        for name in names
    ]
    # Code cells: 12, 42 and 71; bytes on file: demo 2025 more than alliances 2019 more than alliances 2014.
    assert [(t.name, t.edition) for t in longest_first(mixed)] == [
        (name, edition) for name in reversed(names) for edition in ("2025", "2019", "2014")
    ]


def test_nothing_to_do_starts_nothing() -> None:
    assert list(outcomes([], 4)) == []
