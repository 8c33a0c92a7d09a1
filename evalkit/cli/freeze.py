"""``evalkit freeze``: read the source of an edition and keep a copy of what was read."""

from __future__ import annotations

import click

from evalkit.cli.say import say_in, tell
from evalkit.edition import find_workspace
from evalkit.wording import text


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.pass_obj
def freeze(root: str | None, programme: str, edition: str) -> None:
    """Read the source of EDITION of PROGRAMME and put a copy of what was read into frozen/.

    A database, and a file outside the edition's folder, is read by this command only: check and run take the copy.
    """
    # Takes pandas, which no other command of this group needs at the start.
    from evalkit.edition.frozen import freeze as freeze_edition

    for table in freeze_edition(find_workspace(root).edition_folder(programme, edition)):
        state = "unchanged" if table.unchanged else "new"
        tell(text(say_in(), "cli-frozen", file=table.file, count=table.rows, state=state))
