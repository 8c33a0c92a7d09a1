"""Reference cases: quantity, data, published value, what other programs compute."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One quantity; `published` is None where only programs give it."""

    id: str
    data: Path
    published: float | None
    tolerance: float
    computed: float
    computed_tolerance: float


def outside() -> Path | None:
    """Return the folder of the cases that are not copied, or None."""
    folder = Path(os.environ.get("EVALKIT_REFERENCE", HERE.parents[2] / "shared" / "reference"))
    return folder if (folder / "expected.json").is_file() else None


def own_cases() -> list[Case]:
    """Return the cases whose data is in this folder."""
    with (HERE / "cases.csv").open(encoding="utf-8", newline="") as file:
        return [
            Case(
                row["id"],
                HERE / row["data"],
                float(row["published"]) if row["published"] else None,
                float(row["tolerance"] or 0),
                float(row["computed"]),
                _tolerance(row["computed"]),
            )
            for row in csv.DictReader(file)
        ]


def other_cases() -> list[Case]:
    """Return the cases whose data is outside, those of ``cases.csv`` left out."""
    folder = outside()
    if folder is None:
        return []
    own = {case.id for case in own_cases()}
    found = []
    for row in json.loads((folder / "expected.json").read_text(encoding="utf-8"))["cases"]:
        if row["id"] not in own:
            values = [repr(value) for value in row["computed"].values()]
            longest = max(values, key=len)
            tolerance = max(_tolerance(longest), row["tolerance"] if row["published"] is None else 0)
            found.append(
                Case(
                    row["id"],
                    folder / str(row["data"]),
                    row["published"],
                    row["tolerance"],
                    float(longest),
                    tolerance,
                )
            )
    return found


def _tolerance(printed: str) -> float:
    """Programs that print few decimals are held to those; others to nine digits."""
    decimals = len(printed.partition(".")[2].partition("e")[0])
    return 1e-9 * max(1.0, abs(float(printed))) if decimals >= 11 else 1.1 * 10.0**-decimals


def table(path: Path) -> Floats:
    """Return ratings, NaN where a cell is empty; columns that hold labels or numbers of units are left out."""
    header, rows = _rows(path)
    if path.name == "fleiss_1971_diagnoses.csv":
        return np.array([[float(cell[0]) for cell in row[1:]] for row in rows])
    first = 1 if header[0] in ("target", "unit", "subject", "applicant", "site") else 0
    return np.array([[_number(cell) for cell in row[first:]] for row in rows])


def expanded(path: Path) -> Floats:
    """Return the ratings that counts stand for: one row a unit of `*_counts.csv`, else the two columns of a square."""
    header, rows = _rows(path)
    if path.name.endswith("_counts.csv"):
        first = 1 if header[0] == "patient" else 0
        counts = np.array([[int(cell) for cell in row[first:]] for row in rows])
        return np.array([np.repeat(np.arange(1.0, counts.shape[1] + 1), row) for row in counts])
    square = np.array([[int(cell) for cell in row[1:]] for row in rows])
    pairs = np.argwhere(square >= 0)
    return np.repeat(pairs, square.reshape(-1), axis=0) + 1.0


def columns(path: Path) -> dict[str, Floats]:
    """Return numeric columns by name."""
    header, rows = _rows(path)
    return {name: np.array([float(row[i]) for row in rows]) for i, name in enumerate(header)}


def _number(cell: str) -> float:
    """Categories that are letters become numbers in the order of the alphabet."""
    return np.nan if not cell else float(ord(cell)) if cell.isalpha() else float(cell)


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows
