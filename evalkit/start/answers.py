"""What a new programme is told."""

from __future__ import annotations

from dataclasses import dataclass

from evalkit.wording import Language

#: How much of an edition an office has: the marks of its reviewers, final scores, or tiers alone.
LEVELS = ("marks", "scores", "tiers")
#: Where the tables are: a CSV file each, or the sheets of one workbook.
PLACES = ("csv", "workbook")


@dataclass(frozen=True)
class Answers:
    """What a new programme is told: the answers to at most six questions.

    Attributes
    ----------
    name
        The programme's folder and id.
    languages
        Its languages, the leading one first.
    level
        One of :data:`LEVELS`.
    edition
        The first edition, as a rule a year.
    title, unit, publisher
        In the order of the languages with `` / `` between, or in one for all; `unit` in each language with a second
        form after a comma: the plural, or in Chinese the measure word. Empty: as usual.
    tables
        One of :data:`PLACES`.
    """

    name: str
    languages: tuple[Language, ...]
    level: str
    edition: str
    title: str = ""
    unit: str = ""
    publisher: str = ""
    tables: str = "csv"
