"""What a page about reviewers asks for grows with the marks, not with units times reviewers."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import evalkit
from benchmarks import sparse_panel
from evalkit.reliability.consistency import Consistency
from evalkit.report.consistency_reporting import parts
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.statistics.crossed.least_squares import pseudo_inverse, within_units
from evalkit.statistics.crossed.sums import factor


def calls(work: Callable[[], object]) -> int:
    """How many Python functions a piece of work calls, which no other work on the machine changes."""
    profile = cProfile.Profile(builtins=False)
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def edition(root: Path, n_units: int) -> Evaluation:
    sparse_panel.make(root, n_units, 4 * n_units)
    return evalkit.load("demo", "2025", root=root).evaluate()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Evaluation, Evaluation]:
    """An edition of 100 units and 400 reviewers, and one four times as large."""
    small, large = (edition(tmp_path_factory.mktemp(str(n)), n) for n in (100, 400))
    for ev in (small, large):
        # What is loaded when it is first used is no part of the comparison.
        assert len(ev.results) and ev.final is not None
    return small, large


def test_the_docket_grows_with_the_units(pair: tuple[Evaluation, Evaluation]) -> None:
    small, large = (calls(lambda ev=ev: ev.docket) for ev in pair)  # type: ignore[misc]
    assert large < 6 * small  # quadratic growth would be 16 times as many
    # Pandas for each unit and each of its reviewers came to some 1,900 calls a unit.
    listed = len(pair[1].docket.table)
    assert listed > 60
    assert large < 500 * listed


def test_parts_beyond_the_largest_are_counted(pair: tuple[Evaluation, Evaluation]) -> None:
    ev = pair[1]
    found = Consistency(ev)
    components = found.overall.links.components
    lines = parts(found, Words("en", ev.record.programme, ev.rules, "internal"))
    # One on the panel, one each on the fifty largest parts, one on the rest.
    assert len(components) > 51 and len(lines) == 1 + 50 + 1
    rest = components[50:]
    reviewers, units = (sum(len(getattr(part, of)) for part in rest) for of in ("reviewers", "units"))
    most = max(len(part.reviewers) for part in rest)
    assert lines[-1] == (
        f"{len(rest)} more parts are not listed: {reviewers:,} reviewers and {units} units in all; "
        f"most reviewers in one of them: {most}."
    ).replace("units", ev.record.programme.unit["en_plural"])


@pytest.mark.parametrize("seed", range(6))
def test_the_inverse_by_parts_is_that_of_the_whole(seed: int) -> None:
    """Against the eigenvectors of the whole Laplacian: the definition of the Moore–Penrose inverse."""
    rng = np.random.default_rng(seed)
    unit, reviewer = rng.integers(0, 30, 60), rng.integers(0, 25, 60)
    unit, reviewer = np.unique(np.column_stack([unit, reviewer]), axis=0).T
    units, reviewers = factor("unit", unit), factor("reviewer", reviewer)
    laplacian = np.diag(reviewers.counts.astype(float))
    for u in range(units.size):
        met = np.bincount(reviewers.codes[units.codes == u], minlength=reviewers.size)
        laplacian -= np.outer(met, met) / units.counts[u]
    expected, rank = pseudo_inverse(laplacian)
    fit = within_units(units, reviewers, rng.normal(size=(len(unit), 1)))
    assert fit.laplacian_inverse == pytest.approx(expected, abs=1e-9)
    assert fit.df == len(unit) - units.size - rank
