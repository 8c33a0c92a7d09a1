"""Final scores and tiers of the demonstration by another route: the files, dictionaries and fractions."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from fractions import Fraction
from math import floor

import numpy as np
import pytest

from evalkit.review.ballots import ballots
from evalkit.review.final import final_marks
from evalkit.rules.banding import tier_numbers
from tests.synthetic.conftest import COMMITTED, EDITIONS


def by_hand(edition: str) -> dict[str, tuple[int, str]]:
    """Return score and tier of every unit."""
    folder = COMMITTED / edition
    rules = tomllib.loads((folder / "rules.toml").read_text(encoding="utf-8"))
    marks, decided = defaultdict(list), {}
    with (folder / "marks.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = row["unit"], row["indicator"]
            if row["reviewer"] == "panel":
                decided[key] = Fraction(row["points"])
            else:
                marks[key].append(Fraction(row["points"]))
    totals: dict[str, Fraction] = defaultdict(Fraction)
    for key, given in marks.items():
        assert len(given) == 5
        if rules["review"]["final"]["rule"] == "trimmed-mean":
            given = sorted(given)[1:-1]
        totals[key[0]] += decided.get(key, sum(given) / len(given))
    scores = {unit: floor(total + Fraction(1, 2)) for unit, total in totals.items()}
    return {
        u: (s, next(t["id"] for t in rules["tiers"] if t["lowest"] <= s <= t["highest"])) for u, s in scores.items()
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_scores_and_tiers_agree(edition, records):
    record = records[edition]
    scores = final_marks(record, ballots(record)).scores
    tiers = tier_numbers(scores.to_numpy(dtype=np.int64), record.rules)
    ours = {u: (int(s), record.rules.tiers[int(t)].id) for u, s, t in zip(scores.index, scores, tiers, strict=True)}
    assert ours == by_hand(edition)
