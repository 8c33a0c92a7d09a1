"""Against the textbook: random tables with gaps, unequal numbers, repeated cells, fixed columns, a third facet."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.statistics.crossed.connectivity import connectivity
from evalkit.statistics.crossed.effects import random_intercepts
from evalkit.statistics.crossed.sums import GroupedSquares
from tests.statistics_models.dense import Dense

NAMES = ("unit", "reviewer", "indicator")


def table(seed: int) -> tuple[dict[str, np.ndarray], np.ndarray, dict[str, np.ndarray]]:
    """Draw a table; every third has no variance between reviewers, every third a third facet, every second rounds."""
    rng = np.random.default_rng(seed)
    n_units, n_reviewers, n = int(rng.integers(4, 16)), int(rng.integers(2, 7)), int(rng.integers(40, 90))
    factors = {"unit": rng.integers(0, n_units, n), "reviewer": rng.integers(0, n_reviewers, n)}
    if seed % 3 == 0:
        factors["indicator"] = rng.integers(0, 3, n)
    fixed = {"round": rng.integers(0, 2, n).astype(float), "size": rng.normal(2019, 3, n)} if seed % 2 else {}
    sds = [rng.choice([0.0, 0.3, 1.0, 3.0]), 0.0 if seed % 3 == 1 else rng.choice([0.3, 1.0]), 0.5]
    values = 50 + rng.normal(0, 1, n)
    for sd, codes in zip(sds, factors.values(), strict=False):
        values += sd * rng.standard_normal(20)[codes]
    for column in fixed.values():
        values += 0.3 * column
    return factors, values, fixed


@pytest.mark.parametrize("method", ["reml", "ml"])
@pytest.mark.parametrize("seed", range(24))
def test_against_the_textbook(seed: int, method: str) -> None:
    """Same criterion at our optimum, no better optimum elsewhere, same effects and errors."""
    factors, values, fixed = table(seed)
    fit = random_intercepts(factors, values, fixed=fixed, method=method)
    assert fit.undefined_because is None
    dense = Dense(list(factors.values()), values, list(fixed.values()), method == "reml")
    variances = np.array([c.variance for c in fit.components])
    if seed % 2:
        # A column about 2019 makes XᵀV⁻¹X of the textbook ill-conditioned; centring changes nothing but the intercept.
        dense = Dense(list(factors.values()), values, [c - c.mean() for c in fixed.values()], method == "reml")
    assert fit.criterion == pytest.approx(dense.criterion(variances), abs=1e-8)
    best = dense.best(3, np.random.default_rng(seed))
    assert fit.criterion <= best + 1e-6
    assert fit.criterion == pytest.approx(best, abs=1e-4)

    beta, effects, covariance, sizes = dense.predictions(variances)
    p, start = len(beta), len(beta)
    np.testing.assert_allclose([f.estimate for f in fit.fixed[1:]], beta[1:], atol=1e-7)
    np.testing.assert_allclose([f.standard_error for f in fit.fixed[1:]], np.sqrt(np.diag(covariance))[1:p], rtol=1e-6)
    if not seed % 2:
        assert fit.fixed[0].estimate == pytest.approx(beta[0], abs=1e-8)
        assert fit.fixed[0].standard_error == pytest.approx(np.sqrt(covariance[0, 0]), rel=1e-7)
    known = np.linalg.inv(np.linalg.inv(covariance)[p:, p:]) if len(effects) else np.zeros((0, 0))
    sizes_left = list(sizes)
    for component in fit.components[:-1]:
        levels = fit.effects(component.name)
        if component.at_boundary:
            assert not levels.effect.any() and component.standard_error is None
            # That nobody is seen to differ is no sure knowledge that nobody does.
            assert levels.standard_error is None and levels.adjusted_standard_error is None
            np.testing.assert_allclose(levels.adjusted, beta[0], atol=1e-8)
            continue
        size = sizes_left.pop(0)
        own = slice(start, start + size)
        np.testing.assert_allclose(levels.effect, effects[start - p : start - p + size], atol=1e-7)
        assert levels.standard_error is not None and levels.adjusted_standard_error is not None
        np.testing.assert_allclose(levels.standard_error, np.sqrt(np.diag(covariance)[own]), rtol=1e-6)
        np.testing.assert_allclose(
            levels.conditional_sd, np.sqrt(np.diag(known)[start - p : start - p + size]), rtol=1e-6
        )
        np.testing.assert_allclose(levels.adjusted, beta[0] + levels.effect, atol=1e-7)
        total = np.diag(covariance)[own] + 2 * covariance[0, own] + covariance[0, 0]
        np.testing.assert_allclose(levels.adjusted_standard_error, np.sqrt(total), rtol=1e-6)
        start += size


@pytest.mark.parametrize("seed", [2, 8, 14, 20])
@pytest.mark.parametrize("method", ["reml", "ml"])
def test_errors_of_components_are_the_curvature(seed: int, method: str) -> None:
    """The observed information, by differences of the textbook criterion."""
    factors, values, fixed = table(seed)
    fit = random_intercepts(factors, values, fixed=fixed, method=method)
    dense = Dense(list(factors.values()), values, list(fixed.values()), method == "reml")
    variances = np.array([c.variance for c in fit.components])
    active = np.flatnonzero(variances > 0)
    h = 1e-3
    hessian = np.zeros((len(active), len(active)))

    def at(*moves: tuple[int, float]) -> float:
        moved = variances.copy()
        for k, step in moves:
            moved[k] *= np.exp(step)
        return dense.criterion(moved)

    for i, k in enumerate(active):
        for j, m in enumerate(active):
            hessian[i, j] = (at((k, h), (m, h)) - at((k, h), (m, -h)) - at((k, -h), (m, h)) + at((k, -h), (m, -h))) / (
                4 * h * h
            )
    errors = np.sqrt(np.diag(np.linalg.inv(hessian / 2)))
    found = [fit.components[k].standard_error for k in active]
    np.testing.assert_allclose(found, variances[active] * errors, rtol=1e-3)


def test_sparse_and_dense_sums_are_the_same() -> None:
    """The matrices G_n are kept in one of two ways, according to their size."""
    rng = np.random.default_rng(5)
    groups = [g @ g.T for g in rng.integers(0, 2, (4, 6, 6)).astype(float)]
    weights = rng.normal(size=4)
    whole = sum(w * g for w, g in zip(weights, groups, strict=True))
    dense = GroupedSquares(groups, 6)
    np.testing.assert_allclose(dense.weighted(weights), whole, atol=1e-12)
    sparse = GroupedSquares(groups, 6, dense_limit=0)
    np.testing.assert_allclose(sparse.weighted(weights), whole, atol=1e-12)


def test_labels_and_order_do_not_matter() -> None:
    """Renaming reviewers and shuffling ratings changes nothing."""
    factors, values, _ = table(4)
    first = random_intercepts(factors, values)
    order = np.random.default_rng(1).permutation(len(values))
    names = np.array([f"R{9 - k}" for k in range(10)])
    second = random_intercepts(
        {"unit": factors["unit"][order] * 10**9, "reviewer": names[factors["reviewer"]][order]}, values[order]
    )
    assert first.criterion == pytest.approx(second.criterion, abs=1e-9)
    np.testing.assert_allclose(first.effects("reviewer").effect, second.effects("reviewer").effect[::-1], atol=1e-7)


def test_missing_marks_are_left_out_and_counted() -> None:
    factors, values, fixed = table(5)
    fixed["round"][3] = np.nan
    values[7] = np.nan
    fit = random_intercepts(factors, values, fixed=fixed)
    keep = np.ones(len(values), dtype=bool)
    keep[[3, 7]] = False
    kept = {name: codes[keep] for name, codes in factors.items()}
    other = random_intercepts(kept, values[keep], fixed={name: c[keep] for name, c in fixed.items()})
    assert (fit.n_missing, fit.n_ratings, fit.criterion) == (2, int(keep.sum()), other.criterion)


def test_profile_at_the_boundary_starts_at_zero() -> None:
    """Reviewers who do not differ: the lower limit is 0, and at the upper limit the criterion rose by 3.84."""
    found = [random_intercepts(table(seed)[0], table(seed)[1]) for seed in (4, 10, 16)]
    fit = next(f for f in found if f.component("reviewer").at_boundary)
    interval = fit.confidence_interval("reviewer")
    assert interval is not None and interval.low == 0 < interval.high
    assert fit.confidence_interval("reviewer", method="wald") is None
    wald = fit.confidence_interval("residual", method="wald")
    profile = fit.confidence_interval("residual")
    assert wald is not None and profile is not None
    np.testing.assert_allclose(wald, profile, rtol=0.05)


def test_connected_tables_only() -> None:
    """The tables above hang together."""
    assert all(connectivity(table(s)[0]["unit"], table(s)[0]["reviewer"]).connected for s in range(24))
