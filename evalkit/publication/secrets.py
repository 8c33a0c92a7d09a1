"""What may not be in a public output, worked out from the edition itself, so that outputs can be searched for it.

The pages leave these things out by how they are made (:mod:`evalkit.scoring.disclosure`, :mod:`evalkit.report.people`).
This is the other road to the same end: it knows nothing of how a page is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel

from evalkit.edition import EditionRecord
from evalkit.edition.reader import given_in
from evalkit.edition.renamed import former_names
from evalkit.files import store
from evalkit.publication.finder import SHORTEST, Finder
from evalkit.publication.key import workspace_key
from evalkit.publication.people import codes
from evalkit.publication.people import names as names_of
from evalkit.review.docket_words import decimal
from evalkit.review.trail import changes
from evalkit.scoring import Evaluation
from evalkit.sources.checking import check_rows
from evalkit.sources.schema import REVIEWERS
from evalkit.wording import fixed_texts


@dataclass(frozen=True)
class WithheldUnit:
    """A unit whose score is on file and withheld.

    Attributes
    ----------
    code, names
        How it may be called: its code, its name and its English name.
    scores
        Its score, the one before the discussion, and the sum before it was rounded, in points.
    rank
        Its rank; None where it has none.
    totals
        What single reviewers gave it, in points.
    """

    code: str
    names: tuple[str, ...]
    scores: frozenset[Fraction]
    rank: int | None
    totals: frozenset[Fraction]


@dataclass(frozen=True)
class Unpublished:
    """What may not be published.

    Attributes
    ----------
    units
        The units with withheld scores.
    people
        Names of reviewers, with the code of each.
    printed
        Those of the names that the source itself prints, as members of the panel: they are no secret by themselves,
        but which code is whose is one.
    public
        Texts that are published in any case and may hold a name by chance, such as the name of a unit.
    others
        The codes of the units whose scores are published.
    reviewers
        The codes of the reviewers; the public knows them by other numbers.
    unnamed
        What units that are not named are called, with the code of each.
    key
        That of the workspace.
    """

    units: tuple[WithheldUnit, ...]
    people: Mapping[str, str]
    printed: frozenset[str]
    public: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    reviewers: frozenset[str] = frozenset()
    unnamed: Mapping[str, str] = field(default_factory=dict)
    key: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.units or self.people or self.reviewers or self.unnamed)

    def beside(self, texts: Iterable[str]) -> Unpublished:
        """Return the same for a page on which certain texts stand in any case: a name in one of them is no news."""
        found = frozenset(texts) if self.people or self.unnamed else frozenset()
        return replace(self, public=self.public | found) if found else self

    def holding(self, name: str) -> tuple[str, ...]:
        """Return the published texts that hold a name, longest first: a text may be a part of another."""
        return tuple(sorted((text for text in self.public if name in text), key=lambda text: (-len(text), text)))


def unpublished(record: EditionRecord) -> Unpublished:
    """Return what may not be published of an edition.

    Names of reviewers are also taken from the programme's other editions, of which pages tell, too. What is published
    in any case are the texts of the edition and those of the wording.
    """
    ev = Evaluation(record, record.rules)
    people = {name: code for code, name in names_of(record).items()}
    for name, code in _other_names(record):
        people.setdefault(name, code)
    people = {name: code for name, code in people.items() if len(name) >= SHORTEST}
    unnamed = {name: unit.code for unit in _withheld(ev, unnamed=True) for name in unit.names}
    sought = {**people, **unnamed}
    known = published_texts(record, ev.unnamed) | fixed_texts(Finder(sought)) if sought else set()
    units = tuple(_withheld(ev))
    others = frozenset(record.units["unit"].astype(str)) - {unit.code for unit in units}
    printed = frozenset() if record.panel is None else frozenset(record.panel["name"].astype(str))
    return Unpublished(
        units=units,
        people=people,
        printed=printed & people.keys(),
        public=frozenset(known),
        others=others,
        reviewers=frozenset(codes(record)) - others - {unit.code for unit in units} - _words(known),
        unnamed=unnamed,
        key=workspace_key(record.folder.parents[2]),
    )


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", text)}


def _withheld(ev: Evaluation, *, unnamed: bool = False) -> Iterator[WithheldUnit]:
    """Yield the units whose score is on file and withheld; or those that are not named."""
    rows = ev.results[ev.results["unit"].isin(ev.unnamed if unnamed else ev.withheld)]
    rows = rows if unnamed else rows.dropna(subset=["score"])
    if rows.empty:
        return
    named, former = ev.record.units.set_index("unit"), former_names(ev.record)
    noun = ev.record.programme.unit
    nouns = dict.fromkeys((*noun.values(), "unit"))
    before = {r["unit"]: r["before"] for r in changes(ev.record, ev.rules).to_dict("records")}
    given: dict[str, set[Fraction]] = {}
    if ev.marked:
        sheets = ev.sheets.with_totals
        frame, step = sheets.frame, sheets.total_step
        for code, total in zip(frame["unit"].astype(str), frame["total"].tolist(), strict=True):
            given.setdefault(code, set()).add(total * step)
    for row in rows.to_dict("records"):
        unit = str(row["unit"])
        names = [str(n) for k in ("name", "name_en") if k in named and isinstance(n := named.loc[unit, k], str)]
        names += sorted(former.get(unit, ()))
        # A code alone may be a number like any other; after the noun it is none.
        names += [f"{noun} {unit}" for noun in nouns]
        scores = set() if pd.isna(row["score"]) else {Fraction(str(row["score"])), *_exact(ev, unit)}
        if isinstance(before.get(unit), Fraction):
            scores.add(before[unit])
        rule = ev.rules.publication
        told = row["tier"] in rule.without_score and row["tier"] not in rule.without_rank
        rank = None if told or pd.isna(row["rank"]) else int(row["rank"])
        yield WithheldUnit(unit, tuple(names), frozenset(scores), rank, frozenset(given.get(unit, ())))


def _exact(ev: Evaluation, unit: str) -> set[Fraction]:
    """Return the sum of the final marks before it is rounded, as pages show it: with two decimals, and with one."""
    total = None if ev.final is None else ev.final.total(unit)
    return set() if total is None else {Fraction(decimal(total, places)) for places in (1, 2)}


def _other_names(record: EditionRecord) -> Iterator[tuple[str, str]]:
    for folder in store.inside(record.folder.parent):
        if folder.is_dir() and folder != record.folder:
            yield from _names_in(folder)


def _names_in(folder: Path) -> Iterator[tuple[str, str]]:
    given = given_in(folder)
    table = given.read(REVIEWERS) if given.has(REVIEWERS) else []
    # An edition with faults is not what this page is about; its own run refuses it.
    for row in () if isinstance(table, list) else check_rows(table, REVIEWERS, {})[0]:
        name, code = row["name"], row["reviewer"]
        if name and code:
            yield name, code


def published_texts(record: EditionRecord, unnamed: Collection[str] = ()) -> set[str]:
    """Return the texts of an edition that its pages show to everybody; a mapping may name reviewers, and is on none.

    Parameters
    ----------
    record
        The edition.
    unnamed
        The codes of the units that are not named.
    """
    found = texts_of_rules(record)
    for table, columns in (
        (record.roster, ("unit", "name", "name_en")),
        (record.aliases, ("alias", "where")),
        (record.renamings, ("former", "former_en", "reason", "reason_en")),
        (record.claims, ("states", "states_en", "printed", "reason", "reason_en")),
        (record.facts, ("printed_share", "source")),
        (record.panel, ("affiliation", "title")),
    ):
        for column in columns if table is not None else ():
            if table is not None and column in table:
                shown = table[~table["unit"].astype(str).isin(unnamed)] if "unit" in table else table
                found |= set(shown[column].dropna().astype(str))
    return found


def texts_of_rules(record: EditionRecord) -> set[str]:
    """Return the texts of an edition that do not speak of single units."""
    return {text for part in (record.programme, record.rules) for text in _texts(part.model_dump(exclude={"source"}))}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from _texts(value.model_dump())
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
