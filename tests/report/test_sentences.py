"""A sentence needs its facts: what is said, and what is left out, where data differ from those of 2019."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd
import pytest

import evalkit
from evalkit.publication import frames
from evalkit.report import (
    figures,
    findings,
    method_words,
    review_figures,
    review_findings,
    series_findings,
    series_tables,
    tables,
)
from evalkit.report.elements import TableView
from evalkit.report.ends import both_ends
from evalkit.report.exported import source_note
from evalkit.report.page import Page
from evalkit.report.words import UnknownFact, Words
from evalkit.rules.points import Scale
from evalkit.scoring import Evaluation
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.wording import LANGUAGES, Language
from tests.folders import REPOSITORY
from tests.report.scored import scored


def words_for(ev: Evaluation, language: Language = "en") -> Words:
    return Words(language, ev.record.programme, ev.rules)


def demo() -> Evaluation:
    return evalkit.load("demo", "2025", root=REPOSITORY).evaluate()


@pytest.mark.parametrize("unknown", [None, float("nan"), "–", ""])
def test_a_sentence_refuses_an_unknown_fact(ev2019: Evaluation, unknown: object) -> None:
    words = words_for(ev2019)
    facts = {"total": 3, "absent": 1, "absent_share": "33.3%", "participants": unknown}
    with pytest.raises(UnknownFact, match="participants"):
        words("say-participation", known="some", **facts)
    assert words.said("say-participation", known="some", **facts) is None
    # Only what the sentence shows has to be known: nothing but the total is, where all took part.
    assert words.said("say-participation", known="all", **facts) == "All 3 alliances took part."
    # A fact that nobody passes is a fault of the program, not an unknown one.
    with pytest.raises(KeyError):
        words.said("say-participation", known="some", total=3)


def test_participation(tmp_path: Path) -> None:
    scores = {"A1": "90", "A2": "70"}
    said = {}
    for name, totals in (("all", {"A": 2}), ("some", {"A": 3}), ("part", {"A": None})):
        ev = scored(tmp_path / name, scores, totals=totals)
        said[name] = words_for(ev)("say-participation", **findings.participation(ev, words_for(ev)))
    assert said == {
        "all": "All 2 courses took part.",
        # 1 of 3 is 33.3 %.
        "some": "There are 3 courses in all; 2 took part and 1 did not, which is 33.3% of all.",
        "part": "2 courses took part.",
    }


def test_alliances_of_2020_have_no_holes() -> None:
    ev = evalkit.load("alliances", "2020-2021", root=REPOSITORY).evaluate()
    for language, expected in (("en", "86 alliances took part."), ("zh", "86 家联盟参评。")):
        words = words_for(ev, language)
        assert words("say-participation", **findings.participation(ev, words)) == expected


def test_a_tie_is_not_told_as_a_difference(tmp_path: Path) -> None:
    """6 of 7 and 6 of 7 are 85.7 % each; 6 of 6 and 6 of 7 differ; 2 of 3 twice and 3 of 3 name both of the two."""

    def told(name: str, took: dict[str, int], totals: dict[str, int]) -> str | None:
        scores = {f"{c}{i}": "90" for c, n in took.items() for i in range(n)}
        ev = scored(tmp_path / name, scores, totals=totals)
        return words_for(ev).said("say-summary-participation", **findings.extremes(ev, words_for(ev))[0])

    assert told("tie", {"A": 6, "S": 6}, {"A": 7, "S": 7}) == "Participation was the same in all cohorts: 85.7%."
    assert (
        told("differ", {"A": 6, "S": 6}, {"A": 6, "S": 7})
        == "Participation was highest in Cohort A (100.0%) and lowest in Cohort S (85.7%)."
    )
    assert (
        told("two", {"A": 2, "B": 3, "S": 2}, {"A": 3, "B": 3, "S": 3})
        == "Participation was highest in Cohort B (100.0%) and lowest in Cohort A and Cohort S (66.7%)."
    )
    assert told("one", {"A": 2}, {"A": 3}) is None
    words = words_for(scored(tmp_path / "words", {"A1": "90"}))
    # 2000 of 6001 is less than 1000 of 3000, and both read 33.3 %: nobody would see the difference.
    assert findings._best_and_worst({"A": (2000, 6001), "B": (1000, 3000)}, words)["case"] is None


@pytest.mark.parametrize(
    ("values", "most", "expected"),
    [
        ({"a": 3, "b": 2, "c": 1}, 3, (["a"], ["c"])),
        ({"a": 4, "b": 3, "c": 2, "d": 1}, 2, (["a", "b"], ["c", "d"])),
        ({"a": 1, "b": 1, "c": 1}, 2, ([], [])),
        ({"a": 2, "b": 1, "c": 1}, 2, (["a"], ["b", "c"])),
        ({"a": 5, "b": 4, "c": 4, "d": 4, "e": 1}, 2, (["a"], ["e"])),
        ({"a": 1}, 2, ([], [])),
        ({}, 2, ([], [])),
    ],
)
def test_both_ends(values: dict[str, int], most: int, expected: tuple[list[str], list[str]]) -> None:
    top, bottom = both_ends([(name, Decimal(v)) for name, v in values.items()], most)
    assert (top, bottom) == expected
    assert not set(top) & set(bottom)


def test_nobody_absent_and_sizes_unknown(tmp_path: Path) -> None:
    scores = {"A1": "90", "S1": "50"}
    for name, totals, case in (
        ("all", {}, "all"),
        ("open", {"A": None, "S": None}, "open"),
        ("none", {"A": None}, "none"),
        ("some", {"A": None, "S": 2}, "some"),
    ):
        ev = scored(tmp_path / name, scores, totals=totals)
        assert findings.absent(ev, words_for(ev))["case"] == case
    ev = scored(tmp_path / "said", scores, totals={"A": None, "S": 2})
    assert words_for(ev)("say-absent", **findings.absent(ev, words_for(ev))) == (
        "1 course did not take part: Cohort S 1. How many of Cohort A did not is not known."
    )


def test_near_is_said_with_its_window(tmp_path: Path) -> None:
    """84 moves up by 1; 86 down by 2, to 84; 70 neither way."""
    ev = scored(tmp_path, {"A1": "84", "A2": "86", "A3": "70"})
    facts = findings.near_cut_offs(ev, words_for(ev))
    assert words_for(ev)(facts["said"], **facts).startswith(
        "Of 3 published scores, 2 would change tier if they moved by 2 points or less: 1 would move up and 1 down."
    )


def test_one_tier_has_no_cut_off(tmp_path: Path) -> None:
    ev = scored(tmp_path, {"A1": "84"}, tiers=[("all", "0", "100")])
    assert findings.near_cut_offs(ev, words_for(ev)) == {"said": "one-tier", "near": 0}
    assert words_for(ev).said("say-summary-upper", **findings.extremes(ev, words_for(ev))[1]) is None


@pytest.mark.parametrize(
    ("scale", "scores", "expected"),
    [
        (("0", "100", "1"), ["70", "75"], ("70", "75", "72.5")),
        (("0", "100", "1"), ["70", "76"], ("70", "76", "73")),
        (("0", "6", "0.01"), ["3.50", "4.33"], ("3.50", "4.33", "3.915")),
        (("0", "5", "0.25"), ["2.25", "2.5"], ("2.25", "2.50", "2.375")),
        (("0", "1000", "10"), ["10", "1000"], ("10", "1000", "505")),
    ],
)
def test_scores_have_the_decimals_of_their_scale(
    tmp_path: Path, scale: tuple[str, str, str], scores: list[str], expected: tuple[str, str, str]
) -> None:
    ev = scored(tmp_path, {f"A{i}": s for i, s in enumerate(scores)}, scale=scale, tiers=[("all", scale[0], scale[1])])
    words, found = words_for(ev), ev.published["score"]
    assert (words.points(found.min()), words.points(found.max()), words.median(found.tolist())) == expected
    listed = [row[-1] for _, part in tables.score_list(ev, words_for(ev)).groups for row in part]
    assert sorted(listed, key=Decimal) == [expected[0], expected[1]]


def test_points_are_never_fractions() -> None:
    words = words_for(demo())
    assert words.points(Fraction(507, 100), 2) == "5.07"
    # Half to even: 0.5 becomes 0, 1.5 becomes 2.
    assert (words.points(Fraction(1, 2)), words.points(Fraction(3, 2))) == ("0", "2")
    assert words.score(Decimal("1E+2")) == "100"


@pytest.mark.parametrize(
    ("scale", "expected"),
    [(("0", "100", "1"), 1), (("0", "6", "0.01"), 2), (("1", "6", "0.05"), 2), (("0", "1", "0.1"), 3)],
)
def test_means_have_decimals_by_the_range(tmp_path: Path, scale: tuple[str, str, str], expected: int) -> None:
    """The last digit is a five-hundredth of the range or less: 0.2 of 100, 0.012 of 6, 0.01 of 5, 0.002 of 1."""
    ev = scored(tmp_path, {"A1": scale[1]}, scale=scale, tiers=[("all", scale[0], scale[1])])
    assert words_for(ev).mean_decimals == expected


@pytest.mark.parametrize(
    ("low", "high", "cuts", "first", "width"),
    [
        (33, 100, [50, 70, 85], 33, 1),  # 68 bars
        (0, 600, [400, 500], 0, 10),  # 61 bars; 5 would need 121
        (233, 600, [400, 500], 230, 5),  # 74 bars from 230
        (0, 8, [], 0, 1),
        (0, 150, [51], -1, 2),  # an edge on 51
        (363, 501, [], 362, 2),  # from a round number on
    ],
)
def test_edges_of_bars(low: int, high: int, cuts: list[int], first: int, width: int) -> None:
    edges = figures.bin_edges(low, high, cuts)
    assert (edges[0], edges[1] - edges[0]) == (first, width)
    assert edges[0] <= low and high < edges[-1] <= high + width
    assert len(edges) - 1 <= figures.MOST_BARS + 1 and all(cut in edges for cut in cuts)


def test_few_scores_have_few_bars() -> None:
    """3.62 to 5.00 by 0.01 are 139 steps; bars of 0.1 are the first of which there are 20 or fewer."""
    assert figures.bin_edges(362, 500, [], 25) == list(range(360, 511, 10))
    # 80 to 100 by 1 are 21 steps, and 2 is wide enough, but only bars of 1 begin at 80, 85 and 92.
    assert figures.bin_edges(80, 100, [80, 85, 92], 5) == list(range(80, 102))


@pytest.mark.parametrize(
    ("low", "high", "step", "ticks"),
    [
        (360, 500, "0.01", [360, 380, 400, 420, 440, 460, 480, 500]),  # every 0.2
        (100, 900, "0.01", [200, 400, 600, 800]),  # every 2; every 1 would be nine of them
        (7, 19, "0.25", [8, 10, 12, 14, 16, 18]),  # 2.0, 2.5, … 4.5
        (0, 100, "1", [0, 20, 40, 60, 80, 100]),
        (4, 9, "1", [4, 5, 6, 7, 8, 9]),
    ],
)
def test_ticks_are_round_numbers(low: int, high: int, step: str, ticks: list[int]) -> None:
    assert figures.round_steps(low, high, Scale(Decimal(step))) == ticks


def test_the_histogram_of_a_fine_scale_counts_every_score_once(tmp_path: Path) -> None:
    scores = {f"A{i}": f"{i * 0.07:.2f}" for i in range(80)}
    tiers = (("fund", "5", "6"), ("reserve", "4", "4.99"), ("reject", "0", "3.99"))
    ev = scored(tmp_path, scores, scale=("0", "6", "0.01"), tiers=tiers)
    view = figures.score_distribution(ev, words_for(ev))
    (ax,) = view.figure.axes
    assert sum(patch.get_height() for patch in ax.patches) == 80
    assert [text.get_text() for text in ax.get_xticklabels()] == ["4.00", "5.00", "6.00"]
    assert view.data is not None
    told = [row for _, part in view.data.groups for row in part]
    # By plain Python: 0.07·58 = 4.06 is the first of 4 or more, 0.07·72 = 5.04 the first of 5 or more.
    assert [sum(int(row[k]) for row in told) for k in (1, 2, 3)] == [80 - 72, 72 - 58, 58]


def test_recommendations_are_not_fulfilled_already(ev2019: Evaluation) -> None:
    for language in LANGUAGES:
        said = " ".join(findings.recommendations(demo(), words_for(demo(), language)))
        assert not re.search("names and reasons|名单和原因", said)
        printed = " ".join(findings.recommendations(ev2019, words_for(ev2019, language)))
        assert not re.search("publication|公布前", printed)


def test_near_and_not_discussed_by_plain_python() -> None:
    """Near: would change tier within 2 points; not discussed: has no row in minutes.csv."""
    ev = demo()
    with (REPOSITORY / "data/demo/2025/minutes.csv").open(encoding="utf-8") as file:
        minuted = {row["unit"] for row in csv.DictReader(file)}
    scores = {r["unit"]: int(r["score"]) for r in ev.published.dropna(subset=["score"]).to_dict("records")}
    tier = {u: sum(s >= cut for cut in (85, 70, 50)) for u, s in scores.items()}
    near = {
        u
        for u, s in scores.items()
        for m in (-2, 2)
        if sum(s + m >= cut for cut in (85, 70, 50)) != tier[u] and 0 <= s + m <= 100
    }
    said = findings.recommendations(ev, words_for(ev))[0]
    assert said.startswith(f"{len(near - minuted)} alliances would change tier")


def test_ties_that_were_not_collected_are_not_none() -> None:
    ev = demo()
    assert review_findings.ties(ev, words_for(ev))["any"] is not None
    tables = frozenset(f for f in ev.record.tables if f != "affiliations.csv")
    without = Evaluation(replace(ev.record, tables=tables), ev.rules)
    assert words_for(ev).said("say-ties", **review_findings.ties(without, words_for(ev))) is None
    assert frames.kept_apart(without, "public")["ground"].tolist() == ["declared", "requested"]


def test_a_coefficient_names_its_weights() -> None:
    """Ratings of two reviewers on three values: with weights it is another coefficient, and has another name."""
    table = np.array([[1, 1], [2, 2], [1, 3], [3, 3], [2, 3]], dtype=float)
    plain, weighted = fleiss_kappa(table), fleiss_kappa(table, weights="quadratic")
    assert (plain.called("en"), weighted.called("en")) == ("Fleiss' kappa", "Fleiss' kappa (quadratic weights)")
    assert weighted.called("zh") == "Fleiss κ 系数（二次加权）"
    assert gwet_ac(table, weights="ordinal").called("en") == "Gwet's AC2 (ordinal weights)"
    assert "quadratic weights" in weighted.describe("en")
    # Fleiss' own by hand: agreed 3 of 5 units; shares 3/10, 3/10, 4/10; (3/5 − 34/100)/(1 − 34/100).
    counts = Counter(table.ravel().tolist())
    chance = sum(Fraction(n, 10) ** 2 for n in counts.values())
    assert plain.estimate == pytest.approx(float((Fraction(3, 5) - chance) / (1 - chance)))
    assert weighted.estimate != pytest.approx(plain.estimate)


def test_no_pointer_to_a_file_that_is_not_there(ev2019: Evaluation, tmp_path: Path) -> None:
    assert "SOURCE.md" in source_note(ev2019.record, "en")
    assert source_note(scored(tmp_path, {"A1": "84"}).record, "en") == ""


def test_no_fact_of_one_programme_in_the_texts() -> None:
    """Words that were true of the report of 2019 and stood in texts of every programme."""
    folder = Path(evalkit.__file__).parent / "wording"
    texts = "\n".join(p.read_text(encoding="utf-8") for p in folder.glob("*/re*.ftl"))
    notebooks = "\n".join(p.read_text(encoding="utf-8") for p in (REPOSITORY / "notebooks").glob("0[1-4]*.ipynb"))
    for said in ("The source", "the source", "来源", "before publication", "公布前", "in either language"):
        assert said not in texts and said not in notebooks


def test_no_markdown_cell_has_a_noun_where_the_programme_has_its_own() -> None:
    """A cell of Markdown is the same for every programme: alliances are no units there, nor 单位."""
    for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                plain = re.sub(r"`[^`]*`", "", "".join(cell["source"]))
                assert re.search(r"单位|\bunits?\b", plain) is None, (path.name, plain)


@pytest.mark.parametrize(
    ("tiers", "absence", "told"),
    [
        (("inactive",), True, "in tier “Inactive” or absent in 2 editions running"),
        (("inactive",), False, "in tier “Inactive” in 2 editions running"),
        ((), True, "absent in 2 editions running"),
    ],
)
def test_the_watch_list_is_about_whom_the_rules_say(tiers: tuple[str, ...], absence: bool, told: str) -> None:
    rules = demo().rules
    assert rules.watch is not None
    watch = rules.watch.model_copy(update={"tiers": tiers, "absence": absence})
    assert method_words.watched(words_for(demo()), rules.model_copy(update={"watch": watch})) == told


@pytest.mark.parametrize(
    ("listed", "n", "en", "zh"),
    [
        (27, "all", "None of them took part in any of these editions.", "这些年度均未参评。"),
        (1, "all", "It took part in none of these editions.", "这些年度均未参评。"),
        (27, 26, "26 of them took part in none of these editions.", "其中 26 家在这些年度都没有参评。"),
    ],
)
def test_all_are_not_so_many_of_them(ev2019: Evaluation, listed: int, n: str | int, en: str, zh: str) -> None:
    facts = {"listed": listed, "absent": "only" if listed == 1 else n}
    assert words_for(ev2019)("say-watch-absent", **facts) == en
    assert words_for(ev2019, "zh")("say-watch-absent", **facts) == zh
    tied = {"reviewers": 31, "any": 27, "taking": n}
    said = words_for(ev2019)("say-ties", **tied)
    assert said.endswith(
        ", all of them to one that takes part." if n == "all" else ", 26 of them to one that takes part."
    )


def test_the_ties_of_the_demo_are_counted_once() -> None:
    """Every reviewer who belongs to an alliance of the roster belongs to one that takes part, counted off the files."""
    ev = demo()
    tied = ev.panel["of_roster"].sum()
    assert tied == ev.panel["of_participant"].sum() > 1
    assert review_findings.ties(ev, words_for(ev))["taking"] == "all"
    assert f"{tied} of them" not in words_for(ev)("say-ties", **review_findings.ties(ev, words_for(ev)))


def test_numbers_of_facts_stand_in_columns_of_numbers() -> None:
    """2017 is known by such facts alone."""
    ev = evalkit.load("alliances", "2017", root=REPOSITORY).evaluate()
    table = tables.facts(ev, words_for(ev))
    assert table is not None
    assert [(c.label, c.kind) for c in table.columns[2:5]] == [
        ("Number", "number"),
        ("Of participants (computed)", "number"),
        ("Of participants (printed)", "number"),
    ]


def test_a_text_begins_with_a_capital_where_it_begins_with_the_noun(ev2019: Evaluation) -> None:
    words = words_for(ev2019)
    # In small letters in programme.toml.
    with mock.patch("evalkit.report.words.text", return_value="alliances come and go."):
        assert words("say-anything") == "Alliances come and go."
    shown: list[TableView] = []
    with mock.patch("evalkit.report.page.display", shown.append):
        Page(ev2019, "en").table(pd.DataFrame({"count": [1]}), caption="alliances in all", name="own")
    assert shown[0].caption == words("numbered-table", number=1, caption="Alliances in all")


def test_each_criterion_of_an_important_difference_is_told() -> None:
    """data/demo/2025/rules.toml: points = 16, spreads = 1.2, tiers = 3."""
    ev = demo()
    said = review_findings.importance(ev, words_for(ev))
    assert [re.findall(r"[\d.]+\d|\d", s)[0] for s in said] == ["16", "1.2", "3"]


def test_the_honour_is_told_where_the_roll_is_known(ev2019: Evaluation) -> None:
    """22 alliances hold it (2019 report, V and annex 3)."""
    series = evalkit.load_series("alliances", root=REPOSITORY)
    said = dict(series_findings.honour(series, words_for(ev2019), "2019"))
    assert said["say-honour"]["held"] == 22


def test_nobody_but_the_office_gets_a_watch_list_that_is_internal() -> None:
    """data/demo/2025/rules.toml: watch.audience = "internal"; the alliances have no [watch]."""
    series = evalkit.load_series("demo", root=REPOSITORY)
    ev = series["2025"]
    public, office = (Words("en", ev.record.programme, ev.rules, a) for a in ("public", "internal"))
    assert series_tables.watch_list(series, public, "2025") is None
    assert series_tables.watch_list(series, office, "2025") is not None
    alliances = evalkit.load_series("alliances", root=REPOSITORY)
    own = alliances["2019"]
    inside = Words("en", own.record.programme, own.rules, "internal")
    assert series_tables.watch_list(alliances, inside, "2019") is None


def test_the_data_of_the_strengths_have_the_indicators_first() -> None:
    ev = demo()
    words = words_for(ev)
    found = review_figures.indicator_strengths(ev, words)
    assert found is not None and found.data is not None
    # The scores of the lowest tier are withheld from the public.
    tiers = [words.tier(t.id) for t in ev.rules.tiers[:-1]]
    labels = [column.label for column in found.data.columns]
    assert labels == [words("column-indicator"), *(words("column-percent-of", name=tier) for tier in tiers)]
    first = ev.rules.indicators[0]
    assert found.data.groups[0][1][0][0] == first.name["en"]


def test_a_list_whose_items_have_an_and_of_their_own_is_not_joined_by_one(ev2019: Evaluation) -> None:
    """Where does 秘书处专职化与规范运行 end in 理事会和秘书处专职化与规范运行?"""
    words = words_for(ev2019, "zh")
    assert words.listed(["理事会", "秘书处专职化与规范运行"]) == "理事会、秘书处专职化与规范运行"
    assert words.listed(["创意", "技术", "设计"]) == "创意、技术和设计"
    assert words.listed(["R07", "R10"]) == "R07 和 R10"
