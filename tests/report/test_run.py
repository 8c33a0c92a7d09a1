"""A run as a whole: what it leaves, that it leaves the same bytes twice, what it leaves alone when something fails."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from evalkit.files import store
from evalkit.publication.key import keyed, workspace_key
from evalkit.runner.staging import LOCK
from tests.report.conftest import evalkit, workspace
from tests.report.notebooks import write_notebook
from tests.report.shown import tables_on

PAGES = {
    "01-data-check.html",
    "02-scores-and-tiers.html",
    "03-cohorts.html",
    "04-published-claims.html",
    "05-across-editions.html",
    "08-firmness.html",
    "annual-report.html",
    "brief.html",
}


def contents(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under reports/, hidden ones included, but for that of the lock."""
    folder = root / "reports"
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != LOCK
    }


def table(root: Path, language: str, name: str) -> list[list[str]]:
    page, _, table = name.partition(".")
    return tables_on(root / "reports/alliances/2019" / language / f"{page}.html")[table]


def test_every_page_table_manifest_and_the_index_are_there(built: Path) -> None:
    assert (built / "reports/index.html").is_file()
    for language in ("zh", "en"):
        folder = built / "reports/alliances/2019" / language
        assert {p.name for p in folder.glob("*.html")} == PAGES
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert {f"{name}.html" for name in manifest["notebooks"]} == PAGES
        assert manifest["synthetic"] is False
        assert manifest["inputs"]["data/alliances/2019/scores.csv"] == keyed(
            workspace_key(built), "file", store.sha256(built / "data/alliances/2019/scores.csv")
        )
        on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
        listed = {f: sha for entry in manifest["notebooks"].values() for f, sha in entry["outputs"].items()}
        assert on_disk == set(listed)
        for file, sha in listed.items():
            assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == sha


def test_no_unfinished_file_is_left(built: Path) -> None:
    assert [p.name for p in (built / "reports").rglob(".*")] == [LOCK]


@pytest.mark.slow
def test_a_kernel_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    # Papermill's own engine is the reference for the one of evalkit.
    root = workspace(tmp_path)
    names = ("01-data-check", "02-scores-and-tiers", "03-cohorts", "05-across-editions")
    chosen = [part for name in names for part in ("--notebook", name)]
    done = evalkit(root, "run", "alliances", "2019", "--language", "en", "--engine", "kernel", *chosen)
    assert (done.returncode, done.stderr) == (0, "")
    for name in names:
        page = f"reports/alliances/2019/en/{name}.html"
        assert (root / page).read_bytes() == (built / page).read_bytes(), name


def test_two_runs_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = workspace(tmp_path / "another place with a space")
    # Another order, another hash seed, another number of jobs, another language and time zone of the terminal.
    done = evalkit(
        again,
        "run",
        "alliances",
        "2019",
        "2014",
        "--jobs",
        "1",
        PYTHONHASHSEED="7",
        TZ="Asia/Shanghai",
        LC_ALL="zh_CN.UTF-8",
    )
    assert done.returncode == 0, done.stderr
    assert contents(again) == contents(built)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tier_by_cohort_equals_section_iii_of_the_2019_report(built: Path, language: str) -> None:
    rows = table(built, language, "03-cohorts.tier-by-cohort")
    # III.6 to III.9: 17/7/9/2, 3/2/10/4, 15/7/11/4, 2/2/4/0; II.4: 37/18/34/10 in, 15/21/21/1 out, 52/39/55/11 in all.
    assert [list(map(int, row[1:])) for row in rows[1:]] == [
        [17, 7, 9, 2, 35],
        [3, 2, 10, 4, 19],
        [15, 7, 11, 4, 37],
        [2, 2, 4, 0, 8],
        [37, 18, 34, 10, 99],
        [15, 21, 21, 1, 58],
        [52, 39, 55, 11, 157],
    ]


def test_the_scores_are_91_scores_and_withholds_8_in_code_order(built: Path) -> None:
    rows = table(built, "zh", "annual-report.scores")
    assert rows[0] == ["", "名次", "代码", "名称", "批次", "评分"]
    withheld = [row for row in rows[1:] if row[-1] == "不公布"]
    assert [row[2] for row in withheld] == ["109", "123", "216", "238", "313", "329", "335", "349"]
    assert {row[1] for row in withheld} == {"–"}
    scores = [int(row[-1]) for row in rows[1:] if row[-1] != "不公布"]
    # Annex 2: 91 printed scores, from 100 to 50.
    assert (len(scores), max(scores), min(scores)) == (91, 100, 50)


def test_one_language_or_notebook_leaves_the_rest_alone(built: Path, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    shutil.copytree(built / "reports", root / "reports")
    before = contents(root)
    done = evalkit(root, "run", "alliances", "2019", "--notebook", "01", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert contents(root) == before


def test_the_annual_report_of_every_other_edition_builds_without_a_warning(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    others = ["2013", "2015", "2016", "2017", "2018", "2020-2021"]
    done = evalkit(root, "run", "alliances", *others, "--notebook", "annual-report", "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, "")
    for edition in others:
        for language in ("zh", "en"):
            assert (root / "reports/alliances" / edition / language / "annual-report.html").is_file()
    text = (root / "reports/alliances/2018/en/annual-report.html").read_text(encoding="utf-8")
    assert "How many took part in this edition is not on file." in text


def test_a_faulty_edition_stops_the_run_before_anything_is_written(small: Path) -> None:
    scores = small / "data/alliances/2019/scores.csv"
    scores.write_text(scores.read_text(encoding="utf-8").replace("105,100,", "105,101,"), encoding="utf-8")
    done = evalkit(small, "run")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "alliances/2019: 1 fault; nothing was written.",
        "  scores.csv, row 4, score: 101 is out of range; allowed: 0 to 100.",
    ]
    assert not (small / "reports").exists()


def test_faults_read_in_chinese_on_a_chinese_terminal(small: Path) -> None:
    (small / "data/alliances/2019/scores.csv").unlink()
    done = evalkit(small, "check", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["alliances/2019：发现 1 处错误；未写出任何文件。", "  scores.csv：缺少该文件。"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "aliances"], "There is no programme “aliances”. Known: alliances. Did you mean “alliances”?"),
        (["run", "alliances", "2109"], "There is no edition “2109”. Known: 2019. Did you mean “2019”?"),
        (["check", "alliances", "2018"], "There is no edition “2018”. Known: 2019."),
        (["run", "--notebook", "02"], "There is no notebook “02”. Known: 01-data-check."),
        (["run", "--language", "cn"], "There is no language “cn”. Known: zh, en, all."),
        (["run", "--jobs", "-1"], "--jobs must be a whole number from 1 to 256, not -1."),
        (
            ["run", "-p", "langauge=en"],
            "Notebook 01-data-check has no parameter “langauge”. Known: programme, edition, language, audience. "
            "Did you mean “language”?",
        ),
        (["run", "-p", "edition=2019"], "Parameter edition = 2019 is of type int; allowed: str."),
        (["run", "-p", "edition"], "“edition” is not a parameter; write NAME=VALUE."),
    ],
)
def test_a_slip_on_the_command_line_is_named_and_nothing_runs(small: Path, arguments: list[str], message: str) -> None:
    done = evalkit(small, *arguments)
    assert (done.returncode, done.stderr.strip()) == (2, message)
    assert not (small / "reports").exists()


def test_a_folder_without_data_is_named(tmp_path: Path) -> None:
    done = evalkit(tmp_path, "list")
    assert done.returncode == 2
    assert "holds no programme: data/<programme>/programme.toml is not there." in done.stderr


def test_list(small: Path) -> None:
    assert evalkit(small, "list").stdout == "alliances 2019\n"
    assert json.loads(evalkit(small, "list", "--json").stdout) == [{"programme": "alliances", "edition": "2019"}]


def test_failing_notebooks_leave_earlier_pages_whole_and_do_not_stop_the_others(small: Path) -> None:
    notebooks = small / "notebooks"
    for name in ("10-fails", "11-dies"):
        write_notebook(notebooks / f"{name}.ipynb", "# Earlier", "print('whole')")
    first = evalkit(small, "run", "--language", "en")
    assert first.returncode == 0, first.stderr
    before = contents(small)
    write_notebook(notebooks / "10-fails.ipynb", "# Is it zero?", "print('half')", "1 / 0", "print('never')")
    write_notebook(notebooks / "11-dies.ipynb", "# Gone", "import os\nos._exit(3)")
    done = evalkit(small, "run", "--language", "en")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    rows = {line.split()[0]: line for line in lines if line.strip()}
    for name, why in (
        ("10-fails", "Is it zero?"),
        ("10-fails", "ZeroDivisionError: division by zero"),
        ("11-dies", "the process of the notebook died (exit code 3)"),
    ):
        assert rows[name].split()[1:4] == ["alliances", "2019", "en"]
        assert why in rows[name]
    assert lines[-1] == "2 notebooks failed; the earlier reports of those are untouched."
    assert "Traceback" not in done.stderr
    assert contents(small) == before


def test_what_a_notebook_writes_to_standard_error_is_reported_and_not_published(small: Path) -> None:
    write_notebook(small / "notebooks/10-warns.ipynb", "# Loud", "import warnings\nwarnings.warn('look here')")
    done = evalkit(small, "run", "--language", "en", "--notebook", "10")
    assert done.returncode == 0
    assert "Warning from alliances 2019 en 10-warns:" in done.stderr
    assert "look here" in done.stderr
    assert "look here" not in (small / "reports/alliances/2019/en/10-warns.html").read_text(encoding="utf-8")


def test_reports_that_cannot_be_written_are_an_error_without_a_traceback(small: Path) -> None:
    (small / "reports").write_text("a file where the folder should be", encoding="utf-8")
    done = evalkit(small, "run", "--language", "en")
    assert done.returncode == 2
    assert "Cannot write to" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_notebook_that_is_none_is_named_before_anything_runs(small: Path) -> None:
    (small / "notebooks/10-broken.ipynb").write_text("{", encoding="utf-8")
    done = evalkit(small, "run")
    assert done.returncode == 2
    assert done.stderr.startswith("10-broken.ipynb is not a notebook:")
    assert not (small / "reports").exists()


def test_a_page_has_no_files_of_tables(small: Path) -> None:
    cell = (
        "from evalkit.report.tables import plain\nfrom evalkit.report.elements import Column\n"
        "plain('one', 'A table', [Column('n', 'number')], [['1']])"
    )
    write_notebook(small / "notebooks/10-table.ipynb", "# One", cell)
    assert evalkit(small, "run", "--language", "en", "--notebook", "10").returncode == 0
    folder = small / "reports/alliances/2019/en"
    assert sorted(p.name for p in folder.iterdir()) == ["10-table.html", "manifest.json"]
    assert tables_on(folder / "10-table.html") == {"one": [["n"], ["1"]]}
