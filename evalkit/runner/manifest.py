"""What the manifest of a folder says of its pages as a whole: edition, data, packages."""

from __future__ import annotations

import platform
from functools import cache
from importlib import metadata
from typing import Any

from evalkit.runner.environment import PACKAGES
from evalkit.runner.plan import Plan
from evalkit.runner.task import Task


def head(plan: Plan, task: Task) -> dict[str, Any]:
    """Return everything in the manifest of a task's folder but the entries of its pages."""
    record = plan.records[task.programme, task.edition]
    folder = task.edition_folder.parent
    return {
        "audience": task.audience,
        "edition": task.edition,
        "edition_title": record.rules.title[task.language],
        "environment": dict(_environment()),
        "evalkit": task.version,
        "inputs": {f"data/{task.programme}/{f}": plan.inputs.files.digest(folder / f) for f in record.files},
        "language": task.language,
        "programme": task.programme,
        "programme_title": record.programme.title[task.language],
        "summary": plan.summary(task),
        "synthetic": record.programme.synthetic,
    }


@cache
def _environment() -> dict[str, str]:
    return {name: metadata.version(name) for name in PACKAGES} | {"python": platform.python_version()}
