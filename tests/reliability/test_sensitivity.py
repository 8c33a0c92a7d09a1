"""What else the list might have been: every replay of ten units in fractions and loops, and where there is none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import evalkit
from evalkit.reliability import Consistency, weighting
from evalkit.reliability.sensitivity import not_changed_because, one_change
from evalkit.review.ballots import UNDECIDED
from evalkit.rules.banding import tier_numbers
from evalkit.rules.points import round_fraction
from evalkit.scoring import Evaluation
from evalkit.scoring.ties import without_ties
from tests.folders import REPOSITORY


@pytest.fixture(scope="module")
def ev() -> Evaluation:
    return evalkit.load("demo", "2025", root=REPOSITORY).evaluate()


@pytest.fixture(scope="module")
def found(ev: Evaluation) -> Consistency:
    return Consistency(ev)


def tier(points: Fraction, ev: Evaluation) -> int:
    assert ev.rules.review.final is not None
    steps = round_fraction(points, Fraction(ev.rules.scores.step), ev.rules.review.final.score_rule)
    return int(tier_numbers(np.array([int(steps / Fraction(ev.rules.scores.step))]), ev.rules)[0])


def mean(marks: list[int]) -> Fraction:
    return Fraction(sum(marks), len(marks))


def median(marks: list[int]) -> Fraction:
    m = sorted(marks)
    return Fraction(m[(len(m) - 1) // 2] + m[len(m) // 2], 2)


def trimmed(marks: list[int]) -> Fraction | None:
    return mean(sorted(marks)[1:-1]) if len(marks) > 2 else None


def replayed(found: Consistency, unit: int, cause: str, what: str | None, by: float) -> int | None:
    """The place of a unit's tier after one change, from its marks; all ranges of the demonstration begin at 0."""
    ballots, rules = found.sheets.ballots, found.ev.rules
    rows = [r for r in np.flatnonzero(ballots.unit == unit).tolist()]
    if cause == "reviewer":
        rows = [r for r in rows if ballots.reviewers[ballots.reviewer[r]] != what]
    if cause == "round":
        rows = [r for r in rows if rules.review.rounds[ballots.round[r]].id != what]
    if cause == "tie":
        rows = [r for r in rows if not found.sheets.own[r]]
    rule = {"mean": mean, "median": median}.get(what or "", trimmed)
    step, reached, possible = Fraction(ballots.rules.mark_scale.step), Fraction(0), Fraction(0)
    for area in rules.areas:
        for indicator in area.indicators:
            k = rules.indicators.index(indicator)
            weight = Fraction(1)
            if (cause, what) in (("area", area.id), ("indicator", indicator.id)):
                weight = Fraction(0)
            if (cause, what) == ("weight", area.id):
                weight = 1 + Fraction(str(by))
            fixed = int(ballots.decided[unit, k])
            if not rows:
                return None
            mark = rule([int(ballots.marks[r, k]) for r in rows])
            if mark is None:
                return None
            reached += weight * step * (mark if fixed == UNDECIDED else fixed)
            possible += weight * step * int(ballots.ends.range[k])
    return tier(100 * reached / possible, found.ev)


def test_every_change_of_ten_units_by_brute_force(ev: Evaluation, found: Consistency) -> None:
    names = [t.id for t in ev.rules.tiers]
    official = ev.tier_by_unit
    ten = [
        list(found.sheets.ballots.units).index(u)
        for u in ("109", "111", "116", "128", "137", "144", "210", "234", "333", "D003")
    ]
    seen = set()
    for row in found.one_change.itertuples():
        if row.cause == "cut-off":
            continue
        for unit in ten:
            code = found.sheets.ballots.units[unit]
            place = replayed(found, unit, row.cause, row.what, row.by)
            assert (code in row.moved) == (place is not None and names[place] != official[code]), (
                row.cause,
                row.what,
                code,
            )
        seen.add(row.cause)
    assert seen == {"rule", "weight", "area", "indicator", "round", "tie", "reviewer"}


def test_cut_offs_a_step_up_and_down(ev: Evaluation, found: Consistency) -> None:
    """Tiers from 85, 70 and 50 in whole points: a step up takes those on the cut-off, a step down those just below."""
    score = ev.results.set_index("unit")["score"].astype(int)
    rows = found.one_change[found.one_change["cause"] == "cut-off"]
    told = {
        (None if pd.isna(w) else w, by): set(units)
        for w, by, units in rows[["what", "by", "moved"]].itertuples(index=False)
    }
    starts = {"high": 85, "fairly-high": 70, "average": 50}
    for name, start in starts.items():
        assert told[name, 1.0] == set(score.index[score == start])
        assert told[name, -1.0] == set(score.index[score == start - 1])
    assert told[None, 1.0] == set(score.index[score.isin(starts.values())])
    assert len(rows) == 8


def test_rules_and_ties_are_what_evaluating_anew_gives(ev: Evaluation, found: Consistency) -> None:
    """By the whole edition under other rules, as `Evaluation.replace` and `without_ties` do it."""
    rows = found.one_change
    for rule in ("mean", "median"):
        review = ev.rules.review.model_dump(exclude_none=True)
        review["final"]["rule"] = rule
        other = ev.replace(review=review).tier_by_unit
        (units,) = rows.loc[(rows["cause"] == "rule") & (rows["what"] == rule), "moved"]
        assert set(units) == {u for u, t in ev.tier_by_unit.items() if other[u] != t} and units
    apart = without_ties(ev)
    assert apart is not None
    (units,) = rows.loc[rows["cause"] == "tie", "moved"]
    assert set(units) == {u for u, t in ev.tier_by_unit.items() if apart.tier_by_unit[u] != t}


def test_most_first_and_each_way(found: Consistency) -> None:
    rows = found.one_change
    assert rows["changed"].is_monotonic_decreasing
    assert (rows["changed"] == rows["up"] + rows["down"]).all() and (rows["changed"] == rows["moved"].map(len)).all()
    # In the second round two reviewers marked each unit, and the trimmed mean needs three.
    first = rows[(rows["cause"] == "round") & (rows["what"] == "first")].iloc[0]
    assert (first["changed"], first["open"]) == (0, 98)


def test_effective_weights_by_pandas(ev: Evaluation, found: Consistency) -> None:
    """From the final marks in points: covariance with the total over its variance; nominal is points of 100."""
    assert ev.final is not None
    marks = pd.DataFrame({u: [float(p) for p in ev.final.points(u) or ()] for u in ev.final.units}).T
    total, ids = marks.sum(axis=1), [i.id for i in ev.rules.indicators]
    frame = found.weights.set_index("area")
    for area in ev.rules.areas:
        own = marks[[ids.index(i.id) for i in area.indicators]]
        row, part = frame.loc[area.id], own.sum(axis=1)
        assert row["nominal"] == pytest.approx(sum(float(i.points or 0) for i in area.indicators) / 100)
        assert row["effective"] == pytest.approx(part.cov(total) / total.var())
        assert row["correlation"] == pytest.approx(part.corr(total - part))
        k = own.shape[1]
        assert row["alpha"] == pytest.approx(k / (k - 1) * (1 - own.var().sum() / part.var()))
        assert row["alpha"] < row["omega"] < 1
    assert frame["effective"].sum() == pytest.approx(1)


def test_any_weights_by_drawing_anew(ev: Evaluation, found: Consistency) -> None:
    """Weights of three areas on a grid over the triangle: the share that leaves the tier, to 2 points."""
    assert ev.final is not None
    ids, size = [i.id for i in ev.rules.indicators], 60
    frame = found.any_weights.set_index("unit")
    assert frame["kept"].mean() > frame["kept_unknown"].mean() and frame["best"].sum() >= 1
    grid = [(a, b) for a in range(size) for b in range(size) if a + b < size]
    w = np.array([((a + 1 / 3) / size, (b + 1 / 3) / size) for a, b in grid])
    w = np.column_stack([w, 1 - w.sum(axis=1)])
    for unit in ("109", "116", "128", "234", "D003"):
        points = ev.final.points(unit)
        assert points is not None
        shares = [
            sum(float(points[ids.index(i.id)] or 0) for i in a.indicators)
            / sum(float(i.points or 0) for i in a.indicators)
            for a in ev.rules.areas
        ]
        # 84.5 and above is rounded to 85.
        place = 3 - np.searchsorted([49.5, 69.5, 84.5], 100 * (w @ shares) + 1e-9, side="right")
        own = [t.id for t in ev.rules.tiers].index(str(ev.tier_by_unit[unit]))
        assert frame.loc[unit, "kept_unknown"] == pytest.approx((place == own).mean(), abs=0.02), unit


def test_inputs_are_shares_and_nothing_changes_where_nothing_is_varied(ev: Evaluation, found: Consistency) -> None:
    frame = found.inputs
    assert set(frame["input"]) == {"rule", "cut-off", "reviewer", "organisation", "collaboration", "industry"}
    assert frame["total_effect"].is_monotonic_decreasing and (frame["total_effect"] >= frame["own_effect"] - 0.05).all()
    assert frame["own_effect"].sum() < 1.05 and frame.iloc[0]["input"] == "cut-off"
    assert ev.final is not None
    parts, nominal = weighting._variants(ev, found.sheets.ballots, [None], list(weighting._groups(ev.rules).values()))
    edges = weighting._as_shares(np.array([49.5, 69.5, 84.5]), ev.rules)
    places = 3 - weighting._tiers(parts[2] @ (nominal / nominal.sum()), edges)
    names = [t.id for t in ev.rules.tiers]
    assert [names[p] for p in places] == [str(ev.tier_by_unit[u]) for u in ev.final.units]


def test_of_scores_alone_cut_offs_move() -> None:
    ev = evalkit.load("alliances", "2019", root=REPOSITORY).evaluate()
    rows = one_change(ev, None)
    assert set(rows["cause"]) == {"cut-off"} and not_changed_because(ev) is None
    assert weighting.weights(ev).empty and weighting.any_weights(ev).empty
    score = ev.scores.dropna(subset=["steps"]).set_index("unit")["steps"].astype(int)
    up = rows[(rows["what"] == "high") & (rows["by"] > 0)].iloc[0]
    assert set(up["moved"]) == set(score.index[score == 85])


def test_where_nothing_can_be_replayed_it_says_why(ev: Evaluation, found: Consistency) -> None:
    counts = evalkit.load("alliances", "2014", root=REPOSITORY).evaluate()
    assert one_change(counts, None).empty and not_changed_because(counts) is not None
    tiers = [t.model_copy(update={"lowest": None, "highest": None}) for t in ev.rules.tiers]
    without = Evaluation(ev.record, ev.rules.model_copy(update={"tiers": tuple(tiers)}))
    assert not_changed_because(without) == "no-final-rule"
    for frame in (
        one_change(without, found.sheets),
        weighting.any_weights(without),
        weighting.inputs(without, found.sheets),
    ):
        assert frame.empty and len(frame.columns)


def test_without_areas_indicators_stand_in_their_place(ev: Evaluation, found: Consistency) -> None:
    """All indicators in one area: weights of indicators are raised and lowered, and no area is left out."""
    (first, *rest) = ev.rules.areas
    every = tuple(i for a in (first, *rest) for i in a.indicators)
    rules = ev.rules.model_copy(update={"areas": (first.model_copy(update={"indicators": every}),)})
    one = Evaluation(replace(ev.record, rules=rules), rules)
    rows = one_change(one, found.sheets)
    assert "area" not in set(rows["cause"])
    assert set(rows.loc[rows["cause"] == "weight", "what"]) == {i.id for i in every}
    frame = weighting.weights(one)
    assert frame.columns[0] == "indicator" and frame["effective"].sum() == pytest.approx(1)
    assert frame[["alpha", "omega"]].isna().all(axis=None)
