"""Run one notebook for one edition in one language, in memory, and export what it shows."""

from __future__ import annotations

import logging
import os
import warnings

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from evalkit.edition import ROOT_VARIABLE, EditionRecord, read_edition
from evalkit.report.export import ExportedPage, export
from evalkit.runner.parameters import read_notebook
from evalkit.runner.scan import leaks
from evalkit.runner.task import Outcome, Task
from evalkit.runner.unpublished import unpublished
from evalkit.wording import Language, fixed_texts, text

#: Seconds that one cell may take.
CELL_TIMEOUT = 600
_MOST_LEAKS = 5


def execute(task: Task) -> Outcome:
    """Run a task; never raises for a failure of the notebook."""
    os.environ[ROOT_VARIABLE] = str(task.root)
    notebook = read_notebook(task.notebook)
    try:
        done = _run(task, notebook)
    except (DeadKernelError, CellTimeoutError) as error:
        return Outcome(task, None, f"{type(error).__name__}: {str(error).strip().splitlines()[0]}")
    failed = _failed_cell(done)
    if failed:
        return Outcome(task, None, failed)
    record = read_edition(task.root / "data" / task.programme / task.edition)
    page = export(done, record, task.language, task.version, task.audience)
    if task.audience == "public":
        found = _leaks(task, page, notebook, record)
        if found:
            return Outcome(task, None, found)
    return Outcome(task, page, warnings=tuple(_stderr(done)))


def _leaks(task: Task, page: ExportedPage, notebook: NotebookNode, record: EditionRecord) -> str:
    """Return what in the files of a page may not be published, as a message; empty where there is nothing."""
    files = [(f"{task.name}.html", page.html.encode("utf-8"))]
    files += [(f"tables/{task.name}.{name}.csv", csv.encode("utf-8")) for name, csv in page.tables]
    files += getattr(page, "files", ())
    passages = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    found = list(dict.fromkeys(leaks(files, unpublished(record, (*passages, *fixed_texts())))))
    if not found:
        return ""
    places = [
        text(task.language, f"leak-{x.kind}", file=x.file, where=x.where, code=x.code) for x in found[:_MOST_LEAKS]
    ]
    listed = ("；" if task.language == "zh" else "; ").join(places)
    return text(task.language, "error-would-publish", notebook=task.name, count=len(found), places=listed)


def _run(task: Task, notebook: NotebookNode) -> NotebookNode:
    with warnings.catch_warnings():
        # Papermill reads its own configuration through deprecated doors; none of it concerns the reports.
        warnings.simplefilter("ignore")
        import papermill
        from papermill.exceptions import PapermillExecutionError

        from evalkit.runner.kernel import ReportKernelManager

        logging.getLogger("papermill").setLevel(logging.ERROR)
        try:
            # No output path: papermill writes the file it runs over and over, in place. Ours are written once, whole.
            done: NotebookNode = papermill.execute_notebook(
                notebook,
                None,
                parameters=dict(task.parameters),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                execution_timeout=CELL_TIMEOUT,
                kernel_manager_class=ReportKernelManager,
                resources={"metadata": {"path": str(task.root)}},
                record_timing=False,
            )
        except PapermillExecutionError as error:
            return _marked(notebook, error, task.language)
    return done


def _marked(notebook: NotebookNode, error: Exception, language: Language) -> NotebookNode:
    index = getattr(error, "cell_index", 0)
    copy = NotebookNode({**notebook, "cells": [*notebook.cells]})
    heading = _heading(copy, index, language)
    copy["evalkit_failure"] = f"{heading}{getattr(error, 'ename', '')}: {getattr(error, 'evalue', error)}"
    return copy


def _heading(notebook: NotebookNode, index: int, language: Language) -> str:
    """Return the last heading before a cell, to name the place of a failure."""
    for cell in reversed(notebook.cells[:index]):
        other = any(t.startswith("lang-") and t != f"lang-{language}" for t in cell.metadata.get("tags", []))
        heading = next((line for line in reversed(cell.source.splitlines()) if line.startswith("#")), "")
        if cell.cell_type == "markdown" and heading and not other:
            return heading.lstrip("# ") + ": "
    return ""


def _failed_cell(notebook: NotebookNode) -> str:
    """Do not trust the file's own word: a dead kernel leaves every cell 'completed'."""
    if "evalkit_failure" in notebook:
        return str(notebook["evalkit_failure"])
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return f"{output.ename}: {output.evalue}"
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            return f"cell {cell.id} did not run"
    return ""


def _stderr(notebook: NotebookNode) -> list[str]:
    outputs = (o for c in notebook.cells for o in c.get("outputs", []))
    return [str(o.text).strip() for o in outputs if o.output_type == "stream" and o.name == "stderr"]
