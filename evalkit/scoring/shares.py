"""Counts by cohort and tier, and shares that name their denominator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Literal, get_args

import pandas as pd

from evalkit.errors import UnknownName
from evalkit.rules.models import PercentRounding, Rules
from evalkit.scoring.percent import percent, percents

By = Literal["cohort", "tier"]
Of = Literal["participants", "all", "cohort", "cohort-participants", "tier"]
OF: tuple[str, ...] = get_args(Of)
BY: tuple[str, ...] = get_args(By)
ROUNDINGS: tuple[str, ...] = get_args(PercentRounding)


@dataclass(frozen=True)
class Counted:
    """What the counts are taken from: the tier and cohort of every participant, and the rules.

    `table` has one row a unit with the Categorical columns ``cohort`` and ``tier`` (tier may be missing).
    """

    table: pd.DataFrame
    rules: Rules

    @cached_property
    def _together(self) -> Counter[tuple[str, str]]:
        return Counter(zip(*(self.table[key].astype(str).tolist() for key in ("cohort", "tier")), strict=True))

    def tally(self, by: Sequence[By], cohorts: Sequence[str]) -> Counter[tuple[str, ...]]:
        """Return how many units of some cohorts there are, by the values of the columns in `by`."""
        found: Counter[tuple[str, ...]] = Counter()
        for (cohort, tier), number in self._together.items():
            if cohort in cohorts:
                found[tuple(cohort if key == "cohort" else tier for key in by)] += number
        return found


def count(source: Counted, by: Sequence[By], within: str | None) -> pd.DataFrame:
    """Count units by cohort, by tier or by both, zeros included.

    Returns a frame with the columns of `by` and ``count``, in the order of the rules.
    """
    rules = source.rules
    cohorts = _cohorts(rules, within)
    tiers = [tier.id for tier in rules.tiers]
    everything = {"cohort": [c.id for c in rules.cohorts], "tier": tiers}
    keys = list(product(*(cohorts if key == "cohort" else tiers for key in by)))
    columns = {
        str(key): pd.Categorical([row[i] for row in keys], categories=everything[key], ordered=True)
        for i, key in enumerate(by)
    }
    found = source.tally(by, cohorts)
    return pd.DataFrame({**columns, "count": pd.Series([found[key] for key in keys], dtype="int64")})


def share(
    source: Counted, by: Sequence[By], of: Of, within: str | None, decimals: int, rounding: PercentRounding
) -> pd.DataFrame:
    """Return counts with their share of a named denominator; see :meth:`Evaluation.shares`."""
    if of not in OF:
        raise UnknownName("denominator", of, OF)
    if rounding not in ROUNDINGS:
        raise UnknownName("rounding", rounding, ROUNDINGS)
    frame = count(source, by, within)
    frame["of"] = of
    denominators = _denominators(source, frame, of, within)
    frame["denominator"] = pd.array(denominators, dtype="Int64")
    counts = [int(n) for n in frame["count"]]
    shares = [Fraction(n, d) if d else None for n, d in zip(counts, denominators, strict=True)]
    frame["share"] = pd.Series(shares, dtype=object)
    frame["percent"] = pd.Series(_percents(frame, of, counts, denominators, decimals, rounding), dtype=object)
    return frame


def _key(of: Of) -> By | None:
    """Return the column of which each entry has a denominator of its own; None where all rows share one."""
    return None if of in ("participants", "all") else "tier" if of == "tier" else "cohort"


def _percents(
    frame: pd.DataFrame,
    of: Of,
    counts: list[int],
    denominators: list[int | None],
    decimals: int,
    rounding: PercentRounding,
) -> list[Decimal | None]:
    single = [percent(n, d, decimals, rounding) if d else None for n, d in zip(counts, denominators, strict=True)]
    if rounding != "largest-remainder":
        return single
    # The rule is for sets that make up a whole: the rows that share a denominator, where their counts add up to it.
    key = _key(of)
    groups = frame.groupby(key, observed=True).indices.values() if key else [range(len(counts))]
    for rows in ([int(i) for i in group] for group in groups):
        denominator = denominators[rows[0]]
        if denominator and sum(counts[i] for i in rows) == denominator:
            for i, value in zip(rows, percents([counts[i] for i in rows], decimals, rounding), strict=True):
                single[i] = value
    return single


def _cohorts(rules: Rules, within: str | None) -> tuple[str, ...]:
    groups = tuple(g.id for g in rules.cohort_groups)
    if within is not None and within not in groups:
        raise UnknownName("cohort-group", within, groups)
    return rules.cohorts_in(within)


def _denominators(source: Counted, frame: pd.DataFrame, of: Of, within: str | None) -> list[int | None]:
    """Return the denominator of each row; what they have in common is counted once."""
    rules, cohorts = source.rules, _cohorts(source.rules, within)
    key = _key(of)
    if key is None:
        whole = source.tally((), cohorts)[()] if of == "participants" else rules.total_of(cohorts)
        return [whole] * len(frame)
    if key not in frame.columns:
        raise UnknownName("grouping", key, tuple(k for k in BY if k in frame.columns))
    ids = frame[key].astype(str)
    if of == "cohort":
        return [rules.total_of((cohort,)) for cohort in ids]
    counts = source.tally((key,), cohorts)
    return [counts[each,] for each in ids]
