"""The office's own texts as parts of a page: Markdown with its numbers in place, each line and number with an id.

The ids are bookmarks in Word, so they are names that Word allows: ``text_<language>_<slot>`` for a text,
``…_<line>_<digest>`` for a paragraph, a heading or an item of a list, with a digest of what it shows, and
``…_<line>_n<number>`` for a number. By them :mod:`evalkit.report.office.collect` finds what somebody edited there.
A line that tells who a unit is which is not named, or with a number that waits for other editions, is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from markdown_it.token import Token

from evalkit.audit.texts import number_faults, value_of, waits
from evalkit.audit.values import Name, Share
from evalkit.edition.marked import expression_in, lines_of, parsed
from evalkit.edition.record import OwnText
from evalkit.edition.texts import HIGHLIGHTS, code_of, level_of, place_of, slots_of
from evalkit.errors import EditionError
from evalkit.files.pictures import embedded
from evalkit.files.unseen import shown as legible
from evalkit.report.elements import Bundle, anchor_of, markup
from evalkit.report.leftovers import HEADINGS, take_out_section, without_empty_blocks, without_empty_sections
from evalkit.report.pieces import ELSEWHERE, Number, Piece, digest_of
from evalkit.report.prose import shown
from evalkit.report.words import Words
from evalkit.scoring import Evaluation

#: How the id of what heads a highlight ends; it is no part of the text.
HEAD = "_head"
_LONGEST = 14
_LEFT_OUT = " data-left-out"
#: Between these a line that is broken in the Markdown leaves no space.
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026]")
_PREFIX = re.compile(r"\s*(?:>\s?|[-+*]\s+|\d+[.)]\s+|#{1,6}\s+)*")


@dataclass(frozen=True)
class Passage:
    """A text of the office's own as HTML, and its source as plain text."""

    markup: str
    plain: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {"text/html": self.markup, "text/plain": self.plain}, {}


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading, an item of a list or a cell of a table: where it stands on file, and what it shows.

    ``row`` and ``end`` are its first and last row; ``prefix`` is what marks it as an item or a heading, or the code of
    a highlight, of the `unit`; ``pictures`` are as they stand on file, ``addresses`` those with a title of their own;
    ``cell`` is its place in a row of a table, from 0; ``waits`` tells that a number in it needs other editions.
    """

    row: int
    end: int
    prefix: str
    item: bool
    pieces: tuple[Piece, ...]
    numbers: tuple[Number, ...]
    pictures: tuple[str, ...]
    addresses: Mapping[str, str]
    unit: str = ""
    cell: int | None = None
    waits: bool = False

    @property
    def digest(self) -> str:
        """A digest of what it shows in a document."""
        return digest_of(self.shown)

    @property
    def shown(self) -> list[Piece]:
        """What it shows in a document, which keeps no links but those to the web and to people."""
        return [replace(p, href="") if p in self.links else p for p in self.pieces]

    @property
    def links(self) -> list[Piece]:
        """Its words with a link that a document does not keep."""
        return [piece for piece in self.pieces if piece.href and not ELSEWHERE.match(piece.href)]


def own_texts(ev: Evaluation, place: str, words: Words) -> list[OwnText]:
    """Return the texts for a place of the report in one language: what fills it, then the sections of their own.

    One of the programme with a number that is not that of this edition is left out, and one of which nothing is shown.

    Raises
    ------
    EditionError
        A number in one of them is wrong, or cannot be computed.
    """
    slots = slots_of(ev.rules)
    found = [t for t in ev.record.texts if t.language == words.language and place_of(t.slot, slots) == place]
    faults = list(number_faults(ev, (text for text in found if not text.inherited)))
    if faults:
        raise EditionError(ev.record.name, faults)
    shown = [text for text in found if not text.inherited or not any(number_faults(ev, [text]))]
    return [text for text in shown if _LEFT_OUT not in (whole := _rendered(ev, text, words)) or _without(whole)]


def key_of(text: OwnText) -> str:
    """Return the id of a text; Word allows names of 40 letters, digits and underscores."""
    slot = text.slot.replace("-", "_")
    if len(slot) > _LONGEST or not re.fullmatch("[A-Za-z0-9_]+", slot):
        tail = hashlib.sha256(text.slot.encode()).hexdigest()[:6]
        slot = f"{re.sub('[^A-Za-z0-9_]', '', slot)[: _LONGEST - 7]}_{tail}"
    return f"text_{text.language.replace('-', '_')}_{slot}"


def passage(ev: Evaluation, text: OwnText, words: Words) -> Passage:
    """Return a text as a part of a page.

    Raises
    ------
    NotComputable
        A number that is to be filled in cannot be computed; a checked edition has none.
    """
    rendered = _rendered(ev, text, words)
    shown = f"{_without(rendered)}\n" if _LEFT_OUT in rendered else rendered
    return Passage(f'<div id="{key_of(text)}">\n{shown}</div>', text.source)


def _rendered(ev: Evaluation, text: OwnText, words: Words) -> str:
    """Return a text as HTML, marked where something is left out of it."""
    parser, tokens, env = parsed(text.source)
    key, level = key_of(text), level_of(text.slot)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + level - 1)}"
    for place, (token, item, cell) in enumerate(_lines(tokens), start=1):
        line = _line(ev, text, token, item, cell, words)
        # The paragraph would tell who it is.
        left_out = _LEFT_OUT if line.waits or line.unit in words.unnamed else ""
        token.children = [
            _html(f'<span id="{key}_{place}_{line.digest}"{left_out}>'),
            *_head(ev, text, token, f"{key}_{place}", words),
            *_with_numbers(token, line.numbers, f"{key}_{place}"),
            _html("</span>"),
        ]
    for token in tokens:
        tidy(token, text)
    return str(parser.renderer.render(tokens, parser.options, env))


def _without(rendered: str) -> str:
    """Return a text without what is left out of it, and without what would be left hanging there."""
    soup = BeautifulSoup(rendered, "html.parser")
    for line in soup.select("span[data-left-out]"):
        if not line.decomposed:
            take_out_section(line)
    without_empty_blocks(soup)
    without_empty_sections(soup.find_all(HEADINGS))
    return str(soup).strip()


def lines_on_file(ev: Evaluation, text: OwnText, words: Words) -> Iterator[Line]:
    """Yield the lines of a text that go to Word and come back, in their order."""
    key, shown = key_of(text), passage(ev, text, words).markup
    whole = [_line(ev, text, token, item, cell, words) for token, item, cell in _lines(parsed(text.source)[1])]
    for place, line in enumerate(whole, start=1):
        if line.unit in words.unnamed or f'id="{key}_{place}_{line.digest}"' in shown:
            yield line


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[Token, bool, int | None]]:
    """Yield the lines of a text, each with whether it is an item of a list, and its place in a row of a table."""
    items = 0
    cell: int | None = None
    for token in tokens:
        items += token.nesting if token.type in ("list_item_open", "list_item_close") else 0
        if token.type in ("tr_open", "tr_close"):
            cell = -1 if token.nesting > 0 else None
        elif token.type in ("th_open", "td_open") and cell is not None:
            cell += 1
        elif token.type == "inline":
            yield token, items > 0, cell


def _line(ev: Evaluation, text: OwnText, token: Token, item: bool, cell: int | None, words: Words) -> Line:
    rows = lines_of(text.source) or [""]
    first, end = token.map or (0, 1)
    prefix = _PREFIX.match(rows[first].rstrip("\r\n")) if cell is None else None
    begins = "" if prefix is None else prefix[0]
    code = code_of(token) if text.slot == HIGHLIGHTS and cell is None else None
    numbers = tuple(_numbers(ev, token, words))
    pieces = tuple(_pieces(token, numbers, code.end() if code else 0))
    children = token.children or ()
    pictures = tuple(f"![{t.content}]({_address(t, 'src')})" for t in children if t.type == "image")
    addresses = {
        str(t.attrs["href"]): _address(t, "href") for t in children if t.type == "link_open" and "title" in t.attrs
    }
    begins, unit = (begins + code[0], code[1]) if code else (begins, "")
    waiting = any(_waits(ev, number) for number in numbers)
    return Line(first + 1, end, begins, item, pieces, numbers, pictures, addresses, unit, cell, waiting)


def _waits(ev: Evaluation, number: Number) -> bool:
    """Tell whether a number needs other editions; one that is printed as not checkable needs nothing."""
    as_expected = number.title == "not-checkable" and number.end > number.start + 1
    return not as_expected and waits(ev, number.expression) is not None


def _address(token: Token, name: str) -> str:
    """Return where a link or a picture leads, and its title, as they stand on file."""
    title = str(token.attrs.get("title", "")).replace('"', '\\"')
    return f"{token.attrs.get(name, '')}" + (f' "{title}"' if title else "")


def _numbers(ev: Evaluation, line: Token, words: Words) -> Iterator[Number]:
    """Yield the numbers of a line: its links to an expression, in order."""
    children = line.children or []
    for place, token in enumerate(children):
        expression = expression_in(str(token.attrs.get("href", ""))) if token.type == "link_open" else None
        if expression is not None:
            end = next(i for i in range(place, len(children)) if children[i].type == "link_close")
            filled = end == place + 1 and waits(ev, expression) is None
            value = written(ev, expression, words) if filled else None
            yield Number(place, end, expression, str(token.attrs.get("title", "")), value)


def written(ev: Evaluation, expression: str, words: Words) -> str:
    """Return what an expression comes to, as the edition's rules and the language have it."""
    function, value = value_of(ev, expression)
    if isinstance(value, Share):
        return words.number(words.share(value.count, value.denominator))
    if isinstance(value, Name):
        # The last form of what the rules name is its id.
        return words.names.get(function, {}).get(value.forms[-1], value.forms[0])
    return words.number(shown(value, words))


def _pieces(line: Token, numbers: Sequence[Number], skipped: int) -> Iterator[Piece]:
    """Yield what a line shows, without its first characters where these are the code of a highlight."""
    children = line.children or []
    strong = em = 0
    href = ""
    for place, token in enumerate(children):
        strong += token.nesting if token.type.startswith("strong") else 0
        em += token.nesting if token.type.startswith("em_") else 0
        inside = next((i for i, n in enumerate(numbers, start=1) if n.start <= place <= n.end), 0)
        if token.type.startswith("link"):
            href = str(token.attrs.get("href", "")) if token.nesting > 0 and not inside else ""
        text = {"softbreak": _between(children, place), "hardbreak": "\n", "image": ""}.get(token.type, token.content)
        if inside and numbers[inside - 1].value is not None:
            text = str(numbers[inside - 1].value) if token.nesting > 0 else ""
        if text or token.type == "image":
            text = legible(text[skipped if place == 0 else 0 :])
            code = token.type == "code_inline"
            yield Piece(text, strong > 0, em > 0, code, href, inside, token.type == "image")


def _between(children: Sequence[Token], place: int) -> str:
    """Return what a line that is broken in the Markdown leaves: nothing where Chinese meets Chinese, else a space."""
    before = children[place - 1].content[-1:] if place else ""
    after = children[place + 1].content[:1] if place + 1 < len(children) else ""
    return "" if _WIDE.match(before) and _WIDE.match(after) else " "


def _with_numbers(line: Token, numbers: Sequence[Number], key: str) -> list[Token]:
    """Return what a line consists of, with the value in the place of each link to an expression."""
    children = list(line.children or [])
    for place, number in reversed(list(enumerate(numbers, start=1))):
        inside = children[number.start + 1 : number.end]
        if number.value is not None:
            inside = [_html(markup(number.value))]
        name = f' id="{key}_n{place}"' if key else ""
        told = f' data-expression="{markup(number.expression)}"'
        children[number.start : number.end + 1] = [_html(f"<span{name}{told}>"), *inside, _html("</span>")]
    return children


def _head(ev: Evaluation, text: OwnText, line: Token, key: str, words: Words) -> list[Token]:
    """Take the code from the beginning of a highlight; return the unit's name, linked to its row among the scores."""
    code = code_of(line) if text.slot == HIGHLIGHTS else None
    if code is None or not line.children:
        return []
    line.children[0].content = line.children[0].content[code.end() :]
    names = ev.record.roster.set_index("unit")["name"]
    said = markup(words.named(str(names[code[1]]), code[1]))
    if ev.complete and code[1] in ev.tier_by_unit:
        said = f'<a href="#{anchor_of(code[1])}">{said}</a>'
    between = markup(words("highlight-between"))
    return [_html(f'<span id="{key}{HEAD}"><strong>{said}</strong>{between}</span>')]


def tidy(block: Token, text: OwnText) -> None:
    """Embed pictures, join broken lines, and show what cannot be seen."""
    children = block.children or []
    for place, token in enumerate(children):
        if token.type == "image":
            token.attrSet("src", embedded(str(token.attrs["src"]), text.path.parent, text.path.parent.parent))
        elif token.type == "softbreak":
            children[place] = _html(_between(children, place))
        elif token.type == "text":
            children[place] = _html(markup(token.content))


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)
