"""What rules leave out: one cohort, one area, one round; and where faults of what is there are told."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest

from evalkit.errors import Fault
from evalkit.files.tomlfile import LineIndex
from evalkit.rules.checks import check_rules, variant
from evalkit.rules.models import Rules

TEXT = """\
programme = "grants"
edition = "2025"
title = { zh = "资助", en = "Grants" }
[data]
level = "marks"
[[indicators]]
id = "quality"
points = 30
name = { zh = "质量", en = "Quality" }
[[indicators]]
id = "budget"
points = 20
name = { zh = "预算", en = "Budget" }
[marks]
step = 1
[scores]
min = 0
max = 50
step = 1
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
[banding]
to_nearest = 1
rounding = "half-up"
[[tiers]]
id = "yes"
lowest = 25
highest = 50
name = { zh = "是", en = "Yes" }
[[tiers]]
id = "no"
lowest = 0
highest = 24
name = { zh = "否", en = "No" }
"""


def check(text: str) -> Rules | list[Fault]:
    data: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
    return check_rules(data, "rules.toml", LineIndex(text))


def rules(text: str = TEXT) -> Rules:
    found = check(text)
    assert isinstance(found, Rules), [fault.describe() for fault in found]
    return found


def test_one_whole_in_the_place_of_what_is_left_out() -> None:
    found = rules()
    assert [(c.id, c.code, c.total) for c in found.cohorts] == [("all", None, None)]
    assert [(a.id, [i.id for i in a.indicators]) for a in found.areas] == [("all", ["quality", "budget"])]
    assert [(r.id, r.kind) for r in found.review.rounds] == [("review", "open")]
    assert (found.ranking.ties, found.percent.decimals, found.percent.rounding) == ("competition", 1, "half-up")
    assert (found.total_points, found.window) == (Decimal(50), None)
    assert not found.has_cohorts
    assert not found.has_areas


def test_what_is_there_is_kept() -> None:
    cohort = '[[cohorts]]\nid = "all"\ncode = ".*"\nname = { zh = "全体", en = "Everybody" }\n'
    area = '[[areas]]\nid = "merit"\nname = { zh = "水平", en = "Merit" }\n[[areas.indicators]]'
    text = TEXT.replace("[[indicators]]", area, 1).replace("[[indicators]]", "[[areas.indicators]]")
    found = rules(text + cohort)
    assert [c.name["en"] for c in found.cohorts] == ["Everybody"]
    # Named or not, one cohort of all units is none that a page could compare with another.
    assert (found.has_cohorts, found.has_areas) == (False, True)
    assert [(a.id, len(a.indicators)) for a in found.areas] == [("merit", 2)]
    other = cohort.replace('"all"', '"rest"').replace("全体", "其余").replace("Everybody", "The rest")
    assert rules(text + cohort.replace(".*", "a.*") + other.replace(".*", "[^a].*")).has_cohorts


def test_a_variant_leaves_out_the_same() -> None:
    found = variant(rules(), ranking={"ties": "dense"})
    assert found.ranking.ties == "dense"
    assert (found.has_cohorts, found.has_areas) == (False, False)
    assert found.cohorts == rules().cohorts


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "points = 20",
            "points = -20",
            "rules.toml, row 12, indicators[2].points: -20 is out of bounds; allowed: > 0.",
        ),
        ("points = 20", 'points = "20"', 'rules.toml, row 12, indicators[2].points: "20" is not'),
        ("points = 20\n", "pionts = 20\n", "rules.toml, row 12, indicators[2].pionts: “pionts” is not a known key"),
        ('id = "budget"', 'id = "quality"', "rules.toml, row 11, indicators[2].id: "),
    ],
)
def test_a_fault_stands_where_it_was_written(old: str, new: str, fault: str) -> None:
    found = check(TEXT.replace(old, new, 1))
    assert isinstance(found, list)
    assert [line for line in (f.describe() for f in found) if line.startswith(fault)], [f.describe() for f in found]
    assert not [f for f in found if (f.column or "").startswith("areas")]


def test_marks_need_criteria_and_a_rule() -> None:
    start, end = TEXT.index("[[indicators]]"), TEXT.index("[marks]")
    found = check(TEXT[:start] + TEXT[end:])
    assert isinstance(found, list)
    missing = "the key is missing; an edition whose data.level is “marks” needs it."
    assert [f.describe() for f in found] == [f"rules.toml, indicators: {missing}"]
    found = check(TEXT.replace('[review.final]\nrule = "mean"\nof = "all-rounds"\nrounding = "half-up"\n', ""))
    assert isinstance(found, list)
    assert [f.describe() for f in found] == [f"rules.toml, review.final: {missing}"]
