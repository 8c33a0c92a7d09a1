"""Exchange within units against plain enumeration, and what must not change it."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from benchmarks.false_alarms_noise import ask
from evalkit.statistics.crossed.least_squares import within_units
from evalkit.statistics.crossed.sums import factor
from evalkit.statistics.reviewers.exchange import askable, familywise, refitted, sums
from evalkit.statistics.reviewers.location import severity
from evalkit.statistics.reviewers.scatter import erratic


def test_p_values_are_those_of_every_deal() -> None:
    """Three units by three reviewers: 6³ = 216 deals, each as likely; 999 draws are off by at most 4 · 0.016."""
    unit, reviewer = (index.ravel() for index in np.indices((3, 3)))
    marks = np.random.default_rng(4).standard_normal(9)
    units, reviewers = factor("u", unit), factor("r", reviewer)
    add = sums(reviewers)
    found = familywise(units, marks[:, None], lambda v: add(v[:, :, 0]), np.ones(3, dtype=bool), two_sided=True)
    rows = [np.array(list(permutations(row - row.mean()))) for row in marks.reshape(3, 3)]
    every = np.array([sum(choice) for choice in product(*rows)])
    # All three sums have one standard deviation over the deals: in a complete panel it plays no part.
    most = np.abs(every).max(axis=1)
    own = np.abs((marks.reshape(3, 3) - marks.reshape(3, 3).mean(axis=1, keepdims=True)).sum(axis=0))
    expected = [float(np.mean(most >= value - 1e-9)) for value in own]
    assert found == pytest.approx(expected, abs=0.064)


def test_refitting_is_the_fit_of_what_was_dealt() -> None:
    rng = np.random.default_rng(5)
    unit, reviewer = np.repeat(np.arange(12), 3), np.array([rng.permutation(5)[:3] for _ in range(12)]).ravel()
    units, reviewers = factor("u", unit), factor("r", reviewer)
    values = rng.standard_normal((36, 2, 4))
    values -= (sums(units)(values) / 3)[unit]
    fit = within_units(units, reviewers, values[:, 0])
    again = refitted(units, reviewers, fit)(values)
    for k in range(2):
        assert again[:, k] == pytest.approx(within_units(units, reviewers, values[:, k]).residuals)


def test_who_cannot_be_asked() -> None:
    """One sheet among four others can have p = 1/5 at best; three reviewers with 7 sheets each (5^-7) can be found."""
    unit = np.repeat(np.arange(7), 5)
    reviewer = np.where(np.arange(35) % 5 < 3, np.arange(35) % 5, 100 + np.arange(35))
    units, reviewers = factor("u", unit), factor("r", reviewer)
    assert askable(units, reviewers).tolist() == [True] * 3 + [False] * 14
    found = severity(unit, reviewer, np.random.default_rng(1).standard_normal(35)).findings
    assert [f.undefined_because for f in found] == [None] * 3 + ["too-few-sheets"] * 14


def test_an_adjusted_p_is_never_below_either_test() -> None:
    for finding in severity(*_panel(3)).findings:
        assert finding.p_holm >= max(finding.p, finding.p_exchange)


def test_names_and_severity_change_nothing() -> None:
    rng = np.random.default_rng(2)
    unit, reviewer = (index.ravel() for index in np.indices((15, 5)))
    marks = rng.standard_t(3, 75) + rng.normal(0, 5, 15)[unit]
    plain = {f.reviewer: f.p_exchange for f in erratic(unit, reviewer, marks).findings}
    renamed = {4 - f.reviewer: f.p_exchange for f in erratic(unit, 4 - reviewer, marks).findings}
    shifted = {f.reviewer: f.p_exchange for f in erratic(unit, reviewer, marks + 7.0 * (reviewer == 2)).findings}
    # Renamed, the sheets of a unit stand in another order and are dealt in another: the error of 999 draws.
    assert renamed == pytest.approx(plain, abs=0.064) and shifted == pytest.approx(plain, rel=1e-6)


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
