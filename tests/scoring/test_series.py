"""Several editions: the honour, movements, changes of the rules, other editions' cut-offs."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import evalkit
from evalkit.errors import EvalkitError, UnknownName
from evalkit.scoring import Evaluation, Series, method
from tests.folders import EDITION_2019, REPOSITORY

# Annex 3 of the 2019 report.
A_LEVEL = "104 105 107 110 114 118 119 124 125 129 135 138 154 212 215 233 235 304 317 320 341 354".split()


@pytest.fixture(scope="module")
def series() -> Series:
    return evalkit.load_series("alliances", root=REPOSITORY)


WATCH = '[watch]\ntiers = ["inactive"]\nabsence = true\nconsecutive = 2\n\n'


def small(root: Path, extra: str = "", **tiers: dict[str, str]) -> Series:
    """Make a programme whose editions have just the given tiers of a few units, each edition whole."""
    folder = root / "data" / "alliances"
    folder.mkdir(parents=True)
    shutil.copy(EDITION_2019.parent / "programme.toml", folder)
    rules = (EDITION_2019 / "rules.toml").read_text(encoding="utf-8")
    score = {"high": 90, "fairly-high": 75, "average": 60, "inactive": 10}
    for edition, units in tiers.items():
        name = edition.removeprefix("e")
        (folder / name).mkdir()
        text = rules.replace('edition = "2019"', f'edition = "{name}"').replace('withhold_scores_of = ["inactive"]', "")
        text = text.replace("[honour]", f"{extra}[honour]")
        year = int(name[-4:])
        text = text.replace("2019-01-01", f"{name[:4]}-01-01").replace("2019-12-31", f"{year}-12-31")
        text = re.sub(r"(date = )(\d{4})", lambda m, year=year: f"{m[1]}{int(m[2]) - 2019 + year}", text)
        (folder / name / "rules.toml").write_text(text, encoding="utf-8")
        lines = [f"{u},Unit {u},,{u[0]}" for u in units]
        (folder / name / "units.csv").write_text(
            "\n".join(["unit,name,name_en,cohort", *lines]) + "\n", encoding="utf-8"
        )
        lines = [f"{u},{score[t]},no,{t}" for u, t in units.items()]
        (folder / name / "scores.csv").write_text(
            "\n".join(["unit,score,withheld,tier", *lines]) + "\n", encoding="utf-8"
        )
    return evalkit.load_series("alliances", root=root)


def test_the_roll_of_2019_is_annex_3(series: Series) -> None:
    roll = series.honour("2019")
    assert roll.editions == ("2017", "2018", "2019")
    assert list(roll.held) == A_LEVEL
    # V: 13 of the first batch, 4 of the second, 5 of the third.
    assert [sum(unit[0] == batch for unit in roll.held) for batch in "123"] == [13, 4, 5]
    # 35 were high in 2019 (annex 2). Of the other 13 no file tells what they were before, but V prints 22 in all.
    assert roll.total == 22
    assert roll.known


def test_four_are_new_and_342_fell_off_with_80_points(series: Series) -> None:
    change = series.honour_change("2019")
    assert change is not None
    # V: flowers, aerospace equipment, electric vehicles, optical fibre materials.
    assert set(change.added) == {"341", "304", "212", "215"}
    (gone,) = change.dropped.to_dict("records")
    assert (gone["unit"], gone["reason"], gone["tier"], gone["score"]) == ("342", "tier", "fairly-high", 80)


def test_editions_are_counted_and_not_years(tmp_path: Path) -> None:
    high = {"101": "high", "102": "high"}
    series = small(tmp_path, **{"e2018": high, "e2019": high, "e2020-2021": {"101": "high", "102": "average"}})
    assert series.honour("2020-2021").editions == ("2018", "2019", "2020-2021")
    assert series.honour("2020-2021").held == ("101",)


def test_a_gap_and_an_absence_break_the_run(tmp_path: Path) -> None:
    series = small(
        tmp_path,
        e2017={"101": "high", "102": "high", "103": "high"},
        e2018={"101": "high", "102": "fairly-high"},
        e2019={"101": "high", "102": "high", "103": "high"},
        e2020={"102": "high", "103": "high"},
    )
    roll = series.honour("2019")
    assert roll.held == ("101",)
    assert roll.unknown == ()
    assert roll.table.set_index("unit").loc["103", "2018"] == "absent"
    change = series.honour_change("2020")
    assert change is not None
    assert change.added == ()
    assert change.dropped[["unit", "reason"]].to_numpy().tolist() == [["101", "absent"]]
    assert (change.maybe_added, change.maybe_dropped) == ((), ())


def test_watch_list(tmp_path: Path) -> None:
    series = small(
        tmp_path,
        e2018={"101": "inactive", "102": "inactive", "103": "high", "104": "inactive"},
        e2019={"101": "inactive", "102": "average", "103": "high"},
        extra=WATCH,
    )
    # 104 is not among the participants of 2019: absent then, low before.
    assert series.watch_list("2019").held == ("101", "104")
    assert not series.can_watch("2018")
    with pytest.raises(EvalkitError, match=r"The watch list of 2018 counts 2 editions; 1 are on file\."):
        series.watch_list("2018")


def test_too_few_editions_and_no_rule_are_said(tmp_path: Path, series: Series) -> None:
    short = small(tmp_path, e2018={"101": "high"}, e2019={"101": "high"})
    assert not short.can_honour("2019")
    with pytest.raises(EvalkitError, match=r"The honour of 2019 counts 3 editions; 2 are on file\."):
        short.honour("2019")
    with pytest.raises(EvalkitError, match=r"Edition 2014 has no \[honour\] in its rules\."):
        series.honour("2014")
    with pytest.raises(UnknownName, match="no edition “2012”"):
        series.honour("2012")


def test_overview_has_what_the_press_printed_and_blanks_for_the_rest(series: Series) -> None:
    rows = series.overview.set_index("edition")
    # Each figure's page is in facts.csv of its edition.
    known = rows["participants"].dropna().astype(int).to_dict()
    assert known == {"2013": 91, "2014": 116, "2015": 125, "2016": 100, "2017": 101, "2019": 99, "2020-2021": 86}
    assert rows["top"].dropna().astype(int).to_dict() == {"2015": 56, "2017": 24, "2019": 35}
    assert series.editions[-1] == "2020-2021"
    # Annex 2 of 2019: 35 of the 99 in tier high.
    assert rows.loc["2019", ["tier", "top_share"]].tolist() == ["high", Fraction(35, 99)]
    assert rows["top_share"].notna().sum() == 3


def test_what_changed_in_the_method(series: Series) -> None:
    changes = {(r.edition, r.item): (r.previous, r.before, r.after) for r in series.rule_changes().itertuples()}
    assert changes["2019", "cut-offs"] == ("2015", (86, 75, 65), (85, 70, 50))
    assert [len(v) for v in changes["2015", "areas"][1:]] == [5, 4]
    assert [len(v) for v in changes["2016", "areas"][1:]] == [4, 3]
    # Calendar years, but for 2016-01-01 to 2017-01-27, and 2020 and 2021 together.
    year, longer = ((1, 1), (12, 31), 0), ((1, 1), (1, 27), 1)
    assert changes["2016", "window"] == ("2015", year, longer)
    assert changes["2017", "window"] == ("2016", longer, year)
    assert changes["2020-2021", "window"] == ("2019", year, ((1, 1), (12, 31), 1))
    assert not [key for key in changes if key[0] == "2018"]


def test_2019_under_the_cut_offs_of_2015(series: Series) -> None:
    scores = [int(s) for s in series["2019"].results["score"].dropna()]
    counts = series["2019"].replace(tiers=series["2015"].rules.tiers).counts("tier")["count"].tolist()
    low = sum(s < 65 for s in scores) + 8  # the eight withheld scores are below 50, so below 65 too
    assert counts == [
        sum(s >= 86 for s in scores),
        sum(75 <= s < 86 for s in scores),
        sum(65 <= s < 75 for s in scores),
        low,
    ]
    assert counts == [32, 17, 14, 36]


def test_movements_are_of_units_known_in_both_editions(series: Series) -> None:
    moves = series.mobility("2018", "2019")
    assert moves.table.to_numpy().tolist() == [["high", "high", 22], ["high", "fairly-high", 1]]
    # Annex 2 of 2019 has 99; of 2018 only the 23 are known.
    assert (moves.both, moves.unknown, moves.whole) == (23, 99 - 23, False)


def test_how_many_moved_which_way(tmp_path: Path) -> None:
    series = small(
        tmp_path,
        e2018={"101": "high", "102": "average", "103": "inactive", "104": "high", "105": "high"},
        e2019={"101": "high", "102": "high", "103": "average", "104": "inactive"},
    )
    # 102 and 103 went up, 104 down, 101 stayed; 105 did not take part again.
    moves = series.mobility("2018", "2019")
    assert moves.ways.to_dict() == {"up": 2, "down": 1, "same": 1}
    assert dict(zip(series.tiers["unit"], series.steady, strict=True)) == {
        "101": True, "102": False, "103": False, "104": False, "105": False,
    }  # fmt: skip
    other = series["2019"].rules.model_copy(update={"tiers": series["2019"].rules.tiers[:2]})
    changed = Series("alliances", {"2018": series["2018"], "2019": Evaluation(series["2019"].record, other)})
    assert changed.mobility("2018", "2019").ways.isna().all() and changed.steady.isna().all()


def test_an_edition_that_is_not_whole_counts_nothing(series: Series) -> None:
    with pytest.raises(EvalkitError, match="alliances/2017: not every participant is on file"):
        series["2017"].counts("tier")
    with pytest.raises(EvalkitError, match="not every participant is on file"):
        series["2014"].shares("tier")
    assert series["2017"].results["rank"].isna().all()
    # At least 95 points, the cut-offs not printed: the tier is the one that annex 3 implies.
    assert set(series["2017"].results["tier"]) == {"high"}
    assert series["2015"].tier_total(["high"]) == 56
    assert series["2015"].tier_total(["average"]) is None


def test_an_id_spelt_in_another_way_is_no_change(series: Series) -> None:
    rules = series["2019"].rules
    first, *rest = rules.tiers
    renamed = rules.model_copy(update={"tiers": (first.model_copy(update={"id": "top"}), *rest), "honour": None})
    changes = method.rule_changes({"2019": rules.model_copy(update={"honour": None}), "2020": renamed})
    assert changes.empty


def test_percentages_as_printed_are_compared(series: Series) -> None:
    rules = series["2019"].rules
    whole = rules.model_copy(update={"percent": rules.percent.model_copy(update={"decimals": 0})})
    (row,) = method.rule_changes({"2019": rules, "2020": whole}).itertuples(index=False)
    assert (row.item, row.before, row.after) == ("percent", (2, "half-up"), (0, "half-up"))


def test_other_cut_offs_are_put_back_by_the_place_of_the_tiers(series: Series) -> None:
    ev = series["2019"]
    first, second, *rest = ev.rules.tiers
    # Of other ids and names, and the highest tier from 95 on.
    other = ev.rules.model_copy(
        update={
            "tiers": (
                first.model_copy(update={"id": "a", "lowest": Decimal(95)}),
                second.model_copy(update={"id": "b", "highest": Decimal(94)}),
                *rest,
            )
        }
    )
    found = method.replay(ev, [("tiers", other), ("cut-offs", other)], ev)
    assert found is not None and found.items == ("cut-offs",) and found.left == ()
    below = ev.results[(ev.results["tier"] == "high") & (ev.results["score"] < 95)]
    assert (found.up, found.down) == (0, len(below)) and len(below) > 0


def test_more_tiers_or_fewer_cannot_be_put_back(series: Series) -> None:
    ev = series["2019"]
    fewer = ev.rules.model_copy(update={"tiers": ev.rules.tiers[:1]})
    found = method.replay(ev, [("tiers", fewer), ("cut-offs", fewer)], ev)
    assert found is not None and found.table is None
    assert found.left == (("tiers", "tiers"), ("cut-offs", "tiers"))


def test_what_each_unit_was_in_each_edition(tmp_path: Path) -> None:
    """Two whole editions, so that whoever has no score did not take part."""
    found = small(tmp_path, e2018={"101": "high", "102": "average"}, e2019={"101": "high", "201": "inactive"}).tiers
    assert list(found.columns) == ["unit", "name", "cohort", "2018", "2019"]
    assert found[["unit", "2018", "2019"]].to_numpy().tolist() == [
        ["101", "high", "high"],
        ["102", "average", "absent"],
        ["201", "absent", "inactive"],
    ]


def test_what_is_not_known_is_neither_absent_nor_outside(series: Series) -> None:
    # Of 2018 some scores are on file: 23 in the highest tier, and of the others of 2019 nothing. 2019 is whole.
    found = series.up_to("2019").tiers
    assert len(found) == 99
    assert found["2018"].value_counts().to_dict() == {"unknown": 76, "high": 23}
    # I.2 of the report of 2019: 35, 19, 37 and 8.
    assert found["2019"].value_counts().to_dict() == {"average": 37, "high": 35, "fairly-high": 19, "inactive": 8}


def test_who_was_on_a_roster_and_did_not_take_part_is_absent() -> None:
    # The demonstration has a roster of 157 each time, of which 97, 101 and 98 took part.
    found = evalkit.load_series("demo", root=REPOSITORY).tiers
    assert [int((found[e] == "absent").sum()) for e in ("2023", "2024", "2025")] == [157 - 97, 157 - 101, 157 - 98]
    assert not found.isin(["unknown", "outside"]).any(axis=None)


def test_the_rubric_is_a_frame() -> None:
    demo = evalkit.load("demo", "2025", root=REPOSITORY).evaluate().rubric
    assert list(demo.columns) == ["area", "indicator", "points", "weight"]
    # 100 points in all, so a weight is a hundredth of the points.
    assert demo["points"].sum() == 100
    assert [w * 100 for w in demo["weight"]] == list(demo["points"])
    # The report of 2019 prints no points.
    alliances = evalkit.load("alliances", "2019", root=REPOSITORY).evaluate().rubric
    assert (len(alliances), alliances["points"].tolist(), alliances["weight"].tolist()) == (
        20,
        [None] * 20,
        [None] * 20,
    )
