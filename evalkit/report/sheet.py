"""What every page carries: its style sheet with the glyphs it shows, its one script, and what it may do."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evalkit.report import fonts
from evalkit.report.elements import markup
from evalkit.wording import Language, locale_of, manner, name_of, text

TEMPLATES = Path(__file__).parent / "template"
_FONT_MARK = "/*fonts*/"
#: A font as it stands at the end of a style sheet.
_EMBEDDED = re.compile(r'@font-face\{font-family:"evalkit Sans";[^}]*\}</style>')


def style_sheet() -> str:
    """Return the style sheet of all pages, with a mark where the font goes."""
    return (TEMPLATES / "style.css").read_text(encoding="utf-8") + _FONT_MARK


def embed_font(html: str) -> str:
    """Put the glyphs that a page uses into it."""
    # The base64 of figures would add nothing but Latin letters, which every page has anyway.
    # The mark with the end of its style sheet: in a text, where somebody may have written the mark, the tag is escaped.
    end = _FONT_MARK + "</style>"
    return html.replace(end, fonts.embedded(html) + "</style>")


def embed_anew(html: str) -> str:
    """Return a page with a text added since its font was embedded, with the glyphs of all it shows now."""
    without = _EMBEDDED.sub(_FONT_MARK + "</style>", html, count=1)
    return embed_font(without)


#: How the script reads the text of a number; where there are decimal commas, these are no separators of thousands.
_READ = r'text.replace(/[\s,]/g, "")'
_READ_COMMAS = r'text.replace(/\s/g, "").replace(",", ".")'


@cache
def script(decimal: str = ".") -> str:
    """Return the one script of all pages: search, sort, files of tables, and what if. A page is whole without it."""
    code = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("what-if.js", "script.js"))
    return code.replace(_READ, _READ_COMMAS) if decimal == "," else code


@cache
def policy(decimal: str = ".") -> str:
    """Return the Content-Security-Policy of all pages.

    Nothing is fetched and nothing is sent; images and fonts come from the page itself; the only code that runs is
    :func:`script`, known by its hash, so that no content of a report can ever become code. Styles are not confined to a
    hash: a data frame that a notebook shows brings its own, and without the network a style can do no harm.
    """
    digest = base64.b64encode(hashlib.sha256(script(decimal).encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )


def script_words(language: Language) -> dict[str, str]:
    """Return the words that the script needs, by the name of their ``data-`` attribute."""
    return {
        "filter": text(language, "filter-table"),
        "search": text(language, "filter-pages"),
        "found": text(language, "filter-found", shown="{shown}", all="{all}"),
        "reset": text(language, "filter-reset"),
        "copy": text(language, "take-copy"),
        "copied": text(language, "take-copied"),
        "save": text(language, "take-save", form="{form}"),
    }


def page(template: str, language: Language, **facts: Any) -> str:
    """Return a page that is of no notebook: a template after ``plain-page.html.j2``, filled in, with its font.

    Parameters
    ----------
    template
        The name of the file.
    language
        Of the page.
    facts
        What the template names: ``title``, ``internal`` (see :func:`evalkit.report.marking.marking`), ``others`` (the
        same page in other languages, each with its file), and what is its own.
    """
    decimal = manner(language).decimal
    shared = {"locale_of": locale_of, "manner": manner, "name_of": name_of, "text": text, "language": language}
    carried = {
        "css": style_sheet(),
        "script": script(decimal),
        "policy": policy(decimal),
        "words": script_words(language),
    }
    return embed_font(_environment().get_template(template).render(shared | carried | facts))


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.filters["shown"] = markup
    return environment
