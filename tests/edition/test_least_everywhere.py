"""Whoever gave the least mark on everything is noted: perhaps 0 was filled in for what was never marked."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from evalkit.edition import read_edition
from tests.publication.test_unnamed import drawn


def noted(folder: Path, change: Callable[[dict[str, str]], str]) -> list[tuple[str, str]]:
    """Give marks other points and return who is noted, with the round."""
    path = folder / "marks.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"points": change(row)} for row in rows)
    notes = read_edition(folder).notes
    return [(note.value, str(note.variables["round"])) for note in notes if note.kind == "least-everywhere"]


def test_who_gave_the_least_on_everything_is_noted(tmp_path: Path) -> None:
    folder = drawn(tmp_path, "") / "data/drawn/2025"
    who = sorted({row["reviewer"] for row in csv.DictReader((folder / "marks.csv").read_text("utf-8").splitlines())})
    assert noted(folder, lambda row: "0" if row["reviewer"] == who[1] else "3") == [(who[1], "review")]
    # One mark above it, on one indicator of one unit, and there is nothing to note.
    last = sorted({row["unit"] for row in csv.DictReader((folder / "units.csv").read_text("utf-8").splitlines())})[-1]
    assert noted(folder, lambda row: "1" if row["unit"] == last and row["indicator"] == "work" else "0") == []
