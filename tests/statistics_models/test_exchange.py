"""Exchange within units against plain enumeration, and what must not change it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from benchmarks.false_alarms_noise import ask
from evalkit.statistics.crossed_sums import factor
from evalkit.statistics.diagnostic_scatter import erratic
from evalkit.statistics.exchange import compare, tails


@pytest.mark.parametrize("seed", range(5))
def test_tails_are_those_of_every_choice(seed: int) -> None:
    """Small whole numbers, so that no sum falls between two steps: 3 · 4 · 2 · 5 = 120 choices, each as likely."""
    rng = np.random.default_rng(seed)
    lists = [rng.integers(0, 6, n).astype(float) for n in (3, 4, 2, 5)]
    sums = [sum(choice) for choice in product(*lists)]
    for observed in sorted(set(sums)):
        upper, lower = tails(observed, lists)
        assert upper == pytest.approx(sum(s >= observed for s in sums) / 120)
        assert lower == pytest.approx(sum(s <= observed for s in sums) / 120)


def test_who_cannot_be_asked() -> None:
    """One sheet among four others can have p = 1/5 at best; three reviewers with 5 sheets each (5^-5 = 0.00032) can."""
    unit = np.repeat(np.arange(7), 5)
    reviewer = np.where(np.arange(35) % 5 < 3, np.arange(35) % 5, 100 + np.arange(35))
    p, least = compare(factor("u", unit), factor("r", reviewer), np.arange(35.0))
    assert [x is not None for x in p] == [True] * 3 + [False] * 14
    assert least[:3] == pytest.approx([5.0**-7] * 3) and least[3:] == pytest.approx([0.2] * 14)


def test_names_and_severity_change_nothing() -> None:
    rng = np.random.default_rng(2)
    unit, reviewer = (index.ravel() for index in np.indices((15, 5)))
    marks = rng.standard_t(3, 75) + rng.normal(0, 5, 15)[unit]
    plain = {f.reviewer: f.p for f in erratic(unit, reviewer, marks).findings}
    renamed = {4 - f.reviewer: f.p for f in erratic(unit, 4 - reviewer, marks).findings}
    shifted = {f.reviewer: f.p for f in erratic(unit, reviewer, marks + 7.0 * (reviewer == 2)).findings}
    assert renamed == pytest.approx(plain) and shifted == pytest.approx(plain, rel=1e-6)


def test_nobody_is_called_erratic_for_heavy_tails() -> None:
    """60 panels of 20 units by 5, t with 3 degrees of freedom: at a rate of 7 % more than 10 have P = 0.0026."""
    flagged = sum(bool(erratic(*_panel(seed)).flagged()) for seed in range(60))
    assert flagged <= 10


def _panel(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng([9, seed])
    unit, reviewer = (index.ravel() for index in np.indices((20, 5)))
    return unit, reviewer, rng.normal(0, 9, 20)[unit] + rng.standard_t(3, 100)


def test_the_script_asks_seven_questions() -> None:
    assert len(ask("20 × 5", "t3", 1)) == 7
