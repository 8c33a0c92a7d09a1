"""What :mod:`benchmarks.consistency` measures: one task, one program, one process.

``python -m benchmarks.consistency_tasks TASK PROGRAM UNITS REVIEWERS`` prints one line of JSON: seconds, peak memory
above that of the data, and the value. Nothing but the program that is measured is imported beside numpy and scipy, so
that a peer can run under another interpreter than evalkit.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import plain

Floats = NDArray[np.float64]
RESAMPLES = 1000
_SEED = 20240501


def scores(units: int, reviewers: int) -> Floats:
    """Return marks from 0 to 100."""
    rng = np.random.default_rng(_SEED)
    level = 70 + 10 * rng.standard_normal((units, 1)) + 4 * rng.standard_normal(reviewers)
    return np.clip(np.rint(level + 6 * rng.standard_normal((units, reviewers))), 0, 100)


def tiers(units: int, reviewers: int) -> Floats:
    """Return tiers from 1 to 5."""
    return np.digitize(scores(units, reviewers), [60.0, 68, 75, 83]) + 1.0


def tiers_with_gaps(units: int, reviewers: int) -> Floats:
    """Return tiers of which three in ten are missing."""
    table = tiers(units, reviewers)
    table[np.random.default_rng(_SEED + 1).random(table.shape) < 0.3] = np.nan
    return table


def resample(units: int) -> NDArray[np.int64]:
    """Return one resample of units, the same for every program."""
    return np.random.default_rng(_SEED + 2).integers(units, size=units)


@dataclass(frozen=True)
class Run:
    """How one program does a task.

    Attributes
    ----------
    module
        What has to be importable: a module, or ``R:package``.
    compute
        From the data to the value that programs are compared by; to (value, seconds) where only a part of the work was
        done and the time of the whole is extrapolated.
    most_ratings
        Larger tables are not tried: too little memory, or an hour.
    prepare
        What is done to the data before the time is taken.
    """

    module: str
    compute: Callable[[Any], float | tuple[float, float]]
    most_ratings: int = 10**9
    prepare: Callable[[Floats], Any] | None = None


def _ours(name: str, read: str = "estimate", **options: object) -> Run:
    """Return a run of ``module:function`` of evalkit.statistics; `read` names attributes of its result."""
    module, _, function = name.partition(":")

    def compute(table: Floats) -> float:
        found = getattr(importlib.import_module(f"evalkit.statistics.{module}"), function)(table, **options)
        for attribute in read.split("."):
            found = getattr(found, attribute)
        return float(found)

    return Run("evalkit", compute)


def _plain(function: Callable[[Any], float], lowest: int | None = None) -> Run:
    """Return a run of :mod:`benchmarks.plain` on the table, or on its codes from `lowest` on."""

    def codes(table: Floats) -> NDArray[np.uint8]:
        return np.where(np.isnan(table), 255, table - (lowest or 0)).astype(np.uint8)

    return Run("numpy", function, prepare=None if lowest is None else codes)


def _ac2(table: Floats) -> float:
    from evalkit.statistics.agreement.gwet import gwet_ac

    found = gwet_ac(table, weights="quadratic")
    return float(found.estimate) + float(found.standard_error)


def _pairs(table: Floats) -> float:
    from evalkit.statistics.agreement.kappa_pairs import pairwise_kappa

    return float(pairwise_kappa(table, weights="quadratic").between(0, 1))


def _bootstrap(metric: str) -> Run:
    """All resamples; the value is that of one that every program gets."""

    def compute(table: Floats) -> float:
        from evalkit.statistics.agreement.alpha import krippendorff_alpha

        found = krippendorff_alpha(table, metric=metric)
        found.bootstrap(RESAMPLES, rng=1)
        drawn = np.bincount(resample(len(table)), minlength=len(table)).astype(float)
        return float(found.by_unit.weighted(drawn[None])[0])

    return Run("evalkit", compute)


def _krippendorff(level: str, most_ratings: int = 10**9) -> Run:
    def compute(table: Floats) -> float:
        import krippendorff

        return float(krippendorff.alpha(reliability_data=table.T, level_of_measurement=level))

    return Run("krippendorff", compute, most_ratings)


def _krippendorff_bootstrap(level: str, most_ratings: int, times: int = 10) -> Run:
    """Count by value once, then take the time of a few of the resamples."""

    def compute(table: Floats) -> tuple[float, float]:
        import krippendorff

        start = time.perf_counter()
        domain = np.unique(table[~np.isnan(table)])
        counts = np.stack([(table == v).sum(axis=1) for v in domain], axis=1)
        counted = time.perf_counter()
        rng = np.random.default_rng(1)
        for _ in range(times):
            drawn = rng.integers(len(counts), size=len(counts))
            krippendorff.alpha(value_counts=counts[drawn], value_domain=domain, level_of_measurement=level)
        seconds = counted - start + (time.perf_counter() - counted) * RESAMPLES / times
        last = counts[resample(len(counts))]
        return float(krippendorff.alpha(value_counts=last, value_domain=domain, level_of_measurement=level)), seconds

    return Run("krippendorff", compute, most_ratings)


def _irrcac(table: Floats) -> float:
    import pandas as pd
    from irrCAC.raw import CAC

    found = CAC(pd.DataFrame(table), weights="quadratic", digits=12, categories=[1.0, 2.0, 3.0, 4.0, 5.0]).gwet()
    return float(found["est"]["coefficient_value"]) + float(found["est"]["se"])


def _statsmodels(table: Floats) -> float:
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    return float(fleiss_kappa(aggregate_raters(table)[0]))


def _pingouin(table: Floats) -> float:
    import pandas as pd
    import pingouin

    units, reviewers = table.shape
    long = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(units), reviewers),
            "reviewer": np.tile(np.arange(reviewers), units),
            "score": table.reshape(-1),
        }
    )
    found = pingouin.intraclass_corr(long, targets="unit", raters="reviewer", ratings="score")
    return float(found["ICC"].iloc[1])


def _scipy(table: Floats) -> float:
    from scipy import stats

    units, reviewers = table.shape
    return float(stats.friedmanchisquare(*table).statistic) / (reviewers * (units - 1))


def _sklearn(table: Floats) -> tuple[float, float]:
    """Ten pairs at most, for there are R (R − 1)/2."""
    from sklearn.metrics import cohen_kappa_score

    reviewers = table.shape[1]
    others = range(1, min(reviewers, 11))
    start = time.perf_counter()
    values = [cohen_kappa_score(table[:, 0], table[:, j], weights="quadratic") for j in others]
    seconds = time.perf_counter() - start
    return float(values[0]), seconds * reviewers * (reviewers - 1) / 2 / len(values)


def _r(package: str, expression: str, most_ratings: int) -> Run:
    """Run an expression of R on the matrix x; R times itself, reading the data is not counted."""

    def compute(table: Floats) -> float:
        with tempfile.NamedTemporaryFile(suffix=".bin") as file:
            table.astype("<f8").T.tofile(file)  # R stores columns one after the other
            file.flush()
            code = (
                f"x <- matrix(readBin('{file.name}', 'double', {table.size}, endian = 'little'), {len(table)}); "
                f"suppressMessages(library({package})); invisible(gc(reset = TRUE)); before <- sum(gc()[, 2]); "
                f"t <- system.time(v <- {expression})[['elapsed']]; peak <- sum(gc()[, 6]) - before; "
                "cat(format(c(t, v, peak), digits = 16))"
            )
            done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True)
        seconds, value, peak = (float(number) for number in done.stdout.split())
        raise _TimedElsewhere(seconds, value, peak)

    return Run(f"R:{package}", compute, most_ratings)


class _TimedElsewhere(Exception):
    """Carries what another process measured of itself."""


#: For each task the data, and how each program does it.
TASKS: dict[str, tuple[Callable[[int, int], Floats], dict[str, Run]]] = {
    "alpha, interval, 0-100": (
        scores,
        {
            "evalkit": _ours("alpha:krippendorff_alpha", metric="interval"),
            "plain numpy": _plain(plain.alpha_interval),
            "krippendorff": _krippendorff("interval", 1_000_000),
        },
    ),
    "alpha, ordinal, 1-5": (
        tiers,
        {
            "evalkit": _ours("alpha:krippendorff_alpha", metric="ordinal"),
            "plain numpy": _plain(plain.alpha_ordinal, 1),
            "krippendorff": _krippendorff("ordinal"),
        },
    ),
    "alpha, ordinal, 1-5, 30 % missing": (
        tiers_with_gaps,
        {
            "evalkit": _ours("alpha:krippendorff_alpha", metric="ordinal"),
            "plain numpy": _plain(plain.alpha_ordinal, 1),
            "krippendorff": _krippendorff("ordinal"),
        },
    ),
    "AC2 quadratic with standard error": (
        tiers,
        {"evalkit": Run("evalkit", _ac2), "plain numpy": _plain(plain.ac2, 1), "irrCAC": Run("irrCAC", _irrcac)},
    ),
    "Fleiss' kappa, 1-5": (
        tiers,
        {
            "evalkit": _ours("fleiss:fleiss_kappa"),
            "plain numpy": _plain(plain.fleiss, 1),
            "statsmodels": Run("statsmodels", _statsmodels),
        },
    ),
    "ICC(A,1), 0-100": (
        scores,
        {
            "evalkit": _ours("icc:icc", "agreement.estimate"),
            "plain numpy": _plain(plain.icc_agreement),
            "pingouin": Run("pingouin", _pingouin),
            "R psych": _r("psych", "ICC(x, lmer = FALSE)$results[2, 2]", 10_000),
        },
    ),
    "Kendall's W, 0-100": (
        scores,
        {
            "evalkit": _ours("kendall:kendall_w"),
            "plain numpy": _plain(plain.kendall, 0),
            "scipy": Run("scipy", _scipy),
            "R vegan": _r("vegan", "kendall.global(x, nperm = 1)$Concordance_analysis[1, 1]", 1_000_000),
        },
    ),
    "all pairs, quadratic kappa, 1-5": (
        tiers,
        {
            "evalkit": Run("evalkit", _pairs),
            "plain numpy": _plain(plain.first_of_all_pairs, 1),
            "scikit-learn": Run("sklearn", _sklearn),
        },
    ),
    "alpha, ordinal, 1,000 resamples": (
        tiers,
        {"evalkit": _bootstrap("ordinal"), "krippendorff": _krippendorff_bootstrap("ordinal", 20_000_000)},
    ),
    "alpha, interval, 1,000 resamples": (
        tiers,
        {"evalkit": _bootstrap("interval"), "krippendorff": _krippendorff_bootstrap("interval", 20_000_000)},
    ),
}


def installed(module: str) -> bool:
    """Tell whether what a run needs is there."""
    kind, _, package = module.rpartition(":")
    if kind != "R":
        return importlib.util.find_spec(module) is not None
    try:
        code = f"quit(status = !requireNamespace('{package}', quietly = TRUE))"
        return subprocess.run(["Rscript", "-e", code], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def measure(task: str, program: str, units: int, reviewers: int) -> dict[str, float | bool | None]:
    """Run one task once, after a small one that pays for imports; the quickest of up to three where it is short."""
    make, runs = TASKS[task]
    run = runs[program]
    if not installed(run.module):
        return {"installed": False}
    if units * reviewers > run.most_ratings:
        return {"installed": True, "seconds": None}
    prepare = run.prepare or (lambda table: table)
    try:
        run.compute(prepare(make(50, reviewers)))
    except _TimedElsewhere:
        pass
    table = prepare(make(units, reviewers))
    before = _forget_peak()
    best, partial = np.inf, False
    for _ in range(3):
        start = time.perf_counter()
        try:
            found = run.compute(table)
        except _TimedElsewhere as elsewhere:
            seconds, value, megabytes = elsewhere.args
            return {
                "installed": True,
                "seconds": seconds,
                "value": value,
                "megabytes": megabytes,
                "partial": False,
            }
        spent = time.perf_counter() - start
        partial = isinstance(found, tuple)
        value, seconds = found if isinstance(found, tuple) else (found, spent)
        best = min(best, seconds)
        if spent > 2:
            break
    return {
        "installed": True,
        "seconds": best,
        "value": value,
        "megabytes": max(0.0, _peak() - before),
        "partial": partial,
    }


def _peak() -> float:
    """Return the most memory that this process had since it was forgotten, in MB."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(float(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _forget_peak() -> float:
    """Take the memory that the process has now for its peak (Linux), so that making the data does not count."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
            file.write("5")
    except OSError:
        pass
    return _peak()


def memory_pass(units: int, reviewers: int) -> float:
    """Return the seconds that one sum over the ratings as float64 takes: what nothing can be faster than."""
    table = scores(units, reviewers)
    best = np.inf
    for _ in range(5):
        start = time.perf_counter()
        table.sum()
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
