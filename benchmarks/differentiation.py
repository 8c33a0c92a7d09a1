"""How often the question of telling indicators apart accuses somebody who does nothing wrong, and what it finds.

Run ``python -m benchmarks.differentiation [seeds]``. The panels are those of :mod:`benchmarks.false_alarms`: 99 units,
31 reviewers, five a unit, 20 indicators. ``halo`` is a reviewer who sees 40 % of the differences between indicators.
"""

from __future__ import annotations

import sys

import numpy as np

from benchmarks.false_alarms import N_INDICATORS, Panel, ratings
from evalkit.reliability.diagnostics import differentiation

PANELS = {
    "plain": Panel(),
    "no taste of a reviewer for single indicators": Panel(reviewer_indicator=0.0),
    "severities differ by 2 points": Panel(severity=2.0),
    "marks in steps of 5": Panel(step=5.0),
    "one reviewer with a halo": Panel(planted="halo"),
}


def study(panel: Panel, seeds: int) -> tuple[float, float, float]:
    """Return the rate of p ≤ 0.05 among the innocent, of panels with any of them flagged, and of the first flagged."""
    single, family, first = [], [], []
    for k in range(seeds):
        columns = ratings(panel, np.random.default_rng([7, k]))
        keep = columns["round"] == 0
        unit, reviewer, marks = (columns[n][keep].reshape(-1, N_INDICATORS) for n in ("unit", "reviewer", "values"))
        found = differentiation(unit[:, 0].astype(int), reviewer[:, 0].astype(int), marks / 100)
        innocent = [f for f in found.findings if panel.planted is None or f.reviewer != 0]
        single += [f.p <= 0.05 for f in innocent if f.p is not None]
        family.append(any(f.p_holm <= 0.05 for f in innocent if f.p_holm is not None))
        first.append(0 in found.flagged())
    return float(np.mean(single)), float(np.mean(family)), float(np.mean(first))


def main() -> None:
    """Print the table."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{seeds} panels each\n")  # noqa: T201
    print("| panel | p ≤ 0.05 | any Holm p ≤ 0.05 in a panel | the first reviewer found |")  # noqa: T201
    print("| --- | ---: | ---: | ---: |")  # noqa: T201
    for name, panel in PANELS.items():
        single, family, first = study(panel, seeds)
        print(f"| {name} | {single:.1%} | {family:.1%} | {first:.1%} |")  # noqa: T201


if __name__ == "__main__":
    main()
