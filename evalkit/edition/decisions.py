"""Lots and votes on file, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evalkit.errors import Fault, nearest
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import LOTS, VOTES

Tables = Mapping[str, Sequence[CheckedRow]]


def decision_faults(rules: Rules, tables: Tables) -> Iterator[Fault]:
    """Yield what is wrong with lots and votes by the rules; what stands twice is found with the other tables."""
    drawn = [q.tier for q in rules.quotas if q.ties == "lots"]
    for table, asked, key in ((LOTS, drawn, 'ties = "lots"'), (VOTES, rules.votes, "[[votes]]")):
        if table.file in tables and not asked:
            yield Fault("table-without-rule", table.file, variables={"key": key})
    for row in tables.get(LOTS.file, ()) if drawn else ():
        tier = row["tier"]
        if tier is not None and tier not in drawn:
            allowed: dict[str, object] = {"allowed": ", ".join(drawn)}
            yield Fault("not-allowed", LOTS.file, row.line, "tier", tier, allowed, nearest(tier, drawn))
    members = {vote.id: vote.members for vote in rules.votes}
    for row in tables.get(VOTES.file, ()):
        most = members.get(row["vote"] or "")
        cast = sum(int(row[c] or 0) for c in ("yes", "no", "abstain") if c not in row.faulty)
        if most is not None and cast > most:
            yield Fault("more-votes-than-members", VOTES.file, row.line, None, str(cast), {"allowed": str(most)})
