"""Sufficient statistics: what is counted, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.codes import encode
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.ratings import Ratings

_ = np.nan


def test_statistics_of_a_table() -> None:
    found = Ratings.from_table([[1, 3, _], [_, _, _], [5, 5, 2]])
    assert found.n.tolist() == [2, 0, 3]
    assert found.mean.tolist() == [2, 0, 4]
    assert found.squares.tolist() == [2, 0, 6]  # 1 + 1; 1 + 1 + 4
    assert found.values.tolist() == [1, 2, 3, 5]
    assert found.counts.tolist() == [[1, 0, 1, 0], [0, 0, 0, 0], [0, 1, 0, 2]]
    assert found.by_reviewer.tolist() == [2, 2, 1]
    assert (found.n_units, found.n_units_compared, found.n_reviewers, found.n_ratings) == (2, 2, 3, 5)


def test_repeated_marks_in_one_cell_are_counted() -> None:
    """Reviewer 0 marks unit 0 twice: three ratings, and pairs 1–1, 1–2, 1–2 of which one agrees."""
    found = Ratings.from_long([0, 0, 0, 1, 1], [0, 0, 1, 0, 1], [1, 1, 2, 2, 2])
    assert found.counts.tolist() == [[2, 1], [0, 2]]
    assert found.n.tolist() == [3, 2]
    assert gwet_ac(found).observed == pytest.approx((1 / 3 + 1) / 2)
    # The same as if a third reviewer had given the second mark, but for the number of reviewers.
    table = krippendorff_alpha([[1, 1, 2], [2, 2, _]], metric="nominal")
    long = krippendorff_alpha(found, metric="nominal")
    assert long.estimate == table.estimate
    assert (long.n_reviewers, table.n_reviewers) == (2, 3)


@pytest.mark.parametrize("scale", [[1, 2, 3], [0.1, 0.2, 0.4], [1, 5000, 90000]])
def test_codes_of_any_scale(scale: list[float]) -> None:
    """Whole numbers in a short range are coded by counting, anything else by sorting; the outcome is the same."""
    table = np.array([[scale[0], scale[2], _], [scale[1], _, scale[0]]])
    coded = encode(table)
    assert coded.values.tolist() == scale
    assert coded.codes.tolist() == [[0, 2, 3], [1, 3, 0]]
    assert coded.codes.dtype == np.uint8
    assert np.array_equal(coded.numbers(slice(None)), table, equal_nan=True)
    wider = encode(table, [-7, *scale, 1e6])
    assert wider.codes.tolist() == [[1, 3, 5], [2, 5, 1]]
    assert np.array_equal(wider.numbers(slice(None)), table, equal_nan=True)


def test_integers_are_all_rated() -> None:
    assert encode(np.array([[3, -1], [4, 4]])).codes.tolist() == [[1, 0], [2, 2]]


def test_more_than_one_block() -> None:
    """100,003 units: blocks end in the middle of the table, and the last is short."""
    rng = np.random.default_rng(7)
    table = rng.integers(0, 5, (100_003, 3)).astype(float)
    table[rng.random(table.shape) < 0.2] = np.nan
    found = Ratings.from_table(table)
    rated = ~np.isnan(table)
    assert np.array_equal(found.n, rated.sum(axis=1))
    for code in range(5):
        assert np.array_equal(found.counts[:, code], (table == code).sum(axis=1))
    filled = np.where(rated, table, 0)
    mean = filled.sum(axis=1) / np.maximum(found.n, 1)
    assert found.mean == pytest.approx(mean)
    assert found.squares == pytest.approx(np.where(rated, (table - mean[:, None]) ** 2, 0).sum(axis=1), abs=1e-12)


def test_refusals() -> None:
    with pytest.raises(ValueError, match=r"`table` must have two dimensions \(units, reviewers\), got 1"):
        Ratings.from_table([1, 2, 3])
    for categories in (True, False):
        with pytest.raises(ValueError, match="`table` must hold finite numbers or NaN"):
            Ratings.from_table([[1, np.inf]], categories=categories)
        with pytest.raises(ValueError, match="`table` must hold finite numbers or NaN"):
            Ratings.from_table([[np.inf, np.inf]], categories=categories)
    with pytest.raises(ValueError, match="`values` must hold every rating; 7 is not among them"):
        Ratings.from_table([[1, 7]], values=[1, 2, 3])
    with pytest.raises(ValueError, match="`values` must be different finite numbers in ascending order"):
        Ratings.from_table([[1, 2]], values=[2, 1])
    with pytest.raises(ValueError, match="`unit` must be integer codes, got float64"):
        Ratings.from_long([0.0], [0], [1])
    with pytest.raises(ValueError, match=r"`reviewer` must have the shape of `rating`, \(1,\), got \(2,\)"):
        Ratings.from_long([0], [0, 1], [1])
    with pytest.raises(ValueError, match="`reviewer` must be codes from 0, got -1"):
        Ratings.from_long([0], [-1], [1])
    with pytest.raises(ValueError, match=r"`n_units` must be at least 3, the largest code \+ 1, got 2"):
        Ratings.from_long([2], [0], [1], n_units=2)
    with pytest.raises(ValueError, match="`rating` must hold finite numbers"):
        Ratings.from_long([0], [0], [np.inf])
    one, other = Ratings.from_table([[1, 2]]), Ratings.from_table([[1, 3]])
    with pytest.raises(ValueError, match="`values` must be the same in all chunks"):
        one + other
    with pytest.raises(ValueError, match="`parts` must hold at least one chunk"):
        Ratings.stack([])
    without = Ratings.from_table([[1, 2], [2, 3]], categories=False)
    assert krippendorff_alpha(without).estimate is not None
    with pytest.raises(ValueError, match="`ratings` must count categories"):
        krippendorff_alpha(without, metric="nominal")
    with pytest.raises(ValueError, match="`values` must be the scale of `ratings`"):
        gwet_ac(one, values=[1, 2, 3])
    with pytest.raises(ValueError, match="`values` must be the scale on which `table` was coded"):
        encode(encode([[1, 2]]), [1, 2, 3])


def test_many_values_for_many_units_are_refused_before_memory_is() -> None:
    codes = np.zeros((60_000, 2), dtype=np.uint16)
    coded = type(encode([[1]]))(codes, np.arange(40_000.0))
    with pytest.raises(ValueError, match="40000 different values for 60000 units, too many to count by category"):
        Ratings.from_table(coded)
    assert krippendorff_alpha(coded).undefined_because == "no-variation"


def test_missing_rows_of_long_ratings_are_left_out() -> None:
    found = Ratings.from_long([0, 0, 1], [0, 1, 1], [2, 4, _], n_units=3, n_reviewers=4)
    assert found.n.tolist() == [2, 0, 0]
    assert found.by_reviewer.tolist() == [1, 1, 0, 0]
    assert found.squares.tolist() == [2, 0, 0]


def test_words_are_categories() -> None:
    """Words count as their places in `values`, gaps are None; without `values`, and off them, they are refused."""
    table = [["yes", "no", None], ["no", "no", "open"], ["yes", "yes", "yes"]]
    numbers = [[2, 0, _], [0, 0, 1], [2, 2, 2]]
    scale = ["no", "open", "yes"]
    for weights in ("identity", "quadratic"):
        words = gwet_ac(table, weights=weights, values=scale).estimate
        assert words == gwet_ac(numbers, weights=weights, values=[0, 1, 2]).estimate
    assert krippendorff_alpha(table, metric="nominal", values=scale).estimate is not None
    with pytest.raises(ValueError, match="where ratings are words, name them with `values=`"):
        gwet_ac(table)
    with pytest.raises(ValueError, match="'open' is not among them"):
        gwet_ac(table, values=["no", "yes"])
    with pytest.raises(ValueError, match="`values` must be different categories"):
        gwet_ac(table, values=["no", "yes", "no"])
