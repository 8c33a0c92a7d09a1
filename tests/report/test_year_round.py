"""The tutorial is run as it stands: from the assignment to the report, through workbooks, with the demonstration."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ("docs/year-round.md", "docs/year-round.zh-CN.md")
DEMO = ROOT / "data" / "demo" / "2025"


def commands(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_both_languages_show_the_same_commands() -> None:
    assert commands(TUTORIALS[0]) == commands(TUTORIALS[1])
    assert len(commands(TUTORIALS[0])) == 35


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The workspace after every command of the tutorial, and what each printed."""
    checkout = tmp_path_factory.mktemp("tutorial")
    (checkout / "notebooks").symlink_to(ROOT / "notebooks", target_is_directory=True)
    (checkout / "bin").mkdir()
    command = checkout / "bin" / "evalkit"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m evalkit.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    folder, printed = checkout, {}
    for line in commands(TUTORIALS[0]):
        if line.startswith("cd "):
            folder = folder / line[3:]
            continue
        done = subprocess.run(
            line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), f"{line}\n{done.stdout}\n{done.stderr}"
        printed[line] = done.stdout
    return folder, printed


#: The units that R16 had left to mark in the second round, and the one with which R22 turned out to have a conflict.
LEFT, PARTED = ("109", "121", "311", "314", "355", "D003"), "349"


def as_before(row: dict[str, str]) -> bool:
    return row.get("round") != "second" or row["unit"] not in (*LEFT, PARTED)


@pytest.mark.slow
@pytest.mark.parametrize("file", ["assignment.csv", "marks.csv", "minutes.csv"])
def test_the_year_ends_where_the_committed_demonstration_does(year: tuple[Path, dict[str, str]], file: str) -> None:
    """But for what was handed over, the mark that was corrected at last, and the states that minutes name."""
    there = filter(as_before, rows(year[0] / "data/demo/2025" / file))
    found = [{k: v for k, v in row.items() if k != "state"} for row in there]
    corrected = {"unit": "102", "reviewer": "R02", "round": "first", "indicator": "council"}
    for row in found:
        if corrected.items() <= row.items():
            assert row["points"] == "4"
            row["points"] = "3.5"
    assert found == [*filter(as_before, rows(DEMO / file))]


@pytest.mark.slow
def test_who_takes_over_is_listed_and_nobody_else_is_touched(year: tuple[Path, dict[str, str]]) -> None:
    """Each of the units left by R16 has one other reviewer instead; 349 has two that count, and R22 on file."""
    folder, printed = year
    changes = rows(folder / "handover.csv")
    assert [(r["round"], r["unit"], r["before"]) for r in changes] == [("second", unit, "R16") for unit in LEFT]
    then, now = (
        {(r["round"], r["unit"], r["reviewer"]) for r in rows(path / "assignment.csv")}
        for path in (DEMO, folder / "data/demo/2025")
    )
    assert then - now == {("second", unit, "R16") for unit in LEFT}
    came = now - then
    assert came == {("second", r["unit"], r["after"]) for r in changes} | {("second", PARTED, "R30")}
    assert "R16 gives up; the 10 sheets that are done count." in next(v for k, v in printed.items() if "resign" in k)
    more = printed["evalkit sheets collect demo 2025 second sheets-more"]
    # Of the 7 units of R30 one is new: 20 marks; 6 x 20 are in the workbook already. Nobody else is waited for.
    assert more == "1 workbook taken: 20 new marks, 120 on file already, 0 replaced.\n"
    recused = [r for r in rows(folder / "data/demo/2025/recusals.csv") if r["since"]]
    assert [(r["reviewer"], r["unit"], r["by"]) for r in recused] == [("R22", PARTED, "unit")]


@pytest.mark.slow
def test_the_appeal_is_upheld(year: tuple[Path, dict[str, str]]) -> None:
    events = rows(year[0] / "data/demo/2025/appeals.csv")
    assert [(r["event"], r["unit"], r["decision"]) for r in events] == [
        ("opened", "102", ""),
        ("decided", "102", "upheld"),
    ]
    assert {"rerun.csv", "trail.csv", "hashes.csv"} <= {path.name for path in (year[0] / "dossier").iterdir()}


@pytest.mark.slow
def test_the_correction_is_kept(year: tuple[Path, dict[str, str]]) -> None:
    *_, last, _ = rows(year[0] / "data/demo/2025/history.csv")
    told = {"event": "mark", "before": "3.5", "after": "4", "by": "Office", "reason": "R02 had slipped by a row"}
    assert told.items() <= last.items()
    trail = rows(year[0] / "trail-102.csv")
    mine = [row for row in trail if (row["indicator"], row["reviewer"]) == ("council", "R02")]
    assert [(row["points"], row["counts"]) for row in mine] == [("4.0", "yes"), ("3.5", "replaced")]


@pytest.mark.slow
def test_what_was_published_is_corrected_in_public(year: tuple[Path, dict[str, str]]) -> None:
    """The notice is what the tables of the two versions differ in; 102 has a point more, and 238 is gone."""
    reports = year[0] / "reports/demo/2025"
    notice = rows(reports / "versions/2/correction-notice.csv")
    told = {(r["table"], r["row"], r["column"]): (r["before"], r["after"]) for r in notice}
    assert len(told) == len(notice)
    assert told["results.csv", "unit=102", "score"] == ("77", "78")
    found = set()
    for path in {p.name.removeprefix("superseded-") for p in (reports / "versions/1/data").glob("*.csv")}:
        then, now = rows(reports / "versions/1/data" / f"superseded-{path}"), rows(reports / "data" / path)
        key = {"results.csv": "unit", "units.csv": "unit", "honours.csv": "unit", "shares.csv": "share"}.get(path)
        key = key or next(iter(now[0]))
        if path == "cohort-groups.csv":
            assert then == now
            continue
        old, new = ({row[key]: row for row in table} for table in (then, now))
        for place in old.keys() | new.keys():
            before, after = old.get(place, {}), new.get(place, {})
            cells = (before.keys() | after.keys()) - {key}
            found |= {(path, place, c) for c in cells if before.get(c, "") != after.get(c, "")}
    assert found == {(table, row.partition("=")[2], column) for table, row, column in told}
    assert ("results.csv", "238", "score") in found
    page = (reports / "versions/1/en/annual-report.html").read_text(encoding="utf-8")
    assert "Superseded. This is version 1" in page
    assert "Version 2 of the results" in (reports / "en/annual-report.html").read_text(encoding="utf-8")
    index = (year[0] / "reports/index.en.html").read_text(encoding="utf-8")
    assert "demo/2025/versions/2/correction-notice.en.html" in index
    assert "demo/2025/versions/1/en/annual-report.html" in index


@pytest.mark.slow
def test_what_the_commands_say(year: tuple[Path, dict[str, str]]) -> None:
    printed = year[1]
    # 98 units x 3 reviewers x 20 indicators in the first round, x 2 in the second.
    assert (
        "5,880 new marks, 0 on file already, 0 replaced."
        in printed["evalkit sheets collect demo 2025 first sheets-first"]
    )
    assert "3,920 new marks" in printed["evalkit sheets collect demo 2025 second sheets-second"]
    trail = list(csv.DictReader(printed["evalkit trail demo 2025 102"].splitlines()))
    assert len(trail) == 5 * 20
    assert {row["unit"] for row in trail} == {"102"}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["06-review-process", "annual-report"])
def test_pages_say_that_all_is_made_up(year: tuple[Path, dict[str, str]], language: str, name: str) -> None:
    page = (year[0] / f"reports/demo/2025/{language}/{name}.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(page, "html.parser")
    assert soup.select_one("p.synthetic") is not None
    assert len(soup.select("table")) >= 6


@pytest.mark.slow
def test_the_title_of_one_unit_has_ended(year: tuple[Path, dict[str, str]]) -> None:
    """The others of the list that page 05 of the edition has stay as they were."""
    import evalkit

    with (year[0] / "register/register.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {row["unit"]: row for row in csv.DictReader(file)}
    mine = listed["131"]
    assert (mine["state"], mine["since"], mine["reason"]) == ("ended", "2026-05-04", "Dissolved")
    held = {unit for unit, row in listed.items() if row["state"] == "undated"}
    assert held == {*evalkit.load_series("demo", root=year[0]).honour("2025").held} - {"131"}


def scores_by_fractions() -> dict[str, int]:
    """Return the scores of the committed edition of 2025 by plain arithmetic.

    Its rules: the trimmed mean over all rounds of each indicator, decided marks instead where there are any, the sum
    rounded half up to whole points.
    """
    marks: dict[tuple[str, str], list[Fraction]] = {}
    decided: dict[tuple[str, str], Fraction] = {}
    for row in rows(DEMO / "marks.csv"):
        key = (row["unit"], row["indicator"])
        if row["reviewer"] == "panel":
            decided[key] = Fraction(row["points"])
        else:
            marks.setdefault(key, []).append(Fraction(row["points"]))
    totals: dict[str, Fraction] = {}
    for (unit, indicator), given in marks.items():
        trimmed = sorted(given)[1:-1]
        final = decided.get((unit, indicator), sum(trimmed, Fraction(0)) / len(trimmed))
        totals[unit] = totals.get(unit, Fraction(0)) + final
    return {unit: int(total + Fraction(1, 2)) for unit, total in totals.items()}


def test_scores_and_tiers_of_the_demonstration_by_plain_fractions() -> None:
    import evalkit

    ev = evalkit.load("demo", "2025", root=ROOT).evaluate()
    expected = scores_by_fractions()
    assert dict(zip(ev.results["unit"], ev.results["score"].astype(int), strict=True)) == expected
    tier = {
        u: "high" if s >= 85 else "fairly-high" if s >= 70 else "average" if s >= 50 else "inactive"
        for u, s in expected.items()
    }
    assert dict(zip(ev.results["unit"], ev.results["tier"].astype(str), strict=True)) == tier
