"""Coefficients of agreement from their published formulas, in fractions; the F distribution alone is scipy's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from scipy import stats

#: Ratings of each unit, by reviewer.
Ratings = Mapping[str, Mapping[str, Fraction]]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Found:
    """A coefficient: its value, or why it has none; its 95% interval where a formula for it is published."""

    value: float | None
    why: str | None = None
    ends: tuple[float, float] | None = None
    #: Units, reviewers and ratings.
    sizes: tuple[int, int, int] = (0, 0, 0)


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, ZERO) / len(values)


def _pairable(ratings: Ratings) -> list[list[Fraction]]:
    return [list(of.values()) for of in ratings.values() if len(of) > 1]


def sizes(ratings: Ratings) -> tuple[int, int, int]:
    people = {r for of in ratings.values() for r in of}
    return len([1 for of in ratings.values() if of]), len(people), sum(map(len, ratings.values()))


def why_not(ratings: Ratings, least: int = 2) -> str | None:
    """Return why nothing can be compared."""
    _, people, number = sizes(ratings)
    compared = len(_pairable(ratings))
    if not number:
        return "no-ratings"
    if people == 1:
        return "one-reviewer"
    return "no-pairs" if not compared else "one-unit" if compared < least else None


def alpha(ratings: Ratings, ordinal: bool) -> Found:
    """Krippendorff (2011): 1 − D_o/D_e, of squared differences, or of squared differences of ranks."""
    why = why_not(ratings)
    units = _pairable(ratings)
    if why is None:
        if ordinal:
            place, count = {}, Counter(x for unit in units for x in unit)
            below = 0
            for value in sorted(count):
                place[value] = Fraction(2 * below + count[value], 2)
                below += count[value]
            units = [[place[x] for x in unit] for unit in units]
        everything = [x for unit in units for x in unit]
        n = len(everything)
        # The sum over ordered pairs of (x − y)² is 2 (m Σx² − (Σx)²).
        observed = sum((_pairs(unit) / (len(unit) - 1) for unit in units), ZERO) / n
        expected = _pairs(everything) / (n * (n - 1))
        if expected:
            return Found(float(1 - observed / expected), sizes=sizes(ratings))
        why = "no-variation"
    return Found(None, why, sizes=sizes(ratings))


def _pairs(values: Sequence[Fraction]) -> Fraction:
    return 2 * (len(values) * sum((x * x for x in values), ZERO) - sum(values, ZERO) ** 2)


def icc(ratings: Ratings, average: bool) -> Found:
    """ICC(1) and ICC(k) of McGraw and Wong (1996), with k₀ where units have different numbers of ratings."""
    why = why_not(ratings)
    if why is not None:
        return Found(None, why, sizes=sizes(ratings))
    units = [list(of.values()) for of in ratings.values() if of]
    n, total = len(units), sum(map(len, units))
    grand = mean([x for unit in units for x in unit])
    between = sum((len(u) * (mean(u) - grand) ** 2 for u in units), ZERO) / (n - 1)
    within = sum(((x - mean(u)) ** 2 for u in units for x in u), ZERO) / (total - n)
    k = (total - Fraction(sum(len(u) ** 2 for u in units), total)) / (n - 1)
    if not between and not within:
        return Found(None, "no-variation", sizes=sizes(ratings))
    divisor = between if average else between + (k - 1) * within
    if divisor <= 0:
        return Found(None, "no-variance-between-units", sizes=sizes(ratings))
    ends = (1.0, 1.0)
    if within:
        f, df = float(between / within), (n - 1, total - n)
        low = f / stats.f.ppf(0.975, *df)
        high = f * stats.f.ppf(0.975, df[1], df[0])
        single = [(x - 1) / (x + float(k) - 1) for x in (low, high)]
        # Spearman and Brown for the mean of k.
        many = [float(k) * x / (1 + (float(k) - 1) * x) if 1 + (float(k) - 1) * x else -math.inf for x in single]
        ends = (many[0], many[1]) if average else (single[0], single[1])
    return Found(float((between - within) / divisor), None, ends, sizes(ratings))


def kendall(ratings: Ratings) -> Found:
    """Kendall's W with the correction for ties, over the units that everybody rated."""
    people = {r for of in ratings.values() for r in of}
    whole = [of for of in ratings.values() if of and len(of) == len(people)]
    n, m = len(whole), len(people)
    size = (n, m, n * m)
    if not people:
        return Found(None, "no-ratings", sizes=size)
    if m == 1:
        return Found(None, "one-reviewer", sizes=size)
    if n < 2:
        return Found(None, "one-unit" if n else "no-complete-unit", sizes=size)
    sums, ties = [ZERO] * n, 0
    for person in people:
        values = [of[person] for of in whole]
        for i, x in enumerate(values):
            sums[i] += sum(y < x for y in values) + Fraction(sum(y == x for y in values) + 1, 2)
        ties += sum(t**3 - t for t in Counter(values).values())
    squares = sum(((s - mean(sums)) ** 2 for s in sums), ZERO)
    below = m**2 * (n**3 - n) - m * ties
    if not below:
        return Found(None, "no-variation", sizes=size)
    return Found(float(12 * squares / below), sizes=size)


def average_deviation(ratings: Ratings) -> Found:
    """AD of Burke and Dunlap (2002): mean distance from the unit's mean, and its mean over the units."""
    why = why_not(ratings, least=1)
    units = _pairable(ratings)
    if why is not None:
        return Found(None, why, sizes=sizes(ratings))
    value = mean([mean([abs(x - mean(u)) for x in u]) for u in units])
    return Found(float(value), sizes=sizes(ratings))


def between(ratings: Ratings) -> float | None:
    """Standard deviation of the units' means."""
    means = [mean(list(of.values())) for of in ratings.values() if of]
    if len(means) < 2:
        return None
    centre = mean(means)
    return math.sqrt(sum(((m - centre) ** 2 for m in means), ZERO) / (len(means) - 1))


def chance_corrected(ratings: Ratings, kind: str, q: int) -> Found:
    """Percent agreement, AC2 with ordinal weights, Fleiss' kappa with quadratic ones (Gwet 2014); values 1 to q."""
    why = why_not(ratings, least=1 if kind == "percent" else 2)
    if why is not None:
        return Found(None, why, sizes=sizes(ratings))

    def weight(a: Fraction, b: Fraction) -> Fraction:
        if a == b:
            return Fraction(1)
        d = abs(a - b)
        if kind == "percent":
            return ZERO
        return 1 - d * (d + 1) / (q * (q - 1)) if kind == "ordinal" else 1 - (d / (q - 1)) ** 2

    agreed = mean([mean([weight(a, b) for a, b in combinations(unit, 2)]) for unit in _pairable(ratings)])
    if kind == "percent":
        return Found(float(agreed), sizes=sizes(ratings))
    scale = [Fraction(k) for k in range(1, q + 1)]
    units = [list(of.values()) for of in ratings.values() if of]
    share = {k: mean([Fraction(u.count(k), len(u)) for u in units]) for k in scale}
    if kind == "ordinal":
        weights = sum((weight(a, b) for a in scale for b in scale), ZERO)
        by_chance = weights / (q * (q - 1)) * sum((s * (1 - s) for s in share.values()), ZERO) if q > 1 else Fraction(1)
    else:
        by_chance = sum((weight(a, b) * share[a] * share[b] for a in scale for b in scale), ZERO)
    if by_chance == 1:
        return Found(None, "no-variation", sizes=sizes(ratings))
    return Found(float((agreed - by_chance) / (1 - by_chance)), sizes=sizes(ratings))
