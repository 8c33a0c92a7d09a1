"""Any frame on a page: what is documented is what there is, each column has a heading, what is not known is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

import evalkit
from evalkit import frames
from evalkit.audit import audit
from evalkit.errors import EvalkitError, UnknownName
from evalkit.publication.people import public_numbers
from evalkit.reliability import Consistency, linking
from evalkit.report.elements import TableView
from evalkit.report.frames import HEADINGS, by_number, named, table_view
from evalkit.report.page import Page
from evalkit.report.prose import prose
from evalkit.report.words import Words
from evalkit.rules.audience import Audience
from evalkit.scoring import Evaluation
from evalkit.scoring.register import Ledger
from evalkit.wording import LANGUAGES, Language, has
from tests.folders import REPOSITORY

#: What a missing value of each kind may be, and what the others are.
HOLDS = {"text": str, "Decimal": Decimal, "Fraction": Fraction, "tuple": tuple, "points": (int, Decimal)}


@pytest.fixture(scope="module")
def ev() -> Evaluation:
    return evalkit.load("demo", "2025", root=REPOSITORY).evaluate()


def words_of(ev: Evaluation, language: Language = "en", audience: Audience = "public") -> Words:
    numbers = public_numbers(ev.record)
    return Words(language, ev.record.programme, ev.rules, audience, numbers=numbers)


def made(ev: Evaluation) -> Iterator[tuple[frames.Frame, pd.DataFrame]]:
    """Yield every documented frame of the demonstration."""
    series = evalkit.load_series("demo", root=REPOSITORY)
    found = Consistency(ev)
    yield frames.RESULTS, ev.results
    yield frames.RESULTS, ev.shown("public")
    yield frames.NEAR, ev.near_cut_offs()
    yield frames.SCORES, ev.scores
    yield frames.COUNTS, ev.counts(("cohort", "tier"))
    yield frames.SHARES, ev.shares(("cohort", "tier"))
    yield frames.PARTICIPATION, ev.participation()
    yield frames.RUBRIC, ev.rubric
    yield frames.MARKS, ev.marks
    yield frames.PANEL, ev.panel
    yield frames.DISPUTES, ev.disputes
    yield frames.DISCUSSED, ev.discussed
    yield frames.LABELS, ev.labels
    before = Consistency(series["2024"])
    told = linking.shifts(before, found, series.timeline.lineage)
    yield frames.SHIFTS, told
    yield frames.MOVED, linking.moved(series, "2025", told, ev)
    yield frames.DRIFTS, linking.drifts(before, found)
    yield frames.ANCHORS, linking.anchors(ev)
    labels = Ledger(series)
    yield frames.REGISTER, labels.register(dt.date(2026, 1, 1))
    yield frames.LABEL_LEDGER, labels.ledger()
    yield frames.OVERVIEW, series.overview
    yield frames.TIERS, series.tiers.drop(columns=list(series.editions))
    yield frames.ROLL, series.honour("2025").table.drop(columns=list(series.editions))
    yield frames.MOBILITY, series.mobility("2024", "2025").table
    yield frames.RULE_CHANGES, series.rule_changes()
    yield frames.SHEETS, found.by_sheet
    yield frames.COEFFICIENTS, found.coefficients
    yield frames.AGREEMENT, found.by_indicator
    yield frames.AGREEMENT, found.by_area.rename(columns={"area": "indicator"})
    yield frames.SEVERITIES, found.severities
    yield frames.SCATTERS, found.scatters
    yield frames.DIFFERENTIAL, found.differential
    yield frames.DIFFERING, found.differing
    yield frames.ASKED, found.asked
    yield frames.MATTERS, found.matters
    yield frames.TIES, found.ties
    yield frames.COMPONENTS, found.components
    yield frames.PARTS, found.parts
    yield frames.MORE_REVIEWERS, found.more_reviewers
    yield frames.FIRMNESS, found.firmness.table
    yield frames.SMALLEST_CHANGE, found.smallest_changes
    yield frames.ONE_CHANGE, found.one_change
    yield frames.WEIGHTS, found.weights
    yield frames.ANY_WEIGHTS, found.any_weights
    yield frames.INPUTS, found.inputs
    yield frames.CLAIMS, audit(ev).verdicts


def test_what_is_documented_is_what_there_is(ev: Evaluation) -> None:
    seen = []
    for declared, frame in made(ev):
        seen.append(declared)
        assert tuple(frame.columns) == declared.names, declared.calls
        for column in declared.columns:
            holds, values = HOLDS.get(column.kind), frame[column.name]
            where = (declared.calls[0], column.name)
            if holds is None and column.kind != "object":
                assert str(values.dtype) == frames.KINDS[column.kind], where
            elif holds is not None:
                assert all(isinstance(v, holds) for v in values.dropna().astype(object)), where
        # Each has a page's table, in both languages, whose headings are words of the language.
        for language in LANGUAGES:
            view = table_view(frame, words_of(ev, language), name="all", caption="All")
            assert [c.label for c in view.columns] != list(frame.columns)
    assert set(seen) == set(frames.FRAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_documented_column_has_a_heading(language: Language) -> None:
    assert [name for name, message in HEADINGS.items() if not has(language, message)] == []


def test_the_documentation_lists_them() -> None:
    text = (REPOSITORY / "docs/api.md").read_text(encoding="utf-8")
    for frame in frames.FRAMES:
        for column in frame.columns:
            assert f"| `{column.name}` | {column.kind} | {column.meaning} |" in text


def cells(view: TableView) -> list[list[str]]:
    return [list(row) for _, rows in view.groups for row in rows]


def test_words_of_the_library_are_said_in_the_language(ev: Evaluation) -> None:
    near = table_view(ev.near_cut_offs().head(1), words_of(ev, "zh"), name="near", caption="近")
    # Of 86 points, 2 above the cut-off of 85 that a fall by 2 leaves, in the rules' words for the tiers.
    assert [c.label for c in near.columns][-3:] == ["变动", "方向", "变动后等级"]
    high, lower = map(words_of(ev, "zh").tier, ("high", "fairly-high"))
    assert cells(near)[0][3:] == ["86", "否", high, "85", "−2", "降级", lower]
    history = evalkit.load_series("demo", root=REPOSITORY).tiers.head(1)
    assert cells(table_view(history, words_of(ev), name="h", caption="H"))[0][3:] == [
        "Did not take part",
        words_of(ev).tier("average"),
        "Did not take part",
    ]


def test_a_description_counts_in_whole_numbers_and_shows_shares(ev: Evaluation) -> None:
    frame = pd.DataFrame({"points": [1.0, 2.0, 3.5, 4.0], "share": [0.2, 0.4, 0.7, 0.8]})
    view = table_view(frame.describe(), words_of(ev), name="d", caption="D")
    # Means by hand: 10.5 / 4 = 2.625 and 2.1 / 4 = 0.525; the scores are whole, so points have one decimal.
    assert cells(view)[:2] == [["Number", "4", "4"], ["Mean", "2.6", "0.525"]]
    assert [row[0] for row in cells(view)] == [
        "Number", "Mean", "Standard deviation", "Minimum", "25%", "Median", "75%", "Maximum",
    ]  # fmt: skip
    turned = table_view(frame.describe().T, words_of(ev), name="d", caption="D")
    assert cells(turned)[0][:3] == ["points", "4", "2.6"]


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", ["high", "Number", "Mean", "Standard deviation", "Minimum", "25%", "Median", "Maximum"]),
        ("zh", ["high", "个数", "平均", "标准差", "最小值", "25%", "中位数", "最大值"]),
    ],
)
def test_columns_that_pandas_has_named_have_headings(ev: Evaluation, language: Language, heads: list[str]) -> None:
    # A column for the tier "high" is no end of an interval.
    columns = ["high", "size", "mean", "std", "min", "25%", "50%", "max"]
    view = table_view(pd.DataFrame([range(8)], columns=columns), words_of(ev, language), name="t", caption="T")
    assert [column.label for column in view.columns] == heads
    ends = table_view(pd.DataFrame({"low": [1], "high": [2]}), words_of(ev), name="t", caption="T")
    assert [column.label for column in ends.columns] == ["95% interval"]


def test_what_is_not_there_is_refused_with_what_is(ev: Evaluation) -> None:
    frame, words = pd.DataFrame({"unit": ["101"], "mean": [1.5]}), words_of(ev)
    with pytest.raises(UnknownName, match=r"no column “maen”\. Known: unit, mean\. Did you mean “mean”"):
        table_view(frame, words, name="t", caption="T", labels={"maen": "Mean"})
    with pytest.raises(UnknownName, match="no column “score”"):
        table_view(frame, words, name="t", caption="T", decimals={"score": 1})
    for said in ({"key": "maen"}, {"group": "maen"}, {"head": "maen"}, {"numbers": ["maen"]}, {"quoted": ["maen"]}):
        with pytest.raises(UnknownName, match=r"no column “maen”.* mean “mean”"):
            table_view(frame, words, name="t", caption="T", **said)  # type: ignore[arg-type]
    # A notebook may name what only some editions have.
    table_view(frame, words, name="t", caption="T", numbers=["weight"], quoted=["reason"], group="area")
    for twice in (pd.concat([frame, frame["unit"]], axis=1), frame.set_index("unit", drop=False)):
        with pytest.raises(EvalkitError, match="more than one column called unit"):
            table_view(twice, words, name="t", caption="T")
    slip = pd.DataFrame({"tier": ["high", "fairly_high", "Total"]})
    with pytest.raises(UnknownName, match=r"no id “fairly_high” here\. Known: high, fairly-high"):
        table_view(slip, words, name="t", caption="T")
    # A margin, the names themselves, and the tiers of another edition are no slips.
    by_name = pd.DataFrame({"tier": ["Fairly high", words.tier("fairly-high")]})
    assert cells(table_view(by_name, words, name="t", caption="T")) == [[name] for name in by_name["tier"]]
    assert cells(table_view(slip.drop(1), words, name="t", caption="T"))[1] == ["Total"]
    table_view(slip.assign(edition="2019"), words, name="t", caption="T")
    with pytest.raises(UnknownName, match="no id “hihg” here"):
        prose("{t:tier}", words, {"t": "hihg"})


@pytest.mark.parametrize(
    ("said", "placeholder"),
    [
        ("{n:.2q}", "{n:.2q}"),
        ("{n:score}", "{n:score}"),
        ("{name:.1f}", "{name:.1f}"),
        ("{name:one|many}", "{name:one|many}"),
        ("{n!r}", "{n!r}"),
    ],
)
def test_a_format_that_is_none_is_said(ev: Evaluation, said: str, placeholder: str) -> None:
    with pytest.raises(EvalkitError) as found:
        prose(said, words_of(ev), {"n": 2, "name": "A"})
    assert f"“{placeholder}” cannot be filled in" in str(found.value) and "such as “.2f”" in str(found.value)
    assert "(tier, type, cohort, area, indicator, round" in str(found.value)


@pytest.mark.parametrize("said", ["{n", "n}", "[in {n]"])
def test_braces_that_do_not_match_are_said(ev: Evaluation, said: str) -> None:
    with pytest.raises(EvalkitError, match="braces of this text do not match"):
        prose(said, words_of(ev), {"n": 2})


def test_a_fraction_takes_a_number_format(ev: Evaluation) -> None:
    # 1/3 = 33.333… %; Python formats fractions since 3.12, and pages do not depend on that.
    assert prose("{s:.1%} {s:.2f}", words_of(ev), {"s": Fraction(1, 3)}) == "33.3% 0.33"


def test_a_table_of_ones_own_needs_a_caption(ev: Evaluation) -> None:
    with pytest.raises(EvalkitError, match="A table needs a caption"):
        Page(ev, "en").table(ev.results.head(), name="own")


def test_the_public_knows_reviewers_by_number_and_not_by_the_order_of_rows(ev: Evaluation) -> None:
    words, severities = words_of(ev), Consistency(ev).severities
    label = {code: f"Reviewer {number}" for code, number in words.numbers.items()}
    by_severity = by_number(severities, words)
    # Sorted by severity, so the rows stay as they are.
    assert by_severity["reviewer"].tolist() == [label[c] for c in severities["reviewer"]]
    # In the order of codes, which says nothing that the table shows: by number.
    by_code = by_number(severities.sort_values("reviewer")[["reviewer", "severity"]], words)
    assert by_code["reviewer"].tolist() == sorted(label.values())
    assert dict(zip(by_code["reviewer"], by_code["severity"], strict=True)) == {
        label[c]: s for c, s in zip(severities["reviewer"], severities["severity"], strict=True)
    }
    # Ties of what is sorted by stand by number; which of two had the lower code is not to be seen.
    tied = severities.sort_values("reviewer").assign(sheets=[1] * 10 + [2] * 21)[["sheets", "reviewer"]]
    first = by_number(tied, words)["reviewer"].tolist()[:10]
    assert first == sorted(first)
    wide = ev.marks.pivot_table(index="unit", columns="reviewer", values="points", observed=True).reset_index()
    assert list(by_number(wide, words).columns) == ["unit", *sorted(label.values())]
    view = table_view(severities.set_index("reviewer"), words, name="s", caption="S")
    assert {row[0] for row in cells(view)} == set(label.values())
    # In drawings as well; who may see codes sees them.
    assert named(severities, words)["reviewer"].tolist() == [label[c] for c in severities["reviewer"]]
    assert by_number(severities, words_of(ev, audience="internal")) is severities
    with pytest.raises(EvalkitError):
        by_number(pd.DataFrame({"reviewer": ["R99"]}), words)
