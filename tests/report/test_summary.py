"""What the manifest says about an edition, and what the index says has changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from evalkit.edition import read_edition
from evalkit.report.summary import changes, edition_summary
from tests.folders import EDITION_2019, REPOSITORY


def summary(edition: str, programme: str = "alliances") -> dict[str, Any]:
    return edition_summary(read_edition(REPOSITORY / "data" / programme / edition))


def test_the_summary_of_2019() -> None:
    found = edition_summary(read_edition(EDITION_2019))
    # II.4, II.5 and III.1 of the 2019 report.
    assert (found["level"], found["total"], found["participants"]) == ("scores", 157, 99)
    assert [(t["id"], t["count"]) for t in found["tiers"]] == [
        ("high", 35),
        ("fairly-high", 19),
        ("average", 37),
        ("inactive", 8),
    ]
    assert found["rules"]["cut-offs"] == {
        "value": ["85", "70", "50"],
        "label": {"zh": "等级线", "en": "Cut-offs"},
        "zh": "85、70 和 50",
        "en": "85, 70 and 50",
    }
    # What its report does not print is not known: points, combination of the marks, importance, eligibility.
    assert set(found["rules"]) == {
        *("areas", "indicators", "total-points", "scale", "rounding", "cut-offs", "tiers", "withheld", "percent"),
        *("cohorts", "rounds", "ranking", "window", "honour"),
        # Every score and its tier are on file: nothing else decides about them.
        *("standing", "withheld-ranks", "withheld-names"),
    }
    assert found["window"] == ["2019-01-01", "2019-12-31"]


@pytest.mark.parametrize(("programme", "edition"), [("alliances", "2013"), ("alliances", "2019"), ("demo", "2025")])
def test_a_summary_is_json_and_the_same_twice(programme: str, edition: str) -> None:
    found = summary(edition, programme)
    assert json.loads(json.dumps(found)) == found == summary(edition, programme)


def test_what_is_not_known_is_none_and_not_a_number() -> None:
    found = summary("2018")
    assert found["participants"] is None
    assert {tier["count"] for tier in found["tiers"]} == {None}


def test_changes_name_the_last_edition_in_which_a_fact_is_known() -> None:
    earlier = [(edition, summary(edition)) for edition in ("2018", "2016", "2015")]
    # Participants of 2018 and the highest tier of 2016 and 2018 are not on file; 100 and 56 are (2016, 2015).
    assert changes("en", summary("2019"), earlier) == [
        "Units to be evaluated: 146 in 2018, 157 now (+11).",
        "Participants: 100 in 2016, 99 now (−1).",
        "“Highly active”: 56 in 2015, 35 now (−21); the cut-offs of the two editions differ or are unknown, "
        "so the numbers hardly compare.",
        "Cohorts: “First batch of pilot alliances, Second batch of pilot alliances and Third batch of pilot alliances” "
        "(2018) became “First batch of pilot alliances, Second batch of pilot alliances, Third batch of pilot "
        "alliances and Network member alliances”.",
        "Cut-offs: “86, 75 and 65” (2015) became “85, 70 and 50”.",
        "Period evaluated: “2016-01-01 to 2017-01-27” (2016) became “2019-01-01 to 2019-12-31”.",
    ]


def test_the_same_rules_are_said_to_be_the_same() -> None:
    now = summary("2019")
    assert changes("zh", now, [("2019", now)])[-1] == "评价规则与以往年度相比没有可知的变化。"
    assert changes("zh", now, [("2019", now)])[:2] == [
        "参评数：2019 年度 99，本年度 99（±0）。",
        "“活跃度高”：2019 年度 35，本年度 35（±0）。",
    ]


def test_the_first_edition_has_no_changes() -> None:
    assert changes("zh", summary("2013"), []) == []
