"""The small edition on other scales: from 1 to 6, a grade, one about the reviewer, some not applicable or missing.

Indicators: council, committee and projects from 1 to 6, of which projects is on file and in no score; media in the
grades A (4), B (2) and C (1); sure, about the reviewer, from 1 to 3. A score is the sum of council, committee and
media: from 3 to 16.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.review.small import RULES, SmallFolder

INDICATORS = ("council", "committee", "projects", "media", "sure")
Sheets = Mapping[tuple[str, str, str], Sequence[str]]

#: One round; (round, unit, reviewer): council, committee, projects, media, sure. An empty text: no row.
SHEETS: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("second", "A01", "R3"): ("6", "5", "1", "A", "3"),
    ("second", "A01", "R4"): ("4", "NA", "2", "B", "1"),
    ("second", "A01", "R5"): ("5", "2", "", "C", "2"),
    ("second", "A02", "R3"): ("1", "NA", "1", "C", "3"),
    ("second", "A02", "R4"): ("3", "NA", "6", "乙", "3"),
    ("second", "A03", "R3"): ("NA", "NA", "4", "NA", "2"),
    ("second", "B01", "R1"): ("6", "6", "6", "Best", "3"),
    ("second", "B01", "R2"): ("1", "1", "1", "C", "1"),
    ("second", "B02", "R1"): ("2", "3", "4", "B", "3"),
    ("second", "B02", "R2"): ("2", "4", "4", "C", "1"),
}

MARKS = '[marks]\nminimum = 1\nmaximum = 6\nstep = 1\nnot_applicable = "leave-out"\nmissing = "leave-out"\n'
GRADES = (
    'grades = [{ id = "A", value = 4, name = { zh = "甲", en = "Best" } }, '
    '{ id = "B", value = 2, name = { zh = "乙", en = "Good" } }, '
    '{ id = "C", value = 1, name = { zh = "丙", en = "Poor" } }]'
)
SURE = (
    '[[areas.indicators]]\nid = "sure"\nmaximum = 3\nabout = "reviewer"\nname = { zh = "把握", en = "Confidence" }\n\n'
)


def rules(marks: str = MARKS) -> str:
    """Return the rules, with another table of marks."""
    text = RULES.replace("total_points = 100", "total_points = 16")
    text = text.replace("[marks]\nstep = 0.5\n", f"{SURE}{marks}")
    text = re.sub(r'(id = "(?:council|committee)")\npoints = \d+', r"\1", text)
    text = text.replace('id = "projects"\npoints = 40', 'id = "projects"\ncounts = false')
    text = text.replace('id = "media"\npoints = 10', f'id = "media"\n{GRADES}')
    text = text.replace("min = 0\nmax = 100", "min = 3\nmax = 16")
    for old, new in (("85", "12"), ("100", "16"), ("84", "11"), ("60", "8"), ("59", "7")):
        text = re.sub(rf"(lowest|highest) = {old}\n", rf"\1 = {new}\n", text)
    text = text.replace("lowest = 0\n", "lowest = 3\n").replace("points = 25", "points = 5")
    first = text[text.index('[[review.rounds]]\nid = "first"') : text.index('[[review.rounds]]\nid = "second"')]
    return text.replace(first, "")


def marks_csv(sheets: Sheets = SHEETS) -> str:
    """Return the text of marks.csv."""
    lines = ["unit,reviewer,round,indicator,points"]
    for (step, unit, reviewer), points in sheets.items():
        lines += [f"{unit},{reviewer},{step},{i},{p}" for i, p in zip(INDICATORS, points, strict=True) if p]
    return "".join(line + "\n" for line in lines)


def written_to(root: Path, sheets: Sheets = SHEETS, marks: str = MARKS) -> SmallFolder:
    """Write the edition into a new workspace."""
    folder = SmallFolder.written_to(root)
    folder.write("rules.toml", rules(marks))
    folder.write("marks.csv", marks_csv(sheets))
    folder.path("minutes.csv").unlink()
    folder.path("assignment.csv").unlink()
    folder.write("submissions.csv", folder.text("submissions.csv"))
    return folder
