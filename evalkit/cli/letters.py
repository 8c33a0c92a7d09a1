"""``evalkit letters``: one document a unit or a reviewer, and the templates of these."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.say import chosen, language_of, refuse_idle, say_in, tell
from evalkit.edition import find_workspace
from evalkit.errors import EvalkitError
from evalkit.wording import manner, text

if TYPE_CHECKING:
    from evalkit.report.letters.template import Kind

#: More codes than these are not listed one by one.
_MOST = 20


@click.command()
@click.argument("programme")
@click.argument("edition", required=False)
@click.option("--to", "addressees", type=click.Choice(["units", "reviewers"]), help="To whom.")
@click.option("--language", metavar="LANGUAGE", help="Of the letters; by default all of the programme.")
@click.option("--only", multiple=True, metavar="CODE", help="Only to this unit or reviewer; may be repeated.")
@click.option("--out", metavar="FOLDER", help="Where they go; by default into reports-internal/letters/.")
@click.option(
    "--template", is_flag=True, help="Instead, write the templates into data/PROGRAMME/letters/ to be edited."
)
@click.pass_obj
def letters(
    root: str | None,
    programme: str,
    edition: str | None,
    addressees: str | None,
    language: str | None,
    only: tuple[str, ...],
    out: str | None,
    template: bool,
) -> None:
    """Write the letters on EDITION (by default the latest) of PROGRAMME, as Word and PDF, and a list for a mail merge.

    Each is searched for anything of anybody else; where one holds something, none is written (exit code 1).
    """
    from evalkit.runner.letters import write_letters, write_templates

    say = say_in()
    if template:
        asked = {"--to": addressees, "--language": language, "--only": only, "--out": out}
        refuse_idle(asked, "--template", given=True)
    workspace = find_workspace(root)
    name, year = chosen(workspace, programme, edition)
    if template:
        for path in write_templates(workspace, name):
            tell(text(say, "cli-letters-template", file=os.path.relpath(path)))
        return
    if addressees is None:
        raise EvalkitError("letters-to")
    kind: Kind = "unit" if addressees == "units" else "reviewer"
    spoken = () if language is None else (language_of(language, say, workspace.languages(name)),)
    written = write_letters(
        workspace, name, year, kind, languages=spoken, only=only, out=None if out is None else Path(out), say=say
    )
    tell(text(say, "cli-letters", count=written.count, folder=os.path.relpath(written.folder)))
    for message, units in (("cli-letters-none", written.none), ("cli-letters-remarks", tuple(written.left_out))):
        if units:
            listed = manner(say).item.join(units[:_MOST]) + (" …" if len(units) > _MOST else "")
            count = sum(written.left_out.values()) if message == "cli-letters-remarks" else len(units)
            tell(text(say, message, count=count, list=listed))
