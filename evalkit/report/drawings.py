"""A drawing of a notebook's own as a figure of the page: in the house's type, legible, with what stands for it."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from evalkit.errors import EvalkitError
from evalkit.report.elements import FigureView, TableView
from evalkit.report.prose import Said, in_language
from evalkit.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure


#: A column in the title of a panel, as seaborn's grids write it: ``cohort = 1 | tier = high``.
_OF_PANEL = re.compile(r"(?:^|(?<= \| ))[^=|]+(?= = )")


def drawing(
    drawn: Any,
    words: Words,
    *,
    name: str,
    caption: Said,
    alt: Said,
    data: TableView | None,
    headed: Callable[[str], str] = str,
) -> FigureView:
    """Return what matplotlib or seaborn has drawn as a figure of the page.

    Parameters
    ----------
    drawn
        A ``Figure``, ``Axes``, or whatever has a ``figure`` (seaborn's grids).
    words
        The reader's language.
    name
        Stem of the figure.
    caption, alt
        What it shows, and what a reader takes from it.
    data
        Its numbers.
    headed
        What heads a column: axes, legends and panels that seaborn called after columns are headed so.

    Raises
    ------
    EvalkitError
        It is no drawing, or one of nothing, or caption or alternative text are missing.
    """
    from evalkit.report.legible import make_legible

    figure = _figure(drawn)
    texts = {"caption": in_language(caption, words), "alt": in_language(alt, words)}
    lacking = [key for key, text in texts.items() if not text.strip()]
    if lacking:
        raise EvalkitError("drawing-lacks", lacking=", ".join(lacking))
    if not figure.axes:
        raise EvalkitError("drawing-empty")
    _head(figure, headed)
    with warnings.catch_warnings():
        # Said in the caption instead.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        replaced = make_legible(figure, words.number)
    # The page shows it; the notebook's own machinery would show it once more at the end of the cell.
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)
    told = words("caption-with-geta", caption=texts["caption"]) if replaced else texts["caption"]
    return FigureView(figure, name, told, texts["alt"], data)


def _head(figure: Figure, headed: Callable[[str], str]) -> None:
    """Write what heads a column where a drawing has the column's name."""
    legends = [*figure.legends, *(legend for axes in figure.axes if (legend := axes.get_legend()))]
    labels = [axis.label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]
    for text in (*labels, *(legend.get_title() for legend in legends)):
        text.set_text(headed(text.get_text()))
    for axes in figure.axes:
        axes.title.set_text(_OF_PANEL.sub(lambda found: headed(found[0]), axes.get_title()))


def _figure(drawn: Any) -> Figure:
    from matplotlib.figure import Figure

    figure = drawn if isinstance(drawn, Figure) else getattr(drawn, "figure", None)
    if not isinstance(figure, Figure):
        raise EvalkitError("drawing-none", kind="None" if drawn is None else type(drawn).__name__)
    return figure
