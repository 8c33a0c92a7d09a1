"""What if indicators weighed otherwise: controls inside a page whose table of profiles has all that it takes.

Where profiles are published, every share of every unit stands on the page, and so do the weights: the score is the
grade point average of their weighted sum, and a reader may work it out for any others. The script of the page
(``template/what-if.js``) does so in whole numbers of any size, stage by stage as the rules say; what it shows is what
``replace(areas=…)`` gives with these weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from evalkit.report.elements import Column, markup
from evalkit.report.tables import plain, records
from evalkit.report.what_if import WhatIf, live
from evalkit.report.words import UNKNOWN, Words
from evalkit.rules.models import Rules
from evalkit.rules.points import decimals_of
from evalkit.rules.profiles import Profiles
from evalkit.scoring import Evaluation


def what_if_weights(ev: Evaluation, words: Words) -> WhatIf | None:
    """Return controls that move the weights of the indicators; None where a page could not say truly what comes of it.

    That is wherever scores are not made of published profiles, one of each unit on each indicator; where a reader does
    not see all of them; where scores are rounded in print only; and where ranks or tiers rest on more than the score.
    """
    rules = ev.rules
    own = [i for i in rules.indicators if i.scored]
    weights = [i.weight for i in own if i.weight is not None]
    if rules.profiles is None or not ev.profiles or len(own) < 2 or len(weights) < len(own) or not _plain(rules):
        return None
    results = records(ev.shown(words.audience))
    seen = not ev.hidden_from(words.audience) and not ev.unnamed_for(words.audience)
    whole = all(len(ev.profiles[str(row["unit"])].indicators) == len(own) for row in results)
    if not (ev.complete and seen and whole and results):
        return None
    places = max(2 if sum(weights) == 1 else 0, *map(decimals_of, weights))
    step = Decimal(1).scaleb(-places)
    said = {"step": words.number(f"{step:f}"), "sum": words.number(f"{sum(weights):f}")}
    settings = {
        "places": places,
        "sum": _whole(sum(weights), places),
        "field": {"min": "0", "max": f"{sum(weights):f}", "step": f"{step:f}"},
        "labels": [words("what-if-weight", indicator=i.name[words.language]) for i in own],
        "values": [f"{weight:f}" for weight in weights],
        **_stages(rules, rules.profiles, words),
        "moved": words("what-if-ranks-moved", moved="{moved}", up="{up}", down="{down}"),
        "none": words("what-if-ranks-none"),
        "wrong": words("what-if-weights-wrong", **said),
    }
    about = words("what-if-weights-about", tiers="yes" if rules.tiers else "no")
    held = markup(json.dumps(settings, ensure_ascii=False))
    return WhatIf(
        f'<form class="what-if" hidden autocomplete="off" data-weights="{held}">'
        f"<fieldset><legend>{markup(words('what-if-weights'))}</legend><p>{markup(about)}</p></fieldset>"
        f'<p role="status"></p>{_units(ev, results, [i.id for i in own], words)}</form>'
    )


def _plain(rules: Rules) -> bool:
    """Tell whether score, rank and tier follow from the overall profile alone."""
    ranking = rules.ranking
    alone = not (ranking.within or ranking.weights or ranking.tie_break or ranking.lists or rules.types)
    banded = rules.decided_by_score and rules.rounded_to[0] == rules.scores.step
    return (
        alone
        and (banded if rules.tiers else not rules.beside_score)
        and rules.profiles is not None
        and not rules.profiles.exact
    )


def _stages(rules: Rules, profiles: Profiles, words: Words) -> dict[str, Any]:
    """Return how a score is made of an overall profile, in whole numbers: quotients as numerator and denominator."""
    rounding = profiles.rounded("profile")
    rounded = None
    if rounding is not None and rounding.step is not None and not rounding.print_only:
        rounded = [*_parts(rounding.step), rounding.rule]
    values = [Fraction(grade.value) for grade in rules.profile_grades]
    most = lcm(*(value.denominator for value in values))
    return {
        "profile": rounded,
        "grades": [[int(value * most) for value in values], most],
        "score": [*_parts(rules.scores.step), profiles.score_rule],
        "digits": rules.scores.scale.decimals,
        "comma": words.manner.decimal,
        "ties": rules.ranking.ties,
        "sign": 1 if rules.best == "highest" else -1,
        "cuts": [rules.scores.scale.to_steps(cut) for cut in rules.cut_offs] if rules.tiers else [],
        "tiers": [words.tier(tier.id) for tier in rules.tiers],
    }


def _units(ev: Evaluation, results: Iterable[dict[str, Any]], own: list[str], words: Words) -> str:
    """Return a table of all units; the script fills in score, rank and tier, and finds the profiles at each row."""
    tiers = bool(ev.rules.tiers)
    columns = [Column(words("column-code")), Column(words("column-name"), "head", words.name_lang)]
    columns += [Column(words("column-score"), "number"), Column(words("column-other-score"), "number", key=True)]
    columns += [Column(words("column-rank"), "number"), Column(words("column-other-rank"), "number", key=True)]
    columns += [Column(words("column-tier")), Column(words("column-other-tier"))] if tiers else []
    rows, held = [], []
    for row in results:
        score, rank = words.number(words.score(row["score"])), words.count(row["rank"])
        cells = (row["unit"], row["name"], score, UNKNOWN, rank, UNKNOWN)
        rows.append((*cells, words.tier(str(row["tier"])), UNKNOWN) if tiers else cells)
        profiles = ev.profiles[str(row["unit"])].indicators
        held.append(json.dumps([_together(profiles[name]) for name in own]))
    return live(plain("", words("what-if-weighed"), columns, rows).to_html(), iter(held), hidden=False)


def _together(shares: Iterable[Fraction]) -> list[int]:
    """Return shares as whole numbers in the same proportion."""
    given = tuple(shares)
    most = lcm(*(share.denominator for share in given))
    return [int(share * most) for share in given]


def _parts(number: Decimal | Fraction) -> tuple[int, int]:
    return Fraction(number).as_integer_ratio()


def _whole(number: Decimal | int, places: int) -> int:
    return int(Fraction(number) * 10**places)
