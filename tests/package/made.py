"""Folders of reports for tests of data packages: written by the library, listed like a run lists them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from evalkit.package import verify
from evalkit.package.build import package_files
from evalkit.rules.audience import Audience
from evalkit.scoring import Evaluation, Series


def listed(reports: Path) -> None:
    """Write the list of all files, as `sha256sum` does, and the verifier."""
    shutil.copy(str(verify.__file__), reports / "verify.py")
    files = sorted(
        p.relative_to(reports).as_posix() for p in reports.rglob("*") if p.is_file() and p.name != "SHA256SUMS"
    )
    lines = [f"{hashlib.sha256((reports / name).read_bytes()).hexdigest()}  {name}\n" for name in files]
    (reports / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def written(reports: Path, ev: Evaluation, series: Series | None = None, audience: Audience = "public") -> Path:
    """Write the package of an edition below a folder of reports; return its folder."""
    folder = reports / ev.rules.programme / ev.rules.edition / "data"
    folder.mkdir(parents=True)
    for name, content in package_files(ev, series, audience).items():
        (folder / name).write_bytes(content.encode("utf-8"))
    return folder


def verified(reports: Path) -> tuple[int, list[str]]:
    """Run the verifier that lies in a folder, by itself; return its exit code and what it printed."""
    command = [sys.executable, "-I", str(reports / "verify.py")]
    done = subprocess.run(command, env={}, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()
