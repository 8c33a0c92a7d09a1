"""What a kind of reader gets of how firm tiers are.

Which tiers are not firm follows from the marks: a unit far from a cut-off that were listed would be known to have been
marked by severe or lenient reviewers, or to have few sheets. The public gets the units that are near a cut-off by their
published scores, how near being the same for all, and numbers of units from the marks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from evalkit.publication.part import part_for
from evalkit.publication.policy import TooFew, inside, may_see_reviewers, may_split, told
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.firmness import FIRM, Firmness, boundaries
from evalkit.reliability.sensitivity import CAUSES, one_change, possible
from evalkit.rules.audience import Audience
from evalkit.scoring import Evaluation


@dataclass(frozen=True, eq=False)
class Firm:
    """How firm tiers are, for a kind of reader.

    Attributes
    ----------
    table
        One row a unit with a score: ``unit``, ``score`` (points), ``tier``, ``margin`` (points to where the tier
        changes, float), ``unsure``. For internal readers least firm first, ``unsure`` is not firm, and there are
        ``probability``, ``likeliest``, ``low``, ``high`` and ``pull`` as well, ``correction`` (what taking severities
        off would add, in points) and ``sheets`` (their number). For the public nearest to a cut-off first, by code
        where they are equally near, and ``unsure`` is nearer than `reach`.
    count, unsure, severe
        How many tiers there are; how many are not firm by the marks; for how many of these the marks speak for another
        tier. None where that is not told.
    error, reach
        For the public: the typical standard error of a score, and how near to a cut-off that leaves a tier less than
        90 %; in points with one decimal, as they are printed. None for internal readers.
    found
        The whole of it: for numbers over all units only.
    """

    table: pd.DataFrame
    count: int
    unsure: int | TooFew
    severe: int | None
    error: float | None
    reach: float | None
    found: Firmness


def firm(found: Consistency, audience: Audience) -> Firm | None:
    """Return how firm tiers are, for a kind of reader; None where it cannot be told.

    Parameters
    ----------
    found
        As these readers may know it: of :func:`~evalkit.publication.part.compared`.
    audience
        Who reads.
    """
    whole = found.firmness
    if whole.undefined_because is not None or whole.table.empty:
        return None
    table, rules = whole.table, found.ev.rules
    edges, _ = boundaries(rules)
    scores = table["score"].astype(float).to_numpy()
    margin = np.abs(scores[:, None] - edges).min(axis=1) if len(edges) else np.full(len(table), np.inf)
    unsure = int((~table["firm"]).sum())
    severe = int(((table["likeliest"] != table["tier"]) & ~table["firm"]).sum())
    shown = table[["unit", "score", "tier"]].assign(margin=margin)
    if inside(audience):
        replayed = found.adjusted.table.set_index("unit")
        shown = shown.assign(
            unsure=~table["firm"],
            **{c: table[c] for c in ("probability", "likeliest", "low", "high", "pull")},
            correction=table["unit"].map((replayed["adjusted"] - replayed["raw"]).astype(float)),
            sheets=table["unit"].map(found.by_sheet.loc[found.by_sheet["first"], "unit"].value_counts()),
        )
        return Firm(shown, len(table), unsure, severe, None, None, whole)
    # Of everybody together, with the digits that are printed: what follows from it follows from what is published.
    error = round(float(np.median((table["high"] - table["low"]) / (2 * ndtri(0.975)))), 1)
    reach = round(float(ndtri(FIRM)) * error, 1)
    shown = shown.assign(unsure=margin <= reach + 1e-9).sort_values(["margin", "unit"], ignore_index=True)
    split = may_split(audience, unsure, len(table))
    return Firm(
        shown,
        len(table),
        unsure if split else TooFew(),
        severe if split and may_split(audience, severe, unsure) and severe < max(unsure, 1) else None,
        error,
        reach,
        whole,
    )


def counted(audience: Audience, part: int, whole: int) -> int | None:
    """Return a number of units out of others; None where a kind of reader must not know it."""
    return part if may_split(audience, part, whole) else None


def changes(ev: Evaluation, found: Consistency | None, audience: Audience) -> pd.DataFrame:
    """Return how many tiers single changes would move, as ``Consistency.one_change``, for a kind of reader.

    The public gets no units and no reviewers, and numbers of too few as :class:`~evalkit.publication.policy.TooFew`,
    but for cut-offs: these follow from the published scores. Of reviewers left out it gets the one who moves most;
    ``tried`` counts the changes of each kind after which units have a score.

    Parameters
    ----------
    ev
        The evaluation.
    found
        As these readers may know it; None where no marks are on file, or too few for them: then cut-offs alone move,
        and units whose scores are withheld are in no number.
    audience
        Who reads.
    """
    rows = one_change(part_for(ev, audience), None) if found is None else found.one_change
    if may_see_reviewers(audience):
        return rows
    counts = [
        int(n) if cause == "cut-off" else told(audience, int(n))
        for cause, n in zip(rows["cause"], rows["changed"], strict=True)
    ]
    shown = rows[["cause", "what", "by", "open"]].assign(changed=pd.Series(counts, index=rows.index, dtype=object))
    shown["tried"] = possible(rows).groupby(rows["cause"]).transform("sum")
    shown = shown[(shown["cause"] != "reviewer") | ~shown["cause"].duplicated()]
    shown["what"] = shown["what"].mask(shown["cause"] == "reviewer", None)
    # Of fewer than so many, which are more is not told by their order either.
    size = shown["changed"].map(lambda n: 1 if isinstance(n, TooFew) else n)
    order = sorted(range(len(shown)), key=lambda k: (-size.iloc[k], CAUSES.index(shown["cause"].iloc[k])))
    return shown.iloc[order].reset_index(drop=True)
