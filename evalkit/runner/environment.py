"""What a machine runs: evalkit, Python and the distributions that pages are made with; how two machines differ in it.

Pages are the same bytes where all of it is the same.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path

from evalkit.files import store

#: What the manifest of a page names.
PACKAGES = ("matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy", "seaborn")
# What the lab brings has no part in a page; what writes its further files has.
_EXTRAS = frozenset({"office"})

#: What evalkit is called among distributions; `evalkit` itself is somebody else's.
DISTRIBUTION = "panel-evalkit"

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")

ABSENT = "–"
#: A file that was written within so many nanoseconds before it was read may change again under the same time stamp.
RACY_NS = 2_000_000_000
State = tuple[int, int, int, int, int]
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


def code_digest(package: Path | None = None) -> str:
    """Return the first 16 digits of the SHA-256 over evalkit's files: code, texts and templates.

    Parameters
    ----------
    package
        The folder of evalkit's code; by default that of this module.

    Notes
    -----
    A run asks once a page. The files are read again only where the size, inode or times of one have changed, or did so
    within the last seconds.
    """
    folder = os.fspath(package or Path(__file__).resolve().parents[1])
    found = tuple(sorted(_files(folder)))
    newest = max((max(state[1:3]) for _, state in found), default=0)
    return (_digest.__wrapped__ if newest > time.time_ns() - RACY_NS else _digest)(folder, found)


@lru_cache(maxsize=4)
def _digest(package: str, files: tuple[tuple[str, State], ...]) -> str:
    total = hashlib.sha256()
    for inside, _ in files:
        total.update(inside.encode() + b"\0")
        with suppress(OSError):  # an editor's own file, gone by now
            total.update(store.sha256(Path(package, inside)).encode())
    return total.hexdigest()[:16]


def _files(package: str, inside: str = "") -> Iterator[tuple[str, State]]:
    """Yield the files of the package, as ``report/page.py``, and the state of each; pathlib would take its time."""
    # The notebooks are inputs by themselves, and no page is made of the documentation, wherever the two lie.
    beside = ("__pycache__",) if inside else ("__pycache__", "notebooks", "docs")
    with os.scandir(os.path.join(package, inside)) as entries:
        for entry in entries:
            if not entry.is_dir():
                with suppress(OSError):
                    yield f"{inside}{entry.name}", state_of(entry.stat())
            elif entry.name not in beside and not entry.is_symlink():
                yield from _files(package, f"{inside}{entry.name}/")


def state_of(stat: os.stat_result) -> State:
    """Return what changes when a file does: its size, times, inode and device."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev


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
