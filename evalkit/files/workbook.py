"""What is in the file of a workbook: its sheets and their cells, and what was written beside the values.

Read straight from the XML and by local names. A library that builds the whole workbook takes gigabytes for a range that
is merged over a sheet, minutes for a column that is formatted down to the last row, refuses style sheets that every
spreadsheet opens, and finds nothing in Strict Open XML, whose namespaces are others.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

_MIB = 2**20
#: A workbook of 500 units and 40 indicators unpacks to some 2 MiB and has 24,000 cells that hold something. A column
#: formatted down to the last row unpacks to some 50 MiB.
LARGEST_MIB = {"sheets": 256, "other": 32}
MOST_CELLS = 200_000
MOST_MERGES = 20_000
# What no part of a workbook comes near: elements within one another, and within one cell, text or list of formats.
_DEEPEST, _MOST_INSIDE = 100, 1_000_000
_PIECE = 4 * _MIB
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

# Cells that are formatted and empty, and rows of nothing else; those that say where they are, so that none moves.
_EMPTY_CELL = re.compile(rb'<((?:\w+:)?)c\b(?=[^<>]*\sr=")[^<>]*(?:/>|(?<!/)></\1c>)')
_EMPTY_ROW = re.compile(rb'<((?:\w+:)?)row\b(?=[^<>]*\sr=")[^<>]*(?:/>|(?<!/)>\s*</\1row>)')

# A cell with a formula and without a value.
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<>]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# A cell with an error, whatever its formula.
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*\st=\"e\"[^<>]*)>\s*(?:<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<>]*</(?:\w+:)?f>)\s*)?"
    rb"<(?:\w+:)?v>([^<>]*)</"
)
_ADDRESS = re.compile(rb'\sr="([A-Z]+[0-9]+)"')

# What these numbers mean depends on the language of the program; in Chinese, Japanese and Korean they are all dates.
_EAST_ASIAN_DATES = frozenset({*range(27, 37), *range(50, 59)})

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, OSError, LookupError, RuntimeError, ValueError,
)  # fmt: skip

Place = tuple[int, int]
Runs = tuple[tuple[str, bool | None], ...]


class Unreadable(Exception):
    """Why a file cannot be read: the kind of the fault and what its message needs."""

    def __init__(self, kind: str, value: str | None = None, **variables: object) -> None:
        self.kind, self.value, self.variables = kind, value, variables
        super().__init__(kind)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. ``struck`` is the part of its text that is struck through, all of it where it is a number."""

    row: int
    column: int
    value: Any = None
    data_type: str = "n"
    number_format: str = "General"
    struck: str = ""

    @property
    def coordinate(self) -> str:
        """The address, such as C6."""
        return address_of((self.row, self.column))


@dataclass
class Sheet:
    """A sheet: the cells that hold something, and what lies over them.

    ``merges`` are ranges, top, left, bottom and right; ``notes`` notes and comments by cell; ``drawings`` the text in
    each picture, text box or chart.
    """

    title: str
    visible: bool
    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: dict[Place, str] = field(default_factory=dict)
    drawings: list[str] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, an empty one where there is none."""
        return self.cells.get((row, column)) or Cell(row, column)

    def __getitem__(self, address: str) -> Cell:
        return self.cell(*coordinate_to_tuple(address))


def address_of(place: Place) -> str:
    """Return the address of a row and a column."""
    return f"{get_column_letter(place[1])}{place[0]}"


def read_package(content: bytes) -> dict[str, Sheet]:
    """Return the sheets of a workbook by name, in their order.

    Raises
    ------
    Unreadable
        It is damaged or too large, or it is something else.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Package(archive).read()
    except _DAMAGED as error:
        raise Unreadable("sheet-damaged") from error


def without_value(content: bytes, title: str) -> dict[Place, str]:
    """Return the cells of a sheet that have no value, with the error that they show, such as ``#DIV/0!``.

    A formula that the program that wrote it did not calculate shows nothing.

    Raises
    ------
    Unreadable
        It is damaged or too large. What is no Open XML has none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Package(archive).without_value(title)
    except _DAMAGED:
        return {}


class _Package:
    """An archive, and what its sheets have in common."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        # Programs do not agree on capitals in the names of parts.
        self._names = {name.lower(): name for name in archive.namelist()}
        self._left = {what: mib * _MIB for what, mib in LARGEST_MIB.items()}
        self._cells_left = MOST_CELLS
        self._strings: list[Runs] = []
        self._formats: list[tuple[str, bool]] = []
        self._epoch = CALENDAR_WINDOWS_1900

    def read(self) -> dict[str, Sheet]:
        if other := _other_kind(self._names):
            raise Unreadable("sheet-not-a-workbook", what=other)
        main = next(iter(self._related("", "officeDocument").values()), "xl/workbook.xml")
        if main not in self._names or "[content_types].xml" not in self._names:
            raise Unreadable("sheet-not-a-workbook", what="other")
        parts = self._related(main, "")
        for part in self._related(main, "sharedStrings").values():
            self._strings = [_runs(item) for _, item in _each(self._part(part), ("si",))]
        for part in self._related(main, "styles").values():
            self._formats = _cell_formats(self._part(part))
        sheets: dict[str, Sheet] = {}
        for name, element in _each(self._part(main), ("workbookPr", "sheet")):
            found = _attributes(element)
            if name == "workbookPr":
                if found.get("date1904") in ("1", "true"):
                    self._epoch = CALENDAR_MAC_1904
            elif (part := parts.get(found.get("id", ""), "")) in self._names:
                sheet = Sheet(found.get("name", ""), found.get("state", "visible") == "visible")
                self._fill(sheet, part)
                sheets[sheet.title] = sheet
        return sheets

    def without_value(self, title: str) -> dict[Place, str]:
        """Return the cells of a sheet that hold an error, or a formula without a value."""
        main = next(iter(self._related("", "officeDocument").values()), "xl/workbook.xml")
        parts = self._related(main, "")
        found: dict[Place, str] = {}
        for _, element in _each(self._part(main), ("sheet",)):
            sheet = _attributes(element)
            if sheet.get("name") == title:
                content = self._part(parts.get(sheet.get("id", ""), ""), "sheets")
                cells = [(cell[1], b"") for cell in _FORMULA.finditer(content) if b't="str"' not in cell[1]]
                for attributes, shown in [*cells, *((cell[1], cell[2]) for cell in _ERROR.finditer(content))]:
                    address = _ADDRESS.search(attributes)
                    if address is not None:
                        found[coordinate_to_tuple(address[1].decode())] = shown.decode()
        return found

    def _part(self, name: str, what: str = "other") -> bytes:
        """Return a part, empty where there is none; refuse what unpacks to too much before it is unpacked."""
        if name not in self._names:
            return b""
        size = self._archive.getinfo(self._names[name]).file_size
        self._left[what] -= size
        if self._left[what] < 0:
            unpacked = LARGEST_MIB[what] * _MIB - self._left[what]
            raise Unreadable("sheet-too-large", str(round(unpacked / _MIB)), allowed=LARGEST_MIB[what])
        content = self._archive.read(self._names[name])
        # Open XML has no document types; what they can do is grow without end.
        if b"<!DOCTYPE" in content:
            raise Unreadable("sheet-damaged")
        return content

    def _related(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts to which one refers, by the id of the reference; those whose type ends in a word."""
        folder, name = posixpath.split(part)
        found = {}
        for _, element in _each(self._part(posixpath.join(folder, "_rels", f"{name}.rels")), ("Relationship",)):
            given = _attributes(element)
            if given.get("Type", "").endswith(f"/{kind}" if kind else "") and given.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
                found[given.get("Id", "")] = path.lstrip("/").lower()
        return found

    def _fill(self, sheet: Sheet, part: str) -> None:
        content = _trimmed(self._part(part, "sheets"))
        row = column = 0
        for name, element in _each(content, ("c", "mergeCell"), opened=("row",)):
            if name == "row":
                row, column = int(element.get("r") or row + 1), 0
            elif name == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                sheet.merges.append((top or 1, left or 1, bottom or _LAST_ROW, right or _LAST_COLUMN))
            else:
                address = element.get("r")
                row, column = coordinate_to_tuple(address) if address else (row, column + 1)
                cell = self._cell(element, row, column)
                if cell.value is not None:
                    sheet.cells[row, column] = cell
                    self._cells_left -= 1
            if self._cells_left < 0 or len(sheet.merges) > MOST_MERGES:
                raise Unreadable("sheet-too-many-cells", sheet.title, allowed=MOST_CELLS, merges=MOST_MERGES)
        threads: dict[Place, str] = {}
        for written in self._related(part, "threadedComment").values():
            _add_notes(threads, self._part(written), "threadedComment")
        for written in self._related(part, "comments").values():
            _add_notes(sheet.notes, self._part(written), "comment")
        # Beside a thread lies a note that tells older programs that there is one.
        sheet.notes |= threads
        for drawing in self._related(part, "drawing").values():
            anchors = ("absoluteAnchor", "oneCellAnchor", "twoCellAnchor")
            sheet.drawings += [_words(anchor) for _, anchor in _each(self._part(drawing), anchors)]

    def _cell(self, element: ElementTree.Element, row: int, column: int) -> Cell:
        style = element.get("s", "0")
        known = style.isdecimal() and int(style) < len(self._formats)
        number_format, strike = self._formats[int(style)] if known else ("General", False)
        inside = {_local(child.tag): child for child in element}
        written, kind = inside["v"].text if "v" in inside else None, element.get("t", "n")
        value: Any = written or None
        runs: Runs = ()
        if "f" in inside:
            # Of a formula that is shared with the cells above it only the first says what it is.
            return Cell(row, column, f"={inside['f'].text or '…'}", "f", number_format)
        if kind in ("s", "inlineStr"):
            if kind == "s" and written:
                runs = self._strings[int(written)]
            elif "is" in inside:
                runs = _runs(inside["is"])
            value, kind = "".join(words for words, _ in runs) or None, "s"
        elif kind == "b" and written:
            value = written.strip() in ("1", "true")
        elif kind == "d" and written:
            value = from_ISO8601(written)
        elif kind == "n" and written:
            value, kind = self._number(written, number_format)
        else:
            kind = "s" if kind == "str" else kind
        if runs:
            struck = "".join(words for words, own in runs if (strike if own is None else own))
        else:
            struck = (written or "") if strike else ""
        return Cell(row, column, value, kind, number_format, struck)

    def _number(self, written: str, number_format: str) -> tuple[Any, str]:
        try:
            number = float(written) if re.search("[.eE]", written) else int(written)
        except ValueError:
            return written, "s"
        if not is_date_format(number_format):
            return number, "n"
        try:
            return from_excel(number, self._epoch, timedelta=is_timedelta_format(number_format)), "d"
        except (OverflowError, ValueError):
            return "#VALUE!", "e"


def _other_kind(names: Collection[str]) -> str | None:
    """Return what an archive is that is no workbook of Open XML, None where it may be one."""
    kinds = {
        "word/document.xml": "word",
        "ppt/presentation.xml": "slides",
        "xl/workbook.bin": "xlsb",
        "index/document.iwa": "numbers",
        "index.zip": "numbers",
        "content.xml": "ods",
    }
    return next((kind for name, kind in kinds.items() if name in names), None)


def _trimmed(content: bytes) -> bytes:
    """Return a sheet without what is formatted and empty; piece by piece, and what a cut divides stays."""
    pieces = (content[start : start + _PIECE] for start in range(0, len(content), _PIECE))
    return b"".join([_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", piece)) for piece in pieces])


def _each(
    content: bytes, wanted: Collection[str], opened: Collection[str] = ()
) -> Iterator[tuple[str, ElementTree.Element]]:
    """Yield every element of these names with all that is in it, or as soon as it opens; the rest is not kept."""
    if not content:
        return
    path: list[ElementTree.Element] = []
    within = inside = 0
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        name = _local(element.tag)
        if event == "start":
            path.append(element)
            if len(path) > _DEEPEST:
                raise Unreadable("sheet-damaged")
            within += bool(within) or name in wanted
            inside = inside + 1 if within > 1 else 0
            if inside > _MOST_INSIDE:
                raise Unreadable("sheet-damaged")
            if name in opened:
                yield name, element
            continue
        path.pop()
        if within > 1:
            within -= 1
            continue
        if within:
            within = 0
            yield name, element
        if path:
            path[-1].clear()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    return {_local(name): value for name, value in element.attrib.items()}


def _runs(item: ElementTree.Element) -> Runs:
    """Return the pieces of a text, and of each whether it is struck through; None: as its cell is."""
    found: list[tuple[str, bool | None]] = []
    for child in item:
        name = _local(child.tag)
        if name == "t":
            found.append((child.text or "", None))
        elif name == "r":
            parts = {_local(part.tag): part for part in child}
            own = _is_struck(parts["rPr"]) if "rPr" in parts else None
            found.append((parts["t"].text or "" if "t" in parts else "", own))
    return tuple(found)


def _is_struck(font: ElementTree.Element) -> bool:
    return any(_local(part.tag) == "strike" and part.get("val", "1") not in ("0", "false") for part in font)


def _cell_formats(content: bytes) -> list[tuple[str, bool]]:
    """Return number format and whether it strikes through, of every format of cells."""
    found = {name: element for name, element in _each(content, ("numFmts", "fonts", "cellXfs"))}
    own = {e.get("numFmtId", ""): e.get("formatCode", "") for e in found.get("numFmts", ())}
    fonts = {str(place): _is_struck(font) for place, font in enumerate(found.get("fonts", ()))}

    def code(number: str) -> str:
        if number in own:
            return own[number]
        known = int(number) if number.isdecimal() else 0
        return "yyyy-mm-dd" if known in _EAST_ASIAN_DATES else BUILTIN_FORMATS.get(known, "General")

    return [(code(xf.get("numFmtId", "0")), fonts.get(xf.get("fontId", "0"), False)) for xf in found.get("cellXfs", ())]


def _add_notes(notes: dict[Place, str], content: bytes, name: str) -> None:
    """Add what is written in the notes of a sheet; the answers in a thread follow one another."""
    for _, element in _each(content, (name,)):
        place = coordinate_to_tuple(element.get("ref") or "A1")
        notes[place] = " ".join(filter(None, (notes.get(place), _words(element))))


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(e.text or "" for e in element.iter() if _local(e.tag) in ("t", "text")).split())
