"""A small programme of final scores, made for a test: any scale, tiers, cohorts and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import evalkit
from evalkit.scoring import Evaluation

PROGRAMME = """id = "made"
synthetic = true
title = { en = "Made", zh = "测试" }
publisher = { en = "Nobody", zh = "无" }
unit = { en = "course", en_plural = "courses", zh = "课程", zh_measure = "门" }
"""


def scored(
    root: Path,
    scores: Mapping[str, str],
    *,
    scale: tuple[str, str, str] = ("0", "100", "1"),
    tiers: Sequence[tuple[str, str, str]] = (("gold", "85", "100"), ("silver", "60", "84"), ("none", "0", "59")),
    totals: Mapping[str, int | None] | None = None,
    nearest: str | None = None,
    more: str = "",
) -> Evaluation:
    """Write an edition and evaluate it.

    Parameters
    ----------
    root
        An empty folder.
    scores
        By code; the first letter is the cohort.
    scale
        Least and highest score, and the step.
    tiers
        ``(id, lowest, highest)``, the highest tier first.
    totals
        How many units a cohort has; by default those with a score. None: not known.
    nearest
        What a score is rounded to, halves up, before banding; by default the step.
    more
        Top-level keys of the rules.
    """
    sizes = {c: sum(code[0] == c for code in scores) for c in dict.fromkeys(code[0] for code in scores)}
    sizes_on_file = sizes | dict(totals or {})
    folder = root / "data" / "made" / "2025"
    folder.mkdir(parents=True)
    (folder.parent / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    cohorts = "".join(
        f'[[cohorts]]\nid = "{c}"\ncode = "{c}[0-9]+"\nname = {{ en = "Cohort {c}", zh = "{c} 批" }}\n'
        + (f"total = {n}\n" if n is not None else "")
        for c, n in sizes_on_file.items()
    )
    bands = "".join(
        f'[[tiers]]\nid = "{t}"\nlowest = {low}\nhighest = {high}\nname = {{ en = "{t.title()}", zh = "{t}级" }}\n'
        for t, low, high in tiers
    )
    banding = f'[banding]\nto_nearest = {nearest or scale[2]}\nrounding = "half-up"\n'
    rules = (
        f'programme = "made"\nedition = "2025"\ntotal_points = {scale[1]}\n{more}\n'
        '[title]\nen = "Made 2025"\nzh = "测试 2025"\n'
        '[data]\nlevel = "scores"\n[window]\nfirst = 2025-01-01\nlast = 2025-12-31\n'
        '[[areas]]\nid = "all"\nname = { en = "Everything", zh = "全部" }\n[[areas.indicators]]\nid = "it"\n'
        'name = { en = "It", zh = "它" }\n'
        f"[scores]\nmin = {scale[0]}\nmax = {scale[1]}\nstep = {scale[2]}\n{banding}{cohorts}{bands}"
        '[ranking]\nties = "competition"\n[percent]\ndecimals = 1\nrounding = "half-up"\n'
    )
    (folder / "rules.toml").write_text(rules, encoding="utf-8")
    names = "".join(f"{code},Name of {code},{code[0]}\n" for code in scores)
    (folder / "units.csv").write_text(f"unit,name,cohort\n{names}", encoding="utf-8")
    rows = "".join(f"{code},{score},no,\n" for code, score in scores.items())
    (folder / "scores.csv").write_text(f"unit,score,withheld,tier\n{rows}", encoding="utf-8")
    return evalkit.load("made", "2025", root=root).evaluate()
