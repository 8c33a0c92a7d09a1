"""Loads, further fields, what reviewers cannot do; and the lot: no pair is likelier than the cap over many seeds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.errors import EvalkitError
from evalkit.review.assignment import Assignment, assign
from evalkit.review.assignment_lottery import rounded
from tests.review.assigned import check_assignment
from tests.review.panels import nothing_blocked, panel, panel_rules, table

NO_CONFLICTS = table("reviewer unit kind")
NO_TIES = table("reviewer unit kind until")


def counts(made: list[Assignment], units: pd.DataFrame, reviewers: pd.DataFrame) -> np.ndarray:
    """Return how often each reviewer marks each unit in any round."""
    found = np.zeros((len(units), len(reviewers)))
    for one in made:
        pairs = one.table[["unit", "reviewer"]].drop_duplicates()
        rows = [units["unit"].tolist().index(u) for u in pairs["unit"]]
        found[rows, [reviewers["reviewer"].tolist().index(r) for r in pairs["reviewer"]]] += 1
    return found


def test_no_pair_is_likelier_than_the_cap() -> None:
    """12 units, 8 reviewers, 2 of the own four and 1 of the other four: 1/2 and 1/4 at least, so 0.6 can be kept to.

    150 seeds: a frequency of 0.6 has a standard error of 0.04; of 96 pairs none lies more than 4 of them above.
    """
    units, reviewers = panel("aaaaaabbbbbb", "aaaabbbb")
    rules = panel_rules()
    free = nothing_blocked(units, reviewers)
    made = [assign(units, reviewers, rules, free, seed=s, cap=0.6) for s in range(150)]
    for one in made[:20]:
        assert check_assignment(one.table, units, reviewers, rules, NO_CONFLICTS, NO_TIES) == []
        # 36 marks over 8 people are 4 or 5 each.
        assert set(one.report.loads["total"]) == {4, 5}
    frequency = counts(made, units, reviewers) / len(made)
    assert frequency.max() <= 0.6 + 4 * np.sqrt(0.6 * 0.4 / 150)
    assert assign(units, reviewers, rules, free, seed=3, cap=0.6).table.equals(made[3].table)


def test_a_cap_that_cannot_be_kept_to_says_the_least() -> None:
    """Two of four reviewers of the own field: 1/2 is the least, with one of them blocked for one unit 2/3."""
    units, reviewers = panel("aaaabbbb", "aaaabbbb")
    free = nothing_blocked(units, reviewers)
    assert assign(units, reviewers, panel_rules(), free, seed=1, cap=0.5).report.connected
    free[0, 0] = True
    with pytest.raises(EvalkitError) as caught:
        assign(units, reviewers, panel_rules(), free, seed=1, cap=0.5)
    assert (caught.value.message, caught.value.variables) == ("cap-too-small", {"cap": "0.5", "least": "0.67"})
    for wrong in (0.0, 1.5, float("nan")):
        with pytest.raises(EvalkitError, match="--cap must be"):
            assign(units, reviewers, panel_rules(), free, seed=1, cap=wrong)


def test_the_lot_keeps_reciprocal_marks_and_crossed_repeats_apart() -> None:
    units, reviewers = panel("aaaabbbb", "aaaabbbb")
    ties = table("reviewer unit kind until", ("R01", "U01", "current", None), ("R05", "U05", "current", None))
    rounds = [("own", "grouped", 2), ("first", "crossed", 1), ("second", "crossed", 1)]
    strict = panel_rules(rounds, former_years=0, reciprocal=True)
    for seed in range(30):
        made = assign(
            units, reviewers, strict, nothing_blocked(units, reviewers), seed=seed, affiliations=ties, cap=0.9
        )
        assert check_assignment(made.table, units, reviewers, strict, NO_CONFLICTS, ties) == []


def test_each_pair_comes_about_with_its_probability() -> None:
    """Rows add up to 1, columns to 1.2, 1, 0.8: rows always hold one, columns 1 or 2, 1, 0 or 1."""
    chance = np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4], [0.2, 0.5, 0.3]])
    left, right = (i.ravel() for i in np.indices((3, 3)))
    rng = np.random.default_rng(5)
    drawn = np.array([rounded(left, right, chance.ravel(), rng).reshape(3, 3) for _ in range(4000)])
    assert (drawn.sum(axis=2) == 1).all()
    columns = drawn.sum(axis=1)
    assert set(columns[:, 0]) == {1, 2} and set(columns[:, 1]) == {1} and set(columns[:, 2]) == {0, 1}
    # Four standard errors of a frequency of 0.5 over 4000 draws.
    assert np.abs(drawn.mean(axis=0) - chance).max() < 4 * np.sqrt(0.25 / 4000)


@pytest.mark.parametrize("cap", [None, 1.0])
def test_loads_fields_and_absences(cap: float | None) -> None:
    """R01 takes two units at most, R02 none; R04 of field b knows a, too; R03 cannot mark U01 in the first round."""
    units, reviewers = panel("aaaabbbb", "aaabbb")
    reviewers["load"] = pd.array([2, 0, None, None, None, None], dtype="Int64")
    reviewers["further_subjects"] = pd.array([None, None, None, "a", None, None], dtype="string")
    away = pd.DataFrame({"reviewer": ["R03", "R05"], "unit": ["U01", None], "round": ["first", "second"]})
    rules = panel_rules([("first", "grouped", 1), ("second", "crossed", 1)])
    for seed in range(8):
        made = assign(units, reviewers, rules, nothing_blocked(units, reviewers), seed=seed, unavailable=away, cap=cap)
        rows = set(made.table.itertuples(index=False, name=None))
        loads = made.report.loads.set_index("reviewer")["total"]
        assert loads["R01"] <= 2 and loads["R02"] == 0 and len(rows) == 16
        assert ("first", "U01", "R03") not in rows
        assert not any(step == "second" and who == "R05" for step, _, who in rows)
        fields = {"R01": "a", "R02": "a", "R03": "a", "R04": "ab", "R05": "b", "R06": "b"}
        of = dict(zip(units["unit"], units["subject"], strict=True))
        assert all((of[unit] in fields[who]) == (step == "first") for step, unit, who in rows)
    with pytest.raises(EvalkitError, match="do not suffice"):
        assign(units, reviewers.assign(load=2), rules, nothing_blocked(units, reviewers), seed=1, cap=cap)
