"""docs/labels.md is followed as it stands; what the command prints, writes, refuses, and keeps from the public."""

from __future__ import annotations

import csv
import io
import re
import shlex
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from evalkit.cli import main
from evalkit.scoring.series import Series, load_series
from tests.rulesets.registers import HEAD, small

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "labels.md").read_text(encoding="utf-8")
VALID = '[validity]\nannounced = 2020-06-01\nstarts = "announcement"\nyears = 3\n'


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), *words], env={"LC_ALL": "C.UTF-8"})


def rows(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed)))


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The workspace after every block of the guide, and what each command printed."""
    folder = tmp_path_factory.mktemp("guide")
    printed: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for kind, file, text in re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL):
            if kind != "sh":
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text(text, encoding="utf-8")
            for line in text.splitlines() if kind == "sh" else ():
                done = CliRunner().invoke(main, shlex.split(line)[1:], env={"LC_ALL": "C.UTF-8"})
                assert done.exit_code == 0, done.output
                printed[line] = done.output
    return folder, printed


def test_the_guide_gives_what_it_says(guide: tuple[Path, dict[str, str]]) -> None:
    """C1 is 3A since the follow-up; C2 has ended; C3, assessed anew in 2029, is 4A from 2030 to 2034."""
    printed = guide[1]
    shown = {row["unit"]: row for row in rows(printed["evalkit register clubs --on 2030-01-01"])}
    assert {u: (r["state"], r["tier"], r["valid_from"], r["valid_until"], r["since"]) for u, r in shown.items()} == {
        "C1": ("held", "3A", "2027-01-01", "2031-12-31", "2028-05-10"),
        "C2": ("ended", "", "2027-01-01", "2031-12-31", "2029-03-15"),
        "C3": ("held", "4A", "2030-01-01", "2034-12-31", "2030-01-01"),
    }
    assert shown["C2"]["reason"] == "Dissolved"
    events = rows(printed["evalkit register clubs --on 2030-01-01 --ledger"])
    assert [(r["unit"], r["event"]) for r in events] == [
        ("C1", "granted"), ("C1", "follow-up"), ("C1", "lowered"), ("C2", "granted"), ("C2", "suspended"),
        ("C2", "ended"), ("C3", "granted"), ("C3", "raised"),
    ]  # fmt: skip
    # printf '2028-3-17 C2' | sha256sum begins with 6cde, that of C1 with db1a.
    drawn = printed["evalkit register clubs --on 2028-03-18 --sample tier"]
    assert drawn.splitlines() == ["One club is drawn with the seed “2028-3-17”, the first drawn first: C2"]


def test_pages_tables_and_certificates(guide: tuple[Path, dict[str, str]]) -> None:
    folder = guide[0] / "register"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    certificates = {
        f"certificates/{x}/{c}-tier.{f}" for x in ("en", "zh") for c in ("C1", "C3") for f in ("docx", "pdf")
    }
    assert names == {"register.html", "register.zh.html", "register.csv", "ledger.csv", *certificates}
    for name, words in (
        ("register.html", ("Register: Assessment of clubs", "Tier: 2 clubs hold it.", "since 2028-05-10 (follow-up)")),
        ("register.zh.html", ("名录：社团评估", "截至 2030 年 1 月 1 日各社团", "等级：2 个持有。", "起（跟踪评估）")),
    ):  # fmt: skip
        soup = BeautifulSoup((folder / name).read_text(encoding="utf-8"), "html.parser")
        text = soup.get_text(" ", strip=True)
        assert [word for word in words if word not in text] == []
        assert [caption.get_text() for caption in soup.select("caption")] != []
        assert soup.select_one("p.synthetic") is not None
        assert "http:" not in str(soup.select("[src], link"))
    listed = rows((folder / "register.csv").read_text(encoding="utf-8-sig"))
    assert [row["unit"] for row in listed] == ["C1", "C2", "C3"]


def unnamed(folder: Path) -> Path:
    rule = VALID + 'tiers = ["A", "B"]\n[publication]\nwithhold_names_of = ["B"]\n'
    return small(folder, {"2020": (rule, {"X": "A", "Y": "B"})}, "2021-01-01,2020,Y,tier,ended,,,,said {}\n")


def test_the_public_gets_no_unit_that_is_not_named(tmp_path: Path) -> None:
    root = unnamed(tmp_path)
    for words in ((), ("--ledger",)):
        out = [rows(run(root, "register", "small", "--on", "2021-06-01", *words, "--audience", a).output)
               for a in ("public", "internal")]  # fmt: skip
        assert [sorted({row["unit"] for row in found}) for found in out] == [["X"], ["X", "Y"]]


def test_a_reason_that_names_who_is_not_named_keeps_everything_back(tmp_path: Path) -> None:
    root = unnamed(tmp_path)
    (root / "data/small/labels.csv").write_text(
        HEAD + "2021-01-01,2020,X,tier,ended,,,,part of Club Y now\n", encoding="utf-8"
    )
    done = run(root, "register", "small", "--on", "2021-06-01", "--to", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "Nothing is written: " in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("--on", "2021-13-01"), "“2021-13-01” is not a date"),
        (("--edition", "2030"), "2030"),
        (("--sample", "tier"), "No rules say how many are drawn for a follow-up of “tier”"),
    ],
)
def test_what_the_command_refuses(words: tuple[str, ...], due: str, tmp_path: Path) -> None:
    done = run(small(tmp_path, {"2020": (VALID, {"X": "A"})}), "register", "small", *words)
    assert (done.exit_code, due in done.output, "Traceback" in done.output) == (2, True, False), done.output


def test_a_programme_without_labels(tmp_path: Path) -> None:
    done = run(small(tmp_path, {"2020": ("", {"X": "A"})}), "register", "small")
    assert (done.exit_code, done.output.startswith("Nothing that is valid for a time")) == (2, True)


def test_templates_are_written_once(tmp_path: Path) -> None:
    root = small(tmp_path, {"2020": (VALID, {"X": "A"})})
    assert run(root, "register", "small", "--template").exit_code == 0
    assert (root / "data/small/letters/en/certificate.md").is_file()
    assert run(root, "register", "small", "--template").exit_code == 2


RULES: dict[str, tuple[str, str]] = {
    "a year too many": (
        VALID + "reapply = { last = 4 }\n",
        "rules.toml, row 23, validity.reapply.last: 4 is out of bounds; allowed: ≤ 3.",
    ),
    "years the wrong way round": (
        VALID + "reapply = { first = 3, last = 2 }\n",
        "rules.toml, row 23, validity.reapply.first: 3 is out of bounds; allowed: ≤ 2.",
    ),
    "a sample of two sizes": (
        VALID + 'follow_up = { finding = "lowers", percent = 5, count = 3 }\n',
        "rules.toml, row 23, validity.follow_up: exactly one of these keys is needed: percent, count.",
    ),
    "more than all": (
        VALID + 'follow_up = { finding = "lowers", percent = 101 }\n',
        "rules.toml, row 23, validity.follow_up.percent: 101 is out of bounds; allowed: > 0, ≤ 100.",
    ),
    "a seed for nothing": (
        VALID + 'follow_up = { finding = "lowers", seed = "x" }\n',
        "rules.toml, row 23, validity.follow_up.seed: “seed” cannot be applied: percent is missing from the rules.",
    ),
    "a sample of a tier that is not valid for a time": (
        VALID + 'tiers = ["A", "B"]\nfollow_up = { finding = "lowers", tiers = ["C"] }\n',
        "rules.toml, row 24, validity.follow_up.tiers: “C” is not allowed; allowed: A, B.",
    ),
    "tiers of an honour": (
        '[honour]\nname = "Star"\ntier = "A"\nconsecutive = 1\n' + VALID.replace("[validity]", "[honour.validity]")
        + 'tiers = ["A"]\n',
        "rules.toml, row 27, honour.validity.tiers: “A” is not allowed; allowed: –.",
    ),
}  # fmt: skip

EVENTS: dict[str, tuple[str, str]] = {
    "no such tier": (
        "2021-01-01,2020,X,tier,follow-up,E,,,\n",
        "../labels.csv, row 2, tier: “E” is not allowed; allowed: A, B, C, none.",
    ),
    "no such edition": (
        "2021-01-01,2019,X,tier,ended,,,,why\n",
        "../labels.csv, row 2, edition: “2019” is not allowed; allowed: 2020.",
    ),
    "no such unit": ("2021-01-01,2020,Q,tier,ended,,,,why\n", "../labels.csv, row 2, unit: “Q” is not in units.csv."),
    "no such label": (
        "2021-01-01,2020,X,honour,ended,,,,why\n",
        "../labels.csv, row 2, label: “honour” is not allowed; allowed: tier.",
    ),
    "no such event": (
        "2021-01-01,2020,X,tier,promoted,,,,why\n",
        "../labels.csv, row 2, event: “promoted” is not allowed; allowed: assessed, follow-up, verification, suspended,"
        " resumed, lowered, ended, void.",
    ),
    "no reason": (
        "2021-01-01,2020,X,tier,ended,,,,\n",
        "../labels.csv, row 2, reason: the cell is empty; an event “ended” needs it.",
    ),
    "a tier too many": (
        "2021-01-01,2020,X,tier,ended,B,,,why\n",
        "../labels.csv, row 2, tier: “B” says nothing about an event “ended”; allowed: nothing here.",
    ),
    "an end before the beginning": (
        "2021-01-02,2020,X,tier,suspended,,2021-01-01,,why\n",
        "../labels.csv, row 2, until: “2021-01-01” does not fit the date of the row; allowed: ≥ 2021-01-02.",
    ),
    "two on a day": (
        "2021-01-01,2020,X,tier,follow-up,B,,,\n2021-01-01,2020,X,tier,ended,,,,why\n",
        "../labels.csv, row 3, event: there is an event of this unit and label on this day already, in row 2; allowed:"
        " one a day.",
    ),
    "nothing to take back": (
        "2021-01-01,2020,X,tier,void,,,,why\n",
        "../labels.csv, row 2, event: no row has the same date, edition, unit, label and tier; allowed: those of the"
        " row that is taken back.",
    ),
    "before it begins": (
        "2020-05-31,2020,X,tier,ended,,,,why\n",
        "../labels.csv, row 2, date: on 2020-05-31 nothing of the edition is in force or announced for the unit; it is"
        " valid: 2020: 2020-06-01 – 2023-05-31.",
    ),
    "ended twice": (
        "2021-01-01,2020,X,tier,ended,,,,why\n2021-01-02,2020,X,tier,suspended,,,,why\n",
        "../labels.csv, row 3, date: on 2021-01-02 nothing of the edition is in force or announced for the unit; it is"
        " valid: 2020: 2020-06-01 – 2023-05-31.",
    ),
    "lowered to a higher one": (
        "2021-01-01,2020,X,tier,lowered,B,,,why\n",
        "../labels.csv, row 2, tier: “B” is not lower than what the unit has on that day; allowed: C.",
    ),
    "resumed without a suspension": (
        "2021-01-01,2020,X,tier,resumed,,,,\n",
        "../labels.csv, row 2, event: it is not suspended on that day; allowed: resumed after suspended.",
    ),
    "suspended twice": (
        "2021-01-01,2020,X,tier,suspended,,,,why\n2021-02-01,2020,X,tier,suspended,,,,why\n",
        "../labels.csv, row 3, event: it is suspended on that day already; allowed: resumed, or a later day.",
    ),
    "asked for too early": (
        "2021-01-01,2020,X,tier,assessed,A,,2020-12-01,\n",
        "../labels.csv, row 2, applied: “2020-12-01” is outside the time in which a new assessment may be asked for;"
        " allowed: 2022-06-01 – 2023-05-31.",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_faults_of_rules(name: str, tmp_path: Path) -> None:
    rules, due = RULES[name]
    refused(small(tmp_path, {"2020": (rules, {"X": "B"})}), due)


@pytest.mark.parametrize("name", EVENTS)
def test_faults_of_events(name: str, tmp_path: Path) -> None:
    """One clear fault each, in both languages: file, row, column, value, what is allowed."""
    events, due = EVENTS[name]
    rules = VALID + "reapply = { first = 3, last = 3 }\n"
    refused(small(tmp_path, {"2020": (rules, {"X": "B"})}, events), due)


def refused(root: Path, due: str) -> None:
    for locale in ("C.UTF-8", "zh_CN.UTF-8"):
        done = CliRunner().invoke(main, ["--root", str(root), "check", "small"], env={"LC_ALL": locale})
        lines = [line.strip() for line in done.output.splitlines()[1:]]
        assert (done.exit_code, len(lines)) == (2, 1), done.output
        assert locale.startswith("zh") or lines == [due]


def test_an_event_is_entered_by_the_command_and_rows_on_file_stay(tmp_path: Path) -> None:
    """A lasts from July 2020 to June 2023 (VALID); suspended in 2021, ended in 2022, and not once more after that."""
    folder = small(tmp_path, {"2020": (VALID, {"u1": "A"})}, "2021-01-02,2020,u1,tier,suspended,,2021-03-31,,late\n")
    table = folder / "data" / "small" / "labels.csv"
    words = ("label", "small", "2020", "u1", "ended", "--on", "2022-05-04")
    done = run(folder, *words, "--why", "Dissolved")
    assert done.exit_code == 0, done.output
    found = rows(table.read_text("utf-8"))
    assert [(r["date"], r["event"], r["until"], r["reason"]) for r in found] == [
        ("2021-01-02", "suspended", "2021-03-31", "late"), ("2022-05-04", "ended", "", "Dissolved"),
    ]  # fmt: skip
    before = table.read_bytes()
    for odd, said in (
        (words, "row 4, event: there is an event of this unit and label on this day already, in row 3"),
        ((*words[:-1], "2022-06-01", "--why", "x"), "row 4, date: on 2022-06-01 nothing of the edition is in force"),
        (("label", "small", "2020", "u9", "ended", "--on", "2022-05-04"), "row 4, unit: “u9”"),
        (("label", "small", "2020", "u1", "lowered", "--tier", "Z", "--on", "2021-05-04"), "row 4, tier: “Z”"),
    ):
        again = run(folder, *odd)
        assert again.exit_code == 2 and said in again.output, again.output
    assert table.read_bytes() == before


def test_an_event_that_another_command_enters_meanwhile_is_not_lost(tmp_path: Path) -> None:
    """It comes after the rows on file were read and before they are written with the new one."""
    folder = small(tmp_path, {"2020": (VALID, {"u1": "A"})})
    table = folder / "data" / "small" / "labels.csv"
    words = ("label", "small", "2020", "u1", "ended", "--on", "2022-05-04", "--why", "Dissolved")

    def meanwhile(*given: Any, **also: Any) -> Series:
        with mock.patch("evalkit.scoring.label_entry.load_series", load_series):
            run(folder, *words[:4], "suspended", "--on", "2021-01-02", "--why", "late")
        return load_series(*given, **also)

    with mock.patch("evalkit.scoring.label_entry.load_series", meanwhile):
        done = run(folder, *words)
    assert (done.exit_code, "labels.csv" in done.output) == (1, True), done.output
    assert [r["event"] for r in rows(table.read_text("utf-8"))] == ["suspended"]
    assert run(folder, *words).exit_code == 0
    assert [r["event"] for r in rows(table.read_text("utf-8"))] == ["suspended", "ended"]


def test_the_data_are_not_copied_to_check_an_event(tmp_path: Path) -> None:
    """The workspace is read where it is: its own texts with it, and no file of it is written anywhere else."""
    folder = small(tmp_path, {"2020": (VALID, {"u1": "A"})})
    with mock.patch("evalkit.files.store.copy") as copied, mock.patch("shutil.copy") as one:
        done = run(folder, "label", "small", "2020", "u1", "ended", "--on", "2022-05-04", "--why", "Dissolved")
    assert done.exit_code == 0, done.output
    assert not copied.called and not one.called
    assert [r["event"] for r in rows((folder / "data" / "small" / "labels.csv").read_text("utf-8"))] == ["ended"]
