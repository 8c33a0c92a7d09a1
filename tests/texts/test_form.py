"""The office's own texts as they are on file: which are read, which are inherited, and what is wrong with them."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.audit.texts import notes_of, number_faults_of
from evalkit.cli import main
from evalkit.edition import read_edition
from evalkit.edition.texts import lacking, place_of, slots_of
from evalkit.edition.workspace import Workspace
from evalkit.errors import EditionError
from evalkit.report.texts import own_texts, passage
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from tests.folders import Folder

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def write(folder: Folder, name: str, content: str | bytes) -> Path:
    path = folder.edition / "text" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def faults_of(folder: Folder) -> list[str]:
    with pytest.raises(EditionError) as caught:
        read_edition(folder.edition)
    return [fault.describe("en") for fault in caught.value.faults]


#: File, content, and what is said about it.
WRONG: dict[str, tuple[str, str | bytes, str]] = {
    "a slip": ("zh/forword.md", "x", "text/zh/forword.md: there is no place “forword” in the report; allowed: foreword, principles, "),
    "a tier that is none": ("zh/tier-hgh.md", "x", "text/zh/tier-hgh.md: there is no place “tier-hgh” in the report"),
    "a section of one's own at no place": ("zh/after-annex-x.md", "# x", "text/zh/after-annex-x.md: there is no place “after-annex-x”"),
    "a section without heading": ("zh/after-panel-discipline.md", "x", "text/zh/after-panel-discipline.md, row 1: a section of its own begins with its heading"),
    "a Word file": ("zh/foreword.docx", b"PK", "text/zh/foreword.docx: no text of the report is read from here"),
    "in no language": ("foreword.md", "x", "text/foreword.md: no text of the report is read from here"),
    "in a language that is none": ("cn/foreword.md", "x", "text/cn/foreword.md: “cn” is no language of the programme; allowed: zh, en."),
    "empty": ("zh/foreword.md", " \n", "text/zh/foreword.md: the file is empty"),
    "HTML": ("zh/foreword.md", "a\n\nb <b>c</b>", "text/zh/foreword.md, row 3: “<b>” is HTML; allowed: Markdown."),
    "a block of HTML": ("zh/foreword.md", "a\n\n<div>\nb\n</div>\n", "text/zh/foreword.md, row 3: “<div>"),
    "a comment": ("zh/foreword.md", "a\n\n<!-- b -->\n", "text/zh/foreword.md, row 3: “<!-- b -->” is HTML"),
    "a picture without text": ("zh/foreword.md", "![](there.png)", "text/zh/foreword.md, row 1: the picture there.png has no alternative text; allowed: ![what it shows](there.png)."),
    "a picture that is not there": ("zh/foreword.md", "a\nb ![x](gone.png)", "text/zh/foreword.md, row 2: the picture gone.png cannot be shown: The picture gone.png is not there."),
    "a picture elsewhere": ("zh/foreword.md", "![x](https://example.org/a.png)", "text/zh/foreword.md, row 1: the picture https://example.org/a.png cannot be shown: The picture https://example.org/a.png is not in the workspace"),
    "a picture outside": ("zh/foreword.md", "![x](../../units.png)", "text/zh/foreword.md, row 1: the picture ../../units.png cannot be shown: The picture ../../units.png lies outside the workspace."),
    "a picture of another kind": ("zh/foreword.md", "![x](a.webp)", "text/zh/foreword.md, row 1: a.webp is not a picture that the page, Word and PDF all show; allowed: .svg, .png, .jpg, .jpeg."),
    "a function that is none": ("zh/foreword.md", "[3](evalkit:cuont())", "text/zh/foreword.md, row 1: there is no function “cuont”"),
    "a number in another form": ("zh/foreword.md", "a\n[many](evalkit:count())", "text/zh/foreword.md, row 2: “many” is not in the form of its expression"),
    "an expression in no link": ("zh/foreword.md", "evalkit:count()", "text/zh/foreword.md, row 1: “evalkit:count()” was not read as a claim"),
    "a tier of no edition in an expression": ("zh/foreword.md", "[](evalkit:count(tier=hihg))", "text/zh/foreword.md, row 1: “hihg” is not allowed; allowed: high, fairly-high, average, inactive."),
    "a highlight without code": ("zh/highlights.md", "104：a\n\n一个联盟……\n", "text/zh/highlights.md, row 3: a highlight is one paragraph"),
    "a highlight of nobody": ("zh/highlights.md", "104：a\n\n999：b\n", "text/zh/highlights.md, row 3: “999” is not in units.csv."),
    "a highlight that is a list": ("zh/highlights.md", "- 104：a\n", "text/zh/highlights.md, row 1: a highlight is one paragraph that begins with the code of its unit"),
    "two of one unit": ("zh/highlights.md", "104：a\n\n104 b\n", "text/zh/highlights.md, row 3: unit “104” has a highlight already"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(folder: Folder, case: str) -> None:
    name, content, said = WRONG[case]
    write(folder, "zh/there.png", PIXEL)
    write(folder, name, content)
    found = faults_of(folder)
    assert [line for line in found if line.startswith(said)] == found, found
    assert len(found) == 1


def test_all_at_once_and_beside_those_of_tables(folder: Folder) -> None:
    write(folder, "zh/forword.md", "x")
    write(folder, "en/foreword.md", "<b>\n\n[1](evalkit:count(tier=hihg))")
    folder.drop("units.csv", "102,")
    found = faults_of(folder)
    assert any("forword" in line for line in found)
    assert any("“<b>” is HTML" in line for line in found)
    # While a table is faulty, words that may come from it are not looked up.
    assert not any("hihg" in line for line in found)
    assert any("scores.csv" in line for line in found)


def test_the_places(folder: Folder) -> None:
    slots = slots_of(read_edition(folder.edition).rules)
    assert slots == (
        "foreword", "principles", "rubric", "panel", "procedure", "scope", "tiers", "overall", "cohorts",
        "cohort-1", "cohort-2", "cohort-3", "cohort-D", "tier-high", "tier-fairly-high", "tier-average",
        "tier-inactive", "areas", "area-organisation", "area-collaboration", "area-industry", "highlights", "honour",
        "conclusions", "reasons", "recommendations", "annexes", "appeal",
    )  # fmt: skip
    assert place_of("after-tier-high-why", slots) == "tier-high"
    assert place_of("after-tiers-why", slots) == "tiers"
    assert place_of("after-panel-", slots) is None


def test_a_programme_s_texts_are_those_of_an_edition_without(folder: Folder) -> None:
    above = folder.edition.parent / "text"
    for language, said in (("zh", "通用"), ("en", "general")):
        for slot in ("foreword", "principles", "cohort-9"):
            (above / language).mkdir(parents=True, exist_ok=True)
            (above / language / f"{slot}.md").write_text(said, encoding="utf-8")
    write(folder, "zh/foreword.md", "本届")
    record = read_edition(folder.edition)
    # The foreword in English would be about another year; and no tier or cohort of another edition is a fault here.
    assert [(t.slot, t.language, t.source, t.file) for t in record.texts] == [
        ("foreword", "zh", "本届", "text/zh/foreword.md"),
        ("principles", "en", "general", "../text/en/principles.md"),
        ("principles", "zh", "通用", "../text/zh/principles.md"),
    ]
    assert list(record.text_files) == [
        "2019/text/zh/foreword.md", "text/en/principles.md", "text/zh/principles.md",
    ]  # fmt: skip
    assert [note.value for note in lacking(record.texts, ("zh", "en"))] == ["foreword"]
    # The folder is no edition.
    assert Workspace(folder.root).editions("alliances") == ("2019",)


def test_a_language_that_the_programme_does_not_show_stays_on_file(folder: Folder) -> None:
    path = folder.edition.parent / "programme.toml"
    path.write_text('languages = ["zh"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    write(folder, "zh/foreword.md", "前言")
    write(folder, "en/foreword.md", "Foreword")
    record = read_edition(folder.edition)
    assert [t.language for t in record.texts] == ["zh"]
    assert lacking(record.texts, ("zh",)) == []


def test_pictures_are_among_the_files(folder: Folder) -> None:
    write(folder, "zh/foreword.md", "![一点](dot.png)")
    write(folder, "zh/dot.png", PIXEL)
    assert list(read_edition(folder.edition).text_files) == [
        "2019/text/zh/dot.png",
        "2019/text/zh/foreword.md",
    ]
    shutil.rmtree(folder.edition / "text")
    assert read_edition(folder.edition).texts == ()


#: What closes what was never opened would close what is around the text on the page.
CLOSING = {"</main>": 1, "a </b> c": 1, "</div >\n\nx": 1, "</p onclick=x>": 1, "a <b>c</b>": 1, "</b> <b>": 2}


@pytest.mark.parametrize("source", CLOSING)
def test_html_that_only_closes_is_html(folder: Folder, source: str) -> None:
    write(folder, "zh/foreword.md", source)
    found = faults_of(folder)
    assert len(found) == CLOSING[source]
    assert all("is HTML; allowed: Markdown." in line for line in found)


def test_a_programme_s_text_that_an_edition_cannot_say_is_left_out_and_told(folder: Folder) -> None:
    above = folder.edition.parent / "text/en"
    above.mkdir(parents=True)
    # Of 157 alliances 99 took part; a tier of other editions, a number of another year, and a right one.
    for slot, said in {
        "foreword": "[](evalkit:count(tier=gold))", "principles": "[98](evalkit:count())", "scope": "[99](evalkit:count())",
    }.items():  # fmt: skip
        (above / f"{slot}.md").write_text(said, encoding="utf-8")
    record = read_edition(folder.edition)
    assert [text.slot for text in record.texts] == ["principles", "scope"]
    assert number_faults_of(record) == []
    told = [note for note in (*record.notes, *notes_of(record)) if note.kind == "text-left-out"]
    assert [note.file for note in told] == ["../text/en/foreword.md", "../text/en/principles.md"]
    ev, words = Evaluation(record, record.rules), Words("en", record.programme, record.rules)
    assert own_texts(ev, "principles", words) == []
    assert [text.slot for text in own_texts(ev, "scope", words)] == ["scope"]
    done = CliRunner().invoke(
        main, ["--root", str(folder.root), "check", "alliances", "2019"], env={"LC_ALL": "C.UTF-8"}
    )
    assert done.exit_code == 0, done.output
    assert "principles.md, row 1: “98” is printed, and count() is 99. It is a text of the programme" in done.output
    # The edition's own is a fault as ever.
    write(folder, "en/principles.md", "[98](evalkit:count())")
    assert len(number_faults_of(read_edition(folder.edition))) == 1


def test_a_highlight_of_a_unit_that_is_not_named_stays_inside(folder: Folder) -> None:
    write(folder, "en/highlights.md", "104: Built a platform.\n\n107: Held a fair.\n")
    record = read_edition(folder.edition)
    ev = Evaluation(record, record.rules)
    public = Words("en", record.programme, record.rules, unnamed={"104": frozenset()})
    shown = passage(ev, record.texts[0], public).markup
    assert "104" not in shown
    assert "Built" not in shown
    # The other is the second line as ever, by which it is found again.
    assert 'id="text_en_highlights_2_' in shown
    assert "Held a fair." in shown
    nobody = Words("en", record.programme, record.rules, unnamed={"104": frozenset(), "107": frozenset()})
    assert own_texts(ev, "highlights", nobody) == []
    assert "Built" in passage(ev, record.texts[0], Words("en", record.programme, record.rules)).markup


def test_a_number_in_a_table_is_filled_in(folder: Folder) -> None:
    write(folder, "en/foreword.md", "| a | b |\n| - | - |\n| [](evalkit:count()) | [99](evalkit:count()) |\n")
    record = read_edition(folder.edition)
    words = Words("en", record.programme, record.rules)
    shown = passage(Evaluation(record, record.rules), record.texts[0], words).markup
    assert shown.count('_n1" data-expression="count()">99</span></span></td>') == 2
    assert "evalkit:" not in shown
