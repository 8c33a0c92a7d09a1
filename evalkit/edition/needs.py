"""What a notebook needs of an edition, and whether that is on file: without it the notebook makes no page.

A notebook says so in its metadata: ``{"evalkit": {"needs": ["marks"]}}``. Files are only looked for, and of the rules
only one line is read: a run with nothing to do is over before an edition would be.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from evalkit.edition.tongues import base_of, in_language, language_of_cell
from evalkit.edition.workspace import Workspace
from evalkit.errors import UnknownName
from evalkit.files import store
from evalkit.rules.timeline import comparable_sheets, level_on_file
from evalkit.sources.schema import CLAIMS, MARKS, Table

#: ``scores``: every final score, or the marks they are made from; ``tiers``: these, or every tier;
#: ``cohorts``: the rules name two or more; ``review``: who
#: reviews what; ``marks``: what the reviewers gave; ``claims``: printed numbers; ``several-editions``: one before
#: this edition; ``comparable-sheets``: all sheets hold the same indicators, and marks are no votes that are added;
#: ``labels``: the rules award some; ``cut-offs``: tiers say from or to which score.
NEEDS = (
    "scores", "tiers", "cohorts", "review", "marks", "claims", "several-editions", "comparable-sheets", "labels",
    "cut-offs",
)  # fmt: skip

_COHORT = re.compile(rb"^\s*\[\[\s*cohorts\s*\]\]", re.MULTILINE)
_COHORTS = re.compile(rb"^\s*cohorts\s*=", re.MULTILINE)
_CUT_OFFS = re.compile(rb"^\s*(?:(?:lowest|highest)\s*=|tiers\s*=)", re.MULTILINE)
_LABELS = re.compile(rb"^\s*(?:\[\[\s*labels\s*\]\]|labels\s*=)", re.MULTILINE)
_NUMBER = re.compile(r"\s*(?:\d+\. |[一二三四五六七八九十]+、)")
_SOURCE = re.compile(rb"^\s*(?:\[+\s*source\b|source\s*[.=])", re.MULTILINE)


def light_metadata(path: Path) -> Mapping[str, Any]:
    """Return the metadata of a notebook without the library for notebooks; empty where the file is none."""
    found = _content(path).get("metadata", {})
    return found if isinstance(found, dict) else {}


def _content(notebook: Path) -> Mapping[str, Any]:
    """Return what a notebook holds; empty where the file is none. A run asks many times, and the file is read once."""
    try:
        stat = notebook.stat()
        return _read(notebook, (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino))
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=256)
def _read(notebook: Path, _state: tuple[int, ...]) -> Mapping[str, Any]:
    found = json.loads(notebook.read_bytes())
    return found if isinstance(found, dict) else {}


def needs_of(notebook: Path) -> tuple[str, ...]:
    """Return what a notebook says that it needs."""
    return needs_in(light_metadata(notebook))


def needs_in(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the metadata of a notebook, or of the cell that begins a section of it, say that it needs."""
    own = metadata.get("evalkit", {})
    needs = own.get("needs", []) if isinstance(own, dict) else []
    return tuple(map(str, needs)) if isinstance(needs, list) else (str(needs),)


def languages_in(notebook: Path) -> frozenset[str]:
    """Return the languages of a notebook's headings and prose: those with which its cells are tagged."""
    return frozenset(language for cell in cells_of(notebook) if (language := language_of_cell(cell)))


def title_of(notebook: Path, language: str) -> str:
    """Return the first-level heading of a notebook in a language; the name of its file where a cell makes it."""
    cells = cells_of(notebook)
    for cell, shown in zip(cells, in_language(cells, language), strict=True):
        first = "".join(cell.get("source", "")).partition("\n")[0]
        if shown and language_of_cell(cell) and first.startswith("# "):
            return first.removeprefix("# ").strip()
    return notebook.stem


def heading_of(notebook: Path, section: str, language: str) -> str:
    """Return the first heading in the cell of a section, in a language; empty where there is none.

    Without its number, for that is another on the page where sections before it are left out.
    """
    cells = cells_of(notebook)
    for cell, shown in zip(cells, in_language(cells, language), strict=True):
        if shown and base_of(str(cell.get("id", "")), language_of_cell(cell)) == section:
            lines = "".join(cell.get("source", "")).splitlines()
            headings = (line.lstrip("#") for line in lines if line.startswith(("## ", "### ")))
            return next((_NUMBER.sub("", heading, count=1).strip() for heading in headings), "")
    return ""


def cells_of(notebook: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook without the library for notebooks; none where the file is none."""
    cells = _content(notebook).get("cells")
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def refuse_unknown(notebook: Path) -> None:
    """Raise UnknownName where a notebook needs something that no edition can have."""
    cells = [cell.get("metadata") for cell in cells_of(notebook)]
    for need in (*needs_of(notebook), *(n for found in cells if isinstance(found, dict) for n in needs_in(found))):
        if need not in NEEDS:
            raise UnknownName("need", need, NEEDS)


class Supply:
    """What is on file in a workspace, looked at once.

    Parameters
    ----------
    workspace
        Where the data are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._order: dict[str, tuple[str, ...]] = {}
        self._there: dict[tuple[str, str], frozenset[str]] = {}

    def lacking(self, programme: str, edition: str, needs: Iterable[str]) -> str | None:
        """Return the first of these needs for which nothing is on file in an edition; None where all is there."""
        if (programme, edition) not in self._there:
            self._there[programme, edition] = self._look(programme, edition)
        there = self._there[programme, edition]
        return next((need for need in needs if need in NEEDS and need not in there), None)

    def _look(self, programme: str, edition: str) -> frozenset[str]:
        folder = self._workspace.data / programme / edition
        rules = store.content_of(folder / "rules.toml")
        if rules is None:
            # A fault, which whoever reads the edition will name.
            return frozenset(NEEDS)
        if programme not in self._order:
            self._order[programme] = self._workspace.editions(programme)
        level = level_on_file(folder)
        marks = any((folder / f"marks.{kind}").is_file() for kind in ("csv", "parquet"))
        there = {
            "scores": level in ("scores", "marks"),
            "tiers": level in ("tiers", "scores", "marks"),
            "cut-offs": bool(_CUT_OFFS.search(rules)),
            "cohorts": (len(_COHORT.findall(rules)) or _listed(rules)) > 1,
            "labels": bool(_LABELS.search(rules)),
            "review": level == "marks",
            "marks": level == "marks" and (marks or _in_source(folder, MARKS)),
            "claims": (folder / CLAIMS.file).is_file() or _in_source(folder, CLAIMS),
            "comparable-sheets": comparable_sheets(folder),
            "several-editions": self._order[programme][:1] not in ((), (edition,)),
        }
        return frozenset(need for need, known in there.items() if known)


def _listed(rules: bytes) -> int:
    """Return how many cohorts rules list in one value, as hardly any do; 2 where a fault is to be named."""
    if not _COHORTS.search(rules):
        return 0
    import tomllib  # hardly ever needed, and a run without work is to be over at once

    with contextlib.suppress(ValueError, TypeError, KeyError):
        return len(tomllib.loads(rules.decode("utf-8-sig"))["cohorts"])
    return 2


def _in_source(folder: Path, table: Table) -> bool:
    """Tell whether the source of an edition holds a table."""
    for file in (folder / "rules.toml", folder.parent / "programme.toml"):
        if not _SOURCE.search(store.content_of(file) or b""):
            continue
        from evalkit.files.tomlfile import read_toml  # it brings pydantic, which a run without work does without

        read = read_toml(file, file.name)
        source = read[0].get("source") if isinstance(read, tuple) else None
        if isinstance(source, dict):
            tables = source.get("tables")
            if isinstance(tables, dict) and tables:
                return table.file.removesuffix(".csv") in tables
            # Which sheets or files there are, only who reads it knows; that takes what a run without work does without.
            from evalkit.edition.reader import given_in

            return given_in(folder).has(table)
    return False
