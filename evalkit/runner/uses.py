"""What a notebook can reach, read off its cells: which code, and which data.

A notebook that imports nothing beside evalkit and loads its own edition reads the files of that edition. One that loads
the series, or uses code of evalkit that does, reads the programme. What any other notebook reads cannot be known, and
everything in ``data/`` counts as read.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evalkit.runner.closure import SERIES_NAMES, Closure, read_source
from evalkit.runner.parameters import light_cells

Scope = Literal["edition", "programme", "data"]

# Rooms that hand out what they are asked for; whoever asks them for a series is looked at instead.
_READERS = ("evalkit.edition", "evalkit.scoring", "evalkit.runner")
# It loads whatever a notebook might want, and has no part in what comes out: fresh processes give the same bytes.
_LOADED_AHEAD = "evalkit.runner.loaded"
# By these a notebook reaches files without importing anything.
_OPENERS = frozenset({"open", "exec", "eval", "compile", "__import__", "get_ipython", "globals", "locals", "vars"})
_OWN = ("programme", "edition")
_LOADS = ("load", "load_series")
_FINDERS = SERIES_NAMES - {"load_series"}


@dataclass(frozen=True)
class Use:
    """What a notebook uses.

    Attributes
    ----------
    modules
        Modules of evalkit, dotted.
    beside
        Modules in the workspace.
    foreign
        Whether it imports packages that evalkit does not bring and that are not Python's own.
    scope
        The data that it may read.
    series
        Whether it loads the series, and so every edition of the programme.
    """

    modules: frozenset[str]
    beside: frozenset[str]
    foreign: bool
    scope: Scope
    series: bool


def use(notebook: Path, own: Closure, beside: Closure, always: Iterable[str]) -> Use:
    """Return what a notebook uses.

    Parameters
    ----------
    notebook
        Its file.
    own, beside
        The modules of evalkit, and those in the workspace.
    always
        Modules of evalkit that every notebook uses.

    Raises
    ------
    ParameterError
        The file is not a notebook.
    """
    cells = [cell for cell in light_cells(notebook) if cell.kind == "code"]
    code = "\n".join(_python(cell.source) for cell in cells)
    try:
        found = read_source(code)
        tree = ast.parse("\n".join(_python(c.source) for c in cells if "parameters" not in c.tags))
    except SyntaxError:
        # It may do anything. If it is not Python at all it fails, and nothing is lost.
        return Use(own.every("evalkit"), frozenset(), True, "data", False)
    others = {name for name in found.modules if name and name.partition(".")[0] != "evalkit"}
    imported = beside.of(others)
    # What a module of the workspace imports is as much a part of the page as what the notebook imports.
    reached = set(found.modules).union(*(beside.source(name).modules for name in imported))
    modules = own.of([*always, *reached], _LOADED_AHEAD)
    tops = {name.partition(".")[0] for name in reached if name} - {n.partition(".")[0] for n in imported} - {"evalkit"}
    loads = bool(found.modules & {"evalkit.load_series"} or _names(tree) & {"load_series"})
    series = loads or any(own.source(m).reads_series for m in modules if m != "evalkit" and not m.startswith(_READERS))
    scope: Scope = "edition"
    if others or _reaches_out(tree):
        scope = "data"
    elif series:
        scope = "programme"
    return Use(modules, imported, bool(tops - sys.stdlib_module_names), scope, series)


def _reaches_out(tree: ast.Module) -> bool:
    """Tell whether code may read something else than the edition, or the series, that its parameters name."""
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.alias) and (node.name in _FINDERS or (node.name in _LOADS and node.asname)):
            return True
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.Name) and (name in _OPENERS or (name in _OWN and isinstance(node.ctx, ast.Store))):
            return True
        if name in _FINDERS:
            return True
        if name in _LOADS and not _of_own(calls.get(id(node)), _OWN if name == "load" else _OWN[:1]):
            return True
    return False


def _of_own(call: ast.Call | None, wanted: tuple[str, ...]) -> bool:
    """Tell whether a call has just these names for arguments."""
    return (
        call is not None
        and not call.keywords
        and tuple(a.id if isinstance(a, ast.Name) else "" for a in call.args) == wanted
    )


def _names(tree: ast.Module) -> set[str]:
    return {
        n.id if isinstance(n, ast.Name) else n.attr for n in ast.walk(tree) if isinstance(n, (ast.Name, ast.Attribute))
    }


def _python(source: str) -> str:
    """Put a call in the place of what only IPython understands; a cell magic takes the whole cell with it."""
    if source.lstrip().startswith("%%"):
        return "get_ipython()"
    return "\n".join("get_ipython()" if line.startswith(("%", "!")) else line for line in source.splitlines())
