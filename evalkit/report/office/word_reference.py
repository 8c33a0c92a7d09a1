"""The document that pandoc takes the look from: page, styles, fonts, header and footer, in the language of the report.

Its parts stand as text in ``reference/``; the styles bear the names that pandoc looks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from string import Template
from xml.sax.saxutils import escape

from evalkit.files.archive import pack
from evalkit.report.office.about import About
from evalkit.wording import Language, manner, text

# Fonts that every Windows and Office has; elsewhere the nearest one stands in. Sizes are half points, 21 being 五号.
#: By whether the language is written in Chinese characters.
_LOOK: Mapping[bool, Mapping[str, str]] = {
    True: {
        "latin": "Times New Roman",
        "east": "SimSun",
        "head_latin": "Arial",
        "head_east": "SimHei",
        "size": "22",
        "leading": "360",
        # As Chinese office documents have it: paragraphs begin two characters in.
        "indent": '<w:ind w:firstLineChars="200" w:firstLine="440"/>',
    },
    False: {
        "latin": "Arial",
        "east": "Microsoft YaHei",
        "head_latin": "Arial",
        "head_east": "Microsoft YaHei",
        "size": "21",
        "leading": "300",
        "indent": "",
    },
}
_GREY = '<w:color w:val="56616E"/>'
_WARNING = '<w:b/><w:bCs/><w:color w:val="9A3B00"/>'
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/header1.xml": "header.xml",
    "word/footer1.xml": "footer.xml",
}


def parts(about: About) -> dict[str, bytes]:
    """Return the parts of the reference document by name."""
    values = {
        **_LOOK[manner(about.language).han],
        "locale": about.locale,
        "running": escape(about.running_title),
        "page": _page_of_pages(about.language),
        "header_look": _WARNING if about.short_marks else _GREY,
    }
    folder = files("evalkit.report.office") / "reference"
    return {
        name: Template((folder / file).read_text(encoding="utf-8")).substitute(values).encode("utf-8")
        for name, file in _PARTS.items()
    }


def reference(about: About) -> bytes:
    """Return the reference document."""
    return pack(parts(about))


def _page_of_pages(language: Language) -> str:
    """Return the runs of the footer: the message with a field in the place of each number."""
    marks = {"\x01": "PAGE", "\x02": "NUMPAGES"}
    runs, rest = [], text(language, "office-page", page="\x01", pages="\x02")
    for mark, field in marks.items():
        before, _, rest = rest.partition(mark)
        runs += [_run(before), f'<w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>']
    return "".join([*runs, _run(rest)])


def _run(words: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
