"""Nothing leaves a public run that may not be published: no page, none of its files, no copy of a failed notebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nbformat import NotebookNode

from evalkit.errors import EvalkitError
from evalkit.publication.search import Leak, leaks
from evalkit.publication.secrets import Unpublished
from evalkit.report.exported import ExportedPage
from evalkit.runner.known import Known, known
from evalkit.runner.task import Outcome, Task
from evalkit.wording import Language, text

_MOST_LEAKS = 5


def refusal(task: Task, page: ExportedPage, notebook: NotebookNode, edition: Known, say: Language) -> str:
    """Return why a page must not be published, as a message; empty where it may be."""
    if task.audience != "public":
        return ""
    files = [(f"{task.name}.html", page.html.encode("utf-8"))]
    files += [(f"tables/{task.name}.{name}.csv", csv.encode("utf-8")) for name, csv in page.tables]
    found = _leaks([*files, *page.files], notebook, edition.secrets)
    if not found:
        return ""
    places = [text(say, f"leak-{x.kind}", file=x.file, where=x.where, code=x.code) for x in found[:_MOST_LEAKS]]
    listed = ("；" if say == "zh" else "; ").join(places)
    return text(say, "error-would-publish", notebook=task.name, count=len(found), places=listed)


def without_secrets(outcome: Outcome, notebook: NotebookNode) -> Outcome:
    """Return the outcome without the copy of its notebook where the copy holds what may not be published.

    A copy of an edition that cannot be read is not kept either: nobody can tell what it may hold.
    """
    task, copy = outcome.task, outcome.failed_copy
    if copy is None or task.audience != "public":
        return outcome
    try:
        secrets = known(task.edition_folder).secrets
    except (EvalkitError, OSError):
        return replace(outcome, failed_copy=None)
    found = _leaks([(f"{task.name}.ipynb", copy.encode("utf-8"))], notebook, secrets)
    return replace(outcome, failed_copy=None) if found else outcome


def _leaks(files: Iterable[tuple[str, bytes]], notebook: NotebookNode, secrets: Unpublished) -> list[Leak]:
    passages = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return list(dict.fromkeys(leaks(files, secrets.beside(passages))))
