"""Ranks by each tie rule: by hand, in plain Python, and against scipy's own names for the methods."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evalkit.rules.stages import TieRule
from evalkit.scoring import Evaluation
from evalkit.scoring.ranks import rank_scores


@pytest.mark.parametrize(
    ("ties", "ranks"),
    # 100, 98, 98, 97: the two in the middle share place 2, or place 3, or place 2 with none left out after it.
    [("competition", [1, 2, 2, 4]), ("modified-competition", [1, 3, 3, 4]), ("dense", [1, 2, 2, 3])],
)
def test_by_hand(ties: TieRule, ranks: list[int]) -> None:
    scores = np.array([100, 98, 98, 97])
    assert rank_scores(scores, ties).tolist() == ranks
    assert rank_scores(scores[::-1], ties).tolist() == ranks[::-1]


@given(st.lists(st.integers(0, 200), max_size=30))
def test_in_plain_python(scores: list[int]) -> None:
    """Definitions by counting, which no ranking routine is needed for."""
    ranked = {
        ties: rank_scores(np.array(scores, dtype=np.int64), ties).tolist()
        for ties in ("competition", "modified-competition", "dense")
    }
    assert ranked["competition"] == [1 + sum(other > s for other in scores) for s in scores]
    assert ranked["modified-competition"] == [sum(other >= s for other in scores) for s in scores]
    assert ranked["dense"] == [1 + len({other for other in scores if other > s}) for s in scores]


@pytest.mark.parametrize(
    ("ties", "method"), [("competition", "min"), ("modified-competition", "max"), ("dense", "dense")]
)
def test_against_scipy(ties: TieRule, method: str, ev2019: Evaluation) -> None:
    """scipy.stats.rankdata(-scores, method=…) on the 91 printed scores of annex 2."""
    results = ev2019.replace(ranking={"ties": ties}).results[:91]
    expected = stats.rankdata(-results["score"].to_numpy(np.int64), method=method)
    assert results["rank"].tolist() == expected.tolist()


def test_rules_of_2019_by_hand(ev2019: Evaluation) -> None:
    """Annex 2: seven units with 100 points, then four with 98. Ranks 1 and 8; 7 and 11; 1 and 2."""
    for ties, first, second in (("competition", 1, 8), ("modified-competition", 7, 11), ("dense", 1, 2)):
        ranks = ev2019.replace(ranking={"ties": ties}).results["rank"]
        assert ranks[:11].tolist() == [first] * 7 + [second] * 4
    # 38 different scores are printed: 11 from 100 to 85, 10 from 83 to 70, 17 from 69 to 50.
    assert ranks.max() == 38
