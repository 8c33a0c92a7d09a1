"""Exchange within units against plain enumeration, and what must not change it."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from benchmarks.false_alarms_noise import ask, design
from evalkit.statistics.crossed.least_squares import within_units
from evalkit.statistics.crossed.sums import factor
from evalkit.statistics.reviewers.exchange import askable, familywise, refitted, sums, unmoved
from evalkit.statistics.reviewers.location import own_advantage, severity
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


def test_a_width_of_ones_own_is_what_numbers_are_compared_in() -> None:
    unit, reviewer = (index.ravel() for index in np.indices((3, 3)))
    marks = np.random.default_rng(4).standard_normal((3, 3))
    marks -= marks.mean(axis=1, keepdims=True)
    units, add, width = factor("u", unit), sums(factor("r", reviewer)), np.array([1.0, 2.0, 4.0])
    everybody = np.ones(3, dtype=bool)
    found = familywise(units, marks.reshape(-1, 1), lambda v: add(v[:, :, 0]), everybody, two_sided=True, width=width)
    every = np.array([sum(choice) for choice in product(*[np.array(list(permutations(row))) for row in marks])])
    most = (np.abs(every) / width).max(axis=1)
    expected = [float(np.mean(most >= value - 1e-9)) for value in np.abs(marks.sum(axis=0)) / width]
    assert found == pytest.approx(expected, abs=0.064)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_left_around_hubers_severities(seed: int) -> None:
    """The other way to Huber's estimate: least squares, each sheet weighted by 1.5 s / |e| where that is below 1."""
    unit, reviewer, marks = _panel(seed)
    marks[7] += 40
    design_of = np.hstack([unit[:, None] == np.arange(20), reviewer[:, None] == np.arange(5)]).astype(float)
    weights = np.ones(100)
    for _ in range(500):
        root = np.sqrt(weights)
        rest = marks - design_of @ np.linalg.lstsq(root[:, None] * design_of, root * marks, rcond=None)[0]
        weights = np.minimum(1, 1.5 * np.median(np.abs(rest)) / 0.6745 / np.abs(rest))
    units, reviewers = factor("u", unit), factor("r", reviewer)
    residuals = within_units(units, reviewers, marks[:, None]).residuals
    found = unmoved(units, reviewers, residuals)
    assert found[:, 0] == pytest.approx(rest, abs=0.01)
    assert within_units(units, reviewers, found).residuals == pytest.approx(residuals)
    assert found[7, 0] > residuals[7, 0] + 5, "least squares lets its unit and its reviewer have a part of the slip"


def test_nothing_is_moved_where_most_residuals_are_none() -> None:
    unit, reviewer = (index.ravel() for index in np.indices((10, 4)))
    residuals = np.zeros((40, 1))
    residuals[:2, 0] = [1.0, -1.0]
    np.testing.assert_array_equal(unmoved(factor("u", unit), factor("r", reviewer), residuals), residuals)


@pytest.mark.parametrize("seed", [9, 10, 11])
def test_erratic_by_every_deal(seed: int) -> None:
    """Five units by three reviewers: 6⁵ = 7776 deals, each fitted anew from the whole design."""
    unit, reviewer = (index.ravel() for index in np.indices((5, 3)))
    marks = np.random.default_rng(seed).normal(0, [1, 1, 8], (5, 3)).ravel()
    full = np.hstack([unit[:, None] == np.arange(5), reviewer[:, None] == np.arange(3)]).astype(float)
    maker = np.eye(15) - full @ np.linalg.pinv(full)
    units, reviewers = factor("u", unit), factor("r", reviewer)
    left = unmoved(units, reviewers, (maker @ marks)[:, None]).reshape(5, 3)
    rows = [list(permutations(row)) for row in left]
    square = (np.array([np.ravel(choice) for choice in product(*rows)]) @ maker).reshape(-1, 5, 3) ** 2
    strayed = square / (square.mean(axis=2, keepdims=True) + 3 * square.mean(axis=(1, 2), keepdims=True))
    beyond = strayed.sum(axis=1) - strayed.sum(axis=1).mean(axis=0)
    expected = [float(np.mean(beyond.max(axis=1) >= own - 1e-9)) for own in beyond[0]]
    found = [f.p_exchange for f in erratic(unit, reviewer, marks).findings]
    # Of 999 draws, where p is 0.03, the error is 0.005.
    assert found == pytest.approx(expected, abs=0.02) and min(expected) < 0.03


@pytest.mark.parametrize(("own_units", "least"), [(1, 1 / 5), (2, 1 / 25), (3, 1 / 125)])
def test_an_advantage_beyond_doubt_is_left_where_it_is_by_that_many_deals(own_units: int, least: float) -> None:
    """Among five sheets a unit each own one stays in one deal of five; all that could be as striking is leaving all."""
    rng = np.random.default_rng(3)
    unit, reviewer = design("99 × 31, 5 a unit", rng)
    own = np.zeros(len(unit), dtype=bool)
    own[np.flatnonzero(reviewer == 0)[:own_units]] = True
    own[np.flatnonzero(reviewer == 1)[-3:]] = True
    found = own_advantage(unit, reviewer, rng.normal(0, 2, len(unit)) + 60 * (own & (reviewer == 0)), own)
    error = 4 * np.sqrt(least * (1 - least) / 999)
    assert found.finding(0).p_exchange == pytest.approx(least, abs=error)


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
