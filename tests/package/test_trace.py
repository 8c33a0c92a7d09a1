"""From a printed number back to the message or table, the cell of the notebook and the row of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import evalkit
from evalkit.cli import main
from evalkit.errors import EvalkitError
from evalkit.package.trace import trace
from evalkit.report.elements import Block
from evalkit.report.page import Page
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY
from tests.package.made import written

SENTENCE = "Of 99 that took part, 35.35% are highly active, and 135.35% or 35.355% is no share."
PAGE = f"""<html><main><h2 id="section-tiers">Tiers</h2>
<p data-said="say-tiers count=99 share=35.35%" data-cell="tiers-said">{SENTENCE}</p>
<p>35.35% of something that no attribute tells of.</p>
<p>The office writes <span id="text_en_a_1_n1" data-expression="share(of=participants,tier=high)"
data-cell="own">35.35%</span>.</p>
<div class="table" id="table-tiers" data-table="tiers" data-cell="tiers-table"><table><caption>Table 1. Tiers</caption>
<thead><tr><th>Tier</th><th>Units</th><th>Share</th></tr></thead>
<tbody><tr><th>Highly active</th><td>35</td><td>35.35%</td></tr></tbody></table></div>
<div class="table" id="table-scores" data-table="scores" data-cell="scores"><table><caption>Table 2. Scores</caption>
<thead><tr><th>Code</th><th>Score</th></tr></thead>
<tbody><tr><th>102</th><td>97</td></tr></tbody></table></div>
</main></html>"""


@pytest.fixture(scope="module")
def ev() -> Evaluation:
    return evalkit.load("alliances", "2019", root=REPOSITORY).evaluate()


@pytest.fixture(scope="module")
def page(ev: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = written(tmp_path_factory.mktemp("trace"), ev).parent / "en"
    folder.mkdir(parents=True)
    (folder / "02-scores.html").write_text(PAGE, encoding="utf-8")
    return folder / "02-scores.html"


def test_a_share_in_a_sentence_a_text_and_a_table(page: Path) -> None:
    sentence, own, table = trace("35.35%", page)
    assert (sentence.kind, sentence.anchor, sentence.cell) == ("sentence", "section-tiers", "tiers-said")
    assert (sentence.shown, sentence.source) == (SENTENCE, "say-tiers: share")
    # 35/99 is the one share of 2019 that is 35.35% of the participants; the number alone is all that is known here.
    assert "share(tier=high, of=participants) = 35/99" in [row.means for row in sentence.rows]
    assert (own.kind, own.source, own.cell) == ("text", "share(of=participants,tier=high)", "own")
    assert own.shown == "The office writes 35.35%."
    assert (own.rows[0].file, own.rows[0].column) == ("../data/shares.csv", "percent")
    lines = (page.parent.parent / "data/shares.csv").read_text(encoding="utf-8").splitlines()
    assert lines[own.rows[0].row - 1].startswith('"share(tier=high, of=participants)"')
    assert (table.kind, table.anchor, table.source) == ("table", "table-tiers", "tiers: Highly active, Share")
    assert "share(tier=high, of=participants) = 35/99" in [row.means for row in table.rows]


def test_a_share_in_a_column_whose_head_has_the_sign(page: Path) -> None:
    """Tables of pages print 35.35 below “% of participants”; of a column of numbers nothing else is found."""
    other = page.with_name("03-heads.html")
    other.write_text(
        '<main><div data-table="tiers" id="t"><table><thead><tr><th>Tier</th><th>Score</th><th>% of participants</th>'
        "</tr></thead><tbody><tr><th>High</th><td>35.35</td><td>35.35</td></tr></tbody></table></div></main>",
        encoding="utf-8",
    )
    (found,) = trace("35.35%", other)
    assert found.source == "tiers: High, % of participants"
    assert "share(tier=high, of=participants) = 35/99" in [row.means for row in found.rows]
    assert len(trace("35.35", other)) == 2


def test_a_score_in_a_table_is_that_of_its_unit(page: Path) -> None:
    (found,) = trace("97", page)
    assert found.source == "scores: 102, Score"
    assert {(row.file, row.row, row.column, row.means) for row in found.rows} == {
        ("../data/results.csv", 2, name, "102") for name in ("score", "low", "high")
    }


def test_the_command_says_it_in_lines(page: Path) -> None:
    done = CliRunner().invoke(main, ["trace", "35.35%", str(page)], env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == f"In a sentence (#section-tiers): {SENTENCE}"
    assert lines[1] == "  from say-tiers: share, cell tiers-said of the notebook"
    assert any(line.endswith("percent: share(tier=high, of=participants) = 35/99") for line in lines)
    absent = CliRunner().invoke(main, ["trace", "12.34%", str(page)], env={"LC_ALL": "C.UTF-8"})
    assert (absent.exit_code, "12.34% does not stand in" in absent.output) == (1, True)


def test_what_is_no_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<p>1</p>", encoding="utf-8")
    with pytest.raises(EvalkitError, match="no page of evalkit"):
        trace("1", tmp_path / "x.html")


@pytest.mark.parametrize(
    ("said", "facts", "attribute"),
    [
        ("{n} of {m} units", {"n": 35, "m": 99}, ' data-said="write n=35 m=99"'),
        ("{name}", {"name": "A name with 7 in it"}, ' data-said="write"'),
        ("{name}", {"name": "A name"}, ""),
        # What the text does not show is not named, though it is equal to what it shows.
        ("{n} {m:unit|units}", {"n": 35, "m": 35, "hidden": 35}, ' data-said="write n=35"'),
    ],
)
def test_a_sentence_carries_its_numbers_by_name_and_nothing_else(
    ev: Evaluation, monkeypatch: pytest.MonkeyPatch, said: str, facts: dict[str, object], attribute: str
) -> None:
    blocks: list[Block] = []
    monkeypatch.setattr("evalkit.report.page.display", blocks.append)
    Page(ev, "en").write(en=said, **facts)
    assert blocks[-1].markup.startswith(f"<p{attribute}>")


def test_a_message_carries_its_id(ev: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: list[Block] = []
    monkeypatch.setattr("evalkit.report.page.display", blocks.append)
    Page(ev, "en").say("say-part", count=35, left_out=64)
    assert blocks[-1].markup.startswith('<p data-said="say-part count=35 left_out=64">')
    Page(ev, "en").say("say-part", count=35, left_out=64, withheld=64)
    assert blocks[-1].markup.startswith('<p data-said="say-part count=35 left_out=64">')
