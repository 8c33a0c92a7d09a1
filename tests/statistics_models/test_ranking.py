"""Rank sets and classification against published values, other programs, and counting."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.ranking.classification import BetaScores, beta_scores, effective_length
from evalkit.statistics.ranking.rank_sets import rank_sets, top_set
from tests.statistics_models.conftest import Columns


@pytest.mark.parametrize("correlated", [False, True])
def test_of_many_units_no_pair_is_passed_over(correlated: bool) -> None:
    """All pairs of all draws at once, from the same seed: 250 units, where a few are looked at; the same sets."""
    rng = np.random.default_rng(6)
    x, errors = rng.normal(70, 9, 250), 1 + rng.random(250)
    common = rng.normal(0, 1, (250, 20))
    given = common @ common.T / 20 + np.diag(errors**2) if correlated else errors
    found = rank_sets(x, given, n_draws=300, rng=8)
    generator = np.random.default_rng(8)
    if correlated:
        drawn = generator.multivariate_normal(np.zeros(250), given, 300, method="eigh").astype(np.float32)
        variance = np.add.outer(np.diag(given), np.diag(given)) - 2 * given
    else:
        drawn = generator.standard_normal((300, 250), dtype=np.float32) * errors.astype(np.float32)
        variance = np.add.outer(errors**2, errors**2)
    np.fill_diagonal(variance, np.inf)
    spread = np.sqrt(variance)
    limit = np.quantile([(np.abs(e[:, None] - e) / spread).max() for e in drawn], 0.95)
    apart = (x[:, None] - x) / spread
    assert found.low.tolist() == (1 + np.sum(apart < -limit, axis=1)).tolist()
    assert found.high.tolist() == (250 - np.sum(apart > limit, axis=1)).tolist()


def test_pisa_2018(package_data: Callable[[str], Columns], reference: Path) -> None:
    """csranks' vignette: the United Kingdom has rank 13, the set 8 to 23 by itself; the five best are among 13.

    Simultaneous sets of csranks 1.2.3 rest on 1,000 draws, those here on 10,000: five of 76 ends differ by 1 or 2.
    """
    pisa = package_data("csranks_pisa2018_math.csv")
    scores, errors = pisa["math_score"], pisa["math_se"]
    uk = list(pisa["jurisdiction"]).index("United Kingdom")
    by_itself = rank_sets(scores, errors, simultaneous=False, rng=1)
    assert (by_itself.rank[uk], by_itself.low[uk], by_itself.high[uk]) == (13, 8, 23)
    assert top_set(scores, errors, 5, rng=1).sum() == 13
    printed = json.loads((reference / "expected.json").read_text("utf-8"))["reference_only"]["csranks_pisa2018_math"]
    together = rank_sets(scores, errors, rng=1)
    assert together.rank.tolist() == printed["rank"]
    for found, expected in ((together.low, printed["L"]), (together.high, printed["U"])):
        assert np.abs(found - expected).max() <= 2 and np.sum(found != expected) <= 3
    narrower = rank_sets(scores, errors, steps=True, rng=1)
    assert (narrower.low >= together.low).all() and (narrower.high <= together.high).all()


def test_ten_units(package_data: Callable[[str], Columns], reference: Path) -> None:
    """csranks 1.2.3 on ten made-up units: both kinds of sets, rank by rank."""
    ten = package_data("csranks_example.csv")
    printed = json.loads((reference / "expected.json").read_text("utf-8"))["reference_only"]["csranks_synthetic"]
    for simultaneous, kind in ((True, "simul"), (False, "marg")):
        found = rank_sets(ten["x"], ten["se"], simultaneous=simultaneous, rng=1)
        assert found.low.tolist() == printed[f"{kind}_L"] and found.high.tolist() == printed[f"{kind}_U"]


def test_expected_ranks_by_counting() -> None:
    """Ranks of 200,000 draws around the values; SUCRA of the expected rank, which is 1 for the surely best."""
    values, errors = np.array([90.0, 84, 83, 70]), np.array([1.0, 2, 2, 3])
    draws = np.random.default_rng(1).normal(values, errors, (200_000, 4))
    ranks = 4 - draws.argsort(axis=1).argsort(axis=1)
    found = rank_sets(values, errors, rng=1)
    np.testing.assert_allclose(found.expected_rank, ranks.mean(axis=0), atol=0.005)
    np.testing.assert_allclose(found.sucra, (4 - found.expected_rank) / 3)
    # Errors that go together, as of units which the same reviewers marked, tell more apart.
    shared = np.diag(errors**2) + 0.9 * (np.outer(errors, errors) - np.diag(errors**2))
    assert (rank_sets(values, shared, rng=1).high <= found.high).all()


def test_expected_ranks_of_a_panel() -> None:
    """ERforResearch (Heyard and others; MIT licence), the first panel of its vignette: 15 proposals by five reviewers.

    Its expected ranks and SUCRA, as printed there, are those of a Bayesian model with other priors, by JAGS.
    """
    grades = """11125 11226 12135 13215 12235 13145 12345 15225 13435 14255 23445 24355 25446 23466 25546"""
    marks = np.array([[7 - int(grade) for grade in row] for row in grades.split()])
    proposal, reviewer = np.indices(marks.shape).reshape(2, -1)
    effects = crossed_effects(proposal, reviewer, marks.ravel()).effects("unit")
    found = rank_sets(effects.effect, effects.conditional_sd, rng=1)
    printed = [2.44, 4.06, 4.09, 4.12, 5.08, 6.19, 7.34, 7.26, 8.43, 9.42, 10.4, 11.4, 13.0, 13.0, 13.7]
    np.testing.assert_allclose(found.expected_rank, printed, atol=0.2)
    sucra = [0.90, 0.78, 0.78, 0.78, 0.71, 0.63, 0.55, 0.55, 0.47, 0.40, 0.33, 0.25, 0.15, 0.14, 0.09]
    np.testing.assert_allclose(found.sucra, sucra, atol=0.025)


def test_two_units_by_t() -> None:
    """Of two, the limit is Student's: 2.78 with 4 degrees of freedom, 1.96 where errors are known."""
    for df, limit in ((4, stats.t.ppf(0.975, 4)), (None, stats.norm.ppf(0.975))):
        for apart, high in ((0.97 * limit, 2), (1.03 * limit, 1)):
            found = rank_sets([apart * np.sqrt(2), 0], [1, 1], df=df, n_draws=200_000, rng=1)
            assert found.high.tolist() == [high, 2]
    chance = rank_sets([np.sqrt(2), 0], [1, 1], df=4, rng=1).expected_rank[0] - 1
    assert chance == pytest.approx(stats.t.sf(1, 4))
    with pytest.raises(ValueError, match="`df` must be above 0"):
        rank_sets([1.0, 2], [1.0, 1], df=0)


def test_sets_cover_together() -> None:
    """Of 300 lists of 12 units with known errors the sets of all units hold at once in 95 % or more (binomial 1.3)."""
    rng = np.random.default_rng(7)
    truth, errors = rng.normal(0, 2, 12), rng.uniform(0.5, 1.5, 12)
    rank = 1 + np.sum(truth[None, :] > truth[:, None], axis=1)
    held = [rank_sets(truth + errors * rng.standard_normal(12), errors, n_draws=400, rng=rng) for _ in range(300)]
    assert np.mean([((f.low <= rank) & (rank <= f.high)).all() for f in held]) >= 0.92


def test_what_ranks_refuse() -> None:
    with pytest.raises(ValueError, match="`values` must be two or more"):
        rank_sets([1.0], [1.0])
    with pytest.raises(ValueError, match="`errors` must be 2 standard errors"):
        rank_sets([1.0, 2], [1.0])
    with pytest.raises(ValueError, match="`errors` must leave every difference uncertain"):
        rank_sets([1.0, 2], [0.0, 0])
    with pytest.raises(ValueError, match="`k` must be between 1 and 2"):
        top_set([1.0, 2], [1.0, 1], 3)
    with pytest.raises(ValueError, match="`n_draws` must be at least 1"):
        rank_sets([1.0, 2], [1.0, 1], n_draws=0)


def test_effective_length(package_data: Callable[[str], Columns]) -> None:
    """betafunctions 1.9.0, ``ETL`` on its own example with reliability .7: 109.152285."""
    scores = package_data("betafunctions_doc_example_scores.csv")["score"]
    found = effective_length(float(scores.mean()), float(scores.var(ddof=1)), 0.7, 0, 100)
    assert found == pytest.approx(109.15228459623499, abs=1e-6)


def test_classification_of_known_true_scores() -> None:
    """betafunctions 1.9.0, ``LL.CA``: .836981, .774991, .397886; and by drawing."""
    known = BetaScores(5, 3, 0.25, 0.75, 50)
    found = known.classification([0.5])
    assert found.accuracy == pytest.approx(0.8369809370006474, abs=1e-9)
    assert found.consistency == pytest.approx(0.7749908681435932, abs=1e-9)
    assert found.kappa == pytest.approx(0.3978857367720263, abs=1e-9)
    rng = np.random.default_rng(3)
    true = 0.25 + 0.5 * rng.beta(5, 3, 200_000)
    one, two = rng.binomial(50, true) / 50, rng.binomial(50, true) / 50
    cuts = [0.45, 0.6]
    of, again, truth = (np.digitize(x, cuts) for x in (one, two, true))
    several = known.classification(cuts)
    assert several.accuracy == pytest.approx(np.mean(of == truth), abs=0.004)
    assert several.consistency == pytest.approx(np.mean(of == again), abs=0.004)


@pytest.mark.parametrize(
    ("alpha", "beta", "low", "high", "length", "cuts"),
    [
        (0.577029226181417, 0.151186967981107, 0.39677877948815, 0.626617435937202, 109, [0.5]),
        (0.3, 0.4, 0, 1, 40, [0.3, 0.7]),
        (1.4, 0.6, 0, 1, 80, [0.5, 0.85]),
        (11.9, 12.1, 0, 1, 30, [0.4, 0.5, 0.6]),
        (300, 120, 0, 1, 200, [0.7, 0.8]),
    ],
)
def test_classification_by_quantiles_of_the_true_scores(
    alpha: float, beta: float, low: float, high: float, length: int, cuts: list[float]
) -> None:
    """The mean over 200,000 true scores of equal probability, whose density may be infinite at the ends.

    The first is what betafunctions 1.9.0 fits to its own example. It prints an accuracy of .9406 and a consistency of
    .9153, by incomplete beta functions in the place of the binomial: .0015 and .0002 from these.
    """
    true = low + (high - low) * stats.beta.ppf((np.arange(200_000) + 0.5) / 200_000, alpha, beta)
    steps = np.ceil(length * np.array(cuts)) - 1
    below = stats.binom.cdf(steps[None], length, true[:, None])
    inside = np.diff(np.column_stack([np.zeros(len(true)), below, np.ones(len(true))]), axis=1)
    found = BetaScores(alpha, beta, low, high, length).classification(cuts)
    own = inside[np.arange(len(true)), np.digitize(true, cuts)]
    assert found.accuracy == pytest.approx(own.mean(), abs=1e-6)
    assert found.consistency == pytest.approx((inside**2).sum(axis=1).mean(), abs=1e-6)


def test_a_score_leaves_a_beta_for_the_truth() -> None:
    """By Bayes' rule on a grid; and the mean chance of the own category is the accuracy of the whole set."""
    fit = BetaScores(6, 3, 0.0, 1.0, 60)
    grid = (np.arange(20_000) + 0.5) / 20_000
    post = stats.beta.pdf(grid, 6, 3) * stats.binom.pmf(45, 60, grid)
    by_grid = np.array([post[(grid >= a) & (grid < b)].sum() for a, b in ((0, 0.6), (0.6, 0.8), (0.8, 1))]) / post.sum()
    np.testing.assert_allclose(fit.given([0.75], [0.6, 0.8])[0], by_grid, atol=1e-4)
    scores = np.arange(61) / 60
    chance = stats.betabinom.pmf(np.arange(61), 60, 6, 3)
    own = fit.given(scores, [0.6, 0.8])[np.arange(61), np.digitize(scores, [0.6, 0.8])]
    assert chance @ own == pytest.approx(fit.classification([0.6, 0.8]).accuracy, abs=1e-6)
    with pytest.raises(ValueError, match="must reach from 0 to 1"):
        BetaScores(6, 3, 0.2, 1.0, 60).given([0.5], [0.5])


def test_fit_has_the_moments() -> None:
    """Mean 70 and .8 × 100 of the range: the beta has mean .7 and variance .008."""
    scores = 70 + 10 * np.array([-1, 1, -1, 1, -1, 1, -1, 1, -1, 1]) * np.sqrt(0.9)
    fit = beta_scores(scores, 0.8, 0, 100)
    assert stats.beta.stats(fit.alpha, fit.beta) == pytest.approx((0.7, 0.008))
    # (70 × 30 − 80)/20.
    assert fit.length == pytest.approx(101)
    with pytest.raises(ValueError, match="`reliability` must be between 0 and 1"):
        beta_scores(scores, 1.0, 0, 100)
    with pytest.raises(ValueError, match="scores must vary"):
        beta_scores([5.0, 5.0], 0.9, 0, 100)
    with pytest.raises(ValueError, match="`cuts` must ascend"):
        fit.classification([0.6, 0.5])
