"""A notebook's own sentences, DataFrames and drawings on a page: write, table, figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_notebook, new_output

import evalkit
from evalkit.errors import EvalkitError
from evalkit.publication.policy import TooFew
from evalkit.report import Page
from evalkit.report.elements import TABLE_MIME, TableView
from evalkit.report.export import export
from tests.folders import REPOSITORY as ROOT


@pytest.fixture(scope="module")
def ev() -> evalkit.Evaluation:
    return evalkit.load("alliances", 2019, root=ROOT).evaluate()


@pytest.fixture(autouse=True)
def shell() -> Iterator[None]:
    InteractiveShell.instance()
    yield
    InteractiveShell.clear_instance()


def shown(page: Page, method: str, *arguments: Any, **settings: Any) -> RichOutput:
    with capture_output() as captured:
        getattr(page, method)(*arguments, **settings)
    assert len(captured.outputs) == 1
    return captured.outputs[0]


def sentence(page: Page, **settings: Any) -> str:
    return str(shown(page, "write", **settings).data["text/plain"])


def table(page: Page, frame: pd.DataFrame, **settings: Any) -> TableView:
    return TableView.from_payload(shown(page, "table", frame, **settings).data[TABLE_MIME])


def test_a_sentence_in_both_languages(ev: evalkit.Evaluation) -> None:
    texts = {"en": "{near} of {count} {count:score|scores} are near.", "zh": "{count} 个评分中有 {near} 个临近等级线。"}
    assert sentence(Page(ev, "en"), **texts, near=21, count=91) == "21 of 91 scores are near."
    assert sentence(Page(ev, "en"), **texts, near=0, count=1) == "0 of 1 score are near."
    assert sentence(Page(ev, "zh"), **texts, near=21, count=91) == "91 个评分中有 21 个临近等级线。"


def test_a_sentence_that_says_one_thing_or_another(ev: evalkit.Evaluation) -> None:
    texts = {
        "en": {"some": "{count} {count:score is|scores are} withheld.", "none": "No score is withheld."},
        "zh": {"some": "{count} 个评分不公布。", "none": "没有不公布的评分。"},
    }
    assert sentence(Page(ev, "en"), case="some", **texts, count=8) == "8 scores are withheld."
    assert sentence(Page(ev, "zh"), case="none", **texts) == "没有不公布的评分。"
    with pytest.raises(EvalkitError, match=r"no text for the case “many”; it has: some, none"):
        Page(ev, "en").write(case="many", **texts)


def test_fewer_than_so_many_stand_with_the_plural(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    assert page.text(en="{n} {n:belongs|belong}", n=TooFew(3)) == "fewer than 3 belong"
    assert page.text(en="{n} {n:belongs|belong}", n=1) == "1 belongs"


def test_a_sentence_of_which_nothing_is_left_is_not_shown(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    texts = {"en": "[{count} were found.]", "zh": "[查得 {count} 处。]"}
    assert sentence(page, **texts, count=3) == "3 were found."
    with capture_output() as captured:
        page.write(**texts, count=None, see=[pd.DataFrame()])
    assert captured.outputs == []


def test_what_is_written_of_numbers_and_of_what_has_an_id(ev: evalkit.Evaluation) -> None:
    """Means of totals on a scale from 0 to 100 have one decimal: 100 / 500 is 0.2, and 0.1 is no more."""
    page = Page(ev, "en")
    text = "{a:+mean}; {b:+mean}; {c:+mean}; {c:mean}; {p:p}; {q:p}; {why:because}; {other:because}"
    facts = {"a": 7.46, "b": -7.46, "c": -0.04, "p": 0.0004, "q": 0.0236, "why": "all-own", "other": "as it is"}
    said = sentence(page, en=text, **facts)
    why = page.words("undefined-all-own")
    assert said == f"+7.5; −7.5; 0.0; 0.0; p < 0.001; p = 0.024; {why}; as it is"


def test_a_page_that_is_closed_shows_nothing_more(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    assert shown(page, "close", en="That is all.", zh="仅此而已。").data["text/plain"] == "That is all."
    with capture_output() as captured:
        page.write(en="One more.", zh="还有。")
        page.say("without-marks")
        page.table(pd.DataFrame({"tier": ["high"]}), caption="One")
        page.bullets(["One"])
    assert captured.outputs == []


def test_an_interval_is_one_column_and_a_group_heads_its_rows(ev: evalkit.Evaluation) -> None:
    frame = pd.DataFrame(
        {
            "of": ["one", "one", "other"],
            "estimate": [0.5, None, 0.25],
            "low": [0.125, None, -0.5],
            "high": [0.875, None, 1.0],
            "undefined_because": [None, "one-round", None],
        }
    )
    page = Page(ev, "en")
    view = table(page, frame, group="of", decimals="+.1f", caption="All")
    assert [column.label for column in view.columns] == ["Estimate", "95% interval", "Remark"]
    # 0.125, 0.875 and 0.25 are ties in binary, too: to the even neighbour.
    assert view.groups == (
        ("one", (("+0.5", "+0.1 to +0.9", ""), ("–", "–", page.words("undefined-one-round")))),
        ("other", (("+0.2", "−0.5 to +1.0", ""),)),
    )


def test_tables_and_figures_are_named_before_they_are_shown(ev: evalkit.Evaluation) -> None:
    said = sentence(Page(ev, "en"), en="So.", zh="如此。", see=["figure-a", None, "table-b", "figure-consistency-own"])
    assert said == "So. See Figure 1 and Table 1."


def test_whoever_sits_at_the_notebook_sees_the_caption_and_the_numbers(ev: evalkit.Evaluation) -> None:
    """JupyterLab shows one form of an output; where a page is made, it makes its own of the drawing."""
    figure = Figure()
    figure.subplots().plot([1, 2])
    numbers = pd.DataFrame({"tier": ["high"], "count": [35]})
    settings = {"caption": "Two points", "alt": "A line", "data": numbers}
    html = shown(Page(ev, "en"), "figure", figure, **settings).data["text/html"]
    assert "<figcaption>Figure 1. Two points</figcaption>" in html and "data:image/svg+xml;base64," in html
    assert "<details><summary>" in html and '<th scope="row" data-value="high">Highly active</th>' in html
    InteractiveShell.instance().makes_page = True
    assert set(shown(Page(ev, "en"), "figure", figure, **settings).data) == {"image/svg+xml", "text/plain"}


def test_captions_have_facts(ev: evalkit.Evaluation) -> None:
    caption = {"en": "{count} scores[, at least {least}]", "zh": "{count} 个评分[，最低 {least}]"}
    view = table(Page(ev, "en"), pd.DataFrame({"unit": ["101"]}), caption=caption, count=91, least=None)
    assert view.caption == "Table 1. 91 scores"
    figure = Figure()
    figure.subplots().plot([1, 2])
    texts = {"caption": caption, "alt": {"en": "A line", "zh": "一条线"}}
    drawn = shown(Page(ev, "zh"), "figure", figure, **texts, count=91, least=2)
    assert "91 个评分，最低 2" in str(drawn.data)


@pytest.mark.parametrize(
    ("value", "spec", "english"),
    [
        (np.int64(-5), "", "−5"),
        (Fraction(35, 99), "", "35.35%"),  # 3535.35…/100, two decimals by [percent] of 2019
        (Decimal("84.50"), "", "84.50"),
        (2.25, "", "2.2"),  # whole points, so one decimal; half to even
        (-0.04, "", "0.0"),
        (2.345678, ":.3f", "2.346"),
        (dt.date(2019, 12, 31), "", "31 December 2019"),
        (["a", "b", "c"], "", "a, b and c"),
        ("high", ":tier", "Highly active"),
        ("1", ":cohort", "First batch of pilot alliances"),
        (True, "", "yes"),
    ],
)
def test_how_facts_are_shown(ev: evalkit.Evaluation, value: object, spec: str, english: str) -> None:
    assert sentence(Page(ev, "en"), en="{x" + spec + "}", x=value) == english


@pytest.mark.parametrize("unknown", [None, float("nan"), pd.NA, pd.NaT, np.float64("nan")])
def test_what_is_not_known_is_not_said(ev: evalkit.Evaluation, unknown: object) -> None:
    with pytest.raises(EvalkitError, match="The fact “n” is not known"):
        Page(ev, "en").write(en="{n} units", n=unknown)


def test_faults_of_a_sentence(ev: evalkit.Evaluation) -> None:
    with pytest.raises(EvalkitError, match="no wording for the language of the page, zh; it has: en"):
        Page(ev, "zh").write(en="Only English")
    with pytest.raises(EvalkitError, match="names “m” in braces, and no such fact was given"):
        Page(ev, "en").write(en="{m}", n=1)


def test_markup_in_a_sentence_is_text(ev: evalkit.Evaluation) -> None:
    out = shown(Page(ev, "en"), "write", en="{name}", name="<b>&</b>")
    assert out.data["text/html"] == "<p>&lt;b&gt;&amp;&lt;/b&gt;</p>"


def test_a_frame_with_ids_and_numbers(ev: evalkit.Evaluation) -> None:
    frame = pd.DataFrame(
        {
            "tier": ["high", "average"],
            "mean": [91.25, None],
            "share": [Fraction(35, 99), Fraction(37, 99)],
            "x": ["a", "b"],
        }
    )
    view = table(
        Page(ev, "en"), frame, caption={"en": "means", "zh": "均值"}, labels={"mean": "Mean (points)"}, name="means"
    )
    assert view.caption == "Table 1. Means"
    assert [c.label for c in view.columns] == ["Tier", "Mean (points)", "Share", "x"]
    assert [c.kind for c in view.columns] == ["head", "number", "number", "text"]
    # 35/99 and 37/99 in per cent with two decimals: 35.35, 37.37.
    assert view.groups[0][1] == (("Highly active", "91.2", "35.35%", "a"), ("Moderately active", "–", "37.37%", "b"))
    assert view.name == "means"


def test_what_a_table_is_read_for_and_how_its_columns_are_called(ev: evalkit.Evaluation) -> None:
    frame = pd.DataFrame(
        {
            "area": ["First", "First", "Second"],
            "unit": ["101", "102", "103"],
            "name": ["甲", "乙", "丙"],
            "units": [3, TooFew(), None],
            "percent_of": ["1–2", "3–4", ""],
            "reason": ["因故", "because", "–"],
        }
    )
    settings: dict[str, Any] = {"key": "units", "numbers": ["percent_of"], "quoted": ["reason"], "group": "area"}
    view = table(Page(ev, "en"), frame, caption={"en": "{units}, by code", "zh": "各{units}"}, **settings)
    assert view.caption == "Table 1. Alliances, by code"
    # `column-units` has the noun of the programme; `column-percent-of` needs a name, so the column keeps its own.
    assert [c.label for c in view.columns] == ["Code", "Name", "Number of alliances", "percent_of", "Reason"]
    assert [c.kind for c in view.columns] == ["text", "head", "number", "number", "text"]
    assert [c.key for c in view.columns] == [False, False, True, False, False]
    assert [c.lang for c in view.columns] == [None, "zh-CN", None, None, "zh-CN"]
    assert view.groups == (
        ("First", (("101", "甲", "3", "1–2", "因故"), ("102", "乙", "fewer than 3", "3–4", "because"))),
        ("Second", (("103", "丙", "–", "", "–"),)),
    )


def test_a_frame_without_rows_is_no_table(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    with capture_output() as captured:
        page.table(ev.results[:0], caption="none")
    assert captured.outputs == []
    assert table(page, ev.results[["unit"]], caption="all").caption == "Table 1. All"


def test_a_pivot_has_names_as_headings(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "zh")
    wide = page.results.groupby(["cohort", "tier"], observed=False).size().unstack()
    view = table(page, wide, caption="等级")
    assert [c.label for c in view.columns] == ["批次", "活跃度高", "活跃度较高", "活跃度一般", "不活跃"]
    # Rows add up to the participants of the four batches, III.1 of the published report.
    assert [sum(map(int, row[1:])) for row in view.groups[0][1]] == [37, 18, 34, 10]


def test_tables_and_figures_are_numbered_together_with_those_of_the_library(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    frame = pd.DataFrame({"n": [1]})
    assert table(page, frame, caption="one").caption == "Table 1. One"
    assert table(page, frame, caption="two").caption == "Table 2. Two"


def test_levels_of_columns_are_refused(ev: evalkit.Evaluation) -> None:
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")]))
    with pytest.raises(EvalkitError, match="2 levels of columns"):
        Page(ev, "en").table(frame, caption="x")


def test_axes_of_seaborn_become_a_figure(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    data = page.named(page.results.dropna(subset=["score"]).assign(score=lambda d: d["score"].astype(float)))
    ax = sns.histplot(data, x="score", hue="tier", multiple="stack", ax=Figure().subplots())
    out = shown(page, "figure", ax, caption="scores", alt="91 scores.", data=data[["unit", "score"]].head(2))
    assert out.data["text/plain"] == "Figure 1. Scores: 91 scores."
    about = out.metadata["image/svg+xml"]
    assert about["alt"] == "91 scores." and "Data of figure 1" in about["data"]
    assert out.data["image/svg+xml"].startswith("<?xml")
    legend = ax.get_legend()
    assert legend is not None
    assert [t.get_text() for t in legend.get_texts()][:2] == ["Highly active", "Fairly highly active"]


@pytest.mark.parametrize(
    ("language", "score", "tier", "spread"),
    [("en", "Score", "Tier", "Standard deviation"), ("zh", "评分", "等级", "标准差")],
)
def test_axes_legends_and_panels_are_headed_as_columns_of_a_table_are(
    ev: evalkit.Evaluation, language: str, score: str, tier: str, spread: str
) -> None:
    page = Page(ev, language)
    data = page.named(page.results.dropna(subset=["score"]).assign(score=lambda d: d["score"].astype(float)))
    figure = Figure()
    left, right = figure.subplots(1, 2)
    sns.stripplot(data, x="score", y="cohort", hue="tier", ax=left)
    # As a grid of seaborn heads its panels; the ends of an interval are none without each other.
    right.set(title="tier = std | cohort = x", xlabel="high", ylabel="std")
    shown(page, "figure", figure, caption="c", alt="a", labels={"cohort": {"en": "Batch", "zh": "批"}})
    legend = left.get_legend()
    assert legend is not None
    batch = {"en": "Batch", "zh": "批"}[language]
    assert [left.get_xlabel(), left.get_ylabel(), legend.get_title().get_text()] == [score, batch, tier]
    assert [right.get_title(), right.get_xlabel(), right.get_ylabel()] == [
        f"{tier} = std | {batch} = x", "high", spread,
    ]  # fmt: skip


def test_a_drawing_of_nothing_is_refused(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    with pytest.raises(EvalkitError, match="nothing in this figure"):
        page.figure(Figure(), caption="c", alt="a")
    # What plt.show() and ax.set() return.
    for slip in (None, []):
        with pytest.raises(EvalkitError, match=r"not (None|list)\. Give what was returned"):
            page.figure(slip, caption="c", alt="a")  # type: ignore[arg-type]
    assert shown(page, "figure", None, {"en": "No plot."}, alt="a").data["text/plain"] == "No plot."
    assert shown(page, "figure", None).data["text/plain"] == "This part is not on file."


@pytest.mark.parametrize("name", ["My Table", "a/b", "a.b"])
def test_a_name_is_part_of_a_link_and_of_a_file_name(ev: evalkit.Evaluation, name: str) -> None:
    page = Page(ev, "en")
    with pytest.raises(EvalkitError, match=f"“{name}” is no name of a table or figure"):
        page.table(pd.DataFrame({"n": [1]}), caption="c", name=name)
    with pytest.raises(EvalkitError, match=f"“{name}” is no name of a table or figure"):
        page.figure(Figure(), caption="c", alt="a", name=name)


def test_a_series_is_a_table_and_what_is_none_is_refused(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    # III.1 of the published report.
    counts = table(page, page.results["tier"].value_counts(sort=False), caption="c")
    assert [column.label for column in counts.columns] == ["Tier", "Number"]
    assert [row[1] for row in counts.groups[0][1]] == ["35", "19", "37", "8"]
    figure = Figure()
    figure.subplots()
    out = shown(page, "figure", figure, caption="c", alt="a", data=ev.results["tier"].value_counts())
    assert "Number" in out.metadata["image/svg+xml"]["data"]
    for slip in ({"n": [1]}, [1], ev.results.groupby("tier", observed=True), ev.results.style):
        with pytest.raises(EvalkitError, match=f"take a DataFrame, a Series or .*, not {type(slip).__name__}"):
            page.table(slip, caption="c")  # type: ignore[arg-type]


def test_a_page_says_what_it_is_and_how_far_it_came(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    table(page, pd.DataFrame({"n": [1]}), caption="c")
    assert repr(page) == "<Page of alliances/2019 (en, public): 1 tables, 0 figures so far>"


def test_what_is_no_value_is_not_said(ev: evalkit.Evaluation) -> None:
    page, results = Page(ev, "en"), ev.results
    for slip in (results, results["score"].mean, results.groupby("tier", observed=True), {"a": 1}, {1}, len):
        with pytest.raises(EvalkitError, match=f"but no {type(slip).__name__}"):
            page.write(en="{x}", x=slip)
        with pytest.raises(EvalkitError, match=f"but no {type(slip).__name__}"):
            page.table(pd.DataFrame({"x": pd.Series([slip], dtype=object)}), caption="c")


def test_several_values_are_a_list_in_sentences_and_cells(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    tiers = pd.Categorical(["high", "average"])
    listed = "Highly active and Moderately active"
    for given in (tiers, list(tiers), pd.Series(tiers), np.array(["high", "average"])):
        assert sentence(page, en="{t:tier}.", t=given) == f"{listed}."
    assert sentence(page, en="{n}.", n=np.array([1, 2, 3])) == "1, 2 and 3."
    cells = table(page, pd.DataFrame({"tier": [list(tiers), ["high", None]]}), caption="c").groups[0][1]
    assert cells == ((listed,), ("Highly active and –",))
    with pytest.raises(EvalkitError, match="“n” is not known"):
        page.write(en="{n}", n=[1.5, float("nan")])
    assert sentence(page, en="One.[ {n}]", n=[1.5, None]) == "One."
    with pytest.raises(EvalkitError, match=r"names “m” in braces, and no such fact was given\. Given: n\."):
        page.write(en="{n} {m}", n=3)


def test_a_drawing_needs_what_stands_for_it(ev: evalkit.Evaluation) -> None:
    page = Page(ev, "en")
    with pytest.raises(EvalkitError, match="A drawing needs caption, alt"):
        page.figure(Figure())
    with pytest.raises(EvalkitError, match="not str"):
        page.figure("no drawing", caption="c", alt="a")  # type: ignore[arg-type]


def test_objects_say_what_they_are(ev: evalkit.Evaluation) -> None:
    # 99 of 157, and 35, 19, 37, 8: II.4 and III.1 of the published report.
    assert repr(ev) == (
        "<Evaluation alliances/2019 (scores): 99 took part of 157; high 35, fairly-high 19, average 37, inactive 8>"
    )
    assert repr(ev.rules) == "<Rules alliances/2019: scores 0–100 by 1; 4 tiers, 4 cohorts, 3 areas, 20 indicators>"
    assert repr(ev.record) == "<Edition alliances/2019 (scores): 99 units on file>"
    assert '<th scope="row">high</th><td>85–100</td><td>35</td>' in ev._repr_html_()


def test_a_part_that_needs_its_fact(ev: evalkit.Evaluation) -> None:
    en = "{taking} took part[ of {total}][, {share} of all {units}]. [[sic]"
    page = Page(ev, "en")
    assert sentence(page, en=en, taking=99, total=157, share=page.share(99, 157)) == (
        "99 took part of 157, 63.06% of all alliances. [sic]"  # 6305.73…/100
    )
    assert sentence(page, en=en, taking=99, total=pd.NA, share=page.share(99, pd.NA)) == "99 took part. [sic]"
    # A name that is misspelt is no fact that is not known.
    with pytest.raises(EvalkitError, match="totl"):
        page.write(en="{taking} took part[ of {totl}].", taking=99, total=157)


def test_the_noun_of_the_programme(ev: evalkit.Evaluation) -> None:
    texts = {"en": "{n} {n:{unit}|{units}}", "zh": "{n} {measure}{unit}"}
    assert [sentence(Page(ev, "en"), **texts, n=n) for n in (1, 2)] == ["1 alliance", "2 alliances"]
    assert sentence(Page(ev, "zh"), **texts, n=2) == "2 家联盟"


def test_a_share_of_nothing_is_not_known() -> None:
    assert [Page.share(1, 0), Page.share(None, 3), Page.share(0, 3)] == [None, None, Fraction(0)]


def test_a_withheld_score_is_not_said_beside_its_unit() -> None:
    demo = evalkit.load("demo", "2025", root=ROOT).evaluate()
    unit = min(demo.withheld)
    score = demo.results.set_index("unit").loc[unit, "score"]
    text = "The second to last, {u}, got {s}."
    name = str(demo.record.units.set_index("unit").loc[unit, "name"])
    page = Page(demo, "en")
    for called in (unit, name, page.words.named(name, unit), [name]):
        with pytest.raises(EvalkitError, match=f"score of unit {unit} is withheld"):
            page.write(text, u=called, s=score)
    with capture_output() as captured:
        Page(demo, "en", "internal").write(text, u=unit, s=score)
        Page(demo, "en").write(text, u=unit, s=score + 1)
    assert len(captured.outputs) == 4  # each after the line on synthetic data


@pytest.mark.parametrize("state", [{}, {"ab": {"model_name": "IntSliderModel"}}])
def test_a_widget_is_on_the_page_as_the_text_that_it_gives(state: dict[str, Any]) -> None:
    """Whether its state was saved or not: nothing on a page would draw it."""
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "ab"}, "text/plain": "IntSlider(value=5)"}
    cell = new_code_cell("slider", id="slider", outputs=[new_output("display_data", data=view)])
    kept = {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": state}}}
    page = export(new_notebook(cells=[cell], metadata=kept), evalkit.load("alliances", 2019, root=ROOT), "en", "0")
    assert ">IntSlider(value=5)</pre>" in page.html
