"""On a cluster the same tasks give the same bytes, whatever becomes of single workers; or the run says why not."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evalkit import __version__
from evalkit.errors import EvalkitError
from evalkit.runner import cluster as under_test
from evalkit.runner.cluster import ClusterMismatch
from tests.report.conftest import evalkit, workspace
from tests.report.notebooks import write_notebook
from tests.report.test_run import contents
from tests.runner.dask_cluster import Cluster, cluster

distributed = pytest.importorskip("distributed", reason="distributed is not installed")

# What kills a worker of Dask: the process that the kernel descends from and that a nanny watches over.
KILL = """import os, signal, psutil
from pathlib import Path
nannies = {nannies}
once = Path({once!r})
worker = [p for p in psutil.Process().parents() if p.ppid() in nannies]
if {condition} and worker:
    once.touch()
    os.kill(worker[0].pid, signal.SIGKILL)"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers; a task is given up after two of its workers died, and not after four: that is quicker."""
    folder = tmp_path_factory.mktemp("cluster")
    with cluster(folder, ["", ""], DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as started:
        yield started


def room(folder: Path, *notebooks: str) -> Path:
    """Return a workspace with some of the notebooks."""
    root = workspace(folder)
    for path in (root / "notebooks").glob("*.ipynb"):
        if path.stem not in notebooks:
            path.unlink()
    return root


def killer(root: Path, two: Cluster, once: Path, condition: str) -> None:
    source = KILL.format(nannies=set(two.nannies), once=str(once), condition=condition)
    write_notebook(root / "notebooks/10-kills.ipynb", "# Is anybody left?", source, "print('yes')")


def test_the_same_bytes_as_on_this_machine_and_no_folder_of_a_worker(two: Cluster, tmp_path: Path) -> None:
    # One with figures, one that reads every edition of the programme.
    here = room(tmp_path / "here", "02-scores-and-tiers", "05-across-editions")
    there = room(tmp_path / "there", "02-scores-and-tiers", "05-across-editions")
    arguments = ("run", "alliances", "2019", "2014", "--language", "zh")
    assert evalkit(here, *arguments).returncode == 0
    done = evalkit(there, *arguments, "--scheduler", two.address)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(there) == contents(here)
    assert len(list((there / "reports/alliances").rglob("*.html"))) == 4
    for path in (there / "reports").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert not [folder for folder in two.folders if str(folder) in text]


def test_what_was_sent_is_removed_from_the_workers(two: Cluster, tmp_path: Path) -> None:
    root = room(tmp_path, "01-data-check")
    done = evalkit(root, "run", "alliances", "2014", "--language", "en", "--scheduler", two.address)
    assert done.returncode == 0, done.stderr
    assert [p for folder in two.folders for p in folder.rglob("units.csv")] == []


def test_a_worker_killed_half_way_loses_nothing(two: Cluster, tmp_path: Path) -> None:
    here, there = (room(tmp_path / name, "01-data-check") for name in ("here", "there"))
    once = tmp_path / "once"
    for root in (there, here):
        killer(root, two, once, "not once.exists()")
    arguments = ("run", "alliances", "2019", "--language", "en")
    done = evalkit(there, *arguments, "--scheduler", two.address)
    assert (done.returncode, done.stderr) == (0, "")
    assert once.exists(), "a worker was killed"
    assert evalkit(here, *arguments).returncode == 0
    assert contents(there) == contents(here)


def test_a_notebook_that_always_kills_its_worker_is_given_up_and_the_others_are_not(
    two: Cluster, tmp_path: Path
) -> None:
    root = room(tmp_path, "01-data-check", "03-cohorts")
    killer(root, two, tmp_path / "once", "True")
    # Wide, so that no cell of the closing table is folded.
    done = evalkit(root, "run", "alliances", "2019", "--language", "en", "--scheduler", two.address, COLUMNS="400")
    assert done.returncode == 1
    told = "every worker that took this up died (2 of them), also when it ran alone"
    assert told in done.stderr
    assert sorted(p.stem for p in (root / "reports/alliances/2019/en").glob("*.html")) == [
        "01-data-check",
        "03-cohorts",
    ]


def test_a_failing_notebook_fails_as_it_does_here(two: Cluster, tmp_path: Path) -> None:
    said = []
    for name, arguments in (("room-1", ()), ("room-2", ("--scheduler", two.address))):
        root = room(tmp_path / name)
        write_notebook(root / "notebooks/10-fails.ipynb", "# Is it there?", "import evalkit\nevalkit.load('x', '2019')")
        done = evalkit(root, "run", "alliances", "2019", "--language", "en", *arguments, COLUMNS="400")
        assert done.returncode == 1
        said.append(done.stderr.replace("room-2", "room-1"))
    assert said[0] == said[1]
    (row,) = [re.split(r"\s{2,}", line.strip()) for line in said[1].splitlines() if line.startswith("10-fails")]
    assert row[1:4] == ["alliances 2019", "en", "Is it there?"]
    assert row[4].startswith("UnknownName: There is no programme “x”.")


def test_workers_that_run_something_else_are_refused_with_every_difference(tmp_path: Path) -> None:
    older = "import evalkit\nevalkit.__version__ = '0.0.9'\nimport platform\nplatform.python_version = lambda: '3.0.0'"
    absent = "import sys\nsys.modules['evalkit'] = None"
    root = room(tmp_path / "here", "01-data-check")
    with cluster(tmp_path, [older, "", absent]) as three:
        done = evalkit(root, "run", "alliances", "2019", "--scheduler", three.address)
    assert done.returncode == 2
    head, *lines = done.stderr.splitlines()
    assert head == (
        f"3 differences between this machine and the cluster at {three.address}; nothing was written. "
        "The same versions give the same pages."
    )
    # Workers in the order of their addresses, which chance decides.
    found = sorted(line.partition(": ")[2] if "python" in line or "0.0.9" in line else line[-60:] for line in lines)
    assert [line for line in found if "0.0.9" in line] == [f"evalkit is 0.0.9, here {__version__}."]
    assert [line for line in found if "python" in line] == [
        f"python is 3.0.0, here {'.'.join(map(str, sys.version_info[:3]))}."
    ]
    assert sum("this evalkit cannot be used there" in line for line in lines) == 1
    assert not (root / "reports").exists()


def test_a_scheduler_that_is_not_there_is_named_and_nothing_written(tmp_path: Path) -> None:
    root = room(tmp_path, "01-data-check")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    done = evalkit(root, "run", "alliances", "2019", "--scheduler", address)
    assert done.returncode == 2
    assert done.stderr.startswith(("No Dask scheduler answers at " + address, "Nothing at " + address))
    assert len(done.stderr.splitlines()) == 1
    assert not (root / "reports").exists()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("127.0.0.1", "No Dask scheduler answers at 127.0.0.1: missing port number in address '127.0.0.1'"),
        ("http://127.0.0.1:1", "No Dask scheduler answers at http://127.0.0.1:1: unknown address scheme 'http'"),
        ("tls://127.0.0.1:1", "tls://127.0.0.1:1 asks for certificates that Dask does not find"),
    ],
)
def test_an_address_that_is_none_is_told(address: str, message: str) -> None:
    with pytest.raises(EvalkitError) as caught:
        under_test.connect(address)
    assert str(caught.value).startswith(message)


def test_a_server_that_is_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "PATIENCE", 1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(EvalkitError) as caught:
            under_test.connect(address)
    assert str(caught.value) == f"Nothing at {address} answered as a Dask scheduler within 1 s."


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    root = room(tmp_path / "here", "01-data-check")
    with cluster(tmp_path, []) as empty:
        done = evalkit(root, "run", "alliances", "2019", "--scheduler", empty.address)
    assert (done.returncode, done.stderr) == (2, f"The scheduler at {empty.address} has no workers.\n")
    assert not (root / "reports").exists()


def test_jobs_and_scheduler_exclude_each_other(tmp_path: Path) -> None:
    done = evalkit(room(tmp_path, "01-data-check"), "run", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert done.stderr.startswith("--jobs counts the notebooks at a time on this machine")


def test_without_the_package_the_command_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EvalkitError, match="pip install distributed"):
        under_test.connect("tcp://127.0.0.1:1")


def test_differences_read_in_both_languages() -> None:
    here = under_test.environment()
    error = ClusterMismatch("tcp://a:1", [("", {**here, "numpy": "1.0"}), ("tcp://b:2", ImportError("no evalkit"))])
    assert error.exit_code == 2
    assert error.describe("en").splitlines()[1:] == [
        f"  the scheduler: numpy is 1.0, here {here['numpy']}.",
        "  worker tcp://b:2: this evalkit cannot be used there (no evalkit).",
    ]
    assert error.describe("zh").splitlines()[1] == f"  调度器：numpy 为 1.0，本机为 {here['numpy']}。"
