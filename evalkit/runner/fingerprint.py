"""What a page is made from: the digest of every input of a task, by name.

A page is made anew if any of these is another than when it was made:

``data``
    The files of its edition and ``programme.toml``, the whole programme, or everything in ``data/``: whatever the
    notebook can reach (:mod:`evalkit.runner.uses`).
``notebook``
    Its file, the pictures that it names, and the modules in the workspace that it imports.
``parameters``
    Everything that the task says.
``code``
    The modules of evalkit that the notebook, the kernel's start and the export use (:mod:`evalkit.runner.closure`), and
    the texts, templates and styles in the folders of those.
``packages``
    Python and what evalkit requires (:mod:`evalkit.runner.packages`); if the notebook imports anything else, every
    installed package.

Digests are the first 16 hexadecimal digits: of data, of an HMAC-SHA-256 with the key of the workspace
(:mod:`evalkit.publication.key`), for manifests are published and a plain one can be tried against; of the rest, of the
SHA-256.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path

import evalkit
from evalkit.edition.needs import needs_of
from evalkit.edition.workspace import Workspace
from evalkit.files import store
from evalkit.publication.key import keyed, workspace_key
from evalkit.report.pictures import mentioned
from evalkit.runner import packages
from evalkit.runner.changes import Made
from evalkit.runner.closure import Closure
from evalkit.runner.parameters import light_cells
from evalkit.runner.task import Task
from evalkit.runner.uses import Use, use

#: Where the code of evalkit is.
PACKAGE = Path(evalkit.__file__).parent

# What runs a notebook and exports it, and what the manifest says of it.
_OF_EVERY_PAGE = ("evalkit.runner.execute", "evalkit.runner.manifest", "evalkit.report.summary")
_OF_THE_INDEX = ("evalkit.report.index",)
_DIGITS = 16
# A file that was written within so many seconds before it was read may change again under the same time stamp.
_RACY_NS = 2_000_000_000


class Files:
    """Digests of files: each file is read once, and again only where its size, inode or times changed."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, ...], int, str]] = {}
        self._now: dict[Path, str] = {}

    def look_again(self) -> None:
        """Ask the disk again for the files that were asked for before."""
        self._now.clear()

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file; empty where there is none."""
        if path not in self._now:
            self._now[path] = self._read(path)
        return self._now[path]

    def _read(self, path: Path) -> str:
        try:
            stat = path.stat()
            state = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev)
            if path in self._known:
                before, at, digest = self._known[path]
                if before == state and max(stat.st_mtime_ns, stat.st_ctime_ns) < at - _RACY_NS:
                    return digest
            at = time.time_ns()
            digest = store.sha256(path)
        except OSError:
            return ""
        self._known[path] = (state, at, digest)
        return digest


class Inputs:
    """The inputs of the pages of a workspace.

    Parameters
    ----------
    workspace
        Where data and notebooks are.
    package
        The folder of evalkit's code.
    """

    def __init__(self, workspace: Workspace, package: Path = PACKAGE) -> None:
        self.workspace = workspace
        self.files = Files()
        self._package = package
        self._own = Closure(package.parent)
        self._beside = Closure(workspace.root)
        self._notebooks: dict[tuple[Path, str], Use] = {}
        self._groups: dict[tuple[str, ...], dict[str, str]] = {}

    def look_again(self) -> None:
        """Ask the disk again for everything: what was read so far may have changed since."""
        self.files.look_again()
        self._groups.clear()
        self.__dict__.pop("_key", None)

    def keyed(self, path: Path) -> str:
        """Return the digest of a file that may hold secrets, as a manifest may have it; empty where there is none."""
        digest = self.files.digest(path)
        return digest and keyed(self._key, "file", digest)

    @cached_property
    def _key(self) -> str:
        return workspace_key(self.workspace.root)

    def of(self, task: Task) -> Made:
        """Return the fingerprint of a task."""
        uses = self._uses(task.notebook)
        given = dict(task.parameters)
        # A parameter may send the notebook to another edition than the one its page is about.
        own_place = given.get("programme") in (None, task.programme) and given.get("edition") in (None, task.edition)
        beside = [p for m in sorted(uses.beside) if (p := self._beside.path(m)) is not None]
        own = [task.notebook, *self._pictures(task.notebook), *beside]
        return {
            "code": self._code(uses.modules),
            "data": self._data(task, uses.scope if own_place else "data"),
            "notebook": {self._name(path): self.files.digest(path)[:_DIGITS] for path in own},
            "packages": packages.everything() | packages.versions() if uses.foreign else packages.versions(),
            "parameters": _parameters(task),
        }

    def reads_series(self, task: Task) -> bool:
        """Tell whether the notebook of a task loads every edition of its programme."""
        return self._uses(task.notebook).series

    def of_index(self, manifests: Iterable[Path]) -> Made:
        """Return the fingerprint of the index: the manifests, all data, what notebooks need, the code that makes it."""
        return {
            "code": self._code(self._own.of(_OF_THE_INDEX)),
            "data": self._digests(("data",), lambda: store.below(self.workspace.data)),
            "manifests": {self._name(path): self.files.digest(path)[:_DIGITS] for path in sorted(manifests)},
            "notebook": {p.name: " ".join(needs_of(p)) for p in sorted(self.workspace.notebooks.glob("*.ipynb"))},
            "packages": packages.versions(),
        }

    def _uses(self, notebook: Path) -> Use:
        key = (notebook, self.files.digest(notebook))
        if key not in self._notebooks:
            self._notebooks[key] = self._read(notebook)
        return self._notebooks[key]

    def _pictures(self, notebook: Path) -> list[Path]:
        sources = [cell.source for cell in light_cells(notebook)]
        return mentioned(sources, notebook.parent, self.workspace.root)

    def _read(self, notebook: Path) -> Use:
        return use(notebook, self._own, self._beside, _OF_EVERY_PAGE)

    def _data(self, task: Task, scope: str) -> dict[str, str]:
        below, programme = store.below, self.workspace.data / task.programme
        if scope == "data":
            return self._digests(("data",), lambda: below(self.workspace.data))
        if scope == "programme":
            return self._digests(("data", task.programme), lambda: below(programme))
        return self._digests(
            ("data", task.programme, task.edition),
            # The last look at a public page searches for the names of the reviewers of every edition.
            lambda: [
                programme / "programme.toml",
                *sorted({*programme.glob("*/reviewers.csv"), *below(programme / task.edition)}),
            ],
        )

    def _code(self, modules: frozenset[str]) -> dict[str, str]:
        def paths() -> list[Path]:
            own = [path for m in sorted(modules) if (path := self._own.path(m)) is not None]
            rooms = sorted({p for path in own for p in path.parents if p.parent == self._package})
            texts = [p for room in rooms for p in store.below(room) if p.suffix not in (".py", ".pyc")]
            return own + [p for p in texts if p.name != "py.typed"]

        return self._digests(("code", *sorted(modules)), paths)

    def _digests(self, key: tuple[str, ...], paths: Callable[[], Sequence[Path]]) -> dict[str, str]:
        if key not in self._groups:
            digest = self.keyed if key[0] == "data" else self.files.digest
            self._groups[key] = {self._name(path): digest(path)[:_DIGITS] for path in paths()}
        return self._groups[key]

    def _name(self, path: Path) -> str:
        """Name a file in the same way wherever the workspace and the package are."""
        base = self._package.parent if path.is_relative_to(self._package) else self.workspace.root
        return path.relative_to(base).as_posix()


def _parameters(task: Task) -> dict[str, str]:
    # Whatever a task comes to say beside these counts without being named here.
    elsewhere = {"root", "notebook", "parameters", "secret"}
    said = {f.name: getattr(task, f.name) for f in fields(task) if f.name not in elsewhere}
    own = dict(task.parameters)
    # A parameter of the notebook that is called like one of these must not hide it.
    hidden = own.keys() & {"office", "version"}
    given = {**{f"task.{name}" if name in hidden else name: value for name, value in said.items()}, **own}
    return {name: json.dumps(value, ensure_ascii=False, default=repr) for name, value in sorted(given.items())}
