"""Texts in Chinese and English."""

from evalkit.wording.catalogue import LANGUAGES, LOCALES, Language, has, text

__all__ = ["LANGUAGES", "LOCALES", "Language", "has", "text"]
