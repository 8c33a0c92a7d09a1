"""What :mod:`benchmarks.consistency` should show, held against what it measured in the same run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol


class Measured(Protocol):
    """A row of the table."""

    @property
    def task(self) -> str:
        """What."""

    @property
    def size(self) -> str:
        """On how much."""

    @property
    def program(self) -> str:
        """By whom."""

    @property
    def seconds(self) -> float | None:
        """None where it did not run."""

    @property
    def megabytes(self) -> float | None:
        """Peak above the data."""

    @property
    def value(self) -> float | None:
        """What was computed."""


LARGEST = "1,000,000 × 20"
MILLION = "10,000 × 100"
CROSSED = "crossed effects with severities"
#: REML criterion of InstEval: lme4 1.1-31, mixedlm 1.3.0.
INSTEVAL = 237783.880388


def goals(rows: Sequence[Measured]) -> Iterator[tuple[str, str, bool | None]]:
    """Yield goal, what was measured, and whether it is met; None where a program or a size was not measured."""
    found = {(row.task, row.size, row.program): row for row in rows}
    tasks = list(dict.fromkeys(row.task for row in rows if row.program == "plain numpy"))

    def times(task: str, size: str, program: str) -> float | None:
        own, other = found.get((task, size, "evalkit")), found.get((task, size, program))
        if own is None or other is None or not own.seconds or not other.seconds:
            return None
        return other.seconds / own.seconds

    for task in tasks:
        ratio = times(task, LARGEST, "plain numpy")
        text = "" if ratio is None else f"{1 / ratio:.2f} times"
        yield f"{task}: within twice plain numpy, 20 million ratings", text, None if ratio is None else ratio >= 0.5
    for task in tasks:
        programs = [p for t, s, p in found if t == task and s == LARGEST and p not in ("evalkit", "plain numpy")]
        peers = [r for p in programs if not p.startswith("R ") and (r := times(task, LARGEST, p)) is not None]
        least = 100.0 if task.startswith(("ICC", "Kendall")) else 3.0
        if programs:
            text = f"{min(peers):.1f} times" if peers else ""
            goal = f"{task}: at least {least:g} times as fast as any peer in Python, 20 million ratings"
            yield goal, text, min(peers) >= least if peers else None
    for task in dict.fromkeys(row.task for row in rows if "resamples" in row.task):
        ratio = times(task, MILLION, "krippendorff")
        goal = f"{task}: at least 20 times as fast as krippendorff, 1 million ratings"
        yield goal, "" if ratio is None else f"{ratio:.0f} times", None if ratio is None else ratio >= 20
    own = found.get((CROSSED, "InstEval", "evalkit"))
    for program, least in (("lme4", 5.0), ("mixedlm", 1.0)):
        ratio = times(CROSSED, "InstEval", program)
        goal = f"InstEval with severities and errors: at least {least:g} times as fast as {program}"
        yield goal, "" if ratio is None else f"{ratio:.1f} times", None if ratio is None else ratio >= least
    if own is not None and own.value is not None:
        yield "InstEval: REML criterion 237783.880388 to 1e-6", f"{own.value:.6f}", abs(own.value - INSTEVAL) <= 1e-6
    large = found.get((CROSSED, LARGEST, "evalkit"))
    if large is not None and large.seconds is not None and large.megabytes is not None:
        text = f"{large.seconds:.1f} s, {large.megabytes:.0f} MB"
        met = large.seconds <= 10 and large.megabytes <= 2048
        yield "crossed effects on 14 million ratings: 10 s and 2 GB", text, met
    alpha = found.get(("alpha, interval, 0-100", LARGEST, "evalkit"))
    if alpha is not None and alpha.megabytes is not None:
        # A unit's numbers, not its table of 101 × 101 coincidences: 1,000,000 × 101² bytes would be 10 GB.
        yield "alpha on a scale of 0-100: no units × V × V", f"{alpha.megabytes:.0f} MB", alpha.megabytes < 200
