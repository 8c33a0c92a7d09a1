"""Time, memory and agreement of the consistency statistics beside what else is installed.

``python -m benchmarks.consistency [--quick] [--peers PYTHON …] [--seconds N]`` runs each task with each program in a
process of its own, on the same made-up marks, and prints one table. Peers are no dependencies of the project: install
them into an environment of their own and name its interpreter. Those that no interpreter has are named as absent. An
asterisk marks a time that is extrapolated from a part of the work. One thread; the quickest of three where it is short.

Other benchmarks join by a function that returns rows: see :data:`JOINED`.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.consistency_tasks import TASKS, memory_pass

QUICK = ((100, 31), (1000, 50))
FULL = ((100, 31), (10_000, 100), (1_000_000, 20))
#: Resampling 20 million ratings a thousand times is minutes, and says nothing that a million does not.
_MOST_RESAMPLED = 1_000_000
#: Modules with a function ``rows(quick: bool) -> Iterable[Row]``; one that is not there is passed over.
JOINED = ("benchmarks.crossed_effects",)


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes
    ----------
    task, size, program
        What, on how much, by whom.
    seconds
        None where the program is absent or was stopped.
    megabytes
        Peak above that of the data.
    difference
        Relative difference of the value from that of evalkit; None for evalkit itself.
    note
        Why there is no time, or how it was got.
    """

    task: str
    size: str
    program: str
    seconds: float | None = None
    megabytes: float | None = None
    difference: float | None = None
    note: str = ""


def rows(sizes: Sequence[tuple[int, int]], interpreters: Sequence[str], limit: float) -> Iterator[Row]:
    """Measure every task at every size, evalkit first."""
    for units, reviewers in sizes:
        size = f"{units:,} × {reviewers}"
        yield Row("sum of all marks (memory)", size, "numpy", memory_pass(units, reviewers))
        for task, (_, programs) in TASKS.items():
            if "resamples" in task and units * reviewers > _MOST_RESAMPLED:
                continue
            own: float | None = None
            for program in programs:
                row, value = _measured(task, program, units, reviewers, interpreters, limit)
                if program == "evalkit":
                    own = value
                elif own is not None and value is not None:
                    row = Row(
                        row.task, size, program, row.seconds, row.megabytes, abs(value - own) / abs(own), row.note
                    )
                yield row


def _measured(
    task: str, program: str, units: int, reviewers: int, interpreters: Sequence[str], limit: float
) -> tuple[Row, float | None]:
    size = f"{units:,} × {reviewers}"
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    root = Path(__file__).resolve().parents[1]
    for interpreter in interpreters:
        command = [interpreter, "-m", "benchmarks.consistency_tasks", task, program, str(units), str(reviewers)]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=limit, cwd=root, env=environment, check=False
            )
        except subprocess.TimeoutExpired:
            return Row(task, size, program, note=f"stopped after {limit:g} s"), None
        if done.returncode:
            last = done.stderr.strip().rpartition("\n")[2]
            return Row(task, size, program, note=f"failed: {last[:60]}".replace("|", "/")), None
        found = json.loads(done.stdout.strip().rpartition("\n")[2])
        if not found["installed"]:
            continue
        if found["seconds"] is None:
            return Row(task, size, program, note="not tried: too large"), None
        note = "*" if found["partial"] else ""
        return Row(task, size, program, found["seconds"], found["megabytes"], note=note), found["value"]
    return Row(task, size, program, note="absent"), None


def _joined(quick: bool) -> Iterator[Row]:
    for name in JOINED:
        if importlib.util.find_spec(name) is not None:
            yield from importlib.import_module(name).rows(quick)


def table(measured: Sequence[Row]) -> str:
    """Return the rows as a Markdown table, with how many times as long as evalkit each program took."""
    own = {(row.task, row.size): row.seconds for row in measured if row.program == "evalkit"}
    lines = [
        "| task | units × reviewers | program | time | × evalkit | memory | relative difference |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for row in measured:
        base = own.get((row.task, row.size))
        ratio = f"{row.seconds / base:.1f}" if row.seconds and base and row.program != "evalkit" else ""
        cells = [
            row.task,
            row.size,
            row.program,
            f"{_time(row.seconds)}{row.note}" if row.seconds is not None else row.note,
            ratio,
            "" if row.megabytes is None else f"{row.megabytes:.0f} MB",
            "" if row.difference is None else f"{row.difference:.0e}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small tables only, under a minute")
    parser.add_argument(
        "--peers", nargs="*", default=[], metavar="PYTHON", help="interpreters that have peers installed"
    )
    parser.add_argument("--seconds", type=float, default=150, help="stop a program after so long")
    options = parser.parse_args()
    interpreters = [sys.executable, *options.peers]
    measured = list(rows(QUICK if options.quick else FULL, interpreters, options.seconds))
    measured += _joined(options.quick)
    sys.stdout.write(table(measured) + "\n")
    absent = sorted({row.program for row in measured if row.note == "absent"})
    sys.stdout.write(f"\nAbsent: {', '.join(absent) or 'none'}.\n")


if __name__ == "__main__":
    main()
