"""What a run says before it starts and when it has ended: why each notebook runs, what failed, what was left."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from evalkit.cli.say import tell
from evalkit.edition.catalogues import CATALOGUES, take_languages
from evalkit.edition.needs import languages_in
from evalkit.errors import Fault
from evalkit.files.unseen import shown as legible
from evalkit.wording import LANGUAGES, Language, chain, fallen_back, manner, text, texts_for_readers

if TYPE_CHECKING:
    from evalkit.edition import Workspace
    from evalkit.runner.changes import Reason
    from evalkit.runner.plan import Plan
    from evalkit.runner.run import Report
    from evalkit.runner.task import Task

# So many reasons are named for one notebook.
_REASONS = 4
# So many texts that fall back to another language.
_FALLBACKS = 4
# So many characters of what it wrote to standard error.
_LONGEST = 800


def name(task: Task) -> str:
    """Name a task in one line."""
    return " ".join(task.key)


def explanation(plan: Plan, say: Language) -> Iterator[str]:
    """Yield one line for every task, in the order in which they would run, and a last one that counts them."""
    due = {task.key: task for task in plan.tasks}
    for key in plan.made_from:
        if key in due:
            yield text(say, "run-due", name=" ".join(key), why=_why(plan.reasons[key], say))
        else:
            yield text(say, "run-current", name=" ".join(key))
    for task, need in plan.nothing:
        yield text(say, "run-nothing-one", name=name(task), why=text(say, f"need-{need}"))
    yield text(say, "run-explained", due=len(plan.tasks), current=len(plan.current))


def nothing_said(pairs: Iterable[tuple[str, str]], say: Language) -> str:
    """Return which notebooks make no page and why, those of one reason together, from names and needs."""
    names: dict[str, list[str]] = {}
    for notebook, need in dict.fromkeys(pairs):
        names.setdefault(need, []).append(notebook)
    found = [
        text(say, "run-nothing-of", names=", ".join(of), why=text(say, f"need-{need}")) for need, of in names.items()
    ]
    return manner(say).clause.join(found)


def fallbacks(workspace: Workspace, languages: Sequence[Language], say: Language) -> Iterator[str]:
    """Say of each language of a programme that the library has not which texts are said in another, and in which."""
    take_languages(languages, workspace.root)
    for language in languages:
        if language in LANGUAGES:
            continue
        texts, of = fallen_back(language), len(texts_for_readers())
        notebooks = {path.stem: languages_in(path) for path in sorted(workspace.notebooks.glob("*.ipynb"))}
        pages = [stem for stem, there in notebooks.items() if there and language not in there]
        for kind, names in (("texts", texts), ("notebooks", pages)):
            if names:
                listed = manner(say).item.join(names[:_FALLBACKS]) + (" …" if len(names) > _FALLBACKS else "")
                facts = {"language": language, "other": chain(language)[-1], "count": len(names), "list": listed}
                yield text(say, f"cli-fallback-{kind}", folder=f"{CATALOGUES}/{language}", of=of, **facts)


def _why(reasons: Sequence[Reason], say: Language) -> str:
    named = reasons[:_REASONS] if len(reasons) > _REASONS + 1 else reasons
    found = [text(say, f"run-because-{r.kind}", name=r.name, before=r.before, after=r.after) for r in named]
    if len(named) < len(reasons):
        found.append(text(say, "run-because-more", count=len(reasons) - len(named)))
    return manner(say).clause.join(found)


def closing(plan: Plan, report: Report, seconds: float, say: Language) -> None:
    """Print how a run ended: what went wrong or was left to standard error, what was done to standard output."""
    for task, warning in report.warnings:
        tell(text(say, "cli-warning", name=name(task), warning=_short(warning)), err=True)
    for line in _texts_waiting(plan, say) if plan.records else ():
        tell(line, err=True)
    if plan.left_out:
        tell(text(say, "run-left-out", names=", ".join(plan.left_out)), err=True)
    if report.failures:
        _failures(plan, report, say)
    for edition, why in sorted(report.package_failures.items()):
        tell(text(say, "run-package-failed", edition=edition, why=why), err=True)
    if report.index_failure:
        tell(text(say, "run-index-failed", why=report.index_failure), err=True)
    if report.obsolete:
        count = len(report.obsolete)
        tell(text(say, "run-pruned") if report.pruned else text(say, "run-obsolete", count=count), err=True)
        for page in report.obsolete:
            tell(f"  {os.path.relpath(page.folder / page.shown)}", err=True)
    if plan.nothing:
        said = nothing_said(((task.name, need) for task, need in plan.nothing), say)
        tell(text(say, "run-nothing", count=len(plan.nothing), list=said))
    index = os.path.relpath(plan.workspace.reports / "index.html")
    if not plan.tasks and not report.current and plan.nothing:
        return
    if not plan.tasks:
        tell(text(say, "run-unchanged", count=report.current, index=index))
        return
    tell(text(say, "cli-done", count=len(report.pages), seconds=f"{seconds:.0f}", index=index))
    if report.current:
        tell(text(say, "run-kept", count=report.current))


def _texts_waiting(plan: Plan, say: Language) -> Iterator[str]:
    """Say which paragraphs of the office's own the pages go without."""
    from evalkit.audit.texts import texts_waiting  # pandas comes with it; a run without work does without
    from evalkit.scoring import Evaluation

    for (programme, edition), record in plan.records.items():
        for note in texts_waiting(Evaluation(record, record.rules)):
            fault = note.variables["fault"]
            said = fault.describe(say) if isinstance(fault, Fault) else ""
            yield f"{programme}/{edition}: " + text(say, f"note-{note.kind}", fault=said)


def _short(warning: str) -> str:
    """Return what a notebook wrote to standard error: each line once, and not more than anybody reads."""
    lines = "\n".join(dict.fromkeys(warning.splitlines()))
    return lines if len(lines) <= _LONGEST else lines[:_LONGEST] + "…"


def _failures(plan: Plan, report: Report, say: Language) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    failures = sorted(report.failures, key=lambda outcome: outcome.task.key)
    columns = ["notebook", "edition", "language", "where", "why", "copy"]
    if not any(failed.heading for failed in failures):
        columns.remove("where")
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(text(say, f"run-failed-head-{column}"), overflow="fold")
    for failed in failures:
        copy = report.copies.get(failed.task.key)
        cells = {
            "notebook": failed.task.name,
            "edition": f"{failed.task.programme} {failed.task.edition}",
            "language": failed.task.language,
            "where": failed.heading,
            "why": failed.failure.removeprefix(f"{failed.heading}: "),
            "copy": text(say, "run-no-copy") if copy is None else os.path.relpath(copy),
        }
        # Text, for a message in square brackets is no mark-up.
        table.add_row(*(Text(legible(cells[column])) for column in columns))
    terminal = sys.stderr.isatty()
    # Where nobody sees it at once, in a file or a log, each failure stands on one line and can be searched for.
    console = Console(stderr=True, width=None if terminal else 10_000, highlight=False)
    console.print(table)
