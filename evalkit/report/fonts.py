"""Chinese glyphs wherever a report is read: a font file from a package for figures, a subset of it inside each page.

Matplotlib ships no Chinese glyph, and neither does every reader's machine. The font is Noto Sans SC (SIL Open Font
License 1.1, which allows subsetting and embedding), from the package ``pylopdf-fonts-zh-cn``.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import matplotlib.font_manager
import pylopdf_fonts_zh_cn
from fontTools import subset
from fontTools.ttLib import TTFont

from evalkit.wording import LANGUAGES

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


def prepare(texts: Iterable[str] = ()) -> None:
    """Read the font now, once for all pages that this process and its forks make.

    Parameters
    ----------
    texts
        Texts whose characters the pages will show, beside those of the wording.
    """
    register()
    _larger.fill("".join(map(chr, range(0x20, 0x7F))) + "".join([*_wording(), *texts]))


def _wording() -> Iterator[str]:
    for language in LANGUAGES:
        for file in (files("evalkit.wording") / language).iterdir():
            if file.name.endswith(".ftl"):
                yield file.read_text(encoding="utf-8")


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
    # WOFF2 would be a tenth smaller, and take longer to compress than everything else here.
    return base64.b64encode(_larger.subset(characters)).decode("ascii")


class _Larger:
    """A part of the font with the characters that most pages need: a page's own part is faster taken from that.

    The whole font has thirty thousand glyphs. The bytes are the same, whichever of the two a page's part is taken from.
    """

    def __init__(self) -> None:
        self.characters: frozenset[str] = frozenset()
        self.font = b""

    def fill(self, characters: str) -> None:
        """Take just these characters."""
        self.characters = frozenset(c for c in characters if ord(c) in _characters())
        self.font = _cut(font_file(), "".join(sorted(self.characters)), None)

    def subset(self, characters: str) -> bytes:
        """Return the part with just these characters."""
        if self.font and self.characters.issuperset(characters):
            return _cut(io.BytesIO(self.font), characters, "woff", whole=False)
        return _cut(font_file(), characters, "woff")


_larger = _Larger()


def _cut(font: Path | io.BytesIO, characters: str, flavor: str | None, *, whole: bool = True) -> bytes:
    """Return the part of a font with some characters; where it is not the `whole` font, hints are gone already."""
    options = subset.Options()
    options.flavor = flavor
    options.layout_features = ["kern", "palt", "locl"]
    options.hinting = not whole
    options.desubroutinize = whole
    options.notdef_outline = True
    # Only what is needed is looked at, and the bounding box stays that of the whole font.
    with TTFont(font, recalcTimestamp=False, recalcBBoxes=False, lazy=True) as opened:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(opened)
        buffer = io.BytesIO()
        subset.save_font(opened, buffer, options)
    return buffer.getvalue()
