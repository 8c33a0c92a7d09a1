"""What a machine runs: what decides the bytes of a page beside its inputs, and how two machines differ in it.

Pages are the same bytes where all of it is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

#: What the manifest of a page names.
PACKAGES = ("matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy", "seaborn")
ABSENT = "–"
Environment = Mapping[str, str]


@cache
def environment() -> Environment:
    """Return versions by name: evalkit, the SHA-256 of its code, Python, what evalkit requires, and distributed."""
    # Here and not above: a fault of the package must reach whoever asked, as a fault of this machine.
    from evalkit import __version__
    from evalkit.runner.packages import versions

    try:
        dask = metadata.version("distributed")
    except metadata.PackageNotFoundError:
        dask = ABSENT
    found = {"evalkit": __version__, "evalkit code": code_digest(), "distributed": dask}
    return found | dict(sorted(versions().items()))


def code_digest(package: Path | None = None, digest: Callable[[Path], str] | None = None) -> str:
    """Return the first 16 digits of the SHA-256 over evalkit's files: code, texts and templates.

    Parameters
    ----------
    package
        The folder of evalkit's code; by default that of this module.
    digest
        Returns the SHA-256 of a file, where somebody keeps those.
    """
    package = package or Path(__file__).resolve().parents[1]
    digest = digest or (lambda path: hashlib.sha256(path.read_bytes()).hexdigest())
    total = hashlib.sha256()
    for path in sorted(package.rglob("*"), key=lambda p: p.relative_to(package).as_posix()):
        inside = path.relative_to(package)
        # The notebooks are inputs by themselves, whether they lie within the package or beside it.
        if path.is_file() and "__pycache__" not in path.parts and inside.parts[0] != "notebooks":
            total.update(inside.as_posix().encode() + b"\0")
            total.update(digest(path).encode())
    return total.hexdigest()[:16]


def differences(here: Environment, there: Environment) -> list[tuple[str, str, str]]:
    """Return ``(name, version here, version there)`` for everything that differs; a dash for what is absent."""
    both = [(name, here.get(name, ABSENT), there.get(name, ABSENT)) for name in {**here, **there}]
    return [(name, mine, their) for name, mine, their in both if mine != their]
