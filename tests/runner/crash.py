"""A run that is killed, or finds the disk full, at its n-th change of the disk, for every n.

``python -m tests.runner.crash kill|full|stays-full FOLDER``: a process of its own, which forks a run for each n. The
executor is a fake one; planning, publishing and the index are the real ones. After each run every file that can be seen
must be whole, and the next run must leave the same bytes as an undisturbed one. Prints how many moments were tried.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evalkit.edition import Workspace
from evalkit.errors import EvalkitError
from evalkit.runner.plan import plan
from evalkit.runner.run import Report, run
from tests.runner.fakes import contents, notebook, source, workspace

#: Exit codes of a forked run: it came to its end undisturbed, or was disturbed and said so.
UNDISTURBED, TOLD = 0, 7

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}
_NEED_ROOM = {"os.rename", "os.mkdir", "open", "write", "fsync"}


def prepare(space: Workspace) -> None:
    """Lay out the notebooks of the first run."""
    notebook(space, "10-tables", "# tables kept changed gone")
    notebook(space, "11-fails", "# fails")
    notebook(space, "12-files", "# tables one")


def change(space: Workspace) -> None:
    """Change them: other tables, one that no longer fails, one that now does, and a file for an office."""
    notebook(space, "10-tables", "# Now", "# tables kept changed new")
    notebook(space, "11-fails", "# tables a")
    notebook(space, "12-files", "# files docx")
    notebook(space, "13-new", "# fails")


def complete(space: Workspace) -> Report:
    """Plan and run everything."""
    return run(plan(space, languages=["en"]), 1, source=source)


class Steps:
    """Counts the changes of the disk and disturbs the n-th, or every one from there on."""

    def __init__(self, disturb: Callable[[str], None], kinds: set[str], n: int, last: int) -> None:
        self.disturb, self.kinds, self.n, self.last = disturb, kinds, n, last
        self.count, self.hit, self.on = 0, False, True
        self._write, self._fsync = os.write, os.fsync
        sys.addaudithook(self.hear)
        os.write, os.fsync = self.write, self.fsync

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and arguments[2] & _WRITING:
            self.step("open")
        elif event in _CHANGES:
            self.step(event)

    def step(self, kind: str) -> None:
        if not self.on or kind not in self.kinds:
            return
        self.count += 1
        if self.n <= self.count <= self.last:
            self.hit = True
            self.disturb(kind)

    def write(self, handle: int, data: Any) -> int:
        """Write one half and then be disturbed."""
        if self.on and self.n <= self.count + 1:
            self._write(handle, data[: len(data) // 2])
            self.step("write")
            return len(data) // 2 + self._write(handle, data[len(data) // 2 :])
        self.step("write")
        return self._write(handle, data)

    def fsync(self, handle: int) -> None:
        self.step("fsync")
        self._fsync(handle)


def die(kind: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill(kind: str) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def forked(space: Workspace, how: str, n: int) -> int:
    """Run in a fork, disturbed at the n-th step; return its exit code, negative for a signal."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 99
    try:
        code = disturbed(space, how, n)
    finally:
        os._exit(code)


def disturbed(space: Workspace, how: str, n: int) -> int:
    kinds = {*_CHANGES, "open", "write", "fsync"} if how == "kill" else _NEED_ROOM
    steps = Steps(die if how == "kill" else fill, kinds, n, sys.maxsize if how == "stays-full" else n)
    try:
        report = complete(space)
        # 13-new fails by itself, whatever becomes of the disk; without room its copy is not kept.
        said = [failed.failure for failed in report.failures if failed.task.name != "13-new"]
        said += [report.index_failure] if report.index_failure else []
    except EvalkitError as error:
        said = [error.describe("en")]
    steps.on = False
    for message in said:
        if not message.startswith("The disk is full: "):
            print(f"{how} {n}: {message}", flush=True)
            return 98
    return TOLD if steps.hit else UNDISTURBED


def whole(root: Path, before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return the files that can be seen and are neither the old ones nor the new ones."""
    # Manifests, sums and the index tell of what there is at the moment; that they are whole is told by their ends.
    torn = []
    for name, digest in contents(root).items():
        if any(part.startswith(".") for part in name.split("/")):
            continue
        content = (root / "reports" / name).read_text(encoding="utf-8")
        if name == "SHA256SUMS":
            if not re.fullmatch(r"([0-9a-f]{64}  [^\n]+\n)*", content):
                torn.append(name)
            continue
        last = "</html>" if name in ("index.html", "index.en.html") else "}" if name.endswith("manifest.json") else ""
        if not (content.strip().endswith(last) if last else digest in (before.get(name), after.get(name))):
            torn.append(name)
    return torn


def main(how: str, folder: Path) -> int:
    # An edition of totals alone: what is read has no part in it.
    first = workspace(folder / "first", "2014")
    prepare(first)
    complete(first)
    before = contents(first.root)
    change(first)
    undisturbed = folder / "undisturbed"
    shutil.copytree(first.root, undisturbed)
    complete(Workspace(undisturbed))
    after = contents(undisturbed)
    faults = 0
    # Only reports are laid out anew for each moment: no run changes anything else, and what was read once is known.
    root = folder / how
    shutil.copytree(first.root, root)
    space = Workspace(root)
    for n in range(1, 1_000):
        shutil.rmtree(root / "reports")
        shutil.copytree(first.root / "reports", root / "reports")
        code = forked(space, how, n)
        if code == UNDISTURBED:
            print(n - 1)
            return int(faults > 0)
        expected = -signal.SIGKILL if how == "kill" else TOLD
        torn = whole(root, before, after)
        report = complete(space)
        now = contents(root)
        left = {name for name in {*now, *after} if now.get(name) != after.get(name)}
        if code != expected or torn or left or [o.task.name for o in report.failures] != ["13-new"]:
            faults += 1
            print(f"{how} {n}: exit {code}, torn {torn}, otherwise {sorted(left)}", flush=True)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2])))
