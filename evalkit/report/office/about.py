"""What a file says about itself: of which edition it is, in which language, made of what, and what marks it bears."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup

from evalkit.edition import EditionRecord
from evalkit.edition.looks import logo_of, look_of
from evalkit.files.pictures import Picture
from evalkit.report.exported import ExportedPage, Imprint, source_note
from evalkit.report.office.raster import fit
from evalkit.rules.report import Look
from evalkit.wording import Language, has, locale_of, text


@dataclass(frozen=True)
class About:
    """The facts that stand on the cover, in the footers and in the properties of a file.

    Attributes
    ----------
    title
        The page's first-level heading.
    programme, edition
        Their titles in the file's language.
    language
        That of the file.
    version
        That of evalkit.
    publisher, provenance, source
        What the foot of the page says about them.
    imprint
        What ``[report]`` says.
    look, logo
        The style, and what stands above the title.
    marks
        Sentences that stand on every sheet and above the document: that the data are made up, that a page is not for
        publication. Empty where neither is so.
    short_marks
        The same in a few words, for the foot and head of printed pages.
    letter
        Whether it is a letter: without cover and lists, its pages numbered from the first.
    """

    title: str
    programme: str
    edition: str
    language: Language
    version: str
    publisher: str
    provenance: str
    source: str
    imprint: Imprint
    look: Look
    logo: Picture | None = None
    marks: tuple[str, ...] = ()
    short_marks: tuple[str, ...] = ()
    letter: bool = False

    @classmethod
    def of(cls, page: ExportedPage, record: EditionRecord, language: Language, version: str) -> About:
        """Return the facts of a page of an edition."""
        marks, short = [], []
        if record.programme.synthetic:
            marks.append(text(language, "synthetic"))
            short.append(text(language, "office-synthetic-short"))
        internal = [p.get_text(" ", strip=True) for p in BeautifulSoup(page.html, "html.parser").select(".internal p")]
        if internal:
            marks += internal
            name = "not-for-publication-short"
            short.append(text(language, name) if has(language, name) else internal[0])
        logo = logo_of(record.report, record.folder)
        return cls(
            title=page.title,
            programme=record.programme.title[language],
            edition=record.rules.title[language],
            language=language,
            version=version,
            publisher=text(language, "footer-publisher", publisher=record.programme.publisher[language]),
            provenance=page.provenance,
            source=source_note(record, language),
            imprint=Imprint.of(record, language, version),
            look=look_of(record.report, record.folder),
            logo=None if logo is None else fit(logo.kind, logo.content),
            marks=tuple(marks),
            short_marks=tuple(short),
        )

    @property
    def locale(self) -> str:
        """The language tag, such as ``zh-CN``."""
        return locale_of(self.language)

    @property
    def running_title(self) -> str:
        """The line at the head or foot of every printed page: the title and the marks."""
        return " · ".join([self.title, *self.short_marks])
