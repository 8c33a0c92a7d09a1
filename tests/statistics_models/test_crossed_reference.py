"""The crossed model on the data sets that every program for mixed models is measured by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evalkit.statistics.crossed.effects import crossed_effects, random_intercepts
from evalkit.statistics.crossed.result import CrossedEffects

Read = Callable[[str], dict[str, np.ndarray]]


def held(found: float, case: dict[str, Any]) -> None:
    """Against the published value, and against each program to the case's own tolerance."""
    if case["published"] is not None:
        assert found == pytest.approx(case["published"], abs=case["tolerance"]), case["id"]
    for program, value in case["computed"].items():
        # Programs stop their searches at about 1e-4 of a variance component, relatively.
        assert found == pytest.approx(value, rel=2e-4, abs=case["tolerance"]), (case["id"], program)


@pytest.fixture(scope="module")
def penicillin(package_data: Read) -> Callable[[str], CrossedEffects]:
    data = package_data("lme4_penicillin.csv")
    return lambda method: crossed_effects(data["plate"], data["sample"], data["diameter"], method=method)


@pytest.fixture(scope="module")
def insteval(package_data: Read) -> dict[str, np.ndarray]:
    return package_data("insteval.csv.gz")


def test_penicillin_reml(penicillin: Any, expected: dict[str, Any]) -> None:
    """R: lmer(diameter ~ 1 + (1|plate) + (1|sample), Penicillin)."""
    fit = penicillin("reml")
    found = {
        "criterion": fit.criterion,
        "var_plate": fit.component("unit").variance,
        "var_sample": fit.component("reviewer").variance,
        "var_resid": fit.component("residual").variance,
        "intercept": fit.fixed[0].estimate,
        "se_intercept": fit.fixed[0].standard_error,
    }
    for name, value in found.items():
        held(value, expected[f"penicillin.REML.{name}"])
    effects = fit.effects("reviewer")
    assert list(effects.levels) == list("ABCDEF")
    blups = expected["penicillin_blup"]
    np.testing.assert_allclose(effects.effect, [blups[level] for level in effects.levels], atol=2e-6)
    np.testing.assert_allclose(effects.conditional_sd, expected["penicillin_blup_condsd"], atol=2e-6)
    np.testing.assert_allclose(effects.adjusted, effects.effect + fit.fixed[0].estimate, atol=1e-12)
    assert list(effects.n_ratings) == [24] * 6
    assert (fit.n_units, fit.n_reviewers, fit.n_ratings, fit.n_missing) == (24, 6, 144, 0)
    assert fit.connectivity is not None and fit.connectivity.connected
    assert fit.log_likelihood == -fit.criterion / 2
    assert sum(c.share for c in fit.components) == pytest.approx(1)
    assert not any(c.at_boundary for c in fit.components)


def test_penicillin_ml(penicillin: Any, expected: dict[str, Any]) -> None:
    """R: update(…, REML = FALSE)."""
    fit = penicillin("ml")
    found = {
        "deviance": fit.criterion,
        "sd_plate": fit.component("unit").sd,
        "sd_sample": fit.component("reviewer").sd,
        "sd_resid": fit.component("residual").sd,
        "se_intercept": fit.fixed[0].standard_error,
    }
    for name, value in found.items():
        held(value, expected[f"penicillin.ML.{name}"])


def test_penicillin_profile_intervals(penicillin: Any, expected: dict[str, Any]) -> None:
    """R: confint(fit), which profiles the ML deviance; lme4 interpolates the profile with splines."""
    fit = penicillin("ml")
    names = {"unit": "sd_(Intercept)|plate", "reviewer": "sd_(Intercept)|sample", "residual": "sigma"}
    for name, row in names.items():
        np.testing.assert_allclose(
            np.sqrt(fit.confidence_interval(name)), expected["penicillin_profile_ci"][row], rtol=1e-4
        )


def test_dyestuff(package_data: Read, expected: dict[str, Any]) -> None:
    """R: lmer(Yield ~ 1 + (1|Batch), Dyestuff); balanced, so REML is the analysis of variance."""
    data = package_data("lme4_dyestuff.csv")
    reml = random_intercepts({"batch": data["Batch"]}, data["Yield"])
    ml = random_intercepts({"batch": data["Batch"]}, data["Yield"], method="ml")
    held(reml.criterion, expected["dyestuff.REML.criterion"])
    held(reml.component("batch").variance, expected["dyestuff.REML.var_batch"])
    held(reml.component("residual").variance, expected["dyestuff.REML.var_resid"])
    held(ml.criterion, expected["dyestuff.ML.deviance"])
    held(ml.component("batch").variance, expected["dyestuff.ML.var_batch"])
    # With mean squares B (5 df) and W (24 df), σ²_batch = (B − W)/5 and var(MS) ≈ 2 MS²/df; the observed information
    # of a balanced one-way table gives exactly that.
    within, between = 2451.25, 2451.25 + 5 * 1764.05
    error = np.sqrt(2 * between**2 / 5 + 2 * within**2 / 24) / 5
    assert reml.component("batch").standard_error == pytest.approx(error, rel=1e-6)
    assert reml.component("residual").standard_error == pytest.approx(within * np.sqrt(2 / 24), rel=1e-6)


def test_pastes(package_data: Read, expected: dict[str, Any]) -> None:
    """R: lmer(strength ~ 1 + (1|batch/cask), Pastes); nested, hence no question of connectivity."""
    data = package_data("lme4_pastes.csv")
    factors = {"batch": data["batch"], "cask": data["sample"]}
    reml = random_intercepts(factors, data["strength"])
    ml = random_intercepts(factors, data["strength"], method="ml")
    held(reml.criterion, expected["pastes.REML.criterion"])
    held(ml.criterion, expected["pastes.ML.deviance"])
    held(ml.component("cask").sd, expected["pastes.ML.sd_cask:batch"])
    held(ml.component("batch").sd, expected["pastes.ML.sd_batch"])
    assert reml.connectivity is None
    refused = crossed_effects(data["batch"], data["sample"], data["strength"])
    assert refused.undefined_because == "not-connected"
    assert refused.connectivity is not None and len(refused.connectivity.components) == 10


def test_sirt_ratings_with_an_indicator_facet(package_data: Read, expected: dict[str, Any]) -> None:
    """R: lmer(y ~ 1 + (1|person) + (1|rater) + (1|item)); three crossed facets, each person seen by two raters."""
    data = package_data("sirt_data_ratings1_long.csv")
    fit = crossed_effects(data["person"], data["rater"], data["y"], facets={"item": data["item"]})
    lmer = expected["lmer_ratings1"]
    # lme4 stopped 5e-8 above the optimum.
    assert fit.log_likelihood == pytest.approx(lmer["logLik"], abs=1e-6)
    for name, row in {"unit": "person", "reviewer": "rater", "item": "item", "residual": "Residual"}.items():
        assert fit.component(name).variance == pytest.approx(lmer["var"][row], rel=2e-4)
    severity = dict(zip(fit.effects("reviewer").levels.tolist(), fit.effects("reviewer").effect.tolist(), strict=True))
    assert severity == pytest.approx(lmer["rater"], abs=2e-6)
    assert fit.fixed[0].estimate == pytest.approx(lmer["fixef"], abs=1e-6)


def test_insteval_reml(insteval: dict[str, np.ndarray], expected: dict[str, Any]) -> None:
    """R: lmer(y ~ 1 + (1|s) + (1|d), InstEval): 73,421 ratings, 2,972 × 1,128."""
    fit = crossed_effects(insteval["s"].astype(int), insteval["d"].astype(int), insteval["y"])
    assert fit.criterion == pytest.approx(237783.880388, abs=1e-6)
    found = {
        "criterion": fit.criterion,
        "logLik": fit.log_likelihood,
        "var_s": fit.component("unit").variance,
        "var_d": fit.component("reviewer").variance,
        "var_resid": fit.component("residual").variance,
        "intercept": fit.fixed[0].estimate,
        "se_intercept": fit.fixed[0].standard_error,
    }
    for name, value in found.items():
        held(value, expected[f"insteval.REML.{name}"])
    effects = fit.effects("reviewer")
    for level, value in expected["insteval_blup_d"].items():
        assert effects.effect[effects.levels == int(level)] == pytest.approx(value, abs=1e-5)
    assert fit.n_evaluations <= 15
    assert (fit.n_units, fit.n_reviewers, fit.n_ratings) == (2972, 1128, 73421)


def test_insteval_with_a_third_factor(insteval: dict[str, np.ndarray], expected: dict[str, Any]) -> None:
    """Julia: y ~ 1 + service + (1|s) + (1|d) + (1|dept), MixedModels.jl test/pls.jl."""
    factors = {name: insteval[name].astype(int) for name in ("s", "d", "dept")}
    fit = random_intercepts(factors, insteval["y"], fixed={"service": insteval["service"]}, method="ml")
    held(fit.criterion, expected["insteval.ML.1+service+(1|s)+"])
    assert [f.name for f in fit.fixed] == ["intercept", "service"]


def test_insteval_with_28_fixed_columns(insteval: dict[str, np.ndarray], expected: dict[str, Any]) -> None:
    """Julia: y ~ 1 + service * dept + (1|s) + (1|d)."""
    service, dept = insteval["service"], insteval["dept"]
    fixed = {"service": service}
    for level in np.unique(dept)[1:]:
        fixed[f"dept {level}"] = (dept == level).astype(float)
        fixed[f"service x dept {level}"] = service * (dept == level)
    factors = {name: insteval[name].astype(int) for name in ("s", "d")}
    fit = random_intercepts(factors, insteval["y"], fixed=fixed, method="ml")
    held(fit.criterion, expected["insteval.ML.1+service*dept+("])


def test_no_case_was_left_out(expected: dict[str, Any]) -> None:
    """The cases about this model are those above."""
    families = ("penicillin.", "dyestuff.", "pastes.", "insteval.")
    assert sum(name.startswith(families) for name in expected) == 11 + 5 + 4 + 9
