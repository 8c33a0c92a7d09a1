"""What marks a page that is not for publication, in both languages, on the screen and on every sheet of paper."""

from __future__ import annotations

from evalkit.publication.policy import inside
from evalkit.rules.audience import Audience
from evalkit.wording import LANGUAGES, LOCALES, text

Marking = list[tuple[str, str, str]]


def marking(audience: Audience) -> Marking:
    """Return locale, sentence and short form for each language; nothing for a public page."""
    if not inside(audience):
        return []
    return [(LOCALES[x], text(x, "not-for-publication"), text(x, "not-for-publication-short")) for x in LANGUAGES]
