"""Minutes of the discussion: what the workbook holds, what comes back, and every way in which it is refused."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from evalkit.edition.record import EditionRecord
from evalkit.errors import EditionError, EvalkitError
from evalkit.review.sheets import collect_minutes, make_minutes, make_sheets
from evalkit.sources.schema import MINUTES
from evalkit.wording import LANGUAGES, Language
from tests.review import sheets_sample as sample
from tests.review.spoiled import in_xml, with_part
from tests.review.test_sheets import office, saved_by_libreoffice

#: In the order of consequence, not of the file.
UNITS = ("103", "101", "105")
DOCKET = pd.DataFrame(
    [
        ("103", "存储", "R01 41.5, R02 20", "standards talent", "总分相差 21.5 分；可能改变等级"),
        ("101", "新能源汽车", "R01 30, R03 12", "council", "总分相差 18 分"),
        ("105", "农业装备", "R02 33, R03 29", "", "等级不同"),
    ],
    columns=["unit", "name", "totals", "drivers", "why"],
)
CONFLICTS = pd.DataFrame([("R04", "103", "current"), ("R02", "106", "reviewer")], columns=["reviewer", "unit", "kind"])
NAMES: dict[Language, tuple[str, str]] = {"zh": ("讨论记录", "改定评分"), "en": ("Minutes", "Revised marks")}
TABLE, MARKS = NAMES["zh"]


def fill(path: Path, language: Language = "zh") -> None:
    """Enter what the panel decided: 103 revised in two indicators, the others kept. Rows 4 to 6, marks in 5 to 7."""
    kept, revised = {"zh": ("维持", "改分"), "en": ("Kept", "Revised")}[language]
    table, marks = NAMES[language]
    entries: dict[str, object] = {
        "F4": dt.date(2021, 3, 5), "G4": revised, "H4": "材料足以\n证明", "I4": "R01 R02 R03", "J4": "R04",
        "K4": "R02 不同意",
        "F5": "2021年3月5日", "G5": kept, "H5": "各有所据", "I5": "R01，R03、 R02 R01",
        "F6": "２０２１/３/6", "G6": kept, "H6": "差异不大", "I6": "Ｒ02",
    }  # fmt: skip
    workbook = load_workbook(path)
    for address, value in entries.items():
        workbook[table][address] = value
    workbook[marks]["F5"] = 15.5
    workbook[marks]["G5"] = "１２"
    workbook.save(path)


@pytest.fixture(scope="module")
def edition() -> EditionRecord:
    return sample.record()


@pytest.fixture(scope="module")
def good(edition: EditionRecord, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_minutes(edition, DOCKET, "zh", tmp_path_factory.mktemp("good") / "minutes.xlsx")
    fill(path)
    return path


def expect_what_was_filled_in(edition: EditionRecord, path: Path) -> None:
    found = collect_minutes(edition, path, UNITS, CONFLICTS)
    assert list(found.minutes.columns) == [name for name in MINUTES.names if name != "state"]
    day = dt.date(2021, 3, 5)
    assert found.minutes.to_numpy().tolist() == [
        ["103", day, "revised", "材料足以 证明", "R01 R02 R03", "R04", "R02 不同意"],
        ["101", day, "kept", "各有所据", "R01 R03 R02", None, None],
        ["105", dt.date(2021, 3, 6), "kept", "差异不大", "R02", None, None],
    ]
    assert found.revised.to_numpy().tolist() == [
        ["103", "panel", "talk", "standards", sample.Decimal("15.5"), None],
        ["103", "panel", "talk", "talent", sample.Decimal("12.0"), None],
    ]
    assert list(found.revised.columns) == ["unit", "reviewer", "round", "indicator", "points", "comment"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_comes_back(language: Language, edition: EditionRecord, tmp_path: Path) -> None:
    path = make_minutes(edition, DOCKET, language, tmp_path / "minutes.xlsx")
    fill(path, language)
    expect_what_was_filled_in(edition, path)


@office
def test_after_libreoffice_saved_it(edition: EditionRecord, good: Path, tmp_path: Path) -> None:
    expect_what_was_filled_in(edition, saved_by_libreoffice(good, tmp_path / "saved"))


def test_rows_may_be_sorted_and_units_given_in_any_order(edition: EditionRecord, good: Path) -> None:
    found = collect_minutes(edition, good, sorted(UNITS), CONFLICTS)
    assert found.minutes["unit"].tolist() == sorted(UNITS)
    assert found.minutes.set_index("unit").loc["103", "decision"] == "revised"


def test_the_workbook(edition: EditionRecord, tmp_path: Path) -> None:
    workbook = load_workbook(make_minutes(edition, DOCKET, "zh", tmp_path / "minutes.xlsx"))
    assert [(s.title, s.sheet_state) for s in workbook.worksheets] == [
        ("填写说明", "visible"), (TABLE, "visible"), (MARKS, "visible"), ("evalkit", "hidden"),
    ]  # fmt: skip
    table, marks = workbook[TABLE], workbook[MARKS]
    assert [cell.value for cell in table[3]] == [
        "代码", "名称", "各专家总分", "分歧所在指标", "提交讨论的原因",
        "讨论日期", "决定", "理由", "到会专家（代码）", "回避专家（代码）", "少数意见",
    ]  # fmt: skip
    assert [cell.value for cell in table[4]][:6] == [
        "103", "存储 <产业> & “联盟”", "R01 41.5, R02 20", "技术标准\n人才培养", "总分相差 21.5 分；可能改变等级", None,
    ]  # fmt: skip
    assert table["F4"].number_format == "yyyy-mm-dd"
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in table.data_validations.dataValidation}
    assert rules == {"F4:F6": ("date", "36526"), "G4:G6": ("list", '"维持,改分"')}
    assert {str(rule.sqref) for rule in marks.data_validations.dataValidation} == {f"{c}5:{c}7" for c in "CDEFG"}
    # The indicators that differ stand out: standards and talent of 103, council of 101.
    plain = marks["D5"].fill.fgColor.rgb
    driving = {c.coordinate for row in marks["C5:G7"] for c in row if c.fill.fgColor.rgb != plain}
    assert driving == {"F5", "G5", "C6"}
    unlocked = {c.coordinate for row in table.iter_rows() for c in row if not c.protection.locked}
    assert unlocked == {f"{column}{row}" for column in "FGHIJK" for row in (4, 5, 6)}
    assert all(sheet.protection.sheet for sheet in workbook.worksheets)
    page = [cell.value for row in workbook["填写说明"].iter_rows() for cell in row if cell.value is not None]
    assert {"R04", "赵六"} <= set(page)


def test_the_same_inputs_give_the_same_bytes(edition: EditionRecord, tmp_path: Path) -> None:
    first, second = (make_minutes(edition, DOCKET, "en", tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def enter(sheet: str, **cells: object) -> Callable[[Any], None]:
    def change(workbook: Any) -> None:
        for address, value in cells.items():
            workbook[sheet][address] = value

    return change


def formatted(sheet: str, address: str, number_format: str) -> Callable[[Any], None]:
    return lambda workbook: setattr(workbook[sheet][address], "number_format", number_format)


def struck(sheet: str, *addresses: str) -> Callable[[Any], None]:
    def change(workbook: Any) -> None:
        for address in addresses:
            workbook[sheet][address].font = Font(strike=True)

    return change


def t(address: str) -> str:
    return f"{TABLE}!{address}"


def m(address: str) -> str:
    return f"{MARKS}!{address}"


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (enter(TABLE, G4=None), [("sheet-undecided", t("G4"), None)]),
        (enter(TABLE, G4="再议"), [("sheet-not-a-choice", t("G4"), "再议")]),
        (enter(TABLE, G5="改分"), [("sheet-revised-without-mark", t("G5"), None)]),
        (enter(TABLE, G4="维持"), [("sheet-kept-with-mark", m("F5"), "15.5")]),
        (enter(MARKS, C6=3), [("sheet-kept-with-mark", m("C6"), "3")]),
        (enter(TABLE, H4=None), [("sheet-no-reason", t("H4"), None)]),
        (enter(TABLE, H4="=F4"), [("sheet-formula", t("H4"), "=F4")]),
        (enter(TABLE, I4=None), [("sheet-no-one-present", t("I4"), None)]),
        (enter(TABLE, I4="R01 R05"), [("sheet-unknown-person", t("I4"), "R05")]),
        (enter(TABLE, J4="王五"), [("sheet-unknown-person", t("J4"), "王五")]),
        (enter(TABLE, J4="R04 R02"), [("sheet-present-and-recused", t("I4"), "R02")]),
        (enter(TABLE, I4="R01 R04", J4=None), [("sheet-conflicted-present", t("I4"), "R04")]),
        (enter(TABLE, I4="R01 R04"), [("sheet-present-and-recused", t("I4"), "R04")]),
        (enter(TABLE, F4=None), [("sheet-no-day", t("F4"), None)]),
        (enter(TABLE, F4="三月五日"), [("sheet-not-a-day", t("F4"), "三月五日")]),
        (enter(TABLE, F4="2021-02-29"), [("sheet-not-a-day", t("F4"), "2021-02-29")]),
        (enter(TABLE, F4=True), [("sheet-not-a-day", t("F4"), "TRUE")]),
        (enter(TABLE, F4=dt.date(2020, 12, 31)), [("sheet-day-too-early", t("F4"), "2020-12-31")]),
        (enter(MARKS, F5=20.5), [("sheet-above-maximum", m("F5"), "20.5")]),
        (enter(MARKS, F5=-1), [("sheet-negative", m("F5"), "-1")]),
        (enter(MARKS, F5=1.25), [("sheet-between-steps", m("F5"), "1.25")]),
        (enter(MARKS, F5="高", G5=None), [("sheet-not-a-number", m("F5"), "高")]),
        (formatted(MARKS, "F5", "0%"), [("sheet-percent", m("F5"), "1550%")]),
        (struck(MARKS, "F5"), [("sheet-struck", m("F5"), "15.5")]),
        (struck(TABLE, "F4", "G4", "I4"), [
            ("sheet-struck", t("F4"), "2021-03-05"),
            ("sheet-struck", t("G4"), "改分"),
            ("sheet-struck", t("I4"), "R01 R02 R03"),
        ]),
        (enter(TABLE, A7="106"), [("sheet-not-on-docket", t("A7"), "106")]),
        (enter(TABLE, A7="101"), [("sheet-row-added", t("A7"), "101")]),
        (enter(TABLE, A5="10I"), [("sheet-row-missing", TABLE, None), ("sheet-not-on-docket", t("A5"), "10I")]),
        (lambda book: book[MARKS].delete_rows(6), [("sheet-row-missing", MARKS, None)]),
        (enter(TABLE, H3="原因"), [("sheet-column-renamed", t("H3"), "原因")]),
        (enter(TABLE, D9="另议"), [("sheet-outside", t("D9"), "另议")]),
        (lambda book: setattr(book[MARKS], "title", "改分"), [("sheet-missing", None, MARKS)]),
        (lambda book: setattr(book.create_sheet("附件")["A1"], "value", "x"), [("sheet-extra", None, "附件")]),
        (enter("evalkit", B5="first"), [("sheet-identity-changed", "evalkit", None)]),
        (
            enter(TABLE, G4=None, F5="不详", I6="R09"),
            [
                ("sheet-undecided", t("G4"), None),
                ("sheet-not-a-day", t("F5"), "不详"),
                ("sheet-unknown-person", t("I6"), "R09"),
            ],
        ),
    ],
)  # fmt: skip
def test_every_fault_is_found(
    change: Callable[[Any], None], faults: list[tuple[str, str | None, str | None]],
    edition: EditionRecord, good: Path, tmp_path: Path,
) -> None:  # fmt: skip
    path = Path(shutil.copy(good, tmp_path / "minutes.xlsx"))
    workbook = load_workbook(path)
    change(workbook)
    workbook.save(path)
    with pytest.raises(EditionError) as caught:
        collect_minutes(edition, path, UNITS, CONFLICTS)
    found = {(fault.kind, fault.column, fault.value) for fault in caught.value.faults}
    assert found == set(faults)
    for fault in caught.value.faults:
        for language in LANGUAGES:
            line = fault.describe(language)
            assert line.startswith("minutes.xlsx") and "{" not in line and "None" not in line
            assert fault.column is None or fault.column in line
        assert re.search("[\u4e00-\u9fff]", fault.describe("zh"))


def test_what_is_written_beside_the_minutes_is_told(edition: EditionRecord, good: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(good, tmp_path / "minutes.xlsx"))
    workbook = load_workbook(path)
    workbook[MARKS]["F5"].comment = Comment("待核", "R01")
    struck(TABLE, "K4")(workbook)
    workbook[TABLE].merge_cells("H5:H6")
    workbook.save(path)
    with pytest.raises(EditionError, match="no reason"):  # of 105: merging took it away
        collect_minutes(edition, path, UNITS, CONFLICTS)
    workbook[TABLE].unmerge_cells("H5:H6")
    workbook[TABLE]["H6"] = "差异不大"
    workbook.save(path)
    found = collect_minutes(edition, path, UNITS, CONFLICTS)
    assert sample.told(found.notes) == [
        ("sheet-struck", t("K4"), "R02 不同意"),
        ("sheet-comment", m("F5"), "待核"),
    ]
    assert len(found.minutes) == 3


def test_merged_decisions_and_merged_reasons(edition: EditionRecord, good: Path, tmp_path: Path) -> None:
    """What LibreOffice leaves under a merged range: a decision is refused, a reason filed and told."""
    path = Path(shutil.copy(good, tmp_path / "minutes.xlsx"))
    part = "xl/worksheets/sheet2.xml"
    in_xml(part, ("</mergeCells>", '<mergeCell ref="H4:H5"/></mergeCells>'))(path)
    found = collect_minutes(edition, path, UNITS, CONFLICTS)
    assert sample.told(found.notes) == [("sheet-merged-over", t("H4:H5"), "H5 “各有所据”")]
    in_xml(part, ("</mergeCells>", '<mergeCell ref="G4:G5"/></mergeCells>'))(path)
    with pytest.raises(EditionError, match="G5 “维持”"):
        collect_minutes(edition, path, UNITS, CONFLICTS)


@pytest.mark.parametrize(("number_format", "serial"), [(31, 44260), (58, 44260), (14, 44260)])
def test_days_in_the_formats_of_chinese_excel(
    number_format: int, serial: int, edition: EditionRecord, good: Path, tmp_path: Path
) -> None:
    """Formats 31 and 58 (2021年3月5日, 3月5日) are in no style sheet; 44260 days after 1899-12-30 is 2021-03-05."""
    assert dt.date(1899, 12, 30) + dt.timedelta(days=serial) == dt.date(2021, 3, 5)
    path = Path(shutil.copy(good, tmp_path / "minutes.xlsx"))
    workbook = load_workbook(path)
    workbook[TABLE]["F4"] = serial
    workbook[TABLE]["F4"].number_format = '"here"'
    workbook.save(path)
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml").decode("utf-8")
    own = re.search(r'numFmtId="(\d+)" formatCode="&quot;here&quot;"', styles)
    assert own is not None
    with_part("xl/styles.xml", styles.replace(f'numFmtId="{own[1]}"', f'numFmtId="{number_format}"').encode())(path)
    in_xml("xl/styles.xml", ("&quot;here&quot;", "yyyy-mm-dd"))(path)
    assert collect_minutes(edition, path, UNITS, CONFLICTS).minutes["date"].iloc[0] == dt.date(2021, 3, 5)


def test_a_docket_that_changed(edition: EditionRecord, good: Path) -> None:
    """One unit came and one went after the workbook was made."""
    with pytest.raises(EditionError) as caught:
        collect_minutes(edition, good, ("103", "101", "106"), CONFLICTS)
    assert {(f.kind, f.column, f.value) for f in caught.value.faults} == {
        ("sheet-outdated", None, None),
        ("sheet-not-on-docket", t("A6"), "105"), ("sheet-row-missing", TABLE, None),
        ("sheet-not-on-docket", m("A7"), "105"), ("sheet-row-missing", MARKS, None),
    }  # fmt: skip


def test_a_score_sheet_in_place_of_the_minutes(edition: EditionRecord, tmp_path: Path) -> None:
    path, *_ = make_sheets(edition, "first", "zh", tmp_path)
    with pytest.raises(EditionError) as caught:
        collect_minutes(edition, path, UNITS, CONFLICTS)
    assert [fault.kind for fault in caught.value.faults] == ["sheet-other-kind"]
    assert "these are a reviewer's score sheets; allowed: minutes of a discussion" in str(caught.value)


def test_what_cannot_be_made(edition: EditionRecord, tmp_path: Path) -> None:
    path = tmp_path / "minutes.xlsx"
    with pytest.raises(ValueError, match=r"`docket` must have the columns unit, totals, drivers, why; it has no why"):
        make_minutes(edition, DOCKET.drop(columns="why"), "zh", path)
    with pytest.raises(ValueError, match=r"`docket` must hold units of the edition; there is no 999"):
        make_minutes(edition, DOCKET.assign(unit=["999", "101", "102"]), "zh", path)
    with pytest.raises(EvalkitError, match="no unit to discuss"):
        make_minutes(edition, DOCKET.head(0), "zh", path)
    rounds = sample.RULES["review"] | {"rounds": sample.RULES["review"]["rounds"][:2]}
    with pytest.raises(EvalkitError, match="no round of kind “discussion”"):
        make_minutes(sample.record(with_rules=sample.rules(review=rounds)), DOCKET, "zh", path)
    assert not path.exists()
    make_minutes(edition, DOCKET, "zh", path)
    before = path.read_bytes()
    with pytest.raises(EvalkitError, match="1 workbook is there already"):
        make_minutes(edition, DOCKET.head(1), "zh", path)
    assert path.read_bytes() == before
    assert make_minutes(edition, DOCKET.head(1), "zh", path, overwrite=True).read_bytes() != before
