"""Run one notebook for one edition in one language, in memory, and export what it shows."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbformat import NotebookNode

from evalkit.errors import EvalkitError
from evalkit.report.export import export, shown_tables
from evalkit.report.office.files import office_files
from evalkit.runner import guard
from evalkit.runner.kernel import ReportKernelManager, environment
from evalkit.runner.known import known
from evalkit.runner.order import how
from evalkit.runner.parameters import read_notebook
from evalkit.runner.task import Outcome, Settings, Step, Task
from evalkit.runner.warm import client as warm
from evalkit.wording import Language, text

Watch = Callable[[Step], None]


def execute(
    task: Task, settings: Settings | None = None, *, address: str | None = None, watch: Watch | None = None
) -> Outcome:
    """Run a task; never raises for a failure of the notebook.

    Parameters
    ----------
    task
        What to run.
    settings
        How; by default as :class:`Settings` says.
    address
        The socket of the fork server to ask for the kernel. By default that of this process, which starts one if it
        has none yet; the empty string stands for a cold kernel.
    watch
        Called before each code cell.
    """
    settings = settings or Settings()
    if address is None:
        address = _address(settings)
    notebook = read_notebook(task.notebook)
    return guard.without_secrets(_execute(task, settings, notebook, address, watch), notebook)


def _execute(task: Task, settings: Settings, notebook: NotebookNode, address: str, watch: Watch | None) -> Outcome:
    manager = ReportKernelManager(address=address, environment=dict(environment(task.root)))
    run = _Run(task.language, notebook, watch)
    try:
        failure = _run(task, settings, run, manager)
        if failure is not None:
            return failure
        run_sync(manager.dismiss)()
        try:
            edition = known(task.edition_folder)
            record = edition.record
            folder = task.notebook.parent
            page = export(run.notebook, record, task.language, task.version, task.audience, folder)
            tables = shown_tables(run.notebook, task.language)
            made = office_files(
                page, tables, record, task.language, version=task.version, stem=task.name, formats=task.office
            )
            page = replace(page, files=made.files)
            refused = guard.refusal(task, page, notebook, edition, settings.say)
        except EvalkitError as error:
            return Outcome(task, None, error.describe(settings.say), kind="export", failed_copy=run.copy())
        except Exception as error:
            return Outcome(task, None, _named(error), kind="export", failed_copy=run.copy())
        if refused:
            return Outcome(task, None, refused, kind="export")
        return Outcome(task, page, warnings=(*_stderr(run.notebook), *page.remarks, *made.remarks))
    finally:
        # Its last words have been heard; what else it would do before it ends concerns no page.
        run_sync(manager.end)(0.2 if run.whole else 0.0)


def _address(settings: Settings) -> str:
    try:
        return warm.shared() if settings.warm else ""
    except warm.NoWarmKernel:
        return ""


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
        for cell in reversed(self.notebook.cells[: self.index]):
            other = any(t.startswith("lang-") and t != f"lang-{self.language}" for t in cell.metadata.get("tags", []))
            heading = next((line for line in reversed(cell.source.splitlines()) if line.startswith("#")), "")
            if cell.cell_type == "markdown" and heading and not other:
                return heading.lstrip("# ")
        return ""

    def copy(self) -> str:
        """Return the notebook as far as it ran."""
        return str(nbformat.writes(self.notebook))


def _run(task: Task, settings: Settings, run: _Run, manager: ReportKernelManager) -> Outcome | None:
    """Run the cells; return what went wrong."""

    def failed(kind: Any, message: str) -> Outcome:
        heading = run.heading()
        where = f"{heading}: " if heading else ""
        return Outcome(task, None, where + message, heading=heading, kind=kind, failed_copy=run.copy())

    try:
        _papermill(task, settings, run, manager)
    except CellTimeoutError:
        return failed("time", text(settings.say, "runner-timeout", seconds=settings.cell_timeout))
    except DeadKernelError:
        return failed("dead", text(settings.say, "runner-dead", how=how(manager.exit_code, settings.say)))
    except RuntimeError as error:
        # So says jupyter_client of a kernel that does not come up; everything that a cell raises is an output.
        return failed("start", text(settings.say, "runner-no-kernel", why=str(error)))
    for cell in run.notebook.cells:
        if "outputs" in cell:
            cell.outputs = _joined(cell.outputs)
    message = _failed_cell(run, settings.say)
    if message:
        return failed("cell", message)
    run.whole = True
    return None


def _papermill(task: Task, settings: Settings, run: _Run, manager: ReportKernelManager) -> None:
    with warnings.catch_warnings():
        # Papermill reads its own configuration through deprecated doors; none of it concerns the reports.
        warnings.simplefilter("ignore")
        import papermill
        from papermill.engines import papermill_engines
        from papermill.exceptions import PapermillExecutionError

        from evalkit.runner.warm.engine import WarmEngine

        for name in ("papermill", "traitlets"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        # By entry point it is there only if the package was installed since it has one.
        papermill_engines.register("evalkit-warm", WarmEngine)
        try:
            # No output path: papermill writes the file it runs over and over, in place. Ours are written once, whole.
            papermill.execute_notebook(
                run.notebook,
                None,
                parameters=dict(task.parameters),
                engine_name="evalkit-warm",
                kernel_name="python3",
                language="python",
                progress_bar=False,
                execution_timeout=settings.cell_timeout,
                # Large outputs on a busy machine: that a message is late is no reason to call a cell failed.
                iopub_timeout=settings.cell_timeout,
                manager=manager,
                resources={"metadata": {"path": str(task.root)}},
                record_timing=False,
                on_notebook_start=run.begun,
                on_cell_execute=run.cell,
            )
        except PapermillExecutionError:
            # The cell that failed holds the error; papermill's own has lost the notebook.
            pass


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join what was printed in one go: kernels send it in pieces, as time passes, and never twice the same."""
    joined: list[NotebookNode] = []
    streams: dict[str, NotebookNode] = {}
    for output in outputs:
        if output.output_type != "stream":
            streams.clear()
        elif output.name in streams:
            streams[output.name].text += output.text
            continue
        else:
            streams[output.name] = output
        joined.append(output)
    return joined


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
