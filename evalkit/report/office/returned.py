"""A Word file as it came back: the paragraphs of the office's own texts, and what is among them that are no words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, fromstring

from evalkit.errors import EvalkitError
from evalkit.files.archive import unpack
from evalkit.report.pieces import Piece, digest_of
from evalkit.report.texts import HEAD

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NAME = re.compile(r"(text_[A-Za-z0-9_]+)_(\d+)_([0-9a-f]{6})")
_WITHIN = re.compile(rf"text_[A-Za-z0-9_]+_\d+(?:_[0-9a-f]{{6}}|_n\d+|{HEAD})")
#: Ends the name of a mark at the beginning of what stands below a text: whatever stands before it is the text's.
BELOW = "__below"
_OFF = ("0", "false", "none")
#: What holds blocks and is none; and what is neither words nor a picture.
_AROUND = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"})
_FOREIGN = frozenset(
    {f"{_W}footnoteReference", f"{_W}endnoteReference", f"{_W}object", f"{_W}sym",
     "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
     "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
     "{urn:schemas-microsoft-com:vml}imagedata", "{urn:schemas-microsoft-com:vml}textbox"}
)  # fmt: skip
#: Blocks of code do not come back.
_CODE = "SourceCode"


@dataclass(frozen=True)
class Edited:
    """A paragraph of the document: the line that it was, by key, place and digest, and what it shows now.

    One that was added has no digest; its place is that of the line before it, 0 before the first. ``foreign``: it holds
    what is neither words nor a picture, or is a table that is not on file. ``row``: the cells of a row that was added
    to a table.
    """

    key: str
    place: int
    digest: str
    pieces: tuple[Piece, ...]
    foreign: bool = False
    row: tuple[tuple[Piece, ...], ...] = ()


def paragraphs(docx: bytes) -> list[Edited]:
    """Return the paragraphs of a document that are, or stand among, lines of the office's own texts.

    Raises
    ------
    EvalkitError
        It is no Word document.
    """
    try:
        parts = unpack(docx)
        body = fromstring(parts["word/document.xml"]).find(f"{_W}body")
        rels = fromstring(parts.get("word/_rels/document.xml.rels", b"<none/>"))
    except Exception as error:
        raise EvalkitError("text-not-word") from error
    addresses = {str(rel.get("Id")): str(rel.get("Target")) for rel in rels}
    found: list[Edited] = []
    # Some programs lose the end of a bookmark after a list. Where a text ends then, only its own lines tell.
    ended = set() if body is None else {number for tag, number, _ in _bookmarks(body) if tag.endswith("End")}
    marks = set() if body is None else {name for _, _, name in _bookmarks(body) if name.endswith(BELOW)}
    open_: dict[str, str] = {}
    last = ""
    for block in [] if body is None else _blocks(body):
        before = dict(open_)
        last = "" if any(name == f"{last}{BELOW}" for _, _, name in _bookmarks(block)) else last
        if block.tag in (f"{_W}p", f"{_W}tbl"):
            inside = [name for number, name in _opened(block, before).items() if number in ended]
            key = last or next((name for name in inside if is_text(name)), "")
            heads = _heads(block)
            for part in _parts(block):
                pieces = tuple(_pieces(part, addresses, dict(open_)))
                row = part.iter(f"{_W}tc") if part.tag == f"{_W}tr" else ()
                cells = tuple(tuple(_pieces(cell, addresses, dict(open_))) for cell in row)
                named = _name(part)
                if named is not None and part in heads and digest_of(pieces) != named[3]:
                    # Some programs write the bold face of a head into its cells.
                    pieces = _light(pieces)
                if named is not None:
                    last = named[1] if f"{named[1]}{BELOW}" in marks else ""
                # A table of somebody's own, and a second paragraph in a cell, have no place in a text.
                lost = part is not block and named is None and not cells
                foreign = part.tag == f"{_W}tbl" or lost or _is_foreign(part)
                one = Edited(key, 0, "", pieces, foreign, cells)
                if named is not None:
                    found.append(replace(one, key=named[1], place=int(named[2]), digest=named[3]))
                elif key and not _is_code(part) and (_is_foreign(part) or any(map(_shows, pieces))):
                    _add(found, one, before)
        for tag, number, name in _bookmarks(block):
            _open(open_, tag, number, name)
    return found


def is_text(name: str) -> bool:
    """Tell whether a bookmark is that of a whole text."""
    return name.startswith("text_") and not name.endswith(BELOW) and _WITHIN.fullmatch(name) is None


def _heads(block: Element) -> frozenset[Element]:
    """Return the paragraphs in the rows of a table that are repeated on each page."""
    rows = [row for row in block.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is not None]
    return frozenset(paragraph for row in rows for paragraph in row.iter(f"{_W}p"))


def _light(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return pieces without bold where all of them are."""
    shown = [piece for piece in pieces if piece.text]
    return tuple(replace(p, strong=False) for p in pieces) if all(p.strong for p in shown) else pieces


def _parts(block: Element) -> Iterator[Element]:
    """Yield what is read as one: a paragraph; of a table on file each of its cells, and rows that were added whole.

    A table of which no paragraph is on file is one whole.
    """
    if block.tag == f"{_W}p" or _name(block) is None:
        yield block
        return
    for row in block.iter(f"{_W}tr"):
        yield from [row] if _name(row) is None else row.iter(f"{_W}p")


def _name(part: Element) -> re.Match[str] | None:
    """Return the name of the first line that begins in a part of the document."""
    return next((m for _, _, name in _bookmarks(part) if (m := _NAME.fullmatch(name))), None)


def _add(found: list[Edited], one: Edited, open_: Mapping[str, str]) -> None:
    """Add what has no bookmark of its own."""
    last = found[-1] if found and found[-1].key == one.key else None
    whole = next((m for name in open_.values() if (m := _NAME.fullmatch(name))), None)
    if last is not None and whole and last.digest == whole[3] == digest_of(one.pieces) != digest_of(last.pieces):
        # Written before the first letter of a line: the bookmark begins with what was added.
        found[-1] = replace(last, place=last.place - 1, digest="")
        found.append(replace(one, place=last.place, digest=whole[3]))
    else:
        found.append(replace(one, place=last.place if last else 0))


def _blocks(body: Element) -> Iterator[Element]:
    for block in body:
        if block.tag in _AROUND:
            yield from _blocks(block)
        else:
            yield block


def _shows(piece: Piece) -> bool:
    return piece.picture or bool(piece.text.strip())


def _is_foreign(block: Element) -> bool:
    return any(element.tag in _FOREIGN for element in block.iter())


def _is_code(block: Element) -> bool:
    style = block.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val") == _CODE


def _bookmarks(block: Element) -> list[tuple[str, str, str]]:
    return [
        (e.tag, str(e.get(f"{_W}id")), str(e.get(f"{_W}name", "")))
        for e in block.iter()
        if e.tag.startswith(f"{_W}bookmark")
    ]


def _open(open_: dict[str, str], tag: str, number: str, name: str) -> None:
    if tag.endswith("Start"):
        open_[number] = name
    else:
        open_.pop(number, None)


def _opened(block: Element, before: Mapping[str, str]) -> dict[str, str]:
    """Return the bookmarks that are open where the words of a block begin."""
    open_ = dict(before)
    for element in block.iter():
        if element.tag == f"{_W}r":
            break
        if element.tag.startswith(f"{_W}bookmark"):
            _open(open_, element.tag, str(element.get(f"{_W}id")), str(element.get(f"{_W}name", "")))
    return open_


def _pieces(block: Element, addresses: Mapping[str, str], open_: dict[str, str]) -> Iterator[Piece]:
    """Yield what a paragraph shows, without what heads a highlight and what was deleted under tracked changes.

    A link that leads to a place of the document is the page's own.
    """
    links = {
        run: addresses.get(str(link.get(f"{_R}id")), "")
        for link in block.iter(f"{_W}hyperlink")
        for run in link.iter(f"{_W}r")
    }
    gone = [e for tag in ("del", "moveFrom", "txbxContent") for e in block.iter(f"{_W}{tag}")]
    away = {run for element in gone for run in element.iter(f"{_W}r")}
    for element in block.iter():
        if element.tag.startswith(f"{_W}bookmark"):
            _open(open_, element.tag, str(element.get(f"{_W}id")), str(element.get(f"{_W}name", "")))
        elif element.tag == f"{_W}r" and element not in away and not any(n.endswith(HEAD) for n in open_.values()):
            number = next((int(m[1]) for n in open_.values() if (m := re.search(r"_n(\d+)$", n))), 0)
            yield from _run(element, links.get(element, ""), number)


def _run(run: Element, href: str, number: int) -> Iterator[Piece]:
    properties = run.find(f"{_W}rPr")

    def has(name: str) -> bool:
        found = None if properties is None else properties.find(f"{_W}{name}")
        return found is not None and found.get(f"{_W}val", "1") not in _OFF

    style = None if properties is None else properties.find(f"{_W}rStyle")
    code = style is not None and style.get(f"{_W}val") == "VerbatimChar"
    for part in run:
        text = {
            "t": part.text or "", "br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "‑", "drawing": "",
        }.get(part.tag.removeprefix(_W))  # fmt: skip
        if text is not None:
            picture = part.tag == f"{_W}drawing"
            yield Piece(text, strong=has("b"), em=has("i"), code=code, href=href, number=number, picture=picture)
