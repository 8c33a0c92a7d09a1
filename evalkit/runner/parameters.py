"""The parameters of a notebook: read from its cell without running it, and checked before anything runs.

Papermill passes a misspelt parameter with a log line and runs on with the default; and it writes a value of a type
that it does not know as text. Both are refused here.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.edition.needs import light_metadata
from evalkit.errors import ParameterError, nearest

if TYPE_CHECKING:
    import nbformat

Value = str | int | float | bool | list[object] | None
_OTHER_KERNELS = frozenset(
    "ir xr julia octave matlab bash javascript jslab typescript deno sas stata scala ruby rust evcxr xcpp cpp java sos "
    "ijava kotlin haskell ihaskell perl php lua go gophernotes gonb sql maxima sagemath gnuplot wolfram .net".split()
)
# JupyterLab brings it; jsonschema, and with it nbformat, then compiles a grammar for addresses at every start.
_GRAMMAR = "rfc3987_syntax"
_TYPES = (str, int, float, bool, list, type(None))


@contextmanager
def without_grammar() -> Iterator[None]:
    """Import what imports nbformat, without the one import of it that takes as long as all others together."""
    absent = _GRAMMAR not in sys.modules
    if absent:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            sys.modules.pop(_GRAMMAR, None)


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a notebook; ParameterError where the file is none."""
    with without_grammar():
        import nbformat

    try:
        notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    except (OSError, UnicodeDecodeError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        why = str(error).splitlines()[0][:200]
        raise ParameterError("not-a-notebook", notebook=path.name, why=why) from None
    return notebook


@dataclass(frozen=True)
class Cell:
    """What there is to know about a cell before it runs; `kind` is ``code``, ``markdown`` or ``raw``."""

    kind: str
    source: str
    tags: tuple[str, ...]


def light_cells(path: Path) -> tuple[Cell, ...]:
    """Return the cells of a notebook without the library for notebooks, which takes half a second to import.

    Raises
    ------
    ParameterError
        The file is not a notebook.
    """
    try:
        content = json.loads(path.read_bytes())
        if content["nbformat"] != 4:
            raise ValueError
        return tuple(_cell(cell) for cell in content["cells"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Another format, or none: the library knows which.
        return tuple(_cell(cell) for cell in read_notebook(path).cells)


def refuse_other_languages(path: Path) -> None:
    """Raise ParameterError where a notebook says that it is for a kernel of another language than Python."""
    metadata = light_metadata(path)
    spec, info = (
        found if isinstance(found := metadata.get(key), dict) else {} for key in ("kernelspec", "language_info")
    )
    said = [spec.get("language"), info.get("name"), str(spec.get("name", "")).partition("-")[0]]
    for name in said[:2]:
        if name and not str(name).lower().startswith(("python", "ipython")):
            raise ParameterError("notebook-language", notebook=path.name, language=str(name))
    # Names of kernels are free; these are what the kernels of other languages call themselves.
    if not any(said[:2]) and str(said[2]).lower() in _OTHER_KERNELS:
        raise ParameterError("notebook-language", notebook=path.name, language=str(said[2]))


def _cell(cell: Mapping[str, object]) -> Cell:
    source, metadata = cell["source"], cell["metadata"]
    tags = metadata.get("tags", []) if isinstance(metadata, Mapping) else []
    return Cell(str(cell["cell_type"]), source if isinstance(source, str) else "".join(source), tuple(tags))  # type: ignore[arg-type]


def declared(notebook: nbformat.NotebookNode, name: str) -> dict[str, Value]:
    """Return the parameters of a notebook with their defaults; see :func:`declared_in`."""
    return declared_in([_cell(cell) for cell in notebook.cells], name)


def declared_in(cells: Iterable[Cell], name: str) -> dict[str, Value]:
    """Return the parameters of a notebook with their defaults.

    Raises
    ------
    ParameterError
        There is no cell tagged ``parameters``, or it holds anything but assignments of literal values: a value that is
        derived from another keeps its default whatever is passed.
    """
    first = next((c for c in cells if c.kind == "code" and "parameters" in c.tags), None)
    if first is None:
        raise ParameterError("no-parameters-cell", notebook=name)
    found: dict[str, Value] = {}
    try:
        for statement in ast.parse(first.source).body:
            if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
                raise ValueError
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            if not isinstance(target, ast.Name):
                raise ValueError
            found[target.id] = ast.literal_eval(statement.value)
    except (SyntaxError, ValueError):
        raise ParameterError("parameters-not-literal", notebook=name) from None
    return found


def check(name: str, known: Mapping[str, Value], given: Mapping[str, object]) -> None:
    """Check given parameters against the declared ones.

    Raises
    ------
    ParameterError
        A parameter is unknown (the nearest known one is named), or of another type than its default; a default of
        None takes every type.
    """
    for key, value in given.items():
        if key not in known:
            raise ParameterError(
                "unknown-parameter", notebook=name, name=key, known=", ".join(known), meant=nearest(key, known)
            )
        default = known[key]
        # A bool is an int to isinstance, and a subclass of str is written by its own repr: exact types only.
        wanted = _TYPES if default is None else (int, float) if type(default) is float else (type(default),)
        if type(value) not in wanted:
            names = " | ".join(t.__name__ for t in wanted)
            raise ParameterError(
                "parameter-type", name=key, value=repr(value), found=type(value).__name__, wanted=names
            )
