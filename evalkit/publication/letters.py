"""What a letter must not hold: anything of anybody but the one who gets it.

The search is that of public pages (:mod:`evalkit.publication.search`), with the addressee's own taken out of what is
searched for, and all other units and reviewers put in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from evalkit.publication.finder import Finder
from evalkit.publication.people import codes, names, unit_names
from evalkit.publication.search import leaks, numbers_in
from evalkit.publication.secrets import Unpublished, texts_of_rules, unpublished
from evalkit.review.ballots import points_of_steps
from evalkit.scoring import Evaluation
from evalkit.wording import fixed_texts, known_languages, text


@dataclass(frozen=True, eq=False)
class Private:
    """What the letters of one edition are searched for.

    Parameters
    ----------
    ev
        The edition.
    texts
        What stands in every letter whoever gets it, and may hold a name by chance.
    """

    ev: Evaluation
    texts: frozenset[str] = frozenset()

    @cached_property
    def _of_all(self) -> Unpublished:
        record = self.ev.record
        found = unpublished(record)
        nouns = {text(language, "consistency-column-reviewer") for language in known_languages()}
        people = {**found.people, **{f"{noun} {code}": code for code in codes(record) for noun in nouns}}
        units = {name: code for code, called in self._called.items() for name in called}
        known = fixed_texts(Finder({**people, **units}))
        return replace(
            found,
            people=people,
            # A panel that the source prints is no reason to tell a unit who marked it.
            printed=frozenset(),
            public=frozenset(texts_of_rules(record) | known | self.texts),
            unnamed=units,
        )

    @cached_property
    def _called(self) -> dict[str, frozenset[str]]:
        """What every unit of the roster is called, by code."""
        record = self.ev.record
        called = unit_names(record, [str(unit) for unit in record.roster["unit"]])
        if record.aliases is not None:
            for unit, alias in zip(record.aliases["unit"].astype(str), record.aliases["alias"], strict=True):
                called[unit] = called.get(unit, frozenset()) | {str(alias)}
        nouns = (*record.programme.unit.values(), "unit")
        return {code: own | {f"{noun} {code}" for noun in nouns} for code, own in called.items()}

    def from_unit(self, unit: str) -> Unpublished:
        """Return what a unit must not read in its letter."""
        found, own = self._of_all, self._called[unit]
        return replace(
            found,
            units=tuple(u for u in found.units if u.code != unit),
            # The name of another may be a part of one's own.
            public=found.public | own,
            unnamed={name: code for name, code in found.unnamed.items() if code != unit and name not in own},
        )

    def from_reviewer(self, reviewer: str) -> Unpublished:
        """Return what a reviewer must not read in the letter to him or her: of units and of marks nothing at all."""
        found = self._of_all
        own = {name for name, code in found.people.items() if code == reviewer} | {
            names(self.ev.record).get(reviewer, reviewer)
        }
        return replace(
            found,
            people={name: code for name, code in found.people.items() if name not in own},
            public=found.public | own,
            reviewers=found.reviewers - {reviewer},
        )

    @cached_property
    def _given(self) -> dict[str, set[Fraction]]:
        """Every mark and every total that a single reviewer gave, in points, by unit."""
        given: dict[str, set[Fraction]] = {}
        review = self.ev.record.review
        if review is None or review.marks is None:
            return given
        points = points_of_steps(review.marks["steps"], self.ev.record.rules)
        for unit, mark in zip(review.marks["unit"].astype(str), points, strict=True):
            if mark is not None:
                given.setdefault(unit, set()).add(Fraction(mark))
        sheets = self.ev.sheets.with_totals
        for unit, total in zip(sheets.frame["unit"].astype(str), sheets.frame["total"].tolist(), strict=True):
            given[unit].add(total * sheets.total_step)
        return given

    def may_pass_on(self, unit: str, said: str) -> bool:
        """Tell whether what somebody wrote about a unit names nobody and has no number that is a reviewer's mark."""
        telling = next(leaks([("remark.txt", said.encode("utf-8"))], self.from_unit(unit)), None)
        return telling is None and self._given.get(unit, set()).isdisjoint(numbers_in(said))
