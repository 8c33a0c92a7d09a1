"""What it does to everybody to drop an indicator after marking: said before anybody does it, and when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evalkit.cli.review import BY, language_for, record_of
from evalkit.cli.say import tell, write_changes
from evalkit.rules.days import past_day
from evalkit.wording import text

if TYPE_CHECKING:
    from evalkit.edition.record import ReviewedEdition
    from evalkit.scoring import Evaluation

_WHEN = ("before", "after")
_TO = click.option("--to", "file", metavar="FILE.csv", help="Also write every unit to a file.")


@click.command("what-if")
@click.argument("programme")
@click.argument("edition")
@click.option("--without", "indicator", required=True, metavar="INDICATOR", help="The indicator that would be dropped.")
@_TO
@click.pass_obj
def what_if(root: str | None, programme: str, edition: str, indicator: str, file: str | None) -> None:
    """Say who in EDITION of PROGRAMME would change score, tier or rank if an indicator were dropped after marking.

    The other indicators are taken for the whole; nothing is written to the edition. See drop.
    """
    from evalkit.scoring.dropped import without_indicator

    record = record_of(root, programme, edition)
    _tell_changes(record, without_indicator(record, indicator), indicator, "cli-would-change-all", file)


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.argument("indicator")
@click.option("--why", required=True, metavar="TEXT", help="Why, in the language of the programme; pages give it.")
@click.option("--why-en", metavar="TEXT", help="The same in English.")
@click.option("--on", "day", metavar="DATE", help="Since when; by default today.")
@_TO
@BY
@click.pass_obj
def drop(root: str | None, programme: str, edition: str, indicator: str, why: str, why_en: str | None,
         day: str | None, file: str | None, by: str | None) -> None:  # fmt: skip
    """Enter in dropped.csv that INDICATOR of EDITION of PROGRAMME is dropped after marking, for everybody.

    Its marks stay on file and do not count; the other indicators are taken for the whole. what-if says beforehand what
    that does.
    """
    from evalkit.review.dropping import drop as leave_out
    from evalkit.review.history import Told
    from evalkit.scoring.dropped import without_indicator

    record = record_of(root, programme, edition)
    since = None if day is None else past_day(day)
    leave_out(record, indicator, why, Told(by, why), reason_en=why_en, since=since)
    _tell_changes(record, without_indicator(record, indicator), indicator, "cli-changed-all", file)


def _tell_changes(record: ReviewedEdition, after: Evaluation, indicator: str, message: str, file: str | None) -> None:
    from evalkit.scoring import Evaluation
    from evalkit.scoring.dropped import changed, what_changes

    say = language_for(None, record)
    found = what_changes(Evaluation(record, record.rules), after)
    hits = changed(found)
    named = found.replace({f"tier_{when}": {t.id: t.name[say] for t in record.rules.tiers} for when in _WHEN})
    for row in named[hits["score"] | hits["tier"] | hits["rank"]].to_dict("records"):
        tell("  " + text(say, "cli-would-change", **{str(name): str(cell) for name, cell in row.items()}))
    counts = {f"{name}s": int(hit.sum()) for name, hit in hits.items()}
    tell(text(say, message, count=len(found), indicator=indicator, **counts))
    if indicator in record.rules.outside:
        tell(text(say, "cli-outside", indicator=indicator))
    write_changes(file, list(found.columns), found.to_numpy().tolist())
