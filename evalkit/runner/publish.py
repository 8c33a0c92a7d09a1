"""Put what a task made into its place: the page, its tables and further files, and the entry of all in the manifest.

Whatever needs space on the disk is written first, under passing names. Then, under the lock on reports/, files are
renamed: tables, the page, the manifest. Whoever looks meanwhile sees whole files, and the manifest names the digest of
each: a run that is killed between two renames leaves an entry that does not match, and the next makes the page anew.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.report.exported import ExportedPage
from evalkit.runner.changes import changes
from evalkit.runner.manifest import MADE_FROM, MANIFEST, OUTPUTS, head, read_manifest, referred, without_loose
from evalkit.runner.plan import Plan
from evalkit.runner.staging import Staging, locked
from evalkit.runner.state import failed_in, remove_empty
from evalkit.runner.task import Outcome, Task

# Excel takes CSV for the system's own encoding unless it begins with this mark.
CSV_MARK = "\ufeff"


def publish(plan: Plan, outcome: Outcome, staging: Staging) -> Path:
    """Put a page with its tables and further files in place, and enter them into the manifest of their folder.

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
    staged: dict[str, tuple[Path, str]] = {}
    try:
        for name, content in _contents(task, page).items():
            staged[name] = staging.add(name, content)
        with locked(plan.workspace.reports):
            _refuse_changed(plan, task)
            _enter(plan, task, page.title, folder, staged, staging)
    finally:
        for part, _ in staged.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    return folder / f"{task.name}.html"


def _contents(task: Task, page: ExportedPage) -> dict[str, str | bytes]:
    """Return the files of a page in the order in which they are put in place, the page itself last."""
    files: dict[str, str | bytes] = {f"tables/{task.name}.{name}.csv": CSV_MARK + csv for name, csv in page.tables}
    files |= dict(page.files)
    files[f"{task.name}.html"] = page.html
    return files


def _refuse_changed(plan: Plan, task: Task) -> None:
    """Nobody can tell which of the two a notebook read that ran while its inputs changed."""
    plan.inputs.look_again()
    changed = changes(plan.made_from[task.key], plan.inputs.of(task))
    if changed:
        error = EvalkitError("inputs-changed", names=", ".join(reason.name for reason in changed[:5]))
        error.exit_code = 1
        raise error


def _enter(
    plan: Plan, task: Task, title: str, folder: Path, staged: dict[str, tuple[Path, str]], staging: Staging
) -> None:
    outputs = {name: digest for name, (_, digest) in staged.items()}
    # Read under the lock: another run may have entered pages since.
    earlier = read_manifest(folder)
    entries, groups = earlier["notebooks"], earlier[MADE_FROM]
    before = entries.get(task.name, {}).get(OUTPUTS, {})
    entries[task.name] = {
        MADE_FROM: referred(plan.made_from[task.key], groups),
        "notebook_sha256": plan.inputs.files.digest(task.notebook),
        OUTPUTS: outputs,
        "parameters": dict(task.parameters),
        "title": title,
    }
    record = plan.records[task.programme, task.edition]
    manifest = head(task, record, plan.summary(task), plan.inputs.keyed) | {
        "notebooks": entries,
        MADE_FROM: without_loose(entries, groups, MADE_FROM),
    }
    staged_manifest, _ = staging.add(MANIFEST, store.json_text(manifest))
    with store.told(folder):
        for place in {(folder / name).parent for name in outputs}:
            place.mkdir(parents=True, exist_ok=True)
    kept = {name for entry in entries.values() for name in entry.get(OUTPUTS, {})}
    stale = sorted(set(before) - kept)
    with staging.noted(folder, {*outputs, *stale}):
        for name, (part, _) in staged.items():
            store.place(part, folder / name)
        store.place(staged_manifest, folder / MANIFEST)
        with store.told(folder):
            for name in stale:
                (folder / name).unlink(missing_ok=True)
    copy = failed_copy(plan, task)
    if copy.exists():
        remove_failed_copy(plan, task)


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
