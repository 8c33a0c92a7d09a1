"""Which sections of a page a programme shows: ``[page.sections]`` in ``programme.toml``.

A section begins with a heading of the second or third level in a Markdown cell and ends before the next that is not
below it. It is called like that cell, without the ending for the language; so are addresses within a page
(``#section-…``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evalkit.edition.needs import cells_of
from evalkit.edition.tongues import base_of, language_of_cell
from evalkit.edition.workspace import Workspace
from evalkit.errors import UnknownName
from evalkit.files.textfile import not_plain

_HEADING = re.compile(r"^(#{2,3}) ", re.MULTILINE)
_MOST_BYTES = 1 << 20

Cells = Sequence[Mapping[str, Any]]


def sections_on_file(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the sections that a programme shows, by notebook; empty where it says nothing, or faultily.

    Read for itself alone: a run with nothing to do asks for it before anything else of the programme is read.
    """
    path = folder / "programme.toml"
    if not_plain(path, path.name, _MOST_BYTES) is not None or not path.exists():
        return {}
    content = path.read_bytes()
    if b"sections" not in content:
        return {}
    try:
        found = tomllib.loads(content.decode("utf-8-sig")).get("page", {}).get("sections", {})
        return {str(name): tuple(map(str, shown)) for name, shown in found.items()}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}


def sections_in(cells: Cells) -> list[str]:
    """Return the names of the sections of a notebook, in their order."""
    return list(dict.fromkeys(name for cell in cells if (name := _begins(cell)[0])))


def outside(cells: Cells, shown: Sequence[str]) -> list[bool]:
    """Tell of each cell whether it is in a section that is not among those to be shown.

    Parameters
    ----------
    cells
        Those of the notebook. What stands before its first section is in none.
    shown
        The names of sections; with one go the sections below it, and the headings above it.
    """
    hidden: list[bool] = []
    needed: set[str] = set()
    path: list[tuple[int, str, bool]] = []
    for cell in cells:
        name, level = _begins(cell)
        if name:
            path = [above for above in path if above[0] < level]
            path.append((level, name, name in shown or any(shows for _, _, shows in path)))
            needed |= {above for _, above, _ in path} if path[-1][2] else set()
        hidden.append(bool(path) and not path[-1][2])
    return [away and _begins(cell)[0] not in needed for away, cell in zip(hidden, cells, strict=True)]


def is_shown(folder: Path, notebook: Path, section: str) -> bool:
    """Tell whether a programme, by its folder, shows a section of a notebook."""
    shown = sections_on_file(folder).get(notebook.stem)
    if shown is None:
        return True
    cells = cells_of(notebook)
    away = dict(zip((_begins(cell)[0] for cell in cells), outside(cells, shown), strict=True))
    return not away.get(section, True)


def refuse_unknown(workspace: Workspace, programmes: Sequence[str], notebooks: Sequence[Path]) -> None:
    """Raise UnknownName where a programme names a notebook that there is not, or a section that it has not."""
    there = {path.stem: path for path in notebooks}
    for programme in programmes:
        for name, shown in sections_on_file(workspace.data / programme).items():
            if name not in there:
                raise UnknownName("notebook", name, list(there))
            known = sections_in(cells_of(there[name]))
            for section in shown:
                if section not in known:
                    raise UnknownName("section", section, known)


def _begins(cell: Mapping[str, Any]) -> tuple[str, int]:
    """Return the name and the level of the section that a cell begins; an empty name where it begins none."""
    source = cell.get("source", "")
    found = _HEADING.search("".join(source)) if cell.get("cell_type") == "markdown" else None
    if found is None:
        return "", 0
    return base_of(str(cell.get("id", "")), language_of_cell(cell)), len(found[1])
