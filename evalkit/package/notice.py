"""The correction notice: every published value that is another in a new version of an edition, old and new.

It is made of two data packages for the public and of nothing else, so that it tells nothing that these do not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evalkit.edition.record import EditionRecord
from evalkit.package.descriptor import meaning
from evalkit.package.difference import Change, Row, Tables
from evalkit.package.schema import Resource
from evalkit.report import sheet
from evalkit.report.csvtext import UNKNOWN, csv_text
from evalkit.report.elements import Column, TableView, markup
from evalkit.report.words import Words
from evalkit.wording import Language, locale_of, manner, name_of, text

HEAD = ("table", "row", "column", "change", "before", "after")
#: What is said of a column up to the first of these is its name.
_ASIDE = re.compile("[；，;,]")


@dataclass(frozen=True)
class Notice:
    """What a notice is about.

    Attributes
    ----------
    record
        The edition as it is now.
    earlier, later
        Number and day of the version that is replaced and of the one in its place.
    changes
        What changed.
    before, after
        The tables of both, in which names are looked up.
    """

    record: EditionRecord
    earlier: tuple[int, dt.date]
    later: tuple[int, dt.date]
    changes: Sequence[Change]
    before: Tables
    after: Tables

    @property
    def files(self) -> dict[str, str]:
        """The pages, one in each language of the programme, and the table, by the names of their files."""
        rows = [(c.resource.file, c.where, c.column, c.kind, c.before, c.after) for c in self.changes]
        pages = {f"correction-notice.{la}.html": self.page(la) for la in self.record.programme.languages}
        return {"correction-notice.csv": csv_text([HEAD, *rows]), **pages}

    def page(self, language: Language) -> str:
        """Return the notice as a page that stands alone."""
        record, languages = self.record, self.record.programme.languages
        words = Words(language, record.programme, record.rules)
        title = record.rules.title[language]
        (old, then), (new, now) = self.earlier, self.later
        facts = {"old": str(old), "then": words.date(then), "new": str(new), "now": words.date(now)}
        count = len(self.changes)
        return sheet.page(
            "notice-page.html.j2",
            language,
            title=text(language, "notice-title", title=title),
            edition_title=title,
            lead=[text(language, "notice-lead", **facts), text(language, "notice-count", count=count)],
            tables=[view.to_html() for view in self._views(words)],
            others=text(language, "notice-others", list=manner(language).item.join(map(name_of, languages))),
            publisher=text(language, "footer-publisher", publisher=record.programme.publisher[language]),
            synthetic=text(language, "synthetic") if record.programme.synthetic else "",
            internal=(),
        )

    def _views(self, words: Words) -> Iterable[TableView]:
        language = words.language
        names = _Names(self, words)
        of: dict[str, list[Change]] = {}
        for change in self.changes:
            of.setdefault(change.resource.name, []).append(change)
        labels = [text(language, f"notice-{name}") for name in ("row", "what", "before", "after")]
        columns = (Column(labels[0], "head"), *(Column(label) for label in labels[1:]))
        for name, changes in of.items():
            resource = changes[0].resource
            rows = tuple(map(names.cells, changes))
            caption = f"{_named(resource.meaning, language)}{manner(language).between(resource.file)}"
            yield TableView(f"notice-{name}", caption, columns, ((None, rows),))


class _Names:
    """What ids of a package are called in a language, by its own tables: as readers of it know them."""

    def __init__(self, notice: Notice, words: Words) -> None:
        self.words = words
        self._ids: dict[str, dict[str, str]] = {}
        for resource, rows in (*notice.before, *notice.after):
            for name in (f"name_{words.language}", "name"):
                if name in resource.names and resource.key and resource.key[0] != "order":
                    key, place = resource.names.index(resource.key[0]), resource.names.index(name)
                    self._ids.setdefault(resource.key[0], {}).update({row[key]: row[place] for row in rows})
                    break

    def of(self, column: str, cell: str) -> str:
        """Return what stands for a cell: the name of what has an id, a unit's with its code, else the cell itself."""
        name = self._ids.get(column, {}).get(cell)
        if name is None:
            return cell
        return self.words.named(name, cell) if column == "unit" else name

    def cells(self, change: Change) -> Row:
        """Return a line of a table: what it is about, what changed, old and new."""
        told = (self.cell(change, change.before), self.cell(change, change.after))
        return (self.row(change), self.column(change), *told)

    def row(self, change: Change) -> str:
        """Return what a row is about."""
        resource, cells = change.resource, dict(zip(change.resource.names, change.row, strict=True))
        if not resource.key:
            return self.of("unit", cells["unit"]) if "unit" in cells else UNKNOWN
        if resource.name in ("shares", "denominators"):
            return self._share(resource, cells)
        if resource.name in ("units", "honours"):
            return self.words.named(cells["name"], cells["unit"])
        return self.words.manner.item.join(self.of(name, cells[name]) for name in resource.key)

    def _share(self, resource: Resource, cells: Mapping[str, str]) -> str:
        of = cells["denominator"].partition(":")[0].partition("@")[0] if resource.name == "shares" else cells["of"]
        about = [self.of({"within": "group"}.get(n, n), cells[n]) for n in ("within", "cohort", "tier") if cells[n]]
        of = text(self.words.language, f"notice-of-{of}")
        return self.words.manner.item.join([*about, of])

    def column(self, change: Change) -> str:
        """Return what a column holds, and whether its row came or went."""
        language = self.words.language
        found = next((c for c in change.resource.columns if c.name == change.column), None)
        name = text(language, "notice-whole") if found is None else _named(found.meaning, language)
        return name if change.kind == "changed" else text(language, f"notice-{change.kind}", column=name)

    def cell(self, change: Change, cell: str) -> str:
        """Return what stood or stands there, for readers."""
        if not cell:
            return UNKNOWN
        found = next((c for c in change.resource.columns if c.name == change.column), None)
        if found is not None and found.kind == "flag":
            return text(self.words.language, f"answer-{cell}")
        if found is not None and found.kind in ("points", "number"):
            return self.words.number(cell)
        return self.of(change.column, cell)


def _named(said: tuple[str, str], language: Language) -> str:
    return _ASIDE.split(meaning(said, language))[0]


def superseded(page: str, said: str, language: Language) -> str:
    """Return a page that says at its top that another version has replaced it, with the glyphs for that."""
    banner = f'<aside class="internal superseded"><p lang="{locale_of(language)}">{markup(said)}</p></aside>'
    return sheet.embed_anew(page.replace('<header class="masthead">', f'{banner}\n<header class="masthead">', 1))
