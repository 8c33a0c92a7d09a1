"""Texts in Chinese and English: one Fluent message for one sentence.

Messages live in ``zh/*.ftl`` and ``en/*.ftl`` beside this module, under the same ids and with the same variables (a
test holds the two together). A sentence is one message with variables, never a chain of fragments, so that each
language keeps its own word order and plural forms. Format: Project Fluent, https://projectfluent.org/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import BaseNode, TextElement

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

#: The value of the ``lang`` attribute of a page, and the locale of plural rules and number formats.
LOCALES: Mapping[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


def text(language: Language, message: str, /, **variables: object) -> str:
    """Return one message in one language.

    Parameters
    ----------
    language
        ``"zh"`` or ``"en"``.
    message
        The id of the message, with ``.attribute`` where one is meant.
    **variables
        What the message's placeables need. Give percentages and scores as finished strings; give counts as ``int`` so
        that plural forms can be chosen.

    Raises
    ------
    KeyError
        There is no such message, or a variable of it is missing: a fault of the program, never of its user.
    """
    bundle = _bundle(language)
    name, _, attribute = message.partition(".")
    if not bundle.has_message(name):
        if not has(language, name):
            raise KeyError(f"no message {name!r} in {language}")
        # A notebook needs a few dozen of a thousand messages; parsing all of them takes as long as loading pandas.
        bundle.add_resource(FluentResource(_sources(language)[name]))
    found = bundle.get_message(name)
    pattern = found.attributes[attribute] if attribute else found.value
    if pattern is None:
        raise KeyError(f"message {message!r} has no value in {language}")
    # fluent.runtime refuses a placeable of more than 2,500 characters; a list of what there is may be as long as it is.
    kept = {f"\ufdd0{i}\ufdd1": v for i, v in enumerate(variables.values()) if isinstance(v, str) and len(v) > _LONG}
    places = {value: place for place, value in kept.items()}
    given = {k: places.get(v, v) if isinstance(v, str) else v for k, v in variables.items()}
    result, errors = bundle.format_pattern(pattern, given)
    if errors:
        raise KeyError(f"message {message!r} in {language}: {errors}")
    return _PLACE.sub(lambda place: kept.get(place[0], place[0]), str(result))


def has(language: Language, message: str, /) -> bool:
    """Tell whether a message exists."""
    return message in _sources(language)


def fixed_texts(holds: Callable[[str], object]) -> set[str]:
    """Return the texts that messages show whatever their variables are, those of them for which `holds` is true."""
    found: set[str] = set()
    for language in LANGUAGES:
        for source in _sources(language).values():
            on_one_line = " ".join(source.split())
            if holds(on_one_line):
                _collect(FluentResource(source).body, found)
    return {part for part in found if holds(part)}


def _collect(part: object, found: set[str]) -> None:
    if isinstance(part, TextElement):
        found.add(part.value)
    elif isinstance(part, (list, tuple)):
        for each in part:
            _collect(each, found)
    elif isinstance(part, BaseNode):
        for each in vars(part).values():
            _collect(each, found)


#: Texts of more characters take no part in what Fluent does: they are put in afterwards, in the place that is kept.
_LONG = 100
_PLACE = re.compile("\ufdd0[0-9]+\ufdd1")


@cache
def _bundle(language: Language) -> FluentBundle:
    # Isolation marks (U+2068, U+2069) would end up in file names, CSV cells and searches.
    return FluentBundle([LOCALES[language]], use_isolating=False)


# A message ends where the next one, a comment or a group begins: nothing else has a letter or a # in the first column.
_MESSAGE = re.compile(r"^([A-Za-z][\w-]*) *=.*\n(?:(?![A-Za-z#]).*\n)*", re.MULTILINE)


@cache
def _sources(language: Language) -> Mapping[str, str]:
    """Return messages as they are written, by id; no message refers to another."""
    folder = sorted((files("evalkit.wording") / language).iterdir(), key=lambda f: f.name)
    written = (f.read_text(encoding="utf-8") + "\n" for f in folder if f.name.endswith(".ftl"))
    return {found[1]: found[0] for file in written for found in _MESSAGE.finditer(file)}
