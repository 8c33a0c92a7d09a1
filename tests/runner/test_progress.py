"""What a run shows: live lines on a terminal, plain lines elsewhere, nothing where quiet is asked for."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from evalkit.report.exported import ExportedPage
from evalkit.runner.progress import Display
from evalkit.runner.task import Outcome, Step, Task

TASK = Task(Path("/"), "alliances", "2019", "en", Path("01-data-check.ipynb"), (), "0.0.0")
DONE = Outcome(TASK, ExportedPage("", ""))


def terminal() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=160, color_system=None)


def test_without_a_terminal_each_notebook_is_one_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(2, "en", console=Console(file=io.StringIO())) as display:
        display.watch(TASK, None)
        display.watch(TASK, Step(1, 2, "Question?"))
        display.finished(DONE)
        display.finished(Outcome(TASK, None, "1 / 0"))
    assert capsys.readouterr().out.splitlines() == [
        "[1/2] alliances 2019 en 01-data-check: done",
        "[2/2] alliances 2019 en 01-data-check: failed",
    ]


def test_quiet_says_nothing_but_notes(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(1, "en", quiet=True, console=terminal()) as display:
        display.watch(TASK, Step(1, 2, "Question?"))
        display.finished(DONE)
        display.note("Processes start cold")
    assert capsys.readouterr() == ("", "Processes start cold\n")


def test_on_a_terminal_there_is_a_line_for_each_running_notebook_and_a_total() -> None:
    console = terminal()
    with Display(3, "en", console=console) as display:
        display.watch(TASK, None)
        display.watch(TASK, Step(2, 6, "[red]Which tier?[/red]"))
        assert display.live is not None
        shown = io.StringIO()
        Console(file=shown, width=160, color_system=None).print(display.live.get_renderable())
        display.finished(DONE)
        assert list(display.rows) == []
    total, notebook = shown.getvalue().splitlines()
    assert total.startswith("All notebooks")
    assert "0/3" in total
    assert notebook.startswith("alliances 2019 en 01-data-check")
    # The second of six is running: one is done. Brackets in a heading are no mark-up.
    assert "1/6" in notebook
    assert "[red]Which tier?[/red]" in notebook
    assert isinstance(console.file, io.StringIO)
    assert "[1/3] alliances 2019 en 01-data-check: done" in console.file.getvalue()


def test_a_notebook_may_have_a_list_for_a_parameter() -> None:
    listed = replace(TASK, parameters=(("codes", [1, 2]),))
    with Display(1, "en", console=terminal()) as display:
        display.watch(listed, None)
        display.watch(listed, Step(1, 2, "Question?"))
        assert len(display.rows) == 1
        display.finished(Outcome(listed, ExportedPage("", "")))
        assert list(display.rows) == []
