"""Assignments: what every one of them satisfies, the optimum where it is known, and what is refused and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from evalkit.errors import EvalkitError
from evalkit.review.assignment import Assignment, assign
from evalkit.review.refusals import Disconnected, TooFewReviewers
from evalkit.rules.models import Rules
from tests.review.assigned import check_assignment
from tests.review.panels import nothing_blocked, panel, panel_rules, table

NO_CONFLICTS = table("reviewer unit kind")
NO_TIES = table("reviewer unit kind until")

Bools = NDArray[np.bool_]


def balance(made: Assignment) -> list[tuple[str | None, str | None, int, int]]:
    frame = made.report.balance[["round", "subject", "least", "most"]]
    return list(frame.itertuples(index=False, name=None))


def as_conflicts(blocked: Bools, units: pd.DataFrame, reviewers: pd.DataFrame) -> pd.DataFrame:
    rows = [(reviewers["reviewer"][r], units["unit"][u], "declared") for u, r in np.argwhere(blocked)]
    return table("reviewer unit kind", *rows)


# --- What an assignment is ---


def test_a_panel_of_two_groups() -> None:
    """8 units, 6 reviewers, 3 of each in a group: 4 units x 2 marks over 3 people, then 8 marks over 6."""
    units, reviewers = panel("aaaabbbb", "aaabbb")
    made = assign(units, reviewers, panel_rules(), nothing_blocked(units, reviewers), seed=1)
    assert list(made.table.columns) == ["round", "unit", "reviewer"]
    # 8 marks over 3 people are 3, 3, 2; 8 over 6 are 1 or 2; 24 marks over 6 people are 4 each.
    assert balance(made) == [("first", "a", 2, 3), ("first", "b", 2, 3), ("second", None, 1, 2), (None, None, 4, 4)]
    assert made.report.connected and (made.report.n_units, made.report.n_reviewers) == (8, 6)
    # Every unit is marked by its own group and by the other one.
    assert made.report.links.to_dict("records") == [{"subject": "a", "other": "b", "units": 8}]
    assert check_assignment(made.table, units, reviewers, panel_rules(), NO_CONFLICTS, NO_TIES) == []
    canonical = made.table.sort_values(["round", "unit", "reviewer"], ignore_index=True)
    assert made.table.equals(canonical)


def test_what_is_wrong_with_an_assignment_is_found() -> None:
    """One row twice and the last one away: of a unit there is one reviewer too many, of another one too few."""
    units, reviewers = panel("aaaabbbb", "aaabbb")
    right = assign(units, reviewers, panel_rules(), nothing_blocked(units, reviewers), seed=1).table
    wrong = pd.concat([right.iloc[:1], right.iloc[:-1]], ignore_index=True)
    first, last = right.iloc[0], right.iloc[-1]
    assert check_assignment(wrong, units, reviewers, panel_rules(), NO_CONFLICTS, NO_TIES) == [
        "3: twice",
        f"first, {first['unit']}: 3 reviewers, not 2",
        f"second, {last['unit']}: 0 reviewers, not 1",
    ]


def test_the_same_seed_gives_the_same_table_whatever_the_order_of_the_rows() -> None:
    units, reviewers = panel("aaaabbbbcccc", "aaabbbccc")
    blocked = np.random.default_rng(0).random((12, 9)) < 0.1
    made = assign(units, reviewers, panel_rules(), blocked, seed=7)
    at, by = np.random.default_rng(6).permutation(12), np.random.default_rng(8).permutation(9)
    shuffled = assign(units.iloc[at], reviewers.iloc[by], panel_rules(), blocked[np.ix_(at, by)], seed=7)
    assert shuffled.table.equals(made.table)
    assert shuffled.report.loads.equals(made.report.loads)
    others = [assign(units, reviewers, panel_rules(), blocked, seed=seed).table for seed in range(8, 12)]
    assert all(not other.equals(made.table) for other in others)


def test_chance_prefers_nobody() -> None:
    """Two units, two of three reviewers each: one person has both. 300 seeds: 100 each, standard deviation 8.2."""
    units, reviewers = panel("aa", "aaa")
    rules = panel_rules([("only", "grouped", 2)])
    both = [
        assign(units, reviewers, rules, nothing_blocked(units, reviewers), seed=seed).report.loads["total"].argmax()
        for seed in range(300)
    ]
    assert all(abs(count - 100) < 33 for count in np.bincount(both, minlength=3))


def test_blocked_reviewers_are_made_up_for() -> None:
    """R01 may mark U01 only, so the other two share the five remaining units: 6 units x 1 mark are 1, 2 and 3."""
    units, reviewers = panel("aaaaaa", "aaa")
    blocked = nothing_blocked(units, reviewers)
    blocked[1:, 0] = True
    made = assign(units, reviewers, panel_rules([("only", "grouped", 2)]), blocked, seed=0)
    # 12 marks: R01 at most 1, the others at most 6 each, and 11 of theirs are needed.
    assert sorted(made.report.loads["total"]) == [1, 5, 6]


def test_later_rounds_even_out_the_sum() -> None:
    """The two people of group a have 3 units each in the first round, the six of b and c 2 each.

    The second round has 9 marks for 8 people, so one of them has 2; that must be somebody of b or c.
    """
    units, reviewers = panel("aaabbbccc", "aabbbccc")
    rules = panel_rules([("first", "grouped", 2), ("second", "crossed", 1)])
    for seed in range(5):
        made = assign(units, reviewers, rules, nothing_blocked(units, reviewers), seed=seed)
        loads = made.report.loads
        assert loads["first"].tolist() == [3, 3, 2, 2, 2, 2, 2, 2]
        assert loads["second"].tolist()[:2] == [1, 1]
        assert sorted(loads["second"].tolist()[2:]) == [1, 1, 1, 1, 1, 2]


def test_two_crossed_rounds_have_different_reviewers() -> None:
    """Three foreign reviewers for 1 + 2 marks: every one of them marks every unit of the other group once."""
    units, reviewers = panel("aabb", "aaabbb")
    rules = panel_rules([("first", "crossed", 1), ("second", "crossed", 2)])
    # Every unit of a is marked by all of b and the other way round, so this panel falls into two parts ...
    with pytest.raises(Disconnected) as caught:
        assign(units, reviewers, rules, nothing_blocked(units, reviewers), seed=3)
    assert [len(part.units) for part in caught.value.components] == [2, 2]
    # ... which a grouped round connects.
    rules = panel_rules([("own", "grouped", 1), ("first", "crossed", 1), ("second", "crossed", 2)])
    made = assign(units, reviewers, rules, nothing_blocked(units, reviewers), seed=3)
    assert not made.table[made.table["round"] != "own"].duplicated(["unit", "reviewer"]).any()
    assert len(made.table) == 16


def test_reciprocal_marks_are_kept_apart() -> None:
    """R01 is at U01 and R03 at U03; without the rule some seeds have them mark each other's units."""
    units, reviewers = panel("aabb", "aabb")
    ties = table("reviewer unit kind until", ("R01", "U01", "current", None), ("R03", "U03", "current", None))
    free = nothing_blocked(units, reviewers)
    rounds = [("first", "grouped", 2), ("second", "crossed", 1)]
    mutual = []
    for seed in range(20):
        loose = assign(units, reviewers, panel_rules(rounds, former_years=0), free, seed=seed, affiliations=ties).table
        pairs = set(zip(loose["unit"], loose["reviewer"], strict=True))
        mutual.append({("U03", "R01"), ("U01", "R03")} <= pairs)
        strict = panel_rules(rounds, former_years=0, reciprocal=True)
        made = assign(units, reviewers, strict, free, seed=seed, affiliations=ties)
        pairs = set(zip(made.table["unit"], made.table["reviewer"], strict=True))
        assert not {("U03", "R01"), ("U01", "R03")} <= pairs
        assert check_assignment(made.table, units, reviewers, strict, NO_CONFLICTS, ties) == []
    assert any(mutual)


def test_a_large_panel_prices_its_pairs() -> None:
    """More pairs than a first solution looks at, and the loads are as even as arithmetic allows."""
    units, reviewers = panel("a" * 60 + "b" * 60, "a" * 40 + "b" * 40)
    made = assign(units, reviewers, panel_rules([("first", "grouped", 3), ("second", "crossed", 2)]),
                  nothing_blocked(units, reviewers), seed=2)  # fmt: skip
    # 180 marks over 40 people: 4.5; 240 over 80: 3; 600 in all: 7.5.
    assert balance(made) == [("first", "a", 4, 5), ("first", "b", 4, 5), ("second", None, 3, 3), (None, None, 7, 8)]


def test_a_load_far_above_the_mean() -> None:
    """Eight of ten reviewers may mark the first unit only, so the last two have the others, 9 each; the mean is 2."""
    units, reviewers = panel("a" * 10, "a" * 10)
    blocked = nothing_blocked(units, reviewers)
    blocked[1:, :8] = True
    made = assign(units, reviewers, panel_rules([("only", "grouped", 2)]), blocked, seed=2)
    # The first unit needs one of the last two, or nothing would connect it.
    assert sorted(made.report.loads["total"]) == [0, 0, 0, 0, 0, 0, 0, 1, 9, 10]
    assert made.report.connected and len(made.report.idle) == 7


# --- The optimum, by brute force ---


def choices(admissible: Bools, needed: Sequence[int]) -> Iterator[Bools]:
    """Yield every assignment of a tiny panel."""
    sets = [
        list(combinations(np.flatnonzero(admissible[t, u]), n))
        for t, n in enumerate(needed)
        for u in range(admissible.shape[1])
    ]
    for chosen in product(*sets):
        marks = np.zeros_like(admissible)
        for place, who in enumerate(chosen):
            marks[place // admissible.shape[1], place % admissible.shape[1], list(who)] = True
        yield marks


def is_connected(marks: Bools) -> bool:
    """Whether walking from the first unit reaches every unit; another route than the one in the package."""
    graph = marks.any(axis=0)
    reached = {0}
    while True:
        people = {r for u in reached for r in np.flatnonzero(graph[u])}
        more = reached | {int(u) for r in people for u in np.flatnonzero(graph[:, r])}
        if more == reached:
            return len(reached) == graph.shape[0]
        reached = more


def cost(marks: Bools) -> tuple[int, int]:
    return int((marks.sum(axis=1) ** 2).sum()), int((marks.sum(axis=(0, 1)) ** 2).sum())


def is_reciprocal(marks: Bools, ties: Bools) -> bool:
    """Whether any two people mark each other's units, looked at one by one."""
    graph = marks.any(axis=0)
    found = [
        (a, b)
        for a, b in combinations(range(graph.shape[1]), 2)
        for u, v in product(range(graph.shape[0]), repeat=2)
        if u != v and graph[u, a] and ties[u, b] and graph[v, b] and ties[v, a]
    ]
    return bool(found)


def as_marks(made: pd.DataFrame, rules: Rules, units: pd.DataFrame, reviewers: pd.DataFrame) -> Bools:
    rounds = [r.id for r in rules.marked_rounds]
    marks = np.zeros((len(rounds), len(units), len(reviewers)), dtype=bool)
    places = ((rounds, "round"), (units["unit"], "unit"), (reviewers["reviewer"], "reviewer"))
    marks[tuple(pd.Index(known).get_indexer(pd.Index(made[column])) for known, column in places)] = True
    return marks


@settings(max_examples=100)
@given(st.data())
def test_as_good_as_the_best_of_all(data: st.DataObject) -> None:
    """Every assignment of up to 4 units and 5 reviewers in two rounds, tried one by one."""
    units, reviewers = panel(
        data.draw(st.sampled_from(["ab", "aab", "abb", "aabb", "abbb", "aaab"])),
        data.draw(st.sampled_from(["ab", "aab", "aabb", "abbb", "aabbb"])),
    )
    own = data.draw(st.integers(1, 2))
    rules = panel_rules([("first", "grouped", own), ("second", "crossed", 1)], former_years=0, reciprocal=True)
    cells = st.tuples(st.integers(0, len(units) - 1), st.integers(0, len(reviewers) - 1))
    blocked, ties = nothing_blocked(units, reviewers), nothing_blocked(units, reviewers)
    for u, r in data.draw(st.lists(cells, max_size=3)):
        blocked[u, r] = True
    for u, r in data.draw(st.lists(cells, max_size=4)):
        ties[u, r] = True
    affiliations = table(
        "reviewer unit kind",
        *((reviewers["reviewer"][r], units["unit"][u], "current") for u, r in np.argwhere(ties)),
    )
    same = units["subject"].to_numpy(str)[:, None] == reviewers["subject"].to_numpy(str)
    admissible = np.stack([same & ~blocked, ~same & ~blocked])
    allowed = [m for m in choices(admissible, [own, 1]) if not is_reciprocal(m, ties)]
    possible = [m for m in allowed if is_connected(m)]
    try:
        made = assign(units, reviewers, rules, blocked, seed=data.draw(st.integers(0, 9)), affiliations=affiliations)
    except TooFewReviewers as error:
        short = {(s.unit, s.rounds[0]) for s in error.shortages}
        numbers = admissible.sum(axis=2)
        assert short == {
            (units["unit"][u], ("first", "second")[t]) for t, u in np.argwhere(numbers < [[own], [1]])
        }  # fmt: skip
    except Disconnected:
        assert possible == []
    except EvalkitError as error:
        if error.message == "no-assignment-without-reciprocal":
            assert allowed == []
        else:
            assert error.message == "too-few-marks-to-connect"
            people = admissible.any(axis=(0, 1)).sum()
            assert not any(m.any(axis=(0, 1)).sum() == people for m in possible)
    else:
        marks = as_marks(made.table, rules, units, reviewers)
        assert is_connected(marks) and made.report.connected
        assert cost(marks) == min(cost(m) for m in possible)
        conflicts = as_conflicts(blocked, units, reviewers)
        assert check_assignment(made.table, units, reviewers, rules, conflicts, affiliations) == []


@settings(max_examples=40)
@given(st.data())
def test_what_every_assignment_satisfies(data: st.DataObject) -> None:
    """Panels of up to 24 units and 12 reviewers in three groups; three rounds, two of them crossed."""
    units, reviewers = panel("abc" * data.draw(st.integers(1, 8)), "abc" * data.draw(st.integers(2, 4)))
    needed = [data.draw(st.integers(1, 2)) for _ in range(3)]
    rules = panel_rules(
        [("one", "grouped", needed[0]), ("two", "crossed", needed[1]), ("three", "crossed", needed[2])],
        former_years=0,
        reciprocal=True,
    )
    rng = np.random.default_rng(data.draw(st.integers(0, 1000)))
    blocked = rng.random((len(units), len(reviewers))) < 0.05
    ties = pd.DataFrame({"reviewer": reviewers["reviewer"], "unit": rng.choice(units["unit"], len(reviewers))})
    ties["kind"] = "current"
    try:
        made = assign(units, reviewers, rules, blocked, seed=1, affiliations=ties)
    except TooFewReviewers as error:
        free = (~blocked).sum(axis=1).min()
        assert free < len(reviewers) and error.shortages
        return
    except EvalkitError as error:
        if error.message == "no-assignment-without-reciprocal":
            # With few units each reviewer must mark most of them; the test above proves such refusals by trying all.
            assert len(units) <= 6
            return
        assert error.message == "too-few-marks-to-connect" and len(units) * (sum(needed) - 1) < len(reviewers) - 1
        return
    marks = as_marks(made.table, rules, units, reviewers)
    same = units["subject"].to_numpy(str)[:, None] == reviewers["subject"].to_numpy(str)
    assert (marks.sum(axis=2) == np.array(needed)[:, None]).all()
    assert not (marks & blocked).any()
    assert not (marks[0] & ~same).any() and not (marks[1:] & same).any()
    assert marks[1:].sum(axis=0).max() <= 1
    assert is_connected(marks)
    assert not is_reciprocal(marks, as_marks(ties.assign(round="one"), rules, units, reviewers)[0])
    # Independent of the package's own matrices: loads add up.
    assert made.report.loads["total"].sum() == len(units) * sum(needed) == len(made.table)
    conflicts = as_conflicts(blocked, units, reviewers)
    assert check_assignment(made.table, units, reviewers, rules, conflicts, ties) == []
