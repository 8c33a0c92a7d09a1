"""Where the units of a tier are strong and where weak: marks as a share of the points, by area or indicator."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np
import pandas as pd

from evalkit.edition.audience import Audience
from evalkit.scoring.disclosure import FEWEST
from evalkit.scoring.evaluation import Evaluation


def strengths(ev: Evaluation, by: Literal["area", "indicator"] = "area", audience: Audience = "public") -> pd.DataFrame:
    """Return how much of the points the units of each tier reach on average.

    Parameters
    ----------
    ev
        An evaluation of marks.
    by
        Whether the marks are taken together by area, or looked at one indicator at a time.
    audience
        For ``internal`` readers nothing is left out.

    Returns
    -------
    One row a tier and area or indicator, in the order of the rules: ``tier, area`` (and ``indicator``), ``count``
    (units with final marks), ``share`` (mean final mark as a share of the points, an exact Fraction; None where the
    tier is empty, or where it is withheld and has fewer than `FEWEST` units). Rows of all units together have the tier
    None; they come first. They have no share where the tiers that are left out could be had by subtraction, that is,
    where those have fewer than `FEWEST` units in all.

    Raises
    ------
    ValueError
        No marks are on file.
    """
    final = ev.final
    if final is None:
        raise ValueError(f"`ev` must rest on marks, got {ev.record.name}")
    tier_of = ev.results.set_index("unit")["tier"].astype(object)
    tiers = np.array([tier_of[u] if final.known[i] else None for i, u in enumerate(final.units)], dtype=object)
    numbers = {t.id: int(np.count_nonzero(tiers == t.id)) for t in ev.rules.tiers}
    secret = ev.rules.publication.withhold_scores_of if audience == "public" else ()
    left_out = {tier for tier in secret if 0 < numbers[tier] < FEWEST}
    all_shown = not 0 < sum(numbers[tier] for tier in left_out) < FEWEST
    columns = _columns(ev, by)
    rows = []
    for tier in (None, *(t.id for t in ev.rules.tiers)):
        inside = np.flatnonzero(final.known if tier is None else tiers == tier)
        shown = len(inside) > 0 and (all_shown if tier is None else tier not in left_out)
        for names, places, points in columns:
            share = None
            if shown and points:
                share = _mean(final.numerator[inside][:, places].sum(axis=1), final.denominator[inside])
                share *= Fraction(ev.rules.mark_scale.step) / points
            rows.append((tier, *names, len(inside), share))
    heads = ["area"] if by == "area" else ["area", "indicator"]
    return pd.DataFrame(rows, columns=["tier", *heads, "count", "share"], dtype=object)


def _columns(ev: Evaluation, by: str) -> list[tuple[tuple[str, ...], list[int], Fraction]]:
    """Return what is averaged: its ids, the places of its indicators, their points."""
    found: list[tuple[tuple[str, ...], list[int], Fraction]] = []
    place = 0
    for area in ev.rules.areas:
        places = list(range(place, place + len(area.indicators)))
        place += len(area.indicators)
        if by == "area":
            points = sum((Fraction(i.points or 0) for i in area.indicators), Fraction(0))
            found.append(((area.id,), places, points))
        else:
            for indicator, at in zip(area.indicators, places, strict=True):
                found.append(((area.id, indicator.id), [at], Fraction(indicator.points or 0)))
    return found


def _mean(numerator: np.ndarray, denominator: np.ndarray) -> Fraction:
    """Return the mean of fractions, exactly; those with the same denominator are added first."""
    total = sum((Fraction(int(numerator[denominator == d].sum()), int(d)) for d in np.unique(denominator)), Fraction(0))
    return total / len(numerator)
