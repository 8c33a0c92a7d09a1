"""What the shift between editions tells of a panel in which one reviewer came for another."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pandas as pd
import pytest

from evalkit.frames import SHIFTS
from evalkit.publication.part import scale_for
from evalkit.reliability import Consistency
from evalkit.rules.audience import Audience
from evalkit.statistics.linking import shift


def panels(came: int) -> tuple[np.ndarray, ...]:
    """Two editions of 40 units, all marked by six reviewers, `came` of them new in the second: columns of sheets."""
    rng = np.random.default_rng(4)
    unit, reviewer, later = (index.ravel() for index in np.indices((40, 6, 2)))
    reviewer = np.where((later == 1) & (reviewer >= 6 - came), reviewer + came, reviewer)
    severity = 4 * rng.standard_normal(12)
    marks = rng.normal(70, 9, 80)[40 * later + unit] + severity[reviewer] + rng.standard_normal(480)
    return 40 * later + unit, reviewer, later, marks


def told(came: int, audience: Audience) -> pd.DataFrame:
    unit, reviewer, later, marks = panels(came)
    one = shift(unit, reviewer, later, marks, "reviewers")
    row = ("2024", "2025", "reviewers", one.n_common, one.estimate, *(one.confidence_interval or ()), None)
    pair = [SimpleNamespace(sheets=SimpleNamespace(reviewer=reviewer[later == k])) for k in (0, 1)]
    return scale_for(SHIFTS.of([row]), cast("list[Consistency]", pair), audience)


def test_the_printed_shift_would_tell_how_severe_the_one_who_came_is() -> None:
    """The attack: who sits on a panel is known. Of six with as many sheets each one is another: six times the shift is
    by how much the one who came is more lenient than the one who left."""
    unit, reviewer, later, marks = panels(1)
    printed = round(shift(unit, reviewer, later, marks, "reviewers").estimate or 0, 1)
    cells = pd.DataFrame({"unit": unit, "reviewer": reviewer, "mark": marks})
    common = cells[~cells["reviewer"].isin([5, 6])].groupby("unit")["mark"].mean()
    single = cells[cells["reviewer"].isin([5, 6])].set_index("unit")
    beyond = (single["mark"] - common).groupby(single["reviewer"]).mean()
    assert abs(6 * printed - (beyond[6] - beyond[5])) <= 0.31 and abs(beyond[6] - beyond[5]) > 1


@pytest.mark.parametrize("came", [1, 2])
def test_where_one_or_two_came_the_public_is_not_told(came: int) -> None:
    assert told(came, "public").empty and len(told(came, "internal")) == 1


@pytest.mark.parametrize("came", [0, 3])
def test_where_more_came_or_nobody_it_is_told(came: int) -> None:
    assert len(told(came, "public")) == 1


def test_too_few_units_in_common_are_not_told() -> None:
    rows = [("2024", "2025", "units", n, 1.0, 0.0, 2.0, None) for n in (2, 3)]
    pair = [SimpleNamespace(sheets=SimpleNamespace(reviewer=np.arange(6))) for _ in range(2)]
    found = scale_for(SHIFTS.of(rows), cast("list[Consistency]", pair), "public")
    assert found["common"].tolist() == [3]
