"""Figures of the review, each with the text that stands for it."""

from __future__ import annotations

import textwrap
from fractions import Fraction

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.ticker import MaxNLocator

from evalkit.publication.strengths import strengths
from evalkit.report.colours import INK, MUTED, PAPER, text_on
from evalkit.report.elements import FigureView
from evalkit.report.figures import bin_edges, numbers, view
from evalkit.report.style import count_axis, legend, tier_colours
from evalkit.report.tables import records
from evalkit.report.words import UNKNOWN, Words, exact
from evalkit.review.docket import Docket
from evalkit.review.docket_words import decimal
from evalkit.scoring import Evaluation


def indicator_strengths(ev: Evaluation, words: Words) -> FigureView | None:
    """Heat map: the mean share of the points by indicator and tier; None where there is no mean to be shown."""
    table = strengths(ev, "indicator", words.audience)
    names = {i.id: i.name[words.language] for i in ev.rules.kept if i.about is None}
    # A colour is a number, too: it is that of the number which stands in the field.
    shares = {
        (r["tier"], r["indicator"]): None if r["share"] is None else Fraction(decimal(r["share"] * 100, 0)) / 100
        for r in records(table)
    }
    tiers = [t.id for t in ev.rules.tiers if any(shares[t.id, i] is not None for i in names)]
    if not tiers:
        return None
    values = pd.DataFrame(
        [[_percent(shares[t, i]) for t in tiers] for i in names],
        index=list(names.values()),
        # Side by side, and narrow: the words of an English name go below each other.
        columns=[textwrap.fill(words.tier(t), 10, break_long_words=False) for t in tiers],
    )
    lines = max((str(name).count("\n") for name in values.columns), default=0)

    def draw(ax: Axes) -> None:
        colours = sns.blend_palette(["#f6f3ec", *tier_colours(4)[::-1]], as_cmap=True)
        sns.heatmap(values, vmin=0, vmax=100, cmap=colours, cbar=False, linewidths=0.8, linecolor=PAPER, ax=ax)
        for (row, column), value in np.ndenumerate(values.to_numpy()):
            known = not np.isnan(value)
            colour = text_on(to_hex(colours(value / 100))) if known else MUTED
            label = f"{value:.0f}" if known else UNKNOWN
            ax.text(column + 0.5, row + 0.5, label, ha="center", va="center", fontsize=9, color=colour)
        ax.xaxis.tick_top()
        ax.tick_params(length=0, labelsize=9, labelcolor=INK)
        ax.tick_params(axis="x", rotation=0)

    best = [_best(words, t, shares, names) for t in tiers]
    alt = words("alt-indicator-strengths", list=words.clauses(best))
    rows = [(names[i], *(words.count(_rounded(shares[t, i])) for t in tiers)) for i in names]
    labels = [words("column-percent-of", name=words.tier(t)) for t in tiers]
    data = numbers("indicator-strengths", words("column-indicator"), labels, rows)
    return view("indicator-strengths", words, 0.27 * len(names) + 0.7 + 0.15 * lines, draw, alt, data=data)


def _rounded(share: Fraction | None) -> str | None:
    return None if share is None else decimal(share * 100, 0)


def _percent(share: Fraction | None) -> float:
    return np.nan if share is None else float(share) * 100


def _best(words: Words, tier: str, shares: dict[tuple[str, str], Fraction | None], names: dict[str, str]) -> str:
    known = {i: s for i in names if (s := shares[tier, i]) is not None}
    high, low = max(known, key=lambda i: known[i]), min(known, key=lambda i: known[i])
    if words.rules.best == "lowest":
        high, low = low, high
    return words(
        "alt-tier-best-and-worst",
        tier=words.tier(tier),
        case="few" if _rounded(known[high]) != _rounded(known[low]) else "same",
        best=names[high],
        most=_rounded(known[high]),
        worst=names[low],
        least=_rounded(known[low]),
    )


def differences(ev: Evaluation, words: Words, docket: Docket) -> FigureView | None:
    """Histogram of the differences between the highest and the lowest total of a unit; None with nothing to compare.

    Nor are sheets compared that hold different indicators, or votes.

    Units whose scores the reader may not see are left out: beside the docket, which names the differences of the
    others, theirs could be read off the bars.
    """
    if not ev.rules.sheets_alike:
        return None
    sheets = ev.sheets.with_totals
    frame = sheets.frame.groupby("unit", observed=True)["total"].agg(["min", "max", "size"])
    frame = frame[frame["size"] >= 2]
    hidden = frame.index.astype(str).isin(ev.hidden_from(words.audience))
    frame = frame[~hidden]
    gaps, step = (frame["max"] - frame["min"]).to_numpy(), sheets.total_step
    if sheets.given is not None:
        # What is left out makes totals of all kinds of fractions: they are drawn as they are printed.
        printed = Fraction(1, 10 ** (words.mark_decimals + 1))
        gaps, step = np.array([round(int(gap) * step / printed) for gap in gaps], dtype=np.int64), printed
    gaps = gaps.astype(np.int64)
    if not len(gaps):
        return None
    importance = ev.rules.review.importance
    marked = {str(u) for u in docket.table["unit"]}
    listed = np.array([str(u) in marked for u in frame.index])
    edges = bin_edges(0, int(gaps.max()), [], len(gaps))
    dark, light = tier_colours(4)[0], tier_colours(4)[2]
    # Where the rules do not say what is important, the bars are all of one kind.
    kinds = [(listed, dark, "on-docket"), (~listed, light, "off-docket")] if importance else [(~listed, dark, "units")]

    def points(steps: object) -> str:
        return words.totals(exact(steps) * step)

    def draw(ax: Axes) -> None:
        ax.hist(
            [gaps[part] for part, _, _ in kinds], bins=edges, stacked=True, color=[colour for _, colour, _ in kinds],
            label=[words(f"label-{kind}", count=int(part.sum())) for part, _, kind in kinds] if importance else None,
            edgecolor=PAPER, linewidth=0.8,
        )  # fmt: skip
        if importance is not None and importance.points is not None:
            ax.axvline(float(Fraction(importance.points) / step), color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.xaxis.set_major_formatter(lambda step, _: points(Fraction(step)))
        ax.set_xlabel(words("axis-difference"))
        count_axis(ax, words("axis-units"))
        if importance:
            legend(ax)

    ordered = np.sort(gaps)
    middle = Fraction(int(ordered[(len(gaps) - 1) // 2] + ordered[len(gaps) // 2]), 2)
    facts = {
        "count": len(gaps),
        "median": words.marks(middle * step, int(words.rules.may_lack_marks) if middle.denominator == 1 else 1),
        "largest": points(int(gaps.max())),
    }
    alt = words("alt-differences", ruled="yes" if importance else "no", listed=int(listed.sum()), **facts)
    if hidden.any():
        alt = words("alt-without-withheld", alt=alt, count=int(hidden.sum()))
    bar = np.searchsorted(edges, gaps, side="right") - 1
    rows = [
        (
            points(edges[i])
            if edges[i + 1] - edges[i] == 1
            else words("score-bin-range", **{"from": points(edges[i]), "below": points(edges[i + 1])}),
            *(str(int((part & (bar == i)).sum())) for part, _, _ in kinds),
        )
        for i in sorted(set(bar.tolist()))
    ]
    heads = [words(kind) for _, _, kind in kinds] if importance else [words("axis-units")]
    data = numbers("differences", words("axis-difference"), heads, rows)
    return view("differences", words, 2.7, draw, alt, data=data, **facts)
