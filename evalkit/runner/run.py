"""A run: execute a plan in parallel, publish what succeeded as soon as it has, and write the index."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.runner.manifest import MADE_FROM, MANIFEST, OUTPUTS
from evalkit.runner.packages import Ahead, Package, publish_package
from evalkit.runner.parameters import light_cells
from evalkit.runner.plan import Plan
from evalkit.runner.publish import failed_copy, keep_failed_copy, publish, remove_failed_copy
from evalkit.runner.staging import Staging, clear_dead, leftovers, locked
from evalkit.runner.state import INDEX, Obsolete, State, prune
from evalkit.runner.sums import keep_sums
from evalkit.runner.task import Key, Outcome, Task
from evalkit.wording import Language

#: Whatever executes tasks, so many at a time, and yields the outcome of each as it ends.
Source = Callable[[Sequence[Task], int], Generator[Outcome, None, None]]


@dataclass
class Report:
    """What a run did.

    Attributes
    ----------
    pages
        Paths of the pages that were written.
    current
        How many pages were left alone because nothing had changed.
    failures
        The tasks that failed; their earlier pages are untouched.
    copies
        Where the copies of failed notebooks are, by the key of their task.
    warnings
        What notebooks wrote to standard error.
    obsolete
        Pages that no notebook or no edition makes any more.
    pruned
        Whether these were removed.
    packages
        The folders of the data packages that were written.
    package_failures
        By the name of an edition, why its data package could not be written; the earlier one is untouched.
    index_failure
        Why the index could not be written; empty where it was, or did not need to be.
    """

    pages: list[Path] = field(default_factory=list)
    current: int = 0
    failures: list[Outcome] = field(default_factory=list)
    copies: dict[Key, Path] = field(default_factory=dict)
    warnings: list[tuple[Task, str]] = field(default_factory=list)
    obsolete: tuple[Obsolete, ...] = ()
    pruned: bool = False
    packages: list[Path] = field(default_factory=list)
    package_failures: dict[str, str] = field(default_factory=dict)
    index_failure: str = ""


def run(
    plan: Plan,
    jobs: int = 1,
    progress: Callable[[Outcome], None] = lambda _: None,
    *,
    source: Source | None = None,
    prune_obsolete: bool = False,
    say: Language = "en",
) -> Report:
    """Execute a plan and publish every page that succeeded, as soon as it has.

    Parameters
    ----------
    plan
        From :func:`plan`.
    jobs
        How many notebooks run at a time, ≥ 1.
    progress
        Called with each outcome.
    source
        What executes the tasks; processes on this machine by default.
    prune_obsolete
        Remove the pages that no notebook or no edition makes any more.
    say
        The language of messages about what could not be written.

    Returns
    -------
    What was written and what failed. A failed notebook leaves its earlier page whole and does not stop the others.
    Nothing is written where nothing changed.

    Raises
    ------
    EvalkitError
        Nothing can be written to ``reports/`` at all.
    """
    report = Report(current=len(plan.current), obsolete=plan.state.obsolete)
    reports = plan.workspace.reports
    try:
        if plan.tasks or plan.packages:
            records = ((package, plan.records[package.programme, package.edition]) for package in plan.packages)
            with Staging(reports) as staging, closing(Ahead(plan.workspace, records, say)) as ahead:
                outcomes = (source or _on_this_machine())(longest_first(plan.tasks), jobs) if plan.tasks else ()
                # Closed at once whatever happens, so that no process outlives the run.
                with closing(outcomes) if isinstance(outcomes, Generator) else nullcontext():
                    for outcome in outcomes:
                        progress(_settle(plan, outcome, staging, report, say))
                for package in plan.packages:
                    _package(plan, package, ahead, staging, report, say)
        elif leftovers(reports):
            with locked(reports) as held:
                if held:
                    clear_dead(reports)
    finally:
        # After Ctrl-C as well: the pages that were finished are in the index.
        _finish(plan, report, prune_obsolete, say)
    report.pages.sort()
    return report


def _package(plan: Plan, package: Package, ahead: Ahead, staging: Staging, report: Report, say: Language) -> None:
    """Publish a data package; what is wrong with it stops neither the others nor the index."""
    try:
        files = ahead.files(package)
        report.packages.append(publish_package(plan.workspace, plan.inputs, package, files, staging))
    except EvalkitError as error:
        report.package_failures[package.name] = error.describe(say)


def longest_first(tasks: Sequence[Task]) -> list[Task]:
    """Return tasks in an order in which no core is idle while the last one runs alone.

    How long a notebook takes is told well by how many code cells it has; of one notebook, the edition with more data
    takes longer.
    """
    cells = {path: sum(cell.kind == "code" for cell in light_cells(path)) for path in {t.notebook for t in tasks}}
    data = {folder: sum(map(_size, store.below(folder))) for folder in {task.edition_folder for task in tasks}}
    return sorted(tasks, key=lambda task: (cells[task.notebook], data[task.edition_folder]), reverse=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _settle(plan: Plan, outcome: Outcome, staging: Staging, report: Report, say: Language) -> Outcome:
    """Publish a page or keep a failed copy; return the outcome as it came out."""
    if outcome.page is not None:
        try:
            report.pages.append(publish(plan, outcome, staging))
            report.warnings += [(outcome.task, warning) for warning in outcome.warnings]
            return outcome
        except EvalkitError as error:
            outcome = replace(outcome, page=None, failure=error.describe(say))
    report.failures.append(outcome)
    copy = keep_failed_copy(plan, outcome)
    if copy is not None:
        report.copies[outcome.task.key] = copy
    return outcome


def _finish(plan: Plan, report: Report, prune_obsolete: bool, say: Language) -> None:
    """Remove what is to be removed, and write the index where it does not tell of what is there."""
    reports = plan.workspace.reports
    outdated = [task for task in plan.current if failed_copy(plan, task).exists()]
    try:
        if outdated or (prune_obsolete and report.obsolete):
            with locked(reports):
                for task in outdated:
                    remove_failed_copy(plan, task)
                if prune_obsolete:
                    # Looked at anew under the lock: another run may have made one of them since.
                    still = _state(plan).obsolete
                    report.obsolete = tuple(page for page in report.obsolete if page in still)
                    prune(reports, report.obsolete)
                    report.pruned = True
        if reports.is_dir() and _state(plan).index_reasons():
            with locked(reports):
                _write_index(plan)
        if reports.is_dir():
            keep_sums(lambda: _state(plan))
    except EvalkitError as error:
        report.index_failure = error.describe(say)


def _write_index(plan: Plan) -> None:
    """Write the index and enter it into the manifest of reports/; the lock must be held."""
    from evalkit.report.index import write_index

    # Looked at anew under the lock: another run may have added pages.
    state = _state(plan)
    made_from = plan.inputs.of_index(state.index_inputs)
    write_index(plan.workspace)
    reports = plan.workspace.reports
    entry = {MADE_FROM: made_from, OUTPUTS: {p.name: store.sha256(p) for p in sorted(reports.glob(INDEX))}}
    store.write_json(reports / MANIFEST, {"index": entry})


def _state(plan: Plan) -> State:
    plan.inputs.look_again()
    return State(plan.workspace, plan.inputs)


def _on_this_machine() -> Source:
    # Imported late: a run with nothing to do is over before the libraries that execute notebooks would be there.
    from evalkit.runner.pool import outcomes

    return outcomes
