"""Content never becomes code: an edition full of texts that some program would act upon, on pages, in tables, in cells.

One build with all the texts spread over all the fields; see :mod:`tests.report.hostile`.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from matplotlib.figure import Figure
from playwright.sync_api import Page, sync_playwright

from evalkit.edition import read_edition
from evalkit.errors import EditionError
from evalkit.files.unseen import shown as on_a_terminal
from evalkit.report import csvtext, legible, sheet
from evalkit.report.style import figure_style
from evalkit.review.docket import docket
from evalkit.review.docket_words import for_minutes
from evalkit.review.sheets import make_minutes, make_sheets
from tests.report.conftest import CHROMIUM, ROOT, evalkit
from tests.report.hostile import REFUSED, TEXTS, Hostile, quoted, shown
from tests.review import small

NOTEBOOKS = ("04-published-claims", "06-review-process", "annual-report")
#: Whatever else stands on a page was made by its content.
TAGS = set(
    "html head meta title style script body header nav main footer div p a span ol ul li h1 h2 h3 h4 table caption "
    "small thead tbody tr th td figure figcaption img details summary section dl dt dd label input button output "
    "bdi".split()
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    folder = Hostile.made_in(tmp_path_factory.mktemp("hostile"))
    assert isinstance(folder, Hostile)
    (folder.root / "notebooks").mkdir()
    for name in NOTEBOOKS:
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder.root / "notebooks")
    return folder


@pytest.fixture(scope="module")
def hostile_pages(hostile: Hostile) -> Path:
    done = evalkit(hostile.root, "run", "small", "2025", "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return hostile.root / "reports"


def soups(reports: Path) -> dict[str, BeautifulSoup]:
    found = {p.relative_to(reports).as_posix(): p.read_text(encoding="utf-8") for p in reports.rglob("*.html")}
    assert len(found) >= 7
    return {name: BeautifulSoup(text, "html.parser") for name, text in found.items()}


def column(soup: BeautifulSoup, table: str, place: int) -> list[str]:
    """Return the cells of a column; an element of a table is made by us, never by content."""
    rows = soup.select(f'[data-table="{table}"] tbody tr:not(.group)')
    return [row.find_all(["th", "td"], recursive=False)[place].get_text() for row in rows]


def test_there_are_enough_texts_and_each_is_in_the_edition(hostile: Hostile) -> None:
    assert len(TEXTS) >= 40 and len(set(TEXTS)) == len(TEXTS)
    assert len(hostile.pool.used) > 200
    used = set(hostile.pool.used.values())
    assert {shown(text) for text in TEXTS} <= used


def test_no_element_and_no_attribute_is_made_by_content(hostile_pages: Path) -> None:
    for name, soup in soups(hostile_pages).items():
        assert {tag.name for tag in soup.find_all(True)} <= TAGS, name
        assert [script.get_text() for script in soup.find_all("script")] in ([], [sheet.script()]), name
        for tag in soup.find_all(True):
            assert not [key for key in tag.attrs if key.startswith("on")], (name, tag.name)
            for key in ("href", "src"):
                value = str(tag.get(key, "#"))
                inside = re.fullmatch(
                    r"#[A-Za-z0-9_-]+|#|data:image/[a-z+]+;base64,.*|[A-Za-z0-9/._-]+", value, re.DOTALL
                )
                assert inside and ".." not in value, (name, tag.name, value[:80])


def test_names_read_as_they_were_written(hostile: Hostile, hostile_pages: Path) -> None:
    used = hostile.pool.used
    units = ["A03", "A01", "B02", "A02", "B01"]
    for language in ("zh", "en"):
        soup = soups(hostile_pages)[f"small/2025/{language}/annual-report.html"]
        codes = column(soup, "scores", 1)
        assert sorted(codes) == sorted(units)
        assert column(soup, "scores", 2) == [used[f"unit:{code}"] for code in codes]
        assert [column(soup, "panel", i) for i in (1, 2, 3)] == [
            [used[f"panel:{n}:{k}"] for n in (1, 2, 3, 4)] for k in range(3)
        ]
        names = [v for k, v in used.items() if k.startswith(f"rules:tiers:{language}:")]
        assert column(soup, "tier-ranges", 0) == names
        if language == "en":
            assert column(soup, "scores", 3) == [used[f"unit-en:{code}"] for code in codes]
        # A heading, the contents, the title of the page and the alternative text of a figure.
        title = next(v for k, v in used.items() if k.startswith(f"rules::{language}:"))
        assert soup.h1 is not None and title in soup.h1.get_text()
        assert soup.title is not None and title in soup.title.get_text()
        alts = " ".join(str(image["alt"]) for image in soup.find_all("img"))
        assert all(name in alts for name in names)


def test_claims_read_as_they_were_written(hostile: Hostile, hostile_pages: Path) -> None:
    used = hostile.pool.used
    soup = soups(hostile_pages)["small/2025/zh/04-published-claims.html"]
    rows = dict(
        zip(
            column(soup, "claims", 0),
            zip(column(soup, "claims", 1), column(soup, "claims", 2), strict=True),
            strict=True,
        )
    )
    assert rows == {f"c{i}": (used[f"claim:{i}:1"], used[f"claim:{i}:3"]) for i in range(1, 7)}


def test_no_cell_of_a_table_is_a_formula(hostile: Hostile, hostile_pages: Path) -> None:
    files = sorted(hostile_pages.rglob("*.csv"))
    # The tables of the data packages; what a reader saves of a page goes through the same rule in its script.
    assert len(files) > 8
    formulas = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
    for path in files:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")):
            for cell in row:
                assert not formulas.match(cell) or re.fullmatch(r"[+-]?[\d.]+%?", cell), (path.name, cell)
    table = hostile_pages / "small/2025/data/panel.csv"
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))[1:]
    written = [[cell.removeprefix("'") for cell in row[2:5]] for row in rows]
    expected = [[hostile.pool.used[f"panel:{n}:{k}"] for k in range(3)] for n in (1, 2, 3, 4)]
    assert written == [[cell.removeprefix("'") for cell in row] for row in expected]


@pytest.mark.parametrize("start", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "－1", "\u200b=1"])
def test_a_cell_that_a_spreadsheet_would_compute_gets_an_apostrophe(start: str) -> None:
    assert csvtext.inert(start) == f"'{start}"


@pytest.mark.parametrize("cell", ["-2", "+6.2", "−6.2", "1,234", "-0.5%", "–", "a=b", "", "'=1"])
def test_numbers_and_other_texts_stay_as_they_are(cell: str) -> None:
    assert csvtext.inert(cell) == cell


def test_the_reviewers_are_in_no_file(hostile_pages: Path) -> None:
    # Each of their names begins with this word, which stands nowhere else.
    for path in sorted(p for p in hostile_pages.rglob("*") if p.is_file()):
        assert "评审人" not in path.read_bytes().decode("utf-8", "replace"), path.name


@pytest.mark.parametrize("character", REFUSED)
@pytest.mark.parametrize(
    ("file", "old", "column"),
    [
        ("units.csv", "甲一", "name"),
        ("units.csv", "Alpha One", "name_en"),
        ("reviewers.csv", "赵一", "name"),
        ("recusals.csv", "旧识", "reason"),
        ("minutes.csv", "差异属专业判断", "reason"),
        ("minutes.csv", "R5 主张维持", "minority_view"),
    ],
)
def test_a_character_that_nobody_sees_is_refused_in_a_table(
    tmp_path: Path, character: str, file: str, old: str, column: str
) -> None:
    folder = small.SmallFolder.written_to(tmp_path)
    folder.sub(file, old, REFUSED[character])
    (fault,) = folder.faults()
    assert (fault.kind, fault.file, fault.column, fault.variables["character"]) == (
        "unseen-character",
        file,
        column,
        character,
    )
    for language in ("zh", "en"):
        said = fault.describe(language)  # type: ignore[arg-type]
        assert character in said and said.isprintable()


@pytest.mark.parametrize("character", REFUSED)
def test_a_character_that_nobody_sees_is_refused_in_a_comment(tmp_path: Path, character: str) -> None:
    folder = small.SmallFolder.written_to(tmp_path)
    rows = [line.split(",") for line in small.marks_csv().splitlines()]
    comments = ["comment", "好", REFUSED[character], *[""] * (len(rows) - 3)]
    folder.write("marks.csv", quoted([[*row, comment] for row, comment in zip(rows, comments, strict=True)]))
    (fault,) = folder.faults()
    assert (fault.kind, fault.row, fault.column) == ("unseen-character", 3, "comment")


@pytest.mark.parametrize("character", REFUSED)
@pytest.mark.parametrize("key", ["title", "tiers", "programme"])
def test_a_character_that_nobody_sees_is_refused_in_the_rules(tmp_path: Path, character: str, key: str) -> None:
    folder = small.SmallFolder.written_to(tmp_path)
    escaped = REFUSED[character].encode("unicode_escape").decode("ascii")
    escaped = re.sub(r"\\x(..)", r"\\u00\1", escaped)
    file, old = {
        "title": ("rules.toml", 'title = { zh = "小规模评价"'),
        "tiers": ("rules.toml", 'name = { zh = "高"'),
        "programme": ("../programme.toml", 'publisher = { zh = "某办公室"'),
    }[key]
    folder.sub(file, old, old.split('"')[0] + f'"{escaped}"')
    (fault,) = folder.faults()
    assert (fault.kind, fault.variables["character"]) == ("unseen-character", character)
    assert fault.describe("zh").isprintable()


@pytest.mark.parametrize("code", ["../x", "a b", "a/b", "..", "a:b", "-rf", "~x", 'a"b'])
def test_a_code_that_would_name_a_file_elsewhere_is_refused(tmp_path: Path, code: str) -> None:
    folder = small.SmallFolder.written_to(tmp_path)
    rows = [line.split(",") for line in small.TABLES["reviewers.csv"].splitlines()]
    folder.write("reviewers.csv", quoted([*rows, [code, "新人", "steel"]]))
    assert [(f.kind, f.column, f.value) for f in folder.faults()] == [("not-for-file-names", "reviewer", code)]


def test_score_sheets_and_minutes_hold_texts_and_no_formula_but_their_own(hostile: Hostile, tmp_path: Path) -> None:
    record = read_edition(hostile.edition)
    made = make_sheets(record, "first", "zh", tmp_path / "sheets")
    minutes = make_minutes(record, for_minutes(docket(record), record, "zh"), "zh", tmp_path / "minutes.xlsx")
    assert sorted(p.name for p in (tmp_path / "sheets").iterdir()) == [
        f"small-2025-first-R{i}.xlsx" for i in range(1, 6)
    ]
    assert len(made) == 5
    names = set()
    for path in [*sorted((tmp_path / "sheets").iterdir()), minutes]:
        for worksheet in openpyxl.load_workbook(path).worksheets:
            for row in worksheet.iter_rows():
                for cell in row:
                    own = str(cell.value).startswith(("=IF(", "=SUM(", "=COUNT"))
                    assert cell.data_type != "f" or own, (path.name, cell.coordinate, cell.value)
                    names.add(cell.value)
    assert {hostile.pool.used[f"unit:{u}"] for u in ("A01", "A02", "A03", "B01", "B02")} <= {
        str(n).replace("_x005F_", "_") for n in names
    }


def test_nothing_moves_the_cursor_of_a_terminal(hostile: Hostile) -> None:
    commands = (
        ["list"],
        ["check", "small"],
        ["docket", "small", "2025"],
        ["trail", "small", "2025"],
        ["run", "small", "2025", "--notebook", "\x1b[31mred"],
        ["trail", "small", "2025", "\x1b]0;title\x07"],
    )
    for command in commands:
        done = evalkit(hostile.root, *command)
        unseen = [c for c in done.stdout + done.stderr if unicodedata.category(c) == "Cc" and c not in "\n\t"]
        assert unseen == [], command
    assert on_a_terminal("a\x1b[2Kb\rc\u202ed\n") == "a[U+001B][2Kb[U+000D]c[U+202E]d\n"


def test_a_figure_draws_the_signs_of_a_name_and_not_what_they_could_mean() -> None:
    names = [r"$\frac{1}{2}$", "_nolegend_", "$", "👩‍👧 表情", "长" * 300, "e\u0301", "100% %s"]
    with figure_style():
        figure = Figure(layout="constrained")
        axes = figure.subplots()
        bars = axes.barh(names, range(1, 8))
        figure.legend(bars.patches, names)
        assert legible.make_legible(figure)
        figure.draw_without_rendering()
        drawn = [text.get_text() for text in axes.get_yticklabels()]
        assert not any(text.get_parse_math() for text in axes.get_yticklabels())
        legend = [text.get_text() for text in figure.legends[0].get_texts()]
    cut = "长" * 18 + "\n" + "长" * 17 + "…"
    assert drawn == legend == [r"$\frac{1}{2}$", "_nolegend_", "$", "〓 表情", cut, "é", "100% %s"]


def test_a_figure_whose_labels_are_all_right_is_left_as_it_is() -> None:
    with figure_style():
        figure = Figure()
        axes = figure.subplots()
        axes.barh(["第一批 (52)", "Second batch of fictional alliances (39)"], [1, 2])
        formatter = axes.yaxis.get_major_formatter()
        assert not legible.make_legible(figure)
        assert axes.yaxis.get_major_formatter() is formatter


def watched(page: Page) -> list[str]:
    """Return the list in which every request, message, error and dialog of a page will be."""
    events: list[str] = []
    page.on("request", lambda request: events.append(request.url))
    page.on("console", lambda message: events.append(message.text))
    page.on("pageerror", lambda error: events.append(str(error)))
    page.on("dialog", lambda dialog: (events.append(dialog.message), dialog.dismiss()))
    return events


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; set CHROMIUM to its path")
def test_a_browser_runs_nothing_asks_for_nothing_and_shows_the_texts(hostile: Hostile, hostile_pages: Path) -> None:
    expected = [hostile.pool.used[f"unit:{code}"] for code in ("A01", "A02", "A03", "B01", "B02")]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for path in sorted(hostile_pages.rglob("*.html")):
            for width in (1280, 390):
                page = browser.new_page(viewport={"width": width, "height": 900})
                events = watched(page)
                page.goto(path.as_uri())
                assert [e for e in events if not e.startswith("data:")] == [path.as_uri()], path.name
                assert page.evaluate("document.documentElement.scrollWidth") == width, (path.name, width)
                assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)"), path.name
                if path.name == "annual-report.html":
                    cells = page.evaluate(
                        """[...document.querySelectorAll('[data-table="scores"] tbody th[scope="row"]')]
                        .map(cell => cell.textContent)"""
                    )
                    assert sorted(cells) == sorted(expected)
                page.close()
        browser.close()


def test_the_reader_names_the_place_of_each_refused_text(tmp_path: Path) -> None:
    folder = small.SmallFolder.written_to(tmp_path)
    folder.sub("units.csv", "甲一", "a\u202eb")
    folder.sub("reviewers.csv", "赵一", "c\x1bd")
    with pytest.raises(EditionError) as refused:
        folder.read()
    assert refused.value.describe("en").splitlines()[1:] == [
        f"  {file}, row 2, name: “{value}” holds the control character {character}, which nobody sees and which "
        "garbles what follows; allowed: the text without it."
        for file, value, character in (("reviewers.csv", "c\\x1bd", "U+001B"), ("units.csv", "a\\u202eb", "U+202E"))
    ]
