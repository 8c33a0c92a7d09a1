"""Where the units of a tier are strong and where weak: marks as a share of the points, by area or indicator."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np
import pandas as pd

from evalkit.publication.policy import FEWEST, enough, narrowed
from evalkit.review.ballots import ballots
from evalkit.rules.audience import Audience
from evalkit.rules.banding import steps_of_tier
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
    tier is empty or left out), ``decimals`` (of the percentage, that may be shown). Rows of all units together have the
    tier None; they come first.

    To the public a tier is left out that has fewer than `FEWEST` units or reviewers. All together are those of the
    published units, and are left out where the tiers that are left out could be had by subtraction, that is, where
    those have fewer than `FEWEST` units or reviewers in all. Of a withheld tier there are whole per cents by area
    alone: of a single indicator they would tell the sum of its marks. An area of few points is left out for that
    reason, and the tier where they would leave its units less than half of the scores of their tier.

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
    hidden = np.isin(np.array(final.units, dtype=object), list(ev.hidden_from(audience)))
    inside: dict[str | None, np.ndarray] = {t.id: np.flatnonzero(tiers == t.id) for t in ev.rules.tiers}
    secret = {tier for tier, units in inside.items() if hidden[units].any()}
    left_out = {tier for tier, units in inside.items() if not _may_show(ev, tier, units, audience, tier in secret)}
    # Withheld tiers are in no sum, so that nothing is known of them by subtraction.
    inside = {None: np.flatnonzero(final.known & ~hidden), **inside}
    rest = np.concatenate([np.empty(0, dtype=np.intp), *(inside[tier] for tier in left_out - secret)])
    if not _enough(ev, inside[None], audience) or (len(rest) and not _enough(ev, rest, audience)):
        left_out.add(None)
    rows = []
    for tier, units in inside.items():
        decimals = 0 if tier in secret else 1
        for names, places, points in _columns(ev, by):
            share = None
            if len(units) and points and tier not in left_out:
                share = _share(ev, units, places, points)
                if tier in secret:
                    share = _whole(share) if by == "area" and _vague(ev, units, points) else None
            rows.append((tier, *names, len(units), share, decimals))
    heads = ["area"] if by == "area" else ["area", "indicator"]
    return pd.DataFrame(rows, columns=["tier", *heads, "count", "share", "decimals"], dtype=object)


def _may_show(ev: Evaluation, tier: str | None, units: np.ndarray, audience: Audience, secret: bool) -> bool:
    """Tell whether the means of a tier may be shown: of enough units and reviewers, and too vague to tell of one."""
    if not _enough(ev, units, audience):
        return audience == "public" and len(units) == 0
    if not secret:
        return True
    whole = sum((p * _whole(_share(ev, units, at, p)) for _, at, p in _columns(ev, "area") if p), Fraction(0))
    ends = (Fraction(ev.rules.scores.min), Fraction(ev.rules.scores.max))
    if ev.rules.cut_offs_known:
        band = next(t for t in ev.rules.tiers if t.id == tier)
        ends = tuple(Fraction(ev.rules.scores.scale.to_points(s)) for s in steps_of_tier(band, ev.rules))  # type: ignore[assignment]
    half = sum((p for _, _, p in _columns(ev, "area")), Fraction(0)) / 200
    low, high = narrowed(whole, half, len(units), *ends)
    return high - low >= (ends[1] - ends[0]) / 2


def _enough(ev: Evaluation, units: np.ndarray, audience: Audience) -> bool:
    """Tell whether some units, and the reviewers who marked them, are enough for a mean of their marks to be shown."""
    sheets = ballots(ev.record.reviewed())
    return enough(audience, len(units), len(np.unique(sheets.reviewer[np.isin(sheets.unit, units)])))


def _vague(ev: Evaluation, units: np.ndarray, points: Fraction) -> bool:
    """Tell whether a whole per cent of the points of some units leaves `FEWEST` sums of their final marks or more."""
    if ev.final is None:
        raise ValueError("`ev` must rest on marks")
    step = Fraction(ev.rules.mark_scale.step) / int(ev.final.denominator[units].max())
    return points * len(units) / 100 >= FEWEST * step


def _share(ev: Evaluation, units: np.ndarray, places: list[int], points: Fraction) -> Fraction:
    if ev.final is None:
        raise ValueError("`ev` must rest on marks")
    mean = _mean(ev.final.numerator[units][:, places].sum(axis=1), ev.final.denominator[units])
    return mean * Fraction(ev.rules.mark_scale.step) / points


def _whole(share: Fraction) -> Fraction:
    return Fraction((200 * share + 1) // 2, 100)


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
