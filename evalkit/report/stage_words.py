"""What the rules say about the way from marks to a score and from scores to places, a sentence for each rule in use."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from evalkit.report.mark_words import graded
from evalkit.report.words import Words
from evalkit.rules.models import Rules
from evalkit.rules.points import written
from evalkit.rules.profiles import Profiles
from evalkit.rules.stages import Formula, TieBreak, Veto


def of_score(words: Words, rules: Rules) -> list[str]:
    """Return how the marks become a score, in the order of the stages; empty where the rules do not say."""
    final = rules.review.final
    if rules.profiles is not None:
        return of_profiles(words, rules, rules.profiles)
    if final is None:
        return []
    found = [_reviewers(words, rules)]
    if final.reviewer_weight is not None:
        weights = [words("stage-pair", name=w, value=_plain(v)) for w, v in final.reviewer_weight.values.items()]
        name = _indicator(words, rules, final.reviewer_weight.indicator)
        found.append(words("stage-reviewer-weight", name=name, list=words.listed(weights)))
    roles = [r for r in rules.review.roles if r.weight is not None]
    if roles:
        pairs = [words("stage-pair", name=r.name[words.language], value=_plain(r.weight)) for r in roles]
        left = "yes" if rules.leaves_out else "no"
        found.append(words("stage-roles", list=words.listed(pairs), left=left))
    for kind in rules.types:
        own = [i.name[words.language] for i in rules.kept if kind.id in i.types]
        if own:
            found.append(words("stage-type", type=kind.name[words.language], list=words.listed(own)))
    asked = {i.role for i in rules.kept if i.role is not None}
    for role in rules.review.roles:
        own = [i.name[words.language] for i in rules.kept if i.role == role.id]
        if role.id in asked:
            found.append(words("stage-role", role=role.name[words.language], list=words.listed(own)))
    if final.criteria == "worst":
        found.append(words("stage-worst"))
    elif final.criteria != "sum":
        weighted = [
            words("stage-pair", name=i.name[words.language], value=_plain(i.weight))
            for i in rules.kept
            if i.weight is not None
        ]
        found.append(words(f"stage-{final.criteria}", list=words.listed(weighted)))
    found += _areas(words, rules)
    found += _rounds(words, rules)
    if final.multiply is not None:
        found.append(words("stage-multiply", by=_plain(final.multiply)))
    for adjustment in rules.adjustments:
        facts: dict[str, object] = {"name": adjustment.name[words.language], "most": _plain(adjustment.maximum)}
        found.append(words(f"stage-{adjustment.kind}", **facts))
        if adjustment.formula is not None:
            found.append(_formula(words, rules, adjustment.formula, facts))
    for key in ("floor", "cap"):
        value = getattr(rules.scores, key)
        if value is not None:
            found.append(words(f"stage-{key}", value=_plain(value)))
    return [*found, *_rounding(words, rules)]


def _formula(words: Words, rules: Rules, formula: Formula, facts: dict[str, object]) -> str:
    """Return how points follow from a number on file."""
    rounding = "none" if formula.rounding is None else words(f"rounding-{formula.rounding}")
    own = {"column": formula.column, "best": formula.best or "highest", "within": rules.ranking.within or "all"}
    return words(f"stage-formula-{formula.rule}", **facts, **own, step=_plain(formula.step), rounding=rounding)


def of_profiles(words: Words, rules: Rules, profiles: Profiles) -> list[str]:
    """Return how profiles make up the overall profile, and that the score."""
    own = [i for i in rules.indicators if i.scored]
    names = [i.name[words.language] for i in own]
    grades = [graded(words, grade) for grade in rules.profile_grades]
    facts = {"list": words.listed(names), "grades": words.listed(grades), "counts": "yes" if profiles.counts else "no"}
    found = [words("stage-profiles", **facts)]
    pairs = [words("stage-pair", name=i.name[words.language], value=_plain(i.weight)) for i in own]
    found.append(words("stage-profile-weights", list=words.listed(pairs)))
    rounding = profiles.rounded("profile")
    if rounding is not None:
        printed = "yes" if rounding.print_only else "no"
        facts = {"printed": printed, "step": _plain(rounding.step), "rule": rounding.rule}
        rule = "half-up" if rounding.rule == "cumulative" else rounding.rule
        found.append(words("stage-profile-rounding", **facts, rounding=words(f"rounding-{rule}")))
    of = "plain" if rounding is None else "exact" if rounding.print_only else "rounded"
    found.append(words("stage-profile-average", of=of))
    return [*found, *_rounding(words, rules)]


def of_standing(words: Words, rules: Rules) -> list[str]:
    """Return what decides about tiers and ranks beside the score, in the order of the stages."""
    found = []
    tiers = {t.id: words.tier(t.id) for t in rules.tiers}
    for threshold in (t for t in rules.thresholds if not _gone(rules, t.of)):
        limit = threshold.at_least if threshold.at_least is not None else threshold.more_than
        facts = {
            "what": _part(words, rules, threshold.of),
            "strict": "no" if threshold.at_least is not None else "yes",
            "limit": _plain(limit),
            "tier": tiers[threshold.otherwise],
            "ranked": "yes" if threshold.ranked else "no",
            # The lowest percentile is that of the best score.
            "best": "lowest" if threshold.of == "percentile" else rules.best,
        }
        found.append(words("stage-threshold", **facts))
    for vote in rules.votes:
        votes: dict[str, object] = {
            "name": vote.name[words.language],
            "tier": tiers[vote.tier],
            "other": tiers[vote.otherwise],
            "majority": vote.majority,
            "of": vote.of,
            "members": vote.members or 0,
            "quorum": vote.quorum or 0,
            "maybe": "none" if vote.maybe is None else _plain(vote.maybe),
        }
        found.append(words("stage-vote", **votes))
    for quota in rules.quotas:
        limits: dict[str, object] = {
            "tier": tiers[quota.tier],
            "other": tiers[quota.otherwise],
            "count": quota.count,
            "share": None if quota.share is None else _plain(quota.share * 100),
            "kind": "count" if quota.share is None else quota.of,
            "column": None if quota.budget is None else quota.budget.column,
            "total": None if quota.budget is None else _plain(quota.budget.total),
            "rounding": words(f"rounding-{quota.rounding}"),
            "ties": quota.ties,
            "within": rules.ranking.within or "all",
        }
        message = "stage-quota" if quota.budget is None else "stage-quota-budget"
        if quota.counts is not None:
            groups = {g.id: g.name[words.language] for g in rules.groups_ranked}
            each = [words("stage-pair", name=groups[g], value=str(n)) for g, n in quota.counts.items()]
            message, limits["list"] = "stage-quota-counts", words.listed(each)
        found.append(words(message, **{k: v for k, v in limits.items() if v is not None}))
    for veto in rules.vetoes:
        flags = [words("stage-flag", column=c, value=v) for c, v in veto.flag.items()]
        named = {} if veto.name is None else {"named": "yes", "list": veto.name[words.language]}
        facts = {"named": "no", "list": words.listed(flags), "tier": tiers[veto.best_tier], **named}
        found.append(words("stage-veto", **facts, place=_place(rules, veto)))
    if rules.validity is not None:
        some = [tiers[t] for t in rules.validity.tiers]
        lasting = rules.validity.model_dump(include={"years", "starts"})
        found.append(words("stage-validity", list=words.listed(some), some="yes" if some else "no", **lasting))
    found += _ranking(words, rules)
    if rules.lots is not None:
        source = "none" if rules.lots.source is None else rules.lots.source[words.language]
        found.append(words("stage-lots", seed=rules.lots.seed, source=source))
    if rules.percentile is not None:
        found.append(words("stage-percentile", **rules.percentile.model_dump()))
    return found


def _place(rules: Rules, veto: Veto) -> str:
    """Return what becomes of a place in a tier with a quota that a veto keeps a unit out of; whether there is one."""
    better = [tier.id for tier in rules.tiers]
    better = better[: better.index(veto.best_tier)]
    if not any(quota.tier in better for quota in rules.quotas):
        return "none"
    return "held" if veto.holds_place else "free"


def _ranking(words: Words, rules: Rules) -> list[str]:
    ranking, found = rules.ranking, []
    if rules.best == "lowest":
        found.append(words("stage-lowest"))
    if ranking.within is not None:
        found.append(words("stage-within", within=ranking.within))
    types = {t.id: t.name[words.language] for t in rules.types}
    names: list[tuple[str, Sequence[TieBreak], dict[str, Decimal]]] = [
        ("", ranking.tie_break, ranking.weights),
        *((types[r.type], r.tie_break, r.weights) for r in ranking.lists),
    ]
    for name, every, weights in names:
        weighed = {i: w for i, w in weights.items() if not _gone(rules, i)}
        breaks = [b for b in every if not _gone(rules, b.by or "")]
        if weighed:
            pairs = [words("stage-pair", name=_indicator(words, rules, i), value=_plain(w)) for i, w in weighed.items()]
            found.append(words("stage-rank-weights", type=name or "all", list=words.listed(pairs)))
        if breaks:
            listed = words.listed([_break(words, rules, b) for b in breaks])
            facts = {"type": name or "all", "list": listed, "count": len(breaks), "scope": ranking.tie_break_for}
            found.append(words("stage-tie-break", **facts))
    return found


def _break(words: Words, rules: Rules, rule: TieBreak) -> str:
    if rule.count is not None:
        return words("stage-tie-count", points=_plain(rule.count))
    if rule.lots:
        return words("stage-tie-lots")
    if rule.voters:
        return words("stage-tie-voters")
    if rule.round is not None:
        rounds = {r.id: r.name[words.language] for r in rules.review.rounds}
        return words("stage-tie-round", name=rounds[rule.round])
    known = rule.by in [i.id for i in rules.indicators]
    name = _indicator(words, rules, rule.by or "") if known else words("stage-column", name=rule.by)
    if rule.first is not None:
        return words("stage-tie-first", name=name, value=rule.first)
    if rule.nearest is not None:
        return words("stage-tie-nearest", name=name, value=_plain(rule.nearest))
    return words(f"stage-tie-{rule.order}", name=name)


def _reviewers(words: Words, rules: Rules) -> str:
    final = rules.review.final
    if final is None:
        raise AssertionError("only asked where marks become scores")
    low, high = (1, 1) if final.drop is None else (final.drop.lowest, final.drop.highest)
    return words(f"stage-reviewers-{final.rule}", lowest=low, highest=high)


def _areas(words: Words, rules: Rules) -> list[str]:
    found = []
    for area in (a for a in rules.areas if not _gone(rules, a.id)):
        name = area.name[words.language]
        if area.maximum is not None:
            found.append(words("stage-area", name=name, most=_plain(area.maximum), cap=area.cap or "combined"))
        if area.weight is not None:
            found.append(words("stage-area-weight", name=name, weight=_plain(area.weight)))
    bonus = [i.name[words.language] for i in rules.kept if i.bonus]
    return [*found, words("stage-bonus-indicators", list=words.listed(bonus))] if bonus else found


def _rounds(words: Words, rules: Rules) -> list[str]:
    final, found = rules.review.final, []
    rounds = rules.review.rounds
    aside = [r.name[words.language] for r in rounds if not r.counts]
    if aside:
        found.append(words("stage-round-aside", list=words.listed(aside)))
    if final is not None and final.rounds is not None:
        pairs = [
            words("stage-pair", name=r.name[words.language], value=_plain(r.weight if r.factor is None else r.factor))
            for r in rules.marked_rounds
            if r.counts and (r.factor is not None or r.weight is not None)
        ]
        found.append(words(f"stage-rounds-{final.rounds}", list=words.listed(pairs), weighted="yes" if pairs else "no"))
    for r in rules.marked_rounds:
        if r.counts and r.difficulty is not None:
            column = words("stage-column", name=r.difficulty.column)
            found.append(words("stage-difficulty", name=r.name[words.language], column=column))
    return found


def of_printed(words: Words, rules: Rules) -> list[str]:
    """Return that the score is rounded in print only, where that is so."""
    return _rounding(words, rules, printed=True) if rules.exact else []


def _rounding(words: Words, rules: Rules, *, printed: bool = False) -> list[str]:
    final, found = rules.profiles or rules.review.final, []
    for one in final.rounding if final else ():
        if one.after == "profile" or (printed and not one.print_only):
            continue
        step = _plain(one.step if one.step is not None else rules.scores.step)
        message = "stage-rounding-printed" if one.print_only else "stage-rounding"
        whole = rules.banding is None or rules.banding.to_nearest == rules.scores.step
        facts = {"stage": one.after, "step": step, "rounding": words(f"rounding-{one.rule}")}
        found.append(words(message, **facts, tiers="yes" if rules.tiers and whole else "no"))
    return found


def _gone(rules: Rules, of: str) -> bool:
    """Tell whether an indicator was dropped after marking, or every indicator of an area: what names it falls away."""
    own = next(([i.id for i in a.indicators] for a in rules.areas if a.id == of), [of])
    return bool(own) and all(rules.is_dropped(i) for i in own)


def _part(words: Words, rules: Rules, of: str) -> str:
    if of in ("score", "percentile", "every-indicator"):
        return words(f"stage-of-{of}")
    area = next((a.name[words.language] for a in rules.areas if a.id == of), None)
    return area if area is not None else _indicator(words, rules, of)


def _indicator(words: Words, rules: Rules, indicator: str) -> str:
    return next(i.name[words.language] for i in rules.indicators if i.id == indicator)


def _plain(value: Decimal | None) -> str:
    return "–" if value is None else written(value)
