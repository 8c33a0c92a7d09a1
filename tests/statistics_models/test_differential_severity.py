"""Severity that depends on the area or on the group of units, against R: variance components, effects, F.

R 4.2.2, lme4 1.1.31, on ``made_reviewer_by_part.csv`` with every column but ``mark`` a factor::

    lmer(mark ~ area + (1|unit) + (1|reviewer) + (1|unit:reviewer) + (1|unit:area) + (1|reviewer:area), d)
    lmer(mark ~ 1 + (1|unit) + (1|reviewer) + (1|reviewer:cohort), t)       # t: mark summed over areas
    anova(lm(mark ~ unit + reviewer, t), lm(mark ~ unit + reviewer * cohort, t))

with ``lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))``. F by area: the sums of squares of
``lm(Z ~ unit)`` and ``lm(Z ~ unit + reviewer)``, Z the marks of a sheet times the columns of ``contr.helmert(4)``, each
divided by its length, 3 × 249 / 3 degrees of freedom.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import helmert

from evalkit.statistics.reviewers.differential import DifferentialSeverity, severity_by_area, severity_by_group
from tests.folders import REPOSITORY
from tests.statistics_models.conftest import Columns, read

AREAS = 4


@pytest.fixture(scope="module")
def panel() -> Columns:
    return read(REPOSITORY / "tests" / "reference_models" / "made_reviewer_by_part.csv")


@pytest.fixture(scope="module")
def by_areas(panel: Columns) -> DifferentialSeverity:
    marks = panel["mark"].reshape(-1, AREAS)
    return severity_by_area(panel["unit"][::AREAS], panel["reviewer"][::AREAS], marks)


@pytest.fixture(scope="module")
def by_groups(panel: Columns) -> DifferentialSeverity:
    totals = panel["mark"].reshape(-1, AREAS).sum(axis=1)
    return severity_by_group(*(panel[c][::AREAS] for c in ("unit", "reviewer")), totals, panel["cohort"][::AREAS])


def test_by_area_as_lme4(by_areas: DifferentialSeverity) -> None:
    assert by_areas.model is not None and by_areas.sd is not None
    found = {c.name: c.variance for c in by_areas.model.components}
    expected = {"unit-part": 3.64306443106, "reviewer-part": 2.27219967948, "residual": 8.48303391368}
    assert found == pytest.approx(expected, rel=1e-6)
    assert by_areas.sd**2 == pytest.approx(2.27219967948, rel=1e-6)
    # ranef(f)[["reviewer:area"]] of reviewers 1 and 8; what is common to the areas is severity.
    effects = by_areas.model.effects("reviewer-part").effect.reshape(-1, AREAS - 1) @ helmert(AREAS)
    for row, ranef in (
        (0, [0.5114086613, 0.8916917578, -1.1466699157, 0.3889109244]),
        (7, [0.4432004922, -0.1340730245, -1.2670718826, 1.0689143085]),
    ):
        np.testing.assert_allclose(effects[row], np.array(ranef) - np.mean(ranef), atol=1e-6)


def test_by_area_f(by_areas: DifferentialSeverity) -> None:
    assert by_areas.df == (21, 249)
    assert by_areas.statistic == pytest.approx(4.399436127, rel=1e-8)
    assert by_areas.p == pytest.approx(4.5737163e-09, rel=1e-6)
    # 999 deals, none of them as striking: 1 / 1000.
    assert by_areas.p_exchange == pytest.approx(0.001)
    assert by_areas.there
    sums = {f.reviewer: 0.0 for f in by_areas.findings}
    for f in by_areas.findings:
        assert f.finding.estimate is not None
        sums[f.reviewer] += f.finding.estimate
    np.testing.assert_allclose(list(sums.values()), 0, atol=1e-10)


def test_by_group_as_lme4(by_groups: DifferentialSeverity) -> None:
    assert by_groups.model is not None
    found = {c.name: c.variance for c in by_groups.model.components}
    expected = {
        "unit": 754.961311954, "reviewer": 126.483923260, "reviewer-part": 136.996183536, "residual": 113.867649534,
    }  # fmt: skip
    assert found == pytest.approx(expected, rel=1e-6)
    assert by_groups.model.criterion == pytest.approx(1048.49119383, rel=1e-9)
    assert by_groups.df == (14, 69)
    assert by_groups.statistic == pytest.approx(6.66063, rel=1e-5)
    assert by_groups.p == pytest.approx(2.6362e-08, rel=1e-4)


def test_one_shift_as_a_regression(panel: Columns, by_groups: DifferentialSeverity) -> None:
    """Reviewer 7 in cohort 2 as a dummy: lm(mark ~ unit + reviewer + shift, t)."""
    unit, reviewer, cohort = (panel[c][::AREAS].astype(int) for c in ("unit", "reviewer", "cohort"))
    totals = panel["mark"].reshape(-1, AREAS).sum(axis=1)
    shift = ((reviewer == 7) & (cohort == 2)).astype(float)
    design = np.column_stack([np.eye(30)[unit - 1], np.eye(8)[reviewer - 1][:, 1:], shift])
    beta, rss = np.linalg.lstsq(design, totals, rcond=None)[:2]
    error = np.sqrt(float(rss[0]) / (120 - 38) * np.linalg.inv(design.T @ design)[-1, -1])
    (own,) = (f.finding for f in by_groups.findings if (f.reviewer, f.part) == (7, 2))
    assert own.estimate == pytest.approx(float(beta[-1]))
    assert own.standard_error == pytest.approx(float(error))
    assert own.df == (82,)
    assert {(f.reviewer, f.part) for f in by_groups.striking} == {(7, 2), (7, 3)}


def test_what_moves_a_whole_sheet_moves_no_area(panel: Columns, by_areas: DifferentialSeverity) -> None:
    unit, reviewer = panel["unit"][::AREAS], panel["reviewer"][::AREAS]
    marks = panel["mark"].reshape(-1, AREAS) + 10 * np.random.default_rng(1).standard_normal((120, 1))
    found = severity_by_area(unit, reviewer, marks)
    assert found.statistic == pytest.approx(by_areas.statistic)
    assert found.sd == pytest.approx(by_areas.sd, rel=1e-6)


def test_nothing_there_names_nobody() -> None:
    """Of 8 panels without any difference three at most say so of one: at 5 % more would in one of 2,700 runs."""
    alarms = [0, 0]
    for seed in range(8):
        rng = np.random.default_rng([16, seed])
        unit = np.repeat(np.arange(24), 3)
        reviewer = np.concatenate([rng.permutation(6)[:3] for _ in range(24)])
        sheets = rng.normal(0, 5, 24)[unit, None] + rng.normal(0, 3, 6)[reviewer, None] + rng.standard_t(3, (72, 3))
        totals = sheets.sum(axis=1)
        found = severity_by_area(unit, reviewer, sheets), severity_by_group(unit, reviewer, totals, unit % 3)
        for k, one in enumerate(found):
            alarms[k] += bool(one.there)
            assert one.there or not one.striking
    assert max(alarms) <= 3


def test_what_cannot_be_asked() -> None:
    unit, reviewer = (index.ravel() for index in np.indices((5, 3)))
    marks = np.random.default_rng(1).standard_normal((15, 2))
    assert severity_by_area(unit, reviewer, marks[:, :1]).undefined_because == "one-area"
    assert severity_by_group(unit, reviewer, marks[:, 0], np.zeros(15)).undefined_because == "one-group"
    # Every reviewer marked the units of one group only.
    apart = severity_by_group(unit, reviewer + 3 * (unit > 2), marks[:, 0], unit > 2)
    assert (apart.undefined_because, apart.there) == ("one-group-each", None)
    assert severity_by_area(unit, 2 * unit, marks).undefined_because == "no-pairs"
    with pytest.raises(ValueError, match=r"`values` must have the shape \(N, A\)"):
        severity_by_area(unit, reviewer, marks[:, 0])
    with pytest.raises(ValueError, match="`group` must have the shape"):
        severity_by_group(unit, reviewer, marks[:, 0], [1])
