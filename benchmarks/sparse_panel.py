"""An edition as large and as thin as a conference: time and peak memory of its pages.

``python -m benchmarks.sparse_panel [--units 4872] [--reviewers 18399]``: units with three to five sheets each, by
reviewers of whom most fill in one sheet and few more than two; one indicator of 1 to 10 points, random marks. All pages
in Chinese are made by ``evalkit run --no-office`` in a temporary workspace, for the public and for the office. Peak
memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
RULES = """\
programme = "demo"
edition = "2025"
total_points = 10

[data]
level = "marks"

[title]
zh = "稀疏评审（测试）"
en = "A thin review (benchmark)"

[window]
first = 2025-01-01
last = 2025-12-31

[[cohorts]]
id = "1"
code = "P[0-9]{5}"
name = { zh = "全部", en = "All" }

[[subjects]]
id = "all"
name = { zh = "全部", en = "all" }

[[areas]]
id = "paper"
name = { zh = "论文", en = "Paper" }

[[areas.indicators]]
id = "overall"
points = 10
name = { zh = "总体评价", en = "Overall" }

[marks]
step = 1

[scores]
min = 0
max = 10
step = 0.1

[banding]
to_nearest = 0.1
rounding = "half-up"

[[tiers]]
id = "accept"
lowest = 6
highest = 10
name = { zh = "录用", en = "Accept" }

[[tiers]]
id = "reject"
lowest = 0
highest = 5.9
name = { zh = "不录用", en = "Reject" }

[ranking]
ties = "competition"

[percent]
decimals = 2
rounding = "half-up"

[[review.rounds]]
id = "first"
kind = "crossed"
reviewers_per_unit = 3
name = { zh = "评审", en = "Review" }

[review.conflicts]
former_years = 3
reciprocal = true

[review.importance]
points = 4

[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
"""


def make(root: Path, n_units: int, n_reviewers: int) -> int:
    """Write a workspace with one edition; return the number of sheets."""
    folder = root / "data" / "demo" / "2025"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "data" / "demo" / "programme.toml", root / "data" / "demo")
    (folder / "rules.toml").write_text(RULES, encoding="utf-8")
    (root / "notebooks").mkdir()
    for page in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(page, root / "notebooks")
    rng = np.random.default_rng(2023)
    units = np.array([f"P{k:05d}" for k in range(n_units)])
    reviewers = np.array([f"R{k:05d}" for k in range(n_reviewers)])
    unit = np.repeat(np.arange(n_units), rng.integers(3, 6, n_units))
    # Everybody once, the rest at random; nobody twice on one unit.
    spare = max(len(unit) - n_reviewers, 0)
    reviewer = rng.permutation(np.concatenate([np.arange(n_reviewers), rng.integers(0, n_reviewers, spare)]))
    sheets = pd.DataFrame({"unit": unit, "reviewer": reviewer[: len(unit)]}).drop_duplicates()
    quality = rng.normal(5.5, 1.2, n_units)[sheets["unit"]]
    points = np.clip(np.rint(quality + rng.normal(0, 1.5, len(sheets))), 1, 10).astype(int)
    frame = {"unit": units, "name": units, "cohort": "1", "subject": "all"}
    pd.DataFrame(frame).to_csv(folder / "units.csv", index=False)
    people = reviewers[np.unique(sheets["reviewer"])]
    names = [f"Fictional {code[::-1]}" for code in people]
    pd.DataFrame({"reviewer": people, "name": names, "subject": "all"}).to_csv(folder / "reviewers.csv", index=False)
    marks = {"unit": units[sheets["unit"]], "reviewer": reviewers[sheets["reviewer"]], "round": "first"}
    pd.DataFrame(marks | {"indicator": "overall", "points": points}).to_csv(folder / "marks.csv", index=False)
    return len(sheets)


def main() -> None:
    """Make the edition and its pages, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--units", type=int, default=4_872)
    parser.add_argument("--reviewers", type=int, default=18_399)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sheets = make(Path(folder), given.units, given.reviewers)
        sys.stdout.write(f"{given.units:,} units, {given.reviewers:,} reviewers, {sheets:,} sheets\n")
        path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH")) if p)
        environment = {**os.environ, "EVALKIT_ROOT": folder, "PYTHONPATH": path}
        for audience in ("public", "internal"):
            command = [str(Path(sys.executable).with_name("evalkit")), "run", "demo", "2025", "--audience", audience]
            command += ["--no-office", "--language", "zh", "--jobs", "1"]
            started = time.perf_counter()
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
            seconds = time.perf_counter() - started
            if done.returncode:
                raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
            sys.stdout.write(f"{audience:10} {seconds:6.1f} s  largest process so far {peak:.2f} GiB\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
