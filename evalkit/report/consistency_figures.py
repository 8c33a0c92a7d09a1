"""Figures of the consistency of the reviewers, each with the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from evalkit.publication.part import undefined_study
from evalkit.publication.policy import enough
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.diagnostics import LEVEL
from evalkit.reliability.sheets import Floats
from evalkit.report.colours import ACCENT, INK, LINE, MUTED
from evalkit.report.consistency_findings import TARGET
from evalkit.report.consistency_tables import coefficients_of, round_name
from evalkit.report.elements import FigureView
from evalkit.report.estimates import ends, fixed, signed
from evalkit.report.figures import view
from evalkit.report.findings import Facts
from evalkit.report.people import reviewer_label
from evalkit.report.style import write_codes
from evalkit.report.tables import records
from evalkit.report.words import Words
from evalkit.statistics.intervals import ConfidenceInterval

_DASHED = (0, (4, 3))
#: Somebody who stands out; dark enough for text, and never the only sign: the marker is filled, too.
_STRIKING = "#a63d1f"

#: Label, value (None for a heading), interval, whether the row stands out.
_Row = tuple[str, float | None, ConfidenceInterval | None, bool]


def _intervals(ax: Axes, rows: Sequence[_Row], decimals: int, *, zero: float | None = None, size: float = 9) -> None:
    """Draw a point and its interval for each row, the first on top; filled where a row stands out.

    They are drawn where the rounded numbers of the text are: coordinates can be read off to the sixth decimal.
    """
    for place, (_, value, around, striking) in enumerate(rows):
        if value is None:
            continue
        value = round(value, decimals)
        colour = _STRIKING if striking else ACCENT
        if around is not None:
            low, high = round(around.low, decimals), round(around.high, decimals)
            ax.plot([low, high], [place, place], color=colour, linewidth=1.4, solid_capstyle="butt")
        face = colour if striking else "white"
        ax.plot([value], [place], marker="o", markersize=5.5, color=colour, markerfacecolor=face, markeredgewidth=1.3)
    if zero is not None:
        ax.axvline(zero, color=MUTED, linewidth=0.9, linestyle=_DASHED, zorder=0)
    ax.set_yticks(range(len(rows)), [row[0] for row in rows], fontsize=size)
    for label, row in zip(ax.get_yticklabels(), rows, strict=True):
        label.set_color(MUTED if row[1] is None else INK)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_color(LINE)
    ax.grid(axis="x", color=LINE, linewidth=0.6)
    ax.set_axisbelow(True)


def in_no_order(points: Floats, decimals: int) -> Floats:
    """Return points rounded like the text and sorted by value, so that their order in the file is not that of codes."""
    rounded: Floats = np.round(points, decimals)
    return rounded[np.lexsort(rounded.T[::-1])]


def _lowest(rows: Sequence[_Row]) -> float:
    """Return 0, or the lowest end of an interval that is below."""
    return min(0.0, *(value if around is None else around.low for _, value, around, _ in rows if value is not None))


def agreement(found: Consistency, words: Words) -> FigureView | None:
    """Draw the coefficients of totals and tiers by round; None where none is defined."""
    rows: list[_Row] = []
    names = ("icc-one-way", "icc-one-way-average", "alpha-interval")
    points = []
    for scope in found.scopes:
        rows.append((round_name(words, scope), None, None, False))
        for agreed in (a for a in (*found.totals, *found.tiers) if a.round == scope):
            by_name = {row["coefficient"]: row for row in coefficients_of(agreed, found)}
            for name in names if agreed.quantity == "total" else ("alpha-ordinal",):
                value = agreed.estimate(name)
                if value is not None:
                    what = words(f"consistency-of-{agreed.quantity}s")
                    label = words("consistency-label-agreement", what=what, name=words(f"consistency-short-{name}"))
                    rows.append((label, value, ends(by_name[name]), False))
                    named = words("consistency-label-of-round", round=round_name(words, scope), name=label)
                    points.append(words("consistency-point", name=named, value=fixed(value)))
    if not points:
        return None

    def draw(ax: Axes) -> None:
        _intervals(ax, rows, 2, size=8.5)
        ax.set_xlim(_lowest(rows), 1.0)
        ax.set_xlabel(words("consistency-axis-agreement"), color=INK)

    alt = words("consistency-alt-agreement", list=words.clauses(points))
    return view("consistency-agreement", words, 0.24 * len(rows) + 0.7, draw, alt)


def indicators(found: Consistency, words: Words) -> FigureView | None:
    """Draw alpha of every indicator, the lowest first; None where none is defined."""
    names = {i.id: i.name[words.language] for i in words.rules.indicators}
    rows: list[_Row] = []
    for row in records(found.by_indicator.dropna(subset=["alpha"])):
        rows.append((names[row["indicator"]], row["alpha"], ends(row), False))
    if not rows:
        return None

    def draw(ax: Axes) -> None:
        _intervals(ax, rows, 2, size=8.5)
        ax.set_xlim(_lowest(rows), 1.0)
        ax.set_xlabel(words("consistency-axis-alpha"), color=INK)

    points = [words("consistency-point", name=r[0], value=fixed(r[1])) for r in rows]
    alt = words("consistency-alt-indicators", list=words.clauses(points))
    size = 0.24 * len(rows) + 0.7
    return view("consistency-indicators", words, size, draw, alt, least=points[0], most=points[-1])


def severity(found: Consistency, words: Words) -> FigureView | None:
    """Draw a caterpillar: the severity of every reviewer with its interval; None where they cannot be compared."""
    result = found.diagnostics.results["severity"]
    rows: list[_Row] = [
        (reviewer_label(words, row["reviewer"]), row["severity"], ends(row), row["stands_out"])
        for row in records(found.severities.dropna(subset=["severity"]))
        if enough(words.audience, row["sheets"])
    ]
    if not rows:
        return None

    def draw(ax: Axes) -> None:
        _intervals(ax, rows, 1, zero=0.0, size=8)
        ax.set_xlabel(words("consistency-axis-severity"), color=INK)

    named = [words("consistency-point", name=r[0], value=signed(r[1], words.mean_decimals)) for r in rows if r[3]]
    values = [row[1] for row in rows if row[1] is not None]
    facts: Facts = {
        "count": len(rows),
        "least": signed(min(values), words.mean_decimals),
        "most": signed(max(values), words.mean_decimals),
        "named": len(named) if result.n_tested else "none",
    }
    alt = words("consistency-alt-severity", list=words.clauses(named), **facts)
    return view("consistency-severity", words, 0.175 * len(rows) + 0.8, draw, alt, **facts)


def own(found: Consistency, words: Words) -> FigureView | None:
    """Draw what reviewers add to units with which they have a tie, all together on top; None where nobody has one."""
    result = found.diagnostics.results["own-advantage"]
    striking = {m.reviewer for m in found.diagnostics.matters() if m.question == "own-advantage"}
    rows: list[_Row] = []
    for f in sorted(result.findings, key=lambda f: -(f.estimate or 0.0)):
        code = found.diagnostics.reviewers[f.reviewer]
        if f.estimate is not None:
            rows.append((reviewer_label(words, code), f.estimate, f.confidence_interval(), code in striking))
    pooled = result.overall
    if pooled is not None and pooled.estimate is not None:
        clear = pooled.p is not None and pooled.p <= LEVEL
        rows.insert(0, (words("consistency-all-together"), pooled.estimate, pooled.confidence_interval(), clear))
    if not rows:
        return None

    def draw(ax: Axes) -> None:
        _intervals(ax, rows, 1, zero=0.0, size=8.5)
        ax.set_xlabel(words("consistency-axis-own"), color=INK)

    points = [words("consistency-point", name=r[0], value=signed(r[1], words.mean_decimals)) for r in rows]
    alt = words("consistency-alt-own", list=words.clauses(points))
    return view("consistency-own", words, 0.22 * len(rows) + 0.8, draw, alt, first=points[0])


def rounds(found: Consistency, words: Words) -> FigureView | None:
    """Draw Bland and Altman's plot of the two rounds; None with one. Units whose scores are withheld are not drawn."""
    compared = found.rounds
    if compared is None or compared.agreement.estimate is None:
        return None
    result = compared.agreement
    published = found.ev.published
    hidden = set(published.loc[published["withheld"], "unit"])
    shown = np.array([unit not in hidden for unit in found.sheets.ballots.units])
    shown &= np.isfinite(compared.before) & np.isfinite(compared.after)
    points = np.column_stack([(compared.before + compared.after) / 2, compared.after - compared.before])[shown]
    mean, gap = in_no_order(points, 1).T
    low, high = (x if x is not None else np.nan for x in (result.lower, result.upper))
    named = [u for u, there in zip(found.sheets.ballots.units, shown, strict=True) if there]
    outside = [(u, x, y) for u, (x, y) in zip(named, points.tolist(), strict=True) if y < low or y > high]
    outside.sort(key=lambda point: -abs(point[2]))

    def draw(ax: Axes) -> None:
        ax.scatter(mean, gap, s=16, facecolor="none", edgecolor=ACCENT, linewidth=1.0)
        for value in (result.lower, result.estimate, result.upper):
            if value is not None:
                ax.axhline(
                    round(value, 1), color=MUTED, linewidth=0.9, linestyle="-" if value == result.estimate else _DASHED
                )
                ax.annotate(
                    signed(value, words.mean_decimals), (1.0, value), xycoords=("axes fraction", "data"), xytext=(3, 0),
                    textcoords="offset points", va="center", fontsize=9, color=INK,
                )  # fmt: skip
        write_codes(ax, outside)
        ax.set_xlabel(words("consistency-axis-mean"), color=INK)
        ax.set_ylabel(words("consistency-axis-gap"), color=INK)

    facts: Facts = {
        "count": int(shown.sum()),
        "bias": signed(result.estimate, words.mean_decimals),
        "lower": signed(result.lower, words.mean_decimals),
        "upper": signed(result.upper, words.mean_decimals),
    }
    alt = words("consistency-alt-rounds", hidden=result.n_units - int(shown.sum()), **facts)
    return view("consistency-rounds", words, 2.8, draw, alt, outside=len(outside), **facts)


def adjusted(found: Consistency, words: Words) -> FigureView | None:
    """Draw by how much an adjustment would move each score; None where there is none. Withheld units are not drawn."""
    if found.adjusted.undefined_because is not None:
        return None
    rows = [r for r in records(found.adjusted.table) if not r["withheld"]]
    if not rows:
        return None
    exact = [(float(r["raw"]), float(r["adjusted"] - r["raw"]), r["tier"] != r["adjusted_tier"]) for r in rows]
    raw, move, moves = in_no_order(np.array(exact, dtype=np.float64), 2).T
    others = [(str(r["unit"]), x, y) for r, (x, y, other) in zip(rows, exact, strict=True) if other]
    others.sort(key=lambda point: -abs(point[2]))
    moved = moves > 0
    # Raw scores are not rounded yet: with a rule that rounds halves, 84.5 is where 85 begins.
    final = words.rules.review.final
    rule = "down" if final is None else final.score_rule
    # How far below a score, as a part of the step, what is rounded to it begins.
    below = {"down": 0.0, "up": 1.0}.get(rule, 0.5)
    slack = (below if words.rules.best == "highest" else below - 1) * float(words.rules.scores.step)
    cuts = [float(cut_off) - slack for cut_off in words.rules.cut_offs]

    def draw(ax: Axes) -> None:
        ax.axhline(0, color=MUTED, linewidth=0.9)
        for cut in cuts:
            ax.axvline(cut, color=MUTED, linewidth=0.9, linestyle=_DASHED)
        ax.scatter(
            raw[~moved], move[~moved], s=16, facecolor="none", edgecolor=ACCENT, linewidth=1.0,
            label=words("consistency-label-stays", count=int((~moved).sum())),
        )  # fmt: skip
        ax.scatter(
            raw[moved], move[moved], s=26, marker="D", color=_STRIKING,
            label=words("consistency-label-moves", count=int(moved.sum())),
        )  # fmt: skip
        write_codes(ax, others)
        ax.set_xlabel(words("consistency-axis-raw"), color=INK)
        ax.set_ylabel(words("consistency-axis-move"), color=INK)
        ax.figure.legend(*ax.get_legend_handles_labels(), loc="outside upper left", ncols=2)

    facts: Facts = {
        "count": len(rows),
        "typical": fixed(float(np.median(np.abs(move))), words.mean_decimals),
        "largest": fixed(float(np.abs(move).max()), words.mean_decimals),
        "moved": int(moved.sum()),
    }
    return view("consistency-adjusted", words, 3.0, draw, words("consistency-alt-adjusted", **facts), **facts)


def d_study(found: Consistency, words: Words) -> FigureView | None:
    """Draw how dependable the mean of one to ten reviewers would be; None where that cannot be told."""
    study, table = found.generalizability, found.more_reviewers
    if undefined_study(found) is not None:
        return None
    counts = table["reviewers"].tolist()
    phi, rho = (table[c].fillna(0.0).round(2).tolist() for c in ("dependability", "generalizability"))
    low, high = (table[end].round(2) for end in ("low", "high"))
    now = max(round(study.sheets_per_unit), 1)

    def draw(ax: Axes) -> None:
        if low.notna().all():
            ax.fill_between(counts, low, high, color=ACCENT, alpha=0.15, linewidth=0)
        ax.plot(counts, phi, color=ACCENT, marker="o", markersize=4.5, label=words("consistency-label-phi"))
        ax.plot(
            counts, rho, color=MUTED, marker="s", markersize=4, markerfacecolor="white", linestyle=_DASHED,
            label=words("consistency-label-rho"),
        )  # fmt: skip
        ax.axhline(TARGET, color=_STRIKING, linewidth=0.9)
        if now in counts:
            ax.axvline(now, color=LINE, linewidth=6, zorder=0)
            ax.annotate(
                words("consistency-label-now"), (now, 0.04), xycoords=("data", "axes fraction"), ha="center",
                fontsize=9, color=INK,
            )  # fmt: skip
        lowest = min(0.75, *phi, *table["low"].dropna())
        ax.set_ylim(np.floor(lowest * 10) / 10, 1.0)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10))
        ax.set_xlabel(words("consistency-axis-reviewers"), color=INK)
        ax.set_ylabel(words("consistency-axis-coefficient"), color=INK)
        ax.figure.legend(*ax.get_legend_handles_labels(), loc="outside upper left", ncols=2)

    points = [words("consistency-point", name=str(n), value=fixed(v)) for n, v in zip(counts, phi, strict=True)]
    alt = words("consistency-alt-d-study", list=words.clauses(points))
    return view(
        "consistency-d-study",
        words,
        2.8,
        draw,
        alt,
        now=now,
        phi=fixed(study.at(now).dependability),
        target=fixed(TARGET, 1),
    )
