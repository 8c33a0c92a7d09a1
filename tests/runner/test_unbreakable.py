"""Whatever happens to a run, reports are whole, and the next run leaves what an undisturbed one leaves."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import kill_at_random
from evalkit.edition import Workspace
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.files.locks import is_free, take
from evalkit.runner.plan import plan
from evalkit.runner.run import run
from evalkit.runner.staging import LOCK, Staging, clear_dead, leftovers, locked
from tests.folders import REPOSITORY
from tests.runner import full_disk
from tests.runner.fakes import contents, notebook, source, workspace


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are killed in forks")
@pytest.mark.parametrize(
    ("how", "least"),
    # Three pages with five tables, one other file, a failed copy, two manifests and the index: each is opened, written,
    # flushed and renamed, and all but opening is counted again for a disk that is full.
    [("kill", 100), ("full", 60), ("stays-full", 60)],
)
def test_a_run_that_is_killed_or_finds_the_disk_full_at_every_single_moment(
    tmp_path: Path, how: str, least: int
) -> None:
    command = [sys.executable, "-m", "tests.runner.crash", how, str(tmp_path)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert re.fullmatch(r"\d+\n", done.stdout), done.stdout
    assert int(done.stdout) >= least


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="what is left of a run is looked for in /proc")
def test_the_real_command_killed_at_random_moments(tmp_path: Path) -> None:
    found = kill_at_random.study(3, seed=6, jobs=2, folder=tmp_path)
    assert [moment for moment in found if moment.torn or not moment.same] == []


def test_two_runs_at_once_leave_what_one_leaves(tmp_path: Path) -> None:
    names = [f"1{i}-page" for i in range(6)]
    roots = [tmp_path / "one", tmp_path / "two"]
    for root in roots:
        space = workspace(root, "2018", "2019")
        for name in names:
            notebook(space, name, f"# Page {name}", "# tables a b")
    run(plan(Workspace(roots[0])), 1, source=source)
    command = [sys.executable, "-m", "tests.runner.beside", str(roots[1])]
    both = [subprocess.Popen([*command, order], cwd=REPOSITORY) for order in ("forwards", "backwards")]
    assert [process.wait(300) for process in both] == [0, 0]
    assert contents(roots[1]) == contents(roots[0])
    assert len(plan(Workspace(roots[1]), only_explain=True).tasks) == 0


def test_what_a_killed_run_left_is_cleared_and_what_a_live_one_has_is_not(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    page = reports / "p/e/zh/10.html"
    store.write(page, "whole")
    store.write(page.with_name("listed.csv"), "whole")
    store.write(page.with_name("never-entered.csv"), "whole")
    entry = {"outputs": {"10.html": "", "listed.csv": ""}}
    store.write_json(page.with_name("manifest.json"), {"notebooks": {"10": entry}})
    with Staging(reports) as live:
        part, _ = live.add("page.html", "half")
        dead = reports / ".run-dead"
        dead.mkdir()
        (dead / "alive").touch()
        (dead / ".page.html.xyz.part").touch()
        note = {"folder": "p/e/zh", "files": ["10.html", "listed.csv", "never-entered.csv"]}
        (dead / "1.note").write_text(json.dumps(note), encoding="utf-8")
        (reports / ".index.html.xyz.part").touch()
        with locked(reports):
            clear_dead(reports)
        assert part.read_text(encoding="utf-8") == "half"
        assert not dead.exists()
        assert leftovers(reports)
    assert not leftovers(reports)
    assert sorted(contents(tmp_path)) == ["p/e/zh/10.html", "p/e/zh/listed.csv", "p/e/zh/manifest.json"]


def test_a_lock_keeps_others_out_until_it_is_released(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert not is_free(tmp_path / LOCK)
    assert is_free(tmp_path / LOCK)
    # Its file stays, empty: who removed it could let two in at once.
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(LOCK, b"")]


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from evalkit.files.locks import take\n"
        "lock = take(Path(sys.argv[1])); print('held', flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / LOCK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert not is_free(tmp_path / LOCK)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    # The file is still there; the lock is not.
    assert (tmp_path / LOCK).exists()
    assert is_free(tmp_path / LOCK)


def test_where_a_disk_knows_no_locks_nobody_is_taken_for_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(handle: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", unknown)
    assert take(tmp_path / LOCK) is None
    assert not is_free(tmp_path / LOCK)


def test_a_disk_that_is_full_is_an_error_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write(tmp_path / "page.html", "earlier")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(EvalkitError, match=r"The disk is full: .* the earlier files there are untouched") as raised:
        store.write(tmp_path / "page.html", "later")
    monkeypatch.undo()
    assert raised.value.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "earlier"


@pytest.mark.slow
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    alone = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip(
            "no small file system can be mounted here (unshare --user --mount); the disk is only said to be full"
        )
    command = [*alone, sys.executable, "-m", "tests.runner.full_disk", str(tmp_path)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # Each new page takes 280 KB with its table, 190 more than the earlier one.
    assert done.stdout.splitlines() == [
        f"{room} KB: {pages} of 3 pages made, the others as before"
        for room, pages in zip(full_disk.ROOM, (0, 1), strict=True)
    ]


@pytest.mark.parametrize(
    ("force", "change"), [(False, "nothing"), (True, "nothing"), (False, "a notebook"), (False, "a new one")]
)
def test_what_takes_long_to_load_is_begun_once_and_only_for_work(tmp_path: Path, force: bool, change: str) -> None:
    space = workspace(tmp_path, "2019")
    notebook(space, "10-a", "# A")
    run(plan(space, languages=["en"]), 1, source=source)
    if change == "a notebook":
        notebook(space, "10-a", "# B")
    elif change == "a new one":
        notebook(space, "11-b", "# B")
    begun: list[int] = []
    plan(space, languages=["en"], force=force, before_check=lambda: begun.append(1))
    assert begun == ([1] if force or change != "nothing" else [])
    begun.clear()
    plan(space, languages=["en"], force=force, only_explain=True, before_check=lambda: begun.append(1))
    assert begun == []
