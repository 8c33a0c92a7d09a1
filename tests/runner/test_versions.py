"""A correction after publication: the notice against a full difference of all published tables by independent code."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import os
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from evalkit.edition import find_workspace
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.package.build import package_files
from evalkit.package.difference import Change, differences
from evalkit.package.tables import package_tables
from evalkit.report.exported import version_note
from evalkit.review.correction import correct_mark
from evalkit.review.filing import marks_in_points
from evalkit.review.history import Told
from evalkit.review.versions import Version, next_version, register, release, versions_of
from evalkit.runner.versions import Corrected, publish_correction, tables_then
from evalkit.scoring import Evaluation
from tests.review.small import SmallFolder

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 3, 2)
OFFICE = Told("Office", "slip", DAY)
#: How many are drawn; ``EVALKIT_CORRECTIONS=200 pytest tests/runner/test_versions.py`` takes seven minutes on a busy
#: machine, and finds all.
COUNT = int(os.environ.get("EVALKIT_CORRECTIONS", "40"))
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
def test_corrections_drawn_at_random(small: SmallFolder) -> None:
    """The tables of an edition with another mark in it, against the files of its package read cell by cell."""
    draw = random.Random(5)
    record = read(small)
    tables, files = list(package_tables(Evaluation(record, record.rules), None, "public")), published(record)
    silent = tier = 0
    for number in range(COUNT):
        record = with_another_mark(record, draw)
        after, written = list(package_tables(Evaluation(record, record.rules), None, "public")), published(record)
        found = cells(differences(tables, after))
        assert len(found) == len(set(found)), number
        assert set(found) == full_difference(files, written), number
        # Byte for byte: a table is another if and only if the notice lists something of it.
        assert {name for name in files if name.endswith(".csv") and files[name] != written[name]} == {
            c[0] for c in found
        }
        silent += not found
        tier += any(column == "tier" for _, _, column, _, _ in found)
        tables, files = after, written
    # Both kinds were drawn: marks of the first round, which does not count here, and marks that move a tier.
    assert silent
    assert tier


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


def test_pages_say_of_which_version_or_day_the_data_are(small: SmallFolder) -> None:
    place = ("second", "A01", "R3", "council")
    changed = "Data as they stood after the latest change on file, of 2 March 2026."
    assert version_note(read(small), "en") == ""
    correct_mark(read(small), place, "24", OFFICE)
    assert version_note(read(small), "en") == changed
    assert version_note(read(small), "zh") == "数据截至最近一次登记的变更（2026 年 3 月 2 日）。"
    release(read(small), OFFICE)
    assert version_note(read(small), "en") == ""
    correct_mark(read(small), place, "25", OFFICE)
    assert version_note(read(small), "en") == changed
    register(read(small), [next_version(read(small), Version(1, DAY, 1), OFFICE)], OFFICE)
    assert version_note(read(small), "en") == "Version 2 of the results, of 2 March 2026."


def reports_of(folder: SmallFolder) -> Path:
    """Write the public package of the edition as it is, and a page beside it, with their manifests."""
    top = folder.root / "reports" / "small" / "2025"
    record = read(folder)
    files = package_files(Evaluation(record, record.rules), None, "public")
    page = '<html><style>a{}</style><header class="masthead"></header></html>'
    for place, entry, content in (
        ("data", "datapackage", files),
        ("en", "brief", {"brief.html": page, "brief.pdf": "x"}),
    ):
        (top / place).mkdir(parents=True, exist_ok=True)
        for name, text in content.items():
            (top / place / name).write_bytes(text.encode("utf-8"))
        manifest = {"notebooks": {entry: {"outputs": dict.fromkeys(content, "")}}}
        (top / place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return top


def test_a_correction_is_published_and_what_was_there_is_kept(small: SmallFolder) -> None:
    """A01 goes from 85 (84.5) to 84: R3 gave 26 for council, and gives 24."""
    workspace = find_workspace(str(small.root))

    def correction(**options: object) -> Corrected:
        return publish_correction(workspace, "small", "2025", told=OFFICE, **options)  # type: ignore[arg-type]

    with pytest.raises(EvalkitError, match="no version is registered"):
        correction()
    release(read(small), OFFICE)
    place = ("second", "A01", "R3", "council")
    correct_mark(read(small), place, "24", OFFICE)
    with pytest.raises(EvalkitError, match="holds no reports"):
        correction()
    top = reports_of(small)  # those of the corrected edition: the earlier ones are gone
    with pytest.raises(EvalkitError, match=r"not those of version 1 \(.*results\.csv"):
        correction()
    assert not (top / "versions").exists()
    correct_mark(read(small), place, "26", OFFICE)
    assert correction().folder is None  # nothing that is published is another
    reports_of(small)
    correct_mark(read(small), place, "24", OFFICE)
    data = {path.name: path.read_bytes() for path in (top / "data").iterdir()}
    (workspace.reports / "SHA256SUMS").write_text("", encoding="utf-8")
    with pytest.raises(UnknownName):
        correction(since="7")
    done = correction()
    assert (done.earlier.number, done.later.number, done.folder) == (1, 2, top / "versions" / "2")
    assert [(v.number, v.events) for v in versions_of(read(small))] == [(1, 0), (2, 3)]
    sums = dict(
        reversed(line.split("  ")) for line in (workspace.reports / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    for name in ("manifest.json", "1/data/superseded-results.csv", "2/correction-notice.csv"):
        digest = hashlib.sha256((top / "versions" / name).read_bytes()).hexdigest()
        assert sums[f"small/2025/versions/{name}"] == digest
    told = {(table, row, column): (a, b) for table, row, column, a, b in listed(_text(top, "2/correction-notice.csv"))}
    assert told["results.csv", "unit=A01", "score"] == ("85", "84")
    assert told["results.csv", "unit=A01", "tier"] == ("high", "middle")
    assert told["tiers.csv", "tier=high", "count"] == ("2", "1")
    assert {p.name.removeprefix("superseded-") for p in (top / "versions/1/data").iterdir()} == data.keys() - {
        "manifest.json"
    }
    assert (top / "versions/1/data/superseded-results.csv").read_bytes() == data["results.csv"]
    assert (top / "versions/1/en/superseded-brief.pdf").read_bytes() == b"x"
    assert "This is version 1; on 2 March 2026 version 2 took its place, with a correction notice" in _text(
        top, "1/en/brief.html"
    )
    assert {path.name: path.read_bytes() for path in (top / "data").iterdir()} == data
    for language, said in (("zh", "更正公告"), ("en", "Correction notice")):
        page = BeautifulSoup(_text(top, f"2/correction-notice.{language}.html"), "html.parser")
        assert said in page.select_one("h1").get_text()  # type: ignore[union-attr]
        assert len(page.select("tbody tr")) == len(done.changes)
        shown = [[cell.get_text() for cell in row.select("th, td")][2:] for row in page.select("tbody tr")]
        assert ["85", "84"] in shown
        assert [{"zh": "高", "en": "High"}[language], {"zh": "中", "en": "Middle"}[language]] in shown
        assert not any({"before", "after"} & set(row) for row in shown)


@pytest.mark.parametrize(("first", "then"), [("26", "24"), ("24", "26")])
def test_a_unit_that_only_one_version_names_is_not_announced(small: SmallFolder, first: str, then: str) -> None:
    """With 26 on council A01 is high (85), with 24 middle, where nobody is named: either way, one could tell."""
    rules = small.path("rules.toml")
    rules.write_text(rules.read_text("utf-8") + '\n[publication]\nwithhold_names_of = ["middle"]\n', encoding="utf-8")
    place = ("second", "A01", "R3", "council")
    if first != "26":
        correct_mark(read(small), place, first, OFFICE)
    release(read(small), OFFICE)
    correct_mark(read(small), place, then, OFFICE)
    with pytest.raises(EvalkitError, match=r"Only one of the two versions names: A01\.") as error:
        publish_correction(find_workspace(small.edition.parents[2]), "small", "2025", told=OFFICE)
    assert error.value.exit_code == 1
    assert not (small.edition.parents[2] / "reports").exists()
    assert len(versions_of(read(small))) == 1


def _text(top: Path, name: str) -> str:
    return (top / "versions" / name).read_text(encoding="utf-8")
