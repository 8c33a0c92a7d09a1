"""Workspaces for runs, and what executes their notebooks in a moment: nothing runs, pages are made from the source."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from evalkit.edition import Workspace
from evalkit.report.exported import ExportedPage
from evalkit.runner.parameters import light_cells
from evalkit.runner.staging import LOCK
from evalkit.runner.task import Outcome, Task
from tests.folders import REPOSITORY
from tests.report.notebooks import write_notebook

LOAD = "import evalkit\nev = evalkit.load(programme, edition)"


def workspace(root: Path, *editions: str) -> Workspace:
    """Copy editions of the alliances into a workspace without notebooks."""
    data = root / "data/alliances"
    for edition in editions:
        # Texts speak of the editions before theirs.
        shutil.copytree(REPOSITORY / "data/alliances" / edition, data / edition, ignore=shutil.ignore_patterns("text"))
    shutil.copy(REPOSITORY / "data/alliances/programme.toml", data)
    (root / "notebooks").mkdir()
    return Workspace(root)


def notebook(space: Workspace, name: str, *cells: str, reads: str | None = None) -> Path:
    """Write a notebook of the workspace."""
    path = space.root / "notebooks" / f"{name}.ipynb"
    path.unlink(missing_ok=True)
    write_notebook(path, *cells, reads=reads)
    return path


def source(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """Yield an outcome for each task; the last cell of its notebook says which.

    ``# tables a b``: a page with these files in a folder of their own. ``# files a.docx``: one with this file.
    ``# fails``: none, but a copy.
    """
    for task in tasks:
        yield outcome(task)


def outcome(task: Task) -> Outcome:
    """Return what becomes of one task."""
    cells = light_cells(task.notebook)
    told = f"{' '.join(task.key)}: {[cell.source for cell in cells]}"
    _, what, *names = cells[-1].source.split()
    if what == "fails":
        return Outcome(task, None, "A heading: it fails", heading="A heading", failed_copy=json.dumps({"copy": told}))
    files = tuple((f"{task.name}.{name}", told.encode() * 9) for name in names) if what == "files" else ()
    if what == "tables":
        files = tuple((f"tables/{task.name}.{name}.csv", f"{name},{told}\n".encode()) for name in names)
    return Outcome(task, ExportedPage(f"<title>{told}</title>" + "x" * 9_000, task.name, files))


def contents(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under reports/, hidden ones included, but for that of the lock."""
    reports = root / "reports"
    files = (path for path in sorted(reports.rglob("*")) if path.is_file() and path.name != LOCK)
    return {path.relative_to(reports).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def times(root: Path) -> dict[str, int]:
    """Return the time of change of every file and folder under reports/."""
    return {str(path): path.stat().st_mtime_ns for path in sorted((root / "reports").rglob("*"))}
