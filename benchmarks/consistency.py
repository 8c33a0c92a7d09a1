"""Time, memory and agreement of the consistency statistics beside what else is installed.

``python -m benchmarks.consistency [--quick] [--peers PYTHON …] [--seconds N]`` runs each task with each program in a
process of its own, on the same made-up marks, and prints one table. Peers are no dependencies of the project: install
them into an environment of their own and name its interpreter. Those that no interpreter has are named as absent. An
asterisk marks a time that is extrapolated from a part of the work. One thread; the quickest of three where it is short.

Other benchmarks join by a function that returns rows: see :data:`JOINED`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import crossed_effects
from benchmarks.consistency_tasks import TASKS, memory_pass
from benchmarks.goals import CROSSED, goals

QUICK = ((100, 31), (1000, 50))
FULL = ((100, 31), (10_000, 100), (1_000_000, 20))
#: Resampling 20 million ratings a thousand times is minutes, and says nothing that a million does not.
_MOST_RESAMPLED = 1_000_000


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
    value
        What was computed.
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
    value: float | None = None


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
                    row = replace(row, difference=abs(value - own) / abs(own))
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
        row = Row(task, size, program, found["seconds"], found["megabytes"], note=note, value=found["value"])
        return row, found["value"]
    return Row(task, size, program, note="absent"), None


def _crossed(quick: bool, interpreters: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of :mod:`benchmarks.crossed_effects`; compared are the criteria."""
    find = "import importlib.util, sys; sys.exit(importlib.util.find_spec('mixedlm') is None)"
    having = [p for p in interpreters if subprocess.run([p, "-c", find], check=False).returncode == 0]
    own: float | None = None
    for row in crossed_effects.rows(large=not quick, quick=quick, mixedlm=having[0] if having else None):
        difference = None
        if row.program == "evalkit":
            own = row.criterion
        elif own is not None and row.criterion is not None:
            difference = abs(row.criterion - own) / abs(own)
        absent = row.seconds is None and ("No module named" in row.remark or row.remark == "no Rscript")
        note = "absent" if absent else "" if row.seconds is not None else row.remark.replace("|", "/")[:60]
        yield Row(CROSSED, row.table, row.program, row.seconds, row.megabytes, difference, note, row.criterion)


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
    parser.add_argument("--quick", action="store_true", help="small tables only, about a minute")
    parser.add_argument(
        "--peers", nargs="*", default=[], metavar="PYTHON", help="interpreters that have peers installed"
    )
    parser.add_argument("--seconds", type=float, default=150, help="stop a program after so long")
    options = parser.parse_args()
    interpreters = [sys.executable, *options.peers]
    measured = list(rows(QUICK if options.quick else FULL, interpreters, options.seconds))
    measured += _crossed(options.quick, interpreters)
    sys.stdout.write(table(measured) + "\n")
    absent = sorted({row.program for row in measured if row.note == "absent"})
    sys.stdout.write(f"\nAbsent: {', '.join(absent) or 'none'}.\n")
    if not options.quick:
        sys.stdout.write("\n| goal | measured | met |\n| --- | --- | --- |\n")
        for goal, text, met in goals(measured):
            sys.stdout.write(f"| {goal} | {text} | {'not measured' if met is None else 'yes' if met else 'no'} |\n")


if __name__ == "__main__":
    main()
