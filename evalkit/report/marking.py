"""What marks a page that is not for publication, in each language, on the screen and on every sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence

from evalkit.publication.policy import inside
from evalkit.rules.audience import Audience
from evalkit.wording import Language, locale_of, text

Marking = list[tuple[str, str, str]]


def marking(audience: Audience, languages: Sequence[Language]) -> Marking:
    """Return locale, sentence and short form for each language; nothing for a public page."""
    if not inside(audience):
        return []
    return [(locale_of(x), text(x, "not-for-publication"), text(x, "not-for-publication-short")) for x in languages]
