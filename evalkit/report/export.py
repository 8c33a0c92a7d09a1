"""From an executed notebook to one self-contained HTML page and the tables that it shows."""

from __future__ import annotations

import base64
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from evalkit.edition import EditionRecord
from evalkit.edition.looks import logo_of
from evalkit.edition.tongues import base_of, in_language
from evalkit.errors import EvalkitError
from evalkit.report import sheet
from evalkit.report.colours import in_both_schemes
from evalkit.report.elements import HAN, TABLE_MIME, TableView, markup
from evalkit.report.exported import ExportedPage, Imprint, digest, index_page, source_note, version_note
from evalkit.report.foreign import Foreign
from evalkit.report.marking import marking
from evalkit.rules.audience import Audience
from evalkit.wording import Language, chain, locale_of, manner, text

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
#: Where the number of a table or figure leads there: in running text, not in what has links or numbers of its own.
_RUNNING = ["p", "li"]


def _han(number: int) -> str:
    """Return a number below 100 in Chinese characters."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + _DIGITS[ones]


_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_NUMERALS = tuple(map(_han, range(1, 100)))
_NUMBER = re.compile(rf"\s*(?:(\d{{1,2}})(?=\. )|({'|'.join(_NUMERALS)})(?=、))")
_NUMBERED = re.compile(r"\s*(\d+(\.\d+)*[.、 ]|[（(]?[一二三四五六七八九十]+[）)、])")
_HIDDEN_TAGS = frozenset({"parameters", "injected-parameters", "remove-cell"})


def export(
    notebook: NotebookNode,
    record: EditionRecord,
    language: Language,
    version: str,
    audience: Audience = "public",
    folder: Path | None = None,
    key: str = "",
) -> ExportedPage:
    """Export an executed notebook.

    Cells tagged ``parameters`` or ``remove-cell`` and those in another language (:mod:`evalkit.edition.tongues`) are
    left out; so are all input cells and whatever was written to standard error, and headings with nothing below them.
    The section below a heading cell tagged ``fold`` is closed until a reader opens it. A page for internal readers is
    marked as not for publication, in each language of the programme. Addresses of pictures are relative to `folder`, by
    default that of the notebooks. `key` is that of the workspace, where it is not to be looked for beside the data.

    Raises
    ------
    EvalkitError
        A picture cannot be put into the page, or a sentence refers to a table or figure that is not there.
    """
    beside = folder or record.folder.parents[2] / "notebooks"
    visible = _visible(notebook, language)
    edition_title = record.rules.title[language]
    logo = logo_of(record.report, record.folder)
    made_of = digest(record.folder.parent, record.inputs, key)[:16]
    provenance = text(language, "footer-provenance", version=version, digest=made_of)
    provenance = manner(language).sentence.join(filter(None, (version_note(record, language), provenance)))
    own = Foreign(beside, beside.parent)
    page = {
        "locale": locale_of(language),
        "version": version,
        "title": "",
        "css": sheet.style_sheet(),
        "script": sheet.script(manner(language).decimal),
        "policy": sheet.policy(manner(language).decimal),
        "words": sheet.script_words(language),
        "skip": text(language, "skip"),
        "toc": text(language, "toc"),
        "edition_title": edition_title,
        "internal": marking(audience, record.programme.languages),
        "no_alt": text(language, "no-alt"),
        "provenance": provenance,
        "source": source_note(record, language),
        "imprint": _imprint(notebook, record, language, version),
        "logo": "" if logo is None else logo.uri,
        "publisher": text(language, "footer-publisher", publisher=record.programme.publisher[language]),
        "twin": text(language, "footer-twin", index=index_page(language, record.programme.languages)),
        "own": own,
        "show_data": text(language, "figure-data"),
    }
    soup = BeautifulSoup(_rendered(visible, page), "html.parser")
    title = _title(soup, edition_title)
    _sections(soup, language)
    _number_parts(soup)
    _contents(soup, text(language, "toc"))
    _fold(soup)
    _tables(soup)
    _anchors(soup)
    _references(soup, language)
    if not manner(language).han:
        mark_chinese(soup)
    removed = ", ".join(f"<{name}>" for name in sorted(own.removed))
    remarks = (text(language, "page-without", elements=removed),) if removed else ()
    return ExportedPage(sheet.embed_font(str(soup)), title, remarks=remarks, provenance=provenance)


def _imprint(notebook: NotebookNode, record: EditionRecord, language: Language, version: str) -> Imprint | None:
    """Return what stands on the cover of the document of a page; None for a page of which there is none."""
    asked = notebook.metadata.get("evalkit", {}).get("office", [])
    own = {"docx", "pdf"}.intersection(asked) and (record.programme.report or record.rules.report)
    return Imprint.of(record, language, version) if own else None


@cache
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(
        template_name="evalkit", extra_template_basedirs=[str(sheet.TEMPLATES)], exclude_anchor_links=True
    )
    exporter.register_filter("as_image", _data_uri)
    exporter.register_filter("shown", markup)
    # No page has what shows a widget: what it gives beside that is shown.
    exporter.register_filter("filter_data_type", WidgetsDataTypeFilter(notebook_metadata={}, parent=exporter))
    return exporter


def _rendered(notebook: NotebookNode, page: dict[str, Any]) -> str:
    """Return a page as the template has it, without the second look that is for nbconvert's own templates."""
    return str(TemplateExporter.from_notebook_node(_exporter(), notebook, resources={"evalkit": page})[0])


def prepare() -> None:
    """Read the template now, once for all pages that this process and its forks make."""
    _rendered(new_notebook(), {"words": {}})


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(in_both_schemes(svg).encode("utf-8")).decode("ascii")


def shown_tables(notebook: NotebookNode, language: Language) -> tuple[TableView, ...]:
    """Return the tables that the page of a notebook shows; names that occur more than once get a number."""
    outputs = (o for c in _visible(notebook, language).cells for o in c.get("outputs", []))
    seen: Counter[str] = Counter()
    views = []
    for output in outputs:
        if TABLE_MIME in output.get("data", {}):
            view = TableView.from_payload(output.data[TABLE_MIME])
            seen[view.name] += 1
            views.append(replace(view, name=f"{view.name}-{seen[view.name]}") if seen[view.name] > 1 else view)
    return tuple(views)


def _visible(notebook: NotebookNode, language: Language) -> NotebookNode:
    shown = zip(notebook.cells, in_language(notebook.cells, language), strict=True)
    cells = [cell for cell, shows in shown if shows and not _HIDDEN_TAGS & set(cell.metadata.get("tags", []))]
    return NotebookNode({**notebook, "cells": cells})


def _title(soup: BeautifulSoup, edition_title: str) -> str:
    """Name the page after its first-level heading; a second one becomes a second-level heading."""
    found = soup.find_all("h1")
    first = found[0] if found else None
    for other in found[1:]:
        other.name = "h2"
    heading = first.get_text(strip=True) if first else edition_title
    if first is None:
        first = soup.new_tag("h1")
        first.string = edition_title
        _main(soup).insert(0, first)
    if soup.title:
        soup.title.string = heading if edition_title in heading else f"{heading} · {edition_title}"
    return heading


def _main(soup: BeautifulSoup) -> Tag:
    main = soup.find("main")
    if not isinstance(main, Tag):
        raise AssertionError("the template has a main element")
    return main


def _sections(soup: BeautifulSoup, language: Language) -> None:
    """Name sections after the cells of their headings, the same in all languages; leave out those without content."""
    main, taken = _main(soup), _ids(soup)
    for cell in main.find_all("div", attrs={"data-cell": True}, recursive=False):
        own = str(cell["data-cell"])
        name = "section-" + next((base for each in chain(language) if (base := base_of(own, each)) != own), own)
        for heading in cell.find_all(["h2", "h3"]):
            _identify(heading, name, taken)
            if "data-fold" in cell.attrs:
                heading["data-fold"] = ""
        for part in _having(cell, "data-said", "data-expression", "data-table", "data-figure"):
            part["data-cell"] = own
        cell.unwrap()
    for level in (3, 2):
        for heading in main.find_all(f"h{level}", recursive=False):
            if all(part.name in _HEADINGS[:level] for part in heading.find_next_siblings(limit=1)):
                heading.decompose()
    _renumber(main)


def _renumber(main: Tag) -> None:
    """Count the numbered headings of each level anew: sections before them may be left out here, or were by the run."""
    places = {"h2": 0, "h3": 0}
    for heading in main.find_all(["h2", "h3"], recursive=False):
        if heading.name == "h2":
            places["h3"] = 0
        first = heading.find(string=True)
        found = _NUMBER.match(str(first))
        if isinstance(first, NavigableString) and found:
            places[heading.name] += 1
            number = places[heading.name]
            first.replace_with((str(number) if found[1] else _han(number)) + str(first)[found.end() :])


def _number_parts(soup: BeautifulSoup) -> None:
    """Give the parts of a numbered section numbers, 2.1 or （一）, and theirs, 2.1.1 or 1.; own numbers stay."""
    counts = [0, 0]
    above, han = "", False
    for heading in _main(soup).find_all(["h2", "h3", "h4"], recursive=False):
        level = int(heading.name[1]) - 2
        found = _NUMBER.match(heading.get_text())
        if level == 0:
            digits, numeral = found.groups() if found else (None, None)
            above, han, counts = digits or numeral or "", numeral is not None, [0, 0]
        elif above and not _NUMBERED.match(heading.get_text()) and (level == 1 or counts[0]):
            counts[level - 1 :] = [counts[level - 1] + 1] + [0] * (2 - level)
            plain = ".".join(map(str, (above, *counts[:level])))
            number = (f"（{_han(counts[0])}）" if level == 1 else f"{counts[1]}. ") if han else f"{plain} "
            heading.insert(0, NavigableString(number))


def _ids(soup: BeautifulSoup) -> set[str]:
    return {str(element["id"]) for element in _having(soup, "id")}


def _identify(element: Tag, name: str, taken: set[str]) -> None:
    """Give an element a name that no element of the page has, with a number where there is one."""
    numbered = (name if n == 1 else f"{name}-{n}" for n in count(1))
    element["id"] = free = next(n for n in numbered if n not in taken)
    taken.add(free)


def _having(root: Tag, *attributes: str) -> list[Tag]:
    """Return the elements below one that have one of these attributes: what a selector finds, sooner."""
    return [part for part in root.descendants if isinstance(part, Tag) and not part.attrs.keys().isdisjoint(attributes)]


def _fold(soup: BeautifulSoup) -> None:
    """Put what is below a heading that is marked so, up to the next of its level, behind that heading."""
    for heading in _main(soup).find_all(_HEADINGS, attrs={"data-fold": True}, recursive=False):
        del heading["data-fold"]
        ends = _HEADINGS[: _HEADINGS.index(heading.name) + 1]
        parts = []
        for part in heading.next_siblings:
            if isinstance(part, Tag) and part.name in ends:
                break
            parts.append(part)
        closed, summary = soup.new_tag("details", attrs={"class": "fold"}), soup.new_tag("summary")
        heading.insert_before(closed)
        summary.append(heading)
        closed.extend([summary, *parts])


def _anchors(soup: BeautifulSoup) -> None:
    """Give every table and figure an id: its name, or that of the figure whose numbers a table holds."""
    taken = _ids(soup)
    for kind in ("figure", "table"):
        for element in _having(_main(soup), f"data-{kind}"):
            figure = element.find_parent("figure") if kind == "table" else None
            name = f"{figure['id']}-data" if figure else f"{kind}-{element[f'data-{kind}']}"
            _identify(element, name, taken)


def _references(soup: BeautifulSoup, language: Language) -> None:
    """Lead from where a text names a table or figure of the page by its number to the place."""
    led: dict[str, str] = {}
    for kind, name in (("table", "caption"), ("figure", "figcaption")):
        for caption in _main(soup).find_all(name):
            owner = caption.find_parent(attrs={f"data-{kind}": True})
            number = re.search(r"\d+", caption.get_text())
            label = text(language, f"label-{kind}", number=int(number[0])) if number else ""
            # A label stands within a sentence, and a caption begins one: “voir tableau 1”, “Tableau 1. Notes”.
            if owner is not None and label and caption.get_text().casefold().startswith(label.casefold()):
                led.setdefault(label, str(owner["id"]))
    for block in _having(_main(soup), "data-see"):
        for name, _, place in (each.rpartition("=") for each in str(block.attrs.pop("data-see")).split()):
            label = text(language, f"label-{name.partition('-')[0]}", number=int(place))
            if led.get(label) != name:
                known = ", ".join(f"{own} ({label})" for label, own in led.items()) or "–"
                raise EvalkitError("see-nothing", name=name, label=label, known=known)
    if not led:
        return
    named = re.compile(f"({'|'.join(map(re.escape, sorted(led, key=len, reverse=True)))})(?!\\d)")
    for block in _main(soup).find_all(_RUNNING):
        if block.find_parent(["table", "figure"]) is not None:
            continue
        for node in block.find_all(string=named):
            if node.find_parent(["a", "code"]) is None:
                parts: list[PageElement] = []
                for i, part in enumerate(named.split(node)):
                    link = soup.new_tag("a", href=f"#{led[part]}") if i % 2 else None
                    if link is not None:
                        link.string = part
                    parts.append(NavigableString(part) if link is None else link)
                node.replace_with(*parts)


def _contents(soup: BeautifulSoup, label: str) -> None:
    """Fill the table of contents from the headings of the second and third level."""
    nav = soup.find("nav", class_="toc")
    if not isinstance(nav, Tag):
        raise AssertionError("the template has a place for the contents")
    headings = _main(soup).find_all(["h2", "h3"])
    if not headings:
        if nav.parent is not None:
            nav.parent["class"] = "frame plain"
        nav.decompose()
        return
    title = soup.new_tag("p", attrs={"class": "toc-title"})
    title.string = label
    outer = soup.new_tag("ol")
    nav.extend([title, outer])
    item: Tag | None = None
    taken = _ids(soup)
    for heading in headings:
        if "id" not in heading.attrs:
            _identify(heading, "section", taken)
        entry = soup.new_tag("li")
        link = soup.new_tag("a", href=f"#{heading['id']}")
        link.string = " ".join(heading.get_text().split())
        entry.append(link)
        if heading.name == "h2" or item is None:
            outer.append(entry)
            item = entry
        else:
            inner = item.find("ol")
            if not isinstance(inner, Tag):
                inner = soup.new_tag("ol")
                item.append(inner)
            inner.append(entry)


def _tables(soup: BeautifulSoup) -> None:
    """Make whatever scrolls reachable by keyboard; give the header cells of plain data frames a scope."""
    for table in soup.find_all("table"):
        for cell in (cell for head in table.find_all("thead") for cell in head.find_all("th")):
            cell.attrs.setdefault("scope", "col")
            if not cell.get_text(strip=True):
                cell.name = "td"
                del cell["scope"]
        for cell in (cell for body in table.find_all("tbody") for cell in body.find_all("th")):
            cell.attrs.setdefault("scope", "row")
        del table["border"]
        wrapper = table.parent
        if wrapper is None or wrapper.name != "div" or "table" not in wrapper.get_attribute_list("class"):
            wrapper = table.wrap(soup.new_tag("div", attrs={"class": "table"}))
        caption = table.find("caption")
        wrapper["tabindex"] = "0"
        if caption is not None:
            # A group and not a region: a page has thirty tables, and thirty landmarks would be none.
            wrapper["role"] = "group"
            wrapper["aria-label"] = caption.get_text(strip=True)
    for block in soup.find_all("pre"):
        block["tabindex"] = "0"


def mark_chinese(soup: BeautifulSoup) -> None:
    """Mark Chinese within other text as Chinese, so that it is read aloud and drawn as such."""
    for node in _main(soup).find_all(string=HAN):
        inside = node.find_parent(lang=True)
        if inside is not None and str(inside["lang"]).startswith("zh"):
            continue
        parts: list[PageElement] = []
        for i, part in enumerate(HAN.split(node)):
            piece: PageElement = NavigableString(part)
            if i % 2:
                piece = soup.new_tag("span", attrs={"lang": locale_of("zh")})
                piece.string = part
            parts.append(piece)
        node.replace_with(*parts)
