"""A small edition of marks whose every number can be found by hand.

Six units, five reviewers, four indicators, two rounds of marks and a discussion. Indicators: council of 30 points,
committee of 20, projects of 40, media of 10. The totals of the sheets, in points:

====  =======================  =======================================  =================
unit  first round              second round                             mean of the second
====  =======================  =======================================  =================
A01   R1 93, R2 88             R3 85, R4 84.5, R5 84                    253.5 / 3 = 84.5
A02   R1 67, R2 42             R3 80, R4 55, R5 61                      196 / 3
A03   R1 100, R2 99.5          R3 96, R4 96 (the same marks), R5 100    292 / 3
B01   R3 22, R4 25, R5 16      R1 27.5, R2 31                           58.5 / 2 = 29.25
B02   R3 74, R4 70.5           R1 71, R2 82                             153 / 2 = 76.5
====  =======================  =======================================  =================

The discussion gives A02 20 points for council (mean of the second round: 19) and 30 for projects (27), and keeps the
marks of B02. B03 submitted too little and has no marks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from evalkit.edition import EditionRecord, read_edition
from evalkit.errors import EditionError, Fault
from tests.folders import Folder

Sheet = tuple[str, str, str]
Marked = Mapping[Sheet, Sequence[object]]

INDICATORS = ("council", "committee", "projects", "media")
HEADER = ("unit", "reviewer", "round", "indicator", "points")

#: (round, unit, reviewer): points for council, committee, projects and media; in the order in which marks are sorted.
SHEETS: dict[Sheet, tuple[str, str, str, str]] = {
    ("first", "A01", "R1"): ("28", "18", "38", "9"),
    ("first", "A01", "R2"): ("27", "17", "36", "8"),
    ("first", "A02", "R1"): ("20", "12", "30", "5"),
    ("first", "A02", "R2"): ("10", "8", "20", "4"),
    ("first", "A03", "R1"): ("30", "20", "40", "10"),
    ("first", "A03", "R2"): ("30", "20", "40", "9.5"),
    ("first", "B01", "R3"): ("5", "5", "10", "2"),
    ("first", "B01", "R4"): ("6", "4", "12", "3"),
    ("first", "B01", "R5"): ("4", "3", "8", "1"),
    ("first", "B02", "R3"): ("22", "15", "30", "7"),
    ("first", "B02", "R4"): ("21", "14", "29", "6.5"),
    ("second", "A01", "R3"): ("26", "17", "34", "8"),
    ("second", "A01", "R4"): ("25.5", "17", "34", "8"),
    ("second", "A01", "R5"): ("25", "17", "34", "8"),
    ("second", "A02", "R3"): ("24", "16", "32", "8"),
    ("second", "A02", "R4"): ("15", "10", "25", "5"),
    ("second", "A02", "R5"): ("18", "13", "24", "6"),
    ("second", "A03", "R3"): ("29", "19", "39", "9"),
    ("second", "A03", "R4"): ("29", "19", "39", "9"),
    ("second", "A03", "R5"): ("30", "20", "40", "10"),
    ("second", "B01", "R1"): ("7", "6", "11", "3.5"),
    ("second", "B01", "R2"): ("8", "6", "13", "4"),
    ("second", "B02", "R1"): ("20", "16", "28", "7"),
    ("second", "B02", "R2"): ("24", "14", "36", "8"),
}

#: (unit, indicator): what the discussion decided.
DECIDED: dict[tuple[str, str], str] = {("A02", "council"): "20", ("A02", "projects"): "30"}

PROGRAMME = """\
id = "small"
synthetic = true
title = { zh = "小规模评价", en = "Small evaluation" }
publisher = { zh = "某办公室", en = "An office" }
unit = { zh = "单位", zh_measure = "个", en = "unit", en_plural = "units" }
"""

RULES = """\
programme = "small"
edition = "2025"
total_points = 100
title = { zh = "小规模评价", en = "Small evaluation" }
data.level = "marks"
window = { first = 2025-01-01, last = 2025-12-31 }

[[cohorts]]
id = "A"
code = "A[0-9]{2}"
total = 4
name = { zh = "第一批", en = "First batch" }

[[cohorts]]
id = "B"
code = "B[0-9]{2}"
total = 3
name = { zh = "第二批", en = "Second batch" }

[[subjects]]
id = "steel"
name = { zh = "钢铁", en = "Steel" }

[[subjects]]
id = "farming"
name = { zh = "农业", en = "Farming" }

[[areas]]
id = "organisation"
name = { zh = "组织", en = "Organisation" }

[[areas.indicators]]
id = "council"
points = 30
name = { zh = "理事会", en = "Council" }

[[areas.indicators]]
id = "committee"
points = 20
name = { zh = "委员会", en = "Committee" }

[[areas]]
id = "activity"
name = { zh = "活动", en = "Activity" }

[[areas.indicators]]
id = "projects"
points = 40
name = { zh = "项目", en = "Projects" }

[[areas.indicators]]
id = "media"
points = 10
name = { zh = "媒体", en = "Media" }

[marks]
step = 0.5

[scores]
min = 0
max = 100
step = 1

[banding]
to_nearest = 1
rounding = "half-up"

[[tiers]]
id = "high"
lowest = 85
highest = 100
name = { zh = "高", en = "High" }

[[tiers]]
id = "middle"
lowest = 60
highest = 84
name = { zh = "中", en = "Middle" }

[[tiers]]
id = "low"
lowest = 0
highest = 59
name = { zh = "低", en = "Low" }

[ranking]
ties = "competition"

[percent]
decimals = 2
rounding = "half-up"

[eligibility]
required = ["council"]
at_least = 2

[[eligibility.reasons]]
id = "merged"
name = { zh = "已合并", en = "Merged" }

[[review.rounds]]
id = "first"
kind = "grouped"
name = { zh = "分组评审", en = "Grouped review" }

[[review.rounds]]
id = "second"
kind = "crossed"
name = { zh = "交叉评审", en = "Crossed review" }

[[review.rounds]]
id = "talk"
kind = "discussion"
name = { zh = "集体讨论", en = "Discussion" }

[review.conflicts]
former_years = 3
reciprocal = false

[review.importance]
points = 25
tiers = 2

[review.final]
rule = "mean"
of = "last-round"
rounding = "half-up"
"""

TABLES = {
    "units.csv": """\
unit,name,name_en,cohort,subject
A01,甲一,Alpha One,A,steel
A02,甲二,Alpha Two,A,steel
A03,甲三,Alpha Three,A,steel
B01,乙一,Beta One,B,farming
B02,乙二,Beta Two,B,farming
B03,乙三,Beta Three,B,farming
""",
    "reviewers.csv": """\
reviewer,name,subject
R1,赵一,steel
R2,钱二,steel
R3,孙三,farming
R4,李四,farming
R5,周五,farming
""",
    "affiliations.csv": """\
reviewer,unit,kind,until
R2,B03,current,
R4,A03,former,2010-06-30
""",
    "recusals.csv": """\
reviewer,unit,by,reason
R1,B03,reviewer,旧识
""",
    "minutes.csv": """\
unit,date,decision,reason,present,recused,minority_view
A02,2026-01-20,revised,项目材料补充核实,R1 R2 R3,R4,R5 主张维持
B02,2026-01-20,kept,差异属专业判断,R1 R3,,
""",
}


def marks_csv(
    sheets: Marked = SHEETS, decided: Mapping[tuple[str, str], object] = DECIDED, indicators: Sequence[str] = INDICATORS
) -> str:
    """Return the text of marks.csv: one line a mark, the sheets first."""
    lines = [",".join(HEADER)]
    for (step, unit, reviewer), points in sheets.items():
        lines += [f"{unit},{reviewer},{step},{i},{p}" for i, p in zip(indicators, points, strict=True)]
    lines += [f"{unit},panel,talk,{indicator},{points}" for (unit, indicator), points in decided.items()]
    return "".join(line + "\n" for line in lines)


def assignment_csv(sheets: Marked = SHEETS) -> str:
    """Return the text of assignment.csv: exactly those who marked."""
    return "round,unit,reviewer\n" + "".join(",".join(sheet) + "\n" for sheet in sheets)


def submissions_csv() -> str:
    """Return the text of submissions.csv: all on everything, save B03, which has nothing on its council."""
    units = [line.split(",")[0] for line in TABLES["units.csv"].splitlines()[1:]]
    lines = [f"{u},{i},{'no' if (u, i) == ('B03', 'council') else 'yes'}" for u in units for i in INDICATORS]
    return "unit,indicator,submitted\n" + "".join(line + "\n" for line in lines)


#: The same rules with two reviewers a unit in each round.
TWO_EACH = RULES.replace('kind = "grouped"', 'kind = "grouped"\nreviewers_per_unit = 2').replace(
    'kind = "crossed"', 'kind = "crossed"\nreviewers_per_unit = 2'
)


class SmallFolder(Folder):
    """A workspace with the small edition in it, and ways to spoil its files."""

    @classmethod
    def written_to(cls, root: Path) -> SmallFolder:
        """Write the small edition into a new workspace."""
        folder = cls(root)
        folder.edition.mkdir(parents=True)
        folder.write("../programme.toml", PROGRAMME)
        folder.write("rules.toml", RULES)
        for file, text in TABLES.items():
            folder.write(file, text)
        folder.write("submissions.csv", submissions_csv())
        folder.write("assignment.csv", assignment_csv())
        folder.write("marks.csv", marks_csv())
        return folder

    @classmethod
    def under_way(cls, root: Path) -> SmallFolder:
        """Write it with two reviewers a unit in each round; the sheet of R5 on A03 in the second is not in yet."""
        folder = cls.written_to(root)
        folder.write("rules.toml", TWO_EACH)
        assignment = folder.path("assignment.csv").read_text("utf-8")
        folder.with_sheets({sheet: points for sheet, points in SHEETS.items() if sheet != ("second", "A03", "R5")})
        folder.write("assignment.csv", assignment)
        return folder

    @property
    def edition(self) -> Path:
        return self.root / "data" / "small" / "2025"

    def with_sheets(self, sheets: Marked, decided: Mapping[tuple[str, str], object] | None = None) -> SmallFolder:
        """Replace marks and assignment; what is minuted is dropped where nothing is decided."""
        self.write("marks.csv", marks_csv(sheets, decided or {}))
        self.write("assignment.csv", assignment_csv(sheets))
        if not decided:
            self.path("minutes.csv").unlink(missing_ok=True)
        return self

    def with_parquet(self, frame: pd.DataFrame | None = None) -> SmallFolder:
        """Put marks.parquet in the place of marks.csv; by default the same marks, points as decimals in binary."""
        table = self.marks() if frame is None else frame
        table.to_parquet(self.path("marks.parquet"), index=False)
        self.path("marks.csv").unlink()
        return self

    def marks(self) -> pd.DataFrame:
        """Return marks.csv as text, points as floats."""
        return pd.read_csv(self.path("marks.csv"), dtype={name: "str" for name in HEADER[:4]})

    def read(self) -> EditionRecord:
        """Read the edition."""
        return read_edition(self.edition)

    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong with the edition; none where it can be read."""
        try:
            self.read()
        except EditionError as error:
            return error.faults
        return ()


def quoted(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV, cells quoted where they need it."""
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows(rows)
    return memory.getvalue()
