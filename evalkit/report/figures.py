"""Figures of an evaluation, each with the text that stands for it.

Both are made from the same table, so that the two cannot disagree.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from evalkit.report.colours import ABSENT, INK, MUTED, PAPER, text_on
from evalkit.report.elements import Column, FigureView, TableView
from evalkit.report.findings import of_kind
from evalkit.report.legible import make_legible
from evalkit.report.style import cohort_colours, count_axis, figure_style, legend, name_axis, tier_colours
from evalkit.report.words import Words
from evalkit.rules.banding import tier_starts
from evalkit.rules.points import Scale
from evalkit.scoring import Evaluation

#: Inches. Narrow, so that the type is still legible where a phone shrinks the figure to its own width.
_WIDTH = 5.0


def view(
    name: str,
    words: Words,
    height: float,
    draw: Callable[[Axes], None],
    alt: str,
    *,
    data: TableView | None = None,
    **facts: object,
) -> FigureView:
    """Return a figure drawn in the style of the suite.

    Parameters
    ----------
    name
        Stem of its messages: ``caption-figure-<name>``.
    words
        The reader's language.
    height
        In inches.
    draw
        Draws into the axes it is given.
    alt
        The text that stands for the figure.
    data
        The numbers that are drawn, from :func:`numbers`; left out only where a table beside the figure has them all.
    **facts
        What the caption's message needs.
    """
    with figure_style(), warnings.catch_warnings():
        # Said in the caption instead.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        draw(figure.subplots())
        replaced = make_legible(figure, words.number)
    caption = words(f"caption-figure-{name}", **facts)
    return FigureView(figure, name, words("caption-with-geta", caption=caption) if replaced else caption, alt, data)


def numbers(name: str, head: str, labels: Sequence[str], rows: Iterable[Sequence[str]]) -> TableView:
    """Return the numbers of a figure as a table: what the rows are called, then one column of numbers a label."""
    columns = [Column(head, "head"), *(Column(label, "number") for label in labels)]
    return TableView(f"figure-{name}", "", tuple(columns), ((None, tuple(tuple(row) for row in rows)),))


def tier_counts(ev: Evaluation, words: Words) -> FigureView:
    """Bars: how many units each tier has, with their share of the participants."""
    counts = ev.shares("tier", "participants")
    names = [words.tier(t) for t in counts["tier"]]
    labels = [
        words("label-count-share", count=int(n), share=words.percent(p))
        for n, p in zip(counts["count"], counts["percent"], strict=True)
    ]

    def draw(ax: Axes) -> None:
        colours = tier_colours(len(counts))
        bars = ax.barh(names, counts["count"], color=colours, height=0.62, edgecolor=colours[0], linewidth=0.8)
        ax.bar_label(bars, labels=labels, padding=5, fontsize=10, color=INK)
        name_axis(ax)
        ax.margins(x=0.3)
        # Every bar has its number beside it; an axis would say it again.
        ax.xaxis.set_visible(False)
        ax.spines["bottom"].set_visible(False)

    alt = words("alt-tier-counts", list=words.listed([f"{a} {b}" for a, b in zip(names, labels, strict=True)]))
    rows = [
        (name, str(int(n)), words.percent(p))
        for name, n, p in zip(names, counts["count"], counts["percent"], strict=True)
    ]
    columns = [words("column-count"), words("column-percent-participants")]
    data = numbers("tier-counts", words("column-tier"), columns, rows)
    return view("tier-counts", words, 0.45 * len(names) + 0.3, draw, alt, data=data)


def score_distribution(ev: Evaluation, words: Words, kind: str | None = None) -> FigureView:
    """Histogram of the published scores, coloured by tier, with the cut-offs; one bar a step where there is room.

    `kind`: those of one type of unit alone.
    """
    scale = ev.rules.scores.scale
    every = of_kind(ev, ev.published, kind)
    shown = every[~every["withheld"]]
    shown = shown.assign(steps=[scale.to_steps(Decimal(str(s))) for s in shown["score"]])
    hidden = int(every["withheld"].sum())
    order = [t.id for t in ev.rules.tiers if (shown["tier"] == t.id).any()]
    if ev.undecided:
        shown = shown.assign(tier=shown["tier"].astype(object).fillna(UNDECIDED))
        order = [*order, UNDECIDED] if (shown["tier"] == UNDECIDED).any() else order
    low, high = int(shown["steps"].min()), max(_highest(ev, kind), int(shown["steps"].max()))
    # Where each tier begins in steps of the scores: a rounding before banding counts, so 84.5 may be where 85 begins.
    begins, places = tier_starts(ev.rules) if ev.rules.cut_offs_known else (np.array([], dtype=np.int64), [])
    cuts = begins.tolist()[1:]
    if kind is not None:
        # A type whose points end below a cut-off of the others is not told of it.
        places, begins = [p for p, b in zip(places, begins, strict=True) if b <= high], begins[begins <= high]
        cuts = begins.tolist()[1:]
    edges = bin_edges(low, high, cuts, len(shown))
    # No bar begins below the least score that there can be.
    edges[0] = max(edges[0], scale.to_steps(ev.rules.scores.min))
    palette = dict(zip([t.id for t in ev.rules.tiers], tier_colours(len(ev.rules.tiers)), strict=True))
    palette[UNDECIDED] = MUTED

    def draw(ax: Axes) -> None:
        if not order:
            sns.histplot(shown, x="steps", bins=edges, color=MUTED, edgecolor=PAPER, linewidth=0.8, ax=ax)
            ticks = round_steps(edges[0], high, scale)
            # The middle of a bar that is one step wide.
            own = 0.5 if edges[1] - edges[0] == 1 else 0
            ax.set_xticks([tick + own for tick in ticks], [words.points(scale.to_points(tick)) for tick in ticks])
            ax.set_xlabel(words("axis-score"))
            count_axis(ax, words("axis-units"))
            return
        sns.histplot(
            shown, x="steps", hue="tier", hue_order=order[::-1], palette={t: palette[t] for t in order},
            multiple="stack", bins=edges, edgecolor=PAPER, linewidth=0.8, alpha=1, legend=False, ax=ax,
        )  # fmt: skip
        top = ax.get_ylim()[1]
        ax.set_ylim(0, top * 1.16)
        for place, lowest, above in zip(places, begins, [*cuts, edges[-1]] if places else [], strict=True):
            tier = ev.rules.tiers[place].id
            if tier not in order:
                continue
            count = int((every["tier"] == tier).sum())
            ax.annotate(
                f"{words.tier(tier)}\n{words('label-count', count=count)}",
                ((max(lowest, edges[0]) + above) / 2, top * 1.13), ha="center", va="top", fontsize=9, color=INK,
                linespacing=1.35, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
        for cut in cuts:
            ax.axvline(cut, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)))
        marked = cuts or [low]
        ax.set_xticks([*marked, high + 0.5], [words.points(scale.to_points(step)) for step in (*marked, high)])
        ax.set_xlabel(words("axis-score"))
        count_axis(ax, words("axis-units"))

    alt = words(
        "alt-score-distribution",
        count=len(shown),
        differ="yes" if shown["score"].min() < shown["score"].max() else "no",
        lowest=words.points(shown["score"].min()),
        highest=words.points(shown["score"].max()),
        median=words.median(list(shown["score"])),
        hidden=hidden,
    )
    heads = [words("row-undecided") if t == UNDECIDED else words.tier(t) for t in order] or [words("axis-units")]
    rows = _bins(shown, order, edges, high, lambda step: words.points(scale.to_points(step)), words)
    data = numbers("score-distribution", words("column-score"), heads, rows)
    facts = {"cut": "yes" if cuts else "no", "type": "all" if kind is None else words.names["type"][kind]}
    return view("score-distribution", words, 3.1, draw, alt, data=data, **facts)


def _highest(ev: Evaluation, kind: str | None) -> int:
    """Return the end of the scores, or of those of a type, in steps."""
    total = next((t.total_points for t in ev.rules.types if t.id == kind), None)
    scale = ev.rules.scores.scale
    return scale.to_steps(total if total is not None and scale.fits(total) else ev.rules.scores.max)


#: In the place of a tier: units of which it is not decided. No id of a tier has a blank.
UNDECIDED = "not decided"

#: A histogram has no more bars than this, for they would be thinner than a line.
MOST_BARS = 100


#: Nor more than there are values in it, though so many always: one value a bar says less than the list of them.
FEWEST_BARS = 20
#: As many steps between numbers as have room below a figure.
_MOST_TICKS = 7


def bin_edges(low: int, high: int, cuts: Sequence[int], count: int = MOST_BARS) -> list[int]:
    """Return the edges of the bars of a histogram of `count` whole numbers, from `low` to above `high`.

    Bars are 1, 2, 5, 10, 20, 50 … wide: the narrowest of these with few enough bars, or the next one where only that
    makes every cut-off an edge, or narrower ones where only they do. The lowest cut-off, else 0, is an edge.
    """
    widths = [factor * 10**power for power in range(9) for factor in (1, 2, 5)]
    few, many = (
        [w for w in widths if (high - low) // w < most][:2]
        for most in (min(MOST_BARS, max(FEWEST_BARS, count)), MOST_BARS)
    )
    apart = [b - a for a, b in pairwise(cuts)]
    width = next((w for w in (*few, *many) if all(d % w == 0 for d in apart)), few[0])
    anchor = cuts[0] if cuts else 0
    first = anchor + (low - anchor) // width * width
    return list(range(first, high + width + 1, width))


def round_steps(low: int, high: int, scale: Scale) -> list[int]:
    """Return the steps from `low` to `high` that are round numbers of points, as many as can be read below a figure."""
    for width in (Decimal(factor).scaleb(power) for power in range(-9, 10) for factor in (1, 2, 5)):
        if scale.fits(width) and (high - low) // scale.to_steps(width) <= _MOST_TICKS:
            apart = scale.to_steps(width)
            return list(range(-(-low // apart) * apart, high + 1, apart))
    return [low, high]


def _bins(
    shown: pd.DataFrame,
    order: Sequence[str],
    edges: Sequence[int],
    high: int,
    label: Callable[[int], str],
    words: Words,
) -> list[tuple[str, ...]]:
    """Return the bars of the histogram that are not empty, the highest scores first; by tier where there are any.

    The last bar may reach beyond the highest score that there can be: it is called by what it can hold.
    """
    rows = []
    bar = np.searchsorted(edges, shown["steps"].to_numpy(np.int64), side="right") - 1
    for i in sorted(set(bar.tolist()), reverse=True):
        tiers = shown["tier"].to_numpy()[bar == i]
        low, below = edges[i], edges[i + 1]
        if below > high:
            name = words.between(label(low), label(high), signed=low < 0)
        elif below - low == 1:
            name = label(low)
        else:
            name = words("score-bin-range", **{"from": label(low), "below": label(below)})
        rows.append((name, *([str(int((tiers == tier).sum())) for tier in order] or [str(len(tiers))])))
    return rows


def cohort_composition(ev: Evaluation, words: Words) -> FigureView | None:
    """Stacked bars, one a cohort: the share of each tier and of those that did not take part, of the whole cohort.

    A cohort whose size is not known has no bar.
    """
    wide = ev.counts(("tier", "cohort")).pivot(index="cohort", columns="tier", values="count").astype("int64")
    wide.columns = wide.columns.astype(str)
    absent = ev.participation()["absent"]
    wide = wide[absent.notna().to_numpy()].copy()
    wide["absent"] = absent.dropna().astype("int64").to_numpy()
    if not wide["absent"].any():
        wide = wide.drop(columns="absent")
    known = "some" if absent.isna().any() else "all"
    return composition("cohort-composition", words, wide, "axis-percent-cohort", known=known)


def tier_composition(ev: Evaluation, words: Words) -> FigureView | None:
    """Stacked bars, one a tier: the share of each cohort in it."""
    wide = ev.counts(("tier", "cohort")).pivot(index="tier", columns="cohort", values="count").astype("int64")
    wide = wide[wide.sum(axis=1) > 0]
    return composition("tier-composition", words, wide, "axis-percent-tier")


def composition(name: str, words: Words, wide: pd.DataFrame, axis: str, **facts: str) -> FigureView | None:
    """Bars of a hundred per cent, each with its parts; None where there is nothing to divide.

    Parameters
    ----------
    name
        Stem of its messages: ``alt-<name>``, ``caption-figure-<name>``.
    words
        The reader's language.
    wide
        Counts: one row a bar, cohort or tier (or ``all``), one column a part, tier (and ``absent``) or cohort; by id,
        with what they are as the names of index and columns, as ``pivot`` leaves them.
    axis
        The message that says of what the shares are.
    **facts
        What the caption's message needs.
    """
    wide = wide.astype("int64")
    if not wide.to_numpy().sum():
        return None
    said = {"absent": words("row-absent"), "all": words("all-cohorts")}
    by, of = str(wide.index.name or "all"), str(wide.columns.name or "tier")
    colours = cohort_colours(wide.shape[1]) if of == "cohort" else [*tier_colours(len(words.rules.tiers)), ABSENT]
    labels = [words.names[of].get(str(part)) or said[str(part)] for part in wide.columns]
    bars = [words.names[by][str(bar)] if by in words.names else said[str(bar)] for bar in wide.index]
    names = [words("label-cohort-size", name=bar, count=int(n)) for bar, n in zip(bars, wide.sum(axis=1), strict=True)]

    def draw(ax: Axes) -> None:
        _stack(ax, wide, names, labels, colours)
        ax.set_xlabel(words(axis))

    rows = [(bar, *map(str, counts)) for bar, counts in zip(names, wide.to_numpy().tolist(), strict=True)]
    parts = [
        words(
            "alt-cohort", name=bar, list=words.listed([f"{part} {n}" for part, n in zip(labels, counts, strict=True)])
        )
        for bar, *counts in rows
    ]
    data = numbers(name, words("column-tier" if by == "tier" else "column-cohort"), labels, rows)
    alt = words(f"alt-{name}", list=words.clauses(parts))
    return view(name, words, 0.5 * len(names) + 1.25, draw, alt, data=data, **facts)


def _stack(ax: Axes, counts: pd.DataFrame, names: Sequence[str], labels: Sequence[str], colours: Sequence[str]) -> None:
    """Draw 100 % bars with the count in each part that has room for it."""
    left = np.zeros(len(counts))
    shares = counts.div(counts.sum(axis=1), axis=0).to_numpy() * 100
    parts: list[Artist] = []
    for j, (label, colour) in enumerate(zip(labels, colours, strict=False)):
        bars = ax.barh(
            names, shares[:, j], left=left, color=colour, height=0.62, label=label, edgecolor=PAPER, linewidth=0.8
        )
        texts = [str(n) if s >= 2.5 else "" for n, s in zip(counts.iloc[:, j], shares[:, j], strict=True)]
        ax.bar_label(bars, labels=texts, label_type="center", fontsize=9, color=text_on(colour))
        left += shares[:, j]
        parts.append(bars.patches[0])
    # A frame, because the lightest part is hardly darker than the paper.
    for i, width in enumerate(left):
        ax.add_patch(Rectangle((0, i - 0.31), width, 0.62, fill=False, edgecolor=MUTED, linewidth=0.8, clip_on=False))
    name_axis(ax)
    ax.set_xlim(0, 100)
    ax.xaxis.set_major_formatter("{x:.0f}%")
    ax.spines["bottom"].set_visible(False)
    legend(ax)
