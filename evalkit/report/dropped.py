"""An indicator that was dropped after marking: which, when and why, and what that did to everybody."""

from __future__ import annotations

import pandas as pd

from evalkit.publication.dropped import moved_by_dropping
from evalkit.publication.policy import may_show
from evalkit.report.elements import Column, TableView
from evalkit.report.people import reason_of
from evalkit.report.tables import plain
from evalkit.report.words import UNKNOWN, Words
from evalkit.rules.models import Rules
from evalkit.scoring import Evaluation
from evalkit.scoring.dropped import changed, what_changes


def dropped(ev: Evaluation, words: Words) -> list[str]:
    """Return which indicators were dropped after marking, when and why; nothing where none was."""
    table = None if ev.record.review is None else ev.record.review.dropped
    if table is None:
        return []
    said = []
    for row in table.to_dict("records"):
        reason = reason_of(words, row, ev.record)
        name = words.names["indicator"][str(row["indicator"])]
        kind = _kind(ev.rules, str(row["indicator"]))
        said.append(words("say-dropped", name=name, day=words.date(row["since"]), reason=reason, kind=kind))
    return said


def _kind(rules: Rules, indicator: str) -> str:
    """Return what stands for an indicator: or that nothing does, as it is outside the whole."""
    final = rules.review.final
    criteria = "sum" if final is None else final.criteria
    scales = [scale for i in rules.counting if (scale := rules.known_scale(i)) is not None]
    if criteria == "worst":
        return "worst"
    if indicator in rules.outside:
        return "outside"
    if criteria != "sum" or any(area.weight is not None for area in rules.areas):
        return "weights"
    return "range" if any(scale.minimum for scale in scales) else "sum"


def effect(ev: Evaluation, words: Words) -> list[str]:
    """Return how many tiers and published ranks would be others with what was dropped, as far as readers may know."""
    if not ev.rules.dropped or not ev.complete:
        return []
    if ev.undropped is None:
        return [words("say-dropped-unknown")]
    return [
        words(f"say-dropped-{what}s", moved=moved, count=count, all="yes" if moved == count else "no")
        for what, (moved, count) in moved_by_dropping(ev, words.audience).items()
    ]


def units(ev: Evaluation, words: Words) -> TableView | None:
    """Return score, tier and rank of each unit that would have others, with what was dropped and without.

    For readers inside alone: of the two scores together, one sees what a unit had on what was dropped.
    """
    before = ev.undropped if ev.rules.dropped and ev.complete else None
    if before is None or not may_show("table", "dropped", words.audience):
        return None
    found = what_changes(before, ev)
    tiers = {t.id: words.tier(t.id) for t in ev.rules.tiers}
    found = found.replace({f"tier_{when}": tiers for when in ("before", "after")})
    rows = found[pd.concat(changed(found), axis=1).any(axis=1)].replace({"": UNKNOWN})
    if rows.empty:
        return None
    heads = ("score", "tier", "rank") if ev.rules.tiers else ("score", "rank")
    columns = [Column(words("column-code"), "head"), Column(words("column-name"), "text", words.name_lang)]
    columns += [
        Column(words(f"column-{name}-{when}"), "text" if name == "tier" else "number")
        for name in heads
        for when in ("with", "without")
    ]
    names = [f"{name}_{when}" for name in heads for when in ("before", "after")]
    return plain("dropped", words("caption-dropped"), columns, rows[["unit", "name", *names]].to_numpy().tolist())
