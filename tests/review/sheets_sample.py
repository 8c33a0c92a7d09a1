"""A small edition with a review, by hand: six units, four reviewers, five indicators with points and standards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit.edition.record import EditionRecord, Note, ReviewedEdition, ReviewRecord
from evalkit.rules.checks import check_rules
from evalkit.rules.models import Noun, Programme, Rules, Text

INDICATORS = {"council": "10", "website": "5", "projects": "2.5", "standards": "20", "talent": "12.5"}

RULES: dict[str, Any] = {
    "programme": "demo",
    "edition": "2020",
    "title": {"zh": "2020 年度示例评价", "en": "Example evaluation 2020"},
    "data": {"level": "marks"},
    "total_points": 50,
    "cohorts": [{"id": "1", "name": {"zh": "第一批", "en": "First"}, "code": "1[0-9]{2}|[A-Z][0-9]+"}],
    "subjects": [{"id": "a", "name": {"zh": "甲", "en": "A"}}],
    "areas": [
        {
            "id": "organisation",
            "name": {"zh": "组织机构建设与运行", "en": "Organisation and operation"},
            "indicators": [
                {
                    "id": "council",
                    "name": {"zh": "理事会", "en": "Council"},
                    "points": 10,
                    "standard": {
                        "zh": "每年至少召开一次理事会会议，有纪要。",
                        "en": "Meets at least once a year, with minutes.",
                    },
                },
                {"id": "website", "name": {"zh": "网站建设与更新", "en": "Website and its updates"}, "points": 5},
                {"id": "projects", "name": {"zh": "自设项目", "en": "Projects of its own"}, "points": Decimal("2.5")},
            ],
        },
        {
            "id": "industry",
            "name": {"zh": "带动产业发展", "en": "Effect on the industry"},
            "indicators": [
                {"id": "standards", "name": {"zh": "技术标准", "en": "Technical standards"}, "points": 20},
                {"id": "talent", "name": {"zh": "人才培养", "en": "Training of talent"}, "points": Decimal("12.5")},
            ],
        },
    ],
    "marks": {"step": Decimal("0.5")},
    "scores": {"min": 0, "max": 50, "step": Decimal("0.5")},
    "tiers": [
        {"id": "high", "name": {"zh": "高", "en": "High"}, "lowest": 30, "highest": 50},
        {"id": "low", "name": {"zh": "低", "en": "Low"}, "lowest": 0, "highest": Decimal("29.5")},
    ],
    "banding": {"to_nearest": Decimal("0.5"), "rounding": "half-up"},
    "ranking": {"ties": "competition"},
    "percent": {"decimals": 2, "rounding": "half-up"},
    "window": {"first": dt.date(2020, 1, 1), "last": dt.date(2020, 12, 31)},
    "review": {
        "rounds": [
            {"id": "first", "kind": "grouped", "name": {"zh": "初评", "en": "First review"}, "reviewers_per_unit": 2},
            {"id": "second", "kind": "crossed", "name": {"zh": "复评", "en": "Second review"}, "reviewers_per_unit": 1},
            {"id": "talk", "kind": "discussion", "name": {"zh": "集体讨论", "en": "Discussion"}},
        ],
        "final": {"rule": "mean", "of": "all-rounds", "rounding": "half-up"},
    },
}

UNITS = {
    "101": ("新能源汽车联盟", "New energy vehicles"),
    "102": ("=半导体照明联盟", None),
    "103": ("存储 <产业> & “联盟”", "Storage"),
    "104": ("煤炭开发利用联盟", "Coal"),
    "105": ("农业装备联盟", "Farm machinery"),
    "106": ("抗生素联盟", "Antibiotics"),
}

PEOPLE = {"R01": "张三", "R02": "李四", "R03": "王五", "R04": "赵六"}

#: Who marks what in the first round; R04 marks nothing in it.
FIRST = {"R01": ("101", "102", "103", "104"), "R02": ("103", "104", "105", "106"), "R03": ("101", "102", "105", "106")}


def rules(**changes: object) -> Rules:
    """Return the rules, with whole top-level keys replaced; None takes a key away."""
    data = RULES | changes
    checked = check_rules({key: value for key, value in data.items() if value is not None})
    assert isinstance(checked, Rules), [fault.describe() for fault in checked]
    return checked


def record(
    *,
    assignment: Mapping[str, Sequence[str]] | None = FIRST,
    recusals: Sequence[tuple[str, str, str, str | None]] = (),
    synthetic: bool = False,
    with_rules: Rules | None = None,
) -> ReviewedEdition:
    """Return the edition."""
    roster = pd.DataFrame(
        [(code, zh, en, "1", "a", True, 5, None) for code, (zh, en) in UNITS.items()],
        columns=["unit", "name", "name_en", "cohort", "subject", "takes_part", "submitted", "reason"],
    )
    given = with_rules or rules()
    return ReviewedEdition(
        programme=Programme(
            id="demo",
            title=Text(zh="示例评价", en="Example"),
            publisher=Text(zh="示例单位", en="Example office"),
            unit=Noun(zh="单位", zh_measure="家", en="unit", en_plural="units"),
            synthetic=synthetic,
        ),
        rules=given,
        units=roster[["unit", "name", "name_en", "cohort", "subject"]],
        scores=pd.DataFrame(),
        facts=None,
        panel=None,
        aliases=None,
        claims=None,
        successions=None,
        review=ReviewRecord(
            roster=roster,
            reviewers=pd.DataFrame([(c, n, "a") for c, n in PEOPLE.items()], columns=["reviewer", "name", "subject"]),
            affiliations=pd.DataFrame(columns=["reviewer", "unit", "kind", "until"]),
            recusals=pd.DataFrame(list(recusals), columns=["reviewer", "unit", "by", "reason"], dtype=object),
            assignment=None
            if assignment is None
            else pd.DataFrame(
                [("first", unit, reviewer) for reviewer, units in assignment.items() for unit in units],
                columns=["round", "unit", "reviewer"],
            ),
            marks=None,
            minutes=None,
        ),
        notes=(),
        folder=Path("demo/2020"),
        files=(),
    )


def under_other_name(given: EditionRecord, **changes: str) -> EditionRecord:
    """Return the edition with another ``programme`` or ``edition``."""
    return replace(given, rules=given.rules.model_copy(update=changes))


def told(notes: Sequence[Note]) -> list[tuple[str, object, str]]:
    """Return kind, place and text of each note on a workbook."""
    return [(note.kind, note.variables["place"], note.value) for note in notes]


def without_person(given: EditionRecord, code: str) -> EditionRecord:
    """Return the edition with one reviewer less on file."""
    assert given.review is not None
    people = given.review.reviewers
    return replace(given, review=replace(given.review, reviewers=people[people["reviewer"] != code]))


def marks(reviewers: Sequence[str] = tuple(FIRST), *, step: Decimal = Decimal("0.5")) -> pd.DataFrame:
    """Return complete marks of the first round, every one another share of its maximum, with comments of all kinds."""
    rows = []
    for reviewer in reviewers:
        for unit in FIRST[reviewer]:
            for place, (indicator, maximum) in enumerate(INDICATORS.items()):
                steps = (7 * int(unit) + 3 * int(reviewer[1:]) + 5 * place) % (int(Decimal(maximum) / step) + 1)
                comment = COMMENTS.get((reviewer, unit, indicator))
                rows.append((unit, reviewer, "first", indicator, steps * step, comment))
    return pd.DataFrame(rows, columns=["unit", "reviewer", "round", "indicator", "points", "comment"], dtype=object)


#: What a spreadsheet or a careless reader would make something else of.
COMMENTS = {
    ("R01", "101", "council"): "总体较好",
    ("R01", "101", "standards"): "牵头制定 3 项标准：国标 1 项",
    ("R01", "102", "council"): "=1+1",
    ("R01", "103", "council"): "理事会：其实写在这里",
    ("R01", "103", "website"): "_x0041_ 是字面的",
    ("R02", "103", "talent"): "#REF!",
    ("R02", "104", "council"): "技术标准：这是对理事会的意见",
    ("R02", "105", "projects"): "2020-03-05",
    ("R03", "106", "website"): "12",
}
