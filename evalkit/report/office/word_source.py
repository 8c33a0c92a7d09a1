"""From a page to the plain HTML that pandoc reads: only what is for readers, figures as PNG, columns with widths."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from evalkit.files.pen import width_of
from evalkit.report.office.about import About, NotMade
from evalkit.report.office.raster import draw

#: Centimetres between the margins of the page.
TEXT_WIDTH = 16.0

# What serves a screen. The data behind a figure stand in a table nearby; on paper they are left out as well.
_SCREEN_ONLY = (
    "script, style, noscript, template, nav, form, input, select, button, source, details, .skip, .tools, .internal"
)
_PARAGRAPHS = {"note": "Table Note", "synthetic": "Synthetic"}
# In narrow characters: a line of a table from margin to margin, the margins of a cell, the width beyond which a cell
# breaks into lines, and that of a few Chinese characters.
_LINE, _MARGINS, _MOST, _FEW = 88.0, 3.0, 34.0, 8.0
_WORD = re.compile(r"[^\s\u2e80-\uffef]+")


@dataclass(frozen=True)
class Source:
    """HTML for pandoc, and the texts that stand for its figures, in order."""

    html: str
    alts: tuple[str, ...]
    headings: tuple[tuple[int, str, str], ...]


def source(page_html: str, about: About) -> Source:
    """Return the document of a page as HTML.

    ``headings`` are ``(level, anchor, text)`` of the first and second level, in order; the page's title is none of
    them.

    Raises
    ------
    NotMade
        A figure is neither SVG nor PNG, or cannot be drawn.
    """
    soup = BeautifulSoup(page_html, "html.parser")
    main = soup.find("main")
    if not isinstance(main, Tag):
        raise AssertionError("a page has a main element")
    for wrapping in main.select("details.fold, details.fold > summary"):
        wrapping.unwrap()
    for tag in main.select(_SCREEN_ONLY):
        tag.decompose()
    for mark in main.select("p.synthetic"):
        mark.decompose()  # stands above the contents, with the other marks
    if title := main.find("h1"):
        title.extract()
    for kind, style in _PARAGRAPHS.items():
        for paragraph in main.select(f"p.{kind}"):
            paragraph.wrap(soup.new_tag("div", attrs={"data-custom-style": style}))
    headings = _headings(main)
    alts = tuple(_figure(soup, image) for image in main.find_all(["img", "svg"]))
    for table in main.find_all("table"):
        _table(soup, table)
    document = BeautifulSoup("<!DOCTYPE html><html><head><title></title></head><body></body></html>", "html.parser")
    if document.title is None or document.body is None:
        raise AssertionError("just written")
    document.title.string = about.title
    document.body.extend(list(main.contents))
    for line in (about.publisher, about.provenance, about.source):
        _styled(document, document.body, "Colophon", line)
    return Source(str(document), alts, headings)


def _headings(main: Tag) -> tuple[tuple[int, str, str], ...]:
    """Move headings up by one level, since the first is the title, and give them names that Word allows."""
    found = []
    for number, heading in enumerate(main.find_all(["h2", "h3", "h4", "h5", "h6"]), 1):
        level = int(heading.name[1]) - 1
        heading.name = f"h{level}"
        heading["id"] = f"section_{number}"
        if level <= 2:
            found.append((level, f"section_{number}", heading.get_text(" ", strip=True)))
    return tuple(found)


def _figure(soup: BeautifulSoup, image: Tag) -> str:
    """Put a PNG in the place of a figure, and return the text that stands for it."""
    alt = str(image.get("alt") or image.get("aria-label") or "")
    if image.name == "svg":
        picture = draw(str(image))
    else:
        kind, _, data = str(image.get("src", "")).partition(";base64,")
        content = base64.b64decode(data)
        if kind == "data:image/png":
            return alt  # pandoc shrinks what is wider than the page
        if kind != "data:image/svg+xml":
            raise NotMade(f"a figure of another kind: {kind[:40]}")
        picture = draw(content.decode("utf-8"))
    src = "data:image/png;base64," + base64.b64encode(picture.png).decode("ascii")
    width = f"{min(picture.width, TEXT_WIDTH):.2f}cm"
    image.replace_with(soup.new_tag("img", attrs={"src": src, "alt": alt, "width": width}))
    return alt


def _table(soup: BeautifulSoup, table: Tag) -> None:
    """Give the columns widths after what stands in them, and align numbers to the right."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return
    group = soup.new_tag("colgroup")
    for share in _shares([row for row in rows if len(row) == columns]):  # others head a group
        group.append(soup.new_tag("col", attrs={"style": f"width:{share:.2f}%"}))
    caption = table.find("caption")
    if isinstance(caption, Tag):
        caption.insert_after(group)
    else:
        table.insert(0, group)
    for cell in table.select(".number"):
        cell["style"] = "text-align:right"
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


def _styled(soup: BeautifulSoup, parent: Tag, style: str, words: str) -> None:
    block, paragraph = soup.new_tag("div", attrs={"data-custom-style": style}), soup.new_tag("p")
    paragraph.string = words
    block.append(paragraph)
    parent.append(block)
