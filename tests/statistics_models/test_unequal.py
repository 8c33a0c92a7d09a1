"""Whether some units are harder to judge: the statistic by plain loops, its level with heavy tails, what it needs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import rankdata, ttest_1samp

from evalkit.statistics.crossed.unequal import unequal_scatter


def panel(seed: int, hard: float = 1.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """40 units by 5 reviewers, errors of t with 3 degrees of freedom; a fifth of the units `hard` times as hard."""
    rng = np.random.default_rng([19, seed])
    unit, reviewer = (index.ravel() for index in np.indices((40, 5)))
    return unit, reviewer, rng.standard_t(3, 200) * np.where(unit < 8, hard, 1.0) + unit + 2 * reviewer


def test_by_loops() -> None:
    """A complete panel: what is left is mark less means of unit and reviewer; every two pairs without a common mark."""
    unit, reviewer, marks = panel(1)
    table = marks.reshape(40, 5)
    left = table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + table.mean()
    pairs = list(combinations(range(5), 2))
    ranks = rankdata([[abs(row[a] - row[b]) for a, b in pairs] for row in left]).reshape(40, 10) / 400
    ranks -= ranks.mean()
    both = [(i, j) for i, j in combinations(range(10), 2) if not {*pairs[i]} & {*pairs[j]}]
    means = [np.mean([row[i] * row[j] for i, j in both]) for row in ranks]
    expected = ttest_1samp(means, 0, alternative="greater").pvalue
    assert unequal_scatter(unit, reviewer, marks).p == pytest.approx(expected, rel=1e-6)


def test_heavy_tails_alone_make_no_unit_hard() -> None:
    """Of 60 panels 3 are expected at 5 %, 8 or more in one of 100 runs; six times as hard is seen in most."""
    alike = sum(unequal_scatter(*panel(seed)).seen is True for seed in range(60))
    hard = sum(unequal_scatter(*panel(seed, 6.0)).seen is True for seed in range(60))
    assert alike <= 7
    assert hard >= 36


def test_too_few_marks_are_no_clearance() -> None:
    unit, reviewer, marks = panel(1)
    found = unequal_scatter(unit, reviewer, marks)
    assert (found.n_units, found.n_ratings, found.seen) == (40, 200, None)  # 200 − 3 × 40 = 80, of 150
    three = reviewer < 3
    found = unequal_scatter(unit[three], reviewer[three], marks[three])
    assert (found.undefined_because, found.seen) == ("too-few-marks-a-unit", None)
    assert unequal_scatter(unit, reviewer, unit + 2.0 * reviewer).undefined_because == "no-residual"
