"""A correction after publication: the notice against a full difference of all published tables by independent code."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from pathlib import Path

import pytest

from evalkit.edition.record import ReviewedEdition
from evalkit.package.build import package_files
from evalkit.package.difference import differences
from evalkit.package.tables import package_tables
from evalkit.review.correction import correct_mark
from evalkit.review.filing import marks_in_points
from evalkit.review.history import Told
from evalkit.review.versions import Version
from evalkit.runner.versions import tables_then
from evalkit.scoring import Evaluation
from tests.review.small import SmallFolder

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 3, 2)
OFFICE = Told("Office", "slip", DAY)
Cell = tuple[str, str, str, str, str]


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    return SmallFolder.written_to(tmp_path)


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def published(record: ReviewedEdition) -> dict[str, str]:
    """The files of the public package as they would be written, without what says which data they are of."""
    files = package_files(Evaluation(record, record.rules), None, "public")
    return {name: text for name, text in files.items() if name.endswith(".csv") or name == "datapackage.json"}


def full_difference(before: dict[str, str], after: dict[str, str]) -> set[Cell]:
    """Every cell that differs, by the files alone: primary keys as datapackage.json names them."""
    keys: dict[str, list[str]] = {}
    for files in (before, after):
        for resource in json.loads(files["datapackage.json"])["resources"]:
            keys[resource["path"]] = resource["schema"].get("primaryKey", [])
    found: set[Cell] = set()
    for name, key in keys.items():
        sides = []
        for files in (before, after):
            rows = list(csv.DictReader(files.get(name, "").splitlines()))
            sides.append({"; ".join(f"{k}={row[k]}" for k in key): row for row in rows})
        for place in sides[0].keys() | sides[1].keys():
            then, now = (side.get(place, {}) for side in sides)
            for column in (then.keys() | now.keys()) - set(key):
                if then.get(column, "") != now.get(column, ""):
                    found.add((name, place, column, then.get(column, ""), now.get(column, "")))
    return found


def listed(text: str) -> list[Cell]:
    """What a notice lists, from its CSV."""
    rows = csv.DictReader(text.splitlines())
    return [(r["table"], r["row"], r["column"], r["before"], r["after"]) for r in rows]


def one_mark(record: ReviewedEdition, draw: random.Random) -> str:
    """Correct one mark that counts or not, drawn at random, to another in steps of half a point."""
    marks = marks_in_points(record)
    most = {"council": 60, "committee": 40, "projects": 80, "media": 20}
    row = marks.iloc[draw.randrange(len(marks))]
    halves = draw.choice([n for n in range(most[row["indicator"]] + 1) if n != int(row["points"] * 2)])
    place = tuple(str(row[k]) for k in ("round", "unit", "reviewer", "indicator"))
    correct_mark(record, place, str(halves / 2), OFFICE)  # type: ignore[arg-type]
    return place[1]


@pytest.mark.parametrize("count", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_corrections_drawn_at_random(small: SmallFolder, count: int) -> None:
    """As-of and the notice on one side; files kept aside before each correction and compared cell by cell on the other.

    Corrections are made one upon the other, so that also earlier states are found again out of many changes.
    """
    draw = random.Random(20261128)
    silent = tier = 0
    for number in range(count):
        record = read(small)
        before = published(record)
        events = 0 if record.review.history is None else len(record.review.history)
        one_mark(record, draw)
        record = read(small)
        after = published(record)
        then = tables_then(record, Version(1, DAY, events))
        changes = differences(then, list(package_tables(Evaluation(record, record.rules), None, "public")))
        found = [(c.resource.file, c.where, c.column, c.before, c.after) for c in changes]
        assert len(found) == len(set(found)), number
        assert set(found) == full_difference(before, after), number
        silent += not found
        tier += any(column == "tier" for _, _, column, _, _ in found)
    # Both kinds were drawn: marks of the first round, which does not count here, and marks that move a tier.
    assert silent >= count / 5
    assert tier >= count / 10


def test_a_withheld_score_stays_withheld(small: SmallFolder) -> None:
    """B01 is in the tier whose scores are withheld: 29.25 becomes 29.5, then 60.5 and the next tier.

    The first change is of nothing that is published. Of the second the notice says the tier, and the score now, which
    is published; the score before stays away.
    """
    rules = small.path("rules.toml")
    rules.write_text(rules.read_text("utf-8") + '\n[publication]\nwithhold_scores_of = ["low"]\n', encoding="utf-8")
    before = published(read(small))
    assert "B01,,yes,,,,low" in before["results.csv"]
    correct_mark(read(small), ("second", "B01", "R1", "media"), "4", OFFICE)
    assert full_difference(before, published(read(small))) == set()
    for indicator, points in {"council": "30", "committee": "20", "projects": "40", "media": "0"}.items():
        correct_mark(read(small), ("second", "B01", "R1", indicator), points, OFFICE)
    record = read(small)
    then = tables_then(record, Version(1, DAY, 0))
    changes = differences(then, list(package_tables(Evaluation(record, record.rules), None, "public")))
    # (90 + 31) / 2 = 60.5, rounded half up.
    own = {c.column: (c.before, c.after) for c in changes if c.where == "unit=B01"}
    assert own["score"] == ("", "61")
    assert own["tier"] == ("low", "middle")
    assert own["withheld"] == ("yes", "no")
