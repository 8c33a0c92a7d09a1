"""The Word document of a page: its structure as Word reads it, its texts, the same bytes."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup

from evalkit.report.office.about import About
from evalkit.report.office.document import document
from evalkit.report.office.tools import NotMade, available
from evalkit.report.office.word import written
from evalkit.wording import LANGUAGES, Language, locale_of, text
from tests.report.office_page import HOSTILE, evaluation, hostile_view, page_of, sample

pytestmark = pytest.mark.skipif(not available(["docx"]), reason="evalkit[office] is not installed")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def parts(language: Language) -> dict[str, bytes]:
    """The document of the sample page of 2019."""
    page, _, about = sample("alliances", "2019", language)
    return unzipped(word(page.html, about))


def word(html: str, about: About) -> bytes:
    return written(document(html, about), about)


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(parts: dict[str, bytes]) -> Element:
    body = ElementTree.fromstring(parts["word/document.xml"]).find(f"{W}body")
    assert body is not None
    return body


def words_of(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def styled(body: Element, style: str) -> list[str]:
    return [
        words_of(p) for p in body.iter(f"{W}p") if any(s.get(f"{W}val") == style for s in p.iter(f"{W}pStyle"))
    ]  # fmt: skip


def rows_of(table: Element) -> list[list[str]]:
    return [[words_of(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]


def test_headings_are_styles_and_the_contents_lead_to_them(parts: dict[str, bytes], language: Language) -> None:
    body = body_of(parts)
    assert styled(body, "Title") == ["The title"]
    assert styled(body, "Heading1") == ["First", "Second", "Third"]
    assert styled(body, "Heading2") == ["Part"]
    lists = [text(language, name) for name in ("toc", "office-list-tables", "office-list-figures")]
    assert styled(body, "TOCHeading") == lists
    assert [entry.removesuffix("…") for entry in styled(body, "TOC1") + styled(body, "TOC2")] == [
        "First", "Second", "Third", "Part"
    ]  # fmt: skip
    _, views, _ = sample("alliances", "2019", language)
    listed = [entry.removesuffix("…") for entry in styled(body, "TableofFigures")]
    assert listed[:4] == [view.caption for view in views] and len(listed) == 6
    anchors = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    assert set(anchors) <= {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    # Four headings, four tables, two figures; each entry has the number of its page as a field.
    assert len(set(anchors)) == 10
    fields = [(line.text or "").split()[0] for line in body.iter(f"{W}instrText")]
    assert (fields.count("TOC"), fields.count("PAGEREF")) == (3, 10)
    kinds = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    assert {kind: kinds.count(kind) for kind in kinds} == {"begin": 13, "separate": 13, "end": 13}
    # Word puts the numbers of the pages in when the document is opened.
    assert b'<w:updateFields w:val="true"/>' in parts["word/settings.xml"]


def test_tables_have_captions_repeated_heads_and_the_cells_of_the_page(
    parts: dict[str, bytes], language: Language
) -> None:
    _, views, _ = sample("alliances", "2019", language)
    tables = list(body_of(parts).iter(f"{W}tbl"))
    assert len(tables) == len(views)
    for table, view in zip(tables, views, strict=True):
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        assert caption is not None and caption.get(f"{W}val") == view.caption
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.findall(f"{W}tr"))
        expected = [[column.label for column in view.columns]]
        for heading, rows in view.groups:
            expected += [[heading]] if heading is not None else []
            expected += [list(row) for row in rows]
        assert rows_of(table) == expected
    assert styled(body_of(parts), "TableCaption") == [view.caption for view in views]
    assert styled(body_of(parts), "TableNote") == [view.note for view in views if view.note]


def test_withheld_scores_are_withheld_here_too(parts: dict[str, bytes], language: Language) -> None:
    scores = rows_of(list(body_of(parts).iter(f"{W}tbl"))[-1])
    withheld = [row for row in scores if row[-1] == text(language, "withheld")]
    assert [row[1] for row in withheld] == ["109", "123", "216", "238", "313", "329", "335", "349"]
    assert {row[0] for row in withheld} == {"–"}


def test_figures_are_pictures_with_their_alternative_text(parts: dict[str, bytes], language: Language) -> None:
    page, _, _ = sample("alliances", "2019", language)
    alts = [str(image["alt"]) for image in BeautifulSoup(page.html, "html.parser").select("main img")]
    body = body_of(parts)
    assert len(alts) == 2
    assert [place.get("descr") for place in body.iter(f"{WP}docPr")] == alts
    assert [place.get("descr") for place in body.iter(f"{PIC}cNvPr")] == alts
    pictures = [content for name, content in parts.items() if name.startswith("word/media/")]
    assert len(pictures) == 2
    # 5 inches at 220 dots each.
    assert [(int.from_bytes(p[16:20]), p[:8]) for p in pictures] == [(1100, b"\x89PNG\r\n\x1a\n")] * 2
    # 12.7 cm in English Metric Units.
    widths = [int(extent.get("cx", "0")) for extent in body.iter(f"{WP}extent")]
    assert widths == pytest.approx([4572000, 4572000], abs=2000)
    assert b"base64" not in parts["word/document.xml"]


def test_language_title_page_and_footer(parts: dict[str, bytes], language: Language) -> None:
    locale = locale_of(language)
    (tongue,) = ElementTree.fromstring(parts["word/styles.xml"]).findall(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert (tongue.get(f"{W}val"), tongue.get(f"{W}eastAsia")) == (locale, "zh-CN")
    core = parts["docProps/core.xml"].decode("utf-8")
    assert f"<dc:language>{locale}</dc:language>" in core
    assert "<dc:title>The title</dc:title>" in core
    size = body_of(parts).find(f"{W}sectPr/{W}pgSz")
    assert size is not None and (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    footers = [content for name, content in parts.items() if name.startswith("word/footer")]
    assert footers and all("— ".encode() in footer and b" PAGE " in footer for footer in footers)
    # Those of the style of the house, in whatever language.
    fonts = (b"Times New Roman", b"SimSun", b"Arial", b"SimHei")
    assert all(font in parts["word/styles.xml"] for font in fonts)


def test_every_relation_leads_somewhere(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = Path(name).parent.parent
        for relation in ElementTree.fromstring(content):
            assert relation.get("TargetMode") != "External"
            target = relation.get("Target", "")
            assert str(folder / target).lstrip("/") in parts or target.lstrip("/") in parts, (name, target)


def test_every_style_that_is_used_is_there(parts: dict[str, bytes]) -> None:
    known = {s.get(f"{W}styleId") for s in ElementTree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    body = body_of(parts)
    used = {s.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle") for s in body.iter(f"{W}{kind}")}
    assert used <= known


def test_the_same_page_gives_the_same_bytes() -> None:
    page, _, about = sample("alliances", "2019", "zh")
    assert word(page.html, about) == word(page.html, about)


def test_made_up_data_are_marked_above_and_on_every_page() -> None:
    page, _, about = sample("demo", "2025", "zh")
    parts = unzipped(word(page.html, about))
    assert styled(body_of(parts), "Synthetic") == [text("zh", "synthetic")]
    headers = [content.decode("utf-8") for name, content in parts.items() if name.startswith("word/header")]
    assert any(text("zh", "office-synthetic-short") in header for header in headers)


def test_hostile_text_is_text() -> None:
    record = evaluation("alliances", "2019").record
    page, _, about = page_of(record, "en", "# Title", hostile_view())
    parts = unzipped(word(page.html, about))
    rows = rows_of(next(body_of(parts).iter(f"{W}tbl")))
    assert [row[0] for row in rows[2:]] == [name.strip() for name in HOSTILE]
    assert rows[1] == ["=group <i>"]


def test_a_page_cannot_make_pandoc_read_files_or_the_network(tmp_path: Path) -> None:
    page, _, about = sample("alliances", "2019", "en")
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    planted = page.html.replace("</main>", f'<img src="{secret.as_uri()}" alt="x"></main>')
    with pytest.raises(NotMade, match="a figure of another kind"):
        word(planted, about)


def test_a_dark_scheme_inside_a_figure_does_not_reach_the_document() -> None:
    page, _, about = sample("alliances", "2019", "en")
    dark = '@media screen and (prefers-color-scheme:dark){[style*="fill: #1d2733"]{fill:#fff!important}}</style>'
    soup = BeautifulSoup(page.html, "html.parser")
    for image in soup.select("main img"):
        kind, _, data = str(image["src"]).partition(",")
        svg = base64.b64decode(data).decode("utf-8")
        assert "</style>" in svg
        image["src"] = kind + "," + base64.b64encode(svg.replace("</style>", dark, 1).encode("utf-8")).decode("ascii")
    assert document(str(soup), about).pictures == document(page.html, about).pictures
