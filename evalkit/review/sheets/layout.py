"""Where everything stands in a workbook: the tables on its sheets, their columns and rows.

Whoever writes a workbook and whoever reads it back take the addresses from here, so that the two cannot disagree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

import pandas as pd
from openpyxl.utils import get_column_letter

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError
from evalkit.rules.models import Rules
from evalkit.wording import Language, text

ColumnKind = Literal["given", "mark", "total", "text", "choice", "date", "codes"]

#: What a reviewer or a secretary fills in; all else is protected.
INPUT: tuple[ColumnKind, ...] = ("mark", "text", "choice", "date", "codes")


def shown(points: Decimal) -> str:
    """Return points without zeros that say nothing: 5, 2.5."""
    return format(points.normalize(), "f")


@dataclass(frozen=True)
class Unit:
    """A row: the code of a unit and its name in the language of the workbook."""

    code: str
    name: str


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    id
        ``unit``, ``name``, the id of an indicator, or what else it holds.
    title
        Its header.
    kind
        ``given``: printed by us; ``total``: a formula; the others are filled in, ``text`` being prose.
    width
        In characters.
    area
        What the header above it says; columns side by side with the same one share it.
    name, maximum, standard
        Of an indicator: its name without the maximum, the highest mark, what a reviewer goes by.
    words
        Of a choice: what may stand in the cell, and what it means.
    """

    id: str
    title: str
    kind: ColumnKind
    width: float
    area: str = ""
    name: str = ""
    maximum: Decimal = Decimal(0)
    standard: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table on a sheet, one row a unit.

    Attributes
    ----------
    sheet
        The name of the sheet.
    columns, units
        What stands side by side and what stands below one another.
    header_row
        1-based row of the headers; the areas, where there are any, stand in the row above.
    """

    sheet: str
    columns: tuple[Column, ...]
    units: tuple[Unit, ...]
    header_row: int

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {column.id: place for place, column in enumerate(self.columns, 1)}

    @property
    def first_row(self) -> int:
        """The row of the first unit."""
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """The row of the last unit."""
        return self.header_row + len(self.units)

    @property
    def marks(self) -> tuple[Column, ...]:
        """The columns of the indicators."""
        return tuple(column for column in self.columns if column.kind == "mark")

    def decides(self, row: int, column: int) -> bool:
        """Tell whether something is filled in here that is more than prose."""
        inside = self.first_row <= row <= self.last_row and 1 <= column <= len(self.columns)
        kind = self.columns[column - 1].kind if inside else "given"
        return kind in INPUT and kind != "text"

    def letter(self, column: str) -> str:
        """Return the letter of a column."""
        return str(get_column_letter(self._places[column]))

    def address(self, column: str, row: int) -> str:
        """Return the address of a cell, such as C6."""
        return f"{self.letter(column)}{row}"

    def cells(self, column: str) -> str:
        """Return the range of a column below its header, such as C6:C40."""
        return f"{self.address(column, self.first_row)}:{self.address(column, self.last_row)}"


def units_of(record: ReviewedEdition, codes: Iterable[str], language: Language) -> tuple[Unit, ...]:
    """Return the units of these codes in the order of the file, with the English gloss as name where there is one."""
    wanted = set(codes)
    roster = record.review.roster
    rows = roster[roster["unit"].isin(wanted)].to_dict("records")
    glossed = language != "zh" and "name_en" in roster.columns
    return tuple(
        Unit(str(row["unit"]), str(row["name_en"] if glossed and pd.notna(row["name_en"]) else row["name"]))
        for row in rows
    )


def yes_no(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the words for yes and no and what they mean."""
    return tuple((text(language, f"sheets-{word}"), word) for word in ("yes", "no"))


def mark_step(rules: Rules) -> Decimal:
    """Return the step of the marks; EvalkitError where the rules give no marks or an indicator has no points."""
    if rules.marks is None or not rules.indicators or any(i.points is None for i in rules.indicators):
        raise EvalkitError("sheets-no-rubric", edition=f"{rules.programme}/{rules.edition}")
    return rules.marks.step


def mark_columns(rules: Rules, language: Language) -> tuple[Column, ...]:
    """Return one column an indicator, with its maximum in the header."""
    return tuple(
        Column(
            indicator.id,
            text(language, "sheets-column-mark", name=indicator.name[language], maximum=shown(indicator.points)),
            "mark",
            8.0,
            area.name[language],
            indicator.name[language],
            indicator.points,
            indicator.standard[language] if indicator.standard else "",
        )
        for area in rules.areas
        for indicator in area.indicators
        if indicator.points is not None
    )


def given_columns(language: Language) -> tuple[Column, Column]:
    """Return the two columns that open every table: code and name."""
    return (
        Column("unit", text(language, "sheets-column-unit"), "given", 9),
        Column("name", text(language, "sheets-column-name"), "given", 30),
    )


def header_row(synthetic: bool, areas: bool) -> int:
    """Return the row of the headers: below the title, the hint, the banner of made-up data, and the areas."""
    return 3 + synthetic + areas


def declaration_grid(units: tuple[Unit, ...], language: Language, synthetic: bool) -> Grid:
    """Return the table in which a reviewer declares conflicts of interest."""
    columns = (
        *given_columns(language),
        Column("declared", text(language, "sheets-column-declared"), "choice", 16, words=yes_no(language)),
        Column("reason", text(language, "sheets-column-reason"), "text", 60),
    )
    return Grid(text(language, "sheets-name-declaration"), columns, units, header_row(synthetic, False))


def score_grid(rules: Rules, units: tuple[Unit, ...], language: Language, synthetic: bool) -> Grid:
    """Return the table in which a reviewer marks: one column an indicator, the total, a comment."""
    columns = (
        *given_columns(language),
        *mark_columns(rules, language),
        Column("total", text(language, "sheets-column-total"), "total", 8),
        Column("comment", text(language, "sheets-column-comment"), "text", 36),
    )
    return Grid(text(language, "sheets-name-scores"), columns, units, header_row(synthetic, True))


def checksum(grids: Sequence[Grid], step: Decimal) -> str:
    """Return a checksum of all that is printed in the tables, and of the step of the marks."""
    printed = [
        [grid.sheet, [[c.id, c.title] for c in grid.columns], [[u.code, u.name] for u in grid.units]] for grid in grids
    ]
    content = json.dumps([printed, shown(step)], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8")).hexdigest()
