"""Ten million marks: load, check and score, with time and peak memory.

``python -m benchmarks.marks [--units 50000]``: that many units, 5 reviewers each in 2 rounds, 20 indicators, so that
50,000 units make 10 million marks. Each step runs in a fresh process; the marks are random and complete.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
REVIEWERS, PER_ROUND, ROUNDS = 2000, 5, ("first", "second")


def make(root: Path, n_units: int, form: str) -> int:
    """Write a workspace with one edition of random marks; return how many."""
    folder = root / "data" / "demo" / "2025"
    folder.mkdir(parents=True)
    source = ROOT / "data" / "demo"
    (root / "data" / "demo" / "programme.toml").write_bytes((source / "programme.toml").read_bytes())
    rules = (source / "2025" / "rules.toml").read_text(encoding="utf-8")
    head, _, rest = rules.partition("[eligibility]")
    rules = head + rest[rest.index("\n# ---") :]  # no submissions here: all take part
    rules = rules.replace('code = "1[0-9]{2}"\ntotal = 52', 'code = "U[0-9]{6}"')
    (folder / "rules.toml").write_text(rules, encoding="utf-8")
    import tomllib

    data = tomllib.loads(rules)
    subject, cohort = data["subjects"][0]["id"], data["cohorts"][0]["id"]
    maxima = {i["id"]: i["points"] for area in data["areas"] for i in area["indicators"]}
    units = [f"U{i:06d}" for i in range(n_units)]
    reviewers = [f"R{i:04d}" for i in range(REVIEWERS)]
    names = {"unit": units, "name": units, "cohort": cohort, "subject": subject}
    pd.DataFrame(names).to_csv(folder / "units.csv", index=False)
    people = {"reviewer": reviewers, "name": reviewers, "subject": subject}
    pd.DataFrame(people).to_csv(folder / "reviewers.csv", index=False)
    rng = np.random.default_rng(1)
    n_sheets = n_units * PER_ROUND
    parts = []
    for place, _name in enumerate(ROUNDS):
        unit = np.repeat(np.arange(n_units), PER_ROUND)
        reviewer = (unit * 7 + np.tile(np.arange(PER_ROUND), n_units) + place * 1000) % REVIEWERS
        for indicator, most in maxima.items():
            points = rng.integers(0, 2 * most + 1, n_sheets) / 2
            parts.append(
                pd.DataFrame(
                    {
                        "unit": pd.Categorical.from_codes(unit, units),
                        "reviewer": pd.Categorical.from_codes(reviewer, reviewers),
                        "round": pd.Categorical.from_codes(np.full(n_sheets, place), list(ROUNDS)),
                        "indicator": pd.Categorical([indicator] * n_sheets, list(maxima)),
                        "points": points,
                    }
                )
            )
    marks = pd.concat(parts, ignore_index=True)
    if form == "csv":
        import pyarrow as pa
        import pyarrow.csv

        pyarrow.csv.write_csv(pa.Table.from_pandas(marks, preserve_index=False), folder / "marks.csv")
    else:
        marks.to_parquet(folder / "marks.parquet", index=False)
    return len(marks)


def measure(root: Path) -> None:
    """Load and score the edition in a workspace, and print what each took."""
    from evalkit.scoring import load

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2

    start = time.perf_counter()
    edition = load("demo", "2025", root=root)
    loaded = time.perf_counter()
    sys.stdout.write(f"  load and check  {loaded - start:6.1f} s  peak {peak():.2f} GiB\n")
    counts = edition.evaluate().counts("tier")["count"].tolist()
    sys.stdout.write(
        f"  score           {time.perf_counter() - loaded:6.1f} s  peak {peak():.2f} GiB  tiers {counts}\n"
    )


def main() -> None:
    """Make the marks and measure, for CSV and for Parquet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=50_000)
    parser.add_argument("--measure", type=Path)
    given = parser.parse_args()
    if given.measure:
        measure(given.measure)
        return
    for form in ("csv", "parquet"):
        with tempfile.TemporaryDirectory() as folder:
            n_marks = make(Path(folder), given.units, form)
            sys.stdout.write(f"{form}: {n_marks:,} marks\n")
            sys.stdout.flush()
            command = [sys.executable, "-m", "benchmarks.marks", "--measure", folder]
            subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
