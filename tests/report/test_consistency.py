"""The page on the reviewers' consistency: the notebook's cells run here, and what they show is read as text."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import evalkit
from evalkit.errors import EvalkitError
from evalkit.reliability.agreement import little_to_agree_on
from evalkit.reliability.consistency import Consistency
from evalkit.report.consistency_reporting import parts
from evalkit.report.words import Words
from tests.folders import REPOSITORY
from tests.report.page07 import Shown, cells, figure, run, table
from tests.review.small import SHEETS, Marked, SmallFolder


@pytest.fixture(scope="module")
def pages() -> dict[str, Shown]:
    """What the notebook shows of the demonstration, by language."""
    return {language: run(REPOSITORY, "demo", "2025", language) for language in ("zh", "en")}


def text_of(shown: Shown) -> str:
    parts = []
    for item in shown:
        bundle, _ = item._repr_mimebundle_()  # type: ignore[attr-defined]
        parts.append(BeautifulSoup(bundle.get("text/html", ""), "html.parser").get_text(" ") or bundle["text/plain"])
    return "\n".join(parts)


@pytest.fixture(scope="module")
def demo() -> Consistency:
    return Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())


def words(found: Consistency, language: str = "en") -> Words:
    return Words(language, found.ev.record.programme, found.ev.rules, "internal")  # type: ignore[arg-type]


def test_without_marks_there_is_no_page() -> None:
    """`needs` keeps a run from it; whoever runs the notebook by hand is told why in one line."""
    with pytest.raises(EvalkitError, match="2019 is not an edition of marks"):
        run(REPOSITORY, "alliances", "2019", "en")


def test_the_page_names_every_planted_effect_in_english(pages: dict[str, Shown]) -> None:
    text = text_of(pages["en"])
    first = (
        # R19's stray sheets of 2025 are too few for a test that does not presume normal errors.
        "Talk to R22 (tells indicators apart too little), R20 (severe), R13 (lenient), R07 (severe) "
        "and R10 (keeps to the middle) first; then, less surely, to R19 (exaggerates) and R26 (lenient). "
        "About the other 24 nothing was found, which is not to say that there is nothing."
    )
    assert first in text
    assert "Severe: 7.5 points lower than the others on the same alliances (−10.0 to −4.9)" in text
    assert "the reviewer gives 6.1 points more than others give the same alliance" in text
    assert "(correlation 0.955 before, 0.948 after" in text
    assert "7 of 98 alliances would get another tier" in text


def test_the_page_names_every_planted_effect_in_chinese(pages: dict[str, Shown]) -> None:
    text = text_of(pages["zh"])
    assert "应当先找 R22（指标强弱区分不足）、R20（偏严）、R13（偏宽）、R07（偏严）和 R10（趋中）谈" in text
    assert "偏严：评同一联盟时比他人低 7.5 分（−10.0 至 −4.9）" in text
    assert "所打总分比他人给同一联盟的高 6.1 分" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_empty_no_name_and_nothing_withheld_on_the_page(
    pages: dict[str, Shown], demo: Consistency, language: str
) -> None:
    shown = pages[language]
    text = text_of(shown)
    assert not re.search(r"\bnan\b|<NA>|\bNone\b|\binf\b|Fraction\(|np\.", text)
    for name in demo.ev.record.review.reviewers["name"]:  # type: ignore[union-attr]
        assert name not in text
    hidden = set(demo.ev.published.loc[demo.ev.published["withheld"], "unit"])
    assert len(hidden) == 5
    rows = {row[0]: row for row in cells(shown, "adjusted")}
    assert len(rows) == 98
    word = words(demo, language)("withheld")
    for unit in hidden:
        assert set(rows[unit][1:7]) | {rows[unit][8]} == {word}
    assert list(rows)[-5:] == sorted(hidden), "in the order of codes, which tells no rank"


def test_raw_and_adjusted_side_by_side(pages: dict[str, Shown]) -> None:
    rows = {row[0]: row for row in cells(pages["en"], "adjusted")}
    # By adjusted.table: 419/6 = 69.83 -> 70, 67.94 -> 68.
    assert rows["333"] == (
        "333", "69.83", "70", "67.94", "−1.90", "0.6", "2.2", "Fairly highly active", "Moderately active",
    )  # fmt: skip
    changed = cells(pages["en"], "changed")
    assert {row[0] for row in changed} == {"111", "221", "230", "234", "315", "333", "338"}
    assert {row[-1] for row in changed} == {"yes"}


def test_why_kendall_is_missing_is_said(pages: dict[str, Shown], demo: Consistency) -> None:
    rows = cells(pages["en"], "agreement")
    kendall = [row for row in rows if row[1] == "Kendall's W"]
    assert len(kendall) == 3
    assert {(row[2], row[3]) for row in kendall} == {("–", "–")}
    assert all("no unit was rated by all reviewers" in row[-1] for row in kendall)
    said = parts(demo, words(demo))
    assert len(said) == 6 and said[1].startswith("Part 1: R01, R06, R11, R16, R21, R26 and R31; 24 units")


def test_the_caterpillar_draws_every_reviewer_and_fills_those_who_stand_out(
    pages: dict[str, Shown], demo: Consistency
) -> None:
    view = figure(pages["en"], "severity")
    (ax,) = view.figure.axes
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert len(labels) == 31 and labels[:2] == ["R20", "R07"] and labels[-2:] == ["R26", "R13"]
    points = [line for line in ax.lines if line.get_marker() == "o"]
    filled = [labels[int(p.get_ydata()[0])] for p in points if p.get_markerfacecolor() != "white"]
    assert filled == ["R20", "R07", "R26", "R13"]
    values = [float(p.get_xdata()[0]) for p in points]
    result = demo.diagnostics.results["severity"]
    # As the table has them: a coordinate with more digits would tell more than the text.
    assert values == [round(v, 1) for v in sorted(f.estimate for f in result.findings if f.estimate is not None)]
    assert "R20 −7.5; R07 −6.5; R26 +4.2; R13 +6.7" in view.alt


def test_how_far_each_reviewer_strays_is_told_to_the_office_alone(pages: dict[str, Shown], demo: Consistency) -> None:
    """R19 is erratic by plan: the whole interval lies above the scatter of a panel all alike."""
    listed, strays = cells(pages["en"], "scatter"), demo.scatters
    assert len(listed) == len(strays) == 31 and "R19" in " ".join(listed[0])
    first = strays.iloc[0]
    usual = demo.components.iloc[-1]["residual_sd"]
    assert first["reviewer"] == "R19" and usual < first["low"] < first["scatter"] < first["high"]
    assert f"{first['scatter']:.1f}" in " ".join(listed[0]) and f"{usual:.1f} points" in text_of(pages["en"])
    public = run(REPOSITORY, "demo", "2025", "en", "public")
    assert not any(getattr(s, "name", "") == "consistency-scatter" for s in public)


def test_figures_leave_out_withheld_units(pages: dict[str, Shown]) -> None:
    rounds, adjusted = (figure(pages["en"], name) for name in ("rounds", "adjusted"))
    assert len(rounds.figure.axes[0].collections[0].get_offsets()) == 98 - 5
    assert sum(len(c.get_offsets()) for c in adjusted.figure.axes[0].collections) == 98 - 5
    assert "5 with withheld scores are not drawn" in rounds.alt


def test_the_same_bytes_twice() -> None:
    one, other = (run(REPOSITORY, "demo", "2025", "en") for _ in range(2))
    for name in ("agreement", "talk", "d-study"):
        assert table(one, name).to_html() == table(other, name).to_html()
    for name in ("d-study", "own"):
        assert figure(one, name).to_svg() == figure(other, name).to_svg()


PANELS: dict[str, Marked] = {
    "one-reviewer": {("second", u, "R3"): SHEETS["second", "A01", "R3"] for u in ("A01", "A02", "A03", "B01", "B02")},
    "one-round": {k: v for k, v in SHEETS.items() if k[0] == "second"},
    "no-variation": dict.fromkeys(SHEETS, ("15", "10", "20", "5")),
    "whole": SHEETS,
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("panel", PANELS)
def test_panels_about_which_little_can_be_said(tmp_path: Path, panel: str, language: str) -> None:
    """The whole page, with reasons in the place of numbers; warnings are errors here."""
    SmallFolder.written_to(tmp_path).with_sheets(PANELS[panel])
    text = text_of(run(tmp_path, "small", "2025", language))
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b|undefined-", text)
    reason = {
        "one-reviewer": {"zh": "只有一名专家评分，无从比较", "en": "only one reviewer gave ratings"},
        "one-round": {"zh": "只有一轮评分，无从比较前后", "en": "there is only one round"},
        "no-variation": {"zh": "全部评分相同", "en": "all ratings are the same"},
        "whole": {"zh": "评分分成互不相连的几部分", "en": "the ratings fall into parts that no unit links"},
    }
    assert reason[panel][language] in text


@pytest.mark.parametrize(("value", "said"), [(0.0, "On Media alpha is below 0.667 mainly"), (0.9, "")])
def test_an_alpha_of_exactly_0_is_a_low_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: float, said: str
) -> None:
    record = SmallFolder.written_to(tmp_path).read()
    columns = ["indicator", "alpha", "low", "high", "apart", "spread", "little", "units", "ratings"]
    rows = [(i.id, 0.95, None, None, 1.0, 1.0, False, 5, 15) for i in record.rules.indicators]
    rows[-1] = (rows[-1][0], value, *rows[-1][2:])
    frame = pd.DataFrame(rows, columns=columns).assign(undefined_because=None)
    monkeypatch.setattr(Consistency, "by_indicator", frame.astype({"low": float, "high": float}))
    text = text_of(run(tmp_path, "small", "2025", "en"))
    assert (said in text) if said else "alpha is below 0.667 mainly" not in text


def test_how_far_units_are_apart_must_be_known_to_say_that_they_are_close() -> None:
    def agreement(key: str, between: float | None) -> SimpleNamespace:
        return SimpleNamespace(key=key, between=between, alike=True, estimate=lambda _: 0.01)

    found = [agreement("a", 0.2), agreement("b", None), agreement("c", 0.3)]
    # The middle one of 0.2 and 0.3 is 0.25.
    assert little_to_agree_on(found) == {"a"}  # type: ignore[arg-type]


def test_high_agreement_with_low_alpha_is_explained(tmp_path: Path) -> None:
    """Everybody within half a point on council (30 points), whatever the unit: alpha is low, the marks are close."""
    sheets = {k: (("20", "20.5")[i % 2], *v[1:]) for i, (k, v) in enumerate(SHEETS.items())}
    record = SmallFolder.written_to(tmp_path).with_sheets(sheets).read()
    found = Consistency(evalkit.scoring.Evaluation(record, record.rules))
    council = found.indicators[0]
    assert council.estimate("alpha-interval") < 0.2  # type: ignore[operator]
    assert council.estimate("average-deviation-mean") < 0.01  # type: ignore[operator]
    assert council.alike
    shown = run(tmp_path, "small", "2025", "en")
    said = next(t for t in text_of(shown).splitlines() if t.startswith("On one indicator with an alpha below"))
    assert "(Council)" in said and "lie closer together" in said
    assert {row[0]: row for row in cells(shown, "indicators")}["Council"][-1] == (
        "marks close, units close; little to agree on"
    )
