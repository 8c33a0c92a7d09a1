"""Texts in Chinese and English."""

from evalkit.wording.catalogue import LANGUAGES, LOCALES, Language, fixed_texts, has, text

__all__ = ["LANGUAGES", "LOCALES", "Language", "fixed_texts", "has", "text"]
