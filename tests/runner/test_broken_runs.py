"""Whatever a notebook or a machine does, the rest of the run goes on, and nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from multiprocessing import active_children, forkserver
from pathlib import Path

import pytest

from evalkit.runner import processes
from evalkit.runner.pool import outcomes
from evalkit.runner.task import Outcome, Settings, Step, Task
from tests.report.conftest import evalkit
from tests.runner.made import made, printed, tasks

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

PARENT = "import os\nprint(open(f'/proc/{os.getppid()}/cmdline').read())"
STUBBORN = "import time\nwhile True:\n    try:\n        time.sleep(1000)\n    except KeyboardInterrupt:\n        pass"
BROKEN = {
    "_01_raises": ("# Is it zero?", "print('half')", "1 / 0", "print('never')"),
    "_02_exits": ("# Gone", "import os\nos._exit(3)"),
    "_03_killed": ("# Killed", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"),
    "_04_crashes": ("# Crash", "import ctypes\nctypes.string_at(0)"),
    "_05_memory": (
        "# Memory",
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\nbytearray(2**34)",
    ),
    "_06_hangs": ("# For ever", "print('so far')", STUBBORN),
    "_07_fine": ("# Fine", "print('fine')"),
}
FAILURES = {
    "01-raises": ("cell", "Is it zero?", "Is it zero?: ZeroDivisionError: division by zero"),
    "02-exits": ("dead", "Gone", "Gone: the process of the notebook died (exit code 3)"),
    "03-killed": (
        "dead",
        "Killed",
        "Killed: the process of the notebook died (signal SIGKILL, often because memory ran out)",
    ),
    "04-crashes": ("dead", "Crash", "Crash: the process of the notebook died (signal SIGSEGV)"),
    "05-memory": ("cell", "Memory", "Memory: MemoryError"),
    "06-hangs": ("time", "For ever", "For ever: a cell took longer than 5 s (--cell-timeout) and was stopped"),
    "07-fine": ("", "", ""),
}


@pytest.fixture(scope="module", params=["warm", "cold"])
def broken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Notebooks that break in every way, and one that does not, in one run."""
    if request.param == "warm" and not processes.can_fork():
        pytest.skip("processes are not forked on this platform")
    root = made(tmp_path_factory.mktemp("broken"), **BROKEN)
    settings = Settings(warm=request.param == "warm", cell_timeout=5)
    return {done.task.name: done for done in outcomes(tasks(root), 2, settings)}


def test_each_failure_names_its_place_and_the_others_run_on(broken: dict[str, Outcome]) -> None:
    assert {name: (o.kind, o.heading, o.failure) for name, o in broken.items()} == FAILURES
    assert printed(broken["07-fine"]) == "fine\n"


def test_the_failed_copy_holds_what_was_shown_until_then(broken: dict[str, Outcome]) -> None:
    copy = json.loads(broken["01-raises"].failed_copy or "")
    outputs = {cell["id"]: cell.get("outputs") for cell in copy["cells"]}
    assert outputs["cell-1"][0]["text"] in ("half\n", ["half\n"])
    assert outputs["cell-2"][0]["ename"] == "ZeroDivisionError"
    assert outputs["cell-3"] == []
    assert "so far" in (broken["06-hangs"].failed_copy or "")
    assert broken["07-fine"].failed_copy is None


def workers() -> list[int]:
    """Return the workers of this process; it has their nurseries as children, too."""
    return [process.pid or 0 for process in active_children() if process.name == "evalkit work"]


@linux
def test_a_worker_that_is_killed_is_replaced_and_its_task_tried_again(tmp_path: Path) -> None:
    root = made(tmp_path, _01_slow=("# Slow", "import time\ntime.sleep(2)\nprint('done')"), _02_fine=("print('fine')",))
    killed: list[int] = []

    def kill(task: Task, step: Step | None) -> None:
        if task.name == "01-slow" and step is not None and step.cell == 3 and not killed:
            killed.extend(workers())
            os.kill(killed[0], signal.SIGKILL)

    done = {o.task.name: printed(o) for o in outcomes(tasks(root), 1, watch=kill)}
    assert len(killed) == 1
    assert done == {"01-slow": "done\n", "02-fine": "fine\n"}


@linux
def test_a_task_that_takes_its_worker_with_it_each_time_fails_alone(tmp_path: Path) -> None:
    root = made(tmp_path, _01_slow=("# Slow", "import time\ntime.sleep(60)"), _02_fine=("print('fine')",))

    def kill(task: Task, step: Step | None) -> None:
        if task.name == "01-slow" and step is not None and step.cell == 3:
            os.kill(workers()[0], signal.SIGKILL)

    done = {o.task.name: o for o in outcomes(tasks(root), 1, watch=kill)}
    assert done["01-slow"].kind == "lost"
    assert done["01-slow"].failure == (
        "the process that ran it ended twice (signal SIGKILL, often because memory ran out)"
    )
    assert printed(done["02-fine"]) == "fine\n"


@linux
@pytest.mark.parametrize("whom", ["nursery", "server"])
def test_what_processes_are_forked_from_is_killed_and_started_again(tmp_path: Path, whom: str) -> None:
    # The notebook kills its parent, the nursery, or that of the nursery, but only the first time.
    kills = (
        "import os, pathlib, signal, time\nmark = pathlib.Path('killed')\nparent = os.getppid()\n"
        "above = int(pathlib.Path(f'/proc/{parent}/stat').read_text().rpartition(')')[2].split()[1])\n"
        f"whom = parent if {whom!r} == 'nursery' else above\n"
        "if not mark.exists():\n    mark.touch()\n    os.kill(whom, signal.SIGKILL)\n    time.sleep(2)\n"
        "print('second time')"
    )
    root = made(tmp_path, _01_kills=("# Kill", kills), _02_after=(PARENT,))
    done = {o.task.name: o for o in outcomes(tasks(root), 1)}
    assert printed(done["01-kills"]) == "second time\n"
    assert "multiprocessing.forkserver" in printed(done["02-after"])


@linux
def test_a_process_starts_right_after_what_it_would_be_forked_from_was_killed() -> None:
    # Killed, it counts as running until the system is done with it, and refuses all who ask.
    for _ in range(3):
        processes.start(time.sleep, 0, warm=True).join()
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]
    process = processes.start(time.sleep, 0, warm=True)
    process.join()
    assert process.exitcode == 0


def test_the_command_passes_on_its_limit_and_keeps_quiet(tmp_path: Path) -> None:
    root = made(tmp_path, _01_hangs=("# For ever", "import time\ntime.sleep(1000)"), _02_fine=("print('fine')",))
    done = evalkit(root, "run", "--language", "en", "--cell-timeout", "2", "--quiet")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    rows = [re.split(r"\s{2,}", line.strip()) for line in lines if line.startswith("01-")]
    assert [row[:5] for row in rows] == [
        ["01-hangs", "alliances 2019", "en", "For ever", "a cell took longer than 2 s (--cell-timeout) and was stopped"]
    ]
    assert lines[-1] == "1 notebook failed; the earlier reports of those are untouched."
    assert re.fullmatch(r"1 page written in \d+ s\. Start at .*index\.html\n", done.stdout)


def marked(mark: str) -> dict[int, str]:
    """Return the processes that have this mark in their environment, with their commands."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if mark.encode() in (folder / "environ").read_bytes():
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
    return {pid: command for pid, command in found.items() if command}


def started(root: Path, mark: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a run whose two notebooks hang, and wait until both do."""
    command = [sys.executable, "-m", "evalkit.cli", "--root", str(root), "run", "--language", "en", "--jobs", "2"]
    run = subprocess.Popen(
        [*command, *arguments],
        env={**os.environ, "EVALKIT_TEST_MARK": mark, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 300
    while len(list(root.glob("hangs-*"))) < 2:
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < until
        time.sleep(0.1)
    return run


def gone(mark: str) -> dict[int, str]:
    """Return what is left of a run some seconds after its end."""
    until = time.monotonic() + 15
    while (left := marked(mark)) and time.monotonic() < until:
        time.sleep(0.1)
    return left


@pytest.fixture
def hanging(tmp_path: Path) -> Path:
    # A kernel that ignores interrupts, with a process that it started.
    child = "import subprocess, pathlib\nsubprocess.Popen(['sleep', '1000'])\n"
    cell = child + "pathlib.Path('hangs-{}').touch()\n" + STUBBORN
    return made(tmp_path, _01_hangs=(cell.format(1),), _02_hangs=(cell.format(2),))


@linux
@pytest.mark.parametrize("way", ["--warm", "--no-warm"])
def test_a_runner_that_is_killed_leaves_no_process_behind(hanging: Path, way: str) -> None:
    mark = uuid.uuid4().hex
    run = started(hanging, mark, way)
    assert sum("sleep 1000" in command for command in marked(mark).values()) == 2
    run.kill()
    run.communicate()
    left = gone(mark)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert list(left.values()) == []


@linux
def test_an_interrupted_run_ends_at_once_with_130(hanging: Path) -> None:
    mark = uuid.uuid4().hex
    run = started(hanging, mark)
    # As a terminal does it: to every process of the group.
    os.killpg(run.pid, signal.SIGINT)
    before = time.monotonic()
    _, stderr = run.communicate(timeout=60)
    assert time.monotonic() - before < 30
    assert run.returncode == 130
    assert stderr == "Interrupted. Reports that were finished are whole; the others are as they were.\n"
    assert gone(mark) == {}
