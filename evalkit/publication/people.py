"""Who reviewed: the names on file, how one is found in a text, and the codes by which the public knows reviewers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from evalkit.edition import EditionRecord
from evalkit.edition.renamed import former_names
from evalkit.publication.finder import Finder
from evalkit.publication.key import keyed, workspace_key


def names(record: EditionRecord) -> dict[str, str]:
    """Return the names of the reviewers by code, as far as they are on file."""
    if record.review is None:
        return {}
    people = record.review.reviewers.dropna(subset=["name"])
    return dict(zip(people["reviewer"].astype(str), people["name"].astype(str), strict=True))


def unit_names(record: EditionRecord, units: Collection[str]) -> dict[str, frozenset[str]]:
    """Return what some units are called, and were called before they were renamed, by code."""
    roster, former = record.roster, former_names(record)
    found: dict[str, frozenset[str]] = {unit: former.get(unit, frozenset()) for unit in units}
    for column in roster.columns.intersection(["name", "name_en"]):
        for unit, name in zip(roster["unit"].astype(str), roster[column], strict=True):
            if unit in found and isinstance(name, str):
                found[unit] |= {name}
    return found


def codes(record: EditionRecord) -> tuple[str, ...]:
    """Return the codes of the reviewers; none where no reviews are on file."""
    return () if record.review is None else tuple(record.review.reviewers["reviewer"].astype(str))


def public_numbers(record: EditionRecord) -> dict[str, str]:
    """Return the number of each reviewer for the public, by code on file.

    They are numbered in an order that the key of the workspace gives to this edition alone, so that nobody without
    it can tell who was which number in another edition, or which code on file.
    """
    key, edition = workspace_key(record.folder.parents[2]), record.name
    ordered = sorted(codes(record), key=lambda code: keyed(key, "reviewer", edition, code))
    width = len(str(len(ordered)))
    return {code: str(place).zfill(width) for place, code in enumerate(ordered, start=1)}


def named_in(text: str, people: Iterable[str]) -> tuple[str, ...]:
    """Return those of the people whose name stands in a text; names of one character are not looked for."""
    return tuple(dict.fromkeys(mention.word for mention in _finder(tuple(people))(text)))


@lru_cache(maxsize=8)
def _finder(words: tuple[str, ...]) -> Finder:
    return Finder(words)
