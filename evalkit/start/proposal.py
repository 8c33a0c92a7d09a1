"""Rules and mapping for an office's own file, as far as it says what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from evalkit.sources.mapping import SOURCED
from evalkit.sources.onfile import PARQUET
from evalkit.wording import Language


@dataclass(frozen=True)
class Criterion:
    """One indicator as the rules will have it; its name as it stands in a file, or in each language.

    ``counts``: whether it is part of the score; ``about_reviewer``: whether it is about who marks.
    """

    id: str
    name: str | Mapping[Language, str]
    points: Decimal
    minimum: Decimal = Decimal(0)
    weight: Decimal | None = None
    counts: bool = True
    about_reviewer: bool = False

    @property
    def factor(self) -> Decimal:
        """What its marks are multiplied by."""
        return Decimal(1) if self.weight is None else self.weight


@dataclass
class Proposal:
    """Rules and mapping for a file, as far as it says what they are.

    Attributes
    ----------
    level
        ``marks`` or ``scores``.
    source, tables
        ``[source]`` and ``[source.tables]``.
    han
        Whether the file is in Chinese.
    year, title, unit
        The edition, the title, and what a unit is called, where the file says so.
    cohorts, tiers
        Id and name; of a tier the lowest score, too.
    scores
        The least and the highest score, and the step.
    areas, area_of
        Id and name of the areas, and the name of the area of each criterion by its id; empty where there are none.
    grades, spellings
        The words that are marks, from the best down, each with its points; how else the file writes them.
    rule
        How the marks of several reviewers become one.
    missing
        How many marks are not there.
    reviewers
        Code and name of the reviewers where no column of the file has them.
    seen, unsure
        What was recognised, and what could not be told: messages with their variables.
    """

    level: str
    source: dict[str, str]
    han: bool
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    year: str | None = None
    title: str | None = None
    unit: str | None = None
    criteria: list[Criterion] = field(default_factory=list)
    mark_step: Decimal = Decimal(1)
    scores: tuple[Decimal, Decimal, Decimal] = (Decimal(0), Decimal(100), Decimal(1))
    cohorts: list[tuple[str, str]] = field(default_factory=list)
    tiers: list[tuple[str, str, Decimal]] = field(default_factory=list)
    areas: list[tuple[str, str]] = field(default_factory=list)
    area_of: dict[str, str] = field(default_factory=dict)
    grades: list[tuple[str, Decimal]] = field(default_factory=list)
    spellings: dict[str, str] = field(default_factory=dict)
    rule: str = "mean"
    missing: int = 0
    reviewers: list[tuple[str, str]] = field(default_factory=list)
    seen: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    unsure: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    @property
    def source_file(self) -> str:
        """What the copy of the file is called: not like a table that an edition has."""
        name = self.source.get("file") or next(str(entry["file"]) for entry in self.tables.values())
        return f"from-{name}" if name in (*(table.file for table in SOURCED.values()), PARQUET) else name

    def listed(self, words: Iterable[str]) -> str:
        """Return words as a list in the language of the file."""
        return ("、" if self.han else ", ").join(words)

    def settle(self, languages: Sequence[Language]) -> None:
        """Say what else has to be looked at in a programme of these languages, and what the copy is called."""
        if len(languages) > 1:
            self.unsure.append(("new-unsure-languages", {}))
        copy = self.source_file
        for entry in self.tables.values():
            if "file" in entry:
                entry["file"] = copy
