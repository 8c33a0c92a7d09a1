"""The coefficients once more, straight from their definitions: loops over pairs and fractions, nothing shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction as F
from itertools import permutations
from statistics import median

Table = Sequence[Sequence[float | None]]
Weight = Callable[[float, float], F]


def units(table: Table, least: int) -> list[list[F]]:
    """Return the ratings of each unit with at least so many."""
    rows = [[F(x) for x in row if x is not None] for row in table]
    return [row for row in rows if len(row) >= least]


def given(table: Table) -> list[int]:
    """Return the columns with a rating."""
    return [j for j in range(len(table[0])) if any(row[j] is not None for row in table)] if len(table) else []


def alpha(table: Table, metric: str) -> F | None:
    rows = units(table, 2)
    if len(given(table)) < 2 or len(rows) < 2:
        return None
    pool = [x for row in rows for x in row]
    often = Counter(pool)

    def distance(c: F, k: F) -> F:
        if metric == "nominal":
            return F(c != k)
        if metric == "interval":
            return (c - k) ** 2
        if metric == "ratio":
            return ((c - k) / (c + k)) ** 2 if c + k else F(0)
        low, high = min(c, k), max(c, k)
        between = sum(n for value, n in often.items() if low <= value <= high)
        return (between - F(often[c] + often[k], 2)) ** 2

    observed = sum(
        (sum((distance(a, b) for a, b in permutations(row, 2)), F(0)) / (len(row) - 1) for row in rows), F(0)
    )
    # All pairs of ratings: by value, for brevity only.
    expected = sum((n * m * distance(c, k) for c, n in often.items() for k, m in often.items()), F(0))
    if expected == 0:
        return None
    return 1 - (observed / len(pool)) / (expected / (len(pool) * (len(pool) - 1)))


def weight(name: str, scale: Sequence[float]) -> Weight:
    low, high = F(scale[0]), F(scale[-1])
    place = {F(v): i for i, v in enumerate(scale)}

    def of(a: float, b: float) -> F:
        a, b = F(a), F(b)
        if name == "identity" or low == high:
            return F(a == b)
        if name == "linear":
            return 1 - abs(a - b) / (high - low)
        if name == "quadratic":
            return 1 - (a - b) ** 2 / (high - low) ** 2
        steps = abs(place[a] - place[b])
        return 1 - F(steps * (steps + 1), len(scale) * (len(scale) - 1))

    return of


def pair_agreement(rows: list[list[F]], w: Weight) -> F:
    each = [sum((w(a, b) for a, b in permutations(row, 2)), F(0)) / (len(row) * (len(row) - 1)) for row in rows]
    return sum(each, F(0)) / len(each)


def by_chance(table: Table, scale: Sequence[float], which: str, w: Weight) -> F:
    values = [F(v) for v in scale]
    q = len(values)
    if which == "percent":
        return F(0)
    if which == "bp":
        return sum((w(a, b) for a in values for b in values), F(0)) / q**2
    if which == "conger":
        shares = []
        for j in given(table):
            column = [F(row[j]) for row in table if row[j] is not None]
            shares.append({v: F(column.count(v), len(column)) for v in values})
        pairs = list(permutations(shares, 2))
        return sum((w(a, b) * p[a] * r[b] for p, r in pairs for a in values for b in values), F(0)) / len(pairs)
    rows = units(table, 1)
    share = {v: sum((F(row.count(v), len(row)) for row in rows), F(0)) / len(rows) for v in values}
    if which == "fleiss":
        return sum((w(a, b) * share[a] * share[b] for a in values for b in values), F(0))
    if q == 1:
        return F(1)
    total = sum((w(a, b) for a in values for b in values), F(0))
    return total / (q * (q - 1)) * sum((p * (1 - p) for p in share.values()), F(0))


def chance_corrected(table: Table, scale: Sequence[float], which: str, weights: str) -> F | None:
    rows = units(table, 2)
    if len(given(table)) < 2 or len(rows) < (1 if which == "percent" else 2):
        return None
    w = weight(weights, scale)
    p_e = by_chance(table, scale, which, w)
    return None if p_e == 1 else (pair_agreement(rows, w) - p_e) / (1 - p_e)


def cohen(table: Table, a: int, b: int, scale: Sequence[float], weights: str) -> F | None:
    pairs = [(F(row[a]), F(row[b])) for row in table if row[a] is not None and row[b] is not None]
    if len(pairs) < 2:
        return None
    w = weight(weights, scale)
    p_a = sum((w(x, y) for x, y in pairs), F(0)) / len(pairs)
    p_e = sum((w(x, y) for x, _ in pairs for _, y in pairs), F(0)) / len(pairs) ** 2
    return None if p_e == 1 else (p_a - p_e) / (1 - p_e)


def kendall(table: Table) -> F | None:
    who = given(table)
    rows = [[row[j] for j in who] for row in table]
    rows = [row for row in rows if None not in row]
    n, m = len(rows), len(who)
    if m < 2 or n < 2:
        return None
    sums, ties = [F(0)] * n, 0
    for j in range(m):
        column = [row[j] for row in rows]
        for i, x in enumerate(column):
            below = sum(y < x for y in column)
            sums[i] += below + F(column.count(x) + 1, 2)
        ties += sum(t**3 - t for t in Counter(column).values())
    middle = sum(sums, F(0)) / n
    divisor = m * m * (n**3 - n) - m * ties
    return None if divisor == 0 else 12 * sum(((s - middle) ** 2 for s in sums), F(0)) / divisor


def average_deviation(table: Table, middle: str) -> F | None:
    rows = units(table, 2)
    if len(given(table)) < 2 or not rows:
        return None
    of = (lambda row: sum(row, F(0)) / len(row)) if middle == "mean" else median
    each = [sum((abs(x - of(row)) for x in row), F(0)) / len(row) for row in rows]
    return sum(each, F(0)) / len(each)


def icc(table: Table) -> dict[str, F | None]:
    """Mean squares by their definitions, from every rating's deviation; None where undefined or with gaps."""
    names = ("one_way", "agreement", "consistency", "one_way_average", "agreement_average", "consistency_average")
    found: dict[str, F | None] = dict.fromkeys(names)
    who = given(table)
    rows = units(table, 1)
    total = sum(len(row) for row in rows)
    if len(who) < 2 or sum(len(row) > 1 for row in rows) < 2:
        return found
    n = len(rows)
    grand = sum((x for row in rows for x in row), F(0)) / total
    means = [sum(row, F(0)) / len(row) for row in rows]
    msb = sum((len(row) * (u - grand) ** 2 for row, u in zip(rows, means, strict=True)), F(0)) / (n - 1)
    msw = sum(((x - u) ** 2 for row, u in zip(rows, means, strict=True) for x in row), F(0)) / (total - n)
    k = (total - F(sum(len(row) ** 2 for row in rows), total)) / (n - 1)

    def put(name: str, above: F, below: F) -> None:
        found[name] = above / below if below > 0 and (msb or msw) else None

    put("one_way", msb - msw, msb + (k - 1) * msw)
    put("one_way_average", msb - msw, msb)
    if all(len(row) == len(who) for row in rows):
        columns = [sum((row[j] for row in rows), F(0)) / n for j in range(len(who))]
        msc = n * sum(((c - grand) ** 2 for c in columns), F(0)) / (len(who) - 1)
        rest = [
            (row[j] - u - columns[j] + grand) ** 2 for row, u in zip(rows, means, strict=True) for j in range(len(who))
        ]
        mse = sum(rest, F(0)) / ((n - 1) * (len(who) - 1))
        put("consistency", msb - mse, msb + (k - 1) * mse)
        put("consistency_average", msb - mse, msb)
        put("agreement", msb - mse, msb + (k - 1) * mse + k * (msc - mse) / n)
        put("agreement_average", msb - mse, msb + (msc - mse) / n)
    return found
