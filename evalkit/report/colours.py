"""The colours of figures and pages, and what becomes of them on a dark page. Colours are written ``#rrggbb``."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence
from functools import cache

PAPER = "#ffffff"
INK = "#1d2733"
MUTED = "#56616e"
LINE = "#d5dbe1"
#: Units that did not take part, and whatever is not known.
ABSENT = "#e4e8ec"
ACCENT = "#0b5c7a"
# Not quite black: Matplotlib leaves pure black out of an SVG, and then there is no colour to replace on a dark page.
_BLACK = "#05080b"


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Sequence[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it; text needs 4.5."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> str:
    """Return a text colour that is legible on a colour: white, the suite's ink, or black where both are too close."""
    return next((c for c in (PAPER, INK) if contrast(c, colour) >= 4.7), _BLACK)


#: What the neutral colours become where the reader prefers a dark page; the style sheet has the same values.
DARK = {PAPER: "#12181f", INK: "#e3e8ed", MUTED: "#a3b0bc", LINE: "#3a4653", ABSENT: "#2c3641", _BLACK: "#ffffff"}


@cache
def in_dark(colour: str) -> str:
    """Return what a colour becomes on a dark page: of the same hue, with the same contrast to the page.

    The strongest colour of a ramp stays the strongest: what is darkest on white is lightest on black.
    """
    if colour in DARK:
        return DARK[colour]
    wanted = contrast(colour, PAPER) * (luminance(DARK[PAPER]) + 0.05) - 0.05
    hue, _, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        found = _hex(colorsys.hls_to_rgb(hue, middle, saturation * 0.8))
        low, high = (middle, high) if luminance(found) < wanted else (low, middle)
    return found


_PAINT = re.compile(r"\b(fill|stroke): (#[0-9a-f]{6})\b")


def in_both_schemes(svg: str) -> str:
    """Return a figure that a dark page shows in its own colours; elsewhere, and on paper, it stays as it was drawn."""
    rules = "".join(
        f'[style*="{name}: {colour}"]{{{name}:{in_dark(colour)}!important}}'
        for name, colour in sorted(set(_PAINT.findall(svg)))
    )
    return svg.replace("</style>", f"@media screen and (prefers-color-scheme:dark){{{rules}}}</style>", 1)
