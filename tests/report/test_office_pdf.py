"""The PDF of a page: tagged for whoever listens to it, its texts and marks, the same bytes, and what may go wrong."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup

from evalkit.report.office import pandoc as program
from evalkit.report.office import tools
from evalkit.report.office.about import About
from evalkit.report.office.document import document, nodes
from evalkit.report.office.pdf import typeset
from evalkit.report.office.tools import NotMade, available
from evalkit.wording import LANGUAGES, Language, locale_of, text
from tests.report.conftest import ROOT, evalkit
from tests.report.office_page import HOSTILE, evaluation, hostile_view, page_of, sample

pytestmark = pytest.mark.skipif(not available(["pdf"]), reason="evalkit[office] is not installed")
with_text = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine")
REPORTS = [(programme, edition, language) for programme, edition in (("alliances", "2019"), ("demo", "2025"))
           for language in LANGUAGES]  # fmt: skip


def printed(html: str, about: About) -> bytes:
    return typeset(document(html, about), about)


def opened(content: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(content))
    assert pdf.check_pdf_syntax() == []
    return pdf


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure of a document, in the order in which it is read aloud."""

    def below(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
        if isinstance(node, pikepdf.Array):
            for part in node:  # type: ignore[attr-defined]
                yield from below(part)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from below(node["/K"])

    return below(pdf.Root["/StructTreeRoot"])


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element["/S"]).removeprefix("/") for element in elements(pdf)]


def marked(node: pikepdf.Object) -> bool:
    """Tell whether there is anything of the page in an element."""
    kids = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []
    return any(
        isinstance(kid, int) or marked(kid) or str(kid.get("/Type", "")) == "/MCR"
        for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])  # type: ignore[attr-defined]
    )


def sheets(path: Path, *area: str) -> list[str]:
    """The text of each page, in the order of the file, without what breaks lines."""
    command = ["pdftotext", "-raw", *area, str(path), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [compact(sheet) for sheet in done.stdout.rstrip("\f").split("\f")]


def compact(words: str) -> str:
    return "".join(words.split()).replace("-", "").replace("\u00ad", "").replace("\u2010", "")


@pytest.fixture(scope="module")
def reports(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the annual reports of both programmes, as a run makes them."""
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "data/demo", root / "data/demo")
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    done = evalkit(root, "run", "demo", "2025", "--notebook", "annual-report", "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, "")
    shutil.copytree(built / "reports/alliances/2019", root / "reports/alliances/2019")
    return root / "reports"


@pytest.mark.parametrize(("programme", "edition", "language"), REPORTS)
def test_the_report_passes_pdf_ua(reports: Path, programme: str, edition: str, language: Language) -> None:
    from pdfua import validate

    path = reports / programme / edition / language / "annual-report.pdf"
    found = validate(str(path))
    assert [(finding.rule_id, finding.message) for finding in found.findings] == []
    # That no heading is empty it cannot tell with this pikepdf, so it is told here.
    assert {outcome.rule_id for outcome in found.skipped} <= {"UA-14-001"}
    pdf = opened(path.read_bytes())
    headings = [element for element in elements(pdf) if str(element["/S"]) in ("/H1", "/H2", "/H3")]
    assert len(headings) > 20 and all(marked(heading) for heading in headings)
    metadata = pdf.open_metadata()
    assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


@with_text
@pytest.mark.parametrize(("programme", "edition", "language"), REPORTS)
def test_the_report_says_what_its_page_says(reports: Path, programme: str, edition: str, language: Language) -> None:
    folder = reports / programme / edition / language
    # Between the margins: head and foot of a page would stand in the middle of a sentence.
    said = "".join(sheets(folder / "annual-report.pdf", "-x", "0", "-y", "72", "-W", "600", "-H", "705"))
    main = BeautifulSoup((folder / "annual-report.html").read_text(encoding="utf-8"), "html.parser").find("main")
    assert main is not None
    for tag in main.select("details.data, .tools, p.synthetic"):  # type: ignore[union-attr]
        tag.decompose()
    words = [part.get_text() for part in main.select("h1, h2, h3, p, li, caption, figcaption, th, td")]  # type: ignore[union-attr]
    assert len(words) > 500
    assert [each for each in words if compact(each) not in said] == []


@with_text
@pytest.mark.parametrize("language", LANGUAGES)
def test_made_up_data_are_marked_on_every_page(reports: Path, language: Language) -> None:
    pages = sheets(reports / "demo/2025" / language / "annual-report.pdf")
    assert len(pages) > 10
    assert compact(text(language, "synthetic")) in pages[0]
    assert all(compact(text(language, "office-synthetic-short")) in page for page in pages[1:])
    # Cover and lists are counted by themselves: the contents stand on page ii.
    numbers = [page[-6:].split("—")[-2] for page in pages[1:]]
    first = numbers.index("1")
    assert numbers[:first] == ["ii", "iii", "iv", "v"][:first]
    assert numbers[first:] == [str(number) for number in range(1, len(numbers) - first + 1)]


@with_text
def test_what_is_not_for_publication_is_marked_on_every_page(tmp_path: Path) -> None:
    page, _, _ = sample("alliances", "2019", "zh")
    mark = '<div class="internal"><p>内部资料，不得公布。</p></div><header'
    internal = page.html.replace("<header", mark, 1)
    about = About.of(type(page)(internal, page.title, ()), evaluation("alliances", "2019").record, "zh", "9.9")
    path = tmp_path / "page.pdf"
    path.write_bytes(printed(internal, about))
    pages = sheets(path)
    assert "内部资料，不得公布。" in pages[0]
    assert all(compact(text("zh", "not-for-publication-short")) in page for page in pages[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_has_an_outline_title_and_language_and_the_same_bytes_twice(language: Language) -> None:
    page, views, about = sample("demo", "2025", language)
    made = printed(page.html, about)
    assert printed(page.html, about) == made
    pdf = opened(made)
    assert str(pdf.Root["/Lang"]) == locale_of(language)
    assert bool(pdf.Root["/MarkInfo"]["/Marked"]) and bool(pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert pdf.open_metadata()["dc:title"] == "The title"
    assert str(pdf.docinfo["/CreationDate"]) == "D:19800101000000Z"
    with pdf.open_outline() as outline:
        assert {item.title for item in outline.root} >= {"First", "Second", "Third"}
    found = kinds(pdf)
    assert found.count("Table") == len(views) == 4
    # Every cell of a header row is one: the labels of the columns, none of them empty here.
    assert found.count("TH") == sum(len(view.columns) for view in views)
    figures = [str(e["/Alt"]) for e in elements(pdf) if str(e["/S"]) == "/Figure"]
    alts = [str(image["alt"]) for image in BeautifulSoup(page.html, "html.parser").select("main img")]
    assert figures == alts and len(alts) == 2
    assert {tuple(map(int, sheet.mediabox)) for sheet in pdf.pages} == {(0, 0, 595, 841)}


def test_a_reference_leads_to_its_table(tmp_path: Path) -> None:
    record = evaluation("alliances", "2019").record
    view = hostile_view()
    table = type(view)("one", "Table 1. Numbers", view.columns, ((None, (("a", "b", "1"),)),))
    page, _, about = page_of(record, "en", "# Title", "## Part\n\nSee Table 1, not Table 12.", table)
    (link,) = BeautifulSoup(page.html, "html.parser").select("main p a")
    assert (link.get_text(), link["href"]) == ("Table 1", "#table-one")
    pdf = opened(printed(page.html, about))
    links = [a for sheet in pdf.pages for a in sheet.get("/Annots", []) if str(a["/Subtype"]) == "/Link"]
    # In the contents, in the list of tables, in the text.
    assert len(links) == 3


def test_no_font_of_the_machine_is_in_it() -> None:
    for style in ("house", "gongwen"):
        page, _, about = sample("alliances", "2019", "zh")
        look = about.look if style == "house" else gongwen()
        pdf = opened(printed(page.html, About(**{**vars(about), "look": look})))
        names = {
            str(font["/BaseFont"]).split("+")[1]
            for sheet in pdf.pages for font in sheet.get("/Resources", {}).get("/Font", {}).values()
        }  # fmt: skip
        families = {"NotoSerifSC", "NotoSansSC", "LibertinusSerif"}
        assert {name.split("-")[0] for name in names} <= families, names


def gongwen() -> object:
    from evalkit.edition.looks import read_look

    return read_look("gongwen", ())


def test_hostile_text_is_text(tmp_path: Path) -> None:
    record = evaluation("alliances", "2019").record
    nasty = '#read("/etc/passwd") ] #panic() $x$ `a` @b <c> = d'
    page, _, about = page_of(record, "en", f"# Title\n\n{nasty.replace('<', '&lt;')}", hostile_view())
    made = printed(page.html, about)
    opened(made)
    # What no font has is shown by its number.
    path = tmp_path / "page.pdf"
    path.write_bytes(made)
    assert shutil.which("pdftotext") is None or "[U+1F469]" in "".join(sheets(path))
    said = {node["c"] for node in nodes(document(page.html, about).tree, "Str")}
    assert any("passwd" in word for word in said) and "#panic()" in said
    assert {name.split()[0] for name in HOSTILE[:5]} <= said


def test_what_a_page_says_of_styles_is_no_instruction() -> None:
    record = evaluation("alliances", "2019").record
    planted = '<div data-custom-style=\'x")[#panic()]\' typst:text:size="1pt"><p>Plain</p></div>'
    page, _, about = page_of(record, "en", "# Title", "Text.")
    html = page.html.replace("</main>", f"{planted}</main>")
    assert "panic" not in json.dumps(document(html, about).tree)
    opened(printed(html, about))


def test_a_program_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page, _, about = sample("alliances", "2019", "en")
    broken = tmp_path / "pandoc"
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: str(broken))
    with pytest.raises(NotMade, match="No such file"):
        printed(page.html, about)
    broken.write_text("#!/bin/sh\necho out of order >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    with pytest.raises(NotMade, match=r"^out of order$"):
        printed(page.html, about)
    broken.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    monkeypatch.setattr(program, "TIME_LIMIT", 0.2)
    with pytest.raises(NotMade, match="timed out"):
        printed(page.html, about)


def test_only_what_can_be_made_is_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    assert available({"pdf", "docx", "xlsx"}) == ("xlsx", "docx", "pdf")
    assert available(()) == ()

    def without(*names: str) -> None:
        monkeypatch.setattr(tools, "find_spec", lambda name: None if name in names else util.find_spec(name))

    without("typst")
    assert available({"pdf", "docx", "xlsx"}) == ("xlsx", "docx")
    without("resvg_py")
    assert available({"pdf", "docx", "xlsx"}) == ("xlsx", "pdf")
    without("pypandoc")
    assert available({"pdf", "docx", "xlsx"}) == ("xlsx",)


@with_text
def test_a_chinese_title_that_is_a_little_too_long_stands_in_one_line(tmp_path: Path) -> None:
    # 24 characters of 25 points are 600; there are 442 from margin to margin (156 mm).
    title = "2019 年度产业技术创新战略联盟活跃度评价报告"
    page, _, about = page_of(evaluation("alliances", "2019").record, "zh", f"# {title}\n\n文字。")
    (tmp_path / "a.pdf").write_bytes(printed(page.html, about))
    done = subprocess.run(
        ["pdftotext", "-l", "1", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    )
    assert title in done.stdout.splitlines()
