"""From a text to Word, edited there, and back: what was edited comes back, and nothing else changes."""

# ruff: noqa: E501 (one edit a line)

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from evalkit.cli import main
from evalkit.edition import EditionRecord, read_edition
from evalkit.errors import EditionError, EvalkitError
from evalkit.report.export import _references
from evalkit.report.exported import ExportedPage
from evalkit.report.office.about import About
from evalkit.report.office.collect import Collected, collect, file_text
from evalkit.report.office.document import document
from evalkit.report.office.returned import paragraphs
from evalkit.report.office.tools import available
from evalkit.report.office.word import written
from evalkit.report.pieces import Number, Piece, digest_of, normal, to_markdown
from evalkit.report.texts import key_of, lines_on_file, passage
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.wording import LANGUAGES
from tests.folders import REPOSITORY, Folder
from tests.texts.test_form import PIXEL, write

pytestmark = pytest.mark.skipif(not available(["docx"]), reason="evalkit[office] is not installed")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

FOREWORD = (
    "参评 [99](evalkit:count()) 家，占 [](evalkit:participation_share())；**重点**在后，\n第二行接着写。\n\n"
    "## 小标题\n\n"
    "- 第一项\n- 第二项有*强调*和`代码`，见[网页](https://example.org/a)\n\n"
    "![一点](dot.png)\n\n"
    "结束。\n"
)
HIGHLIGHTS = "104：建成一个平台。\n\nD106 开了会，*很好*。\n"


def document_of(record: EditionRecord, language: str) -> bytes:
    """Return the Word file of a page that shows every text of an edition, each before a sentence of the page's own."""
    ev, words = Evaluation(record, record.rules), Words(language, record.programme, record.rules)
    texts = [passage(ev, text, words).markup for text in record.texts if text.language == language]
    body = "".join(f"<h2>第 {i} 节</h2>{text}<p>本页自己的一句。</p>" for i, text in enumerate(texts, start=1))
    page = ExportedPage(f"<html><body><main><h1>T</h1>{body}</main></body></html>", "T")
    about = About.of(page, record, language, "1")
    return written(document(page.html, about), about)


def edited(docx: bytes, change: Callable[[Element], None]) -> bytes:
    """Return a document with a change of its body."""
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    root = ElementTree.fromstring(parts["word/document.xml"])
    body = root.find(f"{W}body")
    assert body is not None
    change(body)
    parts["word/document.xml"] = ElementTree.tostring(root, encoding="utf-8")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def replaced(old: str, new: str) -> Callable[[Element], None]:
    def change(body: Element) -> None:
        (place,) = [t for t in body.iter(f"{W}t") if old in (t.text or "")]
        place.text = (place.text or "").replace(old, new)

    return change


def added_after(text: str, *new: str) -> Callable[[Element], None]:
    """Put paragraphs after the one that holds a text, as Enter at its end does."""

    def change(body: Element) -> None:
        (place,) = [i for i, p in enumerate(body) if text in "".join(t.text or "" for t in p.iter(f"{W}t"))]
        for words in reversed(new):
            paragraph = Element(f"{W}p")
            run = ElementTree.SubElement(ElementTree.SubElement(paragraph, f"{W}r"), f"{W}t")
            run.text = words
            body.insert(place + 1, paragraph)

    return change


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, bytes]:
    """An edition with two texts, and its Word file; tests must not change it."""
    folder = Folder.copied_to(tmp_path_factory.mktemp("collect"))
    write(folder, "zh/foreword.md", FOREWORD)
    write(folder, "zh/highlights.md", HIGHLIGHTS)
    write(folder, "zh/dot.png", PIXEL)
    return folder, document_of(read_edition(folder.edition), "zh")


def taken(folder: Folder, docx: bytes) -> Collected:
    record = read_edition(folder.edition)
    words = Words("zh", record.programme, record.rules)
    return collect(Evaluation(record, record.rules), words, paragraphs(docx))


def sources(done: Collected) -> dict[str, str]:
    return {text.slot: text.source for text in done.texts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_edit_nothing_changes(language: str) -> None:
    record = read_edition(REPOSITORY / "data/alliances/2019")
    ev, words = Evaluation(record, record.rules), Words(language, record.programme, record.rules)
    found = paragraphs(document_of(record, language))
    texts = [text for text in record.texts if text.language == language]
    lines = {key_of(text): len(list(lines_on_file(ev, text, words))) for text in texts}
    assert len(found) == sum(lines.values()) > 60
    done = collect(ev, words, found)
    assert (done.texts, done.changed, done.added, done.gone) == ((), 0, 0, ())


#: What somebody does in Word, the slot, and what stands in its file then in the place of what.
EDITS = {
    "a word": (replaced("第二行接着写。", "第二行改了。"), "foreword", "**重点**在后，\n第二行接着写。", "**重点**在后，第二行改了。"),
    "a heading": (replaced("小标题", "新标题"), "foreword", "## 小标题", "## 新标题"),
    "an item": (replaced("第一项", "首项"), "foreword", "- 第一项", "- 首项"),
    "beside other styles": (replaced("第二项有", "第二项内有"), "foreword", "- 第二项有*强", "- 第二项内有*强"),
    "what would be Markdown": (replaced("结束。", "# 1*2 [a](b) _c_ <d>"), "foreword", "结束。", "\\# 1\\*2 \\[a\\](b) \\_c\\_ \\<d>"),
    "what would be a list": (replaced("结束。", "3. 结束"), "foreword", "结束。", "3\\. 结束"),
    "a highlight": (replaced("建成一个平台", "建成两个平台"), "highlights", "104：建成一个平台。", "104：建成两个平台。"),
    "a paragraph": (added_after("重点", "新的一段。"), "foreword", "第二行接着写。\n", "第二行接着写。\n\n新的一段。\n"),
    "an item more": (added_after("第一项", "中间一项"), "foreword", "- 第一项\n", "- 第一项\n- 中间一项\n"),
    "at the end": (added_after("结束。", "又一段。", "再一段。"), "foreword", "结束。\n", "结束。\n\n又一段。\n\n再一段。\n"),
    "one highlight more": (added_after("开了会", "107：办了展览。"), "highlights", "*很好*。\n", "*很好*。\n\n107：办了展览。\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_comes_back_and_all_else_stays(template: tuple[Folder, bytes], case: str) -> None:
    folder, docx = template
    change, slot, old, new = EDITS[case]
    before = {"foreword": FOREWORD, "highlights": HIGHLIGHTS}[slot]
    assert before.count(old) == 1
    done = taken(folder, edited(docx, change))
    assert sources(done) == {slot: before.replace(old, new)}
    assert done.changed + done.added == new.count("又") + 1
    # Filled-in and checked numbers came back as their links, or they would not be in the text as before.


def test_a_number_that_was_edited(template: tuple[Folder, bytes]) -> None:
    folder, docx = template
    # One that is printed is checked as ever; one that is filled in cannot be edited in Word. 99 of 157 are 63.06%.
    with pytest.raises(EditionError) as caught:
        taken(folder, edited(docx, replaced("99", "98")))
    assert caught.value.describe().splitlines()[1:] == [
        "  text/zh/foreword.md, row 1: “98” is printed, and count() is 99."
    ]
    with pytest.raises(EditionError) as caught:
        taken(folder, edited(docx, replaced("63.06%", "63.07%")))
    assert "“63.07%” stands in Word in the place of a number that the program fills in" in caught.value.describe()


def test_a_paragraph_that_is_gone_is_told_and_left(template: tuple[Folder, bytes]) -> None:
    folder, docx = template

    def change(body: Element) -> None:
        (gone,) = [p for p in body if "第一项" in "".join(t.text or "" for t in p.iter(f"{W}t"))]
        body.remove(gone)

    done = taken(folder, edited(docx, change))
    assert (done.texts, done.gone) == ((), (("text/zh/foreword.md", 6),))
    # One that was emptied is as good as gone.
    done = taken(folder, edited(docx, replaced("第一项", "")))
    assert (done.texts, done.gone) == ((), (("text/zh/foreword.md", 6),))


def test_a_paragraph_that_was_moved_is_told_and_left(template: tuple[Folder, bytes]) -> None:
    folder, docx = template

    def change(body: Element) -> None:
        (moved,) = [p for p in body if "小标题" in "".join(t.text or "" for t in p.iter(f"{W}t")) and p.tag == f"{W}p"]
        body.remove(moved)
        (last,) = [i for i, p in enumerate(body) if "结束。" in "".join(t.text or "" for t in p.iter(f"{W}t"))]
        body.insert(last + 1, moved)

    done = taken(folder, edited(docx, change))
    assert (done.texts, done.gone, done.moved) == ((), (), (("text/zh/foreword.md", 4),))


def test_at_the_end_of_a_text_whose_bookmark_ends_with_its_last_line(template: tuple[Folder, bytes]) -> None:
    """As LibreOffice 7 saves it: what is added below the last line stands outside the bookmark of the text."""
    folder, docx = template

    def change(body: Element) -> None:
        names = {e.get(f"{W}id"): e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")}
        (end,) = [e for e in body if e.tag == f"{W}bookmarkEnd" and names[e.get(f"{W}id")] == "text_zh_foreword"]
        body.remove(end)
        (last,) = [p for p in body if "结束。" in "".join(t.text or "" for t in p.iter(f"{W}t"))]
        last.append(end)
        added_after("结束。", "又一段。")(body)

    assert sources(taken(folder, edited(docx, change))) == {"foreword": FOREWORD + "\n又一段。\n"}


def test_bold_that_a_program_writes_into_the_heads_of_a_table_is_none(odd: tuple[Folder, bytes]) -> None:
    folder, docx = odd

    def change(body: Element) -> None:
        (table,) = [e for e in body if e.tag == f"{W}tbl" and "一" in "".join(e.itertext())]
        for run in next(table.iter(f"{W}tr")).iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = Element(f"{W}rPr")
                run.insert(0, properties)
            ElementTree.SubElement(properties, f"{W}b")

    assert taken(folder, edited(docx, change)).texts == ()


def test_tracked_changes_are_read_as_accepted(template: tuple[Folder, bytes]) -> None:
    folder, docx = template

    def change(body: Element) -> None:
        (item,) = [p for p in body if "第一项" in "".join(t.text or "" for t in p.iter(f"{W}t"))]
        (run,) = item.iter(f"{W}r")
        parent = next(e for e in item.iter() if run in list(e))
        place = list(parent).index(run)
        parent.remove(run)
        for kind, tag, words in (("del", "delText", "第一项"), ("ins", "t", "首项")):
            mark = Element(f"{W}{kind}")
            ElementTree.SubElement(ElementTree.SubElement(mark, f"{W}r"), f"{W}{tag}").text = words
            parent.insert(place, mark)

    assert sources(taken(folder, edited(docx, change))) == {"foreword": FOREWORD.replace("第一项", "首项")}


def test_what_changed_on_both_sides_is_a_conflict(template: tuple[Folder, bytes], tmp_path: Path) -> None:
    _, docx = template
    folder = Folder.copied_to(tmp_path)
    write(folder, "zh/dot.png", PIXEL)
    write(folder, "zh/highlights.md", HIGHLIGHTS)
    write(folder, "zh/foreword.md", "新的开头。\n\n" + FOREWORD.replace("第一项", "甲项").replace("结束", "完"))
    # A line that only the file changed keeps the file's words, wherever it stands now.
    assert taken(folder, docx).texts == ()
    moved = taken(folder, edited(docx, replaced("小标题", "新标题")))
    on_file = (folder.edition / "text/zh/foreword.md").read_text(encoding="utf-8")
    assert sources(moved) == {"foreword": on_file.replace("小标题", "新标题")}
    # The same change on both sides is none.
    assert taken(folder, edited(docx, replaced("第一项", "甲项"))).texts == ()

    def both(body: Element) -> None:
        replaced("第一项", "乙项")(body)
        replaced("结束。", "终。")(body)
        replaced("建成一个", "建成三个")(body)

    with pytest.raises(EditionError) as caught:
        taken(folder, edited(docx, both))
    said = caught.value.describe()
    assert said.startswith("alliances/2019: nothing was written, for 2 paragraphs cannot be taken from the document:")
    assert "this paragraph was edited in Word and has changed on file since; in Word it is now “乙项”" in said
    assert "in Word it is now “终。”" in said


def test_the_command(template: tuple[Folder, bytes], tmp_path: Path) -> None:
    _, docx = template
    folder = Folder.copied_to(tmp_path / "space")
    write(folder, "zh/highlights.md", HIGHLIGHTS)
    above = folder.edition.parent / "text/zh"
    above.mkdir(parents=True)
    (above / "foreword.md").write_text(FOREWORD, encoding="utf-8")
    (above / "dot.png").write_bytes(PIXEL)
    file = tmp_path / "report.docx"
    file.write_bytes(edited(docx, replaced("建成一个平台", "建成两个平台")))
    done = CliRunner().invoke(main, ["--root", str(folder.root), "text", "collect", str(file)])
    assert done.exit_code == 0, done.output
    assert "alliances/2019: 1 paragraph changed, 0 added." in done.output
    assert (folder.edition / "text/zh/highlights.md").read_text(encoding="utf-8") == HIGHLIGHTS.replace("一个", "两个")
    # Of the programme's own text the edition gets a copy, edited.
    file.write_bytes(edited(docx, replaced("第一项", "首项")))
    done = CliRunner().invoke(main, ["--root", str(folder.root), "text", "collect", str(file), "alliances", "2019"])
    assert done.exit_code == 0, done.output
    assert (folder.edition / "text/zh/foreword.md").read_text(encoding="utf-8") == FOREWORD.replace("第一项", "首项")
    assert (above / "foreword.md").read_text(encoding="utf-8") == FOREWORD
    # What this document does not know of stays.
    assert (folder.edition / "text/zh/highlights.md").read_text(encoding="utf-8") == HIGHLIGHTS.replace("一个", "两个")
    listed = CliRunner().invoke(main, ["--root", str(folder.root), "text", "list", "alliances", "2019"]).output
    assert "foreword: text/zh/foreword.md\nprinciples\n" in listed


def test_what_is_no_such_document(tmp_path: Path) -> None:
    with pytest.raises(EvalkitError, match="no Word document"):
        paragraphs(b"PK no")
    empty = tmp_path / "empty.docx"
    page = ExportedPage("<html><body><main><h1>T</h1><p>x</p></main></body></html>", "T")
    about = About.of(page, read_edition(REPOSITORY / "data/alliances/2019"), "zh", "1")
    empty.write_bytes(written(document(page.html, about), about))
    done = CliRunner().invoke(main, ["--root", str(REPOSITORY), "text", "collect", str(empty)])
    assert done.exit_code == 2
    assert "holds no text of the office's own" in done.output


TEXTS = st.text(st.sampled_from("ab 中文，。*_`[]()<>#+-1.&;\\!\"'"), max_size=8)
STYLES = st.fixed_dictionaries({"strong": st.booleans(), "em": st.booleans()})


@given(st.lists(st.builds(lambda text, style: Piece(text, **style), TEXTS, STYLES), min_size=1, max_size=4))
def test_pieces_as_markdown_are_the_same_pieces(given_pieces: list[Piece]) -> None:
    from evalkit.edition.marked import parsed
    from evalkit.report.texts import _pieces

    wanted = normal(given_pieces)
    line = to_markdown(given_pieces, (), ())
    tokens = [token for token in parsed(line)[1] if token.type == "inline"]
    assert [token.type for token in parsed(line)[1]] == ["paragraph_open", "inline", "paragraph_close"] * bool(wanted)
    shown = [piece for token in tokens for piece in _pieces(token, (), 0)]
    assert "".join(p.text for p in normal(shown)) == "".join(p.text for p in wanted)


def test_links_of_numbers_are_as_they_stood() -> None:
    checked = Number(0, 2, "share(tier=high, of=participants)", "not-reproduced", None)
    filled = Number(3, 4, "count()", "", "99")
    pieces = (
        Piece("占 "),
        Piece("3", number=1, strong=True),
        Piece("5%", number=1),
        Piece("，"),
        Piece("99", number=2),
    )
    assert to_markdown(pieces, (checked, filled), ()) == (
        '占 [**3**5%](evalkit:share(tier=high, of=participants) "not-reproduced")，[](evalkit:count())'
    )
    assert len(digest_of(pieces)) == 6


#: What a parser, pandoc and the page make of it must come back as it stood: odd blanks, the number of a table, links
#: that a document does not keep, one with a title, a table, a block of code.
ODD = (
    "甲\u2028乙，\x0c见表 1。\n\n"
    "致电[总机](tel:110)，见[上文](#section-1)和[网页](https://example.org/b \"首页\")。\n\n"
    "甲。\n\n乙。\n\n甲。\n\n"
    "![一点](dot.png)\n\n"
    "| a | b |\n| --- | --- |\n| 一 | [](evalkit:count()) |\n\n"
    "    代码\n\n"
    "尾。\x85\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, bytes]:
    """An edition with a text of what is rare, and its Word file made as the page is; tests must not change it."""
    folder = Folder.copied_to(tmp_path_factory.mktemp("odd"))
    write(folder, "zh/foreword.md", ODD)
    write(folder, "zh/dot.png", PIXEL)
    record = read_edition(folder.edition)
    ev, words = Evaluation(record, record.rules), Words("zh", record.programme, record.rules)
    own = passage(ev, record.texts[0], words).markup
    table = '<div data-table="t" id="table-t"><table><caption>表 1　说明</caption><tr><td>1</td></tr></table></div>'
    soup = BeautifulSoup(f"<html><body><main><h1>T</h1>{table}{own}<p>完</p></main></body></html>", "html.parser")
    _references(soup, "zh")
    assert '<a href="#table-t">表 1</a>' in str(soup)
    page = ExportedPage(str(soup), "T")
    about = About.of(page, record, "zh", "1")
    return folder, written(document(page.html, about), about)


def said_of(folder: Folder, docx: bytes) -> list[str]:
    with pytest.raises(EditionError) as caught:
        taken(folder, docx)
    return caught.value.describe().splitlines()[1:]


def test_what_is_rare_comes_back_as_it_stood(odd: tuple[Folder, bytes]) -> None:
    folder, docx = odd
    done = taken(folder, docx)
    assert (done.texts, done.changed, done.added, done.gone) == ((), 0, 0, ())


#: What somebody does, and what stands in the file then in the place of what; only the first place.
RARE = {
    "below odd blanks": (replaced("尾。", "末。"), "尾。", "末。"),
    "beside links": (replaced("致电", "请致电"), "致电[", "请致电["),
    "words of another line": (replaced("乙。", "甲。"), "\n乙。\n", "\n甲。\n"),
    "before the first": (lambda body: body.insert(first_of(body), paragraph_of("卷首语。")), "甲\u2028", "卷首语。\n\n甲\u2028"),
}  # fmt: skip


def paragraph_of(words: str) -> Element:
    paragraph = Element(f"{W}p")
    ElementTree.SubElement(ElementTree.SubElement(paragraph, f"{W}r"), f"{W}t").text = words
    return paragraph


def first_of(body: Element) -> int:
    """Return where the first paragraph of the text stands, within its bookmark."""
    return next(i for i, p in enumerate(body) if p.tag == f"{W}p" and "见表 1" in "".join(p.itertext()))


@pytest.mark.parametrize("case", RARE)
def test_a_rare_edit_comes_back_and_all_else_stays(odd: tuple[Folder, bytes], case: str) -> None:
    folder, docx = odd
    change, old, new = RARE[case]
    done = taken(folder, edited(docx, change))
    assert sources(done) == {"foreword": ODD.replace(old, new, 1)}
    assert (done.changed + done.added, done.gone) == (1, ())


def test_what_was_taken_is_not_taken_again(odd: tuple[Folder, bytes], tmp_path: Path) -> None:
    _, docx = odd
    folder = Folder.copied_to(tmp_path)
    write(folder, "zh/dot.png", PIXEL)
    write(folder, "zh/foreword.md", ODD)

    def change(body: Element) -> None:
        replaced("乙。", "甲。")(body)
        body.insert(first_of(body), paragraph_of("卷首语。"))
        added_after("尾。", "又一段。")(body)

    back = edited(docx, change)
    done = taken(folder, back)
    assert (done.changed, done.added) == (1, 2)
    write(folder, "zh/foreword.md", done.texts[0].source)
    again = taken(folder, back)
    assert (again.texts, again.changed, again.added, again.gone) == ((), 0, 0, ())


def test_written_before_the_first_letter_of_a_line(odd: tuple[Folder, bytes]) -> None:
    folder, docx = odd

    def change(body: Element) -> None:
        # As Word has it: the bookmark of the line begins in the new paragraph, and ends in the old one.
        (place,) = [i for i, p in enumerate(body) if "致电" in "".join(t.text or "" for t in p.iter(f"{W}t"))]
        new = paragraph_of("新的一段。")
        start = next(e for e in body[place] if e.tag == f"{W}bookmarkStart")
        body[place].remove(start)
        new.insert(0, start)
        body.insert(place, new)

    done = taken(folder, edited(docx, change))
    assert sources(done) == {"foreword": ODD.replace("见表 1。\n\n", "见表 1。\n\n新的一段。\n\n", 1)}
    assert (done.changed, done.added) == (0, 1)


def test_what_cannot_be_taken_is_told(odd: tuple[Folder, bytes]) -> None:
    folder, docx = odd

    def change(body: Element) -> None:
        (drawing,) = [e for e in body.iter(f"{W}drawing")]
        replaced("总机", "电话")(body)
        for words, inside in (("新图", drawing), ("新注", Element(f"{W}footnoteReference"))):
            paragraph = paragraph_of(words)
            ElementTree.SubElement(paragraph, f"{W}r").append(inside)
            body.insert(first_of(body) + 1, paragraph)
        cell = Element(f"{W}tbl")
        cell.append(paragraph_of("新表"))
        body.insert(first_of(body) + 1, cell)

    said = said_of(folder, edited(docx, change))
    no_words = "there is a picture, table, footnote, formula or text box that is not on file"
    for name in ("新注", "新图", "新表"):
        assert [line for line in said if f"in “{name}” " in line and no_words in line], name
    assert len(said) == 4
    assert any("row 3: “总机” leads to tel:110 on file" in line for line in said)


def rows_of(body: Element) -> list[Element]:
    return [row for row in body.iter(f"{W}tr") if "".join(t.text or "" for t in row.iter(f"{W}t")) != "1"]


def added_row(*words: str) -> Element:
    row = Element(f"{W}tr")
    for word in words:
        ElementTree.SubElement(row, f"{W}tc").append(paragraph_of(word))
    return row


def test_cells_and_rows_of_a_table_come_back(odd: tuple[Folder, bytes]) -> None:
    folder, docx = odd

    def cells(body: Element) -> None:
        replaced("一", "一|二")(body)
        (table,) = [t for t in body.iter(f"{W}tbl") if rows_of(t)]
        table.insert(list(table).index(rows_of(table)[0]) + 1, added_row("三", "3"))
        table.append(added_row("四", ""))

    done = taken(folder, edited(docx, cells))
    wanted = ODD.replace("| 一 | []", "| 三 | 3 |\n| 一\\|二 | []", 1).replace(
        "count()) |\n", "count()) |\n| 四 |  |\n", 1
    )
    assert sources(done) == {"foreword": wanted}
    assert (done.changed, done.added, done.gone) == (1, 2, ())
    # What the program fills in is no more to be edited there than elsewhere.
    (said,) = said_of(folder, edited(docx, replaced("99", "98")))
    assert "row 15: “98” stands in Word in the place of a number that the program fills in" in said

    def second(body: Element) -> None:
        (place,) = [c for c in body.iter(f"{W}tc") if "".join(t.text or "" for t in c.iter(f"{W}t")) == "一"]
        place.append(paragraph_of("另起一段"))

    (said,) = said_of(folder, edited(docx, second))
    assert "in “另起一段” there is a picture, table" in said


def test_an_edit_of_a_text_that_is_no_more_there(odd: tuple[Folder, bytes], tmp_path: Path) -> None:
    _, docx = odd
    folder = Folder.copied_to(tmp_path)
    write(folder, "zh/principles.md", "x")
    assert taken(folder, docx).texts == ()
    (said,) = said_of(folder, edited(docx, replaced("尾。", "末。")))
    assert said == "  text/zh: “末。[U+0085]” was edited in Word, and its text is no more on file, or left out."


def test_the_other_languages_of_a_programme_s_text_come_along(folder: Folder) -> None:
    above = folder.edition.parent / "text"
    for language in ("zh", "en"):
        (above / language).mkdir(parents=True)
        (above / language / "foreword.md").write_text(f"![x](../zh/dot.png) {language}\n", encoding="utf-8")
    (above / "zh/dot.png").write_bytes(PIXEL)
    record = read_edition(folder.edition)
    (chinese,) = [text for text in record.texts if text.language == "zh"]
    paths = file_text(record, replace(chinese, source="![x](../zh/dot.png) 新\n"))
    assert [path.relative_to(folder.edition).as_posix() for path in paths] == [
        "text/zh/foreword.md",
        "text/en/foreword.md",
    ]
    assert [(t.file, t.source) for t in read_edition(folder.edition).texts] == [
        ("text/en/foreword.md", "![x](../zh/dot.png) en\n"),
        ("text/zh/foreword.md", "![x](../zh/dot.png) 新\n"),
    ]
