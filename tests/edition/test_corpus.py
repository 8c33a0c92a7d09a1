"""Faulty editions: each spoils the good 2019 edition in one way, and every fault must be told, each in its place.

The expected lines are what a person would be told who made the slip, written out in full. Row numbers are the physical
lines of the spoilt file, the header being row 1; in the good files unit 102 stands in row 2 of units.csv and
scores.csv, and D106 in row 96 (count them: ``grep -n`` on data/alliances/2019).
"""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from evalkit.edition import Rules, read_edition
from evalkit.errors import EditionError, Fault
from evalkit.sources.schema import MARKS, SCORES, TABLES, UNITS
from tests.folders import EDITION_2019, Folder

# What may stand there is the schema's to say; these lists grow with it and are not what is tested here.
UNITS_COLUMNS = ", ".join(UNITS.names)
SCORES_COLUMNS = ", ".join(SCORES.names)
PATTERNS = "1: 1[0-9]{2}, 2: 2[0-9]{2}, 3: 3[0-9]{2}, D: D[0-9]{3}"
TIERS = "high, fairly-high, average, inactive"
FILES = ", ".join(("rules.toml", *(table.file for table in (*TABLES, MARKS)), "marks.parquet"))
NEITHER, SAVE = "from this row on the text is neither UTF-8 nor GBK", "Save it as UTF-8 (in Excel: “CSV UTF-8”)."
DIGITS = "a number has too many digits; allowed: at most 12 before the decimal point and 12 after it."
TOP_KEYS = ", ".join(Rules.model_fields)


with (EDITION_2019 / "units.csv").open(encoding="utf-8") as _units:
    UNITS_OF_2 = [(n, line[:3]) for n, line in enumerate(_units, start=1) if line.startswith("2")]


@dataclass(frozen=True)
class Case:
    """One faulty edition: how it is made from the good one, and the complete list of what is wrong with it.

    A row with a sign ("row +2") is counted from the line of rules.toml on which the passage `at` begins, once spoilt:
    a new key elsewhere in the rules of 2019 moves no number here.
    """

    name: str
    spoil: Callable[[Folder], None]
    faults: tuple[str, ...]
    at: str = ""

    def lines(self, folder: Folder) -> list[str]:
        """Return what the spoilt folder must be told."""
        if not self.at:
            return list(self.faults)
        text = folder.text("rules.toml")
        row = text[: text.index(self.at)].count("\n") + 1
        return [re.sub(r"(?<=row )[+-]\d+", lambda m: str(row + int(m[0])), fault) for fault in self.faults]


CASES: list[Case] = []


def case(name: str, *faults: str, at: str = "") -> Callable[[Callable[[Folder], None]], None]:
    """Enter a faulty edition into the corpus."""

    def enter(spoil: Callable[[Folder], None]) -> None:
        CASES.append(Case(name, spoil, faults, at))

    return enter


# --- Files -----------------------------------------------------------------------------------------------------------


@case("units missing", "units.csv: the file is missing.")
def _(folder: Folder) -> None:
    folder.path("units.csv").unlink()


@case("scores missing", "scores.csv: the file is missing.")
def _(folder: Folder) -> None:
    folder.path("scores.csv").unlink()


@case("rules missing", "rules.toml: the file is missing.")
def _(folder: Folder) -> None:
    folder.path("rules.toml").unlink()


@case("programme missing", "../programme.toml: the file is missing.")
def _(folder: Folder) -> None:
    folder.path("../programme.toml").unlink()


@case(
    "scores misnamed",
    f"score.csv: no file of this name belongs to an edition; allowed: {FILES}. Did you mean “scores.csv”?",
    "scores.csv: the file is missing.",
)
def _(folder: Folder) -> None:
    folder.path("scores.csv").rename(folder.path("score.csv"))


@case(
    "optional table in capitals",  # it would otherwise be left out without a word
    f"PANEL.CSV: no file of this name belongs to an edition; allowed: {FILES}. Did you mean “panel.csv”?",
)
def _(folder: Folder) -> None:
    folder.path("panel.csv").rename(folder.path("PANEL.CSV"))


@case("a folder for a file", "panel.csv: this is a folder; allowed: a plain file.")
def _(folder: Folder) -> None:
    folder.path("panel.csv").unlink()
    folder.path("panel.csv").mkdir()


@case("0 bytes", "scores.csv: the file is empty.")
def _(folder: Folder) -> None:
    folder.write("scores.csv", b"")


@case("blank lines only", "scores.csv: the file is empty.")
def _(folder: Folder) -> None:
    folder.write("scores.csv", "\n\r\n  \n")


@case("empty cells only", "scores.csv: the file is empty.")
def _(folder: Folder) -> None:
    folder.write("scores.csv", ",,,\n,,,\n")


@case("a byte order mark only", "scores.csv: the file is empty.")
def _(folder: Folder) -> None:
    folder.write("scores.csv", b"\xef\xbb\xbf\n")


@case("header only", "scores.csv: there is a header but no row below it.")
def _(folder: Folder) -> None:
    folder.write("scores.csv", "unit,score,withheld,tier\n")


@case("rules of 0 bytes", "rules.toml: the file is empty.")
def _(folder: Folder) -> None:
    folder.write("rules.toml", b"")


@case("UTF-16", "units.csv: the text is in UTF-16; save it as UTF-8 (in Excel: “CSV UTF-8”).")
def _(folder: Folder) -> None:
    folder.write("units.csv", folder.text("units.csv").encode("utf-16"))


@case("rules in UTF-16", "rules.toml: the text is in UTF-16; save it as UTF-8 (in Excel: “CSV UTF-8”).")
def _(folder: Folder) -> None:
    folder.write("rules.toml", folder.text("rules.toml").encode("utf-16"))


@case("xlsx renamed", "units.csv: this is an Excel workbook under another name; save it as “CSV UTF-8”.")
def _(folder: Folder) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as book:  # an .xlsx is a ZIP archive: ECMA-376 part 2
        book.writestr("xl/workbook.xml", "<workbook/>")
    folder.write("units.csv", memory.getvalue())


@case("NUL bytes", "scores.csv: this is not a text file.")
def _(folder: Folder) -> None:
    folder.write("scores.csv", folder.text("scores.csv").encode().replace(b",97,", b",9\x007,"))


# Unit 102 stands in row 2, where the first character that is not ASCII is.
@case(
    "Big5",
    f"units.csv, row 2: {NEITHER}; it looks like traditional Chinese (Big5). {SAVE}",
)
def _(folder: Folder) -> None:
    rows = ["101,鋼鐵可循環流程產業技術創新戰略聯盟,Steel,1", "103,煤炭開發利用產業技術創新戰略聯盟,Coal,1"]
    folder.write("units.csv", "\n".join(["unit,name,name_en,cohort", *rows, ""]).encode("big5"))


@case(
    "Latin-1",
    f"units.csv, row 3: {NEITHER}; it looks like Western European (Windows-1252). {SAVE}",
)
def _(folder: Folder) -> None:
    folder.write("units.csv", "unit,name,cohort\n102,Steel,1\n104,Müller & Söhne,1\n105,Café,1\n".encode("latin-1"))


def foreign(encoding: str, *names: str) -> Callable[[Folder], None]:
    """Return what replaces the units by some of these names in an encoding."""

    def spoil(folder: Folder) -> None:
        rows = [f"{101 + i},{name},,1" for i, name in enumerate(names)]
        folder.write("units.csv", "\n".join(["unit,name,name_en,cohort", *rows, ""]).encode(encoding))

    return spoil


# EUC-KR and EUC-JP have the very bytes of GB 2312: read as Chinese, every name would be another one.
case("EUC-KR", f"units.csv, row 2: {NEITHER}; it looks like Korean (EUC-KR). {SAVE}")(
    foreign("euc_kr", "한국철강협회", "신재생에너지연합")
)
case("EUC-JP with kana", f"units.csv, row 2: {NEITHER}; it looks like Japanese (EUC-JP). {SAVE}")(
    foreign("euc_jp", "東京エネルギー連盟", "日本のみらい研究会")
)
case("EUC-JP, kanji only", f"units.csv, row 2: {NEITHER}; it looks like Japanese (EUC-JP). {SAVE}")(
    foreign("euc_jp", "東京大学理学部", "京都産業技術連盟", "日本鉄鋼協会", "情報処理学会")
)
case("Shift_JIS", f"units.csv, row 2: {NEITHER}; it looks like Japanese (Shift_JIS). {SAVE}")(
    foreign("cp932", "東京エネルギー連盟", "日本のみらい研究会")
)
# Two letters with accents side by side are one Chinese character, and a common one: öß is 鲞, ée in é-é 殚.
case(
    "Windows-1252 read as Chinese",
    f"units.csv, row 2: {NEITHER}; it looks like Western European (Windows-1252). {SAVE}",
)(foreign("cp1252", "Größe und Maße", "Äußere Größen", "Größte Stoßzahl"))
case("UTF-16 without a mark", "units.csv: the text is in UTF-16; save it as UTF-8 (in Excel: “CSV UTF-8”).")(
    foreign("utf-16-le", "钢铁", "煤炭")
)


def in_place_of(file: str, put: Callable[[Path], object]) -> Callable[[Folder], None]:
    """Return what puts something else in the place of a file."""

    def spoil(folder: Folder) -> None:
        folder.path(file).unlink()
        put(folder.path(file))

    return spoil


for _file in ("units.csv", "rules.toml", "../programme.toml", "claims.csv"):
    case(f"a pipe for {_file}", f"{_file}: this is a pipe or a device; allowed: a plain file.")(
        in_place_of(_file, os.mkfifo)
    )
case("a device for a file", "scores.csv: this is a pipe or a device; allowed: a plain file.")(
    in_place_of("scores.csv", lambda path: path.symlink_to("/dev/zero"))
)
# An optional table behind a link that leads nowhere would be left out without a word.
case("a link that leads nowhere", "panel.csv: this is a link to something that is not there; allowed: a plain file.")(
    in_place_of("panel.csv", lambda path: path.symlink_to("nowhere.csv"))
)


def unit_case(name: str, text: str, *faults: str) -> None:
    """Enter an edition whose second unit, 104 in row 3, is called otherwise."""

    def spoil(folder: Folder) -> None:
        rows = folder.text("units.csv").split("\n")
        code, _, *rest = rows[2].split(",")
        rows[2] = ",".join([code, text, *rest])
        folder.write("units.csv", "\n".join(rows))

    case(name, *faults)(spoil)


for _code in (0x200B, 0x2060, 0x3164, 0x00AD, 0x2800):
    unit_case(
        f"a name that is U+{_code:04X} only",
        chr(_code),
        f"units.csv, row 3, name: the text holds nothing that can be seen (only U+{_code:04X}); allowed: at least one "
        "visible character.",
    )
unit_case(
    "a character that was lost",
    "Nurs\ufffdng",
    "units.csv, row 3, name: “Nurs�ng” holds U+FFFD, the sign for a character that was lost on the way; write the "
    "character itself.",
)


@case(
    "a code with a character nobody sees",
    "aliases.csv, row 4, unit: “104” is not in units.csv. Did you mean “D104”?",
    "panel.csv, row 5, unit: “104” is not in units.csv. Did you mean “D104”?",
    "scores.csv, row 3, unit: “104” is not in units.csv. Did you mean “D104”?",
    "units.csv, row 3, unit: “104\\u200b” holds U+200B, which nobody sees; allowed: the code without it.",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "\n104,", "\n104\u200b,")


@case(
    "a cut character",
    f"units.csv, row 4: {NEITHER}. {SAVE}",
)
def _(folder: Folder) -> None:
    folder.write(
        "units.csv", folder.text("units.csv").encode().replace("105,TD 产".encode(), "105,TD 产".encode()[:-1])
    )


# --- Layout of a table -----------------------------------------------------------------------------------------------


@case(
    "semicolons",
    "scores.csv, row 1: the columns are separated by “;”; allowed: commas.",
)
def _(folder: Folder) -> None:
    folder.write("scores.csv", folder.text("scores.csv").replace(",", ";"))


@case("tabs", "scores.csv, row 1: the columns are separated by “TAB”; allowed: commas.")
def _(folder: Folder) -> None:
    folder.write("scores.csv", folder.text("scores.csv").replace(",", "\t"))


@case("full-width commas", "scores.csv, row 1: the columns are separated by “，”; allowed: commas.")
def _(folder: Folder) -> None:
    folder.write("scores.csv", folder.text("scores.csv").replace(",", "，"))


@case(
    "every row one quoted cell",
    "scores.csv, row 1, score: the column is missing. The header reads: unit,score,withheld,tier.",
    "scores.csv, row 1, unit: the column is missing. The header reads: unit,score,withheld,tier.",
    f"scores.csv, row 1, unit,score,withheld,tier: the column is not known; allowed: {SCORES_COLUMNS}.",
)
def _(folder: Folder) -> None:
    folder.each_line("scores.csv", lambda line: f'"{line}"')


@case(
    "column missing",
    "scores.csv, row 1, score: the column is missing. The header reads: unit, withheld, tier.",
)
def _(folder: Folder) -> None:
    folder.each_line("scores.csv", lambda line: re.sub("^([^,]*),[^,]*,", r"\1,", line))


@case(
    "column misspelt",
    "scores.csv, row 1, score: the column is missing. The header reads: unit, scroe, withheld, tier.",
    f"scores.csv, row 1, scroe: the column is not known; allowed: {SCORES_COLUMNS}. Did you mean “score”?",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "unit,score,", "unit,scroe,")


@case(
    "optional column misspelt",
    f"units.csv, row 1, name_eng: the column is not known; allowed: {UNITS_COLUMNS}. Did you mean “name_en”?",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "name_en,", "name_eng,")


@case(
    "column of another table",
    f"scores.csv, row 1, 备注: the column is not known; allowed: {SCORES_COLUMNS}.",
)
def _(folder: Folder) -> None:
    folder.each_line("scores.csv", lambda line: line + (",备注" if line.startswith("unit") else ","))


@case("column twice", "scores.csv, row 1, tier: the column stands in the header twice.")
def _(folder: Folder) -> None:
    folder.each_line("scores.csv", lambda line: f"{line},{line.rsplit(',', 1)[1]}")


@case("column without a name", "scores.csv, row 1: column number 2 has no name.")
def _(folder: Folder) -> None:
    folder.each_line("scores.csv", lambda line: line.replace(",", ",,", 1))


@case(
    "rows too long and too short",
    "scores.csv, row 2: the number of cells is 5; allowed: 4.",
    "scores.csv, row 4: the number of cells is 3; allowed: 4.",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "102,97,no,high", "102,97,no,high,!")
    folder.sub("scores.csv", "105,100,no,high", "105,100,no")


@case(
    "decimal comma",
    "scores.csv, row 2: the number of cells is 5; allowed: 4.",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "102,97,no,high", "102,97,0,no,high")


@case(
    "quotation mark left open",
    "units.csv, row 96: not valid CSV: unexpected end of data; a quotation mark may be left open.",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "D106,第三代", 'D106,"第三代')


@case(
    "row numbers after blank lines and line breaks in cells",
    # Header in row 1, a blank row 2, a blank row 3, unit 102 in row 4, unit 104 in rows 5 and 6, unit 105 in row 7.
    "units.csv, row 5, cohort: “7” is not allowed; allowed: 1, 2, 3, D.",
    "units.csv, row 7, cohort: “8” is not allowed; allowed: 1, 2, 3, D.",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "102,新一代", "\n\n102,新一代")
    folder.sub("units.csv", "Agricultural Equipment,1", '"Agricultural\nEquipment",7')
    folder.sub("units.csv", ",TD,1", ",TD,8")


# --- Scores ----------------------------------------------------------------------------------------------------------


def score_case(name: str, cell: str, fault: str, *more: str) -> None:
    """Enter an edition in which unit 102, row 2, has another score cell."""

    def spoil(folder: Folder) -> None:
        folder.sub("scores.csv", "102,97,", f"102,{cell},")

    CASES.append(Case(name, spoil, (f"scores.csv, row 2, score: {fault}", *more)))


for text in (
    "九十",
    "1e2",
    "85分",
    "85²",
    "⑨",
    "八十五",
    "85%",
    "85．．5",
    "0x55",
    "NaN",
    "-",
    "8 5",
    "1_00",
    "=85",
    "85/100",
):
    score_case(f"score {text}", text, f"“{text}” is not a number; allowed: 0 to 100, in digits.")
score_case("score 1,000", '"1,000"', "“1,000” is not a number; allowed: 0 to 100, in digits.")
score_case("score with a hidden character", "9\u200b7", "“9\\u200b7” is not a number; allowed: 0 to 100, in digits.")
score_case("score 101", "101", "101 is out of range; allowed: 0 to 100.")
score_case("score -1", "-1", "-1 is out of range; allowed: 0 to 100.")
score_case("score −1, full-width", "－１", "－１ is out of range; allowed: 0 to 100.")
score_case("score 84.5", "84.5", "84.5 is not a multiple of 1; allowed: 0 to 100 in steps of 1.")
score_case("score 100.000000000001", "100.000000000001", "100.000000000001 is out of range; allowed: 0 to 100.")
score_case("score empty", "", "unit 102 has no score and is not marked withheld; allowed: a score, or withheld = yes.")


@case(
    "withheld, yet there",
    "scores.csv, row 8, score: unit 109 is marked withheld but has the score 40; allowed: no score, or withheld = no.",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "109,,yes", "109,40,yes")


@case(
    "withheld without a tier",
    "scores.csv, row 8, tier: the tier is missing, and a withheld score does not tell it; allowed: inactive.",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "109,,yes,inactive", "109,,yes,")


@case(
    "withheld in another tier",
    "scores.csv, row 8, tier: a score is withheld in tier “average”; rules.toml withholds only those of: inactive.",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "109,,yes,inactive", "109,,yes,average")


@case(
    "withheld where nothing is withheld",
    *(
        f"scores.csv, row {row}, tier: a score is withheld in tier “inactive”; rules.toml withholds those of no tier"
        " (withhold_scores_of in [publication])."
        for row in (8, 18, 46, 56, 61, 72, 75, 85)  # grep -n yes data/alliances/2019/scores.csv
    ),
)
def _(folder: Folder) -> None:
    folder.sub("rules.toml", 'withhold_scores_of = ["inactive"]', "")


@case(
    "withheld at its own wish, where nothing is withheld",
    *(
        f"scores.csv, row {row}, tier: "
        + (
            "scores are withheld by whole tiers, and rules.toml names none under withhold_scores_of in [publication];"
            " allowed: the score, or a tier that is named there."
            if row == 8
            else "a score is withheld in tier “inactive”; rules.toml withholds those of no tier"
            " (withhold_scores_of in [publication])."
        )
        for row in (8, 18, 46, 56, 61, 72, 75, 85)
    ),
)
def _(folder: Folder) -> None:
    folder.sub("rules.toml", 'withhold_scores_of = ["inactive"]', "")
    folder.sub("scores.csv", "109,,yes,inactive", "109,,yes,")


@case("withheld unclear", "scores.csv, row 8, withheld: “是” is not allowed; allowed: yes, no.")
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "109,,yes", "109,,是")


@case("withheld empty", "scores.csv, row 8, withheld: the cell is empty; allowed: a value.")
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "109,,yes", "109,,")


@case("tier of the next score", "scores.csv, row 2, tier: “fairly-high” disagrees with the score 97; allowed: “high”.")
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "102,97,no,high", "102,97,no,fairly-high")


@case(
    "score of the next tier",  # 85 is the lowest score of the highest tier: section II.5
    "scores.csv, row 49, tier: “high” disagrees with the score 84; allowed: “fairly-high”.",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "223,85,", "223,84,")


@case("tier misspelt", f"scores.csv, row 2, tier: “hihg” is not allowed; allowed: {TIERS}. Did you mean “high”?")
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "102,97,no,high", "102,97,no,hihg")


@case(
    "three cells of one row",
    "scores.csv, row 2, score: “优” is not a number; allowed: 0 to 100, in digits.",
    f"scores.csv, row 2, tier: “top” is not allowed; allowed: {TIERS}.",
    "scores.csv, row 2, withheld: “nö” is not allowed; allowed: yes, no.",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "102,97,no,high", "102,优,nö,top")


@case(
    "no score and a misspelt tier",  # the misspelt tier does not hide that the score is missing
    "scores.csv, row 2, score: unit 102 has no score and is not marked withheld; allowed: a score, or withheld = yes.",
    f"scores.csv, row 2, tier: “hihg” is not allowed; allowed: {TIERS}. Did you mean “high”?",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "102,97,no,high", "102,,no,hihg")


# --- Units -----------------------------------------------------------------------------------------------------------


@case(
    "code twice",
    "scores.csv, row 101, unit: “102” stands in row 2 already; allowed: every value once.",
)
def _(folder: Folder) -> None:
    folder.append("scores.csv", "102,97,no,high")


@case(
    "code twice, once full-width",
    "units.csv, row 101, unit: “102” stands in row 2 already; allowed: every value once.",
)
def _(folder: Folder) -> None:
    folder.append("units.csv", "１０２,第二个名称产业技术创新战略联盟,Another,1")


@case(
    "name twice",  # the same letters in another width and with other spaces are the same name
    "units.csv, row 12, name: “WAPI 产业技术创新战略联盟” stands in row 4 already, as "
    "“ＷＡＰＩ产业技术创新战略联盟”; upper and lower case, full width and blanks do not count.",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "105,TD 产业技术创新战略联盟,TD", "105,ＷＡＰＩ产业技术创新战略联盟,TD")


@case(
    "code of no cohort",
    f"units.csv, row 2, unit: “402” is a code of no cohort; allowed: {PATTERNS}.",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "102,新一代", "402,新一代")
    folder.sub("scores.csv", "102,97", "402,97")
    folder.sub("aliases.csv", "102,", "402,")


@case(
    "code in small letters in units.csv",
    f"units.csv, row 96, unit: “d106” is a code of no cohort; allowed: {PATTERNS}. Did you mean “D106”?",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "D106,", "d106,")


@case(
    "code in small letters everywhere",
    f"units.csv, row 96, unit: “d106” is a code of no cohort; allowed: {PATTERNS}. Did you mean “D106”?",
)
def _(folder: Folder) -> None:
    for file, end in (("units.csv", ","), ("scores.csv", ","), ("panel.csv", "\n")):
        folder.sub(file, f"D106{end}", f"d106{end}")


@case(
    "code in small letters in scores.csv",
    "scores.csv, unit: unit “D106” (units.csv, row 96) has no row; allowed: one row for each unit.",
    "scores.csv, row 96, unit: “d106” is not in units.csv. Did you mean “D106”?",
)
def _(folder: Folder) -> None:
    folder.sub("scores.csv", "D106,", "d106,")


@case(
    "cohort of another unit",
    "units.csv, row 2, cohort: “2” is not the cohort of unit 102, whose code fits the pattern 1: 1[0-9]{2} in "
    "rules.toml.",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "Chemicals,1", "Chemicals,2")


@case(
    "cohort unknown",
    "units.csv, row 2, cohort: “第一批” is not allowed; allowed: 1, 2, 3, D.",
)
def _(folder: Folder) -> None:
    folder.sub("units.csv", "Chemicals,1", "Chemicals,第一批")


@case(
    "unit without a score row",
    "scores.csv, unit: unit “102” (units.csv, row 2) has no row; allowed: one row for each unit.",
)
def _(folder: Folder) -> None:
    folder.drop("scores.csv", "102,")


@case(
    "score of an absent unit",
    "scores.csv, row 101, unit: “101” is not in units.csv.",  # D101 and 110 are as near
)
def _(folder: Folder) -> None:
    folder.append("scores.csv", "101,97,no,high")


@case(
    "more units than the cohort has",
    "units.csv, cohort: cohort “D” has 12 units on file; rules.toml gives it 11 in all.",  # 10 + 2 of 11: II.4
)
def _(folder: Folder) -> None:
    for code in ("D301", "D302"):
        folder.append("units.csv", f"{code},{code} 产业技术创新战略联盟,{code},D")
        folder.append("scores.csv", f"{code},60,no,average")


@case(
    "expert of an absent unit",
    "panel.csv, row 3, unit: “D333” is not in units.csv.",
    "panel.csv, row 4, order: “three” is no place in a list; allowed: a whole number from 1.",
    "panel.csv, row 5, role: “deptuy” is not allowed; allowed: adviser, head, deputy, member. Did you mean “deputy”?",
    "panel.csv, row 6, name: the cell is empty; allowed: a value.",
)
def _(folder: Folder) -> None:
    folder.sub("panel.csv", "秘书长,233\n3,", "秘书长,D333\n3,")
    folder.sub("panel.csv", "\n3,deputy", "\nthree,deputy")
    folder.sub("panel.csv", "4,deputy", "4,deptuy")
    folder.sub("panel.csv", "赵立金", "")


@case(
    "alias that is another unit's name",
    "aliases.csv, row 4, alias: “ＴＤ产业技术创新战略联盟” is the name of unit 105.",
)
def _(folder: Folder) -> None:
    folder.sub("aliases.csv", "农业装备联盟", "ＴＤ产业技术创新战略联盟")


# --- rules.toml: keys and types --------------------------------------------------------------------------------------


def rules_case(name: str, old: str, new: str, *faults: str) -> None:
    """Enter an edition with another passage in rules.toml; rows are counted from where it begins."""
    CASES.append(Case(name, lambda folder: folder.sub("rules.toml", old, new), faults, at=new))


rules_case(
    "unknown key at the top",
    'edition = "2019"',
    'editon = "2019"',
    "rules.toml, edition: the key is missing.",
    f"rules.toml, row +0, editon: “editon” is not a known key; allowed here: {TOP_KEYS}. Did you mean “edition”?",
)
rules_case(
    "unknown key in a tier",
    "lowest = 85\n",
    "lowest = 85\nhigest = 100\n",
    "rules.toml, row +1, tiers[1].higest: “higest” is not a known key; allowed here: id, name, lowest, highest. "
    "Did you mean “highest”?",
)
rules_case(
    "unknown key in a text",
    'name = { zh = "理事会", en = "Council" }',
    'name = { zh = "理事会", eng = "Council" }',
    "rules.toml, row +0, areas[1].indicators[1].name.en: the key is missing.",
    "rules.toml, row +0, areas[1].indicators[1].name.eng: “eng” is not a known key; allowed here: zh, en. "
    "Did you mean “en”?",
)
rules_case("key missing", 'edition = "2019"\n', "", "rules.toml, edition: the key is missing.")
rules_case("table missing", "[scores]\nmin = 0\nmax = 100\nstep = 1\n", "", "rules.toml, scores: the key is missing.")
rules_case(
    "word unknown",
    'ties = "competition"',
    'ties = "competitive"',
    "rules.toml, row +0, ranking.ties: “competitive” is not allowed; allowed: competition, modified-competition, "
    "dense. Did you mean “competition”?",
)
rules_case(
    "a string for a count",
    "total = 52",
    'total = "52"',
    'rules.toml, row +0, cohorts[1].total: "52" is of the wrong type; allowed: a whole number.',
)
rules_case(
    "a decimal for a count",
    "total = 52",
    "total = 52.0",
    "rules.toml, row +0, cohorts[1].total: 52.0 is of the wrong type; allowed: a whole number.",
)
rules_case(
    "true for a count",
    "total = 52",
    "total = true",
    "rules.toml, row +0, cohorts[1].total: true is of the wrong type; allowed: a whole number.",
)
rules_case(
    "a count below 0",
    "total = 52",
    "total = -52",
    "rules.toml, row +0, cohorts[1].total: -52 is out of bounds; allowed: ≥ 0.",
)
rules_case(
    "a string for points",
    "lowest = 85",
    'lowest = "85"',
    'rules.toml, row +0, tiers[1].lowest: "85" is not a number of points; allowed: a plain number such as 85 or 0.5, '
    "without quotation marks.",
)
rules_case(
    "points infinite",
    "highest = 100",
    "highest = inf",
    "rules.toml, row +0, tiers[1].highest: Infinity is not a number of points; allowed: a plain number such as 85 or "
    "0.5, without quotation marks.",
)
rules_case(
    "a number for the edition",
    'edition = "2019"',
    "edition = 2019",
    "rules.toml, row +0, edition: 2019 is of the wrong type; allowed: text in quotation marks.",
)
rules_case(
    "a string for a date",
    "first = 2019-01-01",
    'first = "2019-01-01"',
    'rules.toml, row +0, window.first: "2019-01-01" is of the wrong type; allowed: a date such as 2019-12-31, without '
    "quotation marks.",
)
rules_case(
    "a decimal for a date",
    "first = 2019-01-01",
    "first = 2019.01",
    "rules.toml, row +0, window.first: 2019.01 is of the wrong type; allowed: a date such as 2019-12-31, without "
    "quotation marks.",
)
rules_case(
    "a word for a list",
    'cohorts = ["1", "2", "3"]',
    'cohorts = "1"',
    'rules.toml, row +0, cohort_groups[1].cohorts: "1" is of the wrong type; allowed: a list.',
)
rules_case(
    "a list for a word",
    'ties = "competition"',
    'ties = ["competition"]',
    "rules.toml, row +0, ranking.ties: “[…]” is not allowed; allowed: competition, modified-competition, dense.",
)
rules_case(
    "a text for a table",
    '[percent]\ndecimals = 2\nrounding = "half-up"\n',
    "[percent]\ndecimals = 9\nrounding = 2\n",
    "rules.toml, row +1, percent.decimals: 9 is out of bounds; allowed: ≤ 6.",
    "rules.toml, row +2, percent.rounding: “2” is not allowed; allowed: half-up, half-even, largest-remainder.",
)
rules_case(
    "an empty text",
    'zh = "活跃度高"',
    'zh = " "',
    "rules.toml, row +0, tiers[1].name.zh: the text is empty; allowed: at least one character.",
)
rules_case(
    "an id with a space",
    'id = "high"',
    'id = "very high"',
    "rules.toml, row +0, tiers[1].id: “very high” is no id; allowed: 1 to 40 of A–Z a–z 0–9 _ -, a letter or digit "
    "first.",
)
rules_case(
    "an empty list",
    'cohorts = ["1", "2", "3"]',
    "cohorts = []",
    "rules.toml, row +0, cohort_groups[1].cohorts: the list is empty; allowed: at least one item.",
)
rules_case(
    "a pattern that RE2 has not",  # nor any other that takes longer with each letter
    'code = "1[0-9]{2}"',
    'code = "(?=1)[0-9]{3}"',
    "rules.toml, row +0, cohorts[1].code: “(?=1)[0-9]{3}” is not a regular expression: invalid perl operator: (?=.",
)
rules_case(
    "a pattern of 1001 letters",
    'code = "1[0-9]{2}"',
    f'code = "{"1" * 1001}"',
    f"rules.toml, row +0, cohorts[1].code: “{'1' * 59}…” is not a regular expression: more than 1000 characters.",
)
rules_case(
    "an indicator with a name that nobody sees",
    'zh = "理事会", en = "Council"',
    'zh = "理事会", en = "\\u200b\\u3164"',
    "rules.toml, row +0, areas[1].indicators[1].name.en: the text holds nothing that can be seen (only U+200B); "
    "allowed: at least one visible character.",
)
rules_case(
    "a name with a lost character",
    'zh = "理事会", en = "Council"',
    'zh = "理事会", en = "Counc�l"',
    "rules.toml, row +0, areas[1].indicators[1].name.en: “Counc�l” holds U+FFFD, the sign for a character that was "
    "lost on the way; write the character itself.",
)
rules_case(
    "a text where two languages are wanted",
    'name = { zh = "理事会", en = "Council" }',
    'name = "Council"',
    'rules.toml, row +0, areas[1].indicators[1].name: "Council" is not what the 2 languages of the programme need; '
    'allowed: { zh = "…", en = "…" }. Or declare one language in programme.toml, such as languages = ["en"], '
    "and plain text is enough.",
)
for _what, _old, _new, _fault in (
    (
        "deep brackets",
        'edition = "2019"',
        "x = " + "[" * 5000 + "]" * 5000,
        "rules.toml: brackets or keys are nested more than 30 deep.",
    ),
    (
        "brackets 40 deep",
        'edition = "2019"',
        "x = " + "[" * 40 + "]" * 40,
        "rules.toml, row +0, x" + "[1]" * 19 + "[…: brackets or keys are nested more than 30 deep.",
    ),
    (
        "a key of many parts",
        'edition = "2019"',
        ".".join("a" * 5000) + " = 1",
        "rules.toml, row +0: a key in this row has more than 30 dots.",
    ),
    ("a number of 5000 digits", "total_points = 100", "total_points = " + "9" * 5000, f"rules.toml: {DIGITS}"),
    (
        "a number in hexadecimal digits",
        "total_points = 100",
        "total_points = 0x" + "f" * 9000,
        f"rules.toml, row +0, total_points: {DIGITS}",
    ),
    (
        "a huge exponent",
        "total_points = 100",
        "total_points = 1e999999999",
        f"rules.toml, row +0, total_points: {DIGITS}",
    ),
    (
        "a tiny exponent",
        "total_points = 100",
        "total_points = 1e-999999999",
        f"rules.toml, row +0, total_points: {DIGITS}",
    ),
):
    rules_case(_what, _old, _new, _fault)


@case("rules beyond a mebibyte", "rules.toml: the file has 1,100,000 bytes; allowed: at most 1,048,576.")
def _(folder: Folder) -> None:
    text = folder.text("rules.toml").encode()
    folder.write("rules.toml", text + b"#" * (1_100_000 - len(text)))


@case(
    "two patterns for one code",
    *(
        f"units.csv, row {row}, unit: “{code}” fits the patterns of several cohorts in rules.toml "
        f"(1: [12][0-9]{{2}}, 2: 2[0-9]{{2}}); allowed: patterns of which each code fits one."
        for row, code in UNITS_OF_2
    ),
)
def _(folder: Folder) -> None:
    folder.sub("rules.toml", 'code = "1[0-9]{2}"', 'code = "[12][0-9]{2}"')


rules_case(
    "no regular expression",
    'code = "1[0-9]{2}"',
    'code = "1[0-9"',
    "rules.toml, row +0, cohorts[1].code: “1[0-9” is not a regular expression: missing ]: [0-9.",
)


@case(
    "not TOML",
    "rules.toml, row +0: not valid TOML (Illegal character '\\n'): “id = \"high”.",
    at='id = "high\n',
)
def _(folder: Folder) -> None:
    folder.sub("rules.toml", 'id = "high"', 'id = "high')


@case(
    "cut off",
    "rules.toml, row 3: not valid TOML (Invalid value): “edition =”.",
)
def _(folder: Folder) -> None:
    folder.write("rules.toml", "# cut off\n\nedition =")


@case(
    "a key twice",
    'rules.toml, row 7: not valid TOML (Cannot overwrite a value): “edition = "2019"”.',
)
def _(folder: Folder) -> None:
    folder.sub("rules.toml", "total_points", 'edition = "2019"\ntotal_points')


@case(
    "rules with CR only",  # TOML knows no such line break
    "rules.toml, row 1: not valid TOML (Found invalid character '\\r'): "
    "“# Rules of the 2019 edition, as far as its published report…”.",
)
def _(folder: Folder) -> None:
    folder.write("rules.toml", folder.text("rules.toml").replace("\n", "\r"))


@case(
    "all cohorts without an id",  # and no echo that the list were empty
    *(f"rules.toml, row {row:+d}, cohorts[{i}].id: the key is missing." for i, row in enumerate((0, 5, 10, 15), 1)),
    at="[[cohorts]]",
)
def _(folder: Folder) -> None:
    folder.write("rules.toml", re.sub(r'id = "[123D]"\n', "", folder.text("rules.toml")))


# --- rules.toml: contradictions --------------------------------------------------------------------------------------

rules_case(
    "tiers overlap",
    "highest = 84",
    "highest = 85",
    "rules.toml, row +0, tiers[2].highest: 85 overlaps tier “high”, which begins at 85; allowed: 84,"
    " or no “highest” in any tier: each then ends below the one before.",
)
rules_case(
    "tiers leave a gap",
    "highest = 84",
    "highest = 83",
    "rules.toml, row +0, tiers[2].highest: 83 leaves a gap below tier “high”, which begins at 85; allowed: 84,"
    " or no “highest” in any tier, or a coarser banding.to_nearest.",
)
rules_case(
    "tiers below the highest score",
    "highest = 100",
    "highest = 99",
    "rules.toml, row +0, tiers[1].highest: 99 leaves scores without a tier or reaches beyond them; allowed: 100.",
)
rules_case(
    "tiers above the lowest score",
    "lowest = 0",
    "lowest = 1",
    "rules.toml, row +0, tiers[4].lowest: 1 leaves scores without a tier or reaches beyond them; allowed: 0.",
)
rules_case(
    "tier backwards",
    "highest = 84",
    "highest = 48",
    "rules.toml, row +0, tiers[2].highest: 48 is below the tier's lowest score, 70.",
)
rules_case(
    "tier from half a point",
    "lowest = 85\n",
    "lowest = 84.5\n",
    "rules.toml, row +0, tiers[1].lowest: 84.5 is not a multiple of 1.",
    "rules.toml, row +7, tiers[2].highest: 84 overlaps tier “high”, which begins at 84.5; allowed: 83.5,"
    " or no “highest” in any tier: each then ends below the one before.",
)


@case(
    "tiers from half points that join",
    "rules.toml, row +0, tiers[1].lowest: 84.5 is not a multiple of 1.",
    at="lowest = 84.5",
)
def _(folder: Folder) -> None:
    folder.sub("rules.toml", "lowest = 85\n", "lowest = 84.5\n")
    folder.sub("rules.toml", "highest = 84\n", "highest = 83.5\n")


@case(
    "tiers upside down",  # one slip, one fault
    "rules.toml, row +8, tiers[2].lowest: 50 is above tier “inactive”, which begins at 0; tiers are listed from the "
    "highest down.",
    at="[[tiers]]",
)
def _(folder: Folder) -> None:
    head, first, *rest = re.split(r"(?=\[\[tiers\]\])", folder.text("rules.toml"))
    last, tail = rest[-1].split("# The report numbers", 1)
    folder.write("rules.toml", head + last + "".join(reversed(rest[:-1])) + first + "# The report numbers" + tail)


rules_case(
    "indicator id twice",
    'id = "expert-committee"',
    'id = "council"',
    "rules.toml, row +4, areas[1].indicators[2].id: “council” is already listed in areas[1].indicators[1]; every "
    "indicator needs an id and names of its own.",
)
rules_case(
    "indicator name twice, in another area",
    'en = "Technical standards" }',
    'en = "Council" }',
    "rules.toml, row +44, areas[2].indicators[5].name.en: “Council” is already listed in areas[1].indicators[1]; every "
    "indicator needs an id and names of its own.",
)
rules_case(
    "cohort twice",
    '[[cohorts]]\nid = "2"',
    '[[cohorts]]\nid = "1"',
    "rules.toml, row +7, cohorts[2].id: “1” is already listed in cohorts[1]; every cohort needs an id and names of its "
    "own.",
    "rules.toml, row +26, cohort_groups[1].cohorts: “2” is not allowed; allowed: 1, 3, D.",
)
rules_case(
    "cohort twice in a group",
    'cohorts = ["1", "2", "3"]',
    'cohorts = ["1", "2", "1"]',
    "rules.toml, row +0, cohort_groups[1].cohorts: “1” is listed twice; allowed: every word once.",
)
rules_case(
    "cohort unknown to a group",
    'cohorts = ["1", "2", "3"]',
    'cohorts = ["1", "2", "d"]',
    "rules.toml, row +0, cohort_groups[1].cohorts: “d” is not allowed; allowed: 1, 2, 3, D. Did you mean “D”?",
)
rules_case(
    "tier unknown to the publication",
    'withhold_scores_of = ["inactive"]',
    'withhold_scores_of = ["inactve"]',
    f"rules.toml, row +0, publication.withhold_scores_of: “inactve” is not allowed; allowed: {TIERS}. "
    "Did you mean “inactive”?",
)
rules_case(
    "window backwards",
    "last = 2019-12-31",
    "last = 2018-12-31",
    "rules.toml, row +0, window.last: the last day, 2018-12-31, is before the first, 2019-01-01.",
)
rules_case(
    "edition of another folder",
    'edition = "2019"',
    'edition = "2018"',
    "rules.toml, row +0, edition: “2018” is not the name of the folder; allowed: “2019”.",
)
rules_case(
    "programme of another folder",
    'programme = "alliances"',
    'programme = "demo"',
    "rules.toml, row +0, programme: “demo” is not the name of the folder; allowed: “alliances”.",
)
# Nineteen of the twenty indicators have none; each is named.
POINTS_MISSING = [
    f"rules.toml, row {row:+d}, areas[{i}].indicators[{j}].points: the points are missing while 1 of 20 indicators "
    "have theirs; allowed: points for all indicators or for none."
    for i, first, n in ((1, 0, 6), (2, 28, 9), (3, 68, 5))
    for j, row in enumerate(range(first, first + 4 * n, 4), 1)
    if (i, j) != (1, 1)
]
rules_case("points of one indicator", 'id = "council"\n', 'id = "council"\npoints = 5\n', *POINTS_MISSING)


@case(
    "points that do not add up",
    "rules.toml, row 7, total_points: the points of the indicators add up to 90.0, not to 100.",  # 20 × 4.5
)
def _(folder: Folder) -> None:
    text = folder.text("rules.toml")
    head, areas = text.split("# --- Rubric", 1)
    areas, tail = areas.split("# --- Scores and tiers", 1)
    areas = areas.replace("[[areas.indicators]]\n", "[[areas.indicators]]\npoints = 4.5\n")
    folder.write("rules.toml", head + "# --- Rubric" + areas + "# --- Scores and tiers" + tail)


rules_case(
    "points of nothing",
    'id = "council"\n',
    'id = "council"\npoints = 0\n',
    "rules.toml, row +1, areas[1].indicators[1].points: 0 is out of bounds; allowed: > 0.",
    *POINTS_MISSING,
)
rules_case(
    "scores below 0",
    "min = 0\n",
    "min = -10\n",
    "rules.toml, row +29, tiers[4].lowest: 0 leaves scores without a tier or reaches beyond them; allowed: -10.",
)
rules_case(
    "scores from 100 to 100",
    "min = 0\n",
    "min = 100\n",
    "rules.toml, row +1, scores.max: 100 is out of bounds; allowed: > 100.",
    "rules.toml, row +29, tiers[4].lowest: 0 leaves scores without a tier or reaches beyond them; allowed: 100.",
)
rules_case(
    "scores in no steps",
    "step = 1\n",
    "step = 0\n",
    "rules.toml, row +0, scores.step: 0 is out of bounds; allowed: > 0.",
)
rules_case(
    "scores in too many steps",
    "step = 1\n",
    "step = 0.0000001\n",
    "rules.toml, row +0, scores.step: 1E-7 divides the scores into too many steps; allowed: at most 1000000.",
)
rules_case(
    "scores in steps that do not fit",
    "step = 1\n",
    "step = 3\n",
    "rules.toml, row -1, scores.max: 100 is not a multiple of 3.",
    "rules.toml, row +4, banding.to_nearest: 1 is not a multiple of 3.",
)
rules_case(
    "tiers to the nearest nothing",
    "to_nearest = 1",
    "to_nearest = 0",
    "rules.toml, row +0, banding.to_nearest: 0 is out of bounds; allowed: > 0.",
)


# --- programme.toml --------------------------------------------------------------------------------------------------


@case(
    "programme with faults",
    '../programme.toml, row 3, synthetic: "false" is of the wrong type; allowed: true or false.',
    "../programme.toml, row 13, unit.en_plural: the key is missing.",
    "../programme.toml, row 17, unit.en_plurals: “en_plurals” is not a known key; allowed here: zh, zh_measure, en, "
    "en_plural. Did you mean “en_plural”?",
)
def _(folder: Folder) -> None:
    folder.sub("../programme.toml", "synthetic = false", 'synthetic = "false"')
    folder.sub("../programme.toml", "en_plural =", "en_plurals =")


@case(
    "programme of another folder's name",
    "../programme.toml, row 2, id: “alliance” is not the name of the folder; allowed: “alliances”.",
)
def _(folder: Folder) -> None:
    folder.sub("../programme.toml", 'id = "alliances"', 'id = "alliance"')


REASON = 'reason = { zh = "疫情。", en = "An epidemic." }'


def cancelled(folder: Folder, *tables: str) -> None:
    folder.append("../programme.toml", *(line for keys in tables for line in ("[[cancelled]]", keys, REASON)))


@case(
    "cancelled and on file",
    "../programme.toml, row 19, cancelled[1].edition: “2019” is listed as cancelled, and there is a folder for it; "
    "allowed: one or the other.",
)
def _(folder: Folder) -> None:
    cancelled(folder, 'edition = "2019"')


@case(
    "cancelled twice, in days that run backwards",
    "../programme.toml, row 20, cancelled[1].window.last: the last day, 2018-01-01, is before the first, 2018-12-31.",
    "../programme.toml, row 23, cancelled[2].edition: “2018” is listed twice; allowed: every word once.",
)
def _(folder: Folder) -> None:
    backwards = "window = { first = 2018-12-31, last = 2018-01-01 }"
    cancelled(folder, f'edition = "2018"\n{backwards}', 'edition = "2018"')


# --- successions.csv -------------------------------------------------------------------------------------------------


@case(
    "successions that contradict themselves",
    "../successions.csv, row 2, new: “102” would become part of itself; allowed: the code of another unit.",
    "../successions.csv, row 4, old: “103” stands in row 3 already; allowed: every value once.",
    "../successions.csv, row 5, edition: “2081” is not allowed; allowed: 2019.",
    "../successions.csv, row 6, old: “107” is split, and only one part is there; allowed: a row for each of its parts.",
    "../successions.csv, row 9, old: “108” stands in row 7 already; allowed: every value once.",
)
def _(folder: Folder) -> None:
    rows = "2019,102,102,merged\n2019,103,102,renamed\n2019,103,104,renamed\n2081,105,106,renamed\n"
    rows += "2019,107,109,split\n2019,108,110,split\n2019,108,111,split\n2019,108,112,renamed\n"
    folder.write("../successions.csv", f"edition,old,new,kind\n{rows}")


# --- Watch list and dates --------------------------------------------------------------------------------------------


@case(
    "a watch list that nobody could be on",
    "rules.toml, row +0, watch.tiers: the watch list has neither tiers nor absence, so nobody could ever be on it; "
    "allowed: at least one tier, or absence = true.",
    at="[watch]",
)
def _(folder: Folder) -> None:
    folder.append("rules.toml", "[watch]", "absence = false", "consecutive = 2")


@case(
    "a watch list out of bounds",
    "rules.toml, row +2, watch.consecutive: 0 is out of bounds; allowed: ≥ 1.",
    "rules.toml, row +3, watch.audience: “press” is not allowed; allowed: public, internal.",
    at="[watch]",
)
def _(folder: Folder) -> None:
    folder.append("rules.toml", "[watch]", "absence = true", "consecutive = 0", 'audience = "press"')


# The window is 2019: from a leap year's length before its first day to five of them after its last (1,830 days).
@case(
    "a milestone in another century",
    "rules.toml, row +1, review.milestones[1].date: 2091-12-15 cannot belong to this evaluation, going by its window "
    "and its milestones; allowed: 2017-12-31 to 2025-01-03.",
    at="[[review.milestones]]",
)
def _(folder: Folder) -> None:
    folder.sub("rules.toml", "2019-12-15", "2091-12-15")


# --- Several at once -------------------------------------------------------------------------------------------------


@case(
    "faults in every file",
    "../programme.toml, row 2, id: “alliance” is not the name of the folder; allowed: “alliances”.",
    "aliases.csv, row 2, kind: “widht” is not allowed; allowed: width, short, wording. Did you mean “width”?",
    "panel.csv, row 2, unit: “333” is not in units.csv.",
    "rules.toml, row 6, edition: “2018” is not the name of the folder; allowed: “2019”.",
    "scores.csv, row 2, score: 101 is out of range; allowed: 0 to 100.",
    "scores.csv, row 3, score: “九十七” is not a number; allowed: 0 to 100, in digits.",
    "scores.csv, row 100, tier: “high” disagrees with the score 75; allowed: “fairly-high”.",
    "typo.csv: no file of this name belongs to an edition; allowed: " + FILES + ".",
    "units.csv, row 2, cohort: “2” is not the cohort of unit 102, whose code fits the pattern 1: 1[0-9]{2} in "
    "rules.toml.",
    "units.csv, row 99, name: the cell is empty; allowed: a value.",
)
def _(folder: Folder) -> None:
    folder.sub("../programme.toml", 'id = "alliances"', 'id = "alliance"')
    folder.sub("rules.toml", 'edition = "2019"', 'edition = "2018"')
    folder.sub("units.csv", "Chemicals,1", "Chemicals,2")
    folder.sub("units.csv", "华南绿色工业产业技术创新战略联盟", "　")
    folder.sub("scores.csv", "102,97", "102,101")
    folder.sub("scores.csv", "104,97", "104,九十七")
    folder.sub("scores.csv", "D205,75,no,fairly-high", "D205,75,no,high")
    folder.sub("panel.csv", "联络组,秘书长,", "联络组,秘书长,333")
    folder.sub("aliases.csv", "正文 IV.3 (12),width", "正文 IV.3 (12),widht")
    folder.write("typo.csv", "a,b\n")


@case(
    "rules and a table",  # the table cannot be checked against rules that are wrong, its layout can
    "rules.toml, row 6, edition: 2019 is of the wrong type; allowed: text in quotation marks.",
    "scores.csv, row 3: the number of cells is 1; allowed: 4.",
    "units.csv: the file is missing.",
)
def _(folder: Folder) -> None:
    folder.sub("rules.toml", 'edition = "2019"', "edition = 2019")
    folder.sub("scores.csv", "104,97,no,high", "104")
    folder.path("units.csv").unlink()


# --- The tests -------------------------------------------------------------------------------------------------------

# Words of the English sentences; none of them may be left in a Chinese one.
ENGLISH = re.compile(r"\b(allowed|row \d|is|are|the|not|of|mean|has|have|leaves|already|stands|column|cell|file)\b")
# What a message quotes from elsewhere: the reason that a parser gives, in its own words.
QUOTED = re.compile(r"（[^（）]*）：|不是有效的 CSV：.*?；|不是正则表达式：.*?。|无法读取：.*?。|“[^”]*”")


def faults_of(folder: Folder) -> tuple[Fault, ...]:
    with pytest.raises(EditionError) as caught:
        read_edition(folder.edition)
    return caught.value.faults


@pytest.mark.parametrize("wrong", CASES, ids=lambda c: c.name)
def test_every_fault_is_told(wrong: Case, folder: Folder) -> None:
    wrong.spoil(folder)
    faults = faults_of(folder)
    assert [fault.describe("en") for fault in faults] == wrong.lines(folder)
    for fault in faults:
        english, chinese = fault.describe("en"), fault.describe("zh")
        assert chinese.startswith(fault.file)
        assert "\n" not in chinese and chinese != english
        assert (f"第 {fault.row} 行" in chinese) == (fault.row is not None)
        words = QUOTED.sub("", chinese).removeprefix(fault.file).replace(str(fault.column), "")
        for variable in fault.variables.values():
            words = words.replace(str(variable), "")
        assert not ENGLISH.search(words), words
        assert ("是否想写" in chinese) == ("Did you mean" in english) == (fault.meant is not None)


def test_corpus_is_large() -> None:
    """No case is entered twice under one name."""
    names = [wrong.name for wrong in CASES]
    assert len(names) == len(set(names)) >= 45


def test_message_of_the_error_lists_the_faults(folder: Folder) -> None:
    """A headline with the number, then one indented line a fault: str(error) and both languages."""
    folder.sub("scores.csv", "102,97", "102,101")
    folder.sub("scores.csv", "104,97", "104,102")
    with pytest.raises(EditionError) as caught:
        read_edition(folder.edition)
    assert str(caught.value).splitlines() == [
        "alliances/2019: 2 faults; nothing was written.",
        "  scores.csv, row 2, score: 101 is out of range; allowed: 0 to 100.",
        "  scores.csv, row 3, score: 102 is out of range; allowed: 0 to 100.",
    ]
    assert caught.value.describe("zh").splitlines() == [
        "alliances/2019：发现 2 处错误；未写出任何文件。",
        "  scores.csv 第 2 行 score：101 超出范围；允许：0 至 100。",
        "  scores.csv 第 3 行 score：102 超出范围；允许：0 至 100。",
    ]


def test_faults_are_sorted_by_file_and_row(folder: Folder) -> None:
    """Whole files first, then by row as numbers (100 after 2, where text would put it before)."""
    for code, score in (("D205", "75"), ("102", "97"), ("123", "")):
        folder.sub("scores.csv", f"{code},{score},", f"{code},900,")
    folder.drop("scores.csv", "104,")
    rows = [(fault.file, fault.row) for fault in faults_of(folder)]
    assert rows == [("scores.csv", None), ("scores.csv", 2), ("scores.csv", 17), ("scores.csv", 99)]


def test_a_fault_is_one_line_whatever_the_cell_holds(folder: Folder) -> None:
    """A line break, an escape sequence and 100 000 letters in a cell leave the message one short printable line."""
    folder.sub("scores.csv", "102,97,", '"102","9\n7\x1b[31m' + "x" * 100_000 + '",')
    folder.sub("scores.csv", "unit,score,", "unit,score,")
    (fault,) = faults_of(folder)
    line = fault.describe("en")
    assert line.isprintable() and len(line) < 160
    assert line.startswith("scores.csv, row 2, score: “9\\n7\\x1b[31mxxx")


def test_a_header_with_line_breaks_is_told_in_one_line(folder: Folder) -> None:
    folder.sub("scores.csv", "unit,score,withheld,tier", 'unit,score,withheld,tier,"no\nte"')
    folder.write(
        "scores.csv", folder.text("scores.csv").replace(",high\n", ",high,\n").replace(",average\n", ",average,\n")
    )
    first = faults_of(folder)[0]
    assert first.describe("en").startswith("scores.csv, row 1, no\\nte: the column is not known")


def test_rows_are_those_that_csv_counts(folder: Folder) -> None:
    """The row of a fault is the line on which its record begins; Python's csv module is asked for the same."""
    folder.sub("units.csv", "TD,1", '"T\n\n\nD",1')
    folder.sub("units.csv", "Fertilisers,D", "Fertilisers,X")
    reader = csv.reader(io.StringIO(folder.text("units.csv"), newline=""))
    start = 1
    for cells in reader:
        if cells[-1] == "X":
            break
        start = reader.line_num + 1
    (fault,) = faults_of(folder)
    assert fault.row == start == 103
