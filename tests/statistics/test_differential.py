"""Two routes to each number: the package, and loops over pairs with exact fractions (plain.py)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import average_deviation
from evalkit.statistics.agreement.brennan_prediger import brennan_prediger
from evalkit.statistics.agreement.codes import encode
from evalkit.statistics.agreement.conger import conger_kappa
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.agreement.kappa import cohen_kappa
from evalkit.statistics.agreement.kappa_pairs import pairwise_kappa
from evalkit.statistics.agreement.kendall import kendall_w
from evalkit.statistics.agreement.percent_agreement import percent_agreement
from tests.statistics import plain
from tests.statistics.tables import Floats, as_lists, tables

WEIGHTS = ("identity", "linear", "quadratic", "ordinal")
CHANCE = {
    "percent": percent_agreement,
    "gwet": gwet_ac,
    "fleiss": fleiss_kappa,
    "bp": brennan_prediger,
    "conger": conger_kappa,
}


def same(found: float | None, exact: Fraction | None) -> None:
    """Twelve digits, for the sums are short; undefined in both or in neither."""
    assert (found is None) == (exact is None), (found, exact)
    if found is not None and exact is not None:
        assert found == pytest.approx(float(exact), rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
@given(drawn=tables())
@settings(max_examples=120)
def test_alpha(metric: str, drawn: tuple[Floats, list[float]]) -> None:
    table, _ = drawn
    same(krippendorff_alpha(table, metric=metric).estimate, plain.alpha(as_lists(table), metric))


@pytest.mark.parametrize("which", CHANCE)
@given(drawn=tables(), weights=st.sampled_from(WEIGHTS))
@settings(max_examples=120)
def test_chance_corrected(which: str, drawn: tuple[Floats, list[float]], weights: str) -> None:
    table, scale = drawn
    found = CHANCE[which](table, weights=weights, values=scale)
    same(found.estimate, plain.chance_corrected(as_lists(table), scale, which, weights))


@given(drawn=tables())
@settings(max_examples=200)
def test_icc(drawn: tuple[Floats, list[float]]) -> None:
    table, _ = drawn
    found = icc(table)
    for name, exact in plain.icc(as_lists(table)).items():
        same(getattr(found, name).estimate, exact)


@given(drawn=tables())
@settings(max_examples=200)
def test_kendall(drawn: tuple[Floats, list[float]]) -> None:
    table, _ = drawn
    same(kendall_w(table).estimate, plain.kendall(as_lists(table)))


@pytest.mark.parametrize("middle", ["mean", "median"])
@given(drawn=tables())
def test_average_deviation(middle: str, drawn: tuple[Floats, list[float]]) -> None:
    table, _ = drawn
    same(average_deviation(table, middle=middle).estimate, plain.average_deviation(as_lists(table), middle))


@pytest.mark.parametrize("weights", WEIGHTS)
@given(drawn=tables())
def test_kappa_of_pairs(weights: str, drawn: tuple[Floats, list[float]]) -> None:
    """All pairs by products of matrices, each pair by itself, and from the definition."""
    table, scale = drawn
    found = pairwise_kappa(table, weights=weights, values=scale)
    for a in range(table.shape[1]):
        for b in range(a):
            exact = plain.cohen(as_lists(table), a, b, scale, weights)
            same(found.between(a, b), exact)
            same(cohen_kappa(table[:, [a, b]], weights=weights, values=scale).estimate, exact)


@pytest.mark.parametrize("kind", ["alpha", *CHANCE, "icc", "one-way", "kendall", "average", "kappa"])
@given(drawn=tables(least_units=3), seed=st.integers(0, 1000))
@settings(max_examples=40)
def test_resampling_is_computing_anew(kind: str, drawn: tuple[Floats, list[float]], seed: int) -> None:
    """The value under weights is that of a table in which units stand so many times; the same for leaving one out."""
    table, scale = drawn
    table = table[np.count_nonzero(~np.isnan(table), axis=1) >= 2]
    if kind in ("icc", "kendall", "kappa", "conger"):
        # Without some unit there might be no gap, or a reviewer less: another table, and not the same question.
        table = np.nan_to_num(table, nan=scale[0])
    coded = encode(table, scale)
    measures = {
        "alpha": [lambda t, m=m: krippendorff_alpha(t, metric=m) for m in ("nominal", "ordinal", "interval", "ratio")],
        "icc": [lambda t, f=f: getattr(icc(t), f) for f in ("one_way", "agreement", "consistency_average")],
        "one-way": [lambda t, f=f: getattr(icc(t), f) for f in ("one_way", "one_way_average")],
        "kendall": [kendall_w],
        "average": [average_deviation],
        "kappa": [lambda t: cohen_kappa(type(t)(t.codes[:, :2], t.values), weights="linear")],
    }
    which = measures.get(kind) or [lambda t: CHANCE[kind](t, weights="linear")]
    if len(table) < 3:
        return
    drawn_units = np.random.default_rng(seed).integers(len(table), size=len(table))
    subsets = [drawn_units, *(np.delete(np.arange(len(table)), u) for u in range(len(table)))]
    for measure in which:
        whole = measure(coded)
        if whole.estimate is None:
            continue
        weights = np.bincount(drawn_units, minlength=len(table)).astype(float)
        found = [float(whole.by_unit.weighted(weights[None])[0]), *whole.by_unit.leave_one_out()]
        for value, subset in zip(found, subsets, strict=True):
            again = measure(type(coded)(coded.codes[subset], coded.values)).estimate
            if again is not None:
                assert value == pytest.approx(again, rel=1e-9, abs=1e-9)
