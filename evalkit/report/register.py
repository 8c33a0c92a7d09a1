"""The register of labels as a page: what is in force on a day, what has ended, what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from evalkit.edition.workspace import REGISTER
from evalkit.report import sheet
from evalkit.report.elements import Block, Column, TableView
from evalkit.report.exported import index_page
from evalkit.report.marking import marking
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.rules.audience import Audience
from evalkit.scoring.label_states import HOLDING
from evalkit.scoring.register import Ledger
from evalkit.sources.schema import HELD
from evalkit.wording import Language, text

_NOW = (*HOLDING, "announced")
_OVER = ("ended", "expired")
_TABLES: Mapping[str, Sequence[str]] = {"now": _NOW, "over": _OVER, "unknown": ("unknown",)}


@dataclass(frozen=True, eq=False)
class RegisterPage:
    """The register of a programme on a day.

    Parameters
    ----------
    ledger
        The labels of the programme, up to an edition.
    rows
        What its readers get of :meth:`evalkit.scoring.register.Ledger.register`.
    day
        The day.
    audience
        Who reads it.
    """

    ledger: Ledger
    rows: pd.DataFrame
    day: dt.date
    audience: Audience = "public"

    @cached_property
    def edition(self) -> str:
        """The last edition that is looked at."""
        return self.ledger.series.editions[-1]

    def words(self, language: Language, edition: str = "") -> Words:
        """Return the words of an edition; of the last one where none is named."""
        ev = self.ledger.series[edition or self.edition]
        return Words(language, ev.record.programme, ev.rules, self.audience)

    def label(self, row: Mapping[str, Any], language: Language) -> str:
        """Return the name of a label as its edition has it."""
        rules = self.words(language, row["edition"] or "").rules
        if row["label"] == "tier":
            return text(language, "register-label-tier")
        if row["label"] == "honour":
            return rules.honour.name[language] if rules.honour is not None else row["label"]
        return next((one.name[language] for one in rules.labels if one.id == row["label"]), row["label"])

    def level(self, row: Mapping[str, Any], language: Language) -> str:
        """Return the name of the tier; empty where there is none."""
        tier = row["tier"]
        if tier is None or tier == HELD:
            return ""
        return self.words(language, row["edition"] or "").tier(tier)

    def blocks(self, language: Language) -> list[Block | TableView]:
        """Return what stands on the page below its title."""
        words = self.words(language)
        lead = words("register-lead", date=words.date(self.day), edition=self.edition)
        said = [Block.paragraph(lead), *(Block.paragraph(one) for one in self._counts(words))]
        tables = [view for kind in _TABLES if (view := self._table(kind, words)) is not None]
        return [*said, *tables] if tables else [*said, Block.paragraph(words("register-none"))]

    def page(self, language: Language, languages: Sequence[Language], version: str, digest: str) -> str:
        """Return the page as one file of HTML."""
        words = self.words(language)
        parts = [each.to_html() if isinstance(each, TableView) else each.markup for each in self.blocks(language)]
        return sheet.page(
            "register-page.html.j2",
            language,
            title=words("register-title", title=words.programme.title[language]),
            publisher=words.programme.publisher[language],
            synthetic=words.programme.synthetic,
            parts=parts,
            provenance=words("register-provenance", version=version, digest=digest),
            others=[(other, page_name(other, languages)) for other in languages if other != language],
            internal=marking(self.audience, languages),
        )

    def _counts(self, words: Words) -> list[str]:
        """Return how many hold each label, how many do not for certain, and what the source counts."""
        found = []
        rows = records(self.rows)
        for label in dict.fromkeys(row["label"] for row in rows):
            own = [row for row in rows if row["label"] == label]
            held = [row for row in own if row["state"] in HOLDING]
            parts = [words("register-held", label=self.label((held or own)[-1], words.language), count=len(held))]
            stopped = sum(row["state"] == "suspended" for row in own)
            unknown = sum(row["state"] == "unknown" for row in own)
            if stopped:
                parts.append(words("register-held-suspended", count=stopped))
            if unknown:
                parts.append(words("register-unknown", count=unknown))
            total = self.ledger.series[self.edition].honour_total if label == "honour" else None
            if total is not None and total != len(held):
                parts.append(words("register-of-total", count=total, edition=self.edition))
            if any(row["state"] == "undated" for row in own):
                parts.append(words("register-undated"))
            found.append(words.sentences(parts))
        return found

    def _table(self, kind: str, words: Words) -> TableView | None:
        rows = [row for row in records(self.rows) if row["state"] in _TABLES[kind]]
        if not rows:
            return None
        heads = [
            Column(words("column-code")),
            Column(words("column-name"), "head", words.name_lang),
            Column(words("column-kind-of")),
            Column(words("column-tier"), key=True),
            Column(words("column-state")),
            Column(words("column-valid-from"), "number"),
            Column(words("column-valid-until"), "number"),
            Column(words("column-edition-of")),
            Column(words("column-reapply"), "number"),
            Column(words("column-remark")),
        ]
        cells = [self._cells(row, words) for row in rows]
        # A column in which nothing stands tells nothing.
        keep = [i for i in range(len(heads)) if any(row[i] not in ("", UNKNOWN) for row in cells)]
        shown = [tuple(row[i] or UNKNOWN for i in keep) for row in cells]
        note = words("register-note") if any(row["valid_from"] for row in rows) else ""
        return plain(f"register-{kind}", words(f"register-caption-{kind}"), [heads[i] for i in keep], shown, note)

    def _cells(self, row: Mapping[str, Any], words: Words) -> tuple[str, ...]:
        language = words.language
        return (
            row["unit"],
            row["name"],
            self.label(row, language),
            self.level(row, language),
            words(f"register-state-{row['state']}"),
            *(_day(row[key]) for key in ("valid_from", "valid_until")),
            row["edition"] or "",
            self._again(row, words),
            words.clauses(self._remarks(row, words)),
        )

    def _remarks(self, row: Mapping[str, Any], words: Words) -> list[str]:
        found = []
        since, event = row["since"], row["event"]
        if since is not None and since != row["valid_from"]:
            by = words(f"register-event-{event}") if event else ""
            found.append(words("register-remark-since", date=_day(since), by=by, known="yes" if event else "no"))
        if row["because"]:
            found.append(words(f"register-because-{row['because']}"))
        if row["reason"]:
            found.append(row["reason"])
        return found

    def _again(self, row: Mapping[str, Any], words: Words) -> str:
        """Return the days on which a new assessment may be asked for, as far as they are not over."""
        first, last = row["reapply_from"], row["reapply_until"]
        if first is None or last < self.day:
            return ""
        return words("register-days", first=_day(first), last=_day(last))

    def own(self, row: Mapping[str, Any], show: str, words: Words) -> str | None:
        """Return what a certificate says of the unit it is for; None where that is not known."""
        language, report = words.language, self.ledger.series[row["edition"]].record.report
        told: dict[str, str | None] = {
            "name": row["name"],
            "code": row["unit"],
            "label": self.label(row, language),
            "tier": self.level(row, language) or None,
            "valid_from": _said(row["valid_from"], words),
            "valid_until": _said(row["valid_until"], words),
            "on": words.date(self.day),
            "edition": words.rules.title[language],
            "programme": words.programme.title[language],
            "publisher": words.programme.publisher[language],
            "issued": _said(report.issued, words),
        }
        return told[show]


def page_name(language: Language, languages: Sequence[Language]) -> str:
    """Return the name of the page in a language, as the index has it: ``register.html`` for the first."""
    return index_page(language, languages, REGISTER)


def table(rows: pd.DataFrame) -> list[list[str]]:
    """Return a register or a ledger as rows of text, its names first: ids and dates as they are in data."""
    columns = [str(column) for column in rows.columns if column != "holder"]
    return [columns, *([_day(row[column]) for column in columns] for row in records(rows))]


def may_certify(row: Mapping[str, Any]) -> bool:
    """Tell whether a row of the register is of something that a unit has, and that is not suspended."""
    return row["state"] in ("held", "undated")


def _day(value: Any) -> str:
    return "" if value is None or (not isinstance(value, tuple) and pd.isna(value)) else str(value)


def _said(day: dt.date | None, words: Words) -> str | None:
    return None if day is None else words.date(day)
