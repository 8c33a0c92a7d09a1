"""What Gwet's, Fleiss' and Brennan and Prediger's coefficients share: (p_a − p_e)/(1 − p_e), and its standard error.

They differ in the chance agreement p_e alone, which is a function of the mean shares π of the categories.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from evalkit.statistics.agreement.ratings import Ratings
from evalkit.statistics.agreement.results import Coefficient, nothing_to_compare
from evalkit.statistics.resampling import SumsOfUnits, ratio, slices

Floats = NDArray[np.float64]
_BLOCK = 1 << 18


@dataclass(frozen=True, kw_only=True, eq=False)
class ChanceCorrected(Coefficient):
    """A coefficient (p_a − p_e)/(1 − p_e).

    Attributes
    ----------
    observed
        Weighted share of pairs of ratings that agree, p_a: the mean over units with two or more ratings.
    expected
        The same if ratings were given by chance, p_e.
    """

    observed: float | None
    expected: float | None


Result = TypeVar("Result", bound=ChanceCorrected)


@dataclass(frozen=True)
class Chance:
    """Chance agreement as a function of the shares π.

    Attributes
    ----------
    value
        From shares with shape (B, V) to p_e with shape (B,).
    gradient
        From shares with shape (V,) to ∂p_e/∂π with shape (V,).
    """

    value: Callable[[Floats], Floats]
    gradient: Callable[[Floats], Floats]


def chance_corrected(
    result: type[Result], name: str, ratings: Ratings, weights: Floats, chance: Chance, least_units: int = 2
) -> Result:
    """Compute a coefficient from counts.

    Notes
    -----
    p_a,i = Σ_k n_ik (Σ_l w_kl n_il − 1)/(m_i (m_i − 1)) for units with m_i ≥ 2, and p_a is their mean; π_k is the mean
    of n_ik/m_i over all n units with m_i ≥ 1, so that units with one rating still count for chance. Standard error:
    Gwet (2014), ch. 5, linearised: κ_i = (n/n₂)(p_a,i − p_e)/(1 − p_e) − (1 − κ) g·(n_i/m_i − π)/(1 − p_e) with
    g = ∂p_e/∂π and n₂ units with two or more ratings; SE² = Σ (κ_i − κ)²/(n (n − 1)).
    """
    rated = ratings.with_at_least(1)
    why_not = nothing_to_compare(ratings, least_units)
    estimate = observed = expected = None
    by_unit = spread = None
    if why_not is None:
        agreement, shares = pass_over(rated, weights)
        pairs = rated.n > 1
        p_a = float(agreement.sum() / np.count_nonzero(pairs))
        p_e = float(chance.value(shares[None])[0])
        observed, expected = p_a, p_e
        if 1 - p_e > 1e-12:
            kappa = estimate = (p_a - p_e) / (1 - p_e)
            by_unit = _by_unit(rated, agreement, chance)

            def spread() -> float:
                n = len(rated.n)
                of_chance = _projected(rated, chance.gradient(shares))
                linearised = n / np.count_nonzero(pairs) * (agreement - p_e * pairs) / (1 - p_e)
                linearised -= (1 - kappa) * (of_chance - of_chance.mean()) / (1 - p_e)
                return float(np.sqrt(np.sum((linearised - kappa) ** 2) / (n * (n - 1))))
        else:
            why_not = "no-variation"
    return result(
        name=name,
        estimate=estimate,
        observed=observed,
        expected=expected,
        n_units=ratings.n_units,
        n_units_compared=ratings.n_units_compared,
        n_reviewers=ratings.n_reviewers,
        n_ratings=ratings.n_ratings,
        undefined_because=why_not,
        by_unit=by_unit,
        spread=spread,
        df=ratings.n_units - 1,
    )


def pass_over(rated: Ratings, weights: Floats) -> tuple[Floats, Floats]:
    """Return the agreement of each unit (0 where it has one rating), shape (U,), and the mean shares, shape (V,).

    `rated` holds units with at least one rating only.
    """
    counts = rated.counted()
    agreement = np.empty(len(counts))
    shares = np.zeros(counts.shape[1])
    identity = np.array_equal(weights, np.eye(len(weights)))
    for rows in slices(len(counts), _BLOCK // counts.shape[1]):
        block = counts[rows].astype(np.float64)
        m = rated.n[rows]
        shares += (1 / m) @ block
        pairs = np.einsum("uv,uv->u", block, block if identity else block @ weights) - m
        agreement[rows] = pairs / np.maximum(m * (m - 1), 1)
    return agreement, shares / max(1, len(counts))


def _projected(rated: Ratings, vector: Floats) -> Floats:
    """Return Σ_k (n_ik/m_i) vector_k for each unit, shape (U,)."""
    counts = rated.counted()
    projected = np.empty(len(counts))
    for rows in slices(len(counts), _BLOCK // counts.shape[1]):
        projected[rows] = counts[rows] @ vector / rated.n[rows]
    return projected


def _by_unit(rated: Ratings, agreement: Floats, chance: Chance) -> SumsOfUnits:
    counts = rated.counted()

    def columns(rows: slice) -> Floats:
        m = rated.n[rows]
        return np.column_stack([agreement[rows], m > 1, np.ones(len(m)), counts[rows] / m[:, None]])

    def formula(sums: Floats) -> Floats:
        p_a = ratio(sums[:, 0], sums[:, 1])
        p_e = chance.value(sums[:, 3:] / sums[:, 2:3])
        return ratio(p_a - p_e, 1 - p_e)

    return SumsOfUnits(len(counts), 3 + counts.shape[1], columns, formula)
