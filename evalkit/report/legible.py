"""Labels that a figure can show: no longer than it has room for, and of characters that its font can draw.

A name may have three hundred characters, or a face in it that no text font has. The table beside the figure and the
text that stands for it give the name in full; in the figure it is broken into lines, cut with an ellipsis, and a
character without a glyph is drawn as 〓, the sign that Chinese typesetters put there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, Formatter

from evalkit.report import fonts

#: Widths in narrow characters, of which a Chinese one takes two: a label up to the first is left as it is; a longer one
#: is broken into lines of the second.
_ONE_LINE, _LINE = 52, 36
_MOST_LINES = 2
_GETA = "〓"


def drawable(label: str) -> str:
    """Return a label with a 〓 for each character that the font does not have; joiners and the like are left out."""
    # Composed first: the font has é, and no accent by itself.
    lacking = set(fonts.missing(composed := unicodedata.normalize("NFC", label)))
    kept = [_GETA if c in lacking else c for c in composed if unicodedata.category(c) not in _WITHOUT_SHAPE]
    return "".join(c for i, c in enumerate(kept) if c != _GETA or kept[i - 1 : i] != [_GETA])


# Joiners, direction marks, combining marks that did not compose, variation selectors.
_WITHOUT_SHAPE = frozenset({"Cf", "Mn", "Me", "Cc"})


def fitted(label: str) -> str:
    """Return a label in lines that a figure has room for, cut with an ellipsis where it has too many."""
    lines = label.split("\n")
    if all(_width(line) <= _ONE_LINE for line in lines):
        return label
    broken = [part for line in lines for part in _broken(line)]
    if len(broken) > _MOST_LINES:
        broken = [*broken[: _MOST_LINES - 1], broken[_MOST_LINES - 1][:-1] + "…"]
    return "\n".join(broken)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _broken(line: str) -> list[str]:
    """Break a line where it has a space, and between any two characters where it has none."""
    lines, now = [], ""
    for word in line.split(" "):
        for piece in [word] if _width(word) <= _LINE else list(word):
            joined = f"{now} {piece}" if now and piece == word else now + piece
            if now and _width(joined) > _LINE:
                lines.append(now)
                now = piece
            else:
                now = joined
    return [*lines, now]


def label(text: str) -> str:
    """Return a text as a figure can show it; lines that it has already stay."""
    return fitted("\n".join(map(drawable, text.split("\n"))))


class _Legible(Formatter):
    """The labels of ticks as a figure can show them."""

    def __init__(self, inner: Formatter, shown: Callable[[str], str]) -> None:
        self.inner, self.shown = inner, shown

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self.shown(self.inner(x, pos))

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        return [self.shown(text) for text in self.inner.format_ticks(list(values))]

    def set_locs(self, locs: Sequence[float]) -> None:
        self.inner.set_locs(list(locs))

    def set_axis(self, axis: Axis) -> None:  # type: ignore[override]
        self.inner.set_axis(axis)


def make_legible(figure: Figure, written: Callable[[str], str] = str) -> bool:
    """Make every label of a finished figure legible; tell whether a character had to be replaced.

    A figure whose labels are all right is left as it is.

    Parameters
    ----------
    figure
        The figure.
    written
        How the language writes a number: for the ticks of an axis of numbers. On an axis of names a number is a code.
    """

    def number(text: str) -> str:
        return label(written(text))

    before: list[str] = []
    ticks: set[Text] = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            formatter = axis.get_major_formatter()
            labels = formatter.format_ticks(list(axis.get_majorticklocs()))
            ticks |= {text for tick in axis.get_major_ticks() for text in (tick.label1, tick.label2)}
            before += labels
            shown = label if isinstance(formatter, (FixedFormatter, StrCategoryFormatter)) else number
            if any(shown(text) != text for text in labels):
                axis.set_major_formatter(_Legible(formatter, shown))
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text not in ticks and label(text.get_text()) != text.get_text():
            before.append(text.get_text())
            text.set_text(label(text.get_text()))
    return any(_GETA in drawable(text) and _GETA not in text for text in before)
