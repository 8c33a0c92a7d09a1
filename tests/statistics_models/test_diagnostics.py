"""Each diagnostic against a longer way to the same number, on planted effects, and where it has nothing to say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from benchmarks.false_alarms import Panel, ratings
from evalkit.statistics.multiplicity import holm
from evalkit.statistics.reviewers.diagnostics import reviewer_diagnostics
from evalkit.statistics.reviewers.location import drift, own_advantage, severity
from evalkit.statistics.reviewers.scatter import erratic, halo, spread


def panel(seed: int, n_indicators: int = 1) -> tuple[np.ndarray, ...]:
    """14 units, three of six reviewers each; columns unit, reviewer, marks (cells × indicators)."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(14), 3)
    reviewer = np.concatenate([rng.permutation(6)[:3] for _ in range(14)])
    marks = 70 + rng.normal(0, 5, 14)[unit, None] + rng.normal(0, 2, (42, n_indicators))
    return unit, reviewer, marks


def long(unit: np.ndarray, reviewer: np.ndarray, marks: np.ndarray) -> tuple[np.ndarray, ...]:
    n = marks.shape[1]
    return np.repeat(unit, n), np.repeat(reviewer, n), marks.ravel(), np.tile(np.arange(n), len(unit))


def rss(columns: np.ndarray, y: np.ndarray) -> tuple[float, int]:
    """Residual sum of squares of ordinary least squares, and the rank."""
    beta, _, rank, _ = np.linalg.lstsq(columns, y, rcond=1e-10)
    return float(np.sum((y - columns @ beta) ** 2)), int(rank)


def two_way(unit: np.ndarray, reviewer: np.ndarray) -> np.ndarray:
    return np.hstack([unit[:, None] == np.arange(14), reviewer[:, None] == np.arange(6)]).astype(float)


@pytest.mark.parametrize("seed", range(4))
def test_severity_is_the_f_test_of_one_contrast(seed: int) -> None:
    """t² is the rise of the residual sum of squares when the reviewer is held at the mean of all."""
    unit, reviewer, marks = panel(seed)
    y = marks[:, 0]
    found = severity(unit, reviewer, y)
    full, rank = rss(two_way(unit, reviewer), y)
    for k, finding in enumerate(found.findings):
        # Effects of the six with τ_k = mean of τ: τ_k = mean of the other five.
        others = np.array([j for j in range(6) if j != k])
        columns = (reviewer[:, None] == others).astype(float) + (reviewer == k)[:, None] / 5
        held, _ = rss(np.hstack([unit[:, None] == np.arange(14), columns]).astype(float), y)
        f = (held - full) / (full / (42 - rank))
        assert finding.statistic**2 == pytest.approx(f)
        assert finding.p is None or finding.p == pytest.approx(stats.f.sf(f, 1, 42 - rank))
        assert finding.df == (42 - rank,)
        assert finding.n_units == np.sum(reviewer == k)
        reach = stats.t.ppf(0.975, 42 - rank) * finding.standard_error
        assert finding.confidence_interval() == pytest.approx((finding.estimate - reach, finding.estimate + reach))
    assert sum(f.estimate for f in found.findings) == pytest.approx(0)
    tested = [f for f in found.findings if f.p is not None]
    p = [f.p for f in tested]
    # The larger of two tests; the other, by exchange, is tried by itself.
    least = np.array([f.p_exchange for f in tested])
    assert [f.p_holm for f in tested] == pytest.approx(np.maximum(holm(p), least).tolist())
    assert (found.n_units, found.n_reviewers, found.n_ratings, found.undefined_because) == (14, 6, 42, None)


@pytest.mark.parametrize("seed", range(4))
def test_erratic_is_the_fit_without_the_reviewer(seed: int) -> None:
    """F is the fall of the residual sum of squares when the reviewer's cells are left out."""
    unit, reviewer, marks = panel(seed)
    y = marks[:, 0]
    found = erratic(unit, reviewer, y)
    full, rank = rss(two_way(unit, reviewer), y)
    for k, finding in enumerate(found.findings):
        keep = reviewer != k
        rest, rank_rest = rss(two_way(unit[keep], reviewer[keep]), y[keep])
        df_rest = int(keep.sum()) - rank_rest
        df_own = 42 - rank - df_rest
        f = ((full - rest) / df_own) / (rest / df_rest)
        assert finding.statistic == pytest.approx(f)
        assert finding.estimate == pytest.approx(np.sqrt(f))
        assert finding.df == pytest.approx((df_own, df_rest))
        assert finding.p is None or finding.p == pytest.approx(stats.f.sf(f, df_own, df_rest))
        limits = np.sqrt(f / stats.f.ppf([0.975, 0.025], df_own, df_rest))
        assert finding.confidence_interval() == pytest.approx(tuple(limits))


def test_spread_is_a_weighted_regression() -> None:
    """Slope and error as a general least-squares program gives them, severities taken off first."""
    unit, reviewer, marks = panel(3)
    y = marks[:, 0]
    finding = spread(unit, reviewer, y).findings[2]
    off = {f.reviewer: f.estimate for f in severity(unit, reviewer, y).findings}
    adjusted = y - np.array([off[r] for r in reviewer])
    rows = np.flatnonzero(reviewer == 2)
    own, every = adjusted[rows], np.array([adjusted[unit == unit[k]].mean() for k in rows])
    others = np.array([np.mean(adjusted[(unit == unit[k]) & (reviewer != 2)]) for k in rows])
    line = stats.linregress(every, own - others)
    assert finding.estimate == pytest.approx(line.slope)
    assert finding.standard_error == pytest.approx(line.stderr)
    assert finding.p == pytest.approx(line.pvalue)
    assert finding.df == (len(rows) - 2,)


def test_halo_is_a_correlation() -> None:
    """On a complete table the panel's value is (B − W)/(B + (I − 1) W) of two analyses of variance."""
    rng = np.random.default_rng(4)
    unit, reviewer = (index.ravel() for index in np.indices((9, 5)))
    marks = rng.normal(0, 3, 9)[unit, None] + rng.normal(0, 1, (45, 1)) + rng.normal(0, 1.5, (45, 4))
    found = halo(*long(unit, reviewer, marks))
    cube = marks.reshape(9, 5, 4)
    means = cube.mean(axis=2)
    rest = means - means.mean(axis=0) - means.mean(axis=1, keepdims=True) + means.mean()
    between = 4 * np.sum(rest**2) / (8 * 4)
    inner = cube - means[:, :, None]
    inner = inner - inner.mean(axis=0)
    within = np.sum(inner**2) / (5 * 8 * 3)
    assert found.reference == pytest.approx((between - within) / (between + 3 * within))
    for finding in found.findings:
        interval = finding.confidence_interval()
        assert interval is not None and interval.low < finding.estimate < interval.high
        assert finding.n_levels == 4 and 0 < finding.p < 1
    assert found.alternative == "greater"


def test_drift_is_severity_of_the_differences() -> None:
    unit, reviewer, marks = panel(5)
    later = marks[:, 0] + np.random.default_rng(9).normal(0, 1, 42) + np.where(reviewer == 4, 3.0, 0)
    columns = (np.tile(unit, 2), np.tile(reviewer, 2), np.concatenate([marks[:, 0], later]), np.repeat([1, 2], 42))
    found = drift(*columns)
    plain = severity(unit, reviewer, later - marks[:, 0])
    assert [f.estimate for f in found.findings] == pytest.approx([f.estimate for f in plain.findings])
    assert [f.p for f in found.findings] == pytest.approx([f.p for f in plain.findings])
    assert found.flagged() == (4,)
    other = drift(*columns, paired=False)
    first, last = severity(unit, reviewer, marks[:, 0]), severity(unit, reviewer, later)
    for finding, a, b in zip(other.findings, first.findings, last.findings, strict=True):
        assert finding.estimate == pytest.approx(b.estimate - a.estimate)
        assert finding.standard_error == pytest.approx(np.hypot(a.standard_error, b.standard_error))


def test_own_advantage_is_a_regression() -> None:
    """One dummy column a reviewer with own units, beside those of units and reviewers."""
    unit, reviewer, marks = panel(6)
    y = marks[:, 0]
    own = (unit % 3 == reviewer % 3) & (reviewer < 4)
    found = own_advantage(unit, reviewer, y, own)
    holders = np.unique(reviewer[own])
    extra = (own[:, None] & (reviewer[:, None] == holders)).astype(float)
    x = np.hstack([two_way(unit, reviewer)[:, :-1], extra])
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ y
    df = 42 - x.shape[1]
    variance = np.sum((y - x @ beta) ** 2) / df
    for j, k in enumerate(holders):
        finding = found.finding(k)
        assert finding.estimate == pytest.approx(beta[19 + j])
        assert finding.standard_error == pytest.approx(np.sqrt(variance * inverse[19 + j, 19 + j]))
        assert finding.df == (df,) and finding.n_units == int((own & (reviewer == k)).sum())
    assert found.finding(5).undefined_because == "no-own" and found.finding(5).p is None
    x = np.hstack([two_way(unit, reviewer)[:, :-1], own[:, None].astype(float)])
    beta = np.linalg.solve(x.T @ x, x.T @ y)
    assert found.overall is not None and found.overall.estimate == pytest.approx(beta[-1])
    always = own_advantage(unit, reviewer, y, reviewer == 0)
    assert always.finding(0).undefined_because == "all-own" and always.overall is None
    assert own_advantage(unit, reviewer, y, np.zeros(42, bool)).undefined_because == "no-own"


def test_parts_that_share_no_unit_are_compared_within() -> None:
    """Two panels side by side: each reviewer's severity is that of the panel alone, and nobody is refused."""
    unit, reviewer, marks = panel(12)
    alone = severity(unit, reviewer, marks[:, 0])
    twice = severity(
        np.concatenate([unit, unit + 100]), np.concatenate([reviewer, reviewer + 100]), np.tile(marks[:, 0], 2) + 0.0
    )
    assert twice.undefined_because is None and sum(f.p is not None for f in twice.findings) >= 8
    assert [f.estimate for f in twice.findings] == pytest.approx([f.estimate for f in alone.findings] * 2)


PLANTED = {"severity": "severity", "spread": "spread", "halo": "halo", "drift": "drift", "erratic": "erratic"}


@pytest.mark.parametrize("effect", PLANTED)
def test_planted_effects_are_found(effect: str) -> None:
    """Sizes as in the script: 4 points, 0.4 of the spread, 5 points of noise."""
    columns = ratings(Panel(planted=effect), np.random.default_rng(11))
    found = reviewer_diagnostics(
        columns["unit"], columns["reviewer"], columns["values"], indicator=columns["indicator"], round=columns["round"]
    )
    assert list(found) == ["severity", "spread", "erratic", "halo", "drift"]
    assert found[effect].flagged() == (0.0,)
    signs = {"severity": -1, "spread": -1, "drift": -1}
    if effect in signs:
        assert np.sign(found[effect].finding(0.0).estimate) == signs[effect]


def test_incomplete_cells_and_repeated_marks() -> None:
    """Cells without a mark on every indicator are no part of halo; marks in one place are averaged."""
    unit, reviewer, marks = panel(8, 3)
    columns = list(long(unit, reviewer, marks))
    twice = [np.concatenate([c, c]) for c in columns]
    assert severity(*twice).findings[0].estimate == pytest.approx(severity(*columns).findings[0].estimate)
    columns[2] = columns[2].copy()
    columns[2][0] = np.nan
    short = halo(*columns)
    assert short.n_ratings == 41 * 3
    kept = [c[3:] for c in columns]
    assert [f.estimate for f in short.findings] == pytest.approx([f.estimate for f in halo(*kept).findings])
    assert severity(*columns).n_ratings == 42 * 3 - 1


DEGENERATE = {
    "no-ratings": ([], [], []),
    "one-reviewer": ([1, 2, 3], [1, 1, 1], [1, 2, 3]),
    "one-unit": ([1, 1, 1], [1, 2, 3], [1, 2, 3]),
    "no-pairs": ([1, 2, 3, 4], [1, 1, 2, 2], [1, 2, 3, 4]),
    "no-variation": ([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [5, 5, 5, 5, 5, 5]),
    "no-residual": ([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 2, 3, 4, 5, 6]),
}


@pytest.mark.parametrize("reason", DEGENERATE)
def test_degenerate(reason: str) -> None:
    unit, reviewer, marks = (np.array(column, dtype=float) for column in DEGENERATE[reason])
    own = unit == reviewer
    results = {
        "severity": severity(unit, reviewer, marks),
        "erratic": erratic(unit, reviewer, marks),
        "own": own_advantage(unit, reviewer, marks, own),
        "spread": spread(unit, reviewer, marks),
        "halo": halo(unit, reviewer, marks, np.zeros(len(unit))),
        "drift": drift(unit, reviewer, marks, np.zeros(len(unit))),
    }
    for name, result in results.items():
        assert result.flagged() == ()
        assert all(f.estimate is None and f.p is None and f.confidence_interval() is None for f in result.findings)
        if name in ("severity", "erratic"):
            assert result.undefined_because == reason
        assert all(f.undefined_because is not None for f in result.findings)
    assert results["drift"].undefined_because == "one-round"


def test_arguments() -> None:
    with pytest.raises(ValueError, match="`reviewer` must have the shape"):
        severity([1, 2], [1], [1, 2])
    with pytest.raises(ValueError, match="`own` must have the shape"):
        own_advantage([1, 2], [1, 2], [1, 2], [True])
    with pytest.raises(ValueError, match="`round` must have the shape"):
        drift([1, 2], [1, 2], [1, 2], [1])
    with pytest.raises(ValueError, match="`reviewer` must be one of"):
        severity([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 3, 4, 6, 6, 9]).finding("x")


def test_holm() -> None:
    """R: p.adjust(c(.01, .02, .03, .04, .05), "holm")."""
    np.testing.assert_allclose(holm([0.01, 0.02, 0.03, 0.04, 0.05]), [0.05, 0.08, 0.09, 0.09, 0.09])
    assert holm([]).size == 0
    with pytest.raises(ValueError, match="`p` must be"):
        holm([1.2])
