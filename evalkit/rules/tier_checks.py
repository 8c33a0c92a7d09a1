"""Contradictions between tiers: cut-offs that are missing, run the wrong way, overlap or leave scores without a tier.

Where low scores are good everything is turned round: the first tier has the lowest scores, and ``highest`` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from evalkit.errors import nearest
from evalkit.files.tomlfile import Location
from evalkit.rules.models import Rules, Tier
from evalkit.rules.points import Scale
from evalkit.rules.scale_checks import Found
from evalkit.rules.stages import not_one
from evalkit.rules.validity import FollowUp, TierValidity

End = Literal["lowest", "highest"]
OTHER_END: dict[End, End] = {"lowest": "highest", "highest": "lowest"}


def closed(rules: Rules) -> Rules:
    """Return rules whose tiers say where they end: without any ``highest``, below the tier before.

    Where low scores are good, without any ``lowest``: above the tier before.
    """
    other = OTHER_END[rules.limit]
    if not rules.cut_offs_known or any(getattr(tier, other) is not None for tier in rules.tiers):
        return rules
    first, step = rules.scores.max, -rules.rounded_to[0]
    if rules.best == "lowest":
        first, step = rules.scores.min, -step
    ends = [first, *(cut_off + step for cut_off in rules.cut_offs)]
    tiers = tuple(t.model_copy(update={other: end}) for t, end in zip(rules.tiers, ends, strict=True))
    return rules.model_copy(update={"tiers": tiers})


def tier_contradictions(rules: Rules) -> Iterator[Found]:
    """Find what is wrong with the tiers as they are written, before what they leave out is put in."""
    for key, rule in rules.validities.items():
        yield from _validity(rules, tuple(key.split(".")), rule)
    limit, other = rules.limit, OTHER_END[rules.limit]
    told = [rules.limit_of(tier) for tier in rules.tiers]
    others = [getattr(tier, other) for tier in rules.tiers]
    if rules.best == "lowest" and not any(t is not None for t in told) and others and others[0] is not None:
        yield "tiers-against-best", ("tiers", 0, other), str(others[0]), {}, None
        return
    some = any(end is not None for end in (*told, *others))
    asked: list[tuple[End, list[Decimal | None]]] = [("lowest", []), ("highest", [])]
    for end, ends in asked:
        ends += [getattr(tier, end) for tier in rules.tiers]
    missing = False
    for i in range(len(rules.tiers)):
        for end, ends in asked:
            # One end suffices: without any of the other, each tier ends where the next one begins.
            implied = end == other and None not in told and not any(e is not None for e in others)
            if ends[i] is None and not implied and (some or (rules.scored and not rules.moved)):
                missing = True
                yield "cut-off-missing", ("tiers", i, end), None, {}, None
    if rules.cut_offs_known and not missing and rules.scores.step > 0 and rules.rounded_to[0] > 0:
        yield from _within(rules, limit) if others[0] is None else _ends(rules)


def _validity(rules: Rules, place: Location, validity: TierValidity) -> Iterator[Found]:
    """Find what is valid from no day, or from two, a validity of what there is not, and years that it has not."""
    if not_one(validity, "announced", "column"):
        yield "not-one-of", place, None, {"allowed": "announced, column"}, None
    tiers = [tier.id for tier in rules.tiers] if place == ("validity",) else []
    if place == ("validity",) and not tiers:
        yield "needs-key", place, "validity", {"key": "[[tiers]]"}, None
    yield from _among((*place, "tiers"), validity.tiers, tiers)
    again = validity.reapply
    if again is not None and again.last > validity.years:
        yield "out-of-bounds", (*place, "reapply", "last"), str(again.last), {"allowed": f"≤ {validity.years}"}, None
    elif again is not None and again.first > again.last:
        yield "out-of-bounds", (*place, "reapply", "first"), str(again.first), {"allowed": f"≤ {again.last}"}, None
    if validity.follow_up is not None:
        yield from _follow_up((*place, "follow_up"), validity.follow_up, list(validity.tiers) or tiers)


def _follow_up(place: Location, rule: FollowUp, tiers: Sequence[str]) -> Iterator[Found]:
    """Find samples of two sizes or of none, and those of tiers that are not valid for a time."""
    yield from _among((*place, "tiers"), rule.tiers, tiers)
    if rule.percent is not None and rule.count is not None:
        yield "not-one-of", place, None, {"allowed": "percent, count"}, None
    elif rule.seed is not None and rule.percent is None and rule.count is None:
        yield "needs-key", (*place, "seed"), "seed", {"key": "percent"}, None
    if rule.percent is not None and not 0 < rule.percent <= 100:
        yield "out-of-bounds", (*place, "percent"), str(rule.percent), {"allowed": "> 0, ≤ 100"}, None


def _among(place: Location, words: Sequence[str], known: Sequence[str]) -> Iterator[Found]:
    for word in words:
        if word not in known:
            yield "not-allowed", place, word, {"allowed": ", ".join(known) or "–"}, nearest(word, known)


def _within(rules: Rules, limit: End) -> Iterator[Found]:
    """Find cut-offs alone that are no scores, or not in the order of the tiers."""
    scores, wrong = rules.scores, False
    for i, tier in enumerate(rules.tiers):
        value = rules.limit_of(tier) or Decimal(0)
        if not scores.min <= value <= scores.max:
            wrong = True
            yield "out-of-bounds", ("tiers", i, limit), str(value), {"allowed": f"{scores.min}–{scores.max}"}, None
    if not wrong:
        yield from list(_order(rules, strictly=True)) or _steps_and_end(rules)


def _order(rules: Rules, *, strictly: bool) -> Iterator[Found]:
    """Find the first tier that does not come after the one before."""
    sign = 1 if rules.best == "highest" else -1
    ends = [rules.limit_of(tier) or Decimal(0) for tier in rules.tiers]
    for i in range(1, len(ends)):
        apart = sign * (ends[i - 1] - ends[i])
        if apart < 0 or (strictly and not apart):
            facts: dict[str, object] = {
                "upper": rules.tiers[i - 1].id,
                "from": str(ends[i - 1]),
                "best": rules.best,
                "same": "no" if apart else "yes",
            }
            yield "tiers-not-falling", ("tiers", i, rules.limit), str(ends[i]), facts, None
            return


def _steps_and_end(rules: Rules) -> Iterator[Found]:
    """Find cut-offs between two scores, and a last tier that leaves scores without one."""
    step, last = rules.rounded_to[0], len(rules.tiers) - 1
    for i, cut_off in enumerate(rules.cut_offs):
        if not Scale(step).fits(cut_off):
            yield "not-a-multiple", ("tiers", i, rules.limit), str(cut_off), {"step": str(step)}, None
    worst = rules.scores.min if rules.best == "highest" else rules.scores.max
    end = rules.limit_of(rules.tiers[last])
    if end != worst:
        yield "tier-end", ("tiers", last, rules.limit), str(end), {"end": str(worst)}, None


def _ends(rules: Rules) -> Iterator[Found]:
    """Find tiers with both ends that run backwards, overlap, or leave a gap."""
    tiers, limit, other = rules.tiers, rules.limit, OTHER_END[rules.limit]
    for i, tier in enumerate(tiers):
        lowest, highest = tier.bounds
        if highest < lowest:
            yield "tier-backwards", ("tiers", i, "highest"), str(highest), {"lowest": str(lowest)}, None
            return
    order = list(_order(rules, strictly=False))
    yield from order
    if order:
        return
    sign = 1 if rules.best == "highest" else -1
    first = _end(tiers[0], other)
    if first != rules.best_score:
        yield "tier-end", ("tiers", 0, other), str(first), {"end": str(rules.best_score)}, None
    for i in range(1, len(tiers)):
        begins, own = _end(tiers[i - 1], limit), _end(tiers[i], other)
        wanted = begins - sign * rules.rounded_to[0]
        if own != wanted:
            kind = "tiers-overlap" if sign * (own - wanted) > 0 else "tiers-gap"
            facts: dict[str, object] = {"upper": tiers[i - 1].id, "from": str(begins), "wanted": str(wanted)}
            place: Location = ("tiers", i, other)
            yield kind, place, str(own), {**facts, "best": rules.best}, None
    yield from _steps_and_end(rules)


def _end(tier: Tier, end: End) -> Decimal:
    return tier.bounds[0 if end == "lowest" else 1]
