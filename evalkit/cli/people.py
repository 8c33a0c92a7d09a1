"""The commands for a panel that changes under way: resign, recuse, join, fill."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from evalkit.cli.review import BY, WHY, record_of
from evalkit.cli.say import say_in, seed_of, tell, write_changes
from evalkit.rules.days import past_day
from evalkit.wording import text

if TYPE_CHECKING:
    import pandas as pd

    from evalkit.review.handover import Handover

_SEED = click.option(
    "--seed", type=int, default=1, show_default=True, help="Of the random choice among equally good ones."
)
_PARTIAL = click.option("--partial", is_flag=True, help="Leave units with fewer reviewers where there is nobody else.")
_TO = click.option("--to", "file", metavar="FILE.csv", help="Also write the changes to a file.")
_ON = click.option("--on", "day", metavar="DATE", help="Since when; by default today.")


def _options(*each: Callable[..., Any]) -> Callable[..., Any]:
    def add(command: Any) -> Any:
        for option in reversed(each):
            command = option(command)
        return command

    return add


_EDITION = (click.argument("programme"), click.argument("edition"))


@click.command()
@_options(*_EDITION, click.argument("reviewer"), _ON, _SEED, _PARTIAL, _TO, BY, WHY)
@click.pass_obj
def resign(root: str | None, programme: str, edition: str, reviewer: str, day: str | None, seed: int, partial: bool,
           file: str | None, by: str | None, why: str | None) -> None:  # fmt: skip
    """Enter that REVIEWER of EDITION of PROGRAMME gives up, and give what is left to others.

    Sheets that are done count or not by the rules (resigned, under [review]). Other assignments stay as they are; who
    takes over what is listed.
    """
    from evalkit.review.history import Told
    from evalkit.review.people import resign as leave

    record = record_of(root, programme, edition)
    found = leave(record, reviewer, Told(by, why), since=_past(day), seed=seed_of(seed), partial=partial)
    marks = record.review.marks
    own = None if marks is None else marks.loc[marks["reviewer"] == reviewer, ["round", "unit"]].drop_duplicates()
    count = 0 if own is None else len(own)
    tell(text(say_in(), "cli-resigned", reviewer=reviewer, count=count, rule=record.rules.review.resigned))
    _tell_changes(found, file)


@click.command()
@_options(*_EDITION, click.argument("reviewer"), click.argument("unit"),
          click.option("--by-unit", is_flag=True, help="The unit asks for it, not the reviewer."),
          _ON, _SEED, _PARTIAL, _TO, BY, WHY)  # fmt: skip
@click.pass_obj
def recuse(root: str | None, programme: str, edition: str, reviewer: str, unit: str, by_unit: bool, day: str | None,
           seed: int, partial: bool, file: str | None, by: str | None, why: str | None) -> None:  # fmt: skip
    """Enter a conflict of interest of REVIEWER with UNIT of EDITION of PROGRAMME, and give UNIT to somebody else.

    Marks that are on file already stay there and do not count.
    """
    from evalkit.review.history import Told
    from evalkit.review.people import recuse as part

    record = record_of(root, programme, edition)
    found = part(record, reviewer, unit, Told(by, why), asked_by="unit" if by_unit else "reviewer", since=_past(day),
                 seed=seed_of(seed), partial=partial)  # fmt: skip
    marks = record.review.marks
    count = 0 if marks is None else int(((marks["reviewer"] == reviewer) & (marks["unit"] == unit)).sum())
    tell(text(say_in(), "cli-parted", reviewer=reviewer, unit=unit, count=count))
    _tell_changes(found, file)


@click.command()
@_options(*_EDITION, click.argument("reviewer"), _SEED, _TO, BY, WHY)
@click.pass_obj
def join(root: str | None, programme: str, edition: str, reviewer: str, seed: int,
         file: str | None, by: str | None, why: str | None) -> None:  # fmt: skip
    """Give REVIEWER, who joins EDITION of PROGRAMME late, a share of the sheets that are not done yet.

    REVIEWER stands in reviewers.csv already. Sheets are taken from those who have most; those that are done stay.
    """
    from evalkit.review.history import Told
    from evalkit.review.people import join as enter

    _tell_changes(enter(record_of(root, programme, edition), reviewer, Told(by, why), seed=seed_of(seed)), file)


@click.command()
@_options(*_EDITION, _SEED, _PARTIAL, _TO, BY, WHY)
@click.pass_obj
def fill(root: str | None, programme: str, edition: str, seed: int, partial: bool,
         file: str | None, by: str | None, why: str | None) -> None:  # fmt: skip
    """Give units of EDITION of PROGRAMME that have too few reviewers more of them; every assignment stays.

    For a unit that came late, and for those whose reviewers declared a conflict of interest on their sheets.
    """
    from evalkit.review.history import Told
    from evalkit.review.people import fill as complete

    record = record_of(root, programme, edition)
    _tell_changes(complete(record, Told(by, why), seed=seed_of(seed), partial=partial), file)


def _past(day: str | None) -> Any:
    return None if day is None else past_day(day)


def _tell_changes(found: Handover | None, file: str | None) -> None:
    """Say who takes over what, and what is left open; and write it to a file."""
    say = say_in()
    if found is None:
        tell(text(say, "cli-nothing-assigned"))
        return
    rows = _texts(found.changes.fillna(""))
    for row in rows:
        words = "cli-handed-over" if row["before"] and row["after"] else "cli-given" if row["after"] else "cli-given-up"
        tell("  " + text(say, words, **row))
    for row in _texts(found.short):
        tell("  " + text(say, "cli-short", **row))
    takers = found.given["reviewer"].nunique()
    tell(text(say, "cli-changes", count=len(rows), reviewers=takers))
    if not found.report.connected:
        tell(text(say, "design-parts", count=len(found.report.components)))
    header = ["round", "unit", "before", "after"]
    write_changes(file, header, [[row[name] for name in header] for row in rows])


def _texts(table: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(name): str(cell) for name, cell in row.items()} for row in table.to_dict("records")]
