"""Marks are read exactly, in whatever dress they come; what is written is what is read."""

from __future__ import annotations

import csv
import decimal
import io
import random
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit import errors
from evalkit.edition import Note
from evalkit.sources import onfile
from tests.review.small import DECIDED, HEADER, INDICATORS, SHEETS, TABLES, SmallFolder, quoted

Dress = Callable[[SmallFolder], None]

FULL_WIDTH = str.maketrans("0123456789.ABR", "０１２３４５６７８９．ＡＢＲ")
MARKS_MAXIMA = {"council": 60, "committee": 40, "projects": 80, "media": 20}  # in steps of 0.5


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    """The good small edition in a workspace of its own."""
    return SmallFolder.written_to(tmp_path)


def rows_of(table: pd.DataFrame) -> list[tuple[str, str, str, str, int]]:
    """Return marks as plain tuples ``unit, reviewer, round, indicator, steps``."""
    columns = [table[name].astype("object") for name in HEADER[:4]]
    return list(zip(*columns, (int(s) for s in table["steps"]), strict=True))


def expected() -> list[tuple[str, str, str, str, int]]:
    """Return the marks of the small edition in their order: a step is half a point."""
    rows = [
        (unit, reviewer, step, indicator, int(2 * Decimal(points)))
        for (step, unit, reviewer), sheet in SHEETS.items()
        for indicator, points in zip(INDICATORS, sheet, strict=True)
    ]
    return rows + [(u, "panel", "talk", i, int(2 * Decimal(p))) for (u, i), p in DECIDED.items()]


def commented(folder: SmallFolder, comments: dict[str, str]) -> None:
    """Add a column of comments; `comments` by the beginning of the line."""
    rows = list(csv.reader(io.StringIO(folder.text("marks.csv"))))
    told = ["comment", *(next((c for k, c in comments.items() if ",".join(row).startswith(k)), "") for row in rows[1:])]
    folder.write("marks.csv", quoted([[*row, comment] for row, comment in zip(rows, told, strict=True)]))


def test_the_small_edition(small: SmallFolder) -> None:
    """Values, categories, order and types as the record promises."""
    record = small.read()
    assert record.review is not None and record.review.marks is not None
    marks = record.review.marks
    assert list(marks.columns) == ["unit", "reviewer", "round", "indicator", "steps"]
    assert rows_of(marks) == expected()
    assert marks["steps"].dtype == np.int32
    categories = {name: marks[name].cat.categories.tolist() for name in HEADER[:4]}
    assert categories == {
        "unit": ["A01", "A02", "A03", "B01", "B02"],  # B03 does not take part
        "reviewer": ["R1", "R2", "R3", "R4", "R5", "panel"],
        "round": ["first", "second", "talk"],
        "indicator": list(INDICATORS),
    }
    assert record.units["unit"].tolist() == ["A01", "A02", "A03", "B01", "B02"]
    assert record.scores.empty and record.notes == ()
    roster = record.review.roster
    assert roster["takes_part"].tolist() == [True] * 5 + [False]
    assert roster["submitted"].tolist() == [4, 4, 4, 4, 4, 3]
    assert roster["reason"].isna().tolist() == [True] * 5 + [False] and roster["reason"].iloc[5] == "incomplete"
    assert record.files[0] == "programme.toml" and record.files[-1] == "2025/marks.csv"


# --- Odd but readable ------------------------------------------------------------------------------------------------


def with_mark(folder: SmallFolder) -> None:
    folder.write("marks.csv", b"\xef\xbb\xbf" + folder.text("marks.csv").encode())


def crlf(folder: SmallFolder) -> None:
    folder.write("marks.csv", folder.text("marks.csv").replace("\n", "\r\n"))


def cr(folder: SmallFolder) -> None:
    folder.write("marks.csv", folder.text("marks.csv").replace("\n", "\r"))


def cr_large(folder: SmallFolder) -> None:
    folder.write("marks.csv", folder.text("marks.csv").replace("\n", "\r") + "\r" * 100_000)


def no_last_line_break(folder: SmallFolder) -> None:
    folder.write("marks.csv", folder.text("marks.csv").rstrip("\n"))


def full_width(folder: SmallFolder) -> None:
    head, rest = folder.text("marks.csv").split("\n", 1)
    folder.write("marks.csv", head + "\n" + rest.translate(FULL_WIDTH))


def full_width_header(folder: SmallFolder) -> None:
    folder.sub("marks.csv", "unit,reviewer", "ｕｎｉｔ,　reviewer ")


def spaces(folder: SmallFolder) -> None:
    folder.each_line("marks.csv", lambda line: ",".join(f" \u00a0{cell}\u3000" for cell in line.split(",")))


def signs_and_zeros(folder: SmallFolder) -> None:
    folder.sub("marks.csv", "A01,R1,first,council,28", "A01,R1,first,council,+028.0")


def blank_lines(folder: SmallFolder) -> None:
    folder.write("marks.csv", "\n\n" + folder.text("marks.csv").replace("\n", "\n\n", 5) + "\n\n   \n\n")


def blank_rows_above(folder: SmallFolder) -> None:
    folder.write("marks.csv", ",,,,\n  \n" + folder.text("marks.csv"))


def rows_of_empty_cells(folder: SmallFolder) -> None:
    folder.append("marks.csv", ",,,,", ",,,,", " ,　,,,")


def rows_of_empty_cells_of_any_length(folder: SmallFolder) -> None:
    folder.append("marks.csv", ",,", ",,,,,,,", " ")


def empty_columns(folder: SmallFolder) -> None:
    folder.each_line("marks.csv", lambda line: line + ",,,")


def empty_columns_of_some_rows(folder: SmallFolder) -> None:
    folder.each_line("marks.csv", lambda line: line + ", ," if line.startswith("B") else line)


def every_cell_quoted(folder: SmallFolder) -> None:
    folder.each_line("marks.csv", lambda line: ",".join(f'"{cell}"' for cell in line.split(",")))


def shuffled_rows(folder: SmallFolder) -> None:
    head, *rows = folder.text("marks.csv").splitlines()
    random.Random(2025).shuffle(rows)
    folder.write("marks.csv", "\n".join([head, *rows, ""]))


def shuffled_columns(folder: SmallFolder) -> None:
    folder.each_line("marks.csv", lambda line: ",".join(line.split(",")[k] for k in (4, 2, 0, 3, 1)))


def parquet_of_floats(folder: SmallFolder) -> None:
    folder.with_parquet()


def parquet_of_single_floats(folder: SmallFolder) -> None:
    folder.with_parquet(folder.marks().astype({"points": "float32"}))


def parquet_of_text(folder: SmallFolder) -> None:
    folder.with_parquet(folder.marks().astype({"points": "str"}))


def parquet_of_categories(folder: SmallFolder) -> None:
    folder.with_parquet(folder.marks().astype("category"))


def parquet_of_decimals(folder: SmallFolder) -> None:
    table = pa.Table.from_pandas(folder.marks(), preserve_index=False)
    points = pa.array([decimal.Decimal(str(p)) for p in table["points"].to_pylist()], pa.decimal128(5, 2))
    pq.write_table(table.set_column(4, "points", points), folder.path("marks.parquet"), row_group_size=7)
    folder.path("marks.csv").unlink()


def parquet_shuffled(folder: SmallFolder) -> None:
    frame = folder.marks().sample(frac=1, random_state=1)[["points", "round", "unit", "indicator", "reviewer"]]
    folder.with_parquet(frame)


DRESSES = (
    with_mark, crlf, cr, cr_large, no_last_line_break, full_width, full_width_header, spaces, signs_and_zeros,
    blank_lines, blank_rows_above, rows_of_empty_cells, rows_of_empty_cells_of_any_length, empty_columns,
    empty_columns_of_some_rows, every_cell_quoted, shuffled_rows, shuffled_columns, parquet_of_floats,
    parquet_of_single_floats, parquet_of_text, parquet_of_categories, parquet_of_decimals, parquet_shuffled,
)  # fmt: skip


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.__name__)
def test_odd_but_readable(small: SmallFolder, dress: Dress) -> None:
    dress(small)
    review = small.read().review
    assert review is not None and review.marks is not None
    assert rows_of(review.marks) == expected()


@pytest.mark.parametrize("dress", DRESSES[:18], ids=lambda dress: dress.__name__)
def test_rows_of_faults_in_odd_files(small: SmallFolder, dress: Dress) -> None:
    """The row of a fault is the line on which a person finds it."""
    small.sub("marks.csv", "B01,R5,first,projects,8", "B01,R5,first,projects,7.25")
    dress(small)
    lines = (
        small.path("marks.csv").read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    row = 1 + next(n for n, line in enumerate(lines) if "7.25" in line or "７．２５" in line)
    assert [(fault.kind, fault.row, fault.column) for fault in small.faults()] == [
        ("score-between-steps", row, "points")
    ]


def test_whole_numbers_in_parquet(small: SmallFolder) -> None:
    """Marks in whole points may stand as integers."""
    frame = small.marks()
    frame["points"] = frame["points"].astype("int64")  # 25.5 becomes 25
    small.with_parquet(frame)
    review = small.read().review
    assert review is not None and review.marks is not None
    wanted = [(*row[:4], row[4] // 2 * 2) for row in expected()]
    assert rows_of(review.marks) == wanted


def test_gbk_with_comments(small: SmallFolder) -> None:
    commented(small, {"A01,R1,first,council": "理事会召开三次会议", "B02,R2,second,media": "“有报道”"})
    small.write("marks.csv", small.text("marks.csv").encode("gbk"))
    record = small.read()
    assert record.review is not None and record.review.marks is not None
    assert record.notes == (Note("encoding", "marks.csv", "gb18030"),)
    assert rows_of(record.review.marks) == expected()
    assert record.review.marks["comment"].dropna().tolist() == ["理事会召开三次会议", "“有报道”"]


def test_gbk_far_down(small: SmallFolder) -> None:
    """The first 64 KiB are ASCII; the Chinese comes later."""
    filler = {",".join((unit, reviewer, step)): "x" * 1000 for step, unit, reviewer in list(SHEETS)[:20]}
    commented(small, {**filler, "B02,R2,second,media": "有报道"})
    small.write("marks.csv", small.text("marks.csv").encode("gbk"))
    assert small.path("marks.csv").read_bytes()[: 1 << 16].isascii()
    record = small.read()
    assert record.review is not None and record.review.marks is not None
    assert [note.value for note in record.notes] == ["gb18030"]
    assert record.review.marks["comment"].iloc[95] == "有报道"


def test_comments_with_line_breaks_quotes_and_commas(small: SmallFolder) -> None:
    told = {"A01,R1,first,council": '第一，\n"引号", 逗号\n', "A01,R1,first,media": "  ", "B02,R1,second,media": "末行"}
    commented(small, told)
    record = small.read()
    assert record.review is not None and record.review.marks is not None
    assert rows_of(record.review.marks) == expected()
    assert record.review.marks["comment"].dropna().tolist() == ['第一，\n"引号", 逗号', "末行"]


def test_rows_below_a_comment_with_line_breaks(small: SmallFolder) -> None:
    """Header 1, council 2 to 4, committee 5: its points are wrong; blank lines 3 and 4 stand inside the comment."""
    small.sub("marks.csv", "A01,R1,first,committee,18", "A01,R1,first,committee,x")
    commented(small, {"A01,R1,first,council": "一\n\n三"})
    assert [fault.row for fault in small.faults()] == [5]


def test_comments_in_parquet(small: SmallFolder) -> None:
    frame = small.marks()
    frame["comment"] = [None, "好"] * 49
    small.with_parquet(frame)
    review = small.read().review
    assert review is not None and review.marks is not None
    assert review.marks["comment"].isna().sum() == 49 and set(review.marks["comment"].dropna()) == {"好"}


def test_no_marks_yet(small: SmallFolder) -> None:
    for file in ("marks.csv", "minutes.csv"):
        small.path(file).unlink()
    record = small.read()
    assert record.review is not None and record.review.marks is None and record.review.minutes is None
    assert len(record.units) == 5 and "2025/marks.csv" not in record.files


# --- What is written is what is read ---------------------------------------------------------------------------------


@given(st.data())
@settings(max_examples=25)
def test_written_and_read_are_the_same(data: st.DataObject) -> None:
    """Any marks on any sheets, in any order of rows and columns, CSV or Parquet."""
    keys = data.draw(st.lists(st.sampled_from(sorted(SHEETS)), min_size=1, unique=True))
    sheets = {
        key: tuple(str(Decimal(data.draw(st.integers(0, most))) / 2) for most in MARKS_MAXIMA.values())
        for key in sorted(keys)
    }
    decided = data.draw(st.dictionaries(st.sampled_from(INDICATORS), st.integers(0, 10), max_size=4))
    rows = [
        (unit, reviewer, step, i, p)
        for (step, unit, reviewer), sheet in sheets.items()
        for i, p in zip(INDICATORS, sheet, strict=True)
    ]
    rows += [("A02", "panel", "talk", i, str(decided[i])) for i in INDICATORS if i in decided]
    columns = data.draw(st.permutations(HEADER))
    shuffled = pd.DataFrame(data.draw(st.permutations(rows)), columns=list(HEADER))[columns]
    with tempfile.TemporaryDirectory() as root:
        small = SmallFolder.written_to(Path(root))
        small.with_sheets(sheets)
        if decided:
            small.write("minutes.csv", TABLES["minutes.csv"].rsplit("B02", 1)[0])
        if data.draw(st.booleans()):
            small.with_parquet(shuffled.astype({"points": data.draw(st.sampled_from(["str", "float64", "float32"]))}))
        else:
            shuffled.to_csv(small.path("marks.csv"), index=False)
        review = small.read().review
    assert review is not None and review.marks is not None
    assert rows_of(review.marks) == [(*row[:4], int(2 * Decimal(row[4]))) for row in rows]


@pytest.mark.parametrize("block", [1, 2, 7, 1 << 24])
def test_quotation_marks_are_followed_across_blocks(
    small: SmallFolder, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large files are looked through block by block; a mark that opens in one may close in another."""
    monkeypatch.setattr(onfile, "_BLOCK", block)
    told = {"A01,R1,first,council": '""第一""，\n"引号"', "B02,R1,second,media": '"'}
    commented(small, told)
    assert onfile._well_quoted(small.path("marks.csv"))
    review = small.read().review
    assert review is not None and review.marks is not None
    assert review.marks["comment"].dropna().tolist() == list(told.values())
    for wrong in ('a,"b\nc,d\n', 'a,"b"c,d\n', 'a,b"c"\n', '"'):
        small.write("marks.csv", wrong)
        assert not onfile._well_quoted(small.path("marks.csv"))


def test_hints_stop_where_they_would_take_too_long(small: SmallFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two different words are looked up among the three rounds, and a third one is told without a hint."""
    monkeypatch.setattr(errors, "_MOST_COMPARED", 6)
    for n, word in enumerate(("frist", "secnod", "frist", "tolk")):
        small.sub("marks.csv", f"A01,R1,first,{INDICATORS[n]}", f"A01,R1,{word},{INDICATORS[n]}")
    assert [(f.value, f.meant) for f in small.faults()] == [
        ("frist", "first"), ("secnod", "second"), ("frist", "first"), ("tolk", None),
    ]  # fmt: skip
