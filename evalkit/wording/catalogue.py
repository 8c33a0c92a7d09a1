"""Texts in Chinese and English, and in what a workspace adds: one Fluent message for one sentence.

Messages live in ``zh/*.ftl`` and ``en/*.ftl`` beside this module, under the same ids and with the same variables (a
test holds the two together). A sentence is one message with variables, never a chain of fragments, so that each
language keeps its own word order and plural forms. Format: Project Fluent, https://projectfluent.org/.

Another language has its messages in ``wording/<language>/*.ftl`` of the workspace (:func:`speak`); a text that is not
there is said in the next language of the programme that the library has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import BaseNode, TextElement

from evalkit.wording.languages import LANGUAGES, Language, locale_of, manner, own_name

#: What is said where a programme has no language of the library.
_LAST: Language = "en"
#: In which languages a text is looked for, by the one that is wanted: that one first, the last one of the library.
_chains: dict[Language, tuple[Language, ...]] = {}
#: The messages of the workspace by language, as they are written.
_added: dict[Language, Mapping[str, str]] = {}


def speak(languages: Sequence[Language], catalogues: Path | None = None) -> None:
    """Take the languages of a programme, and the texts that its workspace has for those that the library has not.

    Parameters
    ----------
    languages
        Those of the programme, in its order.
    catalogues
        The folder that has a folder of ``.ftl`` files for each language.
    """
    known = [language for language in languages if language in LANGUAGES]
    for i, language in enumerate(languages):
        if language in LANGUAGES:
            continue
        base = [language.partition("-")[0]]
        later = [other for other in (*languages[i:], *known, *base, _LAST) if other in LANGUAGES]
        _chains[language] = (language, later[0])
        written = read_messages(catalogues / language) if catalogues is not None else {}
        if _added.get(language, {}) != written:
            _added[language] = written
            _bundle.cache_clear()


def read_messages(folder: Path) -> dict[str, str]:
    """Return the messages of the ``.ftl`` files in a folder, as they are written, by id; what is none is left out."""
    return _messages(path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.ftl")))


def chain(language: Language) -> tuple[Language, ...]:
    """Return in which languages a text is looked for: the one that is wanted, then the one to which it falls back."""
    return (language,) if language in LANGUAGES else _chains.get(language, (language, _LAST))


def text(language: Language, message: str, /, **variables: object) -> str:
    """Return one message in one language.

    Parameters
    ----------
    language
        That in which it is wanted. Where it is not there, see :func:`chain`.
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
    name, _, attribute = message.partition(".")
    said_in = spoken(language, message)
    if said_in is None:
        raise KeyError(f"no message {name!r} in {language}")
    bundle = _bundle(said_in)
    if not bundle.has_message(name):
        # A notebook needs a few dozen of a thousand messages; parsing all of them takes as long as loading pandas.
        bundle.add_resource(FluentResource(_sources(said_in)[name]))
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
    return manner(said_in).spaced(_PLACE.sub(lambda place: kept.get(place[0], place[0]), str(result)))


def known_languages() -> tuple[Language, ...]:
    """Return the languages of the library and of the programmes that were read here."""
    return (*LANGUAGES, *_chains)


def name_of(language: Language, /) -> str:
    """Return what a language calls itself."""
    if spoken(language, "language-name") == language:
        return text(language, "language-name")
    return own_name(language)


def has(language: Language, message: str, /) -> bool:
    """Tell whether a message exists, in the language or in the one to which it falls back."""
    return spoken(language, message) is not None


def spoken(language: Language, message: str, /) -> Language | None:
    """Return the language in which a message is said where this one is wanted; None where there is no such message."""
    name, _, attribute = message.partition(".")
    for each in chain(language):
        written = _sources(each).get(name)
        if written is not None and (not attribute or f".{attribute} =" in written):
            return each
    return None


def fallen_back(language: Language) -> tuple[str, ...]:
    """Return the ids of the texts for readers that another language has to say, sorted; none for the library's own.

    What only the command says is not among them: it speaks the language of the terminal.
    """
    if language in LANGUAGES:
        return ()
    return tuple(sorted(texts_for_readers() - _sources(language).keys()))


def fixed_texts(holds: Callable[[str], object]) -> set[str]:
    """Return the texts that messages show whatever their variables are, those of them for which `holds` is true."""
    found: set[str] = set()
    for language in (*LANGUAGES, *_added):
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
    # Isolation marks tell where something was put in. They are taken out at once, for they would end up in file names,
    # CSV cells and searches.
    return FluentBundle([locale_of(language)], use_isolating=manner(language).han)


# A message ends where the next one, a comment or a group begins: nothing else has a letter or a # in the first column.
_MESSAGE = re.compile(r"^([A-Za-z][\w-]*) *=.*\n(?:(?![A-Za-z#]).*\n)*", re.MULTILINE)
#: Files of what the command prints, and what of it stands on pages, too.
_OF_THE_COMMAND = frozenset({"cli.ftl", "cluster.ftl", "faults.ftl", "runs.ftl", "synthetic.ftl"})
_ON_PAGES = ("note-", "need-", "run-nothing-of")


def _messages(written: Iterable[str]) -> dict[str, str]:
    return {found[1]: found[0] for file in written for found in _MESSAGE.finditer(file + "\n")}


def _sources(language: Language) -> Mapping[str, str]:
    """Return messages as they are written, by id; no message refers to another."""
    return library(language) if language in LANGUAGES else _added.get(language, {})


@cache
def library(language: Language, without: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """Return the library's messages as they are written, by id, but for those of some files."""
    folder = sorted((files("evalkit.wording") / language).iterdir(), key=lambda f: f.name)
    return _messages(f.read_text(encoding="utf-8") for f in folder if f.name.endswith(".ftl") and f.name not in without)


def texts_for_readers() -> set[str]:
    """Return the ids of the texts of pages, sheets and files: all but what only the command says."""
    elsewhere = {name for name in library(_LAST, _OF_THE_COMMAND) if not name.startswith("fault-")}
    return elsewhere | {name for name in library(_LAST) if name.startswith(_ON_PAGES)}
