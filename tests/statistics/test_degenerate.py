"""Ratings that leave nothing to compute: a reason instead of a number, never NaN and never a warning."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import average_deviation
from evalkit.statistics.agreement.bland_altman import bland_altman
from evalkit.statistics.agreement.brennan_prediger import brennan_prediger
from evalkit.statistics.agreement.conger import conger_kappa
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.agreement.kappa import cohen_kappa
from evalkit.statistics.agreement.kappa_pairs import pairwise_kappa
from evalkit.statistics.agreement.kendall import kendall_w
from evalkit.statistics.agreement.percent_agreement import percent_agreement
from evalkit.statistics.agreement.results import Coefficient
from evalkit.statistics.crossed.icc_components import icc_from_components
from evalkit.statistics.intervals import ConfidenceInterval
from evalkit.wording import LANGUAGES, has
from tests.statistics.tables import Floats

_ = np.nan
TABLES: dict[str, list[list[float]]] = {
    "no ratings": [[_, _], [_, _]],
    "one reviewer": [[1, _], [2, _], [2, _]],
    "no unit twice": [[1, _], [_, 2], [3, _]],
    "one unit": [[1, 2], [_, 1]],
    "all the same": [[3, 3], [3, 3], [3, 3]],
    "all the same, 0.1": [[0.1, 0.1, 0.1], [0.1, 0.1, 0.1]],
    "unanimous": [[1, 1], [2, 2], [5, 5]],
    "unanimous, 0.1": [[0.1, 0.1, 0.1], [0.3, 0.3, 0.3], [0.7, 0.7, 0.7]],
    "no variance between units": [[1, 2], [2, 1]],
}
MEASURES: dict[str, Callable[[Floats], Coefficient]] = {
    "alpha-nominal": lambda t: krippendorff_alpha(t, metric="nominal"),
    "alpha-ordinal": lambda t: krippendorff_alpha(t, metric="ordinal"),
    "alpha-interval": lambda t: krippendorff_alpha(t, metric="interval"),
    "alpha-ratio": lambda t: krippendorff_alpha(t, metric="ratio"),
    "gwet-ac1": gwet_ac,
    "gwet-ac2": lambda t: gwet_ac(t, weights="quadratic"),
    "fleiss-kappa": fleiss_kappa,
    "conger-kappa": conger_kappa,
    "brennan-prediger": brennan_prediger,
    "percent-agreement": percent_agreement,
    "cohen-kappa": lambda t: cohen_kappa(t[:, :2]),
    "kendall-w": kendall_w,
    "average-deviation-mean": average_deviation,
    "average-deviation-median": lambda t: average_deviation(t, middle="median"),
    "bland-altman": lambda t: bland_altman(t[:, 0], t[:, 1]),
    "icc-one-way": lambda t: icc(t).one_way,
    "icc-agreement": lambda t: icc(t).agreement,
    "icc-consistency": lambda t: icc(t).consistency,
    "icc-one-way-average": lambda t: icc(t).one_way_average,
    "icc-agreement-average": lambda t: icc(t).agreement_average,
    "icc-consistency-average": lambda t: icc(t).consistency_average,
}
NOT_COMPARED = {
    "no ratings": "no-ratings",
    "one reviewer": "one-reviewer",
    "no unit twice": "no-pairs",
    "one unit": "one-unit",
    "all the same": "no-variation",
    "all the same, 0.1": "no-variation",
}
#: Where a statistic answers otherwise than NOT_COMPARED, or than 1 for unanimous reviewers.
EXCEPTIONS: dict[tuple[str, str], str | float] = {
    # Agreement in itself needs no second unit and no variation.
    ("percent-agreement", "one unit"): 0.0,
    ("percent-agreement", "all the same"): 1.0,
    ("percent-agreement", "all the same, 0.1"): 1.0,
    ("average-deviation-mean", "one unit"): 0.5,
    ("average-deviation-mean", "all the same"): 0.0,
    ("average-deviation-mean", "all the same, 0.1"): 0.0,
    ("average-deviation-mean", "unanimous"): 0.0,
    ("average-deviation-mean", "unanimous, 0.1"): 0.0,
    ("average-deviation-median", "one unit"): 0.5,
    ("average-deviation-median", "all the same"): 0.0,
    ("average-deviation-median", "all the same, 0.1"): 0.0,
    ("average-deviation-median", "unanimous"): 0.0,
    ("average-deviation-median", "unanimous, 0.1"): 0.0,
    ("bland-altman", "all the same"): 0.0,
    ("bland-altman", "all the same, 0.1"): 0.0,
    ("bland-altman", "unanimous"): 0.0,
    ("bland-altman", "unanimous, 0.1"): 0.0,
    # Two given reviewers: whether the second rated anything at all is the same question as whether a unit has both.
    ("cohen-kappa", "one reviewer"): "no-pairs",
    ("bland-altman", "one reviewer"): "no-pairs",
    # Ranks need units that everyone rated.
    ("kendall-w", "no unit twice"): "no-complete-unit",
}
#: [[1, 2], [2, 1]]: never the same value; the second reviewer turns the order of the first round. Arithmetic beside it.
OPPOSED: dict[str, float | str] = {
    "alpha-nominal": -0.5,  # D_o = 1, D_e = 8/12
    "alpha-ordinal": -0.5,
    "alpha-interval": -0.5,
    "alpha-ratio": -0.5,
    "gwet-ac1": -1.0,  # p_a = 0, p_e = 2/(2·1)·(1/4 + 1/4) = 1/2
    "gwet-ac2": -1.0,
    "fleiss-kappa": -1.0,
    "conger-kappa": -1.0,
    "brennan-prediger": -1.0,
    "cohen-kappa": -1.0,
    "percent-agreement": 0.0,
    "kendall-w": 0.0,
    "average-deviation-mean": 0.5,
    "average-deviation-median": 0.5,
    "bland-altman": 0.0,
    "icc-one-way": -1.0,  # MS_B = 0, MS_W = 1/2, k = 2
    "icc-consistency": -1.0,
    "icc-agreement": "no-variance-between-units",  # MS_R = MS_C = 0: nothing to divide by
    "icc-one-way-average": "no-variance-between-units",
    "icc-agreement-average": "no-variance-between-units",
    "icc-consistency-average": "no-variance-between-units",
}


def expected(name: str, case: str) -> float | str:
    if case == "no variance between units":
        return OPPOSED[name]
    return EXCEPTIONS.get((name, case), NOT_COMPARED.get(case, 1.0))


@pytest.mark.parametrize("case", TABLES)
@pytest.mark.parametrize("name", MEASURES)
def test_degenerate_table(name: str, case: str) -> None:
    found = MEASURES[name](np.array(TABLES[case]))
    wanted = expected(name, case)
    assert found.name == name
    if isinstance(wanted, str):
        assert (found.estimate, found.undefined_because) == (None, wanted)
        assert found.standard_error is None
        assert found.confidence_interval() is None
        assert found.bootstrap(10, rng=1) is None
    else:
        assert found.estimate == pytest.approx(wanted, abs=1e-12)
        assert found.undefined_because is None
        interval = found.confidence_interval()
        assert interval is None or np.isfinite(interval).all()
        resampled = found.bootstrap(20, rng=1)
        assert len(resampled.distribution) + resampled.n_undefined == 20
        assert not np.isnan(resampled.distribution).any()
    for language in LANGUAGES:
        sentence = found.describe(language)
        assert not re.search(r"\bnan\b|None", sentence, re.IGNORECASE)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("shape", [(0, 2), (3, 2)])
def test_tables_without_rows_or_ratings(name: str, shape: tuple[int, int]) -> None:
    found = MEASURES[name](np.full(shape, np.nan))
    assert (found.estimate, found.undefined_because) == (None, "no-ratings")


def test_gaps_leave_the_one_way_forms() -> None:
    found = icc([[1, 2, _], [2, 3, 3], [5, 4, 6]])
    assert found.agreement.undefined_because == found.consistency_average.undefined_because == "gaps"
    assert found.one_way.estimate is not None
    assert found.mean_squares.reviewers is None
    assert found.mean_squares.per_unit == pytest.approx((8 - 22 / 8) / 2)  # (N − Σ m²/N)/(n − 1)


def test_perfect_agreement_has_an_interval_of_no_width() -> None:
    found = icc([[1, 1], [2, 2], [5, 5]])
    assert found.agreement.confidence_interval() == ConfidenceInterval(1.0, 1.0)
    assert found.consistency_average.confidence_interval() == ConfidenceInterval(1.0, 1.0)
    shifted = icc([[1, 2], [2, 3], [5, 6]])
    assert shifted.consistency.estimate == 1.0
    assert shifted.agreement.estimate < 1


def test_high_agreement_without_variation_is_told_apart() -> None:
    """99 of 100 units alike: reviewers agree on 98 %, alpha is below 0, and each says what it measures."""
    table = np.full((100, 2), 4.0)
    table[0, 0] = table[1, 1] = 5.0
    assert percent_agreement(table).estimate == pytest.approx(0.98)
    assert krippendorff_alpha(table, metric="nominal").estimate == pytest.approx(1 - 199 * 4 / (2 * 2 * 198))
    assert gwet_ac(table).estimate > 0.97
    assert average_deviation(table).estimate == pytest.approx(0.01)


def test_pairs_without_kappa() -> None:
    found = pairwise_kappa([[1, _, 3], [2, 1, 3], [_, 2, 3]])
    assert found.between(0, 1) is None
    assert found.undefined_because(0, 1) == "one-unit"
    assert found.undefined_because(0, 0) == "no-pairs"
    assert found.between(0, 2) == 0.0  # 3 is never given by the first: p_a = p_e = 0
    assert found.undefined_because(0, 2) is None
    assert pairwise_kappa([[3, 3], [3, 3]]).undefined_because(0, 1) == "no-variation"
    assert pairwise_kappa([[3, 3], [3, 3]]).light is None


def test_components_of_nothing() -> None:
    assert icc_from_components(0, 0, 0).undefined_because == "no-variation"
    only_reviewers = icc_from_components(0, 2, 0, ratings_averaged=3)
    assert (only_reviewers.agreement, only_reviewers.consistency) == (0.0, None)
    with pytest.raises(ValueError, match="`residual` must be a finite variance of at least 0, got -1"):
        icc_from_components(1, 1, -1)


@pytest.mark.parametrize("name", MEASURES)
def test_every_name_has_its_text(name: str) -> None:
    for language in LANGUAGES:
        assert has(language, f"statistic-{name}")
