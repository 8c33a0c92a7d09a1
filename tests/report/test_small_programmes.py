"""What pages say of small programmes: low is good, no tiers, no areas, scores in hundredths, a unit without marks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evalkit.errors import EvalkitError
from evalkit.report.elements import Block, FigureView, TableView
from evalkit.wording import manner
from evalkit.wording.languages import CLOSE, OPEN
from tests.generated.pages import Seen, read_page, workspace
from tests.report.made import made_page

PROGRAMME = """
id = "nine"
synthetic = true
languages = ["en"]
title = "Nines"
publisher = "Office"
unit = { en = "proposal", en_plural = "proposals" }
"""
RULES = """
programme = "nine"
edition = "2025"
title = "Nines 2025"
data = { level = "marks" }
marks = { minimum = 1, maximum = 9, step = 1, best = "lowest", missing = "leave-out" }
indicators = [
    { id = "aim", name = "Aim", weight = 0.5 },
    { id = "way", name = "Way", weight = 0.5 },
]
scores = { min = 1, max = 9, step = 0.01 }
review = { final = { rule = "mean", of = "all-rounds", criteria = "weighted-mean", rounding = "half-up" } }
eligibility = { reasons = [{ id = "withdrew", name = "withdrew" }] }
"""
#: By unit, what A, B and C gave on both indicators; N8 has no marks yet, N9 was withdrawn.
MARKS = {"N1": "222", "N2": "345", "N3": "456", "N4": "444", "N5": "776", "N6": "899", "N7": "345"}


def nine(root: Path, marks: dict[str, str]) -> Path:
    """Write the programme with the marks of three reviewers, the same on both indicators."""
    folder = root / "data/nine/2025"
    folder.mkdir(parents=True)
    (folder.parent / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    rows = [
        f"{u},{r},{i},{m}"
        for u, given in marks.items()
        for r, m in zip("ABC", given, strict=True)
        for i in ("aim", "way")
    ]
    tables = {
        "rules.toml": RULES,
        "units.csv": "unit,name\n" + "".join(f"N{n},Proposal {n}\n" for n in range(1, 10)),
        "reviewers.csv": "reviewer\nA\nB\nC\n",
        "absences.csv": "unit,reason,since\nN9,withdrew,\n",
        "marks.csv": "\n".join(["unit,reviewer,indicator,points", *rows]) + "\n",
    }
    for name, content in tables.items():
        (folder / name).write_text(content, encoding="utf-8")
    return root


def pages(root: Path, *names: str) -> dict[str, Seen]:
    with workspace(root):
        read = {name: read_page(name, "nine", "2025", "en", "public") for name in names}
    assert [page.error for page in read.values()] == [None] * len(names)
    return read


def said(page: Seen) -> str:
    return "\n".join(shown.plain for shown in page.shown if isinstance(shown, Block))


@pytest.fixture(scope="module")
def under_way(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    return pages(
        nine(tmp_path_factory.mktemp("nine"), MARKS),
        "02-scores-and-tiers",
        "06-review-process",
        "07-reviewer-consistency",
        "annual-report",
        "brief",
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    return pages(
        nine(tmp_path_factory.mktemp("nine"), MARKS | {"N8": "111"}),
        "02-scores-and-tiers",
        "06-review-process",
        "brief",
    )


def test_who_takes_part_and_who_is_compared(under_way: dict[str, Seen], whole: dict[str, Seen]) -> None:
    """Nine are on the roster, N9 is out, and N8 has no marks: 8 in the review, 7 compared."""
    assert (
        "There are 9 proposals in all; 8 are in the review, 1 of them so far without marks, and 1 is not, which is"
        " 11.1% of all." in said(under_way["06-review-process"])
    )
    assert "on 7 proposals" in said(under_way["07-reviewer-consistency"])
    assert "Of the 8 proposals in the review, 1 has no sheet here and is not compared." in said(
        under_way["07-reviewer-consistency"]
    )
    assert "There are 9 proposals in all; 8 took part and 1 did not" in said(whole["06-review-process"])


def test_marks_have_ends_and_which_is_good(under_way: dict[str, Seen]) -> None:
    (rubric,) = under_way["annual-report"].tables("rubric")
    assert [column.label for column in rubric.columns] == ["No.", "Indicator", "Marks", "Weight (%)"]
    assert {row[2] for _, rows in rubric.groups for row in rows} == {"1 (best) to 9 (worst)"}
    # Half and half by the rules.
    assert [row[3] for _, rows in rubric.groups for row in rows] == ["50", "50"]


def test_without_areas_there_is_no_word_of_them(under_way: dict[str, Seen]) -> None:
    page = under_way["07-reviewer-consistency"]
    (table,) = page.tables("consistency-indicators")
    assert [heading for heading, _ in table.groups] == [None]
    assert sorted(row[0] for _, rows in table.groups for row in rows) == ["Aim", "Way"]
    assert not re.search(r"\bareas?\b|All criteria", table.caption)


def test_without_tiers_nothing_is_left_out_because_of_them(under_way: dict[str, Seen]) -> None:
    """The list of what is known has no column of tiers, nor of sources; nothing stands below the heading of tiers."""
    page = under_way["02-scores-and-tiers"]
    (known,) = page.tables("known-units")
    assert [column.label for column in known.columns] == ["Code", "Name", "Score"]
    # Once, where the distribution would stand: there is no part about tiers, nor one about cut-offs.
    assert said(page).count("this part is left out") == 1


def test_the_brief_says_who_leads(whole: dict[str, Seen], under_way: dict[str, Seen]) -> None:
    """Means: N8 1, N1 2, then N2, N4 and N7 4, N3 5, N5 20/3 = 6.67, N6 26/3 = 8.67; the median is (4 + 4) / 2."""
    text = said(whole["brief"])
    assert (
        "First is Proposal 8 (N8) with 1.00. Then Proposal 1 (N1) with 2.00, Proposal 2 (N2) with 4.00, Proposal 4 (N4)"
        in text
    )
    assert "One rank is shared, by N2, N4 and N7 (rank 3): nothing in the rules tells them apart." in text
    assert "The 8 published scores run from 1.00 to 8.67; their median is 4.00." in text
    assert "1 of the 8 proposals in the review has no score yet (N8): ranks are made when all have." in said(
        under_way["brief"]
    )


def test_bars_without_tiers_are_counted(whole: dict[str, Seen]) -> None:
    (drawn,) = (s for s in whole["02-scores-and-tiers"].shown if isinstance(s, FigureView))
    assert drawn.data is not None
    assert sum(int(row[1]) for _, rows in drawn.data.groups for row in rows) == 8


@pytest.mark.parametrize(
    ("put", "due"),
    [
        (f"评为{OPEN}100{CLOSE}分", "评为 100 分"),
        (f"{OPEN}分{CLOSE}{OPEN}100{CLOSE}", "分 100"),
        (f"占 {OPEN}37%{CLOSE}{OPEN}的{CLOSE}", "占 37% 的"),
        (f"“{OPEN}A级{CLOSE}”、{OPEN}中国5G联盟{CLOSE}", "“A级”、中国5G联盟"),
        (f"第 {OPEN}3{CLOSE} 名", "第 3 名"),
    ],
)
def test_chinese_has_a_space_beside_what_is_put_in(put: str, due: str) -> None:
    """Names keep the form in which they are on file; English has its spaces in the text."""
    assert manner("zh").spaced(put) == due
    assert manner("en").spaced(f"A{OPEN}中{CLOSE}") == "A中"


def test_a_reference_to_what_the_page_does_not_show(tmp_path: Path) -> None:
    """The first table is called so, the second is not there."""
    table = TableView("docket", "Table 1. Docket", (), ((None, ()),))
    right = Block.paragraph("See Table 1.", see="table-docket=1")
    assert made_page(tmp_path, right, table, language="en")
    with pytest.raises(EvalkitError) as caught:
        made_page(tmp_path, Block.paragraph("See Table 1.", see="table-nope=1"), table, language="en")
    assert "table-nope as Table 1" in caught.value.describe() and "table-docket (Table 1)" in caught.value.describe()
    with pytest.raises(EvalkitError):
        made_page(tmp_path, Block.paragraph("See Table 2.", see="table-docket=2"), table, language="en")
