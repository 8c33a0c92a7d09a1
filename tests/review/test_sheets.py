"""Score sheets: marks → sheets → marks is the identity, numbers and comments too; what is refused."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from evalkit.edition import read_edition
from evalkit.edition.record import EditionRecord
from evalkit.errors import EvalkitError, Fault, UnknownName
from evalkit.files.workbook import Cell
from evalkit.review.sheets import collect_sheets, make_sheets
from evalkit.review.sheets.cells import Place, read_mark
from evalkit.review.sheets.comments import join_comments, split_comments
from evalkit.review.sheets.layout import Column
from evalkit.rules.points import Scale
from evalkit.rules.scales import MarkScale
from evalkit.wording import Language
from tests.folders import REPOSITORY
from tests.review import sheets_sample as sample

BOTH: tuple[Language, ...] = ("zh", "en")
SOFFICE = shutil.which("soffice")
# Writer alone has soffice, too, and opens no workbook.
CALC = SOFFICE is not None and (Path(SOFFICE).resolve().parent / "libsclo.so").exists()
office = pytest.mark.skipif(not CALC, reason="LibreOffice Calc (soffice with libsclo.so) is not installed")


def saved_by_libreoffice(path: Path, folder: Path, form: str = "xlsx") -> Path:
    """Open a file in LibreOffice and save it in another form."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{form}"


@pytest.fixture(scope="module")
def edition() -> EditionRecord:
    return sample.record()


def opened(path: Path) -> Any:
    return load_workbook(path)


# --- Round trip ---


@pytest.mark.parametrize("synthetic", [False, True])
@pytest.mark.parametrize("language", BOTH)
def test_marks_to_sheets_to_marks_is_the_identity(language: Language, synthetic: bool, tmp_path: Path) -> None:
    edition = sample.record(synthetic=synthetic)
    make_sheets(edition, "first", language, tmp_path, marks=sample.marks())
    collected = collect_sheets(edition, "first", tmp_path)
    assert collected.faults == () and collected.notes == () and collected.missing == ()
    pd.testing.assert_frame_equal(collected.marks, sample.marks())
    assert {type(points) for points in collected.marks["points"]} == {Decimal}
    assert collected.declared.empty
    assert collected.accepted == tuple(f"demo-2020-first-{reviewer}.xlsx" for reviewer in sample.FIRST)


def test_marks_in_steps_as_on_file(edition: EditionRecord, tmp_path: Path) -> None:
    """The shape of ``ReviewRecord.marks``: steps in place of points, categoricals, marks of the panel among them."""
    given_marks = sample.marks()
    on_file = given_marks.drop(columns="points").assign(steps=[int(points * 2) for points in given_marks["points"]])
    panel = on_file.head(1).assign(reviewer="panel")
    other = on_file.head(1).assign(round="second")
    on_file = pd.concat([on_file, panel, other], ignore_index=True)
    for column in ("unit", "reviewer", "round", "indicator"):
        on_file[column] = on_file[column].astype("category")
    make_sheets(edition, "first", "zh", tmp_path, marks=on_file)
    pd.testing.assert_frame_equal(collect_sheets(edition, "first", tmp_path).marks, given_marks)


def test_files_by_name_and_file_names_do_not_matter(edition: EditionRecord, tmp_path: Path) -> None:
    paths = make_sheets(edition, "first", "en", tmp_path, marks=sample.marks())
    renamed = paths[0].rename(tmp_path / "my marks.XLSX")
    collected = collect_sheets(edition, "first", [paths[2], renamed])
    assert collected.accepted == ("demo-2020-first-R03.xlsx", "my marks.XLSX")
    assert list(dict.fromkeys(collected.marks["reviewer"])) == ["R01", "R03"]
    assert collected.missing == ("R02",)


@office
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("via", [("xlsx",), ("ods", "xlsx")], ids="-".join)
def test_identity_after_libreoffice_saved_it(
    language: Language, via: tuple[str, ...], edition: EditionRecord, tmp_path: Path
) -> None:
    path, _, _ = make_sheets(edition, "first", language, tmp_path / "made", marks=sample.marks())
    for place, form in enumerate(via):
        path = saved_by_libreoffice(path, tmp_path / str(place), form)
    collected = collect_sheets(edition, "first", [path])
    assert [fault.describe() for fault in collected.faults] == []
    pd.testing.assert_frame_equal(collected.marks, sample.marks(["R01"]))


@office
def test_an_old_workbook_written_by_libreoffice(edition: EditionRecord, tmp_path: Path) -> None:
    path, _, _ = make_sheets(edition, "first", "zh", tmp_path / "made", marks=sample.marks())
    old = saved_by_libreoffice(path, tmp_path / "old", "xls")
    renamed = old.rename(old.with_suffix(".xlsx"))
    assert [fault.kind for fault in collect_sheets(edition, "first", [renamed]).faults] == ["sheet-old-format"]


@office
def test_totals_are_computed(edition: EditionRecord, tmp_path: Path) -> None:
    """LibreOffice computes the formula: the sum of a filled row, nothing for an empty one."""
    given_marks = sample.marks(["R01"])
    given_marks = given_marks[given_marks["unit"] != "104"]
    path, _, _ = make_sheets(edition, "first", "zh", tmp_path / "made", marks=given_marks)
    sheet = load_workbook(saved_by_libreoffice(path, tmp_path / "saved"), data_only=True)["评分表"]
    sums = given_marks.groupby("unit")["points"].sum()
    assert [sheet[f"H{row}"].value for row in (5, 6, 7)] == [float(sums[unit]) for unit in ("101", "102", "103")]
    assert not sheet["H8"].value


# --- Conflicts ---


def declare(path: Path, row: int, reason: str | None) -> None:
    """Declare a conflict in a row of the table and take the marks of the unit away."""
    workbook = opened(path)
    workbook["回避声明"][f"C{row + 3}"] = "是"
    workbook["回避声明"][f"D{row + 3}"] = reason
    for column in "CDEFGI":
        workbook["评分表"][f"{column}{row + 4}"] = None
    workbook.save(path)


def test_a_declared_conflict_is_collected_and_its_unit_is_not_marked(edition: EditionRecord, tmp_path: Path) -> None:
    path, _, _ = make_sheets(edition, "first", "zh", tmp_path, marks=sample.marks())
    declare(path, 2, "本人任该联盟\n专家委员")
    declare(path, 4, None)
    collected = collect_sheets(edition, "first", tmp_path)
    assert collected.faults == ()
    assert collected.declared.to_dict("records") == [
        {"reviewer": "R01", "unit": "102", "reason": "本人任该联盟 专家委员"},
        {"reviewer": "R01", "unit": "104", "reason": None},
    ]
    ours = collected.marks[collected.marks["reviewer"] == "R01"]
    assert list(dict.fromkeys(ours["unit"])) == ["101", "103"]


def test_collected_again_after_the_conflict_was_put_on_file(edition: EditionRecord, tmp_path: Path) -> None:
    """The unit is off the assignment by then; the workbook that declared the conflict is still as good as before."""
    path, _, _ = make_sheets(edition, "first", "zh", tmp_path, marks=sample.marks())
    declare(path, 2, "任职")
    before = collect_sheets(edition, "first", tmp_path)
    recusals = [("R01", "102", "reviewer", "任职")]
    later = sample.record(assignment=sample.FIRST | {"R01": ("101", "103", "104")}, recusals=recusals)
    after = collect_sheets(later, "first", tmp_path)
    assert after.faults == ()
    pd.testing.assert_frame_equal(after.marks, before.marks)
    pd.testing.assert_frame_equal(after.declared, before.declared)


def test_a_conflict_on_file_that_the_workbook_denies(edition: EditionRecord, tmp_path: Path) -> None:
    make_sheets(edition, "first", "zh", tmp_path, marks=sample.marks())
    recusals = [("R01", "102", "unit", None)]
    later = sample.record(assignment=sample.FIRST | {"R01": ("101", "103", "104")}, recusals=recusals)
    collected = collect_sheets(later, "first", tmp_path)
    assert [(f.kind, f.column) for f in collected.faults] == [("sheet-recused-on-file", "回避声明!C5")]
    assert "102" in collected.faults[0].describe("zh") and "102" in collected.faults[0].describe("en")
    assert set(collected.marks["reviewer"]) == {"R02", "R03"}


# --- Numbers ---

COLUMN = Column("council", "理事会", "mark", 8, scale=MarkScale(Decimal(0), Decimal(10), Decimal("0.1")))


def read(value: object, number_format: str = "General") -> object:
    return read_mark(Cell(5, 3, value, number_format=number_format), Place("f", "s", "C5"), COLUMN)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (7.3, "7.3"),
        # What a copy of 7.3 may have become; 15 digits of it are 7.30000000000000.
        (7.300000000000001, "7.3"),
        (7.299999999999999, "7.3"),
        (0.1 + 0.2, "0.3"),  # 0.30000000000000004
        (0, "0.0"),
        (-0.0, "0.0"),
        (10, "10.0"),
        ("８．５", "8.5"),
        (" 8.5\u3000", "8.5"),
        ("１０", "10.0"),
    ],
)
def test_a_number_is_the_decimal_that_its_cell_shows(value: object, points: str) -> None:
    assert str(read(value)) == points


@given(st.integers(min_value=0, max_value=10**6), st.sampled_from(["0.01", "0.05", "0.1", "0.25", "0.5", "1"]))
def test_every_mark_survives_the_binary_float(steps: int, step: str) -> None:
    """Any multiple of a step is read back exactly from the double that is nearest to it."""
    scale = Scale(Decimal(step))
    column = Column("council", "", "mark", 8, scale=MarkScale(Decimal(0), Decimal(10**7), Decimal(step)))
    points = scale.to_points(steps)
    assert read_mark(Cell(5, 3, float(points)), Place("f", "s", "C5"), column) == points


def test_an_infinite_number_is_none() -> None:
    """1E400 in the file."""
    fault = read(float("inf"))
    assert isinstance(fault, Fault) and fault.kind == "sheet-not-a-number"


@pytest.mark.parametrize(
    ("number_format", "kind", "value"),
    [
        # 0.5 in a cell of this format is shown as: 50%, 50.00%, 0.5% and 0.5‰ (signs that are only printed), 50 %.
        ("0%", "sheet-percent", "50%"),
        ("0.00%", "sheet-percent", "50%"),
        ('0.0"%"', "sheet-percent", "0.5%"),
        ("0.0\\‰", "sheet-percent", "0.5‰"),
        ("#,##0.0 %;[Red]-0.0 %", "sheet-percent", "50%"),
        # Nothing; a word; thousands.
        (";;;", "sheet-disguised", ";;;"),
        ('"良"', "sheet-disguised", '"良"'),
        ("0.0,", "sheet-disguised", "0.0,"),
        # Rounded: 1, or 0 where halves go to the even number.
        ("0", "sheet-disguised", "0"),
        ('#,##0"分"', "sheet-disguised", '#,##0"分"'),
        ("0_);(0)", "sheet-disguised", "0_);(0)"),
    ],
)
def test_a_format_that_shows_something_else_is_a_fault(number_format: str, kind: str, value: str) -> None:
    fault = read(0.5, number_format)
    assert isinstance(fault, Fault) and (fault.kind, fault.value) == (kind, value)
    assert fault.variables["stored"] == "0.5"


@pytest.mark.parametrize(
    "number_format",
    ["0.0", "@", "# ?/?", "0.00E+00", '"¥"#,##0.00', '[$¥-804]#,##0.00_);[Red]([$¥-804]#,##0.00)', "G/通用格式",
     'General"分"', '0.0"分"', '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "[>5]0.0;[Red]0.0"],
)  # fmt: skip
def test_a_format_that_shows_the_number_is_none(number_format: str) -> None:
    """Money, fractions, powers of ten, and units of measure show 0.5 in their own way."""
    assert read(0.5, number_format) == Decimal("0.5")


def test_text_is_shown_as_it_is_in_any_format() -> None:
    assert read("0.5", "0%") == Decimal("0.5")


# --- Comments ---

NAMES = {"a": "理事会", "b": "标准：国标", "c": "Website and its updates"}


def test_lines_of_a_comment() -> None:
    cell = "总体较好\n材料完整\n标准: 国标：三项\n  website  and its updates: slow\n and dated\n理事会：有纪要"
    assert split_comments(cell, NAMES) == {"a": "总体较好 材料完整 有纪要", "b": "三项", "c": "slow and dated"}


LINE = st.text("理事会标准国: ：aW=\u3000x", min_size=1, max_size=20).map(lambda t: " ".join(t.split())).filter(bool)


@given(st.dictionaries(st.sampled_from(list(NAMES)), LINE), st.sampled_from(BOTH))
def test_comments_to_a_cell_and_back_is_the_identity(comments: dict[str, str], language: Language) -> None:
    assert split_comments(join_comments(comments, NAMES, language), NAMES) == comments


# --- Refusals: nothing is written ---


def refused(edition: EditionRecord, folder: Path, round_id: str = "first", **options: Any) -> EvalkitError:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(EvalkitError) as caught:
        make_sheets(edition, round_id, "zh", folder / "out", **options)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    for language in BOTH:
        assert "{" not in caught.value.describe(language)
    return caught.value


def test_nothing_assigned(tmp_path: Path) -> None:
    assert refused(sample.record(assignment=None), tmp_path).message == "sheets-no-assignment"
    error = refused(sample.record(), tmp_path, "second")
    assert "“second”" in str(error) and "evalkit assign" in str(error)


@pytest.mark.parametrize("name", ["frist", "talk"])
def test_no_such_round(edition: EditionRecord, tmp_path: Path, name: str) -> None:
    """Nor does a reviewer mark in the discussion."""
    error = refused(edition, tmp_path, name)
    assert isinstance(error, UnknownName) and error.known == ("first", "second")


def test_an_edition_of_scores_has_no_review() -> None:
    with pytest.raises(EvalkitError) as caught:
        read_edition(REPOSITORY / "data/alliances/2019").reviewed()
    assert caught.value.describe("en") == (
        "alliances/2019 is not an edition of marks: data.level in its rules.toml is not “marks”."
    )


def test_no_complete_rubric(tmp_path: Path) -> None:
    rules = sample.rules()
    without = sample.record(with_rules=rules.model_copy(update={"marks": None}))
    assert refused(without, tmp_path).message == "sheets-no-rubric"
    area = rules.areas[0]
    bare = tuple(indicator.model_copy(update={"points": None}) for indicator in area.indicators)
    areas = (area.model_copy(update={"indicators": bare}), *rules.areas[1:])
    assert (
        refused(sample.record(with_rules=rules.model_copy(update={"areas": areas})), tmp_path).message
        == "sheets-no-rubric"
    )


def test_marks_that_are_not_assigned(edition: EditionRecord, tmp_path: Path) -> None:
    stray = sample.marks().head(1).assign(unit="106")
    error = refused(edition, tmp_path, marks=stray)
    assert error.message == "sheets-mark-not-assigned"
    assert "R01" in str(error) and "106" in str(error)


def test_a_code_that_is_no_file_name(tmp_path: Path) -> None:
    edition = sample.record(assignment={"../R01": ("101",)})
    assert edition.review is not None
    edition.review.reviewers.loc[0, "reviewer"] = "../R01"
    assert refused(edition, tmp_path).message == "sheets-code-not-a-file-name"


def test_workbooks_that_are_there_are_kept(edition: EditionRecord, tmp_path: Path) -> None:
    """They may hold somebody's work. Asked for by name, they are written over."""
    paths = make_sheets(edition, "first", "zh", tmp_path / "out", marks=sample.marks())
    paths[0].unlink()
    error = refused(edition, tmp_path)
    assert error.message == "sheets-there-already" and error.variables["count"] == 2
    assert not paths[0].exists()
    again = make_sheets(edition, "first", "zh", tmp_path / "out", overwrite=True)
    assert again == paths
    assert [f.kind for f in collect_sheets(edition, "first", tmp_path / "out").faults] == ["sheet-untouched"] * 3


def test_all_or_none_where_the_disk_is_full(
    edition: EditionRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file cannot be written: the first, which was there before, is put back; the third is not begun."""
    from evalkit.files import store

    (first, *others) = make_sheets(edition, "first", "zh", tmp_path / "out", marks=sample.marks())
    for path in others:
        path.unlink()
    write = store.write

    def full(path: Path, content: str | bytes) -> str:
        if path.name.endswith("R02.xlsx"):
            raise EvalkitError("not-writable", folder=str(path.parent), why="No space left on device")
        return write(path, content)

    monkeypatch.setattr(store, "write", full)
    assert refused(edition, tmp_path, overwrite=True).message == "not-writable"
    assert first.exists()


def test_collecting_from_nowhere(edition: EditionRecord, tmp_path: Path) -> None:
    with pytest.raises(EvalkitError, match="There is no folder"):
        collect_sheets(edition, "first", tmp_path / "gone")
    with pytest.raises(UnknownName):
        collect_sheets(edition, "talk", tmp_path)
    empty = collect_sheets(edition, "first", tmp_path)
    assert [fault.kind for fault in empty.faults] == ["sheets-none"]
    assert empty.marks.empty and list(empty.marks.columns) == [
        "unit",
        "reviewer",
        "round",
        "indicator",
        "points",
        "comment",
    ]
    assert list(empty.declared.columns) == ["reviewer", "unit", "reason"]
    assert (empty.accepted, empty.missing) == ((), ("R01", "R02", "R03"))
