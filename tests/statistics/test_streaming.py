"""A table larger than memory: chunks of a long file, gathered one after the other, give every coefficient."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import average_deviation
from evalkit.statistics.agreement.brennan_prediger import brennan_prediger
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.percent_agreement import percent_agreement
from evalkit.statistics.agreement.ratings import Ratings

SCALE = [1, 2, 3, 4, 5]
MEASURES: dict[str, Callable] = {
    "alpha-nominal": lambda r: krippendorff_alpha(r, metric="nominal"),
    "alpha-ordinal": lambda r: krippendorff_alpha(r, metric="ordinal"),
    "alpha-interval": lambda r: krippendorff_alpha(r, metric="interval"),
    "alpha-ratio": lambda r: krippendorff_alpha(r, metric="ratio"),
    "gwet-ac2": lambda r: gwet_ac(r, weights="quadratic"),
    "fleiss": lambda r: fleiss_kappa(r, weights="linear"),
    "brennan-prediger": brennan_prediger,
    "percent": lambda r: percent_agreement(r, weights="linear"),
    "average-deviation": lambda r: average_deviation(r, middle="median"),
}


def table() -> np.ndarray:
    """200 units, 12 reviewers, tiers from 1 to 5 (the lowest never given), four in ten missing."""
    rng = np.random.default_rng(17)
    marks = np.clip(np.rint(rng.normal(3.6, 0.9, (200, 1)) + rng.normal(0, 0.5, (200, 12))), 2, 5)
    return np.where(rng.random(marks.shape) < 0.4, np.nan, marks)


def chunks(marks: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Rows of a long file in no order at all, 97 at a time."""
    order = np.random.default_rng(3).permutation(marks.size)
    for start in range(0, marks.size, 97):
        cells = order[start : start + 97]
        unit, reviewer = np.divmod(cells, marks.shape[1])
        yield unit, reviewer, marks.ravel()[cells]


@pytest.mark.parametrize("name", MEASURES)
def test_chunks_give_what_the_table_gives(name: str) -> None:
    marks = table()
    total: Ratings | None = None
    for unit, reviewer, rating in chunks(marks):
        part = Ratings.from_long(unit, reviewer, rating, values=SCALE, n_units=200, n_reviewers=12)
        total = part if total is None else total + part
    assert total is not None
    whole, streamed = (MEASURES[name](r) for r in (Ratings.from_table(marks, values=SCALE), total))
    assert streamed.estimate == pytest.approx(whole.estimate, rel=1e-12)
    assert streamed.standard_error == pytest.approx(whole.standard_error, rel=1e-9)
    sizes = ("n_units", "n_units_compared", "n_reviewers", "n_ratings")
    assert [getattr(streamed, s) for s in sizes] == [getattr(whole, s) for s in sizes]
    np.testing.assert_allclose(
        streamed.bootstrap(50, rng=1).distribution, whole.bootstrap(50, rng=1).distribution, rtol=1e-9
    )


def test_what_is_kept_does_not_grow_with_the_ratings() -> None:
    """Ten times as many marks of the same units take the same room: numbers by unit and by reviewer."""
    marks = table()
    parts = list(chunks(marks))
    once = Ratings.from_long(*(np.concatenate(c) for c in zip(*parts, strict=True)), values=SCALE)
    total = once
    for _ in range(9):
        total = total + once
    assert total.n_ratings == 10 * once.n_ratings
    assert [a.shape for a in (total.n, total.mean, total.squares, total.counts)] == [(200,), (200,), (200,), (200, 5)]
