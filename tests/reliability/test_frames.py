"""The frames of a panel's consistency, each number by another way: fractions, pandas, dense least squares."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import evalkit
from evalkit.reliability.consistency import Consistency
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY
from tests.reliability.test_small import TOTALS, alpha_by_pairs, deviation, of_scope, one_way
from tests.review.small import INDICATORS, SHEETS, SmallFolder

POINTS = {"council": 30, "committee": 20, "projects": 40, "media": 10}


@pytest.fixture
def small(tmp_path: Path) -> Consistency:
    record = SmallFolder.written_to(tmp_path).read()
    return Consistency(Evaluation(record, record.rules))


@pytest.fixture(scope="module")
def demo() -> Consistency:
    return Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())


def test_coefficients(small: Consistency) -> None:
    frame = small.coefficients
    assert set(frame["quantity"]) == {"total", "tier"} and frame["round"].unique().tolist() == ["first", "second", None]
    for scope in small.scopes:
        of_round = frame["round"].isna() if scope is None else frame["round"] == scope
        own = frame[of_round & (frame["quantity"] == "total")].set_index("coefficient")
        by_unit = of_scope(scope, TOTALS)
        assert own.loc[["icc-one-way", "icc-one-way-average"], "estimate"].tolist() == pytest.approx(
            [float(x) for x in one_way(by_unit)]
        )
        assert own.loc["alpha-interval", "estimate"] == pytest.approx(float(alpha_by_pairs(by_unit)))
        assert own.loc["alpha-interval", ["units", "ratings"]].tolist() == [5, sum(map(len, by_unit.values()))]
    # In neither round is there a unit that everybody marked.
    kendall = frame[(frame["coefficient"] == "kendall-w") & frame["round"].notna()]
    assert kendall["estimate"].isna().all() and len(kendall) == 2
    assert frame["undefined_because"].isna().equals(frame["estimate"].notna())
    known = frame.dropna(subset=["low"])
    assert len(known) and (known["low"] <= known["estimate"]).all() and (known["estimate"] <= known["high"]).all()


def test_by_indicator(small: Consistency) -> None:
    frame = small.by_indicator.set_index("indicator")
    assert sorted(frame.index) == sorted(POINTS)
    for place, indicator in enumerate(INDICATORS):
        shares = {sheet: Fraction(points[place]) / POINTS[indicator] for sheet, points in SHEETS.items()}
        by_unit = of_scope(None, shares)
        row = frame.loc[indicator]
        assert row["alpha"] == pytest.approx(float(alpha_by_pairs(by_unit)))
        assert row["apart"] == pytest.approx(float(deviation(by_unit)))
        means = [float(sum(v, Fraction(0)) / len(v)) for v in by_unit.values()]
        assert row["spread"] == pytest.approx(np.std(means, ddof=1))
    assert frame["alpha"].is_monotonic_increasing


def test_severities_by_dense_least_squares(demo: Consistency) -> None:
    frame = demo.severities
    totals = demo.ev.marks.groupby(["round", "unit", "reviewer"], observed=True)["points"].sum().reset_index()
    assert not totals.duplicated(["unit", "reviewer"]).any()  # every sheet is a reviewer's first on its unit
    # What the rounds differ by on units of both comes off first.
    by_round = pd.get_dummies(totals["round"]).iloc[:, 1:].astype(float)

    def within(values: pd.Series[float]) -> pd.Series[float]:
        return values - values.groupby(totals["unit"], observed=True).transform("mean")

    effect = np.linalg.lstsq(by_round.apply(within).to_numpy(), within(totals["points"]).to_numpy(), rcond=None)[0]
    level = totals["points"] - by_round.to_numpy() @ effect
    reviewers = pd.get_dummies(totals["reviewer"].astype(str)).astype(float)
    both = pd.concat([pd.get_dummies(totals["unit"].astype(str)).astype(float), reviewers], axis=1)
    fitted = pd.Series(np.linalg.lstsq(both.to_numpy(), level.to_numpy(), rcond=None)[0], index=both.columns)
    wanted = fitted[reviewers.columns] - fitted[reviewers.columns].mean()
    found = frame.set_index("reviewer")["severity"]
    assert (found - found.mean()).to_dict() == pytest.approx(wanted.to_dict())
    assert frame["severity"].is_monotonic_increasing  # the highest score is best: most severe first
    assert frame.set_index("reviewer")["sheets"].to_dict() == totals["reviewer"].astype(str).value_counts().to_dict()
    assert set(frame.loc[frame["stands_out"], "reviewer"]) == set(frame.loc[frame["p"] <= 0.05, "reviewer"])
    # planted.json: R07 and R20 are severe, R13 and R26 lenient.
    striking = frame.loc[frame["stands_out"], "reviewer"].tolist()
    assert (set(striking[:2]), set(striking[2:])) == ({"R07", "R20"}, {"R13", "R26"})


def test_matters(demo: Consistency) -> None:
    frame = demo.matters
    flagged = {
        (demo.diagnostics.reviewers[who], question)
        for question, result in demo.diagnostics.results.items()
        for who in result.flagged()
        if question != "own-advantage" or result.finding(who).n_units >= 3
    }
    assert set(zip(frame["reviewer"], frame["question"], strict=True)) == flagged
    severity = frame[frame["question"] == "severity"].set_index("reviewer")
    assert severity["direction"].to_dict() == {"R07": "below", "R20": "below", "R13": "above", "R26": "above"}
    same = demo.severities.set_index("reviewer").loc[severity.index]
    assert severity["estimate"].equals(same["severity"]) and severity["low"].equals(same["low"])
    assert (frame.loc[frame["sure"] == "firm", "p"] <= 0.05).all()
    assert frame["follows_from"].isna().tolist() == sorted(frame["follows_from"].isna(), reverse=True)


def test_more_reviewers_by_spearman_and_brown(demo: Consistency) -> None:
    """The coefficient of a mean of n is n·ρ / (1 + (n − 1)·ρ); its error falls with the root of n."""
    frame = demo.more_reviewers.set_index("reviewers")
    for coefficient in ("dependability", "generalizability", "low", "high"):
        one = frame[coefficient].iloc[0]
        assert frame[coefficient].tolist() == pytest.approx([n * one / (1 + (n - 1) * one) for n in range(1, 11)])
    assert frame["error"].tolist() == pytest.approx([frame["error"].iloc[0] / n**0.5 for n in range(1, 11)])


def test_every_sheet(demo: Consistency) -> None:
    frame = demo.by_sheet
    marks = demo.ev.marks.groupby(["round", "unit", "reviewer"], observed=True)["points"].agg(["sum", "count"])
    found = frame.set_index(["round", "unit", "reviewer"])
    assert found["total"].to_dict() == pytest.approx(marks["sum"].to_dict())
    assert found["marks"].to_dict() == marks["count"].to_dict() and frame["first"].all()
    ties = pd.read_csv(REPOSITORY / "data/demo/2025/affiliations.csv", dtype=str)
    pairs = set(zip(ties["reviewer"], ties["unit"], strict=True))
    assert frame["tied"].tolist() == [pair in pairs for pair in zip(frame["reviewer"], frame["unit"], strict=True)]


def test_what_was_asked_and_what_ties_add(demo: Consistency) -> None:
    # 31 reviewers and six questions, and 15 with a tie.
    assert demo.asked.set_index("question")["tested"].to_dict() == {
        **dict.fromkeys(["severity", "spread", "erratic", "halo", "differentiation", "drift"], 31),
        "own-advantage": 15,
    }
    together, each = demo.ties.iloc[0], demo.ties.iloc[1:]
    tied = demo.by_sheet[demo.by_sheet["tied"]]
    assert together["sheets"] == len(tied) and each["sheets"].sum() == len(tied)
    assert each.set_index("reviewer")["sheets"].to_dict() == tied["reviewer"].value_counts().to_dict()
    # planted.json: who has a tie gives more; by single sheets nobody stands out.
    assert together["low"] > 0 and together["stands_out"] and not each["stands_out"].any()


def test_components_and_parts(demo: Consistency) -> None:
    frame = demo.components
    assert frame["undefined_because"].tolist() == ["not-connected", None, None]
    known = frame.iloc[1:]
    variances = known[["unit_sd", "reviewer_sd", "residual_sd"]].to_numpy() ** 2
    shares = known[["unit_share", "reviewer_share", "residual_share"]].to_numpy()
    assert shares == pytest.approx(variances / variances.sum(axis=1, keepdims=True))
    # In the first round the panel was dealt out in five groups (docs of the demonstration).
    parts = demo.parts
    assert parts["round"].tolist() == ["first"] * 5 and parts["part"].tolist() == [1, 2, 3, 4, 5]
    assert sorted(code for members in parts["members"] for code in members) == sorted(demo.diagnostics.reviewers)
    first = demo.by_sheet[demo.by_sheet["round"] == "first"]
    assert (parts["units"].sum(), parts["ratings"].sum()) == (first["unit"].nunique(), len(first))
    assert parts["ratings"].is_monotonic_decreasing


def test_coefficients_of_the_crossed_model_are_those_of_more_reviewers(demo: Consistency) -> None:
    model = demo.coefficients[demo.coefficients["coefficient"].str.match("icc-(agreement|consistency)")]
    study = demo.more_reviewers.set_index("reviewers")
    # Five sheets a unit.
    wanted = [study.loc[n, kind] for n in (1, 5) for kind in ("dependability", "generalizability")]
    assert model["estimate"].tolist() == pytest.approx(wanted) and model["round"].isna().all()
