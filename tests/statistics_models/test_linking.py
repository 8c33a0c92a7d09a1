"""The shift between two editions: by hand, by a second route, and as often in its interval as it should be."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_rel

from benchmarks.linking import held
from evalkit.statistics.linking import shift


def test_by_units_it_is_a_paired_t_test() -> None:
    rng = np.random.default_rng(1)
    before, after = rng.normal(70, 10, 12), rng.normal(73, 10, 12)
    unit = np.tile(np.arange(12), 2)
    found = shift(unit, np.zeros(24), np.repeat([0, 1], 12), np.concatenate([before, after]), "units")
    exact = ttest_rel(after, before).confidence_interval()
    assert found.confidence_interval == pytest.approx((exact.low, exact.high))
    # Dossiers marked anew are compared in the same way; a unit of one edition alone says nothing.
    more = shift([*unit, 99], np.zeros(25), [*np.repeat([0, 1], 12), 1], [*before, *after, 0.0], "anchors")
    assert (more.estimate, more.n_common, more.link) == (found.estimate, 12, "anchors")


def test_by_reviewers_it_is_the_change_of_the_panel() -> None:
    """Reviewer b marks in both; a (first) lies 2 above b, c (second) 4 below: half a sheet each, so −2 − 1 = −3."""
    marks = {("u", "a", 0): 62, ("u", "b", 0): 60, ("v", "a", 0): 71.5, ("v", "b", 0): 69.5}
    marks |= {("w", "b", 1): 80, ("w", "c", 1): 76, ("x", "b", 1): 50, ("x", "c", 1): 45.9}
    unit, reviewer, second = zip(*marks, strict=True)
    found = shift(unit, reviewer, second, list(marks.values()), "reviewers")
    assert found.estimate == pytest.approx(-(2 + 4.05) / 2) and found.n_common == 1
    # The same unit in both editions tells nothing here: it may have changed.
    again = shift(["u" if u == "w" else u for u in unit], reviewer, second, list(marks.values()), "reviewers")
    assert again.estimate == pytest.approx(found.estimate)


def test_what_does_not_hang_together_is_refused() -> None:
    """No reviewer in common; one unit in common; a reviewer in common who shares no unit with the rest of the first."""
    second, marks = [0, 0, 1, 1], [60.0, 70.0, 65.0, 72.0]
    assert shift(["u", "v", "w", "x"], [1, 2, 3, 4], second, marks, "reviewers").undefined_because == "no-link"
    assert shift(["u", "v", "u", "x"], [1, 2, 3, 4], second, marks, "units").undefined_because == "few-common"
    assert shift(["u", "v", "w", "x"], [1, 2, 3, 4], second, marks, "anchors").undefined_because == "no-link"
    assert shift(["u", "v", "w", "w"], [1, 2, 1, 3], second, marks, "reviewers").undefined_because == "not-connected"


def chain(rng: np.random.Generator, noise: float) -> tuple[list[np.ndarray], float]:
    """Three editions of 30 units by 8 reviewers: 0–7, 4–11, 8–15; nobody is in the first and the last.

    Returns the columns of :func:`shift`, and the mean severity of the last panel less that of the first.
    """
    severity = 3 * rng.standard_normal(16)
    unit, reviewer, edition = (index.ravel() for index in np.indices((30, 4, 3)))
    reviewer = np.argsort(rng.random((3, 30, 8)), axis=2)[edition, unit, reviewer] + 4 * edition
    marks = rng.normal(70, 9, 90)[30 * edition + unit] + severity[reviewer] + noise * rng.standard_normal(360)
    truth = severity[reviewer[edition == 2]].mean() - severity[reviewer[edition == 0]].mean()
    return [30 * edition + unit, reviewer, edition, marks], float(truth)


def test_editions_without_a_common_reviewer_are_linked_by_one_between() -> None:
    columns, truth = chain(np.random.default_rng(3), 1e-3)
    found = shift(*columns, "reviewers")
    assert found.estimate == pytest.approx(truth, abs=1e-3) and found.n_common == 4
    ends = columns[2] != 1
    assert shift(*(c[ends] for c in columns), "reviewers").undefined_because == "no-link"
    # Units and dossiers are those of the first and the last.
    units = columns[0] % 30
    paired = shift(units, *columns[1:], "units")
    assert paired.estimate == shift(units[ends], *(c[ends] for c in columns[1:]), "units").estimate


def test_the_shift_along_a_chain_lies_in_its_interval() -> None:
    """200 chains: 95 % has a binomial error of 1.5 points."""
    held_by = []
    for seed in range(200):
        columns, truth = chain(np.random.default_rng([6, seed]), 4.0)
        ends = shift(*columns, "reviewers").confidence_interval
        held_by.append(ends.low <= truth <= ends.high)
    assert 0.91 <= np.mean(held_by) <= 0.99


@pytest.mark.parametrize("link", ["reviewers", "units"])
def test_a_shift_of_three_points_lies_in_its_interval(link: str) -> None:
    """100 panels: 95 % has a binomial error of 2.2 points; docs/statistics-study.md has more of them."""
    hits = [held(np.random.default_rng([5, k]), link, 3.0) for k in range(100)]  # type: ignore[arg-type]
    assert 0.89 <= np.mean(hits)
