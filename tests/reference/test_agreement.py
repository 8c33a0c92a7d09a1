"""Every published and every independently computed value of an agreement statistic, field by field."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.bands import LANDIS_KOCH
from evalkit.statistics.agreement.bland_altman import bland_altman
from evalkit.statistics.agreement.brennan_prediger import brennan_prediger
from evalkit.statistics.agreement.codes import encode
from evalkit.statistics.agreement.conger import conger_kappa
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.agreement.kappa import cohen_kappa
from evalkit.statistics.agreement.kappa_pairs import pairwise_kappa
from evalkit.statistics.agreement.kendall import kendall_w
from evalkit.statistics.agreement.weights import agreement_weights
from tests.reference.cases import Case, columns, expanded, other_cases, own_cases, table

#: What belongs to other tests: crossed models, generalizability and decision consistency.
ELSEWHERE = ("brennan.", "penicillin.", "dyestuff.", "pastes.", "insteval.", "LL.")

ICC_FORMS = {
    "ICC1": "one_way",
    "ICC2": "agreement",
    "ICC3": "consistency",
    "ICC1k": "one_way_average",
    "ICC2k": "agreement_average",
    "ICC3k": "consistency_average",
}


def of_icc(case: Case) -> float | None:
    found = icc(table(case.data))
    _, what, *end = case.id.split(".")
    if what.startswith("MS"):
        squares = found.mean_squares
        return {"MSB": squares.units, "MSW": squares.within, "MSJ": squares.reviewers, "MSE": squares.residual}[what]
    coefficient = getattr(found, ICC_FORMS[what])
    if not end:
        return coefficient.estimate
    low, high = coefficient.confidence_interval(0.95)
    return low if end[-1] == "lower" else high


def of_alpha(case: Case) -> float | None:
    return krippendorff_alpha(table(case.data), metric=case.id.rpartition(".")[2]).estimate


def of_gwet(case: Case) -> float | None:
    parts = case.id.removesuffix(".se").split(".")
    if parts[1] == "benchmark":
        return LANDIS_KOCH.probabilities(0.77544, 0.14295)[parts[2].replace("_", "-")]
    if case.data.name.startswith("irrCAC_cont"):
        ratings, which = expanded(case.data), parts[2]
        weights = parts[3] if len(parts) > 3 else "unweighted"
    else:
        # The scales are those that occur: so irrCAC takes them.
        ratings, which, weights = table(case.data), parts[3], parts[4]
        if case.data.name == "irrCAC_x.raw10x4.csv":
            assert np.isfinite(ratings).all() and ratings.shape == (10, 4)
    weights = "identity" if weights == "unweighted" else weights
    if which == "krippen":
        coded = encode(ratings)
        found = krippendorff_alpha(coded, metric=1 - agreement_weights(weights, coded.values))
    else:
        coefficients: dict[str, Callable] = {
            "fleiss": fleiss_kappa,
            "conger": conger_kappa,
            "bp": brennan_prediger,
            "kappa": cohen_kappa,
        }
        found = coefficients.get(which, gwet_ac)(ratings, weights=weights)
    return found.standard_error if case.id.endswith(".se") else found.estimate


def of_fleiss(case: Case) -> float | None:
    what = case.id.partition(".")[2].removeprefix("wikipedia").lstrip(".")
    if what == "conger_exact":
        return conger_kappa(table(case.data)).estimate
    if what == "light":
        return pairwise_kappa(table(case.data)).light
    found = fleiss_kappa(table(case.data) if "diagnoses" in case.data.name else expanded(case.data))
    if what == "z":
        return found.z
    if what == "irrCAC.se":
        return found.standard_error
    if what.startswith("cat"):
        return found.by_category[int(what[3:]) - 1]
    return float(found.unit_agreement[int(what[1:]) - 1]) if what.startswith("P") else found.estimate


def of_kendall(case: Case) -> float | None:
    found = kendall_w(table(case.data))
    what = case.id.rpartition(".")[2]
    return {"chisq": found.chi2, "p": found.p_value, "noties": found.uncorrected}.get(what, found.estimate)


def of_kappa(case: Case) -> float | None:
    what, *end = case.id.split(".")[2:] or [""]
    if case.id == "wkappa.identity.ccc":
        return pairwise_kappa(table(case.data), weights="quadratic").between(0, 1)
    weights: object = "identity" if what == "unweighted" else what
    if case.id == "wkappa.cohen1968.custom":
        weights = 1 - np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]]) / 6
    found = cohen_kappa(expanded(case.data), weights=weights)
    return found.standard_error if "se" in end else found.estimate


def of_bland_altman(case: Case) -> float | None:
    what = case.id.removeprefix("ba1986.")
    marks = columns(case.data)
    if what == "repeat.wright":
        return bland_altman(marks["WrightFirst"], marks["WrightSecond"], multiplier=2).repeatability
    exact = what.removeprefix("exact.")
    found = bland_altman(marks["WrightFirst"], marks["MiniWrightFirst"], multiplier=2 if exact == what else 1.96)
    bias = found.confidence_interval()
    lower, upper = found.limit_intervals(method="1986")
    return {
        "bias": found.estimate,
        "sd": found.sd,
        "loa_lower_2sd": found.lower,
        "loa_upper_2sd": found.upper,
        "bias_ci_lower": bias.low,
        "bias_ci_upper": bias.high,
        "loa_se": found.limit_standard_error("1986"),
        "lower_loa_ci_lower": lower.low,
        "lower_loa_ci_upper": lower.high,
        "upper_loa_ci_lower": upper.low,
        "upper_loa_ci_upper": upper.high,
        "loa_lower_1.96": found.lower,
        "loa_upper_1.96": found.upper,
        "loa_se_1999": found.limit_standard_error("1999"),
    }[exact]


MEASURES: dict[str, Callable[[Case], float | None]] = {
    "sf79.": of_icc,
    "kripp2011.": of_alpha,
    "kripp.": of_alpha,
    "gwet.": of_gwet,
    "fleiss1971.": of_fleiss,
    "fleiss.": of_fleiss,
    "kendallW.": of_kendall,
    "wkappa.": of_kappa,
    "ba1986.": of_bland_altman,
}


def compare(case: Case) -> None:
    measure = next(m for prefix, m in MEASURES.items() if case.id.startswith(prefix))
    value = measure(case)
    assert value is not None
    if case.published is not None:
        assert value == pytest.approx(case.published, rel=0, abs=case.tolerance)
    assert value == pytest.approx(case.computed, rel=0, abs=case.computed_tolerance)


@pytest.mark.parametrize("case", own_cases(), ids=lambda case: case.id)
def test_value_of_a_printed_table(case: Case) -> None:
    compare(case)


#: Where the folder is not there, one test that says so is skipped.
OTHERS = [case for case in other_cases() if not case.id.startswith(ELSEWHERE)] or [None]


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case.id if case else "none")
def test_value_of_data_outside(case: Case | None, reference: Path) -> None:
    assert case is not None, reference
    compare(case)


def test_every_case_is_here_or_elsewhere(reference: Path) -> None:
    """None is left out: 430 in all, 63 of which concern models."""
    ids = [row["id"] for row in json.loads((reference / "expected.json").read_text(encoding="utf-8"))["cases"]]
    here = [i for i in ids if i.startswith(tuple(MEASURES))]
    assert sorted(ids) == sorted(here + [i for i in ids if i.startswith(ELSEWHERE)])
    assert len(ids) == 430
    assert len(here) == 367
    assert {case.id for case in own_cases()} <= set(here)


def test_the_two_ordinals_are_not_the_same() -> None:
    """Krippendorff's ordinal metric gives .815 for his data, Gwet's ordinal weights .834: two coefficients."""
    ratings = encode(table(next(c.data for c in own_cases() if c.id == "kripp2011.C.ordinal")))
    metric = krippendorff_alpha(ratings, metric="ordinal")
    weights = krippendorff_alpha(ratings, metric=1 - agreement_weights("ordinal", ratings.values))
    assert metric.estimate == pytest.approx(0.81539, abs=5e-6)
    assert weights.estimate == pytest.approx(0.83364, abs=5e-6)
