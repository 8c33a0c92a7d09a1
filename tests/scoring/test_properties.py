"""What must hold for any scores: tiers and ranks follow them, counts add up, the order of the rows does not matter."""

from __future__ import annotations

import dataclasses
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import evalkit
from evalkit.scoring import Evaluation
from tests.folders import Folder


def with_scores(ev: Evaluation, scores: Mapping[str, int]) -> Evaluation:
    """Return the evaluation with some printed scores replaced, in steps of the scale."""
    table = ev.record.scores.copy()
    for unit, score in scores.items():
        table.loc[table["unit"] == unit, ["steps", "lowest", "highest"]] = score
    table["withheld"] = table["steps"].isna()
    return dataclasses.replace(ev, record=dataclasses.replace(ev.record, scores=table))


@given(st.data())
@settings(max_examples=40)
def test_a_tier_and_a_rank_never_fall_when_a_score_rises(ev2019: Evaluation, data: st.DataObject) -> None:
    before = ev2019.results.set_index("unit")
    unit = data.draw(st.sampled_from(before.index[:91].tolist()))
    risen = data.draw(st.integers(int(before["score"][unit]), 100))
    after = with_scores(ev2019, {unit: risen}).results.set_index("unit")
    tier_after, tier_before = after["tier"].cat.codes, before["tier"].cat.codes  # 0 is the highest
    assert tier_after[unit] <= tier_before[unit]
    assert after["rank"][unit] <= before["rank"][unit]
    others = before.index[:91].drop(unit)
    assert (tier_after[others] == tier_before[others]).all()
    assert (after["rank"][others] >= before["rank"][others]).all()


@given(st.data())
@settings(max_examples=30)
def test_counts_add_up(ev2019: Evaluation, data: st.DataObject) -> None:
    """Cells to margins, margins to the 99 participants; shares of one whole to 1."""
    units = ev2019.record.units["unit"].tolist()
    scores = data.draw(st.lists(st.integers(0, 100), min_size=99, max_size=99))
    ev = with_scores(ev2019, dict(zip(units, scores, strict=True)))
    cells = ev.counts(("cohort", "tier"))
    for key in ("cohort", "tier"):
        margin = cells.groupby(key, observed=False)["count"].sum()
        assert margin.tolist() == ev.counts(key)["count"].tolist()
    assert cells["count"].sum() == 99
    assert ev.counts("cohort")["count"].tolist() == [37, 18, 34, 10]
    assert sum(ev.shares("tier")["share"]) == 1
    assert sum(ev.shares(("cohort", "tier"), "cohort-participants")["share"]) == 4
    pilots, members = ev.counts("tier", within="pilots")["count"], cells[cells["cohort"] == "D"]["count"]
    assert [p + m for p, m in zip(pilots, members, strict=True)] == ev.counts("tier")["count"].tolist()


@given(st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_of_the_rows_does_not_matter(ev2019: Evaluation, order: random.Random) -> None:
    """Shuffled units.csv and scores.csv, shuffled apart from each other."""
    with tempfile.TemporaryDirectory() as root:
        folder = Folder.copied_to(Path(root))
        for file in ("units.csv", "scores.csv"):
            head, *rows = folder.text(file).splitlines()
            order.shuffle(rows)
            folder.write(file, "\n".join([head, *rows, ""]))
        ev = evalkit.load("alliances", "2019", root=root).evaluate()
        pd.testing.assert_frame_equal(ev.results, ev2019.results)
        pd.testing.assert_frame_equal(ev.published, ev2019.published)
        pd.testing.assert_frame_equal(ev.counts(("cohort", "tier")), ev2019.counts(("cohort", "tier")))
