"""What pages say about the rules between a mark and a tier, in both languages."""

from __future__ import annotations

import pytest

import evalkit
from evalkit.report.mark_words import of_marks, scales
from evalkit.report.stage_words import of_score, of_standing
from evalkit.report.words import Words
from evalkit.rules.stages import Veto
from evalkit.scoring import Evaluation
from evalkit.wording import Language
from tests.rulesets.test_worked_cases import ROOT


def said(ev: Evaluation, language: Language) -> list[str]:
    words = Words(language, ev.record.programme, ev.rules)
    return of_score(words, ev.rules) + of_standing(words, ev.rules)


DUE: list[tuple[str, str, Language, list[str]]] = [
    (
        "horizon-europe",
        "2026",
        "en",
        [
            "Needed on every indicator: 3 or more. Any proposal that does not reach it is in tier “Rejected” and has no"
            " rank.",
            "Tier “Funded” holds 3 proposals at most of each type, the best of those that reach it; the others are in"
            " tier “Reserve”. Of equal proposals at the edge none is in.",
        ],
    ),
    (
        "horizon-europe",
        "2026",
        "zh",
        [
            "每项指标须不低于 3（含 3），未达到的申请列为“不资助”，不排名次。",
            "“资助”在每个类型中最多 3 份，由达到要求者择优；其余列为“候补”。末位并列的，全部不列入。",
        ],
    ),
    (
        "hi-tech-enterprise",
        "2026",
        "en",
        [
            "Needed on the score: more than 70; 70 itself is not enough. Any firm that does not reach it is in tier"
            " “Fail”.",
            "“Intellectual property” counts for 30 points at most, after the reviewers' marks are combined.",
        ],
    ),
    (
        "teaching-award",
        "2026",
        "en",
        ["Equal scores of “Teams” are told apart by Effectiveness of the team (the higher first)."],
    ),
    ("teaching-award", "2026", "zh", ["“团队”中评分相同的，按以下一项区分：团队教学成效高者在前。"]),
    (
        "hi-tech-enterprise",
        "2026",
        "zh",
        [
            "评分须高于 70（不含 70），未达到的企业列为“不认定”。",
            # Its points are outside the 100; what is given for it is part of the score (32 to U05, capped at 30).
            "参与编制标准为加分指标，分值另计，不在总分之内；得分照加。",
        ],
    ),
    ("isu-pairs-2016", "2016", "zh", ["各项指标合并专家评分后取到 0.01（四舍五入）。"]),
    (
        "social-organisations",
        "huaining",
        "en",
        [
            "The score is printed in multiples of 0.01 (halves up); it is compared with other scores and ranked as it"
            " is, unrounded.",
            "Whatever the score: with party_organisation = no on file, the best tier is “4A”.",
        ],
    ),
    (
        "isu-pairs-2016",
        "2016",
        "en",
        ["On each indicator the mean of the reviewers' marks counts, without the lowest and the highest."],
    ),
    ("nih", "2026", "zh", ["分数以低为好，最低分列第 1 名。", "所得结果乘以 10。"]),
    ("staff-appraisal", "2026", "zh", ["评分按评审身份加权合并：上级 0.6、本人 0.04、同事 0.22 和同级 0.14。"]),
]


@pytest.mark.parametrize(("programme", "edition", "language", "sentences"), DUE)
def test_each_rule_has_its_sentence(programme: str, edition: str, language: Language, sentences: list[str]) -> None:
    told = said(evalkit.load(programme, edition, root=ROOT).evaluate(), language)
    assert [sentence for sentence in sentences if sentence not in told] == []


@pytest.mark.parametrize(
    ("veto", "language", "due"),
    [
        ({}, "en", "Whatever the score: with barred = yes on file, the best tier is “Reserve”, and a place that it"
         " would have had in a better one stays empty."),
        ({"holds_place": False, "name": {"en": "False statements", "zh": "弄虚作假"}}, "en",
         "Whatever the score: with “False statements” on file, the best tier is “Reserve”, and a place that it"
         " would have had in a better one goes to the next."),
        ({"holds_place": False, "name": {"en": "False statements", "zh": "弄虚作假"}}, "zh",
         "无论评分高低，记录有“弄虚作假”的，等级最高为“候补”；本可占有的名额由后者递补。"),
        # The tier that a quota is for is the best that is left: no place is at stake.
        ({"best_tier": "funded"}, "en", "Whatever the score: with barred = yes on file, the best tier is “Funded”."),
    ],
)  # fmt: skip
def test_a_veto_says_its_reason_and_what_becomes_of_the_place(
    veto: dict[str, object], language: Language, due: str
) -> None:
    ev = evalkit.load("horizon-europe", "2026", root=ROOT).evaluate()
    whole = Veto.model_validate({"flag": {"barred": "yes"}, "best_tier": "reserve", **veto})
    rules = ev.rules.model_copy(update={"vetoes": (whole,)})
    assert due in of_standing(Words(language, ev.record.programme, rules), rules)


def test_a_ballot_is_of_one_indicator() -> None:
    """Ukraine had 12 points of several juries and of several televotes: each of the two is a ballot of its own."""
    for programme, edition, due in (
        ("eurovision-2016", "2016", "每位专家在每项指标上须将 1、2、3、4、5、6、7、8、10 和 12 分各给出一次，"),
        ("eurovision-1991", "1991", "每位专家须将 1、2、3、4、5、6、7、8、10 和 12 分各给出一次，"),
    ):
        ev = evalkit.load(programme, edition, root=ROOT).evaluate()
        told = of_marks(Words("zh", ev.record.programme, ev.rules), ev.rules)
        assert any(line.startswith(due) for line in told), told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_said_beside_the_score_where_nothing_decides(language: Language, ev2019: Evaluation) -> None:
    assert said(ev2019, language) == []


def test_a_grade_that_is_its_own_worth_is_said_once_and_several_are_several() -> None:
    """Grades 100 to 55 are called by what they are worth; those of ref-2014 (4* to unclassified) are not."""
    ev = evalkit.load("staff-appraisal", "2026", root=ROOT).evaluate()
    words = Words("en", ev.record.programme, ev.rules)
    assert scales(words, ev.rules) == "the 10 grades 100, 95, 90, 85, 80, 75, 70, 65, 60 and 55"
    forced = next(line for line in of_marks(words, ev.rules) if line.startswith("Forced"))
    assert forced.endswith(
        "“Colleague” marks, at most 20 % may have one of the grades 100, 95 and 90 on each indicator."
    )
    assert scales(Words("zh", ev.record.programme, ev.rules), ev.rules).endswith("60 和 55，共 10 档")
    ref = evalkit.load("ref-2014", "2014", root=ROOT).evaluate()
    assert "4* (4), 3* (3)" in " ".join(said(ref, "en"))
