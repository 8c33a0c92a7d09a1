"""What a page may say of a person who reviewed: to the public the code alone, to the office the name beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from evalkit.edition import EditionRecord
from evalkit.report.words import Words

#: A name of one character would be found in nearly every sentence.
SHORTEST_NAME = 2


def names(record: EditionRecord) -> dict[str, str]:
    """Return the names of the reviewers by code; empty where no reviews are on file."""
    if record.review is None:
        return {}
    people = record.review.reviewers
    return dict(zip(people["reviewer"].astype(str), people["name"].astype(str), strict=True))


def reviewer_label(words: Words, code: str, names: Mapping[str, str] | None = None) -> str:
    """Return how a page calls a reviewer.

    Parameters
    ----------
    words
        The words of the page; ``words.audience`` decides.
    code
        The reviewer's code.
    names
        Names by code, as :func:`names` returns them; by default those that the words of the page know.

    Returns
    -------
    The code; on an internal page the name beside it, where it is known.
    """
    name = (words.people if names is None else names).get(code)
    if words.audience == "public" or name is None:
        return code
    return words("reviewer-with-name", code=code, name=name)


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name in a text: spaces may stand or be left out; letters and digits end where words end."""
    letters = [re.escape(c) for c in name if not c.isspace()]
    before, after = (r"(?<![^\W_])" if name[:1].isascii() else "", r"(?![^\W_])" if name[-1:].isascii() else "")
    return re.compile(before + r"\s*".join(letters) + after, re.IGNORECASE)


def named_in(text: str, people: Iterable[str]) -> tuple[str, ...]:
    """Return those of the people whose name stands in a text; names of one character are not looked for."""
    return tuple(name for name in people if len(name) >= SHORTEST_NAME and name_pattern(name).search(text))


def free_text(words: Words, text: str, record: EditionRecord) -> str:
    """Return what somebody wrote, or, for the public, a remark in its place where it names a reviewer."""
    if words.audience == "public" and named_in(text, names(record).values()):
        return words("names-a-reviewer")
    return text
