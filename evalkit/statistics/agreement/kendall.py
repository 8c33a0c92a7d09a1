"""Kendall's W: how far the reviewers put the units into the same order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from evalkit.statistics.agreement.codes import BLOCK, Coded, encode
from evalkit.statistics.agreement.results import Coefficient
from evalkit.statistics.intervals import ConfidenceInterval
from evalkit.statistics.resampling import slices

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class KendallW(Coefficient):
    """Kendall's coefficient of concordance; 0 = no common order, 1 = the same order.

    Attributes
    ----------
    uncorrected
        W without the correction for ties; None where undefined.
    chi2, df_chi2, p_value
        Friedman's test of "no common order": R (n − 1) W on n − 1 degrees of freedom. Approximate; too cautious for
        fewer than some seven reviewers.
    n_units_left_out
        Units that were not rated by every reviewer, and so take no part.
    """

    uncorrected: float | None
    chi2: float | None
    df_chi2: int
    p_value: float | None
    n_units_left_out: int

    def confidence_interval(self, confidence_level: float = 0.95) -> ConfidenceInterval | None:
        """Return None: no interval is published that holds with ties; use :meth:`bootstrap`."""
        return None


def kendall_w(table: ArrayLike | Coded) -> KendallW:
    """Return Kendall's W, corrected for ties.

    Parameters
    ----------
    table
        Shape (U, R), NaN = not rated, one rating a cell. Ranks need a common set of units: a unit that is not rated by
        every reviewer who rated anything is left out, and counted in `n_units_left_out`. With many gaps hardly any unit
        is left; ordinal alpha or the crossed model then use all ratings.

    Returns
    -------
    KendallW
        Undefined because of ``no-ratings``, ``one-reviewer``, ``no-complete-unit`` (none is rated by everyone),
        ``one-unit``, or ``no-variation`` where every reviewer gave all units the same.

    Notes
    -----
    W = 12 S/(R² (n³ − n) − R Σ T_j), with S the squared deviations of the n rank sums from their mean, mid-ranks for
    ties, and T_j = Σ (t³ − t) over the groups of t ties of reviewer j. Ranks forget distances and levels: a severe
    reviewer with the same order agrees fully. Resampling draws units; a unit drawn twice is tied with itself.

    References
    ----------
    Kendall, M. G., & Babington Smith, B. (1939). The problem of m rankings. Annals of Mathematical Statistics, 10(3),
    275-287. https://doi.org/10.1214/aoms/1177732186
    Siegel, S. (1956). Nonparametric Statistics for the Behavioral Sciences, ch. 9.

    Examples
    --------
    Three executives rank six applicants (Siegel 1956): W = .16.

    >>> executives = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]
    >>> w = kendall_w(np.transpose(executives))
    >>> round(w.estimate, 2), round(w.chi2, 2)
    (0.16, 2.43)
    """
    coded = encode(table)
    kept, n_rated = _complete(coded)
    n, reviewers = kept.shape
    why_not = _why_not(n, reviewers, n_rated)
    w = plain = chi2 = p = None
    ranking = None
    if why_not is None:
        ranking = _Ranking(kept, len(coded.values))
        w, plain = ranking.of(None)
        if w is None:
            why_not = "no-variation"
        else:
            chi2 = reviewers * (n - 1) * w
            p = float(stats.chi2.sf(chi2, n - 1))
    return KendallW(
        name="kendall-w",
        estimate=w,
        uncorrected=plain,
        chi2=chi2,
        df_chi2=max(0, n - 1),
        p_value=p,
        n_units=n,
        n_units_compared=n,
        n_reviewers=reviewers,
        n_ratings=n * reviewers,
        n_units_left_out=n_rated - n,
        undefined_because=why_not,
        by_unit=ranking if w is not None else None,
    )


def _complete(coded: Coded) -> tuple[NDArray[Any], int]:
    """Return the codes of units that all reviewers rated, and how many units have any rating."""
    size = len(coded.values)
    if coded.codes.size and int(coded.codes.max()) < size:
        return coded.codes, len(coded.codes)
    rated = coded.codes != size
    given = rated.any(axis=0)
    units = np.count_nonzero(rated, axis=1)
    complete = (units == np.count_nonzero(given)) & (units > 0)
    return coded.codes[complete][:, given], int(np.count_nonzero(units))


def _why_not(n: int, reviewers: int, n_rated: int) -> str | None:
    if n_rated == 0:
        return "no-ratings"
    if reviewers == 1:
        return "one-reviewer"
    if n == 0:
        return "no-complete-unit"
    return "one-unit" if n == 1 else None


@dataclass(frozen=True, eq=False)
class _Ranking:
    """Complete ratings as codes; ranks come from counting them, so that nothing is sorted."""

    codes: NDArray[Any]
    n_values: int

    @property
    def n_units(self) -> int:
        """Number of units."""
        return len(self.codes)

    @cached_property
    def _own(self) -> tuple[NDArray[Any], int]:
        """Codes by reviewer, so that on a scale with very many values a histogram is no longer than U."""
        if self.n_values <= max(256, self.n_units):
            return self.codes, self.n_values
        columns = [np.unique(column, return_inverse=True)[1] for column in self.codes.T]
        codes = np.column_stack(columns)
        return codes, int(codes.max()) + 1

    def of(self, weights: Floats | None) -> tuple[float | None, float | None]:
        """Return W with and without the correction for ties; a unit with weight w stands there w times."""
        codes, size = self._own
        reviewers = codes.shape[1]
        first = np.arange(0, reviewers * size, size)
        steps = BLOCK // reviewers
        flat = np.zeros(reviewers * size)
        for rows in slices(len(codes), steps):
            cells = (codes[rows] + first).reshape(-1)
            repeated = None if weights is None else np.repeat(weights[rows], reviewers)
            flat += np.bincount(cells, weights=repeated, minlength=len(flat))
        tied = flat.reshape(reviewers, size)
        n = float(tied[0].sum())
        # Less (n + 1)/2, the mean rank, so that the rank sums below have mean 0.
        ranks = (np.cumsum(tied, axis=1) - tied / 2 - n / 2).reshape(-1)
        ones = np.ones(reviewers)
        squares = 0.0
        for rows in slices(len(codes), steps):
            sums = ranks[codes[rows] + first] @ ones
            squares += float(sums @ sums if weights is None else (sums * weights[rows]) @ sums)
        ties = float(np.sum(tied**3 - tied))
        most = reviewers**2 * (n**3 - n)
        corrected = most - reviewers * ties
        if corrected <= 1e-12 * most or most == 0:
            return None, None
        return 12 * squares / corrected, 12 * squares / most

    def weighted(self, weights: Floats) -> Floats:
        """See :class:`~evalkit.statistics.resampling.ByUnit`."""
        found = [self.of(row)[0] for row in weights]
        return np.array([np.nan if w is None else w for w in found])

    def leave_one_out(self) -> Floats:
        """See :class:`~evalkit.statistics.resampling.ByUnit`."""
        found = np.empty(self.n_units)
        weights = np.ones(self.n_units)
        for unit in range(self.n_units):
            weights[unit] = 0
            found[unit] = self.weighted(weights[None])[0]
            weights[unit] = 1
        return found
