"""Limits of agreement and G-studies against a second implementation: fractions, and projections with their traces."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import t as student

from evalkit.statistics.agreement.bland_altman import bland_altman
from evalkit.statistics.generalizability.balanced import AXES, EFFECTS, Design, g_study


@pytest.mark.parametrize("seed", range(40))
def test_limits_of_agreement_in_fractions(seed: int) -> None:
    """Bias and s from exact sums over the pairs; the interval of the bias is Student's, bias ± t s/√n."""
    rng = np.random.default_rng([seed, 1986])
    n = int(rng.integers(3, 30))
    first, second = rng.integers(0, 101, n) / 2.0, rng.integers(0, 101, n) / 2.0
    first[rng.random(n) < 0.2], second[rng.random(n) < 0.2] = np.nan, np.nan
    pairs = [(Fraction(a), Fraction(b)) for a, b in zip(first, second, strict=True) if a == a and b == b]
    found = bland_altman(first, second)
    if len(pairs) < 2:
        assert found.undefined_because is not None
        return
    gaps = [a - b for a, b in pairs]
    bias = sum(gaps) / len(gaps)
    variance = sum((g - bias) ** 2 for g in gaps) / (len(gaps) - 1)
    sd = math.sqrt(variance)
    assert found.estimate == pytest.approx(float(bias), rel=1e-12, abs=1e-12)
    assert found.sd == pytest.approx(sd, rel=1e-12)
    assert found.lower == pytest.approx(float(bias) - 1.96 * sd, rel=1e-12, abs=1e-12)
    assert found.upper == pytest.approx(float(bias) + 1.96 * sd, rel=1e-12, abs=1e-12)
    assert found.repeatability == pytest.approx(1.96 * math.sqrt(sum(g * g for g in gaps) / len(gaps)), rel=1e-12)
    half = float(student.ppf(0.975, len(gaps) - 1)) * sd / math.sqrt(len(gaps))
    interval = found.confidence_interval()
    assert interval is not None
    assert interval == pytest.approx((float(bias) - half, float(bias) + half), rel=1e-10, abs=1e-10)


def dummies(shape: tuple[int, ...], axes: tuple[str, ...], facets: frozenset[str]) -> np.ndarray:
    """Return one column for each level of an effect, shape (marks, levels)."""
    index = np.indices(shape).reshape(len(shape), -1)
    kept = [axes.index(facet) for facet in axes if facet in facets]
    _, level = np.unique(index[kept], axis=1, return_inverse=True)
    level = np.ravel(level)
    return (level[:, None] == np.arange(level.max() + 1)).astype(float)


def by_projections(table: np.ndarray, design: Design) -> dict[str, float]:
    """Estimate components by equating each sum of squares with its expectation.

    The sum of squares of an effect is y'Py, P the part of its columns that is orthogonal to those of the effects before
    it; its expectation is Σ σ²_f tr(P Z_f Z_f'). No formula of any design is used.
    """
    marks, axes = table.ravel(), AXES[design]
    columns = {name: dummies(table.shape, axes, facets) for name, facets in EFFECTS[design]}
    basis = np.full((len(marks), 1), 1 / math.sqrt(len(marks)))
    squares, expected = [], []
    for part in columns.values():
        rest = part - basis @ (basis.T @ part)
        vectors, lengths, _ = np.linalg.svd(rest, full_matrices=False)
        fresh = vectors[:, lengths > 1e-9 * lengths[0]]
        basis = np.hstack([basis, fresh])
        squares.append(float(np.sum((fresh.T @ marks) ** 2)))
        expected.append([float(np.sum((fresh.T @ other) ** 2)) for other in columns.values()])
    return dict(zip(columns, np.linalg.solve(np.array(expected), np.array(squares)).tolist(), strict=True))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("design", "shape"), [("p×r", (7, 4)), ("p×r×i", (5, 3, 4)), ("p×(r:t)", (6, 3, 2))])
def test_components_by_projections(design: Design, shape: tuple[int, ...], seed: int) -> None:
    rng = np.random.default_rng([seed, 2001])
    table = rng.integers(0, 11, shape) + rng.integers(0, 20, (shape[0], *(1 for _ in shape[1:])))
    found = g_study(table, design, negative="keep")
    assert found.undefined_because is None
    expected = by_projections(table.astype(float), design)
    assert {c.name: c.unbiased for c in found.components} == pytest.approx(expected, rel=1e-9, abs=1e-9)
