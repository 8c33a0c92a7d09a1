"""The command that says what a change would do to everybody, before anybody makes it."""

from __future__ import annotations

import click

from evalkit.cli.review import language_for, record_of
from evalkit.cli.say import tell, write_changes
from evalkit.wording import text

_WHEN = ("before", "after")


@click.command("what-if")
@click.argument("programme")
@click.argument("edition")
@click.option("--without", "indicator", required=True, metavar="INDICATOR", help="The indicator that would be dropped.")
@click.option("--to", "file", metavar="FILE.csv", help="Also write every unit to a file.")
@click.pass_obj
def what_if(root: str | None, programme: str, edition: str, indicator: str, file: str | None) -> None:
    """Say who in EDITION of PROGRAMME would change score, tier or rank if an indicator were dropped after marking.

    The other indicators are taken for the whole; nothing is written to the edition.
    """
    from evalkit.scoring import Evaluation
    from evalkit.scoring.dropped import what_changes, without_indicator

    record = record_of(root, programme, edition)
    say = language_for(None, record)
    found = what_changes(Evaluation(record, record.rules), without_indicator(record, indicator))
    changed = {name: found[f"{name}_before"] != found[f"{name}_after"] for name in ("score", "tier", "rank")}
    named = found.replace({f"tier_{when}": {t.id: t.name[say] for t in record.rules.tiers} for when in _WHEN})
    for row in named[changed["score"] | changed["tier"] | changed["rank"]].to_dict("records"):
        tell("  " + text(say, "cli-would-change", **{str(name): str(cell) for name, cell in row.items()}))
    counts = {f"{name}s": int(hit.sum()) for name, hit in changed.items()}
    tell(text(say, "cli-would-change-all", count=len(found), indicator=indicator, **counts))
    write_changes(file, list(found.columns), found.to_numpy().tolist())
