"""What sets languages apart: the one place that knows which there are and how each is written.

A language is called by its code, ``zh``, ``en`` or another of BCP 47 (``fr``, ``pt-BR``). The library's own texts are
in those of :data:`LANGUAGES`; what a programme has beside them takes its texts from a catalogue of the workspace.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

import babel
from babel.numbers import get_decimal_symbol

Language = str
#: Those of the library's own texts, and of a programme that does not say.
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_PLURALS = ("zero", "one", "two", "few", "many", "other")
#: Numbers and what stands between, before and after them; and their decimal points.
_NUMBERS = re.compile(r"[p<>=≤≥+\-−–±%()\[\];\s.0-9]+")
_POINT = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
#: Stand around what is put into a text, until :meth:`Manner.spaced` takes them out; nothing on file may hold them.
OPEN, CLOSE = "\u2068", "\u2069"
_SEAM = re.compile(f"([^{OPEN}{CLOSE}]?)[{OPEN}{CLOSE}]+(?=(.?))", re.DOTALL)
_HAN_THEN_LATIN = re.compile("[\u3400-\u9fff\uf900-\ufaff][A-Za-z0-9]|[A-Za-z0-9%][\u3400-\u9fff\uf900-\ufaff]")
#: Written in Han characters, without spaces and with full-width marks.
_HAN = ("zh",)


@dataclass(frozen=True)
class Manner:
    """How a language is written.

    Attributes
    ----------
    locale
        The value of the ``lang`` attribute, and the locale of plural rules and number formats.
    babel
        The same as babel calls it.
    han
        Whether it is written in Chinese characters: no space between words or sentences, full-width marks, its own
        fonts, columns that may be narrow, and a measure word between number and noun.
    item, clause, sentence
        What stands between items of a list, statements and sentences.
    colon, brackets
        What stands before an explanation, and around a remark.
    decimal
        The decimal sign.
    percent
        What follows the number of a percentage.
    plurals
        The plural forms that the language has, in CLDR's order.
    font
        The font of a workbook.
    """

    locale: str
    babel: str
    han: bool
    item: str
    clause: str
    sentence: str
    colon: str
    brackets: tuple[str, str]
    decimal: str
    percent: str
    plurals: tuple[str, ...]
    font: str

    def date(self, day: dt.date) -> str:
        """Return a date in full, in Chinese with spaces about its numbers, as everywhere in running text."""
        from babel.dates import format_date

        said = format_date(day, format="long", locale=self.babel)
        return re.sub(r"(?<=\d)(?=\D)|(?<=\D)(?=\d)", " ", said) if self.han else said

    def between(self, text: str) -> str:
        """Return a text in the brackets of the language."""
        return text.join(self.brackets)

    def spaced(self, text: str) -> str:
        """Return a text without the marks around what was put into it; where Han meets Latin or digits there, a space.

        What stands on file in one piece, such as a name, stays as it is written.
        """

        def seam(found: re.Match[str]) -> str:
            return found[1] + (" " if self.han and _HAN_THEN_LATIN.fullmatch(found[1] + found[2]) else "")

        return _SEAM.sub(seam, text)

    def number(self, text: str) -> str:
        """Return a number, or numbers with nothing but signs between them, as the language writes them.

        `text` has decimal points; what is anything else, such as a code or a sentence, is returned as it is.
        """
        if self.decimal == "." and self.percent == "%":
            return text
        if not _NUMBERS.fullmatch(text):
            return text
        return _POINT.sub(rf"\1{self.decimal}\2", text).replace("%", self.percent)

    def plural(self, number: float) -> str:
        """Return which of the plural forms goes with a number."""
        return babel.Locale.parse(self.locale, sep="-").plural_form(number)


#: Where more is known than the code of a language says.
_LOCALES = {"zh": ("zh-CN", "zh_Hans_CN"), "en": ("en-GB", "en_GB")}


def is_language(code: object) -> bool:
    """Tell whether this is the code of a language whose plural forms, dates and numbers are known."""
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return False
    try:
        babel.Locale.parse(code, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return False
    return True


@cache
def manner(language: Language) -> Manner:
    """Return how a language is written; ValueError where there is none of this code."""
    if not is_language(language):
        raise ValueError(f"no language {language!r}")
    tag, known = _LOCALES.get(language, (language, language.replace("-", "_")))
    locale = babel.Locale.parse(known)
    han = locale.language in _HAN
    tags = locale.plural_form.tags
    return Manner(
        locale=tag,
        babel=known,
        han=han,
        item="、" if han else ", ",
        clause="；" if han else "; ",
        sentence="" if han else " ",
        colon="：" if han else ": ",
        brackets=("（", "）") if han else (" (", ")"),
        decimal=get_decimal_symbol(locale),
        percent=locale.percent_formats[None].suffix[0],
        plurals=tuple(form for form in _PLURALS if form in tags or form == "other"),
        font="Microsoft YaHei" if han else "Calibri",
    )


def own_name(language: Language) -> str:
    """Return what a language calls itself, as babel knows it."""
    locale = babel.Locale.parse(manner(language).babel)
    name = locale.get_display_name(locale) or language
    return name[:1].upper() + name[1:]


def locale_of(language: Language) -> str:
    """Return the value of the ``lang`` attribute."""
    return manner(language).locale
