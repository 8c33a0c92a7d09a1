"""The versions of Python and of every installed distribution that evalkit's pages are made with."""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

# What the lab brings has no part in a page; what writes its further files has.
_EXTRAS = frozenset({"office"})

#: What evalkit is called among distributions; `evalkit` itself is somebody else's.
DISTRIBUTION = "panel-evalkit"

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")


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
        found[name] = distribution.version
        for requirement in distribution.requires or ():
            wanted = _EXTRA.findall(requirement)
            match = _REQUIREMENT.match(requirement)
            if match and (not wanted or extras.intersection(wanted)):
                its_extras = (e.strip() for e in (match[2] or "").split(","))
                waiting.append((_plain(match[1]), frozenset(e for e in its_extras if e)))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
