"""Chinese glyphs wherever a report is read: a font file from a package for figures, a subset of it inside each page.

Matplotlib ships no Chinese glyph, and neither does every reader's machine. The font is Noto Sans SC (SIL Open Font
License 1.1, which allows subsetting and embedding), from the package ``pylopdf-fonts-zh-cn``.
"""

from __future__ import annotations

import base64
import io
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import uharfbuzz as hb
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

#: Family name of the font in figures, and of the subset in pages.
FAMILY = "Noto Sans SC"
PAGE_FAMILY = "evalkit Sans"
_FEATURES = ("kern", "palt", "locl")


def font_file() -> Path:
    """Return the path of the font."""
    return pylopdf_fonts_zh_cn.sans_path()


@cache
def register() -> None:
    """Make the font known to Matplotlib under :data:`FAMILY`."""
    # Whoever only writes pages has no use for Matplotlib, which takes a while to load.
    from matplotlib.font_manager import fontManager

    fontManager.addfont(font_file())


@cache
def fall_back() -> None:
    """Let Matplotlib take glyphs from the font that none of the fonts which a figure asks for has.

    Whoever names a font that is not there, as most recipes for Chinese labels do, would get boxes.
    """
    from matplotlib.font_manager import fontManager

    register()
    manager: Any = fontManager
    find, own = manager._find_fonts_by_props, str(font_file())

    def found(*given: Any, **settings: Any) -> list[str]:
        names = list(find(*given, **settings))
        return names if own in map(str, names) or settings.get("fontext", "ttf") != "ttf" else [*names, own]

    manager._find_fonts_by_props = found


@cache
def _face() -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(font_file())))


@cache
def _characters() -> frozenset[int]:
    return frozenset(_face().unicodes)


def missing(text: str) -> str:
    """Return the characters of a text for which the font has no glyph, sorted."""
    return "".join(sorted(c for c in set(text) if c.isprintable() and ord(c) not in _characters()))


def embedded(text: str) -> str:
    """Return a CSS ``@font-face`` with just the glyphs that a text needs, as a data URI.

    The same characters give the same bytes.
    """
    needed = base64.b64encode(_subset(frozenset(map(ord, set(text))) & _characters())).decode("ascii")
    return (
        f'@font-face{{font-family:"{PAGE_FAMILY}";font-weight:400;font-style:normal;'
        f"src:url(data:font/woff;base64,{needed}) format('woff')}}"
    )


def _subset(characters: frozenset[int]) -> bytes:
    """Return the part of the font with some characters."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(characters)
    features = wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    features.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _FEATURES)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    part = SFNTReader(io.BytesIO(hb.subset(_face(), wanted).blob.data))
    packed = io.BytesIO()
    # WOFF2 would be a tenth smaller, and take a hundred times as long to compress.
    writer = SFNTWriter(packed, len(part.keys()), part.sfntVersion, flavor="woff")
    for tag in part.keys():
        writer[tag] = part[tag]
    writer.close()
    return packed.getvalue()
