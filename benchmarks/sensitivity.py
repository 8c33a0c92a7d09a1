"""How long it takes to say what else a list might have been.

    python -m benchmarks.sensitivity

Wall clock and processor time, and the most memory that the process has taken until then, of: every one-step change of
the demonstration (98 units, 31 reviewers, 20 indicators); drawn weights (SMAA): 10,000 sets × 5,000 units × 20
criteria, tiers and the ten best ranks; one plan of a panel, 1,000 panels drawn; simultaneous sets of ranks of 157 and
of 5,000 units, 10,000 draws.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import numpy as np

import evalkit
from evalkit.reliability import Consistency
from evalkit.reliability.design import compare, observed
from evalkit.statistics.ranking.rank_sets import rank_sets
from evalkit.statistics.sensitivity.weights import acceptability, possible_weights


def timed(name: str, work: Callable[[], object]) -> None:
    """Run once and write how long it took."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    took = time.perf_counter() - wall, time.process_time() - processor
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    sys.stdout.write(f"| {name} | {took[0]:.2f} | {took[1]:.2f} | {most:.2f} |\n")
    sys.stdout.flush()


def main() -> None:
    """Write the table."""
    ev = evalkit.load("demo", "2025").evaluate()
    found = Consistency(ev)
    # What everything else reads as well is made before the clock starts.
    units = f"{len(found.sheets.ballots.units)} of {len(ev.published)} units"
    rng = np.random.default_rng(1)
    values, weights = rng.random((5_000, 20)), possible_weights(np.ones(20), 10_000, rng=2)
    sys.stdout.write("| what | seconds | of a processor | GiB until then |\n| --- | ---: | ---: | ---: |\n")
    timed(f"every single change, {units}", lambda: found.one_change)
    timed(f"smallest change of each of {units}", lambda: found.smallest_changes)
    timed("weights of areas drawn, 2 × 10,000 sets", lambda: found.any_weights)
    timed("Sobol indices, 6 inputs", lambda: found.inputs)
    cuts = [0.4, 0.5, 0.6]
    timed("10,000 sets × 5,000 units × 20: tiers", lambda: acceptability(values, weights, cuts=cuts, ranks=0))
    timed("the same and ten ranks", lambda: acceptability(values, weights, cuts=cuts, ranks=10))
    record, law = ev.record.reviewed(), observed(evalkit.load("demo", "2024").evaluate())
    plan = [((3, 2), 0)]
    timed("design, 1,000 panels", lambda: compare(record, law, plan, severe=5, n_panels=1000, seed=1))
    for n in (157, 5_000):
        scores, errors = 70 + 9 * rng.standard_normal(n), 1 + rng.random(n)
        timed(f"sets of ranks, {n:,} units", lambda x=scores, e=errors: rank_sets(x, e, rng=1))


if __name__ == "__main__":
    main()
