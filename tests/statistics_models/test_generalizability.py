"""G- and D-studies against Brennan (2001), Rajaratnam et al. (1965) and Shrout & Fleiss (1979)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evalkit.statistics.generalizability.balanced import GStudy, g_study
from evalkit.statistics.generalizability.d_study import bootstrap_interval, d_study, reviewers_needed
from evalkit.statistics.generalizability.unbalanced import g_study_unbalanced

Read = Callable[[str], dict[str, np.ndarray]]


def arranged(data: dict[str, np.ndarray], axes: list[str], values: str) -> np.ndarray:
    codes = [np.unique(data[axis], return_inverse=True)[1] for axis in axes]
    table = np.full([c.max() + 1 for c in codes], np.nan)
    table[tuple(codes)] = data[values]
    return table


@pytest.fixture
def set1(printed: Read) -> np.ndarray:
    return arranged(printed("brennan_2001_synthetic1_p_x_i.csv"), ["person", "item"], "score")


@pytest.fixture
def set3(printed: Read) -> np.ndarray:
    return arranged(printed("brennan_2001_synthetic3_p_x_i_x_o.csv"), ["person", "i", "o"], "score")


@pytest.fixture
def set4(printed: Read) -> np.ndarray:
    """Axes p, t, r: raters are numbered on from task to task."""
    data = printed("brennan_2001_synthetic4_p_x_r_in_t.csv")
    data["within"] = (data["Rater"] - 1) % 4
    return arranged(data, ["Person", "Task", "within"], "Score")


def components(study: GStudy) -> dict[str, float]:
    return {c.name: c.variance for c in study.components}


def test_p_by_i(set1: np.ndarray) -> None:
    """Brennan 2001, tables 2.2 and 2.3; 12 items as they were, then 5, 10, 15 and 20."""
    study = g_study(set1)
    assert components(study) == pytest.approx({"p": 0.0574, "r": 0.0754, "pr": 0.1269}, abs=5e-5)
    assert (study.n_units, study.n_reviewers, study.n_ratings, study.estimator) == (10, 12, 120, "mean-squares")
    assert study.mean == pytest.approx(set1.mean())
    assert [c.df for c in study.components] == [9, 11, 99]
    for n, rho, phi in [
        (12, 0.844, 0.773),
        (5, 0.693, 0.586),
        (10, 0.819, 0.740),
        (15, 0.871, 0.810),
        (20, 0.901, 0.850),
    ]:
        found = d_study(study, {"r": n})
        assert (found.generalizability, found.dependability) == pytest.approx((rho, phi), abs=1.1e-3)
        assert found.universe_variance == pytest.approx(0.0574, abs=5e-5)
        assert found.relative_error == pytest.approx(0.12685185 / n)
        assert found.absolute_error == pytest.approx((0.07542088 + 0.12685185) / n)
        assert found.absolute_sem == pytest.approx(np.sqrt(found.absolute_error))
        assert found.relative_sem == pytest.approx(np.sqrt(found.relative_error))


def test_p_by_i_by_o(set3: np.ndarray) -> None:
    """Brennan 2001, Synthetic Data Set 3; items stand for r, occasions for i."""
    study = g_study(set3, "p×r×i")
    published = {"p": 0.5528, "r": 0.4417, "i": 0.0074, "pr": 0.5750, "pi": 0.1009, "ri": 0.1565, "pri": 0.9352}
    assert components(study) == pytest.approx(published, abs=1e-4)
    found = d_study(study, {"r": 4, "i": 2})
    assert (found.generalizability, found.dependability) == pytest.approx((0.64, 0.55), abs=0.005)
    assert found.confidence_interval() is None


def test_p_by_r_in_t(set4: np.ndarray) -> None:
    """Brennan 2001, p. 116, Synthetic Data Set 4."""
    study = g_study(set4, "p×(r:t)")
    published = {"p": 0.4731, "t": 0.3252, "r:t": 0.6475, "pt": 0.5596, "pr:t": 2.3802}
    assert components(study) == pytest.approx(published, abs=1.5e-4)
    found = d_study(study)
    assert found.sizes == {"t": 3, "r": 4}
    assert (found.generalizability, found.dependability) == pytest.approx((0.55, 0.46), abs=0.005)
    assert study.n_reviewers == 12


def test_every_brennan_case(set1: np.ndarray, set3: np.ndarray, set4: np.ndarray, expected: dict[str, Any]) -> None:
    """All 29 quantities under their ids, at their own tolerances."""
    one, three, four = g_study(set1), g_study(set3, "p×r×i"), g_study(set4, "p×(r:t)")
    found: dict[str, float | None] = {}
    found |= {f"pxi.var_{k}": components(one)[n] for k, n in {"p": "p", "i": "r", "pi": "pr"}.items()}
    names = {"p": "p", "i": "r", "o": "i", "pi": "pr", "po": "pi", "io": "ri", "pio": "pri"}
    found |= {f"pxixo.var_{k}": components(three)[n] for k, n in names.items()}
    names = {"p": "p", "t": "t", "rt": "r:t", "pt": "pt", "e": "pr:t"}
    found |= {f"pxrt.var_{k}": components(four)[n] for k, n in names.items()}
    studies = {"pxi.": d_study(one), "pxixo.": d_study(three), "pxrt.": d_study(four)}
    studies |= {f"pxi.D{n}.": d_study(one, {"r": n}) for n in (5, 10, 15, 20)}
    for prefix, study in studies.items():
        found |= {f"{prefix}Erho2": study.generalizability, f"{prefix}Phi": study.dependability}
    cases = {name.removeprefix("brennan."): case for name, case in expected.items() if name.startswith("brennan.")}
    assert set(found) == set(cases)
    for name, case in cases.items():
        assert found[name] == pytest.approx(case["published"], abs=case["tolerance"]), name
        own = next(value for program, value in case["computed"].items() if program.startswith("own"))
        assert found[name] == pytest.approx(own, abs=1e-10), name


def test_rajaratnam(printed: Read, expected: dict[str, Any]) -> None:
    """Rajaratnam et al. 1965, table 2: three subtests of 2, 4 and 2 items; R: gtheory, one study a subtest."""
    data = printed("rajaratnam_1965_table2.csv")
    published = {1: (1.5714, 0.4286, 0.5714, 0.8462, 0.7586), 2: (2.7857, 0.1994, 1.0714, 0.9123, 0.8976)}
    published[3] = (1.8571, 0.4464, 0.4286, 0.8966, 0.8093)
    for subtest, numbers in published.items():
        own = {name: column[data["Subtest"] == subtest] for name, column in data.items()}
        study = g_study(arranged(own, ["Person", "Item"], "Score"))
        found = d_study(study)
        both = (*components(study).values(), found.generalizability, found.dependability)
        assert both == pytest.approx(numbers, abs=6e-5)


def test_intraclass_correlations(printed: Read) -> None:
    """Eρ² and Φ are ICC(3,k) and ICC(2,k); R: psych::ICC gives .909 in (.676, .986) for ICC(3,4)."""
    data = printed("shrout_fleiss_1979.csv")
    table = np.column_stack([data[f"J{k}"] for k in range(1, 5)])
    found = d_study(g_study(table))
    assert (found.generalizability, found.dependability) == pytest.approx((0.90932, 0.62005), abs=5e-6)
    assert found.confidence_interval() == pytest.approx((0.676, 0.986), abs=5e-4)
    single = d_study(g_study(table), {"r": 1})
    assert (single.generalizability, single.dependability) == pytest.approx((0.7148, 0.2898), abs=5e-5)
    assert single.confidence_interval() == pytest.approx((0.342, 0.946), abs=5e-4)


def test_negative_components(set1: np.ndarray) -> None:
    """A table whose units agree too well across reviewers: MS(p) < MS(pr)."""
    table = np.array([[1.0, 3, 2], [3, 1, 2], [2, 2, 3], [2, 2.5, 1]])
    kept, zero = g_study(table, negative="keep"), g_study(table)
    carried = g_study(table, negative="carry-zero")
    assert kept.component("p").variance < 0 and kept.component("p").negative
    assert zero.component("p").variance == 0 == carried.component("p").variance
    assert zero.component("p").unbiased == kept.component("p").variance
    assert zero.component("pr").variance == kept.component("pr").variance
    assert zero.component("p").confidence_interval() is None
    assert d_study(zero).generalizability == 0
    # Carried on: in p×r×i, σ²(p) takes 0 for a negative σ²(pr) instead of the negative number.
    rng = np.random.default_rng(3)
    cube = rng.normal(size=(6, 4, 3)) + rng.normal(size=(6, 1, 1))
    raw, low = g_study(cube, "p×r×i", negative="keep"), g_study(cube, "p×r×i", negative="carry-zero")
    squares = {c.name: c.mean_square for c in raw.components}
    left = squares["p"] - low.component("pri").variance
    left -= 3 * low.component("pr").variance + 4 * low.component("pi").variance
    assert low.component("p").variance == pytest.approx(max(left / 12, 0))
    assert any(c.negative for c in raw.components)


def test_standard_errors_and_intervals(set1: np.ndarray) -> None:
    """Brennan 2001, eq. 6.1, written out for σ²(p) = (MS(p) − MS(pr))/12; Satterthwaite for the same."""
    study = g_study(set1)
    p, pr = study.component("p"), study.component("pr")
    error = np.sqrt(2 * p.mean_square**2 / 11 + 2 * pr.mean_square**2 / 101) / 12
    assert p.standard_error == pytest.approx(error)
    interval = pr.confidence_interval(0.9)
    # A single mean square: the interval is exact, SS over the χ² quantiles 123.225 and 77.046 of 99 df.
    assert interval == pytest.approx((99 * pr.mean_square / 123.225, 99 * pr.mean_square / 77.046), rel=1e-5)


def test_fixed_indicators(set3: np.ndarray) -> None:
    """With the indicators of a rubric fixed, σ²(τ) = σ²(p) + σ²(pi)/n_i (Brennan 2001, § 4.3)."""
    study = g_study(set3, "p×r×i")
    v = components(study)
    found = d_study(study, {"r": 4}, fixed={"i"})
    assert found.universe_variance == pytest.approx(v["p"] + v["pi"] / 2)
    assert found.relative_error == pytest.approx(v["pr"] / 4 + v["pri"] / 8)
    assert found.absolute_error == pytest.approx(v["pr"] / 4 + v["pri"] / 8 + v["r"] / 4 + v["ri"] / 8)
    with pytest.raises(ValueError, match="`fixed` must not hold 'r'"):
        d_study(study, fixed={"r"})
    with pytest.raises(ValueError, match="facets of p×r×i are"):
        d_study(study, {"t": 2})
    with pytest.raises(ValueError, match="`sizes` must be ≥ 1"):
        d_study(study, {"r": 0})


def test_how_many_reviewers(set1: np.ndarray, set3: np.ndarray) -> None:
    """Φ ≥ 0.8 ⇔ n ≥ 4 (0.0754 + 0.1269)/0.0574 = 14.09; Eρ² ≥ 0.8 ⇔ n ≥ 4 · 0.1269/0.0574 = 8.84."""
    study = g_study(set1)
    assert reviewers_needed(study) == 15
    assert reviewers_needed(study, 0.8, "generalizability") == 9
    assert reviewers_needed(g_study(set3, "p×r×i"), 0.95, sizes={"i": 1}) is None
    with pytest.raises(ValueError, match="`target` must be between"):
        reviewers_needed(study, 1.0)


def test_bootstrap(set1: np.ndarray) -> None:
    """The same seed gives the same interval, which holds the estimate; a wider level, a wider interval."""
    study = g_study(set1)
    first = bootstrap_interval(set1, study, rng=1, n_resamples=200)
    assert first == bootstrap_interval(set1, study, rng=1, n_resamples=200)
    wider = bootstrap_interval(set1, study, rng=1, n_resamples=200, confidence_level=0.99)
    assert first is not None and wider is not None
    assert wider.low <= first.low < d_study(study).dependability < first.high <= wider.high
    with pytest.raises(ValueError, match="`scores` must be the table"):
        bootstrap_interval(set1[:5], study)


def test_unbalanced(set1: np.ndarray) -> None:
    """On the complete table both estimators are the mean squares; with gaps Henderson's equations hold on average."""
    unit, reviewer = (index.ravel() for index in np.indices(set1.shape))
    whole = components(g_study(set1))
    for estimator in ("reml", "henderson-1"):
        found = g_study_unbalanced(unit, reviewer, set1.ravel(), estimator=estimator)
        assert components(found) == pytest.approx(whole, abs=1e-7)
        assert (found.estimator, found.n_units, found.n_reviewers, found.n_ratings) == (estimator, 10, 12, 120)
    rng = np.random.default_rng(2)
    unit, reviewer = np.repeat(np.arange(20), 3), rng.integers(0, 6, 60)
    draws = []
    for _ in range(600):
        marks = rng.normal(0, 2, 20)[unit] + rng.normal(0, 1, 6)[reviewer] + rng.normal(0, 1.5, 60)
        study = g_study_unbalanced(unit, reviewer, marks, estimator="henderson-1", negative="keep")
        draws.append([c.unbiased for c in study.components])
    # Standard errors of these means are about 0.07, 0.03 and 0.02.
    np.testing.assert_allclose(np.mean(draws, axis=0), [4.0, 1.0, 2.25], atol=0.25)


def test_henderson_with_repeated_marks_is_unbiased_whatever_shares_a_cell() -> None:
    """The estimates are quadratic, yᵀAy: summed over the columns of Z_k they are tr(A Z_k Z_kᵀ), the mean at σ²_k = 1.

    Exactly 1 for the own component and 0 else; what the marks of a cell share and what they do not are both ``pr``.
    """
    unit = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
    reviewer = np.array([0, 0, 1, 2, 0, 1, 1, 0, 1, 2, 2, 2, 1])
    cell = np.unique(unit * 3 + reviewer, return_inverse=True)[1]
    for codes, expected in ((unit, [1, 0, 0]), (reviewer, [0, 1, 0]), (cell, [0, 0, 1]), (np.arange(13), [0, 0, 1])):
        total = np.zeros(3)
        for level in np.unique(codes):
            study = g_study_unbalanced(unit, reviewer, codes == level, estimator="henderson-1", negative="keep")
            total += [c.unbiased for c in study.components]
        np.testing.assert_allclose(total, expected, atol=1e-10)


@pytest.mark.parametrize("reviewer", [[0, 0, 1, 1], [0, 0, 0, 0, 1, 1]])
def test_henderson_says_where_a_design_is_confounded(reviewer: list[int]) -> None:
    """Reviewers with units of their own, each marked twice: nothing tells the unit from the cell."""
    unit = np.repeat(np.arange(len(reviewer) // 2), 2)
    study = g_study_unbalanced(unit, reviewer, [1.0, 2, 3, 4, 5, 7][: len(unit)], estimator="henderson-1")
    assert (study.components, study.undefined_because) == ((), "aliased")


def test_what_rounds_differ_by_is_no_error(set1: np.ndarray) -> None:
    """Ten points more in a second round leave the components as they were, if the difference is fixed."""
    unit, reviewer = (index.ravel() for index in np.indices(set1.shape))
    second = (reviewer >= 6).astype(float)
    plain = components(g_study_unbalanced(unit, reviewer, set1.ravel(), fixed={"round": second}))
    moved = components(g_study_unbalanced(unit, reviewer, set1.ravel() + 10 * second, fixed={"round": second}))
    assert moved == pytest.approx(plain, abs=1e-6)
    assert g_study_unbalanced(unit, reviewer, set1.ravel() + 10 * second).component("r").variance > 20
    with pytest.raises(ValueError, match="`fixed` needs the estimator"):
        g_study_unbalanced(unit, reviewer, set1.ravel(), estimator="henderson-1", fixed={"round": second})


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (np.zeros((0, 3)), "no-ratings"),
        (np.ones((1, 3)), "one-unit"),
        (np.ones((3, 1)), "one-reviewer"),
        (np.ones((3, 3)), "no-variation"),
        (np.array([[1.0, 2], [np.nan, 1]]), "gaps"),
    ],
)
def test_degenerate(table: np.ndarray, reason: str) -> None:
    study = g_study(table)
    assert (study.undefined_because, study.components) == (reason, ())
    found = d_study(study)
    assert (found.undefined_because, found.generalizability, found.dependability) == (reason, None, None)
    assert found.confidence_interval() is None and reviewers_needed(study) is None
    assert bootstrap_interval(table, study) is None
    for estimator in ("reml", "henderson-1"):
        unit, reviewer = (index.ravel() for index in np.indices(table.shape))
        other = g_study_unbalanced(unit, reviewer, table.ravel(), estimator=estimator)
        assert other.components == () or reason == "gaps"


def test_arguments() -> None:
    with pytest.raises(ValueError, match="`design` must be one of"):
        g_study(np.ones((2, 2)), "pxr")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="`negative` must be one of"):
        g_study(np.ones((2, 2)), negative="zero")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="`scores` must have the axes"):
        g_study(np.ones((2, 2)), "p×r×i")
    with pytest.raises(ValueError, match="`estimator` must be one of"):
        g_study_unbalanced([1], [1], [1], estimator="ml")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="`negative` must be 'set-to-zero' or 'keep'"):
        g_study_unbalanced([1], [1], [1], negative="carry-zero")
