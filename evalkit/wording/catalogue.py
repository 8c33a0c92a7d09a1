"""Texts in Chinese and English: one Fluent message for one sentence.

Messages live in ``zh/*.ftl`` and ``en/*.ftl`` beside this module, under the same ids and with the same variables (a
test holds the two together). A sentence is one message with variables, never a chain of fragments, so that each
language keeps its own word order and plural forms. Format: Project Fluent, https://projectfluent.org/.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import BaseNode, Resource, TextElement

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
        raise KeyError(f"no message {name!r} in {language}")
    found = bundle.get_message(name)
    pattern = found.attributes[attribute] if attribute else found.value
    if pattern is None:
        raise KeyError(f"message {message!r} has no value in {language}")
    result, errors = bundle.format_pattern(pattern, dict(variables))
    if errors:
        raise KeyError(f"message {message!r} in {language}: {errors}")
    return str(result)


def has(language: Language, message: str, /) -> bool:
    """Tell whether a message exists."""
    return _bundle(language).has_message(message)


@cache
def fixed_texts() -> tuple[str, ...]:
    """Return what messages say in any case, whatever their variables are: the texts between the placeables."""
    found: set[str] = set()
    for language in LANGUAGES:
        for resource in _resources(language):
            _collect(resource.body, found)
    return tuple(sorted(found))


def _collect(part: object, found: set[str]) -> None:
    if isinstance(part, TextElement):
        found.add(part.value)
    elif isinstance(part, (list, tuple)):
        for each in part:
            _collect(each, found)
    elif isinstance(part, BaseNode):
        for each in vars(part).values():
            _collect(each, found)


@cache
def _bundle(language: Language) -> FluentBundle:
    # Isolation marks (U+2068, U+2069) would end up in file names, CSV cells and searches.
    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    for resource in _resources(language):
        bundle.add_resource(resource)
    return bundle


@cache
def _resources(language: Language) -> tuple[Resource, ...]:
    folder = sorted((files("evalkit.wording") / language).iterdir(), key=lambda f: f.name)
    return tuple(FluentResource(f.read_text(encoding="utf-8")) for f in folder if f.name.endswith(".ftl"))
