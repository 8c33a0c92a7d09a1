"""Lots and votes on file, indicators dropped after marking, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from evalkit.errors import Fault, nearest
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import DROPPED, LOTS, VOTES

Tables = Mapping[str, Sequence[CheckedRow]]


def decision_faults(rules: Rules, tables: Tables) -> Iterator[Fault]:
    """Yield what is wrong with lots and votes by the rules; what stands twice is found with the other tables."""
    yield from drop_faults(rules, [row["indicator"] for row in tables.get(DROPPED.file, ())], tables)
    drawn = [tier for tier in rules.drawn if tier is not None]
    for table, asked, key in ((LOTS, rules.drawn, 'ties = "lots"'), (VOTES, rules.votes, "[[votes]]")):
        if table.file in tables and not asked:
            yield Fault("table-without-rule", table.file, variables={"key": key})
    if rules.lots is not None and LOTS.file in tables:
        yield Fault("lots-by-seed", LOTS.file)
    for row in tables.get(LOTS.file, ()) if rules.drawn else ():
        tier = row["tier"]
        if tier is None and not rules.ranking.by_lot and "tier" not in row.faulty:
            yield Fault("empty-cell", LOTS.file, row.line, "tier")
        elif tier is not None and tier not in drawn:
            allowed: dict[str, object] = {"allowed": ", ".join(drawn)}
            yield Fault("not-allowed", LOTS.file, row.line, "tier", tier, allowed, nearest(tier, drawn))
    members = {vote.id: vote.members for vote in rules.votes}
    plain = [vote.id for vote in rules.votes if vote.maybe is None]
    for row in tables.get(VOTES.file, ()):
        most = members.get(row["vote"] or "")
        cast = sum(int(row[c] or 0) for c in ("yes", "no", "abstain", "maybe") if c not in row.faulty)
        if row["maybe"] not in (None, "0") and row["vote"] in plain:
            yield Fault("maybe-without-rule", VOTES.file, row.line, "maybe", row["maybe"], {"vote": str(row["vote"])})
        if most is not None and cast > most:
            yield Fault("more-votes-than-members", VOTES.file, row.line, None, str(cast), {"allowed": str(most)})


def drop_faults(rules: Rules, dropped: Collection[str | None], tables: Tables | None = None) -> Iterator[Fault]:
    """Yield why some indicators, by their ids, cannot be dropped after marking: there would be no score without them.

    Each on the row of ``dropped.csv`` on which it stands, as far as `tables` has one.
    """
    if not dropped:
        return
    lines = {row["indicator"]: row.line for row in (tables or {}).get(DROPPED.file, ())}
    final = rules.review.final
    weighs = None if final is None or final.reviewer_weight is None else final.reviewer_weight.indicator
    kinds: list[str | None] = [kind.id for kind in rules.types] or [None]
    capped = {i.id for a in rules.areas if a.cap == "reviewer" and a.maximum is not None for i in a.indicators}
    kept = [i for i in rules.indicators if i.scored and i.id not in dropped]
    weights = rules.weights_in_whole
    stand = [i for i in kept if weights[i.id] and ((scale := rules.known_scale(i)) is None or scale.range)]
    for indicator in rules.indicators:
        if indicator.id not in dropped:
            continue
        why = "weighs" if indicator.id == weighs else None if indicator.scored else "beside"
        if why is None and indicator.id in capped:
            why = "capped"
        # Without a weight, outside the whole or without a range, nothing that is left can stand for the whole.
        own = [[i for i in stand if i.is_for(kind)] for kind in kinds if indicator.is_for(kind)]
        if why is None and not all(own):
            why = "nothing-left"
        if why is not None:
            line = lines.get(indicator.id)
            yield Fault("cannot-drop", DROPPED.file, line, "indicator", indicator.id, {"why": why})
