"""What single statistics say beside their estimate, and which arguments they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import average_deviation
from evalkit.statistics.agreement.bands import CONVENTIONS, FLEISS, KOO_LI, KRIPPENDORFF, LANDIS_KOCH
from evalkit.statistics.agreement.bland_altman import bland_altman
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.agreement.kappa import cohen_kappa
from evalkit.statistics.agreement.kendall import kendall_w
from evalkit.statistics.agreement.weights import WEIGHTS, agreement_weights
from evalkit.statistics.crossed.icc_components import icc_from_components, spearman_brown
from evalkit.wording import LANGUAGES, has

_ = np.nan
SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])


def test_components_of_a_complete_table_are_its_coefficients() -> None:
    """σ²_u = (MS_R − MS_E)/k, σ²_r = (MS_C − MS_E)/n."""
    found = icc(SHROUT_FLEISS)
    s = found.mean_squares
    components = icc_from_components(
        (s.units - s.residual) / 4, (s.reviewers - s.residual) / 6, s.residual, ratings_averaged=4
    )
    for name in ("agreement", "consistency", "agreement_average", "consistency_average"):
        assert getattr(components, name) == pytest.approx(getattr(found, name).estimate)
    assert s.f_units == pytest.approx(11.2417 / 6.2639, abs=1e-4)
    assert (s.n_units, s.per_unit, s.df_within) == (6, 4, 18)
    assert found.agreement_average.ratings_averaged == 4
    assert found.consistency_average.mean_squares is s


def test_unbalanced_one_way() -> None:
    """Three units with 2, 3 and 1 ratings: N = 6, k₀ = (6 − 14/6)/2 = 11/6, MS_W = (2 + 2)/3.

    Means 2, 5 and 7 about 13/3: 2·49/9 + 3·4/9 + 64/9 = 58/3, so MS_B = 29/3.
    """
    found = icc([[1, 3, _], [4, 5, 6], [_, 7, _]])
    msb, msw, k = 29 / 3, 4 / 3, 11 / 6
    assert found.mean_squares.units == pytest.approx(msb)
    assert found.mean_squares.within == pytest.approx(msw)
    assert found.one_way.estimate == pytest.approx((msb - msw) / (msb + (k - 1) * msw))
    assert found.one_way_average.estimate == pytest.approx((msb - msw) / msb)
    assert found.one_way_average.ratings_averaged == pytest.approx(k)
    low, high = found.one_way.confidence_interval()
    assert low < found.one_way.estimate < high


def test_spearman_brown() -> None:
    assert spearman_brown(0.5, 2) == pytest.approx(2 / 3)
    assert spearman_brown(-0.5, 3) == -np.inf


def test_kendall_leaves_out_units_with_gaps_and_says_so() -> None:
    found = kendall_w([[1, 1, 2], [2, _, 1], [2, 3, 3], [4, 4, _], [5, 4, 5]])
    assert (found.n_units, found.n_units_left_out, found.n_ratings) == (3, 2, 9)
    assert found.estimate == kendall_w([[1, 1, 2], [2, 3, 3], [5, 4, 5]]).estimate == pytest.approx(1.0)
    assert found.confidence_interval() is None
    assert found.df_chi2 == 2
    with_many_values = np.random.default_rng(1).random((500, 3))
    ranks = with_many_values.argsort(axis=0).argsort(axis=0) + 1.0
    assert kendall_w(with_many_values).estimate == pytest.approx(kendall_w(ranks).estimate)


def test_exact_interval_of_a_limit_is_a_tolerance_bound() -> None:
    """Ten differences, limit at the 95th percentile: factor 2.911 at 95 %.

    Hahn & Meeker (1991), Statistical Intervals, table A.12d; so do its neighbours 20 (2.396) and 5 (4.203).
    """
    for n, factor in ((5, 4.203), (10, 2.911), (20, 2.396)):
        difference = np.arange(n) - (n - 1) / 2
        found = bland_altman(difference, np.zeros(n), multiplier=1.6448536)
        lower, upper = found.limit_intervals(0.9)
        assert upper.high == pytest.approx(factor * found.sd, abs=6e-4 * found.sd)
        assert lower.low == pytest.approx(-upper.high)
        assert upper.low < found.upper < upper.high


def test_many_differences() -> None:
    """The noncentral t holds for 200,000 differences, where all three methods agree."""
    difference = np.random.default_rng(2).normal(0, 1, 200_000)
    found = bland_altman(difference, np.zeros(len(difference)))
    exact, approximate = found.limit_intervals(), found.limit_intervals(method="1999")
    assert exact.upper == pytest.approx(approximate.upper, abs=1e-4)
    assert exact.lower == pytest.approx(approximate.lower, abs=1e-4)


def test_average_deviation() -> None:
    """Ratings 1, 2, 2, 5: median 2, deviations 1 + 0 + 0 + 3; mean 2.5, deviations 1.5 + .5 + .5 + 2.5."""
    table = [[1, 2, 2, 5], [3, _, _, _]]
    median = average_deviation(table, middle="median", values=[1, 2, 3, 4, 5])
    assert (median.estimate, median.per_unit.tolist()) == (1.0, [1.0])
    assert median.practical_limit == pytest.approx(5 / 6)  # Burke & Dunlap (2002), c/6
    assert average_deviation(table).estimate == 1.25
    assert average_deviation(table).practical_limit is None
    assert average_deviation(table, values=[1, 2, 3, 5]).practical_limit is None
    assert (median.n_units, median.n_units_compared) == (2, 1)
    with pytest.raises(ValueError, match="`middle` must be 'mean' or 'median', got 'mode'"):
        average_deviation(table, middle="mode")


def test_fields_of_fleiss() -> None:
    found = fleiss_kappa([[1, 1, 2], [2, 2, 2], [1, 1, _]])
    assert found.unit_agreement == pytest.approx([1 / 3, 1, 1])
    assert found.z is None  # unequal numbers of ratings
    assert found.observed == pytest.approx(7 / 9)
    assert fleiss_kappa([[1, 1], [1, 1]]).by_category == (None,)
    assert fleiss_kappa([[1, 1], [1, 2], [3, 3]], weights="linear").z is None
    assert fleiss_kappa([[1, 1], [1, 1]]).unit_agreement.size == 0


def test_a_category_that_nobody_chose() -> None:
    """AC1 and Brennan–Prediger depend on the length of the scale, kappa and alpha do not."""
    table, scale = [[1, 1], [2, 2], [1, 2], [2, 2]], [1, 2, 3]
    assert gwet_ac(table, values=scale).estimate > gwet_ac(table).estimate
    assert fleiss_kappa(table, values=scale).estimate == fleiss_kappa(table).estimate
    assert krippendorff_alpha(table, metric="nominal", values=scale).estimate == pytest.approx(
        krippendorff_alpha(table, metric="nominal").estimate
    )


def test_weights() -> None:
    for name in WEIGHTS:
        matrix = agreement_weights(name, np.array([1.0, 2, 3, 5]))
        assert np.array_equal(matrix, matrix.T)
        assert (np.diag(matrix) == 1).all()
        assert matrix.min() >= 0
        assert agreement_weights(name, np.array([3.0])).tolist() == [[1.0]]
    with pytest.raises(ValueError, match=r"`weights` must be one of identity, linear, .* got 'squared'"):
        agreement_weights("squared", np.array([1.0, 2]))
    with pytest.raises(ValueError, match="`weights` 'ratio' needs a scale without negative values"):
        agreement_weights("ratio", np.array([-1.0, 2]))
    with pytest.raises(ValueError, match=r"`weights` must have shape \(2, 2\), .* got \(3, 3\)"):
        agreement_weights(np.eye(3), np.array([1.0, 2]))
    with pytest.raises(ValueError, match="`weights` must be symmetric, with 1 on the diagonal and nothing above 1"):
        agreement_weights([[1, 0], [0.5, 1]], np.array([1.0, 2]))


def test_bands() -> None:
    """An edge belongs where the author put it."""
    assert [LANDIS_KOCH.band(v) for v in (-0.01, 0.0, 0.2, 0.21, 1.0)] == [
        "poor",
        "slight",
        "slight",
        "fair",
        "almost-perfect",
    ]
    assert [FLEISS.band(v) for v in (0.39, 0.4, 0.75, 0.76)] == ["poor", "fair-to-good", "fair-to-good", "excellent"]
    assert [KOO_LI.band(v) for v in (0.5, 0.9, 0.91)] == ["moderate", "good", "excellent"]
    assert KRIPPENDORFF.band(0.667) == "tentative"
    assert LANDIS_KOCH.probabilities(0.5, 0.1)["poor"] == 1.0
    with pytest.raises(ValueError, match="`standard_error` must be above 0, got 0"):
        LANDIS_KOCH.probabilities(0.5, 0)
    for convention in CONVENTIONS:
        assert len(convention.bands) == len(convention.edges) + 1 == len(convention.edge_above) + 1
        assert all(has(language, f"band-{name}") for name in convention.bands for language in LANGUAGES)


def test_arguments_of_alpha_and_kappa() -> None:
    table = [[1, 2], [2, 2]]
    with pytest.raises(ValueError, match="`metric` must be 'nominal', 'ordinal', 'interval', 'ratio' or a matrix"):
        krippendorff_alpha(table, metric="circular")
    with pytest.raises(ValueError, match="`metric` 'ratio' needs ratings without negative values, got -1"):
        krippendorff_alpha([[-1, 2], [2, 2]], metric="ratio")
    with pytest.raises(ValueError, match=r"`metric` must have shape \(2, 2\)"):
        krippendorff_alpha(table, metric=np.zeros((3, 3)))
    with pytest.raises(ValueError, match="`metric` must be symmetric, with 0 on the diagonal"):
        krippendorff_alpha(table, metric=np.ones((2, 2)))
    with pytest.raises(ValueError, match="`table` must have two columns, one a reviewer, got 3"):
        cohen_kappa([[1, 2, 3]])
    with pytest.raises(ValueError, match=r"`second` must have the shape of `first`, \(2,\), got \(1,\)"):
        bland_altman([1, 2], [1])
    with pytest.raises(ValueError, match="`multiplier` must be above 0, got 0"):
        bland_altman([1, 2], [1, 2], multiplier=0)
    with pytest.raises(ValueError, match="`first` must be one column of finite numbers or NaN"):
        bland_altman([[1, 2]], [[1, 2]])
    with pytest.raises(ValueError, match="`method` must be 'exact', '1999' or '1986', got 'carkeet'"):
        bland_altman([1, 2], [1, 3]).limit_intervals(method="carkeet")
    with pytest.raises(ValueError, match="`ratings_averaged` must be above 0, got 0"):
        icc_from_components(1, 1, 1, 0)


def test_a_sentence() -> None:
    """D_o = 2/6; squares about 13/6 add up to 41/6, so D_e = 2·41/6/5 = 41/15 and α = 1 − 5/41."""
    assert krippendorff_alpha([[1, 1], [2, 2], [3, 4]]).describe("en") == (
        "Krippendorff's alpha (interval): 0.878 (3 units, 2 reviewers, 6 ratings)."
    )
    assert krippendorff_alpha([[1, 1], [1, 1]]).describe("zh") == (
        "Krippendorff α 系数（等距尺度）无法计算：全部评分相同；专家意见一致，但不能由此看出他们能否区分对象"
        "（对象 2 个，专家 2 名，评分 4 个）。"
    )


def test_alpha_says_where_its_interval_may_be_short() -> None:
    """Even marks of 99 units are enough; 20 units are not, nor are 99 of which one in some 50 says yes.

    Effective units by the definition, each unit left out in turn.
    """
    rng = np.random.default_rng(4)
    even = np.clip(np.rint(3 + rng.normal(0, 1, (99, 1)) + rng.normal(0, 0.7, (99, 4))), 1, 5)
    rare = (rng.normal(0, 1, (99, 1)) + rng.normal(0, 0.7, (99, 4)) > 2.2).astype(float)
    enough, few, seldom = (krippendorff_alpha(t) for t in (even, even[:20], rare))
    assert not enough.interval_may_be_short and few.interval_may_be_short and seldom.interval_may_be_short
    moved = np.array([krippendorff_alpha(np.delete(even, k, axis=0)).estimate for k in range(99)])
    moved -= moved.mean()
    assert enough.effective_units == pytest.approx(np.sum(moved**2) ** 2 / np.sum(moved**4))
    assert "(may be too short)" in repr(few) and "(may be too short)" not in repr(enough)
    assert krippendorff_alpha([[1.0, 1], [1, 1]]).effective_units is None
