"""Two kinds of reader: what the public does not see, directly or by working it out, and where the office sees it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import evalkit as library
from evalkit.errors import EvalkitError, UnknownName
from evalkit.publication import frames
from evalkit.publication.part import known_to
from evalkit.publication.people import names as names_of
from evalkit.publication.people import public_numbers
from evalkit.publication.strengths import strengths
from evalkit.report import Page, findings, review_figures, review_findings, tables
from evalkit.report.elements import TableView
from evalkit.report.people import free_text, reviewer_label
from evalkit.report.words import Words
from evalkit.rules.audience import Audience
from evalkit.scoring import Evaluation
from tests.report.conftest import evalkit
from tests.report.notebooks import write_notebook
from tests.review import small

PUBLISHED = '\n[publication]\nwithhold_scores_of = ["{tier}"]\n'
PARAMETERS = 'programme = "small"\nedition = "2025"\nlanguage = "zh"\naudience = "public"'
LOAD = """import evalkit
from evalkit.report import Page
ev = evalkit.load(programme, edition).evaluate()
page = Page(ev, language, audience)"""


def edition(root: Path, tier: str = "low") -> small.SmallFolder:
    """Write the small edition, the scores of one tier withheld. B01 has 29.25 points, which is low."""
    folder = small.SmallFolder.written_to(root)
    folder.append("rules.toml", PUBLISHED.format(tier=tier))
    return folder


def evaluated(folder: small.SmallFolder) -> Evaluation:
    return library.load("small", "2025", root=folder.root).evaluate()


def words_for(ev: Evaluation, audience: Audience) -> Words:
    return Words("en", ev.record.programme, ev.rules, audience)


def cells(view: TableView | None) -> list[tuple[str, ...]]:
    assert view is not None
    return [row for _, rows in view.groups for row in rows]


def test_public_and_internal_results(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path))
    assert ev.withheld == {"B01"}
    assert ev.hidden_from("public") == {"B01"} and ev.hidden_from("internal") == frozenset()
    public, internal = (ev.shown(a).set_index("unit").loc["B01"] for a in ("public", "internal"))
    assert pd.isna(public["score"]) and pd.isna(public["rank"])
    assert (int(internal["score"]), int(internal["rank"]), bool(internal["withheld"])) == (29, 5, True)


def test_the_list_of_scores(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path))
    rows = {row[1]: row for row in cells(tables.score_list(ev, words_for(ev, "public")))}
    assert (rows["B01"][0], rows["B01"][-1]) == ("–", "withheld")
    rows = {row[1]: row for row in cells(tables.score_list(ev, words_for(ev, "internal")))}
    assert (rows["B01"][0], rows["B01"][-1]) == ("5", "29 (not for publication)")
    assert rows["B02"][-1] == "77"


def test_a_replay_does_not_publish_what_the_rules_on_file_withhold(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path))
    lowered = [
        {**t.model_dump(), "lowest": low, "highest": high}
        for t, low, high in zip(ev.rules.tiers, (85, 20, 0), (100, 84, 19), strict=True)
    ]
    other = ev.replace(tiers=lowered)
    assert str(other.results.set_index("unit").loc["B01", "tier"]) == "middle"
    assert other.withheld == {"B01"}


def test_other_cut_offs_do_not_close_in_on_a_withheld_score(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path))
    lowered = [
        {**t.model_dump(), "lowest": low, "highest": high}
        for t, low, high in zip(ev.rules.tiers, (85, 20, 0), (100, 84, 19), strict=True)
    ]
    # In truth 2, 3, 0. The public knows of B01 that it has 0 to 59 points, which may be middle or low.
    assert ev.replace(tiers=lowered).counts()["count"].tolist() == [2, 3, 0]
    assert known_to(ev, "internal") is ev
    assert known_to(ev, "public").replace(tiers=lowered).counts()["count"].tolist() == [2, 2, 0]
    assert known_to(ev, "public").counts()["count"].tolist() == [2, 2, 1]


def test_means_from_which_a_single_unit_follows_are_left_out(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path))
    public = strengths(ev, "indicator").set_index(["tier", "indicator"])["share"]
    internal = strengths(ev, "indicator", "internal").set_index(["tier", "indicator"])["share"]
    # B01 alone is low: council 7 and 8 of 30 points. All five together would give it by subtraction: all are the other
    # four, 5 × the mean of five, minus 15/60, over 4. The two that are high and the two that are middle are too few.
    assert internal["low", "council"] == Fraction(15, 60)
    assert public["low", "council"] is None
    four, five = ([s for (tier, _), s in of.items() if tier is None or tier != tier] for of in (public, internal))
    assert four[0] == (5 * five[0] - Fraction(15, 60)) / 4
    assert public["high", "council"] is None and public["middle", "council"] is None
    assert internal["high", "council"] == (Fraction(153, 6) + Fraction(88, 3)) / 60


def test_a_mean_of_two_reviewers_is_of_too_few_whoever_is_taken_together(tmp_path: Path) -> None:
    sheets = {k: v for k, v in small.SHEETS.items() if k[0] == "second" and k[1].startswith("A") and k[2] != "R5"}
    folder = small.SmallFolder.written_to(tmp_path)
    folder.with_sheets(sheets)
    ev = evaluated(folder)
    assert len(ev.record.units) >= 3
    # A01, A02 and A03 have their sheets by R3 and R4 alone.
    assert set(strengths(ev, "area")["share"]) == {None}
    assert None not in set(strengths(ev, "area", "internal").loc[lambda t: t["count"] > 0, "share"])


def test_numbers_of_one_or_two_reviewers_or_units_cannot_be_had_by_subtraction(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path))
    public, internal = (words_for(ev, a) for a in ("public", "internal"))
    # Steel and farming are five reviewers; one of the two groups is of two.
    sizes = frames.loads(ev, "internal")["reviewers"].tolist()
    assert 2 in sizes and sizes[-1] == 5
    groups = frames.loads(ev, "public")
    assert groups["subject"].isna().all() and set(groups["reviewers"]) == {5}
    ties = {words.audience: review_findings.ties(ev, words) for words in (public, internal)}
    assert isinstance(ties["internal"]["any"], int) and 0 < ties["internal"]["any"] < 3
    assert ties["public"] == {"reviewers": 5, "any": "fewer than 3", "taking": "hidden"}
    said = public.said("say-ties", **ties["public"])
    assert said is not None and said.startswith("Of the 5 reviewers, fewer than 3 belong to")


def test_the_public_docket_has_no_marks_of_single_reviewers_and_no_withheld_unit(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path, "middle"))
    internal, public = (frames.disputes(ev, a) for a in ("internal", "public"))
    assert ev.withheld == {"A02", "B02"}
    # Code, name and what became of it, by code.
    assert public["unit"].tolist() == sorted(set(internal["unit"]) - ev.withheld)
    assert list(public) == ["unit", "name", "status"]


def test_what_one_or_two_people_did_is_not_counted_for_the_public(tmp_path: Path) -> None:
    """Of A01 and A02 the tier hangs on one reviewer (tests/review/test_docket.py); A02 and B02 were discussed."""
    ev = evaluated(edition(tmp_path))
    facts = {a: review_findings.discussion(ev, ev.docket, words_for(ev, a)) for a in ("public", "internal")}
    assert [facts["internal"][k] for k in ("docket", "stake", "minuted", "dissent")] == [2, 2, 2, 1]
    assert [facts["public"][k] for k in ("docket", "stake", "minuted", "dissent")] == [2, "hidden", 2, "hidden"]
    words = words_for(ev, "public")
    assert words.said("say-docket", **facts["public"]) == (
        "Of 5 units with several reviewers, 2 have an important difference. 1 is still to be discussed, and its score"
        " is provisional."
    )
    assert words.said("say-discussion", **facts["public"]) == (
        "2 units were discussed: marks were kept for 1 and revised for 1; no tier changed by it."
    )
    assert "A minority view is on record for 1." in str(words.said("say-discussion", **facts["internal"]))
    chinese = Words("zh", ev.record.programme, ev.rules, "public")
    assert "少数意见" not in str(chinese.said("say-discussion", **facts["public"]))
    assert "一名专家" not in str(chinese.said("say-docket", **facts["public"]))


@pytest.mark.parametrize(
    ("minuted", "dissent", "told"),
    [(6, 2, "fewer than 3"), (6, 3, 3), (6, 0, 0), (6, 5, "hidden"), (2, 0, "hidden"), (3, 1, "hidden"), (3, 3, 3)],
)
def test_a_minority_view_is_no_news_by_difference(tmp_path: Path, minuted: int, dissent: int, told: object) -> None:
    ev = evaluated(edition(tmp_path))
    rows = [{"decision": "kept", "tier_before": "low", "tier_after": "low", "minority_view": None}] * (
        minuted - dissent
    )
    rows += [{"decision": "kept", "tier_before": "low", "tier_after": "low", "minority_view": "另有意见"}] * dissent
    ev.__dict__["discussed"] = pd.DataFrame(rows)
    assert review_findings.discussion(ev, ev.docket, words_for(ev, "public"))["dissent"] == told
    assert review_findings.discussion(ev, ev.docket, words_for(ev, "internal"))["dissent"] == dissent


def test_the_figure_of_differences_leaves_withheld_units_out(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path, "middle"))
    shown = {a: review_figures.differences(ev, words_for(ev, a), ev.docket) for a in ("public", "internal")}
    drawn = {}
    for audience, view in shown.items():
        assert view is not None
        drawn[audience] = sum(p.get_height() for p in view.figure.axes[0].patches)
    assert drawn["internal"] - drawn["public"] == 2
    assert shown["public"] is not None and "withheld" in shown["public"].alt


def test_a_score_before_the_discussion_that_lay_in_a_withheld_tier_is_withheld(tmp_path: Path) -> None:
    folder = edition(tmp_path, "middle")
    # 196 / 3 - 19 - 27 + 30 + 40 = 89.33: A02 goes from middle to high.
    folder.write("marks.csv", small.marks_csv(decided={("A02", "council"): "30", ("A02", "projects"): "40"}))
    ev = evaluated(folder)
    public, internal = (frames.revised(ev, a).loc[0] for a in ("public", "internal"))
    assert (public["before"], bool(public["withheld"]), public["after"]) == (None, True, 89)
    assert (internal["before"], bool(internal["withheld"]), internal["after"]) == (65, False, 89)


def test_reasons_about_withheld_units_and_reasons_that_name_somebody(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    folder.sub("minutes.csv", "项目材料补充核实", "李 四提出，项目材料补充核实")
    ev = evaluated(folder)
    reason = frames.revised(ev, "public")["reason"][0]
    assert free_text(words_for(ev, "public"), reason, ev.record) == "(names a reviewer; not published)"
    assert free_text(words_for(ev, "internal"), reason, ev.record) == "李 四提出，项目材料补充核实"
    assert free_text(words_for(ev, "public"), "有人提出", ev.record) == "有人提出"
    other = evaluated(edition(tmp_path / "other", "middle"))
    # That a unit was revised, and where its tier went, says where its withheld score lies.
    assert frames.revised(other, "public").empty


def test_marks_of_one_affiliated_reviewer_are_marks_with_a_name(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path))
    # R4 was at A03 until 2010 and gave it 96; R3 gave 96, R5 100, R1 100, R2 99.5 points.
    assert frames.tied(ev, "public") is None
    tied = frames.tied(ev, "internal")
    assert tied is not None
    # (96 + 100 + 100 + 99.5) / 4 = 98.875
    assert tied.to_numpy().tolist() == [["A03", "甲三", ("R4",), 96.0, 98.875, -2.875]]


def test_the_demonstration_gives_them_together() -> None:
    ev = library.load("demo", "2025").evaluate()
    public, by_unit = (frames.tied(ev, a) for a in ("public", "internal"))
    assert public is not None and by_unit is not None
    (row,) = public.to_dict("records")
    listed = by_unit[~by_unit["unit"].isin(ev.withheld)]
    assert row["units"] == len(listed)
    assert row["higher"] == (listed["difference"] > 0).sum()
    assert row["mean_difference"] == pytest.approx(listed["difference"].mean())


def test_what_a_score_has_at_least_is_not_told_where_it_is_withheld(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    before = folder.edition.parent / "2024"
    before.mkdir()
    rules = (
        folder.text("rules.toml").replace('edition = "2025"', 'edition = "2024"').replace('"marks"', '"some-scores"')
    )
    rules = "".join(
        line
        for line in rules.splitlines(True)
        if not line.startswith(("lowest", "highest", "to_nearest", "[banding", "tiers = 2"))
    )
    rules = rules.replace('step = 1\n\nrounding = "half-up"\n', "step = 1\n")
    (before / "rules.toml").write_text(rules, encoding="utf-8")
    (before / "units.csv").write_text("unit,name,cohort\nA01,甲一,A\nA02,甲二,A\n", encoding="utf-8")
    (before / "scores.csv").write_text("unit,score,withheld,tier\nA01,90,no,high\nA02,31,no,low\n", encoding="utf-8")
    ev = library.load("small", "2024", root=folder.root).evaluate()
    rows = {row[0]: row for row in cells(tables.known_units(ev, words_for(ev, "public")))}
    assert (rows["A01"][3], rows["A02"][3]) == ("90", "withheld")


def test_reviewer_labels(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path))
    people = names_of(ev.record)
    numbers = public_numbers(ev.record)
    public = replace(words_for(ev, "public"), numbers=numbers)
    assert reviewer_label(public, "R4", people) == f"Reviewer {numbers['R4']}"
    for words, code in ((words_for(ev, "public"), "R4"), (public, "R9")):
        with pytest.raises(EvalkitError, match="for one it has none") as error:
            reviewer_label(words, code, people)
        assert code not in str(error.value)
    assert reviewer_label(words_for(ev, "internal"), "R4", people) == "R4 (李四)"
    assert reviewer_label(words_for(ev, "internal"), "R9", people) == "R9"
    assert reviewer_label(words_for(ev, "internal"), "R4") == "R4"


def test_near_cut_offs(tmp_path: Path) -> None:
    ev = evaluated(edition(tmp_path, "high"))
    # 85 (A01, high) would be fairly high at 84; 97, 77, 69 and 29 are more than 2 points from any change.
    public, internal = (words_for(ev, audience) for audience in ("public", "internal"))
    assert findings.near_cut_offs(ev, public)["near"] == 0
    assert findings.near_cut_offs(ev, internal)["near"] == 1
    assert ev.near_cut_offs("public").empty
    assert ev.near_cut_offs("internal")[["distance", "score", "withheld"]].to_numpy().tolist() == [[-1, 85, True]]


def test_an_unknown_audience_is_refused(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    ev = evaluated(folder)
    with pytest.raises(
        UnknownName, match=r"There is no audience “publik”\. Known: public, internal\. Did you mean “public”"
    ):
        Page(ev, "en", "publik")  # type: ignore[arg-type]
    (folder.root / "notebooks").mkdir()
    write_notebook(folder.root / "notebooks/01-x.ipynb", LOAD, parameters=PARAMETERS)
    done = evalkit(folder.root, "run", "--audience", "publik")
    assert (done.returncode, "publik" in done.stderr) == (2, True)
    done = evalkit(folder.root, "run", "-p", "audience=internal")
    assert done.returncode == 2
    assert "use --audience public or --audience internal" in done.stderr
    assert not (folder.root / "reports").exists()


def test_internal_pages_are_marked_and_lie_apart(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    (folder.root / "notebooks").mkdir()
    show = "from evalkit.report import tables\npage.table(tables.score_list(ev, page.words))"
    write_notebook(folder.root / "notebooks/01-x.ipynb", LOAD, show, parameters=PARAMETERS)
    done = evalkit(folder.root, "run", "--audience", "internal", "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (folder.root / "reports").exists()
    for name in ("small/2025/en/01-x.html", "index.html", "index.en.html"):
        soup = BeautifulSoup((folder.root / "reports-internal" / name).read_text(encoding="utf-8"), "html.parser")
        mark = soup.select_one("body > .internal")
        assert mark is not None
        assert [p["lang"] for p in mark.find_all("p")] == ["zh-CN", "en-GB"]
        assert "内部资料，不得公布" in mark.get_text() and "not for publication" in mark.get_text()
        assert "INTERNAL – NOT FOR PUBLICATION" in str(soup.head)
    page = (folder.root / "reports-internal/small/2025/en/01-x.html").read_text(encoding="utf-8")
    assert "29 (not for publication)" in page


@pytest.mark.parametrize(
    ("leak", "told"),
    [
        ("print('李四')", "01-x.html (pre 1) has the name of reviewer R4"),
        ("print('乙一 29')", "01-x.html (pre 1) tells the withheld score of unit B01"),
    ],
)
def test_a_page_with_a_leak_is_not_published_and_the_earlier_one_stays(tmp_path: Path, leak: str, told: str) -> None:
    folder = edition(tmp_path)
    (folder.root / "notebooks").mkdir()
    path = folder.root / "notebooks/01-x.ipynb"
    write_notebook(path, LOAD, "print('nothing')", parameters=PARAMETERS)
    assert evalkit(folder.root, "run", "--language", "en").returncode == 0
    page = folder.root / "reports/small/2025/en/01-x.html"
    before = page.read_bytes()
    write_notebook(path, LOAD, leak, parameters=PARAMETERS)
    done = evalkit(folder.root, "run", "--language", "en")
    assert done.returncode == 1
    assert told in done.stderr and "李四" not in done.stderr
    assert page.read_bytes() == before
