"""How often the diagnostics accuse a reviewer who does nothing wrong, how often their intervals cover, what they find.

``python -m benchmarks.false_alarms [seeds] [--part …] [--write PAGE]`` makes the tables of docs/statistics-study.md
in three parts: the diagnostics on the panels below, all other intervals (:mod:`benchmarks.coverage`), and the
demonstration (:mod:`benchmarks.planted`). Panels of 99 units, 31 reviewers, five reviewers a unit, 20 indicators, two
rounds; in the plain panel nobody differs from anybody but in what each thinks of single indicators. The binomial error
of a rate of 5 % over 200 panels of 31 reviewers is 0.3 points, that of a rate by panel 1.5.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import false_discovery_control

from benchmarks import coverage, false_alarms_noise, planted

N_UNITS, N_REVIEWERS, N_INDICATORS, PER_UNIT = 99, 31, 20, 5
NAMES = false_alarms_noise.QUESTIONS
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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


def sheets(panel: Panel, rng: np.random.Generator) -> tuple[Ints, Ints, Floats, NDArray[np.bool_], Floats]:
    """Draw one panel; the first reviewer is the one with the planted effect.

    Returns
    -------
    Unit and reviewer of each sheet, shape (N,); marks, shape (2, N, I); whether the unit is an own one, shape (N,);
    true severities, shape (R,).
    """
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
    return unit, reviewer, np.stack(rounds), own, severe - severe.mean()


def ratings(panel: Panel, rng: np.random.Generator) -> dict[str, Floats]:
    """Draw one panel as columns, a row a single mark."""
    unit, reviewer, marks, own, severe = sheets(panel, rng)
    shape = marks.shape
    columns = {
        "unit": unit[None, :, None],
        "reviewer": reviewer[None, :, None],
        "indicator": np.arange(N_INDICATORS),
        "round": np.arange(2)[:, None, None],
        "own": own[None, :, None],
        "values": marks,
    }
    made = {name: np.broadcast_to(column, shape).ravel().astype(float) for name, column in columns.items()}
    return made | {"severe": severe}


def judge(
    panel: Panel, seed: np.random.SeedSequence, only: Collection[str] = NAMES
) -> dict[str, dict[str, list[float]]]:
    """Draw one panel; return by diagnostic what its reviewers were told: 1 for yes and 0 for no."""
    truth = dict.fromkeys(("spread", "differentiation", "drift", "own-advantage"), 0.0) | {"erratic": 1.0}
    unit, reviewer, marks, own, severe = sheets(panel, np.random.default_rng(seed))
    totals = marks.mean(axis=2)
    results = false_alarms_noise.questions(unit, reviewer, (totals[0], totals[1]), marks[0], own, only)
    told: dict[str, dict[str, list[float]]] = {}
    for name, result in results.items():
        tested = [f for f in result.findings if f.p is not None]
        rates = false_discovery_control([f.p for f in tested]).tolist() if tested else []
        covered: list[float] = []
        for finding in tested:
            interval = finding.confidence_interval()
            true = severe[finding.reviewer] if name == "severity" else truth.get(name)
            if interval is not None and true is not None:
                covered.append(float(interval.low <= true <= interval.high))
        told[name] = {
            "p": [float(f.p <= 0.05) for f in tested if f.p is not None],
            "any_holm": [float(bool(result.flagged()))],
            # As by Holm, nobody stands out who does not by exchange.
            "any_bh": [float(any(max(p, f.p_exchange or 0.0) <= 0.05 for p, f in zip(rates, tested, strict=True)))],
            "covered": covered,
            "first_found": [float(0 in result.flagged())],
        }
    return told


def study(
    panel: Panel, n_seeds: int, seed: int = 1, scheduler: str | None = None, only: Collection[str] = NAMES
) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield by diagnostic: the rate of p ≤ 0.05, of any Holm p ≤ 0.05 in a panel, of BH ≤ 0.05, and of coverage."""
    seeds = [np.random.SeedSequence([seed, k]) for k in range(n_seeds)]
    one = partial(judge, panel, only=only)
    if scheduler is None:
        told = [one(seed) for seed in seeds]
    else:
        from distributed import Client

        with Client(scheduler) as client:
            told = client.gather(client.map(one, seeds))
    for name in (name for name in NAMES if name in only):
        rows = [judged[name] for judged in told]
        rates = {key: _mean([value for row in rows for value in row[key]]) for key in rows[0]} if rows else {}
        yield name, {"tests": float(sum(len(row["p"]) for row in rows)), **rates}


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


#: Panels in which nobody does anything wrong.
PLAIN = {
    "nobody differs": Panel(),
    "marks in whole points": Panel(step=1.0),
    "severities differ (sd 2)": Panel(severity=2.0),
    "no common impression of a cell": Panel(cell=0.0),
}
#: What is planted in the first of 31 reviewers, in points of one mark.
EFFECTS = {
    "severity": "4 points lower throughout",
    "spread": "0.4 of the differences between units",
    "erratic": "5 points of noise on each sheet",
    "halo": "0.4 of the differences between indicators",
    "drift": "4 points lower in the second round",
    "own-advantage": "8 points for own units (about 1.6 of 16 sheets)",
}


def alarms(seeds: int, scheduler: str | None, only: Collection[str]) -> Iterator[str]:
    """Yield the lines of the tables about diagnostics."""
    yield from ("", "### False alarms and coverage", "")
    yield "| panel | diagnostic | tests | p ≤ .05 | any reviewer, Holm | any, BH | interval holds the truth |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for title, panel in PLAIN.items():
        for name, row in study(panel, seeds, scheduler=scheduler, only=only):
            cells = [f"{row['tests']:.0f}", *(f"{row[key]:.3f}" for key in ("p", "any_holm", "any_bh"))]
            cells.append("" if np.isnan(row["covered"]) else f"{row['covered']:.3f}")
            yield f"| {title} | {name} | {' | '.join(cells)} |"
    yield from ("", "### Planted in the first reviewer: share of panels in which Holm p ≤ .05", "")
    names = [name for name in NAMES if name in only]
    yield f"| planted | size | {' | '.join(names)} |"
    yield "| --- | --- |" + " ---: |" * len(names)
    for name, size in EFFECTS.items():
        found = dict(study(Panel(severity=1.0, planted=name), seeds, scheduler=scheduler, only=only))
        yield f"| {name} | {size} | " + " | ".join(f"{found[other]['first_found']:.2f}" for other in names) + " |"


def intervals(seeds: int, scheduler: str | None, only: Collection[str]) -> Iterator[str]:
    """Yield the lines of the table about intervals."""
    yield from ("", "| interval at 95 % | intervals | hold the truth | undefined |", "| --- | ---: | ---: | ---: |")
    for name, number, share, none in coverage.rows(seeds):
        yield f"| {name} | {number} | {share:.3f} | {none} |"


def demonstration(seeds: int, scheduler: str | None, only: Collection[str]) -> Iterator[str]:
    """Yield the lines of the table about the demonstration."""
    yield from ("", "| who | flagged by | editions | share |", "| --- | --- | ---: | ---: |")
    for who, name, number, share in planted.rows(seeds):
        yield f"| {who} | {name} | {number} | {share:.3f} |"


def noise(seeds: int, scheduler: str | None, only: Collection[str]) -> Iterator[str]:
    """Yield the lines of the table about errors that are not normal."""
    names = [name for name in NAMES if name in only]
    yield from ("", f"| design | noise | panels | {' | '.join(names)} |")
    yield "| --- | --- |" + " ---: |" * (1 + len(names))
    for where, law, number, shares in false_alarms_noise.rows(seeds, only):
        yield f"| {where} | {law} | {number} | {' | '.join(f'{share:.3f}' for share in shares)} |"


PARTS: dict[str, tuple[str, Callable[[int, str | None, Collection[str]], Iterator[str]]]] = {
    "diagnostics": ("Diagnostics of reviewers", alarms),
    "noise": ("Errors that are not normal", noise),
    "intervals": ("Intervals", intervals),
    "demonstration": ("The demonstration", demonstration),
}
_BEGIN, _END = "<!-- begin {} -->", "<!-- end {} -->"


def put(page: Path, part: str, lines: list[str]) -> None:
    """Replace one part of a page between its two marks."""
    text = page.read_text(encoding="utf-8")
    begin, end = _BEGIN.format(part), _END.format(part)
    if begin not in text or end not in text:
        raise SystemExit(f"{page} has no lines {begin} and {end}")
    head, rest = text.split(begin, 1)
    page.write_text(f"{head}{begin}\n" + "\n".join(lines) + f"\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")


def main() -> None:
    """Print the tables, or put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("seeds", type=int, nargs="?", default=200, help="panels for each row; 200")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part")
    only = "ask only this question, in the parts diagnostics and noise"
    parser.add_argument("--question", choices=NAMES, action="append", help=only)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into docs/statistics-study.md")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="draw the panels on this Dask cluster (docs/cluster.md)")
    options = parser.parse_args()
    asked = options.question or NAMES
    for part in options.part or PARTS:
        title, tables = PARTS[part]
        asking = "".join(f" --question {name}" for name in options.question or ())
        command = f"`python -m benchmarks.false_alarms {options.seeds} --part {part}{asking}`"
        lines = [f"{command}, {dt.datetime.now(dt.UTC):%Y-%m-%d}.", *tables(options.seeds, options.scheduler, asked)]
        if options.write:
            put(options.write, part, lines)
        else:
            sys.stdout.write(f"\n## {title}\n\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
