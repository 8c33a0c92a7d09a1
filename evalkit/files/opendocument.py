"""What a reader of values does not say about an OpenDocument spreadsheet: which cells have no value."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from evalkit.files.workbook import LARGEST_MIB, Place

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
# As LibreOffice marks an error: the standard has none, and calls it an empty text.
_SHOWN_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# More than a spreadsheet program writes for one formula: what is repeated beyond that is formatted and empty.
_MOST_REPEATED = 100_000


def without_value(content: bytes, title: str) -> dict[Place, str]:
    """Return the cells of a sheet that hold an error, or a formula and no value, with the error that they show.

    None where the file is no OpenDocument.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = archive.getinfo("content.xml").file_size
            if size > LARGEST_MIB["sheets"] * 2**20:
                return {}
            return dict(_cells(archive.read("content.xml"), title))
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, EOFError, OSError, ValueError):
        return {}


def _cells(content: bytes, title: str) -> Iterator[tuple[Place, str]]:
    if b"<!DOCTYPE" in content or f"{_TABLE[1:-1]}".encode() not in content:
        return
    inside, row = False, 0
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        if element.tag == f"{_TABLE}table":
            inside = event == "start" and element.get(f"{_TABLE}name") == title
            row = 0
            if event == "end":
                element.clear()
        elif event == "end" and inside and element.tag == f"{_TABLE}table-row":
            rows, column = int(element.get(f"{_TABLE}number-rows-repeated", "1")), 0
            for cell in element:
                if cell.tag not in _CELLS:
                    continue
                columns = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
                error = cell.get(_SHOWN_TYPE) == "error"
                without = error or (cell.get(f"{_TABLE}formula") and _VALUE_TYPE not in cell.attrib)
                if without and rows * columns < _MOST_REPEATED:
                    shown = cell.findtext(_TEXT, "") if error else ""
                    places = ((row + r + 1, column + c + 1) for r in range(rows) for c in range(columns))
                    yield from ((place, shown) for place in places)
                column += columns
            row += rows
            element.clear()
