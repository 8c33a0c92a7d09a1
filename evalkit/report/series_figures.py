"""Figures over several editions: how many took part, and what each unit was."""

from __future__ import annotations

from itertools import groupby

from matplotlib.axes import Axes

from evalkit.report.colours import ABSENT as ABSENT_COLOUR
from evalkit.report.colours import LINE, MUTED, PAPER, text_on
from evalkit.report.elements import FigureView
from evalkit.report.figures import numbers, view
from evalkit.report.style import count_axis, legend, tier_colours
from evalkit.report.words import Words
from evalkit.scoring import Series
from evalkit.scoring.rolls import ABSENT, OUTSIDE, UNKNOWN

#: Fill and hatching of what is no tier: told apart in grey, on paper and with any colour vision.
_NO_TIER = {ABSENT: (ABSENT_COLOUR, "//"), OUTSIDE: (PAPER, ""), UNKNOWN: (PAPER, "..")}
#: A block lower than this part of the figure has no room for its number.
_ROOM = 0.035


def tiers_by_edition(series: Series, words: Words) -> FigureView | None:
    """Tiles: one line a unit on file, one column an edition, in the colour of its tier there; None for one edition.

    Lines are sorted by what units were in the last edition, then in the one before, and so on; equal tiles that lie one
    above the other are one block, and those of the last edition have their number.
    """
    tiers, editions = series.tiers, list(series.editions)
    if tiers.empty or len(editions) < 2:
        return None
    looks: dict[str, dict[str, tuple[str, str, str]]] = {}
    for name, ev in series.evaluations.items():
        colours = tier_colours(len(ev.rules.tiers))
        own = {t.id: (t.name[words.language], c, "") for t, c in zip(ev.rules.tiers, colours, strict=True)}
        looks[name] = own | {kind: (words(f"row-{kind}"), *look) for kind, look in _NO_TIER.items()}
    places = {name: list(own) for name, own in looks.items()}
    lines = sorted(
        ([*row] for row in tiers[editions].itertuples(index=False)),
        key=lambda row: [places[name].index(kind) for name, kind in zip(editions[::-1], row[::-1], strict=True)],
    )
    # From the highest tier of the last edition down, then what only earlier ones have; whatever there is of it.
    there = {looks[n][kind] for n in editions for kind in tiers[n].unique()}
    used = dict.fromkeys(look for n in editions[::-1] for look in looks[n].values() if look in there)
    last = [words(f"row-{kind}") for kind in _NO_TIER]
    order = sorted(used, key=lambda look: last.index(look[0]) if look[0] in last else -1)

    def draw(ax: Axes) -> None:
        for x, name in enumerate(editions):
            top = 0
            for kind, block in groupby(line[x] for line in lines):
                height = len(list(block))
                _, colour, hatch = looks[name][kind]
                ax.bar(
                    x,
                    height,
                    width=0.9,
                    bottom=top,
                    color=colour,
                    hatch=hatch,
                    edgecolor=MUTED if hatch else LINE,
                    linewidth=0.3,
                )
                if name == editions[-1] and height >= _ROOM * len(lines):
                    ax.text(
                        x, top + height / 2, str(height), ha="center", va="center", fontsize=9, color=text_on(colour),
                        bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.5},
                    )  # fmt: skip
                top += height
        for label, colour, hatch in order:
            ax.bar(0, 0, color=colour, hatch=hatch, edgecolor=MUTED, linewidth=0.4, label=label)
        ax.set_ylim(len(lines), 0)
        ax.set_xlim(-0.55, len(editions) - 0.45)
        ax.set_xticks(range(len(editions)), editions)
        ax.set_xlabel(words("axis-edition"))
        count_axis(ax, words("axis-units"))
        ax.grid(visible=False)
        legend(ax)

    heads = list(dict.fromkeys(label for label, _, _ in order))
    rows, told = [], []
    for name in editions:
        counts = dict.fromkeys(heads, 0)
        for kind, number in tiers[name].value_counts().items():
            counts[looks[name][str(kind)][0]] += int(number)
        rows.append((name, *map(str, counts.values())))
        listed = words.listed([f"{label} {n}" for label, n in counts.items() if n])
        told.append(words("alt-cohort", name=name, list=listed))
    data = numbers("tiers-by-edition", words("axis-edition"), heads, rows)
    alt = words("alt-tiers-by-edition", list=words.clauses(told))
    return view("tiers-by-edition", words, 3.9, draw, alt, data=data)
