"""Spoiled workbooks: each with exactly the faults it has, in both languages, and none of its marks taken."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from evalkit.edition.record import EditionRecord
from evalkit.errors import Fault
from evalkit.review.sheets import collect_sheets, make_minutes, make_sheets
from evalkit.wording import LANGUAGES
from tests.review import sheets_sample as sample
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
    spoiled = returned / "demo-2020-first-R01.xlsx"
    case.spoil(spoiled)
    collected = collect_sheets(edition, "first", returned)
    values = [(kind, column) for kind, column, _ in case.faults]
    assert [(kind, column) for kind, column, _ in found(collected.faults)] == values
    for fault, (_, _, value) in zip(collected.faults, case.faults, strict=True):
        assert fault.file == spoiled.name
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
    """R01 now has 105 in place of 104: the workbook is of an earlier state, and says where."""
    edition = sample.record(assignment=sample.FIRST | {"R01": ("101", "102", "103", "105")})
    collected = collect_sheets(edition, "first", returned)
    assert found(collected.faults) == [
        ("sheet-outdated", None, None),
        ("sheet-unit-not-assigned", "回避声明!A7", "104"),
        ("sheet-row-missing", "回避声明!A7", None),
        ("sheet-unit-not-assigned", "评分表!A8", "104"),
        ("sheet-row-missing", "评分表!A8", None),
    ]
    for fault in collected.faults:
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
    package = Path(__file__).parents[2] / "evalkit" / "review" / "sheets"
    code = "".join(
        (package / f"{name}.py").read_text("utf-8") for name in ("opening", "cells", "structure", "reading", "collect")
    )
    kinds = set(re.findall(r'"(sheet-[a-z-]+)"', code))
    tests = Path(__file__).read_text("utf-8") + (Path(__file__).parent / "test_sheets.py").read_text("utf-8")
    shown = {kind for case in CASES for kind, _, _ in case.faults} | set(re.findall(r'"(sheet-[a-z-]+)"', tests))
    of_the_minutes = {"sheet-" + "not-a-day"}
    assert kinds - shown == of_the_minutes
