"""In which order the editions of a programme stand, and where one of them is missing.

Editions are ordered by their windows. One without a window stands where its name would stand, numbers in it read as
numbers: 9 comes before 10.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

#: First and last day, both included.
Days = tuple[dt.date, dt.date]

_MOST_BYTES = 1_000_000


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return the key by which names are ordered, their numbers by value."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((0, int(part), part) if part[0] in "0123456789" else (1, 0, part) for part in parts)


def in_order(windows: Mapping[str, Days | None]) -> tuple[str, ...]:
    """Return the names of editions, earliest first.

    Parameters
    ----------
    windows
        By edition the days that it evaluates; None where they are not known.
    """
    known = [(window, natural(name), name) for name, window in windows.items() if window is not None]
    order = [name for _, _, name in sorted(known)]
    for name in sorted((n for n, window in windows.items() if window is None), key=natural):
        place = next((i for i, other in enumerate(order) if natural(other) > natural(name)), len(order))
        order.insert(place, name)
    return tuple(order)


def missing_before(windows: Mapping[str, Days | None]) -> frozenset[str]:
    """Return the editions before which at least one is missing: days that no edition evaluates lie in between.

    Parameters
    ----------
    windows
        Every edition, those that were cancelled included, by name; None where the days are not known.

    Notes
    -----
    Windows need not touch, as where every autumn is evaluated. What lies between two of them as a rule is the shortest
    distance from one first day to the next, less the days of the window; an edition is missing where more than half
    such a distance is left over. An edition without a window stands for one distance. Between two windows only there is
    no telling what is usual: a programme may evaluate every other year.
    """
    order = in_order(windows)
    placed = [i for i, name in enumerate(order) if windows[name] is not None]
    pairs: list[tuple[str, Days, Days, int]] = []
    for i, j in pairwise(placed):
        before, after = windows[order[i]], windows[order[j]]
        if before is not None and after is not None and after[0] > before[0]:
            pairs.append((order[j], before, after, j - i - 1))
    if len(pairs) < 2:
        return frozenset()
    stride = min((after[0] - before[0]).days / (between + 1) for _, before, after, between in pairs)
    found = set()
    for name, before, after, between in pairs:
        length = (before[1] - before[0]).days + 1
        usual = max(0.0, stride - length) + between * stride
        if (after[0] - before[1]).days - 1 - usual > stride / 2:
            found.add(name)
    return frozenset(found)


def window_on_file(folder: Path) -> Days | None:
    """Return the window in the ``rules.toml`` of a folder, read for itself alone; None where it is not there or faulty.

    The order of editions is needed where nothing else of them is, and also where their rules are faulty.
    """
    table = _on_file(folder, "window")
    first, last = table.get("first"), table.get("last")
    return (first, last) if type(first) is dt.date and type(last) is dt.date and first <= last else None


def level_on_file(folder: Path) -> str:
    """Return how much of an edition is on file by its ``rules.toml``, read for itself alone."""
    return str(_on_file(folder, "data").get("level", "scores"))


_OTHER_SHEETS = re.compile(r'(?m)^\s*(\[\[\s*types\s*\]\]|types\s*=|role\s*=|rule\s*=\s*"sum")')
_BALLOTS = re.compile(
    r"(?ms)^\s*\[+\s*marks\.ballot\s*\]+.*?(?=^\s*\[+\s*[A-Za-z]|\Z)"
    r"|^\s*ballot\s*=.*?(?=^\s*[A-Za-z]\w*\s*=|^\s*\[+\s*[A-Za-z]|\Z)"
)


def comparable_sheets(folder: Path) -> bool:
    """Tell by ``rules.toml`` alone whether every sheet holds every indicator, and marks are no votes.

    Votes are marks that are added, or those of ballots with the same sum each, on which nobody can be severe.
    """
    try:
        text = (folder / "rules.toml").read_bytes().decode("ascii", "replace")
    except OSError:
        return True
    fixed = any(re.search(r"\b(each_once|total)\s*=", own) for own in _BALLOTS.findall(text))
    return not fixed and _OTHER_SHEETS.search(_BALLOTS.sub("", text)) is None


def _on_file(folder: Path, name: str) -> Mapping[str, Any]:
    """Return one table of the ``rules.toml`` of a folder; empty where it is not there or faulty."""
    path = folder / "rules.toml"
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return {}
        lines = path.read_bytes().decode("ascii", "replace").splitlines()
        table = tomllib.loads("\n".join(_lines_of(name, lines)))[name]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _lines_of(name: str, lines: Sequence[str]) -> list[str]:
    """Return the lines that make a table: the table itself, or its keys before any table begins."""
    top = next((i for i, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    keys = [line for line in lines[:top] if re.match(rf"\s*{name}\s*[.=]", line)]
    start = next((i for i, line in enumerate(lines) if re.match(rf"\s*\[\s*{name}\s*\]", line)), None)
    if keys or start is None:
        return keys
    end = next((i for i, line in enumerate(lines[start + 1 :], start + 1) if line.lstrip().startswith("[")), len(lines))
    return list(lines[start:end])
