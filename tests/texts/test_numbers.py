"""Numbers in the office's own texts: checked or filled in, and a false one stops everything."""

# ruff: noqa: E501 (one fault a line)

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from evalkit.audit.texts import number_faults_of
from evalkit.edition import read_edition
from evalkit.report.texts import lines_on_file, passage
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from tests.folders import Folder
from tests.texts.test_form import write


def numbers(folder: Folder) -> list[str]:
    return [fault.describe("en") for fault in number_faults_of(read_edition(folder.edition))]


def run(folder: Folder, *arguments: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evalkit.cli", "--root", str(folder.root), *arguments]
    env = {**os.environ, "LC_ALL": language}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, timeout=120, check=False)


def test_right_numbers_are_right(folder: Folder) -> None:
    # Of 99 participants 35 are in the highest tier, and 35/99 is 35.3535…%; 37/99 is 37.3737…%.
    write(
        folder,
        "zh/foreword.md",
        "参评 [99](evalkit:count()) 家，[35.35%](evalkit:share(tier=high,of=participants))；"
        '原报告印作 [37.38%](evalkit:share(tier=average, of=participants) "not-reproduced")；'
        '[2018 年](evalkit:not_on_file(what=joining) "not-checkable")；[](evalkit:total())。',
    )
    assert numbers(folder) == []


def test_false_ones_are_told_all_at_once_with_line_and_right_value(folder: Folder) -> None:
    write(
        folder,
        "zh/foreword.md",
        "a\n\n参评 [98](evalkit:count()) 家，\n[35.36%](evalkit:share(of=participants,tier=high))",
    )
    write(folder, "en/foreword.md", '[37.37%](evalkit:share(tier=average,of=participants) "not-reproduced")')
    assert numbers(folder) == [
        "text/en/foreword.md, row 1: “37.37%” is expected to be not-reproduced, and share(of=participants, tier=average)"
        " is 37.37%.",
        "text/zh/foreword.md, row 3: “98” is printed, and count() is 99.",
        "text/zh/foreword.md, row 4: “35.36%” is printed, and share(of=participants, tier=high) is 35.35%.",
    ]


@pytest.mark.parametrize("form", ["[30](evalkit:{})", "[](evalkit:{})", "[8](evalkit:{})"])
@pytest.mark.parametrize("asked", ["score(unit=109)", "rank(unit=109)", "count(score<25)"])
def test_what_needs_a_withheld_score_is_a_fault_that_gives_nothing_away(folder: Folder, form: str, asked: str) -> None:
    write(folder, "zh/foreword.md", form.format(asked))
    (said,) = numbers(folder)
    assert said == f"text/zh/foreword.md, row 1: {asked} cannot be computed: The answer depends on a withheld score."


def test_the_commands_stop_and_write_nothing(folder: Folder) -> None:
    write(folder, "zh/foreword.md", "参评 [98](evalkit:count()) 家")
    write(folder, "en/foreword.md", "[](evalkit:score(unit=109))")
    wanted = "text/zh/foreword.md, row 1: “98” is printed, and count() is 99."
    for command in (("check",), ("run", "alliances", "2019", "--notebook", "01", "--jobs", "1")):
        done = run(folder, *command)
        assert done.returncode == 2, done.stdout + done.stderr
        assert wanted in done.stderr
        assert "alliances/2019: 2 faults; nothing was written." in done.stderr
        assert "Traceback" not in done.stderr
    assert not (folder.root / "reports").exists()
    assert "所印为“98”，而 count() 应为 99。" in run(folder, "check", language="zh_CN.UTF-8").stderr


def test_check_tells_what_one_language_lacks(folder: Folder) -> None:
    write(folder, "zh/foreword.md", "前言")
    write(folder, "zh/panel.md", "专家组")
    write(folder, "en/panel.md", "The panel")
    done = run(folder, "check")
    assert done.returncode == 0, done.stderr
    assert "text/en: one text is not there in “en”" in done.stdout
    assert "go without: foreword.\n" in done.stdout


#: Filled in by the edition's rules (two decimals) and in the language: expression, in Chinese, in English.
FILLED = [
    ("count()", "99", "99"),
    ("share(tier=high,of=participants)", "35.35%", "35.35%"),
    ("tier(unit=104)", "活跃度高", "Highly active"),
    ("cohort(unit=D106)", "协发网网员联盟", "Network member alliances"),
    ("score(unit=104)", "97", "97"),
    ("milestone(n=1)", "2019 年 12 月 15 日", "15 December 2019"),
    ("withheld(unit=109)", "是", "yes"),
    ("edition()", "2019", "2019"),
    ("person(role=head)", "仲继寿", "仲继寿"),
]


@pytest.mark.parametrize(("expression", "zh", "en"), FILLED)
def test_what_is_filled_in(folder: Folder, expression: str, zh: str, en: str) -> None:
    for language in ("zh", "en"):
        write(folder, f"{language}/foreword.md", f"a [](evalkit:{expression}) b")
    record = read_edition(folder.edition)
    ev = Evaluation(record, record.rules)
    for text, wanted in zip(sorted(record.texts, key=lambda t: t.language, reverse=True), (zh, en), strict=True):
        words = Words(text.language, record.programme, record.rules)
        (line,) = lines_on_file(ev, text, words)
        assert "".join(piece.text for piece in line.pieces) == f"a {wanted} b"
        shown = passage(ev, text, words).markup
        assert '_1_n1" data-expression="' in shown
        assert f'">{wanted}</span> b</span></p>' in shown
