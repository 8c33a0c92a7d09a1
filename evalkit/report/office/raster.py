"""Figures of a page as PNG: what Word of every age shows, and WPS, where SVG is shown by the newest only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evalkit.report.office.about import NotMade

#: Dots per inch: sharp in print, and what Word itself keeps of a picture when it saves (220).
RESOLUTION = 220
_CM_PER_PT = 2.54 / 72
_WIDTH = re.compile(r"<svg[^>]*?\swidth=\"(\d+(?:\.\d+)?)(pt|px|in)?\"")
# What a page in a dark scheme changes; a document is read on white.
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "in": 72.0}


@dataclass(frozen=True)
class Picture:
    """A PNG and its width in centimetres."""

    png: bytes
    width: float


def draw(svg: str) -> Picture:
    """Return an SVG as PNG on white; its text must be outlines, as in the figures of the suite.

    Raises
    ------
    NotMade
        It is no SVG, or has no width of its own.
    """
    from resvg_py import svg_to_bytes

    found = _WIDTH.search(svg)
    if found is None:
        raise NotMade("a figure without a width")
    points = float(found[1]) * _POINTS[found[2] or ""]
    pixels = round(points / 72 * RESOLUTION)
    # No fonts of this machine: the same figure gives the same picture everywhere.
    on_white = _MEDIA.sub("", svg)
    try:
        png = svg_to_bytes(svg_string=on_white, width=pixels, dpi=96, background="#ffffff", skip_system_fonts=True)
    except ValueError as error:
        raise NotMade(f"a figure: {error}") from error
    return Picture(bytes(png), points * _CM_PER_PT)
