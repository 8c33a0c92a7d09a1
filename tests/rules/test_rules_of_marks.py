"""Contradictions in the rules of an edition of marks, each with the complete list of what is told.

A row with a sign ("row +2") is counted from the line of rules.toml on which the changed passage begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from evalkit.edition import Rules, variant
from evalkit.errors import EditionError
from evalkit.rules.checks import check_rules
from tests.review.small import RULES, SmallFolder


@dataclass(frozen=True)
class Case:
    """Rules with one passage replaced, and what is wrong with them."""

    name: str
    old: str
    new: str
    faults: tuple[str, ...]


CASES: list[Case] = []


def case(name: str, old: str, new: str, *faults: str) -> None:
    """Enter faulty rules."""
    CASES.append(Case(name, old, new, faults))


LEVEL = "the key is missing; an edition whose data.level is “marks” needs it."
FINAL = '[review.final]\nrule = "mean"\nof = "last-round"\nrounding = "half-up"\n'
TALK = '[[review.rounds]]\nid = "talk"\nkind = "discussion"\nname = { zh = "集体讨论", en = "Discussion" }\n'
FIRST = '[[review.rounds]]\nid = "first"\nkind = "grouped"\nname = { zh = "分组评审", en = "Grouped review" }\n'
SECOND = '[[review.rounds]]\nid = "second"\nkind = "crossed"\nname = { zh = "交叉评审", en = "Crossed review" }\n'

case("no step of the marks", "[marks]\nstep = 0.5\n", "", f"rules.toml, marks: {LEVEL}")
case("no final rule", FINAL, "", f"rules.toml, review.final: {LEVEL}")
case("a discussion alone", f"{FIRST}\n{SECOND}\n", "", f"rules.toml, review.rounds: {LEVEL}")
case(
    "an indicator without points",
    'id = "media"\npoints = 10\n',
    'id = "media"\n',
    f"rules.toml, row -1, areas[2].indicators[2].points: {LEVEL}",
    "rules.toml, row -1, areas[2].indicators[2].points: the points are missing while 3 of 4 indicators have theirs; "
    "allowed: points for all indicators or for none.",
)
case("step 0", "step = 0.5", "step = 0", "rules.toml, row +0, marks.step: 0 is out of bounds; allowed: > 0.")
case("step -1", "step = 0.5", "step = -1", "rules.toml, row +0, marks.step: -1 is out of bounds; allowed: > 0.")
case(
    "a step too fine",  # 100 points in 1,000,001 steps
    "step = 0.5",
    "step = 0.0000999",
    "rules.toml, row -23, areas[1].indicators[1].points: 30 is not a multiple of 0.0000999.",
    "rules.toml, row -18, areas[1].indicators[2].points: 20 is not a multiple of 0.0000999.",
    "rules.toml, row -9, areas[2].indicators[1].points: 40 is not a multiple of 0.0000999.",
    "rules.toml, row -4, areas[2].indicators[2].points: 10 is not a multiple of 0.0000999.",
    "rules.toml, row +0, marks.step: 0.0000999 divides the scores into too many steps; allowed: at most 1000000.",
)
case(
    "a maximum between steps",
    "step = 0.5",
    "step = 4",
    "rules.toml, row -23, areas[1].indicators[1].points: 30 is not a multiple of 4.",
    "rules.toml, row -4, areas[2].indicators[2].points: 10 is not a multiple of 4.",
)
case(
    "scores from 1",
    "min = 0",
    "min = 1",
    "rules.toml, row +0, scores.min: 1 does not fit scores that are sums of marks; allowed: 0.",
    "rules.toml, row +22, tiers[3].lowest: 0 leaves scores without a tier or reaches beyond them; allowed: 1.",
)
case(
    "scores to 120",
    "max = 100",
    "max = 120",
    "rules.toml, row +0, scores.max: 120 does not fit scores that are sums of marks; allowed: 100.",
    "rules.toml, row +10, tiers[1].highest: 100 leaves scores without a tier or reaches beyond them; allowed: 120.",
)
case(
    "maxima that do not add up",
    'id = "media"\npoints = 10',
    'id = "media"\npoints = 11',
    "rules.toml, row -49, total_points: the points of the indicators add up to 101, not to 100.",
)
case(
    "rounded twice",
    "max = 100\nstep = 1\n",
    "max = 100\nstep = 0.1\n",
    "rules.toml, row +4, banding.to_nearest: 1 would round the score a second time; allowed with marks: 0.1, "
    "the step of the scores.",
)
case(
    "a discussion before a round",
    f"{SECOND}\n{TALK}",
    f"{TALK}\n{SECOND}",
    "rules.toml, row +2, review.rounds[2].kind: round “talk” is a discussion, yet round “second” follows; "
    "allowed: the discussion last, since what it decides is final.",
)
case(
    "two discussions",
    TALK,
    TALK + TALK.replace("talk", "talk2").replace("集体讨论", "再次讨论").replace("Discussion", "Second discussion"),
    "rules.toml, row +2, review.rounds[3].kind: round “talk” is a discussion, yet round “talk2” follows; "
    "allowed: the discussion last, since what it decides is final.",
)
case(
    "a round twice",
    FIRST,
    FIRST + FIRST,
    "rules.toml, row +5, review.rounds[2].id: “first” is already listed in review.rounds[1]; every round needs an id "
    "and names of its own.",
)
case(
    "a field twice",
    'id = "farming"',
    'id = "steel"',
    "rules.toml, row +4, subjects[2].id: “steel” is already listed in subjects[1]; every field needs an id and names "
    "of its own.",
)
case(
    "a final rule that does not exist",
    'rule = "mean"',
    'rule = "average"',
    "rules.toml, row +0, review.final.rule: “average” is not allowed; allowed: mean, median, trimmed-mean, sum,"
    " consensus.",
)
case(
    "a kind of round that does not exist",
    'kind = "crossed"',
    'kind = "cross"',
    "rules.toml, row +0, review.rounds[2].kind: “cross” is not allowed; allowed: open, grouped, crossed, discussion. "
    "Did you mean “crossed”?",
)
case(
    "no reviewer for a unit",
    FIRST,
    FIRST + "reviewers_per_unit = 0\n",
    "rules.toml, row +4, review.rounds[1].reviewers_per_unit: 0 is out of bounds; allowed: ≥ 1.",
)
case(
    "one tier is no disagreement",
    "points = 25\ntiers = 2",
    "points = 25\ntiers = 1",
    "rules.toml, row +1, review.importance.tiers: 1 is out of bounds; allowed: ≥ 2.",
)
case(
    "an importance without a criterion",
    "[review.importance]\npoints = 25\ntiers = 2",
    "[review.importance]",
    "rules.toml, row +0, review.importance: names no criterion, so nothing would ever be important; allowed: at least "
    "one of points, spreads, tiers, or no [review.importance] at all.",
)
case(
    "an importance that every unit has",
    "points = 25\ntiers = 2",
    "points = 0\nspreads = -1",
    "rules.toml, row +0, review.importance.points: 0 is out of bounds; allowed: > 0.",
    "rules.toml, row +1, review.importance.spreads: -1 is out of bounds; allowed: > 0.",
)
case(
    "a required indicator that does not exist",
    'required = ["council"]',
    'required = ["counsel", "media", "media"]',
    "rules.toml, row +0, eligibility.required: “counsel” is not allowed; allowed: council, committee, projects, media.",
    "rules.toml, row +0, eligibility.required: “media” is listed twice; allowed: every word once.",
)
case(
    "more indicators required than there are",
    "at_least = 2",
    "at_least = 5",
    "rules.toml, row +0, eligibility.at_least: 5 is out of bounds; allowed: ≤ 4.",
)
case(
    "a reason twice",
    'id = "merged"\nname = { zh = "已合并", en = "Merged" }\n',
    'id = "merged"\nname = { zh = "已合并", en = "Merged" }\n'
    '[[eligibility.reasons]]\nid = "gone"\nname = { zh = "已合并", en = "Gone" }\n',
    "rules.toml, row +4, eligibility.reasons[2].name.zh: “已合并” is already listed in eligibility.reasons[1]; every "
    "reason needs an id and names of its own.",
)
case(
    "a mark step in quotation marks",
    "step = 0.5",
    'step = "0.5"',
    'rules.toml, row +0, marks.step: "0.5" is not a number of points; allowed: a plain number such as 85 or 0.5, '
    "without quotation marks.",
)
REVIEW = RULES[RULES.index(SECOND) :]
case(
    "a trimmed mean of two",
    REVIEW,
    REVIEW.replace(SECOND, SECOND + "reviewers_per_unit = 2\n").replace('rule = "mean"', 'rule = "trimmed-mean"'),
    "rules.toml, row +20, review.final.rule: a trimmed mean leaves out the highest and the lowest mark; allowed: "
    "at least three reviewers for each unit in the rounds that count.",
)


def test_corpus_is_large() -> None:
    names = [wrong.name for wrong in CASES]
    assert len(names) == len(set(names)) >= 25


@pytest.mark.parametrize("wrong", CASES, ids=[wrong.name for wrong in CASES])
def test_every_contradiction_is_told(wrong: Case, tmp_path: Path) -> None:
    folder = SmallFolder.written_to(tmp_path)
    folder.sub("rules.toml", wrong.old, wrong.new)
    text = folder.text("rules.toml")
    row = text[: text.index(wrong.new)].count("\n") + 1 if wrong.new else 0
    faults = folder.faults()
    lines = [re.sub(r"(?<=row )\d+", lambda m: f"{int(m[0]) - row:+d}", fault.describe("en")) for fault in faults]
    assert lines == list(wrong.faults)
    for fault in faults:
        chinese = fault.describe("zh")
        assert chinese.startswith("rules.toml") and chinese != fault.describe("en")
        assert (f"第 {fault.row} 行" in chinese) == (fault.row is not None)


def test_without_rounds_there_is_one(tmp_path: Path) -> None:
    """What the tables say of others is their fault: each row of assignment.csv names one that is not there."""
    folder = SmallFolder.written_to(tmp_path)
    folder.sub("rules.toml", f"{FIRST}\n{SECOND}\n{TALK}", "")
    found = {fault.describe("en").partition(": ")[2] for fault in folder.faults() if fault.file == "assignment.csv"}
    assert found == {"“first” is not allowed; allowed: review.", "“second” is not allowed; allowed: review."}


def test_rounds_by_field_need_fields(tmp_path: Path) -> None:
    """Without a field no reviewer is of a unit's own, nor of another one; an open round needs none."""
    folder = SmallFolder.written_to(tmp_path)
    text = folder.text("rules.toml")
    start, end = text.index("[[subjects]]"), text.index("[[areas]]")
    folder.write("rules.toml", text[:start] + text[end:])
    missing = "cannot be applied: [[subjects]] is missing from the rules."
    assert [re.sub(r"row \d+, ", "", fault.describe("en")) for fault in folder.faults()] == [
        f"rules.toml, review.rounds[1].kind: “grouped” {missing}",
        f"rules.toml, review.rounds[2].kind: “crossed” {missing}",
    ]


#: (reviewers a unit in the first round, in the second, rounds that count): whether a trimmed mean is refused.
TRIMMED = (
    (None, None, "last-round", False),  # not known: the marks will tell
    (3, 2, "last-round", True),
    (2, 3, "last-round", False),
    (1, 1, "all-rounds", True),
    (1, 2, "all-rounds", False),
    (None, 1, "all-rounds", False),
)


@pytest.mark.parametrize(("first", "second", "of", "refused"), TRIMMED)
def test_a_trimmed_mean_needs_three(
    first: int | None, second: int | None, of: str, refused: bool, tmp_path: Path
) -> None:
    folder = SmallFolder.written_to(tmp_path)
    for block, number in ((FIRST, first), (SECOND, second)):
        if number is not None:
            folder.sub("rules.toml", block, f"{block}reviewers_per_unit = {number}\n")
    folder.sub("rules.toml", FINAL, FINAL.replace("mean", "trimmed-mean").replace("last-round", of))
    found = [fault.describe("en").split(": ", 1) for fault in folder.faults()]
    row = folder.text("rules.toml").splitlines().index('rule = "trimmed-mean"') + 1
    told = (
        "a trimmed mean leaves out the highest and the lowest mark; allowed: at least three reviewers for each unit in "
        "the rounds that count."
    )
    assert found == ([[f"rules.toml, row {row}, review.final.rule", told]] if refused else [])


def test_rules_of_other_levels_need_no_marks(tmp_path: Path) -> None:
    """What is asked of an edition of marks is not asked of one of scores."""
    rules = SmallFolder.written_to(tmp_path).read().rules
    data = rules.model_dump(exclude_none=True)
    data.update(data={"level": "scores"}, review={}, marks=None)
    data.pop("marks")
    assert isinstance(check_rules(data), Rules)


def test_a_variant_is_checked_like_a_file(tmp_path: Path) -> None:
    rules = SmallFolder.written_to(tmp_path).read().rules
    with pytest.raises(EditionError) as caught:
        variant(rules, marks={"step": rules.scores.step * 7})
    # 7 goes neither into 30 nor 20 nor 40 nor 10.
    assert [(fault.kind, fault.value) for fault in caught.value.faults] == [
        ("not-a-multiple", "30"), ("not-a-multiple", "20"), ("not-a-multiple", "40"), ("not-a-multiple", "10"),
    ]  # fmt: skip
    assert variant(rules).marked_rounds == rules.marked_rounds


def test_what_the_rules_say(tmp_path: Path) -> None:
    rules = SmallFolder.written_to(tmp_path).read().rules
    assert rules.marked and rules.complete and rules.cut_offs_known
    assert [r.id for r in rules.marked_rounds] == ["first", "second"]
    assert rules.discussion is not None and rules.discussion.id == "talk"
    assert str(rules.mark_scale.step) == "0.5" and rules.mark_scale.to_steps(rules.total_points or 0) == 200
    assert rules.total_of(("A", "B")) == 7
