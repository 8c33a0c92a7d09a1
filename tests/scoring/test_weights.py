"""The share of the score that each indicator has, by hand from the rules of real programmes and of small ones."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

import evalkit
from evalkit.rules.models import Rules
from evalkit.scoring.weights import weights
from tests.folders import REPOSITORY

RULESETS = REPOSITORY / "tests" / "rulesets"


@pytest.mark.parametrize(
    ("programme", "edition", "due"),
    [
        # Marks of 1 to 5 on each, weighed 30, 25, 25 and 20 of 100.
        ("hackathon", "2026", [F(30, 100), F(25, 100), F(25, 100), F(20, 100)]),
        # Leaders have the first two, with 50 and 50; teams the others, with 40, 30 and 30.
        ("teaching-award", "2026", [F(1, 2), F(1, 2), F(4, 10), F(3, 10), F(3, 10)]),
        # Associations have the first four, with 1,000 points in all; service organisations the others, likewise.
        ("social-organisations", "huaining", [F(n, 1000) for n in (80, 370, 430, 120, 150, 300, 430, 120)]),
        # 100 points without the bonus of 2.
        ("hi-tech-enterprise", "2026", [F(n, 100) for n in (8, 8, 8, 6, 2, 30, 20, 10, 10)]),
        # Only the overall mark is the score.
        ("nih", "2026", [F(1), F(0), F(0)]),
        # No points: profiles are weighed.
        ("ref-2014", "2014", [F(65, 100), F(20, 100), F(15, 100)]),
    ],
)
def test_of_real_programmes(programme: str, edition: str, due: list[F]) -> None:
    ev = evalkit.load(programme, edition, root=RULESETS).evaluate()
    assert ev.rubric["weight"].tolist() == due


def changed(rules: Rules, **of_first: object) -> Rules:
    """Return rules whose first indicator is otherwise."""
    area = rules.areas[0]
    first = area.indicators[0].model_copy(update=of_first)
    area = area.model_copy(update={"indicators": (first, *area.indicators[1:])})
    return rules.model_copy(update={"areas": (area, *rules.areas[1:])})


def test_what_cannot_be_told() -> None:
    """One indicator for two types that weigh it otherwise; the worst is the score; an area counts twice."""
    two = evalkit.load("teaching-award", "2026", root=RULESETS).rules
    # 50 of 50 + 50 for leaders, 50 of 50 + 40 + 30 + 30 for teams.
    shared = changed(two, types=())
    assert list(weights(shared).values()) == [None, F(1, 2), F(40, 150), F(30, 150), F(30, 150)]
    one = evalkit.load("hackathon", "2026", root=RULESETS).rules
    final = one.review.final
    assert final is not None
    review = one.review.model_copy(update={"final": final.model_copy(update={"criteria": "worst"})})
    assert set(weights(one.model_copy(update={"review": review})).values()) == {None}
    demo = evalkit.load("demo", "2025", root=REPOSITORY).rules
    double = demo.model_copy(update={"areas": (demo.areas[0].model_copy(update={"weight": 2}), *demo.areas[1:])})
    # The first area has 25 of 100 points; counted twice, 50 of 125.
    assert sum(list(weights(double).values())[: len(demo.areas[0].indicators)]) == F(50, 125)
