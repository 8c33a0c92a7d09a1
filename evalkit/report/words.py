"""Numbers and names in the reader's language; the last place where anything is rounded, the first where it is text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import babel.dates
import babel.lists
import pandas as pd

from evalkit.edition import Programme, Rules
from evalkit.edition.audience import Audience
from evalkit.scoring import percent
from evalkit.wording import LOCALES, Language, text

_BABEL: dict[Language, str] = {"zh": "zh_Hans_CN", "en": "en_GB"}
UNKNOWN = "–"


@dataclass(frozen=True)
class Words:
    """The words of one programme and edition in one language, for one kind of reader.

    ``people`` are the names of reviewers by code, where the reader may see them; ``numbers`` those by which the public
    knows them.
    """

    language: Language
    programme: Programme
    rules: Rules
    audience: Audience = "public"
    people: Mapping[str, str] = field(default_factory=dict, compare=False)
    numbers: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __call__(self, message: str, **variables: object) -> str:
        """Return a message; the unit's noun is there as ``$unit``, ``$units`` and ``$measure``."""
        noun = self.programme.unit
        nouns = {
            "zh": {"unit": noun.zh, "units": noun.zh, "measure": noun.zh_measure},
            "en": {"unit": noun.en, "units": noun.en_plural, "measure": ""},
        }[self.language]
        return text(self.language, message, **nouns, **variables)

    @property
    def locale(self) -> str:
        """The value for ``lang`` attributes."""
        return LOCALES[self.language]

    @property
    def name_lang(self) -> str | None:
        """The value for the ``lang`` attribute of the units' names; None where it is the page's.

        Where the programme does not say in which language they are, those with Chinese characters are Chinese.
        """
        names = self.programme.names or "zh"
        return None if names == self.language else LOCALES[names]

    def tier(self, tier: str) -> str:
        """Return the name of a tier."""
        return next(t.name[self.language] for t in self.rules.tiers if t.id == tier)

    def tier_range(self, tier: str) -> str:
        """Return the scores of a tier, such as ``85–100``."""
        found = next(t for t in self.rules.tiers if t.id == tier)
        return f"{found.lowest}–{found.highest}" if found.lowest is not None else UNKNOWN

    def cohort(self, cohort: str) -> str:
        """Return the name of a cohort."""
        return next(c.name[self.language] for c in self.rules.cohorts if c.id == cohort)

    def score(self, value: object, *, withheld: bool = False) -> str:
        """Return a score, or the word for one that is withheld or unknown.

        On an internal page a withheld score that is on file is shown and marked.
        """
        known = not (value is None or pd.isna(value))  # type: ignore[call-overload]
        if withheld and (self.audience == "public" or not known):
            return self("withheld")
        if withheld:
            return self("score-not-for-publication", score=str(value))
        return str(value) if known else UNKNOWN

    def percent(self, value: Decimal | None) -> str:
        """Return a rounded percentage without its sign; a dash where it is undefined."""
        return UNKNOWN if value is None else f"{value:f}"

    def share(self, count: int, denominator: int | None) -> str:
        """Return count/denominator as a percentage with its sign, rounded by the rules."""
        if not denominator:
            return UNKNOWN
        return f"{percent(count, denominator, self.rules.percent.decimals, self.rules.percent.rounding)}%"

    def count(self, value: object) -> str:
        """Return a count, or a dash where it is unknown."""
        return UNKNOWN if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]

    def date(self, day: dt.date) -> str:
        """Return a date in full."""
        return babel.dates.format_date(day, format="long", locale=_BABEL[self.language])

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a list in running text."""
        return babel.lists.format_list(list(items), locale=_BABEL[self.language])

    def clauses(self, items: Sequence[str]) -> str:
        """Return statements one after another, for texts that stand for a figure."""
        return ("；" if self.language == "zh" else "; ").join(items)

    def named(self, name: str, code: str) -> str:
        """Return a unit's name with its code."""
        return f"{name}（{code}）" if self.language == "zh" else f"{name} ({code})"
