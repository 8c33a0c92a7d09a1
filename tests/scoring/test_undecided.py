"""What waits for a vote or a lot is treated as all that it may turn out to be: it is neither decided nor let out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evalkit.audit.functions import compute
from evalkit.audit.values import NotComputable
from evalkit.edition.expressions import parse
from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError, EvalkitError
from evalkit.publication.part import known_to, part_for
from evalkit.publication.policy import may_see_reviewers
from evalkit.report.review_findings import waiting_for
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.scoring.method import rule_changes
from evalkit.scoring.ties import without_ties
from tests.rulesets.small import edition, scored
from tests.rulesets.test_lots import GIVEN, RULES

SCORES = "[scores]\nmin = 0\nmax = 10\nstep = 1\n"
TIERS = (
    '[[tiers]]\nid = "funded"\nname = "Funded"\nlowest = 5\nhighest = 10\n'
    '[[tiers]]\nid = "declined"\nname = "Declined"\nlowest = 0\nhighest = 4\n'
)
VOTE = '[[votes]]\nid = "board"\nname = "Board"\ntier = "funded"\nelse = "declined"\nmajority = "simple"\n'


def evaluated(folder: Path) -> Evaluation:
    record = read_edition(folder)
    return Evaluation(record, record.rules)


@pytest.mark.parametrize("key", ["withhold_names_of", "withhold_scores_of", "withhold_ranks_of"])
def test_while_a_vote_is_out_nothing_goes_out_that_it_may_withhold(tmp_path: Path, key: str) -> None:
    # A rank that published scores tell cannot be withheld alone.
    both = 'withhold_scores_of = ["declined"]\n' if key == "withhold_ranks_of" else ""
    rules = SCORES + TIERS + VOTE + f'[publication]\n{both}{key} = ["declined"]\n'
    # A and B await the vote and may be declined; C is declined by its score; D was voted in.
    votes = "vote,unit,yes,no\nboard,D,7,0\n"
    ev = evaluated(scored(tmp_path, rules, "A,9 B,7 C,2 D,6", votes=votes))
    assert ev.undecided.keys() == {"A", "B"}
    assert ev.possible_tiers("A") == ("funded", "declined")
    shown = ev.shown("public")
    if key == "withhold_names_of":
        assert set(shown["unit"].dropna()) == {"D"}
    assert ev.withheld == {"A", "B", "C"}
    assert shown["score"].notna().sum() == 1
    assert shown["rank"].notna().sum() == 1


def test_lots_for_ranks_tell_no_withheld_score(tmp_path: Path) -> None:
    # A, C and D have 7 each; the tier of 7 and less is withheld.
    tiers = TIERS.replace("lowest = 5", "lowest = 8").replace("highest = 4", "highest = 7")
    ev = evaluated(edition(tmp_path, tiers + '[publication]\nwithhold_scores_of = ["declined"]\n' + RULES, GIVEN))
    assert ev.undrawn == ("A", "C", "D")
    assert waiting_for(ev, Words("en", ev.record.programme, ev.rules)) == []
    internal = waiting_for(ev, Words("en", ev.record.programme, ev.rules, audience="internal"))
    assert internal == ["Not decided yet: A, C and D are equal and share a rank until the lot is drawn."]


@pytest.mark.parametrize(
    ("ties", "count", "open_"), [("none", 2, "ACD"), ("all", 2, "ACD"), ("none", 4, ""), ("all", 1, "")]
)
def test_a_quota_does_not_decide_what_a_lot_for_the_ranks_will(
    tmp_path: Path, ties: str, count: int, open_: str
) -> None:
    # B has 9; A, C and D have 7 until a lot parts them; E has 5. Of two places one is B's and one is drawn.
    tiers = '[[tiers]]\nid = "in"\nname = "In"\n[[tiers]]\nid = "out"\nname = "Out"\n'
    quota = f'[[quotas]]\ntier = "in"\ncount = {count}\nties = "{ties}"\nelse = "out"\n'
    ev = evaluated(edition(tmp_path / "open", tiers + quota + RULES, GIVEN))
    assert sorted(ev.undecided) == sorted(open_)
    lots = "tier,unit,order\n,C,1\n,A,2\n"
    drawn = evaluated(edition(tmp_path / "drawn", tiers + quota + RULES, GIVEN, lots=lots))
    assert {u for u, tier in drawn.tier_by_unit.items() if tier == "in"} == set("BCADE"[:count])


def test_a_claim_about_a_rank_asks_about_the_rank(tmp_path: Path) -> None:
    publication = '[publication]\nwithhold_scores_of = ["declined"]\nwithhold_ranks_of = ["declined"]\n'
    ev = evaluated(scored(tmp_path / "a", SCORES + TIERS + publication, "A,9 B,3"))
    assert compute(ev, parse("rank(unit=A)")) == 1
    with pytest.raises(NotComputable, match="depends on a withheld score"):
        compute(ev, parse("rank(unit=B)"))
    tied = evaluated(edition(tmp_path / "b", RULES, GIVEN))
    assert compute(tied, parse("rank(unit=B)")) == 1
    with pytest.raises(NotComputable, match="not decided yet"):
        compute(tied, parse("rank(unit=A)"))


def test_a_quota_that_is_new_is_a_change_of_the_rules(tmp_path: Path) -> None:
    quota = '[[quotas]]\ntier = "funded"\ncount = 1\nties = "all"\nelse = "declined"\n'
    before = read_edition(scored(tmp_path / "a", SCORES + TIERS, "A,9 B,7")).rules
    after = read_edition(scored(tmp_path / "b", SCORES + TIERS + quota, "A,9 B,7")).rules
    assert list(rule_changes({"one": before, "two": after})["item"]) == ["standing"]
    assert list(rule_changes({"one": after, "two": before})["item"]) == ["standing"]
    assert rule_changes({"one": before, "two": before}).empty


def test_a_deduction_on_file_is_not_below_0(tmp_path: Path) -> None:
    item = (
        '[[adjustments]]\nid = "late"\nname = "Late"\nkind = "deduction"\nmaximum = 3\n'
        'formula = { column = "days", rule = "as-it-is" }\n'
    )
    rules = RULES.replace("tie_break = [{ lots = true }]", "").replace("\nmin = 0", "\nmin = -3") + item
    with pytest.raises(EditionError) as raised:
        evaluated(edition(tmp_path / "a", rules, {("A", "jury", "idea"): [7]}, "unit,name,days\nA,Unit A,-5\n"))
    assert [(f.kind, f.column, f.value, f.variables) for f in raised.value.faults] == [
        ("out-of-bounds", "days", "-5", {"allowed": "≥ 0"})
    ]
    # More than the maximum counts for the maximum: 7 − 3.
    ev = evaluated(edition(tmp_path / "b", rules, {("A", "jury", "idea"): [7]}, "unit,name,days\nA,Unit A,5\n"))
    assert ev.results["score"].tolist() == [4]


def test_without_the_marks_of_tied_reviewers_nothing_is_said_where_marks_are_added_up(tmp_path: Path) -> None:
    ties = "reviewer,unit,kind,until\nJ1,A,former,2001-01-01\n"
    given = {(u, "jury", "idea"): [3, 3, 3] for u in "AB"}
    rules = RULES.replace("tie_break = [{ lots = true }]", "")
    mean = evaluated(edition(tmp_path / "a", rules, given, affiliations=ties))
    by_sum = (
        rules.replace('"mean"', '"sum"')
        .replace('"Jury"', '"Jury"\nreviewers_per_unit = 3')
        .replace("max = 10", "max = 30")
    )
    added = evaluated(edition(tmp_path / "b", by_sum, given, affiliations=ties))
    found = without_ties(mean)
    assert found is not None
    assert found.results["score"].tolist() == [3, 3]
    assert without_ties(added) is None


def test_a_reader_that_there_is_not_gets_nothing(tmp_path: Path) -> None:
    rules = SCORES + TIERS + '[publication]\nwithhold_scores_of = ["declined"]\n'
    ev = evaluated(scored(tmp_path, rules, "A,9 B,3"))
    office: Any = "office"
    asked: list[Callable[[], object]] = [
        lambda: ev.shown(office),
        lambda: ev.near_cut_offs(office),
        lambda: ev.hidden_from(office),
        lambda: ev.unnamed_for(office),
        lambda: part_for(ev, office),
        lambda: known_to(ev, office),
        lambda: may_see_reviewers(office),
    ]
    for ask in asked:
        with pytest.raises(EvalkitError, match="office"):
            ask()
