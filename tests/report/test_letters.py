"""What letters say: the numbers of a small edition worked out by hand, and editions of which little is known."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from statistics import mean, stdev

import pytest
from scipy import stats

from evalkit.errors import EditionError, EvalkitError
from evalkit.publication.letters import Private
from evalkit.publication.strengths import strengths
from evalkit.report.elements import TableView
from evalkit.report.letters.reviewers import ReviewerLetters
from evalkit.report.letters.template import Kind, fill, read_template
from evalkit.report.letters.units import UnitLetters
from evalkit.report.words import Words
from evalkit.scoring.series import load_series
from tests.folders import REPOSITORY
from tests.review.small import SHEETS, SmallFolder
from tests.rulesets import small as rulesets


def letters_of(root: Path, programme: str, edition: str) -> UnitLetters:
    series = load_series(programme, root=root).up_to(edition)
    return UnitLetters(series, Private(series[edition]))


def said(letters: UnitLetters | ReviewerLetters, code: str, language: str = "en") -> str:
    """Return all that the packaged template says to somebody, as plain text."""
    ev = letters.ev
    words = Words(language, ev.record.programme, ev.rules)
    kind: Kind = "unit" if isinstance(letters, UnitLetters) else "reviewer"
    filled = fill(read_template(ev, kind, language), ev, words, lambda show: letters.own(code, show, words))
    return " ".join(re.sub(r"<[^>]+>", " ", filled.title + " " + filled.markup).split())


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    return SmallFolder.written_to(tmp_path)


def of(folder: SmallFolder) -> UnitLetters:
    return letters_of(folder.edition.parents[2], folder.edition.parent.name, folder.edition.name)


def test_a_unit_reads_its_score_and_place(small: SmallFolder) -> None:
    """Scores 84.5 → 85, 65.33 + 1 + 3 → 69, 97.33 → 97, 29.25 → 29, 76.5 → 77 (small.py); cut-offs 85 and 60."""
    text = said(of(small), "A02")
    assert "(A02) has a score of 69 and is in the tier “Middle” (60–84)." in text
    assert "Its rank is 4 among 5 units." in text
    # High: A01 and A03; middle: A02 and B02; low: B01.
    assert "Of all 5 participants, 2 are in a higher tier, one other is in the same and one is in a lower one." in text
    assert "Since the edition before" not in text
    assert "How to appeal" not in text


def test_shares_by_area_and_the_mean_of_the_others(small: SmallFolder) -> None:
    """Second round, means of the marks; organisation is council and committee of 50 points, activity the rest."""
    letters = of(small)
    text = said(letters, "A03")
    # By hand: mean of (29, 29, 30) and (19, 19, 20) = 29⅓ + 19⅓ of 50; (39, 39, 40) and (9, 9, 10) = 39⅓ + 9⅓ of 50.
    own = {"Organisation": Fraction(88 + 58, 3) / 50, "Activity": Fraction(118 + 28, 3) / 50}
    every = {
        # A01, A02 (council and projects decided: 20 and 30), A03, B01, B02
        "Organisation": [
            (Fraction(153, 6) + 17) / 50, (20 + Fraction(39, 3)) / 50, own["Organisation"],
            (Fraction(15, 2) + 6) / 50, (22 + Fraction(15)) / 50,
        ],
        "Activity": [
            Fraction(34 + 8) / 50, (30 + Fraction(19, 3)) / 50, own["Activity"],
            (12 + Fraction(15, 4)) / 50, (32 + Fraction(15, 2)) / 50,
        ],
    }  # fmt: skip
    points = {"Organisation": "48.67 50", "Activity": "48.67 50"}
    for area, shares in every.items():
        average = sum(shares, Fraction(0)) / 5
        assert f"{area} {points[area]} {percent(own[area])} {percent(average)}" in text
        assert f"{area} ({percent(own[area])}% against {percent(average)}%)" in text.partition("Better than")[2]
    assert "Weaker than the average" not in text
    # A title that begins with a digit stands apart from Chinese before it.
    assert "现将小规模评价中与贵方" in said(letters, "A03", "zh")
    # (7.5 + 6) / 50 and (12 + 3.75) / 50
    worse = (
        "Weaker than the average in the table: Organisation (27.0% against 69.9%) and Activity (31.5% against 72.9%)."
    )
    assert worse in said(letters, "B01")


def percent(share: Fraction) -> str:
    whole = (share * 2000 + 1) // 2
    return f"{whole // 10}.{whole % 10}"


def test_a_unit_that_did_not_take_part(small: SmallFolder) -> None:
    text = said(of(small), "B03")
    assert "(B03) did not take part in this evaluation. Reason on file: Information not complete." in text
    assert "tier" not in text


def test_how_to_appeal_is_the_office_s_own_text(small: SmallFolder) -> None:
    path = small.edition.parent / "text/en/appeal.md"
    path.parent.mkdir(parents=True)
    path.write_text("Write to us within ten days. Of [](evalkit:count()) units, none is treated otherwise.", "utf-8")
    text = said(of(small), "A02")
    assert "How to appeal Write to us within ten days. Of 5 units, none is treated otherwise. An office" in text
    assert "异议与申诉" not in said(of(small), "A02", "zh")


def test_a_reviewer_reads_of_the_own_marks_alone(small: SmallFolder) -> None:
    """R1 marked A01, A02, A03, B01 and B02 first; the mean distance from the others' totals by plain loops."""
    letters = ReviewerLetters(of(small).ev)
    assert letters.codes == ("R1", "R2", "R3", "R4", "R5")
    totals = {sheet: sum(map(float, points)) for sheet, points in SHEETS.items()}
    by_unit: dict[str, dict[str, float]] = {}
    for (_, unit, reviewer), total in totals.items():
        by_unit.setdefault(unit, {}).setdefault(reviewer, total)
    apart = {
        (unit, reviewer): abs(total - mean(t for r, t in given.items() if r != reviewer))
        for unit, given in by_unit.items()
        for reviewer, total in given.items()
    }
    own = [distance for (_, reviewer), distance in apart.items() if reviewer == "R1"]
    half = stats.t.ppf(0.975, len(own) - 1) * stdev(own) / len(own) ** 0.5
    low, high = max(0.0, mean(own) - half), mean(own) + half
    text = said(letters, "R1")
    assert (
        f"On {len(own)} units that others marked too, your totals lie {mean(own):.1f} points from the mean of the "
        f"others on average (95% interval {low:.1f} to {high:.1f}); over all reviewers it is "
        f"{mean(apart.values()):.1f} points."
    ) in text
    assert "Sheets that you filled in: 5." in text
    assert not re.search(r"\bR[2-5]\b|\b[AB]0\d\b", text)


def test_what_is_released_reaches_the_unit_and_what_names_somebody_does_not(small: SmallFolder) -> None:
    """Minutes of A02: a reason; comments with a code, a name, a mark (29, by R3) and one that is harmless."""
    assert "What the panel says" not in said(of(small), "A02")
    rules = small.edition / "rules.toml"
    rules.write_text(
        rules.read_text("utf-8") + '\n[publication]\nto_units = ["comments", "reasons"]\n', encoding="utf-8"
    )
    marks = small.edition / "marks.csv"
    head, *rows = marks.read_text("utf-8").splitlines()
    assert "comment" not in head
    remarks = iter(["R2 was too mild", "A strong council", "I gave 29 here", "As at A01"])
    rows = [f"{row},{next(remarks, '') if row.startswith('A03,') else ''}" for row in rows]
    marks.write_text("\n".join([f"{head},comment", *rows, ""]), encoding="utf-8")
    letters = of(small)
    text = said(letters, "A03")
    assert "A strong council" in text
    assert letters.left_out == {"A03": 3}
    assert "R2 was" not in text
    assert "As at A01" not in text
    assert "From the panel’s discussion" in said(letters, "A02")


ONE = """
[[indicators]]
id = "work"
points = 10
name = "Work"
[marks]
step = 1
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
"""
SCORES = """
[scores]
min = 0
max = 10
step = 1
"""
TIERS = """
[[tiers]]
id = "good"
lowest = 6
highest = 10
name = "Good"
[[tiers]]
id = "poor"
lowest = 0
highest = 5
name = "Poor"
"""
LOW = (
    SCORES
    + """
best = "lowest"
[[tiers]]
id = "good"
lowest = 0
highest = 4
name = "Good"
[[tiers]]
id = "poor"
lowest = 5
highest = 10
name = "Poor"
"""
)


def marked(tmp_path: Path, rules: str, given: Mapping[str, list[int]]) -> UnitLetters:
    rulesets.edition(tmp_path / "data", rules, {(unit, "review", "work"): marks for unit, marks in given.items()})
    return letters_of(tmp_path, "small", "one")


def test_one_unit_is_compared_with_nobody(tmp_path: Path) -> None:
    text = said(marked(tmp_path, ONE + SCORES + TIERS, {"A": [6, 7]}), "A")
    # 6.5 rounded half up
    assert "Unit A (A) has a score of 7 and is in the tier “Good” (6–10)." in text
    assert "among" not in text
    assert "average" not in text
    assert "Mean of" not in text


def test_one_reviewer_is_compared_with_nobody(tmp_path: Path) -> None:
    letters = marked(tmp_path, ONE + SCORES + TIERS, {u: [n] for u, n in zip("ABCDE", range(3, 8), strict=True)})
    # Means of fewer than three reviewers are not told to a unit either.
    assert "Mean of" not in said(letters, "A")
    text = said(ReviewerLetters(letters.ev), "J1")
    assert "Sheets that you filled in: 5." in text
    assert "Too few others marked the same units for a comparison that would not tell their marks" in text
    for word in ("points", "interval", "Severity", "Agreement"):
        assert word not in text


def test_no_tiers_and_no_areas(tmp_path: Path) -> None:
    letters = marked(tmp_path, ONE + SCORES, {u: [n, n, n + 1] for u, n in zip("ABCDE", range(3, 8), strict=True)})
    text = said(letters, "E")
    # (7 + 7 + 8) / 3 = 7.33 of 10 points; all of them 3.33 … 7.33, on average 5.33.
    assert "has a score of 7." in text
    assert "tier" not in text
    assert "Work 7.3 10 73.3 53.3" in text
    assert "Its rank is 1 among 5 units." in text


def test_low_is_good(tmp_path: Path) -> None:
    scores = "A,1 B,3 C,9 D,3"
    rulesets.scored(tmp_path / "data", LOW, scores)
    letters = letters_of(tmp_path, "small", "one")
    text = said(letters, "B")
    assert "has a score of 3 and is in the tier “Good” (0–4)." in text
    assert "Its rank is 2 among 4 units, shared with one other." in text
    assert (
        "Of all 4 participants, none is in a higher tier, 2 others are in the same and one is in a lower one." in text
    )


def test_a_tier_without_a_published_score(tmp_path: Path) -> None:
    rules = SCORES + TIERS + '[publication]\nwithhold_scores_of = ["poor"]\n'
    rulesets.scored(tmp_path / "data", rules, "A,9 B,2 C,4")
    text = said(letters_of(tmp_path, "small", "one"), "B")
    assert "has a score of 2 and is in the tier “Poor” (0–5). This score is not published" in text
    assert "rank" not in text


def test_an_edition_of_scores_of_which_some_are_not_on_file() -> None:
    """2019: 104 has 97 points, rank 12 with 102 and another (scores.csv); 99 took part, 35 of them highly active."""
    letters = letters_of(REPOSITORY, "alliances", "2019")
    assert len(letters.codes) == 99
    text = said(letters, "104")
    assert "(104) has a score of 97 and is in the tier “Highly active” (85–100)." in text
    assert "Its rank is 12 among 99 alliances, shared with 2 others." in text
    assert "none is in a higher tier, 34 others are in the same and 64 are in a lower one." in text
    withheld = str(letters.ev.scores.loc[letters.ev.scores["withheld"], "unit"].iloc[0])
    hidden = said(letters, withheld)
    assert "is in the tier “Inactive” (0–49)." in hidden
    assert "score of" not in hidden.partition("Since")[0]
    for language in ("zh", "en"):
        assert "–." not in said(letters, withheld, language)


def test_of_some_scores_nothing_is_compared() -> None:
    """2013: one alliance with its score is on file, and the number of participants."""
    letters = letters_of(REPOSITORY, "alliances", "2013")
    text = said(letters, letters.codes[0])
    assert "has a score of 100" in text
    assert "among" not in text


def test_counts_alone_make_no_letter() -> None:
    with pytest.raises(EvalkitError) as caught:
        _ = letters_of(REPOSITORY, "alliances", "2020-2021").codes
    assert caught.value.describe("en") == (
        "alliances/2020-2021: neither scores nor marks are on file, so that there is nothing to write letters about."
    )
    assert caught.value.exit_code == 2
    with pytest.raises(EvalkitError) as caught:
        _ = ReviewerLetters(letters_of(REPOSITORY, "alliances", "2019").ev).codes
    assert caught.value.exit_code == 2


def test_the_edition_before() -> None:
    """Demonstration: 111 had 81 in 2024; rules changed, and by the former ones its tier is the same (page 05)."""
    text = said(letters_of(REPOSITORY, "demo", "2025"), "111")
    assert "In the 2024 edition it was in the tier “Fairly highly active”, with a score of 81." in text
    assert (
        "Under the former ones it would be in the tier “Fairly highly active” this time, which is the same as then"
        in text
    )


COLLABORATION = (
    "own-projects government-projects external-commissions ip-sharing standards platforms academic-exchange"
    " trend-studies cross-field"
).split()


def by_hand(edition: str, unit: str, drop: int) -> str:
    """Return what a unit without minutes has in the collaborative area: means of all marks, without the outermost."""
    with (REPOSITORY / f"data/demo/{edition}/marks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["unit"] == unit]
    kept = [sorted(Fraction(row["points"]) for row in rows if row["indicator"] == i) for i in COLLABORATION]
    whole = sum((sum(k[drop : len(k) - drop], Fraction(0)) / (len(k) - 2 * drop) for k in kept), Fraction(0))
    return f"{float(whole):.2f}"


def test_points_by_area_are_set_beside_those_of_the_same_areas_before() -> None:
    """In 2025 two areas have an indicator of other points (the website, core technology); in 2024 none has."""
    was, then, now = (by_hand(edition, "109", drop) for edition, drop in (("2023", 0), ("2024", 0), ("2025", 1)))
    assert (was, then, now) == ("31.90", "28.60", "32.83")
    same = "In areas with the same indicators and points as then, its points went as follows: "
    text = said(letters_of(REPOSITORY, "demo", "2025"), "109")
    assert f"{same}Collaborative innovation from {then} to {now} of 43." in text
    told = said(letters_of(REPOSITORY, "demo", "2024"), "109").partition(same)[2]
    assert f"Collaborative innovation from {was} to {then} of 43" in told
    assert re.findall(r" of (\d+)", told) == ["27", "43", "30"]


def test_areas_of_an_edition_without_marks_before_are_not_compared() -> None:
    """Scores alone are on file in the edition before; nothing is made up of its areas, and no sentence stands there."""
    text = said(letters_of(REPOSITORY, "alliances", "2019"), "104")
    assert "In the 2018 edition" in text
    assert "went as follows" not in text


#: A template, and what is said about it.
WRONG = {
    "# x\n\n[](evalkit:own(show=scor))\n": "../letters/en/unit.md, row 3: “scor” is not allowed; allowed: name, code",
    "# x\n\n[](evalkit:own(show=sheets))\n": "../letters/en/unit.md, row 3: “sheets” is not allowed; allowed: name",
    "# x\n\nIt has [84](evalkit:own(show=score)).\n": "../letters/en/unit.md, row 3: “84” is printed for what differs",
    "# x\n\nThat is [](evalkit:own(show=result))\n": "../letters/en/unit.md, row 3: own(show=result) is more",
    "# x\n\n[98](evalkit:count())\n": "../letters/en/unit.md, row 3: “98” is printed, and count() is 4.",
    "# x\n\n<b>x</b>\n": "../letters/en/unit.md, row 3: “<b>” is HTML",
}


@pytest.mark.parametrize("source", WRONG)
def test_a_faulty_template(tmp_path: Path, source: str) -> None:
    rulesets.scored(tmp_path / "data", LOW, "A,1 B,3 C,9 D,3")
    path = tmp_path / "data/small/letters/en/unit.md"
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    letters = letters_of(tmp_path, "small", "one")
    with pytest.raises(EditionError) as caught:
        read_template(letters.ev, "unit", "en")
    (fault,) = caught.value.faults
    assert fault.describe("en").startswith(WRONG[source])
    assert fault.describe("zh")


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    """What is not known goes, with its item, its row and its heading; numbers of all are filled in or checked."""
    rulesets.scored(tmp_path / "data", LOW, "A,1 B,3 C,9 D,3")
    path = tmp_path / "data/small/letters/en/unit.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "# To [](evalkit:own(show=name))\n\nOf [4](evalkit:count()) units [](evalkit:count(tier=good)) are good.\n\n"
        "- score [](evalkit:own(show=score))\n- cohort [](evalkit:own(show=cohort))\n\n"
        "## Then\n\n[](evalkit:own(show=change))\n\n---\n\nYours\n",
        encoding="utf-8",
    )
    letters = letters_of(tmp_path, "small", "one")
    assert letters.codes == ("A", "B", "C", "D")
    assert said(letters, "C") == "To Unit C To Unit C Of 4 units 3 are good. score 9 Yours"


def test_a_space_where_chinese_meets_digits() -> None:
    letters = letters_of(REPOSITORY, "alliances", "2019")
    assert "现将 2019 年度产业技术创新战略联盟活跃度评价中与贵方" in said(letters, "104", "zh")


TWO = ONE.replace(
    "[marks]\nstep = 1",
    '[[indicators]]\nid = "team"\npoints = 10\nname = "Team"\n[marks]\nstep = 1\nnot_applicable = "leave-out"',
)


@pytest.mark.parametrize(("others", "told"), [(1, False), (2, False), (3, True)])
def test_the_mean_of_what_few_others_have_is_not_told(tmp_path: Path, others: int, told: bool) -> None:
    """Not every unit has a mark everywhere: of one or two others the mean less one's own is their marks."""
    units = "ABCDEF"
    given: dict[tuple[str, str, str], Sequence[object]] = {(u, "review", "work"): [5, 6, 7] for u in units}
    given |= {(u, "review", "team"): [4, 5, 6] if k <= others else ["NA"] * 3 for k, u in enumerate(units)}
    rulesets.edition(tmp_path / "data", TWO + SCORES.replace("10", "20") + TIERS.replace("10", "20"), given)
    letters = letters_of(tmp_path, "small", "one")
    ev = letters.ev
    told_of = letters.own("A", "areas", Words("en", ev.record.programme, ev.rules)) or ()
    (table,) = (e for e in told_of if isinstance(e, TableView))
    cells = {row[0]: row[-1] for _, rows in table.groups for row in rows}
    assert cells == {"Work": "60.0", "Team": "50.0" if told else ""}
    shares = {
        row["indicator"]: row["share"] for row in strengths(ev, "indicator").to_dict("records") if not row["tier"]
    }
    assert (shares["team"] is None) == (others + 1 < 3)


VETOED = (
    ONE.partition("[marks]")[0]
    + SCORES
    + TIERS
    + """
[[vetoes]]
flag = { late = "yes" }
best_tier = "poor"
[ranking]
ties = "dense"
"""
)


@pytest.mark.parametrize("withheld", [True, False])
def test_who_shares_a_rank_is_told_of_published_ranks_alone(tmp_path: Path, withheld: bool) -> None:
    """C has the 9 of A and is late: that A shares its rank would say what C has, whose score is withheld."""
    rules = VETOED + ('[publication]\nwithhold_scores_of = ["poor"]\n' if withheld else "")
    folder = rulesets.scored(tmp_path / "data", rules, "A,9 B,7 C,9 D,7")
    late = "".join(f"{u},Unit {u},{'yes' if u == 'C' else 'no'}\n" for u in "ABCD")
    (folder / "units.csv").write_text(f"unit,name,late\n{late}", encoding="utf-8")
    letters = letters_of(tmp_path, "small", "one")
    assert ("Its rank is 1 among 4 units, shared with one other." in said(letters, "A")) == (not withheld)
    assert "Its rank is 2 among 4 units, shared with one other." in said(letters, "B")
