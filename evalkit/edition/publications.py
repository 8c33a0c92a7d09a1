"""What was published and appealed against, on file, and what is wrong with it: rows that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from evalkit.errors import Fault
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import APPEALS, HISTORY, VERSIONS

Tables = Mapping[str, Sequence[CheckedRow]]


def publication_faults(tables: Tables) -> Iterator[Fault]:
    """Yield what is wrong with versions and appeals beside what each cell shows by itself."""
    yield from _versions(tables.get(VERSIONS.file, ()), len(tables.get(HISTORY.file, ())))
    yield from _appeals(tables.get(APPEALS.file, ()), [row["version"] for row in tables.get(VERSIONS.file, ())])


def _versions(rows: Sequence[CheckedRow], history: int) -> Iterator[Fault]:
    """Yield versions that are earlier than the one before them, and changes that are not on file any more."""
    whole = [row for row in rows if not row.faulty and None not in (row["version"], row["date"], row["events"])]
    ordered = sorted(whole, key=lambda row: int(row["version"] or 0))
    for before, row in pairwise(ordered):
        facts: dict[str, object] = {"before": before["version"]}
        for column in ("date", "events"):
            then, now = before[column] or "", row[column] or ""
            if (int(now) < int(then)) if column == "events" else (now < then):
                yield Fault("version-before", VERSIONS.file, row.line, column, now, facts | {"allowed": then})
    for row in whole:
        if int(row["events"] or 0) > history:
            facts = {"allowed": str(history)}
            yield Fault("version-of-no-history", VERSIONS.file, row.line, "events", row["events"], facts)


def _appeals(rows: Sequence[CheckedRow], versions: Sequence[str | None]) -> Iterator[Fault]:
    opened: dict[str, CheckedRow] = {}
    decided: set[str] = set()
    for row in rows:
        number, event = row["appeal"], row["event"]
        if number is None or event is None:
            continue
        if row["version"] is not None and row["version"] not in versions:
            allowed: dict[str, object] = {"allowed": ", ".join(filter(None, versions)) or "–"}
            yield Fault("appeal-of-no-version", APPEALS.file, row.line, "version", row["version"], allowed)
        if (row["decision"] is None) == (event == "decided") and "decision" not in row.faulty:
            yield Fault("appeal-decision", APPEALS.file, row.line, "decision", row["decision"])
        if event == "opened":
            if number in opened:
                twice: dict[str, object] = {"first": opened[number].line}
                yield Fault("appeal-opened-twice", APPEALS.file, row.line, "appeal", number, twice)
            opened.setdefault(number, row)
        elif number in opened and number not in decided:
            decided.add(number)
            yield from _decided(row, opened[number])
        else:
            open_ = ", ".join(n for n in opened if n not in decided) or "–"
            yield Fault("appeal-not-open", APPEALS.file, row.line, "appeal", number, {"allowed": open_})


def _decided(row: CheckedRow, opened: CheckedRow) -> Iterator[Fault]:
    """Yield what of a decision does not go with the appeal."""
    for column in ("unit", "ground", "version"):
        if row[column] != opened[column] and not {column} & ({*row.faulty} | {*opened.faulty}):
            facts: dict[str, object] = {"first": opened.line, "allowed": opened[column] or ""}
            yield Fault("appeal-otherwise", APPEALS.file, row.line, column, row[column], facts)
    if row["date"] is not None and opened["date"] is not None and row["date"] < opened["date"]:
        allowed: dict[str, object] = {"allowed": opened["date"]}
        yield Fault("appeal-decided-earlier", APPEALS.file, row.line, "date", row["date"], allowed)
