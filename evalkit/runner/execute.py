"""Run one notebook for one edition in one language, in memory, and export what it shows."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from evalkit.edition import sections
from evalkit.edition.once import read_once
from evalkit.edition.tongues import in_language
from evalkit.edition.workspace import READS_VARIABLE, ROOT_VARIABLE
from evalkit.errors import EvalkitError
from evalkit.publication.key import KEY_VARIABLE, hand, workspace_key
from evalkit.report.export import export, shown_tables
from evalkit.report.office.files import office_files
from evalkit.runner import guard, processes
from evalkit.runner.fingerprint import scope_of
from evalkit.runner.fixed import FIXED
from evalkit.runner.nursery import Nursery
from evalkit.runner.parameters import read_notebook
from evalkit.runner.session import Session, Stopped
from evalkit.runner.task import Outcome, Settings, Step, Task
from evalkit.wording import Language, text

Watch = Callable[[Step], None]


def execute(
    task: Task, settings: Settings | None = None, *, nursery: Nursery | None = None, watch: Watch | None = None
) -> Outcome:
    """Run a task; never raises for a failure of the notebook.

    Parameters
    ----------
    task
        What to run.
    settings
        How; by default as :class:`Settings` says.
    nursery
        What starts the process of the notebook; by default one of its own.
    watch
        Called before each code cell.

    Raises
    ------
    EOFError, OSError
        The nursery is gone.
    """
    settings = settings or Settings()
    notebook = apart(read_notebook(task.notebook), task)
    secret = task.secret or workspace_key(task.root)
    hand(task.root, secret)
    own = nursery or Nursery(settings.warm)
    try:
        outcome = _execute(replace(task, secret=secret), settings, notebook, own, watch)
    finally:
        if nursery is None:
            own.close()
    return guard.without_secrets(outcome, notebook, settings.say)


def _execute(task: Task, settings: Settings, notebook: NotebookNode, nursery: Nursery, watch: Watch | None) -> Outcome:
    run = _Run(task.language, notebook, watch)
    session = None
    if settings.engine == "evalkit":
        session = Session(
            nursery,
            task.root,
            environment(task),
            cell_timeout=settings.cell_timeout,
            no_input=text(settings.say, "runner-no-input"),
            secret=task.secret,
        )
    try:
        failure = _run(task, settings, run, session)
        if failure is not None:
            return failure
        if session is not None:
            session.dismiss()
        try:
            record = read_once(task.edition_folder)
            folder = task.notebook.parent
            page = export(run.notebook, record, task.language, task.version, task.audience, folder, task.secret)
            tables = shown_tables(run.notebook, task.language)
            made = office_files(
                page, tables, record, task.language, version=task.version, stem=task.name, formats=task.office
            )
            page = replace(page, files=made.files)
            refused = guard.refusal(task, page, notebook, settings.say)
        except EvalkitError as error:
            return Outcome(task, None, error.describe(settings.say), kind="export", failed_copy=run.copy())
        except Exception as error:
            return Outcome(task, None, _named(error), kind="export", failed_copy=run.copy())
        if refused:
            return Outcome(task, None, refused, kind="refused")
        return Outcome(task, page, warnings=(*_stderr(run.notebook), *page.remarks, *made.remarks))
    finally:
        # Its last words have been heard; what else it would do before it ends concerns no page.
        if session is not None:
            session.end(0.2 if run.whole else 0.0)


def environment(task: Task) -> dict[str, str]:
    """Return the environment of a notebook, so that only the inputs decide what it shows."""
    without = {KEY_VARIABLE, "PYTHONSAFEPATH"}
    reads = {"edition": task.edition_folder, "programme": task.edition_folder.parent}
    return {
        **{name: value for name, value in os.environ.items() if name not in without},
        **FIXED,
        # How wide a terminal is decides where printed tables are broken; a page is wide enough for this.
        "COLUMNS": "80",
        "LINES": "24",
        # As kernels have it: programs write in colour, and none waits for a key at the end of a page.
        "TERM": "xterm-color",
        "CLICOLOR": "1",
        "CLICOLOR_FORCE": "1",
        "FORCE_COLOR": "1",
        "PAGER": "cat",
        "GIT_PAGER": "cat",
        ROOT_VARIABLE: os.fspath(task.root),
        READS_VARIABLE: os.fspath(reads.get(scope_of(task), "")),
    }


def apart(notebook: NotebookNode, task: Task) -> NotebookNode:
    """Return a notebook whose page is without the sections that the programme does not show.

    Their cells run, for later ones may go on with what they found; nothing that they show counts or is numbered.
    """
    shown = sections.sections_on_file(task.edition_folder.parent).get(task.name)
    if shown is None:
        return notebook
    cells: list[NotebookNode] = []
    before = False
    for cell, hidden in zip(notebook.cells, sections.outside(notebook.cells, shown), strict=True):
        if hidden != before:
            turn = f"from evalkit.report import Page\n\nPage.muted = {hidden}"
            cells.append(new_code_cell(turn, id=f"muted-{len(cells)}", metadata={"tags": ["remove-cell"]}))
            before = hidden
        if hidden:
            tags = [*cell.metadata.get("tags", []), "remove-cell"]
            cell = NotebookNode({**cell, "metadata": NotebookNode({**cell.metadata, "tags": tags})})
        cells.append(cell)
    return NotebookNode({**notebook, "cells": cells})


@dataclass
class _Run:
    """A notebook while it runs: what it has shown so far, and where it is."""

    language: Language
    notebook: NotebookNode
    watch: Watch | None = None
    index: int = 0
    done: int = 0
    whole: bool = False

    def begun(self, notebook: NotebookNode) -> None:
        """Take the copy that papermill runs: it has the outputs, and the parameters in a cell of their own."""
        self.notebook = notebook

    def cell(self, cell: NotebookNode, cell_index: int) -> None:
        """Note the cell that is about to run."""
        if cell.cell_type != "code" or not cell.source.strip():
            return
        self.index, self.done = cell_index, self.done + 1
        if self.watch is not None:
            cells = sum(c.cell_type == "code" and bool(c.source.strip()) for c in self.notebook.cells)
            self.watch(Step(self.done, cells, self.heading()))

    def heading(self) -> str:
        """Return the last heading before the cell, to name its place."""
        before = self.notebook.cells[: self.index]
        for cell, shown in reversed(list(zip(before, in_language(before, self.language), strict=True))):
            heading = next((line for line in reversed(cell.source.splitlines()) if line.startswith("#")), "")
            if cell.cell_type == "markdown" and heading and shown:
                return heading.lstrip("# ")
        return ""

    def copy(self) -> str:
        """Return the notebook as far as it ran."""
        return str(nbformat.writes(self.notebook))


def _run(task: Task, settings: Settings, run: _Run, session: Session | None) -> Outcome | None:
    """Run the cells; return what went wrong."""

    def failed(kind: Any, message: str) -> Outcome:
        heading = run.heading()
        where = f"{heading}: " if heading else ""
        return Outcome(task, None, where + message, heading=heading, kind=kind, failed_copy=run.copy())

    try:
        _papermill(task, settings, run, session)
    except Stopped as stopped:
        if stopped.late:
            return failed("time", text(settings.say, "runner-timeout", seconds=settings.cell_timeout))
        return failed("dead", text(settings.say, "runner-dead", how=processes.how(stopped.exit_code, settings.say)))
    message = _failed_cell(run, settings.say)
    if message:
        return failed("cell", message)
    run.whole = True
    return None


def _papermill(task: Task, settings: Settings, run: _Run, session: Session | None) -> None:
    with warnings.catch_warnings():
        # Papermill reads its own configuration through deprecated doors; none of it concerns the reports.
        warnings.simplefilter("ignore")
        import papermill
        from papermill.engines import papermill_engines
        from papermill.exceptions import PapermillExecutionError

        from evalkit.runner.engine import KernelEngine, ShellEngine

        for name in ("papermill", "traitlets"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        papermill_engines.register("evalkit", ShellEngine)
        papermill_engines.register("kernel", KernelEngine)
        own: dict[str, Any] = {"session": session}
        if session is None:
            # A kernel is no child of this process in memory: it finds the key where it finds everything else.
            seen = {**environment(task), KEY_VARIABLE: task.secret}
            own = {"root": task.root, "environment": seen, "execution_timeout": settings.cell_timeout}
        # The cell that failed holds the error; papermill's own has lost the notebook.
        with contextlib.suppress(PapermillExecutionError):
            # No output path: papermill writes the file it runs over and over, in place. Ours are written once, whole.
            papermill.execute_notebook(
                run.notebook,
                None,
                parameters=dict(task.parameters),
                engine_name=settings.engine,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                begun=run.begun,
                before=run.cell,
                **own,
            )


def _failed_cell(run: _Run, say: Language) -> str:
    """Do not trust the file's own word: a dead kernel leaves every cell 'completed'."""
    for index, cell in enumerate(run.notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                run.index = index
                return f"{output.ename}: {output.evalue}".rstrip(": ")
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            run.index = index
            return text(say, "runner-cell-did-not-run", cell=str(cell.get("id", index)))
    return ""


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _stderr(notebook: NotebookNode) -> list[str]:
    outputs = (o for c in notebook.cells for o in c.get("outputs", []))
    return [str(o.text).strip() for o in outputs if o.output_type == "stream" and o.name == "stderr"]
