"""What a unit was in the edition before, and what has changed since: its tier, its score, its points by area."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from evalkit.report.method_words import item_label
from evalkit.report.words import Words
from evalkit.review.docket_words import decimal
from evalkit.rules.models import Rules
from evalkit.scoring import Evaluation, Series
from evalkit.scoring.rolls import ABSENT, OUTSIDE, standing

By = Literal["area", "indicator"]


@dataclass(frozen=True, eq=False)
class Before:
    """An edition beside the one before it.

    Parameters
    ----------
    series
        The programme up to the edition.
    """

    series: Series

    @cached_property
    def ev(self) -> Evaluation:
        """The edition."""
        return self.series[self.series.editions[-1]]

    def said(self, unit: str, by: By, words: Words) -> list[str | None]:
        """Say what the unit was in the edition before, and, under the same rules, whether that is better or worse."""
        edition = self.series.editions[-1]
        if len(self.series.editions) < 2 or edition in self.series.timeline.gaps:
            return []
        previous = self.series.editions[-2]
        former = self.series[previous]
        code = self.series.timeline.lineage.before(unit, edition, previous)
        was = standing(former, code)
        if was is None:
            return []
        facts: dict[str, Any] = {"previous": previous, "tier": "", "scored": "no", "score": ""}
        if code is None or was in (ABSENT, OUTSIDE):
            return [words.said("say-letter-before", **facts, kind=was)]
        then = Words(words.language, words.programme, former.rules)
        facts["tier"] = then.tier(was)
        score = former.results.set_index("unit")["score"].get(code)
        if not pd.isna(score):
            facts |= {"scored": "yes", "score": then.score(score)}
        place = [t.id for t in former.rules.tiers].index(was)
        told = words.said("say-letter-before", **facts, kind="tier")
        return [told, self._moved(unit, place, words), self._parts(unit, code, by, (then, words))]

    def _moved(self, unit: str, was: int, words: Words) -> str | None:
        """Say whether the tier is a higher one than a place in the edition before, where that can be said."""
        series, ev = self.series, self.ev
        former = series[series.editions[-2]]
        now = ev.tier_by_unit.get(unit)
        known = ev.rules.cut_offs_known and former.rules.cut_offs_known and ev.complete
        if now is None or not known or len(former.rules.tiers) != len(ev.rules.tiers):
            return None
        replay = self._replay
        place = [t.id for t in ev.rules.tiers].index(now)
        if replay is None:
            return words.said("say-letter-moved", way=_way(was, place))
        changed = [*replay.items, *(item for item, _ in replay.left)]
        items = words.listed([item_label(words, ev.rules, item) for item in changed])
        under = {} if replay.table is None else dict(zip(replay.table["unit"], replay.table["before"], strict=True))
        if replay.left or unit not in under:
            return words.said("say-letter-apart", items=items)
        tier = words.tier(ev.rules.tiers[under[unit]].id)
        return words.said("say-letter-former", items=items, tier=tier, way=_way(was, under[unit]))

    @cached_property
    def _replay(self) -> Any:
        return self.series.replay(self.series.editions[-1])

    def _parts(self, unit: str, code: str, by: By, words: tuple[Words, Words]) -> str | None:
        """Say what it had then and has now where both editions have the same indicators for the same points."""
        ev, former = self.ev, self.series[self.series.editions[-2]]
        now = points_by(ev, unit, by, words[1])
        was = points_by(former, code, by, words[0])
        made, once = (_made_of(rules, by) for rules in (ev.rules, former.rules))
        names, places = words[1].names[by], max(each.mark_decimals for each in words) + 1
        items = []
        for key in (key for key in now if key in was and made[key] == once[key]):
            (a, most), (b, _) = was[key], now[key]
            then, here = (decimal(n, places, fixed=True) for n in (a, b))
            facts = {"name": names[key], "then": then, "now": here, "most": decimal(most, places)}
            items.append(words[1]("letter-then-now", **facts, same="yes" if then == here else "no"))
        return words[1].said("say-letter-parts", list=words[1].listed(items), by=by) if items else None


def points_by(ev: Evaluation, unit: str, by: By, words: Words) -> dict[str, tuple[Fraction, Fraction]]:
    """Return the points that a unit has and can have, without what was dropped.

    None where marks do not begin at 0 or are not all there.
    """
    final = ev.final
    if final is None or ev.rules.staged or words.nouns["reach"] != "points":
        return {}
    kept = [not ev.rules.is_dropped(i.id) for i in ev.rules.indicators]
    if final.marked is not None and not final.marked[:, kept].all():
        return {}
    if unit not in final.units:
        return {}
    given, found = final.parts(unit)[0], dict[str, tuple[Fraction, Fraction]]()
    for area in ev.rules.areas if given else ():
        for indicator in (i for i in area.indicators if i in ev.rules.counting):
            most = ev.rules.points_of(indicator)
            if most is None:
                return {}
            key = area.id if by == "area" else indicator.id
            own, full = found.get(key, (Fraction(0), Fraction(0)))
            found[key] = own + given[indicator.id], full + Fraction(most)
    return found


def _made_of(rules: Rules, by: By) -> dict[str, list[tuple[str, object]]]:
    """Return of what each area, or indicator, is made: the indicators that are part of the score, with their points."""
    found: dict[str, list[tuple[str, object]]] = {}
    for area in rules.areas:
        for indicator in (i for i in area.indicators if i in rules.counting):
            key = area.id if by == "area" else indicator.id
            found.setdefault(key, []).append((indicator.id, rules.points_of(indicator)))
    return {key: sorted(made) for key, made in found.items()}


def _way(before: int, after: int) -> str:
    return "same" if before == after else "up" if after < before else "down"
