"""The one form of a page from which its Word and its PDF are made: pandoc's tree of the text, and its pictures.

The page is cleaned of what serves a screen; a cover, lists and an imprint come before and after it. What is no plain
paragraph is a division with the name of a style, which both forms know.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from evalkit.files.pen import width_of
from evalkit.files.pictures import Picture
from evalkit.report.office.about import About
from evalkit.report.office.pandoc import pandoc
from evalkit.report.office.raster import fit
from evalkit.report.office.tools import NotMade
from evalkit.report.pieces import ELSEWHERE
from evalkit.wording import text

#: Styles of divisions; nothing else that a page names is one.
STYLES = frozenset(
    {"Title", "Subtitle", "Cover Number", "Cover Logo", "Cover Foot", "Synthetic", "Contents", "Tables", "Figures",
     "Front End", "Table Note", "Colophon", "Salutation", "Closing"}
)  # fmt: skip

# What serves a screen. The data behind a figure stand in a table nearby; on paper they are left out as well.
_SCREEN_ONLY = (
    "script, style, noscript, template, nav, form, input, select, button, source, details, .skip, .tools, .internal"
)
# No other attribute of a page gets into the tree: pandoc would take some of them for instructions.
_KEPT = frozenset({"id", "href", "src", "alt", "colspan", "rowspan", "lang", "start", "type"})
# In narrow characters: a line of a table from margin to margin, the margins of a cell, the width beyond which a cell
# breaks into lines, and that of a few Chinese characters.
_LINE, _MARGINS, _MOST, _FEW = 88.0, 3.0, 34.0, 8.0
#: Ids that Word takes for bookmarks.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_IMAGE = "data:image/"
_WORD = re.compile(r"[^\s\u2e80-\uffef]+")

Node = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """A line of a list: whether of a ``section``, ``table`` or ``figure``, where it leads, and what it says."""

    kind: str
    level: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Document:
    """The tree of the text, pictures and what stands for them by the names that it has for them, what can be listed."""

    tree: Node
    pictures: Mapping[str, Picture]
    alts: Mapping[str, str]
    entries: tuple[Entry, ...]

    def listed(self, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one kind, in order."""
        return tuple(entry for entry in self.entries if entry.kind == kind)


def document(page_html: str, about: About) -> Document:
    """Return the document of a page; see :func:`documents`."""
    return documents([(page_html, about)])[0]


def documents(pages: Sequence[tuple[str, About]]) -> list[Document]:
    """Return the documents of pages, in their order.

    Parameters
    ----------
    pages
        Each exported page, its figures inside, with what stands on its cover and in its imprint.

    Raises
    ------
    EvalkitError
        A picture cannot be printed.
    NotMade
        A picture is none, or pandoc failed.
    """
    parts = [_part(page_html, about) for page_html, about in pages]
    made = BeautifulSoup("<!DOCTYPE html><html><head></head><body></body></html>", "html.parser")
    if made.body is None:
        raise AssertionError("just written")
    for inside, _, _, _ in parts:
        # All of them at once: pandoc takes longer to begin than to read a letter.
        whole = made.new_tag("div")
        whole.extend(inside)
        made.body.append(whole)
    tree = json.loads(pandoc(str(made).encode("utf-8"), "--from=html", "--to=json"))
    trees = [{**tree, "blocks": whole["c"][1]} for whole in tree["blocks"]]
    return [Document(own, *part[1:]) for own, part in zip(trees, parts, strict=True)]


def _part(
    page_html: str, about: About
) -> tuple[list[PageElement], dict[str, Picture], dict[str, str], tuple[Entry, ...]]:
    """Return what of a page goes into its document, and what else :class:`Document` holds."""
    soup = BeautifulSoup(page_html, "html.parser")
    main = soup.find("main")
    if not isinstance(main, Tag):
        raise AssertionError("a page has a main element")
    for wrapping in main.select("details.fold, details.fold > summary"):
        wrapping.unwrap()
    for tag in main.select(_SCREEN_ONLY):
        tag.decompose()
    for mark in main.select("p.synthetic, h1"):
        mark.decompose()  # these stand on the cover
    for image in main.find_all("svg"):
        _as_image(soup, image)
    renamed = _names(main)
    entries = tuple(_entries(main))
    for note in main.select("p.note"):
        note.wrap(soup.new_tag("div", attrs={"data-style": "Table Note"}))
    for table in main.find_all("table"):
        _table(soup, table)
    pictures, alts = {}, {}
    for number, image in enumerate(main.find_all("img"), 1):
        picture = _picture(image)
        name = f"picture-{number}.{picture.kind}"
        pictures[name], alts[name] = picture, str(image.get("alt") or "")
        image.attrs = {"src": name, "alt": alts[name], "width": f"{picture.width:.2f}cm"}
    known = {str(tag["id"]) for tag in main.find_all(id=True) if _NAME.fullmatch(str(tag["id"]))}
    for tag in main.find_all(True):
        _clean(tag, renamed, known)
    if about.logo is not None:
        pictures["logo"] = about.logo
        alts["logo"] = text(about.language, "office-logo", publisher=" · ".join(about.imprint.publishers))
    return [*_front(soup, about, entries), *list(main.contents), *_imprint(soup, about)], pictures, alts, entries


def _styled(soup: BeautifulSoup, style: str, *words: str) -> Tag:
    block = soup.new_tag("div", attrs={"data-custom-style": style})
    for line in words:
        paragraph = soup.new_tag("p")
        paragraph.string = line
        block.append(paragraph)
    return block


def _front(soup: BeautifulSoup, about: About, entries: tuple[Entry, ...]) -> Iterator[Tag]:
    """Return the cover and the lists, which both forms fill with the numbers of pages; of a letter its title."""
    cover = about.imprint
    if about.letter:
        if about.logo is not None:
            yield _logo(soup)
        yield _styled(soup, "Title", about.title)
        if about.marks:
            yield _styled(soup, "Synthetic", *about.marks)
        return
    if cover.number:
        yield _styled(soup, "Cover Number", cover.number)
    if about.logo is not None:
        yield _logo(soup)
    yield _styled(soup, "Title", about.title)
    yield _styled(soup, "Subtitle", about.programme, *([] if about.edition in about.title else [about.edition]))
    if about.marks:
        yield _styled(soup, "Synthetic", *about.marks)
    if foot := [*cover.publishers, *([cover.issued] if cover.issued else [])]:
        yield _styled(soup, "Cover Foot", *foot)
    for style, kind, message in (
        ("Contents", "section", "toc"),
        ("Tables", "table", "office-list-tables"),
        ("Figures", "figure", "office-list-figures"),
    ):
        if any(entry.kind == kind for entry in entries):
            yield _styled(soup, style, text(about.language, message))
    # An empty paragraph would not get into the tree; neither form shows this one.
    yield _styled(soup, "Front End", "—")


def _logo(soup: BeautifulSoup) -> Tag:
    block, line = _styled(soup, "Cover Logo"), soup.new_tag("p")
    line.append(soup.new_tag("img", attrs={"src": "logo", "alt": "", "height": "2.2cm"}))
    block.append(line)
    return block


def _imprint(soup: BeautifulSoup, about: About) -> Iterator[Tag]:
    lines = [about.imprint.cite, about.imprint.licence, about.publisher, about.provenance, about.source]
    yield _styled(soup, "Colophon", *filter(None, lines))


def _names(main: Tag) -> dict[str, str]:
    """Give headings, tables and figures names that Word allows; return them by the names that they had."""
    renamed: dict[str, str] = {}
    for kind, places in (
        ("section", main.find_all(["h2", "h3", "h4", "h5", "h6"])),
        ("table", main.select("[data-table]")),
        ("figure", main.select("[data-figure]")),
    ):
        for number, place in enumerate(places, 1):
            old, place["id"] = place.get("id"), f"{kind}_{number}"
            renamed[str(old or place["id"])] = str(place["id"])
            if place.name == "div" and (table := place.find("table")) is not None:
                table["id"] = place.attrs.pop("id")
    return renamed


def _entries(main: Tag) -> Iterator[Entry]:
    """Move headings up by one level, since the first is the title; return what can be listed, in order."""
    for heading in main.find_all(["h2", "h3", "h4", "h5", "h6"]):
        level = int(heading.name[1]) - 1
        heading.name = f"h{level}"
        if level <= 2:
            yield Entry("section", level, str(heading["id"]), heading.get_text(" ", strip=True))
    for kind, selector in (("table", "caption"), ("figure", "figcaption")):
        for place in main.select(f"[id^={kind}_]"):
            if (caption := place.select_one(selector)) is not None:
                yield Entry(kind, 1, str(place["id"]), caption.get_text("", strip=True))


def _clean(tag: Tag, renamed: Mapping[str, str], known: set[str]) -> None:
    """Leave of the attributes those that say something in a document, and of the links those that lead somewhere."""
    own = {name: value for name, value in tag.attrs.items() if name in _KEPT or name.startswith("width")}
    if style := tag.get("data-style"):
        own["data-custom-style"] = style
    if align := tag.get("data-align"):
        own["style"] = f"text-align:{align}"
    if width := tag.get("data-width"):
        own["style"] = f"width:{width}"
    if not _NAME.fullmatch(str(own.get("id", ""))):
        own.pop("id", None)
    tag.attrs = own
    if tag.name == "a":
        address = str(own.get("href", ""))
        if address.startswith("#") and (target := renamed.get(address[1:], address[1:])) in known:
            tag.attrs = {"href": f"#{target}"}
        elif not ELSEWHERE.match(address):
            tag.unwrap()


def _as_image(soup: BeautifulSoup, drawing: Tag) -> None:
    # HTML does not ask for what a file of its own must say, and the parser writes all names in small letters.
    drawing.attrs.setdefault("xmlns", "http://www.w3.org/2000/svg")
    if "viewbox" in drawing.attrs:
        drawing["viewBox"] = drawing.attrs.pop("viewbox")
    data = base64.b64encode(str(drawing).encode("utf-8")).decode("ascii")
    source = {"src": f"data:image/svg+xml;base64,{data}", "alt": str(drawing.get("aria-label") or "")}
    drawing.replace_with(soup.new_tag("img", attrs=source))


def _picture(image: Tag) -> Picture:
    kind, _, data = str(image.get("src", "")).partition(";base64,")
    if not kind.startswith(_IMAGE):
        raise NotMade(f"a figure of another kind: {kind[:40]}")
    return fit(kind.removeprefix(_IMAGE).removesuffix("+xml"), base64.b64decode(data))


def _table(soup: BeautifulSoup, table: Tag) -> None:
    """Give the columns widths after what stands in them, and align numbers to the right."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return
    group = soup.new_tag("colgroup")
    for share in _shares([row for row in rows if len(row) == columns]):  # others head a group
        group.append(soup.new_tag("col", attrs={"data-width": f"{share:.2f}%"}))
    caption = table.find("caption")
    if isinstance(caption, Tag):
        caption.insert_after(group)
    else:
        table.insert(0, group)
    for cell in table.select(".number"):
        cell["data-align"] = "right"
    for cell in table.select("tr.group > th"):
        cell.name = "td"
        strong = soup.new_tag("strong")
        strong.extend(list(cell.contents))
        cell.append(strong)


def _shares(rows: list[list[Tag]]) -> list[float]:
    """Return the widths of columns in per cent of the page: as wide as their text, none narrower than its words."""
    texts = [[(cell.get_text(" ", strip=True), cell.find_parent("thead") is not None) for cell in row] for row in rows]
    columns = list(zip(*texts, strict=True))
    least = [
        max(_longest_word(words) * (1.2 if head else 1) for words, head in column) + _MARGINS for column in columns
    ]
    # The words of a head may stand below each other, in up to three lines.
    wanted = [max(width_of(words) / (3 if head else 1) for words, head in column) + _MARGINS for column in columns]
    wanted = [max(low, min(_MOST, width)) for low, width in zip(least, wanted, strict=True)]
    more = sum(wanted) - sum(least)
    if sum(wanted) > _LINE and more > 0:
        part = max(0.0, _LINE - sum(least)) / more
        wanted = [low + (width - low) * part for low, width in zip(least, wanted, strict=True)]
    return [100 * width / sum(wanted) for width in wanted]


def _longest_word(words: str) -> float:
    """Return the width of what cannot be broken: a word, or a few Chinese characters, which read badly one by one."""
    longest = max((len(word) for word in _WORD.findall(words)), default=0)
    return max(longest, min(width_of(words), _FEW))


def nodes(tree: Any, kind: str) -> Iterator[Node]:
    """Return the nodes of one kind in a tree, in order."""
    if isinstance(tree, list):
        for part in tree:
            yield from nodes(part, kind)
    elif isinstance(tree, dict):
        if tree.get("t") == kind:
            yield tree
        for part in tree.values():
            yield from nodes(part, kind)


def style_of(block: Node) -> str:
    """Return the style of a division; empty where it has none."""
    if block["t"] != "Div":
        return ""
    own = dict(block["c"][0][2]).get("custom-style", "")
    return own if own in STYLES else ""
