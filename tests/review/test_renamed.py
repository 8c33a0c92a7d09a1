"""A unit that is renamed when the review is under way: the name of today everywhere, that of then as of then."""

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
from evalkit.package.tables import package_tables
from evalkit.publication.people import unit_names
from evalkit.review.as_of import write_as_of
from evalkit.review.dropping import rename
from evalkit.review.history import Told
from evalkit.scoring import Evaluation
from tests.review.small import SmallFolder

ON = Told("Wu", "registered anew", dt.date(2026, 3, 2))


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    return SmallFolder.written_to(tmp_path)


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def named(record: ReviewedEdition) -> tuple[str, str | None]:
    row = Evaluation(record, record.rules).results.set_index("unit").loc["A02"]
    gloss = record.units.set_index("unit").loc["A02", "name_en"]
    return str(row["name"]), None if pd.isna(gloss) else str(gloss)


def test_the_name_of_today_and_that_of_then(small: SmallFolder, tmp_path: Path) -> None:
    units = (small.edition / "units.csv").read_bytes()
    rename(read(small), "A02", "甲新", "重新登记", ON, name_en="Alpha New", reason_en="registered anew")
    rename(read(small), "A02", "甲再", "又改", Told(on=dt.date(2026, 3, 4)))
    record = read(small)
    assert named(record) == ("甲再", None)
    assert (small.edition / "units.csv").read_bytes() == units
    assert record.renamings is not None and list(record.renamings["former"]) == ["甲二", "甲新"]
    assert unit_names(record, ["A02"])["A02"] >= {"甲二", "甲新", "甲再"}
    assert [n.value for n in record.notes if n.kind == "renamed"] == [
        "A02 (甲二 → 甲新, 2026-03-02); A02 (甲新 → 甲再, 2026-03-04)"
    ]
    published = {r.file: rows for r, rows in package_tables(Evaluation(record, record.rules), None, "public")}
    assert "甲再" in str(published["units.csv"]) and "甲二" not in str(published["units.csv"])
    for day, wanted in ((1, ("甲二", "Alpha Two")), (2, ("甲新", "Alpha New")), (3, ("甲新", "Alpha New"))):
        folder = write_as_of(record, dt.date(2026, 3, day), tmp_path / f"day-{day}")
        assert named(read_edition(folder).reviewed()) == wanted
        assert (folder / "renamings.csv").exists() == (day > 1)


def test_what_is_no_renaming(small: SmallFolder) -> None:
    with pytest.raises(UnknownName, match="A09"):
        rename(read(small), "A09", "甲新", "x", ON)
    with pytest.raises(EditionError, match="A02 is called “甲二” already"):
        rename(read(small), "A02", "甲二", "x", ON)
    with pytest.raises(EditionError, match="“甲三” is the name of unit A03"):
        rename(read(small), "A02", "甲三", "x", ON)
    rename(read(small), "A02", "乙一", "another cohort may have it", ON)
    assert named(read(small)) == ("乙一", None)


def renamings(small: SmallFolder, *rows: str) -> list[tuple[str, int | None, object]]:
    """Return the faults of ``renamings.csv`` with these rows: unit, name and day of March."""
    lines = [f"{unit},{name},2026-03-{int(day):02d},x" for unit, name, day in map(str.split, rows)]
    small.write("renamings.csv", "\n".join(["unit,name,since,reason", *lines]) + "\n")
    return [(f.kind, f.row, f.variables.get("unit")) for f in small.faults()]


def test_a_name_is_taken_as_long_as_a_unit_has_it(small: SmallFolder) -> None:
    """By the day of each row, whatever names there are at the end; a name may be given up and taken on one day."""
    assert renamings(small, "A01 甲新 1", "A01 甲再 2", "A02 甲新 3") == []
    assert renamings(small, "A01 甲新 1", "A02 甲新 2", "A01 甲再 3") == [("alias-of-another", 3, "A01")]
    # A01 takes the name of A02 before A02 gives it up.
    assert renamings(small, "A01 甲二 1", "A02 甲再 2") == [("alias-of-another", 2, "A02")]
    assert renamings(small, "A01 甲二 2", "A02 甲再 2") == []
    assert renamings(small, "A01 甲二 2", "A02 甲一 2") == []
    assert renamings(small, "A01 甲新 1", "A01 甲一 2") == []


def test_a_new_name_is_no_alias_of_another(small: SmallFolder) -> None:
    small.write("aliases.csv", "unit,alias,where,kind\nA03,甲旧,list,wording\n")
    assert renamings(small, "A03 甲旧 1") == []
    assert renamings(small, "A02 甲旧 1") == [("alias-of-another", 2, "A02")]
    assert small.faults()[0].file == "aliases.csv"


def test_the_command(small: SmallFolder) -> None:
    root = str(small.edition.parent.parent.parent)
    words = ["--root", root, "rename", "small", "2025", "A02", "甲新", "--on", "2026-03-02", "--by", "Wu"]
    said = CliRunner().invoke(main, [*words, "--why", "重新登记"], env={"LC_ALL": "C.UTF-8"})
    assert said.exit_code == 0, said.output
    assert said.output == "Unit A02 is called 甲新; it was called 甲二.\n"
    history = read(small).review.history
    assert history is not None
    assert history[["event", "unit", "by", "reason"]].to_numpy().tolist() == [["renamed", "A02", "Wu", "重新登记"]]
