"""A new programme: what it consists of, that it is ready, and that nothing is written over."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

import evalkit
from evalkit.cli import main
from evalkit.edition import ROOT_VARIABLE
from evalkit.errors import EvalkitError
from evalkit.files import store


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing in it, in which one stands."""
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*words: str, answers: str = "", language: str = "C.UTF-8") -> Result:
    return CliRunner().invoke(main, list(words), input=answers, env={"LC_ALL": language})


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("languages", ["en", "zh", "zh,en", "en, zh"])
@pytest.mark.parametrize(
    ("level", "tables"),
    [("marks", ["marks", "reviewers", "units"]), ("scores", ["scores", "units"]), ("tiers", ["scores", "units"])],
)
def test_what_is_made_has_no_fault(empty: Path, languages: str, level: str, tables: list[str]) -> None:
    done = told("new", "grants", "--languages", languages, "--level", level, "--edition", "2025")
    assert done.exit_code == 0, done.output
    tables = [f"data/grants/2025/{name}.csv" for name in tables]
    rules = ["data/grants/2025/rules.toml", "data/grants/programme.toml"]
    assert files(empty) == sorted([*tables, *rules])
    checked = told("check", "grants")
    assert checked.exit_code == 0, checked.output
    assert checked.output.splitlines()[0] == "grants/2025: no faults, 12 units on file."
    # Made up, and every page will say so.
    assert tomllib.loads((empty / "data/grants/programme.toml").read_text(encoding="utf-8"))["synthetic"] is True


def test_the_example_of_marks_by_hand(empty: Path) -> None:
    """A01 is marked by R2, R3, R4: quality 20, 18, 20; feasibility 9, 10, 9; impact 10, 8, 9; budget 8, 9, 10.

    The means are 58/3, 28/3, 27/3 and 27/3; their sum is 140/3 = 46.67, rounded once to 47: recommended from 40 on.
    """
    told("new", "grants", "--languages", "en", "--level", "marks", "--edition", "2025")
    marks = (empty / "data/grants/2025/marks.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in marks if line.startswith("A01,")]
    ev = evalkit.load("grants", "2025", root=empty).evaluate()
    given = {c: [int(r[3]) for r in rows if r[2] == c] for c in ("quality", "feasibility", "impact", "budget")}
    assert {r[1] for r in rows} == {"R2", "R3", "R4"}
    by_hand = sum(sum(points) / 3 for points in given.values())
    assert str(ev.results.set_index("unit").loc["A01", "score"]) == str(int(by_hand + 0.5))
    assert ev.counts(by="tier")["count"].sum() == 12


def test_a_second_one_of_that_name_is_refused_and_the_first_is_untouched(empty: Path) -> None:
    told("new", "grants", "--languages", "en", "--level", "marks", "--edition", "2025")
    before = {name: (empty / name).read_bytes() for name in files(empty)}
    done = told("new", "grants", "--languages", "zh", "--level", "scores", "--edition", "2024")
    assert done.exit_code == 2
    assert done.output == ("data/grants is there already; nothing was written. Choose another name, or move it away.\n")
    assert {name: (empty / name).read_bytes() for name in files(empty)} == before


def test_nobody_is_asked_who_cannot_answer(empty: Path) -> None:
    """No terminal: what is not given is as usual, in the language of the terminal."""
    done = told("new", "grants", "--edition", "2025", language="zh_CN.UTF-8")
    assert done.exit_code == 0, done.output
    assert "均为虚构" in done.output
    assert (empty / "data/grants/2025/marks.csv").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a b"], "“a b” cannot be the name of a programme: 1 to 40 Latin letters, digits, - and _, the first a"),
        (["x", "--edition", "../1"], "“../1” cannot be the name of an edition: 1 to 40 Latin letters"),
        (["x", "--level", "mark"], "There is no level “mark”. Known: marks, scores, tiers. Did you mean “marks”?"),
        (["x", "--title", "a\u202eb"], "programme.toml, row 8, title"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(empty: Path, words: list[str], message: str) -> None:
    done = told("new", *words, "--languages", "en")
    assert done.exit_code == 2
    assert message in done.output
    assert files(empty) == []


def test_answers_in_two_languages(empty: Path) -> None:
    options = [
        "--title",
        "教学成果奖 / Teaching awards",
        "--unit",
        "课程，门 / course, courses",
        "--publisher",
        "教务处",
    ]
    done = told("new", "awards", "--languages", "zh,en", "--level", "scores", "--edition", "2025", *options)
    assert done.exit_code == 0, done.output
    programme = tomllib.loads((empty / "data/awards/programme.toml").read_text(encoding="utf-8"))
    assert programme["title"] == {"zh": "教学成果奖", "en": "Teaching awards"}
    assert programme["publisher"] == {"zh": "教务处", "en": "教务处"}
    rules = tomllib.loads((empty / "data/awards/2025/rules.toml").read_text(encoding="utf-8"))
    assert rules["title"] == {"zh": "2025 年度教学成果奖", "en": "Teaching awards 2025"}
    assert programme["unit"] == {"zh": "课程", "zh_measure": "门", "en": "course", "en_plural": "courses"}
    assert "\nA01,示例课程 A01（虚构）,Example course A01 (made up)\n" in (
        empty / "data/awards/2025/units.csv"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    ("languages", "unit", "due"),
    [
        # A noun of one language is none in a language that is written otherwise: that has its usual one.
        ("zh,en", "award, awards", {"zh": "项目", "zh_measure": "个", "en": "award", "en_plural": "awards"}),
        ("en,zh", "课程，门", {"en": "application", "en_plural": "applications", "zh": "课程", "zh_measure": "门"}),
        ("fr,en", "prix, prix", {"fr": "prix", "fr_plural": "prix", "en": "prix", "en_plural": "prix"}),
        ("zh", "award, awards", {"zh": "award", "zh_measure": "个"}),
    ],
)
def test_one_noun_for_several_languages(empty: Path, languages: str, unit: str, due: dict[str, str]) -> None:
    done = told("new", "awards", "--languages", languages, "--level", "scores", "--edition", "2025", "--unit", unit)
    assert done.exit_code == 0, done.output
    assert tomllib.loads((empty / "data/awards/programme.toml").read_text(encoding="utf-8"))["unit"] == due


@pytest.mark.parametrize(("languages", "said"), [("fr", True), ("en", False), ("fr,en", True)])
def test_rules_say_that_names_are_in_english_where_evalkit_has_no_words(
    empty: Path, languages: str, said: bool
) -> None:
    told("new", "prix", "--languages", languages, "--level", "marks", "--edition", "2025")
    line = "# evalkit has no words of its own in fr: names below are in English until you put in yours.\n"
    assert (line in (empty / "data/prix/2025/rules.toml").read_text(encoding="utf-8")) == said


def test_tiers_alone_need_no_scores(empty: Path) -> None:
    """No [scores], no column of scores: example scores from 80 are “fund” (93, 84, 90, 81), from 60 “reserve”."""
    told("new", "prize", "--languages", "en", "--level", "tiers", "--edition", "2025")
    assert "scores" not in tomllib.loads((empty / "data/prize/2025/rules.toml").read_text(encoding="utf-8"))
    table = (empty / "data/prize/2025/scores.csv").read_text(encoding="utf-8")
    assert table.startswith("unit,tier\nA01,fund\nA02,decline\nA03,reserve\n")
    ev = evalkit.load("prize", "2025", root=empty).evaluate()
    assert ev.counts(by="tier")["count"].tolist() == [4, 4, 4]
    assert told("new-edition", "prize", "2026").exit_code == 0
    assert (empty / "data/prize/2026/scores.csv").read_text(encoding="utf-8") == "unit,tier\n"


def test_notebooks_of_ones_own_only_where_asked_for(empty: Path) -> None:
    done = told("new", "grants", "--languages", "en", "--level", "marks", "--notebooks")
    assert done.exit_code == 0, done.output
    assert len(list((empty / "notebooks").glob("*.ipynb"))) == 10
    again = told("new", "other", "--languages", "en", "--level", "marks", "--notebooks")
    assert again.exit_code == 2
    assert not (empty / "data/other").exists()


def test_it_goes_into_the_workspace_around(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told("new", "grants", "--languages", "en", "--level", "marks")
    monkeypatch.chdir(empty / "data" / "grants")
    assert told("new", "awards", "--languages", "en", "--level", "scores").exit_code == 0
    assert sorted(p.name for p in (empty / "data").iterdir()) == ["awards", "grants"]


@pytest.mark.parametrize("level", ["marks", "scores"])
def test_tables_in_one_workbook(empty: Path, level: str) -> None:
    """A sheet for each table, the same example as in CSV; next year's has the headers and no rows."""
    told("new", "csv", "--languages", "zh", "--level", level, "--edition", "2025")
    done = told("new", "book", "--languages", "zh", "--level", level, "--edition", "2025", "--tables", "workbook")
    assert done.exit_code == 0, done.output
    assert "data/book/2025/tables.xlsx" in done.output
    folder = "data/book/2025"
    assert files(empty / folder) == ["rules.toml", "tables.xlsx"]
    assert told("check", "book").output.splitlines()[0] == "book/2025: no faults, 12 units on file."
    one, other = (evalkit.load(name, "2025", root=empty).evaluate().results for name in ("csv", "book"))
    pd.testing.assert_frame_equal(one, other)
    again = empty / folder / "tables.xlsx"
    before = again.read_bytes()
    told(
        "new",
        "book2",
        "--languages",
        "zh",
        "--level",
        level,
        "--title",
        "Book",
        "--tables",
        "workbook",
        "--edition",
        "2025",
    )
    assert (empty / "data/book2/2025/tables.xlsx").read_bytes() == before
    assert told("new-edition", "book", "2026").exit_code == 0
    book = openpyxl.load_workbook(empty / "data/book/2026/tables.xlsx")
    assert [s.title for s in book] == (["units", "reviewers", "marks"] if level == "marks" else ["units", "scores"])
    assert {sheet.max_row for sheet in book} == {1}
    checked = told("check", "book", "2026")
    assert checked.exit_code == 2
    assert "tables.xlsx [units]: there is a header but no row below it." in checked.output


def test_two_that_make_one_programme_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one is there first, just before the folder is renamed: it is named, and stays as it is."""
    from evalkit.start import programme

    real = os.rename

    def beaten(before: Path, after: Path) -> None:
        after.mkdir()
        (after / "programme.toml").write_text("of the other", encoding="utf-8")
        real(before, after)

    monkeypatch.setattr(programme.os, "rename", beaten)
    with pytest.raises(EvalkitError, match="prizes") as caught:
        programme.place_folder(tmp_path / "prizes", {"programme.toml": "mine"})
    assert caught.value.message == "new-exists"
    assert [(p.name, p.read_text("utf-8")) for p in store.below(tmp_path)] == [("programme.toml", "of the other")]
    assert [path.name for path in tmp_path.iterdir()] == ["prizes"]
