"""What the workbooks of the reviewers hold, check, protect and print; the same inputs give the same bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from evalkit.edition.record import EditionRecord
from evalkit.review.sheets import make_sheets
from evalkit.wording import LANGUAGES, Language
from tests.review import sheets_sample as sample


@pytest.fixture(scope="module")
def edition() -> EditionRecord:
    return sample.record()


@pytest.fixture(scope="module")
def workbook(edition: EditionRecord, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path, _, _ = make_sheets(edition, "first", "zh", tmp_path_factory.mktemp("zh"))
    return load_workbook(path)


def test_sheets_in_their_order(workbook: Any) -> None:
    assert [(s.title, s.sheet_state) for s in workbook.worksheets] == [
        ("填写说明", "visible"),
        ("回避声明", "visible"),
        ("评分表", "visible"),
        ("evalkit", "hidden"),
    ]
    assert workbook.security.lockStructure


def test_the_identity(workbook: Any) -> None:
    rows = {row[0].value: row[1].value for row in workbook["evalkit"].iter_rows(min_row=2, max_col=2)}
    assert {key: rows[key] for key in list(rows)[:6]} == {
        "kind": "scores", "programme": "demo", "edition": "2020", "round": "first", "reviewer": "R01", "language": "zh",
    }  # fmt: skip
    assert [len(rows[key]) for key in ("content", "seal")] == [64, 64]


def test_the_instructions_name_the_reviewer_and_the_rubric_and_no_tier(workbook: Any) -> None:
    cells = [str(cell.value) for row in workbook["填写说明"].iter_rows() for cell in row if cell.value is not None]
    page = "\n".join(cells)
    assert "2020 年度示例评价" in page and "专家：张三（R01）　评审步骤：初评" in page
    assert "每年至少召开一次理事会会议，有纪要。" in page and "网站建设与更新" in page
    assert not {"高", "低"} & set(cells) and "29.5" not in page


def test_the_table(workbook: Any) -> None:
    sheet = workbook["评分表"]
    assert [cell.value for cell in sheet[4]] == [
        "代码", "名称", "理事会\n（10 分）", "网站建设与更新\n（5 分）", "自设项目\n（2.5 分）",
        "技术标准\n（20 分）", "人才培养\n（12.5 分）", "合计", "评语",
    ]  # fmt: skip
    assert (sheet["C3"].value, sheet["F3"].value) == ("组织机构建设与运行", "带动产业发展")
    assert {"C3:E3", "F3:G3"} <= {str(merged) for merged in sheet.merged_cells.ranges}
    assert [sheet[f"A{row}"].value for row in range(5, 10)] == ["101", "102", "103", "104", None]
    # A name that begins with = is text, and so is a code of digits.
    assert (sheet["B6"].value, sheet["B6"].data_type) == ("=半导体照明联盟", "s")
    assert sheet["A5"].data_type == "s"
    assert sheet["H5"].value == '=IF(COUNT(C5:G5)=0,"",SUM(C5:G5))'
    assert sheet["C4"].comment.text == "每年至少召开一次理事会会议，有纪要。"
    assert sheet["D4"].comment is None


def test_what_is_protected(workbook: Any) -> None:
    for sheet in workbook.worksheets:
        assert sheet.protection.sheet, sheet.title
    unlocked = {
        sheet.title: {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        for sheet in workbook.worksheets
    }
    assert unlocked["评分表"] == {f"{column}{row}" for column in "CDEFGI" for row in range(5, 9)}
    assert unlocked["回避声明"] == {f"{column}{row}" for column in "CD" for row in range(4, 8)}
    assert unlocked["填写说明"] == unlocked["evalkit"] == set()


def test_what_is_checked_while_typing(workbook: Any) -> None:
    rules = {str(rule.sqref): rule for rule in workbook["评分表"].data_validations.dataValidation}
    assert set(rules) == {f"{column}5:{column}8" for column in "CDEFG"}
    rule = rules["E5:E8"]
    assert rule.type == "custom" and rule.showErrorMessage and rule.errorStyle in (None, "stop")
    assert rule.formula1 == "IF(ISNUMBER(E5),AND(E5>=0,E5<=2.5,ABS(E5/0.5-ROUND(E5/0.5,0))<0.000001),FALSE)"
    assert rule.error == "“自设项目”须为 0 至 2.5 分，最小分差 0.5 分。"
    assert (rule.promptTitle, rule.prompt) == ("自设项目", "0 至 2.5 分，最小分差 0.5 分")
    (choice,) = workbook["回避声明"].data_validations.dataValidation
    assert (choice.type, str(choice.sqref), choice.formula1, choice.error) == (
        "list",
        "C4:C7",
        '"是,否"',
        "请选择是或否。",
    )


def test_limits_of_excel_on_prompts_and_errors(tmp_path: Path) -> None:
    """A title of a prompt may have 32 characters, an error message 225; a longer one damages the file for Excel."""
    areas = [
        dict(
            sample.RULES["areas"][0],
            indicators=[{"id": "x", "name": {"zh": "长" * 300, "en": "long " * 60}, "points": 50}],
        )
    ]
    edition = sample.record(with_rules=sample.rules(areas=areas))
    for language in LANGUAGES:
        path, _, _ = make_sheets(edition, "first", language, tmp_path / language)
        for rule in load_workbook(path).worksheets[2].data_validations.dataValidation:
            assert len(rule.promptTitle) <= 32 and len(rule.error) <= 225 and len(rule.prompt) <= 255


def test_how_it_prints_and_scrolls(workbook: Any) -> None:
    sheet = workbook["评分表"]
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$3:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert min(sheet.column_dimensions[column].width for column in "ABCDEFGHI") >= 8
    assert workbook["回避声明"].print_title_rows == "$3:$3"


def test_english(edition: EditionRecord, tmp_path: Path) -> None:
    """English names where there are glosses; the Chinese one where there is none."""
    path, _, _ = make_sheets(edition, "first", "en", tmp_path)
    book = load_workbook(path)
    assert book.sheetnames == ["Instructions", "Conflicts", "Scores", "evalkit"]
    assert [book["Scores"][f"B{row}"].value for row in (5, 6)] == ["New energy vehicles", "=半导体照明联盟"]
    assert book["Scores"]["E4"].value == "Projects of its own\n(max. 2.5)"
    (choice,) = book["Conflicts"].data_validations.dataValidation
    assert choice.formula1 == '"Yes,No"'


@pytest.mark.parametrize(("language", "banner"), [("zh", "合成数据"), ("en", "synthetic")])
def test_made_up_data_say_so_on_every_sheet(language: Language, banner: str, tmp_path: Path) -> None:
    path, _, _ = make_sheets(sample.record(synthetic=True), "first", language, tmp_path / "made")
    for sheet in load_workbook(path).worksheets[:3]:
        assert any(banner in str(row[0].value) for row in sheet.iter_rows(max_row=4, max_col=1)), sheet.title
    path, _, _ = make_sheets(sample.record(), "first", language, tmp_path / "real")
    for sheet in load_workbook(path).worksheets[:3]:
        assert not any(banner in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_the_same_inputs_give_the_same_bytes(edition: EditionRecord, tmp_path: Path) -> None:
    first = make_sheets(edition, "first", "zh", tmp_path / "a", marks=sample.marks())
    second = make_sheets(sample.record(), "first", "zh", tmp_path / "b", marks=sample.marks())
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    with zipfile.ZipFile(first[0]) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert properties.count("1980-01-01T00:00:00Z") == 2
