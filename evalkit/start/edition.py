"""The next edition of a programme: last year's rules with edition, title and dates changed, and empty tables."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalkit.edition.workspace import Workspace
from evalkit.errors import EditionError, EvalkitError, Fault
from evalkit.files import store
from evalkit.files.tomlfile import LineIndex, Location, key_path, read_toml
from evalkit.sources.schema import MARKS, REVIEWERS, SCORES, UNITS, Table
from evalkit.sources.workbook import Workbook
from evalkit.start.book import book_of
from evalkit.start.programme import check_name, place_folder, refuse_existing

_RULES = "rules.toml"
# What an office fills in by hand; all else is made by the review, or belongs to one year.
_BY_HAND = (UNITS, SCORES, REVIEWERS, MARKS)


@dataclass(frozen=True)
class NextEdition:
    """A new edition: its folder, its tables with headers only, and what of last year's was not taken over."""

    folder: Path
    tables: tuple[str, ...]
    left: tuple[str, ...]


def new_edition(workspace: Workspace, programme: str, edition: str, before: str) -> NextEdition:
    """Make an edition from the rules of an earlier one.

    Parameters
    ----------
    workspace, programme
        Where.
    edition
        The new one.
    before
        The one whose rules it takes. Where both are years, the days of its window and its milestones move by the years
        between; its name in the titles becomes the new one's.

    Raises
    ------
    EvalkitError
        There is such an edition already, none to take rules from, or its rules cannot be read or changed. Nothing was
        written.
    """
    check_name("edition", edition)
    source = workspace.edition_folder(programme, before)
    folder = workspace.data / programme / edition
    refuse_existing(folder)
    rules = _rules(source, edition)
    there = {path.name for path in store.inside(source) if path.is_file() and not path.name.startswith(".")}
    tables: dict[str, str | bytes] = {t.file: _header(source, t) for t in _BY_HAND if t.file in there}
    tables |= _book(source)
    place_folder(folder, {_RULES: rules, **tables})
    return NextEdition(folder, tuple(tables), tuple(sorted(there - tables.keys() - {_RULES})))


def _header(source: Path, table: Table) -> str:
    """Return the header of last year's table, as far as the schema knows it."""
    first = source.joinpath(table.file).read_bytes().decode("utf-8-sig", "replace").partition("\n")[0]
    columns = [name for name in table.names if name in re.split(r"[,;\t]", first.strip().replace('"', ""))]
    return ",".join(columns or table.names) + "\n"


def _book(source: Path) -> dict[str, bytes]:
    """Return the workbook in which last year's tables are, each under its own name, with their headers only."""
    read = read_toml(source / _RULES, _RULES)
    said = read[0].get("source") if isinstance(read, tuple) else None
    if not isinstance(said, dict) or said.get("kind") != "workbook" or said.get("tables"):
        return {}
    book = Workbook(source / str(said["file"]), str(said["file"]))
    headers = {
        t.file: next(filter(any, book.grid(sheet)), []) for t in _BY_HAND if (sheet := book.sheet_of(t.file[:-4]))
    }
    tables = {file: ",".join(cell for cell in row if cell) + "\n" for file, row in headers.items() if row}
    return {str(said["file"]): book_of(tables, source.parent.name, "en")} if tables else {}


def _rules(source: Path, edition: str) -> str:
    """Return the text of the rules for another edition; comments stay where they are."""
    read = read_toml(source / _RULES, _RULES)
    if isinstance(read, Fault):
        raise EditionError(f"{source.parent.name}/{source.name}", [read])
    data, file = read
    lines, rows = file.text.split("\n"), LineIndex(file.text)
    for place, old, new in _changes(data, source.name, edition):
        row = rows.row(place)
        line = "" if row is None else lines[row - 1]
        if row is None or line.count(old) != 1:
            raise EvalkitError(
                "new-edition-by-hand", edition=f"{source.parent.name}/{source.name}", key=key_path(place)
            )
        lines[row - 1] = line.replace(old, new)
    return "\n".join(lines)


def _changes(data: dict[str, Any], before: str, edition: str) -> list[tuple[Location, str, str]]:
    """Return what to change: the key, what stands there, and what is to."""
    found: list[tuple[Location, str, str]] = [(("edition",), f'"{before}"', f'"{edition}"')]
    title = data.get("title")
    # In one table a line, or all in one line.
    for key, said in title.items() if isinstance(title, dict) else [(None, title)]:
        place: Location = ("title",) if key is None else ("title", key)
        if isinstance(said, str) and before in said:
            found.append((place, said, said.replace(before, edition)))
    if not (before.isdigit() and edition.isdigit()):
        return found
    years = int(edition) - int(before)
    window = data.get("window")
    days: list[tuple[Location, Any]] = []
    if isinstance(window, dict):
        days += [(("window", end), window.get(end)) for end in ("first", "last")]
    review = data.get("review", {})
    milestones = review.get("milestones", []) if isinstance(review, dict) else []
    days += [(("review", "milestones", i, "date"), m.get("date")) for i, m in enumerate(milestones)]
    return found + [(place, str(day), str(_moved(day, years))) for place, day in days if isinstance(day, dt.date)]


def _moved(day: dt.date, years: int) -> dt.date:
    """Return the same day so many years on; of a 29 February the 28th, where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
