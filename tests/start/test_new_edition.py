"""The next edition: last year's rules, moved by a year, and tables with headers only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evalkit.cli import main
from evalkit.edition import find_workspace
from evalkit.errors import EvalkitError
from evalkit.start import new_edition
from tests.folders import REPOSITORY, Folder


def told(folder: Folder, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder.root), *words], env={"LC_ALL": "C.UTF-8"})


def test_the_rules_of_2019_for_2020(folder: Folder) -> None:
    """Edition, titles, window and milestones move by a year; of 226 lines all others stay as they are."""
    done = told(folder, "new-edition", "alliances", "2020", "--from", "2019")
    assert done.exit_code == 0, done.output
    assert "tables with headers only: units.csv, scores.csv.\n" in done.output
    assert "Not taken over: SOURCE.md, aliases.csv, claims.csv, facts.csv, panel.csv.\n" in done.output
    before = folder.text("rules.toml").splitlines()
    after = (folder.edition.parent / "2020" / "rules.toml").read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        ('edition = "2019"', 'edition = "2020"'),
        ('zh = "2019 年度产业技术创新战略联盟活跃度评价"', 'zh = "2020 年度产业技术创新战略联盟活跃度评价"'),
        (
            'en = "2019 activity evaluation of industrial technology innovation strategic alliances"',
            'en = "2020 activity evaluation of industrial technology innovation strategic alliances"',
        ),
        ("first = 2019-01-01", "first = 2020-01-01"),
        ("last = 2019-12-31", "last = 2020-12-31"),
        ("date = 2019-12-15", "date = 2020-12-15"),
        ("date = 2020-01-10", "date = 2021-01-10"),
        ("date = 2020-08-01", "date = 2021-08-01"),
    ]
    tables = {p.name: p.read_text(encoding="utf-8") for p in (folder.edition.parent / "2020").glob("*.csv")}
    assert tables == {"units.csv": "unit,name,name_en,cohort\n", "scores.csv": "unit,score,withheld,tier\n"}
    checked = told(folder, "check", "alliances", "2020")
    assert checked.exit_code == 2
    assert "units.csv: there is a header but no row below it." in checked.output


def test_what_was_left_from_last_year_is_told(folder: Folder) -> None:
    """A copy by hand of scores and title is noted once the tables are filled."""
    told(folder, "new-edition", "alliances", "2020")
    for table in ("units.csv", "scores.csv"):
        shutil.copy(folder.path(table), folder.edition.parent / "2020" / table)
    checked = told(folder, "check", "alliances", "2020")
    assert checked.exit_code == 0, checked.output
    assert "scores" in checked.output and "2019" in checked.output


def test_nothing_is_written_over(folder: Folder) -> None:
    done = told(folder, "new-edition", "alliances", "2019", "--from", "2019")
    assert done.exit_code == 2
    assert "is there already; nothing was written." in done.output


def test_an_edition_that_is_not_there(folder: Folder) -> None:
    done = told(folder, "new-edition", "alliances", "2021", "--from", "2018")
    assert done.exit_code == 2
    assert "There is no edition “2018”" in done.output


def test_rules_that_no_program_can_change_are_left_to_the_hand(folder: Folder) -> None:
    folder.sub("rules.toml", 'edition = "2019"', "edition = '2019'")
    with pytest.raises(EvalkitError, match="in a way that edition cannot be changed by a program; nothing was written"):
        new_edition(find_workspace(folder.root), "alliances", "2020", "2019")
    assert not (folder.edition.parent / "2020").exists()


def test_a_leap_day_becomes_the_28th(folder: Folder) -> None:
    folder.sub("rules.toml", "date = 2020-08-01", "date = 2020-02-29")
    new_edition(find_workspace(folder.root), "alliances", "2020", "2019")
    assert "date = 2021-02-28" in (folder.edition.parent / "2020/rules.toml").read_text(encoding="utf-8")


def test_every_edition_on_file_has_rules_that_can_be_changed(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    workspace = find_workspace(tmp_path)
    for programme in workspace.programmes():
        for edition in workspace.editions(programme):
            new_edition(workspace, programme, f"{edition}-b", edition)
