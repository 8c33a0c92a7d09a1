"""What a unit learns by its letter: its own result, where that stands among the others, none of whom is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from evalkit.edition.counted import UNASSESSED
from evalkit.edition.review_reader import INCOMPLETE
from evalkit.errors import EvalkitError
from evalkit.publication.letters import Private
from evalkit.publication.policy import enough
from evalkit.publication.strengths import others, reached, strengths
from evalkit.report.elements import Block, Column, TableView
from evalkit.report.letters.before import Before, points_by
from evalkit.report.letters.template import Part
from evalkit.report.tables import plain, records
from evalkit.report.texts import own_texts, passage
from evalkit.report.words import UNKNOWN, Words
from evalkit.review.docket_words import decimal
from evalkit.scoring import Evaluation, Series


@dataclass(frozen=True, eq=False)
class UnitLetters:
    """What stands in the letters to the units of an edition.

    Parameters
    ----------
    series
        The programme up to the edition.
    private
        What a letter must not hold.
    """

    series: Series
    private: Private

    @cached_property
    def ev(self) -> Evaluation:
        """The edition."""
        return self.series[self.series.editions[-1]]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The units of which something is known, in the order of the roster: with a score, a tier, or known absent.

        Raises
        ------
        EvalkitError
            Neither scores nor marks are on file, or the review is not over.
        """
        ev = self.ev
        if ev.marked and not ev.complete:
            raise EvalkitError("letters-under-way", edition=ev.record.name)
        roster = [str(unit) for unit in ev.record.roster["unit"]]
        # Whoever is on the roster alone is known not to have taken part.
        found = tuple(unit for unit in roster if unit not in self._results or self._known(unit))
        if not any(map(self._known, found)):
            raise EvalkitError("letters-nothing", edition=ev.record.name)
        return found

    @cached_property
    def left_out(self) -> dict[str, int]:
        """How many remarks of the panel are not passed on, by unit: they name somebody, or hold a mark."""
        away = {unit: len(said) - len(self._remarks[unit]) for unit, said in self._said.items()}
        return {unit: count for unit, count in away.items() if count}

    def row(self, unit: str, words: Words) -> list[str]:
        """Return what a list for a mail merge says of a unit: whether it takes part, tier, score, rank."""
        own = self._results.get(unit, {})
        tier = "" if pd.isna(own.get("tier")) else words.tier(own["tier"])
        score = "" if pd.isna(own.get("score")) else words.score(own["score"])
        return [words("answer-yes" if own else "answer-no"), tier, score, str(self._place(unit) or "")]

    def own(self, unit: str, show: str, words: Words) -> Part:
        """Return what a unit has in the place of a question."""
        ev, row = self.ev, self._roster[unit]
        if show in ("tier", "score", "rank"):
            return dict(zip(("tier", "score", "rank"), self.row(unit, words)[1:], strict=True))[show]
        if show == "cohort":
            return words.cohort(str(row["cohort"])) if ev.rules.has_cohorts and not pd.isna(row["cohort"]) else None
        told: dict[str, Callable[[], Part]] = {
            "name": lambda: name_of(row, words),
            "code": lambda: unit,
            "result": lambda: _paragraphs(self._result(unit, words)),
            "areas": lambda: self._areas(unit, words),
            "remarks": lambda: self._passed_on(unit, words),
            "change": lambda: _paragraphs(self._before.said(unit, self._by, words)),
            "appeal": lambda: [passage(ev, text, words) for text in own_texts(ev, "appeal", words)],
        }
        return told[show]() if show in told else of_edition(ev, show, words)

    @cached_property
    def _before(self) -> Before:
        return Before(self.series)

    @cached_property
    def _results(self) -> dict[str, dict[str, Any]]:
        return {str(row["unit"]): row for row in records(self.ev.results)}

    @cached_property
    def _published(self) -> dict[str, dict[str, Any]]:
        return {str(row["unit"]): row for row in records(self.ev.published)}

    @cached_property
    def _roster(self) -> dict[str, dict[str, Any]]:
        return {str(row["unit"]): row for row in records(self.ev.record.roster)}

    def _known(self, unit: str) -> bool:
        own = self._results.get(unit, {})
        return not (pd.isna(own.get("score")) and pd.isna(own.get("tier")))

    def _result(self, unit: str, words: Words) -> list[str | None]:
        ev, row = self.ev, self._roster[unit]
        facts: dict[str, Any] = {"named": words.named(str(row["name"]), unit)}
        if unit not in self._results:
            names = {r.id: r.name[words.language] for r in ev.rules.eligibility.reasons} if ev.rules.eligibility else {}
            names |= {INCOMPLETE: words("reason-incomplete"), UNASSESSED: words("reason-unassessed")}
            reason = names.get(str(row.get("reason")))
            return [words.said("say-letter-absent", **facts, reason=reason or "", known="yes" if reason else "no")]
        own = self._results[unit]
        tier = None if pd.isna(own["tier"]) else str(own["tier"])
        ranged = tier is not None and ev.rules.cut_offs_known and ev.rules.decided_by_score
        facts |= {
            "scored": "no" if pd.isna(own["score"]) else "yes",
            "score": words.score(own["score"]),
            "tiered": "no" if tier is None else "yes",
            "tier": "" if tier is None else words.tier(tier),
            "ranged": "yes" if ranged else "no",
            "range": words.tier_range(tier) if ranged and tier is not None else "",
        }
        said = [words.said("say-letter-result", **facts)]
        if unit in ev.unnamed:
            said.append(words.said("say-letter-unnamed"))
        elif unit in ev.withheld and not pd.isna(own["score"]):
            said.append(words.said("say-letter-withheld"))
        said += [self._rank(unit, words), self._among_tiers(tier, words)]
        if ev.rules.honour is not None and unit in self._honoured:
            said.append(words.said("say-letter-honour", honour=ev.rules.honour.name[words.language]))
        return said

    @cached_property
    def _honoured(self) -> frozenset[str]:
        edition = self.series.editions[-1]
        return frozenset(self.series.honour(edition).held if self.series.can_honour(edition) else ())

    def _place(self, unit: str) -> int | None:
        """Return the rank of a unit where it is published and final."""
        rank = self._published.get(unit, {}).get("rank")
        return None if pd.isna(rank) or unit in self.ev.undrawn else int(rank)

    def _rank(self, unit: str, words: Words) -> str | None:
        ev, place = self.ev, self._place(unit)
        if place is None:
            return None
        within = ev.rules.ranking.within
        group = ev.record.column(within) if within else {}
        peers = [other for other in self._results if group.get(other) == group.get(unit)]
        # That somebody whose rank is not published shares it would tell that score.
        ranks = [rank for other in peers if not pd.isna(rank := self._published[other]["rank"])]
        tied = ranks.count(place) - 1
        if len(peers) < 2:
            return None
        facts = {"rank": str(place), "count": len(peers), "tied": tied, "within": "yes" if within else "no"}
        return words.said("say-letter-rank", **facts)

    def _among_tiers(self, tier: str | None, words: Words) -> str | None:
        ev = self.ev
        tiers = list(ev.tier_by_unit.values())
        if tier is None or not ev.complete or None in tiers or len(tiers) < 2:
            return None
        ladder = [t.id for t in ev.rules.tiers]
        places = [ladder.index(str(each)) for each in tiers]
        here = ladder.index(tier)
        higher, lower = sum(p < here for p in places), sum(p > here for p in places)
        return words.said(
            "say-letter-tiers", count=len(places), higher=higher, lower=lower, same=places.count(here) - 1
        )

    @cached_property
    def _by(self) -> Literal["area", "indicator"]:
        return "area" if self.ev.rules.has_areas else "indicator"

    @cached_property
    def _means(self) -> tuple[dict[str, Fraction], int]:
        """What the participants reach on average, as the public knows it, and of how many units that is."""
        rows = [row for row in records(strengths(self.ev, self._by, "public")) if row["tier"] is None]
        return {row[self._by]: row["share"] for row in rows if row["share"] is not None}, int(rows[0]["count"])

    def _areas(self, unit: str, words: Words) -> list[Block | TableView] | None:
        ev = self.ev
        if not ev.marked or ev.rules.staged or unit not in self._results or ev.final is None:
            return None
        own = {key: share for key, share in reached(ev, unit, self._by).items() if share is not None}
        means, count = self._means
        # One of them is the reader's own, and not everybody has a mark everywhere.
        beside = others(ev, unit, self._by)
        means = {key: mean for key, mean in means.items() if enough("public", beside[key])}
        shown = {key: (_percent(share), _percent(means[key]) if key in means else "") for key, share in own.items()}
        if not shown:
            return None
        names = words.names[self._by]
        mean = words("letter-column-mean", count=count, whole="no" if ev.withheld else "yes")
        points = points_by(ev, unit, self._by, words)
        labels = [
            *((words("letter-column-points"), words("column-points")) if points else ()),
            words("letter-column-own"),
        ]
        columns = [Column(words(f"column-{self._by}"), "head")]
        columns += [Column(label, "number") for label in (*labels, *([mean] if means else []))]
        places = words.mark_decimals + 1
        said = {k: (decimal(a, places, fixed=True), decimal(most, places)) for k, (a, most) in points.items()}
        rows = [
            (names[key], *(said.get(key, (UNKNOWN, UNKNOWN)) if points else ()), *cells[: 2 if means else 1])
            for key, cells in shown.items()
        ]
        table = plain("letter-areas", words("letter-caption-areas"), columns, rows, words("letter-note-areas"))
        sign = 1 if ev.rules.best == "highest" else -1
        apart = {key: sign * (Fraction(a) - Fraction(b)) for key, (a, b) in shown.items() if b}
        found: list[str | None] = []
        for message, better in (("say-letter-better", True), ("say-letter-worse", False)):
            keys = sorted((k for k, d in apart.items() if d and (d > 0) == better), key=lambda k: -abs(apart[k]))
            items = [words("letter-against", name=names[k], own=shown[k][0], mean=shown[k][1]) for k in keys]
            found.append(words.said(message, list=words.listed(items), count=len(items)) if items else None)
        return [table.with_numbers(words.number), *_paragraphs(found)]

    @cached_property
    def _said(self) -> dict[str, list[tuple[str, str]]]:
        """What the panel wrote about each unit and what of it is released: indicator, or nothing, and words."""
        review, released = self.ev.record.review, self.ev.rules.publication.to_units
        found: dict[str, list[tuple[str, str]]] = {}
        if review is None:
            return found
        if "reasons" in released and review.minutes is not None:
            for unit, reason in review.minutes[["unit", "reason"]].dropna().itertuples(index=False):
                found.setdefault(str(unit), []).append(("", str(reason)))
        if "comments" in released and review.marks is not None and "comment" in review.marks:
            rows = review.marks[["unit", "indicator", "comment"]].dropna().astype(str)
            # By their words, so that nobody can tell which of them are of one reviewer.
            for row in records(rows.sort_values(["indicator", "comment"], kind="stable").drop_duplicates()):
                found.setdefault(row["unit"], []).append((row["indicator"], row["comment"]))
        return found

    @cached_property
    def _remarks(self) -> dict[str, list[tuple[str, str]]]:
        may = self.private.may_pass_on
        return {unit: [(of, said) for of, said in all_ if may(unit, said)] for unit, all_ in self._said.items()}

    def _passed_on(self, unit: str, words: Words) -> list[Block]:
        remarks = self._remarks.get(unit, [])
        found = [Block.paragraph(words("letter-reason", reason=said)) for of, said in remarks if not of]
        names = words.names["indicator"]
        items = [words("letter-comment", name=names[k], comment=said) for k in names for of, said in remarks if of == k]
        return [*found, Block.paragraph(words("letter-comments")), Block.bullets(items)] if items else found


def name_of(row: Mapping[str, Any], words: Words) -> str:
    """Return what a unit is called in a language: its name, in English with the gloss on file."""
    name, gloss = str(row["name"]), row.get("name_en")
    given = isinstance(gloss, str) and gloss != name and words.language == "en"
    return words("letter-gloss", name=name, gloss=gloss) if given else name


def of_edition(ev: Evaluation, show: str, words: Words) -> str | None:
    """Return what concerns the edition, and no addressee."""
    issued = ev.record.report.issued
    return {
        "edition": words.rules.title[words.language],
        "programme": words.programme.title[words.language],
        "publisher": words.programme.publisher[words.language],
        "issued": None if issued is None else words.date(issued),
    }[show]


def _paragraphs(said: list[str | None]) -> list[Block]:
    return [Block.paragraph(each) for each in said if each]


def _percent(share: Fraction) -> str:
    return decimal(share * 100, 1, fixed=True)
