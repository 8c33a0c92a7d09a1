"""Put what a task made into its place: the page, its further files, and the entry of all in the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.runner.changes import refuse_changed
from evalkit.runner.manifest import MADE_FROM, OUTPUTS, head, read_manifest, referred, without_loose
from evalkit.runner.plan import Plan
from evalkit.runner.staging import Staging, locked, remove_empty
from evalkit.runner.state import failed_in
from evalkit.runner.task import Outcome, Task


def publish(plan: Plan, outcome: Outcome, staging: Staging) -> Path:
    """Put a page with its further files in place, and enter them into the manifest of their folder.

    Returns
    -------
    The path of the page.

    Raises
    ------
    EvalkitError
        Something cannot be written, or an input changed while the notebook ran. The earlier files are untouched, or,
        where renaming itself failed, the page counts as not made.
    """
    task, page = outcome.task, outcome.page
    if page is None:
        raise AssertionError("only a task that succeeded is published")
    folder = plan.workspace.reports / task.place
    # The page itself last.
    files: dict[str, str | bytes] = {**dict(page.files), f"{task.name}.html": page.html}
    staging.put(folder, files, lambda outputs: _entered(plan, task, page.title, folder, outputs))
    if failed_copy(plan, task).exists():
        with locked(plan.workspace.reports):
            remove_failed_copy(plan, task)
    return folder / f"{task.name}.html"


def _entered(plan: Plan, task: Task, title: str, folder: Path, outputs: dict[str, str]) -> dict[str, Any]:
    """Return the manifest of a folder with the entry of a page."""
    plan.inputs.look_again()
    refuse_changed(plan.made_from[task.key], plan.inputs.of(task))
    earlier = read_manifest(folder)
    entries, groups = earlier["notebooks"], earlier[MADE_FROM]
    entries[task.name] = {
        MADE_FROM: referred(plan.made_from[task.key], groups),
        "notebook_sha256": plan.inputs.files.digest(task.notebook),
        OUTPUTS: outputs,
        "parameters": dict(task.parameters),
        "title": title,
    }
    record = plan.records[task.programme, task.edition]
    return head(task, record, plan.summary(task), plan.inputs.keyed) | {
        "notebooks": entries,
        MADE_FROM: without_loose(entries, groups, MADE_FROM),
    }


def failed_copy(plan: Plan, task: Task) -> Path:
    """Return where the copy of a task goes that failed, whether there is one or not."""
    return failed_in(plan.workspace.reports) / task.place / f"{task.name}.ipynb"


def keep_failed_copy(plan: Plan, outcome: Outcome) -> Path | None:
    """Keep the notebook as far as it came; None where there is no copy, or no room for one.

    The copy of an earlier failure is replaced or removed in any case.
    """
    path = failed_copy(plan, outcome.task)
    try:
        if outcome.failed_copy is None:
            if path.exists():
                with locked(plan.workspace.reports):
                    remove_failed_copy(plan, outcome.task)
            return None
        with locked(plan.workspace.reports):
            store.write(path, outcome.failed_copy)
    except EvalkitError:
        return None
    return path


def remove_failed_copy(plan: Plan, task: Task) -> None:
    """Remove the copy of an earlier failure; the lock on reports/ must be held."""
    path = failed_copy(plan, task)
    with store.told(path.parent):
        path.unlink(missing_ok=True)
    remove_empty(path.parent, failed_in(plan.workspace.reports).parent)
