"""The group of all commands, and those that check, run and audit."""

from __future__ import annotations

import ast
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from evalkit import __version__
from evalkit.cli.review import assign, demo, docket, minutes, sheets, trail
from evalkit.cli.say import say_in
from evalkit.edition import Workspace, find_workspace
from evalkit.errors import EvalkitError, ParameterError, UnknownName
from evalkit.wording import LANGUAGES, Language, text


class _Commands(click.Group):
    """Ends with the message and the exit code of whatever a user can mend, and without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EvalkitError as error:
            click.echo(error.describe(say_in()), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(text(say_in(), "cli-interrupted"), err=True)
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
@click.option("--language", default="all", show_default=True, metavar="zh|en|all", help="Language of the reports.")
@click.option("--jobs", type=int, default=0, metavar="N", help="Notebooks at a time; by default one a core.")
@click.option(
    "-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="A further parameter of the notebooks."
)
@click.option("--no-office", is_flag=True, help="No XLSX, Word and PDF files beside the pages.")
@click.pass_obj
def run(
    root: str | None,
    programme: str | None,
    editions: tuple[str, ...],
    notebooks: tuple[str, ...],
    language: str,
    jobs: int,
    given: tuple[str, ...],
    no_office: bool,
) -> None:
    """Run the notebooks of EDITIONS of PROGRAMME (all by default) and write reports/."""
    from evalkit.runner.plan import plan as make_plan
    from evalkit.runner.run import run as execute_plan

    say = say_in()
    started = time.monotonic()
    if jobs < 0:
        raise ParameterError("jobs", value=str(jobs))
    workspace = find_workspace(root)
    plan = make_plan(
        workspace,
        programme,
        editions,
        notebooks=notebooks,
        languages=_languages(language),
        given=_parameters(given),
        office=not no_office,
    )
    for missing in plan.missing:
        click.echo(text(say, f"office-without-{missing}"))
    with _Progress(len(plan.tasks), say) as progress:
        report = execute_plan(plan, jobs or os.cpu_count() or 1, progress)
    for task, warning in report.warnings:
        click.echo(text(say, "cli-warning", name=_name(task), warning=warning), err=True)
    for outcome in report.failures:
        click.echo(text(say, "cli-failed", name=_name(outcome.task), why=outcome.failure), err=True)
    seconds = f"{time.monotonic() - started:.0f}"
    index = os.path.relpath(workspace.reports / "index.html")
    click.echo(text(say, "cli-done", count=len(report.pages), seconds=seconds, index=index))
    if report.failures:
        error = EvalkitError("run-failed", count=len(report.failures))
        error.exit_code = 1
        raise error


@main.command()
@click.argument("programme", required=False)
@click.argument("editions", nargs=-1)
@click.pass_obj
def check(root: str | None, programme: str | None, editions: tuple[str, ...]) -> None:
    """Check EDITIONS of PROGRAMME (all by default): every fault with its file, row and column."""
    from evalkit.edition.checking import check_editions, choose_editions

    say = say_in()
    workspace = find_workspace(root)
    for (name, edition), record in check_editions(workspace, choose_editions(workspace, programme, editions)).items():
        click.echo(text(say, "cli-checked", edition=f"{name}/{edition}", units=len(record.units)))
        for note in record.notes:
            click.echo("  " + text(say, f"note-{note.kind}", file=note.file, value=note.value))


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
    records = check_editions(workspace, choose_editions(workspace, programme, editions)).values()
    if file is not None and len(records) != 1:
        raise EvalkitError("text-needs-edition")
    evaluations = [Evaluation(record, record.rules) for record in records]
    audits = [audit_ledger(ev) if file is None else audit_text(ev, Path(file), file) for ev in evaluations]
    for done in audits:
        click.echo("\n".join(summary(done, say_in(), file)))
    if any(len(done.unexpected) for done in audits):
        click.get_current_context().exit(1)


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="As a JSON array of {programme, edition}.")
@click.pass_obj
def list_(root: str | None, as_json: bool) -> None:
    """List the programmes and editions on file."""
    workspace = find_workspace(root)
    pairs = _pairs(workspace)
    if as_json:
        click.echo(json.dumps([{"programme": p, "edition": e} for p, e in pairs]))
        return
    for programme, edition in pairs:
        click.echo(f"{programme} {edition}")


def _pairs(workspace: Workspace) -> list[tuple[str, str]]:
    return [(p, e) for p in workspace.programmes() for e in workspace.editions(p)]


def _name(task: Any) -> str:
    return f"{task.programme} {task.edition} {task.language} {task.name}"


def _languages(language: str) -> Sequence[Language]:
    if language == "all":
        return LANGUAGES
    if language not in LANGUAGES:
        raise UnknownName("language", language, (*LANGUAGES, "all"))
    return (language,)


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


class _Progress:
    """A bar on a terminal, one plain line a notebook elsewhere."""

    def __init__(self, total: int, say: Language) -> None:
        self.total, self.done, self.say = total, 0, say
        self.bar: Any = (
            click.progressbar(length=total, item_show_func=lambda t: _name(t) if t else "")
            if sys.stderr.isatty()
            else None
        )

    def __enter__(self) -> _Progress:
        if self.bar:
            self.bar.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        if self.bar:
            self.bar.__exit__(*exc)

    def __call__(self, outcome: Any) -> None:
        self.done += 1
        if self.bar:
            self.bar.update(1, outcome.task)
            return
        state = text(self.say, "cli-state-failed" if outcome.page is None else "cli-state-done")
        click.echo(f"[{self.done}/{self.total}] {_name(outcome.task)}: {state}")


main.add_command(assign)
main.add_command(sheets)
main.add_command(docket)
main.add_command(minutes)
main.add_command(trail)
main.add_command(demo)
