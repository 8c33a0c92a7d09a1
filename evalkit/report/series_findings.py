"""Which sentences about several editions are true, with their numbers: each as its message and its facts."""

from __future__ import annotations

from typing import Any

from evalkit.publication.part import known_to
from evalkit.publication.policy import may_watch, unnamed_in
from evalkit.report.method_words import item_label, watched
from evalkit.report.words import Words
from evalkit.scoring import Series
from evalkit.scoring.method import LEFT, POINTS, REPLAYED
from evalkit.scoring.rolls import ABSENT

Said = list[tuple[str, dict[str, Any]]]


def timeline(series: Series, words: Words) -> Said:
    """Say which editions stand after a gap, and which were cancelled and why."""
    order, line = series.editions, series.timeline
    said: Said = [
        ("say-gap", {"before": order[order.index(name) - 1], "after": name}) for name in order[1:] if name in line.gaps
    ]
    passed = {name for names in line.cancelled.values() for name in names}
    said += [
        ("say-cancelled", {"edition": c.edition, "reason": c.reason[words.language]})
        for c in words.programme.cancelled
        if c.edition in passed
    ]
    return said


def replay(series: Series, words: Words, edition: str) -> Said:
    """Say what the changes of the method alone did to the tiers, and which could not be put back and why."""
    found = series.replay(edition, known_to(series[edition], words.audience))
    if found is None:
        return []
    rules = series[edition].rules

    def named(items: list[str]) -> str:
        return words.listed([item_label(words, rules, item) for item in items])

    said: Said = []
    if found.table is not None:
        facts: dict[str, Any] = {
            "items": named(list(found.items)),
            "count": len(found.table),
            "up": found.up,
            "down": found.down,
        }
        facts["moved"] = found.up + found.down
        said.append(("say-replay" if facts["moved"] else "say-replay-same", facts))
    for reason in dict.fromkeys(why for _, why in found.left):
        items = [item for item, why in found.left if why == reason]
        said.append((f"replay-left-{reason}", {"items": named(items)}))
    return said


def honour(series: Series, words: Words, edition: str) -> Said:
    """Say who holds the honour in an edition, as far as that is known."""
    rule = series[edition].rules.honour
    if rule is None:
        return _without_honour(series)
    if not series.can_honour(edition):
        return [("without-honour-editions", {"count": rule.consecutive, "edition": edition})]
    roll = series.honour(edition)
    rows = roll.table[roll.table["status"] == "yes"]
    counts = [(c.id, int((rows["cohort"] == c.id).sum())) for c in words.rules.cohorts]
    facts = {
        "edition": edition,
        "honour": rule.name[words.language],
        "tier": words.tier(rule.tier),
        "count": rule.consecutive,
        "held": len(rows),
        "unknown": len(roll.unknown),
        "list": words.listed([words("say-honour-cohort", cohort=words.cohort(c), count=n) for c, n in counts if n]),
    }
    said: Said = []
    if roll.end == "gap":
        said.append(("say-honour-gap", facts))
    if roll.end == "cancelled":
        said.append(("say-honour-cancelled", facts))
    elif roll.known:
        said.append(("say-honour" if len(rows) else "say-honour-nobody", facts))
    else:
        said.append(("say-honour-at-least" if len(rows) else "say-honour-unknown", facts))
        if not roll.whole:
            said.append(("say-honour-beyond", facts))
        if roll.total is not None:
            said.append(("say-honour-total", {**facts, "total": roll.total}))
    return said


def without_roll(series: Series, edition: str) -> Said:
    """Say why there is no roll; nothing where there is one."""
    if series[edition].rules.honour is None:
        return _without_honour(series)
    if not series.can_honour(edition):
        return [("without-honour-editions", {"count": _consecutive(series, edition), "edition": edition})]
    roll = series.honour(edition)
    return [] if roll.held else [("none-on-file" if roll.known else "say-honour-nameless", {})]


def _without_honour(series: Series) -> Said:
    """Say that an edition has no honour, where another of the programme has one; else nobody would expect it."""
    return [("without-honour", {})] if any(series[each].rules.honour for each in series.editions) else []


def _consecutive(series: Series, edition: str) -> int:
    rule = series[edition].rules.honour
    return 0 if rule is None else rule.consecutive


def honour_change(series: Series, edition: str) -> Said:
    """Say how many are new on the roll and how many fell off since the edition before, as far as that is known."""
    if not any(series[each].rules.honour for each in series.editions):
        return []
    if edition == series.editions[0]:
        return [("say-first-edition", {})]
    if edition in series.timeline.gaps:
        return [("say-honour-change-gap", {"edition": edition})]
    change = series.honour_change(edition) if series.can_honour(edition) else None
    if change is None:
        return [("say-honour-no-change", {})]
    facts = {
        "previous": change.previous,
        "added": len(change.added),
        "dropped": len(change.dropped),
        "maybe_added": len(change.maybe_added),
        "maybe_dropped": len(change.maybe_dropped),
    }
    if not change.unknown:
        return [("say-honour-change", facts)]
    nothing = not change.added and change.dropped.empty
    return [("say-honour-change-unknown" if nothing else "say-honour-change-at-least", facts)]


def watch(series: Series, words: Words, edition: str) -> Said:
    """Say whom the rules ask to watch, how many those are, and of how many it is not known."""
    rule = series[edition].rules.watch
    if rule is None:  # where none of the programme has one, nobody would expect it
        return [("without-watch", {})] if any(series[each].rules.watch for each in series.editions) else []
    if not may_watch(series, edition, words.audience):
        return [("say-watch-not-public", {})]
    if not series.can_watch(edition):
        return [("without-watch-editions", {"count": rule.consecutive, "edition": edition})]
    roll = series.watch_list(edition)
    rows = roll.table[roll.table["status"] == "yes"]
    absent = int((rows[list(roll.editions)] == ABSENT).all(axis=1).sum()) if len(rows) else 0
    unnamed = int(rows["unit"].isin(unnamed_in(series, roll.editions, words.audience)).sum())
    every = "only" if len(rows) == 1 else "all"
    facts = {
        "rule": watched(words, series[edition].rules),
        "editions": words.listed(list(roll.editions)),
        "listed": len(rows),
        "absent": every if absent == len(rows) else absent,
        "unknown": len(roll.unknown),
        "unnamed": every if unnamed == len(rows) else unnamed,
    }
    said: Said = []
    if roll.end == "gap":
        said.append(("say-watch-gap", facts))
    open_ = bool(roll.unknown) or not roll.whole
    if len(rows):
        said.append(("say-watch-at-least" if open_ else "say-watch", facts))
        if absent and rule.consecutive > 1:
            said.append(("say-watch-absent", facts))
        if unnamed:
            said.append(("say-watch-unnamed", facts))
    else:
        said.append(("say-watch-unknown" if open_ else "say-watch-nobody", facts))
    if roll.unknown:
        said.append(("say-watch-open", facts))
    if not roll.whole:
        said.append(("say-watch-beyond", facts))
    return said


def across(series: Series, words: Words, edition: str) -> Said:
    """Say what stands between the tiers of an edition and those of the one before: changes of the method, a gap."""
    previous = series.editions[series.editions.index(edition) - 1]
    said: Said = [("say-across-gap", {"before": previous, "after": edition})] if edition in series.timeline.gaps else []
    changes = series.rule_changes()
    mine = changes[changes["edition"] == edition]
    bearing = mine[[item in REPLAYED or item in LEFT or item.startswith(POINTS) for item in mine["item"]]]
    if len(bearing):
        rules = series[edition].rules
        items = words.listed([item_label(words, rules, item) for item in bearing["item"]])
        # The rule of the edition before may not be on file: then it is not known when it changed.
        since = min(bearing["previous"], key=series.editions.index)
        facts = {"items": items, "after": edition, "since": "none" if since == previous else since}
        said.append(("say-across-changes", facts))
    return said
