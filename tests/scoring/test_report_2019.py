"""Every count and percentage of section III of the 2019 report that follows from counts, typed in from the report.

Sections are those of 《2019 年度产业技术创新战略联盟活跃度评价报告》; "III.8" is its chapter 三, heading 8. Percentages
are printed there with two decimals, round ones shorter (20 %, 25 %).
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from evalkit.scoring import Evaluation, percent
from evalkit.scoring.shares import Of

TIERS = ["high", "fairly-high", "average", "inactive"]
COHORTS = ["1", "2", "3", "D"]

#: III.6 to III.9: tier → counts of cohorts 1, 2, 3, D.
TIER_BY_COHORT = {
    "high": [17, 7, 9, 2],  # III.6
    "fairly-high": [3, 2, 10, 4],  # III.7
    "average": [15, 7, 11, 4],  # III.8
    "inactive": [2, 2, 4, 0],  # III.9: "无协发网网员联盟"
}


def one(frame: pd.DataFrame, **where: str) -> pd.Series:
    """Return the one row in which the columns hold these values."""
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_participation(ev2019: Evaluation) -> None:
    """III.1: 99 took part, 58 did not; 37/15, 18/21, 34/21, 10/1 by cohort; totals 52, 39, 55 (III.6), 11 (III.5)."""
    frame = ev2019.participation()
    assert list(frame.columns) == ["cohort", "participants", "total", "absent"]
    assert frame["cohort"].tolist() == COHORTS
    assert frame["participants"].tolist() == [37, 18, 34, 10]
    assert frame["total"].tolist() == [52, 39, 55, 11]
    assert frame["absent"].tolist() == [15, 21, 21, 1]
    assert (frame["participants"].sum(), frame["absent"].sum()) == (99, 58)
    assert percent(58, 157, 2) == Decimal("36.94")  # III.1


def test_tier_counts(ev2019: Evaluation) -> None:
    """III.1: 35, 19, 37 and 8."""
    frame = ev2019.counts("tier")
    assert frame["tier"].tolist() == TIERS
    assert frame["count"].tolist() == [35, 19, 37, 8]


@pytest.mark.parametrize("by", [("tier", "cohort"), ("cohort", "tier")])
def test_every_cell(by: tuple[str, str], ev2019: Evaluation) -> None:
    """III.6 to III.9, in either order of the keys; no cell is left out where it is 0."""
    frame = ev2019.counts(by)  # type: ignore[arg-type]
    assert list(frame.columns) == [*by, "count"]
    assert len(frame) == 16
    cells = {(row["tier"], row["cohort"]): row["count"] for row in frame.to_dict("records")}
    assert cells == {(t, c): n for t, counts in TIER_BY_COHORT.items() for c, n in zip(COHORTS, counts, strict=True)}


def test_upper_and_lower_half(ev2019: Evaluation) -> None:
    """III.1: high and fairly high 20, 9, 19, 6; average and inactive 17, 9, 15, 4; 54 together, 54.55 % and 34.39 %."""
    cells = ev2019.counts(("tier", "cohort"))
    count = {tier: cells["count"][cells["tier"] == tier].to_numpy() for tier in TIERS}
    assert (count["high"] + count["fairly-high"]).tolist() == [20, 9, 19, 6]
    assert (count["average"] + count["inactive"]).tolist() == [17, 9, 15, 4]
    assert (count["high"] + count["fairly-high"]).sum() == 54
    assert percent(54, 99, 2) == Decimal("54.55")
    assert percent(54, 157, 2) == Decimal("34.39")


def test_full_marks(ev2019: Evaluation) -> None:
    """III.6: seven alliances with 100 points, six of batch 1 and one of batch 3; one of batch 2 at 95 or more."""
    results = ev2019.results
    full = results[results["score"] == 100]
    assert full["unit"].tolist() == ["105", "110", "118", "119", "125", "129", "320"]
    assert full["rank"].tolist() == [1] * 7
    assert results[(results["cohort"] == "2") & (results["score"] >= 95)]["unit"].tolist() == ["233"]


# III.1, III.6, III.7, III.8, III.9
@pytest.mark.parametrize(
    ("tier", "of_participants", "of_all"),
    [
        ("high", "35.35", "22.29"),
        ("fairly-high", "19.19", "12.10"),
        ("average", "37.37", "23.57"),  # 37.37 as in III.8; III.1 prints 37.38, see below
        ("inactive", "8.08", "5.10"),
    ],
)
def test_tier_shares(tier: str, of_participants: str, of_all: str, ev2019: Evaluation) -> None:
    row = one(ev2019.shares("tier", "participants"), tier=tier)
    assert (row["denominator"], row["percent"]) == (99, Decimal(of_participants))
    row = one(ev2019.shares("tier", "all"), tier=tier)
    assert (row["denominator"], row["percent"]) == (157, Decimal(of_all))


@pytest.mark.parametrize(
    ("section", "tier", "cohort", "of_pilots", "of_cohort"),
    [
        ("III.6", "high", "1", "51.52", "32.69"),
        ("III.6", "high", "2", "21.21", "17.95"),
        ("III.6", "high", "3", "27.27", "16.36"),
        ("III.7", "fairly-high", "1", "20", "5.77"),
        ("III.7", "fairly-high", "2", "13.33", "5.13"),
        ("III.7", "fairly-high", "3", "66.67", "18.18"),
        ("III.8", "average", "1", "45.45", "28.85"),
        ("III.8", "average", "2", "21.21", "17.95"),
        ("III.8", "average", "3", "33.33", "20"),  # the report prints 33.34, see below
        ("III.9", "inactive", "1", "25", "3.85"),
        ("III.9", "inactive", "2", "25", "5.13"),
        ("III.9", "inactive", "3", "50", "7.27"),
    ],
)
def test_shares_of_the_pilots(
    section: str, tier: str, cohort: str, of_pilots: str, of_cohort: str, ev2019: Evaluation
) -> None:
    """Of the tier's pilots (33, 15, 33 and 8), and of the cohort's total (52, 39 and 55)."""
    pilots = dict(zip(TIERS, (33, 15, 33, 8), strict=True))  # titles of the pictures in III.6 to III.9
    row = one(ev2019.shares(("tier", "cohort"), "tier", within="pilots"), tier=tier, cohort=cohort)
    assert (row["of"], row["denominator"], row["percent"]) == ("tier", pilots[tier], Decimal(of_pilots))
    totals = {"1": 52, "2": 39, "3": 55}
    row = one(ev2019.shares(("tier", "cohort"), "cohort"), tier=tier, cohort=cohort)
    assert (row["of"], row["denominator"], row["percent"]) == ("cohort", totals[cohort], Decimal(of_cohort)), section


@pytest.mark.parametrize(
    ("tier", "count", "of", "denominator", "printed"),
    [
        ("high", 2, "tier", 35, "5.71"),  # III.6
        ("high", 2, "participants", 99, "2.02"),
        ("high", 2, "all", 157, "1.27"),
        ("fairly-high", 4, "tier", 19, "21.05"),  # III.7
        ("fairly-high", 4, "participants", 99, "4.04"),
        ("fairly-high", 4, "all", 157, "2.55"),
        ("average", 4, "tier", 37, "10.81"),  # III.8
        ("average", 4, "participants", 99, "4.04"),
        ("average", 4, "all", 157, "2.55"),
    ],
)
def test_shares_of_the_network_members(
    tier: str, count: int, of: Of, denominator: int, printed: str, ev2019: Evaluation
) -> None:
    row = one(ev2019.shares(("cohort", "tier"), of), cohort="D", tier=tier)
    assert (row["count"], row["denominator"], row["percent"]) == (count, denominator, Decimal(printed))


def test_misprint_of_the_average_tier(ev2019: Evaluation) -> None:
    """III.1 prints 37.38 % for 37 of 99. 37/99 = 0.373737…, which is 37.37 %, as III.8 prints it.

    37.38 comes out only where the four shares are made to add up to 100 (largest remainder): cut they are 35.35, 19.19,
    37.37 and 8.08, in all 99.99, and the largest remainder is that of 37.3737.
    """
    half_up = ev2019.shares("tier")["percent"].tolist()
    assert half_up == [Decimal("35.35"), Decimal("19.19"), Decimal("37.37"), Decimal("8.08")]
    assert Decimal("37.38") not in half_up
    assert Decimal("37.38") not in ev2019.shares("tier", rounding="half-even")["percent"].tolist()
    adjusted = ev2019.shares("tier", rounding="largest-remainder")["percent"].tolist()
    assert adjusted == [Decimal("35.35"), Decimal("19.19"), Decimal("37.38"), Decimal("8.08")]
    assert sum(adjusted) == 100


def test_misprint_of_the_third_batch(ev2019: Evaluation) -> None:
    """III.8 prints 33.34 % for 11 of 33; it is 33.33 %.

    Nor does the largest remainder give 33.34: 45.4545, 21.2121 and 33.3333 add up to 99.99 when cut, and the missing
    hundredth goes to the first.
    """
    for rounding, third in (("half-up", "33.33"), ("half-even", "33.33"), ("largest-remainder", "33.33")):
        frame = ev2019.shares(("tier", "cohort"), "tier", within="pilots", rounding=rounding)  # type: ignore[arg-type]
        assert one(frame, tier="average", cohort="3")["percent"] == Decimal(third)
    assert one(frame, tier="average", cohort="1")["percent"] == Decimal("45.46")
