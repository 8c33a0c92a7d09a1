"""What only several editions show together, and in which order they stand."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from evalkit.edition.checking import FaultyEditions, check_editions
from evalkit.edition.workspace import Workspace
from evalkit.rules.timeline import in_order, missing_before
from tests.folders import REPOSITORY


def year(first: int, last: int | None = None) -> tuple[dt.date, dt.date]:
    return dt.date(first, 1, 1), dt.date(last or first, 12, 31)


def test_order() -> None:
    assert in_order({"10": year(2024), "9": year(2023), "11": year(2025)}) == ("9", "10", "11")
    assert in_order({"10": None, "9": None, "11": None}) == ("9", "10", "11")
    assert in_order({"2019": year(2019), "2018": None, "2017": year(2017)}) == ("2017", "2018", "2019")


def test_gaps() -> None:
    assert missing_before({"a": year(2016), "b": year(2017), "c": year(2019)}) == {"c"}
    assert missing_before({"2017": year(2017), "2018": None, "2019": year(2019)}) == frozenset()
    assert missing_before({"a": year(2018), "b": year(2019), "c": year(2020, 2021), "d": year(2022)}) == frozenset()
    # Every autumn: what lies between is not evaluated by anybody, and nothing is missing but 2004.
    autumns = {str(y): (dt.date(y, 9, 1), dt.date(y, 12, 31)) for y in (2001, 2002, 2003, 2005)}
    assert missing_before(autumns) == {"2005"}


def test_two_editions_do_not_tell_what_is_usual() -> None:
    # 2017 and 2019 may be one programme every other year, or a yearly one without 2018.
    assert missing_before({"a": year(2017), "b": year(2019)}) == frozenset()
    # The third tells: every other year, and then 2023 is missing.
    assert missing_before({"a": year(2017), "b": year(2019), "c": year(2021)}) == frozenset()
    assert missing_before({"a": year(2017), "b": year(2019), "c": year(2021), "d": year(2025)}) == {"d"}
    # An edition that was cancelled tells as well as one that was held.
    assert missing_before({"a": year(2017), "cancelled": year(2018), "b": year(2021)}) == {"b"}


@pytest.fixture
def copied(tmp_path: Path) -> Workspace:
    source = REPOSITORY / "data" / "alliances"
    shutil.copytree(source / "2019", tmp_path / "data" / "alliances" / "2019")
    shutil.copy(source / "programme.toml", tmp_path / "data" / "alliances")
    shutil.copytree(source / "2019", tmp_path / "data" / "alliances" / "2022")
    rules = tmp_path / "data" / "alliances" / "2022" / "rules.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace('"2019"', '"2022"', 1), encoding="utf-8")
    return Workspace(tmp_path)


def test_a_copy_with_its_window_is_a_fault_of_the_later_edition(copied: Workspace) -> None:
    with pytest.raises(FaultyEditions, match="2019-01-01 – 2019-12-31 is that of edition 2019"):
        check_editions(copied, [("alliances", "2022")])
    notes = check_editions(copied, [("alliances", "2019")])["alliances", "2019"].notes
    assert [note.kind for note in notes] == ["window-twice"]


def test_a_copy_with_a_window_of_its_own_looks_copied(copied: Workspace) -> None:
    folder = copied.data / "alliances" / "2022"
    text = (folder / "rules.toml").read_text(encoding="utf-8")
    text = text.replace("2019-01-01", "2020-01-01").replace("2019-12-31", "2020-12-31")
    (folder / "rules.toml").write_text(text, encoding="utf-8")
    units = (folder / "units.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    code, _, *rest = units[1].split(",")
    # The variants were copied along, and would explain the new name.
    (folder / "aliases.csv").unlink()
    (folder / "units.csv").write_text(
        "".join([units[0], ",".join([code, "另一联盟", *rest]), *units[2:]]), encoding="utf-8"
    )
    notes = check_editions(copied, [("alliances", "2022")])["alliances", "2022"].notes
    assert [note.kind for note in notes] == ["copied-title", "copied-scores", "other-names"]
    assert notes[-1].value.startswith(f"{code}: ")
    told = f"edition,old,new,kind\n2022,{code},{code},reused\n"
    (folder.parent / "successions.csv").write_text(told, encoding="utf-8")
    notes = check_editions(copied, [("alliances", "2022")])["alliances", "2022"].notes
    assert [note.kind for note in notes] == ["copied-title", "copied-scores"]
