"""Odd but readable editions: each is the 2019 edition in another dress and must give the same results, cell by cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pandas as pd
import pytest

import evalkit
from evalkit.edition import EditionRecord, Note, parse_decimal
from evalkit.errors import EditionError
from evalkit.scoring import Evaluation
from tests.folders import TABLES, Folder

FULL_WIDTH = str.maketrans("0123456789D", "０１２３４５６７８９Ｄ")


def utf8_with_mark(folder: Folder) -> None:
    for file in (*TABLES, "rules.toml", "../programme.toml"):
        folder.write(file, b"\xef\xbb\xbf" + folder.text(file).encode())


def gbk(folder: Folder) -> None:
    for file in ("units.csv", "panel.csv", "aliases.csv"):
        folder.write(file, folder.text(file).encode("gbk"))


def crlf(folder: Folder) -> None:
    for file in (*TABLES, "rules.toml", "../programme.toml"):
        folder.write(file, folder.text(file).replace("\n", "\r\n"))


def cr(folder: Folder) -> None:
    for file in TABLES:
        folder.write(file, folder.text(file).replace("\n", "\r"))


def no_last_line_break(folder: Folder) -> None:
    for file in TABLES:
        folder.write(file, folder.text(file).rstrip("\n"))


def full_width_scores_and_codes(folder: Folder) -> None:
    def wide(line: str) -> str:
        unit, score, rest = line.split(",", 2)
        return f"{unit.translate(FULL_WIDTH)},{score.translate(FULL_WIDTH)},{rest}" if unit != "unit" else line

    folder.each_line("scores.csv", wide)
    folder.each_line("units.csv", lambda line: re.sub("^D?[0-9]+", lambda m: m[0].translate(FULL_WIDTH), line))


def full_width_header(folder: Folder) -> None:
    folder.sub("scores.csv", "unit,score,withheld,tier", "ｕｎｉｔ, score　,\u00a0withheld,tier")


def blank_lines(folder: Folder) -> None:
    for file in TABLES:
        folder.write(file, "\n\n" + folder.text(file).replace("\n", "\n\n", 3) + "\n\n   \n\n")


def rows_of_empty_cells(folder: Folder) -> None:
    folder.append("scores.csv", ",,,", ",,,", " ,　,,")
    folder.append("units.csv", ",,,", ",,,,,,")


def empty_columns_at_the_right(folder: Folder) -> None:
    for file in TABLES:
        folder.each_line(file, lambda line: line + ",,, ")


def empty_columns_at_the_right_of_some_rows(folder: Folder) -> None:
    folder.each_line("scores.csv", lambda line: line + ",," if line.startswith("2") else line)


def decimals_for_whole_points(folder: Folder) -> None:
    folder.write("scores.csv", re.sub(r",([0-9]+),", r",\1.0,", folder.text("scores.csv")))


def signs_and_zeros(folder: Folder) -> None:
    folder.sub("scores.csv", "102,97,", "102,+97,")
    folder.sub("scores.csv", "104,97,", "104,097.000,")


def spaces_around_cells(folder: Folder) -> None:
    for file in TABLES:
        rows = [[f"　\u00a0 {cell} 　" for cell in row] for row in csv.reader(io.StringIO(folder.text(file)))]
        memory = io.StringIO()
        csv.writer(memory, lineterminator="\n").writerows(rows)
        folder.write(file, memory.getvalue())


def every_cell_quoted(folder: Folder) -> None:
    for file in TABLES:
        memory = io.StringIO()
        csv.writer(memory, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
            csv.reader(io.StringIO(folder.text(file)))
        )
        folder.write(file, memory.getvalue())


def flags_and_tiers_in_capitals(folder: Folder) -> None:
    folder.write("scores.csv", folder.text("scores.csv").replace(",no,high", ",NO,High").replace(",yes,", ",Yes,"))


def columns_in_another_order(folder: Folder) -> None:
    folder.each_line("scores.csv", lambda line: ",".join(reversed(line.split(","))))


def score_rows_in_another_order(folder: Folder) -> None:
    head, *rows = folder.text("scores.csv").splitlines()
    folder.write("scores.csv", "\n".join([head, *sorted(rows, key=lambda row: row[::-1]), ""]))


def without_optional_column(folder: Folder) -> None:
    """The tier of a score follows from the score; only withheld ones need it printed."""
    folder.write("scores.csv", re.sub(",no,.*", ",no,", folder.text("scores.csv")))


def rules_laid_out_otherwise(folder: Folder) -> None:
    """TOML's other spellings of the same keys: an inline table, a dotted key, a decimal, comments, blank lines."""
    folder.sub("rules.toml", "[window]\nfirst = 2019-01-01\nlast = 2019-12-31\n", "")
    folder.sub(
        "rules.toml",
        "total_points = 100\n",
        "total_points = 100.00\nwindow.first = 2019-01-01\nwindow.last=2019-12-31\n",
    )
    folder.sub("rules.toml", "lowest = 85\n", "# \u2028 the highest\n\n  lowest   =   85.0 # included\n")
    folder.sub("rules.toml", '[ranking]\nties = "competition"\n', "[ ranking ]\n'ties' = '''competition'''\n")


SAME: tuple[Callable[[Folder], None], ...] = (
    utf8_with_mark,
    gbk,
    crlf,
    cr,
    no_last_line_break,
    full_width_scores_and_codes,
    full_width_header,
    blank_lines,
    rows_of_empty_cells,
    empty_columns_at_the_right,
    empty_columns_at_the_right_of_some_rows,
    decimals_for_whole_points,
    signs_and_zeros,
    spaces_around_cells,
    every_cell_quoted,
    flags_and_tiers_in_capitals,
    columns_in_another_order,
    score_rows_in_another_order,
    without_optional_column,
    rules_laid_out_otherwise,
)


def read(folder: Folder) -> EditionRecord:
    return evalkit.load("alliances", "2019", root=folder.root)


@pytest.mark.parametrize("dress", SAME, ids=lambda f: f.__name__.replace("_", " "))
def test_same_results_in_another_dress(dress: Callable[[Folder], None], folder: Folder, ev2019: Evaluation) -> None:
    dress(folder)
    record = evalkit.load("alliances", "2019", root=folder.root)
    assert record.rules == ev2019.rules
    pd.testing.assert_frame_equal(record.evaluate().results, ev2019.results)
    pd.testing.assert_frame_equal(record.units, ev2019.record.units)
    for table in ("panel", "aliases"):
        pd.testing.assert_frame_equal(getattr(record, table), getattr(ev2019.record, table))
    if dress not in (utf8_with_mark, gbk):
        assert record.notes == ()


def test_the_mark_is_no_fault(folder: Folder) -> None:
    """It is what “CSV UTF-8” begins with, which is what the messages recommend."""
    utf8_with_mark(folder)
    assert read(folder).notes == ()


def test_dots_in_a_text_are_no_key_of_many_parts(folder: Folder) -> None:
    folder.append("rules.toml", "# " + "A sentence ends here. Then one. " * 40 + "......" * 20)
    assert evalkit.load("alliances", "2019", root=folder.root).rules.edition == "2019"


def test_one_name_in_two_cohorts(folder: Folder) -> None:
    """Codes tell units apart; 102 is of cohort 1, D106 of D."""
    name = next(line for line in folder.text("units.csv").splitlines() if line.startswith("102,")).split(",")[1]
    other = next(line for line in folder.text("units.csv").splitlines() if line.startswith("D106,")).split(",")[1]
    folder.sub("units.csv", f"D106,{other},", f"D106,{name},")
    units = read(folder).units.set_index("unit")["name"]
    assert units["102"] == units["D106"] == name


def test_joiners_and_marks_inside_a_name_are_its_own(folder: Folder) -> None:
    """Persian needs U+200C, an emoji U+FE0F, Vietnamese combining letters: only a name of nothing else is refused."""
    name = next(line for line in folder.text("units.csv").splitlines() if line.startswith("102,")).split(",")[1]
    folder.sub("units.csv", f"102,{name},", "102,می\u200cروم ❤\ufe0f Vie\u0302\u0323t,")
    assert read(folder).units["name"][0] == "می\u200cروم ❤\ufe0f Vie\u0302\u0323t"


def test_gbk_is_noted_and_names_are_right(folder: Folder, ev2019: Evaluation) -> None:
    """Chinese Excel saves "CSV" in GBK; every name comes out as in the UTF-8 file, and the note names the encoding."""
    gbk(folder)
    record = read(folder)
    assert record.notes == tuple(
        Note("encoding", file, f"gb18030 (“{first}”)")
        for file, first in (
            ("units.csv", "新一代煤（能源）化工产业"),
            ("panel.csv", "李新男"),
            ("aliases.csv", "新一代煤"),
        )
    )
    assert record.units["name"].tolist() == ev2019.record.units["name"].tolist()
    assert record.units["name"][2] == "TD 产业技术创新战略联盟"  # annex 2, number 1


def test_only_required_tables(folder: Folder) -> None:
    """Panel and aliases may be absent; then they are None, not empty, and not among the files that were read."""
    for path in folder.edition.glob("*.csv"):
        if path.name not in ("units.csv", "scores.csv"):
            path.unlink()
    record = read(folder)
    assert record.panel is None
    assert record.aliases is None
    assert record.files == ("programme.toml", "2019/rules.toml", "2019/units.csv", "2019/scores.csv")


def test_other_files_are_left_alone(folder: Folder) -> None:
    """Notes, pictures and workbooks beside the tables are nobody's fault."""
    for name in ("README.md", "scores.xlsx", ".DS_Store", "scan.pdf"):
        folder.write(name, "x")
    assert len(read(folder).units) == 99


def test_cr_only_rows_are_counted(folder: Folder) -> None:
    """A file with old Macintosh line breaks has its rows numbered like any other."""
    folder.sub("scores.csv", "105,100,", "105,101,")
    cr(folder)
    with pytest.raises(EditionError) as caught:
        read(folder)
    assert [fault.row for fault in caught.value.faults] == [4]


def test_cr_only_rows_are_counted_up_to_bad_bytes(folder: Folder) -> None:
    cr(folder)
    folder.write("units.csv", folder.text("units.csv").encode().replace("105,TD 产".encode(), b"105,TD \xff\xff"))
    with pytest.raises(EditionError) as caught:
        read(folder)
    assert [(fault.kind, fault.row) for fault in caught.value.faults] == [("not-utf-8", 4)]


def test_parse_decimal_reads_what_is_read_here() -> None:
    """The cells above as single values."""
    assert [str(parse_decimal(text)) for text in ("８５", "085", "+97", "85.0", "　85 ", "－１", "−1")] == [
        "85",
        "85",
        "97",
        "85.0",
        "85",
        "-1",
        "-1",
    ]
