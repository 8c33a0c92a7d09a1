"""The smallest change that moves a unit's tier: one mark, one reviewer left out, one cut-off.

Every change is replayed by the rules of the edition, in integers: no number here is a model's. A mark is changed as if
it had been given so; where the discussion decided an indicator, its marks move nothing.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd

from evalkit.frames import SMALLEST_CHANGE
from evalkit.reliability.sheets import Flags
from evalkit.review.ballots import UNDECIDED, Ballots, Ints
from evalkit.review.final import combine, counted_sheets
from evalkit.rules.banding import tier_numbers, tier_starts
from evalkit.rules.models import Rules
from evalkit.scoring import Evaluation


def smallest(ev: Evaluation, sheets: Ballots) -> pd.DataFrame:
    """Return what moves the tier of each unit with a score, in the order of ``Evaluation.published``.

    Returns
    -------
    ``unit, tier``; ``cut_off_by, cut_off_tier``: by how many points the nearest cut-off would have to move, and the
    tier then; ``mark_by, mark_reviewer, mark_indicator, mark_tier``: by how many points a single mark would have to
    differ at least (above 0: higher), the first sheet and indicator with which that is enough, and the tier then;
    missing where no single mark moves the tier; ``left_out, left_out_tier``: codes of the reviewers without whose
    sheets the tier is another (separated by spaces), and the tier without the first; missing where there is none. No
    rows where the rules make scores by stages, or have no cut-offs or no final rule.
    """
    rules, final = ev.rules, ev.final
    if final is None or rules.staged or rules.ordered or not rules.cut_offs_known or rules.review.final is None:
        return SMALLEST_CHANGE.of([])
    used = counted_sheets(sheets, rules)
    names = [t.id for t in rules.tiers]
    at = {unit: k for k, unit in enumerate(final.units)}
    steps = final.scores
    units = [u for u in ev.published["unit"] if final.known[at[u]]]
    rows_of = _rows(used)
    tiers = tiers_after(used, rules)
    marks, out = _one_mark(used, rules, rows_of, final.known, tiers), _left_out(used, rules, final.known, tiers)
    starts, places = tier_starts(rules)
    table = []
    for unit in units:
        place, own = at[unit], int(steps[unit])
        here = int(np.searchsorted(starts, own, side="right")) - 1
        moves = []
        if here > 0:
            moves.append((own - int(starts[here]) + 1, places[here - 1]))
        if here + 1 < len(starts):
            moves.append((int(starts[here + 1]) - own, places[here + 1]))
        cut, cut_tier = min(moves) if moves else (None, None)
        mark, left = marks.get(place), out.get(place, [])
        table.append(
            (
                unit,
                names[places[here]],
                None if cut is None else float(cut * Fraction(rules.scores.step)),
                None if cut_tier is None else names[cut_tier],
                None if mark is None else float(mark[0] * Fraction(used.rules.mark_scale.step)),
                None if mark is None else used.reviewers[used.reviewer[mark[1]]],
                None if mark is None else rules.indicators[mark[2]].id,
                None if mark is None else names[mark[3]],
                " ".join(dict.fromkeys(used.reviewers[used.reviewer[s]] for s, _ in left)) or None,
                names[left[0][1]] if left else None,
            )
        )
    return SMALLEST_CHANGE.of(table)


def _rows(used: Ballots) -> list[Ints]:
    order = np.argsort(used.unit, kind="stable")
    counts = np.bincount(used.unit, minlength=len(used.units))
    return np.split(order, np.cumsum(counts)[:-1])


def tiers_after(variants: Ballots, rules: Rules) -> Ints:
    """Return the place of each unit's tier by its sheets; −1 where the rule makes no score of them."""
    final = combine(variants, rules, np.bincount(variants.unit, minlength=len(variants.units)) > 0)
    known = final.known
    places = np.full(len(known), -1, dtype=np.int64)
    places[known] = tier_numbers(final.scores[known].to_numpy(np.int64), rules)
    return places


def without_one(used: Ballots, rules: Rules, known: Flags) -> tuple[Ints, Ints, Ints]:
    """Return, for each sheet, its unit, itself, and the place of the unit's tier without its reviewer.

    −1 where the rule makes no score of what is left.
    """
    rows_of = _rows(used)
    cases = [
        (unit, row, rows[used.reviewer[rows] != used.reviewer[row]])
        for unit, rows in enumerate(rows_of)
        if known[unit]
        for row in rows.tolist()
    ]
    units, sheets = (np.array([c[k] for c in cases], dtype=np.int64) for k in (0, 1))
    places = np.full(len(cases), -1, dtype=np.int64)
    some = np.array([len(c[2]) > 0 for c in cases], dtype=bool)
    if some.any():
        left = used.as_units(units[some], [c[2] for c in cases if len(c[2])])
        places[some] = tiers_after(left, rules)
    return units, sheets, places


def _left_out(used: Ballots, rules: Rules, known: Flags, own: Ints) -> dict[int, list[tuple[int, int]]]:
    """Return, by unit, the sheets without whose reviewer the tier is another, and that tier."""
    result: dict[int, list[tuple[int, int]]] = {}
    for unit, row, place in zip(*(x.tolist() for x in without_one(used, rules, known)), strict=True):
        if place not in (-1, own[unit]):
            result.setdefault(unit, []).append((row, place))
    return result


def _one_mark(
    used: Ballots, rules: Rules, rows_of: list[Ints], known: Flags, own: Ints
) -> dict[int, tuple[int, int, int, int]]:
    """Return, by unit, the least change of one mark, in steps, that moves the tier; sheet, indicator, and that tier.

    A score does not fall where a mark rises: what no end of the scale moves, nothing between does, and the least
    change is found by halving.
    """
    ends = used.ends
    cells = [
        (unit, row, k, end)
        for unit, rows in enumerate(rows_of)
        if known[unit]
        for row in rows.tolist()
        for k in np.flatnonzero(ends.scored & (used.decided[unit] == UNDECIDED)).tolist()
        if used.given is None or used.given[row, k]
        for end in (int(ends.low[k]), int(ends.low[k] + ends.range[k]))
        if end != used.marks[row, k]
    ]
    if not cells:
        return {}
    unit, row, column, far = (np.array(c, dtype=np.int64) for c in zip(*cells, strict=True))
    mark = used.marks[row, column]
    moved = _changed(used, rules, rows_of, unit, row, column, far)
    works = (moved != own[unit]) & (moved != -1)
    unit, row, column, far, mark = unit[works], row[works], column[works], far[works], mark[works]
    none, enough, tier = np.zeros(len(unit), dtype=np.int64), np.abs(far - mark), moved[works]
    sign = np.sign(far - mark)
    while (wide := enough - none > 1).any():
        middle = (none + enough) // 2
        tried = _changed(used, rules, rows_of, unit[wide], row[wide], column[wide], (mark + sign * middle)[wide])
        does = (tried != own[unit[wide]]) & (tried != -1)
        at = np.flatnonzero(wide)
        enough[at[does]], tier[at[does]] = middle[at[does]], tried[does]
        none[at[~does]] = middle[at[~does]]
    result: dict[int, tuple[int, int, int, int]] = {}
    for k in np.lexsort((column, row, enough)).tolist():
        result.setdefault(int(unit[k]), (int(sign[k] * enough[k]), int(row[k]), int(column[k]), int(tier[k])))
    return result


def _changed(used: Ballots, rules: Rules, rows_of: list[Ints], unit: Ints, row: Ints, column: Ints, mark: Ints) -> Ints:
    """Return the tier of units of which one mark is another, one case a row."""
    cases = used.as_units(unit, [rows_of[u] for u in unit])
    first = np.cumsum([0, *(len(rows_of[u]) for u in unit[:-1])])
    inside = np.array([int(np.flatnonzero(rows_of[u] == r)[0]) for u, r in zip(unit, row, strict=True)], dtype=np.int64)
    marks = cases.marks.copy()
    marks[first + inside, column] = mark
    return tiers_after(replace(cases, marks=marks), rules)
