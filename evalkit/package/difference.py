"""What became another between two data packages of an edition: every cell, old and new, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evalkit.package.schema import Resource

Row = tuple[str, ...]
Tables = Sequence[tuple[Resource, Sequence[Row]]]


@dataclass(frozen=True)
class Change:
    """One cell that is published otherwise than before.

    Attributes
    ----------
    resource
        Its table.
    row
        The row as it is now, or as it was where it is gone; as long as the table has columns.
    column
        The column; empty where a row came or went that is known by its key alone, or has no key.
    before, after
        What stood and stands there; empty where nothing does. A row without a key is one text.
    kind
        ``changed``; ``added`` or ``removed`` where the whole row came or went.
    """

    resource: Resource
    row: Row
    column: str
    before: str
    after: str
    kind: str

    @property
    def where(self) -> str:
        """The key of the row, such as ``unit=102``; empty where rows have none."""
        cells = dict(zip(self.resource.names, self.row, strict=True))
        return "; ".join(f"{name}={cells[name]}" for name in self.resource.key)


def differences(before: Tables, after: Tables) -> list[Change]:
    """Return every cell in which two packages of one edition differ, in the order of the tables and rows now.

    Parameters
    ----------
    before, after
        The tables with their rows, from :func:`evalkit.package.tables.package_tables`; a table that one of them does
        not have is one without rows.
    """
    old, new = ({resource.name: rows for resource, rows in tables} for tables in (before, after))
    every = {resource.name: resource for resource, _ in (*after, *before)}
    return [c for name, of in every.items() for c in _changes(of, old.get(name, ()), new.get(name, ()))]


def _changes(resource: Resource, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    if not resource.key:
        yield from _without_key(resource, before, after)
        return
    places = [resource.names.index(name) for name in resource.key]
    old = {tuple(row[i] for i in places): row for row in before}
    new = {tuple(row[i] for i in places): row for row in after}
    rest = [i for i in range(len(resource.names)) if i not in places]
    for key in [*new, *(key for key in old if key not in new)]:
        then, now = old.get(key), new.get(key)
        if then is not None and now is not None:
            for i in rest:
                if then[i] != now[i]:
                    yield Change(resource, now, resource.names[i], then[i], now[i], "changed")
        elif row := now or then:
            yield from _whole(resource, row, rest, "removed" if now is None else "added")


def _whole(resource: Resource, row: Row, rest: Iterable[int], kind: str) -> Iterator[Change]:
    """Yield a row that came or went, cell by cell; one with nothing beside its key as one change."""
    told = [(resource.names[i], row[i]) for i in rest if row[i]] or [("", "")]
    for column, cell in told:
        before, after = ("", cell) if kind == "added" else (cell, "")
        yield Change(resource, row, column, before, after, kind)


def _without_key(resource: Resource, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    then, now = Counter(before), Counter(after)
    for row in (then - now).elements():
        yield Change(resource, row, "", _text(resource, row), "", "removed")
    for row in (now - then).elements():
        yield Change(resource, row, "", "", _text(resource, row), "added")


def _text(resource: Resource, row: Row) -> str:
    return "; ".join(f"{name}={cell}" for name, cell in zip(resource.names, row, strict=True) if cell)
