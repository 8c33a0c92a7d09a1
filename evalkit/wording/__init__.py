"""Texts in Chinese and English, and in what a workspace adds."""

from evalkit.wording.catalogue import (
    chain,
    fallen_back,
    fixed_texts,
    has,
    known_languages,
    library,
    name_of,
    read_messages,
    speak,
    spoken,
    text,
    texts_for_readers,
)
from evalkit.wording.languages import LANGUAGES, Language, Manner, is_language, locale_of, manner

__all__ = [
    "LANGUAGES",
    "Language",
    "Manner",
    "chain",
    "fallen_back",
    "fixed_texts",
    "has",
    "is_language",
    "known_languages",
    "library",
    "locale_of",
    "manner",
    "name_of",
    "read_messages",
    "speak",
    "spoken",
    "text",
    "texts_for_readers",
]
