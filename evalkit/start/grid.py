"""An office's own file before anything is known of it: sheets of cells, a header somewhere, rows below."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evalkit.errors import EditionError, Fault
from evalkit.files.textfile import name_key, plain, read_text
from evalkit.sources.mapping import joined
from evalkit.sources.workbook import SUFFIXES, Workbook
from evalkit.start.content import read_content
from evalkit.start.words import OF_LIMITS, in_order, is_number, reviewer_like, role_of

Row = list[str | None]

_FIRST_ROWS = 40
# What names a row, and what may stand below the name of an area besides criteria.
_KEYS = frozenset({"code", "name", "order", "reviewer"})
_BESIDE = frozenset({"remark", "rank", "total"})
_SEPARATORS = (",", ";", "\t", "|")
# A line break in a Chinese name is no blank.
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+|\s+(?=[\u3000-\u9fff\uff00-\uffef])")
_COMMA_NUMBER = re.compile(r"-?\d+,\d+")
_BELOW = re.compile(
    r"(总|合|小)?计$|平均|均分|^注|^备注|^说明|^制表|^填表|^审核|^总分|^最高|^最低|"
    r"^(grand )?totals?\b|^sums?$|^(averages?|means?|avg|median|max(imum)?|min(imum)?|notes?|source|remarks?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Given:
    """A file with its sheets: what ``[source]`` says of it, and the cells by the name of the sheet."""

    path: Path
    source: Mapping[str, str]
    sheets: Mapping[str, list[Row]]


@dataclass
class Layout:
    """A sheet in which a table was found.

    Attributes
    ----------
    sheet
        Its name.
    header
        The rows of the names, from 1: one, or two where criteria stand below their areas.
    names
        The names as they stand there, empty where there is none.
    rows
        The cells of the rows that belong to the table; what is merged stands in each row.
    roles
        What columns are, by what :func:`evalkit.start.words.role_of` calls it.
    filled, down
        As under ``[source.tables]``.
    below
        The rows under the header that do not belong to the table, by number.
    limits
        The cells of a row under the header that says the most points of each column.
    areas
        The name above the name of a column, where there is one.
    grades
        The words that are marks, from the best down.
    parts
        The sheets of which the rows are, where it is one a reviewer.
    take
        By column of which only a part is meant, the pattern that takes it; the rows hold that part.
    judgement
        The column of an overall judgement of each reviewer, where there is one beside single criteria.
    """

    sheet: str
    header: list[int]
    names: list[str]
    rows: list[Row]
    roles: dict[str, int]
    filled: list[str] = field(default_factory=list)
    down: list[str] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    limits: Row = field(default_factory=list)
    areas: dict[int, str] = field(default_factory=dict)
    grades: tuple[str, ...] = ()
    parts: list[str] = field(default_factory=list)
    take: dict[int, str] = field(default_factory=dict)
    judgement: int | None = None

    def column(self, at: int) -> list[str]:
        """Return what stands in a column, without the empty cells."""
        return [cell for row in self.rows if (cell := row[at]) is not None]

    def called(self, at: int) -> str:
        """Return the name of a column without that of its area."""
        return self.names[at].removeprefix(f"{self.areas.get(at, '')} / ")

    @property
    def marks(self) -> list[int]:
        """The columns whose cells are marks and of which the name does not say what they are."""
        known = {*self.roles.values(), *(i for i, n in enumerate(self.names) if role_of(n) in ("code", "order"))}
        return [i for i, name in enumerate(self.names) if name and i not in known and self.is_mark(i)]

    def is_mark(self, at: int) -> bool:
        """Tell whether most of what a column holds is numbers, or all of it grades."""
        cells = self.column(at)
        if self.grades and set(map(name_key, cells)) <= set(map(name_key, self.grades)):
            return bool(cells)
        return bool(cells) and 2 * sum(map(is_number, cells)) > len(cells)


def read_file(path: Path) -> Given:
    """Read every sheet of a workbook, or a CSV file.

    Raises
    ------
    EditionError
        It cannot be read.
    """
    if path.suffix.lower() in SUFFIXES:
        book = Workbook(path, path.name)
        if book.fault is not None:
            raise _refused(path, book.fault)
        return Given(path, {"kind": "workbook", "file": path.name}, {name: book.grid(name) for name in book.sheets})
    text = read_text(path, path.name)
    if isinstance(text, Fault):
        raise _refused(path, text)
    read: list[tuple[int, str, list[Row]]] = []
    for separator in _SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text.text, newline=""), strict=True, delimiter=separator))
        except csv.Error:
            continue
        width = max(map(len, rows), default=0)
        grid = [[cell.strip() if plain(cell) else None for cell in [*row, *[""] * (width - len(row))]] for row in rows]
        read.append((sum(1 for row in grid if sum(map(bool, row)) > 1), separator, grid))
    count, separator, grid = max(read, key=lambda found: found[0], default=(0, ",", []))
    if not count:
        raise _refused(path, Fault("csv-syntax", path.name, variables={"why": "–"}))
    source = {"kind": "csv"}
    if separator != ",":
        source["separator"] = "tab" if separator == "\t" else separator
        if any(_COMMA_NUMBER.fullmatch(cell or "") for row in grid for cell in row):
            source["decimal"] = ","
            grid = [[c.replace(",", ".") if c and _COMMA_NUMBER.fullmatch(c) else c for c in row] for row in grid]
    return Given(path, source, {path.name: grid})


def _refused(path: Path, fault: Fault) -> EditionError:
    return EditionError(path.name, [fault])


def layout_of(sheet: str, grid: Sequence[Row], grades: Sequence[str] = ()) -> Layout | None:
    """Return the table of a sheet; None where there is no header of which anything is known.

    Parameters
    ----------
    sheet, grid
        Its name and its cells.
    grades
        The words that are marks, from the best down, where somebody said so.
    """
    best, header = 1, -1
    for at, row in enumerate(grid[:_FIRST_ROWS]):
        said = [cell for cell in row if cell is not None]
        known = {role for cell in said if (role := role_of(cell))}
        marks = sum(map(reviewer_like, said))
        numbers = sum(map(is_number, said))
        value = 3 * len(known) + 2 * marks + len(set(said)) - 3 * numbers
        if len(said) > 1 and (known or marks) and value > best:
            best, header = value, at
    if header < 0 or header + 1 >= len(grid):
        return None
    lines = _header(grid, header)
    rows = [[_HAN_BREAK.sub("", " ".join((cell or "").split())) for cell in grid[line]] for line in lines]
    last = lines[-1] + 1
    layout = Layout(sheet, [line + 1 for line in lines], joined(rows), [list(row) for row in grid[last:]], {})
    if len(lines) > 1:
        below = {i: name for i, name in enumerate(rows[1]) if name}
        areas = {i: layout.names[i].removesuffix(f" / {name}") for i, name in below.items()}
        layout.areas = {i: area for i, area in areas.items() if area != below[i]}
    # The total of a row rather than a sum below one of its areas.
    for i in sorted(range(len(layout.names)), key=lambda at: at in layout.areas):
        role = role_of(layout.called(i)) if layout.names[i] else None
        # Below an area stand its criteria, and perhaps their sum.
        if role is not None and layout.column(i) and (i not in layout.areas or role in _BESIDE):
            layout.roles.setdefault(role, i)
    _settle(layout)
    layout.take, layout.judgement = read_content(layout.names, layout.rows, layout.roles)
    layout.grades = _grades_in(layout, grades)
    return layout if layout.rows else None


def _header(grid: Sequence[Row], at: int) -> list[int]:
    """Return the rows of a header, of which one was found: with it that of the areas above, or the criteria below."""
    for above, below in ((at - 1, at), (at, at + 1)):
        if above < 0 or below + 1 >= len(grid):
            continue
        upper, lower = grid[above], grid[below]
        said = [i for i, cell in enumerate(lower) if cell is not None]
        keys = [i for row in (upper, lower) for i, cell in enumerate(row) if cell and role_of(cell) in _KEYS]
        areas = [i for i in said if upper[i] is not None]
        # A merged cell above several, and nothing above or below what names the rows.
        merged = any(upper[i] is None and any(j < i for j in areas) for i in said)
        apart = not any(upper[i] is not None and lower[i] is not None for i in keys)
        if merged and areas and keys and apart and not any(is_number(c) for c in [*upper, *lower]):
            return [above, below]
    return [at]


def _grades_in(layout: Layout, given: Sequence[str]) -> tuple[str, ...]:
    """Return the words that are marks in a table, from the best down; none where marks are numbers."""
    free = [i for i, name in enumerate(layout.names) if name and (i not in layout.roles.values())]
    free += [layout.roles["points"]] if "points" in layout.roles else []
    columns = [column for i in free if (column := layout.column(i))]
    if given:
        keys = set(map(name_key, given))
        return tuple(given) if any(set(map(name_key, column)) <= keys for column in columns) else ()
    if any(layout.is_mark(i) for i in free):
        return ()
    # The most columns that one scale has the words of; which are criteria, is asked afterwards.
    best: tuple[str, ...] = ()
    most = 0
    for column in columns:
        alike = [other for other in columns if in_order([*column, *other])]
        found = in_order([cell for other in alike for cell in other]) or in_order(column)
        if found is not None and len(alike) > most:
            best, most = found, len(alike)
    return best


def _settle(layout: Layout) -> None:
    """Tell the rows of the table from those that only stand below its header, and fill merged cells."""
    keys = [layout.roles[role] for role in ("code", "name", "order") if role in layout.roles]
    keys = [at for at in keys if layout.column(at)] or [i for i, name in enumerate(layout.names) if name][:1]
    reviewer = layout.roles.get("reviewer")
    rows = layout.rows
    if reviewer is not None:
        for at in keys:
            merged = [i for i, row in enumerate(rows) if row[at] is None and row[reviewer] is not None and i]
            if merged and rows[0][at] is not None:
                layout.down.append(layout.names[at])
                for i in merged:
                    rows[i][at] = rows[i - 1][at]
    needed = [*keys[:2], *([] if reviewer is None else [reviewer])]
    wide = Counter(i for row in rows for i, cell in enumerate(row) if cell is not None)
    full = [i for i, count in wide.items() if layout.names[i] and 2 * count > wide[needed[0]]]
    inside: list[int] = []
    for i, row in enumerate(rows):
        first = next((cell for cell in row if cell is not None), "")
        if not inside and not layout.limits and OF_LIMITS.search(plain(first)) and sum(map(is_number, row)):
            layout.limits = row
        elif all(row[at] is not None for at in needed) and not _BELOW.search(plain(first)):
            if sum(row[at] is not None for at in full) > 1 or len(full) < 2:
                inside.append(i)
    outside = [i for i in range(len(rows)) if i not in set(inside)]
    layout.below = [i + layout.header[-1] + 1 for i in outside if any(rows[i])]
    # The columns of which each row of the table holds something, and each other row lacks one.
    candidates = [at for at in [*needed, *full] if layout.names[at] not in layout.down]
    always = [at for at in dict.fromkeys(candidates) if all(rows[i][at] is not None for i in inside)]
    left = set(outside)
    for at in always:
        lacking = {i for i in left if rows[i][at] is None}
        if lacking:
            layout.filled.append(layout.names[at])
            left -= lacking
    layout.rows = [rows[i] for i in inside]
