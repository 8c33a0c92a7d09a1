"""Reference data: tables that papers print are in the repository, data sets of packages beside it."""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.folders import REPOSITORY

Columns = dict[str, np.ndarray]


def read(path: Path) -> Columns:
    """Return the columns of a CSV file: numbers where all are, else text."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as stream:
        rows = list(csv.DictReader(stream))
    columns: Columns = {}
    for name in rows[0]:
        text = [row[name] for row in rows]
        try:
            columns[name] = np.array([float(cell) if cell not in ("", "NA") else np.nan for cell in text])
        except ValueError:
            columns[name] = np.array(text)
    return columns


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder with data sets of packages, which are not part of the repository."""
    folder = Path(os.environ.get("EVALKIT_REFERENCE", REPOSITORY.parent / "shared" / "reference"))
    if not (folder / "expected.json").exists():
        pytest.skip(f"the reference data are not in {folder}; set EVALKIT_REFERENCE")
    return folder


@pytest.fixture(scope="session")
def package_data(reference: Path) -> Callable[[str], Columns]:
    """Read a data set of a package by file name."""
    return lambda name: read(reference / name)


@pytest.fixture(scope="session")
def printed() -> Callable[[str], Columns]:
    """Read a printed table by file name."""
    return lambda name: read(REPOSITORY / "tests" / "reference_models" / name)


@pytest.fixture(scope="session")
def expected(reference: Path) -> dict[str, Any]:
    """Every quantity with its tolerance, by id; and the fits without a published value, under their own names."""
    document = json.loads((reference / "expected.json").read_text(encoding="utf-8"))
    return {case["id"]: case for case in document["cases"]} | document["reference_only"]
