"""What happens on a worker of a Dask cluster: inputs are unpacked into its own folder, and tasks run there.

Needs ``distributed``; :mod:`evalkit.runner.cluster` says so where it is missing.
"""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, fields, replace
from multiprocessing import current_process
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from evalkit.errors import EvalkitError
from evalkit.report.office.tools import available
from evalkit.runner.bundle import Bundle, moved
from evalkit.runner.environment import Environment, environment
from evalkit.runner.task import Outcome, Settings, Task
from evalkit.wording import text

# The root of a run stands in the environment of the process, and exporting is not made for threads.
_one_at_a_time = threading.Lock()


class Inputs(WorkerPlugin):
    """Brings a bundle to every worker once, to those that join or start again later as well."""

    def __init__(self, name: str, bundle: Bundle) -> None:
        self.name = name
        self.bundle = bundle
        self.root: Path | None = None

    def setup(self, worker: Worker) -> None:
        """Unpack into the worker's own folder, which Dask removes with the worker."""
        root = Path(worker.local_directory) / self.name
        self.bundle.unpack(root)
        self.root = root

    def teardown(self, worker: Worker) -> None:
        """Remove it when the run is over."""
        if self.root is not None:
            shutil.rmtree(self.root, ignore_errors=True)


@dataclass(frozen=True)
class Refused:
    """A worker that joined during the run and runs something else."""

    worker: str
    environment: Environment


def run_task(name: str, task: Task, expected: Environment, settings: Settings) -> Outcome | Refused:
    """Run a task where the inputs called `name` were unpacked; a failure of the notebook is an outcome."""
    worker = get_worker()
    if environment() != expected:
        return Refused(worker.address, environment())
    inputs = worker.plugins.get(name)
    if not isinstance(inputs, Inputs) or inputs.root is None:
        return Outcome(task, None, f"{worker.address}: the inputs could not be unpacked", kind="lost")
    missing = [name for name in task.office if name not in available(task.office)]
    if missing:
        # A page without its file would take the place of one that has it.
        return Outcome(
            task, None, f"{worker.address}: {text(settings.say, f'office-without-{missing[0]}')}", kind="lost"
        )
    root = inputs.root
    with _one_at_a_time:
        outcome = _execute(moved(task, root), settings)
    return _at_home(outcome, task, root)


def _at_home(outcome: Outcome, task: Task, root: Path) -> Outcome:
    """Name the folder of the workspace in messages: whoever reads them does not know the worker's disk."""
    here, there = str(root), str(task.root)
    changed: dict[str, Any] = {"task": task, "warnings": tuple(w.replace(here, there) for w in outcome.warnings)}
    for field in fields(outcome):
        value = getattr(outcome, field.name)
        if isinstance(value, str):
            changed[field.name] = value.replace(here, there)
    return replace(outcome, **changed)


def _execute(task: Task, settings: Settings) -> Outcome:
    try:
        # The exporter and its libraries: seconds, and only of use to a worker that has a task.
        from evalkit.runner.execute import execute

        # A nanny starts its worker as one that may have no processes of its own.
        current_process().daemon = False
        return execute(task, settings)
    except EvalkitError as error:
        return Outcome(task, None, error.describe(settings.say), kind="export")
    except Exception as error:
        return Outcome(task, None, f"{type(error).__name__}: {error}", kind="export")
