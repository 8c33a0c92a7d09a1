"""Which units are for discussion, why, and in which order: by hand."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from evalkit.edition import EditionRecord, Rules, variant
from evalkit.frames import DISPUTES
from evalkit.review.docket import Driver, docket, margin
from tests.review.small import Sheet, SmallFolder

F = Fraction


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> EditionRecord:
    """The good small edition."""
    return SmallFolder.written_to(tmp_path_factory.mktemp("small")).read()


def with_importance(rules: Rules, **importance: object) -> Rules:
    """Return the rules with other important differences; none where nothing is given."""
    review = rules.review.model_dump(exclude_none=True) | {"importance": importance}
    if not importance:
        review.pop("importance")
    return variant(rules, review=review)


def filled(total: str) -> tuple[str, ...]:
    """Return a sheet of this total, its indicators filled up from the first: 84.5 is 30, 20, 34.5 and 0."""
    rest, sheet = Decimal(total), []
    for most in (30, 20, 40, 10):
        sheet.append(min(rest, Decimal(most)))
        rest -= sheet[-1]
    assert rest == 0
    return tuple(str(points) for points in sheet)


def of_totals(root: Path, totals: Mapping[Sheet, str], *, assigned: str = "") -> EditionRecord:
    """Return an edition of sheets with these totals; further lines of assignment.csv in `assigned`."""
    folder = SmallFolder.written_to(root).with_sheets({sheet: filled(total) for sheet, total in totals.items()})
    folder.write("assignment.csv", folder.text("assignment.csv") + assigned)
    return folder.read()


def second(**totals: tuple[str, ...]) -> dict[Sheet, str]:
    """Return totals of the second round: of R3, R4 and R5 for units A, of R1, R2 and R3 for units B."""
    panels = {"A": ("R3", "R4", "R5"), "B": ("R1", "R2", "R3")}
    return {
        ("second", unit, reviewer): total
        for unit, mine in totals.items()
        for reviewer, total in zip(panels[unit[0]], mine, strict=False)
    }


def test_the_small_edition(small: EditionRecord) -> None:
    """Two units: A01, whose reviewers stand on both sides of 85, and A02, whose totals go from 42 to 80."""
    found = docket(small)
    assert list(found.table.columns) == list(DISPUTES.names)
    one, two = found.table.to_dict("records")
    means = [F("434.5") / 5, F(305, 5), F("491.5") / 5, F("121.5") / 5, F("297.5") / 4]  # of both rounds
    spread = statistics.variance(means) ** 0.5
    assert found.n_units == 5 and found.spread == pytest.approx(spread, rel=1e-14)
    assert one.pop("spreads") == pytest.approx(9 / spread, rel=1e-14)
    assert two.pop("spreads") == pytest.approx(38 / spread, rel=1e-14)
    assert one == {
        "unit": "A01",
        "name": "甲一",
        "n_sheets": 5,
        "lowest": 84,
        "highest": 93,
        "difference": 9,
        "why": ("tiers",),
        "tiers": ("high", "middle"),  # 84.5 is 85 once rounded: high; 84 is middle
        "score": 85,
        "tier": "high",
        "without_one": ("high", "middle"),  # without R3: 168.5 / 2 = 84.25
        "hangs": True,
        "margin": 1,  # down to 84
        # R1's first sheet against R5's: +3, +1, +4, +1; of equal gaps the first in the rubric
        "drivers": (
            Driver("projects", F(34), F(38)),
            Driver("council", F(25), F(28)),
            Driver("committee", F(17), F(18)),
        ),
        "status": "open",
    }
    assert two == {
        "unit": "A02",
        "name": "甲二",
        "n_sheets": 5,
        "lowest": 42,
        "highest": 80,
        "difference": 38,
        "why": ("points", "tiers"),
        "tiers": ("middle", "low"),
        "score": 65,  # before the discussion
        "tier": "middle",
        "without_one": ("middle", "low"),  # without R3: 116 / 2 = 58
        "hangs": True,
        "margin": 6,  # down to 59
        "drivers": (
            Driver("council", F(10), F(24)),
            Driver("projects", F(20), F(32)),
            Driver("committee", F(8), F(16)),
        ),
        "status": "revised",
    }
    assert found.open == 1


#: Differences of the small edition: A01 9, A02 38, A03 4, B01 15, B02 11.5.
@pytest.mark.parametrize(
    ("points", "units"),
    [
        ("38", {"A02"}),
        ("38.01", set()),
        ("15", {"A02", "B01"}),
        ("11.5", {"A02", "B01", "B02"}),
        ("11.51", {"A02", "B01"}),
    ],
)
def test_points_suffice_at_equality(small: EditionRecord, points: str, units: set[str]) -> None:
    assert set(docket(small, with_importance(small.rules, points=Decimal(points))).table["unit"]) == units


def test_spreads_suffice_at_equality(tmp_path: Path) -> None:
    """Mean totals 40, 50, 60: variance (100 + 0 + 100) / 2, spread 10. A01's totals differ by 10, once the spread."""
    record = of_totals(tmp_path, second(A01=("35", "45"), A02=("50", "50"), A03=("60", "60")))
    found = docket(record, with_importance(record.rules, spreads=1))
    assert found.spread == 10 and found.n_units == 3
    assert found.table[["unit", "why", "spreads"]].to_numpy().tolist() == [["A01", ("spreads",), 1.0]]
    assert docket(record, with_importance(record.rules, spreads=Decimal("1.000000000001"))).table.empty


def test_spreads_are_compared_without_a_root(tmp_path: Path) -> None:
    """Mean totals 40 and 50: variance 50. A difference of 10 is √2 = 1.41421356237309504880… spreads."""
    record = of_totals(tmp_path, second(A01=("35", "45"), A02=("50", "50")))
    for spreads, units in (("1.4142135623730950488", ["A01"]), ("1.4142135623730950489", [])):
        found = docket(record, with_importance(record.rules, spreads=Decimal(spreads)))
        assert found.table["unit"].tolist() == units


def test_no_spread_with_one_unit_or_equal_ones(tmp_path: Path) -> None:
    alone = of_totals(tmp_path / "1", second(A01=("35", "45")))
    found = docket(alone, with_importance(alone.rules, spreads=1, points=1))
    assert found.spread is None and found.table["why"].tolist() == [("points",)]
    assert found.table["spreads"].isna().tolist() == [True]
    equal = of_totals(tmp_path / "2", second(A01=("35", "45"), A02=("40", "40")))
    found = docket(equal, with_importance(equal.rules, spreads=1, points=1))
    assert found.spread == 0 and found.table["why"].tolist() == [("points",)]


def test_tiers(tmp_path: Path) -> None:
    """Three tiers: 90 high, 70 middle, 50 low. A total of 59.5 is 60, thus middle."""
    record = of_totals(tmp_path, second(A01=("90", "70", "50"), A02=("90", "70", "60"), A03=("59.5", "59")))
    three = docket(record, with_importance(record.rules, tiers=3)).table
    assert three[["unit", "tiers"]].to_numpy().tolist() == [["A01", ("high", "middle", "low")]]
    two = docket(record, with_importance(record.rules, tiers=2)).table
    assert set(two["unit"]) == {"A01", "A02", "A03"}


def test_identical_sheets_have_no_difference(tmp_path: Path) -> None:
    """Not even the smallest difference that could be asked for; one sheet has nothing to be compared with."""
    record = of_totals(tmp_path, second(A01=("84.5", "84.5", "84.5"), A02=("10",)))
    found = docket(record, with_importance(record.rules, points=Decimal("0.000000000001"), tiers=2))
    assert found.table.empty and found.n_units == 1 and found.open == 0


def test_order(tmp_path: Path) -> None:
    """First whose tier hangs on one reviewer, then by margin, then by difference; without a score last.

    A03 86, 84: 85, without R3 84. B01 88, 94 and A01 90, 92: both 91, 7 points above 84. A02 70, 72: 71, 12 points
    above 59. A sheet of B02 is still to come.
    """
    totals = second(A01=("90", "92"), A02=("70", "72"), A03=("86", "84"), B01=("88", "94"), B02=("10", "11"))
    record = of_totals(tmp_path, totals, assigned="second,B02,R3\n")
    table = docket(record, with_importance(record.rules, points=1)).table
    columns = ["unit", "without_one", "margin", "difference", "score", "tier"]
    assert table[columns].to_numpy().tolist() == [
        ["A03", ("high", "middle"), 1, 2, 85, "high"],
        ["B01", ("high",), 7, 6, 91, "high"],
        ["A01", ("high",), 7, 2, 91, "high"],
        ["A02", ("middle",), 12, 2, 71, "middle"],
        ["B02", (), None, 1, None, None],
    ]


def test_equal_consequence_goes_by_code(tmp_path: Path) -> None:
    record = of_totals(tmp_path, second(B01=("70", "72"), A02=("70", "72"), A01=("70", "72")))
    assert docket(record, with_importance(record.rules, points=2)).table["unit"].tolist() == ["A01", "A02", "B01"]


def test_a_reviewer_is_left_out_of_every_round(tmp_path: Path) -> None:
    """All rounds count: R3 gave 95 and 95, R4 76 and R5 76: mean 85.5, so 86.

    Without R3 both sheets go and 76 is left. Without one sheet of R3 only it would be 82.33, also middle; the score
    without R4 or R5, 266 / 3 = 88.67, stays high.
    """
    totals = {("first", "A01", "R3"): "95", **second(A01=("95", "76", "76"))}
    record = of_totals(tmp_path, totals)
    review = record.rules.review.model_dump(exclude_none=True)
    review["final"]["of"] = "all-rounds"
    review["importance"] = {"points": 19}
    tiers = [
        {"id": "high", "name": {"zh": "高", "en": "High"}, "lowest": 85, "highest": 100},
        {"id": "middle", "name": {"zh": "中", "en": "Middle"}, "lowest": 77, "highest": 84},
        {"id": "low", "name": {"zh": "低", "en": "Low"}, "lowest": 0, "highest": 76},
    ]
    (row,) = docket(record, variant(record.rules, review=review, tiers=tiers)).table.to_dict("records")
    assert (row["score"], row["without_one"]) == (86, ("high", "low"))


def test_a_trimmed_mean_of_three_without_one(tmp_path: Path) -> None:
    """Two sheets leave nothing to a trimmed mean: no tier but the score's own is reached."""
    record = of_totals(tmp_path, second(A01=("90", "80", "50")))
    review = record.rules.review.model_dump(exclude_none=True)
    review["final"]["rule"] = "trimmed-mean"
    (row,) = docket(record, variant(record.rules, review=review)).table.to_dict("records")
    assert (row["score"], row["without_one"]) == (80, ("middle",))


def test_rounds_before_the_last_are_compared_but_do_not_count(tmp_path: Path) -> None:
    """First round 20, second 70 and 72: the difference is 52, the score 71, and leaving R1 out changes nothing."""
    record = of_totals(tmp_path, {("first", "A01", "R1"): "20", **second(A01=("70", "72"))})
    (row,) = docket(record).table.to_dict("records")
    assert (row["n_sheets"], row["difference"], row["score"], row["without_one"]) == (3, 52, 71, ("middle",))


def test_drivers_go_in_the_sense_of_the_totals(tmp_path: Path) -> None:
    """R3 30, 0, 40, 10 = 80 against R4 0, 20, 20, 10 = 50: council +30, projects +20; not committee, at −20."""
    folder = SmallFolder.written_to(tmp_path)
    folder.with_sheets({("second", "A01", "R3"): (30, 0, 40, 10), ("second", "A01", "R4"): (0, 20, 20, 10)})
    (row,) = docket(folder.read()).table.to_dict("records")
    assert row["drivers"] == (Driver("council", F(0), F(30)), Driver("projects", F(20), F(40)))


def test_without_a_rule_there_is_no_docket(small: EditionRecord) -> None:
    found = docket(small, with_importance(small.rules))
    assert found.table.empty and list(found.table.columns) == list(DISPUTES.names) and found.n_units == 5


def test_under_other_points_totals_are_stretched_too(tmp_path: Path) -> None:
    """Council from 30 to 15 points, projects from 40 to 55: 28 and 24 points become 14 and 12, 0 stays 0."""
    folder = SmallFolder.written_to(tmp_path)
    folder.with_sheets({("second", "A01", "R3"): (28, 0, 20, 0), ("second", "A01", "R4"): (24, 0, 0, 0)})
    record = folder.read()
    areas = [area.model_dump(exclude_none=True) for area in record.rules.areas]
    areas[0]["indicators"][0]["points"] = Decimal(15)
    areas[1]["indicators"][0]["points"] = Decimal(55)
    rules = variant(record.rules, areas=areas)
    (row,) = docket(record, rules).table.to_dict("records")
    assert (row["lowest"], row["highest"], row["difference"]) == (12, F("41.5"), F("29.5"))  # 14 + 27.5
    assert row["score"] == 27  # 53.5 / 2 = 26.75
    assert row["drivers"] == (Driver("projects", F(0), F("27.5")), Driver("council", F(12), F(14)))
    finer = variant(record.rules, marks={"step": Decimal("0.1")})
    assert docket(record, with_importance(finer, points=24)).table["difference"].tolist() == [24]


#: Tiers from 85, 60 and 0 in whole points.
@pytest.mark.parametrize(
    ("score", "away"), [(100, 16), (85, 1), (84, 1), (72, 13), (73, 12), (60, 1), (59, 1), (0, 60)]
)
def test_margin(small: EditionRecord, score: int, away: int) -> None:
    """Points down to the first score of the tier below, or up to the cut-off above, whichever is nearer."""
    assert margin(F(score), small.rules) == away
