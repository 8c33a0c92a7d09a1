"""How firm tiers are: the paragraph for the chair, what would change the list, and the picture of all units."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from evalkit.publication.firm import Firm
from evalkit.publication.policy import FEWEST, TooFew
from evalkit.reliability.firmness import FIRM
from evalkit.reliability.sensitivity import possible
from evalkit.report.findings import Facts
from evalkit.report.style import tier_colours
from evalkit.report.words import Words
from evalkit.rules.models import Rules

#: So many codes are written at a cut-off.
_CODES = 10


def sureness(found: Firm) -> Facts:
    """Return the facts of ``say-firmness``: how many tiers are firm, for how many reasons to doubt, and once more."""
    # Of either kind there may be too few to be counted for these readers.
    few = "hidden" if found.found.table["firm"].mean() > 0.5 else "hidden-sure"
    unsure = None if isinstance(found.unsure, TooFew) else found.unsure
    return {
        "case": few if unsure is None else "some" if unsure else "all",
        "count": found.count,
        "sure": "" if unsure is None else found.count - unsure,
        "unsure": "" if unsure is None else unsure,
        "fewest": FEWEST,
        "wrong": round(found.found.expected_wrong),
        "again": round(100 * found.found.consistency),
        "limit": round(100 * FIRM),
        "listed": "no" if found.reach is not None else "yes",
    }


def most_of_each(changes: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return of each cause the change that moves most tiers, most first; of a single cause every change.

    Parameters
    ----------
    changes
        As :func:`evalkit.publication.firm.changes` returns them.
    words
        Of the reader.

    Returns
    -------
    ``cause``, ``what``: in words; ``changed``: tiers, ``tried``: how many such changes there are, where
    not all are shown; ``moved``: codes of
    the units, where `changes` has them. Changes that leave no unit a score are not counted.
    """
    there = changes[possible(changes)]
    largest = there if len(set(there["cause"])) == 1 else there[~there["cause"].duplicated()]
    tried = there["tried"] if "tried" in there.columns else there.groupby("cause")["what"].transform("size")
    shown = pd.DataFrame(
        {
            "cause": [words(f"firm-change-{cause}") for cause in largest["cause"]],
            "what": [how(row, words) for _, row in largest.iterrows()],
            "changed": largest["changed"].tolist(),
        },
        dtype=object,
    )
    if len(largest) < len(there):
        shown["tried"] = tried.loc[largest.index].tolist()
    if "moved" in largest.columns:
        shown["moved"] = [words.listed(list(codes)) for codes in largest["moved"]]
    return shown


def how(change: pd.Series[Any], words: Words) -> str:
    """Return how something is changed, in words: “industry up by 10 %”, “the median”."""
    cause, what = str(change["cause"]), change["what"]
    if cause == "rule":
        return words(f"firm-change-what-{what}")
    if pd.isna(what):
        named = words("firm-change-what-someone" if cause == "reviewer" else "firm-change-what-all")
    else:
        kinds = ("tier", "area", "indicator", "round", "reviewer")
        named = next(words.names[k][what] for k in kinds if what in words.names[k])
    if pd.isna(change["by"]):
        return named
    by = abs(float(change["by"]))
    size = (
        words("firm-change-points", points=int(by) if by == int(by) else f"{by:g}")
        if cause == "cut-off"
        else f"{100 * by:g}%"
    )
    return words("firm-change-up" if change["by"] > 0 else "firm-change-down", what=named, by=size)


def named_input(name: str, words: Words) -> str:
    """Return what was varied together with others, in words."""
    areas = {**words.names["area"], **words.names["indicator"]}
    return words("firm-input-weight", area=areas[name]) if name in areas else words(f"firm-input-{name}")


def why_not_firm(table: pd.DataFrame, sheets: pd.Series[Any], rules: Rules, words: Words) -> list[str]:
    """Return for each row of `table`, as internal readers have it of ``Firm.table``, why the tier is not firm.

    `sheets`: how many every unit has; what most have is usual. Where another tier is likelier, it is said what pulls
    the score there: the severity of its reviewers, or that scores far from the others are so by chance in part.
    """
    usual, step = int(sheets.mode()[0]), float(rules.scores.step)
    found = []
    for row in table.to_dict("records"):
        way = float(np.sign(row["pull"])) if row["likeliest"] != row["tier"] else 0.0
        severity, rest = float(row["correction"]), float(row["pull"] - row["correction"])
        said = [words("firm-why-near")] if row["margin"] < step else []
        for by, kinds in ((severity, ("more", "less")), (rest, ("high", "low"))):
            points = f"{abs(by):.{words.mean_decimals}f}"
            if by * way > 0 and float(points) > 0:
                said.append(words(f"firm-why-{kinds[way > 0]}", points=points))
        if row["sheets"] < usual:
            said.append(words("firm-why-few", n=int(row["sheets"]), usual=usual))
        found.append(words.clauses(said or [words("firm-why-error")]))
    return found


def by_score(ax: Axes, table: pd.DataFrame, edges: np.ndarray, rules: Rules, words: Words) -> None:
    """Draw every unit by its score in the colour of its tier, hollow where `unsure`; intervals where there are some.

    At each cut-off the codes of the hollow ones nearest to it.
    """
    table = table.assign(score=table["score"].astype(float)).sort_values(["score", "unit"], ignore_index=True)
    for colour, tier in zip(tier_colours(len(rules.tiers)), rules.tiers, strict=True):
        own = table[table["tier"] == tier.id]
        if "low" in table.columns:
            ax.vlines(own.index, own["low"].astype(float), own["high"].astype(float), color=colour, linewidth=1)
        sure, open_ = own[~own["unsure"].astype(bool)], own[own["unsure"].astype(bool)]
        # In the legend the tier, whether or not one of its units is sure.
        ax.scatter(sure.index, sure["score"], s=14, color=colour, zorder=3)
        ax.scatter(open_.index, open_["score"], s=22, facecolor="white", edgecolor=colour, zorder=3)
        if len(own):
            ax.scatter([], [], s=22, color=colour, label=words.tier(tier.id))
    nearest = np.abs(table["score"].to_numpy()[:, None] - edges).argmin(axis=1) if len(edges) else np.zeros(len(table))
    for k, edge in enumerate(edges):
        ax.axhline(edge, color="#888888", linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
        here = table[(nearest == k) & table["unsure"].astype(bool)]
        if len(here):
            _codes(ax, here, float(edge), len(table))
    ax.set_xticks([])
    ax.margins(x=0.01)


def _codes(ax: Axes, here: pd.DataFrame, edge: float, count: int) -> None:
    """Write codes at the end of a cut-off where there is no point: scores rise from the left to the right."""
    codes = here["unit"].astype(str).tolist()
    lines = [" ".join(codes[k : k + _CODES // 2]) for k in range(0, min(len(codes), _CODES), _CODES // 2)]
    text = "\n".join(lines) + (" …" if len(codes) > _CODES else "")
    left = float(here.index.to_series().mean()) > count / 2
    ax.annotate(
        text,
        (0 if left else count - 1, edge),
        xytext=(0, 2),
        textcoords="offset points",
        ha="left" if left else "right",
        va="bottom",
        fontsize=7,
        color="#444444",
    )
