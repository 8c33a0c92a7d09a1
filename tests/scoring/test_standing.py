"""Ranks, thresholds, quotas and vetoes, on a handful of units by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from evalkit.rules.models import Rules
from evalkit.rules.stages import Quota, Ranking, Threshold, TieBreak, Veto
from evalkit.scoring import Evaluation
from evalkit.scoring.standing import Place, places
from evalkit.scoring.tiering import Standing


@pytest.fixture
def rules(ev2019: Evaluation) -> Rules:
    """Return rules with three tiers and no cut-offs."""
    tiers = tuple(t.model_copy(update={"lowest": None, "highest": None}) for t in ev2019.rules.tiers[:3])
    return ev2019.rules.model_copy(update={"tiers": tiers, "banding": None})


def standing(
    rules: Rules, scores: dict[str, int], cells: dict[str, dict[str, str]] | None = None, **keys: Any
) -> dict[str, Place]:
    units = [Standing(u, Fraction(s), cells=(cells or {}).get(u, {})) for u, s in scores.items()]
    return places(units, rules.model_copy(update=keys))


SCORES = {"a": 9, "b": 8, "c": 8, "d": 5, "e": 3}


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [("competition", [1, 2, 2, 4, 5]), ("modified-competition", [1, 3, 3, 4, 5]), ("dense", [1, 2, 2, 3, 4])],
)
def test_ranks(rules: Rules, ties: str, ranks: list[int]) -> None:
    found = standing(rules, SCORES, ranking=Ranking.model_validate({"ties": ties}))
    assert [p.rank for p in found.values()] == ranks


@pytest.mark.parametrize(("ties", "inside"), [("all", "abc"), ("none", "a")])
def test_ties_across_a_quota(rules: Rules, ties: str, inside: str) -> None:
    """Two places, and b and c are equal at the edge."""
    first, second, _ = (t.id for t in rules.tiers)
    quota = Quota.model_validate({"tier": first, "count": 2, "ties": ties, "else": second})
    found = standing(rules, SCORES, quotas=(quota,))
    assert "".join(u for u, p in found.items() if p.tier == 0) == inside


@pytest.mark.parametrize(
    ("share", "rounding", "number"), [("0.2", "down", 1), ("0.3", "down", 1), ("0.3", "half-up", 2), ("0.1", "down", 0)]
)
def test_shares_in_whole_units(rules: Rules, share: str, rounding: str, number: int) -> None:
    """A tenth of five is half a unit: nobody."""
    first, second, _ = (t.id for t in rules.tiers)
    quota = Quota.model_validate(
        {"tier": first, "share": Decimal(share), "rounding": rounding, "ties": "all", "else": second}
    )
    found = standing(rules, {"a": 9, "b": 8, "c": 7, "d": 5, "e": 3}, quotas=(quota,))
    assert sum(p.tier == 0 for p in found.values()) == number


@pytest.mark.parametrize(("holds", "inside"), [(True, ""), (False, "b")])
def test_a_vetoed_unit_and_its_place(rules: Rules, holds: bool, inside: str) -> None:
    """One place; a is the best and may not have it."""
    first, second, _ = (t.id for t in rules.tiers)
    quota = Quota.model_validate({"tier": first, "count": 1, "ties": "all", "else": second})
    veto = Veto.model_validate({"flag": {"accident": "yes"}, "best_tier": second, "holds_place": holds})
    found = standing(rules, {"a": 9, "b": 8, "c": 7}, {"a": {"accident": "yes"}}, quotas=(quota,), vetoes=(veto,))
    assert "".join(u for u, p in found.items() if p.tier == 0) == inside
    assert found["a"].tier == 1 and found["a"].why == ("vetoes[1]",)


@pytest.mark.parametrize(("key", "failed"), [("at_least", "de"), ("more_than", "bcde")])
def test_a_threshold_includes_its_number_or_not(rules: Rules, key: str, failed: str) -> None:
    last = rules.tiers[2].id
    threshold = Threshold.model_validate({"of": "score", key: Decimal(8), "else": last, "ranked": False})
    found = standing(rules, SCORES, thresholds=(threshold,))
    assert "".join(u for u, p in found.items() if p.tier == 2) == failed
    assert "".join(u for u, p in found.items() if p.rank is None) == failed


@pytest.mark.parametrize(("scope", "ranks"), [("all", [1, 3, 2, 4, 5]), ("first-place", [1, 2, 2, 4, 5])])
def test_ties_are_broken_in_all_places_or_in_the_first(rules: Rules, scope: str, ranks: list[int]) -> None:
    by = TieBreak.model_validate({"by": "members"})
    cells = {"b": {"members": "3"}, "c": {"members": "12"}}
    ranking = Ranking.model_validate({"ties": "competition", "tie_break": [by], "tie_break_for": scope})
    assert [p.rank for p in standing(rules, SCORES, cells, ranking=ranking).values()] == ranks


def test_an_empty_cell_comes_last_and_equal_cells_stay_equal(rules: Rules) -> None:
    by = TieBreak.model_validate({"by": "members", "order": "lowest"})
    ranking = Ranking.model_validate({"ties": "competition", "tie_break": [by]})
    cells = {"a": {"members": "3"}, "b": {}, "c": {"members": "3"}}
    found = standing(rules, {"a": 5, "b": 5, "c": 5}, cells, ranking=ranking)
    assert [p.rank for p in found.values()] == [1, 3, 1]
