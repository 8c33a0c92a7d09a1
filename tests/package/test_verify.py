"""The verifier: what holds, what does not, and that it needs nothing but Python."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import evalkit
from evalkit.edition.reader import read_edition
from evalkit.package import verify
from evalkit.package.verify import main
from evalkit.report.elements import Column
from evalkit.report.tables import plain
from tests.folders import REPOSITORY
from tests.package.made import listed, verified, written
from tests.rulesets.drawn import EDITION, PROGRAMME, Book, draw, draw_more
from tests.rulesets.small import scored
from tests.rulesets.test_low_and_negative import GOLF

#: As many as a script may want: ``EVALKIT_CHANGES=500 pytest tests/package/test_verify.py``.
CHANGES = int(os.environ.get("EVALKIT_CHANGES", "50"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two packages, one of them with withheld scores, and a page with its table of claims."""
    reports = tmp_path_factory.mktemp("verify") / "reports"
    series = evalkit.load_series("alliances", root=REPOSITORY)
    folder = written(reports, series["2019"], series)
    written(reports, evalkit.load("demo", "2025", root=REPOSITORY).evaluate())
    page = folder.parent / "en"
    page.mkdir(parents=True)
    version = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"]
    heads = ("Claim", "What it says", "Printed", "Computed", "Verdict")
    row = ("I-01", "Year of the evaluation", "2019", "2019", "reproduced")
    claims = plain("claims", "Claims", [Column(head) for head in heads], [row])
    (page / "04-published-claims.html").write_text(f"{claims.to_html()}<p>Data {version}</p>\n", encoding="utf-8")
    listed(reports)
    return reports


@pytest.fixture
def reports(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "reports"))


def test_all_holds_under_bare_python(reports: Path) -> None:
    code, lines = verified(reports)
    assert (code, len(lines)) == (0, 1)
    assert lines[0].startswith("All holds: ")
    files, values = (int(word) for word in lines[0].split() if word.isdigit())
    assert files == sum(1 for path in reports.rglob("*") if path.is_file()) - 1
    # 2019 alone: 99 tiers, 99 ranks, 152 shares with five values each.
    assert values > 99 + 99 + 5 * 152


RULESETS = Path(__file__).parents[1] / "rulesets"


def _findings(reports: Path, ev: evalkit.Evaluation, capsys: pytest.CaptureFixture[str]) -> list[str]:
    written(reports, ev)
    listed(reports)
    return [] if main([str(reports)], "en") == 0 else capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    "edition", sorted(p.parent for p in RULESETS.glob("data/*/*/rules.toml")), ids=lambda p: p.name
)
def test_the_package_of_every_rule_set_holds(edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ev = evalkit.load(edition.parent.name, edition.name, root=RULESETS).evaluate()
    assert _findings(tmp_path / "reports", ev, capsys) == []


# Of the second kind, 0 and 4 have an indicator that counts against a unit: its weight is below 0.
@pytest.mark.parametrize("book_of", [draw, draw_more])
@pytest.mark.parametrize("seed", [0, 4, 5])
def test_the_package_of_a_drawn_rule_book_holds(
    book_of: Callable[[random.Random], Book], seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book_of(random.Random(seed)).write(tmp_path)
    ev = evalkit.load(PROGRAMME, EDITION, root=tmp_path).evaluate()
    assert _findings(tmp_path / "reports", ev, capsys) == []


def test_the_tier_of_the_lowest_scores_may_be_the_best(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Golf: −1 and below is under par, the better of two tiers, whose lowest score is −20."""
    record = read_edition(scored(tmp_path, GOLF, "A,-1 B,0 C,-7 D,12"))
    assert _findings(tmp_path / "reports", evalkit.Evaluation(record, record.rules), capsys) == []


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(verify.__file__).read_text(encoding="utf-8"))
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    imported |= {str(n.module) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_every_changed_byte_is_found(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(20260)
    files = sorted(path for path in reports.rglob("*") if path.is_file())
    for _ in range(CHANGES):
        path = chance.choice(files)
        content = bytearray(path.read_bytes())
        place = chance.randrange(len(content))
        before = bytes(content)
        content[place] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(content))
        assert main([str(reports)], "en") == 1, (path, place)
        path.write_bytes(before)
    capsys.readouterr()
    assert main([str(reports)], "en") == 0


def test_missing_and_extra_files(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (reports / "alliances/2019/data/units.csv").unlink()
    (reports / "demo/notes.txt").write_text("x", encoding="utf-8")
    assert main([str(reports)], "en") == 1
    told = capsys.readouterr().out.splitlines()
    assert "alliances/2019/data/units.csv: missing" in told
    assert "demo/notes.txt: not in SHA256SUMS" in told


def test_nothing_to_check_is_another_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)], "en") == 2
    assert main([str(tmp_path / "away")], "zh_CN.UTF-8") == 2
    assert "没有这个文件夹" in capsys.readouterr().err


def edited(reports: Path, table: str, change: Callable[[list[dict[str, str]]], None]) -> None:
    """Change the rows of a table of 2019 and sign the folder anew: only computing tells."""
    path = reports / f"alliances/2019/data/{table}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    listed(reports)


def _set(key: str, value: str, column: str, to: str) -> Callable[[list[dict[str, str]]], None]:
    def change(rows: list[dict[str, str]]) -> None:
        (row,) = [row for row in rows if row[key] == value]
        assert row[column] != to
        row[column] = to

    return change


HIGH = "share(tier=high, of=participants)"


@pytest.mark.parametrize(
    ("table", "change", "found"),
    [
        ("shares", _set("share", HIGH, "percent", "35.36"), f"{HIGH}, percent: 35.36, and should be 35.35"),
        ("shares", _set("share", HIGH, "numerator", "36"), f"{HIGH}, numerator: 36, and should be 35"),
        ("shares", _set("share", HIGH, "exact", "35/157"), f"{HIGH}, exact: 35/157, and should be 35/99"),
        ("results", _set("unit", "102", "rank", "11"), "102, rank: 11, and should be 12"),
        ("results", _set("unit", "102", "tier", "average"), "102, tier: average, and should be high"),
        ("results", _set("unit", "102", "score", "98"), "102, low–high: ['97', '97'], and should be ['98', '98']"),
        ("cohorts", _set("cohort", "1", "participants", "38"), "1, participants: 38, and should be 37"),
        ("denominators", _set("denominator", "all", "count", "156"), "all, count: 156, and should be 157"),
        ("claims", _set("id", "I-01", "printed", "2018"), "I-01: 2019, and should be 2018"),
        ("units", _set("unit", "102", "cohort", "9"), "row 2, cohort: there is no “9”"),
        ("units", _set("unit", "102", "took_part", "perhaps"), "row 2, took_part: “perhaps” is not allowed"),
    ],
)
def test_a_false_number_with_a_right_hash_is_found(
    reports: Path,
    capsys: pytest.CaptureFixture[str],
    table: str,
    change: Callable[[list[dict[str, str]]], None],
    found: str,
) -> None:
    edited(reports, table, change)
    assert main([str(reports)], "en") == 1
    assert found in capsys.readouterr().out


def test_a_withheld_score_that_was_put_back_is_found(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = reports / "demo/2025/data/results.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.split(",")[2] == "yes")
    cells = lines[place].split(",")
    cells[1] = "30"
    lines[place] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    listed(reports)
    assert main([str(reports)], "en") == 1
    assert f"{cells[0]}, withheld: ['30', '', '']" in capsys.readouterr().out


def test_a_page_of_other_data_is_found(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (reports / "alliances/2019/en/04-published-claims.html").write_text("<p>Data 0</p>", encoding="utf-8")
    listed(reports)
    assert main([str(reports)], "en") == 1
    assert "04-published-claims.html: not made from the data of the package" in capsys.readouterr().out


def test_largest_remainders_add_up_to_a_hundred() -> None:
    # Three equal parts: 33.3 each, and the first gets the missing tenth.
    assert verify._together([1, 1, 1], 1) == ["33.4", "33.3", "33.3"]
    assert verify._percent("1/8", 1, "half-even") == "12.5"
    assert [verify._percent("1/8", 0, rule) for rule in ("half-even", "half-up")] == ["12", "13"]


def test_ranks_among_withheld_scores_have_two_ends() -> None:
    from fractions import Fraction as F

    hidden = [[F(0), F(49)], [F(50), F(69)]]
    assert verify._rank(F(80), [F(90), F(80), F(80)], hidden, "competition") == (2, 2)
    assert verify._rank(F(60), [F(90), F(60)], hidden, "competition") == (2, 3)
    assert verify._rank(F(40), [F(90), F(40)], hidden, "dense") == (2, 4)
    assert verify._rank(F(80), [F(90), F(80), F(80)], hidden, "modified-competition") == (3, 3)
