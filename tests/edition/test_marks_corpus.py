"""Faulty editions of marks: each spoils the good small edition in one way, and every fault must be told in its place.

The expected lines are written out in full. In the good marks.csv the header is row 1, and the n-th sheet of
``tests.review.small.SHEETS``, n from 0, stands in rows 2 + 4 n to 5 + 4 n, in the order council, committee, projects,
media; the two marks of the panel are rows 98 and 99.
"""

from __future__ import annotations

import decimal
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evalkit.sources.schema import MARKS, TABLES
from tests.review.small import HEADER, INDICATORS, SHEETS, SmallFolder, assignment_csv, marks_csv

Spoil = Callable[[SmallFolder], None]

COLUMNS = ", ".join(MARKS.names)
KNOWN_INDICATORS = ", ".join(INDICATORS)
PARTICIPANTS = (
    "units whose information is complete (submissions.csv) and that are not in absences.csv."
    " If it was taken out after marking had begun, absences.csv must say since when (evalkit withdraw)"
)
FILES = ", ".join(("rules.toml", *(table.file for table in (*TABLES, MARKS))))
NO_PARQUET = "marks.parquet: the file cannot be read as Parquet: Parquet magic bytes not found in footer."


@dataclass(frozen=True)
class Case:
    """One faulty edition: how it is made from the good one, and the complete list of what is wrong with it."""

    name: str
    spoil: Spoil
    faults: tuple[str, ...]


CASES: list[Case] = []


def case(name: str, *faults: str) -> Callable[[Spoil], None]:
    """Enter a faulty edition into the corpus."""

    def enter(spoil: Spoil) -> None:
        CASES.append(Case(name, spoil, faults))

    return enter


def sub_case(name: str, file: str, old: str, new: str, *faults: str) -> None:
    """Enter an edition with another passage in one file."""
    CASES.append(Case(name, lambda folder: folder.sub(file, old, new), faults))


def parquet(change: Callable[[pa.Table], pa.Table]) -> Spoil:
    """Return what replaces marks.csv by a changed marks.parquet."""

    def spoil(folder: SmallFolder) -> None:
        table = change(pa.Table.from_pandas(folder.marks(), preserve_index=False))
        pq.write_table(table, folder.path("marks.parquet"))
        folder.path("marks.csv").unlink()

    return spoil


def column(name: str, values: pa.Array) -> Callable[[pa.Table], pa.Table]:
    """Return what puts other values into a column."""
    return lambda table: table.set_column(table.column_names.index(name), name, values)


# --- The file --------------------------------------------------------------------------------------------------------

case("0 bytes", "marks.csv: the file is empty.")(lambda folder: folder.write("marks.csv", b""))
case("blank lines only", "marks.csv: the file is empty.")(lambda folder: folder.write("marks.csv", "\n  \n,,,,\n"))
case("header only", "marks.csv: there is a header but no row below it.")(
    lambda folder: folder.write("marks.csv", ",".join(HEADER) + "\n")
)
case("header and rows of empty cells", "marks.csv: there is a header but no row below it.")(
    lambda folder: folder.write("marks.csv", ",".join(HEADER) + "\n,,,,\n , ,,,\n")
)
case("UTF-16", "marks.csv: the text is in UTF-16; save it as UTF-8 (in Excel: “CSV UTF-8”).")(
    lambda folder: folder.write("marks.csv", folder.text("marks.csv").encode("utf-16"))
)
case("UTF-16, large", "marks.csv: the text is in UTF-16; save it as UTF-8 (in Excel: “CSV UTF-8”).")(
    lambda folder: folder.write("marks.csv", (folder.text("marks.csv") + "\n" * 100_000).encode("utf-16"))
)
case("a workbook", "marks.csv: this is an Excel workbook under another name; save it as “CSV UTF-8”.")(
    lambda folder: folder.write("marks.csv", b"PK\x03\x04" + bytes(1000))
)
case("NUL bytes", "marks.csv: this is not a text file.")(
    lambda folder: folder.write("marks.csv", folder.text("marks.csv") + "\x00\x00,,,,\n")
)


@case("a pipe for Parquet", "marks.parquet: this is a pipe or a device; allowed: a plain file.")
def _(folder: SmallFolder) -> None:
    folder.path("marks.csv").unlink()
    os.mkfifo(folder.path("marks.parquet"))


@case("rows without end", "marks.parquet: the file has 50000001 rows; allowed: at most 50000000.")
def _(folder: SmallFolder) -> None:
    folder.path("marks.csv").unlink()
    empty = pa.nulls(50_000_001)
    pq.write_table(pa.table(dict.fromkeys(HEADER, empty)), folder.path("marks.parquet"))


@case("a folder for a file", "marks.csv: this is a folder; allowed: a plain file.")
def _(folder: SmallFolder) -> None:
    folder.path("marks.csv").unlink()
    folder.path("marks.csv").mkdir()


@case("Latin-1 in a comment far down", *["marks.csv, row 1202: from this row on the text is neither UTF-8 nor GBK; "
      "it looks like Western European (Windows-1252). Save it as UTF-8 (in Excel: “CSV UTF-8”)."])  # fmt: skip
def _(folder: SmallFolder) -> None:
    lines = [
        ",".join((*HEADER, "comment")),
        *["A01,R1,first,council,28," + "x" * 80] * 1200,
        "A01,,,,,Caf\xe9 M\xfcnster",
    ]
    folder.write("marks.csv", "\n".join(lines).encode("latin-1") + b"\n")


case("semicolons", "marks.csv, row 1: the columns are separated by “;”; allowed: commas.")(
    lambda folder: folder.write("marks.csv", folder.text("marks.csv").replace(",", ";"))
)
sub_case(
    "column misspelt",
    "marks.csv",
    "indicator,points",
    "indicator,point",
    f"marks.csv, row 1, point: the column is not known; allowed: {COLUMNS}. Did you mean “points”?",
    "marks.csv, row 1, points: the column is missing. The header reads: unit, reviewer, round, indicator, point.",
)
case("column twice", "marks.csv, row 1, points: the column stands in the header twice.")(
    lambda folder: folder.each_line("marks.csv", lambda line: f"{line},{line.rsplit(',', 1)[1]}")
)
case("column without a name", "marks.csv, row 1: column number 5 has no name.")(
    lambda folder: folder.each_line("marks.csv", lambda line: ",,".join(line.rsplit(",", 1)))
)


@case(
    "rows too long and too short",
    "marks.csv, row 2: the number of cells is 6; allowed: 5.",
    "marks.csv, row 4: the number of cells is 4; allowed: 5.",
)
def _(folder: SmallFolder) -> None:
    folder.sub("marks.csv", "A01,R1,first,council,28", "A01,R1,first,council,2,8")
    folder.sub("marks.csv", "A01,R1,first,projects,38", "A01,R1,first,38")


@case(
    "rows too long after blank lines and line breaks in comments",
    # Header 1, blank 2, council 3 to 5, committee 6, blank 7, projects 8 with a cell too many, its comment ends in 9.
    "marks.csv, row 8: the number of cells is 7; allowed: 6.",
)
def _(folder: SmallFolder) -> None:
    folder.each_line("marks.csv", lambda line: line + (",comment" if line.startswith("unit") else ","))
    folder.sub("marks.csv", "A01,R1,first,council,28,\n", '\nA01,R1,first,council,28,"one\ntwo\n"\n')
    folder.sub("marks.csv", "A01,R1,first,projects,38,\n", '\nA01,R1,first,projects,38,"a\nb",!\n')


case(
    "501 and more rows too long",
    *(f"marks.csv, row {row}: the number of cells is 6; allowed: 5." for row in range(2, 502)),
    "marks.csv: 100 more faults of this kind in this column are not listed.",
)(lambda folder: folder.write("marks.csv", ",".join(HEADER) + "\n" + "A01,R1,first,council,2,8\n" * 600))
sub_case(
    "quotation mark left open",
    "marks.csv",
    "A02,panel,talk,council,20",
    'A02,panel,talk,council,"20',
    "marks.csv, row 98: not valid CSV: unexpected end of data; a quotation mark may be left open.",
)


@case(
    "two quotation marks left open, which close each other",
    "marks.csv, row 2: not valid CSV: ',' expected after '\"'; a quotation mark may be left open.",
)
def _(folder: SmallFolder) -> None:
    folder.each_line("marks.csv", lambda line: line + (",comment" if line.startswith("unit") else ","))
    folder.sub("marks.csv", "A01,R1,first,council,28,", 'A01,R1,first,council,28,"good')
    folder.sub("marks.csv", "A01,R1,first,media,9,", 'A01,R1,first,media,9,"fair')


case(
    "both CSV and Parquet",
    "marks.parquet: the marks are also in marks.csv; allowed: one of the two.",
)(lambda folder: folder.marks().to_parquet(folder.path("marks.parquet")))


@case("not Parquet", NO_PARQUET)
def _(folder: SmallFolder) -> None:
    folder.path("marks.csv").rename(folder.path("marks.parquet"))


@case("Parquet cut off", NO_PARQUET)
def _(folder: SmallFolder) -> None:
    folder.with_parquet()
    folder.write("marks.parquet", folder.path("marks.parquet").read_bytes()[:-20])


case("Parquet of no rows", "marks.parquet: there is a header but no row below it.")(
    parquet(lambda table: table.slice(0, 0))
)
case(
    "Parquet column misspelt",
    f"marks.parquet, row 1, mark: the column is not known; allowed: {COLUMNS}.",
    "marks.parquet, row 1, points: the column is missing. The header reads: unit, reviewer, round, indicator, mark.",
)(parquet(lambda table: table.rename_columns([*HEADER[:4], "mark"])))
case(
    "Parquet column of lists",
    "marks.parquet, points: values of type list<element: int64> cannot be read; allowed: text or numbers.",
)(parquet(column("points", pa.array([[1]] * 98))))
case(
    "Parquet column of bytes",
    "marks.parquet, unit: values of type binary cannot be read; allowed: text or numbers.",
)(parquet(column("unit", pa.array([b"\xff"] * 98))))
case(
    "Parquet with empty, unfit and excessive points",
    "marks.parquet, row 1, points: the cell is empty; allowed: a value.",
    "marks.parquet, row 2, points: 17.25 is not a multiple of 0.5; allowed: 0 to 20 in steps of 0.5.",
    "marks.parquet, row 3, points: 40.5 is out of range; allowed: 0 to 40.",
    "marks.parquet, row 4, points: “nan” is not a number; allowed: 0 to 10, in digits.",
)(
    parquet(
        lambda table: column("points", pa.array([None, 17.25, 40.5, float("nan"), *table["points"].to_pylist()[4:]]))(
            table
        )
    )
)
case(
    "Parquet with decimals between steps",
    "marks.parquet, row 1, points: 28.10 is not a multiple of 0.5; allowed: 0 to 30 in steps of 0.5.",
)(
    parquet(
        lambda table: column(
            "points",
            pa.array([decimal.Decimal("28.10"), *(decimal.Decimal(str(p)) for p in table["points"].to_pylist()[1:])],
                     pa.decimal128(6, 2)),
        )(table)
    )
)  # fmt: skip


@case("marks misnamed", "mark.parquet: no file of this name belongs to an edition; allowed: "
      f"{FILES}, marks.parquet. Did you mean “marks.parquet”?")  # fmt: skip
def _(folder: SmallFolder) -> None:
    folder.with_parquet()
    folder.path("marks.parquet").rename(folder.path("mark.parquet"))


@case(
    "marks where the scores are on file",
    "assignment.csv: an edition whose data.level is “counts” has no such table.",
    "marks.csv: an edition whose data.level is “counts” has no such table.",
    "minutes.csv: an edition whose data.level is “counts” has no such table.",
    "units.csv: an edition whose data.level is “counts” has no such table.",
)
def _(folder: SmallFolder) -> None:
    folder.sub("rules.toml", 'data.level = "marks"', 'data.level = "counts"')
    for file in ("reviewers.csv", "affiliations.csv", "recusals.csv", "submissions.csv"):
        folder.path(file).unlink()


# --- Cells -----------------------------------------------------------------------------------------------------------

sub_case(
    "points NA",
    "marks.csv",
    "A01,R1,first,council,28",
    "A01,R1,first,council,NA",
    "marks.csv, row 2, points: “NA” says that the indicator is not applicable, which the rules do not provide for; "
    "allowed: 0–30, or not_applicable under [marks] in rules.toml.",
)
for text in ("九", "1e1", "8 5", "=28", "28分", "8²"):
    sub_case(
        f"points {text}",
        "marks.csv",
        "A01,R1,first,council,28",
        f"A01,R1,first,council,{text}",
        f"marks.csv, row 2, points: “{text}” is not a number; allowed: 0 to 30, in digits.",
    )
for text, top in (("30.5", "30"), ("-0.5", "30"), ("－1", "30"), ("999999999999", "30")):
    sub_case(
        f"points {text}",
        "marks.csv",
        "A01,R1,first,council,28",
        f"A01,R1,first,council,{text}",
        f"marks.csv, row 2, points: {text} is out of range; allowed: 0 to {top}.",
    )
sub_case(
    "points above the maximum of this indicator, not of others",
    "marks.csv",
    "A01,R1,first,media,9\n",
    "A01,R1,first,media,11\n",
    "marks.csv, row 5, points: 11 is out of range; allowed: 0 to 10.",
)
sub_case(
    "points between steps",
    "marks.csv",
    "A01,R4,second,council,25.5",
    "A01,R4,second,council,25.25",
    "marks.csv, row 50, points: 25.25 is not a multiple of 0.5; allowed: 0 to 30 in steps of 0.5.",
)
sub_case(
    "no points",
    "marks.csv",
    "A01,R1,first,council,28",
    "A01,R1,first,council, ",
    "marks.csv, row 2, points: the cell is empty; allowed: a value.",
)


@case(
    "a comment on its own",
    "marks.csv, row 100, indicator: the cell is empty; allowed: a value.",
    "marks.csv, row 100, points: the cell is empty; allowed: a value.",
    "marks.csv, row 100, reviewer: the cell is empty; allowed: a value.",
    "marks.csv, row 100, round: the cell is empty; allowed: a value.",
    "marks.csv, row 100, unit: the cell is empty; allowed: a value.",
)
def _(folder: SmallFolder) -> None:
    folder.each_line("marks.csv", lambda line: line + (",comment" if line.startswith("unit") else ","))
    folder.append("marks.csv", ",,,,,材料齐全")


sub_case(
    "unknown unit",
    "marks.csv",
    "A01,R1,first,council,28",
    "A0l,R1,first,council,28",
    "marks.csv, row 2, unit: “A0l” is not in units.csv.",
)
sub_case(
    "unknown reviewer",
    "marks.csv",
    "A01,R1,first,council,28",
    "A01,Rl,first,council,28",
    "marks.csv, row 2, reviewer: “Rl” is not in reviewers.csv.",
)
sub_case(
    "unknown round",
    "marks.csv",
    "A01,R1,first,council,28",
    "A01,R1,frist,council,28",
    "marks.csv, row 2, round: “frist” is not allowed; allowed: first, second, talk. Did you mean “first”?",
)
sub_case(
    "unknown indicator",
    "marks.csv",
    "A01,R1,first,council,28",
    "A01,R1,first,councils,28",
    f"marks.csv, row 2, indicator: “councils” is not allowed; allowed: {KNOWN_INDICATORS}. Did you mean “council”?",
)
sub_case(
    "indicator in Chinese, points above any maximum",
    "marks.csv",
    "A01,R1,first,council,28",
    "A01,R1,first,理事会,41",
    f"marks.csv, row 2, indicator: “理事会” is not allowed; allowed: {KNOWN_INDICATORS}.",
)
sub_case(
    "unit left out",
    "marks.csv",
    "A01,R1,first,council,28",
    ",R1,first,council,28",
    "marks.csv, row 2, unit: the cell is empty; allowed: a value.",
)


@case("a mark of a unit that does not take part", f"marks.csv, row 100, unit: unit “B03” does not take part; "
      f"allowed: {PARTICIPANTS}.")  # fmt: skip
def _(folder: SmallFolder) -> None:
    folder.append("marks.csv", "B03,R3,first,council,1")


@case(
    "a unit that is absent for a reason, marked, assigned and minuted",
    *(f"marks.csv, row {row}, unit: unit “A02” does not take part; allowed: {PARTICIPANTS}." for row in
      (*range(10, 18), *range(58, 70), 98, 99)),
)  # fmt: skip
def _(folder: SmallFolder) -> None:
    folder.write("absences.csv", "unit,reason\nA02,merged\n")


@case(
    "a unit that is absent for a reason, assigned and minuted",
    *(f"assignment.csv, row {row}, unit: unit “A02” does not take part; allowed: {PARTICIPANTS}." for row in
      (4, 5, 16, 17, 18)),
    f"minutes.csv, row 2, unit: unit “A02” does not take part; allowed: {PARTICIPANTS}.",
)  # fmt: skip
def _(folder: SmallFolder) -> None:
    folder.write("absences.csv", "unit,reason\nA02,merged\n")
    lines = folder.text("marks.csv").splitlines(keepends=True)
    folder.write("marks.csv", "".join(line for line in lines if not line.startswith("A02")))


# --- Sheets ----------------------------------------------------------------------------------------------------------


@case(
    "a reviewer in the discussion, the panel outside it",
    "marks.csv, row 98, reviewer: “R1” may not mark in round talk; allowed: panel.",
    "marks.csv, row 100, reviewer: “panel” may not mark in round first; allowed: reviewers.csv.",
)
def _(folder: SmallFolder) -> None:
    folder.sub("marks.csv", "A02,panel,talk,council,20", "A02,R1,talk,council,20")
    folder.append("marks.csv", *["A02,panel,first,council,20"])


@case(
    "a mark twice, the same and another",
    "marks.csv, row 100: reviewer R1 already marks unit A01 on council in round first, in row 2; "
    "allowed: one mark each.",
    "marks.csv, row 101: reviewer R1 already marks unit A01 on council in round first, in row 2; "
    "allowed: one mark each.",
    "marks.csv, row 102: reviewer panel already marks unit A02 on council in round talk, in row 98; "
    "allowed: one mark each.",
)
def _(folder: SmallFolder) -> None:
    folder.append("marks.csv", "A01,R1,first,council,28", "A01,R1,first,council,3", "A02,panel,talk,council,20")


@case(
    "a mark missing, and a mark twice in its place",
    "marks.csv, row 2: reviewer R1 gives unit A01 3 marks in round first; allowed: one on each of the 4 indicators.",
    "marks.csv, row 3: reviewer R1 already marks unit A01 on council in round first, in row 2; allowed: one mark each.",
)
def _(folder: SmallFolder) -> None:
    folder.sub("marks.csv", "A01,R1,first,committee,18", "A01,R1,first,council,18")


@case(
    "sheets cut short",
    "marks.csv, row 2: reviewer R1 gives unit A01 3 marks in round first; allowed: one on each of the 4 indicators.",
    "marks.csv, row 93: reviewer R2 gives unit B02 1 marks in round second; allowed: one on each of the 4 indicators.",
)
def _(folder: SmallFolder) -> None:
    folder.drop("marks.csv", "A01,R1,first,committee")
    for indicator in INDICATORS[1:]:
        folder.drop("marks.csv", f"B02,R2,second,{indicator}")


sub_case(
    "a reviewer to whom nothing was assigned",
    "assignment.csv",
    "first,A01,R1\n",
    "first,A01,R3\n",
    "marks.csv, row 2, reviewer: “R1” was not assigned to unit A01 in round first (assignment.csv).",
)


@case(
    "a sheet in the wrong round",
    "marks.csv, row 90, reviewer: “R1” was not assigned to unit B02 in round first (assignment.csv).",
)
def _(folder: SmallFolder) -> None:
    folder.write("marks.csv", folder.text("marks.csv").replace("B02,R1,second", "B02,R1,first"))


@case("a revised mark without minutes", "marks.csv, row 98, unit: the discussion revised marks of unit “A02”, but "
      "minutes.csv has no decision “revised” for it.")  # fmt: skip
def _(folder: SmallFolder) -> None:
    folder.path("minutes.csv").unlink()


@case("a revised mark against the minutes", "marks.csv, row 98, unit: the discussion revised marks of unit “A02”, but "
      "minutes.csv has no decision “revised” for it.")  # fmt: skip
def _(folder: SmallFolder) -> None:
    folder.sub("minutes.csv", "revised", "kept")


@case(
    "minutes of a day within the window, before anything could be discussed, and of another century",
    # The window is 2025; five times 366 days after its last day are 1,830 days.
    "minutes.csv, row 2, date: 2025-12-31 cannot belong to this evaluation, going by its window and its milestones; "
    "allowed: 2026-01-01 to 2031-01-04.",
    "minutes.csv, row 3, date: 2062-01-20 cannot belong to this evaluation, going by its window and its milestones; "
    "allowed: 2026-01-01 to 2031-01-04.",
)
def _(folder: SmallFolder) -> None:
    folder.sub("minutes.csv", "A02,2026-01-20", "A02,2025-12-31")
    folder.sub("minutes.csv", "B02,2026-01-20", "B02,2062-01-20")


@case("minutes without a mark", "minutes.csv, row 2, unit: the decision for unit “A02” is “revised”, but marks.csv has "
      "no mark of the panel for it.")  # fmt: skip
def _(folder: SmallFolder) -> None:
    folder.write("marks.csv", marks_csv(decided={}))


case(
    "500 faults and more of two kinds",
    *(f"marks.csv, row {row}, points: the cell is empty; allowed: a value." for row in range(100, 600)),
    *(f"marks.csv, row {row}, unit: “X” is not in units.csv." for row in range(100, 600)),
    "marks.csv, points: 7 more faults of this kind in this column are not listed.",
    "marks.csv, unit: 7 more faults of this kind in this column are not listed.",
)(lambda folder: folder.append("marks.csv", *["X,R1,first,council,"] * 507))


# --- The other tables ------------------------------------------------------------------------------------------------

sub_case(
    "reviewer with the code of the panel",
    "reviewers.csv",
    "R5,周五,farming\n",
    "R5,周五,farming\npanel,吴六,steel\n",
    "reviewers.csv, row 7, reviewer: “panel” is kept for what the discussion decides; allowed: any other code.",
)
sub_case(
    "reviewer twice, field unknown",
    "reviewers.csv",
    "R5,周五,farming\n",
    "R5,周五,farming\nR5,吴六,stele\n",
    "reviewers.csv, row 7, reviewer: “R5” stands in row 6 already; allowed: every value once.",
    "reviewers.csv, row 7, subject: “stele” is not allowed; allowed: steel, farming. Did you mean “steel”?",
)


@case("no reviewers", "reviewers.csv: the file is missing.")
def _(folder: SmallFolder) -> None:
    folder.path("reviewers.csv").unlink()


@case("no reviewers, and nothing but marks", "reviewers.csv: the file is missing.")
def _(folder: SmallFolder) -> None:
    for file in ("reviewers.csv", "assignment.csv", "affiliations.csv", "recusals.csv", "minutes.csv"):
        folder.path(file).unlink()


sub_case(
    "a table of reviewers that cannot be read is not missing",
    "reviewers.csv",
    "R5,周五,farming",
    "R5,周五",
    "reviewers.csv, row 6: the number of cells is 2; allowed: 3.",
)


@case("no submissions where the rules ask for them", "submissions.csv: the file is missing.")
def _(folder: SmallFolder) -> None:
    folder.path("submissions.csv").unlink()


@case(
    "unknown units and reviewers in every table",
    "absences.csv, row 2, reason: “fused” is not allowed; allowed: merged.",
    "absences.csv, row 2, unit: “C09” is not in units.csv.",
    "affiliations.csv, row 2, reviewer: “R8” is not in reviewers.csv.",
    "assignment.csv, row 2, round: “talk” is not allowed; allowed: first, second.",
    "assignment.csv, row 3, reviewer: “R22” is not in reviewers.csv.",
    "minutes.csv, row 2, present: “R9” is not in reviewers.csv.",
    "recusals.csv, row 2, unit: “C03” is not in units.csv.",
    f"submissions.csv, row 2, indicator: “media-x” is not allowed; allowed: {KNOWN_INDICATORS}. Did you mean “media”?",
)
def _(folder: SmallFolder) -> None:
    folder.write("absences.csv", "unit,reason\nC09,fused\n")
    folder.sub("affiliations.csv", "R2,B03", "R8,B03")
    folder.sub("assignment.csv", "first,A01,R1", "talk,A01,R1")
    folder.sub("assignment.csv", "first,A01,R2", "first,A01,R22")
    folder.sub("minutes.csv", "R1 R2 R3", "R1 R2 R9")
    folder.sub("recusals.csv", "R1,B03", "R1,C03")
    folder.sub("submissions.csv", "A01,council,yes", "A01,media-x,yes")


@case(
    "rows twice",
    "affiliations.csv, row 4: “R2, B03, current” stands in row 2 already; allowed: every combination once.",
    "assignment.csv, row 26: “first, A01, R1” stands in row 2 already; allowed: every combination once.",
    "minutes.csv, row 4, unit: “A02” stands in row 2 already; allowed: every value once.",
    "recusals.csv, row 3: “R1, B03, reviewer” stands in row 2 already; allowed: every combination once.",
    "submissions.csv, row 26: “A01, council” stands in row 2 already; allowed: every combination once.",
)
def _(folder: SmallFolder) -> None:
    folder.append("affiliations.csv", "R2,B03,current,")
    folder.append("assignment.csv", "first,A01,R1")
    folder.append("minutes.csv", "A02,2026-01-21,kept,又议,R1,,")
    folder.append("recusals.csv", "R1,B03,reviewer,")
    folder.append("submissions.csv", "A01,council,no")


@case(
    "ties without or with an end",
    "affiliations.csv, row 2, until: a current tie has no last day; allowed: an empty cell, or kind = former.",
    "affiliations.csv, row 3, until: the last day of a former tie is missing; allowed: a date such as 2023-06-30.",
    "affiliations.csv, row 4, until: “2010/6/30” is not a date; allowed: year-month-day, such as 2025-01-31.",
    "affiliations.csv, row 5, until: “2023-02-30” is not a date; allowed: year-month-day, such as 2025-01-31.",
)
def _(folder: SmallFolder) -> None:
    folder.sub("affiliations.csv", "R2,B03,current,", "R2,B03,current,2026-01-01")
    folder.sub("affiliations.csv", "R4,A03,former,2010-06-30", "R4,A03,former,")
    folder.append("affiliations.csv", "R4,A02,former,2010/6/30", "R5,A02,former,2023-02-30")


@case(
    "present and recused, and twice in a cell",
    "minutes.csv, row 2, recused: “R2” is listed both as present and as recused; allowed: one of them.",
    "minutes.csv, row 3, present: “R1” is listed twice in the cell; allowed: every code once.",
)
def _(folder: SmallFolder) -> None:
    folder.sub("minutes.csv", "R1 R2 R3,R4,", "R1 R2 R3,R2,")
    folder.sub("minutes.csv", "R1 R3,,", "R1 R3 R1,,")


# --- The corpus ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", CASES, ids=[wrong.name for wrong in CASES])
def test_every_fault_is_told(wrong: Case, tmp_path: Path) -> None:
    folder = SmallFolder.written_to(tmp_path)
    wrong.spoil(folder)
    faults = folder.faults()
    assert sorted(fault.describe("en") for fault in faults) == sorted(wrong.faults)
    assert list(faults) == sorted(faults, key=lambda fault: fault.order())
    for fault in faults:
        chinese = fault.describe("zh")
        assert chinese.startswith(fault.file) and re.search("[\u4e00-\u9fff]", chinese)
        assert "\n" not in chinese and chinese != fault.describe("en")
        assert (f"第 {fault.row} 行" in chinese) == (fault.row is not None)
        assert ("是否想写" in chinese) == (fault.meant is not None)


def test_the_corpus_is_large_and_its_ground_is_good(tmp_path: Path) -> None:
    names = [wrong.name for wrong in CASES]
    assert len(names) == len(set(names)) >= 60
    assert SmallFolder.written_to(tmp_path).faults() == ()


def test_every_message_of_the_marks_is_told() -> None:
    """Each kind of fault in the wording of marks occurs in this corpus or in that of their rules."""
    from tests.rules.test_rules_of_marks import CASES as OF_RULES

    root = Path(__file__).resolve().parents[2]
    kinds = re.findall(r"^(fault-[a-z-]+) = (.*)$", (root / "evalkit/wording/en/marks.ftl").read_text("utf-8"), re.M)
    assert len(kinds) >= 20
    told = "\n".join(line for wrong in (*CASES, *OF_RULES) for line in wrong.faults)
    for kind, message in kinds:
        fixed = max(re.split(r"\{[^}]*\}", message), key=len).strip()
        assert fixed in told, kind


def test_assignment_is_what_the_sheets_say() -> None:
    assert assignment_csv().count("\n") == 1 + len(SHEETS) == 25


def test_points_of_the_corpus_are_text(tmp_path: Path) -> None:
    """The frame that the Parquet cases start from holds the marks of the CSV file."""
    frame = SmallFolder.written_to(tmp_path).marks()
    assert isinstance(frame, pd.DataFrame) and len(frame) == 98
    assert frame["points"].iloc[[0, 48, 97]].tolist() == [28, 25.5, 30]
