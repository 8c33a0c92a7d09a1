"""The document that pandoc takes the look from: page, styles, fonts, header and footer, in the style of the report.

Its parts stand as text in ``reference/``; the styles bear the names that pandoc looks for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from string import Template
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from evalkit.report.office.about import About
from evalkit.rules.report import Type
from evalkit.wording import manner

#: How far below the top of the page a title stands, in points.
_DOWN = Decimal(210)
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/header1.xml": "header.xml",
    "word/footer1.xml": "footer.xml",
    "word/footer2.xml": "footer.xml",
}


def parts(about: About) -> dict[str, bytes]:
    """Return the parts of the reference document by name."""
    look, han = about.look, manner(about.language).han
    margins = {side: round(getattr(look.page, side) * 1440 / 254 * 10) for side in ("top", "right", "bottom", "left")}
    width = 11906 - margins["left"] - margins["right"]
    kinds = [(name, kind) for name, kind in look if isinstance(kind, Type)]
    kinds.append(("title", _on_cover(look.title, about, width / 20 if han else math.inf)))
    outside = look.page.number == "outside"
    values = {
        **{f"{name}_{what}": made for name, kind in kinds for what, made in _set(kind, han).items()},
        **{name: getattr(look, name) for name in ("line", "shade", "accent", "warning")},
        **{name: str(width) for name, width in margins.items()},
        "width": str(width),
        "even": "<w:evenAndOddHeaders/>" if outside else "",
        "locale": about.locale,
        "running": escape(about.running_title),
        "header_look": f'<w:b/><w:bCs/><w:color w:val="{look.warning}"/>' if about.short_marks else "",
    }
    folder = files("evalkit.report.office") / "reference"
    # The second footer is that of even pages.
    sides = {"word/footer1.xml": "right" if outside else "center", "word/footer2.xml": "left" if outside else "center"}
    return {
        name: Template((folder / file).read_text(encoding="utf-8"))
        .substitute(values, side=sides.get(name, ""))
        .encode("utf-8")
        for name, file in _PARTS.items()
    }


def _on_cover(kind: Type, about: About, width: float) -> Type:
    """Return how a title is set below the top of its page: one a little too long for a line of so many points smaller.

    Two characters left over on a second line are no title; the PDF has the same rule. A letter has no cover.
    """
    needed = float(kind.size) * sum(1 if east_asian_width(c) in "WF" else 0.6 for c in about.title)
    size = kind.size * Decimal(0.97 * width / needed) if 0.7 * needed < width < needed else kind.size
    return kind.model_copy(update={"before": Decimal(0) if about.letter else _DOWN, "size": size})


def _set(kind: Type, han: bool) -> Mapping[str, str]:
    """Return the properties of runs and paragraphs: sizes in half points, distances in twentieths."""
    size = round(kind.size * 2)
    weight = "<w:b/><w:bCs/>" if kind.bold else ""
    rule = "exact" if kind.exact else "atLeast"
    align = {"justify": "both"}.get(kind.align, kind.align)
    fonts = {"latin": quoteattr(kind.latin), "han": quoteattr(kind.han)}
    return {
        "r": "<w:rFonts w:ascii={latin} w:hAnsi={latin} w:cs={latin} w:eastAsia={han}/>".format(**fonts)
        + f'{weight}<w:color w:val="{kind.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        "p": f'<w:spacing w:before="{round(kind.before * 20)}" w:after="{round(kind.after * 20)}" '
        f'w:line="{round(kind.leading * 20)}" w:lineRule="{rule}"/>' + (_indent(kind) if han and kind.indent else ""),
        "j": f'<w:jc w:val="{align}"/>',
    }


def _indent(kind: Type) -> str:
    # As Chinese office documents have it: paragraphs begin two characters in.
    width = round(kind.indent * kind.size * 20)
    return f'<w:ind w:firstLineChars="{round(kind.indent * 100)}" w:firstLine="{width}"/>'
