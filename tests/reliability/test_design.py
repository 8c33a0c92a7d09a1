"""Plans on the demonstration: what they come to, and that predicted and realised misplacements agree."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import evalkit
from benchmarks.linking import predicted_and_realised
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError
from evalkit.reliability.design import Law, cheapest, compare, observed, plans, stated
from tests.folders import REPOSITORY


@pytest.fixture(scope="module")
def record() -> ReviewedEdition:
    return evalkit.load("demo", "2025", root=REPOSITORY).reviewed()


@pytest.fixture(scope="module")
def law() -> Law:
    return observed(evalkit.load("demo", "2024", root=REPOSITORY).evaluate())


def test_predicted_and_realised_misplacements_agree() -> None:
    """The issue asks for 2 percentage points; 20 panels here, 200 in docs/statistics-study.md."""
    found = np.array([predicted_and_realised(np.random.default_rng([8, k])) for k in range(20)])
    predicted, realised = found.mean(axis=0)
    assert abs(predicted - realised) < 0.02


def test_plans_of_the_demonstration(record: ReviewedEdition, law: Law) -> None:
    """98 units: 3 + 2 reviewers are 490 sheets of 20 marks; a grouped round alone needs shared units."""
    table = compare(record, law, plans(record.rules, [[3], [0, 2]], [0, 4]), severe=5, n_panels=200, seed=3)
    rows = table.set_index(["plan", "shared"])
    assert isinstance(rows.loc[("3+0", 0), "refused"], EvalkitError)
    assert rows.loc[("3+2", 0), ["sheets", "marks", "least", "most"]].tolist() == [490, 9800, 15, 17]
    # 4 units by all 31: 28 sheets more each than with 3 of them.
    assert rows.loc[("3+0", 4), "sheets"] == 98 * 3 + 4 * 28 and rows.loc[("3+0", 4), "power"] > 0
    # Less error with more reviewers, by Spearman and Brown.
    assert rows.loc[("3+2", 0), "misplaced"] < rows.loc[("3+0", 4), "misplaced"]
    again = compare(record, law, [((3, 2), 0)], severe=5, n_panels=200, seed=3)
    assert again["power"].tolist() == [rows.loc[("3+2", 0), "power"]]


def test_the_cheapest_plan_is_the_one_with_the_fewest_sheets() -> None:
    table = pd.DataFrame(
        {
            "plan": ["1", "2", "3", "4"],
            "sheets": [10, 20, 20, 40],
            "misplaced": [9.0, 6.0, 5.0, 3.0],
            "near_right": [0.5, 0.6, 0.6, None],
            "power": [0.1, 0.5, None, 0.9],
            "refused": [None, None, None, None],
        }
    )
    assert cheapest(table, {"misplaced": 6}).plan == "3"
    assert cheapest(table, {"misplaced": 6, "power": 0.4}).plan == "2"
    assert cheapest(table, {"misplaced": 4}).plan == "4"
    assert cheapest(table, {"near": 0.7}) is None


def test_stated_spreads_make_units_as_different_as_the_reliability_says() -> None:
    """Reliability 0.8 with sds 3 and 4: units' variance 0.8/0.2 × 25 = 100."""
    scores = np.array([60.0, 70.0, 90.0, 80.0])
    found = stated(3.0, 4.0, 0.8, scores)
    assert found.centre.std() == pytest.approx(10) and found.centre.mean() == pytest.approx(75)
    normal = stated(3.0, 4.0, 0.8, np.zeros(0), mean=66.0)
    assert normal.centre.tolist() == [66.0] and normal.error.tolist() == pytest.approx([10.0])
    with pytest.raises(EvalkitError, match="--mean"):
        stated(3.0, 4.0, 0.8, np.zeros(0))
