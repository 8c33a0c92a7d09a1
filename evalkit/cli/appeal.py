"""``evalkit appeal``: open an appeal, lay out what is on file of it, decide it."""

from __future__ import annotations

from pathlib import Path

import click

from evalkit.cli.review import BY, WHY, record_of
from evalkit.cli.say import say_in, tell
from evalkit.errors import EvalkitError
from evalkit.rules.days import past_day
from evalkit.wording import text

_ON = click.option("--on", "day", metavar="DATE", help="On which day; by default today.")


@click.group()
def appeal() -> None:
    """Appeals of units: open one, lay out what is on file of it, decide it."""


@appeal.command("open")
@click.argument("programme")
@click.argument("edition")
@click.argument("unit")
@click.argument("ground")
@_ON
@BY
@WHY
@click.pass_obj
def open_(
    root: str | None,
    programme: str,
    edition: str,
    unit: str,
    ground: str,
    day: str | None,
    by: str | None,
    why: str | None,
) -> None:
    """Enter an appeal of UNIT against the published results of EDITION of PROGRAMME on GROUND, one of the rules.

    Refused where the days that the rules give are over.
    """
    from evalkit.review.appeals import open_appeal
    from evalkit.review.history import Told

    record = record_of(root, programme, edition)
    found = open_appeal(record, unit, ground, Told(by, why, None if day is None else past_day(day)))
    facts = {"appeal": str(found.number), "unit": unit, "version": str(found.version)}
    tell(text(say_in(), "cli-appeal-opened", **facts))


@appeal.command("decide")
@click.argument("programme")
@click.argument("edition")
@click.argument("number", type=int)
@click.argument("decision")
@_ON
@BY
@WHY
@click.pass_obj
def decide(
    root: str | None,
    programme: str,
    edition: str,
    number: int,
    decision: str,
    day: str | None,
    by: str | None,
    why: str | None,
) -> None:
    """Enter the DECISION on appeal NUMBER: upheld, partly or rejected; --why is a must.

    It changes no mark: `evalkit correct` and `evalkit correction-notice` do.
    """
    from evalkit.review.appeals import decide_appeal
    from evalkit.review.history import Told

    record = record_of(root, programme, edition)
    found = decide_appeal(record, number, decision, Told(by, why, None if day is None else past_day(day)))
    tell(text(say_in(), "cli-appeal-decided", appeal=str(found.number), unit=found.unit, decision=decision))


@appeal.command("dossier")
@click.argument("programme")
@click.argument("edition")
@click.argument("number", type=int)
@click.option("--to", "folder", required=True, metavar="FOLDER", help="A new folder; not for publication.")
@click.option(
    "--mark",
    "marks",
    nargs=4,
    multiple=True,
    metavar="ROUND REVIEWER INDICATOR POINTS",
    help="Also re-run with this mark; may be repeated.",
)
@click.option("--names", is_flag=True, help="With the names of the reviewers, for readers inside only.")
@click.pass_obj
def dossier(
    root: str | None,
    programme: str,
    edition: str,
    number: int,
    folder: str,
    marks: tuple[tuple[str, str, str, str], ...],
    names: bool,
) -> None:
    """Lay out what is on file of appeal NUMBER: marks and their trail, ties, minutes, rules, hashes, and re-runs.

    The re-runs give score, tier and rank without each reviewer of the unit beside the official ones.
    """
    from evalkit.files import store
    from evalkit.report.dossier import dossier_files
    from evalkit.review.appeals import find_appeal

    record = record_of(root, programme, edition)
    place = Path(folder)
    if place.exists() and any(place.iterdir()):
        raise EvalkitError("folder-not-empty", folder=folder)
    files = dossier_files(record, find_appeal(record, number), marks=marks, names=names)
    for name, content in files.items():
        store.write(place / name, content)
    tell(text(say_in(), "cli-appeal-dossier", count=len(files), folder=folder))
