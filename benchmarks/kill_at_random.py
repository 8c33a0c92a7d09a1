"""The real command, killed at random moments: every report is whole, and the next run completes to the same bytes.

``python -m benchmarks.kill_at_random [--moments 50] [--seed 1] [--jobs 2]``: a workspace with one edition, three quick
notebooks and pages of an earlier state of them. ``evalkit run`` is killed (SIGKILL, the command alone) after a random
part of the time that it takes undisturbed. Then every page, table and copy that can be seen must be the earlier one or
the new one, no process of it may be left after ten seconds, and the next run must leave what an undisturbed one leaves.
Prints a table with one line a moment, and ends with 1 where anything was found. Linux only: processes are looked for in
/proc.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from evalkit.runner.staging import LOCK

ROOT = Path(__file__).resolve().parents[1]
_PARAMETERS = 'programme = "alliances"\nedition = "2014"\nlanguage = "zh"'
_TABLE = (
    "from evalkit.report.tables import plain\nfrom evalkit.report.elements import Column\n"
    "plain('{name}', 'A table', [Column('n', 'number')], [[str(n)] for n in range({rows})])"
)


@dataclass(frozen=True)
class Moment:
    """What a kill at one moment led to; all but the first two must be empty, 0 or True."""

    seconds: float
    finished: bool
    torn: tuple[str, ...]
    left: int
    same: bool

    @property
    def good(self) -> bool:
        """Whether nothing was found."""
        return not self.torn and not self.left and self.same


def lay_out(root: Path, state: str) -> None:
    """Write a workspace, or bring its notebooks to another state."""
    if not (root / "data").exists():
        # One of which little is on file: none of it has a part in this. Its texts speak of earlier editions.
        alone = shutil.ignore_patterns("text")
        shutil.copytree(ROOT / "data/alliances/2014", root / "data/alliances/2014", ignore=alone)
        shutil.copy(ROOT / "data/alliances/programme.toml", root / "data/alliances")
        (root / "notebooks").mkdir()
    for number in (10, 11, 12):
        cells = [new_code_cell(_PARAMETERS, id="parameters", metadata={"tags": ["parameters"]})]
        cells.append(new_markdown_cell(f"# Notebook {number}, {state}", id="title"))
        cells.append(new_code_cell(_TABLE.format(name=state, rows=number * 100), id="table"))
        nbformat.write(new_notebook(cells=cells), root / f"notebooks/{number}-quick.ipynb")


def contents(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under reports/, hidden ones included, but for that of the lock."""
    files = (path for path in (root / "reports").rglob("*") if path.is_file() and path.name != LOCK)
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def command(root: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Start ``evalkit run``."""
    arguments = [sys.executable, "-m", "evalkit.cli", "--root", str(root), "run", "--language", "en"]
    arguments += ["--jobs", str(jobs)]
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def left_of(root: Path, seconds: float) -> list[int]:
    """Return the processes of a workspace that are still there after some seconds; they are ended then."""
    until = time.monotonic() + seconds
    while (found := _processes(root)) and time.monotonic() < until:
        time.sleep(0.1)
    for pid in found:
        os.kill(pid, signal.SIGKILL)
    return found


def _processes(root: Path) -> list[int]:
    mark = f"EVALKIT_ROOT={root}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes() and " Z " not in (folder / "stat").read_text():
                found.append(int(folder.name))
        except OSError:
            continue  # it has just ended, or is somebody else's
    return [pid for pid in found if pid != os.getpid()]


def kill(root: Path, seconds: float, before: dict[str, str], after: dict[str, str], jobs: int) -> Moment:
    """Kill a run after some seconds, look, and run again."""
    run = command(root, jobs)
    try:
        run.wait(seconds)
        finished = True
    except subprocess.TimeoutExpired:
        finished = False
        run.kill()
        run.wait()
    torn = []
    for name, digest in contents(root).items():
        hidden = any(part.startswith(".") for part in Path(name).parts)
        told = Path(name).name in (
            "manifest.json",
            "SHA256SUMS",
            "index.html",
            "index.en.html",
        )  # of what there is at the moment
        if not hidden and not told and digest not in (before.get(name), after.get(name)):
            torn.append(name)
    left = left_of(root, 10)
    again = command(root, jobs).wait(900)
    return Moment(seconds, finished, tuple(torn), len(left), again == 0 and contents(root) == after)


def study(moments: int, seed: int, jobs: int, folder: Path) -> list[Moment]:
    """Kill runs at random moments; the same seed gives the same parts of the whole time."""
    draw = random.Random(seed)
    first, last = folder / "first", folder / "last"
    lay_out(first, "earlier")
    if command(first, jobs).wait(900) != 0:
        raise SystemExit("the first run failed")
    shutil.copytree(first, last)
    lay_out(last, "later")
    started = time.monotonic()
    if command(last, jobs).wait(900) != 0:
        raise SystemExit("the undisturbed run failed")
    whole = time.monotonic() - started
    before, after = contents(first), contents(last)
    found = []
    for number in range(moments):
        root = folder / f"moment-{number}"
        shutil.copytree(first, root)
        lay_out(root, "later")
        found.append(kill(root, draw.uniform(0, whole), before, after, jobs))
        shutil.rmtree(root)
    return found


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="evalkit-kill-") as folder:
        found = study(given.moments, given.seed, given.jobs, Path(folder).resolve())
    _say(f"{'killed after s':>14}  {'torn files':>10}  {'processes left':>14}  {'next run the same':>17}")
    for moment in found:
        when = f"{moment.seconds:.2f}" + (" (ended)" if moment.finished else "")
        _say(f"{when:>14}  {len(moment.torn):>10}  {moment.left:>14}  {'yes' if moment.same else 'NO':>17}")
    good = sum(moment.good for moment in found)
    _say(f"{good} of {len(found)} without a fault")
    return int(good < len(found))


if __name__ == "__main__":
    raise SystemExit(main())
