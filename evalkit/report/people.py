"""How a page calls a person who reviewed: by a number of this edition, or by code and name."""

from __future__ import annotations

from collections.abc import Mapping

from evalkit.edition import EditionRecord
from evalkit.errors import EvalkitError
from evalkit.publication.people import codes, named_in, names
from evalkit.publication.policy import may_see_reviewers
from evalkit.report.words import Words


def reviewer_label(words: Words, code: str, names: Mapping[str, str] | None = None) -> str:
    """Return how a page calls a reviewer.

    Parameters
    ----------
    words
        The words of the page; ``words.audience`` decides.
    code
        The reviewer's code.
    names
        Names by code; by default those that the words of the page know.

    Returns
    -------
    For the public the number that the words of the page have for the code, as :class:`~evalkit.report.page.Page` gives
    them. On an internal page the code, and the name beside it where it is known.

    Raises
    ------
    EvalkitError
        The public has no number for the reviewer: the code on file is not for it.
    """
    if not may_see_reviewers(words.audience):
        number = words.numbers.get(code)
        if number is None:
            raise EvalkitError("reviewer-without-number")
        return words("reviewer-public", number=number)
    name = (words.people if names is None else names).get(code)
    return code if name is None else words("reviewer-with-name", code=code, name=name)


def free_text(words: Words, text: str, record: EditionRecord) -> str:
    """Return what somebody wrote, or, for the public, a remark in its place where it names a reviewer, or a code."""
    people = names(record)
    if not may_see_reviewers(words.audience) and (named_in(text, people.values()) or named_in(text, codes(record))):
        return words("names-a-reviewer")
    return text
