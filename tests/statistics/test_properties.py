"""What must hold for any ratings: the order of units and reviewers and the unit of the scale change nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import average_deviation
from evalkit.statistics.agreement.bland_altman import bland_altman
from evalkit.statistics.agreement.brennan_prediger import brennan_prediger
from evalkit.statistics.agreement.codes import encode
from evalkit.statistics.agreement.conger import conger_kappa
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.agreement.kappa import cohen_kappa
from evalkit.statistics.agreement.kendall import kendall_w
from evalkit.statistics.agreement.percent_agreement import percent_agreement
from evalkit.statistics.agreement.ratings import Ratings
from evalkit.statistics.agreement.results import Coefficient
from tests.statistics.tables import Floats, tables

MEASURES: dict[str, Callable[[Floats], Coefficient]] = {
    "alpha-nominal": lambda t: krippendorff_alpha(t, metric="nominal"),
    "alpha-ordinal": lambda t: krippendorff_alpha(t, metric="ordinal"),
    "alpha-interval": lambda t: krippendorff_alpha(t, metric="interval"),
    "alpha-ratio": lambda t: krippendorff_alpha(t, metric="ratio"),
    "gwet": lambda t: gwet_ac(t, weights="linear"),
    "fleiss": lambda t: fleiss_kappa(t, weights="quadratic"),
    "conger": lambda t: conger_kappa(t, weights="ordinal"),
    "brennan-prediger": brennan_prediger,
    "percent": percent_agreement,
    "kendall": kendall_w,
    "average-deviation": average_deviation,
    "icc-one-way": lambda t: icc(t).one_way,
    "icc-agreement": lambda t: icc(t).agreement,
    "icc-consistency": lambda t: icc(t).consistency,
}


def same(a: float | None, b: float | None) -> None:
    assert (a is None) == (b is None)
    if a is not None:
        assert a == pytest.approx(b, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", MEASURES)
@given(drawn=tables(), seed=st.integers(0, 1000))
@settings(max_examples=40)
def test_order_of_units_and_reviewers_is_nothing(name: str, drawn: tuple[Floats, list[float]], seed: int) -> None:
    """Nor is a unit or a reviewer without a single rating."""
    table, _ = drawn
    rng = np.random.default_rng(seed)
    other = table[rng.permutation(len(table))][:, rng.permutation(table.shape[1])]
    other = np.pad(other, ((1, 0), (0, 1)), constant_values=np.nan)
    before, after = MEASURES[name](table), MEASURES[name](other)
    same(before.estimate, after.estimate)
    same(before.standard_error, after.standard_error)
    assert before.undefined_because == after.undefined_because
    sizes = ("n_units", "n_units_compared", "n_reviewers", "n_ratings")
    assert [getattr(before, n) for n in sizes] == [getattr(after, n) for n in sizes]


@pytest.mark.parametrize("name", ["alpha-nominal", "alpha-ordinal", "alpha-interval", "kendall", "icc-agreement"])
@given(drawn=tables(), factor=st.sampled_from([0.25, 3.0, 1000.0]), shift=st.sampled_from([0.0, 7.0, 1e6]))
@settings(max_examples=40)
def test_unit_and_origin_of_the_scale_are_nothing(
    name: str, drawn: tuple[Floats, list[float]], factor: float, shift: float
) -> None:
    """A million points higher costs no digits, for nothing is squared before it is centred."""
    table, _ = drawn
    same(MEASURES[name](table).estimate, MEASURES[name](table * factor + shift).estimate)


@given(drawn=tables())
def test_kendall_and_ordinal_alpha_see_only_the_order(drawn: tuple[Floats, list[float]]) -> None:
    table, _ = drawn
    same(kendall_w(table).estimate, kendall_w(table**3).estimate)
    other = krippendorff_alpha(table**3, metric="ordinal")
    same(krippendorff_alpha(table, metric="ordinal").estimate, other.estimate)


@given(drawn=tables(least_units=2))
def test_a_constant_added_by_one_reviewer(drawn: tuple[Floats, list[float]]) -> None:
    """Consistency and W do not see a severe reviewer; agreement falls, or stays where there was none."""
    table = np.nan_to_num(drawn[0])
    severe = table.copy()
    severe[:, 0] -= 50
    same(icc(table).consistency.estimate, icc(severe).consistency.estimate)
    same(kendall_w(table).estimate, kendall_w(severe).estimate)


@given(drawn=tables(reviewers=(2, 2)), weights=st.sampled_from(["identity", "linear", "quadratic"]))
def test_conger_of_two_is_cohen(drawn: tuple[Floats, list[float]], weights: str) -> None:
    table = np.nan_to_num(drawn[0], nan=drawn[1][0])
    same(conger_kappa(table, weights=weights).estimate, cohen_kappa(table, weights=weights).estimate)


@given(drawn=tables())
def test_weights_of_identity_and_quadratic_alpha(drawn: tuple[Floats, list[float]]) -> None:
    """Nominal and interval alpha are alpha with the weights of the same kind."""
    coded = encode(drawn[0])
    scale = coded.values
    if len(scale) > 1:
        quadratic = ((scale[:, None] - scale) / (scale[-1] - scale[0])) ** 2
        a, b = krippendorff_alpha(coded), krippendorff_alpha(coded, metric=quadratic)
        same(a.estimate, b.estimate)
        same(a.standard_error, b.standard_error)


@given(drawn=tables(least_units=2), cut=st.integers(0, 8))
def test_chunks_add_up(drawn: tuple[Floats, list[float]], cut: int) -> None:
    """Rows one below the other, and reviewers one after the other, make the statistics of the whole table."""
    table, scale = drawn
    whole = Ratings.from_table(table, values=scale)
    parts = [Ratings.from_table(part, values=scale) for part in (table[:cut], table[cut:]) if len(part)]
    left, right = table.copy(), table.copy()
    left[:, 1:], right[:, 0] = np.nan, np.nan
    added = Ratings.from_table(left, values=scale) + Ratings.from_table(right, values=scale)
    unit, reviewer = np.indices(table.shape).reshape(2, -1)
    long = Ratings.from_long(
        unit, reviewer, table.reshape(-1), n_units=len(table), n_reviewers=table.shape[1], values=scale
    )
    for other in (Ratings.stack(parts), added, long):
        assert np.array_equal(other.n, whole.n)
        assert np.array_equal(other.counts, whole.counts)
        assert np.array_equal(other.by_reviewer, whole.by_reviewer)
        assert other.mean == pytest.approx(whole.mean)
        assert other.squares == pytest.approx(whole.squares, abs=1e-9)
        for metric in ("nominal", "ordinal", "interval"):
            same(krippendorff_alpha(other, metric=metric).estimate, krippendorff_alpha(table, metric=metric).estimate)


@given(marks=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=20))
def test_bland_altman_turned_round(marks: list[tuple[int, int]]) -> None:
    first, second = np.array(marks, dtype=float).T
    there, back = bland_altman(first, second), bland_altman(second, first)
    same(there.estimate, -back.estimate)
    same(there.lower, -back.upper)
    ours, theirs = there.limit_intervals(), back.limit_intervals()
    assert ours.lower == pytest.approx((-theirs.upper.high, -theirs.upper.low))
