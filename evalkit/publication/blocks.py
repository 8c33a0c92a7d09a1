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
from typing import Any
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

#: Attributes that hold no words.
_WORDLESS = frozenset({"class", "id", "src", "style", "scope", "role", "tabindex", "lang", "hreflang", "colspan"})
_LINES = ["p", "li", "h1", "h2", "h3", "h4", "figcaption", "caption", "pre", "title", "summary", "dt", "dd"]
# A text within one of these is read with it, or is none.
_NOT_LOOSE = frozenset({*_LINES, "td", "th", "style", "script"})
_SENTENCE = re.compile(r"[。！？；\n]|[.!?;]\s")
_SVG = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
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
    """

    where: str
    cells: tuple[str, ...]
    heads: tuple[str, ...] = ()


def blocks(name: str, content: bytes) -> Iterator[Block]:
    """Yield the blocks of a file by its ending: HTML, CSV, JSON, notebook, XLSX, DOCX, PDF, plain text.

    A PDF is read where there is ``pdftotext``, and passed over elsewhere. Files of other kinds hold no text.
    """
    suffix = name.rpartition(".")[2].lower()
    if suffix == "html":
        yield from html_blocks(content.decode("utf-8"))
    elif suffix == "csv":
        yield from _rows("", list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))))
    elif suffix in ("json", "ipynb"):
        yield from _json(json.loads(content.decode("utf-8")), "")
    elif suffix == "xlsx":
        yield from _xlsx(content)
    elif suffix == "docx":
        yield from _docx(content)
    elif suffix == "pdf":
        yield from _lines(_pdf_text(content), "page text")
    elif suffix in ("txt", "md", "log"):
        yield from _lines(content.decode("utf-8", "replace"), "text")


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
    for string in soup.find_all(string=True):
        if not any(parent.name in _NOT_LOOSE for parent in string.parents):
            yield from _sentences(str(string), "text")
    for tag in soup.find_all(True):
        for key, value in tag.attrs.items():
            if key not in _WORDLESS:
                yield from _sentences(value if isinstance(value, str) else " ".join(value), f"{key} of <{tag.name}>")
    for number, svg in enumerate(_SVG.findall(html), start=1):
        try:
            yield from _sentences(base64.b64decode(svg).decode("utf-8"), f"figure {number}", figures=True)
        except (binascii.Error, UnicodeDecodeError):
            continue


def _rows(name: str, lines: list[list[str]]) -> Iterator[Block]:
    # Above the header of a sheet of a workbook there may be a title, alone in its row.
    heads = tuple(next((line for line in lines if sum(map(bool, line)) > 1), ()))
    for number, line in enumerate(lines, start=1):
        yield Block(f"{name}, row {number}".lstrip(", "), tuple(line), heads if len(heads) == len(line) else ())


def _sentences(text: str, where: str, *, figures: bool = False) -> Iterator[Block]:
    """Yield sentences; of a figure, whose numbers are coordinates, only the remarks that say what its letters are."""
    parts = re.findall(r"<!--(.*?)-->|<title>(.*?)</title>", text, re.DOTALL) if figures else []
    for piece in [a or b for a, b in parts] if figures else _SENTENCE.split(text):
        if piece.strip():
            yield Block(where, (piece,))


def _lines(text: str, where: str) -> Iterator[Block]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Block(f"{where}, line {number}", (line,))


def _json(value: Any, where: str) -> Iterator[Block]:
    if isinstance(value, dict):
        for key, part in value.items():
            # The sources of a notebook are lists of lines, its outputs text by kind.
            if key == "text/html":
                yield from html_blocks(part if isinstance(part, str) else "".join(part))
            elif isinstance(part, list) and part and all(isinstance(line, str) for line in part):
                yield from _lines("".join(part) if part[0].endswith("\n") else "\n".join(part), f"{where}/{key}")
            else:
                yield from _json(part, f"{where}/{key}")
            yield Block(f"{where}/{key}", (str(key),))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _json(part, f"{where}[{number}]")
    elif isinstance(value, str):
        yield from _lines(value, where)


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
