"""Conger's kappa: agreement beyond chance where the same reviewers mark every unit, each with habits of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.agreement.chance import ChanceCorrected, pass_over
from evalkit.statistics.agreement.codes import Coded, encode
from evalkit.statistics.agreement.ratings import Ratings
from evalkit.statistics.agreement.results import nothing_to_compare
from evalkit.statistics.agreement.weights import Weights, agreement_weights, weighting_of
from evalkit.statistics.resampling import SumsOfUnits, ratio, slices

Floats = NDArray[np.float64]
_BLOCK = 1 << 16


@dataclass(frozen=True, kw_only=True, eq=False)
class CongerKappa(ChanceCorrected):
    """Conger's kappa."""


def conger_kappa(
    table: ArrayLike | Coded, *, weights: Weights = "identity", values: ArrayLike | None = None
) -> CongerKappa:
    """Return Conger's kappa; for two reviewers and no gaps it is Cohen's.

    Parameters
    ----------
    table
        Shape (U, R), NaN = not rated. Which reviewer gave a rating matters here, so there is one rating a cell.
    weights
        See :func:`~evalkit.statistics.agreement.weights.agreement_weights`.
    values
        The whole scale, where weights depend on it.

    Returns
    -------
    CongerKappa
        Undefined because of ``no-ratings``, ``one-reviewer``, ``no-pairs``, ``one-unit``, or ``no-variation``.

    Notes
    -----
    p_e = Σ_{g≠h} Σ_kl w_kl p_gk p_hl/(R (R − 1)) with p_gk the share of value k among the ratings of reviewer g; only
    different reviewers make a pair. Missing ratings are left out of p_gk and of pairs. Unlike Fleiss' kappa it does not
    count differences in the reviewers' habits as disagreement expected by chance, and so lies above it. Standard error:
    Gwet (2014), ch. 5.

    References
    ----------
    Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological Bulletin, 88(2),
    322-328. https://doi.org/10.1037/0033-2909.88.2.322

    Examples
    --------
    Two reviewers agree on 3 of 4 units. By chance: .5 × .25 + .5 × .75 = .5, so (.75 − .5)/(1 − .5) = .5.

    >>> conger_kappa([[1, 1], [0, 0], [1, 1], [0, 1]]).estimate
    0.5
    """
    coded = encode(table, values)
    ratings = Ratings.from_table(coded)
    why_not = nothing_to_compare(ratings)
    estimate = observed = expected = None
    by_unit = spread = None
    if why_not is None:
        kept = ratings.n > 0
        codes = coded.codes if kept.all() else coded.codes[kept]
        codes = codes[:, ratings.by_reviewer > 0]
        matrix = agreement_weights(weights, coded.values)
        agreement, _ = pass_over(ratings.with_at_least(1), matrix)
        pairs = ratings.n[kept] > 1
        by_value = _totals(codes, len(coded.values))
        p_a = float(agreement.sum() / np.count_nonzero(pairs))
        p_e = float(_chance(by_value[None], matrix)[0])
        observed, expected = p_a, p_e
        if 1 - p_e > 1e-12:
            kappa = estimate = (p_a - p_e) / (1 - p_e)
            by_unit = _by_unit(codes, agreement, pairs, matrix)

            def spread() -> float:
                n = len(codes)
                linearised = n / np.count_nonzero(pairs) * (agreement - p_e * pairs) / (1 - p_e)
                linearised -= (1 - kappa) * _of_chance(codes, by_value, matrix) / (1 - p_e)
                return float(np.sqrt(np.sum((linearised - kappa) ** 2) / (n * (n - 1))))
        else:
            why_not = "no-variation"
    return CongerKappa(
        name="conger-kappa",
        weighting=weighting_of(weights),
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


def _totals(codes: NDArray[np.unsignedinteger], size: int) -> Floats:
    """Return how often each reviewer gave each value, shape (R, V)."""
    reviewers = codes.shape[1]
    first = np.arange(0, reviewers * (size + 1), size + 1)
    totals = np.zeros(reviewers * (size + 1), dtype=np.int64)
    for rows in slices(len(codes), _BLOCK // reviewers):
        totals += np.bincount((codes[rows] + first).reshape(-1), minlength=len(totals))
    return totals.reshape(reviewers, size + 1)[:, :size].astype(np.float64)


def _chance(by_value: Floats, matrix: Floats) -> Floats:
    """Return p_e, shape (B,), from ratings by reviewer and value, shape (B, R, V); NaN where a reviewer has none."""
    r = by_value.shape[1]
    p = ratio(by_value, np.broadcast_to(by_value.sum(axis=2, keepdims=True), by_value.shape))
    total = p.sum(axis=1)
    everyone = np.einsum("bk,bk->b", total @ matrix, total)
    oneself = np.einsum("bgk,bgk->b", p @ matrix, p)
    chance: Floats = (everyone - oneself) / (r * (r - 1))
    return chance


def _of_chance(codes: NDArray[np.unsignedinteger], by_value: Floats, matrix: Floats) -> Floats:
    """Return what each unit contributes to n·(p_e − its mean), shape (U,): a look-up by reviewer and value."""
    r, size = by_value.shape
    given = by_value.sum(axis=1, keepdims=True)
    p = by_value / given
    slope = 2 / (r * (r - 1)) * (p.sum(axis=0) - p) @ matrix
    lookup = np.zeros((r, size + 1))
    lookup[:, :size] = (slope - np.sum(slope * p, axis=1, keepdims=True)) * len(codes) / given
    found = np.empty(len(codes))
    reviewers = np.arange(r)
    for rows in slices(len(codes), _BLOCK // r):
        found[rows] = lookup[reviewers, codes[rows]].sum(axis=1)
    return found


def _by_unit(
    codes: NDArray[np.unsignedinteger], agreement: Floats, pairs: NDArray[np.bool_], matrix: Floats
) -> SumsOfUnits:
    r, size = codes.shape[1], len(matrix)
    values = np.arange(size)

    def columns(rows: slice) -> Floats:
        chosen = codes[rows][:, :, None] == values
        return np.column_stack([agreement[rows], pairs[rows], chosen.reshape(len(chosen), -1)])

    def formula(sums: Floats) -> Floats:
        p_a = ratio(sums[:, 0], sums[:, 1])
        p_e = _chance(sums[:, 2:].reshape(-1, r, size), matrix)
        return ratio(p_a - p_e, 1 - p_e)

    return SumsOfUnits(len(codes), 2 + r * size, columns, formula)
