"""``[report]``: what an edition takes from its programme, its files, and every fault in words."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

from decimal import Decimal

import pytest

from evalkit.edition import read_edition
from evalkit.edition.looks import look_of, read_look
from evalkit.errors import EditionError
from evalkit.rules.report import STYLES, Look
from tests.folders import Folder

MINIMAL = """
line = "000000"
shade = "FFFFFF"
accent = "000000"
warning = "AA0000"
page = { top = 20, right = 20, bottom = 20, left = 20 }
body = { latin = "A", han = "B", pdf_latin = "C", pdf_han = "D", size = 12, leading = 18, after = 6, bold = true }
caption = { size = 9 }
"""


def add(folder: Folder, file: str, words: str) -> None:
    path = folder.path(file)
    path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")


def faults(folder: Folder, language: str = "en") -> list[str]:
    with pytest.raises(EditionError) as caught:
        read_edition(folder.edition)
    return [fault.describe(language) for fault in caught.value.faults]


def test_an_edition_takes_what_it_does_not_say_from_its_programme(folder: Folder) -> None:
    said = '\n[report]\nnumber = "7"\nissued = 2020-09-01\nstyle = "gongwen"\n'
    add(folder, "../programme.toml", said)
    record = read_edition(folder.edition)
    assert record.rules.report is not None
    # The publishers are those of the source's cover, in rules.toml.
    assert [name["zh"] for name in record.report.publishers] == [
        "中国产业技术创新战略联盟协同发展网", "中关村国联产业协同创新发展促进中心"
    ]  # fmt: skip
    assert (record.report.number, record.report.style) == ("7", "gongwen")
    assert look_of(record.report, folder.edition).body.leading == 28


def test_the_styles_of_the_standard_and_of_the_house() -> None:
    house, gongwen = (read_look(style, ()) for style in STYLES)
    assert isinstance(house, Look) and isinstance(gongwen, Look)
    # GB/T 9704-2012: 版心 156 mm × 225 mm; 三号 is 16 points, 二号 22; text in 仿宋, on lines of 28 points.
    page = gongwen.page
    assert (210 - page.left - page.right, 297 - page.top - page.bottom) == (156, 225)
    assert (gongwen.body.size, gongwen.body.leading, gongwen.body.exact) == (16, 28, True)
    assert (gongwen.title.size, gongwen.title.han, gongwen.title.align) == (22, "方正小标宋简体", "center")
    assert [gongwen.heading1.han, gongwen.heading2.han, gongwen.heading3.han] == ["黑体", "楷体_GB2312", "仿宋_GB2312"]
    colours = {kind.colour for name, kind in gongwen if hasattr(kind, "colour")}
    assert colours == {"000000"} and page.number == "outside"


def test_a_style_of_ones_own_and_what_it_leaves_to_its_text(folder: Folder) -> None:
    folder.sub("rules.toml", "[report]\n", '[report]\nstyle = "ministry"\n')
    (folder.edition / "ministry.toml").write_text(MINIMAL, encoding="utf-8")
    record = read_edition(folder.edition)
    look = look_of(record.report, folder.edition)
    # Size is its own; fonts, lines and colour are those of the text; weight and distances are not.
    assert (look.caption.size, look.caption.han, look.caption.leading) == (Decimal(9), "B", Decimal(18))
    assert (look.caption.bold, look.caption.after, look.body.after) == (False, 0, 6)
    assert f"{folder.edition.name}/ministry.toml" in record.files


def test_every_fault_of_a_report_is_told(folder: Folder) -> None:
    add(folder, "../programme.toml", '\n[report]\nlogo = "logo.gif"\nstyle = "ministy"\n')
    found = faults(folder)
    assert len(found) == 2
    assert "report.logo: “logo.gif” is no picture of a kind that a document shows" in found[0]
    assert "there is no style “ministy”; allowed: house, gongwen, or a file ministy.toml" in found[1]
    path = folder.path("../programme.toml")
    path.write_text(path.read_text(encoding="utf-8").replace("logo.gif", "logo.svg"), encoding="utf-8")
    assert "the file “logo.svg” is neither in the folder of the edition nor beside programme.toml." in faults(folder)[0]
    assert "都没有文件“logo.svg”" in faults(folder, "zh")[0]


def test_a_file_elsewhere_is_no_file_of_the_report(folder: Folder) -> None:
    add(folder, "../programme.toml", '\n[report]\nlogo = "../../x.svg"\n')
    (folder.edition.parents[1] / "x.svg").write_text("<svg/>", encoding="utf-8")
    assert "is neither in the folder" in faults(folder)[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("size = 9", 'size = "9"'), "caption.size"),
        (("size = 9", "sise = 9"), "Did you mean “size”?"),
        (('warning = "AA0000"', 'warning = "red"'), "warning"),
        (('line = "000000"\n', ""), "line"),
    ],
)
def test_a_fault_of_a_style_is_told_as_any_other(folder: Folder, change: tuple[str, str], told: str) -> None:
    add(folder, "../programme.toml", '\n[report]\nstyle = "ministry"\n')
    folder.path("../ministry.toml").write_text(MINIMAL.replace(*change), encoding="utf-8")
    (line,) = faults(folder)
    assert line.startswith("ministry.toml") and told in line


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg says nowhere how large it is"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>标志</text></svg>'.encode("gbk"), "logo.svg is not in UTF-8"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="/abs.png"/></svg>', "logo.svg holds href="),
    ],
)  # fmt: skip
def test_a_logo_that_cannot_be_printed_is_a_fault(folder: Folder, content: bytes, why: str) -> None:
    add(folder, "../programme.toml", '\n[report]\nlogo = "logo.svg"\n')
    (folder.edition.parent / "logo.svg").write_bytes(content)
    (found,) = faults(folder)
    assert f"report.logo: the logo logo.svg cannot be printed: {why}" in found
    assert "标志 logo.svg 无法印出：" in faults(folder, "zh")[0]
