"""Contradictions between the stages of ``rules.toml``: weights that do not add up, thresholds nobody can reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from evalkit.errors import nearest
from evalkit.files.tomlfile import Location
from evalkit.rules.models import Area, Indicator, Rules
from evalkit.rules.points import written
from evalkit.rules.scale_checks import Found
from evalkit.rules.stages import Quota, TieBreak, not_one
from evalkit.rules.votes import Vote

_WHOLES = (Decimal(1), Decimal(100))


def stage_faults(rules: Rules) -> Iterator[Found]:
    """Yield every contradiction between the stages."""
    yield from _names(rules)
    yield from _choices(rules)
    if rules.review.final is not None:
        yield from _rounding(rules)
        weights = list(_weights(rules))
        yield from weights
        yield from _reviewers(rules)
        yield from _rounds(rules)
    yield from _level(rules)
    if rules.marked and rules.staged and all(rules.known_scale(i) for i in rules.indicators):
        yield from _areas(rules)
        yield from _totals(rules)
        if not weights:
            yield from _reach(rules)
    yield from _thresholds(rules)
    yield from _tiers(rules)


def out_of_bounds(place: Location, value: object, allowed: str) -> Found:
    """Return the fault of a number that is too large or too small."""
    return "out-of-bounds", place, str(value), {"allowed": allowed}, None


def _named(place: Location, word: str | None, known: Sequence[str]) -> Iterator[Found]:
    if word is not None and word not in known:
        yield "not-allowed", place, word, {"allowed": ", ".join(known) or "–"}, nearest(word, known)


def _names(rules: Rules) -> Iterator[Found]:
    types, roles = [t.id for t in rules.types], [r.id for r in rules.review.roles]
    indicators, tiers = [i.id for i in rules.indicators], [t.id for t in rules.tiers]
    for i, area in enumerate(rules.areas):
        for j, indicator in enumerate(area.indicators):
            place: Location = ("areas", i, "indicators", j)
            for kind in indicator.types:
                yield from _named((*place, "types"), kind, types)
            yield from _named((*place, "role"), indicator.role, roles)
    for i, threshold in enumerate(rules.thresholds):
        areas = [a.id for a in rules.areas] if rules.has_areas else []
        percentile = ["percentile"] if rules.percentile is not None else []
        known = ["score", *percentile, "every-indicator", *areas, *indicators]
        yield from _named(("thresholds", i, "of"), threshold.of, known)
        yield from _named(("thresholds", i, "else"), threshold.otherwise, tiers)
    for i, quota in enumerate(rules.quotas):
        yield from _named(("quotas", i, "tier"), quota.tier, tiers)
        yield from _named(("quotas", i, "else"), quota.otherwise, tiers)
    for i, vote in enumerate(rules.votes):
        yield from _named(("votes", i, "tier"), vote.tier, tiers)
        yield from _named(("votes", i, "else"), vote.otherwise, tiers)
    for i, veto in enumerate(rules.vetoes):
        yield from _named(("vetoes", i, "best_tier"), veto.best_tier, tiers)
    lists: list[tuple[Location, Mapping[str, Decimal], Sequence[TieBreak]]] = [
        (("ranking",), rules.ranking.weights, rules.ranking.tie_break)
    ]
    for i, one in enumerate(rules.ranking.lists):
        yield from _named(("ranking", "lists", i, "type"), one.type, types)
        lists.append((("ranking", "lists", i), one.weights, one.tie_break))
    rounds = [r.id for r in rules.marked_rounds if r.counts]
    for where, weights, breaks in lists:
        for name in weights:
            yield from _named((*where, "weights"), name, indicators)
        for j, rule in enumerate(breaks):
            yield from _named((*where, "tie_break", j, "round"), rule.round, rounds)
            yield from _tie_break(rules, (*where, "tie_break", j), rule)
            if len(rule.ways) != 1:
                allowed: dict[str, object] = {"allowed": "by, count, voters, round, lots"}
                yield "not-one-of", (*where, "tie_break", j), None, allowed, None
            elif rule.lots and j + 1 < len(breaks):
                yield "lots-not-last", (*where, "tie_break", j, "lots"), None, {}, None
    if rules.lots is not None and not rules.drawn:
        yield "lots-for-nothing", ("lots",), None, {}, None
    final = rules.review.final
    if final is not None and final.reviewer_weight is not None:
        yield from _named(("review", "final", "reviewer_weight", "from"), final.reviewer_weight.indicator, indicators)


def _tie_break(rules: Rules, place: Location, rule: TieBreak) -> Iterator[Found]:
    """Find what would tell nobody apart: marks that are not on file, scores of rounds that are not made."""
    final = rules.review.final
    by_marks = rule.count is not None or rule.voters or rule.round is not None
    by_indicator = rule.by in [i.id for i in rules.indicators] and rules.profiles is None
    if (by_marks or by_indicator) and not rules.marked:
        yield "needs-marks", place, None, {"level": rules.data.level}, None
    elif rule.round is not None and final is not None and final.rounds is None:
        yield "only-with", (*place, "round"), rule.round, {"key": "review.final.rounds", "allowed": "sum"}, None


def _counts(rules: Rules, place: Location, quota: Quota) -> Iterator[Found]:
    """Find a quota for each group that lacks one of the groups, or the groups."""
    if quota.counts is None:
        return
    groups = [group.id for group in rules.groups_ranked]
    if rules.ranking.within is None:
        yield "needs-key", place, "counts", {"key": "ranking.within"}, None
        return
    for word in quota.counts:
        yield from _named((*place, word), word, groups)
    for word in groups:
        if word not in quota.counts:
            yield "missing-key", (*place, word), None, {}, None


def _choices(rules: Rules) -> Iterator[Found]:
    """Find rules that must say one of two things and say both or neither."""
    for i, threshold in enumerate(rules.thresholds):
        if not_one(threshold, "at_least", "more_than"):
            yield "not-one-of", ("thresholds", i), None, {"allowed": "at_least, more_than"}, None
    for i, quota in enumerate(rules.quotas):
        if not_one(quota, "count", "counts", "share", "budget"):
            yield "not-one-of", ("quotas", i), None, {"allowed": "count, counts, share, budget"}, None
        yield from _counts(rules, ("quotas", i, "counts"), quota)
        if quota.budget is not None and quota.ties == "all":
            yield "not-allowed", ("quotas", i, "ties"), quota.ties, {"allowed": "none, lots"}, None
        if quota.budget is not None and quota.budget.total <= 0:
            yield out_of_bounds(("quotas", i, "budget", "total"), quota.budget.total, "> 0")
        if quota.share is not None and not 0 < quota.share <= 1:
            yield out_of_bounds(("quotas", i, "share"), quota.share, "> 0, ≤ 1")
    yield from _votes(rules)
    yield from _formulas(rules)
    tiers = [tier.id for tier in rules.tiers]
    limited: list[tuple[Location, Vote | Quota]] = [(("votes", i), vote) for i, vote in enumerate(rules.votes)]
    limited += [(("quotas", i), quota) for i, quota in enumerate(rules.quotas)]
    for place, rule in limited:
        below = tiers[tiers.index(rule.tier) + 1 :] if rule.tier in tiers else []
        if rule.tier in tiers and rule.otherwise in tiers and rule.otherwise not in below:
            lower: dict[str, object] = {"tier": rule.tier, "allowed": ", ".join(below) or "–"}
            yield "else-not-lower", (*place, "else"), rule.otherwise, lower, None
    for key in ("type", "subject"):
        listed = rules.types if key == "type" else rules.subjects
        if rules.ranking.within == key and not listed:
            yield "needs-list", ("ranking", "within"), key, {"list": f"[[{key}s]]"}, None


def _votes(rules: Rules) -> Iterator[Found]:
    """Find votes whose majority is of nobody, and quorums that nobody can reach."""
    for i, vote in enumerate(rules.votes):
        place: Location = ("votes", i)
        if vote.id in [v.id for v in rules.votes[:i]]:
            yield "word-twice", (*place, "id"), vote.id, {}, None
        if vote.maybe is not None and not 0 < vote.maybe < 1:
            yield out_of_bounds((*place, "maybe"), vote.maybe, "> 0, < 1")
        if vote.of == "members" and vote.members is None:
            yield "missing-key", (*place, "members"), None, {}, None
        if vote.quorum is not None and vote.members is not None and vote.quorum > vote.members:
            yield out_of_bounds((*place, "quorum"), vote.quorum, f"≤ {vote.members}")


def _rounding(rules: Rules) -> Iterator[Found]:
    final = rules.review.final
    for i, rounding in enumerate(final.rounding if final else ()):
        place: Location = ("review", "final", "rounding", i)
        if final is not None and rounding.after in [r.after for r in final.rounding[:i]]:
            yield "stage-twice", (*place, "after"), rounding.after, {}, None
        if rounding.after == "score":
            if rounding.step is not None and rounding.step != rules.scores.step:
                yield "not-the-step", (*place, "step"), str(rounding.step), {"step": str(rules.scores.step)}, None
        elif rounding.step is None:
            yield "missing-key", (*place, "step"), None, {}, None
        elif rounding.step <= 0:
            yield out_of_bounds((*place, "step"), rounding.step, "> 0")
        if rounding.print_only and rounding.after != "score":
            yield "print-only-of-score", (*place, "print_only"), None, {"stage": rounding.after}, None


def _formulas(rules: Rules) -> Iterator[Found]:
    """Find formulas that do not say which end is good, or how they are rounded; and any where low scores are good."""
    for i, adjustment in enumerate(rules.adjustments):
        place: Location = ("adjustments", i)
        if adjustment.maximum <= 0:
            yield out_of_bounds((*place, "maximum"), adjustment.maximum, "> 0")
        formula = adjustment.formula
        if formula is None:
            continue
        place = (*place, "formula")
        if formula.rule == "linear" and formula.best is None:
            yield "missing-key", (*place, "best"), None, {}, None
        elif formula.rule != "linear" and formula.best is not None:
            yield "only-with", (*place, "best"), formula.best, {"key": "rule", "allowed": "linear"}, None
        if (formula.step is None) != (formula.rounding is None):
            yield "missing-key", (*place, "step" if formula.step is None else "rounding"), None, {}, None
        if formula.step is not None and formula.step <= 0:
            yield out_of_bounds((*place, "step"), formula.step, "> 0")
        if rules.best == "lowest" and formula.rule != "as-it-is":
            yield "not-with", (*place, "rule"), formula.rule, {"key": 'best = "lowest"'}, None


def _weights(rules: Rules) -> Iterator[Found]:
    final = rules.review.final
    if final is None:
        return
    weighted = final.criteria in ("weighted-sum", "weighted-mean")
    own = [
        (("areas", i, "indicators", j, "weight"), x)
        for i, a in enumerate(rules.areas)
        for j, x in enumerate(a.indicators)
    ]
    for place, indicator in own:
        if indicator.weight is not None and indicator.weight < 0:
            yield out_of_bounds(place, indicator.weight, "≥ 0")
        if weighted and indicator.weight is None and indicator.scored and not indicator.bonus:
            yield "weight-missing", place, None, {"rule": final.criteria}, None
        if not weighted and indicator.weight is not None:
            yield "weight-without-rule", place, str(indicator.weight), {}, None
    if final.criteria == "weighted-sum" and all(x.weight is not None for _, x in own if x.scored):
        for kind in types_of(rules):
            of_kind = [(p, x) for p, x in own if x.is_for(kind)]
            weights = [x.weight for _, x in of_kind if x.weight is not None and x.scored and not x.bonus]
            yield from adds_up(of_kind[0][0] if of_kind else ("areas",), weights)
    if any(area.weight is not None for area in rules.areas):
        yield from _all_or_none("areas", [area.weight for area in rules.areas])
    roles = [role.weight for role in rules.review.roles]
    if any(weight is not None for weight in roles):
        yield from _all_or_none("review.roles", roles)
        for place, indicator in own:
            if indicator.role is not None:
                yield "role-with-weights", (*place[:-1], "role"), indicator.role, {}, None


def types_of(rules: Rules) -> list[str | None]:
    """Return the types of unit; one without a name where there are none."""
    return [t.id for t in rules.types] if rules.types else [None]


def _all_or_none(what: str, weights: Sequence[Decimal | None]) -> Iterator[Found]:
    place: Location = tuple(what.split("."))
    for i, weight in enumerate(weights):
        if weight is None:
            yield "weight-missing", (*place, i, "weight"), None, {"rule": what}, None
    if None not in weights:
        yield from adds_up((*place, 0, "weight"), [w for w in weights if w is not None])


def adds_up(place: Location, weights: Sequence[Decimal]) -> Iterator[Found]:
    """Yield a fault where weights add up to neither 1 nor 100."""
    total = sum(weights, Decimal(0))
    if weights and total not in _WHOLES:
        listed = " + ".join(written(w) for w in weights)
        yield "weights-do-not-add-up", place, listed, {"sum": written(total)}, None


def _reviewers(rules: Rules) -> Iterator[Found]:
    final = rules.review.final
    if final is None:
        return
    where: Location = ("review", "final")
    if final.drop is not None and final.rule != "trimmed-mean":
        yield "only-with", (*where, "drop"), None, {"key": "rule", "allowed": "trimmed-mean"}, None
    if final.reviewer_weight is not None and final.rule != "mean":
        yield "only-with", (*where, "reviewer_weight"), None, {"key": "rule", "allowed": "mean"}, None
    if final.reviewer_weight is not None and final.reviewer_weight.indicator in [i.id for i in rules.indicators]:
        rule = final.reviewer_weight
        own = next(i for i in rules.indicators if i.id == rule.indicator)
        known = rules.known_scale(own)
        for word, weight in rule.values.items():
            if weight <= 0:
                yield out_of_bounds((*where, "reviewer_weight", "values", word), weight, "> 0")
            if known is not None and known.grades:
                yield from _named((*where, "reviewer_weight", "values"), word, list(known.grades))
        if known is not None and known.grades:
            for word in known.grades:
                if word not in rule.values:
                    yield "weight-missing", (*where, "reviewer_weight", "values"), word, {"rule": word}, None
    if final.rule == "consensus" and rules.discussion is None:
        yield "consensus-of-nobody", (*where, "rule"), final.rule, {}, None
    if final.rule == "sum":
        for i, r in enumerate(rules.review.rounds):
            if r.kind != "discussion" and r.counts and r.reviewers_per_unit is None:
                yield "sum-without-number", ("review", "rounds", i, "reviewers_per_unit"), None, {}, None
    if final.multiply is not None and final.multiply <= 0:
        yield out_of_bounds((*where, "multiply"), final.multiply, "> 0")


def _rounds(rules: Rules) -> Iterator[Found]:
    final = rules.review.final
    if final is None:
        return
    if final.rounds is not None and final.of != "all-rounds":
        yield "only-with", ("review", "final", "rounds"), final.rounds, {"key": "of", "allowed": "all-rounds"}, None
    if final.rounds is not None and final.rule == "consensus":
        yield "not-with", ("review", "final", "rounds"), final.rounds, {"key": "rule = consensus"}, None
    weights: list[Decimal] = []
    key: dict[str, object]
    for i, r in enumerate(rules.review.rounds):
        place: Location = ("review", "rounds", i)
        if r.factor is not None and r.factor <= 0:
            yield out_of_bounds((*place, "factor"), r.factor, "> 0")
        if r.factor is not None and final.rounds is None:
            yield "only-with", (*place, "factor"), str(r.factor), {"key": "review.final.rounds", "allowed": "sum"}, None
        if r.difficulty is not None:
            if final.rounds is None:
                key = {"key": "review.final.rounds", "allowed": "sum"}
                yield "only-with", (*place, "difficulty"), r.difficulty.column, key, None
            if not 0 <= r.difficulty.minimum <= r.difficulty.maximum or not r.difficulty.maximum:
                least = f"> 0, ≥ {r.difficulty.minimum}"
                yield out_of_bounds((*place, "difficulty", "maximum"), r.difficulty.maximum, least)
        if r.weight is not None and final.rounds != "weighted-mean":
            key = {"key": "review.final.rounds", "allowed": "weighted-mean"}
            yield "only-with", (*place, "weight"), str(r.weight), key, None
        if r.kind != "discussion" and r.counts and final.rounds == "weighted-mean":
            if r.weight is None:
                yield "weight-missing", (*place, "weight"), None, {"rule": "weighted-mean"}, None
            else:
                weights.append(r.weight)
    if rules.marked_rounds and not any(r.counts for r in rules.marked_rounds) and final.rule != "consensus":
        yield "no-round-counts", ("review", "rounds"), None, {}, None
    yield from adds_up(("review", "rounds", 0, "weight"), weights)


def _level(rules: Rules) -> Iterator[Found]:
    """Find stages that need marks, or every score, where these are not on file; and what they cannot go with."""
    level: dict[str, object] = {"level": rules.data.level}
    if not rules.marked:
        marks: list[tuple[Location, object]] = [
            (("adjustments",), rules.adjustments),
            (("scores", "cap"), rules.scores.cap),
            (("scores", "floor"), rules.scores.floor),
            (("ranking", "weights"), rules.ranking.weights),
        ]
        # Of profiles there is a grade point average on each indicator.
        without = (
            ["score", "percentile"]
            if rules.profiles is None
            else ["score", "every-indicator", *(i.id for i in rules.indicators)]
        )
        marks += [(("thresholds", i, "of"), t.of not in without) for i, t in enumerate(rules.thresholds)]
        for place, given in marks:
            if given:
                yield "needs-marks", place, None, level, None
    if not rules.complete:
        names = ("thresholds", "votes", "quotas", "vetoes")
        whole = {name: getattr(rules, name) for name in names}
        for name, given in whole.items():
            if given:
                yield "needs-scores", (name,), None, level, None
    if rules.percentile is not None:
        if not rules.complete:
            yield "needs-scores", ("percentile",), None, level, None
        if held := rules.publication.scores_held_by:
            yield "not-with", ("publication", held), None, {"key": "[percentile]"}, None
        if rules.ranking.within is not None:
            yield "not-with", ("percentile",), None, {"key": "ranking.within"}, None
        if rules.percentile.minimum > rules.percentile.maximum:
            at_most = f"≤ {rules.percentile.maximum}"
            yield out_of_bounds(("percentile", "minimum"), rules.percentile.minimum, at_most)
    if rules.quotas and (held := rules.publication.scores_held_by):
        # Who is outside a quota would tell how the withheld scores compare.
        yield "not-with", ("publication", held), None, {"key": "[[quotas]]"}, None
    if rules.staged and rules.review.importance is not None:
        yield "not-with-stages", ("review", "importance"), None, {}, None
    elif rules.marked and rules.review.importance is not None and not rules.cut_offs_known:
        yield "importance-without-cut-offs", ("review", "importance"), None, {}, None


def limits(rules: Rules, indicator: Indicator) -> tuple[Fraction, Fraction]:
    """Return the least and the most that the reviewers may give on an indicator together, before any weight."""
    scale = rules.scale_of(indicator)
    zero = rules.marks is not None and rules.marks.not_applicable == "zero"
    least, most = Fraction(min(scale.minimum, Decimal(0)) if zero else scale.minimum), Fraction(scale.maximum)
    final = rules.review.final
    if final is not None and final.rule == "sum":
        numbers = [r.reviewers_per_unit or 1 for r in rules.marked_rounds if r.counts]
        number = (
            max(numbers, default=1)
            if final.rounds is not None
            else sum(numbers[-1:] if final.of == "last-round" else numbers)
        )
        return least * number, most * number
    return least, most


def _own(rules: Rules, kind: str | None, area: Area) -> list[Indicator]:
    return [i for i in area.indicators if i.scored and i.is_for(kind)]


def _areas(rules: Rules) -> Iterator[Found]:
    """Find areas whose indicators come to more than the area without a word about it."""
    if rules.review.final is not None and rules.review.final.criteria == "worst":
        for i, area in enumerate(rules.areas):
            for name in ("maximum", "weight"):
                if getattr(area, name) is not None:
                    yield "not-with", ("areas", i, name), None, {"key": 'review.final.criteria = "worst"'}, None
        return
    for i, area in enumerate(rules.areas):
        if area.maximum is None:
            if area.cap is not None:
                yield (
                    "only-with",
                    ("areas", i, "cap"),
                    area.cap,
                    {"key": f"areas[{i + 1}].maximum", "allowed": "> 0"},
                    None,
                )
            continue
        if area.cap == "reviewer" and rules.leaves_out:
            # What a reviewer has left out cannot be made up within a limit on the points that he or she gave.
            out = next(key for key in ("not_applicable", "missing") if getattr(rules.marks, key) == "leave-out")
            yield "not-with", ("areas", i, "cap"), area.cap, {"key": f'marks.{out} = "leave-out"'}, None
        total = over(rules, area)
        if total is not None:
            yield "above-the-area", ("areas", i, "maximum"), str(area.maximum), {"sum": written(total)}, None


def over(rules: Rules, area: Area) -> Decimal | None:
    """Return what the indicators of an area come to where that is more than the area and no cap is declared."""
    own = [x for x in area.indicators if x.scored and not x.bonus]
    weighted = ((rules.points_of(x) or Decimal(0)) * (x.weight if x.weight is not None else 1) for x in own)
    total = sum(weighted, Decimal(0))
    return total if area.maximum is not None and total > area.maximum and area.cap is None else None


def _totals(rules: Rules) -> Iterator[Found]:
    """Find types whose indicators do not add up to the points of the whole."""
    final = rules.review.final
    if final is None or final.criteria != "sum":
        return
    for i, kind in enumerate(rules.types):
        total = kind.total_points if kind.total_points is not None else rules.total_points
        points = [rules.points_of(x) or Decimal(0) for a in rules.areas for x in _own(rules, kind.id, a) if not x.bonus]
        if not points:
            yield "type-without-indicators", ("types", i, "id"), kind.id, {}, None
        elif total is not None and sum(points) != total:
            yield "points-do-not-add-up", ("types", i, "id"), str(total), {"sum": str(sum(points))}, None


def _reach(rules: Rules) -> Iterator[Found]:
    """Find scores that the stages may lead to and the scale does not have."""
    least, most = reach(rules)
    scores = rules.scores
    if most > Fraction(scores.max):
        yield "score-beyond-max", ("scores", "max"), str(scores.max), {"reach": written(most)}, None
    if least < Fraction(scores.min):
        yield "score-beyond-min", ("scores", "min"), str(scores.min), {"reach": written(least)}, None


def reach(rules: Rules) -> tuple[Fraction, Fraction]:
    """Return the least and the highest score that the stages may lead to, over all types."""
    ends = [_reach_of(rules, kind) for kind in types_of(rules)]
    return min(e[0] for e in ends), max(e[1] for e in ends)


def _reach_of(rules: Rules, kind: str | None) -> tuple[Fraction, Fraction]:
    final = rules.review.final
    if final is None:
        raise AssertionError("only asked where marks become scores")
    ends = [Fraction(0), Fraction(0)]
    weights = Fraction(0)
    for area in rules.areas:
        inside = [Fraction(0), Fraction(0)]
        for indicator in _own(rules, kind, area):
            weight = Fraction(indicator.weight if indicator.weight is not None else 1)
            weights += weight
            for i, end in enumerate(limits(rules, indicator)):
                inside[i] += end * weight
        if area.maximum is not None:
            inside = [min(end, Fraction(area.maximum)) for end in inside]
        for i in (0, 1):
            ends[i] += inside[i] * Fraction(area.weight if area.weight is not None else 1)
    if final.criteria == "weighted-mean" and weights:
        ends = [end / weights for end in ends]
    single = [limits(rules, i) for area in rules.areas for i in _own(rules, kind, area)]
    if final.criteria == "worst" and single:
        worst = min if rules.best == "highest" else max
        ends = [worst(low for low, _ in single), worst(high for _, high in single)]
    counted = [r for r in rules.marked_rounds if r.counts]
    plain = [Fraction(r.factor) if r.factor is not None else Fraction(1) for r in counted]
    own = [(Fraction(d.minimum), Fraction(d.maximum)) if (d := r.difficulty) else (Fraction(1),) * 2 for r in counted]
    if final.rounds is not None:
        # A factor makes the least mark less where that is below 0.
        by_round = [[end * f * d for d in pair] for f, pair in zip(plain, own, strict=True) for end in ends]
        least, most = [min(e) for e in by_round[::2]], [max(e) for e in by_round[1::2]]
        joined = (sum(least, Fraction(0)), sum(most, Fraction(0))) if final.rounds == "sum" else (min(least), max(most))
        ends = list(joined) if by_round else ends
    ends = [end * Fraction(final.multiply if final.multiply is not None else 1) for end in ends]
    for adjustment in rules.adjustments:
        i = 0 if adjustment.kind == "deduction" else 1
        ends[i] += Fraction(adjustment.maximum) * (1 if i else -1)
    if rules.scores.floor is not None:
        ends = [max(end, Fraction(rules.scores.floor)) for end in ends]
    if rules.scores.cap is not None:
        ends = [min(end, Fraction(rules.scores.cap)) for end in ends]
    return ends[0], ends[1]


def _thresholds(rules: Rules) -> Iterator[Found]:
    """Find thresholds outside what can be reached, and those on parts of which there is one in each round."""
    final = rules.review.final
    for i, threshold in enumerate(rules.thresholds):
        limit = threshold.at_least if threshold.at_least is not None else threshold.more_than
        key = "at_least" if threshold.at_least is not None else "more_than"
        ends = _range(rules, threshold.of)
        if limit is not None and ends is not None and not ends[0] <= Fraction(limit) <= ends[1]:
            yield out_of_bounds(("thresholds", i, key), limit, f"{written(ends[0])}–{written(ends[1])}")
        if threshold.of not in ("score", "percentile") and final is not None and final.rounds is not None:
            yield "not-with", ("thresholds", i, "of"), threshold.of, {"key": "review.final.rounds"}, None


def _range(rules: Rules, of: str) -> tuple[Fraction, Fraction] | None:
    if of == "score":
        return Fraction(rules.scores.min), Fraction(rules.scores.max)
    if of == "percentile" and rules.percentile is not None:
        return Fraction(rules.percentile.minimum), Fraction(rules.percentile.maximum)
    if not rules.marked or any(rules.known_scale(i) is None for i in rules.indicators):
        return None
    own = {i.id: limits(rules, i) for i in rules.indicators if i.scored}
    if of == "every-indicator" and own:
        return max(low for low, _ in own.values()), min(high for _, high in own.values())
    area = next((a for a in rules.areas if a.id == of), None)
    if area is not None:
        sums = [sum((own[i.id][end] for i in area.indicators if i.id in own), Fraction(0)) for end in (0, 1)]
        return sums[0], sums[1] if area.maximum is None else min(sums[1], Fraction(area.maximum))
    return own.get(of)


def _tiers(rules: Rules) -> Iterator[Found]:
    """Find tiers into which nothing leads."""
    if rules.cut_offs_known or not rules.moved:
        return
    led = (
        {t.otherwise for t in rules.thresholds}
        | {v.otherwise for v in rules.votes}
        | {q.otherwise for q in rules.quotas}
        | {v.best_tier for v in rules.vetoes}
    )
    for i, tier in enumerate(rules.tiers[1:], start=1):
        if tier.id not in led:
            yield "tier-never-reached", ("tiers", i, "id"), tier.id, {}, None
