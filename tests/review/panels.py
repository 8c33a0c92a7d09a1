"""Small panels for the tests of conflicts and assignments: rules and frames in a line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.rules.checks import check_rules
from evalkit.rules.models import Rules

TWO_ROUNDS = (("first", "grouped", 2), ("second", "crossed", 1))


def panel_rules(
    rounds: Sequence[tuple[str, str, int | None]] = TWO_ROUNDS,
    subjects: str = "abcdefgh",
    *,
    former_years: int | None = None,
    reciprocal: bool = False,
    last: dt.date | None = dt.date(2019, 12, 31),
) -> Rules:
    """Return rules with these rounds and subjects; without [review.conflicts] where `former_years` is None."""
    review: dict[str, Any] = {
        "rounds": [
            {"id": i, "kind": kind, "name": _names(i)} | ({"reviewers_per_unit": n} if n else {})
            for i, kind, n in rounds
        ]
    }
    if former_years is not None:
        review["conflicts"] = {"former_years": former_years, "reciprocal": reciprocal}
    data: dict[str, Any] = {
        "programme": "demo",
        "edition": "1",
        "title": _names("demo"),
        "data": {"level": "counts"},
        "cohorts": [{"id": "1", "name": _names("one"), "code": "[A-Z][0-9]*"}],
        "subjects": [{"id": s, "name": _names(s)} for s in subjects],
        "scores": {"min": 0, "max": 100, "step": 1},
        "ranking": {"ties": "competition"},
        "percent": {"decimals": 2, "rounding": "half-up"},
        "review": review,
    }
    if last is not None:
        data["window"] = {"first": last.replace(month=1, day=1), "last": last}
    rules = check_rules(data)
    assert isinstance(rules, Rules), [fault.describe() for fault in rules]
    return rules


def _names(text: str) -> dict[str, str]:
    return {"zh": f"{text} 中", "en": text}


def table(columns: str, *rows: Sequence[object]) -> pd.DataFrame:
    """Return a frame with the columns named, in text dtype where there is no row."""
    return pd.DataFrame(list(rows), columns=columns.split(), dtype=None if rows else "str")


def panel(units: str, reviewers: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return units U1, U2 … and reviewers R1, R2 …; one letter each, its subject."""
    return (
        pd.DataFrame({"unit": [f"U{i:02}" for i in range(1, len(units) + 1)], "subject": list(units)}),
        pd.DataFrame({"reviewer": [f"R{i:02}" for i in range(1, len(reviewers) + 1)], "subject": list(reviewers)}),
    )


def nothing_blocked(units: pd.DataFrame, reviewers: pd.DataFrame) -> NDArray[np.bool_]:
    """Return an array that blocks nobody."""
    return np.zeros((len(units), len(reviewers)), dtype=bool)
