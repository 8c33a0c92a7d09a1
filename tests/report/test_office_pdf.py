"""The PDF of a page: what Chromium is asked for, what is taken out, and what happens when it does not answer."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from evalkit.report.office import pdf
from evalkit.report.office.about import NotMade
from evalkit.report.office.tools import available, find_chromium, has_word_tools
from evalkit.wording import LANGUAGES, Language, locale_of, text
from tests.report.office_page import evaluation, hostile_view, page_of, sample

CHROMIUM = find_chromium()
browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; set CHROMIUM to its path")


def script(path: Path, body: str) -> str:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.browser
@browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_has_an_outline_title_and_language_and_the_same_bytes_twice(language: Language) -> None:
    page, _, about = sample("demo", "2025", language)
    made = pdf.printed(page.html, about, str(CHROMIUM))
    assert pdf.printed(page.html, about, str(CHROMIUM)) == made
    assert f"/Lang ({locale_of(language)})".encode() in made
    assert b"/StructTreeRoot" in made and b"/Marked true" in made
    assert b"/Outlines" in made and b"/DisplayDocTitle true" in made
    # Chromium uses A4 in whole 96ths of an inch.
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", made)}
    assert boxes == {(0.0, 0.0, 594.95996, 841.91998)} or boxes == {(0.0, 0.0, 594.96, 841.92)}
    assert b"(evalkit 9.9)" in made
    assert made.count(b"(D:19800101000000+00'00')") == 2
    # Figures keep their alternative text.
    alts = len(BeautifulSoup(page.html, "html.parser").select("main img"))
    assert made.count(b"/S /Figure") >= alts == 2


@pytest.mark.browser
@browser
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine")
def test_a_pdf_says_what_the_page_says_and_bears_its_marks_on_every_sheet(tmp_path: Path) -> None:
    page, _, about = sample("demo", "2025", "zh")
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf.printed(page.html, about, str(CHROMIUM)))
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    sheets = done.stdout.rstrip("\f").split("\f")
    compact = ["".join(sheet.split()) for sheet in sheets]
    assert len(sheets) > 2
    for number, sheet in enumerate(compact, 1):
        assert text("zh", "office-synthetic-short") in sheet
        assert f"{number}/{len(sheets)}" in sheet
    # The running line, the title, the mark, then the contents.
    places = [compact[0].rindex("Thetitle"), compact[0].index(text("zh", "synthetic")), compact[0].index("First")]
    assert places == sorted(places) and compact[0].count("Thetitle") == 2
    withheld = text("zh", "withheld")
    expected = sum(row[-1] == withheld for _, rows in sample("demo", "2025", "zh")[1][-1].groups for row in rows)
    assert expected > 0
    table = "".join(compact)
    assert table.count(withheld) >= expected


def test_a_hostile_title_stays_inside_the_running_line() -> None:
    record = evaluation("alliances", "2019").record
    title = '# "; } </style><script>alert(1)</script> \\'
    page, _, about = page_of(record, "en", title.replace("<", "&lt;"), hostile_view())
    soup = BeautifulSoup(pdf.for_paper(page.html, about), "html.parser")
    style = soup.find_all("style")[-1].get_text()
    assert "@top-left" in style and "alert(1)" not in style and "<" not in style
    assert [s for s in soup.find_all("script") if "alert" in s.get_text()] == []


def test_title_and_marks_stand_before_the_contents() -> None:
    page, _, about = sample("demo", "2025", "en")
    soup = BeautifulSoup(pdf.for_paper(page.html, about), "html.parser")
    contents = soup.find("nav", class_="toc")
    assert contents is not None
    before = [tag.name for tag in contents.find_previous_siblings()][::-1]
    assert before == ["h1", "p"]
    assert soup.select("main h1, main .synthetic") == []


def test_what_differs_between_two_runs_is_taken_out_in_place() -> None:
    one = b"<</CreationDate (D:20261124061119+00'00')>> /ID (node00000083) [(node00000090) (node00000083)]"
    two = b"<</CreationDate (D:20271231235959-05'30')>> /ID (node00000084) [(node00000091) (node00000084)]"
    assert pdf.normalised(one) == pdf.normalised(two)
    assert len(pdf.normalised(one)) == len(one)
    assert b"/ID (node00000001) [(node00000002) (node00000001)]" in pdf.normalised(one)


@pytest.mark.parametrize(
    ("body", "message"),
    [("exit 3", "Chromium ended with 3"), ("exit 0", "Chromium left no PDF"), ("kill -9 $$", "Chromium ended with -9")],
)
def test_a_chromium_that_fails_is_named(tmp_path: Path, body: str, message: str) -> None:
    page, _, about = sample("alliances", "2019", "en")
    with pytest.raises(NotMade, match=f"^{message}$"):
        pdf.printed(page.html, about, script(tmp_path / "browser", body))


def test_a_chromium_that_is_not_there_is_named(tmp_path: Path) -> None:
    page, _, about = sample("alliances", "2019", "en")
    with pytest.raises(NotMade, match="No such file"):
        pdf.printed(page.html, about, str(tmp_path / "none"))


def test_a_chromium_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _, about = sample("alliances", "2019", "en")
    child = tmp_path / "child"
    hangs = script(tmp_path / "browser", f"sleep 600 &\necho $! > {child}\nwait")
    monkeypatch.setattr(pdf, "TIME_LIMIT", 2)
    with pytest.raises(NotMade, match="longer than 2 s"):
        pdf.printed(page.html, about, hangs)
    stat = Path(f"/proc/{int(child.read_text())}/stat")
    for _ in range(100):
        # Ended, or waiting to be collected by whoever inherited it.
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the child still runs")


def test_only_what_can_be_made_is_planned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    word = ("docx",) if has_word_tools() else ()
    assert available({"pdf", "docx", "xlsx"}) == ("xlsx", *word)
    monkeypatch.setenv("CHROMIUM", script(tmp_path / "browser", "exit 0"))
    assert available({"pdf"}) == ("pdf",)
    assert available(()) == ()
