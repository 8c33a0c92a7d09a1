"""Weights, effective weights, Sobol indices and omega against closed forms, a published solution, and plain loops."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from evalkit.statistics.sensitivity.scale import scale_reliability, scale_reliability_of
from evalkit.statistics.sensitivity.variance import effective_weights, sobol
from evalkit.statistics.sensitivity.weights import acceptability, possible_weights


def test_acceptability_of_two_criteria_in_closed_form() -> None:
    """Weights (w, 1 − w), w even over 0 to 1; A = (1, 0), B = (0, 1), C = (.6, .6), D = (.3, .5).

    A has w, B 1 − w, C .6, D .5 − .2 w. A is first where w > .6, B where w < .4, C between. D is below C always, below
    A where w > 5/12, below B where w < 5/8: rank 3 where it beats one of these, 4 where w is between 5/12 and 5/8.
    A is at .5 or above where w ≥ .5; D never. Central weights of A: w even over .6 to 1, so .8. 20,000 draws: the error
    of a share is .0035 at most.
    """
    weights = possible_weights([1, 1], 20_000, rng=1)
    assert weights.sum(axis=1) == pytest.approx(1)
    found = acceptability([[1, 0], [0, 1], [0.6, 0.6], [0.3, 0.5]], weights, cuts=[0.5])
    assert found.by_rank[:, 0] == pytest.approx([0.4, 0.4, 0.2, 0], abs=0.012)
    assert found.by_rank[3] == pytest.approx([0, 0, 1 - (5 / 8 - 5 / 12), 5 / 8 - 5 / 12], abs=0.012)
    assert found.by_category[:, 1] == pytest.approx([0.5, 0.5, 1, 0], abs=0.012)
    assert found.central[0] == pytest.approx([0.8, 0.2], abs=0.01) and np.isnan(found.central[3]).all()
    assert found.mean_rank.sum() == pytest.approx(1 + 2 + 3 + 4)


def test_acceptability_by_loops() -> None:
    """Every draw, unit and pair by itself; whichever number of ranks is counted."""
    rng = np.random.default_rng(3)
    values, weights = rng.integers(0, 4, (7, 3)) / 3, possible_weights([2, 1, 1], 300, within=0.5, rng=4)
    scores = [[sum(w * v for w, v in zip(row, unit, strict=True)) for unit in values] for row in weights]
    ranks = [[sum(other > own for other in row) for own in row] for row in np.round(scores, 12)]
    # Exactly the same units tie in float as well: the same products in the same order.
    found = acceptability(values, weights, cuts=[0.4, 0.6])
    for unit in range(7):
        for rank in range(7):
            assert found.by_rank[unit, rank] == pytest.approx(sum(r[unit] == rank for r in ranks) / 300)
        inside = [sum(low <= s[unit] < high for s in scores) / 300 for low, high in ((-1, 0.4), (0.4, 0.6), (0.6, 2))]
        assert found.by_category[unit] == pytest.approx(inside)
    few = acceptability(values, weights, ranks=3)
    assert few.by_rank[:, :2] == pytest.approx(found.by_rank[:, :2]) and np.isnan(few.mean_rank).all()


def test_a_score_on_a_cut_off_is_above_it() -> None:
    """.05, .2, .35 and .4 of 5, 4, 3 and 1 are 2.5; in binary floating point they come to less."""
    assert 0.05 * 5 + 0.2 * 4 + 0.35 * 3 + 0.4 * 1 < 2.5
    found = acceptability([[5, 4, 3, 1]], [[0.05, 0.2, 0.35, 0.4]], cuts=[2.5])
    assert found.by_category.tolist() == [[0.0, 1.0]]


def test_weights_stay_within_what_is_stated() -> None:
    """Each between .8 and 1.2 of itself before the sum is made 1, so between .8/1.2 and 1.2/.8 of its share."""
    nominal = np.array([0.5, 0.3, 0.2, 0.0])
    drawn = possible_weights(nominal, 5_000, within=0.2, rng=1)
    ratio = drawn[:, :3] / nominal[:3]
    assert ratio.min() > 0.8 / 1.2 and ratio.max() < 1.2 / 0.8 and (drawn[:, 3] == 0).all()
    assert drawn.mean(axis=0) == pytest.approx(nominal, abs=0.005)
    for wrong in ({"nominal": [0, 0]}, {"nominal": [1, -1]}, {"nominal": [1], "within": 1.0}):
        with pytest.raises(ValueError, match="must be"):
            possible_weights(**wrong)  # type: ignore[arg-type]


def test_effective_weights_are_shares_of_the_variance() -> None:
    """Four units, by hand in fractions: covariance of each part with the sum over the variance of the sum."""
    parts = [[10, 1, 4], [12, 1, 2], [14, 1, 3], [20, 1, 3]]
    sums = [Fraction(sum(row)) for row in parts]
    mean = sum(sums) / 4
    wanted = []
    for k in range(3):
        column = [Fraction(row[k]) for row in parts]
        middle = sum(column) / 4
        shared = sum((c - middle) * (s - mean) for c, s in zip(column, sums, strict=True))
        wanted.append(float(shared / sum((s - mean) ** 2 for s in sums)))
    found = effective_weights(parts)
    assert found.share is not None and found.share == pytest.approx(wanted) and wanted[1] == 0
    assert found.share.sum() == pytest.approx(1) and np.isnan(found.correlations[1]).all()
    assert effective_weights([[1, 2], [2, 1]]).undefined_because == "no-variation"
    assert effective_weights([[1, 2]]).undefined_because == "too-few-units"


def test_sobol_of_ishigami() -> None:
    """Ishigami & Homma (1990) with a = 7, b = .1: the indices in closed form, as in SciPy's documentation."""
    a, b = 7, 0.1
    variance = a**2 / 8 + b * np.pi**4 / 5 + b**2 * np.pi**8 / 18 + 0.5
    first = np.array([0.5 * (1 + b * np.pi**4 / 5) ** 2, a**2 / 8, 0]) / variance
    together = b**2 * np.pi**8 * (1 / 18 - 1 / 50) / variance
    found = sobol(
        lambda x: np.sin(x[0]) + a * np.sin(x[1]) ** 2 + b * x[2] ** 4 * np.sin(x[0]),
        [(-np.pi, np.pi)] * 3,
        8192,
        rng=1,
    )
    assert found.first is not None and found.total is not None and found.variance == pytest.approx(variance, rel=0.02)
    assert found.first == pytest.approx(first, abs=0.02)
    assert found.total == pytest.approx(first + np.array([together, 0, together]), abs=0.02)
    assert sobol(lambda x: 0 * x[0] + 3, [(0, 1)], 64, rng=1).undefined_because == "no-variation"


#: Mardia, Kent & Bibby (1979), Multivariate Analysis, examinations in mechanics, vectors (closed book), algebra,
#: analysis, statistics (open book), 88 students: correlations, and the loadings of one factor by maximum likelihood.
EXAMINATIONS = (0.553, 0.547, 0.409, 0.389, 0.610, 0.485, 0.437, 0.711, 0.665, 0.607)
LOADINGS = (0.600, 0.667, 0.917, 0.772, 0.724)


def correlations() -> np.ndarray:
    r = np.eye(5)
    r[np.triu_indices(5, 1)] = EXAMINATIONS
    return r + r.T - np.eye(5)


def test_one_factor_is_that_of_the_literature() -> None:
    """To the digits of the printed correlations; omega from the printed loadings by its formula."""
    found = scale_reliability_of(correlations(), 88)
    assert found.loadings is not None and found.loadings == pytest.approx(LOADINGS, abs=0.0015)
    common = sum(LOADINGS) ** 2
    assert found.omega == pytest.approx(common / (common + sum(1 - x**2 for x in LOADINGS)), abs=0.001)
    # Alpha of five standardised items from their mean correlation (Spearman and Brown).
    mean = float(np.mean(EXAMINATIONS))
    assert found.alpha == pytest.approx(5 * mean / (1 + 4 * mean)) and not found.at_limit


#: R's ``ability.cov``: six tests of 112 persons (Bartholomew & Knott 1990, Psychological Review 97, p. 292).
ABILITY = np.array(
    [
        [24.641, 5.991, 33.520, 6.023, 20.755, 29.701],
        [5.991, 6.700, 18.137, 1.782, 4.936, 7.204],
        [33.520, 18.137, 149.831, 19.424, 31.430, 50.753],
        [6.023, 1.782, 19.424, 12.711, 4.757, 9.075],
        [20.755, 4.936, 31.430, 4.757, 52.604, 66.762],
        [29.701, 7.204, 50.753, 9.075, 66.762, 135.292],
    ]
)


def test_alpha_and_omega_are_those_of_psych() -> None:
    """psych 2.2.9 in R on cov2cor(ability.cov$cov): f <- fa(r, 1, fm = "ml", n.obs = 112, rotate = "none"),
    sum(l)^2 / (sum(l)^2 + sum(f$uniquenesses)), as its omega() with one factor; alpha(r)$total$raw_alpha; loadings of
    factanal(covmat = ability.cov, factors = 1). The search of fa ends at 1e-5 of a loading."""
    sd = np.sqrt(np.diagonal(ABILITY))
    found = scale_reliability_of(ABILITY / np.outer(sd, sd), 112)
    assert found.alpha == pytest.approx(0.802940007, abs=1e-8) and found.omega == pytest.approx(0.78398700, abs=1e-5)
    wanted = [0.682203, 0.383954, 0.501811, 0.299786, 0.876518, 0.848681]
    assert found.loadings == pytest.approx(wanted, abs=1e-4)


def test_one_factor_is_where_the_likelihood_is_largest() -> None:
    """ln det Σ + tr SΣ⁻¹ with the whole matrix spelled out is nowhere smaller, on a grid of small steps around."""
    s = correlations()
    found = scale_reliability_of(s, 88)
    assert found.loadings is not None

    def criterion(x: np.ndarray) -> float:
        sigma = np.outer(x[:5], x[:5]) + np.diag(x[5:])
        return float(np.linalg.slogdet(sigma)[1] + np.trace(s @ np.linalg.inv(sigma)))

    best = np.concatenate([found.loadings, 1 - found.loadings**2])
    rng = np.random.default_rng(5)
    around = [criterion(best + step * rng.standard_normal(10)) for step in (1e-2, 1e-3) for _ in range(200)]
    assert min(around) > criterion(best) - 1e-12


def test_a_factor_that_is_there_is_found_whatever_the_units_of_items() -> None:
    """Covariances of λλᵀ + Ψ exactly; loadings of standardised items are λ / sd; three items by λ₁² = r₁₂r₁₃/r₂₃."""
    loadings, own = np.array([3.0, 1.0, 0.5, 2.0]), np.array([4.0, 2.0, 0.25, 1.0])
    s = np.outer(loadings, loadings) + np.diag(own)
    found = scale_reliability_of(s, 50)
    assert found.omega == pytest.approx(loadings.sum() ** 2 / s.sum(), abs=1e-6)
    assert found.loadings == pytest.approx(loadings / np.sqrt(np.diagonal(s)), abs=1e-5)
    assert found.alpha is not None and found.omega is not None and found.alpha < found.omega
    three = scale_reliability_of(s[:3, :3], 50)
    assert three.omega == pytest.approx(loadings[:3].sum() ** 2 / s[:3, :3].sum(), abs=1e-6)


def test_where_one_factor_is_not_determined_there_is_none() -> None:
    rng = np.random.default_rng(1)
    two = scale_reliability(rng.normal(size=(30, 2)) + rng.normal(size=(30, 1)))
    assert two.omega is None and two.alpha is not None
    constant = scale_reliability(np.column_stack([rng.normal(size=30), np.ones(30)]))
    assert (constant.alpha, constant.n_items) == (None, 1)
    few = scale_reliability(rng.normal(size=(4, 5)) + rng.normal(size=(4, 1)))
    assert few.omega is None
    # r₁₂ r₁₃ / r₂₃ above 1: the first item would be the factor itself.
    heywood = scale_reliability_of([[1, 0.9, 0.8], [0.9, 1, 0.6], [0.8, 0.6, 1]], 50)
    assert heywood.at_limit
