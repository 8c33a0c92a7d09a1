"""Every reference case of a crossed model or a G-study, by its id; with the fits that have no published value."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.agreement.kappa import cohen_kappa
from evalkit.statistics.crossed.effects import crossed_effects, random_intercepts
from evalkit.statistics.crossed.result import CrossedEffects
from evalkit.statistics.generalizability.balanced import GStudy, g_study
from evalkit.statistics.generalizability.d_study import d_study
from tests.folders import REPOSITORY
from tests.reference.cases import expanded, outside, table

PRINTED = REPOSITORY / "tests" / "reference_models"
#: Programs stop their searches at about this share of a variance component; ours goes on to the optimum.
SEARCH = 2e-4


@cache
def document() -> dict[str, Any]:
    folder = outside()
    assert folder is not None
    found: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return found


@cache
def packaged(name: str) -> pd.DataFrame:
    folder = outside()
    assert folder is not None
    return pd.read_csv(folder / name)


@cache
def penicillin(method: str) -> CrossedEffects:
    data = packaged("lme4_penicillin.csv")
    return crossed_effects(data["plate"].astype(str), data["sample"].astype(str), data["diameter"], method=method)


@cache
def dyestuff(method: str) -> CrossedEffects:
    data = packaged("lme4_dyestuff.csv")
    return random_intercepts({"batch": data["Batch"].astype(str)}, data["Yield"], method=method)


@cache
def pastes(method: str) -> CrossedEffects:
    data = packaged("lme4_pastes.csv")
    factors = {"batch": data["batch"].astype(str), "cask": data["sample"].astype(str)}
    return random_intercepts(factors, data["strength"], method=method)


@cache
def insteval(model: str) -> CrossedEffects:
    """InstEval has repeated cells: a student may mark a lecturer's several courses."""
    data = packaged("insteval.csv.gz")
    factors = {name: data[name].to_numpy() for name in ("s", "d", "dept")}
    service, dept = data["service"].to_numpy(dtype=float), factors["dept"]
    if model == "reml":
        return crossed_effects(factors["s"], factors["d"], data["y"])
    if model == "dept":
        return random_intercepts(factors, data["y"], fixed={"service": service}, method="ml")
    fixed = {"service": service}
    for level in np.unique(dept)[1:]:
        fixed[f"dept {level}"] = (dept == level).astype(float)
        fixed[f"service x dept {level}"] = service * (dept == level)
    return random_intercepts({name: factors[name] for name in ("s", "d")}, data["y"], fixed=fixed, method="ml")


def mixed(fit: CrossedEffects, what: str, names: dict[str, str]) -> float | None:
    """Read one quantity of a fit; `names` are those that the case gives to factors."""
    kind, _, factor = what.partition("_")
    if what in ("criterion", "deviance"):
        return fit.criterion
    if what == "logLik":
        return fit.log_likelihood
    if what == "intercept":
        return fit.fixed[0].estimate
    if what == "se_intercept":
        return fit.fixed[0].standard_error
    component = fit.component(names.get(factor, factor))
    return {"var": component.variance, "sd": component.sd}[kind]


def of_mixed(case: str) -> float | None:
    data, how, what = case.split(".", 2)
    method = how.lower()
    if data == "penicillin":
        return mixed(penicillin(method), what, {"plate": "unit", "sample": "reviewer", "resid": "residual"})
    if data == "dyestuff":
        return mixed(dyestuff(method), what, {"resid": "residual"})
    if data == "pastes":
        return mixed(pastes(method), what, {"cask:batch": "cask"})
    if method == "reml":
        return mixed(insteval("reml"), what, {"s": "unit", "d": "reviewer", "resid": "residual"})
    return insteval("interaction" if "*" in what else "dept").criterion


@cache
def brennan(design: str) -> GStudy:
    """Items stand for r, occasions for i; raters are numbered on from task to task."""
    name, axes, score, kind = {
        "pxi": ("brennan_2001_synthetic1_p_x_i.csv", ["person", "item"], "score", "p×r"),
        "pxixo": ("brennan_2001_synthetic3_p_x_i_x_o.csv", ["person", "i", "o"], "score", "p×r×i"),
        "pxrt": ("brennan_2001_synthetic4_p_x_r_in_t.csv", ["Person", "Task", "Rater"], "Score", "p×(r:t)"),
    }[design]
    data = pd.read_csv(PRINTED / name)
    if design == "pxrt":
        data["Rater"] = (data["Rater"] - 1) % 4
    return g_study(_cube(data, axes, score), kind)


def _cube(data: pd.DataFrame, axes: list[str], score: str) -> np.ndarray:
    codes = [np.unique(data[axis], return_inverse=True)[1] for axis in axes]
    cube = np.full([int(c.max()) + 1 for c in codes], np.nan)
    cube[tuple(codes)] = data[score]
    return cube


COMPONENTS = {
    "pxi": {"p": "p", "i": "r", "pi": "pr"},
    "pxixo": {"p": "p", "i": "r", "o": "i", "pi": "pr", "po": "pi", "io": "ri", "pio": "pri"},
    "pxrt": {"p": "p", "t": "t", "rt": "r:t", "pt": "pt", "e": "pr:t"},
}


def of_brennan(case: str) -> float | None:
    _, design, *rest = case.split(".")
    study, what = brennan(design), rest[-1]
    if what.startswith("var_"):
        return study.component(COMPONENTS[design][what.removeprefix("var_")]).variance
    found = d_study(study, {"r": int(rest[0][1:])} if len(rest) == 2 else None)
    return {"Erho2": found.generalizability, "Phi": found.dependability}[what]


def ids() -> tuple[str, ...]:
    """Return the ids that this module tests, as the accounting names them."""
    with (Path(__file__).parent / "accounting.csv").open(encoding="utf-8", newline="") as file:
        rows = [row["id"] for row in csv.DictReader(file) if row["tested_by"] == "test_models"]
    return tuple(row for row in rows if not row.startswith("reference_only."))


@pytest.mark.parametrize("case", ids())
def test_value_of_a_model(case: str, reference: Path) -> None:
    """Published values at the case's tolerance; programs' at the same, or at the precision of their own search."""
    row = next(row for row in document()["cases"] if row["id"] == case)
    found = of_brennan(case) if case.startswith("brennan.") else of_mixed(case)
    assert found is not None
    if row["published"] is not None:
        assert found == pytest.approx(row["published"], rel=0, abs=row["tolerance"])
    away = {program: abs(found - value) for program, value in row["computed"].items()}
    assert min(away.values()) <= row["tolerance"]
    for program, distance in away.items():
        # gtheory fits by REML with lme4 what others take from mean squares.
        share = 1e-3 if program.startswith("gtheory") else SEARCH
        assert distance <= max(row["tolerance"], share * abs(found)), program


def test_predictions_of_lecturers(reference: Path) -> None:
    """R: ranef(lmer(y ~ 1 + (1|s) + (1|d), InstEval))$d, at the precision of lme4's search."""
    effects = insteval("reml").effects("reviewer")
    for level, value in document()["reference_only"]["insteval_blup_d"].items():
        assert effects.effect[effects.levels == int(level)] == pytest.approx(value, abs=2e-6)


def test_predictions_of_samples(reference: Path) -> None:
    """R: ranef(…, condVar = TRUE)$sample, and confint(…) of the ML fit."""
    only = document()["reference_only"]
    effects = penicillin("reml").effects("reviewer")
    assert effects.effect == pytest.approx([only["penicillin_blup"][level] for level in effects.levels], abs=2e-6)
    assert effects.conditional_sd == pytest.approx(only["penicillin_blup_condsd"], abs=2e-6)
    rows = {"unit": "sd_(Intercept)|plate", "reviewer": "sd_(Intercept)|sample", "residual": "sigma"}
    for name, row in rows.items():
        limits = np.sqrt(penicillin("ml").confidence_interval(name))
        assert limits == pytest.approx(only["penicillin_profile_ci"][row], rel=1e-4)


def test_severities_with_repeated_cells(reference: Path) -> None:
    """R: lmer(y ~ 1 + (1|person) + (1|rater) + (1|item)), sirt's data.ratings1: five marks in a cell.

    Read in a random order, the same numbers: a cell is where unit and reviewer are, not where the row stands.
    """
    data, lmer = packaged("sirt_data_ratings1_long.csv"), document()["reference_only"]["lmer_ratings1"]
    assert data.duplicated(["person", "rater"]).any()
    for order in (np.arange(len(data)), np.random.default_rng(5).permutation(len(data))):
        rows = data.iloc[order]
        labels = {name: rows[name].astype(str) for name in ("person", "rater", "item")}
        fit = crossed_effects(labels["person"], labels["rater"], rows["y"], facets={"item": labels["item"]})
        assert fit.log_likelihood == pytest.approx(lmer["logLik"], abs=1e-6)
        names = {"unit": "person", "reviewer": "rater", "item": "item", "residual": "Residual"}
        for name, row in names.items():
            assert fit.component(name).variance == pytest.approx(lmer["var"][row], rel=SEARCH)
        effects = fit.effects("reviewer")
        severity = dict(zip(effects.levels.tolist(), effects.effect.tolist(), strict=True))
        assert severity == pytest.approx(lmer["rater"], abs=2e-6)


def test_coefficients_of_irr(reference: Path) -> None:
    """R: irr::icc, kappam.fleiss, kripp.alpha on irr's anxiety and video; irr::kappa2 on its vision table.

    The limits of ICC(A,k) are left out: irr follows the other convention.
    """
    only, folder = document()["reference_only"], outside()
    assert folder is not None
    names = {"1": "one_way", "A1": "agreement", "C1": "consistency", "Ak": "agreement_average"}
    names["Ck"] = "consistency_average"
    for data in ("anxiety", "video"):
        marks, values = table(folder / f"irr_{data}.csv"), only[f"irr_{data}"]
        for form, name in names.items():
            if f"icc_{form}" in values:
                wanted, found = values[f"icc_{form}"], getattr(icc(marks), name)
                assert found.estimate == pytest.approx(wanted["icc"], abs=1e-12)
                if form != "Ak":
                    assert found.confidence_interval() == pytest.approx((wanted["lower"], wanted["upper"]), abs=1e-9)
    marks, values = table(folder / "irr_anxiety.csv"), only["irr_anxiety"]
    assert fleiss_kappa(marks).estimate == pytest.approx(values["fleiss"], abs=1e-12)
    for metric in ("ordinal", "interval"):
        found = krippendorff_alpha(marks, metric=metric).estimate
        assert found is not None
        # irr counts each of the 60 ratings twice here: (2n − 1)/2n in the place of (n − 1)/n. krippendorff 0.9.0 gives
        # .228387 and .170099, as the definition does.
        assert 1 - (1 - found) * 119 / 118 == pytest.approx(values[f"kripp_{metric}"], abs=1e-12)
    pairs = expanded(folder / "irr_vision_table.csv")
    for weights, name in {"identity": "unweighted", "linear": "equal", "quadratic": "squared"}.items():
        found = cohen_kappa(pairs, weights=weights).estimate
        assert found == pytest.approx(only["irr_vision"][name]["kappa"], abs=1e-12)


def test_subtests_of_rajaratnam(reference: Path) -> None:
    """R: gtheory's univariate studies of the three subtests, as printed there to seven decimals."""
    data = pd.read_csv(PRINTED / "rajaratnam_1965_table2.csv")
    wanted = {1: (1.5714302, 0.4285719, 0.5714281), 2: (2.7857148, 0.1994046, 1.0714286)}
    wanted[3] = (1.8571429, 0.4464286, 0.4285714)
    printed = "\n".join(document()["reference_only"]["rajaratnam_mgt"]["gstudy"])
    for subtest, variances in wanted.items():
        part = data[data["Subtest"] == subtest]
        study = g_study(_cube(part, ["Person", "Item"], "Score"))
        # gtheory fits by REML, which stops within about 1e-6.
        assert [c.variance for c in study.components] == pytest.approx(variances, rel=1e-5)
        assert all(f"{value:.7f}" in printed for value in variances)
