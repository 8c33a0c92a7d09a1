"""Spoiled workbooks: each with exactly the faults it has, in both languages, and none of its marks taken."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from evalkit.edition.record import EditionRecord
from evalkit.errors import Fault, fault_lines
from evalkit.review.sheets import collect_sheets, make_minutes, make_sheets
from evalkit.wording import LANGUAGES
from tests.review import sheets_sample as sample
from tests.review import spoiled
from tests.review.spoiled import CASES, Case

OTHERS = ("demo-2020-first-R02.xlsx", "demo-2020-first-R03.xlsx")


@pytest.fixture(scope="module")
def edition() -> EditionRecord:
    return sample.record()


@pytest.fixture(scope="module")
def filled(edition: EditionRecord, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of good workbooks; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("filled")
    make_sheets(edition, "first", "zh", folder, marks=sample.marks())
    return folder


@pytest.fixture
def returned(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "returned"))


def found(faults: tuple[Fault, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(fault.kind, fault.column, fault.value) for fault in faults]


def reads_well(fault: Fault) -> None:
    """No variable is left open, no value is an object, and the place is there; the Chinese has no English sentence."""
    for language in LANGUAGES:
        line = fault.describe(language)
        assert line.startswith(fault.file)
        assert "{" not in line and "<" not in line.replace("<产业>", "") and "None" not in line
        assert fault.value is None or fault.value[:20] in line or fault.kind == "sheet-other-kind"
        assert fault.column is None or fault.column in line
    assert not re.search(r"(?:[a-z]+ ){3}", fault.describe("zh"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_fault_is_found_and_nothing_is_taken(case: Case, edition: EditionRecord, returned: Path) -> None:
    path = returned / "demo-2020-first-R01.xlsx"
    case.spoil(path)
    collected = collect_sheets(edition, "first", returned)
    values = [(kind, column) for kind, column, _ in case.faults]
    assert [(kind, column) for kind, column, _ in found(collected.faults)] == values
    for fault, (_, _, value) in zip(collected.faults, case.faults, strict=True):
        assert fault.file == path.name
        assert value is None or fault.value == value
        reads_well(fault)
    assert collected.accepted == OTHERS
    assert set(collected.marks["reviewer"]) == {"R02", "R03"}
    assert len(collected.marks) == 2 * 4 * 5
    assert collected.declared.empty


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 50
    assert len({case.name for case in CASES}) == len(CASES)


def test_a_lost_workbook_counts_as_missing_and_a_faulty_one_does_not(edition: EditionRecord, returned: Path) -> None:
    """Whose a workbook is that cannot be opened is not known: its reviewer is still waited for."""
    (returned / "demo-2020-first-R01.xlsx").write_bytes(b"")
    (returned / "demo-2020-first-R03.xlsx").unlink()
    assert collect_sheets(edition, "first", returned).missing == ("R01", "R03")


@pytest.mark.parametrize(
    ("changes", "kind", "value"),
    [
        ({"programme": "other"}, "sheet-wrong-programme", "demo"),
        ({"edition": "2021"}, "sheet-wrong-edition", "2020"),
    ],
)
def test_of_another_programme_or_edition(
    edition: EditionRecord, returned: Path, changes: dict[str, str], kind: str, value: str
) -> None:
    collected = collect_sheets(sample.under_other_name(edition, **changes), "first", returned)
    assert found(collected.faults) == [(kind, None, value)] * 3
    assert collected.marks.empty and collected.accepted == ()
    reads_well(collected.faults[0])


def test_of_another_round(returned: Path) -> None:
    edition = sample.record()
    assert edition.review is not None and edition.review.assignment is not None
    edition.review.assignment["round"] = "second"
    collected = collect_sheets(edition, "second", returned)
    assert found(collected.faults) == [("sheet-wrong-round", None, "first")] * 3
    reads_well(collected.faults[0])


def test_of_a_reviewer_without_units(returned: Path) -> None:
    edition = sample.record(assignment={"R02": sample.FIRST["R02"], "R03": sample.FIRST["R03"]})
    collected = collect_sheets(edition, "first", returned)
    assert found(collected.faults) == [("sheet-reviewer-without-units", None, "R01")]
    assert collected.accepted == OTHERS
    reads_well(collected.faults[0])


def test_of_somebody_who_is_not_on_file(returned: Path) -> None:
    edition = sample.record(assignment={"R02": sample.FIRST["R02"], "R03": sample.FIRST["R03"]})
    edition = sample.without_person(edition, "R01")
    collected = collect_sheets(edition, "first", returned)
    assert found(collected.faults) == [("sheet-unknown-reviewer", None, "R01")]
    reads_well(collected.faults[0])


def test_sent_out_before_the_assignment_changed(returned: Path) -> None:
    """R01 now has 105 in place of 104: the marks of 104 concern nobody, 105 is waited for, and both are told."""
    edition = sample.record(assignment=sample.FIRST | {"R01": ("101", "102", "103", "105")})
    collected = collect_sheets(edition, "first", returned)
    assert collected.faults == ()
    mine = collected.marks[collected.marks["reviewer"] == "R01"]
    assert sorted(set(mine["unit"])) == ["101", "102", "103"]
    told = [(n.kind, n.value) for n in collected.notes if n.file == "demo-2020-first-R01.xlsx"]
    assert told == [("sheet-units-later", "105"), ("sheet-unit-gone", "104")]


def test_a_row_of_somebody_else_is_no_earlier_assignment(returned: Path) -> None:
    """105 typed over 104 by hand: the seal is of the table as it went out, and says so."""
    path = r01(returned)
    book = load_workbook(path)
    for name in ("回避声明", "评分表"):
        row = next(cell.row for cell in book[name]["A"] if str(cell.value) == "104")
        book[name].cell(row, 1).value = "105"
    book.save(path)
    edition = sample.record(assignment=sample.FIRST | {"R01": ("101", "102", "103", "105")})
    faults = collect_sheets(edition, "first", returned).faults
    assert {fault.file for fault in faults} == {path.name}
    assert {"sheet-outdated", "sheet-name-changed"} <= {fault.kind for fault in faults}
    for fault in faults:
        reads_well(fault)


def test_sent_out_before_the_step_changed(returned: Path) -> None:
    """The step is printed nowhere in the table, and still the workbook is out of date."""
    edition = sample.record(with_rules=sample.rules(marks={"step": sample.Decimal("0.25")}))
    assert {fault.kind for fault in collect_sheets(edition, "first", returned).faults} == {"sheet-outdated"}


def test_two_versions_of_one_workbook(edition: EditionRecord, returned: Path) -> None:
    """Neither is taken: which of them holds is for the office to say."""
    shutil.copy(returned / "demo-2020-first-R01.xlsx", returned / "张三 改.xlsx")
    collected = collect_sheets(edition, "first", returned)
    assert [(f.kind, f.file, f.value) for f in collected.faults] == [
        ("sheet-two-versions", "demo-2020-first-R01.xlsx", "R01"),
        ("sheet-two-versions", "张三 改.xlsx", "R01"),
    ]
    assert collected.faults[0].variables == {"others": "张三 改.xlsx"}
    assert collected.accepted == OTHERS and collected.missing == ()
    reads_well(collected.faults[0])


def test_files_that_are_no_workbooks(edition: EditionRecord, returned: Path) -> None:
    """Lock files, hidden files and folders are nothing; a table in another format is a fault, other files a note."""
    (returned / "~$demo-2020-first-R01.xlsx").write_bytes(b"\x06lock")
    (returned / ".DS_Store").write_bytes(b"x")
    (returned / "old").mkdir()
    for name in ("R04.xls", "R04.ods", "R04.csv", "R04.et", "R04.XLSM", "说明.docx", "scan.pdf"):
        (returned / name).write_bytes(b"x")
    collected = collect_sheets(edition, "first", returned)
    assert [(f.kind, f.file, f.value) for f in collected.faults] == [
        ("sheet-other-format", name, suffix)
        for name, suffix in [
            ("R04.XLSM", ".XLSM"), ("R04.csv", ".csv"), ("R04.et", ".et"), ("R04.ods", ".ods"), ("R04.xls", ".xls"),
        ]
    ]  # fmt: skip
    assert [(note.kind, note.file) for note in collected.notes] == [
        ("not-a-sheet", "scan.pdf"),
        ("not-a-sheet", "说明.docx"),
    ]
    assert len(collected.accepted) == 3
    reads_well(collected.faults[0])


def test_minutes_among_the_score_sheets(edition: EditionRecord, returned: Path) -> None:
    docket = sample.pd.DataFrame(
        [("101", "R01 30, R03 12", "council", "差 18 分")], columns=["unit", "totals", "drivers", "why"]
    )
    make_minutes(edition, docket, "zh", returned / "minutes.xlsx")
    collected = collect_sheets(edition, "first", returned)
    assert found(collected.faults) == [("sheet-other-kind", None, "minutes")]
    assert "专家评分表" in collected.faults[0].describe("zh")
    reads_well(collected.faults[0])


def test_a_file_that_is_gone(edition: EditionRecord, tmp_path: Path) -> None:
    collected = collect_sheets(edition, "first", [tmp_path / "gone.xlsx"])
    assert found(collected.faults) == [("unreadable-file", None, None)]
    assert collected.missing == ("R01", "R02", "R03")


def test_of_an_earlier_layout(edition: EditionRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_sheets(edition, "first", "zh", tmp_path)
    monkeypatch.setattr("evalkit.review.sheets.identity.LAYOUT", "2")
    collected = collect_sheets(edition, "first", tmp_path)
    assert found(collected.faults) == [("sheet-other-layout", None, "1")] * 3
    assert collected.faults[0].describe("en").endswith("the sheets follow layout 1; allowed: layout 2.")


def test_every_kind_of_fault_of_a_score_sheet_is_shown_here() -> None:
    """What the reading modules can raise is in the corpus or in a test above."""
    package = Path(__file__).parents[2] / "evalkit"
    code = "".join((package / f"{name}.py").read_text("utf-8") for name in NAMES)
    kinds = set(re.findall(r'"(sheet-[a-z-]+)"', code))
    here = Path(__file__)
    tests = "".join(
        path.read_text("utf-8") for path in (here, *(here.parent / f"test_sheets{n}.py" for n in ("", "_scaled")))
    )
    shown = {kind for case in CASES for kind, _, _ in case.faults} | set(re.findall(r'"(sheet-[a-z-]+)"', tests))
    of_the_minutes = {"sheet-" + "not-a-day"}
    assert kinds - shown == of_the_minutes


NAMES = (
    "files/workbook",
    *(f"review/sheets/{name}" for name in ("opening", "besides", "cells", "structure", "reading", "collect")),
)


def r01(returned: Path) -> Path:
    return returned / "demo-2020-first-R01.xlsx"


def test_what_is_written_beside_the_values_is_told(edition: EditionRecord, returned: Path) -> None:
    """Notes on marks, headers and others, a struck-through comment, merged cells: marks are filed, all is named."""
    spoiled.merge("I5:I6")(r01(returned))
    workbook = load_workbook(r01(returned))
    scores = workbook[spoiled.SCORES]
    scores["C5"].comment = Comment("作废，\n改为 3", "张三")
    scores["C4"].comment = Comment("标准过时", "张三")
    spoiled.struck(spoiled.SCORES, "I7")(workbook)
    workbook[spoiled.DECLARATION]["A4"].comment = Comment("见附件", "张三")
    workbook["填写说明"]["A1"].comment = Comment("收到", "张三")
    workbook.save(r01(returned))
    collected = collect_sheets(edition, "first", returned)
    assert collected.faults == ()
    found = {(note.variables["place"], note.kind): note.value for note in collected.notes}
    assert {note.file for note in collected.notes} == {"demo-2020-first-R01.xlsx"}
    assert found == {
        ("填写说明!A1", "sheet-comment"): "收到",
        ("回避声明!A4", "sheet-comment"): "见附件",
        ("评分表!C4", "sheet-comment"): "标准过时",
        ("评分表!C5", "sheet-comment"): "作废， 改为 3",
        ("评分表!I5:I6", "sheet-merged"): "",
        ("评分表!I7", "sheet-struck"): "理事会：理事会：其实写在这里 网站建设与更新：_x0041_ 是字面的",
    }
    assert len(collected.marks) == 3 * 4 * 5


def test_a_reason_beside_no_is_told(edition: EditionRecord, returned: Path) -> None:
    workbook = load_workbook(r01(returned))
    sheet = workbook[spoiled.DECLARATION]
    row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 3).value == "否")
    sheet.cell(row, 4).value = "曾任理事"
    workbook.save(r01(returned))
    collected = collect_sheets(edition, "first", returned)
    assert collected.faults == ()
    assert sample.told(collected.notes) == [("sheet-reason", f"回避声明!D{row}", "曾任理事")]
    assert "曾任理事" not in collected.declared["reason"].tolist()


def test_text_under_a_merged_range_is_filed_and_told(edition: EditionRecord, returned: Path) -> None:
    spoiled.merge("I5:I6")(r01(returned))
    collected = collect_sheets(edition, "first", returned)
    assert sample.told(collected.notes) == [("sheet-merged-over", "评分表!I5:I6", "I6 “=1+1”")]
    pd.testing.assert_frame_equal(collected.marks, sample.marks())


def test_a_thread_is_told_in_place_of_the_note_that_stands_for_it(edition: EditionRecord, returned: Path) -> None:
    path = r01(returned)
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    refers = f'<Relationship Id="t1" Type="{kind}" Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>'
    spoiled.in_xml("xl/worksheets/_rels/sheet3.xml.rels", ("</Relationships>", refers))(path)
    ns = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    thread = "".join(f'<threadedComment ref="C4"><text>{words}</text></threadedComment>' for words in ("太高", "同意"))
    xml = f'<ThreadedComments xmlns="{ns}">{thread}</ThreadedComments>'
    spoiled.with_part("xl/threadedComments/threadedComment1.xml", xml.encode())(path)
    collected = collect_sheets(edition, "first", returned)
    assert sample.told(collected.notes) == [("sheet-comment", "评分表!C4", "太高 同意")]
    assert collected.faults == ()


STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def strict(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            for old, new in STRICT:
                content = content.replace(old.encode(), new.encode())
            archive.writestr(name, content)


def shared_strings(path: Path) -> None:
    """Keep texts in a part of their own, in two pieces each, as Excel does."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    strings: list[str] = []

    def share(match: re.Match[str]) -> str:
        strings.append(match[2])
        return f'{match[1]}t="s"><v>{len(strings) - 1}</v></c>'

    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(r'(<c [^>]*?)t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>', share, parts[name])
    assert len(strings) > 50
    pieces = "".join(
        f'<si><r><t xml:space="preserve">{first}</t></r><r><rPr><strike val="0"/></rPr>'
        f'<t xml:space="preserve">{rest}</t></r><rPh><t>x</t></rPh></si>'
        for first, rest in (re.fullmatch(r"(&#?\w+;|.?)(.*)", s, re.DOTALL).groups() for s in strings)
    )
    parts["xl/SharedStrings.xml"] = f"<sst>{pieces}</sst>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    refers = f'<Relationship Id="s1" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace("</Relationships>", refers)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def format_down(path: Path) -> None:
    """Format a column to the last row, in the form of Excel, and a row to the last column."""
    rows = "".join(f'<row r="{row}" spans="2:2"><c r="B{row}" s="1"/></row>' for row in range(20, 1_048_577))
    across = "".join(f'<c r="{get_column_letter(column)}5" s="1"/>' for column in range(10, 16_385))
    spoiled.in_xml(
        spoiled.SHEET_3, ('</row><row r="6"', across + '</row><row r="6"'), ("</sheetData>", rows + "</sheetData>")
    )(path)


def test_drawings_are_told(edition: EditionRecord, returned: Path) -> None:
    """A text box with its text, a picture without; the part that holds them may be empty."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    refers = f'<Relationship Id="d1" Type="{kind}" Target="../drawings/drawing7.xml"/></Relationships>'
    spoiled.in_xml("xl/worksheets/_rels/sheet3.xml.rels", ("</Relationships>", refers))(r01(returned))
    boxes = "<x:oneCellAnchor><a:t>另见</a:t><a:t>附件</a:t></x:oneCellAnchor><x:twoCellAnchor/>"
    xml = f'<x:wsDr xmlns:x="x" xmlns:a="a">{boxes}</x:wsDr>'
    spoiled.with_part("xl/drawings/drawing7.xml", xml.encode())(r01(returned))
    collected = collect_sheets(edition, "first", returned)
    assert sample.told(collected.notes) == [
        ("sheet-drawing-text", "评分表", "另见附件"),
        ("sheet-drawing", "评分表", ""),
    ]
    assert collected.faults == ()


def picture(path: Path) -> None:
    """A large picture is never unpacked."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bmp", bytes(80 * 2**20))


@pytest.mark.parametrize(
    "change",
    [
        strict,
        shared_strings,
        format_down,
        picture,
        spoiled.in_xml("xl/styles.xml", ("</fonts>", '<font><family val="34"/></font></fonts>')),
        spoiled.in_xml("xl/styles.xml", ("</fonts>", '<font><sz val="huge"/><color rgb="red"/></font></fonts>')),
        spoiled.in_xml("xl/styles.xml", ("<cellStyles", "<odd/><cellStyles")),
        spoiled.in_xml("xl/styles.xml", ("</fills>", '<fill><patternFill patternType="none of ours"/></fill></fills>')),
        spoiled.without_part("xl/theme/theme1.xml"),
    ],
)  # fmt: skip
def test_what_is_odd_and_right_is_read(change: spoiled.Spoil, edition: EditionRecord, returned: Path) -> None:
    """The marks are those that went out."""
    change(r01(returned))
    collected = collect_sheets(edition, "first", returned)
    assert collected.faults == () and collected.notes == ()
    pd.testing.assert_frame_equal(collected.marks, sample.marks())


def test_workbooks_in_folders_within_are_read_and_named_by_them(edition: EditionRecord, returned: Path) -> None:
    (returned / "甲" / "二").mkdir(parents=True)
    r01(returned).rename(returned / "甲" / "二" / "R01.xlsx")
    (returned / "甲" / "._R01.xlsx").write_bytes(b"x")
    (returned / "甲" / "R02.ods").write_bytes(b"x")
    collected = collect_sheets(edition, "first", returned)
    assert "甲/二/R01.xlsx" in collected.accepted and len(collected.accepted) == 3
    assert [(f.kind, f.file) for f in collected.faults] == [("sheet-other-format", "甲/R02.ods")]
    pd.testing.assert_frame_equal(collected.marks, sample.marks())


def test_many_faults_of_one_kind_are_summed_up(edition: EditionRecord, returned: Path) -> None:
    """4 units by 5 indicators are 20 cells: one line, with the first of them and that there are 19 more."""
    workbook = load_workbook(r01(returned))
    for row in workbook[spoiled.SCORES]["C5:G8"]:
        for cell in row:
            cell.number_format = "0%"
    workbook.save(r01(returned))
    faults = collect_sheets(edition, "first", returned).faults
    assert [fault.kind for fault in faults] == ["sheet-percent"] * 20
    (line,) = fault_lines(faults)
    assert line.startswith(f"demo-2020-first-R01.xlsx, {spoiled.SCORES}!C5: ")
    assert line.endswith(f"And 19 more like it: {spoiled.SCORES}!D5, {spoiled.SCORES}!E5 …")
