"""What a page is made from: the digest of every input of a task, by name.

A page is made anew if any of these is another than when it was made:

``data``
    The files of its edition and ``programme.toml``, the whole programme, or everything in ``data/``: what the
    notebook's metadata say that it reads (:func:`reads_of`).
``notebook``
    Its file, the pictures that it names, and the modules beside the notebooks.
``parameters``
    Everything that the task says.
``code``
    evalkit: its modules, texts, templates and styles, as one.
``packages``, ``installed``
    Python and what evalkit requires (:mod:`evalkit.runner.environment`); every installed package, as one.

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
from typing import Literal, cast, get_args

import evalkit
from evalkit.edition.catalogues import CATALOGUES
from evalkit.edition.needs import light_metadata, needs_of, title_of
from evalkit.edition.workspace import TEXTS, Workspace
from evalkit.errors import UnknownName
from evalkit.files import store
from evalkit.files.pictures import PRINTED, mentioned
from evalkit.publication.key import keyed, workspace_key
from evalkit.runner.changes import Made
from evalkit.runner.environment import RACY_NS, code_digest, installed, state_of, versions
from evalkit.runner.parameters import light_cells
from evalkit.runner.task import Task
from evalkit.wording import Language

Scope = Literal["edition", "programme", "data"]

#: Where the code of evalkit is.
PACKAGE = Path(evalkit.__file__).parent

# Packages of a checkout that no notebook imports; evalkit itself counts as code.
_NO_PART = frozenset({"evalkit", "tests", "benchmarks"})
_DIGITS = 16


def reads_of(notebook: Path) -> Scope:
    """Return which data a notebook reads by its metadata, ``{"evalkit": {"reads": "edition"}}``; else all of it.

    Raises
    ------
    UnknownName
        The metadata have another word.
    """
    own = light_metadata(notebook).get("evalkit")
    said = own.get("reads", "data") if isinstance(own, dict) else "data"
    if said not in get_args(Scope):
        raise UnknownName("reads", str(said), get_args(Scope))
    return cast("Scope", said)


def scope_of(task: Task) -> Scope:
    """Return which data a task reads: what its notebook says, if its parameters leave it the edition of its page."""
    given = dict(task.parameters)
    own_place = given.get("programme") in (None, task.programme) and given.get("edition") in (None, task.edition)
    return reads_of(task.notebook) if own_place else "data"


def whole_programme(folder: Path) -> bool:
    """Tell whether the data package of an edition rests on the others as well: it has an honour, or a ledger."""
    return (folder / "claims.csv").is_file() or b"honour" in (store.content_of(folder / "rules.toml") or b"")


def modules_beside(workspace: Workspace) -> list[Path]:
    """Return the modules that notebooks may import from their workspace, as if each imported all of them."""
    packages = [p.parent for p in workspace.root.glob("*/__init__.py") if p.parent.name not in _NO_PART]
    inside = [p for folder in (workspace.notebooks, *packages) for p in store.below(folder)]
    return sorted({*workspace.root.glob("*.py"), *(p for p in inside if p.suffix == ".py")})


class Files:
    """Digests of files: each file is read once, and again only where its size, inode or times changed."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, ...], int, str]] = {}

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file; empty where there is none."""
        try:
            stat = path.stat()
            state = state_of(stat)
            if path in self._known:
                before, at, digest = self._known[path]
                if before == state and max(stat.st_mtime_ns, stat.st_ctime_ns) < at - RACY_NS:
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
        self._groups: dict[tuple[str, ...], dict[str, str]] = {}

    def look_again(self) -> None:
        """Ask the disk again for everything: what was read so far may have changed since."""
        self._groups.clear()
        self.__dict__.pop("_key", None)

    def keyed(self, path: Path) -> str:
        """Return the digest of a file that may hold secrets, as a manifest may have it; empty where there is none."""
        digest = self.files.digest(path)
        return digest and keyed(self._key, "file", digest)

    @cached_property
    def _notebooks(self) -> Path:
        return self.workspace.notebooks

    @cached_property
    def _key(self) -> str:
        return workspace_key(self.workspace.root)

    def of(self, task: Task) -> Made:
        """Return the fingerprint of a task."""
        own = [task.notebook, *self._pictures(task.notebook), *modules_beside(self.workspace)]
        return {
            "code": self._code(),
            "data": self._data(task.programme, task.edition, scope_of(task)),
            "notebook": {self._name(path): self.files.digest(path)[:_DIGITS] for path in own},
            "installed": {"packages": installed()},
            "packages": versions(),
            "parameters": _parameters(task),
            **self._wording([task.language]),
        }

    def of_package(self, programme: str, edition: str) -> Made:
        """Return the fingerprint of the data package of an edition."""
        whole = whole_programme(self.workspace.data / programme / edition)
        return {
            "code": self._code(),
            "data": self._data(programme, edition, "programme" if whole else "edition"),
            "packages": versions(),
            "parameters": {"audience": self.workspace.audience},
            **self._wording(self.workspace.languages(programme)),
        }

    def of_index(self, told: Iterable[Path]) -> Made:
        """Return the fingerprint of the index: what it tells of, all data, needs of notebooks, and code."""
        languages = self.workspace.languages()
        return {
            "code": self._code(),
            "data": self._digests(("data",), lambda: store.below(self.workspace.data)),
            "manifests": {self._name(path): self.files.digest(path)[:_DIGITS] for path in sorted(told)},
            "notebook": {
                path.name: " ".join([*needs_of(path), *(title_of(path, language) for language in languages)])
                for path in sorted(self.workspace.notebooks.glob("*.ipynb"))
            },
            "packages": versions(),
            **self._wording(languages),
        }

    def _wording(self, languages: Iterable[Language]) -> dict[str, dict[str, str]]:
        """Return the catalogues of the workspace for these languages; nothing where there are none."""
        folder = self.workspace.root / CATALOGUES
        paths = [path for language in languages for path in sorted((folder / language).glob("*.ftl"))]
        return {"wording": {self._name(path): self.files.digest(path)[:_DIGITS] for path in paths}} if paths else {}

    def _pictures(self, notebook: Path) -> list[Path]:
        sources = [cell.source for cell in light_cells(notebook)]
        return mentioned(sources, notebook.parent, notebook.parents[1])

    def _data(self, name: str, edition: str, scope: Scope) -> dict[str, str]:
        below, programme = store.below, self.workspace.data / name
        if scope == "data":
            return self._digests(("data",), lambda: below(self.workspace.data))
        # What the reviewers of other editions are called, a source may hold.
        if scope == "programme" or any(
            b"[source" in (store.content_of(rules) or b"") for rules in below(programme) if rules.suffix == ".toml"
        ):
            return self._digests(("data", name), lambda: below(programme))
        return self._digests(
            ("data", name, edition),
            # The last look at a public page searches for the names of the reviewers of every edition.
            lambda: [
                *(
                    p
                    for p in store.inside(programme)
                    if p.suffix.lower() in (".csv", ".toml", *PRINTED) and p.is_file()
                ),
                *below(programme / TEXTS),
                *sorted({*programme.glob("*/reviewers.csv"), *below(programme / edition)}),
            ],
        )

    def _code(self) -> dict[str, str]:
        if ("code",) not in self._groups:
            self._groups["code",] = {"evalkit": code_digest(self._package)}
        return self._groups["code",]

    def _digests(self, key: tuple[str, ...], paths: Callable[[], Sequence[Path]]) -> dict[str, str]:
        if key not in self._groups:
            self._groups[key] = {self._name(path): self.keyed(path)[:_DIGITS] for path in paths()}
        return self._groups[key]

    def _name(self, path: Path) -> str:
        """Name a file in the same way wherever the workspace and the package are."""
        notebooks = self._notebooks
        if path.is_relative_to(notebooks):  # which may be those of the package
            return path.relative_to(notebooks.parent).as_posix()
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
