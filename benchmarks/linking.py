"""Whether ``design`` predicts what comes to pass, and whether shifts between editions are found: made-up panels.

python -m benchmarks.linking 200                # both parts
python -m benchmarks.linking 200 --part design
"""

from __future__ import annotations

import argparse
import sys

import numpy as np

from evalkit.reliability.design import law_of
from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.design import Panel, expected
from evalkit.statistics.linking import Link, shift

EDGES = np.array([49.5, 69.5, 84.5])
N_UNITS, N_REVIEWERS, EACH = 60, 15, 4
SEVERITY, RESIDUAL = 2.5, 5.0


def dealt(rng: np.random.Generator, n_units: int = N_UNITS, n_reviewers: int = N_REVIEWERS, each: int = EACH):
    """Return unit and reviewer of each sheet, reviewers at random."""
    unit = np.repeat(np.arange(n_units), each)
    reviewer = np.concatenate([rng.permutation(n_reviewers)[:each] for _ in range(n_units)])
    return unit, reviewer


def true_scores(rng: np.random.Generator) -> np.ndarray:
    """Draw skewed true scores: 100 less a gamma variable of mean 30, sd 13."""
    return np.clip(100 - rng.gamma(30**2 / 13**2, 13**2 / 30, N_UNITS), 0, 100)


def predicted_and_realised(rng: np.random.Generator) -> tuple[float, float]:
    """Return which share of tiers is predicted to be wrong from one panel's marks, and is wrong in the next panel."""
    unit, reviewer = dealt(rng)
    truth = true_scores(rng)
    marks = (
        truth[unit] + SEVERITY * rng.standard_normal(N_REVIEWERS)[reviewer] + RESIDUAL * rng.standard_normal(len(unit))
    )
    law = law_of(crossed_effects(unit, reviewer, marks), np.full(N_UNITS, "1"), "past")
    if law is None:
        raise RuntimeError("the panel has no fit")
    unit, reviewer = dealt(rng)
    panel = Panel(unit, reviewer, law.severity_sd, law.residual_sd, EDGES, (0.0, 100.0))
    found = expected(panel, law.truths(["1"] * N_UNITS, 300, rng), 2.0, rng)
    # What comes to pass, unit by unit.
    truth, severity, wrong = true_scores(rng), SEVERITY * rng.standard_normal(N_REVIEWERS), 0
    for u in range(N_UNITS):
        own = [truth[u] + severity[r] + RESIDUAL * rng.standard_normal() for r in reviewer[unit == u]]
        score = sum(min(max(m, 0.0), 100.0) for m in own) / len(own)
        wrong += sum(score >= e for e in EDGES) != sum(truth[u] >= e for e in EDGES)
    return found.misplaced / N_UNITS, wrong / N_UNITS


def design(n: int) -> None:
    """Print how far prediction and outcome are apart."""
    found = np.array([predicted_and_realised(np.random.default_rng([8, k])) for k in range(n)])
    predicted, realised = found.mean(axis=0)
    error = found[:, 1].std() / np.sqrt(n)
    sys.stdout.write("| panels | predicted wrong | realised wrong | standard error |\n| ---: | ---: | ---: | ---: |\n")
    sys.stdout.write(f"| {n} | {100 * predicted:.1f} % | {100 * realised:.1f} % | {100 * error:.1f} |\n")


def held(rng: np.random.Generator, link: Link, size: float) -> bool:
    """Return whether the interval of the shift holds the one that was planted: points, above or below 0.

    ``reviewers``: 9 of 15 reviewers marked in both editions, and the others of the second make up the shift; all units
    are others. ``units``: 40 of 60 units were marked in both, each changed by chance (sd 3); marks rose by the shift.
    """
    sheets = [dealt(rng), dealt(rng)]
    severity = SEVERITY * rng.standard_normal(2 * N_REVIEWERS)
    shared = 9 if link == "reviewers" else N_REVIEWERS
    people = [r + (N_REVIEWERS * (r >= shared) if k else 0) for k, (_, r) in enumerate(sheets)]
    if link == "reviewers":
        weights = [np.bincount(r, minlength=2 * N_REVIEWERS) / len(r) for r in people]
        new = np.arange(2 * N_REVIEWERS) >= N_REVIEWERS
        severity[new] += (size - (weights[1] - weights[0]) @ severity) / weights[1][new].sum()
    first = true_scores(rng)
    second = np.concatenate([first[:40] + 3 * rng.standard_normal(40), true_scores(rng)[40:]])
    second += size if link == "units" else 5.0
    marks = [t[u] + severity[r] + RESIDUAL * rng.standard_normal(len(u)) for t, (u, _), r in
             zip((first, second), sheets, people, strict=True)]  # fmt: skip
    places = [u + (k * N_UNITS * (u >= 40) if link == "units" else k * N_UNITS) for k, (u, _) in enumerate(sheets)]
    later = np.repeat([False, True], [len(m) for m in marks])
    found = shift(np.concatenate(places), np.concatenate(people), later, np.concatenate(marks), link)
    return found.confidence_interval is not None and bool(
        found.confidence_interval.low <= size <= found.confidence_interval.high
    )


def shifts(n: int) -> None:
    """Print how often the interval holds the planted shift."""
    sys.stdout.write("| link | planted | panels | interval holds it |\n| --- | ---: | ---: | ---: |\n")
    links: tuple[Link, ...] = ("reviewers", "units")
    for link in links:
        for size in (-3.0, 3.0):
            hits = [held(np.random.default_rng([9, k]), link, size) for k in range(n)]
            sys.stdout.write(f"| {link} | {size:+.0f} | {n} | {np.mean(hits):.3f} |\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("panels", type=int)
    parser.add_argument("--part", choices=["design", "shifts"])
    given = parser.parse_args()
    if given.part != "shifts":
        design(given.panels)
    if given.part != "design":
        shifts(given.panels)
