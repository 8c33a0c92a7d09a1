"""What a panel would be worth, against closed forms and against other routes to the same number."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm, t

from evalkit.statistics.design import Panel, combined, expected, power, shrunken
from evalkit.statistics.reviewers.location import severity

ENDS = (-np.inf, np.inf)


def ring(n_units: int, n_reviewers: int, each: int) -> tuple[np.ndarray, np.ndarray]:
    """Return unit and reviewer of each sheet: unit u has reviewers u, u + 1, … round the table."""
    unit = np.repeat(np.arange(n_units), each)
    return unit, (unit + np.tile(np.arange(each), n_units)) % n_reviewers


@pytest.mark.parametrize(("each", "cut"), [(1, 0.0), (2, 1.0), (5, -4.0)])
def test_two_tiers_and_the_normal_law(each: int, cut: float) -> None:
    """Truth T ~ N(0, 6²), score T + N(0, (2² + 5²)/k): P(apart) = Φ(c/6) + Φ(c/s) − 2 Φ₂(c/6, c/s; 6/s)."""
    unit, reviewer = ring(60, 60, each)
    rng = np.random.default_rng(11)
    truths = 6 * rng.standard_normal((3000, 60))
    found = expected(Panel(unit, reviewer, 2.0, 5.0, np.array([cut]), ENDS), truths, 1.0, rng)
    spread = np.sqrt(36 + 29 / each)
    both = multivariate_normal.cdf([cut / 6, cut / spread], cov=[[1, 6 / spread], [6 / spread, 1]])
    exact = norm.cdf(cut / 6) + norm.cdf(cut / spread) - 2 * both
    assert abs(found.misplaced / 60 - exact) < 4 * found.misplaced_error / 60
    assert found.misplaced_error / 60 < 0.002


def test_near_a_cut_off_fewer_are_right_and_without_severities_fewer_are_wrong() -> None:
    unit, reviewer = ring(40, 8, 3)
    rng = np.random.default_rng(2)
    truths = 6 * rng.standard_normal((2000, 40))
    found = expected(Panel(unit, reviewer, 4.0, 3.0, np.array([0.0]), ENDS), truths, 0.5, rng)
    # Next to the cut-off a tier is hardly surer than a coin.
    assert found.near_right is not None and 0.5 < found.near_right < 0.6 < 1 - found.misplaced / 40
    assert found.adjusted < found.misplaced - 4 * (found.misplaced_error + found.adjusted_error)


def test_rules_combine_as_they_say() -> None:
    """Marks 1, 2, 6 of a unit: mean 3, median 2, trimmed mean 2; 4 and 8 of another: 6 by each."""
    unit, totals = np.array([0, 1, 0, 1, 0]), np.array([[6.0, 4.0, 1.0, 8.0, 2.0]])
    for rule, scores in (("mean", [3, 6]), ("median", [2, 6]), ("trimmed-mean", [2, 6])):
        panel = Panel(unit, np.array([0, 0, 1, 1, 2]), 1.0, 1.0, np.zeros(0), ENDS, rule)
        assert combined(panel, totals, 2).tolist() == [scores]


def test_predicted_severities_are_those_of_generalised_least_squares() -> None:
    """Units fixed, severities random: G Zᵀ V⁻¹ (y − X β̂), with V = σs² Z Zᵀ + σe² I spelled out."""
    unit, reviewer = ring(7, 4, 3)
    totals = np.random.default_rng(3).normal(size=(2, 21))
    panel = Panel(unit, reviewer, 1.5, 2.0, np.zeros(0), ENDS)
    x, z = np.eye(7)[unit], np.eye(4)[reviewer]
    inverse = np.linalg.inv(1.5**2 * z @ z.T + 4.0 * np.eye(21))
    beta = np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ totals.T)
    expected_severity = 1.5**2 * z.T @ inverse @ (totals.T - x @ beta)
    assert shrunken(panel, totals) == pytest.approx(expected_severity.T)


def test_power_is_how_often_the_test_of_the_suite_finds_a_severe_reviewer() -> None:
    """300 panels with the first reviewer 4 points below the others; its error is at most 0.029."""
    unit, reviewer = ring(24, 6, 3)
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(300):
        marks = 8 * rng.standard_normal(24)[unit] - 4.0 * (reviewer == 0) + 2.5 * rng.standard_normal(72)
        finding = severity(unit, reviewer, marks).finding(0)
        assert finding.standard_error is not None
        # At the first step of Holm's correction: p × 6.
        p = 2 * t.sf(abs(finding.estimate / finding.standard_error), 72 - 24 - 5)
        hits += 6 * p <= 0.05
    predicted = power(Panel(unit, reviewer, 0.0, 2.5, np.zeros(0), ENDS), 4.0)
    assert predicted is not None and abs(hits / 300 - predicted) < 3 * 0.029
    # The size of the test: nobody is severe.
    assert power(Panel(unit, reviewer, 0.0, 2.5, np.zeros(0), ENDS), 1e-9) == pytest.approx(0.05 / 6, rel=1e-3)


def test_nothing_is_found_where_the_panel_falls_apart() -> None:
    assert power(Panel(np.array([0, 0, 1, 1]), np.array([0, 1, 2, 3]), 1.0, 1.0, np.zeros(0), ENDS), 5.0) is None
