"""Two commands that change one edition at once: what one of them puts on file is never lost by the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from evalkit.edition.record import ReviewedEdition
from evalkit.edition.workspace import Workspace
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.review.appeals import open_appeal
from evalkit.review.as_of import write_as_of
from evalkit.review.correction import correct_mark
from evalkit.review.history import Told
from evalkit.review.versions import release
from tests.review.small import SmallFolder
from tests.review.test_appeals import GROUNDS

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    folder = SmallFolder.written_to(tmp_path)
    folder.path("rules.toml").write_text(folder.path("rules.toml").read_text("utf-8") + GROUNDS, encoding="utf-8")
    return folder


#: Marks of the small edition of 28, 18 and 38 points.
MARKS = tuple(("first", "A01", "R1", indicator) for indicator in ("council", "committee", "projects"))


def correct(record: ReviewedEdition, place: int) -> None:
    correct_mark(record, MARKS[place], "10", Told("Wu", "misread", DAY))


@pytest.mark.parametrize(
    "second",
    [
        lambda record: correct(record, 1),
        lambda record: release(record, Told("Li", None, DAY)),
        lambda record: write_as_of(record, DAY, record.folder.parents[2] / "then"),
    ],
    ids=["correct", "release", "as-of"],
)
def test_a_command_that_has_read_what_another_changed_since_writes_nothing(
    small: SmallFolder, second: Callable[[ReviewedEdition], None]
) -> None:
    correct(small.read().reviewed(), 2)  # without any change on file, nothing is known of earlier days
    first, other = small.read().reviewed(), small.read().reviewed()
    correct(first, 0)
    before = {path.name: path.read_bytes() for path in store.below(small.edition)}
    with pytest.raises(EvalkitError, match=r"history\.csv.*marks\.csv.*run it again") as caught:
        second(other)
    assert caught.value.exit_code == 1
    assert {path.name: path.read_bytes() for path in store.below(small.edition)} == before
    assert not (small.edition.parents[2] / "then").exists()
    second(small.read().reviewed())


def test_two_corrections_one_after_the_other_are_both_on_file(small: SmallFolder) -> None:
    for place in (0, 1):
        correct(small.read().reviewed(), place)
    history = small.read().reviewed().review.history
    assert history is not None and len(history) == 2


def test_two_appeals_at_once_do_not_get_the_same_number(small: SmallFolder) -> None:
    release(small.read().reviewed(), Told("Wu", None, DAY))
    first, other = small.read().reviewed(), small.read().reviewed()
    assert open_appeal(first, "A01", "procedure", Told("Wu", None, DAY)).number == 1
    with pytest.raises(EvalkitError, match=r"appeals\.csv"):
        open_appeal(other, "A02", "procedure", Told("Li", None, DAY))
    assert open_appeal(small.read().reviewed(), "A02", "procedure", Told("Li", None, DAY)).number == 2


def test_a_reader_gets_the_marks_and_the_history_of_one_moment(
    small: SmallFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A correction comes when half of the tables is read: marks and history agree all the same."""
    from evalkit.edition import reader

    real, waiting = reader._read_marks, [small.read().reviewed()]

    def meanwhile(*given: object) -> object:
        if waiting:
            correct(waiting.pop(), 0)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "_read_marks", meanwhile)
    record = small.read().reviewed()
    history, found = record.review.history, record.review.on_file.marks
    assert history is not None and found is not None and len(history) == 1
    mark = found[(found[["round", "unit", "reviewer", "indicator"]].astype(str) == list(MARKS[0])).all(axis=1)]
    # In steps of half a point.
    assert mark["steps"].tolist() == [20] and history["after"].tolist() == ["10"]


def test_an_edition_that_appears_after_its_siblings_were_counted_is_no_fault(small: SmallFolder) -> None:
    """`new-edition` beside `list`, `check` or `run`: the order of editions was looked up before it was there."""
    from evalkit.edition.needs import Supply

    supply, programme = Supply(Workspace(small.edition.parents[2])), small.edition.parent.name
    assert supply.lacking(programme, small.edition.name, ["several-editions"]) == "several-editions"
    store.copy(small.edition, small.edition.parent / "next")
    assert supply.lacking(programme, "next", ["several-editions"]) is None
