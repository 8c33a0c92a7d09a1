"""The examples of docs/sources.md are run as they stand there."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from evalkit.edition import read_edition
from evalkit.edition.frozen import freeze
from tests.folders import REPOSITORY
from tests.review.small import PROGRAMME
from tests.sources.dressed import write_xlsx

PAGE = (REPOSITORY / "docs" / "sources.md").read_text(encoding="utf-8")
SECTIONS = {part.split("\n")[0]: part for part in PAGE.split("\n## ")[1:]}
EXAMPLES = [name for name, text in SECTIONS.items() if "```toml" in text]

RULES = """
programme = "small"
edition = "2025"
title = { zh = "评价", en = "Evaluation" }
data.level = "marks"
total_points = 20
window = { first = 2025-01-01, last = 2025-12-31 }
tiers = [{ id = "any", lowest = 0, highest = 20, name = { zh = "等级", en = "Any" } }]
cohorts = [{ id = "all", code = "[A-Za-z0-9_]+", name = { zh = "全部", en = "All" } }]
subjects = [{ id = "all", name = { zh = "全部", en = "All" } }]
marks = { step = 0.5 }
scores = { min = 0, max = 20, step = 0.5 }
banding = { to_nearest = 0.5, rounding = "half-up" }
ranking = { ties = "competition" }
percent = { decimals = 1, rounding = "half-up" }

[[areas]]
id = "project"
name = { zh = "项目", en = "Project" }
indicators = [
  { id = "merit", points = 10, name = { zh = "水平", en = "Merit" } },
  { id = "novelty", points = 10, name = { zh = "新意", en = "Novelty" } },
]

[review]
rounds = [{ id = "first", kind = "grouped", name = { zh = "评审", en = "Review" } }]
final = { rule = "mean", of = "last-round", rounding = "half-up" }

"""

#: Marks in points by unit, reviewer, merit and novelty, read off the page.
USUAL = [("P1", "R1", 7.5, 4), ("P1", "R2", 6, 5), ("P2", "R1", 9, 8.5), ("P2", "R2", 8, 8)]
MARKS = {
    "CSV of another form": USUAL,
    "A workbook": USUAL,
    "A workbook with a sheet for each reviewer, and names in two rows": USUAL,
    "A database": USUAL,
    "HotCRP": [
        ("1", "ada@example.org", 7.5, 4), ("1", "emmy@example.org", 6, 5),
        ("2", "ada@example.org", 9, 8.5), ("2", "emmy@example.org", 8, 8),
    ],
    "OpenReview": [
        ("aB3x", "k2Vq", 7, 4), ("aB3x", "Xp9a", 6, 5), ("Zz_9", "0tYc", 9, 10), ("Zz_9", "Lm4e", 8, 8),
    ],
}  # fmt: skip


def edition(root: Path, section: str) -> Path:
    """Write what a section of the page shows, and return the folder."""
    folder = root / "data" / "small" / "2025"
    folder.mkdir(parents=True)
    (folder.parent / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    sheets: dict[str, list[list[str]]] = {}
    for kind, name, content in re.findall(r"```(csv|sql) (\S+)\n(.*?)```", SECTIONS[section], re.DOTALL):
        file, _, sheet = name.partition("#")
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        if kind == "sql":
            with sqlite3.connect(path) as connection:
                connection.executescript(content)
            connection.close()
        elif sheet:
            sheets[sheet] = list(csv.reader(io.StringIO(content)))
            write_xlsx(path, sheets)
        else:
            path.write_text(content, encoding="utf-8")
    (source,) = re.findall(r"```toml\n(.*?)```", SECTIONS[section], re.DOTALL)
    (folder / "rules.toml").write_text(RULES + source, encoding="utf-8")
    return folder


def test_every_example_is_here() -> None:
    assert set(EXAMPLES) == set(MARKS)


@pytest.mark.parametrize("section", EXAMPLES)
def test_an_example_gives_its_marks(section: str, tmp_path: Path) -> None:
    folder = edition(tmp_path, section)
    assert {table.file for table in freeze(folder)} == {"units.csv", "reviewers.csv", "marks.csv"}
    record = read_edition(folder).reviewed()
    assert record.units["name"].tolist() == ["Roads", "Bridges"]
    marks = record.review.marks
    assert marks is not None
    told = {
        (unit, reviewer, indicator): points
        for unit, reviewer, merit, novelty in MARKS[section]
        for indicator, points in (("merit", merit), ("novelty", novelty))
    }
    keys = zip(*(marks[name].astype(str) for name in ("unit", "reviewer", "indicator")), strict=True)
    assert dict(zip(keys, marks["steps"] / 2, strict=True)) == told
    frozen = pd.read_csv(folder / "frozen" / "marks.csv")
    assert len(frozen) == len(marks) == 8
