"""What was changed stays on file: by hand on the small edition, and drawn at random against a copy kept each day."""

from __future__ import annotations

import datetime as dt
import random
import stat
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.files import store
from evalkit.review.as_of import files_as_of, write_as_of
from evalkit.review.correction import correct_mark
from evalkit.review.filing import file_marks, file_minutes, marks_in_points
from evalkit.review.history import Told
from evalkit.review.state import decision_notes, state_of
from evalkit.review.trail import trail
from evalkit.review.versions import Version, register, release
from tests.review.small import DECIDED, SHEETS, SmallFolder

_KEYS = ["round", "unit", "reviewer", "indicator"]


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    return SmallFolder.written_to(tmp_path)


def on(day: int, by: str | None = None, why: str | None = None) -> Told:
    return Told(by, why, dt.date(2026, 3, day))


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def history(folder: SmallFolder) -> list[list[str]]:
    table = pd.read_csv(folder.edition / "history.csv", dtype=str, keep_default_na=False)
    return table.to_numpy().tolist()


def test_a_corrected_mark_leaves_its_trail(small: SmallFolder) -> None:
    """R3 gave A01 26 for council in the second round; 25.5 takes its place, and then 27."""
    place = ("second", "A01", "R3", "council")
    assert correct_mark(read(small), place, "25.5", on(2, "Wu", "typed wrongly")) == "26"
    assert correct_mark(read(small), place, "27", on(4)) == "25.5"
    assert history(small) == [
        ["2026-03-02", "mark", *place, "26", "25.5", "Wu", "typed wrongly"],
        ["2026-03-04", "mark", *place, "25.5", "27", "", ""],
    ]
    table = trail(read(small), "A01")
    mine = table[(table["indicator"] == "council") & (table["reviewer"] == "R3")]
    assert mine[["points", "counts", "reason", "by"]].astype(object).where(mine.notna(), None).to_numpy().tolist() == [
        [Decimal("27"), "yes", None, None],
        [Decimal("25.5"), "replaced", None, None],
        [Decimal("26"), "replaced", "typed wrongly", "Wu"],
    ]
    # All in one form: of 26 and 27 nobody sees by that which is on file.
    assert [str(points) for points in mine["points"]] == ["27.0", "25.5", "26.0"]
    for same in ("27", "27.0"):
        with pytest.raises(EvalkitError, match="council of unit A01 by R3 in round second is 27 already"):
            correct_mark(read(small), place, same, on(5))
    assert len(history(small)) == 2
    assert mine["until"].tolist()[1:] == [dt.date(2026, 3, 4), dt.date(2026, 3, 2)]


def test_what_is_no_mark_changes_nothing(small: SmallFolder) -> None:
    before = (small.edition / "marks.csv").read_bytes()
    with pytest.raises(UnknownName):
        correct_mark(read(small), ("second", "A01", "R9", "council"), "1", on(1))
    with pytest.raises(EvalkitError, match="several rounds: say in which one this is"):
        correct_mark(read(small), (None, "A01", "R3", "council"), "1", on(1))
    with pytest.raises(EvalkitError, match="no mark on council"):
        correct_mark(read(small), ("second", "A01", "R3", "council"), "many", on(1))
    with pytest.raises(EvalkitError, match="is on file"):
        correct_mark(read(small), ("second", "A01", "R1", "council"), "1", on(1))
    with pytest.raises(EvalkitError):  # of 30 points
        correct_mark(read(small), ("second", "A01", "R3", "council"), "31", on(1))
    assert (small.edition / "marks.csv").read_bytes() == before
    assert not (small.edition / "history.csv").exists()


def test_what_lies_beside_the_programme_is_there_when_a_change_is_checked(small: SmallFolder) -> None:
    """A logo and a foreword that all editions share, and tables of all editions that name others."""
    programme = small.edition.parent
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
    (programme / "logo.svg").write_text(logo, encoding="utf-8")
    (programme / "programme.toml").write_text(
        (programme / "programme.toml").read_text("utf-8") + '\n[report]\nlogo = "logo.svg"\n', encoding="utf-8"
    )
    for language in ("zh", "en"):
        (programme / "text" / language).mkdir(parents=True)
        (programme / "text" / language / "logo.svg").write_text(logo, encoding="utf-8")
        (programme / "text" / language / "foreword.md").write_text("![Logo](logo.svg)\n", encoding="utf-8")
    correct_mark(read(small), ("second", "A01", "R3", "council"), "25", on(1))
    assert len(history(small)) == 1


def test_the_history_is_as_private_as_the_marks(small: SmallFolder) -> None:
    (small.edition / "marks.csv").chmod(0o600)
    correct_mark(read(small), ("second", "A01", "R3", "council"), "25", on(1))
    assert stat.S_IMODE((small.edition / "history.csv").stat().st_mode) == 0o600


def test_an_event_and_what_it_changes_are_written_together(small: SmallFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the two files: neither is there, and the change can be made again, once."""
    place = ("second", "A01", "R3", "council")
    real = store.write

    def dies(path: Path, *args: object, **options: object) -> str:
        if path.name == "marks.csv":
            raise KeyboardInterrupt
        return real(path, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write", dies)
    with pytest.raises(KeyboardInterrupt):
        correct_mark(read(small), place, "25", on(2))
    monkeypatch.setattr(store, "write", real)
    assert not (small.edition / "history.csv").exists()
    assert correct_mark(read(small), place, "25", on(2)) == "26"
    assert [row[6:8] for row in history(small)] == [["26", "25"]]
    at = files_as_of(read(small), dt.date(2026, 3, 1))
    assert "A01,R3,second,council,26" in (at["marks.csv"] or b"").decode()


def test_decisions_know_the_marks_they_were_made_on(small: SmallFolder) -> None:
    """A02 is decided on the marks of that day; one of them becomes another, and the office is told."""
    record = read(small)
    assert "A02" not in [u for note in decision_notes(record) if note.kind == "decision-changed" for u in note.value]
    minutes = pd.DataFrame(
        [["A02", dt.date(2026, 2, 20), "revised", "核实", "R1 R3", None, None]],
        columns=["unit", "date", "decision", "reason", "present", "recused", "minority_view"],
    )
    revised = pd.DataFrame(
        [(u, "panel", "talk", i, Decimal(points), None) for (u, i), points in DECIDED.items()],
        columns=["unit", "reviewer", "round", "indicator", "points", "comment"],
    )
    file_minutes(record, minutes, revised, replace=True, told=on(5))
    record = read(small)
    named = record.review.minutes.set_index("unit")["state"]
    assert named["A02"] == state_of(record, ["A02"])["A02"]
    assert [n.kind for n in decision_notes(record) if n.kind == "decision-changed"] == []
    correct_mark(record, ("second", "A02", "R3", "media"), "7.5", on(6))
    changed = [n.value for n in decision_notes(read(small)) if n.kind == "decision-changed"]
    assert changed == ["A02"]


def test_the_tables_of_each_day_come_back(small: SmallFolder) -> None:
    """Random changes on twelve days; what stood there at the end of each day was kept aside, and is found again."""
    draw = random.Random(20260301)
    kept: dict[int, dict[str, bytes]] = {}
    # Half of the sheets are on file at first; the others come later.
    late = [key for key in SHEETS if key[0] == "second" and key[1] in ("A03", "B01")]
    assignment = (small.edition / "assignment.csv").read_bytes()
    small.with_sheets({key: marks for key, marks in SHEETS.items() if key not in late}, {})
    (small.edition / "assignment.csv").write_bytes(assignment)
    (small.edition / "minutes.csv").unlink(missing_ok=True)
    correct_mark(read(small), ("first", "A01", "R1", "media"), "8.5", on(1))
    for day in range(2, 14):
        for _ in range(draw.randint(1, 4)):
            _change(small, draw, late, day)
        kept[day] = _tables(small)
    record = read(small)
    assert len(history(small)) >= 30
    for day, tables in kept.items():
        files = files_as_of(record, dt.date(2026, 3, day))
        for name, content in tables.items():
            found = files.get(name, (small.edition / name).read_bytes())
            assert _rows(found) == _rows(content), (day, name)


def _change(small: SmallFolder, draw: random.Random, late: list[tuple[str, str, str]], day: int) -> None:
    record = read(small)
    marks = marks_in_points(record)
    if late and draw.random() < 0.3:
        step, unit, who = late.pop()
        points = dict(zip(("council", "committee", "projects", "media"), SHEETS[step, unit, who], strict=True))
        rows = [(unit, who, step, i, Decimal(p), None) for i, p in points.items()]
        columns = ["unit", "reviewer", "round", "indicator", "points", "comment"]
        file_marks(record, pd.DataFrame(rows, columns=columns, dtype=object), told=on(day))
    else:
        row = marks.iloc[draw.randrange(len(marks))]
        place = tuple(str(row[k]) for k in _KEYS)
        others = [p for p in ("0", "1.5", "7", "9.5") if Decimal(p) != row["points"]]
        correct_mark(record, place, draw.choice(others), on(day))  # type: ignore[arg-type]


def _tables(small: SmallFolder) -> dict[str, bytes]:
    names = ("marks.csv", "assignment.csv", "recusals.csv", "minutes.csv")
    return {name: (small.edition / name).read_bytes() for name in names if (small.edition / name).exists()}


def _rows(content: bytes | None) -> list[str]:
    """The rows of a table in any order."""
    return sorted((content or b"").decode().splitlines())


def test_minutes_and_recusals_come_back(small: SmallFolder) -> None:
    """Minutes of A02 are replaced; a conflict that a sheet declares takes R2 off B02."""
    first = _tables(small)
    record = read(small)
    minutes = pd.DataFrame(
        [["A02", dt.date(2026, 2, 20), "kept", "改为维持", "R1 R3", None, None]],
        columns=["unit", "date", "decision", "reason", "present", "recused", "minority_view"],
    )
    none = pd.DataFrame(columns=["unit", "reviewer", "round", "indicator", "points", "comment"], dtype=object)
    file_minutes(record, minutes, none, replace=True, told=on(3))
    second = _tables(small)
    assert _rows(first["minutes.csv"]) != _rows(second["minutes.csv"])
    found = files_as_of(read(small), dt.date(2026, 3, 2))
    assert _rows(found["marks.csv"]) == _rows(first["marks.csv"])
    now, then = (pd.read_csv(_file(small, c), dtype=str) for c in (found["minutes.csv"], first["minutes.csv"]))
    assert now.sort_values("unit").fillna("").to_dict("records") == then.sort_values("unit").fillna("").to_dict(
        "records"
    )


def _cells(minutes: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {str(k): str(v) for k, v in row.items()} for row in minutes.sort_values("unit").fillna("").to_dict("records")
    ]


def _file(small: SmallFolder, content: bytes | None) -> Path:
    path = small.edition.parent / "looked-at.txt"
    path.write_bytes(content or b"")
    return path


def test_a_workspace_of_an_earlier_day(small: SmallFolder, tmp_path: Path) -> None:
    correct_mark(read(small), ("second", "A01", "R3", "council"), "25.5", on(2))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "there.txt").touch()
    with pytest.raises(EvalkitError, match="not empty"):
        write_as_of(read(small), dt.date(2026, 3, 1), tmp_path / "full")
    for inside in (small.edition / "then", small.edition.parent / "x" / "y"):  # would be copied into itself for ever
        with pytest.raises(EvalkitError, match="lies inside"):
            write_as_of(read(small), dt.date(2026, 3, 1), inside)
        assert not inside.exists()
    folder = write_as_of(read(small), dt.date(2026, 3, 1), tmp_path / "then")
    assert "A01,R3,second,council,26" in (folder / "marks.csv").read_text("utf-8")
    assert not (folder / "history.csv").exists()


def test_the_commands(small: SmallFolder, tmp_path: Path) -> None:
    """`correct` and `as-of` as they are typed, and what they say of slips."""
    root = str(small.edition.parent.parent.parent)
    run = CliRunner().invoke
    said = run(main, ["--root", root, "correct", "small", "2025", "A01", "R3", "council", "25.5", "--round", "second"])
    assert said.exit_code == 0, said.output
    assert "26 → 25.5" in said.output
    said = run(main, ["--root", root, "as-of", "small", "2025", "yesterday", "--to", str(tmp_path / "x")])
    assert said.exit_code == 2 and "yesterday" in said.output
    said = run(main, ["--root", root, "as-of", "small", "2025", "2026-01-01", "--to", str(tmp_path / "x")])
    assert said.exit_code == 0, said.output
    # Two versions of one day: only by their numbers can they be told apart.
    release(read(small), on(6))
    correct_mark(read(small), ("second", "A01", "R3", "council"), "24", on(6))
    register(read(small), [Version(2, dt.date(2026, 3, 6), 2)], on(6))
    correct_mark(read(small), ("second", "A01", "R3", "council"), "23", on(6))
    for version, council in ((1, "25.5"), (2, "24")):
        to = tmp_path / f"version-{version}"
        said = run(main, ["--root", root, "as-of", "small", "2025", str(version), "--to", str(to)])
        assert said.exit_code == 0, said.output
        assert f"as it stood when version {version} was published" in said.output
        folder = to / "data" / "small" / "2025"
        assert f"A01,R3,second,council,{council}" in (folder / "marks.csv").read_text("utf-8")
        assert len((folder / "versions.csv").read_text("utf-8").splitlines()) == 1 + version
    said = run(main, ["--root", root, "as-of", "small", "2025", "3", "--to", str(tmp_path / "y")])
    assert said.exit_code == 2 and "version" in said.output and "1, 2" in said.output
