"""``evalkit lab``: the notebooks of one edition in JupyterLab, ready to run."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import click

from evalkit.cli.say import chosen, language_of, say_in, tell
from evalkit.edition import ROOT_VARIABLE, find_workspace
from evalkit.errors import EvalkitError
from evalkit.wording import text


@click.command()
@click.argument("programme", required=False)
@click.argument("edition", required=False)
@click.option(
    "--language",
    default="",
    metavar="LANGUAGE",
    help="Of the notebooks; by default yours if the programme has it.",
)
@click.option("--fresh", is_flag=True, help="Write copies anew that are there already, and may have been worked on.")
@click.option("--no-open", is_flag=True, help="Write the copies and do not start JupyterLab.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def lab(
    root: str | None,
    programme: str | None,
    edition: str | None,
    language: str,
    fresh: bool,
    no_open: bool,
    arguments: tuple[str, ...],
) -> None:
    """Open copies of the notebooks for EDITION of PROGRAMME in JupyterLab; further ARGUMENTS after -- go to it.

    By default the first programme on file, and its latest edition.
    """
    from evalkit.runner.lab import copies

    say = say_in()
    workspace = find_workspace(root)
    name, latest = chosen(workspace, programme, edition)
    folder, written = copies(
        workspace,
        name,
        latest,
        language_of(language or None, say, workspace.languages(name)),
        fresh=fresh,
    )
    shown = os.path.relpath(folder)
    tell(text(say, "cli-lab", folder=shown, count=len(written)))
    if no_open:
        return
    if importlib.util.find_spec("jupyterlab") is None:
        raise EvalkitError("no-jupyterlab")
    command = [sys.executable, "-m", "jupyterlab", str(folder), *arguments]
    # A layout of its own: what was open in another JupyterLab is none of this edition.
    layout = {"JUPYTERLAB_WORKSPACES_DIR": str(folder / ".layout")}
    environment = {**layout, **os.environ, ROOT_VARIABLE: str(workspace.root)}
    done = subprocess.run(command, env=environment, check=False)
    click.get_current_context().exit(done.returncode)
