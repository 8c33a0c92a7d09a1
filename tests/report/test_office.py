"""The workbook of a page, and the files that a run puts beside it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pytest
from bs4 import BeautifulSoup

from evalkit.report.elements import Column, TableView
from evalkit.report.office.about import About
from evalkit.report.office.numbers import Number, parse
from evalkit.report.office.xlsx import workbook
from evalkit.wording import LANGUAGES, Language, text
from tests.report.conftest import evalkit
from tests.report.notebooks import write_notebook
from tests.report.office_page import HOSTILE, evaluation, hostile_view, page_of, sample
from tests.report.shown import Rows, rows_in, rows_of

FIRST_TABLE = 3  # after cover, notes and list of tables
CASES = [(p, e, language) for p, e in (("alliances", "2019"), ("demo", "2025")) for language in LANGUAGES]


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def data(sheet: Any) -> list[list[Any]]:
    """The cells of the one table of a sheet, its header first."""
    (table,) = sheet.tables.values()
    return [list(row) for row in sheet[table.ref]]


def shown(cell: Any) -> str:
    """What a spreadsheet shows of a cell: the number in its format, the text."""
    if cell.data_type == "s" or cell.value is None:
        return cell.value or ""
    value, form = Decimal(str(cell.value)), cell.number_format
    positive, *rest = form.split(";")
    decimals = len(re.findall(r"\.(0+)", positive)[0]) if "." in positive else 0
    digits = f"{abs(value) * (100 if '%' in form else 1):.{decimals}f}" + ("%" if "%" in form else "")
    if value < 0:
        assert rest[0].startswith('"−"')
        return "−" + digits
    return ("+" if positive.startswith("+") else "") + digits


def equals(sheet: Any, rows: Rows, withheld: str) -> None:
    found = [[shown(cell) for cell in row] for row in data(sheet)]
    assert [["[c]" if cell == withheld else cell for cell in row] for row in rows[1:]] == found[1:]
    # The head of the groups' column is empty on the page, and must not be in a workbook.
    assert found[0][-len(rows[0]) + 1 :] == rows[0][1:]


@pytest.mark.parametrize(
    ("cell", "value", "form"),
    [
        ("0", "0", "0"),
        ("12.10", "12.10", "0.00"),
        ("63.06%", "0.6306", "0.00%"),
        ("100%", "1.00", "0%"),
        ("+1", "1", '+0;"−"0;+0'),
        ("−2.5", "-2.5", '0.0;"−"0.0'),
    ],
)
def test_numbers_are_read_back_exactly(cell: str, value: str, form: str) -> None:
    assert parse(cell) == Number(Decimal(value), form)


@pytest.mark.parametrize("cell", ["", "–", "85–100", "007", "≥ 85", "1,000", "1e5", "１２", "[c]", "NaN", "=1", "1 "])
def test_what_is_no_number_stays_text(cell: str) -> None:
    assert parse(cell) is None


@pytest.mark.parametrize(("programme", "edition", "language"), CASES)
def test_every_table_stands_on_a_sheet_with_its_values(programme: str, edition: str, language: Language) -> None:
    _, views, about = sample(programme, edition, language)
    book = opened(workbook(views, about))
    assert len(views) == len(book.sheetnames) - FIRST_TABLE
    for view, sheet in zip(views, book.worksheets[FIRST_TABLE:], strict=True):
        assert sheet["A1"].value == view.caption
        equals(sheet, rows_of(view), text(language, "withheld"))


def test_numbers_are_numbers_and_codes_are_text() -> None:
    _, views, about = sample("alliances", "2019", "en")
    book = opened(workbook(views, about))
    tiers = data(book["Table_1"])
    # II.5: 35 highly active, 35.35 % of the participants, 22.29 % of all.
    assert [cell.value for cell in tiers[1]] == ["Highly active", "85–100", 35, 35.35, 22.29]
    assert [cell.number_format for cell in tiers[1][2:]] == ["0", "0.00", "0.00"]
    near = data(book["Table_3"])
    assert {cell.data_type for cell in [row[1] for row in near[1:]]} == {"n"}
    scores = data(book["Table_4"])
    codes = next(i for i, cell in enumerate(scores[0]) if cell.value == "Code")
    assert {row[codes].data_type for row in scores[1:]} == {"s"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_eight_withheld_scores_of_2019_are_marked(language: Language) -> None:
    _, views, about = sample("alliances", "2019", language)
    book = opened(workbook(views, about))
    rows = data(book.worksheets[-1])
    marked = [row for row in rows if row[-1].value == "[c]"]
    assert [row[2].value for row in marked] == ["109", "123", "216", "238", "313", "329", "335", "349"]
    assert {row[1].value for row in marked} == {"–"}
    assert sum(isinstance(row[-1].value, int) for row in rows) == 91
    notes = {row[0].value: row[1].value for row in data(book.worksheets[1])}
    assert {"[c]", "–"} <= set(notes)


@pytest.mark.parametrize(("programme", "edition", "language"), CASES)
def test_the_layout_is_accessible(programme: str, edition: str, language: Language) -> None:
    _, views, about = sample(programme, edition, language)
    book = opened(workbook(views, about))
    assert (book.properties.title, book.properties.language) == (about.title, about.locale)
    assert len(set(book.sheetnames)) == len(book.sheetnames)
    assert all(len(name) <= 31 for name in book.sheetnames)
    names = [name for sheet in book for name in sheet.tables]
    assert len({name.casefold() for name in names}) == len(names) == len(views) + 2
    for sheet in book.worksheets:
        assert sheet["A1"].value
        assert list(sheet.merged_cells.ranges) == []
        filled = {cell.row for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}
        assert filled == set(range(1, sheet.max_row + 1)), "a row is empty"
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        first = data(sheet)[0]
        heads = [cell.value for cell in first]
        assert table.tableColumns and [column.name for column in table.tableColumns] == heads
        assert all(heads) and len({head.casefold() for head in heads}) == len(heads)
        assert sheet.freeze_panes == f"A{first[0].row + 1}"
        assert sheet.print_title_rows == f"${first[0].row}:${first[0].row}"
    links = [cell.hyperlink.location for row in book.worksheets[2].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[FIRST_TABLE:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_made_up_data_are_marked_on_every_sheet(language: Language) -> None:
    mark = text(language, "synthetic")
    for programme, edition, there in (("demo", "2025", True), ("alliances", "2019", False)):
        _, views, about = sample(programme, edition, language)
        for sheet in opened(workbook(views, about)).worksheets:
            values = [cell.value for row in sheet.iter_rows(max_row=3) for cell in row]
            assert (mark in values) is there, sheet.title
            assert (text(language, "office-synthetic-short") in (sheet.oddFooter.left.text or "")) is there


def test_a_page_that_is_not_for_publication_says_so_in_its_files() -> None:
    page, views, about = sample("alliances", "2019", "en")
    inner = page.html.replace(
        '<header class="masthead">', '<div class="internal"><p>Not for publication.</p></div><header>'
    )
    marked = About.of(replace(page, html=inner), evaluation("alliances", "2019").record, "en", "9.9")
    assert about.marks == () and marked.marks == ("Not for publication.",)
    assert opened(workbook(views, marked))["Table_1"]["A2"].value == "Not for publication."


def test_hostile_text_is_text_and_nothing_is_a_formula() -> None:
    record = evaluation("alliances", "2019").record
    _, views, about = page_of(record, "en", "# =Title", hostile_view())
    book = opened(workbook(views, about))
    for sheet in book.worksheets:
        assert [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type not in "sn"] == []
    rows = data(book["Table_1"])
    # openpyxl hands on _x005F_ as it is in the file: the escaped underscore, by which Excel shows _x0041_ literally.
    assert [row[1].value.replace("_x005F_", "_") for row in rows[1:]] == list(HOSTILE)
    assert [cell.value for cell in rows[0]] == ["Group", "=label", "=LABEL (2)", "Column 4"]
    for row in rows:
        for cell in row:
            begins = isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t"))
            assert bool(cell.quotePrefix) is begins, cell.coordinate


def test_a_table_without_rows_is_a_sheet_without_a_table_object() -> None:
    view = TableView("none", "Nothing", (Column("A"), Column("B", "number")), ((None, ()),))
    _, _, about = sample("alliances", "2019", "en")
    sheet = opened(workbook([view], about))["Table_1"]
    assert list(sheet.tables) == []
    assert [cell.value for cell in sheet[sheet.max_row]] == ["A", "B"]


def test_the_same_tables_give_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    _, views, about = sample("demo", "2025", "zh")
    first = workbook(views, about)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert workbook(views, about) == first


def test_a_table_survives_the_way_through_the_notebook() -> None:
    view = hostile_view()
    assert TableView.from_payload(json.loads(json.dumps(view.to_payload()))) == view


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_of_the_annual_report_holds_each_of_its_tables(built: Path, language: Language) -> None:
    folder = built / "reports/alliances/2019" / language
    book = openpyxl.load_workbook(folder / "annual-report.xlsx")
    page = BeautifulSoup((folder / "annual-report.html").read_text(encoding="utf-8"), "html.parser")
    tables = [table for table in page.select("[data-table]") if table.find_parent("figure") is None]
    assert len(tables) == len(book.sheetnames) - FIRST_TABLE == 18
    by_name = {}
    for sheet in book.worksheets[FIRST_TABLE:]:
        (table,) = sheet.tables
        by_name[re.sub(r"^table_\d+_", "", table)] = sheet
    for table in tables:
        stem = str(table["id"]).removeprefix("table-")
        equals(by_name[stem.replace("-", "_")], rows_in(table), text(language, "withheld"))


@pytest.fixture
def asks(small: Path) -> Iterator[Path]:
    """A workspace whose one notebook asks for files."""
    cell = (
        "from evalkit.report.tables import plain\nfrom evalkit.report.elements import Column\n"
        "plain('one', 'A table', [Column('n', 'number')], [['1']])"
    )
    path = small / "notebooks/01-data-check.ipynb"
    write_notebook(path, "# One", "## Two", cell)
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["evalkit"] = {"office": ["pdf", "xlsx", "docx"]}
    nbformat.write(notebook, path)
    yield small


def test_a_run_says_which_files_it_does_not_make_and_why(asks: Path) -> None:
    folder = asks / "reports/alliances/2019/en"
    # As where the package is not installed: one of this name that cannot be found.
    (asks / "sitecustomize.py").write_text(
        "import importlib.util as u\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'typst' else find(name, *more)\n",
        encoding="utf-8",
    )
    done = evalkit(asks, "run", "--language", "en", PYTHONPATH=str(asks))
    assert (done.returncode, done.stderr) == (0, "")
    assert "No PDF files: the packages pypandoc_binary and typst are not installed; pip install" in done.stdout
    assert {p.name for p in folder.glob("01*")} >= {"01-data-check.html", "01-data-check.xlsx"}
    assert not (folder / "01-data-check.pdf").exists()
    done = evalkit(asks, "run", "--language", "en", "--no-office")
    assert (done.returncode, done.stderr) == (0, "")
    assert "PDF" not in done.stdout
    assert [p.name for p in folder.glob("01*")] == ["01-data-check.html"]


def test_a_program_that_fails_costs_its_files_and_nothing_else(asks: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken-pandoc"
    broken.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo pandoc 3.9 && exit\necho out of order >&2\nexit 7\n', encoding="utf-8"
    )
    broken.chmod(0o755)
    done = evalkit(asks, "run", "--language", "en", PYPANDOC_PANDOC=str(broken))
    assert done.returncode == 0
    assert "01-data-check.pdf was not made: out of order" in done.stderr
    assert "01-data-check.docx was not made: out of order" in done.stderr
    assert (asks / "reports/alliances/2019/en/01-data-check.xlsx").is_file()
    assert not (asks / "reports/alliances/2019/en/01-data-check.pdf").exists()
