"""The group of all commands, and those that check, run and audit."""

from __future__ import annotations

import ast
import atexit
import gc
import json
import os
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from evalkit import __version__
from evalkit.cli import streams
from evalkit.cli.appeal import appeal
from evalkit.cli.design import anchors, design
from evalkit.cli.docs import docs
from evalkit.cli.freeze import freeze
from evalkit.cli.lab import lab
from evalkit.cli.label import label
from evalkit.cli.letters import letters
from evalkit.cli.new import new, new_edition
from evalkit.cli.people import fill, join, recuse, resign
from evalkit.cli.register import register
from evalkit.cli.review import as_of, assign, correct, demo, docket, minutes, sheets, trail
from evalkit.cli.say import say_in, tell
from evalkit.cli.texts import texts
from evalkit.cli.units import rename, withdraw
from evalkit.cli.versions import correction_notice, release
from evalkit.cli.watch import watch
from evalkit.cli.what_if import drop, what_if
from evalkit.edition import Workspace, find_workspace
from evalkit.errors import EvalkitError, Fault, ParameterError, RunError
from evalkit.rules.audience import audience_of
from evalkit.wording import text

if TYPE_CHECKING:
    from evalkit.edition.record import EditionRecord
    from evalkit.runner.task import Outcome, Task

# Each of them is two processes, and one for its notebook.
_MOST_JOBS = 256


class _Commands(click.Group):
    """Ends with the message and the exit code of whatever a user can mend, and without a traceback."""

    def main(self, *args: Any, **settings: Any) -> Any:
        streams.settle()
        try:
            return super().main(*args, **settings)
        finally:
            if lost := streams.lost():
                tell(text(say_in(), "cli-output-lost", why=lost.strerror or str(lost)), err=True)
                if isinstance(end := sys.exception(), SystemExit) and not end.code:
                    end.code = 1

    def invoke(self, ctx: click.Context) -> Any:
        # The interpreter takes everything apart on its way out; collecting what pandas consists of takes longest.
        atexit.unregister(gc.freeze)
        atexit.register(gc.freeze)
        try:
            return super().invoke(ctx)
        except EvalkitError as error:
            tell(error.describe(say_in()), err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            why = error.strerror or str(error)
            tell(text(say_in(), "cli-system", file=os.fsdecode(error.filename or "–"), why=why), err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            tell(text(say_in(), "cli-interrupted"), err=True)
            ctx.exit(130)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="evalkit")
@click.option("--root", metavar="FOLDER", help="The folder that holds data/, notebooks/ and reports/.")
@click.pass_context
def main(ctx: click.Context, root: str | None) -> None:
    """Turn the marks of a panel into a report that holds."""
    ctx.obj = root


@main.command()
@click.argument("programme", required=False)
@click.argument("editions", nargs=-1)
@click.option(
    "--notebook",
    "notebooks",
    multiple=True,
    metavar="NAME",
    help="Only this notebook (name or number); may be repeated.",
)
@click.option(
    "--language",
    default="all",
    show_default=True,
    metavar="LANGUAGE|all",
    help="Language of the reports, one of the programme's, such as en.",
)
@click.option(
    "--audience",
    default="public",
    show_default=True,
    metavar="public|internal",
    help="For whom: internal pages show withheld scores and reviewers' names, and go into reports-internal/.",
)
@click.option("--jobs", type=int, metavar="N", help="Notebooks at a time; by default one a core.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Run on the Dask cluster of this scheduler, tcp://host:port.",
)
@click.option(
    "-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="A further parameter of the notebooks."
)
@click.option("--force", is_flag=True, help="Run every notebook, whether anything changed or not.")
@click.option("--explain", is_flag=True, help="Say for each notebook why it would run or not, and run nothing.")
@click.option("--prune", is_flag=True, help="Remove pages whose notebook or edition is no longer there.")
@click.option(
    "--cell-timeout",
    type=click.IntRange(1),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="Time for one cell.",
)
@click.option("--warm/--no-warm", default=True, help="Fork processes from one that has everything loaded.")
@click.option(
    "--engine",
    type=click.Choice(["evalkit", "kernel"]),
    default="evalkit",
    show_default=True,
    help="What runs the cells; kernel: papermill's own engine, slower, the same pages.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong, and where the reports are.")
@click.option("--no-office", is_flag=True, help="No XLSX, Word and PDF files beside the pages.")
@click.pass_obj
def run(
    root: str | None,
    programme: str | None,
    editions: tuple[str, ...],
    notebooks: tuple[str, ...],
    language: str,
    audience: str,
    jobs: int | None,
    scheduler: str | None,
    given: tuple[str, ...],
    force: bool,
    explain: bool,
    prune: bool,
    cell_timeout: int,
    warm: bool,
    engine: Literal["evalkit", "kernel"],
    quiet: bool,
    no_office: bool,
) -> None:
    """Run the notebooks of EDITIONS of PROGRAMME (all by default) and write reports/.

    A notebook runs only where something that its page is made from has changed. Ends with 1 where something failed.
    """
    from evalkit.cli.closing import closing, explanation
    from evalkit.runner.plan import plan as make_plan
    from evalkit.runner.progress import Display
    from evalkit.runner.run import run as execute_plan
    from evalkit.runner.task import Settings

    say = say_in()
    started = time.monotonic()
    if jobs is not None and not 1 <= jobs <= _MOST_JOBS:
        raise ParameterError("jobs", value=str(jobs), most=_MOST_JOBS)
    if jobs and scheduler:
        raise ParameterError("scheduler-and-jobs")
    workspace = find_workspace(root)
    reader = audience_of(audience)
    settings = Settings(warm=warm, engine=engine, cell_timeout=cell_timeout, say=say)
    with ExitStack() as stack:

        def load() -> None:
            if warm and scheduler is None:
                from evalkit.runner import processes

                processes.load()

        plan = make_plan(
            workspace,
            programme,
            editions,
            notebooks=notebooks,
            languages=() if language == "all" else (language,),
            given=_parameters(given),
            force=force,
            only_explain=explain,
            audience=reader,
            office=not no_office,
            before_check=load,
        )
        if explain:
            for line in explanation(plan, say):
                tell(line)
            return
        if plan.tasks and not quiet:
            for missing in plan.missing:
                tell(text(say, f"office-without-{missing}"))
        client = None
        if scheduler and plan.tasks:
            from evalkit.runner.cluster import connect

            # Before anything is written: a cluster that cannot be used ends the run.
            client = connect(scheduler)
            stack.callback(client.close)  # does nothing where it is closed already
        elif plan.tasks:
            from evalkit.runner import processes

            # Before anything draws on the terminal: a thread does that, which a fork would leave in the middle of it.
            processes.begin(warm)
        display = stack.enter_context(Display(len(plan.tasks), say, quiet=quiet))

        def source(tasks: Sequence[Task], jobs: int) -> Generator[Outcome, None, None]:
            # Only now: a run without work is over before any of it would be loaded.
            if client is not None:
                from evalkit.runner.cluster import run_on

                return run_on(client, tasks, settings, display.watch)
            from evalkit.runner import pool

            return pool.outcomes(tasks, jobs, settings, watch=display.watch, note=display.note)

        report = execute_plan(plan, jobs or _cores(), display.finished, source=source, prune_obsolete=prune, say=say)
    closing(plan, report, time.monotonic() - started, say)
    if report.failures:
        raise RunError("run-failed", count=len(report.failures))
    if report.package_failures:
        raise RunError("package-failed", count=len(report.package_failures))
    if report.index_failure:
        raise RunError("index-failed")


@main.command()
@click.argument("programme", required=False)
@click.argument("editions", nargs=-1)
@click.pass_obj
def check(root: str | None, programme: str | None, editions: tuple[str, ...]) -> None:
    """Check EDITIONS of PROGRAMME (all by default): every fault with its file, row and column."""
    from evalkit.audit.texts import notes_of, number_faults_of
    from evalkit.cli.closing import fallbacks, nothing_said
    from evalkit.edition.checking import check_editions, choose_editions
    from evalkit.edition.needs import Supply, needs_of
    from evalkit.edition.sections import refuse_unknown
    from evalkit.edition.texts import lacking
    from evalkit.review.state import decision_notes
    from evalkit.scoring import Evaluation
    from evalkit.scoring.waiting import waiting_notes

    say = say_in()
    workspace = find_workspace(root)
    spoken: set[str] = set()
    supply, needs = Supply(workspace), {path: needs_of(path) for path in sorted(workspace.notebooks.glob("*.ipynb"))}
    pairs = choose_editions(workspace, programme, editions)
    records = check_editions(workspace, pairs, also=number_faults_of)
    refuse_unknown(workspace, list(dict(pairs)), list(needs))
    _refuse_events(workspace, records)
    for (name, edition), record in records.items():
        facts = {"units": len(record.roster), "all": "yes" if len(record.roster) == len(record.units) else "no"}
        tell(text(say, "cli-checked", edition=f"{name}/{edition}", **facts, taking=len(record.units)))
        rules = record.rules
        waiting = waiting_notes(Evaluation(record, rules)) if rules.votes or rules.drawn else ()
        decided = decision_notes(record.reviewed()) if record.review is not None else ()
        languages = record.programme.languages
        for note in (*record.notes, *waiting, *decided, *notes_of(record), *lacking(record.texts, languages)):
            facts = {k: v.describe(say) if isinstance(v, Fault) else v for k, v in note.variables.items()}
            tell("  " + text(say, f"note-{note.kind}", file=note.file, value=note.value, **facts))
        found = [(path.stem, need) for path, of in needs.items() if (need := supply.lacking(name, edition, of))]
        if found:
            tell("  " + text(say, "run-nothing", count=len(found), list=nothing_said(found, say)))
        if name not in spoken:
            spoken.add(name)
            for line in fallbacks(workspace, record.programme.languages, say):
                tell("  " + line)


@main.command()
@click.argument("programme", required=False)
@click.argument("editions", nargs=-1)
@click.option("--text", "file", metavar="FILE", help="Check the numbers in this text instead (docs/claims.md).")
@click.pass_obj
def audit(root: str | None, programme: str | None, editions: tuple[str, ...], file: str | None) -> None:
    """Recompute the printed numbers of EDITIONS of PROGRAMME (all by default).

    Ends with 1 where a verdict is not the one that the ledger expects.
    """
    from evalkit.audit import audit as audit_ledger
    from evalkit.audit import audit_text
    from evalkit.audit.summary import summary
    from evalkit.edition.checking import check_editions, choose_editions
    from evalkit.scoring import Evaluation

    workspace = find_workspace(root)
    chosen = choose_editions(workspace, programme, editions)
    if file is not None and len(chosen) != 1:
        raise EvalkitError("text-needs-edition")
    records = check_editions(workspace, chosen).values()
    evaluations = [Evaluation(record, record.rules) for record in records]
    audits = [audit_ledger(ev) if file is None else audit_text(ev, Path(file), file) for ev in evaluations]
    for done in audits:
        tell("\n".join(summary(done, say_in(), file)))
    if any(len(done.unexpected) for done in audits):
        click.get_current_context().exit(1)


@main.command()
@click.argument("folder", required=False)
@click.pass_obj
def verify(root: str | None, folder: str | None) -> None:
    """Check published reports in FOLDER (reports/ by default): hashes of all files, and every number anew.

    The same as verify.py, which lies there. Ends with 1 where something does not hold, with 2 where nothing can be
    checked.
    """
    from evalkit.package.verify import main as check_reports

    place = folder or os.fspath(find_workspace(root).reports)
    click.get_current_context().exit(check_reports([place], say_in()))


@main.command()
@click.argument("number")
@click.argument("page", type=click.Path())
def trace(number: str, page: str) -> None:
    """Say where NUMBER, as PAGE prints it, comes from: message or table, cell of the notebook, row of the data."""
    from evalkit.package.trace import trace as trace_number

    say = say_in()
    found = trace_number(number, Path(page))
    for place in found:
        tell(text(say, f"trace-{place.kind}", anchor=place.anchor or "none", shown=place.shown))
        tell("  " + text(say, "trace-source", source=place.source, cell=place.cell))
        if len(place.rows) + place.more > 1 and place.kind != "table":
            tell("  " + text(say, "trace-rows", count=len(place.rows) + place.more))
        for row in place.rows:
            told = text(say, "trace-row", file=row.file, row=str(row.row), column=row.column, means=row.means)
            tell(f"  {told}")
        if place.more:
            tell("  " + text(say, "trace-more", count=place.more))
    if not found:
        error = EvalkitError("number-not-there", number=number, file=page)
        error.exit_code = 1
        raise error


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="As a JSON array of {programme, edition}.")
@click.pass_obj
def list_(root: str | None, as_json: bool) -> None:
    """List the programmes and editions on file."""
    workspace = find_workspace(root)
    pairs = _pairs(workspace)
    if as_json:
        tell(json.dumps([{"programme": p, "edition": e} for p, e in pairs]))
        return
    for programme, edition in pairs:
        tell(f"{programme} {edition}")


def _refuse_events(workspace: Workspace, records: Mapping[tuple[str, str], EditionRecord]) -> None:
    """Refuse events in ``labels.csv`` of a programme that do not go with what is in force; EditionError with all."""
    from evalkit.scoring.register import Ledger
    from evalkit.scoring.series import load_series

    for programme in dict.fromkeys(name for (name, _), record in records.items() if record.label_events is not None):
        Ledger(load_series(programme, root=workspace.root)).refuse_faulty()


def _pairs(workspace: Workspace) -> list[tuple[str, str]]:
    return [(p, e) for p in workspace.programmes() for e in workspace.editions(p)]


def _cores() -> int:
    """Return the number of cores that this process may use, which a container or a batch system may restrict."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _parameters(given: Sequence[str]) -> dict[str, object]:
    """Read NAME=VALUE; a value that is a Python literal is taken as such, anything else as text."""
    values: dict[str, object] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name.isidentifier():
            raise ParameterError("parameter-form", value=item)
        try:
            values[name] = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            values[name] = value
    return values


main.add_command(lab)
main.add_command(watch)
main.add_command(design)
main.add_command(anchors)
main.add_command(assign)
main.add_command(resign)
main.add_command(recuse)
main.add_command(join)
main.add_command(fill)
main.add_command(sheets)
main.add_command(docket)
main.add_command(minutes)
main.add_command(trail)
main.add_command(correct)
main.add_command(as_of)
main.add_command(withdraw)
main.add_command(rename)
main.add_command(what_if)
main.add_command(drop)
main.add_command(release)
main.add_command(appeal)
main.add_command(correction_notice)
main.add_command(demo)
main.add_command(docs)
main.add_command(texts)
main.add_command(letters)
main.add_command(freeze)
main.add_command(register)
main.add_command(label)
main.add_command(new)
main.add_command(new_edition)
