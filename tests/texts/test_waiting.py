"""A number that rests on an edition which is not on file: its paragraph waits, that is told, and nothing hangs."""

# ruff: noqa: E501 (one text a line)

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from evalkit.audit.texts import number_faults_of, texts_waiting
from evalkit.cli import main
from evalkit.edition import read_edition
from evalkit.report.exported import ExportedPage
from evalkit.report.office.about import About
from evalkit.report.office.collect import collect
from evalkit.report.office.document import document
from evalkit.report.office.pdf import typeset
from evalkit.report.office.returned import paragraphs
from evalkit.report.office.tools import available
from evalkit.report.office.word import written
from evalkit.report.texts import own_texts, passage
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from tests.folders import EDITION_2019, Folder
from tests.texts.test_form import write

WAITS = "[22](evalkit:honour_count())"


def shown(folder: Folder, slot: str = "foreword", language: str = "en") -> str | None:
    """What the pages have of a text, without the tags around it; None where they go without it."""
    record = read_edition(folder.edition)
    ev, words = Evaluation(record, record.rules), Words(language, record.programme, record.rules)
    found = own_texts(ev, slot, words)
    return "|".join(" ".join(passage(ev, t, words).markup.split()) for t in found) if found else None


def plain(folder: Folder, slot: str = "foreword") -> str | None:
    markup = shown(folder, slot)
    return None if markup is None else BeautifulSoup(markup, "html.parser").get_text("|", strip=True)


def waiting(folder: Folder) -> list[tuple[str, int | None]]:
    record = read_edition(folder.edition)
    assert number_faults_of(record) == []
    faults = [note.variables["fault"] for note in texts_waiting(Evaluation(record, record.rules))]
    return [(fault.file, fault.row) for fault in faults]  # type: ignore[attr-defined]


#: What stands on file, what of it is shown, and the lines of which it is told.
TEXTS = {
    "a paragraph": (f"First.\n\nThere are {WAITS} of them.\n\nLast.", "First.|Last.", [3]),
    "one that is filled in": ("First.\n\nThere are [](evalkit:honour_count()).", "First.", [3]),
    "a claim on another edition": ("First.\n\n[six](evalkit:earlier_editions()) before.", "First.", [3]),
    "an item": (f"- One.\n- {WAITS} have it.\n- Three.", "One.|Three.", [2]),
    "an item with others below": (f"- One.\n- {WAITS} have it.\n  - Two.\n- Three.", "One.|Three.", [2]),
    "all items": (f"First.\n\n- {WAITS}\n- {WAITS}", "First.", [3, 4]),
    "a row": (f"| a |\n| - |\n| {WAITS} |\n| 1 |", "a|1", [3]),
    "all rows": (f"First.\n\n| a |\n| - |\n| {WAITS} |", "First.", [5]),
    "a head": (f"First.\n\n| {WAITS} |\n| - |\n| 1 |", "First.", [3]),
    "all below a heading": (f"First.\n\n## Honour\n\n{WAITS}\n\n## Next\n\nLast.", "First.|Next|Last.", [5]),
    "a heading": (f"First.\n\n## The {WAITS}\n\nThey are good.\n\n### All\n\nYes.\n\n## Next\n\nLast.", "First.|Next|Last.", [3]),
    "a quotation": (f"First.\n\n> {WAITS}\n\nLast.", "First.|Last.", [3]),
    "everything": (f"{WAITS} alliances have it.", None, [1]),
    "printed as not checkable": ('[22](evalkit:honour_count() "not-checkable")', "22", []),
    "two in one line": (f"First.\n\n{WAITS} and {WAITS}", "First.", [3]),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_what_waits_is_left_out_with_what_would_hang(folder: Folder, case: str) -> None:
    source, wanted, lines = TEXTS[case]
    write(folder, "en/foreword.md", source)
    assert waiting(folder) == [("text/en/foreword.md", line) for line in lines]
    assert plain(folder) == wanted


def test_a_section_of_its_own_goes_with_its_heading(folder: Folder) -> None:
    write(folder, "en/after-honour-more.md", f"# More on the honour\n\n{WAITS} have it.")
    assert plain(folder, "honour") is None


def test_a_highlight_waits_too(folder: Folder) -> None:
    write(
        folder, "en/highlights.md", "104: Built a platform.\n\n105: [yes](evalkit:honoured(unit=105)) has the honour."
    )
    assert waiting(folder) == [("text/en/highlights.md", 3)]
    found = plain(folder, "highlights")
    assert found is not None
    assert "Built a platform." in found
    assert "105" not in found


def test_a_text_of_the_programme_loses_no_more_than_its_paragraph(folder: Folder) -> None:
    above = folder.edition.parent / "text/en"
    above.mkdir(parents=True)
    (above / "foreword.md").write_text(f"First.\n\n{WAITS} have it.", encoding="utf-8")
    assert plain(folder) == "First."
    assert waiting(folder) == [("../text/en/foreword.md", 3)]


def test_with_the_editions_before_it_nothing_waits(folder: Folder) -> None:
    source = f"First.\n\nThere are {WAITS}; [six](evalkit:earlier_editions()) before."
    write(folder, "en/foreword.md", source)
    folder.with_earlier_editions()
    assert waiting(folder) == []
    assert plain(folder) == "First.|There are|22|;|six|before."
    # A false one is a fault as ever.
    write(folder, "en/foreword.md", source.replace("22", "23"))
    assert [f.kind for f in number_faults_of(read_edition(folder.edition))] == ["text-number"]


def test_what_no_edition_would_tell_is_a_fault(folder: Folder) -> None:
    write(folder, "en/foreword.md", f"{WAITS}, and [2015](evalkit:honour_edition(n=9))")
    rules = folder.text("rules.toml")
    assert "[honour]" in rules
    folder.with_earlier_editions()
    (said,) = [fault.describe("en") for fault in number_faults_of(read_edition(folder.edition))]
    assert (
        said
        == "text/en/foreword.md, row 1: honour_edition(n=9) cannot be computed: The rules on file do not state this."
    )


def test_rules_without_an_honour_have_none_to_wait_for(folder: Folder) -> None:
    begin = folder.text("rules.toml").index("[honour]")
    end = folder.text("rules.toml").find("\n[", begin)
    rules = folder.text("rules.toml")
    folder.write("rules.toml", rules[:begin] + (rules[end:] if end > 0 else ""))
    write(folder, "en/foreword.md", WAITS)
    (said,) = [fault.describe("en") for fault in number_faults_of(read_edition(folder.edition))]
    assert said == "text/en/foreword.md, row 1: honour_count() cannot be computed: The rules on file do not state this."


def test_check_and_run_say_so_and_stop_for_nothing(folder: Folder) -> None:
    """The edition as it is in the repository, alone: its texts speak of the six before it, in two paragraphs a language."""
    shutil.copytree(EDITION_2019 / "text", folder.path("text"))
    shutil.copytree(
        EDITION_2019.parents[2] / "notebooks",
        folder.root / "notebooks",
        ignore=shutil.ignore_patterns("0[3-9]*", "brief*"),
    )
    said = "text/en/foreword.md, row 5: earlier_editions() cannot be computed: This needs the results of earlier"
    for command in (("check",), ("run", "alliances", "2019", "--notebook", "01", "--jobs", "1", "--no-office")):
        done = CliRunner().invoke(main, ["--root", str(folder.root), *command], env={"LC_ALL": "C.UTF-8"})
        assert done.exit_code == 0, done.output
        assert said in done.output
        assert done.output.count("the pages go without what it stands in") == 4, done.output


def test_documents_go_without_it_and_word_takes_nothing_for_gone(folder: Folder) -> None:
    if not available(["docx", "pdf"]):
        pytest.skip("evalkit[office] is not installed")
    write(folder, "en/foreword.md", f"First.\n\nThere are {WAITS} of the honoured.\n\nLast.")
    record = read_edition(folder.edition)
    ev, words = Evaluation(record, record.rules), Words("en", record.programme, record.rules)
    (text,) = record.texts
    html = f"<html lang='en'><body><main><h1>T</h1>{passage(ev, text, words).markup}</main></body></html>"
    about = About.of(ExportedPage(html, "T"), record, "en", "1")
    docx = written(document(html, about), about)
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        body = parts.read("word/document.xml").decode("utf-8")
    pdf = spoken(typeset(document(html, about), about), folder.root)
    for found in (html, body, pdf):
        assert "First." in found
        assert "Last." in found
        assert "honoured" not in found
    back = collect(ev, words, paragraphs(docx))
    assert (back.texts, back.changed, back.added, back.gone) == ((), 0, 0, ())


def spoken(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine")
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
