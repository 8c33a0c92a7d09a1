"""One visual language: the colours and type of every figure; the pages' style sheet uses the same values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
import seaborn as sns

from evalkit.report import fonts

INK = "#1d2733"
MUTED = "#56616e"
LINE = "#d5dbe1"
#: Units that did not take part, and whatever is not known.
ABSENT = "#e4e8ec"
ACCENT = "#0b5c7a"

# Dark to light, one hue: the order of the tiers can be read off in print, in grey and with any colour vision.
_DARKEST, _LIGHTEST = "#0b4f6c", "#b9dbe6"


def tier_colours(count: int) -> list[str]:
    """Return one colour a tier, the highest tier darkest."""
    ramp = sns.blend_palette([_DARKEST, "#2f86a6", _LIGHTEST], n_colors=max(count, 2))
    return list(ramp.as_hex())[:count]


def text_on(colour: str) -> str:
    """Return the text colour, dark or white, that is easier to read on a colour (WCAG relative luminance)."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    # The luminance at which contrast with white and with INK (luminance 0.02) is the same.
    return "#ffffff" if luminance < 0.221 else INK


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
                "ytick.color": INK,
                "xtick.labelsize": 9,
                "ytick.labelsize": 10,
                "legend.frameon": False,
                "legend.fontsize": 9,
                "figure.dpi": 100,
                # Outlines, not text: an image does not see the page's fonts.
                "svg.fonttype": "path",
                "svg.hashsalt": "evalkit",
            }
        )
        yield
