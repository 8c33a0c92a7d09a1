"""``evalkit label``: an event of a label between editions is entered in labels.csv."""

from __future__ import annotations

import datetime as dt

import click

from evalkit.cli.say import say_in, tell
from evalkit.edition import find_workspace
from evalkit.rules.days import day_of
from evalkit.sources.schema import LABEL_EVENTS
from evalkit.wording import text


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.argument("unit")
@click.argument("event", type=click.Choice(LABEL_EVENTS))
@click.option("--label", default="tier", show_default=True, metavar="LABEL", help="Or honour, or an id of [[labels]].")
@click.option("--tier", metavar="TIER", help="That was found, or to which it is lowered; held or none.")
@click.option("--on", "day", metavar="DATE", help="Of the decision; by default today.")
@click.option("--until", metavar="DATE", help="Last day of a suspension.")
@click.option("--applied", metavar="DATE", help="When the new assessment was asked for.")
@click.option("--why", metavar="TEXT", help="Why; the register shows it.")
@click.option("--source", metavar="TEXT", help="Where it is on record.")
@click.pass_obj
def label(root: str | None, programme: str, edition: str, unit: str, event: str, label: str, tier: str | None,
          day: str | None, until: str | None, applied: str | None, why: str | None,
          source: str | None) -> None:  # fmt: skip
    """Add an EVENT to labels.csv of PROGRAMME: what happened to a label that EDITION awarded to UNIT.

    Refused where it does not go with what is in force on its day; rows on file are never changed.
    """
    from evalkit.scoring.label_entry import enter

    workspace = find_workspace(root)
    workspace.edition_folder(programme, edition)
    on = (dt.date.today() if day is None else day_of(day)).isoformat()
    cells = {"date": on, "edition": edition, "unit": unit, "label": label, "event": event, "tier": tier}
    enter(workspace, programme, cells | {"until": until, "applied": applied, "reason": why, "source": source})
    tell(text(say_in(), "cli-label-entered", unit=unit, label=label, event=event, date=on))
