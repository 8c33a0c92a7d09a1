"""The last look at an output: what it finds, in which kinds of file, and what it must not take for a find."""

from __future__ import annotations

import base64
import html
import io
import json
import shutil
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from evalkit.errors import EvalkitError
from evalkit.publication.search import Leak, leaks
from evalkit.publication.secrets import Unpublished, WithheldUnit
from evalkit.runner.guard import secrets_of
from tests.folders import Folder

UNIT = WithheldUnit(
    "219",
    ("某某联盟219", "Alliance of 219"),
    frozenset({Fraction(48), Fraction("48.33")}),
    94,
    frozenset({Fraction(38), Fraction(52), Fraction(55)}),
)
SECRETS = Unpublished(
    units=(UNIT,),
    people={"李四": "R04", "John Li": "R05", "王五": "R06", "高峰": "R07"},
    printed=frozenset({"王五"}),
    public=frozenset({"高峰论坛联盟"}),
    others=frozenset({"220", "221"}),
    reviewers=frozenset({"R04", "R05", "R06", "17", "18", "19"}),
)


def found(name: str, content: str | bytes) -> list[tuple[str, str]]:
    data = content.encode("utf-8") if isinstance(content, str) else content
    return [(leak.kind, leak.code) for leak in leaks([(name, data)], SECRETS)]


def row(*cells: str, heads: tuple[str, ...] = ()) -> str:
    head = "".join(f"<th>{h}</th>" for h in heads)
    return f"<table><tr>{head}</tr><tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr></table>"


@pytest.mark.parametrize(
    "cells",
    [
        ("219", "某某联盟219", "48"),
        ("219", "x", "48.33"),
        ("某某联盟219", "48 分"),
        ("Alliance of 219", "from 48 to 50"),
        ("219", "48→52"),
    ],
)
def test_a_row_of_the_unit_with_its_score(cells: tuple[str, ...]) -> None:
    assert found("a.html", row(*cells)) == [("score", "219")]
    assert found("a.csv", "a,b,c\n" + ",".join(cells) + "\n") == [("score", "219")]


@pytest.mark.parametrize(
    "cells",
    [
        ("219", "某某联盟219", "不公布"),
        ("220", "另一联盟", "48"),  # another unit has 48 points
        ("219", "148", "4.8", "48.5", "0.48"),
        ("219", "x", "52"),  # one number like that of one reviewer may be chance
    ],
)
def test_rows_that_tell_nothing(cells: tuple[str, ...]) -> None:
    assert found("a.html", row(*cells)) == []
    assert found("a.csv", "a,b\n" + ",".join(cells) + "\n") == []


def test_columns_of_counts_and_ranks() -> None:
    assert found("a.html", row("48", "219", "–", heads=("序号", "代码", "名次"))) == []
    assert found("a.html", row("48", "219", "94", heads=("序号", "代码", "名次"))) == [("rank", "219")]
    assert found("a.html", row("94", "219", "x", heads=("No.", "Code", "Name"))) == []


def test_the_totals_of_two_reviewers() -> None:
    assert found("a.html", row("219", "38–52", "14")) == [("totals", "219")]


def test_sentences() -> None:
    assert found("a.html", "<p>某某联盟219得了48分。</p>") == [("score", "219")]
    assert found("a.html", "<p>单位（219）：48。</p>") == [("score", "219")]
    assert found("a.html", "<p>某某联盟219的评分不公布。另有48家。</p>") == []
    assert found("a.html", "<p>219 units, 48 of them small.</p>") == []


def test_attributes_and_figures() -> None:
    assert found("a.html", '<img alt="某某联盟219 48" src="x">') == [("score", "219")]
    assert found("a.html", '<div aria-label="marks of 李四"></div>') == [("name", "R04")]
    svg = base64.b64encode("<svg><!-- 李四 --><path d='M 48 219'/></svg>".encode()).decode()
    assert found("a.html", f'<img alt="x" src="data:image/svg+xml;base64,{svg}">') == [("name", "R04")]
    assert found("a.html", "<div>评审人 李四</div>") == [("name", "R04")]


def test_names() -> None:
    assert found("a.html", "<p>李 四主张维持</p>") == [("name", "R04")]
    assert found("a.html", "<p>john  li disagreed</p>") == [("name", "R05")]
    assert found("a.html", "<p>John Limited</p>") == []
    # The name of a unit holds a reviewer's by chance.
    assert found("a.html", "<p>高峰论坛联盟</p>") == []
    assert found("a.html", "<p>高峰说</p>") == [("name", "R07")]


def test_who_is_on_the_printed_panel_is_no_secret_but_which_code_is() -> None:
    assert found("a.html", row("王五", "某所", "所长")) == []
    assert found("a.html", row("王五", "R06", "85")) == [("name", "R06"), ("reviewer", "R06")]


def test_other_kinds_of_file() -> None:
    assert found("m.json", json.dumps({"title": "x", "why": ["李四"]}, ensure_ascii=False)) == [("name", "R04")]
    notebook = {"cells": [{"source": ["a = 1\n"], "outputs": [{"data": {"text/html": [row("219", "48")]}}]}]}
    assert found("n.ipynb", json.dumps(notebook)) == [("score", "219")]
    traceback = {"cells": [{"outputs": [{"traceback": ["KeyError: '李四'"]}]}]}
    assert found("n.ipynb", json.dumps(traceback, ensure_ascii=False)) == [("name", "R04")]
    workbook = openpyxl.Workbook()
    workbook.active.append(["219", "某某联盟219", 48])
    memory = io.BytesIO()
    workbook.save(memory)
    assert found("t.xlsx", memory.getvalue()) == [("score", "219")]
    workbook = openpyxl.Workbook()
    for line in (["A title"], ["No.", "Code", "Score"], [48, "219", "[c]"]):
        workbook.active.append(line)
    memory = io.BytesIO()
    workbook.save(memory)
    assert found("t.xlsx", memory.getvalue()) == []
    # The heading of a group stands in every row of it, with its count; a score beside it is found all the same.
    for cell, expected in (("[c]", []), (48, [("score", "219")])):
        workbook = openpyxl.Workbook()
        for line in (["A title"], ["Group", "Code", "Score"], ["Conditional (48)", "219", cell]):
            workbook.active.append(line)
        memory = io.BytesIO()
        workbook.save(memory)
        assert found("t.xlsx", memory.getvalue()) == expected
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in ("219", "48"))
    document = (
        f"<w:document {space}><w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p><w:r><w:t>李四</w:t></w:r></w:p></w:document>"
    )
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("word/document.xml", document)
    assert found("r.docx", memory.getvalue()) == [("score", "219"), ("name", "R04")]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine")
def test_pdf() -> None:
    typst = pytest.importorskip("typst")
    assert found("a.pdf", typst.compile(b"Marks by John Li")) == [("name", "R05")]


def test_a_find_names_neither_the_score_nor_the_person() -> None:
    (leak,) = leaks([("p.html", "<p>李四</p>".encode())], SECRETS)
    assert leak == Leak("p.html", "p 1", "name", "R04")


def test_a_name_in_a_text_that_stands_on_the_page_in_any_case_is_no_news() -> None:
    page = [("a.html", "<p>李四光奖是一项奖。</p>".encode())]
    assert [leak.code for leak in leaks(page, SECRETS)] == ["R04"]
    assert list(leaks(page, SECRETS.beside(["李四光奖"]))) == []
    # And what was known before is known still.
    assert list(leaks([("a.html", "<p>高峰论坛联盟</p>".encode())], SECRETS.beside(["李四光奖"]))) == []


def test_what_is_known_of_an_edition_is_read_again_where_a_file_of_its_programme_changed(folder: Folder) -> None:
    first = secrets_of(folder.edition)
    assert secrets_of(folder.edition) is first
    path = folder.path("units.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("联盟", "联合会"), encoding="utf-8")
    second = secrets_of(folder.edition)
    assert second is not first
    # What an editor leaves behind while a file is open is no part of the edition, and a link to nowhere no fault.
    (folder.edition / ".#units.csv").symlink_to("nowhere")
    (folder.edition.parent / "notes").symlink_to("nowhere")
    assert secrets_of(folder.edition) == second
    (folder.edition.parent / "programme.toml").unlink()
    with pytest.raises(EvalkitError):
        secrets_of(folder.edition)


def test_an_edition_behind_a_link_is_read_again_as_well(folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    folder.edition.rename(elsewhere)
    folder.edition.symlink_to(elsewhere, target_is_directory=True)
    before = secrets_of(folder.edition)
    path = elsewhere / "units.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert secrets_of(folder.edition) is not before


PRINTED = {
    "a frame": "  unit  score\n0  220     61\n1  219     48\n2  221     70",
    "a series": "unit\n220    61\n219    48\n221    70\nName: score, dtype: Int64",
    "a sentence": "Course 219 scored 48 points.",
    "a dictionary": "{'220': 61, '219': 48, '221': 70}",
    "pairs": "[('220', 61), ('219', 48)]",
    "scores first": "61 220\n48 219\n70 221",
    "turned": "unit   220  219  221\nscore   61   48   70",
    "two lists": "['220', '219', '221']\n[61, 48, 70]",
    "an object": '{\n  "unit": "219",\n  "score": 48\n}',
    "a line below": "219:\n    48",
    "two decimals": "219  48.33",
    "a name": "某某联盟219  48",
    "totals": "219  38  52  55",
    "a rank": "unit  rank\n219    94",
}


@pytest.mark.parametrize("kind", PRINTED)
def test_what_is_printed(kind: str) -> None:
    told = [({"totals": "totals", "a rank": "rank"}.get(kind, "score"), "219")]
    assert found("a.html", f"<pre>{PRINTED[kind]}</pre>") == told
    assert found("a.txt", PRINTED[kind]) == told
    outputs = [{"output_type": "stream", "name": "stdout", "text": PRINTED[kind].splitlines(keepends=True)}]
    assert found("a.ipynb", json.dumps({"cells": [{"outputs": outputs}]})) == told


@pytest.mark.parametrize(
    "output",
    [
        "  unit  score\n0  220     48\n1  219   <NA>\n2  221     70",  # another unit has as many
        "{'220': 48, '219': None, '221': 48}",
        "unit   220   219  221\nscore   48  <NA>   70",
        "['220', '219', '221']\n[48, None, 70]",
        "\n".join(f"{n}  {'219' if n == 48 else 300 + n}  <NA>" for n in range(60)),  # the number of its row
        "219 is withheld",
        "48 of 99 have a published score",
        "2048-01-01 219",
    ],
)
def test_what_is_printed_and_tells_nothing(output: str) -> None:
    assert found("a.html", f"<pre>{html.escape(output)}</pre>") == []
    assert found("a.txt", output) == []


def test_a_bare_code_in_a_sentence_and_a_turned_table() -> None:
    unit = WithheldUnit("S03", ("Beekeeping", "course S03"), frozenset({Fraction(52)}), 9, frozenset())
    secrets = Unpublished((unit,), {}, frozenset(), others=frozenset({"S01", "S02"}))

    def told(name: str, content: str) -> bool:
        return [leak.code for leak in leaks([(name, content.encode())], secrets)] == ["S03"]

    assert told("a.html", "<p>S03 scored 52 points.</p>")
    assert told("a.html", "<p>S01 has 80, S03 52 and S02 60 points.</p>")
    assert not told("a.html", "<p>S01 has 52 points, S03 is withheld.</p>")
    assert told(
        "a.html", "<table><tr><th></th><th>S01</th><th>S03</th></tr><tr><td>x</td><td>80</td><td>52</td></tr></table>"
    )
    assert not told(
        "a.html", "<table><tr><th></th><th>S01</th><th>S03</th></tr><tr><td>x</td><td>52</td><td>–</td></tr></table>"
    )
    assert told("a.json", '{"S01": 80, "S03": 52}')
    assert told("a.json", '[{"unit": "S03", "score": 52}]')
    assert told("a.json", '{"unit": {"0": "S01", "1": "S03"}, "score": {"0": 80, "1": 52}}')
    assert told("a.json", '{"unit": ["S01", "S03"], "score": [80, 52]}')
    assert not told("a.json", '{"S01": 52, "S03": null}')


def test_the_cost_is_that_of_the_text_and_not_of_the_names() -> None:
    """Of 300 and of 30,000 names; one search a name would take a hundred times as long."""
    import time

    text = (
        "<p>" + "</p><p>".join(f"Applicant {n} of group {n % 97} has a published score." for n in range(4_000)) + "</p>"
    )
    seconds = []
    for count in (300, 30_000):
        names = {f"Person {n * 7919 % 30011} of {n}": f"R{n}" for n in range(count)}
        began = time.process_time()
        assert list(leaks([("a.html", text.encode())], Unpublished((), names, frozenset()))) == []
        seconds.append(time.process_time() - began)
    assert seconds[1] < 5 * seconds[0] + 1


def test_the_key_of_the_workspace_is_found() -> None:
    secrets = Unpublished((), {}, frozenset(), key="0123456789abcdef")
    assert [leak.kind for leak in leaks([("a.html", b"<p>0123456789abcdef</p>")], secrets)] == ["key"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.txt", "220 R04 55\n221 R05 60", [("reviewer", "R04"), ("reviewer", "R05")]),
        ("a.html", row("220", "17", heads=("unit", "reviewer")), [("reviewer", "17")]),
        ("a.txt", "unit reviewer points\n220 17 3\n221 18 4\n220 19 4", [("reviewer", c) for c in ("17", "18", "19")]),
        ("a.html", row("220", "17", heads=("单位", "专家")), [("reviewer", "17")]),
        ("a.html", row("220", "17", heads=("Unit", "Reviewer")), [("reviewer", "17")]),
        ("a.html", row("220", "17", heads=("单位", "专家数")), []),
        ("a.txt", "单位 专家 得分\n220 17 3\n221 18 4\n220 19 4", [("reviewer", c) for c in ("17", "18", "19")]),
        ("a.txt", "17 of 18 units, 19 in all", []),
        ("a.html", "<li>219 <b>48</b></li>", [("score", "219")]),
        ("a.html", '<span title="48">219</span>', [("score", "219")]),
        ("a.html", "<p>２１９ ４８</p>", [("score", "219")]),
        ("a.html", "<svg><text>219</text><text>48</text></svg>", [("score", "219")]),
        ("a.txt", "[48, 48.33, 48]", [("scores", "")]),
        ("a.txt", "[48, 48.33, 50]", []),
    ],
)
def test_what_own_notebooks_may_show_without_meaning_to(name: str, content: str, what: list[tuple[str, str]]) -> None:
    assert sorted(set(found(name, content))) == what


def test_a_name_with_characters_of_full_width_is_found_as_it_is_written() -> None:
    """Digits of another width are read beside it, and the rest of the text is left as it is."""
    unit = WithheldUnit("S03", ("某联盟（２０１２）",), frozenset({Fraction(48)}), None, frozenset())
    secrets = Unpublished((unit,), {}, frozenset(), others=frozenset({"S01", "S02"}))
    for score in ("48", "４８"):
        page = row("某联盟（２０１２）", score).encode()
        assert list(leaks([("a.html", page)], secrets)) == [Leak("a.html", "table 1, row 2", "score", "S03")]
