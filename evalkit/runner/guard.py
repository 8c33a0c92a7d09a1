"""Nothing leaves a public run that may not be published: no page or file, no copy of a failed notebook, no message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from evalkit.edition.once import read_once
from evalkit.errors import EditionError, EvalkitError
from evalkit.files import store
from evalkit.publication.policy import inside
from evalkit.publication.search import Leak, leaks
from evalkit.publication.secrets import Unpublished, unpublished
from evalkit.report.exported import ExportedPage
from evalkit.rules.audience import Audience
from evalkit.runner.task import Outcome, Task
from evalkit.wording import LANGUAGES, Language, manner, text

_MOST_LEAKS = 5


def secrets_of(folder: Path) -> Unpublished:
    """Return what may not be published of the edition in a folder, as it is now.

    Raises
    ------
    EvalkitError
        It is faulty.
    """
    # Its editions tell of one another.
    return _secrets_of(folder, store.stamps_of(store.below(folder.parent)))


# A run makes a dozen pages of each edition, and goes notebook by notebook through all of them.
@lru_cache(maxsize=16)
def _secrets_of(folder: Path, _: store.Stamps) -> Unpublished:
    return unpublished(read_once(folder))


def refusal(task: Task, page: ExportedPage, notebook: NotebookNode, say: Language) -> str:
    """Return why a page must not be published, as a message; empty where it may be."""
    if inside(task.audience):
        return ""
    files = [(f"{task.name}.html", page.html.encode("utf-8"))]
    found = _leaks([*files, *page.files], notebook, secrets_of(task.edition_folder))
    if not found:
        return ""
    return text(say, "error-would-publish", notebook=task.name, count=len(found), places=_places(found, say))


def refuse_leaks(files: Mapping[str, str], folder: Path, audience: Audience, name: str, say: Language) -> None:
    """Refuse the files of a data package that hold what may not be published.

    Raises
    ------
    EvalkitError
        They do; it says where.
    """
    if inside(audience):
        return
    read = [(file, content.encode("utf-8")) for file, content in files.items()]
    found = list(dict.fromkeys(leaks(read, secrets_of(folder), ("unit",))))
    if found:
        error = EvalkitError("would-publish", notebook=name, count=len(found), places=_places(found, say))
        error.exit_code = 1
        raise error


def _places(found: Sequence[Leak], say: Language) -> str:
    places = [text(say, f"leak-{x.kind}", file=x.file, where=x.where, code=x.code) for x in found[:_MOST_LEAKS]]
    return manner(say).clause.join(places)


def without_secrets(outcome: Outcome, notebook: NotebookNode, say: Language) -> Outcome:
    """Return the outcome without what may not be published: in its messages, and in the copy of its notebook.

    A copy is kept without what its cells gave, where that holds something; a message is replaced. Of an edition that
    cannot be read nobody can tell what may be in either, and neither is kept.
    """
    task, copy = outcome.task, outcome.failed_copy
    if inside(task.audience) or not (copy or outcome.failure or outcome.warnings):
        return outcome
    secrets: Unpublished | None = None
    faults: set[str] = set()
    try:
        secrets = secrets_of(task.edition_folder)
    except EditionError as error:
        faults = {error.describe(language) for language in LANGUAGES}
    except (EvalkitError, OSError):
        pass

    def clean(name: str, content: str) -> bool:
        return secrets is not None and not _leaks([(name, content.encode("utf-8"))], notebook, secrets)

    silent = text(say, "message-not-shown")
    failure, warnings = outcome.failure, outcome.warnings
    heading = f"{outcome.heading}: " if outcome.heading else ""
    # What evalkit itself says of a process or a refusal names no score, and why an edition cannot be read must be told,
    # though it quotes its files; a cell may say anything.
    told = failure.removeprefix(heading).removeprefix(f"{EditionError.__name__}: ") in faults
    if outcome.kind in ("cell", "export") and not told and not clean("failure.txt", failure):
        failure = heading + silent
    if warnings:
        warnings = tuple(warning if clean("warning.txt", warning) else silent for warning in warnings)
    if copy is not None and not clean(f"{task.name}.ipynb", copy):
        copy = _without_outputs(copy)
        copy = copy if clean(f"{task.name}.ipynb", copy) else None
    return replace(outcome, failure=failure, warnings=warnings, failed_copy=copy)


def _without_outputs(copy: str) -> str:
    notebook = nbformat.reads(copy, as_version=4)
    for cell in notebook.cells:
        if "outputs" in cell:
            cell.outputs = []
    return str(nbformat.writes(notebook))


def _leaks(files: Iterable[tuple[str, bytes]], notebook: NotebookNode, secrets: Unpublished) -> list[Leak]:
    passages = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return list(dict.fromkeys(leaks(files, secrets.beside(passages))))
