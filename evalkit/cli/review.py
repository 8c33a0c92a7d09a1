"""The commands of the review: assign, sheets, docket, minutes; and the demonstration programme."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.say import language_of, refuse_idle, say_in, seed_of, tell
from evalkit.edition import find_workspace
from evalkit.edition.workspace import ROOT_VARIABLE
from evalkit.errors import EvalkitError, UnknownName, fault_lines, visible
from evalkit.rules.days import day_of
from evalkit.wording import text

if TYPE_CHECKING:
    from evalkit.edition.record import Note, ReviewedEdition
    from evalkit.wording import Language

#: Who makes a change and why: what history.csv keeps of it.
BY = click.option("--by", metavar="NAME", help="Who does it; kept on file with it.")
WHY = click.option("--why", metavar="TEXT", help="Why; kept on file with it.")
_OVERWRITE = click.option("--overwrite", is_flag=True, help="Write over what is there already.")


def record_of(root: str | None, programme: str, edition: str) -> ReviewedEdition:
    """Return an edition of marks."""
    from evalkit.edition import read_edition

    return read_edition(find_workspace(root).edition_folder(programme, edition)).reviewed()


def language_for(given: str | None, record: ReviewedEdition) -> Language:
    """Return the language that was asked for, else that of whoever sits there if the programme has it."""
    return language_of(given, say_in(), record.programme.languages)


def _say(message: str, **facts: object) -> None:
    tell(text(say_in(), message, **facts))


def _say_notes(notes: Iterable[Note]) -> None:
    for note in notes:
        _say(f"note-{note.kind}", file=visible(note.file), value=note.value, **note.variables)


def _shown(path: Path) -> str:
    return os.path.relpath(path)


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the random choice among equally good ones.")
@click.option(
    "--cap", type=float, metavar="PROBABILITY", help="Draw by lot; no pair has a larger probability than this."
)
@_OVERWRITE
@click.pass_obj
def assign(root: str | None, programme: str, edition: str, seed: int, cap: float | None, overwrite: bool) -> None:
    """Assign reviewers to the units of EDITION of PROGRAMME and write assignment.csv.

    Conflicts of interest are blocked, loads are balanced, and an assignment that falls apart is refused. When sheets
    are out, see resign, recuse, join and fill.
    """
    from evalkit.review.assignment import assign_edition
    from evalkit.review.design_words import design_lines
    from evalkit.review.filing import file_assignment

    record = record_of(root, programme, edition)
    seed_of(seed)
    assignment = assign_edition(record, seed=seed, cap=cap)
    path = file_assignment(record, assignment.table, overwrite=overwrite)
    for line in design_lines(assignment.report, record.rules, language_for(None, record)):
        tell(line)
    if cap is not None:
        _say("cli-drawn", seed=str(seed), cap=f"{cap:g}")
    _say("cli-assigned", count=len(assignment.table), file=_shown(path))


@click.group()
def sheets() -> None:
    """Score sheets for the reviewers: make them, collect them."""


@sheets.command("make")
@click.argument("programme")
@click.argument("edition")
@click.argument("round_id", metavar="ROUND")
@click.option("--to", "folder", required=True, metavar="FOLDER", help="Where the workbooks go.")
@click.option(
    "--language",
    metavar="LANGUAGE",
    help="Of the workbooks; by default yours if the programme has it.",
)
@click.option("--reviewer", "reviewers", multiple=True, metavar="CODE", help="Only this one's; may be repeated.")
@_OVERWRITE
@click.pass_obj
def make(
    root: str | None,
    programme: str,
    edition: str,
    round_id: str,
    folder: str,
    language: str | None,
    reviewers: tuple[str, ...],
    overwrite: bool,
) -> None:
    """Write one Excel workbook for each reviewer of ROUND of EDITION of PROGRAMME.

    Marks that are on file are in it already; only the other rows are to be filled in.
    """
    from evalkit.review.sheets import make_sheets

    record = record_of(root, programme, edition)
    marks = record.review.marks  # what is on file need not be typed again
    say = language_for(language, record)
    made = make_sheets(record, round_id, say, Path(folder), marks=marks, reviewers=reviewers, overwrite=overwrite)
    _say("cli-sheets-made", count=len(made), folder=folder)


@sheets.command("collect")
@click.argument("programme")
@click.argument("edition")
@click.argument("round_id", metavar="ROUND")
@click.argument("folder")
@click.option("--replace", is_flag=True, help="Let new marks take the place of those on file.")
@click.option("--partial", is_flag=True, help="Let rows be blank that are to be filled in later.")
@BY
@WHY
@click.pass_obj
def collect(
    root: str | None,
    programme: str,
    edition: str,
    round_id: str,
    folder: str,
    replace: bool,
    partial: bool,
    by: str | None,
    why: str | None,
) -> None:
    """Read the returned workbooks of ROUND in FOLDER into the marks of EDITION of PROGRAMME.

    Good workbooks are taken; of one with a fault nothing is, and every fault is listed (exit code 2).
    """
    from evalkit.review.filing import file_marks
    from evalkit.review.history import Told
    from evalkit.review.sheets import collect_sheets

    say = say_in()
    record = record_of(root, programme, edition)
    found = collect_sheets(record, round_id, Path(folder), partial=partial)
    filed = file_marks(record, found.marks, found.declared, replace=replace, told=Told(by, why))
    _say("cli-collected", workbooks=len(found.accepted), added=filed.added, same=filed.same, replaced=filed.replaced)
    if filed.recused:
        _say("cli-recused", count=filed.recused)
    for row in filed.dropped.itertuples(index=False):
        _say("cli-dropped", round=str(row.round), unit=str(row.unit), reviewer=str(row.reviewer))
    if found.missing:
        _say("cli-missing", count=len(found.missing), reviewers=", ".join(found.missing))
    _say_notes(found.notes)
    if found.faults:
        tell(text(say, "cli-sheet-faults", count=len(found.faults)), err=True)
        for line in fault_lines(found.faults, say):
            tell("  " + line, err=True)
        click.get_current_context().exit(2)


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.option("--minutes", "file", metavar="FILE.xlsx", help="Also write a workbook for the minutes of open units.")
@click.option("--language", metavar="LANGUAGE", help="By default yours if the programme has it.")
@_OVERWRITE
@click.pass_obj
def docket(
    root: str | None, programme: str, edition: str, file: str | None, language: str | None, overwrite: bool
) -> None:
    """List the units of EDITION of PROGRAMME that have to be discussed, most consequential first."""
    from evalkit.review.docket import docket as find
    from evalkit.review.docket_words import docket_lines, for_minutes
    from evalkit.review.sheets import make_minutes
    from evalkit.review.state import decision_notes

    if file is None:
        refuse_idle({"--overwrite": overwrite}, "--minutes", given=False)
    record = record_of(root, programme, edition)
    say = language_for(language, record)
    found = find(record)
    if file is not None:  # before anything is printed: whoever pipes the list into `head` still gets the file
        make_minutes(record, for_minutes(found, record, say), say, Path(file), overwrite=overwrite)
    for line in docket_lines(found, record, say):
        tell(line)
    _say_notes(decision_notes(record))
    if file is not None:
        tell(text(say, "cli-minutes-made", count=len(found.undecided), file=file))


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.argument("file", metavar="FILE.xlsx")
@click.option("--replace", is_flag=True, help="Let these minutes take the place of earlier ones of the same units.")
@BY
@WHY
@click.pass_obj
def minutes(
    root: str | None, programme: str, edition: str, file: str, replace: bool, by: str | None, why: str | None
) -> None:
    """Read the minutes of the discussion in FILE.xlsx into EDITION of PROGRAMME."""
    from evalkit.edition.conflicts import conflicts
    from evalkit.review.docket import docket as find
    from evalkit.review.filing import file_minutes
    from evalkit.review.history import Told
    from evalkit.review.sheets import collect_minutes

    record = record_of(root, programme, edition)
    review = record.review
    found = find(record)
    units = (found.table if replace else found.undecided)["unit"]
    apart = conflicts(review.affiliations, review.recusals, record.rules)
    read = collect_minutes(record, Path(file), units.tolist(), apart)
    filed = file_minutes(record, read.minutes, read.revised, replace=replace, told=Told(by, why))
    revised = int((read.minutes["decision"] == "revised").sum())
    _say("cli-minuted", count=len(read.minutes), revised=revised, marks=filed.added)
    _say_notes(read.notes)


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.argument("unit", required=False)
@click.option("--to", "file", metavar="FILE.csv", help="Write it to a file; by default it is printed.")
@click.pass_obj
def trail(root: str | None, programme: str, edition: str, unit: str | None, file: str | None) -> None:
    """Show who set which mark of UNIT (of all by default) in which round, and why, as CSV."""
    from evalkit.files import store
    from evalkit.report.csvtext import csv_text
    from evalkit.review.trail import trail as follow

    record = record_of(root, programme, edition)
    if unit is not None and unit not in set(record.roster["unit"]):
        raise UnknownName("unit", unit, tuple(record.roster["unit"]))
    found = follow(record, unit)
    cells = found.astype(object).where(found.notna(), "").astype(str).to_numpy().tolist()
    table = csv_text([list(found.columns), *cells])
    if file is None:
        tell(table, nl=False)
        return
    store.write(Path(file), table)
    _say("cli-trail", count=table.count("\n") - 1, file=file)


@click.command()
@click.argument("programme")
@click.argument("edition")
@click.argument("unit")
@click.argument("reviewer")
@click.argument("indicator")
@click.argument("points")
@click.option("--round", "round_id", metavar="ROUND", help="Needed where there are several.")
@BY
@WHY
@click.pass_obj
def correct(
    root: str | None,
    programme: str,
    edition: str,
    unit: str,
    reviewer: str,
    indicator: str,
    points: str,
    round_id: str | None,
    by: str | None,
    why: str | None,
) -> None:
    """Correct one mark that is on file: that of REVIEWER on INDICATOR of UNIT becomes POINTS.

    What stood there before is kept in history.csv, with who corrected it and why.
    """
    from evalkit.review.correction import correct_mark
    from evalkit.review.history import Told

    record = record_of(root, programme, edition)
    before = correct_mark(record, (round_id, unit, reviewer, indicator), points, Told(by, why))
    _say("cli-corrected", unit=unit, reviewer=reviewer, indicator=indicator, before=before, after=points)


@click.command("as-of")
@click.argument("programme")
@click.argument("edition")
@click.argument("day", metavar="DATE|VERSION")
@click.option("--to", "folder", required=True, metavar="FOLDER", help="A new workspace.")
@click.pass_obj
def as_of(root: str | None, programme: str, edition: str, day: str, folder: str) -> None:
    """Write EDITION of PROGRAMME as it stood at the end of DATE (year-month-day), or when VERSION was published.

    It goes into a workspace of its own. Every change of history.csv after that is undone; what was changed by hand has
    left no trace there.
    """
    from evalkit.review.as_of import write_as_of
    from evalkit.review.versions import published_version

    record, number = record_of(root, programme, edition), day.isdecimal()
    since = published_version(record, day).events if number else day_of(day)
    written = write_as_of(record, since, Path(folder))
    _say("cli-as-of-version" if number else "cli-as-of", day=day, folder=_shown(written))


def around(root: str | None) -> Path:
    """Return the workspace that is named or that one stands in, else the current folder."""
    here = Path.cwd()
    if root is None and ROOT_VARIABLE not in os.environ:
        try:
            found = find_workspace().root
        except EvalkitError:
            return here
        return found if here.is_relative_to(found) else here
    return find_workspace(root).root


@click.command()
@click.option("--to", "folder", metavar="FOLDER", help="The workspace; by default the current one, or this folder.")
@click.option("--seed", type=int, metavar="N", help="Another seed gives other marks; by default the committed one.")
@click.option("--until", metavar="STAGE", help="How far the last edition has come; by default to its end.")
@click.option("--fill", metavar="SHEETS", help="Instead, fill the score sheets in this folder with made-up marks.")
@_OVERWRITE
@click.pass_obj
def demo(
    root: str | None, folder: str | None, seed: int | None, until: str | None, fill: str | None, overwrite: bool
) -> None:
    """Make the demonstration programme data/demo: made-up units, reviewers and marks with known effects."""
    from evalkit import synthetic

    if fill is not None:
        refuse_idle({"--to": folder, "--until": until, "--overwrite": overwrite}, "--fill", given=True)
    used = seed_of(synthetic.SEED if seed is None else seed)
    stage = next((s for s in synthetic.STAGES if s == (until or synthetic.STAGES[-1])), None)
    if stage is None:
        raise UnknownName("stage", str(until), synthetic.STAGES)
    if fill is not None:
        count = synthetic.fill_sheets(find_workspace(root), Path(fill), used)
        _say("cli-filled", count=count, folder=fill)
        return
    where = Path(folder) if folder is not None else around(root)
    made = synthetic.make_demo(where, used, stage, overwrite=overwrite)
    _say("cli-demo", count=len(made), folder=_shown(where / "data" / "demo"))
