"""Time and memory of an assignment: ``python -m benchmarks.assignment``.

Made-up programmes of three sizes, the largest that of a national programme: ten fields, two conflicts in a hundred, a
tie of every reviewer to one unit, reciprocal marks forbidden; three reviewers a unit in the grouped round and two in
the crossed one. Each size runs in a process of its own, since the peak of a process never falls.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from datetime import date

import numpy as np
import pandas as pd

from evalkit.edition.conflicts import blocked as blocked_pairs
from evalkit.review.assignment import assign
from evalkit.rules.models import (
    Cohort,
    Conflicts,
    Percent,
    Ranking,
    Review,
    Round,
    Rules,
    Scores,
    Subject,
    Text,
    Window,
)

SIZES = ((99, 31, 5), (500, 100, 10), (2000, 400, 10))
_REPEATS = 3


def rules(n_subjects: int) -> Rules:
    """Return rules with so many fields and two rounds."""
    steps = (("first", "grouped", 3), ("second", "crossed", 2))
    return Rules(
        programme="benchmark",
        edition="1",
        title=_text("1"),
        window=Window(first=date(2019, 1, 1), last=date(2019, 12, 31)),
        cohorts=(Cohort(id="1", name=_text("1"), code=".*"),),
        subjects=tuple(Subject(id=f"s{i}", name=_text(f"s{i}")) for i in range(n_subjects)),
        scores=Scores.model_validate({"min": 0, "max": 100, "step": 1}),
        ranking=Ranking(ties="competition"),
        percent=Percent(decimals=2, rounding="half-up"),
        review=Review(
            rounds=tuple(Round.model_validate(_round(*step)) for step in steps),
            conflicts=Conflicts(former_years=3, reciprocal=True),
        ),
    )


def _text(text: str) -> Text:
    return Text(zh=text, en=text)


def _round(name: str, kind: str, reviewers: int) -> dict[str, object]:
    return {"id": name, "kind": kind, "name": {"zh": name, "en": name}, "reviewers_per_unit": reviewers}


def measure(n_units: int, n_reviewers: int, n_subjects: int) -> str:
    """Assign once for each of a few seeds and return a line: the times, the peak memory and the loads."""
    rng = np.random.default_rng(2019)
    subjects = np.array([f"s{i}" for i in range(n_subjects)])
    units = pd.DataFrame({"unit": [f"U{i:04}" for i in range(n_units)], "subject": rng.choice(subjects, n_units)})
    people = pd.DataFrame(
        {"reviewer": [f"R{i:03}" for i in range(n_reviewers)], "subject": np.resize(subjects, n_reviewers)}
    )
    ties = pd.DataFrame({"reviewer": people["reviewer"], "unit": rng.choice(units["unit"], n_reviewers)})
    ties["kind"] = "current"
    blocked = rng.random((n_units, n_reviewers)) < 0.02
    blocked |= blocked_pairs(ties, units["unit"].tolist(), people["reviewer"].tolist())
    times = []
    for seed in range(_REPEATS):
        start = time.perf_counter()
        made = assign(units, people, rules(n_subjects), blocked, seed=seed, affiliations=ties)
        times.append(f"{time.perf_counter() - start:.2f}")
    # Kibibytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    second, both = made.report.balance.iloc[-2], made.report.balance.iloc[-1]
    return (
        f"{n_units:5} units x {n_reviewers:3} reviewers: {', '.join(times)} s, peak {peak:.0f} MiB; "
        f"second round {second['least']} to {second['most']} units, both rounds {both['least']} to {both['most']}"
    )


def main() -> None:
    """Print a line a size."""
    processes = multiprocessing.get_context("spawn")
    for size in SIZES:
        with processes.Pool(1) as pool:
            print(pool.apply(measure, size), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
