"""Severe in one area: planted in marks, told on page 07, recomputed by least squares with dummies."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import evalkit
from evalkit.reliability import Consistency
from evalkit.reliability.differential import by_area, by_cohort
from tests.folders import REPOSITORY
from tests.report.page07 import cells, run

AREA, WHO = "organisation", "R05"
#: Points of the indicators of the area, from the rules of the edition.
POINTS = {
    "council": 5, "expert-committee": 4, "members-assembly": 4,
    "secretariat-meetings": 4, "website": 2, "secretariat": 6,
}  # fmt: skip


def marks_of(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data/demo/2025/marks.csv", dtype={"unit": str})


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with a third of one reviewer's points in one area taken away."""
    root = tmp_path_factory.mktemp("differential")
    (root / "data/demo").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "data/demo/2025", root / "data/demo/2025")
    shutil.copy(REPOSITORY / "data/demo/programme.toml", root / "data/demo")
    table = marks_of(root)
    own = (table["reviewer"] == WHO) & table["round"].isin(["first", "second"])
    there = own & table["indicator"].isin(list(POINTS))
    table.loc[there, "points"] = (table.loc[there, "points"] * 2 / 3).round()
    table.to_csv(root / "data/demo/2025/marks.csv", index=False)
    return root


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


def test_where_there_is_one_area_or_cohort_nothing_is_asked() -> None:
    found = Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())
    sheets, areas = found.sheets, found.ev.rules.areas
    cohorts = pd.Series(pd.Categorical(["1"] * len(sheets.ballots.units)))
    assert by_area(sheets, areas[:1]) is None and by_cohort(sheets, cohorts) is None
    assert by_cohort(sheets, pd.Series(pd.Categorical([None] * len(cohorts)))) is None
