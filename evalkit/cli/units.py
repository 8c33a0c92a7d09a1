"""The commands for units that change under way: withdraw, rename."""

from __future__ import annotations

import click

from evalkit.cli.review import BY, WHY, record_of
from evalkit.cli.say import say_in, tell
from evalkit.rules.days import past_day
from evalkit.wording import text


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.argument("unit")
@click.argument("reason")
@click.option("--on", "day", metavar="DATE", help="Since when; by default today.")
@click.option("--note", metavar="TEXT", help="What else is to be said; kept in absences.csv and not published.")
@BY
@WHY
@click.pass_obj
def withdraw(
    root: str | None,
    programme: str,
    edition: str,
    unit: str,
    reason: str,
    day: str | None,
    note: str | None,
    by: str | None,
    why: str | None,
) -> None:
    """Take UNIT out of the review of EDITION of PROGRAMME, marked or not, for REASON (one of the rules).

    What is on file of it stays there and does not count; history.csv keeps who took it out and why.
    """
    from evalkit.review.filing import file_absence
    from evalkit.review.history import Told

    record = record_of(root, programme, edition)
    marks = record.review.marks
    count = 0 if marks is None else int((marks["unit"] == unit).sum())
    file_absence(record, unit, reason, note, Told(by, why), since=None if day is None else past_day(day))
    tell(text(say_in(), "cli-withdrawn", unit=unit, reason=reason, count=count))


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.argument("unit")
@click.argument("name")
@click.option("--name-en", metavar="TEXT", help="What the new name means in English.")
@click.option("--why", required=True, metavar="TEXT", help="Why, in the language of the programme; pages give it.")
@click.option("--why-en", metavar="TEXT", help="The same in English.")
@click.option("--on", "day", metavar="DATE", help="Since when; by default today.")
@BY
@click.pass_obj
def rename(root: str | None, programme: str, edition: str, unit: str, name: str, name_en: str | None, why: str,
           why_en: str | None, day: str | None, by: str | None) -> None:  # fmt: skip
    """Enter in renamings.csv that UNIT of EDITION of PROGRAMME is called NAME from a day on.

    units.csv keeps the name from before; as-of gives it for earlier days.
    """
    from evalkit.review.dropping import rename as call
    from evalkit.review.history import Told

    record = record_of(root, programme, edition)
    before = dict(zip(record.roster["unit"], record.roster["name"], strict=True)).get(unit)
    since = None if day is None else past_day(day)
    call(record, unit, name, why, Told(by, why), name_en=name_en, reason_en=why_en, since=since)
    tell(text(say_in(), "cli-renamed", unit=unit, before=str(before), after=name))
