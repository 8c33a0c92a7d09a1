"""What an export gives; light, for it travels between processes that export nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babel.dates import format_date

from evalkit.publication.key import keyed, workspace_key
from evalkit.wording import Language, manner, text

if TYPE_CHECKING:
    from evalkit.edition import EditionRecord


def index_page(language: Language, languages: Sequence[Language], stem: str = "index") -> str:
    """Return the file of the index, or another such page, in one of these languages; the first has the plain name."""
    return f"{stem}.html" if language == languages[0] else f"{stem}.{language}.html"


@dataclass(frozen=True)
class ExportedPage:
    """A page and its title (the first-level heading).

    ``files`` are its further files: name relative to the folder of the page, and bytes; ``remarks`` say what of the
    notebook is not in it; ``provenance``, which stands at its foot, of what it was made.
    """

    html: str
    title: str
    files: tuple[tuple[str, bytes], ...] = ()
    remarks: tuple[str, ...] = ()
    provenance: str = ""


@dataclass(frozen=True)
class Imprint:
    """What ``[report]`` says of an edition in a language; empty where it says nothing."""

    publishers: tuple[str, ...] = ()
    number: str = ""
    issued: str = ""
    licence: str = ""
    cite: str = ""

    @classmethod
    def of(cls, record: EditionRecord, language: Language, version: str) -> Imprint:
        """Return the imprint of the report of an edition."""
        report = record.report
        publishers = tuple(publisher[language] for publisher in report.publishers or (record.programme.publisher,))
        issued = "" if report.issued is None else format_date(report.issued, "long", locale=manner(language).babel)
        cite = "" if report.cite is None else report.cite[language]
        if report.publishers and not cite:
            facts = {
                "publishers": manner(language).item.join(publishers),
                "title": record.rules.title[language],
                "version": version,
            }
            cite = text(language, "office-cite-default", **facts, issued=issued, dated="yes" if issued else "no")
        return cls(
            publishers,
            report.number or "",
            issued,
            "" if report.licence is None else text(language, "office-licence", licence=report.licence[language]),
            cite and text(language, "office-cite", cite=cite),
        )


def version_note(record: EditionRecord, language: Language) -> str:
    """Return which version of the results of a corrected edition this is, or the day of the data where it is none.

    Empty where nothing was changed since the first version, or at all.
    """
    review = record.review
    if review is None:
        return ""
    number, events, days = 0, 0, [] if review.history is None else list(review.history["date"])
    day = max(days, default=None)
    if review.versions is not None:
        number, of_version, counted = max(review.versions[["version", "date", "events"]].itertuples(False, None))
        events = int(counted)
        day = day if len(days) > events else of_version
    later = len(days) > events
    if day is None or (number < 2 and not later):
        return ""
    said = manner(language).date(day)
    return text(language, "footer-data" if later else "footer-version", number=str(number), date=said)


def source_note(record: EditionRecord, language: Language) -> str:
    """Return where the page's reader learns of the source; empty where the edition has no such file."""
    if not (record.folder / "SOURCE.md").is_file():
        return ""
    return text(language, "footer-source", programme=record.rules.programme, edition=record.rules.edition)


def digest(folder: Path, files: tuple[str, ...], key: str = "") -> str:
    """Return the HMAC-SHA-256 over files in their order, as hexadecimal; the key is that of the workspace above."""
    parts = [hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files]
    return keyed(key or workspace_key(folder.parents[1]), "edition", *parts)
