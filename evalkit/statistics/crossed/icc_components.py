"""Intraclass correlations from variance components, for tables with gaps where there are no mean squares."""

from __future__ import annotations

import math
from dataclasses import dataclass

from evalkit.statistics.shown import Result


@dataclass(frozen=True, kw_only=True)
class ComponentCorrelations(Result):
    """Intraclass correlations of one rating and of the mean of k ratings.

    Attributes
    ----------
    agreement, consistency
        ICC(A,1) and ICC(C,1); None where the variance they divide by is 0.
    agreement_average, consistency_average
        ICC(A,k) and ICC(C,k).
    ratings_averaged
        k.
    undefined_because
        ``no-variation`` where all components are 0, else None. Where only those of units and residual are 0,
        consistency alone is None.
    """

    agreement: float | None
    consistency: float | None
    agreement_average: float | None
    consistency_average: float | None
    ratings_averaged: float
    undefined_because: str | None = None


def icc_from_components(
    unit: float, reviewer: float, residual: float, ratings_averaged: float = 1.0
) -> ComponentCorrelations:
    """Return the two-way coefficients that variance components make.

    Parameters
    ----------
    unit, reviewer, residual
        Variances between units, between reviewers and what is left, as the crossed model estimates them; ≥ 0.
    ratings_averaged
        k; with unequal numbers the harmonic mean of the numbers of ratings is the usual choice.

    Notes
    -----
    ICC(C,1) = σ²_u/(σ²_u + σ²_e), ICC(A,1) = σ²_u/(σ²_u + σ²_r + σ²_e); for means of k different reviewers' ratings the
    variances other than σ²_u are divided by k. With components from the mean squares of a complete table, negative ones
    included, these are the coefficients of :func:`~evalkit.statistics.agreement.icc.icc`.

    Examples
    --------
    The components of Shrout & Fleiss (1979), table 3: 2.56 between targets, 5.24 between judges, 1.02 residual.

    >>> found = icc_from_components(2.5556, 5.2444, 1.0194, ratings_averaged=4)
    >>> [round(v, 2) for v in (found.agreement, found.consistency, found.agreement_average, found.consistency_average)]
    [0.29, 0.71, 0.62, 0.91]
    """
    for name, value in (("unit", unit), ("reviewer", reviewer), ("residual", residual)):
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"`{name}` must be a finite variance of at least 0, got {value}")
    if not (math.isfinite(ratings_averaged) and ratings_averaged > 0):
        raise ValueError(f"`ratings_averaged` must be above 0, got {ratings_averaged}")

    def share(others: float) -> float | None:
        return unit / (unit + others) if unit + others > 0 else None

    k = ratings_averaged
    return ComponentCorrelations(
        agreement=share(reviewer + residual),
        consistency=share(residual),
        agreement_average=share((reviewer + residual) / k),
        consistency_average=share(residual / k),
        ratings_averaged=k,
        undefined_because=None if unit + reviewer + residual > 0 else "no-variation",
    )


def spearman_brown(single: float, k: float) -> float:
    """Return the reliability of the mean of k ratings from that of one: k ρ/(1 + (k − 1) ρ).

    ρ at or below −1/(k − 1), where the formula has its pole, gives −∞.

    Examples
    --------
    Four reviewers instead of one, on the data of Shrout & Fleiss (1979): ICC(3,1) = .71 becomes ICC(3,4) = .91.

    >>> round(spearman_brown(0.7148, 4), 2)
    0.91
    """
    divisor = 1 + (k - 1) * single
    return k * single / divisor if divisor > 0 else -math.inf
