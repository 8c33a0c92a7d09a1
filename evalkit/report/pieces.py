"""What a line of text shows, piece by piece, be it from Markdown or from Word; and its way back to Markdown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from evalkit.files.unseen import shown as legible

#: Links that a document keeps, of those in a page.
ELSEWHERE = re.compile(r"https?://|mailto:")
_BLANK = re.compile(r"[ \t\r\n\u00a0\u2028\u2029]+")
_UNSEEN = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_ENDS = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_SPECIAL = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
_OPENING = re.compile(r"(\s*)([#>+-]|\d+(?=[.)]))")


@dataclass(frozen=True)
class Piece:
    """A piece of text in one style; ``number``: which of the line's numbers it is, from 1; or a picture."""

    text: str
    strong: bool = False
    em: bool = False
    code: bool = False
    href: str = ""
    number: int = 0
    picture: bool = False

    @property
    def style(self) -> tuple[object, ...]:
        """All but the text."""
        return (self.strong, self.em, self.code, self.href, self.number, self.picture)


@dataclass(frozen=True)
class Number:
    """A number in a line: where its link begins and ends among the tokens, and what the link holds.

    ``value`` is what the program fills in; None where the number is printed, and checked.
    """

    start: int
    end: int
    expression: str
    title: str
    value: str | None

    def link(self, printed: str) -> str:
        """Return the link as it stands on file."""
        title = f' "{self.title}"' if self.title else ""
        return f"[{'' if self.value is not None else printed}](evalkit:{self.expression}{title})"


def normal(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces in the one form in which two lines are compared.

    Runs of spaces are one, and none at the ends; neighbours of one style are one piece; marks and spaces at the ends of
    a piece have no style, for where bold text ends is nothing that anybody sees of a full stop.
    """
    split: list[Piece] = []
    for piece in pieces:
        if piece.picture or piece.number or not (piece.strong or piece.em):
            split.append(piece)
            continue
        ends = _ENDS.fullmatch(piece.text)
        before, inside, after = ends.groups() if ends else ("", piece.text, "")
        plain = replace(piece, strong=False, em=False)
        parts = (replace(plain, text=before), replace(piece, text=inside), replace(plain, text=after))
        split += [part for part in parts if part.text]
    merged = [
        replace(first, text="".join(p.text for p in (first, *rest)))
        for _, (first, *rest) in ((style, tuple(group)) for style, group in groupby(split, key=lambda p: p.style))
    ]
    found: list[Piece] = []
    for piece in merged:
        text = _BLANK.sub(" ", piece.text)
        if not found or found[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text or piece.picture:
            found.append(replace(piece, text=text))
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return [piece for piece in found if piece.text or piece.picture]


def digest_of(pieces: Sequence[Piece]) -> str:
    """Return a digest of what pieces show, of six characters."""
    shown = repr([(piece.text, *piece.style) for piece in normal(pieces)])
    return hashlib.sha256(shown.encode("utf-8", "backslashreplace")).hexdigest()[:6]


def spoilt(pieces: Sequence[Piece], numbers: Sequence[Number]) -> str | None:
    """Return what stands now in the place of a number that the program fills in; None where each is as it was."""
    for place, printed in _printed(pieces):
        value = numbers[place - 1].value if place <= len(numbers) else None
        if value is not None and printed.strip() != value.strip():
            return printed
    return None


def _printed(pieces: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    for place, group in groupby(pieces, key=lambda piece: piece.number):
        if place:
            yield place, "".join(piece.text for piece in group)


def relinked(pieces: Sequence[Piece], links: Sequence[Piece]) -> tuple[list[Piece], Piece | None]:
    """Return pieces with links that a document does not keep; and the first of them whose words are no more there."""
    found, at = normal(pieces), 0
    for link in normal(links):
        start = "".join(piece.text for piece in found).find(link.text.strip(), at)
        if start < 0:
            return found, link
        at, end = start + len(link.text.strip()), start + len(link.text.strip())
        cut: list[Piece] = []
        place = 0
        for piece in found:
            low, high = (min(max(edge - place, 0), len(piece.text)) for edge in (start, end))
            parts = (piece.text[:low], piece.text[low:high], piece.text[high:])
            cut += [replace(piece, text=t, href=link.href if i == 1 else piece.href) for i, t in enumerate(parts) if t]
            cut += [] if piece.text else [piece]
            place += len(piece.text)
        found = cut
    return found, None


def to_markdown(
    pieces: Sequence[Piece],
    numbers: Sequence[Number],
    pictures: Sequence[str],
    addresses: Mapping[str, str] | None = None,
) -> str:
    """Return pieces as a line of Markdown; numbers, pictures and the titles of links as they stand on file."""
    left = list(pictures)
    parts: list[str] = []
    for place, group in groupby(normal(pieces), key=lambda piece: piece.number):
        members = list(group)
        if place and place <= len(numbers):
            inside = "".join(_styled(replace(piece, number=0)) for piece in members)
            parts.append(numbers[place - 1].link(inside))
            continue
        for piece in members:
            shown = (left.pop(0) if left else "") if piece.picture else _styled(piece)
            address = (addresses or {}).get(piece.href, _address(piece.href))
            parts.append(f"[{shown}]({address})" if piece.href else shown)
    line = "".join(parts).strip(" \t\r\n")
    opening = _OPENING.match(line)
    # What would begin a heading, a quotation or a list.
    if opening is None:
        return line
    number = opening[2].isdigit()
    return line[: opening.end()] + "\\" + line[opening.end() :] if number else f"{opening[1]}\\{line[opening.end(1) :]}"


def _styled(piece: Piece) -> str:
    if piece.code:
        return f"`{piece.text}`"
    unseen = _UNSEEN.sub(lambda found: _meant(found[0], int(found[1], 16)), piece.text)
    text = _SPECIAL.sub(lambda found: "\\" + found[0], unseen)
    mark = "**" * piece.strong + "*" * piece.em
    return f"{mark}{text}{mark}" if text.strip() else text


def _meant(mark: str, number: int) -> str:
    """Return the character that is shown by its number, since nobody would see it; anything else as it is."""
    return chr(number) if number < 0x110000 and legible(chr(number)) == mark else mark


def _address(href: str) -> str:
    return f"<{href}>" if re.search(r"[\s()]", href) else href
