"""The page that is looked at: which edition, in which language, for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evalkit.wording import text
from tests.generated.oracle.edition import Edition, Programme, decimal

UNKNOWN = "–"


@dataclass(frozen=True)
class Context:
    """A page: its programme and edition, language and reader."""

    programme: Programme
    ev: Edition
    language: str
    audience: str

    @property
    def series(self) -> list[Edition]:
        """The editions up to this one."""
        return self.programme.up_to(self.ev.name)

    @property
    def public(self) -> bool:
        """Whether the page is for everybody."""
        return self.audience == "public"

    def label(self, message: str, **facts: object) -> str:
        """Return fixed words, such as the name of a column: nothing is computed there."""
        unit = self.programme.about["unit"]
        nouns = (
            {"unit": unit["zh"], "units": unit["zh"], "measure": unit["zh_measure"]}
            if self.language == "zh"
            else {"unit": unit["en"], "units": unit["en_plural"], "measure": ""}
        )
        # What is true of all marks: which end is good, and what a mark is a share of.
        nouns |= {
            "good": "lowest" if self.ev.low_is_good else "highest",
            "reach": "range" if self.ev.least else "points",
        }
        return text("zh" if self.language == "zh" else "en", message, **{**nouns, **facts})

    def name(self, thing: Mapping[str, Any]) -> str:
        """Return the name of a tier, cohort, area … in the page's language."""
        return str(" ".join(thing["name"][self.language].split()))

    def tier(self, tier: str | None, ev: Edition | None = None) -> str:
        """Return the name of a tier."""
        rules = (ev or self.ev).tier_rules
        return UNKNOWN if tier is None else next(self.name(t) for t in rules if t["id"] == tier)

    def cohort(self, cohort: str) -> str:
        """Return the name of a cohort."""
        return next(self.name(c) for c in self.ev.rules["cohorts"] if c["id"] == cohort)

    def number(self, value: object) -> str:
        """Return a count, a dash where it is not known."""
        return UNKNOWN if value is None else str(value)

    def hidden(self, unit: str, ev: Edition | None = None) -> bool:
        """Tell whether the reader does not see the score of a unit."""
        return self.public and unit in (ev or self.ev).withheld

    def score(self, unit: str) -> str:
        """Return the score of a unit as this reader sees it."""
        value = self.ev.scores[unit]
        secret = unit in self.ev.withheld
        if secret and (self.public or value is None):
            return self.label("withheld")
        if value is None:
            return UNKNOWN
        shown = self.ev.points(value)
        return self.label("score-not-for-publication", score=shown) if secret else shown

    def tier_range(self, tier: Mapping[str, Any]) -> str:
        """Return the scores of a tier."""
        if "lowest" not in tier:
            return UNKNOWN
        nearest = Decimal(self.ev.rules["banding"]["to_nearest"])

        def shown(end: Decimal) -> str:
            places = (-Decimal(n).normalize().as_tuple().exponent for n in (nearest, end))  # type: ignore[operator]
            return decimal(Fraction(end), max(0, *places)).replace("-", "−")

        if tier["lowest"] == tier["highest"]:
            return shown(tier["lowest"])
        ends = {"low": shown(tier["lowest"]), "high": shown(tier["highest"])}
        return self.label("range-below-zero", **ends) if tier["lowest"] < 0 else "–".join(ends.values())

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a list; of more than 40 the beginning and how many more there are."""
        zh = self.language == "zh"
        if len(items) > 40:
            between = "、" if zh else ", "
            return self.label("list-shortened", list=between.join(items[:40]), more=len(items) - 40)
        if len(items) < 2:
            return "".join(items)
        last = "、" if set("和与及").intersection("".join(items)) else "和"
        return ("、" if zh else ", ").join(items[:-1]) + (last if zh else " and ") + items[-1]
