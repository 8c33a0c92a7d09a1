"""Connectivity, and severities with reviewers and units as fixed effects."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.statistics.crossed.connectivity import connectivity
from evalkit.statistics.crossed.effects import crossed_effects, random_intercepts
from evalkit.statistics.crossed.least_squares import least_squares_severity


def panel(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    unit, reviewer = np.repeat(np.arange(12), 3), rng.integers(0, 5, 36)
    return unit, reviewer, rng.normal(70, 5, 12)[unit] + rng.normal(0, 2, 5)[reviewer] + rng.normal(0, 1, 36)


@pytest.mark.parametrize("seed", range(8))
def test_against_dummy_variables(seed: int) -> None:
    """Ordinary least squares on dummy columns, severities recentred to add up to 0."""
    unit, reviewer, marks = panel(seed)
    found = least_squares_severity(unit, reviewer, marks)
    x = np.hstack([(unit[:, None] == np.arange(12)), (reviewer[:, None] == np.arange(1, 5))]).astype(float)
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ marks
    rest = marks - x @ beta
    df = 36 - 16
    variance = rest @ rest / df
    # Rows: severities against their mean; unit scores at the mean reviewer.
    to_severity = np.zeros((5, 16))
    to_severity[1:, 12:] = np.eye(4)
    to_severity -= to_severity.mean(axis=0)
    to_unit = np.hstack([np.eye(12), np.full((12, 4), 1 / 5)])
    np.testing.assert_allclose(found.severity, to_severity @ beta, atol=1e-9)
    np.testing.assert_allclose(found.covariance, variance * to_severity @ inverse @ to_severity.T, atol=1e-9)
    np.testing.assert_allclose(found.standard_error, np.sqrt(np.diag(found.covariance)))
    np.testing.assert_allclose(found.adjusted, to_unit @ beta, atol=1e-9)
    errors = np.sqrt(variance * np.diag(to_unit @ inverse @ to_unit.T))
    np.testing.assert_allclose(found.adjusted_standard_error, errors, atol=1e-9)
    assert found.residual_variance == pytest.approx(variance)
    assert (found.df, found.n_units, found.n_reviewers, found.n_ratings) == (df, 12, 5, 36)
    interval = found.confidence_interval(0)
    # t quantile of 20 degrees of freedom: 2.085963.
    reach = 2.085963 * found.standard_error[0]
    assert interval == pytest.approx((found.severity[0] - reach, found.severity[0] + reach), abs=1e-5)


def test_blups_shrink_least_squares() -> None:
    """With ever more ratings the two come together."""
    unit, reviewer, marks = panel(1)
    blup = crossed_effects(unit, reviewer, marks).effects("reviewer").effect
    fixed = least_squares_severity(unit, reviewer, marks).severity
    assert np.abs(blup - blup.mean()).sum() < np.abs(fixed).sum()
    assert np.corrcoef(blup, fixed)[0, 1] > 0.98


def test_connectivity_names_the_parts() -> None:
    unit = ["a", "a", "b", "b", "c", "c", "c", "d"]
    reviewer = ["R1", "R2", "R1", "R2", "R3", "R4", "R5", "R5"]
    found = connectivity(unit, reviewer)
    assert not found.connected and found.undefined_because == "not-connected"
    assert [(list(p.reviewers), list(p.units), p.n_ratings) for p in found.components] == [
        (["R1", "R2"], ["a", "b"], 4),
        (["R3", "R4", "R5"], ["c", "d"], 4),
    ]
    assert (found.n_units, found.n_reviewers, found.n_ratings) == (4, 5, 8)
    expected = np.diag([2, 2, 1, 1, 2])
    expected[0, 1] = expected[1, 0] = 2
    expected[2, 3] = expected[2, 4] = expected[3, 4] = expected[3, 2] = expected[4, 2] = expected[4, 3] = 1
    np.testing.assert_array_equal(found.shared_units, expected)
    labels, links = found.links(["x", "x", "y", "y", "x"])
    assert list(labels) == ["x", "y"]
    # Within x: R1–R2 share two. Within y: R3–R4 share one. Between: R3–R5 and R4–R5.
    np.testing.assert_array_equal(links, [[2, 2], [2, 1]])
    with pytest.raises(ValueError, match="`groups` must have one label a reviewer"):
        found.links(["x"])
    with pytest.raises(ValueError, match="must have one shape"):
        connectivity([1], [1, 2])


def test_a_missing_mark_links_nothing() -> None:
    unit, reviewer = [1, 1, 2, 2], ["a", "b", "b", "c"]
    assert connectivity(unit, reviewer, [1, 2, 3, 4]).connected
    parts = connectivity(unit, reviewer, [1, np.nan, 3, 4]).components
    assert [list(p.reviewers) for p in parts] == [["b", "c"], ["a"]]


NAN = float("nan")


@pytest.mark.parametrize(
    ("unit", "reviewer", "marks", "reason"),
    [
        ([], [], [], "no-ratings"),
        ([1, 1, 2], [1, 2, 1], [NAN, NAN, NAN], "no-ratings"),
        ([1, 2, 2], [1, 1, 2], [1, NAN, NAN], "too-few-ratings"),
        ([1, 1, 1], [1, 2, 3], [1, 2, 3], "one-unit"),
        ([1, 2, 3], [1, 1, 1], [1, 2, 3], "one-reviewer"),
        ([1, 1, 2, 2], [1, 2, 1, 2], [7, 7, 7, 7], "no-variation"),
        ([1, 2, 3, 4], [1, 1, 2, 2], [1, 2, 3, 4], "no-repeats"),
        ([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 3, 4], [1, 2, 3, 4, 5, 7], "not-connected"),
        ([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 2, 3, 4, 5, 6], "no-residual"),
    ],
)
def test_degenerate(unit: list[int], reviewer: list[int], marks: list[float], reason: str) -> None:
    """Every refusal says why; nothing is NaN and nothing warns."""
    for method in ("reml", "ml"):
        fit = crossed_effects(unit, reviewer, marks, method=method)
        assert fit.undefined_because == reason
        assert (fit.components, fit.fixed, fit.criterion, fit.log_likelihood, dict(fit.levels)) == (
            (),
            (),
            None,
            None,
            {},
        )
        assert fit.n_ratings == int(np.isfinite(marks).sum())
    found = least_squares_severity(unit, reviewer, marks)
    if reason in ("one-unit", "one-reviewer", "not-connected"):
        assert found.undefined_because == reason
    if found.undefined_because is not None:
        assert (found.residual_variance, len(found.severity)) == (None, 0)
        assert found.confidence_interval(0) is None


def test_aliased_and_collinear() -> None:
    """A reviewer for each group and nobody else: group and reviewer are one thing."""
    rng = np.random.default_rng(0)
    unit, reviewer = np.tile(np.arange(5), 6), np.repeat(np.arange(3), 10)
    marks = rng.normal(size=30)
    group = np.array(["x", "y", "z"])[reviewer]
    assert random_intercepts({"reviewer": reviewer, "group": group}, marks).undefined_because == "aliased"
    dummies = {f"g{k}": (reviewer == k).astype(float) for k in (1, 2)}
    marks = rng.normal(0, 2, 3)[reviewer] + rng.normal(0, 1, 5)[unit] + marks
    assert crossed_effects(unit, reviewer, marks, fixed=dummies).undefined_because == "aliased"
    same = {"round": np.ones(30)}
    assert crossed_effects(unit, reviewer, marks, fixed=same).undefined_because == "collinear"
    twice = {"a": np.arange(30.0), "b": 2 * np.arange(30.0) + 1}
    assert crossed_effects(unit, reviewer, marks, fixed=twice).undefined_because == "collinear"


def test_arguments() -> None:
    with pytest.raises(ValueError, match="`method` must be one of"):
        crossed_effects([1], [1], [1], method="mle")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="`reviewer` must have the shape of `values`"):
        crossed_effects([1, 2], [1], [1, 2])
    with pytest.raises(ValueError, match="`values` must have one dimension"):
        crossed_effects([[1, 2]], [[1, 2]], [[1, 2]])
    with pytest.raises(ValueError, match="`facets` must have other names"):
        crossed_effects([1], [1], [1], facets={"unit": [1]})
    with pytest.raises(ValueError, match="`factors` must hold at least one factor"):
        random_intercepts({}, [1])
    unit, reviewer, marks = panel(2)
    fit = crossed_effects(unit, reviewer, marks)
    with pytest.raises(ValueError, match="`name` must be one of"):
        fit.component("rater")
    with pytest.raises(ValueError, match="`name` must be one of"):
        fit.effects("residual")
    with pytest.raises(ValueError, match="`confidence_level` must be between"):
        fit.confidence_interval("unit", 95)


def test_what_rounding_leaves_is_no_residual() -> None:
    """Marks that are unit plus reviewer leave squares of 1e-30, not an error of 1e-15 points."""
    unit, reviewer = np.indices((6, 4)).reshape(2, -1)
    rng = np.random.default_rng(0)
    marks = rng.normal(0, 5, 6)[unit] + rng.normal(0, 3, 4)[reviewer]
    assert least_squares_severity(unit, reviewer, marks).undefined_because == "no-residual"
