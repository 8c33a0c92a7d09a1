"""A library's grants: a criterion that counts double, one application withdrawn, two equal at the edge of the quota."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli.main import main
from evalkit.edition.reader import read_edition
from evalkit.report import findings, tables
from evalkit.report.brief import points
from evalkit.report.review_findings import standing
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.scoring.series import Series
from tests.rulesets.small import Marks, edition

RULES = """
[[indicators]]
id = "need"
name = "Need"
weight = 1
[[indicators]]
id = "quality"
name = "Quality"
weight = 2
[marks]
maximum = 6
step = 1
[scores]
min = 0
max = 18
step = 0.01
[[tiers]]
id = "grant"
name = "Grant"
[[tiers]]
id = "none"
name = "No grant"
[[quotas]]
tier = "grant"
count = 2
ties = "lots"
else = "none"
[ranking]
tie_break = [{ by = "need" }, { lots = true }]
[[review.rounds]]
id = "jury"
name = "Jury"
[review.final]
rule = "mean"
criteria = "weighted-mean"
multiply = 3
of = "all-rounds"
rounding = "half-up"
[[eligibility.reasons]]
id = "withdrawn"
name = "Withdrawn"
"""
#: Need and quality, by application: L1 6 + 2 × 5 = 16, L2 and L3 5 + 2 × 4 = 13, L4 4 + 2 × 3 = 10; L5 is withdrawn.
NEED_AND_QUALITY = {"L1": (6, 5), "L2": (5, 4), "L3": (5, 4), "L4": (4, 3), "L5": (6, 6)}
GIVEN: Marks = {
    (unit, "jury", what): [mark] * 3
    for unit, marks in NEED_AND_QUALITY.items()
    for what, mark in zip(("need", "quality"), marks, strict=True)
}
WITHDRAWN = "unit,reason,since\nL5,withdrawn,2026-05-02\n"


@pytest.fixture
def grants(tmp_path: Path) -> Evaluation:
    return evaluated(edition(tmp_path, RULES, GIVEN, absences=WITHDRAWN))


def evaluated(folder: Path) -> Evaluation:
    record = read_edition(folder)
    return Evaluation(record, record.rules)


def words_of(ev: Evaluation) -> Words:
    return Words("en", ev.record.programme, ev.rules)


def test_whoever_is_on_the_roster_and_does_not_take_part_is_counted(grants: Evaluation, tmp_path: Path) -> None:
    """Five applications, one withdrawn: four of five took part, on every page alike."""
    facts = findings.participation(grants, words_of(grants))
    assert (facts["total"], facts["participants"], facts["absent"], facts["absent_share"]) == (5, 4, 1, "20.0%")
    assert grants.participation()[["total", "absent"]].values.tolist() == [[5, 1]]
    assert grants.shares("cohort", "all")["percent"].tolist() == [80]
    # Where all of a table of marks take part, nobody says that there were no others.
    assert (
        findings.participation(all_ := evaluated(edition(tmp_path / "b", RULES, GIVEN)), words_of(all_))["total"]
        is None
    )
    # What the rules say goes before what is on the roster.
    told = RULES + '[[cohorts]]\nid = "all"\nname = "All"\ntotal = 9\n'
    assert evaluated(edition(tmp_path / "c", told, GIVEN, absences=WITHDRAWN)).rules.total_of(("all",)) == 9


@pytest.mark.parametrize(
    ("locale", "due"),
    [
        ("C.UTF-8", "small/one: no faults, 5 units on file, 4 of them taking part."),
        ("zh_CN.UTF-8", "small/one：没有错误，共 5 个单位，其中 4 个参评。"),
    ],
)
def test_check_counts_who_is_on_file_and_who_takes_part(tmp_path: Path, locale: str, due: str) -> None:
    edition(tmp_path / "data", RULES, GIVEN, absences=WITHDRAWN)
    (tmp_path / "notebooks").mkdir()
    said = CliRunner().invoke(main, ["--root", str(tmp_path), "check"], env={"LC_ALL": locale})
    assert said.output.splitlines()[0] == due


def test_a_weight_in_the_whole_has_the_weight_in_it(grants: Evaluation) -> None:
    """Both go to 6 points, and one of them counts double; by areas with weights, each is the product."""
    assert grants.rubric["weight"].tolist() == [Fraction(1, 3), Fraction(2, 3)]
    scores = dict(grants.results[["unit", "score"]].itertuples(index=False))
    assert {u: float(s) for u, s in scores.items()} == {"L1": 16, "L2": 13, "L3": 13, "L4": 10}


def test_what_waits_is_told_where_the_brief_sends_its_reader(grants: Evaluation) -> None:
    """There is no section of recommendations where nothing is recommended."""
    words = words_of(grants)
    told = points(Series("small", {"one": grants}), "one", words)
    waiting = [text for text in told if "Not decided yet" in text]
    assert len(waiting) == 1 and waiting[0].endswith("(See “Scores and tiers”: How are tiers made?)")
    assert not any("Recommendations" in text for text in told)
    said = standing(grants, words)
    assert "Equal scores are told apart, in this order, by Need (the higher first) and lot." in said


def test_tables_by_cohort_have_nothing_of_what_is_not_known(tmp_path: Path) -> None:
    """Two panels without a total: no column and no row of dashes; with the total of one of them there is both."""
    panels = '[[cohorts]]\nid = "a"\nname = "A"\ncode = "L[12]"\n[[cohorts]]\nid = "b"\nname = "B"\ncode = "L[345]"\n'
    units = "unit,name,cohort\n" + "".join(f"L{i},Unit L{i},{'a' if i < 3 else 'b'}\n" for i in range(1, 6))
    ev = evaluated(edition(tmp_path, RULES + panels, GIVEN, units))
    words = words_of(ev)
    shown = [tables.participation(ev, words), tables.tier_by_cohort(ev, words)]
    shown += [tables.tier_in_cohorts(ev, words, "none"), tables.cohort_tiers(ev, words, "a")]
    assert all("–" not in row for view in shown if view is not None for _, rows in view.groups for row in rows)
    assert [c.label for c in shown[0].columns] == ["Cohort", "Took part"]  # type: ignore[union-attr]
    known = evaluated(
        edition(tmp_path / "b", RULES + panels.replace('name = "A"', 'name = "A"\ntotal = 3'), GIVEN, units)
    )
    view = tables.participation(known, words_of(known))
    assert view is not None
    assert view.groups[0][1][:2] == (("A", "3", "2", "1", "66.7%"), ("B", "–", "3", "–", "–"))
    assert [row[0] for row in tables.tier_by_cohort(known, words_of(known)).groups[0][1]][-2:] == [
        "Did not take part",
        "All",
    ]
