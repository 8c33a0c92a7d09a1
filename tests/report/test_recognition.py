"""An edition of tiers alone, as of a recognition: who is in which tier is on file, and no score ever was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

import evalkit
from evalkit.cli import main
from evalkit.edition import read_edition
from evalkit.errors import EditionError
from evalkit.report import findings, series_findings, tables
from evalkit.report.brief import points
from evalkit.report.words import Words
from tests.folders import REPOSITORY

PROGRAMME = """id = "labs"
synthetic = true
languages = ["en"]
title = "Labs"
publisher = "Office"

[unit]
en = "lab"
en_plural = "labs"
"""
RULES = """programme = "labs"
edition = "2026"
title = "Labs 2026"
data = { level = "tiers" }

[[cohorts]]
id = "north"
name = "North"
total = 4

[[cohorts]]
id = "south"
name = "South"
total = 3

[scores]
min = 0
max = 100
step = 1

[[tiers]]
id = "national"
name = "National"

[[tiers]]
id = "regional"
name = "Regional"
"""
#: Of seven labs six were recognised: 1 and 2 of the north, 2 and 1 of the south.
UNITS = {"A": "north", "B": "north", "C": "north", "D": "south", "E": "south", "F": "south"}
TIERS = {"A": "national", "B": "regional", "C": "regional", "D": "national", "E": "national", "F": "regional"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    edition = tmp_path / "data/labs/2026"
    edition.mkdir(parents=True)
    (edition.parent / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (edition / "rules.toml").write_text(RULES, encoding="utf-8")
    rows = "".join(f"{u},Lab {u},{c}\n" for u, c in UNITS.items())
    (edition / "units.csv").write_text(f"unit,name,cohort\n{rows}", encoding="utf-8")
    rows = "".join(f"{u},,{t}\n" for u, t in TIERS.items())
    (edition / "scores.csv").write_text(f"unit,score,tier\n{rows}", encoding="utf-8")
    return edition


def test_tiers_are_counted_and_nothing_is_ranked(folder: Path) -> None:
    ev = evalkit.load("labs", "2026", root=folder.parents[2]).evaluate()
    assert ev.complete
    assert ev.counts("tier")["count"].tolist() == [3, 3]
    assert [str(p) for p in ev.shares(("cohort", "tier"), "cohort")["percent"]] == ["25.0", "50.0", "66.7", "33.3"]
    assert ev.published[["score", "rank"]].isna().all(axis=None)
    assert not ev.published["withheld"].any()  # nothing is kept back: there is nothing
    assert findings.near_cut_offs(ev, Words("en", ev.record.programme, ev.rules))["said"] == "tiers-alone"


def test_the_list_has_no_columns_of_nothing(folder: Path) -> None:
    ev = evalkit.load("labs", "2026", root=folder.parents[2]).evaluate()
    view = tables.score_list(ev, Words("en", ev.record.programme, ev.rules))
    assert [column.label for column in view.columns] == ["Code", "Name", "Cohort"]
    assert view.groups[0] == (
        "National (3)",
        (("A", "Lab A", "North"), ("D", "Lab D", "South"), ("E", "Lab E", "South")),
    )
    assert view.caption == "All labs, by tier"
    assert view.note == ""


def test_a_participant_without_a_tier_is_a_fault(folder: Path) -> None:
    rows = (folder / "scores.csv").read_text(encoding="utf-8")
    (folder / "scores.csv").write_text(rows.replace("B,,regional", "B,,"), encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        read_edition(folder)
    assert [fault.describe("en") for fault in caught.value.faults] == [
        'scores.csv, row 3, tier: unit B has no tier; with data.level = "tiers" each participant has one.'
    ]


def test_neither_scores_nor_their_range_need_to_be_said(folder: Path) -> None:
    whole = evalkit.load("labs", "2026", root=folder.parents[2]).evaluate().results
    rules = RULES.replace("[scores]\nmin = 0\nmax = 100\nstep = 1\n\n", "")
    (folder / "rules.toml").write_text(rules, encoding="utf-8")
    rows = "".join(f"{u},{t}\n" for u, t in TIERS.items())
    (folder / "scores.csv").write_text(f"unit,tier\n{rows}", encoding="utf-8")
    ev = evalkit.load("labs", "2026", root=folder.parents[2]).evaluate()
    assert "[scores]" not in rules
    assert ev.results.equals(whole)


def test_nothing_is_said_of_an_honour_and_a_watch_list_that_no_edition_has(folder: Path) -> None:
    shutil.copytree(folder, folder.parent / "2027")
    rules = folder.parent / "2027/rules.toml"
    rules.write_text(RULES.replace("2026", "2027"), encoding="utf-8")
    series = evalkit.load_series("labs", root=folder.parents[2])
    words = Words("en", series["2027"].record.programme, series["2027"].rules)
    assert series_findings.honour(series, words, "2027") == []
    assert series_findings.honour_change(series, "2027") == []
    assert series_findings.watch(series, words, "2027") == []
    # Where one of them has an honour, it is said that the other has not, and how the roll stands.
    honour = '\n[honour]\nname = "Thrice"\ntier = "national"\nconsecutive = 2\n'
    (folder / "rules.toml").write_text(RULES + honour, encoding="utf-8")
    series = evalkit.load_series("labs", root=folder.parents[2])
    assert series_findings.honour(series, words, "2027") == [("without-honour", {})]
    assert series_findings.honour_change(series, "2027") != []


def test_the_brief_says_how_many_are_in_each_tier(folder: Path) -> None:
    series = evalkit.load_series("labs", root=folder.parents[2])
    said = points(series, "2026", Words("en", series["2026"].record.programme, series["2026"].rules))
    assert [line for line in said if line.startswith("By tier: National 3 and Regional 3.")]


def test_a_score_is_a_fault_there(folder: Path) -> None:
    rows = (folder / "scores.csv").read_text(encoding="utf-8")
    (folder / "scores.csv").write_text(rows.replace("B,,regional", "B,60,regional"), encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        read_edition(folder)
    assert [(fault.kind, fault.row, fault.column) for fault in caught.value.faults] == [("score-at-tiers", 3, "score")]


def test_pages_say_what_there_is_and_why_others_are_not_made(folder: Path) -> None:
    root = folder.parents[2]
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    done = CliRunner().invoke(
        main, ["--root", str(root), "run", "--no-office", "--jobs", "1"], env={"LC_ALL": "C.UTF-8"}
    )
    assert done.exit_code == 0, done.output
    assert "08-firmness (not every score is on file)" in done.output
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (root / "reports/labs/2026/en").glob("*.html")}
    made = {stem: BeautifulSoup(page, "html.parser").get_text(" ") for stem, page in pages.items()}
    assert sorted(made) == ["01-data-check", "02-scores-and-tiers", "03-cohorts", "annual-report", "brief"]
    for page in ("02-scores-and-tiers", "annual-report"):
        assert "No scores are on file." in made[page]
        assert "without scores, ranks and cut-offs" in made[page]
        for said in ("No score is published", "Equal scores", "Rank"):
            assert said not in made[page], (page, said)
