"""What a machine runs: evalkit, Python and the distributions that pages are made with; how two machines differ in it.

Pages are the same bytes where all of it is the same.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

#: What the manifest of a page names.
PACKAGES = ("matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy", "seaborn")
# What the lab brings has no part in a page; what writes its further files has.
_EXTRAS = frozenset({"office"})

#: What evalkit is called among distributions; `evalkit` itself is somebody else's.
DISTRIBUTION = "panel-evalkit"

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")

ABSENT = "–"
Environment = Mapping[str, str]


@cache
def environment() -> Environment:
    """Return versions by name: evalkit, the SHA-256 of its code, Python, what evalkit requires, and distributed."""
    # Here and not above: a fault of the package must reach whoever asked, as a fault of this machine.
    from evalkit import __version__

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
    for inside in sorted(_files(package)):
        total.update(inside.encode() + b"\0")
        total.update(digest(package / inside).encode())
    return total.hexdigest()[:16]


def _files(package: Path) -> Iterator[str]:
    """Yield the files of the package, as ``report/page.py``; a run asks several times, and pathlib takes its time."""
    for folder, folders, names in os.walk(package):
        inside = Path(folder).relative_to(package).as_posix()
        # The notebooks are inputs by themselves, and no page is made of the documentation, wherever the two lie.
        beside = ("notebooks", "docs") if inside == "." else ()
        folders[:] = [name for name in folders if name not in ("__pycache__", *beside)]
        yield from names if inside == "." else (f"{inside}/{name}" for name in names)


def differences(here: Environment, there: Environment) -> list[tuple[str, str, str]]:
    """Return ``(name, version here, version there)`` for everything that differs; a dash for what is absent."""
    both = [(name, here.get(name, ABSENT), there.get(name, ABSENT)) for name in {**here, **there}]
    return [(name, mine, their) for name, mine, their in both if mine != their]


@cache
def versions() -> dict[str, str]:
    """Return name and version of Python and of what evalkit requires, directly and through others."""
    try:
        found = required({DISTRIBUTION: _EXTRAS})
    except metadata.PackageNotFoundError:
        # evalkit is run from a folder and not installed: whatever is there may have a part in it.
        found = everything()
    found.pop(DISTRIBUTION, None)
    return {**found, "python": platform.python_version()}


@cache
def installed() -> str:
    """Return the digest of every installed distribution's name and version, as their folders are called."""
    # Reading what each says of itself takes as long as all else that a run with nothing to do has to do.
    places = (place for place in map(Path, dict.fromkeys(sys.path)) if place.is_dir())
    names = sorted({found.name for place in places for found in place.glob("*.*-info")})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


@cache
def everything() -> dict[str, str]:
    """Return name and version of every installed distribution."""
    return {_plain(d.metadata["Name"]): d.version for d in metadata.distributions()}


def required(roots: dict[str, Iterable[str]]) -> dict[str, str]:
    """Return name and version of distributions and of everything they require that is installed.

    Parameters
    ----------
    roots
        Names, each with the extras that are wanted.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        One of `roots` is not installed.
    """
    found: dict[str, str] = {}
    done: set[tuple[str, frozenset[str]]] = set()
    waiting = [(_plain(name), frozenset(extras)) for name, extras in roots.items()]
    while waiting:
        name, extras = item = waiting.pop()
        if item in done:
            continue
        done.add(item)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            if name in roots:
                raise
            continue  # for another system or another Python
        found[name], requires = _said_by(distribution)
        for requirement in requires:
            wanted = _EXTRA.findall(requirement)
            match = _REQUIREMENT.match(requirement)
            if match and (not wanted or extras.intersection(wanted)):
                its_extras = (e.strip() for e in (match[2] or "").split(","))
                waiting.append((_plain(match[1]), frozenset(e for e in its_extras if e)))
    return found


def _said_by(distribution: metadata.Distribution) -> tuple[str, list[str]]:
    """Return the version of a distribution and what it requires.

    Only the lines that say so are read: a parser of electronic mail, by which the library does it, takes longer than
    all else that a run with nothing to do has to do.
    """
    head = (distribution.read_text("METADATA") or "").partition("\n\n")[0].splitlines()
    said = [(key.lower(), value.strip()) for key, _, value in (line.partition(":") for line in head)]
    version = next((value for key, value in said if key == "version"), None)
    if version is None:
        return distribution.version, distribution.requires or []
    return version, [value for key, value in said if key == "requires-dist"]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
