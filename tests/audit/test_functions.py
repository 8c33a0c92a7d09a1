"""Each function against numbers counted by hand in data/alliances/2019, and what it refuses to tell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from evalkit.audit.functions import compute
from evalkit.audit.ledger import vocabulary_of
from evalkit.audit.values import Name, NotComputable, Share, Value
from evalkit.edition.expressions import SIGNATURES, Call, check_call, parse
from evalkit.scoring import Evaluation

#: Section III of the report unless another place is named; `awk` over the CSV files gives the same.
VALUES: list[tuple[str, Value]] = [
    ("count()", 99),
    ("count(tier=high|fairly-high)", 54),
    ("count(tier=high, cohort=2)", 7),
    ("count(tier=average, within=pilots)", 33),
    ("count(cohort=1|2, within=pilots)", 55),
    ("count(cohort=D, within=pilots)", 0),
    ("count(score=100)", 7),
    ("count(score=100, cohort=2)", 0),
    ("count(score>=95, cohort=2)", 1),
    ("count(score>94)", 17),
    ("count(score<50)", 8),  # every withheld score is below 50, whatever it is
    ("count(score<=49, tier=inactive)", 8),
    ("count(score>=49.5)", 91),
    ("count(withheld=yes)", 8),
    ("count(withheld=no)", 91),
    ("share(tier=high, of=participants)", Share(35, 99)),
    ("share(tier=high, of=all)", Share(35, 157)),
    ("share(tier=high, cohort=1, of=cohort)", Share(17, 52)),
    ("share(tier=high, cohort=1, of=cohort-participants)", Share(17, 37)),
    ("share(tier=high, cohort=1, of=tier)", Share(17, 35)),
    ("share(tier=high, cohort=1, of=tier, within=pilots)", Share(17, 33)),
    ("share(tier=high, of=participants, within=pilots)", Share(33, 89)),
    ("share(tier=high, of=all, within=pilots)", Share(33, 146)),
    ("share(score>=95, of=participants)", Share(17, 99)),
    ("total()", 157),
    ("total(cohort=3)", 55),
    ("total(within=pilots)", 146),
    ("absent()", 58),
    ("absent(cohort=3)", 21),
    ("participation_share()", Share(99, 157)),
    ("absent_share(cohort=D)", Share(1, 11)),
    ("score(unit=342)", Decimal(80)),
    ("rank(unit=342)", 43),
    ("tier(unit=109)", Name(("不活跃", "Inactive", "inactive"))),
    ("cohort(unit=109)", Name(("第一批试点联盟", "First batch of pilot alliances", "1"))),
    ("withheld(unit=109)", True),
    ("withheld(unit=105)", False),
    ("panel()", 31),
    ("panel(role=deputy)", 2),
    ("panel(role=member)", 27),
    ("panel(affiliated=yes)", 27),
    ("panel(affiliated=no, role=deputy)", 1),
    ("person(role=head)", Name(("仲继寿",))),
    ("person(role=deputy, n=2)", Name(("吴海华",))),
    ("title(person=吴海华)", Name(("秘书长",))),
    ("areas()", 3),
    ("indicators()", 20),
    ("indicators(area=organisation)", 6),
    ("tiers()", 4),
    ("cohorts()", 4),
    ("cohorts(within=pilots)", 3),
    ("rounds()", 3),
    ("points()", Decimal(100)),
    ("bound(tier=high, end=lowest)", Decimal(85)),
    ("bound(tier=inactive, end=lowest)", Decimal(0)),
    ("bound(tier=inactive, end=highest)", Decimal(49)),
    ("window(end=first)", dt.date(2019, 1, 1)),
    ("window(end=last)", dt.date(2019, 12, 31)),
    ("milestone(n=2)", dt.date(2020, 1, 10)),
    ("edition()", Name(("2019",))),
    ("code_digits(within=pilots)", 3),
]

UNKNOWN: list[tuple[str, str]] = [
    ("score(unit=109)", "The answer depends on a withheld score."),
    ("rank(unit=109)", "The answer depends on a withheld score."),
    ("count(score>=40)", "The answer depends on a withheld score."),
    ("count(score=37, cohort=3)", "The answer depends on a withheld score."),
    ("share(tier=inactive, cohort=D, of=tier, within=pilots, score<10)", "The answer depends on a withheld score."),
    ("share(tier=inactive, cohort=1, of=cohort, within=pilots, score<10)", "The answer depends on a withheld score."),
    ("person(role=deputy, n=3)", "The panel has only 2 with this role."),
    ("not_on_file(what=anything)", "This quantity is on no file."),
    ("own(show=score)", "This is something of the addressee, and can be told in letters alone."),
]


def read(ev: Evaluation, expression: str) -> Call:
    call = parse(expression)
    assert isinstance(call, Call)
    assert check_call(call, vocabulary_of(ev)) == []
    return call


@pytest.mark.parametrize(("expression", "value"), VALUES)
def test_value(ev2019: Evaluation, expression: str, value: Value) -> None:
    found = compute(ev2019, read(ev2019, expression))
    assert found == value
    assert type(found) is type(value)


def test_every_function_of_one_edition_is_tested() -> None:
    tested = {expression.partition("(")[0] for expression, _ in VALUES}
    beyond = {n for n in SIGNATURES if n.startswith("honour")} | {
        "earlier_editions",
        "full_marks_in_a_row",
        "not_on_file",
        "own",
    }
    assert tested == set(SIGNATURES) - beyond


@pytest.mark.parametrize(("expression", "why"), [case for case in UNKNOWN if "cohort=D" not in case[0]])
def test_what_cannot_be_told_says_why(ev2019: Evaluation, expression: str, why: str) -> None:
    with pytest.raises(NotComputable) as caught:
        compute(ev2019, read(ev2019, expression))
    assert caught.value.describe("en") == why
    assert caught.value.describe("zh")


def test_no_share_of_nothing(ev2019: Evaluation) -> None:
    """No network member is among the pilots."""
    with pytest.raises(NotComputable, match="The denominator is zero"):
        compute(ev2019, read(ev2019, "share(tier=high, cohort=D, of=cohort-participants, within=pilots)"))


def test_a_score_that_is_on_file_but_not_published_is_not_told(ev2019: Evaluation) -> None:
    """Withhold the scores of another tier by rule: neither the score nor a count that would give it away is told."""
    publication = {"withhold_scores_of": ["inactive", "average"]}
    ev = ev2019.replace(publication=publication)
    assert compute(ev2019, read(ev2019, "score(unit=153)")) == 69
    for expression in ("score(unit=153)", "rank(unit=153)", "count(score=69, cohort=1)"):
        with pytest.raises(NotComputable, match="withheld"):
            compute(ev, read(ev, expression))
    assert compute(ev, read(ev, "count(score>=50, tier=average)")) == 37


def test_an_unknown_total_and_an_unknown_panel(ev2019: Evaluation) -> None:
    cohorts = [c.model_dump(exclude_none=True) for c in ev2019.rules.cohorts]
    cohorts[3].pop("total")
    ev = ev2019.replace(cohorts=cohorts)
    assert compute(ev, read(ev, "total(within=pilots)")) == 146
    for expression in ("total()", "absent(cohort=D)", "share(tier=high, of=all)"):
        with pytest.raises(NotComputable, match="The total of the cohorts is not on file"):
            compute(ev, read(ev, expression))


def test_counts_agree_with_the_other_route(ev2019: Evaluation) -> None:
    """Evaluation.shares computes the same numbers in another way."""
    for of in ("participants", "all", "cohort", "cohort-participants", "tier"):
        for row in ev2019.shares(("tier", "cohort"), of).to_dict("records"):
            call = read(ev2019, f"share(tier={row['tier']}, cohort={row['cohort']}, of={of})")
            if pd.isna(row["denominator"]) or row["denominator"] == 0:
                continue
            assert compute(ev2019, call) == Share(row["count"], row["denominator"])
