"""Numbers and names in the reader's language; the last place where anything is rounded, the first where it is text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from numbers import Integral

import babel.lists
import pandas as pd

from evalkit.edition import Programme, Rules
from evalkit.errors import EvalkitError
from evalkit.publication.policy import inside, may_see_reviewers
from evalkit.report.csvtext import BETWEEN, Label, in_data
from evalkit.report.csvtext import UNKNOWN as UNKNOWN
from evalkit.rules.audience import Audience
from evalkit.rules.models import Area, Cohort, Indicator, Round, Subject, Tier, UnitType
from evalkit.rules.points import decimals_of
from evalkit.scoring import percent
from evalkit.wording import Language, Manner, has, manner, text
from evalkit.wording.languages import CLOSE, OPEN

#: A reader of a sentence does not go through more; the table beside it has them all.
MOST_LISTED = 40

#: Messages that state something: each fact in them must be known.
SENTENCES = ("say-", "note-", "consistency-short-", "grras-", "convention-")

_AND = re.compile("[和与及]")
#: The heads of columns and rows, whose messages say what they are called in data; one is called otherwise.
_HEADS = re.compile(r"(?:.*column-|row-|all-)(.+)")
_CALLED = {"column-code": "unit"}
#: What stands for one thing with more words stands in data for that thing.
_ABOUT = ("label-", "group-")


#: Kinds of ids that the wording names, and what its messages are called.
_WORDED: Mapping[str, Callable[[str], str]] = {
    "question": lambda name: f"diagnostic-{name}",
    "coefficient": lambda name: f"statistic-{name}",
    "verdict": lambda name: f"verdict-{name}",
    "because": lambda name: f"undefined-{name}",
}


class UnknownFact(ValueError):
    """A sentence was to be made of a fact that is not known; it has to be left out, or another one said."""


def is_known(fact: object) -> bool:
    """Tell whether a fact is a value: not None, not NaN, no dash and no empty text."""
    if fact is None or (isinstance(fact, str) and fact.strip() in ("", UNKNOWN)):
        return False
    return isinstance(fact, str) or not bool(pd.isna(fact))  # type: ignore[call-overload]


@dataclass(frozen=True)
class Words:
    """The words of one programme and edition in one language, for one kind of reader.

    ``people`` are the names of reviewers by code, where the reader may see them; ``numbers`` those by which the public
    knows them; ``unnamed`` the units that are not named to these readers, each code with its names.
    """

    language: Language
    programme: Programme
    rules: Rules
    audience: Audience = "public"
    people: Mapping[str, str] = field(default_factory=dict, compare=False)
    numbers: Mapping[str, str] = field(default_factory=dict, compare=False)
    unnamed: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """The names of what has an id: by kind and id.

        What the rules name: ``tier``, ``type``, ``cohort``, ``area``, ``indicator``, ``round``, ``subject``. Reviewers
        as these readers know them. What the wording names: ``question``, ``coefficient``, ``verdict``, and ``because``,
        which are the reasons why something is undefined.
        """
        things: dict[str, Iterable[Tier | Cohort | Area | Indicator | Round | Subject | UnitType]] = {
            "tier": self.rules.tiers,
            "type": self.rules.types,
            "cohort": self.rules.cohorts,
            "area": self.rules.areas,
            "indicator": self.rules.indicators,
            "round": self.rules.review.rounds,
            "subject": self.rules.subjects,
        }
        named = {kind: {x.id: Label(x.name[self.language], x.id) for x in of} for kind, of in things.items()}
        people = {code: self.reviewer(code) for code in self.numbers}
        return {**named, "reviewer": people, **{kind: _Messages(self, called) for kind, called in _WORDED.items()}}

    def reviewer(self, code: str) -> str:
        """Return how these readers know a reviewer: the public by number, the office by code, and by name if known.

        Raises
        ------
        EvalkitError
            The public has no number for the reviewer: the code on file is not for it.
        """
        if not may_see_reviewers(self.audience):
            if code not in self.numbers:
                raise EvalkitError("reviewer-without-number")
            return self("reviewer-public", number=self.numbers[code])
        name = self.people.get(code)
        return code if name is None else self("reviewer-with-name", code=code, name=name)

    def __call__(self, message: str, **variables: object) -> str:
        """Return a message; the unit's noun is there as ``$unit``, ``$units`` and ``$measure``.

        The head of a column or row comes with the name that it has in data.

        Raises
        ------
        UnknownFact
            The message is a sentence, and a fact that it would show is not known. Facts that it does not use, or only
            in a variant that is not chosen, do not matter.
        """
        given = variables.values()
        variables = {name: self.number(v) if isinstance(v, str) else v for name, v in variables.items()}
        if not message.startswith(SENTENCES):
            made = text(self.language, message, **self.nouns, **variables)
            said = self._begun(made, message.startswith("column-"))
            things = [in_data(v) for v in given if isinstance(v, Label)]
            head = _HEADS.fullmatch(message)
            if head:
                name = _CALLED.get(message, head[1].replace("-", "_"))
                return Label(said, "_".join([name, *(in_data(v) for v in given if isinstance(v, str))]))
            return Label(said, things[0]) if len(things) == 1 and message.startswith(_ABOUT) else said
        unknown = sorted(name for name, fact in variables.items() if not is_known(fact))
        known = {name: fact for name, fact in variables.items() if name not in unknown}
        try:
            said = text(self.language, message, **self.nouns, **known)
        except KeyError as error:
            if not any(f"Unknown external: {name}'" in str(error) for name in unknown):
                raise
            raise UnknownFact(f"{message}: not known: {', '.join(unknown)}") from None
        return self._begun(said)

    def _begun(self, said: str, capital: bool = True) -> str:
        """Return a text with a capital where it begins with the noun for what is evaluated, as sentences may."""
        begins = capital and said.startswith((self.nouns["unit"], self.nouns["units"]))
        return said[:1].upper() + said[1:] if begins else said

    def said(self, message: str, **variables: object) -> str | None:
        """Return a sentence, or None where a fact that it needs is not known."""
        try:
            return self(message, **variables)
        except UnknownFact:
            return None

    def of(self, rules: Rules) -> Words:
        """Return the words of another edition of the programme."""
        return Words(self.language, self.programme, rules, self.audience)

    @property
    def nouns(self) -> dict[str, str]:
        """What every message may use: the noun for what is evaluated, and what is true of all marks.

        ``unit``, ``units``, ``measure``. ``good``: which end of the marks is good, ``highest`` or ``lowest``.
        ``reach``: what a mark is a share of, the ``points``, or the ``range`` where not all marks begin at 0.
        """
        facts = {"good": self.rules.best, "reach": self._reach}
        return {**self.programme.unit.forms(self.language), **facts}

    @cached_property
    def _reach(self) -> str:
        scales = [self.rules.known_scale(i) for i in self.rules.kept]
        return "range" if any(s is not None and s.minimum for s in scales) else "points"

    @property
    def manner(self) -> Manner:
        """How the language is written."""
        return manner(self.language)

    @property
    def locale(self) -> str:
        """The value for ``lang`` attributes."""
        return self.manner.locale

    @property
    def name_lang(self) -> str | None:
        """The value for the ``lang`` attribute of the units' names; None where it is the page's.

        Where the programme does not say in which language they are, those with Chinese characters are Chinese.
        """
        names = self.programme.names or "zh"
        return None if names == self.language else manner(names).locale

    def number(self, text: str) -> str:
        """Return a text that is a number as the language writes it; any other as it is.

        Numbers have decimal points up to here, so that whoever compares or rounds them need not know the language:
        they take its sign where they enter a sentence or a table.
        """
        return self.manner.number(text)

    def tier(self, tier: str) -> str:
        """Return the name of a tier."""
        return self.names["tier"][tier]

    def tier_range(self, tier: str) -> str:
        """Return the scores of a tier, such as ``85–100``."""
        found = next(t for t in self.rules.tiers if t.id == tier)
        if found.lowest is None or found.highest is None:
            return UNKNOWN
        low, high = map(self.cut_off, found.bounds)
        return self.between(low, high, signed=found.bounds[0] < 0)

    def between(self, low: str, high: str, *, signed: bool = False) -> str:
        """Return what is from one number to another, both included."""
        if low == high:
            return low
        # A dash between two signs would be read as one of them.
        shown = self("range-below-zero", low=low, high=high) if signed else f"{low}–{high}"
        return Label(shown, f"{low}{BETWEEN}{high}")

    def cohort(self, cohort: str) -> str:
        """Return the name of a cohort."""
        return self.names["cohort"][cohort]

    def score(self, value: object, *, withheld: bool = False) -> str:
        """Return a score, or the word for one that is withheld or unknown.

        On an internal page a withheld score that is on file is shown and marked.
        """
        known = not (value is None or pd.isna(value))  # type: ignore[call-overload]
        if withheld and (not inside(self.audience) or not known):
            return Label(self("withheld"), "withheld")
        if not known:
            return UNKNOWN
        score = self.points(value)
        return Label(self("score-not-for-publication", score=score), score) if withheld else score

    def points(self, value: object, extra: int = 0) -> str:
        """Return points with the decimals of the edition's scores, and `extra` more; half to even where that rounds.

        Exact numbers (int, Decimal, Fraction) are never turned into floats.
        """
        return shown_number(plain(value, self.rules.scores.scale.decimals + extra))

    def cut_off(self, value: Decimal) -> str:
        """Return a cut-off with the decimals of what scores are rounded to before they are compared with it.

        An end of the scale may lie between two of these, and has its own.
        """
        return shown_number(plain(value, max(decimals_of(self.rules.rounded_to[0]), decimals_of(value))))

    def moved(self, distance: Decimal) -> str:
        """Return a move of a score with its sign."""
        return f"{'+' if distance > 0 else '−'}{self.points(abs(distance))}"

    def median(self, values: Sequence[object]) -> str:
        """Return the median of scores on file: exact, hence with one decimal more than they have where it needs it."""
        ordered = sorted(exact(v) for v in values)
        middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        return self.points(middle, 0 if (middle * 10**self.rules.scores.scale.decimals).denominator == 1 else 1)

    def marks(self, value: object, extra: int = 0) -> str:
        """Return points of a reviewer's marks with the decimals of those, and `extra` more."""
        return shown_number(plain(value, self.mark_decimals + extra))

    def totals(self, value: object) -> str:
        """Return a total of a reviewer's marks: with a decimal more than these where parts of it may be left out."""
        return self.marks(value, 1 if self.rules.may_lack_marks else 0)

    @property
    def mean_decimals(self) -> int:
        """How many decimals a mean of totals, or a standard deviation, is shown with: a five-hundredth of the range."""
        scores = self.rules.scores
        return next(d for d in range(20) if Decimal(1).scaleb(-d) * 500 <= scores.max - scores.min)

    @property
    def mark_decimals(self) -> int:
        """How many decimals a mark has; those of a score where the rules do not say what a mark may be."""
        return self.rules.scores.scale.decimals if self.rules.marks is None else self.rules.mark_scale.decimals

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
        return self.manner.date(day)

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a list in running text; of a long one the beginning, and how many more there are.

        In Chinese 和 joins the last two, unless an item has an “and” of its own: then nobody could tell where it ends.
        """
        if len(items) > MOST_LISTED:
            return self._shortened(items, self.manner.item)
        if not self.manner.han or len(items) < 2:
            return babel.lists.format_list(list(items), locale=self.manner.babel)
        joined = "、" if any(_AND.search(item) for item in items) else "和"
        return self.manner.spaced(f"{'、'.join(items[:-1])}{CLOSE}{joined}{OPEN}{items[-1]}")

    def clauses(self, items: Sequence[str]) -> str:
        """Return statements one after another, for texts that stand for a figure; shortened like a list."""
        between = self.manner.clause
        return between.join(items) if len(items) <= MOST_LISTED else self._shortened(items, between)

    def _shortened(self, items: Sequence[str], between: str) -> str:
        shown = between.join(items[:MOST_LISTED])
        return self("list-shortened", list=shown, more=len(items) - MOST_LISTED)

    def sentences(self, items: Sequence[str]) -> str:
        """Return whole sentences one after another."""
        return self.manner.sentence.join(items)

    def named(self, name: str, code: str) -> str:
        """Return a unit's name with its code; of one that is not named to these readers, that."""
        return self("unit-unnamed") if code in self.unnamed else name + self.manner.between(code)


class _Messages(Mapping[str, str]):
    """Ids and the messages that name them; which there are, only the wording knows."""

    def __init__(self, words: Words, called: Callable[[str], str]) -> None:
        self._words, self._called = words, called

    def __getitem__(self, name: str) -> str:
        if not has(self._words.language, self._called(name)):
            raise KeyError(name)
        return self._words(self._called(name))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def exact(value: object) -> Fraction:
    """Return a number exactly; a float is read as the shortest decimal that stands for it."""
    if isinstance(value, Integral):
        return Fraction(int(value))
    return Fraction(value) if isinstance(value, (Decimal, Fraction)) else Fraction(str(value))


def countable(number: str) -> int | str:
    """Return a number for a message that has a singular: 1 as a count, so that it finds it, any other as it is."""
    return 1 if number == "1" else number


def shown_number(number: str) -> str:
    """Return a number as readers see it: with a true minus in place of the hyphen that data have."""
    return number.replace("-", "−")


def plain(value: object, decimals: int) -> str:
    """Return a number with a fixed number of decimals, rounded half to even; never a fraction, never an exponent."""
    number = exact(value)
    scaled = round(number * 10**decimals)
    return f"{Decimal(scaled).scaleb(-decimals):f}"
