"""The items of an edition's method and what its rules say about each, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evalkit.edition import Rules
from evalkit.report.mark_words import of_marks
from evalkit.report.stage_words import of_score, of_standing
from evalkit.report.words import UNKNOWN, Words, shown_number
from evalkit.scoring.method import POINTS

Say = Callable[[Words, Rules], str]


def item_label(words: Words, rules: Rules, item: str) -> str:
    """Return what an item of :func:`~evalkit.scoring.method.compared_rules` is called."""
    if item.startswith(POINTS):
        name = next(i.name for i in rules.indicators if i.id == item.removeprefix(POINTS))
        return words("item-points", name=name[words.language])
    return words(f"item-{item}")


def rule_text(words: Words, rules: Rules, item: str) -> str:
    """Return what the rules say about an item of :func:`~evalkit.scoring.method.compared_rules`."""
    if item.startswith(POINTS):
        return str(next(rules.points_of(i) for i in rules.indicators if i.id == item.removeprefix(POINTS)))
    said = _SAID[item](words, rules)
    return said or words("rule-none")


def _names(words: Words, items: Sequence[object]) -> str:
    return words.listed([item.name[words.language] for item in items])  # type: ignore[attr-defined]


def _areas(words: Words, rules: Rules) -> str:
    if not rules.has_areas:
        return ""
    return words("rule-areas", count=len(rules.areas), list=_names(words, rules.areas))


def _indicators(words: Words, rules: Rules) -> str:
    if not rules.has_areas:
        return ""
    return words("rule-areas", count=len(rules.kept), list=_names(words, rules.kept))


def _marks(words: Words, rules: Rules) -> str:
    return words.sentences(of_marks(words, rules)) or words("mark-range-of-points")


def _final(words: Words, rules: Rules) -> str:
    final = rules.review.final
    if final is None:
        return ""
    if final.rule in ("sum", "consensus"):
        return of_score(words, rules)[0]
    facts = {"rule": words(f"final-{final.rule}"), "rounds": words(f"final-{final.of}")}
    return words("rule-final", **facts, rounding=words(f"rounding-{final.score_rule}"))


def _importance(words: Words, rules: Rules) -> str:
    importance = rules.review.importance
    if importance is None:
        return ""
    given = [(key, getattr(importance, key)) for key in ("points", "spreads", "tiers")]
    return words.clauses([words(f"rule-importance-{key}", count=str(value)) for key, value in given if value])


def _conflicts(words: Words, rules: Rules) -> str:
    conflicts = rules.review.conflicts
    if conflicts is None:
        return ""
    return words("rule-conflicts", years=conflicts.former_years, reciprocal="yes" if conflicts.reciprocal else "no")


def _eligibility(words: Words, rules: Rules) -> str:
    eligibility = rules.eligibility
    if eligibility is None or not (eligibility.required or eligibility.at_least):
        return ""
    names = [i.name[words.language] for i in rules.indicators if i.id in eligibility.required]
    message = "rule-eligibility" if names else "rule-eligibility-number"
    if not eligibility.at_least:
        message = "rule-eligibility-required"
    return words(message, at_least=eligibility.at_least, list=words.listed(names))


def _scale(words: Words, rules: Rules) -> str:
    ends = {key: shown_number(str(getattr(rules.scores, key))) for key in ("min", "max", "step")}
    return words("rule-scale", **ends, best=rules.best)


def _rounding(words: Words, rules: Rules) -> str:
    step, rule = rules.rounded_to
    return words("rule-rounding", step=str(step), rounding=words(f"rounding-{rule}"))


def _rounds(words: Words, rules: Rules) -> str:
    return words.listed(
        [
            words("rule-round", name=r.name[words.language], count=r.reviewers_per_unit)
            if r.reviewers_per_unit
            else r.name[words.language]
            for r in rules.review.rounds
        ]
    )


def _window(words: Words, rules: Rules) -> str:
    if rules.window is None:
        return ""
    return words("rule-window", first=str(rules.window.first), last=str(rules.window.last))


def _honour(words: Words, rules: Rules) -> str:
    honour = rules.honour
    if honour is None:
        return ""
    return words("rule-honour", tier=_tiers(words, rules, (honour.tier,)), count=honour.consecutive)


def _watch(words: Words, rules: Rules) -> str:
    return "" if rules.watch is None else watched(words, rules)


def watched(words: Words, rules: Rules) -> str:
    """Return whom the watch list is about, such as ``in tier “Inactive”, or absent, in 2 editions running``."""
    watch = rules.watch
    if watch is None:
        raise AssertionError("only asked where there is a rule")
    part = "both" if watch.tiers and watch.absence else "tiers" if watch.tiers else "absence"
    return words(f"rule-watch-{part}", tiers=_tiers(words, rules, watch.tiers), count=watch.consecutive)


def _tiers(words: Words, rules: Rules, ids: Sequence[str]) -> str:
    return words.listed([tier.name[words.language] for tier in rules.tiers if tier.id in ids])


_SAID: Mapping[str, Say] = {
    "areas": _areas,
    "indicators": _indicators,
    "total-points": lambda words, rules: str(rules.total_points),
    "mark-step": lambda words, rules: (
        str(rules.marks.step) if rules.marks and rules.marks.step is not None else UNKNOWN
    ),
    "marks": _marks,
    "final": _final,
    "stages": lambda words, rules: words.sentences(of_score(words, rules)),
    "standing": lambda words, rules: words.sentences(of_standing(words, rules)),
    "importance": _importance,
    "conflicts": _conflicts,
    "eligibility": _eligibility,
    "scale": _scale,
    "rounding": _rounding,
    "cut-offs": lambda words, rules: words.listed(list(map(str, rules.cut_offs))),
    "tiers": lambda words, rules: _names(words, rules.tiers),
    "withheld": lambda words, rules: _tiers(words, rules, rules.publication.without_score),
    "withheld-ranks": lambda words, rules: _tiers(words, rules, rules.publication.without_rank),
    "withheld-names": lambda words, rules: _tiers(words, rules, rules.publication.withhold_names_of),
    "cohorts": lambda words, rules: _names(words, rules.cohorts),
    "rounds": _rounds,
    "ranking": lambda words, rules: words(f"rule-ranking-{rules.ranking.ties}"),
    "percent": lambda words, rules: words(
        "rule-percent", count=rules.percent.decimals, rounding=words(f"rounding-{rules.percent.rounding}")
    ),
    "window": _window,
    "honour": _honour,
    "watch": _watch,
}
