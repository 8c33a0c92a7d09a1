"""How far a review has come: by hand."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from evalkit.edition import EditionRecord
from evalkit.review.progress import progress
from tests.review.small import SmallFolder
from tests.review.test_final import without


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> EditionRecord:
    """The good small edition."""
    return SmallFolder.written_to(tmp_path_factory.mktemp("small")).read()


def rows(record: EditionRecord) -> list[dict[str, object]]:
    """Return the table row by row."""
    table = progress(record)
    assert list(table.columns) == ["round", "assigned", "on_file", "units", "reviewers", "awaited"]
    assert table["assigned"].dtype == "Int64"
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]


def row(step: str, assigned: object, on_file: int, units: int, reviewers: int, *awaited: str) -> dict[str, object]:
    """Return one row as it should be."""
    return {
        "round": step,
        "assigned": assigned,
        "on_file": on_file,
        "units": units,
        "reviewers": reviewers,
        "awaited": awaited,
    }


def test_all_there(small: EditionRecord) -> None:
    """11 sheets by R1 to R5 in the first round, 13 in the second; the discussion is no round of sheets."""
    assert rows(small) == [row("first", 11, 11, 5, 5), row("second", 13, 13, 5, 5)]


def test_sheets_still_to_come(small: EditionRecord) -> None:
    """B02 has no sheet of the second round, and R1 handed in none but B01's; R4's sheet of A03 is missing too."""
    record = small
    for sheet in (("second", "B02", "R1"), ("second", "B02", "R2"), ("second", "A03", "R4")):
        record = without(record, sheet)
    assert rows(record) == [row("first", 11, 11, 5, 5), row("second", 13, 10, 4, 5, "R1", "R2", "R4")]


def test_a_reviewer_without_any_sheet(small: EditionRecord) -> None:
    record = without(small, ("first", "B01", "R5"))
    assert rows(record)[0] == row("first", 11, 10, 5, 4, "R5")


def test_no_marks_yet(small: EditionRecord) -> None:
    assert small.review is not None
    record = dataclasses.replace(small, review=dataclasses.replace(small.review, marks=None))
    everyone = ("R1", "R2", "R3", "R4", "R5")
    assert rows(record) == [row("first", 11, 0, 0, 0, *everyone), row("second", 13, 0, 0, 0, *everyone)]


def test_nothing_assigned(small: EditionRecord) -> None:
    """How many there should be is not known, which is not none."""
    assert small.review is not None
    record = dataclasses.replace(small, review=dataclasses.replace(small.review, assignment=None))
    found = rows(record)
    assert [pd.isna(each.pop("assigned")) for each in found] == [True, True]
    assert [(each["on_file"], each["awaited"]) for each in found] == [(11, ()), (13, ())]


def test_nothing_assigned_for_the_second_round_yet(small: EditionRecord) -> None:
    """Only the first round is assigned, none of the second: 0, and nobody is awaited."""
    assert small.review is not None and small.review.assignment is not None and small.review.marks is not None
    assignment, marks = small.review.assignment, small.review.marks
    review = dataclasses.replace(
        small.review, assignment=assignment[assignment["round"] == "first"], marks=marks[marks["round"] == "first"]
    )
    assert rows(dataclasses.replace(small, review=review)) == [row("first", 11, 11, 5, 5), row("second", 0, 0, 0, 0)]
