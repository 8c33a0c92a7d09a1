"""Residual variance by reviewer: Grubbs by hand, nlme's gls, the likelihood maximised by a general search, coverage."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import null_space
from scipy.optimize import minimize
from scipy.stats import chi2

from evalkit.statistics.reviewers.residual import residual_scatter
from evalkit.statistics.reviewers.scatter import erratic

#: Grubbs 1973, Technometrics 15(1), doi:10.1080/00401706.1973.10489010: velocities of twelve rounds in m/s, by
#: Fotobalk, Counter, Terma.
VELOCITIES = np.array(
    [
        [793.8, 794.6, 793.2], [793.1, 793.9, 793.3], [792.4, 793.2, 792.6], [794.0, 794.0, 793.8],
        [791.4, 792.2, 791.6], [792.4, 793.1, 791.6], [791.7, 792.4, 791.6], [792.3, 792.8, 792.4],
        [789.6, 790.2, 788.5], [794.4, 795.0, 794.7], [790.9, 791.6, 791.3], [793.5, 793.8, 793.5],
    ]
)  # fmt: skip


def panel(rng: np.random.Generator, sds: list[float], units: int, each: int) -> tuple[np.ndarray, ...]:
    unit = np.repeat(np.arange(units), each)
    reviewer = np.concatenate([rng.permutation(len(sds))[:each] for _ in range(units)])
    quality, severity = rng.normal(70, 9, units), rng.normal(0, 3, len(sds))
    return unit, reviewer, quality[unit] + severity[reviewer] + np.array(sds)[reviewer] * rng.standard_normal(len(unit))


def test_three_of_the_same_units_are_grubbs() -> None:
    """½ (s₁₂ + s₁₃ − s₂₃), s_jk the variance of the differences of two."""
    unit, instrument = (index.ravel() for index in np.indices(VELOCITIES.shape))
    found = residual_scatter(unit, instrument, VELOCITIES.ravel())
    apart = {
        (j, k): float(np.var(VELOCITIES[:, j] - VELOCITIES[:, k], ddof=1)) for j in range(3) for k in range(3) if j != k
    }
    for f in found.findings:
        j, (k, m) = f.reviewer, (x for x in range(3) if x != f.reviewer)
        assert f.estimate**2 == pytest.approx((apart[j, k] + apart[j, m] - apart[k, m]) / 2, rel=1e-6)
    # R 4.2: (var(f - c) + var(f - t) - var(c - t)) / 2 and so on.
    assert [f.estimate**2 for f in found.findings] == pytest.approx([0.006515152, 0.0525, 0.2186364], rel=1e-6)
    # What is left of the first is less than one degree of freedom: no interval.
    assert [f.confidence_interval() is None for f in found.findings] == [True, False, False]


#: Marks of 24 units by four reviewers, three each; -1: not given.
PANEL = np.array(
    [
        [80, 76, -1, 71], [72, 66, -1, 66], [82, 78, -1, 89], [63, -1, 59, 62], [73, -1, 64, 78], [60, 61, -1, 64],
        [73, -1, 73, 67], [68, 75, 69, -1], [74, 70, 65, -1], [70, -1, 62, 67], [-1, 87, 75, 79], [82, 90, 82, -1],
        [-1, 60, 47, 48], [85, 89, 84, -1], [55, 54, 58, -1], [66, 70, -1, 63], [69, 68, 64, -1], [74, 66, 68, -1],
        [67, -1, 62, 66], [60, 70, -1, 69], [-1, 67, 66, 59], [-1, 59, 64, 53], [61, 59, -1, 61], [83, -1, 77, 72],
    ]
)  # fmt: skip


def test_with_gaps_it_is_what_nlme_finds() -> None:
    """nlme 3.1-162: gls(mark ~ factor(unit) + factor(reviewer), weights = varIdent(form = ~ 1 | reviewer),
    method = "REML"), sigma times the coefficients of varIdent."""
    unit, reviewer = np.nonzero(PANEL >= 0)
    found = residual_scatter(unit, reviewer, PANEL[unit, reviewer])
    assert [f.estimate for f in found.findings] == pytest.approx(
        [2.73304303, 4.58864416, 3.53743789, 5.59278024], rel=1e-5
    )
    second = found.findings[1]
    ends = second.confidence_interval()
    low, high = (second.estimate * np.sqrt(second.df[0] / chi2.ppf(q, second.df[0])) for q in (0.975, 0.025))
    assert (ends.low, ends.high) == pytest.approx((low, high))


def contrasts(unit: np.ndarray, reviewer: np.ndarray) -> np.ndarray:
    """Return an orthonormal basis of what units and reviewers leave, shape (N, df)."""
    design = np.column_stack([np.eye(unit.max() + 1)[unit], np.eye(reviewer.max() + 1)[reviewer]])
    return null_space(design.T)


@pytest.mark.parametrize("seed", range(4))
def test_it_is_where_the_restricted_likelihood_is_largest(seed: int) -> None:
    """Contrasts K'y ~ N(0, K'VK), their likelihood by L-BFGS-B; errors from the expected information ½ tr(QI_jQI_k)."""
    rng = np.random.default_rng([31, seed])
    unit, reviewer, marks = panel(rng, [3.0, 4.0, 4.0, 5.0, 9.0, 4.0], 40, 4)
    k = contrasts(unit, reviewer)
    y = k.T @ marks

    def deviance(logs: np.ndarray) -> float:
        v = k.T @ (np.exp(logs)[reviewer][:, None] * k)
        return float(np.linalg.slogdet(v)[1] + y @ np.linalg.solve(v, y))

    best = minimize(deviance, np.full(6, np.log(16.0)), method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-10})
    found = residual_scatter(unit, reviewer, marks)
    wanted = np.exp(best.x)
    assert [f.estimate**2 for f in found.findings] == pytest.approx(wanted, rel=1e-4)
    v = k.T @ (wanted[reviewer][:, None] * k)
    q = k @ np.linalg.solve(v, k.T)
    information = np.array([[np.sum(q[np.ix_(reviewer == a, reviewer == b)] ** 2) for a in range(6)] for b in range(6)])
    df = wanted**2 / np.diagonal(np.linalg.inv(information))
    # Those of a panel all alike where they are fewer.
    p = k @ k.T
    alike = [[np.sum(p[np.ix_(reviewer == a, reviewer == b)] ** 2) for a in range(6)] for b in range(6)]
    fewer = np.minimum(df, 1 / np.diagonal(np.linalg.inv(alike)))
    assert [f.df[0] for f in found.findings] == pytest.approx(fewer, rel=1e-3)


def test_what_units_and_severities_are_makes_no_difference() -> None:
    rng = np.random.default_rng(5)
    unit, reviewer, marks = panel(rng, [4.0] * 8, 30, 4)
    before = residual_scatter(unit, reviewer, marks)
    after = residual_scatter(unit, reviewer, marks + rng.normal(0, 20, 30)[unit] + rng.normal(0, 9, 8)[reviewer])
    other = residual_scatter(unit, 7 - reviewer, 3 * marks)
    assert [f.estimate for f in after.findings] == pytest.approx([f.estimate for f in before.findings], rel=1e-6)
    assert [f.estimate for f in reversed(other.findings)] == pytest.approx(
        [3 * f.estimate for f in before.findings], rel=1e-6
    )


def test_erratic_understates_what_this_measures() -> None:
    """One of five with three times the scatter of the others, three marks a unit, 60 panels."""
    by_ratio, by_size = [], []
    for seed in range(60):
        unit, reviewer, marks = panel(np.random.default_rng([8, seed]), [12.0, 4.0, 4.0, 4.0, 4.0], 40, 3)
        by_ratio.append(erratic(unit, reviewer, marks).findings[0].estimate)
        by_size.append(residual_scatter(unit, reviewer, marks).findings[0].estimate)
    assert np.mean(by_ratio) < 2.75 and np.sqrt(np.mean(np.square(by_size))) == pytest.approx(12, rel=0.05)


def test_reasons_why_nothing_is_seen() -> None:
    rng = np.random.default_rng(2)
    # Of two marks a unit only sums are known where reviewers meet in pairs without an odd ring.
    unit, reviewer = np.repeat(np.arange(40), 2), np.tile([0, 1], 40)
    found = residual_scatter(unit, reviewer, rng.normal(70, 5, 80))
    assert {f.undefined_because for f in found.findings} == {"too-few-to-see-scatter"}
    # Somebody with three sheets in a panel of full ones.
    unit, reviewer, marks = panel(rng, [4.0] * 5, 30, 4)
    few = (reviewer != 0) | (np.cumsum(reviewer == 0) <= 3)
    found = residual_scatter(unit[few], reviewer[few], marks[few])
    assert [f.undefined_because for f in found.findings] == ["too-few-to-see-scatter", *[None] * 4]
    assert residual_scatter([0, 0, 1, 1], [0, 1, 0, 1], [1.0, 2.0, 3.0, 4.0]).undefined_because == "no-residual"
    many = np.arange(3_002)
    assert residual_scatter(many // 2, many % 7, rng.normal(0, 1, 3_002)).undefined_because == "too-many-sheets"
