"""Chinese glyphs wherever a report is read: a font file from a package for figures, a subset of it inside each page.

Matplotlib ships no Chinese glyph, and neither does every reader's machine. The font is Noto Sans SC (SIL Open Font
License 1.1, which allows subsetting and embedding), from the package ``pylopdf-fonts-zh-cn``.
"""

from __future__ import annotations

import base64
import io
from functools import cache
from pathlib import Path

import matplotlib.font_manager
import pylopdf_fonts_zh_cn
from fontTools import subset
from fontTools.ttLib import TTFont

#: Family name of the font in figures, and of the subset in pages.
FAMILY = "Noto Sans SC"
PAGE_FAMILY = "evalkit Sans"


def font_file() -> Path:
    """Return the path of the font."""
    return pylopdf_fonts_zh_cn.sans_path()


@cache
def register() -> None:
    """Make the font known to Matplotlib under :data:`FAMILY`."""
    matplotlib.font_manager.fontManager.addfont(font_file())


@cache
def _characters() -> frozenset[int]:
    with TTFont(font_file(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text: str) -> str:
    """Return the characters of a text for which the font has no glyph, sorted."""
    return "".join(sorted(c for c in set(text) if c.isprintable() and ord(c) not in _characters()))


def prepare() -> None:
    """Read the font now, once for all pages that this process and its forks make."""
    register()
    _characters()


def embedded(text: str) -> str:
    """Return a CSS ``@font-face`` with just the glyphs that a text needs, as a data URI.

    The same characters give the same bytes.
    """
    needed = "".join(sorted(c for c in set(text) if ord(c) in _characters()))
    return (
        f'@font-face{{font-family:"{PAGE_FAMILY}";font-weight:400;font-style:normal;'
        f"src:url(data:font/woff;base64,{_subset(needed)}) format('woff')}}"
    )


@cache
def _subset(characters: str) -> str:
    options = subset.Options()
    # WOFF2 would be a tenth smaller, and take longer to compress than everything else here.
    options.flavor = "woff"
    options.layout_features = ["kern", "palt", "locl"]
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    # Thirty thousand glyphs: only what is needed is looked at, and the bounding box stays that of the whole font.
    with TTFont(font_file(), recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        buffer = io.BytesIO()
        subset.save_font(font, buffer, options)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
