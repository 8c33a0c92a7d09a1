"""What pandoc leaves to do in a document: contents with entries, rows that stay whole, marks, properties, settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import escape

from evalkit.files.archive import NO_DATE
from evalkit.report.office.about import About
from evalkit.report.office.document import Document, Entry
from evalkit.report.office.returned import BELOW, is_text

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {
    "w": _W,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "w10": "urn:schemas-microsoft-com:office:word",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATE = NO_DATE.strftime("%Y-%m-%dT%H:%M:%SZ")
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>'
    "<dc:creator>evalkit {version}</dc:creator><dc:description>{description}</dc:description>"
    '<dc:language>{locale}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified></cp:coreProperties>'
)

#: By the style of the paragraph in whose place a list stands: what it lists, and how Word makes it anew.
_LISTS = {
    "Contents": ("section", r' TOC \o "1-2" \h \z \u '),
    "Tables": ("table", r' TOC \h \z \t "Table Caption,1" '),
    "Figures": ("figure", r' TOC \h \z \t "Image Caption,1" '),
}


def finish(
    made: Mapping[str, bytes], look: Mapping[str, bytes], of: Document, alts: tuple[str, ...], about: About
) -> dict[str, bytes]:
    """Return the parts of the finished document.

    Parameters
    ----------
    made
        The parts that pandoc made.
    look
        The parts of the reference document; its settings are taken whole.
    of
        What the document was made of.
    alts
        The texts that stand for its pictures, in their order.
    about
        What it says about itself.
    """
    for prefix, name in _NAMESPACES.items():
        ElementTree.register_namespace(prefix, name)
    root = ElementTree.fromstring(made["word/document.xml"])
    body = root.find(_w("body"))
    if body is None:
        raise AssertionError("a document has a body")
    _pictures(root, alts)
    for table in root.iter(_w("tbl")):
        _table(table)
    if about.letter and (section := body.find(_w("sectPr"))) is not None:
        section.append(_new("titlePg"))  # its first page has neither head nor foot
    _below(body)
    listed = False
    for block in list(body):
        style, place = _style(block), list(body).index(block)
        if style == "CoverFoot":
            _at_foot(block)
        elif style == "FrontEnd":
            body[place] = _section_end(body)
        elif style == "Closing" and place and body[place - 1].tag == _w("p"):
            _keep_with_next(body[place - 1])
        elif style in _LISTS:
            kind, field = _LISTS[style]
            body[place] = _contents(of.listed(kind), _words(block), field)
            if not listed:
                body.insert(place, _page_break())
            listed = True
    return {
        **made,
        "word/document.xml": _XML + ElementTree.tostring(root, encoding="utf-8"),
        "word/settings.xml": look["word/settings.xml"],
        "docProps/core.xml": _XML + _core(about).encode("utf-8"),
    }


def _below(body: Element) -> None:
    """Mark where what stands below each of the office's own texts begins: what is written above that is the text's."""
    names = {e.get(_w("id")): e.get(_w("name"), "") for e in body.iter(_w("bookmarkStart"))}
    number = max((int(n) for n in names if n and n.isdigit()), default=0)
    pending: list[str] = []
    for block in list(body):
        if block.tag == _w("bookmarkEnd") and is_text(name := names.get(block.get(_w("id")), "")):
            pending.append(name)
        paragraph = next(block.iter(_w("p")), None)
        for name in pending if paragraph is not None else ():
            number += 1
            place = int(paragraph.find(_w("pPr")) is not None)  # type: ignore[union-attr]
            mark = [_new("bookmarkStart", id=str(number)), _new("bookmarkEnd", id=str(number))]
            mark[0].set(_w("name"), name + BELOW)
            paragraph[place:place] = mark  # type: ignore[index]
        pending = pending if paragraph is None else []


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


def _new(name: str, **values: str) -> Element:
    return Element(_w(name), {_w(key): value for key, value in values.items()})


def _style(block: Element) -> str:
    found = block.find(f"{_w('pPr')}/{_w('pStyle')}")
    return "" if found is None else found.get(_w("val"), "")


def _properties(block: Element) -> Element:
    found = block.find(_w("pPr"))
    if found is None:
        found = _new("pPr")
        block.insert(0, found)
    return found


def _paragraph(style: str, words: str = "") -> Element:
    block = _new("p")
    _properties(block).append(_new("pStyle", val=style))
    if words:
        block.append(_run(words))
    return block


def _run(words: str) -> Element:
    run = _new("r")
    SubElement(SubElement(run, _w("rPr")), _w("rFonts"), {_w("hint"): "eastAsia"})
    line = SubElement(run, _w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    line.text = words
    return run


def _page_break() -> Element:
    """Return a paragraph that ends a page; to it the frame at the foot of the cover is tied."""
    block, run = _new("p"), _new("r")
    run.append(_new("br", type="page"))
    block.append(run)
    return block


def _at_foot(block: Element) -> None:
    """Put a paragraph at the foot of its page; what follows is one frame with it."""
    place = {"wrap": "notBeside", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "center", "yAlign": "bottom"}
    _properties(block).insert(1, _new("framePr", w="8000", **place))


def _section_end(body: Element) -> Element:
    """Return the paragraph with which cover and lists end; their pages are counted for themselves."""
    whole = body.find(_w("sectPr"))
    if whole is None:
        raise AssertionError("pandoc takes the section of the reference document")
    section = deepcopy(whole)
    numbers = section.find(_w("pgNumType"))
    if numbers is not None:
        numbers.set(_w("fmt"), "lowerRoman")
    section.append(_new("titlePg"))
    block = _new("p")
    _properties(block).append(section)
    return block


def _contents(entries: Sequence[Entry], title: str, instruction: str) -> Element:
    """Return a list of what is where as a field that Word can update, with its entries already in it.

    Only a program that sets pages knows their numbers: they are fields, which whoever opens the document fills in.
    """
    blocks = [_paragraph("TOCHeading", title)]
    for entry in entries:
        block = _paragraph(f"TOC{entry.level}" if entry.kind == "section" else "TableofFigures")
        link = _new("hyperlink", anchor=entry.anchor, history="1")
        tab = _new("r")
        tab.append(_new("tab"))
        number = _instruction(rf" PAGEREF {entry.anchor} \h ")
        field = [_field("begin"), number, _field("separate"), _run("…"), _field("end")]
        link.extend([_run(entry.words), tab, *field])
        block.append(link)
        blocks.append(block)
    begin = [_field("begin"), _instruction(instruction), _field("separate")]
    for place, run in enumerate(begin, 1):
        blocks[1].insert(place, run)
    blocks[-1].append(_field("end"))
    frame = _new("sdt")
    gallery = SubElement(SubElement(frame, _w("sdtPr")), _w("docPartObj"))
    gallery.append(_new("docPartGallery", val="Table of Contents"))
    gallery.append(_new("docPartUnique"))
    content = SubElement(frame, _w("sdtContent"))
    content.extend(blocks)
    return frame


def _words(block: Element) -> str:
    return "".join(line.text or "" for line in block.iter(_w("t")))


def _field(kind: str) -> Element:
    run = _new("r")
    run.append(_new("fldChar", fldCharType=kind))
    return run


def _instruction(words: str) -> Element:
    run = _new("r")
    line = SubElement(run, _w("instrText"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    line.text = words
    return run


def _pictures(root: Element, alts: tuple[str, ...]) -> None:
    """Give each picture its text, also where pandoc puts the address of the picture, and a name of its own."""
    outer = list(root.iter(f"{{{_NAMESPACES['wp']}}}docPr"))
    inner = list(root.iter(f"{{{_NAMESPACES['pic']}}}cNvPr"))
    for number, (alt, *places) in enumerate(zip(alts, outer, inner, strict=True), 1):
        for place in places:
            place.set("descr", alt)
            place.set("name", f"Figure {number}")
            place.attrib.pop("title", None)


def _table(table: Element) -> None:
    """Keep rows whole and the rows of the head with the first below; shade the headings of groups."""
    rows = table.findall(_w("tr"))
    columns = len(table.findall(f"{_w('tblGrid')}/{_w('gridCol')}"))
    # Short tables stay on one page; long ones break between rows.
    whole = len(rows) <= 12
    for number, row in enumerate(rows):
        properties = row.find(_w("trPr"))
        if properties is None:
            properties = _new("trPr")
            row.insert(0, properties)
        properties.insert(0, _new("cantSplit"))
        span = row.find(f"{_w('tc')}/{_w('tcPr')}/{_w('gridSpan')}")
        heads_group = span is not None and span.get(_w("val")) == str(columns) and columns > 1
        if heads_group:
            for cell in row.findall(f"{_w('tc')}/{_w('tcPr')}"):
                cell.append(_new("shd", val="clear", color="auto", fill="F3F6F8"))
        if heads_group or number == 0 or (whole and number < len(rows) - 1):
            for block in _paragraphs(row):
                _keep_with_next(block)


def _keep_with_next(paragraph: Element) -> None:
    """Keep a paragraph on the page of what follows it."""
    _properties(paragraph).insert(1, _new("keepNext"))


def _paragraphs(row: Element) -> Iterator[Element]:
    for cell in row.findall(_w("tc")):
        yield from cell.findall(_w("p"))


def _core(about: About) -> str:
    return _CORE.format(
        title=escape(about.title),
        subject=escape(about.edition),
        version=escape(about.version),
        description=escape(" ".join([*about.marks, about.provenance])),
        locale=about.locale,
        date=_DATE,
    )
