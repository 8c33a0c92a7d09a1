"""What is published, version after version: ``evalkit release`` and ``evalkit correction-notice``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from evalkit.cli.review import BY, WHY, record_of
from evalkit.cli.say import say_in, tell
from evalkit.edition import find_workspace
from evalkit.wording import text


@click.command()
@click.argument("programme")
@click.argument("edition")
@BY
@WHY
@click.pass_obj
def release(root: str | None, programme: str, edition: str, by: str | None, why: str | None) -> None:
    """Register EDITION of PROGRAMME, as it is on file, as the version that is published, in versions.csv.

    A correction after that makes the next version, with a notice of what changed (correction-notice).
    """
    from evalkit.review.history import Told
    from evalkit.review.versions import release as register

    record = record_of(root, programme, edition)
    version = register(record, Told(by, why))
    tell(text(say_in(), "cli-released", edition=record.name, version=str(version.number), date=str(version.date)))


@click.command("correction-notice")
@click.argument("programme")
@click.argument("edition")
@click.option(
    "--since",
    metavar="VERSION|DATE",
    help="What was published: a version, by default the latest; a day, where none is registered.",
)
@click.option("--earlier", metavar="FOLDER", help="Reports with its pages, where those of the workspace are newer.")
@BY
@WHY
@click.pass_obj
def correction_notice(
    root: str | None,
    programme: str,
    edition: str,
    since: str | None,
    earlier: str | None,
    by: str | None,
    why: str | None,
) -> None:
    """Make the next version of EDITION of PROGRAMME: a notice of every published value that is another now.

    The reports of the version before are kept in reports/PROGRAMME/EDITION/versions/ and say that they are superseded;
    `evalkit run` makes those of the new one. Nothing is written where nothing that is published changed.
    """
    from evalkit.review.history import Told
    from evalkit.runner.versions import publish_correction

    say = say_in()
    done = publish_correction(
        find_workspace(root),
        programme,
        edition,
        since,
        earlier=None if earlier is None else Path(earlier),
        told=Told(by, why),
        say=say,
    )
    old, new = str(done.earlier.number), str(done.later.number)
    if done.folder is None:
        tell(text(say, "cli-nothing-corrected", version=old))
        return
    tell(text(say, "cli-corrected-version", count=len(done.changes), old=old, new=new))
    tell(text(say, "cli-correction-notice", folder=os.path.relpath(done.folder), programme=programme, edition=edition))
