"""The tables of a page as their readers see them, and as they save them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from evalkit.report.elements import TableView

Rows = list[list[str]]


def rows_of(view: TableView) -> Rows:
    """Return a table with its header as it is shown, the headings of groups as a first column."""
    grouped = any(heading is not None for heading, _ in view.groups)
    rows = [([""] if grouped else []) + [column.label for column in view.columns]]
    for heading, lines in view.groups:
        rows += [([heading or ""] if grouped else []) + list(line) for line in lines]
    return [list(map(str, row)) for row in rows]


def tables_on(page: Path) -> dict[str, Rows]:
    """Return the tables of a page by name, each with its header; of one name the first."""
    found: dict[str, Rows] = {}
    for box in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("[data-table]"):
        found.setdefault(str(box["data-table"]), rows_in(box))
    return found


def rows_in(box: Tag) -> Rows:
    """Return the rows of an element with a table, the headings of groups as a first column."""
    return list(_lines(box))


def _lines(box: Tag) -> Iterator[list[str]]:
    group = [""] if box.select_one("tr.group") else []
    for line in box.select("tr"):
        cells = [cell.get_text() for cell in line.find_all(["th", "td"])]
        if "group" in line.get_attribute_list("class"):
            group = cells
        else:
            yield [*group, *cells]
