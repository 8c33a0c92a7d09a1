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
from evalkit.edition.renamed import former_names
from evalkit.errors import EvalkitError
from evalkit.files.textfile import name_key
from evalkit.rules.models import Area, Indicator, Rules
from evalkit.rules.scales import MarkScale
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
    name, standard
        Of an indicator: its name without the maximum, what a reviewer goes by.
    scale
        What a mark may be; None for all that is no mark.
    words
        Of a choice, or of a mark that is a grade: what may stand in the cell, and what it means.
    also
        Other words that mean the same, which the cell does not offer.
    applicable
        Whether a mark always is: where it need not be, `NA` may stand in the cell.
    adds
        Whether the mark is part of the total.
    """

    id: str
    title: str
    kind: ColumnKind
    width: float
    area: str = ""
    name: str = ""
    standard: str = ""
    words: tuple[tuple[str, str], ...] = ()
    scale: MarkScale | None = None
    also: tuple[tuple[str, str], ...] = ()
    applicable: bool = True
    adds: bool = True

    @property
    def limits(self) -> dict[str, str]:
        """What messages say about the numbers that may stand here: ``minimum, maximum, step``."""
        if self.scale is None:
            return {}
        return {end: shown(getattr(self.scale, end)) for end in ("minimum", "maximum", "step")}

    def allowed(self, language: Language) -> str:
        """Return in words what may stand here."""
        if self.words:
            listed = text(language, "sheets-comma").join(word for word, _ in self.words)
            allowed = text(language, "sheets-allowed-words", list=listed)
        else:
            allowed = text(language, "sheets-allowed-range", **self.limits)
        return allowed if self.applicable else text(language, "sheets-allowed-na", allowed=allowed)


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


def units_of(
    record: ReviewedEdition, codes: Iterable[str], language: Language, called: Mapping[str, str] | None = None
) -> tuple[Unit, ...]:
    """Return the units of these codes in the order of the file, with the English gloss as name where there is one.

    `called`: names by code that a workbook has; each is taken where its unit was called so before it was renamed.
    """
    wanted = set(codes)
    roster = record.review.roster
    rows = roster[roster["unit"].isin(wanted)].to_dict("records")
    glossed = language != "zh" and "name_en" in roster.columns
    names = {str(r["unit"]): str(r["name_en"] if glossed and pd.notna(r["name_en"]) else r["name"]) for r in rows}
    for unit, former in former_names(record).items() if called else ():
        before = {name_key(name): name for name in former}
        if unit in names and called is not None and name_key(called.get(unit, "")) in before:
            names[unit] = before[name_key(called[unit])]
    return tuple(Unit(code, name) for code, name in names.items())


def yes_no(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the words for yes and no and what they mean."""
    return tuple((text(language, f"sheets-{word}"), word) for word in ("yes", "no"))


def require_rubric(rules: Rules) -> None:
    """Raise EvalkitError where the rules give no marks, or do not say what a mark on an indicator may be."""
    if rules.marks is None or not rules.indicators or any(rules.known_scale(i) is None for i in rules.indicators):
        raise EvalkitError("sheets-no-rubric", edition=f"{rules.programme}/{rules.edition}")


def how_to_mark(rules: Rules) -> dict[str, str]:
    """Return what instructions say about marks in general.

    ``step``: of all marks, where each goes from 0 to a maximum in the same steps and the highest is the best; else the
    word ``various``. ``best``, ``na`` and ``blank``: which end is good, whether `NA` may stand in a cell, and whether
    one may be left empty.
    """
    require_rubric(rules)
    scales = [rules.scale_of(i) for i in rules.kept]
    steps = {shown(s.step) for s in scales}
    plain = len(steps) == 1 and not any(s.minimum or s.grades for s in scales)
    return {
        "step": steps.pop() if plain else "various",
        "best": rules.best,
        "na": "yes" if rules.may_be_not_applicable else "no",
        "blank": "yes" if may_be_missing(rules) else "no",
    }


def may_be_missing(rules: Rules) -> bool:
    """Tell whether a sheet may lack marks."""
    return rules.marks is not None and rules.marks.missing == "leave-out"


def mark_columns(rules: Rules, language: Language, applicable: bool = True) -> tuple[Column, ...]:
    """Return one column an indicator that was not dropped, with what a mark may be in the header.

    `applicable`: whether every mark has to be one, as what a panel decides.
    """
    require_rubric(rules)
    asked = ((area, i) for area in rules.areas for i in area.indicators if not rules.is_dropped(i.id))
    return tuple(_mark_column(rules, area, i, language, applicable) for area, i in asked)


def _mark_column(rules: Rules, area: Area, indicator: Indicator, language: Language, applicable: bool) -> Column:
    scale, name = rules.scale_of(indicator), indicator.name[language]
    offered: list[tuple[str, str]] = []
    also: list[tuple[str, str]] = []
    for grade in rules.grades_of(indicator):
        label = grade.name[language] if grade.name else grade.id
        offered.append((label, grade.id))
        also += [(word, grade.id) for word in grade.words if word != label]
    if offered:
        listed = text(language, "sheets-slash").join(word for word, _ in offered)
        title = text(language, "sheets-column-grade", name=name, list=listed)
    elif scale.minimum:
        title = text(
            language, "sheets-column-range", name=name, minimum=shown(scale.minimum), maximum=shown(scale.maximum)
        )
    else:
        title = text(language, "sheets-column-mark", name=name, maximum=shown(scale.maximum))
    return Column(
        indicator.id,
        title,
        "mark",
        8.0,
        area.name[language],
        name,
        indicator.standard[language] if indicator.standard else "",
        tuple(offered),
        scale,
        tuple(also),
        applicable or not rules.may_be_not_applicable,
        indicator.scored,
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
    marks = mark_columns(rules, language, applicable=False)
    # A total of grades, or of marks of which some are left out, is no sum.
    adds_up = all(c.applicable and not c.words for c in marks if c.adds) and not may_be_missing(rules)
    columns = (
        *given_columns(language),
        *marks,
        *((Column("total", text(language, "sheets-column-total"), "total", 8),) if adds_up else ()),
        Column("comment", text(language, "sheets-column-comment"), "text", 36),
    )
    return Grid(text(language, "sheets-name-scores"), columns, units, header_row(synthetic, True))


def checksum(grids: Sequence[Grid], rules: Rules) -> str:
    """Return a checksum of all that is printed in the tables, and of the steps of the marks."""
    printed = [
        [grid.sheet, [[c.id, c.title] for c in grid.columns], [[u.code, u.name] for u in grid.units]] for grid in grids
    ]
    content = json.dumps([printed, _steps(rules)], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def _steps(rules: Rules) -> object:
    facts = how_to_mark(rules)
    if facts["step"] != "various" and (facts["best"], facts["na"], facts["blank"]) == ("highest", "no", "no"):
        return facts["step"]
    scales = [rules.scale_of(i) for i in rules.kept]
    return [facts, [[*map(shown, (s.minimum, s.maximum, s.step)), [*s.grades]] for s in scales]]
