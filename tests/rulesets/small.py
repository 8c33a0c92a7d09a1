"""A small edition of marks, or of scores, written for one test, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from evalkit.edition.reader import read_edition
from evalkit.scoring import Evaluation

PROGRAMME = """
id = "small"
languages = ["en"]
title = "Small"
publisher = "Nobody"
synthetic = true
[unit]
en = "unit"
en_plural = "units"
"""
HEAD = 'programme = "small"\nedition = "one"\ntitle = "Small"\n[data]\nlevel = "marks"\n'
Marks = Mapping[tuple[str, str, str], Sequence[object]]


def edition(root: Path, rules: str, given: Marks, units: str = "", **tables: str) -> Path:
    """Write an edition; `given`: by unit, round and indicator, a mark a reviewer; `units`: where there is more."""
    folder = root / "small" / "one"
    folder.mkdir(parents=True)
    (root / "small" / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "rules.toml").write_text(HEAD + rules, encoding="utf-8")
    codes = dict.fromkeys(unit for unit, _, _ in given)
    bare = "unit,name\n" + "".join(f"{u},Unit {u}\n" for u in codes)
    (folder / "units.csv").write_text(units or bare, encoding="utf-8")
    number = max(map(len, given.values()))
    people = "reviewer\n" + "".join(f"J{i}\n" for i in range(1, number + 1))
    (folder / "reviewers.csv").write_text(people, encoding="utf-8")
    rows = [
        f"{unit},J{i},{step},{what},{mark}\n"
        for (unit, step, what), points in given.items()
        for i, mark in enumerate(points, start=1)
    ]
    (folder / "marks.csv").write_text("unit,reviewer,round,indicator,points\n" + "".join(rows), encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def scored(root: Path, rules: str, scores: str, **tables: str) -> Path:
    """Write an edition of final scores, such as ``A,12 B,13``; without scores where a table stands in their place."""
    folder = root / "small" / "one"
    folder.mkdir(parents=True)
    (folder.parent / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "rules.toml").write_text(HEAD.replace('"marks"', '"scores"') + rules, encoding="utf-8")
    rows = scores.split()
    (folder / "units.csv").write_text("unit,name\n" + "".join(f"{r[0]},Unit {r[0]}\n" for r in rows), encoding="utf-8")
    if "," in scores:
        (folder / "scores.csv").write_text("unit,score\n" + "".join(f"{r}\n" for r in rows), encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def results(folder: Path) -> dict[str, tuple[Fraction, int, str | None]]:
    ev = Evaluation(record := read_edition(folder), record.rules)
    tiers = ev.tier_by_unit
    rows = ev.results[["unit", "score", "rank"]].itertuples(index=False)
    return {str(unit): (Fraction(score), int(rank), tiers[str(unit)]) for unit, score, rank in rows}
