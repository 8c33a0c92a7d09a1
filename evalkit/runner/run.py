"""A run: execute a plan in parallel, publish what succeeded as soon as it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evalkit.report.index import write_index
from evalkit.runner.plan import Plan
from evalkit.runner.pool import outcomes
from evalkit.runner.publish import publish
from evalkit.runner.task import Outcome, Task

#: Whatever executes tasks, so many at a time, and yields the outcome of each as it ends.
Source = Callable[[Sequence[Task], int], Iterator[Outcome]]


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


def run(
    plan: Plan,
    jobs: int = 1,
    progress: Callable[[Outcome], None] = lambda _: None,
    *,
    source: Source = outcomes,
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

    Returns
    -------
    What was written and what failed. A failed notebook leaves its earlier page whole and does not stop the others.
    """
    report = Report()
    for outcome in source(plan.tasks, jobs):
        if outcome.page is None:
            report.failures.append(outcome)
        else:
            report.pages.append(publish(plan, outcome))
            report.warnings += [(outcome.task, warning) for warning in outcome.warnings]
        progress(outcome)
    write_index(plan.workspace)
    report.pages.sort()
    return report
