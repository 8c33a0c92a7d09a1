"""Appeals on the small edition: which are admitted, what lies before those who decide, what is kept."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition import read_edition
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EditionError, EvalkitError, UnknownName
from evalkit.report.dossier import dossier_files
from evalkit.review.appeals import appeals_of, decide_appeal, open_appeal
from evalkit.review.as_of import write_as_of
from evalkit.review.correction import correct_mark
from evalkit.review.history import Told
from evalkit.review.state import state_of
from evalkit.review.versions import release, versions_of
from tests.review.small import SmallFolder

GROUNDS = """
[appeals]
days = 15

[[appeals.grounds]]
id = "procedure"
name = { zh = "程序有误", en = "The procedure was not followed" }
"""


ONCE = "1,2026-03-03,opened,A01,procedure,,1"
DECIDED = "1,2026-03-04,decided,A01,procedure,upheld,1"


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    folder = SmallFolder.written_to(tmp_path)
    folder.path("rules.toml").write_text(folder.path("rules.toml").read_text("utf-8") + GROUNDS, encoding="utf-8")
    return folder


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def on(day: int, why: str | None = None) -> Told:
    return Told("Wu", why, dt.date(2026, 3, day))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_which_appeals_are_admitted(small: SmallFolder) -> None:
    """Published on 2 March, 15 days: until 17 March."""
    with pytest.raises(EvalkitError, match="nothing is published"):
        open_appeal(read(small), "A01", "procedure", on(2))
    release(read(small), on(2))
    with pytest.raises(EvalkitError, match="2026-03-17"):
        open_appeal(read(small), "A01", "procedure", on(18))
    with pytest.raises(UnknownName):
        open_appeal(read(small), "A01", "taste", on(3))
    with pytest.raises(UnknownName):
        open_appeal(read(small), "A09", "procedure", on(3))
    assert not small.path("appeals.csv").exists()
    assert open_appeal(read(small), "A01", "procedure", on(17)).number == 1
    # A unit that did not take part may say that it should have.
    assert open_appeal(read(small), "B03", "procedure", on(3)).number == 2


def test_rules_without_appeals_admit_none(tmp_path: Path) -> None:
    with pytest.raises(EvalkitError, match="admit no appeals"):
        open_appeal(read(SmallFolder.written_to(tmp_path)), "A01", "procedure", on(2))


def test_events_are_added_and_never_rewritten(small: SmallFolder) -> None:
    release(read(small), on(2))
    open_appeal(read(small), "A01", "procedure", on(3, "R3 came late"))
    opened = small.path("appeals.csv").read_text("utf-8")
    with pytest.raises(EvalkitError, match="needs a reason"):
        decide_appeal(read(small), 1, "upheld", on(9))
    with pytest.raises(UnknownName):
        decide_appeal(read(small), 1, "maybe", on(9, "x"))
    with pytest.raises(UnknownName):
        decide_appeal(read(small), 7, "upheld", on(9, "x"))
    decide_appeal(read(small), 1, "upheld", on(9, "The sheet was of the year before"))
    with pytest.raises(EvalkitError, match="decided already"):
        decide_appeal(read(small), 1, "rejected", on(9, "x"))
    now = small.path("appeals.csv").read_text("utf-8")
    assert now.startswith(opened)
    first, last = rows(now)
    state = state_of(read(small), ["A01"])["A01"]
    assert (first["event"], first["decision"], first["reason"]) == ("opened", "", "R3 came late")
    assert (last["event"], last["decision"], last["by"], last["state"]) == ("decided", "upheld", "Wu", state)
    assert [a.decision for a in appeals_of(read(small))] == ["upheld"]


def test_the_dossier_has_the_reruns_beside_the_official_result(small: SmallFolder) -> None:
    """A01 by the mean of the second round: 85, 84.5, 84. Alone they are 85 (of 84.5), 84.25, 84.5 and 84.75.

    Without R3 84.25 is 84, middle; without R4 84.5 is 85; without R5 84.75 is 85. With council 27 by R3 for 26 the sum
    is 254.5 / 3 = 84.83, so 85. R1 and R2 marked it in the first round, which does not count.
    """
    release(read(small), on(2))
    appeal = open_appeal(read(small), "A01", "procedure", on(3))
    record = read(small)
    files = dossier_files(record, appeal, marks=[("second", "R3", "council", "27")])
    found = {row["run"]: (row["score"], row["tier"]) for row in rows(files["rerun.csv"])}
    assert found == {
        "official": ("85", "high"),
        "without R1": ("85", "high"),
        "without R2": ("85", "high"),
        "without R3": ("84", "middle"),
        "without R4": ("85", "high"),
        "without R5": ("85", "high"),
        "with 27 by R3 on council (second)": ("85", "high"),
    }
    assert len(rows(files["trail.csv"])) == 5 * 4
    assert {row["unit"] for row in rows(files["trail.csv"])} == {"A01"}
    marks = hashlib.sha256(small.path("marks.csv").read_bytes()).hexdigest()
    assert {"file": "2025/marks.csv", "sha256": marks} in rows(files["hashes.csv"])
    names = pd.read_csv(small.path("reviewers.csv"))["name"]
    assert not any(name in content for name in names for content in files.values())
    inside = dossier_files(record, appeal, names=True)
    assert {row["name"] for row in rows(inside["reviewers.csv"])} == set(names)
    for points in ("31", "26.25", "many"):
        with pytest.raises(EvalkitError, match="no mark"):
            dossier_files(record, appeal, marks=[("second", "R3", "council", points)])


def test_the_commands(small: SmallFolder, tmp_path: Path) -> None:
    root = ["--root", str(small.edition.parent.parent.parent)]
    run = CliRunner().invoke
    assert run(main, [*root, "release", "small", "2025"]).exit_code == 0
    said = run(main, [*root, "appeal", "open", "small", "2025", "A01", "procedure", "--by", "Wu"])
    assert said.exit_code == 0, said.output
    said = run(main, [*root, "appeal", "dossier", "small", "2025", "1", "--to", str(tmp_path / "one")])
    assert said.exit_code == 0, said.output
    assert (tmp_path / "one" / "rerun.csv").exists()
    said = run(main, [*root, "appeal", "decide", "small", "2025", "1", "rejected", "--why", "All was in order"])
    assert said.exit_code == 0, said.output
    assert run(main, [*root, "appeal", "decide", "small", "2025", "1", "rejected"]).exit_code == 2


def test_days_that_cannot_be(small: SmallFolder) -> None:
    """Nothing is entered of a day to come, and nothing is decided before it was opened."""
    release(read(small), on(2))
    open_appeal(read(small), "A01", "procedure", on(10))
    kept = small.path("appeals.csv").read_bytes()
    with pytest.raises(EvalkitError, match="was opened on 2026-03-10; it cannot have been decided on 2026-03-09"):
        decide_appeal(read(small), 1, "upheld", on(9, "because"))
    root = str(small.edition.parent.parent.parent)
    to_come = (dt.date.today() + dt.timedelta(days=1)).isoformat()
    for command in (
        ["appeal", "open", "small", "2025", "A01", "procedure", "--on", to_come],
        ["appeal", "decide", "small", "2025", "1", "upheld", "--why", "because", "--on", to_come],
        ["withdraw", "small", "2025", "A03", "merged", "--on", to_come],
    ):
        said = CliRunner().invoke(main, ["--root", root, *command])
        assert (said.exit_code, "is a day to come" in said.output) == (2, True), said.output
    assert small.path("appeals.csv").read_bytes() == kept
    assert not small.path("absences.csv").exists()


@pytest.mark.parametrize(
    ("rows", "column", "kind"),
    [
        ("1,2026-03-03,opened,A01,procedure,,9", "version", "appeal-of-no-version"),
        ("1,2026-03-03,decided,A01,procedure,upheld,1", "appeal", "appeal-not-open"),
        ("1,2026-03-03,opened,A01,procedure,upheld,1", "decision", "appeal-decision"),
        (f"{ONCE}\n1,2026-03-04,opened,A01,procedure,,1", "appeal", "appeal-opened-twice"),
        (f"{ONCE}\n1,2026-03-04,decided,A01,procedure,,1", "decision", "appeal-decision"),
        (f"{ONCE}\n1,2026-03-02,decided,A01,procedure,upheld,1", "date", "appeal-decided-earlier"),
        (f"{ONCE}\n1,2026-03-04,decided,A02,procedure,upheld,1", "unit", "appeal-otherwise"),
        (f"{ONCE}\n{DECIDED}\n{DECIDED}", "appeal", "appeal-not-open"),
    ],
)
def test_appeals_that_contradict_themselves(small: SmallFolder, rows: str, column: str, kind: str) -> None:
    release(read(small), on(2))
    lines = [f"{row},,," for row in rows.splitlines()]
    header = "appeal,date,event,unit,ground,decision,version,state,by,reason"
    small.path("appeals.csv").write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    with pytest.raises(EditionError) as error:
        read(small)
    last = rows.count("\n") + 2
    assert [(f.file, f.row, f.column, f.kind) for f in error.value.faults] == [("appeals.csv", last, column, kind)]


def test_as_of_leaves_out_appeals_that_came_later(small: SmallFolder, tmp_path: Path) -> None:
    """Opened on the 3rd, decided on the 5th: on the 4th it is open, and on the 1st nothing is published."""
    release(read(small), on(2))
    open_appeal(read(small), "A01", "procedure", on(3))
    decide_appeal(read(small), 1, "rejected", on(5, "because"))
    correct_mark(read(small), ("second", "A01", "R3", "council"), "26.5", on(6))
    found = {}
    for day in (1, 4, 5):
        folder = write_as_of(read(small), dt.date(2026, 3, day), tmp_path / str(day))
        then = read_edition(folder).reviewed()
        found[day] = ([a.decision for a in appeals_of(then)], len(versions_of(then)))
    assert found == {1: ([], 0), 4: ([None], 1), 5: (["rejected"], 1)}
