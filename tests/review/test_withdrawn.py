"""A unit that is taken out after marking: what is on file of it stays, does not count, and comes back as of before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition import read_edition
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EditionError, UnknownName
from evalkit.review.as_of import write_as_of
from evalkit.review.correction import correct_mark
from evalkit.review.filing import file_absence
from evalkit.review.history import Told, later_than
from evalkit.review.versions import published_version
from evalkit.scoring import Evaluation
from tests.review.small import SmallFolder

ON = Told("Wu", "letter of 2 March", dt.date(2026, 3, 2))


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    return SmallFolder.written_to(tmp_path)


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def results(record: ReviewedEdition) -> dict[str, tuple[int, int]]:
    rows = Evaluation(record, record.rules).results[["unit", "score", "rank"]]
    return {str(unit): (int(score), int(rank)) for unit, score, rank in rows.itertuples(index=False)}


def test_a_withdrawn_unit_with_marks_is_no_fault_and_does_not_count(small: SmallFolder) -> None:
    """A03 leads with 97; without it A01 (84.5, rounded half up) does, and everybody below moves up one rank."""
    before = results(read(small))
    marks = (small.edition / "marks.csv").read_bytes()
    assert before["A03"] == (97, 1)
    file_absence(read(small), "A03", "merged", "into A01", ON)
    record = read(small)
    after = results(record)
    assert after == {unit: (score, rank - 1) for unit, (score, rank) in before.items() if unit != "A03"}
    row = record.roster.set_index("unit").loc["A03"]
    assert (bool(row["takes_part"]), row["reason"]) == (False, "merged")
    assert [(n.kind, n.value) for n in record.notes if n.kind == "taken-out"] == [
        ("taken-out", "A03 (merged, 2026-03-02)")
    ]
    assert (small.edition / "marks.csv").read_bytes() == marks
    table = pd.read_csv(small.edition / "absences.csv", dtype=str).to_dict("records")
    assert table == [{"unit": "A03", "reason": "merged", "since": "2026-03-02", "note": "into A01"}]


def test_its_marks_outlive_other_changes_and_it_comes_back_as_of_before(small: SmallFolder, tmp_path: Path) -> None:
    """A mark of another unit is corrected afterwards, which writes marks.csv anew: the marks of A03 stay in it."""
    before = results(read(small))
    lines = sorted((small.edition / "marks.csv").read_text("utf-8").splitlines())
    file_absence(read(small), "A03", "merged", None, ON)
    correct_mark(read(small), ("second", "A01", "R3", "council"), "26.5", Told(on=dt.date(2026, 3, 3)))
    now = sorted((small.edition / "marks.csv").read_text("utf-8").splitlines())
    assert [line for line in now if line not in lines] == ["A01,R3,second,council,26.5"]
    assert len(now) == len(lines)
    folder = write_as_of(read(small), dt.date(2026, 3, 1), tmp_path / "then")
    then = read_edition(folder).reviewed()
    assert results(then) == before
    assert not (folder / "absences.csv").exists()


def test_what_is_not_known_changes_nothing(small: SmallFolder) -> None:
    for unit, reason in (("A09", "merged"), ("A03", "tired"), ("B03", "merged")):
        with pytest.raises(UnknownName):
            file_absence(read(small), unit, reason, None, ON)
    assert not (small.edition / "absences.csv").exists()


def test_the_command(small: SmallFolder) -> None:
    root = str(small.edition.parent.parent.parent)
    command = ["--root", root, "withdraw", "small", "2025", "A03", "merged"]
    said = CliRunner().invoke(main, [*command, "--on", "2026-03-02"])
    assert said.exit_code == 0, said.output
    # Five sheets of four marks.
    assert "its 20 marks stay on file" in said.output
    said = CliRunner().invoke(main, command)
    assert said.exit_code == 2


def test_one_that_was_out_before_it_was_entered_is_undone_in_its_turn(small: SmallFolder, tmp_path: Path) -> None:
    """A mark is corrected on the 3rd; on the 5th A03 is entered as out since the 1st. On the 4th it was still in.

    The events stand in the order in which they were entered, so that so many of them tell how the edition stood.
    """
    correct_mark(read(small), ("second", "A01", "R3", "council"), "26.5", Told(on=dt.date(2026, 3, 3)))
    corrected = results(read(small))
    file_absence(read(small), "A03", "merged", None, Told(on=dt.date(2026, 3, 5)), since=dt.date(2026, 3, 1))
    record = read(small)
    assert record.review.history is not None
    assert list(record.review.history["date"]) == [dt.date(2026, 3, 3), dt.date(2026, 3, 5)]
    table = pd.read_csv(small.edition / "absences.csv", dtype=str).to_dict("records")
    assert table == [{"unit": "A03", "reason": "merged", "since": "2026-03-01"}]
    assert published_version(record, "2026-03-04").events == 1
    then = read_edition(write_as_of(record, dt.date(2026, 3, 4), tmp_path / "then")).reviewed()
    assert results(then) == corrected


def test_a_history_out_of_order_is_undone_from_its_end(small: SmallFolder) -> None:
    """Entered with the day since when, as it was once: the first two of three rows stood before the third."""
    days = [dt.date(2026, 3, d) for d in (1, 3, 2)]
    assert len(later_than(pd.DataFrame({"date": days}), dt.date(2026, 3, 2))) == 2
    assert len(later_than(pd.DataFrame({"date": days}), dt.date(2026, 3, 3))) == 0


@pytest.mark.parametrize(("place", "what"), [(2, "reviewer"), (3, "indicator"), (1, "No unit")])
def test_a_mark_of_nobody_is_refused_in_words(small: SmallFolder, place: int, what: str) -> None:
    root = str(small.edition.parent.parent.parent)
    place_of = ["second", "A01", "R3", "council"]
    place_of[place] = "X99"
    round_id, *names = place_of
    said = CliRunner().invoke(main, ["--root", root, "correct", "small", "2025", *names, "3", "--round", round_id])
    assert said.exit_code == 2, said.output
    assert what in said.output and "X99" in said.output


@pytest.mark.parametrize(
    ("rows", "kind"),
    [("1,2026-03-03,4", "version-of-no-history"), ("1,2026-03-03,0\n2,2026-03-02,0", "version-before")],
)
def test_versions_that_cannot_be(small: SmallFolder, rows: str, kind: str) -> None:
    small.path("versions.csv").write_text(f"version,date,events\n{rows}\n", encoding="utf-8")
    with pytest.raises(EditionError) as error:
        read(small)
    assert [f.kind for f in error.value.faults] == [kind]


def test_a_folder_of_texts_is_no_edition_to_name(small: SmallFolder) -> None:
    """A folder without rules stands beside the edition: a table above may not name it, nor is it offered."""
    (small.edition.parent / "text").mkdir()
    lines = "edition,old,new,kind\ntext,A01,A02,renamed\n"
    (small.edition.parent / "successions.csv").write_text(lines, encoding="utf-8")
    with pytest.raises(EditionError) as error:
        read(small)
    told = [(f.file, f.column, f.value, f.variables["allowed"]) for f in error.value.faults]
    assert told == [("../successions.csv", "edition", "text", "2025")]
