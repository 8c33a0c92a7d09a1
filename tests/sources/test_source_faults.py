"""What is wrong in a source is told with its sheet and its cell, and no credential is told at all."""

from __future__ import annotations

import io
import os
import re
import sqlite3
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from evalkit.edition.frozen import freeze
from evalkit.errors import EditionError, EvalkitError
from evalkit.files import together
from evalkit.files.opendocument import without_value
from evalkit.files.together import GATHERED
from evalkit.rules.models import Source
from evalkit.sources.mapping import SOURCED
from evalkit.sources.schema import UNITS
from tests.review.small import SmallFolder
from tests.sources.dressed import Rows, moved, queries, typed, wide_marks, write_ods, write_sqlite, write_xlsx

UNIT_COLUMNS = ", ".join(UNITS.names)
WORKBOOK = '\n[source]\nkind = "workbook"\nfile = "office.xlsx"\n'
Change = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    """The good small edition in a workspace of its own."""
    return SmallFolder.written_to(tmp_path)


def lines(small: SmallFolder) -> list[str]:
    return [fault.describe() for fault in small.faults()]


def row_of(small: SmallFolder, start: str) -> int:
    """Return the line of the rules that begins so."""
    (row,) = [i for i, line in enumerate(small.text("rules.toml").splitlines(), start=1) if line.startswith(start)]
    return row


def in_workbook(small: SmallFolder, change: Change, source: str = WORKBOOK, wide: bool = False) -> list[str]:
    """Put the edition into a workbook, change that, and return what is told; the sheets begin in A1."""
    tables = moved(small)
    if wide:
        tables["marks"] = wide_marks(tables["marks"])
    write_xlsx(small.path("office.xlsx"), tables)
    book = openpyxl.load_workbook(small.path("office.xlsx"))
    change(book)
    book.save(small.path("office.xlsx"))
    small.write("rules.toml", small.text("rules.toml") + source)
    return lines(small)


def put(sheet: str, cell: str, value: object) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return change


def test_a_mark_between_the_steps(small: SmallFolder) -> None:
    """Row 2 is the first mark of A01; points are column E."""
    assert in_workbook(small, put("marks", "E2", 28.25)) == [
        "office.xlsx [marks], row 2, points (E2): 28.25 is not a multiple of 0.5; allowed: 0 to 30 in steps of 0.5."
    ]


def test_a_sum_in_binary_is_what_its_cell_shows(small: SmallFolder) -> None:
    """A tenth ten times is 0.9999999999999999 in binary; a spreadsheet shows 15 digits, and so 1."""
    total = 0.0
    for _ in range(10):
        total += 0.1
    assert total != 1.0
    assert in_workbook(small, put("marks", "E2", total)) == []


WIDE = (
    WORKBOOK
    + "".join(f"[source.tables.{n}]\n" for n in ("units", "reviewers", "affiliations", "recusals", "submissions"))
    + "[source.tables.assignment]\n[source.tables.minutes]\n[source.tables.marks]\n"
    + 'wide = { council = "Council", committee = "Committee", projects = "Projects", media = "Media" }\n'
)


def test_a_mark_in_a_wide_table(small: SmallFolder) -> None:
    """Unit, reviewer and round are columns A to C, projects is F; row 3 is R2's sheet of A01."""
    assert in_workbook(small, put("marks", "F3", 41), WIDE, wide=True) == [
        "office.xlsx [marks], row 3, Projects (F3): 41 is out of range; allowed: 0 to 40."
    ]


def test_a_mark_that_is_missing_in_a_wide_table(small: SmallFolder) -> None:
    (line,) = in_workbook(small, put("marks", "F3", None), WIDE, wide=True)
    assert line.startswith("office.xlsx [marks], row 3: ") and "3" in line and "4" in line


def test_a_workbook_without_the_sheets(small: SmallFolder) -> None:
    """It says which sheets there are, and not that a file is missing that nobody asked for."""
    openpyxl.Workbook().save(small.path("office.xlsx"))
    small.path("units.csv").unlink()
    small.write("rules.toml", small.text("rules.toml") + WORKBOOK)
    assert [line for line in lines(small) if "units" in line] == [
        "office.xlsx: there is no sheet “units”; allowed: Sheet."
    ]


def test_a_workbook_of_no_bytes(small: SmallFolder) -> None:
    small.write("office.xlsx", "")
    small.write("rules.toml", small.text("rules.toml") + WORKBOOK)
    assert lines(small) == ["office.xlsx: the file is empty."]


@pytest.mark.parametrize(("typed_in", "told"), [("28.5", 1), ("28,5", 0)])
def test_a_decimal_point_where_commas_are_said(small: SmallFolder, typed_in: str, told: int) -> None:
    for name, rows in moved(small).items():
        points = rows[0].index("points") if name == "marks" else -1
        table = [[c.replace(".", ",") if i == points else c for i, c in enumerate(row)] for row in rows]
        if name == "marks":
            table[1][points] = typed_in
        small.write(f"{name}.csv", "".join(";".join(row) + "\n" for row in table))
    small.write("rules.toml", small.text("rules.toml") + '\n[source]\nkind = "csv"\nseparator = ";"\ndecimal = ","\n')
    due = 'marks.csv, row 2, points: “28.5” has a decimal point, and [source] says decimal = ","; allowed: a decimal'
    assert lines(small) == [f"{due} comma."] * told


def test_rules_that_cannot_be_read_say_nothing_of_tables(small: SmallFolder) -> None:
    """Where the tables are, the rules would say; here in a workbook that no fault may be echoed from."""
    for name in moved(small):
        small.path(f"{name}.csv").unlink(missing_ok=True)
    small.write("rules.toml", small.text("rules.toml").replace("[scores]", "[scores", 1) + WORKBOOK)
    (line,) = lines(small)
    assert "not valid TOML" in line


def test_a_formula_that_was_never_calculated(small: SmallFolder) -> None:
    assert in_workbook(small, put("marks", "F3", "=SUM(D3:E3)"), WIDE, wide=True) == [
        "office.xlsx [marks], row 3, Projects (F3): the cell holds a formula that was never calculated; open the "
        "workbook in a spreadsheet program and save it."
    ]


def test_a_formula_that_was_never_calculated_in_opendocument(small: SmallFolder) -> None:
    """The formula is E4, below a header, a row of two, and nothing else; E3 was calculated, to an empty text."""
    tables = moved(small)
    write_ods(small.path("office.ods"), tables)
    with zipfile.ZipFile(small.path("office.ods")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["content.xml"].decode()
    head, _, marks = text.partition('<table:table table:name="marks">')
    cells = list(re.finditer(r"<table:table-cell[^>]*>(?:<text:p>[^<]*</text:p></table:table-cell>)?", marks))
    # Five columns a row: unit, reviewer, round, indicator, points; E4 is the last of the fourth row.
    last = cells[4 * 5 - 1]
    formula = '<table:table-cell table:formula="of:=SUM([.E2:.E3])"/>'
    marks = marks[: last.start()] + formula + marks[last.end() :]
    # A row that is repeated, and columns that are, count for what they stand for.
    spread = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16"/>'
    marks = marks.replace("</table:table>", f"{spread}</table:table-row></table:table>", 1)
    parts["content.xml"] = f'{head}<table:table table:name="marks">{marks}'.encode()
    with zipfile.ZipFile(small.path("office.ods"), "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    small.write("rules.toml", small.text("rules.toml") + WORKBOOK.replace(".xlsx", ".ods"))
    assert lines(small) == [
        "office.ods [marks], row 4, points (E4): the cell holds a formula that was never calculated; open the workbook "
        "in a spreadsheet program and save it."
    ]
    assert without_value(small.path("office.ods").read_bytes(), "units") == {}


def test_formulas_below_what_is_repeated_and_within_it() -> None:
    """Rows 1 to 3 are one row; in row 4 the formula stands twice, after two columns and one that is covered."""
    name = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    calc = 'xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" c:value-type="error"'
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = (
        f'<o:d xmlns:o="{office}" xmlns:t="{name}" xmlns:x="{text}"><t:table t:name="A">'
        '<t:table-row t:number-rows-repeated="3"/>'
        '<t:table-row><t:table-cell t:number-columns-repeated="2"/><t:covered-table-cell/>'
        '<t:table-cell t:formula="of:=1" t:number-columns-repeated="2"/>'
        '<t:table-cell t:formula="of:=2" o:value-type="float" o:value="2"/>'
        f'<t:table-cell o:value-type="string" o:string-value="" {calc}><x:p>Err:502</x:p></t:table-cell>'
        "</t:table-row></t:table></o:d>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", body)
    assert without_value(packed.getvalue(), "A") == {(4, 4): "", (4, 5): "", (4, 7): "Err:502"}
    assert without_value(packed.getvalue(), "B") == {}
    assert without_value(b"PK", "A") == {}


def error(sheet: str, cell: str, value: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value
        book[sheet][cell].data_type = "e"

    return change


WHAT_TO_DO = "of a spreadsheet; mend the formula, or write the value itself, and save."


@pytest.mark.parametrize("value", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_in_a_cell(small: SmallFolder, value: str) -> None:
    """Neither in a column of marks, nor in a wide table, where an empty cell is no mark."""
    told = f"the cell holds the error value {value} {WHAT_TO_DO}"
    assert in_workbook(small, error("marks", "E2", value)) == [f"office.xlsx [marks], row 2, points (E2): {told}"]


def test_an_error_in_a_wide_table_is_no_mark_left_out(small: SmallFolder) -> None:
    assert in_workbook(small, error("marks", "F3", "#DIV/0!"), WIDE, wide=True) == [
        f"office.xlsx [marks], row 3, Projects (F3): the cell holds the error value #DIV/0! {WHAT_TO_DO}"
    ]


@pytest.mark.parametrize("cell", ["A3", "B3"])
def test_an_error_in_a_code_or_a_name(small: SmallFolder, cell: str) -> None:
    told = in_workbook(small, error("units", cell, "#REF!"))
    column = {"A3": "unit", "B3": "name"}[cell]
    assert f"office.xlsx [units], row 3, {column} ({cell}): the cell holds the error value #REF! {WHAT_TO_DO}" in told


def test_an_error_that_is_younger_than_the_reader(small: SmallFolder) -> None:
    """python-calamine 0.9.1 raises "Unsupported cell error value '#SPILL!'" for the whole sheet."""
    assert in_workbook(small, error("marks", "E2", "#SPILL!")) == [
        f"office.xlsx [marks], row 2, E2: the cell holds the error value #SPILL! {WHAT_TO_DO}"
    ]


@pytest.mark.parametrize("value", ["#DIV/0!", "#BEZUG!", "Err:502"])
def test_an_error_in_a_csv_that_a_spreadsheet_saved(small: SmallFolder, value: str) -> None:
    lines_of = small.text("marks.csv").splitlines()
    cells = lines_of[1].split(",")
    cells[lines_of[0].split(",").index("points")] = value
    small.write("marks.csv", "\n".join([lines_of[0], ",".join(cells), *lines_of[2:]]) + "\n")
    assert lines(small) == [f"marks.csv, row 2, points: the cell holds the error value {value} {WHAT_TO_DO}"]


def test_a_formula_in_a_column_that_is_not_read(small: SmallFolder) -> None:
    assert in_workbook(small, put("marks", "K3", "=SUM(D3:E3)"), WIDE, wide=True) == []


def test_a_code_that_two_rows_have(small: SmallFolder) -> None:
    """A01 is row 2 of the units, A02 row 3."""
    told = in_workbook(small, put("units", "A3", "A01"))
    assert any(line.startswith("office.xlsx [units], row 3, unit (A3): “A01” stands in row 2 already") for line in told)


def test_a_column_that_is_not_there(small: SmallFolder) -> None:
    told = in_workbook(small, put("units", "B1", "Nmae"))
    assert told == [
        f"office.xlsx [units], row 1, Nmae: the column is not known; allowed: {UNIT_COLUMNS}. Did you mean “name”?",
        "office.xlsx [units], row 1, name: the column is missing. "
        "The header reads: unit, Nmae, name_en, cohort, subject.",
    ]


def test_a_sheet_that_is_not_there(small: SmallFolder) -> None:
    source = WIDE.replace("[source.tables.marks]\n", '[source.tables.marks]\nsheet = "Mraks"\n')
    (line,) = in_workbook(small, lambda book: None, source, wide=True)
    assert (
        line
        == (
            "office.xlsx: there is no sheet “Mraks”; allowed: units, reviewers, affiliations, recusals, submissions, "
            "assignment, minutes, marks. Did you mean “marks”?"
        )
        or "Mraks" in line
    )


def test_no_workbook(small: SmallFolder) -> None:
    moved(small)
    small.write("rules.toml", small.text("rules.toml") + WORKBOOK)
    assert lines(small) == ["office.xlsx: the file is missing."]
    small.write("office.xlsx", b"no workbook")
    assert lines(small) == [
        "office.xlsx: the file cannot be read as a workbook: invalid Zip archive: Could not find EOCD."
    ]


@pytest.mark.parametrize(
    ("source", "place", "told"),
    [
        ('kind = "workbook"\n', "[source]", "source.file: the key is missing."),
        ('kind = "sql"\nurl = "sqlite:///x"\n', "[source]", "source.tables: the key is missing."),
        (
            'kind = "csv"\n[source.tables.mark]\n',
            "[source.tables.mark]",
            f"source.tables.mark: “mark” is not allowed; allowed: {', '.join(SOURCED)}. Did you mean “marks”?",
        ),
        (
            'kind = "csv"\n[source.tables.units]\ncolumns = { nmae = "Name" }\n',
            "columns = {",
            f"source.tables.units.columns: “nmae” is not allowed; allowed: {UNIT_COLUMNS}. Did you mean “name”?",
        ),
        (
            'kind = "csv"\n[source.tables.units]\nwide = { a = "A" }\n',
            "[source.tables.units]",
            "source.tables.units: “units” cannot be a wide table; allowed: marks, submissions.",
        ),
    ],
)
def test_a_source_that_cannot_be(small: SmallFolder, source: str, place: str, told: str) -> None:
    small.write("rules.toml", small.text("rules.toml") + "\n[source]\n" + source)
    assert lines(small) == [f"rules.toml, row {row_of(small, place)}, {told}"]


def test_a_source_of_the_whole_programme_that_cannot_be(small: SmallFolder) -> None:
    programme = small.text("../programme.toml") + '\n[source]\nkind = "csv"\n[source.tables.mark]\n'
    small.write("../programme.toml", programme)
    (line,) = lines(small)
    row = programme.splitlines().index("[source.tables.mark]") + 1
    assert line.startswith(f"../programme.toml, row {row}, source.tables.mark: “mark” is not allowed; ")


def test_a_table_in_two_places(small: SmallFolder) -> None:
    marks = small.text("marks.csv")
    write_xlsx(small.path("office.xlsx"), moved(small))
    small.write("rules.toml", small.text("rules.toml") + WORKBOOK)
    small.write("marks.csv", marks)
    assert lines(small) == [
        "marks.csv: the table is also in the source that rules.toml names; allowed: one of the two."
    ]


def test_a_frozen_copy_that_was_changed(small: SmallFolder) -> None:
    write_xlsx(small.path("office.xlsx"), moved(small))
    small.write("rules.toml", small.text("rules.toml") + WORKBOOK)
    freeze(small.edition)
    small.path("office.xlsx").unlink()
    assert lines(small) == []
    small.sub("frozen/units.csv", "A01,", "A01 ,")
    assert lines(small) == [
        "frozen/units.csv: this copy is not what was frozen; change the source, then run evalkit freeze again."
    ]


def test_a_copy_of_which_a_killed_command_left_half_is_whole_for_the_next_reader(
    small: SmallFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tables and the list of their digests belong together; before, a reader called the copy changed."""
    office = small.path("office.xlsx")
    write_xlsx(office, moved(small))
    small.write("rules.toml", small.text("rules.toml") + WORKBOOK)
    freeze(small.edition)
    book = openpyxl.load_workbook(office)
    (cell,) = [cell for row in book["units"].iter_rows() for cell in row if cell.value == "A01"]
    named = book["units"].cell(cell.row, 1 + [c.value for c in book["units"][1]].index("name"))
    named.value = "another"
    book.save(office)

    def killed(folder: Path) -> None:
        if (folder / GATHERED).exists():
            os.replace(folder / GATHERED / "units.csv", folder / "units.csv")
            raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(together, "finish", killed)
        freeze(small.edition)
    office.unlink()
    assert lines(small) == []
    assert small.read().units.set_index("unit").loc["A01", "name"] == "another"


def database(small: SmallFolder, url: str, **changes: str) -> dict[str, Rows]:
    tables = moved(small)
    write_sqlite(small.path("office.db"), tables)
    text = queries(tables)
    for old, new in changes.items():
        text = text.replace(f"SELECT * FROM {old}", new)
    small.write("rules.toml", small.text("rules.toml") + f'\n[source]\nkind = "sql"\nurl = "{url}"\n' + text)
    return tables


def told_by_freezing(small: SmallFolder) -> str:
    with pytest.raises(EvalkitError) as caught:
        freeze(small.edition)
    return caught.value.describe("en") + caught.value.describe("zh")


def test_a_password_does_not_stand_on_file(small: SmallFolder) -> None:
    database(small, "postgresql://evalkit:Geheim-7@db.example.org/office")
    told = told_by_freezing(small)
    assert "Geheim-7" not in told
    row = row_of(small, "url = ")
    assert f"rules.toml, row {row}, source.url: a password does not belong in a file" in told


def test_a_variable_that_is_not_set(small: SmallFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFICE_PASSWORD", raising=False)
    database(small, "postgresql://evalkit:${OFFICE_PASSWORD}@db.example.org/office")
    assert "the variable OFFICE_PASSWORD is not set in the environment." in told_by_freezing(small)


def test_the_environment_is_never_told(small: SmallFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path with a secret in it: neither a fault nor what is frozen repeats it."""
    monkeypatch.setenv("OFFICE_FILE", "office.db")
    tables = database(small, "sqlite:///${OFFICE_FILE}", marks="SELECT * FROM elsewhere")
    assert "the database refuses the query: no such table: elsewhere" in told_by_freezing(small)
    small.write("rules.toml", small.text("rules.toml").replace("FROM elsewhere", "FROM marks"))
    freeze(small.edition)
    frozen = b"".join(path.read_bytes() for path in small.path("frozen").iterdir())
    assert b"office.db" not in frozen and len(tables) == len(list(small.path("frozen").glob("*.csv")))


@pytest.mark.parametrize("query", ["DELETE FROM marks", "DROP TABLE marks", "WITH x AS (SELECT 1) DELETE FROM marks"])
def test_nothing_is_written_into_a_database(small: SmallFolder, query: str) -> None:
    tables = database(small, "sqlite:///office.db", marks=query)
    told = told_by_freezing(small)
    row = row_of(small, f'query = "{query}')
    assert f"rules.toml, row {row}, source.tables.marks.query" in told
    with sqlite3.connect(small.path("office.db")) as connection:
        assert connection.execute("SELECT count(*) FROM marks").fetchone() == (len(tables["marks"]) - 1,)
    connection.close()


def test_a_database_that_is_not_there_is_not_made(small: SmallFolder) -> None:
    database(small, "sqlite:///elsewhere.db")
    assert "elsewhere.db: the file is missing." in told_by_freezing(small)
    assert not os.path.lexists(small.path("elsewhere.db"))


def test_a_fault_in_what_a_query_finds(small: SmallFolder) -> None:
    """The first row of the result is row 1; nothing is frozen."""
    query = "SELECT unit, reviewer, round, indicator, points + 0.25 AS points FROM marks LIMIT 1"
    database(small, "sqlite:///office.db", marks=query)
    with pytest.raises(EditionError) as caught:
        freeze(small.edition)
    told = [fault.describe() for fault in caught.value.faults]
    assert "SQL [marks], row 1, points: 28.25 is not a multiple of 0.5; allowed: 0 to 30 in steps of 0.5." in told
    assert not small.path("frozen").exists()


def test_an_edition_without_a_source_is_not_frozen(small: SmallFolder) -> None:
    assert "has no [source]" in told_by_freezing(small)


def test_rules_with_a_source_can_be_hashed(small: SmallFolder) -> None:
    """Equal rules have one hash, other rules with the same keys in another order, too; another mapping is another."""
    tables = (
        "columns = { unit = 'a', name = 'b' }\n",
        "columns = { name = 'b', unit = 'a' }\n",
        "columns = { unit = 'b' }\n",
    )
    sources = [Source(**tomllib.loads(f"kind = 'csv'\n[tables.units]\n{columns}")) for columns in tables]
    assert hash(sources[0]) == hash(sources[1]) and sources[0] == sources[1]
    assert len(set(sources)) == 2
    write_xlsx(small.path("office.xlsx"), moved(small))
    small.write("rules.toml", small.text("rules.toml") + WORKBOOK)
    rules = [small.read().rules for _ in range(2)]
    assert hash(rules[0]) == hash(rules[1])


def test_cells_are_typed_as_people_type_them() -> None:
    assert [typed("28"), typed(""), typed("A01")] == [28.0, None, "A01"]


def test_columns_below_a_heading_are_told_by_both_names(small: SmallFolder) -> None:
    """`under` names what stands above the columns of `wide`; without those, or beside `parts`, it says nothing."""
    own = '\n[source.tables.marks]\nunder = { R01 = "Ada" }\n'
    (line,) = in_workbook(small, lambda book: None, WORKBOOK + own)
    assert line.endswith("source.tables.marks.wide: the key is missing.")


def test_columns_below_a_heading_that_is_not_there(small: SmallFolder) -> None:
    others = "".join(f"\n[source.tables.{name}]\n" for name in ("units", "reviewers", "submissions"))
    own = others + '\n[source.tables.marks]\nunder = { R01 = "Ada" }\nwide = { a = "Merit" }\n'
    assert any("Ada / Merit" in line for line in in_workbook(small, lambda book: None, WORKBOOK + own))
