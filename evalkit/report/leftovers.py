"""What is taken out of a text leaves nothing hanging: no empty list or table, and no heading with nothing below."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def take_out(place: Tag) -> None:
    """Take out the paragraph, item, row or heading in which something stands; a row of heads takes its table along."""
    block = place.find_parent(["p", "li", "tr", *HEADINGS])
    if block is None:
        return
    table = block.find_parent("table") if block.name == "tr" else None
    heads = block.find_parent("thead") is not None
    block.decompose()
    if table is not None and (heads or table.find("td") is None):
        table.decompose()


def take_out_section(place: Tag) -> None:
    """Take out what :func:`take_out` does, and with a heading all that it heads."""
    heading = place.find_parent(HEADINGS)
    for after in list(heading.next_siblings) if heading is not None else ():
        if heading is not None and isinstance(after, Tag):
            if _ends(after, heading):
                break
            after.decompose()
    take_out(place)


def without_empty_blocks(soup: BeautifulSoup) -> None:
    """Take out items, lists, tables and quotations of which nothing is left."""
    for block in reversed(soup.find_all(["li", "ul", "ol", "table", "blockquote"])):
        if not block.get_text(strip=True) and not block.find("img"):
            block.decompose()


def without_empty_sections(headings: Iterable[Tag]) -> None:
    """Take out headings below which nothing is left; these are in the order of the text."""
    for heading in reversed(list(headings)):
        after = next((each for each in heading.next_siblings if isinstance(each, Tag)), None)
        if after is None or _ends(after, heading):
            heading.decompose()


def _ends(after: Tag, heading: Tag) -> bool:
    """Tell whether what a heading heads ends before a block: what stands apart, or a heading as high."""
    return after.has_attr("data-style") or after.name in HEADINGS[: HEADINGS.index(heading.name) + 1]
