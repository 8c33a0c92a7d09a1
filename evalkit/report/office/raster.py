"""Pictures of a document: as drawings for a PDF, as PNG for what Word of every age shows, and WPS."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evalkit.report.office.tools import NotMade

#: Dots per inch: sharp in print, and what Word itself keeps of a picture when it saves (220).
RESOLUTION = 220
#: Centimetres between the margins of the page.
TEXT_WIDTH = 15.6
_CM_PER_PT = 2.54 / 72
_WIDTH = re.compile(r"<svg[^>]*?\swidth=\"(\d+(?:\.\d+)?)(pt|px|in|mm|cm)?\"")
_BOX = re.compile(r"<svg[^>]*?\sviewBox=\"[-\d.]+[ ,]+[-\d.]+[ ,]+(\d+(?:\.\d+)?)()")
# What a page in a dark scheme changes; a document is read on white.
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54}


@dataclass(frozen=True)
class Drawing:
    """A picture: ``svg`` or ``png``, what is in the file, and its width in centimetres."""

    kind: str
    content: bytes
    width: float

    @classmethod
    def of(cls, kind: str, content: bytes) -> Drawing:
        """Return a picture as it looks on white.

        Raises
        ------
        NotMade
            It is a drawing without a size of its own.
        """
        if kind == "png":
            return cls(kind, content, min(int.from_bytes(content[16:20]) * 2.54 / 96, TEXT_WIDTH))
        svg = _MEDIA.sub("", content.decode("utf-8"))
        return cls(kind, svg.encode("utf-8"), min(_points(svg) * _CM_PER_PT, TEXT_WIDTH))

    def png(self) -> bytes:
        """Return it as PNG; texts in a drawing must be outlines, as in the figures of the suite.

        Raises
        ------
        NotMade
            It is no SVG.
        """
        if self.kind == "png":
            return self.content
        from resvg_py import svg_to_bytes

        svg = self.content.decode("utf-8")
        pixels = round(_points(svg) / 72 * RESOLUTION)
        # No fonts of this machine: the same figure gives the same picture everywhere.
        try:
            made = svg_to_bytes(svg_string=svg, width=pixels, dpi=96, background="#ffffff", skip_system_fonts=True)
        except ValueError as error:
            raise NotMade(f"a figure: {error}") from error
        return bytes(made)


def _points(svg: str) -> float:
    found = _WIDTH.search(svg) or _BOX.search(svg)
    if found is None:
        raise NotMade("a drawing without a size")
    return float(found[1]) * _POINTS[found[2] or ""]
