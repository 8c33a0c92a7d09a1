"""Whether a score means the same as in the edition before: the shift of the scale, and what hangs on it.

The statistics are :mod:`evalkit.statistics.linking`. A reviewer is the same person in both editions where the code is,
and where names are on file, the name; a unit is followed through ``successions.csv``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy.stats import t

from evalkit.edition.conflicts import kept_apart
from evalkit.frames import ANCHORS, DRIFTS, MOVED, SHIFTS
from evalkit.reliability.adjusted import banded, grain_of
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.diagnostics import LEVEL
from evalkit.reliability.firmness import boundaries
from evalkit.review.final import counted_sheets
from evalkit.scoring import Evaluation, Series
from evalkit.scoring.lineage import Lineage
from evalkit.statistics.linking import LINKS, Flags, Shift, shift
from evalkit.statistics.multiplicity import holm

#: Links by which the whole shift can be told, the surest first.
_WHOLE = ("anchors", "units")


def shifts(
    before: Consistency, after: Consistency, lineage: Lineage, between: Sequence[Consistency] = ()
) -> pd.DataFrame:
    """Return by how much one edition marks higher than one before it, a row for each thing that may tell.

    Parameters
    ----------
    before, after
        Two editions with marks.
    lineage
        Which code a unit has where.
    between
        Editions with marks between the two, in their order: by their reviewers two are linked that have none in common.

    Returns
    -------
    ``previous, edition, link, common, shift, low, high, undefined_because``, as :data:`evalkit.frames.SHIFTS` says.
    """
    units, people, editions, totals = [], [], [], []
    first, last = before.ev.rules.edition, after.ev.rules.edition
    for place, found in enumerate((before, *between, after)):
        sheets, who, own, used = found.sheets.ballots, _persons(found), found.ev.rules.edition, _used(found)
        codes = [lineage.before(u, own, first) or f"\n{u}" for u in sheets.units] if place else list(sheets.units)
        units += [codes[u] for u in sheets.unit[used]]
        people += [who[r] for r in sheets.reviewer[used]]
        editions += [place] * int(used.sum())
        totals += found.sheets.totals[used].tolist()
    told = [shift(units, people, editions, totals, link) for link in LINKS if link != "anchors"]
    return SHIFTS.of(_row(first, last, one) for one in told)


def panel(found: Consistency) -> Counter[str]:
    """Return how many sheets of each reviewer :func:`shifts` rests on, by what tells the reviewer in any edition."""
    who = _persons(found)
    return Counter(who[r] for r in found.sheets.reviewer[_used(found)])


def _used(found: Consistency) -> Flags:
    """Return which sheets count, the first of each reviewer for each unit, shape (n_sheets,)."""
    sheets = found.sheets.ballots
    return np.isin(sheets.round, np.unique(counted_sheets(sheets, found.ev.rules).round)) & found.sheets.first


def _row(first: str, last: str, one: Shift) -> tuple[object, ...]:
    ends = one.confidence_interval or (None, None)
    return first, last, one.link, one.n_common, one.estimate, *ends, one.undefined_because


def _persons(found: Consistency) -> list[str]:
    """Return what tells each reviewer from all others in any edition."""
    people = found.ev.record.reviewed().review.reviewers
    return [
        f"{code}\n{'' if pd.isna(name) else name}"
        for code, name in zip(people["reviewer"], people["name"], strict=True)
    ]


def moved(series: Series, edition: str, found: pd.DataFrame, known: Evaluation) -> pd.DataFrame | None:
    """Return the units whose tier would be another on the scale of the edition before.

    The interval of the shift is taken off every score, its lower and its upper end; the score is banded by the rules of
    the edition.

    Parameters
    ----------
    series
        For the honour.
    edition
        The later one.
    found
        Of :func:`shifts`; the surest link that tells the whole shift is taken.
    known
        The edition as its reader knows it, with marks.

    Returns
    -------
    ``unit, name, score, tier, tier_low, tier_high, honour``, as :data:`evalkit.frames.MOVED` says; None where the whole
    shift is not known, or scores do not decide the tiers.
    """
    told = found[found["shift"].notna() & found["link"].isin(_WHOLE)].sort_values("link")
    ev, rules = known, known.rules
    if told.empty or ev.final is None or not rules.cut_offs_known or rules.staged or rules.ordered:
        return None
    grain = grain_of(rules)
    ends = [Fraction(round(float(told.iloc[0][end]) / float(grain))) * grain for end in ("low", "high")]
    rows = []
    for unit, name, score, tier in ev.results[["unit", "name", "score", "tier"]].astype(object).itertuples(index=False):
        if pd.isna(score) or pd.isna(tier):
            continue
        # The score as it is rounded: the exact one would tell more than is printed.
        low, high = (rules.tiers[banded(Fraction(str(score)) - end, rules)[0]].id for end in ends)
        if {low, high} != {str(tier)}:
            honour = _honour(series, edition, str(unit), {low, high})
            rows.append((str(unit), str(name), score, str(tier), low, high, honour))
    return MOVED.of(rows)


def _honour(series: Series, edition: str, unit: str, tiers: Collection[str]) -> str | None:
    """Return whether the unit may ``lose`` the honour of an edition, or ``gain`` it, if its tier there is another."""
    rule = series[edition].rules.honour
    if rule is None or not series.can_honour(edition):
        return None
    roll = series.honour(edition)
    if roll.end != "whole":
        return None
    own = roll.table[roll.table["unit"] == unit]
    if own.empty:
        return None
    held = own["status"].iloc[0] == "yes"
    others = all(own[name].iloc[0] == rule.tier for name in roll.editions if name != edition)
    if held and any(tier != rule.tier for tier in tiers):
        return "lose"
    return "gain" if others and not held and rule.tier in tiers else None


def drifts(before: Consistency, after: Consistency) -> pd.DataFrame:
    """Return how much more severe or lenient each common reviewer became, against the mean of the common ones.

    Returns
    -------
    ``reviewer, change, standard_error, low, high, p, stands_out``, as :data:`evalkit.frames.DRIFTS` says, largest
    change first.
    """
    who = [{_persons(f)[s.reviewer]: s for s in f.diagnostics.results["severity"].findings} for f in (before, after)]
    both = [key for key in who[0] if key in who[1] and all(w[key].standard_error is not None for w in who)]
    if len(both) < 2:
        return DRIFTS.of([])
    pairs = [(who[0][key], who[1][key]) for key in both]
    change = np.array([float(b.estimate or 0) - float(a.estimate or 0) for a, b in pairs])
    variance = np.array([sum(float(f.standard_error or 0) ** 2 for f in pair) for pair in pairs])
    df = np.array([a.df[0] + b.df[0] for a, b in pairs], dtype=float)
    n = len(both)
    change -= change.mean()
    error = np.sqrt(variance * (1 - 2 / n) + variance.sum() / n**2)
    p = holm((2 * t.sf(np.abs(change) / error, df)).tolist())
    reach = t.ppf(0.975, df) * error
    rows = zip(
        (key.split("\n")[0] for key in both), change, error, change - reach, change + reach, p, p <= LEVEL, strict=True
    )
    order = np.argsort(-np.abs(change), kind="stable")
    listed = list(rows)
    return DRIFTS.of(listed[i] for i in order)


def anchors(ev: Evaluation) -> pd.DataFrame:
    """Propose dossiers of an edition to be marked anew in the next, so that the two share a scale.

    Two at each cut-off, the nearest below and above, and one in the middle of each tier, of units with the fewest
    conflicts of interest.

    Returns
    -------
    ``unit, name, score, tier, barred, reason, near``, as :data:`evalkit.frames.ANCHORS` says, best score first.
    """
    barred = kept_apart(ev.record.reviewed()).sum(axis=1)
    table = ev.results[ev.results["score"].notna()][["unit", "name", "score", "tier"]].reset_index(drop=True)
    if table.empty or not ev.rules.cut_offs_known:
        return ANCHORS.of([])
    table["barred"] = table["unit"].map(dict(zip(ev.record.units["unit"], barred.tolist(), strict=True)))
    scores, chosen = table["score"].astype(float).to_numpy(), dict[int, tuple[str, float]]()
    edges = boundaries(ev.rules)[0].tolist()
    targets = [(scores < edge, "below", edge) for edge in edges] + [(scores >= edge, "above", edge) for edge in edges]
    for tier in ev.rules.tiers:
        own = (table["tier"] == tier.id).to_numpy(bool)
        targets += [(own, "middle", float(np.median(scores[own])))] if own.any() else []
    for there, reason, near in targets:
        free = [i for i in np.flatnonzero(there).tolist() if i not in chosen]
        if free:
            nearest = min(free, key=lambda i: (table["barred"][i], abs(scores[i] - near), table["unit"][i]))
            chosen[nearest] = reason, near
    rows = table.loc[sorted(chosen), list(table.columns)].astype(object).itertuples(index=True, name=None)
    return ANCHORS.of((*row, *chosen[place]) for place, *row in rows)
