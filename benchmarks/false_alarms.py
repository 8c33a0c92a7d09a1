"""How often the diagnostics accuse a reviewer who does nothing wrong, how often their intervals cover, what they find.

Run ``python -m benchmarks.false_alarms [seeds]``. Panels of 99 units, 31 reviewers, five reviewers a unit, 20
indicators, two rounds; in the plain panel nobody differs from anybody but in what each thinks of single indicators.
The binomial error of a rate of 5 % over 200 panels of 31 reviewers is 0.3 points, that of a rate by panel 1.5.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evalkit.statistics.diagnostics import reviewer_diagnostics

N_UNITS, N_REVIEWERS, N_INDICATORS, PER_UNIT = 99, 31, 20, 5
NAMES = ("severity", "spread", "erratic", "halo", "drift", "own-advantage")


@dataclass(frozen=True)
class Panel:
    """What a made-up panel is like; standard deviations in points of one mark."""

    units: float = 6.0
    severity: float = 0.0
    cell: float = 2.0
    unit_indicator: float = 2.5
    reviewer_indicator: float = 1.0
    error: float = 4.0
    step: float = 0.0
    planted: str | None = None


def ratings(panel: Panel, rng: np.random.Generator) -> dict[str, NDArray[np.float64]]:
    """Draw one panel; the first reviewer is the one with the planted effect."""
    order = np.concatenate([rng.permutation(N_REVIEWERS) for _ in range(N_UNITS * PER_UNIT // N_REVIEWERS + 3)])
    chosen: list[list[int]] = []
    start = 0
    while len(chosen) < N_UNITS:
        group = list(dict.fromkeys(order[start : start + 2 * PER_UNIT].tolist()))[:PER_UNIT]
        chosen.append(group)
        start = (start + PER_UNIT) % (len(order) - 2 * PER_UNIT)
    unit = np.repeat(np.arange(N_UNITS), PER_UNIT)
    reviewer = np.array(chosen).ravel()
    own = unit % 10 == reviewer % 10
    quality = panel.units * rng.standard_normal(N_UNITS)
    severe = panel.severity * rng.standard_normal(N_REVIEWERS)
    aspect = panel.unit_indicator * rng.standard_normal((N_UNITS, N_INDICATORS))
    taste = panel.reviewer_indicator * rng.standard_normal((N_REVIEWERS, N_INDICATORS))
    taste -= taste.mean(axis=1, keepdims=True)
    cell = panel.cell * rng.standard_normal(len(unit))
    first = reviewer == 0
    rounds = []
    for number in range(2):
        noise = panel.error * rng.standard_normal((len(unit), N_INDICATORS))
        parts = aspect[unit] + noise
        level = quality[unit] + cell + 0.7 * panel.cell * rng.standard_normal(len(unit))
        if panel.planted == "spread":
            level = np.where(first, 0.4 * level, level)
        if panel.planted == "halo":
            parts = np.where(first[:, None], 0.4 * parts, parts)
        if panel.planted == "erratic":
            parts = parts + np.where(first[:, None], 5.0 * rng.standard_normal((len(unit), 1)), 0.0)
        if panel.planted == "severity":
            level = level - 4.0 * first
        if panel.planted == "drift" and number == 1:
            level = level - 4.0 * first
        if panel.planted == "own-advantage":
            level = level + 8.0 * (first & own)
        marks = 75 + level[:, None] + severe[reviewer][:, None] + taste[reviewer] + parts
        rounds.append(np.round(marks / panel.step) * panel.step if panel.step else marks)
    table = np.stack(rounds)
    shape = table.shape
    return {
        "unit": np.broadcast_to(unit[None, :, None], shape).ravel().astype(float),
        "reviewer": np.broadcast_to(reviewer[None, :, None], shape).ravel().astype(float),
        "indicator": np.broadcast_to(np.arange(N_INDICATORS), shape).ravel().astype(float),
        "round": np.broadcast_to(np.arange(2)[:, None, None], shape).ravel().astype(float),
        "own": np.broadcast_to(own[None, :, None], shape).ravel().astype(float),
        "values": table.ravel(),
        "severe": severe - severe.mean(),
    }


def study(panel: Panel, n_seeds: int, seed: int = 1) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield by diagnostic: the rate of p ≤ 0.05, of any Holm p ≤ 0.05 in a panel, of BH ≤ 0.05, and of coverage."""
    single: dict[str, list[float]] = {name: [] for name in NAMES}
    family: dict[str, list[float]] = {name: [] for name in NAMES}
    discovery: dict[str, list[float]] = {name: [] for name in NAMES}
    covered: dict[str, list[float]] = {name: [] for name in NAMES}
    found: dict[str, list[float]] = {name: [] for name in NAMES}
    truth = {"spread": 0.0, "erratic": 1.0, "drift": 0.0, "own-advantage": 0.0}
    for k in range(n_seeds):
        columns = ratings(panel, np.random.default_rng([seed, k]))
        results = reviewer_diagnostics(
            columns["unit"].astype(int),
            columns["reviewer"].astype(int),
            columns["values"],
            indicator=columns["indicator"].astype(int),
            round=columns["round"].astype(int),
            own=columns["own"] > 0,
        )
        for name, result in results.items():
            tested = [f for f in result.findings if f.p is not None]
            single[name] += [float(f.p <= 0.05) for f in tested if f.p is not None]
            family[name].append(float(bool(result.flagged())))
            discovery[name].append(float(bool(result.flagged(adjusted="p_bh"))))
            found[name].append(float(0 in result.flagged()))
            for finding in tested:
                interval = finding.confidence_interval()
                true = columns["severe"][finding.reviewer] if name == "severity" else truth.get(name)
                if interval is not None and true is not None:
                    covered[name].append(float(interval.low <= true <= interval.high))
    for diagnostic in NAMES:
        yield (
            diagnostic,
            {
                "tests": float(len(single[diagnostic])),
                "p": _mean(single[diagnostic]),
                "any_holm": _mean(family[diagnostic]),
                "any_bh": _mean(discovery[diagnostic]),
                "covered": _mean(covered[diagnostic]),
                "first_found": _mean(found[diagnostic]),
            },
        )


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(n_seeds: int) -> None:
    """Print the tables."""
    plain = Panel()
    variants = {
        "no effect at all": plain,
        "marks in whole points": replace(plain, step=1.0),
        "severities differ (sd 2)": replace(plain, severity=2.0),
        "no common impression of a cell": replace(plain, cell=0.0),
    }
    for title, panel in variants.items():
        _say(f"\n{title}, {n_seeds} panels")
        _say(f"{'':16}{'tests':>8}{'p≤.05':>9}{'Holm any':>10}{'BH any':>9}{'covered':>9}")
        for name, row in study(panel, n_seeds):
            _say(
                f"{name:16}{row['tests']:8.0f}{row['p']:9.4f}{row['any_holm']:10.3f}{row['any_bh']:9.3f}"
                f"{row['covered']:9.4f}"
            )
    _say(f"\nplanted in the first reviewer: share of {n_seeds // 4} panels in which Holm p ≤ .05")
    for name in NAMES:
        rows = dict(study(replace(plain, severity=1.0, planted=name), n_seeds // 4))
        _say(f"{name:16}" + "".join(f"{other}: {row['first_found']:.2f}  " for other, row in rows.items()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
