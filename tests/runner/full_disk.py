"""The real command on a disk that is really full: ``python -m tests.runner.full_disk FOLDER``, where one may mount.

``reports/`` is a small tmpfs, filled but for so many kilobytes. Each run must end with 1 and say that the disk is full;
every file that can be seen is the earlier one or the new one; and with room again the next run leaves the same bytes as
one that was never disturbed. Prints a line for each amount of room.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from evalkit.runner.staging import LOCK
from tests.report.conftest import evalkit
from tests.report.notebooks import write_notebook
from tests.runner.made import made

# For no page, and for one. Every other moment is tried by a disk that is only said to be full (tests.runner.crash).
ROOM = (64, 320)
_TABLE = (
    "from evalkit.report.tables import plain\nfrom evalkit.report.elements import Column\n"
    "plain('{name}', 'A table', [Column('n', 'number')], [[str(n)] for n in range({rows})])"
)
NAMES = ("01-first", "02-second", "03-third")


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file, hidden ones included, but for that of the lock."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != LOCK)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def notebooks(root: Path, state: str, rows: int) -> None:
    """Write the notebooks in one of their states."""
    for name in NAMES:
        write_notebook(root / "notebooks" / f"{name}.ipynb", f"# {state}", _TABLE.format(name="table", rows=rows))


def run(root: Path) -> subprocess.CompletedProcess[str]:
    """Run all notebooks in one language."""
    return evalkit(root, "run", "--language", "en", "--no-office", "--jobs", "2")


def fill(folder: Path, kilobytes: int) -> Path:
    """Fill the disk but for so many kilobytes; return the file that does it."""
    filler = folder / ".filler"
    free = os.statvfs(folder)
    size = max(0, free.f_bavail * free.f_frsize - kilobytes * 1024)
    with filler.open("wb") as file:
        file.write(b"\0" * size)
    return filler


def main(folder: Path) -> None:
    """Try each amount of room."""
    root = made(folder / "disturbed")
    notebooks(root, "Before", 300)
    assert run(root).returncode == 0
    before = contents(root / "reports")
    calm = folder / "calm"
    shutil.copytree(root, calm)
    notebooks(calm, "After", 6000)
    assert run(calm).returncode == 0
    after = contents(calm / "reports")
    notebooks(root, "After", 6000)
    reports = root / "reports"
    for kilobytes in ROOM:
        shutil.rmtree(reports)
        reports.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(reports)], check=True)
        for name, content in before.items():
            (reports / name).parent.mkdir(parents=True, exist_ok=True)
            (reports / name).write_bytes(content)
        filler = fill(reports, kilobytes)
        done = run(root)
        said = done.stdout + done.stderr
        assert done.returncode == 1, said
        assert "The disk is full" in said and "Traceback" not in said, said
        filler.unlink()
        seen = contents(reports)
        pages = [name for name in before if name.endswith((".html", ".csv")) and "/" in name]
        torn = [name for name in pages if seen.get(name) not in (before[name], after[name])]
        assert not torn, torn
        done = run(root)
        assert done.returncode == 0, done.stdout + done.stderr
        assert contents(reports) == after
        new = sum(seen[name] == after[name] for name in pages if name.endswith(".html"))
        print(f"{kilobytes} KB: {new} of {len(NAMES)} pages made, the others as before")
        subprocess.run(["umount", str(reports)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
