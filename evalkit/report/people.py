"""How a page calls a person who reviewed: by a number of this edition, or by code and name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from evalkit.edition import EditionRecord
from evalkit.publication.people import codes, named_in, names
from evalkit.publication.policy import may_see_reviewers
from evalkit.report.words import Words


def reviewer_label(words: Words, code: str, names: Mapping[str, str] | None = None) -> str:
    """Return how a page calls a reviewer: :meth:`Words.reviewer`, with other `names` by code where they are given."""
    return (words if names is None else replace(words, people=names)).reviewer(code)


def reason_of(words: Words, row: Mapping[Hashable, object], record: EditionRecord) -> str:
    """Return why something was decided, of a row with ``reason`` and ``reason_en``, as :func:`free_text` has it."""
    own = row["reason_en"] if words.language == "en" and isinstance(row["reason_en"], str) else row["reason"]
    return free_text(words, str(own), record)


def free_text(words: Words, text: str, record: EditionRecord) -> str:
    """Return what somebody wrote, or, for the public, a remark in its place where it names a reviewer, or a code."""
    people = names(record)
    if not may_see_reviewers(words.audience) and (named_in(text, people.values()) or named_in(text, codes(record))):
        return words("names-a-reviewer")
    return text
