"""The small edition of ``tests.review.small`` out of other sources: a workbook, a database, files of another form."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from tests.review.small import INDICATORS, SmallFolder

Rows = list[list[str]]

#: The tables that the small edition consists of.
NAMES = (
    "units", "reviewers", "affiliations", "recusals", "submissions", "assignment", "minutes", "marks",
)  # fmt: skip


def rows_of(small: SmallFolder, name: str) -> Rows:
    """Return a table as it stands in its CSV file."""
    return list(csv.reader(io.StringIO(small.text(f"{name}.csv"))))


def moved(small: SmallFolder) -> dict[str, Rows]:
    """Take the tables out of the folder."""
    tables = {name: rows_of(small, name) for name in NAMES if small.path(f"{name}.csv").exists()}
    for name in tables:
        small.path(f"{name}.csv").unlink()
    return tables


def typed(cell: str) -> object:
    """Return a cell as a person would type it into a spreadsheet: numbers as numbers, nothing where it is empty."""
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell


def write_xlsx(path: Path, tables: dict[str, Rows]) -> None:
    """Write tables as the sheets of an Excel workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([typed(cell) for cell in row])
    book.save(path)


def write_ods(path: Path, tables: dict[str, Rows]) -> None:
    """Write tables as the sheets of an OpenDocument workbook."""
    sheets = "".join(
        f'<table:table table:name="{name}">' + "".join(map(_ods_row, rows)) + "</table:table>"
        for name, rows in tables.items()
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3"'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)


def _ods_row(row: Sequence[str]) -> str:
    return "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>"


def _ods_cell(cell: str) -> str:
    value = typed(cell)
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p>'
            "</table:table-cell>"
        )
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'


def write_sqlite(path: Path, tables: dict[str, Rows]) -> None:
    """Write tables into an SQLite database, marks as numbers."""
    with sqlite3.connect(path) as connection:
        for name, (header, *rows) in tables.items():
            columns = ", ".join(f'"{column}" {"REAL" if column == "points" else "TEXT"}' for column in header)
            connection.execute(f'CREATE TABLE "{name}" ({columns})')
            places = ", ".join("?" * len(header))
            connection.executemany(
                f'INSERT INTO "{name}" VALUES ({places})', [[cell or None for cell in row] for row in rows]
            )
    connection.close()


def queries(tables: dict[str, Rows]) -> str:
    """Return the ``[source.tables]`` of a database in which each table has its own name."""
    return "".join(
        f'[source.tables.{name}]\nquery = "SELECT * FROM {name} ORDER BY rowid"\n'.replace(" ORDER BY rowid", "")
        for name in tables
    )


def wide_marks(rows: Rows) -> Rows:
    """Return marks with one column an indicator, as a spreadsheet would have them."""
    sheets: dict[tuple[str, ...], dict[str, str]] = {}
    for unit, reviewer, step, indicator, points in rows[1:]:
        sheets.setdefault((unit, reviewer, step), {})[indicator] = points
    body = [[*key, *(marks.get(i, "") for i in INDICATORS)] for key, marks in sheets.items()]
    return [["Unit", "Reviewer", "Round", *(i.title() for i in INDICATORS)], *body]
