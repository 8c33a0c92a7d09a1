"""Claims in running text: the form, its faults, and what the command says and returns."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import evalkit
from evalkit.audit import audit, audit_text
from evalkit.edition import read_edition
from evalkit.edition.marked import marked_claims
from evalkit.errors import EditionError, EvalkitError
from evalkit.scoring import Evaluation
from tests.folders import EDITION_2019, Folder


def run(root: Path, *arguments: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evalkit.cli", "--root", str(root), *arguments]
    env = {**os.environ, "LC_ALL": language}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, timeout=120, check=False)


def faults_of(folder: Folder) -> list[str]:
    with pytest.raises(EditionError) as caught:
        read_edition(folder.edition)
    return [fault.describe("en") for fault in caught.value.faults]


TEXT = """\
# 摘要

参评 [99](evalkit:count()) 家，[三](evalkit:cohorts(within=pilots))批；高者占 [**35.35%**](evalkit:share(tier=high,of=participants))。
原报告印作 [37.38%](evalkit:share(tier=average, of=participants) "not-reproduced")。
See [the code](https://example.org/) and `[1](evalkit:nothing())`; D106 is [Highly active](evalkit:tier(unit=D106)).

```
[2](evalkit:nothing())
```

~~~text
[3](evalkit:nothing())
```
~~~
[35](evalkit:count(tier=high))
"""


def test_the_form() -> None:
    found = [(c.line, c.printed, c.expression, c.expected, c.faults) for c in marked_claims(TEXT)]
    assert found == [
        (3, "99", "count()", "reproduced", ()),
        (3, "三", "cohorts(within=pilots)", "reproduced", ()),
        (3, "35.35%", "share(tier=high,of=participants)", "reproduced", ()),
        (4, "37.38%", "share(tier=average, of=participants)", "not-reproduced", ()),
        (5, "Highly active", "tier(unit=D106)", "reproduced", ()),
        (15, "35", "count(tier=high)", "reproduced", ()),
    ]


#: Each form of link in CommonMark 0.31 (sections 6.3 to 6.6) and HTML, with the expression that it stands for.
FORMS = {
    "[99](<evalkit:count()>)": "count()",
    "[99]( evalkit:count() )": "count()",
    "[99](evalkit:count(cohort = 2))": "count(cohort = 2)",
    "[99](evalkit:count(score>=95, cohort=2))": "count(score>=95, cohort=2)",
    "[99](<evalkit:count(score<95)>)": "count(score<95)",
    "| a | b |\n| - | - |\n| [99](evalkit:count(tier=high|average)) | c |": "count(tier=high|average)",
    "[99](evalkit:count%28cohort%3D2%29)": "count(cohort=2)",
    "[99](evalkit:score(unit=中))": "score(unit=中)",
    "[99](EvalKit:count())": "count()",
    "[99](evalkit&#58;count())": "count()",
    "[*99*](evalkit:count() 'reproduced')": "count()",
    "[99](evalkit:count() (reproduced))": "count()",
    "[99](\nevalkit:count()\n)": "count()",
    "[99][n]\n\n[n]: evalkit:count()": "count()",
    "[99][]\n\n[99]: <evalkit:count()> 'reproduced'": "count()",
    "[99]\n\n[99]: evalkit:count()": "count()",
    '<a href="evalkit:count()">99</a>': "count()",
    "<A class=x HREF = 'evalkit:count()'><b>99</b></A>": "count()",
    "<a href=evalkit:count()>99</a>": "count()",
    '<a\n  href="evalkit:count(score&gt;=95)" >99</a>': "count(score>=95)",
    '<div>\n<a href="evalkit:count()">99</a>\n</div>': "count()",
    "> 1. [99](evalkit:count())": "count()",
    "[99](evalkit:count())\n===": "count()",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_link_is_a_claim(form: str) -> None:
    assert [(c.printed, c.expression, c.expected, c.faults) for c in marked_claims(form)] == [
        ("99", FORMS[form], "reproduced", ())
    ]


def test_claims_in_a_page_of_html() -> None:
    page = (
        "<!DOCTYPE html>\n<html><body>\n\n    <p>\n    <a href='evalkit:count()'>99</a> evalkit:x()</p></body></html>"
    )
    assert [(c.line, c.printed, len(c.faults)) for c in marked_claims(page)] == [(5, "99", 0), (5, "", 1)]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("a\n\n[99] (evalkit:count())", 3),
        ("evalkit:count()", 1),
        ("\n<evalkit:count()>", 2),
        ("![99](evalkit:count())", 1),
        ("a\n\n[never]: evalkit:count()", 3),
        ("[99][n]\n\n[n]: https://example.org\n[n]: evalkit:count()", 4),
        ("<div>\n[99](evalkit:count())\n</div>", 2),
        ("\\[99](evalkit:count())", 1),
        ("<span data-x='evalkit:count()'>99</span>", 1),
    ],
)
def test_what_is_no_claim_is_a_fault_on_its_line(form: str, line: int) -> None:
    (found,) = marked_claims(form)
    assert (found.line, len(found.faults)) == (line, 1)


def test_references_stand_on_the_line_of_their_number() -> None:
    text = "one\ntwo [99][n]\nthree [98][n] [97](evalkit:count())\n\n[n]: evalkit:count()\n"
    assert [(c.line, c.printed) for c in marked_claims(text)] == [(2, "99"), (3, "98"), (3, "97")]


def test_code_and_comments_are_passed_over() -> None:
    text = "`evalkit:a()` <!-- evalkit:b() -->\n\n    evalkit:c()\n\n~~~\nevalkit:d()\n~~~\n<pre>evalkit:e()</pre>\n"
    assert not list(marked_claims(text))


def test_a_text_that_holds(ev2019: Evaluation, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(TEXT, encoding="utf-8")
    found = audit_text(ev2019, path)
    assert found.counts == {"reproduced": 5, "not-reproduced": 1, "not-checkable": 0}
    assert len(found.unexpected) == 0
    assert found.verdicts["id"].tolist() == ["3", "3", "3", "4", "5", "15"]


def test_faults_are_told_together(ev2019: Evaluation, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(
        "[35.35](evalkit:share(tier=high,of=participants))\n\n[99](evalkit:count(\n[](evalkit:count())\n"
        '[1](evalkit:count(tier=hihg)) [1](evalkit:count() "wrong")\n',
        encoding="utf-8",
    )
    with pytest.raises(EditionError) as caught:
        audit_text(ev2019, path, "text.md")
    assert caught.value.describe("en").splitlines()[1:] == [
        "  text.md, row 1, printed: “35.35” is not in the form of its expression; allowed: a percentage such as 35.35%.",
        "  text.md, row 3, expression: “evalkit:count(” was not read as a claim, for it is no link; allowed: "
        '[printed value](evalkit:expression), [printed value](<evalkit:expression>) or <a href="evalkit:expression">printed value</a>.',
        "  text.md, row 4, printed: the cell is empty; allowed: a value.",
        "  text.md, row 5, expected: “wrong” is not allowed; allowed: reproduced, not-reproduced, not-checkable.",
        "  text.md, row 5, expression: “hihg” is not allowed; allowed: high, fairly-high, average, inactive. "
        "Did you mean “high”?",
    ]
    assert caught.value.describe("zh")


def test_a_text_without_claims_is_an_error(ev2019: Evaluation, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text("35.35 %\n", encoding="utf-8")
    with pytest.raises(EvalkitError, match="has no number with an expression"):
        audit_text(ev2019, path)
    with pytest.raises(EditionError, match="the file is missing"):
        audit_text(ev2019, tmp_path / "nothing.md")


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("word/document.xml", b"", "Word"),
        ("xl/workbook.xml", b"", "Excel"),
        ("content.xml", b"", "OpenDocument"),
        ("notes.txt", b"", "ZIP"),
        ("", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        ("", b"%PDF-1.4 nothing but ASCII", "PDF"),
        ("", rb"{\rtf1\ansi [99](evalkit:count())}", "RTF"),
        ("", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office 97–2003"),
    ],
)
def test_a_document_is_told_by_its_kind(
    ev2019: Evaluation, tmp_path: Path, part: str, content: bytes, kind: str
) -> None:
    path = tmp_path / "report.md"
    if part:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, content)
    else:
        path.write_bytes(content)
    with pytest.raises(EditionError) as caught:
        audit_text(ev2019, path, "report.md")
    assert f"this is a document of another kind ({kind})" in caught.value.describe("en")
    assert f"这是 {kind} 格式的文件" in caught.value.describe("zh")


def test_command_on_the_ledger(folder: Folder) -> None:
    folder.with_earlier_editions()
    done = run(folder.root, "audit", "alliances", "2019")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("alliances/2019: 341 claims: ")
    assert lines[0].endswith(" not checkable.")
    assert lines[2].startswith("  III.1-22: printed 37.38%, computed 37.37%. 37/99")
    assert lines[-1] == "  Every verdict is the expected one."
    chinese = run(folder.root, "audit", "alliances", "2019", language="zh_CN.UTF-8")
    assert chinese.stdout.splitlines()[2].startswith("  III.1-22：所印 37.38%，复算 37.37%。37/99")


def test_command_on_a_claim_that_fails_and_on_one_that_now_holds(folder: Folder) -> None:
    folder.with_earlier_editions()
    folder.sub("claims.csv", "did not take part,36.94%", "did not take part,36.95%")
    folder.sub("claims.csv", "33.34%", "33.33%")
    done = run(folder.root, "audit", "alliances", "2019")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-3:] == [
        "  Not as expected: III.1-03: expected reproduced, found not reproduced (printed 36.95%, computed 36.94%).",
        "  Not as expected: III.8-12: expected not reproduced, found reproduced (printed 33.33%, computed 33.33%).",
        "  2 verdicts are not the expected one.",
    ]


def test_more_earlier_editions_may_have_been_than_are_on_file(folder: Folder) -> None:
    """The claim prints six, and with the edition of 2018 alone on file that cannot be told; one less than that is wrong."""
    shutil.copytree(EDITION_2019.parent / "2018", folder.edition.parent / "2018")
    claims = evalkit.load("alliances", "2019", root=folder.root).evaluate()
    counted = audit(claims).verdicts.set_index("id").loc["I-07"]
    assert counted["verdict"] == "not-checkable"
    (folder.edition / "text/en").mkdir(parents=True)
    folder.write("text/en/foreword.md", "After [six](evalkit:earlier_editions()) of them.\n")
    assert run(folder.root, "check", "alliances", "2019").returncode == 0
    folder.write("text/en/foreword.md", "After [0](evalkit:earlier_editions()) of them.\n")
    done = run(folder.root, "check", "alliances", "2019")
    assert done.returncode == 2 and "earlier_editions() is 1" in done.stderr, done.stderr


def test_command_without_a_ledger(folder: Folder) -> None:
    folder.path("claims.csv").unlink()
    done = run(folder.root, "audit")
    assert (done.returncode, done.stdout) == (0, "alliances/2019: there is no ledger of claims.\n")


def test_faults_of_the_ledger_are_reported_by_check_with_all_the_others(folder: Folder) -> None:
    folder.sub("claims.csv", "absent_share()", "absent_shares()")
    folder.sub("claims.csv", "36.94%", "36.94")
    folder.sub("claims.csv", "III.8 即如此；改末位使四档之和凑成 100。", "")
    folder.sub("scores.csv", "105,100,", "105,101,")
    done = run(folder.root, "check")
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert lines[0] == "alliances/2019: 2 faults; nothing was written."
    assert lines[1].startswith(
        "  claims.csv, row 49, expression: there is no function “absent_shares”; allowed: count, "
    )
    assert lines[1].endswith("Did you mean “absent_share”?")
    assert lines[2] == "  scores.csv, row 4, score: 101 is out of range; allowed: 0 to 100."
    assert run(folder.root, "audit").returncode == 2


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("X-1,X,a,a,3,,reproduced,,", "expression: there is no expression, yet reproduced is expected; allowed: an expression, or not-checkable."),
        ("X-1,X,a,a,3,areas(),wrong,,", "expected: “wrong” is not allowed; allowed: reproduced, not-reproduced, not-checkable."),
        ("X-1,X,a,a,4,areas(),not-reproduced,为何,", "reason_en: not-reproduced is expected without a reason; allowed: one in each language."),
        ("I-01,X,a,a,3,areas(),reproduced,,", "id: “I-01” stands in row 2 already; allowed: every value once."),
        ("X-1,X,a,a,,areas(),reproduced,,", "printed: the cell is empty; allowed: a value."),
        ("X-1,X,a,a,1,score(unit=199),reproduced,,", "expression: “199” is not in units.csv."),
    ],
)  # fmt: skip
def test_faults_of_a_row(folder: Folder, line: str, fault: str) -> None:
    folder.append("claims.csv", line)
    assert faults_of(folder) == [f"claims.csv, row 343, {fault}"]


def test_units_in_expressions_are_looked_up_once_all_else_is_right(folder: Folder) -> None:
    """A unit that is gone is one fault in scores.csv; its claims would only be echoes of it."""
    folder.drop("units.csv", "105,")
    assert not [fault for fault in faults_of(folder) if fault.startswith("claims.csv")]
    folder.drop("scores.csv", "105,")
    folder.sub("panel.csv", "总监,105", "总监,")
    faults = faults_of(folder)
    # III.6, annexes 2 and 3.
    assert len(faults) == 3
    assert all(f.startswith("claims.csv, row ") and ", expression: “105” is not in units.csv." in f for f in faults)


def test_command_on_a_text(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text("[98](evalkit:count()) [99](evalkit:count()) [x](evalkit:not_on_file(what=x))\n", encoding="utf-8")
    done = run(folder.root, "audit", "alliances", "2019", "--text", str(path))
    assert done.returncode == 1
    assert (
        done.stdout.splitlines()[0]
        == f"{path} (alliances/2019): 3 claims: 1 reproduced, 1 not reproduced, 1 not checkable."
    )
    assert "  line 1: printed 98, computed 99." in done.stdout.splitlines()
    assert "  line 1: printed x, not checkable. This quantity is on no file." in done.stdout.splitlines()
    path.write_text("[99](evalkit:count())\n", encoding="utf-8")
    assert run(folder.root, "audit", "--text", str(path)).returncode == 0
    path.write_text("[99](evalkit:counts())\n", encoding="utf-8")
    assert run(folder.root, "audit", "--text", str(path)).returncode == 2


def test_a_text_is_about_one_edition(folder: Folder, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(folder.edition, folder.edition.parent / "2018")
    rules = folder.edition.parent / "2018" / "rules.toml"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace('edition = "2019"', 'edition = "2018"'), encoding="utf-8"
    )
    done = run(folder.root, "audit", "--text", str(tmp_path / "text.md"))
    assert done.returncode == 2
    assert "--text is checked against one edition" in done.stderr
