"""Where the units of a tier are strong and where weak: marks as a share of their range, by area or indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
import pandas as pd

from evalkit.publication.policy import FEWEST, enough, narrowed
from evalkit.rules.audience import Audience
from evalkit.rules.banding import steps_of_tier
from evalkit.rules.models import Indicator
from evalkit.scoring.evaluation import Evaluation


def strengths(ev: Evaluation, by: Literal["area", "indicator"] = "area", audience: Audience = "public") -> pd.DataFrame:
    """Return how much of the range of the marks the units of each tier reach on average.

    Where marks begin at 0 that is a share of the points. Of an area, what is part of the score counts; what a mark
    says about a reviewer does not.

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
    (units with final marks), ``share`` (mean final mark as a share of the range, an exact Fraction; None where the
    tier is empty or left out), ``decimals`` (of the percentage, that may be shown). Rows of all units together have the
    tier None; they come first.

    To the public a tier is left out that has fewer than `FEWEST` units or reviewers; where kinds of units have
    indicators of their own, those with a mark there are counted. All together are those of the
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

    def few(column: _Column) -> set[str | None]:
        """Return where too few have a mark, since not every kind of unit has every indicator."""
        own = {tier: _there(ev, units, column) for tier, units in inside.items()}
        found = {tier for tier, there in own.items() if len(there) and not _enough(ev, there, audience)}
        away = [own[tier] for tier in ((found | left_out) - secret - {None})]
        rest = np.concatenate([np.empty(0, dtype=np.intp), *away])
        return found | {None} if len(rest) and not _enough(ev, rest, audience) else found

    columns = [(names, column, few(column)) for names, column in _columns(ev, by)]
    rows = []
    for tier, units in inside.items():
        decimals = 0 if tier in secret else 1
        for names, column, too_few in columns:
            share = None
            if len(units) and tier not in left_out and tier not in too_few:
                share = _share(ev, units, column)
                if tier in secret and share is not None:
                    vague = _vague(ev, _there(ev, units, column), column.range)
                    share = _whole(share) if by == "area" and vague else None
            rows.append((tier, *names, len(units), share, decimals))
    heads = ["area"] if by == "area" else ["area", "indicator"]
    return pd.DataFrame(rows, columns=["tier", *heads, "count", "share", "decimals"], dtype=object)


def reached(ev: Evaluation, unit: str, by: Literal["area", "indicator"] = "area") -> dict[str, Fraction | None]:
    """Return the share of the range that one unit reaches, by area or indicator; for the unit itself to read."""
    if ev.final is None:
        raise ValueError(f"`ev` must rest on marks, got {ev.record.name}")
    row = np.array([ev.final.units.index(unit)])
    return {names[-1]: _share(ev, row, column) for names, column in _columns(ev, by)}


def others(ev: Evaluation, unit: str, by: Literal["area", "indicator"] = "area") -> dict[str, int]:
    """Return how many published units beside one have a mark, by area or indicator: what a mean tells it of."""
    if ev.final is None:
        raise ValueError(f"`ev` must rest on marks, got {ev.record.name}")
    away = ev.hidden_from("public") | {unit}
    there = [i for i, other in enumerate(ev.final.units) if ev.final.known[i] and other not in away]
    units = np.array(there, dtype=np.intp)
    return {names[-1]: len(_there(ev, units, column)) for names, column in _columns(ev, by)}


def _may_show(ev: Evaluation, tier: str | None, units: np.ndarray, audience: Audience, secret: bool) -> bool:
    """Tell whether the means of a tier may be shown: of enough units and reviewers, and too vague to tell of one."""
    if not _enough(ev, units, audience):
        return audience == "public" and len(units) == 0
    if not secret:
        return True
    columns = [column for _, column in _columns(ev, "area")]
    shares = [(column, _share(ev, units, column)) for column in columns]
    whole = sum((c.low + c.range * _whole(share) for c, share in shares if share is not None), Fraction(0))
    ends = (Fraction(ev.rules.scores.min), Fraction(ev.rules.scores.max))
    if ev.rules.cut_offs_known:
        band = next(t for t in ev.rules.tiers if t.id == tier)
        ends = tuple(Fraction(ev.rules.scores.scale.to_points(s)) for s in steps_of_tier(band, ev.rules))  # type: ignore[assignment]
    half = sum((column.range for column in columns), Fraction(0)) / 200
    low, high = narrowed(whole, half, len(units), *ends)
    return high - low >= (ends[1] - ends[0]) / 2


def _enough(ev: Evaluation, units: np.ndarray, audience: Audience) -> bool:
    """Tell whether some units, and the reviewers who marked them, are enough for a mean of their marks to be shown."""
    sheets = ev.sheets
    return enough(audience, len(units), len(np.unique(sheets.reviewer[np.isin(sheets.unit, units)])))


def _there(ev: Evaluation, units: np.ndarray, column: _Column) -> np.ndarray:
    """Return those of some units that have a mark there."""
    if ev.final is None or ev.final.marked is None:
        return units
    there: np.ndarray = ev.final.marked[units][:, column.places].any(axis=1)
    return np.asarray(units[there])


def _vague(ev: Evaluation, units: np.ndarray, points: Fraction) -> bool:
    """Tell whether a whole per cent of the range of some units leaves `FEWEST` sums of their final marks or more."""
    if ev.final is None:
        raise ValueError("`ev` must rest on marks")
    step = Fraction(ev.rules.mark_scale.step) / int(ev.final.denominator[units].max())
    return points * len(units) / 100 >= FEWEST * step


def _share(ev: Evaluation, units: np.ndarray, column: _Column) -> Fraction | None:
    """Return the mean share of the range over the units that have a mark there; None where none has."""
    final = ev.final
    if final is None:
        raise ValueError("`ev` must rest on marks")
    step = Fraction(ev.rules.mark_scale.step)
    if final.marked is None:
        mean = _mean(final.numerator[units][:, column.places].sum(axis=1), final.denominator[units])
        return (mean * step - column.low) / column.range
    shares = []
    for unit in units:
        there = [k for k, place in enumerate(column.places) if final.marked[unit, place]]
        if there:
            marks = sum(int(final.numerator[unit, column.places[k]]) for k in there)
            low, reach = (sum((ends[k] for k in there), Fraction(0)) for ends in (column.lows, column.ranges))
            shares.append((Fraction(marks, int(final.denominator[unit])) * step - low) / reach)
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def _whole(share: Fraction) -> Fraction:
    return Fraction((200 * share + 1) // 2, 100)


@dataclass(frozen=True)
class _Column:
    """What is averaged: the places of its indicators, the least mark on each, and how far the largest lies above it."""

    places: list[int]
    lows: list[Fraction]
    ranges: list[Fraction]

    @property
    def low(self) -> Fraction:
        return sum(self.lows, Fraction(0))

    @property
    def range(self) -> Fraction:
        return sum(self.ranges, Fraction(0))


def _columns(ev: Evaluation, by: str) -> list[tuple[tuple[str, ...], _Column]]:
    """Return what is averaged, with its ids."""
    found: list[tuple[tuple[str, ...], _Column]] = []
    place = 0
    for area in ev.rules.areas:
        places = range(place, place + len(area.indicators))
        place += len(area.indicators)
        own = [(at, i) for at, i in zip(places, area.indicators, strict=True) if i.about is None and i in ev.rules.kept]
        if by == "area":
            own = [(at, i) for at, i in own if i.scored]
            if own:
                found.append(((area.id,), _column(ev, own)))
        else:
            found += [((area.id, i.id), _column(ev, [(at, i)])) for at, i in own]
    return found


def _column(ev: Evaluation, own: Sequence[tuple[int, Indicator]]) -> _Column:
    scales = [ev.rules.scale_of(i) for _, i in own]
    return _Column([at for at, _ in own], [Fraction(s.minimum) for s in scales], [Fraction(s.range) for s in scales])


def _mean(numerator: np.ndarray, denominator: np.ndarray) -> Fraction:
    """Return the mean of fractions, exactly; those with the same denominator are added first."""
    total = sum((Fraction(int(numerator[denominator == d].sum()), int(d)) for d in np.unique(denominator)), Fraction(0))
    return total / len(numerator)
