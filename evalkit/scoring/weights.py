"""What each indicator weighs in the score."""

from __future__ import annotations

from fractions import Fraction

from evalkit.rules.models import Indicator, Rules


def weights(rules: Rules) -> dict[str, Fraction | None]:
    """Return the share of the score that each indicator has, by its id: points times weights, of all of its type.

    Of a bonus the share of the whole that it adds. 0 for what is no part of the score, or was dropped after marking.
    None where points that belong to the whole are not known, where the share differs from type to type, and where the
    worst indicator is the score. What caps areas, or rounds, is left aside.
    """
    worth = {i.id: _worth(rules, i) for i in rules.indicators}
    found: dict[str, set[Fraction | None]] = {}
    kinds: list[str | None] = [t.id for t in rules.types]
    for kind in kinds or [None]:
        own = [i for i in rules.counting if i.is_for(kind)]
        whole = [worth[i.id] for i in own if not i.bonus]
        known = [points for points in whole if points is not None]
        total = sum(known, Fraction(0)) if len(known) == len(whole) else None
        for i in own:
            points = worth[i.id]
            found.setdefault(i.id, set()).add(points / total if points is not None and total else None)
    return {name: _one_of(found.get(name, {Fraction(0)})) for name in worth}


def _worth(rules: Rules, indicator: Indicator) -> Fraction | None:
    """Return the most that an indicator adds to the score, before any cap; its weight where it has a profile."""
    final = rules.review.final
    if final is not None and final.criteria == "worst":
        return None
    points = 1 if rules.profiles is not None else rules.points_of(indicator)
    return None if points is None else Fraction(points) * rules.multipliers[indicator.id]


def _one_of(shares: set[Fraction | None]) -> Fraction | None:
    return next(iter(shares)) if len(shares) == 1 else None
