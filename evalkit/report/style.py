"""One visual language: the ramps, the type and the lines of every figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from evalkit.report import fonts
from evalkit.report.colours import ACCENT, INK, LINE, MUTED
from evalkit.report.legible import fitted

# Dark to light, one hue: the order of the tiers can be read off in print, in grey and with any colour vision.
_DARKEST, _LIGHTEST = "#0b4f6c", "#b9dbe6"
DASHED = (0, (4, 3))
#: Somebody who stands out; dark enough for text, and never the only sign: the marker is filled, too.
STRIKING = "#a63d1f"
#: So many codes can still be read in a figure.
_CODES = 12


def tier_colours(count: int) -> list[str]:
    """Return one colour a tier, the highest tier darkest."""
    ramp = sns.blend_palette([_DARKEST, "#267695", _LIGHTEST], n_colors=max(count, 2))
    return list(ramp.as_hex())[:count]


def cohort_colours(count: int) -> list[str]:
    """Return one colour a cohort, of a hue of its own, so that cohorts are not taken for tiers."""
    return list(sns.blend_palette(["#5b3a70", "#ac98c0", "#e6dcec"], n_colors=max(count, 2)).as_hex())[:count]


@contextmanager
def figure_style(width: float = 5, height: float = 3.2) -> Iterator[None]:
    """Draw with the suite's type and lines, whatever the reader's own Matplotlib settings are.

    Parameters
    ----------
    width, height
        Of figures that are made meanwhile, in inches. Every figure is shown as wide as the text: a wider one has
        smaller type. What labels need is taken from the axes, and not added at the sides.
    """
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
                # A dollar in a name is a dollar.
                "text.parse_math": False,
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
                "hatch.linewidth": 0.6,
                "axes.axisbelow": True,
                "legend.frameon": False,
                "legend.fontsize": 9,
                "legend.handlelength": 1.1,
                "legend.handleheight": 0.9,
                "legend.handletextpad": 0.5,
                "legend.columnspacing": 1.2,
                "legend.borderaxespad": 0.2,
                "figure.dpi": 100,
                "figure.figsize": (width, height),
                "figure.constrained_layout.use": True,
                # Outlines, not text: an image does not see the page's fonts.
                "svg.fonttype": "path",
                "svg.hashsalt": "evalkit",
            }
        )
        yield


def intervals(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    xlabel: str,
    decimals: int = 2,
    filled: str = "",
    within: tuple[float, float] | None = None,
) -> Axes | None:
    """Draw a point and its interval for each row, the first on top; None where there is no row.

    They are drawn where the rounded numbers of the text are: coordinates can be read off to the sixth decimal.

    Parameters
    ----------
    frame
        The rows; the ends of the intervals are in its columns ``low`` and ``high``.
    x, y
        The columns of the values and of what the rows are called. A row without a value is a heading.
    xlabel
        What the values are, in which unit.
    decimals
        Those of the text.
    filled
        A column that tells which points are filled, for they stand out.
    within
        The ends of the axis, the lower of which gives way to a point or an interval; without it there is a line at 0.
    """
    if frame[x].notna().sum() == 0:
        return None
    rows = frame.assign(**frame[[x, "low", "high"]].round(decimals), place=range(len(frame)))
    long = len(rows) > 20
    with figure_style():
        ax: Axes = Figure(figsize=(5, (0.175 if long else 0.23) * len(rows) + 0.8), layout="constrained").subplots()
        for row in rows.dropna(subset=[x]).to_dict("records"):
            colour = STRIKING if filled and row[filled] else ACCENT
            face = colour if filled and row[filled] else "white"
            ax.plot([row["low"], row["high"]], [row["place"]] * 2, color=colour, linewidth=1.4, solid_capstyle="butt")
            ax.plot(row[x], row["place"], "o", markersize=5.5, color=colour, markerfacecolor=face, markeredgewidth=1.3)
        ax.set_yticks(rows["place"], rows[y], fontsize=8 if long else 8.5)
        for label, value in zip(ax.get_yticklabels(), rows[x], strict=True):
            label.set_color(MUTED if value != value else INK)  # NaN is not itself
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.grid(axis="x")
        ax.set_xlabel(xlabel, color=INK)
        if within is None:
            ax.axvline(0, color=MUTED, linewidth=0.9, linestyle=DASHED, zorder=0)
        else:
            ax.set_xlim(min(within[0], *rows[[x, "low"]].min()), within[1])
    return ax


def count_axis(ax: Axes, label: str) -> None:
    """Make the upright axis one of whole numbers, with its label lying above it: Chinese does not stand on its side."""
    ax.set_ylabel(label, rotation=0, ha="left", va="bottom", fontsize=9)
    ax.yaxis.set_label_coords(0, 1.02)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    ax.grid(axis="y")
    ax.spines["left"].set_visible(False)


def write_codes(ax: Axes, points: Iterable[tuple[str, float, float]]) -> None:
    """Write codes beside their points, given as ``code, x, y``; of many the first dozen, which matter most."""
    for code, x, y in islice(points, _CODES):
        ax.annotate(code, (x, y), xytext=(4, 3), textcoords="offset points", fontsize=7.5, color=INK)


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
    # A long one must not take the room of what it explains.
    rows = sum(
        max(fitted(label).count("\n") + 1 for label in labels[first : first + columns])
        for first in range(0, len(labels), columns)
    )
    figure = ax.get_figure(root=True)
    if figure is not None and rows > 3:
        figure.set_figheight(figure.get_figheight() + 0.2 * (rows - 3))
    ax.figure.legend([handles[i] for i in order], [labels[i] for i in order], loc="outside upper left", ncols=columns)
