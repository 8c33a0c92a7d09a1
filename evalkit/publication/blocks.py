"""From a file that a run writes to the pieces of text that a reader takes in as one: a row, a sentence, a label."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

#: Attributes that hold no words.
_WORDLESS = frozenset(
    {"class", "id", "src", "style", "scope", "role", "tabindex", "lang", "hreflang", "colspan"}
    # The numbers of a sentence or a row once more, and names that a program gives.
    | {"data-said", "data-see", "data-expression", "data-cell", "data-rules", "data-at"}
)
_LINES = ["p", "li", "h1", "h2", "h3", "h4", "figcaption", "caption", "title", "summary", "dt", "dd"]
# A text within one of these is read with it, or is none.
_NOT_LOOSE = frozenset({*_LINES, "pre", "td", "th", "style", "script"})
_SENTENCE = re.compile(r"[。！？；\n]|[.!?;]\s")
_SVG = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_DRAWN = re.compile(r"<(?:text|tspan|title|desc)\b[^>]*>([^<]*)")
#: A list of more parts is no row of a table.
_WIDE = 40
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Block:
    """A piece of text.

    Attributes
    ----------
    where
        Its place in the file, to be told to a person: ``table docket, row 3``.
    cells
        Its cells; a sentence has one.
    heads
        The names of the columns, where it is a row of a table that has them.
    column
        Whether it is a column, under the first of its cells.
    printed
        Whether it is all of what a cell printed, in lines.
    """

    where: str
    cells: tuple[str, ...]
    heads: tuple[str, ...] = ()
    column: bool = False
    printed: bool = False


def blocks(name: str, content: bytes) -> Iterator[Block]:
    """Yield the blocks of a file by its ending: HTML, CSV, JSON, notebook, XLSX, DOCX, PDF, plain text.

    A PDF is read where there is ``pdftotext``, and passed over elsewhere. Files of other kinds hold no text.
    """
    suffix = name.rpartition(".")[2].lower()
    if suffix == "html":
        yield from html_blocks(content.decode("utf-8"))
    elif suffix == "csv":
        yield from _rows("", _csv(content.decode("utf-8-sig")))
    elif suffix in ("json", "ipynb"):
        yield from _json(json.loads(content.decode("utf-8")), "")
    elif suffix == "xlsx":
        yield from _xlsx(content)
    elif suffix == "docx":
        yield from _docx(content)
    elif suffix == "pdf":
        yield from _lines(_pdf_text(content), "page text")
    elif suffix in ("txt", "md", "log"):
        yield from _printed(content.decode("utf-8", "replace"), "text")


def _csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def html_blocks(html: str) -> Iterator[Block]:
    """Yield rows of tables, sentences and the words in attributes, and the remarks inside figures."""
    soup = BeautifulSoup(html, "html.parser")
    for number, table in enumerate(soup.find_all("table"), start=1):
        box = table.find_parent(attrs={"data-table": True})
        name = f"table {box['data-table'] if isinstance(box, Tag) else number}"
        lines = [[c.get_text(" ", strip=True) for c in row.find_all(["th", "td"])] for row in table.find_all("tr")]
        yield from _rows(name, lines)
    for kind in _LINES:
        for number, tag in enumerate(soup.find_all(kind), start=1):
            yield from _sentences(tag.get_text(" ", strip=True), f"{kind} {number}")
    for number, tag in enumerate(soup.find_all("pre"), start=1):
        box = tag.find_parent(attrs={"data-table": True})
        if isinstance(box, Tag):
            yield from _rows(f"table {box['data-table']}", _csv(tag.get_text()))
        yield from _printed(tag.get_text(), f"pre {number}")
    for string in soup.find_all(string=True):
        if not any(parent.name in _NOT_LOOSE for parent in string.parents):
            yield from _sentences(str(string), "text")
    for tag in soup.find_all(True):
        for key, value in tag.attrs.items():
            if key not in _WORDLESS:
                said = value if isinstance(value, str) else " ".join(value)
                yield from _sentences(said, f"{key} of <{tag.name}>")
                # What shows itself under the pointer belongs to what is under it.
                if key == "title" and not tag.find(True):
                    yield from _sentences(f"{tag.get_text(' ', strip=True)} {said}", f"{key} of <{tag.name}>")
    for number, svg in enumerate(soup.find_all("svg"), start=1):
        yield from _printed("\n".join(svg.stripped_strings), f"svg {number}")
    for number, svg in enumerate(_SVG.findall(html), start=1):
        try:
            drawing = base64.b64decode(svg).decode("utf-8")
            yield from _sentences(drawing, f"figure {number}", figures=True)
            yield from _printed("\n".join(unescape(t) for t in _DRAWN.findall(drawing)), f"figure {number}")
        except (binascii.Error, UnicodeDecodeError):
            continue


def _rows(name: str, lines: list[list[str]]) -> Iterator[Block]:
    # Above the header of a sheet of a workbook there may be a title, alone in its row.
    heads = tuple(next((line for line in lines if sum(map(bool, line)) > 1), ()))
    for number, line in enumerate(lines, start=1):
        yield Block(f"{name}, row {number}".lstrip(", "), tuple(line), heads if len(heads) == len(line) else ())
    # A table may be turned, with the units side by side.
    if len(lines) > 1 and all(len(line) == len(heads) for line in lines):
        names, *columns = zip(*lines, strict=True)
        for number, column in enumerate(columns, start=2):
            yield Block(f"{name}, column {number}".lstrip(", "), column, names, column=True)


def _sentences(text: str, where: str, *, figures: bool = False) -> Iterator[Block]:
    """Yield sentences; of a figure, whose numbers are coordinates, only the remarks that say what its letters are."""
    parts = re.findall(r"<!--(.*?)-->|<title>(.*?)</title>", text, re.DOTALL) if figures else []
    for piece in [a or b for a, b in parts] if figures else _SENTENCE.split(text):
        if piece.strip():
            yield Block(where, (piece,))


def _printed(text: str, where: str) -> Iterator[Block]:
    if text.strip():
        yield Block(where, (text,), printed=True)


def _lines(text: str, where: str) -> Iterator[Block]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Block(f"{where}, line {number}", (line,))


def _json(value: Any, where: str) -> Iterator[Block]:
    yield from _json_rows(value, where)
    if isinstance(value, dict):
        for key, part in value.items():
            # The sources of a notebook are lists of lines, its outputs text by kind.
            if key == "text/html":
                yield from html_blocks(part if isinstance(part, str) else "".join(part))
            elif isinstance(part, list) and part and all(isinstance(line, str) for line in part):
                yield from _printed("".join(part) if part[0].endswith("\n") else "\n".join(part), f"{where}/{key}")
            else:
                yield from _json(part, f"{where}/{key}")
            yield Block(f"{where}/{key}", (str(key),))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _json(part, f"{where}[{number}]")
    elif isinstance(value, str):
        yield from _printed(value, where)


def _json_rows(value: Any, where: str) -> Iterator[Block]:
    """Yield what JSON has beside each other: the parts of an object, of a list, of lists side by side."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    keys = [str(key) for key in value] if isinstance(value, dict) else []
    plain = [isinstance(part, (str, int, float)) for part in parts]
    if keys:
        # A number under the code of its unit.
        yield from (
            Block(where, (key, str(p))) for key, p, is_plain in zip(keys, parts, plain, strict=True) if is_plain
        )
    if sum(plain) > 1 and len(parts) <= _WIDE:
        heads = tuple(key for key, is_plain in zip(keys, plain, strict=True) if is_plain) if keys else ()
        yield Block(where, tuple(str(p) for p, is_plain in zip(parts, plain, strict=True) if is_plain), heads)
    if keys and len(parts) > 1 and all(isinstance(part, dict) and part.keys() == parts[0].keys() for part in parts):
        # By column, then by row, as frames are written.
        for row in parts[0]:
            yield Block(where, (str(row), *(str(part[row]) for part in parts)), ("", *keys))
    if keys and len(parts) > 1 and all(isinstance(part, list) and len(part) == len(parts[0]) for part in parts):
        for row in zip(*parts, strict=True):
            yield Block(where, tuple(map(str, row)), tuple(keys))


def _xlsx(content: bytes) -> Iterator[Block]:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(content))
    for sheet in workbook.worksheets:
        lines = [["" if c.value is None else str(c.value) for c in row] for row in sheet.iter_rows()]
        yield from _rows(f"sheet {sheet.title}", lines)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None:
                    yield Block(f"sheet {sheet.title}, note", (cell.comment.text,))


def _docx(content: bytes) -> Iterator[Block]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [n for n in archive.namelist() if n.startswith("word/") and n.endswith(".xml")]
        parts += [n for n in archive.namelist() if n.startswith("docProps/")]
        for part in sorted(parts):
            root = ElementTree.fromstring(archive.read(part))
            for number, table in enumerate(root.iter(f"{_WORD}tbl"), start=1):
                lines = [[_text(cell) for cell in row.iter(f"{_WORD}tc")] for row in table.iter(f"{_WORD}tr")]
                yield from _rows(f"{part}, table {number}", lines)
            for number, paragraph in enumerate(root.iter(f"{_WORD}p"), start=1):
                yield from _sentences(_text(paragraph), f"{part}, paragraph {number}")
            for tag in root.iter():
                for key in ("descr", "title"):
                    yield from _sentences(tag.get(key, ""), f"{part}, alternative text")
                if part.startswith("docProps/") and tag.text:
                    yield Block(part, (tag.text,))


def _text(tag: ElementTree.Element) -> str:
    return "".join(t.text or "" for t in tag.iter(f"{_WORD}t"))


def _pdf_text(content: bytes) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        return ""
    done = subprocess.run([tool, "-layout", "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")
