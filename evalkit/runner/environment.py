"""What a machine runs: what decides the bytes of a page beside its inputs, and how two machines differ in it.

Only the standard library and the list of packages, so that asking a machine costs little.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

#: What the manifest of a page names.
PACKAGES = ("matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy", "seaborn")
#: Beside those of the manifest: the font that pages carry, and what a cluster speaks.
_FURTHER = ("distributed", "pylopdf-fonts-zh-cn")
ABSENT = "–"
Environment = Mapping[str, str]


@cache
def environment() -> Environment:
    """Return versions by name: Python, evalkit, the SHA-256 of its code, and packages; a dash where one is absent."""
    # Here and not above: a fault of the package must reach whoever asked, as a fault of this machine.
    from evalkit import __version__

    found = {"python": platform.python_version(), "evalkit": __version__, "evalkit code": code_digest()}
    for name in sorted((*PACKAGES, *_FURTHER)):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ABSENT
    return found


@cache
def code_digest() -> str:
    """Return the first 16 digits of the SHA-256 over evalkit's files: code, texts and templates."""
    package = Path(__file__).resolve().parents[1]
    total = hashlib.sha256()
    for path in sorted(package.rglob("*"), key=lambda p: p.relative_to(package).as_posix()):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(package).as_posix().encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def differences(here: Environment, there: Environment) -> list[tuple[str, str, str]]:
    """Return ``(name, version here, version there)`` for everything that differs, in the order of `here`."""
    return [(name, mine, there.get(name, ABSENT)) for name, mine in here.items() if there.get(name, ABSENT) != mine]
