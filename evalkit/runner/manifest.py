"""What the manifest of a folder says of its pages as a whole: edition, data, packages."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalkit.runner.environment import PACKAGES
from evalkit.runner.task import Task

if TYPE_CHECKING:
    from evalkit.edition import EditionRecord


def head(
    task: Task, record: EditionRecord, summary: Mapping[str, Any], digest: Callable[[Path], str]
) -> dict[str, Any]:
    """Return everything in a manifest but the entries of its pages.

    Parameters
    ----------
    task
        One of the folder's.
    record
        The edition.
    summary
        What it comes to, from :func:`evalkit.report.summary.edition_summary`.
    digest
        Gives the SHA-256 of a file.
    """
    folder = task.edition_folder.parent
    return {
        "audience": task.audience,
        "edition": task.edition,
        "edition_title": record.rules.title[task.language],
        "environment": dict(_environment()),
        "evalkit": task.version,
        "inputs": {f"data/{task.programme}/{f}": digest(folder / f) for f in record.files},
        "language": task.language,
        "programme": task.programme,
        "publisher": record.programme.publisher[task.language],
        "programme_title": record.programme.title[task.language],
        "summary": summary,
        "synthetic": record.programme.synthetic,
    }


@cache
def _environment() -> dict[str, str]:
    return {name: metadata.version(name) for name in PACKAGES} | {"python": platform.python_version()}
