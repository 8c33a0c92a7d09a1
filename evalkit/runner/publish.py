"""Put what a task made into its place: the page, its tables, and the entry of both in the manifest."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path
from typing import Any

from evalkit.edition import EditionRecord, store
from evalkit.runner.plan import Plan
from evalkit.runner.task import Outcome, Task

_PACKAGES = ("matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy", "seaborn")
# Excel takes CSV for the system's own encoding unless it begins with this mark.
_CSV_MARK = "\ufeff"


def publish(plan: Plan, outcome: Outcome) -> Path:
    """Write a page with its tables, and enter both into the manifest of its folder."""
    task, page = outcome.task, outcome.page
    if page is None:
        raise AssertionError("only a task that succeeded is published")
    folder = plan.workspace.reports / task.programme / task.edition / task.language
    outputs = {
        f"tables/{task.name}.{name}.csv": store.write(folder / f"tables/{task.name}.{name}.csv", _CSV_MARK + csv)
        for name, csv in page.tables
    }
    outputs |= {name: store.write(folder / name, content) for name, content in page.files}
    outputs[f"{task.name}.html"] = store.write(folder / f"{task.name}.html", page.html)
    manifest = store.read_json(folder / "manifest.json")
    entries = manifest.get("notebooks", {})
    before = entries.get(task.name, {}).get("outputs", {})
    entries[task.name] = {
        "notebook_sha256": store.sha256(task.notebook),
        "outputs": outputs,
        "parameters": dict(task.parameters),
        "title": page.title,
    }
    record = plan.records[task.programme, task.edition]
    store.write_json(folder / "manifest.json", _manifest(task, record) | {"notebooks": entries})
    for stale in set(before) - set(outputs):
        (folder / stale).unlink(missing_ok=True)
    return folder / f"{task.name}.html"


def _manifest(task: Task, record: EditionRecord) -> dict[str, Any]:
    programme_folder = record.folder.parent
    return {
        "edition": task.edition,
        "edition_title": record.rules.title[task.language],
        "environment": {name: metadata.version(name) for name in _PACKAGES} | {"python": platform.python_version()},
        "evalkit": task.version,
        "inputs": {f"data/{task.programme}/{f}": store.sha256(programme_folder / f) for f in record.files},
        "language": task.language,
        "programme": task.programme,
        "programme_title": record.programme.title[task.language],
        "synthetic": record.programme.synthetic,
    }
