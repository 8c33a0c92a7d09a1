"""``evalkit watch``: the page of one notebook, made again on each change."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import click

from evalkit.cli.say import chosen, language_of, say_in, tell
from evalkit.edition import Workspace, find_workspace
from evalkit.errors import EvalkitError, UnknownName
from evalkit.rules.audience import audience_of
from evalkit.wording import Language, text


@click.command()
@click.argument("notebook")
@click.argument("programme", required=False)
@click.argument("edition", required=False)
@click.option(
    "--language",
    default="",
    metavar="LANGUAGE",
    help="Of the page; by default yours if the programme has it.",
)
@click.option("--audience", default="public", show_default=True, metavar="public|internal", help="For whom.")
@click.option("--once", is_flag=True, hidden=True)
@click.pass_obj
def watch(
    root: str | None,
    notebook: str,
    programme: str | None,
    edition: str | None,
    language: str,
    audience: str,
    once: bool,
) -> None:
    """Make the page of NOTEBOOK (name or number) now and whenever notebook, rules or data change; Ctrl-C ends it.

    By default for the first programme on file, and its latest edition.
    """
    from evalkit.runner import processes
    from evalkit.runner.watch import changes

    say = say_in()
    workspace = find_workspace(root)
    name, latest = chosen(workspace, programme, edition)
    spoken = language_of(language or None, say, workspace.languages(name))
    make = partial(_make, workspace, notebook, name, latest, spoken, audience, say)
    processes.load()
    for changed in changes(workspace):
        for path in changed:
            tell(text(say, "watch-changed", file=os.path.relpath(path, workspace.root)))
        try:
            make()
        except EvalkitError as error:
            # A name that was wrong at once stays so.
            if not changed and isinstance(error, UnknownName):
                raise
            tell(error.describe(say), err=True)
        if once:
            return
        tell(text(say, "watch-waiting"))


def _make(
    workspace: Workspace, notebook: str, programme: str, edition: str, language: Language, audience: str, say: Language
) -> None:
    from evalkit.cli.closing import closing
    from evalkit.runner.plan import plan as make_plan
    from evalkit.runner.pool import outcomes
    from evalkit.runner.run import run
    from evalkit.runner.task import Settings

    started = time.monotonic()
    plan = make_plan(
        workspace, programme, [edition], notebooks=[notebook], languages=[language], audience=audience_of(audience),
        office=False,
    )  # fmt: skip
    report = run(plan, source=partial(outcomes, settings=Settings(say=say)), say=say)
    closing(plan, report, time.monotonic() - started, say)
    for page in report.pages:
        tell(text(say, "watch-made", page=Path(page).resolve().as_uri(), seconds=f"{time.monotonic() - started:.1f}"))
