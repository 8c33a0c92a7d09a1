"""The inputs of tasks as bytes, so that they can run where there is no shared disk.

A bundle holds what reading an edition may look at: what lies beside ``programme.toml``, the tables, rules and texts of
every edition of the programmes concerned (a notebook across editions reads them all), and the notebooks. Nothing else
of the workspace travels: no reports, no workbooks, no notes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from evalkit.edition import Workspace
from evalkit.edition.reader import files_of_source
from evalkit.edition.workspace import TEXTS
from evalkit.files import store
from evalkit.files.pictures import PRINTED, mentioned
from evalkit.runner.parameters import light_cells
from evalkit.runner.task import Task

#: What an edition is read from, whatever its name, and the logo of its report: a stray table is a fault there as here.
_SUFFIXES = (".csv", ".parquet", ".toml", *PRINTED)
#: What a page points to where it is there.
_TOLD = ("SOURCE.md",)


@dataclass(frozen=True)
class Bundle:
    """Files by their path from the workspace, with ``/`` between; folders that may be empty by theirs."""

    files: dict[str, bytes]
    folders: tuple[str, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over paths and contents, as hexadecimal."""
        total = hashlib.sha256("\0".join(self.folders).encode())
        for path, content in sorted(self.files.items()):
            total.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
        return total.hexdigest()

    def unpack(self, root: Path) -> None:
        """Write everything below a folder, which then is a workspace."""
        for folder in self.folders:
            (root / folder).mkdir(parents=True, exist_ok=True)
        for path, content in self.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)


def pack(tasks: Sequence[Task]) -> Bundle:
    """Return the bundle of tasks of one workspace."""
    paths: set[Path] = set()
    folders: list[str] = []
    root = tasks[0].root
    workspace = Workspace(root)
    for programme in sorted({task.programme for task in tasks}):
        paths |= _read_from(workspace.data / programme)
        for edition in workspace.editions(programme):
            folder = workspace.data / programme / edition
            folders.append(folder.relative_to(root).as_posix())
            paths |= {*_read_from(folder), *files_of_source(folder)}
    # Whoever removes one meanwhile changes what pages are made from: they are refused.
    found = {path.relative_to(root).as_posix(): store.content_of(path) for path in paths}
    files = {name: content for name, content in found.items() if content is not None}
    for notebook in {task.notebook for task in tasks}:
        sources = [cell.source for cell in light_cells(notebook)]
        around = notebook.parents[1]
        shown = mentioned(sources, notebook.parent, around)
        files |= {path.relative_to(around).as_posix(): path.read_bytes() for path in shown}
    files |= {place(task): task.notebook.read_bytes() for task in tasks}
    return Bundle(dict(sorted(files.items())), tuple(folders))


def _read_from(folder: Path) -> set[Path]:
    own = {p for p in store.inside(folder) if p.is_file() and (p.suffix.lower() in _SUFFIXES or p.name in _TOLD)}
    return {*own, *store.below(folder / TEXTS)}


def place(task: Task) -> str:
    """Return where the notebook of a task lies in the bundle, wherever it was taken from."""
    return f"notebooks/{task.notebook.name}"


def moved(task: Task, root: Path) -> Task:
    """Return a task as it is where its bundle was unpacked."""
    return replace(task, root=root, notebook=Path(os.path.join(root, place(task))))
