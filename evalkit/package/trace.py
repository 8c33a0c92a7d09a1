"""The way back from a number on a page: which sentence or table it stands in, and which row of the data it is.

What a page tells of its numbers are attributes that no browser shows: ``data-said`` of a sentence (the message, and
which of its facts are which number), ``data-expression`` of a number in a text of the office's own, ``data-table`` of a
table, and ``data-cell``, the cell of the notebook. The rest is read from the files beside the page.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from evalkit.errors import EvalkitError
from evalkit.files.textfile import read_text
from evalkit.package.build import FOLDER

#: So many rows of the data are named where a number alone says which they may be.
MOST = 5


@dataclass(frozen=True)
class Row:
    """A cell of a file beside a page: ``row`` as in a text editor, from 1; ``means`` what else the row says."""

    file: str
    row: int
    column: str
    means: str


@dataclass(frozen=True)
class Place:
    """A place on a page where a number stands.

    Attributes
    ----------
    kind
        ``sentence``, ``text`` (of the office's own) or ``table``.
    shown
        The sentence, or the caption of the table.
    anchor
        The id in the page of the place, or of the section in which it is; empty where there is none.
    cell
        The cell of the notebook.
    source
        The message with the facts that are this number; the expression; or the table with its row and column.
    rows
        Where the number stands in the data. Where there is more than one, the number alone does not tell which it is.
    more
        How many further rows there are.
    """

    kind: str
    shown: str
    anchor: str
    cell: str
    source: str
    rows: tuple[Row, ...]
    more: int = 0


def trace(number: str, page: Path) -> list[Place]:
    """Return every place of a page where a number stands, in the order of the page.

    Raises
    ------
    EvalkitError
        The page cannot be read, or is none of evalkit's.
    """
    file = read_text(page, str(page))
    soup = None if not hasattr(file, "text") else BeautifulSoup(file.text, "html.parser")
    main = soup.find("main") if soup else None
    if not isinstance(main, Tag):
        raise EvalkitError("no-page", file=str(page))
    data = _Data(page, number)
    found: list[Place] = []
    for part in main.select("[data-said], [data-expression], [data-table]"):
        if "data-table" in part.attrs:
            found += _in_table(part, number, data)
        elif _stands(number, part.get_text(" ")):
            found.append(_in_text(part, number, data))
    return found


def _stands(number: str, text: str) -> bool:
    """Tell whether a number stands in a text, and not as a part of a longer one."""
    return re.search(rf"(?<![\w.,]){re.escape(number)}(?![\w%]|[.,]\d)", text, re.ASCII) is not None


def _in_text(part: Tag, number: str, data: _Data) -> Place:
    shown = " ".join(part.get_text(" ").split())
    expression = str(part.get("data-expression", ""))
    if expression:
        rows = data.of_expression(expression) or data.anywhere()
        around = part.find_parent(["p", "li"])
        shown = " ".join((around or part).get_text("").split())
        return Place("text", shown, str(part.get("id", "")), str(part.get("data-cell", "")), expression, *_few(rows))
    message, *facts = str(part["data-said"]).split(" ")
    named = [name for name, _, value in (fact.partition("=") for fact in facts) if value == number]
    source = f"{message}: {', '.join(named)}" if named else message
    return Place("sentence", shown, _section(part), str(part.get("data-cell", "")), source, *_few(data.anywhere()))


def _in_table(part: Tag, number: str, data: _Data) -> Iterator[Place]:
    caption = part.find("caption")
    heads = [cell.get_text(" ", strip=True) for cell in part.select("thead tr > *")]
    for line in part.select("tbody tr"):
        cells = [cell.get_text(" ", strip=True) for cell in line.find_all(["th", "td"])]
        for head, cell in zip(heads, cells, strict=False):
            # In a column of percentages the sign stands in its head.
            bare = number.removesuffix("%") if "%" in head else number
            if not (_stands(number, cell) or _stands(bare, cell)):
                continue
            source = f"{part['data-table']}: {cells[0]}, {head}"
            rows = data.of_row(cells) or data.anywhere()
            shown = "" if caption is None else " ".join(caption.get_text(" ").split())
            yield Place("table", shown, str(part.get("id", "")), str(part.get("data-cell", "")), source, *_few(rows))


def _few(rows: list[Row]) -> tuple[tuple[Row, ...], int]:
    return tuple(rows[:MOST]), max(0, len(rows) - MOST)


def _section(part: Tag) -> str:
    before = part.find_previous(["h2", "h3"], id=True)
    return "" if not isinstance(before, Tag) else str(before["id"])


class _Data:
    """The files beside a page, and the places where one number stands in them."""

    def __init__(self, page: Path, number: str) -> None:
        self._number = number.replace(",", ".").rstrip("%")
        self._share = number.endswith("%")
        self._folder = page.parent.parent / FOLDER
        self._tables: dict[str, list[dict[str, str]]] = {}

    def _rows(self, name: str) -> list[dict[str, str]]:
        if name not in self._tables:
            path = self._folder / f"{name}.csv"
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            self._tables[name] = list(csv.DictReader(io.StringIO(text, newline="")))
        return self._tables[name]

    def _row(self, table: str, number: int, row: dict[str, str], column: str) -> Row:
        means = f"{row['share']} = {row['exact']}" if table == "shares" else next(iter(row.values()))
        return Row(f"../{FOLDER}/{table}.csv", number, column, means)

    def of_expression(self, expression: str) -> list[Row]:
        """Return the row of a share, or of a claim, that is this expression."""
        plain = re.sub(r"\s", "", expression)
        places = (("shares", "share", "percent"), ("claims", "expression", "computed"))
        return [
            self._row(table, number, row, column)
            for table, key, column in places
            for number, row in enumerate(self._rows(table), start=2)
            if _sorted(re.sub(r"\s", "", row[key])) == _sorted(plain)
        ]

    def of_row(self, cells: list[str]) -> list[Row]:
        """Return the cells of the unit, or of the claim, that a row of a table is about."""
        return [
            self._row(table, number, row, column)
            for table, key in (("results", "unit"), ("claims", "id"))
            for number, row in enumerate(self._rows(table), start=2)
            if row[key] in cells[:3]
            for column, value in row.items()
            if column != key and self._same(value)
        ]

    def anywhere(self) -> list[Row]:
        """Return the rows of which the number may be: shares by their per cent, or whatever is counted."""
        columns = {"shares": ("percent",)} if self._share else {
            "cohorts": ("total", "participants", "absent"), "tiers": ("low", "high", "count"),
            "denominators": ("count",), "facts": ("count",), "shares": ("numerator",),
        }  # fmt: skip
        return [
            self._row(table, number, row, column)
            for table, names in columns.items()
            for number, row in enumerate(self._rows(table), start=2)
            for column in names
            if self._same(row[column])
        ]

    def _same(self, value: str) -> bool:
        value = value.rstrip("%")
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) or not re.fullmatch(r"[0-9]+(\.[0-9]+)?", self._number):
            return value == self._number
        return Fraction(value) == Fraction(self._number)


def _sorted(expression: str) -> str:
    """Return an expression with its arguments in one order."""
    name, _, arguments = expression.rstrip(")").partition("(")
    return f"{name}({','.join(sorted(arguments.split(',')))})"
