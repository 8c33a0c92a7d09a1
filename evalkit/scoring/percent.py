"""Percentages from counts: exact fractions, rounded once, by a rule that has a name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from evalkit.rules.models import PercentRounding
from evalkit.rules.points import RoundingRule, round_quotient


def percent(count: int, denominator: int, decimals: int, rounding: PercentRounding = "half-up") -> Decimal:
    """Return 100·count/denominator with a fixed number of decimals.

    Parameters
    ----------
    count, denominator
        Counts; 0 ≤ count, denominator > 0.
    decimals
        Digits after the point, ≥ 0.
    rounding
        ``half-up`` or ``half-even``. ``largest-remainder`` is a rule for a whole set: see :func:`percents`; a single
        share is rounded half up under it.
    """
    rule: RoundingRule = "half-even" if rounding == "half-even" else "half-up"
    units = round_quotient(100 * count * 10**decimals, denominator, rule)
    return Decimal(units).scaleb(-decimals)


def percents(counts: Sequence[int], decimals: int, rounding: PercentRounding) -> list[Decimal]:
    """Return the shares of a whole, rounded together.

    Parameters
    ----------
    counts
        The parts; they make up the whole, which must be > 0.
    decimals
        Digits after the point.
    rounding
        ``half-up`` and ``half-even`` round each share for itself, so that the sum may miss 100. ``largest-remainder``
        (Hamilton's method) cuts every share and gives the missing last digits to the largest remainders, the earlier
        part first among equals, so that the sum is 100 exactly.
    """
    whole = sum(counts)
    if rounding != "largest-remainder":
        return [percent(count, whole, decimals, rounding) for count in counts]
    exact = [Fraction(100 * count * 10**decimals, whole) for count in counts]
    cut = [int(share) for share in exact]
    missing = 100 * 10**decimals - sum(cut)
    by_remainder = sorted(range(len(counts)), key=lambda i: (cut[i] - exact[i], i))
    for i in by_remainder[:missing]:
        cut[i] += 1
    return [Decimal(units).scaleb(-decimals) for units in cut]
