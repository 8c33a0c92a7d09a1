"""Sentences that a notebook brings itself, in as many languages as its programme has, with numbers that are computed.

A sentence is an ordinary Python format string. What stands in braces is a fact; how it is shown follows from what it is
and from the rules of the edition, so that the same number reads the same in every sentence and table.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import Any, TypeGuard

import numpy as np
import pandas as pd

from evalkit.errors import EvalkitError, UnknownName
from evalkit.publication.policy import TooFew
from evalkit.report.estimates import p_text
from evalkit.report.words import Words, shown_number
from evalkit.wording import Language, chain, manner
from evalkit.wording.languages import CLOSE, OPEN

#: One text, or the same text by language.
Said = str | Mapping[str, str]

_OPTIONAL = re.compile(r"(?<!\[)\[([^\[\]]+)\]")


def in_language(said: Said, words: Words) -> str:
    """Return a text in the page's language, or in the one to which that falls back.

    Raises
    ------
    EvalkitError
        It is given by language, and neither is among them.
    """
    return said if isinstance(said, str) else said[_language_of(said, words)]


def of_case(texts: Mapping[str, str], case: object) -> str:
    """Return the text for a case; EvalkitError where there is none."""
    if str(case) not in texts:
        raise EvalkitError("prose-case", case=str(case), given=", ".join(texts))
    return texts[str(case)]


def _language_of(said: Said, words: Words) -> Language:
    if isinstance(said, str):
        return words.language
    found = next((language for language in chain(words.language) if language in said), None)
    if found is None:
        raise EvalkitError("prose-language", language=words.language, given=", ".join(said) or "–")
    return found


def prose(said: Said, words: Words, facts: Mapping[str, Any]) -> str:
    """Return a sentence with its facts.

    Parameters
    ----------
    said
        A format string, or one for each language.
    words
        The reader's language, the edition's rules.
    facts
        What the braces hold, by name. Whole numbers are shown as they are; a ``Fraction`` is a share and shown in per
        cent by ``[percent]`` of the rules; a ``Decimal`` keeps its digits; a float has one decimal more than the scale
        of the scores, or as many as its format says (``{mean:.2f}``); days are written out; several of them (a list, a
        Series, an array) become a list of the language. Formats of our own: ``{t:tier}``, ``{r:reviewer}`` and the
        like (the name for an id, see :attr:`~evalkit.report.words.Words.names`), ``{x:mean}`` and ``{x:+mean}`` (with
        as many decimals as a mean of totals has), ``{x:p}`` (a p-value with its letter, ``p = 0.617``), and
        ``{n:score|scores}``, which is not the number but the plural form that goes with it. ``{unit}``, ``{units}`` and
        ``{measure}`` are the programme's noun for what it evaluates. What stands in ``[`` and ``]`` is left out where
        a fact in it is not known; ``[[`` is a bracket.

    Raises
    ------
    EvalkitError
        No text in the page's language; a name in braces without a fact; a fact that is not known (None, NaN), for a
        sentence is printed only if each fact in it is known; one that is no value; braces that do not match; a format
        that is none, or is not one for the fact.
    """
    form = _Prose(words, _language_of(said, words))
    text = in_language(said, words)
    parts = _OPTIONAL.split(text)
    try:
        # Every second part is an optional one.
        parts[1::2] = [part if form.known(part, facts) else "" for part in parts[1::2]]
        written = form.vformat("".join(parts).replace("[[", "["), (), {**words.nouns, **facts})
        return manner(form.language).spaced(written)
    except ValueError:
        raise EvalkitError("prose-braces", text=text) from None


def shows(said: Said, words: Words, name: str) -> bool:
    """Tell whether a text shows a fact, and not only a plural that goes with it."""
    parts = string.Formatter().parse(in_language(said, words))
    return any(fact == name and "|" not in (form or "") for _, fact, form, _ in parts)


def shown(value: Any, words: Words, decimals: int | None = None) -> str:
    """Return one known value as readers see it; see :func:`prose` for how.

    Parameters
    ----------
    value
        Not None and not NaN.
    words
        The reader's language, the edition's rules.
    decimals
        Of floats; by default one more than the scale of the scores has.

    Raises
    ------
    EvalkitError
        It is none: a frame, a set, a method that was not called.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return words("answer-yes" if value else "answer-no")
    if isinstance(value, Integral):
        return shown_number(f"{value}")
    if isinstance(value, Decimal):
        return shown_number(f"{value:f}")
    if isinstance(value, Fraction):
        return words.share(value.numerator, value.denominator)
    if isinstance(value, Real):
        places = decimals_of_scores(words) if decimals is None else decimals
        number = float(value)
        if not math.isfinite(number):
            return "∞" if number > 0 else "−∞"
        rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
        return shown_number(f"{rounded + 0:f}")
    if isinstance(value, dt.date):
        return words.date(value)
    if isinstance(value, TooFew):
        return words("fewer-than", count=value.below)
    if is_several(value):
        return words.listed([shown(each, words, decimals) for each in value])
    if not any("__str__" in vars(kind) for kind in type(value).__mro__[:-1]):
        # What has no text of its own (a frame, a group, a method) would be shown as Python writes it.
        raise EvalkitError("prose-value", kind=type(value).__name__)
    return str(value)


def is_several(value: object) -> TypeGuard[Iterable[Any]]:
    """Tell whether a value is several, in an order."""
    kinds = (Sequence, pd.Index, pd.Series, np.ndarray, pd.api.extensions.ExtensionArray)
    return isinstance(value, kinds) and not isinstance(value, (str, bytes))


def formatted(value: Any, form: str, words: Words) -> str:
    """Return one known value in a format: Python's, or ``mean``, ``+mean`` or ``p``; a zero has no sign."""
    if form == "p":
        return p_text(value)
    if isinstance(value, Fraction):
        # Python learned to format fractions with 3.12.
        value = Decimal(value.numerator) / Decimal(value.denominator)
    said = shown_number(format(value, form.replace("mean", f".{words.mean_decimals}f")))
    return said if any(digit in said for digit in "123456789") else said.lstrip("+−")


def known(value: Any) -> bool:
    """Tell whether a value is one: not None, NaN, NaT or NA."""
    return not (value is None or (pd.api.types.is_scalar(value) and pd.isna(value)))


def _all_known(value: Any) -> bool:
    """Tell whether a value, or each of several, is one."""
    return all(map(known, value)) if is_several(value) else known(value)


def decimals_of_scores(words: Words) -> int:
    """Return how many decimals a float is shown with: one more than the scale of the scores has."""
    exponent = Decimal(words.rules.scores.step).normalize().as_tuple().exponent
    return max(0, -int(exponent)) + 1


class _Prose(string.Formatter):
    def __init__(self, words: Words, language: Language) -> None:
        self.words = words
        self.language = language
        self.placeholder = ""

    def known(self, text: str, facts: Mapping[str, Any]) -> bool:
        """Tell whether every fact of a text that is given is known."""
        return all(_all_known(facts.get(name, "")) for _, name, _, _ in self.parse(text) if name)

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        # Only names: what is computed belongs into the line before, where a reader sees it.
        self.placeholder = field_name
        if field_name not in kwargs:
            given = [name for name in kwargs if name not in self.words.nouns]
            raise EvalkitError("prose-fact", name=field_name, given=", ".join(given) or "–")
        if not _all_known(kwargs[field_name]):
            raise EvalkitError("prose-unknown", name=field_name)
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        return f"{OPEN}{self._shown(value, format_spec)}{CLOSE}"

    def _shown(self, value: Any, format_spec: str) -> str:
        if format_spec in self.words.names:
            if is_several(value):
                return self.words.listed([self._shown(each, format_spec) for each in value])
            ids = self.words.names[format_spec]
            if str(value) in ids:
                return ids[str(value)]
            if format_spec != "because":
                raise UnknownName("id", str(value), tuple(ids))
            # A reason that is a text already.
            return str(value)
        try:
            if "|" in format_spec:
                return self._plural(value, format_spec.split("|"))
            said = formatted(value, format_spec, self.words) if format_spec else shown(value, self.words)
        except (ValueError, TypeError, ArithmeticError):
            form = f"{self.placeholder}:{format_spec}"
            raise EvalkitError(
                "prose-format", form=form, value=f"{value} ({type(value).__name__})", kinds=", ".join(self.words.names)
            ) from None
        return said if isinstance(value, dt.date) else self.words.number(said)

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        if conversion is not None:
            form = f"{self.placeholder}!{conversion}"
            raise EvalkitError("prose-format", form=form, value=str(value), kinds=", ".join(self.words.names))
        return value

    def _plural(self, value: Any, forms: list[str]) -> str:
        """Return the form for a number; forms in CLDR's order of the categories that the language has."""
        how = manner(self.language)
        if isinstance(value, TooFew):
            # "Fewer than 3" stands with the plural.
            return forms[-1]
        return forms[min(how.plurals.index(how.plural(value)), len(forms) - 1)]
