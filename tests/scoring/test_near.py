"""Who is near a cut-off: recomputed from the files by plain Python, on scales of many kinds."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

import evalkit
from evalkit.errors import EditionError, EvalkitError
from evalkit.rules.checks import variant
from evalkit.scoring import Evaluation
from tests.folders import EDITION_2019, REPOSITORY
from tests.report.scored import scored

SIX = (("fund", "5", "6"), ("reserve", "4", "4.99"), ("reject", "0", "3.99"))


def rows(ev: Evaluation) -> list[tuple[str, str, str, str]]:
    found = ev.near_cut_offs().to_dict("records")
    return [(r["unit"], f"{r['distance']:f}", str(r["tier"]), r["other_tier"]) for r in found]


def test_2019_by_plain_python(ev2019: Evaluation) -> None:
    """Printed scores of annex 2, read from the file; tiers begin at 85, 70 and 50 (II.5); 2 points of 100 are near."""
    with (EDITION_2019 / "scores.csv").open(encoding="utf-8") as file:
        scores = {r["unit"]: int(r["score"]) for r in csv.DictReader(file) if r["withheld"] == "no"}

    def tier(score: int) -> int:
        return sum(score >= cut for cut in (85, 70, 50))

    up = {u for u, s in scores.items() if tier(min(s + 2, 100)) != tier(s)}
    down = {u for u, s in scores.items() if tier(max(s - 2, 0)) != tier(s)}
    found = ev2019.near_cut_offs()
    assert set(found.loc[found["direction"] == "up", "unit"]) == up and len(up) == 5
    assert set(found.loc[found["direction"] == "down", "unit"]) == down and len(down) == 16
    for row in found.to_dict("records"):
        moved = scores[row["unit"]] + int(row["distance"])
        assert abs(row["distance"]) in (1, 2)
        assert tier(moved) == tier(scores[row["unit"]]) + (1 if row["direction"] == "up" else -1)
        assert row["cut_off"] == (moved if row["direction"] == "up" else moved + 1)


def test_the_window_follows_from_the_scale(tmp_path: Path) -> None:
    """A fiftieth of the range in whole steps, one at least: 2 of 100, 0.12 of 6, 0.1 of 5; 0.2 of 10 is no step."""
    cases = (("0", "100", "1"), 2), (("0", "6", "0.01"), 12), (("1", "6", "0.05"), 2), (("0", "10", "1"), 1)
    for i, (scale, steps) in enumerate(cases):
        ev = scored(tmp_path / str(i), {"A1": scale[1]}, scale=scale, tiers=[("all", scale[0], scale[1])])
        assert ev.rules.near_steps == steps


def test_a_scale_of_six(tmp_path: Path) -> None:
    """3.20 is Reject whatever line it is near; with 0.12 only 3.90, 4.99 and 5.11 are near one."""
    ev = scored(
        tmp_path,
        {"A1": "3.20", "A2": "3.90", "A3": "4.99", "A4": "5.11", "A5": "5.12"},
        scale=("0", "6", "0.01"),
        tiers=SIX,
    )
    # 4.00 − 3.90; 5.00 − 4.99; 5.11 falls below 5 at 4.99, 0.12 lower, and 5.12 only 0.13 lower.
    assert sorted(rows(ev)) == [
        ("A2", "0.10", "reject", "reserve"),
        ("A3", "0.01", "reserve", "fund"),
        ("A4", "-0.12", "fund", "reserve"),
    ]


def test_a_unit_of_a_narrow_tier_may_move_both_ways(tmp_path: Path) -> None:
    tiers = (("high", "60", "100"), ("narrow", "58", "59"), ("low", "0", "57"))
    assert rows(scored(tmp_path, {"A1": "59"}, tiers=tiers)) == [
        ("A1", "1", "narrow", "high"),
        ("A1", "-2", "narrow", "low"),
    ]


def test_rounding_before_banding_counts(tmp_path: Path) -> None:
    """In steps of 0.5 and halves up, 84.5 is 85: 84 is 0.5 below, and 86 falls to 84 only 2 lower."""
    ev = scored(tmp_path, {"A1": "84", "A2": "84.5", "A3": "86"}, scale=("0", "100", "0.5"), nearest="1")
    assert sorted(rows(ev)) == [
        ("A1", "0.5", "silver", "gold"),
        ("A2", "-0.5", "gold", "silver"),
        ("A3", "-2.0", "gold", "silver"),
    ]


def test_the_ends_of_the_scale_are_no_cut_offs(tmp_path: Path) -> None:
    assert rows(scored(tmp_path, {"A1": "100", "A2": "0"})) == []


def test_the_rules_may_say_how_near_is_near(tmp_path: Path) -> None:
    ev = scored(tmp_path, {"A1": "80", "A2": "84"}, more="near_window = 5")
    assert rows(ev) == [("A2", "1", "silver", "gold"), ("A1", "5", "silver", "gold")]
    for wrong in (0, Decimal("0.5")):
        with pytest.raises(EditionError):
            variant(ev.rules, near_window=wrong)


def test_without_cut_offs_nothing_is_said_to_be_near() -> None:
    ev = evalkit.load("alliances", "2018", root=REPOSITORY).evaluate()
    if ev.rules.cut_offs_known:
        ev = ev.replace(tiers=[{"id": t.id, "name": t.name.model_dump()} for t in ev.rules.tiers])
    with pytest.raises(EvalkitError):
        ev.near_cut_offs()
