"""Severe in one area: planted in marks, told on page 07, recomputed by least squares with dummies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import evalkit
from evalkit.edition.counted import with_dropped
from evalkit.reliability import Consistency
from evalkit.reliability.differential import by_area, by_cohort
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY
from tests.report.page07 import cells, run

AREA, COHORT, WHO = "organisation", "3", "R05"
#: Points of the indicators of the area, from the rules of the edition.
POINTS = {
    "council": 5, "expert-committee": 4, "members-assembly": 4,
    "secretariat-meetings": 4, "website": 2, "secretariat": 6,
}  # fmt: skip


def marks_of(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data/demo/2025/marks.csv", dtype={"unit": str})


def with_a_third_less(root: Path, where: Callable[[pd.DataFrame], pd.Series[bool]]) -> Path:
    """Copy the demonstration, with a third of the reviewer's points taken away where it is said."""
    (root / "data/demo").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "data/demo/2025", root / "data/demo/2025")
    shutil.copy(REPOSITORY / "data/demo/programme.toml", root / "data/demo")
    table = marks_of(root)
    there = (table["reviewer"] == WHO) & table["round"].isin(["first", "second"]) & where(table)
    table.loc[there, "points"] = (table.loc[there, "points"] * 2 / 3).round()
    table.to_csv(root / "data/demo/2025/marks.csv", index=False)
    return root


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_a_third_less(tmp_path_factory.mktemp("area"), lambda table: table["indicator"].isin(list(POINTS)))


@pytest.fixture(scope="module")
def planted_cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = cohorts()
    return with_a_third_less(tmp_path_factory.mktemp("cohort"), lambda table: table["unit"].map(own) == COHORT)


def cohorts() -> dict[str, str]:
    units = pd.read_csv(REPOSITORY / "data/demo/2025/units.csv", dtype=str)
    return dict(zip(units["unit"], units["cohort"], strict=True))


def shares(root: Path) -> pd.DataFrame:
    """What each sheet reaches of each area, in per cent; first sheets alone, the difference of rounds taken off."""
    found = Consistency(evalkit.load("demo", "2025", root=root).evaluate())
    sheets = found.by_sheet[["round", "unit", "reviewer", "first"]]
    areas = {i.id: area.id for area in found.ev.rules.areas for i in area.indicators}
    points = {i.id: float(i.points or 0) for i in found.ev.rules.indicators}
    long = marks_of(root).assign(area=lambda t: t["indicator"].map(areas), most=lambda t: t["indicator"].map(points))
    sums = long.groupby(["round", "unit", "reviewer", "area"])[["points", "most"]].sum()
    wide = (100 * sums["points"] / sums["most"]).unstack().reset_index()
    wide = sheets.merge(wide, on=["round", "unit", "reviewer"])
    units, second = pd.get_dummies(wide["unit"], dtype=float), (wide["round"] == "second").astype(float)
    for area in dict.fromkeys(areas.values()):
        design = np.column_stack([units, second])
        wide[area] -= second * np.linalg.lstsq(design, wide[area], rcond=None)[0][-1]
    return wide[wide["first"]]


def test_nothing_is_said_of_anybody_in_the_demonstration() -> None:
    found = Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())
    assert found.differential["by"].tolist() == ["area", "cohort"]
    assert not found.differential["stands_out"].any() and found.differential["sd"].isna().all()
    assert found.differing.empty


def test_who_is_severe_in_one_area_is_told(planted: Path) -> None:
    found = Consistency(evalkit.load("demo", "2025", root=planted).evaluate())
    row = found.differential.set_index("by").loc["area"]
    assert row["stands_out"] and row["low"] < row["sd"] < row["high"]
    first = found.differing.iloc[0]
    assert (first["by"], first["part"], first["reviewer"]) == ("area", AREA, WHO)
    assert set(found.differing["reviewer"]) == {WHO}
    # What is beyond the mean of the same sheet over the areas, by unit and reviewer, reviewers adding up to 0.
    wide = shares(planted)
    areas = [area.id for area in found.ev.rules.areas]
    apart = wide[AREA] - wide[areas].mean(axis=1)
    units, reviewers = (pd.get_dummies(wide[name], dtype=float) for name in ("unit", "reviewer"))
    effect = np.linalg.lstsq(np.column_stack([units, reviewers]), apart, rcond=None)[0][units.shape[1] :]
    effect = dict(zip(reviewers.columns, effect - effect.mean(), strict=True))
    assert first["difference"] == pytest.approx(effect[WHO], abs=1e-6)


def test_who_is_severe_with_one_cohort_is_told(planted_cohort: Path) -> None:
    """By dummies of units, reviewers, and of this reviewer's sheets on this cohort."""
    found = Consistency(evalkit.load("demo", "2025", root=planted_cohort).evaluate())
    row = found.differential.set_index("by").loc["cohort"]
    assert row["stands_out"] and row["low"] < row["sd"] < row["high"]
    own = found.differing[found.differing["by"] == "cohort"]
    assert (own.iloc[0]["part"], own.iloc[0]["reviewer"]) == (COHORT, WHO) and own.iloc[0]["difference"] < -5
    sheets = found.by_sheet
    units = pd.get_dummies(sheets["unit"], dtype=float)
    # Rounds are compared within units, over all sheets.
    second = (sheets["round"] == "second").astype(float)
    between = np.linalg.lstsq(np.column_stack([units, second]), sheets["total"], rcond=None)[0][-1]
    total = (sheets["total"] - second * between)[sheets["first"]]
    sheets = sheets[sheets["first"]]
    here = ((sheets["reviewer"] == WHO) & (sheets["unit"].map(cohorts()) == COHORT)).astype(float)
    dummies = [pd.get_dummies(sheets[name], dtype=float) for name in ("unit", "reviewer")]
    effect = np.linalg.lstsq(np.column_stack([*dummies, here]), total, rcond=None)[0][-1]
    assert own.iloc[0]["difference"] == pytest.approx(effect, abs=1e-6) and own.iloc[0]["sheets"] == here.sum()


def test_page_07_tells_the_office_who_is_severe_with_one_cohort(planted_cohort: Path) -> None:
    found = Consistency(evalkit.load("demo", "2025", root=planted_cohort).evaluate())
    office = run(planted_cohort, "demo", "2025", "en", "internal")
    assert any("Severity is not the same with every cohort" in str(s) for s in office)
    assert len(cells(office, "differing")) == len(found.differing)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_07_names_the_reviewer_to_the_office_alone(planted: Path, language: str) -> None:
    found = Consistency(evalkit.load("demo", "2025", root=planted).evaluate())
    office = run(planted, "demo", "2025", language, "internal")
    listed = cells(office, "differing")
    assert len(listed) == len(found.differing) and all(WHO in "".join(row) for row in listed)
    told = {
        "en": (
            "Severity is not the same in every area",
            "Nothing shows that reviewers are more severe with one",
        ),
        "zh": ("宽严因一级指标而异", "看不出专家对不同批次宽严不一"),
    }[language]
    assert all(any(what in str(s) for s in office) for what in told)
    public = run(planted, "demo", "2025", language, "public")
    assert not any(getattr(s, "name", "") == "consistency-differing" for s in public)


def test_an_area_that_is_dropped_leaves_the_others_to_be_compared() -> None:
    """As the other two are by themselves, with nothing dropped."""
    whole = Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())
    first, gone, last = whole.ev.rules.areas
    alone = by_area(whole.sheets, [first, last])
    assert alone is not None and alone.p is not None and alone.p_exchange is not None
    record = with_dropped(whole.ev.record.reviewed(), [i.id for i in gone.indicators])
    found = Consistency(Evaluation(record, record.rules))
    row = found.differential.set_index("by").loc["area"]
    assert float(row["p"]) == pytest.approx(max(alone.p, alone.p_exchange))
    assert found.differing[found.differing["by"] == "area"].empty or set(found.differing["part"]) <= {first.id, last.id}


def test_where_there_is_one_area_or_cohort_nothing_is_asked() -> None:
    found = Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())
    sheets, areas = found.sheets, found.ev.rules.areas
    cohorts = pd.Series(pd.Categorical(["1"] * len(sheets.ballots.units)))
    assert by_area(sheets, areas[:1]) is None and by_cohort(sheets, cohorts) is None
    assert by_cohort(sheets, pd.Series(pd.Categorical([None] * len(cohorts)))) is None
