"""One edition, whatever its tables come from: a folder of CSV, a workbook, a database, Parquet."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evalkit.edition import EditionRecord
from evalkit.edition.frozen import freeze
from evalkit.edition.record import ReviewRecord
from tests.review.small import SmallFolder
from tests.sources.dressed import Rows, moved, queries, rows_of, wide_marks, write_ods, write_sqlite, write_xlsx

Dress = Callable[[SmallFolder, dict[str, Rows]], str]


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    """The good small edition in a workspace of its own."""
    return SmallFolder.written_to(tmp_path)


def same(one: EditionRecord, other: EditionRecord) -> None:
    """Assert that two records hold the same tables, value by value and type by type."""
    assert one.tables == other.tables
    pd.testing.assert_frame_equal(one.units, other.units)
    pd.testing.assert_frame_equal(one.scores, other.scores)
    assert one.review is not None and other.review is not None
    for field in fields(ReviewRecord):
        a, b = getattr(one.review, field.name), getattr(other.review, field.name)
        assert (a is None) == (b is None), field.name
        if a is not None:
            pd.testing.assert_frame_equal(a, b, obj=field.name)


def xlsx(small: SmallFolder, tables: dict[str, Rows]) -> str:
    write_xlsx(small.path("office.xlsx"), tables)
    return 'kind = "workbook"\nfile = "office.xlsx"\n'


def ods(small: SmallFolder, tables: dict[str, Rows]) -> str:
    write_ods(small.path("office.ods"), tables)
    return 'kind = "workbook"\nfile = "office.ods"\n'


def xlsx_wide(small: SmallFolder, tables: dict[str, Rows]) -> str:
    tables["marks"] = wide_marks(tables["marks"])
    write_xlsx(small.path("office.xlsx"), {name.upper(): [["", ""], *rows] for name, rows in tables.items()})
    others = "".join(f"[source.tables.{name}]\n" for name in tables if name != "marks")
    wide = (
        '[source.tables.marks]\nwide = { council = "Council", committee = "Committee", '
        'projects = "Projects", media = "Media" }\n'
    )
    return 'kind = "workbook"\nfile = "office.xlsx"\n' + others + wide


def xlsx_wide_by_header(small: SmallFolder, tables: dict[str, Rows]) -> str:
    header, *rows = wide_marks(tables["marks"])
    tables["marks"] = [[name.lower() for name in header], *rows]
    write_xlsx(small.path("office.xlsx"), tables)
    others = "".join(f"[source.tables.{name}]\n" for name in tables if name != "marks")
    return 'kind = "workbook"\nfile = "office.xlsx"\n' + others + '[source.tables.marks]\nacross = "indicator"\n'


def semicolons(small: SmallFolder, tables: dict[str, Rows]) -> str:
    for name, rows in tables.items():
        points = rows[0].index("points") if "points" in rows[0] else -1
        lines = [[c.replace(".", ",") if i == points else c for i, c in enumerate(row)] for row in rows]
        small.write(f"{name}.csv", "".join(";".join(line) + "\n" for line in lines))
    return 'kind = "csv"\nseparator = ";"\ndecimal = ","\n'


def other_folder(small: SmallFolder, tables: dict[str, Rows]) -> str:
    small.path("export").mkdir()
    for name, rows in tables.items():
        small.write(f"export/{name}.csv", "".join("\t".join(row) + "\n" for row in rows).encode("gb18030"))
    return 'kind = "csv"\nfolder = "export"\nseparator = "tab"\n'


def parquet(small: SmallFolder, tables: dict[str, Rows]) -> str:
    small.path("export").mkdir()
    for name, (header, *rows) in tables.items():
        frame = pd.DataFrame(rows, columns=header).replace("", None)
        pq.write_table(pa.Table.from_pandas(frame), small.path(f"export/{name}.parquet"))
    return 'kind = "parquet"\nfolder = "export"\n'


def sqlite(small: SmallFolder, tables: dict[str, Rows]) -> str:
    write_sqlite(small.path("office.db"), tables)
    return 'kind = "sql"\nurl = "sqlite:///office.db"\n' + queries(tables)


def duckdb(small: SmallFolder, tables: dict[str, Rows]) -> str:
    write_sqlite(small.path("office.db"), tables)
    import duckdb as driver

    with driver.connect(str(small.path("office.duckdb"))) as connection:
        for name, (header, *rows) in tables.items():
            frame = pd.DataFrame(rows, columns=header).replace("", None)  # noqa: F841 - read by DuckDB under its name
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')
    return 'kind = "sql"\nurl = "duckdb:///office.duckdb"\n' + queries(tables)


DRESSES = (xlsx, ods, xlsx_wide, xlsx_wide_by_header, semicolons, other_folder, parquet, sqlite, duckdb)


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.__name__)
def test_the_same_edition(small: SmallFolder, dress: Dress) -> None:
    """The records are equal, frozen or not; without the source the frozen copy is read."""
    plain = small.read()
    source = dress(small, moved(small))
    small.write("rules.toml", small.text("rules.toml") + "\n[source]\n" + source)
    outside = 'kind = "sql"' in source
    if outside:
        assert [fault.kind for fault in small.faults()] == ["not-frozen"]
    else:
        same(small.read(), plain)
    made = freeze(small.edition)
    assert [table.file for table in made] == sorted(plain.tables)
    assert all(table.unchanged for table in freeze(small.edition))
    same(small.read(), plain)
    for path in small.edition.iterdir():
        if path.name not in ("rules.toml", "frozen"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    same(small.read(), plain)
    assert "2025/frozen/marks.csv" in small.read().files


def test_names_below_a_title_merged_units_sums_and_notes(small: SmallFolder) -> None:
    """`header`, `down` and `filled`: a table as a spreadsheet leaves it, in CSV, gives the same marks."""
    plain = small.read()
    header, *rows = wide_marks(rows_of(small, "marks"))
    small.path("marks.csv").unlink()
    rows.sort(key=lambda row: row[0])
    shown = [[row[0] if i == 0 or rows[i - 1][0] != row[0] else "", *row[1:]] for i, row in enumerate(rows)]
    below = [["Total", "", "", "400", "", "", ""], ["", "", "", "", "", "", ""], ["Note: in points", *[""] * 6]]
    table = [["Marks of 2025", *[""] * 6], [""] * 7, header, *shown, *below]
    small.write("office.csv", "".join(",".join(row) + "\n" for row in table))
    wide = 'wide = { council = "Council", committee = "Committee", projects = "Projects", media = "Media" }'
    source = f'kind = "csv"\n[source.tables.marks]\nfile = "office.csv"\nheader = 3\n{wide}\n'
    small.write(
        "rules.toml", small.text("rules.toml") + "\n[source]\n" + source + 'down = ["Unit"]\nfilled = ["Reviewer"]\n'
    )
    same(small.read(), plain)
    small.sub("rules.toml", 'down = ["Unit"]\n', "")
    assert {fault.kind for fault in small.faults()} == {"empty-cell"}
