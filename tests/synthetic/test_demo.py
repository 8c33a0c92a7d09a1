"""What the demonstration holds, and how it is written."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evalkit.edition import read_edition
from evalkit.edition.conflicts import affiliated
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.synthetic import STAGES, make_demo, synthetic_marks
from tests.folders import EDITION_2019
from tests.synthetic.conftest import COMMITTED, EDITIONS


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_made_anew_it_is_what_is_committed(anew):
    committed, made = contents(COMMITTED), contents(anew / "data" / "demo")
    assert sorted(committed) == sorted(made)
    assert [name for name in committed if committed[name] != made[name]] == []


def test_it_is_small_enough_for_git():
    assert sum(len(content) for content in contents(COMMITTED).values()) < 3_000_000


def test_it_says_that_it_is_made_up(records):
    for edition, record in records.items():
        assert record.programme.synthetic
        assert "演示" in record.rules.title["zh"] and "Demonstration" in record.rules.title["en"]
        assert record.units["name"].str.startswith("虚构联盟").all()
        assert record.units["name_en"].str.startswith("Fictional alliance").all()
        assert record.review.reviewers["name"].str.startswith("虚构专家").all()
        for file in ("rules.toml", "SOURCE.md"):
            assert "虚构" in (COMMITTED / edition / file).read_text(encoding="utf-8")
    for file in ("README.md", "PLANTED.md", "programme.toml"):
        text = (COMMITTED / file).read_text(encoding="utf-8")
        assert "虚构" in text and "made up" in text.lower().replace("-", " ")


def test_no_name_of_the_real_evaluation_occurs():
    names = set()
    for file, columns in (("units.csv", ["name"]), ("panel.csv", ["name", "affiliation"]), ("aliases.csv", ["alias"])):
        with (EDITION_2019 / file).open(encoding="utf-8") as rows:
            names |= {row[column] for row in csv.DictReader(rows) for column in columns}
    assert len(names) > 120
    for name, content in contents(COMMITTED).items():
        text = content.decode("utf-8")
        assert [real for real in names if real in text] == [], name


@pytest.mark.parametrize("edition", EDITIONS)
def test_counts(edition, records):
    rules, review = records[edition].rules, records[edition].review
    assert len(review.roster) == 157
    assert review.roster["cohort"].value_counts().to_dict() == {"3": 55, "1": 52, "2": 39, "D": 11}
    assert len(review.reviewers) == 31
    tied = affiliated(review.reviewers, review.affiliations, review.roster)
    assert (tied.n_reviewers, tied.n_with_unit, tied.n_with_participant) == (31, 27, 27)
    assert len(rules.indicators) == 20
    assert sum(i.points for i in rules.indicators) == 100
    assert all(i.standard is not None for i in rules.indicators)
    assert [r.reviewers_per_unit for r in rules.review.rounds] == [3, 2, None]


def test_participation(records):
    absent = {edition: int((~r.review.roster["takes_part"]).sum()) for edition, r in records.items()}
    assert absent == {"2023": 60, "2024": 56, "2025": 59}
    for record in records.values():
        roster = record.review.roster
        # The figures of the real 2019 edition, batch by batch, are not those of the demonstration.
        real = {"1": 37, "2": 18, "3": 34, "D": 10}
        assert roster[roster["takes_part"]]["cohort"].value_counts().to_dict() != real
        reasons = set(roster.loc[~roster["takes_part"], "reason"])
        assert reasons == {"incomplete", "restructuring", "secretariat-vacant", "late", "no-activity"}


def test_the_rules_change_in_2025(records):
    points = {e: {i.id: i.points for i in r.rules.indicators} for e, r in records.items()}
    assert points["2023"] == points["2024"]
    changed = {
        i: (points["2024"][i], points["2025"][i]) for i in points["2025"] if points["2024"][i] != points["2025"][i]
    }
    assert changed == {"website": (4, 2), "core-technology": (8, 10)}
    assert [r.rules.review.final.rule for r in records.values()] == ["mean", "mean", "trimmed-mean"]


def test_the_indicators_are_those_of_2019(records):
    real = read_edition(EDITION_2019).rules
    for record in records.values():
        assert [(i.id, i.name) for i in record.rules.indicators] == [(i.id, i.name) for i in real.indicators]
        assert [(t.lowest, t.highest) for t in record.rules.tiers] == [(t.lowest, t.highest) for t in real.tiers]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("round_id", ["first", "second"])
def test_marks_follow_from_the_assignment_on_file(edition, round_id, records):
    record = records[edition]
    marks = synthetic_marks(record, round_id)
    on_file = record.review.marks[record.review.marks["round"] == round_id]
    step = record.rules.mark_scale.step
    keys = ["unit", "reviewer", "indicator"]
    assert len(marks) == len(on_file) == len(record.units) * 20 * {"first": 3, "second": 2}[round_id]
    made = marks[keys].assign(
        steps=[int(points / step) for points in marks["points"]], comment=marks["comment"].fillna("")
    )
    filed = on_file[keys].astype("string").assign(steps=on_file["steps"], comment=on_file["comment"].fillna(""))
    assert sorted(made.itertuples(index=False, name=None)) == sorted(filed.itertuples(index=False, name=None))


def test_a_sheet_does_not_depend_on_the_others(records):
    record = records["2024"]
    whole = synthetic_marks(record, "first")
    rows = record.review.assignment
    few = rows[(rows["reviewer"] == "R05") & (rows["round"] == "first")]
    alone = replace(record, review=replace(record.review, assignment=few))
    expected = whole[whole["reviewer"] == "R05"].reset_index(drop=True)
    assert synthetic_marks(alone, "first").equals(expected)


def test_nothing_submitted_nothing_given(records):
    for edition, record in records.items():
        with (COMMITTED / edition / "submissions.csv").open(encoding="utf-8") as file:
            empty = {(r["unit"], r["indicator"]) for r in csv.DictReader(file) if r["submitted"] == "no"}
        marks = record.review.marks
        without = [pair in empty for pair in zip(marks["unit"], marks["indicator"], strict=True)]
        assert sum(without) > 100
        assert (marks.loc[without, "steps"] == 0).all()


def test_another_seed_gives_another_programme(tmp_path):
    make_demo(tmp_path, seed=7, until="registered")
    units = (tmp_path / "data" / "demo" / "2023" / "affiliations.csv").read_bytes()
    assert units != (COMMITTED / "2023" / "affiliations.csv").read_bytes()


@pytest.mark.slow
def test_the_last_edition_may_be_under_way(tmp_path):
    for stage, rounds in (
        ("registered", None),
        ("assigned", None),
        ("first", {"first"}),
        ("second", {"first", "second"}),
    ):
        files = make_demo(tmp_path, until=stage)
        assert all(path.is_file() for path in files)
        review = read_edition(tmp_path / "data" / "demo" / "2025").review
        assert (review.assignment is None) == (stage == "registered")
        assert (None if review.marks is None else set(review.marks["round"].unique())) == rounds
        assert review.minutes is None
        assert read_edition(tmp_path / "data" / "demo" / "2024").review.minutes is not None
    assert STAGES == ("registered", "assigned", "first", "second", "discussed")


@pytest.mark.parametrize("change", ["changed", "added"])
def test_what_it_did_not_write_is_not_written_over(change, anew, tmp_path):
    folder = tmp_path / "data" / "demo"
    shutil.copytree(anew / "data" / "demo", folder)
    name = "2025/marks.csv" if change == "changed" else "2025/notes.txt"
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("mine\n")
    before = contents(folder)
    with pytest.raises(EvalkitError, match=f"1 file .*{name}"):
        make_demo(tmp_path, until="registered")
    assert contents(folder) == before
    make_demo(tmp_path, until="registered", overwrite=True)
    assert not (folder / "2025" / "marks.csv").exists()
    assert not (folder / "2025" / "notes.txt").exists()


def test_all_or_nothing(anew, tmp_path, monkeypatch):
    folder = tmp_path / "data" / "demo"
    shutil.copytree(anew / "data" / "demo", folder)
    before = contents(tmp_path)

    def fails(path, content):
        if path.name == "planted.json":
            raise EvalkitError("not-writable", folder=str(path.parent), why="No space left on device")
        return write(path, content)

    write = store.write
    monkeypatch.setattr(store, "write", fails)
    with pytest.raises(EvalkitError, match="No space left on device"):
        make_demo(tmp_path, until="registered")
    assert contents(tmp_path) == before


def test_arguments(tmp_path, records):
    with pytest.raises(ValueError, match=r"`until` must be one of registered, .*, got 'third'"):
        make_demo(tmp_path, until="third")
    with pytest.raises(ValueError, match="`seed` must be at least 0, got -1"):
        make_demo(tmp_path, seed=-1)
    with pytest.raises(ValueError, match="must be an edition of the demonstration, got alliances/2019"):
        synthetic_marks(read_edition(EDITION_2019), "first")
    with pytest.raises(EvalkitError, match="third"):
        synthetic_marks(records["2025"], "third")
