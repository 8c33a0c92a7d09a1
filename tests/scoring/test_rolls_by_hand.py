"""Honours, watch lists and movements once more, by plain Python from the CSV files: no code of evalkit but the answers.

The rules of the two programmes are written out here: the honour takes ``high`` three times, the watch list of the
demonstration ``inactive`` or absent twice.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import evalkit
from evalkit.scoring.lineage import Became, Lineage
from tests.folders import REPOSITORY

DEMO, ALLIANCES = REPOSITORY / "data" / "demo", REPOSITORY / "data" / "alliances"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tiers_of_demo(edition: str) -> dict[str, str]:
    """Return every unit of the roster with its tier, as evalkit scores it, or ``absent``, going by marks.csv."""
    marked = {row["unit"] for row in rows(DEMO / edition / "marks.csv")}
    results = evalkit.load("demo", edition, root=REPOSITORY).evaluate().results
    tiers = dict(zip(results["unit"], results["tier"].astype(str), strict=True))
    assert set(tiers) == marked
    return {row["unit"]: tiers.get(row["unit"], "absent") for row in rows(DEMO / edition / "units.csv")}


def test_the_demonstration() -> None:
    series = evalkit.load_series("demo", root=REPOSITORY)
    years = [tiers_of_demo(edition) for edition in ("2023", "2024", "2025")]
    roster = set(years[-1])
    assert series.honour("2025").held == tuple(sorted(u for u in roster if {y[u] for y in years} == {"high"}))
    low = {"inactive", "absent"}
    watched = tuple(sorted(u for u in roster if {years[1][u], years[2][u]} <= low))
    assert series.watch_list("2025").held == watched
    # The issue's own count: 55, of which 48 were absent twice.
    assert len(watched) == 55
    assert sum(years[1][u] == years[2][u] == "absent" for u in watched) == 48
    moves = series.mobility("2024", "2025")
    pairs = Counter((years[1][u], years[2][u]) for u in roster)
    assert {(b, a): n for b, a, n in moves.table.itertuples(index=False)} == pairs
    assert (moves.both, moves.one, moves.neither) == (90, 19, 48)


def test_the_alliances() -> None:
    series = evalkit.load_series("alliances", root=REPOSITORY)
    high = {
        edition: {row["unit"] for row in rows(ALLIANCES / edition / "scores.csv") if row["tier"] == "high"}
        for edition in ("2016", "2017", "2018")
    }
    high["2019"] = {row["unit"] for row in rows(ALLIANCES / "2019" / "scores.csv") if row["tier"] == "high"}
    assert series.honour("2018").held == tuple(sorted(high["2016"] & high["2017"] & high["2018"]))
    assert series.honour("2019").held == tuple(sorted(high["2017"] & high["2018"] & high["2019"]))
    # 2020-2021: of nobody is the tier on file; those high in 2018 and 2019, or in 2019 and unknown before, may hold it.
    roll = series.honour("2020-2021")
    assert roll.held == ()
    assert roll.unknown == tuple(sorted(high["2019"]))
    assert (roll.total, roll.known) == (24, False)
    change = series.honour_change("2020-2021")
    assert change is not None
    assert (change.added, len(change.dropped)) == ((), 0)
    before = high["2017"] & high["2018"] & high["2019"]
    assert change.maybe_dropped == tuple(sorted(before))
    assert change.maybe_added == tuple(sorted(high["2019"] - before))


RULES = """
programme = "p"
edition = "{edition}"
total_points = 10
title = {{ zh = "评价", en = "Evaluation" }}
window = {{ first = {first}, last = {last} }}
[data]
level = "{level}"
[[cohorts]]
id = "a"
code = "[0-9]+"
name = {{ zh = "批", en = "Cohort" }}
[[areas]]
id = "x"
name = {{ zh = "方面", en = "Area" }}
[[areas.indicators]]
id = "y"
name = {{ zh = "指标", en = "Indicator" }}
[scores]
min = 0
max = 10
step = 1
[banding]
to_nearest = 1
rounding = "down"
[[tiers]]
id = "top"
lowest = 5
highest = 10
name = {{ zh = "高", en = "Top" }}
[[tiers]]
id = "low"
lowest = 0
highest = 4
name = {{ zh = "低", en = "Low" }}
[ranking]
ties = "dense"
[percent]
decimals = 1
rounding = "half-up"
[honour]
tier = "top"
consecutive = {consecutive}
name = {{ zh = "称号", en = "Honour" }}
[watch]
tiers = ["low"]
absence = {absence}
consecutive = {consecutive}
"""

PROGRAMME = """
id = "p"
synthetic = true
title = { zh = "项目", en = "Programme" }
publisher = { zh = "单位", en = "Office" }
unit = { zh = "单位", zh_measure = "个", en = "unit", en_plural = "units" }
"""

TIERS = st.sampled_from(["top", "low", "absent", "unknown"])
#: By year, or nothing where the edition is missing: whether it is whole, and what each of four units was.
EDITIONS = st.lists(
    st.none() | st.tuples(st.booleans(), st.lists(TIERS, min_size=4, max_size=4)), min_size=2, max_size=5
)


def write(root: Path, years: dict[int, tuple[bool, list[str]]], consecutive: int, absence: bool) -> None:
    folder = root / "data" / "p"
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    for year, (whole, tiers) in years.items():
        edition = folder / str(year)
        edition.mkdir()
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        level = "scores" if whole else "some-scores"
        facts = {"edition": year, "first": first, "last": last, "level": level, "consecutive": consecutive}
        text = RULES.format(**facts, absence=str(absence).lower())
        (edition / "rules.toml").write_text(text, encoding="utf-8")
        known = [(str(i), tier) for i, tier in enumerate(tiers, 1) if tier in ("top", "low")]
        units = "".join(f"{u},Unit {u},a\n" for u, _ in known)
        scores = "".join(f"{u},{9 if t == 'top' else 1},no\n" for u, t in known)
        (edition / "units.csv").write_text("unit,name,cohort\n" + units, encoding="utf-8")
        (edition / "scores.csv").write_text("unit,score,withheld\n" + scores, encoding="utf-8")


def answer(standings: list[str], wanted: set[str], gap: bool) -> str:
    if any(s != "unknown" and s not in wanted for s in standings):
        return "no"
    return "unknown" if gap or "unknown" in standings else "yes"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EDITIONS, st.integers(1, 3), st.booleans())
def test_small_series(drawn: list[tuple[bool, list[str]] | None], consecutive: int, absence: bool) -> None:
    years = {2001 + i: found for i, found in enumerate(drawn) if found is not None}
    # An edition without a row is refused, and one alone has no distance to the next.
    years = {y: (whole, t) for y, (whole, t) in years.items() if {"top", "low"} & set(t)}
    distances = [b - a for a, b in zip(list(years), list(years)[1:], strict=False)]
    if not years or (len(distances) > 1 and 1 not in distances):
        return
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), years, consecutive, absence)
        series = evalkit.load_series("p", root=folder)
    assert series.editions == tuple(map(str, years))
    on_file = {u for _, tiers in years.values() for u, t in enumerate(tiers, 1) if t in ("top", "low")}

    def standing(year: int, unit: int) -> str:
        whole, tiers = years[year]
        known = tiers[unit - 1] in ("top", "low")
        return tiers[unit - 1] if known else "absent" if whole else "unknown"

    last = max(years)
    counted, gap = [last], False
    # Of two editions only nobody can tell that one is missing between them.
    step = distances[0] if len(distances) == 1 else 1
    while len(counted) < consecutive and not gap:
        if counted[0] - step in years:
            counted.insert(0, counted[0] - step)
        elif min(years) < counted[0]:
            gap = True
        else:
            break
    if len(counted) < consecutive and not gap:
        assert not series.can_honour(str(last))
        assert not series.can_watch(str(last))
        return
    for roll, wanted in (
        (series.honour(str(last)), {"top"}),
        (series.watch_list(str(last)), {"low", "absent"} if absence else {"low"}),
    ):
        assert roll.editions == tuple(map(str, counted))
        expected = {str(u): answer([standing(y, u) for y in counted], wanted, gap) for u in on_file}
        assert dict(zip(roll.table["unit"], roll.table["status"], strict=True)) == expected


def test_the_draws_include_gaps_and_unknown_tiers(tmp_path: Path) -> None:
    """2002 is missing, of 2003 not all is on file: nothing may be said of unit 2, and unit 3 is out for certain."""
    years = {2001: (True, ["top"] * 4), 2003: (False, ["top", "unknown", "low", "top"])}
    write(tmp_path, {**years, 2004: (True, ["top", "top", "top", "absent"])}, 3, True)
    series = evalkit.load_series("p", root=tmp_path)
    roll = series.honour("2004")
    assert (roll.editions, roll.end, roll.held) == (("2003", "2004"), "gap", ())
    assert roll.unknown == ("1", "2")
    assert series.timeline.gaps == {"2003"}
    assert series.honour_change("2003") is None


@pytest.mark.parametrize(("rule", "held"), [("passed-over", ("1", "2", "3", "4")), ("breaks", ())])
def test_a_cancelled_edition(tmp_path: Path, rule: str, held: tuple[str, ...]) -> None:
    write(tmp_path, {y: (True, ["top"] * 4) for y in (2001, 2003)}, 2, True)
    file = tmp_path / "data" / "p" / "programme.toml"
    cancelled = '[[cancelled]]\nedition = "2002"\nreason = { zh = "疫情。", en = "An epidemic." }\n'
    window = "window = { first = 2002-01-01, last = 2002-12-31 }\n"
    file.write_text(PROGRAMME + cancelled + window, encoding="utf-8")
    rules = tmp_path / "data" / "p" / "2003" / "rules.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("[honour]\n", f'[honour]\ncancelled = "{rule}"\n'), encoding="utf-8")
    series = evalkit.load_series("p", root=tmp_path)
    assert series.timeline.gaps == frozenset()
    assert series.honour("2003").held == held


def test_a_merged_unit_is_neither_absent_nor_somebody_else() -> None:
    """In 2002 units 1 and 2 became one under code 1; in 2003 code 1 became 9, and code 2 was given to another."""
    columns = ["edition", "old", "new", "kind"]
    rows = [("2002", "2", "1", "merged"), ("2003", "1", "9", "renamed"), ("2003", "2", "2", "reused")]
    lineage = Lineage(pd.DataFrame(rows, columns=columns), ("2001", "2002", "2003"))
    # What others merged into keeps its own history.
    assert [lineage.before("9", "2003", year) for year in ("2002", "2001")] == ["1", "1"]
    assert lineage.after("1", "2001", "2003") == Became("9")
    assert lineage.after("2", "2001", "2002") == Became(None, "merged", "1")
    assert lineage.after("2", "2001", "2003") == Became(None, "merged", "1")
    assert lineage.before("2", "2003", "2001") is None


def test_parts_of_a_unit_that_was_split_are_new() -> None:
    """In 2002 unit 1 became 1 and 7, of which neither was there in 2001; 2 is another unit and stays itself."""
    rows = [("2002", "1", "1", "split"), ("2002", "1", "7", "split")]
    lineage = Lineage(pd.DataFrame(rows, columns=["edition", "old", "new", "kind"]), ("2001", "2002", "2003"))
    assert [lineage.before(unit, "2003", "2001") for unit in ("1", "7", "2")] == [None, None, "2"]
    assert [lineage.before(unit, "2003", "2002") for unit in ("1", "7")] == ["1", "7"]
    assert lineage.after("1", "2001", "2003") == Became(None, "split")
    assert lineage.after("1", "2002", "2003") == Became("1")


def test_an_honour_is_not_inherited_by_the_parts(tmp_path: Path) -> None:
    """Top in both editions; 1 was split into 1 and 4 in between: 2 and 3 hold the honour, and 1 has lost it so."""
    write(tmp_path, {y: (True, ["top"] * 4) for y in (2001, 2002, 2003)}, 2, True)
    table = "edition,old,new,kind\n2003,1,1,split\n2003,1,4,split\n"
    (tmp_path / "data" / "p" / "successions.csv").write_text(table, encoding="utf-8")
    series = evalkit.load_series("p", root=tmp_path)
    assert series.honour("2002").held == ("1", "2", "3", "4")
    assert series.honour("2003").held == ("2", "3")
    change = series.honour_change("2003")
    assert change is not None
    lost = change.dropped.set_index("unit")
    assert lost.loc["1", "reason"] == "split"
