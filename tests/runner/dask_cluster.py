"""A Dask cluster of real processes, each worker in a folder of its own, for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# A busy machine may take its time to start processes; a test that passes does not wait for it.
_PATIENCE = 180


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler is, where its workers keep their files, and the processes that watch over the workers."""

    address: str
    folders: tuple[Path, ...]
    nannies: tuple[int, ...]


@contextmanager
def cluster(folder: Path, workers: Sequence[str], **environment: str) -> Iterator[Cluster]:
    """Start a scheduler and workers; each of these is given as the text of a module that it loads first."""
    file = folder / "scheduler.json"
    processes = [_start(folder, "scheduler", "--port", "0", "--scheduler-file", str(file), **environment)]
    folders = []
    try:
        for number, preload in enumerate(workers):
            own = folder / f"worker {number}"
            own.mkdir()
            (own / "first.py").write_text(preload, encoding="utf-8")
            arguments = ("--nthreads", "1", "--local-directory", str(own), "--preload", str(own / "first.py"))
            processes.append(_start(own, "worker", "--scheduler-file", str(file), *arguments, **environment))
            folders.append(own)
        address = _address(file, processes[0])
        _wait_for_workers(processes, folders)
        yield Cluster(address, tuple(folders), tuple(p.pid for p in processes[1:]))
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(folder: Path, what: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", "--host", "127.0.0.1"]
    with (folder / f"{what}.log").open("wb") as log:
        env = {**os.environ, **environment}
        return subprocess.Popen([*command, *arguments], cwd=folder, stdout=log, stderr=log, env=env)


def _address(file: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(_PATIENCE * 10):
        try:
            return str(json.loads(file.read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError):
            assert process.poll() is None, (file.parent / "scheduler.log").read_text(encoding="utf-8")
            time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def _wait_for_workers(processes: Sequence[subprocess.Popen[bytes]], folders: Sequence[Path]) -> None:
    for folder, process in zip(folders, processes[1:], strict=True):
        log = folder / "worker.log"
        for _ in range(_PATIENCE * 10):
            if "Registered to" in log.read_text(encoding="utf-8"):
                break
            assert process.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        else:
            raise AssertionError(log.read_text(encoding="utf-8"))
