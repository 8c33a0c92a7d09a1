"""Intraclass correlation: the share of the variance of ratings that is due to the units.

The six forms by what they do rather than by number (McGraw & Wong 1996; in brackets Shrout & Fleiss 1979):

====================  ==========  =========  ==========================================================
field                 M & W       S & F      answers
====================  ==========  =========  ==========================================================
one_way               ICC(1)      (1,1)      reviewers differ from unit to unit; one rating
agreement             ICC(A,1)    (2,1)      same reviewers; their levels matter; one rating
consistency           ICC(C,1)    (3,1)      same reviewers; only the order they give matters; one rating
one_way_average       ICC(k)      (1,k)      as one_way, for the mean of all ratings of a unit
agreement_average     ICC(A,k)    (2,k)      as agreement, for that mean
consistency_average   ICC(C,k)    (3,k)      as consistency, for that mean (Cronbach's alpha)
====================  ==========  =========  ==========================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from evalkit.statistics.agreement.codes import BLOCK, Coded, table_iv
from evalkit.statistics.agreement.ratings import Ratings, of_numbers
from evalkit.statistics.agreement.results import Coefficient, nothing_to_compare
from evalkit.statistics.crossed.icc_components import spearman_brown
from evalkit.statistics.intervals import ConfidenceInterval, level_iv
from evalkit.statistics.resampling import ByUnit, SumsOfUnits, ratio, slices
from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]
Form = Literal["one-way", "agreement", "consistency"]

#: A residual smaller than this share of the squares within units is what rounding leaves of none.
_ROUNDING = 1e-13


@dataclass(frozen=True, kw_only=True)
class MeanSquares(Result):
    """Mean squares of the analysis of variance.

    Attributes
    ----------
    units, within
        Between and within units (MS_B and MS_W; MS_R of the two-way table is `units`).
    reviewers, residual
        Between reviewers and what is left, MS_C and MS_E; None where cells are empty.
    n_units
        Units with at least one rating, n.
    per_unit
        Ratings of a unit, k; where their number differs, k₀ = (N − Σ m_u²/N)/(n − 1) of the one-way analysis.
    df_within
        N − n.
    """

    units: float
    within: float
    reviewers: float | None
    residual: float | None
    n_units: int
    per_unit: float
    df_within: int

    @property
    def f_units(self) -> float | None:
        """MS_B/MS_W; None where ratings of one unit never differ."""
        return self.units / self.within if self.within > 0 else None


@dataclass(frozen=True, kw_only=True, eq=False)
class IntraclassCorrelation(Coefficient):
    """One of the six coefficients.

    Attributes
    ----------
    form
        ``one-way``, ``agreement`` or ``consistency``.
    ratings_averaged
        1, or k for the reliability of the mean of k ratings.
    mean_squares
        What it is computed from; None where nothing can be compared.
    """

    form: Form
    ratings_averaged: float
    mean_squares: MeanSquares | None

    def confidence_interval(self, confidence_level: float = 0.95) -> ConfidenceInterval | None:
        """Return the interval from the F distribution; None where the coefficient is undefined.

        Exact for ``one-way`` and ``consistency`` in complete tables of normal ratings; for ``agreement`` with degrees
        of freedom after Satterthwaite; for ``one-way`` with gaps approximate, with k₀ for k. See :func:`icc` for the
        convention on averages.
        """
        tail = (1 - level_iv(confidence_level)) / 2
        if self.estimate is None or self.mean_squares is None:
            return None
        low, high = _single_limits(self.form, self.mean_squares, tail)
        k = self.ratings_averaged
        return ConfidenceInterval(spearman_brown(low, k), spearman_brown(high, k))


@dataclass(frozen=True, kw_only=True)
class IntraclassCorrelations(Result):
    """The six intraclass correlations of one table; the module says what each answers."""

    one_way: IntraclassCorrelation
    agreement: IntraclassCorrelation
    consistency: IntraclassCorrelation
    one_way_average: IntraclassCorrelation
    agreement_average: IntraclassCorrelation
    consistency_average: IntraclassCorrelation
    mean_squares: MeanSquares | None


def icc(table: ArrayLike | Coded) -> IntraclassCorrelations:
    """Return the six intraclass correlations.

    Parameters
    ----------
    table
        Shape (U, R), NaN = not rated, one rating a cell.

    Returns
    -------
    IntraclassCorrelations
        Each undefined because of ``no-ratings``, ``one-reviewer``, ``no-pairs``, ``one-unit``, ``no-variation`` where
        all ratings are the same, ``no-variance-between-units`` (average forms, where units differ so little that the
        mean square between them is 0), or ``gaps``: with empty cells only the one-way forms have mean squares; fit the
        crossed model and give its variance components to
        :func:`~evalkit.statistics.crossed.icc_components.icc_from_components`.

    Notes
    -----
    Two conventions exist for the interval of ICC(A,k). Here it is that of ICC(A,1), put through Spearman and Brown's
    formula (Shrout & Fleiss 1979; psych, pingouin): ICC(A,k) is a rising function of ICC(A,1), so that an interval for
    one is an interval for the other with the same coverage. McGraw & Wong (1996, table 7; irr) take degrees of freedom
    anew from ICC(A,k); the two intervals then contradict each other. An estimate may be negative: ratings of one unit
    are then less alike than those of different units. Resampling draws whole units.

    References
    ----------
    Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater reliability. Psychological
    Bulletin, 86(2), 420-428. https://doi.org/10.1037/0033-2909.86.2.420
    McGraw, K. O., & Wong, S. P. (1996). Forming inferences about some intraclass correlation coefficients.
    Psychological Methods, 1(1), 30-46. https://doi.org/10.1037/1082-989X.1.1.30

    Examples
    --------
    Table 2 of Shrout & Fleiss (1979): .17, .29 and .71 for single ratings.

    >>> table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> found = icc(table)
    >>> [round(c.estimate, 2) for c in (found.one_way, found.agreement, found.consistency)]
    [0.17, 0.29, 0.71]
    >>> low, high = found.consistency.confidence_interval()
    >>> round(low, 2), round(high, 2)
    (0.34, 0.95)
    """
    source = table if isinstance(table, Coded) else table_iv(table)
    if isinstance(source, Coded):
        ratings = Ratings.from_table(source, categories=False)
        deviations = None
    else:
        ratings, deviations = of_numbers(source, deviations=True)
    why_not = nothing_to_compare(ratings)
    squares = _mean_squares(ratings, source, deviations) if why_not is None else None
    centred = _Centred.of(ratings) if squares is not None else None

    def coefficient(form: Form, average: bool) -> IntraclassCorrelation:
        reason = why_not
        k = squares.per_unit if squares and average else 1.0
        estimate = by_unit = None
        if squares is not None:
            estimate, reason = _estimate(form, average, squares)
            if estimate is not None and centred is not None:
                by_unit = _by_unit(centred, source, form, average)
        return IntraclassCorrelation(
            name=f"icc-{form}" + ("-average" if average else ""),
            form=form,
            estimate=estimate,
            ratings_averaged=k,
            mean_squares=squares,
            n_units=ratings.n_units,
            n_units_compared=ratings.n_units_compared,
            n_reviewers=ratings.n_reviewers,
            n_ratings=ratings.n_ratings,
            undefined_because=reason,
            by_unit=by_unit,
        )

    return IntraclassCorrelations(
        one_way=coefficient("one-way", False),
        agreement=coefficient("agreement", False),
        consistency=coefficient("consistency", False),
        one_way_average=coefficient("one-way", True),
        agreement_average=coefficient("agreement", True),
        consistency_average=coefficient("consistency", True),
        mean_squares=squares,
    )


def _mean_squares(ratings: Ratings, source: Coded | NDArray[Any], deviations: Floats | None) -> MeanSquares:
    rated = ratings.with_at_least(1)
    n, m = rated.n_units, rated.n
    total = int(m.sum())
    grand = float(m @ rated.mean) / total
    centred = rated.mean - grand
    centred[np.abs(centred) <= 4 * np.finfo(float).eps * abs(grand)] = 0
    within = float(rated.squares.sum())
    reviewers = residual = None
    k = rated.n_reviewers
    complete = bool((m == k).all())
    if complete:
        # Deviations from the units' means: their mean by reviewer is that reviewer's mean less the grand mean.
        if deviations is None:
            deviations = _sums_of_deviations(ratings, source)
        of_reviewers = deviations[ratings.by_reviewer > 0] / n
        between = n * float(of_reviewers @ of_reviewers)
        reviewers = between / (k - 1)
        rest = within - between
        residual = rest / ((n - 1) * (k - 1)) if rest > _ROUNDING * within else 0.0
    return MeanSquares(
        units=float(m @ centred**2) / (n - 1),
        within=within / (total - n),
        reviewers=reviewers,
        residual=residual,
        n_units=n,
        per_unit=float(k) if complete else (total - float(m @ m) / total) / (n - 1),
        df_within=total - n,
    )


def _sums_of_deviations(ratings: Ratings, source: Coded | NDArray[Any]) -> Floats:
    sums = np.zeros(len(ratings.by_reviewer))
    for rows in slices(len(ratings.n), BLOCK // len(sums)):
        deviations = _numbers(source, rows) - ratings.mean[rows, None]
        rated = ratings.n[rows] > 0
        sums += np.ones(len(deviations)) @ deviations if rated.all() else deviations[rated].sum(axis=0)
    return sums


def _numbers(source: Coded | NDArray[Any], rows: slice) -> Floats:
    return source.numbers(rows) if isinstance(source, Coded) else source[rows].astype(np.float64, copy=False)


def _estimate(form: Form, average: bool, s: MeanSquares) -> tuple[float | None, str | None]:
    """Return the coefficient, or why there is none; McGraw & Wong (1996), tables 4 and 6."""
    noise = s.within if form == "one-way" else s.residual
    if noise is None or (s.reviewers is None and form != "one-way"):
        return None, "gaps"
    if s.units == 0 and s.within == 0:
        return None, "no-variation"
    k = s.per_unit
    divisor = s.units if average else s.units + (k - 1) * noise
    if form == "agreement" and s.reviewers is not None:
        divisor += (s.reviewers - noise) / s.n_units * (1 if average else k)
    if divisor <= 0:
        return None, "no-variance-between-units"
    return (s.units - noise) / divisor, None


def _single_limits(form: Form, s: MeanSquares, tail: float) -> tuple[float, float]:
    """Return the limits for single ratings; McGraw & Wong (1996), table 7."""
    n, k = s.n_units, s.per_unit
    if form == "agreement" and s.reviewers is not None and s.residual is not None:
        return _agreement_limits(s, s.reviewers, s.residual, tail)
    noise, df = (s.within, s.df_within) if form == "one-way" else (s.residual, (n - 1) * (k - 1))
    if not noise:
        return 1.0, 1.0
    f = s.units / noise
    low = f / float(stats.f.isf(tail, n - 1, df))
    high = f * float(stats.f.isf(tail, df, n - 1))
    return (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)


def _agreement_limits(s: MeanSquares, reviewers: float, residual: float, tail: float) -> tuple[float, float]:
    n, k = s.n_units, s.per_unit
    estimate, _ = _estimate("agreement", False, s)
    if estimate is None or estimate >= 1:
        return 1.0, 1.0
    a = k * estimate / (n * (1 - estimate))
    b = 1 + k * estimate * (n - 1) / (n * (1 - estimate))
    parts = a * reviewers, b * residual
    spread = parts[0] ** 2 / (k - 1) + parts[1] ** 2 / ((n - 1) * (k - 1))
    # Satterthwaite's degrees of freedom; below 1 where the two parts cancel, which no F distribution answers for.
    df = max(1.0, (parts[0] + parts[1]) ** 2 / spread) if spread > 0 else 1.0
    common = k * reviewers + (k * n - k - n) * residual
    low = 1 / float(stats.f.isf(tail, n - 1, df))
    high = float(stats.f.isf(tail, df, n - 1))
    ends = [n * (f * s.units - residual) / (common + n * f * s.units) for f in (low, high)]
    return ends[0], ends[1]


@dataclass(frozen=True, eq=False)
class _Centred:
    """Ratings of the units that have any, about the grand mean; what resampling of every form starts from."""

    ratings: Ratings
    kept: NDArray[np.intp]
    given: NDArray[np.bool_]
    centred: Floats
    scale: float

    @classmethod
    def of(cls, ratings: Ratings) -> _Centred:
        rated = ratings.with_at_least(1)
        centred = rated.mean - float(rated.n @ rated.mean) / rated.n_ratings
        scale = float(rated.n @ centred**2 + rated.squares.sum())
        return cls(rated, np.flatnonzero(ratings.n > 0), ratings.by_reviewer > 0, centred, scale)


def _by_unit(parts: _Centred, source: Coded | NDArray[Any], form: Form, average: bool) -> ByUnit:
    """Return a coefficient as a formula in sums over units: 1, m, m c, m c², m², S and each reviewer's deviations."""
    rated, kept, given, centred, scale = parts.ratings, parts.kept, parts.given, parts.centred, parts.scale
    k = int(np.count_nonzero(given))
    m = rated.n.astype(np.float64)
    root = np.sqrt(scale)

    def columns(rows: slice) -> Floats:
        c, size = centred[rows] / root, m[rows]
        found = [np.ones(len(c)), size, size * c, size * c**2, size**2, rated.squares[rows] / scale]
        if form == "agreement" or form == "consistency":
            which = kept[rows]
            block = _numbers(source, slice(which[0], which[-1] + 1))[which - which[0]][:, given]
            found.append((block - rated.mean[rows, None]) / root)
        return np.column_stack(found)

    def formula(sums: Floats) -> Floats:
        n, total, mc, mcc, mm, within = sums[:, :6].T
        between = ratio(mcc - mc**2 / total, n - 1)
        if form == "one-way":
            noise = ratio(within, total - n)
            per_unit = ratio(total - mm / total, n - 1)
            extra = np.zeros(len(sums))
        else:
            of_reviewers = np.einsum("br,br->b", sums[:, 6:], sums[:, 6:]) / n
            noise = ratio(within - of_reviewers, (n - 1) * (k - 1))
            per_unit = np.full(len(sums), float(k))
            extra = (of_reviewers / (k - 1) - noise) / n if form == "agreement" else np.zeros(len(sums))
        divisor = between + extra if average else between + (per_unit - 1) * noise + per_unit * extra
        # Mean squares are of the order of 1/N after scaling; compare as if they were of the order of 1.
        return ratio((between - noise) * total, divisor * total)

    return SumsOfUnits(len(kept), 6 if form == "one-way" else 6 + k, columns, formula)
