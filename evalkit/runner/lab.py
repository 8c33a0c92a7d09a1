"""Copies of the notebooks for JupyterLab: one language, one edition, so that Run All works and says one thing once."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.edition import Workspace
from evalkit.edition.needs import Supply, needs_in, needs_of
from evalkit.edition.sections import outside, sections_in
from evalkit.edition.tongues import base_of, in_language, language_of_cell
from evalkit.files import store
from evalkit.runner.parameters import declared, read_notebook
from evalkit.wording import Language

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER = "lab"


def copies(
    workspace: Workspace, programme: str, edition: str, language: Language, *, fresh: bool = False
) -> tuple[Path, list[Path]]:
    """Write copies of the notebooks with their parameters filled in, of those for which the edition has what they need.

    Parameters
    ----------
    workspace, programme, edition
        What they are about.
    language
        Cells of other languages are left out.
    fresh
        Whether a copy that is there already, and may have been worked on, is written anew.

    Returns
    -------
    The folder, ``lab/<programme>/<edition>/<language>``, and the copies that were written now.

    Raises
    ------
    UnknownName
        No such programme or edition.
    EvalkitError
        A copy cannot be written; one that was there before is untouched.
    ParameterError
        A notebook is none, or has no parameters.
    """
    import nbformat

    workspace.edition_folder(programme, edition)
    folder = workspace.root / FOLDER / programme / edition / language
    supply = Supply(workspace)
    given = {"programme": programme, "edition": edition, "language": language}
    ready = {
        folder / path.name: _copy(read_notebook(path), path.stem, language, given, supply)
        for path in sorted(workspace.notebooks.glob("*.ipynb"))
        if supply.lacking(programme, edition, needs_of(path)) is None and (fresh or not (folder / path.name).exists())
    }
    for path, notebook in ready.items():
        store.write(path, nbformat.writes(notebook) + "\n")
    return folder, list(ready)


def _copy(
    notebook: NotebookNode, name: str, language: Language, given: Mapping[str, str], supply: Supply
) -> NotebookNode:
    values = {key: given.get(key, default) for key, default in declared(notebook, name).items()}
    # On a page a heading without anything below it is left out; here it would stand for nothing.
    empty = {
        base_of(cell.get("id", ""), language_of_cell(cell))
        for cell in notebook.cells
        if supply.lacking(given["programme"], given["edition"], needs_in(cell.metadata))
    }
    away = outside(notebook.cells, [section for section in sections_in(notebook.cells) if section not in empty])
    kept = []
    for cell, shown, gone in zip(notebook.cells, in_language(notebook.cells, language), away, strict=True):
        tags = set(cell.metadata.get("tags", []))
        if not shown or gone or (cell.cell_type == "markdown" and "remove-cell" in tags):
            continue
        if "parameters" in tags:
            cell.source = _filled(cell.source, values)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        kept.append(cell)
    notebook.cells = kept
    return notebook


def _filled(source: str, values: Mapping[str, object]) -> str:
    """Put the values where the defaults stand; comments and order stay."""
    lines = source.splitlines()
    for statement in reversed(ast.parse(source).body):
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            value = statement.value
            if isinstance(target, ast.Name) and value.lineno == value.end_lineno:
                # Columns are counted in bytes.
                line = lines[value.lineno - 1].encode("utf-8")
                new = repr(values[target.id]).replace("'", '"') if isinstance(values[target.id], str) else None
                if new is not None:
                    changed = line[: value.col_offset] + new.encode("utf-8") + line[value.end_col_offset :]
                    lines[value.lineno - 1] = changed.decode("utf-8")
    return "\n".join(lines)
