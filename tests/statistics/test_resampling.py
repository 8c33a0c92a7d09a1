"""The bootstrap draws units; percentile and BCa intervals against scipy; arguments are checked."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import average_deviation
from evalkit.statistics.agreement.bland_altman import bland_altman
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.percent_agreement import percent_agreement
from evalkit.statistics.resampling import Bootstrap, slices


def marks(n: int, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.clip(np.rint(rng.normal(3, 1, (n, 1)) + rng.normal(0, 0.6, (n, 4))), 1, 5)


def test_same_seed_same_resamples() -> None:
    found = krippendorff_alpha(marks(30), metric="ordinal")
    a, b = found.bootstrap(50, rng=5), found.bootstrap(50, rng=np.random.default_rng(5))
    assert np.array_equal(a.distribution, b.distribution)
    assert not np.array_equal(a.distribution, found.bootstrap(50, rng=6).distribution)


@pytest.mark.parametrize("method", ["percentile", "BCa"])
def test_intervals_are_those_of_scipy(method: str) -> None:
    """Mean differences of 17 units: scipy.stats.bootstrap, given the same resamples, gives the same limits."""
    rng = np.random.default_rng(11)
    first, second = rng.exponential(5, 17), rng.normal(0, 1, 17)
    ours = bland_altman(first, second).bootstrap(2000, rng=1)
    theirs = stats.bootstrap(
        (first - second,),
        np.mean,
        n_resamples=0,
        bootstrap_result=SimpleNamespace(bootstrap_distribution=ours.distribution),
        confidence_level=0.9,
        method=method,
    )
    assert ours.confidence_interval(0.9, method) == pytest.approx(tuple(theirs.confidence_interval), rel=1e-9)
    assert ours.standard_error == pytest.approx(theirs.standard_error)


def test_the_standard_error_is_near_the_analytic_one() -> None:
    """300 units: both estimate the same quantity; a tenth of it is some three times the error of 1,000 resamples."""
    table = marks(300)
    for found in (
        krippendorff_alpha(table),
        krippendorff_alpha(table, metric="ordinal"),
        gwet_ac(table, weights="linear"),
        average_deviation(table),
    ):
        resampled = found.bootstrap(1000, rng=2)
        assert resampled.standard_error == pytest.approx(found.standard_error, rel=0.1)
        ours, theirs = found.confidence_interval(), resampled.confidence_interval(method="BCa")
        assert theirs.low == pytest.approx(ours.low, abs=0.3 * found.standard_error)
        assert theirs.high == pytest.approx(ours.high, abs=0.3 * found.standard_error)


def test_undefined_resamples_are_counted_and_left_out() -> None:
    """Two units that differ: half of all resamples hold one of them twice, and there is no variation."""
    found = krippendorff_alpha([[1, 1], [2, 2]]).bootstrap(1000, rng=4)
    assert 400 < found.n_undefined < 600
    assert set(found.distribution) == {1.0}
    assert found.confidence_interval() == (1.0, 1.0)
    assert found.confidence_interval(method="BCa") is None
    assert Bootstrap(1.0, np.empty(0), 5, found.by_unit).confidence_interval() is None
    assert Bootstrap(1.0, np.ones(1), 5, found.by_unit).standard_error is None


def test_arguments() -> None:
    found = krippendorff_alpha(marks(10))
    with pytest.raises(ValueError, match="`n_resamples` must be at least 1, got 0"):
        found.bootstrap(0)
    with pytest.raises(ValueError, match="`confidence_level` must be between 0 and 1, got 95"):
        found.confidence_interval(95)
    with pytest.raises(ValueError, match="`method` must be 'percentile' or 'BCa', got 'bca'"):
        found.bootstrap(10).confidence_interval(method="bca")


def test_slices_cover_everything_once() -> None:
    assert [(s.start, s.stop) for s in slices(5, 2)] == [(0, 2), (2, 4), (4, 5)]
    assert [(s.start, s.stop) for s in slices(2, 0)] == [(0, 1), (1, 2)]
    assert list(slices(0, 3)) == []


def test_bca_of_one_unit_is_none() -> None:
    """Nothing is left when the one unit is left out: no interval, and no warning."""
    found = percent_agreement([[1, 2, 2]]).bootstrap(20, rng=1)
    assert found is not None and found.confidence_interval(method="BCa") is None
