"""Crossed random effects against lme4 and mixedlm: times, peak memory, and the same numbers, in one run.

Run ``python -m benchmarks.crossed_effects [all]``. Every fit runs in a process of its own, which reads the table, fits
mark ~ 1 + (1|unit) + (1|reviewer) by REML, computes the severity of every reviewer with its standard error, and says
how long that took (reading aside) and how much memory the process had at most. lme4 is looked for through Rscript;
mixedlm in the interpreter that EVALKIT_MIXEDLM names, else in this one. Missing peers are left out by name; every program has one
thread. InstEval is
read from the reference data (EVALKIT_REFERENCE, else ``../shared/reference``), the other tables are made up.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

REPOSITORY = Path(__file__).resolve().parents[1]
TIMEOUT = 600

#: Units, reviewers, share of the cells that hold a mark.
TABLES = {"100 × 31": (100, 31, 0.7), "1,000 × 50": (1000, 50, 0.7), "10,000 × 100": (10_000, 100, 0.7)}
LARGE = {"100,000 × 50": (100_000, 50, 0.7), "1,000,000 × 20": (1_000_000, 20, 0.7)}

OWN = """
import json, resource, sys, time
import numpy as np
from evalkit.statistics.crossed.effects import crossed_effects
table = np.load(sys.argv[1])
unit, reviewer, value = table["unit"], table["reviewer"], table["value"]
start = time.perf_counter()
fit = crossed_effects(unit, reviewer, value)
severity = fit.effects("reviewer")
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "megabytes": peak, "criterion": fit.criterion, "n_evaluations": fit.n_evaluations,
    "severity": severity.effect[:3].tolist(), "error": severity.conditional_sd[:3].tolist()}))
"""

MIXEDLM = """
import json, resource, sys, time, warnings
import numpy as np, pandas as pd, mixedlm
warnings.simplefilter("ignore")
table = np.load(sys.argv[1])
frame = pd.DataFrame({name: np.char.zfill(table[name].astype(str), 8) for name in ("unit", "reviewer")})
frame["value"] = table["value"]
start = time.perf_counter()
fit = mixedlm.lmer("value ~ 1 + (1 | unit) + (1 | reviewer)", frame)
effects = fit.ranef(condVar=True)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
severity = next(iter(dict(effects.items())["reviewer"].values()))[:3]
error = np.sqrt(next(iter(effects.condVar["reviewer"].values()))[:3])
print(json.dumps({"seconds": seconds, "megabytes": peak, "criterion": float(fit.REMLcrit()),
    "severity": severity.tolist(), "error": error.tolist()}))
"""

LME4 = """
suppressMessages(library(lme4))
data <- read.csv(gzfile(commandArgs(TRUE)[1]))
data$unit <- factor(data$unit); data$reviewer <- factor(data$reviewer)
start <- proc.time()[["elapsed"]]
fit <- lmer(value ~ 1 + (1 | unit) + (1 | reviewer), data)
effects <- ranef(fit, whichel = "reviewer", condVar = TRUE)$reviewer
seconds <- proc.time()[["elapsed"]] - start
line <- grep("VmHWM", readLines("/proc/self/status"), value = TRUE)
peak <- as.numeric(gsub("[^0-9]", "", line)) / 1024
key <- order(as.numeric(rownames(effects)))[1:3]
list <- function(x) paste(sprintf("%.9f", x), collapse = ",")
cat(sprintf('{"seconds": %.4f, "megabytes": %.1f, "criterion": %.9f, "severity": [%s], "error": [%s]}', seconds, peak,
    REMLcrit(fit), list(effects[key, 1]), list(sqrt(attr(effects, "postVar")[1, 1, key]))))
"""


@dataclass(frozen=True)
class Row:
    """One program on one table; every field but the names is None where it did not run or does not tell."""

    table: str
    n_ratings: int
    program: str
    seconds: float | None
    megabytes: float | None
    criterion: float | None
    severity: tuple[float, ...] | None
    standard_error: tuple[float, ...] | None
    remark: str


def rows(*, large: bool = False, quick: bool = False, mixedlm: str | None = None) -> Iterator[Row]:
    """Yield one row for each table and program, this library first.

    Parameters
    ----------
    large
        Also the tables with millions of ratings.
    quick
        Only tables with fewer than 50,000 ratings.
    mixedlm
        Interpreter that has mixedlm; by default that of EVALKIT_MIXEDLM, else this one.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, unit, reviewer, value in tables(large):
            if quick and len(value) > 50_000:
                continue
            path = Path(folder) / "table.npz"
            np.savez(path, unit=unit, reviewer=reviewer, value=value)
            yield _run(name, len(value), "evalkit", [sys.executable, "-c", OWN, str(path)])
            if len(value) > 1_000_000:
                yield _left_out(name, len(value), "mixedlm", "not tried: too large")
                yield _left_out(name, len(value), "lme4", "not tried: too large")
                continue
            python = mixedlm or os.environ.get("EVALKIT_MIXEDLM", sys.executable)
            yield _run(name, len(value), "mixedlm", [python, "-c", MIXEDLM, str(path)])
            if shutil.which("Rscript") is None:
                yield _left_out(name, len(value), "lme4", "no Rscript")
                continue
            text = Path(folder) / "table.csv.gz"
            with gzip.open(text, "wt", encoding="utf-8", compresslevel=1, newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow(["unit", "reviewer", "value"])
                writer.writerows(zip(unit.tolist(), reviewer.tolist(), value.tolist(), strict=True))
            yield _run(name, len(value), "lme4", ["Rscript", "-e", LME4, str(text)])


def tables(large: bool) -> Iterator[tuple[str, NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Yield name, unit, reviewer and mark of each table."""
    folder = Path(os.environ.get("EVALKIT_REFERENCE", REPOSITORY.parent / "shared" / "reference"))
    insteval = folder / "insteval.csv.gz"
    if insteval.exists():
        with gzip.open(insteval, "rt", encoding="utf-8") as stream:
            table = [(int(row["s"]), int(row["d"]), float(row["y"])) for row in csv.DictReader(stream)]
        unit, reviewer, value = zip(*table, strict=True)
        yield "InstEval", np.array(unit), np.array(reviewer), np.array(value)
    for name, (n_units, n_reviewers, share) in (TABLES | LARGE if large else TABLES).items():
        rng = np.random.default_rng(20)
        there = np.flatnonzero(rng.random(n_units * n_reviewers) < share)
        unit_codes, reviewer_codes = there // n_reviewers, there % n_reviewers
        marks = 70 + 8 * rng.standard_normal(n_units)[unit_codes] + 3 * rng.standard_normal(n_reviewers)[reviewer_codes]
        yield name, unit_codes, reviewer_codes, np.round(marks + 5 * rng.standard_normal(len(there)), 1)


def _run(table: str, n_ratings: int, program: str, command: list[str]) -> Row:
    # One thread for everybody: lme4 with the reference BLAS has no more, and on a shared machine several wait for
    # each other longer than they work.
    single = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL", "RAYON")}
    environment = {**os.environ, **single, "PYTHONPATH": str(REPOSITORY)}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return _left_out(table, n_ratings, program, f"stopped after {TIMEOUT} s")
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()
        return _left_out(table, n_ratings, program, last[-1] if last else f"ended with {done.returncode}")
    found = json.loads(done.stdout.strip().splitlines()[-1])
    remark = f"{found['n_evaluations']} evaluations" if "n_evaluations" in found else ""
    return Row(
        table=table,
        n_ratings=n_ratings,
        program=program,
        seconds=found["seconds"],
        megabytes=found["megabytes"],
        criterion=found["criterion"],
        severity=tuple(found["severity"]) if "severity" in found else None,
        standard_error=tuple(found["error"]) if "error" in found else None,
        remark=remark,
    )


def _left_out(table: str, n_ratings: int, program: str, remark: str) -> Row:
    return Row(table, n_ratings, program, None, None, None, None, None, remark)


def main(large: bool) -> None:
    """Print the table; differences are to the first program of each table."""
    head = f"{'table':16}{'ratings':>12}  {'program':14}{'seconds':>10}{'ratio':>8}{'MB':>8}{'criterion':>20}"
    sys.stdout.write(f"{head}{'Δ criterion':>14}{'Δ severity':>12}{'Δ SE':>11}  remark\n")
    first: Row | None = None
    for row in rows(large=large):
        if first is None or row.table != first.table:
            first = row
        cells = [f"{row.table:16}{row.n_ratings:>12,}  {row.program:14}"]
        cells.append(_cell(row.seconds, "10.3f"))
        cells.append(_cell(row.seconds / first.seconds if row.seconds and first.seconds else None, "8.1f"))
        cells.append(_cell(row.megabytes, "8.0f") + _cell(row.criterion, "20.6f"))
        away = None if row.criterion is None or first.criterion is None else row.criterion - first.criterion
        cells.append(_cell(away, "14.1e"))
        for one, other, width in (
            (row.severity, first.severity, 12),
            (row.standard_error, first.standard_error, 11),
        ):
            far = max(abs(a - b) for a, b in zip(one, other, strict=True)) if one and other else None
            cells.append(_cell(far, f"{width}.1e"))
        sys.stdout.write("".join(cells) + f"  {row.remark}\n")
        sys.stdout.flush()


def _cell(value: float | None, form: str) -> str:
    return f"{'–':>{form.split('.')[0]}}" if value is None else f"{value:{form}}"


if __name__ == "__main__":
    main("all" in sys.argv[1:])
