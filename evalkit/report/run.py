"""A run: plan every notebook of every edition, check all of it first, execute in parallel, publish what succeeded."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from evalkit.edition import EditionRecord, Workspace, store
from evalkit.edition.checking import check_editions, choose_editions
from evalkit.errors import EvalkitError, UnknownName
from evalkit.report import parameters as params
from evalkit.report.execute import Outcome, Task, execute
from evalkit.report.index import write_index
from evalkit.wording import LANGUAGES, Language

_PACKAGES = ("matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy", "seaborn")
# Excel takes CSV for the system's own encoding unless it begins with this mark.
_CSV_MARK = "\ufeff"


@dataclass(frozen=True)
class Plan:
    """What a run will do: its tasks, and the editions that they are about."""

    workspace: Workspace
    tasks: tuple[Task, ...]
    records: Mapping[tuple[str, str], EditionRecord]


@dataclass
class Report:
    """What a run did.

    Attributes
    ----------
    pages
        Paths of the pages that were written.
    failures
        The tasks that failed; their earlier pages are untouched.
    warnings
        What notebooks wrote to standard error.
    """

    pages: list[Path] = field(default_factory=list)
    failures: list[Outcome] = field(default_factory=list)
    warnings: list[tuple[Task, str]] = field(default_factory=list)


def choose_notebooks(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """Return the notebooks that were asked for, by name or number; all of them where none was.

    Raises
    ------
    UnknownName
        One of them does not exist.
    EvalkitError
        There are no notebooks.
    """
    known = {path.stem: path for path in sorted(workspace.notebooks.glob("*.ipynb"))}
    if not known:
        raise EvalkitError("no-notebooks", folder=str(workspace.notebooks))
    short = {stem.split("-")[0]: path for stem, path in known.items() if stem.split("-")[0].isdigit()}
    chosen = []
    for name in names or known:
        path = known.get(name.removesuffix(".ipynb")) or short.get(name)
        if path is None:
            raise UnknownName("notebook", name, tuple(known))
        chosen.append(path)
    return list(dict.fromkeys(chosen))


def plan(
    workspace: Workspace,
    programme: str | None = None,
    editions: Sequence[str] = (),
    *,
    notebooks: Sequence[str] = (),
    languages: Sequence[Language] = LANGUAGES,
    given: Mapping[str, object] | None = None,
) -> Plan:
    """Check everything a run needs, before anything runs or is written.

    Parameters
    ----------
    workspace
        Where data, notebooks and reports are.
    programme, editions
        What to report on; everything by default.
    notebooks
        Names or numbers of notebooks; all by default.
    languages
        ``"zh"``, ``"en"`` or both.
    given
        Further parameters of the notebooks.

    Raises
    ------
    EvalkitError
        Something is unknown, a notebook does not take its parameters, or an edition is faulty.
    """
    from evalkit import __version__

    pairs = choose_editions(workspace, programme, editions)
    paths = choose_notebooks(workspace, notebooks)
    declared = {path: params.declared(params.read_notebook(path), path.stem) for path in paths}
    tasks = []
    for name, edition in pairs:
        for language in languages:
            own = {"programme": name, "edition": edition, "language": language}
            for path in paths:
                values = {k: v for k, v in own.items() if k in declared[path]} | dict(given or {})
                params.check(path.stem, declared[path], values)
                arguments = tuple(values.items())
                tasks.append(Task(workspace.root, name, edition, language, path, arguments, __version__))  # type: ignore[arg-type]
    return Plan(workspace, tuple(tasks), check_editions(workspace, pairs))


def run(plan: Plan, jobs: int = 1, progress: Callable[[Outcome], None] = lambda _: None) -> Report:
    """Execute a plan and publish every page that succeeded, as soon as it has.

    Parameters
    ----------
    plan
        From :func:`plan`.
    jobs
        How many notebooks run at a time, ≥ 1.
    progress
        Called with each outcome.

    Returns
    -------
    What was written and what failed. A failed notebook leaves its earlier page whole and does not stop the others.
    """
    report = Report()
    for outcome in _outcomes(plan.tasks, jobs):
        if outcome.page is None:
            report.failures.append(outcome)
        else:
            report.pages.append(_publish(plan, outcome))
            report.warnings += [(outcome.task, warning) for warning in outcome.warnings]
        progress(outcome)
    write_index(plan.workspace)
    report.pages.sort()
    return report


def _outcomes(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    # Fresh interpreters, not forks: a fork of a process with threads may hang.
    with ProcessPoolExecutor(max_workers=min(jobs, len(tasks)) or 1, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(execute, task): task for task in tasks}
        try:
            for future in as_completed(futures):
                try:
                    yield future.result()
                except EvalkitError as error:
                    yield Outcome(futures[future], None, str(error))
                except Exception as error:
                    yield Outcome(futures[future], None, f"{type(error).__name__}: {error}")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _publish(plan: Plan, outcome: Outcome) -> Path:
    """Write a page with its tables, and enter both into the manifest of its folder."""
    task, page = outcome.task, outcome.page
    if page is None:
        raise AssertionError("only a task that succeeded is published")
    folder = plan.workspace.reports / task.programme / task.edition / task.language
    outputs = {
        f"tables/{task.name}.{name}.csv": store.write(folder / f"tables/{task.name}.{name}.csv", _CSV_MARK + csv)
        for name, csv in page.tables
    }
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
