"""A correction after publication: the notice against a full difference of all published tables by independent code."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evalkit.edition.record import ReviewedEdition
from evalkit.package.build import package_files
from evalkit.package.difference import Change, differences
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
#: The maximum of each indicator in steps of half a point.
MOST = {"council": 60, "committee": 40, "projects": 80, "media": 20}
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
    marks = marks[marks["reviewer"] != "panel"]
    row = marks.iloc[draw.randrange(len(marks))]
    halves = draw.choice([n for n in range(MOST[row["indicator"]] + 1) if n != int(row["points"] * 2)])
    place = tuple(str(row[k]) for k in ("round", "unit", "reviewer", "indicator"))
    correct_mark(record, place, str(halves / 2), OFFICE)  # type: ignore[arg-type]
    return place[1]


@pytest.mark.slow
def test_corrections_are_found_again_out_of_the_history(small: SmallFolder) -> None:
    """As-of and the difference on one side, the files of before each correction, kept aside, on the other.

    One correction is made upon the other, so that earlier states are found out of several later changes.
    """
    draw = random.Random(20261128)
    kept = [published(read(small))]
    for _ in range(8):
        one_mark(read(small), draw)
        kept.append(published(read(small)))
    record = read(small)
    now = list(package_tables(Evaluation(record, record.rules), None, "public"))
    for events, before in enumerate(kept):
        found = cells(differences(tables_then(record, Version(1, DAY, events)), now))
        assert len(found) == len(set(found))
        assert set(found) == full_difference(before, kept[-1]), events


@pytest.mark.slow
def test_two_hundred_corrections_in_memory(small: SmallFolder) -> None:
    """The tables of an edition with another mark in it, against the files of its package read cell by cell."""
    draw = random.Random(5)
    record = read(small)
    tables, files = list(package_tables(Evaluation(record, record.rules), None, "public")), published(record)
    silent = tier = 0
    for number in range(200):
        record = with_another_mark(record, draw)
        after, written = list(package_tables(Evaluation(record, record.rules), None, "public")), published(record)
        found = cells(differences(tables, after))
        assert len(found) == len(set(found)), number
        assert set(found) == full_difference(files, written), number
        silent += not found
        tier += any(column == "tier" for _, _, column, _, _ in found)
        tables, files = after, written
    # Both kinds were drawn: marks of the first round, which does not count here, and marks that move a tier.
    assert silent >= 40
    assert tier >= 20


def cells(changes: Sequence[Change]) -> list[Cell]:
    return [(c.resource.file, c.where, c.column, c.before, c.after) for c in changes]


def with_another_mark(record: ReviewedEdition, draw: random.Random) -> ReviewedEdition:
    """The edition with one mark of a reviewer drawn anew, in steps of half a point."""
    marks = record.review.marks
    assert marks is not None
    marks = marks.copy()
    place = draw.choice([i for i, who in enumerate(marks["reviewer"]) if who != "panel"])
    most = MOST[str(marks["indicator"].iloc[place])]
    marks.iloc[place, marks.columns.get_loc("steps")] = draw.randrange(most + 1)
    return replace(record, review=replace(record.review, marks=marks))


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
