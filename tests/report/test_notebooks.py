"""The notebooks as they stand in git: thin, stripped, in both languages, with literal parameters."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from evalkit.runner import parameters

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def notebook(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    return nbformat.read(request.param, as_version=4)


def test_there_are_notebooks() -> None:
    assert [p.stem for p in NOTEBOOKS[:3]] == ["01-data-check", "02-scores-and-tiers", "03-cohorts"]


def test_outputs_are_stripped(notebook: nbformat.NotebookNode) -> None:
    assert [c.id for c in notebook.cells if c.get("outputs") or c.get("execution_count")] == []


def test_code_is_thin(notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # Statements, not lines: a sentence with its texts is one.
            count = sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(cell.source)))
            assert count <= 15, cell.id
            kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
            # A key by which rows are sorted is plain pandas; whatever has a name of its own belongs into the library.
            assert not kinds & {ast.FunctionDef, ast.ClassDef}, cell.id
    loads = [c.id for c in notebook.cells if "evalkit.load(" in c.source or "evalkit.load_series(" in c.source]
    assert loads == ["load"]


def test_cell_ids_are_readable_and_unique(notebook: nbformat.NotebookNode) -> None:
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    assert all(i.replace("-", "").isalnum() and not all(c in "0123456789abcdef" for c in i) for i in ids)


def test_every_text_is_in_both_languages(notebook: nbformat.NotebookNode) -> None:
    languages = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", []) if tag.startswith("lang-")]
    assert languages == ["lang-zh", "lang-en"] * (len(languages) // 2)
    pairs = [c for c in notebook.cells if any(t.startswith("lang-") for t in c.metadata.get("tags", []))]
    for chinese, english in zip(pairs[::2], pairs[1::2], strict=True):
        levels = [
            [len(line) - len(line.lstrip("#")) for line in c.source.splitlines() if line.startswith("#")]
            for c in (chinese, english)
        ]
        assert levels[0] == levels[1], (chinese.id, english.id)
    untagged = [c.id for c in notebook.cells if c.cell_type == "markdown" and not c.metadata.get("tags")]
    assert untagged == []


def test_parameters_are_the_four_and_literal(notebook: nbformat.NotebookNode) -> None:
    declared = parameters.declared(notebook, "notebook")
    assert {k: type(v) for k, v in declared.items()} == dict.fromkeys(
        ("programme", "edition", "language", "audience"), str
    )
    # A notebook that is opened and run by hand must not show what is not for publication.
    assert declared["audience"] == "public"
