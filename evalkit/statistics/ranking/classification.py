"""How many scores fall into the category of the true score: Livingston and Lewis (1995), from one set of scores.

There are no marks of single reviewers, only scores and a reliability. The score is taken for that of a test of n
right-or-wrong items, n the effective length (doi:10.1111/j.1745-3984.1995.tb00462.x), and true scores, as shares of the
range, for a beta distribution. A score of share p̂ then leaves Beta(α + n p̂, β + n (1 − p̂)) for the truth, in closed
form, if the distribution reaches over the whole range.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]

#: Nodes of the integral between two cut-offs.
_NODES = 64
#: Parameters from which on a beta density is flat enough at its end for any rule.
_FLAT = 12


@dataclass(frozen=True, eq=False)
class Classification(Result):
    """Of a whole set of scores.

    Attributes
    ----------
    accuracy
        Share of scores expected to lie in the category of the true score, 0 to 1.
    consistency, kappa
        Share of pairs of two such evaluations expected to lie in one category, and the same beyond chance; kappa is
        None where all lie in one.
    effective_length
        n.
    """

    accuracy: float
    consistency: float
    kappa: float | None
    effective_length: float


@dataclass(frozen=True, eq=False)
class BetaScores(Result):
    """True scores as shares of the range: a beta distribution between two ends, and a number of items.

    Attributes
    ----------
    alpha, beta, low, high
        Parameters and ends of the distribution.
    length
        n, at least 1.
    """

    alpha: float
    beta: float
    low: float
    high: float
    length: float

    def classification(self, cuts: ArrayLike) -> Classification:
        """Return accuracy and consistency at cut-offs given as shares of the range, ascending, ends left out.

        Examples
        --------
        betafunctions 1.9.0, ``LL.CA`` with the true scores known:

        >>> found = BetaScores(5, 3, 0.25, 0.75, 50).classification([0.5])
        >>> round(found.accuracy, 6), round(found.consistency, 6), round(found.kappa, 6)
        (0.836981, 0.774991, 0.397886)
        """
        edges = _cuts_iv(cuts)
        n = max(round(self.length), 1)
        inner = np.clip(edges, self.low, self.high)
        bounds = np.concatenate([[self.low], inner, [self.high]])
        accuracy = consistency = 0.0
        marginal = np.zeros(len(edges) + 1)
        for k, (a, b) in enumerate(pairwise(bounds)):
            if b <= a:
                continue
            p, weight = self._nodes(float(a), float(b))
            # At a cut-off of c a score counts to the upper category.
            below = stats.binom.cdf(np.ceil(n * edges - 1e-9)[None, :] - 1, n, p[:, None])
            inside = np.diff(np.column_stack([np.zeros(len(p)), below, np.ones(len(p))]), axis=1)
            accuracy += float(weight @ inside[:, k])
            consistency += float(weight @ (inside**2).sum(axis=1))
            marginal += weight @ inside
        chance = float(np.sum(marginal**2))
        kappa = (consistency - chance) / (1 - chance) if chance < 1 - 1e-12 else None
        return Classification(accuracy, consistency, kappa, self.length)

    def _nodes(self, a: float, b: float) -> tuple[Floats, Floats]:
        """Return where the distribution is looked at between `a` and `b`, and the weights, whose sum is its integral.

        At an end of the distribution its density may be infinite, or have an infinite slope: that factor is the weight
        of Gauss and Jacobi there. Where it is flat to a high order, Gauss and Legendre need no such care.
        """
        width = self.high - self.low
        at_low = self.alpha - 1 if a <= self.low and self.alpha < _FLAT else 0.0
        at_high = self.beta - 1 if b >= self.high and self.beta < _FLAT else 0.0
        x, weight = special.roots_jacobi(_NODES, at_high, at_low)
        share, half = (a - self.low + (b - a) * (1 + x) / 2) / width, (b - a) / (2 * width)
        left = special.xlogy(at_low, half) + special.xlogy(self.alpha - 1 - at_low, share)
        right = special.xlogy(at_high, half) + special.xlogy(self.beta - 1 - at_high, 1 - share)
        return self.low + width * share, weight * half * np.exp(left + right - special.betaln(self.alpha, self.beta))

    def given(self, shares: ArrayLike, cuts: ArrayLike) -> Floats:
        """Return the probability of each category for scores given as shares of the range, shape (scores, categories).

        Raises
        ------
        ValueError
            The distribution does not reach over the whole range.
        """
        if (self.low, self.high) != (0.0, 1.0):
            raise ValueError("the distribution of true scores must reach from 0 to 1")
        edges, p = _cuts_iv(cuts), np.asarray(shares, dtype=float)
        a, b = self.alpha + self.length * p, self.beta + self.length * (1 - p)
        below = special.betainc(a[:, None], b[:, None], edges[None, :])
        return np.diff(np.column_stack([np.zeros(len(p)), below, np.ones(len(p))]), axis=1)


def effective_length(mean: float, variance: float, reliability: float, low: float, high: float) -> float:
    """Return how many right-or-wrong items would be as reliable: ((μ − min)(max − μ) − ρσ²)/(σ²(1 − ρ)).

    Examples
    --------
    >>> round(effective_length(50, 100, 0.9, 0, 100), 6)
    241.0
    """
    if not 0 < reliability < 1:
        raise ValueError(f"`reliability` must be between 0 and 1, got {reliability}")
    if not low < mean < high or variance <= 0:
        raise ValueError("scores must vary, and lie between `low` and `high`")
    return ((mean - low) * (high - mean) - reliability * variance) / (variance * (1 - reliability))


def beta_scores(scores: ArrayLike, reliability: float, low: float, high: float) -> BetaScores:
    """Fit true scores over the whole range: mean and reliability × variance of the scores are those of the beta.

    Parameters
    ----------
    scores
        Shape (n,), two or more that differ.
    reliability
        Share of the variance of scores that is true, between 0 and 1.
    low, high
        Ends of the range of scores.

    Examples
    --------
    >>> fit = beta_scores([40, 45, 50, 55, 60], 0.9, 0, 100)
    >>> round(fit.alpha / (fit.alpha + fit.beta), 6), round(fit.length)
    (0.5, 391)
    """
    x = np.asarray(scores, dtype=float)
    mean, variance = float(x.mean()), float(x.var(ddof=1)) if len(x) > 1 else 0.0
    length = effective_length(mean, variance, reliability, low, high)
    middle, spread = (mean - low) / (high - low), reliability * variance / (high - low) ** 2
    total = middle * (1 - middle) / spread - 1
    if total <= 0:
        raise ValueError("scores must vary less than a distribution on the two ends of the range does")
    return BetaScores(middle * total, (1 - middle) * total, 0.0, 1.0, length)


def _cuts_iv(cuts: ArrayLike) -> Floats:
    edges = np.asarray(cuts, dtype=float)
    if edges.ndim != 1 or not (np.diff(edges) > 0).all() or not ((edges > 0) & (edges < 1)).all():
        raise ValueError(f"`cuts` must ascend between 0 and 1, got {cuts!r}")
    return edges
