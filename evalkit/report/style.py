"""One visual language: the colours and type of every figure; the pages' style sheet uses the same values."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from evalkit.report import fonts

PAPER = "#ffffff"
INK = "#1d2733"
MUTED = "#56616e"
LINE = "#d5dbe1"
#: Units that did not take part, and whatever is not known.
ABSENT = "#e4e8ec"
ACCENT = "#0b5c7a"
# Not quite black: Matplotlib leaves pure black out of an SVG, and then there is no colour to replace on a dark page.
_BLACK = "#05080b"

# Dark to light, one hue: the order of the tiers can be read off in print, in grey and with any colour vision.
_DARKEST, _LIGHTEST = "#0b4f6c", "#b9dbe6"


def tier_colours(count: int) -> list[str]:
    """Return one colour a tier, the highest tier darkest."""
    ramp = sns.blend_palette([_DARKEST, "#267695", _LIGHTEST], n_colors=max(count, 2))
    return list(ramp.as_hex())[:count]


def cohort_colours(count: int) -> list[str]:
    """Return one colour a cohort, of a hue of its own, so that cohorts are not taken for tiers."""
    return list(sns.blend_palette(["#5b3a70", "#ac98c0", "#e6dcec"], n_colors=max(count, 2)).as_hex())[:count]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
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
    hue, _, saturation = colorsys.rgb_to_hls(*mpl.colors.to_rgb(colour))
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        found = mpl.colors.to_hex(colorsys.hls_to_rgb(hue, middle, saturation * 0.8))
        low, high = (middle, high) if luminance(found) < wanted else (low, middle)
    return str(found)


_PAINT = re.compile(r"\b(fill|stroke): (#[0-9a-f]{6})\b")


def in_both_schemes(svg: str) -> str:
    """Return a figure that a dark page shows in its own colours; elsewhere, and on paper, it stays as it was drawn."""
    rules = "".join(
        f'[style*="{name}: {colour}"]{{{name}:{in_dark(colour)}!important}}'
        for name, colour in sorted(set(_PAINT.findall(svg)))
    )
    return svg.replace("</style>", f"@media screen and (prefers-color-scheme:dark){{{rules}}}</style>", 1)


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw with the suite's type and lines, whatever the reader's own Matplotlib settings are."""
    fonts.register()
    settings = {k: v for k, v in mpl.rcParamsDefault.items() if not k.startswith("backend")}
    with mpl.rc_context(settings):
        mpl.rcParams.update(sns.axes_style("white"))
        mpl.rcParams.update(
            {
                "font.family": [fonts.FAMILY],
                "font.size": 10,
                "axes.labelsize": 10,
                "axes.titlesize": 11,
                "axes.edgecolor": LINE,
                "axes.labelcolor": MUTED,
                "axes.unicode_minus": False,
                "axes.spines.top": False,
                "axes.spines.right": False,
                "text.color": INK,
                "xtick.color": MUTED,
                "ytick.color": MUTED,
                "xtick.labelsize": 9,
                "ytick.labelsize": 9,
                "ytick.left": False,
                "grid.color": LINE,
                "grid.linewidth": 0.6,
                "axes.axisbelow": True,
                "legend.frameon": False,
                "legend.fontsize": 9,
                "legend.handlelength": 1.1,
                "legend.handleheight": 0.9,
                "legend.handletextpad": 0.5,
                "legend.columnspacing": 1.2,
                "legend.borderaxespad": 0.2,
                "figure.dpi": 100,
                # Outlines, not text: an image does not see the page's fonts.
                "svg.fonttype": "path",
                "svg.hashsalt": "evalkit",
            }
        )
        yield


def count_axis(ax: Axes, label: str) -> None:
    """Make the upright axis one of whole numbers, with its label lying above it: Chinese does not stand on its side."""
    ax.set_ylabel(label, rotation=0, ha="left", va="bottom", fontsize=9)
    ax.yaxis.set_label_coords(0, 1.02)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    ax.grid(axis="y")
    ax.spines["left"].set_visible(False)


def name_axis(ax: Axes) -> None:
    """Make the upright axis one of names, the first at the top."""
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0, labelsize=10, labelcolor=INK)
    ax.spines["left"].set_visible(False)


def legend(ax: Axes) -> None:
    """Put the legend above the axes, to be read line by line in the order of the parts."""
    handles, labels = ax.get_legend_handles_labels()
    # A Chinese character is as wide as two Latin ones; some 72 of the latter fit on a line.
    width = sum(sum(2 if ord(c) > 0x2E7F else 1 for c in label) + 5 for label in labels)
    lines = -(-width // 72)
    columns = -(-len(labels) // lines)
    # Matplotlib fills a legend column by column.
    order = [i for first in range(columns) for i in range(first, len(labels), columns)]
    ax.figure.legend([handles[i] for i in order], [labels[i] for i in order], loc="outside upper left", ncols=columns)
